"""The fewest companions that hide a set of cells from subtraction, where all totals are known.

A table is a two-sided graph: its rows and columns are the nodes, its hidden cells the links. A
count in a hidden cell can go up by one if the column can hand one on and the row can take one in,
along other hidden cells, and a cell can hand one on only if it isn't 0. So a cell is *pinned*
unless it lies on such a loop (Cox 1980, J American Statistical Association 75:377), and only
which cells are 0 matters, never how large a count is.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
_Cell = tuple[int, int]
_Cells = frozenset[_Cell]

# Steps and not seconds, so that every computer finds the same cells. With these, the fewest were
# found in every table up to 4 x 5 compared with all subsets, and fifty times the steps found no
# fewer at 5 x 6.
_STEPS = 400
# Starting orders of the cells that must be hidden; each may lead to another choice of loops.
_ORDERS = 6


def _bits(nodes: int) -> Iterator[int]:
    while nodes:
        low = nodes & -nodes
        yield low.bit_length() - 1
        nodes ^= low


@dataclass(frozen=True)
class _Grid:
    """Which cells of a table can hand one on. Nodes: rows first, then columns."""

    rows: int
    columns: int
    positive: _Cells

    def link(self, hidden: _Cells) -> list[int]:
        """Give for each node the nodes that it can push to, as bits."""
        out = [0] * (self.rows + self.columns)
        for row, column in hidden:
            out[row] |= 1 << (self.rows + column)
            if (row, column) in self.positive:
                out[self.rows + column] |= 1 << row
        return out

    def reach(self, out: Sequence[int], start: int, without: _Cell) -> int:
        """Give the nodes reached from one, as bits, by links other than one cell's."""
        row, column = without[0], self.rows + without[1]
        seen = front = 1 << start
        while front:
            found = 0
            for node in _bits(front):
                step = out[node]
                if node == row:
                    step &= ~(1 << column)
                elif node == column:
                    step &= ~(1 << row)
                found |= step
            front = found & ~seen
            seen |= front
        return seen

    def find_pinned(self, hidden: _Cells) -> Iterator[tuple[_Cell, tuple[int, ...]]]:
        """Yield each pinned cell, with the nodes reached from its ends, as bits.

        A cell that holds 0 can only go up, so only its column's reach is given.
        """
        out = self.link(hidden)
        for cell in sorted(hidden):
            row, column = cell[0], self.rows + cell[1]
            up = self.reach(out, column, cell)
            if up >> row & 1:
                continue
            if cell not in self.positive:
                yield cell, (up,)
                continue
            down = self.reach(out, row, cell)
            if not down >> column & 1:
                yield cell, (up, down)

    def cross(self, reached: int) -> Iterator[_Cell]:
        """Yield the cells that would lead out of a set of nodes, by position."""
        for row in range(self.rows):
            inside = reached >> row & 1
            for column in range(self.columns):
                if inside == reached >> (self.rows + column) & 1:
                    continue
                if inside or (row, column) in self.positive:
                    yield row, column

    def close(self, hidden: _Cells, cell: _Cell) -> _Cells | None:
        """Find the fewest cells that close a loop through one cell; ties go by position."""
        ends = [(self.rows + cell[1], cell[0])]
        if cell in self.positive:
            ends.append((cell[0], self.rows + cell[1]))
        loops = [self._find_way(hidden, cell, start, end) for start, end in ends]
        found = [loop for loop in loops if loop is not None]
        return min(found, key=lambda loop: (len(loop), sorted(loop)), default=None)

    def _find_way(self, hidden: _Cells, without: _Cell, start: int, end: int) -> _Cells | None:
        queue: list[tuple[int, int, int, tuple[_Cell, ...]]] = [(0, 0, start, ())]
        done = set()
        while queue:
            cost, length, node, added = heapq.heappop(queue)
            if node == end:
                return frozenset(added)
            if node in done:
                continue
            done.add(node)
            for cell, other in self._list_steps(node):
                if other in done or cell == without:
                    continue
                new = cell not in hidden
                way = (*added, cell) if new else added
                heapq.heappush(queue, (cost + new, length + 1, other, way))
        return None

    def _list_steps(self, node: int) -> Iterator[tuple[_Cell, int]]:
        if node < self.rows:
            for column in range(self.columns):
                yield (node, column), self.rows + column
        else:
            column = node - self.rows
            for row in range(self.rows):
                if (row, column) in self.positive:
                    yield (row, column), row


