"""Which kind of answer a question gets: the ladder, rung by rung."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.answers import chat, compute, outline, parts, verify
from bot.answers.builder import Reply, echo, figure, name, word
from bot.answers.lookup import answer_rows, choose, corrected, describe, is_off_topic, lookup, off_topic, refuse_slot, refuse_topic, told_years
from bot.answers.statement import answer_statements, best_statements
from bot.facts.model import Observation, Statement
from bot.matching.rules import Refusal
from bot.matching.score import Scored
from bot.matching.search import Found, Library, means
from bot.question.parse import Parsed, parse
from bot.question.subject import Subject
from bot.text.words import word_list

_PAIR = re.compile(r"还是|对比|相比|加上|加|跟|和|与|比|vs|、|及")
_SHARE = re.compile(r"(.+?)占(.+?)(?:的?(?:百分之|比例|比重|多少|多大|几成|几分))")
_ABOUT_REPORT = re.compile(
    r"(?:报告|文件|材料|评估).{0,6}(?:谁|哪个单位|哪家|什么单位).{0,4}(?:发|写|出|做|编)|(?:报告|文件|材料).{0,8}(?:哪天|什么时候|啥时候|何时|几号|日期|哪年|落款|署名|发布单位|单位)"
    r"|谁(?:发|写|出)的.{0,3}(?:报告|文件)|落款"
)


@dataclass(slots=True)
class Turn:
    """One question on its way: the library, what was asked, what the chat spoke of before."""

    library: Library
    parsed: Parsed
    reply: Reply
    near: tuple[Observation, ...]
    near_sections: tuple[str, ...]
    examples: tuple[str, ...]
    inherited: bool = False
    before: tuple[Observation, ...] = ()

    def sub(self, text: str) -> Parsed:
        meta = self.library.report.document.meta
        return parse(text, self.library.lexicon, self.library.year, meta.district)

    def find(self, parsed: Parsed | None = None, near: tuple[Observation, ...] | None = None) -> Found:
        return self.library.find(parsed or self.parsed, self.near if near is None else near)


def respond(turn: Turn) -> Reply:
    """The first rung that answers; the last one always does."""
    for rung in (_scope, _masthead, _section, _lists, _source, _compare, _target_and_actual, _share, _average, _dimension, _parts, _overview, _verify, _change, _figure, _statement):
        reply = rung(turn)
        if reply is not None:
            corrected(reply, turn.parsed)
            return _finish(reply)
    return _finish(_nothing(turn))


def _finish(reply: Reply) -> Reply:
    reply.sourced()
    return reply


def _scope(turn: Turn) -> Reply | None:
    patterns = word_list("scope")["injection"]["patterns"]
    if any(p.lower() in turn.parsed.text for p in patterns):
        return off_topic(turn.library, turn.reply, turn.examples)
    return None


def _masthead(turn: Turn) -> Reply | None:
    if _ABOUT_REPORT.search(turn.parsed.text) and not any(len(c.surface) > 2 and c.known for c in turn.parsed.strong if "报告" not in c.surface):
        return outline.masthead(turn.library, turn.reply)
    return None


def _section(turn: Turn) -> Reply | None:
    parsed = turn.parsed
    if not (parsed.has("browse") or outline._ORDINAL.search(parsed.text) and not parsed.has("source")):
        return None
    section = outline.section_of(turn.library, parsed)
    return outline.browse(turn.library, turn.reply, section, parsed) if section else None


def _lists(turn: Turn) -> Reply | None:
    """Problems, next steps and targets as the report lists them, when no thing of its own is asked about."""
    parsed = turn.parsed
    topical = [c for c in parsed.strong if c.known and len(c.surface) > 1 and not re.search("问题|存在|短板|不足|下一步|举措|目标|指标|困难|硬指标|打算|思路", c.surface)]
    if parsed.has("problems") and not topical:
        return outline.problems(turn.library, turn.reply)
    if parsed.has("next") and not topical and not parsed.has("verify", "share") and not parsed.units and re.search("下一步|接下来|今后|后续|往后|将来", parsed.text):
        return outline.plans(turn.library, turn.reply)
    listed = re.search("哪些|哪几|几个|几项|几条|有啥|列", parsed.text) or not topical and "什么" in parsed.text
    if parsed.has("target") and listed and re.search("目标|指标", parsed.text):
        rows = turn.find().rows if topical else ()
        covered = rows and turn.find().coverage > 0.9 and len(topical) > 1
        return None if covered else outline.targets(turn.library, turn.reply, parsed)
    return None


def _source(turn: Turn) -> Reply | None:
    parsed = turn.parsed
    if not parsed.has("source") or parsed.has("parts"):
        return None
    valued = [e.observation for e in turn.library.observations if e.observation and any(means(q, e.observation) for q in parsed.numbers)]
    if valued and parsed.numbers:
        best = max(valued, key=lambda r: (any(q.unit == r.unit for q in parsed.numbers), -r.span[0]))
        return outline.place(turn.library, turn.reply, best)
    found = turn.find()
    if found.rows or found.offers:
        return outline.place(turn.library, turn.reply, (found.rows or found.offers)[0])
    statements = best_statements(turn.library, parsed)
    if statements and isinstance(statements[0].entry.fact, Statement):
        return outline.place(turn.library, turn.reply, statements[0].entry.fact)
    return outline.place(turn.library, turn.reply, turn.near[0]) if turn.near and not parsed.strong else None


# two or more figures


def _compare(turn: Turn) -> Reply | None:
    parsed = turn.parsed
    times = [p for p in parsed.periods if p.value]
    if len(times) >= 2 and not re.search("以来|至今", times[0].text):
        return _two_times(turn, times[0].value or "", times[1].value or "")
    if not parsed.has("compare", "difference", "sum", "more") or parsed.has("parts", "most", "direction"):
        return None
    whole = turn.find() if parsed.has("sum") else Found()
    if whole.rows and whole.coverage >= 0.85 and whole.rows[0].quote.startswith(("共", "合计", "总计")):
        return None  # the report has added them itself
    if turn.inherited and (parsed.has("sum", "difference") or re.search("这[两俩]|那[两俩]|哪个", parsed.text)):
        return _last_two(turn)
    pair = _pair(turn)
    if pair is None:
        return None
    one, two = pair
    if parsed.has("sum") and not parsed.has("compare", "more"):
        return compute.add(turn.library, turn.reply, (one, two))
    return compute.compare(turn.library, turn.reply, one, two)


def _last_two(turn: Turn) -> Reply | None:
    """这俩哪个多, 加起来多少, 差多少: of the figures just shown, or of the last two turns."""
    rows = turn.near if len(turn.near) > 1 else (*turn.before[:1], *turn.near[:1])
    if len(rows) < 2 or rows[0].id == rows[1].id:
        return None
    if turn.parsed.has("sum"):
        return compute.add(turn.library, turn.reply, rows[:4])
    one, two = sorted(rows[:2], key=lambda r: r.period or "") if rows[0].indicator == rows[1].indicator else rows[:2]
    return compute.compare(turn.library, turn.reply, one, two)


def _two_times(turn: Turn, first: str, second: str) -> Reply | None:
    """One indicator at two times: 电诈19年多还是22年多."""
    plain = replace(turn.parsed, periods=(), units=turn.parsed.units - {"percent"})
    asked_share = turn.parsed.has("share") and not turn.parsed.has("change")
    for scored in turn.library.ranked(plain, turn.near):
        row = scored.entry.observation
        if row is None or scored.coverage < 0.6 or row.aspect == "change" or asked_share != (row.unit == "%"):
            continue
        family = turn.library.family(row)
        rows = [next((r for r in family if r.period == p), None) for p in sorted((first, second))]
        if rows[0] and rows[1]:
            told_years(turn.library, turn.reply, turn.parsed)
            return _moved(turn, rows[0], rows[1])
    return None


def _moved(turn: Turn, one: Observation, two: Observation) -> Reply:
    """Two times of one indicator: a rate of counts where a rate is asked for, else the difference."""
    rate = turn.parsed.has("change") or "percent" in turn.parsed.units
    return (compute.change if rate and one.unit != "%" else compute.compare)(turn.library, turn.reply, one, two)


def _pair(turn: Turn) -> tuple[Observation, Observation] | None:
    """Two things named on both sides of 还是, 和, 比, 加: each must be found, and both be comparable."""
    text = turn.parsed.text
    for match in _PAIR.finditer(text):
        left, right = turn.sub(text[: match.start()]), turn.sub(text[match.end() :])
        if not left.strong or not right.strong:
            continue
        for first, second in _headed(left, right):
            one = _side(turn, first, ())
            two = _side(turn, second, (one,)) if one else None
            if one and two and one.id != two.id and one.unit == two.unit:
                return one, two
        one = _side(turn, left, ())
        two = _side(turn, right, (one,)) if one else None
        if one and two and one.id != two.id:
            return one, two
    return None


def _headed(left: Parsed, right: Parsed) -> list[tuple[Parsed, Parsed]]:
    """The sides as they are, and each with the head that the other names for both (街镇的和楼宇的摄像头)."""
    pairs = []
    for head in right.strong[-1:]:
        if head.known and len(right.strong) > 1 and head.surface not in {c.surface for c in left.strong}:
            pairs.append((replace(left, concepts=(*left.concepts, head)), right))
    for head in left.strong[-1:]:
        if head.known and len(left.strong) > 1 and head.surface not in {c.surface for c in right.strong}:
            pairs.append((left, replace(right, concepts=(*right.concepts, head))))
    return [*pairs, (left, right)]


def _side(turn: Turn, parsed: Parsed, beside: tuple[Observation, ...]) -> Observation | None:
    if parsed.numbers:
        valued = [e.observation for e in turn.library.observations if e.observation and e.observation.value == parsed.numbers[0].value]
        if len(valued) == 1:
            return valued[0]
    quiet = replace(parsed, units=turn.parsed.units if turn.parsed.units & {"money", "person", "percent"} else frozenset(), cues=parsed.cues - {"verify"})
    found = turn.library.find(quiet, beside or turn.near)
    rows = found.rows or found.offers
    if beside:
        alike = [r for r in (*rows, *_near_rows(turn, quiet, beside)) if r.unit == beside[0].unit and r.id != beside[0].id]
        return alike[0] if alike else (rows[0] if rows else None)
    return rows[0] if rows else None


def _near_rows(turn: Turn, parsed: Parsed, beside: tuple[Observation, ...]) -> list[Observation]:
    ranked = [s for s in turn.library.ranked(parsed, beside) if s.coverage >= 0.6]
    top = ranked[0].score if ranked else 0
    return [s.entry.observation for s in ranked if s.entry.observation and s.score >= top - 0.3]


def _target_and_actual(turn: Turn) -> Reply | None:
    """原来保持多少 今年要提到多少: the figure that is, and the one to be reached."""
    parsed = turn.parsed
    if not parsed.has("target") or not re.search("原来|之前|现状|实际|已经|现在|保持", parsed.text):
        return None
    plain = replace(parsed, periods=(), cues=parsed.cues - {"target", "change", "verify"})
    rows = [s.entry.observation for s in turn.library.ranked(plain) if s.coverage >= 0.6 and s.entry.observation]
    actual = next((r for r in rows if r.role == "actual" and r.aspect != "change"), None)
    target = next((r for r in rows if r.role == "target" and actual and r.unit == actual.unit), None)
    return answer_rows(turn.library, turn.reply, (actual, target)) if actual and target else None


def _share(turn: Turn) -> Reply | None:
    """A占B百分之几: stated where the report states it, else computed from the two."""
    parsed = turn.parsed
    if not parsed.has("share") or parsed.has("change") and "占" not in parsed.text:
        return None
    match = _SHARE.search(parsed.text)
    stated = turn.find()
    if stated.rows and stated.rows[0].unit in ("%", "‰") and stated.coverage >= 0.9:
        return None
    if match:
        part, whole = _side(turn, turn.sub(match[1]), ()), None
        if part:
            whole = _side(turn, turn.sub(match[2]), (part,)) if turn.sub(match[2]).strong else turn.library.by_id[part.parent].observation if part.parent else None
        computed = compute.share(turn.library, turn.reply, part, whole) if part and whole else None
        if computed:
            told_years(turn.library, computed, parsed)
            return computed
    plain = replace(parsed, cues=parsed.cues - {"share"}, units=frozenset())
    found = turn.find(plain)
    row = found.rows[0] if found.rows else None
    if row and row.parent and not stated.rows:
        total = turn.library.by_id[row.parent].observation
        return compute.share(turn.library, turn.reply, row, total) if total else None
    return None


def _average(turn: Turn) -> Reply | None:
    if not turn.parsed.has("average"):
        return None
    found = turn.find()
    row = found.rows[0] if found.rows else None
    if row and row.period and row.period.endswith("/") and row.unit not in ("%", None):
        years = turn.library.year - int(row.period[:4]) + 1
        turn.reply.note("assumption", f"报告没有写年均数；这是从 {row.period[:4]} 年到报告日期的累计数，按 {years} 个年头平摊，末年不满一年。")
        return compute.per_year(turn.library, turn.reply, row, years)
    return None


def _parts(turn: Turn) -> Reply | None:
    parsed = turn.parsed
    if parsed.has("rest") and (whole := _total(turn)):
        taken = parts.restrict(parts.members(turn.library, whole), parsed)
        like = [row for row in taken if row.unit == whole.unit]
        return compute.rest(turn.library, turn.reply, whole, like) if like else None
    several = len(re.findall("多少", parsed.text)) >= 2 or len(re.findall(r"[几多少]+(?:类|个|家|台|处|人|种|路|起|场|张)", parsed.text)) >= 2
    if not parsed.has("parts", "most") and not several:
        return None
    total = _total(turn)
    absent = next((c.surface for c in parsed.strong if not c.known), None)
    if total is not None and absent and not parsed.numbers:
        return refuse_slot(turn.library, turn.reply, parsed, Refusal("breakdown", absent), (total,))
    if total is None:
        return _each(turn)
    rows = parts.members(turn.library, total)
    if parsed.has("most") and rows:
        return parts.extreme(turn.library, turn.reply, parsed, total, rows, bool(re.search("最少|最低|最小", parsed.text)))
    if not rows:
        return _each(turn)
    return parts.breakdown(turn.library, turn.reply, parsed, total, parts.restrict(rows, parsed))


_DIMENSION = re.compile(r"(?:每一?个?|各个?|按|分)(街道|街镇|镇|派出所|小区|社区|月份?|季度|区|年龄|年龄段|性别|行业|居委会?|村)(?!域|级)")


def _dimension(turn: Turn) -> Reply | None:
    """每个街道各多少起: a breakdown by a dimension that the report does not have."""
    match = _DIMENSION.search(turn.parsed.text)
    if not match or turn.parsed.has("list") or not turn.parsed.has("number", "parts"):
        return None
    if not match.group().startswith("每") and not turn.parsed.has("parts"):
        return None
    rest = turn.sub(turn.parsed.text.replace(match.group(), " "))
    found = turn.library.find(replace(rest, cues=rest.cues - {"parts"}), turn.near) if rest.strong else Found()
    rows = found.rows or found.offers or found.nearest
    if rows and not any(match[1] in r.indicator for r in rows):
        return refuse_slot(turn.library, turn.reply, turn.parsed, Refusal("breakdown", match.group()), rows[:1])
    return None


def _overview(turn: Turn) -> Reply | None:
    """A bare topic: its section, or all its figures."""
    parsed = turn.parsed
    asked = parsed.cues - {"overview", "verify", "now"}
    if asked or parsed.periods or parsed.numbers or not parsed.strong or parsed.demands:
        return None
    ranked = [s for s in turn.library.ranked(parsed, turn.near) if s.coverage >= 0.85 and s.entry.observation]
    if ranked and ranked[0].fit >= 0.6 and not parsed.has("overview"):
        return None
    section = outline.section_of(turn.library, parsed)
    if section and outline.title_fit(section.ref.title, parsed) >= 0.95:
        return outline.browse(turn.library, turn.reply, section, parsed)
    rows = [s.entry.observation for s in ranked if s.entry.observation and s.entry.observation.section == ranked[0].entry.fact.section][:6]
    return answer_rows(turn.library, turn.reply, tuple(rows)) if len(rows) > 1 else None


def _total(turn: Turn) -> Observation | None:
    """The total a breakdown is asked of: by its number, by its name, or the last answer's."""
    parsed = turn.parsed
    candidates = [e.observation for e in turn.library.observations if e.observation and parts.members(turn.library, e.observation)]
    valued = [r for r in candidates if any(means(q, r) for q in parsed.numbers)]
    if valued:
        order = {s.entry.fact.id: n for n, s in enumerate(turn.library.ranked(replace(parsed, units=frozenset(), periods=()), turn.near))}
        return min(valued, key=lambda r: order.get(r.id, len(order)))
    ranked = [s for s in turn.library.ranked(replace(parsed, units=frozenset(), periods=()), turn.near) if s.coverage >= 0.5]
    for scored in ranked[:6]:
        row = scored.entry.observation
        if row in candidates:
            return row
        parent = turn.library.by_id[row.parent].observation if row and row.parent else None
        if parent in candidates:
            return parent
    return next((r for r in turn.near if r in candidates), None) if not parsed.strong else None


