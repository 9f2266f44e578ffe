"""Map the Conflict: clashes, reasons, influence, and how current the map is."""

import datetime as dt
import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.plays import map_conflict as mc
from coalitionkit.record import Cohort, load_cohort

DAY = dt.date(2026, 3, 31)
QUICK = settings(max_examples=60, deadline=None, derandomize=True)
SPRING = load_cohort("spring-cohort")

ISSUES = pd.DataFrame(
    {
        "issue": ["bar", "cost"],
        "name": ["How high is the bar?", "Who pays?"],
        "low_end": ["No study", "Families"],
        "high_end": ["Two studies", "The state"],
        "lowest": [0.0, 0.0],
        "highest": [10.0, 100.0],
        "status_quo": [2.0, 50.0],
        "bold_end": [10.0, 100.0],
        "about": ["goal", "money"],
        "opened": [pd.Timestamp("2025-01-10"), pd.Timestamp("2025-06-30")],
    }
)
POSITION = ["partner", "issue", "ideal", "lowest", "highest", "salience", "reason"]
TWO = [
    ("adv", "bar", 6, 2, 10, 3, "Families deserve what works"),
    ("pro", "bar", 5, 1, 7, 2, "Money follows proof"),
    ("adv", "cost", 90, 60, 100, 2, "Fair"),
    ("pro", "cost", 20, 0, 40, 1, "Budget"),
]


def make_positions(rows, **columns):
    frame = pd.DataFrame(rows, columns=POSITION)
    return frame.assign(**({"setting": "meeting", "as_of": pd.Timestamp("2026-03-01")} | columns))


def make_partners(ids, **columns):
    names = [partner.upper() for partner in ids]
    return pd.DataFrame({"partner": ids, "name": names}).assign(**columns)


def make_coalition(positions=None, **tables):
    """One coalition of these tables; positions may be plain rows."""
    if isinstance(positions, list):
        positions = make_positions(positions)
    if positions is not None:
        tables = {"issues": ISSUES, "positions": positions} | tables
        tables = {"partners": make_partners(list(dict.fromkeys(positions["partner"])))} | tables
    named = {
        name: frame if "coalition" in frame else frame.assign(coalition="g")
        for name, frame in tables.items()
    }
    base = pd.DataFrame({"coalition": ["g"], "name": ["Group"]})
    return Cohort("tiny", {"coalitions": base} | named)["g"]


def make_line(ranges, salience=1):
    """Partners p0, p1, ... on the issue bar with these lowest and highest levels."""
    return make_coalition(
        [
            (f"p{place}", "bar", (low + high) / 2, low, high, salience, f"reason {place}")
            for place, (low, high) in enumerate(ranges)
        ]
    )


# Which position counts


def test_the_newest_position_counts_whichever_way_the_rows_stand():
    old = make_positions([("a", "bar", 1, 0, 2, 1, "")], as_of=pd.Timestamp("2025-01-01"))
    new = make_positions([("a", "bar", 9, 8, 10, 1, "")], as_of=pd.Timestamp("2026-01-01"))
    for frames in ([old, new], [new, old]):
        found = mc.find_positions(make_coalition(pd.concat(frames)))
        assert list(found["ideal"]) == [9]


def test_a_position_without_a_date_is_the_oldest():
    rows = [("a", "bar", 9, 8, 10, 1, ""), ("a", "bar", 1, 0, 2, 1, "")]
    days = pd.to_datetime(["2026-03-01", None])
    found = mc.find_positions(make_coalition(make_positions(rows, as_of=days)))
    assert list(found["ideal"]) == [9]


def test_of_two_on_one_day_the_one_said_alone_counts_unless_a_setting_is_asked_for():
    aloud = make_positions([("a", "bar", 1, 0, 2, 1, "")], setting="meeting")
    alone = make_positions([("a", "bar", 9, 8, 10, 1, "")], setting="alone")
    coalition = make_coalition(pd.concat([alone, aloud]))
    assert list(mc.find_positions(coalition)["ideal"]) == [9]
    assert list(mc.find_positions(coalition, setting="meeting")["ideal"]) == [1]


def test_partners_that_left_are_off_the_map():
    left = make_partners(["adv", "pro"], left=[pd.NaT, pd.Timestamp("2026-01-01")])
    found = mc.find_positions(make_coalition(TWO, partners=left))
    assert set(found["partner"]) == {"adv"}


# Mapped spread


def test_mapped_spread_is_the_mean_distance_as_a_share_of_the_scale():
    spread = mc.find_mapped_spread(make_coalition(TWO))
    assert spread.by_issue == pytest.approx({"bar": 0.1, "cost": 0.7})
    assert spread.spread == pytest.approx(0.4)
    assert spread.is_wide
    assert (spread.among, spread.partners) == ("all", 2)


