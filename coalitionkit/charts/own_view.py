"""One person's own answers, or several people's side by side: a mark each, nothing added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import altair as alt

from coalitionkit.charts import theme
from coalitionkit.charts.drawing import (
    LABEL_WIDTH,
    at_px,
    draw_text,
    encode_answers,
    join_layers,
)
from coalitionkit.charts.survey_rows import LABEL_CHARACTERS, Labels
from coalitionkit.charts.theme import Chart, Row
from coalitionkit.playbook import DOES_NOT_APPLY, DONT_KNOW, Item, Language
from coalitionkit.survey.own_view import OwnView

_COLUMN = (theme.WIDTH - LABEL_WIDTH) / 7  # px: five steps, don't know, does not apply
_ROW, _DOSE_ROW = 30, 52  # px
_HEAD = 2 * theme.LINE + 6  # px
_APART = 11  # px between marks in one column, where there is room
_BELOW = 9  # px from a mark's middle to the words under it
_WORD_CHARACTERS = 10
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
_FILLS = (theme.BLUE, theme.DOSES[0], theme.INK)


def chart_own_views(
    views: Sequence[OwnView],
    items: Sequence[Item],
    *,
    language: Language,
    title: str,
    labels: Labels,
) -> Chart:
    """Draw each answer as a mark on its item's five steps, or under don't know.

    Parameters
    ----------
    views : sequence of OwnView
        A shape a person.
    items : sequence of Item
        All of set B, or all of set T: a row each.
    language : {"en", "es"}
    title : str
    labels : mapping
        From ``words.own_view.say_labels``.

    Returns
    -------
    alt.LayerChart
        700 px wide. No count, no average, no spread.
    """
    tall = _DOSE_ROW if items[0].set == "T" else _ROW
    rows: list[Row] = [
        {
            "label": theme.wrap(item.short[language], LABEL_CHARACTERS),
            "y": _HEAD + place * tall + _ROW / 2,
        }
        for place, item in enumerate(items)
    ]
    layers = [draw_text(rows, "items", x=0), _draw_steps(rows, items)]
    layers.append(_draw_words(_list_words(rows, items, language, labels)))
    marks = _list_marks(views, rows, items)
    if marks:
        layers.append(_draw_marks(marks, [view.rater for view in views]))
    return join_layers(layers, height=_HEAD + tall * len(rows), title=title)


def _find_x(column: int) -> float:
    return LABEL_WIDTH + (column + 0.5) * _COLUMN


def _draw_steps(rows: Sequence[Row], items: Sequence[Item]) -> alt.Chart:
    """Draw what could be answered as small pale rings."""
    rings: list[Row] = []
    for row, item in zip(rows, items, strict=True):
        columns = range(7 if item.na_label else 6)
        rings += [{"x": _find_x(column), "y": row["y"]} for column in columns]
    marks: alt.Chart = alt.Chart(theme.name_data(rings, "steps")).mark_point(
        size=30, color=theme.OUTLINE, strokeWidth=1, opacity=1
    )
    drawn: alt.Chart = marks.encode(x=_at("x"), y=at_px())
    return drawn


def _at(field: str) -> alt.X:
    return alt.X(field, type="quantitative", scale=None, axis=None)


def _list_words(
    rows: Sequence[Row], items: Sequence[Item], language: Language, labels: Labels
) -> list[Row]:
    """Name the columns above; a dose's ends and middle in its own words below it."""
    heads = [*items[0].values, labels["dont_know"]]
    heads += [labels["other"]] if any(item.na_label for item in items) else []
    words: list[Row] = []
    if items[0].set == "T":
        heads = ["" for _ in items[0].values] + heads[len(items[0].values) :]
        words = [
            _place_word(column, float(row["y"]) + _BELOW, label[language])
            for row, item in zip(rows, items, strict=True)
            for column, label in enumerate(item.options.values())
            if column % 2 == 0
        ]
    return [_place_word(column, 0.0, head) for column, head in enumerate(heads)] + words


def _place_word(column: int, y: float, word: str) -> Row:
    return {"x": _find_x(column), "y": y, "label": theme.wrap(word, _WORD_CHARACTERS)}


def _draw_words(words: Sequence[Row]) -> alt.Chart:
    marks: alt.Chart = alt.Chart(theme.name_data(words, "words")).mark_text(
        baseline="top", color=theme.MUTED
    )
    text = alt.Text("label", type="nominal")
    drawn: alt.Chart = marks.encode(x=_at("x"), y=at_px(), text=text)
    return drawn


def _list_marks(views: Sequence[OwnView], rows: Sequence[Row], items: Sequence[Item]) -> list[Row]:
    """Place a mark an answer; those in one column stand side by side."""
    marks: list[Row] = []
    for row, item in zip(rows, items, strict=True):
        cells: dict[int, list[str]] = defaultdict(list)
        offered = (*item.values, DONT_KNOW, DOES_NOT_APPLY)
        for view in views:
            answer = view.answers.get(item.id, "")
            if answer in offered:
                cells[offered.index(answer)].append(view.rater)
        for column, raters in cells.items():
            apart = min(_APART, (_COLUMN - _APART) / max(len(raters) - 1, 1))
            for number, rater in enumerate(raters):
                x = _find_x(column) + apart * (number - (len(raters) - 1) / 2)
                marks.append({"x": x, "y": row["y"], "answer": rater})
    return marks


def _draw_marks(marks: Sequence[Row], raters: Sequence[str]) -> alt.Chart:
    shapes = [_SHAPES[place % len(_SHAPES)] for place in range(len(raters))]
    fills = [_FILLS[place // len(_SHAPES) % len(_FILLS)] for place in range(len(raters))]
    drawn: alt.Chart = alt.Chart(theme.name_data(marks, "answers")).mark_point(
        filled=True, size=110, opacity=1
    )
    answers: alt.Chart = drawn.encode(
        x=_at("x"),
        y=at_px(),
        shape=encode_answers(alt.Shape, raters, shapes),
        fill=encode_answers(alt.Fill, raters, fills),
    )
    return answers