def _each(turn: Turn) -> Reply | None:
    """Several things, each with its own figure: 覆盖几类场景几类重点人."""
    pieces = [p for p in re.split(r"(?<=[^几多])(?=几[类个家台处种路起场张人])|[\s,，、;；]|和|跟|以及", turn.parsed.text) if p.strip()]
    rows: list[Observation] = []
    for piece in pieces:
        parsed = turn.sub(piece)
        if not parsed.strong:
            continue
        found = turn.library.find(replace(parsed, units=parsed.units or turn.parsed.units, periods=parsed.periods or turn.parsed.periods), tuple(rows) or turn.near)
        rows += [r for r in (found.rows or found.offers[:1]) if r not in rows]
    return answer_rows(turn.library, turn.reply, tuple(rows)) if len(rows) > 1 else None


# one figure


def _verify(turn: Turn) -> Reply | None:
    parsed = turn.parsed
    if not parsed.has("verify") or parsed.has("number", "how", "why", "when", "who", "what", "where") and not parsed.numbers:
        return None
    plain = replace(parsed, units=frozenset(), cues=parsed.cues - {"share"})
    found = turn.find(plain)
    if not parsed.numbers and re.search("[涨升增降跌减]", parsed.text):  # 是涨了对吧 asks which way it went
        moved = turn.find(replace(plain, cues=plain.cues | {"change"}))
        found = moved if moved.rows and moved.rows[0].aspect == "change" and moved.coverage >= found.coverage - 0.05 else found
    statements = best_statements(turn.library, parsed, turn.near_sections)
    told = statements[0].coverage if statements else 0.0
    ranked = statements and statements[0].score > told + 0.25 and parsed.has("rank")
    if found.refusal and found.refusal.slot in ("period", "place") and found.coverage >= told - 0.15 and not ranked:
        return refuse_slot(turn.library, turn.reply, parsed, found.refusal, found.nearest)
    if found.rows and (not statements or found.coverage >= statements[0].coverage - 0.12 or parsed.numbers):
        reply = verify.verify(turn.library, turn.reply, parsed, found.rows)
        return reply
    if statements and not parsed.numbers:
        return _verified_statement(turn, statements[0].entry.fact)
    if found.refusal:
        return refuse_slot(turn.library, turn.reply, parsed, found.refusal, found.nearest)
    return None


