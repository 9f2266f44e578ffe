"""The next check-ins, and the calendar file that carries them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from coalitionkit.plays.communicate.silence import find_contacts
from coalitionkit.record.coalition import Coalition

_SATURDAY = 5


def plan_checkins(
    coalition: Coalition,
    *,
    as_of: dt.date,
    days: int = 31,
    a_day: int = 2,
    found: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Plan the next talk with each partner: before ``days`` days are over, on a weekday.

    Those already over it come first, the longest silence on the next weekday, ``a_day`` of them a
    day.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
        The last day to read; every talk is planned after it.
    days : int
        The longest silence to allow, at least 1.
    a_day : int
        Most overdue talks a day, at least 1.
    found : DataFrame, optional
        From :func:`find_contacts` for this day, if it is already known.

    Returns
    -------
    DataFrame
        One row a partner: ``partner``, ``name``, ``last``, ``days_since`` and ``unanswered`` as in
        :func:`find_contacts`, ``date`` (of the next talk) and ``overdue`` (bool); by date, the
        longest silence first.

    Raises
    ------
    NeedsError
        If there are no partners, or no check-in is dated that day or before.
    """
    today = pd.Timestamp(as_of)
    free = _next_weekday(today)
    rows = []
    contacts = find_contacts(coalition, as_of=as_of) if found is None else found
    for place, contact in enumerate(contacts.to_dict("records")):
        due = today + pd.Timedelta(days=days - contact["days_since"])
        # Everyone due by the first free weekday has to share the days that follow it.
        late = due <= free
        if late and place and place % a_day == 0:
            free = _next_weekday(free)
        date = free if late else _weekday_before(due)
        rows.append({**contact, "date": date, "overdue": due < today})
    plan = pd.DataFrame(
        rows, columns=["partner", "name", "last", "days_since", "unanswered", "date", "overdue"]
    )
    return plan.astype({"overdue": bool})


def _next_weekday(day: pd.Timestamp) -> pd.Timestamp:
    following = day + pd.Timedelta(days=1)
    return following if following.weekday() < _SATURDAY else _next_weekday(following)


def _weekday_before(day: pd.Timestamp) -> pd.Timestamp:
    """Give the day itself, or the Friday before a weekend."""
    return day - pd.Timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def write_calendar(
    plan: pd.DataFrame, *, coalition: str, as_of: dt.date, titles: Mapping[str, str], note: str
) -> bytes:
    """Write planned talks as a calendar file (iCalendar, RFC 5545), one all-day entry each.

    The same plan gives the same bytes, and the same entry the same name in any calendar.

    Parameters
    ----------
    plan : DataFrame
        From :func:`plan_checkins`.
    coalition : str
        The coalition's id.
    as_of : date
        The day of the plan, which each entry carries as its stamp.
    titles : mapping of str to str
        Each partner's entry, by partner id.
    note : str
        What to ask; the text of every entry.

    Returns
    -------
    bytes
        An .ics file, which shows nobody as busy.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//coalitionkit//check-ins//EN")
    calendar.add("version", "2.0")
    for row in plan.to_dict("records"):
        day = row["date"].date()
        entry = Event()
        entry.add("uid", f"{coalition}-{row['partner']}-{day:%Y%m%d}@coalitionkit")
        entry.add("dtstamp", dt.datetime.combine(as_of, dt.time(), dt.UTC))
        entry.add("dtstart", day)
        entry.add("dtend", day + dt.timedelta(days=1))
        entry.add("summary", titles[row["partner"]])
        entry.add("description", note)
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    return bytes(calendar.to_ical())
