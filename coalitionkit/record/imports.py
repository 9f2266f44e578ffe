"""A survey export into the record: planned first, with every fault named, and then written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from coalitionkit.errors import Fault, RecordError, UsageError
from coalitionkit.files import is_shipped
from coalitionkit.record.cells import show
from coalitionkit.record.coalition import Cohort
from coalitionkit.record.frames import conform
from coalitionkit.record.import_answers import Answer, read_answers
from coalitionkit.record.import_files import Export, open_export
from coalitionkit.record.sense import count_answered
from coalitionkit.record.writing import copy_to_mine, find_mine, replace_table, save_cohort

_KEY = ["coalition", "wave", "respondent", "item"]


@dataclass(frozen=True, eq=False)
class Import:
    """What an export would add to a record. Nothing has been written.

    Attributes
    ----------
    responses : DataFrame
        The rows to add to table responses.
    rows_read : int
        Rows of the export, blank ones left out.
    people : int
        People in the export, counted once in each coalition and wave.
    answers, unanswered : int
        Rows to add with an answer, and without one.
    filled : int
        Answers among them to questions that the record has as unanswered.
    already_there : int
        Answers that the record holds already, alike.
    blank_rows : int
        Rows of the export without a single cell, which were left out.
    trimmed : int
        Cells that had spaces at their ends.
    ignored_columns : tuple of str
        Columns of the export of which nothing was taken.
    converted : mapping of str to int
        Labels that became values, such as ``M1: "None" as 1``, and how often.
    """

    responses: pd.DataFrame = field(repr=False)
    rows_read: int
    people: int
    answers: int
    unanswered: int
    filled: int
    already_there: int
    blank_rows: int
    trimmed: int
    ignored_columns: tuple[str, ...]
    converted: Mapping[str, int]

    def describe(self) -> str:
        """Say in plain words what would come in."""
        lines = [
            f"Rows read: {self.rows_read}. People: {self.people}.",
            f"Answers to add: {self.answers}. Questions left unanswered: {self.unanswered}.",
            f"Already in the record: {self.already_there}.",
            f"Rows dropped: {self.blank_rows}{', all of them blank' if self.blank_rows else ''}.",
        ]
        if self.filled:
            lines.append(f"Answers to questions that were left unanswered before: {self.filled}.")
        if self.trimmed:
            lines.append(f"Cells with spaces at their ends, which were taken away: {self.trimmed}.")
        if self.ignored_columns:
            names = ", ".join(map(show, self.ignored_columns))
            lines.append(f"Columns not used, nothing of them is kept: {names}.")
        if self.converted:
            lines.append(f"Words that became values, {sum(self.converted.values())} in all:")
        by_item: dict[str, list[str]] = {}
        for label in sorted(self.converted):
            item, _, words = label.partition(": ")
            by_item.setdefault(item, []).append(words)
        lines += [f"  {item}: {', '.join(words)}" for item, words in by_item.items()]
        return "\n".join(lines)


def plan_import(file: str | Path, cohort: Cohort, mapping: str | Path | None = None) -> Import:
    """Read a survey export and say what it would add to a record.

    Parameters
    ----------
    file : str or Path
        A .csv or .xlsx export. *Wide*: columns coalition, wave (may be left out where a coalition
        has exactly one wave), respondent (may be left out: people are numbered r001 and on), and
        a column an item, headed by its id, such as M1, or by the question's exact words; items of
        the record's own tables items and options are taken too. *Long*:
        coalition, wave, respondent, item, answer. An answer is a value (4 or 4.0), an option's
        exact words in English or Spanish, or empty.
    cohort : Cohort
        The record that the answers belong to; its waves must be there already.
    mapping : str or Path, optional
        A CSV with columns heading and column that says what the export calls our columns.

    Returns
    -------
    Import

    Raises
    ------
    RecordError
        If anything in the export can't come in, with its own rows and columns. An answer that
        differs from the one in the record is a fault: no answer is ever overwritten. Where people
        have codes, a question that was left unanswered may be answered later.
    UsageError
        If there is no such file.
    """
    export, faults = open_export(
        Path(file),
        None if mapping is None else Path(mapping),
        own=[item for coalition in cohort for item in coalition.book.own.values()],
    )
    if export is None:
        raise RecordError(faults)
    answers, more = read_answers(export, cohort)
    faults += more
    held = _list_held(cohort)
    new, known, clashes = _compare(answers, held, export)
    faults += clashes
    filled = sum(answer.key in held for answer in new)
    added = _make_rows(new)
    faults += _check_invited(added, cohort, export)
    if faults:
        raise RecordError(sorted(faults, key=lambda fault: (fault.file, fault.row)))
    return Import(
        responses=added,
        rows_read=len(export.rows),
        people=len({answer.key[:3] for answer in answers}),
        answers=sum(answer.value != "" for answer in new),
        unanswered=sum(answer.value == "" for answer in new),
        filled=filled,
        already_there=known,
        blank_rows=max(export.numbers, default=1) - 1 - len(export.rows),
        trimmed=export.trimmed,
        ignored_columns=export.ignored,
        converted=Counter(answer.label for answer in answers if answer.label),
    )


def apply_import(plan: Import, cohort: Cohort, folder: str | Path | None = None) -> Path:
    """Add the answers of a plan to a record on disk, all or none.

    Parameters
    ----------
    plan : Import
    cohort : Cohort
        The record that the plan was made for.
    folder : str or Path, optional
        Where to write: a folder, or a workbook that ends in .xlsx. By default where the cohort
        was read from, where only table responses is written; a shipped one is copied to
        ``my-coalitions/`` first.

    Returns
    -------
    Path
        What was written.

    Raises
    ------
    UsageError
        If there is nowhere to write, another program has the place open, or a shipped cohort has
        a copy already, which would lose what it holds.
    """
    place = folder if folder is not None else cohort.folder
    if place is None:
        raise UsageError("This cohort was read from no folder. Say where to write it.")
    place = Path(place)
    both = cohort.replace("responses", _join(cohort, plan.responses))
    if folder is not None:
        save_cohort(both, place)
        return place
    if is_shipped(place):
        if find_mine(place).exists():
            raise UsageError(
                f"There is a copy of {place.name} at {find_mine(place)} already. Add the answers "
                "to the copy."
            )
        place = copy_to_mine(place)
    replace_table(both, "responses", place)
    return place


def _join(cohort: Cohort, added: pd.DataFrame) -> pd.DataFrame:
    """Put new answers behind those that are held, in place of their unanswered rows."""
    both = pd.concat([cohort.table("responses").astype(object), added.astype(object)])
    return both.drop_duplicates(_KEY, keep="last")


def _make_rows(answers: list[Answer]) -> pd.DataFrame:
    rows = [(*answer.key, answer.value) for answer in answers]
    return conform("responses", pd.DataFrame(rows, columns=[*_KEY, "answer"], dtype=object))


def _list_held(cohort: Cohort) -> Mapping[tuple[object, ...], str]:
    responses = cohort.table("responses").astype(object)
    return dict(
        zip(responses[_KEY].itertuples(index=False, name=None), responses["answer"], strict=True)
    )


def _compare(
    answers: list[Answer], held: Mapping[tuple[object, ...], str], export: Export
) -> tuple[list[Answer], int, list[Fault]]:
    """Tell new answers from those that the record holds, alike or otherwise."""
    new, known, faults = [], 0, []
    has_codes = "respondent" in export.named
    for answer in answers:
        if answer.key not in held or (has_codes and answer.value and not held[answer.key]):
            new.append(answer)
        elif held[answer.key] == answer.value:
            known += 1
        else:
            mine, theirs = (
                show(value) if value else "nothing" for value in (held[answer.key], answer.value)
            )
            found = f"{theirs}, where the record has {mine}"
            do = "Nothing is overwritten. Correct the export, or the record by hand."
            if not has_codes:
                do += " If these are other people, add a column respondent."
            allowed = "the answer that the record has"
            faults.append(export.complain(answer.row, answer.column, found, allowed, do))
    return new, known, faults


def _check_invited(added: pd.DataFrame, cohort: Cohort, export: Export) -> list[Fault]:
    """Complain where more people would have answered than were asked."""
    touched = set(zip(added["coalition"], added["wave"], strict=True))
    people = count_answered(_join(cohort, added))
    waves = cohort.table("waves")
    faults = []
    for coalition, wave, invited in waves[["coalition", "wave", "invited"]].itertuples(index=False):
        count = people.get((coalition, wave), 0)
        if (coalition, wave) in touched and count > invited:
            found = f"{count} people who answered in wave {wave} of {show(coalition)}"
            allowed = f"at most {invited}, as table waves says"
            do = "Correct invited in table waves, or look for answers from others."
            faults.append(export.complain(-1, "", found, allowed, do))
    return faults
