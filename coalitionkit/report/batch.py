"""A report for every group of a cohort: each from its own slice, none stopped by another."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coalitionkit.errors import CoalitionkitError, UsageError
from coalitionkit.files import find_shipped, make_safe_name, write_atomic
from coalitionkit.playbook import Language
from coalitionkit.record import Coalition, Cohort, write_record
from coalitionkit.record.audiences import Audience, limit_to_audience
from coalitionkit.report.build import make_data_hash
from coalitionkit.report.communicate import make_calendar
from coalitionkit.report.engine import (
    OWN_PARAMETERS,
    Job,
    Outcome,
    fail,
    read_parameters,
    run_report,
)
from coalitionkit.report.index import write_index
from coalitionkit.report.manifest import Entry, write_manifest
from coalitionkit.survey.disclosure import show_survey
from coalitionkit.survey.figures import ShownSurvey
from coalitionkit.words.catalog import Translator
from coalitionkit.words.index import say_skip
from coalitionkit.words.page_one import say_band


@dataclass(frozen=True)
class Plan:
    """What to build.

    Attributes
    ----------
    out : Path
        The batch's folder.
    only : collection of str
        Ids of the groups to build; empty builds all.
    wave : int
        Which time of asking; 0 takes each group's newest.
    audience, language
    template : Path or None
        A notebook of the user's own; None takes the kit's.
    parameters : mapping
        Values for the template's own parameters, alike for every group.
    by_group : mapping
        Group's id -> values for that group alone; they go before ``parameters``.
    time_limit : int
        Seconds that one cell may take.
    """

    out: Path
    only: Collection[str] = ()
    wave: int = 0
    audience: Audience = "partners"
    language: Language = "en"
    template: Path | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    by_group: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    time_limit: int = 300


def find_template(plan: Plan) -> Path:
    """Find the plan's template.

    Raises
    ------
    UsageError
        If the file isn't there.
    """
    if plan.template is None:
        return find_shipped("notebooks", "templates", "coalition_report.ipynb")
    if not plan.template.is_file():
        raise UsageError(f"Template {plan.template} is not there. Give the path of a notebook.")
    return plan.template.resolve()


def check_plan(plan: Plan, cohort: Cohort) -> Collection[str]:
    """Stop the batch before it starts if it names a group or parameter that doesn't exist.

    Returns
    -------
    collection of str
        The template's parameters.

    Raises
    ------
    UsageError
        All that is wrong, at once.
    """
    known = read_parameters(find_template(plan))
    asked = set(plan.parameters).union(*plan.by_group.values())
    own = [name for name in known if name not in OWN_PARAMETERS]
    wrong = [
        f"Parameter {name!r} is filled in by the kit. Its options: --wave, --audience, --language."
        if name in OWN_PARAMETERS
        else f"Parameter {name!r} is not in the template. "
        f"It has: {', '.join(own) or 'none of its own'}."
        for name in sorted(asked)
        if name not in own
    ]
    wrong += [
        f"Coalition {name!r} is not in the record. It has: {', '.join(cohort.ids)}."
        for name in sorted({*plan.only, *plan.by_group} - set(cohort.ids))
    ]
    if wrong:
        raise UsageError("Nothing was built.\n" + "\n".join(wrong))
    return tuple(known)


def check_folder(plan: Plan) -> None:
    """Refuse a folder that holds another audience's reports: someone would send the wrong ones.

    Raises
    ------
    UsageError
    """
    if plan.out.exists() and not plan.out.is_dir():
        raise UsageError(f"{plan.out} is a file. Give a folder with --out.")
    manifest = plan.out / "manifest.json"
    if not manifest.is_file():
        return
    try:
        audience = json.loads(manifest.read_bytes())["audience"]
    except (ValueError, KeyError, TypeError):
        audience = "unknown readers"
    if audience != plan.audience:
        raise UsageError(
            f"{plan.out} holds reports for {audience}, and these would be for {plan.audience}. "
            "Give another folder with --out, or delete that one first."
        )


def _clear(folder: Path) -> None:
    """Take away a group's earlier report: if this one fails, the old one must not stand there."""
    for ending in ("html", "ipynb", "ics"):
        (folder / f"{folder.name}.{ending}").unlink(missing_ok=True)


def _slice_record(cohort: Cohort, group: Coalition, plan: Plan, work: Path) -> tuple[Path, str]:
    """Write one group's rows, less what the audience may not see, to a folder of their own."""
    folder = Path(tempfile.mkdtemp(dir=work))
    name = make_safe_name(cohort.name)
    limited = limit_to_audience(group, plan.audience)
    write_record(Cohort(cohort.name, limited.tables, None), folder / name)
    return folder, f"./{name}"


def _make_job(
    group: Coalition,
    survey: ShownSurvey,
    plan: Plan,
    *,
    slice_: tuple[Path, str],
    known: Collection[str],
    slug: str,
) -> Job:
    """Put together what one report is built from."""
    folder, record = slice_
    given = {**plan.parameters, **plan.by_group.get(group.id, {})}
    own = {
        "record": record,
        "coalition": group.id,
        "wave": survey.wave or 0,
        "audience": plan.audience,
        "language": plan.language,
        "drawn": False,
    }
    t = Translator(plan.language)
    return Job(
        coalition=group.id,
        name=group.name,
        template=find_template(plan),
        parameters={**{name: own[name] for name in own if name in known}, **given},
        folder=folder,
        out=plan.out.resolve() / slug,
        title=group.name,
        language=plan.language,
        watermark=say_band(t, plan.audience, illustrative=group.illustrative),
        skip=say_skip(t),
        time_limit=plan.time_limit,
        calendar=make_calendar(
            limit_to_audience(group, plan.audience), plan.audience, plan.language
        ),
    )


def _name_folders(groups: Collection[Coalition]) -> Mapping[str, str]:
    """Give each group a folder name that a person can read and no other group has."""
    slugs: dict[str, str] = {}
    for group in groups:
        slugs[group.id] = make_safe_name(group.name, taken=set(slugs.values()))
    return slugs


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
    slugs = _name_folders(list(cohort))
    with tempfile.TemporaryDirectory(prefix="coalitionkit-") as work:
        surveys: dict[str, ShownSurvey] = {}
        outcomes: dict[str, Outcome] = {}
        pending: dict[Future[Outcome], Coalition] = {}
        for group in groups:
            try:
                survey = show_survey(group, wave=plan.wave or None, audience=plan.audience)
                _clear(plan.out / slugs[group.id])
                cut = _slice_record(cohort, group, plan, Path(work))
                job = _make_job(group, survey, plan, slice_=cut, known=known, slug=slugs[group.id])
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
