"""The report's body in words: headings, captions, and each chart's finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coalitionkit.playbook import Item, Playbook
from coalitionkit.survey.figures import ShownChange, ShownDose, ShownItem, ShownSurvey
from coalitionkit.words.catalog import Translator
from coalitionkit.words.survey import say_range


def say_body_headings(t: Translator) -> Mapping[str, str]:
    """Give the headings of the report's sections."""
    return {
        "summary": t.text("Summary"),
        "steps": t.text("Next steps in full"),
        "plays": t.text("The five plays, question by question"),
        "public": t.text("Counts that may be shown in public"),
        "dose": t.text("Too little, about right, too much"),
        "alone": t.text("Questions that stand alone"),
        "own": t.text("Your own questions"),
        "waves": t.text("This time and the time before"),
        "not shown": t.text("What is not shown, and why"),
        "method": t.text("Method in plain words"),
        "appendix": t.text("Appendix: every question, every count"),
    }


def say_columns(t: Translator) -> Mapping[str, str]:
    """Give the headings of the report's tables."""
    return {
        "play": t.text("Play"),
        "question": t.text("Question"),
        "high": t.text("At step 4 or 5"),
        "dont_know": t.text("Don't know"),
        "other": t.text("Does not apply"),
        "unanswered": t.text("No answer"),
        "bounds": t.text("If the missing had answered"),
        "mean": t.text("Average (95% interval), n"),
        "share": t.text("Share at step 4 or 5 (95% interval)"),
        "spread": t.text("Agreement, 0 to 1"),
        "score": t.text("Score (1 to 5)"),
        "answer": t.text("Answer"),
        "people": t.text("People"),
    }


def say_summary_caption(t: Translator, survey: ShownSurvey) -> str:
    """Caption the summary table."""
    return t.text("Each question in counts; answered by {n} in all", n=survey.n)


def say_play_title(t: Translator, play: str, items: Sequence[ShownItem], book: Playbook) -> str:
    """Title of a play's chart: the best and the least of its questions."""
    known = [item for item in items if item.high is not None and item.n]
    title = book.plays[play].title[t.language]
    if not known:
        return t.text("{play}: too few answers to show", play=title)
    best = max(known, key=lambda item: (item.high.low / item.n) if item.high and item.n else 0)
    least = min(known, key=lambda item: (item.high.low / item.n) if item.high and item.n else 0)
    if best.item == least.item or best.high == least.high:
        return t.text(
            "{play}: about as many at step 4 or 5 on each question ({count})",
            play=title,
            count=_say(t, best),
        )
    return t.text(
        "{play}: most on “{best}” ({best_count}), fewest on “{least}” ({least_count})",
        play=title,
        best=book.items[best.item].short[t.language],
        best_count=_say(t, best),
        least=book.items[least.item].short[t.language],
        least_count=_say(t, least),
    )


def _say(t: Translator, item: ShownItem) -> str:
    assert item.high is not None
    assert item.n is not None
    return say_range(t, item.high, item.n)


def say_nothing_public(t: Translator) -> str:
    """Say that no count is large enough for the public."""
    return t.text("No question has counts that are all large enough to show in public.")


def say_dose_title(t: Translator, doses: Sequence[ShownDose], book: Playbook) -> str:
    """Title of the dose chart: how many said about right on each."""
    told = [
        t.text(
            "{short}: {right} of {n} about right",
            short=book.items[dose.item].short[t.language],
            right=dose.right,
            n=dose.n,
        )
        for dose in doses
    ]
    return "; ".join(told)


def say_change_title(t: Translator, change: ShownChange) -> str:
    """Title of the waves' chart: on how many questions more, fewer, or can't tell."""
    more = fewer = 0
    for first, first_n, second, second_n in change.items.values():
        more += second.low / second_n > first.high / first_n
        fewer += second.high / second_n < first.low / first_n
    return t.text(
        "Larger share at the marked answers on {more} of {n} questions, smaller on {fewer}",
        more=more,
        fewer=fewer,
        n=len(change.items),
    )


def say_alone_title(t: Translator, items: Sequence[ShownItem], book: Playbook) -> str:
    """Title of the chart of questions that stand alone: each with its count."""
    told = [
        t.text(
            "{short} ({count})",
            short=book.items[item.item].short[t.language],
            count=_say(t, item),
        )
        for item in items
        if item.high is not None
    ]
    return "; ".join(told) or t.text("Seating, and how meetings are spent")


def say_answers_title(t: Translator, item: Item, shown: ShownItem) -> str:
    """Title of a chart of named answers: how many on the marked side."""
    short = item.short[t.language]
    if shown.high is None:
        return short
    return t.text("{short}: {count}", short=short, count=_say(t, shown))


def say_no_wave_before(t: Translator) -> str:
    """Say that there is nothing to compare with."""
    return t.text("There is no earlier wave that may be shown beside this one.")


def say_nothing_hidden(t: Translator) -> str:
    """Say that no rule hid anything."""
    return t.text("Nothing was hidden in this copy.")
