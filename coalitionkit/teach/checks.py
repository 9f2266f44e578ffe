"""Checks for the exercises: they compare meaning, hint one step at a time, and never raise.

An exercise's cell sets a variable named after its task; ``check("map_1")`` looks it up, says "not
yet", "not quite" with the next hint, or "yes", and writes down that the task was tried. The graded
cell asserts :func:`is_right` for the same task.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib import import_module
from typing import Any, Literal

from coalitionkit.errors import UsageError
from coalitionkit.playbook import Language, read_rows
from coalitionkit.teach import progress
from coalitionkit.words import teach as words
from coalitionkit.words.catalog import Translator

State = Literal["right", "wrong", "unread", "empty"]


@dataclass(frozen=True)
class Task:
    """A task that a cell can check.

    Attributes
    ----------
    id : str
        Also the name of the variable that holds the answer.
    accepts : callable
        Takes the answer and says whether it is right. It may raise for an answer of an odd kind;
        that is an answer that can't be read.
    """

    id: str
    accepts: Callable[[Any], bool]


@dataclass(frozen=True)
class Feedback:
    """What a check says; in a notebook it shows itself."""

    task: str
    state: State
    text: str
    notes: tuple[str, ...] = field(default=())

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, str]:
        color = {"right": "#1f5a96", "wrong": "#b35806"}.get(self.state, "#767676")
        lines = "".join(f"<p>{escape(line)}</p>" for line in (self.text, *self.notes))
        style = f"border-left:4px solid {color};padding-left:.8em;font-size:15px"
        return {
            "text/html": f'<div role="status" style="{style}">{lines}</div>',
            "text/plain": "\n".join((self.text, *self.notes)),
        }


# The modules of teach/tasks, one an exercise.
EXERCISES = (
    "map_conflict",
    "communicate",
    "surface_tension",
    "craft_compromise",
    "know_when_to_fold",
    "seating",
    "capstone",
)


@cache
def load_tasks() -> Mapping[str, Task]:
    """Load every exercise's tasks by id."""
    tasks = [
        task
        for exercise in EXERCISES
        for task in import_module(f"coalitionkit.teach.tasks.{exercise}").TASKS
    ]
    return {task.id: task for task in tasks}


@cache
def load_hints() -> Mapping[str, tuple[str, ...]]:
    """Load each task's hints, in the order in which they are given."""
    hints: dict[str, tuple[str, ...]] = {}
    for row in read_rows("hints", shelf="exercises"):
        hints[row["task"]] = (*hints.get(row["task"], ()), row["hint"])
    return hints


def find_task(task: str) -> Task:
    """Find a task.

    Raises
    ------
    UsageError
        If there is none of that name.
    """
    tasks = load_tasks()
    if task not in tasks:
        raise UsageError(f"There is no task {task!r}. The tasks: {', '.join(tasks)}.")
    return tasks[task]


def judge(task: str, answer: object) -> State:
    """Judge an answer; never raises for anything that may be typed into a cell."""
    known = find_task(task)
    if answer is None or answer is ... or (isinstance(answer, str) and not answer.strip()):
        return "empty"
    if isinstance(answer, dict | list | set | tuple) and not len(answer):
        return "empty"
    try:
        return "right" if known.accepts(answer) else "wrong"
    except Exception:  # whatever a learner's value does when it is compared
        return "unread"


def is_right(task: str, answer: object) -> bool:
    """Say whether an answer is right; a graded cell asserts it."""
    return judge(task, answer) == "right"


def check(task: str, language: Language = "en") -> Feedback:
    """Check the answer in the notebook's variable of the task's name.

    Whatever was typed, deleted or run in any order, this gives a :class:`Feedback` and no error.
    Each wrong answer gives the next hint; no hint gives the answer. That the task was tried or
    done is written to ``my-progress.csv`` beside the notebook.
    """
    t = Translator(language)
    try:
        answer = _find_answer(task)
        state = judge(task, answer)
    except UsageError as error:
        return Feedback(task, "unread", str(error))
    if state == "empty":
        return Feedback(task, state, words.say_not_yet(t, task))
    if state == "unread":
        return Feedback(task, state, words.say_unread(t))
    try:
        tries = progress.note(task, done=state == "right", day=dt.date.today())
        notes: tuple[str, ...] = ()
    except OSError:
        tries, notes = 1, (words.say_no_progress(t),)
    if state == "right":
        return Feedback(task, state, words.say_right(t), notes)
    hints = load_hints()[task]
    hint = hints[min(tries, len(hints)) - 1]
    return Feedback(task, state, words.say_wrong(t, hint), notes)


def _find_answer(task: str) -> object:
    """Look up the task's variable in the notebook; None where its cell was not run or is gone."""
    find_task(task)
    from IPython import get_ipython

    shell = get_ipython()
    return shell.user_ns.get(task) if shell else None
