"""What a question takes over from the one before: its thing, its time, its aspect; corrections of it."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.ellipsis import at_time, before_share, beside, level_of, sibling
from bot.answers.statement import best_statements
from bot.answers.turn import Turn
from bot.facts.model import Observation
from bot.facts.naming import holder_of
from bot.matching.bonus import means
from bot.matching.search import Library
from bot.question.cues import asks as patterned
from bot.question.normalise import normalise
from bot.question.parse import Parsed
from bot.question.places import bare_name
from bot.question.subject import ASPECTS, Subject, corrects, follows, inherit, resembling, substance
from bot.text.fold import key
from bot.text.period import Period
from bot.text.words import word_list

#: A correction joined to the question it corrects must explain this much of both.
_EXPLAINED = 0.7
#: What was shown explains a correction better than all else by this much: it was right.
_MORE = 0.2
#: A question longer than this stands by itself.
_SHORT = 12


class Leaning:
    """Completes questions about one report by what was spoken of before."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def lean(self, turn: Turn, subject: Subject) -> None:
        """What a question takes over from the one before; it is noted."""
        parsed = turn.parsed
        if self._bare_number(parsed):
            return
        if patterned("that_year", parsed.text) and not parsed.periods and subject.rows:
            turn.parsed = parsed = replace(parsed, periods=self._year_of(subject.rows[0]))
        home = bare_name(self._library.report.document.meta.district)
        asks = bool(parsed.periods or parsed.numbers or parsed.cues or parsed.units)
        again = bool(home) and home in parsed.text and not subject.answered  # of home, after another district
        if again and not parsed.strong:
            turn.parsed = replace(subject.parsed, places=parsed.places)
            return
        asks = asks or again
        leaning = corrects(parsed.text) or follows(parsed)
        another = self._another(parsed, subject) if leaning or len(parsed.text) <= _SHORT else None
        if another and (leaning or not substance(parsed) or self._lost(parsed)):
            turn.parsed = another
            self._inherits(turn, subject)
        elif corrects(parsed.text) and parsed.strong:
            self._correct(turn, subject)
        elif not substance(parsed) and asks:
            turn.parsed, turn.inherited = inherit(parsed, subject), True
            self._inherits(turn, subject)
        elif asks and self._completes(parsed, subject):
            turn.parsed = inherit(parsed, subject)
            self._inherits(turn, subject)
        elif substance(parsed) and leaning:
            turn.parsed = self._like(parsed, subject)
        else:
            return
        turn.near, turn.before, turn.said = subject.rows, subject.before, subject.statements
        labels = [s.section.label for s in subject.statements] + [r.section.label for r in subject.rows]
        turn.near_sections = tuple(dict.fromkeys(labels))

    def _bare_number(self, parsed: Parsed) -> bool:
        """4141是什么 is a question of its own, whatever the talk was of."""
        if not parsed.numbers or substance(parsed) or parsed.cues - {"what", "number"}:
            return False
        return any(means(q, row) for q in parsed.numbers for row in self._library.report.observations)

    def _year_of(self, row: Observation) -> tuple[Period, ...]:
        """那年, of what was just told: the year of that figure."""
        year = (row.period or "")[:4]
        return self._library.parse(f"{year}年").periods if year.isdigit() else ()

    @staticmethod
    def _inherits(turn: Turn, subject: Subject) -> None:
        """Say what a question was completed by."""
        about = subject.rows[0].indicator if subject.rows else "、".join(c.surface for c in subject.parsed.strong)
        turn.reply.note("inherited", f"接着上一问：{about}", shown=False)

    def _another(self, parsed: Parsed, subject: Subject) -> Parsed | None:
        """The question as one about the figure that its few words turn to, beside or like the last one."""
        if not subject.rows:
            return None
        row = level_of(self._library, subject.rows[0], parsed)
        bare = all(c.surface in word_list("extraction")["attributes"] for c in parsed.strong)
        likes = (
            (sibling, beside)
            if substance(parsed) and bare
            else (sibling,)
            if substance(parsed)
            else (beside, at_time, sibling)
        )
        rows = (row, *subject.before[:1]) if parsed.periods else (row,)
        meant = before_share(self._library, subject, parsed)
        meant = meant or next((m for r in rows for like in likes if (m := like(self._library, r, parsed))), None)
        meant = meant or self._measure_of(row, parsed)
        if meant is None or meant.id == row.id:
            return None
        named = self._library.parse(normalise(meant.indicator))
        carried = subject.parsed.cues & ASPECTS - {"target"} if row.id == subject.rows[0].id else frozenset()
        if not parsed.has("verify"):
            carried |= {"number"}
        if meant.role == "target":
            carried |= {"target"}
        if meant.aspect == "change":
            carried |= {"change"}
        if meant.aspect == "level" and meant.unit not in ("%", "‰"):  # 集装箱呢, after a share
            carried -= {"share", "rate", "change"}
        periods = parsed.periods or (subject.parsed.periods if meant.period == row.period else ())
        return replace(parsed, concepts=named.concepts, cues=parsed.cues | carried, periods=periods)

    def _measure_of(self, row: Observation, parsed: Parsed) -> Observation | None:
        """产量呢, after the area of maize: the other measure of the same thing."""
        generic = word_list("extraction")["attributes"]
        holder = holder_of(row.indicator)
        if holder == row.indicator or not parsed.strong or not all(c.surface in generic for c in parsed.strong):
            return None
        words = "".join(c.surface for c in parsed.strong)
        rows = self._library.find(self._library.parse(normalise(holder + words))).rows
        return rows[0] if rows and key(holder) in key(rows[0].indicator) else None

    def _lost(self, parsed: Parsed) -> bool:
        """Does a question come to nothing by itself, not even to a slot that is missing?"""
        found = self._library.find(parsed)
        whole = bool(found.rows) and patterned(
            "of_all_kinds", found.rows[0].indicator
        )  # 还剩几件没结, of what was spoken of
        return (not found.rows and not found.refusal) or (whole and not patterned("whole_asked", parsed.text))

    def _completes(self, parsed: Parsed, subject: Subject) -> bool:
        """占生产总值多少, 比年初多了多少: nothing by itself, a question about the last figure together with it."""
        if len(parsed.text) > _SHORT or not (patterned("part_of", parsed.text) or self._lost(parsed)):
            return False
        if parsed.has("who", "when", "where", "how", "why") and best_statements(self._library, parsed):
            return False  # 谁来调研过 is told by a sentence of its own
        found = self._library.find(inherit(parsed, subject), subject.rows)
        strange = any(c.surface in found.unmatched for c in parsed.strong)  # 算法几路 is not of the cameras spoken of
        return bool(found.rows) and found.coverage >= _EXPLAINED and not strange

    def _correct(self, turn: Turn, subject: Subject) -> None:
        """不对我问的是总量: not what was shown; the new words with the old ones, or by themselves."""
        turn.exclude = frozenset(row.id for row in subject.rows if subject.answered)
        merged = inherit(turn.parsed, subject)
        found = self._library.find(merged, subject.rows, turn.exclude)
        alone = self._library.find(turn.parsed, subject.rows, turn.exclude)
        alike = found.rows and subject.rows and found.rows[0].unit == subject.rows[0].unit
        better = alone.rows and alone.coverage >= found.coverage and not alike
        if found.rows and found.coverage >= _EXPLAINED and not better:
            turn.parsed = merged
        again, substantial = self._library.find(merged, subject.rows), self._library.parse(turn.parsed.text).strong
        meant = again.rows[:1] and again.rows[0].id in turn.exclude and again.coverage > found.coverage + _MORE
        named = meant and all(any(o in key(again.rows[0].indicator) for o in c.options) for c in substantial)
        if named:  # 我问的是药的, after the figure of just that: it is what was meant
            turn.parsed, turn.exclude = merged, frozenset()

    def _like(self, parsed: Parsed, subject: Subject) -> Parsed:
        """电诈呢, after a question how much calls fell: the same is asked of another thing, if that is told."""
        alike = resembling(parsed, subject)
        rows = self._library.find(alike, subject.rows).rows if alike != parsed else ()
        return alike if rows and _of_aspect(rows[0], alike) else parsed


def _of_aspect(row: Observation, parsed: Parsed) -> bool:
    """Is a figure of the aspect that a question carries over?"""
    wrong = (
        (parsed.has("change") and row.aspect != "change")
        or (parsed.has("share") and row.unit != "%")
        or (parsed.has("target") and row.role != "target")
    )
    return not wrong