def test_a_spread_of_exactly_a_quarter_is_wide():
    rows = [("a", "bar", 2.5, 0, 10, 1, ""), ("b", "bar", 5, 0, 10, 1, "")]
    assert mc.is_mapped_spread_wide(make_coalition(rows))


def test_mapped_spread_is_among_must_have_partners_where_two_are_known():
    rows = [
        (name, "bar", ideal, 0, 10, 1, "") for name, ideal in zip("abc", (0, 1, 10), strict=True)
    ]
    some = make_partners(list("abc"), must_have=[True, True, False])
    spread = mc.find_mapped_spread(make_coalition(rows, partners=some))
    assert (spread.spread, spread.among, spread.partners) == (pytest.approx(0.1), "must-have", 2)
    one = make_partners(list("abc"), must_have=[True, False, False])
    assert mc.find_mapped_spread(make_coalition(rows, partners=one)).among == "all"


def test_all_alike_have_no_spread_and_no_clash():
    coalition = make_line([(2, 6)] * 4)
    assert mc.find_mapped_spread(coalition).spread == 0
    assert not mc.find_clashes(coalition)["clash"].any()
    (zone,) = mc.find_zones(coalition)
    assert (zone.low, zone.high, len(zone.low_set_by), len(zone.high_set_by)) == (2, 6, 4, 4)


def test_the_planted_groups_lie_as_far_apart_as_they_were_made():
    """The sample cohort's truth table: drifting groups are wide, agreed ones narrow."""
    wide = {group.id: mc.is_mapped_spread_wide(group) for group in SPRING}
    assert wide["lunch-table"]
    assert wide["maple-county"]
    assert not wide["small-steps"]
    assert not wide["close-to-home"]


def test_spread_over_time_compares_the_same_partners():
    first = make_positions(
        [
            ("a", "bar", 0, 0, 2, 1, ""),
            ("b", "bar", 10, 8, 10, 1, ""),
            ("c", "bar", 5, 0, 9, 1, ""),
        ],
        as_of=pd.Timestamp("2025-01-01"),
    )
    later = make_positions([("a", "bar", 4, 0, 9, 1, ""), ("b", "bar", 6, 0, 9, 1, "")])
    found = mc.find_spread_over_time(make_coalition(pd.concat([later, first])))
    assert found.to_dict("records") == [
        {"issue": "bar", "partners": 2, "first": 1.0, "newest": pytest.approx(0.2)}
    ]


# Clashes and zones


def test_the_zone_names_the_two_who_set_its_ends():
    low, cost = mc.find_zones(make_coalition(TWO))
    assert (low.low, low.high, low.is_empty, low.clashes) == (2, 7, False, 0)
    assert (low.low_set_by, low.high_set_by) == (("adv",), ("pro",))
    assert (cost.low, cost.high, cost.is_empty, cost.clashes) == (60, 40, True, 1)


def test_a_clash_says_how_far_apart_two_ranges_are():
    clashes = mc.find_clashes(make_coalition(TWO)).set_index("issue")
    assert clashes["clash"].to_dict() == {"bar": False, "cost": True}
    assert clashes["gap"].to_dict() == pytest.approx({"bar": 0, "cost": 0.2})
    counts = mc.count_clashes(mc.find_clashes(make_coalition(TWO)))
    assert counts.to_dict("records") == [
        {"partner": "adv", "other": "pro", "clashes": 1, "shared": 2}
    ]


def test_ranges_that_touch_do_not_clash():
    assert not mc.find_clashes(make_line([(0, 4), (4, 9)]))["clash"].any()


def test_without_a_clash_there_is_a_common_zone():
    """Helly's theorem in one dimension, both ways round, on 300 issues drawn at random."""
    rng = np.random.default_rng(5)
    drawn = {
        f"i{place}": np.sort(rng.integers(0, 11, size=(rng.integers(2, 7), 2)), axis=1)
        for place in range(300)
    }
    rows = [
        (f"p{place}", issue, low, low, high, 1, "")
        for issue, ranges in drawn.items()
        for place, (low, high) in enumerate(ranges)
    ]
    issues = pd.DataFrame({"issue": list(drawn), "lowest": 0.0, "highest": 10.0})
    coalition = make_coalition(rows, issues=issues)
    clashing = mc.find_clashes(coalition).groupby("issue")["clash"].sum()
    zones = mc.find_zones(coalition)
    for zone in zones:
        pairs = itertools.combinations(drawn[zone.issue], 2)
        apart = sum(max(one[0], two[0]) > min(one[1], two[1]) for one, two in pairs)
        assert zone.clashes == clashing[zone.issue] == apart
        assert zone.is_empty == (apart > 0)
    assert {zone.is_empty for zone in zones} == {True, False}


