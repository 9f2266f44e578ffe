"""Who clashes with whom, and how old each cell of the map is, as two grids."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from coalitionkit.charts import theme
from coalitionkit.charts.drawing import (
    LABEL_WIDTH,
    Slot,
    at_px,
    draw_text,
    encode_answers,
    join_layers,
    make_scale,
    stack,
)
from coalitionkit.charts.survey_rows import Labels
from coalitionkit.charts.theme import Chart, Row
from coalitionkit.plays.map_conflict import Names

_LEFT = LABEL_WIDTH + 12  # px, where cells begin
_PAD = 8  # px between two rows of text
_KEY_CHARACTERS = 96
_HEAD = 22  # px for the numbers above columns
_ROW = theme.LINE + _PAD  # px
_TOP = theme.LINE + _PAD + _HEAD  # px, where rows begin
_MOST_WIDE = 46  # px, a cell
STATES = ("current", "stale", "undated", "missing")
_STATE_FILLS = (theme.HALF_BLUE, theme.PALE, theme.WHITE, theme.WHITE)
_STATE_LINES = (theme.BLUE, theme.OUTLINE, theme.OUTLINE, theme.OUTLINE)
_STATE_DASHES: Sequence[Sequence[int]] = ((1, 0), (1, 0), (3, 2), (1, 0))


def chart_clashes(clashes: pd.DataFrame, *, title: str, labels: Labels, names: Names) -> Chart:
    """Draw who clashes with whom: in each cell, on how many issues two have no level in common.

    Parameters
    ----------
    clashes : DataFrame
        From ``plays.map_conflict.find_clashes``, with at least one pair.
    title : str
        The finding.
    labels : mapping
        From ``words.map_conflict.say_map_labels``.
    names : Names

    Returns
    -------
    alt.LayerChart
        700 px wide. Columns have the numbers of the rows; darker is a larger share of the issues
        that both stand on.

    Raises
    ------
    ValueError
        If there is no pair to draw.
    """
    if clashes.empty:
        raise ValueError("clashes: found no pair of partners; allowed: at least one.")
    partners = list(dict.fromkeys([*clashes["partner"], *clashes["other"]]))
    numbered = [f"{n} {names.partner(partner)}" for n, partner in enumerate(partners, start=1)]
    slots, height = stack(numbered, row=_ROW, top=_TOP)
    wide = min(_MOST_WIDE, (theme.WIDTH - _LEFT) / len(partners))
    counts = _count_pairs(clashes)
    cells: list[Row] = []
    for y, slot in enumerate(slots):
        for x in range(len(partners)):
            if x != y:
                pair = counts.get(frozenset((partners[x], partners[y])), (0, 0))
                cells.append(_make_clash(pair, _frame(x, wide, slot)))
    layers = [
        draw_text([{"label": labels["clashes"], "y": 0.0}], "head", x=_LEFT, baseline="top"),
        draw_text(_list_labels(slots), "partners", x=0),
        _write_heads(len(partners), wide),
        _draw_cells(cells, "cells"),
    ]
    if told := [cell for cell in cells if cell["label"]]:
        layers.append(_write_cells(told, "counts"))
    if any(cell["label"] == "–" for cell in cells):
        note: Row = {"label": f"–: {labels['shared']}", "y": height + _PAD}
        layers.append(draw_text([note], "note", x=_LEFT, baseline="top", color=theme.MUTED))
        height += theme.LINE + _PAD
    return join_layers(layers, height=height, title=title)


def _count_pairs(clashes: pd.DataFrame) -> Mapping[frozenset[str], tuple[int, int]]:
    """Count for each pair the issues without a level in common, and those both stand on."""
    counts: dict[frozenset[str], tuple[int, int]] = {}
    for partner, other, clash in zip(
        clashes["partner"], clashes["other"], clashes["clash"], strict=True
    ):
        pair = frozenset((partner, other))
        apart, shared = counts.get(pair, (0, 0))
        counts[pair] = (apart + bool(clash), shared + 1)
    return counts


def _make_clash(pair: tuple[int, int], frame: Row) -> Row:
    """Make one cell: its count, and the darker the larger the share."""
    apart, shared = pair
    step = math.ceil(apart / shared * len(theme.STEPS)) - 1 if apart else -1
    look = {
        "fill": theme.STEPS[step] if apart else theme.WHITE,
        "line": theme.OUTLINE,
        "ink": theme.ON_STEPS[step] if apart else theme.MUTED,
    }
    # In a large grid a field of zeros would hide the counts.
    label = str(apart or "") if shared else "–"
    return {"label": label, **look, **frame}


def _list_labels(slots: Sequence[Slot]) -> list[Row]:
    return [{"label": slot.label, "y": slot.y} for slot in slots]


def _frame(column: int, wide: float, slot: Slot) -> Row:
    """Give a cell's px: its four sides and its middle."""
    left = _LEFT + column * wide
    return {
        "left": left,
        "right": left + wide - 1,
        "top": slot.y - slot.tall / 2 + 0.5,
        "bottom": slot.y + slot.tall / 2 - 0.5,
        "x": left + wide / 2,
        "y": slot.y,
    }


def _at_x(field: str) -> alt.X:
    scale = make_scale((0, theme.WIDTH), 0, theme.WIDTH)
    return alt.X(field, type="quantitative", scale=scale, axis=None)


