"""A cohort's figures as a file, in words of one language."""

from __future__ import annotations

from typing import Literal

import coalitionkit
from coalitionkit.playbook import Language
from coalitionkit.record import Cohort
from coalitionkit.record.audiences import Audience, limit_book
from coalitionkit.survey.exports import Score, list_scores, pack_scores
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
    t = Translator(language)
    books = {group.id: limit_book(group, audience) for group in cohort}

    def say_label(score: Score) -> str:
        book, name = books[score.coalition], score.row.id
        if score.row.about == "play":
            return book.plays[name].title[language]
        return book.asked[name].short[language] if name else ""

    illustrative = any(group.illustrative for group in cohort)
    band = say_band(t, audience, illustrative=illustrative)
    notes = words.say_notes(t, band=band, version=coalitionkit.__version__)
    return pack_scores(
        list_scores(cohort, audience=audience, wave=wave),
        say_label=say_label,
        reasons=words.say_reasons(t),
        notes=notes if form == "xlsx" else None,
    )
