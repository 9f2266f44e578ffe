"""What a part of a report would take, where the record doesn't hold it yet."""

from __future__ import annotations

from collections.abc import Mapping

from coalitionkit.errors import NeedsError
from coalitionkit.words.catalog import Translator


def say_needs(t: Translator, error: NeedsError) -> str:
    """Say which table and columns a part needs, and what filling them in gives.

    Parameters
    ----------
    t : Translator
    error : NeedsError
        From a play.

    Examples
    --------
    >>> say_needs(Translator("en"), NeedsError("triggers", ["due"]))[:69]
    'Not on record yet. It takes rows in the table “triggers” with due fil'
    """
    needed = t.text(
        "Not on record yet. It takes rows in the table “{table}” with {columns} filled in.",
        table=error.table,
        columns=t.join(list(error.columns)),
    )
    gives = _list_gives(t).get(error.table)
    return (
        t.text("{needed} That would show {gives}.", needed=needed, gives=gives) if gives else needed
    )


def _list_gives(t: Translator) -> Mapping[str, str]:
    """List what filling in each table gives, as in ``record/schema.txt``."""
    return {**_list_gives_of_the_map(t), **_list_gives_of_the_logs(t)}


def _list_gives_of_the_map(t: Translator) -> Mapping[str, str]:
    return {
        "coalitions": t.text("what brought the partners together"),
        "partners": t.text("who is at the table and why"),
        "interests": t.text("who wants the same thing for different reasons"),
        "issues": t.text("the scales that positions stand on"),
        "levels": t.text("agendas in words"),
        "positions": t.text("clashes, zones of agreement, and agendas that hold"),
        "influence": t.text("influence in the room"),
        "capability": t.text("influence on the decision maker, apart from influence in the room"),
        "perceptions": t.text("where partners misread each other"),
        "assets": t.text("what only one partner holds, and what leaves with it"),
        "needs": t.text("empty chairs: needed and held by nobody"),
        "ties": t.text("who can be reached, and who can't"),
        "walkaways": t.text("who would be better off leaving"),
        "agendas": t.text("agendas side by side: who gains, and who leaves"),
        "consent": t.text("who goes along with an agenda, and what a block rests on"),
    }


def _list_gives_of_the_logs(t: Translator) -> Mapping[str, str]:
    return {
        "checkins": t.text("who has not been heard for a month"),
        "changes": t.text("a map that follows what people say"),
        "meetings": t.text("how meetings are spent, and whether disagreement is voiced"),
        "attendance": t.text("who has stopped coming"),
        "tensions": t.text("how long disagreements wait before they reach the agenda"),
        "reviews": t.text("whether the purpose and the settled positions are still asked about"),
        "triggers": t.text("a date on which the question can't be avoided"),
        "closings": t.text("what was won, and who takes what along"),
    }
