"""Where a number in view comes from, as a sheet: a tree of parts with what each brings and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import format_exact
from budgetdesk.model.adres import Adres
from budgetdesk.tables.behind import Behind, CellPart, Computed, Fact, Group, Part, Stored
from budgetdesk.tui.grid.vel import Stuk, Velregel, Velveld

if TYPE_CHECKING:
    from budgetdesk.session import Session
    from budgetdesk.tables.grid import Grid

MAX_GETOOND: Final = 12
"""Parts of one thing that are told by themselves; the smaller ones share a line until it is unfolded."""

_INSPRING: Final = 3
"""Cells of a level of the tree."""

_TOETSEN: Final = (
    "Enter ga erheen · Spatie vouw · C kopieer · Esc terug",
    "Enter ga · Spatie vouw · C kopieer · Esc",
    "Enter ga · Spatie vouw",
    "Esc terug",
)

_WEINIG: Final = 3
"""Sums that a sum is made of that are unfolded as the sheet is laid; more are a list of their own."""


@dataclass(slots=True)
class Knoop:
    """A line of the tree: its name, its cents as they count, and what is below it, made when it is unfolded.

    `cel` (table, row, column) and `adres` are where one can go from it; `plaats` says where it stands.
    """

    naam: str
    cents: int | None = None
    waarde: str = ""
    plaats: str = ""
    cel: tuple[str, int, int] | None = None
    adres: Adres | None = None
    delen: Callable[[], Sequence[Knoop]] | None = None
    is_open: bool = False
    made: Sequence[Knoop] | None = None
    """What is below it, once it was asked for."""

    def below(self) -> Sequence[Knoop]:
        """Return what is below it, the smaller ones of many on one line."""
        if self.made is None:
            found = self.delen() if self.delen else ()
            # what brings nothing explains nothing
            self.made = _largest([knoop for knoop in found if knoop.cents or knoop.waarde])
        return self.made


def _largest(found: Sequence[Knoop]) -> Sequence[Knoop]:
    if len(found) <= MAX_GETOOND + 1:
        return found
    large = set(sorted(range(len(found)), key=lambda i: -abs(found[i].cents or 0))[:MAX_GETOOND])
    small = [knoop for i, knoop in enumerate(found) if i not in large]
    cents = sum(knoop.cents or 0 for knoop in small)
    rest = Knoop(f"… {len(small)} kleinere, samen", cents, delen=lambda: small, made=small)
    return [*(found[i] for i in sorted(large)), rest]


class Uitlegvel:
    """The sheet about one cell of a table."""

    titel: Final = "Waar komt dit vandaan?"
    bijschrift: Final = "aandeel in het totaal"
    toetsen: Final = _TOETSEN
    voettoetsen: Sequence[tuple[str, str]] = (
        ("↑↓", "Kies"),
        ("Spatie", "Vouw"),
        ("Enter", "Ga naar de cel"),
        ("C", "Kopieer"),
        ("Esc", "Terug"),
    )
    acties: Mapping[str, str] = {"f5": "terug"}
    kiest: Final = True

    def __init__(self, session: Session, grid: Grid, rij: int, kolom: int, naam: str, was: str = "") -> None:
        """Explain a cell called `naam`; `was` says what it was in what the table is compared with."""
        self._session = session
        self._grid = grid
        self._total = grid.cents(rij, kolom)
        achter = grid.behind(rij, kolom)
        zin = achter.zin if isinstance(achter, Computed) else ""
        shown = "" if self._total is not None else grid.cell(rij, kolom)
        below = partial(self._cell, rij, kolom)
        zin = was or zin[:1].upper() + zin[1:]
        self._root = Knoop(naam, self._total, shown, zin, delen=below, is_open=True)
        parts = self._root.below()
        for part in parts if len(parts) <= _WEINIG else ():
            part.is_open = part.delen is not None and part.cel is not None

    # --- the tree ----------------------------------------------------------------------------

    def _cell(self, rij: int, kolom: int, factor: int = 1) -> Sequence[Knoop]:
        """Return what a cell is made of: its parts, or the one place where it is stored."""
        achter = self._explained(rij, kolom)
        if isinstance(achter, Computed):
            return [self._knoop(part, factor) for part in achter.parts()]
        if achter is None:
            return ()
        cents = self._grid.cents(rij, kolom)
        return [self._stored("zo ingevuld", None if cents is None else cents * factor, achter.adres)]

    def _explained(self, rij: int, kolom: int) -> Behind:
        """Return what stands behind a cell; of one that is typed and to which something comes, all that it is."""
        achter = self._grid.behind(rij, kolom)
        if isinstance(achter, Stored) and achter.rest:
            return self._grid.uitleg(rij, kolom) or achter
        return achter

    def _stored(self, naam: str, cents: int | None, adres: Adres) -> Knoop:
        is_there = self._session.dossier.waarde(adres) is not None
        return Knoop(naam, cents, plaats=self._place(adres) if is_there else "nog niet ingevuld", adres=adres)

    def _place(self, adres: Adres) -> str:
        """Return file and line, without the folder."""
        plaats = self._session.plaats(adres)
        return ":".join(filter(None, (PurePath(plaats.bestand).name, str(plaats.regel or ""))))

    def _knoop(self, part: Part, factor: int) -> Knoop:
        own = factor * part.factor
        # a group has its factor in its sum
        cents = None if part.cents is None else part.cents * own
        match part:
            case Group():
                return Knoop(part.naam, cents, delen=lambda: [self._knoop(below, own) for below in part.parts()])
            case Fact(adres=None):
                return Knoop(part.naam, cents, plaats=part.zin, delen=lambda: list(self._inputs(part)))
            case Fact(adres=Adres() as adres):
                return self._stored(part.naam, cents, adres)
            case CellPart():
                return self._shown(part, cents, own)
        raise NotImplementedError(part)

    def _inputs(self, fact: Fact) -> Iterator[Knoop]:
        for line in fact.invoer():
            place = self._place(line.adres) if line.adres else ""
            yield Knoop(line.naam, waarde=line.waarde, plaats=place, adres=line.adres)

    def _shown(self, part: CellPart, cents: int | None, factor: int) -> Knoop:
        cel = part.tabel, part.rij, part.kolom
        if part.tabel != self._grid.naam:
            return Knoop(part.naam, cents, plaats=f"tabblad {part.tabel}", cel=cel)
        achter = self._explained(part.rij, part.kolom)
        if isinstance(achter, Stored):
            return self._stored(part.naam, cents, achter.adres)
        zin = achter.zin if achter else ""
        return Knoop(part.naam, cents, plaats=zin, cel=cel, delen=partial(self._cell, part.rij, part.kolom, factor))

    # --- the lines ---------------------------------------------------------------------------

    def _walk(self) -> list[tuple[Knoop, str]]:
        """Return the lines in view with what stands before their names."""
        found: list[tuple[Knoop, str]] = [(self._root, "")]

        def below(knoop: Knoop, indent: str) -> None:
            lines = knoop.below()
            for i, each in enumerate(lines, 1):
                found.append((each, f"{indent}{'├─ ' if i < len(lines) else '└─ '}"))
                if each.is_open:
                    below(each, f"{indent}{'│  ' if i < len(lines) else '   '}")

        below(self._root, "")
        return found

    def kop(self, _width: int) -> Sequence[Velregel]:
        """Return nothing: the first line scrolls along."""
        return ()

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def druk(self, _key: str) -> bool:
        """Leave every key to the sheet."""
        return False

    def regels(self, _width: int = 0) -> Sequence[Velregel]:
        """Return name, amount, share and a bar of each line."""
        return [self._regel(knoop, indent) for knoop, indent in self._walk()]

    def _regel(self, knoop: Knoop, indent: str) -> Velregel:
        is_root = knoop is self._root
        sign = "" if knoop.delen is None or is_root else "▾ " if knoop.is_open else "▸ "
        amount = knoop.waarde if knoop.cents is None else format_exact(knoop.cents)
        share, bar = "", 0.0
        if knoop.cents is not None and self._total:
            part = knoop.cents / self._total
            share, bar = f"{round(100 * part)} %", min(abs(part), 1)
        # what stands directly below the number is told first
        is_near = len(indent) <= _INSPRING
        stands_out = is_root or (is_near and knoop.is_open)
        naam: Velveld = (
            *(Stuk(indent, "zacht"), Stuk(sign, "accent")),
            Stuk(knoop.naam, "kop" if stands_out else "" if len(indent) <= 2 * _INSPRING else "zacht"),
        )
        sum_ = (Stuk(amount, "kop" if is_root else ""),)
        return Velregel((naam, sum_, (Stuk(share, "zacht"),)), bar, balkrol="accent" if stands_out else "zacht")

    def onder(self, index: int) -> str:
        """Return where a line stands: file and line, or how it is computed."""
        return self.knoop(index).plaats

    def vouw(self, index: int) -> None:
        """Unfold a line, or fold it again; the first one stays open."""
        knoop = self.knoop(index)
        if knoop.delen is not None and knoop is not self._root:
            knoop.is_open = not knoop.is_open

    def knoop(self, index: int) -> Knoop:
        """Return what a line is of."""
        return self._walk()[index][0]
