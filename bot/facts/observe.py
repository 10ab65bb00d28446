"""Observations: every figure of a passage with its indicator, period, aspect and role."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.facts import naming
from bot.facts.aimed import bracketed, is_task
from bot.facts.change import Change, find_change, find_rate, stated_change
from bot.facts.clause import Segment, brackets, segments, sentences, split_at
from bot.facts.coordination import Name, common_tail, names_of, several
from bot.facts.digest import digest
from bot.facts.label import label
from bot.facts.model import Aspect, Observation
from bot.facts.openings import branch_of, headed, opened, to_come
from bot.facts.quote import quote_of
from bot.facts.sentence import Sentence, blank, read_sentence
from bot.facts.setting import Setting, Settings, is_aimed
from bot.facts.siblings import continued, told_apart
from bot.facts.tabulate import tabulate
from bot.facts.thread import Thread
from bot.facts.unit import default_unit
from bot.report.model import Document, Span
from bot.text.quantity import Quantity

#: A name that ends so is a growth although it is told as a level (增速达到16.1%).
_GROWTHS = ("增速", "增幅", "涨幅", "升幅", "增长率", "降幅")
#: A bracket whose figures were taken out of a name.
_EMPTY = re.compile(r"[(（]\s*[)）]")
_CLAUSE_ENDS = "，；;：:。,"


def observe(document: Document) -> list[Observation]:
    """All observations of a report, in the order of its text; ids may still be equal."""
    reference = int(document.meta.date[:4]) if document.meta.date else 0
    settings = Settings(document, reference)
    found: list[Observation] = []
    for passage in document.prose():
        if passage.section.label == "落款":
            continue
        reader = None
        before: list[Observation] = []
        for span in sentences(document.text, passage.span):
            sentence = read_sentence(document, span, passage.section, reference)
            reader = _SentenceReader(sentence, settings.within(passage), reader)
            before = continued(told_apart(reader.read(), document.text), before)
            found += before
    tabular = tabulate(document, settings, reference)
    return sorted([*found, *tabular], key=lambda row: row.sentence[0]) if tabular else found


class _SentenceReader:
    """Reads one sentence, clause by clause, figure by figure."""

    def __init__(self, sentence: Sentence, setting: Setting, last: _SentenceReader | None) -> None:
        self.sentence, self.setting = sentence, setting
        self.thread = Thread()
        self.found: list[Observation] = []
        self.before: list[Observation] = []  # the figures that a sentence with 其中 at its head is of
        self.thread.branch = branch_of(last.sentence) if last else ""
        if last and (subject := headed(last.sentence)):
            self.thread.subject = subject
        if last and sentence.text.startswith("其中"):
            self.before = last.thread.levels()
            self.thread.period, self.thread.period_text = last.thread.period, last.thread.period_text
        self.opened: str | None = opened(sentence) or (last.opened if last else None)
        if setting.year is None and self.opened:
            self.setting = replace(setting, year=self.opened)

    def read(self) -> list[Observation]:
        figures = self.sentence.tokens.figures
        if not figures:
            return []
        inner = brackets(self.sentence.text, figures)
        outer = replace(self.sentence, masked=blank(self.sentence.masked, inner))
        for clause in split_at(outer.masked, 0, len(outer.masked), _CLAUSE_ENDS):
            if outer.masked[: clause[0]].endswith(("；", ";")):
                self._next_item()
            self._clause(outer, clause, [f for f in figures if _begins_in(f, clause) and not _within(f, inner)])
            for span in inner:
                if clause[0] <= span[0] < clause[1]:
                    self._bracket(span)
        return self.found

    def _next_item(self) -> None:
        """到2025年，甲达到9，目前为7；乙达到5: the time to come that a sentence opens with holds for each item."""
        if not self.thread.listing:
            self.thread.total = None
        if coming := to_come(self.sentence):
            self.thread.period, self.thread.period_text = coming.value, coming.text

    def _bracket(self, span: Span) -> None:
        """A bracket's figures belong to the figure before it, if it says 其中 or only tells a part."""
        outside = self.thread
        self.thread = outside.within(outside.level() if "其中" in self.sentence.text[slice(*span)] else None)
        before = [row for row in outside.seen if row.span[0] < self.sentence.span[0] + span[0]]
        if before and before != outside.seen:  # 甲500亩（单价2万元）、乙300亩（单价1万元）
            self.thread.seen, self.thread.subject = before, naming.entity_of(before[-1].indicator)
        if noun := bracketed(self.sentence, span):
            self.thread.subject = noun
        for clause in split_at(self.sentence.masked, *span, "，；;"):
            figures = [f for f in self.sentence.tokens.figures if _begins_in(f, clause)]
            if figures:
                self._clause(self.sentence, clause, figures)
        self.thread = outside

    def _clause(self, sentence: Sentence, clause: Span, figures: list[Quantity]) -> None:
        words = sentence.masked[slice(*clause)]
        if not figures:
            if words.strip("\0 ") == "其中" and (levels := self.thread.levels() or self.before):
                self.thread.part(levels)
                self.thread.listing = True
            self.thread.advance(sentence, clause[1], self.setting)
            self._introduce(words.replace("\0", "").strip())
            return
        if ("其中" in words or _LISTS_PARTS.match(words)) and (levels := self.thread.levels() or self.before):
            self.thread.part(levels)
            self.thread.listing = False
        parts = segments(sentence.masked, clause, figures)
        changes = _changes(sentence.masked, parts)
        earlier = [row.indicator for row in self.thread.seen if not naming.is_of_plan(row.indicator)]
        names = names_of(sentence.masked, parts, earlier)
        for number, part in enumerate(parts[1:], 1):
            if part.joint == "list" and changes[number] and not names[number].words:
                names[number] = replace(names[number - 1], begin=names[number - 1].begin or parts[0].start)
        for number, (segment, name, change) in enumerate(zip(parts, names, changes, strict=True)):
            before, unit = _before(sentence.masked, segment), segment.figure.unit
            name = _from_subject(sentence, parts, number, name)
            if number and name.begin is None and _is_bare(sentence, segment):
                name = replace(name, begin=parts[number - 1].start)
            for one in several(name, before, change is not None, unit) if segment.joint == "clause" else [name]:
                self._observe(sentence, segment, one, change)
            if _starts_out(sentence, parts[number : number + 2]):
                self.found[-1] = replace(self.found[-1], period=None, period_text=None)
        listed = [n.words for n, p in zip(names, parts, strict=True) if p.joint in ("clause", "list")]
        self.thread.chain = listed if len(listed) > 1 else []
        self.thread.tail = common_tail(sentence.masked, parts)

    def _introduce(self, words: str) -> None:
        """A clause without a figure may bring the topic or the subject of those behind it; 按可比价计算 brings none."""
        if words.startswith(("按", "据", "根据", "经", "依据")):
            return
        if naming.is_topic(words):
            self.thread.topic = self.thread.subject = naming.topic_of(words)
            return
        if thing := naming.fostered(words):
            self.thread.subject = thing
            return
        subject = naming.subject_of(words)
        if subject and len(subject) < len(words):
            self.thread.subject = subject

    def _observe(self, sentence: Sentence, segment: Segment, name: Name, change: Change | None) -> None:
        thread = self.thread
        thread.advance(sentence, segment.figure.start, self.setting)
        if segment.joint == "to":
            thread.arrive(sentence, segment, self.setting)
        row = self._row(sentence, segment, change, label(sentence, thread, segment, name, change), name.begin)
        row = replace(
            row, base=sentence.base_of(segment, row.period), rate=find_rate(_before(sentence.masked, segment))
        )
        if change is None and row.base and _COMPARED.fullmatch(_before(sentence.masked, segment)):
            row = replace(row, period=row.base, period_text=None, base=None)  # 比2022年的900起下降10%
        if total := thread.total_of(row):
            row = replace(row, part_of=total.indicator, parent=total.id)
        self.found.append(row)
        if row.aspect != "change":
            thread.seen.append(row)
        own = not naming.is_attribute(name.words) or not thread.subject
        told = name.words and name.kind != "predicate" and own
        if told and (row.aspect in ("level", "rank") or change):
            thread.subject = naming.entity_of(name.words)

    def _row(
        self, sentence: Sentence, segment: Segment, change: Change | None, name: str, begin: int | None
    ) -> Observation:
        document, section, figure = sentence.document, sentence.section, segment.figure
        offset = sentence.span[0]
        quote = quote_of(sentence, segment, change is not None, begin)
        shown = segment.start + change.verb if change else figure.start
        span = (offset + quote[0], offset + quote[1])
        value_text = document.text[offset + shown : offset + figure.end].replace(" ", "")
        period, period_text = self._period()
        return Observation(
            id=digest(document.meta.id, section.label, document.text[slice(*span)], value_text, str(shown - quote[0])),
            report=document.meta.id,
            indicator=_EMPTY.sub("", name) or section.title or document.meta.title,
            value=figure.value * (change.sign if change else 1),
            value_to=figure.value_to,
            value_text=value_text,
            unit=figure.unit or default_unit(name, change is not None),
            bound=figure.bound,
            role="target" if self._is_target(sentence, segment, period) else "actual",
            aspect=_aspect(figure, name, change),
            period=period,
            period_text=period_text,
            section=section,
            page=document.page_at(offset + figure.start),
            quote=document.text[slice(*span)],
            span=span,
            sentence=sentence.span,
        )

    def _period(self) -> tuple[str | None, str | None]:
        if self.thread.period:
            return self.thread.period, self.thread.period_text
        return self.setting.year, None

    def _is_target(self, sentence: Sentence, segment: Segment, period: str | None) -> bool:
        """In a plan chapter, said to be aimed at, or for a year that the report has not seen."""
        words = sentence.text[slice(*segment.clause)]
        if is_task(sentence, segment):
            return True
        to_come = (period or "") > (sentence.document.meta.date or "9")[:4] + "~"
        return self.setting.planned or to_come or is_aimed(words)


