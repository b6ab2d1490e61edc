"""Fonts for tests: nothing but the tables that are read of one."""

from __future__ import annotations

import struct
from collections.abc import Sequence

Groep = tuple[int, int, int]
"""A run of characters: the first, the last, and the glyph of the first."""


def cmap12(groups: Sequence[Groep]) -> bytes:
    """Return a table of characters of format 12."""
    body = b"".join(struct.pack(">III", *group) for group in groups)
    return struct.pack(">HHIII", 12, 0, 16 + len(body), 0, len(groups)) + body


def cmap4(groups: Sequence[Groep]) -> bytes:
    """Return one of format 4, whose runs of more than two characters are looked up."""
    runs = [*groups, (0xFFFF, 0xFFFF, 0)]
    looked_up = [last - first > 1 for first, last, _ in runs]
    arrays = [[last for _, last, _ in runs], [0], [first for first, _, _ in runs]]
    arrays.append(
        [0 if up else (glyph - first) % 0x10000 for up, (first, _, glyph) in zip(looked_up, runs, strict=True)]
    )
    offsets, glyphs = [], list[int]()
    for i, (up, (first, last, glyph)) in enumerate(zip(looked_up, runs, strict=True)):
        offsets.append(2 * (len(runs) - i + len(glyphs)) if up else 0)
        glyphs += range(glyph, glyph + last - first + 1) if up else ()
    words = [word for array in (*arrays, offsets, glyphs) for word in array]
    body = struct.pack(f">{len(words)}H", *words)
    return struct.pack(">HHHHHHH", 4, 14 + len(body), 0, 2 * len(runs), 0, 0, 0) + body


def lettertype(
    groups: Sequence[Groep], *, breedtes: Sequence[int] = (500,), gewicht: int = 400, vorm: int = 12
) -> bytes:
    """Return a font of these characters; `breedtes` are those of its glyphs in thousandths."""
    subtable = cmap12(groups) if vorm == 12 else cmap4(groups)
    tables = {
        b"OS/2": struct.pack(">4xH", gewicht),
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + subtable,
        b"head": struct.pack(">18xH", 1000),
        b"hhea": struct.pack(">34xH", len(breedtes)),
        b"hmtx": b"".join(struct.pack(">HH", width, 0) for width in breedtes),
    }
    at = 12 + 16 * len(tables)
    records, content = b"", b""
    for tag, data in tables.items():
        records += struct.pack(">4sIII", tag, 0, at + len(content), len(data))
        content += data
    return b"\x00\x01\x00\x00" + struct.pack(">HHHH", len(tables), 0, 0, 0) + records + content
