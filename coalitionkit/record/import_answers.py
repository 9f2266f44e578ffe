"""Each cell of an export as an answer: to which wave, from whom, to which item, which value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from coalitionkit.errors import Fault
from coalitionkit.playbook import (
    DOES_NOT_APPLY,
    DONT_KNOW,
    DONT_KNOW_LABEL,
    Item,
)
from coalitionkit.record.cells import show, suggest
from coalitionkit.record.coalition import Cohort
from coalitionkit.record.import_files import LONG, PEOPLE, Export
from coalitionkit.record.parsing import parse_cell
from coalitionkit.record.schema import BY_NAME

# More coalitions than this in one line help nobody.
_LISTED = 12
_COLUMNS = {column.name: column for column in BY_NAME["responses"].columns}
_WITH_ZEROS = re.compile(r"\+?(-?[0-9]+)(\.0+)?")
_Key = tuple[str, int, str, str]


@dataclass(frozen=True)
class Answer:
    """One answer of an export.

    Attributes
    ----------
    key : tuple of (str, int, str, str)
        Coalition, wave, respondent and item.
    value : str
        As the record holds it; empty is unanswered.
    row : int
        Its position among the export's rows.
    column : str
        The column of ours that it stood in.
    label : str
        What was converted and into what; empty where the value stood there.
    """

    key: _Key
    value: str
    row: int
    column: str
    label: str


@dataclass(frozen=True)
class _Person:
    coalition: str
    wave: int
    respondent: str


def read_answers(export: Export, cohort: Cohort) -> tuple[list[Answer], list[Fault]]:
    """Read every answer of an export, and complain of what can't be one.

    Parameters
    ----------
    export : Export
        Wide or long.
    cohort : Cohort
        The record whose coalitions and waves the answers must belong to.

    Returns
    -------
    list of Answer
    list of Fault
    """
    faults: list[Fault] = []
    answers: list[Answer] = []
    seen: dict[tuple[str | int, ...], int] = {}
    waves = _list_waves(cohort)
    asked = {group.id: _Asked(group.book.asked) for group in cohort}
    numbered: Counter[tuple[str, int]] = Counter()
    for row in range(len(export.rows)):
        person = _read_person(export, row, waves, numbered, faults)
        if person is None:
            continue
        identity = (person.coalition, person.wave, person.respondent)
        key = (*identity, export.rows[row]["item"]) if export.is_long else identity
        if key in seen:
            names = "coalition, wave, respondent" + (", item" if export.is_long else "")
            found = f"the same {names} as row {export.numbers[seen[key]]}"
            do = "Take one of the two rows away, or correct it."
            faults.append(export.complain(row, "", found, f"one row for each {names}", do))
            continue
        seen[key] = row
        answers += _read_row(export, row, person, asked[person.coalition], faults)
    return answers, _say_once(export, faults)


def _say_once(export: Export, faults: list[Fault]) -> list[Fault]:
    """Say once of a coalition or a wave that it isn't known, not for each of its rows."""
    whose = {export.named.get(column, column) for column in ("coalition", "wave")}
    alike: dict[Fault, list[Fault]] = {}
    for fault in faults:
        key = replace(fault, row=0) if fault.column in whose else fault
        alike.setdefault(key, []).append(fault)
    return [
        same[0]
        if len(same) == 1
        else replace(same[0], found=f"{same[0].found}, in {len(same)} rows, this one first")
        for same in alike.values()
    ]


def _list_waves(cohort: Cohort) -> Mapping[str, list[int]]:
    waves: dict[str, list[int]] = {coalition: [] for coalition in cohort.ids}
    table = cohort.table("waves")
    for coalition, wave in zip(table["coalition"], table["wave"], strict=True):
        waves[coalition].append(int(wave))
    return waves


def _read_person(
    export: Export,
    row: int,
    waves: Mapping[str, list[int]],
    numbered: Counter[tuple[str, int]],
    faults: list[Fault],
) -> _Person | None:
    """Read who a row is from; None, and a fault, where that can't be known."""
    cells = export.rows[row]
    coalition = cells["coalition"]
    if coalition not in waves:
        found = show(coalition) if coalition else "nothing"
        do = suggest(coalition, waves) or (
            "Add a row for it to table coalitions. If this is a second row of headings, take it "
            "away."
        )
        listed = ", ".join(list(waves)[:_LISTED]) + (", …" if len(waves) > _LISTED else "")
        allowed = f"a coalition of the record: {listed}"
        faults.append(export.complain(row, "coalition", found, allowed, do))
        return None
    wave = _read_wave(export, row, waves[coalition], faults)
    if wave is None:
        return None
    if "respondent" not in export.named:
        numbered[coalition, wave] += 1
        return _Person(coalition, wave, f"r{numbered[coalition, wave]:03}")
    cell = parse_cell(cells["respondent"], _COLUMNS["respondent"])
    if cell.complaint:
        wrong = cell.complaint
        faults.append(export.complain(row, "respondent", wrong.found, wrong.allowed, wrong.do))
        return None
    return _Person(coalition, wave, str(cell.value))


