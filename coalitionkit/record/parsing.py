"""One cell at a time: text into a value, or into a complaint that says what to do."""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coalitionkit.record.cells import (
    LONGEST_TEXT,
    is_hidden,
    is_refused,
    normalize_newlines,
    show,
    suggest,
    unguard_cell,
)
from coalitionkit.record.schema import Column, Kind

Value = str | int | float | bool | dt.date | None

# The kinds that are held as text, where empty is the empty text.
WORDS: tuple[Kind, ...] = ("id", "text", "choice")

_YEARS = (1800, 2200)
# Whole numbers past this lose their last digits in a spreadsheet.
_LARGEST = 10**15

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_OTHER_DATE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_DATE_WITH_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ].*[0-9]{1,2}:.*")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_COMMA_DECIMAL = re.compile(r"[+-]?[0-9]*,[0-9]+")
_SPREADSHEET_ERRORS = ("#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!")
_EXCEL_DATES = "Excel changes dates when it saves CSV; format the column as yyyy-mm-dd first."
_STANDS_FOR_NOTHING = frozenset(
    ("n/a", "null", "none", "-", "--", "–", "—", "?", *_SPREADSHEET_ERRORS)
)
_SAYS_YES = frozenset(("yes", "y", "true", "1", "x", "si", "sí"))
_SAYS_NO = frozenset(("no", "n", "false", "0"))


@dataclass(frozen=True)
class Complaint:
    """What is wrong with one cell: what was found, what may stand there, and what to do."""

    found: str
    allowed: str
    do: str


@dataclass(frozen=True)
class Cell:
    """A cell that was read: its value, and a complaint if it can't stand.

    A value beside a complaint is the likely one. It serves only to keep one slip from causing a
    row of others; a record with a complaint is never handed out.
    """

    value: Value
    complaint: Complaint | None = None


def parse_cell(raw: str, column: Column) -> Cell:
    """Read one cell of one column.

    Parameters
    ----------
    raw : str
        The cell as it stands in the file.
    column : Column
        What may stand there.

    Returns
    -------
    Cell

    Examples
    --------
    >>> from coalitionkit.record.schema import BY_NAME
    >>> founded = next(c for c in BY_NAME["coalitions"].columns if c.name == "founded")
    >>> parse_cell("31/12/2025", founded).complaint.do[:23]
    'Write it as 2025-12-31.'
    """
    is_word = column.kind in WORDS
    empty = "" if is_word else None
    if raw == "" or (column.required and not raw.strip()):
        if not column.required:
            return Cell(empty)
        found = show(raw) if raw else "nothing"
        return Cell(empty, Complaint(found, column.allowed, "Fill it in."))
    cell = _PARSERS[column.kind](raw, column)
    if cell.complaint:
        return Cell((cell.value or "") if is_word else None, cell.complaint)
    return cell


def _complain(raw: str, column: Column, do: str, value: Value = None) -> Cell:
    return Cell(value, Complaint(show(raw), column.allowed, do))


def _parse_text(raw: str, column: Column) -> Cell:
    text = unguard_cell(normalize_newlines(raw))
    if text.isprintable() and len(text) <= LONGEST_TEXT:
        return Cell(text)
    if any(map(is_refused, text)):
        do = "Take out the control characters, shown here as codes such as \\x07."
        return _complain(raw, column, do, "".join(c for c in text if not is_refused(c)))
    if len(text) > LONGEST_TEXT:
        do = f"Shorten it to {LONGEST_TEXT:,} characters; a spreadsheet would cut it."
        return _complain(raw, column, do, text)
    return Cell(text)


def _check_word(raw: str, column: Column) -> Cell | None:
    """Refuse what no short name, word, number or date may hold, with the likely value beside it."""
    seen = "".join(c for c in raw if not is_hidden(c))
    if seen != raw:
        do = "It holds characters that can't be seen, shown here as codes. Type it again."
        return _complain(raw, column, do, seen.strip())
    if raw != raw.strip(" "):
        return _complain(raw, column, "Take away the spaces at its ends.", raw.strip(" "))
    if raw.casefold() in _STANDS_FOR_NOTHING:
        do = "Fill it in." if column.required else "Leave it empty."
        return _complain(raw, column, do)
    return None


def _parse_id(raw: str, column: Column) -> Cell:
    text = unguard_cell(raw)
    return _check_word(text, column) or _parse_text(raw, column)


