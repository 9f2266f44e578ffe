"""Surface Tension: waits with open ones kept, voices, what stays private, newcomers, the gap."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from coalitionkit.errors import NeedsError
from coalitionkit.plays import surface_tension
from coalitionkit.record import Cohort, load_cohort
from coalitionkit.record.audiences import limit_to_audience
from coalitionkit.record.coalition import Coalition

DAY = dt.date(2026, 4, 21)


def make_group(**tables: pd.DataFrame) -> Coalition:
    """One coalition, elm, from partial tables without their first column."""
    given_tables = {name: rows.assign(coalition="elm") for name, rows in tables.items()}
    names = pd.DataFrame({"coalition": ["elm"], "name": ["Elm"], "founded": ["2024-01-01"]})
    return Cohort("tiny", {"coalitions": names, **given_tables})["elm"]


def make_tensions(**columns: list[str | None]) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "tension": ["t1", "t2", "t3", "t4"],
            "name": ["Rent", "A remark", "Who speaks", "Whose win"],
            "kind": ["issue", "personal", "process", "credit"],
            "setting": ["meeting", "alone", "alone", "meeting"],
            "raised_by": ["oak", "ash", "fir", "oak"],
            "directness": ["direct", "indirect", "indirect", "direct"],
            "intensity": ["low", "high", "low", "low"],
            "first_heard": ["2026-01-01", "2026-01-10", "2026-03-20", "2026-02-01"],
            "on_agenda": ["2026-01-21", None, None, None],
            "resolved": [None, None, None, "2026-02-11"],
        }
    )
    return rows.assign(**columns)


def make_partners(joined: list[str | None], left: list[str | None] | None = None) -> pd.DataFrame:
    ids = ["oak", "ash", "fir", "elder"][: len(joined)]
    return pd.DataFrame(
        {"partner": ids, "name": ids, "joined": joined, "left": left or [None] * len(joined)}
    )


def make_meetings(dissent: list[int | None], kind: str = "decision") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "date": ["2026-01-05"] * len(dissent),
            "agenda_item": range(1, len(dissent) + 1),
            "type": kind,
            "minutes": 10,
            "dissent": dissent,
        }
    )


def make_positions(rows: list[tuple[str, float, float, float, str, str]]) -> pd.DataFrame:
    columns = ["partner", "ideal", "lowest", "highest", "setting", "as_of"]
    return pd.DataFrame(rows, columns=columns).assign(issue="rent", salience=2)


ISSUES = pd.DataFrame(
    {
        "issue": ["rent"],
        "name": ["What rent?"],
        "low_end": ["low"],
        "high_end": ["high"],
        "lowest": [0.0],
        "highest": [100.0],
    }
)


def make_waits(days: list[float], reached: list[bool]) -> pd.DataFrame:
    return pd.DataFrame({"days": days, "state": np.where(reached, "reached", "waiting")})


def test_lead_times_tell_reached_waiting_and_settled_apart():
    found = surface_tension.find_lead_times(make_group(tensions=make_tensions()), as_of=DAY)
    assert found["tension"].tolist() == ["t1", "t2", "t4", "t3"]
    assert found["state"].tolist() == ["reached", "waiting", "settled", "waiting"]
    assert found["days"].tolist() == [20, 101, 10, 32]


def test_what_came_after_the_day_is_not_known_on_it():
    group = make_group(tensions=make_tensions())
    found = surface_tension.find_lead_times(group, as_of=dt.date(2026, 1, 11))
    assert found[["tension", "state", "days"]].to_numpy().tolist() == [
        ["t1", "waiting", 10],
        ["t2", "waiting", 1],
    ]
    assert found["on_agenda"].isna().all()


def test_lead_times_are_counted_with_the_open_ones_stated():
    found = surface_tension.find_lead_times(make_group(tensions=make_tensions()), as_of=DAY)
    assert surface_tension.summarize_lead_times(found) == surface_tension.LeadSummary(
        heard=4, reached=1, waiting=2, settled=1, median_days=None, longest_days=101
    )


def test_nothing_waiting_has_no_longest_wait():
    found = surface_tension.summarize_lead_times(make_waits([5, 9], [True, True]))
    assert (found.median_days, found.longest_days) == (5, None)


def test_a_median_of_exactly_half_is_found():
    # 3/4 times 2/3 is one half, and no float.
    found = surface_tension.summarize_lead_times(
        make_waits([10, 20, 30, 40], [True, True, False, False])
    )
    assert found.median_days == 20


def test_the_product_limit_estimate_is_kaplan_and_meiers():
    """Kaplan and Meier 1958, section 2: deaths .8 3.1 5.4 9.2, losses 1.0 2.7 7.0 12.1 [R]."""
    days = [0.8, 1.0, 2.7, 3.1, 5.4, 7.0, 9.2, 12.1]
    reached = [True, False, False, True, True, False, True, False]
    found = surface_tension.estimate_waiting(make_waits(days, reached))
    assert found["at_risk"].tolist() == [8, 5, 4, 2]
    assert found["waiting"].tolist() == pytest.approx([0.875, 0.7, 0.525, 0.2625])


def test_the_product_limit_estimate_is_freireichs():
    """Freireich et al. 1963, 21 patients on 6-MP, as in Cox and Oakes 1984, table 1.1 [R]."""
    reached = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    waits = make_waits([*reached, *censored], [True] * 9 + [False] * 12)
    found = surface_tension.estimate_waiting(waits)
    assert found["days"].tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found["waiting"].round(3).tolist() == [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448]
    assert surface_tension.summarize_lead_times(waits).median_days == 23


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=15))
def test_the_product_limit_estimate_equals_scipys(waits):
    days, reached = (list(part) for part in zip(*waits, strict=True))
    found = surface_tension.estimate_waiting(make_waits(days, reached))
    data = stats.CensoredData(
        uncensored=[day for day, done in waits if done],
        right=[day for day, done in waits if not done],
    )
    curve = stats.ecdf(data).sf
    assert found["waiting"].tolist() == pytest.approx(curve.evaluate(found["days"]).tolist())


def test_old_tensions_are_those_that_wait_longer_than_thirty_days():
    group = make_group(tensions=make_tensions())
    old = surface_tension.find_old_tensions(group, as_of=DAY)
    assert old["tension"].tolist() == ["t2", "t3"]
    assert surface_tension.count_old_tensions(group, as_of=dt.date(2026, 4, 19)) == 1
    assert surface_tension.count_old_tensions(group, as_of=DAY, days=200) == 0


def test_issue_and_personal_tensions_are_counted_apart():
    found = surface_tension.find_lead_times(make_group(tensions=make_tensions()), as_of=DAY)
    kinds = surface_tension.count_kinds(found).set_index("kind")
    assert kinds.index.tolist() == ["issue", "personal", "process", "credit"]
    assert kinds.loc["issue"].tolist() == [1, 1, 0, 0, 0]
    assert kinds.loc["personal"].tolist() == [1, 0, 1, 0, 0]
    assert kinds.loc["credit"].tolist() == [1, 0, 0, 1, 1]


def test_voicing_is_counted_by_kind_directness_and_intensity():
    group = make_group(tensions=make_tensions())
    found = surface_tension.count_voicing(group, as_of=DAY)
    assert len(found) == 16
    told = found[found["tensions"] > 0].drop(columns="tensions").to_numpy().tolist()
    assert told == [
        ["issue", "direct", "low"],
        ["personal", "indirect", "high"],
        ["process", "indirect", "low"],
        ["credit", "direct", "low"],
    ]


def test_dissent_counts_debates_and_decisions_whose_dissent_was_written_down():
    meetings = make_meetings([2, 0, None, 1])
    updates = make_meetings([3], kind="update").assign(agenda_item=9)
    group = make_group(meetings=pd.concat([meetings, updates]))
    found = surface_tension.count_dissent(group, as_of=DAY)
    assert (found.items, found.dissented) == (3, 2)
    assert found.share == pytest.approx(2 / 3)


def test_dissent_is_counted_between_two_days():
    early, late = make_meetings([1]), make_meetings([0]).assign(date="2026-03-01")
    group = make_group(meetings=pd.concat([early, late]))
    found = surface_tension.count_dissent(group, as_of=DAY, since=dt.date(2026, 2, 1))
    assert (found.items, found.dissented) == (1, 0)
    with pytest.raises(NeedsError) as error:
        surface_tension.count_dissent(group, as_of=dt.date(2026, 1, 1))
    assert error.value.table == "meetings"


@pytest.mark.parametrize(
    ("items", "dissented", "little"), [(8, 2, True), (8, 3, False), (7, 0, False)]
)
def test_little_dissent_needs_eight_items(items, dissented, little):
    assert surface_tension.Dissent(items, dissented).is_little is little


WIDE = make_positions(
    [
        ("oak", 0, 0, 100, "meeting", "2026-01-01"),
        ("ash", 100, 0, 100, "meeting", "2026-01-01"),
        ("fir", 50, 0, 100, "meeting", "2026-01-01"),
    ]
)


def test_the_gap_is_mapped_spread_minus_voiced_dissent():
    group = make_group(
        issues=ISSUES,
        partners=make_partners([None] * 3),
        positions=WIDE,
        meetings=make_meetings([1, 1, 0, 0, 0, 0, 0, 0]),
    )
    found = surface_tension.find_gap(group, as_of=DAY)
    assert found.spread.spread == pytest.approx(2 / 3)
    assert found.gap == pytest.approx(2 / 3 - 1 / 4)
    assert surface_tension.is_quiet_but_apart(group, as_of=DAY)


def test_partners_who_stand_together_are_not_quiet_but_apart():
    group = make_group(
        issues=ISSUES,
        partners=make_partners([None] * 3),
        positions=WIDE.assign(ideal=50.0),
        meetings=make_meetings([0] * 8),
    )
    found = surface_tension.find_gap(group, as_of=DAY)
    assert (found.gap, found.is_quiet_but_apart) == (0, False)


def test_private_positions_stand_beside_public_ones():
    rows = [
        ("oak", 80, 70, 100, "alone", "2026-02-01"),
        ("oak", 10, 0, 20, "alone", "2025-01-01"),
        ("oak", 30, 20, 60, "meeting", "2026-01-01"),
        ("ash", 50, 40, 60, "alone", "2026-02-01"),
        ("ash", 45, 40, 60, "meeting", "2026-01-01"),
        ("fir", 50, 40, 60, "alone", "2026-02-01"),
    ]
    group = make_group(
        issues=ISSUES, partners=make_partners([None] * 3), positions=make_positions(rows)
    )
    found = surface_tension.compare_settings(group)
    assert found["partner"].tolist() == ["oak", "ash"]
    assert found["alone"].tolist() == [80, 50]
    assert found["distance"].tolist() == pytest.approx([0.5, 0.05])
    assert found["beyond"].tolist() == [True, False]


def test_the_partners_copy_has_no_private_position_to_compare():
    rows = [
        ("oak", 80, 70, 100, "alone", "2026-02-01"),
        ("oak", 30, 20, 60, "meeting", "2026-01-01"),
    ]
    group = make_group(
        issues=ISSUES, partners=make_partners([None]), positions=make_positions(rows)
    )
    with pytest.raises(NeedsError) as error:
        surface_tension.compare_settings(limit_to_audience(group, "partners"))
    assert error.value.table == "positions"


def test_newcomers_speak_keep_silent_or_have_time_left():
    tensions = make_tensions(
        first_heard=["2026-01-01", "2026-02-01", "2026-03-20", "2026-02-02"],
        resolved=[None] * 4,
    )
    joined = ["2023-05-01", "2026-01-15", "2026-01-02", "2026-04-01"]
    group = make_group(tensions=tensions, partners=make_partners(joined))
    found = surface_tension.find_newcomers(group, as_of=DAY, days=60)
    assert found["partner"].tolist() == ["fir", "ash", "elder"]
    assert found["spoke"].tolist() == ["no", "yes", "too soon"]
    assert found["days"].tolist()[:2] == [77, 17]
    assert found["days"].isna().tolist() == [False, False, True]


def test_a_tension_from_before_it_joined_is_not_a_newcomers():
    group = make_group(tensions=make_tensions(), partners=make_partners([None, "2026-01-12"]))
    found = surface_tension.find_newcomers(group, as_of=DAY)
    assert found["spoke"].tolist() == ["no"]
    assert found["raised"].isna().all()


def test_who_was_there_before_the_log_began_or_has_left_is_no_newcomer():
    group = make_group(
        tensions=make_tensions(),
        partners=make_partners(["2025-12-01", "2026-01-12"], left=[None, "2026-03-01"]),
    )
    assert surface_tension.find_newcomers(group, as_of=DAY).empty


def test_the_log_begins_with_the_first_meeting():
    group = make_group(
        tensions=make_tensions(first_heard=["2026-03-01"] * 4, resolved=[None] * 4, on_agenda=None),
        partners=make_partners(["2026-01-20"]),
        meetings=make_meetings([0]),
    )
    found = surface_tension.find_newcomers(group, as_of=DAY)
    assert found["spoke"].tolist() == ["yes"]


@pytest.mark.parametrize(
    ("ask", "table", "column"),
    [
        (surface_tension.find_lead_times, "tensions", "first_heard"),
        (surface_tension.count_old_tensions, "tensions", "first_heard"),
        (surface_tension.count_voicing, "tensions", "directness"),
        (surface_tension.find_newcomers, "tensions", "raised_by"),
        (surface_tension.count_dissent, "meetings", "dissent"),
    ],
)
def test_an_absent_table_is_named(ask, table, column):
    with pytest.raises(NeedsError) as error:
        ask(make_group(), as_of=DAY)
    assert error.value.table == table
    assert column in error.value.columns


def test_a_gap_without_a_map_needs_positions():
    with pytest.raises(NeedsError) as error:
        surface_tension.find_gap(make_group(meetings=make_meetings([0])), as_of=DAY)
    assert error.value.table in ("issues", "positions")


def test_a_half_filled_table_names_what_is_missing():
    group = make_group(tensions=make_tensions(directness=[None] * 4))
    with pytest.raises(NeedsError) as error:
        surface_tension.count_voicing(group, as_of=DAY)
    assert "directness" in error.value.columns


def test_nothing_heard_by_the_day_needs_a_tension():
    with pytest.raises(NeedsError):
        surface_tension.find_lead_times(
            make_group(tensions=make_tensions()), as_of=dt.date(2020, 1, 1)
        )


def rename_partners(group: Coalition) -> Coalition:
    """The same coalition with other ids for its partners, in another order of the alphabet."""
    ids = group.partners["partner"]
    other = {each: f"z{len(ids) - place:02d}" for place, each in enumerate(ids)}
    columns = ("partner", "on_partner", "raised_by", "by")
    tables = {
        name: rows.assign(
            **{each: rows[each].map(lambda x: other.get(x, x)) for each in columns if each in rows}
        )
        for name, rows in group.tables.items()
    }
    return Coalition(group.id, tables)


def test_the_names_of_partners_change_nothing():
    group = load_cohort("spring-cohort")["maple-county"]
    renamed = rename_partners(group)
    for ask in (
        surface_tension.find_lead_times,
        surface_tension.count_voicing,
        surface_tension.count_dissent,
    ):
        first, second = ask(group, as_of=DAY), ask(renamed, as_of=DAY)
        assert str(first) == str(second)
    gaps = [surface_tension.find_gap(each, as_of=DAY).gap for each in (group, renamed)]
    assert gaps[0] == pytest.approx(gaps[1])
    pairs = [surface_tension.compare_settings(each) for each in (group, renamed)]
    assert sorted(pairs[0]["distance"]) == pytest.approx(sorted(pairs[1]["distance"]))
    newcomers = [surface_tension.find_newcomers(each, as_of=DAY) for each in (group, renamed)]
    assert sorted(newcomers[0]["spoke"]) == sorted(newcomers[1]["spoke"])


def test_the_order_of_rows_changes_nothing():
    group = load_cohort("spring-cohort")["maple-county"]
    turned = Coalition(group.id, {name: rows.iloc[::-1] for name, rows in group.tables.items()})
    for ask in (
        surface_tension.find_lead_times,
        surface_tension.count_voicing,
        surface_tension.find_newcomers,
    ):
        pd.testing.assert_frame_equal(ask(group, as_of=DAY), ask(turned, as_of=DAY))
    pd.testing.assert_frame_equal(
        surface_tension.compare_settings(group), surface_tension.compare_settings(turned)
    )
    gaps = [surface_tension.find_gap(each, as_of=DAY).gap for each in (group, turned)]
    assert gaps[0] == pytest.approx(gaps[1])


def test_planted_drift_is_what_reads_as_quiet_but_apart():
    """The sample cohort's truth: two groups drift, with partners far apart and little said."""
    cohort = load_cohort("spring-cohort")
    found = [group.id for group in cohort if surface_tension.is_quiet_but_apart(group, as_of=DAY)]
    assert found == ["lunch-table", "maple-county"]


def test_every_group_of_the_sample_cohort_runs():
    for group in load_cohort("spring-cohort"):
        waits = surface_tension.find_lead_times(group, as_of=DAY)
        told = surface_tension.summarize_lead_times(waits)
        assert told.heard == told.reached + told.waiting + told.settled == len(group.tensions)
        assert surface_tension.count_kinds(waits)["heard"].sum() == told.heard
        assert surface_tension.compare_settings(group)["distance"].between(0, 1).all()
        assert set(surface_tension.find_newcomers(group, as_of=DAY)["spoke"]) <= {"yes", "no"}
