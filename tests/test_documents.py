"""Word files and PDFs: what is typed comes out, and a machine can read what it is."""

import io
import os
import re
import shutil
import struct
import subprocess
import zipfile
import zlib
from itertools import pairwise

import docx
import pypdf
import pytest

from coalitionkit.documents import Document, Look, read_look, read_markdown, write_docx, write_pdf
from coalitionkit.documents import tree as made
from coalitionkit.documents.look import find_contrast
from coalitionkit.errors import UsageError


def draw_pixel(red):
    """A PNG of one pixel."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))]
    parts += [(b"IDAT", zlib.compress(bytes([0, red, 90, 90]))), (b"IEND", b"")]
    whole = b"\x89PNG\r\n\x1a\n"
    for name, data in parts:
        whole += struct.pack(">I", len(data)) + name + data
        whole += struct.pack(">I", zlib.crc32(name + data))
    return whole


PIXEL, OTHER = draw_pixel(10), draw_pixel(200)
HOSTILE = (
    '#import "x": * #eval("1") $x^2$ [x](y) @cite <label> // no /* end */',
    "{{ title }} ${body} \\ *bold* _slanted_ `code` ~ -- ... 'quoted' \"twice\"",
    "<script>alert(1)</script> &amp; <w:p/> </w:t> ]]> <!-- no -->",
    "= not a heading",
    "- not a point",
    "1. not a number",
    "\\begin{document} \\input{/etc/passwd} ;#x",
    "قواليت ائتلاف קואליציה",
    "long" * 75,
)


def words(text):
    return made.write_text(text)


def make_document(text, **changes):
    blocks = (
        made.make_heading(1, words(text)),
        made.make_paragraph(words(text), "lead"),
        made.make_heading(2, words("Who")),
        *(made.make_paragraph(words(text), kind) for kind in ("", "small", "warning", "quote")),
        made.make_list([[made.make_paragraph(words(text))], [made.make_paragraph(words("b"))]]),
        made.make_div("page-break"),
        made.make_div("contents"),
        made.make_heading(2, words("Table")),
        made.make_table(
            [[words("partner"), words("n")]],
            [[words(text), words("12")]] * 3,
            caption=words(text),
            align="lr",
        ),
        made.make_card(words(text), [(words("Who"), words(text)), (words("By"), words("May"))]),
        made.make_figure(PIXEL, alt=f"First {text}", caption=text, width=2),
        made.make_figure(OTHER, alt="Second", width=2),
    )
    return Document(**({"title": text, "language": "en", "blocks": blocks} | changes))


def read_docx(data):
    return docx.Document(io.BytesIO(data))


def read_pdf(data):
    return pypdf.PdfReader(io.BytesIO(data))


def join_text(text):
    """A PDF's text without the places where lines end, and without marks of direction."""
    return re.sub(r"[\s\u200b\u200e\u200f\u202a-\u202e\u2060]", "", text)


def list_alternatives(reader):
    """The words of every picture, from the tags."""
    found = []

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for part in node:
                walk(part)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            walk(node.get("/K", []))

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_out_of_word_as_typed(text):
    file = read_docx(write_docx(make_document(text, watermark=text, look=Look(text[:90]))))
    texts = [paragraph.text for paragraph in file.paragraphs]
    assert texts.count(text) == 9
    assert [cell.text for cell in file.tables[0].columns[0].cells][1:] == [text] * 3
    assert file.tables[1].cell(0, 0).text == text
    assert file.sections[0].header.paragraphs[0].text == text
    assert text[:90] in file.sections[0].footer.paragraphs[0].text
    assert file.core_properties.title == text
    descriptions = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert descriptions == [f"First {text}", "Second"]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_out_of_a_pdf_as_typed(text):
    reader = read_pdf(write_pdf(make_document(text, watermark="x", look=Look(text[:90]))))
    assert reader.metadata.title == text
    assert list_alternatives(reader) == [f"First {text}", "Second"]
    if text.isascii():
        shown = join_text("".join(page.extract_text() for page in reader.pages))
        # Heading, contents, five paragraphs, point, caption, three cells, card twice, caption.
        assert shown.count(join_text(text)) >= 14


