"""The strokes that survey pictures share: columns of text, bars, counts on bars, legends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import altair as alt

from coalitionkit.charts import theme
from coalitionkit.charts.survey_rows import KINDS, LABEL_CHARACTERS, Labels, Layout
from coalitionkit.charts.theme import Chart, Row

Channel: TypeAlias = type[alt.Fill] | type[alt.Stroke] | type[alt.StrokeDash] | type[alt.Shape]

# Columns of a picture, px: labels, then marks, then the text at the right end.
LABEL_WIDTH = 270
TEXT_WIDTH = 118
MARKS_END = theme.WIDTH - TEXT_WIDTH
BAR = 14  # px, a bar's height
TALL_ROW = 26  # px

# By the order of KINDS.
KIND_FILLS = (theme.BLUE, theme.HALF_BLUE, theme.WHITE, theme.WHITE, theme.PALE, theme.WHITE)
KIND_LINES = (theme.BLUE, theme.BLUE, theme.BLUE, theme.OUTLINE, theme.OUTLINE, theme.OUTLINE)
# Dashes mark what is not certain, or not shown.
KIND_DASHES: Sequence[Sequence[int]] = ((1, 0), (3, 2), (1, 0), (3, 2), (1, 0), (1, 0))


class Slot(NamedTuple):
    """A row's place in a picture: its label in lines, its middle and its height in px."""

    label: str
    y: float
    tall: float


def at_px(field: str = "y") -> alt.Y:
    """Take a field as px from the top."""
    return alt.Y(field, type="quantitative", scale=None, axis=None)


def hold(channel: Any, value: float | str) -> Any:
    """Hold a channel, such as ``alt.XValue``, at one value.

    ``alt.value`` has altair look through its whole schema for the channel each time.
    """
    return channel(value)


def make_scale(domain: Sequence[float], start: float, end: float) -> alt.Scale:
    """Make a scale that fills exactly the px from ``start`` to ``end``."""
    return alt.Scale(domain=list(domain), range=[start, end], nice=False, zero=False)


def draw_text(
    rows: Iterable[Row], name: str, *, x: float, field: str = "label", **mark: Any
) -> alt.Chart:
    """Write one column of text at ``x`` px; ``mark`` overrides the style.

    The middle of several lines comes to stand where a single line's middle would.
    """
    style = {"align": "left", "baseline": "middle"} | mark
    if style["baseline"] == "middle":
        rows = [
            {**row, "y": float(row["y"]) - theme.LINE / 2 * str(row[field]).count("\n")}
            for row in rows
        ]
    marks: alt.Chart = alt.Chart(theme.name_data(rows, name)).mark_text(**style)
    text: alt.Chart = marks.encode(
        x=hold(alt.XValue, x), y=at_px(), text=alt.Text(field, type="nominal")
    )
    return text


def draw_columns(layout: Layout, *, left: float) -> list[alt.Chart]:
    """Write a layout's labels, its right ends, and the notes that stand in place of marks."""
    told = [row for row in layout.rows if row["text"]]
    noted = [row for row in layout.rows if row["note"]]
    columns = [draw_text(layout.rows, "labels", x=left)]
    if told:
        columns.append(
            draw_text(told, "counts", x=theme.WIDTH, field="text", align="right", fontWeight=600)
        )
    if noted:
        note = {"field": "note", "color": theme.MUTED, "fontStyle": "italic"}
        columns.append(draw_text(noted, "notes", x=left + LABEL_WIDTH, **note))
    return columns


def name_kinds(present: Iterable[str], labels: Labels) -> tuple[list[str], list[int]]:
    """Name the kinds that are there, in drawing order, with their places among the colors."""
    found = set(present)
    places = [place for place, kind in enumerate(KINDS) if kind in found]
    return [labels[KINDS[place]] for place in places], places


def encode_answers(
    channel: Channel,
    domain: Sequence[str],
    looks: Sequence[str] | Sequence[Sequence[int]],
    *,
    told: Sequence[str] | None = None,
) -> Any:
    """Tell answers apart by their look; the legend tells all of them, or only those ``told``."""
    named = list(domain if told is None else told)
    return channel(
        "answer",
        type="nominal",
        scale=alt.Scale(domain=list(domain), range=list(looks)),
        legend=alt.Legend(title=None, values=named) if named else None,
    )


def encode_kinds(domain: Sequence[str], places: Sequence[int]) -> dict[str, Any]:
    """Fill and outline marks by their kind."""
    return {
        "fill": encode_answers(alt.Fill, domain, [KIND_FILLS[place] for place in places]),
        "stroke": encode_answers(alt.Stroke, domain, [KIND_LINES[place] for place in places]),
    }


def draw_bars(bars: Iterable[Row], name: str, *, x: alt.X, **color: Any) -> alt.Chart:
    """Draw segments around their rows' middles, from ``start`` to ``end``."""
    rows = [
        {**bar, "top": float(bar["y"]) - BAR / 2, "bottom": float(bar["y"]) + BAR / 2}
        for bar in bars
    ]
    marks: alt.Chart = alt.Chart(theme.name_data(rows, name)).mark_bar(strokeWidth=0.8)
    drawn: alt.Chart = marks.encode(
        x=x, x2=alt.X2("end"), y=at_px("top"), y2=alt.Y2("bottom"), **color
    )
    return drawn


def draw_counts(
    bars: Iterable[Row], name: str, *, x: alt.X, ink: Mapping[str, str], px: float
) -> alt.Chart:
    """Write each segment's count on it, where it is wide enough (``px`` for one answer)."""
    rows = [
        {**bar, "ink": ink.get(str(bar["answer"]), theme.INK)}
        for bar in bars
        if int(bar["count"]) * px >= 8 * len(str(bar["count"])) + 2
    ]
    marks: alt.Chart = alt.Chart(theme.name_data(rows, name)).mark_text(baseline="middle")
    counts: alt.Chart = marks.encode(
        x=x,
        y=at_px(),
        text=alt.Text("count", type="quantitative"),
        color=alt.Color("ink", type="nominal", scale=None),
    )
    return counts


def stack(names: Iterable[str], *, row: float, top: float = 0.0) -> tuple[list[Slot], float]:
    """Put names below each other; one of two lines takes more room.

    Parameters
    ----------
    names : iterable of str
    row : float
        Height of a row with one line, px.
    top : float
        Where the first begins, px.

    Returns
    -------
    list of Slot
    float
        Where the last one ends, px.
    """
    slots = []
    for name in names:
        label = theme.wrap(name, LABEL_CHARACTERS)
        tall = row + theme.LINE * label.count("\n")
        slots.append(Slot(label, top + tall / 2, tall))
        top += tall
    return slots, top


def list_ticks(most: int) -> list[int]:
    """List whole numbers from 0 to ``most``, at most seven of them after 0.

    Examples
    --------
    >>> list_ticks(7), list_ticks(25)
    ([0, 1, 2, 3, 4, 5, 6, 7], [0, 5, 10, 15, 20, 25])
    """
    steps = (step * 10**power for power in range(9) for step in (1, 2, 5))
    return list(range(0, most + 1, next(step for step in steps if most <= 7 * step)))


def join_layers(layers: Iterable[alt.Chart], *, height: float, title: str) -> Chart:
    """Put layers into one finished picture, 700 px wide and ``height`` px high."""
    return alt.LayerChart(
        layer=list(layers), width=theme.WIDTH, height=height, **theme.finish(title)
    )
