"""What of a lesson fits on a slide: the few lines of its text, a picture, a short table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nbconvert.filters.markdown import markdown2html
from nbformat import NotebookNode

from coalitionkit.report.blocks import CHART_MIME, Figure

# In characters and lines; more goes to the notes.
LONG = 260
_LINE = 150
_MOST_LINES = 7
_MOST_ROWS = 10
_MOST_TOLD = 560
_DENSEST = 1300
# A picture that is taller than this share of its width can't be read from the back of a room.
_TALLEST = 0.8


def split_blocks(source: str) -> Iterator[str]:
    """Split Markdown at blank lines; a heading is a block of its own."""
    for block in re.split(r"\n\s*\n", source.strip()):
        while block.startswith("#"):
            heading, _, block = block.partition("\n")
            yield heading
            block = block.strip()
        if block:
            yield block


def take_text(block: str) -> str:
    """Take from a block of Markdown what belongs on a slide, as HTML; empty for nothing."""
    lines = block.splitlines()
    if block.startswith(">"):
        return markdown2html(block)
    if block.startswith("|"):
        return markdown2html(block) if len(lines) - 2 <= _MOST_ROWS else ""
    if re.match(r"(?:- |\d+\. )", block):
        items = re.split(r"\n(?=- |\d+\. )", block)
        short = [_shorten(item) for item in items]
        fits = len(items) <= _MOST_LINES and all(len(item) <= _LINE for item in short)
        return markdown2html("\n".join(short)) if fits else ""
    if re.match(r"\*{1,2}\w", block):
        return markdown2html(block if len(block) <= LONG else _shorten(block))
    return ""


def _shorten(text: str) -> str:
    """Shorten to what stands in bold at the beginning, and one sentence, marks all closed."""
    if len(text) <= _LINE:
        return text
    opening = re.match(r"(?:- |\d+\. )?(?:\*\*[^*]+\*\*)?", text)
    start = opening.end() if opening else 0
    for stop in re.finditer(r"[.?!][”*]*(?=\s|$)", text[start:]):
        cut = text[: start + stop.end()]
        if cut.count("*") % 2 == 0 and cut.count("“") == cut.count("”"):
            return cut
    return text


def find_picture(cell: NotebookNode) -> str:
    """Find what of a cell's outputs a slide shows: a picture, else a short table."""
    bundles: list[Mapping[str, Any]] = [output.get("data", {}) for output in cell.outputs]
    for told in (bundle[CHART_MIME] for bundle in bundles if CHART_MIME in bundle):
        figure = Figure(told["spec"], told["alt"], told["caption"]).draw()
        if find_shape(figure) <= _TALLEST:
            return figure
    pages = [str(bundle.get("text/html", "")) for bundle in bundles]
    for table in (page for page in pages if "<table" in page):
        if count_letters(table) <= _DENSEST and 3 < table.count("<tr>") <= _MOST_ROWS + 1:
            return table
    return _take_lines("".join(page for page in pages if "<table" not in page))


def find_shape(figure: str) -> float:
    """Find how tall a drawn figure is, as a share of its width."""
    wide, tall = re.findall(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"', figure)[0]
    return float(tall) / float(wide)


def count_letters(html: str) -> int:
    """Count the letters of HTML, tags left out."""
    return len(re.sub(r"<[^>]*>", "", html))


def _take_lines(html: str) -> str:
    """Take the first paragraphs and points, as many as a slide holds, whole."""
    taken: list[str] = []
    length = 0
    lines = r'<(?:p|li)(?: class="lead")?>(.*?)</(?:p|li)>'
    for line in re.findall(lines, html, flags=re.DOTALL):
        length += len(line)
        if taken and length > _MOST_TOLD:
            break
        taken.append(f"<p>{line}</p>")
    return f'<div class="told">{"".join(taken)}</div>' if taken else ""
