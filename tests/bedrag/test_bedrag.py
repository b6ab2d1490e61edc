from __future__ import annotations

import string
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.bedrag import (
    MAX_CENTS,
    BedragFout,
    Context,
    Decimaal,
    Notatie,
    format_cell,
    format_edit,
    format_exact,
    format_plain,
    in_cents,
    notations,
    parse_plain,
    parse_typed,
    plain_cents,
    plain_sign,
    read_printed,
    round_to,
)
from tests.tijd import hoogstens

EENHEDEN = (1, 1000, 1_000_000)
EURO = 100
DUIZEND = Context(eenheid=1000)
EUROS = Context(eenheid=1)
BATEN_A = Context(eenheid=1000, teken=-1)

amounts = st.integers(-MAX_CENTS, MAX_CENTS)
sums = st.integers(-(10**22), 10**22)
eenheden = st.sampled_from(EENHEDEN)
tekens = st.sampled_from((1, -1))


def half_up(value: Decimal) -> int:
    """Oracle: the standard library's own rounding half away from zero."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


# Rounding and printing


@given(sums, eenheden)
def test_rounding_agrees_with_decimal_half_up(cents: int, eenheid: int) -> None:
    assert round_to(cents, eenheid) == half_up(Decimal(cents) / (100 * eenheid))


@given(st.integers(-(10**12), 10**12), eenheden)
def test_halves_round_away_from_zero_on_both_sides(units: int, eenheid: int) -> None:
    half = 50 * eenheid
    assert round_to(abs(units) * 100 * eenheid + half, eenheid) == abs(units) + 1
    assert round_to(-abs(units) * 100 * eenheid - half, eenheid) == -abs(units) - 1


@pytest.mark.parametrize(
    ("cents", "notatie", "printed"),
    [
        (13_542_517_00, Notatie(), "13.543"),
        (-4_977_000_00, Notatie(), "-4.977"),
        (-4_977_000_00, Notatie(minteken="achter"), "4.977-"),
        (13_542_517_49, Notatie(eenheid=1), "13.542.517"),
        (13_542_517_00, Notatie(eenheid=1_000_000), "14"),
        (500_00, Notatie(), "1"),
        (-500_00, Notatie(), "-1"),
        (0, Notatie(), "-"),
        (0, Notatie(nul="0"), "0"),
        (0, Notatie(nul=""), ""),
        (499_99, Notatie(), "0"),
        (-499_99, Notatie(), "-0"),
        (-499_99, Notatie(nul="0"), "0"),
        (-499_99, Notatie(nul=""), "0"),
        (-499_99, Notatie(minteken="achter"), "0-"),
    ],
)
def test_a_cell_prints_as_the_council_reads_it(cents: int, notatie: Notatie, printed: str) -> None:
    assert format_cell(cents, notatie) == printed


@pytest.mark.parametrize(
    ("cents", "exact", "plain"),
    [
        (0, "0", "0"),
        (5, "0,05", "0.05"),
        (-5, "-0,05", "-0.05"),
        (13_542_517_00, "13.542.517", "13542517"),
        (13_542_517_50, "13.542.517,50", "13542517.50"),
        (-1_000_00, "-1.000", "-1000"),
        (MAX_CENTS, "9.999.999.999.999,99", "9999999999999.99"),
    ],
)
def test_exact_euros_show_cents_only_where_there_are_any(cents: int, exact: str, plain: str) -> None:
    assert (format_exact(cents), format_plain(cents)) == (exact, plain)


@pytest.mark.parametrize(
    ("cents", "eenheid", "teken", "text"),
    [
        (13_542_517_00, 1000, 1, "13.542,517"),
        (12_500_000_00, 1000, 1, "12.500"),
        (13_542_517_01, 1000, 1, "13.542,51701"),
        (13_542_517_50, 1, 1, "13.542.517,5"),
        (1_500_000_00, 1_000_000, 1, "1,5"),
        (1, 1_000_000, 1, "0,00000001"),
        (0, 1000, 1, "0"),
        (0, 1000, -1, "0"),
        (-322_442_00, 1000, 1, "-322,442"),
        (322_442_00, 1000, -1, "-322,442"),
        (-322_442_00, 1000, -1, "+322,442"),
    ],
)
def test_f2_shows_the_full_value_in_the_unit_on_screen(cents: int, eenheid: int, teken: int, text: str) -> None:
    assert format_edit(cents, eenheid=eenheid, teken=teken) == text


# Round trips


@given(amounts, eenheden, tekens)
def test_f2_followed_by_enter_changes_nothing(cents: int, eenheid: int, teken: int) -> None:
    shown = format_edit(cents, eenheid=eenheid, teken=teken)
    assert parse_typed(shown, Context(eenheid=eenheid, teken=teken)) == cents


@given(amounts, eenheden, tekens)
def test_a_printed_cell_typed_back_gives_the_rounded_amount(cents: int, eenheid: int, teken: int) -> None:
    """Copying writes a `+` before a negative amount that prints without a sign; so does this test."""
    for minteken in ("voor", "achter"):
        printed = format_cell(cents * teken, Notatie(eenheid=eenheid, nul="0", minteken=minteken))
        natural = round_to(cents, eenheid) * 100 * eenheid
        if cents < 0 < cents * teken:
            printed = f"+{printed}"
        context = Context(eenheid=eenheid, teken=teken)
        if abs(natural) <= MAX_CENTS:
            assert parse_typed(printed, context) == natural


@given(amounts)
def test_plain_euros_read_back_as_written(cents: int) -> None:
    assert parse_plain(format_plain(cents)) == cents


# Plain euros of the command line


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12500000", 12_500_000_00),
        ("12500000.50", 12_500_000_50),
        ("12500000.5", 12_500_000_50),
        ("-0.05", -5),
        ("-0", 0),
        ("9999999999999.99", MAX_CENTS),
    ],
)
def test_scripts_write_plain_euros(text: str, cents: int) -> None:
    assert parse_plain(text) == cents


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " 1",
            "1 ",
            "1\n",
            "+1",
            "--1",
            "1.",
            ".5",
            "1.234.567",
            "1,5",
            "1_000",
            "1.005",
            "1e5",
            "0x10",
        ),
        *("nan", "inf", "true", "€1", "12k", "١٢", "１２", "\u22121", "10000000000000", "9" * 5000),
    ],
)
def test_anything_but_plain_euros_is_refused(text: str) -> None:
    with pytest.raises(BedragFout):
        parse_plain(text)


# Amounts people type


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("20000", 20_000_000),
        ("13.542,517", 13_542_517),
        ("1.234.567", 1_234_567_000),
        ("1 234,5", 1_234_500),
        ("1\u00a0234\u202f567,5", 1_234_567_500),
        ("  12\u00a0", 12_000),
        ("0,5", 500),
        ("007", 7_000),
        ("€ 12", 12_000),
        ("EUR 12", 12_000),
        ("12 eur", 12_000),
        ("€ -12", -12_000),
        ("-€ 12", -12_000),
        ("(€ 12)", -12_000),
        ("€    12-", -12_000),
        ("-12", -12_000),
        ("\u221212", -12_000),
        ("12-", -12_000),
        ("(12)", -12_000),
        ("+12", 12_000),
        ("-0", 0),
        ("12k", 12_000),
        ("12 K", 12_000),
        ("-1,5M", -1_500_000),
        ("€ 1.250k", 1_250_000),
        ("0,00001k", 0.01),
    ],
)
def test_an_amount_follows_the_unit_on_screen_unless_it_has_a_suffix(text: str, euros: float) -> None:
    assert parse_typed(text, DUIZEND) == round(euros * EURO)


@pytest.mark.parametrize(
    ("text", "eenheid", "cents"),
    [
        ("1.234.567,89", 1, 1_234_567_89),
        ("1234567,89", 1, 1_234_567_89),
        ("12k", 1, 12_000_00),
        ("1,5", 1_000_000, 1_500_000_00),
        ("1,5m", 1_000_000, 1_500_000_00),
        ("12k", 1_000_000, 12_000_00),
        ("1,500000", 1, 150),
    ],
)
def test_other_units_on_screen(text: str, eenheid: int, cents: int) -> None:
    assert parse_typed(text, Context(eenheid=eenheid)) == cents


@pytest.mark.parametrize(
    ("text", "natural"),
    [("200", 200), ("-200", 200), ("200-", 200), ("(200)", 200), ("+200", -200), ("-200k", 0.2 * 1000)],
)
def test_a_sign_is_read_as_the_table_prints_it(text: str, natural: float) -> None:
    assert parse_typed(text, BATEN_A) == natural * 1000 * EURO


@pytest.mark.parametrize(
    ("text", "context", "cents"),
    [
        ("+5%", Context(huidig=200_00), 210_00),
        ("-2,5%", Context(huidig=200_00), 195_00),
        ("+ 5 %", Context(huidig=200_00), 210_00),
        ("+5%", Context(huidig=-200_00), -210_00),
        ("+5%", Context(huidig=200_00, teken=-1), 210_00),
        ("+5%", Context(), 0),
        ("+10%", Context(huidig=5), 6),
        ("+10%", Context(huidig=-5), -6),
        ("-100%", Context(huidig=77), 0),
        ("+=10k", Context(huidig=200_00), 10_200_00),
        ("-=10k", Context(huidig=200_00), -9_800_00),
        ("-=10k", Context(huidig=200_00, teken=-1), -9_800_00),
        ("+=10", Context(huidig=200_00), 10_200_00),
        ("+=10", Context(huidig=200_00, eenheid=1), 210_00),
        ("+= 2*5k", Context(huidig=200_00), 10_200_00),
        ("+=vorig*2%", Context(huidig=200_00, vorig=100_00), 202_00),
    ],
)
def test_relative_edits_work_on_the_natural_amount(text: str, context: Context, cents: int) -> None:
    assert parse_typed(text, context) == cents


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("=12000*3", 36_000_000),
        ("=12.000*3", 36_000_000),
        ("=3*12k", 36_000),
        ("=12k*3", 36_000),
        ("=-12", -12_000),
        ("=(12)", 12_000),
        ("=10-2-3", 5_000),
        ("=2+3*4", 14_000),
        ("=(2+3)*4", 20_000),
        ("=12/3/2", 2_000),
        ("=5*-2", -10_000),
        ("=1/3*3", 1_000),
        ("=vorig", 500),
        ("=VORIG * 1,02", 510),
        ("=vorig*102%", 510),
        ("=vorig*(1+2%)", 510),
        ("=vorig*(1+0,02)", 510),
        ("=1,02*vorig", 510),
        ("=vorig*12/10", 600),
        ("=vorig/2", 250),
        ("=vorig+5", 5_500),
        ("=5+vorig", 5_500),
        ("=vorig*2+5", 6_000),
        ("=vorig+1,5m", 1_500_500),
        ("=vorig*(12k/10k)", 600),
        ("=12k/vorig*vorig", 12_000),
        ("=(1 234,5 + 0,5) * 2", 2_470_000),
        ("=100*102%", 102_000),
        ("=100/50%", 200_000),
        ("=vorig\u22121k", -500),
        ("=" + "(" * 20 + "1" + ")" * 20, 1_000),
    ],
)
def test_a_formula_takes_a_plain_number_as_amount_only_where_it_stands_as_one(text: str, euros: int) -> None:
    assert parse_typed(text, Context(eenheid=1000, vorig=500 * EURO)) == euros * EURO


def test_the_outcome_of_a_formula_is_rounded_once_half_away_from_zero() -> None:
    assert parse_typed("=0,01/3*1,5", EUROS) == 1
    assert parse_typed("=-0,01/3*1,5", EUROS) == -1
    assert parse_typed("=10/3", EUROS) == 333
    assert parse_typed("=vorig*1,5", Context(vorig=-1)) == -2


@given(amounts, st.decimals("-99.99", "99.99", places=2))
def test_a_percentage_agrees_with_decimal(huidig: int, procent: Decimal) -> None:
    expected = half_up(Decimal(huidig) * (1 + procent / 100))
    text = f"{procent:+}%".replace(".", ",")
    if abs(expected) <= MAX_CENTS:
        assert parse_typed(text, Context(huidig=huidig)) == expected


# Refusals


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("1.5", "1,5 of 15"),
        ("1234.56", "1234,56 of 123456"),
        ("1.2345", "1,2345 of 12345"),
        ("0.125", "0,125 of 125"),
        ("0.000", "0,000 of 0"),
        ("1234.567", "1234,567 of 1234567"),
        ("1,234.56", "1234,56 of 123456"),
        ("1,234,567", "1234,567 of 1234567"),
        ("1.23.456", "123,456 of 123456"),
        ("1 23", "1,23 of 123"),
        ("1 234.567", "1234,567 of 1234567"),
        (".5", "0,5 of 5"),
        ("-1.5k", "1,5 of 15"),
        ("+2.5%", "2,5 of 25"),
        ("+1.025%", "1,025 of 1025"),
        ("+=1.5", "1,5 of 15"),
        ("=vorig*1.02", "1,02 of 102"),
        ("=vorig*1.025", "1,025 of 1025"),
        ("=vorig/(1.025)", "1,025 of 1025"),
        ("=-1.025*vorig", "1,025 of 1025"),
        ("=12.000*1.025", "1,025 of 1025"),
        ("=1.025%*vorig", "1,025 of 1025"),
    ],
)
def test_a_point_that_may_mean_two_things_is_asked_back(text: str, options: str) -> None:
    with pytest.raises(BedragFout, match=f"bedoelt u {options}\\?"):
        parse_typed(text, Context(vorig=500 * EURO))


def test_a_trailing_separator_is_asked_back_too() -> None:
    with pytest.raises(BedragFout, match=r"bedoelt u 12\?"):
        parse_typed("12.", DUIZEND)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("4.977-", -4_977_000_00),
        ("4.977 -", -4_977_000_00),
        ("-/- 12", -12_000_00),
        ("12 -/-", -12_000_00),
        ("( 12 )", -12_000_00),
        ("(€ 12)", -12_000_00),
        ("€ -12", -12_000_00),
        ("\u221212", -12_000_00),
        ("\u201312", -12_000_00),
        ("€ 13.000,-", 13_000_000_00),
        ("1.234,--", 1_234_000_00),
        ("1.234,=", 1_234_000_00),
        ("12 €", 12_000_00),
        ("1\u00a0234", 1_234_000_00),
        ("1\u2009234", 1_234_000_00),
        ("12*", 12_000_00),
        ("12 1)", 12_000_00),
        ("1.234\u00b9", 1_234_000_00),
        ("\u2013", 0),
        ("\u2014", 0),
        ("--", 0),
        ("-0", 0),
        ("€ -", 0),
        ("p.m.", 0),
        ("PM", 0),
    ],
)
def test_an_amount_is_read_as_tables_print_it(text: str, cents: int) -> None:
    assert parse_typed(text, DUIZEND) == cents


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1.23.456", "niet eenduidig"),
        ("12,", "niet eenduidig"),
        ("1\u2019234", "apostrof"),
        ("12%", "geen teken"),
        ("2,5 mln", "schrijf miljoenen als 2,5m"),
        ("#VERW!", "'#VERW!' is een fout uit het rekenblad"),
        ("####", "kolom te smal"),
        ("n.v.t.", "Delete maakt de cel leeg"),
        ("N 12.345", "drukt geen voordeel"),
        ("12.345 V", "drukt geen voordeel"),
        ("2D", "geen bedrag"),
    ],
)
def test_what_is_printed_and_is_no_amount_is_refused_in_its_own_spelling(text: str, sentence: str) -> None:
    with pytest.raises(BedragFout, match=sentence):
        parse_typed(text, DUIZEND)


@pytest.mark.parametrize("voordeel", [1, -1])
def test_a_letter_gives_the_sign_only_where_the_table_prints_effects(voordeel: int) -> None:
    effect = Context(eenheid=1000, voordeel=voordeel)
    assert parse_typed("V 12", effect) == parse_typed("12 C", effect) == 12_000_00 * voordeel
    assert parse_typed("12 N", effect) == parse_typed("D 12", effect) == -12_000_00 * voordeel
    assert parse_typed("-12 N" if voordeel > 0 else "-12 V", effect) == -12_000_00
    with pytest.raises(BedragFout, match="spreken het teken en de letter"):
        parse_typed("-12 V" if voordeel > 0 else "-12 N", effect)


@pytest.mark.parametrize(
    ("numeral", "readings"),
    [
        ("12", {",": 12, ".": 12}),
        ("1.234", {",": 1234, ".": Fraction("1.234")}),
        ("1,234", {",": Fraction("1.234"), ".": 1234}),
        ("0,234", {",": Fraction("0.234")}),
        ("1234,567", {",": Fraction("1234.567")}),
        ("1,234,567", {".": 1_234_567}),
        ("1,234.5", {".": Fraction("1234.5")}),
        ("1.5", {".": Fraction("1.5")}),
        ("1.2.3", {}),
    ],
)
def test_a_number_is_read_in_each_notation_that_it_can_be_in(numeral: str, readings: dict[str, Fraction]) -> None:
    assert notations(numeral) == readings


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "typ 0 voor nul"),
        (" \u00a0\t", "typ 0 voor nul"),
        ("-", "geen bedrag"),
        ("abc", "geen bedrag"),
        ("1e5", "'1e5' heeft een macht van tien .E.: typ het hele bedrag"),
        ("1,24E+07", "typ het hele bedrag"),
        ("nan", "geen bedrag"),
        ("inf", "geen bedrag"),
        ("0x10", "geen bedrag"),
        ("1_000", "geen bedrag"),
        ("1'000", "apostrof"),
        ("１２", "geen bedrag"),
        ("١٢", "geen bedrag"),
        ("12\N{KELVIN SIGN}", "geen bedrag"),
        ("$ 12", "geen bedrag"),
        ("1€2", "geen bedrag"),
        ("-12-", "twee tekens"),
        ("+-12", "geen bedrag"),
        ("(-12)", "geen bedrag"),
        ("(12", "geen bedrag"),
        ("12)", "geen bedrag"),
        ("12+", "geen bedrag"),
        ("12\n13", "geen bedrag"),
        ("12kk", "geen bedrag"),
        ("12\x1b[31m", "geen bedrag"),
        ("12000*3", "geen bedrag"),
        ("%", "geen bedrag"),
        ("--5%", "geen bedrag"),
        ("5%", "schrijf \\+5% voor meer of -5% voor minder"),
        ("0,000001", "hele centen"),
        ("0,000001k", "hele centen"),
        ("9" * 12, "te groot"),
        ("10.000.000m", "te groot"),
        ("+100%", "te groot"),
        ("+=0,00001", "te groot"),
        ("=9999999m*2", "te groot"),
        ("=" + "9" * 190, "te groot"),
        ("1" * 10_000, "te lang"),
        ("=" + "(" * 10_000, "te lang"),
        ("=", "niet af"),
        ("+=", "niet af"),
        ("=12*", "niet af"),
        ("=(", "niet af"),
        ("=*2", "voor '\\*' hoort"),
        ("=()", "voor '\\)' hoort"),
        ("=--5", "voor '-' hoort"),
        ("=(1", "haakje sluiten"),
        ("=1)", "haakje te veel"),
        ("=2(3)", "te weinig"),
        ("=2k 3", "te weinig"),
        ("=" + "(" * 21 + "1" + ")" * 21, "te veel haakjes"),
        ("=2**3", "voor '\\*' hoort"),
        ("=1=1", "kan niet in een formule staan"),
        ("=€ 12", "kan niet in een formule staan"),
        ("=__import__('os')", "kan niet in een formule staan"),
        ("=som", "'som' is onbekend"),
        ("=vorig", "Links van deze cel staat geen jaar"),
        ("=1/0", "Delen door nul"),
        ("=1k/0%", "Delen door nul"),
        ("=1k/(2k-2k)", "Delen door nul"),
        ("=2k*3k", "Bedrag maal bedrag"),
        ("=2/3k", "door een bedrag"),
        ("=5%", "percentage of verhouding"),
        ("=12k+5%", "percentage of verhouding"),
        ("=12+5%", "percentage of verhouding"),
        ("=5%/2", "percentage of verhouding"),
        ("=12k/3k", "percentage of verhouding"),
        ("+=5%", "percentage of verhouding"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BedragFout, match=sentence):
        parse_typed(text, Context(eenheid=1000, huidig=MAX_CENTS))


@pytest.mark.parametrize(("text", "fits"), [("9.999.999.999.999,99", True), ("10.000.000.000.000", False)])
def test_fifteen_digits_in_cents_is_the_limit(text: str, fits: bool) -> None:
    for signed, cents in ((text, MAX_CENTS), (f"-{text}", -MAX_CENTS)):
        if fits:
            assert parse_typed(signed, EUROS) == cents
        else:
            with pytest.raises(BedragFout, match="te groot"):
                parse_typed(signed, EUROS)


@given(
    st.one_of(
        st.text(max_size=40),
        st.text("0123456789.,+-*/()%=km€ vorige\u00a0\u2212", max_size=40),
        st.text("0123456789.,+-*/()%km ", max_size=40).map("=".__add__),
    ),
    eenheden,
    tekens,
    amounts,
    st.none() | amounts,
)
def test_any_text_is_an_amount_within_the_limit_or_refused(
    text: str, eenheid: int, teken: int, huidig: int, vorig: int | None
) -> None:
    try:
        cents = parse_typed(text, Context(eenheid, teken, huidig, vorig))
    except BedragFout:
        return
    assert type(cents) is int
    assert abs(cents) <= MAX_CENTS


@given(
    st.one_of(
        st.text("0123456789.,-", max_size=16),
        st.from_regex(r"-?[0-9]{1,3}(?:\.[0-9]{3}){0,4}(?:,[0-9]{1,3})?", fullmatch=True),
        amounts.map(format_exact),
    ),
    eenheden,
    st.sampled_from((",", ".")),
)
def test_what_is_read_quickly_is_read_the_same(text: str, eenheid: int, decimaal: Decimaal) -> None:
    def slowly() -> int | None:
        found = read_printed(text)
        return in_cents(found, eenheid=eenheid, teken=1, decimaal=decimaal)

    try:
        cents = plain_cents(text, eenheid, decimaal)
    except BedragFout as error:
        with pytest.raises(BedragFout, match=str(error)):
            slowly()
        return
    assert cents is None or cents == slowly()


@given(st.from_regex(r"-?[0-9]{1,4}([.,][0-9]{1,3}){0,3}", fullmatch=True))
def test_a_sign_that_decimals_prove_at_once_is_the_only_one_a_number_can_have(text: str) -> None:
    sign = plain_sign(text)
    assert sign is None or [*notations(read_printed(text).numeral)] == [sign]


@pytest.mark.parametrize(("text", "sign"), [("1,5", ","), ("-1.234,50", ","), ("1,234.5", "."), ("0.25", ".")])
def test_one_or_two_decimals_prove_the_sign_before_them(text: str, sign: str) -> None:
    assert plain_sign(text) == sign


@given(st.integers(-(10**11), 10**11))
def test_an_amount_as_people_write_it_is_read_quickly(cents: int) -> None:
    assert plain_cents(format_exact(cents), 1) == cents


@given(st.text(string.printable, max_size=30))
def test_any_plain_text_is_read_back_or_refused(text: str) -> None:
    try:
        cents = parse_plain(text)
    except BedragFout:
        return
    assert Decimal(text) * 100 == cents


@pytest.mark.parametrize(
    "text",
    [
        *("9" * 10**6, "1" + " " * 198 + "x", "€" + " " * 198 + "x", "1 " * 100, "1." * 100, "," * 200),
        *("=" + "-(" * 99, "=" + "9*" * 99 + "9", "=" + "1 " * 99),
    ],
)
def test_hostile_text_is_answered_at_once(text: str) -> None:
    with hoogstens(2), pytest.raises(BedragFout):
        parse_typed(text, DUIZEND)
