"""What a block becomes: every cell of it read, placed on a table, and compared with what stands there.

What the block leaves open is a question with the evidence for its answer; one that evidence does not settle has no
answer until somebody chooses one, and until then nothing is taken over.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal

from budgetdesk.bedrag import BedragFout, half_away, swapped
from budgetdesk.blok.doel import Doel, Doelcel
from budgetdesk.blok.getallen import Getallen
from budgetdesk.blok.natellen import Natellen
from budgetdesk.blok.plaats import BUITEN, Cel, Plaatsing, Plek
from budgetdesk.blok.tekst import Blok, turned
from budgetdesk.blok.vraag import Keuzes, Vraag, Vraagnaam

Soort = Literal["zet", "gelijk", "leeg", "maak leeg", "berekend", "weg", "fout"]
"""What becomes of a cell: set, equal to what is there, blank and kept, emptied, computed by the table, or left out on
purpose (of a row or column that is not in the table, or of one that shows the same stored value), or a fault."""


DUBBEL: Final = "meer dan een cel van het blok hoort hier"
GEDEELD: Final = "vullen één bedrag: de bovenste telt"


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What becomes of one cell of a block."""

    bron: Cel
    tekst: str
    """What stands in the block."""
    soort: Soort
    doel: Cel | None = None
    """Row and column of the table."""
    waarde: object = None
    """Natural cents, or the value of a field; None where it is emptied or nothing changes."""
    zin: str = ""
    """Why it is a fault, or what is worth telling."""


@dataclass(frozen=True, slots=True)
class Totaal:
    """A figure of the block on a cell that the table computes."""

    doel: Cel
    """Row and column of the table."""
    tekst: str
    """What stands in the block."""
    cents: Fraction | None
    """Its cents with their printed sign; None where it is no amount."""
    stap: Fraction
    """The cents of its last digit."""
    eenheid: int
    """The unit it is written in, in euros."""

    def scheelt(self, wordt: int) -> int:
        """Return how many last digits an amount in printed cents differs from it, once that is printed as finely."""
        if self.cents is None:
            return 0
        own, other = self.cents / self.stap, Fraction(wordt) / self.stap
        return abs(int(own) - half_away(other.numerator, other.denominator))


