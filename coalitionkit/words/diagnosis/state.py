"""The word for a meeting log with its probability, or what can't be told yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coalitionkit.plays.diagnosis import (
    CELLS,
    FEWEST_DECISIONS,
    FEWEST_MEETINGS,
    STEADY,
    SURE,
    Aims,
    Diagnosis,
    load_variants,
)
from coalitionkit.words.catalog import Translator


def say_headings(t: Translator) -> Mapping[str, str]:
    """Give the headings of the part, and the terms on a signal's card."""
    return {
        "state": t.text("What the meeting log says"),
        "signals": t.text("The signals, one by one"),
        "beside": t.text("Beside this, and not mixed in"),
        "rates": t.text("How often this reading is right"),
        "records": t.text("Records"),
        "innocent": t.text("Innocent reading"),
        "ask": t.text("Ask"),
    }


def say_percent(t: Translator, share: float) -> str:
    """Say a share as a whole percentage; never 0 or 100, for nothing here is certain."""
    if not 0.01 <= share <= 0.99:
        return t.text("under 1%") if share < 0.5 else t.text("over 99%")
    return t.text("{number}%", number=t.number(100 * share, 0))


def say_state(t: Translator, state: str) -> str:
    """Say a state in the words of a report; what is agreed leaves a question to its sentence."""
    return {
        "in debate": t.text("in debate"),
        "stuck": t.text("stuck"),
        "closed to revisiting": t.text("closed to revisiting"),
        "drifting": t.text("drifting"),
        "agreed": t.text("agreed"),
        "drifting or agreed": t.text("drifting or simply agreed"),
    }[state]


def say_diagnosis(t: Translator, found: Diagnosis) -> str:
    """Say the word for a coalition's log with its probability, or the two it may be."""
    percent = say_percent(t, max(found.cells.values()))
    if found.state == "agreed":
        return t.text(
            "The meeting log points to: agreed (probability {percent}). Is the work done?",
            percent=percent,
        )
    if found.state:
        return t.text(
            "The meeting log points to: {state} (probability {percent}).",
            state=say_state(t, found.state),
            percent=percent,
        )
    states = [say_state(t, state) for state in found.nearest]
    if len(states) == len(CELLS):
        return t.text("Can't tell yet: nothing on record speaks for one word over another.")
    return t.text("Can't tell yet: {states}.", states=_join_or(t, states))


def _join_or(t: Translator, parts: Sequence[str]) -> str:
    return t.text("{first} or {last}", first=", ".join(parts[:-1]), last=parts[-1])


def say_meaning(t: Translator, state: str) -> str:
    """Say what a word means, in a sentence or two; empty where there is none."""
    return {
        "in debate": t.text("Differences are voiced, and what is settled can be reopened."),
        "stuck": t.text("Differences are voiced, but what is settled is not reopened."),
        "closed to revisiting": t.text("Little is debated, and what is settled is not reopened."),
        "drifting": t.text(
            "Little is debated though reopening is heard, and on the map partners stand far apart."
        ),
        "agreed": t.text(
            "Little is debated, reopening is heard, and on the map partners stand close together."
        ),
        "drifting or agreed": t.text(
            "Little is debated and reopening is heard. What is known here of where partners stand "
            "can't show whether they agree or keep quiet."
        ),
        "": "",
    }[state]


def say_missing(t: Translator, found: Diagnosis) -> list[str]:
    """Say why it can't be told yet: a sentence a bar that is not cleared."""
    lines = []
    if {"meetings", "decisions"} & set(found.missing):
        lines.append(
            t.text(
                "A word takes at least {least_meetings} meetings and {least_decisions} decisions; "
                "on record: {meetings} and {decisions}.",
                least_meetings=FEWEST_MEETINGS,
                least_decisions=FEWEST_DECISIONS,
                meetings=found.meetings,
                decisions=found.decisions,
            )
        )
    if "probability" in found.missing:
        lines.append(
            t.text(
                "A word takes a probability of {least}; the likeliest has {percent}.",
                least=say_percent(t, SURE),
                percent=say_percent(t, max(found.cells.values())),
            )
        )
    elif "steadiness" in found.missing:
        lines.append(
            t.text("The likeliest word changes when the ways of counting are moved a little.")
        )
    return lines


def say_best_record(t: Translator, indicator: str) -> str:
    """Say which next record would help most."""
    return {
        "E1": t.text(
            "What would help most: at the next decision, write down how many alternatives were "
            "voiced and how many partners dissented."
        ),
        "E2": t.text(
            "What would help most: at the next meeting, write down every agenda item with its "
            "minutes."
        ),
        "E3": t.text(
            "What would help most: at the next decision, write down the minutes from first airing "
            "to decision."
        ),
        "O1": t.text(
            "What would help most: ask whether anyone wants a settled position reopened, and write "
            "down what became of the request."
        ),
        "O2": t.text(
            "What would help most: look again at a settled position on its review date, and write "
            "down what came of it."
        ),
    }[indicator]


def say_aims(t: Translator, aims: Aims) -> str:
    """Say how many agenda items defend rather than advance: beside the reading, not in it."""
    return t.text(
        "Of {n} agenda items that advance or defend something, {defend} defend.",
        n=aims.advance + aims.defend,
        defend=aims.defend,
    )


def say_rules(t: Translator) -> str:
    """Say the conventions behind a word."""
    return t.text(
        "These are conventions of the kit, not tested cuts: low ends at one half; a word takes a "
        "probability of {sure}, the same likeliest word in {steady} of {ways} ways of counting, "
        "and at least {meetings} meetings and {decisions} decisions.",
        sure=say_percent(t, SURE),
        steady=say_percent(t, STEADY),
        ways=len(load_variants()),
        meetings=FEWEST_MEETINGS,
        decisions=FEWEST_DECISIONS,
    )
