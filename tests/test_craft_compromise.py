"""Agendas: published bargains, every way of solving against every agenda there is, and edges."""

from __future__ import annotations

import ctypes
import doctest
import importlib
import itertools
import os
import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from agenda_instances import list_goals, make_problem, make_small
from hypothesis import given, settings
from hypothesis import strategies as st

import coalitionkit as ck
from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.plays import craft_compromise as cc
from coalitionkit.plays.craft_compromise.agendas import solve_goal
from coalitionkit.plays.craft_compromise.building import build_problem
from coalitionkit.plays.craft_compromise.enumeration import enumerate_best, walk_blocks
from coalitionkit.plays.craft_compromise.goals import Goal, set_goal
from coalitionkit.plays.craft_compromise.inputs import take_inputs
from coalitionkit.plays.craft_compromise.polishing import polish
from coalitionkit.plays.craft_compromise.problem import weigh_agendas
from coalitionkit.plays.craft_compromise.quiet import hush
from coalitionkit.plays.craft_compromise.softening import search_least_gain
from coalitionkit.plays.craft_compromise.solving import rate_one, solve
from coalitionkit.record import Cohort
from coalitionkit.record.audiences import limit_to_audience
from coalitionkit.words.catalog import Translator
from coalitionkit.words.craft_compromise import say_frontier

POSITIONS = [
    # partner, issue, ideal, lowest, highest, salience
    ("parents", "share", 100, 60, 100, 3),
    ("parents", "years", 2, 0, 6, 1),
    ("providers", "share", 40, 20, 80, 1),
    ("providers", "years", 8, 4, 10, 3),
    ("county", "share", 60, 20, 100, 2),
    ("county", "years", 6, 0, 10, 2),
]


def make_group(
    positions=POSITIONS, *, must=(), walkaways=(), levels=None, agendas=None, **partners
):
    """Two issues, today 20 and 10; bold is 100 and 0."""
    frame = pd.DataFrame(
        positions, columns=["partner", "issue", "ideal", "lowest", "highest", "salience"]
    ).assign(coalition="g", setting="meeting")
    names = list(dict.fromkeys(frame["partner"]))
    tables = {
        "coalitions": pd.DataFrame({"coalition": ["g"], "name": ["G"]}),
        "partners": pd.DataFrame(
            {
                "coalition": "g",
                "partner": names,
                "name": [name.title() for name in names],
                "must_have": [name in must for name in names],
            }
            | partners
        ),
        "issues": pd.DataFrame(
            {
                "coalition": "g",
                "issue": ["share", "years"],
                "name": ["What share?", "How many years?"],
                "low_end": "low",
                "high_end": "high",
                "lowest": [0.0, 0.0],
                "highest": [100.0, 10.0],
                "status_quo": [20.0, 10.0],
                "bold_end": [100.0, 0.0],
                "weight": [1.0, 1.0],
            }
        ),
        "positions": frame,
        "levels": pd.DataFrame(
            {"coalition": "g", "issue": "share", "level": [20.0, 40, 60, 80, 100]}
        ),
    }
    if walkaways:
        tables["walkaways"] = pd.DataFrame(
            {"coalition": "g", "partner": list(walkaways), "walkaway": list(walkaways.values())}
        )
    if levels is not None:
        tables["levels"] = levels.assign(coalition="g")
    if agendas is not None:
        tables["agendas"] = agendas.assign(coalition="g")
    return Cohort("tiny", tables)["g"]


ASKED = {"parents": 0.2, "providers": 0.2, "county": 0.2}


# Published and hand-checked numbers


