"""A survey program's export as a grid whose headings are ours; what it holds besides is listed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coalitionkit.errors import Fault, UsageError
from coalitionkit.playbook import Item, load_playbook
from coalitionkit.record.cells import show, show_plain, suggest
from coalitionkit.record.grids import Grid, Scan, fail, name_place, scan_csv
from coalitionkit.record.schema import Column
from coalitionkit.record.sheets import explain_odd
from coalitionkit.record.workbooks import scan_workbook

_LIKE_AN_ITEM = re.compile(r"[A-Z][0-9]{1,2}")

_A_MAPPING = "a CSV with the columns heading and column, given as --mapping"
# More headings than this in one line help nobody.
_LISTED = 8

PEOPLE = ("coalition", "wave", "respondent")
LONG = ("item", "answer")


@dataclass(frozen=True)
class Export:
    """An export, its headings renamed to ours and its cells trimmed.

    Attributes
    ----------
    place : str
        Its file name, for faults.
    named : mapping of str to str
        Our columns that it has, each with its own heading.
    rows : sequence of mapping of str to str
        Each row by our column.
    numbers : sequence of int
        The spreadsheet's row of each.
    ignored : tuple of str
        Headings of which nothing is taken.
    trimmed : int
        Cells that had spaces at their ends.
    """

    place: str
    named: Mapping[str, str]
    rows: Sequence[Mapping[str, str]]
    numbers: Sequence[int]
    ignored: tuple[str, ...]
    trimmed: int

    @property
    def is_long(self) -> bool:
        """Whether each row is one answer."""
        return all(column in self.named for column in LONG)

    def complain(self, row: int, column: str, found: str, allowed: str, do: str) -> Fault:
        """Make a fault with the export's own row and heading; row -1 is the whole file."""
        number = 0 if row < 0 else self.numbers[row]
        heading = show_plain(self.named.get(column, column))
        return Fault(self.place, number, heading, found, allowed, do)


def open_export(
    file: Path, mapping: Path | None, own: Sequence[Item] = ()
) -> tuple[Export | None, list[Fault]]:
    """Open an export and rename its headings.

    Parameters
    ----------
    file : Path
    mapping : Path or None
    own : sequence of Item
        What the record's coalitions ask beside the questionnaire; an id may stand twice.

    Returns
    -------
    Export or None
        None where it can't be read, or lacks the columns it takes.
    list of Fault
    """
    scan = _scan(file)
    faults = list(scan.faults)
    known = (*PEOPLE, *LONG, *_list_items(own))
    ours, wrong = _read_mapping(mapping, known)
    faults += wrong
    if scan.grid is None:
        return None, faults
    grid = scan.grid
    known_words = {**_list_questions(own), **ours}
    headings = [known_words.get(heading.strip(), heading.strip()) for heading in grid.headings]
    faults += _check_headings(grid, headings, set(ours), known)
    used = [place for place, heading in enumerate(headings) if heading in known]
    faults += _check_odd(grid, used)
    if faults:
        return None, faults
    return (
        Export(
            place=grid.place,
            named={headings[place]: grid.headings[place] for place in used},
            rows=[{headings[place]: cells[place].strip() for place in used} for cells in grid.rows],
            numbers=grid.numbers,
            ignored=tuple(h for n, h in enumerate(grid.headings) if n not in used),
            trimmed=sum(cells[n] != cells[n].strip() for cells in grid.rows for n in used),
        ),
        faults,
    )


def _list_items(own: Sequence[Item]) -> tuple[str, ...]:
    return (*load_playbook().items, *dict.fromkeys(item.id for item in own))


def _list_questions(own: Sequence[Item]) -> Mapping[str, str]:
    """List the items by the exact words of their questions, which form programs use as headings.

    Words that two coalitions ask under two ids name neither.
    """
    meant: dict[str, set[str]] = {}
    for item in (*load_playbook().items.values(), *own):
        for words in item.question.values():
            meant.setdefault(words.strip(), set()).add(item.id)
    return {words: min(ids) for words, ids in meant.items() if len(ids) == 1}


def _read_bytes(file: Path) -> bytes:
    if file.is_dir():
        raise UsageError(f"{file} is a folder. Give the file itself.")
    if not file.exists():
        raise UsageError(f"There is no file {file}.")
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} can't be opened ({error.strerror}).") from error


def _scan(file: Path) -> Scan:
    data, place = _read_bytes(file), name_place(file.name)
    if file.suffix.lower() == ".csv":
        return scan_csv(data, place)
    if file.suffix.lower() != ".xlsx":
        do = "Export it again as CSV or as Excel workbook (.xlsx)."
        return fail(place, 0, f"a file that ends in {show(file.suffix)}", ".csv or .xlsx", do)
    sheets, faults = scan_workbook(data, file.name)
    if faults:
        return Scan(None, faults)
    filled = [scan for _, scan in sheets if scan.grid is not None]
    if len(filled) != 1:
        names = ", ".join(show(name) for name, _ in sheets)
        do = "Keep the sheet with the answers, and take the others away."
        return fail(place, 0, f"{len(filled)} sheets with rows: {names}", "one sheet", do)
    return filled[0]


