"""What a group takes home."""

from coalitionkit.report.body import (
    build_appendix,
    build_dose,
    build_method,
    build_not_shown,
    build_summary,
)
from coalitionkit.report.build import Report, open_report
from coalitionkit.report.cohort import build_comparison, build_intake
from coalitionkit.report.cohort_report import (
    CohortReport,
    build_cohort_diagnosis,
    build_cohort_head,
    build_cohort_limits,
    build_cohort_spread,
    build_cohort_steps,
    open_cohort,
)
from coalitionkit.report.communicate import build_communicate
from coalitionkit.report.craft_compromise import build_craft_compromise
from coalitionkit.report.diagnosis import build_diagnosis, build_error_rates
from coalitionkit.report.know_when_to_fold import build_know_when_to_fold
from coalitionkit.report.map_conflict import build_map_conflict
from coalitionkit.report.own_items import build_own
from coalitionkit.report.page_one import build_page_one
from coalitionkit.report.plays import build_plays
from coalitionkit.report.seating import build_seating
from coalitionkit.report.surface_tension import build_surface_tension
from coalitionkit.report.tables import make_table
from coalitionkit.report.waves import build_waves

__all__ = [
    "CohortReport",
    "Report",
    "build_appendix",
    "build_cohort_diagnosis",
    "build_cohort_head",
    "build_cohort_limits",
    "build_cohort_spread",
    "build_cohort_steps",
    "build_communicate",
    "build_comparison",
    "build_craft_compromise",
    "build_diagnosis",
    "build_dose",
    "build_error_rates",
    "build_intake",
    "build_know_when_to_fold",
    "build_map_conflict",
    "build_method",
    "build_not_shown",
    "build_own",
    "build_page_one",
    "build_plays",
    "build_seating",
    "build_summary",
    "build_surface_tension",
    "build_waves",
    "make_table",
    "open_cohort",
    "open_report",
]
