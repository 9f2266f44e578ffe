"""What every widget is built on: one record on disk, a line that says what was saved, and Undo.

A widget holds no arithmetic and no state of its own. Each change goes to disk; what is shown is
read from there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets

from coalitionkit.errors import CoalitionkitError, NeedsError
from coalitionkit.playbook import Language
from coalitionkit.record import Coalition
from coalitionkit.record.desk import open_desk
from coalitionkit.record.edits import Drop, Put
from coalitionkit.widgets.keys import Keys
from coalitionkit.words.catalog import Translator
from coalitionkit.words.needs import say_needs
from coalitionkit.words.widgets import common as words

# A widget's width: it fits a lesson's page on a laptop 1280 px wide, and a projector.
WIDTH = "860px"
_TEXT = "font-size:15px;line-height:1.5;max-width:52rem;overflow-wrap:anywhere"


# Lab's own 13 px, and a picture's, are too small for a projector.
CLASS = "coalitionkit"
STYLE = (
    f"<style>.{CLASS} {{--jp-widgets-font-size:15px;--jp-widgets-horizontal-tab-width:auto}} "
    f".{CLASS} .lm-TabBar-tabLabel {{color:var(--jp-ui-font-color1)}} "
    f".{CLASS} figure {{margin:.5em 0}} "
    # Lab floats terms beside what they say, and a long one pushes the next out of line.
    f".{CLASS} .card dt {{float:none;width:auto}} "
    f".{CLASS} .card dd {{margin:0 0 .4em 1.2em;width:auto;float:none}} "
    f".{CLASS} :is(td, th) {{padding:.2em .8em .2em 0;line-height:1.3}} "
    f".{CLASS} figure svg {{width:100%;height:auto}}</style>"
)


def write_text(*lines: str, style: str = "") -> str:
    """Write plain text as HTML, a paragraph a line; nothing in it runs."""
    paragraphs = "".join(f'<p style="margin:.2em 0">{escape(line)}</p>' for line in lines if line)
    return f'<div style="{_TEXT};{style}">{paragraphs}</div>'


def write_list(lines: Sequence[str]) -> str:
    """Write plain text as an HTML list."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<ul style="{_TEXT}">{items}</ul>' if items else ""


