"""Facts of the record behind next steps (report.md, R1 to R10), on the sample cohort's plants."""

import pytest

from coalitionkit.playbook import load_playbook, read_rows
from coalitionkit.record import Coalition, load_case, load_cohort
from coalitionkit.record.audiences import limit_to_audience
from coalitionkit.report.facts import count_fact
from coalitionkit.survey.figures import Range
from coalitionkit.words.catalog import Translator
from coalitionkit.words.next_steps import Evidence, say_step

CONDITIONS = [(row["rule"], row["fact"]) for row in read_rows("conditions") if row["fact"]]
FACTS = [fact for _, fact in CONDITIONS]


@pytest.fixture(scope="module")
def spring():
    return load_cohort("spring-cohort")


def count(spring, fact, audience="partners"):
    return {
        group.id
        for group in spring
        if count_fact(fact, limit_to_audience(group, audience), audience)
    }


@pytest.mark.parametrize(
    ("fact", "groups"),
    [
        ("no joining conflict", {"juniper-care"}),
        ("quiet but apart", {"lunch-table", "maple-county"}),
        ("triggers due", {"long-road", "steady-roof"}),
    ],
)
def test_a_planted_fact_is_found_in_its_groups_and_nowhere_else(spring, fact, groups):
    assert count(spring, fact) == groups


def test_what_was_heard_alone_is_read_from_the_conveners_record_only(spring):
    """Nothing heard alone is in a partners' copy, so the fact would always hold there."""
    assert count(spring, "not heard alone") == set()


def test_a_partner_below_its_walkaway_is_the_conveners_alone_to_read():
    """R8: five must-have partners that each ask for nearly all; its own agenda keeps one."""
    case = load_case("home-visiting")
    tables = dict(case.tables)
    tables["walkaways"] = tables["walkaways"].assign(walkaway=0.95)
    group = Coalition(case.id, tables)
    assert count_fact("below walk-away", case, "convener") == 0
    assert count_fact("below walk-away", group, "convener") == 4
    assert count_fact("below walk-away", limit_to_audience(group, "partners"), "partners") == 0
    tables["agendas"] = tables["agendas"].assign(level=0.37)
    assert count_fact("below walk-away", Coalition(case.id, tables), "convener") == 0


def test_few_groups_could_be_much_bolder_with_few_fewer(spring):
    """A step that most groups are told says nothing (report.md, R9)."""
    assert count(spring, "bolder with fewer") < {group.id for group in spring}
    assert len(count(spring, "bolder with fewer")) <= len(list(spring)) / 2


@pytest.mark.parametrize("fact", FACTS)
def test_an_empty_record_rests_no_step_on_its_logs(four_of_eight, fact):
    group = four_of_eight["elm"]
    assert bool(count_fact(fact, group, "convener")) == (fact == "no joining conflict")


@pytest.mark.parametrize(("rule", "fact"), CONDITIONS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_fact_has_a_sentence(rule, fact, language):
    evidence = (Evidence(fact=fact, count=Range(3, 3)),)
    step = say_step(Translator(language), rule, evidence, book=load_playbook())
    assert len(step.finding) > 20
