"""The cases that tasks ask about, and the names by which a person may call what is in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from coalitionkit.record import Coalition, load_case


@cache
def load(case: str) -> Coalition:
    """Load a case once."""
    return load_case(case)


def name_partners(case: str) -> Mapping[str, tuple[str, ...]]:
    """By id, each partner's name."""
    people = load(case).partners
    return {row["partner"]: (row["name"],) for row in people.to_dict("records")}


def name_issues(case: str) -> Mapping[str, tuple[str, ...]]:
    """By id, each issue's question."""
    issues = load(case).issues
    return {row["issue"]: (row["name"],) for row in issues.to_dict("records")}


def name_levels(case: str, issue: str) -> Mapping[str, tuple[str, ...]]:
    """By number, what each level of an issue is called, with and without its leading "and"."""
    levels = load(case).levels.query("issue == @issue and label != ''")
    named = {}
    for row in levels.to_dict("records"):
        label = str(row["label"])
        named[f"{row['level']:g}"] = (label, label.removeprefix("And "), f"level {row['level']:g}")
    return named
