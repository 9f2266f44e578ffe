"""Five coalitions' turns in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from coalitionkit.plays.contrasts import Turn
from coalitionkit.words.catalog import Translator


def say_chart_labels(t: Translator) -> Mapping[str, str]:
    """Name each kind of turn."""
    return {
        "began": t.text("began"),
        "won": t.text("won"),
        "lost": t.text("its bill died"),
        "split": t.text("rift"),
        "closed": t.text("closed"),
        "came back": t.text("came back"),
    }


def say_lives_title(t: Translator, lives: Mapping[str, Sequence[Turn]]) -> str:
    """Say what the picture is of."""
    return t.plural(
        "{n} coalition, and how it ended as far as its sources tell.",
        "{n} coalitions, and how each ended as far as its sources tell.",
        len(lives),
    )


def say_story(t: Translator, turns: Sequence[Turn]) -> str:
    """Say a coalition's turns in one line, by year."""
    names = say_chart_labels(t)
    return ", ".join(f"{names[turn.kind]} {turn.date[:4]}" for turn in turns)


def say_lives_text(t: Translator, title: str, lives: Mapping[str, Sequence[Turn]]) -> str:
    """Say every turn with its date, for those who can't see the picture."""
    names = say_chart_labels(t)
    told = [
        t.text(
            "{coalition}: {turns}.",
            coalition=name,
            turns="; ".join(f"{names[turn.kind]} {_say_date(t, turn.date)}" for turn in turns),
        )
        for name, turns in lives.items()
    ]
    return " ".join([title, *told])


def _say_date(t: Translator, date: str) -> str:
    """Write a day out; a year or a month stays as the source has it."""
    return t.date(dt.date.fromisoformat(date)) if date.count("-") > 1 else date


def say_kept_to_sources(t: Translator) -> str:
    """Say what a line's end means."""
    return t.text(
        "A line ends at the last turn that a source at hand tells; what came after is not known "
        "here."
    )
