"""An executed notebook as one document: no code in it, its charts drawn as pictures."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from typing import Any

from nbconvert.filters import markdown2html
from nbformat import NotebookNode

from coalitionkit.documents import tree
from coalitionkit.documents.tree import Node
from coalitionkit.report.blocks import CHART_MIME
from coalitionkit.report.html_tree import PICTURE_WIDTH, find_width, read_html

# A chart is drawn at twice its size, so that it is sharp on paper.
_SCALE = 2
# Inches: with its text in Spanish, page one is still one page.
_FIRST_WIDTH = 4.8
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def collect_blocks(notebook: NotebookNode, *, no_words: str) -> tuple[Node, ...]:
    """Collect what a notebook shows, in order, as the blocks of a document.

    Code and what went to stderr are left out. The contents stand at the top of the page after the
    first page break.

    Parameters
    ----------
    notebook : NotebookNode
        Executed.
    no_words : str
        What stands for a picture that has no description.

    Returns
    -------
    tuple of Node
    """
    blocks: list[Node] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            blocks += _read_markdown(cell.source, no_words)
        elif cell.cell_type == "code":
            for output in cell.outputs:
                blocks += _read_output(output, no_words)
    return _set_pages(blocks)


def _set_pages(blocks: list[Node]) -> tuple[Node, ...]:
    """Keep the pictures of page one small, and put the contents after it."""
    breaks = [place for place, block in enumerate(blocks) if block == tree.make_div("page-break")]
    if not breaks or breaks[0] == len(blocks) - 1:
        return tuple(blocks)
    first = (
        tree.narrow_figure(block, _FIRST_WIDTH) if block["t"] == "Figure" else block
        for block in blocks[: breaks[0]]
    )
    return (*first, blocks[breaks[0]], tree.make_div("contents"), *blocks[breaks[0] + 1 :])


def _read_output(output: NotebookNode, no_words: str) -> list[Node]:
    kind = output["output_type"]
    if kind == "stream":
        return _read_plain(output["text"]) if output["name"] == "stdout" else []
    if kind == "error":
        return _read_plain(f"{output['ename']}: {output['evalue']}")
    data, told = output["data"], output.get("metadata", {})
    # What an output is shown as, best first, as in the HTML file.
    for mime, reader in _READERS.items():
        if mime in data:
            told_here = told.get(mime)
            alt = told_here.get("alt", "") if isinstance(told_here, Mapping) else ""
            return reader(data[mime], str(alt) or no_words)
    return []


def _read_markdown(text: str, no_words: str) -> list[Node]:
    return read_html(str(markdown2html(text)), no_words=no_words)


def _read_web(html: str, no_words: str) -> list[Node]:
    return read_html(html, no_words=no_words)


def _read_plain(text: str, no_words: str = "") -> list[Node]:
    shown = _ANSI.sub("", text).rstrip()
    return [tree.make_code(shown)] if shown else []


def _draw_chart(chart: Mapping[str, Any], no_words: str) -> list[Node]:
    import vl_convert

    data = vl_convert.vegalite_to_png(dict(chart["spec"]), scale=_SCALE)
    width = min(tree.measure_png(data)[0] / _SCALE / 96, PICTURE_WIDTH)
    return [tree.make_figure(data, alt=chart["alt"], caption=chart["caption"], width=width)]


def _draw_svg(text: str, alt: str) -> list[Node]:
    import vl_convert

    data = vl_convert.svg_to_png(text, scale=_SCALE)
    width = min(tree.measure_png(data)[0] / _SCALE / 96, PICTURE_WIDTH)
    return [tree.make_figure(data, alt=alt, width=width)]


def _show_picture(encoded: str, alt: str) -> list[Node]:
    data = base64.b64decode(encoded)
    return [tree.make_figure(data, alt=alt, width=find_width(data))]


_READERS: dict[str, Callable[[Any, str], list[Node]]] = {
    CHART_MIME: _draw_chart,
    "text/html": _read_web,
    "text/markdown": _read_markdown,
    "image/svg+xml": _draw_svg,
    "image/png": _show_picture,
    "image/jpeg": _show_picture,
    "text/latex": _read_plain,
    "text/plain": _read_plain,
}
