"""The survey's pictures: plays as dots, items as steps, the dose, named answers, and change.

Each function takes frozen shapes of :mod:`coalitionkit.survey.figures` and ready-made words (the
keys of ``labels`` stand in :mod:`coalitionkit.charts.survey_rows`) and returns a new chart.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeAlias

import altair as alt

from coalitionkit.charts import theme
from coalitionkit.charts.drawing import (
    KIND_DASHES,
    KIND_FILLS,
    LABEL_WIDTH,
    MARKS_END,
    TALL_ROW,
    at_px,
    draw_bars,
    draw_columns,
    draw_counts,
    draw_text,
    encode_answers,
    encode_kinds,
    hold,
    join_layers,
    list_ticks,
    make_scale,
    name_kinds,
)
from coalitionkit.charts.standalone import chart_answers, chart_dose
from coalitionkit.charts.survey_rows import (
    KINDS,
    Labels,
    Layout,
    count_kinds,
    find_longest,
    lay_out,
    list_apart,
    list_bars,
    list_dots,
    list_segments,
    scale_to_shares,
)
from coalitionkit.charts.theme import Chart
from coalitionkit.charts.waves import chart_changes
from coalitionkit.playbook import Language, Playbook
from coalitionkit.survey.figures import ShownItem

__all__ = ["chart_answers", "chart_changes", "chart_dose", "chart_items", "chart_plays"]

Look: TypeAlias = tuple[str, str, Sequence[int]]  # fill, ink and dash

MOST_DOTS = 40  # answers; above it a row is a bar of shares

_GROUP_WIDTH = 106  # px
_DOT_SPACE = 15  # px, the widest
_CROSS = "M-0.7,-0.7L0.7,0.7M-0.7,0.7L0.7,-0.7"
# By the order of KINDS.
_KIND_SHAPES = ("circle", "circle", "circle", "circle", "diamond", _CROSS)


def chart_plays(
    items: Sequence[ShownItem],
    *,
    book: Playbook,
    language: Language,
    title: str,
    labels: Labels,
) -> Chart:
    """Draw page one's picture: the plays, their items, and a dot for every answer.

    Up to 40 answers a row is dots: filled at step 4 or 5, half-tone where it is in doubt, a ring
    below, a diamond for don't know, a cross for no answer. Above it, and where counts are merged
    for the public, it is a bar of shares. A hidden item is a line of words.

    Parameters
    ----------
    items : sequence of ShownItem
        In any order; items outside the five plays are not drawn here.
    book : Playbook
    language : {"en", "es"}
    title : str
        The finding.
    labels : mapping

    Returns
    -------
    alt.LayerChart
        700 px wide.
    """
    by_play = {
        play: [item for item in items if book.items[item.item].play == play] for play in book.plays
    }
    layout = lay_out(
        ((book.plays[play].title[language], found) for play, found in by_play.items() if found),
        book=book,
        language=language,
        labels=labels,
    )
    shown = [item for found in by_play.values() for item in found if item.form != "hidden"]
    layers = [
        draw_text(layout.groups, "plays", x=0, baseline="top", fontWeight="bold"),
        *draw_columns(layout, left=_GROUP_WIDTH),
    ]
    if shown:
        wide = any(
            item.form == "merged" or sum(count_kinds(item).values()) > MOST_DOTS for item in shown
        )
        draw = _draw_shares if wide else _draw_dots
        layers.append(draw(shown, layout=layout, labels=labels))
    return join_layers(layers, height=layout.height, title=title)


def _draw_dots(items: Sequence[ShownItem], *, layout: Layout, labels: Labels) -> alt.Chart:
    start = _GROUP_WIDTH + LABEL_WIDTH
    dots = list_dots(items, layout=layout, labels=labels)
    most = max((int(dot["place"]) + 1 for dot in dots), default=1)
    space = min(_DOT_SPACE, (MARKS_END - start) / most)
    domain, places = name_kinds((kind for item in items for kind in count_kinds(item)), labels)
    shapes = [_KIND_SHAPES[place] for place in places]
    left = start + space / 2
    scale = make_scale((0, most), left, left + most * space)
    marks: alt.Chart = alt.Chart(theme.name_data(dots, "answers")).mark_point(
        size=(space * 0.7) ** 2, strokeWidth=1.2, opacity=1
    )
    drawn: alt.Chart = marks.encode(
        x=alt.X("place", type="quantitative", scale=scale, axis=None),
        y=at_px(),
        shape=encode_answers(alt.Shape, domain, shapes),
        **encode_kinds(domain, places),
    )
    return drawn


def _draw_shares(items: Sequence[ShownItem], *, layout: Layout, labels: Labels) -> alt.Chart:
    parts = [
        (item.item, [(labels[kind], count) for kind, count in count_kinds(item).items()])
        for item in items
    ]
    domain, places = name_kinds((kind for item in items for kind in count_kinds(item)), labels)
    x = alt.X(
        "start",
        type="quantitative",
        scale=make_scale((0, 1), _GROUP_WIDTH + LABEL_WIDTH, MARKS_END - 8),
        axis=alt.Axis(
            format="%", values=[0, 0.25, 0.5, 0.75, 1], grid=False, title=labels["share_all"]
        ),
    )
    bars = scale_to_shares(list_bars(parts, layout=layout))
    dashes = encode_answers(alt.StrokeDash, domain, [KIND_DASHES[place] for place in places])
    return draw_bars(bars, "answers", x=x, strokeDash=dashes, **encode_kinds(domain, places))


def chart_items(
    items: Sequence[ShownItem],
    *,
    book: Playbook,
    language: Language,
    title: str,
    labels: Labels,
) -> Chart:
    """Draw items with ordered steps: a bar each, a segment a step, don't know apart at the right.

    Parameters
    ----------
    items : sequence of ShownItem
        Of set B, top to bottom.
    book : Playbook
    language : {"en", "es"}
    title : str
        The finding.
    labels : mapping

    Returns
    -------
    alt.LayerChart
        700 px wide; the axis counts answers.
    """
    layout = lay_out([("", items)], book=book, language=language, labels=labels, least=TALL_ROW)
    shown = [item for item in items if item.form != "hidden"]
    layers = draw_columns(layout, left=0)
    if shown:
        layers += _draw_steps(shown, layout=layout, labels=labels)
    return join_layers(layers, height=layout.height, title=title)


def _draw_steps(items: Sequence[ShownItem], *, layout: Layout, labels: Labels) -> list[alt.Chart]:
    steps = {item.item: list_segments(item, labels) for item in items}
    apart = {item.item: list_apart(item, labels) for item in items}
    most = find_longest(steps.values())
    aside = find_longest(apart.values())
    begin = most * 1.04
    bars = list_bars(steps.items(), layout=layout)
    bars += list_bars(apart.items(), layout=layout, start=begin)
    reach = max(begin + aside if aside else most, 1)
    scale = make_scale((0, reach), LABEL_WIDTH, MARKS_END - 8)
    axis = alt.Axis(
        values=list_ticks(most), format="d", grid=False, domain=False, title=labels["answers"]
    )
    looks = _find_looks({str(bar["answer"]) for bar in bars}, labels)
    fills, inks, dashes = zip(*looks.values(), strict=True)
    return [
        draw_bars(
            bars,
            "answers",
            x=alt.X("start", type="quantitative", scale=scale, axis=axis),
            fill=encode_answers(alt.Fill, list(looks), fills),
            strokeDash=encode_answers(alt.StrokeDash, list(looks), dashes),
            stroke=hold(alt.StrokeValue, theme.OUTLINE),
        ),
        draw_counts(
            bars,
            "answer_counts",
            x=alt.X("middle", type="quantitative", scale=scale),
            ink=dict(zip(looks, inks, strict=True)),
            px=(MARKS_END - 8 - LABEL_WIDTH) / reach,
        ),
    ]


def _find_looks(present: Collection[str], labels: Labels) -> dict[str, Look]:
    """Find the fill, ink and dash of each part that is there, in the legend's order."""
    steps = {labels["step"].format(step=step + 1): step for step in range(5)}
    order = {labels["low"]: 0} | steps | {labels["middle"]: 2, labels["high"]: 4}
    looks: dict[str, Look] = {
        name: (theme.STEPS[step], theme.ON_STEPS[step], (1, 0)) for name, step in order.items()
    }
    for kind, fill, dash in zip(KINDS, KIND_FILLS, KIND_DASHES, strict=True):
        if kind != "high":
            looks[labels[kind]] = (fill, theme.INK, dash)
    return {name: look for name, look in looks.items() if name in present}
