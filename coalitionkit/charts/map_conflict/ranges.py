"""Ranges on one issue, with ideals marked and the zone of agreement shaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from coalitionkit.charts import theme
from coalitionkit.charts.drawing import (
    LABEL_WIDTH,
    at_px,
    draw_bars,
    draw_text,
    encode_answers,
    join_layers,
    make_scale,
    stack,
)
from coalitionkit.charts.survey_rows import Labels
from coalitionkit.charts.theme import Chart, Row
from coalitionkit.plays.map_conflict import IssueRanges

_LEFT, _RIGHT = LABEL_WIDTH + 12, theme.WIDTH - 12  # px, from end to end of a scale
_PAD = 8  # px between two rows of text
_END_CHARACTERS = 30  # of the words at an end of a scale, on one line


def chart_ranges(found: IssueRanges, *, title: str, labels: Labels) -> Chart:
    """Draw each partner's range on one issue, its ideal marked and the zone of agreement shaded.

    Parameters
    ----------
    found : IssueRanges
    title : str
        The finding.
    labels : mapping
        From ``words.map_conflict.say_map_labels``.

    Returns
    -------
    alt.LayerChart
        700 px wide; the x-axis is in the issue's own units, its ends in words above.
    """
    ends = [theme.wrap(end, _END_CHARACTERS) for end in (found.low_end, found.high_end)]
    top = theme.LINE * max(end.count("\n") + 1 for end in ends) + _PAD
    rows, height = _place_ranges(found, top)
    x = alt.X(
        "start",
        type="quantitative",
        scale=make_scale((found.lowest, found.highest), _LEFT, _RIGHT),
        axis=alt.Axis(title=None, tickCount=6, orient="bottom", tickMinStep=_find_step(found)),
    )
    kinds = [labels["range"], labels["zone"]]
    told = kinds[:1] if found.zone.is_empty else kinds
    fills = encode_answers(alt.Fill, kinds, [theme.HALF_BLUE, theme.PALE], told=told)
    lines = encode_answers(alt.Stroke, kinds, [theme.BLUE, theme.OUTLINE], told=told)
    layers = [
        *_draw_zone(found, kinds[1], (top, height), x=x, fill=fills, stroke=lines),
        *_draw_today(found, labels["status quo"], (top, height), x),
        draw_bars(
            [{**row, "answer": kinds[0]} for row in rows], "ranges", x=x, fill=fills, stroke=lines
        ),
        _draw_ideals(rows, labels["ideal"], x),
        draw_text(rows, "partners", x=0),
        _draw_end(ends[0], "low_end", _LEFT, "left"),
        _draw_end(ends[1], "high_end", _RIGHT, "right"),
    ]
    return join_layers(layers, height=height, title=title)


def _find_step(found: IssueRanges) -> float:
    """Find the least step between ticks: none stands between two levels of a whole scale."""
    is_whole = found.lowest.is_integer() and found.highest.is_integer()
    return 1 if is_whole and found.highest - found.lowest > 1 else 0


def _place_ranges(found: IssueRanges, top: float) -> tuple[list[Row], float]:
    """Put partners below each other, those who like the lowest levels first."""
    ranges = found.ranges.sort_values(["ideal", "lowest", "name"], kind="stable")
    slots, bottom = stack(ranges["name"].astype(str), row=theme.LINE + _PAD, top=top)
    ends = zip(*(ranges[column] for column in ("lowest", "highest", "ideal")), strict=True)
    rows: list[Row] = [
        {
            "label": slot.label,
            "y": slot.y,
            "start": float(lowest),
            "end": float(highest),
            "ideal": float(ideal),
        }
        for slot, (lowest, highest, ideal) in zip(slots, ends, strict=True)
    ]
    return rows, bottom


def _draw_zone(
    found: IssueRanges, label: str, ys: tuple[float, float], *, x: alt.X, **color: Any
) -> list[alt.Chart]:
    """Shade what all accept, from the first row to the last; nothing where there is none."""
    if found.zone.is_empty:
        return []
    row: Row = {
        "start": found.zone.low,
        "end": found.zone.high,
        "answer": label,
        "top": ys[0],
        "bottom": ys[1],
    }
    marks: alt.Chart = alt.Chart(theme.name_data([row], "zone")).mark_bar(strokeWidth=0.8)
    zone: alt.Chart = marks.encode(
        x=x, x2=alt.X2("end"), y=at_px("top"), y2=alt.Y2("bottom"), **color
    )
    return [zone]


def _draw_today(
    found: IssueRanges, label: str, ys: tuple[float, float], x: alt.X
) -> list[alt.Chart]:
    """Mark where things stand today with a dashed line."""
    if found.status_quo is None:
        return []
    row: Row = {"start": found.status_quo, "top": ys[0], "bottom": ys[1], "answer": label}
    marks: alt.Chart = alt.Chart(theme.name_data([row], "today")).mark_rule(
        color=theme.INK, strokeWidth=1.2
    )
    today: alt.Chart = marks.encode(
        x=x,
        y=at_px("top"),
        y2=alt.Y2("bottom"),
        strokeDash=encode_answers(alt.StrokeDash, [label], [[4, 3]]),
    )
    return [today]


def _draw_ideals(rows: Sequence[Row], label: str, x: alt.X) -> alt.Chart:
    inked = [{**row, "start": row["ideal"], "answer": label} for row in rows]
    marks: alt.Chart = alt.Chart(theme.name_data(inked, "ideals")).mark_point(
        filled=True, color=theme.INK, size=60, opacity=1
    )
    shape = encode_answers(alt.Shape, [label], ["circle"])
    ideals: alt.Chart = marks.encode(x=x, y=at_px(), shape=shape)
    return ideals


def _draw_end(text: str, name: str, x: float, align: str) -> alt.Chart:
    row: Row = {"label": text, "y": 0.0}
    return draw_text([row], name, x=x, align=align, baseline="top", color=theme.MUTED)
