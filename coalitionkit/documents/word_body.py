"""What pandoc leaves to do in the text of a Word file."""

from __future__ import annotations

import xml.etree.ElementTree as Tree
from itertools import pairwise

from coalitionkit.documents.tree import MOST_KEPT_ROWS

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
W = "{" + SPACES["w"] + "}"
BREAK = '<w:p><w:pPr><w:pStyle w:val="PageBreakHere" /></w:pPr></w:p>'
# Heights of lines in twentieths of a point, for the sizes of ``styles.xml``.
_HEIGHTS = {"FirstParagraph": "214", "BodyText": "214", "Compact": "210"}
_HEIGHTS |= {"Lead": "240", "Small": "180"}
# Word's schema wants a paragraph's spacing after these.
_BEFORE_SPACING = {f"{W}{name}" for name in ("pStyle", "keepNext", "pageBreakBefore", "numPr")}

for _prefix, _space in SPACES.items():
    Tree.register_namespace(_prefix, _space)


def finish_body(data: bytes, *, close: bool) -> bytes:
    """Finish a document's text: page breaks, rows that stay whole, pictures' names.

    Parameters
    ----------
    data : bytes
        ``word/document.xml`` as pandoc wrote it.
    close : bool
        Whether lines before the first page break stand close whatever font is there, so that
        page one is one page.

    Returns
    -------
    bytes
    """
    root = Tree.fromstring(data)
    body = root.find("w:body", SPACES)
    assert body is not None
    if close:
        _close_lines(body)
    _break_pages(body)
    _part_from_tables(body)
    for table in body.iter(f"{W}tbl"):
        _keep_table(table)
    for picture in body.iter("{" + SPACES["pic"] + "}cNvPr"):
        # pandoc puts the whole picture there a second time; its words stand in wp:docPr.
        picture.attrib.pop("descr", None)
    return bytes(Tree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _is_break(child: Tree.Element) -> bool:
    style = child.find("w:pPr/w:pStyle", SPACES)
    return style is not None and style.get(f"{W}val") == "PageBreakHere"


def _close_lines(body: Tree.Element) -> None:
    """Give the lines of page one a height of their own: fonts that stand in for Arial have more."""
    children = list(body)
    place = next((place for place, child in enumerate(children) if _is_break(child)), 0)
    for child in children[:place]:
        for paragraph in [child] if child.tag == f"{W}p" else child.iter(f"{W}p"):
            style = paragraph.find("w:pPr/w:pStyle", SPACES)
            height = _HEIGHTS.get("" if style is None else style.get(f"{W}val", ""))
            if height and paragraph.find(".//w:drawing", SPACES) is None:
                _set_spacing(paragraph, line=height, lineRule="exact")


def _part_from_tables(body: Tree.Element) -> None:
    """Leave a little room between a table and the line below it."""
    for above, below in pairwise(body):
        if above.tag == f"{W}tbl" and below.tag == f"{W}p":
            style = below.find("w:pPr/w:pStyle", SPACES)
            if style is not None and not style.get(f"{W}val", "").startswith("Heading"):
                _set_spacing(below, before="80")


def _set_spacing(paragraph: Tree.Element, **values: str) -> None:
    """Set a paragraph's spacing, in the place where Word's schema wants it."""
    form = paragraph.find("w:pPr", SPACES)
    assert form is not None
    spacing = form.find("w:spacing", SPACES)
    if spacing is None:
        spacing = Tree.Element(f"{W}spacing")
        form.insert(sum(part.tag in _BEFORE_SPACING for part in form), spacing)
    for name, value in values.items():
        spacing.set(f"{W}{name}", value)


def _break_pages(body: Tree.Element) -> None:
    """Begin the next paragraph on a new page, so that no empty one stands between them."""
    due = False
    for child in list(body):
        if _is_break(child):
            body.remove(child)
            due = True
        elif due and child.tag in (f"{W}p", f"{W}tbl"):
            first = child if child.tag == f"{W}p" else child.find(".//w:p", SPACES)
            if first is not None:
                _mark(first, "pageBreakBefore")
            due = False


def _mark(paragraph: Tree.Element, name: str) -> None:
    """Set a paragraph's property, in the place where Word's schema wants it."""
    form = paragraph.find("w:pPr", SPACES)
    if form is None:
        form = Tree.Element(f"{W}pPr")
        paragraph.insert(0, form)
    if form.find(f"w:{name}", SPACES) is None:
        place = 1 if form.find("w:pStyle", SPACES) is not None else 0
        if name == "pageBreakBefore":
            place += sum(form.find(f"w:{kept}", SPACES) is not None for kept in ("keepNext",))
        form.insert(place, Tree.Element(f"{W}{name}"))


def _keep_table(table: Tree.Element) -> None:
    """Let no row break over two pages, nor a short table."""
    rows = table.findall("w:tr", SPACES)
    for place, row in enumerate(rows):
        form = row.find("w:trPr", SPACES)
        if form is None:
            form = Tree.Element(f"{W}trPr")
            row.insert(0, form)
        form.insert(0, Tree.Element(f"{W}cantSplit"))
        heads = form.find("w:tblHeader", SPACES) is not None
        if heads or (len(rows) <= MOST_KEPT_ROWS + 1 and place < len(rows) - 1):
            for paragraph in row.iter(f"{W}p"):
                _mark(paragraph, "keepNext")
