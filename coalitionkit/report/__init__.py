"""What a group takes home."""

from coalitionkit.report.body import (
    build_appendix,
    build_dose,
    build_method,
    build_not_shown,
    build_summary,
)
from coalitionkit.report.build import Report, open_report
from coalitionkit.report.diagnosis import build_diagnosis, build_error_rates
from coalitionkit.report.page_one import build_page_one
from coalitionkit.report.plays import build_plays
from coalitionkit.report.seating import build_seating
from coalitionkit.report.waves import build_waves

__all__ = [
    "Report",
    "build_appendix",
    "build_diagnosis",
    "build_dose",
    "build_error_rates",
    "build_method",
    "build_not_shown",
    "build_page_one",
    "build_plays",
    "build_seating",
    "build_summary",
    "build_waves",
    "open_report",
]