def _draw_cells(cells: Sequence[Row], name: str) -> alt.Chart:
    marks: alt.Chart = alt.Chart(theme.name_data(cells, name)).mark_rect(strokeWidth=0.8)
    drawn: alt.Chart = marks.encode(
        x=_at_x("left"),
        x2=alt.X2("right"),
        y=at_px("top"),
        y2=alt.Y2("bottom"),
        fill=alt.Fill("fill", type="nominal", scale=None),
        stroke=alt.Stroke("line", type="nominal", scale=None),
    )
    return drawn


def _write_heads(count: int, wide: float) -> alt.Chart:
    """Write the numbers of the columns; where they are narrow, every second one."""
    step = 1 if wide >= 8 * len(str(count)) else 2
    heads: list[Row] = [
        {
            "label": str(column + 1),
            "x": _LEFT + (column + 0.5) * wide,
            "y": _TOP - _HEAD / 2,
            "ink": theme.MUTED,
        }
        for column in range(0, count, step)
    ]
    return _write_cells(heads, "columns")


def _write_cells(cells: Sequence[Row], name: str) -> alt.Chart:
    """Write each cell's text in its middle."""
    marks: alt.Chart = alt.Chart(theme.name_data(cells, name)).mark_text(baseline="middle")
    written: alt.Chart = marks.encode(
        x=_at_x("x"),
        y=at_px(),
        text=alt.Text("label", type="nominal"),
        color=alt.Color("ink", type="nominal", scale=None),
    )
    return written


def chart_cells(
    cells: pd.DataFrame, *, title: str, labels: Labels, names: Names, days: int
) -> Chart:
    """Draw how old each cell of the map is, in days, with stale ones grayed.

    Parameters
    ----------
    cells : DataFrame
        From ``plays.map_conflict.find_cells``, with at least one row.
    title : str
        The finding.
    labels : mapping
        From ``words.map_conflict.say_map_labels``.
    names : Names
    days : int
        A cell older than this is stale; said in the legend.

    Returns
    -------
    alt.LayerChart
        700 px wide: partners down, issues across by number, their names below.

    Raises
    ------
    ValueError
        If there is no cell to draw.
    """
    if cells.empty:
        raise ValueError("cells: found no partner and issue; allowed: at least one.")
    partners, issues = (list(dict.fromkeys(cells[name])) for name in ("partner", "issue"))
    slots, height = stack(map(names.partner, partners), row=_ROW, top=_TOP)
    wide = min(_MOST_WIDE, (theme.WIDTH - _LEFT) / len(issues))
    drawn: list[Row] = []
    for partner, issue, age, state in zip(
        *(cells[name] for name in ("partner", "issue", "age", "state")), strict=True
    ):
        frame = _frame(issues.index(issue), wide, slots[partners.index(partner)])
        drawn.append(_make_state(state, age, labels[state].format(days=days), frame))
    key, bottom = _place_key([names.issue(issue) for issue in issues], height + _PAD)
    layers = [
        draw_text([{"label": labels["age"], "y": 0.0}], "head", x=_LEFT, baseline="top"),
        draw_text(_list_labels(slots), "partners", x=0),
        _write_heads(len(issues), wide),
        _draw_states(drawn, labels, days),
        _write_cells([cell for cell in drawn if cell["label"]], "ages"),
        draw_text(key, "issues", x=0, baseline="top", color=theme.MUTED),
    ]
    return join_layers(layers, height=bottom, title=title)


def _make_state(state: str, age: float, answer: str, frame: Row) -> Row:
    """Make one cell: its age in days, grayed where it is old."""
    text = {"missing": "", "undated": "?"}.get(state) if pd.isna(age) else str(int(age))
    ink = theme.INK if state == "current" else theme.MUTED
    return {"label": text or "", "answer": answer, "state": state, "ink": ink, **frame}


def _place_key(names: Sequence[str], top: float) -> tuple[list[Row], float]:
    """Write out below what the numbers of the columns stand for."""
    rows: list[Row] = []
    for number, name in enumerate(names, start=1):
        label = theme.wrap(f"{number} {name}", _KEY_CHARACTERS)
        rows.append({"label": label, "y": top})
        top += theme.LINE * (label.count("\n") + 1) + 4
    return rows, top


def _draw_states(cells: Sequence[Row], labels: Labels, days: int) -> alt.Chart:
    """Draw cells by their state; the legend tells those that are there."""
    present = {str(cell["state"]) for cell in cells}
    places = [place for place, state in enumerate(STATES) if state in present]
    domain = [labels[STATES[place]].format(days=days) for place in places]
    marks: alt.Chart = alt.Chart(theme.name_data(cells, "cells")).mark_bar(strokeWidth=0.8)
    drawn: alt.Chart = marks.encode(
        x=_at_x("left"),
        x2=alt.X2("right"),
        y=at_px("top"),
        y2=alt.Y2("bottom"),
        fill=encode_answers(alt.Fill, domain, [_STATE_FILLS[place] for place in places]),
        stroke=encode_answers(alt.Stroke, domain, [_STATE_LINES[place] for place in places]),
        strokeDash=encode_answers(
            alt.StrokeDash, domain, [_STATE_DASHES[place] for place in places]
        ),
    )
    return drawn
