"""What goes on page one: what is working, what stands out, what can't be told, next steps.

All of it is chosen from figures that may be shown, never from raw answers, so that what a page
says can't give away what it hides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from coalitionkit.playbook import Playbook, read_rows
from coalitionkit.record import Coalition
from coalitionkit.report.facts import count_fact
from coalitionkit.survey.figures import Range, ShownItem, ShownSurvey
from coalitionkit.words.next_steps import Evidence
from coalitionkit.words.page_one import Unclear

MOST_A_PAGE = 3
# Safety first: whether people can speak up comes before anything they would speak about.
SAFETY_ITEMS = ("S3", "F3")
STEP_ORDER = ("R4", "R1", "R2")
WORKING_SHARE = 2 / 3
DONT_KNOW_SHARE = 1 / 3


@dataclass(frozen=True)
class Finding:
    """An item that stands out, with the count to print.

    ``kind`` is dose for a too-little/too-much item, whose reading is printed instead.
    """

    item: str
    count: Range
    n: int
    kind: Literal["few", "refused", "dose"]


def is_few(count: Range, n: int) -> bool:
    """Say whether a count is few: at most a third, or the blurred 0-2 that is printed as few."""
    return count.high * 3 <= n or (not count.is_exact and count.low == 0)


def is_over_half(count: Range, n: int) -> bool:
    """Say whether a count is over half, whichever number of its range is true."""
    return count.low * 2 > n


def _count(shown: ShownItem, values: tuple[str, ...]) -> tuple[Range, int] | None:
    """Count the answers in some values, as far as that may be shown."""
    if shown.n is None or shown.n < 5:
        return None
    if shown.form == "counts" and shown.counts is not None:
        known = [shown.counts[value] or 0 for value in values]
        return Range(sum(known), sum(known)), shown.n
    if shown.form == "split" and shown.high is not None and values == ("4", "5"):
        return shown.high, shown.n
    return None


def _ordered(survey: ShownSurvey, book: Playbook) -> Iterator[tuple[ShownItem, Range, int]]:
    """Walk the ordered items whose split may be shown; in public, of all who answered."""
    for item in survey.items.values():
        high = item.high
        if item.form == "merged" and item.counts and item.counts["high"] is not None:
            high = Range(item.counts["high"], item.counts["high"])
        if book.items[item.item].set == "B" and high is not None and item.n:
            yield item, high, item.n


def find_working(survey: ShownSurvey, book: Playbook) -> tuple[ShownItem, ...]:
    """Find up to three items on which at least two-thirds are at step 4 or 5, best first."""
    strong = [
        (item, high.low / n)
        for item, high, n in _ordered(survey, book)
        if high.low >= WORKING_SHARE * n
    ]
    strong.sort(key=lambda pair: (-pair[1], -(pair[0].n or 0)))
    return tuple(item for item, _ in strong[:MOST_A_PAGE])


def find_standing_out(survey: ShownSurvey, book: Playbook) -> tuple[Finding, ...]:
    """Find up to three findings, safety first, then by the share behind them."""
    found: list[tuple[bool, float, Finding]] = []
    for item, high, n in _ordered(survey, book):
        if is_few(high, n):
            finding = Finding(item.item, high, n, "few")
            found.append((item.item in SAFETY_ITEMS, 1 - high.high / n, finding))
    reopening = survey.items.get("D2")
    if reopening and reopening.high and reopening.n and is_over_half(reopening.high, reopening.n):
        finding = Finding("D2", reopening.high, reopening.n, "refused")
        found.append((False, reopening.high.low / reopening.n, finding))
    for dose in survey.doses.values():
        behind = {
            "split": dose.little + dose.much,
            "too little": dose.little,
            "too much": dose.much,
        }
        if dose.label in behind:
            share = behind[dose.label] / dose.n
            finding = Finding(dose.item, Range(dose.right, dose.right), dose.n, "dose")
            found.append((False, share, finding))
    found.sort(key=lambda entry: (not entry[0], -entry[1], list(book.items).index(entry[2].item)))
    return tuple(finding for _, _, finding in found[:MOST_A_PAGE])


def _unclear_items(survey: ShownSurvey, book: Playbook) -> Iterator[Unclear]:
    """Name items that can't be read: few answers, many don't-knows, or a majority that may turn."""
    if survey.audience == "public":
        return
    for item in survey.items.values():
        if item.form == "hidden":
            yield Unclear("too few answered", item.item)
    unsure = [
        (item, (item.dont_know or 0) / ((item.dont_know or 0) + (item.n or 0)))
        for item in survey.items.values()
        if item.dont_know and item.n
    ]
    for item, share in sorted(unsure, key=lambda pair: -pair[1]):
        if share >= DONT_KNOW_SHARE:
            yield Unclear("many did not know", item.item)
    for item, high, _ in _ordered(survey, book):
        half = (survey.invited or 0) / 2
        if item.missing and high.low <= half < high.high + item.missing:
            yield Unclear("missing could turn it", item.item)
            return


def find_unclear(survey: ShownSurvey, coalition: Coalition, book: Playbook) -> tuple[Unclear, ...]:
    """Find up to three things that can't be told yet, each with a record that would tell."""
    found: list[Unclear] = []
    if survey.allows == "nothing":
        found.append(Unclear("nobody asked"))
    found += list(_unclear_items(survey, book))[: MOST_A_PAGE - 1]
    if coalition.meetings.empty:
        found.append(Unclear("no meetings"))
    if survey.audience != "public":
        if coalition.positions.empty and survey.audience == "convener":
            found.append(Unclear("no positions"))
        if coalition.checkins.empty:
            found.append(Unclear("no checkins"))
    return tuple(found[:MOST_A_PAGE])


