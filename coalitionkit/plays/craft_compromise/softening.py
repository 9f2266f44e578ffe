"""Good max-min agendas in little time: a smooth stand-in for the least gain, kicked and rerun."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import combinations

import numpy as np

from coalitionkit.plays.craft_compromise.goals import Goal
from coalitionkit.plays.craft_compromise.problem import Bools, Floats, Ints, Problem

# From smooth to almost the least itself (Boyd & Vandenberghe 2004, Convex Optimization, 3.1.5).
_SHARPNESS = (30.0, 80.0, 200.0)
# Issues thrown at random after each run (iterated local search; Lourenço, Martin & Stützle 2003).
_KICKED = 4
_SEED = 1


def search_least_gain(problem: Problem, goal: Goal, start: Ints, *, until: float) -> Ints:
    """Search for an agenda whose least gain is great, again and again from near the best so far.

    Parameters
    ----------
    problem : Problem
    goal : Goal
        Whose gains count: the musts' and, of the others', the greatest, as many as are needed.
    start : array (issues)
        The places of the levels to begin with.
    until : float
        By ``time.monotonic()``; at least one run is made.

    Returns
    -------
    array (issues)
        The best found. The same runs every time; how many depends on the time.
    """
    rng = np.random.default_rng(_SEED)
    best, least = _descend(problem, goal, start)
    while time.monotonic() < until:
        kicked = best.copy()
        for k in rng.choice(len(best), size=min(_KICKED, len(best)), replace=False):
            kicked[k] = rng.integers(problem.sizes[k])
        found, value = _descend(problem, goal, kicked)
        if value >= least:
            best, least = found, value
    return best


def _descend(problem: Problem, goal: Goal, choice: Ints) -> tuple[Ints, float]:
    """Change two issues at a time while the smooth sum of hardships falls, ever sharper."""
    for sharp in _SHARPNESS:
        falls = True
        while falls:
            counted = _find_counted(problem, goal, choice)
            worth = [gains[counted] for gains in problem.gains]
            choice, falls = _sweep(worth, problem.floors[counted], choice, sharp)
    surplus = _sum_surplus(problem.gains, problem.floors, choice)
    return choice, float(surplus[_find_counted(problem, goal, choice)].min())


def _find_counted(problem: Problem, goal: Goal, choice: Ints) -> Bools:
    """Find whose gains count under a choice: the musts and the best off of the others."""
    surplus = _sum_surplus(problem.gains, problem.floors, choice)
    ranked = np.argsort(-np.where(goal.must, np.inf, surplus), kind="stable")
    return np.isin(np.arange(len(surplus)), ranked[: goal.need])


def _sweep(worth: list[Floats], floors: Floats, choice: Ints, sharp: float) -> tuple[Ints, bool]:
    """Go once through all pairs of issues; say whether any change helped."""
    falls, choice = False, choice.copy()
    eased = [_ease(worth[k], choice[k], sharp) for k in range(len(worth))]
    hard = np.exp(-sharp * _sum_surplus(worth, floors, choice))
    for first, second in combinations(range(len(worth)), 2):
        sums = (eased[first] * hard[:, None]).T @ eased[second]
        place = int(sums.argmin())
        if sums.flat[place] < hard.sum() * (1 - 1e-9):
            choice[first], choice[second] = divmod(place, sums.shape[1])
            for k in (first, second):
                eased[k] = _ease(worth[k], choice[k], sharp)
            hard = np.exp(-sharp * _sum_surplus(worth, floors, choice))
            falls = True
    return choice, falls


def _ease(worth: Floats, place: int, sharp: float) -> Floats:
    """Say by what factor each level of an issue would change each partner's hardship."""
    return np.asarray(np.exp(-sharp * (worth - worth[:, [place]])))


def _sum_surplus(worth: Sequence[Floats], floors: Floats, choice: Ints) -> Floats:
    taken = [gains[:, place] for gains, place in zip(worth, choice, strict=True)]
    return np.asarray(np.sum(taken, axis=0) - floors)
