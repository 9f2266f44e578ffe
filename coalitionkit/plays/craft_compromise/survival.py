"""Robustness: how often an agenda survives when the inputs are a little off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from coalitionkit.errors import UsageError
from coalitionkit.plays.craft_compromise.agendas import place_agenda, solve_goal
from coalitionkit.plays.craft_compromise.building import assemble, shake, take_numbers
from coalitionkit.plays.craft_compromise.enumeration import count_agendas
from coalitionkit.plays.craft_compromise.goals import (
    Objective,
    drop_dominated,
    rate_agendas,
    set_goal,
)
from coalitionkit.plays.craft_compromise.inputs import take_inputs
from coalitionkit.plays.craft_compromise.problem import TOLERANCE, Reading, weigh_agendas
from coalitionkit.record.coalition import Coalition

# Agendas to look at in all tries together: about a second's work.
_MOST_TRIED = 2_000_000


@dataclass(frozen=True)
class Survival:
    """How an agenda fares when the inputs are a little off.

    Attributes
    ----------
    draws : int
    holds : int
        In how many everyone required is still on board.
    stays_best : int or None
        In how many it is still among the best; None where there are too many agendas to look.
    """

    draws: int
    holds: int
    stays_best: int | None


def count_survivals(
    coalition: Coalition,
    agenda: Mapping[str, float],
    *,
    objective: Objective = "boldness",
    reading: Reading = "hard",
    off_by: float = 0.1,
    draws: int = 100,
    seed: int = 1,
) -> Survival:
    """Count how often an agenda survives when every input is off by up to a tenth.

    Saliences, walk-aways, issue weights, what levels are worth, and each range's ends as seen from
    its ideal are multiplied by even random numbers from 1 - ``off_by`` to 1 + ``off_by``. Under
    ``hard`` an end that then lies between two levels goes to one of them, the nearer the likelier.

    Parameters
    ----------
    coalition : Coalition
    agenda : mapping of str to float
        A level for each of its issues.
    objective : {"boldness", "maxmin", "nash", "total"}
    reading : {"hard", "tradable"}
    off_by : float
        0-1.
    draws : int
        At least 1.
    seed : int

    Returns
    -------
    Survival
        The same for the same seed, in whatever order partners and issues stand.

    Raises
    ------
    NeedsError
        If issues, positions or walk-aways are not on record.
    UsageError
        If an argument can't be.
    """
    if draws < 1 or not 0 <= off_by <= 1:
        raise UsageError(f"Found draws {draws} and off_by {off_by:g}; allowed: 1 or more, 0 to 1.")
    numbers = take_numbers(take_inputs(coalition, agenda), reading=reading)
    problem = assemble(numbers)
    goal = set_goal(problem, objective, at_least=None, essential_only=False)
    choice = place_agenda(problem, agenda)[None, :]
    worth_looking = count_agendas(problem.keep(drop_dominated(problem, goal))) * draws
    rng = np.random.default_rng(seed)
    holds = best = 0
    for _ in range(draws):
        shaken = assemble(shake(numbers, rng, off_by))
        worth = weigh_agendas(shaken, choice)
        value = float(rate_agendas(shaken, goal, worth)[0])
        holds += bool(worth.on_board[0, shaken.required].all())
        if worth_looking <= _MOST_TRIED and np.isfinite(value):
            best += value >= solve_goal(shaken, goal)[1].value - TOLERANCE
    return Survival(draws, holds, best if worth_looking <= _MOST_TRIED else None)
