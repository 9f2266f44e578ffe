"""An agenda in the making: the levels to choose from, whose range it leaves, how bold others go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalitionkit.plays.craft_compromise.agenda import Agenda
from coalitionkit.plays.craft_compromise.inputs import POSITION_COLUMNS, Inputs
from coalitionkit.record.coalition import Coalition

# Boldness this close is the same to any reader, in points of 100.
_SAME = 0.5


@dataclass(frozen=True)
class Place:
    """Where an agenda lies beside the frontier.

    Attributes
    ----------
    size : int
        How many are on board.
    boldness : float
        The agenda's own, 0-100.
    best : float
        The greatest that so many can share, every must-have partner among them; NaN where no
        agenda keeps them.
    holds : bool
        Whether everyone who has to be on board is.
    """

    size: int
    boldness: float
    best: float
    holds: bool

    @property
    def is_on_frontier(self) -> bool:
        """Whether no agenda that keeps as many is bolder."""
        return self.holds and self.best - self.boldness < _SAME


def place_on_frontier(agenda: Agenda, frontier: pd.DataFrame) -> Place:
    """Find where an agenda lies beside the frontier.

    Parameters
    ----------
    agenda : Agenda
        From ``weigh_agenda``, under the frontier's reading and on all issues.
    frontier : DataFrame
        From ``trace_frontier``.

    Returns
    -------
    Place
    """
    size = len(agenda.on_board)
    best = dict(zip(frontier["size"], frontier["boldness"], strict=True))
    return Place(
        size=size,
        boldness=agenda.boldness,
        best=float(best.get(size, np.nan)),
        holds=not np.isnan(agenda.value),
    )


def list_levels(inputs: Inputs) -> Mapping[str, tuple[float, ...]]:
    """List the levels that an agenda may take, low to high, by issue."""
    return {issue: tuple(map(float, rows[:, 0])) for issue, rows in inputs.levels.items()}


def take_levels(coalition: Coalition, agenda: str, inputs: Inputs) -> Mapping[str, float]:
    """Take an agenda's levels from the record; where it has none, those nearest to today.

    Parameters
    ----------
    coalition : Coalition
    agenda : str
        Its id; one that is not on record gives today's levels.
    inputs : Inputs
        From ``take_inputs``: what an agenda may choose from.

    Returns
    -------
    mapping of str to float
        A level that the issue offers, for every issue.
    """
    rows = coalition.agendas
    rows = rows[rows["agenda"] == agenda]
    told = dict(zip(rows["issue"], rows["level"].astype(float), strict=True))
    today = inputs.issues["status_quo"].astype(float).to_dict()
    found = {}
    for issue, levels in list_levels(inputs).items():
        wanted = told.get(issue, today[issue])
        near = np.abs(np.array(levels) - (levels[0] if np.isnan(wanted) else wanted))
        found[issue] = levels[int(near.argmin())]
    return found


def find_outside(inputs: Inputs, agenda: Mapping[str, float]) -> pd.DataFrame:
    """Find on which issues an agenda leaves whose range.

    Parameters
    ----------
    inputs : Inputs
    agenda : mapping of str to float
        A level for every issue.

    Returns
    -------
    DataFrame
        One row a partner and issue: ``partner``, ``issue``, ``lowest``, ``highest`` (missing where
        the partner said what each level is worth instead). Only partners mapped on every issue.
    """
    unknown = (np.nan,) * len(POSITION_COLUMNS)
    rows = []
    for partner in inputs.partners:
        for issue, level in agenda.items():
            accepted = inputs.explicit.get((partner, issue))
            _, low, high, _ = inputs.cells.get((partner, issue), unknown)
            if accepted is not None:
                low, high, inside = np.nan, np.nan, level in accepted
            else:
                inside = low <= level <= high
            if not inside:
                rows.append((partner, issue, float(low), float(high)))
    return pd.DataFrame(rows, columns=["partner", "issue", "lowest", "highest"])
