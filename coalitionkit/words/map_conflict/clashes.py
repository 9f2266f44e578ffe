"""Where ranges meet, where they don't, and how far apart partners stand, in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from coalitionkit.plays.map_conflict import (
    CollectivePosition,
    Interval,
    IssueRanges,
    MappedSpread,
    Names,
    Zone,
)
from coalitionkit.words.catalog import Translator
from coalitionkit.words.map_conflict.names import (
    say_level,
    say_levels,
    say_number,
    say_partners,
)


def say_zone(t: Translator, zone: Zone, names: Names) -> str:
    """Say which levels of an issue all accept, and who sets the ends."""
    issue = names.issue(zone.issue)
    low = say_level(t, zone.issue, zone.low, names)
    high = say_level(t, zone.issue, zone.high, names)
    lower = say_partners(t, zone.low_set_by, names)
    upper = say_partners(t, zone.high_set_by, names)
    if zone.is_empty:
        told = t.text(
            "“{issue}”: no level that all accept. Nothing below {low} for {lower}, nothing above "
            "{high} for {upper}.",
            issue=issue,
            low=low,
            high=high,
            lower=lower,
            upper=upper,
        )
        clashing = t.plural(
            "{n} pair has no level in common.", "{n} pairs have no level in common.", zone.clashes
        )
        return f"{told} {clashing}" if zone.clashes else told
    if zone.partners == 1:
        return t.text(
            "“{issue}”: only {partner} is on the map, from {low} to {high}.",
            issue=issue,
            partner=lower,
            low=low,
            high=high,
        )
    return t.text(
        "“{issue}”: all {n} on the map accept {levels}. The low end is set by {lower}, the high "
        "end by {upper}.",
        issue=issue,
        n=zone.partners,
        levels=say_levels(t, zone.issue, zone.low, zone.high, names),
        lower=lower,
        upper=upper,
    )


def say_empty_range(t: Translator, row: Mapping[str, object], names: Names) -> str:
    """Say that a range accepts no level, and what to do.

    Parameters
    ----------
    t : Translator
    row : mapping
        A row of :func:`coalitionkit.plays.map_conflict.find_empty_ranges`.
    names : Names
    """
    return t.text(
        "{partner} on “{issue}”: the lowest level, {lowest}, is above the highest, {highest}. Such "
        "a range accepts nothing. Ask again and correct the record.",
        partner=names.partner(str(row["partner"])),
        issue=names.issue(str(row["issue"])),
        lowest=say_number(t, float(str(row["lowest"]))),
        highest=say_number(t, float(str(row["highest"]))),
    )


def say_clashes_title(t: Translator, counts: pd.DataFrame, names: Names) -> str:
    """Title of the matrix of clashes: how many pairs clash, and which one on the most issues.

    Parameters
    ----------
    t : Translator
    counts : DataFrame
        From :func:`coalitionkit.plays.map_conflict.count_clashes`.
    names : Names
    """
    clashing = int((counts["clashes"] > 0).sum())
    if not clashing:
        return t.text("Every two partners have a level in common on every issue")
    told = t.plural(
        "{clashing} of {n} pair clashes on at least one issue",
        "{clashing} of {n} pairs clash on at least one issue",
        len(counts),
        clashing=clashing,
    )
    top = counts.iloc[0]
    if (counts["clashes"] == top["clashes"]).sum() > 1:
        return told
    most = t.text(
        "{partner} and {other} on the most, {clashes} of {shared}",
        partner=names.partner(top["partner"]),
        other=names.partner(top["other"]),
        clashes=top["clashes"],
        shared=top["shared"],
    )
    return f"{told}; {most}"


def say_clashes(t: Translator, counts: pd.DataFrame, names: Names) -> str:
    """Say every pair that clashes for those who can't see the picture."""
    clashing = counts[counts["clashes"] > 0]
    told = [
        t.text(
            "{partner} and {other}: {clashes} of {shared} issues.",
            partner=names.partner(partner),
            other=names.partner(other),
            clashes=clashes,
            shared=shared,
        )
        for partner, other, clashes, shared in zip(
            *(clashing[name] for name in ("partner", "other", "clashes", "shared")), strict=True
        )
    ]
    return " ".join([f"{say_clashes_title(t, counts, names)}.", *told])


def say_ranges_title(t: Translator, found: IssueRanges, names: Names) -> str:
    """Title of the picture of one issue: what all accept, or how many pairs clash."""
    zone = found.zone
    if zone.is_empty:
        return t.text("“{issue}”: no level that all accept", issue=found.name)
    return t.text(
        "“{issue}”: all accept {levels}",
        issue=found.name,
        levels=say_levels(t, zone.issue, zone.low, zone.high, names),
    )


