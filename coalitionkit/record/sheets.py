"""A grid as a table of the record: headings checked, every cell of every column read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from coalitionkit.errors import Fault
from coalitionkit.record.cells import show, show_plain, suggest
from coalitionkit.record.frames import build_column
from coalitionkit.record.grids import Grid, Odd
from coalitionkit.record.parsing import WORDS, Complaint, Value, parse_cell
from coalitionkit.record.schema import Column, Table


@dataclass(frozen=True)
class Sheet:
    """One table as it was read, with the faults found so far.

    Attributes
    ----------
    table : Table
    place : str
        The file, as a fault names it.
    frame : DataFrame
        Every column of the table; where a cell is at fault, its likely value.
    numbers : sequence of int
        The spreadsheet's row of each row.
    spoiled : mapping of str to collection of int
        By column, the positions of cells that are at fault already.
    faults : tuple of Fault
    """

    table: Table
    place: str
    frame: pd.DataFrame
    numbers: Sequence[int]
    spoiled: Mapping[str, Collection[int]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def is_sound(self, columns: Collection[str]) -> pd.Series[bool]:
        """Say of each row whether it has no fault in these columns."""
        bad = {row for column in columns for row in self.spoiled.get(column, ())}
        return pd.Series([row not in bad for row in range(len(self.frame))], dtype=bool)

    def is_missing(self, column: str) -> bool:
        """Say whether the file lacks a column it needs, which is a fault of its own."""
        return isinstance(self.spoiled.get(column), range)

    def at(self, position: int, column: str) -> Any:
        """Give the value of one cell."""
        return self.frame[column].iloc[position]

    def complain(self, position: int, column: str, found: str, allowed: str, do: str) -> Fault:
        """Make a fault of a cell, or of a row where the column is empty."""
        return Fault(self.place, self.numbers[position], column, found, allowed, do)


def read_sheet(grid: Grid, table: Table) -> Sheet:
    """Read a grid as a table.

    Parameters
    ----------
    grid : Grid
    table : Table

    Returns
    -------
    Sheet
        Its faults are those of headings and of single cells. A required column that is missing is
        spoiled in every row, so that later checks pass over it.
    """
    faults = _check_headings(grid, table)
    spoiled: dict[str, Collection[int]] = {}
    columns = {}
    for column in table.columns:
        if column.name in grid.headings:
            values, complaints, silent = _read_column(grid, column)
            spoiled[column.name] = {*complaints, *silent}
            faults += [
                Fault(
                    grid.place, grid.numbers[row], column.name, wrong.found, wrong.allowed, wrong.do
                )
                for row, wrong in complaints.items()
            ]
        else:
            values = ["" if column.kind in WORDS else None] * len(grid.rows)
            if column.required:
                spoiled[column.name] = range(len(grid.rows))
        columns[column.name] = build_column(values, table.name, column)
    frame = pd.DataFrame(columns, columns=list(table.headings))
    return Sheet(table, grid.place, frame, grid.numbers, spoiled, tuple(faults))


def _check_headings(grid: Grid, table: Table) -> list[Fault]:
    """Complain of headings that are unknown or stand twice, and of columns that are missing."""
    faults = []
    allowed = f"the columns of table {table.name}: {', '.join(table.headings)}"
    for place, heading in enumerate(grid.headings):
        plain = show_plain(heading)
        if heading in grid.headings[:place]:
            do = "Keep one of the two columns."
            found = f"the heading {show(heading)} twice"
            faults.append(Fault(grid.place, 1, plain, found, "every heading once", do))
        elif heading not in table.headings:
            free = [name for name in table.headings if name not in grid.headings]
            do = suggest(heading, free) or "Correct the heading, or take the column away."
            found = f"the heading {show(heading)}"
            faults.append(Fault(grid.place, 1, plain, found, allowed, do))
    for column in table.columns:
        if column.required and column.name not in grid.headings:
            do = f"Add the column: {column.about}."
            faults.append(Fault(grid.place, 1, column.name, "no such column", column.allowed, do))
    return faults


def _read_column(
    grid: Grid, column: Column
) -> tuple[list[Value], Mapping[int, Complaint], Collection[int]]:
    """Read one column: values, complaints by position, and cells that their row answers for.

    A value that stands in many rows is parsed once.
    """
    place = grid.headings.index(column.name)
    raws = [cells[place] for cells in grid.rows]
    read = {raw: parse_cell(raw, column) for raw in set(raws)}
    values: list[Value] = [read[raw].value for raw in raws]
    complaints: dict[int, Complaint] = {}
    if any(cell.complaint for cell in read.values()):
        wrong = ((row, read[raw].complaint) for row, raw in enumerate(raws))
        complaints = {row: complaint for row, complaint in wrong if complaint}
    silent = set()
    for (row, at), odd in grid.odd.items():
        if at != place or _suits(odd, column):
            continue
        complaints.pop(row, None)
        if odd.kind == "absent":
            silent.add(row)
        else:
            complaints[row] = explain_odd(odd, column)
    return values, dict(sorted(complaints.items())), silent


def _suits(odd: Odd, column: Column) -> bool:
    """Say whether a typed cell is just what the column takes."""
    return odd.kind == column.kind


def explain_odd(odd: Odd, column: Column) -> Complaint:
    """Complain of a cell that a spreadsheet made into something else."""
    shown = show(odd.text)
    found, do = {
        "formula": (f"the formula {shown}", "Copy the cell and paste it as values."),
        "error": (f"the error {shown}", "Correct it, or leave the cell empty."),
        "time": (f"the time {shown}", "Type the day alone, such as 2025-03-31."),
        "yesno": (f"the logical value {odd.text}", "Format the column as text and type it again."),
        "date": (f"the date {odd.text}", "Format the column as text and type it again."),
    }[odd.kind]
    if odd.kind == "time" and column.kind != "date":
        do = "Format the column as text and type it again."
    return Complaint(found, column.allowed, do)
