"""What may be shown of two waves: nothing from which one leaver or joiner could be worked out.

Two averages and one person who was in only one of them give that person's answers away. So
figures of the same people, of leavers and of stayers appear only where leavers and joiners are
each 0 or at least the threshold, for the group *and* for each play and item by itself: who skipped
a play's questions once is a leaver of that play (method.md, section 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from coalitionkit.playbook import Item, Playbook
from coalitionkit.record.audiences import Audience
from coalitionkit.survey.answers import WaveAnswers
from coalitionkit.survey.cells import suppress_cells
from coalitionkit.survey.figures import (
    BASE,
    MEANS_FROM,
    Estimate,
    Hidden,
    LeaverCounts,
    PlayChange,
    Range,
    ShownChange,
    ShownItem,
)
from coalitionkit.survey.intervals import find_mean_interval
from coalitionkit.survey.item_rule import MARKED, show_item, show_play
from coalitionkit.survey.lines import has_small_count
from coalitionkit.survey.waves import WaveChange, compare_waves, find_welch_interval


def _is_safe(count: int, threshold: int) -> bool:
    """Say whether a number of leavers, joiners or stayers may be told."""
    return count == 0 or count >= threshold


def _are_safe(stayers: int, leavers: int, joiners: int, threshold: int) -> bool:
    return all(_is_safe(count, threshold) for count in (stayers, leavers, joiners))


def _show_play_change(
    raw: WaveChange,
    scores: tuple[pd.Series, pd.Series],
    invited: tuple[int, int],
    *,
    threshold: int,
) -> PlayChange:
    """Show one play in two waves; the same people only where the rule allows it."""
    first, second = scores
    change = PlayChange(
        raw.play,
        first=Estimate.rounded(find_mean_interval(first, invited[0]), len(first)),
        second=Estimate.rounded(find_mean_interval(second, invited[1]), len(second)),
        difference=Estimate.rounded(find_welch_interval(first, second, invited), len(second)),
        delta=round(raw.unmatched.delta, 2) + 0.0 if raw.unmatched else 0.0,
    )
    matched = raw.matched
    safe = _are_safe(raw.overlap, raw.leavers, raw.joiners, threshold)
    if not safe or matched is None or matched.interval is None or matched.n < MEANS_FROM:
        return change
    moved = (matched.up, matched.same, matched.down)
    if matched.n in moved:
        # All moved alike: the average alone would say how each one moved.
        return change
    return replace(
        change,
        matched=Estimate.rounded(matched.interval, matched.n),
        moved=None if has_small_count(moved, threshold) else moved,
    )


def _count_leavers(
    item: Item, shown: ShownItem, answers: WaveAnswers, leavers: frozenset[str], *, threshold: int
) -> LeaverCounts | None:
    """Cross the first wave's marked answers with who left, under the cell rule."""
    if shown.form != "counts":
        return None
    given = answers.responses[answers.responses["item"] == item.id]
    given = given[given["answer"].isin(item.values)]
    left = given["respondent"].isin(leavers)
    stayers = len(answers.people) - len(leavers)
    # Who left is told, so those of them who picked no step could be counted too.
    if not _is_safe(len(leavers) - int(left.sum()), threshold) or not _is_safe(
        stayers - int((~left).sum()), threshold
    ):
        return None
    marked = given["answer"].isin(MARKED[item.set])
    table = [
        [int((left & marked).sum()), int((left & ~marked).sum())],
        [int((~left & marked).sum()), int((~left & ~marked).sum())],
    ]
    printed = suppress_cells(table, threshold, hide_unanimous=True).print_table(table)
    (left_high, _, left_n), (stayed_high, _, stayed_n) = printed[0], printed[1]
    if None in (left_high, left_n, stayed_high, stayed_n):
        return None
    return LeaverCounts(left_high, left_n, stayed_high, stayed_n)


def show_change(
    before: WaveAnswers, after: WaveAnswers, audience: Audience, book: Playbook
) -> tuple[ShownChange | None, list[Hidden]]:
    """Decide what may be shown of a wave beside the one before.

    Parameters
    ----------
    before, after : WaveAnswers
        ``after`` has at least the threshold; ``before`` may not.
    audience : Audience
        Not the public: its copy shows no waves.
    book : Playbook

    Returns
    -------
    tuple of (ShownChange or None, list of Hidden)
        What may be shown, and the rules that hid the rest.
    """
    threshold = BASE[audience]
    if before.n < threshold:
        return None, [Hidden("earlier wave too small")]
    first_people, second_people = set(before.people.index), set(after.people.index)
    stayers, leavers = len(first_people & second_people), first_people - second_people
    joiners = len(second_people - first_people)
    safe = _are_safe(stayers, len(leavers), joiners, threshold)
    items = _pair_items(before, after, audience, book)
    plays = _change_plays(before, after, items, book, safe=safe, threshold=threshold)
    left = {}
    if safe and leavers and stayers:
        for item, (first, _) in items.items():
            counted = _count_leavers(
                book.items[item], first, before, frozenset(leavers), threshold=threshold
            )
            if counted:
                left[item] = counted
    change = ShownChange(
        first_wave=before.wave,
        second_wave=after.wave,
        first_n=before.n,
        second_n=after.n,
        overlap=stayers if safe else None,
        plays=plays,
        items={item: _counts_of(*pair) for item, pair in items.items()},
        leavers=left,
    )
    told = safe and (stayers < MEANS_FROM or all(play.matched for play in plays.values()))
    return change, [] if told else [Hidden("few left or joined")]


def _pair_items(
    before: WaveAnswers, after: WaveAnswers, audience: Audience, book: Playbook
) -> Mapping[str, tuple[ShownItem, ShownItem]]:
    """Pair the items whose split may be shown in both waves."""
    pairs = {
        item.id: (show_item(item, before, audience), show_item(item, after, audience))
        for item in book.items.values()
    }
    return {item: pair for item, pair in pairs.items() if pair[0].high and pair[1].high}


def _counts_of(first: ShownItem, second: ShownItem) -> tuple[Range, int, Range, int]:
    assert first.high is not None
    assert second.high is not None
    return first.high, first.n or 0, second.high, second.n or 0


def _change_plays(
    before: WaveAnswers,
    after: WaveAnswers,
    items: Mapping[str, tuple[ShownItem, ShownItem]],
    book: Playbook,
    *,
    safe: bool,
    threshold: int,
) -> Mapping[str, PlayChange]:
    """Compare the plays whose mean may be shown in both waves."""
    changes = {}
    invited = (before.invited, after.invited)
    people = before.people.index, after.people.index
    stayers = len(people[0].intersection(people[1]))
    sizes = (stayers, len(people[0]) - stayers, len(people[1]) - stayers)
    first_items = {item: pair[0] for item, pair in items.items()}
    second_items = {item: pair[1] for item, pair in items.items()}
    for play, raw in compare_waves(before.people, after.people, invited).items():
        if any(item.id not in items for item in book.items_of(play)):
            continue
        first = show_play(play, first_items, before, book)
        second = show_play(play, second_items, after, book)
        if first.mean is None or second.mean is None:
            continue
        scores = (before.people[play].dropna(), after.people[play].dropna())
        change = _show_play_change(raw, scores, invited, threshold=threshold)
        # How many left is told, so those of them without a score could be counted too.
        told = zip(sizes, (raw.overlap, raw.leavers, raw.joiners), strict=True)
        if not safe or not all(_is_safe(abs(all_ - here), threshold) for all_, here in told):
            change = replace(change, matched=None, moved=None)
        changes[play] = change
    return changes
