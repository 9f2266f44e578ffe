"""Columns with the right types: empty frames, frames handed in, and frames written as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from coalitionkit.errors import UsageError
from coalitionkit.record.cells import format_number, guard_cell, normalize_newlines, suggest
from coalitionkit.record.parsing import WORDS
from coalitionkit.record.schema import BY_NAME, Column, Table

# Ten million answers are scored from their codes, so these columns are categories.
_CATEGORIES: Mapping[str, frozenset[str]] = {
    "responses": frozenset(("coalition", "respondent", "item", "answer"))
}


def is_category(table: str, column: str) -> bool:
    """Say whether a column is held as a pandas category."""
    return column in _CATEGORIES.get(table, ())


def make_categorical(values: Sequence[str]) -> pd.Categorical:
    """Make a category of text whose categories are sorted and plain objects in every pandas."""
    codes, found = pd.factorize(np.asarray(values, dtype=object), sort=True)
    return pd.Categorical.from_codes(codes, categories=pd.Index(found, dtype=object))


def build_column(values: Sequence[Any], table: str, column: Column) -> Any:
    """Make an array of the column's type from values that were read; None is empty."""
    if is_category(table, column.name):
        return make_categorical([str(value) for value in values])
    if column.kind in WORDS:
        # Said outright, or pandas 3 would guess its own kind of text.
        return pd.Series(values, dtype=object)
    if column.kind == "whole":
        return pd.array(list(values), dtype="Int64")
    if column.kind == "yesno":
        return pd.array(list(values), dtype="boolean")
    if column.kind == "date":
        return np.array(values, dtype="datetime64[D]").astype("datetime64[ns]")
    return np.array([np.nan if value is None else value for value in values], dtype="float64")


def find_table(name: str) -> Table:
    """Find a table by name; a :class:`UsageError` lists the names that there are."""
    if name not in BY_NAME:
        hint = suggest(name, BY_NAME)
        raise UsageError(f"There is no table {name!r}. {hint} The tables: {', '.join(BY_NAME)}.")
    return BY_NAME[name]


@cache
def empty_frame(name: str) -> pd.DataFrame:
    """Give a table without rows; shared, so hand out copies only."""
    table = find_table(name)
    columns = {column.name: build_column((), name, column) for column in table.columns}
    return pd.DataFrame(columns, columns=list(table.headings))


def conform(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame the table's columns, in order and with the right types.

    Columns that are missing become empty. The frame that is handed in stays as it was.

    Parameters
    ----------
    name : str
        The table.
    frame : DataFrame
        Rows with some or all of its columns.

    Raises
    ------
    UsageError
        If there is no such table or column, or a value can't be of the column's type.
    """
    table = find_table(name)
    if _is_conformed(name, frame):
        return frame.reset_index(drop=True)
    unknown = [str(heading) for heading in frame.columns if heading not in table.headings]
    if unknown:
        raise UsageError(f"Table {name} has no column {', '.join(unknown)}.")
    columns = {}
    for column in table.columns:
        values = frame.get(column.name, pd.Series([None] * len(frame), dtype=object))
        try:
            columns[column.name] = _cast(values, name, column)
        except (TypeError, ValueError) as error:
            raise UsageError(
                f"Table {name}, column {column.name}: allowed: {column.allowed}. {error}"
            ) from error
    return pd.DataFrame(columns, columns=list(table.headings))


def _is_conformed(name: str, frame: pd.DataFrame) -> bool:
    empty = empty_frame(name)
    return (
        list(frame.columns) == list(empty.columns)
        and [str(kind) for kind in frame.dtypes] == [str(kind) for kind in empty.dtypes]
        and not frame.select_dtypes(["object", "category"]).isna().to_numpy().any()
    )


def _cast(values: pd.Series[Any], table: str, column: Column) -> Any:
    if column.kind == "date":
        return pd.to_datetime(values).to_numpy(dtype="datetime64[ns]")
    plain = values.astype(object).where(values.notna(), None).tolist()
    if column.kind in WORDS:
        plain = ["" if value is None else str(value) for value in plain]
    elif column.kind == "number":
        plain = [None if value is None else float(value) for value in plain]
    return build_column(plain, table, column)


def render_column(values: pd.Series[Any], column: Column) -> list[str]:
    """Write a column of a conformed frame as the text of its cells, formulas kept still."""
    if column.kind in WORDS:
        texts = values.astype(object)
        guarded = {text: guard_cell(normalize_newlines(text)) for text in set(texts)}
        return [guarded[text] for text in texts]
    if column.kind == "date":
        return ["" if day is pd.NaT else day.strftime("%Y-%m-%d") for day in values]
    if column.kind == "yesno":
        return ["" if value is pd.NA else ("yes" if value else "no") for value in values]
    return ["" if pd.isna(value) else format_number(value) for value in values]
