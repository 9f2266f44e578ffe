"""What the log of meetings says: an agenda item, a disagreement, and what a record would help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coalitionkit.words.catalog import Translator


def say_controls(t: Translator) -> Mapping[str, str]:
    """Name the controls."""
    return {
        "date": t.text("Day of the meeting"),
        "type": t.text("What it was for"),
        "title": t.text("What it was"),
        "minutes": t.text("Minutes it took"),
        "alternatives": t.text("Alternatives voiced"),
        "dissent": t.text("Partners in dissent"),
        "minutes_to_decision": t.text("Minutes to decision"),
        "aim": t.text("What it served"),
        "revisit": t.text("Asked to reopen"),
        "response": t.text("What came of it"),
        "add": t.text("Write this agenda item down"),
        "name": t.text("The disagreement"),
        "kind": t.text("Which kind"),
        "about": t.text("What it is about"),
        "setting": t.text("Where it was heard"),
        "first_heard": t.text("First heard on"),
        "add_tension": t.text("Write this disagreement down"),
        "which": t.text("One on record"),
        "on_agenda": t.text("On an agenda on"),
        "resolved": t.text("Resolved on"),
    }


def say_tabs(t: Translator) -> tuple[str, str]:
    """Name the log's two parts."""
    return t.text("Agenda items"), t.text("Disagreements")


def say_hint(t: Translator) -> str:
    """Say which lines may stay empty."""
    return t.text("Numbers that you don't know stay empty.")


def say_types(t: Translator) -> Sequence[tuple[str, str]]:
    """Say what an agenda item can be for, each with its value."""
    return (
        (t.text("a decision"), "decision"),
        (t.text("a debate"), "debate"),
        (t.text("an update"), "update"),
    )


def say_aims(t: Translator) -> Sequence[tuple[str, str]]:
    """Say what an agenda item can serve, each with its value."""
    return (
        (t.text("not said"), ""),
        (t.text("to advance"), "advance"),
        (t.text("to defend"), "defend"),
        (t.text("housekeeping"), "housekeeping"),
    )


def say_responses(t: Translator) -> Sequence[tuple[str, str]]:
    """Say what can become of a request to reopen, each with its value."""
    return (
        (t.text("not said"), ""),
        (t.text("heard now"), "heard now"),
        (t.text("scheduled"), "scheduled"),
        (t.text("referred"), "referred"),
        (t.text("refused"), "refused"),
    )


def say_kinds(t: Translator) -> Sequence[tuple[str, str]]:
    """Say of which kind a disagreement can be, each with its value."""
    return (
        (t.text("an issue"), "issue"),
        (t.text("process"), "process"),
        (t.text("credit"), "credit"),
        (t.text("personal"), "personal"),
    )


def say_abouts(t: Translator) -> Sequence[tuple[str, str]]:
    """Say what a disagreement can be about, each with its value."""
    return (
        (t.text("not said"), ""),
        (t.text("the goal"), "goal"),
        (t.text("the message"), "message"),
        (t.text("strategy"), "strategy"),
        (t.text("tactics"), "tactics"),
        (t.text("money"), "money"),
        (t.text("credit"), "credit"),
    )


def say_nothing_reopened(t: Translator) -> str:
    """Say that nobody asked to reopen a settled issue."""
    return t.text("nothing")


def say_item(t: Translator, title: str) -> str:
    """Say what was written down, for Undo."""
    return t.text("the agenda item “{title}”", title=title)


def say_tension(t: Translator, name: str) -> str:
    """Say what was written down, for Undo."""
    return t.text("the disagreement “{name}”", name=name)
