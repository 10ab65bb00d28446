"""The concepts of a question: its words, cut by longest match over what the reports and the lists know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from bot.question.lexicon import Lexicon
from bot.question.listed import deeds, deeds_told, ignored_words, light, listed_words
from bot.question.pieces import alias_first, apart
from bot.question.places import bare_name
from bot.text.words import word_list

_HAN = re.compile(r"[\u4e00-\u9fffa-z0-9+.%/]")


@dataclass(frozen=True, slots=True)
class Concept:
    """A stretch of the question that must be explained. ``options`` are the report's words for it.

    ``weak`` ones (做, 全区, 起数) help where they match and cost nothing where they do not;
    ``known`` tells whether any option stands in a report at all; ``head`` that it is what is counted
    (多少网友: how many *netizens*, whatever else the question speaks of).
    """

    surface: str
    options: tuple[str, ...]
    weak: bool = False
    known: bool = True
    head: bool = False


def find_concepts(text: str, lexicon: Lexicon, home: str | None, office: str = "") -> list[Concept]:
    """Longest match over aliases, the reports' words, frames and weak words; what is left is unknown.

    ``office``: who speaks in the report; asked for by what it is (法院收了多少案子), it names nothing.
    """
    ignored, tokens, position = ignored_words(), list[tuple[str, str]](), 0
    own: set[str] = {home, bare_name(home)} if home else set()
    own |= {word for word in word_list("places")["offices"] if word in office}
    names = tuple(own)
    while position < len(text):
        if not _HAN.match(text[position]):
            tokens.append((" ", "gap"))
            position += 1
            continue
        word = _longest(text, position, lexicon, ignored, own)
        if word and len(word) > 2:
            word = _unless_torn(text, position, word, lexicon, ignored, own)
        term = word in lexicon.foreign and len(word) >= _TERM if word else False
        if word and not term and word not in ignored and word not in lexicon.said:
            word = _unless_astride(text, position, word, lexicon, ignored)
        kind = (
            "unknown"
            if word is None
            else "frame"
            if word in own or ignored.get(word) is False or (word.startswith(names) and _own_people(word, own, ignored))
            else "weak"
            if ignored.get(word)
            else "known"
        )
        tokens.append((word or text[position], kind))
        position += len(word or " ")
    made, make = lexicon.concepts, partial(_told, lexicon=lexicon)
    return [concept for token in _merged(tokens) for concept in made.get(token, make)]


def _told(token: tuple[str, str], lexicon: Lexicon) -> tuple[Concept, ...]:
    """The concepts of a word of some kind: none of a frame, mostly one."""
    pieces = _without_change(*token, lexicon) if token[1] == "known" else [token]
    if token[1] in ("unknown", "known") and not lexicon.knows(token[0]):
        pieces = _without_measure(*token, lexicon)
    return tuple(_concept(word, kind, lexicon) for word, kind in pieces if kind not in ("gap", "frame"))


_MOVED = re.compile("(.{2,})(增长|下降|上升|减少|增加)")


def _without_change(word: str, kind: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """A known word; 财政总收入增长, which stands so in a report, is the thing, and that it moved."""
    match = _MOVED.fullmatch(word) if word not in lexicon.said else None
    return [(match[1], "known"), (match[2], "weak")] if match and lexicon.knows(match[1]) else [(word, kind)]


def _without_measure(word: str, kind: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """水泥产量, where the report tells so many tonnes of 水泥: the thing, and that it is measured."""
    measure = next((m for m in word_list("questions")["measuring"] if word.endswith(m)), "")
    thing = word.removesuffix(measure)
    split = measure and len(thing) > 1 and lexicon.knows(thing) and not any(map(lexicon.knows, lexicon.options(word)))
    return [(thing, "known"), (measure, "weak")] if split else [(word, kind)]


def _own_people(word: str, own: set[str], ignored: dict[str, bool]) -> bool:
    """长宁公安: the district and a word that says nothing."""
    return any(word.startswith(name) and word[len(name) :] in ignored for name in own)


def _unless_torn(text: str, position: int, word: str, lexicon: Lexicon, ignored: dict[str, bool], own: set[str]) -> str:
    """A word one shorter, where the longer one would leave a lone character behind (电诈案|子 → 电诈|案子)."""
    end = position + len(word)
    following = text[end : end + 1]
    if following == "率" and not lexicon.knows(word + following):  # 隐患|清零率
        cuts = (cut for cut in range(2, len(word) - 1) if lexicon.knows(word[cut:] + following))
        return next((word[:cut] for cut in cuts if lexicon.knows(word[:cut])), word)
    if not _HAN.match(following or " ") or following in ignored or _longest(text, end, lexicon, ignored, own):
        return word
    shorter = _longest(text[: end - 1], position, lexicon, ignored, own)
    next_word = _longest(text, end - 1, lexicon, ignored, own)
    return shorter if shorter and len(shorter) == len(word) - 1 and next_word and len(next_word) >= 2 else word


#: A word of the lists this long is a term of its own, whatever a report makes of its pieces.
_TERM = 4
_PAIR = 2
#: A stretch of three characters is seldom a word; a said one as long that begins inside it is.
_TORN = 3


def _unless_astride(text: str, position: int, word: str, lexicon: Lexicon, ignored: dict[str, bool]) -> str:
    """占|规上工业, and not 占规|上工业: what people say as one word is not cut by a stretch of the report."""
    following = text[position + 1 : position + 3]
    if len(word) == _PAIR and not lexicon.names(word) and (following in lexicon.said or following in deeds_told()):
        return word[0] if word[0] in ignored or word[0] in light() else word  # 查|餐馆, of 排查餐饮
    shortest = max(len(word) + (len(word) != _TORN), 3)
    end = position + len(word)
    if len(word) > _TORN and (crossing := _crossing(text, position, word, lexicon)):
        left = _longest(text, end, lexicon, ignored, set())
        if not (left and (lexicon.names(left) or (left in ignored and len(left) > 1))):
            return crossing
    for cut in range(1, len(word)):
        start, head = position + cut, word[:cut]
        ends = range(start + shortest, min(start + 8, len(text)) + 1)
        cuts = ends and (head in ignored or head in lexicon.said or (cut > 1 and lexicon.knows(head)))
        if cuts and any(lexicon.names(text[start:end]) for end in ends):
            return head
    return word


def _crossing(text: str, position: int, word: str, lexicon: Lexicon) -> str:
    """三星级以上|养老院, and not 三星级以上养|老院: what is left of a stretch that a said word begins in and goes
    beyond; empty where none does."""
    end = position + len(word)
    for cut in range(2, len(word)):
        start = position + cut
        said = any(
            text[start:stop] in lexicon.said for stop in range(max(end + 1, start + 3), min(start + 7, len(text)) + 1)
        )
        if said and lexicon.knows(word[:cut]):
            return word[:cut]
    return ""


def _merged(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Unknown characters with the single weak ones beside them: 无人机 is one word nobody knows."""
    if all(kind != "unknown" for _, kind in tokens):
        return tokens
    out: list[tuple[str, str]] = []
    run: list[tuple[str, str]] = []

    def flush() -> None:
        unknown = [i for i, (_, kind) in enumerate(run) if kind == "unknown"]
        if unknown and not all(run[i][0] in light() for i in unknown) and not _handled([word for word, _ in run]):
            out.append(("".join(word for word, _ in run), "unknown"))
        else:
            out.extend(run)
        run.clear()

    for word, kind in tokens:
        single = len(word) == 1 and (
            kind in ("unknown", "weak") or (kind == "frame" and word in word_list("questions")["joining"])
        )
        if not single:
            flush()
            out.append((word, kind))
        else:
            run.append((word, kind))
    flush()
    return out


