"""An Answer as Telegram HTML that cannot break: everything is escaped, everything fits.

Rules from the Bot API's "Formatting options": ``<``, ``>`` and ``&`` are escaped outside tags, block
quotes cannot nest, and the limit of 4096 counts UTF-16 units after entity parsing.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.answer import Answer, Line, LineRole, Part, ReportRef, Source
from bot.reply.plain import TELEGRAM_LIMIT, clean, shorten, units

_EMPTY = "……"
_UNCLEAR = ("not_understood", "out_of_scope")
# What is cut first when a reply is too long. The headline holds the figure: it is never in here.
_TRIM_ORDER: tuple[LineRole, ...] = ("quote", "item", "choice", "remark", "detail", "source")
_TEMPLATES: dict[LineRole, str] = {"headline": "<b>%s</b>", "quote": "<blockquote expandable>%s</blockquote>"}


class Html:
    """Builds HTML in which unescaped text is impossible: templates are ours, arguments are escaped."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def add(self, template: str, *arguments: str) -> Html:
        self._parts.append(template % tuple(html.escape(argument, quote=False) for argument in arguments))
        return self

    def __str__(self) -> str:
        return "".join(self._parts)


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the reply, or several quote lines in a row, cleaned; ``lead`` is what is bold of a headline."""

    role: LineRole
    text: str
    lead: str = ""


def render_html(answer: Answer, limit: int = TELEGRAM_LIMIT, report: ReportRef | None = None) -> str:
    """The whole reply as HTML whose text is 1 to ``limit`` UTF-16 units long.

    ``choice`` lines are left out where the buttons say the same. ``report`` is named last where no line
    names one: a message that is passed on must still tell what it is from, and of what date.
    """
    buttons = bool(answer.choices or answer.suggestions)
    lines = [line for line in answer.lines if not (buttons and line.role == "choice")]
    lines = _without_repeats(_figure_first(lines))
    if report and _tells(answer) and not any(line.role == "source" for line in lines):
        lines.append(Line("source", (Part("citation", _dated(report)),)))
    if answer.status == "smalltalk":
        lines = [replace(line, role="detail") if line.role == "headline" else line for line in lines]
    return _write(_fit(_blocks(lines), limit))


def _figure_first(lines: list[Line]) -> list[Line]:
    """Remarks at the head go behind the headlines, unless they introduce what follows (…：)."""
    roles = [line.role for line in lines]
    start = roles.index("headline") if "headline" in roles else 0
    ahead = lines[:start]
    if any(line.role != "remark" or line.text.endswith("：") for line in ahead):
        return lines
    end = next((n for n, role in enumerate(roles) if n > start and role not in ("headline", "detail")), len(lines))
    return [*lines[start:end], *ahead, *lines[end:]]


def _without_repeats(lines: Sequence[Line]) -> list[Line]:
    """Without the places that were just told: sentences of one place stand in one quote."""
    kept: list[Line] = []
    told = ""
    for line in lines:
        if line.role == "source":
            if told.endswith(line.text):
                continue
            told = line.text
        kept.append(line)
    return kept


def _tells(answer: Answer) -> bool:
    """Does an answer say something of a report: a figure, or that it has none?"""
    return answer.status == "answer" or (answer.status == "not_found" and answer.reason not in _UNCLEAR)


def render_source(source: Source, limit: int = TELEGRAM_LIMIT) -> str:
    """The sentence a figure comes from, open, under the report and the headings above it."""
    page = f" · 第 {source.page} 页" if source.page else ""
    head = [clean(_dated(source.report) + page), clean(" › ".join(source.section.path))]
    room = max(limit - sum(units(line) + 1 for line in head), 1)
    out = Html().add("<b>%s</b>\n", head[0])
    if head[1]:
        out.add("%s\n", head[1])
    return str(out.add("<blockquote>%s</blockquote>", shorten(clean(source.quote).strip() or _EMPTY, room)))


def _dated(report: ReportRef) -> str:
    return f"《{report.title}》" + (f"（{report.date}）" if report.date else "")


def _blocks(lines: Sequence[Line]) -> list[Block]:
    several = sum(line.role == "headline" for line in lines) > 1
    blocks = []
    for role, group in groupby(lines, key=lambda line: line.role):
        members = list(group)
        if role == "quote":
            # Quote lines in a row are one block quote: two would be drawn with a gap.
            blocks.append(Block(role, "\n".join(filter(None, (_cleaned(line.text) for line in members)))))
        else:
            blocks += [Block(role, _cleaned(line.text), _lead(line) if several else "") for line in members]
    return [block for block in blocks if block.text] or [Block("detail", _EMPTY)]


def _cleaned(text: str) -> str:
    return clean(text).strip()


def _lead(line: Line) -> str:
    """The figure at the head of one of several headlines: bold words all over would hide it."""
    first = line.parts[0] if line.parts else None
    return _cleaned(first.text) if first and first.kind in ("figure", "derived") else ""


def _length(blocks: Sequence[Block]) -> int:
    return sum(units(block.text) + 1 for block in blocks) - 1


def _fit(blocks: list[Block], limit: int) -> list[Block]:
    """The blocks within ``limit``: shortened from the end, quotes first, headlines only if nothing else is left."""
    for role in _TRIM_ORDER:
        for index in reversed(range(len(blocks))):
            over = _length(blocks) - limit
            if over <= 0:
                return blocks
            if blocks[index].role == role:
                blocks = _shortened(blocks, index, over)
    while _length(blocks) > limit:
        blocks = _shortened(blocks, len(blocks) - 1, _length(blocks) - limit)
    return blocks


def _shortened(blocks: list[Block], index: int, over: int) -> list[Block]:
    """``over`` units less in one block; without it, if nothing readable would stay."""
    block = blocks[index]
    text = shorten(block.text, max(units(block.text) - over, 0))
    last = len(blocks) == 1
    stays = [Block(block.role, text, block.lead)] if len(text) > 1 or last else []
    return [*blocks[:index], *stays, *blocks[index + 1 :]]


def _write(blocks: Sequence[Block]) -> str:
    out = Html()
    for index, block in enumerate(blocks):
        out.add("\n" if index else "")
        if block.lead and block.text.startswith(block.lead):
            out.add("<b>%s</b>%s", block.lead, block.text[len(block.lead) :])
        else:
            out.add(_TEMPLATES.get(block.role, "%s"), block.text)
    return str(out)
