"""Know When to Fold 'Em in a picture: who comes, and candidate fights side by side."""

from __future__ import annotations

from collections.abc import Sequence

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
from coalitionkit.plays.know_when_to_fold import Fight

PARTS = ("gains", "neither", "leaves", "unknown")
_FILLS = (theme.BLUE, theme.HALF_BLUE, theme.WHITE, theme.PALE)
_LINES = (theme.BLUE, theme.BLUE, theme.INK, theme.OUTLINE)
_LEFT, _RIGHT = LABEL_WIDTH + 8, theme.WIDTH - 10  # px
_ROW, _BAR = 34, 16  # px
_HEIGHT = 170  # px
_AXIS = 40  # px for the axis at the left


def list_attendance(attendance: pd.DataFrame) -> list[Row]:
    """List what a chart of attendance draws: ``date`` (YYYY-MM-DD), ``attended``, ``listed``."""
    return [
        {
            "date": row["date"].date().isoformat(),
            "attended": int(row["attended"]),
            "listed": int(row["listed"]),
        }
        for row in attendance.to_dict("records")
    ]


def chart_attendance(attendance: pd.DataFrame, *, title: str, labels: Labels) -> Chart:
    """Draw how many partners came to each meeting, of those on its list.

    Parameters
    ----------
    attendance : DataFrame
        From ``find_attendance``; at least one meeting.
    title : str
        The finding.
    labels : mapping
        ``attended``, ``listed`` and ``partners`` (the axis).

    Returns
    -------
    alt.LayerChart
        700 px wide; the date at the bottom as year and month.
    """
    rows = list_attendance(attendance)
    ticks = list_ticks(max(int(row["listed"]) for row in rows))
    most = max(ticks[-1], *(int(row["listed"]) for row in rows))
    x = alt.X(
        "date",
        type="temporal",
        # Days without an hour are read as UTC, and so are shown as UTC.
        scale=alt.Scale(type="utc", range=[_AXIS + 14, theme.WIDTH - 14]),
        axis=alt.Axis(format="%Y-%m", title=None, grid=False, labelOverlap=True),
    )
    upward = alt.Scale(domain=[0, most], nice=False)
    y = alt.Y(
        "attended",
        type="quantitative",
        scale=upward,
        axis=alt.Axis(values=ticks, title=labels["partners"], format="d", offset=-_AXIS),
    )
    marks = [
        {**row, "count": row[part], "part": labels[part]}
        for row in rows
        for part in ("listed", "attended")
    ]
    gaps = alt.Chart(theme.name_data(rows, "gaps")).mark_rule(color=theme.OUTLINE)
    points = alt.Chart(theme.name_data(marks, "meetings")).mark_point(
        shape="circle", size=60, stroke=theme.BLUE, strokeWidth=1.5, opacity=1
    )
    fill = alt.Fill(
        "part",
        type="nominal",
        scale=alt.Scale(
            domain=[labels["attended"], labels["listed"]], range=[theme.BLUE, theme.WHITE]
        ),
        legend=alt.Legend(title=None),
    )
    layers = [
        gaps.encode(x=x, y=y, y2=alt.Y2("listed")),
        points.encode(x=x, y=alt.Y("count", type="quantitative", scale=upward), fill=fill),
    ]
    return join_layers(layers, height=_HEIGHT, title=title)


def list_fights(fights: Sequence[Fight], *, labels: Labels) -> list[Row]:
    """List the bars of candidate fights.

    Returns
    -------
    list of mapping
        One a fight and part that is not empty: ``label``, ``part`` (in words), ``count``,
        ``start``, ``end`` and ``middle`` (partners), ``y``, ``top`` and ``bottom`` (px).
    """
    rows: list[Row] = []
    slots, _ = stack((fight.name for fight in fights), row=_ROW)
    for fight, (label, y, _) in zip(fights, slots, strict=True):
        start = 0
        for part, count in count_parts(fight).items():
            if count:
                rows.append(
                    {
                        "label": label,
                        "part": labels[part],
                        "count": count,
                        "start": start,
                        "end": start + count,
                        "middle": start + count / 2,
                        "y": y,
                        "top": y - _BAR / 2,
                        "bottom": y + _BAR / 2,
                    }
                )
            start += count
    return rows


def count_parts(fight: Fight) -> dict[str, int]:
    """Count the partners of each part; together they are all who count for the fight."""
    return {
        "gains": len(fight.gains),
        "neither": len(fight.neither),
        "leaves": len(fight.leaves),
        "unknown": len(fight.unknown),
    }


def chart_fights(fights: Sequence[Fight], *, title: str, labels: Labels) -> Chart:
    """Draw candidate fights: a bar each, of partners who gain, don't mind, leave, or must be asked.

    Parameters
    ----------
    fights : sequence of Fight
        At least one, with a partner.
    title : str
        The finding.
    labels : mapping
        The four parts, and ``partners`` (the axis).

    Returns
    -------
    alt.LayerChart
        700 px wide. It counts partners and names none.
    """
    rows = list_fights(fights, labels=labels)
    ticks = list_ticks(max(int(row["end"]) for row in rows))
    most = max(ticks[-1], *(int(row["end"]) for row in rows))
    scale = make_scale([0, most], _LEFT, _RIGHT)
    axis = alt.Axis(values=ticks, title=labels["partners"], format="d")
    start = alt.X("start", type="quantitative", scale=scale, axis=axis)
    middle = alt.X("middle", type="quantitative", scale=scale, axis=axis)
    firsts = list({row["y"]: row for row in rows}.values())
    inked = [
        {**row, "ink": theme.WHITE if row["part"] == labels["gains"] else theme.INK} for row in rows
    ]
    bars = alt.Chart(theme.name_data(rows, "bars")).mark_bar(strokeWidth=1)
    counts = alt.Chart(theme.name_data(inked, "counts")).mark_text(baseline="middle")
    layers = [
        draw_text(firsts, "labels", x=0),
        bars.encode(
            x=start,
            x2=alt.X2("end"),
            y=at_px("top"),
            y2=alt.Y2("bottom"),
            **_encode_parts(rows, labels),
        ),
        counts.encode(
            x=middle,
            y=at_px(),
            text=alt.Text("count", type="quantitative"),
            color=alt.Color("ink", type="nominal", scale=None),
        ),
    ]
    return join_layers(layers, height=max(float(row["y"]) for row in rows) + _ROW / 2, title=title)


def _encode_parts(rows: Sequence[Row], labels: Labels) -> dict[str, alt.Fill | alt.Stroke]:
    """Fill and outline parts; the legend has those that are there."""
    present = {row["part"] for row in rows}
    kept = [place for place, part in enumerate(PARTS) if labels[part] in present]
    domain = [labels[PARTS[place]] for place in kept]
    legend = alt.Legend(title=None)

    def look(colors: Sequence[str]) -> alt.Scale:
        return alt.Scale(domain=domain, range=[colors[place] for place in kept])

    return {
        "fill": alt.Fill("part", type="nominal", scale=look(_FILLS), legend=legend),
        "stroke": alt.Stroke("part", type="nominal", scale=look(_LINES), legend=legend),
    }
