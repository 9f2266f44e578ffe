"""Tasks on Map the Conflict, asked of the child welfare case."""

from __future__ import annotations

from coalitionkit.plays import map_conflict as play
from coalitionkit.teach.answers import is_number, name_one, name_several
from coalitionkit.teach.checks import Task
from coalitionkit.teach.tasks.common import ask, name_issues, name_levels, name_partners

_CASE = "child-welfare"


def _is_hardest(answer: object) -> bool:
    """Ask on which issue the most pairs clash."""
    zones = ask(play.find_zones, _CASE)
    hardest = max(zones, key=lambda zone: zone.clashes)
    return name_one(answer, name_issues(_CASE)) == hardest.issue


def _counts_pairs(answer: object) -> bool:
    """Ask how many pairs clash there."""
    return is_number(answer, max(zone.clashes for zone in ask(play.find_zones, _CASE)))


def _names_ends(answer: object) -> bool:
    """Ask which two partners keep the standard from having a zone."""
    zone = next(zone for zone in ask(play.find_zones, _CASE) if zone.issue == "standard")
    wanted = frozenset((*zone.low_set_by, *zone.high_set_by))
    return name_several(answer, name_partners(_CASE)) == wanted


def _is_breaking_point(answer: object) -> bool:
    """Ask past which level the provider leaves that backs the advocate's standard."""
    pair = next(
        goal
        for goal in ask(play.find_same_goals, _CASE)
        if goal.issue == "standard" and {goal.partner, goal.other} == {"fund", "multi"}
    )
    assert pair.breaking is not None
    level = f"{pair.breaking.level:g}"
    return name_one(answer, name_levels(_CASE, "standard")) == level


def _is_what_the_map_cannot_say(answer: object) -> bool:
    """Ask what no map says: whose position is right."""
    return name_one(answer, {"a": (), "b": (), "c": (), "d": ()}) == "c"


TASKS = (
    Task("map_1", _is_hardest),
    Task("map_2", _counts_pairs),
    Task("map_3", _names_ends),
    Task("map_4", _is_breaking_point),
    Task("map_5", _is_what_the_map_cannot_say),
)