def _is_bare(sentence: Sentence, segment: Segment) -> bool:
    """从8100元提高至9960元, 拆除30宗1200平方米: the second figure has no words of its own to be quoted with."""
    return segment.joint != "list" and not sentence.text[segment.start : segment.figure.start].strip("，、；;：: ")


def _from_subject(sentence: Sentence, parts: list[Segment], number: int, name: Name) -> Name:
    """由第11位跃升至第5位: both ranks are quoted with the words that say what ranks, which stand before them."""
    segment = parts[number]
    ranked = segment.figure.kind == "rank" and name.begin is None and not name.words
    if not ranked:
        return name
    start = parts[0].start
    if not naming.core(sentence.masked[start : parts[0].figure.start])[0]:
        start = max(sentence.text.rfind(mark, 0, max(0, start - 1)) for mark in "，；。") + 1
    return replace(name, begin=start)


#: The words before a figure that another one is compared with.
_COMPARED = re.compile("[，、\0 ]*(?:比|较)\0+的?[\0 ]*")

#: 诉求80件，包括来电件60件、…: the parts of what was counted before.
_LISTS_PARTS = re.compile("(?:主要)?(?:包括|包含|涵盖|含)(?:了)?[^，]*\\d")


def _starts_out(sentence: Sentence, parts: list[Segment]) -> bool:
    """由第11位跃升至第5位, 从110元提高至120元: what it was before holds for a time that nobody tells."""
    if len(parts) < 2 or parts[1].joint != "to":
        return False
    if not re.search(
        "[提增升降减扩缩涨跌跃调整合精压优]", sentence.masked[parts[0].figure.end : parts[1].figure.start]
    ):
        return False
    said = sentence.masked[parts[0].start : parts[0].figure.start]
    return bool(re.search("[由从][^，]*$", said)) and not any(
        parts[0].start <= period.start < parts[0].figure.start for period in sentence.tokens.periods
    )


