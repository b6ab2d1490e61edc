"""Who set a value, in words for people and as values for programs."""

from __future__ import annotations

from collections.abc import Iterator

from budgetdesk.model.adres import join_key
from budgetdesk.model.dossier import Waarde
from budgetdesk.model.field import Field
from budgetdesk.model.waarden import brief
from budgetdesk.session.session import Session
from budgetdesk.session.wie import Boeking, Stap, Wie
from budgetdesk.storage.history import Commit


def told(session: Session, wie: Wie) -> list[str]:
    """Return what is known as lines: the value, who set it, newest first, and the mutations on top of it."""
    adres, veld = wie.adres, wie.veld
    lines = [f"{session.dossier.spell(adres.bestand, join_key(adres.delen))}: {brief(veld, wie.waarde)}"]
    if wie.los:
        lines.append(f"nog niet vastgelegd: {brief(veld, wie.was)} → {brief(veld, wie.waarde)}")
    for stap in wie.stappen:
        lines += _of_step(stap, wie)
    if wie.meer:
        lines.append(f"... en eerdere; dit zijn de laatste {len(wie.stappen)} (`budgetdesk wie --alles` noemt alle)")
    if wie.ondiep:
        lines.append(
            "Wat er eerder was, mist deze ondiepe kopie (shallow clone): `git fetch --unshallow` haalt het op."
        )
    elif not wie.stappen and not wie.los:
        lines.append("Dit is nooit ingevuld.")
    if wie.boekingen:
        lines.append("Daarop boeken besluiten:")
        lines += [_of_booking(boeking, veld) for boeking in wie.boekingen]
    return lines


def _of_step(stap: Stap, wie: Wie) -> Iterator[str]:
    what = f"{brief(wie.veld, stap.oud)} → {brief(wie.veld, stap.nieuw)}"
    yield f"{by(stap.commit)}: {what}"
    yield f"    {stap.commit.onderwerp}"
    if stap.commit.mede:
        yield f"    samen met {', '.join(stap.commit.mede)}"
    if stap.via:
        tak = f"tak {stap.tak}, " if stap.tak else ""
        yield f"    samengevoegd met {by(stap.via)} ({tak}{stap.via.onderwerp})"
    if stap.adres != wie.adres:
        yield f"    toen {stap.adres.bestand}: {stap.adres}"
    for besluit in stap.besluiten:
        yield f"    besluit {besluit}"


def _of_booking(boeking: Boeking, veld: Field) -> str:
    counts = ", telt niet mee" if boeking.telt_mee == "niet" else ""
    sign = "+" if boeking.cents > 0 else ""
    set_by = by(boeking.stap.commit) if boeking.stap else "nog niet vastgelegd"
    return f"    {boeking.besluit} ({boeking.status}{counts}): {sign}{brief(veld, boeking.cents)}, {set_by}"


def by(commit: Commit) -> str:
    """Return commit, date and author: `1a2b3c4 2026-11-05 Jan Jansen`."""
    return f"{commit.kort} {commit.datum[:10]} {commit.auteur}"


def as_data(session: Session, wie: Wie) -> dict[str, object]:
    """Return what is known as values for a program; amounts in cents."""
    adres = wie.adres
    return {
        "adres": session.dossier.spell(adres.bestand, join_key(adres.delen)),
        "vorm": wie.veld.vorm,
        "waarde": _plain(wie.waarde),
        "vastgelegd": not wie.los,
        "ondiep": wie.ondiep,
        "meer": wie.meer,
        "stappen": [_step_data(stap) for stap in wie.stappen],
        "boekingen": [_booking_data(boeking) for boeking in wie.boekingen],
    }


def _step_data(stap: Stap) -> dict[str, object]:
    merged = _commit_data(stap.via) | {"tak": stap.tak or None} if stap.via else None
    return _commit_data(stap.commit) | {
        "oud": _plain(stap.oud),
        "nieuw": _plain(stap.nieuw),
        "bestand": stap.adres.bestand,
        "sleutel": str(stap.adres),
        "samengevoegd": merged,
        "besluiten": list(stap.besluiten),
    }


def _booking_data(boeking: Boeking) -> dict[str, object]:
    return {
        "besluit": boeking.besluit,
        "status": boeking.status,
        "telt_mee": boeking.telt_mee,
        "bedrag": boeking.cents,
        "bestand": boeking.adres.bestand,
        "sleutel": str(boeking.adres),
        "gezet": _commit_data(boeking.stap.commit) if boeking.stap else None,
    }


def _commit_data(commit: Commit) -> dict[str, object]:
    return {
        "commit": commit.naam,
        "datum": commit.datum,
        "auteur": commit.auteur,
        "email": commit.email,
        "samen_met": list(commit.mede),
        "onderwerp": commit.onderwerp,
    }


def _plain(waarde: Waarde | None) -> object:
    return waarde if waarde is None or isinstance(waarde, (bool, int, str, list)) else str(waarde)
