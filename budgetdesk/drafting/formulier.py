"""The form of a budget holder as data: what they hold, the amounts that they may change, and those beside them.

An amount of the budget is what the holder has to spend: what is stored and what decisions that count change in it.
What is computed (capital charges, allocated costs) has lines of its own, which nobody types. So the lines of a post
add up to what the council reads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from budgetdesk.engine.berekend import KAPITAALLASTEN, VERDELING
from budgetdesk.engine.cube import Cube
from budgetdesk.engine.facts import Plaats
from budgetdesk.model.adres import Adres, join_key
from budgetdesk.model.dossier import Bestand, Dossier, Record
from budgetdesk.model.formulieren import gehouden, houder_van
from budgetdesk.model.kinds.programma import Investering, Post, Subsidie
from budgetdesk.model.notities import Noot, by_place

FORMAAT: Final = "1"
"""The version of the form that is written; another one is not read."""

REKENING: Final = "rekening"
VORIG: Final = "vorig"
NAAM: Final = "naam"
TOELICHTING: Final = "toelichting"
"""The keys of the columns beside those of the years, which are called by their year."""

MERK: Final = "budgetdesk-formulier"
"""What the first cell of the sheet begins with that says what the cells are; with `KOLOMMEN` that of the form."""

KOLOMMEN: Final = "budgetdesk-kolommen"
CELLEN: Final = "cellen"
CONTROLE: Final = "controle"

TOTAAL: Final = "totaal"
"""The key of every line that adds up others."""

VAST: Final = "vast"
BEDRAG: Final = "bedrag"
TEKST: Final = "tekst"
"""What a cell of a form is: locked, an amount that is typed, a text that is typed."""

MJB: Final = 3
"""Years after the budget year."""

MAX_TOELICHTING: Final = 2000
"""Characters of an explanation."""

_BEREKEND: Final = {KAPITAALLASTEN: "kapitaallasten, berekend", VERDELING: "verdeelde kosten, berekend"}

_ZIJDEN: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    Post.kind.naam: (("lasten", "Lasten"), ("baten", "Baten")),
    Subsidie.kind.naam: (("bedrag", "Subsidie"),),
    Investering.kind.naam: (("uitgaven", "Uitgaven"), ("bijdrage", "Bijdrage derden")),
}
"""The sides of each kind that a holder fills in, with what people call them; the second is taken off the first."""

TITELS: Final = {
    Post.kind.naam: "Posten",
    Subsidie.kind.naam: "Subsidies",
    Investering.kind.naam: "Investeringen",
}


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column of amounts; a `jaar` of one that is typed, 0 of one that is only looked at."""

    sleutel: str
    kop: str
    jaar: int = 0


@dataclass(frozen=True, slots=True)
class Regel:
    """A line: one side of a record, or what computation adds to it (`is_vast`); cents by column, None for nothing."""

    sleutel: str
    bestand: str
    record: tuple[str, str]
    kant: str
    programma: int
    naam: str
    zijde: str
    bedragen: Mapping[str, int | None]
    toelichting: str = ""
    is_vast: bool = False

    @property
    def soort(self) -> str:
        """Return the kind of its record."""
        return self.record[0]

    def adres(self, jaar: int) -> Adres:
        """Return where the amount of a year is stored."""
        fase = "begroting." if self.soort == Post.kind.naam else ""
        return Adres(self.bestand, *self.record, f"{self.kant}.{fase}{jaar}")

    @property
    def telt_af(self) -> bool:
        """Return whether it is taken off the other side of its kind."""
        sides = [kant for kant, _ in _ZIJDEN[self.soort]]
        return sides.index(self.kant) > 0


@dataclass(frozen=True, slots=True)
class Formulier:
    """The form of one holder: its columns and, by kind of record, its lines."""

    houder: str
    gemeente: str
    jaar: int
    document: str
    kolommen: Sequence[Kolom]
    regels: Sequence[Regel]
    stand: str
    """A digest of the dossier: whether anything moved since."""

    def of(self, soort: str) -> list[Regel]:
        """Return the lines of one kind."""
        return [regel for regel in self.regels if regel.soort == soort]


def zijden(soort: str) -> tuple[tuple[str, str], ...]:
    """Return the sides of a kind that a holder fills in, with their names."""
    return _ZIJDEN[soort]


def kolommen(jaar: int) -> list[Kolom]:
    """Return the columns of a form of budget year `jaar`: last accounts, present budget, budget and MJB."""
    beside = [Kolom(REKENING, f"Rekening {jaar - 2}"), Kolom(VORIG, f"Begroting {jaar - 1}")]
    typed = (Kolom(str(j), f"{'Begroting' if j == jaar else 'MJB'} {j}", j) for j in range(jaar, jaar + MJB + 1))
    return [*beside, *typed]


