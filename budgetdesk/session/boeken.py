"""Booking on a decision: what is typed in a cell becomes a mutation, and the amount stored stays as it is.

What is typed is what the cell becomes with the decision. Where the decision counts already, that is what the
cell then shows; where it does not yet, its own mutations are what the cell lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from budgetdesk.bedrag import MAX_CENTS
from budgetdesk.errors import Refused
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import is_year
from budgetdesk.model.besluiten import (
    BEGROOT,
    KANTEN,
    Boeking,
    besluiten,
    counts_in,
    counts_in_credit,
    find_mutation,
    kop,
    phase,
    set_sides,
    target,
    titel,
)
from budgetdesk.model.dossier import Bestand, Dossier, Record
from budgetdesk.model.edits import AddRecord, Edit, Effect, SetValue
from budgetdesk.model.invoer import Invoer
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.model.scope import Scope
from budgetdesk.session.cells import Cellen
from budgetdesk.session.session import Session


@dataclass(frozen=True, slots=True)
class Boekplaats:
    """What bookings land on: the file of a decision, and the subject they have in common."""

    besluit: str
    onderwerp: str
    toelichting: str = ""
    """Why; empty leaves what the mutations say."""


def open_besluiten(dossier: Dossier) -> list[Bestand]:
    """Return the decisions that can still be adopted."""
    return [b for b in besluiten(dossier) if kop(b).is_open]


def boekbaar(dossier: Dossier) -> list[Bestand]:
    """Return the decisions to book on: where one does not count, the posts hold what it changes already."""
    return [b for b in open_besluiten(dossier) if kop(b).telt_mee != "niet"]


def toelichting_van(bestand: Bestand, onderwerp: str) -> str:
    """Return the explanation that the mutations of a subject have, empty where none has."""
    found = (m.toelichting for m in bestand.van(Mutatie) if m.onderwerp == onderwerp)
    return next(filter(None, found), "")


def is_counted(bestand: Bestand, invoer: Invoer) -> bool:
    """Return whether a cell shows what a decision changes."""
    if invoer.adres.soort not in BEGROOT:
        return counts_in_credit(kop(bestand))
    return counts_in(kop(bestand)) == invoer.adres.pad.split(".")[1]


def with_booked(session: Session, plaats: Boekplaats, invoer: Invoer) -> Invoer:
    """Return a cell as it becomes with what a decision changes in it already, shown or not.

    What is typed relative to it (`+=10k`) is read from that: the cell is typed as it becomes with the decision.
    """
    besluit = session.dossier.bestanden.get(plaats.besluit)
    if besluit is None or not _is_amount(session, invoer):
        return invoer
    return replace(invoer, huidig=invoer.huidig + _unseen(session.dossier, besluit, invoer))


def book(session: Session, plaats: Boekplaats, cells: Cellen, tekst: str = "") -> Effect | None:
    """Book cells on a decision as one step, None taking away what was booked; None where nothing changes.

    Raises Refused where a cell cannot be booked, the decision is not open or its file has to be changed by hand,
    ChangedOnDisk or WriteError where that cannot be changed; nothing is booked then.
    """
    return session.do(book_edits(session, plaats, cells), tekst)


def book_edits(session: Session, plaats: Boekplaats, cells: Cellen) -> list[Edit]:
    """Return the edits that book cells on a decision; nothing is changed. Raises Refused as `book` does."""
    besluit = session.dossier.bestanden.get(plaats.besluit)
    if besluit is None:
        raise Refused(f"Het besluit in {plaats.besluit} is er niet meer; kies opnieuw waarop u boekt.")
    # keys are free, and sums fit, after what was booked before: each thing is booked on a copy first
    result = Bestand(besluit.naam, besluit.soort, {p: _copy(t) for p, t in besluit.records.items()})
    dossier = Dossier({**session.dossier.bestanden, besluit.naam: result})
    by_thing: dict[tuple[str, str, str], list[tuple[Invoer, int | None]]] = {}
    for invoer, cents in cells:
        _require_bookable(session, besluit, invoer)
        adres = invoer.adres
        by_thing.setdefault((adres.bestand, adres.soort, adres.sleutel), []).append((invoer, cents))
    edits: list[Edit] = []
    for together in by_thing.values():
        for edit in _booked(dossier, result, plaats, together):
            edit.apply(dossier)
            edits.append(edit)
    _require_size(result)
    return _in_order(besluit, edits)


def _in_order(besluit: Bestand, edits: Sequence[Edit]) -> list[Edit]:
    """Return edits with values first, then what goes in the order of the file, and last what is new.

    Its text is then changed once for each of these, however many there are.
    """
    values = [edit for edit in edits if isinstance(edit, SetValue)]
    new = [edit for edit in edits if isinstance(edit, AddRecord)]
    places = {place: n for n, place in enumerate(besluit.records)}
    gone = [edit for edit in edits if not isinstance(edit, (SetValue, AddRecord))]
    return [*values, *sorted(gone, key=lambda edit: places.get((edit.soort, edit.sleutel), len(places))), *new]


def _copy(record: Record) -> Record:
    return Record(record.soort, record.sleutel, dict(record.waarden))


def _booked(dossier: Dossier, besluit: Bestand, plaats: Boekplaats, cells: Cellen) -> list[Edit]:
    """Return the edits that book cells of one thing, none where they are those amounts already."""
    first = cells[0][0]
    boeking = _booking(dossier.bestanden[first.adres.bestand].nummer, plaats, first)
    mutatie = find_mutation(besluit, boeking)
    zijden: dict[str, dict[int, int | None]] = {}
    for invoer, cents in cells:
        kant, *_, jaar = invoer.adres.pad.split(".")
        delta = 0 if cents is None else cents - invoer.huidig - _unseen(dossier, besluit, invoer)
        if cents is None or delta:
            known = mutatie.bedrag(f"{kant}.{jaar}") if mutatie else 0
            zijden.setdefault(kant, {})[int(jaar)] = known + delta if delta else None
    return set_sides(dossier, besluit, boeking, zijden) if zijden else []


def booked(session: Session, plaats: Boekplaats, invoer: Invoer) -> int:
    """Return the cents that the mutation of a subject has by now on a cell."""
    besluit = session.dossier.bestanden.get(plaats.besluit)
    kant, *_, jaar = invoer.adres.pad.split(".")
    nummer = session.dossier.bestanden[invoer.adres.bestand].nummer
    mutatie = find_mutation(besluit, _booking(nummer, plaats, invoer)) if besluit else None
    return mutatie.bedrag(f"{kant}.{jaar}") if mutatie else 0


def _booking(nummer: int, plaats: Boekplaats, invoer: Invoer) -> Boeking:
    deel = (invoer.adres.soort, invoer.adres.sleutel, invoer.adres.pad.partition(".")[0])
    return Boeking(nummer, deel, plaats.onderwerp, plaats.toelichting)


def _unseen(dossier: Dossier, besluit: Bestand, invoer: Invoer) -> int:
    """Return what a decision changes in a cell that does not show it."""
    if is_counted(besluit, invoer):
        return 0
    kant, *_, jaar = invoer.adres.pad.split(".")
    place = (dossier.bestanden[invoer.adres.bestand].nummer, (invoer.adres.soort, invoer.adres.sleutel))
    own = (m for m in besluit.van(Mutatie) if (m.programma, target(m)) == place)
    return sum(m.bedrag(f"{kant}.{jaar}") for m in own)


# --- what can be booked ----------------------------------------------------------------------


def _is_amount(session: Session, invoer: Invoer) -> bool:
    """Return whether a cell is an amount of a programma that a decision may change."""
    kant, _, kolom = invoer.adres.pad.partition(".")
    bestand = session.dossier.bestanden[invoer.adres.bestand]
    return bestand.soort == "programma" and kant in KANTEN.get(invoer.adres.soort, ()) and bool(kolom)


def _require_bookable(session: Session, besluit: Bestand, invoer: Invoer) -> None:
    """Raise Refused where a cell is no amount that the decision may change."""
    adres, kolom = invoer.adres, invoer.adres.pad.partition(".")[2]
    if not _is_amount(session, invoer):
        what = "lasten en baten van posten, mutaties van reserves en uitgaven van investeringen"
        raise Refused(f"Op een besluit boekt u {what}, niets anders.")
    if adres.soort not in BEGROOT:
        return
    if not _fits(session, besluit, kolom):
        raise Refused(_where_else(session, besluit, kolom))
    if invoer.huidig not in _totals(session, adres, kolom):
        raise Refused("Wat u op een besluit boekt, typt u bij de post zelf en niet bij zijn raming.")


def _fits(session: Session, besluit: Bestand, kolom: str) -> bool:
    """Return whether what a decision changes in the amounts of this `fase.jaar` is typed there.

    An amendment of the budget year is typed where it will count, and in a document without a column for that in the
    budget itself, as its later years are.
    """
    fase, _, jaar = kolom.partition(".")
    t = session.dossier.jaar
    if not is_year(jaar) or int(jaar) < t:
        return False
    if phase(kop(besluit), int(jaar), t, once_adopted=True) == "begroting":
        return fase == "begroting"
    amended = f"wijziging.{t}"
    is_shown = amended in (column.invoer for column in session.sjabloon.kolommen)
    return kolom == amended or (fase == "begroting" and (int(jaar) > t or not is_shown))


def _where_else(session: Session, besluit: Bestand, kolom: str) -> str:
    """Return the sentence that refuses a column and names those to book in."""
    columns = session.sjabloon.kolommen
    refused = next((column.kop for column in columns if column.invoer == kolom), kolom)
    possible = [column.kop for column in columns if column.invoer and _fits(session, besluit, column.invoer)]
    where = f"; kies uit {', '.join(possible)}" if possible else ""
    return f"Besluit {titel(besluit)} boekt u niet in {refused}{where}."


def _totals(session: Session, adres: Adres, kolom: str) -> set[int]:
    """Return what the cells of a post or reserve show in the columns of this amount, all that adds to it included."""
    totalen, scope = session.totalen[adres.bestand], Scope(adres.soort, adres.sleutel)
    kant = adres.pad.partition(".")[0]
    columns = [column for column in session.sjabloon.kolommen if column.invoer == kolom]
    return {sum(f * totalen.bedrag(scope, kant, term) for term, f in column.termen) for column in columns}


def _require_size(besluit: Bestand) -> None:
    """Raise Refused where an amount would be larger than a file may hold."""
    amounts = (v for m in besluit.van(Mutatie) for pad, v in m.waarden.items() if "." in pad)
    if any(isinstance(v, int) and abs(v) > MAX_CENTS for v in amounts):
        raise Refused("De mutatie wordt te groot: hoogstens 15 cijfers, de centen meegerekend.")
