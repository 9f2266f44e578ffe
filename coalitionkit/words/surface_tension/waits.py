"""How long disagreements wait, in counts; open ones are stated, never dropped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from coalitionkit.plays.surface_tension import WAITING_DAYS, LeadSummary
from coalitionkit.words.catalog import Translator, say_quote
from coalitionkit.words.surface_tension.common import say_days

_LEAST_FOR_MEDIAN = 5


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


def say_oldest(t: Translator, name: str, days: int, *, in_meeting: bool) -> str:
    """Name the disagreement that waits longest; of those heard in a meeting, or of all."""
    values = {"name": say_quote(t, name), "days": say_days(t, days)}
    if in_meeting:
        return t.text("The longest wait of those heard in a meeting: {name}, {days}.", **values)
    return t.text("The longest wait: {name}, {days}.", **values)
