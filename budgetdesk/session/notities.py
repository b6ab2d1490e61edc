"""The notes of an open dossier, told in words: what each hangs on, and in what file and line it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from budgetdesk.errors import Plaats
from budgetdesk.model.notities import Noot, notities, waarbij
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
        yield Notitieregel(noot, plaats, waarbij(session.stored, noot))


def as_typed(session: Session, noot: Noot) -> str:
    """Return what a note hangs on as people type an address; of what is not there what its `bij` says."""
    if noot.bij is None:
        return noot.notitie.bij
    thing = ".".join(filter(None, (noot.bij.soort, noot.bij.sleutel)))
    return session.stored.spell(noot.bij.bestand, str(noot.bij) if noot.bij.pad else thing)
