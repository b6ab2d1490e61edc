"""Which rows of a table are in view, and in which order: levels, folds, empty rows, one side, filters, sorting.

What a user chose is a `Beeld`, kept for as long as the dossier is open; what that comes to in a table as it is now
is a `Rijkeuze`. Totals and results always stay, and what is hidden is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from budgetdesk.model.scope import Scope
    from budgetdesk.tables.grid import Grid, Rij

Kant = Literal["", "lasten", "baten"]
"""The side that alone is in view; of a reserve toevoeging goes with lasten, onttrekking with baten."""

Volgorde = Literal["", "grootte", "taakveld", "aard"]
"""How the things of one block are sorted; as they stand in the file without."""

Vergelijking = Literal["", "mjb", "jaar"]
"""What the budget is compared with: what the previous one said of the same year, or the budget of the year before."""

Rijnaam = tuple["Scope", str, str, str]
"""What a row is, whatever its place: scope, side, name and kind."""

KOLOM: Final = "kolom:"
"""Begins the name of the choice of a column; its heading follows."""

KANTEN: Final[tuple[Kant, ...]] = ("", "lasten", "baten")

VERGELIJKINGEN: Final[tuple[Vergelijking, ...]] = ("", "mjb", "jaar")

VOLGORDEN: Final[tuple[Volgorde, ...]] = ("", "grootte", "taakveld", "aard")

_ANDERE: Final[dict[Kant, frozenset[str]]] = {
    "": frozenset(),
    "lasten": frozenset({"baten", "onttrekking"}),
    "baten": frozenset({"lasten", "toevoeging"}),
}
"""What each choice of a side hides."""

ZONDER_LEGE: Final = frozenset({"programmakosten"})
"""The tables that open without their empty rows: those in which each post has a row of a side it may not have."""

_NAMEN: Final = {"beleidsterrein": "terrein", "wijziging": "besluit", "kop": "groep"}
"""What a level is called where that is not the kind of its rows."""

Kenmerk = Callable[["Rij", str], str | None]
"""Gives a property of the thing a row is of (`taakveld`, `aard`); None where the row is of no such thing."""


def naam_van(rij: Rij) -> Rijnaam:
    """Return what a row is, whatever its place."""
    return rij.scope, rij.kant, rij.naam, rij.soort


@dataclass
class Beeld:
    """How somebody looks at a table."""

    laag: int = 0
    """The level down to which rows are shown, from 1; 0 as the table opens."""
    omgezet: set[Scope] = field(default_factory=set)
    """What is folded or unfolded otherwise than its level says."""
    lege: bool | None = None
    """Whether empty rows are shown; None as the table opens."""
    kant: Kant = ""
    volgorde: Volgorde = ""
    taakveld: str = ""
    aard: str = ""
    kolommen: set[str] = field(default_factory=set)
    """The headings of columns that are hidden."""
    verschil: Vergelijking = ""
    """With which previous budget the difference is shown."""
    getoond: set[Rijnaam] = field(default_factory=set)
    """The rows that are shown whatever is hidden, as somebody went there."""


@dataclass(frozen=True, slots=True)
class Lagen:
    """What the frame tells: the levels by name and the one of now (from 1), and what is hidden."""

    niveaus: tuple[str, ...]
    nu: int
    verborgen: int
    """The number of empty rows that are hidden."""
    keuzes: tuple[str, ...]
    """What else keeps rows out of view or in another order, in words."""

    @property
    def zin(self) -> str:
        """What is hidden, in words; nothing where nothing is."""
        count = self.verborgen
        empty = f"{count} lege {'regel' if count == 1 else 'regels'} verborgen" if count else ""
        return " · ".join(filter(None, (empty, *self.keuzes)))


@dataclass(slots=True)
class _Blok:
    """Rows of one thing, and the block they hang below."""

    rijen: range
    niveau: int
    boven: int | None
    is_kop: bool
    """Whether rows may hang below it."""
    vouwt: bool = False
    """Whether any do."""


class Rijkeuze:
    """The rows of a table that are in view; `kolom` is the column whose amounts sort."""

    def __init__(self, grid: Grid, beeld: Beeld, kenmerk: Kenmerk, kolom: int, tabel: str = "") -> None:
        self.beeld: Final = beeld
        self._grid: Final = grid
        self._kenmerk: Final = kenmerk
        self._kolom: Final = kolom
        self._tabel: Final = tabel
        self._alleen: set[int] | None = None
        self._blokken: Final = _blocks(grid.rijen)
        self._columns: Final = range(len(grid.koppen))
        self._blok_van: Final = {i: b for b, blok in enumerate(self._blokken) for i in blok.rijen}
        self._vouwend: Final = {self._scope(blok) for blok in self._blokken if blok.vouwt}
        self.in_beeld: list[int] = []
        """The rows of the table that are in view, in the order of the screen."""
        self.verborgen = 0
        """How many rows are hidden because they are empty."""
        self.kies()

    # --- what there is to choose ---------------------------------------------------------------

    @cached_property
    def niveaus(self) -> tuple[str, ...]:
        """The levels by name, from the outer one."""
        found: dict[int, str] = {}
        for blok in self._blokken:
            rij = self._grid.rijen[blok.rijen.start]
            if blok.niveau and rij.rol not in ("blad", "groep"):
                continue
            found.setdefault(blok.niveau, "bron" if rij.scope.bron else _NAMEN.get(rij.scope.soort, rij.scope.soort))
        return tuple(found[niveau] for niveau in sorted(found))

    @property
    def laag(self) -> int:
        """The level of now, from 1: a table opens without what its things are made of."""
        return min(self.beeld.laag, len(self.niveaus)) or self._begin

    @property
    def _begin(self) -> int:
        niveaus = self.niveaus
        return max(len(niveaus) - (1 if niveaus[-1:] == ("bron",) else 0), 1)

    @property
    def toont_lege(self) -> bool:
        """Whether empty rows are shown."""
        return self._tabel not in ZONDER_LEGE if self.beeld.lege is None else self.beeld.lege

    def waarden(self, veld: str) -> list[str]:
        """Return what there is to filter by, once each."""
        found = {waarde for rij in self._grid.rijen if (waarde := self._kenmerk(rij, veld))}
        return sorted(found, key=_natural)

    @property
    def lagen(self) -> Lagen:
        """What the frame tells of this."""
        beeld = self.beeld
        keuzes = (
            f"alleen {beeld.kant}" if beeld.kant else "",
            "alleen anders" if self._alleen is not None else "",
            f"taakveld {beeld.taakveld}" if beeld.taakveld else "",
            f"aard {beeld.aard}" if beeld.aard else "",
            f"op {beeld.volgorde}" if beeld.volgorde else "",
            f"{len(beeld.kolommen)} {'kolom' if len(beeld.kolommen) == 1 else 'kolommen'} verborgen"
            if beeld.kolommen
            else "",
        )
        return Lagen(self.niveaus, self.laag, self.verborgen, tuple(filter(None, keuzes)))

    # --- choosing ------------------------------------------------------------------------------

    def kies(self) -> None:
        """Work out which rows are in view."""
        self.verborgen = 0
        hidden = self._below_folds()
        self.in_beeld = [i for b in self._order() if b not in hidden for i in self._rows(self._blokken[b])]

    def alleen(self, rijen: set[int] | None) -> None:
        """Keep only these rows in view, or all of them again."""
        if rijen != self._alleen:
            self._alleen = rijen
            self.kies()

    def vouw(self, index: int) -> int:
        """Fold or unfold a row, or else what it stands under; return the row to stand on after that."""
        found: int | None = self._blok_van[index]
        while found is not None and not self._folds(found):
            found = self._blokken[found].boven
        if found is None:
            return index
        blok = self._blokken[found]
        is_closed = self._is_closed(blok) if blok.vouwt else not self._is_revealed(blok)
        if blok.vouwt:
            self.beeld.omgezet ^= {self._scope(blok)}
        empty = {naam_van(self._grid.rijen[i]) for i in self._empty(blok)}
        if blok.niveau:
            self.beeld.getoond = self.beeld.getoond | empty if is_closed else self.beeld.getoond - empty
        self.kies()
        return index if index in self.in_beeld else blok.rijen.start

    def gevouwen(self, index: int) -> bool | None:
        """Return whether the rows below a row are folded away; None where it has no sign for that.

        A thing that is made of several sources has the sign only while those are in view.
        """
        blok = self._blokken[self._blok_van[index]]
        if not blok.vouwt or index != blok.rijen.start:
            return None
        is_closed = self._is_closed(blok)
        return None if blok.niveau and is_closed else is_closed

    def bijgekomen(self, index: int) -> bool:
        """Return whether a row is empty, and in view only as something was typed beside it or somebody asked for it."""
        if self.toont_lege or naam_van(self._grid.rijen[index]) not in self.beeld.getoond:
            return False
        return index in self._empty(self._blokken[self._blok_van[index]])

    @property
    def heeft_vouw(self) -> bool:
        """Whether a row at the outer level has a sign for folding."""
        return any(blok.vouwt and not blok.niveau for blok in self._blokken)

    def heeft_delen(self, scope: Scope) -> bool:
        """Return whether rows hang below something."""
        return scope in self._vouwend

    def toon(self, index: int) -> int:
        """Return where a row is in view, after unfolding what it stands under and showing it whatever is hidden."""
        if index in self.in_beeld:
            return self.in_beeld.index(index)
        boven = self._blokken[self._blok_van[index]].boven
        while boven is not None:
            blok = self._blokken[boven]
            if self._is_closed(blok):
                self.beeld.omgezet ^= {self._scope(blok)}
            boven = blok.boven
        self.kies()
        if index not in self.in_beeld:
            self.beeld.getoond.add(naam_van(self._grid.rijen[index]))
            self.kies()
        return self.in_beeld.index(index)

    def ontvouw(self, scopes: Iterable[Scope]) -> bool:
        """Show the empty rows of things, as somebody types there; return whether any came into view."""
        wanted = set(scopes)
        found = {
            naam_van(self._grid.rijen[i])
            for blok in self._blokken
            if self._scope(blok) in wanted
            for i in self._empty(blok)
        }
        if found <= self.beeld.getoond:
            return False
        self.beeld.getoond |= found
        before = len(self.in_beeld)
        self.kies()
        return len(self.in_beeld) > before

    def nabij(self, index: int) -> int:
        """Return where a row is in view, or else the nearest one above it in the table that is."""
        above = [i for i in self.in_beeld if i <= index]
        return self.in_beeld.index(max(above)) if above else 0

    # --- what is hidden ------------------------------------------------------------------------

    def _scope(self, blok: _Blok) -> Scope:
        return self._grid.rijen[blok.rijen.start].scope

    def _is_closed(self, blok: _Blok) -> bool:
        return (blok.niveau + 1 >= self.laag) != (self._scope(blok) in self.beeld.omgezet)

    def _is_revealed(self, blok: _Blok) -> bool:
        return all(naam_van(self._grid.rijen[i]) in self.beeld.getoond for i in self._empty(blok))

    def _folds(self, at: int) -> bool:
        blok = self._blokken[at]
        return blok.vouwt or (bool(blok.niveau) and not self.toont_lege and bool(self._empty(blok)))

    def _below_folds(self) -> set[int]:
        """Return the blocks that hang below one that is folded, itself or higher up."""
        laag, omgezet = self.laag, self.beeld.omgezet
        closed: set[int] = set()
        hidden: set[int] = set()
        for at, blok in enumerate(self._blokken):
            if blok.boven is not None and (blok.boven in closed or blok.boven in hidden):
                hidden.add(at)
            elif blok.vouwt and (blok.niveau + 1 >= laag) != (self._scope(blok) in omgezet):
                closed.add(at)
        return hidden

    def _rows(self, blok: _Blok) -> list[int]:
        """Return the rows in view of a block that is not folded away."""
        rijen, beeld = self._grid.rijen, self.beeld
        found = [i for i in blok.rijen if naam_van(rijen[i]) in beeld.getoond or not self._is_out(blok, i)]
        if self.toont_lege or not found:
            return found
        empty = {i for i in self._empty(blok) if naam_van(rijen[i]) not in beeld.getoond}
        self.verborgen += len(empty.intersection(found))
        return [i for i in found if i not in empty]

    def _is_out(self, blok: _Blok, index: int) -> bool:
        """Return whether a choice other than that of empty rows hides a row."""
        rij, beeld = self._grid.rijen[index], self.beeld
        if self._alleen is not None and index not in self._alleen:
            return True
        if rij.rol != "blad" or (not blok.niveau and rij.tabel is None):
            return False
        kant = rij.kant or (rij.tekens[0][0] if len(rij.tekens) == 1 else "")
        return (
            kant in _ANDERE[beeld.kant]
            or bool(beeld.taakveld and self._kenmerk(rij, "taakveld") not in (None, beeld.taakveld))
            or bool(beeld.aard and self._kenmerk(rij, "aard") not in (None, beeld.aard))
        )

    def _empty(self, blok: _Blok) -> list[int]:
        """Return the rows of a block that hold nothing in any column; a thing keeps its first row."""
        empty = [i for i in blok.rijen if self._may_hide(blok, self._grid.rijen[i]) and self._is_empty(i)]
        return empty[1:] if len(empty) == len(blok.rijen) and not self._scope(blok).bron else empty

    def _may_hide(self, blok: _Blok, rij: Rij) -> bool:
        return rij.rol == "blad" and (blok.niveau > 0 or (rij.tabel is not None and rij.scope.record == rij.tabel))

    def _is_empty(self, index: int) -> bool:
        inhoud = self._grid.inhoud
        return all(inhoud(index, col) in (None, 0, "") for col in self._columns)

    # --- order ---------------------------------------------------------------------------------

    def _order(self) -> Sequence[int]:
        """Return the blocks in the order of the screen: things side by side are sorted with what is below them."""
        if not self.beeld.volgorde:
            return range(len(self._blokken))
        found: list[int] = []
        run: list[list[int]] = []
        for at in range(len(self._blokken)):
            if run and self._hangs_below(at, run[0][0]):
                run[-1].append(at)
            elif self._is_sorted(at) and run and self._beside(at, run[0][0]):
                run.append([at])
            else:
                found += self._sorted(run)
                run = [[at]] if self._is_sorted(at) else []
                found += [] if run else [at]
        return found + self._sorted(run)

    def _hangs_below(self, at: int, first: int) -> bool:
        return self._blokken[at].niveau > self._blokken[first].niveau

    def _beside(self, at: int, other: int) -> bool:
        a, b = self._blokken[at], self._blokken[other]
        return (a.niveau, a.boven) == (b.niveau, b.boven)

    def _is_sorted(self, at: int) -> bool:
        rij = self._grid.rijen[self._blokken[at].rijen.start]
        return rij.rol == "blad" and not rij.scope.bron and self._kenmerk(rij, "aard") is not None

    def _sorted(self, run: list[list[int]]) -> list[int]:
        return [at for unit in sorted(run, key=lambda unit: self._sort_key(unit[0])) for at in unit]

    def _sort_key(self, at: int) -> tuple[object, ...]:
        blok = self._blokken[at]
        if self.beeld.volgorde == "grootte":
            return (-max(abs(self._grid.cents(i, self._kolom) or 0) for i in blok.rijen),)
        return _natural(self._kenmerk(self._grid.rijen[blok.rijen.start], self.beeld.volgorde) or "~")


def _blocks(rijen: Sequence[Rij]) -> list[_Blok]:
    """Return the rows by what they are of, each block with the one it hangs below."""
    found: list[_Blok] = []
    above: list[int] = []
    for index, rij in enumerate(rijen):
        before = rijen[index - 1] if index else None
        if before is not None and (before.scope, before.niveau) == (rij.scope, rij.niveau):
            found[-1].rijen = range(found[-1].rijen.start, index + 1)
            continue
        kept = [at for at in above if found[at].niveau < rij.niveau]
        is_kop = rij.rol in ("blad", "groep")
        if kept and rij.niveau:
            found[kept[-1]].vouwt = True
        found.append(_Blok(range(index, index + 1), rij.niveau, kept[-1] if kept and rij.niveau else None, is_kop))
        if is_kop:
            above = [*kept, len(found) - 1]
    return found


def _natural(text: str) -> tuple[object, ...]:
    """Return what sorts 0.9 before 0.10."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in text.split("."))
