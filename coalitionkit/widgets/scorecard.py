"""The questionnaire as one's own view: one part a tab, with a picture that follows each answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

import ipywidgets

from coalitionkit import charts
from coalitionkit.charts.own_view import chart_own_views
from coalitionkit.playbook import Item, load_playbook
from coalitionkit.record.edits import Put
from coalitionkit.report.blocks import Figure, to_html
from coalitionkit.survey.own_view import OwnView, list_own_views
from coalitionkit.widgets.base import RecordWidget, write_list, write_text
from coalitionkit.widgets.parts import make_choice, make_text, set_options, set_text
from coalitionkit.words import own_view as told
from coalitionkit.words.widgets import scorecard as words

# Tabs as wide as their titles, in two rows if need be; answers in two columns.
_STYLE = """<style>
.coalitionkit .lm-TabBar-content {flex-wrap: wrap}
.coalitionkit .widget-radio, .coalitionkit .widget-radio-box {width: 100%; max-width: 100%}
.coalitionkit .widget-radio-box {display: grid; grid-auto-flow: column; gap: 2px 16px;
  grid-template-rows: repeat(4, auto); grid-template-columns: 1fr 1fr; height: auto}
.coalitionkit .widget-radio-box label {height: auto; line-height: 1.35; display: flex;
  white-space: normal}
.coalitionkit .widget-radio-box input {order: -1; flex: none; margin-right: 8px}
</style>"""
_HEADING = "font-weight:600;font-size:17px"


class Scorecard(RecordWidget):
    """Answer the questionnaire yourself, and see your answers: one person's view, not a survey.

    Several people can each add a view of their own; their marks then stand side by side. Nothing
    is counted or averaged, and no report, cohort or figure ever holds it.

    Parameters
    ----------
    record, coalition, language
        As for :class:`coalitionkit.widgets.base.RecordWidget`.

    Examples
    --------
    >>> import coalitionkit as ck
    >>> ck.widgets.Scorecard("my-first-try").rater.value
    'me'
    """

    def build(self) -> Sequence[ipywidgets.Widget]:
        """Make the choice of rater, a tab a part of the questionnaire, and the picture."""
        say = words.say_controls(self.t)
        raters = [view.rater for view in list_own_views(self.coalition)]
        begin = raters or [words.say_me(self.t)]
        self.rater = make_choice(say["rater"], [(each, each) for each in begin])
        self.newcomer = make_text(say["newcomer"])
        for control in (self.rater, self.newcomer):
            control.style.description_width = "280px"
        self.heading, self.words, self.picture = (ipywidgets.HTML() for _ in range(3))
        self.parts = self._list_parts()
        self.questions: dict[str, ipywidgets.RadioButtons] = {}
        pages = [
            ipywidgets.VBox([part for item in items for part in self._make_question(item)])
            for items in self.parts.values()
        ]
        self.tabs = ipywidgets.Tab(pages, titles=tuple(self.parts), selected_index=0)
        self.watch(self.rater, lambda _: self._fill())
        self.watch(self.newcomer, self._welcome)
        self.tabs.observe(lambda _: self._show_picture(), "selected_index")
        about = ipywidgets.HTML(_STYLE + write_text(*words.say_about(self.t)))
        return [
            about,
            self.rater,
            self.newcomer,
            self.heading,
            self.tabs,
            self.picture,
            self.words,
        ]

    def _list_parts(self) -> Mapping[str, Sequence[Item]]:
        """List the questionnaire's items by the title of their tab, each in the order asked."""
        book, more = load_playbook(), told.say_parts(self.t)
        parts: dict[str, Sequence[Item]] = {
            play.title[self.t.language]: book.items_of(play.id) for play in book.plays.values()
        }
        parts[more["dose"]] = book.items_of("dose")
        parts[more["signs"]] = (*book.items_of("seating"), *book.items_of("signs"))
        return parts

    def _make_question(self, item: Item) -> tuple[ipywidgets.Widget, ipywidgets.Widget]:
        question = item.question[self.t.language]
        choice = ipywidgets.RadioButtons(
            options=told.list_labels(self.t, item), value=None, tooltip=question
        )
        self.watch(choice, partial(self._answer, item))
        self.questions[item.id] = choice
        return ipywidgets.HTML(write_text(question, style="font-weight:600")), choice

    def show(self) -> None:
        """Fill in the chosen person's answers, and draw everyone's."""
        self._views = list_own_views(self.coalition)
        known = dict.fromkeys([*(view.rater for view in self._views), self.rater.value])
        set_options(self.rater, [(each, each) for each in known])
        set_text(self.newcomer, "")
        answers = self._find_view().answers
        for item, choice in self.questions.items():
            choice.value = answers.get(item) or None
        heading = told.say_heading(self.t, len(self._views))
        set_text(self.heading, write_text(heading, style=_HEADING))
        self._show_picture()

    def _show_picture(self) -> None:
        """Draw and say the part of the questionnaire whose tab is open."""
        part, items = list(self.parts.items())[self.tabs.selected_index or 0]
        views = self._views or (self._find_view(),)
        lines = [told.say_answers(self.t, item, views) for item in items]
        set_text(self.words, write_list(lines))
        steps = [item for item in items if item.set != "N"]
        title = told.say_title(self.t, part, len(views))
        chart = chart_own_views(
            views, steps, language=self.t.language, title=title, labels=told.say_labels(self.t)
        )
        figure = Figure(charts.to_spec(chart), " ".join([f"{title}.", *lines]))
        set_text(self.picture, to_html(figure))

    def _find_view(self) -> OwnView:
        """Find the chosen person's view; one that is yet to begin has no answers."""
        begun = OwnView(str(self.rater.value), dt.date.today(), {})
        return next((view for view in self._views if view.rater == begun.rater), begun)

    def _welcome(self, name: str) -> None:
        """Open a view for someone new, or the one of that name."""
        name = " ".join(name.split())
        if not name:
            return
        known = [label for label, _ in self.rater.options]
        with self.quietly():
            set_options(self.rater, [(each, each) for each in dict.fromkeys([*known, name])], name)
        self._fill()

    def _answer(self, item: Item, answer: str) -> None:
        """Write one answer down; on a new day the whole view is dated anew."""
        view, today = self._find_view(), dt.date.today()
        told_today = {} if view.date == today else view.answers
        answers = {**told_today, item.id: answer}
        what = words.say_answered(self.t, view.rater, item.short[self.t.language])
        rows = [
            Put("ratings", {"rater": view.rater, "date": today, "item": each, "answer": said})
            for each, said in answers.items()
        ]
        self.save(what, *rows)
