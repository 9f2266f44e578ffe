"""A report as Word file and PDF, from the notebook's outputs (report.md)."""

import base64
import io
from itertools import pairwise

import docx
import pandas as pd
import pypdf
import pytest
from inprocess import InProcess
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from test_documents import PIXEL, list_alternatives, needs_libreoffice, print_in_libreoffice

from coalitionkit import report as room
from coalitionkit.documents import Document, write_docx, write_pdf
from coalitionkit.documents.tree import say_plain
from coalitionkit.record import load_cohort
from coalitionkit.report.batch import build_reports
from coalitionkit.report.blocks import Bullets, Card, Figure, Grid, Heading, PageBreak, Paragraph
from coalitionkit.report.collect import collect_blocks
from coalitionkit.report.html_tree import read_html
from coalitionkit.report.plan import Plan

NAMES = ("page_one", "summary", "plays", "seating", "diagnosis", "dose", "waves", "not_shown")
NAMES += ("method", "appendix", "error_rates")


def make_notebook(*blocks):
    outputs = [new_output("display_data", data=block._repr_mimebundle_()) for block in blocks]
    return new_notebook(cells=[new_code_cell("secret_code()", outputs=outputs)])


def collect(notebook):
    return collect_blocks(notebook, no_words="no words")


def say_kinds(blocks):
    return [block["t"] for block in blocks]


@pytest.fixture(scope="module", params=[("maple-county", "es"), ("ladder-campaign", "en")])
def sample(request):
    """A sample group's whole report as a document."""
    group, language = request.param
    report = room.open_report("spring-cohort", group, language=language, drawn=False)
    blocks = [block for name in NAMES for block in getattr(room, f"build_{name}")(report).blocks]
    shown = collect(make_notebook(*blocks))
    return Document(report.coalition.name, language, shown, "Illustrative"), blocks


def test_every_block_becomes_a_block_of_the_document():
    told = collect(
        make_notebook(
            Heading(1, "Maple"),
            Paragraph("lead", kind="lead"),
            Bullets(("one", "two")),
            PageBreak(),
            Grid("caption", ("a", "n"), (("x", "1"),), align="lr"),
            Card("Title", (("Who", "all"), ("By", "May"))),
            Paragraph("plain"),
        )
    )
    assert say_kinds(told) == [
        "Header",
        "Div",
        "BulletList",
        "Div",
        "Div",
        "Table",
        "Table",
        "Para",
    ]
    assert [say_plain(block) for block in told[:3]] == ["Maple", "lead", "onetwo"]
    assert told[4]["c"][0][1] == ["contents"]
    assert told[6]["c"][0][1] == ["card"]
    assert say_plain(told[6]) == "TitleWhoallByMay"


def test_a_users_own_outputs_are_there_and_code_is_not():
    table = pd.DataFrame({"partner": ["Ash", "Elm"], "n": [3, 10]})
    picture = base64.b64encode(PIXEL).decode()
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'
    outputs = [
        new_output("execute_result", data={"text/html": table._repr_html_(), "text/plain": "t"}),
        new_output("stream", name="stdout", text="\x1b[31mprinted\x1b[0m <b>\n"),
        new_output("stream", name="stderr", text="FutureWarning at /home/ada"),
        new_output("display_data", data={"text/markdown": "*said*"}),
        new_output("display_data", data={"image/svg+xml": svg}),
        new_output(
            "display_data", data={"image/png": picture}, metadata={"image/png": {"alt": "a dot"}}
        ),
        new_output("error", ename="KeyError", evalue="x", traceback=["/home/ada/x.py"]),
    ]
    cells = [
        new_markdown_cell("# Own *title*\n\n- point"),
        new_code_cell("secret", outputs=outputs),
    ]
    blocks = collect(new_notebook(cells=cells))
    told = say_plain(list(blocks))
    assert "Own titlepoint" in told
    assert "printed <b>" in told
    assert "KeyError: x" in told
    assert "secret" not in told
    assert "/home/ada" not in told
    document = Document("Own", "en", blocks)
    file = docx.Document(io.BytesIO(write_docx(document)))
    assert [cell.text for cell in file.tables[0].rows[2].cells] == ["1", "Elm", "10"]
    assert file.tables[0].cell(2, 2).paragraphs[0].alignment == 2
    assert [shape._inline.docPr.get("descr") for shape in file.inline_shapes] == [
        "no words",
        "a dot",
    ]
    assert list_alternatives(pypdf.PdfReader(io.BytesIO(write_pdf(document)))) == [
        "no words",
        "a dot",
    ]