def _parse_choice(raw: str, column: Column) -> Cell:
    if raw in column.choices:
        return Cell(raw)
    by_fold = {choice.casefold(): choice for choice in column.choices}
    right = by_fold.get(raw.casefold())
    if right:
        return _complain(raw, column, f"Write {right}, in small letters.", right)
    do = suggest(raw, column.choices) or "Write one of these words."
    return _check_word(raw, column) or _complain(raw, column, do)


def _parse_yesno(raw: str, column: Column) -> Cell:
    if raw in ("yes", "no"):
        return Cell(raw == "yes")
    word = raw.casefold()
    if word in _SAYS_YES or word in _SAYS_NO:
        return _complain(raw, column, f"Write {'yes' if word in _SAYS_YES else 'no'}.")
    return _check_word(raw, column) or _complain(raw, column, "Write yes or no.")


def _parse_number(raw: str, column: Column) -> Cell:
    if not _NUMBER.fullmatch(raw):
        return _check_word(raw, column) or _complain(raw, column, _explain_number(raw))
    value = float(raw)
    if not math.isfinite(value) or abs(value) > _LARGEST:
        return _complain(raw, column, "The number is too large. Check it.")
    low = -math.inf if column.low is None else column.low
    high = math.inf if column.high is None else column.high
    if not low <= value <= high:
        return _complain(raw, column, "Check the number.")
    return Cell(value)


def _explain_number(raw: str) -> str:
    if _THOUSANDS.fullmatch(raw):
        plain, point = raw.replace(",", ""), raw.replace(",", ".")
        other = f", or {point} if the comma marks decimals" if raw.count(",") == 1 else ""
        return f"Write {plain}{'' if '.' in raw else other}."
    if _COMMA_DECIMAL.fullmatch(raw):
        return f"Write {raw.replace(',', '.')}, with a point."
    if raw.endswith("%"):
        return "Write it without the percent sign."
    if raw.startswith("−"):
        return "Write the minus sign as -, from the keyboard."
    if raw.casefold().lstrip("+-") in {"nan", "inf", "infinity"}:
        return "This is no number that can be used. Write a number, or leave it empty."
    if _DATE.fullmatch(raw) or _OTHER_DATE.fullmatch(raw):
        return "This is a date. Type the number again."
    return "Write a number in digits."


def _parse_whole(raw: str, column: Column) -> Cell:
    cell = _parse_number(raw, column)
    if not isinstance(cell.value, float):
        return cell
    if not cell.value.is_integer():
        return _complain(raw, column, "Write a whole number, without decimals.")
    return Cell(int(cell.value))


def _parse_date(raw: str, column: Column) -> Cell:
    if not _DATE.fullmatch(raw):
        return _check_word(raw, column) or _complain(raw, column, _explain_date(raw))
    try:
        day = dt.date.fromisoformat(raw)
    except ValueError:
        return _complain(raw, column, "There is no such day. Check the month and the day.")
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        return _complain(raw, column, "Check the year.")
    return Cell(day)


def _explain_date(raw: str) -> str:
    other = _OTHER_DATE.fullmatch(raw)
    if other:
        return f"{_explain_day_order(*(int(part) for part in other.groups()))} {_EXCEL_DATES}"
    if re.fullmatch(r"[0-9]{5}(\.0+)?", raw):
        day = dt.date(1899, 12, 30) + dt.timedelta(days=int(raw[:5]))
        return f"This is how a spreadsheet counts days. Write {day.isoformat()}, if that is meant."
    timed = _DATE_WITH_TIME.fullmatch(raw)
    if timed:
        return f"Leave out the time: {timed[1]}."
    return "Write the year, the month and the day, such as 2025-03-31."


def _explain_day_order(first: int, second: int, year: int) -> str:
    days = []
    for month, day in sorted({(first, second), (second, first)}):
        with contextlib.suppress(ValueError):
            days.append(dt.date(year, month, day).isoformat())
    if len(days) == 2:
        return f"The month and the day can't be told apart. Write {days[0]} or {days[1]}."
    return f"Write it as {days[0]}." if days else "There is no such day."


_PARSERS: Mapping[Kind, Callable[[str, Column], Cell]] = {
    "id": _parse_id,
    "text": _parse_text,
    "choice": _parse_choice,
    "yesno": _parse_yesno,
    "number": _parse_number,
    "whole": _parse_whole,
    "date": _parse_date,
}
