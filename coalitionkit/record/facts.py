"""The sourced facts of the cases that ship with the kit, and where each was found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from coalitionkit.errors import NotShippedError, UsageError
from coalitionkit.files import find_shipped
from coalitionkit.record.cells import suggest

_SOURCES = "sources"
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def load_facts(case: str, table: str) -> pd.DataFrame:
    """Load one table of sourced facts.

    Parameters
    ----------
    case : str
        A case, such as ``"home-visiting"``, or ``"contrasts"``.
    table : str
        Such as ``"home_visiting_funding"``.

    Returns
    -------
    DataFrame
        As the file has it, every row with its source and, where there is one, the caveat in
        ``note``. A column in which every filled cell is a number, or a whole date, has that type;
        all others are text, with nothing for an empty cell. Dates such as 2007-01 stay text: the
        day is not known.

    Raises
    ------
    UsageError
        If there is no such case or table; the message lists those that exist.
    """
    tables = _list_tables(case)
    if table not in tables:
        told = f"There is no table of facts {table!r} for {case}. {suggest(table, tables)}".strip()
        raise UsageError(f"{told} Its tables: {', '.join(tables)}.")
    return _read(tables[table])


def load_sources(case: str) -> pd.DataFrame:
    """Load where a case's facts were found.

    Parameters
    ----------
    case : str
        As in :func:`load_facts`.

    Returns
    -------
    DataFrame
        One row a source: ``source_title``, ``url``, ``files`` and ``rows`` (what rests on it).

    Raises
    ------
    UsageError
        If there is no such case with facts; the message lists those that exist.
    """
    return _read(_find_cases()[_check_case(case)] / f"{_SOURCES}.csv")


def list_facts(case: str) -> tuple[str, ...]:
    """List the tables of facts of a case, as :func:`load_facts` takes them.

    Raises
    ------
    UsageError
        If there is no such case with facts; the message lists those that exist.
    """
    return tuple(_list_tables(case))


def _find_cases() -> Mapping[str, Path]:
    """Find the cases that say where their facts were found."""
    try:
        shelf = find_shipped("data", "cases")
    except NotShippedError:
        return {}
    return {path.parent.name: path.parent for path in sorted(shelf.glob(f"*/{_SOURCES}.csv"))}


def _check_case(case: str) -> str:
    cases = _find_cases()
    if case not in cases:
        told = f"There is no case {case!r} with sourced facts. {suggest(case, cases)}".strip()
        raise UsageError(f"{told} Cases with facts: {', '.join(cases) or 'none'}.")
    return case


def _list_tables(case: str) -> Mapping[str, Path]:
    """List a case's tables; where no record stands beside them they have no folder of their own."""
    folder = _find_cases()[_check_case(case)]
    inner = folder / "facts"
    paths = (inner if inner.is_dir() else folder).glob("*.csv")
    return {path.stem: path for path in sorted(paths) if path.stem != _SOURCES}


def _read(path: Path) -> pd.DataFrame:
    text = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return text.apply(_convert)


def _convert(cells: pd.Series[str]) -> pd.Series[Any]:
    """Give a column its type: numbers or dates if all that is filled in is one, else text."""
    filled = cells[cells != ""]
    if filled.empty:
        return cells
    if filled.map(lambda cell: bool(_NUMBER.fullmatch(cell))).all():
        numbers = pd.to_numeric(cells.replace("", None))
        whole = not filled.str.contains(".", regex=False).any()
        return numbers.astype("Int64") if whole and len(filled) < len(cells) else numbers
    if filled.map(lambda cell: bool(_DATE.fullmatch(cell))).all():
        return pd.to_datetime(cells.replace("", None), format="%Y-%m-%d")
    return cells
