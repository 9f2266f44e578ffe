"""The mutations of ``tests/test_record_reading.py``, at their full count."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings

_PATH = Path(__file__).parents[1] / "test_record_reading.py"
_SPEC = importlib.util.spec_from_file_location("record_reading_mutations", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
reading = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(reading)


@given(mutations=reading.MUTATIONS)
@settings(max_examples=5000, deadline=None, derandomize=True)
def test_five_thousand_mutated_records_are_cohorts_or_record_errors(
    tmp_path_factory: pytest.TempPathFactory, mutations: list[tuple[str, str, int, int, bytes]]
) -> None:
    reading.check_mutations(tmp_path_factory.mktemp("mutated"), mutations)


@given(flips=reading.FLIPS)
@settings(max_examples=500, deadline=None, derandomize=True)
def test_five_hundred_damaged_workbooks_are_cohorts_or_record_errors(
    tmp_path_factory: pytest.TempPathFactory, flips: list[tuple[int, int]]
) -> None:
    reading.check_damaged_workbook(tmp_path_factory.mktemp("flipped"), flips)
