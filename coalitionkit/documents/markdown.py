"""Markdown to the blocks of a document: read as text, never as HTML or TeX."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from coalitionkit.documents.document import run_pandoc
from coalitionkit.documents.tree import (
    TEXT_WIDTH,
    Node,
    change_nodes,
    find_widths,
    make_picture,
    measure_png,
    say_plain,
)

# About as GitHub and Jupyter read it, but raw HTML stays as typed and nothing is TeX.
_READER = (
    "markdown_strict-raw_html+pipe_tables+backtick_code_blocks+fenced_code_blocks+strikeout"
    "+task_lists+lists_without_preceding_blankline+intraword_underscores+space_in_atx_header"
    "+all_symbols_escapable+escaped_line_breaks+startnum+autolink_bare_uris"
)
_LINKS = ("https://", "http://", "mailto:")


def read_markdown(text: str, pictures: Mapping[str, bytes] | None = None) -> list[Node]:
    """Read Markdown: headings, lists, tables, emphasis, code, links and pictures.

    Parameters
    ----------
    text : str
        Raw HTML and TeX in it come out as typed.
    pictures : mapping of str to bytes, optional
        The PNG files that it may show, by the address that the text gives them. Any other
        picture is told by its words.

    Returns
    -------
    list of Node

    Raises
    ------
    UsageError
        If pandoc is not installed.
    """
    found = json.loads(run_pandoc([f"--from={_READER}", "--to=json"], text.encode()))
    given = pictures or {}

    def change(node: Node) -> Node | list[Node]:
        kind, content = node["t"], node.get("c", [])
        if kind in ("RawInline", "RawBlock"):
            return []
        if kind == "Link" and not content[2][0].startswith(_LINKS):
            return list(content[1])
        if kind == "Image":
            data = given.get(content[2][0])
            if data is None:
                return list(content[1])
            alt, width = say_plain(content[1]), min(measure_png(data)[0] / 192, TEXT_WIDTH)
            return make_picture(data, alt=alt, width=width)
        if kind == "Table":
            _set_columns(content)
        return node

    blocks: list[Node] = change_nodes(found["blocks"], change)
    return blocks


def _set_columns(table: list[Any]) -> None:
    """Give a table's columns a side, and widths by what stands in them."""
    rows = [*table[3][1], *(row for body in table[4] for row in body[3])]
    cells = [[cell[4] for cell in row[1]] for row in rows]
    for spec, width in zip(table[2], find_widths(cells, len(table[2])), strict=True):
        if spec[0]["t"] == "AlignDefault":
            spec[0] = {"t": "AlignLeft"}
        spec[1] = {"t": "ColWidth", "c": width}
