"""Every error that a user can meet, each with words that a user can act on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# More than this on a screen helps nobody.
_LISTED = 50


class CoalitionkitError(Exception):
    """Base of all errors that the kit raises on purpose.

    In a notebook it shows as one friendly line and no traceback; everywhere else it is an
    ordinary exception.
    """

    def _render_traceback_(self) -> list[str]:
        """Give IPython the lines to show in place of a traceback."""
        return [str(self)]


class UsageError(CoalitionkitError):
    """Something was asked for that the kit can't do as asked; the message says what would work."""


class NeedsError(CoalitionkitError):
    """A play needs a table, or columns of one, that the record doesn't hold yet.

    Attributes
    ----------
    table : str
    columns : tuple of str
        The columns without which it can't be done.
    """

    def __init__(self, table: str, columns: Iterable[str]) -> None:
        self.table = table
        self.columns = tuple(columns)
        named = ", ".join(self.columns)
        super().__init__(f"This needs rows in table {table} with columns {named} filled in.")


class NotShippedError(CoalitionkitError):
    """A file that should come with the kit was not found."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with a record, in the reader's words.

    Attributes
    ----------
    file : str
        File name, or ``workbook.xlsx, sheet NAME``.
    row : int
        The spreadsheet's row; headings are row 1. 0 where the whole file is meant.
    column : str
        Heading of the column; empty where the whole row or file is meant.
    found, allowed, do : str
        What stands there, what may stand there, and what to do about it.
    """

    file: str
    row: int
    column: str
    found: str
    allowed: str
    do: str

    def __str__(self) -> str:
        place = self.file
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        return f"{place}: found {self.found}; allowed: {self.allowed}. {self.do}"


class RecordError(CoalitionkitError):
    """A record has faults; all of them are listed, in the order of the files.

    Attributes
    ----------
    faults : tuple of Fault
        All of them. The error's text stops after 50 and says how many more there are.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        head = "1 fault in the record" if count == 1 else f"{count} faults in the record"
        lines = [f"{head}. Nothing was changed."]
        lines += [
            f"{number}. {fault}" for number, fault in enumerate(self.faults[:_LISTED], start=1)
        ]
        if count > _LISTED:
            lines.append(f"... and {count - _LISTED} more. Correct these and check again.")
        super().__init__("\n".join(lines))
