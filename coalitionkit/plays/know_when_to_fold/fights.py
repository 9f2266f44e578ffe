"""Three candidate fights side by side: who gains, who leaves, who must join, can it hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.plays.craft_compromise import Agenda, find_agendas
from coalitionkit.plays.map_conflict import find_positions, list_members
from coalitionkit.record.cells import suggest
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows

CANDIDATES = 3


@dataclass(frozen=True)
class Fight:
    """One candidate fight: an issue taken from the status quo toward its bold end.

    Attributes
    ----------
    issue, name : str
        Its id and its question.
    gains : tuple of str
        Partners whose ideal lies past the status quo, on the bold side.
    neither : tuple of str
        Partners who neither gain nor leave.
    leaves : tuple of str
        Partners who accept no level past the status quo on the bold side.
    unknown : tuple of str
        Members without a position on it: they must be asked first.
    needed : tuple of str
        Must-have partners among the unknown and those who leave. Private: for the convener alone.
    agenda : Agenda or None
        The boldest level that keeps every must-have partner in range (everyone, where nobody is
        one), from :func:`~coalitionkit.plays.craft_compromise.find_agendas`; None where no level
        does.
    """

    issue: str
    name: str
    gains: tuple[str, ...]
    neither: tuple[str, ...]
    leaves: tuple[str, ...]
    unknown: tuple[str, ...]
    needed: tuple[str, ...]
    agenda: Agenda | None

    @property
    def holds(self) -> bool:
        """Whether a level past the status quo keeps those who must be kept."""
        return self.agenda is not None and self.agenda.boldness > 0


def find_candidates(coalition: Coalition, *, most: int = CANDIDATES) -> tuple[str, ...]:
    """Find the issues to try as fights: those not settled yet, then the newest.

    Only a place to begin: the partners choose the three. An issue needs a status quo and a bold
    end that differ, and a position.

    Returns
    -------
    tuple of str
        Ids, at most ``most``.

    Raises
    ------
    NeedsError
        If there is no such issue, or no position.
    """
    issues = _take_issues(coalition)
    positions = find_positions(coalition)
    issues = issues[issues["issue"].isin(positions["issue"])]
    rows = coalition.positions
    settled = issues["issue"].isin(rows.loc[rows["settled_on"].notna(), "issue"])
    ordered = issues.assign(settled=settled).sort_values(
        ["settled", "opened", "issue"], ascending=[True, False, True]
    )
    return tuple(ordered["issue"].head(most))


def find_fights(coalition: Coalition, *, issues: Iterable[str] | None = None) -> tuple[Fight, ...]:
    """Fill in the worksheet for some candidate fights.

    Parameters
    ----------
    coalition : Coalition
    issues : iterable of str, optional
        Ids of issues; by default those of :func:`find_candidates`.

    Raises
    ------
    NeedsError
        If no issue has a status quo and a bold end, or nobody's position is known.
    UsageError
        If one is no issue with both; the message names those that are.
    """
    rows = _take_issues(coalition)
    known = tuple(rows["issue"])
    chosen = find_candidates(coalition) if issues is None else tuple(issues)
    positions = find_positions(coalition)
    for issue in chosen:
        if issue not in known:
            raise UsageError(
                f"There is no issue {issue!r} with a status quo and a bold end. "
                f"{suggest(issue, known)} These have both: {', '.join(known)}."
            )
    return tuple(
        _weigh_fight(coalition, row, positions[positions["issue"] == row["issue"]])
        for _, row in rows.set_index("issue", drop=False).loc[list(chosen)].iterrows()
    )


def _take_issues(coalition: Coalition) -> pd.DataFrame:
    """Take the issues that can be fought for: with a status quo, and a bold end elsewhere."""
    rows = take_rows(coalition, "issues", "lowest", "highest", "status_quo", "bold_end")
    rows = rows[rows["status_quo"] != rows["bold_end"]]
    if rows.empty:
        raise NeedsError("issues", ("status_quo", "bold_end"))
    return rows


def _weigh_fight(coalition: Coalition, issue: pd.Series, positions: pd.DataFrame) -> Fight:
    """Weigh one issue, its levels turned so that bold is up and the status quo is 0."""
    side = float(np.sign(issue["bold_end"] - issue["status_quo"]))
    quo = issue["status_quo"]
    ends = (positions[["lowest", "highest"]] - quo) * side
    gains = (positions["ideal"] - quo) * side > 0
    leaves = ends.max(axis=1) <= 0
    members = list_members(coalition)
    unknown = tuple(partner for partner in members if partner not in set(positions["partner"]))
    partners = coalition.partners
    must_have = set(partners.loc[partners["must_have"].fillna(False).astype(bool), "partner"])
    lost = tuple(positions.loc[leaves, "partner"])
    found = find_agendas(coalition, objective="boldness", reading="hard", issues=[issue["issue"]])
    return Fight(
        issue=str(issue["issue"]),
        name=str(issue["name"]),
        gains=tuple(positions.loc[gains, "partner"]),
        neither=tuple(positions.loc[~gains & ~leaves, "partner"]),
        leaves=lost,
        unknown=unknown,
        needed=tuple(partner for partner in members if partner in must_have & {*lost, *unknown}),
        agenda=found.agendas[0] if found.agendas else None,
    )
