"""The seating's pictures as data: a mark a carrier, a row an empty chair, reach by size."""

from __future__ import annotations

import pandas as pd
import pytest

from coalitionkit.charts import theme
from coalitionkit.charts.seating import chart_matrix, chart_reach_by_size, list_matrix

LABELS = {
    "alone": "alone",
    "shared": "shared",
    "empty": "nobody",
    "chair": "Empty chair",
    "partners": "number of partners",
    "reached": "policymakers",
}
NAMES = {"b": "Bakers", "a": "Aunts"}
CARRIERS = pd.DataFrame(
    [
        ("press", 3.0, True, ()),
        ("votes", 2.0, True, ("a", "b")),
        ("law-degree", 1.0, True, ("a",)),
        ("money", 1.0, True, ()),
        ("spare", 0.0, False, ("b",)),
    ],
    columns=["asset", "importance", "needed", "carriers"],
).assign(kind="asset")
WORDS = {"names": NAMES, "labels": LABELS, "say": str.upper}


def draw(carriers=CARRIERS, **words):
    return theme.to_spec(chart_matrix(carriers, title="Found", **{**WORDS, **words}))


def find_layer(spec, name):
    return next(layer for layer in spec["layer"] if layer["data"].get("name") == name)


def read_rows(spec, name):
    return find_layer(spec, name)["data"]["values"]


def test_each_carrier_is_a_mark_and_each_empty_chair_a_row_below_all_partners():
    rows = list_matrix(CARRIERS, **WORDS)
    told = [(row["row"], row["column"], row["asset"], row["partner"], row["mark"]) for row in rows]
    assert told == [
        (2, 0, "PRESS", "Empty chair", "nobody"),
        (0, 1, "VOTES", "Bakers", "shared"),
        (1, 1, "VOTES", "Aunts", "shared"),
        (1, 2, "LAW-DEGREE", "Aunts", "alone"),
        (3, 3, "MONEY", "Empty chair", "nobody"),
    ]


def test_the_matrix_names_all_rows_and_columns_and_tells_marks_apart_by_shape_too():
    spec = draw()
    assert [row["label"] for row in read_rows(spec, "labels")] == [
        "Bakers",
        "Aunts",
        "Empty chair",
        "Empty chair",
    ]
    assert [row["label"] for row in read_rows(spec, "heads")] == [
        "PRESS",
        "VOTES",
        "LAW-DEGREE",
        "MONEY",
    ]
    encoding = find_layer(spec, "marks")["encoding"]
    assert encoding["shape"]["scale"]["domain"] == ["alone", "shared", "nobody"]
    assert len(set(encoding["shape"]["scale"]["range"])) == 3
    assert encoding["fill"]["scale"]["domain"] == ["alone", "shared", "nobody"]
    assert spec["title"]["text"] == ["Found"]
    assert spec["width"] == 700


def test_each_mark_stands_in_its_row_and_under_its_head():
    spec = draw()
    heads = {row["label"]: row["x"] for row in read_rows(spec, "heads")}
    seats = [row["y"] for row in read_rows(spec, "labels")]
    for row in read_rows(spec, "marks"):
        assert row["x"] == heads[row["asset"]]
        assert row["y"] == seats[row["row"]]


def test_a_mark_that_is_not_there_is_not_in_the_legend():
    full = CARRIERS[CARRIERS["asset"] == "votes"]
    encoding = find_layer(draw(full), "marks")["encoding"]
    assert encoding["shape"]["scale"]["domain"] == ["shared"]


@pytest.mark.parametrize("n", [1, 3, 30])
def test_any_number_of_partners_stays_within_the_picture(n):
    names = {
        f"p{place}": f"Organization with a rather long name, number {place}" for place in range(n)
    }
    many = pd.DataFrame(
        [(f"need-{place}", 1.0, True, tuple(names)) for place in range(20)],
        columns=["asset", "importance", "needed", "carriers"],
    )
    spec = draw(many, names=names)
    marks = read_rows(spec, "marks")
    assert len(marks) == 20 * n
    assert max(row["x"] for row in marks) < 700
    assert max(row["y"] for row in marks) < spec["height"]
    assert len({row["y"] for row in marks}) == n


def test_two_drawings_are_the_same():
    assert draw() == draw()


def test_reach_is_a_point_for_each_size():
    by_size = pd.DataFrame({"partners": [1, 2, 3], "reached": [2, 4, 4]})
    spec = theme.to_spec(chart_reach_by_size(by_size, title="Found", labels=LABELS))
    assert read_rows(spec, "dots") == [
        {"partners": 1, "reached": 2},
        {"partners": 2, "reached": 4},
        {"partners": 3, "reached": 4},
    ]
    encoding = find_layer(spec, "dots")["encoding"]
    assert encoding["x"]["axis"]["title"] == "number of partners"
    assert encoding["x"]["scale"]["domain"] == [0, 3]
    assert encoding["y"]["scale"]["domain"] == [0, 4]
    assert [row["label"] for row in read_rows(spec, "axis")] == ["policymakers"]


def test_a_coalition_that_reaches_nobody_can_be_drawn():
    by_size = pd.DataFrame({"partners": [1], "reached": [0]})
    spec = theme.to_spec(chart_reach_by_size(by_size, title="Found", labels=LABELS))
    assert find_layer(spec, "dots")["encoding"]["y"]["scale"]["domain"] == [0, 1]
