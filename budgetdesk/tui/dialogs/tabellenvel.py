"""The tables by their groups, one column each: chosen by arrows, by typing a name, or by the mouse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Final

from rich.cells import cell_len

from budgetdesk.tui.answers import Tabelkeuze
from budgetdesk.tui.grid.invoer import Invoerregel
from budgetdesk.tui.grid.layout import fit
from budgetdesk.tui.grid.vel import LINKS, RECHTS, STREEP, Stuk, Velregel, Velrol
from budgetdesk.tui.tekens import T

_BIJ: Final = 4
"""Cells beside a name: the sign of what is chosen, and room between columns."""


class Tabellenvel:
    """The groups with their tables; the answer is the table that is chosen."""

    titel: Final = "Tabellen"
    bijschrift: Final = f"{T.gemeente} van de hele gemeente"
    toetsen: Sequence[str] = ("Enter toon · F6 volgende in de groep · Esc", "Enter toon · Esc")
    voettoetsen: Sequence[tuple[str, str]] = (
        ("←→↑↓", "Kies"),
        ("Typ", "Zoek"),
        ("Enter", "Toon"),
        ("F6", "Volgende tabel"),
        ("Esc", "Terug"),
    )
    kiest: Final = False
    acties: Mapping[str, str] = {"enter": "ga", "ctrl+t": "terug"}

    def __init__(self, groepen: Mapping[str, Sequence[Tabelkeuze]], nu: str = "") -> None:
        """Show groups of tables, that of now chosen."""
        self._koppen: Final = list(groepen)
        self._kolommen: Final = list(groepen.values())
        places = [(k, r) for k, kolom in enumerate(self._kolommen) for r, keuze in enumerate(kolom) if keuze.naam == nu]
        self._plaats = places[0] if places else (0, 0)
        self.veld: Final = Invoerregel()
        self._width = 80

    @property
    def gekozen(self) -> Tabelkeuze:
        """Return the table that is chosen."""
        kolom, rij = self._plaats
        return self._kolommen[kolom][rij]

    # --- choosing ----------------------------------------------------------------------------

    def _fits(self, keuze: Tabelkeuze) -> bool:
        typed = self.veld.tekst.strip().lower()
        return not typed or typed in keuze.label.lower() or typed in keuze.naam

    def getypt(self) -> int:
        """Choose the first table that fits what is typed: one of which the name begins so before others."""
        typed = self.veld.tekst.strip().lower()
        if typed:
            places = [(k, r) for k, kolom in enumerate(self._kolommen) for r, keuze in enumerate(kolom)]
            found = [at for at in places if self._fits(self._kolommen[at[0]][at[1]])]
            found.sort(key=lambda at: not self._kolommen[at[0]][at[1]].label.lower().startswith(typed))
            self._plaats = found[0] if found else self._plaats
        return 0

    def druk(self, key: str) -> bool:
        """Go to a neighbour, or to the next table of the group."""
        kolom, rij = self._plaats
        if key in ("left", "right"):
            kolom = (kolom + (1 if key == "right" else -1)) % len(self._kolommen)
            self._plaats = (kolom, min(rij, len(self._kolommen[kolom]) - 1))
        elif key in ("up", "down", "f6", "shift+f6", "home", "end"):
            count = len(self._kolommen[kolom])
            to = {"up": rij - 1, "shift+f6": rij - 1, "home": 0, "end": count - 1}.get(key, rij + 1)
            self._plaats = (kolom, to % count)
        else:
            return False
        return True

    @property
    def op_regel(self) -> int:
        """Return the line with what is chosen."""
        return self._plaats[1]

    def wijs(self, regel: int, x: int) -> bool:
        """Choose the table at a place."""
        edges = list(accumulate(self._breedtes, initial=LINKS))
        kolom = bisect_right(edges, x) - 1
        if not (0 <= kolom < len(self._kolommen) and regel < len(self._kolommen[kolom])):
            return False
        self._plaats = (kolom, regel)
        return True

    # --- the lines ---------------------------------------------------------------------------

    @property
    def _breedtes(self) -> list[int]:
        """Return the width of each column: what its names need and a share of what is left, or equal parts."""
        left, count = self._width - LINKS - RECHTS, max(len(self._kolommen), 1)
        needed = [max(cell_len(_label(keuze)) for keuze in kolom) + _BIJ for kolom in self._kolommen]
        spare = (left - sum(needed)) // count
        return [width + spare for width in needed] if spare >= 0 else [max(left // count, 8)] * count

    def kop(self, width: int) -> Sequence[Velregel]:
        """Return the names of the groups."""
        self._width = width
        heads = tuple(Stuk(fit(kop, w), "toets") for kop, w in zip(self._koppen, self._breedtes, strict=True))
        return [Velregel((heads,), deel="los"), STREEP]

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return the tables, those of one group below each other."""
        self._width = width
        tall = max(map(len, self._kolommen), default=0)
        widths = self._breedtes
        rows = [[s for k, w in enumerate(widths) for s in self._vak(k, r, w)] for r in range(tall)]
        return [Velregel((tuple(row),)) for row in rows]

    def _vak(self, kolom: int, rij: int, width: int) -> list[Stuk]:
        if rij >= len(self._kolommen[kolom]):
            return [Stuk(" " * width)]
        keuze, is_chosen = self._kolommen[kolom][rij], (kolom, rij) == self._plaats
        rol: Velrol = "kies" if is_chosen else ("toets" if self.veld.tekst else "") if self._fits(keuze) else "zacht"
        text = fit(_label(keuze), width - 3)
        return [Stuk(f"▌ {text}", rol), Stuk(" ")] if is_chosen else [Stuk(f"  {text} ", rol)]

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return what is typed, and the table that it chooses."""
        typed = self.veld.tekst
        lead = Stuk(" Begin te typen om te kiezen: ", "zacht")
        if not typed:
            return [Velregel(((lead,),), deel="los")]
        found = f" → {self.gekozen.label}" if self._fits(self.gekozen) else " → geen tabel heet zo"
        return [Velregel(((lead, Stuk(typed, "toets"), Stuk(found, "zacht")),), deel="los")]

    def onder(self, _index: int) -> str:
        """Return nothing."""
        return ""

    def vouw(self, _index: int) -> None:
        """Do nothing."""


def _label(keuze: Tabelkeuze) -> str:
    return f"{keuze.label} {T.gemeente}" if keuze.gemeente else keuze.label
