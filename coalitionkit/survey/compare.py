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


# How much of those asked answered: each name with the share from which it holds.
PARTS: Mapping[str, float] = {"all": 1, "most": 0.75, "half": 0.5, "fewer": 0}


@dataclass(frozen=True)
class Response:
    """Who answered, over a cohort.

    Every total is over the groups that may show how many answered, so that no hidden number is
    what is left of it.

    Attributes
    ----------
    groups, shown : int
        How many there are, and of how many the number of answers may be shown.
    answered : int
        People, over those that are shown.
    asked : int or None
        Likewise; None for the public, who may not count partners.
    parts : mapping of str to int
        Name of :data:`PARTS` -> groups that are shown and in which so many answered. Empty for
        the public.
    left_out : mapping of str to int
        Why nothing is shown (``nothing``, ``open``, ``too few``, ``not in this wave``) -> groups.
    """

    groups: int
    shown: int
    answered: int
    asked: int | None
    parts: Mapping[str, int]
    left_out: Mapping[str, int]


def count_response(surveys: Iterable[ShownSurvey | None]) -> Response:
    """Count who answered over a cohort.

    Parameters
    ----------
    surveys : iterable of ShownSurvey or None
        One a group, all for one audience; None for a group that was not asked in the wave.
    """
    every = list(surveys)
    shown = [survey for survey in every if survey and survey.n is not None]
    why = Counter(
        survey.allows if survey else "not in this wave"
        for survey in every
        if not survey or survey.n is None
    )
    counted = [(survey.n or 0, survey.invited) for survey in shown]
    shares = [n / invited for n, invited in counted if invited]
    found = Counter(
        next(name for name, least in PARTS.items() if share >= least) for share in shares
    )
    known = len(shares) == len(shown)
    return Response(
        groups=len(every),
        shown=len(shown),
        answered=sum(n for n, _ in counted),
        asked=sum(invited or 0 for _, invited in counted) if known else None,
        parts={name: found[name] for name in PARTS if found[name]} if known else {},
        left_out=dict(sorted(why.items())),
    )


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
            found = (survey.items[item.id] for survey in shown if item.id in survey.items)
            known = [ends for each in found if (ends := _find_ends(each)) is not None]
            if len(known) >= FEWEST_GROUPS:
                spreads.append(_spread(item.id, known))
    return tuple(spreads)


def _find_ends(shown: ShownItem) -> tuple[float, float] | None:
    """Find between which shares a group stands; in public, of all who answered."""
    if not shown.n:
        return None
    if shown.high is not None:
        return shown.high.low / shown.n, shown.high.high / shown.n
    count = (shown.counts or {}).get("high")
    return None if count is None else (count / shown.n, count / shown.n)


def _spread(item: str, ends: list[tuple[float, float]]) -> ItemSpread:
    low = sum(high < 0.5 for _, high in ends)
    straddle = sum(least < 0.5 <= high for least, high in ends)
    places = Counter(int((least + high) / 2 * 10 + 0.5) for least, high in ends)
    reach: Literal["common", "local", "none"] = "none"
    if low:
        reach = "common" if 2 * low >= len(ends) else "local"
    return ItemSpread(item, len(ends), dict(sorted(places.items())), low, straddle, reach)
