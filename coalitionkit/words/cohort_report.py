"""A cohort's own report in words: who answered, steps that recur, what can't be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coalitionkit.playbook import Playbook
from coalitionkit.record.audiences import Audience
from coalitionkit.survey.compare import FEWEST_GROUPS, ItemSpread, Response
from coalitionkit.survey.figures import BASE
from coalitionkit.words.catalog import Translator
from coalitionkit.words.page_one import say_audience


def say_headings(t: Translator) -> Mapping[str, str]:
    """Give the headings, in the order of the page."""
    return {
        "who": t.text("Who answered"),
        "intake": t.text("Group by group"),
        "spread": t.text("What is common and what is local"),
        "steps": t.text("Next steps that recur"),
        "words": t.text("What the meeting logs say"),
        "rates": t.text("How often that reading is right"),
        "limits": t.text("What can't be told from this"),
        "method": t.text("How this page is made"),
    }


def say_title(t: Translator, cohort: str) -> str:
    """Give the title."""
    return t.text("Cohort report: {cohort}", cohort=cohort)


def say_lead(t: Translator, groups: int, wave: int) -> str:
    """Say what is compared."""
    if wave:
        return t.plural(
            "{n} coalition, wave {wave}", "{n} coalitions, wave {wave}", groups, wave=wave
        )
    return t.plural(
        "{n} coalition, its newest wave", "{n} coalitions, each in its newest wave", groups
    )


def say_response(t: Translator, response: Response) -> list[str]:
    """Say how many groups have figures, and how many people stand behind them."""
    lines = [
        t.plural(
            "{shown} of {n} coalition has figures that may be shown.",
            "{shown} of {n} coalitions have figures that may be shown.",
            response.groups,
            shown=response.shown,
        )
    ]
    if response.shown < FEWEST_GROUPS:
        return [*lines, say_too_few(t)]
    if response.asked is None:
        lines.append(
            t.plural("{n} person answered there.", "{n} people answered there.", response.answered)
        )
    else:
        lines.append(
            t.text(
                "There, {answered} of the {asked} people asked answered.",
                answered=response.answered,
                asked=response.asked,
            )
        )
    return lines


def say_left_out(t: Translator, response: Response, audience: Audience) -> list[str]:
    """Say how many groups are in no number, and why."""
    sentences = {
        "too few": lambda n: t.plural(
            "{n} coalition is in no count of answers: fewer than {least} answered there.",
            "{n} coalitions are in no count of answers: fewer than {least} answered there.",
            n,
            least=BASE[audience],
        ),
        "open": lambda n: t.plural(
            "{n} coalition is in no count of answers: its wave is still open.",
            "{n} coalitions are in no count of answers: their waves are still open.",
            n,
        ),
        "nothing": lambda n: t.plural(
            "{n} coalition is in no count of answers: nobody has been asked there.",
            "{n} coalitions are in no count of answers: nobody has been asked there.",
            n,
        ),
        "not in this wave": lambda n: t.plural(
            "{n} coalition is in no count of answers: it was not asked in this wave.",
            "{n} coalitions are in no count of answers: they were not asked in this wave.",
            n,
        ),
    }
    return [sentences[why](count) for why, count in response.left_out.items()]


def say_parts(t: Translator) -> Mapping[str, str]:
    """Name how much of those asked answered."""
    return {
        "all": t.text("everyone"),
        "most": t.text("three-quarters or more, not everyone"),
        "half": t.text("half or more, under three-quarters"),
        "fewer": t.text("under half"),
    }


def say_columns(t: Translator) -> Mapping[str, str]:
    """Give the headings of the page's tables."""
    return {
        "part": t.text("Of those asked, answered"),
        "groups": t.text("Coalitions"),
        "step": t.text("Step"),
        "which": t.text("Which"),
        "word": t.text("The log points to"),
        "meetings": t.text("Meetings"),
        "decisions": t.text("Decisions"),
        "rightly": t.text("Right word, of 100"),
        "wrongly": t.text("Wrong word, of 100"),
        "no word fits": t.text("A word where none fits, of 100"),
    }


def say_of(t: Translator, count: int, groups: int) -> str:
    """Say a count of groups."""
    return t.text("{count} of {n}", count=count, n=groups)


def say_too_few(t: Translator) -> str:
    """Say why there is nothing here."""
    return t.text(
        "Nothing is counted over fewer than {n} coalitions: each could work out the others.",
        n=FEWEST_GROUPS,
    )


