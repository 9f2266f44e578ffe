"""Where partners stand: the position that counts, and how far apart the map is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows

Setting: TypeAlias = Literal["alone", "meeting"]
Floats: TypeAlias = npt.NDArray[np.float64]

# The kit's convention (method.md, section 10): a quarter of the scale is wide.
WIDE_SPREAD = 0.25
_RANGE = ("ideal", "lowest", "highest")


@dataclass(frozen=True)
class MappedSpread:
    """How far apart partners stand on the map.

    Attributes
    ----------
    spread : float
        Mean over issues of the mean distance between two partners' ideals, as a share of the
        issue's scale: 0 (all alike) to 1.
    among : {"must-have", "all"}
        Whose ideals: must-have partners where two or more are known and mapped, else all.
    partners : int
        How many partners stand on at least one of the issues counted.
    by_issue : mapping of str to float
        The mean distance on each issue where two or more stand, 0 to 1.
    """

    spread: float
    among: Literal["must-have", "all"]
    partners: int
    by_issue: Mapping[str, float]

    @property
    def is_wide(self) -> bool:
        """Whether it is at least a quarter of the scale, the kit's convention."""
        return self.spread >= WIDE_SPREAD


def list_members(coalition: Coalition) -> tuple[str, ...]:
    """List the partners that have not left, in the order of the partners table."""
    partners = coalition.partners
    return tuple(partners.loc[partners["left"].isna(), "partner"])


def name_partners(coalition: Coalition) -> Mapping[str, str]:
    """Give each partner's name by its id."""
    partners = coalition.partners
    return dict(zip(partners["partner"], partners["name"], strict=True))


def find_positions(coalition: Coalition, *, setting: Setting | None = None) -> pd.DataFrame:
    """Find the position that counts for each partner and issue: the newest.

    Parameters
    ----------
    coalition : Coalition
    setting : {"alone", "meeting"}, optional
        Only what was said there. By default the newest, wherever it was said; of two on one day
        the one that was said alone.

    Returns
    -------
    DataFrame
        One row a partner and issue, in the order of issues and partners: ``partner``, ``issue``,
        ``ideal``, ``lowest``, ``highest`` (levels of the issue), ``salience`` (0-3, NA where not
        recorded), ``reason``, ``setting``, ``source``, ``as_of``, and the scale's ends
        ``scale_low`` and ``scale_high``. Partners that have left don't count; a row without a
        date is the oldest.

    Raises
    ------
    NeedsError
        If no issue has a scale, or no partner stands on one that has.
    """
    rows = take_settings(coalition, setting)
    last = rows.drop_duplicates(["partner", "issue"], keep="last")
    issues = _place(coalition.issues["issue"])
    partners = _place([*coalition.partners["partner"], *rows["partner"]])
    last = last.assign(_issue=last["issue"].map(issues), _partner=last["partner"].map(partners))
    columns = ["partner", "issue", *_RANGE, "salience", "reason", "setting", "source", "as_of"]
    return last.sort_values(["_issue", "_partner"])[
        [*columns, "scale_low", "scale_high"]
    ].reset_index(drop=True)


def take_settings(coalition: Coalition, setting: Setting | None) -> pd.DataFrame:
    """Take all positions of those who have not left, oldest first, with their issue's ends.

    Raises
    ------
    NeedsError
        If there is none.
    """
    scales = take_rows(coalition, "issues", "lowest", "highest").set_index("issue")
    rows = take_rows(coalition, "positions", *_RANGE)
    low, high = (rows["issue"].map(scales[end]) for end in ("lowest", "highest"))
    partners = coalition.partners
    gone = partners.loc[partners["left"].notna(), "partner"]
    counts = ~rows["partner"].isin(gone) & (low < high)
    if setting is not None:
        counts &= rows["setting"] == setting
    alone = (rows["setting"] == "alone").astype(int)
    rows = rows.assign(scale_low=low, scale_high=high, _alone=alone)[counts]
    if rows.empty:
        raise NeedsError("positions", ("ideal", "lowest", "highest"))
    return rows.sort_values(["as_of", "_alone"], na_position="first", kind="stable")


