"""Small and bold against big and bland; what to do when no agenda holds, or one fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from coalitionkit.plays.craft_compromise.agenda import Agenda, describe_choices
from coalitionkit.plays.craft_compromise.agendas import place_agenda, solve_goal
from coalitionkit.plays.craft_compromise.building import build_problem
from coalitionkit.plays.craft_compromise.enumeration import (
    MOST_AGENDAS,
    count_agendas,
    enumerate_frontier,
)
from coalitionkit.plays.craft_compromise.goals import Goal, drop_dominated, set_goal
from coalitionkit.plays.craft_compromise.inputs import take_inputs
from coalitionkit.plays.craft_compromise.problem import Floats, Problem, Reading
from coalitionkit.record.coalition import Coalition


def trace_frontier(
    coalition: Coalition,
    *,
    reading: Reading = "hard",
    issues: Iterable[str] | None = None,
    walkaways: Mapping[str, float] | None = None,
    seconds: float = 10.0,
) -> pd.DataFrame:
    """Trace the greatest boldness that so many partners can share: small and bold, big and bland.

    Must-have partners, where any are on record, are always among them; so no size is below theirs.

    Parameters
    ----------
    coalition : Coalition
    reading : {"hard", "tradable"}
    issues : iterable of str, optional
    walkaways : mapping of str to float, optional
    seconds : float
        For each size, where there are too many agendas to look at all.

    Returns
    -------
    DataFrame
        ``size`` (from 1, or from the must-have partners, to all there are) and ``boldness``
        (0-100; missing where no agenda keeps that many). Boldness never rises with size.
    """
    problem = build_problem(take_inputs(coalition, issues), reading=reading, walkaways=walkaways)
    count = len(problem.partners)
    goals = [set_goal(problem, "boldness", at_least=q, essential_only=False) for q in _count(count)]
    small = problem.keep(drop_dominated(problem, goals[0]))
    if count_agendas(small) <= MOST_AGENDAS:
        best = enumerate_frontier(small)
    else:
        best = np.array([solve_goal(small, goal, seconds=seconds)[1].value for goal in goals])
    boldness = np.where(np.isfinite(best), best * 100, np.nan)
    frontier = pd.DataFrame({"size": list(_count(count)), "boldness": boldness})
    least = 1 if problem.required.all() else max(1, int(problem.required.sum()))
    return frontier[frontier["size"] >= least].reset_index(drop=True)


def _count(partners: int) -> range:
    return range(1, partners + 1)


def find_least_movement(
    coalition: Coalition,
    *,
    reading: Reading = "hard",
    issues: Iterable[str] | None = None,
    walkaways: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Find who would have to move, and by how much at least, for an agenda to hold.

    Of all agendas it takes the one for which required partners move least in total: under
    ``hard`` the distance to the range as a share of the issue's scale, under ``tradable`` the
    utility short of the walk-away. Of equals the boldest.

    Parameters
    ----------
    coalition : Coalition
    reading : {"hard", "tradable"}
    issues : iterable of str, optional
    walkaways : mapping of str to float, optional

    Returns
    -------
    DataFrame
        A row a partner (and issue, under ``hard``) that has to move: ``partner``, ``issue``,
        ``level``, ``movement`` (in the issue's units), ``share`` (0-1, of the scale or of
        utility). Empty where an agenda holds as things stand.
    """
    inputs = take_inputs(coalition, issues)
    problem = build_problem(inputs, reading=reading, walkaways=walkaways, need_boldness=False)
    if reading == "tradable":
        return _list_shortfalls(problem)
    widths = (inputs.issues["highest"] - inputs.issues["lowest"]).astype(float).to_dict()
    rows = []
    for k, issue in enumerate(problem.issues):
        distance = _measure_distance(problem, k)
        total = distance.sum(axis=0)
        near = np.flatnonzero(total <= total.min() + 1e-9)
        place = near[np.argmax(problem.points[k][near])]
        width = widths[issue] or 1.0
        required = np.array(problem.partners, dtype=object)[problem.required]
        for partner, moved in zip(required, distance[:, place], strict=True):
            if moved > 0:
                level = float(problem.levels[k][place])
                rows.append((partner, issue, level, float(moved), float(moved) / width))
    return pd.DataFrame(rows, columns=["partner", "issue", "level", "movement", "share"])


def _measure_distance(problem: Problem, k: int) -> Floats:
    """Measure how far each level lies from the nearest one in each required partner's range."""
    levels = problem.levels[k]
    apart = np.abs(levels[:, None] - levels[None, :])
    rows = [
        np.where(fits[:, None], apart, np.inf).min(axis=0)
        if fits.any()
        else np.full(len(levels), np.ptp(levels))
        for fits in problem.fits[k][problem.required]
    ]
    return np.array(rows)


def _list_shortfalls(problem: Problem) -> pd.DataFrame:
    must = problem.required
    goal = Goal("shortfall", must, int(must.sum()), True)
    choices, _ = solve_goal(problem, goal)
    agenda = max(describe_choices(problem, goal, choices), key=lambda found: found.boldness)
    rows = [
        (partner, "", np.nan, np.nan, -agenda.surpluses[partner])
        for partner, needed in zip(problem.partners, must, strict=True)
        if needed and agenda.surpluses[partner] < -1e-6
    ]
    return pd.DataFrame(rows, columns=["partner", "issue", "level", "movement", "share"])


def find_repairs(
    coalition: Coalition,
    agenda: Mapping[str, float],
    *,
    reading: Reading = "hard",
    at_least: int | None = None,
    walkaways: Mapping[str, float] | None = None,
) -> tuple[Agenda, ...]:
    """Find the smallest edits that make a failing agenda hold.

    Smallest is the fewest issues changed; of these the least total movement, each issue's as a
    share of its scale.

    Parameters
    ----------
    coalition : Coalition
    agenda : mapping of str to float
        A level for each of its issues.
    reading : {"hard", "tradable"}
    at_least : int, optional
        How many have to be on board; without it the must-have partners, or all.
    walkaways : mapping of str to float, optional

    Returns
    -------
    tuple of Agenda
        Every smallest repair; the agenda itself where it holds; empty where nothing helps.
    """
    problem = build_problem(
        take_inputs(coalition, agenda), reading=reading, walkaways=walkaways, need_boldness=False
    )
    goal = set_goal(problem, "boldness", at_least=at_least, essential_only=False)
    places = place_agenda(problem, agenda)
    costs = []
    for levels, place in zip(problem.levels, places, strict=True):
        way = np.abs(levels - levels[place]) / max(float(np.ptp(levels)), 1e-9)
        # One more issue always costs more than all movement together.
        costs.append(-((way > 0) + way / (len(places) + 1)) / (2 * len(places)))
    choices, _ = solve_goal(replace(problem, points=tuple(costs)), goal)
    return describe_choices(problem, goal, choices)
