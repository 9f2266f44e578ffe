"""What a survey chart draws, as plain rows: which marks, how many, where.

Every function takes shapes of :mod:`coalitionkit.survey.figures` and nothing else holds counts,
so a chart can't show more than the shape does. ``y`` is in px from the top of the picture.

Words come ready from the caller, as ``labels``:

=============  ===================================================================
count          ``"{count} of {n}"``
few, most      ``"few ({low}–{high} of {n})"``, ``"most ({low}–{high} of {n})"``
high, lower    "step 4 or 5", "step 1 to 3"
between        "one of these two", where a range leaves it open
dont_know      "don't know"
other          "does not apply or no answer"
hidden         "too few answers to show", in place of a whole row
not public     "not shown in public", for part of a row
step           ``"step {step}"``
low, middle    "step 1 or 2", "step 3"
answers        the axis of counts, "number of people"
share_all      the axis of shares of everyone, "share of all who answered"
share          the axis of two waves, "share of those who picked a step"
marked, rest   the two sides of a split of named answers
wave           ``"wave {wave}"``
mean           the axis of means, "average, 1 to 5"
=============  ===================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from coalitionkit.charts.theme import LINE, Row, wrap
from coalitionkit.playbook import Language, Playbook
from coalitionkit.survey.figures import Range, ShownItem

Labels: TypeAlias = Mapping[str, str]

# In the order drawn, from the left.
KINDS = ("high", "between", "lower", "not public", "dont_know", "other")

_ROW_SPACE = 4  # px
_GROUP_SPACE = 7  # px
_TEXT_CHARACTERS = 18
LABEL_CHARACTERS = 42
_GROUP_CHARACTERS = 14


@dataclass(frozen=True)
class Layout:
    """Where the rows of a picture stand.

    Attributes
    ----------
    rows : tuple of mapping
        ``item``, ``label``, ``y`` (the middle, px), ``text`` (right end) and ``note`` (in place
        of marks).
    groups : tuple of mapping
        ``label`` and ``y``.
    height : float
        Of the whole, px.
    """

    rows: tuple[Row, ...]
    groups: tuple[Row, ...]
    height: float


def count_kinds(item: ShownItem) -> dict[str, int]:
    """Count what may be drawn of an item, by kind of mark; kinds that nobody gave are left out.

    Parameters
    ----------
    item : ShownItem

    Returns
    -------
    dict of str to int
        Keys out of :data:`KINDS`, in that order. Empty for a hidden item.

    Examples
    --------
    >>> from coalitionkit.survey.figures import Range
    >>> count_kinds(ShownItem("S3", "split", n=7, high=Range(0, 2), dont_know=1))
    {'between': 2, 'lower': 5, 'dont_know': 1}
    """
    if item.form == "hidden":
        return {}
    n = item.n or 0
    if item.form == "merged":
        counts = item.counts or {}
        found = {
            "high": counts.get("high"),
            "lower": sum(counts.get(end) or 0 for end in ("low", "middle")) or None,
            "other": counts.get("other"),
        }
        found["not public"] = n - sum(count or 0 for count in found.values())
    else:
        high = item.high or Range(0, n)
        found = {
            "high": high.low,
            "between": high.high - high.low,
            "lower": n - high.high,
            "dont_know": item.dont_know,
            "other": (item.does_not_apply or 0) + (item.unanswered or 0),
        }
    return {kind: count for kind in KINDS if (count := found.get(kind))}


def write_range(found: Range, n: int, labels: Labels) -> str:
    """Write how many of ``n``: a number where it is one, else few or most with the range."""
    if found.is_exact:
        return labels["count"].format(count=found.low, n=n)
    word = "few" if found.low == 0 else "most"
    return labels[word].format(low=found.low, high=found.high, n=n)


def write_share(item: ShownItem, labels: Labels) -> str:
    """Write the right end of an item's row: ``4 of 7``; empty where nothing may be said."""
    if item.form == "hidden":
        return ""
    if item.form == "merged":
        high = (item.counts or {}).get("high")
        return (
            labels["not public"] if high is None else labels["count"].format(count=high, n=item.n)
        )
    return "" if item.high is None else write_range(item.high, item.n or 0, labels)


def measure(text: str) -> float:
    """Measure how high a row has to be for a text, px."""
    return LINE * (text.count("\n") + 1) + _ROW_SPACE


