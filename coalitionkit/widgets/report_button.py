"""One button for one coalition: its report, built while the notebook stays free to use."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

import ipywidgets

from coalitionkit.errors import CoalitionkitError
from coalitionkit.playbook import LANGUAGES
from coalitionkit.record import Coalition, Cohort
from coalitionkit.report.batch import build_reports
from coalitionkit.report.plan import Plan
from coalitionkit.report.workers import open_workers
from coalitionkit.widgets.base import RecordWidget, write_text
from coalitionkit.widgets.parts import make_button, make_choice, show_if
from coalitionkit.words.widgets import cohort_reports as batch
from coalitionkit.words.widgets import report_button as words


class ReportButton(RecordWidget):
    """A button that builds your coalition's report into ``reports/``.

    Parameters
    ----------
    record, coalition, language
        As for :class:`coalitionkit.widgets.base.RecordWidget`.

    Examples
    --------
    >>> import coalitionkit as ck
    >>> ck.widgets.ReportButton("home-visiting").button.description
    'Build the report'
    """

    def build(self) -> Sequence[ipywidgets.Widget]:
        """Make the two choices, the button, and what it says."""
        self.file: Path | None = None
        self._work: Thread | None = None
        say = words.say_controls(self.t)
        readers = batch.say_audiences(self.t)
        self.audience = make_choice(
            say["audience"], [(told, name) for name, told in readers.items()]
        )
        languages = words.say_languages(self.t)
        self.tongue = make_choice(say["language"], [(languages[each], each) for each in LANGUAGES])
        self.tongue.value = self.t.language
        self.hint = ipywidgets.HTML(write_text(words.say_few(self.t)))
        self.button = make_button(say["build"], self._start)
        self.opener = make_button(say["open"], self._open)
        show_if(False, self.opener)
        return [self.audience, self.tongue, self.hint, self.button, self.opener]

    def wait(self) -> None:
        """Wait until the report that was begun is there, or has failed."""
        if self._work is not None:
            self._work.join()

    def _start(self) -> None:
        """Begin to build; the notebook can be used in the meantime."""
        self.desk.refresh()
        if self.coalition.coalitions.empty:
            self.tell(words.say_nothing(self.t), wrong=True)
            return
        self.button.disabled = True
        show_if(False, self.opener)
        self.tell(words.say_building(self.t))
        self._work = Thread(target=self._finish, args=(self._plan(), self.coalition))
        self._work.start()

    def _plan(self) -> Plan:
        place = self.desk.place
        # Each audience has a folder of its own, so that nobody sends the wrong report.
        out = place.parent.parent / "reports" / f"{place.name}-{self.audience.value}"
        own = self.coalition.id
        return Plan(out, only=[own], audience=self.audience.value, language=self.tongue.value)

    def _finish(self, plan: Plan, coalition: Coalition) -> None:
        try:
            cohort = Cohort(self.desk.place.name, coalition.tables)
            with open_workers(1) as executor:
                entry, *_ = build_reports(cohort, plan, executor=executor)
            if not entry.outcome.is_current:
                raise CoalitionkitError(entry.outcome.cause)
            self.file = (plan.out / entry.outcome.file).resolve()
            self.tell(*words.say_built(self.t, self.file))
            show_if(True, self.opener)
        except (CoalitionkitError, OSError) as error:
            self.tell(batch.say_not_built(self.t, str(error)), wrong=True)
        finally:
            self.button.disabled = False

    def _open(self) -> None:
        if self.file is None or not webbrowser.open(self.file.as_uri()):
            self.tell(batch.say_not_opened(self.t), str(self.file), wrong=True)
