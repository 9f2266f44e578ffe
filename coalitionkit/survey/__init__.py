"""What a coalition's people say, and what of it may be shown.

:func:`show_survey` is what pages are made from. The rest are the method's measures, for those who
want them on figures of their own.
"""

from coalitionkit.survey.agreement import find_agreement, find_consensus, find_dispersion
from coalitionkit.survey.cells import audit_cells, suppress_cells
from coalitionkit.survey.disclosure import show_survey
from coalitionkit.survey.intervals import find_mean_interval, find_wilson_interval
from coalitionkit.survey.own_view import list_own_views, show_own_view
from coalitionkit.survey.reliability import find_alpha, find_feldt_interval, find_rwg
from coalitionkit.survey.scoring import count_answers, read_dose, score_plays, score_respondents

__all__ = [
    "audit_cells",
    "count_answers",
    "find_agreement",
    "find_alpha",
    "find_consensus",
    "find_dispersion",
    "find_feldt_interval",
    "find_mean_interval",
    "find_rwg",
    "find_wilson_interval",
    "list_own_views",
    "read_dose",
    "score_plays",
    "score_respondents",
    "show_own_view",
    "show_survey",
    "suppress_cells",
]
