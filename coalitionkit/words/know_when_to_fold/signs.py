"""Signs written down beforehand, and what changed outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from coalitionkit.words.catalog import Translator, say_quote


def say_triggers(t: Translator, due: int) -> str:
    """Say how many signs are due and unchecked."""
    if not due:
        return t.text("No sign is past its day and unchecked.")
    return t.plural(
        "{n} sign is past its day and unchecked: check it in your next meeting.",
        "{n} signs are past their day and unchecked: check them in your next meeting.",
        due,
    )


def say_trigger(t: Translator, row: Mapping[Any, Any]) -> tuple[str, str, str]:
    """Say one sign: what would have to be true, its day, and where it stands."""
    if row["state"] == "checked":
        day = t.date(row["checked_on"].date())
        stands = t.text("checked on {day}: {met}", day=day, met=_say_met(t, row["met"]))
    elif row["state"] == "due":
        stands = t.plural("unchecked for {n} day", "unchecked for {n} days", row["days_late"])
    else:
        stands = t.text("not due yet")
    if not row["beforehand"]:
        stands = t.text("{stands}; written only on its day or later", stands=stands)
    return str(row["condition"]), t.date(row["due"].date()), stands


def _say_met(t: Translator, met: Any) -> str:
    if pd.isna(met):
        return t.text("the answer is not on record")
    return t.text("true") if met else t.text("not true")


def say_trigger_columns(t: Translator) -> tuple[str, str, str]:
    """Give the headings of the table of signs."""
    return t.text("What would have to be true"), t.text("Day"), t.text("Where it stands")


def say_outside(t: Translator, row: Mapping[Any, Any]) -> str:
    """Say one change in law, in money or in words."""
    where = {
        "law": t.text("in law"),
        "money": t.text("in money"),
        "words": t.text("in the words opponents use"),
    }
    return t.text(
        "{day}, {where}: {change}",
        day=t.date(row["date"].date()),
        where=where[row["where"]],
        change=say_quote(t, row["change"]),
    )


def say_nothing_outside(t: Translator) -> str:
    """Say that no review names a change."""
    return t.text("No review names a change in law, in money or in words.")
