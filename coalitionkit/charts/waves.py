"""Two waves in a picture: each item's share then and now, and the plays' means."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from coalitionkit.charts import theme
from coalitionkit.charts.drawing import LABEL_WIDTH, at_px, draw_text, make_scale
from coalitionkit.charts.survey_rows import LABEL_CHARACTERS, Labels, write_range
from coalitionkit.charts.theme import Chart, Row
from coalitionkit.playbook import Language, Playbook
from coalitionkit.survey.figures import ShownChange

_TEXT_WIDTH = 170  # px
_TEXT_CHARACTERS = 22  # of both waves, on one line
_LEFT, _RIGHT = LABEL_WIDTH + 8, theme.WIDTH - _TEXT_WIDTH - 8  # px
_APART = 5  # px between a row's middle and each wave's interval
_ITEM_ROW = _MEAN_ROW = 32  # px


def list_changes(
    change: ShownChange, *, book: Playbook, language: Language, labels: Labels
) -> list[Row]:
    """List each item's share on the marked side in two waves.

    Returns
    -------
    list of mapping
        Two an item: ``label``, ``text`` (the change in words; empty in the second), ``wave`` (its
        label), ``low``, ``middle``, ``high`` (shares, 0-1), ``row`` and ``y`` (px: the middle of
        the row and of the mark).
    """
    rows: list[Row] = []
    for number, (item, (first, first_n, second, second_n)) in enumerate(change.items.items()):
        pairs = ((first, first_n), (second, second_n))
        texts = [write_range(found, n, labels) for found, n in pairs]
        ends = [
            (found.low / n, (found.low + found.high) / 2 / n, found.high / n) for found, n in pairs
        ]
        middle = (number + 0.5) * _ITEM_ROW
        label = book.items[item].short[language]
        rows += _join_waves(
            label, texts, ends, _name_waves(change, labels), middle, (middle, middle)
        )
    return rows


def list_means(
    change: ShownChange, *, book: Playbook, language: Language, labels: Labels
) -> list[Row]:
    """List each play's mean and interval in two waves, the first a little above the second.

    Returns
    -------
    list of mapping
        As from :func:`list_changes`, with ``low``, ``middle`` and ``high`` in steps, 1-5.
    """
    rows: list[Row] = []
    for number, (play, found) in enumerate(change.plays.items()):
        means = (found.first, found.second)
        texts = [str(mean.value) for mean in means]
        ends = [(mean.low, mean.value, mean.high) for mean in means]
        middle = (number + 0.5) * _MEAN_ROW
        label = book.plays[play].title[language]
        ys = (middle - _APART, middle + _APART)
        rows += _join_waves(label, texts, ends, _name_waves(change, labels), middle, ys)
    return rows


def _name_waves(change: ShownChange, labels: Labels) -> tuple[str, str]:
    first, second = change.first_wave, change.second_wave
    return labels["wave"].format(wave=first), labels["wave"].format(wave=second)


def _join_waves(
    label: str,
    texts: Sequence[str],
    ends: Sequence[tuple[float, float, float]],
    waves: tuple[str, str],
    middle: float,
    ys: tuple[float, float],
) -> list[Row]:
    long = sum(len(text) for text in texts) > _TEXT_CHARACTERS
    told = ((" →\n" if long else " → ").join(texts), "")
    label = theme.wrap(label, LABEL_CHARACTERS)
    return [
        {
            "label": label,
            "text": text,
            "wave": wave,
            "low": low,
            "middle": at,
            "high": high,
            "row": middle,
            "y": y,
        }
        for text, wave, (low, at, high), y in zip(told, waves, ends, ys, strict=True)
    ]


def chart_changes(
    change: ShownChange,
    *,
    book: Playbook,
    language: Language,
    title: str,
    labels: Labels,
) -> Chart:
    """Draw two waves: a ring for the first, a dot for the second, for each item and play.

    Items are shares on the marked side of those who picked a step, joined by a line; a count that
    is known only as a range is a thick short bar. Plays, where their means are shown, follow
    below with their 95% intervals.

    Parameters
    ----------
    change : ShownChange
        With at least one item or play.
    book : Playbook
    language : {"en", "es"}
    title : str
        The finding.
    labels : mapping

    Returns
    -------
    alt.VConcatChart
        700 px wide.

    Raises
    ------
    ValueError
        If there is neither an item nor a play to draw.
    """
    panels = []
    if items := list_changes(change, book=book, language=language, labels=labels):
        axis = alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1], title=labels["share"])
        panels.append(
            _draw_panel(items, "items", domain=(0, 1), axis=axis, row_height=_ITEM_ROW, thick=7)
        )
    if means := list_means(change, book=book, language=language, labels=labels):
        axis = alt.Axis(format="d", values=[1, 2, 3, 4, 5], title=labels["mean"])
        panels.append(
            _draw_panel(means, "plays", domain=(1, 5), axis=axis, row_height=_MEAN_ROW, thick=1.5)
        )
    if not panels:
        raise ValueError("change: found no item and no play; allowed: at least one.")
    return alt.VConcatChart(vconcat=panels, spacing=24, **theme.finish(title))


def _draw_panel(
    rows: Sequence[Row],
    name: str,
    *,
    domain: tuple[float, float],
    axis: alt.Axis,
    row_height: float,
    thick: float,
) -> alt.LayerChart:
    """Draw one panel; ``thick`` is how wide a range's line is, px."""
    scale = make_scale(domain, _LEFT, _RIGHT)
    middle = alt.X("middle", type="quantitative", scale=scale, axis=axis)
    told = [{**row, "y": row["row"]} for row in rows if row["text"]]
    waves = list(dict.fromkeys(str(row["wave"]) for row in rows))
    ranged = [row for row in rows if row["low"] != row["high"]]
    # A mean lies somewhere in its interval; a range of counts has no middle to draw as a count.
    pointed = rows if name == "plays" else [row for row in rows if row not in ranged]
    style = {"align": "right", "fontWeight": 600}
    layers = [
        draw_text(told, f"{name}_labels", x=0),
        draw_text(told, f"{name}_changes", x=theme.WIDTH, field="text", **style),
    ]
    if name == "items":
        layers.append(_draw_joins(rows, middle))
    if ranged:
        low = alt.X("low", type="quantitative", scale=scale)
        layers.append(_draw_ranges(ranged, name, low, waves[0], thick))
    layers.append(_draw_points(pointed, name, middle, waves))
    return alt.LayerChart(layer=layers, width=theme.WIDTH, height=row_height * len(told))