def _check_condition(
    row: Mapping[str, str], survey: ShownSurvey, coalition: Coalition
) -> Evidence | None:
    """Check one condition; None where it does not hold or may not be read."""
    if row["fact"]:
        count = count_fact(row["fact"], coalition, survey.audience)
        return Evidence(fact=row["fact"], count=Range(count, count)) if count else None
    shown = survey.items.get(row["item"])
    values = tuple(row["values"].split())
    counted = _count(shown, values) if shown else None
    if counted is None:
        return None
    holds = is_few(*counted) if row["share"] == "few" else is_over_half(*counted)
    return Evidence(row["item"], values, *counted) if holds else None


def _weigh(evidence: Iterable[Evidence]) -> int:
    """Count how many answers or records stand behind: for few, those not at step 4 or 5."""
    return max(
        (
            part.n - part.count.high if part.values == ("4", "5") else part.count.low
            for part in evidence
        ),
        default=0,
    )


def find_next_steps(
    survey: ShownSurvey, coalition: Coalition
) -> tuple[tuple[str, tuple[Evidence, ...]], ...]:
    """Find up to three steps, in the order R4, R1, R2, then by how many answers stand behind.

    A rule fires where all conditions of one of its groups hold (``data/playbook/conditions.csv``).
    The public's copy has none.

    Returns
    -------
    tuple of (rule, evidence)
    """
    if survey.audience == "public":
        return ()
    groups: dict[tuple[str, str], list[Evidence | None]] = {}
    for row in read_rows("conditions"):
        checked = _check_condition(row, survey, coalition)
        groups.setdefault((row["rule"], row["group"]), []).append(checked)
    fired: dict[str, tuple[Evidence, ...]] = {}
    for (rule, _), checks in groups.items():
        if all(checks):
            fired[rule] = fired.get(rule, ()) + tuple(part for part in checks if part)
    order = {rule: place for place, rule in enumerate(STEP_ORDER)}
    ranked = sorted(
        fired.items(),
        key=lambda pair: (order.get(pair[0], len(order)), -_weigh(pair[1]), int(pair[0][1:])),
    )
    return tuple(ranked[:MOST_A_PAGE])
