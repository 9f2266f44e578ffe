"""How a document looks, and a brand of the user's own: checked whole before anything is built."""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from coalitionkit.errors import UsageError

Picture = Literal["png", "jpeg", "svg"]
INK = "#222222"
PAPER = "#ffffff"
# WCAG 2.2, level AA, for text of any size.
LEAST_CONTRAST = 4.5
_MOST_BYTES = 1_000_000
_STARTS: dict[bytes, Picture] = {b"\x89PNG\r\n": "png", b"\xff\xd8\xff": "jpeg"}


@dataclass(frozen=True)
class Look:
    """Whose document it is, and its colors.

    Attributes
    ----------
    organization : str
        Stands at the foot of every page; empty for none.
    logo : bytes
        A PNG, JPEG or SVG file; empty for none.
    heading_color, fill_color : str
        ``#rrggbb``: of headings, and behind the heads of tables and cards.
    reference : bytes
        A .docx whose styles, page and header the Word file takes; empty for the kit's own.
    """

    organization: str = ""
    logo: bytes = b""
    heading_color: str = "#1f4e79"
    fill_color: str = "#e8eef5"
    reference: bytes = b""

    @property
    def fill_ink(self) -> str:
        """The color of text on ``fill_color``: ink or white, whichever reads better."""
        return max(INK, PAPER, key=lambda color: find_contrast(color, self.fill_color))

    @property
    def logo_kind(self) -> Picture:
        """What kind of file the logo is."""
        return find_kind(self.logo) or "svg"


def find_contrast(one: str, other: str) -> float:
    """Give WCAG's contrast ratio of two colors, 1 to 21.

    Parameters
    ----------
    one, other : str
        ``#rrggbb``.
    """
    light, dark = sorted((_find_luminance(one), _find_luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _find_luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def find_kind(data: bytes) -> Picture | None:
    """Tell a PNG, JPEG or SVG by its content, or None."""
    for start, kind in _STARTS.items():
        if data.startswith(start):
            return kind
    return "svg" if re.search(rb"<svg[\s>]", data[:2000]) else None


def read_look(path: Path) -> Look:
    """Read a brand file: TOML with ``organization``, ``logo``, two colors and ``reference_docx``.

    Parameters
    ----------
    path : Path
        Files that it names lie beside it.

    Returns
    -------
    Look

    Raises
    ------
    UsageError
        Everything that is wrong, at once.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"Brand file {path} can't be read: {error.strerror}.") from error
    except ValueError as error:
        raise UsageError(f"{path.name} is not TOML, saved as UTF-8: {error}.") from error
    faults: list[str] = []
    known = {name: (field, check) for name, (field, check) in _FIELDS.items()}
    fields: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            faults.append(f"{name}: not known. Known are {', '.join(known)}.")
        elif not isinstance(value, str) or not value.strip():
            faults.append(f"{name}: found {value!r}; allowed: text in quotes.")
        else:
            field, check = known[name]
            try:
                fields[field] = check(value.strip(), path.parent)
            except ValueError as error:
                faults.append(f"{name}: {error}")
    if faults:
        listed = "\n".join(f"{number}. {fault}" for number, fault in enumerate(faults, start=1))
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise UsageError(f"{count} in {path.name}. Nothing was built.\n{listed}")
    return Look(**fields)


def _check_organization(value: str, _: Path) -> str:
    if len(value) > 100:
        raise ValueError(f"found {len(value)} characters; allowed: at most 100.")
    return " ".join(value.split())


def _check_color(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError(f'found {value!r}; allowed: a color such as "#1f4e79".')
    return value.lower()


def _check_heading_color(value: str, _: Path) -> str:
    color = _check_color(value)
    ratio = find_contrast(color, PAPER)
    if ratio < LEAST_CONTRAST:
        raise ValueError(
            f"{value} on white has a contrast of {_say(ratio)} to 1; at least 4.5 to 1 is needed "
            "for everyone to read it. Take a darker color."
        )
    return color


def _check_fill_color(value: str, _: Path) -> str:
    color = _check_color(value)
    ratio = find_contrast(Look(fill_color=color).fill_ink, color)
    if ratio < LEAST_CONTRAST:
        raise ValueError(
            f"text on {value} has a contrast of {_say(ratio)} to 1 at best; at least 4.5 to 1 is "
            "needed for everyone to read it. Take a lighter or a darker color."
        )
    return color


def _say(ratio: float) -> str:
    """Say a ratio to one decimal, rounded down: 4.48 must not read as enough."""
    return f"{int(ratio * 10) / 10:.1f}"


def _read_file(value: str, folder: Path) -> bytes:
    path = folder / value
    try:
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise ValueError(
                f"{value} has {size / 1e6:.1f} MB; allowed: at most 1 MB. Save a smaller one."
            )
        return path.read_bytes()
    except OSError as error:
        raise ValueError(
            f"{value} can't be read: {error.strerror}. It goes beside this file."
        ) from error


def _check_logo(value: str, folder: Path) -> bytes:
    data = _read_file(value, folder)
    if find_kind(data) is None:
        raise ValueError(f"{value} is no picture that fits; allowed: PNG, JPEG or SVG.")
    return data


def _check_reference(value: str, folder: Path) -> bytes:
    data = _read_file(value, folder)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            whole = {"word/document.xml", "word/styles.xml"} <= set(parts.namelist())
    except zipfile.BadZipFile:
        whole = False
    if not whole:
        raise ValueError(f"{value} is no Word file; allowed: a .docx that Word has saved.")
    return data


_FIELDS: dict[str, tuple[str, Callable[[str, Path], object]]] = {
    "organization": ("organization", _check_organization),
    "logo": ("logo", _check_logo),
    "heading_color": ("heading_color", _check_heading_color),
    "fill_color": ("fill_color", _check_fill_color),
    "reference_docx": ("reference", _check_reference),
}
