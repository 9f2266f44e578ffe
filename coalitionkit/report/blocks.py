"""What a section of a report is made of: small frozen blocks that can show themselves.

Each block is plain data. In a notebook it shows as HTML and as plain text; every text is escaped,
and nothing is ever taken as HTML from a name. The other formats read the same bundles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import takewhile
from typing import Any, TypeAlias

from coalitionkit.errors import UsageError

CHART_MIME = "application/vnd.coalitionkit.chart+json"

# A picture is never wider than the place where it is shown.
_FITS = "max-width: 100%; height: auto"

Bundle: TypeAlias = dict[str, Any]


def _bundle(html: str, plain: str) -> Bundle:
    return {"text/html": html, "text/plain": plain}


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` is 1 to 6, and only the report's name has 1."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 6:
            raise ValueError(f"level: found {self.level}; allowed: 1 to 6.")

    def _repr_mimebundle_(self, **kwargs: object) -> Bundle:
        html = f"<h{self.level}>{escape(self.text)}</h{self.level}>"
        return _bundle(html, f"{'#' * self.level} {self.text}")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``kind`` says how it looks: lead, small, warning, quote, or nothing."""

    text: str
    kind: str = ""

    def _repr_mimebundle_(self, **kwargs: object) -> Bundle:
        style = f' class="{escape(self.kind)}"' if self.kind else ""
        return _bundle(f"<p{style}>{escape(self.text)}</p>", self.text)


@dataclass(frozen=True)
class Bullets:
    """A list of points."""

    items: tuple[str, ...]

    def _repr_mimebundle_(self, **kwargs: object) -> Bundle:
        html = "".join(f"<li>{escape(item)}</li>" for item in self.items)
        return _bundle(f"<ul>{html}</ul>", "\n".join(f"- {item}" for item in self.items))