def say_steps_note(t: Translator) -> str:
    """Say what is counted among the steps."""
    return t.text(
        "A coalition's own report has three steps at most; these are how many reports have each. A "
        "step that many share may be done together. It is no grade: a coalition that writes down "
        "more has more to act on."
    )


def say_no_steps(t: Translator, audience: Audience) -> str:
    """Say why there is no step."""
    if audience == "public":
        return t.text("Next steps stand in each coalition's own copy.")
    return t.text("No rule for a next step holds in any coalition.")


def say_no_logs(t: Translator, groups: int) -> str:
    """Say that too few have a meeting log."""
    return t.plural(
        "{n} coalition has a meeting log that can be read, too few to count over.",
        "{n} coalitions have a meeting log that can be read, too few to count over.",
        groups,
    )


def say_cant_tell(t: Translator) -> str:
    """Name the reading that names nothing."""
    return t.text("can't tell yet")


def say_rates_note(t: Translator, n: int) -> str:
    """Say where the error rates come from and how to read them."""
    return t.text(
        "From invented coalitions whose state was planted, {n} of each kind and amount of records, "
        "and read as here. Given are the least that got the right word and the most that got a "
        "wrong one, of 100; the rest are “can't tell yet”. Real meetings are messier than invented "
        "ones, so take these as the best that the reading can do.",
        n=n,
    )


def say_at_least(t: Translator, share: float) -> str:
    """Say the least share as of 100, never more than it is."""
    return t.text("at least {number}", number=int(100 * share + 1e-9))


def say_at_most(t: Translator, share: float) -> str:
    """Say the greatest share as of 100, never less than it is and never as none at all."""
    return t.text("at most {number}", number=max(1, int(-(-share * 100 // 1))))


def say_limits(
    t: Translator, *, spreads: Iterable[ItemSpread], book: Playbook, compared: bool
) -> list[str]:
    """List what can't be told."""
    lines = [
        t.text(
            "Who is ahead. There is no total, no average over coalitions and no ranking: they "
            "have different fights, and answer from different hopes."
        ),
        t.text(
            "Why. A question may be low in many because the work is hard, because it was not "
            "taught, or because it is asked that way."
        ),
    ]
    if not compared:
        return lines
    shown = {spread.item for spread in spreads}
    missing = [
        item.short[t.language]
        for play in book.plays
        for item in book.items_of(play)
        if item.id not in shown
    ]
    if missing:
        names = t.join(missing)
        lines.append(t.text("Questions that too few coalitions may show: {names}.", names=names))
    lines.append(
        t.text(
            "Small differences. In a coalition of eight, one other answer moves a share by more "
            "than a tenth."
        )
    )
    lines.append(
        t.text("Change over time. It stands in each coalition's own report, where it may be shown.")
    )
    return lines


def say_method(t: Translator, audience: Audience) -> list[str]:
    """Say what the page is made of and whom it names."""
    named = (
        t.text("This copy names coalitions. Nobody but whoever runs the cohort should have it.")
        if audience == "convener"
        else t.text("No coalition is named.")
    )
    return [
        t.text(
            "Every number counts coalitions by figures that each may show its own readers in the "
            "same kind of copy. What is hidden in a coalition's report is in no number here, and "
            "totals leave that coalition out."
        ),
        t.text("Nothing is counted over fewer than {n} coalitions.", n=FEWEST_GROUPS),
        named,
        t.text("Each coalition sees its own report before anyone sees this page."),
    ]


def say_small_print(
    t: Translator, audience: Audience, *, version: str, data_hash: str
) -> list[str]:
    """Say what this rests on and what it does not."""
    readers = {
        "convener": say_audience(t, "convener"),
        "partners": t.text("For the coalitions of this cohort and those who fund it."),
        "public": t.text("Public copy. It names no coalition and names and counts no partner."),
    }[audience]
    lines = [
        t.text("Pilot questionnaire, not validated. Counts show what was answered, not why."),
        t.text(
            "The playbook is an argument by Z. Laris (“Neither Kumbaya Nor Cartel”), not a "
            "research finding."
        ),
        readers,
        t.text("coalitionkit {version}. Data {data_hash}.", version=version, data_hash=data_hash),
    ]
    if t.language != "en":
        lines.append(t.text("This Spanish text is not yet checked by a native speaker."))
    return lines
