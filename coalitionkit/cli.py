"""The command line: ``coalitionkit report``, ``check``, ``new``, ``survey import`` and so on."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import click
from tqdm import tqdm

from coalitionkit import __version__
from coalitionkit.errors import CoalitionkitError, RecordError

# The list of a record's faults stops after this many.
_MANY = 50

Command = TypeVar("Command", bound=Callable[..., Any])


class _Friendly(click.Group):
    """A command group whose own errors are plain sentences, with exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # a reader such as head that has seen enough
        except (CoalitionkitError, OSError) as error:
            click.echo(_say_error(error), err=True)
            ctx.exit(2)


def _say_error(error: CoalitionkitError | OSError) -> str:
    """Say what went wrong; of many faults also where they are, as the list of them is cut."""
    if isinstance(error, OSError):
        return (
            f"{error.filename or 'A file'} can't be read or written ({error.strerror}). "
            "Close it in other programs, choose another place, or ask who may write there."
        )
    if not isinstance(error, RecordError) or len(error.faults) <= _MANY:
        return str(error)
    places = Counter(
        f"{fault.file}, column {fault.column}" if fault.column else fault.file
        for fault in error.faults
    )
    where = [f"{place}: {count}" for place, count in places.most_common(_MANY)]
    return "\n".join([str(error), "Where they are:", *where])


@click.group(cls=_Friendly, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="coalitionkit")
def main() -> None:
    """Evaluate and teach policy coalitions.

    Everything stays on this computer. Nothing needs the network.
    """


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--xlsx", is_flag=True, help="One workbook with a sheet a table, not a folder.")
def new(folder: Path, xlsx: bool) -> None:
    """Make an empty record, explained, to fill in."""
    from coalitionkit.record.explain import new_record

    made = new_record(folder, workbook=xlsx)
    page = "its first sheet, called read me" if xlsx else "README.md in it"
    click.echo(f"Made {made}. Begin with {page}: it says which table to fill in when.")


@main.command()
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


@main.group()
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


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("notebook", default="")
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def lab(notebook: str, options: tuple[str, ...]) -> None:
    """Open JupyterLab on a lesson, without the network.

    NOTEBOOK is a path, or the beginning of a lesson's name, such as 04. Without one, the first
    lesson opens. Other OPTIONS go to JupyterLab, such as --no-browser or --port 9000.
    """
    from jupyterlab.labapp import LabApp

    from coalitionkit.teach.lab import find_notebook, join_settings, plan_lab

    if notebook.startswith("-"):
        notebook, options = "", (notebook, *options)
    path = find_notebook(notebook)
    click.echo(f"Opening {path} in JupyterLab. To stop, press Ctrl+C here, twice.")
    config = "JUPYTER_CONFIG_PATH"
    os.environ[config] = join_settings(os.environ.get(config, ""))
    LabApp.launch_instance([*plan_lab(path), *options])


@main.command("false-alarms")
@click.option("--seed", type=click.IntRange(min=0), required=True, help="Same seed, same table.")
@click.option("--count", type=click.IntRange(min=1), default=1000, show_default=True)
def false_alarms(seed: int, count: int) -> None:
    """Try the diagnosis on invented coalitions whose state is known.

    Prints a table: how many of COUNT of each kind, at each amount of evidence, were named rightly,
    wrongly, or not at all. The full table takes minutes.
    """
    from coalitionkit.teach.false_alarms import measure_false_alarms, pack_false_alarms

    click.echo(pack_false_alarms(measure_false_alarms(seed, count=count)).decode(), nl=False)


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; name stale copies.")
@click.option(
    "--progress",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Say who is where, from the progress files gathered in FOLDER. No grades.",
)
def exercises(only_check: bool, progress: Path | None) -> None:
    """Make the learner copies of the exercises from their solutions.

    The sources are in exercises/solutions/. Solutions, hidden tests and outputs are taken out.
    """
    from coalitionkit.files import find_shipped
    from coalitionkit.teach.exercises import find_stale, write_copies
    from coalitionkit.teach.progress import gather

    if progress is not None:
        for one in gather(progress):
            click.echo(
                f"{one.who}: {one.done} of {one.tried} tasks tried are done, {one.last_tried}"
            )
        return
    folder = find_shipped("exercises")
    if only_check:
        stale = find_stale(folder)
        click.echo(
            f"Stale: {', '.join(stale)}." if stale else "Every copy is what its solution gives."
        )
        sys.exit(1 if stale else 0)
    for path in write_copies(folder):
        click.echo(f"Wrote {path}")