def _read_wave(export: Export, row: int, waves: list[int], faults: list[Fault]) -> int | None:
    coalition = export.rows[row]["coalition"]
    listed = ", ".join(map(str, sorted(waves))) or "none so far"
    allowed = f"a wave of {show(coalition)} in table waves: {listed}"
    add = "Add the wave to table waves, with its dates and how many were asked."
    if "wave" not in export.named:
        if len(waves) == 1:
            return waves[0]
        do = "Add a column wave that says which one is meant." if waves else add
        faults.append(export.complain(row, "wave", "no column wave", allowed, do))
        return None
    text = _as_whole(export.rows[row]["wave"])
    value = parse_cell(text, _COLUMNS["wave"]).value
    if isinstance(value, int) and value in waves:
        return value
    do = "Write the wave's number." if value is None else add
    found = show(text) if text else "nothing"
    faults.append(export.complain(row, "wave", found, allowed, do))
    return None


def _read_row(
    export: Export, row: int, person: _Person, asked: _Asked, faults: list[Fault]
) -> Iterator[Answer]:
    """Read the answers of one row: one where it is long, one an item where it is wide."""
    items = asked.items
    cells = export.rows[row]
    if export.is_long and cells["item"] not in items:
        do = suggest(cells["item"], items) or "Correct the item's id."
        allowed = f"an item of the questionnaire: {', '.join(items)}"
        found = show(cells["item"]) if cells["item"] else "nothing"
        faults.append(export.complain(row, "item", found, allowed, do))
        return
    columns = (
        {"answer": cells["item"]}
        if export.is_long
        else {column: column for column in export.named if column not in (*PEOPLE, *LONG)}
    )
    for column, item in columns.items():
        text = cells[column]
        if item not in items:
            if text:
                do = "Leave it empty, or add the question to tables items and options."
                allowed = f"empty: {show(person.coalition)} does not ask {item}"
                faults.append(export.complain(row, column, show(text), allowed, do))
            continue
        known = asked.find_words(item)
        value = known.get(_straighten(text), known.get(_as_whole(text)))
        if value is None:
            do = "Write the answer's value or its exact words, or leave it empty."
            offered = ", ".join(items[item].allowed)
            allowed = f"an answer of {item}: {offered}, its words in English or Spanish, or empty"
            faults.append(export.complain(row, column, show(text), allowed, do))
            continue
        label = "" if text == value else f"{item}: {show(text)} as {value}"
        key = (person.coalition, person.wave, person.respondent, item)
        yield Answer(key, value, row, column, label)


def _as_whole(text: str) -> str:
    """Read 4.0 as 4, as programs write whole numbers in a column with empty cells; +1 as 1."""
    match = _WITH_ZEROS.fullmatch(text)
    return match[1] if match else text


def _straighten(text: str) -> str:
    """Write curled apostrophes straight: survey programs curl them in an option's words."""
    return text.replace("’", "'")


class _Asked:
    """What one coalition was asked, and what may stand for an answer to it."""

    def __init__(self, items: Mapping[str, Item]) -> None:
        self.items = items
        self._words: dict[str, Mapping[str, str]] = {}

    def find_words(self, item: str) -> Mapping[str, str]:
        """Find what may stand for an answer; listed once an item."""
        if item not in self._words:
            self._words[item] = _list_words(self.items[item])
        return self._words[item]


def _list_words(question: Item) -> Mapping[str, str]:
    """List what may stand for an answer: its value, or its words in either language."""
    labels = [
        (label, value) for value, words in question.options.items() for label in words.values()
    ]
    labels += [(label, DONT_KNOW) for label in DONT_KNOW_LABEL.values()]
    labels += [(label, DOES_NOT_APPLY) for label in question.na_label.values()]
    unclear = {
        label
        for label, value in labels
        if any(same == label and other != value for same, other in labels)
    }
    plain = {_straighten(label.strip()): value for label, value in labels if label not in unclear}
    return plain | {value: value for value in question.allowed} | {"": ""}
