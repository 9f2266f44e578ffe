"""What the agenda builder says: the levels set, who stays, what would repair it, how bold it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from coalitionkit.plays.craft_compromise import Agenda, Agendas
from coalitionkit.plays.craft_compromise.drafts import Place
from coalitionkit.plays.map_conflict import Names
from coalitionkit.words.catalog import Translator
from coalitionkit.words.map_conflict import say_level, say_number


def say_controls(t: Translator) -> Mapping[str, str]:
    """Name the controls."""
    return {
        "reading": t.text("A partner stays if"),
        "picture": t.text("Picture"),
        "repair": t.text("Try the smallest repair"),
        "goal": t.text("Look for"),
        "find": t.text("Show me an agenda that holds"),
        "name": t.text("Keep it under the name"),
        "keep": t.text("Keep this agenda"),
        "recorded": t.text("Agendas on record"),
        "load": t.text("Load this one"),
        "partner": t.text("Partner"),
        "walkaway": t.text("The least it accepts"),
        "must_have": t.text("An agenda is nothing without it"),
    }


def say_tabs(t: Translator) -> tuple[str, str, str, str]:
    """Name the widget's parts."""
    return (
        t.text("Set the levels"),
        t.text("Find one that holds"),
        t.text("Keep and load"),
        t.text("The least each accepts"),
    )


def say_convener_only(t: Translator) -> str:
    """Say who should see this page."""
    return t.text(
        "For the convener alone: it shows the least that each partner accepts. Don't project it "
        "where partners can see it."
    )


def say_draft(t: Translator) -> str:
    """Say where the levels are kept."""
    return t.text(
        "What you set is kept as the agenda “draft”, on record beside the others and in the "
        "report. Until the first move it stands at today's levels."
    )


def say_readings(t: Translator) -> Sequence[tuple[str, str]]:
    """Say the two readings, each with its value."""
    return (
        (t.text("every level is in its range (hard ranges)"), "hard"),
        (t.text("all in all it gets its least or more (tradable)"), "tradable"),
    )


def say_reading(t: Translator, reading: str) -> str:
    """Explain a reading."""
    if reading == "hard":
        return t.text(
            "Nothing makes up for a level outside of a range. Use this where partners said what "
            "they can't accept at all."
        )
    return t.text(
        "A partner may lose on one issue and win on another. Each level is worth 100 where it "
        "likes it best and 0 at the ends of its range, weighed by how much it cares. The sum is "
        "held against the least it said it accepts."
    )


def say_pictures(t: Translator) -> Sequence[tuple[str, str]]:
    """Name the two pictures, each with its value."""
    return (
        (t.text("Who gains what"), "gains"),
        (t.text("How bold, with how many"), "frontier"),
    )


def say_goals(t: Translator) -> Sequence[tuple[str, str]]:
    """Say what can be looked for, each with its value."""
    return (
        (t.text("the boldest that keeps every must-have partner"), "boldness"),
        (t.text("the boldest that keeps all partners"), "boldest for all"),
        (t.text("the best for the one that gains least"), "maxmin"),
        (t.text("the best balance of gains"), "nash"),
        (t.text("the most gain in total"), "total"),
    )


def say_goal(t: Translator, goal: str) -> str:
    """Explain what is looked for."""
    told = {
        "boldness": t.text(
            "Of all agendas that every must-have partner can stay for, the one that moves furthest "
            "from today to the bold ends. Where nobody is marked must-have, all have to stay."
        ),
        "boldest for all": t.text(
            "Of all agendas that every partner can stay for, the one that moves furthest from "
            "today to the bold ends."
        ),
        "maxmin": t.text(
            "All stay. The partner that gains least gains as much as it can; then the next, and "
            "so on. It leaves nobody close to the door."
        ),
        "nash": t.text(
            "All stay. The gains multiplied with each other are greatest: nobody can gain a share "
            "without others losing more of theirs. It is the balance that {name} described in "
            "1950 for fair bargains.",
            name="John Nash",
        ),
        "total": t.text(
            "All stay. The sum of all gains is greatest; some may gain much and others next to "
            "nothing."
        ),
    }
    return told[goal]


def say_weighed(t: Translator, agenda: Agenda) -> str:
    """Say how bold an agenda is, and how many it keeps."""
    return t.text(
        "Boldness {boldness} of 100, from today to the bold ends. {count} of {n} partners stay.",
        boldness=t.number(agenda.boldness, 0),
        count=len(agenda.on_board),
        n=len(agenda.utilities),
    )


