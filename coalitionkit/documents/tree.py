"""The blocks of a document, as pandoc's own tree: plain data in which no text is ever read again.

A block is a dictionary. What pandoc has no block for is a ``Div`` with a class: ``lead``,
``small``, ``warning`` and ``quote`` for paragraphs, ``page-break``, ``contents``, and a table of
class ``card``.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

Node: TypeAlias = dict[str, Any]
Inlines: TypeAlias = list[Node]

KINDS = ("lead", "small", "warning", "quote")
# A page's text is this wide, in inches; nothing is wider.
TEXT_WIDTH = 7.0
# A table of at most so many rows stays on one page.
MOST_KEPT_ROWS = 14
_NOTHING = ["", [], []]
_IMAGES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def write_text(text: str) -> Inlines:
    """Write a text as inlines; a line's end is a space."""
    words = text.replace("\n", " ").split(" ")
    made: Inlines = []
    for place, word in enumerate(words):
        if place:
            made.append({"t": "Space"})
        if word:
            made.append({"t": "Str", "c": word})
    return made


def make_heading(level: int, inlines: Inlines) -> Node:
    """Make a heading, level 1 to 6."""
    return {"t": "Header", "c": [level, list(_NOTHING), inlines]}


def make_paragraph(inlines: Inlines, kind: str = "") -> Node:
    """Make a paragraph; ``kind`` is one of ``KINDS`` or empty."""
    paragraph = {"t": "Para", "c": inlines}
    return make_div(kind, [paragraph]) if kind in KINDS else paragraph


def make_div(kind: str, blocks: Sequence[Node] = ()) -> Node:
    """Make a part that a writer knows by its class."""
    return {"t": "Div", "c": [["", [kind], []], list(blocks)]}


def make_list(items: Sequence[Sequence[Node]], *, ordered: bool = False) -> Node:
    """Make a list; each item is its blocks."""
    body = [list(item) for item in items]
    if ordered:
        return {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], body]}
    return {"t": "BulletList", "c": body}


def make_code(text: str) -> Node:
    """Make a part in type of one width, its lines kept."""
    return {"t": "CodeBlock", "c": [list(_NOTHING), text]}


def make_table(
    head: Sequence[Sequence[Inlines]],
    rows: Sequence[Sequence[Inlines]],
    *,
    caption: Inlines = (),  # type: ignore[assignment]
    align: str = "",
) -> Node:
    """Make a table.

    Parameters
    ----------
    head, rows : sequence of rows of inlines
        All as long.
    caption : inlines
    align : str
        ``l`` or ``r`` for each column; empty for all left.
    """
    columns = max(len(row) for row in (*head, *rows))
    sides = [{"t": "AlignRight" if side == "r" else "AlignLeft"} for side in align or "l" * columns]
    widths = find_widths([*head, *rows], columns)
    specs = [
        [side, {"t": "ColWidth", "c": width}] for side, width in zip(sides, widths, strict=True)
    ]
    shown = [None, [{"t": "Plain", "c": list(caption)}] if caption else []]
    top = [list(_NOTHING), [_make_row(row) for row in head]]
    body = [[list(_NOTHING), 0, [], [_make_row(row) for row in rows]]]
    return {"t": "Table", "c": [list(_NOTHING), shown, specs, top, body, [list(_NOTHING), []]]}


def make_card(title: Inlines, lines: Sequence[tuple[Inlines, Inlines]]) -> Node:
    """Make a card: a table of two columns under its title."""
    table = make_table([], [[[{"t": "Strong", "c": term}], text] for term, text in lines])
    table["c"][0] = ["", ["card"], []]
    table["c"][2][0][1]["c"], table["c"][2][1][1]["c"] = 0.2, 0.8
    table["c"][3][1] = [[list(_NOTHING), [_make_cell(title, columns=2)]]]
    return table


def _make_row(cells: Sequence[Inlines]) -> list[Any]:
    return [list(_NOTHING), [_make_cell(cell) for cell in cells]]


