"""Tables of web pages, also those that programs save under the name of a workbook."""

from __future__ import annotations

import pytest

from budgetdesk.errors import InputError, LimitExceeded
from budgetdesk.importing.bron import Blad, Bron, Cel
from budgetdesk.importing.lezen import lees


def pagina(inhoud: str, naam: str = "x.html") -> Bron:
    return lees(naam, f"<!DOCTYPE html><html><meta charset='utf-8'><body>{inhoud}</body></html>".encode())


def tabel(inhoud: str) -> Blad:
    return pagina(f"<table>{inhoud}</table>").bladen[0]


def grid(sheet: Blad) -> list[list[str]]:
    return [
        [cel.tekst if (cel := sheet.cel(r, c)) else "" for c in range(1, sheet.kolommen + 1)]
        for r in range(1, sheet.rijen + 1)
    ]


WEBRAPPORT = (
    "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><style>td{color:red}</style></head><body>"
    "<p>Gemeente Voorbeeld</p><p>Begroting 2027 (x &euro; 1.000)</p>"
    "<table><tr><th rowspan=2>Programma</th><th colspan=2>2027</th><th style='display: none'>id</th></tr>"
    "<tr><th><p>Lasten</p><p>bruto</p></th><th>Baten</th><th hidden>id</th></tr>"
    "<tr><td>Bestuur<sup>1)</sup><td x:num='12345.678'>12.346<td>198&nbsp;</tr>"
    "<tr style='display:none'><td>verborgen<td>1<td>2</tr></table>"
    "<table><tr><td><table><tr><td>binnen</td></tr></table></td><td>buiten</td></tr></table></body></html>"
)


@pytest.mark.parametrize("codering", ["utf-8", "windows-1252", "utf-16"])
def test_a_report_named_xls_that_is_a_page_is_read_and_told(codering: str) -> None:
    bron = lees("rapport.xls", WEBRAPPORT.replace("&euro;", "€").encode(codering))
    assert bron.soort == "html"
    assert [b.naam for b in bron.bladen] == [
        "Tabel 1: Gemeente Voorbeeld Begroting 2027 (x € 1.000)",
        "Tabel 2",
        "Tabel 3",
    ]
    assert grid(bron.bladen[0]) == [
        ["Programma", "2027", ""],
        ["", "Lasten bruto", "Baten"],
        ["Bestuur", "12345.678", "198"],
    ]
    assert bron.bladen[0].cel(3, 2) == Cel("12345.678", "getal")
    assert bron.bladen[0].samengevoegd == [(1, 1, 2, 1), (1, 2, 1, 3)]
    assert (grid(bron.bladen[1]), grid(bron.bladen[2])) == ([["", "buiten"]], [["binnen"]])
    assert [g.zin for g in bron.gevonden] == [
        '"rapport.xls" is geen Excel-bestand maar een webpagina met 3 tabellen; die worden gelezen.'
    ]


@pytest.mark.parametrize(
    ("inhoud", "cellen"),
    [
        ("<tr><td>a<td>b<tr><td>c", [["a", "b"], ["c", ""]]),
        ("<caption>x € 1.000</caption><tr><td>a", [["x € 1.000"], ["a"]]),
        ("<thead><tr><th>a</thead><tbody><tr><td>1</tbody><tfoot><tr><td>2</tfoot>", [["a"], ["1"], ["2"]]),
        ("<tr><td>a<sup>1<td>b", [["a", "b"]]),
        ("<tr><td rowspan=3>a<td>1<tr><td>2<tr><td>3<tr><td>b<td>4", [["a", "1"], ["", "2"], ["", "3"], ["b", "4"]]),
        ("<tr><td>1<td rowspan=2 colspan=2>a<td>2<tr><td>3<td>4", [["1", "a", "", "2"], ["3", "", "", "4"]]),
        ("<tr><td colspan=0>a<td rowspan=x>b", [["a", "b"]]),
        ("<tr><td>een<br>twee<div>drie</div>vier", [["een twee drie vier"]]),
        ("<tr><td>1&nbsp;234<td>&nbsp;<td>x", [["1\u00a0234", "", "x"]]),
        ("<tr><td sdval='12,5'>13<td sdval='46024'>2 jan", [["12.5", "2 jan"]]),
        ("<tr><td>#REF!", [["#VERW!"]]),
        ("<tr><td><b>vet</b><!-- weg --><script>weg</script>", [["vet"]]),
    ],
)
def test_cells_stand_where_the_page_shows_them(inhoud: str, cellen: list[list[str]]) -> None:
    assert grid(tabel(inhoud)) == cellen


def test_rows_without_a_table_are_one() -> None:
    assert grid(pagina("<tr><td>a<td>1<tr><td>b<td>2").bladen[0]) == [["a", "1"], ["b", "2"]]


def test_a_page_without_a_table_is_refused() -> None:
    with pytest.raises(InputError, match="Dit is een webpagina zonder tabel"):
        pagina("<p>Niets te zien</p>")


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        ("<table><td colspan=1001>x", "Een cel loopt over meer dan 1000 rijen of kolommen."),
        (f"<table><td rowspan={'9' * 5000}>x", "Een cel loopt over meer dan 1000 rijen of kolommen."),
        ("<table>" + "<td>" * 1001, "Een tabel heeft meer dan 1000 kolommen."),
        ("<table><td>" * 65, "Tabellen staan meer dan 64 diep in elkaar."),
        ("<b>" * 300, "Dieper genest dan 256 niveaus."),
        ("<table></table>" * 501, "De pagina heeft meer dan 500 tabellen."),
        ("<table><td>" + "x" * 40_000, "Tabel 1, rij 1: een tekst van meer dan 32.767 tekens."),
        ("<table><td>" + "x" * 110_000, "Een cel heeft meer dan 100000 tekens."),
    ],
)
def test_what_no_table_has_is_refused(inhoud: str, zin: str) -> None:
    with pytest.raises(LimitExceeded) as error:
        pagina(inhoud)
    assert str(error.value) == f"x.html: {zin}"
