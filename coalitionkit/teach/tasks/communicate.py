"""Tasks on Communicate Constantly, asked of the child welfare case."""

from __future__ import annotations

from coalitionkit.plays import communicate as play
from coalitionkit.teach.answers import is_number, name_one
from coalitionkit.teach.checks import Task
from coalitionkit.teach.tasks.common import ask, name_partners

_CASE = "child-welfare"


def _names_the_silent(answer: object) -> bool:
    """Ask who has not been heard for over 31 days."""
    plan = ask(play.plan_checkins, _CASE, dated=True)
    silent = set(plan.loc[plan["overdue"], "partner"])
    return {name_one(answer, name_partners(_CASE))} == silent


def _names_the_longest_silence(answer: object) -> bool:
    """Ask with whom the longest silence of all was."""
    contacts = ask(play.find_contacts, _CASE, dated=True)
    longest = contacts.sort_values("longest", kind="stable")["partner"].iloc[-1]
    return name_one(answer, name_partners(_CASE)) == str(longest)


def _counts_news_off_the_map(answer: object) -> bool:
    """Ask how much of the news heard was not on the map."""
    news = ask(play.count_news, _CASE, dated=True)
    share = news.off_map / news.heard
    return is_number(answer, news.off_map) or is_number(answer, share, within=0.006)


def _counts_the_unwritten(answer: object) -> bool:
    """Ask how many changes wait to be written through to the map."""
    waiting = ask(play.find_unwritten, _CASE, dated=True)
    return is_number(answer, len(waiting))


def _is_what_talks_cannot_show(answer: object) -> bool:
    """Ask what a log of talks can't show: that a partner who is heard often is content."""
    return name_one(answer, {"a": (), "b": (), "c": (), "d": ()}) == "b"


TASKS = (
    Task("talk_1", _names_the_silent),
    Task("talk_2", _names_the_longest_silence),
    Task("talk_3", _counts_news_off_the_map),
    Task("talk_4", _counts_the_unwritten),
    Task("talk_5", _is_what_talks_cannot_show),
)
