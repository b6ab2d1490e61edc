"""A process that dies, or is refused, at the n-th system call that changes a file."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial
from typing import Any, Final

CHANGING: Final = ("open", "write", "fchown", "chmod", "fsync", "close", "replace", "unlink")
"""The calls of `os` with which files are changed; `pathlib` goes through them as well."""

DIED: Final = 9

LONGEST: Final = 30
"""Seconds after which a child that hangs is ended."""

Call = Callable[..., Any]
"""Does a system call after all; with `half=True` only half of what it writes."""

Then = Callable[[str, Call], Any]
"""What happens instead of a call, which it is given with its name."""


def at(step: int, then: Then) -> Callable[[], None]:
    """From the `step`th of these calls (from 1) on let each do something else, in this process.

    Return what ends that.
    """
    count = 0
    originals: dict[str, Callable[..., Any]] = {name: getattr(os, name) for name in CHANGING}
    for name, real in originals.items():

        def call(*args: Any, name: str = name, real: Callable[..., Any] = real, **keywords: Any) -> Any:
            nonlocal count
            count += 1
            if count < step:
                return real(*args, **keywords)
            return then(name, partial(_called, name, real, args, keywords))

        setattr(os, name, call)

    def restore() -> None:
        for name, real in originals.items():
            setattr(os, name, real)

    return restore


def _called(
    name: str, real: Callable[..., Any], args: tuple[Any, ...], keywords: dict[str, Any], *, half: bool = False
) -> Any:
    """Do a call after all, `half` of it where it writes."""
    if half and name == "write":
        args = (args[0], args[1][: len(args[1]) // 2])
    return real(*args, **keywords)


def die_before(_name: str, _call: Call) -> None:
    """End the process before the call."""
    os._exit(DIED)


def die_after(_name: str, call: Call) -> None:
    """End the process when the call, or half of what it writes, was done."""
    call(half=True)
    os._exit(DIED)


def in_child(do: Callable[[], object]) -> int:
    """Do something in a forked process; return how that ended: 0, `DIED`, or 1 where something was raised."""
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)
        try:
            do()
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
