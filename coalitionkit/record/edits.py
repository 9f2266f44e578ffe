"""Changes to rows, as text: what will stand where, what stood there, and how to turn back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from coalitionkit.errors import UsageError
from coalitionkit.record.cells import format_number, guard_cell, normalize_newlines
from coalitionkit.record.frames import find_table
from coalitionkit.record.schema import Table

Row: TypeAlias = Mapping[str, object]
Text: TypeAlias = dict[str, str]


@dataclass(frozen=True)
class Edit:
    """One row of one table, before and after; None where there was or will be no row."""

    table: str
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None

    def turn_back(self) -> Edit:
        """Give the edit that takes this one back."""
        return Edit(self.table, self.after, self.before)


@dataclass(frozen=True)
class Put:
    """Write a row: in place of the one with its key, or as a new one.

    Columns that are not named keep what stands there; a new row's stay empty.
    """

    table: str
    row: Row


@dataclass(frozen=True)
class Drop:
    """Take away the rows that hold these values."""

    table: str
    row: Row


def plan_edits(step: Put | Drop, coalition: str, rows: list[Text]) -> list[Edit]:
    """Turn a step into edits of a table's rows, and apply them to the rows.

    Parameters
    ----------
    step : Put or Drop
    coalition : str
        Whose row it is, where the step doesn't say.
    rows : list of dict
        All rows of the step's table; changed in place.

    Raises
    ------
    UsageError
        If there is no such table or column.
    """
    table = find_table(step.table)
    text = _to_text(table, {"coalition": coalition, **step.row})
    by = table.key if isinstance(step, Put) else tuple(text)
    same = [row for row in rows if by and all(row[name] == text.get(name, "") for name in by)]
    if isinstance(step, Drop):
        edits = [Edit(step.table, row, None) for row in same]
    else:
        before = same[0] if same else None
        after = {**(before or dict.fromkeys(table.headings, "")), **text}
        edits = [Edit(step.table, before, after)] if after != before else []
    for edit in edits:
        apply_edit(edit, rows)
    return edits


def apply_edit(edit: Edit, rows: list[Text]) -> None:
    """Change rows by one edit; its row must still be as the edit found it."""
    if edit.before is None:
        rows.append(dict(edit.after or {}))
        return
    if edit.before not in rows:
        raise UsageError(
            "Another tab or program has changed the same row since. Nothing was taken back."
        )
    at = rows.index(dict(edit.before))
    rows[at : at + 1] = [] if edit.after is None else [dict(edit.after)]


def _to_text(table: Table, row: Row) -> Text:
    """Write a row's values as the text of their cells, formulas kept still."""
    unknown = [name for name in row if name not in table.headings]
    if unknown:
        raise UsageError(f"Table {table.name} has no column {', '.join(unknown)}.")
    return {name: _write_cell(value) for name, value in row.items()}


def _write_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    if isinstance(value, int | float):
        return format_number(value)
    return guard_cell(normalize_newlines(str(value).strip()))