def test_a_words_file_has_headings_captions_and_tables_that_can_be_edited():
    file = read_docx(write_docx(make_document("Maple", watermark="Illustrative")))
    styles = [paragraph.style.name for paragraph in file.paragraphs]
    levels = [int(name[-1]) for name in styles if name.startswith("Heading")]
    assert levels == [1, 2, 2]
    assert {"Lead", "Small", "Warning", "Quote", "Table Caption", "Image Caption"} <= set(styles)
    assert [table.style.name for table in file.tables] == ["Table", "Card"]
    first = file.tables[0].rows[0]._tr.trPr
    assert len(first.xpath("w:tblHeader")) == 1
    assert file.tables[0].cell(1, 1).paragraphs[0].alignment == 2
    begins = [p.text for p in file.paragraphs if p.paragraph_format.page_break_before]
    assert begins == ["Table"]
    assert file.core_properties.language == "en-US"


def test_a_files_properties_name_no_user_and_no_day():
    parts = zipfile.ZipFile(io.BytesIO(write_docx(make_document("Maple", look=Look("Org")))))
    properties = parts.read("docProps/core.xml").decode()
    assert "<dc:creator>Org</dc:creator>" in properties
    assert "created" not in properties
    assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_document_gives_the_same_bytes():
    assert write_docx(make_document("Maple")) == write_docx(make_document("Maple"))
    assert write_pdf(make_document("Maple")) == write_pdf(make_document("Maple"))


def test_a_pdf_is_tagged_and_claims_accessibility_with_title_and_language():
    data = write_pdf(make_document("Maple", language="es", watermark="Datos ilustrativos"))
    reader = read_pdf(data)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "es"
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert [entry["/Title"] for entry in reader.outline if isinstance(entry, dict)]
    for page in reader.pages:
        assert "Datos ilustrativos" in page.extract_text()


def test_a_letter_that_no_font_has_is_a_box_that_says_it():
    letter = "\U0010fffd"  # for private use: no font has it
    reader = read_pdf(write_pdf(make_document(f"Ma{letter}ple")))
    assert reader.metadata.title == f"Ma{letter}ple"
    assert "pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert list_alternatives(reader).count(letter) >= 14


def test_many_letters_that_no_font_has_cost_the_claim_and_not_the_file():
    name = "".join(chr(0x10FF00 + place) for place in range(20))
    reader = read_pdf(write_pdf(make_document(name)))
    assert reader.metadata.title == name
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_markdown_is_read_as_text_and_never_as_another_language():
    text = (
        "# Guide\n\n**Say**\n> *Hello* `code`\n\n<script>no</script> $x$ [a](https://a.org) "
        "[b](../b.md)\n\n| one | n |\n|---|--:|\n| x | 1 |\n\n![Words](p.png) "
        "![Gone](/etc/passwd)\n\n```{=openxml}\n<w:p/>\n```\n"
    )
    blocks = tuple(read_markdown(text, {"p.png": PIXEL}))
    document = Document("Guide", "en", blocks)
    file = read_docx(write_docx(document))
    texts = [paragraph.text for paragraph in file.paragraphs]
    assert "<script>no</script> $x$ a b" in texts
    assert "{=openxml} <w:p/>" in texts
    assert [shape._inline.docPr.get("descr") for shape in file.inline_shapes] == ["Words"]
    assert list_alternatives(read_pdf(write_pdf(document))) == ["Words"]


needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None and not os.environ.get("CI"), reason="no LibreOffice here"
)


