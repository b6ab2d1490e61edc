"""Conflict markers, as git writes and reads them: a text in parts, some of which nobody has decided yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

GROOTTE: Final = 7
"""Signs of a marker, unless the attribute `conflict-marker-size` says otherwise."""

_MARKER: Final = re.compile(r"(<{7,}|\|{7,}|={7,}|>{7,})(?: ([^\r\n]*))?\r?\n?")

_SIGNS: Final = "<|=>"
"""What a marker is made of: most lines begin with nothing like it."""

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")


class NoConflict(ValueError):
    """The markers of a text do not belong together; `regel` is the line (from 1), the message is Dutch."""

    def __init__(self, regel: int, reden: str) -> None:
        self.regel: Final = regel
        super().__init__(reden)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place where both sides differ: whole lines of each; `basis` is None where the markers leave it out.

    `namen` are what the markers call ours, the base and theirs.
    """

    ons: str
    basis: str | None
    hun: str
    namen: tuple[str, str, str] = ("ons", "basis", "hun")


Deel = str | Conflict
"""A part of a text: lines that are decided, or a conflict."""


def join(delen: Iterable[Deel], size: int = GROOTTE, newline: str = "\n") -> str:
    """Return the parts as one text, with conflicts between markers of this size on lines that end so."""
    return "".join(deel if isinstance(deel, str) else _marked(deel, size, newline) for deel in delen)


def _marked(conflict: Conflict, size: int, newline: str) -> str:
    ons, basis, hun = conflict.namen
    lines = [f"{'<' * size} {ons}", _lines(conflict.ons, newline)]
    if conflict.basis is not None:
        lines += [f"{'|' * size} {basis}", _lines(conflict.basis, newline)]
    lines += ["=" * size, _lines(conflict.hun, newline), f"{'>' * size} {hun}"]
    return "".join(line if line.endswith("\n") or not line else line + newline for line in lines)


def _lines(text: str, newline: str) -> str:
    """Return the lines of a side; the last line of a file may lack its end, which would swallow a marker."""
    return text + newline if text and not text.endswith("\n") else text


def split(text: str) -> list[Deel]:
    """Return the parts of a text with markers of any size; raises NoConflict where they do not belong together."""
    delen: list[Deel] = []
    sides: list[list[str]] = [[]]
    names: list[str] = []
    marks = ""
    size = begin = 0
    for number, line in enumerate(_LINE.findall(text), 1):
        match = _MARKER.fullmatch(line) if line[0] in _SIGNS else None
        sign = match[1][0] if match and (len(match[1]) == size or (not size and match[1][0] == "<")) else ""
        if not match or not sign:
            sides[-1].append(line)
        elif (marks + sign) in ("<", "<|", "<=", "<|="):
            begin = begin if marks else number
            size, marks = len(match[1]), marks + sign
            names.append(match[2] or "")
            sides.append([])
        elif (marks + sign) in ("<=>", "<|=>"):
            names.append(match[2] or "")
            decided, ons, *basis, hun = ("".join(side) for side in sides)
            delen += [decided] if decided else []
            middle = names[1] if basis else ""
            delen.append(Conflict(ons, basis[0] if basis else None, hun, (names[0], middle, names[-1])))
            sides, names, marks, size = [[]], [], "", 0
        else:
            raise NoConflict(number, "deze conflictmarkering hoort nergens bij.")
    if marks:
        raise NoConflict(begin, "deze conflictmarkering is niet afgesloten.")
    rest = "".join(sides[0])
    return [*delen, rest] if rest else delen
