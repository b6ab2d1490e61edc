"""The kinds of what can be read in: how each is recognised, by what it holds and never by its name, and who reads it.

A kind is one entry of `SOORTEN`; the command line and the screen know no other list. What is read becomes an
`Uitkomst`, whatever kind it is of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.errors import InputError, UsageError, files_named
from budgetdesk.importing.bron import Bron
from budgetdesk.session import dossierinlezen, formulieruitkomst, inlezen, iv3inlezen, tabelinlezen
from budgetdesk.session.session import Session
from budgetdesk.session.uitkomst import Aanbod, Uitkomst, Verzoek


@dataclass(frozen=True, slots=True)
class Inleessoort:
    """One kind of what can be read in."""

    naam: str
    """As `--als` names it."""
    wat: str
    """What people call one, with its article."""
    herken: Callable[[Session, Bron], str]
    """Returns in Dutch by what a file is seen to be one; empty where it is none."""
    lees: Callable[[Session, Sequence[Aanbod], Verzoek], Uitkomst]
    """Returns what is offered comes to in a dossier, of which nothing is changed."""
    opties: tuple[str, ...] = ()
    """What somebody may say of one, as the command line names it."""
    is_map: bool = False
    """Whether it is a folder and no file."""
    meer: bool = False
    """Whether several are read together, all or none."""


def _never(session: Session, bron: Bron) -> str:
    """Return nothing: no file is one."""
    del session, bron
    return ""


def _by_headings(als: str) -> Callable[[Session, Bron], str]:
    """Return what tells a ledger report of a kind by the ways of reading of that kind."""
    return lambda session, bron: inlezen.herken(session, bron, als)


def _ledger(session: Session, aangeboden: Sequence[Aanbod], verzoek: Verzoek) -> Uitkomst:
    return inlezen.lees(session, aangeboden[0], verzoek)


_NIEUW: Final = ("--nieuw", "--overslaan")
_GROOTBOEK: Final = (
    "--mapping",
    "--blad",
    "--decimaal",
    "--verborgen",
    "--vervang",
    "--aanvullen",
    *_NIEUW,
    "--toch",
    "--op",
)
_LEDGER: Final = Inleessoort(
    "grootboek", "een grootboek of begrotingsrapport", _by_headings("grootboek"), _ledger, _GROOTBOEK
)
_TABEL: Final = (
    "--mapping",
    "--blad",
    "--tabel",
    "--decimaal",
    "--eenheid",
    "--tekens",
    "--kolom",
    "--weglaten",
    "--verbeter",
    "--programma",
    "--kies",
    *_NIEUW,
    "--toch",
    "--bewaar",
)

SOORTEN: Final = (
    Inleessoort(
        "formulier",
        "een formulier van een budgethouder",
        formulieruitkomst.herken,
        formulieruitkomst.lees,
        ("--houder-wint", "--dossier-wint", "--op"),
        meer=True,
    ),
    Inleessoort(
        "iv3",
        "een Iv3-bestand",
        iv3inlezen.herken,
        iv3inlezen.lees,
        ("--gemeentecode", "--kies", *_NIEUW, "--vervang", "--aanvullen", "--op"),
        meer=True,
    ),
    Inleessoort(
        "dossier",
        "een ander dossier",
        _never,
        dossierinlezen.lees,
        ("--kies", "--overslaan", "--vervang", "--aanvullen", "--toch"),
        is_map=True,
    ),
    _LEDGER,
    Inleessoort("rekening", "een realisatie per rekening", _by_headings("rekening"), _ledger, _GROOTBOEK),
    Inleessoort("tabel", "een gedrukte tabel", tabelinlezen.herken, tabelinlezen.lees, _TABEL),
)
"""Every kind, in the order in which they are tried: the first that is recognised is meant."""

NAMEN: Final = tuple(soort.naam for soort in SOORTEN)


def soort_van(session: Session, aanbod: Aanbod, verzoek: Verzoek) -> Inleessoort:
    """Return the kind that something is read as: the one that is said, else that which is recognised in it.

    What is recognised as nothing is a ledger report of which nobody said yet how it is read: that is asked. Raises
    InputError, LimitExceeded and UsageError as reading it does, Afgebroken.
    """
    said = verzoek.als
    if not said and verzoek.mapping:
        said = inlezen.leeswijzen(session, verzoek.mapping)[0].als
    if said:
        return soort(said)
    if aanbod.is_map:
        return next((soort for soort in SOORTEN if soort.is_map), _LEDGER)
    try:
        with files_named(str):
            bron = aanbod.bron()
    except InputError:
        # a way of reading may say how a csv is written that cannot be read of its own accord
        return _LEDGER
    return next((soort for soort in SOORTEN if soort.herken(session, bron)), _LEDGER)


def soort(naam: str) -> Inleessoort:
    """Return the kind of this name; raises UsageError where there is none."""
    for found in SOORTEN:
        if found.naam == naam:
            return found
    raise UsageError(f"Onbekende soort `{naam}`; kies uit {', '.join(NAMEN)}.")


def lees(session: Session, aangeboden: Sequence[Aanbod], verzoek: Verzoek) -> Uitkomst:
    """Return what is offered comes to in a dossier; nothing is changed.

    Raises Onbeslist where it has to be decided first how it is read, UsageError where what is asked does not belong to
    its kind, InputError or LimitExceeded where it cannot be read, Refused where it is not for this dossier, Afgebroken.
    """
    found = soort_van(session, aangeboden[0], verzoek)
    if len(aangeboden) > 1 and not found.meer:
        raise UsageError(f"Lees {found.wat} per bestand in, niet {len(aangeboden)} tegelijk.")
    if strange := [optie for optie in verzoek.opties if optie not in found.opties]:
        raise UsageError(f"{aangeboden[0].naam} is {found.wat} (als {found.naam}); daarbij hoort geen {strange[0]}.")
    return found.lees(session, aangeboden, verzoek)
