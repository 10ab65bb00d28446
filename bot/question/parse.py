"""A question taken apart: times, numbers, cues, the unit asked for, and the concepts left over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from bot.question.cues import cue_patterns
from bot.question.lexicon import Lexicon
from bot.text.period import Period, find_periods
from bot.text.quantity import Quantity, find_quantities
from bot.text.words import alternation, word_list

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


@dataclass(frozen=True, slots=True)
class Parsed:
    """``text`` is the normalised question. ``units`` are classes asked for (money, person, case …);
    ``unit_words`` their words; ``demands`` the official words of distinguishing verbs (破获, 亡)."""

    text: str
    periods: tuple[Period, ...]
    numbers: tuple[Quantity, ...]
    concepts: tuple[Concept, ...]
    cues: frozenset[str]
    units: frozenset[str]
    unit_words: frozenset[str]
    demands: frozenset[str]
    listed: frozenset[str] = frozenset()
    base: str | None = None
    places: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    corrections: tuple[tuple[str, str], ...] = field(default=())

    @property
    def strong(self) -> tuple[Concept, ...]:
        return tuple(c for c in self.concepts if not c.weak)

    def has(self, *cues: str) -> bool:
        return any(cue in self.cues for cue in cues)


@cache
def _asked_unit() -> re.Pattern[str]:
    units = alternation(list(word_list("questions")["units"])).replace("人|", "人(?![口脸体才员群民])|")
    return re.compile(
        rf"(?:多少|(?<![哪这近前十好第])几(?!年来)|好多|几多)(?:万|亿|千|百)?个?({units})|(百分之)[几多]|(多少钱)|([几两])成"
    )


@cache
def _ignored() -> dict[str, bool]:
    """Frames (False) and weak words (True)."""
    words = word_list("questions")
    return {**{w: True for w in words["weak"]}, **{w: False for w in words["frames"]}}


def parse(text: str, lexicon: Lexicon, reference: int, home: str | None) -> Parsed:
    """The slots of a normalised question; ``reference`` is the report's year, ``home`` its district."""
    periods = tuple(p for p in find_periods(text, reference, question=True) if p.kind != "vague" and _counts(text, p))
    masked = _blank(text, [(p.start, p.end) for p in periods])
    based = tuple(p for p in periods if _is_base(text, p))
    if len(periods) - len(based) <= 0 or (
        len(periods) == 2 and based and not any(p.value and "-" in p.value for p in periods)
    ):
        based = based if len(periods) == 1 else ()
    periods = tuple(p for p in periods if p not in based)
    masked = masked.replace("一大半", " 一半").replace("过半", "一半")
    halves = [Quantity(m.start(), m.end(), m.span(), 50.0, "%", "exact") for m in re.finditer("一半", masked)]
    numbers = (
        *halves,
        *(q for q in find_quantities(masked) if q.kind in ("quantity", "bare") and not _counting(masked, q)),
    )
    masked = _blank(masked, [(q.start, q.end) for q in numbers])
    places, wider, masked = _places(masked, lexicon, home)
    asked = [next(g for g in m.groups() if g) for m in _asked_unit().finditer(text)]
    units = word_list("questions")["units"]
    classes = {"多少钱": "money", "百分之": "percent"} | {d: "percent" for d in "几两"}
    return Parsed(
        text=text,
        periods=periods,
        base=based[0].value if based else None,
        numbers=numbers,
        concepts=tuple(_with_head(text, _concepts(masked, lexicon, home))),
        cues=frozenset(name for name, pattern in cue_patterns().items() if pattern.search(text)),
        units=frozenset(units.get(word) or classes[word] for word in asked),
        unit_words=frozenset(asked),
        demands=frozenset(_demands(masked)),
        listed=frozenset(re.findall(r"哪(?:[几一二两三四五六七八九十]+)(个|类|种|家|台|处|项|条)", text)),
        places=places,
        wider=wider,
    )


def _is_base(text: str, period: Period) -> bool:
    """跟2021年比, 比21年: the time a change is measured against, not the one it is asked for."""
    before, after = text[: period.start], text[period.end :]
    return bool(
        re.search(r"(?:比|较|相比于?)\s*$", before)
        or (re.search(r"(?:跟|和|与|同)\s*$", before) and re.match(r"\s*(?:相比|比|对比)", after))
    )


def _counts(text: str, period: Period) -> bool:
    """七月, 三季度 are times; 几月 and a lone 5月 inside a word are not asked for."""
    return not (period.kind == "span" and period.value is None and False) and not text[: period.start].endswith("几")


