"""Rows of a ledger report to amounts per code, in every shape; what is not clear is named, never guessed."""

from __future__ import annotations

import pytest

from budgetdesk.importing.bron import Blad, Cel
from budgetdesk.importing.koppelen import Boekingen, verborgen_rijen
from tests.importing.ledgers import (
    DEBET,
    JAREN,
    RIJEN,
    SOORT,
    VAN_DEBET,
    VAN_JAREN,
    VAN_RIJEN,
    VAN_SOORT,
    bedragen,
    blad,
    gelezen,
)

GRIFFIE = "6001010/41100"


def zinnen(boekingen: Boekingen) -> list[str]:
    return [f"{found.cel}: {found.zin}" for found in boekingen.fouten]


def met(text: str, *anders: tuple[str, str]) -> str:
    for oud, nieuw in anders:
        assert oud in text
        text = text.replace(oud, nieuw)
    return text


# --- the shapes ----------------------------------------------------------------------------------


def test_years_beside_each_other_with_one_sign_per_side() -> None:
    found = gelezen(JAREN, VAN_JAREN)
    assert bedragen(found) == {
        GRIFFIE: {
            "lasten rekening.2025": 61234510,
            "lasten begroting.2026": 64000000,
            "lasten begroting.2027": 65500000,
        },
        "6001010/83400": {
            "baten rekening.2025": 120000,
            "baten begroting.2026": 100000,
            "baten begroting.2027": 100000,
        },
        "6001020/41100": {
            "lasten rekening.2025": 10000,
            "lasten begroting.2026": 20000,
            "lasten begroting.2027": 30000,
        },
    }
    assert (found.rijen, found.eerste, found.laatste) == (3, 2, 4)
    assert [rekening.labels[1:] for rekening in found.rekeningen] == [
        ("Bestuur", "", "0.1", "1.1"),
        ("Bestuur", "", "0.1", "3.7"),
        ("Bestuur", "", "0.1", "1.1"),
    ]


def test_a_column_says_the_side_and_the_sign_is_that_of_normal_amounts() -> None:
    by_column = met(VAN_JAREN, ('kant = "teken"', 'kant = "kolom"\nbaten = "-"'), ("[jaren]", 'kant = "L/B"\n[jaren]'))
    by_column += '[waarde.kant]\nL = "lasten"\nB = "baten"\n'
    assert bedragen(gelezen(JAREN, by_column)) == bedragen(gelezen(JAREN, VAN_JAREN))
    corrected = gelezen(JAREN.replace("100;200;300", "-100;200;300"), by_column)
    assert bedragen(corrected)["6001020/41100"]["lasten rekening.2025"] == -10000


def test_a_row_per_phase_and_year() -> None:
    found = gelezen(RIJEN, VAN_RIJEN)
    assert bedragen(found) == {
        GRIFFIE: {
            "lasten begroting.2026": 64000000,
            "lasten begroting.2027": 65500000,
            "lasten rekening.2025": 61234510,
        },
        "6001010/83400": {"baten begroting.2027": 100000},
    }
    assert [f.zin for f in found.verteld] == ['1 rij met fase "PROG" niet gelezen.']


def test_two_columns_of_amounts() -> None:
    assert bedragen(gelezen(DEBET, VAN_DEBET)) == {
        "60010104110": {"lasten rekening.2025": 61234510, "baten rekening.2025": 0},
        "60010108340": {"baten rekening.2025": 120000},
    }


def test_a_column_of_baten_may_be_printed_with_a_minus() -> None:
    signed = met(VAN_DEBET, ('kant = "kolommen"', 'kant = "kolommen"\nbaten = "-"'))
    assert bedragen(gelezen(DEBET.replace("1.200,00", "-1.200,00"), signed))["60010108340"] == {
        "baten rekening.2025": 120000
    }


