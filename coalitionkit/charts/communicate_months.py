"""Talks from month to month in a picture: a run chart, from ten months an XmR chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from coalitionkit.charts import theme
from coalitionkit.charts.drawing import at_px, draw_text, hold, join_layers, make_scale
from coalitionkit.charts.survey_rows import Labels
from coalitionkit.charts.theme import Chart, Row
from coalitionkit.plays.communicate import Pattern

_CHART_HEIGHT = 240  # px
_TOP, _BOTTOM = 34, _CHART_HEIGHT - 24  # px
_LEFT, _RIGHT = 60, theme.WIDTH - 150  # px
_MOST_MONTHS = 8
_MARKS = ("inside", "outside")


def list_lines(pattern: Pattern, *, labels: Labels) -> list[Row]:
    """List the level lines: the center, and the limits that a share can pass at all.

    Returns
    -------
    list of mapping
        ``share`` (0-1), ``label`` and ``center`` (bool).
    """
    center = labels["median" if pattern.kind == "run" else "mean"]
    lines: list[Row] = [{"share": pattern.center, "label": center, "center": True}]
    for name, limit in (("upper", pattern.upper), ("lower", pattern.lower)):
        if limit is not None and 0 < limit < 1:
            lines.append({"share": limit, "label": labels[name], "center": False})
    return lines


def chart_months(months: pd.DataFrame, *, pattern: Pattern, title: str, labels: Labels) -> Chart:
    """Draw the share of partners talked with by month: a run chart, from ten months an XmR chart.

    Parameters
    ----------
    months : DataFrame
        From ``find_monthly_reach``, with at least one month.
    pattern : Pattern
        Of its ``share``.
    title : str
        The finding.
    labels : mapping
        From ``words.communicate.say_chart_labels``.

    Returns
    -------
    alt.LayerChart
        700 px wide. Limits outside 0-100% are not drawn: no month can pass them.
    """
    rows: list[Row] = [
        {
            "place": place,
            "month": f"{row['month']:%Y-%m}",
            "share": float(row["share"]),
            "mark": labels[_MARKS[place in pattern.outside]],
        }
        for place, row in enumerate(months.to_dict("records"))
    ]
    across = make_scale([0, max(1, len(rows) - 1)], _LEFT + 16, _RIGHT)
    down = make_scale([0, 1], _BOTTOM, _TOP)
    step = -(-len(rows) // _MOST_MONTHS)
    x = alt.X("place", type="quantitative", scale=across, axis=None)
    y = alt.Y("share", type="quantitative", scale=down, axis=None)
    names = alt.Chart(theme.name_data(rows[::step], "months")).mark_text(
        color=theme.MUTED, baseline="middle"
    )
    line = alt.Chart(theme.name_data(rows, "line")).mark_line(color=theme.BLUE, strokeWidth=1.5)
    layers = [
        *_draw_levels(labels),
        *_draw_lines(list_lines(pattern, labels=labels), y),
        line.encode(x=x, y=y),
        _draw_points(rows, x, y, [labels[mark] for mark in _MARKS]),
        names.encode(x=x, y=hold(alt.YValue, _BOTTOM + 14), text=alt.Text("month", type="nominal")),
    ]
    return join_layers(layers, height=_CHART_HEIGHT, title=title)


def _draw_levels(labels: Labels) -> list[alt.Chart]:
    """Draw the axis of shares inside the picture, so that it stays 700 px wide."""
    levels: list[Row] = [
        {"label": f"{percent}%", "y": _BOTTOM - (_BOTTOM - _TOP) * percent / 100}
        for percent in (0, 25, 50, 75, 100)
    ]
    rules = alt.Chart(theme.name_data(levels, "level_rules")).mark_rule(color=theme.PALE)
    return [
        rules.encode(x=hold(alt.XValue, _LEFT), x2=hold(alt.X2Value, _RIGHT), y=at_px()),
        draw_text(levels, "levels", x=_LEFT - 8, align="right", color=theme.MUTED),
        draw_text([{"label": labels["share"], "y": 12}], "axis", x=0, color=theme.MUTED),
    ]


def _draw_lines(lines: Sequence[Row], y: alt.Y) -> list[alt.Chart]:
    """Draw the center as a line and the limits as dashes, each with its name at the right."""
    drawn = []
    for name, is_center, dash in (("center", True, [1, 0]), ("limits", False, [4, 3])):
        kept: list[Row] = [
            {**line, "told": f"{line['label']} {float(line['share']):.0%}"}
            for line in lines
            if line["center"] == is_center
        ]
        if not kept:
            continue
        rules = alt.Chart(theme.name_data(kept, name)).mark_rule(
            color=theme.OUTLINE, strokeDash=dash
        )
        words = alt.Chart(theme.name_data(kept, f"{name}_names")).mark_text(
            align="left", baseline="middle"
        )
        drawn += [
            rules.encode(x=hold(alt.XValue, _LEFT), x2=hold(alt.X2Value, _RIGHT + 8), y=y),
            words.encode(
                x=hold(alt.XValue, _RIGHT + 12), y=y, text=alt.Text("told", type="nominal")
            ),
        ]
    return drawn


def _draw_points(rows: Sequence[Row], x: alt.X, y: alt.Y, domain: Sequence[str]) -> alt.Chart:
    """Draw the months; one beyond the usual is a larger diamond, and the legend says so."""
    present = {row["mark"] for row in rows}
    legend = alt.Legend(title=None) if domain[1] in present else None

    def tell_apart(channel: Any, looks: Sequence[str | int]) -> Any:
        scale = alt.Scale(domain=list(domain), range=list(looks))
        # Vega warns of a size by kinds that have no order; these have one only by being listed.
        kind = "ordinal" if channel is alt.Size else "nominal"
        return channel("mark", type=kind, scale=scale, legend=legend)

    marks: alt.Chart = alt.Chart(theme.name_data(rows, "points")).mark_point(
        stroke=theme.BLUE, strokeWidth=1.5, opacity=1
    )
    points: alt.Chart = marks.encode(
        x=x,
        y=y,
        shape=tell_apart(alt.Shape, ["circle", "diamond"]),
        size=tell_apart(alt.Size, [50, 150]),
        fill=tell_apart(alt.Fill, [theme.BLUE, theme.WHITE]),
    )
    return points
