"""Single facts that a page rests on: the room on each issue, and agendas already on record."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from coalitionkit.plays.craft_compromise.agenda import Agenda
from coalitionkit.plays.craft_compromise.agendas import solve_goal, weigh_agenda
from coalitionkit.plays.craft_compromise.building import build_problem
from coalitionkit.plays.craft_compromise.goals import set_goal
from coalitionkit.plays.craft_compromise.inputs import take_inputs
from coalitionkit.plays.craft_compromise.problem import Reading
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows

# When a bolder agenda with fewer partners is worth a talk: conventions of the kit.
BOLDER_BY = 15.0  # points of boldness, 0-100
FEWER_BY = 1 / 3  # of the partners, at most
_SECONDS = 1.0


def find_room(coalition: Coalition) -> pd.DataFrame:
    """Find which levels of each issue every mapped partner accepts; uses no walk-away.

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    DataFrame
        A row an issue: ``issue``, ``name``, ``status_quo``, ``bold_end``, ``lowest``, ``highest``
        (the ends of what all accept; missing where there is nothing), ``boldest`` (of these the
        boldest level), ``boldness`` (of that level alone, 0-100, on this issue).
    """
    inputs = take_inputs(coalition)
    problem = build_problem(inputs, reading="hard", need_boldness=False)
    scales = inputs.issues.to_dict("index")
    rows = []
    for k, issue in enumerate(problem.issues):
        shared = problem.fits[k].all(axis=0)
        levels, points = problem.levels[k][shared], problem.points[k][shared]
        scale = scales[issue]
        most = float(problem.points[k].max())
        found = len(levels) > 0
        rows.append(
            {
                "issue": issue,
                "name": scale["name"],
                "status_quo": float(scale["status_quo"]),
                "bold_end": float(scale["bold_end"]),
                "lowest": float(levels.min()) if found else np.nan,
                "highest": float(levels.max()) if found else np.nan,
                "boldest": float(levels[points.argmax()]) if found else np.nan,
                "boldness": float(points.max()) / most * 100 if found and most > 0 else np.nan,
            }
        )
    return pd.DataFrame(rows)


def weigh_recorded(coalition: Coalition, *, reading: Reading = "hard") -> Mapping[str, Agenda]:
    """Weigh every agenda of the table agendas, each on its own issues.

    Parameters
    ----------
    coalition : Coalition
    reading : {"hard", "tradable"}

    Returns
    -------
    mapping of str to Agenda
        By the agenda's id, in the order of the record.
    """
    return {
        name: weigh_agenda(coalition, agenda, reading=reading)
        for name, agenda in _take_recorded(coalition).items()
    }


def _take_recorded(coalition: Coalition) -> Mapping[str, Mapping[str, float]]:
    """Take the levels of every agenda on record, by its id."""
    rows = take_rows(coalition, "agendas", "agenda", "issue", "level")
    return {
        str(agenda): dict(zip(part["issue"], part["level"], strict=True))
        for agenda, part in rows.groupby("agenda", sort=False)
    }


def find_unasked(coalition: Coalition) -> tuple[str, ...]:
    """Find the mapped partners whose walk-away was not asked. Private: for the convener alone.

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    tuple of str
    """
    inputs = take_inputs(coalition)
    return tuple(partner for partner in inputs.partners if partner not in inputs.walkaways)


def count_below_walkaway(coalition: Coalition, agenda: Mapping[str, float]) -> int:
    """Count the must-have partners (all, where none is one) that an agenda leaves below.

    Private: for the convener alone (report.md, R8).

    Parameters
    ----------
    coalition : Coalition
    agenda : mapping of str to float

    Returns
    -------
    int
    """
    inputs = take_inputs(coalition, agenda)
    weighed = weigh_agenda(coalition, agenda, reading="tradable")
    mapped = set(weighed.utilities)
    required = inputs.must_have & mapped or mapped
    return len(required - set(weighed.on_board))


def count_below_best(coalition: Coalition) -> int:
    """Count the must-have partners that even the best agenda on record leaves below (R8).

    The best is the one that leaves the fewest below their walk-away; where nobody is must-have all
    count. Private: for the convener alone.

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    int
        0 where an agenda on record keeps them all.

    Raises
    ------
    NeedsError
        If there is no agenda on record, or the walk-away of a must-have partner isn't.
    UsageError
        If an agenda takes a level that its issue doesn't have.
    """
    return min(
        count_below_walkaway(coalition, agenda) for agenda in _take_recorded(coalition).values()
    )


def is_bolder_with_fewer(coalition: Coalition) -> bool:
    """Say whether a bolder agenda with fewer partners is worth a talk (report.md, R9).

    It is where at most :data:`FEWER_BY` fewer partners could carry one that is at least
    :data:`BOLDER_BY` points bolder than any that all can carry: a convention of the kit. Most
    groups could be a little bolder without most of their partners, which says nothing. Uses no
    walk-away.

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    bool
        Where all can carry none, whether the fewer could carry one so far from today.
    """
    problem = build_problem(take_inputs(coalition), reading="hard")
    count = len(problem.partners)
    fewer = math.ceil(count * (1 - FEWER_BY))
    if fewer == count:
        return False
    all_of_them, most_of_them = (
        100 * solve_goal(problem, goal, seconds=_SECONDS)[1].value
        for goal in (
            set_goal(problem, "boldness", at_least=size, essential_only=False)
            for size in (count, fewer)
        )
    )
    return most_of_them >= max(all_of_them, 0.0) + BOLDER_BY
