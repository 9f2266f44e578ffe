"""The evidence bar in words: who clears each level, both kinds of findings, and what to mind."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from coalitionkit.words.catalog import Translator


def say_levels(t: Translator) -> Mapping[str, str]:
    """Say what a model needs for each level of the bar."""
    return {
        "reviewed": t.text("It was reviewed"),
        "studied": t.text("It has a study rated high or moderate"),
        "favorable": t.text("It has a favorable finding"),
        "sustained": t.text("A favorable finding lasted a year"),
        "met": t.text("It met the federal criteria"),
        "replicated": t.text("It met them, and a finding was repeated in a second sample"),
    }


def say_chart_labels(t: Translator) -> Mapping[str, str]:
    """Name the marks."""
    return {
        "spotless": t.text("no unfavorable finding"),
        "marked": t.text("at least one unfavorable finding"),
        "favorable": t.text("favorable findings"),
        "unfavorable": t.text("unfavorable findings"),
    }


def say_bar_title(t: Translator, counts: pd.DataFrame) -> str:
    """Say how far the field shrinks from the lowest level to the highest."""
    models = [int(number) for number in counts["models"]]
    return t.text(
        "Of {first} models, {last} clear the highest bar; where it stands decides who is in.",
        first=models[0],
        last=models[-1],
    )


def say_bar_text(t: Translator, title: str, counts: pd.DataFrame) -> str:
    """Say every count, for those who can't see the picture."""
    names = say_levels(t)
    told = [
        t.text(
            "Level {level}, {name}: {models} models, {spotless} of them without an unfavorable "
            "finding.",
            level=row["level"],
            name=names[row["bar"]],
            models=row["models"],
            spotless=row["spotless"],
        )
        for row in counts.to_dict("records")
    ]
    return " ".join([title, *told])


def say_findings_title(t: Translator) -> str:
    """Say how the two kinds of findings go together."""
    return t.text("More studied, more of both: favorable and unfavorable findings, model by model.")


def say_findings_text(t: Translator, title: str, graded: pd.DataFrame) -> str:
    """Say every count, for those who can't see the picture."""
    found = graded[graded["favorable"] + graded["unfavorable"] > 0]
    told = [
        t.text(
            "{model}: {favorable} favorable, {unfavorable} unfavorable.",
            model=row["model"],
            favorable=row["favorable"],
            unfavorable=row["unfavorable"],
        )
        for row in found.to_dict("records")
    ]
    return " ".join([title, *told, say_unfound(t, len(graded) - len(found))])


def say_unfound(t: Translator, models: int) -> str:
    """Say how many models have no finding of either kind."""
    return t.plural(
        "{n} more model has no finding of either kind; most such models were not studied well "
        "enough to have any.",
        "{n} more models have no finding of either kind; most such models were not studied well "
        "enough to have any.",
        models,
    )


def say_limits(t: Translator, models: int) -> str:
    """Say what goes wherever these counts go."""
    return t.text(
        "{models} models in a stored table that ends at P, as of February 14, 2013. "
        "Nobody had this table in 2009.",
        models=models,
    )
