"""What a block becomes on a table, what is asked about it, and that nothing of it is guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.blok.toy import Toy, gezet, lees, open_, soorten

# --- headings and names --------------------------------------------------------------------------


def test_a_row_of_years_heads_the_columns_wherever_the_cursor_is() -> None:
    lezing = lees("2026\t2027\t2028\n1.100\t1.200\t1.300\n", start=(0, 0))
    assert gezet(lezing) == {(0, 1): 1_100_000, (0, 2): 1_200_000, (0, 3): 1_300_000}
    assert lezing.herkenning == ["jaren in rij 1"]


def test_names_and_sides_find_their_rows_and_a_name_that_is_not_there_is_told() -> None:
    lezing = lees(
        "\tKant\t2026\nBestuur\tLasten\t1.100\n\tBaten\t200-\n\tSaldo\t900\n1. Griffie\t\t1.300\nRekenkamer\t\t7\n"
    )
    assert gezet(lezing) == {(0, 1): 1_100_000, (1, 1): 200_000, (6, 1): 1_300_000}
    assert lezing.meldingen == ["rij 6 “Rekenkamer” staat niet in deze tabel: overgeslagen"]
    assert lezing.telling == "3 cellen wijzigen · 1 berekend · 1 overgeslagen"


def test_what_heads_others_is_no_name_that_was_looked_for() -> None:
    lezing = lees("Overzicht 2026\t\t\nPost\t2026\t2027\nBestuur lasten\t1.100\t1.200\nGriffie\t7\t8\nKamer\t1\t2\n")
    assert lezing.herkenning == ["jaren in rij 2", "namen in kolom 1, 2 van 3"]


def test_sides_may_stand_below_each_other_with_the_name_before_the_first() -> None:
    lezing = lees("\t2026\nBestuur Lasten\t1.100\nBaten\t-200\nSaldo\t900\nGriffie Lasten\t1.300\nBaten\t7\n")
    assert gezet(lezing) == {(0, 1): 1_100_000, (1, 1): 200_000, (6, 1): 1_300_000}
    assert [u.doel for u in lezing.uitkomsten] == [(0, 1), (1, 1), (2, 1), (6, 1), None]
    assert lezing.meldingen == ["rij 6 “Griffie” heeft hier geen baten: overgeslagen"]


def test_sides_may_stand_beside_each_other_under_a_year() -> None:
    lezing = lees("\t2026\t\t2027\t\nProgramma\tLasten\tBaten\tLasten\tBaten\nBestuur\t1.100\t-200\t1.200\t-300\n")
    assert gezet(lezing) == {(0, 1): 1_100_000, (1, 1): 200_000, (0, 2): 1_200_000, (1, 2): 300_000}


def test_a_block_on_its_side_is_read_by_its_years_and_names() -> None:
    lezing = lees("Jaar\tBestuur lasten\tGriffie\n2027\t1.200\t1.250\n2026\t1.100\t1.150\n", start=(3, 3))
    assert gezet(lezing) == {(0, 2): 1_200_000, (6, 2): 1_250_000, (0, 1): 1_100_000, (6, 1): 1_150_000}


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("Rek. 2025\tBegr. 2026", {0, 1}),
        ("Realisatie 2025\tRaming 2026", {0, 1}),
        ("Begroting 2025\t2026", {1}),
        ("2026\tVerschil 2026", {1}),
        ("2024\t2027", {2}),
    ],
)
def test_a_heading_of_another_phase_year_or_difference_is_left_out_and_told(heading: str, columns: set[int]) -> None:
    lezing = lees(f"\t{heading}\nGriffie\t1.100\t1.200\n")
    assert {col for _, col in gezet(lezing)} == columns
    assert len(lezing.meldingen) == 2 - len(columns)


def test_a_name_that_was_cut_off_is_completed_and_any_other_is_not_guessed() -> None:
    assert gezet(lees("Raadsleden: vergoedin…\t1.100")) == {(7, 1): 1_100_000}
    lezing = lees("Raad\t1.100")
    assert (open_(lezing), gezet(lezing)) == (["rijen"], {})
    assert gezet(lezing.answer("rijen", "plaats")) == {(0, 1): 1_100_000}


def test_a_name_without_a_side_takes_that_of_the_cursor_or_is_asked_about() -> None:
    text = "Bestuur\t1.100\nDienstverlening\t1.200\n"
    assert set(gezet(lees(text, start=(4, 1)))) == {(1, 1), (4, 1)}
    lezing = lees(text, start=(2, 1))
    assert set(gezet(lezing)) == set()
    assert gezet(lezing.answer("kant", "Lasten")) == {(0, 1): 1_100_000, (3, 1): 1_200_000}


def test_two_cells_for_one_place_are_both_refused() -> None:
    lezing = lees("\t2026\nGriffie\t1.100\nGriffie\t1.200\n")
    assert soorten(lezing) == ["fout", "fout"]
    assert gezet(lezing) == {}


def test_one_bare_year_above_amounts_may_be_an_amount_and_is_asked_about() -> None:
    lezing = lees("2026\n1.100\n", start=(6, 1))
    assert open_(lezing)[0] == "kolommen"
    assert gezet(lezing.answer("kolommen", "jaar")) == {(6, 1): 1_100_000}
    assert gezet(lezing.answer("kolommen", "bedrag"))[6, 1] == 2_026_000


# --- blanks, faults and totals -------------------------------------------------------------------


def test_blanks_keep_what_is_there_unless_emptying_is_chosen() -> None:
    lezing = lees("1.100\t\t1.300\n", start=(0, 1))
    assert gezet(lezing) == {(0, 1): 1_100_000, (0, 3): 1_300_000}
    assert lezing.telling == "2 cellen wijzigen · 1 leeg"
    emptied = lezing.choose("leeg")
    assert gezet(emptied)[0, 2] is None
    assert emptied.telling == "2 cellen wijzigen · 1 leeggemaakt"
    assert gezet(emptied.choose("leeg")) == gezet(lezing)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("#VERW!", "fout uit het rekenblad"),
        ("1e3", "macht van tien"),
        ("+5%", "is een percentage"),
        ("=A1*2", "is geen bedrag"),
        ("nog opvragen", "is geen bedrag"),
        ("1.23.456", "niet eenduidig"),
    ],
)
def test_a_fault_holds_everything_up_until_it_is_left_out(text: str, sentence: str) -> None:
    lezing = lees(f"1.100\t{text}\t1.300\n")
    assert (open_(lezing), lezing.uitvoerbaar) == (["fouten"], False)
    assert sentence in next(u.zin for u in lezing.uitkomsten if u.soort == "fout")
    left_out = lezing.choose("fouten")
    assert left_out.uitvoerbaar
    assert len(gezet(left_out)) == 2
    assert not left_out.choose("fouten").uitvoerbaar


def test_a_block_that_does_not_fit_is_refused_whatever_is_left_out() -> None:
    lezing = lees("1.100\t1.200\n", start=(0, 3)).choose("fouten")
    assert (lezing.past, lezing.uitvoerbaar) == (False, False)
    assert "fouten" not in open_(lezing)


def test_pro_memorie_counts_for_nothing_and_not_applicable_is_blank() -> None:
    lezing = lees("p.m.\tn.v.t.\t1.300\n")
    assert gezet(lezing) == {(0, 1): 0, (0, 3): 1_300_000}
    assert lezing.meldingen == ["“p.m.” telt als 0", "“n.v.t.” is geen bedrag en telt als leeg"]


@pytest.mark.parametrize(("total", "told"), [("2.400", 0), ("2.401", 0), ("2.410", 1), ("#N/B", 1)])
def test_a_total_that_comes_along_and_does_not_add_up_is_told(total: str, told: int) -> None:
    lezing = lees(f"\t2026\nBestuur lasten\t1.100\nGriffie\t1.300\nTotaal\t{total}\n")
    assert len(lezing.meldingen) == told + 1
    assert gezet(lezing) == {(0, 1): 1_100_000, (6, 1): 1_300_000}


# --- notation, unit and signs --------------------------------------------------------------------


@pytest.mark.parametrize("text", ["1,100\t1,200", "-1,100", "1,100"])
def test_a_comma_before_three_digits_is_asked_about(text: str) -> None:
    lezing = lees(text)
    assert open_(lezing)[0] == "decimaal"
    assert gezet(lezing.answer("decimaal", "."))[0, 1] in (1_100_000, -1_100_000)


@pytest.mark.parametrize("text", ["1.100,5\t1,200", "1.100\t1,25", "1.100.000"])
def test_what_can_only_be_dutch_is_not_asked_about(text: str) -> None:
    assert "decimaal" not in open_(lees(text))


def test_what_proves_english_decides_for_the_whole_block_and_says_so() -> None:
    lezing = lees("1,100\t1,200.50\n")
    assert gezet(lezing) == {(0, 1): 1_100_000, (0, 2): 1_200_500}
    assert "kan alleen Engels zijn" in next(v.grond for v in lezing.vragen if v.naam == "decimaal")
    assert not lezing.is_gewoon


def test_one_point_among_points_may_be_a_slip_and_two_notations_are_no_notation() -> None:
    assert open_(lees("1.5\t1.100")) == ["decimaal"]
    assert open_(lees("1.100,50\t1,200.50"))[0] == "decimaal"


@pytest.mark.parametrize(
    ("text", "unit", "first", "asked"),
    [
        ("1.100\t1.200\t1.300", 1000, 1_100_000, False),
        ("12\t1.200\t30", 1000, 12_000, False),
        ("1.100.000\t1.200.000\t1.300.000", 1, 1_100_000, False),
        ("1,1\t1,2\t1,3", 1_000_000, 1_100_000, False),
        ("1.100.000", 1, 1_100_000, True),
        ("1.100\t1.200.000\t1.300.000", 1, 1_100, True),
        ("20.000\t30.000", 1, 20_000, True),
    ],
)
def test_the_unit_is_the_one_in_which_amounts_are_near_what_stands_there(
    text: str, unit: int, first: int, *, asked: bool
) -> None:
    lezing = lees(text)
    assert ("eenheid" in open_(lezing)) is asked
    answered = lezing.answer("eenheid", unit) if asked else lezing
    assert gezet(answered)[0, 1] == first


@pytest.mark.parametrize(
    ("text", "reason", "asked"),
    [
        ("1.100.000", "hele euro's: het bedrag ligt dicht bij wat er staat", True),
        ("12.000\t12.000\t12.000", "x € 1.000: scheelt minder dan hele euro's: 12× tegen 83×", False),
        ("83.000\t83.000\t83.000", "hele euro's: scheelt minder dan x € 1.000: 12× tegen 83×", True),
        ("1.398,50", "x € 1.000: het bedrag ligt dicht bij wat er staat, maar 1.398,50 heeft centen", True),
        ("1.398.000 euro", "het blok zegt hele euro's", False),
        ("EUR 1.398", "het blok zegt hele euro's, maar het bedrag wijkt ver af van wat er staat", True),
    ],
)
def test_the_unit_is_told_with_its_real_reason_and_the_first_press_takes_it(
    text: str, reason: str, *, asked: bool
) -> None:
    lezing = lees(text)
    assert ("eenheid" in open_(lezing)) is asked
    lezing = lezing.choose("eenheid") if asked else lezing
    taken = next(v for v in lezing.vragen if v.naam == "eenheid")
    assert (taken.grond, taken.bewezen) == (reason, reason)
    assert taken.tekst in reason
    other = next(v for v in lezing.choose("eenheid").vragen if v.naam == "eenheid")
    assert (other.tekst != taken.tekst, other.bewezen) == (True, "")


def test_the_first_press_of_any_question_takes_what_the_evidence_speaks_for() -> None:
    assert gezet(lees("1,100\t1,200").choose("decimaal"))[0, 1] == 1_100_000
    assert gezet(lees("Raad\t1.100").choose("rijen")) == {(0, 1): 1_100_000}
    assert gezet(lees("-1.100\t-1.200\n").choose("tekens"))[0, 1] == 1_100_000


@pytest.mark.parametrize("text", ["12.398 x € 1.000", "12.398 × € 1.000", "12.398 x eur 1.000"])
def test_an_amount_with_its_unit_behind_it_is_read_in_that(text: str) -> None:
    assert gezet(lees(text, Toy(None, eenheid=1))) == {(0, 1): 12_398_000}


@pytest.mark.parametrize("eenheid", [1, 1000])
def test_where_nothing_stands_to_compare_with_the_unit_is_asked(eenheid: int) -> None:
    lezing = lees("250\t300", Toy(None, eenheid=eenheid))
    assert open_(lezing) == ["eenheid"]
    assert gezet(lezing.answer("eenheid", 1000)) == {(0, 1): 250_000, (0, 2): 300_000}
    assert "eenheid" not in open_(lees("250k\t0", Toy(None, eenheid=eenheid)))


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("bedragen x € 1.000", 1000),
        ("(x 1.000)", 1000),
        ("in duizenden euro's", 1000),
        ("Bedragen in euro's", 1),
        ("x € 1", 1),
        ("x € 1.000.000", 1_000_000),
        ("in mln", 1_000_000),
    ],
)
def test_a_block_that_states_its_unit_is_read_in_it(title: str, unit: int) -> None:
    lezing = lees(f"{title}\t\n\t2026\nGriffie\t12\n", Toy(None))
    assert gezet(lezing) == {(6, 1): 12 * unit}


def test_a_unit_that_is_stated_and_contradicted_by_what_stands_there_is_asked() -> None:
    assert open_(lees("x € 1\t2026\t2027\t2028\nGriffie\t1.100\t1.200\t1.300\n")) == ["eenheid"]


def test_an_amount_that_repeats_what_is_printed_changes_nothing() -> None:
    assert soorten(lees("1.000\t1.001", Toy(1000.499))) == ["gelijk", "zet"]


def test_signs_are_those_of_the_print_and_what_would_turn_most_of_them_is_asked() -> None:
    assert gezet(lees("-1.100", start=(1, 1))) == {(1, 1): 1_100_000}
    lezing = lees("-1.100\t-1.200\n", start=(0, 1))
    assert open_(lezing) == ["tekens"]
    assert gezet(lezing.answer("tekens", "omgekeerd")) == {(0, 1): 1_100_000, (0, 2): 1_200_000}
    assert open_(lees("-1.100\t1.200\n", start=(0, 1))) == []
    natural = lees("-1.100\t1.200\n", start=(1, 1)).answer("tekens", "natuurlijk")
    assert gezet(natural) == {(1, 1): -1_100_000, (1, 2): 1_200_000}


@pytest.mark.parametrize("text", ["N 1.100\tV 1.200", "1.100\tN\t1.200\tV"])
def test_a_letter_gives_the_sign_where_the_table_prints_effects_and_is_refused_elsewhere(text: str) -> None:
    assert set(soorten(lees(text))) == {"fout"}
    lezing = lees(text, Toy(voordeel=-1))
    assert [u.waarde for u in lezing.uitkomsten if u.tekst] == [110_000_000, -120_000_000]


# --- other cells ---------------------------------------------------------------------------------


def test_measured_numbers_are_read_in_their_notation_and_without_a_unit_of_euros() -> None:
    assert gezet(lees("16\t17,5", Toy(15, soort="getal"))) == {(0, 1): Decimal(16), (0, 2): Decimal("17.5")}
    assert gezet(lees("2025\t2026", Toy(15, soort="getal"))) == {(0, 1): Decimal(2025), (0, 2): Decimal(2026)}
    english = lees("1,600.5\t17.5", Toy(15, soort="getal"))
    assert (soorten(english), gezet(english)) == (["fout", "zet"], {(0, 2): Decimal("17.5")})


def test_a_number_that_comes_upon_a_text_by_its_place_is_refused_unless_its_heading_says_so() -> None:
    toy = Toy(15, soort="getal", teksten=[2])
    lezing = lees("16\t2026\t18", toy)
    assert (soorten(lezing), gezet(lezing)) == (["zet", "fout", "zet"], {(0, 1): Decimal(16), (0, 3): Decimal(18)})
    assert soorten(lees("16\tCBS\t18", toy)) == ["zet", "zet", "zet"]
    assert gezet(lees("\tMJB 2027\nGriffie\t16", toy)) == {(6, 2): "16"}


def test_an_example_of_a_measured_number_is_no_amount_in_euros() -> None:
    asked = next(v for v in lees("1,600\t1,700", Toy(15, soort="getal")).vragen if v.naam == "decimaal")
    assert [text for _, text in asked.keuzes] == ["1,600 met decimalen (1,600)", "1,600 in het Engels (1.600)"]


def test_texts_go_where_the_cursor_is_unless_the_table_calls_them_so() -> None:
    toy = Toy(soort="tekst")
    assert gezet(lees("een\ttwee\ndrie\tvier", toy, start=(0, 1))) == {
        (0, 1): "een",
        (0, 2): "twee",
        (1, 1): "drie",
        (1, 2): "vier",
    }
    assert gezet(lees("\tMJB 2027\nGriffie\teen", toy, start=(0, 1))) == {(6, 2): "een"}


def test_a_column_of_bare_amounts_goes_down_or_over_the_years_when_asked() -> None:
    lezing = lees("1.100\n1.200\n", start=(0, 1))
    assert gezet(lezing) == {(0, 1): 1_100_000, (1, 1): 1_200_000}
    assert gezet(lezing.choose("richting")) == {(0, 1): 1_100_000, (0, 2): 1_200_000}
