"""The quarters as a path, what is shown beside the axes, and facts that next steps rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.playbook import read_rows
from coalitionkit.plays.diagnosis.evidence import (
    DEBATE,
    OPENNESS,
    Rules,
    gather_evidence,
    list_evidence,
    share_minutes,
    take_meetings,
    tally_evidence,
)
from coalitionkit.plays.diagnosis.odds import CELLS, estimate_axis, estimate_cells, weigh_tallies
from coalitionkit.record.coalition import Coalition

PATH_COLUMNS = ("start", "end", "meetings", "decisions", "debate", "openness", *CELLS)


def find_path(coalition: Coalition, *, as_of: dt.date) -> pd.DataFrame:
    """Follow a coalition over calendar quarters: drift comes first, closing later.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
        The last quarter ends here.

    Returns
    -------
    DataFrame
        A row a quarter with a meeting: ``start``, ``end`` (dates), ``meetings``, ``decisions``,
        ``debate`` and ``openness`` (0-1, most likely place on each axis; openness is NaN without a
        record) and the four corners' probabilities. Meetings and requests are the quarter's own;
        a settled position counts from its review date on, reviewed or not by the quarter's end.

    Raises
    ------
    NeedsError
        If there is no meeting by that day.
    """
    meetings = take_meetings(coalition, as_of=as_of)
    rows = []
    for quarter, held in meetings.groupby(meetings["date"].dt.to_period("Q")):
        start = quarter.start_time.date()
        end = min(quarter.end_time.date(), as_of)
        evidence = gather_evidence(coalition, held, end)
        betas = weigh_tallies(tally_evidence(evidence))
        rows.append(
            {
                "start": pd.Timestamp(start),
                "end": pd.Timestamp(end),
                "meetings": held["date"].nunique(),
                "decisions": int((held["type"].astype(object) == "decision").sum()),
                "debate": estimate_axis(betas, DEBATE),
                "openness": estimate_axis(betas, OPENNESS),
                **estimate_cells(betas),
            }
        )
    return pd.DataFrame(rows, columns=list(PATH_COLUMNS))


@dataclass(frozen=True)
class Aims:
    """How many agenda items advanced, defended or kept house."""

    advance: int
    defend: int
    housekeeping: int

    @property
    def share(self) -> float:
        """Share (0-1) of those that advance or defend that defend; NaN if there is none."""
        both = self.advance + self.defend
        return self.defend / both if both else float("nan")


def count_aims(coalition: Coalition, *, as_of: dt.date) -> Aims:
    """Count what agenda items served: shown beside the diagnosis, never mixed in.

    Raises
    ------
    NeedsError
        If no agenda item up to that day has an aim.
    """
    meetings = take_meetings(coalition, as_of=as_of)
    aims = meetings["aim"].astype(object)
    found = Aims(*(int((aims == aim).sum()) for aim in ("advance", "defend", "housekeeping")))
    if found == Aims(0, 0, 0):
        raise NeedsError("meetings", ("aim",))
    return found


def count_update_meetings(coalition: Coalition, *, as_of: dt.date) -> int:
    """Count the newest meetings in a row with under 25% of minutes in debate or decision.

    Report.md's R6 fires from three on. 0 where there is no meeting on record.
    """
    try:
        shares = share_minutes(take_meetings(coalition, as_of=as_of))
    except NeedsError:
        return 0
    count = 0
    for share in reversed(list(shares.values())):
        if share >= Rules().share - 1e-9:
            break
        count += 1
    return count


def count_refusals(coalition: Coalition, *, as_of: dt.date) -> int:
    """Count requests to reopen a position past its review date, or old, that were not heard.

    Report.md's R10. 0 where there is no meeting on record.
    """
    try:
        evidence = list_evidence(coalition, as_of=as_of)
    except NeedsError:
        return 0
    asked = evidence["indicator"].astype(object) == "O1"
    return int((evidence["value"][asked] == 0.0).sum())


@dataclass(frozen=True)
class ErrorRate:
    """How often invented coalitions of one planted kind were named rightly.

    Attributes
    ----------
    kind : str
        What was planted.
    meetings, decisions : int
        How much was on record.
    rightly, cant_tell, wrongly : int
        Of ``n``.
    n : int
    """

    kind: str
    meetings: int
    decisions: int
    rightly: int
    cant_tell: int
    wrongly: int
    n: int


def list_error_rates() -> tuple[ErrorRate, ...]:
    """List the kit's own error rates, at every amount of evidence that was tried."""
    return tuple(_build_rate(row) for row in read_rows("false_alarms"))


def find_error_rates(meetings: int, decisions: int) -> tuple[ErrorRate, ...]:
    """Find the kit's own error rates at this amount of evidence, or at the nearest below.

    They come from coalitions invented with a planted state (``coalitionkit false-alarms``) and
    ship as ``data/playbook/false_alarms.csv``.

    Returns
    -------
    tuple of ErrorRate
        One a planted kind; empty below the smallest amount tried.
    """
    enough = [
        rate
        for rate in list_error_rates()
        if rate.meetings <= meetings and rate.decisions <= decisions
    ]
    most = max(((rate.meetings, rate.decisions) for rate in enough), default=None)
    return tuple(rate for rate in enough if (rate.meetings, rate.decisions) == most)


def _build_rate(row: Mapping[str, Any]) -> ErrorRate:
    names = ("meetings", "decisions", "rightly", "cant_tell", "wrongly", "n")
    return ErrorRate(row["kind"], *(int(row[name]) for name in names))
