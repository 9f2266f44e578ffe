"""What may be shown of a coalition's own question: each answer's count, or nothing."""

from __future__ import annotations

from coalitionkit.playbook import DOES_NOT_APPLY, DONT_KNOW, Item
from coalitionkit.record.audiences import Audience
from coalitionkit.survey.answers import WaveAnswers
from coalitionkit.survey.figures import BASE, ShownItem
from coalitionkit.survey.item_rule import UNANSWERED
from coalitionkit.survey.lines import has_small_count


def show_own(item: Item, answers: WaveAnswers, audience: Audience) -> ShownItem:
    """Decide what may be shown of one of a coalition's own questions.

    Parameters
    ----------
    item : Item
        Of set own.
    answers : WaveAnswers
        Of a group in which at least the threshold answered.
    audience : Audience
        The public sees the counts only if each is 0 or at least the threshold, and so is the
        number of those who answered the questionnaire and picked none.

    Returns
    -------
    ShownItem
        Of form counts or hidden.
    """
    threshold = BASE[audience]
    if item.id not in answers.counts.index:
        return ShownItem(item.id, "hidden")
    given = answers.counts.loc[item.id].to_dict()
    counts = {value: int(given[value]) for value in item.values}
    n = sum(counts.values())
    if n < threshold:
        return ShownItem(item.id, "hidden")
    if audience == "public":
        small = has_small_count([*counts.values(), answers.n - n], threshold)
        return ShownItem(item.id, "hidden") if small else ShownItem(item.id, "counts", n, counts)
    dont_know, does_not_apply = int(given[DONT_KNOW]), int(given[DOES_NOT_APPLY])
    return ShownItem(
        item.id,
        "counts",
        n=n,
        counts=counts,
        missing=answers.invited - n - dont_know - does_not_apply,
        dont_know=dont_know,
        does_not_apply=does_not_apply,
        unanswered=int(given[UNANSWERED]),
    )
