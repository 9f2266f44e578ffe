"""The diagnosis in a picture: debate and openness as a square, the quarters as a path."""

from __future__ import annotations

import math
from collections.abc import Sequence

import altair as alt
import pandas as pd

from coalitionkit.charts import theme
from coalitionkit.charts.drawing import draw_text, join_layers, make_scale
from coalitionkit.charts.survey_rows import Labels
from coalitionkit.charts.theme import Chart, Row
from coalitionkit.plays.diagnosis import SURE, Diagnosis

_SIDE = 400  # px
_LEFT = 44  # px, for the axis
_KEY = _LEFT + _SIDE + 32  # px, where the list of quarters begins
_KEY_CHARACTERS = 30
_ROW, _DOT = 46, 11  # px: a line of the list, and a dot's radius
_UNLIKELY = 0.2
_ENDS = {"low": (0.0, 0.5), "high": (0.5, 1.0)}


def list_corners(found: Diagnosis, *, labels: Labels) -> list[Row]:
    """List the four corners of the square.

    Returns
    -------
    list of mapping
        ``left``, ``right``, ``bottom``, ``top`` (0-1: openness goes right, debate goes up),
        ``label``, ``fill`` (darker where likelier), ``x`` and ``y`` (px of the label).
    """
    rows: list[Row] = []
    for cell, chance in found.cells.items():
        debate, openness = cell.split("/")
        (bottom, top), (left, right) = _ENDS[debate], _ENDS[openness]
        likely = (chance >= _UNLIKELY) + (chance >= SURE)
        rows.append(
            {
                "left": left,
                "right": right,
                "bottom": bottom,
                "top": top,
                "label": labels[cell],
                "fill": (theme.WHITE, *theme.STEPS)[likely],
                "x": _LEFT + _SIDE * (left + right) / 2,
                "y": 30.0 if debate == "high" else _SIDE - 30.0,
            }
        )
    return rows


def list_places(path: pd.DataFrame, *, quarters: Sequence[str], labels: Labels) -> list[Row]:
    """List the quarters' places on the square and their lines in the list beside it.

    Parameters
    ----------
    path : DataFrame
        From ``find_path``.
    quarters : sequence of str
        Each quarter in words and, on a second line, how much is on record.
    labels : mapping
        ``no record``: what to add where nothing is on record about openness.

    Returns
    -------
    list of mapping
        ``number``, ``debate``, ``openness`` (0-1; .5 without a record), ``known`` (whether there
        is one), ``last``, ``label``, ``y`` (px of its line).
    """
    rows: list[Row] = []
    for place, (row, quarter) in enumerate(
        zip(path.to_dict("records"), quarters, strict=True), start=1
    ):
        known = not pd.isna(row["openness"])
        lines = quarter if known else f"{quarter}\n{labels['no record']}"
        label = "\n".join(theme.wrap(line, _KEY_CHARACTERS) for line in lines.split("\n"))
        rows.append(
            {
                "number": str(place),
                "debate": float(row["debate"]),
                "openness": float(row["openness"]) if known else 0.5,
                "known": known,
                "last": place == len(path),
                "label": label,
                "y": _ROW * (place - 0.5),
            }
        )
    return rows


def chart_diagnosis(
    found: Diagnosis,
    path: pd.DataFrame,
    *,
    title: str,
    labels: Labels,
    quarters: Sequence[str],
) -> Chart:
    """Draw the square of debate and openness: four corners, and the quarters as a path.

    Parameters
    ----------
    found : Diagnosis
    path : DataFrame
        From ``find_path``; the newest quarters that fit beside the square are drawn.
    title : str
        The finding.
    labels : mapping
        From ``words.diagnosis.say_chart_labels``.
    quarters : sequence of str
        A line a row of ``path``.

    Returns
    -------
    alt.LayerChart
        700 px wide.
    """
    fits = _SIDE // _ROW
    places = _part(list_places(path.tail(fits), quarters=quarters[-fits:], labels=labels))
    x = alt.Scale(domain=[0, 1], range=[_LEFT, _LEFT + _SIDE], nice=False)
    y = make_scale((0, 1), _SIDE, 0)
    layers = [
        *_draw_corners(list_corners(found, labels=labels), x, y, labels),
        _draw_line(places, x, y),
        *_draw_dots(places, x, y),
        *_draw_key(places),
    ]
    return join_layers(layers, height=_SIDE, title=title)


