"""Who has not been heard, who starts, who is asked what changed, and how it goes by month."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from coalitionkit.errors import NeedsError
from coalitionkit.plays import communicate
from coalitionkit.record import Cohort, load_cohort
from coalitionkit.record.audiences import limit_to_audience

LAST = dt.date(2025, 5, 31)
EXAMPLE = ["2025-01-05", "2025-02-03", "2025-03-20", "2025-04-10"]
NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
HOLY_CROSS = [12.9, 14.8, 13.2, 15.7, 13.8, 15.6, 12.9, 11.0, 17.3, 15.9, 19.0, 18.3, 20.1, 21.7]


def make_coalition(talks, *, joined=None, left=None, changes=None, partners="abc"):
    """A coalition with a log of (date, partner, by, more columns)."""
    joined, left = joined or {}, left or {}
    rows = [
        {"partner": partner, "date": date, "by": by, **more[0]}
        if more
        else {"partner": partner, "date": date, "by": by}
        for date, partner, by, *more in talks
    ]
    tables = {
        "coalitions": pd.DataFrame({"name": ["Elm"]}),
        "partners": pd.DataFrame(
            {
                "partner": list(partners),
                "name": [partner.upper() for partner in partners],
                "joined": pd.to_datetime([joined.get(partner) for partner in partners]),
                "left": pd.to_datetime([left.get(partner) for partner in partners]),
            }
        ),
    }
    if rows:
        log = pd.DataFrame(rows)
        tables["checkins"] = log.assign(date=pd.to_datetime(log["date"]))
    if changes:
        frame = pd.DataFrame(changes)
        days = {name: pd.to_datetime(frame[name]) for name in ("date", "written_on")}
        tables["changes"] = frame.assign(**days)
    return Cohort("tiny", {name: frame.assign(coalition="elm") for name, frame in tables.items()})[
        "elm"
    ]


def list_example(partner="a"):
    return [(date, partner, "convener") for date in EXAMPLE]


def read_contact(coalition, partner, as_of=LAST):
    found = communicate.find_contacts(coalition, as_of=as_of)
    return found[found["partner"] == partner].iloc[0]


def test_silences_of_the_hand_example():
    """method.md, section 7 [C]: gaps 29, 45, 21, 51; longest 51; months 4 of 5."""
    coalition = make_coalition(list_example(), partners="a")
    found = communicate.find_silences(coalition, as_of=LAST)
    assert list(found["days"]) == [29, 45, 21, 51]
    assert list(found["open"]) == [False, False, False, True]
    contact = read_contact(coalition, "a")
    assert (contact["longest"], contact["days_since"]) == (51, 51)
    assert (contact["months_with"], contact["months"]) == (4, 5)
    assert contact["last"] == pd.Timestamp("2025-04-10")


def test_a_month_in_progress_is_not_held_against_anyone():
    coalition = make_coalition(list_example(), partners="a")
    contact = read_contact(coalition, "a", dt.date(2025, 5, 30))
    assert (contact["months_with"], contact["months"]) == (4, 4)


def test_a_partner_never_talked_with_is_silent_since_the_log_began():
    coalition = make_coalition(list_example())
    contact = read_contact(coalition, "b")
    assert (contact["talks"], contact["days_since"], contact["longest"]) == (0, 146, 146)
    assert pd.isna(contact["last"])


def test_a_newcomer_counts_from_the_day_it_joined():
    coalition = make_coalition(list_example(), joined={"b": "2025-05-20", "c": "2025-03-01"})
    assert read_contact(coalition, "b")["days_since"] == 11
    assert read_contact(coalition, "c")["days_since"] == 91
    found = communicate.count_coverage(coalition, as_of=LAST)
    assert found == communicate.Coverage(members=3, reached=0, silent=2)


def test_partners_count_only_while_they_belong():
    talks = [*list_example(), ("2025-01-06", "b", "b"), ("2025-05-02", "c", "c")]
    coalition = make_coalition(talks, left={"b": "2025-05-31"}, joined={"c": "2025-05-10"})
    assert set(communicate.find_contacts(coalition, as_of=LAST)["partner"]) == {"a", "c"}
    before = communicate.find_contacts(coalition, as_of=dt.date(2025, 5, 9))
    assert set(before["partner"]) == {"a", "b"}
    assert read_contact(coalition, "c")["talks"] == 0


def test_an_unanswered_talk_or_one_among_others_does_not_break_a_silence():
    talks = [
        *list_example(),
        ("2025-05-01", "a", "convener", {"answered": False}),
        ("2025-05-02", "a", "convener", {"alone": False}),
        ("2025-05-03", "a", "convener", {"answered": False}),
    ]
    contact = read_contact(make_coalition(talks), "a")
    assert (contact["days_since"], contact["unanswered"], contact["talks"]) == (51, 2, 4)


@pytest.mark.parametrize(("days", "silent"), [(50, 1), (51, 0)])
def test_silent_means_over_the_days_and_not_on_the_last_of_them(days, silent):
    coalition = make_coalition(list_example(), partners="a")
    assert communicate.count_silent_partners(coalition, as_of=LAST, days=days) == silent
    assert communicate.count_coverage(coalition, as_of=LAST, days=days).reached == 1 - silent


def test_nothing_after_the_day_is_read():
    talks = [*list_example(), ("2025-07-01", "a", "a", {"was_on_map": True})]
    coalition = make_coalition(talks)
    assert read_contact(coalition, "a")["days_since"] == 51
    with pytest.raises(NeedsError):
        communicate.find_contacts(coalition, as_of=dt.date(2025, 1, 4))


def test_who_starts_and_who_is_asked_what_changed():
    talks = [
        ("2025-01-05", "a", "convener", {"asked_what_changed": True}),
        ("2025-02-05", "a", "a", {"asked_what_changed": True}),
        ("2025-03-05", "a", "b", {"asked_what_changed": False}),
        ("2025-03-06", "b", "b"),
    ]
    found = communicate.find_starters(make_coalition(talks), as_of=LAST).set_index("partner")
    assert list(found.loc["a"])[1:] == [3, 1, 1, 1, 2]
    assert list(found.loc["b"])[1:] == [1, 0, 1, 0, 0]
    assert list(found.loc["c"])[1:] == [0, 0, 0, 0, 0]


def test_who_asks_the_convener_is_told_newest_first():
    talks = [
        ("2025-01-05", "a", "a", {"with_convener": True}),
        ("2025-02-05", "b", "b", {"with_convener": True}),
        ("2025-03-05", "b", "convener", {"with_convener": False}),
    ]
    found = communicate.find_convener_talks(make_coalition(talks), as_of=LAST)
    assert list(found["name"]) == ["B", "A"]
    nobody = communicate.find_convener_talks(make_coalition(talks[2:]), as_of=LAST)
    assert nobody.empty
    with pytest.raises(NeedsError, match="with_convener"):
        communicate.find_convener_talks(make_coalition(list_example()), as_of=LAST)


def test_news_is_counted_where_it_is_written_whether_the_map_held_it():
    talks = [
        ("2025-01-05", "a", "a", {"what_changed": "Budget cut", "was_on_map": False}),
        ("2025-02-05", "a", "a", {"what_changed": "New chair", "was_on_map": True}),
        ("2025-03-05", "a", "a", {"what_changed": "Nothing new", "was_on_map": None}),
        ("2025-06-05", "a", "a", {"what_changed": "Later", "was_on_map": False}),
    ]
    coalition = make_coalition(talks)
    assert communicate.count_news(coalition, as_of=LAST) == communicate.News(2, 1)


CHANGES = [
    {"date": "2025-02-05", "partner": "b", "written_on": "2025-02-07"},
    {"date": "2025-03-05", "partner": "b", "written_on": None},
    {"date": "2025-01-05", "partner": "a", "written_on": "2025-06-07"},
    {"date": "2025-06-02", "partner": "a", "written_on": None},
    {"date": "2025-01-02", "partner": "c", "written_on": None},
]


def test_changes_wait_until_they_are_written_to_the_map():
    changes = [
        row | {"issue": "rent", "field": "ideal", "before": "3", "after": "4"} for row in CHANGES
    ]
    coalition = make_coalition(list_example(), changes=changes, left={"c": "2025-05-01"})
    found = communicate.find_unwritten(coalition, as_of=LAST)
    assert list(found["name"]) == ["A", "B"]
    assert list(found["days"]) == [146, 87]
    assert list(found["issue_name"]) == ["rent", "rent"]
    with pytest.raises(NeedsError, match="changes"):
        communicate.find_unwritten(make_coalition(list_example()), as_of=LAST)


def test_the_partners_copy_holds_no_news_and_no_unwritten_change():
    coalition = limit_to_audience(load_cohort("spring-cohort")["maple-county"], "partners")
    for find in (communicate.count_news, communicate.find_unwritten):
        with pytest.raises(NeedsError):
            find(coalition, as_of=LAST.replace(year=2026))


def test_months_count_partners_who_belonged_all_month():
    talks = [
        ("2025-01-05", "a", "a"),
        ("2025-02-05", "a", "a"),
        ("2025-02-25", "b", "b"),
        ("2025-04-25", "c", "c"),
    ]
    coalition = make_coalition(talks, joined={"b": "2025-02-08", "c": "2025-04-07"})
    found = communicate.find_monthly_reach(coalition, as_of=dt.date(2025, 5, 30))
    assert [str(month)[:7] for month in found["month"]] == [f"2025-0{n}" for n in range(1, 5)]
    assert list(found["members"]) == [1, 1, 2, 3]
    assert list(found["reached"]) == [1, 1, 0, 1]
    assert list(found["share"]) == pytest.approx([1, 1, 0, 1 / 3])


def test_no_month_is_over_in_a_log_of_three_weeks():
    coalition = make_coalition([("2025-05-09", "a", "a")])
    assert communicate.find_monthly_reach(coalition, as_of=LAST).empty
    assert read_contact(coalition, "a")["months"] == 0


def test_limits_match_the_control_chart_of_nist():
    """NIST/SEMATECH e-Handbook, 6.3.2.2 [R]: 50.81, limits 55.80 and 45.82."""
    found = communicate.find_pattern(NIST)
    assert found.kind == "xmr"
    assert found.center == pytest.approx(50.81, abs=0.005)
    assert found.upper == pytest.approx(55.80, abs=0.01)
    assert found.lower == pytest.approx(45.82, abs=0.01)
    assert found.range_center == pytest.approx(1.8778, abs=0.0001)
    assert found.range_limit == pytest.approx(3.268 * 1.8778, abs=0.001)
    assert found.outside == ()


def test_trend_matches_the_tree_rings_of_holy_cross():
    """Holy Cross, 14 values with one tie [P]: S 54, Z 2.9058."""
    found = communicate.find_trend(HOLY_CROSS)
    assert found.s == 54
    assert found.z == pytest.approx(2.9058, abs=0.00005)
    assert found.direction == "rising"
    assert communicate.find_trend(HOLY_CROSS[::-1]).direction == "falling"


@settings(max_examples=40, deadline=None, derandomize=True)
@given(values=st.lists(st.integers(0, 1000), min_size=2, max_size=10, unique=True))
def test_trend_without_ties_matches_scipy(values):
    wanted = kendalltau(range(len(values)), values, method="exact")
    assert communicate.find_trend(values).p == pytest.approx(wanted.pvalue)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(values=st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_trend_with_ties_matches_every_order_of_the_values(values):
    found = communicate.find_trend(values)
    counts = Counter(communicate.find_trend(order).s for order in permutations(values))
    far = sum(count for s, count in counts.items() if abs(s) >= abs(found.s))
    assert found.p == pytest.approx(far / sum(counts.values()))
    assert found.z is None


@pytest.mark.parametrize("n", [1, 4, 10, 14])
def test_months_that_are_all_alike_have_no_trend(n):
    found = communicate.find_pattern([0.5] * n)
    assert found.trend.direction == "unclear"
    assert (found.trend.s, found.trend.p) == (0, 1)
    assert found.center == 0.5
    assert found.outside == ()


def test_under_ten_months_a_run_chart_has_a_median_and_no_limits():
    found = communicate.find_pattern([0.2, 0.9, 0.4])
    assert (found.kind, found.center) == ("run", 0.4)
    assert found.lower is found.upper is found.range_limit is None
    with pytest.raises(ValueError, match="at least one"):
        communicate.find_pattern([])


def test_a_value_beyond_the_limits_and_a_leap_are_marked():
    found = communicate.find_pattern([0.5, 0.52, 0.5, 0.51, 0.5, 0.52, 0.5, 0.51, 0.5, 0.95])
    assert found.outside == (9,)


def test_next_talks_are_planned_on_weekdays_and_the_longest_silence_goes_first():
    """2025-05-30 is a Friday; what is due on a Saturday moves to the Friday before."""
    talks = [("2025-03-01", "a", "a"), ("2025-04-01", "b", "a"), ("2025-03-20", "c", "a")]
    talks += [("2025-05-21", "d", "a"), ("2025-05-30", "e", "a")]
    coalition = make_coalition(talks, partners="abcde")
    plan = communicate.plan_checkins(coalition, as_of=dt.date(2025, 5, 30))
    planned = dict(zip(plan["partner"], plan["date"].dt.strftime("%m-%d"), strict=True))
    assert planned == {"a": "06-02", "c": "06-02", "b": "06-03", "d": "06-20", "e": "06-30"}
    assert list(plan["overdue"]) == [True, True, True, False, False]
    assert (plan["date"].dt.day_of_week < 5).all()


@settings(max_examples=20, deadline=None, derandomize=True)
@given(
    ages=st.lists(st.integers(0, 120), min_size=1, max_size=12),
    days=st.integers(2, 60),
    start=st.integers(0, 6),
)
def test_a_plan_starts_tomorrow_and_gives_the_late_two_talks_a_weekday(ages, days, start):
    as_of = dt.date(2025, 6, 2) + dt.timedelta(days=start)
    talks = [
        (str(as_of - dt.timedelta(days=age)), f"p{place}", "convener")
        for place, age in enumerate(ages)
    ]
    coalition = make_coalition(talks, partners=[talk[1] for talk in talks])
    plan = communicate.plan_checkins(coalition, as_of=as_of, days=days, a_day=2)
    assert (plan["date"] > pd.Timestamp(as_of)).all()
    assert (plan["date"].dt.day_of_week < 5).all()
    assert plan.sort_values("last")["date"].is_monotonic_increasing
    late = plan[plan["date"] > plan["last"] + pd.Timedelta(days=days)]
    assert late["date"].value_counts().max() <= 2 or late.empty


def test_the_calendar_file_reads_back_and_is_the_same_twice():
    from icalendar import Calendar

    coalition = make_coalition(list_example(), partners="ab")
    plan = communicate.plan_checkins(coalition, as_of=LAST)
    words = {"titles": {"a": "Talk with Añejo, A", "b": "Talk with B"}, "note": "What's changed?"}
    written = communicate.write_calendar(plan, coalition="elm", as_of=LAST, **words)
    assert written == communicate.write_calendar(plan, coalition="elm", as_of=LAST, **words)
    entries = Calendar.from_ical(written).walk("VEVENT")
    assert [str(entry["summary"]) for entry in entries] == ["Talk with B", "Talk with Añejo, A"]
    assert {entry.decoded("dtstart") for entry in entries} == {dt.date(2025, 6, 2)}
    assert len({str(entry["uid"]) for entry in entries}) == 2
    assert all(str(entry["transp"]) == "TRANSPARENT" for entry in entries)


def test_the_last_day_is_the_newest_that_the_record_tells_of():
    coalition = make_coalition(list_example())
    assert communicate.find_last_day(coalition) == dt.date(2025, 4, 10)
    bare = Cohort("tiny", {"coalitions": coalition.coalitions})["elm"]
    with pytest.raises(NeedsError):
        communicate.find_last_day(bare)


@pytest.mark.parametrize(
    "find",
    [
        communicate.list_talks,
        communicate.find_silences,
        communicate.find_contacts,
        communicate.count_coverage,
        communicate.count_silent_partners,
        communicate.find_starters,
        communicate.find_convener_talks,
        communicate.count_news,
        communicate.find_monthly_reach,
        communicate.plan_checkins,
    ],
)
def test_a_log_that_is_not_there_is_named(find):
    with pytest.raises(NeedsError) as needs:
        find(make_coalition([]), as_of=LAST)
    assert needs.value.table == "checkins"
    assert "date" in needs.value.columns


def test_order_and_ids_of_partners_change_nothing():
    group = load_cohort("spring-cohort")["juniper-care"]
    as_of = communicate.find_last_day(group)
    codes = {partner: f"z{place}" for place, partner in enumerate(group.partners["partner"])}
    tables = {name: group.tables[name] for name in ("coalitions", "partners", "checkins")}
    for name in ("partners", "checkins"):
        coded = {
            column: [codes.get(value, value) for value in tables[name][column]]
            for column in ("partner", "by")
            if column in tables[name]
        }
        tables[name] = tables[name].assign(**coded).iloc[::-1]
    turned = Cohort("turned", tables)["juniper-care"]
    for find in (
        communicate.find_contacts,
        communicate.find_silences,
        communicate.find_starters,
        communicate.plan_checkins,
        communicate.find_monthly_reach,
    ):
        here = find(group, as_of=as_of)
        told = [column for column in here if column != "partner"]
        pd.testing.assert_frame_equal(here[told], find(turned, as_of=as_of)[told])


@pytest.mark.parametrize("group", load_cohort("spring-cohort").ids)
def test_every_group_of_the_sample_cohort_adds_up(group):
    coalition = load_cohort("spring-cohort")[group]
    as_of = communicate.find_last_day(coalition)
    contacts = communicate.find_contacts(coalition, as_of=as_of)
    starters = communicate.find_starters(coalition, as_of=as_of)
    coverage = communicate.count_coverage(coalition, as_of=as_of)
    assert (contacts["longest"] >= contacts["days_since"]).all()
    assert (contacts["months_with"] <= contacts["months"]).all()
    parts = starters[["by_convener", "by_itself", "by_another"]]
    assert (parts >= 0).all(axis=None)
    assert list(parts.sum(axis=1)) == list(starters["talks"])
    assert contacts["talks"].sum() == len(communicate.list_talks(coalition, as_of=as_of))
    assert coverage.reached + coverage.silent <= coverage.members
    months = communicate.find_monthly_reach(coalition, as_of=as_of)
    assert months["share"].between(0, 1).all()
    assert communicate.count_news(coalition, as_of=as_of).heard > 0
