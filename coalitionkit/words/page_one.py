"""Page one in words: headings, what is unclear, the page for too few answers, small print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from coalitionkit.playbook import Playbook
from coalitionkit.record.audiences import Audience
from coalitionkit.survey.figures import Range, ShownItem, ShownSurvey
from coalitionkit.words.catalog import Translator
from coalitionkit.words.survey import say_bounds, say_range

UnclearWhy = Literal[
    "too few answered",
    "many did not know",
    "missing could turn it",
    "no meetings",
    "no checkins",
    "no positions",
    "nobody asked",
]


@dataclass(frozen=True)
class Unclear:
    """Something that can't be told yet: why, and the item it is about (if it is about one)."""

    why: UnclearWhy
    item: str = ""


def say_headings(t: Translator) -> Mapping[str, str]:
    """Give the headings of page one."""
    return {
        "who": t.text("Who answered"),
        "working": t.text("What is working"),
        "standing out": t.text("What stands out"),
        "unclear": t.text("What we can't tell yet"),
        "steps": t.text("Next 60 days"),
        "picture": t.text("The five plays in a picture"),
        "question": t.text("For your next meeting"),
        "talks": t.text("The talks to have"),
    }


def say_wave(t: Translator, survey: ShownSurvey) -> str:
    """Say which wave this is and when it was held."""
    if survey.wave is None or survey.opened is None:
        return t.text("No survey yet")
    if survey.closed is None:
        return t.text("Wave {wave}, from {opened}", wave=survey.wave, opened=t.date(survey.opened))
    return t.text(
        "Wave {wave}, {opened} to {closed}",
        wave=survey.wave,
        opened=t.date(survey.opened),
        closed=t.date(survey.closed),
    )


def say_audience(t: Translator, audience: Audience) -> str:
    """Say who this copy is for and who should not get it."""
    return {
        "convener": t.text(
            "Convener's copy. It may hold what partners said in private. Do not pass it on."
        ),
        "partners": t.text("For the partners of this coalition. They decide who else may see it."),
        "public": t.text("Public copy. It names and counts no partner."),
    }[audience]


def say_band(t: Translator, audience: Audience, *, illustrative: bool) -> str:
    """Say what every page must: that its data is invented, that it is the convener's alone."""
    told = []
    if illustrative:
        told.append(t.text("Illustrative data: invented for teaching, about no real organization"))
    if audience == "convener":
        told.append(say_audience(t, audience))
    return " · ".join(told)


def say_nothing_working(t: Translator) -> str:
    """Say that no item had two-thirds at step 4 or 5."""
    return t.text("On no question that may be shown were two-thirds at step 4 or 5.")


def say_nothing_standing_out(t: Translator) -> str:
    """Say that no item stood out."""
    return t.text(
        "No question that may be shown stands out: on none were a third or fewer at step 4 or 5."
    )


def say_no_step(t: Translator, audience: Audience) -> str:
    """Say why there is no step: nothing fired, or this copy has none."""
    if audience == "public":
        return t.text("Next steps stand in the coalition's own copy.")
    return t.text("Nothing here needs fixing. Use the hour for the work.")


def say_unclear(t: Translator, unclear: Unclear, survey: ShownSurvey, book: Playbook) -> str:
    """Say one thing that can't be told yet, and the record that would tell."""
    if unclear.item:
        return _say_unclear_item(t, unclear, survey, book)
    return {
        "nobody asked": t.text("What partners think: ask them with the questionnaire. 8 minutes."),
        "no meetings": t.text(
            "Whether meetings debate or drift: there is no meeting log. One row an agenda item for "
            "the next four meetings would begin to tell."
        ),
        "no checkins": t.text(
            "Who has not been heard for a month: there is no check-in log. One row a talk would "
            "tell."
        ),
        "no positions": t.text(
            "How far apart partners stand: there is no map. Each partner's range on two issues "
            "would begin to tell."
        ),
    }[unclear.why]


def _say_unclear_item(t: Translator, unclear: Unclear, survey: ShownSurvey, book: Playbook) -> str:
    item, shown = book.items[unclear.item], survey.items[unclear.item]
    short = item.short[t.language]
    if unclear.why == "too few answered":
        return t.text(
            "{short}: too few answered this question. Ask about it in private talks.", short=short
        )
    if unclear.why == "many did not know":
        return t.text(
            "{short}: {count} did not know. A round of private talks would tell.",
            short=short,
            count=_say_did_not_know(t, shown),
        )
    assert shown.high is not None
    assert shown.n is not None
    assert survey.invited is not None
    return t.text(
        "{short}: {count}. {bounds} Their answers would tell.",
        short=short,
        count=say_range(t, shown.high, shown.n),
        bounds=say_bounds(t, shown, survey.invited),
    )


def _say_did_not_know(t: Translator, shown: ShownItem) -> str:
    unsure = shown.dont_know or 0
    return say_range(t, Range(unsure, unsure), unsure + (shown.n or 0))


def say_talks(t: Translator) -> list[str]:
    """List the talks to have where fewer than five have answered."""
    return [
        t.text(
            "Ask each partner alone, not in the meeting: did the questions reach you, and what "
            "would make it safe to answer?"
        ),
        t.text(
            "Say what is shown and what is not: counts only, from five answers on, and never who "
            "said what."
        ),
        t.text(
            "If five won't answer, talk instead: what do you need, what do you fear, what has "
            "changed for you? Write down only what each partner agrees to."
        ),
    ]


def say_picture_title(t: Translator, survey: ShownSurvey) -> str:
    """Title of page one's picture: how many of the fifteen items have most people high."""
    shown = [
        item
        for item in survey.items.values()
        if item.high is not None and item.n and item.item[0] in "MCSKF"
    ]
    if survey.audience == "public":
        return t.text("Counts of eleven or more, where all others are large too")
    if not shown:
        return t.text("Too few answers on each question to show a count")
    most = sum(item.high.low * 2 > item.n for item in shown if item.high and item.n)
    return t.plural(
        "On {most} of {n} question, more than half are at step 4 or 5",
        "On {most} of {n} questions, more than half are at step 4 or 5",
        len(shown),
        most=most,
    )


def say_step_labels(t: Translator) -> Mapping[str, str]:
    """Give the labels of a next step's parts."""
    return {
        "finding": t.text("What we saw"),
        "step": t.text("Step"),
        "who": t.text("Who"),
        "by": t.text("By when"),
        "not now": t.text("Not now if"),
        "tell": t.text("In 60 days it worked if"),
        "essay": t.text("The playbook says"),
    }


def say_small_print(
    t: Translator, survey: ShownSurvey, *, version: str, data_hash: str
) -> list[str]:
    """Say what this rests on and what it does not."""
    n = t.text("fewer than {n}", n=survey.threshold) if survey.n is None else str(survey.n)
    wave = "–" if survey.wave is None else str(survey.wave)
    lines = [
        t.text("Pilot questionnaire, not validated. Counts show what was answered, not why."),
        t.text(
            "The playbook is an argument by Z. Laris (“Neither Kumbaya Nor Cartel”), not a "
            "research finding. How these pages count, and where they stop, is under “Method in "
            "plain words”."
        ),
        say_audience(t, survey.audience),
        t.text(
            "Answers: {n}. Wave: {wave}. coalitionkit {version}. Data {data_hash}.",
            n=n,
            wave=wave,
            version=version,
            data_hash=data_hash,
        ),
    ]
    if t.language != "en":
        lines.append(t.text("This Spanish text is not yet checked by a native speaker."))
    return lines
