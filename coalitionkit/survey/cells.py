"""The cell rule: which counts of a crossed table are hidden, and the audit that none is pinned.

A table is printed with its totals, so a hidden count may follow from the others by subtraction.
Small counts are hidden, then companions for them, until no hidden count can be worked out.

**Guarded:** no hidden count can be worked out from what is printed, by a reader who knows that none
is below 0 and, where two rows and two columns or more are in use, every total of the table from
elsewhere. So tables that share only totals need no rule between them.

**Not guarded:** a reader who knows *which* hidden cells are the small ones knows more: two of them
that add to 2 are then 1 and 1. So say beside a table that zeros and large counts are hidden too,
never which. Nor someone who knows a person's answer, or that a cell must be 0: leave its row out.

**What the mask tells:** which counts and totals are 0 or small decides it, never how large one is.
Unless zeros blocked the first choice (:attr:`Suppression.by_position`), every table that agrees on
what is printed and has the same small counts, small totals and empty rows and columns gets the same
mask, whatever its hidden zeros. A rule that hides only where it must can't do more: a mask tells
that something in it is small. A 0 is as likely a companion as a large count: were zeros never
hidden, every reader would know that a hidden count isn't 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linprog

from coalitionkit.errors import UsageError
from coalitionkit.survey.companions import find_companions, find_groups

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

# Counts are whole, so bounds that differ by less than one count are one count.
_TOLERANCE = 0.5
# What linprog says where nothing sets an end.
_UNBOUNDED = 3
_NO_SUM = "printed: the counts shown don't add up. Check the table and its totals."


@dataclass(frozen=True, eq=False)
class Suppression:
    """What is hidden of one table.

    Attributes
    ----------
    with_totals : array of bool
        One longer than the table along each side; the last place is the total's. Read-only.
    by_position : bool
        True where the choice of companions looked at positions only; False where zeros had a say.
    """

    with_totals: Mask
    by_position: bool = True

    @property
    def hidden(self) -> Mask:
        """The hidden cells, in the table's shape."""
        return self.with_totals[(slice(-1),) * self.with_totals.ndim]

    def print_table(self, table: ArrayLike) -> list[Any]:
        """Give the table with its totals last in each line, and None for what is hidden.

        Parameters
        ----------
        table : array of int
            The counts, in the shape of :attr:`hidden`.

        Raises
        ------
        UsageError
            If it isn't a table of counts of that shape.

        Examples
        --------
        >>> suppress_cells([3, 20, 30]).print_table([3, 20, 30])
        [None, None, 30, 53]
        """
        counts = _read_counts(table)
        if counts.shape != self.hidden.shape:
            raise UsageError(
                f"table: found shape {counts.shape}; allowed: {self.hidden.shape}, the mask's."
                " Print the table that the mask was made for."
            )
        printed = _add_totals(counts).astype(object)
        printed[self.with_totals] = None
        return list(printed.tolist())


@dataclass(frozen=True, eq=False)
class Audit:
    """What a reader can work out of a printed table.

    Attributes
    ----------
    least, greatest : array of float
        The range of each cell and total, in the shape of the printed table; ``inf`` where nothing
        printed sets an upper end. A shown count is its own range.
    pinned : tuple of tuple of int
        The hidden places whose range is a single count; a table that may be printed has none.
    """

    least: Floats
    greatest: Floats
    pinned: tuple[tuple[int, ...], ...]


def _read_counts(table: ArrayLike) -> Counts:
    try:
        array = np.array(table, dtype=float)
    except (TypeError, ValueError):
        array = np.array(np.nan)
    whole = np.isfinite(array) & (array >= 0) & (np.floor(array) == array)
    if array.ndim not in (1, 2) or not array.size or not whole.all():
        raise UsageError(
            "table: found something else than counts; allowed: one row or a table of whole numbers"
            " from 0 up, without its totals. Count the answers first."
        )
    return array.astype(np.int64)


def _add_totals(counts: Counts) -> Counts:
    for axis in range(counts.ndim):
        counts = np.concatenate([counts, counts.sum(axis=axis, keepdims=True)], axis=axis)
    return counts


def _pair(must: Mask, groups: Sequence[Sequence[int]]) -> Mask:
    """Give the only hidden count of a group, if there is only one, the first other for company."""
    hidden = must.copy()
    for group in groups:
        if must[group].sum() == 1:
            hidden[next(place for place in group if not must[place])] = True
    return hidden


def _pair_all(must: Mask) -> Mask:
    return _pair(must, [range(len(must))])


def _hide_one_line(must: Mask, counts: Counts, threshold: int, unanimous: bool) -> Mask:
    """Hide cells where all answers stand in one row or one column.

    Its counts *are* the totals of the other side, so they are hidden and shown together. If all
    groups gave the one answer, and that may not be shown, no answer's total may be.
    """
    hidden = np.zeros_like(_add_totals(counts), dtype=bool)
    if not must.any():
        return hidden
    rows, columns = counts.any(axis=1), counts.any(axis=0)
    if rows.sum() == 1:
        line = np.flatnonzero(rows)[0]
        hidden[line, :-1] = hidden[-1, :-1] = _pair_all(must[line])
    elif unanimous:
        hidden[:-1][rows, :-1] = True
        hidden[-1, :-1] = True
        small = rows & (counts.sum(axis=1) < threshold)
        hidden[:-1, -1] = _pair(small, [list(np.flatnonzero(rows))])
    else:
        line = np.flatnonzero(columns)[0]
        hidden[:-1, line] = hidden[:-1, -1] = _pair_all(must[:, line])
    return hidden


