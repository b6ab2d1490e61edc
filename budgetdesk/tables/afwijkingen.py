"""Differences of the annual accounts that need an explanation, and what of each is explained.

Explained amounts are stored as an advantage: positive is favourable. They are printed with the sign of
the difference they explain: where `[weergave]` makes the Verschil of a saldo favourable when negative,
`Grid.voordeel` turns them, so that saldo minus explained amounts is what is still to be explained in
every convention. Only an amount that prints as it is stored has an address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Toelichting
from budgetdesk.model.scope import Scope
from budgetdesk.model.verklaringen import explained
from budgetdesk.tables.drempel import drempel
from budgetdesk.tables.formula import Given, single
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import LEEG, Cel, Records
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import Sjabloon
from budgetdesk.tables.velden import Velden, leesbaar

NOG_TE_VERKLAREN: Final = "nog te verklaren"
"""What explained amounts leave of a difference of which nothing else is said."""


def afwijkingen(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return the differences of one programma above `drempels.toelichting` or with explained amounts.

    Without a column of differences in the template there are none.
    """
    t = cijfers.dossier.jaar
    kolommen = _kolommen(cijfers.sjabloon)
    koppen = [Kop(k.kop, k.jaar, verschil=k.verschil) for k in (cijfers.sjabloon.kolommen[i] for i in kolommen)]
    records = Records([*koppen, Kop("Toelichting", t, vorm="tekst")])
    if kolommen:
        verklaringen = explained(bestand)
        for bron, scope, rijen in _blokken(cijfers, bestand):
            blok = _Blok(cijfers, bestand, bron, scope, rijen, kolommen, verklaringen.get(scope.record, []))
            blok.add_to(records)
    titel = f"Afwijkingen programma {bestand.nummer} {bestand.titel}"
    labels = ("Beleidsterrein of reserve", "Onderdeel")
    return records.grid("afwijkingen", titel, bestand.nummer, cijfers.weergave, labels)


def _kolommen(sjabloon: Sjabloon) -> tuple[int, ...]:
    """Return the columns of budget, realisation and their difference; none where a template has no difference."""
    differences = (i for i, kolom in enumerate(sjabloon.kolommen) if kolom.verschil)
    verschil = next(differences, None)
    return () if verschil is None else (*(i for i, _ in sjabloon.kolommen[verschil].delen), verschil)


def _blokken(cijfers: Cijfers, bestand: Bestand) -> Iterator[tuple[Grid, Scope, list[int]]]:
    """Yield the rows of each beleidsterrein and each reserve, in the table that prints them; the saldo is last."""
    for bron in (build(naam, cijfers, [bestand]) for naam in ("programmakosten", "reserves")):
        for scope, rijen in groupby(enumerate(bron.rijen), lambda pair: pair[1].scope):
            if scope.soort in ("beleidsterrein", "reserve"):
                yield bron, scope, [i for i, _ in rijen]


@dataclass(frozen=True, slots=True)
class _Blok:
    """One beleidsterrein or reserve: its rows and columns in the table `bron`, and what explains it."""

    cijfers: Cijfers
    bestand: Bestand
    bron: Grid
    scope: Scope
    rijen: list[int]
    kolommen: tuple[int, ...]
    verklaringen: list[Toelichting]

    def add_to(self, records: Records) -> None:
        """Add the sides that differ too much; below them the explained amounts and what they leave."""
        toelichting = self._toelichting()
        saldo = 0
        for rij in self._opvallend():
            row = self.bron.rijen[rij]
            cellen = [Cel(self.bron.cents(rij, k), formula=self.bron.source(rij, k)) for k in self.kolommen]
            saldo = records.add(Rij(row.naam, row.soort, row.rol, row.scope, row.tekens), *cellen, toelichting)
            toelichting = LEEG
        if self.verklaringen:
            self._explain(records, saldo)

    def _opvallend(self) -> list[int]:
        """Return the rows above the threshold, and the saldo where amounts explain it."""
        *_, verschil = self.kolommen
        minimum = drempel(self.cijfers.dossier, "toelichting")
        saldo = self.rijen[-1] if self.verklaringen else None
        return [r for r in self.rijen if r == saldo or abs(self.bron.cents(r, verschil) or 0) > minimum]

    def _toelichting(self) -> Cel:
        record = self.bestand.records.get(self.scope.record)
        return Velden(self.cijfers, self.bestand, record).tekst("toelichting") if record else LEEG

    def _explain(self, records: Records, saldo: int) -> None:
        """Add the explained amounts and what is left of the saldo, which stands in row `saldo`."""
        *_, verschil = self.kolommen
        row = self.bron.rijen[self.rijen[-1]]
        factor = self.bron.voordeel(self.rijen[-1], verschil)
        delen = [(saldo, 1)]
        rest = self.bron.cents(self.rijen[-1], verschil) or 0
        for record in self.verklaringen:
            velden = Velden(self.cijfers, self.bestand, record)
            bedrag = _printed(velden.bedrag("bedrag"), factor)
            rij = Rij(leesbaar(record.sleutel), "verklaard", "blad", velden.scope, row.tekens, niveau=1)
            delen.append((records.add(rij, LEEG, LEEG, bedrag, velden.tekst("tekst")), -1))
            rest -= factor * record.bedrag_
        left = Rij(row.naam, NOG_TE_VERKLAREN, "saldo", row.scope, row.tekens, tuple(delen))
        records.add(left, LEEG, LEEG, Cel(rest))


def _printed(bedrag: Cel, factor: int) -> Cel:
    """Return an advantage with the sign of the difference it explains; turned it has no address."""
    if factor > 0:
        return bedrag
    if not isinstance(bedrag.inhoud, int) or bedrag.adres is None:
        return LEEG
    given = single(Given(bedrag.adres, "verklaard", bedrag.inhoud))
    return Cel(-bedrag.inhoud, formula=given.times(-1))
