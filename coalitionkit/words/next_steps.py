"""Next steps in words: the finding, the step, who, by when, not now if, and how to tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coalitionkit.playbook import Playbook, read_rows
from coalitionkit.plays.craft_compromise import BOLDER_BY
from coalitionkit.survey.figures import Range
from coalitionkit.words.catalog import Translator
from coalitionkit.words.survey import say_finding, say_range


@dataclass(frozen=True)
class Evidence:
    """What made a rule fire: an item's count, or a fact of the record.

    ``values`` are the item's answers that were counted; ``count`` of ``n`` gave them. Of a fact,
    ``count`` says how many records stand behind it.
    """

    item: str = ""
    values: tuple[str, ...] = ()
    count: Range = field(default_factory=lambda: Range(0, 0))
    n: int = 0
    fact: str = ""


@dataclass(frozen=True)
class NextStep:
    """A step ready to print; every field is a sentence or a part of one."""

    title: str
    finding: str
    step: str
    who: str
    by: str
    essay: str
    not_now: str
    tell: str


def _say_evidence(t: Translator, evidence: Evidence, book: Playbook) -> str:
    """Say the finding behind a step, with its count."""
    if evidence.fact:
        return _say_fact(t, evidence.fact, evidence.count.low)
    item = book.items[evidence.item]
    if evidence.values == ("4", "5"):
        return say_finding(t, item, evidence.count, evidence.n)
    labels = " / ".join(item.options[value][t.language] for value in evidence.values)
    return t.text(
        "“{question}” {count} said: {labels}.",
        question=item.question[t.language],
        count=say_range(t, evidence.count, evidence.n),
        labels=labels,
    )


def _say_fact(t: Translator, fact: str, n: int) -> str:
    """Say a fact of the record, with how many records stand behind it."""
    return {
        "no joining conflict": t.text(
            "The record names no problem that the partners joined to solve."
        ),
        "not heard alone": t.text(
            "Of over a third of the partners nothing was learned in a private talk."
        ),
        "silent partners": t.plural(
            "{n} partner has had no talk alone for over 31 days.",
            "{n} partners have had no talk alone for over 31 days.",
            n,
        ),
        "old tensions": t.plural(
            "{n} disagreement was heard over 30 days ago and is on no agenda.",
            "{n} disagreements were heard over 30 days ago and are on no agenda.",
            n,
        ),
        "meetings of updates": t.plural(
            "In the last meeting, under a quarter of the minutes went to debate or decision.",
            "In the last {n} meetings, under a quarter of the minutes went to debate or decision.",
            n,
        ),
        "quiet but apart": t.text(
            "Partners stand far apart on the map, and little disagreement is voiced."
        ),
        "below walk-away": t.plural(
            "Even the best agenda on record leaves {n} partner that it needs below its walk-away.",
            "Even the best agenda on record leaves {n} partners that it needs below their "
            "walk-away.",
            n,
        ),
        "bolder with fewer": t.text(
            "By the map, with at most a third fewer partners an agenda could be bolder by at least "
            "{points} of 100 points.",
            points=t.number(BOLDER_BY, 0),
        ),
        "triggers due": t.plural(
            "{n} sign written down beforehand is due to be checked.",
            "{n} signs written down beforehand are due to be checked.",
            n,
        ),
        "old conflict": t.text("The newest conflict on record is over 12 months old."),
        "reopening refused": t.plural(
            "{n} request to reopen something old or due for review was not heard.",
            "{n} requests to reopen something old or due for review were not heard.",
            n,
        ),
    }[fact]


def load_actions() -> Mapping[str, Mapping[str, str]]:
    """Load the steps' wording, by rule."""
    return {row["rule"]: row for row in read_rows("actions")}


def say_step(
    t: Translator, rule: str, evidence: tuple[Evidence, ...], *, book: Playbook
) -> NextStep:
    """Word one step.

    Parameters
    ----------
    t : Translator
    rule : str
        ``R1`` to ``R10``.
    evidence : tuple of Evidence
        What made it fire.
    book : Playbook
    """
    row = load_actions()[rule]
    days = int(row["days"])
    return NextStep(
        title=row[f"title_{t.language}"],
        finding=" ".join(_say_evidence(t, part, book) for part in evidence),
        step=row[f"step_{t.language}"],
        who=row[f"who_{t.language}"],
        by=t.plural("within {n} day", "within {n} days", days),
        essay=row[f"essay_{t.language}"],
        not_now=row[f"not_now_{t.language}"],
        tell=row[f"tell_{t.language}"],
    )


def say_question(t: Translator, rule: str) -> str:
    """Give the one question for the next meeting; the default asks about the shared problem."""
    return load_actions()[rule or "R1"][f"question_{t.language}"]
