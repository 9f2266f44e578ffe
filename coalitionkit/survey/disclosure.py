"""The one place that decides what may be shown of a survey (method.md, section 4).

Raw counts come in, :class:`~coalitionkit.survey.figures.ShownSurvey` goes out, and everything
after it (words, charts, report, exports) sees only that. So two cohorts that differ only in
answers that may not be shown give the same pages, byte for byte. What holds for one item and for
two waves stands in ``item_rule`` and ``wave_rule``; nothing else uses them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coalitionkit.errors import UsageError
from coalitionkit.playbook import Playbook
from coalitionkit.record import Coalition, Cohort
from coalitionkit.record.audiences import AUDIENCES, Audience, limit_book
from coalitionkit.survey.answers import WaveAnswers, gather_wave
from coalitionkit.survey.figures import (
    BASE,
    EVERYTHING_FROM,
    MEANS_FROM,
    Allows,
    Hidden,
    HiddenWhy,
    ShownItem,
    ShownPlay,
    ShownSurvey,
)
from coalitionkit.survey.item_rule import show_dose, show_item, show_play
from coalitionkit.survey.own_rule import show_own
from coalitionkit.survey.wave_rule import show_change


def read_allowance(n: int, threshold: int) -> Allows:
    """Say what a number of answers allows: too few, counts, means, or everything."""
    if n < threshold:
        return "too few"
    if n < MEANS_FROM:
        return "counts"
    return "means" if n < EVERYTHING_FROM else "everything"


def _list_hidden(items: Sequence[ShownItem], n: int, audience: Audience) -> list[Hidden]:
    """Name each rule that hid something, and the items it hid."""
    if audience == "public":
        return [Hidden("public")]
    thin = tuple(item.item for item in items if item.form == "hidden")
    split = tuple(item.item for item in items if item.form == "split")
    hidden = []
    if thin:
        hidden.append(Hidden("too few answered this item", thin))
    if split:
        hidden.append(Hidden("sensitive", split))
    if n < MEANS_FROM:
        hidden.append(Hidden("no mean below ten"))
    elif n < EVERYTHING_FROM:
        hidden.append(Hidden("no band below twenty"))
    return hidden


def _show_nothing(audience: Audience, answers: WaveAnswers | None, allows: Allows) -> ShownSurvey:
    """Show that nobody was asked, that too few answered, or that answers still come in.

    Not even how many answered is shown: of a wave that is still open, two looks at it would give
    whoever answered in between away.
    """
    public = audience == "public"
    why: Mapping[Allows, HiddenWhy] = {"too few": "too few answered", "open": "still open"}
    return ShownSurvey(
        audience=audience,
        wave=answers.wave if answers else None,
        opened=answers.opened if answers else None,
        closed=answers.closed if answers else None,
        invited=answers.invited if answers and not public else None,
        n=None,
        threshold=BASE[audience],
        allows=allows,
        items={},
        doses={},
        plays={},
        change=None,
        hidden=(Hidden(why[allows]),) if allows in why else (),
    )


def show_survey(
    coalition: Coalition, *, wave: int | None = None, audience: Audience = "partners"
) -> ShownSurvey:
    """Decide what one audience may see of one group's survey.

    Parameters
    ----------
    coalition : Coalition
    wave : int, optional
        Which time of asking; the newest by default.
    audience : {"partners", "convener", "public"}

    Returns
    -------
    ShownSurvey

    Raises
    ------
    UsageError
        If the wave or the audience doesn't exist.
    """
    if audience not in AUDIENCES:
        raise UsageError(
            f"audience: found {audience!r}; allowed: {', '.join(AUDIENCES)}. Pick one of them."
        )
    numbers = sorted(int(number) for number in coalition.waves["wave"])
    if not numbers and wave is None:
        return _show_nothing(audience, None, "nothing")
    if audience == "public" and wave not in (None, *numbers[-1:]):
        raise UsageError("The public sees the newest wave only: two waves could be subtracted.")
    answers = gather_wave(coalition, numbers[-1] if wave is None else wave, coalition.book)
    if answers.closed is None:
        return _show_nothing(audience, answers, "open")
    if answers.n < BASE[audience]:
        return _show_nothing(audience, answers, "too few")
    earlier = [number for number in numbers if number < answers.wave]
    before = gather_wave(coalition, earlier[-1], coalition.book) if earlier else None
    return _show_answers(answers, before, audience, limit_book(coalition, audience))


def show_cohort(
    cohort: Cohort, *, wave: int = 0, audience: Audience = "partners"
) -> Mapping[str, ShownSurvey | None]:
    """Decide what one audience may see of each group of a cohort.

    Parameters
    ----------
    cohort : Cohort
    wave : int
        Which time of asking; 0 takes each group's newest.
    audience : {"partners", "convener", "public"}

    Returns
    -------
    mapping of str to ShownSurvey or None
        By group, in the order of the record; None for a group that was not asked in the wave.

    Raises
    ------
    UsageError
        If no group was asked in the wave, or the audience may not see it.
    """
    asked = {int(number) for number in cohort.table("waves")["wave"]}
    if wave and wave not in asked:
        known = ", ".join(map(str, sorted(asked))) or "none"
        raise UsageError(f"No coalition has a wave {wave}. Waves on record: {known}.")
    return {
        group.id: show_survey(group, wave=wave or None, audience=audience)
        if not wave or wave in set(group.waves["wave"])
        else None
        for group in cohort
    }


def _show_answers(
    answers: WaveAnswers, before: WaveAnswers | None, audience: Audience, book: Playbook
) -> ShownSurvey:
    """Show a wave in which enough answered, beside the one before where that may be shown."""
    public = audience == "public"
    items = {item.id: show_item(item, answers, audience) for item in book.items.values()}
    own = {item.id: show_own(item, answers, audience) for item in book.own.values()}
    hidden = _list_hidden([*items.values(), *own.values()], answers.n, audience)
    change = None
    if before and not public:
        change, why = show_change(before, answers, audience, book)
        hidden += why
    return ShownSurvey(
        audience=audience,
        wave=answers.wave,
        opened=answers.opened,
        closed=answers.closed,
        invited=None if public else answers.invited,
        n=answers.n,
        threshold=BASE[audience],
        allows=read_allowance(answers.n, BASE[audience]),
        items=items,
        doses={
            item.id: show_dose(items[item.id])
            for item in book.items.values()
            if item.set == "T" and items[item.id].form == "counts"
        },
        plays={
            play: ShownPlay(play, why_not="public")
            if public
            else show_play(play, items, answers, book)
            for play in book.plays
        },
        change=change,
        hidden=tuple(hidden),
        own=own,
    )
