"""Tasks on Surface Tension, asked of the child welfare case."""

from __future__ import annotations

from coalitionkit.plays import surface_tension as play
from coalitionkit.teach.answers import is_number, name_one
from coalitionkit.teach.checks import Task
from coalitionkit.teach.tasks.common import ask, load, name_partners

_CASE = "child-welfare"


def _name_tensions() -> dict[str, tuple[str, ...]]:
    tensions = load(_CASE).tensions
    return {row["tension"]: (row["name"],) for row in tensions.to_dict("records")}


def _names_the_waiting(answer: object) -> bool:
    """Ask which disagreement was heard and is on no agenda yet."""
    waits = ask(play.find_lead_times, _CASE, dated=True)
    waiting = set(waits.loc[waits["state"] == "waiting", "tension"])
    return {name_one(answer, _name_tensions())} == waiting


def _names_the_slowest(answer: object) -> bool:
    """Ask which of those that reached an agenda took longest."""
    waits = ask(play.find_lead_times, _CASE, dated=True)
    reached = waits[waits["state"] == "reached"]
    slowest = reached.sort_values("days", kind="stable")["tension"].iloc[-1]
    return name_one(answer, _name_tensions()) == str(slowest)


def _is_about_the_median(answer: object) -> bool:
    """Ask for the median wait, with the one still open counted as at least its days so far."""
    told = play.summarize_lead_times(ask(play.find_lead_times, _CASE, dated=True))
    assert told.median_days is not None
    return is_number(answer, told.median_days)


def _names_two_faces(answer: object) -> bool:
    """Ask whose position alone and in the meeting lie furthest apart."""
    apart = ask(play.compare_settings, _CASE)
    return name_one(answer, name_partners(_CASE)) == str(apart["partner"].iloc[0])


def _is_the_innocent_reading(answer: object) -> bool:
    """Ask which reading of two faces the log can't rule out: the partner moved in between."""
    return name_one(answer, {"a": (), "b": (), "c": (), "d": ()}) == "a"


TASKS = (
    Task("tension_1", _names_the_waiting),
    Task("tension_2", _names_the_slowest),
    Task("tension_3", _is_about_the_median),
    Task("tension_4", _names_two_faces),
    Task("tension_5", _is_the_innocent_reading),
)