def test_one_partner_has_a_zone_and_nobody_to_clash_with():
    coalition = make_line([(3, 5)])
    assert mc.find_clashes(coalition).empty
    assert mc.count_clashes(mc.find_clashes(coalition)).empty
    (zone,) = mc.find_zones(coalition)
    assert (zone.low, zone.high, zone.clashes) == (3, 5, 0)
    with pytest.raises(NeedsError, match="positions"):
        mc.find_mapped_spread(coalition)
    assert mc.find_same_goals(coalition) == ()
    assert mc.find_convergence(coalition).empty


def test_a_lowest_above_the_highest_is_listed_and_clashes_with_everyone():
    coalition = make_line([(6, 4), (0, 10), (0, 10)])
    assert mc.find_empty_ranges(coalition).to_dict("records") == [
        {"partner": "p0", "issue": "bar", "lowest": 6, "highest": 4}
    ]
    assert set(mc.find_clashes(coalition).query("clash")["partner"]) == {"p0"}
    assert mc.find_zones(coalition)[0].is_empty


def test_ranges_of_an_issue_carry_what_a_picture_needs():
    found = mc.find_ranges(make_coalition(TWO), "cost")
    assert (found.name, found.low_end, found.high_end) == ("Who pays?", "Families", "The state")
    assert (found.lowest, found.highest, found.status_quo) == (0, 100, 50)
    assert list(found.ranges["name"]) == ["ADV", "PRO"]
    assert found.zone.is_empty


def test_an_issue_without_positions_is_named_with_those_that_have_some():
    with pytest.raises(UsageError, match=r"'costs'.*Did you mean \"cost\".*bar, cost"):
        mc.find_ranges(make_coalition(TWO), "costs")


# Convergence, divergence, ambivalence, influence

MID = np.array([[0.0, 3, 1], [2, 0, 2], [1, 0, 0]])
SIGNED = np.array([[3.0, -1], [2, 2], [-1, 3]])


def test_convergence_divergence_and_ambivalence_by_hand():
    """method.md, section 5 [C]: 2MAO [[3,-1],[2,2],[-1,3]]."""
    together, apart = mc.compute_convergence(SIGNED), mc.compute_divergence(SIGNED)
    assert (together[0, 1], together[1, 2], together[0, 2]) == (2.5, 2.5, 0)
    assert (apart[0, 1], apart[1, 2], apart[0, 2]) == (1.5, 1.5, 4)
    assert mc.compute_ambivalence(together, apart) == pytest.approx([0.375, 0.75, 0.375])


def test_indirect_and_relative_influence_by_hand():
    """method.md, section 5 [C]: MID [[0,3,1],[2,0,2],[1,0,0]]."""
    assert mc.compute_indirect_influence(MID).tolist() == [[3, 3, 3], [3, 2, 3], [1, 1, 1]]
    relative = mc.compute_relative_influence(MID)
    assert relative == pytest.approx([1.3676, 1.3893, 0.2431], abs=5e-5)


SIGNED_ARRAYS = hnp.arrays(
    float, st.tuples(st.integers(2, 6), st.integers(1, 5)), elements=st.integers(-3, 3).map(float)
)
SQUARES = st.integers(2, 6).flatmap(
    lambda n: hnp.arrays(float, (n, n), elements=st.integers(0, 4).map(float))
)


@QUICK
@given(SIGNED_ARRAYS, st.data())
def test_pairs_are_symmetric_and_turning_a_scale_around_changes_nothing(signed, data):
    column = data.draw(st.integers(0, signed.shape[1] - 1))
    turned = signed.copy()
    turned[:, column] *= -1
    for compute in (mc.compute_convergence, mc.compute_divergence):
        assert np.array_equal(compute(signed), compute(signed).T)
        assert np.array_equal(compute(signed), compute(turned))


@QUICK
@given(SIGNED_ARRAYS)
def test_ambivalence_runs_from_0_to_1(signed):
    mixed = mc.compute_ambivalence(mc.compute_convergence(signed), mc.compute_divergence(signed))
    known = mixed[~np.isnan(mixed)]
    assert ((known >= -1e-12) & (known <= 1 + 1e-12)).all()


@QUICK
@given(SQUARES)
def test_relative_influence_sums_to_the_number_of_partners(influence):
    assert mc.compute_relative_influence(influence).sum() == pytest.approx(len(influence))


@pytest.mark.parametrize("value", [0.0, 1.0, 4.0])
def test_where_all_sway_alike_everybody_is_average(value):
    assert mc.compute_relative_influence(np.full((4, 4), value)) == pytest.approx([1] * 4)


