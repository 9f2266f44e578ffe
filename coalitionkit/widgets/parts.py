"""Controls that several widgets share: choices with labels, sliders in words, folded parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import ipywidgets
import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.plays.communicate import find_last_day
from coalitionkit.record import Coalition
from coalitionkit.widgets.base import write_text

# Wide enough for the longest label in either language.
LABEL = "180px"
_WIDE_LABEL = "300px"
_SLIDER = "420px"
_TIGHT = "line-height:1.25"


def make_choice(
    label: str, options: Sequence[tuple[str, Any]] = (), *, wide: bool = False
) -> ipywidgets.Dropdown:
    """Make a labeled choice of one among several; ``wide`` where the label is a person's own."""
    return ipywidgets.Dropdown(
        description=label,
        options=options,
        style={"description_width": _WIDE_LABEL if wide else LABEL},
        layout=_wide(),
    )


def make_text(label: str) -> ipywidgets.Text:
    """Make a labeled line of text; it counts when it is left or Enter is pressed."""
    return ipywidgets.Text(
        description=label,
        continuous_update=False,
        style={"description_width": LABEL},
        layout=_wide(),
    )


def make_day(label: str, value: dt.date | None = None) -> ipywidgets.DatePicker:
    """Make a labeled day."""
    return ipywidgets.DatePicker(
        description=label,
        value=value,
        style={"description_width": LABEL},
        layout={"width": "340px", "flex": "0 0 auto"},
    )


def find_today(coalition: Coalition) -> dt.date:
    """Give the day up to which a log is read: today; in an invented record, its own last day."""
    if coalition.illustrative:
        with suppress(NeedsError):
            return find_last_day(coalition)
    return dt.date.today()


def take_tables(coalition: Coalition, names: Sequence[str]) -> list[pd.DataFrame]:
    """Take copies of some tables, to see later whether they have changed."""
    return [coalition.tables[name] for name in names]


def are_same(before: Sequence[pd.DataFrame], now: Sequence[pd.DataFrame]) -> bool:
    """Say whether tables from :func:`take_tables` are as they were."""
    return len(before) == len(now) and all(map(pd.DataFrame.equals, before, now))


def make_button(label: str, do: Callable[[], object]) -> ipywidgets.Button:
    """Make a button as wide as its words."""
    button = ipywidgets.Button(
        description=label, layout={"width": "auto", "align_self": "flex-start"}
    )
    button.on_click(lambda _: do())
    return button


def make_slider(label: str) -> ipywidgets.SelectionSlider:
    """Make a labeled slider along named stops; its value stands in words beside it."""
    return ipywidgets.SelectionSlider(
        description=label,
        options=[("–", 0.0)],
        readout=False,
        continuous_update=False,
        style={"description_width": LABEL},
        layout={"width": _SLIDER, "flex": "0 0 auto"},
    )


class LevelRow(ipywidgets.HBox):  # type: ignore[misc]
    """A question of a person's own, a slider along its levels, and the level in words.

    Attributes
    ----------
    slider : SelectionSlider
    """

    def __init__(self) -> None:
        self._question = ipywidgets.HTML(layout={"width": "350px", "flex": "0 0 auto"})
        self.slider = make_slider("")
        self.slider.layout.width = "170px"
        self._level = make_words()
        super().__init__([self._question, self.slider, self._level])

    def show(self, question: str, stops: Sequence[tuple[str, float]], level: float) -> None:
        """Show where the level stands."""
        set_options(self.slider, stops, level)
        set_text(self._question, write_text(question, style=_TIGHT))
        set_text(self._level, write_text(str(self.slider.label), style=_TIGHT))


def set_options(control: Any, options: Sequence[tuple[str, Any]], value: Any = None) -> None:
    """Give a control its options if they changed, and a value: this one, the old one or the first.

    Nothing is sent to the browser for what stays as it was.
    """
    wanted = control.value if value is None else value
    if list(control.options) != list(options):
        control.options = list(options)
    known = [each for _, each in options]
    if known:
        wanted = wanted if wanted in known else known[0]
        if control.value != wanted:
            control.value = wanted


def make_words() -> ipywidgets.HTML:
    """Make room for a slider's level in words, beside it."""
    return ipywidgets.HTML(layout={"margin": "0 0 0 12px", "flex": "1 1 auto"})


def set_text(control: Any, text: str) -> None:
    """Give a control its text if it changed."""
    if control.value != text:
        control.value = text


def show_if(shown: bool, *parts: ipywidgets.Widget) -> None:
    """Show parts of a widget, or take them off the page."""
    for part in parts:
        part.layout.display = "" if shown else "none"


def fold(titles: Sequence[str], parts: Sequence[ipywidgets.Widget]) -> ipywidgets.Accordion:
    """Put parts that are seldom needed below their titles, folded."""
    folded = ipywidgets.Accordion(list(parts), selected_index=None)
    for place, title in enumerate(titles):
        folded.set_title(place, title)
    return folded


def _wide() -> ipywidgets.Layout:
    return ipywidgets.Layout(width="auto", flex="1 1 auto")
