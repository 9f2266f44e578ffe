"""One agenda: a level for every issue, how bold that is, and what it gives to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from coalitionkit.plays.craft_compromise.goals import Goal, rate_agendas
from coalitionkit.plays.craft_compromise.problem import (
    Ints,
    Problem,
    weigh_agendas,
)


@dataclass(frozen=True)
class Agenda:
    """One level for every issue, and what that gives.

    Attributes
    ----------
    levels : mapping of str to float
        By issue, in the issue's units.
    boldness : float
        0-100; below 0 where it moves away from the bold ends.
    utilities : mapping of str to float
        By partner, 0-1.
    surpluses : mapping of str to float
        By partner: utility less the walk-away (less 0 under hard ranges). Private where the
        reading is tradable.
    on_board : tuple of str
        Who accepts it.
    value : float
        By the objective: boldness 0-100, the least surplus, the product of the surpluses or their
        sum. NaN for an agenda that was given and does not meet the goal.
    """

    levels: Mapping[str, float]
    boldness: float
    utilities: Mapping[str, float]
    surpluses: Mapping[str, float]
    on_board: tuple[str, ...]
    value: float


def describe_choices(problem: Problem, goal: Goal, choices: Ints) -> tuple[Agenda, ...]:
    """Say what some choices of levels are and give."""
    worth = weigh_agendas(problem, choices)
    values = rate_agendas(problem, goal, worth)
    if goal.objective == "nash":
        values = np.exp(values)
    elif goal.objective == "boldness":
        values = values * 100
    values = np.where(np.isfinite(rate_agendas(problem, goal, worth)), values, np.nan)
    found = []
    for row, choice in enumerate(choices):
        used = [levels[place] for levels, place in zip(problem.levels, choice, strict=True)]
        surplus = worth.utilities[row] - problem.floors
        found.append(
            Agenda(
                dict(zip(problem.issues, map(float, used), strict=True)),
                float(worth.boldness[row] * 100),
                dict(zip(problem.partners, map(float, worth.utilities[row]), strict=True)),
                dict(zip(problem.partners, map(float, surplus), strict=True)),
                tuple(np.array(problem.partners, dtype=object)[worth.on_board[row]]),
                float(values[row]),
            )
        )
    return tuple(found)
