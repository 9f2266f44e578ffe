"""The command that writes a cohort's figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("cohort")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="Ends in .csv or .xlsx. The workbook has a sheet that explains each column.",
)
@click.option(
    "--audience",
    type=click.Choice(["convener", "partners", "public"]),
    default="partners",
    show_default=True,
    help="Who will read it.",
)
@click.option("--wave", type=click.IntRange(min=0), default=0, help="Default: the newest.")
@click.option(
    "--language",
    type=click.Choice(["en", "es"]),
    default="en",
    show_default=True,
    help="Of labels and reasons.",
)
def scores(cohort: str, out: Path, **options: Any) -> None:
    """Write the figures of COHORT, one a row, under the same rules as the reports.

    What the audience may not see is an empty cell with a reason beside it.
    """
    from coalitionkit.errors import UsageError
    from coalitionkit.files import write_atomic
    from coalitionkit.record import load_cohort
    from coalitionkit.record.writing import refuse_open, refuse_shipped
    from coalitionkit.report.scores import make_scores

    form = out.suffix.lower().removeprefix(".")
    if form not in ("csv", "xlsx"):
        raise UsageError(f"{out.name}: the file's name must end in .csv or .xlsx.")
    refuse_shipped(out)
    refuse_open(out)
    record = load_cohort(cohort)
    write_atomic(out, make_scores(record, form, **options))  # type: ignore[arg-type]
    click.echo(f"Wrote the figures of {len(record)} coalitions, for {options['audience']}:")
    click.echo(str(out.resolve()))