def _changes(text: str, parts: list[Segment]) -> list[Change | None]:
    """The change that each figure of a clause tells; in a list the first one's words count for all."""
    changes: list[Change | None] = []
    for number, part in enumerate(parts):
        before = _before(text, part)
        change = find_change(before, part.figure.unit) if part.figure.unit != "名" else None
        change = change or stated_change(text, part.figure, part.start)
        listed = number and part.joint == "list" and part.figure.unit == parts[number - 1].figure.unit
        if listed and not before.strip("\0 ") and (last := changes[-1]):
            change = last.carried_to(len(before))
        changes.append(change)
    return changes


def _before(text: str, segment: Segment) -> str:
    return text[segment.start : segment.figure.start]


def _aspect(figure: Quantity, name: str, change: Change | None) -> Aspect:
    if change:
        return "change"
    if figure.kind == "rank":
        return "rank"
    if figure.unit in ("%", "‰") and name.endswith(_GROWTHS):
        return "change"
    return "share" if figure.unit in ("%", "‰") and re.search("占|比重|比例|份额", name) else "level"


def _begins_in(figure: Quantity, span: Span) -> bool:
    return span[0] <= figure.start < span[1]


def _within(figure: Quantity, spans: list[Span]) -> bool:
    return any(start <= figure.start and figure.end <= end for start, end in spans)
