"""An emptied chair, tried out: the coalition without some partners, and what would be gone."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from coalitionkit.plays.seating.carriers import find_carriers
from coalitionkit.plays.seating.reach import find_policymakers, list_seated
from coalitionkit.record.coalition import Coalition, Tables

_COLUMNS = ("asset", "kind", "importance", "falls_to", "holder", "holder_name")


def leave_out(coalition: Coalition, partners: Collection[str]) -> Coalition:
    """Give the coalition as it would be without some partners; the record stays as it is.

    Parameters
    ----------
    coalition : Coalition
    partners : collection of str
        Ids; unknown ones change nothing.

    Returns
    -------
    Coalition
    """
    rows = coalition.partners
    seated = rows[~rows["partner"].isin(list(partners))].reset_index(drop=True)
    return Coalition(coalition.id, Tables.trust({**coalition.tables, "partners": seated}))


def find_losses(coalition: Coalition, partners: Collection[str]) -> pd.DataFrame:
    """Find what would fall to nobody, and what to one, if some partners left together.

    Parameters
    ----------
    coalition : Coalition
    partners : collection of str
        Ids of those who would leave.

    Returns
    -------
    DataFrame
        One row for something needed that one of them carries and at most one other: ``asset``,
        ``kind``, ``importance``, ``falls_to`` (0 or 1: how many would still carry it), ``holder``
        and ``holder_name`` (that one; empty for nobody). What falls to nobody first, then the
        most important.

    Raises
    ------
    NeedsError
        If there are no partners or no assets.
    """
    seated = list_seated(coalition)
    names = dict(zip(seated["partner"], seated["name"], strict=True))
    rows = []
    for need in find_carriers(coalition).to_dict("records"):
        others = [each for each in need["carriers"] if each not in partners]
        if not need["needed"] or len(others) > 1 or len(others) == len(need["carriers"]):
            continue
        holder = "".join(others)
        told = (need["asset"], need["kind"], need["importance"])
        rows.append((*told, len(others), holder, names.get(holder, "")))
    rows.sort(key=lambda row: row[3])
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def find_unreached(coalition: Coalition, partners: Collection[str]) -> tuple[str, ...]:
    """Find the policymakers whom nobody would be known to reach if some partners left together.

    Parameters
    ----------
    coalition : Coalition
    partners : collection of str
        Ids of those who would leave.

    Returns
    -------
    tuple of str
        Only those whom someone reaches today; by name.

    Raises
    ------
    NeedsError
        If there are no partners or no ties.
    """
    found = find_policymakers(coalition)
    lost = [
        policymaker
        for policymaker, known in zip(found["policymaker"], found["partners"], strict=True)
        if known and set(known) <= set(partners)
    ]
    return tuple(sorted(lost))
