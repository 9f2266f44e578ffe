"""Better agendas near one that was found: change one or two issues for as long as that helps."""

from __future__ import annotations

import time
from itertools import combinations

import numpy as np

from coalitionkit.plays.craft_compromise.goals import Goal, rate_agendas
from coalitionkit.plays.craft_compromise.problem import (
    TOLERANCE,
    Floats,
    Ints,
    Problem,
    weigh_agendas,
)


def polish(problem: Problem, goal: Goal, choice: Ints, *, until: float) -> Ints:
    """Improve a choice, two issues at a time, until no such change helps or time is up.

    Parameters
    ----------
    problem : Problem
    goal : Goal
    choice : array (issues)
        The places of the levels.
    until : float
        By ``time.monotonic()``.

    Returns
    -------
    array (issues)
        At least as good.
    """
    best, value = choice, _rate(problem, goal, choice[None, :])[0]
    improved = True
    while improved and time.monotonic() < until:
        improved = False
        for pair in _pair_issues(len(problem.sizes)):
            near = _change(problem, best, pair)
            values = _rate(problem, goal, near)
            place = int(values.argmax())
            if values[place] > value + TOLERANCE:
                best, value, improved = near[place], values[place], True
    return best


def _rate(problem: Problem, goal: Goal, choices: Ints) -> Floats:
    return rate_agendas(problem, goal, weigh_agendas(problem, choices))


def _pair_issues(issues: int) -> list[tuple[int, ...]]:
    return list(combinations(range(issues), min(2, issues)))


def _change(problem: Problem, choice: Ints, pair: tuple[int, ...]) -> Ints:
    """List a choice with every pair of levels for two of its issues."""
    grid = np.indices([problem.sizes[k] for k in pair]).reshape(len(pair), -1)
    near = np.repeat(choice[None, :], grid.shape[1], axis=0)
    for row, k in zip(grid, pair, strict=True):
        near[:, k] = row
    return near
