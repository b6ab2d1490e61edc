"""Another dossier into an open one: what there is to choose, and what is chosen as one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from budgetdesk.errors import UsageError, files_named
from budgetdesk.importing.dossiervoorstel import (
    NEEMBAAR,
    Dossierkeuzes,
    Dossiervoorstel,
    Gekozen,
    Venster,
    met_onderliggend,
    telling,
    voorstel,
)
from budgetdesk.importing.koppelen import Open
from budgetdesk.importing.verslag import GENOEMD, controls, controls_data, many, number
from budgetdesk.model.adres import join_key, table_path
from budgetdesk.model.arrangement import kind
from budgetdesk.model.dossier import Bestand, Dossier, Record
from budgetdesk.model.edits import AddRecord, Edit, Effect, SetValue
from budgetdesk.model.field import Field
from budgetdesk.model.kinds.programma import Beleidsterrein
from budgetdesk.model.overnemen import elsewhere
from budgetdesk.model.structuur import soortnaam
from budgetdesk.model.waarden import brief
from budgetdesk.session.adres import resolve_tables
from budgetdesk.session.session import Session
from budgetdesk.session.uitkomst import Aanbod, Verzoek
from budgetdesk.storage.pathnames import real
from budgetdesk.zinnen import met_en

NIETS: Final = "Wat u kiest, staat er al: er verandert niets."


@dataclass(frozen=True, slots=True)
class Keuze:
    """Something of another dossier that can be chosen as a whole: a file, or a beleidsterrein."""

    adres: str
    """As it is chosen: `1`, `1/beleidsterrein.1A`, `reserves`."""
    naam: str
    telling: Mapping[str, int]
    """How many tables of each kind it brings."""


@dataclass(frozen=True, slots=True)
class Dossieruitkomst:
    """What is chosen of another dossier comes to; with nothing chosen, what there is to choose."""

    naam: str
    van: Dossier
    voorstel: Dossiervoorstel | None
    keuzes: Sequence[Keuze] = ()
    verteld: Sequence[str] = ()
    fouten: Sequence[str] = ()

    @property
    def edits(self) -> Sequence[Edit]:
        """Return what becomes otherwise."""
        return self.voorstel.edits if self.voorstel else ()

    @property
    def vragen(self) -> Sequence[Open]:
        """Return what has to be chosen, or what is named and is not here."""
        if self.voorstel:
            return self.voorstel.vragen
        example = self.keuzes[0].adres if self.keuzes else "1/post"
        return (Open(f"Zeg wat u uit {self.naam} overneemt.", f"Kies met --kies, bijvoorbeeld --kies {example}."),)

    def tekst(self, dossier: Dossier) -> str:
        """Return whose dossier it is, and what is chosen of it or can be."""
        kop = self.van.kop
        lines = [f"{self.naam} gelezen als dossier: {kop.gemeente}, {self.van.sjabloon} {self.van.jaar}", *self.verteld]
        if self.voorstel is None:
            lines += [f"  --kies {k.adres}  {k.naam}: {met_en(_counted(k.telling))}" for k in self.keuzes]
        else:
            lines += _told(self.voorstel, dossier)
        return "\n".join(lines)

    def data(self, dossier: Dossier) -> dict[str, Any]:
        """Return the same as data."""
        found = self.voorstel
        told = {
            "bestand": self.naam,
            "als": "dossier",
            "bedragen": "cent",
            "gemeente": self.van.kop.gemeente,
            "jaar": self.van.jaar,
            "verteld": list(self.verteld),
            "keuzes": [asdict(keuze) for keuze in self.keuzes],
            "fouten": list(self.fouten),
            "vragen": [asdict(vraag) for vraag in self.vragen],
        }
        if found is not None:
            told |= {
                "gekozen": telling(found.gekozen),
                "controle": controls_data(found.controle),
                "nieuw": [_spell(dossier, edit) for edit in found.nieuw],
                "weggelaten": dict(found.weggelaten),
                "wijzigingen": [
                    {"adres": _where(dossier, edit), "oud": _plain(edit.oud), "nieuw": _plain(edit.nieuw)}
                    for edit in found.edits
                    if isinstance(edit, SetValue)
                ],
            }
        return told | {"geschreven": False}

    def slot(self) -> str:
        """Return how many tables are made and how many values become others."""
        values = [edit for edit in self.edits if isinstance(edit, SetValue)]
        lapsed = sum(edit.nieuw is None for edit in values)
        new = _per_kind(self.voorstel.nieuw if self.voorstel else ())
        made = met_en(_counted(new)) or "niets"
        changed = f"{many(len(values) - lapsed, 'waarde', 'waarden')} gewijzigd, {number(lapsed)} vervallen."
        return f"{made} nieuw, {changed}"

    def niets(self) -> str:
        """Return that all of it is there already."""
        return NIETS

    def doe(self, session: Session) -> Effect | None:
        """Take it as one step."""
        return session.do(self.edits, f"import {self.naam}")


def lees(session: Session, aangeboden: Sequence[Aanbod], verzoek: Verzoek) -> Dossieruitkomst:
    """Return what is chosen of another dossier comes to, or what there is to choose; nothing is changed.

    Raises InputError where it is none or is unfit for use, UsageError where it is this one, or an address means nothing
    in it or something that cannot be taken.
    """
    pad = aangeboden[0].pad
    if pad is None:
        raise UsageError("Een dossier is een map; noem die.")
    with files_named(lambda bestand: _seen(pad, bestand)):
        van = Session.open(pad, read_only=True)
        if real(van.map) == real(session.map):
            raise UsageError(f"{aangeboden[0].naam} is dit dossier zelf; kies een ander.")
        van.keuring.require_sound()
    other = elsewhere(van.stored, session.stored)
    told = [f"let op: {other.tekst}"] if other else []
    if not verzoek.kies:
        return Dossieruitkomst(van.naam, van.dossier, None, te_kiezen(van.dossier), told)
    chosen = gekozen(van.dossier, verzoek.kies)
    keuzes = Dossierkeuzes(verzoek.vervang, verzoek.keuzes.los == "overslaan", verzoek.keuzes.toch)
    venster = Venster({term for kolom in session.sjabloon.kolommen for term, _ in kolom.termen})
    found = voorstel(van.dossier, session.dossier, chosen, venster, keuzes)
    return Dossieruitkomst(van.naam, van.dossier, found, (), told)


def te_kiezen(van: Dossier) -> list[Keuze]:
    """Return what can be chosen of a dossier: each programma, its beleidsterreinen, and the shared reserves."""
    found: list[Keuze] = []
    for bestand in van.bestanden.values():
        if bestand.soort == "programma":
            found += _of_programma(van, bestand)
        elif bestand.soort == "reserves" and bestand.records:
            sizes = telling(_takeable(bestand, bestand.records.values()))
            found.append(Keuze(van.spell(bestand.naam), "Reserves", sizes))
    return found


def gekozen(van: Dossier, adressen: Sequence[str]) -> list[Gekozen]:
    """Return the tables that addresses mean, with all that hangs below them, each once.

    Raises UsageError where one means nothing, or nothing that can be taken.
    """
    found: list[Gekozen] = []
    for adres in adressen:
        bestand, records, pad = resolve_tables(van, adres)
        taken = [Gekozen(bestand, record, pad) for record in records if _can_be_taken(bestand, record)]
        if not taken:
            raise UsageError(f"`{adres}`: {_why_not(bestand, records)}")
        found += taken
    return met_onderliggend(found)


def _of_programma(van: Dossier, bestand: Bestand) -> Iterator[Keuze]:
    yield Keuze(van.spell(bestand.naam), bestand.titel, telling(_takeable(bestand, bestand.records.values())))
    for terrein in bestand.van(Beleidsterrein):
        adres = van.spell(bestand.naam, join_key(table_path(*terrein.key)))
        yield Keuze(adres, terrein.naam, telling(met_onderliggend([Gekozen(bestand, terrein)])))


def _takeable(bestand: Bestand, records: Iterable[Record]) -> list[Gekozen]:
    return [Gekozen(bestand, record) for record in records if _can_be_taken(bestand, record)]


def _can_be_taken(bestand: Bestand, record: Record) -> bool:
    return record.soort in NEEMBAAR.get(bestand.soort, ())


def _why_not(bestand: Bestand, records: Sequence[Record]) -> str:
    if bestand.soort == "wijziging":
        return "besluiten neemt u over met `budgetdesk overnemen`."
    what = met_en([soortnaam(soort, 2) for soort in dict.fromkeys(record.soort for record in records) if soort])
    return f"{what or bestand.naam} neemt u niet over uit een ander dossier."


def _seen(pad: Path, bestand: str) -> str:
    return bestand if bestand == str(pad) else (pad / bestand).as_posix()


# --- as people read it ---------------------------------------------------------------------------


def _told(found: Dossiervoorstel, dossier: Dossier) -> Iterator[str]:
    yield f"gekozen: {met_en(_counted(telling(found.gekozen))) or many(len(found.gekozen), 'waarde', 'waarden')}"
    yield from controls(found.controle)
    yield from _listed("Nieuw", [f"{_spell(dossier, edit)}{_called(edit)}" for edit in found.nieuw])
    changes = [edit for edit in found.edits if isinstance(edit, SetValue)]
    yield from _listed("Wijzigt", [_change(dossier, edit) for edit in changes])
    if found.weggelaten:
        which = ", ".join(f"{moment.replace('.', ' ')} ({number(n)})" for moment, n in found.weggelaten.items())
        total = many(sum(found.weggelaten.values()), "bedrag", "bedragen")
        yield f"Niet meegenomen, want van geen jaar van dit dossier ({total}): {which}"
    yield from found.zonder


def _listed(kop: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{kop} ({number(len(lines))}):"
    yield from (f"  {line}" for line in lines[:GENOEMD])
    if len(lines) > GENOEMD:
        yield f"  ... en nog {number(len(lines) - GENOEMD)} andere."


def _called(edit: AddRecord) -> str:
    naam = Record(edit.soort, edit.sleutel, dict(edit.waarden)).naam
    return f" {naam}" if naam else ""


def _change(dossier: Dossier, edit: SetValue) -> str:
    veld = dossier.veld(edit.adres) or Field(edit.adres.pad)
    return f"{_where(dossier, edit)}: {brief(veld, edit.oud)} -> {brief(veld, edit.nieuw)}"


def _spell(dossier: Dossier, edit: AddRecord) -> str:
    return dossier.spell(edit.bestand, join_key(table_path(edit.soort, edit.sleutel)))


def _where(dossier: Dossier, edit: SetValue) -> str:
    return dossier.spell(edit.adres.bestand, str(edit.adres))


def _plain(waarde: object) -> object:
    """Return a value as json can hold it."""
    return waarde if waarde is None or isinstance(waarde, (bool, int, str, list)) else str(waarde)


def _per_kind(edits: Sequence[AddRecord]) -> dict[str, int]:
    soorten = [edit.soort for edit in edits]
    return {soort: soorten.count(soort) for soort in dict.fromkeys(soorten)}


def _counted(sizes: Mapping[str, int]) -> list[str]:
    return [f"{number(size)} {kind(soort).noem(size)}" for soort, size in sizes.items()]
