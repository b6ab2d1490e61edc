"""The fourth chart: of each indicator what was measured and what is aimed for, by year, on a scale of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from rich.cells import cell_len

from budgetdesk.display import display
from budgetdesk.tui.grafiek import staven
from budgetdesk.tui.grafieken.gegevens import Indicator, Kolom
from budgetdesk.tui.grafieken.vorm import Blok, Kijk, Regel, Staafmaat, koppen, maat_van, rechts, titel
from budgetdesk.tui.widgets.regel import Woord, cut

_HOOG: Final = 2
"""Lines of the bars of an indicator."""

_FIJN: Final = 10**6
"""Of how many of its unit a value is counted to draw it."""

_GEMETEN, _STREVEN = "gemeten", "streven"


def indicatoren(alle: Sequence[Indicator], kijk: Kijk) -> list[Blok]:
    """Return a block for each half of the indicators, so that both columns are filled where there are two."""
    if not alle:
        nothing = Regel((Woord("Er zijn geen indicatoren.", "zacht"),))
        return [Blok(0, titel("Indicatoren", ""), (), (nothing,))]
    known = [year for each in alle for year in (*each.gemeten, *each.streven)] or [kijk.gekozen.jaar]
    # years without either stand there as well: else the course would look as if nothing lay between
    years = range(min(known), max(known) + 1)
    here = max(0, min(kijk.gekozen.jaar - years[0], len(years) - 1))
    # years of their own: what was measured may lie before the columns of the document
    own = replace(kijk, kolommen=[Kolom(str(year), str(year), year) for year in years], kolom=here)
    widest = max(map(cell_len, (text for each in alle for text in _texts(each))), default=0)
    label = len(_GEMETEN) + 1
    maat = maat_van(replace(own, breedte=kijk.breedte - label), widest)
    # the last years that fit, the chosen one among them
    heads = tuple(
        Regel((Woord(" " * label), *line.woorden)) for line in koppen(replace(own, breedte=kijk.breedte), maat)
    )
    blocks = []
    half = -(-len(alle) // kijk.kanten)
    for kant, part in ((0, alle[:half]), (1, alle[half:])):
        if part:
            lines = tuple(line for each in part for line in _indicator(each, own, maat, label))
            blocks.append(Blok(kant, _titel(kant), heads, lines))
    return blocks


def _titel(kant: int) -> Regel:
    if kant:
        return Regel((Woord("Indicatoren", "accent", vet=True), Woord("  vervolg", "zacht")))
    words = (Woord("Indicatoren", "accent", vet=True), Woord("  gemeten en, smaller, ", "zacht"))
    return Regel((*words, Woord("streven", "nu", vet=True), Woord("; elk op eigen schaal vanaf 0", "zacht")))


def _texts(each: Indicator) -> Iterator[str]:
    yield from (_getal(value) for values in (each.gemeten, each.streven) for value in values.values())


def _getal(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}".replace(".", ",")


def _indicator(each: Indicator, kijk: Kijk, maat: Staafmaat, label: int) -> Iterator[Regel]:
    """Yield its name, the bars of both series beside each other, and their values."""
    unit = f"  {display(each.eenheid)}" if each.eenheid else ""
    scale = f"  schaal {_getal(each.hoogste)}" if each.hoogste else ""
    name = cut(display(each.naam), max(kijk.breedte - cell_len(unit) - len(scale), 8))
    yield Regel((Woord(name, vet=True), Woord(f"{scale}{unit}", "zacht")), each.keuze)
    years = [kijk.kolommen[k].jaar for k in maat.in_beeld]
    if not (each.gemeten or each.streven):
        yield Regel((Woord("nog niets gemeten en geen streven", "zacht"),), each.keuze)
        return
    thin = max(maat.staaf // 3, 1)
    wide = max(maat.staaf - thin - 1, 1)
    for line in _rows(each, years):
        words = [Woord(" " * label)]
        for k, pair in zip(maat.in_beeld, line, strict=True):
            (sign, turned), (aim, aim_turned) = pair
            ink = "accent" if k == kijk.kolom else "zacht"
            words += [
                Woord(" " * max(maat.breedte - wide - 1 - thin, 0)),
                Woord(sign * wide, ink, omgekeerd=turned),
                Woord(" "),
                Woord(aim * thin, "reeks2", omgekeerd=aim_turned),
            ]
        yield Regel(tuple(words), each.keuze)
    for naam, values, ink in ((_GEMETEN, each.gemeten, "inkt"), (_STREVEN, each.streven, "zacht")):
        cells = [
            rechts(_getal(values.get(year)), maat.breedte, ink, vet=k == kijk.kolom)
            for k, year in zip(maat.in_beeld, years, strict=True)
        ]
        yield Regel((Woord(naam.ljust(label), "zacht"), *cells), each.keuze)


def _rows(each: Indicator, years: Sequence[int]) -> Iterator[list[tuple[tuple[str, bool], tuple[str, bool]]]]:
    """Yield lines of cells, by year that of the value and that of the aim; both are of one scale."""
    both = [*_scaled(each.gemeten, years), *_scaled(each.streven, years)]
    most = int(each.hoogste * _FIJN) if each.hoogste else None
    # the end of its scale takes part without being drawn
    for row in staven([*both, most], _HOOG):
        yield list(zip(row[: len(years)], row[len(years) : 2 * len(years)], strict=True))


def _scaled(values: Mapping[int, Decimal], years: Sequence[int]) -> list[int | None]:
    return [None if (value := values.get(year)) is None else int(value * _FIJN) for year in years]
