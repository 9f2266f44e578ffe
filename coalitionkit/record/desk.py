"""A record that lies open to be worked on: every change is on disk before the call returns.

What is on disk is the state; nothing else is. A second tab or a killed process loses no answer:
each change is applied to what is on disk at that moment, under a lock, and each file is replaced
in one step.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from filelock import FileLock

from coalitionkit.errors import RecordError, UsageError
from coalitionkit.files import is_shipped, make_safe_name, write_atomic
from coalitionkit.record.cases import find_shipped_record
from coalitionkit.record.coalition import Coalition, Cohort, Tables
from coalitionkit.record.edits import Drop, Edit, Put, Text, apply_edit, plan_edits
from coalitionkit.record.frames import find_table
from coalitionkit.record.grids import Grid
from coalitionkit.record.reading import check_sheets, read_sheets
from coalitionkit.record.schema import TABLES, Table
from coalitionkit.record.sheets import Sheet, read_sheet
from coalitionkit.record.writing import copy_to_mine, find_mine, pack_csv, render_rows

# The journal of changes, from which they are taken back. It is as private as the record.
_JOURNAL = ".changes.jsonl"
_KEPT = 500


class Desk:
    """One coalition's record, open to change.

    Parameters
    ----------
    place : Path
        The record's folder; made by the first change.
    shipped : Path or None
        The shipped record that the first change copies to ``place``.
    coalition : str
        The coalition's id.

    Attributes
    ----------
    met_other : bool
        Whether the last look at the disk found what another tab or program had written.
    """

    def __init__(self, place: Path, shipped: Path | None, coalition: str) -> None:
        self.place = place
        self._shipped = shipped
        self._id = coalition
        self.met_other = False
        self._stamp: object = None
        self._sheets: Mapping[str, Sheet] = {}
        self._read()

    @property
    def is_saved(self) -> bool:
        """Whether there is a record of your own on disk; before the first change there is none."""
        return self.place.is_dir()

    @property
    def coalition(self) -> Coalition:
        """The coalition as it was when last read or written; :meth:`refresh` looks again."""
        return self._cohort[self._id] if self._id in self._cohort.ids else Coalition(self._id, {})

    def refresh(self) -> bool:
        """Look at the disk again; say whether another tab or program has written since."""
        self.met_other = self._take_stamp() != self._stamp
        if self.met_other:
            self._read()
        return self.met_other

    def change(self, what: str, *steps: Put | Drop) -> None:
        """Change rows, on disk, all of them or none.

        Parameters
        ----------
        what : str
            What a person did, in words; :meth:`undo` gives it back.
        *steps : Put or Drop
            Rows without a ``coalition`` get this one's. Values may be text, numbers, dates, True,
            False or None for empty.

        Raises
        ------
        RecordError
            If the record would have faults; nothing is changed then.
        UsageError
            If a file can't be written.
        """
        with self._lock():
            self.refresh()
            if self._id not in self._cohort.ids and "coalitions" not in {s.table for s in steps}:
                steps = (Put("coalitions", {"name": self._id}), *steps)
            rows = self._list_rows({step.table for step in steps})
            edits = [
                edit for step in steps for edit in plan_edits(step, self._id, rows[step.table])
            ]
            if edits:
                self._write(rows)
                self._note(what, edits)

    def undo(self) -> str:
        """Take the last change back, also one from before a restart.

        Returns
        -------
        str
            What was taken back; empty if there is nothing to take back.

        Raises
        ------
        UsageError
            If another tab or program has changed the same rows since; nothing is changed then.
        """
        with self._lock():
            self.refresh()
            lines = self._read_journal()
            if not lines:
                return ""
            told = json.loads(lines[-1])
            edits = [Edit(**edit).turn_back() for edit in reversed(told["edits"])]
            rows = self._list_rows({edit.table for edit in edits})
            for edit in edits:
                apply_edit(edit, rows[edit.table])
            self._write(rows)
            self._write_journal(lines[:-1])
            return str(told["what"])

    def start_again(self) -> Path | None:
        """Set your record aside under another name, and begin anew; nothing is deleted.

        Returns
        -------
        Path or None
            Where it is now; None if there was none.
        """
        with self._lock():
            if not self.is_saved:
                return None
            now = dt.datetime.now().strftime("%Y-%m-%d-%H%M%S-%f")
            aside = self.place.with_name(f"{self.place.name}-set-aside-{now}")
            self.place.rename(aside)
            self._read()
            return aside

    def _lock(self) -> FileLock:
        """Keep other tabs and programs out while one reads and writes."""
        self.place.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(self.place.parent / f".{self.place.name}.lock", timeout=20)

    def _take_stamp(self) -> object:
        """Say what the files look like from outside; every writing gives a file a new one."""
        if not self.is_saved:
            return None
        return [
            (entry.name, told.st_mtime_ns, told.st_size, told.st_ino)
            for entry in sorted(os.scandir(self.place), key=lambda entry: entry.name)
            if entry.name.endswith(".csv")
            for told in (entry.stat(),)
        ]

    def _read(self) -> None:
        self._stamp = self._take_stamp()
        source = self.place if self.is_saved else self._shipped
        self._take(read_sheets(source) if source else {t.name: _make_sheet(t, ()) for t in TABLES})

    def _take(self, sheets: Mapping[str, Sheet]) -> None:
        self._sheets = sheets
        frames = {name: sheet.frame for name, sheet in sheets.items()}
        self._cohort = Cohort(self.place.name, Tables.trust(frames), self.place)
        if not self._id and self._cohort.ids:
            self._id = self._cohort.ids[0]

    def _list_rows(self, tables: Iterable[str]) -> dict[str, list[Text]]:
        """List tables' rows as text."""
        found = {}
        for name in tables:
            table = find_table(name)
            cells = render_rows(self._cohort.table(name), table)
            found[name] = [dict(zip(table.headings, row, strict=True)) for row in cells]
        return found

    def _write(self, tables: Mapping[str, Sequence[Text]]) -> None:
        """Check the whole record with these tables in it, then replace their files."""
        new = {name: _make_sheet(find_table(name), rows) for name, rows in tables.items()}
        sheets = {**self._sheets, **new}
        faults = [fault for sheet in new.values() for fault in sheet.faults]
        faults = faults or list(check_sheets(sheets, new))
        if faults:
            raise RecordError(faults)
        if self._shipped and not self.is_saved:
            copy_to_mine(self._shipped)
        # In the order of use: a row is on disk before another that refers to it.
        for table in TABLES:
            if table.name in tables:
                cells = [tuple(row.values()) for row in tables[table.name]]
                write_atomic(self.place / f"{table.name}.csv", pack_csv(table.headings, cells))
        self._stamp = self._take_stamp()
        self._take(sheets)

    def _note(self, what: str, edits: Sequence[Edit]) -> None:
        line = json.dumps({"what": what, "edits": [vars(edit) for edit in edits]})
        self._write_journal([*self._read_journal(), line][-_KEPT:])

    def _read_journal(self) -> list[str]:
        path = self.place / _JOURNAL
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def _write_journal(self, lines: Sequence[str]) -> None:
        write_atomic(self.place / _JOURNAL, "".join(f"{line}\n" for line in lines).encode())


