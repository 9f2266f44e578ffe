"""What the agenda finder is told: levels, newest positions, walk-aways, who is must-have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.record.coalition import Coalition
from coalitionkit.record.needs import take_rows

POSITION_COLUMNS = ("ideal", "lowest", "highest", "salience")
_SCALE_COLUMNS = ("lowest", "highest", "status_quo", "bold_end", "weight")

# A partner and an issue.
Cell: TypeAlias = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Inputs:
    """One coalition's issues and partners, as far as they are on record.

    Attributes
    ----------
    issues : DataFrame
        By issue: ``name``, ``lowest``, ``highest``, ``status_quo``, ``bold_end``, ``weight``.
    levels : mapping of str to array (levels, 2)
        By issue, what an agenda may choose from: the level, and the points of boldness that the
        partners agreed on, or NaN. Rows of the table levels without a partner; an issue without
        any takes the whole numbers from its lowest to its highest.
    cells : mapping of (partner, issue) to array (4)
        A position's ideal, lowest, highest and salience: the newest that is on record.
    explicit : mapping of (partner, issue) to mapping of float to float
        Where a partner said what a level is worth: the worth by level.
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
    levels: Mapping[str, NDArray[np.float64]]
    cells: Mapping[Cell, NDArray[np.float64]]
    explicit: Mapping[Cell, Mapping[float, float]]
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
    table = coalition.levels
    told = np.asarray(_take_column(table, "partner") != "", dtype=bool)
    explicit = _take_explicit(table[told], set(chosen.index))
    cells = _take_newest(coalition, set(chosen.index))
    people = take_rows(coalition, "partners", "partner")
    people = people[people["left"].isna()]
    names = list(_take_column(people, "partner"))
    partners, unmapped = _split_mapped(names, list(chosen.index), cells, explicit)
    if not partners:
        raise NeedsError("positions", POSITION_COLUMNS)
    must = people["must_have"].fillna(False).to_numpy(dtype=bool)
    asked = coalition.walkaways
    return Inputs(
        issues=chosen,
        levels=_take_levels(table[~told], chosen),
        cells=cells,
        explicit=explicit,
        partners=tuple(partners),
        unmapped=unmapped,
        must_have=frozenset(np.array(names, dtype=object)[must]),
        walkaways=dict(
            zip(_take_column(asked, "partner"), _take_numbers(asked, "walkaway")[:, 0], strict=True)
        ),
    )


def _take_column(table: pd.DataFrame, name: str) -> NDArray[np.object_]:
    return table[name].to_numpy(dtype=object)


def _take_numbers(table: pd.DataFrame, *names: str) -> NDArray[np.float64]:
    """Take some columns as numbers (rows, columns), NaN where a cell is empty."""
    columns = [table[name].to_numpy(dtype=float, na_value=np.nan) for name in names]
    return np.array(columns).T.reshape(len(table), len(names))


def _walk_cells(table: pd.DataFrame, issues: set[str], *names: str) -> Iterator[tuple[Cell, int]]:
    """Walk the rows of a table on these issues in which all these numbers are filled in."""
    full = [not np.isnan(row).any() for row in _take_numbers(table, *names)]
    keys = zip(_take_column(table, "partner"), _take_column(table, "issue"), strict=True)
    for place, (partner, issue) in enumerate(keys):
        if full[place] and issue in issues:
            yield (partner, issue), place


def _take_newest(coalition: Coalition, issues: set[str]) -> dict[Cell, NDArray[np.float64]]:
    """Take each partner's newest position on each issue; on the same day the one said alone."""
    table = coalition.positions
    # Without a date it is older than any other; of two alike the later row counts.
    days = table["as_of"].to_numpy(dtype="datetime64[s]").astype(np.int64)
    alone = (table["setting"] == "alone").to_numpy(dtype=bool)
    ages = list(zip(days.tolist(), alone.tolist(), strict=True))
    numbers = _take_numbers(table, *POSITION_COLUMNS)
    newest: dict[Cell, int] = {}
    for cell, place in _walk_cells(table, issues, *POSITION_COLUMNS):
        if cell not in newest or ages[place] >= ages[newest[cell]]:
            newest[cell] = place
    cells = {cell: numbers[place] for cell, place in newest.items()}
    for (partner, issue), (ideal, lowest, highest, _) in cells.items():
        _check_range(partner, issue, ideal, lowest, highest)
    return cells


