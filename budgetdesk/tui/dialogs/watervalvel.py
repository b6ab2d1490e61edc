"""From one balance to another, step by step, as bars on an axis with ticks; by year where there are several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budgetdesk.bedrag import Notatie
from budgetdesk.tui.answers import Verloop
from budgetdesk.tui.grafieken.waterval import Watervalbeeld
from budgetdesk.tui.grid.vel import LEEG, Stuk, Velregel, Velveld, plain, room


class Watervalvel:
    """Steps with their amounts as printed, of which one is chosen; ← and → show another course."""

    kiest: Final = True
    toetsen: Sequence[str] = ("Enter ga erheen · ←→ jaar · C kopieer · Esc terug", "Enter ga erheen · Esc", "Esc")
    voettoetsen: Sequence[tuple[str, str]] = (
        ("↑↓", "Kies"),
        ("←→", "Jaar"),
        ("Enter", "Ga naar het besluit"),
        ("C", "Kopieer cijfers"),
        ("Esc", "Terug"),
    )

    def __init__(
        self,
        titel: str,
        lopen: Sequence[Verloop],
        nu: int,
        eenheid: str,
        deler: int,
        gunstig: int,
        waarheen: Sequence[str] = (),
    ) -> None:
        """Show one of some courses.

        `eenheid` says the unit in words and `deler` how many euros it is; `gunstig` is 1 where more is better, else -1.
        `waarheen` says where Enter goes from each step.
        """
        self._titel: Final = titel
        self._lopen: Final = lopen
        self.nu = nu
        """The course that is shown."""
        self._eenheid: Final = eenheid
        self._notatie: Final = Notatie(deler, "0")
        self._gunstig: Final = gunstig
        self._waarheen: Final = waarheen

    @property
    def _loop(self) -> Verloop:
        return self._lopen[self.nu]

    @property
    def titel(self) -> Velveld:
        """Return what it is of, the year first: in a narrow rule that is what is left."""
        return (Stuk(self._loop.naam, "kop"), Stuk(f"  {self._titel}", "zacht"))

    @property
    def bijschrift(self) -> Velveld:
        """Return the courses there are, with that of now standing out."""
        if len(self._lopen) == 1:
            return ""
        found = [Stuk("‹ ", "accent")]
        for i, loop in enumerate(self._lopen):
            short = loop.naam.split()[-1] if loop.naam.split() else loop.naam
            found.append(Stuk(f"{short} ", "toets" if i == self.nu else "zacht"))
        return (*found, Stuk("›", "accent"))

    def druk(self, key: str) -> bool:
        """Show the next course or the one before."""
        step = {"right": 1, "left": -1}.get(key)
        if step is None:
            return False
        self.nu = (self.nu + step) % len(self._lopen)
        return True

    # --- the lines ---------------------------------------------------------------------------

    def _beeld(self, width: int) -> Watervalbeeld:
        return Watervalbeeld(self._loop, self._eenheid, self._notatie, self._gunstig, room(width, kiest=True))

    def kop(self, width: int) -> Sequence[Velregel]:
        """Return the axis: an amount above each tick that has room for it."""
        return [Velregel((line,), deel="los") for line in self._beeld(width).kop()]

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return a line for each step: its name, its bar and its amount."""
        return [Velregel((line,)) for line in self._beeld(width).regels()]

    def voet(self, width: int) -> Sequence[Velregel]:
        """Return how to read it, and whether the axis begins at zero."""
        return [LEEG, Velregel((self._beeld(width).voet(),), deel="los")]

    def onder(self, index: int) -> str:
        """Return where Enter goes."""
        return self._waarheen[index] if index < len(self._waarheen) else ""

    def vouw(self, _index: int) -> None:
        """Do nothing."""

    @property
    def tekst(self) -> str:
        """Return the course to copy: name and amount of each step."""
        head = f"{plain(self.titel)} ({self._eenheid})"
        return "\n".join([head, *(f"{naam}\t{printed}" for naam, _, printed in self._loop.stappen)])
