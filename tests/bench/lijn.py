"""What a key sends over the line: bytes and frames in a terminal, beside those of the drawn prototype.

`python tests/bench/lijn.py` opens a copy of the sample municipality, with a commit to compare with, in
terminals of three sizes and presses one key after the other. It reports and never fails.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

if __name__ == "__main__":  # started as a file: imports begin at the root of the repository
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from tests.bench.meting import aligned
from tests.bench.opstart import ROOT, environment

VOORBEELD: Final = ROOT / "sample_budgets" / "voorbeeldstad-2027"

MATEN: Final = ((80, 24), (120, 40), (200, 60))
"""Terminals measured in: columns and lines."""

_VOLG: Final = Path(__file__).with_name("volg.py")

_QUIET: Final = 0.6
"""Seconds without a byte after which nothing more is coming."""

_NOTHING: Final = 2.0
"""Seconds without a first byte after which a key does nothing."""

_PATIENCE: Final = 30.0
"""Seconds in which the app must show something."""

_OPEN_QUIET: Final = 1.5
"""Seconds without a byte after which opening is done: comparing and git come after the figures."""


@dataclass(frozen=True, slots=True)
class Toets:
    """A key: what a terminal sends for it, and KB drawn at each size (None: the prototype had no such key)."""

    naam: str
    stuurt: bytes
    getekend: tuple[float | None, float | None, float | None] = (None, None, None)
    telt: bool = True
    """Whether it is a line of the table, not only the way to the next one."""


OPENEN: Final = (39.3, 84.2, None)
"""KB drawn when the app opens, at each size."""

_ESC: Final = (8.1, 7.9, 8.7)

TOETSEN: Final = (
    Toets("Down", b"\x1b[B", (2.1, 2.2, 7.2)),
    Toets("Right", b"\x1b[C", (2.6, 2.8, 3.4)),
    # to the first post, below the three rows of its beleidsterrein
    Toets("Down", b"\x1b[B", telt=False),
    Toets("Down", b"\x1b[B", telt=False),
    Toets("eerste cijfer", b"4"),
    Toets("tweede cijfer", b"7"),
    Toets("Enter", b"\r"),
    Toets("Ctrl+Z", b"\x1a"),
    Toets("Space (vouwen)", b" "),
    Toets("Space (terug)", b" "),
    Toets("F6 volgende tabel", b"\x1b[17~", (10.1, 18.0, 40.8)),
    Toets("Shift+F6", b"\x1b[17;2~", (10.1, 18.0, 40.8)),
    Toets("F7 programma", b"\x1b[18~"),
    Toets("Ctrl+L lagen", b"\x0c"),
    Toets("F1 help", b"\x1bOP", (6.6, 9.5, 10.2)),
    Toets("Esc na F1", b"\x1b", _ESC),
    Toets("F9 bevindingen", b"\x1b[20~", (2.7, 2.6, 2.9)),
    Toets("Esc na F9", b"\x1b", _ESC),
    Toets("F5 herkomst", b"\x1b[15~", (None, 6.9, 7.6)),
    Toets("Esc na F5", b"\x1b", _ESC),
    Toets("Ctrl+T tabellen", b"\x14", (None, 4.1, 4.6)),
    Toets("Esc na Ctrl+T", b"\x1b", _ESC),
    Toets("Ctrl+F zoek", b"\x06", (None, 4.7, 5.1)),
    Toets("Zoek: een letter", b"r"),
    Toets("Zoek: woord", b"aad"),
    Toets("Esc na Ctrl+F", b"\x1b", _ESC),
    Toets("Ctrl+G ga naar", b"\x07"),
    Toets("Esc na Ctrl+G", b"\x1b", _ESC),
    Toets("F12 boeken op", b"\x1b[24~"),
    Toets("Esc na F12", b"\x1b", _ESC),
    Toets("Ctrl+B beeld", b"\x02"),
    Toets("Esc na Ctrl+B", b"\x1b", _ESC),
    Toets("Ctrl+U eenheid", b"\x15"),
    Toets("F4 boom", b"\x1bOS"),
    Toets("F4 terug", b"\x1bOS"),
)
"""In this order, each from where the one before left the screen."""


@dataclass(slots=True)
class Stap:
    """What a key cost."""

    naam: str
    getekend: float | None
    bytes: int = 0
    beelden: list[dict[str, Any]] = field(default_factory=list)

    @property
    def kb(self) -> float:
        """The KB sent."""
        return self.bytes / 1000

    def cells(self) -> tuple[str, ...]:
        """Return the line as printed."""
        drawn = "" if self.getekend is None else f"{self.getekend:.1f}"
        ratio = f"{self.kb / self.getekend:.2f} x" if self.getekend else ""
        return self.naam, f"{self.kb:.1f}", drawn, ratio, str(len(self.beelden))


_KOPPEN: Final = ("toets", "KB", "getekend", "verhouding", "beelden")


class Lijn:
    """An app in a terminal, of which every byte and frame is counted."""

    def __init__(self, map_: Path, size: tuple[int, int]) -> None:
        columns, lines = size
        self._terminal, side = pty.openpty()
        fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._frames, write = os.pipe()
        command = [sys.executable, str(_VOLG), str(write), str(map_)]
        self._process = subprocess.Popen(
            command, stdin=side, stdout=side, stderr=side, pass_fds=(write,), env=environment(), start_new_session=True
        )
        os.close(side)
        os.close(write)
        self._told = b""
        self.scherm = bytearray()
        """All that was sent."""

    def press(self, toets: bytes) -> None:
        """Send what a key sends."""
        os.write(self._terminal, toets)

    def listen(self, stap: Stap, quiet: float, until: str = "") -> None:
        """Count until nothing has come for a while; `until` names a screen that must have been shown."""
        end = time.monotonic() + _PATIENCE
        seen = not until
        while time.monotonic() < end:
            # what is slow to begin is not nothing
            wait = quiet if stap.bytes else max(quiet, _NOTHING)
            ready, _, _ = select.select([self._terminal, self._frames], [], [], wait)
            if not ready and seen:
                break
            for source in ready:
                data = os.read(source, 65536)
                if source == self._terminal:
                    stap.bytes += len(data)
                    self.scherm += data
                else:
                    *lines, self._told = (self._told + data).split(b"\n")
                    stap.beelden += [json.loads(line) for line in lines]
                    seen = seen or any(beeld["scherm"] == until for beeld in stap.beelden)

    def close(self) -> None:
        """End the app."""
        self._process.kill()
        self._process.wait()
        os.close(self._terminal)
        os.close(self._frames)


def follow(map_: Path, index: int, toetsen: Sequence[Toets] = TOETSEN) -> Iterator[Stap]:
    """Yield what opening a dossier and every key costs in the terminal of that size (see `MATEN`)."""
    lijn = Lijn(map_, MATEN[index])
    try:
        stap = Stap("openen", OPENEN[index])
        lijn.listen(stap, _OPEN_QUIET, until="WorksheetScreen")
        yield stap
        for toets in toetsen:
            stap = Stap(toets.naam, toets.getekend[index])
            lijn.press(toets.stuurt)
            lijn.listen(stap, _QUIET)
            if toets.telt:
                yield stap
    finally:
        lijn.close()


def committed(folder: Path) -> Path:
    """Return a copy of the sample municipality in a repository of its own, all of it committed."""
    map_ = folder / VOORBEELD.name
    shutil.copytree(VOORBEELD, map_)
    person = {f"GIT_{role}_{what}": "bench" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "begin"]):
        subprocess.run(["git", *command], cwd=map_, check=True, env=os.environ | person)
    return map_


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="lijn.py", description="Tel wat een toets over de lijn stuurt.")
    parser.add_argument("--map", type=Path, metavar="DOSSIER", help="een ander dossier; er wordt in getypt")
    parser.add_argument("--maat", choices=[f"{w}x{h}" for w, h in MATEN], help="alleen deze terminal")
    args = parser.parse_args()
    for index, (width, height) in enumerate(MATEN):
        if args.maat not in (None, f"{width}x{height}"):
            continue
        with tempfile.TemporaryDirectory(prefix="budgetdesk-lijn-") as folder:
            os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/bytecode"
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            os.environ |= dict.fromkeys(("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"), f"{folder}/eigen")
            map_ = args.map or committed(Path(folder))
            rows = [_KOPPEN, *(stap.cells() for stap in follow(map_, index))]
            sys.stdout.write(f"{width}x{height}\n\n{aligned(rows, numbers=range(1, 5))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
