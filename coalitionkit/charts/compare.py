"""A cohort's groups in a picture: where each question stands in how many of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt

from coalitionkit.charts import theme
from coalitionkit.charts.drawing import (
    LABEL_WIDTH,
    TALL_ROW,
    TEXT_WIDTH,
    at_px,
    draw_text,
    join_layers,
    make_scale,
)
from coalitionkit.charts.survey_rows import LABEL_CHARACTERS, Labels
from coalitionkit.charts.theme import Chart, Row
from coalitionkit.survey.compare import ItemSpread

_LEFT, _RIGHT = LABEL_WIDTH + 20, theme.WIDTH - TEXT_WIDTH  # px
_HEAD = 20  # px over the first row, for the words at its right end
_DOT = 300  # px²


def chart_spread(
    spreads: Sequence[ItemSpread], *, names: Mapping[str, str], title: str, labels: Labels
) -> Chart:
    """Draw each question as a row; a circle's number is how many groups stand at that share.

    Parameters
    ----------
    spreads : sequence of ItemSpread
        At least one.
    names : mapping
        Item's id -> its short name.
    title : str
        The finding.
    labels : mapping
        From ``words.compare.say_chart_labels``: ``share``, ``low`` and ``of``.

    Returns
    -------
    alt.LayerChart
        700 px wide. No group is named, and none can be told by its place.
    """
    rows: list[Row] = []
    dots: list[Row] = []
    top = float(_HEAD)
    for spread in spreads:
        label = theme.wrap(names[spread.item], LABEL_CHARACTERS)
        high = TALL_ROW + theme.LINE * label.count("\n")
        y = top + high / 2
        text = labels["of"].format(low=spread.low, groups=spread.groups)
        rows.append({"label": label, "text": text, "y": y})
        dots += [
            {"share": place / 10, "text": str(count), "y": y}
            for place, count in spread.places.items()
        ]
        top += high
    scale = make_scale([0, 1], _LEFT, _RIGHT)
    axis = alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1], title=labels["share"], grid=False)
    x = alt.X("share", type="quantitative", scale=scale, axis=axis)
    ends: list[Row] = [{"share": 0.5, "y": float(_HEAD), "end": top}]
    head: list[Row] = [{"label": labels["low"], "y": _HEAD / 2}]
    half = alt.Chart(theme.name_data(ends, "half")).mark_rule(color=theme.OUTLINE)
    circles = alt.Chart(theme.name_data(dots, "groups")).mark_point(
        shape="circle", size=_DOT, fill=theme.STEPS[0], stroke=theme.BLUE, opacity=1
    )
    counts = alt.Chart(theme.name_data(dots, "counts")).mark_text(baseline="middle")
    layers = [
        draw_text(rows, "labels", x=0),
        draw_text(head, "head", x=theme.WIDTH, align="right", color=theme.MUTED),
        draw_text(rows, "low", x=theme.WIDTH, field="text", align="right"),
        half.encode(x=x, y=at_px(), y2="end"),
        circles.encode(x=x, y=at_px()),
        counts.encode(x=x, y=at_px(), text=alt.Text("text", type="nominal")),
    ]
    return join_layers(layers, height=top, title=title)