def _verified_statement(turn: Turn, fact: Observation | Statement) -> Reply | None:
    """A deed the report tells of: yes; one it denies (未发生): no; one it only plans: not known."""
    if not isinstance(fact, Statement):
        return None
    if turn.parsed.periods and fact.period and not any(p.value == fact.period or (p.value or "")[:4] == fact.period[:4] for p in turn.parsed.periods):
        return None
    ranked = fact.kind == "rank" and re.search("仅高于|仅低于|仅次于", fact.quote) and re.search("最|第一|头一|垫底", turn.parsed.text)
    denied = bool(ranked or re.search("未发生|没有|未出现|无一", fact.quote)) and not re.search("没有发生|未|零", turn.parsed.text.replace("有没有", ""))
    turn.reply.verdict = "no" if denied else "unknown" if fact.kind in ("plan", "target") else "yes"
    return answer_statements(turn.library, turn.reply, turn.parsed, [fact])


def _change(turn: Turn) -> Reply | None:
    """A rate as stated; else computed from two times; else none."""
    parsed = turn.parsed
    if not parsed.has("change", "direction") or parsed.has("target"):
        return None
    found = turn.find(replace(parsed, cues=parsed.cues | {"change"}))
    plain = turn.find(replace(parsed, units=frozenset(), cues=parsed.cues - {"change", "share"}))
    stated = found.rows and found.rows[0].aspect == "change"
    if stated and not (parsed.has("direction") and plain.rows and plain.others):
        return lookup(turn.library, turn.reply, parsed, found)
    statements = best_statements(turn.library, parsed)
    trend = next((s for s in statements if isinstance(s.entry.fact, Statement) and s.entry.fact.kind == "trend"), None)
    if plain.rows:
        family = [r for r in turn.library.family(plain.rows[0]) if r.period]
        if len(family) >= 2 and family[0].period != family[-1].period and not any(p.value for p in parsed.periods):
            return compute.change(turn.library, turn.reply, family[0], family[-1])
    if trend and trend.coverage > plain.coverage - 0.1 and isinstance(trend.entry.fact, Statement):
        return answer_statements(turn.library, turn.reply, parsed, [trend.entry.fact])
    return None


