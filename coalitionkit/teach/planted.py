"""A class against chance: invented coalitions to guess at, before the report reads them.

What each of them is was planted. So a class can count how often it was right, and how often the
report was; both fail where a record is thin or leans by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from coalitionkit.plays.diagnosis import Diagnosis, diagnose
from coalitionkit.record.coalition import Coalition
from coalitionkit.teach.false_alarms import IN_BETWEEN, draw_planted, list_kinds
from coalitionkit.teach.synthetic.dice import Dice
from coalitionkit.teach.synthetic.logs import LAST_DAY

# Meetings and decisions on record: from fewer than a word takes to a year and a half.
SIZES = ((3, 5), (4, 8), (6, 12), (12, 24), (18, 40))
FEWEST, MOST = 3, 12
CANT_TELL = "can't tell yet"
GUESSES = (*(kind for kind in list_kinds() if kind != IN_BETWEEN), CANT_TELL)
_HEARD_ALONE = 0.7  # how many coalitions have asked their partners alone
_STREAM = 77

Verdict: TypeAlias = Literal["right", "can't tell", "wrong", "no guess"]


@dataclass(frozen=True)
class Planted:
    """One invented coalition, what was planted in it, and how the report reads it.

    Attributes
    ----------
    number : int
        1 or more; with the seed it is all that the coalition follows from.
    kind : str
        What was planted: one of ``list_kinds()``.
    heard_alone : bool
        Whether the record holds what partners said alone.
    found : Diagnosis
    """

    number: int
    kind: str
    heard_alone: bool
    found: Diagnosis

    @property
    def reading(self) -> str:
        """The report's word, or :data:`CANT_TELL`."""
        return self.found.state or CANT_TELL

    @property
    def verdict(self) -> Verdict:
        """Whether the report got it."""
        return judge(self.kind, self.reading)


def draw_class(seed: int, count: int) -> tuple[Planted, ...]:
    """Draw invented coalitions for a class, each with a state drawn by chance.

    Parameters
    ----------
    seed : int
        0 or more. The same seed gives the same coalitions on every computer.
    count : int
        How many, from 3 to 12. More of them leave the first ones as they were.

    Examples
    --------
    >>> [one.number for one in draw_class(7, 3)]
    [1, 2, 3]
    """
    return tuple(_draw(seed, number) for number in range(1, count + 1))


def _draw(seed: int, number: int) -> Planted:
    dice = Dice(seed, number, _STREAM)
    kind, size = dice.pick(list_kinds()), dice.pick(SIZES)
    heard_alone = dice.flip(_HEARD_ALONE)
    (coalition,) = draw_planted(seed, kind, size, [number])
    if not heard_alone:
        coalition = _forget_alone(coalition)
    return Planted(number, kind, heard_alone, diagnose(coalition, as_of=LAST_DAY))


def _forget_alone(coalition: Coalition) -> Coalition:
    """Leave out what partners said alone, as in a record of meetings and nothing else."""
    positions = coalition.positions
    kept = positions[positions["setting"].astype(object) != "alone"]
    return replace(coalition, tables={**coalition.tables, "positions": kept})


def judge(kind: str, said: str) -> Verdict:
    """Compare a guess or a reading with what was planted.

    Where everything happens half of the time no word fits, so there "can't tell yet" is right.

    Parameters
    ----------
    kind : str
        What was planted.
    said : str
        A state, :data:`CANT_TELL`, or empty for no guess.

    Examples
    --------
    >>> judge("stuck", "stuck"), judge("stuck", CANT_TELL), judge("in between", CANT_TELL)
    ('right', "can't tell", 'right')
    """
    if not said:
        return "no guess"
    wanted = CANT_TELL if kind == IN_BETWEEN else kind
    if said == wanted:
        return "right"
    is_half_told = said == "drifting or agreed" and kind in ("drifting", "agreed")
    return "can't tell" if said == CANT_TELL or is_half_told else "wrong"


def count_verdicts(drawn: Iterable[Planted], said: Mapping[int, str]) -> Counter[str]:
    """Count how often somebody's guesses, by the coalition's number, were right."""
    return Counter(judge(one.kind, said.get(one.number, "")) for one in drawn)