def _close_all(grid: _Grid, must: Sequence[_Cell]) -> _Cells | None:
    """Close loops in the order given, then open each companion that turned out needless."""
    hidden = frozenset(must)
    while pinned := {cell for cell, _ in grid.find_pinned(hidden)}:
        added = grid.close(hidden, next(cell for cell in must if cell in pinned))
        if added is None:
            return None
        hidden |= added
    for cell in sorted(hidden.difference(must), reverse=True):
        fewer = hidden - {cell}
        if next(grid.find_pinned(fewer), None) is None:
            hidden = fewer
    return hidden


def _order(must: _Cells) -> Iterator[list[_Cell]]:
    cells = sorted(must)
    yield cells
    yield cells[::-1]
    yield sorted(cells, key=lambda cell: cell[::-1])
    for first in range(1, min(len(cells), _ORDERS)):
        yield cells[first:] + cells[:first]


def _count_ends(hidden: _Cells) -> int:
    """Count the companions needed at least: a line with one hidden cell needs another."""
    rows = [row for row, _ in hidden]
    columns = [column for _, column in hidden]
    return max(
        sum(rows.count(row) == 1 for row in set(rows)),
        sum(columns.count(column) == 1 for column in set(columns)),
    )


def _improve(grid: _Grid, must: _Cells, best: _Cells) -> _Cells:
    """Look for fewer cells, one companion more at a time, until the steps are used up.

    Each step takes the pinned cell with the fewest ways out and tries them by position; a way
    that was tried is closed to those after it, so no set is looked at twice.
    """
    steps = iter(range(_STEPS))

    def look(hidden: _Cells, closed: _Cells, left: int) -> _Cells | None:
        choices: list[_Cell] | None = None
        for _, sides in grid.find_pinned(hidden):
            ways = {cell for side in sides for cell in grid.cross(side)} - hidden - closed
            if choices is None or len(ways) < len(choices):
                choices = sorted(ways)
        if choices is None:
            return hidden
        if _count_ends(hidden) > left or left == 0:
            return None
        for cell in choices:
            if next(steps, None) is None:
                return None
            found = look(hidden | {cell}, closed, left - 1)
            if found is not None:
                return found
            closed |= {cell}
        return None

    for left in range(_count_ends(must), len(best) - len(must)):
        found = look(must, frozenset(), left)
        if found is not None:
            return found
    return best


def _search(grid: _Grid, must: _Cells) -> _Cells:
    found = [hidden for order in _order(must) if (hidden := _close_all(grid, order)) is not None]
    return _improve(grid, must, min(found, key=len))


def _list_cells(mask: Mask) -> _Cells:
    return frozenset((int(row), int(column)) for row, column in np.argwhere(mask))


def find_companions(must: Mask, positive: Mask) -> tuple[Mask, bool]:
    """Find few cells to hide beside those that must be, so that none is pinned by the totals.

    Looks first as if no cell were 0; if zeros turn out to block that choice, again with them.
    The fewest possible up to about 5 x 6 cells; beyond, near it. Ties go by position.

    Parameters
    ----------
    must : array of bool, rows x columns
        The cells that must be hidden.
    positive : array of bool, rows x columns
        The cells that are not 0. Every row and column has one, and there are two of each or more,
        which is what makes a choice possible.

    Returns
    -------
    hidden : array of bool, rows x columns
    by_position : bool
        False where zeros had a say.

    Examples
    --------
    >>> must = np.array([[True, False, False], [False, False, False]])
    >>> find_companions(must, np.ones((2, 3), bool))[0].astype(int).tolist()
    [[1, 1, 0], [1, 1, 0]]
    """
    rows, columns = must.shape
    cells = _list_cells(must)
    real = _Grid(rows, columns, _list_cells(positive))
    hidden = _search(_Grid(rows, columns, _list_cells(np.ones_like(must))), cells)
    by_position = next(real.find_pinned(hidden), None) is None
    if not by_position:
        hidden = _search(real, cells)
    mask = np.zeros_like(must)
    for cell in hidden:
        mask[cell] = True
    return mask, by_position


def find_groups(hidden: Mask) -> list[tuple[list[int], list[int]]]:
    """Split hidden cells into groups that share a row or a column, as rows and columns of each.

    Examples
    --------
    >>> find_groups(np.array([[True, True, False], [False, False, True]]))
    [([0], [0, 1]), ([1], [2])]
    """
    groups: list[tuple[set[int], set[int]]] = []
    for row in np.flatnonzero(hidden.any(axis=1)):
        rows, columns = {int(row)}, {int(column) for column in np.flatnonzero(hidden[row])}
        apart = []
        for other in groups:
            if other[1] & columns:
                rows |= other[0]
                columns |= other[1]
            else:
                apart.append(other)
        groups = [*apart, (rows, columns)]
    return sorted((sorted(rows), sorted(columns)) for rows, columns in groups)
