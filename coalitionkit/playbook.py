"""The playbook as data: plays, items with their options, bands and actions, in two languages."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Literal

from coalitionkit.files import find_shipped

Language = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = ("en", "es")

DONT_KNOW = "dk"
DOES_NOT_APPLY = "na"


@dataclass(frozen=True)
class Play:
    """One of the five plays.

    Attributes
    ----------
    id : str
        Its one word, the same in every room: ``map_conflict`` and so on.
    title : mapping
        Its title by language.
    essay : mapping
        The essay's line by language.
    """

    id: str
    title: Mapping[str, str]
    essay: Mapping[str, str]


@dataclass(frozen=True)
class Item:
    """One question of the questionnaire.

    Attributes
    ----------
    id : str
        Such as ``M1``.
    play : str
        The play it belongs to; ``seating``, ``dose`` or ``signs`` for those that stand alone,
        ``own`` for a coalition's own.
    set : {"B", "T", "N", "own"}
        B: five ordered steps, 1-5. T: too little to too much, -2 to 2. N: named answers, no order.
        own: two to seven ordered answers, 1 and on, of which nothing is marked or averaged.
    sensitive : bool
        Shown in a small group as one split only.
    question : mapping
        Its text by language.
    essay : str
        The essay's line behind it.
    options : mapping
        Value offered -> label by language, in the order offered; ``na`` is not among them.
    na_label : mapping
        The item's own "does not apply" by language; empty where it is not offered.
    short : mapping
        A label for charts and tables by language.
    high : mapping
        Language -> what those on the marked side said, for one person and for several.
    """

    id: str
    play: str
    set: Literal["B", "T", "N", "own"]
    sensitive: bool
    question: Mapping[str, str]
    essay: str
    options: Mapping[str, Mapping[str, str]]
    na_label: Mapping[str, str]
    short: Mapping[str, str]
    high: Mapping[str, tuple[str, str]]

    @property
    def values(self) -> tuple[str, ...]:
        """The values offered, in order, without ``dk`` and ``na``."""
        return tuple(self.options)

    @property
    def allowed(self) -> tuple[str, ...]:
        """Every answer that may stand in the record, but for the empty one."""
        na = (DOES_NOT_APPLY,) if self.na_label else ()
        return (*self.values, DONT_KNOW, *na)


@dataclass(frozen=True)
class Band:
    """A word for a mean: a convention, not a validated cut."""

    id: str
    lowest: float
    label: Mapping[str, str]
    source: str


@dataclass(frozen=True)
class Playbook:
    """All of it: the plays, the core's items, and what a coalition asks beside them.

    Attributes
    ----------
    plays, items : mappings by id
        The core's. Findings, scores, next steps and comparisons are made from these alone.
    bands : tuple of Band
    own : mapping of str to Item
        A coalition's own items, in the order of its table.
    """

    plays: Mapping[str, Play]
    items: Mapping[str, Item]
    bands: tuple[Band, ...]
    own: Mapping[str, Item] = field(default_factory=dict)

    @cached_property
    def asked(self) -> Mapping[str, Item]:
        """Every item that may be answered: the core's, then the coalition's own."""
        return {**self.items, **self.own}

    def with_own(self, own: Mapping[str, Item]) -> Playbook:
        """Give a playbook with these own items; this one stays as it was."""
        return replace(self, own=own) if own else self

    def items_of(self, play: str) -> tuple[Item, ...]:
        """List the items of a play, in the order asked."""
        return tuple(item for item in self.items.values() if item.play == play)

    def find_band(self, mean: float) -> Band:
        """Find the band of a mean of 1-5; the lower end belongs to the band."""
        return next(band for band in self.bands if mean >= band.lowest - 1e-9)


DONT_KNOW_LABEL: Mapping[str, str] = {
    "en": "I don't know or haven't seen it",
    "es": "No sé o no lo he visto",
}
DOES_NOT_APPLY_LABEL: Mapping[str, str] = {"en": "Does not apply", "es": "No se aplica"}


def read_rows(name: str, shelf: str = "playbook") -> list[dict[str, str]]:
    """Read one table of ``data/playbook``, or of another folder of ``data``."""
    path = find_shipped("data", shelf, f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _by_language(row: Mapping[str, str], column: str) -> dict[str, str]:
    return {language: row[f"{column}_{language}"] for language in LANGUAGES}


def _load_items() -> dict[str, Item]:
    options: dict[str, dict[str, dict[str, str]]] = {}
    for row in read_rows("options"):
        options.setdefault(row["item"], {})[row["value"]] = _by_language(row, "label")
    findings = {row["item"]: row for row in read_rows("findings")}
    items = {}
    for row in sorted(read_rows("items"), key=lambda row: int(row["order"])):
        offered = options[row["item"]]
        na_label = offered.pop(DOES_NOT_APPLY, {})
        told = findings[row["item"]]
        items[row["item"]] = Item(
            id=row["item"],
            play=row["play"],
            set=row["set"],  # type: ignore[arg-type]
            sensitive=row["sensitive"] == "yes",
            question=_by_language(row, "question"),
            essay=row["essay"],
            options=offered,
            na_label=na_label,
            short=_by_language(told, "short"),
            high={
                "en": (told["high_en"], told["high_en"]),
                "es": (told["high_es_one"], told["high_es_many"]),
            },
        )
    return items


@cache
def load_playbook() -> Playbook:
    """Load the plays, items, options and bands that ship with the kit.

    Returns
    -------
    Playbook
        Read once; frozen.

    Examples
    --------
    >>> book = load_playbook()
    >>> len(book.items), [item.id for item in book.items_of("craft_compromise")]
    (20, ['K2', 'K3', 'K1'])
    """
    plays = {
        row["play"]: Play(row["play"], _by_language(row, "title"), _by_language(row, "essay"))
        for row in read_rows("plays")
    }
    bands = tuple(
        Band(row["band"], float(row["lowest"]), _by_language(row, "label"), row["source"])
        for row in read_rows("bands")
    )
    return Playbook(plays, _load_items(), bands)
