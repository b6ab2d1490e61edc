"""A PDF with its many small objects packed together (PDF 1.7, 7.5.7 and 7.5.8), which makes a tagged one far smaller.

Only what the compiler makes is read: one table of objects, one trailer. What looks otherwise stays as it is.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

_EINDE: Final = re.compile(rb"trailer\s*<<(?P<rest>.*)>>\s*startxref\s*(?P<at>\d+)\s*%%EOF\s*\Z", re.DOTALL)
_TABEL: Final = re.compile(rb"xref\n0 (\d+)\n")
_REGEL: Final = 20
"""Bytes of a line of the table of objects."""

_EINDOBJECT: Final = b"endobj"
_GROOTTE: Final = re.compile(rb"/Size (\d+)")
_LOS: Final = (b"<</Type/Pages", b"<</Type/Metadata")
"""How objects begin that stay readable without unpacking: how many pages there are, and what the file says it is."""

_SAMEN: Final = 200
"""Objects that are packed together."""

_VRIJ, _GEWOON, _GEPAKT = 0, 1, 2
"""What an entry of the table says: nothing is there, an object stands there, or one is packed there."""


def gepakt(pdf: bytes) -> bytes:
    """Return the same PDF, smaller; equal input gives equal bytes."""
    end = _EINDE.search(pdf)
    table = _TABEL.match(pdf, int(end["at"])) if end else None
    size = _GROOTTE.search(end["rest"]) if end else None
    if end is None or table is None or size is None or size[1] != table[1]:
        return pdf
    begin, count = table.end(), int(table[1])
    lines = (pdf[begin + _REGEL * n : begin + _REGEL * (n + 1)] for n in range(count))
    places = sorted(int(line[:10]) for line in lines if line[17:18] == b"n")
    first = places[0] if places else int(end["at"])
    file = _Bestand(bytearray(pdf[:first]), {0: (_VRIJ, 0, 0xFFFF)})
    small: list[tuple[int, bytes]] = []
    for here, after in pairwise([*places, int(end["at"])]):
        head, found, rest = pdf[here:after].rstrip().partition(b" 0 obj")
        if not found or not rest.endswith(_EINDOBJECT):
            return pdf
        number, body = int(head), rest.removesuffix(_EINDOBJECT).strip()
        if body.endswith(b"endstream") or body.startswith(_LOS):
            file.add(number, body)
        else:
            small.append((number, body))
    for n, start in enumerate(range(0, len(small), _SAMEN)):
        file.pack(count + n, small[start : start + _SAMEN])
    return file.closed(_GROOTTE.sub(b"", end["rest"]))


@dataclass(slots=True)
class _Bestand:
    """A file under construction: its bytes, and an entry per object: what it says, and two numbers that go with it."""

    inhoud: bytearray
    entries: dict[int, tuple[int, int, int]] = field(default_factory=dict)

    def add(self, number: int, body: bytes) -> None:
        """Add an object."""
        self.entries[number] = (_GEWOON, len(self.inhoud), 0)
        self.inhoud += b"%d 0 obj\n%b\nendobj\n" % (number, body)

    def pack(self, number: int, objects: Sequence[tuple[int, bytes]]) -> None:
        """Add objects as one."""
        at, head = 0, []
        for place, (held, body) in enumerate(objects):
            self.entries[held] = (_GEPAKT, number, place)
            head.append(b"%d %d" % (held, at))
            at += len(body) + 1
        begin = b" ".join(head) + b"\n"
        what = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(begin))
        self.add(number, _stream(what, begin + b"\n".join(body for _, body in objects)))

    def closed(self, trailer: bytes) -> bytes:
        """Return the file with the table of its objects, which is what its trailer was too."""
        number, at = max(self.entries) + 1, len(self.inhoud)
        self.entries[number] = (_GEWOON, at, 0)
        data = b"".join(self._lines(number + 1))
        what = b"/Type/XRef/W[1 4 2]/Size %d%b" % (number + 1, trailer)
        self.inhoud += b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, _stream(what, data), at)
        return bytes(self.inhoud)

    def _lines(self, count: int) -> Iterator[bytes]:
        for number in range(count):
            kind, one, two = self.entries.get(number, (_VRIJ, 0, 0))
            yield kind.to_bytes(1) + one.to_bytes(4) + two.to_bytes(2)


def _stream(what: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (what, len(packed), packed)
