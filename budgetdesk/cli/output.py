"""Results to stdout, chatter to stderr; nothing from a file reaches the terminal as anything but text."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

from budgetdesk.display import WHOLE, display_lines
from budgetdesk.errors import BudgetdeskError


class OutputError(BudgetdeskError):
    """The results could not be written to where stdout leads, such as a full disk."""

    exit_code = 4

    def __init__(self, reden: str) -> None:
        super().__init__(f"De uitvoer is niet te schrijven ({reden}).")


def prepare() -> None:
    """Write UTF-8 to files and programs, whatever the locale; a terminal that lacks a character shows `?` for it.

    What is printed is read again, or pasted: a character in another encoding, or its code, would be another text.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def put(text: str) -> None:
    """Print lines of results; quiet where the reader has gone, OutputError where the disk refuses."""
    try:
        _write(sys.stdout, text)
    except OSError as error:
        from budgetdesk.storage.atomic import reason

        _silence(sys.stdout)
        raise OutputError(reason(error)) from error


def put_bytes(data: bytes) -> None:
    """Print a file as it is, for a program to read, and on a terminal as `put` does; raises OutputError likewise."""
    if sys.stdout.isatty():
        put(data.decode("utf-8-sig", "replace"))
        return
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence(sys.stdout)
    except OSError as error:
        from budgetdesk.storage.atomic import reason

        _silence(sys.stdout)
        raise OutputError(reason(error)) from error


def note(text: str) -> None:
    """Print lines for the user beside the results; whoever cannot read them does not stop the work."""
    try:
        _write(sys.stderr, text)
    except OSError:
        _silence(sys.stderr)


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None or not text:
        return
    try:
        stream.write(display_lines(text.removesuffix("\n"), WHOLE) + "\n")
        stream.flush()
    except BrokenPipeError:
        _silence(stream)


def _silence(stream: TextIO) -> None:
    """Lead what is left in the buffer nowhere: Python would complain about it on its way out."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
