"""The file format as data, made of the kinds: which may stand in what file, and in what order.

The fields of each kind are in `model.kinds`.
Reader, writer, editor and checks all read this one description of format version 1. Field keys are
in TOML dotted notation relative to their table (`lasten`, `categorie.lasten`); `onder` names the
levels of keys below them, so `lasten` with `("fase", "jaar")` stands for `lasten.begroting.2026`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, get_args

from budgetdesk.model.field import Bestandssoort
from budgetdesk.model.kind import Kind
from budgetdesk.model.kinds import begroting, formulier, notitie, programma, vastgesteld, wijziging
from budgetdesk.model.kinds.vastgesteld import BRONNEN
from budgetdesk.model.record import Record

__all__ = [
    "BRONNEN",
    "FASEN",
    "HOOFDTABEL",
    "KANTEN",
    "KINDS",
    "KWARTALEN",
    "LAATST",
    "NA_WIJZIGING",
    "PER_PROGRAMMA",
    "PROGNOSE",
    "REALISATIE",
    "REKENING",
    "SOORTEN",
    "VOORDEEL",
    "Bestandssoort",
    "is_quarter",
    "is_year",
    "kind",
    "rang",
    "saldokanten",
]

FASEN: Final = ("rekening", "begroting", "wijziging", "prognose", "mjb")
"""Phases of an amount, in the order in which new amounts are written."""


REKENING: Final = "rekening"
"""The phase of what was realised."""

PROGNOSE: Final = "prognose"
"""The phase of a forecast, the only one that a file of a document has."""

REALISATIE: Final = "realisatie"
"""What was realised until the end of a quarter, `lasten.realisatie.2027-1`: for Iv3, and no phase of tables."""

KWARTALEN: Final = range(1, 5)

WIJZIGING: Final = "wijziging"
"""The phase of what adopted decisions changed in a budget."""

NA_WIJZIGING: Final = ("begroting", "wijziging")
"""The phases that make up begroting na wijziging: what an absent forecast is where a dossier has documents."""

PER_PROGRAMMA: Final[tuple[Bestandssoort, ...]] = ("programma", "document")
"""The kinds of file that are about one programma, by its number."""

_CODE_SIZE: Final = 8
"""No code of Iv3 is longer."""

LAATST: Final = 10**6
"""Ranks behind every field, phase and year of the format."""


def is_year(key: str) -> bool:
    """Return whether a key is a year of four digits."""
    return len(key) == 4 and key.isascii() and key.isdecimal() and key[0] != "0"


def is_quarter(key: str) -> bool:
    """Return whether a key is a quarter: a year, a dash and 1 to 4."""
    jaar, dash, nummer = key.partition("-")
    return bool(dash) and is_year(jaar) and nummer in map(str, KWARTALEN)


def rang(soort: Kind | None, delen: Sequence[str]) -> tuple[int, ...]:
    """Return the place of a key in its table, as tables are written: by field, then phase, then year.

    `delen` are the parts of its dotted key within the table. What the format does not know comes last.
    """
    for number, veld in enumerate(soort.velden if soort else ()):
        own = veld.sleutel.split(".") if veld.sleutel else []
        if list(delen[: len(own)]) == own:
            below = delen[len(own) :]
            if veld.vorm == "vrij":
                return (
                    number,
                )  # parts stand in the order in which they print, and what is said of one as it was written
            coded = sum(level in ("code", "categorie") for level in veld.onder)
            return (number, *map(_code, below[:coded]), *map(_level, below[coded:]))
    return (LAATST,)


def _level(deel: str) -> int:
    """Return the place of a phase, a source or a year; a quarter stands with its year, before the end of that."""
    for known in ((*FASEN, REALISATIE), BRONNEN):
        if deel in known:
            return known.index(deel)
    if is_quarter(deel):
        return 10 * int(deel[:4]) - 10 + int(deel[-1])
    return 10 * int(deel) if is_year(deel) else LAATST


def _code(deel: str) -> int:
    """Return the place of a code of Iv3 among others: that of its letters."""
    return int.from_bytes(deel[:_CODE_SIZE].encode("ascii", "replace").ljust(_CODE_SIZE, b"\0"), "big")


_CLASSES: Final = tuple(
    kind
    for module in (begroting, programma, wijziging, vastgesteld, formulier, notitie)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Record) and kind.__module__ == module.__name__
)
"""The kinds in the order in which their modules define them."""


def _kinds(bestand: Bestandssoort) -> dict[str, Kind]:
    return {c.kind.naam: c.kind.within(bestand) for c in _CLASSES if bestand in c.kind.bestanden}


def _in_document() -> dict[str, Kind]:
    """Return the kinds of a programma of which a document has something of its own to say."""
    found = {naam: known.in_document() for naam, known in _kinds("programma").items()}
    return {naam: known for naam, known in found.items() if known.velden}


SOORTEN: Final[dict[Bestandssoort, dict[str, Kind]]] = {
    **{bestand: _kinds(bestand) for bestand in get_args(Bestandssoort)},
    "document": _in_document(),
    "vastgesteld": _kinds("vastgesteld") | vastgesteld.adopted_kinds(),
}
"""Kinds of record per kind of file, in the order in which a file prints them."""

HOOFDTABEL: Final[dict[Bestandssoort, str | None]] = {
    bestand: next((kind.naam for kind in kinds.values() if kind.hoofd), None) for bestand, kinds in SOORTEN.items()
}
"""The single record each kind of file cannot do without."""

KINDS: Final = {c.kind.naam: c.kind for c in _CLASSES}
"""Every kind by its name."""


def kind(naam: str) -> Kind:
    """Return what is known of a kind; one that the format does not know is called by its key."""
    return KINDS.get(naam) or Kind(naam)


KANTEN: Final = {naam: known.kanten for naam, known in KINDS.items() if known.kanten}
"""The kinds with amounts per phase, and their sides."""

VOORDEEL: Final = {v.sleutel: v.voordeel for known in KINDS.values() for v in known.velden if v.voordeel}
"""What a normal amount of each side does to the balance after reserves: +1 is favourable."""


def saldokanten(naam: str) -> tuple[str, ...]:
    """Return the sides with which a kind counts in the balance: its own, or those of what it adds up."""
    known = kind(kind(naam).telt_op or naam)
    return tuple(kant for kant in known.kanten if kant in VOORDEEL)
