"""A report for every group of a cohort: each from its own slice, none stopped by another.

A second run goes on where the first stopped: what would come out the same is left as it is.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from coalitionkit.errors import CoalitionkitError
from coalitionkit.files import write_atomic
from coalitionkit.record import Coalition, Cohort
from coalitionkit.record.audiences import limit_to_audience
from coalitionkit.report.build import make_data_hash
from coalitionkit.report.cohort_job import (
    COHORT_FOLDER,
    Whole,
    list_wholes,
    make_cohort_job,
)
from coalitionkit.report.engine import Job, run_report
from coalitionkit.report.folder import Folder, hold_folder
from coalitionkit.report.formats import FORMATS
from coalitionkit.report.index import write_index
from coalitionkit.report.inputs import describe_making, hash_inputs, hash_whole
from coalitionkit.report.jobs import make_job, name_folders, slice_record
from coalitionkit.report.manifest import Entry, write_manifest
from coalitionkit.report.memory import Memory, State
from coalitionkit.report.outcome import Outcome, fail
from coalitionkit.report.plan import Plan, check_folder, check_plan
from coalitionkit.report.receipts import SHARED, NotItsOwnError, check_receipts, find_twin
from coalitionkit.survey.disclosure import show_survey
from coalitionkit.words.catalog import Translator
from coalitionkit.words.page_one import say_band

# Jobs that are ready before a worker is: enough for any machine, and few enough to hold.
_AHEAD = 64

Subject: TypeAlias = Coalition | Whole

_CHANGED = "Its files were changed by hand since, so they are left as they are."
_OUTDATED = (
    "The record or the options have changed since, and so have its files, by hand. "
    "Move your changed files elsewhere and build it again, or use --force."
)


def build_reports(
    cohort: Cohort,
    plan: Plan,
    *,
    executor: Executor,
    tell: Callable[[Outcome], None] = lambda outcome: None,
) -> tuple[Entry, ...]:
    """Build a report for every group and the cohort's, then ``index.html`` and ``manifest.json``.

    Parameters
    ----------
    cohort : Cohort
    plan : Plan
    executor : concurrent.futures.Executor
        Runs one report a task: a process pool here, a Dask cluster's executor elsewhere.
    tell : callable
        Called with each outcome as it happens; the cohort's own has an empty coalition.

    Returns
    -------
    tuple of Entry
        In the order of the record. A group that fails is among them, with its cause. Reports of
        groups that are no longer in the record come last.

    Raises
    ------
    UsageError
        If the plan names a group or parameter that doesn't exist, or another run is building in
        the same folder; nothing is built then.
    """
    known = check_plan(plan, cohort)
    check_folder(plan)
    with (
        hold_folder(plan.out) as folder,
        tempfile.TemporaryDirectory(prefix="coalitionkit-") as work,
    ):
        batch = Batch(cohort, plan, folder, tuple(known), Path(work), tell)
        batch.look()
        if batch.due:
            batch.write_overview()
            batch.build(executor)
        batch.write_overview()
        batch.memory.tidy()
    asked = [batch.entries[group.id] for group in batch.groups]
    return (*asked, *batch.find_gone())


@dataclass
class Batch:
    """One run over a cohort.

    Attributes
    ----------
    groups : list of Coalition
        Those that were asked for.
    subjects : list of Whole or Coalition
        What there may be reports on: the cohort as a whole, which takes longest, then each group.
    asked : set of str
        Ids of those that were asked for.
    entries : dict
        Id -> its line, for every subject that has one.
    due : list of Whole or Coalition
        Those that have to be built.
    """

    cohort: Cohort
    plan: Plan
    folder: Folder
    known: Sequence[str]
    work: Path
    tell: Callable[[Outcome], None]
    entries: dict[str, Entry] = field(default_factory=dict)
    due: list[Subject] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.memory = Memory(self.folder)
        self.groups = [g for g in self.cohort if not self.plan.only or g.id in self.plan.only]
        self.subjects: list[Subject] = [*list_wholes(self.cohort, self.plan), *self.cohort]
        self.asked = set(self.plan.only) or {each.id for each in self.subjects}
        self.slugs = name_folders(self.cohort, self.memory) | {"": COHORT_FOLDER}
        self._inputs: dict[str, str] = {}
        self._seen: dict[str, Entry] = {}
        self._making = describe_making(self.plan)

    def look(self) -> None:
        """Sort the subjects into those to build and those whose report is left as it is."""
        for group in self.cohort:
            self._inputs[group.id] = hash_inputs(group, self.plan, cohort=self.cohort.name)
        self._inputs[""] = hash_whole(self._inputs.values())
        for each in self.subjects:
            state = self.memory.judge(self.slugs[each.id], self._inputs[each.id])
            if each.id in self.asked and (self.plan.force or state in {"missing", "stale"}):
                self.due.append(each)
            elif state != "missing":
                entry = self.entries[each.id] = self._make_earlier(each, state)
                self._seen |= dict.fromkeys(entry.files.values(), entry)
            elif each.id in self.memory.unbuilt:
                self.entries[each.id] = self.memory.unbuilt[each.id]
        for each in self.due:
            earlier = self.memory.find(self.slugs[each.id])
            outcome = Outcome(each.id, each.name, "unfinished")
            self.entries[each.id] = Entry(outcome, files=earlier.files if earlier else {})
        left = self.asked - {each.id for each in self.due}
        for each in self.subjects:
            if each.id in left:
                self.tell(self.entries[each.id].outcome)

    def _make_earlier(self, group: Subject, state: State) -> Entry:
        """Make the line of a report that stands there and that this run doesn't build."""
        slug = self.slugs[group.id]
        earlier = self.memory.find(slug) or Entry(Outcome(group.id, group.name, "outdated"))
        if state == "kept":
            return replace(earlier, outcome=replace(earlier.outcome, state="kept"))
        pages = (f"{slug}/{slug}.{ending}" for ending in FORMATS)
        outcome = Outcome(
            group.id,
            group.name,
            "changed" if state == "changed" else "outdated",
            file=next((page for page in pages if (self.folder.out / page).is_file()), ""),
            cause=_CHANGED if state == "changed" else _OUTDATED,
        )
        return replace(earlier, outcome=outcome)

    def build(self, executor: Executor) -> None:
        """Build what is due; each report is put in place as soon as it is whole."""
        pending: dict[Future[Outcome], tuple[Subject, Entry, Job]] = {}
        for group in self.due:
            try:
                job, entry = self._prepare(group)
                pending[executor.submit(run_report, job)] = group, entry, job
            except (CoalitionkitError, OSError, BrokenExecutor) as error:
                self._fail(fail(group.id, group.name, error))
            self._collect(pending, leave=_AHEAD)
        self._collect(pending)

    def _collect(
        self, pending: dict[Future[Outcome], tuple[Subject, Entry, Job]], leave: int = 0
    ) -> None:
        """Put in place what is done; wait for more only where more than ``leave`` are pending."""
        while pending:
            block = None if len(pending) > leave else 0
            done, _ = wait(pending, timeout=block, return_when=FIRST_COMPLETED)
            for future in done:
                group, entry, job = pending.pop(future)
                error = future.exception()
                outcome = fail(group.id, group.name, error) if error else future.result()
                self._finish(replace(entry, outcome=outcome), job.folder)
                shutil.rmtree(job.folder, ignore_errors=True)
            if not done:
                return

    def _prepare(self, group: Subject) -> tuple[Job, Entry]:
        """Cut out the rows that a report is built from, and say what may be shown of them."""
        slug, plan = self.slugs[group.id], self.plan
        self.folder.check(slug)
        if isinstance(group, Whole):
            staged = self.folder.stage(slug)
            job = make_cohort_job(self.cohort, group, plan, work=self.work, out=staged)
            return job, Entry(Outcome("", group.name, "unfinished"), made=self._making)
        survey = show_survey(group, wave=plan.wave or None, audience=plan.audience)
        data = make_data_hash(group, survey)
        limited = limit_to_audience(group, plan.audience)
        cut = slice_record(self.cohort, limited, self.work)
        out = self.folder.stage(slug)
        job = make_job(limited, survey, plan, data=data, slice_=cut, known=self.known, out=out)
        return job, Entry(
            Outcome(group.id, group.name, "unfinished"),
            wave=survey.wave,
            n=survey.n,
            invited=survey.invited,
            data=data,
            made=self._making,
        )

    def _finish(self, entry: Entry, ran: Path) -> None:
        """Put a report in place, or take an earlier one away: it must not pass for this one."""
        outcome = entry.outcome
        slug = self.slugs[outcome.coalition]
        if outcome.state == "failed":
            self._fail(outcome, entry)
            return
        entry = replace(entry, files=self.folder.measure_staged(slug))
        try:
            if outcome.coalition:
                check_receipts(ran, entry, self.plan.audience)
            self._refuse_twins(entry)
            self.memory.note(entry, self._inputs[outcome.coalition])
            self.folder.publish(slug, self.memory.paths)
        except (CoalitionkitError, OSError) as error:
            self._fail(fail(outcome.coalition, outcome.name, error, outcome.seconds), entry)
            return
        self.memory.settle(slug)
        self.entries[outcome.coalition] = entry
        self.tell(outcome)

    def _refuse_twins(self, entry: Entry) -> None:
        """Fail a group whose file is another group's too, and the other with it."""
        other = find_twin(entry, self._seen)
        self._seen |= dict.fromkeys(entry.files.values(), entry)
        if other is None:
            return
        twin = other.outcome
        if self.entries[twin.coalition].outcome.is_current:
            error = NotItsOwnError(SHARED.format(entry.outcome.name))
            self._fail(fail(twin.coalition, twin.name, error, twin.seconds), other)
        raise NotItsOwnError(SHARED.format(twin.name))

    def _fail(self, outcome: Outcome, entry: Entry | None = None) -> None:
        self.folder.clear(self.slugs[outcome.coalition], self.memory.ours)
        made = entry or Entry(outcome, made=self._making)
        self.entries[outcome.coalition] = replace(made, outcome=outcome, files={})
        self.tell(outcome)

    def find_gone(self) -> Sequence[Entry]:
        """Find reports of groups that are no longer in the record."""
        present = [self.slugs[each.id] for each in self.subjects]
        return [
            replace(entry, outcome=replace(entry.outcome, state="gone"))
            for entry in self.memory.list_others(present)
        ]

    def write_overview(self) -> None:
        """Write the front page and the manifest; each is replaced in one step."""
        plan, cohort = self.plan, self.cohort
        told = [self.entries[group.id] for group in cohort if group.id in self.entries]
        entries = (*told, *self.find_gone())
        illustrative = any(group.illustrative for group in cohort if group.id in self.entries)
        band = say_band(Translator(plan.language), plan.audience, illustrative=illustrative)
        whole = self.entries.get("")
        manifest = write_manifest(
            entries, whole, cohort=cohort.name, audience=plan.audience, language=plan.language
        )
        index = write_index(
            entries, whole, cohort=cohort.name, language=plan.language, band=band, look=plan.look
        )
        write_atomic(plan.out / "manifest.json", manifest)
        write_atomic(plan.out / "index.html", index)
