"""A label that is cut off is no label: each fits its column, in both languages."""

import pytest
from controls import list_controls

from coalitionkit.widgets import AgendaBuilder, ConflictMap, FoldReview, SeatingChart, YourPart
from coalitionkit.widgets.parts import LABEL

# A character of the widgets' font is at most about 7.8 px wide on average.
LONGEST = int(LABEL.removesuffix("px")) / 7.8


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("widget", [AgendaBuilder, ConflictMap, FoldReview, SeatingChart, YourPart])
def test_every_label_fits_its_column(widget, language, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    labels = [
        control.description
        for control in list_controls(widget("home-visiting", language=language))
        if getattr(getattr(control, "style", None), "description_width", "") == LABEL
    ]
    assert len(labels) >= 3
    assert [label for label in labels if len(label) > LONGEST] == []
