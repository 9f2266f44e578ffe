"""The evidence bar of the case home-visiting, drawn from the federal review's own table."""

from __future__ import annotations

import pandas as pd

from coalitionkit import charts
from coalitionkit.charts import evidence_bar as pictures
from coalitionkit.playbook import Language
from coalitionkit.plays import evidence_bar as play
from coalitionkit.report.blocks import Figure
from coalitionkit.words import evidence_bar as words
from coalitionkit.words.catalog import Translator


def draw_bar(effects: pd.DataFrame, *, language: Language = "en", drawn: bool = True) -> Figure:
    """Draw how many models clear each level of the bar.

    Parameters
    ----------
    effects : DataFrame
        ``homvee_effects_2013`` of the case home-visiting.
    language : {"en", "es"}
    drawn : bool
        Whether the figure shows itself drawn in a notebook.

    Returns
    -------
    Figure
        Its caption says where the counts come from, and that nobody had them in 2009.
    """
    t = Translator(language)
    counts = play.count_bar(effects)
    title = words.say_bar_title(t, counts)
    chart = pictures.chart_bar(
        counts, names=words.say_levels(t), title=title, labels=words.say_chart_labels(t)
    )
    caption = words.say_limits(t, len(effects))
    text = words.say_bar_text(t, title, counts)
    return Figure(charts.to_spec(chart), text, caption, drawn=drawn)


def draw_findings(
    effects: pd.DataFrame, *, language: Language = "en", drawn: bool = True
) -> Figure:
    """Draw each model's favorable and unfavorable findings side by side.

    Parameters
    ----------
    effects : DataFrame
        ``homvee_effects_2013`` of the case home-visiting.
    language : {"en", "es"}
    drawn : bool
        Whether the figure shows itself drawn in a notebook.

    Returns
    -------
    Figure
        Its caption says how many models have no finding, and where the counts come from.
    """
    t = Translator(language)
    graded = play.grade_models(effects)
    title = words.say_findings_title(t)
    chart = pictures.chart_findings(graded, title=title, labels=words.say_chart_labels(t))
    unfound = int((graded["favorable"] + graded["unfavorable"] == 0).sum())
    caption = f"{words.say_unfound(t, unfound)} {words.say_limits(t, len(effects))}"
    text = words.say_findings_text(t, title, graded)
    return Figure(charts.to_spec(chart), text, caption, drawn=drawn)