class Lezing:
    """A block on a table, with what was chosen so far; another choice makes another reading."""

    def __init__(self, blok: Blok, doel: Doel, start: Cel, keuzes: Keuzes | None = None) -> None:
        """Read a block with its corner at `start`, a place in view and a column."""
        self._doel: Final = doel
        self._start: Final = start
        self._keuzes: Final = dict(keuzes or {})
        self._eerst: Final = blok
        self._blok: Final = turned(blok) if self._keuzes.get("richting") == "dwars" else blok
        self._plaatsing: Final = Plaatsing(self._blok, doel, start, self._keuzes)
        self._getallen: Final = Getallen(self._plaatsing, doel.eenheid, self._keuzes)

    def choose(self, naam: Vraagnaam) -> Lezing:
        """Return the reading with the next answer to a question."""
        vraag = next((v for v in self.vragen if v.naam == naam), None)
        return self if vraag is None else self.answer(naam, vraag.volgende)

    def answer(self, naam: Vraagnaam, waarde: object) -> Lezing:
        """Return the reading with this answer to a question."""
        return Lezing(self._eerst, self._doel, self._start, {**self._keuzes, naam: waarde})

    # --- what is open ------------------------------------------------------------------------

    @cached_property
    def _richtingvraag(self) -> Vraag | None:
        """Return whether a column of bare amounts goes down or across, where down it would run over itself."""
        found = self._plaatsing.herkend
        plain = self._blok.exact is None and not self._plaatsing.op_tekst and not found.koprijen
        if not plain or len(self._eerst.rijen) < 2 or self._eerst.breedte > 1:
            return None
        clash = any(u.zin.startswith(DUBBEL) or u.zin.endswith(GEDEELD) for u in self.uitkomsten)
        chosen = self._keuzes.get("richting", None if clash else "omlaag")
        keuzes = [("omlaag", "omlaag"), ("dwars", "over de jaren")]
        return Vraag("richting", "R", keuzes, chosen, "omlaag komen bedragen in dezelfde cel", "omlaag", "dwars")

    @cached_property
    def _leegvraag(self) -> Vraag | None:
        over = [p for p in self._plaatsing.plekken if p.cel is not None and p.cel.waarde is not None and not p.fout]
        if not any(map(_is_blank, over)):
            return None
        keuzes = [("blijft", "leeg blijft"), ("leeg", "leeg maakt leeg")]
        return Vraag("leeg", "L", keuzes, self._keuzes.get("leeg", "blijft"), gewoon="blijft")

    @cached_property
    def _foutvraag(self) -> Vraag | None:
        wrong = sum(1 for u in self.uitkomsten if u.soort == "fout")
        if (
            not wrong
            or not self.past
            or any(v is not None and v.open for v in (self._getallen.decimaalvraag, self._richtingvraag))
        ):
            # which cells are wrong depends on those
            return None
        chosen, count = self._keuzes.get("fouten"), _count(wrong, "fout", "fouten")
        keuzes = [("weg", f"{count} {'weggelaten' if chosen else 'weglaten'}"), (None, "")]
        return Vraag("fouten", "X", keuzes, chosen)

    @cached_property
    def vragen(self) -> Sequence[Vraag]:
        """Return what the block leaves open, answered or not, in the order in which the answers hang together."""
        found = (
            self._richtingvraag,
            self._getallen.decimaalvraag,
            self._getallen.eenheidvraag,
            self._plaatsing.kantvraag,
            self._leegvraag,
            self._getallen.tekenvraag,
            self._plaatsing.rijvraag,
            self._plaatsing.kolomvraag,
            self._foutvraag,
        )
        return [vraag for vraag in found if vraag is not None]

    # --- what it becomes ---------------------------------------------------------------------

    @cached_property
    def uitkomsten(self) -> Sequence[Uitkomst]:
        """Return what becomes of every cell that holds a value."""
        found = [self._outcome(plek) for plek in self._plaatsing.plekken]
        at: dict[object, list[int]] = {}
        for index, plek in enumerate(self._plaatsing.plekken):
            if plek.cel is not None and found[index].soort in ("zet", "gelijk", "maak leeg"):
                at.setdefault(plek.cel.plaats, []).append(index)
        for several in at.values():
            if len(several) > 1:
                self._unite(found, several)
        return found

    def _unite(self, found: list[Uitkomst], several: Sequence[int]) -> None:
        """Let cells that go to one place agree, as a post and its raming do.

        Where they do not, the upper row of the table counts: a post with all that adds to it goes before its parts.
        A block from elsewhere may have meant the others for another place, so that they are faults until somebody
        leaves them out; and more cells of it on one cell of the table are refused.
        """
        cells = [(self._plaatsing.plekken[i].cel, found[i]) for i in several]
        stored = {repr(cel.opslag(u.waarde if u.soort != "gelijk" else cel.waarde)) for cel, u in cells if cel}
        first, *others = sorted(several, key=lambda i: found[i].doel or (0, 0))
        if len(stored) == 1:
            for i in several[1:]:
                found[i] = replace(found[i], soort="gelijk", waarde=None, zin="")
        elif len({found[i].doel for i in several}) < len(several):
            rows = " en ".join(dict.fromkeys(str(found[i].bron[0] + 1) for i in several[:3]))
            for i in several:
                found[i] = replace(found[i], soort="fout", waarde=None, zin=f"{DUBBEL}: rij {rows}")
        else:
            for i in others:
                zin = f"{self._named(found[first])} en {self._named(found[i])} {GEDEELD}"
                soort: Soort = "fout" if self._blok.exact is None else "weg"
                found[i] = replace(found[i], soort=soort, waarde=None, zin=zin)

    def _named(self, uitkomst: Uitkomst) -> str:
        """Return a row of the block by its number and what it is in the table."""
        rij = self._doel.rijen[uitkomst.doel[0] if uitkomst.doel else 0]
        return f"rij {uitkomst.bron[0] + 1} ({rij.naam} {rij.soort.lower()})".replace(" )", ")")

    @cached_property
    def wijzigingen(self) -> Sequence[tuple[Doelcel, object]]:
        """Return the cells that change, with their new natural cents or value; None empties one."""
        at = {plek.bron: plek.cel for plek in self._plaatsing.plekken}
        found = ((at[u.bron], u) for u in self.uitkomsten if u.soort in ("zet", "maak leeg"))
        return [(cel, u.waarde) for cel, u in found if cel is not None]

    @property
    def uitvoerbaar(self) -> bool:
        """Return whether nothing is left open and something changes."""
        return bool(self.wijzigingen) and self.past and not any(vraag.open for vraag in self.vragen)

    @property
    def past(self) -> bool:
        """Return whether the block lies within the table."""
        return not any(u.zin == BUITEN for u in self.uitkomsten)

    @property
    def is_gewoon(self) -> bool:
        """Return whether it is read as if it were typed: nothing was asked, nothing is left out."""
        usual = all(vraag.gekozen == vraag.gewoon for vraag in self.vragen if vraag.naam != "leeg")
        return usual and not any(u.soort in ("fout", "weg") for u in self.uitkomsten)

    @property
    def telling(self) -> str:
        """Return how many cells become what, in one line."""
        count = dict.fromkeys(("zet", "gelijk", "maak leeg", "leeg", "berekend", "weg", "fout"), 0)
        for uitkomst in self.uitkomsten:
            count[uitkomst.soort] += 1
        words = (
            f"{_count(count['zet'], 'cel wijzigt', 'cellen wijzigen')}",
            f"{count['gelijk']} gelijk" if count["gelijk"] else "",
            f"{count['maak leeg']} leeggemaakt" if count["maak leeg"] else "",
            f"{count['leeg']} leeg" if count["leeg"] else "",
            f"{count['berekend']} berekend" if count["berekend"] else "",
            f"{count['weg']} overgeslagen" if count["weg"] else "",
            _count(count["fout"], "fout", "fouten") if count["fout"] else "",
        )
        return " · ".join(filter(None, words))

    @cached_property
    def totalen(self) -> Sequence[Totaal]:
        """Return the figures of the block that the table computes, to compare with what these become.

        Only what is no amount, as long as something is asked that decides what the others say; none of a block that
        was copied here, as its totals are those of another place.
        """
        asked = any(vraag.open for vraag in self.vragen if vraag.naam != "fouten")
        found: list[Totaal] = []
        for plek in self._plaatsing.plekken if self._blok.exact is None else ():
            druk = self._doel.druk(*plek.doel) if plek.doel is not None and plek.cel is None else None
            if druk is None or plek.doel is None or not plek.tekst or plek.fout:
                continue
            cents, step, unit = None, Fraction(1), self._getallen.eenheid
            if plek.gedrukt is not None:
                if asked or plek.gedrukt.soort == "nvt":
                    continue
                unit = plek.gedrukt.euros or unit
                with suppress(BedragFout):
                    cents, step = self._getallen.totaal(plek.gedrukt, druk)
            found.append(Totaal(plek.doel, plek.tekst, cents, step, unit))
        return found

    @property
    def herkenning(self) -> Sequence[str]:
        """Return what was recognised, in words."""
        return self._plaatsing.herkenning

    @cached_property
    def gedeeld(self) -> Sequence[str]:
        """Return which rows of the block show one stored value, so that only one of them counts."""
        return list(dict.fromkeys(u.zin for u in self.uitkomsten if u.soort == "weg" and u.zin.endswith(GEDEELD)))

    @cached_property
    def meldingen(self) -> Sequence[str]:
        """Return what is worth telling beside the cells: what is left out and why, and totals that do not add up."""
        told = list(Natellen(self._blok, self._plaatsing.herkend, self._getallen.decimaal).sentences())
        told += [u.zin for u in self.uitkomsten if u.soort == "weg" and not u.zin.endswith(GEDEELD)]
        other = (u for u in self.uitkomsten if u.soort not in {"fout", "weg"} and u.tekst and u.zin)
        told += [f"“{u.tekst}” {u.zin}" for u in other]
        return list(dict.fromkeys(told))

    # --- one cell ----------------------------------------------------------------------------

    def _outcome(self, plek: Plek) -> Uitkomst:
        if plek.weg:
            return Uitkomst(plek.bron, plek.tekst, "weg" if plek.tekst else "leeg", zin=plek.weg)
        if not plek.tekst:
            return self._blank(plek)
        if plek.fout or plek.cel is None:
            return Uitkomst(plek.bron, plek.tekst, "fout" if plek.fout else "berekend", plek.doel, zin=plek.fout)
        try:
            return self._taken(plek, plek.cel)
        except ValueError as fout:
            return Uitkomst(plek.bron, plek.tekst, "fout", plek.doel, zin=str(fout))

    def _taken(self, plek: Plek, cel: Doelcel) -> Uitkomst:
        """Return what a cell becomes; raises ValueError where it cannot hold what is pasted."""
        exact = (self._blok.exact or {}).get(plek.bron)
        if cel.soort != "bedrag":
            if exact is not None:
                raise BedragFout("een bedrag past niet in deze cel")
            return _set(plek, cel.lees(self._spelled(plek, cel)), cel.waarde)
        if exact is not None:
            cel.past(exact)
            return _set(plek, exact, cel.cents)
        if self._blok.exact is not None:
            raise BedragFout(f"'{plek.tekst}' is geen bedrag")
        return self._amount(plek, cel)

    def _amount(self, plek: Plek, cel: Doelcel) -> Uitkomst:
        gedrukt = plek.gedrukt
        if gedrukt is None or gedrukt.soort == "nvt":
            return self._blank(plek, "is geen bedrag en telt als leeg")
        cents = self._getallen.cents(gedrukt, cel, plek.tekst)
        cel.past(cents)
        zin = "telt als 0" if gedrukt.soort == "pm" else ""
        # an absent amount counts for nothing, and stays absent; but for one that shows another in its place
        absent = None if cel.valt_terug else 0
        return _set(plek, cents, absent if cel.cents is None else cel.cents, zin)

    def _spelled(self, plek: Plek, cel: Doelcel) -> str:
        """Return a text as a field is typed: numbers in Dutch."""
        return swapped(plek.tekst) if cel.soort == "getal" and self._getallen.decimaal == "." else plek.tekst

    def _blank(self, plek: Plek, zin: str = "") -> Uitkomst:
        cel = plek.cel
        empties = self._keuzes.get("leeg") == "leeg" and cel is not None and cel.waarde is not None
        if not empties or cel is None:
            return Uitkomst(plek.bron, plek.tekst, "leeg", plek.doel, zin=zin)
        if reason := cel.leeg_fout():
            return Uitkomst(plek.bron, plek.tekst, "fout", plek.doel, zin=reason)
        return Uitkomst(plek.bron, plek.tekst, "maak leeg", plek.doel)


def _set(plek: Plek, waarde: object, nu: object, zin: str = "") -> Uitkomst:
    """Return that a cell gets a value, where that is another one."""
    if waarde == nu:
        return Uitkomst(plek.bron, plek.tekst, "gelijk", plek.doel, zin=zin)
    return Uitkomst(plek.bron, plek.tekst, "zet", plek.doel, waarde, zin)


def _is_blank(plek: Plek) -> bool:
    return not plek.tekst or (plek.gedrukt is not None and plek.gedrukt.soort == "nvt")


def _count(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
