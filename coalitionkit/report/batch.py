"""A report for every group of a cohort: each from its own slice, none stopped by another."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, as_completed
from pathlib import Path

from coalitionkit.errors import CoalitionkitError
from coalitionkit.files import write_atomic
from coalitionkit.record import Coalition, Cohort
from coalitionkit.report.build import make_data_hash
from coalitionkit.report.engine import Outcome, fail, run_report
from coalitionkit.report.index import write_index
from coalitionkit.report.jobs import make_job, name_folders, slice_record
from coalitionkit.report.manifest import Entry, write_manifest
from coalitionkit.report.plan import Plan, check_folder, check_plan
from coalitionkit.survey.disclosure import show_survey
from coalitionkit.survey.figures import ShownSurvey
from coalitionkit.words.catalog import Translator
from coalitionkit.words.page_one import say_band


def _clear(folder: Path) -> None:
    """Take away a group's earlier report: if this one fails, the old one must not stand there."""
    for ending in ("html", "ipynb", "ics"):
        (folder / f"{folder.name}.{ending}").unlink(missing_ok=True)


def build_reports(
    cohort: Cohort,
    plan: Plan,
    *,
    executor: Executor,
    tell: Callable[[Outcome], None] = lambda outcome: None,
) -> tuple[Entry, ...]:
    """Build a report for every group, then ``index.html`` and ``manifest.json``.

    Parameters
    ----------
    cohort : Cohort
    plan : Plan
    executor : concurrent.futures.Executor
        Runs one report a task: a process pool here, a Dask cluster's executor elsewhere.
    tell : callable
        Called with each outcome as it happens.

    Returns
    -------
    tuple of Entry
        In the order of the record. A group that fails is among them, with its cause.

    Raises
    ------
    UsageError
        If the plan names a group or parameter that doesn't exist; nothing is built then.
    """
    known = check_plan(plan, cohort)
    check_folder(plan)
    groups = [group for group in cohort if not plan.only or group.id in plan.only]
    slugs = name_folders(list(cohort))
    with tempfile.TemporaryDirectory(prefix="coalitionkit-") as work:
        surveys: dict[str, ShownSurvey] = {}
        outcomes: dict[str, Outcome] = {}
        pending: dict[Future[Outcome], Coalition] = {}
        for group in groups:
            try:
                survey = show_survey(group, wave=plan.wave or None, audience=plan.audience)
                _clear(plan.out / slugs[group.id])
                cut = slice_record(cohort, group, plan, Path(work))
                job = make_job(group, survey, plan, slice_=cut, known=known, slug=slugs[group.id])
            except (CoalitionkitError, OSError) as error:
                outcomes[group.id] = fail(group.id, group.name, error)
                tell(outcomes[group.id])
                continue
            surveys[group.id] = survey
            pending[executor.submit(run_report, job)] = group
        for outcome in _collect(pending):
            outcomes[outcome.coalition] = outcome
            tell(outcome)
    entries = tuple(
        _make_entry(group, outcomes[group.id], surveys.get(group.id)) for group in groups
    )
    _write_overview(entries, cohort, plan, illustrative=any(group.illustrative for group in groups))
    return entries


def _make_entry(group: Coalition, outcome: Outcome, survey: ShownSurvey | None) -> Entry:
    return Entry(outcome, survey, make_data_hash(group, survey) if survey else "")


def _collect(pending: Mapping[Future[Outcome], Coalition]) -> Iterator[Outcome]:
    """Yield outcomes as they come; a worker that died is a failed outcome."""
    for future in as_completed(pending):
        error = future.exception()
        group = pending[future]
        yield fail(group.id, group.name, error) if error else future.result()


def _write_overview(
    entries: tuple[Entry, ...], cohort: Cohort, plan: Plan, *, illustrative: bool
) -> None:
    manifest = write_manifest(
        entries, cohort=cohort.name, audience=plan.audience, language=plan.language
    )
    band = say_band(Translator(plan.language), plan.audience, illustrative=illustrative)
    index = write_index(entries, cohort=cohort.name, language=plan.language, band=band)
    write_atomic(plan.out / "manifest.json", manifest)
    write_atomic(plan.out / "index.html", index)
