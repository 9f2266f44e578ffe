"""What people answered, in sentences: counts first, then what the missing could change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coalitionkit.playbook import Item, Playbook
from coalitionkit.survey.figures import (
    Estimate,
    Range,
    ShownDose,
    ShownItem,
    ShownPlay,
    ShownSurvey,
)
from coalitionkit.words.catalog import Translator


def say_range(t: Translator, count: Range, n: int) -> str:
    """Say a count of n: ``5 of 7``, or ``few (0–2 of 7)`` where more would say too much."""
    if count.is_exact:
        return t.text("{count} of {n}", count=count.low, n=n)
    if count.low == 0:
        return t.text("few ({low}–{high} of {n})", low=count.low, high=count.high, n=n)
    return t.text("most ({low}–{high} of {n})", low=count.low, high=count.high, n=n)


def say_finding(t: Translator, item: Item, count: Range, n: int) -> str:
    """Say what those on the marked side of an item said: ``5 of 7 could say in a meeting ...``."""
    said = item.high[t.language][0 if count.high == 1 else 1]
    counted = say_range(t, count, n)
    return t.text("{count} {said}.", count=counted[0].upper() + counted[1:], said=said)


def say_bounds(t: Translator, shown: ShownItem, invited: int) -> str:
    """Say what those who did not answer could make of a count; empty where nobody is missing."""
    if not shown.missing or shown.high is None:
        return ""
    return t.plural(
        "Whatever the other one thinks, that is {low} to {high} of {invited}.",
        "Whatever the other {n} think, that is {low} to {high} of {invited}.",
        shown.missing,
        low=shown.high.low,
        high=shown.high.high + shown.missing,
        invited=invited,
    )


def say_dont_know(t: Translator, shown: ShownItem) -> str:
    """Say how many did not know; empty where nobody."""
    if not shown.dont_know:
        return ""
    return t.plural("{n} did not know.", "{n} did not know.", shown.dont_know)


def say_item(t: Translator, item: Item, shown: ShownItem, invited: int | None) -> str:
    """Say one item in full: the count, who did not know, what the missing could change.

    Of an item merged for the public it says what the cell rule leaves, of all who answered.
    """
    if shown.form == "merged":
        return _say_merged(t, item, shown)
    if shown.high is None or shown.n is None:
        return t.text("{short}: too few answered to show anything.", short=item.short[t.language])
    parts = [say_finding(t, item, shown.high, shown.n), say_dont_know(t, shown)]
    if invited is not None:
        parts.append(say_bounds(t, shown, invited))
    return " ".join(part for part in parts if part)


def _public_count(item: Item, shown: ShownItem) -> int | None:
    return shown.counts.get("middle" if item.set == "T" else "high") if shown.counts else None


def has_public_count(item: Item, shown: ShownItem) -> bool:
    """Say whether an item's marked count may be shown in public."""
    return _public_count(item, shown) is not None


def _say_merged(t: Translator, item: Item, shown: ShownItem) -> str:
    high = _public_count(item, shown)
    if high is None or shown.n is None:
        return t.text("{short}: not shown in public.", short=item.short[t.language])
    return say_finding(t, item, Range(high, high), shown.n)


def say_estimate(t: Translator, estimate: Estimate, *, with_n: bool = True) -> str:
    """Say a mean with its interval and n."""
    words = t.text(
        "{value} ({low} to {high})",
        value=t.number(estimate.value),
        low=t.number(estimate.low),
        high=t.number(estimate.high),
    )
    return t.text("{words}, n = {n}", words=words, n=estimate.n) if with_n else words


def say_play(t: Translator, play: ShownPlay, book: Playbook) -> str:
    """Say a play's score, or why there is none."""
    if play.mean is None:
        return {
            "counts only": t.text("Fewer than ten answered, so no average is shown."),
            "an item is hidden": t.text(
                "No average is shown: one of its questions may not be shown in full."
            ),
            "too few scores": t.text(
                "No average is shown: fewer than ten people answered enough of its questions."
            ),
            "public": t.text("No average is shown in public."),
        }[play.why_not]
    said = say_estimate(t, play.mean)
    if not play.band:
        return said
    label = next(band.label[t.language] for band in book.bands if band.id == play.band)
    return t.text("{said}; band: {band}", said=said, band=label)


def say_average(t: Translator, play: ShownPlay, book: Playbook) -> str:
    """Say a play's score where nothing beside it tells what the number is."""
    said = say_play(t, play, book)
    return t.text("Average of its questions: {said}", said=said) if play.mean else said


def say_spread(t: Translator, shown: ShownItem) -> str:
    """Say how far people agree, beside what random answers would give."""
    spread = shown.spread
    if spread is None:
        return ""
    said = t.text(
        "{value} (random answers: {low} to {high})",
        value=t.number(spread.value, 2),
        low=t.number(spread.random_low, 2),
        high=t.number(spread.random_high, 2),
    )
    if not shown.missing:
        return said
    return t.text(
        "{said}; with the missing, {low} to {high}",
        said=said,
        low=t.number(spread.low, 2),
        high=t.number(spread.high, 2),
    )


def say_share(t: Translator, shown: ShownItem) -> str:
    """Say a share with its interval; a dash where n is under twenty."""
    if shown.share is None:
        return "–"
    return t.text(
        "{value}% ({low}% to {high}%)",
        value=shown.share.value,
        low=shown.share.low,
        high=shown.share.high,
    )


