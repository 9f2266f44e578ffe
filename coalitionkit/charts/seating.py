"""The seating in a picture: who carries what, which chairs are empty, reach against size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from coalitionkit.charts import theme
from coalitionkit.charts.drawing import (
    LABEL_WIDTH,
    at_px,
    draw_text,
    hold,
    join_layers,
    list_ticks,
    make_scale,
    stack,
)
from coalitionkit.charts.survey_rows import Labels
from coalitionkit.charts.theme import Chart, Row

MARKS = ("alone", "shared", "empty")
# Told apart by shape as well as by fill.
_SHAPES = ("square", "circle", "diamond")
_FILLS = (theme.BLUE, theme.HALF_BLUE, theme.WHITE)

_ROW = 22  # px
_WIDEST = 48  # px of a column
_CHARACTER = 6.6  # px of a character, on average
_HEAD_CHARACTERS = 24
_CHART_HEIGHT = 200  # px


def list_matrix(
    carriers: pd.DataFrame, *, names: Mapping[str, str], labels: Labels, say: Callable[[str], str]
) -> list[Row]:
    """List the marks of the matrix: one for each need and partner who carries it.

    Parameters
    ----------
    carriers : DataFrame
        From ``find_carriers``; only what is needed is drawn.
    names : mapping of str to str
        Partners' names by id, in the order drawn.
    labels : mapping
        From ``words.seating.say_chart_labels``.
    say : callable
        Says an asset's short word.

    Returns
    -------
    list of mapping
        ``row`` (place from the top; empty chairs come after all partners), ``column`` (place from
        the left), ``asset`` and ``partner`` (in words) and ``mark`` (in words).
    """
    rows: list[Row] = []
    order = {partner: place for place, partner in enumerate(names)}
    chairs = len(names)
    needed = carriers[carriers["needed"].astype(bool)].to_dict("records")
    for column, need in enumerate(needed):
        asset = say(need["asset"])
        kind = "alone" if len(need["carriers"]) == 1 else "shared"
        for partner in sorted(need["carriers"], key=lambda partner: order[partner]):
            place: Row = {"row": order[partner], "column": column, "asset": asset}
            rows.append({**place, "partner": names[partner], "mark": labels[kind]})
        if not need["carriers"]:
            place = {"row": chairs, "column": column, "asset": asset}
            rows.append({**place, "partner": labels["chair"], "mark": labels["empty"]})
            chairs += 1
    return rows


def chart_matrix(
    carriers: pd.DataFrame,
    *,
    names: Mapping[str, str],
    say: Callable[[str], str],
    title: str,
    labels: Labels,
) -> Chart:
    """Draw partners by what is needed: a square for what one alone carries, a dot for the rest.

    Each empty chair is a row of its own below the partners, with a diamond for what it would
    bring.

    Parameters
    ----------
    carriers : DataFrame
        From ``find_carriers``, with at least one need.
    names : mapping of str to str
        Partners' names by id, in the order drawn.
    say : callable
        Says an asset's short word.
    title : str
        The finding.
    labels : mapping
        From ``words.seating.say_chart_labels``.

    Returns
    -------
    alt.LayerChart
        700 px wide.
    """
    marks = list_matrix(carriers, names=names, labels=labels, say=say)
    needed = carriers.loc[carriers["needed"].astype(bool), "asset"]
    heads = [theme.wrap(say(asset), _HEAD_CHARACTERS) for asset in needed]
    deep = max(len(line) for head in heads for line in head.split("\n")) * _CHARACTER + 8
    wide = min(_WIDEST, (theme.WIDTH - LABEL_WIDTH) / len(heads))
    chairs = sum(row["mark"] == labels["empty"] for row in marks)
    every = [*names.values(), *[labels["chair"]] * chairs]
    slots, bottom = stack(every, row=_ROW, top=deep)
    seats: list[Row] = [{"label": slot.label, "y": slot.y} for slot in slots]
    xs = [LABEL_WIDTH + (place + 0.5) * wide for place in range(len(heads))]
    placed = [
        {**row, "x": xs[int(row["column"])], "y": seats[int(row["row"])]["y"]} for row in marks
    ]
    head_rows: list[Row] = [
        {"label": head, "x": x, "y": deep - 4} for head, x in zip(heads, xs, strict=True)
    ]
    layers = [
        _draw_rules(seats, "row_rules", x=LABEL_WIDTH, x2=xs[-1] + wide / 2),
        _draw_column_rules(head_rows, bottom),
        draw_text(seats, "labels", x=0),
        _draw_heads(head_rows),
        _draw_marks(placed, labels),
    ]
    return join_layers(layers, height=bottom, title=title)


def _draw_rules(rows: Sequence[Row], name: str, *, x: float, x2: float) -> alt.Chart:
    marks: alt.Chart = alt.Chart(theme.name_data(rows, name)).mark_rule(color=theme.PALE)
    rules: alt.Chart = marks.encode(x=hold(alt.XValue, x), x2=hold(alt.X2Value, x2), y=at_px())
    return rules


def _at_x() -> alt.X:
    return alt.X("x", type="quantitative", scale=None, axis=None)


def _draw_column_rules(rows: Sequence[Row], bottom: float) -> alt.Chart:
    """Draw a thin line down each column, so that a low row still finds its head."""
    marks: alt.Chart = alt.Chart(theme.name_data(rows, "column_rules")).mark_rule(color=theme.PALE)
    rules: alt.Chart = marks.encode(x=_at_x(), y=at_px(), y2=hold(alt.Y2Value, bottom))
    return rules


def _draw_heads(rows: Sequence[Row]) -> alt.Chart:
    """Write the columns' heads upward, each over its column."""
    marks: alt.Chart = alt.Chart(theme.name_data(rows, "heads")).mark_text(
        angle=270, align="left", baseline="middle"
    )
    heads: alt.Chart = marks.encode(x=_at_x(), y=at_px(), text=alt.Text("label", type="nominal"))
    return heads