def test_debet_and_credit_are_plus_and_minus_of_one_amount_where_a_code_says_the_side() -> None:
    by_code = met(
        VAN_DEBET, ('"kolommen"', '"code"'), ('code = "Rekening"', 'code = "Rekening"\nkant = "Omschrijving"')
    )
    by_code += '[waarde.kant]\n"*" = "lasten"\n"Griffie leges" = "baten"\n'
    found = gelezen(DEBET.replace("1.200,00", "1.200,00\n60010104110;Griffie terug;;10"), by_code)
    assert bedragen(found) == {
        "60010104110": {"lasten rekening.2025": 61233510},
        "60010108340": {"baten rekening.2025": 120000},
    }


def test_the_kostensoort_says_the_side() -> None:
    assert bedragen(gelezen(SOORT, VAN_SOORT)) == {
        GRIFFIE: {"lasten begroting.2026": 64000050},
        "6001010/83400": {"baten begroting.2026": 100000},
        "6001010/83999": {"baten begroting.2026": -2000},
    }


def test_of_two_beginnings_the_longest_says_the_side() -> None:
    cost = met(VAN_SOORT, ('"8*" = "baten"', '"8*" = "baten"\n"839*" = "lasten"'))
    assert bedragen(gelezen(SOORT, cost))["6001010/83999"] == {"lasten begroting.2026": -2000}
    assert bedragen(gelezen(SOORT, cost))["6001010/83400"] == {"baten begroting.2026": 100000}


def test_a_row_above_says_the_side() -> None:
    text = "Code;Naam;2026\nLasten;;\n1;Griffie;10\n2;Raad;20\nBaten;;\n1;Griffie;3\n"
    hoe = VAN_SOORT[: VAN_SOORT.index("[bedragen]")] + (
        '[bedragen]\nkant = "rij"\nbaten = "+"\n[kolom]\ncode = "Code"\nnaam = "Naam"\n'
        '[jaren]\n"2026" = "begroting.2026"\n'
    )
    assert bedragen(gelezen(text, hoe)) == {
        "1": {"lasten begroting.2026": 1000, "baten begroting.2026": 300},
        "2": {"lasten begroting.2026": 2000},
    }


# --- units, noise, decimals ----------------------------------------------------------------------


def getal(text: str, opmaak: str = "") -> Cel:
    return Cel(text, "getal", opmaak)


def sheet(*amounts: Cel | None, code: Cel | None = None) -> Blad:
    """Return a sheet with an amount a row."""
    cellen = {1: {1: Cel("Code"), 2: Cel("Bedrag")}}
    cellen |= {rij: {1: code or Cel("1"), 2: cel} for rij, cel in enumerate(amounts, 2) if cel is not None}
    return Blad("Begroting", cellen)


def los(eenheid: int = 1, als: str = "rekening", meer: str = "") -> str:
    """Return how such a sheet is read."""
    return (
        f'[bron]\nformaat = 1\nals = "{als}"\n[bedragen]\neenheid = {eenheid}\nkant = "teken"\n[kolom]\ncode = "Code"\n'
        f'[jaren]\nBedrag = "rekening.2025"\n{meer}'
    )


@pytest.mark.parametrize(
    ("cel", "eenheid", "cents"),
    [
        (getal("12398.826"), 1000, 1239882600),
        (getal("12.5"), 1_000_000, 1250000000),
        (getal("612345.09999999998"), 1, 61234510),
        (getal("612345.1000000001"), 1, 61234510),
        (getal("-0.30000000000000004"), 1, 30),
        (Cel("12,398826"), 1_000_000, 1239882600),
        (Cel("1.234,-"), 1, 123400),
        (Cel("€ 12 "), 1, 1200),
        (Cel("p.m."), 1, 0),
        (Cel("-"), 1, 0),
    ],
)
def test_an_amount_is_exact_in_its_unit_and_without_the_noise_of_a_float(cel: Cel, eenheid: int, cents: int) -> None:
    found = bedragen(gelezen(sheet(cel), los(eenheid)))["1"]
    assert sum(found.values()) == cents


