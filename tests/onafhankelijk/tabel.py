"""A table as rows of cells, and what building one needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from tests.onafhankelijk.afdruk import Teken, Weergave
from tests.onafhankelijk.bedragen import Bedragen, Feit, Naam, Som
from tests.onafhankelijk.financieel import bedrag
from tests.onafhankelijk.lezen import Document, Dossier, Programma
from tests.onafhankelijk.lezen import Tabel as Bron
from tests.onafhankelijk.regels import REGELS, Regels
from tests.onafhankelijk.sjabloon import Kolom, Sjabloon, Termen, sjabloon
from tests.onafhankelijk.vaststelling import Gezien, Vaststelling, gezien, met_toen


class Tekst:
    """A cell of text that is not compared."""


TEKST: Final = Tekst()

Cel = int | str | Tekst | None
"""Cents with their printed sign, a word or percentage, a text, or blank."""


class Rij(NamedTuple):
    """One row: its name, what stands beside it, its cells."""

    naam: str
    soort: str
    cellen: list[Cel]


@dataclass(frozen=True, slots=True)
class Tabel:
    """One table; `programma` is 0 where it spans them, `eenheid` 0 where it is that of the document.

    With `letters` V stands behind an amount above zero, which is favourable then, and N behind one below it.
    """

    naam: str
    programma: int
    koppen: list[str]
    rijen: list[Rij]
    eenheid: int = 0
    letters: bool = False


class Maat(NamedTuple):
    """What a row adds up: sides with their factors, under a name, with a sign."""

    naam: str
    kanten: Mapping[str, int]
    teken: Teken


LASTEN: Final = Maat("Lasten", {"lasten": 1}, "lasten")
BATEN: Final = Maat("Baten", {"baten": 1}, "baten")
SALDO: Final = Maat("Saldo", {"lasten": 1, "baten": -1}, "saldo")
TOEVOEGING: Final = Maat("Toevoeging", {"toevoeging": 1}, "lasten")
ONTTREKKING: Final = Maat("Onttrekking", {"onttrekking": 1}, "baten")
MUTATIES: Final = Maat("Saldo", {"toevoeging": 1, "onttrekking": -1}, "saldo")
RESULTAAT: Final = Maat("", {**SALDO.kanten, **MUTATIES.kanten}, "saldo")
LASTEN_NA: Final = Maat("Lasten", {**LASTEN.kanten, **TOEVOEGING.kanten}, "lasten")
BATEN_NA: Final = Maat("Baten", {**BATEN.kanten, **ONTTREKKING.kanten}, "baten")
SALDO_NA: Final = Maat("Saldo", RESULTAAT.kanten, "saldo")

EXPLOITATIE: Final = (LASTEN, BATEN, SALDO)
RESERVES: Final = (TOEVOEGING, ONTTREKKING, MUTATIES)

KANTMAAT: Final = {"lasten": LASTEN, "baten": BATEN, "toevoeging": TOEVOEGING, "onttrekking": ONTTREKKING}


@dataclass(frozen=True)
class Bouw:
    """What every table of one document is made from."""

    gelezen: Dossier
    documentsleutel: str = ""
    regels: Regels = REGELS

    @cached_property
    def document(self) -> Document | None:
        """Return the document that it is about, None in a dossier that names none."""
        return self.gelezen.document(self.documentsleutel)

    @cached_property
    def vast(self) -> Vaststelling | None:
        """Return what was adopted."""
        tabel = self.gelezen.vastgesteld if self.regels.vastgesteld_gaat_voor else None
        return None if tabel is None else Vaststelling(tabel, self.regels)

    @cached_property
    def dossier(self) -> Dossier:
        """Return the dossier as this document sees it."""
        if self.vast is None:
            return self.gelezen
        return gezien(self.gelezen, self.vast, is_toen=self.is_toen)

    @property
    def is_toen(self) -> bool:
        """Return whether it is about the document that was adopted."""
        return self.vast is not None and self.document is not None and self.document.sleutel == self.vast.document

    @cached_property
    def bedragen(self) -> Bedragen:
        """Return all amounts for this document."""
        if self.vast is None:
            return Bedragen(self.gelezen, self.document, self.regels)
        now = met_toen(self.gelezen, self.vast) if self.is_toen else self.gelezen
        nu = Bedragen(now, self.document, self.regels)
        return Gezien(self.dossier, self.document, self.regels, nu, self.vast)

    @cached_property
    def sjabloon(self) -> Sjabloon:
        """Return the columns of this document."""
        naam = (self.document.kop if self.document else self.gelezen.begroting)["sjabloon"]
        return sjabloon(str(naam), self.t, int(self.gelezen.begroting.get("schatting", 0)), self.regels)

    @cached_property
    def weergave(self) -> Weergave:
        """Return how it prints."""
        return Weergave.van(self.dossier, self.regels)

    def toelichtingen(self, programma: Programma) -> Mapping[str, Bron]:
        """Return the explained amounts of a programme by key.

        An explanation is of a document: one with a file of its own for this programme says itself what explains it,
        and one that is not the first has none without such a file.
        """
        document = self.bedragen.document
        if document is not None and programma.nummer in document.programmas:
            return document.programmas[programma.nummer].get("toelichting", {})
        is_first = document is None or document.sleutel == self.dossier.documenten[0].sleutel
        return programma.van("toelichting") if is_first else {}

    def gezegd(self, programma: Programma, soort: str, sleutel: str) -> str:
        """Return what the document says of a thing; empty where it says nothing."""
        document = self.bedragen.document
        if document is not None and programma.nummer in document.programmas:
            tabellen = document.programmas[programma.nummer].get(soort, {})
        else:
            is_first = document is None or document.sleutel == self.dossier.documenten[0].sleutel
            tabellen = programma.van(soort) if is_first else {}
        return str(tabellen.get(sleutel, {}).get("toelichting", "")).strip()

    def programma(self, van: Naam) -> Programma:
        """Return the programme that a thing is of."""
        return next(p for p in self.dossier.programmas if p.nummer == van.nummer)

    @property
    def t(self) -> int:
        """Return T."""
        return self.dossier.jaar

    @property
    def kolommen(self) -> Sequence[Kolom]:
        """Return the columns of the document."""
        return self.sjabloon.kolommen

    @property
    def koppen(self) -> list[str]:
        """Return their headings."""
        return [kolom.kop for kolom in self.kolommen]

    @property
    def plan(self) -> list[int]:
        """Return the years from T on that have a column."""
        return self.sjabloon.plan(self.t)

    @property
    def nummers(self) -> list[int]:
        """Return the numbers of all programmes."""
        return [p.nummer for p in self.dossier.programmas]

    @property
    def saldowoord(self) -> str:
        """Return what the balance over all programmes is called."""
        return "Saldo" if self.sjabloon.vergelijkt else "Geraamd totaal saldo van baten en lasten"

    @property
    def resultaatwoord(self) -> str:
        """Return what the result is called."""
        return "Resultaat" if self.sjabloon.vergelijkt else "Geraamd resultaat"

    # --- sums ----------------------------------------------------------------------------------

    @cached_property
    def _per_naam(self) -> Mapping[Naam, list[Feit]]:
        found: dict[Naam, list[Feit]] = {}
        for feit in self.bedragen.feiten:
            found.setdefault(feit.van, []).append(feit)
        return found

    def som(self, namen: Iterable[Naam], waar: Callable[[Feit], bool] = lambda _: True) -> Som:
        """Return the sums of what these records have, of the facts that hold."""
        return Som.van(feit for naam in namen for feit in self._per_naam.get(naam, ()) if waar(feit))

    def heeft_feiten(self, namen: Iterable[Naam], kolommen: Sequence[Kolom]) -> bool:
        """Return whether any of these records has an amount in one of these columns, zero or not."""
        termen = alle_termen(kolommen)
        return any((f.fase, f.jaar) in termen for naam in namen for f in self._per_naam.get(naam, ()))

    def namen(self, programma: Programma, *soorten: str) -> list[Naam]:
        """Return the records of a programme of these kinds."""
        return [Naam(programma.nummer, soort, sleutel) for soort in soorten for sleutel in programma.van(soort)]

    def alle(self, *soorten: str) -> list[Naam]:
        """Return the records of all programmes of these kinds."""
        return [naam for programma in self.dossier.programmas for naam in self.namen(programma, *soorten)]

    # --- cells ---------------------------------------------------------------------------------

    def waarde(self, som: Som, maat: Maat, kolom: Kolom) -> int:
        """Return a sum in a column, with its printed sign."""
        if kolom.verschil:
            before, after = (self._natuurlijk(som, maat, termen) for termen in kolom.verschil)
            return self.weergave.afgetrokken(before, after, maat.teken)
        return self.weergave.teken(maat.teken) * self._natuurlijk(som, maat, kolom.termen)

    def _natuurlijk(self, som: Som, maat: Maat, termen: Termen) -> int:
        return sum(factor * bedrag(som, kant, termen) for kant, factor in maat.kanten.items())

    def rij(self, naam: str, maat: Maat, som: Som, soort: str | None = None) -> Rij:
        """Return the row of one measure in the columns of the document."""
        cellen: list[Cel] = [self.waarde(som, maat, kolom) for kolom in self.kolommen]
        return Rij(naam, maat.naam if soort is None else soort, cellen)

    def rijen(self, naam: str, maten: Sequence[Maat], som: Som, saldo: str = "") -> list[Rij]:
        """Return a row per measure; `saldo` is what the last of them is called here."""
        found = [self.rij(naam, maat, som) for maat in maten]
        return [*found[:-1], found[-1]._replace(soort=saldo)] if saldo else found

    def kop(self, naam: str, breedte: int | None = None, soort: str = "") -> Rij:
        """Return a heading: a row without cells."""
        return Rij(naam, soort, [None] * (len(self.kolommen) if breedte is None else breedte))


def alle_termen(kolommen: Iterable[Kolom]) -> set[tuple[str, int]]:
    """Return every phase and year that some column adds up."""
    return {(term.fase, term.jaar) for kolom in kolommen for term in kolom.termen}


def optellen(rijen: Iterable[Rij], kolommen: Iterable[int]) -> dict[int, int]:
    """Return the sum of amounts in these columns of rows; what is blank adds nothing."""
    found = dict.fromkeys(kolommen, 0)
    for rij in rijen:
        for i in found:
            cel = rij.cellen[i]
            found[i] += cel if isinstance(cel, int) else 0
    return found
