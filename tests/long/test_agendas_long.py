"""The program against every agenda there is, on 500 random instances."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from agenda_instances import make_small
from test_craft_compromise import assert_same


@pytest.mark.parametrize("seed", range(500))
def test_the_program_finds_what_looking_at_every_agenda_finds(seed):
    assert_same(*make_small(seed))
