"""Craft Compromise in a picture: boldness against size, and gains against walk-aways."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from coalitionkit.charts import theme
from coalitionkit.charts.drawing import (
    LABEL_WIDTH,
    at_px,
    draw_text,
    join_layers,
    list_ticks,
    make_scale,
    stack,
)
from coalitionkit.charts.survey_rows import Labels
from coalitionkit.charts.theme import Chart, Row
from coalitionkit.plays.craft_compromise import Agenda

_HEIGHT = 220  # px
_LEFT = 50  # px, for the numbers of the axis
_ROW = 30  # px
_BAR = 12  # px
_HUNDRED = (0, 25, 50, 75, 100)
_CROSS = "M-0.7,-0.7L0.7,0.7M-0.7,0.7L0.7,-0.7"


def list_sizes(frontier: pd.DataFrame, *, labels: Labels) -> list[Row]:
    """List the frontier's points.

    Returns
    -------
    list of mapping
        ``size``, ``boldness`` (0-100; 0 where there is no agenda) and ``text`` (the boldness, or
        that there is none).
    """
    pairs = zip(frontier["size"].tolist(), frontier["boldness"].tolist(), strict=True)
    return [
        {
            "size": size,
            "boldness": 0.0 if pd.isna(boldness) else round(boldness, 1),
            "text": labels["none"] if pd.isna(boldness) else f"{boldness:.0f}",
        }
        for size, boldness in pairs
    ]


def chart_frontier(
    frontier: pd.DataFrame, *, title: str, labels: Labels, own: tuple[int, float] | None = None
) -> Chart:
    """Draw how bold an agenda can be for each size of coalition; a cross where none holds.

    Parameters
    ----------
    frontier : DataFrame
        From ``trace_frontier``.
    title : str
        The finding.
    labels : mapping
        From ``words.craft_compromise.say_chart_labels``.
    own : (int, float), optional
        How many an agenda of one's own keeps on board, and its boldness; marked with a diamond.

    Returns
    -------
    alt.LayerChart
        700 px wide.
    """
    rows = list_sizes(frontier, labels=labels)
    held = [row for row in rows if row["text"] != labels["none"]]
    rest = [row for row in rows if row["text"] == labels["none"]]
    count = max(int(row["size"]) for row in rows)
    least = min([int(row["size"]) for row in rows] + ([own[0]] if own else []))
    drawn = [float(row["boldness"]) for row in held] + ([own[1]] if own else [])
    low = min([0.0, *drawn])
    x = alt.X(
        "size",
        type="quantitative",
        scale=make_scale((least - 0.5, count + 0.5), _LEFT, theme.WIDTH - 10),
        axis=alt.Axis(
            title=labels["size"],
            values=[n for n in list_ticks(count) if n >= max(least, 1)],
            format="d",
            grid=False,
        ),
    )
    y = alt.Y(
        "boldness",
        type="quantitative",
        scale=alt.Scale(domain=[low, 100], nice=False),
        axis=alt.Axis(title=labels["boldness"], values=list(_HUNDRED), offset=-_LEFT),
    )
    layers = _draw_held(held, count, x, y) if held else []
    if rest:
        layers.append(_draw_points(rest, "none", x, y, shape=_CROSS, fill=theme.MUTED))
        note: alt.Chart = alt.Chart(theme.name_data(rest[:1], "note")).mark_text(
            dy=-14, baseline="middle"
        )
        layers.append(note.encode(x=x, y=y, text=alt.Text("text", type="nominal")))
    if own:
        layers += _draw_own({"size": own[0], "boldness": own[1], "text": labels["own"]}, x, y)
    return join_layers(layers, height=_HEIGHT, title=title)


def _draw_held(held: list[Row], count: int, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Draw the sizes for which an agenda holds, and their boldness in numbers."""
    line: alt.Chart = alt.Chart(theme.name_data(held, "line")).mark_line(
        interpolate="step-before", color=theme.OUTLINE, strokeWidth=1.2
    )
    # Numbers on thirty points would run into each other.
    told = held if count <= 15 else [held[0], held[-1]]
    text: alt.Chart = alt.Chart(theme.name_data(told, "points")).mark_text(
        dy=-12, baseline="middle"
    )
    return [
        line.encode(x=x, y=y),
        _draw_points(held, "sizes", x, y, shape="circle", fill=theme.BLUE),
        text.encode(x=x, y=y, text=alt.Text("text", type="nominal")),
    ]


