"""A document as a Word file: real headings, captions, tables that can be edited."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template

from coalitionkit.documents.document import Document, run_pandoc, write_tree
from coalitionkit.documents.look import Look
from coalitionkit.documents.tree import KINDS, Node, change_nodes, make_picture
from coalitionkit.documents.word_body import BREAK, finish_body
from coalitionkit.documents.word_pages import add_pages

_STYLES = Path(__file__).with_name("styles.xml")
# A Word file says which English or Spanish; the kit's is that of the United States.
_LOCALES = {"en": "en-US", "es": "es-US"}
_CLOCK = (1980, 1, 1, 0, 0, 0)
_LOGO_HEIGHT = "0.4in"


def write_docx(document: Document) -> bytes:
    """Write a document as a Word file. The same document gives the same bytes.

    Parameters
    ----------
    document : Document

    Returns
    -------
    bytes

    Raises
    ------
    UsageError
        If pandoc is not installed, or can't write it.
    """
    locale = _LOCALES.get(document.language, document.language)
    blocks = [*_make_logo(document.look), *change_nodes(list(document.blocks), _change)]
    with tempfile.TemporaryDirectory(prefix="coalitionkit-") as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(document.look.reference or _make_reference(document.look, locale))
        made = run_pandoc(
            ["--from=json", "--to=docx", f"--reference-doc={reference}"],
            write_tree(blocks, locale),
        )
    parts = read_parts(made)
    parts["word/document.xml"] = finish_body(
        parts["word/document.xml"], close=not document.look.reference
    )
    parts["docProps/core.xml"] = _write_properties(document, locale)
    if not document.look.reference:
        parts["word/numbering.xml"] = _indent_lists(parts["word/numbering.xml"])
    add_pages(parts, document)
    return write_parts(parts)


def read_parts(data: bytes) -> dict[str, bytes]:
    """Read the parts of a Word file, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """Write the parts of a Word file, with no time of day in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _CLOCK)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, data)
    return buffer.getvalue()


def _make_reference(look: Look, locale: str) -> bytes:
    """Make the kit's own look: pandoc's reference file with our styles."""
    parts = read_parts(run_pandoc(["--print-default-data-file=reference.docx"], b""))
    styles = Template(_STYLES.read_text(encoding="utf-8")).substitute(
        language=locale,
        heading=look.heading_color[1:].upper(),
        fill=look.fill_color[1:].upper(),
        fill_ink=look.fill_ink[1:].upper(),
    )
    parts["word/styles.xml"] = styles.encode()
    return write_parts(parts)


def _indent_lists(numbering: bytes) -> bytes:
    """Set points less far in than pandoc does: 0.2 inch a level."""

    def change(found: re.Match[bytes]) -> bytes:
        level = int(found[1]) // 720
        return b'w:left="%d" w:hanging="240"' % (240 * level)

    return re.sub(rb'w:left="(\d+)" w:hanging="\d+"', change, numbering)


def _change(node: Node) -> Node | list[Node]:
    """Say in pandoc's own terms what a part is called in Word."""
    kind, content = node["t"], node.get("c", [])
    if kind == "Div":
        name = next(iter(content[0][1]), "")
        if name == "page-break":
            return [{"t": "RawBlock", "c": ["openxml", BREAK]}]
        if name in KINDS:
            return {"t": "Div", "c": [_style(name.capitalize()), content[1]]}
        return list(content[1])
    if kind == "Table" and content[0][1] == ["card"]:
        return {"t": "Table", "c": [_style("Card"), *content[1:]]}
    return node


def _style(name: str) -> list[object]:
    return ["", [], [["custom-style", name]]]


def _make_logo(look: Look) -> list[Node]:
    if not look.logo:
        return []
    data = look.logo
    if look.logo_kind == "svg":
        data = _draw_svg(data)
    picture = make_picture(data, alt=look.organization or "Logo", width=1)
    picture["c"][0] = ["", [], [["height", _LOGO_HEIGHT]]]
    return [{"t": "Para", "c": [picture]}]


def _draw_svg(data: bytes) -> bytes:
    """Draw an SVG as PNG: LibreOffice and older Words show none."""
    import typst

    with tempfile.TemporaryDirectory(prefix="coalitionkit-") as folder:
        (Path(folder) / "logo.svg").write_bytes(data)
        main = Path(folder) / "main.typ"
        code = "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        main.write_text(f'{code}#image("logo.svg", height: 0.4in)', encoding="utf-8")
        return bytes(typst.compile(main, root=Path(folder), format="png", ppi=300))


def _write_properties(document: Document, locale: str) -> bytes:
    """Write title and author, and no time, path or user's name."""
    space = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    dublin = "http://purl.org/dc/elements/1.1/"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<cp:coreProperties xmlns:cp="{space}" xmlns:dc="{dublin}">'
        f"<dc:title>{escape(document.title)}</dc:title>"
        f"<dc:creator>{escape(document.look.organization)}</dc:creator>"
        f"<dc:description>{escape(document.watermark)}</dc:description>"
        f"<dc:language>{locale}</dc:language></cp:coreProperties>"
    ).encode()
