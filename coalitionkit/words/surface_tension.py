"""Surface Tension in words: counts first, open waits stated, conventions named as such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from coalitionkit.plays.surface_tension import (
    LITTLE_DISSENT,
    NEWCOMER_DAYS,
    WAITING_DAYS,
    Dissent,
    Gap,
    LeadSummary,
)
from coalitionkit.words.catalog import Translator, say_quote

_LEAST_FOR_MEDIAN = 5


def say_headings(t: Translator) -> Mapping[str, str]:
    """Give the headings of the play's parts."""
    return {
        "waits": t.text("How long disagreements wait"),
        "voices": t.text("How disagreement is voiced"),
        "settings": t.text("Said alone, and said in meetings"),
        "newcomers": t.text("Do newcomers speak up?"),
    }


def say_percent(t: Translator, share: float) -> str:
    """Say a share as a whole percentage."""
    return t.text("{number}%", number=t.number(100 * share, 0))


def say_days(t: Translator, days: int) -> str:
    """Say a number of days."""
    return t.plural("{n} day", "{n} days", days)


def say_listed_title(t: Translator, told: LeadSummary) -> str:
    """Say the same of those first heard in a meeting, which all partners may see."""
    return t.text(
        "First heard in a meeting: {reached} of {n} reached an agenda",
        reached=told.reached,
        n=told.heard,
    )


def say_waits_title(t: Translator, told: LeadSummary) -> str:
    """Say how many disagreements were heard, and how many reached an agenda."""
    return t.plural(
        "{reached} of {n} disagreement heard reached an agenda",
        "{reached} of {n} disagreements heard reached an agenda",
        told.heard,
        reached=told.reached,
    )


def say_waits(t: Translator, told: LeadSummary, *, old: int) -> list[str]:
    """Say how long disagreements wait; those that still wait are stated, never dropped.

    Parameters
    ----------
    t : Translator
    told : LeadSummary
    old : int
        How many wait for more than 30 days.
    """
    lines = [say_waits_title(t, told) + "."]
    if told.waiting:
        lines.append(t.plural("{n} still waits.", "{n} still wait.", told.waiting))
    if told.settled:
        lines.append(
            t.plural(
                "{n} was settled without an agenda.",
                "{n} were settled without an agenda.",
                told.settled,
            )
        )
    if old:
        lines.append(
            t.plural(
                "{n} was heard more than {days} days ago and is on no agenda.",
                "{n} were heard more than {days} days ago and are on no agenda.",
                old,
                days=WAITING_DAYS,
            )
        )
    if told.heard >= _LEAST_FOR_MEDIAN:
        lines.append(_say_median(t, told))
    return lines


def _say_median(t: Translator, told: LeadSummary) -> str:
    if told.median_days is None:
        return t.text("Fewer than half reached one, so there is no typical wait to give yet.")
    wait = say_days(t, round(told.median_days))
    if told.reached == told.heard:
        return t.text("Half had reached one within {wait}.", wait=wait)
    return t.text(
        "If those still open go as the others did, about half reach one within {wait}.", wait=wait
    )


def say_heard_alone(t: Translator, count: int) -> str:
    """Say that what was heard alone is counted and not listed; empty where nothing was."""
    if not count:
        return ""
    return t.plural(
        "{n} was first heard alone: it is counted here and not listed.",
        "{n} were first heard alone: they are counted here and not listed.",
        count,
    )


def say_wait(t: Translator, row: Mapping[Any, Any]) -> str:
    """Say one disagreement's wait, for those who can't see the chart."""
    states = {
        "reached": t.text("{name}: on an agenda after {days}."),
        "waiting": t.text("{name}: still waits after {days}."),
        "settled": t.text("{name}: settled without an agenda after {days}."),
    }
    said = states[row["state"]]
    return said.format(name=row["label"], days=say_days(t, int(row["days"])))


def say_kinds(t: Translator, kinds: pd.DataFrame) -> list[str]:
    """Say each kind of disagreement that was heard, issue and personal apart."""
    names = {
        "issue": t.text("About an issue"),
        "personal": t.text("Between people"),
        "process": t.text("About how we work"),
        "credit": t.text("About who gets the credit"),
    }
    return [
        t.text(
            "{kind}: {heard} heard, {reached} on an agenda, {resolved} settled.",
            kind=names[row["kind"]],
            heard=row["heard"],
            reached=row["reached"],
            resolved=row["resolved"],
        )
        for row in kinds.to_dict("records")
        if row["heard"]
    ]


def say_voicing(t: Translator, voicing: pd.DataFrame, heard: int) -> list[str]:
    """Say how directly disagreement is voiced, and how hard people dig in.

    Parameters
    ----------
    t : Translator
    voicing : DataFrame
        From ``count_voicing``.
    heard : int
        Disagreements heard, those without a note of it too.
    """
    count = voicing["tensions"]
    n = int(count.sum())
    lines = [
        t.plural(
            "{direct} of {n} was said to the person meant; the others went around them.",
            "{direct} of {n} were said to the person meant; the others went around them.",
            n,
            direct=int(count[voicing["directness"] == "direct"].sum()),
        ),
        t.text("In {hard} of {n} people dug in hard.", hard=_count_hard(voicing), n=n),
    ]
    if n < heard:
        lines.append(
            t.plural(
                "How {n} more was voiced is not on record.",
                "How {n} more were voiced is not on record.",
                heard - n,
            )
        )
    return lines


def _count_hard(voicing: pd.DataFrame) -> int:
    return int(voicing.loc[voicing["intensity"] == "high", "tensions"].sum())


