"""Items that stand alone: the dose, too little to too much, and named answers."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from coalitionkit.charts import theme
from coalitionkit.charts.drawing import (
    LABEL_WIDTH,
    MARKS_END,
    TALL_ROW,
    at_px,
    draw_bars,
    draw_columns,
    draw_counts,
    draw_text,
    encode_answers,
    hold,
    join_layers,
    list_ticks,
    make_scale,
)
from coalitionkit.charts.survey_rows import (
    LABEL_CHARACTERS,
    Labels,
    Layout,
    count_kinds,
    lay_out,
    list_bars,
    measure,
    write_range,
)
from coalitionkit.charts.theme import Chart, Row
from coalitionkit.playbook import Language, Playbook
from coalitionkit.survey.figures import Range, ShownItem

_DOSE_ROW = 52  # px
_DOSE_LEFT, _DOSE_RIGHT = LABEL_WIDTH, 572  # px
_BELOW = 10  # px from a bar's middle to the words under it
_WORD_CHARACTERS = 14
_DOSES = ("-2", "-1", "0", "1", "2")
_MERGED_DOSES = {"low": "-2", "middle": "0", "high": "2"}
_APART = ("not public", "dont_know", "other")
_APART_CHARACTERS = 20


def list_doses(item: ShownItem) -> list[tuple[str, int]]:
    """List an item's counts from far too little to far too much; merged ones in three parts.

    Examples
    --------
    >>> counts = {"-2": 0, "-1": 2, "0": 1, "1": 0, "2": 0}
    >>> list_doses(ShownItem("T1", "counts", n=3, counts=counts))
    [('-2', 0), ('-1', 2), ('0', 1), ('1', 0), ('2', 0)]
    """
    counts = item.counts or {}
    if item.form == "merged":
        return [(dose, counts.get(part) or 0) for part, dose in _MERGED_DOSES.items()]
    return [(dose, counts.get(dose) or 0) for dose in _DOSES]


def list_dose_bars(items: Sequence[ShownItem], *, layout: Layout) -> list[Row]:
    """List the segments of the dose, with 0 in the middle of about right.

    Returns
    -------
    list of mapping
        As from :func:`coalitionkit.charts.survey_rows.list_bars`; ``answer`` is -2 to 2.
    """
    bars: list[Row] = []
    for item in items:
        doses = list_doses(item)
        little = sum(count for dose, count in doses if dose in ("-2", "-1"))
        start = -little - dict(doses)["0"] / 2
        bars += list_bars([(item.item, doses)], layout=layout, start=start)
    return bars


def write_apart(item: ShownItem, labels: Labels) -> str:
    """Write what stands beside the dose: ``don't know: 2``, a line each."""
    kinds = count_kinds(item)
    lines = [f"{labels[kind]}: {kinds[kind]}" for kind in _APART if kind in kinds]
    return "\n".join(theme.wrap(line, _APART_CHARACTERS) for line in lines)


def chart_dose(
    items: Sequence[ShownItem],
    *,
    book: Playbook,
    language: Language,
    title: str,
    labels: Labels,
) -> Chart:
    """Draw the dose: a bar each from far too little to far too much, around about right.

    Parameters
    ----------
    items : sequence of ShownItem
        Of set T, top to bottom.
    book : Playbook
        Its options are the words under each bar's ends and middle.
    language : {"en", "es"}
    title : str
        The finding.
    labels : mapping

    Returns
    -------
    alt.LayerChart
        700 px wide; the numbers on the bars are answers.
    """
    placed = lay_out([("", items)], book=book, language=language, labels=labels, least=_DOSE_ROW)
    # A bare "4 of 7" at the right end would not say that it counts about right.
    layout = Layout(tuple({**row, "text": ""} for row in placed.rows), (), placed.height)
    shown = {item.item: item for item in items if item.form != "hidden"}
    layers = draw_columns(layout, left=0)
    if shown:
        rows = [row for row in layout.rows if row["item"] in shown]
        layers.append(_draw_center(rows))
        layers += _draw_doses(list_dose_bars(list(shown.values()), layout=layout))
        layers += _draw_dose_words(rows, book=book, language=language)
        apart = [{**row, "label": write_apart(shown[str(row["item"])], labels)} for row in rows]
        layers.append(draw_text(apart, "apart", x=theme.WIDTH, align="right", color=theme.MUTED))
    return join_layers(layers, height=layout.height, title=title)


def _draw_center(rows: Sequence[Row]) -> alt.Chart:
    """Draw a short line through each row where about right has its middle."""
    ends: list[Row] = [
        {"top": float(row["y"]) - _BELOW, "bottom": float(row["y"]) + _BELOW} for row in rows
    ]
    line: alt.Chart = alt.Chart(theme.name_data(ends, "center")).mark_rule(color=theme.OUTLINE)
    middle = hold(alt.XValue, (_DOSE_LEFT + _DOSE_RIGHT) / 2)
    drawn: alt.Chart = line.encode(x=middle, y=at_px("top"), y2=alt.Y2("bottom"))
    return drawn


