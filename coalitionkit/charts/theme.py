"""The look of every chart: one width, one set of colors, one plain config per chart.

Nothing is registered with altair and nothing global is touched: a chart carries its look with it.
Colors are told apart by all common kinds of color vision; no result is ever red or green. Pale
fills carry a dark outline, so that every mark has a contrast of at least 3:1 against white.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import altair as alt

Chart: TypeAlias = alt.LayerChart | alt.VConcatChart
Row: TypeAlias = Mapping[str, str | int | float]

WIDTH = 700  # px, and so the width of a report's text
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
FONT_SIZE = 12  # px, and the smallest anywhere
TITLE_SIZE = 14  # px
LINE = 14  # px from a line of a label to the next

INK = "#222222"
MUTED = "#595959"
OUTLINE = "#767676"
PALE = "#e4e4e4"
WHITE = "#ffffff"
BLUE = "#1f5a96"
HALF_BLUE = "#a3c3e0"
RING_BLUE = "#6f9fc9"
# Five steps of one hue, pale to dark, and the ink that can be read on each.
STEPS = ("#e3eef8", "#b5d1ea", "#79acd6", "#3475af", "#174a7c")
ON_STEPS = (INK, INK, INK, WHITE, WHITE)
# Far too little, a bit too little, about right, a bit too much, far too much (ColorBrewer PuOr).
DOSES = ("#b35806", "#fdb863", "#e4e4e4", "#b2abd2", "#542788")
ON_DOSES = (WHITE, INK, INK, INK, WHITE)

CONFIG: Mapping[str, Any] = {
    # The figure around a chart says its finding once; the picture itself stays silent.
    "aria": False,
    "background": WHITE,
    "font": FONT,
    "padding": {"left": 0, "top": 0, "right": 4, "bottom": 5},
    "view": {"stroke": None},
    "title": {
        "anchor": "start",
        "frame": "group",
        "color": INK,
        "fontSize": TITLE_SIZE,
        "fontWeight": "bold",
        "lineHeight": 19,
        "offset": 8,
    },
    "text": {"color": INK, "fontSize": FONT_SIZE, "lineBreak": "\n", "lineHeight": LINE},
    "axis": {
        "domainColor": OUTLINE,
        "gridColor": PALE,
        "labelColor": MUTED,
        "labelFlush": False,
        "labelFontSize": FONT_SIZE,
        "tickColor": OUTLINE,
        "titleColor": MUTED,
        "titleFontSize": FONT_SIZE,
        "titleFontWeight": "normal",
    },
    "legend": {
        "columnPadding": 16,
        "columns": 5,
        "direction": "horizontal",
        "labelColor": INK,
        "labelFontSize": FONT_SIZE,
        "labelLimit": 0,
        "offset": 8,
        "orient": "top",
        "symbolSize": 90,
        "symbolStrokeWidth": 1.2,
        "title": None,
    },
}

_TITLE_CHARACTERS = 84


def wrap(text: str, characters: int) -> str:
    r"""Break a text into even lines of at most so many characters; nothing is cut off.

    Parameters
    ----------
    text : str
    characters : int
        Longest line, at least 1.

    Returns
    -------
    str
        Lines joined by ``\n``.

    Examples
    --------
    >>> wrap("Know When to Fold 'Em", 14)
    "Know When\nto Fold 'Em"
    """
    lines = textwrap.wrap(text, characters)
    if len(lines) < 2:
        return "".join(lines) or text
    # The narrowest that needs no more lines leaves no word alone on the last.
    longest = max(len(word) for word in text.split())
    even = (textwrap.wrap(text, width) for width in range(longest, characters))
    return "\n".join(next((found for found in even if len(found) <= len(lines)), lines))


def name_data(rows: Iterable[Row], name: str) -> alt.InlineData:
    """Give rows a fixed name in the chart, so that two builds of it are the same bytes."""
    data = alt.InlineData(values=[], name=name)
    # Given at once, altair would check every row against every kind of data there is.
    data.values = [dict(row) for row in rows]
    return data


def write_title(title: str) -> alt.TitleParams:
    """Set a title in as many lines as it needs."""
    return alt.TitleParams(text=wrap(title, _TITLE_CHARACTERS).split("\n"))


def finish(title: str) -> dict[str, Any]:
    """Give what makes a chart whole, for the call that makes it: its title and the theme.

    A chart that is given them later is copied with all its rows, and that is most of the work.

    Parameters
    ----------
    title : str
        The finding, in a sentence.
    """
    return {"title": write_title(title), "config": CONFIG}


def to_spec(chart: Chart) -> dict[str, Any]:
    """Write a chart out as plain Vega-Lite, the same for the same chart every time.

    Parameters
    ----------
    chart : alt.LayerChart or alt.VConcatChart

    Returns
    -------
    dict
        JSON-plain, with its data inside.
    """
    # Each part was checked as it was made; checking the whole again takes longer than all else.
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec
