"""Four ways from here, and the closing record of the last of them."""

from __future__ import annotations

from collections.abc import Mapping

from coalitionkit.plays.know_when_to_fold import Closing
from coalitionkit.words.catalog import Translator, say_quote


def say_headings(t: Translator) -> Mapping[str, str]:
    """Give the headings of the play's parts."""
    return {
        "facts": t.text("Is this still the right fight? Dated facts"),
        "triggers": t.text("Signs written down beforehand"),
        "outside": t.text("What changed around you"),
        "fights": t.text("Three candidate fights"),
        "value": t.text("What each agenda on record is worth to must-have partners"),
        "exits": t.text("Four ways from here"),
        "closing": t.text("Closing record"),
    }


def say_exits(t: Translator) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Give the conversation's title, and each of the four ways with its question."""
    names = say_exit_names(t)
    return t.text("One hour, together: which way from here?"), (
        (
            names["continue"],
            t.text("What would we do in the next 90 days that none of us can do alone?"),
        ),
        (
            names["reinvent"],
            t.text("Which new fight? For each: who gains, who leaves, who must join, can it hold?"),
        ),
        (names["hand over"], t.text("Who carries it on, and what do they need from us?")),
        (
            names["sunset"],
            t.text("What was won, who takes what along, and what is each partner's next fight?"),
        ),
    )


def say_exit_names(t: Translator) -> Mapping[str, str]:
    """Name the four exits."""
    return {
        "continue": t.text("Continue"),
        "reinvent": t.text("Reinvent around a new fight"),
        "hand over": t.text("Hand over or spin off"),
        "sunset": t.text("Close, on a date"),
    }


def say_people_decide(t: Translator) -> str:
    """Say what this part is not."""
    return t.text(
        "These are facts from your own record. They add up to no score: the partners decide. Leave "
        "with one of the four, and a date."
    )


def say_closing(t: Translator, closing: Closing) -> list[str]:
    """Say what the closing record holds of the coalition as a whole."""
    won = {
        "law": t.text("Won in law: {won}"),
        "money": t.text("Won in money: {won}"),
        "words": t.text("Won in the words opponents now use: {won}"),
    }
    names = say_exit_names(t)
    head = [t.text("Written on {day}.", day=t.date(closing.date))]
    if closing.exit:
        head.append(t.text("Way chosen: {exit}.", exit=names[closing.exit]))
    told = [
        won[where].format(won=say_quote(t, text)) for where, text in closing.won.items() if text
    ]
    if closing.without_next_fight:
        told.append(
            t.plural(
                "{n} partner's next fight is not written down yet.",
                "{n} partners' next fights are not written down yet.",
                len(closing.without_next_fight),
            )
        )
    return [" ".join(head), *told]


def say_closing_columns(t: Translator) -> tuple[str, str, str, str]:
    """Give the headings of the closing record's table."""
    return t.text("Partner"), t.text("Takes along"), t.text("Next fight"), t.text("Thanks")