def _draw_marks(rows: Sequence[Row], labels: Labels) -> alt.Chart:
    present = {row["mark"] for row in rows}
    kept = [place for place, mark in enumerate(MARKS) if labels[mark] in present]
    domain = [labels[MARKS[place]] for place in kept]
    marks: alt.Chart = alt.Chart(theme.name_data(rows, "marks")).mark_point(
        stroke=theme.BLUE, strokeWidth=1.5, size=110, opacity=1
    )
    drawn: alt.Chart = marks.encode(
        x=_at_x(),
        y=at_px(),
        shape=_encode(alt.Shape, domain, [_SHAPES[place] for place in kept]),
        fill=_encode(alt.Fill, domain, [_FILLS[place] for place in kept]),
    )
    return drawn


def _encode(
    channel: type[alt.Shape] | type[alt.Fill], domain: Sequence[str], looks: Sequence[str]
) -> Any:
    return channel(
        "mark",
        type="nominal",
        scale=alt.Scale(domain=list(domain), range=list(looks)),
        legend=alt.Legend(title=None),
    )


def chart_reach_by_size(by_size: pd.DataFrame, *, title: str, labels: Labels) -> Chart:
    """Draw the most policymakers that any so many partners reach together.

    Parameters
    ----------
    by_size : DataFrame
        From ``find_reach_by_size``, with at least one row.
    title : str
        The finding.
    labels : mapping
        ``partners`` and ``reached``, the two axes.

    Returns
    -------
    alt.LayerChart
        700 px wide.
    """
    left, bottom = 40, _CHART_HEIGHT - 10
    most = max(1, int(by_size["reached"].max()))
    sizes = [int(size) for size in by_size["partners"]]
    ticks = list_ticks(most)
    down = make_scale([0, max(most, ticks[-1])], bottom, 34)
    across = make_scale([0, max(sizes)], left, theme.WIDTH - 10)
    x_axis = alt.Axis(
        values=list_ticks(max(sizes)), format="d", title=labels["partners"], grid=False
    )
    x = alt.X("partners", type="quantitative", scale=across, axis=x_axis)
    y = alt.Y("reached", type="quantitative", scale=down, axis=None)
    rows: list[Row] = [
        {"partners": size, "reached": int(reached)}
        for size, reached in zip(sizes, by_size["reached"], strict=True)
    ]
    levels: list[Row] = [
        {"label": str(tick), "y": bottom - (bottom - 34) * tick / max(most, ticks[-1])}
        for tick in ticks
    ]
    line = alt.Chart(theme.name_data(rows, "line")).mark_line(color=theme.BLUE)
    dots = alt.Chart(theme.name_data(rows, "dots")).mark_point(
        color=theme.BLUE, filled=True, size=50, opacity=1
    )
    layers = [
        _draw_rules(levels, "level_rules", x=left, x2=theme.WIDTH - 10),
        draw_text(levels, "levels", x=left - 8, align="right", color=theme.MUTED),
        draw_text([{"label": labels["reached"], "y": 12}], "axis", x=0, color=theme.MUTED),
        line.encode(x=x, y=y),
        dots.encode(x=x, y=y),
    ]
    return join_layers(layers, height=_CHART_HEIGHT, title=title)
