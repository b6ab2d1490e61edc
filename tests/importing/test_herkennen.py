"""What is recognised of a printed table, rule by rule; `vel` writes one as a council prints it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from budgetdesk.importing.bron import Blad, Cel
from budgetdesk.importing.herkennen import Herkenning, Kolom, herken, tabellen
from budgetdesk.importing.herkennen.bevindingen import regels
from tests.importing.gedrukte import Vorm, maak, vel

KOP = ";Rekening 2025;Begroting 2026;2027;2028"
PROGRAMMA = """\
x € 1.000;Rekening 2025;Begroting 2026;2027;2028
1 Bestuur;;;;
Lasten;12.345;12.400;12.399;12.500
Baten;-198;-200;-201;-205
Saldo;12.147;12.200;12.198;12.295
"""


def lees(tekst: str, naam: str = "Blad1") -> Herkenning:
    (tabel,) = tabellen(vel(tekst, naam))
    return herken(tabel)


def vragen(found: Herkenning) -> list[str]:
    return [vraag.naam for vraag in found.vragen]


def termen(found: Herkenning) -> list[str]:
    return [f"{k.fase}.{k.jaar}.{k.kant}".rstrip(".") for k in found.kolommen.values()]


# --- which table ---------------------------------------------------------------------------------


def test_tables_are_parted_by_blank_rows_and_called_by_their_first_heading() -> None:
    found = tabellen(vel(f"Programma 1\n{KOP}\nLasten;1;2;3;4\n\nReserves van 1\n{KOP}\nToevoeging;5;6;7;8\n\nNoot"))
    assert [(tabel.naam, tabel.rijen) for tabel in found] == [
        ("Programma 1", (1, 2, 3)),
        ("Reserves van 1", (5, 6, 7, 9)),
    ]


def test_a_blank_row_without_a_heading_below_it_parts_nothing() -> None:
    (tabel,) = tabellen(vel(f"{KOP}\n\nBestuur;1;2;3;4\n\nOverhead;5;6;7;8\n\nTotaal;6;8;10;12"))
    assert [(c.nummer, c.delen) for c in herken(tabel).totalen] == [(7, ((3, 1), (5, 1)))]


def test_a_sheet_without_amounts_has_no_table() -> None:
    assert tabellen(vel("Toelichting\nalleen tekst;2026")) == ()
    assert tabellen(Blad("leeg")) == ()


def test_hidden_rows_and_columns_are_told_and_not_read() -> None:
    sheet = vel(PROGRAMMA)
    sheet.verborgen_rijen, sheet.verborgen_kolommen = {4}, {3}
    found = herken(tabellen(sheet)[0])
    assert [g.zin for g in found.gevonden] == [
        "Rij 4 is verborgen en niet gelezen.",
        "Kolom C is verborgen en niet gelezen.",
    ]
    assert (sorted(found.kolommen), sorted(found.rijen)) == ([2, 4, 5], [3, 5])


def test_a_cell_that_is_no_amount_is_told_and_left_out() -> None:
    found = lees(PROGRAMMA.replace("-205", "nog opvragen").replace("12.500", "#VERW!"))
    assert [(g.cel, g.zin.partition(": ")[2]) for g in found.gevonden] == [
        ("E3", "#VERW! (#REF!; fout in de formule). Herstel de cel in Excel."),
        ("E4", '"nog opvragen" is geen bedrag.'),
    ]


# --- headings ------------------------------------------------------------------------------------


def test_a_heading_above_several_columns_is_of_each_whether_merged_or_not() -> None:
    text = ";2026;;;2027;;\nProgramma;Lasten;Baten;Saldo;Lasten;Baten;Saldo\n"
    sheet = vel(f"{text}1 Bestuur;12.345;-198;12.147;12.399;-200;12.199")
    bare = herken(tabellen(sheet)[0])
    sheet.samengevoegd = [(1, 2, 1, 4), (1, 5, 1, 7)]
    merged = herken(tabellen(sheet)[0])
    wanted = [f"begroting.{jaar}.{kant}" for jaar in (2026, 2027) for kant in ("lasten", "baten", "saldo")]
    assert termen(bare) == termen(merged) == wanted
    assert (bare.kop, bare.kolommen[6].grond) == ((1, 2), "cel E1 zegt 2027")


def test_a_year_that_is_not_written_comes_from_its_neighbours_and_is_shown_as_such() -> None:
    found = lees(PROGRAMMA.replace("Begroting 2026", "Begroting"))
    assert termen(found)[1] == "begroting.2026"
    assert found.kolommen[3].afgeleid
    assert "kolom C: 2026, afgeleid van de buren" in regels(found)


def test_a_year_of_the_title_is_that_of_every_column_without_one() -> None:
    found = lees("Jaarrekening 2025 (x € 1.000)\n;Primitief;Na wijziging;Rekening;Verschil\nLasten;100;110;105;5")
    assert termen(found) == ["begroting.2025", "begroting.2025", "rekening.2025", "begroting.2025"]
    assert [k.soort for k in found.kolommen.values()] == ["bedrag", "gewijzigd", "bedrag", "verschil"]
    assert {k.grond for k in found.kolommen.values()} == {"afgeleid van de titel"}


def test_a_year_that_nothing_says_is_asked() -> None:
    found = lees("x € 1.000;Rekening;Begroting\nLasten;12;13")
    assert [v.zin for v in found.vragen if v.naam == "jaren"] == [
        'Van welk jaar is kolom B "Rekening", C "Begroting"? Geen kop of titel zegt het.'
    ]


def test_two_columns_of_one_year_are_asked() -> None:
    found = lees("x € 1.000;Begroting 2026;Begroting 2026\nLasten;12;13")
    assert "jaren" in vragen(found) or "kanten" in vragen(found)


def test_the_heading_repeated_on_a_next_page_is_no_row() -> None:
    found = lees(PROGRAMMA + ";Rekening 2025;Begroting 2026;2027;2028\n2 Zorg;1;2;3;4\n")
    assert sorted(found.rijen) == [3, 4, 5, 7]


# --- rows ----------------------------------------------------------------------------------------


def test_a_row_without_a_name_has_that_of_the_row_above_it() -> None:
    found = lees(PROGRAMMA)
    assert [(r.code, r.naam, r.kant) for r in found.rijen.values()] == [
        ("1", "Bestuur", kant) for kant in ("lasten", "baten", "saldo")
    ]


@pytest.mark.parametrize(
    ("etiket", "code", "naam"),
    [
        ("1 Bestuur", "1", "Bestuur"),
        ("1.2 Bestuur", "1.2", "Bestuur"),
        ("Programma 1: Bestuur", "1", "Bestuur"),
        ("P0 Bestuur", "P0", "Bestuur"),
        ("01A101 Raad", "01A101", "Raad"),
        ("100 jaar kiesrecht", "100", "jaar kiesrecht"),
        ("Bestuur", "", "Bestuur"),
    ],
)
def test_code_and_name_may_stand_in_one_cell(etiket: str, code: str, naam: str) -> None:
    found = lees(f"{KOP}\n{etiket};1;2;3;4")
    assert [(r.code, r.naam) for r in found.rijen.values()] == [(code, naam)]


def test_a_code_of_nine_digits_stands_in_a_column_of_its_own() -> None:
    found = lees(f";{KOP}\n=600101010;Griffie;1;2;3;4\n=600101020;Raad;5;6;7;8")
    assert found.etiketten == {"code": (1,), "naam": (2,)}
    assert [r.code for r in found.rijen.values()] == ["600101010", "600101020"]


def test_a_name_that_is_broken_off_goes_on_in_the_next_row() -> None:
    found = lees(f"{KOP}\nSport, cultuur en;;;;\nrecreatie;1;2;3;4")
    assert [r.naam for r in found.rijen.values()] == ["Sport, cultuur en recreatie"]


def test_a_heading_of_lasten_says_the_side_of_the_rows_below_it_until_their_total() -> None:
    found = lees(f"{KOP}\nLasten;;;;\nLonen;1;2;3;4\nRente;5;6;7;8\nTotaal lasten;6;8;10;12\nOnvoorzien;1;1;1;1")
    assert [r.kant for r in found.rijen.values()] == ["lasten", "lasten", "lasten", ""]


def test_a_name_that_ends_in_lasten_is_a_name_where_no_baten_have_it() -> None:
    found = lees(f"{KOP}\nSalarissen en sociale lasten;100;200;300;400\nBelastingen;5;6;7;8\nTotaal;105;206;307;408")
    first = found.rijen[2]
    assert (first.naam, first.kant) == ("Salarissen en sociale lasten", "")


def test_a_code_that_is_a_bare_number_is_asked_unless_the_order_says_it() -> None:
    rows = "=0.1;Bestuur;1;2;3;4\n=0.2;Burgerzaken;1;2;3;4\n=0.1;Mutaties reserves;1;2;3;4\n=8.1;Ruimte;1;2;3;4"
    found = lees(f";{KOP}\n{rows}")
    assert [r.code for r in found.rijen.values()] == ["0.1", "0.2", "0.10", "8.1"]
    (asked,) = (v for v in found.vragen if v.naam == "codes")
    assert (asked.zin, asked.keuzes) == ("Cel A5: 8,1 zonder opmaak; is dit 8.1 of 8.10?", ("8.1", "8.10"))


# --- amounts and unit ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tekst", "euros", "grond"),
    [
        (PROGRAMMA, 1000, "cel A1: x € 1.000"),
        (
            f"Bedragen in miljoenen euro's\n{KOP}\nLasten;1,5;2,5;3,5;4,5",
            1_000_000,
            "cel A1: Bedragen in miljoenen euro's",
        ),
        (f"{KOP}\nLasten;1;2;3;4\n\nBedragen x € 1.000", 1000, "cel A4: Bedragen x € 1.000"),
        (f"x € 1 miljoen\n{KOP}\nLasten;1,5;2,5;3,5;4,5", 1_000_000, "cel A1: x € 1 miljoen"),
        (f"in hele euro's\n{KOP}\nLasten;1;2;3;4", 1, "cel A1: in hele euro's"),
    ],
)
def test_the_unit_is_what_a_cell_of_the_table_says(tekst: str, euros: int, grond: str) -> None:
    found = lees(tekst)
    assert (found.eenheid.euros, found.eenheid.grond, found.eenheid.gezegd) == (euros, grond, True)


def test_the_unit_may_be_said_above_another_table_or_by_the_name_of_the_sheet() -> None:
    first, second = tabellen(vel(f"x € 1.000\n{KOP}\nLasten;1;2;3;4\n\nReserves\n{KOP}\nToevoeging;5;6;7;8"))
    assert herken(second).eenheid == herken(first).eenheid
    assert (
        lees(f"{KOP}\nLasten;1;2;3;4", "Begroting x 1.000").eenheid.grond == "de naam van het blad: Begroting x 1.000"
    )


def test_a_unit_that_nothing_says_is_asked_with_the_likely_one() -> None:
    asked = [v for v in lees(f"{KOP}\nLasten;12.345,00;2,00;3,50;4,00").vragen if v.naam == "eenheid"]
    assert [v.voorstel for v in asked] == ["1"]
    assert [v.voorstel for v in lees(f"{KOP}\nLasten;12;2;3;4").vragen if v.naam == "eenheid"] == ["1000"]


def test_two_units_are_asked() -> None:
    found = lees(f"Bedragen in euro's\nx € 1.000\n{KOP}\nLasten;1;2;3;4")
    assert ("eenheid" in vragen(found), found.eenheid.gezegd) == (True, False)


def test_a_format_that_shows_thousands_is_of_whole_euros() -> None:
    found = lees(f"x € 1.000\n{KOP}\nLasten;=12398826|#,##0,;=1|#,##0,;=2000|#,##0,;=3000|#,##0,")
    assert (found.eenheid.euros, found.eenheid.exact) == (1, True)
    assert found.eenheid.grond == (
        'de opmaak #,##0, van cel B3 onder "x € 1.000" (cel A1) toont duizendtallen van hele euro\'s'
    )


def test_a_cell_that_holds_more_than_it_prints_holds_the_euro_itself() -> None:
    found = lees(f"x € 1.000\n{KOP}\nLasten;=12398.826|#,##0;=1.5|#,##0;=2.25|#,##0;=3|#,##0")
    assert (found.eenheid.euros, found.eenheid.decimalen, found.eenheid.exact) == (1000, 3, True)
    assert found.bedragen[3, 2] == Fraction("12398.826")


def test_the_noise_of_a_binary_float_is_no_digit() -> None:
    found = lees(f"x € 1.000\n{KOP}\nLasten;=100.10000000000001;=1;=2;=3")
    assert (found.bedragen[3, 2], found.eenheid.decimalen) == (Fraction("100.1"), 1)


@pytest.mark.parametrize(
    ("tekst", "decimaal", "gevraagd"),
    [
        (f"{KOP}\nLasten;12.345;13.456;14.567;15.678", ",", True),
        (f"{KOP}\nLasten;12.345;13.456;14.567;198", ",", False),
        (f"{KOP}\nLasten;12,345;13,456;14,567;198", ".", False),
        (f"x € 1.000\n{KOP}\nLasten;12.345;13.456;14.567;15.678", ",", False),
        (f"in hele euro's\n{KOP}\nLasten;12.345;13.456;14.567;15.678", ",", False),
        (f"{KOP}\nLasten;12.345,50;13.456;14.567;15.678", ",", False),
        (f"{KOP}\nLasten;12,345.50;13,456;14,567;15,678", ".", False),
        (f"{KOP}\nLasten;12.345,50;13,456.00;14.567;15.678", ",", True),
    ],
)
def test_the_decimal_sign_is_what_the_amounts_or_the_unit_prove(tekst: str, decimaal: str, gevraagd: bool) -> None:
    found = lees(tekst)
    assert (found.decimaal, "decimaal" in vragen(found)) == (decimaal, gevraagd)


def test_a_number_with_a_format_of_groups_is_an_amount_and_no_year() -> None:
    found = lees(f"{KOP}\nLasten;=2026|#,##0;=2027|#,##0;=2028|#,##0;=2029|#,##0")
    assert found.kop == (1,)
    assert found.bedragen[2, 2] == 2026


# --- signs ---------------------------------------------------------------------------------------


def saldi(*rijen: str) -> str:
    return "\n".join(["x € 1.000;Begroting 2026;;", ";Lasten;Baten;Saldo", *rijen])


@pytest.mark.parametrize(
    ("rijen", "conventie"),
    [
        (("Bestuur;500;-100;400", "Zorg;900;-300;600"), "A"),
        (("Bestuur;500;100;400", "Zorg;900;300;600"), "B"),
        (("Bestuur;500;100;-400", "Zorg;900;300;-600"), "C"),
        (("Bestuur;-500;100;-400", "Zorg;-900;300;-600"), "D"),
        (("Bestuur;N 500;V 100;N 400", "Zorg;N 900;V 300;N 600"), "D"),
        (("Bestuur;500-;100;400-", "Zorg;900-;300;600-"), "D"),
    ],
)
def test_two_balances_say_the_signs(rijen: tuple[str, ...], conventie: str) -> None:
    found = lees(saldi(*rijen))
    assert (found.tekens.conventie, found.tekens.getuigen, found.tekens.geteld) == (conventie, 2, 2)
    assert "tekens" not in vragen(found)


def test_one_balance_is_no_proof_and_is_asked_with_what_it_says() -> None:
    (asked,) = (v for v in lees(saldi("Bestuur;500;-100;400")).vragen if v.naam == "tekens")
    assert (asked.voorstel, asked.zin) == (
        "A",
        "Maar een saldo zegt welke tekens gelden (lasten +, baten -); klopt dat?",
    )


def test_without_balances_the_signs_are_asked_with_the_likely_ones() -> None:
    (asked,) = (v for v in lees(f"{KOP}\nLasten;5;6;7;8\nBaten;-1;-2;-3;-4").vragen if v.naam == "tekens")
    assert (asked.voorstel, asked.keuzes) == ("A", ("A", "B", "C", "D"))


def test_a_letter_beside_a_minus_is_a_remark() -> None:
    found = lees(";2025;2026;Verschil;\nLasten;90;80;-10;V\nBaten;-20;-30;-10;V\nSaldo;70;50;-20;V")
    assert [found.bedragen[rij, 4] for rij in (2, 3, 4)] == [-10, -10, -20]


# --- totals --------------------------------------------------------------------------------------

BLADZIJDE = """\
x € 1.000;Begroting 2026;2027;2028;2029
Bestuur;12.345;12.400;12.399;12.500
Veiligheid;5.069;5.100;5.205;5.310
Zorg;61.044;61.500;62.700;63.100
"""


def test_a_row_that_sums_and_is_called_so_is_confirmed() -> None:
    found = lees(f"{BLADZIJDE}Totaal;78.458;79.000;80.304;80.910")
    assert [(c.nummer, c.klasse, c.delen) for c in found.totalen] == [(5, "bevestigd", ((2, 1), (3, 1), (4, 1)))]
    assert "1 totaalrij klopt" in regels(found)


def test_a_row_that_sums_and_is_not_called_so_is_told() -> None:
    found = lees(f"{BLADZIJDE}Programma's;78.458;79.000;80.304;80.910")
    assert [(c.nummer, c.klasse) for c in found.totalen] == [(5, "verteld")]
    assert 'rij 5 "Programma\'s" is de som van rij 2, 3, 4, al heet zij niet zo' in regels(found)


def test_a_row_that_is_called_a_total_and_sums_nowhere_is_asked_column_by_column() -> None:
    found = lees(f"{BLADZIJDE}Totaal;1;2;3;4")
    (total,) = found.totalen
    assert (total.klasse, total.aanvaard, len(total.mislukt)) == ("gevraagd", False, 4)
    assert found.totaalrijen == frozenset()


def test_one_wrong_digit_names_the_column_the_difference_and_the_cells() -> None:
    found = lees(f"{BLADZIJDE}Totaal;78.458;79.000;80.394;80.910")
    (total,) = found.totalen
    assert (total.klasse, total.aanvaard) == ("gevraagd", True)
    assert [m.verschil for m in total.mislukt] == [90]
    assert found.vragen[-1].zin == (
        'Totaalrij 5 "Totaal", kolom D: er staat 80.394, de delen geven 80.304 (verschil 90). Kijk na: D5, D2, D3, D4.'
    )


def test_a_cell_that_two_failing_sums_share_is_the_one_that_is_shown() -> None:
    made = maak(5, Vorm("A", "blokken"))
    cel = made.blad.cellen[6][2]
    made.blad.cellen[6][2] = Cel(cel.tekst.translate(str.maketrans("123456789", "234567891")))
    (tabel,) = tabellen(made.blad)
    assert {m.verdacht for m in herken(tabel).mislukt} == {((6, 2),)}


def test_rounding_of_as_many_parts_explains_a_total_that_is_off() -> None:
    assert lees(f"{BLADZIJDE}Totaal;78.460;79.000;80.304;80.908").mislukt == ()
    assert len(lees(f"{BLADZIJDE}Totaal;78.461;79.000;80.304;80.910").mislukt) == 1


def test_a_programme_may_stand_above_its_parts() -> None:
    text = f"{KOP}\n1 Bestuur;17.414;17.500;17.604;17.810\nRaad;12.345;12.400;12.399;12.500\n"
    text += "Griffie;5.069;5.100;5.205;5.310\n"
    text += "2 Zorg;62.000;63.000;64.100;65.200\nJeugd;61.044;61.500;62.700;63.100\nWmo;956;1.500;1.400;2.100\n"
    found = lees(f"{text}Totaal;79.414;80.500;81.704;83.010")
    assert {c.nummer: sorted(n for n, _ in c.delen) for c in found.totalen} == {2: [3, 4], 5: [6, 7], 8: [2, 5]}


def test_a_result_is_what_a_few_rows_above_it_are_with_signs_of_their_own() -> None:
    rows = "Totaal lasten;78.458;79.000;80.304;80.910\nTotaal baten;70.001;71.003;72.222;73.500\n"
    found = lees(f"{KOP}\n{rows}Resultaat;-8.457;-7.997;-8.082;-7.410")
    assert [(c.nummer, c.delen) for c in found.totalen] == [(4, ((2, -1), (3, 1)))]
    assert found.tekens.conventie == "C"


def test_sums_of_small_numbers_are_no_proof() -> None:
    assert lees(f"{KOP}\nBestuur;1;2;3;4\nZorg;2;1;1;2\nOverhead;3;3;4;6").totalen == ()


def test_what_is_left_at_the_end_of_a_year_is_what_the_next_begins_with() -> None:
    rows = "Stand per 1 januari;2.933;2.895;2.858\nVermeerderingen;0;0;0\nVerminderingen;38;37;37\n"
    found = lees(f";2026;2027;2028\n{rows}Stand per 31 december;2.895;2.858;2.821")
    assert {c.nummer for c in found.totalen} == {2, 5}
    assert found.totaalrijen == {2, 5}


def test_a_difference_may_be_favourable_on_every_row() -> None:
    rows = "Lasten;9.000;8.000;1.000\nBaten;2.000;3.000;1.000\nSaldo;7.000;5.000;2.000"
    found = lees(f";Begroting 2025;Rekening 2025;Verschil 2025\n{rows}")
    identities = {i.cel: i.delen for c in found.totalen if c.richting == "kolom" for i in c.kloppend}
    assert identities[2, 4] == (((2, 2), 1), ((2, 3), -1))
    assert identities[3, 4] == (((3, 2), -1), ((3, 3), 1))


def test_columns_of_a_year_are_told_as_computed() -> None:
    found = lees(saldi("Bestuur;5.000;-1.000;4.000", "Zorg;9.000;-3.000;6.000"))
    assert found.berekende_kolommen == {4}
    assert isinstance(found.kolommen[4], Kolom)
