"""One group's job: its own slice of the record, and all that its report is built from."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

from coalitionkit.files import make_safe_name
from coalitionkit.record import Coalition, Cohort, write_record
from coalitionkit.record.audiences import limit_to_audience
from coalitionkit.report.build import make_data_hash
from coalitionkit.report.cohort_job import COHORT_FOLDER
from coalitionkit.report.communicate import make_calendar
from coalitionkit.report.engine import Job
from coalitionkit.report.memory import Memory
from coalitionkit.report.plan import Plan, find_template, make_pages
from coalitionkit.report.receipts import ask_for_receipts
from coalitionkit.report.workers import Limits
from coalitionkit.survey.figures import ShownSurvey


def slice_record(cohort: Cohort, group: Coalition, plan: Plan, work: Path) -> tuple[Path, str]:
    """Write one group's rows, less what the audience may not see, to a folder of their own."""
    folder = Path(tempfile.mkdtemp(dir=work))
    ask_for_receipts(folder)
    name = make_safe_name(cohort.name)
    limited = limit_to_audience(group, plan.audience)
    write_record(Cohort(cohort.name, limited.tables, None), folder / name)
    return folder, f"./{name}"


def make_job(
    group: Coalition,
    survey: ShownSurvey,
    plan: Plan,
    *,
    slice_: tuple[Path, str],
    known: Collection[str],
    out: Path,
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
    return Job(
        coalition=group.id,
        name=group.name,
        template=find_template(plan),
        parameters={**{name: own[name] for name in own if name in known}, **given},
        folder=folder,
        out=out.resolve(),
        pages=make_pages(plan, title=group.name, illustrative=group.illustrative),
        limits=Limits(plan.time_limit, 4 * plan.time_limit, int(plan.memory_limit * (1 << 30))),
        seed=int(make_data_hash(group, survey)[:8], 16),
        fresh_kernel=plan.fresh_kernels,
        calendar=make_calendar(
            limit_to_audience(group, plan.audience), plan.audience, plan.language
        ),
    )


def name_folders(groups: Iterable[Coalition], memory: Memory) -> dict[str, str]:
    """Give each group a folder name that a person can read and nothing else here has, or had.

    What people keep in a group's folder stays there, so it never passes to another group.
    """
    slugs: dict[str, str] = {}
    for group in groups:
        taken = {COHORT_FOLDER, *slugs.values(), *memory.list_owned(group.id)}
        slugs[group.id] = make_safe_name(group.name, taken=taken)
    return slugs
