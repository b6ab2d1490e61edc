"""Documents of the year: their files, forecasts that are of none, and when they were adopted (codes BD220 to BD222)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import DOSSIER, EVERYTHING, Look, Rule
from budgetdesk.model.adres import Adres
from budgetdesk.model.documenten import documenten, is_own
from budgetdesk.model.dossier import BEGROTING, Bestand, Record
from budgetdesk.model.kinds.begroting import VASTGESTELD, Document
from budgetdesk.model.structuur import soortnaam

_VOORUIT: Final = "`budgetdesk fmt DOSSIER --vooruit` zet haar daar."


def about_nothing(look: Look) -> Iterator[Melding]:
    """BD220: a file of a document is about a document, a programma or a table that is not there."""
    stored = look.dossier.stored
    known = [d.sleutel for d in documenten(stored)]
    seen: dict[tuple[str, int], str] = {}
    # what is empty says nothing
    for bestand in (b for b in stored.bestanden.values() if b.soort == "document" and b.records):
        programma = stored.programma(bestand.nummer) if bestand.nummer else None
        twin = seen.setdefault((bestand.document, bestand.nummer), bestand.naam)
        if bestand.document not in known:
            others = (
                f"Kies uit: {', '.join(known)}." if known else "`budgetdesk fmt DOSSIER --vooruit` maakt het eerste."
            )
            yield _of_file(bestand, f"er is geen [document.{bestand.document}] in {BEGROTING}.", others)
        elif programma is None:
            what = f"programma {bestand.nummer} is er niet" if bestand.nummer else "bij welk programma is niet te zien"
            remedie = "De naam van het bestand begint met het nummer van het programma, zoals 01-bestuur.toml."
            yield _of_file(bestand, f"{what}.", remedie)
        elif twin != bestand.naam:
            tekst = f"over programma {bestand.nummer} gaat in dit document ook {twin}."
            yield _of_file(bestand, tekst, "Voeg de twee bestanden samen.")
        else:
            yield from _tables(bestand, programma)


def _of_file(bestand: Bestand, tekst: str, remedie: str) -> Melding:
    """Return what is found in a file as a whole, at the first thing that it says."""
    return Melding("BD220", _first(bestand, next(iter(bestand.records.values()))), tekst, remedie)


def _first(bestand: Bestand, record: Record) -> Adres:
    return Adres(bestand.naam, record.soort, record.sleutel, next(iter(record.waarden), ""))


def _tables(bestand: Bestand, programma: Bestand) -> Iterator[Melding]:
    for record in bestand.records.values():
        known = record.kind.naam and not (record.kind.per_document or record.kind.intern)
        if known and not programma.record(record.soort, record.sleutel):
            tekst = f"{soortnaam(record.soort)} `{record.sleutel}` is er niet in {programma.naam}."
            yield Melding("BD220", _first(bestand, record), tekst, "Verbeter de sleutel, of haal de tabel weg.")


def misplaced_forecasts(look: Look) -> Iterator[Melding]:
    """BD221: a forecast stands with a programma, though the dossier has documents."""
    stored = look.dossier.stored
    for bestand in stored.programmas if documenten(stored) else ():
        for record in bestand.records.values():
            for pad in record.waarden:
                if ".prognose." in pad and is_own(record.soort, pad):
                    adres = Adres(bestand.naam, record.soort, record.sleutel, pad)
                    tekst = "een prognose hoort in het bestand van haar document, onder `documenten/`."
                    yield Melding("BD221", adres, tekst, _VOORUIT, stored=True)


def adopted_without_date(look: Look) -> Iterator[Melding]:
    """BD222: a document is adopted and does not say when, so that decisions that came later would move it."""
    for said in documenten(look.dossier.stored):
        if said.status == VASTGESTELD and said.datum is None:
            adres = Adres(BEGROTING, Document.kind.naam, said.sleutel, Document.status.sleutel)
            tekst = (
                f"document {said.sleutel} is vastgesteld, maar heeft geen datum; het telt ook besluiten van later mee."
            )
            yield Melding("BD222", adres, tekst, "Vul `datum` in.", stored=True)


RULES: Final = (
    Rule(("BD220",), about_nothing, EVERYTHING),
    Rule(("BD221",), misplaced_forecasts, EVERYTHING),
    Rule(("BD222",), adopted_without_date, DOSSIER),
)
