"""A question answered by choosing one of a few lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from budgetdesk.tui.dialogs.vraag import Vraag, keuzeregels
from budgetdesk.tui.grid.vel import Velregel

_KOP_MEEST: Final = 6
"""Lines of a question that stay in view."""


class Keuzevel:
    """The choices of a question, each a key and its line; the answer is which one."""

    bijschrift: Final = ""
    toetsen: Sequence[str] = ("Enter kies · Esc terug", "Enter · Esc")
    kiest: Final = True

    def __init__(self, vraag: str, keuzes: Sequence[tuple[str, str]], nieuw: str = "") -> None:
        """Ask a question of one or more lines; `nieuw` is the key of the choice that makes something new."""
        self._vraag: Final = Vraag(vraag)
        self.titel: Final = self._vraag.titel
        self.keuzes: Final = keuzes
        self.nieuw: Final = nieuw
        making = (("^N", "Nieuw"),) if nieuw else ()
        self.voettoetsen: Final = (("↑↓", "Kies"), ("Enter", "Neem deze"), *making, ("Esc", "Terug"))
        self.acties: Final[Mapping[str, str]] = dict.fromkeys(("ctrl+n", "insert"), "nieuw") if nieuw else {}

    def kop(self, width: int) -> Sequence[Velregel]:
        """Return what the question says below its title, unless that is long: then it scrolls along."""
        lines = self._vraag.kop(width)
        return lines if len(lines) <= _KOP_MEEST else ()

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return the choices, each over as many lines as it needs."""
        above = self._vraag.kop(width)
        return [*(above if len(above) > _KOP_MEEST else ()), *keuzeregels(self.keuzes, width)]

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def onder(self, _index: int) -> str:
        """Return nothing."""
        return ""

    def vouw(self, _index: int) -> None:
        """Do nothing: a choice is one line."""

    def druk(self, _key: str) -> bool:
        """Leave every key to the sheet."""
        return False
