"""What the cell of an amount in conflict prints: people typed it there, with what decisions and computations add."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from budgetdesk.diff.notation import Druk
from budgetdesk.errors import BudgetdeskError
from budgetdesk.merge.located import KANTEN, Plek
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Weergave
from budgetdesk.model.scope import RecordKey
from budgetdesk.session.conflictbestand import Conflictbestand
from budgetdesk.session.session import Session
from budgetdesk.storage.reader import list_files, read_contents
from budgetdesk.tables.signed import Tekens

_AFGEDRUKT: Final = ("post", "reserve")
"""The kinds whose amounts print with what is added to them."""

_ZIJDEN: Final = frozenset((*POSTKANTEN, *RESERVEKANTEN))
"""The sides that a table prints of these."""


@dataclass(frozen=True, slots=True)
class Celdruk:
    """What is added to amounts in conflict, in natural cents by their address; nothing where the dossier does not read.

    Every conflict counts as ours for it: what is added to one amount hangs on others, if on any.
    """

    weergave: Weergave = field(default_factory=Weergave)
    erbij: Mapping[Adres, int] = field(default_factory=dict)

    @classmethod
    def of(cls, map_: Path, bestanden: Iterable[Conflictbestand]) -> Celdruk:
        """Return what is added to the amounts that these conflicts are about."""
        known = {bestand.naam: bestand for bestand in bestanden}
        amounts = {adres for b in known.values() for plek in b.plekken for adres in _amounts(plek)}
        if not amounts:
            return cls()
        try:
            contents = {n: known[n].ours() if n in known else (map_ / n).read_bytes() for n, _ in list_files(map_)}
            session = Session(read_contents(map_, contents), read_only=True)
            found = {adres: _extra(session, adres) for adres in amounts}
        except (BudgetdeskError, OSError):
            # what keeps it from being read is told besides
            return cls()
        return cls(session.dossier.weergave, {adres: cents for adres, cents in found.items() if cents})

    def printed(self, adres: Adres | None, cents: int) -> str:
        """Return what the cell prints where this amount is stored; nothing where that is the amount itself."""
        extra = self.erbij.get(adres, 0) if adres else 0
        if adres is None or not extra:
            return ""
        kant = adres.pad.partition(".")[0]
        teken = Tekens(self.weergave).kant(kant)[0][1]
        return Druk(self.weergave).bedrag(teken * (cents + extra))


def _amounts(plek: Plek) -> Iterable[Adres]:
    for kant in KANTEN:
        fragment = plek.fragment(kant)
        for key in fragment.toewijzingen if fragment else ():
            is_printed = key.adres.soort in _AFGEDRUKT and key.adres.pad.partition(".")[0] in _ZIJDEN
            if key.cents is not None and is_printed:
                yield key.adres


def _extra(session: Session, adres: Adres) -> int:
    """Return what is added to an amount; nothing where it is of no programma."""
    if adres.bestand not in {bestand.naam for bestand in session.dossier.programmas}:
        return 0
    kant, _, kolom = adres.pad.partition(".")
    return session.totalen[adres.bestand].extra(RecordKey(adres.soort, adres.sleutel), kant, kolom)
