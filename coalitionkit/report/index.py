"""The batch's front page: every group with its outcome and a link, in the order of the record."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from nbformat import NotebookNode, from_dict

from coalitionkit.documents import Look
from coalitionkit.playbook import Language
from coalitionkit.report.export import export_html
from coalitionkit.report.manifest import Entry
from coalitionkit.words.catalog import Translator
from coalitionkit.words.compare import say_intake_note
from coalitionkit.words.index import (
    say_cohort_link,
    say_index,
    say_no_cohort_report,
    say_state,
)

# The names of these are the same in every language.
_LABELS = {"docx": "Word", "pdf": "PDF"}


def write_index(
    entries: Sequence[Entry],
    whole: Entry | None,
    *,
    cohort: str,
    language: Language,
    band: str,
    look: Look,
) -> bytes:
    """Write ``index.html``: a list, not a ranking, with no more numbers than each page shows.

    Parameters
    ----------
    entries : sequence of Entry
    whole : Entry or None
        The line of the cohort's own report; None where there is none.
    cohort : str
        Its name.
    language : {"en", "es"}
    band : str
        What every page of the batch says at its head; empty for nothing.
    look : Look
    """
    t = Translator(language)
    groups = sum(entry.outcome.state != "gone" for entry in entries)
    told = say_index(t, cohort=cohort, built=_count_built(entries), groups=groups)
    rows = "".join(_write_row(t, entry, told) for entry in entries)
    headings = "".join(
        f'<th scope="col">{escape(told[name])}</th>' for name in ("group", "answers", "wave")
    )
    html = (
        f"<h1>{escape(told['title'])}</h1><p>{escape(told['summary'])}</p>"
        f"<p>{_write_whole(t, whole)}</p>"
        f"<table><thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table>"
        f'<p class="small">{escape(told["care"])} {escape(say_intake_note(t))}</p>'
    )
    page = export_html(
        _make_notebook(html),
        title=told["title"],
        language=language,
        watermark=band,
        look=look,
        skip=told["skip"],
    )
    return page.encode()


def _make_notebook(html: str) -> NotebookNode:
    """Make a notebook of one output, for the same page that carries the reports."""
    output = {"output_type": "display_data", "data": {"text/html": html}, "metadata": {}}
    cell: dict[str, object] = {
        "cell_type": "code",
        "id": "index",
        "source": "",
        "metadata": {},
        "execution_count": None,
        "outputs": [output],
    }
    plain = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    return from_dict(plain)  # type: ignore[no-any-return,no-untyped-call]


def _write_whole(t: Translator, whole: Entry | None) -> str:
    """Write the link to the cohort's own report, or why there is none."""
    if whole is None:
        return escape(say_no_cohort_report(t))
    outcome = whole.outcome
    name = escape(say_cohort_link(t))
    if outcome.file:
        name = f'<a href="{quote(outcome.file)}">{name}</a>{_write_links(whole)}'
    note = say_state(t, outcome.state, cause=outcome.kind, folder=whole.folder)
    return f'{name} <span class="small">{escape(note)}</span>' if note else name


def _count_built(entries: Sequence[Entry]) -> int:
    return sum(entry.outcome.is_current for entry in entries)


def _write_row(t: Translator, entry: Entry, told: dict[str, str]) -> str:
    """Write one group's row: a link where there is a report, the cause where there is none."""
    outcome = entry.outcome
    name = escape(outcome.name)
    if outcome.file:
        name = f'<a href="{quote(outcome.file)}">{name}</a>'
    note = escape(say_state(t, outcome.state, cause=outcome.kind, folder=entry.folder))
    if not outcome.file or outcome.state == "gone":
        return f'<tr><th scope="row">{name}</th><td colspan="2">{note}</td></tr>'
    n, wave = told["too few"], "–"
    if entry.n is not None:
        n = (
            t.text("{n} of {invited}", n=entry.n, invited=entry.invited)
            if entry.invited
            else str(entry.n)
        )
    if entry.wave is not None:
        wave = str(entry.wave)
    name += _write_links(entry)
    if note:
        name += f'<br><span class="small">{note}</span>'
    return f'<tr><th scope="row">{name}</th><td>{n}</td><td>{wave}</td></tr>'


def _write_links(entry: Entry) -> str:
    """Write links to a report's files for Word and for paper, where they stand beside its page."""
    made = {path.rpartition(".")[2]: path for path in entry.files if path != entry.outcome.file}
    links = (
        f' · <a href="{quote(made[ending])}" aria-label="{label}: {escape(entry.outcome.name)}">'
        f"{label}</a>"
        for ending, label in _LABELS.items()
        if ending in made
    )
    return "".join(links)
