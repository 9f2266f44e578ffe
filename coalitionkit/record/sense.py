"""What cells owe to other cells: dates in order, levels on a scale, answers that were offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from coalitionkit.errors import Fault
from coalitionkit.playbook import Item, load_playbook
from coalitionkit.record.cells import format_number, show, suggest
from coalitionkit.record.own_items import HOLD_QUESTIONS, OwnItems, gather_own
from coalitionkit.record.parsing import Complaint
from coalitionkit.record.sheets import Sheet

_DATES_IN_ORDER = (
    ("partners", "joined", "left"),
    ("tensions", "first_heard", "on_agenda"),
    ("tensions", "first_heard", "resolved"),
    ("intentions", "date_written", "by"),
    ("waves", "opened", "closed"),
)
_ON_A_SCALE = (
    ("levels", ("level",)),
    ("positions", ("lowest", "ideal", "highest")),
    ("agendas", ("level",)),
)
HOLD_ANSWERS = ("responses", "ratings")
# In column by of the check-ins, this word is the convener's own.
_CONVENER = "convener"


def check_sense(sheets: Mapping[str, Sheet | None], changed: Collection[str]) -> Iterator[Fault]:
    """Find rows that can't be true, or that other tables contradict.

    Parameters
    ----------
    sheets : mapping
        Every table; None where its file can't be read, which has been said already.
    changed : collection of str
        The tables to look at, and those that they may contradict.
    """
    # Most tables of most records are empty, and an empty one can't be wrong.
    filled = {name: sheet if sheet and len(sheet.frame) else None for name, sheet in sheets.items()}
    new = {name: sheet if name in changed else None for name, sheet in filled.items()}
    for name, earlier, later in _DATES_IN_ORDER:
        yield from _check_dates(new[name], earlier, later)
    yield from _check_partners(new["partners"])
    yield from _check_issues(new["issues"])
    yield from _check_positions(new["positions"])
    on_a_scale = filled if "issues" in changed else new
    scales = _find_scales(filled["issues"])
    for name, columns in _ON_A_SCALE:
        for column in columns:
            yield from _check_scale(on_a_scale[name], column, scales)
    yield from _check_answers(new["ratings"])
    if not {"responses", *HOLD_QUESTIONS}.isdisjoint(changed):
        own, wrong = gather_own(sheets)
        yield from wrong
        yield from _check_answers(filled["responses"], own)
    yield from _check_blocks(new["consent"])
    if not {"responses", "waves"}.isdisjoint(changed):
        yield from _check_waves(filled["responses"], sheets["waves"])
        yield from _check_invited(filled["responses"], filled["waves"])


def _check_dates(sheet: Sheet | None, earlier: str, later: str) -> Iterator[Fault]:
    if sheet is None:
        return
    frame = sheet.frame
    for row in frame.index[frame[later] < frame[earlier]]:
        first, second = (str(sheet.at(row, column).date()) for column in (earlier, later))
        found = f"{second}, before {earlier} {first}"
        allowed = f"a day on or after {earlier}"
        yield sheet.complain(row, later, found, allowed, "Check the two dates.")


def _check_partners(sheet: Sheet | None) -> Iterator[Fault]:
    if sheet is None:
        return
    for row, partner in enumerate(sheet.frame["partner"]):
        if partner.casefold() == _CONVENER:
            allowed = f"an id other than {_CONVENER}, which in check-ins means the convener"
            do = "Give this partner another id, here and in every table that names it."
            yield sheet.complain(row, "partner", show(partner), allowed, do)


def _check_issues(sheet: Sheet | None) -> Iterator[Fault]:
    if sheet is None:
        return
    frame = sheet.frame
    lowest, highest = frame["lowest"], frame["highest"]
    for row in frame.index[lowest >= highest]:
        found = f"highest {_at(sheet, row, 'highest')} and lowest {_at(sheet, row, 'lowest')}"
        yield sheet.complain(
            row, "highest", found, "a highest above the lowest", "Check the two ends."
        )
    quo, bold = frame["status_quo"], frame["bold_end"]
    sound = lowest < highest
    for row in frame.index[sound & ((quo < lowest) | (quo > highest))]:
        yield _explain_level(sheet, row, "status_quo", lowest[row], highest[row])
    for row in frame.index[sound & bold.notna() & (bold != lowest) & (bold != highest)]:
        ends = f"{_at(sheet, row, 'lowest')} or {_at(sheet, row, 'highest')}, one of the two ends"
        do = "Write the end of the scale that would be bold."
        yield sheet.complain(row, "bold_end", _at(sheet, row, "bold_end"), ends, do)


def _at(sheet: Sheet, row: int, column: str) -> str:
    return format_number(sheet.at(row, column))


def _explain_level(sheet: Sheet, row: int, column: str, low: float, high: float) -> Fault:
    found = _at(sheet, row, column)
    allowed = f"a level on the issue's scale, {format_number(low)} to {format_number(high)}"
    return sheet.complain(row, column, found, allowed, "Check the level, or the issue's scale.")


def _check_positions(sheet: Sheet | None) -> Iterator[Fault]:
    if sheet is None:
        return
    frame = sheet.frame
    crossed = frame["lowest"] > frame["highest"]
    outside = (frame["ideal"] < frame["lowest"]) | (frame["ideal"] > frame["highest"])
    for row in frame.index[crossed | outside]:
        lowest, highest = _at(sheet, row, "lowest"), _at(sheet, row, "highest")
        if crossed[row]:
            column, found = "highest", f"highest {highest} and lowest {lowest}"
            allowed = "a highest that is not below the lowest"
        else:
            column, found = "ideal", f"ideal {_at(sheet, row, 'ideal')}"
            allowed = f"an ideal from lowest {lowest} to highest {highest}"
        yield sheet.complain(row, column, found, allowed, "Check lowest, ideal and highest.")


def _check_blocks(sheet: Sheet | None) -> Iterator[Fault]:
    """Find blocks without a reason: nobody could answer one."""
    if sheet is None:
        return
    frame = sheet.frame
    for row in frame.index[(frame["answer"] == "block") & (frame["reason"] == "")]:
        do = "Ask the partner what the block rests on, and write it down."
        yield sheet.complain(row, "reason", "a block, and no reason", "the reason", do)


def _find_scales(issues: Sheet | None) -> pd.DataFrame:
    """List the two ends of every issue whose scale makes sense."""
    columns = ["coalition", "issue", "lowest", "highest"]
    if issues is None:
        return pd.DataFrame({column: [] for column in columns})
    frame = issues.frame.loc[issues.frame["lowest"] < issues.frame["highest"], columns]
    return frame.drop_duplicates(["coalition", "issue"])


def _check_scale(sheet: Sheet | None, column: str, scales: pd.DataFrame) -> Iterator[Fault]:
    if sheet is None or not len(sheet.frame) or not len(scales):
        return
    ends = scales.rename(columns={"lowest": "low_limit", "highest": "high_limit"})
    joined = sheet.frame[["coalition", "issue", column]].merge(
        ends, on=["coalition", "issue"], how="left"
    )
    low, high = joined["low_limit"], joined["high_limit"]
    for row in joined.index[(joined[column] < low) | (joined[column] > high)]:
        yield _explain_level(sheet, row, column, low[row], high[row])


def _check_answers(sheet: Sheet | None, own: OwnItems | None = None) -> Iterator[Fault]:
    """Find items that nobody was asked, and answers that an item doesn't offer.

    What a coalition asks beside the questionnaire stands in ``own``, if it counts here at all.
    """
    if sheet is None:
        return
    core = load_playbook().items
    frame = sheet.frame[["item", "answer"]].astype(object)
    groups: Mapping[Any, Any] = frame.groupby(["item", "answer"], sort=False).indices
    for (item, answer), rows in groups.items():
        if item in core or own is None:
            yield from _complain_of(sheet, rows, _explain_answer(item, answer, core))
            continue
        owners = sheet.frame["coalition"].astype(object).iloc[rows]
        for coalition, places in owners.groupby(owners, sort=False).indices.items():
            if not own.excuse(str(coalition), item):
                asked = {**core, **own.find(str(coalition))}
                wrong = _explain_answer(item, answer, asked)
                yield from _complain_of(sheet, rows[places], wrong)


def _complain_of(
    sheet: Sheet, rows: Iterable[int], wrong: tuple[str, Complaint] | None
) -> Iterator[Fault]:
    """Say the same of many rows, but of those whose cell was at fault already."""
    if not wrong:
        return
    column, complaint = wrong
    spoiled = sheet.spoiled.get(column, ())
    for row in rows:
        if row not in spoiled:
            yield sheet.complain(row, column, complaint.found, complaint.allowed, complaint.do)


def _explain_answer(
    item: str, answer: str, items: Mapping[str, Item]
) -> tuple[str, Complaint] | None:
    if item not in items:
        do = suggest(item, items) or "Correct the item's id."
        allowed = f"an item of the questionnaire: {', '.join(items)}"
        return "item", Complaint(show(item), allowed, do)
    if answer and answer not in items[item].allowed:
        do = "Write the answer's value, or leave it empty."
        allowed = f"an answer of {item}: {', '.join(items[item].allowed)}, or empty"
        return "answer", Complaint(show(answer), allowed, do)
    return None


def _check_waves(responses: Sheet | None, waves: Sheet | None) -> Iterator[Fault]:
    """Find answers from a wave of which table waves knows nothing."""
    if responses is None or waves is None or not len(responses.frame):
        return
    frame = responses.frame[["coalition", "wave"]].astype(object)
    known = set(zip(waves.frame["coalition"], waves.frame["wave"], strict=True))
    # Of a row of waves that is at fault itself nobody knows which answers it was meant for.
    unsure = waves.frame[~waves.is_sound(["coalition", "wave"])]
    excused = set(unsure["coalition"])
    sound = responses.is_sound(["coalition", "wave"]) & frame["wave"].notna()
    groups: Mapping[Any, Any] = frame[sound].groupby(["coalition", "wave"], sort=False).groups
    for (coalition, wave), rows in groups.items():
        if (coalition, wave) in known or coalition in excused or "" in excused:
            continue
        has = [str(number) for owner, number in known if owner == coalition]
        listed = ", ".join(sorted(has)) or "none so far"
        allowed = f"a wave of {show(coalition)} in table waves: {listed}"
        do = f"Add the wave to {waves.place}, with its dates and how many were asked."
        for row in rows:
            yield responses.complain(row, "wave", f"wave {wave}", allowed, do)


def _check_invited(responses: Sheet | None, waves: Sheet | None) -> Iterator[Fault]:
    if responses is None or waves is None:
        return
    answered = count_answered(responses.frame)
    frame = waves.frame
    for row, coalition, wave, invited in frame[["coalition", "wave", "invited"]].itertuples():
        people = 0 if wave is pd.NA else answered.get((coalition, wave), 0)
        if invited is not pd.NA and people > invited:
            found = f"{invited} asked, and {people} answered"
            do = "Correct invited, or look for answers from people who were not asked."
            yield waves.complain(row, "invited", found, f"{people} or more", do)


def count_answered(responses: pd.DataFrame) -> Mapping[tuple[str, int], int]:
    """Count the people with at least one answer, by coalition and wave."""
    key: list[Any] = ["coalition", "wave", "respondent"]
    people = responses.loc[responses["answer"] != "", key].drop_duplicates()
    return Counter(zip(people["coalition"], people["wave"], strict=True))