def _hide_table(must: Mask, counts: Counts, threshold: int) -> tuple[Mask, bool]:
    """Hide cells and totals of a table with at least two rows and columns in use."""
    rows, columns = np.flatnonzero(counts.any(axis=1)), np.flatnonzero(counts.any(axis=0))
    used = np.ix_(rows, columns)
    inner, by_position = find_companions(must[used], counts[used] > 0)
    groups = find_groups(inner)
    small_rows, small_columns = (counts[used].sum(axis=axis) < threshold for axis in (1, 0))
    hidden = np.zeros_like(_add_totals(counts), dtype=bool)
    hidden[used] = inner
    hidden[rows, -1] = _pair(small_rows, [group for group, _ in groups])
    hidden[-1, columns] = _pair(small_columns, [group for _, group in groups])
    return hidden, by_position


def suppress_cells(
    table: ArrayLike, threshold: int = 5, hide_unanimous: bool = False
) -> Suppression:
    """Decide which counts of a table are hidden; what is left always passes :func:`audit_cells`.

    Every count of 1 to ``threshold - 1`` is hidden, and so is such a total. Companions are the
    fewest that leave no hidden count pinned (near it beyond 5 x 6), all totals taken as known; ties
    go by position. A hidden total gets another one of its side. The grand total is hidden only if
    it is small, and then with everything. Where all answers stand in one row or column, its counts
    are the other side's totals and are hidden with them: don't print those totals elsewhere.

    Parameters
    ----------
    table : array of int, one row or rows x columns
        Counts, without totals. In a crossed table the groups are the rows, the answers the columns.
    threshold : int
        The least count that may be shown, other than 0; 1 or more. 11 for the public.
    hide_unanimous : bool
        Also hide a row's only count that isn't 0, however large: the whole group gave that answer.
        Its zeros would tell, so at least one is hidden too and the group may have been divided. No
        effect where only one answer was offered.

    Returns
    -------
    Suppression

    Raises
    ------
    UsageError
        If the table isn't one of counts, or the threshold is below 1.

    Examples
    --------
    >>> found = suppress_cells([[3, 20, 30], [25, 22, 28], [40, 18, 21]])
    >>> found.print_table([[3, 20, 30], [25, 22, 28], [40, 18, 21]])[0]
    [None, None, 30, 53]
    """
    counts = _read_counts(table)
    if threshold < 1:
        raise UsageError(f"threshold: found {threshold}; allowed: 1 or more. Use 5, or 11.")
    by_position = True
    positive = counts > 0
    must = positive & (counts < threshold)
    unanimous = hide_unanimous and counts.ndim == 2 and counts.shape[1] > 1
    if unanimous:
        must |= positive & (positive.sum(axis=1, keepdims=True) == 1)
    if 0 < counts.sum() < threshold:
        hidden = np.ones_like(_add_totals(counts), dtype=bool)
    elif counts.ndim == 1:
        hidden = np.append(_pair_all(must), False)
    elif min(positive.any(axis=1).sum(), positive.any(axis=0).sum()) < 2:
        hidden = _hide_one_line(must, counts, threshold, unanimous)
    else:
        hidden, by_position = _hide_table(must, counts, threshold)
    hidden.flags.writeable = False
    return Suppression(hidden, by_position)


def _list_lines(shape: tuple[int, ...]) -> Floats:
    """Give an equation for each line of a printed table: all but its last place add to the last."""
    lines = [np.append(np.ones(length - 1), -1.0) for length in shape]
    if len(shape) == 1:
        return np.array(lines)
    down, across = lines
    return np.vstack([np.kron(np.eye(shape[0]), across), np.kron(down, np.eye(shape[1]))])


def _bound(aim: Floats, equations: Floats, right: Floats) -> float:
    found = linprog(aim, A_eq=equations, b_eq=right, bounds=(0, np.inf), method="highs")
    if found.status == _UNBOUNDED:
        return -np.inf
    if found.fun is None:
        raise UsageError(_NO_SUM)
    return float(round(found.fun))


def audit_cells(printed: Sequence[Any]) -> Audit:
    """Work out the range of each hidden count from what is printed, as a reader might.

    Knows nothing but the table: each line adds to its total, and no count is below 0. The bounds
    are linear programs (HiGHS), exact because those of a table with totals fall on whole counts.

    Parameters
    ----------
    printed : nested sequence of int or None
        As from :meth:`Suppression.print_table`.

    Returns
    -------
    Audit

    Raises
    ------
    UsageError
        If no counts could give the printed ones.

    Examples
    --------
    >>> audit_cells([None, 20, 30, 53]).pinned
    ((0,),)
    >>> audit_cells([None, None, 30, 53]).greatest.tolist()
    [23.0, 23.0, 30.0, 53.0]
    """
    table = np.array(printed, dtype=object)
    hidden = np.vectorize(lambda count: count is None, otypes=[bool])(table)
    shown = np.where(hidden, 0, table).astype(float)
    lines = _list_lines(table.shape)
    equations, right = lines[:, hidden.ravel()], -lines @ shown.ravel()
    if right[~equations.any(axis=1)].any():
        raise UsageError(_NO_SUM)
    least, greatest = shown.copy(), shown.copy()
    aims = np.eye(equations.shape[1])
    least[hidden] = [_bound(aim, equations, right) for aim in aims]
    greatest[hidden] = [-_bound(-aim, equations, right) for aim in aims]
    pinned = np.argwhere(hidden & (greatest - least < _TOLERANCE))
    return Audit(least, greatest, tuple(tuple(int(i) for i in place) for place in pinned))