def make_nash():
    """Nash 1950: who gives what; level 1 of an issue is that the thing changes hands."""
    worth = {
        "book": (2, 4),
        "whip": (2, 2),
        "ball": (2, 1),
        "bat": (2, 2),
        "box": (4, 1),
        "pen": (10, 1),
        "toy": (4, 1),
        "knife": (6, 2),
        "hat": (2, 2),
    }
    jacks = {"pen", "toy", "knife", "hat"}
    rows = []
    for thing, (bill, jack) in worth.items():
        kept = (0, jack) if thing in jacks else (bill, 0)
        given = (bill, 0) if thing in jacks else (0, jack)
        for level, pair in enumerate((kept, given)):
            rows.append((thing, level, "", np.nan))
            rows += [(thing, level, name, u / 10) for name, u in zip("bj", pair, strict=True)]
    levels = pd.DataFrame(rows, columns=["issue", "level", "partner", "utility"])
    tables = {
        "coalitions": pd.DataFrame({"coalition": ["n"], "name": ["N"]}),
        "partners": pd.DataFrame({"coalition": "n", "partner": ["b", "j"], "name": ["B", "J"]}),
        "issues": pd.DataFrame(
            {
                "coalition": "n",
                "issue": list(worth),
                "name": list(worth),
                "low_end": "kept",
                "high_end": "given",
                "lowest": 0.0,
                "highest": 1.0,
            }
        ),
        "levels": levels.assign(coalition="n"),
        "walkaways": pd.DataFrame(
            {"coalition": "n", "partner": ["b", "j"], "walkaway": [12 / 90, 6 / 90]}
        ),
    }
    return Cohort("nash", tables)["n"]


@pytest.mark.parametrize("method", ["enumeration", "program"])
def test_bill_and_jack_trade_as_nash_says(method):
    """Nash 1950, Econometrica 18:155, section 6 [P]: gains 12 and 5, product 60."""
    found = cc.find_agendas(make_nash(), objective="nash", reading="tradable", method=method)
    (agenda,) = found.agendas
    given_away = {thing for thing, level in agenda.levels.items() if level == 1}
    assert given_away == {"book", "whip", "ball", "bat", "pen", "toy", "knife"}
    assert agenda.surpluses["b"] * 90 == pytest.approx(12)
    assert agenda.surpluses["j"] * 90 == pytest.approx(5)
    assert agenda.value * 90**2 == pytest.approx(60)
    assert found.is_proven
    assert found.all_listed


def test_the_runner_up_of_bill_and_jack_is_56():
    """Nash 1950 [P]."""
    problem = build_problem(take_inputs(make_nash()), reading="tradable", need_boldness=False)
    worth = np.concatenate([block.utilities for _, block in walk_blocks(problem)])
    gains = (worth - problem.floors) * 90
    products = np.sort(gains[(gains > 0).all(axis=1)].prod(axis=1))
    assert products[-2:].round(6).tolist() == [56, 60]


EEC = {"de": 4, "fr": 4, "it": 4, "be": 2, "nl": 2, "lu": 1}


def test_luxembourg_never_made_the_difference():
    """EEC 1958 [12; 4,4,4,2,2,1]: Banzhaf 5/21 x3, 1/7 x2, 0 [P]; Shapley 7/30, 3/20, 0 [R]."""
    measured = cc.measure_difference(EEC, 12).set_index("partner")
    banzhaf = [5 / 21] * 3 + [1 / 7] * 2 + [0]
    shapley = [7 / 30] * 3 + [3 / 20] * 2 + [0]
    assert measured["banzhaf"].tolist() == pytest.approx(banzhaf)
    assert measured["shapley"].tolist() == pytest.approx(shapley)


def test_worth_is_1_at_an_ideal_that_is_an_end_of_the_range():
    at = np.array([0.0, 1, 2, 3, 4, 5])
    assert cc.value_level(at, ideal=4, lowest=2, highest=4).tolist() == [0, 0, 0, 0.5, 1, 0]
    assert cc.value_level(at, ideal=2, lowest=2, highest=2).tolist() == [0, 0, 1, 0, 0, 0]


def test_boldness_is_the_weighted_way_from_today_to_the_bold_ends():
    weighed = cc.weigh_agenda(make_group(), {"share": 60.0, "years": 10.0})
    assert weighed.boldness == pytest.approx((40 / 80 + 0) / 2 * 100)
    back = cc.weigh_agenda(
        make_group(levels=pd.DataFrame({"issue": ["share"], "level": [0.0]})),
        {"share": 0.0, "years": 10.0},
    )
    assert back.boldness == pytest.approx(-12.5)


