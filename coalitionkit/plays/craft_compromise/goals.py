"""What makes one agenda better than another, and which agendas count at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from coalitionkit.errors import UsageError
from coalitionkit.plays.craft_compromise.problem import (
    TOLERANCE,
    Bools,
    Floats,
    Problem,
    Worth,
)

Objective: TypeAlias = Literal["boldness", "maxmin", "nash", "total"]
OBJECTIVES: tuple[Objective, ...] = ("boldness", "maxmin", "nash", "total")


@dataclass(frozen=True, eq=False)
class Goal:
    """What is looked for.

    Attributes
    ----------
    objective : {"boldness", "maxmin", "nash", "total", "shortfall"}
        ``shortfall`` asks for the least total by which the musts miss their floors, and puts no
        other condition on an agenda.
    must : array (partners)
        Who has to be on board.
    need : int
        How many have to be on board, the musts included.
    only_must : bool
        Whether the gains of the musts alone count.
    """

    objective: Literal["boldness", "maxmin", "nash", "total", "shortfall"]
    must: Bools
    need: int
    only_must: bool

    @property
    def free(self) -> int:
        """How many on board may be any of those who are no must."""
        return max(self.need - int(self.must.sum()), 0)

    @property
    def counts_all_on_board(self) -> bool:
        """Whether whoever comes on board adds to the value."""
        return self.objective == "total" and not self.only_must and not bool(self.must.all())


def set_goal(
    problem: Problem, objective: Objective, *, at_least: int | None, essential_only: bool
) -> Goal:
    """Set a goal: who must be on board, how many, and whose gains count.

    Raises
    ------
    UsageError
        If there is no such objective, or ``at_least`` is more than the partners there are.
    """
    if objective not in OBJECTIVES:
        raise UsageError(f"objective: found {objective!r}; allowed: {', '.join(OBJECTIVES)}.")
    count = len(problem.partners)
    if at_least is not None and not 1 <= at_least <= count:
        raise UsageError(
            f"at_least: found {at_least}; allowed: 1 to {count}, the partners there are."
        )
    must = problem.required
    if at_least is None and objective != "boldness" and not essential_only:
        must = np.ones(count, dtype=bool)
    # Where nobody is a must-have all are required; a number asked for then takes its place.
    elif at_least is not None and bool(problem.required.all()):
        must = np.zeros(count, dtype=bool)
        if essential_only:
            raise UsageError("essential_only needs at least one must-have partner.")
    return Goal(objective, must, max(at_least or 0, int(must.sum())), essential_only)


def count_surpluses(problem: Problem, goal: Goal, worth: Worth) -> Floats:
    """Give the gains that count, smallest first: utility less the floor (agendas, counted).

    Where fewer than all need to be on board they are those of the musts and of the others with the
    greatest gains, as many as are needed.
    """
    surplus = worth.utilities - problem.floors
    if not goal.only_must and goal.free:
        others = np.where(worth.on_board, surplus, -np.inf)[:, ~goal.must]
        best = -np.sort(-others, axis=1)[:, : goal.free]
        surplus = np.concatenate([surplus[:, goal.must], best], axis=1)
    else:
        surplus = surplus[:, goal.must]
    return np.asarray(np.sort(surplus, axis=1))


def rate_agendas(problem: Problem, goal: Goal, worth: Worth) -> Floats:
    """Rate agendas by the goal: more is better, minus infinity is no answer (agendas)."""
    if goal.objective == "shortfall":
        missing = (problem.floors - worth.utilities)[:, goal.must]
        return np.asarray(-missing.clip(0.0).sum(axis=1))
    held = worth.on_board[:, goal.must].all(axis=1) & (worth.on_board.sum(axis=1) >= goal.need)
    fine = Worth(worth.utilities[held], worth.on_board[held], worth.boldness[held])
    values = np.full(len(held), -np.inf)
    values[held] = _rate(problem, goal, fine)
    return values


def _rate(problem: Problem, goal: Goal, worth: Worth) -> Floats:
    if goal.objective == "boldness":
        return worth.boldness
    surplus = worth.utilities - problem.floors
    if goal.objective == "total":
        counted = goal.must if goal.only_must else worth.on_board
        return np.asarray((surplus * counted).sum(axis=1))
    ordered = count_surpluses(problem, goal, worth)
    if goal.objective == "maxmin":
        return ordered[:, 0]
    logs = np.log(np.maximum(ordered, TOLERANCE / 10)).sum(axis=1)
    return np.where(ordered[:, 0] > TOLERANCE, logs, -np.inf)


def pick_best(problem: Problem, goal: Goal, worth: Worth) -> Bools:
    """Mark all the best of some agendas, ties included; max-min goes on lexicographically."""
    values = rate_agendas(problem, goal, worth)
    best = values.max(initial=-np.inf)
    if not np.isfinite(best):
        return np.zeros(len(values), dtype=bool)
    kept = values >= best - TOLERANCE
    if goal.objective == "maxmin":
        ordered = count_surpluses(problem, goal, worth)
        for column in ordered.T[1:]:
            kept &= column >= column[kept].max() - TOLERANCE
    return np.asarray(kept)


def drop_dominated(problem: Problem, goal: Goal) -> list[Bools]:
    """Mark the levels that a best agenda can hold.

    A level is left out where another of its issue suits every partner as well and is strictly
    better by the goal: no agenda with it is among the best, ties included.
    """
    kept = []
    by_gains = problem.reading == "tradable" or goal.objective != "boldness"
    for gains, fits, points in zip(problem.gains, problem.fits, problem.points, strict=True):
        better = np.ones((len(points), len(points)), dtype=bool)  # [l, m]: m at least as good as l
        for partner in range(len(gains)):
            if problem.reading == "hard":
                better &= fits[partner][None, :] >= fits[partner][:, None]
            if by_gains:
                better &= gains[partner][None, :] >= gains[partner][:, None]
        if goal.objective == "boldness":
            better &= points[None, :] > points[:, None] + 10 * TOLERANCE
        elif goal.objective == "shortfall":
            better &= False
        else:
            counted = gains[goal.must]
            more = counted[:, None, :] > counted[:, :, None] + 10 * TOLERANCE
            better &= more.any(axis=0)
        kept.append(np.asarray(~better.any(axis=1)))
    return kept