def test_positions_are_signed_by_the_end_they_lean_to_and_sized_by_salience():
    signed = mc.make_signed_positions(make_coalition(TWO))
    assert signed.loc["adv"].tolist() == pytest.approx([3 * 0.2, 2 * 0.8])
    assert signed.loc["pro"].tolist() == pytest.approx([0, -0.6])


def test_influence_multiplies_positions_by_the_weight_in_the_room():
    rows = [(f"p{place}", "bar", 10, 0, 10, 3, "") for place in range(3)]
    pairs = [("p0", "p1", 3), ("p0", "p2", 1), ("p1", "p0", 2), ("p1", "p2", 2), ("p2", "p0", 1)]
    influence = pd.DataFrame(pairs, columns=["partner", "on_partner", "influence"])
    coalition = make_coalition(rows, influence=influence)
    weighed = mc.make_signed_positions(coalition, with_influence=True)["bar"]
    assert weighed.to_list() == pytest.approx([3 * 1.36758, 3 * 1.38929, 3 * 0.24313], abs=1e-4)
    room = mc.find_influence_in_room(coalition).set_index("partner")
    assert room["influence"].to_list() == pytest.approx([1.36758, 1.38929, 0.24313], abs=1e-4)
    assert room["sways"].to_list() == [4, 4, 1]
    assert room["swayed"].to_list() == [3, 3, 3]
    assert room["recorded"].to_list() == [4, 3, 3]


def test_influence_in_the_room_stands_beside_that_on_the_decision_maker():
    pairs = [("a", "b", 4), ("b", "a", 1)]
    influence = pd.DataFrame(pairs, columns=["partner", "on_partner", "influence"])
    capability = pd.DataFrame({"partner": ["a", "b"], "capability": [0.1, 0.9]})
    tables = {"influence": influence, "capability": capability}
    both = mc.compare_influence(make_coalition(partners=make_partners(["a", "b"]), **tables))
    assert both[["partner", "room_rank", "decision_rank"]].to_numpy().tolist() == [
        ["a", 1, 2],
        ["b", 2, 1],
    ]


def test_salience_of_half_the_rows_is_enough_and_none_is_named():
    half = [("a", "bar", 9, 8, 10, 3, ""), ("b", "bar", 1, 0, 2, None, "")]
    assert list(mc.find_ambivalence(make_coalition(half))["partner"]) == ["a"]
    none = [("a", "bar", 9, 8, 10, None, ""), ("b", "bar", 1, 0, 2, None, "")]
    with pytest.raises(NeedsError, match="salience"):
        mc.find_convergence(make_coalition(none))


# Collective position

# Capability, years of delay, salience.
EMISSIONS = np.array(
    [
        (0.08, 4, 80),
        (0.08, 7, 40),
        (0.03, 4, 20),
        (0.16, 4, 80),
        (0.16, 10, 60),
        (0.16, 10, 60),
        (0.16, 10, 90),
        (0.05, 7, 10),
        (0.05, 4, 100),
        (0.08, 7, 70),
    ]
)


def test_the_emission_standards_of_1989_come_out_at_seven_years():
    """EC 1989 (van den Bos 1991): weighted median 7 [P], compromise mean 7.390 [C]."""
    levels, weights = EMISSIONS[:, 1], EMISSIONS[:, 0] * EMISSIONS[:, 2]
    found = mc.measure_collective("years", levels, weights)
    assert found.median == mc.Interval(7, 7)
    assert found.mean == pytest.approx(7.390, abs=5e-4)
    assert found.mean_moved.low < found.mean < found.mean_moved.high
    assert found.median_moved.low <= 7 <= found.median_moved.high


def test_a_tie_gives_the_median_as_an_interval():
    found = mc.measure_collective("x", np.array([0.0, 10.0]), np.array([2.0, 2.0]))
    assert (found.median, found.mean) == (mc.Interval(0, 10), 5)
    assert found.median_moved == mc.Interval(0, 10)
    assert found.mean_moved.low == pytest.approx(10 * 1.5 / 3.5)


def test_weights_of_nothing_count_alike():
    found = mc.measure_collective("x", np.array([0.0, 3.0, 6.0]), np.zeros(3))
    assert (found.mean, found.median) == (3, mc.Interval(3, 3))


LEVELS = st.lists(st.tuples(st.integers(0, 10), st.integers(0, 5)), min_size=1, max_size=8).filter(
    lambda rows: sum(weight for _, weight in rows) > 0
)


@QUICK
@given(LEVELS)
def test_the_weighted_median_leaves_at_most_half_on_either_side(rows):
    levels, weights = (np.array(each, dtype=float) for each in zip(*rows, strict=True))
    median = mc.compute_weighted_median(levels, weights)
    for level in (median.low, median.high):
        assert weights[levels < level].sum() <= weights.sum() / 2
        assert weights[levels > level].sum() <= weights.sum() / 2
    assert (weights[levels == median.low] > 0).any()


