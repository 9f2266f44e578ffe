"""Two waves in words: side by side, matched only where nobody can be told apart."""

from __future__ import annotations

from coalitionkit.playbook import Item, Playbook
from coalitionkit.survey.figures import LeaverCounts, PlayChange, Range, ShownChange
from coalitionkit.words.catalog import Translator
from coalitionkit.words.survey import say_estimate, say_range


def say_overlap(t: Translator, change: ShownChange) -> str:
    """Say who is compared: n in each wave, and how many are the same people if that may be told."""
    sizes = t.text(
        "Wave {first}: {first_n} answered. Wave {second}: {second_n} answered.",
        first=change.first_wave,
        first_n=change.first_n,
        second=change.second_wave,
        second_n=change.second_n,
    )
    if change.overlap is None:
        same = t.text(
            "How many are the same people is not shown: it could give away a few who left, joined "
            "or stayed."
        )
    else:
        same = t.plural(
            "{n} person answered both times.", "{n} people answered both times.", change.overlap
        )
    return f"{sizes} {same}"


def say_leavers_intro(t: Translator, change: ShownChange) -> str:
    """Say what the counts of leavers are, and that most may be missing."""
    return t.text(
        "Those who answered only in wave {first}, beside those who answered again: their answers "
        "in wave {first}, where each count is large enough to show.",
        first=change.first_wave,
    )


def say_leavers(t: Translator, item: Item, counts: LeaverCounts) -> str:
    """Say one item for leavers and stayers."""
    return t.text(
        "{short}: {left_high} of {left_n} who left, {stayed_high} of {stayed_n} who stayed.",
        short=item.short[t.language],
        left_high=counts.left_high,
        left_n=counts.left_n,
        stayed_high=counts.stayed_high,
        stayed_n=counts.stayed_n,
    )


def say_item_change(t: Translator, item: Item, counts: tuple[Range, int, Range, int]) -> str:
    """Say one item in both waves: ``3 of 8, then 5 of 7``."""
    first, first_n, second, second_n = counts
    return t.text(
        "{short}: {first}, then {second}.",
        short=item.short[t.language],
        first=say_range(t, first, first_n),
        second=say_range(t, second, second_n),
    )


def say_play_change(t: Translator, change: PlayChange, book: Playbook) -> str:
    """Say one play's change; the interval says whether it could be none at all."""
    title = book.plays[change.play].title[t.language]
    told = t.text(
        "{play}: from {first} to {second}; difference {difference}; Cliff's delta {delta}.",
        play=title,
        first=say_estimate(t, change.first),
        second=say_estimate(t, change.second),
        difference=say_estimate(t, change.difference, with_n=False),
        delta=t.number(change.delta, 2),
    )
    if change.matched is None:
        return told
    matched = t.text(
        "For those who answered both times: {difference}.",
        difference=say_estimate(t, change.matched),
    )
    return " ".join([told, matched, *_say_moved(t, change)])


def _say_moved(t: Translator, change: PlayChange) -> list[str]:
    if change.moved is None:
        return []
    up, same, down = change.moved
    return [t.text("{up} went up, {same} stayed, {down} went down.", up=up, same=same, down=down)]
