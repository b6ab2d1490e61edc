"""Small valid files, damaged at random: read after all or refused with a sentence, in no time and in little memory.

Every day a seeded handful; a soak two thousand, of which each may take two seconds and 300 MB.
"""

from __future__ import annotations

import random
import struct
import time
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Final

import pytest

from budgetdesk.errors import InputError, LimitExceeded
from budgetdesk.importing.lezen import lees
from tests.conftest import SOAK
from tests.importing.maak import BRONNEN, SOORTEN

SECONDEN: Final = 2.0
GEHEUGEN: Final = 300 * 10**6
MINKEN: Final = 2_000
TWEEMAAL: Final = 0.1
"""How often a part stands in a package a second time."""

Verminking = Callable[[bytes, random.Random], bytes]


@cache
def gave(soort: str, bron: str) -> bytes:
    """Return a valid file of a kind."""
    return SOORTEN[soort][1](BRONNEN[bron])


def gekeerd(data: bytes, kans: random.Random) -> bytes:
    """Turn over some bits."""
    found = bytearray(data)
    for _ in range(kans.randint(1, 8)):
        found[kans.randrange(len(found))] ^= 1 << kans.randrange(8)
    return bytes(found)


def afgekapt(data: bytes, kans: random.Random) -> bytes:
    """Cut a file off."""
    return data[: kans.randrange(len(data))]


def verknipt(data: bytes, kans: random.Random) -> bytes:
    """Repeat a stretch of a file in another place, or leave it out."""
    first, last = sorted(kans.randrange(len(data) + 1) for _ in range(2))
    at = kans.randrange(len(data) + 1)
    return data[:at] + data[first:last] + data[at:] if kans.random() < 0.5 else data[:first] + data[last:]


def gelogen(data: bytes, kans: random.Random) -> bytes:
    """Have the directory of a package say something else of a part; any other file loses its end."""
    entries = [at for at in range(len(data) - 46) if data[at : at + 4] == b"PK\x01\x02"]
    if not entries:
        return afgekapt(data, kans)
    found = bytearray(data)
    # the method, the digest, both sizes, the length of the name, where the part stands
    where, form = kans.choice([(10, "<H"), (16, "<I"), (20, "<I"), (24, "<I"), (28, "<H"), (42, "<I")])
    value = kans.choice([0, 1, kans.randrange(2**16), 2 ** (8 * struct.calcsize(form)) - 1])
    struct.pack_into(form, found, kans.choice(entries) + where, value)
    return bytes(found)


def herpakt(data: bytes, kans: random.Random) -> bytes:
    """Damage what is inside a part of a package, or have the part there twice."""
    if not data.startswith(b"PK"):
        return verknipt(data, kans)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        chosen = kans.choice(source.namelist())
        for naam in source.namelist():
            inside = source.read(naam)
            if naam == chosen:
                inside = kans.choice([gekeerd, afgekapt, verknipt])(inside or b" ", kans)
            target.writestr(zipfile.ZipInfo(naam), inside, zipfile.ZIP_DEFLATED)
        if kans.random() < TWEEMAAL:
            with warnings.catch_warnings(action="ignore", category=UserWarning):
                target.writestr(zipfile.ZipInfo(chosen), source.read(chosen), zipfile.ZIP_DEFLATED)
    return out.getvalue()


VERMINKINGEN: Final[tuple[Verminking, ...]] = (gekeerd, afgekapt, verknipt, gelogen, herpakt)


def verminkt(zaad: int) -> tuple[str, bytes]:
    """Return the name and the bytes of a damaged file, the same for the same seed."""
    kans = random.Random(zaad)  # noqa: S311 - no secret
    soort = [*SOORTEN][zaad % len(SOORTEN)]
    data = gave(soort, kans.choice([*BRONNEN]))
    return SOORTEN[soort][0], kans.choice(VERMINKINGEN)(data, kans)


def gelezen(zaad: int) -> bool:
    """Return whether a damaged file is read; anything but a sentence why not is a fault."""
    naam, data = verminkt(zaad)
    try:
        lees(naam, data)
    except (InputError, LimitExceeded):
        return False
    except Exception as error:
        error.add_note(f"zaad {zaad}")
        raise
    return True


def test_a_damaged_file_is_read_or_refused_with_a_sentence() -> None:
    answers = {gelezen(zaad) for zaad in range(6 * len(SOORTEN))}
    assert answers == {True, False}, "too mild or too hard to prove anything"


@pytest.mark.lang
@pytest.mark.skipif(not SOAK, reason="een soak")
def test_two_thousand_damaged_files_are_answered_in_their_time_and_memory() -> None:
    tracemalloc.start()
    try:
        for zaad in range(1_000, 1_000 + MINKEN):
            tracemalloc.reset_peak()
            begin = time.thread_time()
            gelezen(zaad)
            assert time.thread_time() - begin < SECONDEN, zaad
            assert tracemalloc.get_traced_memory()[1] < GEHEUGEN, zaad
    finally:
        tracemalloc.stop()
