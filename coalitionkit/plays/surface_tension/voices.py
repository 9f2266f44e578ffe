"""How disagreement is voiced, and what the map says that the meeting does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.plays.map_conflict import MappedSpread, find_mapped_spread
from coalitionkit.plays.surface_tension.lead_times import KINDS, take_heard
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows

LITTLE_DISSENT = 0.25  # share of agenda items, 0-1: at or below it, little dissent was voiced
LEAST_ITEMS = 8  # agenda items for debate or decision; with fewer, a share is not read

DIRECTNESS = ("direct", "indirect")
INTENSITY = ("low", "high")
DISCUSSED = ("debate", "decision")


def count_voicing(coalition: Coalition, *, as_of: dt.date) -> pd.DataFrame:
    """Count how disagreement is voiced: how directly, and how hard people dig in.

    Directness and oppositional intensity are the two dimensions of conflict expression of Weingart
    et al. (2015, Academy of Management Review 40:235).

    Returns
    -------
    DataFrame
        One row for each of issue, personal, process and credit with each directness and intensity,
        zeros included: ``kind``, ``directness``, ``intensity``, ``tensions``. Tensions without
        both are not counted.

    Raises
    ------
    NeedsError
        If no tension heard by then has both.
    """
    rows = take_heard(coalition, as_of, "directness", "intensity")
    counts = rows.groupby(["kind", "directness", "intensity"]).size()
    grid = pd.MultiIndex.from_product(
        [KINDS, DIRECTNESS, INTENSITY], names=["kind", "directness", "intensity"]
    )
    return counts.reindex(grid, fill_value=0).rename("tensions").reset_index()


@dataclass(frozen=True)
class Dissent:
    """How many agenda items for debate or decision had dissent voiced.

    Attributes
    ----------
    items, dissented : int
        Items whose dissent was written down, and those with at least one partner dissenting.
    """

    items: int
    dissented: int

    @property
    def share(self) -> float:
        """Share of items with dissent, 0-1."""
        return self.dissented / self.items

    @property
    def is_enough(self) -> bool:
        """Whether there are enough items to read the share: 8, the kit's convention."""
        return self.items >= LEAST_ITEMS

    @property
    def is_little(self) -> bool:
        """Whether little dissent was voiced; with too few items, never."""
        return self.is_enough and self.share <= LITTLE_DISSENT


def count_dissent(coalition: Coalition, *, as_of: dt.date, since: dt.date | None = None) -> Dissent:
    """Count agenda items for debate or decision, and those on which dissent was voiced.

    Updates are not counted: nobody is asked to agree with them. An item whose dissent was left
    empty is not counted either; 0 says that nobody dissented.

    Parameters
    ----------
    coalition : Coalition
    as_of, since : date
        Last and first day counted; all before ``as_of`` where ``since`` is None.

    Raises
    ------
    NeedsError
        If there is no such item.
    """
    rows = take_rows(coalition, "meetings", "date", "type", "dissent")
    kept = rows["type"].isin(DISCUSSED) & (rows["date"] <= pd.Timestamp(as_of))
    if since is not None:
        kept &= rows["date"] >= pd.Timestamp(since)
    told = rows.loc[kept, "dissent"]
    if told.empty:
        raise NeedsError("meetings", ("date", "type", "dissent"))
    return Dissent(len(told), int((told > 0).sum()))


@dataclass(frozen=True)
class Gap:
    """How wide partners stand on the map against how much dissent is voiced (method.md, section 5).

    Attributes
    ----------
    spread : MappedSpread
        Mean distance between two partners' ideals, as a share of the scale.
    dissent : Dissent
    """

    spread: MappedSpread
    dissent: Dissent

    @property
    def gap(self) -> float:
        """Mapped spread minus the share of items with dissent, -1 to 1.

        Two shares of different things: read its sign and the two beside it, not its size.
        """
        return self.spread.spread - self.dissent.share

    @property
    def is_quiet_but_apart(self) -> bool:
        """Whether the map is wide and little dissent is voiced (report.md, R7).

        Wide is a quarter of the scale or more; little is at most a quarter of at least 8 items for
        debate or decision. All three are the kit's conventions.
        """
        return self.spread.is_wide and self.dissent.is_little


def find_gap(coalition: Coalition, *, as_of: dt.date, since: dt.date | None = None) -> Gap:
    """Put the mapped spread beside the dissent voiced in meetings.

    Little dissent over a wide map is quiet that hides something; over a narrow map it is agreement.

    Raises
    ------
    NeedsError
        If positions are not mapped, or no item for debate or decision says how many dissented.
    """
    return Gap(find_mapped_spread(coalition), count_dissent(coalition, as_of=as_of, since=since))


def is_quiet_but_apart(coalition: Coalition, *, as_of: dt.date) -> bool:
    """Say whether the map is wide and little dissent is voiced (report.md, R7).

    Raises
    ------
    NeedsError
        As :func:`find_gap`.
    """
    return find_gap(coalition, as_of=as_of).is_quiet_but_apart