def _wants_text(parsed: Parsed) -> bool:
    asked = parsed.has("how", "why", "what", "who", "where", "when", "list", "browse") and not (parsed.has("number") and parsed.units)
    return asked or parsed.has("next") and not parsed.has("number", "target")


def _figure(turn: Turn) -> Reply | None:
    parsed = turn.parsed
    if turn.inherited and parsed.has("when") and turn.near:
        return answer_rows(turn.library, turn.reply, turn.near[:1])
    found = turn.find()
    if parsed.numbers and not parsed.strong and not found.rows:
        found = _by_value(turn)
    statements = best_statements(turn.library, parsed, turn.near_sections)
    told = statements[0].coverage if statements else 0.0
    if _wants_text(parsed) and statements and not (found.rows and found.coverage > told + 0.12):
        return None
    closer = told - 0.05 if _wants_text(parsed) else told - 0.35
    if found.offers and not _wants_text(parsed) and parsed.periods and not parsed.has("verify") and found.coverage > told - 0.1:
        return choose(turn.library, turn.reply, found.offers) if len(found.offers) > 1 else None
    if found.rows and (parsed.has("number", "share", "change", "target", "rate") or parsed.numbers or found.coverage >= closer):
        return lookup(turn.library, turn.reply, parsed, found)
    if found.offers and (parsed.has("number") or not statements):
        rows = found.offers
        return choose(turn.library, turn.reply, rows) if len(rows) > 1 else None
    if found.refusal and (parsed.has("number", "share", "change", "rate") or not statements):
        return refuse_slot(turn.library, turn.reply, parsed, found.refusal, found.nearest)
    if parsed.has("number", "share") and not _wants_text(parsed):
        return _nothing(turn, found)
    return None


