"""What an agenda is worth to each must-have partner: stays, stays if, leaves. Convener only."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from coalitionkit.plays.craft_compromise.agendas import place_agenda
from coalitionkit.plays.craft_compromise.building import build_problem
from coalitionkit.plays.craft_compromise.inputs import take_inputs
from coalitionkit.plays.craft_compromise.problem import TOLERANCE, Ints, Problem
from coalitionkit.record.coalition import Coalition

_COLUMNS = ["partner", "stands", "issue", "level"]


def find_value(coalition: Coalition, agenda: Mapping[str, float]) -> pd.DataFrame:
    """Find which must-have partners an agenda keeps, and what would keep the others.

    A partner stays where its utility reaches its walk-away (method.md, section 9, the tradable
    reading). It stays if one issue is moved to another level, all else alike, where that reaches
    it; of several such moves the shortest is given, as a share of the issue's levels. Otherwise it
    leaves. Walk-aways are asked and never assumed.

    Parameters
    ----------
    coalition : Coalition
    agenda : mapping of str to float
        A level for each of its issues; other issues are left out.

    Returns
    -------
    DataFrame
        One row a must-have partner (a partner, where nobody is one): ``partner``, ``stands``
        (``stays``, ``stays if``, ``leaves``), ``issue`` and ``level`` of the move (empty and NaN
        without one).

    Raises
    ------
    NeedsError
        If issues or positions are not on record, or the walk-away of one of these partners.
    UsageError
        If a level of the agenda is not among its issue's levels.
    """
    inputs = take_inputs(coalition, agenda)
    problem = build_problem(inputs, reading="tradable", need_boldness=False)
    places = place_agenda(problem, agenda)
    rows = [
        (problem.partners[number], *_judge(problem, places, int(number)))
        for number in np.flatnonzero(problem.required)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _judge(problem: Problem, places: Ints, partner: int) -> tuple[str, str, float]:
    """Say where one partner stands, and the shortest single move that would keep it."""
    gains = [rows[partner] for rows in problem.gains]
    short = problem.floors[partner] - sum(
        gain[place] for gain, place in zip(gains, places, strict=True)
    )
    if short <= TOLERANCE:
        return "stays", "", float("nan")
    moves = [
        (abs(levels[to] - levels[place]) / (levels.max() - levels.min()), issue, float(levels[to]))
        for issue, levels, gain, place in zip(
            problem.issues, problem.levels, gains, places, strict=True
        )
        for to in np.flatnonzero(gain - gain[place] >= short - TOLERANCE)
    ]
    if not moves:
        return "leaves", "", float("nan")
    _, issue, level = min(moves)
    return "stays if", issue, level
