"""A coalition and a cohort: frozen, and every table handed out as a copy."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from coalitionkit.errors import UsageError
from coalitionkit.playbook import Playbook, load_playbook
from coalitionkit.record.cells import suggest
from coalitionkit.record.frames import conform, empty_frame, find_table, is_category
from coalitionkit.record.own_items import make_items
from coalitionkit.record.schema import BY_NAME


class Tables(Mapping[str, pd.DataFrame]):
    """Every table of the record by name. What it gives is a copy, so nobody can change it.

    Parameters
    ----------
    frames : mapping
        Some of the tables. The others are empty.
    """

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        given = {name: conform(name, frame) for name, frame in frames.items()}
        self._frames = {name: given.get(name, empty_frame(name)) for name in BY_NAME}

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._frames[name].copy()

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)

    def group(self) -> Mapping[str, Tables]:
        """Split the rows of every table by coalition, each table once."""
        parts: dict[str, dict[str, pd.DataFrame]] = {}
        for name, frame in self._frames.items():
            owners, found = pd.factorize(frame["coalition"].astype(object))
            ends = np.cumsum(np.bincount(owners, minlength=len(found)))
            alone = len(found) == 1
            ordered = frame if alone else frame.take(np.argsort(owners, kind="stable"))
            for owner, start, end in zip(found, [0, *ends], ends, strict=False):
                parts.setdefault(owner, {})[name] = _cut(ordered, name, start, end)
        return {owner: Tables.trust(frames) for owner, frames in parts.items()}

    @classmethod
    def trust(cls, frames: Mapping[str, pd.DataFrame]) -> Tables:
        """Take frames whose columns and types are known to be right, as they are."""
        tables = cls({})
        tables._frames |= frames
        return tables

    def change(self, frames: Mapping[str, pd.DataFrame], leave_out: Collection[str]) -> Tables:
        """Give the same tables, some with other rows and some with none; the rest is shared."""
        changed = {
            name: conform(name, frame)
            for name, frame in frames.items()
            if len(frame) and name not in leave_out
        }
        empty = {name: empty_frame(name) for name in {*frames, *leave_out}}
        return Tables.trust({**self._frames, **empty, **changed})


def _cut(ordered: pd.DataFrame, name: str, start: int, end: int) -> pd.DataFrame:
    """Cut out rows; a category forgets the values that only other coalitions have."""
    categories = [column for column in ordered.columns if is_category(name, column)]
    if end - start == len(ordered) and not categories:
        return ordered
    part = ordered.iloc[start:end].copy()
    part.index = pd.RangeIndex(end - start)
    for column in categories:
        part[column] = part[column].cat.remove_unused_categories()
    return part


@dataclass(frozen=True, eq=False)
class Coalition:
    """One coalition: its rows of every table.

    Every table is an attribute: ``hvc.partners`` is a data frame of the partners, a copy each time.
    A table that the record doesn't hold is empty, with its columns and types.

    Attributes
    ----------
    id : str
        Its id in the record.
    tables : mapping of str to DataFrame
        Every table by name.
    """

    id: str
    tables: Mapping[str, pd.DataFrame] = field(repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.tables, Tables):
            object.__setattr__(self, "tables", Tables(self.tables))

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in BY_NAME:
            return self.tables[name]
        raise AttributeError(f"a coalition has no {name!r}. {suggest(name, BY_NAME)}".strip())

    @property
    def name(self) -> str:
        """The name as people say it; the id where no name was given."""
        names = self.tables["coalitions"]["name"]
        return str(names.iloc[0]) if len(names) else self.id

    @cached_property
    def book(self) -> Playbook:
        """The playbook, with the questions that this coalition asks beside it."""
        return load_playbook().with_own(make_items(self.tables["items"], self.tables["options"]))

    @property
    def illustrative(self) -> bool:
        """Whether the whole coalition is invented for teaching."""
        marks = self.tables["coalitions"]["illustrative"]
        return bool(marks.fillna(False).any())


@dataclass(frozen=True, eq=False)
class Cohort:
    """Coalitions taught or evaluated together.

    Attributes
    ----------
    name : str
        The folder's or the workbook's name.
    tables : mapping of str to DataFrame
        Every table, with the rows of all coalitions.
    folder : Path or None
        The folder or the workbook that it was read from.

    Examples
    --------
    >>> rows = pd.DataFrame({"coalition": ["maple"], "name": ["Maple County"]})
    >>> cohort = Cohort("fall", {"coalitions": rows})
    >>> cohort.ids, cohort["maple"].name, len(cohort["maple"].partners)
    (('maple',), 'Maple County', 0)
    """

    name: str
    tables: Mapping[str, pd.DataFrame] = field(repr=False)
    folder: Path | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.tables, Tables):
            object.__setattr__(self, "tables", Tables(self.tables))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The coalitions' ids, in the order of the coalitions table."""
        return tuple(self.tables["coalitions"]["coalition"])

    @cached_property
    def _parts(self) -> Mapping[str, Tables]:
        assert isinstance(self.tables, Tables)
        return self.tables.group()

    def __getitem__(self, coalition: str) -> Coalition:
        """Give one coalition.

        Raises
        ------
        UsageError
            If there is none of that id; the message names those that exist.
        """
        if coalition not in self._known:
            hint = suggest(str(coalition), self.ids)
            raise UsageError(
                f"There is no coalition {coalition!r} in {self.name}. {hint} "
                f"The coalitions: {', '.join(self.ids) or 'none'}."
            )
        return Coalition(coalition, self._parts[coalition])

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Coalition]:
        return (self[coalition] for coalition in self.ids)

    def table(self, name: str) -> pd.DataFrame:
        """Give a copy of one table, with the rows of all coalitions."""
        find_table(name)
        return self.tables[name]

    def replace(self, name: str, frame: pd.DataFrame) -> Cohort:
        """Give a cohort with another frame for one table; this one stays as it was."""
        find_table(name)
        return Cohort(self.name, {**self.tables, name: frame}, self.folder)
