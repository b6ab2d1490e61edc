"""Capital charges of one investment or asset, after the BBV: linear, annuity or none; exact, rounded to cents last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from tests.onafhankelijk.regels import Regels

NA_GEREED: Final = "jaar-na-gereed"
GEEN: Final = "geen"


class Last(NamedTuple):
    """One year: book value at 1 January, depreciation and interest, in cents."""

    boekwaarde: int
    afschrijving: int
    rente: int


@dataclass(frozen=True, slots=True)
class Laag:
    """An amount in cents that comes into use in a year, and what of it is left in the end."""

    jaar: int
    bedrag: int
    restwaarde: int = 0


@dataclass(frozen=True, slots=True)
class Wijze:
    """How it is written off; `half` is half a year in the first and half a year in the last."""

    methode: str
    termijn: int
    rente: Fraction
    half: bool = False


def half_weg(bedrag: Fraction) -> int:
    """Return the nearest whole number, half away from zero."""
    whole = abs(bedrag) + Fraction(1, 2)
    return int(whole) if bedrag >= 0 else -int(whole)


def lasten(lagen: list[Laag], wijze: Wijze, jaren: range, regels: Regels) -> dict[int, Last]:
    """Return what layers cost together, in those of these years in which one of them is in use."""
    found: dict[int, Last] = {}
    for laag in lagen:
        for jaar, last in zip(range(laag.jaar, jaren.stop), _verloop(laag, wijze, regels), strict=False):
            if jaar in jaren:
                found[jaar] = Last(*map(sum, zip(found.get(jaar, Last(0, 0, 0)), last, strict=True)))
    return found


def ingebruik(
    uitgaven: Mapping[int, int], bijdragen: Mapping[int, int], gereed: int, restwaarde: int, start: str, regels: Regels
) -> list[Laag]:
    """Return the layers of an investment: one when it is done or, on cash flow, one for each year of spending."""
    net = {jaar: uitgaven.get(jaar, 0) - bijdragen.get(jaar, 0) for jaar in sorted({*uitgaven, *bijdragen})}
    whole = sum(net.values())
    if whole <= 0 or not gereed:
        return []
    rest = min(max(restwaarde, 0), whole)
    eerder = 0 if regels.start_na_gereed else 1
    if start != "kasstroom":
        return [Laag(gereed + (start == NA_GEREED) - eerder, whole, rest)]
    return _kasstroom(net, whole, rest, eerder)


def _kasstroom(net: Mapping[int, int], whole: int, rest: int, eerder: int) -> list[Laag]:
    """Return a layer per year of spending, charged from the year after it.

    What is received beyond the spending until then comes off later layers, what is given back off the last before it;
    the residual value is divided in proportion to what has been laid until then.
    """
    layers: list[list[int]] = []
    ahead = 0
    for jaar, cents in net.items():
        left = cents - ahead
        ahead = 0
        while left < 0 and layers:
            taken = min(-left, layers[-1][1])
            layers[-1][1] -= taken
            left += taken
            if layers[-1][1] == 0:
                layers.pop()
        if left < 0:
            ahead = -left
        elif left:
            layers.append([jaar, left])
    found, until = [], 0
    for jaar, cents in layers:
        before, until = until, until + cents
        part = half_weg(Fraction(rest * until, whole)) - half_weg(Fraction(rest * before, whole))
        found.append(Laag(jaar + 1 - eerder, cents, part))
    return found


def _verloop(laag: Laag, wijze: Wijze, regels: Regels) -> Iterator[Last]:
    """Yield the years of a layer; what is never written off goes on for ever."""
    boekwaarde = laag.bedrag
    if boekwaarde <= 0 or (wijze.methode != GEEN and wijze.termijn <= 0):
        return
    heel = _jaarbedrag(laag, wijze)
    jaren = wijze.termijn + wijze.half
    i = 0
    while wijze.methode == GEEN or i < jaren:
        deel = Fraction(1, 2) if wijze.half and i == 0 else Fraction(1)
        is_last = wijze.methode != GEEN and i == jaren - 1
        # half of the last year the residual value is still there
        basis = boekwaarde - (Fraction(laag.restwaarde, 2) if wijze.half and is_last else 0)
        if not regels.rente_over_boekwaarde:
            basis = laag.bedrag
        rente = half_weg(basis * wijze.rente * deel)
        rest = boekwaarde - laag.restwaarde
        regular = half_weg(heel * deel) - (rente if wijze.methode == "annuitair" else 0)
        afschrijving = rest if is_last and regels.laatste_termijn_sluit else min(regular, rest)
        yield Last(boekwaarde, afschrijving, rente)
        boekwaarde -= afschrijving
        i += 1


def _jaarbedrag(laag: Laag, wijze: Wijze) -> Fraction:
    """Return what a whole year writes off; of an annuity what it costs, interest on the residual value included."""
    if wijze.methode == GEEN:
        return Fraction(0)
    base = Fraction(laag.bedrag - laag.restwaarde)
    if wijze.methode != "annuitair" or not wijze.rente:
        return base / wijze.termijn
    factor = wijze.rente / (1 - (1 + wijze.rente) ** -wijze.termijn)
    return base * factor + laag.restwaarde * wijze.rente
