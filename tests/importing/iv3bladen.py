"""Iv3 for tests, of our own making: the JSON, the workbook and the csv of open data, from the same lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from budgetdesk.engine.codelijst import Cel as Iv3cel
from budgetdesk.engine.codelijst import codelijst, rank
from budgetdesk.importing.bron import Blad, Bron, Bronsoort, Cel
from budgetdesk.iv3.moment import Levering

KOP: Final = "ID,Gemeenten,TaakveldBalanspost,Categorie,Verslagsoort,k_1ePlaatsing_1,k_2ePlaatsing_2".split(",")

Waarde = str | int | float | Cel


def blad(naam: str, rijen: Sequence[Sequence[Waarde]]) -> Blad:
    """Return a sheet; a number is one without a format, an empty text is no cell."""
    found = Blad(naam)
    for rij, values in enumerate(rijen, 1):
        cells = {kolom: _cel(value) for kolom, value in enumerate(values, 1) if value != ""}
        if cells:
            found.cellen[rij] = cells
    return found


def _cel(value: Waarde) -> Cel:
    if isinstance(value, Cel):
        return value
    return Cel(value) if isinstance(value, str) else Cel(f"{value}", "getal")


def bron(*bladen: Blad, soort: Bronsoort = "xlsx") -> Bron:
    return Bron("iv3.xlsx" if soort == "xlsx" else "open.csv", soort, "0" * 64, bladen)


def document(
    regels: Mapping[Iv3cel, int],
    periode: int = 0,
    *,
    jaar: int = 2026,
    standen: Mapping[tuple[str, str], int] | None = None,
    mutaties: Mapping[Iv3cel, int] | None = None,
) -> dict[str, Any]:
    """Return an Iv3 file with these lines in whole euros, in the order in which CBS has them."""
    levering = Levering(jaar, periode)

    def lines(cells: Mapping[Iv3cel, int], kant: str, rij: str) -> list[dict[str, str | int]]:
        order = sorted((c for c in cells if c[0] == kant), key=lambda c: (rank(c[1]), rank(c[2])))
        return [{rij: c[1], "categorie": c[2], "bedrag": cells[c]} for c in order]

    return {
        "metadata": {
            "overheidslaag": "Gemeente",
            "overheidsnummer": "0099",
            "overheidsnaam": "Proefstad",
            "boekjaar": jaar,
            "periode": periode,
            "status": levering.status,
            "datum": f"{jaar}-01-02T09:30:00+01:00",
            "details_openbaar": False,
            "financieel_pakket": "Grootboek 7",
            "export_software": "een ander programma",
        },
        "contact": {"naam": "A. Bee", "email": "iv3@proefstad.nl", "telefoon": "14 099"},
        "data": {
            "lasten": lines(regels, "lasten", "taakveld"),
            "balans_lasten": lines(mutaties or {}, "lasten", "balanscode"),
            "baten": lines(regels, "baten", "taakveld"),
            "balans_baten": lines(mutaties or {}, "baten", "balanscode"),
            "balans_standen": [
                {"balanscode": code, "standper": at, "bedrag": euros} for (code, at), euros in (standen or {}).items()
            ],
        },
    }


def als_json(found: Any) -> bytes:
    return json.dumps(found).encode()


def model(regels: Mapping[Iv3cel, float], *, kaal: bool = True, namen: bool = True, periode: Waarde = 0) -> Bron:
    """Return the workbook of CBS with these lines x EUR 1.000.

    Codes of taakvelden are numbers without a format where `kaal`, as Excel makes of what is typed; totals stand among
    them and beside them, a heading above each hoofdtaakveld. Without `namen` nothing stands beside the codes.
    """
    lijst = codelijst(2026)
    assert lijst
    sheets = [
        blad(
            "4.Informatie",
            [
                [],
                ["", "Overheidslaag", "Gemeente"],
                ["", "Naam", "Proefstad"],
                ["", "Nummer", 99],
                ["", "Jaar", 2026],
                ["", "Periode", periode],
                ["", "Naam: ", "A. Bee"],
                ["", "E-mail: ", "iv3@proefstad.nl"],
                ["", "Telefoon: ", "14 099"],
            ],
        )
    ]
    for kant in ("lasten", "baten"):
        codes = list(lijst.categorieen[kant])
        rows: list[list[Waarde]] = [
            ["", "", *codes, "Totaal"],
            ["", "", *lijst.categorieen[kant].values(), f"Totaal {kant}"],
        ]
        before = ""
        for taakveld, naam in sorted(lijst.taakvelden.items(), key=lambda pair: rank(pair[0])):
            if taakveld[0] != before:
                before = taakveld[0]
                rows.append(["", lijst.hoofdtaakvelden[before]])
            code: Waarde = Cel(taakveld.rstrip("0") if taakveld[-1] == "0" else taakveld, "getal") if kaal else taakveld
            cells = [regels.get((kant, taakveld, categorie), "") for categorie in codes]
            rows.append([code, naam if namen else "", *cells, sum(c for c in cells if not isinstance(c, str))])
        rows += [["0.0", f"Totaal {kant}", *([999] * len(codes)), 999], []]
        rows += [[code, naam] for code, naam in lijst.balanscodes.items()]
        sheets.append(blad(f"{5 if kant == 'lasten' else 6}.Verdelingsmatrix {kant}", rows))
    return bron(*sheets)


def cbs(*rijen: tuple[str, str, str, str, str, str], kop: Sequence[str] = KOP) -> Bron:
    """Return a csv of open data: municipality, code, category, period and both publications of each row.

    Its keys are padded with blanks, as CBS does.
    """
    rows: list[list[Waarde]] = [list(kop)]
    for number, (gemeente, code, categorie, soort, een, twee) in enumerate(rijen):
        rows.append([str(number), gemeente.ljust(9), code.ljust(6), categorie.ljust(8), soort, een, twee])
    return bron(blad("open", rows), soort="csv")


def als_csv(found: Bron) -> bytes:
    """Return open data as the bytes of its csv, with its keys between quotes."""
    text = io.StringIO(newline="")
    (sheet,) = found.bladen
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows([cel.tekst for _, cel in sorted(row.items())] for _, row in sheet.walk())
    return text.getvalue().encode()


def als_xlsx(found: Bron) -> bytes:
    """Return sheets as the bytes of a workbook."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        for sheet in found.bladen:
            page = workbook.add_worksheet(sheet.naam)
            for rij, row in sheet.walk():
                for kolom, cel in row.items():
                    value = float(cel.tekst) if cel.soort == "getal" else cel.tekst
                    page.write(rij - 1, kolom - 1, value)
    return content.getvalue()
