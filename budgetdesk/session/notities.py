"""The notes of an open dossier, told in words: what each hangs on, and in what file and line it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from budgetdesk.errors import Plaats
from budgetdesk.model import besluiten
from budgetdesk.model.adres import Adres, split_key
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.notities import Noot, notities
from budgetdesk.model.structuur import soortnaam
from budgetdesk.session.session import Session


@dataclass(frozen=True, slots=True)
class Notitieregel:
    """A note, where it stands, and in words what it hangs on."""

    noot: Noot
    plaats: Plaats
    waarbij: str

    @property
    def datum(self) -> date | None:
        """Return when it was written, as far as it says so."""
        return self.noot.notitie.datum

    @property
    def op(self) -> str:
        """Return that day as people write it; empty where it does not say so."""
        return day(self.noot)


def day(noot: Noot | None) -> str:
    """Return when a note was written, as people write it; empty where there is none or it does not say so."""
    datum = noot.notitie.datum if noot is not None else None
    return f"{datum.day}-{datum.month}-{datum.year}" if datum else ""


def listed(session: Session) -> Iterator[Notitieregel]:
    """Yield every note, in the order of the files; without its line while that is to be moved by a save."""
    for noot in notities(session.stored):
        plaats = session.plaats(noot.adres) if session.is_placed(noot.bestand) else Plaats(noot.bestand)
        yield Notitieregel(noot, plaats, _what(session.stored, noot))


def as_typed(session: Session, noot: Noot) -> str:
    """Return what a note hangs on as people type an address; of what is not there what its `bij` says."""
    if noot.bij is None:
        return noot.notitie.bij
    thing = ".".join(filter(None, (noot.bij.soort, noot.bij.sleutel)))
    return session.stored.spell(noot.bij.bestand, str(noot.bij) if noot.bij.pad else thing)


def _what(stored: Dossier, noot: Noot) -> str:
    return f"`{noot.notitie.bij}`, dat er niet is" if noot.bij is None else named(stored, noot.bij)


def named(stored: Dossier, adres: Adres) -> str:
    """Return what a value or a record is called: `Bestuur, lasten begroting 2027`, `programma 1 Zorg, missie`."""
    thing = _thing(stored, adres)
    veld = stored.veld(adres)
    if not adres.pad or veld is None:
        return thing
    label = veld.label if not adres.soort else veld.label[:1].lower() + veld.label[1:]
    below = split_key(adres.pad)[len(split_key(veld.sleutel)) if veld.sleutel else 0 :]
    return ", ".join(filter(None, (thing, " ".join((label, *below)))))


def _thing(stored: Dossier, adres: Adres) -> str:
    bestand = stored.bestanden[adres.bestand]
    record = bestand.record(adres.soort, adres.sleutel)
    if adres.sleutel and record is not None:
        return record.known_as
    if bestand.soort == "wijziging":
        return f"{soortnaam(adres.soort)} {besluiten.titel(bestand)}"
    if bestand.soort == "programma":
        return f"{soortnaam(adres.soort)} {bestand.nummer} {bestand.titel}"
    return soortnaam(adres.soort) if adres.soort else ""
