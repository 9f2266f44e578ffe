"""Every agenda, one block after the other: exact, and the measure of all other ways."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from coalitionkit.plays.craft_compromise.goals import Goal, pick_best, rate_agendas
from coalitionkit.plays.craft_compromise.problem import (
    TOLERANCE,
    Floats,
    Ints,
    Problem,
    Worth,
    judge_board,
    weigh_agendas,
)

# Agendas to enumerate at most, and how many at a time: a block fits a processor's cache.
MOST_AGENDAS = 1_000_000
_BLOCK = 8_192


def count_agendas(problem: Problem) -> int:
    """Count the agendas there are."""
    return math.prod(problem.sizes)


def list_choices(sizes: tuple[int, ...]) -> Ints:
    """List every choice of one place from each of some sizes (choices, sizes)."""
    grid = np.indices(sizes).reshape(len(sizes), -1).T if sizes else np.zeros((1, 0))
    return np.ascontiguousarray(grid, dtype=np.int64)


def walk_blocks(problem: Problem) -> Iterator[tuple[Ints, Worth]]:
    """Walk through all agendas in blocks: the choices of a block and what they are worth."""
    cut = len(problem.sizes)
    while cut > 0 and math.prod(problem.sizes[cut - 1 :]) <= _BLOCK:
        cut -= 1
    ends = list_choices(problem.sizes[cut:])
    issues = range(cut, len(problem.sizes))
    shape = (len(ends), len(problem.partners))
    utilities, fits = np.zeros(shape), np.ones(shape, dtype=bool)
    boldness = np.zeros(len(ends))
    for column, k in enumerate(issues):
        utilities += problem.gains[k].T[ends[:, column]]
        fits &= problem.fits[k].T[ends[:, column]]
        boldness += problem.points[k][ends[:, column]]
    for start in list_choices(problem.sizes[:cut]):
        before = _weigh_start(problem, start)
        told = utilities + before[0]
        inside = fits & before[1]
        choices = np.concatenate([np.broadcast_to(start, (len(ends), cut)), ends], axis=1)
        yield choices, Worth(told, judge_board(problem, told, inside), boldness + before[2])


def _weigh_start(problem: Problem, start: Ints) -> tuple[Floats, Floats, float]:
    utilities, fits = np.zeros(len(problem.partners)), np.ones(len(problem.partners), dtype=bool)
    boldness = 0.0
    for k, place in enumerate(start):
        utilities += problem.gains[k][:, place]
        fits &= problem.fits[k][:, place]
        boldness += float(problem.points[k][place])
    return utilities, fits, boldness


def enumerate_best(problem: Problem, goal: Goal) -> tuple[Ints, float]:
    """Find all the best agendas among all there are.

    Returns
    -------
    tuple
        Their choices (agendas, issues), and the value they share; minus infinity and none where
        no agenda does.
    """
    best, found = -np.inf, []
    for choices, worth in walk_blocks(problem):
        values = rate_agendas(problem, goal, worth)
        best = max(best, float(values.max()))
        if np.isfinite(best):
            found.append(choices[values >= best - TOLERANCE])
    together = np.concatenate(found) if found else np.zeros((0, len(problem.sizes)), dtype=np.int64)
    return together[pick_best(problem, goal, weigh_agendas(problem, together))], best


def enumerate_frontier(problem: Problem) -> Floats:
    """Find the greatest boldness with at least q on board, for q = 1 to the partners there are.

    The required partners are on board always where they are fewer than all.
    """
    count = len(problem.partners)
    held = problem.required if not problem.required.all() else np.zeros(count, dtype=bool)
    best = np.full(count + 1, -np.inf)
    for _, worth in walk_blocks(problem):
        fine = worth.on_board[:, held].all(axis=1)
        np.maximum.at(best, worth.on_board[fine].sum(axis=1), worth.boldness[fine])
    return np.asarray(np.maximum.accumulate(best[::-1])[::-1][1:])