def regelsleutel(bestand: Bestand, record: Record, kant: str) -> str:
    """Return the key of a line: file and side, which stay what they are when programmes get other numbers."""
    return f"{bestand.naam.removesuffix('.toml')}/{join_key((*record.key, kant))}"


class Regels:
    """The lines of the records of a dossier as it is stored."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier.stored
        self._jaar = dossier.jaar
        self._kolommen = kolommen(dossier.jaar)
        self._cube = Cube(self._dossier)
        self._noten = by_place(self._dossier)

    def van(self, bestand: Bestand, record: Record, houder: str) -> Iterator[Regel]:
        """Yield the lines of one record, with what a holder explained about them."""
        facts = self._cube.of(self._cube.records.nummers[Plaats(bestand.naam, *record.key)])
        for kant, zijde in _ZIJDEN[record.soort]:
            sums: dict[str, dict[str, int]] = {"": {}}
            for fact in facts:
                own = fact.bron if fact.bron in _BEREKEND else ""
                if fact.kant == kant or (fact.kant == "besteed" and kant == "uitgaven"):
                    for kolom in self._kolommen:
                        if fact.term in self._termen(record.soort, kolom, besteed=fact.kant == "besteed"):
                            per = sums.setdefault(own, {})
                            per[kolom.sleutel] = per.get(kolom.sleutel, 0) + fact.cents
            for bron, amounts in sums.items():
                yield self._regel(bestand, record, (kant, zijde), bron, amounts, houder)

    def _termen(self, soort: str, kolom: Kolom, *, besteed: bool) -> tuple[str, ...]:
        """Return the terms of the facts that a column adds up."""
        t = self._jaar
        if soort != Post.kind.naam:
            jaar = {REKENING: t - 2, VORIG: t - 1}.get(kolom.sleutel, kolom.jaar)
            realised = soort == Investering.kind.naam and kolom.sleutel == REKENING
            return (f".{jaar}",) if besteed == realised else ()
        if kolom.sleutel == REKENING:
            return (f"rekening.{t - 2}",)
        if kolom.sleutel == VORIG:
            return f"begroting.{t - 1}", f"wijziging.{t - 1}"
        return (f"begroting.{kolom.jaar}", *([f"wijziging.{t}"] if kolom.jaar == t else []))

    def _regel(
        self,
        bestand: Bestand,
        record: Record,
        side: tuple[str, str],
        bron: str,
        amounts: Mapping[str, int],
        houder: str,
    ) -> Regel:
        kant, zijde = side
        key = regelsleutel(bestand, record, kant)
        regel = Regel(
            f"{key}@{bron}" if bron else key,
            bestand.naam,
            (record.soort, record.sleutel),
            kant,
            bestand.nummer,
            record.known_as,
            f"{zijde} ({_BEREKEND[bron]})" if bron else zijde,
            {kolom.sleutel: amounts.get(kolom.sleutel) for kolom in self._kolommen},
            is_vast=bool(bron),
        )
        if bron:
            return regel
        noot = self.noot(regel, houder)
        said = noot.tekst.removeprefix(aanhef(houder)) if noot else ""
        return replace(regel, toelichting=said)

    def noot(self, regel: Regel, houder: str) -> Noot | None:
        """Return the note that holds what a holder explained about a line, or None."""
        found = self._noten.get(regel.adres(self._jaar), ())
        return next((noot for noot in found if noot.tekst.startswith(aanhef(houder))), None)


def aanhef(houder: str) -> str:
    """Return what a note begins with that holds the explanation of a holder."""
    return f"Formulier {houder}: "


def opstellen(dossier: Dossier, houder: str) -> Formulier:
    """Return the form of a holder from the dossier as it stands."""
    lines = Regels(dossier)
    held = ((bestand, record) for bestand, record in gehouden(dossier.stored) if houder_van(record) == houder)
    regels = [regel for bestand, record in held for regel in lines.van(bestand, record, houder)]
    document = dossier.document or dossier.sjabloon
    kop = dossier.kop
    return Formulier(houder, kop.gemeente, dossier.jaar, document, kolommen(dossier.jaar), regels, digest(dossier))


def digest(dossier: Dossier) -> str:
    """Return a digest of what a dossier says, however its files are laid out; of notes and answers nothing."""
    found = hashlib.sha256()
    for bestand in sorted(dossier.stored.bestanden.values(), key=lambda b: b.naam):
        for record in bestand.records.values():
            if not record.kind.intern:
                values = sorted((pad, repr(waarde)) for pad, waarde in record.waarden.items())
                found.update(repr((bestand.naam, record.soort, record.sleutel, values)).encode("utf-8", "replace"))
    return found.hexdigest()[:16]


def controle(rows: Sequence[Sequence[str]]) -> str:
    """Return the digest of the lines that say what the cells of a form are; cells left empty behind do not count."""
    text = "\n".join("\t".join(row).rstrip("\t") for row in rows)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
