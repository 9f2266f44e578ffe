"""The one home of the record's tables: columns, types, ranges and units, in the order of use.

The tables stand in ``schema.txt`` beside this page, in a form that reads as a glossary; this page
says what a column may be and turns that text into :data:`TABLES`. Reading, writing, ``coalitionkit
new`` and ``data/README.md`` all follow them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, cast, get_args

Kind = Literal["id", "text", "choice", "yesno", "whole", "number", "date"]


@dataclass(frozen=True)
class Column:
    """One column: what it means and what may stand in it.

    Attributes
    ----------
    name : str
        The heading.
    kind : Kind
        ``id`` and ``choice`` are words without stray spaces; ``yesno`` is yes or no; ``date`` is
        YYYY-MM-DD; ``whole`` and ``number`` use a point, never a comma.
    about : str
        What it holds, for a person who fills it in.
    required : bool
        Whether it may not stay empty.
    low, high : float or None
        Least and greatest value allowed, both included.
    choices : tuple of str
        The only words allowed, for ``choice``.
    refers : str
        ``table.column`` that must hold the same value for the same coalition.
    """

    name: str
    kind: Kind
    about: str
    required: bool = False
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    refers: str = ""

    @property
    def allowed(self) -> str:
        """What may stand here, in words."""
        words = {
            "id": "a short name without spaces at its ends",
            "text": "text",
            "choice": "one of " + ", ".join(self.choices),
            "yesno": "yes or no",
            "whole": "a whole number",
            "number": "a number, with a point for decimals",
            "date": "a date as YYYY-MM-DD",
        }[self.kind]
        if self.low is not None and self.high is not None:
            words += f" from {self.low:g} to {self.high:g}"
        elif self.low is not None:
            words += f", {self.low:g} or more"
        if self.refers:
            table, column = self.refers.split(".")
            words = f"a value that stands in table {table}, column {column}"
        return words + ("" if self.required else ", or empty")


@dataclass(frozen=True)
class Table:
    """One table of the record.

    Attributes
    ----------
    name, about, gives : str
        Its name, what a row is, and what filling it in gives.
    minutes : int
        About how long a coalition of nine takes to fill it in.
    columns : tuple of Column
        In the order in which they stand in a file.
    key : tuple of str
        The columns that no two rows may share. Empty where rows may repeat.
    """

    name: str
    about: str
    gives: str
    minutes: int
    columns: tuple[Column, ...] = ()
    key: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(column.name for column in self.columns)


_JUDGED = (
    Column("source", "text", "Who said so, or where it stands written"),
    Column("as_of", "date", "The day it was true"),
    Column("illustrative", "yesno", "yes if the row is invented for teaching"),
)


def _parse_kind(words: str) -> tuple[Kind, dict[str, object]]:
    """Turn ``whole 0..3``, ``one of a, b`` or ``id in table.column`` into a kind and a range."""
    if words.startswith("one of "):
        return "choice", {"choices": tuple(words.removeprefix("one of ").split(", "))}
    kind, _, rest = words.partition(" ")
    if kind not in get_args(Kind):
        raise ValueError(f"schema.txt: unknown kind {words!r}")
    limits: dict[str, object] = {}
    if rest.startswith("in "):
        limits["refers"] = rest.removeprefix("in ")
    elif rest:
        low, high = rest.split("..")
        limits["low"] = float(low) if low else None
        limits["high"] = float(high) if high else None
    return cast(Kind, kind), limits


def _parse_columns(lines: list[str]) -> Iterator[tuple[Column, bool]]:
    """Yield each column and whether it is part of the key."""
    for line in lines:
        if line.strip().startswith("+ judged"):
            for column in _JUDGED:
                yield column, f"#{column.name}" in line
            continue
        marked, words, about = (part.strip() for part in line.split(" | "))
        kind, limits = _parse_kind(words)
        name = marked.rstrip("#!")
        column = Column(name, kind, about, required="!" in marked)
        yield replace(column, **limits), "#" in marked  # type: ignore[arg-type]


def _parse_table(block: str) -> Table:
    """Turn one block of ``schema.txt`` into a table."""
    head, about, *rest = block.strip().splitlines()
    name, _, told = head.removeprefix("[").partition("] ")
    minutes, _, gives = told.partition(" min: ")
    columns = tuple(_parse_columns(rest))
    return Table(
        name,
        about,
        gives,
        int(minutes),
        tuple(column for column, _ in columns),
        tuple(column.name for column, in_key in columns if in_key),
    )


def _parse_tables(text: str) -> tuple[Table, ...]:
    """Turn ``schema.txt`` into tables; its first two blocks explain the form."""
    return tuple(_parse_table(block) for block in text.strip().split("\n\n")[2:])


TABLES: tuple[Table, ...] = _parse_tables(
    Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
)
BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
