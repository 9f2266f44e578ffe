"""Whose calls are taken: policymakers reached, by how many partners, and how few would do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows


@dataclass(frozen=True)
class Reach:
    """How many policymakers take a call from at least one, and at least two, partners.

    Attributes
    ----------
    policymakers : int
        How many are on the list.
    one_low, one_high : int
        Reached by at least one partner: if no unknown tie exists, and if all do.
    two_low, two_high : int
        Reached by at least two.
    """

    policymakers: int
    one_low: int
    one_high: int
    two_low: int
    two_high: int


def list_seated(coalition: Coalition) -> pd.DataFrame:
    """List the partners at the table: those without a leaving date.

    Raises
    ------
    NeedsError
        If there are no partners.
    """
    partners = take_rows(coalition, "partners", "partner", "name")
    return partners[partners["left"].isna()].reset_index(drop=True)


def find_policymakers(coalition: Coalition) -> pd.DataFrame:
    """Find how many partners can reach each policymaker.

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    DataFrame
        ``policymaker``, ``yes`` and ``unknown`` (counts of partners at the table; a pair without
        a row is unknown), ``partners`` (ids of the yes, sorted). Fewest ``yes`` first, then by
        name.

    Raises
    ------
    NeedsError
        If there are no partners or no ties.
    """
    seated = set(list_seated(coalition)["partner"])
    ties = take_rows(coalition, "ties", "partner", "policymaker", "tie")
    rows = []
    for policymaker, of_one in ties.groupby("policymaker", sort=True):
        here = of_one[of_one["partner"].isin(seated)]
        yes = sorted(here.loc[here["tie"] == "yes", "partner"])
        known = len(yes) + int((here["tie"] == "no").sum())
        rows.append((policymaker, len(yes), len(seated) - known, tuple(yes)))
    rows.sort(key=lambda row: row[1])
    return pd.DataFrame(rows, columns=["policymaker", "yes", "unknown", "partners"])


def count_reach(coalition: Coalition) -> Reach:
    """Count the policymakers with at least one tie and at least two, with bounds for the unknown.

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    Reach

    Raises
    ------
    NeedsError
        If there are no partners or no ties.
    """
    found = find_policymakers(coalition)
    low, high = found["yes"], found["yes"] + found["unknown"]
    counts = [int((ties >= least).sum()) for least in (1, 2) for ties in (low, high)]
    return Reach(len(found), *counts)


def find_ties(coalition: Coalition) -> pd.DataFrame:
    """Find whom each partner can reach, and whom it alone can.

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    DataFrame
        One row a partner at the table: ``partner``, ``name``, ``reached`` (a count) and ``only``
        (policymakers that nobody else is known to reach). Most ``only`` first, then ``reached``,
        then by name.

    Raises
    ------
    NeedsError
        If there are no partners or no ties.
    """
    found = find_policymakers(coalition).to_dict("records")
    seated = list_seated(coalition)
    rows = []
    for partner, name in zip(seated["partner"], seated["name"], strict=True):
        mine = [row for row in found if partner in row["partners"]]
        only = tuple(row["policymaker"] for row in mine if row["yes"] == 1)
        rows.append((partner, name, len(mine), only))
    rows.sort(key=lambda row: (-len(row[3]), -row[2], row[1], row[0]))
    return pd.DataFrame(rows, columns=["partner", "name", "reached", "only"])


def find_reach_by_size(coalition: Coalition) -> pd.DataFrame:
    """Find the most policymakers that any one, any two, any three ... partners reach together.

    Each is the exact answer of a maximum coverage problem (Church & ReVelle 1974, Papers in
    Regional Science 32:101), so the curve does not hang on who is taken first. Only known ties
    count.

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    DataFrame
        ``partners`` (1 to the number at the table) and ``reached`` (a count).

    Raises
    ------
    NeedsError
        If there are no partners or no ties.
    """
    found = find_policymakers(coalition)
    seated = sorted(list_seated(coalition)["partner"])
    tied = np.array([[partner in known for partner in seated] for known in found["partners"]])
    most = int(tied.any(axis=1).sum())
    reached = 0
    rows = []
    for size in range(1, len(seated) + 1):
        # Once all are reached, more partners can't reach more.
        reached = reached if reached == most else _reach_most(tied, size)
        rows.append((size, reached))
    return pd.DataFrame(rows, columns=["partners", "reached"])


def _reach_most(tied: npt.NDArray[np.bool_], size: int) -> int:
    """Count the most rows of ``tied`` that ``size`` of its columns cover."""
    rows, columns = tied.shape
    covered = np.hstack([-tied.astype(float), np.eye(rows)])
    chosen = np.concatenate([np.ones(columns), np.zeros(rows)])
    result = milp(
        -(1 - chosen),
        integrality=np.ones(columns + rows),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(covered, ub=0), LinearConstraint(chosen, ub=size)],
    )
    picked = np.flatnonzero(np.asarray(result.x)[:columns] > 0.5)
    return int(tied[:, picked].any(axis=1).sum())
