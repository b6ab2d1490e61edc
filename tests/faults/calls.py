"""A process that dies, or is refused, at the n-th system call that changes a file."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final

CHANGING: Final = ("open", "write", "fchown", "chmod", "fsync", "close", "replace", "unlink")
"""The calls of `os` with which files are changed; `pathlib` goes through them as well."""

DIED: Final = 9


def at(step: int, then: Callable[[Callable[[], object]], object]) -> None:
    """Let the `step`th of these calls from now on (from 1), and those after it, do something else, in this process; it is given the call."""
    count = 0
    for name in CHANGING:
        real: Callable[..., Any] = getattr(os, name)

        def call(*args: Any, name: str = name, real: Callable[..., Any] = real, **keywords: Any) -> Any:
            nonlocal count
            count += 1
            if count < step:
                return real(*args, **keywords)
            # of a write that is cut off half is there
            half = (args[0], args[1][: len(args[1]) // 2]) if name == "write" else args
            return then(lambda: real(*half, **keywords))

        setattr(os, name, call)


def die_before(_call: Callable[[], object]) -> None:
    """End the process before the call."""
    os._exit(DIED)


def die_after(call: Callable[[], object]) -> None:
    """End the process when the call, or half of what it writes, was done."""
    call()
    os._exit(DIED)


def in_child(do: Callable[[], object]) -> int:
    """Do something in a forked process; return how that ended: 0, `DIED`, or 1 where something was raised."""
    child = os.fork()
    if child == 0:
        try:
            do()
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
