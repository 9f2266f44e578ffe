"""Five coalitions' lives in a picture: each a line of years, with its turns as marks."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from coalitionkit.charts import theme
from coalitionkit.charts.drawing import LABEL_WIDTH, at_px, draw_text, join_layers, make_scale
from coalitionkit.charts.survey_rows import LABEL_CHARACTERS, Labels
from coalitionkit.charts.theme import Chart, Row
from coalitionkit.plays.contrasts import Turn

_LEFT, _RIGHT = LABEL_WIDTH + 16, theme.WIDTH - 16  # px
_ROW, _FOOT = 54, 24  # px
_YEARS = 5  # from a tick to the next
# In the order of the legend: a kind, its shape and its fill.
_MARKS: Mapping[str, tuple[str, str]] = {
    "began": ("circle", theme.WHITE),
    "won": ("triangle-up", theme.BLUE),
    "lost": ("triangle-down", theme.WHITE),
    "split": ("cross", theme.DOSES[0]),
    "closed": ("square", theme.INK),
    "came back": ("circle", theme.BLUE),
}


def chart_lives(
    lives: Mapping[str, Sequence[Turn]],
    *,
    stories: Mapping[str, str],
    title: str,
    labels: Labels,
) -> Chart:
    """Draw each coalition's years as a line, broken where it was closed, and mark its turns.

    Parameters
    ----------
    lives : mapping
        Name -> turns, from ``plays.contrasts.find_turns``; at least one of each.
    stories : mapping
        Name -> its turns in a line of words.
    title : str
        The finding.
    labels : mapping
        From ``words.contrasts.say_chart_labels``: one a kind of turn.

    Returns
    -------
    alt.LayerChart
        700 px wide.
    """
    names: list[Row] = []
    told: list[Row] = []
    lines: list[Row] = []
    marks: list[Row] = []
    for place, (name, turns) in enumerate(lives.items()):
        y = (place + 0.5) * _ROW
        names.append({"label": theme.wrap(name, LABEL_CHARACTERS), "y": y - 8})
        told.append({"label": theme.wrap(stories[name], LABEL_CHARACTERS), "y": y})
        lines += [
            {"at": turn.at, "end": after.at, "y": y}
            for turn, after in itertools.pairwise(turns)
            if turn.kind != "closed"
        ]
        marks += [{"at": turn.at, "y": y, "kind": labels[turn.kind]} for turn in turns]
    height = _ROW * len(lives)
    years = [int(turn.at) for turns in lives.values() for turn in turns]
    first, last = min(years), max(years) + 1
    scale = make_scale([first, last], _LEFT, _RIGHT)
    present = [kind for kind in _MARKS if labels[kind] in {mark["kind"] for mark in marks}]
    layers = [
        *_draw_years(range(first - first % -_YEARS, last + 1, _YEARS), scale, height),
        draw_text(names, "names", x=0, fontWeight=600),
        draw_text(told, "stories", x=0, color=theme.MUTED, baseline="top"),
        _draw_lines(lines, scale),
        _draw_marks(marks, scale, present, labels),
    ]
    return join_layers(layers, height=height + _FOOT, title=title)


def _draw_years(years: Sequence[int], scale: alt.Scale, bottom: float) -> list[alt.Chart]:
    ticks: list[Row] = [{"at": year, "label": str(year)} for year in years]
    x = alt.X("at", type="quantitative", scale=scale, axis=None)
    rules = alt.Chart(theme.name_data(ticks, "year_rules")).mark_rule(color=theme.PALE)
    words = alt.Chart(theme.name_data(ticks, "years")).mark_text(
        color=theme.MUTED, align="center", baseline="middle"
    )
    return [
        rules.encode(x=x, y=alt.value(0), y2=alt.value(bottom)),
        words.encode(x=x, y=alt.value(bottom + _FOOT / 2), text=alt.Text("label", type="nominal")),
    ]


def _draw_lines(lines: Sequence[Row], scale: alt.Scale) -> alt.Chart:
    marks = alt.Chart(theme.name_data(lines, "lives")).mark_rule(
        color=theme.HALF_BLUE, strokeWidth=6, opacity=1
    )
    drawn: alt.Chart = marks.encode(
        x=alt.X("at", type="quantitative", scale=scale, axis=None), x2="end", y=at_px()
    )
    return drawn


def _draw_marks(
    rows: Sequence[Row], scale: alt.Scale, present: Sequence[str], labels: Labels
) -> alt.Chart:
    domain = [labels[kind] for kind in present]
    marks = alt.Chart(theme.name_data(rows, "turns")).mark_point(
        size=110, opacity=1, stroke=theme.INK, strokeWidth=1.2
    )
    drawn: alt.Chart = marks.encode(
        x=alt.X("at", type="quantitative", scale=scale, axis=None),
        y=at_px(),
        shape=_encode(alt.Shape, domain, [_MARKS[kind][0] for kind in present]),
        fill=_encode(alt.Fill, domain, [_MARKS[kind][1] for kind in present]),
    )
    return drawn


def _encode(channel: Any, domain: Sequence[str], looks: Sequence[str]) -> Any:
    return channel(
        "kind",
        type="nominal",
        scale=alt.Scale(domain=list(domain), range=list(looks)),
        legend=alt.Legend(title=None, columns=6),
    )