def test_points_that_partners_agreed_on_stand_in_for_the_way():
    levels = pd.DataFrame(
        {"issue": "share", "level": [20.0, 60.0, 80.0], "boldness": [0.0, 90.0, 100.0]}
    )
    weighed = cc.weigh_agenda(make_group(levels=levels), {"share": 60.0, "years": 10.0})
    assert weighed.boldness == pytest.approx(45)


# Every way of solving gives what looking at every agenda gives


def assert_same(problem, at_least):
    for objective in cc.OBJECTIVES:
        for number, only in list_goals(problem, at_least):
            goal = set_goal(problem, objective, at_least=number, essential_only=only)
            every, value = enumerate_best(problem, goal)
            solved = solve(problem, goal, seconds=5)
            pruned, _ = solve_goal(problem, goal, method="enumeration")
            told = (problem.reading, objective, number, only)
            assert sorted(map(tuple, solved.choices)) == sorted(map(tuple, every)), told
            assert sorted(map(tuple, pruned)) == sorted(map(tuple, every)), told
            assert solved.all_listed, told
            if len(every):
                assert solved.value == pytest.approx(value, abs=1e-6), told
                assert solved.bound == pytest.approx(value, abs=1e-5), told


@pytest.mark.parametrize("seed", range(60))
def test_the_program_finds_what_looking_at_every_agenda_finds(seed):
    assert_same(*make_small(seed))


def test_the_solver_prints_nothing(capfd):
    problem = make_problem(8, 5, 6, seed=3, reading="tradable")
    for objective in cc.OBJECTIVES:
        goal = set_goal(problem, objective, at_least=5, essential_only=False)
        solve(problem, goal, seconds=5)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(os.name == "nt", reason="C's printf stands elsewhere on Windows")
def test_what_compiled_code_prints_is_kept_off_the_page(capfd):
    """HiGHS prints notes of its own on large problems, whatever it is told."""
    printf = ctypes.CDLL(None).printf
    with hush():
        printf(b"a note of the solver\n")
    os.write(1, b"said after\n")
    assert capfd.readouterr().out == "said after\n"


def test_time_that_runs_out_leaves_a_gap_that_is_told():
    problem = make_problem(40, 16, 9, seed=2, reading="tradable", must_share=0.3)
    goal = set_goal(problem, "maxmin", at_least=None, essential_only=True)
    solved = solve(problem, goal, seconds=0.3)
    assert solved.bound >= solved.value > 0


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_a_quick_search_is_no_better_than_the_best_and_polishing_never_harms(seed):
    problem, _ = make_small(seed)
    everyone = np.ones(len(problem.partners), dtype=bool)
    goal = Goal("maxmin", everyone, len(everyone), False)
    start = np.zeros(len(problem.sizes), dtype=np.int64)
    found = search_least_gain(problem, goal, start, until=time.monotonic() + 0.05)
    polished = polish(problem, goal, found, until=time.monotonic() + 5)
    _, best = enumerate_best(problem, goal)
    assert rate_one(problem, goal, found) <= rate_one(problem, goal, polished) <= best + 1e-9


