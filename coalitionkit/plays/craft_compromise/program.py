"""The agenda finder as a mixed-integer linear program, for more agendas than can be listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from coalitionkit.plays.craft_compromise.goals import Goal
from coalitionkit.plays.craft_compromise.problem import TOLERANCE, Bools, Floats, Ints, Problem

# Where straight lines first touch the logarithm from above: gains, 0-1.
TANGENTS = (0.003, 0.01, 0.03, 0.06, 0.1, 0.15, 0.22, 0.32, 0.45, 0.6, 0.8)

Part: TypeAlias = tuple[slice | int | Ints, Floats | float]


@dataclass(frozen=True, eq=False)
class Program:
    """Maximize ``cost @ v`` where ``rows @ v <= limits`` and each issue takes one level.

    The variables are a 0-1 for every level of every issue, then a 0-1 for every partner (on board
    and counted, or not), then one more a partner for what the objective needs.

    Attributes
    ----------
    cost, low, high : array (variables)
    rows : array (rows, variables)
    limits : array (rows)
    whole : array (variables)
        Whether the variable is 0 or 1.
    sizes : tuple of int
        Levels an issue.
    """

    cost: Floats
    low: Floats
    high: Floats
    rows: Floats
    limits: Floats
    whole: Bools
    sizes: tuple[int, ...]

    @property
    def one_each(self) -> Floats:
        """Rows that each sum up one issue's levels."""
        rows = np.zeros((len(self.sizes), len(self.cost)))
        for row, part in zip(rows, slice_issues(self.sizes), strict=True):
            row[part] = 1.0
        return rows


def slice_issues(sizes: tuple[int, ...]) -> list[slice]:
    """Give each issue's place among all levels."""
    ends = np.cumsum(sizes)
    return [slice(int(end) - size, int(end)) for end, size in zip(ends, sizes, strict=True)]


class _Draft:
    """A program while it is being written: its variables' places, bounds and rows."""

    def __init__(self, problem: Problem, goal: Goal) -> None:
        self.problem, self.goal = problem, goal
        self.worth = np.concatenate(problem.gains, axis=1)
        count, levels = self.worth.shape
        self.every = slice(0, levels)
        self.seats = levels + np.arange(count)
        self.extras = self.seats + count
        width = levels + 2 * count
        self.cost, self.low, self.high = np.zeros(width), np.zeros(width), np.ones(width)
        self.whole = np.arange(width) < levels + count
        self.rows: list[Floats] = []
        self.limits: list[float] = []
        self.counted = [i for i in range(count) if goal.must[i] or not goal.only_must]

    def forbid_more(self, limit: float, *parts: Part) -> None:
        """Add a row: these variables times these numbers sum to the limit at most."""
        row = np.zeros(len(self.cost))
        for place, value in parts:
            row[place] += value
        self.rows.append(row)
        self.limits.append(limit)

    def finish(self) -> Program:
        rows = np.array(self.rows).reshape(-1, len(self.cost))
        limits = np.array(self.limits)
        sizes = self.problem.sizes
        return Program(self.cost, self.low, self.high, rows, limits, self.whole, sizes)


def build_program(
    problem: Problem, goal: Goal, *, tangents: Floats | None = None, ceiling: float = 1.0
) -> Program:
    """Write the problem and the goal as a program (method.md, section 9).

    Parameters
    ----------
    problem : Problem
    goal : Goal
    tangents : array (partners, places), optional
        For the Nash product: the gains at which lines touch each partner's logarithm from above.
    ceiling : float
        For max-min: a value that no least gain can exceed; the lower, the tighter the program.

    Returns
    -------
    Program
        Its optimum is the goal's; for the Nash product it is never below it.
    """
    draft = _Draft(problem, goal)
    if goal.objective == "shortfall":
        _ask_shortfall(draft)
        return draft.finish()
    _fill_seats(draft)
    if goal.objective == "boldness":
        draft.cost[draft.every] = np.concatenate(problem.points)
    elif goal.objective == "maxmin":
        _ask_maxmin(draft, ceiling)
    elif goal.objective == "total":
        _ask_total(draft)
    else:
        count = len(problem.partners)
        _ask_nash(draft, np.tile(TANGENTS, (count, 1)) if tangents is None else tangents)
    return draft.finish()


