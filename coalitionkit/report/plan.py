"""What a batch is to build, and what stops it before it starts."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coalitionkit.documents import Look
from coalitionkit.errors import UsageError
from coalitionkit.files import find_shipped
from coalitionkit.playbook import Language
from coalitionkit.record import Cohort
from coalitionkit.record.audiences import Audience
from coalitionkit.report.engine import OWN_PARAMETERS, read_parameters
from coalitionkit.report.formats import JUST_HTML, Format, Pages, check_formats
from coalitionkit.words.catalog import Translator
from coalitionkit.words.index import say_file_words
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
        Seconds that one cell may take; a whole report may take four times as long.
    memory_limit : float
        Gigabytes that one report may take.
    fresh_kernels : bool
        Whether each report starts a kernel of its own where it could be forked.
    force : bool
        Whether to build also what is up to date, and what somebody has changed.
    formats : collection of {"html", "docx", "pdf", "ipynb"}
        The files of each report.
    look : Look
        A brand of the user's own, from :func:`coalitionkit.documents.read_look`.
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
    memory_limit: float = 2
    fresh_kernels: bool = False
    force: bool = False
    formats: Collection[Format] = JUST_HTML
    look: Look = field(default_factory=Look)


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


def make_pages(plan: Plan, *, title: str, illustrative: bool) -> Pages:
    """Say how a report's files are written, in the words of the plan's language."""
    t = Translator(plan.language)
    return Pages(
        title=title,
        language=plan.language,
        watermark=say_band(t, plan.audience, illustrative=illustrative),
        words=say_file_words(t),
        formats=tuple(plan.formats),
        look=plan.look,
    )


def check_plan(plan: Plan, cohort: Cohort) -> Collection[str]:
    """Stop the batch before it starts if it names a group or parameter that doesn't exist.

    Returns
    -------
    collection of str
        The template's parameters.

    Raises
    ------
    UsageError
        All that is wrong, at once; before that, what a format needs installed.
    """
    check_formats(plan.formats)
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
