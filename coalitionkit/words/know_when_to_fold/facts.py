"""The dated facts, a sentence each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict

from coalitionkit.plays.know_when_to_fold import (
    ABSENT_MEETINGS,
    QUARTER_DAYS,
    Compared,
    Purpose,
    UpdateTime,
)
from coalitionkit.words.catalog import Translator, say_quote


def say_joining(t: Translator, joining: str) -> str:
    """Say the conflict that brought the partners together, as written down."""
    if not joining:
        return t.text("The record names no problem that no partner could solve alone.")
    return t.text(
        "What brought you together, as written down: {joining}", joining=say_quote(t, joining)
    )


def say_purpose(t: Translator, purpose: Purpose) -> str:
    """Say when the purpose was last asked about, and what came of it."""
    if purpose.last_asked is None:
        return t.text("Reviews are on record; none of them asked about the purpose.")
    last = t.text(
        "The purpose was last asked about on {day}: {outcome}.",
        day=t.date(purpose.last_asked),
        outcome=_list_outcomes(t)[purpose.outcome],
    )
    ago = t.plural("That is {n} day ago.", "That is {n} days ago.", purpose.days_since or 0)
    return f"{last} {ago}"


def _list_outcomes(t: Translator) -> Mapping[str, str]:
    return {
        "kept": t.text("kept"),
        "changed": t.text("changed"),
        "put off": t.text("put off"),
        "": t.text("what came of it is not on record"),
    }


def say_newest(t: Translator, name: str, day: dt.date, months: int) -> str:
    """Say when the newest conflict came up."""
    values = {"day": t.date(day), "name": say_quote(t, name)}
    if not months:
        return t.text("The newest conflict came up on {day}: {name}.", **values)
    return t.plural(
        "The newest conflict came up on {day}, {n} month ago: {name}.",
        "The newest conflict came up on {day}, {n} months ago: {name}.",
        months,
        **values,
    )


def say_zones(t: Translator, shared: int, issues: int, *, all_settings: bool) -> str:
    """Say on how many issues one level is accepted by all who have a position."""
    if all_settings:
        return t.plural(
            "{shared} of {n} issue has a level that all accept.",
            "{shared} of {n} issues have a level that all accept.",
            issues,
            shared=shared,
        )
    return t.plural(
        "By what was said in meetings, {shared} of {n} issue has a level that all accept.",
        "By what was said in meetings, {shared} of {n} issues have a level that all accept.",
        issues,
        shared=shared,
    )


def say_attendance(t: Translator, places: Compared) -> str:
    """Say how many places at meetings were filled, now and before."""
    if not places.n_before:
        return t.text(
            "Places filled at meetings: {count} of {n} in the last {days} days.", **_compare(places)
        )
    return t.text(
        "Places filled at meetings: {count} of {n} in the last {days} days, {count_before} of "
        "{n_before} in the {days} days before.",
        **_compare(places),
    )


def say_unanswered(t: Translator, talks: Compared) -> str:
    """Say how many check-ins went unanswered, now and before."""
    if not talks.n_before:
        return t.text(
            "Check-ins asked for and not answered: {count} of {n} in the last {days} days.",
            **_compare(talks),
        )
    return t.text(
        "Check-ins asked for and not answered: {count} of {n} in the last {days} days, "
        "{count_before} of {n_before} in the {days} days before.",
        **_compare(talks),
    )


def _compare(told: Compared) -> dict[str, int]:
    return {**asdict(told), "days": QUARTER_DAYS}


def say_absent(t: Translator, count: int, names: list[str]) -> str:
    """Say how many partners missed the last meetings; names only where they may be given."""
    if not count:
        return t.text(
            "No partner missed all of the last {meetings} meetings.", meetings=ABSENT_MEETINGS
        )
    said = t.plural(
        "{n} partner came to none of the last {meetings} meetings.",
        "{n} partners came to none of the last {meetings} meetings.",
        count,
        meetings=ABSENT_MEETINGS,
    )
    return t.text("{said} They are: {names}.", said=said, names=t.join(names)) if names else said


def say_update_time(t: Translator, spent: UpdateTime) -> str:
    """Say what updates took of the last quarter, in minutes and in people's time."""
    said = t.text(
        "In the last {days} days updates took {update} of {all} meeting minutes.",
        days=QUARTER_DAYS,
        update=t.number(spent.update_minutes, 0),
        all=t.number(spent.minutes, 0),
    )
    if not spent.counted:
        return said
    people = t.text(
        "Counting everyone who came, that is {update} of {all} hours of people's time.",
        update=t.number(spent.update_person_minutes / 60),
        all=t.number(spent.person_minutes / 60),
    )
    if spent.counted == spent.meetings:
        return f"{said} {people}"
    listed = t.text(
        "({counted} of {meetings} meetings have a list of who came.)",
        counted=spent.counted,
        meetings=spent.meetings,
    )
    return f"{said} {people} {listed}"