def _check_range(partner: str, issue: str, ideal: float, lowest: float, highest: float) -> None:
    if lowest > highest:
        raise UsageError(
            f"{partner} on {issue}: the lowest {lowest:g} lies above the highest {highest:g}. "
            "Correct this row of positions."
        )
    if not lowest <= ideal <= highest:
        raise UsageError(
            f"{partner} on {issue}: the ideal {ideal:g} is not between the lowest {lowest:g} and "
            f"the highest {highest:g}. Correct this row of positions."
        )


def _take_explicit(table: pd.DataFrame, issues: set[str]) -> dict[Cell, dict[float, float]]:
    """Take what partners said that levels are worth."""
    numbers = _take_numbers(table, "level", "utility")
    explicit: dict[Cell, dict[float, float]] = {}
    for cell, place in _walk_cells(table, issues, "level", "utility"):
        level, utility = numbers[place]
        explicit.setdefault(cell, {})[float(level)] = float(utility)
    return explicit


def _take_issues(coalition: Coalition, issues: Iterable[str] | None) -> pd.DataFrame:
    rows = take_rows(coalition, "issues", "issue", "lowest", "highest")
    known = list(_take_column(rows, "issue"))
    wanted = known if issues is None else list(issues)
    for issue in wanted:
        if issue not in known:
            raise UsageError(f"There is no issue {issue!r}. The issues: {', '.join(known)}.")
    if not wanted:
        raise UsageError("No issue was chosen. Choose at least one.")
    numbers = pd.DataFrame(
        _take_numbers(rows, *_SCALE_COLUMNS), index=known, columns=list(_SCALE_COLUMNS)
    )
    numbers["weight"] = numbers["weight"].fillna(1.0)
    numbers.insert(0, "name", _take_column(rows, "name"))
    return numbers.loc[[issue for issue in known if issue in set(wanted)]]


def _take_levels(named: pd.DataFrame, issues: pd.DataFrame) -> dict[str, NDArray[np.float64]]:
    """Give each issue its named levels, or the whole numbers of its scale."""
    owners, numbers = _take_column(named, "issue"), _take_numbers(named, "level", "boldness")
    levels = {}
    scales = issues[["lowest", "highest"]].to_numpy(dtype=float)
    for issue, (lowest, highest) in zip(issues.index, scales, strict=True):
        rows = numbers[owners == issue]
        if not len(rows):
            whole = np.arange(np.ceil(lowest), np.floor(highest) + 1)
            rows = np.column_stack([whole, np.full(len(whole), np.nan)])
        elif 0 < np.isnan(rows[:, 1]).sum() < len(rows):
            raise NeedsError("levels", ("issue", "level", "boldness"))
        if not len(rows):
            raise NeedsError("levels", ("issue", "level"))
        levels[issue] = rows[np.unique(rows[:, 0], return_index=True)[1]]
    return levels


def _split_mapped(
    people: list[str],
    issues: list[str],
    cells: Mapping[Cell, NDArray[np.float64]],
    explicit: Mapping[Cell, Mapping[float, float]],
) -> tuple[list[str], pd.DataFrame]:
    """Tell those mapped on every issue from the rest; without positions, values do instead."""
    mapped, missing = [], []
    for partner in people:
        gaps = [issue for issue in issues if (partner, issue) not in cells]
        # Values without any salience weigh all issues alike; some without salience can't.
        all_valued = all((partner, issue) in explicit for issue in issues)
        if gaps and not (all_valued and len(gaps) == len(issues)):
            missing += [(partner, issue) for issue in gaps]
        else:
            mapped.append(partner)
    return mapped, pd.DataFrame(missing, columns=["partner", "issue"], dtype=object)