@pytest.mark.parametrize(
    ("cel", "zin"),
    [
        (getal("1.005"), "1,005 gaat verder dan hele centen."),
        (getal("1.00000011"), "1,00000011 gaat verder dan hele centen."),
        (getal("99999999999999"), "Het bedrag is te groot: hoogstens 9.999.999.999.999,99 euro."),
        (Cel("nog opvragen"), "'nog opvragen' is geen bedrag; typ bijvoorbeeld 12.500, -12, 12k, +5% of =12000*3."),
        (Cel("N 12"), '"N 12" heeft een letter, die hier niets zegt.'),
        (Cel("#VERW!", "fout"), "#VERW! (#REF!; fout in de formule). Herstel de cel in Excel."),
        (
            Cel("=A1+B1", "formule"),
            "een formule zonder opgeslagen uitkomst. Open het bestand in Excel, bewaar het en lees het opnieuw in.",
        ),
        (Cel("2026-01-02", "datum"), "2026-01-02 is een datum; hier hoort een bedrag."),
        (Cel("WAAR", "waar"), '"WAAR" is geen bedrag.'),
    ],
)
def test_a_cell_that_is_no_amount_is_named_and_all_are(cel: Cel, zin: str) -> None:
    found = gelezen(sheet(Cel("1"), cel, Cel("2"), cel), los())
    assert zinnen(found) == [f"B3: {zin}", f"B5: {zin}"]


def test_blank_cells_and_n_v_t_are_no_amounts() -> None:
    assert bedragen(gelezen(sheet(Cel(" "), Cel("n.v.t."), Cel("5")), los())) == {"1": {"lasten rekening.2025": 500}}


@pytest.mark.parametrize(
    ("texts", "cents", "vraag"),
    [
        (("1.234,5", "1.234"), [123450, 123400], ""),
        (("1,234.5", "1,234"), [123450, 123400], ""),
        (("1.5", "1.234"), [150, 123], "gaat verder"),
        (("5", "12"), [500, 1200], ""),
        (
            ("1.234", "2.500", "7"),
            [],
            (
                "In dit bestand kan 1.234 zowel 1234 als een getal met een decimale punt zijn (B2, B3). "
                'Kies --decimaal "," of ".".'
            ),
        ),
        (
            ("1.234,5", "1.5"),
            [],
            'B2 gebruikt een decimale komma, B3 een decimale punt. Kies --decimaal "," of ".".',
        ),
    ],
)
def test_the_decimal_sign_follows_from_what_can_be_nothing_else_or_is_asked(
    texts: tuple[str, ...], cents: list[int], vraag: str
) -> None:
    found = gelezen(sheet(*map(Cel, texts)), los())
    if vraag and not cents:
        assert [str(v) for v in found.vragen] == [vraag]
    elif vraag:
        assert [zin for zin in zinnen(found) if vraag in zin] == zinnen(found) != []
    else:
        assert found.vragen == []
        assert bedragen(found) == {"1": {"lasten rekening.2025": sum(cents)}}


def test_who_says_the_decimal_sign_is_not_asked() -> None:
    point = gelezen(sheet(Cel("1.25")), los(), decimaal=".")
    assert bedragen(point) == {"1": {"lasten rekening.2025": 125}}
    assert gelezen(sheet(Cel("1.234")), los(meer=""), decimaal=",").vragen == []


# --- codes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cel", "code"),
    [
        (getal("6001010"), "6001010"),
        (getal("42", "0000000"), "0000042"),
        (getal("0.1", "0.00"), "0.10"),
        (Cel(" 007 "), "007"),
    ],
)
def test_a_code_has_the_digits_that_its_cell_shows(cel: Cel, code: str) -> None:
    assert list(bedragen(gelezen(sheet(Cel("1"), code=cel), los()))) == [code]


def test_a_code_that_became_a_date_is_named_with_what_it_may_have_been() -> None:
    found = gelezen(sheet(Cel("1"), code=Cel("2026-01-02", "datum")), los())
    assert zinnen(found) == ["A2: een datum (2 januari); bedoeld is waarschijnlijk 2.1."]


