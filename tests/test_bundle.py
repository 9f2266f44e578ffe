"""The kit on a USB stick: what goes in, for which computer, and in whose words."""

import re
import subprocess

import pytest

from coalitionkit.errors import UsageError
from coalitionkit.files import find_shipped
from coalitionkit.teach.bundle import COMPUTERS, make_bundle, pick_requirements, write_set_up

CLONE = find_shipped("notebooks").parent
LOCK = (CLONE / "requirements.lock").read_text(encoding="utf-8")


def name_all(picked):
    return {line.split("==")[0] for line in picked.splitlines()}


def test_each_computer_gets_the_requirements_of_its_own_kind_with_their_hashes():
    windows = pick_requirements(LOCK, COMPUTERS["windows"], "3.12.1")
    mac = pick_requirements(LOCK, COMPUTERS["mac-arm"], "3.12.1")
    assert {"pywinpty", "colorama"} <= name_all(windows)
    assert not {"pexpect", "ptyprocess"} & name_all(windows)
    assert {"pexpect", "appnope"} <= name_all(mac)
    for line in (windows + mac).splitlines():
        assert re.fullmatch(r"[\w.-]+==\S+( --hash=sha256:[0-9a-f]{64}\s*)+", line)


def test_an_older_python_gets_what_only_it_needs():
    lock = "tomli==2.0 ; python_full_version < '3.11' \\\n    --hash=sha256:00\n# a comment\n"
    assert pick_requirements(lock, COMPUTERS["this"], "3.10.2") == "tomli==2.0 --hash=sha256:00\n"
    assert not pick_requirements(lock, COMPUTERS["this"], "3.12.0").strip()


def test_what_is_not_a_clone_is_refused_before_anything_is_made(tmp_path):
    with pytest.raises(UsageError, match="not a clone"):
        make_bundle(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("computer", COMPUTERS)
def test_the_stick_says_what_it_was_made_for_and_forbids_the_network(computer, tmp_path):
    write_set_up(tmp_path, COMPUTERS[computer], "3.12")
    read_me = (tmp_path / "READ-ME-FIRST.txt").read_text(encoding="utf-8")
    assert COMPUTERS[computer].name in read_me
    for name in ("set-up.sh", "set-up.bat"):
        text = (tmp_path / name).read_bytes()
        assert b"@" not in text.replace(b"@echo off", b"")
        assert text.count(b"pip install") == text.count(b"--no-index --") == 2
        assert (b"\r\n" in text) == name.endswith(".bat")
        assert name in read_me


def test_another_python_is_named_before_anything_is_set_up(tmp_path):
    write_set_up(tmp_path, COMPUTERS["this"], "2.7")
    (tmp_path / "coalitionkit").mkdir()
    done = subprocess.run(["sh", tmp_path / "set-up.sh"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "was made for Python 2.7" in done.stdout
    assert not list((tmp_path / "coalitionkit").iterdir())
