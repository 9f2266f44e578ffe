"""Charts tested as data: what marks, how many, where, and nothing that may not be shown."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalitionkit import charts
from coalitionkit.charts import standalone, survey, survey_rows, theme, waves
from coalitionkit.playbook import load_playbook
from coalitionkit.survey.figures import (
    Estimate,
    PlayChange,
    Range,
    ShownChange,
    ShownItem,
)

BOOK = load_playbook()
LABELS = {
    "count": "{count} of {n}",
    "few": "few ({low}–{high} of {n})",
    "most": "most ({low}–{high} of {n})",
    "high": "step 4 or 5",
    "lower": "step 1 to 3",
    "between": "one of these two",
    "dont_know": "don't know",
    "other": "no answer",
    "hidden": "too few answers to show",
    "not public": "not shown in public",
    "step": "step {step}",
    "low": "step 1 or 2",
    "middle": "step 3",
    "answers": "number of people",
    "share_all": "share of all who answered",
    "share": "share of those who picked a step",
    "marked": "turned down or put off",
    "rest": "anything else",
    "wave": "wave {wave}",
    "mean": "average, 1 to 5",
}
WORDS: dict[str, Any] = {"book": BOOK, "language": "en", "labels": LABELS}
SCORED = [item for play in BOOK.plays for item in BOOK.items_of(play)]
HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "ائتلاف الأسرة 👩‍👧 קואליציה",
    "long" * 75,
)


def make_steps(item: str, counts: tuple[int, ...], **apart: int) -> ShownItem:
    """An item whose every count may be shown; ``counts`` in the order offered."""
    marked = {"B": ("4", "5"), "T": ("0",), "N": ("a", "b")}[BOOK.items[item].set]
    found = dict(zip(BOOK.items[item].values, counts, strict=True))
    high = sum(found[value] for value in marked)
    return ShownItem(
        item, "counts", n=sum(counts), counts=found, high=Range(high, high), missing=0, **apart
    )


def make_all(counts: tuple[int, ...], **apart: int) -> list[ShownItem]:
    return [make_steps(item.id, counts, **apart) for item in SCORED]


def make_change(**kept: Any) -> ShownChange:
    empty: dict[str, Any] = {"plays": {}, "items": {}, "leavers": {}}
    numbers: dict[str, Any] = {"first_n": 9, "second_n": 8, "overlap": 7}
    return ShownChange(first_wave=1, second_wave=2, **(numbers | empty | kept))


def find_data(spec: Any, name: str) -> list[dict[str, Any]]:
    """The rows drawn under one name; empty where there is no such data."""
    if isinstance(spec, dict):
        if spec.get("name") == name and "values" in spec:
            return list(spec["values"])
        spec = list(spec.values())
    if isinstance(spec, list):
        return next((rows for part in spec if (rows := find_data(part, name))), [])
    return []


def find_layer(spec: dict[str, Any], name: str) -> dict[str, Any]:
    return next(layer for layer in spec["layer"] if layer["data"]["name"] == name)


def draw_plays(items: list[ShownItem], title: str = "T", language: str = "en") -> dict[str, Any]:
    words = WORDS | {"language": language}
    return theme.to_spec(survey.chart_plays(items, title=title, **words))


def draw_items(items: list[ShownItem]) -> dict[str, Any]:
    return theme.to_spec(survey.chart_items(items, title="T", **WORDS))


def test_every_answer_is_one_dot_of_its_kind():
    items = [
        make_steps("M1", (0, 1, 2, 3, 1)),
        make_steps("S2", (2, 0, 0, 3, 0), dont_know=1, does_not_apply=1),
    ]
    dots = find_data(draw_plays(items), "answers")
    assert Counter((dot["item"], dot["answer"]) for dot in dots) == {
        ("M1", "step 4 or 5"): 4,
        ("M1", "step 1 to 3"): 3,
        ("S2", "step 4 or 5"): 3,
        ("S2", "step 1 to 3"): 2,
        ("S2", "don't know"): 1,
        ("S2", "no answer"): 1,
    }
    assert [dot["place"] for dot in dots if dot["item"] == "M1"] == list(range(7))


def test_a_blurred_split_draws_the_doubtful_part_as_a_kind_of_its_own():
    few = ShownItem("S3", "split", n=7, high=Range(0, 2), dont_know=1)
    most = ShownItem("F3", "split", n=7, high=Range(5, 7))
    spec = draw_plays([few, most])
    dots = Counter((dot["item"], dot["answer"]) for dot in find_data(spec, "answers"))
    assert dots == {
        ("S3", "one of these two"): 2,
        ("S3", "step 1 to 3"): 5,
        ("S3", "don't know"): 1,
        ("F3", "step 4 or 5"): 5,
        ("F3", "one of these two"): 2,
    }
    assert [row["text"] for row in find_data(spec, "counts")] == [
        "few (0–2 of 7)",
        "most (5–7 of 7)",
    ]


def test_all_fifteen_items_of_the_five_plays_have_a_row_with_their_count():
    spec = draw_plays(make_all((1, 1, 1, 2, 2)))
    assert [row["item"] for row in find_data(spec, "labels")] == [item.id for item in SCORED]
    assert [row["text"] for row in find_data(spec, "counts")] == ["4 of 7"] * 15
    assert len(find_data(spec, "plays")) == 5
    assert spec["width"] == 700


def test_items_outside_the_five_plays_are_not_in_the_plays_picture():
    spec = draw_plays([make_steps("M1", (1, 1, 1, 1, 1)), make_steps("T1", (1, 1, 1, 1, 1))])
    assert "T1" not in json.dumps(spec)


def test_a_hidden_item_is_a_line_of_words_and_no_mark():
    spec = draw_plays([make_steps("M1", (1, 1, 1, 1, 1)), ShownItem("M2", "hidden")])
    assert [row["note"] for row in find_data(spec, "notes")] == ["too few answers to show"]
    assert {dot["item"] for dot in find_data(spec, "answers")} == {"M1"}


@pytest.mark.parametrize(
    "draw", [draw_plays, draw_items, lambda items: draw_dose(["T1", "T2"]), lambda _: draw_d2()]
)
def test_a_picture_of_hidden_items_alone_has_no_marks(draw):
    spec = draw([ShownItem(item.id, "hidden") for item in SCORED])
    assert find_data(spec, "answers") == []
    assert {row["note"] for row in find_data(spec, "notes")} == {"too few answers to show"}
    assert {layer["mark"]["type"] for layer in spec["layer"]} == {"text"}


def draw_dose(hidden: list[str]) -> dict[str, Any]:
    items = [ShownItem(item, "hidden") for item in hidden]
    return theme.to_spec(survey.chart_dose(items, title="T", **WORDS))


def draw_d2() -> dict[str, Any]:
    return theme.to_spec(survey.chart_answers(ShownItem("D2", "hidden"), title="T", **WORDS))


@pytest.mark.parametrize(("n", "mark"), [(40, "point"), (41, "bar"), (300, "bar")])
def test_more_than_forty_answers_are_bars_of_shares(n, mark):
    spec = draw_plays([make_steps("M1", (0, 0, n - 10, 10, 0))])
    assert find_layer(spec, "answers")["mark"]["type"] == mark


def test_bars_of_shares_fill_their_row_and_say_the_unit():
    spec = draw_plays([make_steps("M1", (50, 25, 0, 200, 0), dont_know=25)])
    bars = find_data(spec, "answers")
    assert [(bar["answer"], bar["count"]) for bar in bars] == [
        ("step 4 or 5", 200),
        ("step 1 to 3", 75),
        ("don't know", 25),
    ]
    assert bars[0]["start"] == 0
    assert bars[0]["end"] == pytest.approx(2 / 3)
    assert bars[-1]["end"] == pytest.approx(1)
    x = find_layer(spec, "answers")["encoding"]["x"]
    assert x["scale"]["domain"] == [0, 1]
    assert x["axis"]["title"] == "share of all who answered"


def test_a_merged_item_draws_what_is_shown_and_one_remainder():
    """Two cells are hidden: only their sum, which follows from what is shown, is drawn."""
    counts = {"low": None, "middle": 20, "high": 25, "other": None}
    item = ShownItem("M1", "merged", n=60, counts=counts)
    spec = draw_plays([item])
    assert [(bar["answer"], bar["count"]) for bar in find_data(spec, "answers")] == [
        ("step 4 or 5", 25),
        ("step 1 to 3", 20),
        ("not shown in public", 15),
    ]
    assert find_data(spec, "counts")[0]["text"] == "25 of 60"


def test_a_merged_item_whose_marked_side_is_hidden_says_so():
    counts = {"low": 40, "middle": None, "high": None, "other": 0}
    spec = draw_plays([ShownItem("M1", "merged", n=60, counts=counts)])
    assert find_data(spec, "counts")[0]["text"].replace("\n", " ") == "not shown in public"
    assert "step 4 or 5" not in json.dumps(spec)


def test_the_legend_names_exactly_the_kinds_drawn():
    spec = draw_plays([make_steps("M1", (0, 0, 3, 4, 0))])
    scale = find_layer(spec, "answers")["encoding"]["fill"]["scale"]
    assert scale["domain"] == ["step 4 or 5", "step 1 to 3"]
    assert scale["range"] == [theme.BLUE, theme.WHITE]


def test_labels_are_in_the_reports_language():
    spec = draw_plays(make_all((1, 1, 1, 1, 1)), language="es")
    shown = " ".join(row["label"] for row in find_data(spec, "labels")).replace("\n", " ")
    assert "El problema común está claro" in shown


def test_rows_never_overlap_however_long_the_labels():
    for language in ("en", "es"):
        layout = survey_rows.lay_out(
            [("", [make_steps(item.id, (1, 1, 1, 1, 1)) for item in SCORED])],
            book=BOOK,
            language=language,
            labels=LABELS,
        )
        edges = [
            (row["y"] - theme.LINE * lines / 2, row["y"] + theme.LINE * lines / 2)
            for row in layout.rows
            for lines in [row["label"].count("\n") + 1]
        ]
        assert all(below[0] >= above[1] for above, below in pairwise(edges))
        assert edges[-1][1] <= layout.height


def test_an_item_is_a_segment_a_step_in_order_with_its_count():
    bars = find_data(draw_items([make_steps("S2", (2, 0, 4, 1, 3))]), "answers")
    assert [(bar["answer"], bar["count"], bar["start"], bar["end"]) for bar in bars] == [
        ("step 1", 2, 0, 2),
        ("step 3", 4, 2, 6),
        ("step 4", 1, 6, 7),
        ("step 5", 3, 7, 10),
    ]


def test_dont_know_stands_apart_at_the_right_of_every_bar():
    items = [
        make_steps("S2", (2, 0, 4, 1, 0), dont_know=2),
        make_steps("M1", (0, 0, 5, 4, 0), unanswered=1),
    ]
    bars = find_data(draw_items(items), "answers")
    apart = [bar for bar in bars if bar["answer"] in ("don't know", "no answer")]
    assert [(bar["item"], bar["count"]) for bar in apart] == [("S2", 2), ("M1", 1)]
    assert all(bar["start"] > 9 for bar in apart)


def test_counts_stand_on_the_segments_that_have_room():
    spec = draw_items([make_steps("S2", (290, 1, 0, 0, 9))])
    assert [row["count"] for row in find_data(spec, "answer_counts")] == [290]
    spec = draw_items([make_steps("S2", (2, 1, 0, 0, 4))])
    assert [row["count"] for row in find_data(spec, "answer_counts")] == [2, 1, 4]


def test_a_split_item_has_no_steps_in_its_picture():
    spec = draw_items([ShownItem("S3", "split", n=7, high=Range(0, 2))])
    bars = find_data(spec, "answers")
    assert [(bar["answer"], bar["count"]) for bar in bars] == [
        ("step 1 to 3", 5),
        ("one of these two", 2),
    ]
    assert not any(f'"step {step}"' in json.dumps(spec) for step in range(1, 6))


def test_a_merged_item_has_three_parts_in_order():
    counts = {"low": 15, "middle": 20, "high": 25, "other": 0}
    spec = draw_items([ShownItem("M1", "merged", n=60, counts=counts)])
    domain = find_layer(spec, "answers")["encoding"]["fill"]["scale"]["domain"]
    assert domain == ["step 1 or 2", "step 3", "step 4 or 5"]


def test_the_dose_is_centered_on_about_right():
    """-2,-1,-1,0,0,0,1,2,-1,0 (method.md, section 3): counts 1, 3, 4, 1, 1."""
    item = make_steps("T1", (1, 3, 4, 1, 1))
    spec = theme.to_spec(survey.chart_dose([item], title="T", **WORDS))
    bars = {bar["answer"]: bar for bar in find_data(spec, "answers")}
    assert (bars["0"]["start"], bars["0"]["end"]) == (-2, 2)
    assert (bars["-2"]["start"], bars["2"]["end"]) == (-6, 4)
    assert find_layer(spec, "answers")["encoding"]["x"]["scale"]["domain"] == [-6, 6]
    assert [find_data(spec, f"dose {value}")[0]["label"] for value in (-2, 0, 2)] == [
        "Far too little",
        "About right",
        "Far too much",
    ]


def test_the_doses_dont_know_is_told_beside_the_bar():
    item = make_steps("T2", (1, 3, 4, 1, 1), dont_know=2)
    assert standalone.write_apart(item, LABELS) == "don't know: 2"


def test_a_merged_dose_has_three_parts_in_their_places():
    counts = {"low": 12, "middle": 30, "high": None, "other": None}
    item = ShownItem("T1", "merged", n=60, counts=counts)
    assert standalone.list_doses(item) == [("-2", 12), ("0", 30), ("2", 0)]
    assert standalone.write_apart(item, LABELS).replace("\n", " ") == "not shown in public: 18"


def test_named_answers_are_a_bar_each_in_the_order_offered():
    item = make_steps("D2", (2, 1, 0, 4, 3, 5), dont_know=1)
    spec = theme.to_spec(survey.chart_answers(item, title="T", **WORDS))
    assert [row["text"] for row in find_data(spec, "counts")] == [
        "2 of 15",
        "1 of 15",
        "0 of 15",
        "4 of 15",
        "3 of 15",
        "5 of 15",
        "1",
    ]
    assert [bar["count"] for bar in find_data(spec, "answers")] == [2, 1, 4, 3, 5, 1]


def test_a_split_of_named_answers_is_two_bars():
    item = ShownItem("D2", "split", n=7, high=Range(5, 7))
    spec = theme.to_spec(survey.chart_answers(item, title="T", **WORDS))
    rows = {row["label"]: row["text"] for row in find_data(spec, "counts")}
    assert rows == {"turned down or put off": "most (5–7 of 7)", "anything else": "few (0–2 of 7)"}
    assert not any(label["en"] in json.dumps(spec) for label in BOOK.items["D2"].options.values())


def test_a_merged_side_of_named_answers_that_is_hidden_has_no_bar():
    counts = {"low": 47, "high": None, "other": None}
    item = ShownItem("D2", "merged", n=60, counts=counts)
    found = standalone.list_answers(item, **WORDS)
    assert found == [("turned down or put off", None, 60), ("anything else", Range(47, 47), 60)]


def test_two_waves_are_two_shares_an_item_with_both_counts_in_words():
    change = make_change(items={"M1": (Range(3, 3), 9, Range(5, 5), 8)})
    spec = theme.to_spec(survey.chart_changes(change, title="T", **WORDS))
    rows = find_data(spec, "items")
    assert [(row["wave"], row["middle"]) for row in rows] == [
        ("wave 1", pytest.approx(1 / 3)),
        ("wave 2", pytest.approx(5 / 8)),
    ]
    assert [row["text"] for row in find_data(spec, "items_changes")] == ["3 of 9 → 5 of 8"]
    assert len(spec["vconcat"]) == 1


def test_a_range_in_a_wave_is_a_short_bar_and_no_point():
    change = make_change(items={"S3": (Range(0, 2), 9, Range(4, 4), 8)})
    spec = theme.to_spec(survey.chart_changes(change, title="T", **WORDS))
    ranges = find_data(spec, "items_ranges")
    assert [(row["low"], row["high"]) for row in ranges] == [(0, pytest.approx(2 / 9))]
    assert [row["wave"] for row in find_data(spec, "items")] == ["wave 2"]


def test_the_plays_means_come_with_both_intervals_where_they_are_shown():
    first, second = Estimate(3.1, 2.5, 3.7, 12), Estimate(3.6, 3.1, 4.1, 12)
    play = PlayChange("communicate", first, second, Estimate(0.5, -0.1, 1.1, 12), 0.2)
    change = make_change(plays={"communicate": play})
    spec = theme.to_spec(survey.chart_changes(change, title="T", **WORDS))
    rows = find_data(spec, "plays")
    assert [(row["low"], row["middle"], row["high"]) for row in rows] == [
        (2.5, 3.1, 3.7),
        (3.1, 3.6, 4.1),
    ]
    assert find_data(spec, "plays_changes")[0]["text"] == "3.1 → 3.6"


def test_waves_with_nothing_to_draw_are_refused():
    with pytest.raises(ValueError, match="found no item and no play"):
        survey.chart_changes(make_change(), title="T", **WORDS)


def test_a_change_has_two_rows_for_every_item():
    items = {item.id: (Range(1, 1), 5, Range(2, 2), 6) for item in SCORED}
    assert len(waves.list_changes(make_change(items=items), **WORDS)) == 2 * len(SCORED)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    counts=st.tuples(*[st.integers(0, 9)] * 5),
    dont_know=st.integers(0, 5),
    unanswered=st.integers(0, 5),
)
def test_dots_and_bars_add_up_to_the_answers_given(counts, dont_know, unanswered):
    item = make_steps("M1", counts, dont_know=dont_know, unanswered=unanswered)
    given_answers = sum(counts) + dont_know + unanswered
    assert sum(survey_rows.count_kinds(item).values()) == given_answers
    layout = survey_rows.lay_out([("", [item])], **WORDS)
    dots = survey_rows.list_dots([item], layout=layout, labels=LABELS)
    assert len(dots) == given_answers
    bars = survey_rows.list_bars([("M1", survey_rows.list_segments(item, LABELS))], layout=layout)
    assert sum(bar["count"] for bar in bars) == sum(counts)


def test_what_may_not_be_shown_does_not_move_a_chart():
    """Two splits that print alike draw alike, whatever stands in the fields not shown."""
    split = ShownItem("S3", "split", n=7, high=Range(0, 2))
    told = replace(split, missing=2)
    assert draw_plays([split]) == draw_plays([told])


def test_a_hostile_title_comes_out_as_typed():
    for text in HOSTILE:
        spec = draw_plays([make_steps("M1", (1, 1, 1, 1, 1))], title=text)
        lines = spec["title"]["text"]
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert max(len(line) for line in lines) <= 84


def test_a_chart_has_the_theme_and_leaves_altairs_own_alone():
    import altair as alt

    before = alt.theme.active
    spec = draw_plays([make_steps("M1", (1, 1, 1, 1, 1))])
    assert alt.theme.active == before
    assert spec["config"]["font"].startswith("system-ui")
    sizes = [
        value
        for part in spec["config"].values()
        if isinstance(part, dict)
        for name, value in part.items()
        if name.endswith("ontSize")
    ]
    assert min(sizes) >= 12


def _luminance(color: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_outlines_are_seen_and_text_is_read_on_every_fill():
    """WCAG 2.2: 3:1 for marks, 4.5:1 for text."""
    for line in (theme.BLUE, theme.OUTLINE):
        assert _contrast(line, theme.WHITE) >= 3
    pairs = [*zip(theme.STEPS, theme.ON_STEPS, strict=True)]
    pairs += zip(theme.DOSES, theme.ON_DOSES, strict=True)
    pairs += [(theme.WHITE, theme.INK), (theme.WHITE, theme.MUTED), (theme.PALE, theme.INK)]
    for fill, ink in pairs:
        assert _contrast(fill, ink) >= 4.5, (fill, ink)


def test_a_chart_is_the_same_bytes_in_another_process():
    code = (
        "import sys, json; sys.path.insert(0, sys.argv[1]); import test_charts_survey as t; "
        "print(json.dumps(t.draw_plays(t.make_all((1, 1, 1, 2, 2), dont_know=1)), sort_keys=True))"
    )
    folder = str(Path(__file__).parent)
    told = subprocess.run(
        [sys.executable, "-c", code, folder], capture_output=True, check=True, text=True
    ).stdout
    here = json.dumps(draw_plays(make_all((1, 1, 1, 2, 2), dont_know=1)), sort_keys=True)
    assert told.strip() == here


def test_every_chart_passes_altairs_own_check():
    play = PlayChange("communicate", *[Estimate(3.1, 2.5, 3.7, 12)] * 3, delta=0.2)
    items = make_all((1, 1, 1, 2, 2), dont_know=1)
    change = make_change(
        items={"S3": (Range(0, 2), 9, Range(4, 4), 8)}, plays={"communicate": play}
    )
    drawn = [
        survey.chart_plays(items, title="T", **WORDS),
        survey.chart_plays(make_all((50, 1, 1, 2, 2)), title="T", **WORDS),
        survey.chart_items(items, title="T", **WORDS),
        survey.chart_dose([make_steps("T1", (1, 1, 1, 2, 2))], title="T", **WORDS),
        survey.chart_answers(make_steps("D2", (1, 1, 1, 2, 2, 0)), title="T", **WORDS),
        survey.chart_changes(change, title="T", **WORDS),
    ]
    for chart in drawn:
        assert chart.to_dict(validate=True) == theme.to_spec(chart)


def test_every_label_is_one_that_the_charts_document():
    documented = survey_rows.__doc__ or ""
    assert all(label in documented for label in LABELS)


def test_the_room_loads_its_modules_when_asked():
    assert charts.survey is survey
    assert charts.to_spec is theme.to_spec
    with pytest.raises(AttributeError, match="no attribute 'pies'"):
        charts.pies  # noqa: B018
