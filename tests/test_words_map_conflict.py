"""The map's sentences, each built from facts."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from test_map_conflict import ISSUES, TENSIONS, TWO, make_coalition, make_line, make_positions
from test_map_conflict import make_unlikely as make_unlikely_coalition

from coalitionkit.plays import map_conflict as mc
from coalitionkit.words import map_conflict as words
from coalitionkit.words.catalog import Translator

T = Translator("en")
NAMES = mc.find_names(make_coalition(TWO))


def test_the_same_goal_is_told_with_reasons_and_the_breaking_point():
    (goal,) = mc.find_same_goals(make_coalition(TWO))
    assert words.say_same_goal(T, goal, NAMES) == (
        "ADV and PRO both back 5 to 6 on “How high is the bar?”. ADV because “Families deserve "
        "what works”; PRO because “Money follows proof”. Past 7, toward “Two studies”, PRO leaves."
    )


def test_where_the_reasons_are_the_same_the_interests_are_told():
    rows = [("a", "bar", 5, 0, 8, 1, "same"), ("b", "bar", 5, 0, 8, 1, "same")]
    said = [("a", "fear", "loss"), ("a", "need", "staff"), ("b", "value", "fairness")]
    interests = pd.DataFrame(said, columns=["partner", "kind", "interest"])
    coalition = make_coalition(rows, interests=interests)
    (goal,) = mc.find_same_goals(coalition)
    told = words.say_same_goal(T, goal, mc.find_names(coalition))
    assert (
        "A needs “staff”. B values “fairness”. Past 8, toward “Two studies”, A and B leave." in told
    )


def test_a_level_that_has_a_name_is_told_with_it():
    levels = pd.DataFrame({"issue": ["bar"], "level": [7.0], "label": ["one good study"]})
    coalition = make_coalition(TWO, levels=levels)
    (goal,) = mc.find_same_goals(coalition)
    told = words.say_breaking_point(T, goal, mc.find_names(coalition))
    assert told == "Past 7 (“one good study”), toward “Two studies”, PRO leaves."


def test_a_partners_own_value_of_a_level_is_no_name_for_it():
    levels = pd.DataFrame(
        {"issue": ["bar"], "level": [7.0], "label": ["ours"], "partner": ["adv"], "utility": [0.5]}
    )
    assert mc.find_names(make_coalition(TWO, levels=levels)).levels == {}


def test_two_who_accept_everything_leave_nowhere():
    rows = [("a", "bar", 5, 0, 10, 1, "this"), ("b", "bar", 5, 0, 10, 1, "that")]
    (goal,) = mc.find_same_goals(make_coalition(rows))
    assert words.say_breaking_point(T, goal, NAMES) == "Both accept every level of this scale."


def test_zones_name_those_who_set_the_ends():
    bar, cost = mc.find_zones(make_coalition(TWO))
    assert words.say_zone(T, bar, NAMES) == (
        "“How high is the bar?”: all 2 on the map accept 2 to 7. The low end is set by ADV, the "
        "high end by PRO."
    )
    assert words.say_zone(T, cost, NAMES) == (
        "“Who pays?”: no level that all accept. Nothing below 60 for ADV, nothing above 40 for "
        "PRO. 1 pair has no level in common."
    )


def test_more_than_three_who_set_an_end_are_counted():
    (zone,) = mc.find_zones(make_line([(2, 6)] * 4))
    assert "set by 4 partners, the high end by 4 partners" in words.say_zone(T, zone, NAMES)


def test_one_partner_alone_is_said_to_be_alone():
    (zone,) = mc.find_zones(make_line([(2, 6)]))
    assert words.say_zone(T, zone, NAMES) == (
        "“How high is the bar?”: only p0 is on the map, from 2 to 6."
    )


def test_a_range_turned_around_says_what_to_do():
    coalition = make_line([(6, 4), (0, 10)])
    (row,) = mc.find_empty_ranges(coalition).to_dict("records")
    told = words.say_empty_range(T, row, mc.find_names(coalition))
    assert told == (
        "P0 on “How high is the bar?”: the lowest level, 6, is above the highest, 4. Such a range "
        "accepts nothing. Ask again and correct the record."
    )


@pytest.mark.parametrize(
    ("level", "told"),
    [(60.0, "60"), (2.5, "2.5"), (1 / 3, "0.33"), (1989.0, "1989"), (1250000.0, "1,250,000")],
)
def test_levels_are_written_as_people_write_them(level, told):
    assert words.say_number(T, level) == told


def test_clashes_are_counted_and_the_worst_pair_named():
    counts = mc.count_clashes(mc.find_clashes(make_coalition(TWO)))
    assert words.say_clashes_title(T, counts, NAMES) == (
        "1 of 1 pair clashes on at least one issue; ADV and PRO on the most, 1 of 2"
    )
    assert words.say_clashes(T, counts, NAMES).endswith("ADV and PRO: 1 of 2 issues.")
    none = mc.count_clashes(mc.find_clashes(make_line([(2, 6)] * 3)))
    assert words.say_clashes_title(T, none, NAMES).startswith("Every two partners")
    tied = mc.count_clashes(mc.find_clashes(make_line([(0, 1), (4, 5), (8, 9)])))
    assert words.say_clashes_title(T, tied, NAMES) == "3 of 3 pairs clash on at least one issue"


def test_an_unlikely_pair_is_told_with_the_conflict_it_settled():
    coalition = make_unlikely_coalition()
    (pair,) = mc.find_unlikely_pairs(coalition)
    assert words.say_unlikely_pair(T, pair, mc.find_names(coalition)) == (
        "A and B clash on 2 of 2 other issues and still stand together. The conflict that they "
        "settled: “How high is the bar?”, 80% of the scale apart at first, settled on February 3, "
        "2025."
    )


def test_an_unlikely_pair_without_a_settled_conflict_says_so():
    pair = mc.UnlikelyPair("adv", "pro", "x", ("bar", "cost"), 2, 3, None)
    assert words.say_unlikely_pair(T, pair, NAMES) == (
        "ADV and PRO clash on 2 of 3 other issues and still stand together on “How high is the "
        "bar?” and “Who pays?”. No conflict that they settled is on record."
    )


def test_the_joining_conflict_or_how_to_find_it():
    base = pd.DataFrame({"coalition": ["g"], "name": ["G"], "joining_conflict": ["Nobody could"]})
    tables = {"issues": ISSUES, "tensions": TENSIONS}
    found = mc.find_conflicts(make_coalition(coalitions=base, **tables))
    assert words.say_joining(T, found) == "What brought you together: “Nobody could”"
    assert words.say_internal(T, found) == (
        "Apart from that, 2 issues among you are on the map. 3 tensions are in the log, 2 not "
        "resolved."
    )
    tables["tensions"] = TENSIONS.assign(between=["target", "own", "own"])
    assert words.say_internal(T, mc.find_conflicts(make_coalition(**tables))).endswith(
        "Whom they divide, where it is on record (3 tensions): between you and those you want to "
        "move (1) and inside a partner's own organization (2)."
    )
    missing = mc.find_conflicts(make_coalition(**tables))
    assert "Ask each partner to write one sentence" in words.say_joining(T, missing)


def test_what_is_fought_about_is_told_most_first():
    counts = mc.count_about(make_coalition(issues=ISSUES, tensions=TENSIONS))
    assert words.say_about(T, counts) == (
        "What you fight about, in issues and tensions: the message (2), the goal (1) and money "
        "(1). Nothing on record about strategy, tactics and credit."
    )


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (dt.date(2025, 7, 1), "less than a month ago."),
        (dt.date(2025, 7, 30), "June 30, 2025, 1 month ago."),
        (dt.date(2026, 6, 30), "12 months ago."),
        (dt.date(2026, 7, 30), "13 months ago. Nothing new for over a year"),
    ],
)
def test_the_newest_conflict_is_told_with_its_age(day, told):
    newest = mc.find_newest_conflict(make_coalition(issues=ISSUES), as_of=day)
    assert told in words.say_newest(T, newest, day)


def test_needs_learned_face_to_face_are_told_as_counts():
    learned = mc.Learned("need", 9, in_person=6, elsewhere=3, unknown=0, alone=4)
    assert words.say_learned(T, learned) == "6 of 9 needs were learned face to face."
    unknown = mc.Learned("fear", 2, in_person=0, elsewhere=1, unknown=1, alone=0)
    assert words.say_learned(T, unknown) == (
        "0 of 2 fears were learned face to face. For 1 it is not recorded how."
    )


def test_old_entries_are_told_by_partner():
    days = pd.to_datetime(["2025-12-01", "2025-11-01", None, None])
    coalition = make_coalition(make_positions(TWO, as_of=days))
    day = dt.date(2026, 3, 31)
    assert words.say_stale(T, mc.find_stale_cells(coalition, as_of=day), NAMES) == [
        "ADV: 2 entries to ask about again, the oldest from 120 days ago.",
        "PRO: 2 entries to ask about again, the oldest from 150 days ago.",
    ]
    cells = mc.find_cells(coalition, as_of=day)
    assert words.say_cells_title(T, cells, 90) == (
        "4 of 4 positions are older than 90 days or have no date"
    )
    assert "“Who pays?”: 2 of 2." in words.say_cells(T, cells, NAMES, 90)


def test_a_perception_gap_counts_what_was_made_up():
    row = {"partner": "adv", "on_partner": "pro", "said": 2, "hits": 1, "wrong": 1}
    assert words.say_perception_gap(T, row, NAMES) == (
        "ADV on PRO: named 1 of the 2 things that PRO said; 1 thing it named was never said."
    )


def test_the_collective_position_is_told_with_what_moving_a_weight_does():
    found = mc.measure_collective("bar", np.array([0.0, 10.0]), np.array([2.0, 2.0]), left_out=1)
    assert words.say_collective(T, found, NAMES) == (
        "“How high is the bar?”: average 5, middle 0 to 10. With any one weight a quarter more or "
        "less: average 4.29 to 5.71, middle 0 to 10. 1 partner without a weight is left out."
    )


def test_the_spread_says_whose_convention_wide_is():
    told = words.say_spread(T, mc.find_mapped_spread(make_coalition(TWO)))
    assert told == (
        "Two partners stand 40% of the scale apart, on average. By this kit's convention, a "
        "quarter of the scale or more is wide."
    )
    must_have = mc.MappedSpread(0.1, "must-have", 3, {})
    assert words.say_spread(T, must_have).startswith("Two must-have partners stand 10%")
    assert words.say_spread(T, must_have).endswith("is narrow.")


def test_user_text_is_never_read_as_a_template():
    rows = [("a", "bar", 5, 0, 8, 1, "{partner}"), ("b", "bar", 5, 0, 8, 1, "100%{")]
    (goal,) = mc.find_same_goals(make_coalition(rows))
    told = words.say_same_goal(T, goal, NAMES)
    assert "because “{partner}”; b because “100%{”" in told


def test_the_pair_that_pulls_together_most_is_named_only_where_one_does():
    rows = [
        (partner, "bar", ideal, 0, 10, 3, "")
        for partner, ideal in zip("abc", (10, 8, 0), strict=True)
    ]
    coalition = make_coalition(rows)
    told = words.say_pull(T, mc.find_convergence(coalition), mc.find_names(coalition))
    assert told == (
        "Over all issues, weighed by how much partners care: A and B pull together most. A and C "
        "pull apart most."
    )
    alike = make_coalition([(partner, "bar", 9, 0, 10, 3, "") for partner in "abc"])
    assert words.say_pull(T, mc.find_convergence(alike), mc.find_names(alike)) == ""
