"""The names of the council's tables, which commands and files of others rely on, and what people call them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Tabelsoort:
    """One table; `overkoepelend` where one table spans several programmas.

    `bij_verschil` tables say something only in a document that compares budget and result; texts that a
    document prints as prose are not `in_werkmap`.
    """

    naam: str
    label: str
    overkoepelend: bool = False
    bij_verschil: bool = False
    in_werkmap: bool = True

    @property
    def per_programma(self) -> bool:
        """Return whether a programma has a tab for it: the course of the reserves is typed per programma too."""
        return not self.overkoepelend or self.naam == "reserveverloop"


TABELLEN: Final = {
    soort.naam: soort
    for soort in (
        Tabelsoort("programmakosten", "Programmakosten"),
        Tabelsoort("reserves", "Reserves"),
        Tabelsoort("reserveverloop", "Verloop reserves", overkoepelend=True),
        Tabelsoort("investeringen", "Investeringen"),
        Tabelsoort("kapitaallasten", "Kapitaallasten"),
        Tabelsoort("te-voteren-kredieten", "Te voteren kredieten"),
        Tabelsoort("subsidies", "Subsidies"),
        Tabelsoort("doelenboom", "Doelen"),
        Tabelsoort("indicatoren", "Indicatoren"),
        Tabelsoort("verbonden-partijen", "Verbonden partijen"),
        Tabelsoort("kaderstukken", "Kaderstukken"),
        Tabelsoort("kosten-per-doel", "Kosten per doel"),
        Tabelsoort("afwijkingen", "Afwijkingen", bij_verschil=True),
        Tabelsoort("prestaties", "Prestaties"),
        Tabelsoort("kredieten", "Kredieten", bij_verschil=True),
        Tabelsoort("voorzieningen", "Voorzieningen", overkoepelend=True),
        Tabelsoort("baten-lasten", "Baten en lasten", overkoepelend=True),
        Tabelsoort("incidenteel", "Incidenteel", overkoepelend=True),
        Tabelsoort("emu", "EMU-saldo", overkoepelend=True),
        Tabelsoort("balans", "Balans", overkoepelend=True),
        Tabelsoort("kengetallen", "Kengetallen", overkoepelend=True),
        Tabelsoort("mutaties", "Mutaties", overkoepelend=True),
        Tabelsoort("verloop", "Verloop saldo", overkoepelend=True),
        Tabelsoort("taakvelden", "Taakvelden", overkoepelend=True),
        Tabelsoort("kostenverdeling", "Kostenverdeling", overkoepelend=True),
        Tabelsoort("teksten", "Teksten", in_werkmap=False),
    )
}
"""Every table by name, in the order of the screen."""
