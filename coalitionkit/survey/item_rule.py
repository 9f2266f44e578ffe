"""What may be shown of one item, one dose and one play in one wave (method.md, section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from coalitionkit.playbook import DOES_NOT_APPLY, DONT_KNOW, Item, Playbook
from coalitionkit.record.audiences import Audience
from coalitionkit.survey.agreement import bound_consensus, find_consensus, find_random_band
from coalitionkit.survey.answers import WaveAnswers
from coalitionkit.survey.figures import (
    BASE,
    EVERYTHING_FROM,
    MEANS_FROM,
    Estimate,
    Range,
    Share,
    ShownDose,
    ShownItem,
    ShownPlay,
    Spread,
)
from coalitionkit.survey.intervals import find_mean_interval, find_wilson_interval
from coalitionkit.survey.lines import has_small_count
from coalitionkit.survey.scoring import read_dose

# Within this many of none or of all, a sensitive split in a small group says only few or most.
BLUR = 2

UNANSWERED = ""


def blur_split(count: int, n: int) -> Range:
    """Blur a sensitive split: 0-2 is *few*, n-2 to n is *most*, between them the count itself."""
    if count <= BLUR:
        return Range(0, BLUR)
    if count >= n - BLUR:
        return Range(n - BLUR, n)
    return Range(count, count)


MARKED = {"B": ("4", "5"), "T": ("0",), "N": ("a", "b")}
_MERGED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "B": {"low": ("1", "2"), "middle": ("3",), "high": ("4", "5")},
    "T": {"low": ("-2", "-1"), "middle": ("0",), "high": ("1", "2")},
    "N": {"low": ("c", "d", "e", "f"), "high": ("a", "b")},
}
_MERGED_SENSITIVE = {"low": ("1", "2", "3"), "high": ("4", "5")}


def _merge_item(item: Item, counts: Mapping[str, int], n: int, threshold: int) -> ShownItem:
    """Merge a public item to low, middle, high and no view; all of it, one side of it, or nothing.

    Nothing where fewer than the threshold picked a step, and nothing of a sensitive item whose
    sides are near none or near all.
    """
    classes = _MERGED[item.set]
    if item.sensitive and item.set == "B":
        classes = _MERGED_SENSITIVE
    merged = {name: sum(counts[value] for value in values) for name, values in classes.items()}
    merged["other"] = n - sum(merged.values())
    marked = "middle" if item.set == "T" else "high"
    answered = n - merged["other"]
    # One side of all who answered may be printed by itself, for its rest is then large too.
    apart = min(merged[marked], n - merged[marked]) >= threshold
    hidden = answered < threshold or (
        item.sensitive and not blur_split(merged["high"], answered).is_exact
    )
    whole = not has_small_count(list(merged.values()), threshold)
    cells = {
        name: count if not hidden and (whole or (apart and name == marked)) else None
        for name, count in merged.items()
    }
    return ShownItem(item.id, "merged", n=n, counts=cells)


def _spread(values: list[int], missing: int) -> Spread:
    low, high = bound_consensus(values, missing)
    random_low, random_high = find_random_band(sum(values), len(values))
    return Spread(
        *(
            round(number, 2)
            for number in (find_consensus(values), random_low, random_high, low, high)
        )
    )


def show_item(item: Item, answers: WaveAnswers, audience: Audience) -> ShownItem:
    """Decide what may be shown of one item.

    Parameters
    ----------
    item : Item
    answers : WaveAnswers
        Of a group in which at least the threshold answered.
    audience : Audience

    Returns
    -------
    ShownItem
    """
    threshold = BASE[audience]
    if item.id not in answers.counts.index:
        return ShownItem(item.id, "hidden")
    given = answers.counts.loc[item.id].to_dict()
    counts = {str(value): int(count) for value, count in given.items()}
    if audience == "public":
        return _merge_item(item, counts, answers.n, threshold)
    values = {value: counts[value] for value in item.values}
    n = sum(values.values())
    if n < threshold:
        return ShownItem(item.id, "hidden")
    high = sum(values[value] for value in MARKED[item.set])
    blurred = item.sensitive and n < MEANS_FROM
    missing = answers.invited - n - counts[DONT_KNOW] - counts[DOES_NOT_APPLY]
    form: Literal["split", "counts"] = "split" if blurred else "counts"
    shown = ShownItem(
        item.id,
        form,
        n=n,
        counts=None if blurred else values,
        high=blur_split(high, n) if blurred else Range(high, high),
        missing=missing,
        dont_know=counts[DONT_KNOW],
        does_not_apply=counts[DOES_NOT_APPLY],
        unanswered=counts[UNANSWERED],
    )
    if item.set != "B" or n < MEANS_FROM:
        return shown
    steps = [float(value) for value, count in values.items() for _ in range(count)]
    mean = Estimate.rounded(find_mean_interval(steps, population=answers.invited), n)
    share = Share.rounded(find_wilson_interval(high, n)) if n >= EVERYTHING_FROM else None
    spread = _spread(list(values.values()), missing)
    return replace(shown, mean=mean, spread=spread, share=share)


def show_play(
    play: str, items: Mapping[str, ShownItem], answers: WaveAnswers, book: Playbook
) -> ShownPlay:
    """Decide on one play's score: never a mean that could be taken apart into a hidden item."""
    if answers.n < MEANS_FROM:
        return ShownPlay(play, why_not="counts only")
    if any(items[item.id].form != "counts" for item in book.items_of(play)):
        return ShownPlay(play, why_not="an item is hidden")
    scores = answers.people[play].dropna()
    if len(scores) < MEANS_FROM:
        return ShownPlay(play, why_not="too few scores")
    mean = Estimate.rounded(
        find_mean_interval(list(scores), population=answers.invited), len(scores)
    )
    band = book.find_band(mean.value).id if len(scores) >= EVERYTHING_FROM else ""
    return ShownPlay(play, mean, band)


def show_dose(item: ShownItem) -> ShownDose:
    """Read the dose from an item whose counts may be shown."""
    assert item.counts is not None
    counts = {value: count or 0 for value, count in item.counts.items()}
    dose = read_dose(list(counts.values()))
    little, much = counts["-2"] + counts["-1"], counts["1"] + counts["2"]
    return ShownDose(
        item.item,
        n=little + counts["0"] + much,
        little=little,
        right=counts["0"],
        much=much,
        label=dose.label,
        direction=round(dose.direction, 1) + 0.0 if dose.n >= MEANS_FROM else None,
    )
