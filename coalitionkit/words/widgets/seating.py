"""What the widget of the seating says: emptied chairs, what each brings, who is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from coalitionkit.words.catalog import Translator
from coalitionkit.words.seating import say_asset, say_assets


def say_tabs(t: Translator) -> tuple[str, str, str, str]:
    """Name the widget's parts."""
    return (
        t.text("Empty a chair"),
        t.text("What each brings"),
        t.text("Whose calls are taken"),
        t.text("Who joined, who left"),
    )


def say_controls(t: Translator) -> Mapping[str, str]:
    """Name the controls."""
    return {
        "partner": t.text("Partner"),
        "need": t.text("What is needed"),
        "kind": t.text("What kind of thing"),
        "importance": t.text("How much it matters"),
        "add_need": t.text("Put it on the list of needs"),
        "policymaker": t.text("An official or office"),
        "add_policymaker": t.text("Add to the list"),
        "leaver": t.text("Who left"),
        "left": t.text("The day it left"),
        "write_left": t.text("Write down that it left"),
        "returner": t.text("Who is back"),
        "write_back": t.text("Write down that it is back"),
    }


def say_kinds(t: Translator) -> Sequence[tuple[str, str]]:
    """Say the kinds of things that partners bring, each with its value."""
    return (
        (t.text("asset: money, staff, data, skill"), "asset"),
        (t.text("audience: people who listen to it"), "audience"),
        (t.text("credibility: why it is believed"), "credibility"),
        (t.text("relationship: who takes its calls"), "relationship"),
    )


def say_weights(t: Translator) -> Sequence[tuple[str, int]]:
    """Say how much a need can matter, each with its value."""
    return (
        (t.text("1: it helps"), 1),
        (t.text("2: it matters"), 2),
        (t.text("3: nothing without it"), 3),
    )


def say_ties(t: Translator) -> Sequence[tuple[str, str]]:
    """Say whether a call is taken, each answer with its value."""
    return (
        (t.text("nobody knows yet"), "unknown"),
        (t.text("yes, the call is taken"), "yes"),
        (t.text("no"), "no"),
    )


def say_try_out(t: Translator) -> str:
    """Say what emptying a chair does, and what it doesn't."""
    return t.text(
        "Press a name to empty that chair, and see what goes with it. It is only tried out: your "
        "record stays as it is."
    )


def say_chair(t: Translator, name: str, *, empty: bool) -> str:
    """Say a chair and, where it is emptied, that it is."""
    return t.text("{name}: chair empty", name=name) if empty else name


def say_if_left(t: Translator, names: Sequence[str]) -> str:
    """Say whose chairs are emptied, and that it is not written down."""
    return t.text("If {names} left (tried out, not written down):", names=t.join(list(names)))


def say_losses(t: Translator, losses: pd.DataFrame, unreached: Sequence[str]) -> list[str]:
    """Say what would be gone without some partners.

    Parameters
    ----------
    t : Translator
    losses : DataFrame
        From ``find_losses``.
    unreached : sequence of str
        From ``find_unreached``.

    Returns
    -------
    list of str
        A line for each kind of loss, or that there is none.
    """
    lines = []
    gone = losses.loc[losses["falls_to"] == 0, "asset"]
    if len(gone):
        lines.append(t.text("Nobody would carry {assets}.", assets=say_assets(t, list(gone))))
    if unreached:
        offices = say_assets(t, unreached)
        lines.append(t.text("Nobody would be known to reach {offices}.", offices=offices))
    for holder, rows in losses[losses["falls_to"] == 1].groupby("holder_name", sort=True):
        lines.append(
            t.text(
                "{holder} alone would carry {assets}.",
                holder=holder,
                assets=say_assets(t, list(rows["asset"])),
            )
        )
    return lines or [t.text("At least two others would carry all that these carry today.")]


def say_nobody_left(t: Translator) -> str:
    """Say that every chair is emptied."""
    return t.text("Every chair is empty. Press a name to seat it again.")


def say_first_partner(t: Translator) -> str:
    """Say what to do where there is no partner."""
    return t.text("Add a first partner under “{tab}”.", tab=say_tabs(t)[3])


def say_first_asset(t: Translator) -> str:
    """Say where to write what each brings."""
    return t.text(
        "Under “{tab}”, list what the coalition must be able to bring, and tick who brings it.",
        tab=say_tabs(t)[1],
    )


def say_tick(t: Translator, asset: str, *, needed: bool) -> str:
    """Say what can be ticked."""
    told = say_asset(asset)
    return told if needed else t.text("{asset} (not on the list of needs)", asset=told)


def say_ticked(t: Translator, partner: str, asset: str, *, brings: bool) -> str:
    """Say what was done, for Undo."""
    told = say_asset(asset)
    if brings:
        return t.text("that {partner} brings {asset}", partner=partner, asset=told)
    return t.text("that {partner} doesn't bring {asset}", partner=partner, asset=told)


def say_tied(t: Translator, partner: str, policymaker: str) -> str:
    """Say what was done, for Undo."""
    return t.text(
        "whether {policymaker} takes a call from {partner}",
        policymaker=say_asset(policymaker),
        partner=partner,
    )


def say_left(t: Translator, partner: str) -> str:
    """Say what was done, for Undo."""
    return t.text("that {partner} left", partner=partner)


def say_back(t: Translator, partner: str) -> str:
    """Say what was done, for Undo."""
    return t.text("that {partner} is back", partner=partner)


def say_leaving(t: Translator) -> str:
    """Say what writing down a leaving does."""
    return t.text(
        "This one changes the record: from then on the partner counts for nothing on the map, at "
        "the table or in an agenda. What it said and brought stays written down."
    )


def say_no_day(t: Translator) -> str:
    """Ask for the day."""
    return t.text("Choose the day first. Nothing was written.")