def _handled(run: list[str]) -> bool:
    """砸了, 坑走, 收上来: a light deed and how it ended, which name nothing; but 刷单 does."""
    lists = word_list("questions")
    return run[0] in lists["handling"] and all(word in lists["complements"] for word in run[1:])


def _concept(word: str, kind: str, lexicon: Lexicon) -> Concept:
    if kind == "unknown":
        known = any(lexicon.knows(option) for option in lexicon.options(word))
        lone = len(word) == 1 and (known or word in light() or word in word_list("questions")["handling"])
        return Concept(word, lexicon.options(word), weak=lone, known=known and not lone)
    options = lexicon.options(word)
    if pair := _twice(word):  # 反反复复
        options += lexicon.options(pair)
    official = deeds().get(word)
    if official:
        options = (
            *options,
            *(w for w in (official, *word_list("questions")["distinguishing"][official]) if lexicon.knows(w)),
            *(w for w in word_list("questions")["also_tells"].get(official, ()) if lexicon.knows(w)),
        )
    return Concept(word, options, weak=kind == "weak", known=any(lexicon.knows(o) for o in options))


#: A run of characters that may be one word.
_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9+./%]+(?:[\u4e00-\u9fff]*)")


def _longest(text: str, position: int, lexicon: Lexicon, ignored: dict[str, bool], own: set[str]) -> str | None:
    run = _RUN.match(text, position)
    limit = min(run.end() - position if run else 1, max(lexicon.longest, 16))
    listed, said, perhaps = listed_words(), lexicon.said, lexicon.perhaps_foreign
    held = lexicon.stretches.reach(text, position, limit)
    for length in range(limit, 0, -1):
        word = text[position : position + length]
        if word in listed or word in said or word in own:
            if word not in said and (parted := _done_to(word, lexicon)):
                return parted
            return word
        if length == 4 and (pair := _twice(word)) and (pair in said or pair in deeds()):
            return word  # 反反复复
        if word in perhaps and word in lexicon.foreign and not apart(word, lexicon, ignored):
            return word
        if length < 2 or length > held:
            continue
        if length >= 5 and (first := alias_first(word, lexicon)):
            return first
        if _one_more(text, position, word, lexicon) or _deed_begun(text, position, word, lexicon):
            continue
        if (_is_word(word, ignored) or lexicon.names(word)) and (not word.isascii() or _whole(text, position, length)):
            return word
    return None


