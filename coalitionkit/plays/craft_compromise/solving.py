"""Solve a program to its proven best where time allows, and list all that are as good."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from coalitionkit.plays.craft_compromise.goals import Goal, pick_best, rate_agendas
from coalitionkit.plays.craft_compromise.polishing import polish
from coalitionkit.plays.craft_compromise.problem import (
    TOLERANCE,
    Floats,
    Ints,
    Problem,
    weigh_agendas,
)
from coalitionkit.plays.craft_compromise.program import (
    TANGENTS,
    Program,
    build_program,
    slice_issues,
)
from coalitionkit.plays.craft_compromise.quiet import hush
from coalitionkit.plays.craft_compromise.softening import search_least_gain

# Partial agendas kept while listing; more would take long and say little.
_MOST_LISTED = 200_000
# The solver's part of the time, where more than polishing comes after it.
_SHARES = {"maxmin": 0.45, "nash": 0.8}


@dataclass(frozen=True, eq=False)
class Solved:
    """The best agendas found in the time there was.

    Attributes
    ----------
    choices : array (agendas, issues)
        The places of the levels; empty where nothing was found.
    value : float
        Of the agendas listed; minus infinity where there are none.
    bound : float
        No agenda is better than this.
    all_listed : bool
        Whether every agenda as good as these is listed.
    """

    choices: Ints
    value: float
    bound: float
    all_listed: bool


def solve(problem: Problem, goal: Goal, *, seconds: float) -> Solved:
    """Find the best agendas by mixed-integer programming, then list all ties.

    Parameters
    ----------
    problem : Problem
    goal : Goal
    seconds : float
        Time for the solver.

    Returns
    -------
    Solved
        Proven where ``bound`` is the value within 1e-6.
    """
    # What is left after the solver is for making what it found better.
    until = time.monotonic() + _SHARES.get(goal.objective, 0.9) * seconds
    if goal.objective == "nash":
        program, found, bound = _solve_nash(problem, goal, until)
    else:
        ceiling = _lower_ceiling(problem, goal) if goal.objective == "maxmin" else 1.0
        program = build_program(problem, goal, ceiling=ceiling)
        found, bound = run_solver(program, until - time.monotonic())
    value = -np.inf if found is None else rate_one(problem, goal, found)
    if bound > value + TOLERANCE:
        found, value, bound = _improve(problem, goal, program, found, bound, seconds)
    if found is None:
        return Solved(np.zeros((0, len(problem.sizes)), dtype=np.int64), -np.inf, bound, True)
    listed = list_near(program, value - 2 * TOLERANCE)
    if listed is None:
        return Solved(found[None, :], value, max(bound, value), False)
    # Listing runs through all that could be as good, and so is a proof of its own.
    worth = weigh_agendas(problem, listed)
    best = float(rate_agendas(problem, goal, worth).max())
    return Solved(listed[pick_best(problem, goal, worth)], best, best, True)


def _lower_ceiling(problem: Problem, goal: Goal, rounds: int = 8) -> float:
    """Lower the ceiling of the least gain: each relaxed answer makes the next program tighter."""
    ceiling = 1.0
    for _ in range(rounds):
        program = build_program(problem, goal, ceiling=ceiling)
        relaxed = relax(program)
        if relaxed is None:
            return ceiling
        lower = float(program.cost @ relaxed[0]) + 10 * TOLERANCE
        if lower > ceiling - 1e-3:
            return min(lower, ceiling)
        ceiling = lower
    return ceiling


def _improve(
    problem: Problem, goal: Goal, program: Program, found: Ints | None, bound: float, seconds: float
) -> tuple[Ints | None, float, float]:
    """Look for a better choice than the solver found, if any, for a part of its time.

    Returns
    -------
    tuple
        The choice, or None; its value; and the bound, where the relaxed program's is no lower.
    """
    choices = [] if found is None else [found]
    relaxed = relax(program)
    if relaxed is not None:
        bound = min(bound, float(program.cost @ relaxed[0]))
        if goal.objective in ("maxmin", "nash"):
            # For a product it is a place to start from: one run will do.
            part = 0.4 if goal.objective == "maxmin" else 0.0
            until = time.monotonic() + part * seconds
            likeliest = _read_choice(program, relaxed[0])
            choices.append(search_least_gain(problem, goal, likeliest, until=until))
    until = time.monotonic() + seconds / 10
    better = [polish(problem, goal, choice, until=until) for choice in choices]
    values = [rate_one(problem, goal, choice) for choice in better]
    if not values or max(values) == -np.inf:
        return None, -np.inf, bound
    return better[int(np.argmax(values))], max(values), bound


def rate_one(problem: Problem, goal: Goal, choice: Ints) -> float:
    """Rate one agenda by the goal."""
    return float(rate_agendas(problem, goal, weigh_agendas(problem, choice[None, :]))[0])


def run_solver(program: Program, seconds: float) -> tuple[Ints | None, float]:
    """Run HiGHS on a program: a choice of levels, or None, and the bound on the value.

    Parameters
    ----------
    program : Program
    seconds : float
    """
    limits = LinearConstraint(program.rows, -np.inf, program.limits)
    ones = LinearConstraint(program.one_each, 1.0, 1.0)
    with hush():
        result = milp(
            -program.cost,
            integrality=program.whole.astype(int),
            bounds=Bounds(program.low, program.high),
            constraints=[limits, ones],
            options={"mip_rel_gap": 0.0, "time_limit": max(seconds, 0.05), "disp": False},
        )
    bound = np.inf if result.mip_dual_bound is None else -float(result.mip_dual_bound)
    if result.x is None:
        return None, bound if result.status == 1 else -np.inf
    return _read_choice(program, result.x), bound


def _read_choice(program: Program, variables: Floats) -> Ints:
    """Read each issue's level from a program's variables: the one with the greatest share."""
    return np.array([int(variables[part].argmax()) for part in slice_issues(program.sizes)])


def _solve_nash(problem: Problem, goal: Goal, until: float) -> tuple[Program, Ints | None, float]:
    """Close in on the Nash product: solve with tangents, touch where the answer lies, again."""
    tangents = _touch_relaxed(problem, goal)
    best, best_value, bound = None, -np.inf, np.inf
    seen: set[bytes] = set()
    while True:
        program = build_program(problem, goal, tangents=tangents)
        choice, upper = run_solver(program, until - time.monotonic())
        bound = min(bound, upper)
        if choice is None:
            return program, best, bound
        value = rate_one(problem, goal, choice)
        if best is None or value > best_value:
            best, best_value = choice, value
        again = choice.tobytes() in seen
        if again or bound - best_value <= TOLERANCE or time.monotonic() > until:
            return program, best if np.isfinite(best_value) else None, bound
        seen.add(choice.tobytes())
        tangents = _touch(problem, tangents, choice)


def _touch(problem: Problem, tangents: Floats, choice: Ints) -> Floats:
    gains = weigh_agendas(problem, choice[None, :]).utilities[0] - problem.floors
    return np.concatenate([tangents, gains.clip(1e-4, 1.0)[:, None]], axis=1)


def _touch_relaxed(problem: Problem, goal: Goal, rounds: int = 8) -> Floats:
    """Place tangents where the best mixture of levels lies, so that the bound starts tight."""
    count = len(problem.partners)
    tangents = np.tile(TANGENTS, (count, 1))
    worth = np.concatenate(problem.gains, axis=1)
    for _ in range(rounds):
        relaxed = relax(build_program(problem, goal, tangents=tangents))
        if relaxed is None:
            return tangents
        mixture = relaxed[0][: worth.shape[1]]
        gains = (worth @ mixture - problem.floors).clip(1e-4, 1.0)
        if np.abs(tangents - gains[:, None]).min(axis=1).max() < 1e-4:
            return tangents
        tangents = np.concatenate([tangents, gains[:, None]], axis=1)
    return tangents


def relax(program: Program) -> tuple[Floats, Floats] | None:
    """Solve a program without the whole numbers: its variables and its rows' prices."""
    with hush():
        result = linprog(
            -program.cost,
            A_ub=program.rows,
            b_ub=program.limits,
            A_eq=program.one_each,
            b_eq=np.ones(len(program.sizes)),
            bounds=list(zip(program.low.tolist(), program.high.tolist(), strict=True)),
            method="highs",
        )
    if result.x is None or result.status != 0:
        return None
    return result.x, np.maximum(-result.ineqlin.marginals, 0.0)


