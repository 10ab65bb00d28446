"""Observations: every figure of a passage with its indicator, period, aspect and role."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace

from bot.facts import naming
from bot.facts.clause import Segment, brackets, segments, sentences, split_at
from bot.facts.model import Aspect, Observation
from bot.facts.tokens import Tokens, read_tokens
from bot.report.model import Document, SectionRef, Span
from bot.text.fold import shadow
from bot.text.period import Period
from bot.text.quantity import Quantity
from bot.text.words import word_list


@dataclass(slots=True)
class Setting:
    """What a section says about time and purpose before its sentences speak."""

    year: str | None
    planned: bool


@dataclass(slots=True)
class Thread:
    """What a sentence carries on from figure to figure."""

    period: str | None = None
    period_text: str | None = None
    subject: str = ""
    topic: str = ""
    total: Observation | None = None
    chain: list[str] = field(default_factory=list)
    chain_verb: str = ""
    tail: str = ""
    seen: list[Observation] = field(default_factory=list)


class SentenceReader:
    """Reads one sentence at ``span`` of a document into observations."""

    def __init__(self, document: Document, span: Span, section: SectionRef, setting: Setting, reference: int) -> None:
        self.document, self.span, self.section, self.setting = document, span, section, setting
        self.text = shadow(document.text[slice(*span)])
        self.tokens: Tokens = read_tokens(self.text, reference)
        self.thread = Thread()
        self.masked = self._mask()
        self.found: list[Observation] = []

    def read(self) -> list[Observation]:
        inner = brackets(self.text, self.tokens.figures)
        outer = self.masked
        for start, end in inner:
            outer = outer[:start] + "\0" * (end - start) + outer[end:]
        for clause in split_at(outer, 0, len(outer), "，；;：:。,"):
            figures = [f for f in self.tokens.figures if clause[0] <= f.start < clause[1] and not _within(f, inner)]
            self._clause(outer, clause, figures)
            for span in inner:
                if clause[0] <= span[0] < clause[1]:
                    self._bracket(span)
        return self.found

    def _mask(self) -> str:
        """The sentence with its time expressions blanked, so that they do not enter names."""
        text = self.text
        for period in self.tokens.periods:
            text = text[: period.start] + "\0" * (period.end - period.start) + text[period.end :]
        return text

    def _clause(self, text: str, clause: Span, figures: list[Quantity]) -> None:
        words = text[slice(*clause)]
        if not figures:
            self._advance(clause[1])
            plain = words.replace("\0", "").strip()
            if naming.is_topic(plain):
                self.thread.topic = self.thread.subject = plain[naming.trim_front(plain) :]
            elif plain and naming.subject_of(plain) and len(naming.subject_of(plain)) < len(plain):
                self.thread.subject = naming.subject_of(plain)
            return
        if "其中" in words and self.thread.seen:
            self.thread.total = self._level()
        parts = segments(text, clause, figures)
        tail = _common_tail(text, parts)
        names = self._names(text, parts, tail)
        for segment, name in zip(parts, names, strict=True):
            self._observe(text, segment, name)
        listed = [n for n, p in zip(names, parts, strict=True) if p.joint in ("clause", "list")]
        self.thread.tail, self.thread.chain = tail, listed if len(listed) > 1 else []

    def _bracket(self, span: Span) -> None:
        """A bracket's figures belong to the figure before it, if it says 其中 or only tells a part."""
        thread, host = self.thread, self._level()
        self.thread = replace(thread, total=host if "其中" in self.text[slice(*span)] else None, seen=list(thread.seen))
        for clause in split_at(self.masked, *span, "，；;"):
            figures = [f for f in self.tokens.figures if clause[0] <= f.start < clause[1]]
            if figures:
                self._clause(self.masked, clause, figures)
        self.thread = thread

    def _level(self) -> Observation | None:
        return next((o for o in reversed(self.thread.seen) if o.aspect == "level"), None)

    # names

    def _names(self, text: str, parts: list[Segment], tail: str) -> list[str]:
        shared = _distributed(text, parts)
        if shared:
            return shared
        names = [self._name(text, parts, number, tail) for number in range(len(parts))]
        verb = _leading_verb(naming.core(text[parts[0].start : parts[0].figure.start])[0])
        for number, part in enumerate(parts[1:], 1):  # 接入163家单位楼宇、393家人群密集场所: the verb is common
            if verb and part.joint == "list" and not text[part.start : part.figure.start].strip("\0 ") and not tail:
                names[number] = verb + names[number]
        return names

    def _name(self, text: str, parts: list[Segment], number: int, tail: str) -> str:
        segment = parts[number]
        before = text[segment.start : segment.figure.start]
        after = naming.behind(text[segment.figure.end : segment.end])
        if tail and after:
            return after.removesuffix(tail).strip("的") + tail
        if segment.figure.unit in ("类", "种") and number + 1 < len(parts) and parts[number + 1].joint == "count":
            following = parts[number + 1]
            return naming.behind(text[following.figure.end : following.end]) + "类别"
        if segment.joint == "count" and not after:
            return naming.core(text[parts[number - 1].start : parts[number - 1].figure.start])[0]
        change = naming.find_change(before)
        head, _ = naming.core(before[: change.start] if change else before)
        if segment.joint == "to" and not head and not after:
            return ""
        if change:
            return head
        if after.startswith(("内", "里", "以内", "之内", "中")) and head:
            after = ""
        if head and after and (naming.ends_with_verb(head) or len(after) <= 10):
            return head + after
        return head or (after if not naming.begins_predicate(after) else f"\1{after}")

    # observations

    def _observe(self, text: str, segment: Segment, name: str) -> None:
        figure, thread = segment.figure, self.thread
        before = text[segment.start : figure.start]
        change = naming.find_change(before) if figure.unit != "名" else None
        base = self._base(segment)
        self._advance(figure.start)
        total = bool(re.match(r"(?:共计?|合计|总计)$", before.replace("\0", "").strip())) and segment.joint == "clause"
        label = self._label(segment, name, change, total)
        start, end = self._quote(text, segment, change)
        value = figure.value * (change.sign if change else 1)
        value_from = segment.start + change.verb if change else figure.start
        observation = self._build(segment, label, value, (value_from, figure.end), (start, end), change is not None)
        observation = replace(observation, base=base, rate=naming.find_rate(before))
        if thread.total and observation.unit == thread.total.unit and observation.aspect == "level":
            observation = replace(observation, part_of=thread.total.indicator, parent=thread.total.id)
        self.found.append(observation)
        thread.seen.append(observation)
        if observation.aspect == "level" and not naming.is_attribute(name) and name and not name.startswith("\1"):
            thread.subject = naming.entity_of(name)

    def _label(self, segment: Segment, name: str, change: naming.Change | None, total: bool) -> str:
        """The complete name: owners of bare attributes, counted things of totals, 占比 of shares."""
        thread, figure = self.thread, segment.figure
        if change:
            return self._owner_of_change(name) + _change_suffix(change)
        if name.startswith("\1用于") and thread.total:
            name = f"{name[1:]}的{thread.total.indicator}"
        elif name.startswith("\1"):
            name = thread.subject + name[1:]
        elif not name:
            name = (self._same_unit(figure.unit) if segment.joint == "to" else "") or _counted(thread.subject)
        elif name.startswith("占") and not name.startswith("占比"):
            name = f"{thread.subject}{name}" + ("" if re.search("(比例|比重)$", name) else "的比例")
        elif naming.is_attribute(name) and thread.subject and not name.startswith(thread.subject):
            name = thread.subject + name
        elif total and (thread.chain or thread.tail):
            name = self._total_name(name)
        elif thread.topic and thread.topic not in name and not thread.total:
            name = thread.topic + name
        return self._suffixed(name, segment)

    def _owner_of_change(self, name: str) -> str:
        if name and not naming.is_attribute(name):
            return name
        last = next((o for o in reversed(self.thread.seen) if o.aspect != "change"), None)
        return last.indicator if last else self.thread.subject

    def _same_unit(self, unit: str | None) -> str:
        return next((o.indicator for o in reversed(self.thread.seen) if o.unit == unit and o.aspect != "change"), "")

    def _total_name(self, name: str) -> str:
        """共计5234个摄像机, said after 10个街镇…的视频资源联网."""
        thread = self.thread
        if thread.tail:
            return thread.tail + name
        verb = next((v for v in sorted(word_list("extraction")["verbs"], key=len, reverse=True) if thread.chain[0].startswith(v)), "")
        things = "、".join(item.removeprefix(verb) for item in thread.chain)
        return f"{things}{verb}{name}"

    def _suffixed(self, name: str, segment: Segment) -> str:
        unit = segment.figure.unit
        post_nominal = not naming.core(self.masked[segment.start : segment.figure.start])[0]
        if unit == "%" and post_nominal and not re.search(r"(率|比|比例|比重|占比)$", name):
            return f"{name}占比"
        if segment.figure.kind == "rank":
            return f"{name}名次"
        if unit in ("平方公里", "平方米", "公顷", "亩") and not name.endswith("面积"):
            return f"{name}面积"
        if unit == "年" and "连续" in self.text[segment.figure.start : segment.figure.end]:
            return f"{name}连续年数"
        return name

    def _base(self, segment: Segment) -> str | None:
        """The period a change is measured against: 同比2021年, 较2019年."""
        for period in self.tokens.periods:
            if segment.start <= period.start < segment.figure.start and self._is_base(period):
                return period.value
        return None

    def _is_base(self, period: Period) -> bool:
        return self.text[max(0, period.start - 2) : period.start].endswith(("同比", "比", "较"))

    def _advance(self, position: int) -> None:
        """Take over the last time expression before ``position``."""
        for period in self.tokens.periods:
            if period.start < position and period.kind in ("period", "date") and not self._is_base(period) and "规划" not in period.text:
                self.thread.period, self.thread.period_text = period.value, period.text
            elif period.start < position and period.kind == "vague" and not self.thread.period:
                self.thread.period, self.thread.period_text = self.setting.year, period.text

    def _quote(self, text: str, segment: Segment, change: naming.Change | None) -> Span:
        """From the words that name the figure to the figure, or to the noun behind it."""
        start = segment.start
        while start < segment.figure.start and self.text[start] in "，、；;：: ":
            start += 1
        lead = self.text[start : segment.figure.start]
        if len(lead) > 40:
            comma = max(lead.rfind("、"), lead.rfind("的"))
            start = segment.figure.start if lead.endswith("等") else start + comma + 1
        behind = text[segment.figure.end : segment.end]
        used = naming.behind(behind)
        end = segment.figure.end
        joined = self._joined_end(text, segment)
        if segment.figure.kind == "zero" and self.text[end : end + 1] in "”":
            end += 1
        elif (used or joined) and not change and len(used) <= 30:
            end = joined or segment.end - len(re.search(r"(?:[(（]\0+[)）])?$", text[: segment.end]).group())  # type: ignore[union-attr]
            while end > segment.figure.end and self.text[end - 1] in "，、。；; ":
                end -= 1
        return start, end

    def _joined_end(self, text: str, segment: Segment) -> int:
        """7类共6465个摄像机建设: the kinds are named only behind the count; 0 elsewhere."""
        counted = re.match(r"(?:共计?|合计|总计)\d+[^，。；、]*", text[segment.figure.end : segment.clause[1]])
        return segment.figure.end + counted.end() if counted and not segment.end > segment.figure.end else 0

    def _build(self, segment: Segment, name: str, value: float, shown: Span, quote: Span, change: bool) -> Observation:
        figure, offset = segment.figure, self.span[0]
        text = self.document.text
        span = (offset + quote[0], offset + quote[1])
        section = self.section
        period, period_text = self._period()
        value_text = text[offset + shown[0] : offset + shown[1]].replace(" ", "")
        digest = hashlib.sha256("\n".join([self.document.meta.id, section.label, text[slice(*span)], value_text, str(shown[0] - quote[0])]).encode())
        return Observation(
            id=digest.hexdigest()[:8],
            report=self.document.meta.id,
            indicator=name or section.title,
            value=value,
            value_to=figure.value_to,
            value_text=value_text,
            unit=figure.unit or _default_unit(name, change),
            bound=figure.bound,  # type: ignore[arg-type]
            role="target" if self._is_target(segment) else "actual",
            aspect=_aspect(figure, name, change),
            period=period,
            period_text=period_text,
            section=section,
            page=self.document.page_at(offset + figure.start),
            quote=text[slice(*span)],
            span=span,
            sentence=self.span,
        )

    def _period(self) -> tuple[str | None, str | None]:
        if self.thread.period:
            return self.thread.period, self.thread.period_text
        return self.setting.year, None

    def _is_target(self, segment: Segment) -> bool:
        if self.setting.planned:
            return True
        words = self.text[segment.clause[0] : segment.clause[1]]
        return any(w in words for w in word_list("extraction")["target_words"])


