"""Widgets in a real JupyterLab that reaches nothing beyond this computer."""

from __future__ import annotations

from pathlib import Path

import pytest
from lab import Lab

pytestmark = pytest.mark.browser

PLAIN = """
from pathlib import Path
import ipywidgets
kept = Path("kept.txt")
box = ipywidgets.IntSlider(int(kept.read_text()) if kept.exists() else 3, 0, 9, description="Level")
name = ipywidgets.Text(description="Name", continuous_update=False)
kind = ipywidgets.Dropdown(options=["oak", "elm"], description="Kind")
said = ipywidgets.HTML()
def tell(_):
    kept.write_text(str(box.value))
    said.value = f"{name.value} stands at {box.value}, {kind.value}"
for each in (box, name, kind):
    each.observe(tell, "value")
again = ipywidgets.Button(description="Again")
again.on_click(lambda _: setattr(said, "value", "once more"))
ipywidgets.VBox([box, name, kind, again, said])
"""


def test_the_fixture_drives_a_slider_a_name_a_choice_and_a_restart(lab: Lab, tmp_path: Path):
    with lab.open(PLAIN) as book:
        book.slide("Level", 2)
        book.type("Name", "Ash")
        book.choose("Kind", "elm")
        book.wait_for("Ash stands at 5, elm")
        book.press("Again")
        book.wait_for("once more")
        book.restart()
        assert book.find("Level").locator(".widget-readout").inner_text() == "5"
        book.take_picture(tmp_path / "picture.png")
        assert (tmp_path / "picture.png").stat().st_size > 10_000
        assert not book.page.get_by_text("Jupyter news").count()
        assert book.refused == []
