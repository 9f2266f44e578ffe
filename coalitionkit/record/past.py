"""A record as it stood on an earlier day: what had been heard and done by then, and no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from coalitionkit.record.coalition import Coalition

# The day a row came to be; tables without one here have `as_of`, or no dates at all.
_BORN: Mapping[str, str] = {
    "partners": "joined",
    "issues": "opened",
    "tensions": "first_heard",
    "triggers": "written_on",
    "intentions": "date_written",
    "waves": "opened",
}
# What was added to a row later, and the day it was added.
_ADDED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "partners": {"left": ("left",)},
    "tensions": {"on_agenda": ("on_agenda",), "resolved": ("resolved",)},
    "triggers": {"checked_on": ("checked_on", "met")},
    "changes": {"written_on": ("written_on",)},
    "waves": {"closed": ("closed",)},
}


def look_back(coalition: Coalition, day: dt.date | str) -> Coalition:
    """Give the record as it stood at the end of a day, so that nobody is judged by hindsight.

    Parameters
    ----------
    coalition : Coalition
    day : date or str
        A string is written as 2009-01-31.

    Returns
    -------
    Coalition
        A new one. Rows of a later day are gone, and what was added to a row later is empty. Rows
        without a date stay: nobody wrote down when they came to be.

    Examples
    --------
    >>> meetings = pd.DataFrame({"date": pd.to_datetime(["2025-03-10", "2025-06-09"])})
    >>> maple = Coalition("maple", {"meetings": meetings.assign(coalition="maple")})
    >>> len(look_back(maple, "2025-03-31").meetings)
    1
    """
    end = pd.Timestamp(day)
    tables = {name: _keep(name, frame, end) for name, frame in coalition.tables.items()}
    asked = tables["waves"]["wave"]
    answers = tables["responses"]
    tables["responses"] = answers[answers["wave"].isin(asked)]
    return Coalition(coalition.id, tables)


def _keep(name: str, frame: pd.DataFrame, end: pd.Timestamp) -> pd.DataFrame:
    """Keep the rows that were there, without what was added to them later."""
    born = _BORN.get(name, "date" if "date" in frame else "as_of")
    kept = frame[~(frame[born] > end)].copy() if born in frame else frame
    for added, columns in _ADDED.get(name, {}).items():
        later = kept[added] > end
        for column in columns:
            kept[column] = kept[column].mask(later)
    return kept
