"""Single facts that a page rests on: the room on each issue, and agendas already on record."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from coalitionkit.plays.craft_compromise.agenda import Agenda
from coalitionkit.plays.craft_compromise.agendas import weigh_agenda
from coalitionkit.plays.craft_compromise.building import build_problem
from coalitionkit.plays.craft_compromise.inputs import take_inputs
from coalitionkit.plays.craft_compromise.problem import Reading
from coalitionkit.plays.craft_compromise.tradeoffs import trace_frontier
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows


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
    rows = take_rows(coalition, "agendas", "agenda", "issue", "level")
    return {
        str(agenda): weigh_agenda(
            coalition, dict(zip(part["issue"], part["level"], strict=True)), reading=reading
        )
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


def is_bolder_with_fewer(coalition: Coalition, *, by: float = 10.0) -> bool:
    """Say whether fewer partners could carry a bolder agenda than all can (report.md, R9).

    Fewer means at least half of them. Uses no walk-away.

    Parameters
    ----------
    coalition : Coalition
    by : float
        How much bolder, points of 100; a convention of the kit.

    Returns
    -------
    bool
        True too where all can carry none and half can carry one.
    """
    frontier = trace_frontier(coalition).set_index("size")["boldness"]
    half = frontier[(len(frontier) + 1) // 2]
    everyone = frontier[len(frontier)]
    if np.isnan(half) or len(frontier) == 1:
        return False
    return bool(np.isnan(everyone) or half >= everyone + by)
