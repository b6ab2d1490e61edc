"""Fonts: the files of a house style in its folder, read with care, and what the tables of a font say.

Of a font are read how heavy it is, which characters it has and how wide each is (OpenType 1.9: `OS/2`, `cmap` of the
formats 4 and 12, `hhea`, `hmtx`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from budgetdesk.storage.huisstijlbestand import MAP, Onbruikbaar, is_plain, read_content

MAX_BYTES: Final = 5_000_000
"""Bytes of a font at most."""

EINDEN: Final = (".ttf", ".otf")
"""How the name of a font ends."""

_BEGIN: Final = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_LAATSTE: Final = 0x10FFFF
_CIJFERS: Final = range(ord("0"), ord("9") + 1)


class NoFont(Onbruikbaar):
    """A file cannot be used as a font."""


@dataclass(frozen=True, slots=True)
class Lettertype:
    """A font: its bytes, how heavy it is (400 regular, 700 bold), and the width of each character it has.

    A width is in parts of the size of the letters; figures are all as wide as the widest, as they are in a table.
    """

    inhoud: bytes
    gewicht: int
    breedtes: Mapping[int, float]

    @property
    def cijfer(self) -> float:
        """Return the width of a figure, of what is widest where it has none; never nothing."""
        return self.breedtes.get(_CIJFERS[0]) or max(self.breedtes.values(), default=0.0) or 1.0


def is_lettertypenaam(naam: str) -> bool:
    """Return whether a name can be that of a font: a plain one, without a folder, that ends as one."""
    return is_plain(naam, EINDEN)


def read_font(map_: Path, naam: str) -> Lettertype:
    """Return a font of the dossier in `map_`; raises NoFont where it is not one, is too large or is a link."""
    if not is_lettertypenaam(naam):
        raise NoFont(f"`{naam[:40]}` is geen naam van een lettertype")
    try:
        return lettertype(read_content(map_, naam, MAX_BYTES, NoFont))
    except ValueError as error:
        raise NoFont(f"{MAP}/{naam} bevat geen lettertype dat te lezen is") from error


def lettertype(inhoud: bytes) -> Lettertype:
    """Return what a font is; raises ValueError where its tables do not hold together."""
    try:
        tables = _tables(inhoud)
        (weight,) = struct.unpack_from(">4xH", inhoud, tables["OS/2"])
        widths = _widths(inhoud, tables)
        found = {code: widths[min(glyph, len(widths) - 1)] for code, glyph in _glyphs(inhoud, tables["cmap"])}
    except (struct.error, KeyError, IndexError, ZeroDivisionError) as error:
        raise ValueError from error
    figures = max((found[code] for code in _CIJFERS if code in found), default=0.0)
    return Lettertype(inhoud, weight, found | {code: figures for code in _CIJFERS if code in found})


def _tables(font: bytes) -> dict[str, int]:
    """Return where each table of a font begins."""
    if not font.startswith(_BEGIN):
        raise ValueError
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4s4xI", font, 12 + 16 * i) for i in range(count))
    return {tag.decode("latin-1"): at for tag, at in records}


def _widths(font: bytes, tables: Mapping[str, int]) -> list[float]:
    """Return the width of each glyph; those that follow the last are as wide as that one."""
    (em,) = struct.unpack_from(">H", font, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", font, tables["hhea"] + 34)
    return [width / em for width in struct.unpack_from(">" + "H2x" * count, font, tables["hmtx"])]


def _glyphs(font: bytes, begin: int) -> Iterator[tuple[int, int]]:
    """Yield each character of a font and its glyph."""
    (count,) = struct.unpack_from(">H", font, begin + 2)
    for at in {struct.unpack_from(">4xI", font, begin + 4 + 8 * i)[0] + begin for i in range(count)}:
        (kind,) = struct.unpack_from(">H", font, at)
        if kind == 12:
            yield from _groups(font, at)
        elif kind == 4:
            yield from _segments(font, at)


def _groups(font: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Yield what a subtable of format 12 has: runs of characters with glyphs that follow each other."""
    (count,) = struct.unpack_from(">12xI", font, at)
    groups = [struct.unpack_from(">III", font, at + 16 + 12 * i) for i in range(min(count, len(font) // 12 + 1))]
    _require_order((first, last) for first, last, _ in groups)
    for first, last, glyph in groups:
        yield from ((code, glyph + code - first) for code in range(first, last + 1) if glyph + code - first)


def _segments(font: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Yield what a subtable of format 4 has: runs of characters, whose glyphs are computed or looked up."""
    (double,) = struct.unpack_from(">6xH", font, at)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts, deltas, offsets = (struct.unpack_from(f">{count}H", font, at + 16 + double * n) for n in (1, 2, 3))
    _require_order(zip(starts, ends, strict=True))
    for i, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        here = at + 16 + 3 * double + 2 * i + offset
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", font, here + 2 * (code - first))[0] if offset else code
            if glyph := (glyph + delta) % 0x10000 if glyph or not offset else 0:
                yield code, glyph


def _require_order(runs: Iterator[tuple[int, int]]) -> None:
    """Raise ValueError where runs of characters overlap, which would let a small file hold endlessly many."""
    seen = [(-1, -1), *runs]
    if any(begin <= end or last < begin or last > _LAATSTE for (_, end), (begin, last) in pairwise(seen)):
        raise ValueError
