"""What commands that read a dossier have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.cli.command import FILES, from_here
from budgetdesk.cli.output import note, put, put_bytes
from budgetdesk.codes import CODES
from budgetdesk.errors import MAX_SHOWN, Bevinding, InputError, UsageError
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.edits import AddRecord, Edit, SetValue
from budgetdesk.session import Session
from budgetdesk.session.adres import spell
from budgetdesk.session.reading import require_programmas, tables
from budgetdesk.storage.pathnames import seen
from budgetdesk.tables.grid import Grid
from budgetdesk.zinnen import met_en

_SHOWN: Final = 5
"""Warnings printed beside a result before the rest is only counted."""


_LOOSE: Final = "BD212"
"""A note on something that is not there: fit to be used with, but nobody means to write one."""

_COUNTS_NOWHERE: Final = "BD120"
"""The code of a key that nothing knows."""

_SAMENHANG: Final = "samenhang"
"""The family of findings about what is announced without what belongs to it."""


def open_sound(pad: str, document: str = "") -> Session:
    """Open a dossier whose figures are fit for use, and say which of its keys count nowhere.

    `document` is the key of the one that is open, of its own accord where it is empty; UnknownDocument (2) without it.

    Raises InputError (3) with everything that is wrong, or LimitExceeded (6).
    """
    with from_here(pad):
        session = Session.open(Path(pad), document=document)
        session.keuring.require_sound()
    # what the rules think of the amounts, and how foreign files are read, is for `check`
    ignored = [b for b in session.keuring.gelezen if b.code == _COUNTS_NOWHERE]
    for bevinding in ignored[:_SHOWN]:
        note(f"let op: {seen_from_here(session, bevinding)}")
    if len(ignored) > _SHOWN:
        note(f"let op: en nog {len(ignored) - _SHOWN} van zulke sleutels; `budgetdesk check` noemt ze alle.")
    return session


def seen_from_here(session: Session, bevinding: Bevinding) -> Bevinding:
    """Return a finding with its file named from the current folder."""
    plaats = replace(bevinding.plaats, bestand=seen(session.map / bevinding.plaats.bestand).as_posix())
    return replace(bevinding, plaats=plaats)


def carry_out(session: Session, edits: Sequence[Edit], tekst: str) -> None:
    """Do and save edits, all or none; `tekst` names them in the history. Raises as `carry_out_by` does."""
    carry_out_by(session, lambda: session.do(edits, tekst), edits)


def carry_out_by(session: Session, do: Callable[[], object], edits: Sequence[Edit] = ()) -> None:
    """Do and save something, all or nothing, and tell what is found since in what `edits` touch.

    Raises UsageError (2) where they would leave the dossier unfit for use, Refused (2) where it does not take
    them, WriteError (4), ChangedOnDisk or Locked (5); nothing is written then.
    """
    before = _found(session)
    try:
        do()
    except InputError as error:
        raise UsageError(str(error)) from None
    require_fit(session, before)
    for warning in [*session.save(), *capped(_caused(session, edits, before), _SHOWN)]:
        note(warning)


def require_fit(session: Session, before: set[tuple[str, Adres]] | None = None) -> None:
    """Raise UsageError (2) where something is wrong; a loose note too, unless it was found `before`."""
    wrong = [
        f"{spell(session.dossier, m.adres)}: {m.tekst} {m.remedie}"
        for m in session.keuring.meldingen
        if m.ernst == "fout" or (before is not None and m.code == _LOOSE and (m.code, m.adres) not in before)
    ]
    if wrong:
        raise UsageError("\n".join(["Zo klopt het dossier niet meer; er is niets gewijzigd.", *capped(wrong)]))


def _found(session: Session) -> set[tuple[str, Adres]]:
    return {(m.code, m.adres) for m in session.keuring.meldingen}


def _caused(session: Session, edits: Sequence[Edit], before: set[tuple[str, Adres]]) -> list[str]:
    """Return what is found since edits, in the tables of which they set a value and at the values they added.

    What is found at several values of one table is told once, at the first of them.
    What does not yet belong to a new table is no news (`_SAMENHANG`). What only totals show is for `check`: they
    cost more time than the change.
    """
    tables = {_table(e.adres) for e in edits if isinstance(e, SetValue) and e.nieuw != e.oud}
    added = {
        Adres(e.bestand, e.soort, e.sleutel, pad) for e in edits if isinstance(e, AddRecord) for pad, _ in e.waarden
    }
    found = [
        m
        for m in session.keuring.meldingen
        if _table(m.adres) in tables or (m.adres in added and CODES[m.code].familie != _SAMENHANG)
        if (m.code, m.adres) not in before and not session.keuring.is_accepted(m)
    ]
    grouped: dict[tuple[str, tuple[str, str, str]], list[Melding]] = {}
    for melding in found:
        grouped.setdefault((melding.code, _table(melding.adres)), []).append(melding)
    return [_told_once(session, same) for same in grouped.values()]


def _told_once(session: Session, same: Sequence[Melding]) -> str:
    """Return one finding, and at which other values of its table it is found too."""
    first, *others = same
    also = f" (ook {met_en([m.adres.pad for m in others])})" if others else ""
    return f"let op: {spell(session.dossier, first.adres)}{also}: {first.tekst} {first.remedie}"


def _table(adres: Adres) -> tuple[str, str, str]:
    return adres.bestand, adres.soort, adres.sleutel


def capped(lines: Sequence[str], limit: int = MAX_SHOWN) -> list[str]:
    """Return the first lines, and how many there are besides."""
    rest = len(lines) - limit
    return [*lines[:limit], *([f"... en nog {rest} andere."] if rest > 0 else [])]


def tables_called(session: Session, naam: str, programmas: Sequence[Bestand], *, posten: bool = False) -> list[Grid]:
    """Return a table of each of these programmas, or the one that spans them; `posten` adds what an editor unfolds.

    Raises UsageError (2) where there is none of this name, or InputError (3) with all that is wrong with the tables
    that the dossier declares.
    """
    if naam not in session.tabellen:
        raise UsageError(f"Onbekende tabel `{naam}`; kies uit {', '.join(session.tabellen)}.")
    return tables(session.cijfers, naam, programmas, posten=posten)


def put_tables(grids: Sequence[Grid], format_: str, *, exact: bool) -> None:
    """Print tables as results, in a format of `FORMATS`."""
    from budgetdesk.export.text import printed

    text = printed(grids, format_, exact=exact)
    if format_ in FILES:
        put_bytes(text.encode())
    else:
        put(text)


def choose(session: Session, nummers: Sequence[int]) -> list[Bestand]:
    """Return the programmas with these numbers in the order of the dossier, all where none is given.

    Raises UsageError (2) on a number that does not exist.
    """
    programmas = session.dossier.programmas
    known = [b.nummer for b in programmas]
    require_programmas(session.dossier)
    for nummer in nummers:
        if nummer not in known:
            raise UsageError(f"Programma {nummer} is er niet in dit dossier; kies uit {', '.join(map(str, known))}.")
    return [b for b in programmas if not nummers or b.nummer in nummers]
