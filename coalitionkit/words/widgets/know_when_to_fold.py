"""What the fold review says: its forms for a sign, a review, a way chosen, and what was won."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coalitionkit.words.catalog import Translator


def say_tabs(t: Translator) -> tuple[str, str, str, str]:
    """Name the widget's parts."""
    return (
        t.text("Facts and signs"),
        t.text("Look back together"),
        t.text("Candidate fights"),
        t.text("Four ways"),
    )


def say_controls(t: Translator) -> Mapping[str, str]:
    """Name the controls."""
    return {
        "condition": t.text("A new sign"),
        "due": t.text("The day to check it"),
        "add_sign": t.text("Write this sign down"),
        "waiting": t.text("A sign to check"),
        "checked_on": t.text("Checked on"),
        "met": t.text("What you found"),
        "check": t.text("Write down what you found"),
        "question": t.text("What was asked"),
        "date": t.text("The day"),
        "outcome": t.text("What came of it"),
        "law": t.text("In law"),
        "money": t.text("In money"),
        "words": t.text("In opponents' words"),
        "add_review": t.text("Write this review down"),
        "exit": t.text("The way chosen"),
        "exit_date": t.text("On which day"),
        "won_in_law": t.text("Won in law"),
        "won_in_money": t.text("Won in money"),
        "won_in_words": t.text("Won in words"),
        "add_exit": t.text("Write down the way and what was won"),
        "partner": t.text("Partner"),
        "takes_along": t.text("Takes along"),
        "next_fight": t.text("Next fight"),
        "thanks": t.text("Thanks"),
        "add_partner": t.text("Write this down for the partner"),
    }


def say_met(t: Translator) -> Sequence[tuple[str, bool]]:
    """Say what can be found on a sign's day, each with its value."""
    return ((t.text("not true"), False), (t.text("true"), True))


def say_question(t: Translator) -> str:
    """Ask what the playbook asks regularly."""
    return t.text("Are we still solving the right conflict?")


def say_outcomes(t: Translator) -> Sequence[tuple[str, str]]:
    """Say what can come of a review, each with its value."""
    return (
        (t.text("not said"), ""),
        (t.text("kept"), "kept"),
        (t.text("changed"), "changed"),
        (t.text("put off"), "put off"),
    )


def say_outside_hint(t: Translator) -> str:
    """Ask what changed outside."""
    return t.text("What had changed around you? Leave empty what hadn't.")


def say_no_question(t: Translator) -> str:
    """Say what a review can't do without."""
    return t.text("Write what was asked, and on which day. Nothing was added.")


def say_no_day(t: Translator) -> str:
    """Say that the day is missing."""
    return t.text("Choose the day first. Nothing was written.")


def say_nothing_new(t: Translator) -> str:
    """Say that a form holds only what is on record already."""
    return t.text("There is nothing new to write down.")


def say_undecided(t: Translator) -> str:
    """Say that no way is chosen yet."""
    return t.text("not decided")


def say_sign(t: Translator, condition: str) -> str:
    """Say what was written down, for Undo."""
    return t.text("the sign “{condition}”", condition=condition)


def say_checked(t: Translator, condition: str) -> str:
    """Say what was checked, for Undo."""
    return t.text("the check of “{condition}”", condition=condition)


def say_review(t: Translator) -> str:
    """Say what was written down, for Undo."""
    return t.text("the review")


def say_closed(t: Translator, partner: str) -> str:
    """Say what was written into the closing record, for Undo."""
    if partner:
        return t.text("the closing record of {partner}", partner=partner)
    return t.text("the closing record")