def list_near(program: Program, least: float) -> Ints | None:
    """List every choice that the program's prices allow to reach a value.

    With prices on its rows a program falls apart into its issues (Lagrangian relaxation; Geoffrion
    1974, Mathematical Programming Study 2:82): a choice's value is at most a constant and a sum of
    one number a level, so whole branches are left out unseen and none that reaches the value is.

    Parameters
    ----------
    program : Program
    least : float

    Returns
    -------
    array (choices, issues) or None
        None where there are too many to list.
    """
    relaxed = relax(program)
    if relaxed is None:
        return None
    prices = relaxed[1]
    reduced = program.cost - prices @ program.rows
    levels = sum(program.sizes)
    rest = np.maximum(reduced * program.low, reduced * program.high)[levels:].sum()
    constant = float(prices @ program.limits + rest)
    open_levels = np.where(program.high[:levels] > 0, reduced[:levels], -np.inf)
    scores = [open_levels[part] for part in slice_issues(program.sizes)]
    slack = constant + sum(float(score.max()) for score in scores) - least
    return _expand(scores, slack)


def _expand(scores: list[Floats], slack: float) -> Ints | None:
    """List the choices whose scores fall short of the greatest by ``slack`` in all, at most."""
    order = sorted(
        range(len(scores)), key=lambda k: -float(np.ptp(scores[k][np.isfinite(scores[k])]))
    )
    choices, short = np.zeros((1, len(scores)), dtype=np.int64), np.zeros(1)
    for k in order:
        regret = scores[k].max() - scores[k]
        near = np.flatnonzero(regret <= slack)
        total = short[:, None] + regret[near][None, :]
        rows, columns = np.nonzero(total <= slack)
        if len(rows) > _MOST_LISTED:
            return None
        choices, short = choices[rows], total[rows, columns]
        choices[:, k] = near[columns]
    return choices
