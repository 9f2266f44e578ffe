"""Craft Compromise in words: what all accept, what size costs, and what would have to move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from coalitionkit.plays.craft_compromise import Agendas, Consent, Survival
from coalitionkit.words.catalog import Translator


def say_headings(t: Translator) -> Mapping[str, str]:
    """Give the headings of the play's part of a report."""
    return {
        "all": t.text("What everyone could accept"),
        "size": t.text("Small and bold, or big and careful"),
        "recorded": t.text("The agendas on record"),
        "consent": t.text("How far the partners go along"),
    }


def say_considered(t: Translator, found: Agendas, *, issues: int) -> str:
    """Say whose positions this rests on, and who is left out for want of one."""
    told = t.plural(
        "This rests on the {n} partner whose position on every issue ({issues}) is on record here.",
        "This rests on the {n} partners whose positions on every issue ({issues}) are on record "
        "here.",
        len(found.partners),
        issues=issues,
    )
    missing = found.unmapped["partner"].nunique()
    if not missing:
        return told
    left = t.plural(
        "{n} partner is left out because a position is missing: an agenda may still fail there.",
        "{n} partners are left out because a position is missing: an agenda may still fail there.",
        missing,
    )
    return f"{told} {left}"


def say_too_few(t: Translator) -> str:
    """Say that one partner's positions are no ground for an agenda."""
    return t.text("That is too few to look for an agenda. Talk positions through in a meeting.")


def say_boldest(t: Translator, found: Agendas) -> str:
    """Say how bold the boldest agenda is that all who have to be on board accept."""
    if not found.agendas:
        return t.text(
            "No agenda lies within the range of everyone who would have to be on board. Here is "
            "the least that would have to move."
        )
    told = t.text(
        "The boldest agenda within {range} moves {boldness} of 100 points from today to the bold "
        "ends.",
        range=_say_whose_range(t, found),
        boldness=t.number(found.agendas[0].boldness, 0),
    )
    others = len(found.agendas) - 1
    if not others:
        return told
    more = t.plural("{n} other is as bold.", "{n} others are as bold.", others)
    return f"{told} {more}"


def _say_whose_range(t: Translator, found: Agendas) -> str:
    """Say in whose range an agenda lies: never everyone's where some positions are not known."""
    partial = not found.unmapped.empty
    if len(found.required) < len(found.partners):
        if partial:
            return t.text("the range of every must-have partner whose positions are on record")
        return t.text("the range of every must-have partner")
    if partial:
        return t.plural(
            "the range of the {n} partner whose positions are on record",
            "the range of the {n} partners whose positions are on record",
            len(found.partners),
        )
    return t.text("everyone's range")


def say_room_columns(t: Translator) -> tuple[str, ...]:
    """Give the headings of the table of issues."""
    return (
        t.text("issue"),
        t.text("today"),
        t.text("all accept from"),
        t.text("to"),
        t.text("in the boldest agenda"),
        t.text("bold end"),
    )


def say_room_caption(t: Translator) -> str:
    """Say what the table of issues shows."""
    return t.text("Each issue: where it stands, what all accept, and the boldest agenda")


def say_level(t: Translator, level: float) -> str:
    """Say a level in its issue's units; a dash where there is none."""
    if pd.isna(level):
        return "–"
    return t.number(level, 0 if level == int(level) else 1)


def say_levels_note(t: Translator) -> str:
    """Say which levels were tried."""
    return t.text(
        "Tried were the levels named in the table “levels”, and for an issue without any the whole "
        "numbers of its scale."
    )


def say_movement(t: Translator, moved: pd.DataFrame, issues: Mapping[str, str]) -> list[str]:
    """Say, issue by issue and without names, what would have to move for an agenda to hold."""
    lines = []
    for issue, rows in moved.groupby("issue", sort=False):
        told = t.plural(
            "“{issue}”: {n} partner would have to move by {total}, to {level}.",
            "“{issue}”: {n} partners would have to move by {total} in all, to {level}.",
            len(rows),
            issue=issues.get(str(issue), str(issue)),
            total=say_level(t, float(rows["movement"].sum())),
            level=say_level(t, float(rows["level"].iloc[0])),
        )
        lines.append(told)
    return lines


