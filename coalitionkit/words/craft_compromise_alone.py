"""Craft Compromise for the convener alone: who must stay, who gains what, who might go alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from coalitionkit.plays.craft_compromise import Agenda, Agendas, Consent
from coalitionkit.words.catalog import Translator
from coalitionkit.words.craft_compromise import say_level


def say_alone_headings(t: Translator) -> Mapping[str, str]:
    """Give the headings of the parts that the convener alone sees."""
    return {
        "trade": t.text("Trading across issues (convener only)"),
        "reasons": t.text("Blocks, concerns and their reasons (convener only)"),
        "difference": t.text("How often each partner makes the difference (convener only)"),
    }


def say_too_many(t: Translator) -> str:
    """Say that there are too many partners to go through; for the convener alone."""
    return t.text(
        "Too many partners hold something that is needed to go through every order of joining."
    )


def say_difference_note(t: Translator) -> str:
    """Say what makes a difference; for the convener alone."""
    return t.text(
        "Partners join one by one, in every order. The one with whom the group first holds all "
        "that it can bring, and every must-have partner, makes the difference."
    )


def say_required(t: Translator, found: Agendas, names: Mapping[str, str]) -> str:
    """Say who has to be on board; for the convener alone."""
    if len(found.required) == len(found.partners):
        return t.text("Nobody is marked as must-have, so all have to be on board.")
    return t.text(
        "Must-have for this agenda, and so on board: {partners}.",
        partners=t.join([names.get(partner, partner) for partner in found.required]),
    )


def say_who_moves(
    t: Translator, moved: pd.DataFrame, issues: Mapping[str, str], names: Mapping[str, str]
) -> list[str]:
    """Say who would have to move and how far; for the convener alone."""
    return [
        t.text(
            "{partner}, on “{issue}”: by {movement}, to {level}.",
            partner=names.get(row["partner"], row["partner"]),
            issue=issues.get(row["issue"], row["issue"]),
            movement=say_level(t, row["movement"]),
            level=say_level(t, row["level"]),
        )
        for row in moved.to_dict("records")
    ]


def say_trade(t: Translator, found: Agendas) -> str:
    """Say what trading gives the one who gets least; for the convener alone."""
    if not found.agendas:
        return t.text(
            "Even with trades no agenda gives each partner that was asked its walk-away. Ask what "
            "could be added to the table."
        )
    least = min(found.agendas[0].surpluses.values())
    told = t.text(
        "Of all agendas this one gives the partner that gains least the most: {least} points of "
        "100 above its walk-away.",
        least=t.number(least * 100, 0),
    )
    if found.is_proven:
        return told
    return t.text("{told} A better one may exist: the search ran out of time.", told=told)


def say_measures(t: Translator) -> Mapping[str, str]:
    """Give the four measures of a good agenda, as headings; for the convener alone."""
    return {
        "boldness": t.text("the boldest"),
        "maxmin": t.text("most for who gains least"),
        "nash": t.text("best balance"),
        "total": t.text("most in all"),
    }


def say_trade_caption(t: Translator, n: int) -> str:
    """Say what the table of four agendas shows; for the convener alone."""
    return t.plural(
        "Agendas that trade across issues, each the best by one measure, among the {n} partner "
        "whose walk-away is on record",
        "Agendas that trade across issues, each the best by one measure, among the {n} partners "
        "whose walk-aways are on record",
        n,
    )


def say_trade_rows(t: Translator) -> tuple[str, ...]:
    """Give the headings of the last rows of the table of four agendas; for the convener alone."""
    return (
        t.text("boldness, of 100"),
        t.text("least gain above a walk-away, of 100"),
        t.text("partners at their walk-away or above"),
        t.text("other agendas as good"),
    )


def say_ties(t: Translator, found: Agendas) -> str:
    """Say how many other agendas are as good; for the convener alone."""
    if not found.all_listed:
        return t.text("not counted")
    return t.number(len(found.agendas) - 1, 0)


def say_measures_note(t: Translator, *, proven: bool) -> str:
    """Say what a gain and a balance are; for the convener alone."""
    told = t.text(
        "A gain is what a partner gets above its walk-away. The best balance is the greatest "
        "product of all gains. The boldest needs the must-have partners alone, the others "
        "everyone."
    )
    short = t.text("The search ran out of time: better may exist.")
    return told if proven else f"{told} {short}"


def say_not_asked(t: Translator, partners: Sequence[str], names: Mapping[str, str]) -> str:
    """Name those whose walk-away was not asked; for the convener alone. Empty for nobody."""
    if not partners:
        return ""
    return t.text(
        "Nobody has asked these for the least they would accept: {partners}.",
        partners=t.join([names.get(partner, partner) for partner in partners]),
    )


def say_gains_title(t: Translator, agenda: Agenda) -> str:
    """Say how bold an agenda is, and how many get at least what they asked; convener only."""
    return t.text(
        "At {boldness} of 100 points of boldness, {count} of {n} partners get at least their "
        "walk-away.",
        boldness=t.number(agenda.boldness, 0),
        count=len(agenda.on_board),
        n=len(agenda.utilities),
    )


def say_gains_text(t: Translator, agenda: Agenda, names: Mapping[str, str], *, title: str) -> str:
    """Say what each partner gets against its walk-away; for the convener alone."""
    told = [
        t.text(
            "{partner}: {gets}, walk-away {walkaway}.",
            partner=names.get(partner, partner),
            gets=t.number(utility * 100, 0),
            walkaway=t.number((utility - agenda.surpluses[partner]) * 100, 0),
        )
        for partner, utility in agenda.utilities.items()
    ]
    return " ".join([title, *told])


def say_own_plans(t: Translator, plans: tuple[Agenda, ...], names: Mapping[str, str]) -> str:
    """Say which partners might do better on their own plan; for the convener alone."""
    if not plans:
        return t.text("No half of the partners has a plan of its own that would suit each better.")
    plan = plans[0]
    least = min(plan.surpluses[partner] for partner in plan.on_board)
    return t.text(
        "Partners who might do better on their own plan than with that agenda: {partners}. Each "
        "would gain at least {least} points of 100, if they can deliver it alone.",
        partners=t.join([names.get(partner, partner) for partner in plan.on_board]),
        least=t.number(least * 100, 0),
    )


def say_steps(t: Translator) -> Mapping[str, str]:
    """Give the seven steps from full support to a block, as headings; for the convener alone."""
    return {
        "full support": t.text("full support"),
        "support": t.text("support"),
        "support with a concern": t.text("support with a concern"),
        "no view": t.text("no view"),
        "more talk first": t.text("more talk first"),
        "stands aside": t.text("stands aside"),
        "block": t.text("block"),
    }


def say_consent_caption(t: Translator) -> str:
    """Say what the table of steps counts; for the convener alone."""
    return t.text("Each partner's newest answer, also those given alone")


def say_consent_columns(t: Translator) -> tuple[str, ...]:
    """Give the headings of the table of steps; for the convener alone."""
    return (t.text("agenda"), *say_steps(t).values(), t.text("answers"))


def say_reasons(
    t: Translator, agenda: str, consent: Consent, names: Mapping[str, str]
) -> list[str]:
    """Say who blocks and who has a concern, and why; for the convener alone."""
    told = [
        t.text(
            "{partner} blocks “{agenda}”: {reason}",
            partner=names.get(row["partner"], row["partner"]),
            agenda=agenda,
            reason=row["reason"],
        )
        for row in consent.blocks.to_dict("records")
    ]
    steps = say_steps(t)
    return told + [
        t.text(
            "{partner} on “{agenda}”, {step}: {reason}",
            partner=names.get(row["partner"], row["partner"]),
            agenda=agenda,
            step=steps[row["answer"]],
            reason=row["reason"],
        )
        for row in consent.concerns.to_dict("records")
    ]


def say_difference(t: Translator, measured: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """Say how often each partner makes the difference; for the convener alone."""
    ordered = measured.sort_values("shapley", ascending=False, kind="stable")
    return [
        t.text(
            "{partner} makes the difference in {share} of 100 orders of joining.",
            partner=names.get(row["partner"], row["partner"]),
            share=t.number(row["shapley"] * 100, 0),
        )
        for row in ordered.to_dict("records")
        if row["shapley"] > 0
    ]