def open_desk(record: str | Path | Coalition, coalition: str = "") -> Desk:
    """Open a record to work on.

    Parameters
    ----------
    record : str, Path or Coalition
        The name of a case or cohort that ships with the kit, whose first change copies it to
        ``my-coalitions/``; a folder; or a new name, such as ``"my-coalition"``, for a record of
        your own there.
    coalition : str
        The group's id; empty takes the record's first.

    Returns
    -------
    Desk

    Raises
    ------
    RecordError
        If the record has faults; all are listed.
    UsageError
        If the record is a workbook, which can't be changed from here.
    """
    if isinstance(record, Coalition):
        return open_desk(record.id, record.id)
    path = Path(record)
    if path.is_file() or path.suffix.lower() == ".xlsx":
        raise UsageError(
            f"{path.name} is a workbook. Work on it in your spreadsheet program, or give a folder."
        )
    shipped = find_shipped_record(str(record))
    if path.is_dir() and is_shipped(path):
        shipped = path
    if shipped is not None:
        return Desk(find_mine(shipped), shipped, coalition)
    if path.is_dir():
        return Desk(path, None, coalition)
    if path.name != str(record):
        raise UsageError(f"There is no folder {path}. Give a folder, or a name without slashes.")
    name = make_safe_name(path.name)
    return Desk(find_mine(Path(name)), None, coalition or name)


def _make_sheet(table: Table, rows: Sequence[Text]) -> Sheet:
    numbers = range(2, len(rows) + 2)
    cells = [tuple(row.values()) for row in rows]
    return read_sheet(Grid(f"{table.name}.csv", table.headings, numbers, cells, {}), table)
