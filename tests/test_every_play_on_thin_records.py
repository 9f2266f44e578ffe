"""Every function of every play, on records that hold little: a sentence or a result, never a trace.

"An absent or half-filled table gives 'this needs ...' with table and columns, in every function."
"""

import datetime as dt
import inspect
from importlib import import_module

import pytest

from coalitionkit.errors import NeedsError, UsageError
from coalitionkit.playbook import LANGUAGES
from coalitionkit.record import Coalition, load_case
from coalitionkit.record.coalition import Tables
from coalitionkit.words.catalog import Translator
from coalitionkit.words.needs import say_needs

PLAYS = (
    "seating",
    "map_conflict",
    "communicate",
    "surface_tension",
    "craft_compromise",
    "know_when_to_fold",
    "diagnosis",
)
CASE = load_case("home-visiting")
DAY = dt.date(2010, 3, 26)
# What a function asks for beside the coalition.
GIVEN = {
    "as_of": DAY,
    "issue": "bar",
    "partner": "nurse",
    "levels": {"bar": 5, "second": 40, "ask": 2000, "story": 4, "ride": 3, "naming": 2},
    "agenda": {"bar": 5, "second": 40, "ask": 2000, "story": 4, "ride": 3, "naming": 2},
    "at_least": 5,
    "day": DAY,
    "partners": ["nurse"],
}


def list_functions():
    """Find every public function whose first argument is a coalition."""
    found = []
    for play in PLAYS:
        module = import_module(f"coalitionkit.plays.{play}")
        for name in module.__all__:
            function = getattr(module, name)
            if not inspect.isfunction(function):
                continue
            given = list(inspect.signature(function).parameters.values())
            first, rest = given[:1], given[1:]
            if first and "Coalition" in str(first[0].annotation) and first[0].name == "coalition":
                needed = [each.name for each in rest if each.default is inspect.Parameter.empty]
                found.append(pytest.param(function, needed, id=f"{play}.{name}"))
    return found


FUNCTIONS = list_functions()


class Watched(Tables):
    """Tables that remember which of them were read."""

    def __getitem__(self, name):
        self.read.add(name)
        return super().__getitem__(name)


def list_read(function, needed):
    """List the tables that a function reads."""
    tables = Watched(dict(CASE.tables))
    tables.read = set()
    call(function, needed, Coalition(CASE.id, tables))
    return sorted(tables.read)


def call(function, needed, coalition):
    """Call it, and give the sentence that it raised where there is one."""
    try:
        function(coalition, **{name: GIVEN[name] for name in needed})
    except (NeedsError, UsageError) as error:
        return error
    return None


def without(table):
    """Give the case with one table empty; rows of others that refer to it stay as they are."""
    return Coalition(CASE.id, {**CASE.tables, table: CASE.tables[table].iloc[:0]})


def keep_one_partner():
    tables = dict(CASE.tables)
    for name in tables:
        for column in ("partner", "on_partner", "raised_by"):
            if column in tables[name].columns:
                tables[name] = tables[name][tables[name][column].isin(["nurse", ""])]
    return Coalition(CASE.id, tables)


def test_the_functions_are_found_and_what_they_ask_for_is_known():
    assert len(FUNCTIONS) > 60
    for one in FUNCTIONS:
        assert set(one.values[1]) <= set(GIVEN), one.id


@pytest.mark.parametrize(("function", "needed"), FUNCTIONS)
def test_on_the_whole_case_it_gives_a_result(function, needed):
    told = call(function, needed, CASE)
    # Home visiting has no closing record; every other table is filled.
    assert told is None or told.table == "closings"


@pytest.mark.parametrize(("function", "needed"), FUNCTIONS)
def test_on_an_empty_record_it_gives_a_result_or_says_what_it_needs(function, needed):
    told = call(function, needed, Coalition("empty", {}))
    if isinstance(told, NeedsError):
        assert told.columns
        for language in LANGUAGES:
            assert told.table in say_needs(Translator(language), told)
    elif told is not None:
        assert str(told).endswith(".")


@pytest.mark.parametrize(("function", "needed"), FUNCTIONS)
def test_with_any_one_table_missing_it_gives_a_result_or_says_so(function, needed):
    for table in list_read(function, needed):
        told = call(function, needed, without(table))
        assert told is None or str(told)


@pytest.mark.parametrize(("function", "needed"), FUNCTIONS)
def test_with_one_partner_alone_it_gives_a_result_or_says_so(function, needed):
    told = call(function, needed, keep_one_partner())
    assert told is None or str(told)
