"""The documents of a year, and a dossier as one of them shows it.

Figures are shared; texts, statuses and forecasts are of a document. A dossier is seen as its open document by putting
what that says in the place of what the programma files hold: a view, of which every record that the document says
nothing about is the stored one. So tables, checks and documents read one dossier, as they do where there is one
document. `home` is the way back: where a value of the view is stored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final

from budgetdesk.errors import UsageError
from budgetdesk.model import vastgesteld
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import PROGNOSE, REKENING, SOORTEN, kind
from budgetdesk.model.dossier import BEGROTING, DOCUMENTEN, GERAAMD, Bestand, Dossier, Record, Waarde
from budgetdesk.model.dossier import VASTGESTELD as ADOPTED
from budgetdesk.model.edits import AddRecord, Edit, RemoveRecord, RenameRecord, SetValue
from budgetdesk.model.field import PER_FASE
from budgetdesk.model.kinds.begroting import VASTGESTELD, Document, Dossierkop
from budgetdesk.model.kinds.programma import Tekst
from budgetdesk.model.kinds.wijziging import Wijziging

VAN: Final = "_"
"""Stands between a phase and the document that it is taken from where that is not the open one: `prognose_vgr-1`."""

_EIGEN: Final = (Dossierkop.sjabloon.sleutel, Dossierkop.titel.sleutel)
"""The root keys that a document says anew."""


class UnknownDocument(UsageError):
    """A dossier has no document of this key."""

    def __init__(self, dossier: Dossier, sleutel: str) -> None:
        keys = ", ".join(d.sleutel for d in documenten(dossier))
        which = f"kies uit {keys}." if keys else "dit dossier heeft geen [document.…] in begroting.toml."
        super().__init__(f"onbekend document `{sleutel}`; {which}")


def documenten(dossier: Dossier) -> list[Document]:
    """Return the documents of the year, in file order; none where the root keys say the only one."""
    return dossier.begroting.van(Document)


def document(dossier: Dossier) -> Document | None:
    """Return the document that a dossier is seen as; None where it has none."""
    return dossier.begroting.record(Document, dossier.document) if dossier.document else None


def own_texts(dossier: Dossier, bestand: Bestand) -> list[Tekst]:
    """Return the texts of its own that a file has for the open document, in order; all where the year has one only."""
    found = bestand.van(Tekst)
    return [tekst for tekst in found if not (dossier.document and tekst.bij) or dossier.document in tekst.bij]


def titled(dossier: Dossier, titel: str) -> str:
    """Return the title of the open document: its own, else that of its template with which one of the year it is."""
    said = document(dossier)
    return dossier.kop.titel or numbered(titel, said.keer if said else 0)


def numbered(titel: str, keer: int) -> str:
    """Return the title of a template with which one of the year it is: `Tweede voortgangsrapportage 2027`.

    That stands in front, unless the template says where (`{keer}`).
    """
    if _PLACE in titel:
        return " ".join(titel.replace(_PLACE, keer_in_words(keer)).split())
    which = keer_in_words(keer)
    return f"{which} {titel[:1].lower()}{titel[1:]}" if which else titel


def keer_in_words(keer: int) -> str:
    """Return which report of the year it is in words, `Tweede`; nothing where that is not said."""
    return _KEER[keer - 1] if 1 <= keer <= len(_KEER) else ""


_PLACE: Final = "{keer}"
_KEER: Final = ("Eerste", "Tweede", "Derde", "Vierde", "Vijfde", "Zesde", "Zevende", "Achtste", "Negende")
"""Which report of the year it is (`keer`), in words."""


def stand(dossier: Dossier) -> str:
    """Return how far the open document came, as it prints; empty where nothing says so."""
    said = document(dossier)
    if said is None or Document.status.sleutel not in said.waarden:
        return ""
    if said.status != VASTGESTELD:
        return said.status.capitalize()
    when = f" op {said.datum.day}-{said.datum.month}-{said.datum.year}" if said.datum else ""
    return f"Vastgesteld{when}{f' ({said.besluit})' if said.besluit else ''}"


def is_draft(dossier: Dossier) -> bool:
    """Return whether the open document says that it is not adopted yet; where nothing says so it counts as final."""
    said = document(dossier)
    return said is not None and Document.status.sleutel in said.waarden and said.status != VASTGESTELD


def received_on(dossier: Dossier) -> date | None:
    """Return when the open document was adopted, where it knows only what was decided before; else None.

    Not of the budget: what that prints of T and later is kept, and decisions on it are made in it.
    """
    said = document(dossier)
    is_kept = said is None or said.status != VASTGESTELD or vastgesteld.is_seen_as_adopted(dossier)
    return None if said is None or is_kept else said.datum


def counts_decision(dossier: Dossier, besluit: Wijziging) -> bool:
    """Return whether a decision was taken as far as the open document knows, so that it amends what that prints.

    A report or accounts that were adopted know only decisions from before their date: what was decided the same day
    follows from them, and what came later would move figures that the council has received. Any other document knows
    all that there are.
    """
    when = received_on(dossier)
    return when is None or besluit.datum is None or not besluit.is_adopted or besluit.datum < when


def chosen(dossier: Dossier, sleutel: str = "") -> str:
    """Return the document that opens: the one named, else the first that is not adopted, else the last.

    Nothing where the dossier has none. Raises UnknownDocument (2).
    """
    known = documenten(dossier)
    if sleutel:
        if sleutel not in (d.sleutel for d in known):
            raise UnknownDocument(dossier, sleutel)
        return sleutel
    open_ = [d.sleutel for d in known if d.status != VASTGESTELD]
    return open_[0] if open_ else known[-1].sleutel if known else ""


# --- the view ------------------------------------------------------------------------------------


def seen_as(stored: Dossier, sleutel: str) -> Dossier:
    """Return a dossier as one of its documents shows it; itself where no document is named."""
    if not sleutel:
        return stored
    view = Dossier({}, sleutel, stored)
    refresh(view)
    return view


def head(stored: Dossier, sleutel: str) -> Dossier:
    """Return the settings of a dossier as one of its documents shows them, without all else: what a template needs."""
    return seen_as(Dossier({BEGROTING: stored.begroting}), sleutel)


def refresh(view: Dossier, only: Collection[str] = ()) -> None:
    """Let a view follow the dossier it is of, after `only` some files changed; what it shows stays the same record."""
    stored, was = view.stored, dict(view.bestanden)
    if stored is view:
        return
    only = () if ADOPTED in only else only
    view.bestanden.clear()
    numbers = {b.nummer for naam in only if (b := stored.bestanden.get(naam)) and b.soort == "document"}
    for naam, bestand in stored.bestanden.items():
        view.bestanden[naam] = bestand
        if bestand.soort in GERAAMD:
            own = was.get(naam)
            shown = own if own is not None and own is not bestand else Bestand(naam, bestand.soort)
            if not only or own is None or naam in only or (bestand.soort == "programma" and bestand.nummer in numbers):
                records = vastgesteld.seen(view, bestand, _anew(view, bestand))
                shown.records = {r: _kept(r, waarden, bestand, shown) for r, waarden in records}
            view.bestanden[naam] = shown
    view.bestanden.update({bestand.naam: bestand for bestand in vastgesteld.gone(view)})


def _anew(view: Dossier, bestand: Bestand) -> _Shown:
    """Yield the records of a file with what the open document says anew."""
    match bestand.soort:
        case "begroting":
            yield from _head(view, bestand)
        case "programma":
            yield from _programma(view, bestand)
        case _:
            yield from ((place, record.waarden) for place, record in bestand.records.items())


def _kept(place: tuple[str, str], waarden: Mapping[str, Waarde], stored: Bestand, shown: Bestand) -> Record:
    """Return the stored record where it holds just this, else the one that was shown, else a new one."""
    own, was = stored.records.get(place), shown.records.get(place)
    if own is not None and own.waarden == waarden:
        return own
    # one that was shown as it is stored is of the files, also where it has another key there by now
    is_own = was is not None and stored.records.get((was.soort, was.sleutel)) is not was
    record = was if was is not None and is_own else Record(*place)
    record.waarden = dict(waarden)
    return record


_Shown = Iterator[tuple[tuple[str, str], Mapping[str, Waarde]]]


def _head(view: Dossier, stored: Bestand) -> _Shown:
    said = stored.record(Document, view.document)
    for place, record in stored.records.items():
        anew = {k: v for k in _EIGEN if (v := said.waarden.get(k))} if said and place == ("", "") else {}
        yield place, {**record.waarden, **anew} if anew else record.waarden


def _programma(view: Dossier, stored: Bestand) -> _Shown:
    own = file_of(view, view.document, stored)
    texts = own or (stored if _is_first(view) else None)
    elsewhere = [
        (f"{PROGNOSE}{VAN}{d.sleutel}", found)
        for d in documenten(view.stored)
        if d.sleutel != view.document and (found := file_of(view, d.sleutel, stored))
    ]
    places = dict.fromkeys((*stored.records, *(p for p in (own.records if own else ()) if kind(p[0]).per_document)))
    for place in places:
        record = stored.records.get(place)
        shared = dict(_parted(record, own=False)) if record else {}
        is_elsewhere = kind(place[0]).per_document and texts is not stored
        if is_elsewhere and (texts is None or place not in texts.records):
            continue
        said = dict(_parted(texts.records.get(place) if texts else None, own=True))
        anew = {pad: v for pad, v in said.items() if texts is not stored or not is_forecast(place[0], pad)}
        others = {
            pad.replace(f".{PROGNOSE}.", f".{fase}.", 1): value
            for fase, found in elsewhere
            for pad, value in _parted(found.records.get(place), own=True)
            if is_forecast(place[0], pad)
        }
        now = {**shared, **anew, **others}
        yield place, record.waarden if record and record.waarden == now else now


def _parted(record: Record | None, *, own: bool) -> Iterator[tuple[str, Waarde]]:
    """Yield what each document says of a record anew, or what they share."""
    for pad, value in record.waarden.items() if record else ():
        if is_own(record.soort if record else "", pad) == own:
            yield pad, value


@cache
def is_own(soort: str, pad: str) -> bool:
    """Return whether each document says a value of a record of a programma anew."""
    known = SOORTEN["document"].get(soort)
    veld = known.veld_van(pad) if known and not known.intern else None
    return veld is not None and (veld.onder != PER_FASE or is_forecast(soort, pad))


@cache
def is_forecast(soort: str, pad: str) -> bool:
    """Return whether a key holds a forecast, of the open document or another one."""
    known = SOORTEN["document"].get(soort)
    veld = known.veld_van(pad) if known else None
    if veld is None or veld.onder != PER_FASE:
        return False
    return pad[len(veld.sleutel) + 1 :].partition(".")[0].partition(VAN)[0] == PROGNOSE


def is_estimate(dossier: Dossier, term: str) -> bool:
    """Return whether a `fase.jaar` is of a year without accounts yet: absent it is begroting na wijziging."""
    return bool(dossier.kop.schatting) and term == f"{REKENING}.{dossier.kop.schatting}"


def falls_back(dossier: Dossier, term: str) -> bool:
    """Return whether an absent amount of a `fase.jaar` is begroting na wijziging: a forecast, or such an estimate."""
    return is_estimate(dossier, term) or (bool(dossier.document) and term.startswith(PROGNOSE))


def _is_first(dossier: Dossier) -> bool:
    return [d.sleutel for d in documenten(dossier.stored)][:1] == [dossier.document]


# --- where it is stored --------------------------------------------------------------------------


def file_of(dossier: Dossier, sleutel: str, programma: Bestand) -> Bestand | None:
    """Return the file in which a document says something about a programma, or None."""
    found = (b for b in dossier.stored.bestanden.values() if b.soort == "document" and b.document == sleutel)
    return next((b for b in found if b.nummer == programma.nummer), None)


def files_of(dossier: Dossier, programma: Bestand) -> list[Bestand]:
    """Return the files in which documents say something about a programma."""
    found = (b for b in dossier.stored.bestanden.values() if b.soort == "document")
    return [b for b in found if programma.soort == "programma" and b.nummer == programma.nummer]


def home(view: Dossier, adres: Adres) -> Adres:
    """Return where a value that a view shows is stored, or would be: its file need not be there yet."""
    bestand = view.bestanden.get(adres.bestand) if view.document else None
    if bestand is None:
        return adres
    if bestand.soort == "begroting" and not adres.soort and adres.pad in _EIGEN:
        said = document(view)
        anew = said is not None and (adres.pad in said.waarden or adres.pad == Document.titel.sleutel)
        return Adres(BEGROTING, Document.kind.naam, view.document, adres.pad) if anew else adres
    if bestand.soort != "programma":
        return adres
    if is_forecast(adres.soort, adres.pad):
        head, _, of = adres.pad.partition(VAN)
        sleutel, _, jaar = of.partition(".")
        pad = f"{head}.{jaar}" if of else adres.pad
        return Adres(name_in(view, sleutel or view.document, bestand), adres.soort, adres.sleutel, pad)
    if is_own(adres.soort, adres.pad) or kind(adres.soort).per_document:
        return Adres(home_of_texts(view, bestand), adres.soort, adres.sleutel, adres.pad)
    return adres


def shown(view: Dossier, adres: Adres) -> Adres:
    """Return where a view shows a stored value of a document: the way back from `home`."""
    bestand = view.bestanden.get(adres.bestand) if view.document else None
    programma = view.programma(bestand.nummer) if bestand and bestand.soort == "document" else None
    if bestand is None or programma is None:
        return adres
    pad = adres.pad
    if bestand.document != view.document and is_forecast(adres.soort, pad):
        pad = pad.replace(f".{PROGNOSE}.", f".{PROGNOSE}{VAN}{bestand.document}.", 1)
    return Adres(programma.naam, adres.soort, adres.sleutel, pad)


def shown_by(view: Dossier, adres: Adres) -> str:
    """Return the key of the document that shows a stored value: the open one, but for what another one says."""
    bestand = view.bestanden.get(adres.bestand)
    if bestand is not None and bestand.soort == "document" and not is_forecast(adres.soort, adres.pad):
        return bestand.document
    hidden = home(view, adres) != adres and view.stored.waarde(adres) is not None
    return documenten(view)[0].sleutel if hidden and adres.soort else view.document


def at_home(view: Dossier, edits: Sequence[Edit]) -> list[Edit]:
    """Return edits of what a view shows as edits of what is stored.

    Those that rename or delete what documents share are of stored values as they are (`model.structuur`).
    """
    if not view.document:
        return list(edits)
    as_stored = any(isinstance(e, (RenameRecord, RemoveRecord)) and not kind(e.soort).per_document for e in edits)
    return [e for edit in edits for e in ([edit] if as_stored else _at_home(view, edit))]


def _at_home(view: Dossier, edit: Edit) -> Iterator[Edit]:
    if isinstance(edit, SetValue):
        yield replace(edit, adres=home(view, edit.adres))
        return
    bestand = view.bestanden[edit.bestand]
    texts = home_of_texts(view, bestand) if bestand.soort == "programma" else edit.bestand
    if kind(edit.soort).per_document:
        yield replace(edit, bestand=texts)
    elif isinstance(edit, AddRecord) and bestand.soort == "programma":
        places = {pad: home(view, Adres(edit.bestand, edit.soort, edit.sleutel, pad)) for pad, _ in edit.waarden}
        own = tuple((pad, value) for pad, value in edit.waarden if places[pad].bestand == edit.bestand)
        yield replace(edit, waarden=own)
        yield from (SetValue(places[pad], None, v) for pad, v in edit.waarden if places[pad].bestand != edit.bestand)
    else:
        yield edit


def home_of_texts(view: Dossier, programma: Bestand) -> str:
    """Return the file that holds what the open document says about a programma, or would.

    It is that of the programma for the first document, as long as that has none of its own.
    """
    if not view.document or (_is_first(view) and not file_of(view, view.document, programma)):
        return programma.naam
    return name_in(view, view.document, programma)


def name_in(view: Dossier, sleutel: str, programma: Bestand) -> str:
    """Return the file in which a document says something about a programma, also where it is not there yet."""
    found = file_of(view, sleutel, programma)
    if found:
        return found.naam
    own = f"{DOCUMENTEN}/{sleutel}/{programma.naam.rpartition('/')[2]}"
    same = Bestand(own, "document").nummer == programma.nummer
    return own if same else f"{DOCUMENTEN}/{sleutel}/{programma.nummer:02}.toml"


def begun(stored: Dossier, naam: str) -> Bestand:
    """Return a file of a document that is to be made: empty, but for the first document with its texts so far.

    Those stood with the programma until now, and a document that has a file takes none from there.
    """
    made = Bestand(naam, "document")
    if [d.sleutel for d in documenten(stored)][:1] == [made.document]:
        programma = stored.programma(made.nummer)
        for (soort, sleutel), record in programma.records.items() if programma else ():
            if own := {p: v for p, v in _parted(record, own=True) if not is_forecast(soort, p)}:
                made.records[soort, sleutel] = Record(soort, sleutel, own)
    return made


def lines(known: Sequence[Document]) -> list[tuple[str, str]]:
    """Return key and line of documents, to choose from."""
    return [(d.sleutel, f"{d.sleutel}: {d.titel or d.sjabloon}, {d.status}") for d in known]
