"""What the first page says to someone alone with no data: a few questions, then what is next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coalitionkit.words.catalog import Translator


def say_controls(t: Translator) -> Mapping[str, str]:
    """Name the controls."""
    return {
        "joining_conflict": t.text("What problem could none of you solve alone?"),
        "coalition": t.text("What is your coalition called?"),
        "partner": t.text("Add a partner by its name"),
        "add": t.text("Add this partner"),
        "remove": t.text("Remove"),
        "name": t.text("One question you differ on"),
        "low_end": t.text("One end of the answers"),
        "high_end": t.text("The other end"),
        "ideal": t.text("Likes best"),
        "reach": t.text("Could move"),
        "salience": t.text("Cares"),
    }


def say_hints(t: Translator) -> Mapping[str, str]:
    """Give an example for each field that begins empty."""
    return {
        "joining_conflict": t.text("Such as: families lose their home while the offices disagree"),
        "coalition": t.text("Such as: Maple County Housing Table"),
        "partner": t.text("Such as: Tenants' Union. Then press Enter"),
        "name": t.text("Such as: how much rent help should be asked for?"),
        "low_end": t.text("Such as: none this year"),
        "high_end": t.text("Such as: all who qualify"),
    }


def say_headings(t: Translator) -> Mapping[str, str]:
    """Give the headings, in the order of the page."""
    return {
        "joining": t.text("1. What brought you together"),
        "partners": t.text("2. Who is at the table"),
        "issue": t.text("3. One question you differ on"),
        "stands": t.text("4. Where each stands"),
        "picture": t.text("What this shows"),
        "next": t.text("What to do next"),
    }


def say_guess(t: Translator) -> str:
    """Say what an answer here is worth."""
    return t.text(
        "Your first guess is enough. Choose what each likes best. How far it could move, and how "
        "much it cares, begin low: change them to what you think."
    )


def say_halfway(t: Translator) -> Mapping[int, str]:
    """Name the levels between the two ends, 1 and 5."""
    return {
        2: t.text("closer to 1"),
        3: t.text("halfway"),
        4: t.text("closer to 5"),
    }


def say_unnamed(t: Translator) -> Mapping[str, str]:
    """Give what stands in the record for a part of the issue that is not named yet."""
    return {
        "name": t.text("Our question"),
        "low_end": t.text("one end"),
        "high_end": t.text("the other end"),
    }


def say_unsaid(t: Translator) -> str:
    """Say that nobody said where a partner stands."""
    return t.text("not said yet")


def say_reach(t: Translator, whole: int) -> Sequence[tuple[str, int]]:
    """Say how far a partner could move, each with its steps; ``whole`` is the whole scale."""
    return (
        (t.text("not at all"), 0),
        (t.text("one step either way"), 1),
        (t.text("two steps either way"), 2),
        (t.text("anywhere on the scale"), whole),
    )


def say_other_reach(t: Translator, low: str, high: str) -> str:
    """Say a range that is not the same to both sides."""
    return t.text("from {low} to {high}", low=low, high=high)


def say_source(t: Translator) -> str:
    """Say where a position on this page comes from, for the record."""
    return t.text("a first guess, not asked yet")


def say_done(t: Translator) -> Mapping[str, str]:
    """Say what was done, for Undo."""
    return {
        "joining_conflict": t.text("what brought you together"),
        "coalition": t.text("the coalition's name"),
        "issue": t.text("the question and its ends"),
    }


def say_removed(t: Translator, partner: str) -> str:
    """Say that a partner was taken off, for Undo."""
    return t.text("removing “{partner}”", partner=partner)


def say_missing(t: Translator, *, partners: int, issue: bool, stands: int) -> str:
    """Say what the picture still waits for; empty once there is enough for one."""
    if partners < 2:
        return t.text("A picture comes once two partners are here. Add one, then another.")
    if not issue:
        return t.text("Next, write one question on which these partners differ, and its two ends.")
    if stands == 0:
        return t.text("Now choose where a first partner stands.")
    if stands == 1:
        return t.text("One is in place. Choose where a second partner stands, and see them both.")
    return ""


def say_next(t: Translator, *, joining: bool, unsaid: Sequence[str]) -> Sequence[str]:
    """Say what to do next, once there is a picture.

    Parameters
    ----------
    t : Translator
    joining : bool
        Whether it is written down what brought the partners together.
    unsaid : sequence of str
        Names of partners whose place is not chosen yet.
    """
    told = []
    if not joining:
        told.append(t.text("Answer the first question too. If you can't, that is worth a meeting."))
    if unsaid:
        told.append(t.text("Not placed yet: {partners}.", partners=t.join(list(unsaid))))
    return [
        *told,
        t.text(
            "These are your guesses. Ask each partner alone, best face to face: where do you "
            "stand, and why? Then correct what you guessed wrong."
        ),
        t.text("Where two have no level in common, ask both what they need, not what they want."),
        t.text("Add your other questions, and each partner's reasons, in lesson 01-map-conflict."),
        t.text("Then look at your own group, play by play, in lesson 07-score-your-coalition."),
    ]
