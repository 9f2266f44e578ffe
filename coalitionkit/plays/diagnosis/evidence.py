"""What the records say for and against debate and openness: one row a record that counts.

Two axes stand on five indicators (method.md, section 10). Debate: ``E1`` decisions with an
alternative or dissent voiced, ``E2`` meetings with enough of their minutes in debate or decision,
``E3`` decisions that took their time. Openness: ``O1`` requests to reopen a settled position that
were heard, ``O2`` settled positions due for review that were reviewed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows

DEBATE = ("E1", "E2", "E3")
OPENNESS = ("O1", "O2")
INDICATORS = (*DEBATE, *OPENNESS)
Row: TypeAlias = tuple[Any, ...]
Settlements: TypeAlias = Mapping[str, list[tuple[pd.Timestamp, pd.Timestamp]]]

COLUMNS = ("indicator", "date", "agenda_item", "title", "issue", "value")

_PLACE = ("date", "agenda_item", "title")
ENGAGED = ("debate", "decision")
HEARD_MINUTES = 10
OLD_YEARS = 2


@dataclass(frozen=True)
class Rules:
    """The conventions behind a diagnosis; ``data/playbook/sensitivity.csv`` moves each in turn.

    Attributes
    ----------
    cut : float
        Where low ends and high begins on both axes, 0-1.
    prior : float
        Both parameters of each indicator's Beta before any record; 1 is flat.
    rho : float
        How far records of one meeting hang together (intraclass correlation), 0-1.
    share : float
        The least share (0-1) of a meeting's minutes in debate or decision that counts for E2.
    minutes : float
        A decision closed within so many minutes of its first airing speaks against E3.
    left_out : str
        An indicator not to be used; empty for none.
    """

    cut: float = 0.5
    prior: float = 1.0
    rho: float = 0.2
    share: float = 0.25
    minutes: float = 5.0
    left_out: str = ""


@dataclass(frozen=True)
class Tally:
    """How many records of an indicator speak for it.

    Attributes
    ----------
    k, n : int
        Records that speak for it, of so many.
    per_meeting : float
        How many records the meeting of a record holds, on average; 1 where each stands alone.
    """

    k: int
    n: int
    per_meeting: float = 1.0


def mark_met(evidence: pd.DataFrame, rules: Rules | None = None) -> npt.NDArray[np.bool_]:
    """Say of each row of :func:`list_evidence` whether it speaks for its indicator."""
    used = rules or Rules()
    value = evidence["value"].to_numpy(dtype=float)
    named = evidence["indicator"].astype(object).to_numpy()
    met = value >= 1.0
    met = np.where(named == "E2", value >= used.share - 1e-9, met)
    marked: npt.NDArray[np.bool_] = np.where(named == "E3", value > used.minutes, met)
    return marked


def tally_evidence(evidence: pd.DataFrame, rules: Rules | None = None) -> Mapping[str, Tally]:
    """Count the records of each indicator.

    Records of one meeting are not independent, so each tally carries how many records the meeting
    of a record holds: sum s^2 / sum s over meetings with s records (Kish 1965, Survey Sampling).

    Parameters
    ----------
    evidence : DataFrame
        From :func:`list_evidence`.
    rules : Rules, optional

    Returns
    -------
    mapping
        Indicator -> tally, all five in order.
    """
    met = mark_met(evidence, rules)
    named = evidence["indicator"].astype(object).to_numpy()
    days = evidence["date"].to_numpy(dtype="datetime64[D]")
    tallies = {}
    for indicator in INDICATORS:
        chosen = named == indicator
        n = int(chosen.sum())
        sizes = np.unique(days[chosen], return_counts=True)[1].astype(float)
        together = float(sizes @ sizes) / n if n and indicator != "O2" else 1.0
        tallies[indicator] = Tally(int(met[chosen].sum()), n, together)
    return tallies


def take_meetings(
    coalition: Coalition, *, as_of: dt.date, since: dt.date | None = None
) -> pd.DataFrame:
    """Give the agenda items of meetings up to a day, and from a day on if ``since`` is given.

    Raises
    ------
    NeedsError
        If there are none.
    """
    rows = take_rows(coalition, "meetings", "date", "type", "minutes")
    kept = rows["date"] <= pd.Timestamp(as_of)
    if since is not None:
        kept &= rows["date"] >= pd.Timestamp(since)
    if not kept.any():
        raise NeedsError("meetings", ("date", "type", "minutes"))
    return rows[kept].sort_values(["date", "agenda_item"], kind="stable", ignore_index=True)


def list_evidence(
    coalition: Coalition, *, as_of: dt.date, since: dt.date | None = None
) -> pd.DataFrame:
    """List every record that counts for or against debate and openness.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
        Records after it are not looked at.
    since : date, optional
        Meetings before it are not looked at. Reviews are: a position is due until it is reviewed.

    Returns
    -------
    DataFrame
        A row a record; ``indicator``, ``date``, ``agenda_item`` (missing for a whole meeting or an
        issue), ``title``, ``issue`` (its id, for openness) and ``value``: alternatives and dissent
        voiced (E1), share of the minutes (E2, 0-1), minutes to decision (E3), heard or reviewed
        (O1, O2: 1 or 0). A decision counts for E1 if alternatives or dissent are filled in, for E3
        if the minutes to decision are.

    Raises
    ------
    NeedsError
        If there is no meeting by that day.
    """
    return gather_evidence(coalition, take_meetings(coalition, as_of=as_of, since=since), as_of)


def gather_evidence(coalition: Coalition, meetings: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """List evidence as :func:`list_evidence` does, of meetings from :func:`take_meetings`."""
    settled = find_settlements(coalition, as_of=as_of)
    parts = [
        _list_decisions(meetings),
        _list_shares(meetings),
        _list_requests(meetings, settled),
        _list_reviews(coalition, settled, as_of),
    ]
    evidence = pd.DataFrame([row for part in parts for row in part], columns=list(COLUMNS))
    return evidence.astype({"agenda_item": "Int64"})


def _walk(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Walk the rows of some columns as plain values: much quicker than rows of a frame."""
    return zip(*(frame[column].tolist() for column in columns), strict=True)


