"""One partner's place on one issue, in three choices on one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import ipywidgets

from coalitionkit.plays import map_conflict as play
from coalitionkit.widgets.base import write_text
from coalitionkit.widgets.parts import make_button, set_options, set_text, show_if
from coalitionkit.words import map_conflict as told
from coalitionkit.words.catalog import Translator
from coalitionkit.words.widgets import map_conflict as moves
from coalitionkit.words.widgets import quick_start as words

_UNSAID, _UNEVEN = "", -1


class StandRow(ipywidgets.VBox):  # type: ignore[misc]
    """What a partner likes best, how far it could move, and how much it cares.

    Parameters
    ----------
    t : Translator
    watch : callable
        Called with each control and what to do with its new value.
    put : callable
        Called with the stand as it is after a choice.
    remove : callable
        Called when the partner is to be taken off.
    """

    def __init__(
        self,
        t: Translator,
        *,
        watch: Callable[[ipywidgets.Widget, Callable[[Any], object]], None],
        put: Callable[[play.Stand], object],
        remove: Callable[[], object],
    ) -> None:
        self._t, self._put = t, put
        say = words.say_controls(t)
        self.name = ipywidgets.HTML(layout={"flex": "1 1 auto"})
        self.ideal = _make_choice(say["ideal"], "1 1 300px")
        self.reach = _make_choice(say["reach"], "0 0 280px")
        self.salience = _make_choice(say["salience"], "0 0 190px")
        watch(self.ideal, self._place)
        watch(self.reach, lambda steps: self._widen(self._stand.ideal, steps))
        watch(self.salience, lambda care: put(replace(self._stand, salience=care)))
        head = ipywidgets.HBox([self.name, make_button(say["remove"], remove)])
        choices = ipywidgets.HBox([self.ideal, self.reach, self.salience])
        super().__init__([head, choices])

    def show(
        self, name: str, stand: play.Stand, stops: Sequence[float], issue: str, names: play.Names
    ) -> None:
        """Fill the choices from where the partner stands; without a question there are none.

        Parameters
        ----------
        name : str
            The partner's.
        stand : Stand
        stops : sequence of float
            The issue's levels; empty where there is no issue.
        issue : str
        names : Names
        """
        self._stand, self._stops = stand, stops
        set_text(self.name, write_text(name, style="font-weight:600"))
        show_if(bool(stops), self.children[1])
        show_if(stand.is_mapped, self.reach, self.salience)
        if not stops:
            return
        levels = [(told.say_level(self._t, issue, level, names), level) for level in stops]
        unsaid: list[tuple[str, Any]] = [(words.say_unsaid(self._t), _UNSAID)]
        set_options(
            self.ideal,
            levels if stand.is_mapped else [*unsaid, *levels],
            stand.ideal if stand.is_mapped else _UNSAID,
        )
        steps = play.count_reach(stops, stand)
        reaches = [*words.say_reach(self._t, len(stops))]
        if steps is None:
            low, high = (told.say_number(self._t, end) for end in (stand.lowest, stand.highest))
            reaches.append((words.say_other_reach(self._t, low, high), _UNEVEN))
        set_options(self.reach, reaches, _UNEVEN if steps is None else steps)
        set_options(self.salience, moves.say_care(self._t), stand.salience)

    def _place(self, ideal: Any) -> None:
        """Put the ideal somewhere; how far it could move stays as chosen."""
        if ideal != _UNSAID:
            steps = play.count_reach(self._stops, self._stand) if self._stand.is_mapped else 1
            self._widen(ideal, 1 if steps is None else steps)

    def _widen(self, ideal: float, steps: int) -> None:
        if steps != _UNEVEN:
            low, high = play.reach_around(self._stops, ideal, steps)
            self._put(replace(self._stand, ideal=ideal, lowest=low, highest=high))


def _make_choice(label: str, flex: str) -> ipywidgets.Dropdown:
    return ipywidgets.Dropdown(
        description=label,
        style={"description_width": "initial"},
        layout={"flex": flex, "width": "auto"},
    )
