"""Who speaks, and where: private against public positions, and newcomers' first tension."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.plays.map_conflict.positions import find_positions, list_members
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows

NEWCOMER_DAYS = 90


def compare_settings(coalition: Coalition) -> pd.DataFrame:
    """Compare what partners say alone with what the meeting has on record. Convener only.

    Only the newest position of each setting counts. A distance is no proof of silence: the later
    word may be a change of mind, so both days stand beside it.

    Returns
    -------
    DataFrame
        One row a partner and issue with both, the furthest apart first: ``partner``, ``issue``,
        ``alone``, ``in_meeting`` (ideals, in the issue's units), ``alone_on``, ``in_meeting_on``
        (days), ``distance`` (share of the issue's scale, 0-1), ``beyond`` (whether the ideal told
        alone lies outside what the partner accepts in the meeting), ``scale_low`` and
        ``scale_high`` (the issue's ends).

    Raises
    ------
    NeedsError
        If no partner has a position of both settings on the same issue.
    """
    alone = find_positions(coalition, setting="alone")
    meeting = find_positions(coalition, setting="meeting")
    both = alone.merge(meeting, on=["partner", "issue"], suffixes=("", "_meeting"))
    if both.empty:
        raise NeedsError("positions", ("ideal", "lowest", "highest", "setting"))
    span = both["scale_high"] - both["scale_low"]
    accepted = both["ideal"].between(both["lowest_meeting"], both["highest_meeting"])
    found = both.assign(
        distance=(both["ideal"] - both["ideal_meeting"]).abs() / span, beyond=~accepted
    ).rename(
        columns={
            "ideal": "alone",
            "ideal_meeting": "in_meeting",
            "as_of": "alone_on",
            "as_of_meeting": "in_meeting_on",
        }
    )
    found = found.sort_values(["distance", "partner", "issue"], ascending=[False, True, True])
    return found[list(_COMPARED)].reset_index(drop=True)


_COMPARED = (
    *("partner", "issue", "alone", "in_meeting", "alone_on", "in_meeting_on"),
    *("distance", "beyond", "scale_low", "scale_high"),
)


def find_newcomers(
    coalition: Coalition, *, as_of: dt.date, days: int = NEWCOMER_DAYS
) -> pd.DataFrame:
    """Find whether partners who joined later raised a tension in their first days.

    A newcomer is a member who joined after the first day of the log (the first meeting or tension
    written down) and after the coalition was founded: of the others' first days nothing is known.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
    days : int
        How long a newcomer has; 90 is the kit's convention.

    Returns
    -------
    DataFrame
        One row a newcomer, the first to join first: ``partner``, ``joined``, ``raised`` (the day
        of its first tension; NaT for none), ``days`` (from joining to that; NA for none) and
        ``spoke`` (``yes``, ``no``, or ``too soon`` while the first days last). Empty where nobody
        joined.

    Raises
    ------
    NeedsError
        If no tension says who raised it, or no partner when it joined.
    """
    day = pd.Timestamp(as_of)
    raised = take_rows(coalition, "tensions", "first_heard", "raised_by")
    partners = take_rows(coalition, "partners", "joined")
    raised = raised[raised["first_heard"] <= day]
    start = _find_log_start(coalition)
    there = partners["partner"].isin(list_members(coalition))
    found = partners.loc[there & (partners["joined"] > start), ["partner", "joined"]]
    own = found.merge(raised, left_on="partner", right_on="raised_by")
    first = own[own["first_heard"] >= own["joined"]].groupby("partner", as_index=False)
    found = found.merge(first.agg(raised=("first_heard", "min")), how="left")
    waited = (found["raised"] - found["joined"]).dt.days.astype("Int64")
    over = (day - found["joined"]).dt.days > days
    spoke = np.select(
        [(waited <= days).fillna(False).astype(bool), over], ["yes", "no"], "too soon"
    )
    found = found.assign(days=waited, spoke=spoke.astype(object))
    return found.sort_values(["joined", "partner"], ignore_index=True)


def _find_log_start(coalition: Coalition) -> pd.Timestamp:
    """Find the first day on which a tension of a newcomer could have been written down."""
    logged = min(
        [*coalition.tensions["first_heard"].dropna(), *coalition.meetings["date"].dropna()]
    )
    start: pd.Timestamp = max([logged, *coalition.coalitions["founded"].dropna()])
    return start
