"""The kit in one folder for a USB stick: the clone, its lock, and every wheel that the lock names.

A room without a network sets the kit up from it. pip takes what the lock's hashes allow and nothing
else, here and again at set-up.
"""

from __future__ import annotations

import platform as machine
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement

from coalitionkit.errors import UsageError

_USB = Path(__file__).with_name("usb")
_LOCK = "requirements.lock"


@dataclass(frozen=True)
class Computer:
    """A kind of computer that the bundle is for.

    Attributes
    ----------
    name : str
        As people call it.
    tags : tuple of str
        pip's platforms, for wheels; empty takes those of the computer that makes the bundle.
    marks : dict
        What the lock's conditions ask of that computer.
    """

    name: str
    tags: tuple[str, ...] = ()
    marks: dict[str, str] = field(default_factory=dict)


_MAC = {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"}
COMPUTERS = {
    "this": Computer(f"{machine.system()} on {machine.machine()}"),
    "windows": Computer(
        "Windows on x86-64",
        ("win_amd64",),
        {
            "sys_platform": "win32",
            "platform_system": "Windows",
            "os_name": "nt",
            "platform_machine": "AMD64",
        },
    ),
    "mac-arm": Computer(
        "macOS 14 or newer on Apple silicon",
        ("macosx_14_0_arm64",),
        {**_MAC, "platform_machine": "arm64"},
    ),
}


def make_bundle(clone: Path, out: Path, *, computer: str = "this", python: str = "") -> Path:
    """Put the clone, its lock and all wheels into one folder.

    Parameters
    ----------
    clone : Path
        The kit's folder, under git: only files that git knows are copied.
    out : Path
        Where the folder is made; what an earlier run left there is replaced.
    computer : {"this", "windows", "mac-arm"}
        What the stick will be plugged into.
    python : str
        That computer's Python, such as ``3.12``; empty takes this one's.

    Returns
    -------
    Path
        The folder to copy to the stick.

    Raises
    ------
    UsageError
        If the clone isn't one, or a wheel can't be had.
    """
    target = COMPUTERS[computer]
    version = python or ".".join(machine.python_version_tuple()[:2])
    files = list(_list_files(clone))
    folder = out / f"coalitionkit-usb-{computer}"
    shutil.rmtree(folder, ignore_errors=True)
    _download(clone / _LOCK, folder / "wheels", target, version)
    for path in files:
        copy = folder / "coalitionkit" / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(clone / path, copy)
    write_set_up(folder, target, version)
    return folder


def write_set_up(folder: Path, computer: Computer, python: str) -> None:
    """Write what a person on the other computer reads and starts."""
    for path in _USB.iterdir():
        text = path.read_text(encoding="utf-8")
        text = text.replace("@COMPUTER@", computer.name).replace("@PYTHON@", python)
        # Windows' Notepad and its command line want their own line ends.
        ends = "\n" if path.suffix == ".sh" else "\r\n"
        (folder / path.name).write_text(text, encoding="utf-8", newline=ends)


def _list_files(clone: Path) -> Iterator[Path]:
    """List the files of the clone that git knows: nothing that a person keeps there beside them."""
    done = subprocess.run(["git", "-C", clone, "ls-files", "-z"], capture_output=True, check=False)
    names = [name for name in done.stdout.decode().split("\0") if (clone / name).is_file()]
    if done.returncode or _LOCK not in names:
        raise UsageError(
            f"{clone} is not a clone of coalitionkit. Get it with git, and run make bundle in it."
        )
    yield from map(Path, names)


def pick_requirements(lock: str, computer: Computer, python: str) -> str:
    """Pick the lines of a lock that hold for a computer, with their hashes.

    pip asks a lock's conditions of the computer that it runs on, not of the one that it downloads
    for.

    Parameters
    ----------
    lock : str
        A requirements file with hashes.
    computer : Computer
    python : str
        Such as ``3.12.1``.
    """
    short = ".".join(python.split(".")[:2])
    full = {"python_version": short, "python_full_version": python}
    here = {name: str(told) for name, told in default_environment().items()}
    marks = {**here, **full, **computer.marks}
    kept = []
    for line in lock.replace("\\\n", " ").splitlines():
        told, _, hashes = line.partition(" --hash")
        if not told.strip() or told.lstrip().startswith("#"):
            continue
        wanted = Requirement(told)
        if wanted.marker is None or wanted.marker.evaluate(marks):
            kept.append(f"{wanted.name}{wanted.specifier} --hash{hashes}")
    return "\n".join(kept) + "\n"


def _download(lock: Path, wheels: Path, computer: Computer, python: str) -> None:
    """Download the wheels for a Python of any patch, such as 3.12.0 and 3.12.9."""
    text = lock.read_text(encoding="utf-8")
    done: set[str] = set()
    for version in (f"{python}.99", f"{python}.0"):
        picked = pick_requirements(text, computer, version).splitlines()
        _ask_pip([line for line in picked if line not in done], wheels, computer, version)
        done.update(picked)


def _ask_pip(picked: list[str], wheels: Path, computer: Computer, python: str) -> None:
    """Have pip download the wheels; it refuses each whose hash the lock doesn't hold."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--disable-pip-version-check", "--only-binary=:all:", "--require-hashes"]
    command += ["--python-version", python, "--dest", str(wheels)]
    command += [f"--platform={tag}" for tag in computer.tags]
    with tempfile.TemporaryDirectory() as work:
        wanted = Path(work) / "requirements.txt"
        wanted.write_text("\n".join(picked), encoding="utf-8")
        command += ["--requirement", str(wanted)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(wheels, ignore_errors=True)
        lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise UsageError(
            f"The wheels for {computer.name} with Python {python} can't be had. "
            f"This needs the network, once. {' '.join(lines[:2])}"
        )
