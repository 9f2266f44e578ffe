"""Good max-min agendas in little time: a smooth stand-in for the least gain, and many starts."""

from __future__ import annotations

import time
from itertools import combinations

import numpy as np

from coalitionkit.plays.craft_compromise.problem import Bools, Floats, Ints, Problem

# From smooth to almost the least itself (Boyd & Vandenberghe 2004, Convex Optimization, 3.1.5).
_SHARPNESS = (30.0, 80.0, 200.0)
_SEED = 1


def search_least_gain(
    problem: Problem, counted: Bools, mixture: list[Floats], *, until: float
) -> Ints:
    """Search for an agenda whose least gain is great, from many starts.

    Parameters
    ----------
    problem : Problem
    counted : array (partners)
        Whose gains count.
    mixture : list of array (levels)
        How likely a start takes each level of each issue: the relaxed program's answer.
    until : float
        By ``time.monotonic()``; at least one start is made.

    Returns
    -------
    array (issues)
        The best found. The same starts every time; how many depends on the time.
    """
    rng = np.random.default_rng(_SEED)
    chances = [np.maximum(part, 0.0) / np.maximum(part, 0.0).sum() for part in mixture]
    worth = [gains[counted] for gains in problem.gains]
    floors = problem.floors[counted]
    choice = np.array([int(chance.argmax()) for chance in chances])
    best, least = choice, -np.inf
    while True:
        found, value = _descend(worth, floors, choice)
        if value > least:
            best, least = found, value
        if time.monotonic() > until:
            return best
        choice = np.array([rng.choice(len(chance), p=chance) for chance in chances])


def _descend(worth: list[Floats], floors: Floats, choice: Ints) -> tuple[Ints, float]:
    """Change two issues at a time while the smooth sum of hardships falls, ever sharper."""
    for sharp in _SHARPNESS:
        falls = True
        while falls:
            choice, falls = _sweep(worth, floors, choice, sharp)
    return choice, float(_sum_surplus(worth, floors, choice).min())


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


def _sum_surplus(worth: list[Floats], floors: Floats, choice: Ints) -> Floats:
    taken = [gains[:, place] for gains, place in zip(worth, choice, strict=True)]
    return np.asarray(np.sum(taken, axis=0) - floors)
