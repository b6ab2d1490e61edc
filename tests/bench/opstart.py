"""Whole processes: the first frame of the app, and commands from start to end."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from tests.bench.meting import Klok, Meting, interleaved

ROOT: Final = Path(__file__).resolve().parents[2]
_BEELD: Final = Path(__file__).with_name("beeld.py")
_SIZE: Final = (24, 80)
_PATIENCE: Final = 120.0
"""Seconds before a process that shows nothing is ended."""


def first_paint(map_: Path, herhaal: int) -> list[Meting]:
    """Measure the first frame of the app on a dossier, and when its figures are there."""
    seen: list[dict[str, Any]] = []

    def app() -> float:
        start, found = _in_terminal([str(map_)])
        seen.append({**found, "start": start})
        return float(found["eerste"] - start) * 1000

    def empty() -> float:
        start, found = _in_terminal([])
        return float(found["eerste"] - start) * 1000

    ms, floor = interleaved(herhaal, app, empty)
    loaded = sorted({naam for found in seen for naam in found["geladen"]})
    figures = median((found["cijfers"] - found["start"]) * 1000 for found in seen[1:])
    return [
        Meting("eerste beeld van de app", ms, floor, "een lege Textual-app", max_verhouding=1.25),
        Meting(
            "  trage bibliotheken dan al geladen", float(len(loaded)), wat=", ".join(loaded), max_waarde=0, eenheid=""
        ),
        Meting("cijfers in beeld", figures, floor, "een lege Textual-app"),
    ]


def commands(klein: Path, herhaal: int) -> list[Meting]:
    """Measure `--version`, and `show` on a small dossier."""
    version = _process("-m", "budgetdesk", "--version")
    show = _process("-m", "budgetdesk", "show", str(klein), "programmakosten")
    bare, polars = _process("-c", "pass"), _process("-c", "import polars")
    medians = interleaved(herhaal, version, bare, show, polars)
    return [
        Meting("--version", medians[0], medians[1], "python -c pass", max_waarde=120),
        Meting("show op S", medians[2], medians[3], "python -c 'import polars'", max_verhouding=1.3),
    ]


def environment() -> dict[str, str]:
    """Return the environment of every process: this checkout first, a plain colour terminal."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("TEXTUAL", "BUDGETDESK")) and k != "NO_COLOR"}
    return own | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLORTERM": "truecolor"}


def _process(*args: str) -> Klok:
    """Return a clock of a whole Python process."""

    def run() -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, *args], env=environment(), check=True, stdout=subprocess.DEVNULL)
        return (time.perf_counter() - start) * 1000

    return run


def _in_terminal(args: Sequence[str]) -> tuple[float, dict[str, Any]]:
    """Run `beeld.py` in a terminal of its own; return when it was started and what it saw."""
    terminal, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", *_SIZE, 0, 0))
    report, write = os.pipe()
    command = [sys.executable, str(_BEELD), str(write), *args]
    start = time.monotonic()
    process = subprocess.Popen(
        command, stdin=side, stdout=side, stderr=side, pass_fds=(write,), env=environment(), start_new_session=True
    )
    os.close(side)
    os.close(write)
    try:
        return start, json.loads(_listen(terminal, report))
    finally:
        process.kill()
        process.wait()
        os.close(terminal)
        os.close(report)


def _listen(terminal: int, report: int) -> bytes:
    """Read away what the terminal shows until the report is complete, and return the report."""
    found, shown = b"", b""
    while True:
        ready, _, _ = select.select([terminal, report], [], [], _PATIENCE)
        if not ready:
            raise TimeoutError("the app showed nothing")
        if terminal in ready:
            shown = (shown + _read(terminal))[-2000:]
        if report in ready:
            part = os.read(report, 65536)
            if not part:
                break
            found += part
    if not found:
        raise RuntimeError(f"the app ended without a frame: {shown.decode(errors='replace')}")
    return found


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other side is closed
        return b""
