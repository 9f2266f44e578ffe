"""A game for a class: guess what was planted in invented coalitions, then see who was right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, TypeAlias

import ipywidgets
from filelock import Timeout

from coalitionkit.playbook import Language
from coalitionkit.report.blocks import Grid, to_html
from coalitionkit.teach.false_alarms import IN_BETWEEN
from coalitionkit.teach.guesses import Guesses
from coalitionkit.teach.planted import (
    CANT_TELL,
    FEWEST,
    GUESSES,
    MOST,
    Planted,
    count_verdicts,
    draw_class,
    judge,
)
from coalitionkit.widgets.base import CLASS, STYLE, WIDTH, write_list, write_text
from coalitionkit.widgets.keys import Keys
from coalitionkit.widgets.parts import LABEL, make_button, make_choice, make_text, show_if
from coalitionkit.words.catalog import Translator
from coalitionkit.words.widgets import common
from coalitionkit.words.widgets import planted_truth as words

Said: TypeAlias = Mapping[str, Mapping[int, str]]

_MOST_SEED = 999_999
_BOX = "background:#f3f3f3;border-left:4px solid #1f5a96;padding:.4em .8em"


class PlantedTruth(ipywidgets.VBox):  # type: ignore[misc]
    """Invented coalitions from a seed: a guess for each, then what was planted and who was right.

    Each guess is on disk the moment it is made, in ``my-guesses.csv``.

    Parameters
    ----------
    seed : int
        0 or more. The same seed gives the same coalitions on every computer.
    count : int
        How many coalitions, from 3 to 12.
    folder : str or Path
        Holds the file of guesses; the current folder if not given.
    language : {"en", "es"}

    Examples
    --------
    >>> import coalitionkit as ck
    >>> ck.widgets.PlantedTruth(173, 3).choices[0].description
    'Guess for coalition 1'
    """

    def __init__(
        self,
        seed: int = 173,
        count: int = 8,
        *,
        folder: str | Path = "",
        language: Language = "en",
    ) -> None:
        self.t = Translator(language)
        self.guesses = Guesses(Path(folder))
        self.drawn: tuple[Planted, ...] = ()
        self.is_open = self._is_filling = False
        self._say = words.say_controls(self.t)
        self.seed = self._make_number(self._say["seed"], seed, 0, _MOST_SEED)
        self.count = self._make_number(self._say["count"], count, FEWEST, MOST)
        self.who = make_text(self._say["who"])
        self.who.placeholder = words.say_who_hint(self.t)
        self.choices: list[ipywidgets.Dropdown] = []
        self.cards, self.answer = ipywidgets.VBox(), ipywidgets.HTML()
        self.button = make_button(self._say["show"], self.turn)
        self.status = ipywidgets.HTML()
        intro = write_text(*words.say_intro(self.t, self.guesses.path.resolve()), style=_BOX)
        top = [ipywidgets.HTML(STYLE + intro), self.seed, self.count, self.who]
        below = [self.button, self.status, self.answer, self._build_again(), Keys()]
        super().__init__(
            [*top, self.cards, *below],
            layout=ipywidgets.Layout(width="100%", max_width=WIDTH),
        )
        self.add_class(CLASS)
        self.seed.observe(lambda _: self._draw(), "value")
        self.count.observe(lambda _: self._draw(), "value")
        self.who.observe(lambda _: self._fill(), "value")
        self._draw()

    def turn(self) -> None:
        """Show what was planted, and close the guesses; or hide it and open them again."""
        self.is_open = not self.is_open
        self._tell(*([words.say_shown(self.t)] if self.is_open else []))
        self._fill()

    def _make_number(
        self, label: str, value: int, least: int, most: int
    ) -> ipywidgets.BoundedIntText:
        return ipywidgets.BoundedIntText(
            value=value,
            min=least,
            max=most,
            description=label,
            style={"description_width": LABEL},
            layout={"width": "320px"},
        )

    def _draw(self) -> None:
        """Draw the coalitions that seed and number ask for; what was planted is hidden again."""
        self.drawn = draw_class(self.seed.value, self.count.value)
        self.is_open = False
        self.choices = [self._make_choice(one) for one in self.drawn]
        self.cards.children = [
            part
            for one, choice in zip(self.drawn, self.choices, strict=True)
            for part in (ipywidgets.HTML(self._write_card(one)), choice)
        ]
        self._tell()
        self._fill()

    def _make_choice(self, one: Planted) -> ipywidgets.Dropdown:
        choice = make_choice(
            words.say_guess(self.t, one.number),
            [
                (words.say_no_guess_yet(self.t), ""),
                *((self._say_word(guess), guess) for guess in GUESSES),
            ],
        )
        choice.observe(partial(self._guess, one.number), "value")
        return choice

    def _write_card(self, one: Planted) -> str:
        name = escape(words.say_name(self.t, one.number))
        heading = f'<h3 style="font-size:17px;margin:.8em 0 0">{name}</h3>'
        return heading + write_list(words.say_evidence(self.t, one.found))

    def _guess(self, number: int, change: Any) -> None:
        if self._is_filling:
            return
        who = self.who.value.strip()

        def keep() -> None:
            self.guesses.put(self.seed.value, number, who, change["new"])
            word = words.say_word(self.t, change["new"], CANT_TELL)
            named = words.say_name(self.t, number)
            self._tell(words.say_saved(self.t, named, words.say_who(self.t, who), word))

        self._attempt(keep)

    def _attempt(self, do: Callable[[], object]) -> None:
        """Do something on disk, or say why it can't be done; then show what is there."""
        try:
            do()
        except (OSError, Timeout) as error:
            self._tell(common.say_not_saved(self.t, str(error)))
            self._fill()

    def _fill(self) -> None:
        """Show the guesses that are on disk and, if it is open, what was planted."""
        said = self._load()
        mine = said.get(self.who.value.strip(), {})
        self._is_filling = True
        for one, choice in zip(self.drawn, self.choices, strict=True):
            choice.value = mine.get(one.number, "")
            choice.disabled = self.is_open
        self._is_filling = False
        self.button.description = self._say["hide" if self.is_open else "show"]
        self.answer.value = self._write_answer(said) if self.is_open else ""

    def _load(self) -> Said:
        """Load the guesses on disk; none, and a word on why, if they can't be read."""
        try:
            return self.guesses.load(self.seed.value)
        except OSError as error:
            self._tell(words.say_not_read(self.t, str(error)))
            return {}

    def _write_answer(self, said: Said) -> str:
        """Write the table, the counts, where the report failed, and the known error rates."""
        t, n, heading = self.t, len(self.drawn), words.say_headings(self.t)
        guessed = {who: of for who, of in said.items() if of} or {"": {}}
        counts = [
            words.say_count(t, words.say_guesser(t, who), count_verdicts(self.drawn, of), n)
            for who, of in guessed.items()
        ]
        read = {one.number: one.reading for one in self.drawn}
        counts.append(words.say_count(t, heading["report"], count_verdicts(self.drawn, read), n))
        rows = tuple(self._list_row(one, [read, *guessed.values()]) for one in self.drawn)
        names = [words.say_guesser(t, who) for who in guessed]
        columns = (heading["coalition"], heading["planted"], heading["report"], *names)
        parts = [
            to_html(Grid(heading["table"], columns, rows)),
            write_list(counts),
            write_text(words.say_rule(t)),
            _write_heading(heading["failed"]),
            self._write_failed(),
            _write_heading(heading["rates"]),
            write_text(*words.say_rates(t)),
        ]
        return "".join(parts)

    def _list_row(self, one: Planted, everyone: Sequence[Mapping[int, str]]) -> tuple[str, ...]:
        said = [each.get(one.number, "") for each in everyone]
        cells = [words.say_verdict(self.t, word, judge(one.kind, word), CANT_TELL) for word in said]
        return str(one.number), self._say_word(one.kind), *cells

    def _say_word(self, word: str) -> str:
        return words.say_word(self.t, word, CANT_TELL)

    def _write_failed(self) -> str:
        lines = []
        for one in self.drawn:
            if one.verdict == "right":
                continue
            wrong, between = one.verdict == "wrong", one.kind == IN_BETWEEN
            why = words.say_why(self.t, one.found, is_wrong=wrong, is_between=between)
            lines.append(f"{words.say_name(self.t, one.number)}: {why}")
        return write_list(lines) or write_text(words.say_none_failed(self.t))

    def _build_again(self) -> ipywidgets.VBox:
        names = common.say_buttons(self.t)
        ask = ipywidgets.VBox([ipywidgets.HTML(write_text(words.say_sure(self.t)))])
        show_if(False, ask)

        def start_again() -> None:
            show_if(False, ask)
            self._attempt(self._start_again)

        sure = make_button(names["sure"], start_again)
        keep = make_button(names["keep"], lambda: show_if(False, ask))
        ask.children = (*ask.children, ipywidgets.HBox([sure, keep]))
        return ipywidgets.VBox([make_button(names["again"], lambda: show_if(True, ask)), ask])

    def _start_again(self) -> None:
        aside = self.guesses.start_again()
        self.is_open = False
        self._fill()
        self._tell(words.say_aside(self.t, aside.resolve() if aside else None))

    def _tell(self, *lines: str) -> None:
        """Say something in the status line; a screen reader reads it out."""
        self.status.value = f'<div role="status" aria-live="polite">{write_text(*lines)}</div>'


def _write_heading(text: str) -> str:
    return f'<h3 style="font-size:17px;margin:.8em 0 0">{escape(text)}</h3>'
