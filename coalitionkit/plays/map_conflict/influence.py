"""Influence in the room, kept apart from influence on the decision maker.

Formulas: MACTOR (Godet 1991, Futures 23:605).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.plays.map_conflict.positions import Floats, list_members
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows


def compute_indirect_influence(influence: Floats) -> Floats:
    """Add to each influence what runs through a third partner (MACTOR's MDII).

    ``m_ij = a_ij + sum_k min(a_ik, a_kj)``.

    Parameters
    ----------
    influence : array, shape (n, n)
        Row sways column, 0 (none) to 4 (decisive).

    Returns
    -------
    array, shape (n, n)

    Examples
    --------
    >>> compute_indirect_influence(np.array([[0.0, 3, 1], [2, 0, 2], [1, 0, 0]]))
    array([[3., 3., 3.],
           [3., 2., 3.],
           [1., 1., 1.]])
    """
    through = np.minimum(influence[:, :, None], influence[None, :, :]).sum(axis=1)
    added: Floats = influence + through
    return added


def compute_relative_influence(influence: Floats) -> Floats:
    """Weigh each partner's influence against how much it is swayed itself (MACTOR's r*).

    With ``I`` and ``D`` the sums of a partner's row and column of m:
    ``r_i = (I_i - m_ii) / sum(I) * I_i / (I_i + D_i)`` and ``r* = n r / sum(r)``.

    Parameters
    ----------
    influence : array, shape (n, n)
        Row sways column, 0 (none) to 4 (decisive).

    Returns
    -------
    array, shape (n,)
        1 is average; they sum to n. All 1 where nobody sways anybody.
    """
    count = len(influence)
    m = compute_indirect_influence(influence)
    sways, swayed = m.sum(axis=1), m.sum(axis=0)
    both = np.where(sways + swayed > 0, sways + swayed, 1.0)
    raw = (sways - np.diag(m)) * sways / both
    if raw.sum() == 0:
        return np.ones(count)
    relative: Floats = count * raw / raw.sum()
    return relative


def find_influence_in_room(coalition: Coalition) -> pd.DataFrame:
    """Measure each partner's influence on the others in the room. Private: convener only.

    A pair that is not in the table counts as no influence; ``recorded`` says how many are.

    Returns
    -------
    DataFrame
        One row a partner: ``partner``, ``influence`` (r*, 1 is average), ``sways`` and ``swayed``
        (sums of direct influence, 0-4 a pair) and ``recorded`` (pairs with the partner in them).

    Raises
    ------
    NeedsError
        If the table influence has no row between two members.
    """
    rows = take_rows(coalition, "influence", "influence")
    rows = rows[rows["partner"] != rows["on_partner"]]
    gone = set(coalition.partners["partner"]) - set(list_members(coalition))
    rows = rows[~rows["partner"].isin(gone) & ~rows["on_partner"].isin(gone)]
    if rows.empty:
        raise NeedsError("influence", ("partner", "on_partner", "influence"))
    everyone = [*list_members(coalition), *rows["partner"], *rows["on_partner"]]
    partners = list(dict.fromkeys(everyone))
    places = {partner: place for place, partner in enumerate(partners)}
    matrix, recorded = np.zeros((len(partners),) * 2), np.zeros(len(partners), dtype=int)
    for partner, on, value in zip(
        rows["partner"], rows["on_partner"], rows["influence"], strict=True
    ):
        matrix[places[partner], places[on]] = float(value)
        recorded[[places[partner], places[on]]] += 1
    return pd.DataFrame(
        {
            "partner": partners,
            "influence": compute_relative_influence(matrix),
            "sways": matrix.sum(axis=1),
            "swayed": matrix.sum(axis=0),
            "recorded": recorded,
        }
    )


def find_influence_on_decision_maker(coalition: Coalition) -> pd.DataFrame:
    """List each partner's influence on the decision maker. Private: convener only.

    Returns
    -------
    DataFrame
        One row a partner with a value: ``partner``, ``capability`` (0-1).

    Raises
    ------
    NeedsError
        If no member has a value.
    """
    rows = take_rows(coalition, "capability", "capability")
    gone = set(coalition.partners["partner"]) - set(list_members(coalition))
    rows = rows[~rows["partner"].isin(gone)]
    if rows.empty:
        raise NeedsError("capability", ("partner", "capability"))
    return rows[["partner", "capability"]].reset_index(drop=True)


def compare_influence(coalition: Coalition) -> pd.DataFrame:
    """Put influence in the room beside influence on the decision maker. Private: convener only.

    The two are never added up: whoever leads the talk may have nobody's ear outside.

    Returns
    -------
    DataFrame
        One row a partner known in both: ``partner``, ``influence`` (r*, 1 is average),
        ``capability`` (0-1), ``room_rank`` and ``decision_rank`` (1 is most; equals share the
        better rank).

    Raises
    ------
    NeedsError
        If either table is empty.
    """
    room, outside = find_influence_in_room(coalition), find_influence_on_decision_maker(coalition)
    both = room[["partner", "influence"]].merge(outside, on="partner", how="inner")
    # Equal to within rounding is equal.
    steady = both["influence"].round(9)
    return both.assign(
        room_rank=steady.rank(ascending=False, method="min").astype(int),
        decision_rank=both["capability"].rank(ascending=False, method="min").astype(int),
    )