def _place(ids: Iterable[str]) -> Mapping[str, int]:
    return {name: place for place, name in enumerate(dict.fromkeys(ids))}


def scale_ideals(positions: pd.DataFrame) -> pd.Series:
    """Put ideals on 0 (the scale's low end) to 1 (its high end)."""
    wide = positions["scale_high"] - positions["scale_low"]
    shares: pd.Series = (positions["ideal"] - positions["scale_low"]) / wide
    return shares


def measure_distance(values: Floats) -> float:
    """Give the mean distance between two of some values; at least two are needed.

    Examples
    --------
    >>> measure_distance(np.array([0.0, 0.5, 1.0]))
    0.6666666666666666
    """
    count = len(values)
    apart = np.abs(values[:, None] - values[None, :]).sum()
    return float(apart / (count * (count - 1)))


def find_mapped_spread(coalition: Coalition, *, setting: Setting | None = None) -> MappedSpread:
    """Measure how far apart partners stand, as a share of the scales they stand on.

    Among must-have partners where at least two of them stand on one issue; else among all. The
    formula is the kit's (method.md, section 10: mean pairwise distance of ideals); each issue
    counts alike.

    Parameters
    ----------
    coalition : Coalition
    setting : {"alone", "meeting"}, optional
        As in :func:`find_positions`.

    Returns
    -------
    MappedSpread

    Raises
    ------
    NeedsError
        If there is no issue on which two partners stand.
    """
    positions = find_positions(coalition, setting=setting)
    partners = coalition.partners
    must_have = partners.loc[partners["must_have"].fillna(False).astype(bool), "partner"]
    among_must_have = _spread(positions[positions["partner"].isin(must_have)], "must-have")
    found = among_must_have or _spread(positions, "all")
    if found is None:
        raise NeedsError("positions", ("partner", "issue", "ideal"))
    return found


def _spread(positions: pd.DataFrame, among: Literal["must-have", "all"]) -> MappedSpread | None:
    """Measure the spread of these rows; None if no issue has two partners."""
    shared = positions[positions.groupby("issue")["partner"].transform("count") > 1]
    if shared.empty:
        return None
    by_issue = {
        str(issue): measure_distance(scale_ideals(rows).to_numpy(dtype=float))
        for issue, rows in shared.groupby("issue", sort=False)
    }
    mean = float(np.mean(list(by_issue.values())))
    return MappedSpread(mean, among, shared["partner"].nunique(), by_issue)


def is_mapped_spread_wide(coalition: Coalition, *, setting: Setting | None = None) -> bool:
    """Say whether partners stand at least a quarter of the scale apart (report.md, R7)."""
    return find_mapped_spread(coalition, setting=setting).is_wide


def find_spread_over_time(coalition: Coalition) -> pd.DataFrame:
    """Compare how far apart partners stood at first with how far apart they stand now.

    Only partners with two or more dated positions on an issue count, so that the same partners
    are compared; an issue needs two of them.

    Returns
    -------
    DataFrame
        One row an issue: ``issue``, ``partners`` (count), ``first`` and ``newest`` (mean distance
        between two ideals, 0-1), in the order of the record; empty if nobody moved on record.

    Raises
    ------
    NeedsError
        If no position is dated.
    """
    rows = take_settings(coalition, None)
    rows = rows[rows["as_of"].notna()]
    if rows.empty:
        raise NeedsError("positions", ("as_of",))
    rows = rows.assign(_share=scale_ideals(rows))
    ends = rows.groupby(["issue", "partner"])["_share"].agg(["first", "last", "count"])
    moved = ends[ends["count"] > 1].reset_index()
    found = [
        {
            "issue": issue,
            "partners": len(pairs),
            "first": measure_distance(pairs["first"].to_numpy()),
            "newest": measure_distance(pairs["last"].to_numpy()),
        }
        for issue, pairs in moved.groupby("issue", sort=False)
        if len(pairs) > 1
    ]
    places = _place(coalition.issues["issue"])
    found.sort(key=lambda row: places[str(row["issue"])])
    return pd.DataFrame(found, columns=["issue", "partners", "first", "newest"])