def say_frontier(t: Translator, frontier: pd.DataFrame) -> str:
    """Say what size costs: the boldness that all can share against what half can.

    Where more than half have to be on board, they stand in for the half.
    """
    count = int(frontier["size"].max())
    half = max((count + 1) // 2, int(frontier["size"].min()))
    points = frontier.set_index("size")["boldness"]
    if points.isna().all():
        return t.text("Whatever the size, no agenda keeps those who have to be on board.")
    if pd.isna(points[count]):
        known = int(points.dropna().index.max())
        return t.text(
            "No agenda holds all {count}; the most that one can hold is {known}, at {boldness} of "
            "100.",
            count=count,
            known=known,
            boldness=t.number(points[known], 0),
        )
    if points[half] - points[count] < 1:
        return t.text(
            "A smaller group would not be bolder: {half} can carry no more than all {count} can, "
            "{boldness} of 100.",
            half=half,
            count=count,
            boldness=t.number(points[count], 0),
        )
    return t.text(
        "All {count} can carry an agenda at {all} of 100; {half} of them could carry one at "
        "{bold}.",
        count=count,
        all=t.number(points[count], 0),
        half=half,
        bold=t.number(points[half], 0),
    )


def say_frontier_text(t: Translator, frontier: pd.DataFrame) -> str:
    """Say the finding and every size's boldness, for those who can't see the picture."""
    told = []
    for size, boldness in zip(frontier["size"], frontier["boldness"], strict=True):
        if pd.isna(boldness):
            told.append(t.plural("{n} partner: none.", "{n} partners: none.", int(size)))
        else:
            told.append(
                t.plural(
                    "{n} partner: {boldness}.",
                    "{n} partners: {boldness}.",
                    int(size),
                    boldness=t.number(boldness, 0),
                )
            )
    return " ".join([say_frontier(t, frontier), *told])


def say_own(t: Translator, size: int, boldness: float) -> str:
    """Say where an agenda of one's own lies, for those who can't see the picture."""
    return t.plural(
        "Yours: {n} partner, {boldness}.",
        "Yours: {n} partners, {boldness}.",
        size,
        boldness=t.number(boldness, 0),
    )


def say_odd_agenda(t: Translator) -> str:
    """Say that an agenda on record takes a level that its issue doesn't have."""
    return t.text(
        "An agenda on record takes a level that its issue doesn't have. Correct the table "
        "“agendas”, or name the level in the table “levels”."
    )


def say_recorded_columns(t: Translator) -> tuple[str, ...]:
    """Give the headings of the table of agendas on record."""
    return t.text("agenda"), t.text("boldness, of 100"), t.text("partners in whose range it lies")


def say_recorded_caption(t: Translator) -> str:
    """Say what the table of agendas on record shows."""
    return t.text("Agendas side by side, by the ranges on record")


def say_count_of(t: Translator, count: int, n: int) -> str:
    """Say a count of n."""
    return t.text("{count} of {n}", count=count, n=n)


def say_repairs(
    t: Translator, name: str, changes: Sequence[Mapping[str, float]], issues: Mapping[str, str]
) -> str:
    """Say the smallest change that makes a failing agenda hold: one of the shortest ways."""
    if not changes:
        return t.text(
            "“{agenda}”: no other levels bring it within the range of everyone who has to be on "
            "board.",
            agenda=name,
        )
    moves = [
        t.text("“{issue}” to {level}", issue=issues.get(issue, issue), level=say_level(t, level))
        for issue, level in changes[0].items()
    ]
    told = t.plural(
        "“{agenda}”: {n} change brings it within the range of everyone who has to be on board: "
        "{moves}.",
        "“{agenda}”: {n} changes bring it within the range of everyone who has to be on board: "
        "{moves}.",
        len(moves),
        agenda=name,
        moves=t.join(moves),
    )
    if len(changes) == 1:
        return told
    more = t.plural("{n} other way is as short.", "{n} other ways are as short.", len(changes) - 1)
    return f"{told} {more}"


def say_survival(t: Translator, survival: Survival) -> str:
    """Say how often an agenda holds when the inputs are a little off."""
    told = t.text(
        "With every input off by up to a tenth, at random, this agenda still holds in {holds} of "
        "{draws} tries.",
        holds=survival.holds,
        draws=survival.draws,
    )
    if survival.stays_best is None:
        return told
    best = t.text(
        "In {best} of them it is still as good as any by the same measure.",
        best=survival.stays_best,
    )
    return f"{told} {best}"


def say_consent(t: Translator, name: str, consent: Consent) -> str:
    """Say how many go along with an agenda and whether it is blocked; names nobody."""
    told = t.text(
        "“{agenda}”: {count} of {n} support it, with a concern or without.",
        agenda=name,
        count=consent.supporting,
        n=consent.n,
    )
    blocked = t.text("It is blocked.")
    return f"{told} {blocked}" if consent.is_blocked else told


def say_few_consent(t: Translator, name: str, least: int) -> str:
    """Say that too few told the others how far they go along."""
    return t.text(
        "“{agenda}”: fewer than {least} have said in a meeting how far they go along, too few to "
        "show.",
        agenda=name,
        least=least,
    )


def say_chart_labels(t: Translator) -> Mapping[str, str]:
    """Give the words on the play's pictures."""
    return {
        "size": t.text("partners on board"),
        "boldness": t.text("greatest boldness, 0 today to 100 bold"),
        "none": t.text("no agenda"),
        "own": t.text("yours"),
        "gain": t.text("what the agenda gives, of 100"),
        "gets": t.text("gets"),
        "walkaway": t.text("walk-away"),
    }
