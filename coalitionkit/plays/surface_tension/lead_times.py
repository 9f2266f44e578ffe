"""How long disagreements wait: from first heard to first on an agenda, open ones kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows

WAITING_DAYS = 30  # a tension heard longer ago than this and on no agenda is old

KINDS = ("issue", "personal", "process", "credit")
_STATES = ("reached", "waiting", "settled")
_TOLD = ["tension", "name", "kind", "about", "setting", "first_heard", "on_agenda", "resolved"]


def _forget_after(days: pd.Series[pd.Timestamp], as_of: dt.date) -> pd.Series[pd.Timestamp]:
    """Blank days that had not come yet."""
    return days.where(days <= pd.Timestamp(as_of))


def take_heard(coalition: Coalition, as_of: dt.date, *columns: str) -> pd.DataFrame:
    """Take the tensions heard by a day, with nothing that came after it."""
    needed = ("kind", "first_heard", *columns)
    rows = take_rows(coalition, "tensions", *needed)
    rows = rows[rows["first_heard"] <= pd.Timestamp(as_of)].reset_index(drop=True)
    if rows.empty:
        raise NeedsError("tensions", needed)
    return rows.assign(
        on_agenda=_forget_after(rows["on_agenda"], as_of),
        resolved=_forget_after(rows["resolved"], as_of),
    )


def find_lead_times(coalition: Coalition, *, as_of: dt.date) -> pd.DataFrame:
    """Find how long each tension waited from first heard to first on an agenda.

    A tension that has not reached an agenda is censored: it has waited at least so long. One that
    was settled off the agenda is censored on the day it was settled.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
        What was heard or happened after this day is left out.

    Returns
    -------
    DataFrame
        One row a tension, the earliest first: ``tension``, ``name``, ``kind``, ``about``,
        ``setting``, ``first_heard``, ``on_agenda``, ``resolved``, ``state`` (``reached``,
        ``waiting`` or ``settled``: off the agenda) and ``days`` (whole days waited, 0 or more).

    Raises
    ------
    NeedsError
        If no tension with a kind and a day was heard by then.
    """
    rows = take_heard(coalition, as_of)
    state = np.select(
        [rows["on_agenda"].notna(), rows["resolved"].notna()], ["reached", "settled"], "waiting"
    )
    ends = rows["on_agenda"].fillna(rows["resolved"]).fillna(pd.Timestamp(as_of))
    found = rows[_TOLD].assign(
        state=state.astype(object), days=(ends - rows["first_heard"]).dt.days.astype(int)
    )
    return found.sort_values(["first_heard", "tension"], ignore_index=True)


def estimate_waiting(lead_times: pd.DataFrame) -> pd.DataFrame:
    """Estimate which share of tensions still waits after so many days.

    Censored tensions count as long as they were watched, and no longer: the product-limit estimate
    of Kaplan and Meier (1958, J Am Stat Assoc 53:457).

    Parameters
    ----------
    lead_times : DataFrame
        From :func:`find_lead_times`; ``state`` and ``days`` are enough.

    Returns
    -------
    DataFrame
        One row a day on which a tension reached an agenda: ``days``, ``at_risk`` (tensions that
        had waited at least so long), ``reached`` (on that day) and ``waiting`` (share, 0-1).

    Examples
    --------
    >>> told = pd.DataFrame({"days": [5, 20, 30], "state": ["reached", "waiting", "reached"]})
    >>> estimate_waiting(told)["waiting"].round(2).tolist()
    [0.67, 0.0]
    """
    days = lead_times["days"].to_numpy()
    reached = (lead_times["state"] == "reached").to_numpy(dtype=bool)
    steps = np.unique(days[reached])
    at_risk = (days >= steps[:, None]).sum(axis=1)
    counts = ((days == steps[:, None]) & reached).sum(axis=1)
    waiting = np.cumprod(1 - counts / at_risk)
    return pd.DataFrame({"days": steps, "at_risk": at_risk, "reached": counts, "waiting": waiting})


@dataclass(frozen=True)
class LeadSummary:
    """Lead times in counts; censored ones are stated, never dropped.

    Attributes
    ----------
    heard, reached, waiting, settled : int
        Tensions heard; on an agenda; on none and unsettled; settled off the agenda.
    median_days : float or None
        The day by which half had reached an agenda (:func:`estimate_waiting`); None where fewer
        than half have.
    longest_days : int or None
        How long the oldest of those that wait has waited; None where none waits.
    """

    heard: int
    reached: int
    waiting: int
    settled: int
    median_days: float | None
    longest_days: int | None


def summarize_lead_times(lead_times: pd.DataFrame) -> LeadSummary:
    """Count lead times, and find the median with censored ones kept.

    Parameters
    ----------
    lead_times : DataFrame
        From :func:`find_lead_times`, or some of its rows.
    """
    state = lead_times["state"]
    waiting = lead_times.loc[state == "waiting", "days"]
    estimated = estimate_waiting(lead_times)
    # Products of fractions that make exactly one half may end a hair above it.
    passed = estimated.loc[estimated["waiting"] <= 0.5 + 1e-9, "days"]
    return LeadSummary(
        heard=len(lead_times),
        reached=int((state == "reached").sum()),
        waiting=len(waiting),
        settled=int((state == "settled").sum()),
        median_days=float(passed.min()) if len(passed) else None,
        longest_days=int(waiting.max()) if len(waiting) else None,
    )


def find_old_tensions(
    coalition: Coalition, *, as_of: dt.date, days: int = WAITING_DAYS
) -> pd.DataFrame:
    """Find the tensions heard more than so many days ago that are on no agenda and unsettled.

    Returns
    -------
    DataFrame
        Rows of :func:`find_lead_times`, the oldest first.
    """
    found = find_lead_times(coalition, as_of=as_of)
    old = found[(found["state"] == "waiting") & (found["days"] > days)]
    return old.reset_index(drop=True)


def count_old_tensions(coalition: Coalition, *, as_of: dt.date, days: int = WAITING_DAYS) -> int:
    """Count the tensions of :func:`find_old_tensions`."""
    return len(find_old_tensions(coalition, as_of=as_of, days=days))


def count_kinds(lead_times: pd.DataFrame) -> pd.DataFrame:
    """Count tensions by kind, so that issue and personal ones stand apart.

    Norms that accept issue conflict and not personal conflict go with performance (Jehn 1997,
    Administrative Science Quarterly 42:530).

    Returns
    -------
    DataFrame
        One row a kind, in the schema's order, zeros included: ``kind``, ``heard``, ``reached``,
        ``waiting``, ``settled`` (off the agenda) and ``resolved`` (on the agenda or off it).
    """
    rows = []
    for kind in KINDS:
        told = lead_times[lead_times["kind"] == kind]
        states = {name: int((told["state"] == name).sum()) for name in _STATES}
        rows.append(
            {"kind": kind, "heard": len(told), **states, "resolved": int(told["resolved"].count())}
        )
    return pd.DataFrame(rows)


def count_items(coalition: Coalition, day: dt.date) -> int:
    """Give the highest number on a meeting's agenda; 0 where none is on record."""
    numbers = coalition.meetings.loc[coalition.meetings["date"] == pd.Timestamp(day), "agenda_item"]
    return 0 if numbers.empty else int(numbers.max())
