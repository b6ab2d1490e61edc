"""What a process of our own may use: memory, and time where nobody waits for it any more."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

_SECONDEN: Final = 600
"""Seconds of computing, far more than anybody waits for: a process whose parent was killed ends by itself."""


def begrens(bytes_: int) -> None:
    """Let the system refuse this process more memory and end it in time, where it can: on Windows it cannot.

    macOS does not limit memory.
    """
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_CPU, _SECONDEN), (resource.RLIMIT_AS, bytes_)):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))
