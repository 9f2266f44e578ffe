"""The figures that one audience may see of one group, one a row.

Made from :class:`~coalitionkit.survey.figures.ShownSurvey` alone: what the report shows, and
nothing else. What may not be shown is a row without a value that says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from coalitionkit.playbook import Item, Playbook
from coalitionkit.survey.figures import (
    Estimate,
    LeaverCounts,
    PlayChange,
    Range,
    ShownItem,
    ShownPlay,
    ShownSurvey,
)

Why = Literal[
    "",
    "nobody asked",
    "no such wave",
    "still open",
    "too few answered",
    "too few answered this item",
    "sensitive",
    "no mean below ten",
    "no share below twenty",
    "an item is hidden",
    "too few scores",
    "few left or joined",
    "earlier wave too small",
    "public",
]
_NOTHING: Mapping[str, Why] = {
    "nothing": "nobody asked",
    "open": "still open",
    "too few": "too few answered",
}
_NO_SCORE: Mapping[str, Why] = {
    "counts only": "no mean below ten",
    "an item is hidden": "an item is hidden",
    "too few scores": "too few scores",
    "public": "public",
}


@dataclass(frozen=True)
class Row:
    """One figure.

    Attributes
    ----------
    about : {"item", "own", "play", "group"}
        A question, a coalition's own question, a play, or the whole group.
    id : str
        The item's or play's; empty for the group.
    figure : str
        What it is: ``marked``, ``count``, ``mean`` and so on; ``words.scores`` explains each.
    answer : str
        The option that a ``count`` is of.
    value, low, high : float or None
        The figure, and its ends where it has them: an interval's, or a range's where a count is
        blurred.
    n : int or None
        How many answers are behind it.
    reading : str
        A play's band or a dose's label.
    why : str
        Why ``value`` is empty.
    """

    about: Literal["item", "own", "play", "group"]
    id: str
    figure: str
    answer: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    reading: str = ""
    why: Why = ""


def list_rows(survey: ShownSurvey, book: Playbook) -> Iterator[Row]:
    """List what may be shown of one group.

    Parameters
    ----------
    survey : ShownSurvey
    book : Playbook

    Yields
    ------
    Row
        Items in the order asked, then the coalition's own, then plays, then this wave beside the
        one before. Each item has a row ``marked``, each own item a row ``count`` and each play a
        row ``mean``, with a value or not.
    """
    if survey.n is None:
        yield from list_empty(book, _NOTHING[survey.allows])
        return
    for item in book.items.values():
        shown = survey.items[item.id]
        if shown.form == "merged":
            yield from _list_merged(item, shown)
        else:
            yield from _list_item(item, shown)
        if dose := survey.doses.get(item.id):
            why: Why = "no mean below ten" if dose.direction is None else ""
            yield Row(
                "item", item.id, "dose", "", dose.direction, n=dose.n, reading=dose.label, why=why
            )
    for shown in survey.own.values():
        yield from _list_own(shown, survey)
    yield from (_make_score(play) for play in survey.plays.values())
    yield from _list_change(survey)


def list_empty(book: Playbook, why: Why) -> Iterator[Row]:
    """List a row for each item, own item and play of which nothing is shown."""
    yield from (Row("item", item, "marked", why=why) for item in book.items)
    yield from (Row("own", item, "count", why=why) for item in book.own)
    yield from (Row("play", play, "mean", why=why) for play in book.plays)


def _list_merged(item: Item, shown: ShownItem) -> Iterator[Row]:
    """List the public's counts; the marked side is one of them."""
    counts = shown.counts or {}
    sides = {"marked": counts.get("middle" if item.set == "T" else "high")}
    for figure, found in (("marked", sides), ("count", counts)):
        for answer, count in found.items():
            named = answer if figure == "count" else ""
            why: Why = "public" if count is None else ""
            yield Row("item", item.id, figure, named, count, n=shown.n, why=why)


def _list_item(item: Item, shown: ShownItem) -> Iterator[Row]:
    """List one item's figures."""
    if shown.high is None:
        yield Row("item", item.id, "marked", why="too few answered this item")
        return
    yield _make_range("item", item.id, "marked", shown.high, shown.n)
    answers = {
        "dk": shown.dont_know,
        "na": shown.does_not_apply if item.na_label else None,
        "unanswered": shown.unanswered,
    }
    if shown.counts is None:
        yield Row("item", item.id, "count", n=shown.n, why="sensitive")
    for answer, count in {**(shown.counts or {}), **answers}.items():
        if count is not None:
            yield Row("item", item.id, "count", answer, count, n=shown.n)
    if item.set == "B":
        yield from _list_measures(item, shown)