def _one_more(text: str, position: int, word: str, lexicon: Lexicon) -> bool:
    """刑事案件|立了, and not 刑事案件立: a word of the lists and a character that begins another."""
    if len(word) <= _TERM or lexicon.names(word) or not lexicon.names(word[:-1]) or word[-1] in _ENDS:
        return False
    return word[-1] + text[position + len(word) : position + len(word) + 1] not in word


def _deed_begun(text: str, position: int, word: str, lexicon: Lexicon) -> bool:
    """案件|查了, and not the 案件查 of 案件查办."""
    done = text[position + len(word) : position + len(word) + 1] == "了"
    return done and _PAIR < len(word) <= _TERM and not lexicon.names(word) and lexicon.names(word[:-1])


#: What words end with.
_ENDS = frozenset("率数额量类者员人化区村户书证费业品款金")


def _done_to(word: str, lexicon: Lexicon) -> str:
    """签了 of 签了家庭医生, a form whose meaning no report tells, where it tells of the thing; else empty."""
    deed, mark, thing = word.partition("了")
    return deed + mark if mark and deed and len(thing) > 1 and lexicon.knows(thing) else ""


def _twice(word: str) -> str:
    """反复 of 反反复复; nothing of any other word."""
    return word[0] + word[2] if len(word) == 4 and word[0] == word[1] and word[2] == word[3] else ""


#: No word of a report begins or ends with these; what does is cut across two words.
_NEVER_FIRST = frozenset("的了个有是在和与及就也都把被这那之其为以于对由从到将等并而或且们着过吗呢几两")


_NEVER_LAST = frozenset("的了是在和与及把被之其为以于对由从将并而或且着这那几占")


def _is_word(word: str, ignored: dict[str, bool]) -> bool:
    """A stretch that the reports hold may still be cut across words (的监 in 的监管)."""
    if word[0] in _NEVER_FIRST or word[-1] in _NEVER_LAST or word.startswith("占全"):
        return False
    if _SPAN_IN.search(word) or (len(word) == _PAIR and word[1] == "一"):  # 收入五年, 年一
        return False
    return not (len(word) == 2 and all(char in ignored for char in word))


_SPAN_IN = re.compile("[二两三四五六七八九十]年")


def _whole(text: str, position: int, length: int) -> bool:
    """Latin words count whole: gp is not GPU."""
    end = position + length
    return not (end < len(text) and text[end].isascii() and text[end].isalnum())
