"""The pictures of talks as data: dots, silences over 31 days, months with their limits."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from coalitionkit.charts import theme
from coalitionkit.charts.communicate import (
    chart_months,
    chart_timeline,
    list_lines,
    list_month_ticks,
    list_silences,
)
from coalitionkit.plays.communicate import find_pattern

LAST = dt.date(2025, 5, 31)
LABELS = {
    "talk": "talk",
    "silence": "over 31 days",
    "open": "still silent",
    "days": "days since",
    "share": "share of partners",
    "median": "median",
    "mean": "average",
    "upper": "upper limit",
    "lower": "lower limit",
    "inside": "usual",
    "outside": "beyond",
}


def make_days(*days):
    return [pd.Timestamp(day) for day in days]


CONTACTS = pd.DataFrame({"partner": ["a", "b"], "name": ["Aunts", "Bakers"], "days_since": [51, 1]})
TALKS = pd.DataFrame(
    {"partner": ["a", "a", "b"], "date": make_days("2025-03-01", "2025-04-10", "2025-05-30")}
)
SILENCES = pd.DataFrame(
    {
        "partner": ["a", "a", "b", "b"],
        "start": make_days("2025-03-01", "2025-04-10", "2025-05-01", "2025-05-30"),
        "end": make_days("2025-04-10", "2025-05-31", "2025-05-30", "2025-05-31"),
        "days": [40, 51, 29, 1],
        "open": [False, True, False, True],
    }
)


def draw(contacts=CONTACTS, talks=TALKS, silences=SILENCES):
    chart = chart_timeline(
        contacts, talks=talks, silences=silences, as_of=LAST, title="Found", labels=LABELS
    )
    return theme.to_spec(chart)


def draw_shares(shares):
    months = pd.DataFrame(
        {"month": pd.date_range("2025-01-01", periods=len(shares), freq="MS"), "share": shares}
    )
    chart = chart_months(months, pattern=find_pattern(shares), title="Found", labels=LABELS)
    return theme.to_spec(chart)


def find_layer(spec, name):
    found = [layer for layer in spec["layer"] if layer["data"].get("name") == name]
    return found[0] if found else None


def read_rows(spec, name):
    return find_layer(spec, name)["data"]["values"]


def test_only_silences_over_31_days_are_drawn_and_the_open_one_is_marked():
    found = list_silences(SILENCES, first=dt.date(2025, 3, 1), labels=LABELS)
    assert found == [
        {"partner": "a", "start": 0, "end": 40, "days": 40, "mark": "over 31 days"},
        {"partner": "a", "start": 40, "end": 91, "days": 51, "mark": "still silent"},
    ]


def test_a_timeline_has_a_dot_a_talk_and_the_days_at_the_end_of_each_row():
    spec = draw()
    ys = dict(zip("ab", (row["y"] for row in read_rows(spec, "labels")), strict=True))
    dots = read_rows(spec, "talks")
    assert [(dot["day"], dot["y"]) for dot in dots] == [
        (0, ys["a"]),
        (40, ys["a"]),
        (90, ys["b"]),
    ]
    assert [row["text"] for row in read_rows(spec, "days")] == ["51", "1"]
    layer = find_layer(spec, "silences")
    assert layer["encoding"]["strokeDash"]["scale"]["domain"] == ["over 31 days", "still silent"]
    assert layer["encoding"]["x"]["scale"]["domain"] == [0, 91]
    assert [row["label"] for row in read_rows(spec, "months")] == [
        "2025-03",
        "2025-04",
        "2025-05",
    ]


def test_a_timeline_without_talks_or_without_long_silences_can_be_drawn():
    assert find_layer(draw(talks=TALKS[:0]), "talks") is None
    assert find_layer(draw(silences=SILENCES[2:]), "silences") is None
    encoding = find_layer(draw(silences=SILENCES[:1]), "silences")["encoding"]
    assert encoding["fill"]["scale"]["domain"] == ["over 31 days"]


@pytest.mark.parametrize("n", [1, 3, 30])
def test_every_partner_has_a_row_of_its_own(n):
    names = [f"Organization with a rather long name, number {place}" for place in range(n)]
    contacts = pd.DataFrame({"partner": names, "name": names, "days_since": 400})
    spec = draw(contacts, TALKS[:0], SILENCES[:0])
    ys = [row["y"] for row in read_rows(spec, "labels")]
    assert len(set(ys)) == n
    assert max(ys) < spec["height"]
    assert spec["width"] == 700


def test_at_most_eight_months_are_named_on_any_stretch():
    ticks = list_month_ticks(dt.date(2020, 1, 15), dt.date(2026, 1, 15))
    assert len(ticks) <= 8
    assert ticks[0] == (17, "2020-02")
    assert list_month_ticks(dt.date(2025, 1, 2), dt.date(2025, 1, 30)) == []


def test_a_run_chart_has_a_median_and_no_limits():
    spec = draw_shares([0.2, 0.4, 0.9])
    assert [row["told"] for row in read_rows(spec, "center_names")] == ["median 40%"]
    assert find_layer(spec, "limits") is None
    assert [row["share"] for row in read_rows(spec, "points")] == [0.2, 0.4, 0.9]
    encoding = find_layer(spec, "points")["encoding"]
    assert encoding["y"]["scale"]["domain"] == [0, 1]
    assert encoding["shape"]["legend"] is None


def test_ten_months_have_limits_and_the_month_beyond_them_is_marked():
    shares = [0.5, 0.52, 0.5, 0.51, 0.5, 0.52, 0.5, 0.51, 0.5, 0.8]
    spec = draw_shares(shares)
    marks = [row["mark"] for row in read_rows(spec, "points")]
    assert marks == ["usual"] * 9 + ["beyond"]
    told = [row["label"] for row in read_rows(spec, "limits")]
    assert told == ["upper limit", "lower limit"]
    assert find_layer(spec, "points")["encoding"]["shape"]["legend"] is not None


def test_a_limit_that_no_share_can_pass_is_not_drawn():
    lines = list_lines(find_pattern([0.0, 1.0] * 5), labels=LABELS)
    assert [line["label"] for line in lines] == ["average"]


def test_the_months_axis_says_what_it_counts():
    spec = draw_shares([0.2] * 12)
    assert [row["label"] for row in read_rows(spec, "axis")] == ["share of partners"]
    assert [row["label"] for row in read_rows(spec, "levels")] == [
        "0%",
        "25%",
        "50%",
        "75%",
        "100%",
    ]
    assert len(read_rows(spec, "months")) <= 8
    assert spec == draw_shares([0.2] * 12)