def _draw_corners(
    rows: Sequence[Row], x: alt.Scale, y: alt.Scale, labels: Labels
) -> list[alt.Chart]:
    ticks = [0, 0.25, 0.5, 0.75, 1]
    across = alt.Axis(values=ticks, title=labels["openness"], grid=False, format=".2~f")
    # The square begins some px in, where its scale of debate stands.
    up = alt.Axis(values=ticks, title=labels["debate"], grid=False, format=".2~f", offset=-_LEFT)
    marks: alt.Chart = alt.Chart(theme.name_data(rows, "corners")).mark_rect(
        stroke=theme.OUTLINE, strokeWidth=1
    )
    drawn: alt.Chart = marks.encode(
        x=alt.X("left", type="quantitative", scale=x, axis=across),
        x2=alt.X2("right"),
        y=alt.Y("bottom", type="quantitative", scale=y, axis=up),
        y2=alt.Y2("top"),
        fill=alt.Fill("fill", type="nominal", scale=None),
    )
    named = [
        draw_text([row], f"corner_{place}", x=float(row["x"]), align="center", fontWeight=600)
        for place, row in enumerate(rows)
    ]
    return [drawn, *named]


def _part(rows: Sequence[Row]) -> list[Row]:
    """Move dots that would hide each other apart, up or down, on their own side of the middle."""
    placed: list[Row] = []
    for row in rows:
        debate = float(row["debate"])
        moves = (sign * step / _SIDE for step in range(_SIDE) for sign in (1, -1))
        free = (
            debate + move
            for move in moves
            if ((debate + move >= 0.5) == (debate >= 0.5))
            and 0 <= debate + move <= 1
            and all(_is_clear(row, debate + move, other) for other in placed)
        )
        placed.append({**row, "shown": next(free, debate)})
    return placed


def _is_clear(row: Row, shown: float, other: Row) -> bool:
    across = float(row["openness"]) - float(other["openness"])
    return math.hypot(across, shown - float(other["shown"])) * _SIDE >= 2 * _DOT + 1


def _draw_line(rows: Sequence[Row], x: alt.Scale, y: alt.Scale) -> alt.Chart:
    marks: alt.Chart = alt.Chart(theme.name_data(rows, "path")).mark_line(
        color=theme.RING_BLUE, strokeWidth=1.5
    )
    line: alt.Chart = marks.encode(
        x=alt.X("openness", type="quantitative", scale=x),
        y=alt.Y("shown", type="quantitative", scale=y),
        order=alt.Order("y", type="quantitative"),
    )
    return line


def _draw_dots(rows: Sequence[Row], x: alt.Scale, y: alt.Scale) -> list[alt.Chart]:
    """Draw a numbered dot a quarter: the last is filled, one without openness is dashed."""
    inked: list[Row] = [
        {
            **row,
            "fill": theme.BLUE if row["last"] else theme.WHITE,
            "ink": theme.WHITE if row["last"] else theme.INK,
        }
        for row in rows
    ]
    data = theme.name_data(inked, "quarters")
    across = alt.X("openness", type="quantitative", scale=x)
    up = alt.Y("shown", type="quantitative", scale=y)
    dashes = alt.Scale(domain=[True, False], range=[[1, 0], [3, 2]])
    dots: alt.Chart = alt.Chart(data).mark_point(
        shape="circle", size=_DOT * _DOT * 3.14, stroke=theme.BLUE, strokeWidth=1.5, opacity=1
    )
    numbers: alt.Chart = alt.Chart(data).mark_text(baseline="middle", align="center")
    return [
        dots.encode(
            x=across,
            y=up,
            fill=alt.Fill("fill", type="nominal", scale=None),
            strokeDash=alt.StrokeDash("known", type="nominal", scale=dashes, legend=None),
        ),
        numbers.encode(
            x=across,
            y=up,
            text=alt.Text("number", type="nominal"),
            color=alt.Color("ink", type="nominal", scale=None),
        ),
    ]


def _draw_key(rows: Sequence[Row]) -> list[alt.Chart]:
    """List the quarters beside the square, each with its number."""
    style = {"align": "right", "fontWeight": 600}
    return [
        draw_text(rows, "key_numbers", x=_KEY, field="number", **style),
        draw_text(rows, "key", x=_KEY + 10),
    ]
