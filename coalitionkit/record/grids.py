"""A file as a grid of text: CSV here, workbooks next door; nothing is known yet of tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from coalitionkit.errors import Fault
from coalitionkit.record.cells import show, show_plain

_SAVE_AS_CSV = "Save it again as CSV UTF-8 (comma delimited)."
_A_CSV_FILE = "a CSV file in UTF-8, with commas between the cells"
# Excel writes CSV in blocks of 16 rows, each as wide as its last filled column (KB 77295).
_BLOCK = 16


@dataclass(frozen=True)
class Odd:
    """A cell that is more, or less, than text.

    Attributes
    ----------
    kind : {"date", "yesno", "time", "formula", "error", "absent"}
        A spreadsheet's typed date, true or false; a date with a time; a formula; a spreadsheet's
        error value; or a cell that a broken line lacks, of which its row has complained already.
    text : str
        What to show of it.
    """

    kind: Literal["date", "yesno", "time", "formula", "error", "absent"]
    text: str = ""


@dataclass(frozen=True)
class Grid:
    """The cells of one file or sheet as text.

    Attributes
    ----------
    place : str
        The file, as a fault names it.
    headings : tuple of str
    numbers : sequence of int
        The spreadsheet's row of each row.
    rows : sequence of sequence of str
        Every row as long as the headings; blank rows are left out.
    odd : mapping of (int, int) to Odd
        By position in ``rows`` and in ``headings``.
    """

    place: str
    headings: tuple[str, ...]
    numbers: Sequence[int]
    rows: Sequence[Sequence[str]]
    odd: Mapping[tuple[int, int], Odd]


@dataclass(frozen=True)
class Scan:
    """What reading a file gave: a grid, unless it can't be read at all, and its faults."""

    grid: Grid | None
    faults: tuple[Fault, ...] = ()


def fail(place: str, row: int, found: str, allowed: str, do: str) -> Scan:
    """Give up on a file, with the one fault that says why."""
    return Scan(None, (Fault(place, row, "", found, allowed, do),))


def scan_csv(data: bytes, place: str, excel_blocks: bool = False) -> Scan:
    """Read the bytes of a CSV file; a byte-order mark is welcome.

    Parameters
    ----------
    data : bytes
    place : str
        The file's name, for faults.
    excel_blocks : bool
        Whether to take rows that are short because Excel left out the empty cells at their ends.
        Not for tables of answers: there a row that was cut may not pass for an unanswered one.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return fail(place, 0, "text in UTF-16", _A_CSV_FILE, _SAVE_AS_CSV)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The position counts from after the byte-order mark, where there is one.
        before = data.removeprefix(b"\xef\xbb\xbf")[: error.start].decode("utf-8")
        byte = f"a byte that is not UTF-8 (0x{error.object[error.start]:02x})"
        return fail(place, _find_row(before), byte, _A_CSV_FILE, _SAVE_AS_CSV)
    if "\0" in text:
        row = _find_row(text[: text.index("\0")])
        return fail(place, row, "a NUL byte", _A_CSV_FILE, _SAVE_AS_CSV)
    if not text.strip("\r\n ,"):
        do = "Write the headings in row 1, or take the file away."
        return fail(place, 0, "an empty file", "headings in row 1", do)
    return _scan_text(text, place, excel_blocks and text.endswith("\n"))


def _find_row(before: str) -> int:
    """Find the spreadsheet's row of what comes next; a newline in quotes starts no row."""
    try:
        return sum(1 for _ in csv.reader(io.StringIO(before + "x", newline="")))
    except csv.Error:
        return before.count("\n") + 1


def _scan_text(text: str, place: str, excel_blocks: bool) -> Scan:
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        records.extend(reader)
    except csv.Error as error:
        return _explain_csv(str(error), place, len(records) + 1)
    headings = records[0]
    if len(headings) == 1 and (separator := next((c for c in ";\t|" if c in headings[0]), "")):
        name = {";": "semicolons", "\t": "tabs", "|": "bars"}[separator]
        return fail(place, 1, f"{name} between the cells", _A_CSV_FILE, _SAVE_AS_CSV)
    return _even_out(records, place, _find_excel_blocks(records) if excel_blocks else ())


