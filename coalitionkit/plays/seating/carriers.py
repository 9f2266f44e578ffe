"""Who carries what is needed: what leaves with each partner, and what nobody carries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from coalitionkit.plays.seating.reach import list_seated
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows


def _make_frame(rows: Iterable[Mapping[str, Any]], *columns: str) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns))


def _list_needed(coalition: Coalition) -> list[dict[Any, Any]]:
    rows = find_carriers(coalition).to_dict("records")
    return [row for row in rows if row["needed"]]


def _name_seated(coalition: Coalition) -> dict[str, str]:
    seated = list_seated(coalition)
    return dict(zip(seated["partner"], seated["name"], strict=True))


def find_carriers(coalition: Coalition) -> pd.DataFrame:
    """Find who carries what: one row for everything that is needed or held.

    Partners with a leaving date are no longer at the table and carry nothing.

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    DataFrame
        ``asset``, ``kind``, ``importance`` (0 and up: 1 where the needs table leaves it empty or
        holds no row at all, 0 for what is held but not needed), ``needed`` (bool) and
        ``carriers`` (partner ids, sorted). The most important first, then by name.

    Raises
    ------
    NeedsError
        If there are no partners or no assets.
    """
    seated = set(list_seated(coalition)["partner"])
    assets = take_rows(coalition, "assets", "partner", "asset")
    carriers = {
        str(asset): tuple(sorted(set(rows["partner"]) & seated))
        for asset, rows in assets.groupby("asset", sort=True)
    }
    kinds = dict(zip(assets["asset"][::-1], assets["kind"][::-1], strict=True))
    weights = dict.fromkeys(carriers, 1.0)
    if not coalition.needs.empty:
        needs = coalition.needs
        kinds |= dict(zip(needs["asset"], needs["kind"], strict=True))
        weights = dict(zip(needs["asset"], needs["importance"].fillna(1.0), strict=True))
    rows = [
        {
            "asset": asset,
            "kind": kinds[asset],
            "importance": float(weights.get(asset, 0.0)),
            "needed": asset in weights,
            "carriers": carriers.get(asset, ()),
        }
        # What nobody needs and nobody at the table holds any more is not worth a row.
        for asset in sorted(weights | carriers)
        if asset in weights or carriers[asset]
    ]
    rows.sort(key=lambda row: (not row["needed"], -row["importance"]))
    return _make_frame(rows, "asset", "kind", "importance", "needed", "carriers")


def find_contributions(coalition: Coalition) -> pd.DataFrame:
    """Find what each partner brings: what it alone carries, and its share of the rest.

    ``unique`` is the importance of what would be gone without this partner. ``shared`` is its
    Shapley value in the coverage game, in closed form the sum over what it carries of
    importance / (number who carry it): sets ``a = {1, 2}``, ``b = {2, 3}``, ``c = {3}`` of
    importance 1, 2, 3 give unique 1, 0, 0 and shared 2, 2.5, 1.5 (method.md, section 6).

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    DataFrame
        One row a partner at the table: ``partner``, ``name``, ``carries`` (needed things it
        carries, a count), ``unique`` and ``shared`` (in importance; ``shared`` sums to what is
        covered). The largest ``unique`` first, then ``shared``, then by name.

    Raises
    ------
    NeedsError
        If there are no partners or no assets.
    """
    needed = _list_needed(coalition)
    rows = []
    for partner, name in _name_seated(coalition).items():
        carried = [row for row in needed if partner in row["carriers"]]
        rows.append(
            {
                "partner": partner,
                "name": name,
                "carries": len(carried),
                "unique": sum(row["importance"] for row in carried if len(row["carriers"]) == 1),
                "shared": sum(row["importance"] / len(row["carriers"]) for row in carried),
            }
        )
    rows.sort(key=lambda row: (-row["unique"], -row["shared"], row["name"], row["partner"]))
    return _make_frame(rows, "partner", "name", "carries", "unique", "shared")


def find_empty_chairs(coalition: Coalition) -> pd.DataFrame:
    """Find what is needed and carried by nobody at the table.

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    DataFrame
        ``asset``, ``kind``, ``importance``; the most important first. Empty if all is carried.

    Raises
    ------
    NeedsError
        If there are no partners, needs or assets.
    """
    take_rows(coalition, "needs", "asset")
    empty = [row for row in _list_needed(coalition) if not row["carriers"]]
    return _make_frame(empty, "asset", "kind", "importance")


def find_single_carriers(coalition: Coalition) -> pd.DataFrame:
    """Find what is needed and carried by one partner alone.

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    DataFrame
        ``asset``, ``kind``, ``importance``, ``partner``, ``name``; the most important first.

    Raises
    ------
    NeedsError
        If there are no partners or no assets.
    """
    absences = find_absences(coalition)
    single = absences[absences["falls_to"] == 0].sort_values(
        ["importance", "asset"], ascending=[False, True]
    )
    return single[["asset", "kind", "importance", "partner", "name"]].reset_index(drop=True)


def find_absences(coalition: Coalition) -> pd.DataFrame:
    """Find what would fall to nobody, and what to one, if each partner left.

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    DataFrame
        One row for a partner and something needed that at most one other carries: ``partner``,
        ``name``, ``asset``, ``kind``, ``importance``, ``falls_to`` (0 or 1: how many would still
        carry it), ``holder`` and ``holder_name`` (that one; empty for nobody). Partners in the
        order of :func:`find_contributions`; within one, what falls to nobody first.

    Raises
    ------
    NeedsError
        If there are no partners or no assets.
    """
    names = _name_seated(coalition)
    order = {partner: place for place, partner in enumerate(find_contributions(coalition).partner)}
    rows = []
    for need in _list_needed(coalition):
        for partner in need["carriers"]:
            others = [other for other in need["carriers"] if other != partner]
            if len(others) > 1:
                continue
            holder = "".join(others)
            rows.append(
                {
                    "partner": partner,
                    "name": names[partner],
                    "asset": need["asset"],
                    "kind": need["kind"],
                    "importance": need["importance"],
                    "falls_to": len(others),
                    "holder": holder,
                    "holder_name": names.get(holder, ""),
                }
            )
    rows.sort(key=lambda row: (order[row["partner"]], row["falls_to"]))
    columns = ("partner", "name", "asset", "kind", "importance")
    return _make_frame(rows, *columns, "falls_to", "holder", "holder_name")


def find_unexplained(coalition: Coalition) -> pd.DataFrame:
    """Find the partners at the table for whom no reason to invite them is written down.

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    DataFrame
        ``partner``, ``name``, by name.

    Raises
    ------
    NeedsError
        If no partner has a reason: then the column was left out, which says nothing of anyone.
    """
    take_rows(coalition, "partners", "partner", "why_invited")
    seated = list_seated(coalition)
    reasons = seated["why_invited"].astype(object).fillna("")
    bare = seated[reasons == ""].sort_values(["name", "partner"])
    return bare[["partner", "name"]].reset_index(drop=True)