def say_leavers(
    t: Translator, agenda: Agenda, outside: pd.DataFrame, must_have: Sequence[str], names: Names
) -> list[str]:
    """Say who would leave, and why, must-have partners first.

    Parameters
    ----------
    t : Translator
    agenda : Agenda
        Weighed under the chosen reading.
    outside : DataFrame
        From ``find_outside`` under hard ranges; empty where the total counts.
    must_have : sequence of str
    names : Names
    """
    gone = [each for each in agenda.utilities if each not in agenda.on_board]
    gone.sort(key=lambda each: each not in must_have)
    lines = []
    for partner in gone:
        rows = outside.loc[outside["partner"] == partner, ["issue", "lowest", "highest"]]
        why = [_say_outside(t, row, names) for row in rows.itertuples(index=False, name=None)]
        if not why:
            gets = agenda.utilities[partner]
            why = [
                t.text(
                    "gets {gets} of 100, wants {least} at least",
                    gets=t.number(gets * 100, 0),
                    least=t.number((gets - agenda.surpluses[partner]) * 100, 0),
                )
            ]
        name = names.partner(partner)
        if partner in must_have:
            name = t.text("{name} (must-have)", name=name)
        lines.append(t.text("{name} leaves: {why}.", name=name, why="; ".join(why)))
    return lines


def _say_outside(t: Translator, row: tuple[str, float, float], names: Names) -> str:
    issue, low, high = names.issue(row[0]), *row[1:]
    if pd.isna(low):
        return t.text("“{issue}” is at a level it doesn't accept", issue=issue)
    return t.text(
        "on “{issue}” it accepts {low} to {high}",
        issue=issue,
        low=say_number(t, low),
        high=say_number(t, high),
    )


def say_place(t: Translator, place: Place) -> str:
    """Say how an agenda's boldness compares with what as many could share."""
    if not place.holds:
        return t.text("It doesn't hold: someone who has to be on board leaves.")
    if place.is_on_frontier:
        return t.text("It holds, and no agenda that keeps as many is bolder.")
    return t.text(
        "It holds. An agenda that keeps as many could be as bold as {best} of 100.",
        best=t.number(place.best, 0),
    )


def say_left_out(t: Translator, partners: Sequence[str], names: Names) -> str:
    """Name those who are not mapped on every issue; empty for nobody."""
    if not partners:
        return ""
    return t.text(
        "Left out, because a position is missing: {partners}.",
        partners=t.join([names.partner(each) for each in partners]),
    )


def say_changes(
    t: Translator, before: Mapping[str, float], after: Mapping[str, float], names: Names
) -> list[str]:
    """Say which levels changed."""
    return [
        t.text(
            "“{issue}”: from {before} to {after}.",
            issue=names.issue(issue),
            before=say_level(t, issue, before[issue], names),
            after=say_level(t, issue, level, names),
        )
        for issue, level in after.items()
        if before[issue] != level
    ]


def say_repaired(t: Translator, repairs: Sequence[Agenda], *, changed: bool) -> str:
    """Say what a repair is, that none is needed, or that there is none."""
    if not repairs:
        return t.text(
            "No change of levels makes it hold. This is the least that would have to move:"
        )
    if not changed:
        return t.text("It holds as it is; nothing to repair.")
    told = t.text("The fewest changes that make it hold, and of these the smallest:")
    if len(repairs) == 1:
        return told
    more = t.plural("{n} other is as small.", "{n} others are as small.", len(repairs) - 1)
    return f"{told} ({more})"


def say_found(t: Translator, found: Agendas) -> str:
    """Say what was found."""
    if not found.agendas:
        return t.text("No agenda does that. This is the least that would have to move:")
    told = t.text("Here it is, in the levels.")
    if len(found.agendas) > 1:
        more = t.plural("{n} other is as good.", "{n} others are as good.", len(found.agendas) - 1)
        told = f"{told} {more}"
    if not found.is_proven:
        told = f"{told} {t.text('A better one may exist: the search ran out of time.')}"
    return told


def say_walkaways(t: Translator) -> Sequence[tuple[str, float]]:
    """Say the least a partner can accept in steps of 5, each with its value; -1 for not asked."""
    told = [(t.text("not asked yet"), -1.0)]
    for percent in range(0, 101, 5):
        words = str(percent)
        if percent in (0, 100):
            end = t.text("stays for anything") if percent == 0 else t.text("only all it wants")
            words = f"{percent}: {end}"
        told.append((words, percent / 100))
    return tuple(told)


def say_walkaway_question(t: Translator) -> str:
    """Say how to ask for the least that a partner accepts."""
    return t.text(
        "Ask each partner alone: of all you want from this agenda, 100 being all of it, what is "
        "the least for which you would stay? Never guess it."
    )


def say_first_step(t: Translator) -> str:
    """Say what an agenda rests on."""
    return t.text("An agenda takes partners who have a position on every issue: map them first.")


def say_done(t: Translator, what: str, name: str = "") -> str:
    """Say what was done, for Undo."""
    told = {
        "level": t.text("a level of the draft"),
        "repair": t.text("the repair of the draft"),
        "find": t.text("the draft that was looked for"),
        "load": t.text("loading “{name}”", name=name),
        "keep": t.text("keeping “{name}”", name=name),
        "walkaway": t.text("the least that {name} accepts", name=name),
        "must_have": t.text("whether {name} is must-have", name=name),
    }
    return told[what]
