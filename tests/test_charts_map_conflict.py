"""The map's pictures: marks, fields, domains and text of each."""

import datetime as dt
import json

import numpy as np
import pandas as pd
import pytest
from test_map_conflict import TWO, make_coalition, make_line, make_positions

from coalitionkit.charts import map_conflict as charts
from coalitionkit.charts import theme
from coalitionkit.plays import map_conflict as mc
from coalitionkit.words import map_conflict as words
from coalitionkit.words.catalog import Translator

LABELS = words.say_map_labels(Translator("en"))
DAY = dt.date(2026, 3, 31)


def list_layers(spec):
    """Each layer by the name of its data."""
    return {layer["data"]["name"]: layer for layer in spec["layer"]}


def rows_of(spec, name):
    return list_layers(spec)[name]["data"]["values"]


def draw_ranges(coalition, issue="bar"):
    found = mc.find_ranges(coalition, issue)
    return theme.to_spec(charts.chart_ranges(found, title="Found", labels=LABELS))


def draw_clashes(coalition):
    clashes = mc.find_clashes(coalition)
    names = mc.find_names(coalition)
    chart = charts.chart_clashes(clashes, title="Found", labels=LABELS, names=names)
    return theme.to_spec(chart)


def draw_cells(coalition, days=90):
    cells = mc.find_cells(coalition, as_of=DAY, days=days)
    names = mc.find_names(coalition)
    chart = charts.chart_cells(cells, title="Found", labels=LABELS, names=names, days=days)
    return theme.to_spec(chart)


def make_many(count):
    """So many partners with ranges drawn at random."""
    rng = np.random.default_rng(3)
    return make_line([tuple(sorted(rng.integers(0, 11, 2))) for _ in range(count)])


def test_a_range_runs_from_lowest_to_highest_with_its_ideal_marked():
    spec = draw_ranges(make_coalition(TWO))
    layers = list_layers(spec)
    assert layers["ranges"]["mark"]["type"] == "bar"
    assert layers["ideals"]["mark"]["type"] == "point"
    assert [(row["start"], row["end"]) for row in rows_of(spec, "ranges")] == [(1, 7), (2, 10)]
    assert [row["start"] for row in rows_of(spec, "ideals")] == [5, 6]
    x = layers["ranges"]["encoding"]["x"]
    assert (x["field"], x["scale"]["domain"]) == ("start", [0, 10])
    assert layers["ranges"]["encoding"]["x2"]["field"] == "end"
    assert [row["label"] for row in rows_of(spec, "partners")] == ["PRO", "ADV"]
    assert spec["title"]["text"] == ["Found"]
    assert spec["width"] == 700


def test_the_zone_is_shaded_and_an_empty_one_is_not():
    spec = draw_ranges(make_coalition(TWO))
    (zone,) = rows_of(spec, "zone")
    assert (zone["start"], zone["end"], zone["answer"]) == (2, 7, "all accept")
    empty = draw_ranges(make_coalition(TWO), "cost")
    assert "zone" not in list_layers(empty)
    legend = list_layers(empty)["ranges"]["encoding"]["fill"]["legend"]
    assert legend["values"] == ["accepts"]


def test_the_ends_of_the_scale_stand_in_words_and_today_is_a_dashed_line():
    spec = draw_ranges(make_coalition(TWO))
    assert rows_of(spec, "low_end")[0]["label"] == "No study"
    assert rows_of(spec, "high_end")[0]["label"] == "Two studies"
    assert rows_of(spec, "today")[0]["start"] == 2
    assert list_layers(spec)["today"]["encoding"]["strokeDash"]["scale"]["range"] == [[4, 3]]


def test_the_matrix_counts_issues_without_a_level_in_common():
    spec = draw_clashes(make_coalition(TWO))
    assert [row["label"] for row in rows_of(spec, "partners")] == ["1 ADV", "2 PRO"]
    assert [row["label"] for row in rows_of(spec, "counts")] == ["1", "1"]
    assert [row["label"] for row in rows_of(spec, "columns")] == ["1", "2"]
    assert rows_of(spec, "head")[0]["label"] == "issues without a level in common"
    assert list_layers(spec)["cells"]["mark"]["type"] == "rect"


def test_a_pair_without_an_issue_in_common_is_a_dash_with_a_note():
    rows = [
        ("a", "bar", 5, 0, 9, 1, ""),
        ("b", "cost", 5, 0, 9, 1, ""),
        ("c", "bar", 5, 0, 9, 1, ""),
    ]
    coalition = make_coalition([*rows, ("c", "cost", 5, 0, 9, 1, "")])
    spec = draw_clashes(coalition)
    assert [row["label"] for row in rows_of(spec, "counts")] == ["–", "–"]
    assert rows_of(spec, "note")[0]["label"] == "–: no issue in common"


def test_stale_cells_are_grayed_and_the_legend_says_when_they_are():
    days = pd.to_datetime(["2026-03-01", "2025-01-01", None, "2026-03-01"])
    spec = draw_cells(make_coalition(make_positions(TWO, as_of=days)))
    states = {(row["state"], row["label"]) for row in rows_of(spec, "cells")}
    assert states == {("current", "30"), ("stale", "454"), ("undated", "?")}
    fill = list_layers(spec)["cells"]["encoding"]["fill"]["scale"]
    looks = dict(zip(fill["domain"], fill["range"], strict=True))
    assert looks == {
        "90 days old or less": theme.HALF_BLUE,
        "older than 90 days": theme.PALE,
        "no date": theme.WHITE,
    }
    assert [row["label"] for row in rows_of(spec, "issues")] == [
        "1 How high is the bar?",
        "2 Who pays?",
    ]


def test_other_days_are_said_in_the_legend():
    spec = draw_cells(make_coalition(TWO), days=10)
    assert list_layers(spec)["cells"]["encoding"]["fill"]["scale"]["domain"] == [
        "older than 10 days"
    ]


@pytest.mark.parametrize("count", [3, 30])
@pytest.mark.parametrize("draw", [draw_ranges, draw_clashes, draw_cells])
def test_every_mark_stays_on_a_page_of_700_px(draw, count):
    spec = draw(make_many(count))
    for layer in spec["layer"]:
        for row in rows_of(spec, layer["data"]["name"]):
            assert 0 <= row.get("y", 0) <= spec["height"]
            assert 0 <= row.get("left", 0) <= row.get("right", 700) <= 700
    assert len(rows_of(spec, "partners")) == count


@pytest.mark.parametrize("draw", [draw_ranges, draw_clashes, draw_cells])
def test_the_same_map_gives_the_same_bytes(draw):
    one, two = (json.dumps(draw(make_many(5)), sort_keys=True) for _ in range(2))
    assert one == two


def test_nothing_to_draw_is_said():
    one = make_line([(2, 5)])
    with pytest.raises(ValueError, match="no pair"):
        draw_clashes(one)
    cells = mc.find_cells(one, as_of=DAY).head(0)
    with pytest.raises(ValueError, match="no partner and issue"):
        charts.chart_cells(cells, title="", labels=LABELS, names=mc.find_names(one), days=90)


def test_one_partner_still_has_a_picture_of_its_range():
    spec = draw_ranges(make_line([(2, 5)]))
    assert [row["end"] for row in rows_of(spec, "ranges")] == [5]
