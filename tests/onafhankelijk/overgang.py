"""Two dossiers of consecutive years, compared by phase and year: what the rollover has to keep to the cent.

Each comparison gives what differs, by address: what the old dossier says and what the new one does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from tests.onafhankelijk import financieel
from tests.onafhankelijk.sjabloon import BEGROTING, WIJZIGING, Kolom, Term
from tests.onafhankelijk.tabel import Bouw

Standen = Mapping[tuple[object, ...], int | None]
"""Amounts by what they are of."""

_POSTEN: Final = ("post", "reserve", "voorziening")


def na_wijziging(oud: Bouw, nieuw: Bouw) -> list[str]:
    """Compare the new Begroting T-1 na wijziging with the old Begroting T na wijziging."""
    fasen = (BEGROTING, WIJZIGING)
    return _verschil(_bedragen(oud, fasen, oud.t), _bedragen(nieuw, fasen, oud.t))


def begroting(oud: Bouw, nieuw: Bouw) -> list[str]:
    """Compare the new begroting with the old MJB and the later years of decisions that amended the budget of T."""
    found = []
    for jaar in _later(oud):
        then = dict(_bedragen(oud, (BEGROTING,), jaar))
        for telling in oud.bedragen.tellingen:
            kop = telling.besluit.kop
            counts = kop.get("status") == "vastgesteld" and kop.get("telt_mee") == "wijziging"
            if counts and telling.jaar == jaar and telling.van.soort != "investering":
                key = (*telling.van, telling.kant, jaar)
                then[key] = (then.get(key) or 0) + telling.bedrag
        found += _verschil(then, _bedragen(nieuw, (BEGROTING,), jaar))
    return found


def mjb(oud: Bouw, nieuw: Bouw) -> list[str]:
    """Compare what the new dossier calls the previous MJB with the begroting that the old one printed."""
    return [
        line
        for jaar in _later(oud)
        for line in _verschil(
            _bedragen(oud, (BEGROTING,), jaar, "post", "reserve"), _bedragen(nieuw, ("mjb",), jaar, "post", "reserve")
        )
    ]


def emu(oud: Bouw, nieuw: Bouw) -> list[str]:
    """Compare every flow of T and later."""
    return _verschil(_stromen(oud, oud.t), _stromen(nieuw, oud.t))


def standen(oud: Bouw, nieuw: Bouw) -> list[str]:
    """Compare the balances of reserves and provisions at the end of T and later."""
    return _verschil(_standen(oud, oud.t), _standen(nieuw, oud.t))


def balans(oud: Bouw, nieuw: Bouw) -> list[str]:
    """Compare the balance sheets at the end of T and later."""
    return _verschil(_balansen(oud, oud.t), _balansen(nieuw, oud.t))


VERGELIJKINGEN: Final[Mapping[str, Callable[[Bouw, Bouw], list[str]]]] = {
    "na-wijziging": na_wijziging,
    "begroting": begroting,
    "mjb": mjb,
    "emu": emu,
    "standen": standen,
    "balans": balans,
}


def _later(oud: Bouw) -> list[int]:
    """Return the years after T that both dossiers budget."""
    return [jaar for jaar in oud.bedragen.jaren if jaar > oud.t]


def _bedragen(bouw: Bouw, fasen: tuple[str, ...], jaar: int, *soorten: str) -> dict[tuple[object, ...], int | None]:
    found: dict[tuple[object, ...], int | None] = {}
    for feit in bouw.bedragen.feiten:
        if feit.fase in fasen and feit.jaar == jaar and feit.van.soort in (soorten or _POSTEN):
            key = (*feit.van, feit.kant, jaar)
            found[key] = (found.get(key) or 0) + feit.bedrag
    return found


def _verloop(bouw: Bouw, jaar: int) -> list[Kolom]:
    """Return the course of a dossier; the year that the next one calls T-1 is na wijziging in both."""
    na = (Term(BEGROTING, jaar), Term(WIJZIGING, jaar))
    return [replace(k, termen=na) if k.termen == na[:1] else k for k in bouw.sjabloon.verloop]


def _stromen(bouw: Bouw, vanaf: int) -> Standen:
    return {
        (naam, kolom.jaar): cents
        for kolom in _verloop(bouw, vanaf)
        if kolom.jaar >= vanaf
        for naam, cents in financieel.stromen(bouw.bedragen, kolom).items()
    }


def _standen(bouw: Bouw, vanaf: int) -> Standen:
    every = _verloop(bouw, vanaf)
    courses = [
        *financieel.reserves(bouw.bedragen, every, bouw.nummers),
        *financieel.voorzieningen(bouw.bedragen, every, bouw.nummers),
    ]
    return {
        (course.naam, kolom.jaar): cents
        for course in courses
        for kolom, cents in zip(every, course.eind, strict=True)
        if kolom.jaar >= vanaf
    }


def _balansen(bouw: Bouw, vanaf: int) -> Standen:
    every = _verloop(bouw, vanaf)
    sheets = zip(every, financieel.balansen(bouw.bedragen, every), strict=True)
    return {
        (post, kolom.jaar): cents
        for kolom, sheet in sheets
        if kolom.jaar >= vanaf
        for post, cents in (sheet or {}).items()
    }


def _verschil(oud: Standen, nieuw: Standen) -> list[str]:
    """Return what differs in the years that both tell."""
    years = {key[-1] for key in oud} & {key[-1] for key in nieuw}
    keys = [key for key in dict.fromkeys((*oud, *nieuw)) if key[-1] in years or not years]
    return [
        f"{'/'.join(map(str, key))}: {oud.get(key)}, nieuw {nieuw.get(key)}"
        for key in keys
        if (oud.get(key) or 0) != (nieuw.get(key) or 0)
    ]