def _fill_seats(draft: _Draft) -> None:
    """Let no partner on board that does not accept the agenda; the musts and ``need`` are."""
    problem, goal = draft.problem, draft.goal
    draft.low[draft.seats[goal.must]] = 1.0
    if not goal.free and not goal.counts_all_on_board:
        draft.high[draft.seats[~goal.must]] = 0.0
    elif goal.free:
        draft.forbid_more(-float(goal.need), (draft.seats, -1.0))
    parts = slice_issues(problem.sizes)
    if problem.reading == "hard":
        fits = np.concatenate(problem.fits, axis=1)
        draft.high[draft.every] = fits[goal.must].all(axis=0)
        for i in np.flatnonzero(~goal.must).tolist():
            for part in parts:
                draft.forbid_more(0.0, (part, -fits[i, part].astype(float)), (draft.seats[i], 1.0))
        return
    for i, floor in enumerate(problem.floors):
        draft.forbid_more(0.0, (draft.every, -draft.worth[i]), (int(draft.seats[i]), floor))


def _ask_maxmin(draft: _Draft, ceiling: float) -> None:
    """Make the first extra the least surplus: t <= U_i - r_i, loose for those not counted."""
    least = int(draft.extras[0])
    draft.low[least], draft.high[least] = -1.0, ceiling
    draft.cost[least] = 1.0
    lowest = sum(gains.min(axis=1) for gains in draft.problem.gains)
    for i in draft.counted:
        floor = draft.problem.floors[i]
        loose = ceiling + floor - np.asarray(lowest)[i]
        gain: Part = (draft.every, -draft.worth[i])
        draft.forbid_more(loose - floor, (least, 1.0), gain, (int(draft.seats[i]), loose))


def _ask_total(draft: _Draft) -> None:
    """Make each extra a surplus, and 0 for who is not on board."""
    draft.cost[draft.extras[draft.counted]] = 1.0
    for i in draft.counted:
        gain: Part = (draft.every, -draft.worth[i])
        seat, extra = draft.seats[i], draft.extras[i]
        draft.forbid_more(0.0, (extra, 1.0), gain, (seat, draft.problem.floors[i]))
        draft.forbid_more(0.0, (extra, 1.0), (seat, -1.0))


def _ask_nash(draft: _Draft, tangents: Floats) -> None:
    """Make each extra a log surplus, held by tangents: z <= log a - 1 + (U_i - r_i) / a."""
    draft.low[draft.extras], draft.high[draft.extras] = np.log(TOLERANCE), 0.0
    draft.cost[draft.extras[draft.counted]] = 1.0
    for i in draft.counted:
        # Without any gain there is no logarithm; the margin is wider than the solver's own.
        least = draft.problem.floors[i] + 3 * TOLERANCE
        draft.forbid_more(0.0, (draft.every, -draft.worth[i]), (draft.seats[i], least))
        for at in np.unique(tangents[i]):
            line: Part = (draft.every, -draft.worth[i] / at)
            loose = 1.0 - np.log(at) + draft.problem.floors[i] / at
            draft.forbid_more(0.0, (draft.extras[i], 1.0), line, (draft.seats[i], loose))


def _ask_shortfall(draft: _Draft) -> None:
    """Make each extra how much a must misses its floor."""
    must = draft.goal.must
    draft.cost[draft.extras[must]] = -1.0
    for i in np.flatnonzero(must).tolist():
        gain: Part = (draft.every, -draft.worth[i])
        draft.forbid_more(-float(draft.problem.floors[i]), gain, (draft.extras[i], -1.0))
