"""What a user installs is one thing, said in three files."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

TOP = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))


def test_environment_yml_names_what_pyproject_needs_with_the_same_versions():
    told = (TOP / "environment.yml").read_text(encoding="utf-8")
    listed = told.partition("dependencies:")[2]
    conda = set(re.findall(r"^  - ([a-z].*)$", listed, flags=re.MULTILINE)) - {"pip", "pip:"}
    wanted = {need.lower() for need in PYPROJECT["project"]["dependencies"]}
    assert conda == wanted | {f"python{PYPROJECT['project']['requires-python']}"}
    assert told.rstrip().endswith("- -e .")


def test_both_locks_hold_every_dependency_with_hashes_and_name_no_registry():
    for lock, extra in (("requirements.lock", []), ("requirements-test.lock", ["test"])):
        text = (TOP / lock).read_text(encoding="utf-8").lower()
        needs = PYPROJECT["project"]["dependencies"] + PYPROJECT["dependency-groups"]["build"]
        for name in extra:
            needs = needs + PYPROJECT["project"]["optional-dependencies"][name]
        for need in needs:
            name = re.match(r"[A-Za-z0-9_.-]+", need)[0].lower().replace("_", "-")
            assert re.search(rf"^{re.escape(name)}==", text, flags=re.MULTILINE), (
                f"{name} in {lock}"
            )
        assert "--hash=sha256:" in text
        assert "index-url" not in text
        assert "://" not in text


def test_importing_the_kit_loads_no_heavy_room():
    """``import coalitionkit`` costs under half a second, so it may load none of these."""
    probe = (
        "import coalitionkit, sys; "
        "heavy = {'pandas', 'numpy', 'altair', 'papermill', 'ipywidgets', 'scipy'}; "
        "sys.exit(len(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0


def test_every_name_that_the_kit_offers_loads():
    import coalitionkit as ck

    for name in dir(ck):
        assert getattr(ck, name) is not None
