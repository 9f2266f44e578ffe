"""A cohort for whoever runs it: what came in, what is common; and the button for all reports."""

import json

import pytest
from tiny import make_cohort

import coalitionkit as ck
from coalitionkit.playbook import load_playbook
from coalitionkit.report import build_comparison, build_intake
from coalitionkit.report.blocks import Bullets, Figure, Grid, Paragraph, to_html
from coalitionkit.survey.compare import FEWEST_GROUPS, compare_groups
from coalitionkit.survey.disclosure import show_survey

BOOK = load_playbook()
SPRING = ck.load_cohort("spring-cohort")


def make_sheets(high, n):
    """So many of a group answered 5 on every question, the rest 2."""
    return [dict.fromkeys(BOOK.items, "5" if place < high else "2") for place in range(n)]


def make_groups(*highs, n=6, extra=()):
    sheets = [*(make_sheets(high, n) for high in highs), *extra]
    return make_cohort(*((f"g{place}", 9, group) for place, group in enumerate(sheets)))


def compare(cohort):
    return compare_groups((show_survey(group) for group in cohort), book=BOOK)


def test_what_is_below_half_in_half_of_the_groups_is_common_and_in_fewer_local():
    spread = {each.item: each for each in compare(make_groups(1, 1, 1, 5, 5))}["M1"]
    assert (spread.groups, spread.low, spread.reach) == (5, 3, "common")
    assert spread.places == {2: 3, 8: 2}
    assert compare(make_groups(1, 5, 5, 5, 5))[0].reach == "local"
    assert compare(make_groups(3, 5, 5, 5, 5))[0].reach == "none"


def test_a_count_that_is_known_only_as_a_range_is_neither_low_nor_not():
    sensitive = next(item.id for item in BOOK.items.values() if item.sensitive and item.set == "B")
    found = {each.item: each for each in compare(make_groups(2, 2, 2, 2, 2, n=5))}
    # Two of five is shown as 0 to 2: below half whatever it is.
    assert (found[sensitive].low, found[sensitive].open) == (5, 0)
    found = {each.item: each for each in compare(make_groups(3, 3, 3, 3, 3, n=5))}
    assert (found[sensitive].low, found[sensitive].open) == (0, 0)


def test_too_few_groups_are_not_compared():
    few = make_groups(*[1] * (FEWEST_GROUPS - 1))
    assert compare(few) == ()
    (told,) = build_comparison(few).blocks
    assert isinstance(told, Paragraph)
    assert told.text.startswith("Fewer than 5 groups have figures that may be shown")


def test_groups_that_differ_only_in_what_may_not_be_shown_give_the_same_page():
    """A group of four is not shown; nor may its answers move the cohort's page."""
    pages = []
    for high in (0, 4):
        cohort = make_groups(1, 2, 3, 4, 5, extra=[make_sheets(high, n=4)])
        pages.append("".join(to_html(block) for block in build_comparison(cohort).blocks))
    assert pages[0] == pages[1]


def test_the_page_names_no_group():
    page = "".join(to_html(block) for block in build_comparison(SPRING).blocks)
    for group in SPRING:
        assert group.name not in page
    figure = next(block for block in build_comparison(SPRING).blocks if isinstance(block, Figure))
    assert "Know what would make others leave: below half in 8 of 10 groups." in figure.alt
    lists = [block for block in build_comparison(SPRING).blocks if isinstance(block, Bullets)]
    assert [len(each.items) for each in lists] == [10, 5]


def test_the_intake_tells_asked_answered_and_dropped_but_not_how_few():
    grid = build_intake(SPRING).blocks[0]
    assert isinstance(grid, Grid)
    rows = {(row[0], row[1]): row[2:] for row in grid.rows}
    assert len(rows) == len(SPRING.table("waves"))
    assert rows["Harbor Region Homes Compact", "2"] == ("11", "10", "0", "–")
    assert rows["Prairie Lines Rides Coalition", "1"][1] == "fewer than five"


def test_both_speak_spanish():
    assert build_intake(SPRING, language="es").blocks[1].text.startswith("Ninguna respuesta")
    spanish = build_comparison(SPRING, language="es").blocks[0]
    assert spanish.alt != build_comparison(SPRING).blocks[0].alt


def make_desk(tmp_path, cohort="spring-cohort"):
    return ck.widgets.CohortReports(cohort, out=tmp_path, only=["harbor-homes"])


def test_the_button_builds_an_audiences_reports_in_a_folder_of_its_own(tmp_path):
    desk = make_desk(tmp_path)
    desk.audience.value = "public"
    desk.button.click()
    folder = tmp_path / "spring-cohort-public"
    assert list(tmp_path.iterdir()) == [folder]
    assert desk.index == (folder / "index.html").resolve()
    assert "1 of 1 report was built." in desk.status.value
    assert str(desk.index) in desk.status.value
    assert json.loads((folder / "manifest.json").read_bytes())["audience"] == "public"
    assert (desk.progress.value, desk.failures.value, desk.button.disabled) == (1, "", False)
    assert desk.opener.layout.display == ""


def test_what_goes_wrong_is_said_in_words(tmp_path):
    desk = make_desk(tmp_path, "no-such-cohort")
    desk.button.click()
    assert "Nothing was built. There is no record at" in desk.status.value
    assert desk.button.disabled is False
    assert desk.opener.layout.display == "none"


def test_a_group_that_fails_is_named(tmp_path, monkeypatch):
    import coalitionkit.report.batch as batch

    def refuse(*args, **kwargs):
        raise OSError("The disk is <full>.")

    monkeypatch.setattr(batch, "slice_record", refuse)
    desk = make_desk(tmp_path)
    desk.button.click()
    assert "Harbor Region Homes Compact: not built." in desk.failures.value
    assert "<full>" not in desk.failures.value
    assert "0 of 1 report was built." in desk.status.value


@pytest.mark.parametrize("opened", [True, False])
def test_index_html_opens_in_a_browser_or_the_path_is_said(tmp_path, monkeypatch, opened):
    import webbrowser

    asked = []
    monkeypatch.setattr(webbrowser, "open", lambda url: asked.append(url) or opened)
    desk = make_desk(tmp_path)
    desk.index = tmp_path / "index.html"
    desk.opener.click()
    assert asked == [desk.index.as_uri()]
    assert ("No browser could be opened" in desk.status.value) is not opened
