"""The document: a chapter per programma, in the order in which councils print it, then the whole municipality.

What the dossier has no data for is left out, its heading too. Every table is the Grid that `show` prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.document import grafieken, ontwikkelingen
from budgetdesk.document.blokken import Alinea, Blok, Deel, Document, Kenmerken, Kop, Loopkop, Opsomming
from budgetdesk.document.boom import gevuld, sleutel_van
from budgetdesk.document.deelgrid import rows_with_balance, says_something, tabel
from budgetdesk.document.definitief import definitief
from budgetdesk.document.doelen import Doelen
from budgetdesk.document.gemeentebreed import gemeentebreed
from budgetdesk.document.proza import field
from budgetdesk.model.documenten import is_draft
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.kinds.programma import Beleidsterrein, Investering, Post, Programma, Reserve
from budgetdesk.tables import kredieten
from budgetdesk.tables.drempel import drempel
from budgetdesk.tables.grid import Grid, Inhoud
from budgetdesk.tables.registry import TABELLEN
from budgetdesk.tables.registry import build as build_table
from budgetdesk.tables.signed import Cijfers
from budgetdesk.voortgang import stappen

_FEITEN: Final = (("nummer", "Programmanummer"), ("commissie", "Commissie"), ("portefeuilles", "Portefeuilles"))
"""What stands at the head of a chapter, as Leiden prints it."""


def build(
    cijfers: Cijfers, programmas: Sequence[Bestand], titel: str, gemeente: str, bron: str = "", stand: str = ""
) -> Document:
    """Return the document with the chapters of these programmas; `bron` says where the figures come from.

    The tables of the municipality follow where these are all its programmas, and more than one.
    """
    delen = [_Hoofdstuk(cijfers, bestand).deel() for bestand in stappen(programmas, "programma's")]
    if 1 < len(programmas) == len(cijfers.dossier.programmas):
        delen += gemeentebreed(cijfers, programmas)
    return Document(titel, gemeente, bron, tuple(delen), stand, is_draft(cijfers.dossier))


class _Hoofdstuk:
    """The chapter of one programma."""

    def __init__(self, cijfers: Cijfers, bestand: Bestand) -> None:
        self._cijfers = cijfers
        self._bestand = bestand
        self._programma = bestand.record(Programma)
        self._kijkt_terug = cijfers.sjabloon.vergelijkt

    def deel(self) -> Deel:
        """Return the chapter."""
        doelen = Doelen(self._cijfers, self._bestand)
        delen = (
            *gevuld("missie", Kop("Missie"), self._tekst(self._programma, "missie")),
            *gevuld("inleiding", Kop("Inleiding"), self._tekst(self._programma, "inleiding")),
            *doelen.terreinen(),
            *gevuld("kaderstukken", Kop("Kaderstellende beleidsstukken"), self._kaderstukken()),
            self._kosten(),
            *gevuld("kosten-per-doel", Kop("Kosten per doel"), self._kosten_per_doel()),
            *self._reserves(),
            *self._investeringen(),
            *gevuld("subsidies", Kop("Subsidies"), tabel(self._grid("subsidies"))),
            *doelen.telling(),
            *self._eigen(),
        )
        nummer, titel = self._bestand.nummer, self._bestand.titel
        return Deel(f"programma-{nummer}", Kop(f"Programma {nummer} {titel}"), tuple(self._feiten()), delen)

    def _eigen(self) -> list[Deel]:
        """Return the tables that the dossier adds to those of a programma, where they say something."""
        added = (s for s in self._cijfers.tabellen.values() if s.is_eigen and s.naam not in TABELLEN)
        grids = [self._grid(soort.naam) for soort in added if not soort.overkoepelend]
        said = (grid for grid in grids if says_something(grid))
        return [deel for grid in said for deel in gevuld(f"tabel-{grid.naam}", Kop(grid.titel), tabel(grid))]

    def _grid(self, naam: str) -> Grid:
        return definitief(self._cijfers, build_table(naam, self._cijfers, [self._bestand]))

    def _tekst(self, record: Record | None, pad: str) -> list[Blok]:
        return [*field(self._cijfers, self._bestand, record, pad)]

    def _toelichtingen(self, records: Sequence[Record]) -> list[Deel]:
        """Return the explanation of each record that has one, behind its name."""
        found = ((record, self._tekst(record, "toelichting")) for record in records)
        return [deel for r, tekst in found for deel in gevuld(sleutel_van(r), Loopkop(f"{r.known_as}:"), tekst)]

    def _feiten(self) -> list[Blok]:
        waarden = self._programma.waarden if self._programma else {}
        found = [(label, waarden[pad]) for pad, label in _FEITEN if waarden.get(pad)]
        pairs = [(label, tuple(map(str, w)) if isinstance(w, list) else (str(w),)) for label, w in found]
        return [Kenmerken(tuple(pairs))] if pairs else []

    def _kaderstukken(self) -> list[Blok]:
        """Return one item per paper: `Visie op dienstverlening (2022, RV 22.0052)`."""
        grid = self._grid("kaderstukken")
        items = []
        for r, rij in enumerate(grid.rijen):
            known = ", ".join(filter(None, (grid.cell(r, 0), rij.soort)))
            items.append(f"{rij.naam} ({known})" if known else rij.naam)
        return [Opsomming(tuple(items))] if items else []

    def _kosten(self) -> Deel:
        grid = self._grid("programmakosten")
        kop = "Toelichting op de kosten" if self._kijkt_terug else "Budgettaire ontwikkelingen"
        texts = self._tekst(self._programma, "toelichting")
        terreinen = [deel for terrein in self._bestand.van(Beleidsterrein) for deel in self._terrein(terrein)]
        delen = (
            *gevuld("ontwikkelingen", Kop(kop), texts, terreinen),
            *gevuld("afwijkingen", Kop("Afwijkingen"), self._afwijkingen() if self._kijkt_terug else []),
        )
        return Deel(
            "kosten", Kop("Programmakosten"), (*tabel(grid), *grafieken.saldo(grid, self._cijfers.sjabloon)), delen
        )

    def _terrein(self, terrein: Beleidsterrein) -> tuple[Deel, ...]:
        """Return the explanation of a beleidsterrein and, looking forward, the mutations it does not name yet."""
        texts = self._tekst(terrein, "toelichting")
        if not self._kijkt_terug and (items := ontwikkelingen.not_named(self._cijfers, self._bestand, terrein)):
            texts += [Alinea("In de ramingen zijn verwerkt:"), Opsomming(tuple(items))]
        return gevuld(sleutel_van(terrein, "terrein"), Kop(terrein.naam), texts)

    def _afwijkingen(self) -> list[Blok]:
        grid = self._grid("afwijkingen")
        if not grid.rijen:
            minimum = format_exact(drempel(self._cijfers.dossier, "toelichting"))
            return [Alinea(f"Er zijn geen afwijkingen boven de drempel van € {minimum}.")]

        def inhoud(rij: int, kolom: int) -> Inhoud:
            """Leave out the explanation of a beleidsterrein or reserve: it stands in the text."""
            cell = grid.inhoud(rij, kolom)
            return None if isinstance(cell, str) and grid.rijen[rij].scope.soort != "toelichting" else cell

        return [*tabel(replace(grid, inhoud=inhoud))]

    def _kosten_per_doel(self) -> list[Blok]:
        if not any(post.prestatie for post in self._bestand.van(Post)):
            return []
        return [*tabel(self._grid("kosten-per-doel"))]

    def _reserves(self) -> tuple[Deel, ...]:
        records = self._bestand.van(Reserve)
        if not records:
            return ()
        verloop = self._grid("reserveverloop")
        course: list[Blok] = [*tabel(verloop, rows_with_balance(verloop)), *grafieken.standen(verloop)]
        delen = (*self._toelichtingen(records), *gevuld("verloop", None, course))
        return gevuld("reserves", Kop("Reserves"), tabel(self._grid("reserves")), delen)

    def _investeringen(self) -> tuple[Deel, ...]:
        """Return what is planned in the years of the document and what it costs a year.

        A document that looks back has the credits that ask attention too.
        """
        plan = self._grid("investeringen")
        planned = [r for r in range(len(plan.rijen)) if any(plan.cents(r, k) for k in range(len(plan.koppen)))]
        lists = kredieten.lijsten(self._cijfers, self._bestand) if self._kijkt_terug else []
        scopes = {plan.rijen[r].scope for r in planned} | {rij.scope for grid in lists for rij in grid.rijen}
        lasten = self._grid("kapitaallasten")
        named = [t for t in self._bestand.van(Investering) if t.key.scope in scopes]
        delen = (
            *self._toelichtingen(named),
            *gevuld("kapitaallasten", None, tabel(lasten) if says_something(lasten) else []),
        )
        blokken = [*tabel(plan, planned), *(blok for grid in lists for blok in tabel(grid))]
        return gevuld("investeringen", Kop("Investeringen"), blokken, delen)