def test_partners_without_a_weight_are_left_out_and_counted():
    capability = pd.DataFrame({"partner": ["adv"], "capability": [0.5]})
    found = mc.find_collective_positions(make_coalition(TWO, capability=capability))
    assert [(each.mean, each.partners, each.left_out) for each in found] == [(6, 1, 1), (90, 1, 1)]
    without = mc.find_collective_positions(make_coalition(TWO), with_capability=False)
    assert without[0].mean == pytest.approx((3 * 6 + 2 * 5) / 5)
    with pytest.raises(NeedsError, match="capability"):
        mc.find_collective_positions(make_coalition(TWO))


# Same goal, different reasons


def test_same_goal_different_reasons_has_a_breaking_point():
    (goal,) = mc.find_same_goals(make_coalition(TWO))
    assert (goal.issue, goal.partner, goal.other) == ("bar", "adv", "pro")
    assert goal.breaking == mc.BreakingPoint(7, "high", ("pro",))
    assert (goal.low, goal.high, goal.room) == (5, 6, pytest.approx(0.1))
    assert goal.reasons_differ


def break_two(one, two, **issue):
    rows = [("a", "bar", *one, 1, "this"), ("b", "bar", *two, 1, "that")]
    (goal,) = mc.find_same_goals(make_coalition(rows, issues=ISSUES.assign(**issue)))
    return goal.breaking


def test_with_nobody_to_leave_on_the_bold_side_the_other_side_breaks():
    assert break_two((9, 6, 10), (9, 4, 10)) == mc.BreakingPoint(6, "low", ("a",))


def test_two_who_stop_at_the_same_level_both_leave():
    assert break_two((5, 0, 8), (5, 2, 8)) == mc.BreakingPoint(8, "high", ("a", "b"))


def test_a_bold_end_at_the_bottom_turns_the_breaking_point_around():
    found = break_two((5, 1, 8), (5, 2, 8), bold_end=[0.0, 0.0])
    assert found == mc.BreakingPoint(2, "low", ("b",))


def test_without_a_bold_end_the_push_is_away_from_today():
    away = break_two((5, 3, 9), (5, 4, 8), bold_end=np.nan, status_quo=[9.0, 50.0])
    assert away == mc.BreakingPoint(4, "low", ("b",))
    nearest = break_two((5, 1, 6), (5, 0, 8), bold_end=np.nan, status_quo=np.nan)
    assert nearest == mc.BreakingPoint(6, "high", ("a",))


def test_two_who_accept_every_level_have_no_breaking_point():
    assert break_two((5, 0, 10), (5, 0, 10)) is None


def test_the_same_reason_in_other_letters_is_no_difference_unless_interests_differ():
    rows = [("a", "bar", 5, 0, 9, 1, "It  works"), ("b", "bar", 5, 0, 8, 1, "it works")]
    assert mc.find_same_goals(make_coalition(rows)) == ()
    said = [("a", "need", "Staff"), ("b", "need", "Money")]
    interests = pd.DataFrame(said, columns=["partner", "kind", "interest"])
    (goal,) = mc.find_same_goals(make_coalition(rows, interests=interests))
    assert (goal.reasons_differ, goal.interests_differ) == (False, True)
    shared = pd.concat(
        [interests, pd.DataFrame([("b", "need", "staff ")], columns=interests.columns)]
    )
    assert mc.find_same_goals(make_coalition(rows, interests=shared)) == ()


def test_without_reasons_or_interests_the_table_is_named():
    rows = [("a", "bar", 5, 0, 9, 1, ""), ("b", "bar", 5, 0, 8, 1, None)]
    with pytest.raises(NeedsError, match="reason"):
        mc.find_same_goals(make_coalition(rows))


# Unlikely pairs


def make_unlikely(**tables):
    """Partners a and b settled the bar and clash on cost and pace."""
    issues = pd.concat([ISSUES, ISSUES.tail(1).assign(issue="pace")])
    first = make_positions(
        [("a", "bar", 9, 8, 10, 1, ""), ("b", "bar", 1, 0, 3, 1, "")],
        as_of=pd.Timestamp("2024-01-01"),
    )
    now = make_positions(
        [
            ("a", "bar", 6, 4, 10, 1, ""),
            ("b", "bar", 5, 0, 6, 1, ""),
            *[("a", issue, 90, 80, 100, 1, "") for issue in ("cost", "pace")],
            *[("b", issue, 10, 0, 20, 1, "") for issue in ("cost", "pace")],
        ]
    )
    now.loc[now["issue"] == "bar", "settled_on"] = pd.Timestamp("2025-02-03")
    return make_coalition(pd.concat([first, now]), issues=issues, **tables)