def test_a_code_that_stands_twice_is_added_up_and_told() -> None:
    found = gelezen(sheet(Cel("1"), Cel("2,5")), los())
    assert bedragen(found) == {"1": {"lasten rekening.2025": 350}}
    assert [f.zin for f in found.verteld] == [
        "Code 1 staat twee keer met rekening 2025 (rij 2 en 3); de bedragen worden opgeteld."
    ]


def test_a_row_with_amounts_and_without_a_code_is_kept_as_such() -> None:
    found = gelezen("Code;Bedrag\n;5\n", los())
    assert [(r.code, r.rij) for r in found.rekeningen] == [("", 2)]
    half = gelezen(JAREN.replace("6001020;Raad;41100", "6001020;Raad;"), VAN_JAREN)
    assert [r.code for r in half.rekeningen] == [GRIFFIE, "6001010/83400", ""]


def test_taakvelden_that_are_not_read_are_told() -> None:
    found = gelezen(met(JAREN, ("Raad;41100;0.1;", "Raad;41100;0.11;")), VAN_JAREN + 'niet = ["0.11"]\n')
    assert [r.code for r in found.rekeningen] == [GRIFFIE, "6001010/83400"]
    assert [f.zin for f in found.verteld] == ["Taakveld 0.11 is niet gelezen: 3 bedragen."]
    assert [totaal.klopt for totaal in found.totalen] == [True]


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anders", "vraag"),
    [
        ((";BEGR;6", ";BGR;6"), '"BGR" (2 rijen) zegt niet welk(e) fase dat is. Zet het onder [waarde.fase] in'),
        ((";2027;", ";27;"), '"27" (2 rijen) zegt niet welk(e) jaar dat is. Zet het onder [waarde.jaar] in'),
        ((";2027;", ";;"), "Een lege cel (2 rijen) zegt niet welk(e) jaar dat is."),
    ],
)
def test_a_word_of_which_nothing_says_what_it_means_is_asked(anders: tuple[str, str], vraag: str) -> None:
    found = gelezen(met(RIJEN, anders), VAN_RIJEN)
    assert [str(v).startswith(vraag) for v in found.vragen] == [True]


def test_a_kostensoort_of_no_side_is_asked() -> None:
    found = gelezen(SOORT.replace(";41100;", ";31100;"), VAN_SOORT)
    assert [v.zin for v in found.vragen] == ['"31100" (1 rij) zegt niet welk(e) kant dat is.']


# --- totals, ends, hidden rows -------------------------------------------------------------------


TOTALEN = """\
Code;Naam;2026;2027
1;Griffie;10;20
2;Raad;30;40
;Subtotaal bestuur;40;60
3;Leges;-5;-5
;Subtotaal diensten;-5;-5
;Totaal programma;35;55
4;Wegen;7;8
;Totaal programma;7;8
;Totaal lasten;47;68
;Totaal baten;-5;-5
;Eindtotaal;42;63
;;999;
"""
VAN_TOTALEN = (
    '[bron]\nformaat = 1\nals = "grootboek"\ntot = "Eindtotaal"\n[bedragen]\nkant = "teken"\n[kolom]\ncode = "Code"\n'
    'naam = "Naam"\n[jaren]\n"2026" = "begroting.2026"\n"2027" = "begroting.2027"\n'
    '[rijen]\noverslaan = ["*totaal*"]\n'
)


def test_totals_are_added_up_at_every_level_and_by_side_and_are_no_amounts() -> None:
    found = gelezen(TOTALEN, VAN_TOTALEN)
    assert [(t.naam, t.klopt) for t in found.totalen] == [
        ("Subtotaal bestuur", True),
        ("Subtotaal diensten", True),
        ("Totaal programma", True),
        ("Totaal programma", True),
        ("Totaal lasten", True),
        ("Totaal baten", True),
        ("Eindtotaal", True),
    ]
    assert [r.code for r in found.rekeningen] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("tekens", [("", ""), ("-", "-")])
