"""The one place that decides what may be shown of a survey (method.md, section 4).

Raw counts come in, :class:`~coalitionkit.survey.figures.ShownSurvey` goes out, and everything
after it (words, charts, report, exports) sees only that. So two cohorts that differ only in
answers that may not be shown give the same pages, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import pandas as pd

from coalitionkit.errors import UsageError
from coalitionkit.playbook import DOES_NOT_APPLY, DONT_KNOW, Item, Playbook, load_playbook
from coalitionkit.record import Coalition
from coalitionkit.record.audiences import AUDIENCES, Audience
from coalitionkit.survey.agreement import bound_consensus, find_consensus, find_random_band
from coalitionkit.survey.cells import suppress_cells
from coalitionkit.survey.answers import WaveAnswers, gather_wave
from coalitionkit.survey.figures import (
    BASE,
    EVERYTHING_FROM,
    MEANS_FROM,
    Allows,
    Estimate,
    Hidden,
    OwnView,
    Range,
    ShownDose,
    ShownItem,
    ShownPlay,
    ShownSurvey,
    Spread,
)
from coalitionkit.survey.intervals import find_mean_interval
from coalitionkit.survey.scoring import read_dose
from coalitionkit.survey.wave_rule import show_change

# Within this many of none or of all, a sensitive split in a small group says only few or most.
BLUR = 2

UNANSWERED = ""


def read_allowance(n: int, threshold: int) -> Allows:
    """Say what a number of answers allows: too few, counts, means, or everything."""
    if n < threshold:
        return "too few"
    if n < MEANS_FROM:
        return "counts"
    return "means" if n < EVERYTHING_FROM else "everything"


def blur_split(count: int, n: int) -> Range:
    """Blur a sensitive split: 0-2 is *few*, n-2 to n is *most*, between them the count itself."""
    if count <= BLUR:
        return Range(0, BLUR)
    if count >= n - BLUR:
        return Range(n - BLUR, n)
    return Range(count, count)


_MARKED = {"B": ("4", "5"), "T": ("0",), "N": ("a", "b")}
_MERGED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "B": {"low": ("1", "2"), "middle": ("3",), "high": ("4", "5")},
    "T": {"low": ("-2", "-1"), "middle": ("0",), "high": ("1", "2")},
    "N": {"low": ("c", "d", "e", "f"), "high": ("a", "b")},
}
_MERGED_SENSITIVE = {"low": ("1", "2", "3"), "high": ("4", "5")}


def _merge_item(item: Item, counts: Mapping[str, int], n: int, threshold: int) -> ShownItem:
    """Merge a public item to low, middle, high and no view, and hide cells under the threshold."""
    classes = _MERGED[item.set]
    if item.sensitive and item.set == "B":
        classes = _MERGED_SENSITIVE
    merged = {name: sum(counts[value] for value in values) for name, values in classes.items()}
    merged["other"] = n - sum(merged.values())
    hidden = suppress_cells([list(merged.values())], threshold=threshold).hidden[0]
    cells = {
        name: None if hide else count
        for (name, count), hide in zip(merged.items(), hidden, strict=True)
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
    counts = {str(value): int(count) for value, count in answers.counts.loc[item.id].items()}
    if audience == "public":
        return _merge_item(item, counts, answers.n, threshold)
    values = {value: counts[value] for value in item.values}
    n = sum(values.values())
    if n < threshold:
        return ShownItem(item.id, "hidden")
    high = sum(values[value] for value in _MARKED[item.set])
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
    return replace(shown, mean=mean, spread=_spread(list(values.values()), missing))


def _show_play(
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


def _show_dose(item: ShownItem) -> ShownDose:
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


def _list_hidden(items: Mapping[str, ShownItem], n: int, audience: Audience) -> list[Hidden]:
    """Name each rule that hid something, and the items it hid."""
    if audience == "public":
        return [Hidden("public")]
    thin = tuple(item.item for item in items.values() if item.form == "hidden")
    split = tuple(item.item for item in items.values() if item.form == "split")
    hidden = []
    if thin:
        hidden.append(Hidden("too few answered this item", thin))
    if split:
        hidden.append(Hidden("sensitive", split))
    if n < MEANS_FROM:
        hidden.append(Hidden("no mean below ten"))
    elif n < EVERYTHING_FROM:
        hidden.append(Hidden("no band below twenty"))
    return hidden


def _show_nothing(audience: Audience, answers: WaveAnswers | None) -> ShownSurvey:
    """Show that nobody was asked, or that too few answered: not even how many."""
    public = audience == "public"
    return ShownSurvey(
        audience=audience,
        wave=answers.wave if answers else None,
        opened=answers.opened if answers else None,
        closed=answers.closed if answers else None,
        invited=answers.invited if answers and not public else None,
        n=None,
        threshold=BASE[audience],
        allows="too few" if answers else "nothing",
        items={},
        doses={},
        plays={},
        change=None,
        hidden=(Hidden("too few answered"),) if answers else (),
    )


def show_survey(
    coalition: Coalition, *, wave: int | None = None, audience: Audience = "partners"
) -> ShownSurvey:
    """Decide what one audience may see of one group's survey.

    Parameters
    ----------
    coalition : Coalition
    wave : int, optional
        Which time of asking; the newest by default.
    audience : {"partners", "convener", "public"}

    Returns
    -------
    ShownSurvey

    Raises
    ------
    UsageError
        If the wave or the audience doesn't exist.
    """
    if audience not in AUDIENCES:
        raise UsageError(
            f"audience: found {audience!r}; allowed: {', '.join(AUDIENCES)}. Pick one of them."
        )
    numbers = sorted(int(number) for number in coalition.waves["wave"])
    if not numbers and wave is None:
        return _show_nothing(audience, None)
    book = load_playbook()
    answers = gather_wave(coalition, numbers[-1] if wave is None else wave, book)
    allows = read_allowance(answers.n, BASE[audience])
    if allows == "too few":
        return _show_nothing(audience, answers)
    items = {item.id: show_item(item, answers, audience) for item in book.items.values()}
    hidden = _list_hidden(items, answers.n, audience)
    change = None
    earlier = [number for number in numbers if number < answers.wave]
    public = audience == "public"
    if public:
        plays = {play: ShownPlay(play, why_not="public") for play in book.plays}
    else:
        plays = {play: _show_play(play, items, answers, book) for play in book.plays}
    if earlier and not public:
        before = gather_wave(coalition, earlier[-1], book)
        change, why = show_change(before, answers, audience, book)
        hidden += why
    return ShownSurvey(
        audience=audience,
        wave=answers.wave,
        opened=answers.opened,
        closed=answers.closed,
        invited=None if public else answers.invited,
        n=answers.n,
        threshold=BASE[audience],
        allows=allows,
        items=items,
        doses={
            item.id: _show_dose(items[item.id])
            for item in book.items.values()
            if item.set == "T" and items[item.id].form == "counts"
        },
        plays=plays,
        change=change,
        hidden=tuple(hidden),
    )


def show_own_view(coalition: Coalition, rater: str) -> OwnView:
    """Show one person's newest view: the answers as given, and nothing computed from them.

    Raises
    ------
    UsageError
        If that rater has given no view.
    """
    ratings = coalition.ratings
    mine = ratings[ratings["rater"] == rater]
    if mine.empty:
        raise UsageError(f"{rater} has given no view of {coalition.name} yet.")
    newest = mine[mine["date"] == mine["date"].max()]
    answers = dict(zip(newest["item"], newest["answer"], strict=True))
    return OwnView(rater, pd.Timestamp(newest["date"].iloc[0]).date(), answers)
