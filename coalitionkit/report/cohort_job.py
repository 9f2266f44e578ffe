"""The cohort's own report among the jobs of a batch."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from coalitionkit.files import find_shipped, make_safe_name
from coalitionkit.record import Cohort, write_record
from coalitionkit.report.cohort_report import limit_cohort
from coalitionkit.report.engine import Job
from coalitionkit.report.plan import Plan, make_pages
from coalitionkit.report.workers import Limits
from coalitionkit.words.catalog import Translator
from coalitionkit.words.cohort_report import say_title

# Its folder in the batch's; no group's folder may have this name.
COHORT_FOLDER = "cohort-report"


@dataclass(frozen=True)
class Whole:
    """A cohort as something to report on, beside its groups; no group's id is empty."""

    name: str
    id: str = ""


def list_wholes(cohort: Cohort, plan: Plan) -> tuple[Whole, ...]:
    """Give the cohort as something to report on; nothing for a cohort of one."""
    if len(cohort) < 2:
        return ()
    return (Whole(say_title(Translator(plan.language), cohort.name)),)


def make_cohort_job(cohort: Cohort, whole: Whole, plan: Plan, *, work: Path, out: Path) -> Job:
    """Put together what the cohort's report is built from.

    Parameters
    ----------
    cohort : Cohort
    whole : Whole
    plan : Plan
        Of it, a template and parameters of the user's own are for the groups' reports alone.
    work : Path
        Where the record goes that its kernel reads, less what the audience may not see.
    out : Path
        Where its files go.
    """
    folder = Path(tempfile.mkdtemp(dir=work))
    name = make_safe_name(cohort.name)
    write_record(limit_cohort(cohort, plan.audience), folder / name)
    illustrative = any(group.illustrative for group in cohort)
    return Job(
        coalition=whole.id,
        name=whole.name,
        template=find_shipped("notebooks", "templates", "cohort_report.ipynb"),
        parameters={
            "record": f"./{name}",
            "wave": plan.wave,
            "audience": plan.audience,
            "language": plan.language,
            "drawn": False,
        },
        folder=folder,
        out=out.resolve(),
        pages=make_pages(plan, title=whole.name, illustrative=illustrative),
        limits=Limits(plan.time_limit, 4 * plan.time_limit, int(plan.memory_limit * (1 << 30))),
        fresh_kernel=plan.fresh_kernels,
    )
