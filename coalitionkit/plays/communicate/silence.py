"""Who has not been heard: last talks, silences, coverage, and who starts and asks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from coalitionkit.plays.communicate.talks import list_members, list_months, list_talks, read_log
from coalitionkit.record.coalition import Coalition

# "At least once a month": the longest month has 31 days.
DAYS = 31


@dataclass(frozen=True)
class Coverage:
    """How many partners had a talk in the last so many days.

    Attributes
    ----------
    members : int
        Partners that belong on the day.
    reached : int
        Those with a talk within the days.
    silent : int
        Those over the days without one; who has just joined is neither.
    """

    members: int
    reached: int
    silent: int


def _group_dates(log: pd.DataFrame) -> dict[str, list[pd.Timestamp]]:
    dates: dict[str, list[pd.Timestamp]] = {}
    for partner, date in zip(log["partner"], log["date"], strict=True):
        dates.setdefault(partner, []).append(date)
    return dates


def _list_spans(
    start: pd.Timestamp, talks: list[pd.Timestamp], today: pd.Timestamp
) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """List the stretches from one talk to the next; the last is the open one."""
    return list(pairwise([start, *talks, today]))


def find_silences(coalition: Coalition, *, as_of: dt.date) -> pd.DataFrame:
    """Find every stretch between talks, the one that is still open too.

    Talks on 2025-01-05, 02-03, 03-20 and 04-10, as of 05-31, give 29, 45, 21 and 51 days
    (method.md, section 7). The time before a partner's first talk counts from the day it joined,
    or from the log's first day if that is later.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
        The last day to read.

    Returns
    -------
    DataFrame
        ``partner``, ``name``, ``start``, ``end`` (dates), ``days`` (over 0) and ``open`` (bool:
        no talk has ended it yet); by name, then by date.

    Raises
    ------
    NeedsError
        If there are no partners, or no check-in is dated that day or before.
    """
    dates = _group_dates(list_talks(coalition, as_of=as_of))
    today = pd.Timestamp(as_of)
    rows = []
    for member in list_members(coalition, as_of).to_dict("records"):
        partner, name = member["partner"], member["name"]
        mine = dates.get(partner, [])
        for place, (start, end) in enumerate(_list_spans(member["start"], mine, today)):
            if end > start:
                rows.append((partner, name, start, end, (end - start).days, place == len(mine)))
    return pd.DataFrame(rows, columns=["partner", "name", "start", "end", "days", "open"])


def find_contacts(coalition: Coalition, *, as_of: dt.date) -> pd.DataFrame:
    """Find how each partner has been heard: last talk, longest silence, months with a talk.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
        The last day to read.

    Returns
    -------
    DataFrame
        One row a partner that belongs on the day: ``partner``, ``name``, ``talks`` (a count),
        ``last`` (date; empty if none), ``days_since`` (since the last talk, or since the partner
        counts if there was none), ``longest`` (longest silence in days, the open one included),
        ``months_with`` and ``months`` (whole calendar months with a talk, and in all), and
        ``unanswered`` (asked since the last talk and never answered). The longest ``days_since``
        first, then by name.

    Raises
    ------
    NeedsError
        If there are no partners, or no check-in is dated that day or before.
    """
    dates = _group_dates(list_talks(coalition, as_of=as_of))
    log = read_log(coalition, as_of)
    asked = _group_dates(log[~log["answered"].fillna(True)])
    today = pd.Timestamp(as_of)
    rows = []
    for member in list_members(coalition, as_of).to_dict("records"):
        partner, start = member["partner"], member["start"]
        mine = dates.get(partner, [])
        heard = mine[-1] if mine else start
        months = set(list_months(start, as_of))
        rows.append(
            {
                "partner": partner,
                "name": member["name"],
                "talks": len(mine),
                "last": heard if mine else pd.NaT,
                "days_since": (today - heard).days,
                "longest": max(
                    (end - begun).days for begun, end in _list_spans(start, mine, today)
                ),
                "months_with": len({day.to_period("M") for day in mine} & months),
                "months": len(months),
                "unanswered": sum(day > heard for day in asked.get(partner, [])),
            }
        )
    rows.sort(key=lambda row: (-row["days_since"], row["name"], row["partner"]))
    columns = ["partner", "name", "talks", "last", "days_since", "longest"]
    return pd.DataFrame(rows, columns=[*columns, "months_with", "months", "unanswered"])


def count_coverage(coalition: Coalition, *, as_of: dt.date, days: int = DAYS) -> Coverage:
    """Count the partners that had a talk in the last ``days`` days, and those over it.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
        The last day to read.
    days : int
        At least 1.

    Returns
    -------
    Coverage

    Raises
    ------
    NeedsError
        If there are no partners, or no check-in is dated that day or before.
    """
    return measure_coverage(find_contacts(coalition, as_of=as_of), days=days)


def measure_coverage(contacts: pd.DataFrame, *, days: int = DAYS) -> Coverage:
    """Count as :func:`count_coverage` does, from what :func:`find_contacts` gave."""
    late = contacts["days_since"] > days
    reached = int(((contacts["talks"] > 0) & ~late).sum())
    return Coverage(len(contacts), reached, int(late.sum()))


def count_silent_partners(coalition: Coalition, *, as_of: dt.date, days: int = DAYS) -> int:
    """Count the partners over ``days`` days without a talk; see :func:`count_coverage`."""
    return count_coverage(coalition, as_of=as_of, days=days).silent


def find_starters(coalition: Coalition, *, as_of: dt.date) -> pd.DataFrame:
    """Find who started each partner's talks, and in how many it was asked what had changed.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
        The last day to read.

    Returns
    -------
    DataFrame
        One row a partner that belongs on the day, by name: ``partner``, ``name``, ``talks``,
        ``by_convener``, ``by_itself``, ``by_another`` and ``asked_what_changed`` (counts).
        A partner with talks, all of them ``by_itself``, is never asked first.

    Raises
    ------
    NeedsError
        If there are no partners, or no check-in is dated that day or before.
    """
    talks = list_talks(coalition, as_of=as_of)
    rows = []
    for member in list_members(coalition, as_of).to_dict("records"):
        mine = talks[talks["partner"] == member["partner"]]
        convener = int((mine["by"] == "convener").sum())
        itself = int((mine["by"] == member["partner"]).sum())
        rows.append(
            {
                "partner": member["partner"],
                "name": member["name"],
                "talks": len(mine),
                "by_convener": convener,
                "by_itself": itself,
                "by_another": len(mine) - convener - itself,
                "asked_what_changed": int(mine["asked_what_changed"].fillna(False).sum()),
            }
        )
    columns = ["partner", "name", "talks", "by_convener", "by_itself", "by_another"]
    return pd.DataFrame(rows, columns=[*columns, "asked_what_changed"])
