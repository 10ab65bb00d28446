"""Web pages and fragments: the block that holds the report, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.errors import ReportError
from bot.report.footnote import is_footnote
from bot.report.limits import within_limits
from bot.report.lines import FileLine
from bot.report.page import CELLS, Element, densest, is_clutter, light_tree
from bot.report.reflow import squeeze
from bot.report.table import Cell, is_frame, row_lines
from bot.report.titles import TITLE_END
from bot.report.wrap import loosened

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

#: Elements within a line; all others begin and end a paragraph.
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
#: What pages print around a text, as lines of their own.
_AROUND = re.compile(
    r"[【\[（(\s]*(?:(?:打印|关闭|分享|收藏|字号|字体)(?:本页|本文|页面|窗口|到|[】\]）)【\[（(:：\s|/]|大|中|小|微信|微博|打印|关闭|分享|收藏)*$|"
    r"(?:上一[篇条]|下一[篇条]|责任编辑|当前位置|您(?:现)?在的位置|您当前的?位置|扫一扫|返回(?:顶部|首页)|"
    r"相关(?:链接|阅读|报道|稿件|文档))[^。]{0,80}$)"
)
_COUNTER = re.compile(r"(?:浏览|点击|阅读|访问)(?:次数|量|数|率)[:：]\s*\d*\s*次?")
_SITE = re.compile(r"(?:网|网站|政府|平台|首页|主页)$")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
#: Elements that need no end tag: many of them in a row are not nested.
_UNCLOSED = {
    "p", "li", "td", "tr", "th", "dd", "dt", "option", "tbody", "thead", "tfoot", "colgroup", "br", "img", "hr",
    "meta", "link", "input", "col", "area", "base", "wbr", "embed", "param", "source", "track", "body", "html",
    "head",
}  # fmt: skip
MAX_DEPTH = 1_000
MAX_TAGS = 400_000
MAX_LENGTH = 16_000_000


def html_lines(text: str, name: str) -> list[FileLine]:
    """The paragraphs of a page or fragment; ReportError for one nested or sized beyond any real page."""
    _refuse_monster(text, name)
    from selectolax.lexbor import LexborHTMLParser

    parser = LexborHTMLParser(text)
    if parser.root is None:
        return []
    root = light_tree(parser.root)
    # A fragment was cut out of its page by someone: all of it is meant.
    whole = re.search(r"<(?:html|body)\b", text[:5000], re.IGNORECASE)
    read = within_limits(_lines(densest(root) if whole else root, root.prose), name)
    lines = [line for line in read if not _AROUND.match(line.text)]
    lines = loosened(lines)
    title = _missing_title(parser, lines) if whole else None
    return [FileLine(title, 0, fresh=True), *lines] if title else lines


def _refuse_monster(text: str, name: str) -> None:
    """Before parsing, because the parser takes quadratic time where elements are nested very deep."""
    if len(text) > MAX_LENGTH:
        raise ReportError(f"{name} 的网页太大了，不像正常的报告，请在浏览器中打开，复制正文存为 TXT。")
    depth = tags = 0
    match = _TAG.search(text)
    while match:
        tag, end = match[2].lower(), match.end()
        if tag in ("script", "style") and not match[1]:
            end = text.find(f"</{match[2]}", end)
            end = end if end > 0 else len(text)
        elif tag not in _UNCLOSED:
            depth = max(0, depth - 1) if match[1] else depth + 1
        tags += 1
        if depth > MAX_DEPTH or tags > MAX_TAGS:
            what = "嵌套太深" if depth > MAX_DEPTH else "标签太多"
            raise ReportError(f"{name} 的网页{what}，不像正常的报告，请在浏览器中打开，复制正文存为 TXT。")
        match = _TAG.search(text, end)


def _lines(block: Element, total: int) -> Iterator[FileLine]:
    """Each paragraph of ``block`` as one line; a table row by row, clutter not at all."""
    line = _Line()
    stack: list[Iterator[str | Element]] = [iter(block.parts)]
    tags: list[str] = [block.tag]
    while stack:
        part = next(stack[-1], None)
        if part is None:
            stack.pop()
            if not _is_inline(tags.pop()):
                yield from line.end()
        elif isinstance(part, str):
            line.add(part, link=False, raw="pre" in tags[-3:])
        elif part.tag == "sup" and is_footnote(flat_text(part), line.last()):
            continue
        elif part.tag == "table" and not part.framing and not is_frame(_texts(rows := _table_rows(part))):
            yield from line.end()
            yield from row_lines(rows)
        elif not is_clutter(part, total):
            if not _is_inline(part.tag):
                yield from line.end()
            if part.link and part.parts:
                line.add(flat_text(part), link=True, raw=False)
            else:
                stack.append(iter(part.parts))
                tags.append(part.tag)


def _is_inline(tag: str) -> bool:
    return tag in _INLINE or ":" in tag  # Word writes o:p, st1:chsdate and the like


class _Line:
    """The paragraph that is being put together from texts and inline elements."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._linked = 0

    def add(self, text: str, *, link: bool, raw: bool) -> None:
        self._parts.append(text if raw else re.sub(r"\s+", " ", text))
        self._linked += len(text.strip()) if link else 0

    def last(self) -> str:
        """The character put down last, white space aside."""
        return "".join(self._parts[-2:]).rstrip()[-1:]

    def end(self) -> Iterator[FileLine]:
        """The lines put together so far, none when they are only links: several where the page keeps line ends."""
        text = _COUNTER.sub("", "".join(self._parts)).strip("\r\n")
        links = self._linked >= 0.8 * len(text.strip()) and "。" not in text
        self._parts.clear()
        self._linked = 0
        if text.strip() and not links:
            for number, line in enumerate(text.split("\n")):
                yield FileLine(line.rstrip(), 0, fresh=number == 0)