@given(seed=st.integers(0, 10_000), order=st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_reordering_partners_changes_no_agenda(seed, order):
    problem, at_least = make_small(seed)
    places = list(range(len(problem.partners)))
    order.shuffle(places)
    turned = replace(
        problem,
        partners=tuple(problem.partners[place] for place in places),
        gains=tuple(gains[places] for gains in problem.gains),
        fits=tuple(fits[places] for fits in problem.fits),
        floors=problem.floors[places],
        required=problem.required[places],
    )
    for objective in cc.OBJECTIVES:
        goals = [
            set_goal(each, objective, at_least=at_least, essential_only=False)
            for each in (problem, turned)
        ]
        first, second = solve_goal(problem, goals[0])[0], solve_goal(turned, goals[1])[0]
        assert first.tolist() == second.tolist()


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_blocks_weigh_agendas_as_one_by_one(seed):
    problem, _ = make_small(seed)
    for choices, worth in walk_blocks(problem):
        single = weigh_agendas(problem, choices)
        assert worth.utilities == pytest.approx(single.utilities)
        assert (worth.on_board == single.on_board).all()
        assert worth.boldness == pytest.approx(single.boldness)


# What it gives a coalition


def test_hard_ranges_keep_every_partner_where_none_is_must_have():
    found = cc.find_agendas(make_group())
    assert [agenda.levels for agenda in found.agendas] == [{"share": 80.0, "years": 4.0}]
    assert found.agendas[0].on_board == ("parents", "providers", "county")
    assert found.agendas[0].boldness == pytest.approx(67.5)
    assert found.to_frame()[["share", "years", "on_board"]].values.tolist() == [[80, 4, 3]]


def test_must_have_partners_alone_make_it_bolder():
    found = cc.find_agendas(make_group(must=("parents",)))
    assert [agenda.levels for agenda in found.agendas] == [{"share": 100.0, "years": 0.0}]
    assert found.required == ("parents",)
    assert set(found.agendas[0].on_board) == {"parents", "county"}


def test_trading_needs_walkaways_that_were_asked():
    with pytest.raises(NeedsError) as error:
        cc.find_agendas(make_group(), reading="tradable")
    assert (error.value.table, error.value.columns) == ("walkaways", ("partner", "walkaway"))
    given_here = cc.find_agendas(make_group(), reading="tradable", walkaways=ASKED)
    on_record = cc.find_agendas(make_group(walkaways=ASKED), reading="tradable")
    assert given_here.agendas == on_record.agendas != ()


def test_a_partner_that_was_not_asked_is_left_out_by_name_and_a_must_have_one_stops():
    some = {"parents": 0.2, "county": 0.2}
    found = cc.find_agendas(make_group(walkaways=some), reading="tradable", objective="maxmin")
    assert found.not_asked == ("providers",)
    assert found.partners == ("parents", "county")
    with pytest.raises(NeedsError):
        cc.find_agendas(make_group(must=("providers",), walkaways=some), reading="tradable")


def test_trading_can_hold_where_ranges_clash():
    apart = [
        row if row[:2] != ("providers", "share") else (*row[:2], 20, 0, 40, 0) for row in POSITIONS
    ]
    group = make_group(apart, walkaways=ASKED)
    assert cc.find_agendas(group).agendas == ()
    traded = cc.find_agendas(group, reading="tradable").agendas
    assert traded
    assert all(min(agenda.surpluses.values()) >= -1e-6 for agenda in traded)


def test_a_gain_that_nobody_can_have_leaves_no_product():
    group = make_group(walkaways=ASKED)
    assert (
        cc.find_agendas(
            group, objective="nash", reading="tradable", walkaways=dict.fromkeys(ASKED, 1.0)
        ).agendas
        == ()
    )


def test_the_frontier_falls_as_the_coalition_grows():
    frontier = cc.trace_frontier(make_group())
    assert frontier["size"].tolist() == [1, 2, 3]
    assert frontier["boldness"].tolist() == pytest.approx([100, 100, 67.5])
    kept = cc.trace_frontier(make_group(must=("providers",)))["boldness"]
    assert kept.tolist() == pytest.approx([67.5, 67.5, 67.5])


def test_no_size_of_the_frontier_is_below_the_must_have_partners():
    frontier = cc.trace_frontier(make_group(must=("providers", "county")))
    assert frontier["size"].tolist() == [2, 3]
    flat = pd.DataFrame({"size": [4, 5], "boldness": [50.0, 50.0]})
    t = Translator("en")
    assert say_frontier(t, flat) == (
        "A smaller group would not be bolder: 4 can carry no more than all 5 can, 50 of 100."
    )


@pytest.mark.parametrize("reading", ["hard", "tradable"])
def test_the_frontier_is_the_boldest_agenda_for_each_size(reading):
    group = make_group(walkaways=ASKED)
    frontier = cc.trace_frontier(group, reading=reading)
    for size, boldness in zip(frontier["size"], frontier["boldness"], strict=True):
        found = cc.find_agendas(group, reading=reading, at_least=size)
        assert found.agendas[0].boldness == pytest.approx(boldness)
        assert len(found.agendas[0].on_board) >= size


def test_least_movement_names_who_and_how_far():
    apart = [
        row if row[:2] != ("providers", "share") else (*row[:2], 20, 0, 40, 0) for row in POSITIONS
    ]
    moved = cc.find_least_movement(make_group(apart))
    assert moved.values.tolist() == [["providers", "share", 60.0, 20.0, 0.2]]
    assert cc.find_least_movement(make_group()).empty
    short = cc.find_least_movement(
        make_group(), reading="tradable", walkaways=dict.fromkeys(ASKED, 0.9)
    )
    assert (short["share"] > 0).all()
    assert set(short["partner"]) <= set(ASKED)


def test_the_smallest_repair_changes_one_issue_by_one_level():
    (repaired,) = cc.find_repairs(make_group(), {"share": 100.0, "years": 4.0})
    assert repaired.levels == {"share": 80.0, "years": 4.0}
    (kept,) = cc.find_repairs(make_group(), {"share": 60.0, "years": 5.0})
    assert kept.levels == {"share": 60.0, "years": 5.0}
    assert (
        cc.find_repairs(
            make_group([("a", "share", 0, 0, 0, 1), ("a", "years", 0, 0, 0, 1)]),
            {"share": 40.0, "years": 2.0},
        )
        == ()
    )


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_no_repair_changes_fewer_issues(seed):
    group, agenda = make_random_group(seed)
    repairs = cc.find_repairs(group, agenda)
    changed = {sum(found.levels[k] != agenda[k] for k in agenda) for found in repairs}
    problem = build_problem(take_inputs(group), reading="hard")
    start = np.array([agenda[k] for k in problem.issues])
    holding = [
        sum(bool(problem.levels[k][row[k]] != start[k]) for k in range(2))
        for choices, worth in walk_blocks(problem)
        for row in choices[worth.on_board.all(axis=1)]
    ]
    assert changed == ({min(holding)} if holding else set())


def make_random_group(seed):
    rng = np.random.default_rng(seed)
    rows = []
    for name, (issue, top) in itertools.product("abc", (("share", 100), ("years", 10))):
        low, ideal, high = np.sort(rng.integers(0, top + 1, 3))
        rows.append((name, issue, float(ideal), float(low), float(high), int(rng.integers(0, 4))))
    return make_group(rows), {
        "share": float(rng.integers(1, 6) * 20),
        "years": float(rng.integers(11)),
    }


def test_those_who_do_better_on_their_own_plan_gain_each():
    group = make_group()
    plans = cc.find_own_plans(group, {"share": 20.0, "years": 10.0}, at_least=2)
    assert plans
    for plan in plans:
        assert len(plan.on_board) >= 2
        assert min(plan.surpluses[name] for name in plan.on_board) >= 0.01
    best = {"share": 100.0, "years": 2.0}
    alone = make_group([row for row in POSITIONS if row[0] == "parents"])
    assert cc.find_own_plans(alone, best, at_least=1) == ()


def test_an_agenda_inside_all_ranges_survives_and_one_at_an_edge_may_not():
    inside = cc.count_survivals(make_group(), {"share": 60.0, "years": 5.0}, draws=40)
    assert inside.draws == 40
    assert inside.holds > 0
    edge = cc.count_survivals(make_group(), {"share": 80.0, "years": 4.0}, draws=40)
    assert edge.holds < 40
    assert edge.stays_best <= edge.holds
    again = cc.count_survivals(make_group(POSITIONS[::-1]), {"share": 80.0, "years": 4.0}, draws=40)
    assert again == edge


def test_who_makes_the_difference_from_needs_and_assets():
    tables = dict(make_group().tables)
    tables["needs"] = pd.DataFrame({"coalition": "g", "asset": ["votes", "data"], "kind": "asset"})
    tables["assets"] = pd.DataFrame(
        {
            "coalition": "g",
            "partner": ["parents", "providers", "county"],
            "asset": ["votes", "data", "data"],
            "kind": "asset",
        }
    )
    measured = cc.measure_delivery(Cohort("tiny", tables)["g"]).set_index("partner")["shapley"]
    assert measured.to_dict() == pytest.approx(
        {"parents": 2 / 3, "providers": 1 / 6, "county": 1 / 6}
    )


def test_a_block_needs_its_reason():
    rows = [
        ("a", "full support", ""),
        ("b", "support with a concern", "pace"),
        ("c", "block", "ends our program"),
    ]
    told = cc.count_consent(pd.DataFrame(rows, columns=["partner", "answer", "reason"]))
    assert (told.n, told.supporting, told.is_blocked) == (3, 2, True)
    assert told.blocks.values.tolist() == [["c", "ends our program"]]
    assert told.concerns["partner"].tolist() == ["b"]
    bare = pd.DataFrame([("c", "block", None)], columns=["partner", "answer", "reason"])
    with pytest.raises(UsageError, match="blocks without a reason"):
        cc.count_consent(bare)
    with pytest.raises(UsageError, match="allowed: full support"):
        cc.count_consent(bare.assign(answer="meh"))
    with pytest.raises(UsageError, match="answers twice"):
        cc.count_consent(pd.concat([bare.assign(answer="no view")] * 2))
    with pytest.raises(NeedsError):
        cc.count_consent(bare.iloc[:0])


# Facts for a page


def test_the_room_on_each_issue_uses_no_walkaway():
    room = cc.find_room(make_group()).set_index("issue")
    assert room.loc["share", ["lowest", "highest", "boldest"]].tolist() == [60, 80, 80]
    assert room.loc["years", ["lowest", "highest", "boldest"]].tolist() == [4, 6, 4]
    assert room["boldness"].tolist() == pytest.approx([75, 60])


def test_fewer_partners_are_worth_a_talk_where_much_is_gained():
    """Two of three carry 100 and all three 67.5: more than 15 points, and no more than a third."""
    assert cc.is_bolder_with_fewer(make_group())
    assert not cc.is_bolder_with_fewer(make_group(must=("providers",)))
    assert not cc.is_bolder_with_fewer(make_group(POSITIONS[:2]))


def test_a_little_bolder_or_with_half_the_partners_is_not_worth_a_talk():
    def ask(highest, count):
        careful = [
            (f"c{n}", issue, *at, 1)
            for n in range(count)
            for issue, at in (("share", (60, 20, highest)), ("years", (0, 0, 10)))
        ]
        bold = [
            (f"b{n}", issue, *at, 1)
            for n in range(3 - count)
            for issue, at in (("share", (100, 20, 100)), ("years", (0, 0, 10)))
        ]
        return cc.is_bolder_with_fewer(make_group(careful + bold))

    assert ask(60, 1)  # 25 of 100 points more without one of three
    assert not ask(80, 1)  # 12.5 points more
    assert not ask(60, 2)  # without two of three


def test_recorded_agendas_are_weighed_each():
    rows = [("bold", "share", 100.0), ("bold", "years", 0.0), ("mild", "share", 60.0)]
    group = make_group(
        agendas=pd.DataFrame(rows, columns=["agenda", "issue", "level"]),
        walkaways={"parents": 0.7, "providers": 0.1, "county": 0.1},
        must=("parents",),
    )
    weighed = cc.weigh_recorded(group)
    assert {name: len(agenda.on_board) for name, agenda in weighed.items()} == {
        "bold": 2,
        "mild": 3,
    }
    assert cc.count_below_walkaway(group, {"share": 60.0}) == 1
    assert cc.count_below_walkaway(group, {"share": 100.0}) == 0
    # The bold one gives the must-have partner enough; without it none does.
    assert cc.count_below_best(group) == 0
    tables = dict(group.tables)
    tables["agendas"] = tables["agendas"].iloc[2:]
    assert cc.count_below_best(Cohort("tiny", tables)["g"]) == 1


# Absent, half-filled and odd records


@pytest.mark.parametrize("table", ["partners", "issues", "positions"])
def test_an_absent_table_is_named(table):
    group = make_group()
    bare = Cohort("tiny", {name: frame for name, frame in group.tables.items() if name != table})
    for call in (cc.find_agendas, cc.trace_frontier, cc.find_least_movement, cc.find_room):
        with pytest.raises(NeedsError) as error:
            call(bare["g"])
        assert error.value.table == table


@pytest.mark.parametrize("table", ["agendas", "needs"])
def test_a_table_that_only_one_function_takes_is_named(table):
    call = {"agendas": cc.weigh_recorded, "needs": cc.measure_delivery}[table]
    with pytest.raises(NeedsError) as error:
        call(make_group())
    assert error.value.table == table


def test_a_partner_with_a_gap_is_left_out_and_the_gap_is_listed():
    found = cc.find_agendas(make_group(POSITIONS[:-1]))
    assert found.partners == ("parents", "providers")
    assert found.unmapped.values.tolist() == [["county", "years"]]
    assert cc.find_agendas(make_group(POSITIONS[:-1]), issues=["share"]).partners == (
        "parents",
        "providers",
        "county",
    )


def test_boldness_without_a_status_quo_is_not_made_up():
    tables = dict(make_group().tables)
    tables["issues"] = tables["issues"].assign(status_quo=np.nan)
    group = Cohort("tiny", tables)["g"]
    with pytest.raises(NeedsError) as error:
        cc.find_agendas(group)
    assert error.value.columns == ("status_quo", "bold_end")
    assert cc.find_agendas(group, objective="total").agendas


def test_half_the_points_are_not_enough():
    levels = pd.DataFrame({"issue": "share", "level": [20.0, 80.0], "boldness": [0.0, np.nan]})
    with pytest.raises(NeedsError) as error:
        cc.find_agendas(make_group(levels=levels))
    assert error.value.table == "levels"


def test_a_scale_without_whole_numbers_needs_levels():
    tables = dict(make_group().tables)
    tables["issues"] = tables["issues"].assign(lowest=[0.0, 0.2], highest=[100.0, 0.8])
    with pytest.raises(NeedsError) as error:
        cc.find_agendas(Cohort("tiny", tables)["g"])
    assert error.value.table == "levels"


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ((50, 60, 40), "a on share: the lowest 60 lies above the highest 40. Correct this row"),
        ((50, 60, 80), "a on share: the ideal 50 is not between the lowest 60 and the highest 80"),
    ],
)
def test_a_range_that_cannot_be_is_told_by_name(ends, told):
    crossed = [("a", "share", *ends, 1), ("a", "years", 1, 0, 2, 1)]
    with pytest.raises(UsageError, match=told):
        cc.find_agendas(make_group(crossed))