def say_ranges(t: Translator, found: IssueRanges, names: Names) -> str:
    """Say every range of an issue for those who can't see the picture."""
    columns = (found.ranges[name] for name in ("name", "lowest", "highest", "ideal"))
    told = [
        t.text(
            "{partner}: {lowest} to {highest}, ideal {ideal}.",
            partner=partner,
            lowest=say_number(t, lowest),
            highest=say_number(t, highest),
            ideal=say_number(t, ideal),
        )
        for partner, lowest, highest, ideal in zip(*columns, strict=True)
    ]
    return f"{say_ranges_title(t, found, names)}. {' '.join(told)}"


def say_spread(t: Translator, spread: MappedSpread) -> str:
    """Say how far apart partners stand, and by whose convention that is wide."""
    percent = round(100 * spread.spread)
    if spread.among == "must-have":
        apart = t.text(
            "Two must-have partners stand {percent}% of the scale apart, on average.",
            percent=percent,
        )
    else:
        apart = t.text(
            "Two partners stand {percent}% of the scale apart, on average.", percent=percent
        )
    if spread.is_wide:
        judged = t.text("By this kit's convention, a quarter of the scale or more is wide.")
    else:
        judged = t.text("By this kit's convention, less than a quarter of the scale is narrow.")
    return f"{apart} {judged}"


def say_spread_over_time(t: Translator, row: Mapping[str, object], names: Names) -> str:
    """Say how far apart the same partners stood at first and stand now, on one issue.

    Parameters
    ----------
    t : Translator
    row : mapping
        A row of :func:`coalitionkit.plays.map_conflict.find_spread_over_time`.
    names : Names
    """
    return t.plural(
        "“{issue}”: {n} partner, {first}% of the scale apart at first and {newest}% now.",
        "“{issue}”: {n} partners, {first}% of the scale apart at first and {newest}% now.",
        int(str(row["partners"])),
        issue=names.issue(str(row["issue"])),
        first=round(100 * float(str(row["first"]))),
        newest=round(100 * float(str(row["newest"]))),
    )


def say_pull(t: Translator, pairs: pd.DataFrame, names: Names) -> str:
    """Say which pair pulls together most and which pulls apart most; empty where none stands out.

    Parameters
    ----------
    t : Translator
    pairs : DataFrame
        From :func:`coalitionkit.plays.map_conflict.find_convergence`.
    names : Names
    """
    pull = (pairs["convergence"] - pairs["divergence"]).round(9)
    told = []
    for end, sentence in (
        (pull.max(), t.text("{partner} and {other} pull together most.")),
        (pull.min(), t.text("{partner} and {other} pull apart most.")),
    ):
        rows = pairs[pull == end]
        if len(pairs) > 1 and len(rows) == 1:
            first, second = (names.partner(rows[name].iloc[0]) for name in ("partner", "other"))
            told.append(sentence.format(partner=first, other=second))
    if not told:
        return ""
    weighed = t.text("Over all issues, weighed by how much partners care:")
    return " ".join([weighed, *told])


def say_collective(t: Translator, found: CollectivePosition, names: Names) -> str:
    """Say where one issue would come out, and how far that hangs on any one weight."""
    told = t.text(
        "“{issue}”: average {mean}, middle {median}.",
        issue=names.issue(found.issue),
        mean=say_number(t, round(found.mean, 2)),
        median=_say_interval(t, found.median),
    )
    moved = t.text(
        "With any one weight a quarter more or less: average {mean}, middle {median}.",
        mean=_say_interval(t, found.mean_moved),
        median=_say_interval(t, found.median_moved),
    )
    left_out = t.plural(
        "{n} partner without a weight is left out.",
        "{n} partners without a weight are left out.",
        found.left_out,
    )
    return " ".join([told, moved, *([left_out] if found.left_out else [])])


def _say_interval(t: Translator, interval: Interval) -> str:
    low, high = (say_number(t, round(level, 2)) for level in (interval.low, interval.high))
    return low if low == high else t.text("{low} to {high}", low=low, high=high)


def say_collective_intro(t: Translator, *, with_capability: bool) -> str:
    """Say what the weights are, and what the numbers are not."""
    if with_capability:
        return t.text(
            "Each ideal weighed by how much the partner cares and by its influence on the decision "
            "maker. A guess at where the pull of all would end, not a proposal."
        )
    return t.text(
        "Each ideal weighed by how much the partner cares. A guess at where the pull of all would "
        "end, not a proposal."
    )