def _by_value(turn: Turn) -> Found:
    """A bare number: what is it the number of?"""
    rows = [e.observation for e in turn.library.observations if e.observation and any(means(q, e.observation) for q in turn.parsed.numbers)]
    same_unit = [r for r in rows if any(q.unit in (None, r.unit) for q in turn.parsed.numbers)]
    chosen = same_unit or rows
    return Found(rows=tuple(chosen[:1]), coverage=1.0) if len(chosen) == 1 else Found(offers=tuple(chosen[:5]))


def _statement(turn: Turn) -> Reply | None:
    statements = best_statements(turn.library, turn.parsed, turn.near_sections)
    if not statements:
        return None
    facts = [s.entry.fact for s in statements if isinstance(s.entry.fact, Statement)]
    places = turn.parsed.places
    if places and not any(p in facts[0].quote for p in places):
        return None
    return _with_figures(turn, _holding(turn, statements) or facts[0])


def _holding(turn: Turn, statements: list[Scored]) -> Statement | None:
    """Of sentences that explain a question about as well, the one with the figure that explains it best."""
    ranked = turn.library.ranked(turn.parsed, turn.near)
    row = ranked[0].entry.observation if ranked and ranked[0].coverage >= 0.9 else None
    for scored in statements:
        fact = scored.entry.fact
        close = scored.score >= statements[0].score - 0.12
        if row and close and isinstance(fact, Statement) and fact.span[0] <= row.span[0] < fact.span[1]:
            return fact
    return None


