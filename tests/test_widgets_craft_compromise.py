"""Setting levels by hand: who stays, what repairs it, how bold it is, and what is kept."""

import ipywidgets
import numpy as np
import pytest
from controls import find, list_controls

from coalitionkit.plays.craft_compromise import find_agendas, trace_frontier, weigh_agenda
from coalitionkit.plays.craft_compromise.drafts import (
    find_outside,
    list_levels,
    place_on_frontier,
    take_levels,
)
from coalitionkit.plays.craft_compromise.inputs import take_inputs
from coalitionkit.record import load_case, load_cohort
from coalitionkit.record.desk import open_desk
from coalitionkit.record.edits import Put
from coalitionkit.widgets import AgendaBuilder

HOSTILE = '<img src=x onerror="alert(1)">'
TODAY = {"bar": 1, "second": 0, "ask": 500, "story": 1, "ride": 1, "naming": 4}


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def read_levels(agenda, record="home-visiting"):
    (coalition,) = load_cohort(f"my-coalitions/{record}")
    rows = coalition.agendas
    rows = rows[rows["agenda"] == agenda]
    return dict(zip(rows["issue"], rows["level"], strict=True))


def read_sliders(builder):
    return {issue: row.slider.value for issue, row in builder.rows.items()}


def start_small(desk, *, partners=("oak", "elm")):
    """A record of one issue on which two partners stand apart by two levels."""
    scale = {"low_end": "a", "high_end": "b", "lowest": 1, "highest": 5}
    bold = {"status_quo": 1, "bold_end": 5}
    steps = [Put("issues", {"issue": "rent", "name": "Rent?", **scale, **bold})]
    for partner, low, high in zip(partners, (1, 4), (2, 5), strict=True):
        place = {"lowest": low, "ideal": low, "highest": high, "salience": 1, "setting": "alone"}
        steps.append(Put("partners", {"partner": partner, "name": partner}))
        steps.append(Put("positions", {"partner": partner, "issue": "rent", **place}))
    desk.change("start", *steps)


def test_it_begins_at_today_and_writes_nothing_until_the_first_move():
    builder = AgendaBuilder("home-visiting")
    assert read_sliders(builder) == TODAY
    assert "Boldness 0 of 100" in builder.words.value
    assert not open_desk("home-visiting").is_saved
    builder.rows["bar"].slider.value = 5.0
    assert read_levels("draft") == {**TODAY, "bar": 5}


def test_words_and_picture_follow_a_level():
    builder = AgendaBuilder("home-visiting")
    words, picture = builder.words.value, builder.picture.value
    assert "RCT Nurse Model (must-have) leaves: on “How much evidence" in words
    assert "it accepts 4 to 6" in words
    builder.rows["bar"].slider.value = 5.0
    assert "it accepts 4 to 6" not in builder.words.value
    assert builder.picture.value != picture
    assert "walk-away" in builder.picture.value
    assert "It doesn&#x27;t hold" in builder.words.value


def test_the_numbers_are_the_plays_own():
    builder = AgendaBuilder("home-visiting")
    builder.shelf.recorded.value = "tiered"
    find(builder, "Load this one").click()
    case = load_case("home-visiting")
    agenda = weigh_agenda(case, read_sliders(builder))
    assert f"Boldness {agenda.boldness:.0f} of 100" in builder.words.value
    assert f"{len(agenda.on_board)} of 9 partners stay" in builder.words.value
    place = place_on_frontier(agenda, trace_frontier(case))
    assert f"as bold as {place.best:.0f} of 100" in builder.words.value


def test_the_smallest_repair_makes_it_hold_and_says_what_it_changed():
    builder = AgendaBuilder("home-visiting")
    find(builder, "Try the smallest repair").click()
    assert "The fewest changes that make it hold" in builder.told.value
    assert "“Are models named in the law?”: from 4" in builder.told.value
    assert "It holds" in builder.words.value
    kept = read_levels("draft")
    assert kept == read_sliders(builder)
    find(builder, "Try the smallest repair").click()
    assert "nothing to repair" in builder.told.value
    assert read_levels("draft") == kept
    find(builder, "Undo").click()
    assert read_sliders(builder) == TODAY


@pytest.mark.parametrize("reading", ["hard", "tradable"])
@pytest.mark.parametrize("goal", ["boldness", "boldest for all", "maxmin", "nash", "total"])
def test_an_agenda_that_holds_is_the_best_by_what_was_looked_for(reading, goal):
    builder = AgendaBuilder("home-visiting")
    builder.reading.value = reading
    builder.finder.goal.value = goal
    find(builder, "Show me an agenda that holds").click()
    case = load_case("home-visiting")
    objective = "boldness" if goal == "boldest for all" else goal
    count = {"hard": 9, "tradable": 7}[reading] if goal == "boldest for all" else None
    best = find_agendas(case, objective=objective, reading=reading, at_least=count)
    assert read_sliders(builder) in [dict(agenda.levels) for agenda in best.agendas]
    assert "It holds" in builder.words.value


def test_every_goal_and_reading_is_explained_and_the_balance_names_its_author():
    builder = AgendaBuilder("home-visiting")
    told = set()
    for _, goal in builder.finder.goal.options:
        builder.finder.goal.value = goal
        told.add(builder.finder.children[1].value)
    assert len(told) == 5
    assert sum("John Nash" in each for each in told) == 1
    before = builder.explained.value
    builder.reading.value = "tradable"
    assert "lose on one issue and win on another" in builder.explained.value != before


