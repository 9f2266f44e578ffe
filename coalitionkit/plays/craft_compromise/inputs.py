"""What the agenda finder is told: levels, newest positions, walk-aways, who is must-have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows

POSITION_COLUMNS = ("ideal", "lowest", "highest", "salience")


@dataclass(frozen=True, eq=False)
class Inputs:
    """One coalition's issues and partners, as far as they are on record.

    Attributes
    ----------
    issues : DataFrame
        By issue: ``name``, ``lowest``, ``highest``, ``status_quo``, ``bold_end``, ``weight``.
    levels : DataFrame
        ``issue``, ``level``, ``label``, ``boldness``: what an agenda may choose from. Rows of the
        table levels without a partner; an issue without any takes the whole numbers from its
        lowest to its highest.
    cells : DataFrame
        ``partner``, ``issue`` and a position's numbers: the newest that is on record.
    explicit : DataFrame
        ``partner``, ``issue``, ``level``, ``utility`` where a partner said what a level is worth.
    partners : tuple of str
        Those at the table who are mapped on every issue.
    unmapped : DataFrame
        ``partner``, ``issue`` of each position that is not on record. These partners are left out.
    must_have : frozenset of str
        Of the partners at the table, the unmapped too.
    walkaways : mapping of str to float
        As asked; who was not asked is not in it.
    """

    issues: pd.DataFrame
    levels: pd.DataFrame
    cells: pd.DataFrame
    explicit: pd.DataFrame
    partners: tuple[str, ...]
    unmapped: pd.DataFrame
    must_have: frozenset[str]
    walkaways: Mapping[str, float]


def take_inputs(coalition: Coalition, issues: Iterable[str] | None = None) -> Inputs:
    """Take what the agenda finder needs from a record.

    Parameters
    ----------
    coalition : Coalition
    issues : iterable of str, optional
        Only these issues; all if not given.

    Returns
    -------
    Inputs

    Raises
    ------
    NeedsError
        If no issue, no level or no fully mapped partner is on record.
    UsageError
        If an issue is not on record, or a position's ideal lies outside of its own range.
    """
    chosen = _take_issues(coalition, issues)
    names = list(chosen.index)
    table = coalition.levels
    table = table[table["issue"].isin(names)]
    told = table["partner"].astype(object) != ""
    explicit = table.loc[told & table["utility"].notna(), ["partner", "issue", "level", "utility"]]
    cells = take_newest(coalition)
    cells = cells[cells["issue"].isin(names)].reset_index(drop=True)
    _check_ranges(cells)
    people = take_rows(coalition, "partners", "partner")
    people = people[people["left"].isna()]
    partners, unmapped = _split_mapped(list(people["partner"]), names, cells, explicit)
    if not partners:
        raise NeedsError("positions", POSITION_COLUMNS)
    asked = coalition.walkaways
    return Inputs(
        issues=chosen,
        levels=_take_levels(table[~told], chosen),
        cells=cells,
        explicit=explicit.reset_index(drop=True),
        partners=tuple(partners),
        unmapped=unmapped,
        must_have=frozenset(people.loc[people["must_have"].fillna(False).astype(bool), "partner"]),
        walkaways=dict(zip(asked["partner"], asked["walkaway"].astype(float), strict=True)),
    )


def take_newest(coalition: Coalition) -> pd.DataFrame:
    """Take each partner's newest position on each issue; on the same day the one said alone.

    Returns
    -------
    DataFrame
        ``partner``, ``issue``, ``ideal``, ``lowest``, ``highest``, ``salience``; perhaps empty.
    """
    rows = coalition.positions.assign(alone=lambda frame: frame["setting"] == "alone")
    rows = rows.dropna(subset=list(POSITION_COLUMNS))
    rows = rows.sort_values(["as_of", "alone"], na_position="first", kind="stable")
    newest = rows.groupby(["partner", "issue"], sort=False).tail(1).sort_index()
    numbers = newest[list(POSITION_COLUMNS)].astype(float)
    return pd.concat([newest[["partner", "issue"]], numbers], axis=1).reset_index(drop=True)


def _take_issues(coalition: Coalition, issues: Iterable[str] | None) -> pd.DataFrame:
    rows = take_rows(coalition, "issues", "issue", "lowest", "highest").set_index("issue")
    wanted = list(rows.index) if issues is None else list(issues)
    for issue in wanted:
        if issue not in rows.index:
            known = ", ".join(rows.index)
            raise UsageError(f"There is no issue {issue!r}. The issues: {known}.")
    if not wanted:
        raise UsageError("No issue was chosen. Choose at least one.")
    columns = ["name", "lowest", "highest", "status_quo", "bold_end", "weight"]
    chosen = rows.loc[[issue for issue in rows.index if issue in set(wanted)], columns]
    return chosen.assign(weight=chosen["weight"].fillna(1.0))


def _take_levels(named: pd.DataFrame, issues: pd.DataFrame) -> pd.DataFrame:
    """Give each issue its named levels, or the whole numbers of its scale."""
    parts = []
    for issue, scale in issues.iterrows():
        rows = named.loc[named["issue"] == issue, ["issue", "level", "label", "boldness"]]
        if rows.empty:
            whole = np.arange(np.ceil(scale["lowest"]), np.floor(scale["highest"]) + 1)
            rows = pd.DataFrame({"issue": issue, "level": whole, "label": "", "boldness": np.nan})
        elif 0 < rows["boldness"].notna().sum() < len(rows):
            raise NeedsError("levels", ("issue", "level", "boldness"))
        if rows.empty:
            raise NeedsError("levels", ("issue", "level"))
        parts.append(rows.drop_duplicates("level").sort_values("level"))
    return pd.concat(parts, ignore_index=True)


def _check_ranges(cells: pd.DataFrame) -> None:
    wrong = cells[~cells["ideal"].between(cells["lowest"], cells["highest"])]
    for row in wrong.itertuples():
        raise UsageError(
            f"{row.partner} on {row.issue}: the ideal {row.ideal:g} is not between the lowest "
            f"{row.lowest:g} and the highest {row.highest:g}. Correct this row of positions."
        )


def _split_mapped(
    people: list[str], issues: list[str], cells: pd.DataFrame, explicit: pd.DataFrame
) -> tuple[list[str], pd.DataFrame]:
    """Tell those mapped on every issue from the rest; without positions, values do instead."""
    placed = set(zip(cells["partner"], cells["issue"], strict=True))
    valued = set(zip(explicit["partner"], explicit["issue"], strict=True))
    mapped, missing = [], []
    for partner in people:
        gaps = [issue for issue in issues if (partner, issue) not in placed]
        # Values without any salience weigh all issues alike; some without salience can't.
        all_valued = all((partner, issue) in valued for issue in issues)
        if gaps and not (all_valued and len(gaps) == len(issues)):
            missing += [(partner, issue) for issue in gaps]
        else:
            mapped.append(partner)
    return mapped, pd.DataFrame(missing, columns=["partner", "issue"], dtype=object)
