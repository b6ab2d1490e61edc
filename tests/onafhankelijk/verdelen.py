"""Cost allocation: what cost centres hand out of a post, to the cent, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tests.onafhankelijk.kapitaal import half_weg
from tests.onafhankelijk.lezen import Dossier, Tabel, per_jaar
from tests.onafhankelijk.regels import Regels

Plek = tuple[int, str]
"""A post: the number of its programme, and its key."""


@dataclass(frozen=True, slots=True)
class Kostenplaats:
    """One `[kostenplaats]` with the lines that name it."""

    sleutel: str
    kop: Tabel
    regels: tuple[Tabel, ...]

    @property
    def plek(self) -> Plek:
        """Return the post that holds the costs."""
        return plek(self.kop)

    @property
    def eigen(self) -> dict[int, int]:
        """Return the amounts that it names itself; without any it is all that the post costs."""
        return per_jaar(self.kop, "lasten")


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What one cost centre hands out in one year: what there was, and the part of each of its lines; cents."""

    plaats: Kostenplaats
    jaar: int
    lasten: int
    delen: tuple[int, ...]


def plek(tabel: Tabel) -> Plek:
    """Return the post that a cost centre or a line of it names."""
    return int(tabel["programma"]), str(tabel["post"])


def kostenplaatsen(dossier: Dossier) -> list[Kostenplaats]:
    """Return the cost centres in the order of the file."""
    lines = list(dossier.begroting.get("verdeling", {}).values())
    return [
        Kostenplaats(sleutel, kop, tuple(line for line in lines if line["kostenplaats"] == sleutel))
        for sleutel, kop in dossier.begroting.get("kostenplaats", {}).items()
    ]


def verdeel(
    plaatsen: list[Kostenplaats], jaren: range, kosten: Callable[[Plek, int], int], regels: Regels
) -> list[Uitkomst]:
    """Return what each hands out in each year; who receives first hands on what it received."""
    order = _op_volgorde(plaatsen)
    found = []
    for jaar in jaren:
        received: dict[Plek, int] = {}
        for plaats in order:
            whole = kosten(plaats.plek, jaar)
            if regels.verdeling_telt_door:
                whole += received.get(plaats.plek, 0)
            if plaats.eigen:
                whole = plaats.eigen.get(jaar, 0)
            delen = tuple(_delen(whole, [Fraction(line["aandeel"]) for line in plaats.regels], regels))
            for line, cents in zip(plaats.regels, delen, strict=True):
                received[plek(line)] = received.get(plek(line), 0) + cents
            found.append(Uitkomst(plaats, jaar, whole, delen))
    return found


def _op_volgorde(plaatsen: list[Kostenplaats]) -> list[Kostenplaats]:
    """Return them so that a cost centre comes after all that hand something to its post."""
    done: list[Kostenplaats] = []
    left = list(plaatsen)
    while left:
        ready = [p for p in left if p.eigen or not any(_geeft(other, p.plek) for other in left if other is not p)]
        done += ready[:1]
        left = [p for p in left if p is not ready[0]]
    return done


def _geeft(plaats: Kostenplaats, aan: Plek) -> bool:
    return any(plek(line) == aan for line in plaats.regels)


def _delen(whole: int, aandelen: list[Fraction], regels: Regels) -> list[int]:
    """Return whole cents that add up to the whole: rounded down, the rest to the largest remainders.

    What is received back is divided as what is paid.
    """
    if whole < 0:
        return [-cents for cents in _delen(-whole, aandelen, regels)]
    total = sum(aandelen)
    exact = [whole * aandeel / total for aandeel in aandelen]
    if not regels.verdeling_sluit:
        return [half_weg(part) for part in exact]
    down = [part.numerator // part.denominator for part in exact]
    by_rest = sorted(range(len(exact)), key=lambda i: (down[i] - exact[i], i))
    for i in by_rest[: whole - sum(down)]:
        down[i] += 1
    return down


def per_post(uitkomsten: list[Uitkomst], regels: Regels) -> Mapping[tuple[Plek, int], int]:
    """Return what allocation does to the lasten of each post and year: what comes less what goes.

    Nothing is of a post of which no cost centre takes anything and to which none gives; one that hands on all that
    it gets has an amount, which is zero.
    """
    found: dict[tuple[Plek, int], int] = {}
    for uitkomst in uitkomsten:
        moves = [(plek(line), cents) for line, cents in zip(uitkomst.plaats.regels, uitkomst.delen, strict=True)]
        if regels.verdeling_gaat_af:
            moves.append((uitkomst.plaats.plek, -sum(uitkomst.delen)))
        for where, cents in (move for move in moves if move[1]):
            found[where, uitkomst.jaar] = found.get((where, uitkomst.jaar), 0) + cents
    return found
