"""A class's guesses in a plain file beside the page: on disk at once, and never lost."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from filelock import FileLock

from coalitionkit.files import write_atomic
from coalitionkit.record.writing import pack_csv
from coalitionkit.teach.planted import GUESSES

FILE = "my-guesses.csv"
_HEADINGS = ("seed", "coalition", "who", "guess")
_PATIENCE = 20  # seconds that another tab may take to write

Key: TypeAlias = tuple[str, str, str]


class Guesses:
    """Who guessed what of which invented coalition.

    Parameters
    ----------
    folder : Path, optional
        Holds the file; the current folder if not given. Other tabs may write to it too.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.path = (folder or Path()) / FILE

    def load(self, seed: int) -> Mapping[str, Mapping[int, str]]:
        """Load what was guessed for a seed: who -> coalition's number -> guess.

        Who is empty for the class as a whole. The class comes first, others as they came.
        """
        found: dict[str, dict[int, str]] = {"": {}}
        for (of, number, who), guess in self._read()[0].items():
            if of == str(seed) and number.isdecimal() and guess in GUESSES:
                found.setdefault(who, {})[int(number)] = guess
        return found

    def put(self, seed: int, number: int, who: str, guess: str) -> None:
        """Write one guess to disk; empty takes it back.

        A file with damaged rows is copied aside first.

        Raises
        ------
        OSError
            If the file can't be written.
        """
        with self._lock():
            kept, is_whole = self._read()
            if not is_whole:
                write_atomic(self._name_aside(), self.path.read_bytes())
            self._write({**kept, (str(seed), str(number), who): guess})

    def start_again(self) -> Path | None:
        """Set the file aside under today's name; None if there is none."""
        with self._lock():
            if not self.path.exists():
                return None
            return self.path.rename(self._name_aside())

    def _name_aside(self) -> Path:
        now = dt.datetime.now().strftime("%Y-%m-%d-%H%M%S")
        aside = self.path.with_name(f"{self.path.stem}-{now}.csv")
        while aside.exists():
            aside = aside.with_name(f"{aside.stem}-again.csv")
        return aside

    def _lock(self) -> FileLock:
        return FileLock(self.path.with_name(f".{self.path.name}.lock"), timeout=_PATIENCE)

    def _read(self) -> tuple[dict[Key, str], bool]:
        """Read the file's whole rows, and whether no other row is in it."""
        found: dict[Key, str] = {}
        if not self.path.exists():
            return found, True
        is_whole = True
        try:
            with self.path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
                for row in csv.DictReader(file):
                    if all(isinstance(row.get(name), str) for name in _HEADINGS):
                        found[row["seed"], row["coalition"], row["who"]] = row["guess"]
                    else:
                        is_whole = False
        except csv.Error:  # what stands above the damage counts
            is_whole = False
        return found, is_whole

    def _write(self, guesses: Mapping[Key, str]) -> None:
        rows = [[*key, guess] for key, guess in guesses.items() if guess]
        write_atomic(self.path, pack_csv(_HEADINGS, rows))