def _draw_doses(bars: Sequence[Row]) -> list[alt.Chart]:
    reach = max((abs(float(bar[end])) for bar in bars for end in ("start", "end")), default=1)
    scale = make_scale((-reach, reach), _DOSE_LEFT, _DOSE_RIGHT)
    px = (_DOSE_RIGHT - _DOSE_LEFT) / (2 * reach)
    fill = encode_answers(alt.Fill, _DOSES, theme.DOSES, told=())
    start = alt.X("start", type="quantitative", scale=scale, axis=None)
    middle = alt.X("middle", type="quantitative", scale=scale, axis=None)
    return [
        draw_bars(bars, "answers", x=start, fill=fill, stroke=hold(alt.StrokeValue, theme.OUTLINE)),
        draw_counts(
            bars,
            "answer_counts",
            x=middle,
            ink=dict(zip(_DOSES, theme.ON_DOSES, strict=True)),
            px=px,
        ),
    ]


def _draw_dose_words(rows: Sequence[Row], *, book: Playbook, language: Language) -> list[alt.Chart]:
    """Write each item's own words under the ends and the middle of its bar."""
    middle = (_DOSE_LEFT + _DOSE_RIGHT) / 2
    columns = []
    for value, x, align in (
        ("-2", _DOSE_LEFT, "left"),
        ("0", middle, "center"),
        ("2", _DOSE_RIGHT, "right"),
    ):
        words: list[Row] = [
            {
                "label": theme.wrap(
                    book.items[str(row["item"])].options[value][language], _WORD_CHARACTERS
                ),
                "y": float(row["y"]) + _BELOW,
            }
            for row in rows
        ]
        style = {"align": align, "baseline": "top", "color": theme.MUTED}
        columns.append(draw_text(words, f"dose {value}", x=x, **style))
    return columns


def list_answers(
    item: ShownItem, *, book: Playbook, language: Language, labels: Labels
) -> list[tuple[str, Range | None, int]]:
    """List an item's answers in the order offered: label, how many, of how many.

    Returns
    -------
    list of (str, Range or None, int)
        None where the number is not shown. Empty for a hidden item.
    """
    n = item.n or 0
    counts = item.counts or {}
    if item.form == "hidden":
        return []
    if item.form == "counts":
        options = book.asked[item.item].options
        answers = [(options[value][language], _take(counts.get(value)), n) for value in options]
    elif item.form == "merged":
        sides = ((labels["marked"], counts.get("high")), (labels["rest"], counts.get("low")))
        answers = [(label, _take(count), n) for label, count in sides]
    else:
        high = item.high or Range(0, n)
        rest = Range(n - high.high, n - high.low)
        answers = [(labels["marked"], high, n), (labels["rest"], rest, n)]
    kinds = count_kinds(item)
    for kind in ("dont_know", "other"):
        if kind in kinds:
            answers.append((labels[kind], Range(kinds[kind], kinds[kind]), 0))
    return answers


def _take(count: int | None) -> Range | None:
    return None if count is None else Range(count, count)


def chart_answers(
    item: ShownItem,
    *,
    book: Playbook,
    language: Language,
    title: str,
    labels: Labels,
) -> Chart:
    """Draw an item with named answers: a bar each; for a split, its two sides.

    Parameters
    ----------
    item : ShownItem
        Of set N, or a coalition's own.
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
    answers = list_answers(item, book=book, language=language, labels=labels)
    if not answers:
        layout = lay_out([("", [item])], book=book, language=language, labels=labels)
        return join_layers(draw_columns(layout, left=0), height=layout.height, title=title)
    layout = _lay_out_answers(answers, labels)
    return join_layers(
        [*draw_columns(layout, left=0), _draw_answers(answers, layout=layout, labels=labels)],
        height=layout.height,
        title=title,
    )


def _lay_out_answers(answers: Sequence[tuple[str, Range | None, int]], labels: Labels) -> Layout:
    """Place each answer's row, as high as its words need; what stands apart is a plain number."""
    rows: list[Row] = []
    top = 0.0
    for place, (label, found, n) in enumerate(answers):
        if found is None:
            text = labels["not public"]
        else:
            text = write_range(found, n, labels) if n else str(found.low)
        words = theme.wrap(label, LABEL_CHARACTERS)
        height = max(TALL_ROW, measure(words))
        middle = top + height / 2
        rows.append({"item": str(place), "label": words, "y": middle, "text": text, "note": ""})
        top += height
    return Layout(tuple(rows), (), top)


def _draw_answers(
    answers: Sequence[tuple[str, Range | None, int]], *, layout: Layout, labels: Labels
) -> alt.Chart:
    parts = []
    for place, (_, found, n) in enumerate(answers):
        low, high = (found.low, found.high) if found else (0, 0)
        certain = "certain" if n else "apart"
        parts.append((str(place), [(certain, low), (labels["between"], high - low)]))
    bars = list_bars(parts, layout=layout)
    most = max((int(bar["end"]) for bar in bars), default=1)
    in_doubt = any(found is not None and not found.is_exact for _, found, _ in answers)
    axis = alt.Axis(values=list_ticks(most), format="d", grid=False, title=labels["answers"])
    scale = make_scale((0, most), LABEL_WIDTH, MARKS_END - 12)
    return draw_bars(
        bars,
        "answers",
        x=alt.X("start", type="quantitative", scale=scale, axis=axis),
        fill=encode_answers(
            alt.Fill,
            ("certain", "apart", labels["between"]),
            (theme.BLUE, theme.PALE, theme.HALF_BLUE),
            told=(labels["between"],) if in_doubt else (),
        ),
        stroke=hold(alt.StrokeValue, theme.OUTLINE),
    )
