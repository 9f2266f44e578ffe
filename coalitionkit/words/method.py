"""The method in plain words, and what is not shown and why."""

from __future__ import annotations

from coalitionkit.playbook import Playbook
from coalitionkit.survey.figures import Hidden
from coalitionkit.words.catalog import Translator


def say_hidden(t: Translator, hidden: Hidden, book: Playbook, threshold: int) -> str:
    """Say one thing that is not shown, and the rule that hides it."""
    names = t.join([book.asked[item].short[t.language] for item in hidden.items])
    return {
        "still open": t.text(
            "No answers at all: the wave is still open. Two looks at it would give away whoever "
            "answered in between."
        ),
        "too few answered": t.text(
            "No answers at all: any figure needs {n} answers. That holds for the number of "
            "answers too.",
            n=threshold,
        ),
        "too few answered this item": t.text(
            "Fewer than five picked a step on: {names}.", names=names
        ),
        "sensitive": t.text(
            "Steps are joined to one split, and counts near none or near all are blurred, because "
            "fewer than ten answered and a guess could hurt someone: {names}.",
            names=names,
        ),
        "no mean below ten": t.text(
            "Averages: fewer than ten answered. With so few, a count is clearer and safer."
        ),
        "no band below twenty": t.text(
            "Words such as “strength” beside an average: they need twenty answers."
        ),
        "few left or joined": t.text(
            "Change of the same people, where one person's answers could be worked out from it: a "
            "few left or joined, a few skipped questions in one wave, or all moved alike."
        ),
        "earlier wave too small": t.text("The wave before: fewer than five answered then."),
        "public": t.text(
            "Averages, waves and any count from 1 to 10, or what such a count could be worked out "
            "from. Partners are neither named nor counted."
        ),
    }[hidden.why]


def say_method(t: Translator) -> list[str]:
    """Say how these pages count and where they stop."""
    return [
        t.text(
            "Nearly everyone was asked, so this is a count of a group, not a poll of a public. "
            "First comes the count, then what those who did not answer could change, and only "
            "then an interval."
        ),
        t.text(
            "Five to nine answers give counts. Ten or more also give averages with a 95% interval "
            "that allows for how many of the invited answered. Twenty or more give everything."
        ),
        t.text(
            "“Don't know” is a finding: it is counted apart and never filled in. So is “does not "
            "apply”."
        ),
        t.text(
            "A play's score is each person's average of its three questions, if at least two were "
            "answered, averaged over people. There is no grand total and no ranking of "
            "coalitions."
        ),
        t.text(
            "Questions on a scale from too little to too much stay apart: half too little and half "
            "too much is not “about right”. A reading is printed only if it leads with a chance of "
            "at least 80%."
        ),
        t.text(
            "Agreement runs from 0 (two opposite camps) to 1 (all alike; Tastle and Wierman 2007). "
            "Beside it stands what random answers would give, because small groups look more "
            "agreed than they are."
        ),
        t.text(
            "“Few” is at most a third of those who answered, with at least five answers. "
            "Two-thirds counts as working. A bolder agenda is worth a talk if at most a third "
            "fewer partners carry it and it gains 15 of 100 points. These cut-points are this "
            "kit's conventions, and so are five, ten and twenty answers."
        ),
        t.text(
            "For and against: in some teams, moderate disagreement about the task went with more "
            "innovation (De Dreu 2006), and norms that accept disagreement on issues but not on "
            "persons went with better work (Jehn 1997)."
        ),
        t.text(
            "But the same moderate level lowered short-term results, and a review of many studies "
            "finds conflict harmful on average, with wide variation (Yuan, Yin and Sun 2026). "
            "These are teams, not coalitions. So more conflict is never scored as better here."
        ),
    ]
