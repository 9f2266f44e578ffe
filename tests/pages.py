"""Pages read back: page one beside the file of figures, and the cohort's own page."""

from __future__ import annotations

import csv
import io
import json
import re

from coalitionkit import report as room
from coalitionkit.playbook import load_playbook
from coalitionkit.record import Cohort
from coalitionkit.record.audiences import Audience, limit_to_audience
from coalitionkit.report.blocks import Block, Bullets, Figure, Section
from coalitionkit.report.build import Report
from coalitionkit.report.cohort_report import CohortReport
from coalitionkit.report.page_one import build_page_one
from coalitionkit.report.scores import make_scores
from coalitionkit.survey.disclosure import show_survey
from coalitionkit.survey.figures import Range
from coalitionkit.words.catalog import Translator
from coalitionkit.words.survey import say_range

BOOK = load_playbook()
Row = dict[str, str]


def read_rows(cohort: Cohort, **options) -> list[Row]:
    """Read the file of a cohort's figures back."""
    text = make_scores(cohort, "csv", **options).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def group_rows(rows: list[Row]) -> dict[str, list[Row]]:
    """Put each coalition's rows together."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["coalition"], []).append(row)
    return groups


def _say_marked(rows: list[Row]) -> dict[str, str]:
    """Each item's marked count in the words of the pages; empty where there is none."""
    told = {}
    for row in rows:
        if (row["about"], row["figure"]) == ("item", "marked"):
            low, high = (row["value"],) * 2 if row["value"] else (row["low"], row["high"])
            known = Range(int(low), int(high)) if low else None
            told[row["id"]] = say_range(Translator("en"), known, int(row["n"])) if known else ""
    return told


def _find_counts(page: Section) -> set[str]:
    """Every "k of n" and "few (…)" that begins a point of the two lists of findings."""
    counts = set()
    for heading in ("What is working", "What stands out"):
        for block in page.under(heading).blocks:
            for point in block.items if isinstance(block, Bullets) else ():
                found = re.match(r"(\d+ of \d+|(?:few|most) \(.*?\))", point, re.IGNORECASE)
                counts |= {found[1].lower()} if found else set()
    return counts


def _compare_page(page: Section, rows: list[Row]) -> int:
    """Compare one group's page with its rows; say how many counts were compared."""
    pictures = [block for block in page.blocks if isinstance(block, Figure)]
    if not rows[0]["answered"]:
        assert not pictures
        assert all(row["value"] == row["n"] == "" and row["why_empty"] for row in rows)
        return 0
    (who,) = page.under("Who answered").blocks
    told = [rows[0][name] for name in ("answered", "invited") if rows[0][name]]
    assert re.findall(r"\d+", who.text)[: len(told)] == told
    (picture,) = pictures
    marked = _say_marked(rows)
    for play in BOOK.plays:
        for item in BOOK.items_of(play):
            short, count = re.escape(item.short["en"]), marked[item.id]
            wanted = re.escape(f"{count}.") if count else "(too few answered|not shown)"
            assert re.search(f"{short}: {wanted}", picture.alt)
    assert _find_counts(page) <= set(marked.values())
    return sum(marked[item.id] != "" for play in BOOK.plays for item in BOOK.items_of(play))


def compare_pages(cohort: Cohort, audience: Audience) -> int:
    """Compare every group's page one with the file; say how many counts were compared."""
    groups = group_rows(read_rows(cohort, audience=audience))
    assert list(groups) == list(cohort.ids)
    compared = 0
    for group in cohort:
        survey = show_survey(group, audience=audience)
        report = Report(limit_to_audience(group, audience), survey, "en", BOOK)
        compared += _compare_page(build_page_one(report), groups[group.id])
    return compared


def take_groups(cohort: Cohort, every: int) -> Cohort:
    """Take every so many of a cohort's groups."""
    some = cohort.ids[::every]
    tables = {name: rows[rows["coalition"].isin(some)] for name, rows in cohort.tables.items()}
    return Cohort(cohort.name, tables)


def list_cohort_blocks(report: CohortReport) -> list[Block]:
    """List the blocks of a cohort's own page, in order."""
    parts = ("head", "spread", "steps", "diagnosis", "limits")
    return [
        block for part in parts for block in getattr(room, f"build_cohort_{part}")(report).blocks
    ]


def say_cohort_page(cohort: Cohort, audience: Audience = "partners", **options) -> str:
    """Everything on a cohort's own page, charts' data and alt texts too."""
    report = room.open_cohort(cohort, audience=audience, drawn=False, **options)
    return "\n".join(
        json.dumps(block._repr_mimebundle_(), sort_keys=True, ensure_ascii=False)
        for block in list_cohort_blocks(report)
    )
