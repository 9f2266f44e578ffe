"""How much partners pull together and apart (MACTOR; Godet 1991, Futures 23:605)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.plays.map_conflict.influence import find_influence_in_room
from coalitionkit.plays.map_conflict.positions import Floats, Setting, find_positions, scale_ideals
from coalitionkit.record.coalition import Coalition


def compute_convergence(positions: Floats) -> Floats:
    """Add up, for each pair, how strongly both lean the same way (MACTOR's CAA).

    ``C_ij = sum_k (|X_ik| + |X_jk|) / 2`` over the issues on which the signs are the same.

    Parameters
    ----------
    positions : array, shape (partners, issues)
        Signed, salience-weighted positions; 0 where a partner has none.

    Returns
    -------
    array, shape (partners, partners)
        Symmetric; 0 on the diagonal.
    """
    return _add_pairs(positions, sign=1)


def compute_divergence(positions: Floats) -> Floats:
    """Add up, for each pair, how strongly both lean opposite ways (MACTOR's DAA).

    As :func:`compute_convergence`, over the issues on which the signs are opposite.

    Examples
    --------
    >>> x = np.array([[3.0, -1], [2, 2], [-1, 3]])
    >>> compute_divergence(x)
    array([[0. , 1.5, 4. ],
           [1.5, 0. , 1.5],
           [4. , 1.5, 0. ]])
    """
    return _add_pairs(positions, sign=-1)


def _add_pairs(positions: Floats, *, sign: int) -> Floats:
    signs, sizes = np.sign(positions), np.abs(positions)
    counts = signs[:, None, :] * signs[None, :, :] == sign
    halves = (sizes[:, None, :] + sizes[None, :, :]) / 2
    pairs: Floats = np.where(counts, halves, 0.0).sum(axis=2)
    np.fill_diagonal(pairs, 0.0)
    return pairs


def compute_ambivalence(convergence: Floats, divergence: Floats) -> Floats:
    """Measure how mixed each partner's relations are: with on one issue, against on the next.

    ``E_i = 1 - sum_j |C_ij - D_ij| / sum_j (C_ij + D_ij)``.

    Parameters
    ----------
    convergence, divergence : array, shape (partners, partners)

    Returns
    -------
    array, shape (partners,)
        0 (each of the others is only ally or only opponent) to 1 (all are both alike); NaN for a
        partner that shares no leaning with anybody.
    """
    total = (convergence + divergence).sum(axis=1)
    apart = np.abs(convergence - divergence).sum(axis=1)
    mixed: Floats = 1.0 - np.divide(apart, total, out=np.full(len(total), np.nan), where=total > 0)
    return mixed


def make_signed_positions(
    coalition: Coalition, *, setting: Setting | None = None, with_influence: bool = False
) -> pd.DataFrame:
    """Turn ideals into signed, salience-weighted positions.

    ``X_ik = salience_ik * (2 s_ik - 1)``, s the ideal on the scale from 0 to 1: the sign says to
    which end a partner leans, the size how far and how much it cares. In the middle it is 0.

    Parameters
    ----------
    coalition : Coalition
    setting : {"alone", "meeting"}, optional
        As in :func:`find_positions`.
    with_influence : bool
        Multiply by influence in the room, r* (MACTOR's third order; 3MAO = r* x). Private.

    Returns
    -------
    DataFrame
        Partners x issues, -3 to 3 (without influence); 0 where a partner has no position.

    Raises
    ------
    NeedsError
        If no position has a salience; with influence, if the table influence is empty.
    """
    rows = find_positions(coalition, setting=setting)
    rows = rows[rows["salience"].notna()]
    if rows.empty:
        raise NeedsError("positions", ("ideal", "salience"))
    signed = rows["salience"].astype(float) * (2 * scale_ideals(rows) - 1)
    partners, issues = (list(dict.fromkeys(rows[name])) for name in ("partner", "issue"))
    table = rows.assign(_signed=signed).pivot(index="partner", columns="issue", values="_signed")
    made = table.reindex(index=partners, columns=issues).fillna(0.0)
    if not with_influence:
        return made
    room = find_influence_in_room(coalition).set_index("partner")["influence"]
    known = made[made.index.isin(room.index)]
    return known.mul(room.reindex(known.index), axis=0)


def find_convergence(
    coalition: Coalition, *, setting: Setting | None = None, with_influence: bool = False
) -> pd.DataFrame:
    """Measure for each pair how much it pulls together and apart.

    Parameters
    ----------
    coalition, setting, with_influence
        As in :func:`make_signed_positions`.

    Returns
    -------
    DataFrame
        One row a pair: ``partner``, ``other``, ``convergence``, ``divergence`` (salience points
        summed over issues, 0-3 an issue without influence).

    Raises
    ------
    NeedsError
        As in :func:`make_signed_positions`.
    """
    signed = make_signed_positions(coalition, setting=setting, with_influence=with_influence)
    values = signed.to_numpy(dtype=float)
    first, second = np.triu_indices(len(signed), k=1)
    return pd.DataFrame(
        {
            "partner": signed.index[first],
            "other": signed.index[second],
            "convergence": compute_convergence(values)[first, second],
            "divergence": compute_divergence(values)[first, second],
        }
    )


def find_ambivalence(
    coalition: Coalition, *, setting: Setting | None = None, with_influence: bool = False
) -> pd.DataFrame:
    """Measure for each partner how mixed its relations are.

    Parameters
    ----------
    coalition, setting, with_influence
        As in :func:`make_signed_positions`.

    Returns
    -------
    DataFrame
        One row a partner: ``partner``, ``ambivalence`` (0-1; NaN where it shares no leaning).

    Raises
    ------
    NeedsError
        As in :func:`make_signed_positions`.
    """
    signed = make_signed_positions(coalition, setting=setting, with_influence=with_influence)
    values = signed.to_numpy(dtype=float)
    mixed = compute_ambivalence(compute_convergence(values), compute_divergence(values))
    return pd.DataFrame({"partner": list(signed.index), "ambivalence": mixed})
