"""What the logs say about coming and answering: this quarter against the one before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.plays.map_conflict.positions import list_members
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows

QUARTER_DAYS = 91
ABSENT_MEETINGS = 3


@dataclass(frozen=True)
class Compared:
    """A count of n in the last quarter, and in the quarter before.

    Attributes
    ----------
    count, n : int
        In the last 91 days, the day itself included.
    count_before, n_before : int
        In the 91 days before those.
    """

    count: int
    n: int
    count_before: int
    n_before: int


def _take_until(coalition: Coalition, as_of: dt.date, table: str, *columns: str) -> pd.DataFrame:
    """Take the rows of a log up to a day."""
    rows = take_rows(coalition, table, "date", *columns)
    rows = rows[rows["date"] <= pd.Timestamp(as_of)].reset_index(drop=True)
    if rows.empty:
        raise NeedsError(table, ("date", *columns))
    return rows


def _count_quarters(days: pd.Series[pd.Timestamp], as_of: dt.date) -> pd.Series[int]:
    """Say how many whole quarters ago each day was; 0 is the last quarter."""
    return (pd.Timestamp(as_of) - days).dt.days // QUARTER_DAYS


def _compare(rows: pd.DataFrame, marked: pd.Series[bool], as_of: dt.date) -> Compared:
    quarters = _count_quarters(rows["date"], as_of)
    now, before = quarters == 0, quarters == 1
    return Compared(
        count=int((marked & now).sum()),
        n=int(now.sum()),
        count_before=int((marked & before).sum()),
        n_before=int(before.sum()),
    )


def find_attendance(coalition: Coalition, *, as_of: dt.date) -> pd.DataFrame:
    """Count who came to each meeting.

    Returns
    -------
    DataFrame
        One row a meeting with a list, the first one first: ``date``, ``listed`` and ``attended``
        (partners).

    Raises
    ------
    NeedsError
        If nobody's attendance was written down by then.
    """
    rows = _take_until(coalition, as_of, "attendance", "partner", "attended")
    counts = rows.groupby("date")["attended"].agg(listed="size", attended="sum")
    return counts.astype(int).reset_index()


def compare_attendance(coalition: Coalition, *, as_of: dt.date) -> Compared:
    """Count the places filled at meetings, last quarter against the quarter before.

    Returns
    -------
    Compared
        ``n`` are partners on the lists of a quarter's meetings, each once a meeting.
    """
    rows = _take_until(coalition, as_of, "attendance", "partner", "attended")
    return _compare(rows, rows["attended"].astype(bool), as_of)


def find_absent(
    coalition: Coalition, *, as_of: dt.date, meetings: int = ABSENT_MEETINGS
) -> pd.DataFrame:
    """Find the partners who were on the lists of the last meetings and came to none of them.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
    meetings : int
        How many meetings with a list; 3 is the kit's convention. A partner has to be on all.

    Returns
    -------
    DataFrame
        ``partner`` and ``last_attended`` (NaT for never), by partner; those who left are not in it.
    """
    rows = _take_until(coalition, as_of, "attendance", "partner", "attended")
    came = rows[rows["attended"].astype(bool)].groupby("partner")["date"].max()
    last = sorted(rows["date"].unique())[-meetings:]
    recent = rows[rows["date"].isin(last)].groupby("partner")["attended"].agg(["size", "sum"])
    gone = recent[(recent["size"] == meetings) & (recent["sum"] == 0)].index
    absent = sorted(set(gone) & set(list_members(coalition)))
    days = pd.to_datetime(pd.Series([came.get(partner) for partner in absent], dtype=object))
    return pd.DataFrame({"partner": pd.Series(absent, dtype=object), "last_attended": days})


def compare_unanswered(coalition: Coalition, *, as_of: dt.date) -> Compared:
    """Count the check-ins that were asked for and never answered, by quarter.

    An empty ``answered`` is a yes, as in the record.
    """
    rows = _take_until(coalition, as_of, "checkins", "partner")
    return _compare(rows, ~rows["answered"].fillna(True).astype(bool), as_of)


def find_unanswered(coalition: Coalition, *, as_of: dt.date) -> pd.DataFrame:
    """Find the members who left a check-in unanswered in the last quarter.

    Returns
    -------
    DataFrame
        ``partner``, ``asked`` and ``unanswered`` (check-ins, last 91 days), the most first.
    """
    rows = _take_until(coalition, as_of, "checkins", "partner")
    silent = ~rows["answered"].fillna(True).astype(bool)
    rows = rows.assign(silent=silent)[_count_quarters(rows["date"], as_of) == 0]
    counts = rows.groupby("partner")["silent"].agg(asked="size", unanswered="sum").reset_index()
    kept = (counts["unanswered"] > 0) & counts["partner"].isin(list_members(coalition))
    found = counts[kept].astype({"asked": int, "unanswered": int})
    return found.sort_values(["unanswered", "partner"], ascending=[False, True], ignore_index=True)


@dataclass(frozen=True)
class UpdateTime:
    """What updates took of the last quarter's meetings.

    Attributes
    ----------
    meetings, counted : int
        Meetings held, and those with a list of who came.
    minutes, update_minutes : int
        Minutes on the agenda of all meetings, and of these on updates.
    person_minutes, update_person_minutes : int
        The same times the partners who came, one person each; only meetings with a list.
    """

    meetings: int
    counted: int
    minutes: int
    update_minutes: int
    person_minutes: int
    update_person_minutes: int


def count_update_time(coalition: Coalition, *, as_of: dt.date) -> UpdateTime:
    """Count the minutes, times the people there, that the last quarter spent on updates.

    Raises
    ------
    NeedsError
        If no meeting of the last 91 days has its minutes on record.
    """
    needed = ("type", "minutes")
    rows = _take_until(coalition, as_of, "meetings", *needed)
    rows = rows[_count_quarters(rows["date"], as_of) == 0]
    if rows.empty:
        raise NeedsError("meetings", ("date", *needed))
    lists = coalition.attendance
    came = lists[lists["attended"].fillna(False).astype(bool)].groupby("date").size()
    people = rows["date"].map(came)
    minutes, update = rows["minutes"].astype(int), rows["type"] == "update"
    spent = (minutes * people).fillna(0).astype(int)
    return UpdateTime(
        meetings=rows["date"].nunique(),
        counted=rows.loc[people.notna(), "date"].nunique(),
        minutes=int(minutes.sum()),
        update_minutes=int(minutes[update].sum()),
        person_minutes=int(spent.sum()),
        update_person_minutes=int(spent[update].sum()),
    )
