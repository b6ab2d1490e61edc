"""The dossier of the next year from an open one: what it starts from, what other dossiers add to it, where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from budgetdesk.drafting.overgang import Bron, Overgang
from budgetdesk.drafting.overname import Overname
from budgetdesk.drafting.rollover import Keuzes, charging, rollover
from budgetdesk.drafting.venster import Venster
from budgetdesk.errors import ChangedOnDisk, Gone, InputError, Refused
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import NA_WIJZIGING
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.model.overnemen import elsewhere
from budgetdesk.session.session import Session
from budgetdesk.session.standen import Standen, carried, realised
from budgetdesk.storage.pathnames import real
from budgetdesk.tables.sjabloon import load


def proposal(session: Session) -> Path:
    """Return where the new dossier would go: beside the old one, under its name with the next year in it."""
    map_, jaar = real(session.map), session.dossier.jaar
    naam, now, later = map_.name, str(jaar), str(jaar + 1)
    return map_.with_name(naam.replace(now, later) if now in naam else f"{naam}-{later}")


def window(session: Session) -> Venster:
    """Return the years of the dossier now and after it moved; the template that its root keys name stays the same."""
    jaar, sjabloon = session.stored.jaar, session.stored.sjabloon
    now, later = (load(sjabloon, year, session.map).ramingen for year in (jaar, jaar + 1))
    return Venster(jaar, frozenset(now), frozenset(later))


def accounts(session: Session, venster: Venster, naam: str, naar: Session) -> Overname:
    """Return what the dossier made from `naar` takes over of what accounts, `naam` in the report, say was realised.

    Raises InputError where they are of another municipality or hold nothing of it.
    """
    _require_same(session, naar)
    columns = venster.rekeningen
    standen = realised(session.stored, session.map, int(columns[-1][-4:])) if columns else {}
    return _overname(session, naam, columns, f"Rekening uit {naam}", standen)


def adopted(session: Session, venster: Venster, naam: str, naar: Session) -> Overname:
    """Return what accounts begin with from a begroting that the report calls `naam`; raises as `accounts` does."""
    _require_same(session, naar)
    year = venster.jaar + 1
    budget = [k for k in venster.nieuw if k in (f"begroting.{year}", f"wijziging.{year}")]
    return _overname(session, naam, sorted(budget), f"Begroting uit {naam}")


def _require_same(session: Session, naar: Session) -> None:
    if vreemd := elsewhere(session.stored, naar.stored):
        raise InputError.at(session.plaats(Adres(BEGROTING, "", "", vreemd.pad)), vreemd.tekst, code="BD474")


def _overname(session: Session, naam: str, kolommen: list[str], kop: str, standen: Standen | None = None) -> Overname:
    held = {pad.partition(".")[2] for b in session.dossier.programmas for t in b.van("post") for pad in t.waarden}
    if not held & set(kolommen):
        wanted = " en ".join(kolom.replace(".", " ") for kolom in kolommen)
        plaats = session.plaats(Adres(BEGROTING, "", "", "jaar"))
        tekst = f"{naam} heeft geen enkel bedrag in {wanted}."
        raise InputError.at(plaats, tekst, code="BD474", remedie="Kies het dossier van dat jaar.")
    return Overname(Bron.of(session.dossier, kolommen), tuple(kolommen), kop, standen or {})


def require_ready(session: Session) -> None:
    """Raise where a dossier cannot be rolled over: the new one is made from its files.

    InputError where its figures are unfit for use, Refused where edits are not saved, ChangedOnDisk.
    """
    session.keuring.require_sound()
    if session.dirty:
        raise Refused("Sla eerst op: het nieuwe dossier wordt gemaakt uit de bestanden.")
    for naam in session.gone():
        raise Gone(naam)
    if changed := session.changed_on_disk():
        raise ChangedOnDisk(changed[0])


def roll_over(session: Session, venster: Venster, overnames: Sequence[Overname] = (), *, kopie: bool) -> Overgang:
    """Return what makes the dossier one of the next year; nothing is changed. Raises as `require_ready` does.

    `kopie` fills the new last year with the structural part of the one before. `drafting.placing` writes it.
    """
    require_ready(session)
    bron = Bron.of(session.stored, [f"{fase}.{venster.jaar}" for fase in NA_WIJZIGING])
    lopend = charging(session.stored, venster)
    standen = carried(session.stored, session.map, venster)
    vergelijkt = load(session.stored.sjabloon, venster.jaar, session.map).vergelijkt
    return rollover(bron, venster, Keuzes(kopie, lopend, standen, vergelijkt), overnames)