def test_one_partner_gets_all_it_wants():
    one = make_group(POSITIONS[:2])
    assert cc.find_agendas(one, objective="maxmin").agendas[0].utilities == {"parents": 1.0}
    assert cc.trace_frontier(one)["size"].tolist() == [1]
    assert cc.find_least_movement(one).empty


def test_partners_who_are_all_alike_get_all_they_want():
    alike = [(name, *row[1:]) for name in "abc" for row in POSITIONS[:2]]
    for objective in ("maxmin", "nash", "total"):
        (agenda,) = cc.find_agendas(make_group(alike), objective=objective).agendas
        assert agenda.levels == {"share": 100.0, "years": 2.0}


def test_partners_who_left_are_not_asked():
    left = [pd.NaT, pd.Timestamp("2026-01-01"), pd.NaT]
    assert cc.find_agendas(make_group(left=left)).partners == ("parents", "county")


def test_saliences_that_are_all_0_weigh_alike():
    flat = [(*row[:-1], 0) for row in POSITIONS]
    agenda = cc.weigh_agenda(make_group(flat), {"share": 100.0, "years": 4.0})
    assert agenda.utilities["parents"] == pytest.approx((1 + 0.5) / 2)


def test_the_newest_position_counts():
    old = [
        ("a", "share", 20, 20, 40, 1),
        ("a", "years", 5, 0, 10, 1),
        ("a", "share", 80, 60, 80, 1),
    ]
    group = make_group(old)
    tables = dict(group.tables)
    for days, level in (
        (["2025-01-01", "2025-01-01", "2026-01-01"], 80),
        (["2026-01-01", "2025-01-01", "2025-01-01"], 40),
    ):
        tables["positions"] = tables["positions"].assign(as_of=pd.to_datetime(days))
        found = cc.find_agendas(Cohort("tiny", tables)["g"], issues=["share"])
        assert found.agendas[0].levels == {"share": level}


