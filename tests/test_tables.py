"""A data frame as a table that a person reads."""

import pandas as pd
import pytest

from coalitionkit.record import load_case
from coalitionkit.report.tables import make_table


def test_dates_numbers_and_what_is_missing_read_as_people_write_them():
    frame = pd.DataFrame(
        {
            "who": ["Clinic", ""],
            "on": pd.to_datetime(["2025-03-04", None]),
            "n": pd.array([1234, None], dtype="Int64"),
            "share": [0.26, 2.0],
            "new": pd.array([True, None], dtype="boolean"),
        }
    )
    headings = {"who": "Partner", "on": "Day", "n": "Talks", "share": "Share", "new": "New?"}
    table = make_table(frame, headings, caption="Talks")
    assert table.headings == ("Partner", "Day", "Talks", "Share", "New?")
    assert table.rows == (
        ("Clinic", "March 4, 2025", "1,234", "0.3", "yes"),
        ("–", "–", "–", "2", "–"),
    )
    assert (table.caption, table.align) == ("Talks", "llrrl")


def test_a_table_in_spanish_has_spanish_dates():
    frame = pd.DataFrame({"on": pd.to_datetime(["2025-03-04"]), "new": [True]})
    table = make_table(frame, {"on": "Día", "new": "¿Nuevo?"}, language="es")
    assert table.rows == (("4 de marzo de 2025", "sí"),)


def test_a_name_that_is_markup_stays_text():
    frame = pd.DataFrame({"name": ["<script>alert(1)</script>"]})
    html = make_table(frame, {"name": "<b>"})._repr_mimebundle_()["text/html"]
    assert "<script>" not in html
    assert "<b>" not in html


def test_only_the_columns_asked_for_are_shown():
    changes = load_case("home-visiting").changes
    table = make_table(changes, {"partner": "Partner", "date": "Heard"})
    assert len(table.rows) == len(changes)
    assert {len(row) for row in table.rows} == {2}
    with pytest.raises(KeyError):
        make_table(changes, {"nothing": "Nothing"})