def _counting(text: str, quantity: Quantity) -> bool:
    """三个委办局, 四句, 两个区: small Chinese counts speak of a list, they are no figure to check."""
    return quantity.value <= 10 and not text[quantity.number[0]].isdigit() and quantity.unit not in ("%", "倍")


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _with_head(text: str, concepts: list[Concept]) -> list[Concept]:
    """Mark the concept right behind 多少, 几个 as what is counted."""
    units = alternation(list(word_list("questions")["units"]))
    heads = [m.end() for m in re.finditer(rf"(?:多少|(?<![哪这近前第])几)(?:万|亿)?(?:个|{units})?", text)]
    starts = {c.surface: text.find(c.surface) for c in concepts}
    return [replace(c, head=not c.weak and len(c.surface) > 1 and starts[c.surface] in heads) for c in concepts]


def _demands(text: str) -> list[str]:
    """The distinguishing words asked for; longest first, each stretch once."""
    found, rest = [], text
    forms = [(form, official) for official, forms in word_list("questions")["distinguishing"].items() for form in forms]
    for form, official in sorted(forms, key=lambda pair: -len(pair[0])):
        if form in rest:
            found.append(official)
            rest = rest.replace(form, " ")
    return found


def _places(text: str, lexicon: Lexicon, home: str | None) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Other places that the question names, wider areas it names, and the text without the home district."""
    own = re.sub(r"[区县市州省旗]$", "", home or "")
    found, wide = [], []
    for name in _place_names():
        if name in text and (not own or name not in (own, home)) and not _part_of_word(name, text, lexicon):
            found.append(name)
            text = text.replace(name, " " * len(name))
    for name in word_list("places")["wider"]:
        if name in text:
            wide.append(name)
    return tuple(found), tuple(wide), text


def _part_of_word(name: str, text: str, lexicon: Lexicon) -> bool:
    """A place inside a longer word that the report uses (上海常住户口) is no place asked for."""
    for match in re.finditer(re.escape(name), text):
        for start in range(max(0, match.start() - 2), match.start() + 1):
            for end in range(match.end(), min(len(text), match.end() + 2) + 1):
                if end - start > len(name) and " " not in text[start:end] and lexicon.knows(text[start:end]):
                    return True
    return False


@cache
def _place_names() -> tuple[str, ...]:
    lists = word_list("places")
    names = set(lists["provinces"]) | set(lists["cities"]) | set(lists["vague"])
    for group in lists["districts"].values():
        names |= set(group)
    return tuple(sorted((n for n in names if len(n) >= 2), key=lambda n: (-len(n), n)))


def _concepts(text: str, lexicon: Lexicon, home: str | None) -> list[Concept]:
    """Longest match over aliases, the reports' words, frames and weak words; what is left is unknown."""
    ignored, tokens, position = _ignored(), list[tuple[str, str]](), 0
    own = {home, re.sub(r"[区县市州省旗]$", "", home)} if home else set()
    while position < len(text):
        if not _HAN.match(text[position]):
            tokens.append((" ", "gap"))
            position += 1
            continue
        word = _longest(text, position, lexicon, ignored, own)
        if word and len(word) > 2:
            word = _unless_torn(text, position, word, lexicon, ignored, own)
        kind = (
            "unknown"
            if word is None
            else "frame"
            if word in own or ignored.get(word) is False
            else "weak"
            if ignored.get(word)
            else "known"
        )
        tokens.append((word or text[position], kind))
        position += len(word or " ")
    return [_concept(word, kind, lexicon) for word, kind in _merged(tokens) if kind not in ("gap", "frame")]


def _unless_torn(
    text: str, position: int, word: str, lexicon: Lexicon, ignored: dict[str, bool], own: set[str | None]
) -> str:
    """A word one shorter, where the longer one would leave a lone character behind (电诈案|子 → 电诈|案子)."""
    end = position + len(word)
    following = text[end : end + 1]
    if not _HAN.match(following or " ") or following in ignored or _longest(text, end, lexicon, ignored, own):
        return word
    shorter = _longest(text[: end - 1], position, lexicon, ignored, own)
    next_word = _longest(text, end - 1, lexicon, ignored, own)
    return shorter if shorter and len(shorter) == len(word) - 1 and next_word and len(next_word) >= 2 else word


#: Single characters that count nothing by themselves but begin or end longer words (写字楼, 说明书).
_JOINING = frozenset("写说讲全总上下中地共查问看要会能可")