def test_an_unlikely_pair_settled_one_conflict_and_clashes_on_the_rest():
    (pair,) = mc.find_unlikely_pairs(make_unlikely())
    assert (pair.agenda, pair.backed, pair.clashes, pair.others) == ("", ("bar",), 2, 2)
    assert pair.settled == mc.SettledConflict("bar", pytest.approx(0.8), dt.date(2025, 2, 3))


def test_an_agenda_that_both_accept_makes_an_unlikely_pair():
    agendas = pd.DataFrame({"agenda": ["x", "y"], "issue": ["bar", "bar"], "level": [9.0, 5.0]})
    (pair,) = mc.find_unlikely_pairs(make_unlikely(agendas=agendas))
    assert (pair.agenda, pair.backed) == ("y", ("bar",))


def test_a_pair_that_agrees_on_half_of_the_rest_is_not_unlikely():
    positions = make_unlikely().positions
    positions.loc[positions["issue"] == "pace", ["lowest", "highest"]] = [0.0, 100.0]
    issues = pd.concat([ISSUES, ISSUES.tail(1).assign(issue="pace")])
    assert mc.find_unlikely_pairs(make_coalition(positions, issues=issues)) == ()


def test_with_neither_an_agenda_nor_anything_settled_the_table_is_named():
    with pytest.raises(NeedsError, match="agendas"):
        mc.find_unlikely_pairs(make_coalition(TWO))


# Conflicts

TENSIONS = pd.DataFrame(
    {
        "tension": ["t1", "t2", "t3"],
        "name": ["Headline", "Who speaks", "A remark"],
        "kind": ["issue", "process", "personal"],
        "about": ["message", "message", None],
        "first_heard": pd.to_datetime(["2025-03-01", "2025-08-15", "2024-01-01"]),
        "resolved": pd.to_datetime(["2025-04-01", None, None]),
    }
)


def test_conflicts_are_told_apart_by_whom_they_divide():
    """F3: us from the target, partners from each other, or people inside one partner."""
    tensions = TENSIONS.assign(between=["target", None, "own"])
    found = mc.find_conflicts(make_coalition(issues=ISSUES, tensions=tensions))
    assert list(found.internal["between"]) == ["partners", "partners", "target", "", "own"]
    assert found.count_between() == {"target": 1, "partners": 0, "own": 1}


def test_the_joining_conflict_stands_apart_from_the_internal_ones():
    base = pd.DataFrame(
        {"coalition": ["g"], "name": ["G"], "joining_conflict": ["None could  do it"]}
    )
    tables = {"coalitions": base, "issues": ISSUES, "tensions": TENSIONS}
    found = mc.find_conflicts(make_coalition(**tables))
    assert found.joining == "None could do it"
    assert list(found.internal["kind"]) == ["issue"] * 2 + ["tension"] * 3
    assert list(found.internal["id"]) == ["bar", "cost", "t1", "t2", "t3"]
    assert found.internal["resolved"].notna().sum() == 1
    assert set(found.count_between().values()) == {0}
    assert mc.has_joining_conflict(make_coalition(**tables))
    assert not mc.has_joining_conflict(make_coalition(TWO))


def test_what_they_fight_about_is_counted_over_issues_and_tensions():
    counts = mc.count_about(make_coalition(issues=ISSUES, tensions=TENSIONS))
    told = {each.about: (each.issues, each.tensions) for each in counts}
    assert told == {
        "message": (0, 2),
        "goal": (1, 0),
        "money": (1, 0),
        "strategy": (0, 0),
        "tactics": (0, 0),
        "credit": (0, 0),
    }
    assert counts[0].about == "message"


def test_the_newest_conflict_has_an_age_in_whole_months():
    coalition = make_coalition(issues=ISSUES, tensions=TENSIONS)
    newest = mc.find_newest_conflict(coalition, as_of=DAY)
    assert (newest.kind, newest.id, newest.day) == ("tension", "t2", dt.date(2025, 8, 15))
    assert newest.count_months(DAY) == 7
    earlier = mc.find_newest_conflict(coalition, as_of=dt.date(2025, 7, 1))
    assert (earlier.kind, earlier.id) == ("issue", "cost")


def test_a_conflict_is_old_only_past_twelve_months():
    coalition = make_coalition(issues=ISSUES)
    assert not mc.is_newest_conflict_old(coalition, as_of=dt.date(2026, 6, 30))
    assert mc.is_newest_conflict_old(coalition, as_of=dt.date(2026, 7, 30))


# How it was learned