def test_a_balance_is_added_up_where_both_sides_are_printed_alike(tekens: tuple[str, str]) -> None:
    text = TOTALEN.replace("-5;-5", "5;5").replace("35;55", f"{tekens[0]}35;{tekens[1]}55").replace("42;63", "52;73")
    by_code = VAN_TOTALEN.replace('"teken"', '"kolom"\nbaten = "+"').replace('"Naam"', '"Naam"\nkant = "Naam"')
    by_code += '[waarde.kant]\n"*" = "lasten"\nLeges = "baten"\n'
    assert [t.klopt for t in gelezen(text, by_code).totalen] == [True] * 7


def test_a_total_that_is_off_names_its_first_column_and_what_its_rows_give() -> None:
    found = gelezen(TOTALEN.replace("40;60", "40;61"), VAN_TOTALEN)
    wrong = [t for t in found.totalen if not t.klopt]
    assert [(t.rij, t.naam, t.kolom, t.staat, t.delen) for t in wrong] == [(4, "Subtotaal bestuur", 4, 6100, 6000)]


def test_a_total_of_some_columns_only_is_held_against_those() -> None:
    found = gelezen(TOTALEN.replace("40;60", "40;"), VAN_TOTALEN)
    assert all(t.klopt for t in found.totalen)


def test_hidden_rows_are_skipped_and_told_unless_they_are_asked_for() -> None:
    hidden = blad(TOTALEN)
    hidden.verborgen_rijen = {3, 13}
    found = gelezen(hidden, VAN_TOTALEN)
    assert [r.code for r in found.rekeningen] == ["1", "3", "4"]
    assert [*verborgen_rijen(found, "--verborgen")] == [
        "Rij 3 is verborgen (70). Verborgen rijen worden niet gelezen; --verborgen leest ze wel."
    ]
    assert not found.totalen[0].klopt
    assert [r.code for r in gelezen(hidden, VAN_TOTALEN, verborgen=True).rekeningen] == ["1", "2", "3", "4"]
    hidden.verborgen_rijen = {2, 3}
    assert [*verborgen_rijen(gelezen(hidden, VAN_TOTALEN), "B")] == [
        "2 rijen zijn verborgen (2, 3; samen 100). Verborgen rijen worden niet gelezen; B leest ze wel."
    ]


def test_the_first_cell_of_either_sign_is_named_however_many_prove_the_same() -> None:
    many = "\n".join(f"6001010;{n};{n},50" for n in range(2, 40))
    text = f"Kostenplaats;Kostensoort;Bedrag 2026\n{many}\n6001010;99;1.25\n6001010;100;1.50\n"
    read = gelezen(text, VAN_SOORT.replace('decimaal = "."\n', "").replace('naam = "Omschrijving"\n', ""))
    assert str(read.vragen[0]).startswith("C2 gebruikt een decimale komma, C40 een decimale punt.")


def test_a_code_that_is_a_date_is_told_in_every_row_it_stands_in() -> None:
    sheet = blad(JAREN)
    for rij in (2, 3):
        sheet.cellen[rij][3] = Cel("2026-01-02", "datum", "d-mmm")
    told = [(found.cel, found.zin) for found in gelezen(sheet, VAN_JAREN).fouten]
    assert told == [(cel, "een datum (2 januari); bedoeld is waarschijnlijk 2.1.") for cel in ("C2", "C3")]


def test_columns_that_a_way_of_reading_adds_up_are_told() -> None:
    twice = met(VAN_JAREN, ('"2027" = "begroting.2027"', '"2027" = "begroting.2026"'))
    told = [found.zin for found in gelezen(JAREN, twice).verteld]
    assert told == [
        'Kolommen "Begroting 2026" en "2027" staan allemaal voor begroting 2026; de bedragen worden opgeteld.'
    ]


