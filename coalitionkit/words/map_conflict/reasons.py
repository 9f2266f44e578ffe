"""Why partners who agree do so, when they would stop, and what unlikely pairs settled."""

from __future__ import annotations

from coalitionkit.plays.map_conflict import Names, SameGoal, UnlikelyPair
from coalitionkit.words.catalog import Translator
from coalitionkit.words.map_conflict.names import say_level, say_levels, say_partners


def say_same_goal(t: Translator, goal: SameGoal, names: Names) -> str:
    """Say who backs what for which reasons, and past which level one leaves.

    ``A and B both back X. A because ...; B because ... Past level L, B leaves.``
    """
    both = t.text(
        "{partner} and {other} both back {levels} on “{issue}”.",
        partner=names.partner(goal.partner),
        other=names.partner(goal.other),
        levels=say_levels(t, goal.issue, goal.low, goal.high, names),
        issue=names.issue(goal.issue),
    )
    why = _say_reasons(t, goal, names) if goal.reasons_differ else _say_interests(t, goal, names)
    return f"{both} {why} {say_breaking_point(t, goal, names)}"


def _say_reasons(t: Translator, goal: SameGoal, names: Names) -> str:
    return t.text(
        "{partner} because “{reason}”; {other} because “{other_reason}”.",
        partner=names.partner(goal.partner),
        reason=goal.reason.strip().rstrip("."),
        other=names.partner(goal.other),
        other_reason=goal.other_reason.strip().rstrip("."),
    )


def _say_interests(t: Translator, goal: SameGoal, names: Names) -> str:
    told = [
        _say_interest(t, names.partner(partner), *_pick(interests))
        for partner, interests in (
            (goal.partner, goal.interests),
            (goal.other, goal.other_interests),
        )
    ]
    return " ".join(told)


def _pick(interests: frozenset[tuple[str, str]]) -> tuple[str, str]:
    """Pick the one to tell: a need before a value before a fear."""
    return min(interests, key=lambda each: (("need", "value", "fear").index(each[0]), each[1]))


def _say_interest(t: Translator, partner: str, kind: str, words: str) -> str:
    if kind == "need":
        return t.text("{partner} needs “{words}”.", partner=partner, words=words)
    if kind == "value":
        return t.text("{partner} values “{words}”.", partner=partner, words=words)
    return t.text("{partner} fears “{words}”.", partner=partner, words=words)


def say_breaking_point(t: Translator, goal: SameGoal, names: Names) -> str:
    """Say past which level who leaves, as in ``Past 60, toward “every school”, B leaves``."""
    if goal.breaking is None:
        return t.text("Both accept every level of this scale.")
    ends = names.ends.get(goal.issue, ("", ""))
    end = ends[0] if goal.breaking.toward == "low" else ends[1]
    level = say_level(t, goal.issue, goal.breaking.level, names)
    past = t.text("{level}, toward “{end}”", level=level, end=end) if end else level
    return t.plural(
        "Past {level}, {partners} leaves.",
        "Past {level}, {partners} leave.",
        len(goal.breaking.leaves),
        level=past,
        partners=say_partners(t, goal.breaking.leaves, names),
    )


def say_unlikely_pair(t: Translator, pair: UnlikelyPair, names: Names) -> str:
    """Say what a pair holds together on, how much else it clashes on, and what it settled."""
    partner, other = names.partner(pair.partner), names.partner(pair.other)
    if pair.settled is not None and pair.backed == (pair.settled.issue,):
        told = t.text(
            "{partner} and {other} clash on {clashes} of {others} other issues and still stand "
            "together.",
            partner=partner,
            other=other,
            clashes=pair.clashes,
            others=pair.others,
        )
    else:
        told = t.text(
            "{partner} and {other} clash on {clashes} of {others} other issues and still stand "
            "together on {backed}.",
            partner=partner,
            other=other,
            clashes=pair.clashes,
            others=pair.others,
            backed=t.join([f"“{names.issue(issue)}”" for issue in pair.backed]),
        )
    return f"{told} {_say_settled(t, pair, names)}"


def _say_settled(t: Translator, pair: UnlikelyPair, names: Names) -> str:
    settled = pair.settled
    if settled is None:
        return t.text("No conflict that they settled is on record.")
    issue, percent = names.issue(settled.issue), round(100 * settled.first_gap)
    if settled.settled_on is None:
        return t.text(
            "The conflict between them: “{issue}”, {percent}% of the scale apart at first.",
            issue=issue,
            percent=percent,
        )
    return t.text(
        "The conflict that they settled: “{issue}”, {percent}% of the scale apart at first, "
        "settled on {day}.",
        issue=issue,
        percent=percent,
        day=t.date(settled.settled_on),
    )


def say_more_pairs(t: Translator, more: int) -> str:
    """Say how many pairs more are on record than are shown."""
    return t.plural("{n} more pair like this.", "{n} more pairs like this.", more)


def say_no_same_goal(t: Translator) -> str:
    """Say that no two partners agree for reasons that differ."""
    return t.text("On the map no two partners want the same for reasons that differ.")


def say_no_unlikely_pair(t: Translator) -> str:
    """Say that no pair stands together against most of its other differences."""
    return t.text("No pair stands together on one thing and clashes on most others.")


def say_reasons_question(t: Translator) -> str:
    """Ask what a coalition can ask about reasons at its next meeting."""
    return t.text(
        "A question for your next meeting: which agreement of ours would end if we asked for one "
        "level more?"
    )
