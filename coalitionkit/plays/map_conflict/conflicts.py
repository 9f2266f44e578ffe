"""What brought the partners together, what they fight about, and how old the newest fight is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.plays.map_conflict.positions import Setting
from coalitionkit.record.coalition import Coalition

ABOUT = ("goal", "message", "strategy", "tactics", "money", "credit")
# Outward, at the table, and inside one partner's own house.
BETWEEN = ("target", "partners", "own")
# Past this age of the newest conflict, report.md asks whether it is still the right one (R10).
OLD_MONTHS = 12


@dataclass(frozen=True, eq=False)
class Conflicts:
    """The conflict that joins the partners, apart from those among them.

    Attributes
    ----------
    joining : str
        The problem that no partner could solve alone; empty where none is on record.
    internal : DataFrame
        One row an issue or tension: ``kind`` (issue or tension), ``id``, ``name``, ``about``
        and ``between`` (target, partners or own; both empty where not recorded), ``first_heard``
        and ``resolved`` (NaT for an issue, and for a tension that is open), in the order of the
        record. An issue is between partners: it is a question on which they differ.
    """

    joining: str
    internal: pd.DataFrame = field(repr=False)

    def count_between(self) -> Mapping[str, int]:
        """Count the tensions at each of the three levels, where the record tells whom they divide.

        Returns
        -------
        mapping of str to int
            By ``target``, ``partners`` and ``own``.
        """
        tensions = self.internal[self.internal["kind"] == "tension"]
        return {level: int((tensions["between"] == level).sum()) for level in BETWEEN}


@dataclass(frozen=True)
class AboutCount:
    """How many issues and tensions are about one thing."""

    about: str
    issues: int
    tensions: int


@dataclass(frozen=True)
class NewestConflict:
    """The issue or tension that came up last.

    Attributes
    ----------
    kind : {"issue", "tension"}
    id, name : str
    day : date
        The day it first came up.
    """

    kind: Literal["issue", "tension"]
    id: str
    name: str
    day: dt.date

    def count_months(self, as_of: dt.date) -> int:
        """Count the whole months from the day it came up to ``as_of``.

        Examples
        --------
        >>> rent = NewestConflict("issue", "rent", "What rent?", dt.date(2025, 11, 24))
        >>> rent.count_months(dt.date(2026, 11, 23)), rent.count_months(dt.date(2026, 11, 24))
        (11, 12)
        """
        months = (as_of.year - self.day.year) * 12 + as_of.month - self.day.month
        return months - (as_of.day < self.day.day)


def has_joining_conflict(coalition: Coalition) -> bool:
    """Say whether the record names a problem that no partner could solve alone (report.md, R1)."""
    return bool(_read_joining(coalition))


def _read_joining(coalition: Coalition) -> str:
    texts = coalition.coalitions["joining_conflict"]
    found = texts.iloc[0] if len(texts) else None
    return " ".join(found.split()) if isinstance(found, str) else ""


def find_conflicts(coalition: Coalition) -> Conflicts:
    """Find the joining conflict and, apart from it, the internal ones.

    Raises
    ------
    NeedsError
        If there is neither a joining conflict, nor an issue, nor a tension.
    """
    joining, internal = _read_joining(coalition), _list_internal(coalition)
    if not joining and internal.empty:
        raise NeedsError("coalitions", ("joining_conflict",))
    return Conflicts(joining, internal)


def _list_internal(coalition: Coalition, setting: Setting | None = None) -> pd.DataFrame:
    columns = ["id", "name", "about", "between", "first_heard", "resolved"]
    issues = coalition.issues.rename(columns={"issue": "id", "opened": "first_heard"})
    tensions = coalition.tensions.rename(columns={"tension": "id"})
    if setting is not None:
        tensions = tensions[tensions["setting"] == setting]
    issues = issues.assign(resolved=None, between="partners")
    rows = [
        (kind, *row)
        for kind, frame in (("issue", issues), ("tension", tensions))
        for row in frame[columns].itertuples(index=False, name=None)
    ]
    made = pd.DataFrame(rows, columns=["kind", *columns])
    texts = {name: [_or_empty(text) for text in made[name]] for name in columns[:4]}
    days = {name: pd.to_datetime(made[name]) for name in ("first_heard", "resolved")}
    return made.assign(**texts, **days)


def _or_empty(text: object) -> str:
    return text if isinstance(text, str) else ""


def count_about(coalition: Coalition) -> tuple[AboutCount, ...]:
    """Count what the partners fight about, over issues and tensions.

    Returns
    -------
    tuple of AboutCount
        Goal, message, strategy, tactics, money and credit, most first; those with none too.

    Raises
    ------
    NeedsError
        If neither an issue nor a tension says what it is about.
    """
    rows = _list_internal(coalition)
    rows = rows[rows["about"].isin(ABOUT)]
    if rows.empty:
        raise NeedsError("issues", ("about",))
    counts = [
        AboutCount(
            about,
            int(((rows["about"] == about) & (rows["kind"] == "issue")).sum()),
            int(((rows["about"] == about) & (rows["kind"] == "tension")).sum()),
        )
        for about in ABOUT
    ]
    return tuple(sorted(counts, key=lambda count: -(count.issues + count.tensions)))


def find_newest_conflict(
    coalition: Coalition, *, as_of: dt.date, setting: Setting | None = None
) -> NewestConflict:
    """Find the issue or tension that came up last, on ``as_of`` or before it.

    Parameters
    ----------
    coalition : Coalition
    as_of : date
    setting : {"alone", "meeting"}, optional
        Only tensions first heard there. One that was heard alone may give away, by its day, who
        said it; so a page for partners asks for "meeting".

    Raises
    ------
    NeedsError
        If no issue or tension has a day by then.
    """
    rows = _list_internal(coalition, setting)
    rows = rows[rows["first_heard"] <= pd.Timestamp(as_of)]
    if rows.empty:
        raise NeedsError("issues", ("opened",))
    newest = rows.iloc[int(rows["first_heard"].argmax())]
    return NewestConflict(
        newest["kind"], newest["id"], newest["name"], newest["first_heard"].date()
    )


def is_newest_conflict_old(
    coalition: Coalition, *, as_of: dt.date, months: int = OLD_MONTHS
) -> bool:
    """Say whether nothing new came up for over a year (report.md, R10).

    Parameters
    ----------
    coalition : Coalition
    as_of : date
    months : int
        Older than so many whole months is old.

    Raises
    ------
    NeedsError
        If no issue or tension has a day by then.
    """
    newest = find_newest_conflict(coalition, as_of=as_of)
    return newest.count_months(as_of) > months
