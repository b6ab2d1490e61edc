"""One line that is typed on a sheet: its text, caret and selection, with the keys that an input has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

_WOORD_LINKS: Final = re.compile(r"\w+\W*$|\W+$")
_WOORD_RECHTS: Final = re.compile(r"^\W*\w+|^\W+")

Naar = Callable[[str, int], int]
"""Where a key goes in a text from the caret."""


def _word_left(tekst: str, caret: int) -> int:
    found = _WOORD_LINKS.search(tekst[:caret])
    return found.start() if found else 0


def _word_right(tekst: str, caret: int) -> int:
    found = _WOORD_RECHTS.search(tekst[caret:])
    return caret + (found.end() if found else 0)


def _left(_tekst: str, caret: int) -> int:
    return max(caret - 1, 0)


def _right(tekst: str, caret: int) -> int:
    return min(caret + 1, len(tekst))


def _start(_tekst: str, _caret: int) -> int:
    return 0


def _end(tekst: str, _caret: int) -> int:
    return len(tekst)


GAAT: Final[Mapping[str, Naar]] = {
    "left": _left,
    "right": _right,
    "ctrl+left": _word_left,
    "ctrl+right": _word_right,
    "home": _start,
    "ctrl+a": _start,
    "end": _end,
    "ctrl+e": _end,
}
"""Keys that move the caret; with Shift they select."""

WIST: Final[Mapping[str, Naar]] = {
    "backspace": _left,
    "delete": _right,
    "ctrl+d": _right,
    "ctrl+w": _word_left,
    "ctrl+backspace": _word_right,
    "alt+backspace": _word_right,
    "ctrl+u": _start,
    "super+backspace": _start,
    "ctrl+k": _end,
}
"""Keys that delete what is selected, or else up to where they go."""


def shared(texts: Sequence[str]) -> str:
    """Return what texts begin with in common, whatever their case; in the spelling of the first."""
    if not texts:
        return ""
    shortest = min(map(len, texts))
    first = texts[0]
    length = next((i for i in range(shortest) if len({t[i].lower() for t in texts}) > 1), shortest)
    return first[:length]


class Invoerregel:
    """A text with a caret; what lies between the anchor and the caret is selected."""

    def __init__(self, tekst: str = "", *, gekozen: bool = False) -> None:
        """Begin with a text and the caret at its end; all of it may be selected, so that typing replaces it."""
        self.tekst = tekst
        self.caret = len(tekst)
        self._anker = 0 if gekozen else self.caret
        self._eerder: list[tuple[str, int]] = []
        self._later: list[tuple[str, int]] = []

    @property
    def selectie(self) -> range:
        """Return the selected characters."""
        return range(min(self._anker, self.caret), max(self._anker, self.caret))

    @property
    def gekozen(self) -> str:
        """Return the selected text."""
        return self.tekst[self.selectie.start : self.selectie.stop]

    def druk(self, key: str, character: str | None = None) -> bool:
        """Act on a key of text editing, or type a character; return whether it is one."""
        bare = key.replace("shift+", "")
        if key in GAAT:
            # an arrow leaves what is selected at its own side
            aside = self.selectie and key in ("left", "right")
            self._ga((self.selectie.start if key == "left" else self.selectie.stop) if aside else self._naar(GAAT[key]))
        elif key in WIST:
            to = self._naar(WIST[key])
            self._vervang(self.selectie or range(min(to, self.caret), max(to, self.caret)), "")
        elif key == "ctrl+shift+a":
            self._anker, self.caret = 0, len(self.tekst)
        elif bare in GAAT and bare != key:
            self._ga(self._naar(GAAT[bare]), rek=True)
        elif key == "ctrl+z":
            self._stap(self._eerder, self._later)
        elif key == "ctrl+y":
            self._stap(self._later, self._eerder)
        elif character is not None and character.isprintable():
            self.zet(character)
        else:
            return False
        return True

    def zet(self, tekst: str) -> None:
        """Put a text in the place of what is selected."""
        self._vervang(self.selectie, tekst)

    # --- steps -------------------------------------------------------------------------------

    def _naar(self, naar: Naar) -> int:
        return naar(self.tekst, self.caret)

    def _vervang(self, wat: range, door: str) -> None:
        new = self.tekst[: wat.start] + door + self.tekst[wat.stop :]
        if new != self.tekst:
            self._eerder.append((self.tekst, self.caret))
            self._later.clear()
        self.tekst = new
        self._ga(wat.start + len(door))

    def _ga(self, caret: int, *, rek: bool = False) -> None:
        self.caret = max(0, min(caret, len(self.tekst)))
        if not rek:
            self._anker = self.caret

    def _stap(self, van: list[tuple[str, int]], naar: list[tuple[str, int]]) -> None:
        if van:
            naar.append((self.tekst, self.caret))
            self.tekst, caret = van.pop()
            self._ga(caret)
