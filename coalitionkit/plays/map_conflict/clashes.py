"""Who clashes with whom on what, and the levels that everyone accepts."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from coalitionkit.errors import UsageError
from coalitionkit.plays.map_conflict.positions import Setting, find_positions, name_partners
from coalitionkit.record.cells import suggest
from coalitionkit.record.coalition import Coalition

_CLASHES = ["issue", "partner", "other", "low", "high", "gap", "clash"]


@dataclass(frozen=True)
class Zone:
    """The levels of one issue that every partner on it accepts.

    Attributes
    ----------
    issue : str
    low, high : float
        The largest of all lowest and the smallest of all highest levels, in the issue's units.
        Where ``low`` is above ``high`` no level is accepted by all.
    low_set_by, high_set_by : tuple of str
        The partners who set these ends; more than one where several stand at the same level.
    partners : int
        How many partners have a range on the issue.
    clashes : int
        How many pairs of them have no level in common.
    room : float
        How wide the zone is, as a share of the scale; below 0 where it is empty.
    """

    issue: str
    low: float
    high: float
    low_set_by: tuple[str, ...]
    high_set_by: tuple[str, ...]
    partners: int
    clashes: int
    room: float

    @property
    def is_empty(self) -> bool:
        """Whether no level is accepted by all."""
        return self.low > self.high


@dataclass(frozen=True, eq=False)
class IssueRanges:
    """One issue with every partner's range on it: what a picture of the issue needs.

    Attributes
    ----------
    issue, name, low_end, high_end : str
        The id, the question, and what the ends of its scale mean.
    lowest, highest : float
        The scale's ends.
    status_quo : float or None
        Where things stand today.
    ranges : DataFrame
        One row a partner: ``partner``, ``name``, ``ideal``, ``lowest``, ``highest``, ``as_of``.
    zone : Zone
    apart : tuple of (str, str)
        The pairs of partners who have no level in common.
    """

    issue: str
    name: str
    low_end: str
    high_end: str
    lowest: float
    highest: float
    status_quo: float | None
    ranges: pd.DataFrame = field(repr=False)
    zone: Zone
    apart: tuple[tuple[str, str], ...]


def find_clashes(coalition: Coalition, *, setting: Setting | None = None) -> pd.DataFrame:
    """Compare the ranges of every two partners on every issue.

    On one scale, if no two ranges are apart, all have a level in common (Helly's theorem in one
    dimension), so this table shows every reason why an issue has no zone of agreement.

    Parameters
    ----------
    coalition : Coalition
    setting : {"alone", "meeting"}, optional
        As in :func:`find_positions`.

    Returns
    -------
    DataFrame
        One row an issue and pair, each pair once: ``issue``, ``partner``, ``other``, ``low`` and
        ``high`` (the larger lowest and the smaller highest of the two), ``gap`` (how far apart
        the ranges are as a share of the scale; 0 where they meet) and ``clash``. Empty where no
        issue has two partners.

    Raises
    ------
    NeedsError
        If there is no position on an issue with a scale.
    """
    return compare_ranges(find_positions(coalition, setting=setting))


def compare_ranges(positions: pd.DataFrame) -> pd.DataFrame:
    """Compare ranges pair by pair; ``positions`` as from :func:`find_positions`."""
    rows = positions.assign(_place=range(len(positions)))
    pairs = rows.merge(rows, on="issue", suffixes=("", "_other"))
    pairs = pairs[pairs["_place"] < pairs["_place_other"]]
    low = pairs[["lowest", "lowest_other"]].max(axis=1)
    high = pairs[["highest", "highest_other"]].min(axis=1)
    scale = pairs["scale_high"] - pairs["scale_low"]
    made = pairs.assign(
        other=pairs["partner_other"],
        low=low,
        high=high,
        gap=((low - high) / scale).clip(lower=0.0),
        clash=low > high,
    )
    return made[_CLASHES].reset_index(drop=True)


def find_zones(coalition: Coalition, *, setting: Setting | None = None) -> tuple[Zone, ...]:
    """Find the zone of agreement on each issue, and the partners who set its ends.

    The zone is [largest lowest, smallest highest]; it is empty where the first is above the
    second (method.md, section 5).

    Parameters
    ----------
    coalition : Coalition
    setting : {"alone", "meeting"}, optional
        As in :func:`find_positions`.

    Returns
    -------
    tuple of Zone
        One an issue on which at least one partner has a range, in the order of the issues table.

    Raises
    ------
    NeedsError
        If there is no position on an issue with a scale.
    """
    positions = find_positions(coalition, setting=setting)
    clashes = compare_ranges(positions)
    counts = clashes.groupby("issue")["clash"].sum()
    return tuple(
        _measure_zone(str(issue), rows, int(counts.get(issue, 0)))
        for issue, rows in positions.groupby("issue", sort=False)
    )


def _measure_zone(issue: str, rows: pd.DataFrame, clashes: int) -> Zone:
    low, high = float(rows["lowest"].max()), float(rows["highest"].min())
    return Zone(
        issue=issue,
        low=low,
        high=high,
        low_set_by=tuple(rows.loc[rows["lowest"] == low, "partner"]),
        high_set_by=tuple(rows.loc[rows["highest"] == high, "partner"]),
        partners=len(rows),
        clashes=clashes,
        room=(high - low) / float((rows["scale_high"] - rows["scale_low"]).iloc[0]),
    )


def find_ranges(coalition: Coalition, issue: str, *, setting: Setting | None = None) -> IssueRanges:
    """Find every partner's range on one issue.

    Parameters
    ----------
    coalition : Coalition
    issue : str
        Its id.
    setting : {"alone", "meeting"}, optional
        As in :func:`find_positions`.

    Returns
    -------
    IssueRanges

    Raises
    ------
    NeedsError
        If there is no position on an issue with a scale.
    UsageError
        If nobody has a position on this issue; the message names those with positions.
    """
    positions = find_positions(coalition, setting=setting)
    known = tuple(dict.fromkeys(positions["issue"]))
    if issue not in known:
        raise UsageError(
            f"There is no position on an issue {issue!r}. {suggest(issue, known)} "
            f"Issues with positions: {', '.join(known)}."
        )
    rows = positions[positions["issue"] == issue].reset_index(drop=True)
    names = name_partners(coalition)
    rows = rows.assign(name=[names.get(partner) or partner for partner in rows["partner"]])
    issues = coalition.issues
    about = issues[issues["issue"] == issue].iloc[0]
    pairs = compare_ranges(rows)
    apart = pairs.loc[pairs["clash"], ["partner", "other"]]
    return IssueRanges(
        issue=issue,
        name=str(about["name"] or issue),
        low_end=str(about["low_end"] or ""),
        high_end=str(about["high_end"] or ""),
        lowest=float(about["lowest"]),
        highest=float(about["highest"]),
        status_quo=None if pd.isna(about["status_quo"]) else float(about["status_quo"]),
        ranges=rows[["partner", "name", "ideal", "lowest", "highest", "as_of"]],
        zone=_measure_zone(issue, rows, len(apart)),
        apart=tuple(apart.itertuples(index=False, name=None)),
    )


def find_empty_ranges(coalition: Coalition, *, setting: Setting | None = None) -> pd.DataFrame:
    """Find ranges that accept no level at all: a lowest above the highest.

    Reading a record refuses such a row; frames made by hand may still hold one. It clashes with
    every other range, so whoever reads the map should hear of it first.

    Returns
    -------
    DataFrame
        ``partner``, ``issue``, ``lowest``, ``highest``; empty where all is well.

    Raises
    ------
    NeedsError
        If there is no position on an issue with a scale.
    """
    positions = find_positions(coalition, setting=setting)
    crossed = positions[positions["lowest"] > positions["highest"]]
    return crossed[["partner", "issue", "lowest", "highest"]].reset_index(drop=True)


def count_clashes(clashes: pd.DataFrame) -> pd.DataFrame:
    """Count clashes over issues for each pair.

    Parameters
    ----------
    clashes : DataFrame
        From :func:`find_clashes`.

    Returns
    -------
    DataFrame
        One row a pair: ``partner``, ``other``, ``clashes`` and ``shared`` (issues on which both
        stand), most clashes first.
    """
    counted = clashes.groupby(["partner", "other"], sort=False)["clash"].agg(["sum", "count"])
    made = counted.reset_index().rename(columns={"sum": "clashes", "count": "shared"})
    made = made.astype({"clashes": int, "shared": int})
    return made.sort_values("clashes", ascending=False, kind="stable").reset_index(drop=True)
