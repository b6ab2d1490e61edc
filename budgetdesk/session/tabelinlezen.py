"""A printed table into an open dossier: read, its misprints named, and what it comes to done as one step.

What contradicts itself in print is answered cell by cell: `Tabeluitkomst.twijfels` are the cells of which one is wrong,
and `weggelaten` and `verbeterd` say of a `Verzoek` what becomes of it; the table is read again with that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from budgetdesk.errors import BudgetdeskError, UsageError, files_named
from budgetdesk.importing.bron import Bron, adres
from budgetdesk.importing.herkennen import herken as herken_tabel
from budgetdesk.importing.herkennen import tabellen
from budgetdesk.importing.herkennen.wijze import leeswijze
from budgetdesk.importing.kiezen import Deelkeuze, passend
from budgetdesk.importing.koppelen import Open
from budgetdesk.importing.mapping import Leeswijze
from budgetdesk.importing.tabel import tabelverslag
from budgetdesk.importing.tabel.plaatsing import NIEUW, Gekozen
from budgetdesk.importing.tabel.tabellezing import Tabellezing, saldi_kloppen
from budgetdesk.importing.tabel.tabellezing import lees as lees_tabel
from budgetdesk.importing.tabel.tabelvoorstel import Tabelvoorstel, voorstel
from budgetdesk.importing.verslag import NIETS, number
from budgetdesk.importing.voorzet import noemt_grootboek
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.edits import Edit, Effect
from budgetdesk.session.adres import resolve_record
from budgetdesk.session.inlezen import leeswijzen
from budgetdesk.session.session import Session
from budgetdesk.session.uitkomst import Aanbod, Antwoord, Verzoek
from budgetdesk.tables.eenheid import EENHEDEN

ALS: Final = "tabel"
TEKENS: Final = {
    "A": "Lasten +, baten -",
    "B": "Lasten en baten +, saldo is lasten min baten",
    "C": "Lasten en baten +, saldo is baten min lasten",
    "D": "Lasten -, baten +",
}
"""What each convention prints."""

_VORM: Final = "RIJ=ADRES, zoals 4=1/beleidsterrein.1A, of RIJ=nieuw"
_HERKENBAAR: Final = 600
"""Rows up to which a sheet is looked at for a table of its own accord; a ledger report has more."""


@dataclass(frozen=True, slots=True)
class Twijfel:
    """A printed cell of which a contradiction makes one wrong: its address, what it prints, and what fits."""

    cel: str
    staat: str
    past: str


@dataclass(frozen=True, slots=True)
class Tabeluitkomst:
    """What a printed table comes to; no proposal where it has to be decided first how it is read."""

    lezing: Tabellezing
    voorstel: Tabelvoorstel | None

    @property
    def naam(self) -> str:
        """Return the name of the file."""
        return self.lezing.bron.naam

    @property
    def edits(self) -> Sequence[Edit]:
        """Return what becomes of the dossier."""
        return self.voorstel.edits if self.voorstel else ()

    @property
    def vragen(self) -> Sequence[Open]:
        """Return what has to be decided first: of reading the table, else of where it stands in the dossier."""
        return [*self.lezing.vragen, *(self.voorstel.vragen if self.voorstel else ())]

    @property
    def leesvragen(self) -> Sequence[Open]:
        """Return what has to be decided before it is known what the table says."""
        return self.lezing.vragen

    @property
    def fouten(self) -> Sequence[str]:
        """Return every cell that is no amount."""
        return self.lezing.fouten

    @property
    def twijfels(self) -> Sequence[Sequence[Twijfel]]:
        """Return for each contradiction in print the cells of which one is wrong; none where more than one is."""
        return [
            [Twijfel(adres(*v.cel), number(v.staat), number(v.past)) for v in tegen.verdachten]
            for tegen in self.lezing.druk.tegenspraken
        ]

    def gelezen(self) -> list[str]:
        """Return what was read, on which grounds, and whether the amounts reproduce it, as lines."""
        return tabelverslag.gelezen(self.lezing)

    def antwoorden(self, verzoek: Verzoek) -> list[Antwoord]:
        """Return the answers that the first thing to decide has, each as the request it makes of the one there was.

        Empty where it needs words: what columns hold.
        """
        if self.lezing.vragen:
            return [*_of_reading(self, verzoek)]
        choices = self.voorstel.plaatsing.keuzes[:1] if self.voorstel else ()
        return [
            Antwoord(keuze.tekst, replace(verzoek, kies=(*verzoek.kies, keuze.kies)))
            for question in choices
            for keuze in question.antwoorden
        ]

    @property
    def exact(self) -> str:
        """Return whether every printed cell comes out, in a sentence."""
        return tabelverslag.exact(self.lezing)

    @property
    def leeswijze(self) -> Leeswijze:
        """Return how it was read, to be kept."""
        return leeswijze(self.lezing.herkenning, self.lezing.wijze.naam if self.lezing.wijze else self.naam)

    def tekst(self, dossier: Dossier) -> str:
        """Return what was read and what it comes to."""
        return tabelverslag.tekst(self.lezing, self.voorstel, dossier)

    def data(self, dossier: Dossier) -> dict[str, Any]:
        """Return the same as data."""
        said = {"vragen": [asdict(vraag) for vraag in self.vragen], "fouten": [{"zin": fout} for fout in self.fouten]}
        return tabelverslag.data(self.lezing, self.voorstel, dossier) | said

    def slot(self) -> str:
        """Return what is made and how many amounts become others."""
        return tabelverslag.slot(self.voorstel) if self.voorstel else ""

    def niets(self) -> str:
        """Return that the amounts are there already."""
        return NIETS

    def doe(self, session: Session) -> Effect | None:
        """Do it as one step."""
        return session.do(self.edits, f"import {self.naam}")


@dataclass(frozen=True, slots=True)
class Tabelkeuze:
    """A file of which it has to be said first which of its tables or sheets is meant."""

    naam: str
    vraag: Open
    keuzes: Sequence[Deelkeuze]

    @property
    def edits(self) -> Sequence[Edit]:
        """Return nothing yet."""
        return ()

    @property
    def vragen(self) -> Sequence[Open]:
        """Return the question which one is meant."""
        return [self.vraag]

    @property
    def leesvragen(self) -> Sequence[Open]:
        """Return the same: it is not known yet what a table says."""
        return self.vragen

    @property
    def fouten(self) -> Sequence[str]:
        """Return nothing yet."""
        return ()

    def gelezen(self) -> list[str]:
        """Return what there is to choose from, a line each."""
        return [keuze.tekst for keuze in self.keuzes]

    def antwoorden(self, verzoek: Verzoek) -> list[Antwoord]:
        """Return each part that may be meant, as the request that names it."""
        return [Antwoord(keuze.tekst, _meant(verzoek, keuze)) for keuze in self.keuzes]

    def tekst(self, _dossier: Dossier) -> str:
        """Return what there is to choose from."""
        return "\n".join(self.gelezen())

    def data(self, _dossier: Dossier) -> dict[str, Any]:
        """Return the question as data."""
        return {"vragen": [asdict(self.vraag)], "fouten": []}

    def slot(self) -> str:
        """Return nothing: nothing becomes otherwise."""
        return ""

    def niets(self) -> str:
        """Return nothing."""
        return ""

    def doe(self, _session: Session) -> Effect | None:
        """Do nothing."""
        return None


def _meant(verzoek: Verzoek, keuze: Deelkeuze) -> Verzoek:
    if keuze.wat == "blad":
        return replace(verzoek, blad=keuze.waarde)
    return replace(verzoek, tabel=replace(verzoek.tabel, tabel=keuze.waarde))


def _of_reading(found: Tabeluitkomst, verzoek: Verzoek) -> Iterator[Antwoord]:
    """Yield the answers to the first question about reading: choices that it has, else what becomes of a cell."""
    said = verzoek.tabel
    first = next((v for v in found.lezing.herkenning.vragen if v.zin == found.lezing.vragen[0].zin), None)
    if first is not None and first.naam == "eenheid":
        for euros, tekst in EENHEDEN.items():
            yield Antwoord(f"Bedragen {tekst}", replace(verzoek, tabel=replace(said, eenheid=euros)))
    elif first is not None and first.naam == "tekens":
        for letter, tekst in TEKENS.items():
            yield Antwoord(tekst, replace(verzoek, tabel=replace(said, tekens=letter)))
    elif first is not None and first.naam == "decimaal":
        yield Antwoord("De komma staat voor decimalen", replace(verzoek, decimaal=","))
        yield Antwoord("De punt staat voor decimalen", replace(verzoek, decimaal="."))
    for one in found.twijfels[0] if found.twijfels and first is None else ():
        yield Antwoord(f"{one.cel}: lees {one.past} in plaats van {one.staat}", verbeterd(verzoek, one.cel, one.past))
        yield Antwoord(f"{one.cel}: laat {one.staat} weg; hier staat straks {one.past}", weggelaten(verzoek, one.cel))


def weggelaten(verzoek: Verzoek, cel: str) -> Verzoek:
    """Return a request in which a cell is left out of what is printed."""
    said = verzoek.tabel
    return replace(verzoek, tabel=replace(said, weglaten=(*said.weglaten, cel)))


def verbeterd(verzoek: Verzoek, cel: str, bedrag: str) -> Verzoek:
    """Return a request in which a cell is read as another amount, in the unit and with the sign of the table."""
    said = verzoek.tabel
    return replace(verzoek, tabel=replace(said, verbeter=(*said.verbeter, f"{cel}={bedrag}")))


def herken(session: Session, bron: Bron) -> str:
    """Return by what a file is a printed table: a way of reading fits, or balances prove the signs of one there.

    A ledger report may print balances too: one that names a kostenplaats or kostensoort is none.
    """
    if fits := passend(bron, _ways(session)):
        return " of ".join(wijze.sleutel for wijze in fits)
    sheets = [blad for blad in bron.bladen if blad.zichtbaar and blad.cellen]
    if len(sheets) != 1 or sheets[0].rijen > _HERKENBAAR or noemt_grootboek(sheets[0]):
        return ""
    known = [*map(herken_tabel, tabellen(sheets[0]))]
    proven = [found for found in known if saldi_kloppen(found)]
    if not proven:
        return ""
    count = sum(found.tekens.getuigen for found in proven)
    some = f" in {len(proven)} van de {len(known)} tabellen" if len(known) > 1 else ""
    return f"{count} saldi van lasten en baten kloppen{some}"


def lees(session: Session, aangeboden: Sequence[Aanbod], verzoek: Verzoek) -> Tabeluitkomst:
    """Return what a printed table comes to; nothing is changed.

    Raises Onbeslist, InputError, UsageError and LimitExceeded as `tabellezing.lees` does, Afgebroken.
    """
    ways = leeswijzen(session, verzoek.mapping, ALS) if verzoek.mapping else _ways(session)
    with files_named(str):
        bron = aangeboden[0].bron(*_written(ways))
        if not verzoek.mapping:
            ways = passend(bron, ways)
        toch = verzoek.keuzes.toch
        lezing = lees_tabel(bron, verzoek.tabel, ways, blad=verzoek.blad, decimaal=verzoek.decimaal, toch=toch)
    if lezing.vragen or lezing.fouten:
        return Tabeluitkomst(lezing, None)
    chosen = Gekozen(verzoek.tabel.programma, verzoek.keuzes.los, _choices(session.dossier, verzoek.kies))
    return Tabeluitkomst(lezing, voorstel(session.dossier, lezing.herkenning, lezing.dingen, chosen))


def _ways(session: Session) -> list[Leeswijze]:
    """Return the ways of reading a table that the dossier has; one that does not hold together is told by `check`."""
    try:
        return leeswijzen(session, als=ALS)
    except BudgetdeskError:
        return []


def _written(ways: Sequence[Leeswijze]) -> tuple[str, str]:
    """Return how a csv is written where every way of reading says the same."""
    said = {(wijze.scheiding, wijze.codering) for wijze in ways}
    return said.pop() if len(said) == 1 else ("", "")


def _choices(dossier: Dossier, kies: Sequence[str]) -> Mapping[int, str | tuple[str, str, str]]:
    """Return what rows are chosen to be; raises UsageError where that names nothing."""
    found: dict[int, str | tuple[str, str, str]] = {}
    for text in kies:
        rij, _, what = text.partition("=")
        if not (rij.strip().isdecimal() and what.strip()):
            raise UsageError(f"`{text}`: schrijf {_VORM}.")
        if what.strip() == NIEUW:
            found[int(rij)] = NIEUW
            continue
        bestand, record = resolve_record(dossier, what.strip())
        if record.soort not in ("beleidsterrein", "post", "reserve"):
            raise UsageError(f"`{text}`: een rij wordt een beleidsterrein, een post of een reserve.")
        found[int(rij)] = (bestand.naam, *record.key)
    return found
