"""The file of figures explained: each column, each figure with its rule, each reason for none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coalitionkit.survey.score_rows import Why
from coalitionkit.words.catalog import Translator


def say_columns(t: Translator) -> Mapping[str, str]:
    """Say what each column holds."""
    return {
        "coalition": t.text("The coalition's id in the record."),
        "name": t.text("Its name."),
        "illustrative": t.text("yes if the coalition is invented for teaching."),
        "audience": t.text("Who this file is for: the same rules as in the report for them."),
        "wave": t.text("Which time of asking."),
        "invited": t.text("How many were asked. Empty for the public, who may not count partners."),
        "answered": t.text("How many answered anything. Empty where too few did."),
        "about": t.text(
            "What the figure is about: item (a question), own (a question of your own), play, or "
            "group."
        ),
        "id": t.text("The question's or play's id."),
        "label": t.text("Its short name."),
        "figure": t.text("What is counted or averaged; each is explained below."),
        "answer": t.text("For a count: the answer's value, dk (don't know), na or unanswered."),
        "value": t.text("The figure. Empty where it may not be shown."),
        "low": t.text("The lower end of its range or interval."),
        "high": t.text("The upper end of its range or interval."),
        "n": t.text("How many answers are behind the figure."),
        "reading": t.text("A play's band, or how a too-little/too-much question reads."),
        "why_empty": t.text("Why there is no value."),
    }


def say_figures(t: Translator) -> Mapping[str, tuple[str, str]]:
    """Say what each figure is, and the rule or source behind it."""
    return {**_say_answers(t), **_say_waves(t)}


def _say_interval(t: Translator) -> str:
    return t.text("95% t interval, corrected for how many of those asked answered.")


def _say_answers(t: Translator) -> Mapping[str, tuple[str, str]]:
    """Say the figures of one wave."""
    return {
        "marked": (
            t.text("How many are at step 4 or 5; about right; or turned down or put off."),
            t.text(
                "Needs five answers. A sensitive question with fewer than ten answers has a range "
                "near none and near all."
            ),
        ),
        "count": (t.text("How many gave one answer."), t.text("Needs five answers.")),
        "mean": (
            t.text("The average, 1 to 5."),
            f"{_say_interval(t)} {t.text('Needs ten answers.')}",
        ),
        "share": (
            t.text("Percent at step 4 or 5."),
            t.text("Wilson's 95% interval. Needs twenty answers."),
        ),
        "agreement": (
            t.text(
                "0 is two opposite camps, 1 is all alike; low to high is what the missing make."
            ),
            t.text("Tastle and Wierman 2007. Needs ten answers."),
        ),
        "agreement_at_random": (
            t.text("The agreement that random answers would give, from 5% to 95% of the time."),
            t.text("Counted out for this n."),
        ),
        "dose": (
            t.text(
                "Share of too much less share of too little, -1 to 1; reading says which leads."
            ),
            t.text(
                "split: a quarter or more on each side. Else the largest if its chance is at least "
                "80%, or unclear. This kit's convention."
            ),
        ),
    }


def _say_waves(t: Translator) -> Mapping[str, tuple[str, str]]:
    """Say the figures of this wave beside the one before."""
    before = t.text("The same in the wave before.")
    few_moved = t.text("Shown where leavers and joiners are each none or at least five.")
    cells = t.text("Cells of 1 to 4 are hidden, with what would give them away.")
    return {
        "answered_before": (t.text("How many answered in the wave before."), ""),
        "answered_both": (t.text("How many answered in both waves."), few_moved),
        "marked_before": (before, ""),
        "marked_of_leavers": (
            t.text("The wave before: marked among those who answered only then."),
            cells,
        ),
        "marked_of_stayers": (
            t.text("The wave before: marked among those who answered again."),
            cells,
        ),
        "mean_before": (before, _say_interval(t)),
        "change": (
            t.text("This wave's average less the one before, whoever answered."),
            t.text("Welch's 95% interval, corrected in the same way."),
        ),
        "cliffs_delta": (
            t.text("How often this wave is above the one before, less how often below; -1 to 1."),
            "Cliff 1993",
        ),
        "change_matched": (
            t.text("The average change of those who answered in both waves."),
            f"{_say_interval(t)} {few_moved}",
        ),
        "moved_up": (t.text("How many of them moved up."), few_moved),
        "moved_same": (t.text("How many of them stayed the same."), few_moved),
        "moved_down": (t.text("How many of them moved down."), few_moved),
    }


def say_reasons(t: Translator) -> Mapping[Why, str]:
    """Say why a figure has no value."""
    return {
        "nobody asked": t.text("Nobody has been asked yet."),
        "no such wave": t.text("This coalition was not asked in this wave."),
        "still open": t.text("The wave is still open."),
        "too few answered": t.text("Too few answered to show anything, nor how many did."),
        "too few answered this item": t.text("Fewer than five picked a step on this question."),
        "sensitive": t.text(
            "A sensitive question with fewer than ten answers: joined to one split, blurred near "
            "none and near all."
        ),
        "no mean below ten": t.text("Fewer than ten answers."),
        "no share below twenty": t.text("Fewer than twenty answers."),
        "an item is hidden": t.text("One of the play's questions may not be shown in full."),
        "too few scores": t.text("Fewer than ten people answered enough of the play's questions."),
        "few left or joined": t.text(
            "One person's answers could be worked out from it: a few left or joined, a few skipped "
            "questions in one wave, or all moved alike."
        ),
        "earlier wave too small": t.text("Fewer than five answered in the wave before."),
        "public": t.text(
            "Not in public: averages, and counts from 1 to 10 or what such a count could be worked "
            "out from."
        ),
    }


def say_notes(t: Translator, *, band: str, version: str) -> Sequence[Sequence[str]]:
    """Say all of it as rows of one length, headings first: the workbook's first sheet."""
    column, figure, reason = t.text("column"), t.text("figure"), t.text("reason")
    head = (t.text("What"), t.text("Name in the file"), t.text("Meaning"), t.text("Rule or source"))
    general = [band] if band else []
    general += [
        t.text("Pilot questionnaire, not validated. Counts show what was answered, not why."),
        t.text("One row a figure. Sheet scores holds the figures, in the order of the record."),
        t.text("There is no grand total and no ranking of coalitions."),
        f"coalitionkit {version}",
    ]
    if t.language != "en":
        general.append(t.text("This Spanish text is not yet checked by a native speaker."))
    return [
        head,
        *(("", "", line, "") for line in general),
        *((column, name, meaning, "") for name, meaning in say_columns(t).items()),
        *((figure, name, *told) for name, told in say_figures(t).items()),
        *((reason, "", line, "") for line in say_reasons(t).values()),
    ]