def _merged(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Unknown characters with the single weak ones beside them: 无人机 is one word nobody knows."""
    out: list[tuple[str, str]] = []
    run: list[tuple[str, str]] = []

    def flush() -> None:
        unknown = [i for i, (_, kind) in enumerate(run) if kind == "unknown"]
        if unknown:
            out.append(("".join(word for word, _ in run), "unknown"))
        else:
            out.extend(run)
        run.clear()

    for word, kind in tokens:
        single = len(word) == 1 and (kind in ("unknown", "weak") or (kind == "frame" and word in _JOINING))
        if not single:
            flush()
            out.append((word, kind))
        else:
            run.append((word, kind))
    flush()
    return out


def _concept(word: str, kind: str, lexicon: Lexicon) -> Concept:
    if kind == "unknown":
        known = len(word) > 1 and lexicon.knows(word)
        lone = len(word) == 1 and word in _counters()
        return Concept(word, lexicon.options(word), weak=lone, known=known)
    options = lexicon.options(word)
    if re.fullmatch(r"(.)\1(.)\2", word):  # 反反复复
        options += lexicon.options(word[0] + word[2])
    official = _deeds().get(word)
    if official:
        options = (
            *options,
            *(w for w in (official, *word_list("questions")["distinguishing"][official]) if lexicon.knows(w)),
        )
    return Concept(word, options, weak=kind == "weak", known=any(lexicon.knows(o) for o in options))


@cache
def _deeds() -> dict[str, str]:
    """Every form of a distinguishing word and its official one: the demand is made of the whole question."""
    return {form: official for official, forms in word_list("questions")["distinguishing"].items() for form in forms}


@cache
def _counters() -> frozenset[str]:
    """Single counting words and light verbs: alone they name nothing."""
    lists = word_list("units")
    return frozenset(w for w in [*lists["counters"], *lists["measures"]] if len(w) == 1) | frozenset(
        "叫算管干当成往朝凭按照让使占住放收送分幅栋幢次看找听觉敢肯没弄抓改修"
    )


def _longest(text: str, position: int, lexicon: Lexicon, ignored: dict[str, bool], own: set[str | None]) -> str | None:
    run = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9+./%]+(?:[\u4e00-\u9fff]*)").match(text, position)
    limit = min(len(run.group()) if run else 1, max(lexicon.longest, 16))
    for length in range(limit, 0, -1):
        word = text[position : position + length]
        if word in ignored or word in own or word in lexicon.said or word in _deeds():
            return word
        if word in lexicon.foreign and (length <= 4 or not _made_of_known(word, lexicon, ignored)):
            return word
        if length >= 5 and lexicon.knows(word) and (first := _alias_first(word, lexicon)):
            return first
        if (
            length >= 2
            and lexicon.knows(word)
            and _is_word(word, ignored)
            and (not word.isascii() or _whole(text, position, length))
        ):
            return word
    return None


def _alias_first(word: str, lexicon: Lexicon) -> str | None:
    """A long stretch of the report made of two words that people also call otherwise is read as the two."""
    for cut in range(2, len(word) - 1):
        if word[:cut] in lexicon.said and word[cut:] in lexicon.said:
            return word[:cut]
    return None


def _made_of_known(word: str, lexicon: Lexicon, ignored: dict[str, bool]) -> bool:
    """A long foreign word that the report's own words make up (人才引进落户) is read as those."""
    reached = {0}
    for start in range(len(word)):
        if start in reached:
            for end in range(start + 2, len(word) + 1):
                piece = word[start:end]
                if end - start < len(word) and (
                    piece in lexicon.said or piece in ignored or piece in _deeds() or lexicon.knows(piece)
                ):
                    reached.add(end)
    return len(word) in reached


#: No word of a report begins or ends with these; what does is cut across two words.
_NEVER_FIRST = frozenset("的了个有是在和与及就也都把被这那之其为以于对由从到将等并而或且们着过吗呢几两")
_NEVER_LAST = frozenset("的了是在和与及把被之其为以于对由从将并而或且着这那几")


def _is_word(word: str, ignored: dict[str, bool]) -> bool:
    """A stretch that the reports hold may still be cut across words (的监 in 的监管)."""
    if word[0] in _NEVER_FIRST or word[-1] in _NEVER_LAST:
        return False
    return not (len(word) == 2 and all(char in ignored for char in word))


def _whole(text: str, position: int, length: int) -> bool:
    """Latin words count whole: gp is not GPU."""
    end = position + length
    return not (end < len(text) and text[end].isascii() and text[end].isalnum())