def observe(document: Document) -> list[Observation]:
    """All observations of a report, in the order of its text."""
    reference = int(document.meta.date[:4]) if document.meta.date else 0
    found: list[Observation] = []
    for passage in document.passages:
        if passage.section.label == "落款":
            continue
        setting = setting_of(document, passage.section, reference)
        for span in sentences(document.text, passage.span):
            found += SentenceReader(document, span, passage.section, setting, reference).read()
    return found


def setting_of(document: Document, section: SectionRef, reference: int) -> Setting:
    """The year of a chapter's heading or, in a plan chapter, the first year its text states; else the title's."""
    headings = "".join(section.path)
    words = word_list("extraction")
    planned = any(w in headings for w in words["plan_anywhere"]) or any(w in "".join(section.path[:1]) for w in words["plan_headings"])
    year = re.search(r"(?:19|20)\d\d(?=年)", section.path[0] if section.path else "")
    if year:
        return Setting(year.group(), planned)
    if planned:
        return Setting(_first_year(document, section), True)
    title = re.search(r"(?:19|20)\d\d(?=年)", document.meta.title)
    return Setting(title.group() if title else None, False)


def _first_year(document: Document, section: SectionRef) -> str | None:
    chapter = next((s for s in document.sections if s.ref.path == section.path[:1]), None)
    if chapter is None:
        return None
    match = re.search(r"(?:19|20)\d\d(?=年)", document.text[slice(*chapter.span)])
    return match.group() if match else None


