"""One button for whoever runs a cohort: a report for every group, and the page that lists them."""

from __future__ import annotations

import webbrowser
from collections.abc import Collection
from pathlib import Path

import ipywidgets

from coalitionkit.errors import CoalitionkitError
from coalitionkit.files import make_safe_name
from coalitionkit.playbook import Language
from coalitionkit.record import load_cohort
from coalitionkit.report.batch import build_reports
from coalitionkit.report.outcome import Outcome
from coalitionkit.report.plan import Plan
from coalitionkit.report.workers import open_workers
from coalitionkit.widgets.base import CLASS, STYLE, WIDTH, write_list, write_text
from coalitionkit.widgets.parts import make_button, make_choice, show_if
from coalitionkit.words.catalog import Translator
from coalitionkit.words.widgets import cohort_reports as words


class CohortReports(ipywidgets.VBox):  # type: ignore[misc]
    """A button that builds a report for every group of a cohort.

    Each audience's reports go to a folder of their own, so that nobody sends the wrong ones.

    Parameters
    ----------
    cohort : str or Path
        A cohort that ships with the kit, a folder, or a workbook.
    out : str or Path
        The folder that holds the batches.
    only : collection of str
        Ids of the groups to build; empty builds all.
    language : {"en", "es"}
        Of the controls and of the reports.

    Examples
    --------
    >>> import coalitionkit as ck
    >>> ck.widgets.CohortReports("spring-cohort").button.description
    'Build all reports'
    """

    def __init__(
        self,
        cohort: str | Path = "spring-cohort",
        *,
        out: str | Path = "reports",
        only: Collection[str] = (),
        language: Language = "en",
    ) -> None:
        self.t = Translator(language)
        self.cohort, self.out, self.only = cohort, Path(out), tuple(only)
        self.index: Path | None = None
        say = words.say_controls(self.t)
        readers = words.say_audiences(self.t)
        self.audience = make_choice(
            say["audience"], [(told, name) for name, told in readers.items()]
        )
        self.button = make_button(say["build"], self.build)
        self.progress = ipywidgets.IntProgress(min=0, max=1, description=say["progress"])
        self.opener = make_button(say["open"], self._open)
        self.status, self.failures = ipywidgets.HTML(), ipywidgets.HTML()
        super().__init__(
            [
                ipywidgets.HTML(STYLE),
                self.audience,
                self.button,
                self.progress,
                self.status,
                self.failures,
                self.opener,
            ],
            layout=ipywidgets.Layout(width="100%", max_width=WIDTH),
        )
        self.add_class(CLASS)
        show_if(False, self.progress, self.opener)

    def build(self) -> None:
        """Build the reports, saying how far it is; a failure is named and stops no other."""
        self.button.disabled = True
        self.failures.value = ""
        show_if(False, self.opener)
        try:
            self._build()
        except (CoalitionkitError, OSError) as error:
            self._tell(words.say_not_built(self.t, str(error)))
        finally:
            show_if(False, self.progress)
            self.button.disabled = False

    def _build(self) -> None:
        record = load_cohort(self.cohort)
        audience = self.audience.value
        folder = self.out / f"{make_safe_name(record.name)}-{audience}"
        plan = Plan(folder, only=self.only, audience=audience, language=self.t.language)
        groups = len(self.only) or len(record)
        failed: list[str] = []
        self.progress.max, self.progress.value = groups, 0
        show_if(True, self.progress)
        self._tell(words.say_building(self.t, 0, groups))

        def tell(outcome: Outcome) -> None:
            self.progress.value += bool(outcome.coalition)
            self._tell(words.say_building(self.t, self.progress.value, groups))
            if not outcome.is_current:
                failed.append(words.say_failed(self.t, outcome.name, outcome.cause))
                self.failures.value = write_list(failed)

        with open_workers() as executor:
            entries = build_reports(record, plan, executor=executor, tell=tell)
        self.index = (folder / "index.html").resolve()
        built = sum(entry.outcome.state == "built" for entry in entries)
        self._tell(*words.say_built(self.t, built, groups, self.index))
        show_if(True, self.opener)

    def _open(self) -> None:
        if self.index is None or not webbrowser.open(self.index.as_uri()):
            self._tell(words.say_not_opened(self.t), str(self.index))

    def _tell(self, *lines: str) -> None:
        """Say something in the status line; a screen reader reads it out."""
        self.status.value = f'<div role="status" aria-live="polite">{write_text(*lines)}</div>'
