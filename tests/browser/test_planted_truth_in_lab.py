"""The game of guessing in a real JupyterLab that reaches nothing beyond this computer."""

from __future__ import annotations

import pytest
from lab import Lab

from coalitionkit.teach.guesses import Guesses

pytestmark = pytest.mark.browser


def test_a_class_guesses_sees_the_answer_and_finds_its_guesses_after_a_restart(lab: Lab):
    with lab.open("import coalitionkit as ck\nck.widgets.PlantedTruth(173, 8)") as book:
        book.wait_for("On record: 3 meetings and 5 decisions.")
        assert "points to" not in book.read()
        book.choose("Guess for coalition 1", "drifting")
        book.wait_for("Saved. Coalition 1, the whole class: drifting.")
        # By keyboard alone: in debate is the first word.
        choice = book.find("Guess for coalition 2").locator("select")
        choice.focus()
        choice.press("ArrowDown")
        book.wait_for("Saved. Coalition 2, the whole class: in debate.")
        book.press("Show what was planted")
        book.wait_for("right 2 of 8")
        book.wait_for("The report: right 5 of 8")
        book.wait_for("this log leans to one side")
        assert book.list_serious() == []
        book.restart()
        book.press("Show what was planted")
        book.wait_for("right 2 of 8")
        assert Guesses(book.folder).load(173) == {"": {1: "drifting", 2: "in debate"}}
        assert book.refused == []
