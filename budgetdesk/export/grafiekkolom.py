"""What a chart of a spreadsheet or of Word is made of: a column of values per series, each with its figure in print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate
from typing import Final

from budgetdesk.document.blokken import Grafiek, Punt, Reeks

_NUL: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Kolom:
    """A series as a column of a sheet: its values and how each is printed; None and nothing where there is none.

    `boven` says of each point that its figure stands above it. A column that is not `zichtbaar` only carries others.
    """

    naam: str
    waarden: tuple[Decimal | None, ...]
    teksten: tuple[str, ...] = ()
    boven: tuple[bool, ...] = ()
    zichtbaar: bool = True


def kolommen(grafiek: Grafiek) -> list[Kolom]:
    """Return the columns of a chart in the order in which they are drawn: of bars one, of lines at most two."""
    if grafiek.soort == "waterval":
        return _steps(grafiek)
    shown = grafiek.reeksen[: 2 if grafiek.soort == "lijnen" else 1]
    return [_kolom(grafiek, reeks) for reeks in shown]


def labels(grafiek: Grafiek) -> tuple[str, ...]:
    """Return what stands beside the values: in a waterfall, whose bars may be too short for it, the figure too."""
    if grafiek.soort != "waterval":
        return grafiek.labels
    punten = [punt for punt in grafiek.reeksen[0].punten if punt]
    return tuple(f"{label}: {punt.tekst}" for label, punt in zip(grafiek.labels, punten, strict=True))


def beknopt(grafiek: Grafiek) -> Grafiek:
    """Return a chart with a long unit in the legend, if it has one, instead of behind every value."""
    unit = _unit(grafiek)
    if not unit or grafiek.soort != "lijnen":
        return grafiek
    series = (
        Reeks(
            f"{reeks.naam} ({unit})",
            tuple(punt and replace(punt, tekst=punt.tekst.partition(" ")[0]) for punt in reeks.punten),
        )
        for reeks in grafiek.reeksen
    )
    return replace(grafiek, reeksen=tuple(series))


def _unit(grafiek: Grafiek) -> str:
    """Return what stands behind every value and is too long to be said with each of them, empty where nothing is."""
    units = {punt.tekst.partition(" ")[2] for reeks in grafiek.reeksen for punt in reeks.punten if punt}
    unit = units.pop() if len(units) == 1 else ""
    return unit if len(unit) > len("%") else ""


def _kolom(grafiek: Grafiek, reeks: Reeks) -> Kolom:
    waarden = tuple(_value(grafiek, punt) for punt in reeks.punten)
    boven = tuple(_is_highest(grafiek, reeks, i) for i in range(len(reeks.punten)))
    return Kolom(reeks.naam, waarden, tuple(punt.tekst if punt else "" for punt in reeks.punten), boven)


def _value(grafiek: Grafiek, punt: Punt | None) -> Decimal | None:
    """Return a value as the table prints it: amounts in its unit instead of cents."""
    if punt is None or grafiek.weergave is None:
        return punt.waarde if punt else None
    return punt.waarde / 100 / grafiek.weergave.eenheid


def _is_highest(grafiek: Grafiek, reeks: Reeks, i: int) -> bool:
    """Return whether no other series is above this one at a label, so that its figure stands above the point."""
    own = reeks.punten[i]
    others = [(n, other.punten[i]) for n, other in enumerate(grafiek.reeksen) if other is not reeks]
    mine = grafiek.reeksen.index(reeks)
    return own is None or all(p is None or (own.waarde, -mine) >= (p.waarde, -n) for n, p in others)


def _steps(grafiek: Grafiek) -> list[Kolom]:
    """Return the bars of a waterfall, what is below zero apart, upon others that are not seen."""
    punten = [punt for punt in grafiek.reeksen[0].punten if punt]
    values = [_value(grafiek, punt) or _NUL for punt in punten]
    ends = [*accumulate(values[:-1]), values[-1]]
    begins = [_NUL, *ends[:-2], _NUL]
    pairs = [sorted(pair) for pair in zip(begins, ends, strict=True)]
    return [
        Kolom("Tot", tuple(max(low, _NUL) + min(high, _NUL) for low, high in pairs), zichtbaar=False),
        Kolom("Boven nul", tuple(max(high, _NUL) - max(low, _NUL) for low, high in pairs)),
        Kolom("Onder nul", tuple(min(low, _NUL) - min(high, _NUL) for low, high in pairs)),
    ]
