"""A program that takes long tells how long it is at it, and is ended with all that it started."""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path
from time import monotonic, sleep

import pytest

from budgetdesk.export.wachten import gewacht
from budgetdesk.voortgang import Afgebroken, Voortgang, gevolgd

KIND = "import subprocess,sys; subprocess.Popen([sys.executable,'-c','import time; time.sleep(60)']).wait()"


def test_what_it_wrote_and_its_code_are_returned() -> None:
    done = gewacht([sys.executable, "-c", "import sys; print('uit'); sys.exit('fout')"], "even", 20)
    assert (done.code, done.uit.strip(), done.fout.strip()) == (1, b"uit", b"fout")


def test_who_takes_too_long_is_ended_and_who_is_not_there_said_so() -> None:
    with pytest.raises(TimeoutError):
        gewacht([sys.executable, "-c", "import time; time.sleep(60)"], "even", 0)
    with pytest.raises(FileNotFoundError):
        gewacht(["er-is-geen-programma-dat-zo-heet"], "even", 1)


@pytest.mark.lang
@pytest.mark.skipif(os.name != "posix" or not Path("/proc").is_dir(), reason="kijkt in /proc")
def test_calling_it_off_ends_it_with_what_it_started_and_nothing_else() -> None:
    looks = count()
    said: list[str] = []

    def goes_on(stand: Voortgang) -> bool:
        said.append(stand.wat)
        return next(looks) < 20

    begin = monotonic()
    with gevolgd(goes_on), pytest.raises(Afgebroken):
        gewacht([sys.executable, "-c", KIND], "er wordt geteld", 60)
    assert said[0] == "er wordt geteld, 0 s"
    assert monotonic() - begin < 30
    assert not _running("time.sleep(60)")


def _running(words: str) -> list[str]:
    """Return the processes with these words, but those that end meanwhile."""
    for _ in range(100):
        found = []
        for folder in Path("/proc").iterdir():
            try:
                line = (folder / "cmdline").read_bytes() if folder.name.isdigit() else b""
            except OSError:
                continue
            found += [folder.name] if words.encode() in line else []
        if not found:
            return []
        sleep(0.02)
    return found
