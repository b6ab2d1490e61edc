"""How a glance at a dossier is drawn: bars of its results, the verdict, counts and the last commits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from rich.cells import cell_len

from budgetdesk.display import display
from budgetdesk.storage.pathnames import typed_path
from budgetdesk.storage.recent import when
from budgetdesk.tui.grafiek import onder_nul, staven
from budgetdesk.tui.start.blad import kopje, lopend, vak
from budgetdesk.tui.start.inkijk import Cijfers, Verleden
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.regel import Woord, Woorden, cut
from budgetdesk.tui.widgets.strook import Jaaruitkomst
from budgetdesk.zinnen import aantal

_HOOGTE: Final = 6
"""Lines of the bars."""

_BREEDSTE: Final = 11
"""Cells of a bar with the room beside it at most."""

_WANNEER: Final = 10
_WIE: Final = 12


def kort_pad(map_: Path) -> str:
    """Return a path as people write it: the home folder as `~`."""
    try:
        return f"~/{map_.relative_to(typed_path('~')).as_posix()}"
    except (ValueError, RuntimeError):
        return str(map_)


def inkijkblad(
    map_: Path,
    cijfers: Cijfers | None,
    verleden: Verleden | None,
    width: int,
    nu: datetime,
) -> Iterator[Woorden]:
    """Yield the lines of what is known of a dossier by now."""
    yield [Woord(cut(display(cijfers.titel if cijfers and cijfers.titel else map_.name), width), vet=True)]
    yield [Woord(cut(display(kort_pad(map_)), width), "zacht")]
    yield []
    if cijfers is None:
        yield [Woord("wordt gelezen ...", "zacht")]
        return
    if cijfers.fout:
        yield [Woord(f"{T.fout} niet te lezen", "rood", vet=True)]
        yield from lopend(cijfers.fout, width)
        return
    yield from _resultaat(cijfers, width)
    yield []
    yield from _tellingen(cijfers, verleden)
    if verleden is not None and verleden.wijzigingen:
        yield []
        yield kopje("Laatste wijzigingen")
        for wijziging in verleden.wijzigingen:
            room = max(width - _WANNEER - _WIE, 8)
            yield [
                Woord(vak(when(wijziging.moment, nu, kort=True), _WANNEER), "zacht"),
                Woord(vak(display(wijziging.wie), _WIE), "zacht"),
                Woord(cut(display(wijziging.onderwerp), room)),
            ]


def _resultaat(cijfers: Cijfers, width: int) -> Iterator[Woorden]:
    uitkomst = cijfers.uitkomst
    if uitkomst is None or not uitkomst.jaren:
        return
    van = "" if uitkomst.van == "gemeente" else f" {display(uitkomst.van)}"
    yield [*kopje(f"Resultaat{van}"), Woord(f"  {cijfers.eenheid}", "zacht")]
    yield []
    jaren = uitkomst.jaren
    room = min(max(width // len(jaren), 4), _BREEDSTE)
    if any(cell_len(_bedrag(jaar)) >= room for jaar in jaren):
        yield from _op_regels(jaren)
        return
    yield from _staven(jaren, cijfers.bedragen, room)
    yield [Woord(_bedrag(jaar).rjust(room), _inkt(jaar), vet=True) for jaar in jaren]
    yield [
        Woord(kop.rjust(room), "accent" if jaar.begroting else "zacht", vet=jaar.begroting)
        for jaar, kop in zip(jaren, _koppen(jaren, cijfers.jaren, room), strict=True)
    ]


def _staven(jaren: Sequence[Jaaruitkomst], bedragen: Sequence[int], room: int) -> Iterator[Woorden]:
    """Yield the bars with the line of zero between what is above and below it; rows with none are left out."""
    rows = staven(bedragen, _HOOGTE)
    zero = len(rows) - onder_nul(bedragen, _HOOGTE)
    for index, row in enumerate(rows):
        if index == zero:
            yield [Woord(T.streep * room * len(jaren), "lijn")]
        if any(block != " " for block, _ in row):
            yield [
                word
                for (block, hangs), jaar in zip(row, jaren, strict=True)
                for word in (Woord("  "), Woord(block * (room - 2), _inkt(jaar), omgekeerd=hangs))
            ]
    if zero == len(rows):
        yield [Woord(T.streep * room * len(jaren), "lijn")]


def _op_regels(jaren: Sequence[Jaaruitkomst]) -> Iterator[Woorden]:
    """Yield results below each other: there is no room for them beside each other."""
    name = max(cell_len(display(jaar.kop)) for jaar in jaren) + 2
    most = max(cell_len(_bedrag(jaar)) for jaar in jaren)
    for jaar in jaren:
        ink = "accent" if jaar.begroting else "zacht"
        yield [Woord(vak(display(jaar.kop), name), ink), Woord(_bedrag(jaar).rjust(most), _inkt(jaar), vet=True)]


def _koppen(jaren: Sequence[Jaaruitkomst], cijfers: Sequence[int], room: int) -> list[str]:
    """Return the headings of columns: their years where no two are of one."""
    if len(set(cijfers)) == len(cijfers):
        return [str(jaar) for jaar in cijfers]
    return [cut(display(jaar.kort), room - 1) for jaar in jaren]


def _inkt(jaar: Jaaruitkomst) -> str:
    return "rood" if jaar.rood else "goed" if jaar.teken else "inkt"


def _bedrag(jaar: Jaaruitkomst) -> str:
    sign = f"{jaar.teken} " if jaar.teken and jaar.teken != T.omhoog else "+" if jaar.teken else ""
    return f"{sign}{jaar.bedrag}"


def _tellingen(cijfers: Cijfers, verleden: Verleden | None) -> Iterator[Woorden]:
    uitkomst = cijfers.uitkomst
    if uitkomst is not None and uitkomst.oordeel:
        sign, ink = (T.fout, "rood") if uitkomst.tekort else (T.goed, "goed")
        yield [Woord(f"{sign} {uitkomst.oordeel}", ink)]
    if cijfers.bevindingen:
        yield [Woord(f"{T.let_op} {aantal(cijfers.bevindingen, 'bevinding', 'bevindingen')}")]
    else:
        yield [Woord(f"{T.goed} geen bevindingen", "goed")]
    if verleden is not None and verleden.anders:
        yield [Woord(f"{T.anders} {aantal(verleden.anders, 'cel', 'cellen')} anders dan HEAD", "anders")]
    if cijfers.open_besluiten:
        besluiten = aantal(cijfers.open_besluiten, "besluit", "besluiten")
        yield [Woord(f"{T.boekt} {besluiten} nog niet vastgesteld", "nu")]
