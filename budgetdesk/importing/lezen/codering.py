"""From bytes to text: what a file says of its encoding, else UTF-8 where it is that strictly, else windows-1252."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

_STUK: Final = 2**20
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before utf-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WINDOWS: Final = "windows-1252"
_KNOWN: Final = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": WINDOWS,
    "iso-8859-1": WINDOWS,
    "latin1": WINDOWS,
    "windows-1252": WINDOWS,
    "cp1252": WINDOWS,
    "iso-8859-15": "iso-8859-15",
    "utf-16": "utf-16-le",
}
"""Encodings that a page or XML may name; what browsers take for the first three is windows-1252."""
_NAMED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{1,20})""", re.IGNORECASE)
_HEAD: Final = 4096


@dataclass(frozen=True, slots=True)
class Codering:
    """How the bytes of a file are text: the codec, how many bytes the mark in front takes, and why it is that one.

    `regel` is the line at which the file is no UTF-8, 0 where it is or where the file itself named its encoding.
    """

    codec: str
    begin: int = 0
    regel: int = 0


def codering(data: bytes, *, genoemd: bool = False, gezegd: str = "") -> Codering:
    """Return how a file is text; with `genoemd` as its first lines name it, where they do.

    What somebody said it is (`gezegd`: `utf-8`, `windows-1252`, `utf-16`) goes before all but a mark in front.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return Codering(codec, len(mark))
    if gezegd:
        return Codering(_KNOWN[gezegd])
    if (wide := _without_mark(data[:_HEAD])) is not None:
        return Codering(wide)
    if genoemd and (match := _NAMED.search(data[:_HEAD])):
        codec = _KNOWN.get(match[1].decode().lower(), "")
        if codec and codec not in ("utf-8", "utf-16-le"):  # what names a wide one is readable, so it is not wide
            return Codering(codec)
    wrong = _no_utf8(data)
    return Codering("utf-8") if wrong is None else Codering(WINDOWS, 0, data.count(b"\n", 0, wrong) + 1)


def _without_mark(head: bytes) -> str | None:
    """Return which of the two UTF-16 a text without mark is: every other byte of Dutch text is zero then."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(head) < 4 or max(even, odd) * 4 < len(head) or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _no_utf8(data: bytes) -> int | None:
    """Return where bytes stop being UTF-8, None where they are all of it; without a second copy of it all."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _STUK):
        kept = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + _STUK])
        except UnicodeDecodeError as error:
            return start - kept + error.start
    return len(data) - 1 if decoder.getstate()[0] else None
