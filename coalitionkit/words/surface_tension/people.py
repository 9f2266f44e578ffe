"""What stays private and who speaks up: for the convener alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from coalitionkit.plays.surface_tension import NEWCOMER_DAYS
from coalitionkit.words.catalog import Translator
from coalitionkit.words.surface_tension.common import say_percent


def say_settings_title(t: Translator, compared: pd.DataFrame) -> str:
    """Say on how many positions the words said alone and in the meeting differ."""
    return t.plural(
        "{differ} of {n} position told alone differs from the one on record in meetings",
        "{differ} of {n} positions told alone differ from the one on record in meetings",
        len(compared),
        differ=int((compared["distance"] > 0).sum()),
    )


def say_settings(t: Translator, compared: pd.DataFrame, shown: int) -> list[str]:
    """Say what stays private, with the innocent reading; for the convener alone."""
    differ = int((compared["distance"] > 0).sum())
    lines = [say_settings_title(t, compared) + "."]
    if not differ:
        return lines
    lines += [
        t.plural(
            "{n} lies outside what the partner accepts in meetings.",
            "{n} lie outside what the partner accepts in meetings.",
            int(compared["beyond"].sum()),
        ),
        t.text("The later word may simply be a change of mind: look at the dates before you ask."),
    ]
    if shown < differ:
        lines.append(t.text("The chart shows the {shown} furthest apart.", shown=shown))
    return lines


def say_setting(t: Translator, row: Mapping[Any, Any]) -> str:
    """Say one position told alone beside the one in the meeting, for those who can't see it."""
    share = say_percent(t, row["distance"])
    return t.text("{label}: {share} of the scale apart.", label=row["label"], share=share)


def say_newcomers(
    t: Translator, newcomers: pd.DataFrame, names: Mapping[str, str], unsigned: int
) -> list[str]:
    """Say whether newcomers raised a disagreement in their first 90 days; the convener's.

    Parameters
    ----------
    t : Translator
    newcomers : DataFrame
        From ``find_newcomers``.
    names : mapping of str to str
        Partners' names by id.
    unsigned : int
        Disagreements that don't say who raised them.
    """
    if newcomers.empty:
        return [t.text("No partner joined while this log was kept.")]
    told = newcomers[newcomers["spoke"] != "too soon"]
    lines = []
    if len(told):
        lines.append(
            t.plural(
                "{spoke} of {n} newcomer raised a disagreement in the first {days} days.",
                "{spoke} of {n} newcomers raised a disagreement in their first {days} days.",
                len(told),
                spoke=int((told["spoke"] == "yes").sum()),
                days=NEWCOMER_DAYS,
            )
        )
    if silent := _list_names(told[told["spoke"] == "no"], names):
        lines.append(t.text("Not yet: {names}. Perhaps nobody asked.", names=t.join(silent)))
    if soon := _list_names(newcomers[newcomers["spoke"] == "too soon"], names):
        lines.append(t.text("Too soon to tell: {names}.", names=t.join(soon)))
    if unsigned:
        lines.append(
            t.plural(
                "{n} disagreement does not say who raised it.",
                "{n} disagreements do not say who raised them.",
                unsigned,
            )
        )
    return lines


def _list_names(rows: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    return [names.get(str(partner), str(partner)) for partner in rows["partner"]]