def _make_cell(inlines: Inlines, columns: int = 1) -> list[Any]:
    plain = [{"t": "Plain", "c": inlines}] if inlines else []
    return [list(_NOTHING), {"t": "AlignDefault"}, 1, columns, plain]


def find_widths(rows: Sequence[Sequence[Inlines]], columns: int) -> list[float]:
    """Give each column its share of the page: by its longest word and its longest text."""
    wants = []
    for column in range(columns):
        texts = [say_plain(row[column]) for row in rows if column < len(row)]
        longest = max((len(text) for text in texts), default=1)
        word = max((len(word) for text in texts for word in text.split()), default=1)
        # A long text may wrap, so it gets less than its length asks for.
        wants.append(2 + max(min(word, 24) * 1.15, min(longest, 16), min(longest, 120) ** 0.85))
    total = sum(wants)
    # A table of few short columns need not fill the page.
    filled = min(1.0, total / 55)
    return [round(want / total * max(filled, 0.4), 4) for want in wants]


def make_picture(data: bytes, *, alt: str, width: float) -> Node:
    """Make a picture inside a line of text.

    Parameters
    ----------
    data : bytes
        PNG or JPEG.
    alt : str
        What it shows, for those who can't see it.
    width : float
        In inches.

    Raises
    ------
    ValueError
        If it is neither PNG nor JPEG.
    """
    mime = next((mime for start, mime in _IMAGES.items() if data.startswith(start)), None)
    if mime is None:
        raise ValueError("picture: allowed: PNG or JPEG.")
    address = f"data:{mime};base64,{base64.b64encode(data).decode()}"
    size = ["", [], [["width", f"{min(width, TEXT_WIDTH):.3f}in"]]]
    return {"t": "Image", "c": [size, write_text(alt), [address, ""]]}


def make_figure(data: bytes, *, alt: str, caption: str = "", width: float) -> Node:
    """Make a picture that stands alone, with a caption below it. See :func:`make_picture`."""
    picture = {"t": "Plain", "c": [make_picture(data, alt=alt, width=width)]}
    shown = [None, [{"t": "Plain", "c": write_text(caption)}] if caption else []]
    return {"t": "Figure", "c": [list(_NOTHING), shown, [picture]]}


def narrow_figure(figure: Node, width: float) -> Node:
    """Give a figure again, at most so many inches wide."""

    def change(node: Node) -> Node:
        if node["t"] != "Image":
            return node
        size, *rest = node["c"]
        given = float(dict(size[2])["width"].removesuffix("in"))
        return {"t": "Image", "c": [["", [], [["width", f"{min(given, width):.3f}in"]]], *rest]}

    made: list[Node] = change_nodes([figure], change)
    return made[0]


def measure_png(data: bytes) -> tuple[int, int]:
    """Read a PNG's width and height, in pixels."""
    wide, high = struct.unpack(">II", data[16:24])
    return wide, high


def say_plain(inlines: Any) -> str:
    """Give the text of inlines or blocks, without its form."""
    if isinstance(inlines, Mapping):
        kind, content = inlines.get("t"), inlines.get("c")
        if kind in ("Space", "SoftBreak", "LineBreak"):
            return " "
        if kind == "Str":
            return str(content)
        if kind in ("Code", "CodeBlock"):
            return str(content[1])  # type: ignore[index]
        if kind in ("Image", "Link"):
            return say_plain(content[1])  # type: ignore[index]
        return say_plain(content)
    if isinstance(inlines, list):
        return "".join(say_plain(part) for part in inlines)
    return ""


def change_nodes(tree: Any, change: Callable[[Node], Node | list[Node]]) -> Any:
    """Change every node, from the root down.

    Where ``change`` gives one node, what is inside it is changed next; where it gives several, or
    none, each of them is.
    """
    if isinstance(tree, dict):
        return {name: change_nodes(part, change) for name, part in tree.items()}
    if not isinstance(tree, list):
        return tree
    made: list[Any] = []
    for part in tree:
        changed = change(part) if isinstance(part, dict) and "t" in part else part
        if isinstance(changed, list) and isinstance(part, dict):
            made += change_nodes(changed, change)
        else:
            made.append(change_nodes(changed, change))
    return made
