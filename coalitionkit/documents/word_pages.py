"""Head, foot and size of a Word file's pages, beside those of a reference file of the user's."""

from __future__ import annotations

import re
import xml.etree.ElementTree as Tree
from html import escape
from typing import Literal

from coalitionkit.documents.document import Document
from coalitionkit.documents.word_body import SPACES, W

_R = "{" + SPACES["r"] + "}"
_OPEN = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<w:{{tag}} xmlns:w="{SPACES["w"]}" xmlns:r="{SPACES["r"]}">{{inner}}</w:{{tag}}>'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{place}+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{place}"
_FIELD = '<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
_SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="2" w:color="B35806"/>'
    for side in ("top", "left", "bottom", "right")
)
Place = Literal["header", "footer"]


def add_pages(parts: dict[str, bytes], document: Document) -> None:
    """Add the band at the head of every page, and page numbers at the foot.

    Parameters
    ----------
    parts : dict of str to bytes
        Of the file; changed in place.
    document : Document
        With a reference file of the user's, its heads and feet stay; the band goes above.
    """
    root = Tree.fromstring(parts["word/document.xml"])
    section = root.find("w:body/w:sectPr", SPACES)
    assert section is not None
    if not document.look.reference:
        _set_size(section, banded=bool(document.watermark))
    if document.watermark:
        _fill(parts, section, "header", _write_band(document.watermark), into_given=True)
    _fill(parts, section, "footer", _write_foot(document.look.organization), into_given=False)
    parts["word/document.xml"] = Tree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _set_size(section: Tree.Element, *, banded: bool) -> None:
    """Set letter paper; sizes are twentieths of a point."""
    section.clear()
    size = {"w": "12240", "h": "15840"}
    top = "900" if banded else "720"
    margins = {"top": top, "bottom": "680", "left": "1080", "right": "1080"}
    margins |= {"header": "380", "footer": "340", "gutter": "0"}
    for name, values in (("pgSz", size), ("pgMar", margins)):
        Tree.SubElement(
            section, f"{W}{name}", {f"{W}{key}": value for key, value in values.items()}
        )


def _fill(
    parts: dict[str, bytes], section: Tree.Element, place: Place, inner: str, *, into_given: bool
) -> None:
    """Put a paragraph at the head or foot of every kind of page that the section has."""
    kinds = ["default"]
    if section.find("w:titlePg", SPACES) is not None:
        kinds.append("first")
    if b"<w:evenAndOddHeaders" in parts.get("word/settings.xml", b""):
        kinds.append("even")
    relations = Tree.fromstring(parts["word/_rels/document.xml.rels"])
    targets = {found.get("Id"): found.get("Target", "") for found in relations}
    done: set[str] = set()
    for kind in kinds:
        given = section.find(f"w:{place}Reference[@w:type='{kind}']", SPACES)
        if given is None:
            reference = Tree.Element(
                f"{W}{place}Reference", {f"{W}type": kind, f"{_R}id": f"rIdKit{place}"}
            )
            section.insert(0, reference)
            _add_part(parts, place, inner)
        elif into_given:
            name = f"word/{targets[given.get(f'{_R}id')].removeprefix('/word/')}"
            if name not in done:
                parts[name] = _put_first(parts[name], inner)
                done.add(name)


def _put_first(part: bytes, inner: str) -> bytes:
    """Put a paragraph before all else in a head of the user's, and leave the rest as it is."""
    declared = inner.replace("<w:p>", f'<w:p xmlns:w="{SPACES["w"]}">', 1).encode()
    return re.sub(rb"(<\w+:hdr\b[^>]*>)", lambda found: found[1] + declared, part, count=1)


def _add_part(parts: dict[str, bytes], place: Place, inner: str) -> None:
    name = f"word/kit-{place}.xml"
    if name in parts:
        return
    tag = "hdr" if place == "header" else "ftr"
    parts[name] = _OPEN.format(tag=tag, inner=inner).encode()
    kind = _TYPE.format(place=place)
    _insert(
        parts, "[Content_Types].xml", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    )
    relation = (
        f'<Relationship Id="rIdKit{place}" Type="{_RELATION.format(place=place)}" '
        f'Target="kit-{place}.xml"/></Relationships>'
    )
    _insert(parts, "word/_rels/document.xml.rels", relation)


def _insert(parts: dict[str, bytes], name: str, ending: str) -> None:
    """Put an element last in a part; ``ending`` holds the part's own end too."""
    end = ending[ending.rindex("</") :].encode()
    parts[name] = parts[name].replace(end, ending.encode())


def _write_band(text: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Header"/><w:pBdr>{_SIDES}</w:pBdr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="FDF0D5"/><w:spacing w:after="120"/>'
        '<w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:color w:val="5C3A00"/>'
        f'<w:sz w:val="17"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _write_foot(organization: str) -> str:
    text = f'<w:r><w:t xml:space="preserve">{escape(organization)}</w:t></w:r>'
    pages = (
        f'{_FIELD.format(name="PAGE")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
        f"{_FIELD.format(name='NUMPAGES')}"
    )
    style = '<w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    return f"<w:p>{style}{text}<w:r><w:tab/></w:r>{pages}</w:p>"
