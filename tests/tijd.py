"""How long something takes, as CPU time beside a floor that is measured in the same run.

A machine that has more to do makes both longer. The collector rests meanwhile: in a process that already ran thousands
of tests it would walk over what those left behind.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

VLOER: Final = 20_000
"""Records that the floor makes and reads, which takes some ten milliseconds."""


MINST: Final = 0.001
"""Seconds that the floor takes at least, wherever: beside what is quicker by that, it needs no measuring."""

Klok = Callable[[], float]
"""What tells the seconds of CPU time: of the process, or of this thread of it."""


def gemeten(doe: Callable[[], object], klok: Klok = time.process_time) -> float:
    """Return the seconds of CPU time that `doe` takes."""
    begin = klok()
    doe()
    return klok() - begin


def vloer(klok: Klok = time.process_time) -> float:
    """Return the seconds that a piece of plain work takes on this machine as it is now."""
    return gemeten(lambda: sorted({f"sleutel-{n}": (n, str(n)) for n in range(VLOER)}.items()), klok)


@contextmanager
def hoogstens(keer: float, klok: Klok = time.process_time) -> Iterator[None]:
    """Fail where the block takes more CPU time than so many times the floor."""
    with zonder_opruimen():
        begin = klok()
        yield
        taken = klok() - begin
        if taken < keer * MINST:
            return
        floor = max(vloer(klok), vloer(klok))
    assert taken < keer * floor, f"{taken / floor:.0f} keer de vloer van {floor * 1000:.1f} ms; hoogstens {keer:g}"


@contextmanager
def zonder_opruimen() -> Iterator[None]:
    """Let the collector rest."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
