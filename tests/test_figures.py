"""Each play's pictures in one call: the finding in the alt text, or a word on what it needs."""

import datetime as dt
import re
import subprocess
import sys

import pytest
from test_map_conflict import TWO, make_coalition, make_line, make_partners

import coalitionkit as ck
from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.record import Coalition
from coalitionkit.report.blocks import Bullets, Figure, to_html

HOME = ck.load_case("home-visiting")
EMPTY = Coalition("empty", {})


def draw_ranges(coalition, **drawing):
    return ck.figures.map_conflict.draw_ranges(coalition, "bar", **drawing)


def draw_gains(coalition, **drawing):
    found = ck.craft_compromise.find_agendas(coalition, objective="maxmin", reading="tradable")
    return ck.figures.craft_compromise.draw_gains(coalition, found.agendas[0], **drawing)


# How the words for those who can't see it begin: with the finding.
FINDINGS = {
    draw_ranges: "“How much evidence must a model show to draw most of the money?”: all accept",
    ck.figures.map_conflict.draw_clashes: "Every two partners have a level in common",
    ck.figures.map_conflict.draw_cells: "12 of 54 positions are older than 90 days",
    ck.figures.seating.draw_matrix: "Of 12 needs, carried by nobody: 2",
    ck.figures.seating.draw_reach: "Of 9 partners, as few as 2 together reach every policymaker",
    ck.figures.communicate.draw_timeline: "Over 31 days without a talk: 1 of 9 partners.",
    ck.figures.communicate.draw_months: "A typical month reaches 68% of partners",
    ck.figures.surface_tension.draw_lead_times: "10 of 11 disagreements heard reached an agenda.",
    ck.figures.surface_tension.draw_settings: "8 of 50 positions told alone differ",
    ck.figures.craft_compromise.draw_frontier: "A smaller group would not be bolder",
    draw_gains: "At 54 of 100 points of boldness, 7 of 7 partners get at least their walk-away.",
    ck.figures.know_when_to_fold.draw_attendance: "Places filled at meetings: 25 of 27 in",
    ck.figures.know_when_to_fold.draw_fights: "3 of 3 candidate fights could hold",
    ck.figures.diagnosis.draw_square: "The meeting log points to: in debate",
}
every = pytest.mark.parametrize("draw", FINDINGS, ids=lambda draw: draw.__name__)


@every
def test_each_gives_a_figure_whose_words_begin_with_the_finding(draw):
    figure = draw(HOME)
    assert isinstance(figure, Figure)
    assert figure.alt.startswith(FINDINGS[draw])
    title = figure.spec["title"]["text"]
    assert " ".join(title).startswith(FINDINGS[draw].split(":")[0].rstrip("."))


@every
def test_each_speaks_spanish(draw):
    assert draw(HOME, language="es").alt != draw(HOME).alt


@every
def test_each_says_what_an_empty_record_would_need(draw):
    with pytest.raises(NeedsError):
        draw(EMPTY)


@every
def test_a_picture_in_a_page_has_no_id_that_another_could_have(draw):
    assert not re.search(r"\bid=|url\(", to_html(draw(HOME)))


def test_an_issue_that_nobody_stands_on_is_named_with_those_that_are():
    with pytest.raises(UsageError, match=r"'bars'.*bar, second, ask"):
        ck.figures.map_conflict.draw_ranges(HOME, "bars")


def test_a_day_can_be_chosen_and_is_the_records_last_if_not():
    draw = ck.figures.map_conflict.draw_cells
    last = ck.communicate.find_last_day(HOME)
    assert draw(HOME) == draw(HOME, as_of=last)
    assert draw(HOME, as_of=last + dt.timedelta(days=400)).alt.startswith("54 of 54 positions")
    with pytest.raises(NeedsError):
        ck.figures.communicate.draw_timeline(HOME, as_of=dt.date(2001, 1, 1))


def test_what_is_known_already_is_not_computed_again():
    fights = ck.know_when_to_fold.find_fights(HOME)
    draw = ck.figures.know_when_to_fold.draw_fights
    assert draw(HOME, fights=fights) == draw(HOME)
    assert draw(HOME, fights=fights[:1]).alt.startswith("1 of 1 candidate fight")


def test_what_was_heard_in_meetings_is_drawn_without_the_rest():
    figure = ck.figures.surface_tension.draw_lead_times(HOME, setting="meeting")
    heard = HOME.tensions["setting"].value_counts()
    assert figure.alt.startswith("First heard in a meeting: ")
    assert f"of {heard['meeting']} reached an agenda" in figure.alt


def test_one_partner_alone_has_nobody_to_clash_with():
    with pytest.raises(NeedsError):
        ck.figures.map_conflict.draw_clashes(make_line([(2, 5)]))


def test_where_nothing_holds_at_any_size_the_error_says_so():
    must = make_partners(["adv", "pro", "ally"], must_have=[True, True, False])
    rows = [*TWO, ("ally", "bar", 5, 2, 7, 1, ""), ("ally", "cost", 90, 60, 100, 2, "")]
    with pytest.raises(UsageError, match="Whatever the size, no agenda"):
        ck.figures.craft_compromise.draw_frontier(make_coalition(rows, partners=must))


def test_in_a_notebook_the_picture_has_the_finding_as_its_name():
    html = draw_ranges(HOME)._repr_mimebundle_()["text/html"]
    assert re.match(
        r'<figure role="img" aria-label="“How much evidence[^"<]*" style=[^>]*><svg ', html
    )
    assert "max-width: 100%" in html
    assert "text/html" not in draw_ranges(HOME, drawn=False)._repr_mimebundle_()


def test_names_are_text_in_a_drawn_figure_and_never_markup():
    names = make_partners(["adv", "pro"], name=['"><script>alert(1)</script>', "B & C"])
    coalition = make_coalition(TWO, partners=names)
    html = to_html(ck.figures.map_conflict.draw_clashes(coalition))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_caption_stands_below_the_drawing():
    html = to_html(Figure(draw_ranges(HOME).spec, "alt", caption="a < b"))
    assert html.endswith('</figure><p class="small">a &lt; b</p>')


def test_any_block_has_its_html():
    assert to_html(Bullets(("<b>",))) == "<ul><li>&lt;b&gt;</li></ul>"


def test_rooms_of_pictures_load_when_they_are_used():
    code = (
        "import sys, coalitionkit as ck; loaded = lambda: 'altair' in sys.modules; "
        "assert not loaded(); ck.figures.map_conflict; assert loaded()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert set(ck.figures.__all__) <= set(dir(ck.figures))
    assert "figures" in dir(ck)
    with pytest.raises(AttributeError, match="no attribute 'map'"):
        ck.figures.map  # noqa: B018


def test_a_name_of_two_lines_has_room_among_the_gains():
    names = HOME.partners.assign(name="A very long name " * 4)
    tables = {**HOME.tables, "partners": names}
    rows = draw_gains(Coalition(HOME.id, tables)).spec["layer"][2]["data"]["values"]
    lines = rows[0]["label"].count("\n") + 1
    assert lines > 1
    assert rows[1]["y"] - rows[0]["y"] > 14 * lines