def _within(figure: Quantity, spans: list[Span]) -> bool:
    return any(start <= figure.start and figure.end <= end for start, end in spans)


def _distributed(text: str, parts: list[Segment]) -> list[str]:
    """甲、乙、丙分别下降 56.7%、50%、20%: one name for each figure."""
    before = text[parts[0].start : parts[0].figure.start]
    if "分别" not in before or len(parts) < 2:
        return []
    head, _ = naming.core(before[: before.index("分别")])
    owners = [owner for owner in re.split("、|和|及", head) if owner]
    return owners if len(owners) == len(parts) else []


def _common_tail(text: str, parts: list[Segment]) -> str:
    """Coordinated figures with one tail: 10个街镇、3个委办局及1个重点场所的视频资源联网."""
    bare = all(not text[p.start : p.figure.start].strip("\0 ") for p in parts[1:])
    last = naming.behind(text[parts[-1].figure.end : parts[-1].end])
    first = naming.core(text[parts[0].start : parts[0].figure.start])[0]
    return last.rpartition("的")[2] if len(parts) > 1 and bare and not first and "的" in last else ""


def _leading_verb(head: str) -> str:
    """The verb that ``head`` is, whole: the words before a post-nominal figure (接入)."""
    return head if head in word_list("extraction")["verbs"] else ""


