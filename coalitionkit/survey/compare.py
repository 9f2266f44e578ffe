"""A cohort's groups side by side: what is common and what is local, never who is first.

It reads what disclosure already lets each group's partners see, and blurs it once more: shares go
to tenths, so that no group can be told by the size of its fraction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from coalitionkit.playbook import Playbook
from coalitionkit.survey.figures import ShownItem, ShownSurvey

# With fewer groups, each could work out the others. The kit's convention.
FEWEST_GROUPS = 5


@dataclass(frozen=True)
class ItemSpread:
    """One question over all groups in which it may be shown.

    Attributes
    ----------
    item : str
        Its id.
    groups : int
        How many groups it is shown for.
    places : mapping of int to int
        Tenths of a group's answers that are at step 4 or 5 (0-10) -> how many groups stand there.
        A count that is known only as a range stands in the middle of it.
    low : int
        In how many groups fewer than half are at step 4 or 5.
    open : int
        In how many a range leaves that open.
    reach : {"common", "local", "none"}
        Low in at least half of the groups, in some, or in none of which it is known.
    """

    item: str
    groups: int
    places: Mapping[int, int]
    low: int
    open: int
    reach: Literal["common", "local", "none"]


def compare_groups(surveys: Iterable[ShownSurvey], *, book: Playbook) -> tuple[ItemSpread, ...]:
    """Find how each play's questions spread over the groups of a cohort.

    Parameters
    ----------
    surveys : iterable of ShownSurvey
        One a group, all for one audience.
    book : Playbook

    Returns
    -------
    tuple of ItemSpread
        In the order of the questionnaire; only questions shown for at least ``FEWEST_GROUPS``.
    """
    shown = list(surveys)
    spreads = []
    for play in book.plays:
        for item in book.items_of(play):
            found = [survey.items[item.id] for survey in shown if item.id in survey.items]
            known = [each for each in found if each.high is not None and each.n]
            if len(known) >= FEWEST_GROUPS:
                spreads.append(_spread(item.id, known))
    return tuple(spreads)


def _spread(item: str, known: list[ShownItem]) -> ItemSpread:
    ends = [
        (each.high.low / each.n, each.high.high / each.n) for each in known if each.high and each.n
    ]
    low = sum(high < 0.5 for _, high in ends)
    straddle = sum(least < 0.5 <= high for least, high in ends)
    places = Counter(int((least + high) / 2 * 10 + 0.5) for least, high in ends)
    reach: Literal["common", "local", "none"] = "none"
    if low:
        reach = "common" if 2 * low >= len(known) else "local"
    return ItemSpread(item, len(known), dict(sorted(places.items())), low, straddle, reach)