def say_dose(t: Translator, dose: ShownDose) -> str:
    """Say the reading of one too-little/too-much question, with its counts."""
    safe = dose.item == "T2"
    counts = (
        t.text(
            "Of {n}, {little} said too safe, {right} about right, {much} too risky.",
            **_dose_counts(dose),
        )
        if safe
        else t.text(
            "Of {n}, {little} said too little, {right} about right, {much} too much.",
            **_dose_counts(dose),
        )
    )
    reading = {
        "split": t.text("Partners disagree about the dose: at least a quarter on each side."),
        "too little": t.text("Most likely too safe.")
        if safe
        else t.text("Most likely too little."),
        "about right": t.text("Most likely about right."),
        "too much": t.text("Most likely too risky.") if safe else t.text("Most likely too much."),
        "unclear": t.text("No clear reading."),
    }[dose.label]
    return f"{counts} {reading}"


def _dose_counts(dose: ShownDose) -> dict[str, int]:
    return {"n": dose.n, "little": dose.little, "right": dose.right, "much": dose.much}


def say_allows(t: Translator, survey: ShownSurvey, *, from_partners: bool) -> list[str]:
    """Say who answered and what that allows: the first lines of page one."""
    if survey.allows == "nothing":
        return [t.text("Nobody has been asked yet. This page holds no answers.")]
    if survey.allows == "open":
        return [
            t.text(
                "This wave is still open: answers are shown once it is closed. Write the last day "
                "into table waves, column closed."
            )
        ]
    if survey.allows == "too few":
        return _say_too_few(t, survey, from_partners=from_partners)
    assert survey.n is not None
    if survey.invited is None:
        return [
            t.plural("{n} person answered.", "{n} people answered.", survey.n),
            t.text("Counts under eleven are not shown, nor anything that gives one away."),
        ]
    answered = (
        t.text("{n} of {invited} partners answered, one person each.", **_who(survey))
        if from_partners
        else t.text("{n} of the {invited} people asked answered.", **_who(survey))
    )
    return [answered, _say_weight(t, survey), t.text("Nothing here says who said what.")]


def _who(survey: ShownSurvey) -> dict[str, int | None]:
    return {"n": survey.n, "invited": survey.invited}


def _say_too_few(t: Translator, survey: ShownSurvey, *, from_partners: bool) -> list[str]:
    if survey.invited is None:
        return [t.text("Fewer than eleven people have answered, so nothing is shown in public.")]
    asked = (
        t.plural("{n} partner was asked.", "{n} partners were asked.", survey.invited)
        if from_partners
        else t.plural("{n} person was asked.", "{n} people were asked.", survey.invited)
    )
    return [
        asked,
        t.text("Fewer than five have answered, so no answer is shown, nor how many there are."),
        t.text("Nothing here says who answered."),
    ]


def _say_weight(t: Translator, survey: ShownSurvey) -> str:
    """Say whether these are nearly all, and what the missing could change."""
    n, invited = survey.n or 0, survey.invited or 0
    missing = invited - n
    if not missing:
        return t.text("That is everyone: these are counts, not estimates.")
    if n >= 0.75 * invited:
        return t.plural(
            "{answered} is nearly everyone: these are counts, not estimates. The one who did not "
            "answer could change any count by 1.",
            "{answered} is nearly everyone: these are counts, not estimates. The {n} who did not "
            "answer could change any count by up to {n}.",
            missing,
            answered=n,
        )
    return t.plural(
        "The one who did not answer could change any count by 1. Read every number with that in "
        "mind.",
        "The {n} who did not answer could change any count by up to {n}. Read every number with "
        "that in mind.",
        missing,
    )


def say_chart_labels(t: Translator) -> Mapping[str, str]:
    """Give the words that charts of answers need."""
    return {
        "count": t.text("{count} of {n}"),
        "few": t.text("few ({low}–{high} of {n})"),
        "most": t.text("most ({low}–{high} of {n})"),
        "high": t.text("step 4 or 5"),
        "lower": t.text("step 1 to 3"),
        "between": t.text("either one: kept vague"),
        "dont_know": t.text("don't know"),
        "other": t.text("does not apply or no answer"),
        "hidden": t.text("too few answers to show"),
        "not public": t.text("not shown in public"),
        "step": t.text("step {step}"),
        "low": t.text("step 1 or 2"),
        "middle": t.text("step 3"),
        "answers": t.text("number of people"),
        "share_all": t.text("share of all who answered"),
        "share": t.text("share of those who picked a step"),
        "marked": t.text("turned down or put off"),
        "rest": t.text("anything else"),
        "wave": t.text("wave {wave}"),
        "mean": t.text("average, 1 to 5"),
    }


def say_chart_text(t: Translator, title: str, items: Sequence[ShownItem], book: Playbook) -> str:
    """Say a chart of items for those who can't see it: its finding, then each count."""
    counts = [_say_chart_row(t, book.items[item.item], item) for item in items]
    return f"{title}. " + " ".join(counts)


def _say_chart_row(t: Translator, item: Item, shown: ShownItem) -> str:
    short = item.short[t.language]
    if shown.form == "merged":
        high = shown.counts.get("high") if shown.counts else None
        if high is None:
            return t.text("{short}: not shown in public.", short=short)
        return t.text("{short}: {count} of {n}.", short=short, count=high, n=shown.n)
    if shown.high is None or shown.n is None:
        return t.text("{short}: too few answered to show anything.", short=short)
    told = t.text("{short}: {count}.", short=short, count=say_range(t, shown.high, shown.n))
    return " ".join(part for part in (told, say_dont_know(t, shown)) if part)
