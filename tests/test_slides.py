"""What of a lesson comes to stand on a slide, and what is only said."""

import nbformat
import pytest

from coalitionkit.report.blocks import CHART_MIME
from coalitionkit.report.slide_texts import take_text
from coalitionkit.report.slides import export_slides, find_slides

CHART = {
    CHART_MIME: {
        "spec": {
            "data": {"values": [{"a": 1}]},
            "mark": "bar",
            "encoding": {"x": {"field": "a", "type": "quantitative"}},
        },
        "alt": "One bar.",
        "caption": "",
    }
}
TABLE = "<table><tr><th>a</th></tr>" + "<tr><td>1</td></tr>" * 4 + "</table>"


def write_lesson(*cells):
    """A lesson of Markdown (text), pictures (a bundle) or both with their kind of slide."""
    made = []
    for cell in cells:
        told, kind = cell if isinstance(cell, tuple) else (cell, "")
        if isinstance(told, str):
            one = nbformat.v4.new_markdown_cell(told)
        else:
            output = nbformat.v4.new_output("display_data", data=told)
            one = nbformat.v4.new_code_cell("# The picture\nck", outputs=[output])
            one.metadata["tags"] = ["show"]
        if kind in ("widget", "setup"):
            one.metadata["tags"] = [kind]
        elif kind:
            one.metadata["slideshow"] = {"slide_type": kind}
        made.append(one)
    return nbformat.v4.new_notebook(cells=made)


def test_headings_begin_slides_and_prose_is_notes():
    lesson = write_lesson("# Title\n\n**First.** Short.", "## 1. One\n\nProse.\n\n> “A saying.”")
    first, second = find_slides(lesson)
    assert (first.title, second.title) == ("Title", "One")
    assert "A saying" in "".join(second.text)
    assert "Prose" in "".join(second.notes)
    assert "Prose" not in "".join(second.text)


def test_a_picture_waits_where_a_guess_is_asked_for():
    lesson = write_lesson(
        "# T\n\n**Go.**", "## 1. A\n\n**Guess:** how many?", CHART, "## 2. B", CHART
    )
    _, asked, shown = find_slides(lesson)
    assert (asked.held, shown.held) == (True, False)
    page = export_slides(lesson, title="T", mark="", keys="")
    assert page.count('class="picture held') == 1
    assert 'aria-label="One bar."' in page


def test_what_is_found_in_a_picture_is_not_told_beside_it():
    lesson = write_lesson(
        "# T\n\n**Go.**", "## 1. A", CHART, "**Four**, it is.\n\n1. One.\n2. Two."
    )
    _, picture, answers = find_slides(lesson)
    assert picture.text == []
    assert "Four" in "".join(picture.notes)
    assert (answers.title, "<ol" in answers.text[0]) == ("A", True)


def test_jupyters_own_kinds_of_slides_are_obeyed():
    lesson = write_lesson(
        "# T\n\n**Go.**",
        ("## 1. Left out\n\n**Short.**", "skip"),
        ("## 2. Said\n\n**Short.**", "notes"),
        "## 3. Waits",
        (CHART, "fragment"),
    )
    slides = find_slides(lesson)
    assert [slide.title for slide in slides] == ["T", "Waits"]
    assert slides[1].held


def test_what_is_done_in_a_widget_has_no_slide():
    lesson = write_lesson(
        "# T\n\n**Go.**", "## Your turn\n\n1. Press.", ({}, "widget"), "**Now** what?"
    )
    assert [slide.title for slide in find_slides(lesson)] == ["T"]


def test_a_warning_is_never_shortened():
    note = "**Before you begin.** " + "This case is about foster care. " * 12
    second = find_slides(write_lesson(f"# T\n\n**Go.**\n\n{note}"))[1]
    assert second.title == "Before you begin"
    assert second.text[0].count("foster care") == 12


def test_a_short_table_is_shown_and_a_long_one_is_not():
    long = TABLE.replace("</table>", "<tr><td>1</td></tr>" * 20 + "</table>")
    for table, shown in ((TABLE, 2), (long, 1)):
        lesson = write_lesson("# T\n\n**Go.**", "## 1. A", {"text/html": table})
        assert len(find_slides(lesson)) == shown


@pytest.mark.parametrize(
    ("block", "seen"),
    [
        ("**You run it.** Ask *when was the last time we asked?* " + "More. " * 50, "we asked?"),
        ("**You run it.** He says “one thing. Then another.” " + "More. " * 50, "another.”"),
        ("Plain prose of a lesson.", ""),
    ],
)
def test_a_long_paragraph_is_cut_where_a_sentence_and_its_marks_end(block, seen):
    text = take_text(block)
    assert (seen in text) if seen else not text
    assert "More" not in text


def test_names_are_shown_as_typed_and_never_run():
    lesson = write_lesson("# <script>alert(1)</script>\n\n**Go.**")
    page = export_slides(lesson, title="<b>", mark="<i>", keys="<u>")
    assert "<h1>&lt;script&gt;" in page
    assert not {"<b>", "<i>", "<u>"} & set(page.split())
    assert page.count("<script>") == 1
