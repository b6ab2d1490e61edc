"""Lines added below what stands in a file, and taken away from it again without a trace."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetdesk.errors import WriteError
from budgetdesk.storage.atomic import Vervanging, reason, replace_files, sha256


@dataclass(frozen=True, slots=True)
class Insertion:
    """A block that begins with the line `kop`; every line below it matches `vorm`, and nothing else looks like it."""

    kop: str
    vorm: str

    def add(self, pad: Path, lines: Sequence[str]) -> None:
        """Put these lines in the file, which is made where there is none; raises WriteError or ChangedOnDisk."""
        before = read(pad)
        replace_files([Vervanging(pad, self._with(before, lines), None if before is None else sha256(before))])

    def put(self, pad: Path, lines: Sequence[str]) -> bool:
        """Let these lines be the only block in the file, or none where there are no lines; return whether that is news.

        Raises WriteError or ChangedOnDisk.
        """
        if not lines:
            return bool(self.remove(pad))
        before = read(pad)
        bare = self._without(before or b"")
        is_ours = not bare and (before is None or before.endswith(b"\n"))
        after = self._with(None if is_ours else bare, lines)
        if after == before:
            return False
        replace_files([Vervanging(pad, after, None if before is None else sha256(before))])
        return True

    def remove(self, pad: Path) -> str:
        """Take every such block away, and a file that was made for it; return what was done, in Dutch, or nothing.

        Raises WriteError or ChangedOnDisk.
        """
        before = read(pad)
        after = self._without(before or b"")
        if before is None or after == before:
            return ""
        # a block that ends without a line end was added to an empty file, which stays
        if not after and before.endswith(b"\n"):
            _unlink(pad)
            return "weggehaald"
        replace_files([Vervanging(pad, after, sha256(before))])
        return "de regels van budgetdesk weggehaald"

    def _with(self, content: bytes | None, lines: Sequence[str]) -> bytes:
        """Return the file with a block below it, that ends its last line as the file does, as `_without` expects."""
        newline = b"\r\n" if b"\r\n" in (content or b"") else b"\n"
        block = newline.join(line.encode() for line in (self.kop, *lines))
        if content is None or content.endswith(b"\n"):
            return (content or b"") + block + newline
        return content + newline + block if content else block

    def _without(self, content: bytes) -> bytes:
        """Return the file as it was before `_with`; what was added later stays."""
        block = re.compile(rf"(?<![^\n]){re.escape(self.kop)}\r?\n(?:{self.vorm}(?:\r?\n|\Z))+".encode())
        while match := block.search(content):
            above = content[: match.start()]
            if not match[0].endswith(b"\n"):
                above = above.removesuffix(b"\n").removesuffix(b"\r")
            content = above + content[match.end() :]
        return content


def read(pad: Path) -> bytes | None:
    """Return the content of a file, None where there is none; raises WriteError where it cannot be read."""
    try:
        return pad.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise WriteError(str(pad), reason(error)) from error


def _unlink(pad: Path) -> None:
    try:
        pad.unlink()
    except OSError as error:
        raise WriteError(str(pad), reason(error)) from error