def _list_decisions(meetings: pd.DataFrame) -> list[Row]:
    columns = ("alternatives", "dissent", "minutes_to_decision")
    rows: list[Row] = []
    for kind, day, number, title, *counts in _walk(meetings, "type", *_PLACE, *columns):
        if kind != "decision":
            continue
        place = (day, number, title, "")
        *voiced, minutes = (None if pd.isna(count) else float(count) for count in counts)
        known = [count for count in voiced if count is not None]
        if known:
            rows.append(("E1", *place, sum(known)))
        if minutes is not None:
            rows.append(("E3", *place, minutes))
    return rows


def _list_shares(meetings: pd.DataFrame) -> list[Row]:
    shares = share_minutes(meetings)
    return [("E2", day, None, "", "", share) for day, share in shares.items()]


def share_minutes(meetings: pd.DataFrame) -> Mapping[pd.Timestamp, float]:
    """Give the share (0-1) of each meeting's minutes that went to debate or decision.

    Parameters
    ----------
    meetings : DataFrame
        From :func:`take_meetings`.

    Returns
    -------
    mapping
        Day -> share, in order; meetings with no minutes at all are left out.
    """
    engaged: dict[pd.Timestamp, int] = {}
    total: dict[pd.Timestamp, int] = {}
    for day, kind, minutes in _walk(meetings, "date", "type", "minutes"):
        total[day] = total.get(day, 0) + minutes
        engaged[day] = engaged.get(day, 0) + (minutes if kind in ENGAGED else 0)
    return {day: engaged[day] / minutes for day, minutes in total.items() if minutes}


def find_settlements(coalition: Coalition, *, as_of: dt.date) -> Settlements:
    """Find when each issue was settled and when it was due for review.

    The days stand on positions said in a meeting. Partners' rows for one settlement count once;
    where they give several review dates, the last holds.

    Returns
    -------
    mapping
        Issue -> (settled on, review due) in order; either may be missing (NaT), not both.
    """
    columns = ("issue", "setting", "settled_on", "review_due")
    dues: dict[tuple[str, pd.Timestamp | None], Any] = {}
    for issue, setting, settled_on, due in _walk(coalition.tables["positions"], *columns):
        unknown = pd.isna(settled_on) and pd.isna(due)
        if setting != "meeting" or unknown or settled_on > pd.Timestamp(as_of):
            continue
        # A day that is not known equals no other, not even itself.
        key = (issue, None if pd.isna(settled_on) else settled_on)
        earlier = dues.get(key, pd.NaT)
        dues[key] = earlier if earlier > due or pd.isna(due) else due
    found: dict[str, list[Any]] = {}
    # A day that is not known goes first, so that a later settlement with a day replaces it.
    for (issue, day), due in sorted(dues.items(), key=lambda one: one[0][1] or pd.Timestamp.min):
        found.setdefault(issue, []).append((day or pd.NaT, due))
    return found


def _is_stale(
    settlements: list[tuple[pd.Timestamp, pd.Timestamp]] | None, day: pd.Timestamp
) -> bool:
    """Say whether what stood settled on a day was past its review date or over two years old."""
    held = [pair for pair in settlements or () if not pair[0] > day]
    if not held:
        return False
    settled_on, review_due = held[-1]
    return bool(review_due < day or settled_on < day - pd.DateOffset(years=OLD_YEARS))


def _list_requests(meetings: pd.DataFrame, settled: Settlements) -> list[Row]:
    columns = ("revisit", "response", "minutes", "response_minutes")
    rows: list[Row] = []
    for *place, issue, response, minutes, given in _walk(meetings, *_PLACE, *columns):
        if not issue or not response:
            continue
        now = response == "heard now" and (minutes if pd.isna(given) else given) >= HEARD_MINUTES
        heard = now or response == "scheduled"
        if heard or _is_stale(settled.get(issue), place[0]):
            rows.append(("O1", *place, issue, float(heard)))
    return rows


def _list_reviews(coalition: Coalition, settled: Settlements, as_of: dt.date) -> list[Row]:
    today = pd.Timestamp(as_of)
    looked: dict[str, pd.Timestamp] = {}
    columns = ("issue", "kind", "outcome", "date")
    for issue, kind, outcome, day in _walk(coalition.tables["reviews"], *columns):
        if kind == "settled position" and outcome != "put off" and day <= today:
            looked[issue] = max(day, looked.get(issue, day))
    rows: list[Row] = []
    for issue, settlements in settled.items():
        settled_on, due = settlements[-1]
        if due < today:
            reviewed = issue in looked and not looked[issue] < settled_on
            rows.append(("O2", due, None, "", issue, float(reviewed)))
    return rows
