"""Grading answers against a question set, strictly and by type.

An entry is ``{"id", "type", "turns": [{"q", "expect"}]}``; the turns of one entry share their chat.
``expect`` may hold ``status`` (acceptable ones, default answer), ``facts`` and ``statements`` (all of
them), ``any_facts`` and ``any_statements`` (one of them), ``section`` (one of them cited), ``derived``
(value, tol), ``verdict``, ``text_has`` and ``text_lacks``.

A fact is the id of a row in a table of observations, or ``"一(二)4 4141余处"``: section label and figure.
A statement is the id of a row, or a distinctive stretch of its quote.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from bot.errors import BotError

Json = dict[str, Any]
Tables = Mapping[str, Json]

LOOSE_TYPES = frozenset({"browse", "list", "overview"})
"""A reply of these types may show many figures."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SAME_UNITS = {"P": "PB", "元": "人民币元", "%": "成", "人": "人次"}


def read_rows(path: Path) -> list[Json]:
    """The objects of a JSON Lines file. Raises BotError naming the file, and the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BotError(f"读不了文件：{path}（{getattr(error, 'strerror', None) or '不是 UTF-8 文本'}）") from error
    return [_row(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _row(path: Path, number: int, line: str) -> Json:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BotError(f"{path} 第 {number} 行不是 JSON") from error
    if not isinstance(row, dict):
        raise BotError(f"{path} 第 {number} 行不是 JSON 对象")
    return row


def read_questions(path: Path) -> list[Json]:
    """The entries of a question set. Raises BotError."""
    entries = read_rows(path)
    for entry in entries:
        turns = entry.get("turns")
        if not all(isinstance(entry.get(name), str) for name in ("id", "type")) or not isinstance(turns, list):
            raise BotError(f"{path} 不是问题集：每行要有 id、type 和 turns")
        if not all(map(_is_turn, turns)):
            raise BotError(f"{path} 的 {entry['id']}：每个 turn 要有 q 和 expect")
    if not entries:
        raise BotError(f"{path} 里没有问题")
    return entries


def _is_turn(turn: Any) -> bool:
    return isinstance(turn, dict) and isinstance(turn.get("q"), str) and isinstance(turn.get("expect"), dict)


@dataclass(slots=True)
class Grades:
    """What a question set came to; ``failures`` are (entry, question, what is wrong)."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[Json, str, str]] = field(default_factory=list)
    turns: int = 0
    answerable: int = 0
    misled: int = 0
    absent: int = 0
    invented: int = 0

    def add(self, entry: Json, turns: Iterable[tuple[Json, Json, list[str]]]) -> None:
        """Count one entry; ``turns`` are (turn, reply, what is wrong with it)."""
        good = True
        for turn, reply, wrong in turns:
            good = good and not wrong
            self.failures += [(entry, turn["q"], what) for what in wrong]
            self._count(turn["expect"].get("status", ["answer"]), reply["status"] == "answer", bool(wrong))
        self.total[entry["type"]] += 1
        self.right[entry["type"]] += good

    def _count(self, wanted: list[str], answers: bool, wrong: bool) -> None:
        self.turns += 1
        if "answer" in wanted:
            self.answerable += 1
            self.misled += wrong and answers
        elif wanted == ["not_found"]:
            self.absent += 1
            self.invented += answers

    def summary(self) -> Json:
        """The shares that a release is measured by."""
        return {
            "entries": self.total.total(),
            "right": round(self.right.total() / max(1, self.total.total()), 4),
            "wrong_when_answering": round(self.misled / max(1, self.answerable), 4),
            "answered_though_absent": round(self.invented / max(1, self.absent), 4),
            "turns": self.turns,
        }


@dataclass(frozen=True, slots=True)
class Judge:
    """Knows the tables that a question set refers to, and all numbers of the reports."""

    facts: Tables
    statements: Tables
    numbers: frozenset[str]

    def faults(self, reply: Json, turn: Json, kind: str) -> list[str]:
        """What is wrong with ``reply`` (an answer's JSON); empty when it is right."""
        expect, text = turn["expect"], _norm(reply["text"])
        wanted = expect.get("status", ["answer"])
        wrong = [*_status_faults(reply, wanted)]
        if reply["status"] == "answer" or wanted == ["answer"]:
            wrong += [*self._content_faults(reply, expect, kind)]
        wrong += [f"lacks {want!r}" for want in expect.get("text_has", []) if _norm(want) not in text]
        wrong += [f"shows {want!r}" for want in expect.get("text_lacks", []) if _norm(want) in text]
        return wrong + [f"invents {number}" for number in self._invented(reply, turn["q"])]

    def _content_faults(self, reply: Json, expect: Json, kind: str) -> Iterator[str]:
        text = _norm(reply["text"])
        every, some = ([self._fact(name) for name in expect.get(key, [])] for key in ("facts", "any_facts"))
        yield from (f"lacks {fact['name']}" for fact in every if not _shows_fact(reply, fact))
        if some and not any(_shows_fact(reply, fact) for fact in some):
            yield f"lacks any of {expect['any_facts']}"
        quotes = {key: [self._quote(name) for name in expect.get(key, [])] for key in ("statements", "any_statements")}
        yield from (f"lacks {quote}" for quote in quotes["statements"] if not _shows_statement(reply, quote))
        if quotes["any_statements"] and not any(_shows_statement(reply, q) for q in quotes["any_statements"]):
            yield f"lacks any of {expect['any_statements']}"
        if every + some and kind not in LOOSE_TYPES:
            yield from _order_faults(reply["observations"], every + some)
        yield from _source_faults(reply, text, [_label(want) for want in expect.get("section", [])])
        yield from _computed_faults(reply, expect)

    def _fact(self, name: str) -> Json:
        if name in self.facts:
            return {"name": f"{name} {self.facts[name]['value_text']}"} | self.facts[name]
        section, _, figure = name.partition(" ")
        if not figure:
            raise BotError(f"问题集里的 {name} 不在 facts 表里，也不是“节 数字”的形式")
        return {"name": name, "section": section, "value_text": figure}

    def _quote(self, name: str) -> str:
        row = self.statements.get(name)
        return _norm(row["quote"] if row else name)

    def _invented(self, reply: Json, question: str) -> Iterator[str]:
        """Numbers in the text that nothing accounts for; small ones and years may be counts and dates."""
        fine = self.numbers | _numbers(question)
        shown = [reply[name] for name in ("derived", "observations", "missing", "choices")]
        fine |= _numbers(json.dumps(shown, ensure_ascii=False))
        fine |= {str(round(float(n), places)) for n in fine for places in (None, 0, 1, 2)}
        fine |= {str(int(float(n))) for n in fine}
        for number in _NUMBER.findall(_norm(reply["text"])):
            if number not in fine and float(number) > 20 and not 1990 <= float(number) <= 2040:
                yield number


