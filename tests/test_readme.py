"""README's examples run as they stand, and its links lead somewhere."""

import doctest
import re
from pathlib import Path

import pytest

from coalitionkit.cli import main

TOP = Path(__file__).parent.parent
README = (TOP / "README.md").read_text(encoding="utf-8")


def test_the_python_example_gives_what_it_says():
    failed, tried = doctest.testfile(str(TOP / "README.md"), module_relative=False)
    assert (failed, tried) == (0, 8)


def test_every_file_that_readme_names_exists():
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert (TOP / link).exists(), link


@pytest.mark.parametrize("command", re.findall(r"\.venv/bin/coalitionkit (\w+)", README))
def test_every_command_that_readme_names_exists(command):
    assert command in main.commands


def test_every_public_docstrings_example_runs():
    import importlib
    import pkgutil

    import coalitionkit

    tried = 0
    for module in pkgutil.walk_packages(coalitionkit.__path__, "coalitionkit."):
        if module.name.endswith("__main__"):
            continue
        failed, ran = doctest.testmod(importlib.import_module(module.name))
        assert not failed, module.name
        tried += ran
    assert tried > 30
