"""What a group takes home."""

from coalitionkit.report.body import (
    build_appendix,
    build_dose,
    build_method,
    build_not_shown,
    build_plays,
    build_summary,
)
from coalitionkit.report.build import Report, open_report
from coalitionkit.report.page_one import build_page_one
from coalitionkit.report.waves import build_waves

__all__ = [
    "Report",
    "build_appendix",
    "build_dose",
    "build_method",
    "build_not_shown",
    "build_page_one",
    "build_plays",
    "build_summary",
    "build_waves",
    "open_report",
]
