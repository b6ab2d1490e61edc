"""What commands that read a dossier have in common."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from budgetdesk.cli.adres import spell
from budgetdesk.cli.output import note
from budgetdesk.errors import MAX_SHOWN, InputError, UsageError
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.edits import Edit
from budgetdesk.session import Session
from budgetdesk.storage.herschik import NietTeHerschikken

_SHOWN: Final = 5
"""Warnings printed beside a result before the rest is only counted."""


def open_sound(pad: str) -> Session:
    """Open a dossier whose figures are fit for use, and say which of its keys count nowhere.

    Raises InputError (3) with everything that is wrong, or LimitExceeded (6).
    """
    session = Session.open(Path(pad))
    session.require_sound()
    # what the rules think of the amounts is for `check`
    ignored = session.leesbevindingen
    for bevinding in ignored[:_SHOWN]:
        note(f"let op: {bevinding}")
    if len(ignored) > _SHOWN:
        note(f"let op: en nog {len(ignored) - _SHOWN} van zulke sleutels; `budgetdesk check` noemt ze alle.")
    return session


def carry_out(session: Session, edits: Sequence[Edit], tekst: str) -> None:
    """Do and save edits, all or none; `tekst` names them in the history.

    Raises UsageError (2) where they would leave the dossier unfit for use or the file has to be changed by
    hand, WriteError (4), ChangedOnDisk or Locked (5); nothing is written then.
    """
    try:
        session.do(edits, tekst)
    except (InputError, NietTeHerschikken) as error:
        raise UsageError(str(error)) from None
    wrong = [
        f"{spell(session.dossier, m.adres)}: {m.tekst} {m.remedie}" for m in session.meldingen if m.ernst == "fout"
    ]
    if wrong:
        raise UsageError("\n".join(["Zo klopt het dossier niet meer; er is niets gewijzigd.", *capped(wrong)]))
    for warning in session.save():
        note(warning)


def capped(lines: Sequence[str]) -> list[str]:
    """Return the first lines, and how many there are besides."""
    rest = len(lines) - MAX_SHOWN
    return [*lines[:MAX_SHOWN], *([f"... en nog {rest} andere."] if rest > 0 else [])]


def choose(session: Session, nummers: Sequence[int]) -> list[Bestand]:
    """Return the programmas with these numbers in the order of the dossier, all where none is given.

    Raises UsageError (2) on a number that does not exist.
    """
    programmas = session.dossier.programmas
    known = [b.nummer for b in programmas]
    if not known:
        raise UsageError("Dit dossier heeft nog geen programma's.")
    for nummer in nummers:
        if nummer not in known:
            raise UsageError(f"Programma {nummer} is er niet in dit dossier; kies uit {', '.join(map(str, known))}.")
    return [b for b in programmas if not nummers or b.nummer in nummers]
