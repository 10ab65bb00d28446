"""A question taken apart: times, numbers, cues, the unit asked for, and the concepts left over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bot.question.asked import (
    asked_number,
    asked_units,
    converted_unit,
    counted_class,
    rated,
    unit_classes,
    without_units,
)
from bot.question.concepts import Concept, find_concepts
from bot.question.cues import asks, cues_of, pattern
from bot.question.lexicon import Lexicon
from bot.question.listed import deeds, light
from bot.question.numbers import counts_of_lists, stated
from bot.question.places import find_places
from bot.question.reworded import circumstances, examples, joined, of_age, of_bound, of_sex, visitors
from bot.text.period import Period, find_periods
from bot.text.quantity import Quantity, find_quantities
from bot.text.words import word_list


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
    strong: tuple[Concept, ...] = field(init=False, compare=False, repr=False)
    _hash: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "strong", tuple(c for c in self.concepts if not c.weak))
        object.__setattr__(self, "_hash", hash((self.text, self.concepts, self.cues, self.units, self.periods)))

    def __hash__(self) -> int:
        return self._hash

    def has(self, *cues: str) -> bool:
        return not self.cues.isdisjoint(cues)


def parse(
    text: str, lexicon: Lexicon, reference: int, home: str | None, date: str | None = None, office: str = ""
) -> Parsed:
    """The slots of a normalised question; ``reference`` is the year of the report, ``home`` its district,
    ``office`` who wrote it."""
    text = visitors(joined(text, lexicon), home)
    periods = tuple(p for p in find_periods(text, reference, question=True) if p.kind != "vague" and _counts(text, p))
    periods = tuple(_past(p, date) for p in periods)
    masked = _blank(text, [(p.start, p.end) for p in periods])
    based = tuple(p for p in periods if _is_base(text, p))
    if len(periods) - len(based) <= 0 or (
        len(periods) == 2 and based and not any(p.value and "-" in p.value for p in periods)
    ):
        based = based if len(periods) == 1 else ()
    periods = tuple(p for p in periods if p not in based)
    if any(p.value for p in periods):  # 这几年, beside years that are named
        periods = tuple(p for p in periods if p.value or not _LATELY.search(p.text))
    if len(periods) == 1 and asks("only_now", periods[0].text):
        periods = ()  # 现在多少: the latest there is
    masked = masked.replace("一大半", " 一半").replace("过半", "一半")
    found = find_quantities(masked)
    numbers = tuple(q for q in stated(masked, found, lexicon) if q.unit not in ("岁", "周岁"))
    masked = _blank(masked, counts_of_lists(masked, found, lexicon))
    masked = _WHETHER.sub(lambda m: m[0] if lexicon.names(m[0]) else "   ", masked)  # 打不打
    masked = _blank(masked, [(q.start, q.end) for q in numbers])
    told_units = asked_units(text, lexicon)
    masked = without_units(masked, told_units)
    places, wider, masked = find_places(masked, lexicon, home)
    asked = [next(g for g in m.groups() if g) for m in told_units]
    converted = converted_unit().search(masked)
    if converted:  # 折成美元
        asked = [converted[1]]
        masked = _blank(masked, [converted.span()])
    units = unit_classes()
    concepts = _with_head(text, find_concepts(masked, lexicon, home, office))
    concepts = of_sex(
        text, circumstances(text, of_age(text, of_bound(text, examples(text, concepts), lexicon), lexicon)), lexicon
    )
    if all(c.weak for c in concepts):  # 去年招了几个老师: who is counted is all that is named
        kinds: dict[str, str] = word_list("questions")["heads"]
        people = [word for word, kind in kinds.items() if kind == "person" and len(word) > 1 and word in text]
        told = [Concept(word, lexicon.options(word), known=True) for word in people]
        concepts = [*concepts, *(c for c in told if any(lexicon.knows(option) for option in c.options))]
    places = (*places, *_streets(text, concepts), *_towns(concepts, home))
    cues = cues_of(text)
    if any(asks(name, text) for name in ("doubled", "moved_by", "than_before")):
        cues |= {"change"}
    if cues & {"why", "how"}:  # 为什么难管: what is said of a thing need not be the report's word
        concepts = [replace(c, weak=c.weak or not c.known) if concepts.index(c) else c for c in concepts]
    if "problems" in cues and len(concepts) > 1:  # 经济上还有啥问题: the report need not call it so
        concepts = [replace(c, weak=c.weak or asks("trouble", c.surface)) for c in concepts]
    if "change" in cues and asks("placed_or_given", text) and not asks("grown_to", text):  # 增速排第几, 对增长贡献多少
        cues -= {"change"}
    if {"change", "difference"} <= cues and asks("versus", text) and not asks("growth", text):
        cues -= {"change"}  # 城里人比农民收入多多少
    percent = "percent" in {units.get(word) or _CLASSES.get(word) for word in asked} or asks("ratio_word", text)
    if "share" in cues and percent:
        concepts = [rated(c, lexicon) for c in concepts]
    counted = counted_class(text, concepts) if not cues & {"change", "share"} else {}
    if "person" in counted.values():  # 多少个检察官 counts people, and no schools
        asked = [word for word in asked if word not in ("个", "位", "名")]
    if not asked and asks("rate_asked", text):  # 清零率多少
        asked = ["%"]
    if not asked and asks("money_spent", text):  # 钱花出去多少了
        asked = ["钱"]
    if asked == ["个"] and asks("some_of", text):  # 北边几个街镇的床位占多大比例
        asked = []
    if not asked and asks("how_long", text):  # 多久有人回应 asks for minutes or days
        asked = ["多久"]
    if asks("placed", text):  # 冲到全市多少名 asks for a rank, not for people
        asked = [word for word in asked if word != "名"]
    if asks("point_unit", text):  # 几个点, 几个百分点
        asked = ["%"]
    return Parsed(
        text=text,
        periods=periods,
        # Of a rise 比上年 says nothing that its report does not: which year that is depends on the report.
        base=based[0].value if based and re.search(r"\d", based[0].text) else None,
        numbers=numbers,
        concepts=tuple(concepts),
        cues=cues,
        units=frozenset(units.get(word) or _CLASSES[word] for word in asked) | frozenset(counted.values()),
        unit_words=frozenset(asked) | frozenset(counted) | frozenset(w[0] for w in asked if w[0] in unit_classes()),
        demands=_demands(concepts),
        listed=frozenset(_LISTED.findall(text)),
        places=places,
        wider=() if asks("ranked", text) else wider,  # 全国排第几: where it ranks, not whose figure it is
    )


_LATELY = re.compile("[这近几]几?年")
_WHETHER = re.compile(r"([\u4e00-\u9fff])不\1")
_LISTED = re.compile("哪[几一二两三四五六七八九十]+(个|类|种|家|台|处|项|条)")
_TOWN = re.compile("[\u4e00-\u9fff]{2,3}[市县旗]")
_CLASSES = {"多少钱": "money", "百分之": "percent", "几": "percent", "两": "percent"}


def _past(period: Period, date: str | None) -> Period:
    """12月, asked of a report of April: last year's December, for the report cannot know the next."""
    month = re.fullmatch(r"(\d{4})-(\d\d)", period.value or "")
    own = re.search("年|今|本", period.text)
    if not month or own or not date or len(date) < len("2024-04") or month.group() <= date[:7]:
        return period
    return replace(period, value=f"{int(month[1]) - 1}-{month[2]}")


