"""Values for a template's parameters, as they are typed or stand in a table."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from coalitionkit.errors import UsageError

Value: TypeAlias = int | float | bool | str

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,15})?")


def read_value(text: str) -> Value:
    """Read a value as a plain number or true/false where it is one, else as the text it is.

    Examples
    --------
    >>> [read_value(text) for text in ("3", "0.5", "true", "007", "1e999", "Maple")]
    [3, 0.5, True, '007', '1e999', 'Maple']
    """
    if text.lower() in {"true", "false"}:
        return text.lower() == "true"
    if not _NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)


def read_by_group(file: Path) -> Mapping[str, Mapping[str, Value]]:
    """Read a table of parameters: a column ``coalition``, and a row a group.

    Parameters
    ----------
    file : Path
        A CSV in UTF-8. Empty cells leave the template's own value.

    Returns
    -------
    mapping of str to mapping
        Group's id -> parameter -> value.

    Raises
    ------
    UsageError
        If it can't be read, a row has too many cells, or a group stands twice; all at once.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(
            f"{file.name} is no CSV file in UTF-8. Save it as CSV UTF-8 and try again."
        ) from error
    if not rows or "coalition" not in rows[0]:
        raise UsageError(f"{file.name} needs a column coalition and a row a group.")
    wrong = []
    found: dict[str, dict[str, Value]] = {}
    for number, row in enumerate(rows, start=2):
        group = row.pop("coalition") or ""
        if None in row:
            wrong.append(f"{file.name}, row {number}: more cells than headings.")
            row.pop(None)
        if group in found:
            wrong.append(f"{file.name}, row {number}: {group!r} stands there twice.")
        found[group] = {name: read_value(text) for name, text in row.items() if text}
    if wrong:
        raise UsageError("\n".join(wrong))
    return found