def _texts(rows: list[list[Cell]]) -> list[list[str]]:
    return [[text for text, _, _ in row] for row in rows]


def _table_rows(table: Element) -> list[list[Cell]]:
    """A table's cells; the table holds no other table."""
    rows: list[list[Cell]] = []
    stack = [iter(table.parts)]
    while stack:
        part = next(stack[-1], None)
        if part is None:
            stack.pop()
        elif isinstance(part, Element) and part.tag in CELLS:
            rows += [] if rows else [[]]
            rows[-1].append((flat_text(part), part.columns, part.rows))
        elif isinstance(part, Element):
            rows += [[]] if part.tag == "tr" else []
            stack.append(iter(part.parts))
    return rows


def flat_text(element: Element) -> str:
    """All text below an element, white space reduced."""
    texts: list[str] = []
    stack = [iter(element.parts)]
    while stack:
        part = next(stack[-1], None)
        if part is None:
            stack.pop()
        elif isinstance(part, str):
            texts.append(part)
        else:
            stack.append(iter(part.parts))
    return " ".join("".join(texts).split())


def _missing_title(parser: LexborHTMLParser, lines: list[FileLine]) -> str | None:
    """The title of a page whose text block does not begin with it."""
    head = squeeze("".join(line.text for line in lines[:6]))
    named = parser.css_first('meta[name="ArticleTitle" i]')
    sure = [named.attributes.get("content") or ""] if named else []
    sure += [node.text() for node in parser.css("h1")]
    other = [node.text() for node in parser.css("h2, [class*=title], [id*=title]")]
    page = parser.css_first("title")
    other += re.split(r"\s*[-_|—–]+\s*", page.text()) if page else []
    for title in [*sure, *(text for text in other if TITLE_END.search(squeeze(text)))]:
        title = squeeze(title)
        if 4 <= len(title) <= 80 and not _SITE.search(title):
            return None if title in head else title
    return None
