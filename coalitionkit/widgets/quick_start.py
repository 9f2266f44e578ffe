"""The first page for someone alone with no data: a few answers, then a picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

import ipywidgets
import pandas as pd

from coalitionkit.plays import map_conflict as play
from coalitionkit.record.edits import Drop, Put
from coalitionkit.report.blocks import to_html
from coalitionkit.report.figures.map_conflict import draw_ranges
from coalitionkit.widgets.base import RecordWidget, write_list, write_text
from coalitionkit.widgets.forms import list_taken, name_new
from coalitionkit.widgets.parts import make_button, make_text, set_text, show_if
from coalitionkit.widgets.stand_row import StandRow
from coalitionkit.words import map_conflict as told
from coalitionkit.words.widgets import forms
from coalitionkit.words.widgets import map_conflict as moves
from coalitionkit.words.widgets import quick_start as words

_ISSUE = "first-question"
_LOW, _HIGH = 1, 5
_LABEL = "345px"
_HEADING = "font-weight:600;font-size:17px;margin-top:.6em"


class QuickStart(RecordWidget):
    """A picture of your own coalition after a few answers; all of it can be changed.

    What brought the partners together, who they are, one question with its two ends, and where
    each stands. Every answer goes to the record at once.

    Parameters
    ----------
    record, coalition, language
        As for :class:`coalitionkit.widgets.base.RecordWidget`.

    Examples
    --------
    >>> import coalitionkit as ck
    >>> ck.widgets.QuickStart("my-first-try").fields["coalition"].description
    'What is your coalition called?'
    """

    def build(self) -> Sequence[ipywidgets.Widget]:
        """Make the fields in the order asked, and room for the rows and the picture."""
        say, hints = words.say_controls(self.t), words.say_hints(self.t)
        self.fields = {name: make_text(say[name]) for name in hints}
        for name, field in self.fields.items():
            field.placeholder = hints[name]
            field.style.description_width = _LABEL
        self.rows: dict[str, StandRow] = {}
        self.stands = ipywidgets.VBox()
        self.waiting, self.words, self.picture, self.next = (ipywidgets.HTML() for _ in range(4))
        self._watch()
        add = make_button(say["add"], lambda: self._add(self.fields["partner"].value))
        head = {name: self._head(text) for name, text in words.say_headings(self.t).items()}
        self._shown = (head["picture"], self.words, self.picture, head["next"], self.next)
        issue = [self.fields[name] for name in ("name", "low_end", "high_end")]
        return [
            head["joining"],
            self.fields["joining_conflict"],
            self.fields["coalition"],
            head["partners"],
            ipywidgets.HBox([self.fields["partner"], add]),
            head["issue"],
            *issue,
            head["stands"],
            ipywidgets.HTML(write_text(words.say_guess(self.t))),
            self.stands,
            self.waiting,
            *self._shown,
        ]

    def _head(self, text: str) -> ipywidgets.HTML:
        return ipywidgets.HTML(write_text(text, style=_HEADING))

    def _watch(self) -> None:
        for name in ("joining_conflict", "coalition"):
            self.watch(self.fields[name], partial(self._tell, name))
        for name in ("name", "low_end", "high_end"):
            self.watch(self.fields[name], partial(self._ask, name))
        self.watch(self.fields["partner"], self._add)

    def show(self) -> None:
        """Fill the fields, a row a partner, the picture and its words from the record."""
        coalition = self.coalition
        about = coalition.coalitions
        joining = about["joining_conflict"].iloc[0] if len(about) else ""
        named = about["name"].iloc[0] if len(about) else ""
        texts = {
            "joining_conflict": joining,
            "coalition": "" if named == coalition.id else named,
            "partner": "",
            **self._read_issue(),
        }
        for name, field in self.fields.items():
            set_text(field, "" if pd.isna(texts[name]) else str(texts[name]))
        members = play.list_members(coalition)
        stands = {each: self._find_stand(each) for each in members}
        names = play.find_names(coalition)
        self._show_rows(stands, names)
        self._show_picture(stands, names)

    @property
    def issue(self) -> str:
        """The id of the question worked on: the record's first; empty where there is none."""
        issues = self.coalition.issues["issue"]
        return str(issues.iloc[0]) if len(issues) else ""

    def _read_issue(self) -> Mapping[str, str]:
        """Read the question and its ends; what stands in for a missing part is shown as empty."""
        stand_ins = words.say_unnamed(self.t)
        issues = self.coalition.issues
        told = issues.iloc[0] if len(issues) else stand_ins
        return {name: "" if told[name] == word else told[name] for name, word in stand_ins.items()}

    def _show_rows(self, stands: Mapping[str, play.Stand], names: play.Names) -> None:
        issue = self.issue
        stops = play.list_stops(self.coalition, issue) if issue else ()
        if list(self.rows) != list(stands):
            self.rows = {each: self.rows.get(each) or self._make_row(each) for each in stands}
            self.stands.children = tuple(self.rows.values())
        for partner, row in self.rows.items():
            row.show(names.partner(partner), stands[partner], stops, issue, names)

    def _make_row(self, partner: str) -> StandRow:
        return StandRow(
            self.t,
            watch=self.watch,
            put=partial(self._put, partner),
            remove=lambda: self._remove(partner),
        )

    def _find_stand(self, partner: str) -> play.Stand:
        if not self.issue:
            return play.Stand(0, 0, 0, 0, "", "alone", False)
        return play.find_stand(self.coalition, partner, self.issue)

    def _show_picture(self, stands: Mapping[str, play.Stand], names: play.Names) -> None:
        unsaid = [each for each, stand in stands.items() if not stand.is_mapped]
        placed = len(stands) - len(unsaid)
        waiting = words.say_missing(
            self.t, partners=len(stands), issue=bool(self.issue), stands=placed
        )
        set_text(self.waiting, write_text(waiting))
        show_if(not waiting, *self._shown)
        if waiting:
            return
        found = play.find_ranges(self.coalition, self.issue)
        lines = [told.say_zone(self.t, found.zone, names)]
        lines.append(moves.say_apart(self.t, found.apart, names))
        set_text(self.words, write_text(*lines))
        figure = draw_ranges(self.coalition, self.issue, language=self.t.language)
        set_text(self.picture, to_html(figure))
        steps = words.say_next(
            self.t,
            joining=play.has_joining_conflict(self.coalition),
            unsaid=[names.partner(each) for each in unsaid],
        )
        set_text(self.next, write_list(steps))

    def _tell(self, field: str, text: str) -> None:
        """Write down what brought the partners together, or the coalition's name."""
        name = self.coalition.name
        row = {"name": name, "joining_conflict": text}
        if field == "coalition":
            row = {"name": text.strip() or self.coalition.id}
        self.save(words.say_done(self.t)[field], Put("coalitions", row))

    def _add(self, name: str) -> None:
        if not name.strip():
            return
        new = name_new(self, name, list_taken(self.coalition.partners, "partner"))
        if new:
            row = {"partner": new, "name": name, "as_of": dt.date.today()}
            self.save(forms.say_added(self.t, name.strip()), Put("partners", row))

    def _remove(self, partner: str) -> None:
        what = words.say_removed(self.t, play.find_names(self.coalition).partner(partner))
        rows = [Drop(table, {"partner": partner}) for table in ("positions", "partners")]
        self.save(what, *rows)

    def _ask(self, field: str, text: str) -> None:
        """Write down one part of the question; what is not named yet gets a stand-in."""
        word = text.strip() or words.say_unnamed(self.t)[field]
        steps = self._change_issue(field, word) if self.issue else self._begin_issue(field, word)
        self.save(words.say_done(self.t)["issue"], *steps)

    def _begin_issue(self, field: str, word: str) -> list[Put]:
        """Begin a question of five levels, each of which has a name."""
        today = dt.date.today()
        told = {**words.say_unnamed(self.t), field: word}
        ends = {_LOW: told["low_end"], _HIGH: told["high_end"]}
        levels = {**ends, **words.say_halfway(self.t)}
        scale = {"lowest": _LOW, "highest": _HIGH, "opened": today, "as_of": today}
        return [
            Put("issues", {"issue": _ISSUE, **told, **scale}),
            *(
                Put("levels", {"issue": _ISSUE, "level": level, "label": label})
                for level, label in sorted(levels.items())
            ),
        ]

    def _change_issue(self, field: str, word: str) -> list[Put]:
        """Change a part of the question, and the level that bears an end's name."""
        issue, levels = self.issue, self.coalition.levels
        before = self.coalition.issues[field].iloc[0]
        named = (levels["issue"] == issue) & (levels["label"] == before)
        same = levels.loc[named & (field != "name"), "level"]
        return [
            Put("issues", {"issue": issue, field: word}),
            *(Put("levels", {"issue": issue, "level": each, "label": word}) for each in same),
        ]

    def _put(self, partner: str, stand: play.Stand) -> None:
        """Write down where a partner stands today, as a guess."""
        row = {
            "partner": partner,
            "issue": self.issue,
            "ideal": stand.ideal,
            "lowest": stand.lowest,
            "highest": stand.highest,
            "salience": stand.salience,
            "reason": stand.reason,
            "setting": "alone",
            "source": words.say_source(self.t),
            "as_of": dt.date.today(),
        }
        names = play.find_names(self.coalition)
        what = moves.say_moved(self.t, names.partner(partner), names.issue(self.issue))
        self.save(what, Put("positions", row))
