"""One group's job: its own slice of the record, and all that its report is built from."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

from coalitionkit.files import make_safe_name
from coalitionkit.record import Coalition, Cohort, write_record
from coalitionkit.report.cohort_job import COHORT_FOLDER
from coalitionkit.report.communicate import make_calendar
from coalitionkit.report.engine import Job
from coalitionkit.report.memory import Memory
from coalitionkit.report.plan import Plan, find_template, make_pages
from coalitionkit.report.receipts import ask_for_receipts
from coalitionkit.report.workers import Limits
from coalitionkit.survey.figures import ShownSurvey


def slice_record(cohort: Cohort, limited: Coalition, work: Path) -> tuple[Path, str]:
    """Write one group's rows, limited to what the audience may see, to a folder of their own."""
    folder = Path(tempfile.mkdtemp(dir=work))
    ask_for_receipts(folder)
    name = make_safe_name(cohort.name)
    write_record(Cohort(cohort.name, limited.tables, None), folder / name)
    return folder, f"./{name}"


def make_job(
    limited: Coalition,
    survey: ShownSurvey,
    plan: Plan,
    *,
    data: str,
    slice_: tuple[Path, str],
    known: Collection[str],
    out: Path,
) -> Job:
    """Put together what one report is built from; its group is limited to the audience."""
    folder, record = slice_
    given = {**plan.parameters, **plan.by_group.get(limited.id, {})}
    own = {
        "record": record,
        "coalition": limited.id,
        "wave": survey.wave or 0,
        "audience": plan.audience,
        "language": plan.language,
        "drawn": False,
    }
    return Job(
        coalition=limited.id,
        name=limited.name,
        template=find_template(plan),
        parameters={**{name: own[name] for name in own if name in known}, **given},
        folder=folder,
        out=out.resolve(),
        pages=make_pages(plan, title=limited.name, illustrative=limited.illustrative),
        limits=Limits(plan.time_limit, 4 * plan.time_limit, int(plan.memory_limit * (1 << 30))),
        seed=int(data[:8], 16),
        fresh_kernel=plan.fresh_kernels,
        calendar=make_calendar(limited, plan.audience, plan.language),
    )


def name_folders(groups: Iterable[Coalition], memory: Memory) -> dict[str, str]:
    """Give each group a folder name that a person can read and nothing else here has, or had.

    What people keep in a group's folder stays there, so it never passes to another group.
    """
    owned = dict(memory.list_owned())
    free = {slug.casefold(): coalition for slug, coalition in owned.items()}
    taken = {COHORT_FOLDER.casefold(): COHORT_FOLDER}
    slugs: dict[str, str] = {}
    for group in groups:
        slug = make_safe_name(group.name)
        if slug.casefold() in taken or free.get(slug.casefold(), group.id) != group.id:
            others = {name for name in owned if owned[name] != group.id}
            slug = make_safe_name(group.name, taken={*taken.values(), *others})
        slugs[group.id] = taken[slug.casefold()] = slug
    return slugs
