"""The batch's front page in words."""

from __future__ import annotations

from coalitionkit.words.catalog import Translator


def say_index(t: Translator, *, cohort: str, built: int, groups: int) -> dict[str, str]:
    """Give the front page's title, headings and notes."""
    return {
        "title": t.text("Reports of {cohort}", cohort=cohort),
        "summary": t.plural(
            "{built} of {n} report was built.",
            "{built} of {n} reports were built.",
            groups,
            built=built,
        ),
        "group": t.text("Coalition"),
        "answers": t.text("Answers"),
        "wave": t.text("Wave"),
        "too few": t.text("too few to show"),
        "care": t.text(
            "The order is that of the record, not a ranking. Each coalition sees its own page "
            "before anyone else does."
        ),
        "skip": say_skip(t),
    }


def say_state(t: Translator, state: str, *, cause: str, folder: str) -> str:
    """Say what is to know about a group's report beside its numbers; empty for nothing.

    Parameters
    ----------
    t : Translator
    state : str
        As in :class:`coalitionkit.report.engine.Outcome`.
    cause : str
        The kind of failure.
    folder : str
        Where a report stands whose group is no longer in the record.
    """
    told = {
        "changed": t.text("Changed by hand since it was built."),
        "outdated": t.text("From an earlier run: the record or the options have changed since."),
        "failed": t.text("Not built: {cause}", cause=cause),
        "unfinished": t.text("Not built yet. The same command goes on from here."),
        "gone": t.text(
            "No longer in the record. Its earlier report still stands in the folder {folder}. "
            "Delete that folder if nobody needs it.",
            folder=folder,
        ),
    }
    return told.get(state, "")


def say_file_words(t: Translator) -> dict[str, str]:
    """Word what a report's files say beside its own text."""
    return {
        "skip": say_skip(t),
        "no words": t.text("A picture without a description."),
    }


def say_skip(t: Translator) -> str:
    """Word the link that takes a keyboard past the watermark."""
    return t.text("Skip to the report")


def say_cohort_link(t: Translator) -> str:
    """Word the link to the cohort's own report."""
    return t.text("Cohort report: what is common and what is local")


def say_no_cohort_report(t: Translator) -> str:
    """Say why the batch has no report of the cohort as a whole."""
    return t.text(
        "No cohort report: it is built with the reports of all coalitions, and of two or more."
    )
