"""A process of our own is held to what it may use by the system, whoever still waits for it."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="alleen Linux begrenst geheugen en tijd van een proces")


def ended(do: str, seconden: int = 600) -> int:
    """Return with what a process ends that is held to so many seconds and 512 MiB and then does something."""
    code = f"from budgetdesk import verbruik; verbruik._SECONDEN = {seconden}; verbruik.begrens(2**29)\n{do}"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode


@pytest.mark.lang
def test_a_process_that_computes_on_and_on_is_ended() -> None:
    assert ended("while True: pass", seconden=1) == -signal.SIGXCPU


def test_a_process_that_asks_for_too_much_memory_gets_none() -> None:
    assert ended("bytearray(2**28)") == 0
    assert ended("bytearray(2**30)") == 1
