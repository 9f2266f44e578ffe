"""Communicate Constantly in a picture: talks and silences over time, and month by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from coalitionkit.charts import theme
from coalitionkit.charts.communicate_months import chart_months, list_lines
from coalitionkit.charts.drawing import (
    LABEL_WIDTH,
    at_px,
    draw_text,
    hold,
    join_layers,
    make_scale,
    stack,
)
from coalitionkit.charts.survey_rows import Labels
from coalitionkit.charts.theme import Chart, Row
from coalitionkit.plays.communicate import DAYS

__all__ = ["chart_months", "chart_timeline", "list_lines", "list_month_ticks", "list_silences"]

_LEFT, _RIGHT = LABEL_WIDTH + 8, theme.WIDTH - 76  # px
_ROW = 22  # px
_HEAD = 22  # px over the first row, for the words at its right end
_FOOT = 20  # px under the last row, for the months
_MOST_MONTHS = 8
_SILENCE = 10  # px, how thick a silence is drawn


def list_month_ticks(first: dt.date, last: dt.date) -> list[tuple[int, str]]:
    """List the months that begin between two days, at most eight, as days from the first.

    Examples
    --------
    >>> list_month_ticks(dt.date(2025, 1, 20), dt.date(2025, 3, 5))
    [(12, '2025-02'), (40, '2025-03')]
    """
    starts = pd.date_range(first, last, freq="MS")
    step = -(-len(starts) // _MOST_MONTHS) or 1
    begin = pd.Timestamp(first)
    return [((start - begin).days, f"{start:%Y-%m}") for start in starts[::step]]


def list_silences(silences: pd.DataFrame, *, first: dt.date, labels: Labels) -> list[Row]:
    """List the silences over 31 days.

    Parameters
    ----------
    silences : DataFrame
        From ``find_silences``.
    first : date
        The day at the left end.
    labels : mapping
        From ``words.communicate.say_chart_labels``.

    Returns
    -------
    list of mapping
        ``partner``, ``start`` and ``end`` (days from ``first``), ``days`` and ``mark`` (in words).
    """
    begin = pd.Timestamp(first)
    long = silences[silences["days"] > DAYS]
    return [
        {
            "partner": row["partner"],
            "start": (row["start"] - begin).days,
            "end": (row["end"] - begin).days,
            "days": int(row["days"]),
            "mark": labels["open" if row["open"] else "silence"],
        }
        for row in long.to_dict("records")
    ]


def chart_timeline(
    contacts: pd.DataFrame,
    *,
    talks: pd.DataFrame,
    silences: pd.DataFrame,
    as_of: dt.date,
    title: str,
    labels: Labels,
) -> Chart:
    """Draw each partner's talks as dots over time, with a bar for each silence over 31 days.

    Parameters
    ----------
    contacts, talks, silences : DataFrame
        From ``find_contacts`` (its rows and their order are drawn; at least one),
        ``list_talks`` and ``find_silences``.
    as_of : date
        The day at the right end.
    title : str
        The finding.
    labels : mapping
        From ``words.communicate.say_chart_labels``.

    Returns
    -------
    alt.LayerChart
        700 px wide. The number at a row's right end is the days since the last talk.
    """
    first = min([*talks["date"], *silences["start"], pd.Timestamp(as_of)]).date()
    slots, bottom = stack(contacts["name"].astype(str), row=_ROW, top=_HEAD)
    rows: list[Row] = [
        {"label": slot.label, "text": str(days), "y": slot.y}
        for days, slot in zip(contacts["days_since"], slots, strict=True)
    ]
    ys = dict(zip(contacts["partner"], (slot.y for slot in slots), strict=True))
    spans = [
        {
            **row,
            "top": ys[row["partner"]] - _SILENCE / 2,
            "bottom": ys[row["partner"]] + _SILENCE / 2,
        }
        for row in list_silences(silences, first=first, labels=labels)
    ]
    days = (talks["date"] - pd.Timestamp(first)).dt.days
    dots = [
        {"day": day, "y": ys[partner], "mark": labels["talk"]}
        for day, partner in zip(days, talks["partner"], strict=True)
    ]
    scale = make_scale([0, max(1, (as_of - first).days)], _LEFT, _RIGHT)
    head: list[Row] = [{"label": labels["days"], "y": _HEAD / 2}]
    right = {"align": "right", "fontWeight": 600}
    layers = [
        *_draw_months(first, as_of, scale, bottom),
        draw_text(rows, "labels", x=0),
        draw_text(head, "head", x=theme.WIDTH, align="right", color=theme.MUTED),
        draw_text(rows, "days", x=theme.WIDTH, field="text", **right),
        *_draw_spans(spans, scale, labels),
        *_draw_dots(dots, scale, labels),
    ]
    return join_layers(layers, height=bottom + _FOOT, title=title)


def _draw_months(first: dt.date, last: dt.date, scale: alt.Scale, bottom: float) -> list[alt.Chart]:
    """Draw a line where a month begins, and its name below."""
    ticks: list[Row] = [
        {"day": day, "label": label} for day, label in list_month_ticks(first, last)
    ]
    x = alt.X("day", type="quantitative", scale=scale, axis=None)
    rules = alt.Chart(theme.name_data(ticks, "month_rules")).mark_rule(color=theme.PALE)
    names = alt.Chart(theme.name_data(ticks, "months")).mark_text(
        color=theme.MUTED, align="center", baseline="middle"
    )
    return [
        rules.encode(x=x, y=hold(alt.YValue, _HEAD), y2=hold(alt.Y2Value, bottom)),
        names.encode(
            x=x, y=hold(alt.YValue, bottom + _FOOT / 2), text=alt.Text("label", type="nominal")
        ),
    ]


def _draw_spans(spans: Sequence[Row], scale: alt.Scale, labels: Labels) -> list[alt.Chart]:
    """Draw silences: pale where a talk ended them, dashed and white where none has yet."""
    if not spans:
        return []
    present = {span["mark"] for span in spans}
    looks = ((labels["silence"], theme.PALE, [1, 0]), (labels["open"], theme.WHITE, [3, 2]))
    kept = [look for look in looks if look[0] in present]
    domain = [mark for mark, _, _ in kept]
    marks = alt.Chart(theme.name_data(spans, "silences")).mark_bar(
        stroke=theme.OUTLINE, strokeWidth=1
    )
    return [
        marks.encode(
            x=alt.X("start", type="quantitative", scale=scale, axis=None),
            x2=alt.X2("end"),
            y=at_px("top"),
            y2=alt.Y2("bottom"),
            fill=_encode(alt.Fill, domain, [fill for _, fill, _ in kept]),
            strokeDash=_encode(alt.StrokeDash, domain, [dash for _, _, dash in kept]),
        )
    ]


def _encode(channel: Any, domain: Sequence[str], looks: Sequence[Any]) -> Any:
    return channel(
        "mark",
        type="nominal",
        scale=alt.Scale(domain=list(domain), range=list(looks)),
        legend=alt.Legend(title=None),
    )


def _draw_dots(dots: Sequence[Row], scale: alt.Scale, labels: Labels) -> list[alt.Chart]:
    if not dots:
        return []
    marks = alt.Chart(theme.name_data(dots, "talks")).mark_point(
        filled=True, opacity=1, shape="circle", size=36
    )
    return [
        marks.encode(
            x=alt.X("day", type="quantitative", scale=scale, axis=None),
            y=at_px(),
            color=_encode(alt.Color, [labels["talk"]], [theme.BLUE]),
        )
    ]