def judge_for(facts: Iterable[Json], statements: Iterable[Json], texts: Iterable[str]) -> Judge:
    """A judge over tables of rows with an ``id``, and over the texts of the reports asked."""
    known = frozenset(number for text in texts for number in _numbers(text))
    return Judge({row["id"]: row for row in facts}, {row["id"]: row for row in statements}, known)


def _status_faults(reply: Json, wanted: list[str]) -> Iterator[str]:
    status, choices = reply["status"], len(reply["choices"])
    if status not in wanted:
        yield f"status {status}, not {'/'.join(wanted)}"
    if status == "not_found" and reply["derived"]:
        yield "computes in a refusal"
    if status == "clarify" and not 2 <= choices <= 6:
        yield f"offers {choices} choices"


def _order_faults(seen: list[Json], named: list[Json]) -> Iterator[str]:
    if seen and not any(_is_fact(seen[0], fact) for fact in named):
        yield f"leads with {seen[0]['indicator']} {seen[0]['value_text']}"
    extra = sum(not any(_is_fact(row, fact) for fact in named) for row in seen)
    if extra > len(named) + 3:
        yield f"{extra} figures nobody asked for"


def _source_faults(reply: Json, text: str, wanted: list[str]) -> Iterator[str]:
    labels = [_label(source["section"]["label"]) for source in reply["sources"]]
    if wanted and not any(_under(have, want) for want in wanted for have in labels):
        yield f"cites {labels}, not {wanted}"
    for source in reply["sources"][:1]:
        if _norm(source["section"]["title"]) not in text:
            yield "the cited section is not in the text"


def _computed_faults(reply: Json, expect: Json) -> Iterator[str]:
    derived, verdict = expect.get("derived"), expect.get("verdict")
    if derived:
        numbers = [abs(float(row["value"])) for row in reply["derived"]]
        if not any(abs(number - abs(derived["value"])) <= derived["tol"] for number in numbers):
            yield f"lacks the computed {derived['value']}"
    if verdict and reply["verdict"] not in (verdict if isinstance(verdict, list) else [verdict]):
        yield f"verdict {reply['verdict']}, not {verdict}"


def _shows_fact(reply: Json, fact: Json) -> bool:
    printed = _norm(fact["value_text"]) in _norm(reply["text"])
    return printed and any(_is_fact(row, fact) for row in reply["observations"])


def _is_fact(seen: Json, fact: Json) -> bool:
    """The row states the fact: the same figure of the section, or all that a table tells of it."""
    printed = _norm(seen["value_text"]) == _norm(fact["value_text"])
    if "quote" not in fact:
        return printed and _under(_label(seen["section"]["label"]), _label(fact["section"]))
    number = printed or seen["value"] == fact["value"]
    bound = seen["bound"] in _readings(fact["bound"])
    return number and bound and _same_unit(seen["unit"], fact["unit"]) and _shared(fact["quote"], seen["quote"]) >= 0.5


def _same_unit(seen: str | None, wanted: Any) -> bool:
    return seen in _readings(wanted) or (seen is not None and seen == _SAME_UNITS.get(str(wanted)))


def _readings(wanted: Any) -> list[Any]:
    return wanted if isinstance(wanted, list) else [wanted]


def _shows_statement(reply: Json, quote: str) -> bool:
    text = _norm(reply["text"])
    if _shared(quote, text) >= 0.6:
        return True
    stated = [_norm(row["quote"]) for row in reply["statements"]]
    return any(_shared(quote, row) >= 0.6 and _shared(row[:60], text) >= 0.5 for row in stated)


def _shared(want: str, have: str) -> float:
    """How much of the wanted stretch stands, in one piece, in the other."""
    want, have = _norm(want), _norm(have)
    return SequenceMatcher(None, want, have, autojunk=False).find_longest_match().size / max(1, len(want))


def _under(label: str, want: str) -> bool:
    """The label is the wanted one or stands below it: 三(三) under 三, not 一(一)12 under 一(一)1."""
    return label == want or (label.startswith(want) and not label[len(want)].isdigit())


def _label(text: str) -> str:
    return re.sub(r"[、.．]", "", _norm(text))


def _norm(text: str) -> str:
    return re.sub(r"[\s,]+", "", unicodedata.normalize("NFKC", text))


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(_norm(text)))