def test_a_code_that_has_lasten_and_baten_by_its_signs_is_told() -> None:
    text = RIJEN + "6001010;41100;2025;REAL;-500,00\n"
    told = [found.zin for found in gelezen(text, VAN_RIJEN).verteld]
    assert any(zin.startswith("1 code heeft in een jaar lasten en baten") and GRIFFIE in zin for zin in told)
    assert not any("lasten en baten" in found.zin for found in gelezen(RIJEN, VAN_RIJEN).verteld)


def test_headings_that_come_again_on_the_next_page_are_no_rows() -> None:
    kop, *rows = JAREN.splitlines()
    pages = "\n".join([kop, rows[0], "Bladzijde 2;;;;;;;;blad;;", kop, *rows[1:]])
    found = gelezen(pages, VAN_JAREN)
    assert not found.fouten
    assert bedragen(found) == bedragen(gelezen(JAREN, VAN_JAREN))


def test_a_row_without_a_code_is_a_total_only_where_it_adds_up_in_every_column() -> None:
    kop, *rows = JAREN.splitlines()
    right = gelezen("\n".join([kop, *rows[:-1], ";;;Samen;;;;;611.245,10;639.200;654.300"]), VAN_JAREN)
    assert [(t.naam, t.klopt) for t in right.totalen] == [("Samen", True)]
    assert [f.zin for f in right.verteld] == [
        "1 rij zonder code is de som van rijen erboven, en gelezen als totaal: 5."
    ]
    wrong = gelezen("\n".join([kop, *rows[:-1], ";;;Samen;;;;;611.245,10;639.200;654.301"]), VAN_JAREN)
    assert not wrong.totalen
    assert [r.naam for r in wrong.rekeningen if not r.code] == ["Samen"]


def test_what_is_no_amount_in_a_row_with_a_code_stays_a_fault() -> None:
    wrong = gelezen(JAREN.replace("100;200;300", "nog opvragen;200;300"), VAN_JAREN)
    assert [found.cel for found in wrong.fouten] == ["I4"]


def test_blank_labels_are_those_above_where_a_way_of_reading_says_so_until_another_group_begins() -> None:
    kop, *rows = JAREN.splitlines()
    blank = "\n".join([kop, rows[0], rows[1].replace("1;Bestuur;6001010", ";;"), "2;;6009;Los;41100;;;;1;2;3"])
    repeated = VAN_JAREN.replace("[rijen]", "[rijen]\nherhaal = true")
    found = gelezen(blank, repeated)
    assert [(r.code, r.labels.programma, r.labels.beleidsterrein) for r in found.rekeningen] == [
        (GRIFFIE, "1", "Bestuur"),
        ("6001010/83400", "1", "Bestuur"),
        ("6009/41100", "2", ""),
    ]


def test_a_label_that_is_merged_over_rows_is_of_each_of_them() -> None:
    sheet = blad(JAREN.replace("1;Bestuur;6001010;Griffie;83400", ";;;;83400"))
    sheet.samengevoegd += [(2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3)]
    found = gelezen(sheet, VAN_JAREN)
    assert [(r.code, r.labels.beleidsterrein) for r in found.rekeningen][:2] == [
        (GRIFFIE, "Bestuur"),
        ("6001010/83400", "Bestuur"),
    ]


def test_a_taakveld_with_a_comma_is_that_taakveld_and_may_have_lost_its_zero() -> None:
    found = gelezen(JAREN.replace("0.1;1.1", "0,1;1,1").replace("0.1;3.7", "0,10;3,7"), VAN_JAREN)
    assert [r.labels[3:] for r in found.rekeningen] == [("0.1", "1.1"), ("0.10", "3.7"), ("0.1", "1.1")]
    assert found.kaal["0.1"] == "F2"


def test_a_code_that_a_program_wrote_with_decimals_is_the_whole_number() -> None:
    sheet = blad(JAREN)
    sheet.cellen[2][3] = Cel("6001010.0", "getal")
    assert gelezen(sheet, VAN_JAREN).rekeningen[0].code == GRIFFIE
