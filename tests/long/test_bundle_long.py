"""The kit set up from its folder for a USB stick, in an empty environment with no network."""

import os
import shutil
import subprocess
import sys

import pytest

from coalitionkit.files import find_shipped
from coalitionkit.teach.bundle import make_bundle

# Runs a command where there is no network but this computer's own address, as root may.
_ALONE = """
import fcntl, socket, struct, subprocess, sys
up = struct.pack("16sh", b"lo", 0x1 | 0x40)
fcntl.ioctl(socket.socket(), 0x8914, up)  # SIOCSIFFLAGS: loopback up
sys.exit(subprocess.call(sys.argv[1:]))
"""


def run_alone(command, folder, home):
    """Run without a network where the system allows that; else with pip's index closed alone."""
    clean = {"PATH": os.environ["PATH"], "HOME": str(home), "PIP_NO_INDEX": "1"}
    apart = ["unshare", "-rn", sys.executable, "-c", _ALONE]
    tried = shutil.which("unshare") and subprocess.run([*apart, "true"], capture_output=True)
    if not tried or tried.returncode:
        apart = []
    return subprocess.run(
        [*apart, *command], cwd=folder, env=clean, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def stick(tmp_path_factory):
    clone = find_shipped("notebooks").parent
    return make_bundle(clone, tmp_path_factory.mktemp("usb"))


def test_it_sets_up_with_no_index_and_builds_the_sample_reports(stick, tmp_path):
    done = run_alone(["sh", "set-up.sh"], stick, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Ready." in done.stdout
    kit = stick / "coalitionkit"
    built = run_alone([kit / ".venv/bin/coalitionkit", "report", "spring-cohort"], kit, tmp_path)
    assert built.returncode == 0, built.stdout + built.stderr
    assert "12 built, 0 failed" in built.stdout
    assert len(list((kit / "reports").glob("*/*.html"))) >= 12
    told = run_alone([kit / ".venv/bin/coalitionkit", "lab", "--version"], kit, tmp_path)
    assert told.returncode == 0, told.stderr
