"""One person's own view in words: what was answered, and that it is no survey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coalitionkit.playbook import DOES_NOT_APPLY, DONT_KNOW, DONT_KNOW_LABEL, Item
from coalitionkit.survey.own_view import OwnView
from coalitionkit.words.catalog import Translator


def say_heading(t: Translator, views: int) -> str:
    """Give the heading that stands over every own view."""
    told = t.text("One person's view, n = 1, not a survey")
    if views < 2:
        return told
    return t.text(
        "{views} people's own views side by side, n = 1 each: not a survey, and never added up",
        views=views,
    )


def say_title(t: Translator, part: str, views: int) -> str:
    """Title of a picture of own views: the part of the questionnaire, and what it is not."""
    return t.text("{part}. {heading}", part=part, heading=say_heading(t, views))


def say_labels(t: Translator) -> Mapping[str, str]:
    """Name the columns beside the steps."""
    return {"dont_know": t.text("don't know"), "other": t.text("does not apply")}


def say_parts(t: Translator) -> Mapping[str, str]:
    """Name the parts of the questionnaire that are no play."""
    return {"dose": t.text("The dose"), "signs": t.text("Seating and signs")}


def list_labels(t: Translator, item: Item) -> list[tuple[str, str]]:
    """List everything that can be answered, labeled in full, with its value; steps are numbered."""
    numbered = item.set == "B"
    labels = [
        (f"{value}. {label[t.language]}" if numbered else label[t.language], value)
        for value, label in item.options.items()
    ]
    labels.append((DONT_KNOW_LABEL[t.language], DONT_KNOW))
    if item.na_label:
        labels.append((item.na_label[t.language], DOES_NOT_APPLY))
    return labels


def say_answers(t: Translator, item: Item, views: Sequence[OwnView]) -> str:
    """Say what was answered to one item: by the one person, or by each by name."""
    labels = {value: label for label, value in list_labels(t, item)}
    none = t.text("not answered")
    told = [(view.rater, labels.get(view.answers.get(item.id, ""), none)) for view in views]
    if len(told) == 1:
        answers = told[0][1]
    else:
        answers = "; ".join(
            t.text("{rater}: {answer}", rater=rater, answer=answer) for rater, answer in told
        )
    return t.text("{item}: {answer}", item=item.short[t.language], answer=answers or none)
