"""A cohort's figures as a file, in words of one language."""

from __future__ import annotations

from typing import Literal

import coalitionkit
from coalitionkit.playbook import Language, load_playbook
from coalitionkit.record import Cohort
from coalitionkit.record.audiences import Audience
from coalitionkit.survey.exports import list_scores, pack_scores
from coalitionkit.words import scores as words
from coalitionkit.words.catalog import Translator
from coalitionkit.words.page_one import say_band

Form = Literal["csv", "xlsx"]


def make_scores(
    cohort: Cohort,
    form: Form,
    *,
    audience: Audience = "partners",
    wave: int = 0,
    language: Language = "en",
) -> bytes:
    """Make the file of a cohort's figures, one a row.

    Parameters
    ----------
    cohort : Cohort
    form : {"csv", "xlsx"}
        A workbook has a first sheet that explains each column and figure.
    audience : {"partners", "convener", "public"}
        It holds what the report for them shows, and nothing else.
    wave : int
        Which time of asking; 0 takes each group's newest.
    language : {"en", "es"}
        Of labels, reasons and explanations; the columns' names are English.

    Returns
    -------
    bytes

    Raises
    ------
    UsageError
        If no group was asked in the wave, or there are more figures than a sheet takes.
    """
    t, book = Translator(language), load_playbook()
    labels = {item.id: item.short[language] for item in book.items.values()}
    labels |= {play.id: play.title[language] for play in book.plays.values()}
    illustrative = any(group.illustrative for group in cohort)
    band = say_band(t, audience, illustrative=illustrative)
    notes = words.say_notes(t, band=band, version=coalitionkit.__version__)
    return pack_scores(
        list_scores(cohort, audience=audience, wave=wave),
        labels=labels,
        reasons=words.say_reasons(t),
        notes=notes if form == "xlsx" else None,
    )