def _with_figures(turn: Turn, fact: Statement) -> Reply:
    """A sentence, and the figure in it that the question names (联网的三个委办局是哪几个)."""
    found = turn.find(replace(turn.parsed, units=frozenset()))
    rows = [r for r in found.rows if found.coverage >= 0.75 and fact.span[0] <= r.span[0] < fact.span[1]]
    reply = answer_statements(turn.library, turn.reply, turn.parsed, [fact])
    for row in rows:
        reply.show(row)
        reply.line("detail", figure(row), word("　"), *describe(row))
    return reply


def _nothing(turn: Turn, found: Found | None = None) -> Reply:
    text = turn.parsed.text
    if is_off_topic(text):
        return off_topic(turn.library, turn.reply, turn.examples)
    found = found or turn.find()
    return refuse_topic(turn.library, turn.reply, turn.parsed, found)


def small(turn_library: Library, reply: Reply, text: str, examples: tuple[str, ...]) -> Reply | None:
    kind = chat.smalltalk_kind(text)
    return chat.smalltalk(turn_library, reply, kind, examples) if kind else None


def subject_of(parsed: Parsed, reply: Reply, found: Found | None = None) -> Subject | None:
    """What the next question may lean on."""
    if reply.status == "smalltalk" or not parsed.strong:
        return None
    rows = tuple(reply.observations) or (found.nearest[:1] if found else ())
    return Subject(parsed, rows, tuple(reply.statements[:3]))
