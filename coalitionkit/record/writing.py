"""Writing a record: all or nothing, never what reading would refuse, never a shipped one."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from coalitionkit.errors import Fault, RecordError, UsageError
from coalitionkit.files import is_shipped, write_atomic
from coalitionkit.record.coalition import Cohort
from coalitionkit.record.frames import conform, find_table, render_column
from coalitionkit.record.grids import Grid
from coalitionkit.record.links import check_key
from coalitionkit.record.reading import check_sheets
from coalitionkit.record.schema import TABLES, Table
from coalitionkit.record.sheets import Sheet, read_sheet
from coalitionkit.record.workbooks import pack_workbook, replace_sheet

MINE = "my-coalitions"
# Folders of notebooks, which Jupyter makes the working folder.
_BOOKS = ("notebooks", "exercises")
# What Excel and LibreOffice put beside a file that they have open.
_OPEN_MARKS = ("~${}", ".~lock.{}#")


def write_record(cohort: Cohort, folder: str | Path) -> None:
    """Write a cohort as a folder of CSV files, each replaced in one step.

    Tables without rows are written only where their file is there already.

    Parameters
    ----------
    cohort : Cohort
    folder : str or Path
        Made if it is missing.

    Raises
    ------
    RecordError
        If reading would refuse what would be written. Nothing is written then.
    UsageError
        If the folder ships with the kit, or one of its tables is open in another program.
    """
    folder = Path(folder)
    refuse_shipped(folder)
    files = {
        folder / f"{table.name}.csv": pack_csv(table.headings, rows)
        for table, rows in _render_all(cohort)
        if rows or table.name == "coalitions" or (folder / f"{table.name}.csv").exists()
    }
    for path in files:
        refuse_open(path)
    for path, data in files.items():
        write_atomic(path, data)


def write_workbook(cohort: Cohort, path: str | Path) -> None:
    """Write a cohort as an .xlsx workbook with a sheet a table, replaced in one step.

    Parameters
    ----------
    cohort : Cohort
    path : str or Path
        A file that ends in .xlsx.

    Raises
    ------
    RecordError, UsageError
        As in :func:`write_record`.
    """
    path = Path(path)
    _refuse_workbook(path)
    sheets = [
        (table.name, table.headings, [column.kind for column in table.columns], rows)
        for table, rows in _render_all(cohort)
        if rows or table.name == "coalitions"
    ]
    write_atomic(path, pack_workbook(sheets))


def write_table(frame: pd.DataFrame, table: str, folder: str | Path) -> None:
    """Write one table of a record as CSV, replaced in one step.

    Its cells and its key are checked first; references to other tables are not, so that tables
    can be written one after another.

    Parameters
    ----------
    frame : DataFrame
        All rows of the table, with some or all of its columns.
    table : str
        The table's name.
    folder : str or Path
        The record's folder.

    Raises
    ------
    RecordError, UsageError
        As in :func:`write_record`.
    """
    folder = Path(folder)
    refuse_shipped(folder)
    known = find_table(table)
    rows = render_rows(conform(table, frame), known)
    sheet = _check_cells(known, rows)
    faults = [*sheet.faults, *check_key(sheet)]
    if faults:
        raise RecordError(faults)
    write_atomic(folder / f"{table}.csv", pack_csv(known.headings, rows))


def save_cohort(cohort: Cohort, place: str | Path) -> None:
    """Write a cohort where it belongs: a workbook if the place ends in .xlsx, else a folder."""
    if Path(place).suffix.lower() == ".xlsx":
        write_workbook(cohort, place)
    else:
        write_record(cohort, place)


def replace_table(cohort: Cohort, table: str, place: str | Path) -> None:
    """Write one table of a cohort into the record that it was read from.

    The other files stay as they are; in a workbook the other sheets do, with notes and formats.

    Parameters
    ----------
    cohort : Cohort
        All of it, as the whole must be without fault.
    table : str
        The table to write.
    place : str or Path
        The record: a folder, or a workbook that ends in .xlsx.

    Raises
    ------
    RecordError, UsageError
        As in :func:`write_record`.
    """
    place = Path(place)
    known = find_table(table)
    rows = next(rows for one, rows in _render_all(cohort) if one is known)
    if place.is_dir():
        path, data = place / f"{table}.csv", pack_csv(known.headings, rows)
        refuse_shipped(place)
    else:
        path = place
        _refuse_workbook(path)
        kinds = [column.kind for column in known.columns]
        data = replace_sheet(path.read_bytes(), (table, known.headings, kinds, rows))
    refuse_open(path)
    write_atomic(path, data)


def copy_to_mine(source: Cohort | str | Path) -> Path:
    """Copy a shipped case or cohort to ``my-coalitions/`` here, where it may be changed.

    Parameters
    ----------
    source : Cohort, str or Path
        A cohort that was read from a folder, or the folder.

    Returns
    -------
    Path
        The copy. One that is there already is left as it is.

    Raises
    ------
    UsageError
        If the cohort was read from no folder.
    """
    folder = source.folder if isinstance(source, Cohort) else Path(source)
    if folder is None or not folder.is_dir():
        raise UsageError("Only a record that was read from a folder can be copied.")
    target = find_mine(folder)
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    # A copy that is cut short must not pass for the whole, so it gets its name last.
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".copying-") as half:
        copy = Path(half) / "copy"
        shutil.copytree(folder, copy)
        copy.rename(target)
    return target


def find_mine(folder: Path) -> Path:
    """Say where the copy of a shipped record is, or would be: beside the notebooks folder, or here.

    So a lesson, the command line and an app made from a notebook all find the same one.
    """
    here = Path("..") if Path.cwd().name in _BOOKS else Path()
    return here / MINE / folder.name


def refuse_shipped(place: Path) -> None:
    """Raise a :class:`UsageError` for a place in the data that ships with the kit."""
    if is_shipped(place):
        raise UsageError(
            f"{place.name} ships with the kit and is never changed. "
            f"A copy that you may change would go to {find_mine(place)}; copy_to_mine makes it."
        )


def _refuse_workbook(path: Path) -> None:
    refuse_shipped(path)
    if path.suffix.lower() != ".xlsx":
        raise UsageError(
            f"A workbook's name ends in .xlsx; {path.name} does not. Save it as Excel workbook."
        )
    refuse_open(path)


def refuse_open(path: Path) -> None:
    """Raise for a file that another program has open: what it saves next would undo the writing."""
    marks = (path.with_name(mark.format(path.name)) for mark in _OPEN_MARKS)
    mark = next((mark for mark in marks if mark.exists()), None)
    if mark is not None:
        raise UsageError(
            f"{path.name} is open in another program. Save and close it there, then try again. "
            f"If it is open nowhere, delete the file {mark.name} beside it."
        )


def _render_all(cohort: Cohort) -> list[tuple[Table, Sequence[Sequence[str]]]]:
    """Turn every table into text, and make sure that reading would take it."""
    rendered = [(table, render_rows(cohort.table(table.name), table)) for table in TABLES]
    sheets: dict[str, Sheet | None] = {
        table.name: _check_cells(table, rows) for table, rows in rendered
    }
    faults: list[Fault] = [fault for sheet in sheets.values() if sheet for fault in sheet.faults]
    faults += check_sheets(sheets)
    if faults:
        raise RecordError(faults)
    return rendered


def render_rows(frame: pd.DataFrame, table: Table) -> Sequence[Sequence[str]]:
    """Write a table's rows as the text of their cells, formulas kept still."""
    if not len(frame):
        return ()
    columns = [render_column(frame[column.name], column) for column in table.columns]
    return list(zip(*columns, strict=True))


def _check_cells(table: Table, rows: Sequence[Sequence[str]]) -> Sheet:
    return _read_rows(table, rows) if rows else _read_no_rows(table)


@cache
def _read_no_rows(table: Table) -> Sheet:
    return _read_rows(table, ())


def _read_rows(table: Table, rows: Sequence[Sequence[str]]) -> Sheet:
    numbers = range(2, len(rows) + 2)
    return read_sheet(Grid(f"{table.name}.csv", table.headings, numbers, rows, {}), table)


def pack_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Pack rows as CSV in UTF-8, with the byte-order mark without which Excel misreads accents."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