def _draw_own(row: Row, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Mark an agenda of one's own, with its word below it."""
    word: alt.Chart = alt.Chart(theme.name_data([row], "own_word")).mark_text(
        dy=16, baseline="middle", fontWeight=600
    )
    return [
        _draw_points([row], "own", x, y, shape="diamond", fill=theme.INK),
        word.encode(x=x, y=y, text=alt.Text("text", type="nominal")),
    ]


def _draw_points(
    rows: list[Row], name: str, x: alt.X, y: alt.Y, *, shape: str, fill: str
) -> alt.Chart:
    marks: alt.Chart = alt.Chart(theme.name_data(rows, name)).mark_point(
        shape=shape, fill=fill, stroke=fill, size=60, opacity=1
    )
    points: alt.Chart = marks.encode(x=x, y=y)
    return points


def list_gains(agenda: Agenda, *, names: Mapping[str, str]) -> list[Row]:
    """List what an agenda gives to each partner, who gains least first.

    Returns
    -------
    list of mapping
        ``label``, ``gets`` and ``walkaway`` (0-100), ``text`` (what lies between them), ``y`` (px).
    """
    ordered = sorted(agenda.surpluses, key=lambda partner: (agenda.surpluses[partner], partner))
    slots, _ = stack((names.get(partner, partner) for partner in ordered), row=_ROW)
    return [
        {
            "label": slot.label,
            "gets": round(agenda.utilities[partner] * 100, 1),
            "walkaway": round((agenda.utilities[partner] - agenda.surpluses[partner]) * 100, 1),
            "text": f"{agenda.surpluses[partner] * 100:+.0f}",
            "y": slot.y,
        }
        for partner, slot in zip(ordered, slots, strict=True)
    ]


def chart_gains(agenda: Agenda, *, names: Mapping[str, str], title: str, labels: Labels) -> Chart:
    """Draw what an agenda gives to each partner against its walk-away. For the convener alone.

    Parameters
    ----------
    agenda : Agenda
        Weighed under the tradable reading.
    names : mapping of str to str
        Partners' names by id.
    title : str
        The finding.
    labels : mapping
        From ``words.craft_compromise.say_chart_labels``.

    Returns
    -------
    alt.LayerChart
        700 px wide.
    """
    rows = [
        {**row, "top": float(row["y"]) - _BAR / 2, "bottom": float(row["y"]) + _BAR / 2}
        for row in list_gains(agenda, names=names)
    ]
    scale = make_scale((0, 100), LABEL_WIDTH + 8, theme.WIDTH - 50)
    axis = alt.Axis(title=labels["gain"], values=list(_HUNDRED))
    looks = alt.Scale(
        domain=[labels["gets"], labels["walkaway"]], range=[theme.HALF_BLUE, theme.INK]
    )
    legend = alt.Legend(title=None)
    bars: alt.Chart = alt.Chart(
        theme.name_data([{**row, "zero": 0, "kind": labels["gets"]} for row in rows], "gains")
    ).mark_bar()
    ticks: alt.Chart = alt.Chart(
        theme.name_data([{**row, "kind": labels["walkaway"]} for row in rows], "walkaways")
    ).mark_rule(strokeWidth=3)
    color = alt.Color("kind", type="nominal", scale=looks, legend=legend)
    layers = [
        bars.encode(
            x=alt.X("zero", type="quantitative", scale=scale, axis=axis),
            x2=alt.X2("gets"),
            y=at_px("top"),
            y2=alt.Y2("bottom"),
            color=color,
        ),
        ticks.encode(
            x=alt.X("walkaway", type="quantitative", scale=scale, axis=axis),
            y=at_px("top"),
            y2=alt.Y2("bottom"),
            color=color,
        ),
        draw_text(rows, "labels", x=0),
        draw_text(rows, "surpluses", x=theme.WIDTH, field="text", align="right", fontWeight=600),
    ]
    return join_layers(layers, height=float(rows[-1]["y"]) + _ROW / 2, title=title)
