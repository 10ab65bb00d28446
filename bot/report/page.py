"""A web page as a light tree: what never is text left out, and how much running text stands where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: Elements whose content is no text of the report.
_NEVER = {
    "script", "style", "noscript", "template", "head", "iframe", "button", "select", "input", "textarea", "svg",
    "canvas", "object", "audio", "video", "map", "nav", "footer", "aside", "rt", "rp",
}  # fmt: skip
#: Elements that may hold the whole report.
_CONTAINERS = {
    "body", "div", "section", "article", "main", "form", "center", "blockquote", "table", "tbody", "tr", "td",
}  # fmt: skip
CELLS = ("td", "th")
#: Elements that a page calls by what they are when they are not the text.
_NAMED = {"div", "section", "ul", "ol", "dl", "form", "header", "table"}
_CLUTTER = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|menu|breadcrumbs?|crumbs?|sidebar|footer|share|bdsharebuttonbox|related|recommend|comments?|"
    r"copyright|pager|pagination|toolbar|qrcode|ewm|search|login|advert|ads?|banner|friend-?links?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CLAUSE_END = re.compile("[，。；]")
#: A block with so much of the running text holds the report; what stands beside it is the page.
_MOST = 0.9
#: A block with more of the running text is no clutter, whatever its name.
_LITTLE = 0.3


@dataclass(slots=True)
class Element:
    """``parts`` are its texts and elements in order; ``prose`` counts the clause ends below it, links aside."""

    tag: str
    names: str = ""
    link: bool = False
    prose: int = 0
    framing: bool = False  # holds a table
    columns: int = 1  # that a cell covers
    rows: int = 1
    parts: list[str | Element] = field(default_factory=list)

    def children(self) -> Iterator[Element]:
        return (part for part in self.parts if isinstance(part, Element))


def light_tree(root: LexborNode) -> Element:
    """The tree below ``root`` without hidden and textless elements; as deep as the page, so never recurse into it."""
    top = Element("html")
    open_: list[Element] = [top]
    node = root.child
    while node is not None:
        inner = None
        if node.is_text_node:
            _add_text(open_[-1], node.text_content or "")
        elif node.is_element_node and not _left_out(node):
            inner = node.child
            element = _element(node, open_[-1])
            open_[-1].parts.append(element)
            if inner is not None:
                open_.append(element)
            else:
                _close(open_[-1], element)
        if inner is None:
            while node is not None and node.next is None and len(open_) > 1:
                _close(open_[-2], open_[-1])
                open_.pop()
                node = node.parent
            inner = node.next if node is not None else None
        node = inner
    return top


def _element(node: LexborNode, parent: Element) -> Element:
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if len(attributes) else ""
    tag = node.tag or ""
    element = Element(tag, names, parent.link or (tag == "a" and bool(attributes.get("href"))))
    if tag in CELLS and len(attributes):
        element.columns, element.rows = (_number(attributes.get(name)) for name in ("colspan", "rowspan"))
    return element


def _number(text: str | None) -> int:
    """The value of colspan or rowspan; browsers take at most 1000 columns."""
    return min(int(text), 1000) if text and text.isascii() and text.isdigit() and int(text) else 1


def _add_text(parent: Element, text: str) -> None:
    parent.parts.append(text)
    if not parent.link:
        parent.prose += len(_CLAUSE_END.findall(text))


def _close(parent: Element, element: Element) -> None:
    parent.prose += element.prose
    parent.framing = parent.framing or element.framing or element.tag == "table"


def _left_out(node: LexborNode) -> bool:
    if node.tag in _NEVER:
        return True
    attributes = node.attributes
    return len(attributes) > 0 and ("hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or "")))


def densest(root: Element) -> Element:
    """The innermost block that still holds nearly all of the running text."""
    block = root
    while block.prose:
        inner = next((e for e in block.children() if e.tag in _CONTAINERS and e.prose >= _MOST * root.prose), None)
        if inner is None:
            return block
        block = inner
    return root


def is_clutter(element: Element, total: int) -> bool:
    """Does the page itself call an element something other than the text? ``total`` is the whole page's prose."""
    named = element.tag in _NAMED and bool(element.names) and bool(_CLUTTER.search(element.names))
    return named and total > 0 and element.prose <= _LITTLE * total
