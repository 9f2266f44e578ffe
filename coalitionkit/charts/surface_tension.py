"""Surface Tension in a picture: waits as lines with open ends, private beside public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

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

STATES = ("reached", "waiting", "settled")
SETTINGS = ("alone", "in_meeting")
# Told apart by shape as well as by fill.
_STATE_LOOKS = (
    ("circle", theme.BLUE),
    ("triangle-right", theme.WHITE),
    ("square", theme.HALF_BLUE),
)
_SETTING_LOOKS = (("circle", theme.WHITE), ("circle", theme.BLUE))
_LEFT, _RIGHT = LABEL_WIDTH + 8, theme.WIDTH - 60  # px
_ROW = 24  # px


def _place(rows: pd.DataFrame) -> tuple[list[dict[Any, Any]], float]:
    """Place rows from the top; a label of two lines takes more room. Gives the height, too."""
    slots, bottom = stack(rows["label"].astype(str), row=_ROW)
    told = zip(rows.to_dict("records"), slots, strict=True)
    return [{**row, "label": slot.label, "y": slot.y} for row, slot in told], bottom


def list_waits(lead_times: pd.DataFrame, *, labels: Labels) -> list[Row]:
    """List what a chart of waits draws.

    Parameters
    ----------
    lead_times : DataFrame
        Rows of ``find_lead_times`` with a ``label``.
    labels : mapping
        The three states by name.

    Returns
    -------
    list of mapping
        ``label``, ``start`` (0), ``days``, ``state`` (in words), ``open`` (whether it still
        waits), ``text`` and ``y`` (px).
    """
    return [
        {
            "label": str(row["label"]),
            "start": 0,
            "days": int(str(row["days"])),
            "state": labels[str(row["state"])],
            "open": row["state"] == "waiting",
            "text": str(row["days"]),
            "y": float(str(row["y"])),
        }
        for row in _place(lead_times)[0]
    ]


def chart_lead_times(lead_times: pd.DataFrame, *, title: str, labels: Labels) -> Chart:
    """Draw how long each tension waited: a line from first heard to the agenda.

    A line that is still open is dashed and ends in an arrow.

    Parameters
    ----------
    lead_times : DataFrame
        Rows of ``find_lead_times`` with a ``label``, in the order drawn; at least one.
    title : str
        The finding.
    labels : mapping
        ``reached``, ``waiting``, ``settled`` and ``days`` (the axis).

    Returns
    -------
    alt.LayerChart
        700 px wide.
    """
    rows = list_waits(lead_times, labels=labels)
    ticks = list_ticks(max(7, *(int(row["days"]) for row in rows)))
    scale = make_scale([0, max(ticks[-1], *(int(row["days"]) for row in rows))], _LEFT, _RIGHT)
    axis = alt.Axis(values=ticks, title=labels["days"], format="d")
    end = alt.X("days", type="quantitative", scale=scale, axis=axis)
    layers = [
        draw_text(rows, "labels", x=0),
        *_draw_lines(rows, alt.X("start", type="quantitative", scale=scale, axis=axis)),
        _draw_ends(rows, end, "state", [labels[state] for state in STATES], _STATE_LOOKS),
        draw_text(rows, "days", x=theme.WIDTH, field="text", align="right", fontWeight=600),
    ]
    return join_layers(layers, height=_place(lead_times)[1], title=title)


def _draw_lines(rows: Sequence[Row], x: alt.X) -> list[alt.Chart]:
    """Draw each wait's line; one that is still open is dashed."""
    drawn = []
    for name, is_open, dash in (("closed", False, [1, 0]), ("open", True, [4, 3])):
        kept = [row for row in rows if row["open"] == is_open]
        marks = alt.Chart(theme.name_data(kept, f"waits_{name}")).mark_rule(
            color=theme.BLUE, strokeWidth=2, strokeDash=dash
        )
        drawn.append(marks.encode(x=x, x2=alt.X2("days"), y=at_px()))
    return drawn


def _draw_ends(
    rows: Sequence[Row],
    x: alt.X,
    field: str,
    words: Sequence[str],
    looks: Sequence[tuple[str, str]],
) -> alt.Chart:
    """Draw the marks at the ends, told apart by shape and fill; the legend has those present."""
    present = {row[field] for row in rows}
    kept = [place for place, word in enumerate(words) if word in present]
    legend = alt.Legend(title=None)
    marks: alt.Chart = alt.Chart(theme.name_data(rows, f"{field}_ends")).mark_point(
        stroke=theme.BLUE, strokeWidth=1.5, size=80, opacity=1
    )
    domain = [words[place] for place in kept]
    shapes, fills = zip(*(looks[place] for place in kept), strict=True)
    ends: alt.Chart = marks.encode(
        x=x,
        y=at_px(),
        shape=alt.Shape(
            field,
            type="nominal",
            scale=alt.Scale(domain=domain, range=list(shapes)),
            legend=legend,
        ),
        fill=alt.Fill(
            field,
            type="nominal",
            scale=alt.Scale(domain=domain, range=list(fills)),
            legend=legend,
        ),
    )
    return ends


def list_settings(compared: pd.DataFrame, *, labels: Labels) -> list[Row]:
    """List what a chart of two settings draws: two marks a row, on a scale of 0 to 1.

    Parameters
    ----------
    compared : DataFrame
        Rows of ``compare_settings`` with a ``label``.
    labels : mapping
        ``alone`` and ``in_meeting``.

    Returns
    -------
    list of mapping
        ``label``, ``setting`` (in words), ``at`` (0-1), ``low`` and ``high`` (the row's two
        ends), ``first`` (whether it is the row's first mark) and ``y`` (px).
    """
    return [row for placed in _place(compared)[0] for row in _pair(placed, labels)]


def _pair(row: Mapping[str, object], labels: Labels) -> list[Row]:
    low, high = float(str(row["scale_low"])), float(str(row["scale_high"]))
    at = {setting: (float(str(row[setting])) - low) / (high - low) for setting in SETTINGS}
    return [
        {
            "label": str(row["label"]),
            "setting": labels[setting],
            "at": at[setting],
            "low": min(at.values()),
            "high": max(at.values()),
            "first": setting == "alone",
            "y": float(str(row["y"])),
        }
        for setting in SETTINGS
    ]


def chart_settings(compared: pd.DataFrame, *, title: str, labels: Labels) -> Chart:
    """Draw positions told alone beside those on record in meetings. Convener only.

    Parameters
    ----------
    compared : DataFrame
        Rows of ``compare_settings`` with a ``label``, in the order drawn; at least one.
    title : str
        The finding.
    labels : mapping
        ``alone``, ``in_meeting`` and ``scale`` (the axis).

    Returns
    -------
    alt.LayerChart
        700 px wide.
    """
    rows = list_settings(compared, labels=labels)
    scale = make_scale([0, 1], _LEFT, _RIGHT)
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], title=labels["scale"], format="%")
    firsts = [row for row in rows if row["first"]]
    joins = alt.Chart(theme.name_data(firsts, "joins")).mark_rule(color=theme.OUTLINE)
    layers = [
        draw_text(firsts, "labels", x=0),
        joins.encode(
            x=alt.X("low", type="quantitative", scale=scale, axis=axis),
            x2=alt.X2("high"),
            y=at_px(),
        ),
        _draw_ends(
            rows,
            alt.X("at", type="quantitative", scale=scale, axis=axis),
            "setting",
            [labels[setting] for setting in SETTINGS],
            _SETTING_LOOKS,
        ),
    ]
    return join_layers(layers, height=_place(compared)[1], title=title)
