"""Commands on a record: make one, check it, bring answers in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--xlsx", is_flag=True, help="One workbook with a sheet a table, not a folder.")
def new(folder: Path, xlsx: bool) -> None:
    """Make an empty record, explained, to fill in."""
    from coalitionkit.record.explain import new_record

    made = new_record(folder, workbook=xlsx)
    page = "its first sheet, called read me" if xlsx else "README.md in it"
    click.echo(f"Made {made}. Begin with {page}: it says which table to fill in when.")


@click.command()
@click.argument("record")
def check(record: str) -> None:
    """List every fault of a record, or say that it has none.

    RECORD is a folder of CSV files, an Excel workbook (.xlsx), or the name of a shipped cohort.
    Without faults, it prints one line a coalition and wave: asked, answered, dropped, why.
    Nothing is written.
    """
    from coalitionkit.record import load_cohort
    from coalitionkit.record.intake import count_rows, describe_intake

    cohort = load_cohort(record)
    click.echo(f"No faults. Coalitions in {cohort.name}: {len(cohort)}.")
    filled = [f"{table} {rows}" for table, rows in count_rows(cohort).items()]
    click.echo(f"Rows in other tables: {', '.join(filled) or 'none yet'}.")
    for row in describe_intake(cohort).to_dict("records"):
        click.echo(_say_intake(row))
    if cohort.table("waves").empty:
        click.echo("Table waves is empty: nobody has been asked yet.")
    elif cohort.table("responses").empty:
        click.echo("Table responses is empty: `coalitionkit survey import` brings answers in.")
    else:
        click.echo("No answer is ever dropped in silence: a record with a fault is not used.")


def _say_intake(row: Mapping[Any, Any]) -> str:
    """Say what went in and out; how few answered is not told, not even here."""
    from coalitionkit.survey.figures import BASE

    few = row["answered"] < BASE["partners"]
    answered = "fewer than five" if few else row["answered"]
    told = f"{row['coalition']}, wave {row['wave']}: asked {row['asked']}, answered {answered}"
    return f"{told}, dropped {row['dropped']}." + (f" {row['why']}" if row["why"] else "")


@click.group()
def survey() -> None:
    """Bring answers in."""


@survey.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--into", "record", required=True, help="The record to add the answers to.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="A CSV with columns heading,column: what your export calls our columns.",
)
@click.option("--dry-run", is_flag=True, help="Say what would come in, and write nothing.")
def import_answers(file: Path, record: str, mapping: Path | None, dry_run: bool) -> None:
    """Add a survey export (CSV or XLSX) to a record: all of its answers, or none.

    Wide: a row a person, with the columns coalition, respondent (a code, never a name), wave, and
    a column an item, headed by its id such as M1 or by the question's exact words. Long: a row an
    answer, with the columns coalition, wave, respondent, item, answer. --mapping renames others.

    Answers are values such as 4, or an option's exact words in English or Spanish. Keep one row of
    headings; some programs write two or three.
    """
    from coalitionkit.record.cases import load_to_change
    from coalitionkit.record.imports import apply_import, plan_import

    cohort, mine = load_to_change(record)
    plan = plan_import(file, cohort, mapping)
    click.echo(plan.describe())
    if mine is not None:
        click.echo(f"{cohort.name} ships with the kit and is never changed. Your copy: {mine}.")
    if dry_run:
        click.echo("Dry run: nothing was written.")
    elif plan.responses.empty:
        click.echo("There is nothing to add: nothing was written.")
    else:
        click.echo(f"Written to {apply_import(plan, cohort)}.")