def say_dissent(t: Translator, dissent: Dissent) -> str:
    """Say on how many agenda items dissent was voiced."""
    return t.plural(
        "Dissent was voiced on {dissented} of {n} agenda item for debate or decision.",
        "Dissent was voiced on {dissented} of {n} agenda items for debate or decision.",
        dissent.items,
        dissented=dissent.dissented,
    )


def say_gap(t: Translator, gap: Gap, *, all_settings: bool) -> list[str]:
    """Say the map and the voiced dissent side by side, with what they may mean together.

    Parameters
    ----------
    t : Translator
    gap : Gap
    all_settings : bool
        Whether the map holds what was said alone too, or meetings only.
    """
    share = say_percent(t, gap.spread.spread)
    spread = (
        t.text("On the map, two partners stand {share} of a scale apart on average.", share=share)
        if all_settings
        else t.text(
            "By what they said in meetings, two partners stand {share} of a scale apart on "
            "average.",
            share=share,
        )
    )
    return [spread, _say_reading(t, gap), _say_convention(t)]


def _say_reading(t: Translator, gap: Gap) -> str:
    if not gap.dissent.is_enough:
        return t.text("Too few agenda items are on record to say whether that is voiced.")
    if gap.is_quiet_but_apart:
        return t.text(
            "Far apart, and little of it is said. Ask: which of these differences are we not "
            "talking about, and what does that cost?"
        )
    if gap.dissent.is_little:
        return t.text("Little dissent, and partners stand close: the quiet may be real agreement.")
    if gap.spread.is_wide:
        return t.text("Far apart, and it is said in meetings.")
    return t.text("Partners stand close, and what divides them is said in meetings.")


def _say_convention(t: Translator) -> str:
    return t.text(
        "Far apart is a quarter of the scale or more; little is dissent on {little} of items or "
        "fewer, from eight items. Both lines are this kit's conventions.",
        little=say_percent(t, LITTLE_DISSENT),
    )


def say_settings_title(t: Translator, compared: pd.DataFrame) -> str:
    """Say on how many positions the words said alone and in the meeting differ."""
    return t.plural(
        "{differ} of {n} position told alone differs from the one on record in meetings",
        "{differ} of {n} positions told alone differ from the one on record in meetings",
        len(compared),
        differ=int((compared["distance"] > 0).sum()),
    )


def say_settings(t: Translator, compared: pd.DataFrame, shown: int) -> list[str]:
    """Say what stays private, with the innocent reading; for the convener alone."""
    differ = int((compared["distance"] > 0).sum())
    lines = [say_settings_title(t, compared) + "."]
    if not differ:
        return lines
    lines += [
        t.plural(
            "{n} lies outside what the partner accepts in meetings.",
            "{n} lie outside what the partner accepts in meetings.",
            int(compared["beyond"].sum()),
        ),
        t.text("The later word may simply be a change of mind: look at the dates before you ask."),
    ]
    if shown < differ:
        lines.append(t.text("The chart shows the {shown} furthest apart.", shown=shown))
    return lines


def say_setting(t: Translator, row: Mapping[Any, Any]) -> str:
    """Say one position told alone beside the one in the meeting, for those who can't see it."""
    share = say_percent(t, row["distance"])
    return t.text("{label}: {share} of the scale apart.", label=row["label"], share=share)


def say_newcomers(
    t: Translator, newcomers: pd.DataFrame, names: Mapping[str, str], unsigned: int
) -> list[str]:
    """Say whether newcomers raised a disagreement in their first 90 days; the convener's.

    Parameters
    ----------
    t : Translator
    newcomers : DataFrame
        From ``find_newcomers``.
    names : mapping of str to str
        Partners' names by id.
    unsigned : int
        Disagreements that don't say who raised them.
    """
    if newcomers.empty:
        return [t.text("No partner joined while this log was kept.")]
    told = newcomers[newcomers["spoke"] != "too soon"]
    lines = []
    if len(told):
        lines.append(
            t.plural(
                "{spoke} of {n} newcomer raised a disagreement in the first {days} days.",
                "{spoke} of {n} newcomers raised a disagreement in their first {days} days.",
                len(told),
                spoke=int((told["spoke"] == "yes").sum()),
                days=NEWCOMER_DAYS,
            )
        )
    if silent := _list_names(told[told["spoke"] == "no"], names):
        lines.append(t.text("Not yet: {names}. Perhaps nobody asked.", names=t.join(silent)))
    if soon := _list_names(newcomers[newcomers["spoke"] == "too soon"], names):
        lines.append(t.text("Too soon to tell: {names}.", names=t.join(soon)))
    if unsigned:
        lines.append(
            t.plural(
                "{n} disagreement does not say who raised it.",
                "{n} disagreements do not say who raised them.",
                unsigned,
            )
        )
    return lines


def _list_names(rows: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    return [names.get(str(partner), str(partner)) for partner in rows["partner"]]


def say_oldest(t: Translator, name: str, days: int, *, in_meeting: bool) -> str:
    """Name the disagreement that waits longest; of those heard in a meeting, or of all."""
    values = {"name": say_quote(t, name), "days": say_days(t, days)}
    if in_meeting:
        return t.text("The longest wait of those heard in a meeting: {name}, {days}.", **values)
    return t.text("The longest wait: {name}, {days}.", **values)


def say_chart_labels(t: Translator) -> Mapping[str, str]:
    """Give the words that the play's charts need."""
    return {
        "reached": t.text("on an agenda"),
        "waiting": t.text("still waits"),
        "settled": t.text("settled without one"),
        "days": t.text("days since first heard"),
        "alone": t.text("told alone"),
        "in_meeting": t.text("on record in meetings"),
        "scale": t.text("each issue's scale, low end to high end"),
    }


def say_chart_text(title: str, told: Sequence[str]) -> str:
    """Join a chart's finding and its rows, for those who can't see it."""
    return " ".join([f"{title}.", *told])
