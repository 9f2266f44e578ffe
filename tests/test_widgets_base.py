"""What every widget owes a person: saved at once, said so, taken back, private, and escaped."""

import ipywidgets
import pytest

from coalitionkit.record import load_cohort
from coalitionkit.record.desk import open_desk
from coalitionkit.record.edits import Put
from coalitionkit.widgets.base import RecordWidget, write_list, write_text


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


class Roster(RecordWidget):
    """The smallest widget: a name is typed, and the partners are listed."""

    def build(self):
        self.name = ipywidgets.Text(description="Partner", continuous_update=False)
        self.name.observe(lambda change: self.filling or self.add(change["new"]), "value")
        self.list = ipywidgets.HTML()
        return [self.name, self.list]

    def show(self):
        self.name.value = ""
        self.list.value = write_list(list(self.coalition.partners["name"]))

    def add(self, name):
        self.save(f"add {name}", Put("partners", {"partner": name, "name": name}))


def list_saved():
    return list(load_cohort("my-coalitions/mine").table("partners")["partner"])


def press(widget, name):
    buttons = [
        button
        for row in widget._tools.children
        for button in getattr(row, "children", ())
        for button in (getattr(button, "children", None) or (button,))
        if isinstance(button, ipywidgets.Button)
    ]
    next(button for button in buttons if button.description == name).click()


def test_a_change_is_on_disk_shown_and_said_at_once():
    roster = Roster("mine")
    roster.name.value = "oak"
    assert list_saved() == ["oak"]
    assert "oak" in roster.list.value
    assert "Saved at" in roster.status.value
    assert 'aria-live="polite"' in roster.status.value
    assert roster.name.value == ""


def test_where_it_is_kept_who_can_see_it_and_how_to_delete_it_come_first():
    roster = Roster("mine")
    assert roster.children[0] is roster.note
    for words in ("my-coalitions", "this computer only", "can read it", "delete that folder"):
        assert words in roster.note.value
    assert "Illustrative" not in roster.note.value
    assert "Illustrative" in Roster("home-visiting").note.value


def test_a_change_that_is_not_taken_says_why_and_changes_nothing():
    roster = Roster("mine")
    roster.name.value = "oak"
    assert not roster.save("x", Put("interests", {"partner": "ash", "kind": "hope"}))
    assert "Not saved" in roster.status.value
    assert "hope" in roster.status.value
    assert list_saved() == ["oak"]


def test_undo_and_start_again_are_buttons_and_lose_nothing():
    roster = Roster("mine")
    roster.name.value = "oak"
    roster.name.value = "elm"
    press(roster, "Undo")
    assert list_saved() == ["oak"]
    assert "Taken back: add elm." in roster.status.value
    press(roster, "Start again")
    assert list_saved() == ["oak"]
    press(roster, "Yes, start again")
    assert "oak" not in roster.list.value
    assert "set-aside" in roster.status.value


def test_another_tabs_changes_are_kept_and_said():
    roster = Roster("mine")
    roster.name.value = "oak"
    open_desk("mine").change("seat", Put("partners", {"partner": "elm", "name": "elm"}))
    roster.name.value = "ash"
    assert list_saved() == ["oak", "elm", "ash"]
    assert "Another tab or program" in roster.status.value
    assert "elm" in roster.list.value


def test_a_hostile_name_is_shown_and_never_run():
    roster = Roster("mine")
    roster.name.value = '<img src=x onerror="alert(1)">'
    assert "<img" not in roster.list.value
    assert "&lt;img" in roster.list.value
    assert "<script" not in write_text("<script>")


def test_a_widget_speaks_spanish():
    assert "Se guarda solo en esta computadora" in Roster("mine", language="es").note.value