def promoted(parsed: Parsed) -> Parsed:
    """Where nothing else is named, the weak words that the reports have words for are what is asked about."""
    if parsed.strong:
        return parsed
    told = [c for c in parsed.concepts if c.known and len(c.options) > 1 and len(c.surface) > 1]
    concepts = tuple(replace(c, weak=False) if c in told else c for c in parsed.concepts)
    return replace(parsed, concepts=concepts)


def _streets(text: str, concepts: list[Concept]) -> list[str]:
    """天山路, 仙霞街道: a word that nobody knows before the kind of a place is a place within the district."""
    unknown = [c.surface for c in concepts if not c.known and not c.weak and 2 <= len(c.surface) <= 5]
    if not unknown:
        return []
    kinds = "|".join(word_list("places")["streets"])
    whole = [word for word in unknown if re.fullmatch(f".{{2,3}}(?:{kinds})", word)]
    named = (re.search(f"{re.escape(word)}(?:{kinds})", text) for word in unknown)
    return whole + [match.group() for match in named if match]


def _towns(concepts: list[Concept], home: str | None) -> list[str]:
    """凯里市: a county or city within the district, which a figure must be of."""
    named = [c.surface for c in concepts if not c.weak and _TOWN.fullmatch(c.surface)]
    return [
        n for n in named if n not in (home or "") and not re.search("[超城上门夜集股都楼菜全各本外]市$|^[全各本外]", n)
    ]


def _is_base(text: str, period: Period) -> bool:
    """跟2021年比, 比21年: the time a change is measured against, not the one it is asked for."""
    before, after = text[: period.start], text[period.end :]
    return bool(
        re.search(r"(?:(?<![占同环对])比|较|相比于?)\s*$", before)
        or (re.search(r"(?:跟|和|与|同)\s*$", before) and re.match(r"\s*(?:相比|比|对比)", after))
    )


def _counts(text: str, period: Period) -> bool:
    """七月, 三季度 are times; 几月 and a lone 5月 inside a word are not asked for."""
    return not text[: period.start].endswith("几")


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _with_head(text: str, concepts: list[Concept]) -> list[Concept]:
    """Mark the concept right behind 多少, 几个 as what is counted."""
    heads = [m.end() for m in asked_number().finditer(text)]
    measured = pattern("measured_head").search(text)
    people = [c for c in concepts if c.weak and text.find(c.surface) in heads]
    ends = {text.find(c.surface) + len(c.surface): c for c in people}
    moved = {text.find(c.surface) for c in concepts if not c.weak and c.known} & set(ends)  # 多少个居民|微信群
    heads = [at for at in heads if not any(at == text.find(ends[end].surface) for end in moved)] + [*moved]
    concepts = [_counted(c) if text.find(c.surface) in heads else c for c in concepts]
    if not measured or any(c.head for c in concepts):
        return concepts
    last = [
        c for c in concepts if not c.weak and c.known and text.rfind(c.surface) + len(c.surface) == measured.start()
    ]
    return [replace(c, head=True) if c in last else c for c in concepts]


def _counted(concept: Concept) -> Concept:
    """A thing with a name, or a lone character that no list knows (多少骞, 多少电): what is asked for."""
    lone = concept.weak and not concept.known and len(concept.surface) == 1 and concept.surface not in light()
    people = concept.weak and len(concept.surface) > 1 and concept.surface in word_list("questions")["heads"]
    named = lone or people  # 多少民警: as weak as the word is elsewhere
    return replace(concept, head=not concept.weak or named, weak=concept.weak and not named)


def _demands(concepts: list[Concept]) -> frozenset[str]:
    """The official words of the deeds that a question names (破了 → 破获); 检查了 is not 查了."""
    return frozenset(deeds()[c.surface] for c in concepts if c.surface in deeds())