def _explain_csv(message: str, place: str, row: int) -> Scan:
    if "field limit" in message:
        limit = f"at most {csv.field_size_limit():,} characters in a cell"
        do = "Shorten it, or look for a quotation mark that is never closed."
        return fail(place, row, "a cell that is too long", limit, do)
    if "unexpected end" in message:
        found, do = "a quotation mark that is never closed", "Close it, or take it away."
    else:
        found = "text after a closing quotation mark"
        do = "Write a quotation mark inside a cell twice, and the whole cell in quotation marks."
    return fail(place, row, found, "quotation marks in pairs", do)


def _find_excel_blocks(records: list[list[str]]) -> Collection[int]:
    """List the blocks of rows that are short in just the way in which Excel shortens them.

    All rows of such a block are of one width, and one of them is filled to its end. A line that
    was cut or broken is shorter than its neighbors.
    """
    found = set()
    for start in range(0, len(records), _BLOCK):
        rows = [record for record in records[start : start + _BLOCK] if any(record)]
        if len({len(row) for row in rows}) == 1 and any(row[-1] for row in rows):
            found.add(start // _BLOCK)
    return found


def _even_out(records: list[list[str]], place: str, excel_blocks: Collection[int]) -> Scan:
    """Complain of lines with too many or too few cells; leave out blank rows."""
    width = len(records[0])
    faults: list[Fault] = []
    numbers: list[int] = []
    rows: list[list[str]] = []
    odd: dict[tuple[int, int], Odd] = {}
    for number, record in enumerate(records[1:], start=2):
        if not any(record):
            continue
        if len(record) < width and (number - 1) // _BLOCK in excel_blocks:
            record = record + [""] * (width - len(record))
        if len(record) != width:
            faults.append(_explain_width(place, number, record, width))
            odd |= {(len(rows), column): Odd("absent") for column in range(len(record), width)}
            record = (record + [""] * width)[:width]
        numbers.append(number)
        rows.append(record)
    return drop_bare_columns(Grid(place, tuple(records[0]), numbers, rows, odd), faults)


def _explain_width(place: str, number: int, record: list[str], width: int) -> Fault:
    do = "Look for a comma in a cell without quotation marks, or a line that was broken or cut."
    if len(record) < width:
        do = (
            "Look for a line that was broken or cut. If the row is whole in Excel, Excel left out "
            "the empty cells at its end: move a column without empty cells to the right of all "
            "others, and save again."
        )
    found = f"{len(record)} cells, the last {show(record[-1])}"
    return Fault(place, number, "", found, f"{width} cells, as in the headings", do)


def drop_bare_columns(grid: Grid, faults: list[Fault]) -> Scan:
    """Leave out columns without a heading and without cells; complain where there are cells."""
    bare = [column for column, heading in enumerate(grid.headings) if not heading.strip()]
    if not bare:
        return Scan(grid, tuple(faults))
    for column in bare:
        filled = next((row for row, cells in enumerate(grid.rows) if cells[column]), None)
        if filled is not None:
            found = f"{show(grid.rows[filled][column])} in column {column + 1}, without a heading"
            do = "Write the heading in row 1, or clear the cells."
            number = grid.numbers[filled]
            faults.append(Fault(grid.place, number, "", found, "a heading over every cell", do))
    kept = [column for column in range(len(grid.headings)) if column not in bare]
    places = {old: new for new, old in enumerate(kept)}
    return Scan(
        Grid(
            grid.place,
            tuple(grid.headings[column] for column in kept),
            grid.numbers,
            [[cells[column] for column in kept] for cells in grid.rows],
            {(row, places[c]): odd for (row, c), odd in grid.odd.items() if c in places},
        ),
        tuple(faults),
    )


def name_place(*parts: str) -> str:
    """Name a file or a sheet for a fault, without characters that a screen would act on."""
    return ", sheet ".join(show_plain(part) for part in parts)
