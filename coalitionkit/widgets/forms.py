"""Short forms by which a partner or an issue is added to the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets
import pandas as pd

from coalitionkit.files import make_safe_name
from coalitionkit.record.edits import Put
from coalitionkit.widgets.base import RecordWidget
from coalitionkit.widgets.parts import make_button, make_choice, make_text, set_options
from coalitionkit.words.widgets import forms as words

_STEPS = range(2, 12)


def build_partner_form(widget: RecordWidget, done: Callable[[str], object]) -> ipywidgets.VBox:
    """Build the form that adds a partner by its name.

    Parameters
    ----------
    widget : RecordWidget
        Whose record it is.
    done : callable
        Called with the new partner's id.
    """
    say = words.say_partner_form(widget.t)
    name = make_text(say["name"])

    def add() -> None:
        taken = list_taken(widget.coalition.partners, "partner")
        new = name_new(widget, name.value, taken)
        row = {"partner": new, "name": name.value, "as_of": dt.date.today()}
        if new and widget.save(words.say_added(widget.t, name.value), Put("partners", row)):
            name.value = ""
            done(new)

    return ipywidgets.VBox([name, make_button(say["add"], add)])


def build_issue_form(widget: RecordWidget, done: Callable[[str], object]) -> ipywidgets.VBox:
    """Build the form that adds an issue: a question, its two ends, and where things stand.

    Parameters
    ----------
    widget : RecordWidget
        Whose record it is.
    done : callable
        Called with the new issue's id.
    """
    say = words.say_issue_form(widget.t)
    texts = {key: make_text(say[key]) for key in ("name", "low_end", "high_end")}
    steps = make_choice(say["steps"], [(str(count), count) for count in _STEPS])
    today, bold = make_choice(say["status_quo"]), make_choice(say["bold_end"])
    steps.value = 5

    def list_levels(*_: object) -> None:
        count = int(steps.value)
        levels = [(say["unsaid"], ""), *((str(n), n) for n in range(1, count + 1))]
        set_options(today, levels)
        ends = [(say["unsaid"], ""), (say["low"], 1), (say["high"], count)]
        set_options(bold, ends)

    def add() -> None:
        told = {key: text.value.strip() for key, text in texts.items()}
        if not all(told.values()):
            widget.tell(words.say_incomplete(widget.t), wrong=True)
            return
        new = name_new(widget, told["name"], list_taken(widget.coalition.issues, "issue"))
        if new and _save_issue(widget, new, told, steps.value, today.value, bold.value):
            for text in texts.values():
                text.value = ""
            done(new)

    steps.observe(list_levels, "value")
    list_levels()
    return ipywidgets.VBox([*texts.values(), steps, today, bold, make_button(say["add"], add)])


def _save_issue(
    widget: RecordWidget, new: str, told: Mapping[str, str], steps: int, today: Any, bold: Any
) -> bool:
    row = {
        "issue": new,
        **told,
        "lowest": 1,
        "highest": steps,
        "status_quo": today,
        "bold_end": bold,
        "opened": dt.date.today(),
        "as_of": dt.date.today(),
    }
    return widget.save(words.say_added(widget.t, told["name"]), Put("issues", row))


def list_taken(rows: pd.DataFrame, key: str) -> dict[str, str]:
    """List the names that there are, folded, by id."""
    return {each: name.casefold() for each, name in zip(rows[key], rows["name"], strict=True)}


def name_new(widget: RecordWidget, name: str, taken: Mapping[str, str]) -> str:
    """Make an id of a new name; say so and give none where it is empty or taken."""
    name = name.strip()
    if not name:
        widget.tell(words.say_incomplete(widget.t), wrong=True)
    elif name.casefold() in taken.values():
        widget.tell(words.say_taken(widget.t, name), wrong=True)
    else:
        return make_safe_name(name, list(taken))
    return ""