def _change_suffix(change: naming.Change) -> str:
    """同比变化, 环比变化 or the printed noun (升幅)."""
    if change.word.removesuffix("达").endswith(("幅", "速")):
        return change.word.removesuffix("达")
    if "环比" in change.against or "上月" in change.against:
        return "环比变化"
    return "同比变化" if re.search("同比|上年|去年|同口径|可比", change.against) else "变化"


def _counted(subject: str) -> str:
    return f"{subject}数" if subject.endswith(("案件", "警情", "事故", "事件")) else subject


def _default_unit(name: str, change: bool) -> str | None:
    """The head noun's unit, where none is printed."""
    if change:
        return "%"
    defaults: dict[str, str] = word_list("units")["default"]
    for noun in sorted(defaults, key=len, reverse=True):
        if name.endswith((noun, noun + "数")):
            return defaults[noun]
    fitting = [noun for noun in defaults if noun in name]
    return defaults[max(fitting, key=lambda n: (name.rindex(n), len(n)))] if fitting else "起" if name.endswith("案") else None


def _aspect(figure: Quantity, name: str, change: bool) -> Aspect:
    if change:
        return "change"
    if figure.kind == "rank":
        return "rank"
    return "share" if figure.unit in ("%", "‰") and re.search("占|比重|比例|份额", name) else "level"
