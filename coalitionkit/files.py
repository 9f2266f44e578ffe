"""Files: finding what ships, writing all or nothing, and names that no disk minds."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Collection
from pathlib import Path

from coalitionkit.errors import NotShippedError

_HERE = Path(__file__).parent
# Windows refuses these as file names, whatever the ending.
_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"
}


def find_shipped(*parts: str) -> Path:
    """Find a file or folder that comes with the kit, in an installed wheel or in a clone.

    Parameters
    ----------
    *parts : str
        Path from the top of the project, such as ``"data", "playbook"``.

    Returns
    -------
    Path

    Raises
    ------
    NotShippedError
        If it is in neither place.
    """
    for top in (_HERE / "shipped", _HERE.parent):
        path = top.joinpath(*parts)
        if path.exists():
            return path
    raise NotShippedError(
        f"{'/'.join(parts)} did not come with this installation of coalitionkit. Install it again."
    )


def is_shipped(path: Path) -> bool:
    """Say whether a path lies in the data that ships with the kit, which is never written."""
    try:
        return path.resolve().is_relative_to(find_shipped("data").resolve())
    except NotShippedError:
        return False


def write_atomic(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file so that a reader finds the old one or the new one, never half of one.

    The bytes go to a temporary file in the same folder, reach the disk (fsync), and then take the
    final name in one step. The folder is made if it is missing. A private file is its user's alone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        if not private:
            Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def make_safe_name(text: str, taken: Collection[str] = ()) -> str:
    """Turn any text into a file name that a person can read and no file system minds.

    Letters and digits of every script stay; all else becomes a hyphen. At most 60 bytes of the
    name are kept. A name that is cut, reserved, empty or already taken gets eight characters that
    follow from the whole text, so that two groups never share a file.

    Parameters
    ----------
    text : str
        Any text, hostile or not.
    taken : collection of str
        Names in use, compared without regard to case.

    Examples
    --------
    >>> make_safe_name("Niños & Familias")
    'Niños-Familias'
    >>> make_safe_name('../../x"; <script>')
    'x-script'
    """
    plain = unicodedata.normalize("NFC", text)
    # Marks belong to their letters: many scripts can't be read without them.
    kept_kinds = "".join(sign if unicodedata.category(sign)[0] in "LNM" else "-" for sign in plain)
    name = re.sub("-+", "-", kept_kinds).strip("-")
    kept = name.encode()[:60].decode(errors="ignore").strip("-")
    used = {other.casefold() for other in taken}
    if kept == name and kept and kept.casefold() not in _RESERVED | used:
        return kept
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    for length in range(8, 65):
        name = f"{kept or 'group'}-{digest[:length]}"
        if name.casefold() not in used:
            break
    return name
