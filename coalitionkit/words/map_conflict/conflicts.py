"""What joins the partners, what they fight about, and how old the newest fight is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from coalitionkit.plays.map_conflict import AboutCount, Conflicts, NewestConflict
from coalitionkit.words.catalog import Translator


def say_meetings_only(t: Translator) -> str:
    """Say what a copy for partners is made from."""
    return t.text("This copy holds only what partners said in meetings.")


def say_joining(t: Translator, conflicts: Conflicts) -> str:
    """Say what conflict joins the partners, or how to find it."""
    if conflicts.joining:
        return t.text("What brought you together: “{conflict}”", conflict=conflicts.joining)
    return t.text(
        "The record names no problem that no partner could solve alone. Ask each partner to write "
        "one sentence, and compare."
    )


def say_internal(t: Translator, conflicts: Conflicts) -> str:
    """Count the conflicts among the partners, apart from the one that joins them."""
    rows = conflicts.internal
    tensions = rows[rows["kind"] == "tension"]
    issues = len(rows) - len(tensions)
    told = []
    if issues:
        told.append(
            t.plural(
                "Apart from that, {n} issue among you is on the map.",
                "Apart from that, {n} issues among you are on the map.",
                issues,
            )
        )
    if len(tensions):
        told.append(
            t.plural(
                "{n} tension is in the log, {unresolved} not resolved.",
                "{n} tensions are in the log, {unresolved} not resolved.",
                len(tensions),
                unresolved=int(tensions["resolved"].isna().sum()),
            )
        )
    return " ".join([*told, *_say_between(t, conflicts.count_between())])


def _say_between(t: Translator, counts: Mapping[str, int]) -> list[str]:
    """Say whom the tensions divide, where that is on record."""
    named = {
        "target": t.text("between you and those you want to move"),
        "partners": t.text("between partners"),
        "own": t.text("inside a partner's own organization"),
    }
    found = [
        t.text("{between} ({count})", between=named[level], count=count)
        for level, count in counts.items()
        if count
    ]
    if not found:
        return []
    return [
        t.plural(
            "Whom they divide, where it is on record ({n} tension): {found}.",
            "Whom they divide, where it is on record ({n} tensions): {found}.",
            sum(counts.values()),
            found=t.join(found),
        )
    ]


def say_abouts(t: Translator) -> Mapping[str, str]:
    """Give the words for what a fight is about."""
    return {
        "goal": t.text("the goal"),
        "message": t.text("the message"),
        "strategy": t.text("strategy"),
        "tactics": t.text("tactics"),
        "money": t.text("money"),
        "credit": t.text("credit"),
    }


def say_about(t: Translator, counts: Sequence[AboutCount]) -> str:
    """Say what the partners fight about, most first, and what is not on record."""
    named = say_abouts(t)
    found = [
        t.text("{about} ({count})", about=named[each.about], count=each.issues + each.tensions)
        for each in counts
        if each.issues + each.tensions
    ]
    none = [named[each.about] for each in counts if not each.issues + each.tensions]
    told = t.text("What you fight about, in issues and tensions: {found}.", found=t.join(found))
    if none:
        told += " " + t.text("Nothing on record about {none}.", none=t.join(none))
    return told


def say_newest(t: Translator, newest: NewestConflict, as_of: dt.date) -> str:
    """Say how old the newest conflict is, and past a year what to ask."""
    months = newest.count_months(as_of)
    name, day = newest.name or newest.id, t.date(newest.day)
    if months < 1:
        return t.text(
            "The newest conflict, “{name}”, came up on {day}, less than a month ago.",
            name=name,
            day=day,
        )
    told = t.plural(
        "The newest conflict, “{name}”, came up on {day}, {n} month ago.",
        "The newest conflict, “{name}”, came up on {day}, {n} months ago.",
        months,
        name=name,
        day=day,
    )
    if months <= 12:
        return told
    asked = t.text("Nothing new for over a year: are you still solving the right conflict?")
    return f"{told} {asked}"