def test_tradable_says_who_gets_less_than_its_least_and_who_was_not_asked():
    builder = AgendaBuilder("home-visiting")
    builder.reading.value = "tradable"
    assert "leaves: gets" in builder.words.value
    assert "Nobody has asked these" in builder.words.value
    assert "of 7 partners stay" in builder.words.value


def test_your_point_is_on_the_picture_of_boldness():
    builder = AgendaBuilder("home-visiting")
    find(builder, "Show me an agenda that holds").click()
    builder.which.value = "frontier"
    assert ">yours<" in builder.picture.value
    assert "Yours: 9 partners, 72." in builder.picture.value
    assert "no agenda that keeps as many is bolder" in builder.words.value


def test_an_agenda_is_kept_under_a_name_and_loaded_again():
    builder = AgendaBuilder("home-visiting")
    find(builder, "Show me an agenda that holds").click()
    best = read_sliders(builder)
    find(builder, "Keep it under the name").value = "Spring offer"
    find(builder, "Keep this agenda").click()
    assert read_levels("Spring-offer") == best
    find(builder, "Keep it under the name").value = "Spring offer"
    find(builder, "Keep this agenda").click()
    assert "is there already" in builder.status.value
    builder.rows["bar"].slider.value = 1.0
    builder.shelf.recorded.value = "Spring-offer"
    find(builder, "Load this one").click()
    assert read_sliders(builder) == best == read_levels("draft")


def test_the_least_a_partner_accepts_is_written_and_can_be_not_asked():
    builder = AgendaBuilder("home-visiting")
    find(builder, "The least it accepts").value = 0.9
    (coalition,) = load_cohort("my-coalitions/home-visiting")
    assert coalition.walkaways.set_index("partner").loc["nurse", "walkaway"] == 0.9
    find(builder, "The least it accepts").value = -1.0
    (coalition,) = load_cohort("my-coalitions/home-visiting")
    assert "nurse" not in set(coalition.walkaways["partner"])
    builder.reading.value = "tradable"
    assert "“walkaways”" in builder.words.value
    find(builder, "An agenda is nothing without it").value = False
    assert "of 6 partners stay" in builder.words.value


def test_another_tabs_agenda_is_kept():
    builder = AgendaBuilder("home-visiting")
    builder.rows["bar"].slider.value = 5.0
    row = {"agenda": "theirs", "issue": "bar", "level": 2}
    open_desk("home-visiting").change("put", Put("agendas", row))
    builder.rows["bar"].slider.value = 4.0
    assert "Another tab" in builder.status.value
    assert read_levels("theirs") == {"bar": 2}
    assert "theirs" in [name for name, _ in builder.shelf.recorded.options]


def test_an_empty_record_says_what_it_takes():
    builder = AgendaBuilder("mine")
    assert "“issues”" in builder.words.value
    assert "map them first" in builder.words.value
    for label in ("Show me an agenda that holds", "Try the smallest repair", "Keep this agenda"):
        find(builder, label).click()
    assert not open_desk("mine").is_saved


def test_where_nothing_holds_it_says_who_would_have_to_move():
    start_small(open_desk("mine"))
    builder = AgendaBuilder("mine")
    find(builder, "Try the smallest repair").click()
    assert "No change of levels makes it hold" in builder.told.value
    assert "Rent?" in builder.told.value
    find(builder, "Show me an agenda that holds").click()
    assert "No agenda does that" in builder.told.value
    builder.which.value = "frontier"
    assert "1 of 2 partners stay" in builder.words.value
    builder.reading.value = "tradable"
    assert "“walkaways”" in builder.words.value


def test_a_hostile_name_never_runs():
    desk = open_desk("mine")
    start_small(desk)
    desk.change("name", Put("partners", {"partner": "oak", "name": HOSTILE}))
    desk.change("name", Put("issues", {"issue": "rent", "name": HOSTILE}))
    builder = AgendaBuilder("mine")
    builder.rows["rent"].slider.value = 4.0
    find(builder, "Try the smallest repair").click()
    for control in list_controls(builder):
        if isinstance(control, ipywidgets.HTML):
            assert "<img" not in control.value
        assert not getattr(control, "description_allow_html", False)


def test_the_page_says_above_all_that_it_is_the_conveners():
    builder = AgendaBuilder("home-visiting")
    assert "For the convener alone" in builder.children[1].value


def test_the_widget_speaks_spanish():
    builder = AgendaBuilder("home-visiting", language="es")
    assert "Audacia 0 de 100" in builder.words.value
    find(builder, "Probar el arreglo más pequeño").click()
    assert "Se sostiene" in builder.words.value


def test_whose_range_an_agenda_leaves_agrees_with_who_is_on_board():
    case = load_case("home-visiting")
    inputs = take_inputs(case)
    rng = np.random.default_rng(7)
    for _ in range(20):
        agenda = {issue: float(rng.choice(levels)) for issue, levels in list_levels(inputs).items()}
        outside = set(find_outside(inputs, agenda)["partner"])
        assert set(inputs.partners) - outside == set(weigh_agenda(case, agenda).on_board)


def test_a_level_that_an_issue_no_longer_has_becomes_the_nearest():
    desk = open_desk("home-visiting")
    desk.change("odd", Put("agendas", {"agenda": "draft", "issue": "ask", "level": 1200}))
    taken = take_levels(desk.coalition, "draft", take_inputs(desk.coalition))
    assert taken == {**TODAY, "ask": 1000}