@dataclass(frozen=True)
class Grid:
    """A table.

    Attributes
    ----------
    caption : str
        Empty for none.
    headings : tuple of str
        One a column; the first column's cells are their rows' headings.
    rows : tuple of tuple of str
        Each as long as ``headings``.
    align : str
        A letter a column: ``l`` or ``r``; empty for all left.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: str = ""

    def __post_init__(self) -> None:
        wide = len(self.headings)
        if any(len(row) != wide for row in self.rows) or len(self.align or "l" * wide) != wide:
            raise ValueError(f"rows, align: allowed: {wide} each, one for every heading.")

    def _repr_mimebundle_(self, **kwargs: object) -> Bundle:
        caption = f"<caption>{escape(self.caption)}</caption>" if self.caption else ""
        head = self._make_row(self.headings, "col", len(self.headings))
        body = "".join(self._make_row(row, "row", 1) for row in self.rows)
        html = f"<table>{caption}<thead>{head}</thead><tbody>{body}</tbody></table>"
        lines = [self.caption] if self.caption else []
        lines += [" | ".join(row) for row in (self.headings, *self.rows)]
        return _bundle(html, "\n".join(lines))

    def _make_row(self, cells: Sequence[str], scope: str, heads: int) -> str:
        """Write one row, the first ``heads`` cells as headings."""
        made = []
        for place, cell in enumerate(cells):
            # JupyterLab would put every cell to the right.
            left = self.align[place : place + 1] != "r"
            side = ' style="text-align: left"' if left else ' class="number"'
            # A heading without words would name nothing to a screen reader.
            tag = f'th scope="{scope}"' if place < heads and cell else "td"
            made.append(f"<{tag}{side}>{escape(cell)}</{tag[:2]}>")
        return f"<tr>{''.join(made)}</tr>"


@dataclass(frozen=True)
class Card:
    """A framed list of terms, such as a next step: each line is a term and what it says."""

    title: str
    lines: tuple[tuple[str, str], ...]

    def _repr_mimebundle_(self, **kwargs: object) -> Bundle:
        lines = "".join(
            f"<div><dt>{escape(term)}</dt><dd>{escape(text)}</dd></div>"
            for term, text in self.lines
        )
        title = f'<p class="card-title">{escape(self.title)}</p>'
        html = f'<div class="card">{title}<dl>{lines}</dl></div>'
        plain = "\n".join([self.title, *(f"{term}: {text}" for term, text in self.lines)])
        return _bundle(html, plain)


@dataclass(frozen=True)
class Figure:
    """A chart as data, with the words that say its finding to those who can't see it.

    Attributes
    ----------
    spec : mapping
        From :func:`coalitionkit.charts.theme.to_spec`.
    alt : str
        The finding and every count.
    caption : str
        Shown below; empty for none.
    drawn : bool
        Whether to show it drawn right here, for a person at the notebook. A batch leaves that
        to the page.
    """

    spec: Mapping[str, Any] = field(repr=False)
    alt: str
    caption: str = ""
    drawn: bool = False

    def _repr_mimebundle_(self, **kwargs: object) -> Bundle:
        told = {"spec": dict(self.spec), "alt": self.alt, "caption": self.caption}
        bundle = {CHART_MIME: told, "text/plain": self.alt}
        if self.drawn:
            bundle["text/html"] = self.draw()
        return bundle

    def draw(self) -> str:
        """Draw it as HTML: one picture, whose name for a screen reader is the finding."""
        import vl_convert

        picture = str(vl_convert.vegalite_to_svg(dict(self.spec)))
        # The figure's name says all of it; a screen reader need not go into its parts.
        picture = picture.replace("<svg ", f'<svg aria-hidden="true" style="{_FITS}" ', 1)
        told = f'<p class="small">{escape(self.caption)}</p>' if self.caption else ""
        name = f'role="img" aria-label="{escape(self.alt)}"'
        return f'<figure {name} style="margin: 0">{picture}</figure>{told}'


@dataclass(frozen=True)
class PageBreak:
    """On paper, what follows begins on a new page; on a screen, nothing."""

    def _repr_mimebundle_(self, **kwargs: object) -> Bundle:
        return _bundle('<div class="page-break"></div>', "")


Block: TypeAlias = Heading | Paragraph | Bullets | Grid | Card | Figure | PageBreak


def to_html(block: Block) -> str:
    """Give a block's HTML, a chart's drawn, for a page that changes in place.

    Parameters
    ----------
    block : Block

    Returns
    -------
    str
        Every text in it is escaped.
    """
    if isinstance(block, Figure):
        return block.draw()
    return str(block._repr_mimebundle_()["text/html"])


@dataclass(frozen=True)
class Section:
    """Blocks, one below the other; in a notebook each is an output of its own."""

    blocks: tuple[Block, ...]

    def _ipython_display_(self) -> None:
        from IPython.display import display

        for block in self.blocks:
            display(block)  # type: ignore[no-untyped-call]

    def under(self, heading: str) -> Section:
        """Take the part below a heading, up to the next of its level or a higher one.

        Parameters
        ----------
        heading : str
            As it reads on the page.

        Returns
        -------
        Section
            Without the heading.

        Raises
        ------
        UsageError
            If there is no such heading; the message names those that there are.

        Examples
        --------
        >>> page = Section((Heading(2, "Who"), Paragraph("All."), Heading(2, "When")))
        >>> page.under("Who")
        Section(blocks=(Paragraph(text='All.', kind=''),))
        """
        blocks = iter(self.blocks)
        found = (b.level for b in blocks if isinstance(b, Heading) and b.text == heading)
        level = next(found, 0)  # blocks now stand right after the heading
        if not level:
            named = "; ".join(b.text for b in self.blocks if isinstance(b, Heading)) or "none"
            raise UsageError(f"There is no heading {heading!r} here. The headings: {named}.")
        below = takewhile(lambda b: not isinstance(b, Heading) or b.level > level, blocks)
        return Section(tuple(below))
