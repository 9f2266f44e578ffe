"""Five real coalitions' lives on one line of years, from their sourced facts."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from coalitionkit import charts
from coalitionkit.charts import contrasts as pictures
from coalitionkit.playbook import Language
from coalitionkit.plays import contrasts as play
from coalitionkit.report.blocks import Figure
from coalitionkit.words import contrasts as words
from coalitionkit.words.catalog import Translator


def draw_lives(
    facts: Mapping[str, pd.DataFrame], *, language: Language = "en", drawn: bool = True
) -> Figure:
    """Draw when each coalition began, turned and ended.

    Parameters
    ----------
    facts : mapping of str to DataFrame
        Tables of the case contrasts by name, each with ``date`` and ``fact``.
    language : {"en", "es"}
    drawn : bool
        Whether the figure shows itself drawn in a notebook.

    Returns
    -------
    Figure
        Its rows stand in the order of their beginnings.
    """
    t = Translator(language)
    found = [
        (play.name_coalition(name), play.find_turns(name, table)) for name, table in facts.items()
    ]
    lives = dict(sorted(found, key=lambda life: life[1][0].at))
    title = words.say_lives_title(t, lives)
    chart = pictures.chart_lives(
        lives,
        stories={name: words.say_story(t, turns) for name, turns in lives.items()},
        title=title,
        labels=words.say_chart_labels(t),
    )
    text = words.say_lives_text(t, title, lives)
    return Figure(charts.to_spec(chart), text, words.say_kept_to_sources(t), drawn=drawn)