def test_nothing_in_foreign_html_is_run_fetched_or_read_from_disk():
    html = (
        "<script>bad()</script><style>p{}</style><p onclick=x>kept</p><svg><text>no</text></svg>"
        '<img src="/etc/passwd" alt="words"><img src="https://a.org/x.png"><p>open'
        '<table><tr><td colspan="2">wide</td></tr><tr><td>a</td><td>b</td></tr></table>'
    )
    blocks = read_html(html, no_words="none")
    assert say_plain(blocks) == "keptwordsopenwideab"
    assert "Image" not in str(blocks)


def test_a_samples_word_file_has_headings_in_order_and_words_for_every_picture(sample):
    document, blocks = sample
    file = docx.Document(io.BytesIO(write_docx(document)))
    levels = [
        int(paragraph.style.name[-1])
        for paragraph in file.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert levels == [block.level for block in blocks if isinstance(block, Heading)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    told = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    wanted = [block.alt for block in blocks if isinstance(block, Figure)]
    assert [" ".join(text.split()) for text in told] == [" ".join(text.split()) for text in wanted]
    tables = sum(isinstance(block, Grid | Card) for block in blocks)
    assert len(file.tables) == tables


def test_a_samples_pdf_claims_accessibility_and_page_one_is_one_page(sample):
    document, blocks = sample
    reader = pypdf.PdfReader(io.BytesIO(write_pdf(document)))
    assert "pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data().decode()
    told = list_alternatives(reader)
    wanted = [block.alt for block in blocks if isinstance(block, Figure)]
    assert [" ".join(text.split()) for text in told] == [" ".join(text.split()) for text in wanted]
    assert len(set(told)) == len(told)
    heads = [block.text for block in blocks if isinstance(block, Heading)]
    contents = {"en": "Contents", "es": "Índice"}[document.language]
    assert contents in reader.pages[1].extract_text()
    assert heads[0] in reader.pages[0].extract_text()


@needs_libreoffice
def test_a_samples_word_file_prints_page_one_on_one_page_with_its_pictures(sample, tmp_path):
    document, blocks = sample
    reader = print_in_libreoffice(write_docx(document), tmp_path)
    after = next(place for place, block in enumerate(blocks) if isinstance(block, PageBreak))
    heads = [block.text for block in blocks[after:] if isinstance(block, Heading)]
    assert heads[0] in reader.pages[1].extract_text()
    assert sum(len(page.images) for page in reader.pages) >= 8
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert [head for head in heads if " ".join(head.split()) not in text] == []


def test_a_batch_writes_the_formats_that_are_asked_for_and_links_the_first(tmp_path):
    cohort = load_cohort("spring-cohort")
    plan = Plan(tmp_path, only=["maple-county"], formats=["pdf", "docx"])
    (entry,) = build_reports(cohort, plan, executor=InProcess())
    assert entry.outcome.state == "built", entry.outcome.cause
    assert entry.outcome.file.endswith(".docx")
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert f'href="{entry.outcome.file}">Maple County Family Table</a> · <a ' in page
    assert 'aria-label="PDF: Maple County Family Table">PDF</a>' in page
    endings = {path.suffix for path in (tmp_path / entry.outcome.file).parent.iterdir()}
    assert endings == {".docx", ".pdf", ".ics"}
    for path in tmp_path.rglob("*.docx"):
        assert str(tmp_path).encode() not in path.read_bytes()