def print_in_libreoffice(data, folder):
    """A Word file as LibreOffice prints it."""
    (folder / "file.docx").write_bytes(data)
    run = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    subprocess.run(
        [*run, "--convert-to", "pdf", "--outdir", str(folder), str(folder / "file.docx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return read_pdf((folder / "file.pdf").read_bytes())


@needs_libreoffice
def test_headings_and_tables_reach_libreoffice(tmp_path):
    data = write_docx(make_document("Maple", watermark="Illustrative"))
    reader = print_in_libreoffice(data, tmp_path)
    assert len(reader.pages) == 2
    for page in reader.pages:
        assert "Illustrative" in page.extract_text()
    assert len(reader.pages[1].images) == 2
    assert "Table" in reader.pages[1].extract_text()


def write_brand(folder, text):
    path = folder / "brand.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_fault_of_a_brand_is_told_at_once(tmp_path):
    (tmp_path / "big.png").write_bytes(PIXEL + b"0" * 1_000_000)
    (tmp_path / "text.docx").write_text("no")
    brand = write_brand(
        tmp_path,
        'organization = 3\nlogo = "big.png"\nheading_color = "#888888"\nfill_color = "#808080"\n'
        'reference_docx = "text.docx"\ncolour = "red"\n',
    )
    with pytest.raises(UsageError) as caught:
        read_look(brand)
    told = str(caught.value)
    assert told.startswith("6 faults in brand.toml. Nothing was built.")
    for piece in (
        "organization: found 3",
        "logo: big.png has 1.0 MB",
        "#888888 on white has a contrast of 3.5 to 1",
        "text on #808080 has a contrast of 4.0 to 1 at best",
        "text.docx is no Word file",
        "colour: not known",
    ):
        assert piece in told


def test_a_brand_shows_in_word_and_pdf(tmp_path):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0h9"/></svg>'
    (tmp_path / "logo.svg").write_text(svg)
    brand = write_brand(
        tmp_path,
        'organization = "Alder Foundation"\nlogo = "logo.svg"\nheading_color = "#7a1f1f"\n'
        'fill_color = "#003322"\n',
    )
    document = make_document("Maple", look=read_look(brand))
    file = read_docx(write_docx(document))
    assert str(file.styles["Heading 1"].font.color.rgb) == "7A1F1F"
    assert file.inline_shapes[0]._inline.docPr.get("descr") == "Alder Foundation"
    assert file.core_properties.author == "Alder Foundation"
    reader = read_pdf(write_pdf(document))
    assert list_alternatives(reader)[0] == "Alder Foundation"
    assert reader.metadata.author == "Alder Foundation"


def test_a_users_own_word_file_gives_styles_and_head_and_the_band_comes_above(tmp_path):
    own = docx.Document()
    own.styles["Heading 1"].font.name = "Georgia"
    own.sections[0].header.paragraphs[0].text = "Our letterhead"
    own.sections[0].different_first_page_header_footer = True
    own.save(tmp_path / "own.docx")
    look = read_look(write_brand(tmp_path, 'reference_docx = "own.docx"\n'))
    data = write_docx(make_document("Maple", watermark="Illustrative", look=look))
    file = read_docx(data)
    assert file.styles["Heading 1"].font.name == "Georgia"
    heads = [paragraph.text for paragraph in file.sections[0].header.paragraphs]
    assert heads == ["Illustrative", "Our letterhead"]
    first = file.sections[0].first_page_header.paragraphs
    assert [paragraph.text for paragraph in first] == ["Illustrative"]


def test_the_kits_own_colors_can_be_read_by_everyone():
    look = Look()
    assert find_contrast(look.heading_color, "#ffffff") >= 4.5
    assert find_contrast(look.fill_ink, look.fill_color) >= 4.5
    assert find_contrast("#000000", "#ffffff") == pytest.approx(21)


def test_heading_levels_are_left_as_they_are():
    levels = [1, 2, 3, 2]
    blocks = tuple(made.make_heading(level, words(str(level))) for level in levels)
    file = read_docx(write_docx(Document("x", "en", blocks)))
    found = [int(paragraph.style.name[-1]) for paragraph in file.paragraphs]
    assert found == levels
    assert all(after - before <= 1 for before, after in pairwise(found))
