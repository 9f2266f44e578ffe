"""Whether an agenda lasts: better plans elsewhere, and who makes the difference."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.plays.craft_compromise.agenda import Agenda, describe_choices
from coalitionkit.plays.craft_compromise.agendas import place_agenda, solve_goal
from coalitionkit.plays.craft_compromise.building import (
    build_problem,
)
from coalitionkit.plays.craft_compromise.goals import set_goal
from coalitionkit.plays.craft_compromise.inputs import take_inputs
from coalitionkit.plays.craft_compromise.problem import (
    TOLERANCE,
    Bools,
    Reading,
    weigh_agendas,
)
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows

_MOST_WEIGHED = 20  # partners: every set of them is looked at
_CLEARLY = 0.01  # of utility 0-1: less is no reason to leave


def find_own_plans(
    coalition: Coalition,
    agenda: Mapping[str, float],
    *,
    at_least: int,
    reading: Reading = "tradable",
) -> tuple[Agenda, ...]:
    """Find plans with which some partners would do better together than under an agenda.

    An agenda is nothing without its must-have partners, so they are in every such plan. Private:
    for the convener alone.

    Parameters
    ----------
    coalition : Coalition
    agenda : mapping of str to float
        A level for each of its issues.
    at_least : int
        How many it takes to go on their own.
    reading : {"hard", "tradable"}
        Under ``hard`` those who leave must also be in range on every issue.

    Returns
    -------
    tuple of Agenda
        The best such plans by the least that any of them gains; ``on_board`` is who gains,
        ``surpluses`` is by how much. Empty where no plan is better for so many.
    """
    inputs = take_inputs(coalition, agenda)
    problem = build_problem(inputs, reading="hard", need_boldness=False)
    utilities = weigh_agendas(problem, place_agenda(problem, agenda)[None, :]).utilities[0]
    if reading == "hard":
        # Out of range is worth so little that nobody would go for it.
        gains = tuple(
            np.where(fit, gain, -1.0) for gain, fit in zip(problem.gains, problem.fits, strict=True)
        )
        problem = replace(problem, gains=gains)
    better = replace(problem, floors=utilities + _CLEARLY, reading="tradable")
    goal = set_goal(better, "maxmin", at_least=at_least, essential_only=False)
    choices, _ = solve_goal(better, goal)
    plans = describe_choices(better, goal, choices)
    gained = [
        {partner: gain + _CLEARLY for partner, gain in plan.surpluses.items()} for plan in plans
    ]
    return tuple(replace(plan, surpluses=gain) for plan, gain in zip(plans, gained, strict=True))


def measure_difference(weights: Mapping[str, float], quota: float) -> pd.DataFrame:
    """Measure how often each partner makes the difference to whether a set can deliver.

    A set can deliver where its weights sum to the quota. Shapley & Shubik (1954, American
    Political Science Review 48:787) take all orders of joining; Banzhaf (1965, Rutgers Law Review
    19:317) all sets, and his figures are made to sum to 1.

    Parameters
    ----------
    weights : mapping of str to float
        By partner, 0 or more; at most 20 partners.
    quota : float

    Returns
    -------
    DataFrame
        ``partner``, ``shapley`` and ``banzhaf``, each a share of 1. All 0 where no set can deliver.

    Examples
    --------
    >>> measure_difference({"a": 2, "b": 1, "c": 1}, 3)["shapley"].round(3).tolist()
    [0.667, 0.167, 0.167]
    """
    partners = list(weights)
    _check_count(len(partners))
    sums = np.zeros(1)
    for partner in partners:
        sums = np.concatenate([sums, sums + float(weights[partner])])
    return _measure(partners, sums >= quota - TOLERANCE)


def measure_delivery(coalition: Coalition) -> pd.DataFrame:
    """Measure how often each partner makes the difference, from needs, assets and must-haves.

    A set can deliver where it holds everything that the partners together can bring of what is
    needed, and every must-have partner. Empty chairs, which nobody fills, don't count.

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    DataFrame
        As from :func:`measure_difference`.

    Raises
    ------
    NeedsError
        If no partner holds anything that is needed.
    """
    people = take_rows(coalition, "partners", "partner")
    people = people[people["left"].isna()]
    needed = set(take_rows(coalition, "needs", "asset")["asset"])
    held = coalition.assets
    held = held[held["asset"].isin(needed) & held["partner"].isin(people["partner"])]
    if held.empty:
        raise NeedsError("assets", ("partner", "asset", "kind"))
    groups = [set(rows["partner"]) for _, rows in held.groupby("asset")]
    must = people["must_have"].fillna(False).astype(bool)
    groups += [{partner} for partner in people.loc[must, "partner"]]
    everyone = list(people["partner"])
    # Who holds nothing that is needed never makes the difference, and need not be gone through.
    active = [partner for partner in everyone if any(partner in group for group in groups)]
    _check_count(len(active))
    sets = np.arange(2 ** len(active))
    wins = np.ones(len(sets), dtype=bool)
    for group in groups:
        mask = sum(1 << place for place, partner in enumerate(active) if partner in group)
        wins &= (sets & mask) > 0
    measured = _measure(active, wins).set_index("partner")
    return measured.reindex(everyone, fill_value=0.0).rename_axis("partner").reset_index()


def _check_count(partners: int) -> None:
    if not 1 <= partners <= _MOST_WEIGHED:
        raise UsageError(
            f"This goes through every set of partners: found {partners}; allowed: 1 to "
            f"{_MOST_WEIGHED}. Leave out those who bring the least."
        )


def _measure(partners: Sequence[str], wins: Bools) -> pd.DataFrame:
    """Measure from which sets win; bit i of a set's number is partner i."""
    count = len(partners)
    sets = np.arange(2**count)
    sizes = np.array([int(number).bit_count() for number in range(2**count)])
    orders = np.array([1 / (count * math.comb(count - 1, size)) for size in range(count)])
    shapley, swings = np.zeros(count), np.zeros(count)
    for place in range(count):
        without = sets[(sets >> place) & 1 == 0]
        turned = without[wins[without | (1 << place)] & ~wins[without]]
        swings[place] = len(turned)
        shapley[place] = orders[sizes[turned]].sum()
    banzhaf = swings / max(swings.sum(), 1.0)
    return pd.DataFrame({"partner": list(partners), "shapley": shapley, "banzhaf": banzhaf})
