"""Pieces of WordprocessingML that every part of a document for Word is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls

from budgetdesk.export.printed import zichtbaar

NS: Final = nsdecls("w", "r")

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
"""What every part of the file begins with."""

VAST: Final = "\u2011"
"""A hyphen that no line ends at, for which Word has a sign of its own: not every letter has the character."""

_GEHEEL: Final = re.compile(r"-?[0-9]{1,6}")
"""A number as Word writes a measure or the number of a list."""

_T: Final = '<w:t xml:space="preserve">'


def run(text: str, look: str = "") -> str:
    """Return a text as a run in which nothing means anything; nothing where it is empty."""
    return shown(zichtbaar(text), look)


def shown(text: str, look: str = "") -> str:
    """Return a run of a text that has been made visible already."""
    lines = f"</w:t><w:br/>{_T}".join(escape(line) for line in text.split("\n"))
    lines = lines.replace(VAST, f"</w:t><w:noBreakHyphen/>{_T}")
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{_T}{lines}</w:t></w:r>" if text else ""


def paragraph(style: str, inner: str, look: str = "") -> str:
    """Return a paragraph that stands by itself."""
    return f'<w:p {NS}><w:pPr><w:pStyle w:val="{style}"/>{look}</w:pPr>{inner}</w:p>'


def field(code: str, result: str, look: str = "") -> str:
    """Return a field with its result filled in, as a program prints it that does not fill in fields."""
    return f"<w:fldSimple w:instr={attribute(f' {code} ')}>{run(result, look)}</w:fldSimple>"


def bookmark(number: int, name: str, inner: str) -> str:
    """Return runs with a bookmark around them; numbers and names are each its own."""
    mark = f'w:id="{number}"'
    return f'<w:bookmarkStart {mark} w:name="{name}"/>{inner}<w:bookmarkEnd {mark}/>'


def attribute(text: str) -> str:
    """Return a text as the value of an attribute, in quotes."""
    return quoteattr(text, {"\n": " "})


def numbers(texts: Iterable[str | None]) -> Iterator[int]:
    """Yield the whole numbers among values of attributes; what is none, or longer than Word writes one, is left out."""
    return (int(text) for text in texts if text and _GEHEEL.fullmatch(text))


def part(package: Any, pad: str, content_type: str, content: bytes) -> Part:
    """Return a part of the file."""
    return Part(PackURI(pad), content_type, content, package)
