"""What earlier runs left in a batch's folder, and whether it is still what would be built today."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, TypeAlias

from platformdirs import user_state_path

from coalitionkit.files import write_atomic
from coalitionkit.report.folder import Folder
from coalitionkit.report.manifest import Entry, read_line, read_manifest

# missing: no report stands there. kept: it is what would be built today. stale: it is not, and
# nobody has touched it. changed: somebody has, and there is nothing new to build. outdated:
# somebody has, and there is.
State: TypeAlias = Literal["missing", "kept", "stale", "changed", "outdated"]

# What a report's files end in; any other file in its folder is somebody's own.
_ENDINGS = (".html", ".ipynb", ".ics", ".docx", ".pdf")


class Memory:
    """What earlier runs wrote into a folder.

    The manifest says it to everyone who gets the folder. What each report was built from is
    remembered on this computer alone, in a file that its user alone may read: it follows from
    answers that may not be shown, and whoever has all the others could try out the rest.

    Parameters
    ----------
    folder : Folder

    Attributes
    ----------
    ours : set of (str, str)
        Paths within the folder, with the hash of what earlier runs wrote there.
    paths : set of str
        The paths alone.
    unbuilt : dict
        Group's id -> its line, where the last run built nothing.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._lines: dict[str, list[tuple[str, Entry]]] = {}
        self._standing: set[str] = set()
        self.paths: set[str] = set()
        self.unbuilt: dict[str, Entry] = {}
        self.ours: set[tuple[str, str]] = set()
        for entry in read_manifest(folder.out / "manifest.json"):
            self._learn("", entry)
            if not entry.folder:
                self.unbuilt[entry.outcome.coalition] = entry
        self._path, self._private = _open_state(folder.out)
        for inputs, entry, stands in _read_lines(self._path):
            self._learn(inputs, entry)
            if stands:
                self._standing.add(entry.folder)

    def _learn(self, inputs: str, entry: Entry) -> None:
        self.ours |= set(entry.files.items())
        self.paths |= set(entry.files)
        if entry.folder:
            self._lines.setdefault(entry.folder, []).append((inputs, entry))
            self._standing.discard(entry.folder)

    def find(self, slug: str) -> Entry | None:
        """Give the entry of the report that was last built in a group's folder."""
        return self._lines[slug][-1][1] if slug in self._lines else None

    def judge(self, slug: str, inputs: str) -> State:
        """Compare what stands in a group's folder with what would be built from these inputs."""
        found = self._find_files(slug)
        if not found:
            return "missing"
        then, files = "", dict[str, str]()
        if slug in self._lines:
            then, entry = self._lines[slug][-1]
            files = dict(entry.files)
        # A run may be killed after it noted what it is about to put there.
        same = then == inputs and slug in self._standing
        if set(found.items()) - self.ours:
            return "changed" if same else "outdated"
        return "kept" if same and found == files else "stale"

    def list_others(self, slugs: Iterable[str]) -> Iterator[Entry]:
        """List reports that stand in folders of no group of the record."""
        for slug in sorted(set(self._lines) - set(slugs)):
            if self._find_files(slug):
                yield self._lines[slug][-1][1]

    def list_owned(self) -> Iterator[tuple[str, str]]:
        """List folders that hold a report with the coalition's id: no other may get it."""
        for slug, lines in self._lines.items():
            if (self._folder.out / slug).exists():
                yield slug, lines[-1][1].outcome.coalition

    def note(self, entry: Entry, inputs: str) -> None:
        """Note what is about to be put in place; it is on the disk before the call returns."""
        inputs = inputs if self._private else ""
        self._learn(inputs, entry)
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_write_line(inputs, entry, stands=False))
            file.flush()
            os.fsync(file.fileno())

    def settle(self, slug: str) -> None:
        """Note that what was put in place stands, and forget what stood there before."""
        del self._lines[slug][:-1]
        self._standing.add(slug)
        with self._path.open("ab") as file:
            file.write(_write_line(*self._lines[slug][-1], stands=True))

    def tidy(self) -> None:
        """Leave on the disk what is still of use beside the manifest."""
        if not self._private:
            self._path.unlink(missing_ok=True)
            return
        lines = []
        for slug, told in self._lines.items():
            stands = slug in self._standing
            if (self._folder.out / slug).is_dir():
                last = told[-1:] if stands else told
                lines += [_write_line(inputs, entry, stands=stands) for inputs, entry in last]
        write_atomic(self._path, b"".join(lines), private=True)

    def _find_files(self, slug: str) -> Mapping[str, str]:
        """Find what stands where a report's files would."""
        usual = {f"{slug}/{slug}{ending}" for ending in _ENDINGS}
        return {
            path: digest
            for path, digest in self._folder.measure(slug).items()
            if path in usual or path in self.paths
        }


def find_state(out: Path) -> Path:
    """Say where this computer remembers what a folder's reports were built from."""
    key = hashlib.sha256(os.fsencode(out.resolve())).hexdigest()[:32]
    return user_state_path("coalitionkit", appauthor=False) / "reports" / f"{key}.jsonl"


def _open_state(out: Path) -> tuple[Path, bool]:
    """Find a file to remember in, and say whether it is private to this computer's user.

    Where there is no home to write to, the folder itself keeps until the end of the run what the
    manifest will say: nothing is taken for up to date then, and nothing of ours for somebody's.
    """
    path = find_state(out)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.open("ab").close()
        path.chmod(0o600)
    except OSError:
        return out / ".written.jsonl", False
    return path, True


def _write_line(inputs: str, entry: Entry, *, stands: bool) -> bytes:
    return (json.dumps({"inputs": inputs, "stands": stands, **entry.to_line()}) + "\n").encode()


def _read_lines(path: Path) -> Iterator[tuple[str, Entry, bool]]:
    """Read what was noted; a line that was cut short is none."""
    if not path.is_file():
        return
    for line in path.read_bytes().splitlines():
        try:
            told = json.loads(line)
            yield str(told["inputs"]), read_line(told), bool(told["stands"])
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
