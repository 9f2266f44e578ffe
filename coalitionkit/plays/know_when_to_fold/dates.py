"""Dated facts: triggers on their day, times the purpose was asked about, what changed outside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.plays.map_conflict.positions import list_members
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows
from coalitionkit.record.schema import BY_NAME

EXITS = next(column.choices for column in BY_NAME["closings"].columns if column.name == "exit")
OUTSIDE = ("law", "money", "words")


def find_triggers(coalition: Coalition, *, as_of: dt.date) -> pd.DataFrame:
    """Find where each trigger stands: not due yet, due and unchecked, or checked.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
        Triggers written after this day are left out, and so are checks made after it.

    Returns
    -------
    DataFrame
        By due day: ``trigger``, ``condition``, ``written_on``, ``due``, ``checked_on``, ``met``
        (NA where not checked, or where the answer was not written down), ``state`` (``not due``,
        ``due``, ``checked``), ``days_late`` (days past the due day until checked, or until
        ``as_of``; 0 or more) and ``beforehand`` (whether it was written before the due day).

    Raises
    ------
    NeedsError
        If no trigger was written down by then.
    """
    day = pd.Timestamp(as_of)
    rows = take_rows(coalition, "triggers", "condition", "written_on", "due")
    rows = rows[rows["written_on"] <= day].reset_index(drop=True)
    if rows.empty:
        raise NeedsError("triggers", ("condition", "written_on", "due"))
    checked_on = rows["checked_on"].where(rows["checked_on"] <= day)
    checked = checked_on.notna()
    late = (checked_on.fillna(day) - rows["due"]).dt.days.clip(lower=0)
    state = np.select([checked, rows["due"] <= day], ["checked", "due"], "not due")
    found = rows[["trigger", "condition", "written_on", "due"]].assign(
        checked_on=checked_on,
        met=rows["met"].where(checked),
        state=state.astype(object),
        days_late=late.astype(int),
        beforehand=rows["written_on"] < rows["due"],
    )
    return found.sort_values(["due", "trigger"], ignore_index=True)


def count_triggers_due(coalition: Coalition, *, as_of: dt.date) -> int:
    """Count the triggers whose day has come and that nobody has checked (report.md, R10)."""
    return int((find_triggers(coalition, as_of=as_of)["state"] == "due").sum())


def count_triggers_met(coalition: Coalition, *, as_of: dt.date) -> int:
    """Count the triggers that were true when they were checked."""
    return int(find_triggers(coalition, as_of=as_of)["met"].fillna(False).astype(bool).sum())


@dataclass(frozen=True)
class Purpose:
    """How often the purpose was asked about.

    Attributes
    ----------
    asked : int
        Times since the record began.
    last_asked : date or None
    days_since : int or None
        Days from then.
    question, outcome : str
        What was asked last, and what came of it: kept, changed, put off, or empty.
    """

    asked: int
    last_asked: dt.date | None
    days_since: int | None
    question: str
    outcome: str


def _take_reviews(coalition: Coalition, as_of: dt.date) -> pd.DataFrame:
    """Take the reviews up to a day, the first one first."""
    rows = take_rows(coalition, "reviews", "date", "kind")
    rows = rows[rows["date"] <= pd.Timestamp(as_of)]
    if rows.empty:
        raise NeedsError("reviews", ("date", "kind"))
    return rows.sort_values(["date", "kind", "issue", "question"], ignore_index=True)


def find_purpose(coalition: Coalition, *, as_of: dt.date) -> Purpose:
    """Find when the partners last asked whether they still solve the right conflict.

    Raises
    ------
    NeedsError
        If no review of any kind is on record by then: silence of a log that nobody keeps is no
        fact.
    """
    reviews = _take_reviews(coalition, as_of)
    rows = reviews[reviews["kind"] == "purpose"]
    if rows.empty:
        return Purpose(0, None, None, "", "")
    last = rows.iloc[-1]
    return Purpose(
        asked=len(rows),
        last_asked=last["date"].date(),
        days_since=(pd.Timestamp(as_of) - last["date"]).days,
        question=str(last["question"]),
        outcome=str(last["outcome"]),
    )


def find_changes_outside(coalition: Coalition, *, as_of: dt.date) -> pd.DataFrame:
    """Find what reviews say had changed in law, in money, and in the words opponents use.

    Returns
    -------
    DataFrame
        One row a change, the newest first: ``date``, ``where`` (``law``, ``money``, ``words``)
        and ``change`` (as written down). Empty where reviews name none.

    Raises
    ------
    NeedsError
        If there is no review by then.
    """
    reviews = _take_reviews(coalition, as_of)
    told = reviews.melt("date", list(OUTSIDE), var_name="where", value_name="change")
    told = told[told["change"].astype(object) != ""].drop_duplicates()
    ordered = told.sort_values(["date", "where", "change"], ascending=[False, True, True])
    return ordered.reset_index(drop=True)


@dataclass(frozen=True, eq=False)
class Closing:
    """The closing record: what was won, and who takes what along.

    Attributes
    ----------
    date : date
    exit : str
        One of :data:`EXITS`, or empty.
    won : mapping of str to str
        What was won in ``law``, ``money`` and ``words``; empty where nothing is written.
    partners : DataFrame
        ``partner``, ``takes_along``, ``next_fight``, ``thanks``.
    without_next_fight : tuple of str
        Members whose next fight is not written down.
    """

    date: dt.date
    exit: str
    won: Mapping[str, str]
    partners: pd.DataFrame = field(repr=False)
    without_next_fight: tuple[str, ...]


def find_closing(coalition: Coalition, *, as_of: dt.date) -> Closing:
    """Find the newest closing record.

    Raises
    ------
    NeedsError
        If none is on record by then.
    """
    rows = take_rows(coalition, "closings", "date")
    rows = rows[rows["date"] <= pd.Timestamp(as_of)]
    if rows.empty:
        raise NeedsError("closings", ("date", "exit"))
    rows = rows[rows["date"] == rows["date"].max()].sort_values("partner")
    # The coalition's own row has no partner and so comes first.
    whole, own = rows[rows["partner"] == ""], rows[rows["partner"] != ""]
    told = set(own.loc[own["next_fight"] != "", "partner"])
    return Closing(
        date=rows["date"].iloc[0].date(),
        exit=_first(whole["exit"]) or _first(own["exit"]),
        won={where: _first(whole[f"won_in_{where}"]) for where in OUTSIDE},
        partners=own[["partner", "takes_along", "next_fight", "thanks"]].reset_index(drop=True),
        without_next_fight=tuple(p for p in list_members(coalition) if p not in told),
    )


def _first(values: pd.Series[str]) -> str:
    """Give the first text that is not empty."""
    return next((str(value) for value in values if value), "")
