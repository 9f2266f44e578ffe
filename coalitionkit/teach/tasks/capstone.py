"""The capstone: a coalition not seen before, drawn with a planted truth."""

from __future__ import annotations

from coalitionkit.plays import diagnosis, surface_tension
from coalitionkit.plays.communicate import plan_checkins
from coalitionkit.survey.disclosure import show_survey
from coalitionkit.teach.answers import is_number, name_one
from coalitionkit.teach.checks import Task
from coalitionkit.teach.tasks.common import ask

GROUP = "long-road"
_STATES = {
    "in debate": ("debating",),
    "drifting": (),
    "closed to revisiting": ("closed",),
    "stuck": (),
    "agreed": ("truly agreed",),
    "can't tell yet": ("can not tell", "cannot tell yet", "can't tell"),
}


def _names_the_state(answer: object) -> bool:
    """Ask for the state that was planted."""
    found = ask(diagnosis.diagnose, GROUP, dated=True)
    return name_one(answer, _STATES) == (found.state or "can't tell yet")


def _counts_the_missing(answer: object) -> bool:
    """Ask by how much those who did not answer could change a count."""
    shown = ask(show_survey, GROUP)
    assert shown.n is not None
    assert shown.invited is not None
    return is_number(answer, shown.invited - shown.n)


def _counts_old_tensions(answer: object) -> bool:
    """Ask how many disagreements wait for over 30 days."""
    return is_number(answer, ask(surface_tension.count_old_tensions, GROUP, dated=True))


def _counts_the_overdue(answer: object) -> bool:
    """Ask with how many partners nobody has talked for over a month."""
    plan = ask(plan_checkins, GROUP, dated=True)
    return is_number(answer, int(plan["overdue"].sum()))


def _is_what_cannot_be_known(answer: object) -> bool:
    """Ask what the report can't tell: which of two partners said what in the survey."""
    return name_one(answer, {"a": (), "b": (), "c": (), "d": ()}) == "a"


TASKS = (
    Task("cap_1", _names_the_state),
    Task("cap_2", _counts_the_missing),
    Task("cap_3", _counts_old_tensions),
    Task("cap_4", _counts_the_overdue),
    Task("cap_5", _is_what_cannot_be_known),
)
