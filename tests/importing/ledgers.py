"""Invented ledger reports, in the shapes in which municipalities have them, and how each is read."""

from __future__ import annotations

import csv
import io
from typing import Final

from budgetdesk.bedrag import Decimaal
from budgetdesk.importing.bron import Blad, Cel
from budgetdesk.importing.kolommen import kolommen
from budgetdesk.importing.koppelen import Boekingen, lees
from budgetdesk.importing.mapping import Leeswijze, read

JAREN: Final = """\
Programma;Product;Kostenplaats;Omschrijving;Kostensoort;Taakveld;Categorie;L/B;Rekening 2025;Begroting 2026;2027
1;Bestuur;6001010;Griffie;41100;0.1;1.1;L;612.345,10;640.000;655.000
1;Bestuur;6001010;Griffie;83400;0.1;3.7;B;-1.200,00;-1.000;-1.000
1;Bestuur;6001020;Raad;41100;0.1;1.1;L;100;200;300
Totaal programma 1;;;;;;;;611.245,10;639.200;654.300
"""
"""Years as columns, one sign for each side: shape (a)."""

RIJEN: Final = """\
Kostenplaats;Kostensoort;Jaar;Versie;Bedrag
6001010;41100;2026;BEGR;640000,00
6001010;41100;2027;BEGR;655000,00
6001010;83400;2027;BEGR;-1000,00
6001010;41100;2025;REAL;612345,10
6001010;41100;2025;PROG;1
"""
"""A row per account, phase and year: shape (b)."""

DEBET: Final = """\
Rekening;Omschrijving;Debet;Credit
60010104110;Griffie salarissen;612.345,10;0,00
60010108340;Griffie leges;;1.200,00
"""
"""Two columns of amounts: shape (c)."""

SOORT: Final = """\
Kostenplaats;Kostensoort;Omschrijving;Bedrag 2026
6001010;41100;Salarissen;640000.5
6001010;83400;Leges;1000
6001010;83999;Teruggaaf;-20
"""
"""The kostensoort says the side."""

MET_SALDI: Final = """\
Programma;Kostenplaats;Omschrijving;2026;;;2027;;
;;;Lasten;Baten;Saldo;Lasten;Baten;Saldo
1;60010;College;500;20;-480;510;25;-485
1;60020;Raad;300;5;-295;310;5;-305
Totaal programma 1;;;800;25;-775;820;30;-790
"""
"""Sides and a balance below each year, which a printed table has too."""

KOP: Final = '[bron]\nformaat = 1\nnaam = "Proef"\nals = "{als}"\n'

VAN_JAREN: Final = (
    KOP.format(als="grootboek")
    + """\
[bedragen]
kant = "teken"
[kolom]
code = ["Kostenplaats", "Kostensoort"]
naam = "Omschrijving"
programma = "Programma"
beleidsterrein = "Product"
taakveld = "Taakveld"
categorie = "Categorie"
[jaren]
"Rekening 2025" = "rekening.2025"
"Begroting 2026" = "begroting.2026"
"2027" = "begroting.2027"
[rijen]
overslaan = ["Totaal*", "Subtotaal*"]
"""
)

VAN_RIJEN: Final = (
    KOP.format(als="grootboek")
    + """\
[bedragen]
kant = "teken"
decimaal = ","
[kolom]
code = ["Kostenplaats", "Kostensoort"]
fase = "Versie"
jaar = "Jaar"
bedrag = "Bedrag"
[waarde.fase]
BEGR = "begroting"
REAL = "rekening"
PROG = ""
"""
)

VAN_DEBET: Final = (
    KOP.format(als="rekening")
    + """\
[bedragen]
kant = "kolommen"
[kolom]
code = "Rekening"
naam = "Omschrijving"
[jaren]
Debet = "rekening.2025.lasten"
Credit = "rekening.2025.baten"
"""
)

VAN_SOORT: Final = (
    KOP.format(als="grootboek")
    + """\
[bedragen]
kant = "code"
baten = "+"
decimaal = "."
[kolom]
code = ["Kostenplaats", "Kostensoort"]
naam = "Omschrijving"
[waarde.kant]
"4*" = "lasten"
"8*" = "baten"
[jaren]
"Bedrag 2026" = "begroting.2026"
"""
)


def blad(text: str, naam: str = "proef.csv") -> Blad:
    """Return the cells of a text with `;` between them."""
    found = Blad(naam)
    for rij, cells in enumerate(csv.reader(io.StringIO(text), delimiter=";"), 1):
        if row := {kolom: Cel(cell) for kolom, cell in enumerate(cells, 1) if cell}:
            found.cellen[rij] = row
    return found


def wijze(text: str) -> Leeswijze:
    """Return a way of reading."""
    return read(text.encode(), "import/proef.toml")


def gelezen(sheet: Blad | str, hoe: str, *, decimaal: Decimaal | None = None, verborgen: bool = False) -> Boekingen:
    """Return what is read of a sheet, or of a text."""
    found = blad(sheet) if isinstance(sheet, str) else sheet
    way = wijze(hoe)
    return lees(found, kolommen(found, way), way, decimaal=decimaal, verborgen=verborgen)


def bedragen(boekingen: Boekingen) -> dict[str, dict[str, int]]:
    """Return what was read: per code its cents by `kant fase.jaar`."""
    found: dict[str, dict[str, int]] = {}
    for rekening in boekingen.rekeningen:
        sums = found.setdefault(rekening.code, {})
        for zijde, cents in rekening.bedragen.items():
            sums[" ".join(zijde)] = sums.get(" ".join(zijde), 0) + cents
    return found
