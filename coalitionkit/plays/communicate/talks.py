"""The check-in log as the playbook reads it: who belonged when, and which talks count.

A talk counts if it was held alone with the partner and the partner answered. A partner counts
from the day it joined, or from the log's first day, until it leaves. Nothing after ``as_of``
is read.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows

# A log starts with its first talk, so a week's grace makes its first month a whole one.
_GRACE_DAYS = 7


def find_last_day(coalition: Coalition) -> dt.date:
    """Find the newest day on which the record says that something happened.

    The same for every audience but the public: it looks only at tables that all others see.

    Parameters
    ----------
    coalition : Coalition

    Returns
    -------
    date

    Raises
    ------
    NeedsError
        If there are no check-ins, meetings or waves.
    """
    dated = (
        ("checkins", "date"),
        ("meetings", "date"),
        ("attendance", "date"),
        ("reviews", "date"),
        ("waves", "opened"),
    )
    days = [coalition.tables[table][column].max() for table, column in dated]
    known = [pd.Timestamp(day) for day in days if not pd.isna(day)]
    if not known:
        raise NeedsError("checkins", ("date", "partner"))
    return max(known).date()


def read_log(coalition: Coalition, as_of: dt.date) -> pd.DataFrame:
    """Read the log up to a day, unanswered ones too.

    Raises
    ------
    NeedsError
        If no check-in is dated that day or before.
    """
    log = take_rows(coalition, "checkins", "date", "partner", "by")
    log = log[log["date"] <= pd.Timestamp(as_of)].reset_index(drop=True)
    if log.empty:
        raise NeedsError("checkins", ("date", "partner", "by"))
    return log


def list_members(coalition: Coalition, as_of: dt.date) -> pd.DataFrame:
    """List the partners that belong on a day, each with the first day on which it counts.

    Returns
    -------
    DataFrame
        ``partner``, ``name`` and ``start``, by name.

    Raises
    ------
    NeedsError
        If there are no partners, or no check-in is dated that day or before.
    """
    first = read_log(coalition, as_of)["date"].min()
    partners = take_rows(coalition, "partners", "partner", "name")
    day = pd.Timestamp(as_of)
    here = ~(partners["joined"] > day) & ~(partners["left"] <= day)
    members = partners[here].sort_values(["name", "partner"])
    start = members["joined"].fillna(first).clip(lower=first)
    return members[["partner", "name"]].assign(start=start).reset_index(drop=True)


def list_talks(coalition: Coalition, *, as_of: dt.date) -> pd.DataFrame:
    """List the talks that count, with partners that belong on ``as_of``, since each joined.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
        The last day to read.

    Returns
    -------
    DataFrame
        ``date``, ``partner``, ``name``, ``by`` (convener or a partner's id), ``with_convener``
        and ``asked_what_changed`` (yes, no or empty); by date, then by name.

    Raises
    ------
    NeedsError
        If there are no partners, or no check-in is dated that day or before.
    """
    log = read_log(coalition, as_of)
    held = log[log["answered"].fillna(True) & log["alone"].fillna(True)]
    joined = held.merge(list_members(coalition, as_of), on="partner")
    talks = joined[joined["date"] >= joined["start"]].sort_values(["date", "name", "partner"])
    columns = ["date", "partner", "name", "by", "with_convener", "asked_what_changed"]
    return talks[columns].reset_index(drop=True)


def list_months(start: pd.Timestamp, as_of: dt.date) -> list[pd.Period]:
    """List the calendar months that are over by ``as_of`` and began a week after ``start`` or less.

    Examples
    --------
    >>> [str(month) for month in list_months(pd.Timestamp("2025-01-05"), dt.date(2025, 3, 30))]
    ['2025-01', '2025-02']
    """
    first = pd.Period(start, "M") + (1 if start.day > _GRACE_DAYS else 0)
    # The month in progress is over only on its last day.
    last = pd.Period(pd.Timestamp(as_of) + pd.Timedelta(days=1), "M") - 1
    return list(pd.period_range(first, last, freq="M"))
