"""One person's own view: the answers as given, never a survey."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from coalitionkit.errors import UsageError
from coalitionkit.record import Coalition


@dataclass(frozen=True)
class OwnView:
    """One person's view, outside any survey: the answers given and nothing computed from them.

    Shown only on that person's computer, under the heading "one person's view, n = 1, not a
    survey". It draws no spread, prints no label and enters no cohort.
    """

    rater: str
    date: dt.date
    answers: Mapping[str, str]


def show_own_view(coalition: Coalition, rater: str) -> OwnView:
    """Show one person's newest view: the answers as given, and nothing computed from them.

    Raises
    ------
    UsageError
        If that rater has given no view.
    """
    ratings = coalition.ratings
    mine = ratings[ratings["rater"] == rater]
    if mine.empty:
        raise UsageError(f"{rater} has given no view of {coalition.name} yet.")
    newest = mine[mine["date"] == mine["date"].max()]
    answers = dict(zip(newest["item"], newest["answer"], strict=True))
    return OwnView(rater, pd.Timestamp(newest["date"].iloc[0]).date(), answers)


def list_own_views(coalition: Coalition) -> tuple[OwnView, ...]:
    """List each person's newest view, in the order in which they came; never added up."""
    raters = dict.fromkeys(coalition.ratings["rater"].astype(str))
    return tuple(show_own_view(coalition, rater) for rater in raters)
