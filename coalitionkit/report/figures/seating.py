"""The seating drawn: who brings what, and how far each group size reaches."""

from __future__ import annotations

from coalitionkit import charts
from coalitionkit.charts import seating as pictures
from coalitionkit.playbook import Language
from coalitionkit.plays import seating as play
from coalitionkit.record import Coalition
from coalitionkit.report.blocks import Figure
from coalitionkit.words import seating as words
from coalitionkit.words.catalog import Translator


def draw_matrix(coalition: Coalition, *, language: Language = "en", drawn: bool = True) -> Figure:
    """Draw who brings what of all that the coalition needs.

    Parameters
    ----------
    coalition : Coalition
    language : {"en", "es"}
    drawn : bool
        Whether the figure shows itself drawn in a notebook.

    Returns
    -------
    Figure

    Raises
    ------
    NeedsError
        If there are no partners, or nothing is needed or held.
    """
    t = Translator(language)
    carriers, seated = play.find_carriers(coalition), play.find_contributions(coalition)
    names = dict(zip(seated["partner"], seated["name"], strict=True))
    title = words.say_matrix_title(t, carriers)
    chart = pictures.chart_matrix(
        carriers,
        names=names,
        say=words.say_asset,
        title=title,
        labels=words.say_chart_labels(t),
    )
    text = words.say_matrix_text(t, title, carriers, names)
    return Figure(charts.to_spec(chart), text, drawn=drawn)


def draw_reach(coalition: Coalition, *, language: Language = "en", drawn: bool = True) -> Figure:
    """Draw how many policymakers the best group of each size reaches.

    Parameters
    ----------
    coalition : Coalition
    language : {"en", "es"}
    drawn : bool
        Whether the figure shows itself drawn in a notebook.

    Returns
    -------
    Figure

    Raises
    ------
    NeedsError
        If there are no partners, or no ties.
    """
    t = Translator(language)
    by_size = play.find_reach_by_size(coalition)
    title = words.say_reach_title(t, by_size)
    chart = pictures.chart_reach_by_size(by_size, title=title, labels=words.say_chart_labels(t))
    text = words.say_reach_text(t, title, by_size)
    return Figure(charts.to_spec(chart), text, drawn=drawn)
