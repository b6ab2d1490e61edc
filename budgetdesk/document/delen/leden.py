"""What a part is of, and for which members one that repeats is there: what hangs below what it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from budgetdesk.document.delen import woorden
from budgetdesk.model.besluiten import target
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.kinds.programma import Programma, Toelichting
from budgetdesk.model.kinds.wijziging import Mutatie, Wijziging
from budgetdesk.model.scope import RecordKey
from budgetdesk.model.verklaringen import subjects

if TYPE_CHECKING:
    from budgetdesk.document.delen.bron import Bron


@dataclass(frozen=True, slots=True)
class Lid:
    """One thing that a part is of: a record in the file of its programma; neither where it is the whole document."""

    bestand: Bestand | None = None
    record: Record | None = None
    tabel: str = ""
    """The table that it is, of a part that repeats for tables."""

    @property
    def sleutel(self) -> str:
        """Return the key by which a template names it."""
        return self.record.sleutel if self.record is not None else ""


DOCUMENT: Final = Lid()


def leden(bron: Bron, per: str, boven: Lid) -> Iterator[Lid]:
    """Yield the records of a kind within what a part stands in, in file order; of a decision its mutations there."""
    if per == Mutatie.kind.naam:
        yield from _mutaties(bron.besluit, boven)
        return
    if isinstance(boven.record, Wijziging):
        boven = DOCUMENT
    files = bron.programmas if boven.bestand is None else (boven.bestand,)
    soort = woorden.PER[per].naam
    for bestand in files:
        for record in _records(bestand, soort):
            if _is_below(bestand, record, boven):
                yield Lid(bestand, record)


def _mutaties(besluit: Bestand | None, boven: Lid) -> Iterator[Lid]:
    for mutatie in besluit.van(Mutatie) if besluit is not None else ():
        is_all = boven.bestand is None or isinstance(boven.record, Wijziging)
        if is_all or (boven.bestand is not None and _lands_below(mutatie, boven.bestand, boven.record)):
            yield Lid(besluit, mutatie)


def _lands_below(mutatie: Mutatie, bestand: Bestand, boven: Record | None) -> bool:
    """Return whether a mutation changes something of a programma that is a record there, or hangs below it."""
    key = RecordKey(*target(mutatie))
    return mutatie.programma == bestand.nummer and (boven is None or below(bestand, key, boven))


def below(bestand: Bestand, key: RecordKey, boven: Record) -> bool:
    """Return whether a record of a file is another one, or hangs below it: a prestatie below its beleidsterrein."""
    if key == boven.key or isinstance(boven, Programma):
        return True
    record = bestand.record(*key)
    return record is not None and any(below(bestand, above, boven) for above in _above(record))


def _records(bestand: Bestand, soort: str) -> Sequence[Record]:
    if soort == Programma.kind.naam:
        return (bestand.record(Programma) or Programma.empty(),)
    return bestand.van(soort)


def _is_below(bestand: Bestand, record: Record, boven: Lid) -> bool:
    return boven.record is None or (record.key != boven.record.key and below(bestand, record.key, boven.record))


def _above(record: Record) -> Iterator[RecordKey]:
    """Yield what a record hangs on: what it names in its own file, and what an explanation is about."""
    if isinstance(record, Toelichting):
        yield from subjects(record)
    for veld in record.kind.velden:
        if veld.verwijst and veld.verwijst != record.soort and (key := record.tekst(veld.sleutel)):
            yield RecordKey(veld.verwijst, key)
