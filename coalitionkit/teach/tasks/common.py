"""The cases that tasks ask about, and the names by which a person may call what is in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from coalitionkit.plays.communicate import find_last_day
from coalitionkit.record import Coalition, load_case, load_cohort
from coalitionkit.record.cases import list_shipped

Found = TypeVar("Found")


@cache
def load(case: str) -> Coalition:
    """Load a case, or a group of the sample cohort, once."""
    if case in list_shipped("cases"):
        return load_case(case)
    return load_cohort("spring-cohort")[case]


@cache
def _ask(find: Callable[..., Any], case: str, dated: bool) -> Any:
    coalition = load(case)
    return find(coalition, as_of=find_last_day(coalition)) if dated else find(coalition)


def ask(find: Callable[..., Found], case: str, *, dated: bool = False) -> Found:
    """Ask a play's function of a case, once; ``dated`` as of the record's last day."""
    found: Found = _ask(find, case, dated)
    return found


@cache
def name_partners(case: str) -> Mapping[str, tuple[str, ...]]:
    """By id, each partner's name."""
    people = load(case).partners
    return {row["partner"]: (row["name"],) for row in people.to_dict("records")}


@cache
def name_issues(case: str) -> Mapping[str, tuple[str, ...]]:
    """By id, each issue's question."""
    issues = load(case).issues
    return {row["issue"]: (row["name"],) for row in issues.to_dict("records")}


@cache
def name_levels(case: str, issue: str) -> Mapping[str, tuple[str, ...]]:
    """By number, what each level of an issue is called, with and without its leading "and"."""
    levels = load(case).levels.query("issue == @issue and label != ''")
    named = {}
    for row in levels.to_dict("records"):
        label = str(row["label"])
        named[f"{row['level']:g}"] = (label, label.removeprefix("And "), f"level {row['level']:g}")
    return named
