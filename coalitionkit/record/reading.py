"""Reading a record: a folder of CSV files or a workbook, with every fault of every file named."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from coalitionkit.errors import Fault, RecordError, UsageError
from coalitionkit.record.cells import show, show_plain, suggest
from coalitionkit.record.coalition import Cohort, Tables
from coalitionkit.record.frames import empty_frame
from coalitionkit.record.grids import Scan, fail, name_place, scan_csv
from coalitionkit.record.links import check_key, check_references
from coalitionkit.record.schema import BY_NAME, TABLES
from coalitionkit.record.sense import HOLD_ANSWERS, check_sense
from coalitionkit.record.sheets import Sheet, read_sheet
from coalitionkit.record.workbooks import scan_workbook

# Spreadsheets write this before the name of a workbook that they have open.
_OPEN_MARK = "~$"
# Files in which a table would be overlooked.
_NOT_CSV = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers", ".tsv", ".txt", ".tab")
# Files and sheets that may stand beside the tables and hold none.
_BESIDE = ("sources",)
_NOTES = ("readme", "read me")


def read_record(path: str | Path) -> Cohort:
    """Read a record: a folder of CSV files, or an .xlsx workbook with a sheet a table.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Cohort

    Raises
    ------
    RecordError
        If anything is wrong with it. Every fault of every file is in ``faults``.
    UsageError
        If there is nothing at the path, or it can't be opened.
    """
    path = Path(path)
    frames = {name: sheet.frame for name, sheet in read_sheets(path).items()}
    name = path.resolve().stem if path.is_file() else path.resolve().name
    return Cohort(name, Tables.trust(frames), path)


def read_sheets(path: Path) -> Mapping[str, Sheet]:
    """Read every table of a record; one that it doesn't hold has no rows.

    Raises
    ------
    RecordError, UsageError
        As in :func:`read_record`.
    """
    sheets, faults = _read(path)
    if faults:
        raise RecordError(faults)
    return {name: sheet for name, sheet in sheets.items() if sheet is not None}


def find_faults(path: str | Path) -> tuple[Fault, ...]:
    """List every fault of a record, in the order of its tables; none if it can be read.

    Parameters
    ----------
    path : str or Path
        As in :func:`read_record`.

    Raises
    ------
    UsageError
        If there is nothing at the path.
    """
    return _read(Path(path))[1]


def check_sheets(
    sheets: Mapping[str, Sheet | None], changed: Collection[str] | None = None
) -> Iterator[Fault]:
    """Find what is wrong between the rows and the tables of a record whose cells were read.

    Parameters
    ----------
    sheets : mapping
        Every table; None for one whose file can't be read.
    changed : collection of str, optional
        The tables that changed since the others were found to be without fault.
    """
    touched = set(sheets) if changed is None else {*changed}
    for name, sheet in sheets.items():
        if sheet is None:
            continue
        if name in touched:
            yield from check_key(sheet)
        others = {column.refers.split(".")[0] for column in sheet.table.columns}
        if touched & {name, *others}:
            yield from check_references(sheet, sheets)
    coalitions = sheets["coalitions"]
    if coalitions is not None and not len(coalitions.frame):
        do = "Add a row for each coalition, with its id and its name."
        yield Fault(coalitions.place, 0, "", "no coalition", "one coalition or more", do)
    yield from check_sense(sheets, touched)


def _read(path: Path) -> tuple[Mapping[str, Sheet | None], tuple[Fault, ...]]:
    """Read all tables; None for one whose file can't be read. Faults come in the tables' order."""
    try:
        scans, faults = _scan(path)
    except OSError as error:
        raise UsageError(f"{path} can't be opened ({error.strerror}).") from error
    if faults:
        return {}, faults
    sheets: dict[str, Sheet | None] = {}
    found: list[Fault] = []
    parts = _assign(scans, found)
    for table in TABLES:
        place = _expected_place(path, table.name)
        scan = parts.get(table.name)
        if scan is None:
            sheets[table.name] = Sheet(table, place, empty_frame(table.name), ())
            continue
        found += scan.faults
        sheet = read_sheet(scan.grid, table) if scan.grid else None
        sheets[table.name] = sheet
        found += sheet.faults if sheet else ()
    found += check_sheets(sheets)
    return sheets, _sort(found, path)


def _expected_place(path: Path, table: str) -> str:
    return f"{table}.csv" if path.is_dir() else name_place(path.name, table)


def _sort(faults: Sequence[Fault], path: Path) -> tuple[Fault, ...]:
    """Put faults in the order of tables, rows and columns; other files come last."""
    tables = {_expected_place(path, table.name): n for n, table in enumerate(TABLES)}
    columns = {
        (_expected_place(path, table.name), name): n
        for table in TABLES
        for n, name in enumerate(table.headings)
    }
    return tuple(
        sorted(
            faults,
            key=lambda fault: (
                tables.get(fault.file, len(tables)),
                fault.file,
                fault.row,
                columns.get((fault.file, fault.column), -1),
            ),
        )
    )


def _scan(path: Path) -> tuple[Sequence[tuple[str, str, Scan]], tuple[Fault, ...]]:
    """Read all files or sheets as grids: name, place and scan of each."""
    if path.is_dir():
        scans = _scan_folder(path)
        return scans, () if scans else _explain_no_tables(path)
    if not path.exists():
        raise UsageError(f"There is no record at {path}.")
    allowed = "a folder of CSV files, or an Excel workbook (.xlsx)"
    if path.name.startswith(_OPEN_MARK):
        meant = path.name.removeprefix(_OPEN_MARK)
        found = f"the mark of a program that has {show_plain(meant)} open"
        do = f"Give {show_plain(meant)}. Save it there first."
        return (), fail(name_place(path.name), 0, found, allowed, do).faults
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        do = "Give the folder that holds the tables, or save it as Excel workbook (.xlsx)."
        found = f"a file that ends in {show(path.suffix)}"
        return (), fail(name_place(path.name), 0, found, allowed, do).faults
    sheets, faults = scan_workbook(path.read_bytes(), path.name)
    return [(name, name_place(path.name, name), scan) for name, scan in sheets], faults


def _explain_no_tables(folder: Path) -> tuple[Fault, ...]:
    allowed = "a folder with coalitions.csv and other tables in it"
    do = "Give the folder that holds the tables. `coalitionkit new` makes an empty one."
    return fail(name_place(folder.name or str(folder)), 0, "no table", allowed, do).faults


def _scan_folder(folder: Path) -> list[tuple[str, str, Scan]]:
    scans = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", _OPEN_MARK)) or not path.is_file():
            continue
        table, ending = path.name.partition(".")[0], path.suffix.lower()
        if ending == ".csv":
            scans.append((path.stem, name_place(path.name), _scan_file(path)))
        elif table in BY_NAME and ending in _NOT_CSV:
            do = f"Save it as CSV UTF-8 under the name {table}.csv, or move it to another folder."
            found = f"table {table} in a file that ends in {show(ending)}"
            scan = fail(name_place(path.name), 0, found, f"{table}.csv", do)
            scans.append((table + ending, name_place(path.name), scan))
    return scans


def _scan_file(path: Path) -> Scan:
    place = name_place(path.name)
    try:
        return scan_csv(path.read_bytes(), place, excel_blocks=path.stem not in HOLD_ANSWERS)
    except OSError as error:
        found = f"a file that can't be opened ({error.strerror})"
        return fail(place, 0, found, "a file that can be read", "Close it in other programs.")


def _assign(scans: Sequence[tuple[str, str, Scan]], faults: list[Fault]) -> Mapping[str, Scan]:
    """Give every table its scan; complain of files and sheets that are no table or stand twice."""
    parts: dict[str, Scan] = {}
    for name, place, scan in scans:
        if scan.grid is None and not scan.faults:
            continue  # a sheet without a cell
        if scan.grid is None and name.endswith(_NOT_CSV):
            faults.extend(scan.faults)
        elif name in BY_NAME and name not in parts:
            parts[name] = scan
        elif name in BY_NAME:
            do = "Keep one of the two."
            faults.append(Fault(place, 0, "", f"table {name} twice", "every table once", do))
        elif name not in _BESIDE and name.casefold() not in _NOTES:
            free = [table for table in BY_NAME if table not in parts]
            do = suggest(name, free) or "Rename it, or move it to another folder."
            allowed = f"the tables {', '.join(BY_NAME)}"
            faults.append(Fault(place, 0, "", f"no table called {show(name)}", allowed, do))
    return parts
