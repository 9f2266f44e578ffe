"""The shapes of what may be shown: every survey figure that leaves the kit is one of these.

Only :mod:`coalitionkit.survey.disclosure` makes them. Means are rounded to one decimal and
agreement to two *in* these values, so that no later page can print, and nobody can subtract, a
finer figure than the reader sees.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from coalitionkit.record.audiences import Audience

# Fewest answers that any figure needs; the public's is CMS's rule on cells of 1-10.
BASE: Mapping[Audience, int] = {"convener": 5, "partners": 5, "public": 11}
MEANS_FROM = 10
EVERYTHING_FROM = 20

# What the number of answers allows: method.md, section 4.
Allows = Literal["nothing", "open", "too few", "counts", "means", "everything"]


@dataclass(frozen=True)
class Range:
    """A whole number that is known to lie from ``low`` to ``high``, both included."""

    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


@dataclass(frozen=True)
class Estimate:
    """A mean or difference with its 95% interval, all rounded to one decimal."""

    value: float
    low: float
    high: float
    n: int

    @classmethod
    def rounded(cls, interval: tuple[float, float, float], n: int) -> Estimate:
        """Round a value and its interval: nothing finer may leave this room.

        First to nine decimals, so that the order in which people stand in a file, which moves a
        sum's last bit, can't turn 3.75 into 3.7 here and 3.8 there.
        """
        value, low, high = (round(round(number, 9), 1) + 0.0 for number in interval)
        return cls(value, low, high, n)


@dataclass(frozen=True)
class Share:
    """A share with Wilson's 95% interval, in whole percent."""

    value: int
    low: int
    high: int

    @classmethod
    def rounded(cls, interval: tuple[float, float, float]) -> Share:
        """Round a share of 0-1 and its interval to whole percent."""
        value, low, high = (round(100 * number) for number in interval)
        return cls(value, low, high)


@dataclass(frozen=True)
class Spread:
    """Agreement (Tastle & Wierman's Cns, 0-1) beside what random answers at this n would give.

    ``random_low`` and ``random_high`` are the 5% and 95% points of random answers; ``low`` and
    ``high`` are what the missing answers could make of it.
    """

    value: float
    random_low: float
    random_high: float
    low: float
    high: float


@dataclass(frozen=True)
class ShownItem:
    """What may be shown of one item.

    Attributes
    ----------
    item : str
        Its id.
    form : {"counts", "split", "merged", "hidden"}
        counts: each option's count. split: one split only (a sensitive item in a small group).
        merged: low, middle and high under the cell rule (public). hidden: nothing.
    n : int or None
        How many picked a step; for ``merged``, how many answered the questionnaire.
    counts : mapping
        Option's value (or low, middle, high, other) -> count; None is a hidden cell.
    high : Range or None
        How many are on the marked side of the split: steps 4-5; for T the middle, for D2 turned
        down or put off.
    missing : int
        Invited people of whom nothing is known on this item; 0 where the number is not shown.
    dont_know, does_not_apply, unanswered : int or None
    mean : Estimate or None
        Only for ordered steps with n of 10 or more.
    spread : Spread or None
        Likewise.
    share : Share or None
        Of the marked side, where n is 20 or more.
    """

    item: str
    form: Literal["counts", "split", "merged", "hidden"]
    n: int | None = None
    counts: Mapping[str, int | None] | None = None
    high: Range | None = None
    missing: int = 0
    dont_know: int | None = None
    does_not_apply: int | None = None
    unanswered: int | None = None
    mean: Estimate | None = None
    spread: Spread | None = None
    share: Share | None = None


@dataclass(frozen=True)
class ShownDose:
    """The reading of a too-little/too-much item, from counts that may be shown.

    ``little``, ``right`` and ``much`` are counts that add up to ``n``. ``label`` is ``split``
    where partners disagree about the dose, ``unclear`` where no answer clearly leads.
    """

    item: str
    n: int
    little: int
    right: int
    much: int
    label: Literal["split", "too little", "about right", "too much", "unclear"]
    direction: float | None


@dataclass(frozen=True)
class ShownPlay:
    """A play's score, where a mean may be shown; ``why_not`` says what stands in the way."""

    play: str
    mean: Estimate | None = None
    band: str = ""
    why_not: Literal["", "counts only", "an item is hidden", "too few scores", "public"] = ""


@dataclass(frozen=True)
class PlayChange:
    """One play in two waves: unmatched always, matched only where the wave rule allows it."""

    play: str
    first: Estimate
    second: Estimate
    difference: Estimate
    delta: float
    matched: Estimate | None = None
    moved: tuple[int, int, int] | None = None


@dataclass(frozen=True)
class LeaverCounts:
    """The first wave's marked answers of those who left beside those who stayed."""

    left_high: int
    left_n: int
    stayed_high: int
    stayed_n: int


@dataclass(frozen=True)
class ShownChange:
    """What may be shown of two waves.

    ``overlap`` is how many answered in both waves; None where telling it would give a leaver or a
    joiner away. ``items`` holds each item's two counts on the marked side, with their n;
    ``leavers`` those items whose counts of leavers and stayers pass the cell rule.
    """

    first_wave: int
    second_wave: int
    first_n: int
    second_n: int
    overlap: int | None
    plays: Mapping[str, PlayChange]
    items: Mapping[str, tuple[Range, int, Range, int]]
    leavers: Mapping[str, LeaverCounts]


HiddenWhy = Literal[
    "still open",
    "too few answered",
    "too few answered this item",
    "sensitive",
    "no mean below ten",
    "no band below twenty",
    "few left or joined",
    "earlier wave too small",
    "public",
]


@dataclass(frozen=True)
class Hidden:
    """One thing that is not shown, and the rule that hides it."""

    why: HiddenWhy
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownSurvey:
    """Everything of one group's survey that one audience may see.

    Attributes
    ----------
    audience : Audience
    wave : int or None
        None where nobody has been asked yet.
    opened, closed : date or None
    invited : int or None
        How many were asked; None for the public, who may not count partners.
    n : int or None
        How many answered; None where fewer than ``threshold`` did.
    threshold : int
        Fewest answers that any figure needs: 5, for the public 11.
    allows : Allows
    items, doses, plays : mappings by id
    change : ShownChange or None
        Against the wave before.
    hidden : tuple of Hidden
    own : mapping of str to ShownItem
        A coalition's own questions: counts or nothing.
    """

    audience: Audience
    wave: int | None
    opened: dt.date | None
    closed: dt.date | None
    invited: int | None
    n: int | None
    threshold: int
    allows: Allows
    items: Mapping[str, ShownItem]
    doses: Mapping[str, ShownDose]
    plays: Mapping[str, ShownPlay]
    change: ShownChange | None
    hidden: tuple[Hidden, ...]
    own: Mapping[str, ShownItem] = field(default_factory=dict)

    @property
    def asked(self) -> Mapping[str, ShownItem]:
        """The questionnaire's items, then the coalition's own."""
        return {**self.items, **self.own}
