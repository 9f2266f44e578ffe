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
# Letters that no font has are found one by one, up to so many.
_TRIES = 12
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_BOX = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="10"><rect x="1" y="1" width="6" '
    b'height="8" fill="none" stroke="#222222" stroke-width="0.7"/></svg>'
)
# A fixed clock: the same document gives the same bytes.
_CLOCK = 315532800


def write_pdf(document: Document) -> bytes:
    """Write a document as PDF/UA-1. The same document gives the same bytes on one machine.

    A letter that no font of this computer can draw stands as a box, which a screen reader reads as
    the letter. Where there are many, the file is tagged all the same, but claims no standard.

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
    missing: set[str] = set()
    for _ in range(_TRIES):
        try:
            return _compile(document, missing, standard="ua-1")
        except UsageError as error:
            # PDF/UA-1 forbids a letter that no font of this computer can draw.
            found = _MISSING.search(str(error))
            if not found:
                raise
            letter = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1])
            if letter in missing:
                break
            missing.add(letter)
    return _compile(document, set(), standard=None)


def _compile(document: Document, missing: set[str], *, standard: Literal["ua-1"] | None) -> bytes:
    """Compile a document; letters in ``missing`` stand as a box that says them when read aloud."""
    import typst

    files: dict[str, bytes] = {"missing.svg": _BOX}
    body = _write_body(document, files, missing)
    files["main.typ"] = (_write_page(document, files) + body).encode()
    with tempfile.TemporaryDirectory(prefix="coalitionkit-") as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        main = Path(folder) / "main.typ"
        try:
            made = typst.compile(main, root=main.parent, pdf_standards=standard, timestamp=_CLOCK)
        except typst.TypstError as error:
            raise UsageError(f"typst: {error.message}") from error
    return bytes(made)


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


def _write_body(document: Document, files: dict[str, bytes], missing: set[str]) -> str:
    def change(node: Node) -> Node | list[Node]:
        kind, content = node["t"], node.get("c", [])
        if kind == "Str":
            return _make_word(content, missing)
        maker = _MAKERS.get(kind)
        return maker(content, files) if maker else node

    blocks = change_nodes(list(document.blocks), change)
    tree = write_tree(blocks, document.language)
    return run_pandoc(["--from=json", "--to=typst", "--wrap=none"], tree).decode()


def _raw(code: str, *, block: bool = False) -> Node:
    return {"t": "RawBlock" if block else "RawInline", "c": ["typst", code]}


def _make_word(content: str, missing: set[str]) -> Node:
    """Write a word as a string, so that typst reads nothing in it."""
    pattern = "|".join(re.escape(letter) for letter in sorted(missing, key=len, reverse=True))
    made = ""
    for place, piece in enumerate(re.split(f"({pattern})", content) if pattern else [content]):
        if place % 2:
            made += f"#missing({write_string(piece)});"
        else:
            parts = re.findall(f".{{1,{_LONGEST}}}", piece, flags=re.DOTALL)
            made += "#sym.zws;".join(f"#{write_string(part)};" for part in parts)
    return _raw(made)


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
    "Code": _make_code,
    "CodeBlock": _make_code_block,
    "Link": _make_link,
    "Image": _make_image,
    "Figure": _make_figure,
    "Div": _make_div,
    "Table": _make_table,
}
