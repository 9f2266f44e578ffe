"""What rows owe to other rows: keys that stand once, and references that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from coalitionkit.errors import Fault
from coalitionkit.record.cells import show, suggest
from coalitionkit.record.schema import Column
from coalitionkit.record.sheets import Sheet


def check_key(sheet: Sheet) -> Iterator[Fault]:
    """Find rows that share their key with an earlier row; the fault names both."""
    key = list(sheet.table.key)
    sound = sheet.is_sound(key)
    if not key or not sound.any():
        return
    frame = sheet.frame.loc[sound, key]
    again = frame.index[frame.duplicated()]
    if not len(again):
        return
    groups = frame.groupby(key, dropna=False, observed=True, sort=False)
    first = pd.Series(frame.index, index=frame.index).groupby(groups.ngroup()).transform("first")
    for position in again:
        found = f"the same {', '.join(key)} as row {sheet.numbers[first[position]]}"
        allowed = f"one row for each {', '.join(key)}"
        do = "Take one of the two rows away, or correct it."
        yield sheet.complain(position, "", found, allowed, do)


def check_references(sheet: Sheet, sheets: Mapping[str, Sheet | None]) -> Iterator[Fault]:
    """Find values that should stand in another table and don't.

    Parameters
    ----------
    sheet : Sheet
    sheets : mapping
        Every table; None where its file can't be read, which has been said already.
    """
    orphans = _find_orphans(sheet, sheets["coalitions"])
    for column in sheet.table.columns:
        if not column.refers:
            continue
        name, target = column.refers.split(".")
        other = sheets[name]
        if other is None or other.is_missing(target):
            continue
        if name == "coalitions":
            yield from _explain_orphans(sheet, orphans, other)
        else:
            yield from _check_reference(sheet, column, other, target, orphans)


def _find_orphans(sheet: Sheet, coalitions: Sheet | None) -> pd.Series[bool]:
    """Say of each row whether its coalition is at fault or isn't there."""
    if coalitions is None or not len(coalitions.frame) or coalitions.is_missing("coalition"):
        return ~sheet.is_sound(["coalition"])
    known = sheet.frame["coalition"].isin(set(coalitions.frame["coalition"]))
    return ~(known & sheet.is_sound(["coalition"]))


def _explain_orphans(sheet: Sheet, orphans: pd.Series[bool], other: Sheet) -> Iterator[Fault]:
    ids = list(other.frame["coalition"])
    if not ids:
        return
    wrong = orphans & sheet.is_sound(["coalition"])
    hints: dict[str, str] = {}
    for position in sheet.frame.index[wrong]:
        value = sheet.at(position, "coalition")
        if value not in hints:
            hints[value] = suggest(value, ids)
        do = hints[value] or f"Add the coalition to {other.place}, or correct it."
        allowed = "a coalition that stands in table coalitions"
        yield sheet.complain(position, "coalition", show(value), allowed, do)


def _check_reference(
    sheet: Sheet, column: Column, other: Sheet, target: str, orphans: pd.Series[bool]
) -> Iterator[Fault]:
    known = set(zip(other.frame["coalition"], other.frame[target], strict=True))
    values = sheet.frame[column.name]
    asked = (values != "") & sheet.is_sound([column.name]) & ~orphans
    # Where a row's own coalition can't be read, it may be any, so nothing is said of its partner.
    loose = set(other.frame.loc[~other.is_sound(["coalition"]), target])
    pairs = pd.Series(
        list(zip(sheet.frame["coalition"], values, strict=True)), index=values.index, dtype=object
    )
    near: dict[str, list[str]] = {}
    for coalition, value in sorted(known):
        near.setdefault(coalition, []).append(value)
    hints: dict[Any, str] = {}
    for position in values.index[asked & ~pairs.isin(known) & ~values.isin(loose)]:
        coalition, value = pair = pairs[position]
        if pair not in hints:
            hints[pair] = suggest(value, near.get(coalition, ()))
        allowed = f"a {target} of {show(coalition)} that stands in table {other.table.name}"
        do = hints[pair] or f"Add the row to {other.place}, or correct the {target}."
        yield sheet.complain(position, column.name, show(value), allowed, do)
