"""HTML of a notebook's outputs as the blocks of a document: its words and form, and no more.

Scripts, styles and pictures from elsewhere are left out; nothing in the HTML is run or fetched.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias

from coalitionkit.documents import tree
from coalitionkit.documents.tree import Inlines, Node

_EMPTY = {"br", "hr", "img", "meta", "link", "input", "col", "wbr"}
_LEFT_OUT = {"script", "style", "svg", "template", "head", "noscript", "button", "select"}
_STRONG = {"b": "Strong", "strong": "Strong", "i": "Emph", "em": "Emph", "sub": "Subscript"}
_STRONG |= {"sup": "Superscript", "del": "Strikeout", "s": "Strikeout"}
_LINKS = ("https://", "http://", "mailto:")
_PICTURE = re.compile(r"data:image/(?:png|jpeg);base64,([A-Za-z0-9+/=\s]+)")
_NUMBER = re.compile(r"[-+−]?[\d.,]+\s?%?|[–-]|NaN|nan|")
# A picture of a user's own is as wide as a screen would show it, up to the kit's own charts.
PICTURE_WIDTH = 5.4


@dataclass
class Element:
    """One element of a page with what is inside it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.attributes.get("class", "").split()

    def find(self, *tags: str) -> Iterator[Element]:
        """Find the elements of these tags, at any depth, in order."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag in tags:
                    yield child
                else:
                    yield from child.find(*tags)


class _Builder(HTMLParser):
    """Builds elements from tags; an end without its beginning is passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("body")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in _EMPTY:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        places = [place for place, element in enumerate(self.open) if element.tag == tag and place]
        if places:
            del self.open[places[-1] :]

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_html(html: str, *, no_words: str) -> list[Node]:
    """Read HTML as blocks.

    Parameters
    ----------
    html : str
        From the kit's own blocks, or from anywhere.
    no_words : str
        What stands for a picture that has no description.

    Returns
    -------
    list of Node
    """
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return _read_blocks(builder.open[0], no_words)


def _read_blocks(element: Element, no_words: str) -> list[Node]:
    """Read what is inside an element; loose text between blocks is a paragraph."""
    blocks: list[Node] = []
    loose: list[Element | str] = []

    def flush() -> None:
        inlines = _read_inlines(loose, no_words)
        if inlines:
            blocks.append(tree.make_paragraph(inlines))
        loose.clear()

    for child in element.children:
        maker = _MAKERS.get(child.tag) if isinstance(child, Element) else None
        if isinstance(child, Element) and child.tag in _LEFT_OUT:
            continue
        if maker and isinstance(child, Element):
            flush()
            blocks += maker(child, no_words)
        else:
            loose.append(child)
    flush()
    return blocks


def _read_inlines(children: list[Element | str], no_words: str) -> Inlines:
    """Read text and what is within a line; space at both ends is left out."""
    made: Inlines = []
    for child in children:
        if isinstance(child, str):
            # As a browser does: any run of spaces and line ends is one space.
            made += tree.write_text(re.sub(r"[ \t\r\n\f]+", " ", child))
        elif child.tag not in _LEFT_OUT:
            made += _read_inline(child, no_words)
    while made and made[0] == {"t": "Space"}:
        made.pop(0)
    while made and made[-1] == {"t": "Space"}:
        made.pop()
    return made


def _read_inline(element: Element, no_words: str) -> Inlines:
    if "anchor-link" in element.classes:
        return []  # nbconvert's own sign beside a heading
    if element.tag == "br":
        return [{"t": "LineBreak"}]
    if element.tag == "img":
        return _read_picture(element, no_words)
    inside = _read_inlines(element.children, no_words)
    if element.tag in _STRONG:
        return [{"t": _STRONG[element.tag], "c": inside}]
    if element.tag == "code":
        return [{"t": "Code", "c": [["", [], []], tree.say_plain(inside)]}]
    address = element.attributes.get("href", "")
    if element.tag == "a" and address.startswith(_LINKS):
        return [{"t": "Link", "c": [["", [], []], inside, [address, ""]]}]
    return inside


def _read_picture(element: Element, no_words: str) -> Inlines:
    """Read a picture that the page itself holds; of any other, its words."""
    words = element.attributes.get("alt", "")
    found = _PICTURE.fullmatch(element.attributes.get("src", ""))
    try:
        data = base64.b64decode(found[1]) if found else b""
        return [tree.make_picture(data, alt=words or no_words, width=find_width(data))]
    except (ValueError, binascii.Error):
        return tree.write_text(words)


