"""The evidence bar in a picture: how many models clear each level, and what was found of each."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from coalitionkit.charts import theme
from coalitionkit.charts.drawing import (
    LABEL_WIDTH,
    TALL_ROW,
    at_px,
    draw_bars,
    draw_text,
    encode_answers,
    join_layers,
    make_scale,
    stack,
)
from coalitionkit.charts.survey_rows import LABEL_CHARACTERS, Labels
from coalitionkit.charts.theme import Chart, Row

_LEFT, _RIGHT = LABEL_WIDTH + 8, theme.WIDTH - 40  # px
_ROW = 36  # px, for two lines of text
_FOOT = 10  # px
_SIGN = 6  # px from a bar's end to its number


def chart_bar(
    counts: pd.DataFrame, *, names: Mapping[str, str], title: str, labels: Labels
) -> Chart:
    """Draw how many models clear each level: dark those without an unfavorable finding.

    Parameters
    ----------
    counts : DataFrame
        From ``plays.evidence_bar.count_bar``.
    names : mapping
        A level's id -> what a model needs for it.
    title : str
        The finding.
    labels : mapping
        From ``words.evidence_bar.say_chart_labels``.

    Returns
    -------
    alt.LayerChart
        700 px wide.
    """
    rows: list[Row] = []
    bars: list[Row] = []
    for place, row in enumerate(counts.to_dict("records")):
        y, spotless, models = (place + 0.5) * _ROW, int(row["spotless"]), int(row["models"])
        label = theme.wrap(f"{row['level']}. {names[row['bar']]}", LABEL_CHARACTERS)
        rows.append({"label": label, "text": str(models), "end": models, "y": y})
        bars.append({"answer": labels["spotless"], "start": 0, "end": spotless, "y": y})
        bars.append({"answer": labels["marked"], "start": spotless, "end": models, "y": y})
    scale = make_scale([0, max(1, int(counts["models"].max()))], _LEFT, _RIGHT)
    x = alt.X("start", type="quantitative", scale=scale, axis=None)
    layers = [
        draw_text(rows, "labels", x=0),
        draw_bars(bars, "models", x=x, **_tell_apart(labels["spotless"], labels["marked"])),
        _draw_numbers(rows, "numbers", scale, side=1),
    ]
    return join_layers(layers, height=_ROW * len(rows), title=title)


def chart_findings(graded: pd.DataFrame, *, title: str, labels: Labels) -> Chart:
    """Draw each model's favorable findings to the right, and its unfavorable ones to the left.

    Parameters
    ----------
    graded : DataFrame
        From ``plays.evidence_bar.grade_models``; only models with a finding are drawn.
    title : str
        The finding.
    labels : mapping
        From ``words.evidence_bar.say_chart_labels``.

    Returns
    -------
    alt.LayerChart
        700 px wide. Both kinds are on one scale.
    """
    found = graded[graded["favorable"] + graded["unfavorable"] > 0]
    rows: list[Row] = []
    bars: list[Row] = []
    goods: list[Row] = []
    bads: list[Row] = []
    slots, height = stack(found["model"].astype(str), row=TALL_ROW)
    for row, slot in zip(found.to_dict("records"), slots, strict=True):
        y, good, bad = slot.y, int(row["favorable"]), int(row["unfavorable"])
        rows.append({"label": slot.label, "y": y})
        goods.append({"text": str(good), "end": good, "y": y})
        bads.append({"text": str(bad), "end": -bad, "y": y})
        bars.append({"answer": labels["favorable"], "start": 0, "end": good, "y": y})
        bars.append({"answer": labels["unfavorable"], "start": -bad, "end": 0, "y": y})
    ends = [-max([1, *found["unfavorable"]]), max([1, *found["favorable"]])]
    scale = make_scale(ends, _LEFT + 16, _RIGHT)
    x = alt.X("start", type="quantitative", scale=scale, axis=None)
    layers = [
        draw_text(rows, "labels", x=0),
        draw_bars(bars, "findings", x=x, **_tell_apart(labels["favorable"], labels["unfavorable"])),
        _draw_numbers(goods, "favorable", scale, side=1),
        _draw_numbers(bads, "unfavorable", scale, side=-1),
    ]
    return join_layers(layers, height=height + _FOOT, title=title)


def _tell_apart(dark: str, pale: str) -> dict[str, alt.Fill | alt.Stroke]:
    return {
        "fill": encode_answers(alt.Fill, [dark, pale], [theme.BLUE, theme.PALE]),
        "stroke": encode_answers(alt.Stroke, [dark, pale], [theme.BLUE, theme.OUTLINE]),
    }


def _draw_numbers(rows: list[Row], name: str, scale: alt.Scale, *, side: int) -> alt.Chart:
    """Write each bar's number past its end: to the right (1) or to the left (-1)."""
    marks: alt.Chart = alt.Chart(theme.name_data(rows, name)).mark_text(
        align="left" if side > 0 else "right", baseline="middle", dx=side * _SIGN, fontWeight=600
    )
    numbers: alt.Chart = marks.encode(
        x=alt.X("end", type="quantitative", scale=scale, axis=None),
        y=at_px(),
        text=alt.Text("text", type="nominal"),
    )
    return numbers
