"""A document as PDF: tagged, PDF/UA-1, through pandoc's typst writer and typst."""

from __future__ import annotations

import base64
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from string import Template
from typing import Any, Literal

from coalitionkit.documents.document import Document, check_tools, run_pandoc, write_tree
from coalitionkit.documents.tree import KINDS, MOST_KEPT_ROWS, Node, change_nodes, say_plain
from coalitionkit.errors import UsageError

_PAGE = Path(__file__).with_name("page.typ")
# A word longer than this may be broken anywhere; typst itself never would.
_LONGEST = 30
# A table that stands in its frame already.
_KEPT = "kept"
# A fixed clock: the same document gives the same bytes.
_CLOCK = 315532800


def write_pdf(document: Document) -> bytes:
    """Write a document as PDF/UA-1. The same document gives the same bytes on one machine.

    Parameters
    ----------
    document : Document

    Returns
    -------
    bytes

    Raises
    ------
    UsageError
        If pandoc or typst is not installed, or can't write it.
    """
    check_tools()
    files: dict[str, bytes] = {}
    body = _write_body(document, files)
    files["main.typ"] = (_write_page(document, files) + body).encode()
    with tempfile.TemporaryDirectory(prefix="coalitionkit-") as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        return _compile(Path(folder) / "main.typ")


def _compile(path: Path) -> bytes:
    """Compile to PDF/UA-1; where no font of this computer has a letter, to a plain tagged PDF.

    PDF/UA-1 forbids a letter without a shape. The name then stands as typed, for search, copying
    and screen readers, with a box where its letter can't be drawn.
    """
    import typst

    both: tuple[Literal["ua-1"] | None, ...] = ("ua-1", None)
    for standard in both:
        try:
            made = typst.compile(path, root=path.parent, pdf_standards=standard, timestamp=_CLOCK)
            return bytes(made)
        except typst.TypstError as error:
            if not standard or "could not be displayed" not in error.message:
                raise UsageError(f"typst: {error.message}") from error
    raise AssertionError("either compiled or raised")


def write_string(text: str) -> str:
    """Write any text as a string of typst's: nothing in it can end it."""
    kept = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "")
    return f'"{kept}"'


def _write_page(document: Document, files: dict[str, bytes]) -> str:
    """Write what stands before the text: page, fonts, colors, head and foot."""
    look = document.look
    if look.logo:
        files[f"logo.{look.logo_kind}"] = look.logo
    return Template(_PAGE.read_text(encoding="utf-8")).substitute(
        title=write_string(document.title),
        language=write_string(document.language),
        watermark=write_string(document.watermark),
        organization=write_string(look.organization),
        logo=write_string(f"logo.{look.logo_kind}" if look.logo else ""),
        heading=write_string(look.heading_color),
        fill=write_string(look.fill_color),
        fill_ink=write_string(look.fill_ink),
    )


def _write_body(document: Document, files: dict[str, bytes]) -> str:
    def change(node: Node) -> Node | list[Node]:
        kind, content = node["t"], node.get("c", [])
        maker = _MAKERS.get(kind)
        return maker(content, files) if maker else node

    blocks = change_nodes(list(document.blocks), change)
    tree = write_tree(blocks, document.language)
    return run_pandoc(["--from=json", "--to=typst", "--wrap=none"], tree).decode()


def _raw(code: str, *, block: bool = False) -> Node:
    return {"t": "RawBlock" if block else "RawInline", "c": ["typst", code]}


def _make_word(content: Any, files: dict[str, bytes]) -> Node:
    """Write a word as a string, so that typst reads nothing in it."""
    parts = re.findall(f".{{1,{_LONGEST}}}", content, flags=re.DOTALL)
    return _raw("#sym.zws;".join(f"#{write_string(part)};" for part in parts))


def _make_code(content: Any, files: dict[str, bytes]) -> Node:
    return _raw(f"#raw({write_string(content[1])});")


def _make_code_block(content: Any, files: dict[str, bytes]) -> Node:
    return _raw(f"#raw(block: true, {write_string(content[1])})", block=True)


def _make_link(content: Any, files: dict[str, bytes]) -> list[Node]:
    return [_raw(f"#link({write_string(content[2][0])})["), *content[1], _raw("];")]


def _make_image(content: Any, files: dict[str, bytes]) -> Node:
    """Write a picture with its own words, and lay its bytes beside the text."""
    head, _, encoded = content[2][0].partition(";base64,")
    name = f"picture-{len(files) + 1}.{head.rpartition('/')[2]}"
    files[name] = base64.b64decode(encoded)
    width = dict(content[0][2]).get("width", "100%")
    alt = write_string(say_plain(content[1]))
    return _raw(f"#box(image({write_string(name)}, width: {width}, alt: {alt}));")


def _make_figure(content: Any, files: dict[str, bytes]) -> list[Node]:
    caption = content[1][1]
    words = [_raw("#pictured[", block=True), *content[2]]
    if caption:
        words += [_raw("][", block=True), *caption]
    return [*words, _raw("]", block=True)]


def _make_div(content: Any, files: dict[str, bytes]) -> list[Node]:
    kind = next(iter(content[0][1]), "")
    if kind == "page-break":
        return [_raw("#pagebreak(weak: true)", block=True)]
    if kind == "contents":
        return [_raw("#contents()", block=True)]
    if kind in KINDS:
        return [_raw(f"#kind-{kind}[", block=True), *content[1], _raw("]", block=True)]
    return list(content[1])


def _make_table(content: Any, files: dict[str, bytes]) -> Node | list[Node]:
    """Keep a short table whole, and frame a card."""
    kind = next(iter(content[0][1]), "")
    rows = sum(len(body[3]) for body in content[4])
    frame = "card" if kind == "card" else "whole"
    table = {"t": "Table", "c": [["", [_KEPT], []], *content[1:]]}
    if kind == _KEPT or (frame == "whole" and rows > MOST_KEPT_ROWS):
        return table
    return [_raw(f"#{frame}[", block=True), table, _raw("]", block=True)]


_MAKERS: dict[str, Callable[[Any, dict[str, bytes]], Node | list[Node]]] = {
    "Str": _make_word,
    "Code": _make_code,
    "CodeBlock": _make_code_block,
    "Link": _make_link,
    "Image": _make_image,
    "Figure": _make_figure,
    "Div": _make_div,
    "Table": _make_table,
}
