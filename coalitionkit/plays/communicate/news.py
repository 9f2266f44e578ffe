"""What was heard: news that the map did not hold, changes that wait, who asks the convener."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from coalitionkit.plays.communicate.talks import list_talks
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows


@dataclass(frozen=True)
class News:
    """How much that was heard in talks the map did not hold.

    Attributes
    ----------
    heard : int
        Pieces of news for which it is written down whether the map held them.
    off_map : int
        Those that it did not hold.
    """

    heard: int
    off_map: int


def find_convener_talks(coalition: Coalition, *, as_of: dt.date) -> pd.DataFrame:
    """Find the talks in which the convener was the one asked how things are.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
        The last day to read.

    Returns
    -------
    DataFrame
        ``date``, ``partner`` and ``name``, newest first. Empty if nobody asks.

    Raises
    ------
    NeedsError
        If the log says of no talk whether the convener was asked.
    """
    take_rows(coalition, "checkins", "date", "partner", "with_convener")
    talks = list_talks(coalition, as_of=as_of)
    asked = talks[talks["with_convener"].fillna(False)]
    return asked[["date", "partner", "name"]].iloc[::-1].reset_index(drop=True)


def count_news(coalition: Coalition, *, as_of: dt.date) -> News:
    """Count the news heard in talks, and how much of it was not on the map. Convener only.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
        The last day to read.

    Returns
    -------
    News

    Raises
    ------
    NeedsError
        If no talk says what changed and whether the map held it.
    """
    told = take_rows(coalition, "checkins", "date", "what_changed", "was_on_map")
    told = told[told["date"] <= pd.Timestamp(as_of)]
    return News(len(told), int((~told["was_on_map"].astype(bool)).sum()))


def find_unwritten(coalition: Coalition, *, as_of: dt.date) -> pd.DataFrame:
    """Find the changes heard in talks that are not yet written through to the map. Convener only.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
        The last day to read.

    Returns
    -------
    DataFrame
        ``date``, ``partner``, ``name``, ``issue``, ``issue_name``, ``field``, ``before``,
        ``after`` and ``days`` (waiting); the oldest first. Only partners that belong on the day.

    Raises
    ------
    NeedsError
        If there are no partners or no changes.
    """
    day = pd.Timestamp(as_of)
    changes = take_rows(coalition, "changes", "date", "partner", "issue", "field")
    partners = take_rows(coalition, "partners", "partner", "name")
    here = partners[~(partners["left"] <= day)]
    names = dict(zip(here["partner"], here["name"], strict=True))
    issues = dict(zip(coalition.issues["issue"], coalition.issues["name"], strict=True))
    waiting = changes[(changes["date"] <= day) & ~(changes["written_on"] <= day)]
    waiting = waiting[waiting["partner"].isin(names)].sort_values(["date", "partner", "issue"])
    told = waiting.assign(
        name=waiting["partner"].map(names),
        issue_name=[issues.get(issue, issue) for issue in waiting["issue"]],
        days=(day - waiting["date"]).dt.days,
    )
    columns = ["date", "partner", "name", "issue", "issue_name", "field", "before", "after"]
    return told[[*columns, "days"]].reset_index(drop=True)
