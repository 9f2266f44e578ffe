"""A data frame as a table that a person reads: plain headings, dates and numbers in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from coalitionkit.playbook import Language
from coalitionkit.report.blocks import Grid
from coalitionkit.words.catalog import Translator, say_yes_no

_EMPTY = "–"


def make_table(
    frame: pd.DataFrame,
    headings: Mapping[str, str],
    *,
    caption: str = "",
    language: Language = "en",
) -> Grid:
    """Make a table of some of a frame's columns, for a lesson.

    Parameters
    ----------
    frame : DataFrame
    headings : mapping of str to str
        The columns to show, in this order, each with its heading. The first names the rows.
    caption : str
        Empty for none.
    language : {"en", "es"}
        Of dates and numbers.

    Returns
    -------
    Grid
        Numbers to the right, at most one decimal; a dash where there is nothing.

    Raises
    ------
    KeyError
        If the frame has no such column.

    Examples
    --------
    >>> frame = pd.DataFrame({"name": ["Clinic"], "on": pd.to_datetime(["2025-03-04"]), "n": [2]})
    >>> make_table(frame, {"name": "Partner", "on": "Last talk", "n": "Talks"}).rows
    (('Clinic', 'March 4, 2025', '2'),)
    """
    t = Translator(language)
    shown = frame[list(headings)]
    columns = [shown[name].tolist() for name in headings]
    rows = (tuple(_write(t, value) for value in row) for row in zip(*columns, strict=True))
    numeric = [
        pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)
        for kind in shown.dtypes
    ]
    align = "".join("r" if number else "l" for number in numeric)
    return Grid(caption, tuple(headings.values()), tuple(rows), align)


def _write(t: Translator, value: object) -> str:
    if pd.isna(value) or value == "":  # type: ignore[call-overload]
        return _EMPTY
    if isinstance(value, dt.date):
        return t.date(dt.date(value.year, value.month, value.day))
    if isinstance(value, bool):
        return say_yes_no(t, value)
    if isinstance(value, int | float):
        return t.number(value, 0 if float(value).is_integer() else 1)
    return str(value)
