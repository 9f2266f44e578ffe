"""The command that builds reports."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from tqdm import tqdm

from coalitionkit.errors import UsageError

if TYPE_CHECKING:
    from coalitionkit.report.manifest import Entry
    from coalitionkit.report.outcome import Outcome
    from coalitionkit.report.plan import Plan

Command = TypeVar("Command", bound=Callable[..., Any])


# How a report is made; the rest say which and for whom.
_MAKING = [
    click.option("--workers", type=click.IntRange(min=1), help="Reports built at a time."),
    click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="Build on a Dask cluster. It gets each group's rows: use one that you may trust.",
    ),
    click.option(
        "--time-limit",
        type=click.IntRange(min=1),
        default=300,
        show_default=True,
        metavar="SECONDS",
        help="How long one cell may take; a whole report, four times as long.",
    ),
    click.option(
        "--memory-limit",
        type=click.FloatRange(min=0.25),
        default=2,
        show_default=True,
        metavar="GB",
        help="How much memory one report may take.",
    ),
    click.option(
        "--fresh-kernels",
        is_flag=True,
        help="Start a kernel for each report, as Windows and macOS do: slower, and the same.",
    ),
    click.option(
        "--force",
        is_flag=True,
        help="Build all anew, also what is up to date or was changed by hand.",
    ),
]


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
            "--format",
            "formats",
            multiple=True,
            type=click.Choice(["html", "docx", "pdf", "ipynb"]),
            default=["html"],
            show_default=True,
            help="A file of each report. Repeatable.",
        ),
        click.option(
            "--brand",
            type=click.Path(path_type=Path),
            help="A TOML file: organization, logo, colors, a Word file to take styles from.",
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
    ]
    for option in reversed([*options, *_MAKING]):
        command = option(command)
    return command


@click.command()
@click.argument("cohort")
@_report_options
def report(
    cohort: str,
    parameters: tuple[tuple[str, str], ...],
    by_group: Path | None,
    workers: int | None,
    scheduler: str | None,
    formats: tuple[Any, ...],
    brand: Path | None,
    **options: Any,
) -> None:
    """Build a report for every group of COHORT: a folder, a workbook, or a shipped cohort's name.

    One group's failure never stops the others. Exit status 1 if any failed, or if a format could
    not be written. The same command again goes on where it stopped, and builds what has changed.
    """
    from coalitionkit.documents import Look, read_look
    from coalitionkit.record import load_cohort
    from coalitionkit.report.batch import build_reports
    from coalitionkit.report.parameters import read_by_group, read_value
    from coalitionkit.report.plan import Plan

    record = load_cohort(cohort)
    formats, missing = _choose_formats(formats)
    plan = Plan(
        parameters={name: read_value(value) for name, value in parameters},
        by_group=read_by_group(by_group) if by_group else {},
        formats=formats,
        look=read_look(brand) if brand else Look(),
        **options,
    )
    bar = tqdm(total=len(plan.only) or len(record), unit="report", disable=not sys.stderr.isatty())

    whole: list[Outcome] = []

    def tell(outcome: Outcome) -> None:
        if not outcome.coalition:
            whole.append(outcome)
        bar.update(bool(outcome.coalition))
        if outcome.state == "failed":
            bar.write(f"{outcome.name}: failed. {outcome.cause}", file=sys.stderr)

    with _open_crew(scheduler, workers, plan) as executor, bar:
        entries = build_reports(record, plan, executor=executor, tell=tell)
    for entry in entries:
        if entry.outcome.state != "kept":
            click.echo(_say_entry(entry))
    counts = Counter[str](entry.outcome.state for entry in entries)
    click.echo(_say_cohort(whole))
    click.echo(f"{_say_counts(counts)}. Open:")
    click.echo(str((plan.out / "index.html").resolve()))
    bad = {"failed", "outdated"} & {*counts, *(outcome.state for outcome in whole)}
    if missing:
        click.echo(missing, err=True)
    sys.exit(1 if bad or missing else 0)


def _open_crew(
    scheduler: str | None, workers: int | None, plan: Plan
) -> AbstractContextManager[Executor]:
    """Open what builds the reports: a cluster, or processes on this computer."""
    if scheduler:
        from coalitionkit.report.cluster import open_cluster

        return open_cluster(scheduler)
    from coalitionkit.report.workers import open_workers

    return open_workers(workers, fresh_kernels=plan.fresh_kernels)


def _say_cohort(whole: Sequence[Outcome]) -> str:
    """Say what became of the cohort's own report."""
    from coalitionkit.words.catalog import Translator
    from coalitionkit.words.index import say_no_cohort_report

    if not whole:
        return say_no_cohort_report(Translator("en"))
    outcome = whole[0]
    words = {"kept": "as was", "changed": "left", "outdated": "left"}
    told = f": {outcome.cause}" if outcome.cause else ""
    return f"{words.get(outcome.state, outcome.state):<8}{' '.join(outcome.name.split())}{told}"


def _choose_formats(asked: tuple[Any, ...]) -> tuple[tuple[Any, ...], str]:
    """Leave out Word and PDF where they can't be written, and say what to install."""
    from coalitionkit.report.formats import check_formats

    try:
        check_formats(asked)
    except UsageError as error:
        kept = tuple(each for each in asked if each not in ("docx", "pdf"))
        return tuple(dict.fromkeys(("html", *kept))), str(error)
    return tuple(dict.fromkeys(asked)), ""


def _say_counts(counts: Mapping[str, int]) -> str:
    told = [f"{counts['built']} built", f"{counts['failed']} failed"]
    if counts["kept"]:
        told.append(f"{counts['kept']} up to date")
    if left := counts["changed"] + counts["outdated"]:
        told.append(f"{left} left as changed by hand")
    return ", ".join(told)


def _say_entry(entry: Entry) -> str:
    outcome = entry.outcome
    # A name may hold a line's end; one group is one line.
    name = " ".join(outcome.name.split())
    if outcome.state == "failed":
        return f"failed  {name}: {outcome.cause}"
    if outcome.state == "gone":
        return (
            f"gone    {name}: no longer in the record. Its earlier report still stands in "
            f"{entry.folder}; delete that folder if nobody needs it."
        )
    if outcome.state in {"changed", "outdated"}:
        return f"left    {name}: {outcome.cause}"
    told = "nothing to show yet" if entry.n is None else f"{entry.n} answered"
    return f"built   {name} ({told})"
