"""What each partner brings, what leaves with it, which chairs are empty, who is reached."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalitionkit.errors import NeedsError
from coalitionkit.plays import seating
from coalitionkit.record import Cohort, load_cohort

SETS = {"a": ["1", "2"], "b": ["2", "3"], "c": ["3"]}
WEIGHTS = {"1": 1.0, "2": 2.0, "3": 3.0}


def make_coalition(held, needs=None, ties=None, **partners):
    """A coalition whose partners hold what ``held`` says; names are the ids in capitals."""
    tables = {"coalitions": pd.DataFrame({"coalition": ["elm"], "name": ["Elm"]})}
    names = [partner.upper() for partner in held]
    tables["partners"] = pd.DataFrame({"partner": list(held), "name": names, **partners})
    rows = [(partner, asset) for partner, assets in held.items() for asset in assets]
    tables["assets"] = pd.DataFrame(rows, columns=["partner", "asset"]).assign(kind="asset")
    if needs is not None:
        asked = pd.DataFrame({"asset": list(needs), "importance": list(needs.values())})
        tables["needs"] = asked.assign(kind="audience")
    if ties is not None:
        tables["ties"] = pd.DataFrame(ties, columns=["partner", "policymaker", "tie"])
    return Cohort("tiny", {name: frame.assign(coalition="elm") for name, frame in tables.items()})[
        "elm"
    ]


def read_column(frame, column, key="partner"):
    return dict(zip(frame[key], frame[column], strict=True))


def test_shared_credit_and_what_one_alone_carries_match_the_hand_example():
    """method.md, section 6 [C]: sets a={1,2}, b={2,3}, c={3}; w 1, 2, 3."""
    found = seating.find_contributions(make_coalition(SETS, WEIGHTS))
    assert read_column(found, "shared") == pytest.approx({"a": 2, "b": 2.5, "c": 1.5})
    assert read_column(found, "unique") == {"a": 1, "b": 0, "c": 0}
    assert read_column(found, "carries") == {"a": 2, "b": 2, "c": 1}
    assert list(found["name"]) == ["A", "B", "C"]


def find_worth(held, weights, members):
    covered = {asset for partner in members for asset in held[partner]}
    return sum(weight for asset, weight in weights.items() if asset in covered)


HELD = st.dictionaries(
    st.sampled_from("abcde"), st.lists(st.sampled_from("1234"), unique=True), min_size=2
).filter(lambda held: any(held.values()))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(held=HELD, weights=st.lists(st.integers(0, 5), min_size=4, max_size=4))
def test_shared_credit_is_the_mean_over_every_order_of_arrival(held, weights):
    """The Shapley value from its definition: its average addition over subsets by size."""
    weight = dict(zip("1234", map(float, weights), strict=True))
    found = seating.find_contributions(make_coalition(held, weight))
    shared, unique = read_column(found, "shared"), read_column(found, "unique")
    everyone = find_worth(held, weight, held)
    for partner in held:
        others = [other for other in held if other != partner]
        by_size = []
        for size in range(len(held)):
            added = [
                find_worth(held, weight, [*group, partner]) - find_worth(held, weight, group)
                for group in combinations(others, size)
            ]
            by_size.append(sum(added) / len(added))
        assert shared[partner] == pytest.approx(sum(by_size) / len(held))
        assert unique[partner] == everyone - find_worth(held, weight, others)
    assert sum(shared.values()) == pytest.approx(everyone)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(held=HELD, order=st.permutations("abcde"))
def test_order_and_ids_of_partners_change_nothing(held, order):
    codes = dict(zip("abcde", order, strict=True))
    names = {partner: partner.upper() for partner in held}
    here = make_coalition(held, WEIGHTS)
    turned = {codes[partner]: held[partner] for partner in reversed(held)}
    there = make_coalition(turned, WEIGHTS)
    relabeled = Cohort(
        "tiny",
        {
            **there.tables,
            "partners": there.partners.assign(name=[names[partner] for partner in reversed(held)]),
        },
    )["elm"]
    for find in (seating.find_contributions, seating.find_absences, seating.find_single_carriers):
        told = [column for column in find(here) if column not in ("partner", "holder")]
        assert find(here)[told].to_dict("list") == find(relabeled)[told].to_dict("list")


def test_an_empty_chair_is_needed_and_carried_by_nobody():
    coalition = make_coalition(SETS, {**WEIGHTS, "votes": 2.0, "drafts": None, "press": 2.0})
    found = seating.find_empty_chairs(coalition)
    assert list(found["asset"]) == ["press", "votes", "drafts"]
    assert list(found["importance"]) == [2, 2, 1]
    assert list(found["kind"]) == ["audience"] * 3


def test_what_is_held_but_not_needed_earns_no_credit():
    coalition = make_coalition({"a": ["1", "spare"], "b": ["1"]}, {"1": 4.0})
    assert read_column(seating.find_contributions(coalition), "shared") == {"a": 2, "b": 2}
    carriers = seating.find_carriers(coalition)
    assert read_column(carriers, "needed", "asset") == {"1": True, "spare": False}
    assert read_column(carriers, "importance", "asset") == {"1": 4, "spare": 0}


def test_without_a_list_of_needs_all_that_is_held_counts_alike():
    coalition = make_coalition(SETS)
    assert read_column(seating.find_contributions(coalition), "shared") == pytest.approx(
        {"a": 1.5, "b": 1, "c": 0.5}
    )
    with pytest.raises(NeedsError) as needs:
        seating.find_empty_chairs(coalition)
    assert needs.value.table == "needs"


def test_the_absence_of_each_partner_says_what_falls_to_nobody_and_to_whom():
    found = seating.find_absences(make_coalition(SETS, WEIGHTS))
    told = found[["partner", "asset", "falls_to", "holder", "holder_name"]]
    assert told.to_dict("split")["data"] == [
        ["a", "1", 0, "", ""],
        ["a", "2", 1, "b", "B"],
        ["b", "3", 1, "c", "C"],
        ["b", "2", 1, "a", "A"],
        ["c", "3", 1, "b", "B"],
    ]
    single = seating.find_single_carriers(make_coalition(SETS, WEIGHTS))
    assert single.to_dict("records") == [
        {"asset": "1", "kind": "audience", "importance": 1.0, "partner": "a", "name": "A"}
    ]


def test_a_partner_that_has_left_carries_nothing_any_more():
    left = [None, None, pd.Timestamp("2026-01-05")]
    coalition = make_coalition(
        {"a": ["1"], "b": ["1"], "c": ["2"]}, {"1": 1.0, "2": 1.0}, left=left
    )
    assert list(seating.find_contributions(coalition)["partner"]) == ["a", "b"]
    assert list(seating.find_empty_chairs(coalition)["asset"]) == ["2"]


def test_one_partner_carries_all_alone():
    coalition = make_coalition({"a": ["1", "2"]}, {"1": 1.0, "2": 1.0}, [("a", "chair", "yes")])
    found = seating.find_contributions(coalition).iloc[0]
    assert (found["unique"], found["shared"]) == (2, 2)
    assert list(seating.find_absences(coalition)["falls_to"]) == [0, 0]
    assert seating.count_reach(coalition) == seating.Reach(1, 1, 1, 0, 0)
    assert list(seating.find_reach_by_size(coalition)["reached"]) == [1]


def test_partners_who_are_all_alike_share_all_credit():
    coalition = make_coalition({partner: ["1"] for partner in "abcd"}, {"1": 2.0})
    found = seating.find_contributions(coalition)
    assert set(found["shared"]) == {0.5}
    assert set(found["unique"]) == {0}
    assert seating.find_single_carriers(coalition).empty
    assert seating.find_absences(coalition).empty


TIES = [
    ("a", "chair", "yes"),
    ("b", "chair", "yes"),
    ("c", "chair", "no"),
    ("a", "whip", "unknown"),
    ("b", "whip", "yes"),
    ("c", "whip", "no"),
    ("a", "mayor", "no"),
    ("b", "mayor", "no"),
]


def test_unknown_ties_widen_the_reach_and_never_narrow_it():
    """The pair c and mayor has no row, so nobody has said: it is unknown."""
    coalition = make_coalition(SETS, ties=TIES)
    assert seating.count_reach(coalition) == seating.Reach(3, 2, 3, 1, 2)
    found = seating.find_policymakers(coalition)
    assert list(found["policymaker"]) == ["mayor", "whip", "chair"]
    assert list(found["yes"]) == [0, 1, 2]
    assert list(found["unknown"]) == [1, 1, 0]


def test_a_policymaker_whom_only_one_partner_reaches_is_its_own():
    found = seating.find_ties(make_coalition(SETS, ties=TIES))
    assert list(found["partner"]) == ["b", "a", "c"]
    assert list(found["only"]) == [("whip",), (), ()]
    assert list(found["reached"]) == [2, 1, 0]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    known=st.lists(
        st.tuples(st.sampled_from("abcde"), st.sampled_from("uvwxyz")), min_size=1, unique=True
    )
)
def test_reach_by_size_is_the_best_of_every_group_of_that_size(known):
    coalition = make_coalition(
        {partner: ["1"] for partner in "abcde"}, ties=[(*pair, "yes") for pair in known]
    )
    found = seating.find_reach_by_size(coalition)
    for size, reached in zip(found["partners"], found["reached"], strict=True):
        groups = combinations("abcde", size)
        best = max(len({who for partner, who in known if partner in group}) for group in groups)
        assert reached == best


def test_partners_without_a_reason_are_listed_by_name():
    coalition = make_coalition(SETS, why_invited=["", "Runs clinics", None])
    assert list(seating.find_unexplained(coalition)["name"]) == ["A", "C"]
    with pytest.raises(NeedsError) as needs:
        seating.find_unexplained(make_coalition(SETS))
    assert (needs.value.table, needs.value.columns) == ("partners", ("partner", "why_invited"))


@pytest.mark.parametrize(
    ("find", "table"),
    [
        (seating.find_carriers, "assets"),
        (seating.find_contributions, "assets"),
        (seating.find_absences, "assets"),
        (seating.find_single_carriers, "assets"),
        (seating.find_policymakers, "ties"),
        (seating.count_reach, "ties"),
        (seating.find_ties, "ties"),
        (seating.find_reach_by_size, "ties"),
    ],
)
def test_a_table_that_is_not_there_is_named(find, table):
    bare = make_coalition({"a": [], "b": []})
    with pytest.raises(NeedsError) as needs:
        find(bare)
    assert needs.value.table == table
    nobody = Cohort("tiny", {"coalitions": bare.coalitions})["elm"]
    with pytest.raises(NeedsError) as needs:
        find(nobody)
    assert needs.value.table == "partners"


@pytest.mark.parametrize("group", load_cohort("spring-cohort").ids)
def test_every_group_of_the_sample_cohort_is_counted_out(group):
    coalition = load_cohort("spring-cohort")[group]
    found = seating.find_contributions(coalition)
    carriers = seating.find_carriers(coalition)
    covered = carriers[carriers["carriers"].map(len) > 0]
    assert found["shared"].sum() == pytest.approx(covered["importance"].sum())
    assert len(seating.find_empty_chairs(coalition)) == len(coalition.needs) - int(
        covered["needed"].sum()
    )
    reach = seating.count_reach(coalition)
    assert reach.two_low <= reach.one_low <= reach.one_high <= reach.policymakers
    assert seating.find_reach_by_size(coalition)["reached"].iloc[-1] == reach.one_low