def find_width(data: bytes) -> float:
    """Give a picture's width on paper, in inches, at 96 pixels an inch."""
    if data.startswith(b"\x89PNG"):
        return min(tree.measure_png(data)[0] / 96, PICTURE_WIDTH)
    return PICTURE_WIDTH


def _read_heading(element: Element, no_words: str) -> list[Node]:
    inlines = _read_inlines(element.children, no_words)
    return [tree.make_heading(int(element.tag[1]), inlines)] if inlines else []


def _read_paragraph(element: Element, no_words: str) -> list[Node]:
    inlines = _read_inlines(element.children, no_words)
    kind = next((name for name in element.classes if name in tree.KINDS), "")
    return [tree.make_paragraph(inlines, kind)] if inlines else []


def _read_list(element: Element, no_words: str) -> list[Node]:
    items = [_tighten(_read_blocks(item, no_words)) for item in element.find("li")]
    return [tree.make_list(items, ordered=element.tag == "ol")] if items else []


def _tighten(blocks: list[Node]) -> list[Node]:
    """Let points of one paragraph stand close."""
    return [{**blocks[0], "t": "Plain"}] if [b["t"] for b in blocks] == ["Para"] else blocks


def _read_part(element: Element, no_words: str) -> list[Node]:
    if "page-break" in element.classes:
        return [tree.make_div("page-break")]
    if "card" in element.classes:
        return [_read_card(element, no_words)]
    return _read_blocks(element, no_words)


def _read_card(element: Element, no_words: str) -> Node:
    title = next(element.find("p"), Element("p"))
    terms = [_read_inlines(term.children, no_words) for term in element.find("dt")]
    texts = [_read_inlines(text.children, no_words) for text in element.find("dd")]
    lines = list(zip(terms, texts, strict=False))
    return tree.make_card(_read_inlines(title.children, no_words), lines)


def _read_code(element: Element, no_words: str) -> list[Node]:
    return [tree.make_code(say_text(element))]


def say_text(element: Element) -> str:
    """Give an element's text as it stands, with its line ends."""
    parts = (child if isinstance(child, str) else say_text(child) for child in element.children)
    return "".join(parts)


def _read_quote(element: Element, no_words: str) -> list[Node]:
    return [{"t": "BlockQuote", "c": _read_blocks(element, no_words)}]


def _read_table(element: Element, no_words: str) -> list[Node]:
    """Read a table; a cell over several rows or columns stands once, with empty ones beside it."""
    heads: list[list[Inlines]] = []
    rows: list[list[Inlines]] = []
    numeric: list[list[bool]] = []
    for line in element.find("tr"):
        cells = list(line.find("td", "th"))
        made: list[Inlines] = []
        for cell in cells:
            span = cell.attributes.get("colspan", "1")
            made.append(_read_inlines(cell.children, no_words))
            made += [[] for _ in range(min(int(span) if span.isdigit() else 1, 50) - 1)]
        if all(cell.tag == "th" for cell in cells) and not rows:
            heads.append(made)
        else:
            rows.append(made)
            numeric.append(["number" in cell.classes for cell in cells])
    wide = max((len(row) for row in (*heads, *rows)), default=0)
    if not wide:
        return []
    for row in (*heads, *rows):
        # A cell from a row above stands first, as pandas writes its indexes.
        row[:0] = [[] for _ in range(wide - len(row))]
    caption = next(element.find("caption"), Element("caption"))
    told = _read_inlines(caption.children, no_words)
    return [tree.make_table(heads, rows, caption=told, align=_find_sides(rows, numeric, wide))]


def _find_sides(rows: list[list[Inlines]], numeric: list[list[bool]], wide: int) -> str:
    """Put a column of numbers to the right: one that says so, or that holds nothing else."""
    said = any(any(row) for row in numeric)
    sides = ""
    for column in range(wide):
        if said:
            right = any(column < len(row) and row[column] for row in numeric)
        else:
            texts = [tree.say_plain(row[column]) for row in rows]
            right = any(texts) and all(_NUMBER.fullmatch(text) for text in texts)
        sides += "r" if right and column else "l"
    return sides


_Maker: TypeAlias = Callable[[Element, str], list[Node]]
_MAKERS: dict[str, _Maker] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _read_heading),
    **dict.fromkeys(("ul", "ol"), _read_list),
    **dict.fromkeys(("div", "section", "figure", "article", "main", "dl", "header"), _read_part),
    **dict.fromkeys(("p", "dt", "dd", "figcaption"), _read_paragraph),
    "pre": _read_code,
    "blockquote": _read_quote,
    "table": _read_table,
}
