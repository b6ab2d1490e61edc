"""Iv3 into an open dossier: whose it is and of which years, and what its cells come to as one step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from budgetdesk.engine.codelijst import Cel
from budgetdesk.errors import InputError, Plaats, UsageError, files_named
from budgetdesk.importing import iv3verslag
from budgetdesk.importing.bron import Bron
from budgetdesk.importing.iv3bron import kenmerk, uit
from budgetdesk.importing.iv3cbs import gemeenten
from budgetdesk.importing.iv3in import GEEN_IV3, Iv3bestand, Iv3opgaaf
from budgetdesk.importing.iv3nieuw import samen
from budgetdesk.importing.iv3voorstel import Iv3voorstel, Plaatsing, cells_of, voorstel
from budgetdesk.importing.koppelen import Open
from budgetdesk.importing.verslag import NIETS
from budgetdesk.model.adres import join_key
from budgetdesk.model.besluiten import find
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.edits import Edit, Effect
from budgetdesk.session.adres import resolve_record
from budgetdesk.session.boeken import Boekplaats
from budgetdesk.session.inlezen import boek
from budgetdesk.session.session import Session
from budgetdesk.session.uitkomst import Aanbod, Verzoek
from budgetdesk.zinnen import met_en

_VORM: Final = "TAAKVELD/CATEGORIE=POST, zoals 0.1/1.1=1/post.griffie"


@dataclass(frozen=True, slots=True)
class Iv3uitkomst:
    """What files of Iv3 come to; `op` is the decision that amounts are booked on, as somebody named it."""

    bestanden: Sequence[Iv3bestand]
    gezien: str
    voorstel: Iv3voorstel
    overslaan: bool = False
    op: str = ""

    @property
    def naam(self) -> str:
        """Return the names of the files."""
        return met_en([bestand.naam for bestand in self.bestanden])

    @property
    def edits(self) -> Sequence[Edit]:
        """Return what becomes of amounts and balances."""
        return self.voorstel.edits

    @property
    def vragen(self) -> Sequence[Open]:
        """Return which cells fit no post, or several."""
        return iv3verslag.vragen(self.voorstel, overslaan=self.overslaan)

    @property
    def fouten(self) -> Sequence[str]:
        """Return which amounts no post can hold."""
        return iv3verslag.fouten(self.voorstel)

    def tekst(self, dossier: Dossier) -> str:
        """Return what was read and what it comes to."""
        return iv3verslag.tekst(self.bestanden, self.gezien, self.voorstel, dossier)

    def data(self, dossier: Dossier) -> dict[str, Any]:
        """Return the same as data."""
        said = {"vragen": [asdict(vraag) for vraag in self.vragen], "fouten": [{"zin": fout} for fout in self.fouten]}
        return iv3verslag.data(self.bestanden, self.voorstel, dossier) | said

    def slot(self) -> str:
        """Return how many amounts become others."""
        told = iv3verslag.slot(self.voorstel)
        return f"{told} Geboekt op besluit {self.op}." if self.op and not self.vragen else told

    def niets(self) -> str:
        """Return that the amounts are there already."""
        return NIETS

    def doe(self, session: Session) -> Effect | None:
        """Do it as one step, or book it; a budget, which alone is booked, has no balance."""
        found, tekst = self.voorstel, f"import {self.naam}"
        if not self.op:
            return session.do(self.edits, tekst)
        plaats = Boekplaats(find(session.dossier, self.op).naam, "Iv3")
        return boek(session, plaats, found.bedragen, found.nieuw, tekst)


def herken(session: Session, bron: Bron) -> str:
    """Return by what a file is Iv3."""
    del session
    return kenmerk(bron)


def lees(session: Session, aangeboden: Sequence[Aanbod], verzoek: Verzoek) -> Iv3uitkomst:
    """Return what files of Iv3 come to together; nothing is changed.

    Raises InputError where one is no Iv3, of another municipality or of a year that no column of the dossier is of,
    Onbeslist where one of several municipalities has to be chosen, UsageError where a choice names nothing, Refused
    where the decision is none, Afgebroken.
    """
    if verzoek.op:
        find(session.dossier, verzoek.op)
    with files_named(str):
        bestanden = [_read(session, aanbod, verzoek.gemeentecode) for aanbod in aangeboden]
        samen(bestanden)
        for bestand in bestanden:
            _require_own(session, bestand)
    los = verzoek.keuzes.los
    plaatsing = Plaatsing(los, verzoek.vervang, dict(_choices(session.dossier, verzoek.kies)))
    found = voorstel(session.dossier, bestanden, plaatsing)
    seen = met_en(list(dict.fromkeys(kenmerk(aanbod.bron()) for aanbod in aangeboden)))
    return Iv3uitkomst(bestanden, seen, found, los == "overslaan", verzoek.op)


def _read(session: Session, aanbod: Aanbod, gemeentecode: str) -> Iv3bestand:
    """Return the Iv3 that is offered, of open data that of the municipality of the dossier where nobody said which."""
    bron, own = aanbod.bron(), session.stored.kop.gemeentecode
    if not gemeentecode and own and own in gemeenten(bron):
        gemeentecode = own
    return uit(bron, aanbod.inhoud, gemeentecode)


def _require_own(session: Session, bestand: Iv3bestand) -> None:
    """Raise InputError where a file is of another municipality, or of years that the dossier does not print."""
    kop, plaats = session.stored.kop, Plaats(bestand.naam)
    if bestand.gemeentecode and kop.gemeentecode:
        there, here = bestand.gemeentecode, kop.gemeentecode
    else:
        there, here = bestand.gemeente or kop.gemeente, kop.gemeente
    if there.casefold() != here.casefold():
        tekst = f"dit is van gemeente {there}, dit dossier van {here}."
        raise InputError.at(plaats, tekst, code=GEEN_IV3, remedie="Kies het bestand van uw gemeente.")
    strange = [opgaaf.levering.naam for opgaaf in bestand.opgaven if not _is_shown(session, opgaaf)]
    if strange:
        tekst = (
            f"{met_en(strange)} staat in geen kolom van dit dossier ({session.sjabloon.naam} {session.dossier.jaar})."
        )
        raise InputError.at(plaats, tekst, code=GEEN_IV3, remedie="Kies het bestand van een jaar dat hier staat.")


def _is_shown(session: Session, opgaaf: Iv3opgaaf) -> bool:
    if opgaaf.levering.is_kwartaal:
        return opgaaf.levering.jaar == session.dossier.jaar
    return opgaaf.term in {term for kolom in session.sjabloon.kolommen for term, _ in kolom.termen}


def _choices(dossier: Dossier, kies: Sequence[str]) -> Iterator[tuple[Cel, str]]:
    """Yield on which post a cell lands, as somebody chose; raises UsageError where that names nothing."""
    for text in kies:
        cel, equals, adres = text.partition("=")
        taakveld, slash, categorie = cel.partition("/")
        if not (equals and slash and taakveld and categorie):
            raise UsageError(f"`{text}`: schrijf {_VORM}.")
        bestand, record = resolve_record(dossier, adres)
        fits = [kant for kant, *rest in cells_of(record) if rest == [taakveld, categorie]]
        if not fits:
            raise UsageError(f"`{text}`: {adres} heeft geen taakveld {taakveld} met categorie {categorie}.")
        yield from (((kant, taakveld, categorie), dossier.spell(bestand.naam, join_key(record.key))) for kant in fits)