def _list_own(shown: ShownItem, survey: ShownSurvey) -> Iterator[Row]:
    """List the counts of one of the coalition's own questions."""
    if shown.counts is None:
        why: Why = "public" if survey.audience == "public" else "too few answered this item"
        yield Row("own", shown.item, "count", why=why)
        return
    apart = {"dk": shown.dont_know, "na": shown.does_not_apply, "unanswered": shown.unanswered}
    for answer, count in {**shown.counts, **apart}.items():
        if count is not None:
            yield Row("own", shown.item, "count", answer, count, n=shown.n)


def _list_measures(item: Item, shown: ShownItem) -> Iterator[Row]:
    """List what may be said of ordered steps from ten answers on, and from twenty."""
    yield _make_estimate("item", item.id, "mean", shown.mean, "no mean below ten")
    spread, share = shown.spread, shown.share
    if spread:
        values = (spread.value, spread.low, spread.high)
        yield Row("item", item.id, "agreement", "", *values, shown.n)
        by_chance = (None, spread.random_low, spread.random_high)
        yield Row("item", item.id, "agreement_at_random", "", *by_chance, shown.n)
    else:
        yield Row("item", item.id, "agreement", why="no mean below ten")
    if share:
        yield Row("item", item.id, "share", "", share.value, share.low, share.high, shown.n)
    else:
        yield Row("item", item.id, "share", why="no share below twenty")


def _make_score(play: ShownPlay) -> Row:
    if play.mean is None:
        return Row("play", play.play, "mean", why=_NO_SCORE[play.why_not])
    mean = play.mean
    ends = (mean.value, mean.low, mean.high)
    return Row("play", play.play, "mean", "", *ends, mean.n, reading=play.band)


def _make_range(
    about: Literal["item", "play"], name: str, figure: str, count: Range, n: int | None
) -> Row:
    """Make the row of a count; one that is known as a range has ends and no value."""
    if count.is_exact:
        return Row(about, name, figure, "", count.low, n=n)
    return Row(about, name, figure, "", None, count.low, count.high, n, why="sensitive")


def _make_estimate(
    about: Literal["item", "play"], name: str, figure: str, found: Estimate | None, why: Why
) -> Row:
    if found is None:
        return Row(about, name, figure, why=why)
    return Row(about, name, figure, "", found.value, found.low, found.high, found.n)


def _list_change(survey: ShownSurvey) -> Iterator[Row]:
    """List this wave beside the one before, as far as the wave rule allows."""
    hidden = {hidden.why for hidden in survey.hidden}
    change = survey.change
    if "earlier wave too small" in hidden:
        yield Row("group", "", "answered_before", why="earlier wave too small")
    if change is None:
        return
    yield Row("group", "", "answered_before", "", change.first_n, n=change.first_n)
    why: Why = "few left or joined" if change.overlap is None else ""
    yield Row("group", "", "answered_both", "", change.overlap, n=change.overlap, why=why)
    for item, (first, n, _, _) in change.items.items():
        yield _make_range("item", item, "marked_before", first, n)
    for item, counts in change.leavers.items():
        yield from _list_leavers(item, counts)
    for play in change.plays.values():
        yield from _list_play_change(play)


def _list_leavers(item: str, counts: LeaverCounts) -> Iterator[Row]:
    yield Row("item", item, "marked_of_leavers", "", counts.left_high, n=counts.left_n)
    yield Row("item", item, "marked_of_stayers", "", counts.stayed_high, n=counts.stayed_n)


def _list_play_change(change: PlayChange) -> Iterator[Row]:
    name = change.play
    yield _make_estimate("play", name, "mean_before", change.first, "")
    yield _make_estimate("play", name, "change", change.difference, "")
    yield Row("play", name, "cliffs_delta", "", change.delta, n=change.second.n)
    yield _make_estimate("play", name, "change_matched", change.matched, "few left or joined")
    if change.matched and change.moved:
        for figure, count in zip(("up", "same", "down"), change.moved, strict=True):
            yield Row("play", name, f"moved_{figure}", "", count, n=change.matched.n)
