"""Reads from a dossier what the charts are drawn from, each chart by itself: exact cents from its cube and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal

from budgetdesk.tui.answers import Verloop
from budgetdesk.tui.dossier.uitkomst import of_what, shortened, uitkomst
from budgetdesk.tui.grafieken.gegevens import (
    MEESTE,
    Gegevens,
    Indicator,
    Kanten,
    Kolom,
    Overzicht,
    Post,
    Reserve,
    Uitslag,
    Verdeling,
    Watervallen,
)

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.model.scope import Scope
    from budgetdesk.tables.grid import Grid, Rij
    from budgetdesk.tables.signed import Cijfers
    from budgetdesk.tables.sjabloon import Kolom as Sjabloonkolom

Soort = Literal["overzicht", "waterval", "programma's", "indicatoren"]
"""A chart by its name."""

SOORTEN: Final[tuple[Soort, ...]] = ("overzicht", "waterval", "programma's", "indicatoren")
"""The charts in their order."""

Keuze = tuple[str, ...]

_SALDI: Final = 2
"""The courses that the table has of each programma, and of all together: before and after reserves."""


def amounts_of(cijfers: Cijfers) -> list[Sjabloonkolom]:
    """Return the columns that are drawn: those that hold amounts and no differences."""
    return [kolom for kolom in cijfers.sjabloon.kolommen if not kolom.verschil]


def kolommen(cijfers: Cijfers) -> list[Kolom]:
    """Return the headings of those columns; a year stands for one that no other column is of."""
    columns = amounts_of(cijfers)
    short = shortened([(kolom.kop, kolom.jaar) for kolom in columns])
    return [
        Kolom(kolom.kop, str(kolom.jaar) if kort.startswith("'") else kolom.kop, kolom.jaar)
        for kolom, kort in zip(columns, short, strict=True)
    ]


def begin(cijfers: Cijfers) -> int:
    """Return the column that the document is about."""
    columns, about = amounts_of(cijfers), cijfers.sjabloon.kolommen[cijfers.sjabloon.resultaat]
    return columns.index(about) if about in columns else 0


def read(soort: Soort, cijfers: Cijfers, bestand: Bestand | None) -> Gegevens:
    """Return what a chart is drawn from: of one programma, or of the whole dossier."""
    return _LEZERS[soort](cijfers, [bestand] if bestand else list(cijfers.dossier.programmas))


# --- lasten and baten -------------------------------------------------------------------------


def _kanten(cijfers: Cijfers, naam: str, keuze: Keuze, cents: Callable[[str, str], int]) -> Kanten:
    """Return both sides in each column; `cents` gives those of a side in a stored term."""
    sides = {
        kant: tuple(sum(factor * cents(kant, term) for term, factor in kolom.termen) for kolom in amounts_of(cijfers))
        for kant in ("lasten", "baten")
    }
    return Kanten(naam, sides["lasten"], sides["baten"], keuze)


def _of(cijfers: Cijfers, bestand: Bestand, scope: Scope) -> Callable[[str, str], int]:
    return lambda kant, term: cijfers.totalen[bestand.naam].bedrag(scope, kant, term)


def _overzicht(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Overzicht:
    from budgetdesk.model.scope import PROGRAMMA
    from budgetdesk.session.reading import results_by_column
    from budgetdesk.tables.signed import result_cents

    weergave = cijfers.weergave
    one = programmas[0] if len(programmas) == 1 and len(cijfers.dossier.programmas) > 1 else None
    if one is None:
        meant = uitkomst(cijfers, weergave.eenheid).jaren
        found = zip(cijfers.sjabloon.kolommen, results_by_column(cijfers), strict=True)
        results = [cents for kolom, cents in found if not kolom.verschil]
        outcome = tuple(Uitslag(c, jaar.teken, jaar.rood) for c, jaar in zip(results, meant, strict=True))
        total = _kanten(cijfers, "", (), lambda kant, term: cijfers.totalen.dossier(PROGRAMMA, kant, term))
    else:
        of_it = cijfers.totalen[one.naam].bedrag
        outcome = tuple(Uitslag(result_cents(of_it, kolom, weergave)) for kolom in amounts_of(cijfers))
        total = _kanten(cijfers, "", (), _of(cijfers, one, PROGRAMMA))
    posten, counts = _posten(cijfers, programmas)
    return Overzicht(
        f"programma {one.nummer}" if one else of_what(cijfers),
        outcome,
        total,
        weergave.saldo,
        cijfers.is_geheel and one is None,
        tuple(_reserves(cijfers, programmas)),
        tuple(posten),
        tuple(counts),
    )


def _reserves(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Iterator[Reserve]:
    """Yield the reserves as the table of their course has them, in the columns of the document."""
    from budgetdesk.tables.registry import build

    grid = build("reserveverloop", cijfers, programmas)
    at = {kop.tekst: k for k, kop in enumerate(grid.koppen)}
    columns = [at.get(kolom.kop) for kolom in amounts_of(cijfers)]
    for r, rij in enumerate(grid.rijen):
        if rij.kant == "eind" and rij.scope.soort == "reserve":
            standen = tuple(None if k is None else grid.cents(r, k) for k in columns)
            # the table of one programma need not say which file it is of
            yield Reserve(rij.naam, standen, ("reserve", rij.scope.bestand or programmas[0].naam, rij.scope.sleutel))


def _posten(cijfers: Cijfers, programmas: Sequence[Bestand]) -> tuple[list[Post], list[int]]:
    """Return the posts that are among the largest in any column, and how many have lasten in each."""
    cube, columns = cijfers.cube, amounts_of(cijfers)
    several = len(cijfers.dossier.programmas) > 1
    width = max((len(str(bestand.nummer or "")) for bestand in cijfers.dossier.programmas), default=0)
    names = [bestand.naam for bestand in programmas]
    ranked = [cube.largest("post", "lasten", kolom.termen, MEESTE, names) for kolom in columns]
    found = []
    for number in sorted({record for records, _ in ranked for record in records}):
        bestand, post, sides = cube.records.bestanden[number], cube.records.numbered[number], cube.sides(number)
        cents = tuple(sum(f * sides.get(("lasten", term), 0) for term, f in kolom.termen) for kolom in columns)
        naam = f"{bestand.nummer or '':>{width}} {post.naam}" if several else post.naam
        found.append(Post(naam, cents, ("post", bestand.naam, post.sleutel)))
    return found, [count for _, count in ranked]


def _programmas(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Verdeling:
    """Return the programmas, or of one its beleidsterreinen."""
    from budgetdesk.model.kinds.programma import Beleidsterrein
    from budgetdesk.model.scope import PROGRAMMA, RecordKey

    if len(programmas) > 1:
        parts = [
            _kanten(cijfers, f"{b.nummer or ''} {b.titel}".strip(), ("programma", b.naam), _of(cijfers, b, PROGRAMMA))
            for b in programmas
        ]
        return Verdeling("programma", tuple(parts), cijfers.weergave.saldo)
    (one,) = programmas
    parts = [
        _kanten(
            cijfers,
            terrein.known_as,
            ("beleidsterrein", one.naam, terrein.sleutel),
            _of(cijfers, one, RecordKey("beleidsterrein", terrein.sleutel).scope),
        )
        for terrein in one.van(Beleidsterrein)
    ]
    return Verdeling("beleidsterrein", tuple(parts), cijfers.weergave.saldo)


# --- the course of the balance ----------------------------------------------------------------


def _waterval(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Watervallen:
    """Return the courses after reserves and before them, as the table of them has them last."""
    from budgetdesk.tables.verloop import course

    grid = course(cijfers, programmas)
    heads = [kolom.kop for kolom in amounts_of(cijfers)]
    columns = [(c, heads.index(kop.tekst)) for c, kop in enumerate(grid.koppen) if kop.tekst in heads]
    blocks = sorted({rij.blok for rij in grid.rijen}, reverse=True)[:_SALDI] if columns else []
    soorten, keuzes = [], []
    for blok in blocks:
        rows = [(r, rij) for r, rij in enumerate(grid.rijen) if rij.blok == blok]
        naam = rows[0][1].naam
        soorten.append((naam.rpartition(", ")[2], tuple(_loop(grid, rows, c) for c, _ in columns)))
        keuzes.append(tuple(("stap", naam, rij.soort, rij.scope.bestand) for _, rij in rows))
    return Watervallen(tuple(soorten), tuple(k for _, k in columns), -cijfers.weergave.saldo, tuple(keuzes))


def _loop(grid: Grid, rows: Sequence[tuple[int, Rij]], c: int) -> Verloop:
    steps = tuple((rij.soort, grid.cents(r, c) or 0, grid.cell(r, c)) for r, rij in rows)
    return Verloop(grid.koppen[c].tekst, steps)


# --- indicators -------------------------------------------------------------------------------


def _indicatoren(cijfers: Cijfers, programmas: Sequence[Bestand]) -> tuple[Indicator, ...]:
    from budgetdesk.model.kinds.programma import Indicator as Record

    several = len(cijfers.dossier.programmas) > 1
    return tuple(
        Indicator(
            f"{record.sleutel} {record.naam}" + (f" · programma {bestand.nummer}" if several else ""),
            record.eenheid,
            dict(record.realisatie.items()),
            dict(record.streefwaarde.items()),
            record.schaal,
            ("indicator", bestand.naam, record.sleutel),
        )
        for bestand in programmas
        for record in bestand.van(Record)
    )


_LEZERS: Final[Mapping[Soort, Callable[[Cijfers, Sequence[Bestand]], Gegevens]]] = {
    "overzicht": _overzicht,
    "waterval": _waterval,
    "programma's": _programmas,
    "indicatoren": _indicatoren,
}
