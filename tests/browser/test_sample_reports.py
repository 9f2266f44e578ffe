"""The sample cohort's reports, built as a user builds them, opened with every request aborted."""

import json
import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe

from coalitionkit.report.blocks import CHART_MIME

READ_PAGE = """() => ({
  language: document.documentElement.lang,
  headings: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1]),
  figures: [...document.querySelectorAll('figure.chart')].map(f => ({
    label: f.getAttribute('aria-label'),
    marks: f.querySelectorAll('svg path, svg text').length,
  })),
  code: document.querySelectorAll('.input, .highlight, .jp-InputArea, pre code').length,
  text: document.body.innerText,
})"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """The twelve reports and what the command said of them."""
    out = tmp_path_factory.mktemp("reports")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "coalitionkit", "report", "spring-cohort"),
            *("--out", str(out), "--format", "html", "--format", "ipynb"),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return out, done


def read_manifest(out):
    return json.loads((out / "manifest.json").read_text(encoding="utf-8"))["reports"]


def test_the_command_ends_with_twelve_named_outcomes_and_the_path_to_open(reports):
    out, done = reports
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines[:12]] == ["built"] * 12
    assert lines[12] == "built   Cohort report: spring-cohort"
    assert lines[13] == "12 built, 0 failed. Open:"
    assert lines[14] == str(out / "index.html")
    # Quiet when not a terminal: no bar, no log of kernels.
    assert done.stderr == ""


def test_every_page_shows_every_chart_and_no_code_with_no_network(reports, watched):
    out, _ = reports
    page, watch = watched
    for entry in read_manifest(out):
        page.goto((out / entry["file"]).as_uri())
        page.wait_for_function(
            "[...document.querySelectorAll('figure.chart')].every(f => f.querySelector('svg'))"
        )
        told = page.evaluate(READ_PAGE)
        assert told["language"] == "en"
        assert told["headings"][0] == 1
        assert told["headings"].count(1) == 1
        steps = zip(told["headings"], told["headings"][1:], strict=False)
        assert all(after - before <= 1 for before, after in steps)
        drawn = json.loads((out / entry["file"]).with_suffix(".ipynb").read_text("utf-8"))
        charts = [
            output
            for cell in drawn["cells"]
            for output in cell["outputs"]
            if CHART_MIME in output["data"]
        ]
        assert len(told["figures"]) == len(charts) >= (5 if entry["n"] is None else 14)
        assert all(figure["marks"] > 3 for figure in told["figures"])
        assert all(len(figure["label"]) > 30 for figure in told["figures"])
        assert told["code"] == 0
        assert "open_report" not in told["text"]
        assert "Illustrative data" in told["text"]
        assert entry["name"] in told["text"]
    assert watch.refused == []
    assert watch.console == []


def test_page_one_of_the_seven_of_nine_group_fits_one_sheet(reports, chromium, tmp_path):
    out, _ = reports
    page = chromium.new_page()
    entry = next(entry for entry in read_manifest(out) if entry["coalition"] == "maple-county")
    page.goto((out / entry["file"]).as_uri())
    page.wait_for_function("document.querySelectorAll('figure.chart svg').length > 5")
    page.pdf(path=str(tmp_path / "maple.pdf"), format="Letter", print_background=True)
    page.close()
    text = subprocess.run(
        ["pdftotext", "-f", "1", "-l", "1", "-layout", str(tmp_path / "maple.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    order = [
        "Who answered",
        "What is working",
        "What stands out",
        "What we can't tell yet",
        "Next 60 days",
        "The five plays in a picture",
        "For your next meeting",
        "Pilot questionnaire, not validated",
        f"Data {entry['data']}",
    ]
    places = [text.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_the_front_page_links_to_every_report(reports, watched):
    out, _ = reports
    page, watch = watched
    page.goto((out / "index.html").as_uri())
    links = page.eval_on_selector_all("table a", "links => links.map(a => a.href)")
    assert len(links) == 12
    links += page.eval_on_selector_all("p a", "links => links.map(a => a.href)")
    assert links[12] == (out / "cohort-report" / "cohort-report.html").as_uri()
    for link in links:
        page.goto(link)
        assert page.title()
    assert watch.refused == []


@pytest.mark.parametrize("name", ["index.html", "cohort-report", "maple-county", "prairie-rides"])
def test_axe_finds_no_fault(reports, watched, name):
    out, _ = reports
    page, _ = watched
    files = {entry["coalition"]: entry["file"] for entry in read_manifest(out)}
    files |= {"index.html": "index.html", "cohort-report": "cohort-report/cohort-report.html"}
    page.goto((out / files[name]).as_uri())
    page.wait_for_function(
        "[...document.querySelectorAll('figure.chart')].every(f => f.querySelector('svg'))"
    )
    found = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()


def test_no_two_groups_share_a_file_or_a_data_hash(reports):
    out, _ = reports
    entries = read_manifest(out)
    assert len({entry["file"] for entry in entries}) == 12
    assert len({entry["data"] for entry in entries}) == 12
