"""What rows owe to other rows: keys that stand once, and references that lead somewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from coalitionkit.errors import Fault
from coalitionkit.record.cells import show, suggest
from coalitionkit.record.schema import Column
from coalitionkit.record.sheets import Sheet


def check_key(sheet: Sheet) -> Iterator[Fault]:
    """Find rows that share their key with an earlier row; the fault names both."""
    key = list(sheet.table.key)
    if not key or len(sheet.frame) < 2:
        return
    frame = sheet.frame.loc[sheet.is_sound(key), key]
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
    if not len(sheet.frame):
        return
    owners = list(sheet.frame["coalition"])
    known = _list_coalitions(sheets["coalitions"])
    for column in sheet.table.columns:
        if column.refers == "coalitions.coalition":
            yield from _check_coalitions(sheet, owners, known)
        elif column.refers:
            name, target = column.refers.split(".")
            other = sheets[name]
            if other is not None and not other.is_missing(target):
                yield from _check_reference(sheet, column, owners, known, other)


def _list_coalitions(coalitions: Sheet | None) -> Collection[str]:
    """List the coalitions; none where the table is at fault, which has been said already."""
    if coalitions is None or coalitions.is_missing("coalition"):
        return ()
    return dict.fromkeys(coalitions.frame["coalition"])


def _check_coalitions(sheet: Sheet, owners: list[str], known: Collection[str]) -> Iterator[Fault]:
    spoiled = sheet.spoiled.get("coalition", ())
    hints: dict[str, str] = {}
    for position, owner in enumerate(owners):
        if owner in known or position in spoiled or not known:
            continue
        if owner not in hints:
            hints[owner] = suggest(owner, known)
        allowed = "a coalition that stands in table coalitions"
        do = hints[owner] or "Add a row for it to table coalitions, or correct it."
        yield sheet.complain(position, "coalition", show(owner), allowed, do)


def _check_reference(
    sheet: Sheet, column: Column, owners: list[str], coalitions: Collection[str], other: Sheet
) -> Iterator[Fault]:
    """Look up one column. A row whose own coalition is at fault is passed over."""
    target = column.refers.partition(".")[2]
    known: dict[str, set[str]] = {}
    for owner, value in zip(other.frame["coalition"], other.frame[target], strict=True):
        known.setdefault(owner, set()).add(value)
    # Where the coalition of the row referred to can't be read, it may be any.
    loose = set(other.frame.loc[~other.is_sound(["coalition"]), target])
    spoiled = {*sheet.spoiled.get(column.name, ()), *sheet.spoiled.get("coalition", ())}
    hints: dict[tuple[str, str], str] = {}
    for position, pair in enumerate(zip(owners, sheet.frame[column.name], strict=True)):
        owner, value = pair
        if value == "" or value in known.get(owner, ()) or value in loose or position in spoiled:
            continue
        if coalitions and owner not in coalitions:
            continue
        if pair not in hints:
            hints[pair] = suggest(value, sorted(known.get(owner, ())))
        article = "an" if target[0] in "aeiou" else "a"
        allowed = f"{article} {target} of {show(owner)} that stands in table {other.table.name}"
        do = hints[pair] or f"Add a row to table {other.table.name}, or correct the {target}."
        yield sheet.complain(position, column.name, show(value), allowed, do)