def _read_mapping(path: Path | None, known: Sequence[str]) -> tuple[Mapping[str, str], list[Fault]]:
    """Read which heading of the export is which column of ours."""
    if path is None:
        return {}, []
    data = _read_bytes(path)
    if path.suffix.lower() != ".csv":
        raise UsageError(f"A mapping's name ends in .csv; {path.name} does not.")
    scan = scan_csv(data, name_place(path.name))
    if scan.grid is None:
        return {}, list(scan.faults)
    grid = scan.grid
    if set(grid.headings) != {"heading", "column"}:
        found = f"the headings {', '.join(map(show, grid.headings))}"
        do = "Give each of the export's headings a row, with our column's name beside it."
        fault = Fault(grid.place, 1, "", found, "the headings heading and column", do)
        return {}, [*scan.faults, fault]
    first, second = grid.headings.index("heading"), grid.headings.index("column")
    faults = list(scan.faults)
    for number, cells in zip(grid.numbers, grid.rows, strict=True):
        if cells[second].strip() not in known:
            do = suggest(cells[second], known) or "Correct it, or take the row away."
            allowed = f"one of {', '.join(known)}"
            faults.append(Fault(grid.place, number, "column", show(cells[second]), allowed, do))
    return {cells[first].strip(): cells[second].strip() for cells in grid.rows}, faults


def _check_headings(
    grid: Grid, headings: Sequence[str], mapped: set[str], known: Sequence[str]
) -> list[Fault]:
    """Complain of headings that stand twice, look like a slip, or are needed and not there."""

    def complain(column: str, found: str, allowed: str, do: str) -> None:
        faults.append(Fault(grid.place, 1, show_plain(column), found, allowed, do))

    faults: list[Fault] = []
    items = [column for column in known if column not in (*PEOPLE, *LONG)]
    for heading in sorted(mapped - {heading.strip() for heading in grid.headings}):
        do = "Correct it in the mapping."
        complain(heading, "no such heading", "every heading that the mapping names", do)
    for place, heading in enumerate(headings):
        if heading in headings[:place] and heading in known:
            complain(heading, f"{show(heading)} twice", "every column once", "Keep one of the two.")
        elif slip := _find_slip(heading, known):
            do = f"Did you mean {show(slip)}? Correct it, or rename it in a mapping."
            complain(grid.headings[place], show(heading), "our columns or none of them", do)
    if "coalition" not in headings:
        do = f"Add the column, or name it in a mapping: {_A_MAPPING}."
        complain("coalition", _list_found(grid), "a column coalition", do)
    asked = [heading for heading in headings if heading in items]
    is_long = all(column in headings for column in LONG)
    if is_long and asked:
        found = f"item and answer beside {', '.join(asked)}"
        complain(
            "", found, "one row an answer, or one column an item", "Keep one of the two forms."
        )
    elif not is_long and not asked:
        allowed = f"a column an item ({', '.join(items)}), or the columns item and answer"
        do = f"Rename the headings, or name them in a mapping: {_A_MAPPING}."
        complain("", _list_found(grid), allowed, do)
    return faults


def _list_found(grid: Grid) -> str:
    more = len(grid.headings) - _LISTED
    named = ", ".join(map(show, grid.headings[:_LISTED]))
    return f"the columns {named}{f', and {more} more' if more > 0 else ''}"


def _find_slip(heading: str, known: Sequence[str]) -> str:
    """Find the column that a heading was likely meant for; empty where it is ours, or another's."""
    if heading in known:
        return ""
    bare = "".join(char for char in heading if char.isalnum()).casefold()
    same = next((name for name in known if name.casefold() == bare), "")
    if same or not _LIKE_AN_ITEM.fullmatch(bare.upper()):
        return same
    return next((item for item in load_playbook().items if item[0] == bare[0].upper()), "")


def _check_odd(grid: Grid, used: Sequence[int]) -> list[Fault]:
    """Complain of formulas, dates and errors in the columns that are read."""
    faults = []
    for (row, place), odd in sorted(grid.odd.items()):
        if place in used and odd.kind != "absent":
            wrong = explain_odd(odd, Column(grid.headings[place], "text", ""))
            heading = show_plain(grid.headings[place])
            number = grid.numbers[row]
            faults.append(Fault(grid.place, number, heading, wrong.found, wrong.allowed, wrong.do))
    return faults
