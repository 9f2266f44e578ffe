"""A workbook as grids of text, one a sheet; and rows of text as a workbook."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import range_boundaries

from coalitionkit.errors import Fault, UsageError
from coalitionkit.record.cells import format_number, show, show_plain
from coalitionkit.record.grids import Grid, Odd, Scan, drop_bare_columns, fail, name_place
from coalitionkit.record.schema import Kind

# A sheet to write: its name, headings, the kinds of its columns, and its rows.
SheetRows = tuple[str, Sequence[str], Sequence[Kind], Sequence[Sequence[str]]]

_LAST_ROW = 1_048_576
_LONGEST = 32_767
# Excel counts days from 1900 and has a day too many in that year.
_FIRST_DATE = "1901"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_A_WORKBOOK = "an Excel workbook (.xlsx)"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']([A-Z0-9:]+)[\"']")


def scan_workbook(data: bytes, file: str) -> tuple[Sequence[tuple[str, Scan]], tuple[Fault, ...]]:
    """Read the bytes of a workbook.

    Parameters
    ----------
    data : bytes
    file : str
        The workbook's name, for faults.

    Returns
    -------
    sequence of (str, Scan)
        The sheets, hidden ones too, in the workbook's order.
    tuple of Fault
        Why the workbook can't be read at all, if so.
    """
    place = name_place(file)
    if not data:
        found, do = "an empty file that can't be read", "Save the workbook (.xlsx) again."
        return (), fail(place, 0, found, _A_WORKBOOK, do).faults
    if data.startswith(_OLD_OFFICE):
        found = "a workbook with a password, or in the old .xls form"
        do = "Take the password away and save it as Excel workbook (.xlsx)."
        return (), fail(place, 0, found, _A_WORKBOOK, do).faults
    with warnings.catch_warnings():
        # What openpyxl warns of (styles, lists to choose from) has no bearing on the cells.
        warnings.simplefilter("ignore")
        try:
            return _scan_sheets(data, file), ()
        except Exception:
            # A broken workbook makes openpyxl raise whatever its parsers stumble on.
            found = "a file that can't be read: it is damaged, or no workbook"
            do = "Open it in a spreadsheet program and save it as Excel workbook (.xlsx)."
            return (), fail(place, 0, found, _A_WORKBOOK, do).faults


def _scan_sheets(data: bytes, file: str) -> list[tuple[str, Scan]]:
    book: Any = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    scans = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for sheet in book.worksheets:
                # Sheets read row by row know nothing of merged cells, so ask the file itself.
                merged = _MERGED.findall(archive.read(sheet._worksheet_path))
                scan = _scan_sheet(sheet, name_place(file, sheet.title), merged)
                scans.append((sheet.title, scan))
    finally:
        book.close()
    return scans


def _scan_sheet(sheet: Any, place: str, merged: Iterable[bytes]) -> Scan:
    sheet.reset_dimensions()
    lines = sheet.iter_rows(max_row=_LAST_ROW)
    headings = [_read_cell(cell)[0] for cell in next(lines, ())]
    while headings and not headings[-1].strip():
        headings.pop()
    if not headings:
        if not any(_read_cell(cell) != ("", None) for line in lines for cell in line):
            return Scan(None)
        do = "Write the headings in row 1, or take the sheet away."
        return fail(place, 1, "an empty first row", "headings in row 1", do)
    faults = _explain_merged(place, headings, merged)
    numbers: list[int] = []
    rows: list[list[str]] = []
    odd: dict[tuple[int, int], Odd] = {}
    for number, line in enumerate(lines, start=2):
        cells = [_read_cell(cell) for cell in line]
        if not any(text or oddity for text, oddity in cells):
            continue
        faults += _explain_stray(place, number, [text for text, _ in cells[len(headings) :]])
        cells = (cells + [("", None)] * len(headings))[: len(headings)]
        odd |= {(len(rows), column): found for column, (_, found) in enumerate(cells) if found}
        numbers.append(number)
        rows.append([text for text, _ in cells])
    return drop_bare_columns(Grid(place, tuple(headings), numbers, rows, odd), faults)


def _explain_stray(place: str, number: int, beyond: Sequence[str]) -> list[Fault]:
    """Complain of cells to the right of the last heading."""
    found = next((text for text in beyond if text), "")
    if not found:
        return []
    words = f"{show(found)} to the right of the last heading"
    do = "Write the heading in row 1, or clear the cells."
    return [Fault(place, number, "", words, "a heading over every cell", do)]


def _explain_merged(place: str, headings: Sequence[str], merged: Iterable[bytes]) -> list[Fault]:
    faults = []
    for cells in merged:
        left, top, _, _ = range_boundaries(cells.decode())
        heading = headings[left - 1] if left and left <= len(headings) else ""
        found = f"merged cells {cells.decode()}"
        do = "Unmerge them, and fill in every cell."
        column = show_plain(heading)
        faults.append(Fault(place, top or 0, column, found, "one value in each cell", do))
    return faults


def _read_cell(cell: Any) -> tuple[str, Odd | None]:
    """Turn a cell into text, and say where it is more than text or a number."""
    value, kind = cell.value, cell.data_type
    if value is None:
        return "", None
    if kind == "f":
        formula = value if isinstance(value, str) else getattr(value, "text", None)
        return "", Odd("formula", str(formula or "a formula"))
    if kind == "e":
        return "", Odd("error", str(value))
    if isinstance(value, str):
        return unescape_text(value) if "_x" in value else value, None
    if isinstance(value, bool):
        return ("yes" if value else "no"), Odd("yesno", str(value).upper())
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat(), Odd("date", value.date().isoformat())
    if isinstance(value, int | float):
        return (str(value) if isinstance(value, int) else format_number(value)), None
    return "", Odd("time", str(value))


def unescape_text(text: str) -> str:
    r"""Undo the way in which a workbook writes characters that XML can't hold.

    Examples
    --------
    >>> unescape_text("one_x000D_\ntwo _x005F_x000D_")
    'one\r\ntwo _x000D_'
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def escape_text(text: str) -> str:
    """Write text for a workbook so that :func:`unescape_text` gives it back.

    Examples
    --------
    >>> escape_text("_x000D_")
    '_x005F_x000D_'
    """
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def pack_workbook(sheets: Iterable[SheetRows]) -> bytes:
    """Pack rows of text as a workbook: words as words, numbers and dates as Excel has them.

    Parameters
    ----------
    sheets : iterable of SheetRows
        A name, headings, the kinds of the columns, and rows of text.

    Raises
    ------
    UsageError
        If a sheet has more rows than Excel takes.
    """
    book = openpyxl.Workbook(write_only=True)
    for name, headings, kinds, rows in sheets:
        _fill_sheet(book.create_sheet(name), headings, kinds, rows)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def replace_sheet(data: bytes, rows: SheetRows) -> bytes:
    """Pack a workbook again with one sheet replaced; the other sheets keep their looks.

    Parameters
    ----------
    data : bytes
        A workbook.
    rows : SheetRows
        The sheet; where there is none of its name, it goes last.
    """
    name, headings, kinds, lines = rows
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book: Any = openpyxl.load_workbook(io.BytesIO(data))
    place = len(book.sheetnames)
    if name in book.sheetnames:
        place = book.sheetnames.index(name)
        book.remove(book[name])
    _fill_sheet(book.create_sheet(name, place), headings, kinds, lines)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill_sheet(
    sheet: Any, headings: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Sequence[str]]
) -> None:
    if len(rows) >= _LAST_ROW:
        raise UsageError(
            f"Table {sheet.title} has {len(rows):,} rows, more than a workbook takes. "
            "Write a folder of CSV files."
        )
    sheet.freeze_panes = "A2"
    sheet.append([_write_cell(sheet, heading, "text") for heading in headings])
    for row in rows:
        sheet.append(
            [_write_cell(sheet, text, kind) for text, kind in zip(row, kinds, strict=True)]
        )


def _write_cell(sheet: Any, text: str, kind: Kind) -> Any:
    """Make a cell of text; openpyxl would take some words for formulas or errors."""
    if text == "":
        return None
    if kind == "date" and text >= _FIRST_DATE:
        return dt.date.fromisoformat(text)
    # openpyxl keeps 16 digits; a number that needs more stays text, which reads just as well.
    if kind in ("whole", "number") and float(f"{float(text):.16g}") == float(text):
        return float(text)
    escaped = escape_text(text)
    if len(escaped) > _LONGEST:
        raise UsageError(f"A cell of {len(escaped):,} characters is too long: {show(text)}.")
    cell = WriteOnlyCell(sheet, escaped)
    cell.data_type = "s"
    return cell