def test_what_cannot_be_asked_is_refused():
    group = make_group()
    for wrong, match in (
        ({"objective": "best"}, "objective"),
        ({"at_least": 4}, "at_least"),
        ({"issues": ["shares"]}, "no issue"),
        ({"issues": []}, "No issue"),
        ({"method": "guess"}, "method"),
        ({"essential_only": True, "at_least": 2}, "must-have"),
    ):
        with pytest.raises(UsageError, match=match):
            cc.find_agendas(group, **wrong)
    with pytest.raises(UsageError, match="55 is no level of share"):
        cc.weigh_agenda(group, {"share": 55.0})
    with pytest.raises(UsageError, match="every set of partners"):
        cc.measure_difference({f"p{n}": 1 for n in range(21)}, 3)


def test_nothing_that_goes_in_is_changed():
    group = make_group(walkaways=ASKED)
    before = {name: frame.copy() for name, frame in group.tables.items()}
    agenda = {"share": 60.0, "years": 5.0}
    for objective in cc.OBJECTIVES:
        cc.find_agendas(group, objective=objective, reading="tradable")
    cc.find_own_plans(group, agenda, at_least=2)
    cc.count_survivals(group, agenda, draws=3)
    cc.find_repairs(group, agenda)
    for name, frame in group.tables.items():
        pd.testing.assert_frame_equal(frame, before[name])
    assert agenda == {"share": 60.0, "years": 5.0}


