"""The notes of a dossier: what each hangs on, and the edits that write, change and remove one.

Pure: nothing here changes a dossier. Notes are looked for in the files as they are stored, whatever document is open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from budgetdesk.errors import Refused
from budgetdesk.model import besluiten
from budgetdesk.model.adres import Adres, split_key
from budgetdesk.model.documenten import home
from budgetdesk.model.dossier import VASTGESTELD, Dossier
from budgetdesk.model.edits import Edit, RemoveRecord, SetValue
from budgetdesk.model.kinds.notitie import Notitie
from budgetdesk.model.plek import Plek, named_from, place
from budgetdesk.model.structuur import add, propose_key, soortnaam

SOORT: Final = Notitie.kind.naam


class NoPlace(Refused):
    """A note cannot hang there: no file of the dossier holds what it would be about."""

    def __init__(self) -> None:
        super().__init__("Hier is niets om een notitie bij te zetten: een notitie hoort bij iets uit het dossier.")


@dataclass(frozen=True, slots=True)
class Noot:
    """A note, the file that it stands in, and where what it hangs on is stored; None where that is not there."""

    bestand: str
    notitie: Notitie
    bij: Adres | None

    @property
    def adres(self) -> Adres:
        """Return where its text stands."""
        return self._at(Notitie.tekst_.sleutel)

    @property
    def tekst(self) -> str:
        """Return what it says."""
        return self.notitie.tekst_

    def _at(self, pad: str) -> Adres:
        return Adres(self.bestand, SOORT, self.notitie.sleutel, pad)

    def rewritten(self, tekst: str, op: date) -> list[Edit]:
        """Return the edits that give it another text, of that day; none where it says so already."""
        if tekst == self.tekst:
            return []
        datum = Notitie.datum.sleutel
        return [
            SetValue(self.adres, self.notitie.waarden.get(self.adres.pad), tekst),
            SetValue(self._at(datum), self.notitie.waarden.get(datum), op),
        ]

    def removed(self) -> list[Edit]:
        """Return the edit that takes it away."""
        return [RemoveRecord(self.bestand, SOORT, self.notitie.sleutel)]


def notities(dossier: Dossier) -> Iterator[Noot]:
    """Yield every note, in the order of the files."""
    stored = dossier.stored
    for bestand in stored.bestanden.values():
        for notitie in bestand.van(Notitie):
            yield Noot(bestand.naam, notitie, place(stored, bestand, Plek.named(notitie.bij)))


def by_place(dossier: Dossier) -> Mapping[Adres, Sequence[Noot]]:
    """Return the notes by where what they hang on is stored, without those that hang on nothing."""
    found: dict[Adres, list[Noot]] = {}
    for noot in notities(dossier):
        if noot.bij is not None:
            found.setdefault(noot.bij, []).append(noot)
    return found


def at(found: Mapping[Adres, Sequence[Noot]], view: Dossier, adres: Adres) -> list[Noot]:
    """Return the notes on a value, or without `pad` a record, that a view shows there."""
    if not found:
        return []
    places = dict.fromkeys((home(view, adres) if adres.pad else adres, adres))
    return [noot for where in places for noot in found.get(where, ())]


def written(view: Dossier, adres: Adres, tekst: str, op: date, taken: Collection[str] = ()) -> list[Edit]:
    """Return the edits that write a note on a value, or a record, that a view shows: in the file that holds it.

    Where a document has no file for it yet, or it is there only as it was adopted, that is the file of the programma.
    `taken` are keys of notes that come in the same step. Raises NoPlace where no file holds it.
    """
    stored = view.stored
    for where in dict.fromkeys((home(view, adres) if adres.pad else adres, adres)):
        bestand = stored.bestanden.get(where.bestand)
        plek = named_from(stored, bestand, where) if bestand and bestand.naam != VASTGESTELD else None
        if bestand is not None and plek is not None:
            sleutel = propose_key(bestand, SOORT, str(plek))
            sleutel = f"{sleutel}-2" if sleutel in taken else sleutel
            return add(bestand, SOORT, "", sleutel=sleutel, bij=str(plek), tekst=tekst, datum=op)
    raise NoPlace


# --- in words --------------------------------------------------------------------------------


def waarbij(stored: Dossier, noot: Noot) -> str:
    """Return in words what a note hangs on; of what is not there the address that it names."""
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
