"""The figures of a cohort as a file, for someone who counts on with tools of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from coalitionkit.record import Cohort
from coalitionkit.record.audiences import Audience, limit_book
from coalitionkit.record.cells import format_number, guard_cell, normalize_newlines
from coalitionkit.record.schema import Kind
from coalitionkit.record.workbooks import pack_workbook
from coalitionkit.record.writing import pack_csv
from coalitionkit.survey.disclosure import show_cohort
from coalitionkit.survey.score_rows import Row, Why, list_empty, list_rows

COLUMNS: Mapping[str, Kind] = {
    "coalition": "text",
    "name": "text",
    "illustrative": "text",
    "audience": "text",
    "wave": "whole",
    "invited": "whole",
    "answered": "whole",
    "about": "text",
    "id": "text",
    "label": "text",
    "figure": "text",
    "answer": "text",
    "value": "number",
    "low": "number",
    "high": "number",
    "n": "whole",
    "reading": "text",
    "why_empty": "text",
}


@dataclass(frozen=True)
class Score:
    """One figure with the group that it belongs to.

    Attributes
    ----------
    coalition, name : str
    illustrative : bool
        Whether the group is invented.
    audience : Audience
    wave, invited, answered : int or None
        None where there is none, or where the audience may not see it.
    row : Row
    """

    coalition: str
    name: str
    illustrative: bool
    audience: Audience
    wave: int | None
    invited: int | None
    answered: int | None
    row: Row


def list_scores(
    cohort: Cohort, *, audience: Audience = "partners", wave: int = 0
) -> Iterator[Score]:
    """List every figure of a cohort that an audience may see, group by group.

    Parameters
    ----------
    cohort : Cohort
    audience : {"partners", "convener", "public"}
    wave : int
        Which time of asking; 0 takes each group's newest.

    Yields
    ------
    Score
        In the order of the record. A group that was not asked in the wave says so.

    Raises
    ------
    UsageError
        If no group was asked in the wave, or the audience may not see it.
    """
    surveys = show_cohort(cohort, wave=wave, audience=audience)
    for group in cohort:
        told = (group.id, group.name, group.illustrative, audience)
        survey, book = surveys[group.id], limit_book(group, audience)
        if survey is None:
            for row in list_empty(book, "no such wave"):
                yield Score(*told, wave, None, None, row)
            continue
        for row in list_rows(survey, book):
            yield Score(*told, survey.wave, survey.invited, survey.n, row)


def _render(
    score: Score, say_label: Callable[[Score], str], reasons: Mapping[Why, str]
) -> list[str]:
    """Write one figure as the text of its cells, in the order of ``COLUMNS``."""
    row = score.row
    cells: Mapping[str, str | float | None] = {
        **{each.name: getattr(score, each.name) for each in fields(score)},
        **{each.name: getattr(row, each.name) for each in fields(row)},
        "illustrative": "yes" if score.illustrative else "no",
        "label": say_label(score),
        "why_empty": reasons[row.why] if row.why else "",
    }
    return [_render_cell(cells[name]) for name in COLUMNS]


def _render_cell(value: str | float | None) -> str:
    """Write one cell; text that a spreadsheet would run gets an apostrophe, as in the record."""
    if value is None:
        return ""
    if isinstance(value, str):
        return guard_cell(normalize_newlines(value))
    return format_number(value)


def pack_scores(
    scores: Iterator[Score],
    *,
    say_label: Callable[[Score], str],
    reasons: Mapping[Why, str],
    notes: Sequence[Sequence[str]] | None = None,
) -> bytes:
    """Pack figures as CSV, or with notes as a workbook.

    Parameters
    ----------
    scores : iterator of Score
    say_label : callable
        Names a figure's question or play in the reader's language; empty for the group's.
    reasons : mapping of Why to str
        Why a cell is empty, in words.
    notes : sequence of sequence of str, optional
        The rows of the workbook's first sheet, which explains it, headings first and all of one
        length. Without it, the file is CSV.

    Returns
    -------
    bytes

    Raises
    ------
    UsageError
        If there are more figures than a sheet takes.
    """
    rows = [_render(score, say_label, reasons) for score in scores]
    if notes is None:
        return pack_csv(list(COLUMNS), rows)
    kinds = list(COLUMNS.values())
    head, *told = notes
    return pack_workbook(
        [
            ("read me", head, ["text"] * len(head), told),
            ("scores", list(COLUMNS), kinds, rows),
        ]
    )