class RecordWidget(ipywidgets.VBox):  # type: ignore[misc]
    """A widget that works on one coalition's record.

    Subclasses make their controls in :meth:`build`, fill them in :meth:`show` from
    ``self.coalition``, and hand changes to :meth:`save`.

    Parameters
    ----------
    record : str, Path or Coalition
        As in :func:`coalitionkit.record.desk.open_desk`: a shipped case or cohort by name, whose
        first change makes your own copy; a folder; or a new name for a record of your own.
    coalition : str
        The group's id; empty takes the record's first.
    language : {"en", "es"}

    Attributes
    ----------
    desk : Desk
        The record on disk.
    status : ipywidgets.HTML
        What was saved, or why not.
    """

    def __init__(
        self,
        record: str | Path | Coalition = "my-coalition",
        *,
        coalition: str = "",
        language: Language = "en",
    ) -> None:
        self.t = Translator(language)
        self.desk = open_desk(record, coalition)
        self._filling = False
        self.status = ipywidgets.HTML()
        self.note = ipywidgets.HTML()
        self._tools = self._build_tools()
        super().__init__(
            [self.note, *self.build(), self._tools, self.status, Keys()],
            layout=ipywidgets.Layout(width="100%", max_width=WIDTH),
        )
        self.add_class(CLASS)
        self._fill()

    @property
    def coalition(self) -> Coalition:
        """The coalition as it stands on disk."""
        return self.desk.coalition

    def build(self) -> Sequence[ipywidgets.Widget]:
        """Make the controls, empty; each with a label, and observed by what calls save."""
        return ()

    def show(self) -> None:
        """Fill the controls, pictures and words from ``self.coalition``."""

    def save(self, what: str, *steps: Put | Drop) -> bool:
        """Write changes to disk at once, show what is there now, and say so.

        Parameters
        ----------
        what : str
            What the person did, for Undo.
        *steps : Put or Drop

        Returns
        -------
        bool
            Whether they were taken. If not, the status says why, and the controls go back.
        """
        try:
            self.desk.change(what, *steps)
        except (CoalitionkitError, OSError) as error:
            self._fill()
            self.tell(words.say_not_saved(self.t, str(error)), wrong=True)
            return False
        self._fill()
        other = [words.say_other(self.t)] if self.desk.met_other else []
        self.tell(words.say_saved(self.t, dt.datetime.now()), *other)
        return True

    def watch(self, control: ipywidgets.Widget, do: Callable[[Any], object]) -> None:
        """Call ``do`` with a control's new value whenever a person changes it.

        What can't be done is said in the status line.
        """

        def act(change: Mapping[str, Any]) -> None:
            if not self.filling:
                self.attempt(lambda: do(change["new"]))

        control.observe(act, "value")

    def attempt(self, do: Callable[[], object]) -> None:
        """Do something for a person, or say in the status line why it can't be done."""
        try:
            do()
        except (CoalitionkitError, OSError) as error:
            self.tell(self.say(error), wrong=True)

    def say(self, error: Exception) -> str:
        """Say what went wrong; a table that is missing in the reader's own language."""
        return say_needs(self.t, error) if isinstance(error, NeedsError) else str(error)

    def tell(self, *lines: str, wrong: bool = False) -> None:
        """Say something in the status line; a screen reader reads it out."""
        style = "border-left:4px solid #b35806;padding-left:.6em" if wrong else ""
        text = write_text(*"\n".join(lines).splitlines(), style=style)
        self.status.value = f'<div role="status" aria-live="polite">{text}</div>'

    @property
    def filling(self) -> bool:
        """Whether controls are being filled from disk; changes are then not the person's."""
        return self._filling

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Fill controls without taking it for something that the person did."""
        before = self._filling
        self._filling = True
        try:
            yield
        finally:
            self._filling = before

    def _fill(self) -> None:
        self.note.value = self._write_note()
        with self.quietly():
            self.show()

    def _write_note(self) -> str:
        """Say, before the first field, where this is kept, who can see it, how to delete it."""
        told = list(words.say_private(self.t, self.desk.place.resolve()))
        if self.coalition.illustrative:
            told.insert(0, words.say_invented(self.t))
        return STYLE + write_text(
            *told, style="background:#f3f3f3;border-left:4px solid #1f5a96;padding:.4em .8em"
        )

    def _build_tools(self) -> ipywidgets.Box:
        names = words.say_buttons(self.t)
        undo = ipywidgets.Button(description=names["undo"], layout={"width": "auto"})
        again = ipywidgets.Button(description=names["again"], layout={"width": "auto"})
        sure = ipywidgets.Button(description=names["sure"], layout={"width": "auto"})
        keep = ipywidgets.Button(description=names["keep"], layout={"width": "auto"})
        ask = ipywidgets.VBox(
            [ipywidgets.HTML(write_text(words.say_sure(self.t))), ipywidgets.HBox([sure, keep])]
        )
        ask.layout.display = "none"

        def open_question(is_open: bool) -> None:
            ask.layout.display = "" if is_open else "none"

        def start_again() -> None:
            open_question(False)
            self._start_again()

        undo.on_click(lambda _: self._undo())
        again.on_click(lambda _: open_question(True))
        keep.on_click(lambda _: open_question(False))
        sure.on_click(lambda _: start_again())
        return ipywidgets.VBox([ipywidgets.HBox([undo, again]), ask])

    def _undo(self) -> None:
        try:
            told = words.say_undone(self.t, self.desk.undo())
        except (CoalitionkitError, OSError) as error:
            self._fill()
            self.tell(words.say_not_saved(self.t, str(error)), wrong=True)
            return
        self._fill()
        self.tell(told)

    def _start_again(self) -> None:
        aside = self.desk.start_again()
        self._fill()
        self.tell(words.say_aside(self.t, aside.resolve() if aside else None))
