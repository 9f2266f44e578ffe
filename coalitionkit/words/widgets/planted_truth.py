"""What the game of guessing says: evidence, guesses, what was planted, and who was right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coalitionkit.plays.diagnosis import Diagnosis, list_error_rates
from coalitionkit.plays.map_conflict.positions import WIDE_SPREAD
from coalitionkit.words.catalog import Translator
from coalitionkit.words.diagnosis import (
    say_best_record,
    say_error_rates,
    say_kind,
    say_missing,
    say_percent,
    say_signal,
)


def say_controls(t: Translator) -> Mapping[str, str]:
    """Label the controls."""
    return {
        "seed": t.text("Seed (any number)"),
        "count": t.text("How many coalitions"),
        "who": t.text("Which table guesses"),
        "show": t.text("Show what was planted"),
        "hide": t.text("Hide it again"),
    }


def say_who_hint(t: Translator) -> str:
    """Say what the table's name is for."""
    return t.text("empty: the whole class")


def say_who(t: Translator, who: str) -> str:
    """Name who guessed, inside a sentence."""
    return who or t.text("the whole class")


def say_guesser(t: Translator, who: str) -> str:
    """Name who guessed, at the head of a column or a line."""
    return who or t.text("The whole class")


def say_intro(t: Translator, place: Path) -> tuple[str, ...]:
    """Say, before the first guess, that all is invented, and where guesses are kept."""
    return (
        t.text("Illustrative: these coalitions are invented. Nobody in them exists."),
        t.text(
            "The same seed gives the same coalitions on every computer. Each state is drawn by "
            "chance: one may come twice, another not at all."
        ),
        t.text(
            "Guesses are kept on this computer only, in the file {place}. To delete them, delete "
            "that file.",
            place=place,
        ),
    )


def say_no_guess_yet(t: Translator) -> str:
    """Offer not to guess yet."""
    return t.text("no guess yet")


def say_name(t: Translator, number: int) -> str:
    """Name an invented coalition by its number."""
    return t.text("Coalition {number}", number=number)


def say_guess(t: Translator, number: int) -> str:
    """Label the guess for an invented coalition."""
    return t.text("Guess for coalition {number}", number=number)


def say_evidence(t: Translator, found: Diagnosis) -> list[str]:
    """Say what a report would show of the log and the map, and nothing that it concludes."""
    size = t.text(
        "On record: {meetings} meetings and {decisions} decisions.",
        meetings=found.meetings,
        decisions=found.decisions,
    )
    signals = [say_signal(t, name, tally) for name, tally in found.tallies.items()]
    return [size, *signals, _say_map(t, found.spread)]


def _say_map(t: Translator, spread: float | None) -> str:
    if spread is None:
        return t.text("On the map: nobody was heard alone, so agreement can't be told from quiet.")
    told = {"percent": say_percent(t, spread), "wide": say_percent(t, WIDE_SPREAD)}
    if spread >= WIDE_SPREAD:
        return t.text(
            "On the map: must-have partners stand {percent} of the scale apart on average, which "
            "counts as far (from {wide} on).",
            **told,
        )
    return t.text(
        "On the map: must-have partners stand {percent} of the scale apart on average, which "
        "counts as close (below {wide}).",
        **told,
    )


def say_word(t: Translator, said: str, cant_tell: str) -> str:
    """Say a guess, a reading or what was planted."""
    if not said:
        return t.text("no guess")
    return t.text("can't tell yet") if said == cant_tell else say_kind(t, said)


def say_verdict(t: Translator, said: str, verdict: str, cant_tell: str) -> str:
    """Say a guess or a reading and whether it was right, in a cell of the table."""
    word = say_word(t, said, cant_tell)
    told = {
        "right": t.text("right"),
        "can't tell": "" if said == cant_tell else t.text("can't tell"),
        "wrong": t.text("wrong"),
        "no guess": "",
    }[verdict]
    return f"{word}: {told}" if told else word


def say_headings(t: Translator) -> Mapping[str, str]:
    """Give the headings of what is shown at the end."""
    return {
        "table": t.text("What was planted, what the report read, what was guessed"),
        "coalition": t.text("Coalition"),
        "planted": t.text("Planted"),
        "report": t.text("The report"),
        "failed": t.text("Where the report did not get it, and why"),
        "rates": t.text("How often it is right, over many classes"),
    }


def say_count(t: Translator, who: str, verdicts: Mapping[str, int], n: int) -> str:
    """Count how often somebody was right, couldn't tell, or was wrong."""
    told = t.text(
        "{who}: right {right} of {n}, can't tell {cant_tell} of {n}, wrong {wrong} of {n}.",
        who=who,
        right=verdicts.get("right", 0),
        cant_tell=verdicts.get("can't tell", 0),
        wrong=verdicts.get("wrong", 0),
        n=n,
    )
    missing = verdicts.get("no guess", 0)
    if not missing:
        return told
    return f"{told} " + t.plural("{n} has no guess.", "{n} have no guess.", missing)


def say_rule(t: Translator) -> str:
    """Say what counts as right where no word fits."""
    return t.text(
        "Where “in between” was planted, everything happens half of the time: no word fits, and "
        "“can't tell yet” is right."
    )


def say_why(t: Translator, found: Diagnosis, *, is_wrong: bool, is_between: bool) -> str:
    """Say why the report did not get what was planted."""
    if found.missing:
        return " ".join([*say_missing(t, found), say_best_record(t, found.best_record)])
    if not is_wrong:
        return t.text(
            "Little is debated and reopening is heard. Where partners stand was not asked alone, "
            "so the report can't tell drifting from agreed."
        )
    if is_between:
        return t.text(
            "Here everything happens half of the time. By chance this log leans to one side, and "
            "the report took that for a state."
        )
    return t.text(
        "By chance this log looks like another state. More meetings would have shown it, most "
        "likely."
    )


def say_none_failed(t: Translator) -> str:
    """Say that the report got every one this time."""
    return t.text("Nowhere, this time.")


def say_rates(t: Translator) -> list[str]:
    """Say the known error rates at the least and the most evidence that was tried."""
    rates = list_error_rates()
    sizes = sorted({(rate.meetings, rate.decisions) for rate in rates})
    told = [
        say_error_rates(t, [rate for rate in rates if (rate.meetings, rate.decisions) == size])
        for size in (sizes[0], sizes[-1])
    ]
    caution = t.text(
        "One class is a handful of coalitions: its luck says little. In those trials partners had "
        "always been heard alone, and each log had at least {meetings} meetings and {decisions} "
        "decisions. Here some have less, so “can't tell yet” comes more often.",
        meetings=sizes[0][0],
        decisions=sizes[0][1],
    )
    return [*told, caution]


def say_saved(t: Translator, name: str, who: str, word: str) -> str:
    """Say that a guess is on disk."""
    return t.text("Saved. {name}, {who}: {word}.", name=name, who=who, word=word)


def say_not_read(t: Translator, why: str) -> str:
    """Say that the guesses on disk can't be read, and why."""
    return t.text("The file of guesses can't be read. {why}", why=why)


def say_shown(t: Translator) -> str:
    """Say that guesses are closed while the truth is in sight."""
    return t.text("What was planted stands below. Guesses are closed until you hide it again.")


def say_sure(t: Translator) -> str:
    """Ask before beginning anew."""
    return t.text("Start again with no guesses? What you have is set aside, not deleted.")


def say_aside(t: Translator, aside: Path | None) -> str:
    """Say where the guesses are that were set aside."""
    if aside is None:
        return t.text("There was nothing to set aside yet.")
    return t.text("Begun anew. Earlier guesses are in the file {place}.", place=aside)
