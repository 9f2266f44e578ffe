"""The batch's folder: one run at a time, and each group's files appear together or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from coalitionkit.errors import UsageError

_LOCK = ".coalitionkit.lock"
_WORK = ".building-"


class Folder:
    """The batch's folder, held by one run; :func:`hold_folder` opens it.

    A report is written to a place of its own within the folder, on the same disk, and takes its
    final name in one step when all its files are whole.

    Attributes
    ----------
    out : Path
    """

    def __init__(self, out: Path, work: Path) -> None:
        self.out = out
        self._new, self._old = work / "new", work / "old"
        self._new.mkdir()
        self._old.mkdir()

    def stage(self, slug: str) -> Path:
        """Say where a group's files are to be written."""
        return self._new / slug

    def check(self, slug: str) -> None:
        """Make sure that a group's folder can stand where it has to.

        Raises
        ------
        UsageError
            If a file stands there.
        """
        if (self.out / slug).exists() and not (self.out / slug).is_dir():
            raise UsageError(f"A file stands where the folder {slug} has to be. Move that file.")

    def measure_staged(self, slug: str) -> Mapping[str, str]:
        """Give the hash of every file that was written for a group, by its final path."""
        return _measure(self.stage(slug), slug)

    def measure(self, slug: str) -> Mapping[str, str]:
        """Give the hash of every file in a group's folder, by its path."""
        return _measure(self.out / slug, slug)

    def publish(self, slug: str, old: Collection[str]) -> None:
        """Give a group's files their final names, all in one step, in place of an earlier report.

        Parameters
        ----------
        slug : str
        old : collection of str
            Paths that earlier runs wrote. All else in the group's folder is kept.

        Raises
        ------
        OSError
            If the folder can't be replaced; what stood there stands there still.
        """
        staged, place, aside = self.stage(slug), self.out / slug, self._old / slug
        for path in sorted(place.rglob("*")):
            target = staged / path.relative_to(place)
            if path.relative_to(self.out).as_posix() in old or target.exists():
                continue
            if path.is_dir():
                target.mkdir()
            else:
                shutil.copy2(path, target)
        _sync(staged)
        if place.exists():
            place.rename(aside)
        try:
            staged.rename(place)
        except OSError:
            if aside.exists():
                aside.rename(place)
            raise
        _sync(self.out)
        shutil.rmtree(aside, ignore_errors=True)

    def clear(self, slug: str, ours: Collection[tuple[str, str]]) -> None:
        """Take away what earlier runs wrote for a group, as far as nobody has changed it since."""
        for file in self.measure(slug).items():
            if file in ours:
                (self.out / file[0]).unlink()


@contextmanager
def hold_folder(out: Path) -> Iterator[Folder]:
    """Hold a batch's folder against other runs, cleaned of what a killed one left.

    Raises
    ------
    UsageError
        If another run holds it.
    """
    out.mkdir(parents=True, exist_ok=True)
    try:
        lock = FileLock(out / _LOCK).acquire(timeout=0)
    except Timeout:
        raise UsageError(
            f"Another run is building reports in {out} now. Wait until it is done, "
            "or give another folder with --out."
        ) from None
    with lock:
        for left in out.glob(f"{_WORK}*"):
            _clean(left, out)
        with tempfile.TemporaryDirectory(dir=out, prefix=_WORK, ignore_cleanup_errors=True) as work:
            yield Folder(out, Path(work))


def _clean(left: Path, out: Path) -> None:
    """Clean up after a killed run: what it had set aside and not yet replaced goes back."""
    for aside in left.glob("old/*"):
        if not (out / aside.name).exists():
            aside.rename(out / aside.name)
    shutil.rmtree(left, ignore_errors=True)


def _measure(folder: Path, slug: str) -> Mapping[str, str]:
    return {
        f"{slug}/{path.relative_to(folder).as_posix()}": hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _sync(folder: Path) -> None:
    """Bring a folder's names to the disk; Windows has no way to, and needs none."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
