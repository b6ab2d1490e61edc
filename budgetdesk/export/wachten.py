"""Another program that takes long: whoever waits is told how long it is at it, and calling it off ends it."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Final

from budgetdesk.voortgang import stap

_EVEN: Final = 0.05
"""Seconds between two looks at whether it is done or called off."""


@dataclass(frozen=True, slots=True)
class Gedaan:
    """What a program came to: its exit code (below 0: what ended it) and what it wrote."""

    code: int
    uit: bytes
    fout: bytes


def gewacht(command: Sequence[str], wat: str, seconden: float) -> Gedaan:
    """Run a program and return what it came to; `wat` says what it does, such as `de bladzijden worden geteld`.

    Raises OSError where it cannot be started, TimeoutError where it takes longer, Afgebroken once it is called off. It
    is ended then, with what it started itself.
    """
    with subprocess.Popen(  # noqa: S603 - words of ours
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        try:
            uit, fout = _finished(process, wat, seconden)
        finally:
            _end(process)
    return Gedaan(process.returncode, uit, fout)


def _finished(process: subprocess.Popen[bytes], wat: str, seconden: float) -> tuple[bytes, bytes]:
    begin = monotonic()
    while True:
        since = monotonic() - begin
        stap(0, 0, f"{wat}, {since:.0f} s")
        if since > seconden:
            raise TimeoutError
        try:
            return process.communicate(timeout=_EVEN)
        except subprocess.TimeoutExpired:
            continue


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program that still runs: where the system knows groups with what it started, which has one of its own."""
    if process.poll() is not None:
        return
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