INTERESTS = pd.DataFrame(
    [
        ("a", "need", "staff", "in person", "alone"),
        ("a", "need", "time", "phone", "alone"),
        ("b", "need", "money", "in person", "meeting"),
        ("b", "need", "respect", None, "meeting"),
        ("b", "fear", "being last", "video", "meeting"),
    ],
    columns=["partner", "kind", "interest", "mode", "setting"],
).assign(as_of=pd.Timestamp("2026-03-01"))


def test_needs_learned_face_to_face_are_counted():
    partners = make_partners(["a", "b"])
    need, fear = mc.count_learned(make_coalition(interests=INTERESTS, partners=partners))
    assert need == mc.Learned("need", 4, in_person=2, elsewhere=1, unknown=1, alone=2)
    assert (fear.total, fear.in_person) == (1, 0)


def test_members_of_whom_nothing_was_learned_in_private_are_listed():
    coalition = make_coalition(interests=INTERESTS, partners=make_partners(["a", "b", "c"]))
    assert mc.list_not_heard_alone(coalition) == ("b", "c")
    assert mc.is_over_a_third_not_heard_alone(coalition)
    fewer = make_coalition(
        interests=INTERESTS.assign(setting=["alone"] * 5), partners=make_partners(["a", "b", "c"])
    )
    assert not mc.is_over_a_third_not_heard_alone(fewer)


def test_cells_are_current_stale_undated_or_missing():
    days = pd.to_datetime(["2025-12-31", "2025-12-30", None])
    rows = [
        ("a", "bar", 5, 0, 9, 1, ""),
        ("b", "bar", 5, 0, 9, 1, ""),
        ("c", "bar", 5, 0, 9, 1, ""),
    ]
    coalition = make_coalition(
        make_positions(rows, as_of=days), partners=make_partners(list("abcd"))
    )
    cells = mc.find_cells(coalition, as_of=DAY)
    on_bar = cells[cells["issue"] == "bar"].set_index("partner")
    assert on_bar["state"].to_dict() == {
        "a": "current",
        "b": "stale",
        "c": "undated",
        "d": "missing",
    }
    assert on_bar["age"].to_list()[:2] == [90, 91]
    assert len(cells) == 8
    assert set(mc.find_cells(coalition, as_of=DAY, days=91)["state"]) == {
        "current",
        "undated",
        "missing",
    }


def test_stale_cells_list_positions_and_interests_oldest_first():
    old = INTERESTS.head(1).assign(partner="adv", as_of=pd.Timestamp("2025-01-01"))
    stale = mc.find_stale_cells(make_coalition(TWO, interests=old), as_of=DAY)
    assert stale[["table", "partner", "what"]].to_numpy().tolist() == [
        ["interests", "adv", "staff"]
    ]
    later = mc.find_stale_cells(make_coalition(TWO, interests=old), as_of=DAY, days=10)
    assert list(later["table"]) == ["interests"] + ["positions"] * 4


def test_a_perception_gap_counts_what_was_missed_and_what_was_wrong():
    guesses = pd.DataFrame(
        [
            ("a", "b", "need", "Money "),
            ("a", "b", "need", "fame"),
            ("b", "a", "need", "staff"),
            ("a", "c", "need", "peace"),
        ],
        columns=["partner", "on_partner", "kind", "interest"],
    )
    tables = {"perceptions": guesses, "interests": INTERESTS}
    gaps = mc.find_perception_gaps(make_coalition(partners=make_partners(list("abc")), **tables))
    # b's fear is no miss: a was not asked about fears. c has said nothing.
    assert gaps.to_numpy().tolist() == [["a", "b", 2, 2, 1, 1, 1, 2], ["b", "a", 2, 1, 1, 1, 0, 1]]
    assert list(gaps.columns[2:]) == ["said", "guessed", "hits", "missed", "wrong", "misses"]


# All of them

DATED = {"as_of": DAY}
EVERYTHING = {
    mc.find_positions: {},
    mc.find_mapped_spread: {},
    mc.is_mapped_spread_wide: {},
    mc.find_spread_over_time: {},
    mc.find_clashes: {},
    mc.find_zones: {},
    mc.find_empty_ranges: {},
    mc.make_signed_positions: {},
    mc.find_convergence: {},
    mc.find_ambivalence: {},
    mc.find_influence_in_room: {},
    mc.find_influence_on_decision_maker: {},
    mc.compare_influence: {},
    mc.find_collective_positions: {},
    mc.find_same_goals: {},
    mc.find_unlikely_pairs: {},
    mc.find_conflicts: {},
    mc.count_about: {},
    mc.count_learned: {},
    mc.list_not_heard_alone: {},
    mc.is_over_a_third_not_heard_alone: {},
    mc.find_perception_gaps: {},
    mc.find_cells: DATED,
    mc.find_stale_cells: DATED,
    mc.find_newest_conflict: DATED,
    mc.is_newest_conflict_old: DATED,
}
each_function = pytest.mark.parametrize("function", EVERYTHING, ids=lambda each: each.__name__)