def _report_options(command: Command) -> Command:
    """Add the report command's options, in the order of the help page."""
    options = [
        click.option(
            "--out",
            type=click.Path(path_type=Path),
            default=Path("reports"),
            show_default=True,
            help="Where the reports go.",
        ),
        click.option("--only", multiple=True, metavar="ID", help="Only this group. Repeatable."),
        click.option("--wave", type=int, default=0, help="Which wave. Default: the newest."),
        click.option(
            "--audience",
            type=click.Choice(["convener", "partners", "public"]),
            default="partners",
            show_default=True,
            help="Who will read it.",
        ),
        click.option(
            "--language", type=click.Choice(["en", "es"]), default="en", show_default=True
        ),
        click.option(
            "-p",
            "parameters",
            nargs=2,
            multiple=True,
            metavar="NAME VALUE",
            help="A parameter of the template. Repeatable.",
        ),
        click.option(
            "--parameters",
            "by_group",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="A CSV of parameters, a row a group, with a column coalition.",
        ),
        click.option("--template", type=click.Path(path_type=Path), help="A notebook of your own."),
        click.option("--workers", type=click.IntRange(min=1), help="Reports built at a time."),
        click.option(
            "--time-limit",
            type=click.IntRange(min=1),
            default=300,
            show_default=True,
            metavar="SECONDS",
            help="How long one cell may take.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@main.command()
@click.argument("cohort")
@_report_options
def report(
    cohort: str,
    parameters: tuple[tuple[str, str], ...],
    by_group: Path | None,
    workers: int | None,
    **options: Any,
) -> None:
    """Build a report for every group of COHORT: a folder, a workbook, or a shipped cohort's name.

    One group's failure never stops the others. Exit status 1 if any failed.
    """
    from coalitionkit.record import load_cohort
    from coalitionkit.report.batch import Plan, build_reports
    from coalitionkit.report.engine import Outcome
    from coalitionkit.report.parameters import read_by_group, read_value

    record = load_cohort(cohort)
    plan = Plan(
        parameters={name: read_value(value) for name, value in parameters},
        by_group=read_by_group(by_group) if by_group else {},
        **options,
    )
    bar = tqdm(total=len(plan.only) or len(record), unit="report", disable=not sys.stderr.isatty())

    def tell(outcome: Outcome) -> None:
        bar.update()
        if outcome.state == "failed":
            bar.write(f"{outcome.name}: failed. {outcome.cause}", file=sys.stderr)

    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers or os.cpu_count(), mp_context=context) as executor, bar:
        entries = build_reports(record, plan, executor=executor, tell=tell)
    for entry in entries:
        click.echo(_say_outcome(entry.outcome, entry.survey.n if entry.survey else None))
    failed = sum(entry.outcome.state == "failed" for entry in entries)
    click.echo(f"{len(entries) - failed} built, {failed} failed. Open:")
    click.echo(str((plan.out / "index.html").resolve()))
    sys.exit(1 if failed else 0)


def _say_outcome(outcome: Any, n: int | None) -> str:
    # A name may hold a line's end; one group is one line.
    name = " ".join(outcome.name.split())
    if outcome.state == "failed":
        return f"failed  {name}: {outcome.cause}"
    told = "nothing to show yet" if n is None else f"{n} answered"
    return f"built   {name} ({told})"
