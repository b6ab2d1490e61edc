"""Every table of a document, by the name that `show` knows it by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tests.onafhankelijk import besluiten, gemeentebreed, iv3, per_programma, rekening, standen
from tests.onafhankelijk.lezen import Programma
from tests.onafhankelijk.tabel import Bouw, Tabel
from tests.onafhankelijk.uitzonderingen import uitzonderingen

PER_PROGRAMMA: Final[Mapping[str, Callable[[Bouw, Programma], Tabel]]] = {
    "programmakosten": per_programma.programmakosten,
    "reserves": per_programma.reserves,
    "investeringen": per_programma.investeringen,
    "kapitaallasten": per_programma.kapitaallasten,
    "te-voteren-kredieten": per_programma.te_voteren,
    "subsidies": per_programma.subsidies,
    "verbonden-partijen": per_programma.verbonden_partijen,
    "kosten-per-doel": per_programma.kosten_per_doel,
    "afwijkingen": per_programma.afwijkingen,
    "kredieten": per_programma.kredieten,
    "iv3-kwartalen": iv3.kwartalen,
}

GEMEENTEBREED: Final[Mapping[str, Callable[[Bouw], Tabel]]] = {
    "reserveverloop": standen.reserveverloop,
    "reservestaat": standen.reservestaat,
    "voorzieningen": standen.voorzieningen,
    "kredietvoorstel": per_programma.kredietvoorstel,
    "investeringsoverzicht": gemeentebreed.investeringsoverzicht,
    "baten-lasten": gemeentebreed.baten_lasten,
    "uitzonderingen": uitzonderingen,
    "incidenteel": gemeentebreed.incidenteel,
    "structureel": gemeentebreed.structureel,
    "emu": standen.emu,
    "balans": standen.balans,
    "kengetallen": standen.kengetallen,
    "rechtmatigheid": rekening.rechtmatigheid,
    "resultaatbestemming": rekening.resultaatbestemming,
    "vermogen": rekening.vermogen,
    "mutaties": besluiten.mutaties,
    "verloop": besluiten.verloop,
    "taakvelden": gemeentebreed.taakvelden,
    "hoofdtaakvelden": gemeentebreed.hoofdtaakvelden,
    "categorieen": gemeentebreed.categorieen,
    "stelposten": gemeentebreed.stelposten,
    "kostenverdeling": besluiten.kostenverdeling,
    "iv3-balans": iv3.balans,
    "iv3-mutaties": iv3.mutaties,
}

TEKSTEN: Final = {"doelenboom", "indicatoren", "kaderstukken", "prestaties", "teksten"}
"""The tables that hold no amounts."""


def tabellen(bouw: Bouw) -> Iterator[Tabel]:
    """Yield every table with amounts, those of a programme for each of them."""
    for build in PER_PROGRAMMA.values():
        for programma in bouw.dossier.programmas:
            yield build(bouw, programma)
    for build_all in GEMEENTEBREED.values():
        yield build_all(bouw)