@each_function
def test_an_absent_table_is_named_with_its_columns(function):
    with pytest.raises(NeedsError) as caught:
        function(make_coalition(), **EVERYTHING[function])
    assert caught.value.table
    assert caught.value.columns


@each_function
def test_a_half_filled_table_is_named_with_its_columns(function):
    """Every table has one row, in which only the references are filled in."""
    ids = pd.DataFrame({"partner": ["a"], "on_partner": ["b"], "issue": ["bar"]})
    half = {
        name: ids[[column for column in ids if column in columns]]
        for name, columns in {
            "positions": ("partner", "issue"),
            "interests": ("partner",),
            "influence": ("partner", "on_partner"),
            "capability": ("partner",),
            "perceptions": ("partner", "on_partner"),
            "issues": ("issue",),
        }.items()
    }
    if function is mc.find_conflicts:
        assert list(function(make_coalition(**half)).internal["id"]) == ["bar"]
        return
    if function is mc.find_stale_cells:
        half["positions"] = half["positions"].head(0)
        half["interests"] = half["interests"].head(0)
    with pytest.raises(NeedsError) as caught:
        function(make_coalition(**half), **EVERYTHING[function])
    assert caught.value.columns


@each_function
def test_every_group_of_the_sample_cohort_runs_or_says_what_it_needs(function):
    needed = set()
    for group in SPRING:
        try:
            function(group, **EVERYTHING[function])
        except NeedsError as error:
            needed.add(error.table)
    assert needed <= {"agendas", "influence", "perceptions"}


def describe(coalition, back):
    """Everything that doesn't depend on the order of rows, with partners' names put ``back``."""
    spread = mc.find_mapped_spread(coalition)
    return {
        "spread": round(spread.spread, 9),
        "zones": {
            each.issue: (
                each.low,
                each.high,
                {back[partner] for partner in each.low_set_by},
                {back[partner] for partner in each.high_set_by},
                each.clashes,
            )
            for each in mc.find_zones(coalition)
        },
        "pairs": {
            (row.issue, frozenset((back[row.partner], back[row.other]))): row.clash
            for row in mc.find_clashes(coalition).itertuples()
        },
        "converging": {
            frozenset((back[row.partner], back[row.other])): round(
                row.convergence - row.divergence, 9
            )
            for row in mc.find_convergence(coalition).itertuples()
        },
        "goals": {
            (
                goal.issue,
                frozenset((back[goal.partner], back[goal.other])),
                goal.breaking and goal.breaking.level,
                goal.breaking and frozenset(back[each] for each in goal.breaking.leaves),
            )
            for goal in mc.find_same_goals(coalition)
        },
        "unlikely": {
            (frozenset((back[pair.partner], back[pair.other])), pair.clashes, pair.settled)
            for pair in mc.find_unlikely_pairs(coalition)
        },
        "collective": [
            [round(level, 9) for level in (each.mean, each.mean_moved.low, each.median.high)]
            for each in mc.find_collective_positions(coalition)
        ],
        "stale": {
            (row.table, back[row.partner], row.what, row.age)
            for row in mc.find_stale_cells(coalition, as_of=DAY).itertuples()
        },
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_relabeling_and_reordering_partners_changes_nothing(seed):
    group = SPRING["long-road"]
    rng = np.random.default_rng(seed)
    ids = list(group.partners["partner"])
    new = [f"x{place}" for place in rng.permutation(len(ids))]
    names = dict(zip(ids, new, strict=True))
    back = dict(zip(new, ids, strict=True))
    tables = {}
    for name in ("partners", "positions", "interests", "influence", "capability", "issues"):
        frame = group.tables[name]
        if name != "issues":
            frame = frame.sample(frac=1, random_state=seed)
        for column in {"partner", "on_partner"} & set(frame.columns):
            frame = frame.assign(**{column: frame[column].map(names)})
        tables[name] = frame
    base = group.coalitions
    shuffled = Cohort("shuffled", {"coalitions": base, **tables})["long-road"]
    assert describe(shuffled, back) == describe(group, {each: each for each in ids})


def test_partners_copies_hold_only_what_was_said_in_meetings():
    from coalitionkit.record.audiences import limit_to_audience

    group = SPRING["maple-county"]
    shown = mc.find_positions(limit_to_audience(group, "partners"))
    assert set(shown["setting"]) == {"meeting"}
    aloud = mc.find_positions(group, setting="meeting")
    pd.testing.assert_frame_equal(shown, aloud)
