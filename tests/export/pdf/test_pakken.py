from __future__ import annotations

import re
import zlib

from budgetdesk.export.pdf.pakken import gepakt

STROOM = b"<</Length 22>>\nstream\n1 0 obj endobj endstream\nendstream"


def pdf(*objects: bytes) -> bytes:
    """Return a file of these objects, the first of which is its root."""
    data, places = bytearray(b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n\n" % (number, body)
    at = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n\r\n" % place for place in places)
    return bytes(data) + b"trailer\n<</Size %d/Root 1 0 R/ID[(a)(b)]>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, at)


def unpacked(data: bytes) -> dict[int, bytes]:
    """Return every object by its number, those within others too, as the table of the file says where they are."""
    start = int(data.rpartition(b"startxref\n")[2].split()[0])
    table = zlib.decompress(content(data, start))
    entries = [table[n : n + 7] for n in range(0, len(table), 7)]
    found = {}
    for number, entry in enumerate(entries):
        one, two = int.from_bytes(entry[1:5]), int.from_bytes(entry[5:])
        if entry[0] == 1:
            found[number] = data[one:].partition(b" 0 obj\n")[2].partition(b"\nendobj\n")[0]
        elif entry[0] == 2:
            place = int.from_bytes(entries[one][1:5])
            held = zlib.decompress(content(data, place))
            (first,) = re.findall(rb"/First (\d+)", data[place : place + 200])[:1]
            pairs = held[: int(first)].split()
            assert int(pairs[2 * two]) == number
            ends = [*map(int, pairs[3::2]), len(held) - int(first) + 1]
            found[number] = held[int(first) + int(pairs[2 * two + 1]) :][: ends[two] - int(pairs[2 * two + 1]) - 1]
    return found


def content(data: bytes, at: int) -> bytes:
    length = re.search(rb"/Length (\d+)>>\nstream\n", data[at:])
    assert length is not None
    return data[at + length.end() :][: int(length[1])]


def test_every_object_is_there_under_its_number_and_streams_and_what_the_file_says_it_is_stay_readable() -> None:
    small = [b"<</Naam(%d)>>" % n for n in range(450)]
    objects = [b"<</Type/Catalog>>", STROOM, b"<</Type/Pages/Count 95>>", b"(endstream )", *small]
    made = gepakt(pdf(*objects))
    found = unpacked(made)
    assert [found[n] for n in range(1, 4)] != []
    assert [found[number] for number in range(1, len(objects) + 1) if number != 2] == [
        body for body in objects if body != STROOM
    ]
    assert STROOM in made
    assert b"/Type/Pages/Count 95" in made
    assert b"/Root 1 0 R/ID[(a)(b)]" in made
    assert b"/Naam" not in made
    assert len(made) < len(pdf(*objects)) / 2


def test_what_looks_otherwise_stays_as_it_is() -> None:
    whole = pdf(b"<</Type/Catalog>>")
    for other in (
        b"",
        b"%PDF-1.7",
        whole[:-6],
        whole.replace(b"xref\n0 2", b"xref\n0 1\n"),
        whole.replace(b"endobj", b""),
    ):
        assert gepakt(other) == other
