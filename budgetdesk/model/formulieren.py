"""Budget holders: what each holds, and whether their form was read. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record
from budgetdesk.model.edits import Edit, RemoveRecord, SetValue
from budgetdesk.model.kinds.formulier import Formulier
from budgetdesk.model.kinds.programma import Investering, Post, Subsidie
from budgetdesk.model.structuur import add, propose_key

GEHOUDEN: Final = (Post, Subsidie, Investering)
"""The kinds of which a record names its holder, in the order in which a form shows them."""

SOORT: Final = Formulier.kind.naam


@dataclass(frozen=True, slots=True)
class Houderstand:
    """A budget holder, what they hold by number, and their answer; None where there is none."""

    houder: str
    aantal: int
    antwoord: Formulier | None

    @property
    def is_beantwoord(self) -> bool:
        """Return whether a form of theirs was read."""
        return self.antwoord is not None


def houder_van(record: Record) -> str:
    """Return who holds a record; empty where nobody does."""
    return record.houder.strip() if isinstance(record, GEHOUDEN) else ""


def gehouden(dossier: Dossier) -> Iterator[tuple[Bestand, Record]]:
    """Yield what can have a holder: the posts of all programmas, then subsidies, then investments."""
    for soort in GEHOUDEN:
        for bestand in dossier.programmas:
            yield from ((bestand, record) for record in bestand.van(soort))


def houders(dossier: Dossier) -> Mapping[str, int]:
    """Return the holders by name, with how many posts, subsidies and investments each holds."""
    found: dict[str, int] = {}
    for _, record in gehouden(dossier):
        if naam := houder_van(record):
            found[naam] = found.get(naam, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (pair[0].casefold(), pair[0])))


def stand(dossier: Dossier) -> list[Houderstand]:
    """Return every holder with their answer, by name."""
    answers = {formulier.houder: formulier for formulier in dossier.begroting.van(Formulier)}
    return [Houderstand(naam, count, answers.get(naam)) for naam, count in houders(dossier).items()]


def antwoord(dossier: Dossier, houder: str) -> Formulier | None:
    """Return the answer of a holder, or None."""
    return next((f for f in dossier.begroting.van(Formulier) if f.houder == houder), None)


def beantwoord(dossier: Dossier, houder: str, op: date, bestand: str) -> list[Edit]:
    """Return the edits that say that a holder answered with a file of this digest; none where that is said already."""
    known = antwoord(dossier, houder)
    if known is None:
        key = propose_key(dossier.begroting, SOORT, houder)
        return add(dossier.begroting, SOORT, "", sleutel=key, houder=houder, ontvangen=op, bestand=bestand)
    if known.bestand == bestand:
        return []
    return [
        SetValue(Adres(BEGROTING, SOORT, known.sleutel, pad), known.waarden.get(pad), waarde)
        for pad, waarde in ((Formulier.ontvangen.sleutel, op), (Formulier.bestand.sleutel, bestand))
    ]


def vergeet(dossier: Dossier, houder: str) -> list[Edit]:
    """Return the edits that take the answer of a holder away, so that they are asked again."""
    known = antwoord(dossier, houder)
    return [RemoveRecord(BEGROTING, SOORT, known.sleutel)] if known is not None else []