@pytest.mark.parametrize("audience", ["convener", "partners"])
def test_every_group_of_the_sample_cohort_has_agendas_or_says_what_is_missing(audience):
    for whole in ck.load_cohort("spring-cohort"):
        group = limit_to_audience(whole, audience)
        frontier = cc.trace_frontier(group)["boldness"]
        assert (frontier.diff().dropna() <= 1e-9).all()
        found = cc.find_agendas(group)
        assert bool(found.agendas) == cc.find_least_movement(group).empty
        asked = dict.fromkeys(group.partners["partner"], 0.2)
        traded = cc.find_agendas(
            group, reading="tradable", walkaways=asked, issues=list(group.issues["issue"][:3])
        )
        assert traded.is_proven


@pytest.mark.parametrize("module", ["agendas", "consent", "problem", "stability"])
def test_the_examples_run(module):
    name = f"coalitionkit.plays.craft_compromise.{module}"
    tested = doctest.testmod(importlib.import_module(name))
    assert tested.attempted > 0
    assert tested.failed == 0


def test_answers_to_an_agenda_need_their_table_and_its_columns():
    with pytest.raises(NeedsError) as error:
        cc.find_consent(make_group())
    assert error.value.table == "consent"
    assert error.value.columns == ("agenda", "partner", "date", "answer")


def test_tries_that_cannot_be_are_refused():
    for wrong in ({"draws": 0}, {"off_by": 2.0}):
        with pytest.raises(UsageError, match="allowed: 1 or more, 0 to 1"):
            cc.count_survivals(make_group(), {"share": 60.0, "years": 5.0}, **wrong)
