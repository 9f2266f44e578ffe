"""A coalition's own questions: tables ``items`` and ``options``, checked, and as a playbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from coalitionkit.errors import Fault
from coalitionkit.playbook import (
    DOES_NOT_APPLY,
    DOES_NOT_APPLY_LABEL,
    DONT_KNOW,
    Item,
    load_playbook,
)
from coalitionkit.record.cells import show
from coalitionkit.record.sheets import Sheet

HOLD_QUESTIONS = ("items", "options")

# With a number in it, an id is no column of ours and no play's name.
_ID = re.compile(r"[A-Za-z]{1,8}[0-9]{1,3}")
_ID_ALLOWED = "1 to 8 letters, then a number of 1 to 3 digits, such as Q1"
# The fewest that make a question; the most is the schema's, in column value.
_FEWEST = 2
_VALUES = (*map(str, range(1, 8)), DONT_KNOW, DOES_NOT_APPLY)


def make_items(items: pd.DataFrame, options: pd.DataFrame) -> dict[str, Item]:
    """Make one coalition's own items of its two tables; Spanish that is not there is English.

    Parameters
    ----------
    items, options : DataFrame
        The coalition's rows.

    Returns
    -------
    dict of str to Item
        In the order of the table.
    """
    offered: dict[str, dict[int, dict[str, str]]] = {}
    for row in options.to_dict("records"):
        labels = offered.setdefault(row["item"], {})
        labels[int(row["value"])] = _by_language(row, "label")
    made = {}
    for row in items.to_dict("records"):
        name, question = row["item"], _by_language(row, "question")
        made[name] = Item(
            id=name,
            play="own",
            set="own",
            sensitive=False,
            question=question,
            essay="",
            options={str(value): label for value, label in sorted(offered.get(name, {}).items())},
            na_label=DOES_NOT_APPLY_LABEL,
            short=question,
            high={},
        )
    return made


def _by_language(row: Mapping[Any, Any], column: str) -> dict[str, str]:
    english = row[f"{column}_en"]
    return {"en": english, "es": row[f"{column}_es"] or english}


@dataclass(frozen=True)
class OwnItems:
    """The own items of a whole record whose cells were read.

    Attributes
    ----------
    items : mapping of str to mapping of str to Item or None
        By coalition and id; None for one that is at fault itself.
    unsure : bool
        Whether a table could not be read, or a row says not clearly whose question it is.
    """

    items: Mapping[str, Mapping[str, Item | None]]
    unsure: bool

    def excuse(self, coalition: str, item: str) -> bool:
        """Say whether an answer can't be judged, since its question is at fault already."""
        return self.unsure or self.items.get(coalition, {}).get(item, ...) is None

    def find(self, coalition: str) -> Mapping[str, Item]:
        """Find a coalition's own items that are sound."""
        return {name: item for name, item in self.items.get(coalition, {}).items() if item}


def gather_own(sheets: Mapping[str, Sheet | None]) -> tuple[OwnItems, list[Fault]]:
    """Gather every coalition's own items, and find what is wrong with them.

    Parameters
    ----------
    sheets : mapping
        Every table; None where its file can't be read, which has been said already.
    """
    items, options = (sheets[name] for name in HOLD_QUESTIONS)
    if items is None or options is None:
        return OwnItems({}, unsure=True), []
    faults = [*_check_ids(items), *_check_labels(options)]
    wrong = {(fault.file, fault.row) for fault in faults}
    whose = ["coalition", "item"]
    sound = options.is_sound([*whose, "value"])
    spoiled = set(options.frame[~sound][whose].itertuples(index=False, name=None))
    found: dict[str, dict[str, Item | None]] = {}
    rows: Mapping[Any, Any] = options.frame.groupby(whose, sort=False).indices
    for row, coalition, name in items.frame[whose].itertuples(name=None):
        here = options.frame.iloc[rows.get((coalition, name), [])]
        fault = None if (coalition, name) in spoiled else _check_options(items, row, here)
        if fault:
            faults.append(fault)
        ill = fault or (coalition, name) in spoiled or (items.place, items.numbers[row]) in wrong
        made = None if ill else make_items(items.frame.loc[[row]], here)[name]
        found.setdefault(coalition, {})[name] = made
    unsure = not (items.is_sound(whose).all() and options.is_sound(whose).all())
    return OwnItems(found, unsure), faults


def _check_ids(items: Sheet) -> Iterator[Fault]:
    """Find ids that can't be one, and those that the questionnaire has already."""
    core = {name.casefold() for name in load_playbook().items}
    spoiled = items.spoiled.get("item", ())
    for row, name in enumerate(items.frame["item"]):
        if row in spoiled:
            continue
        if not _ID.fullmatch(name):
            do = "Give the question another id, here and in options and responses."
            yield items.complain(row, "item", show(name), _ID_ALLOWED, do)
        elif name.casefold() in core:
            found = f"{show(name)}, an item of the questionnaire"
            do = "Give your question an id of its own, such as Q1."
            yield items.complain(row, "item", found, "an id that the questionnaire has not", do)


def _check_labels(options: Sheet) -> Iterator[Fault]:
    """Find words that are another answer's value: an export would not say which is meant."""
    for column in ("label_en", "label_es"):
        for row, words in enumerate(options.frame[column].str.strip()):
            if words in _VALUES and words != str(options.at(row, "value")):
                allowed = "words that no value of another answer is"
                do = 'Write it out, such as "2 times" or "two".'
                yield options.complain(row, column, show(words), allowed, do)


def _check_options(items: Sheet, row: int, options: pd.DataFrame) -> Fault | None:
    """Find a question without the answers that make it one."""
    values = sorted({int(value) for value in options["value"]})
    if len(values) >= _FEWEST and values == list(range(1, len(values) + 1)):
        return None
    found = f"options with the values {', '.join(map(str, values))}" if values else "no options"
    allowed = f"{_FEWEST} to 7 options, numbered 1, 2 and on with none left out"
    do = "Give each of its answers a row in table options."
    return items.complain(row, "item", found, allowed, do)