def _draw_joins(rows: Sequence[Row], x: alt.X) -> alt.Chart:
    """Join the two waves of a row by a thin line."""
    marks: alt.Chart = alt.Chart(theme.name_data(rows, "joins")).mark_line(
        color=theme.OUTLINE, strokeWidth=1
    )
    joins: alt.Chart = marks.encode(x=x, y=at_px(), detail=alt.Detail("row", type="quantitative"))
    return joins


def _draw_ranges(rows: Sequence[Row], name: str, x: alt.X, first: str, thick: float) -> alt.Chart:
    """Draw each range as a line, the first wave's paler."""
    inked = [
        {**row, "ink": theme.RING_BLUE if row["wave"] == first else theme.BLUE} for row in rows
    ]
    marks: alt.Chart = alt.Chart(theme.name_data(inked, f"{name}_ranges")).mark_rule(
        strokeWidth=thick, opacity=1
    )
    ink = alt.Color("ink", type="nominal", scale=None)
    ranges: alt.Chart = marks.encode(x=x, x2=alt.X2("high"), y=at_px(), color=ink)
    return ranges


def _draw_points(rows: Sequence[Row], name: str, x: alt.X, waves: Sequence[str]) -> alt.Chart:
    """Draw the first wave as a larger ring, so that it is seen around the second's dot."""
    legend = alt.Legend(title=None)
    fills, sizes = _scale_waves(waves, [theme.WHITE, theme.BLUE]), _scale_waves(waves, [120, 40])
    marks: alt.Chart = alt.Chart(theme.name_data(rows, name)).mark_point(
        shape="circle", stroke=theme.BLUE, strokeWidth=1.5, opacity=1
    )
    points: alt.Chart = marks.encode(
        x=x,
        y=at_px(),
        fill=alt.Fill("wave", type="ordinal", scale=fills, legend=legend),
        size=alt.Size("wave", type="ordinal", scale=sizes, legend=legend),
    )
    return points


def _scale_waves(waves: Sequence[str], looks: Sequence[str | float]) -> alt.Scale:
    return alt.Scale(domain=list(waves), range=list(looks))
