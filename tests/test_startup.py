"""What the kit loads at its start: no more than it uses."""

import subprocess
import sys

import pytest

LOOK = """
import {module}, sys
print("lark" in sys.modules)
from jsonschema import FormatChecker
checker = FormatChecker()
print([checker.conforms(text, "iri") for text in ("https://example.org/ñ", "no address")])
print("lark" in sys.modules)
"""


@pytest.mark.parametrize("module", ["coalitionkit.charts.theme", "coalitionkit.report.batch"])
def test_a_grammar_that_no_chart_needs_is_read_when_somebody_needs_it(module):
    pytest.importorskip("rfc3987_syntax")
    done = subprocess.run(
        [sys.executable, "-c", LOOK.format(module=module)], capture_output=True, text=True
    )
    assert done.stdout.splitlines() == ["False", "[True, False]", "True"], done.stderr
