"""How steps grow with the dossier: against the number of posts, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from statistics import median

from tests.bench import kern, scherm
from tests.bench.genereer import OMVANG, Maat
from tests.bench.meting import Meting, interleaved


def growth(dossiers: Mapping[Maat, Path], map_: Path, herhaal: int) -> list[Meting]:
    """Measure S, M and L in turns; a step is printed as its share of linear growth."""
    maten = list(dossiers)
    openen = interleaved(herhaal, *(kern.open_clocks(dossiers[m])[0] for m in maten))
    export = interleaved(herhaal, *(kern.export_clocks(dossiers[m], map_ / f"{m}.xlsx")[0] for m in maten))
    bewerken = [asyncio.run(_edit(dossiers[m], herhaal)) for m in maten]
    found = []
    for i, (small, large) in enumerate(pairwise(maten)):
        linear = OMVANG[large].posten / OMVANG[small].posten
        step = f"{small} → {large}"
        found += [
            _share(f"groei van openen, {step}", openen[i + 1] / openen[i], linear),
            _share(f"groei van export, {step}", export[i + 1] / export[i], linear),
            Meting(f"groei van bewerken, {step}", bewerken[i + 1] / bewerken[i], max_waarde=1.2, eenheid="x"),
        ]
    return found


def _share(stap: str, factor: float, linear: float) -> Meting:
    return Meting(stap, factor, linear, "groei van het aantal posten", max_verhouding=1.1, eenheid="x")


async def _edit(map_: Path, herhaal: int) -> float:
    """Return the median of an edit until its total is painted, in a narrow terminal."""

    async def use(bewerker: scherm.Bewerker) -> float:
        rounds = [await bewerker.edit() for _ in range(herhaal + 1)]
        return median(ms for ms, _ in rounds[1:])

    found: float = await scherm.open_app(map_, scherm.MATEN[0], use)
    return found