def lay_out(
    groups: Iterable[tuple[str, Sequence[ShownItem]]],
    *,
    book: Playbook,
    language: Language,
    labels: Labels,
    least: float = 0,
) -> Layout:
    """Place items below one another in groups.

    Parameters
    ----------
    groups : iterable of (title, items)
        An empty title takes no room.
    book : Playbook
    language : {"en", "es"}
    labels : mapping
    least : float
        Least height of a row, px.

    Returns
    -------
    Layout
    """
    rows: list[Row] = []
    heads: list[Row] = []
    top = 0.0
    for title, items in groups:
        start = top
        for item in items:
            label = wrap(book.items[item.item].short[language], LABEL_CHARACTERS)
            text = wrap(write_share(item, labels), _TEXT_CHARACTERS)
            height = max(measure(label), measure(text), least)
            rows.append(
                {
                    "item": item.item,
                    "label": label,
                    "y": top + height / 2,
                    "text": text,
                    "note": labels["hidden"] if item.form == "hidden" else "",
                }
            )
            top += height
        if title:
            label = wrap(title, _GROUP_CHARACTERS)
            top = max(top, start + measure(label)) + _GROUP_SPACE
            heads.append({"label": label, "y": start + _ROW_SPACE / 2})
    return Layout(tuple(rows), tuple(heads), top)


def list_dots(items: Iterable[ShownItem], *, layout: Layout, labels: Labels) -> list[Row]:
    """List one dot per answer: ``place`` counts from 0 at the left.

    Returns
    -------
    list of mapping
        ``item``, ``answer`` (the kind's label), ``place``, ``y``.
    """
    middles = {row["item"]: row["y"] for row in layout.rows}
    return [
        {"item": item.item, "answer": labels[kind], "place": place, "y": middles[item.item]}
        for item in items
        for place, kind in enumerate(
            kind for kind, count in count_kinds(item).items() for _ in range(count)
        )
    ]


def list_bars(
    parts: Iterable[tuple[str, Iterable[tuple[str, int]]]], *, layout: Layout, start: float = 0
) -> list[Row]:
    """Lay segments end to end, from the left, in each item's row.

    Parameters
    ----------
    parts : iterable of (item id, segments)
        A segment is a label and a count; a count of 0 draws nothing.
    layout : Layout
    start : float
        Where the first segment begins, in counts.

    Returns
    -------
    list of mapping
        ``item``, ``answer``, ``count``, ``start``, ``middle``, ``end`` (all three in counts),
        ``y``.
    """
    middles = {row["item"]: row["y"] for row in layout.rows}
    bars: list[Row] = []
    for item, segments in parts:
        at = start
        for answer, count in segments:
            if count:
                bars.append(
                    {
                        "item": item,
                        "answer": answer,
                        "count": count,
                        "start": at,
                        "middle": at + count / 2,
                        "end": at + count,
                        "y": middles[item],
                    }
                )
            at += count
    return bars


def scale_to_shares(bars: Iterable[Row]) -> list[Row]:
    """Turn each item's bars from counts into shares of its row: ``start`` to ``end`` in 0-1."""
    kept = list(bars)
    totals: dict[str, int] = {}
    for bar in kept:
        totals[str(bar["item"])] = totals.get(str(bar["item"]), 0) + int(bar["count"])
    return [
        {**bar}
        | {end: float(bar[end]) / totals[str(bar["item"])] for end in ("start", "middle", "end")}
        for bar in kept
    ]


def list_segments(item: ShownItem, labels: Labels) -> list[tuple[str, int]]:
    """List an item's steps from low to high with their counts, as far as they are shown."""
    if item.form == "counts":
        steps = {step: count for step, count in (item.counts or {}).items() if count is not None}
        return [(labels["step"].format(step=step), count) for step, count in steps.items()]
    if item.form == "merged":
        counts = item.counts or {}
        shown = [(end, counts.get(end) or 0) for end in ("low", "middle", "high")]
        rest = (item.n or 0) - sum(count or 0 for count in counts.values())
        return [(labels[end], count) for end, count in (*shown, ("not public", rest))]
    kinds = count_kinds(item)
    return [(labels[kind], kinds.get(kind, 0)) for kind in ("lower", "between", "high")]


def list_apart(item: ShownItem, labels: Labels) -> list[tuple[str, int]]:
    """List what stands apart from the steps: don't know, and no answer or does not apply."""
    kinds = count_kinds(item)
    return [(labels[kind], kinds.get(kind, 0)) for kind in ("dont_know", "other")]


def find_longest(parts: Iterable[Sequence[tuple[str, int]]]) -> int:
    """Find the most answers that any item's segments add up to."""
    return max((sum(count for _, count in segments) for segments in parts), default=0)
