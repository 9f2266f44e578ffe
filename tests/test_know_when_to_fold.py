"""Know When to Fold 'Em: dated facts, triggers on their day, candidate fights; no score."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.plays import know_when_to_fold as fold
from coalitionkit.record import Cohort, load_cohort
from coalitionkit.record.audiences import limit_to_audience
from coalitionkit.record.coalition import Coalition

DAY = dt.date(2026, 4, 21)
NO, YES = False, True


def make_group(**tables: pd.DataFrame) -> Coalition:
    """One coalition, elm, from partial tables without their first column."""
    given = {name: rows.assign(coalition="elm") for name, rows in tables.items()}
    names = pd.DataFrame({"coalition": ["elm"], "name": ["Elm"]})
    return Cohort("tiny", {"coalitions": names, **given})["elm"]


def make_partners(*ids: str, must_have: tuple[str, ...] = (), left: tuple[str, ...] = ()):
    return pd.DataFrame(
        {
            "partner": ids,
            "name": ids,
            "must_have": [partner in must_have for partner in ids],
            "left": ["2026-01-01" if partner in left else None for partner in ids],
        }
    )


def make_rows(columns: str, *rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns.split())


TRIGGERS = make_rows(
    "trigger condition written_on due checked_on met",
    ("late", "The bill dies", "2025-05-01", "2026-02-01", "2026-02-11", YES),
    ("due", "The grant ends", "2025-05-01", "2026-04-01", None, None),
    ("later", "Half stay away", "2025-05-01", "2026-09-01", None, None),
    ("after", "The office moves", "2026-04-10", "2026-04-05", "2026-04-06", NO),
    ("unborn", "A new speaker", "2026-05-01", "2026-06-01", None, None),
)


def test_triggers_are_due_checked_or_not_due():
    found = fold.find_triggers(make_group(triggers=TRIGGERS), as_of=DAY).set_index("trigger")
    assert found.index.tolist() == ["late", "due", "after", "later"]
    assert found["state"].tolist() == ["checked", "due", "checked", "not due"]
    assert found["days_late"].tolist() == [10, 20, 1, 0]
    assert found["beforehand"].tolist() == [True, True, False, True]
    assert found.loc["due", "met"] is pd.NA


def test_a_trigger_is_due_from_its_day_on_until_it_is_checked():
    group = make_group(triggers=TRIGGERS)
    assert fold.count_triggers_due(group, as_of=DAY) == 1
    assert fold.count_triggers_due(group, as_of=dt.date(2026, 4, 1)) == 1
    assert fold.count_triggers_due(group, as_of=dt.date(2026, 3, 31)) == 0
    assert fold.count_triggers_due(group, as_of=dt.date(2026, 2, 10)) == 1


def test_triggers_that_were_true_are_counted():
    group = make_group(triggers=TRIGGERS)
    assert fold.count_triggers_met(group, as_of=DAY) == 1
    assert fold.count_triggers_met(group, as_of=dt.date(2026, 2, 10)) == 0


REVIEWS = make_rows(
    "date kind question outcome law money words",
    ("2025-01-10", "purpose", "Still the right one?", "kept", "Statute signed", None, None),
    ("2026-01-11", "purpose", "Would we start today?", "put off", None, "Grant ends", "Now 'how'"),
    ("2026-03-01", "settled position", "Does it hold?", "kept", None, "Grant ends", None),
    ("2026-05-01", "purpose", "And now?", "changed", "Repeal", None, None),
)


def test_the_last_time_the_purpose_was_asked_about_is_dated():
    assert fold.find_purpose(make_group(reviews=REVIEWS), as_of=DAY) == fold.Purpose(
        asked=2,
        last_asked=dt.date(2026, 1, 11),
        days_since=100,
        question="Would we start today?",
        outcome="put off",
    )


def test_a_purpose_never_asked_about_is_a_fact_where_reviews_are_kept():
    group = make_group(reviews=REVIEWS[REVIEWS["kind"] != "purpose"])
    assert fold.find_purpose(group, as_of=DAY) == fold.Purpose(0, None, None, "", "")


def test_what_changed_outside_is_listed_newest_first():
    found = fold.find_changes_outside(make_group(reviews=REVIEWS), as_of=DAY)
    assert found[["where", "change"]].to_numpy().tolist() == [
        ["money", "Grant ends"],
        ["money", "Grant ends"],
        ["words", "Now 'how'"],
        ["law", "Statute signed"],
    ]


ATTENDANCE = make_rows(
    "date partner attended",
    *[(day, "oak", YES) for day in ("2025-12-01", "2026-01-10", "2026-02-10", "2026-04-10")],
    *[
        (day, "ash", day < "2026")
        for day in ("2025-12-01", "2026-01-10", "2026-02-10", "2026-04-10")
    ],
    *[(day, "fir", NO) for day in ("2026-02-10", "2026-04-10")],
)


def test_attendance_is_counted_by_meeting_and_by_quarter():
    group = make_group(attendance=ATTENDANCE)
    found = fold.find_attendance(group, as_of=DAY)
    assert found["listed"].tolist() == [2, 2, 3, 3]
    assert found["attended"].tolist() == [2, 1, 1, 1]
    assert fold.compare_attendance(group, as_of=DAY) == fold.Compared(2, 6, 3, 4)


def test_a_quarter_is_ninety_one_days_with_its_last_day():
    rows = make_rows(
        "date partner attended",
        ("2026-04-21", "oak", YES),
        ("2026-01-21", "oak", YES),
        ("2026-01-20", "oak", YES),
        ("2025-10-21", "oak", NO),
    )
    assert fold.compare_attendance(make_group(attendance=rows), as_of=DAY) == fold.Compared(
        count=2, n=2, count_before=1, n_before=1
    )


def test_who_missed_the_last_three_meetings_is_found():
    partners = make_partners("oak", "ash", "fir")
    found = fold.find_absent(make_group(attendance=ATTENDANCE, partners=partners), as_of=DAY)
    assert found["partner"].tolist() == ["ash"]
    assert found["last_attended"].tolist() == [pd.Timestamp("2025-12-01")]


def test_who_was_never_there_has_no_last_day_and_who_left_is_not_missed():
    rows = ATTENDANCE[ATTENDANCE["date"] > "2026-02"]
    group = make_group(attendance=rows, partners=make_partners("oak", "ash", "fir", left=("ash",)))
    found = fold.find_absent(group, as_of=DAY, meetings=2)
    assert found["partner"].tolist() == ["fir"]
    assert found["last_attended"].isna().all()


CHECKINS = make_rows(
    "date partner by answered",
    ("2026-04-01", "oak", "convener", NO),
    ("2026-03-01", "oak", "convener", NO),
    ("2026-03-01", "ash", "convener", None),
    ("2026-03-02", "fir", "convener", NO),
    ("2025-12-01", "ash", "convener", NO),
    ("2025-12-02", "oak", "convener", YES),
)


def test_check_ins_that_went_unanswered_are_counted():
    partners = make_partners("oak", "ash", "fir", left=("fir",))
    group = make_group(checkins=CHECKINS, partners=partners)
    assert fold.compare_unanswered(group, as_of=DAY) == fold.Compared(3, 4, 1, 2)
    found = fold.find_unanswered(group, as_of=DAY)
    assert found.to_numpy().tolist() == [["oak", 2, 2]]


MEETINGS = make_rows(
    "date agenda_item type minutes",
    ("2026-04-10", 1, "update", 30),
    ("2026-04-10", 2, "decision", 10),
    ("2026-02-10", 1, "update", 20),
    ("2026-03-10", 1, "update", 5),
    ("2025-12-01", 1, "update", 60),
)


def test_minutes_times_people_are_spent_on_updates():
    rows = ATTENDANCE.assign(attended=True)
    found = fold.count_update_time(make_group(meetings=MEETINGS, attendance=rows), as_of=DAY)
    assert found == fold.UpdateTime(
        meetings=3,
        counted=2,
        minutes=65,
        update_minutes=55,
        person_minutes=(30 + 10) * 3 + 20 * 3,
        update_person_minutes=(30 + 20) * 3,
    )


def test_without_a_list_of_who_came_only_minutes_are_counted():
    found = fold.count_update_time(make_group(meetings=MEETINGS), as_of=DAY)
    assert (found.counted, found.person_minutes, found.update_minutes) == (0, 0, 55)


def test_a_quarter_without_a_meeting_needs_one():
    with pytest.raises(NeedsError) as error:
        fold.count_update_time(make_group(meetings=MEETINGS), as_of=dt.date(2027, 1, 1))
    assert error.value.table == "meetings"


CLOSINGS = make_rows(
    "date partner exit won_in_law won_in_money won_in_words takes_along next_fight thanks",
    ("2026-04-01", "", "sunset", "A statute", "", "'how', not 'whether'", "", "", ""),
    ("2026-04-01", "oak", "", "", "", "", "The list of sites", "Rent", "To ash"),
    ("2026-04-01", "ash", "", "", "", "", "The data", "", ""),
)


def test_the_closing_record_says_what_was_won_and_who_takes_what():
    group = make_group(closings=CLOSINGS, partners=make_partners("oak", "ash", "fir"))
    found = fold.find_closing(group, as_of=DAY)
    assert (found.date, found.exit) == (dt.date(2026, 4, 1), "sunset")
    assert found.won == {"law": "A statute", "money": "", "words": "'how', not 'whether'"}
    assert found.partners["partner"].tolist() == ["ash", "oak"]
    assert found.without_next_fight == ("ash", "fir")


def test_there_are_four_exits():
    assert fold.EXITS == ("continue", "reinvent", "hand over", "sunset")


def make_issues(*rows: tuple) -> pd.DataFrame:
    columns = "issue lowest highest status_quo bold_end opened"
    return make_rows(columns, *rows).assign(name="What?", low_end="low", high_end="high")


def make_positions(*rows: tuple) -> pd.DataFrame:
    columns = "partner issue ideal lowest highest settled_on"
    return make_rows(columns, *rows).assign(salience=2, setting="meeting", as_of="2026-01-01")


RENT = make_issues(("rent", 0.0, 100.0, 40.0, 100.0, "2025-01-01"))
OAK_GAINS = make_positions(("oak", "rent", 90, 50, 100, None), ("ash", "rent", 40, 20, 70, None))


def test_a_fight_holds_up_to_the_boldest_level_that_all_accept():
    group = make_group(
        issues=RENT, positions=OAK_GAINS, partners=make_partners("oak", "ash", "fir")
    )
    (found,) = fold.find_fights(group)
    assert (found.gains, found.leaves, found.unknown) == (("oak",), (), ("fir",))
    assert found.agenda.levels == {"rent": 70}
    assert found.agenda.boldness == pytest.approx(50)
    assert found.holds


def test_who_accepts_no_step_past_the_status_quo_leaves():
    positions = OAK_GAINS.assign(highest=[100, 40])
    group = make_group(
        issues=RENT,
        positions=positions,
        partners=make_partners("oak", "ash", must_have=("ash",)),
    )
    (found,) = fold.find_fights(group)
    assert (found.leaves, found.needed, found.holds) == (("ash",), ("ash",), False)


def test_a_fight_whose_bold_end_is_the_low_one_is_turned_around():
    issues = make_issues(("rent", 0.0, 100.0, 60.0, 0.0, "2025-01-01"))
    positions = OAK_GAINS.assign(ideal=[10, 60], lowest=[0, 30], highest=[50, 80])
    group = make_group(issues=issues, positions=positions, partners=make_partners("oak", "ash"))
    (found,) = fold.find_fights(group)
    assert (found.gains, found.leaves) == (("oak",), ())
    assert found.agenda.levels == {"rent": 30}
    assert found.agenda.boldness == pytest.approx(50)


def test_ranges_that_never_meet_hold_no_fight():
    positions = OAK_GAINS.assign(lowest=[80, 20], highest=[100, 70])
    group = make_group(issues=RENT, positions=positions, partners=make_partners("oak", "ash"))
    (found,) = fold.find_fights(group)
    assert (found.holds, found.agenda) == (False, None)


def test_nobody_must_have_means_nobody_is_needed():
    group = make_group(issues=RENT, positions=OAK_GAINS, partners=make_partners("oak", "ash"))
    assert fold.find_fights(group)[0].needed == ()


def test_only_must_have_partners_have_to_be_kept():
    positions = OAK_GAINS.assign(highest=[100, 40])
    group = make_group(
        issues=RENT,
        positions=positions,
        partners=make_partners("oak", "ash", must_have=("oak",)),
    )
    (found,) = fold.find_fights(group)
    assert (found.leaves, found.needed, found.holds) == (("ash",), (), True)
    assert found.agenda.on_board == ("oak",)


TWO_ISSUES = make_issues(
    ("rent", 0.0, 10.0, 0.0, 10.0, "2025-01-01"), ("years", 0.0, 10.0, 0.0, 10.0, "2025-01-01")
)
BOTH = make_positions(
    ("oak", "rent", 10, 0, 10, None),
    ("oak", "years", 10, 0, 10, None),
    ("ash", "rent", 0, 0, 10, None),
    ("ash", "years", 10, 0, 10, None),
    ("fir", "rent", 0, 0, 10, None),
    ("fir", "years", 0, 0, 10, None),
)


def make_walkaways(**least: float) -> pd.DataFrame:
    return pd.DataFrame({"partner": list(least), "walkaway": list(least.values())})


def test_partners_stay_stay_if_or_leave():
    # At rent 10 and years 2, utilities are .6, .1 and .4.
    group = make_group(
        issues=TWO_ISSUES,
        positions=BOTH,
        partners=make_partners("oak", "ash", "fir"),
        walkaways=make_walkaways(oak=0.5, ash=0.3, fir=1.0),
    )
    found = fold.find_value(group, {"rent": 10, "years": 2})
    assert found["partner"].tolist() == ["oak", "ash", "fir"]
    assert found["stands"].tolist() == ["stays", "stays if", "leaves"]
    assert found.loc[1, ["issue", "level"]].tolist() == ["rent", 6.0]


def test_value_is_for_must_have_partners_where_there_are_any():
    group = make_group(
        issues=TWO_ISSUES,
        positions=BOTH,
        partners=make_partners("oak", "ash", "fir", must_have=("ash",)),
        walkaways=make_walkaways(oak=0.5, ash=0.1, fir=1.0),
    )
    found = fold.find_value(group, {"rent": 10, "years": 2})
    assert found[["partner", "stands"]].to_numpy().tolist() == [["ash", "stays"]]


def test_no_walk_away_is_ever_assumed():
    group = make_group(issues=TWO_ISSUES, positions=BOTH, partners=make_partners("oak", "ash"))
    with pytest.raises(NeedsError) as error:
        fold.find_value(group, {"rent": 10, "years": 2})
    assert error.value.table == "walkaways"


def test_candidates_are_unsettled_first_then_newest():
    issues = make_issues(
        ("old", 0.0, 10.0, 0.0, 10.0, "2023-01-01"),
        ("settled", 0.0, 10.0, 0.0, 10.0, "2026-01-01"),
        ("new", 0.0, 10.0, 0.0, 10.0, "2025-01-01"),
        ("unmapped", 0.0, 10.0, 0.0, 10.0, "2026-02-01"),
        ("done", 0.0, 10.0, 10.0, 10.0, "2026-02-01"),
    )
    positions = make_positions(
        ("oak", "old", 5, 0, 10, None),
        ("oak", "settled", 5, 0, 10, "2026-02-01"),
        ("oak", "new", 5, 0, 10, None),
        ("oak", "done", 5, 0, 10, None),
    )
    group = make_group(issues=issues, positions=positions, partners=make_partners("oak"))
    assert fold.find_candidates(group) == ("new", "old", "settled")
    assert fold.find_candidates(group, most=1) == ("new",)


def test_a_fight_that_is_no_issue_is_named():
    group = make_group(issues=RENT, positions=OAK_GAINS, partners=make_partners("oak", "ash"))
    with pytest.raises(UsageError, match=r"'rents'.*rent"):
        fold.find_fights(group, issues=["rents"])


@pytest.mark.parametrize(
    ("ask", "table", "column"),
    [
        (fold.find_triggers, "triggers", "due"),
        (fold.count_triggers_due, "triggers", "due"),
        (fold.find_purpose, "reviews", "kind"),
        (fold.find_changes_outside, "reviews", "date"),
        (fold.find_attendance, "attendance", "attended"),
        (fold.compare_attendance, "attendance", "attended"),
        (fold.find_absent, "attendance", "attended"),
        (fold.compare_unanswered, "checkins", "partner"),
        (fold.find_unanswered, "checkins", "partner"),
        (fold.count_update_time, "meetings", "minutes"),
        (fold.find_closing, "closings", "date"),
    ],
)
def test_an_absent_table_is_named(ask, table, column):
    with pytest.raises(NeedsError) as error:
        ask(make_group(partners=make_partners("oak")), as_of=DAY)
    assert error.value.table == table
    assert column in error.value.columns


@pytest.mark.parametrize(
    ("tables", "table"),
    [
        ({}, "issues"),
        ({"issues": RENT}, "positions"),
        ({"issues": RENT.assign(bold_end=None), "positions": OAK_GAINS}, "issues"),
        ({"issues": RENT.assign(bold_end=40.0), "positions": OAK_GAINS}, "issues"),
    ],
)
def test_the_worksheet_says_what_it_needs(tables, table):
    with pytest.raises(NeedsError) as error:
        fold.find_fights(make_group(**tables))
    assert error.value.table == table


def test_nothing_is_known_before_the_first_day():
    early = dt.date(2020, 1, 1)
    group = make_group(triggers=TRIGGERS, reviews=REVIEWS, attendance=ATTENDANCE, closings=CLOSINGS)
    for ask in (
        fold.find_triggers,
        fold.find_purpose,
        fold.find_attendance,
        fold.find_closing,
    ):
        with pytest.raises(NeedsError):
            ask(group, as_of=early)


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
    for count in (fold.compare_attendance, fold.compare_unanswered, fold.count_update_time):
        assert count(group, as_of=DAY) == count(renamed, as_of=DAY)
    for ask in (fold.find_absent, fold.find_unanswered):
        assert len(ask(group, as_of=DAY)) == len(ask(renamed, as_of=DAY))
    for fight, other in zip(fold.find_fights(group), fold.find_fights(renamed), strict=True):
        assert (fight.issue, fight.holds) == (other.issue, other.holds)
        assert len(fight.gains) == len(other.gains)
        assert fight.agenda.levels == other.agenda.levels


def test_the_order_of_rows_changes_nothing():
    group = load_cohort("spring-cohort")["maple-county"]
    turned = Coalition(group.id, {name: rows.iloc[::-1] for name, rows in group.tables.items()})
    for ask in (
        fold.find_triggers,
        fold.find_changes_outside,
        fold.find_attendance,
        fold.find_absent,
        fold.find_unanswered,
    ):
        pd.testing.assert_frame_equal(ask(group, as_of=DAY), ask(turned, as_of=DAY))
    for count in (
        fold.find_purpose,
        fold.compare_attendance,
        fold.compare_unanswered,
        fold.count_update_time,
    ):
        assert count(group, as_of=DAY) == count(turned, as_of=DAY)
    assert fold.find_candidates(group) == fold.find_candidates(turned)
    for fight, other in zip(fold.find_fights(group), fold.find_fights(turned), strict=True):
        assert set(fight.gains) == set(other.gains)
        assert fight.holds == other.holds
        if fight.agenda is not None:
            assert fight.agenda.levels == other.agenda.levels


def test_the_sample_cohorts_overdue_triggers_come_back():
    """Two of its groups leave a trigger unchecked past its day."""
    found = [
        group.id
        for group in load_cohort("spring-cohort")
        if len(group.triggers) and fold.count_triggers_due(group, as_of=DAY)
    ]
    assert found == ["long-road", "steady-roof"]


def test_every_group_of_the_sample_cohort_runs():
    for group in load_cohort("spring-cohort"):
        spent = fold.count_update_time(group, as_of=DAY)
        assert 0 < spent.update_person_minutes < spent.person_minutes
        places = fold.compare_attendance(group, as_of=DAY)
        assert 0 < places.count <= places.n
        for each in (group, limit_to_audience(group, "partners")):
            fights = fold.find_fights(each)
            assert 1 <= len(fights) <= 3
            members = set(group.partners["partner"])
            assert all({*fight.gains, *fight.leaves, *fight.unknown} <= members for fight in fights)
