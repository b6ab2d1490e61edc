"""Values as people type them: what is read, what is refused, and that an editor changes nothing by itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.model.dossier import Waarde
from budgetdesk.model.field import Field, Vorm, is_in_place_of_number
from budgetdesk.model.waarden import WaardeFout, parse, spell
from budgetdesk.storage.validate import check_value
from budgetdesk.storage.writer import spell as spell_toml

VELDEN = sorted(
    {v for soorten in SOORTEN.values() for s in soorten.values() for v in s.velden if v.vorm != "bedrag"}, key=repr
)
"""Every field of the format that holds no amount."""

teksten = st.one_of(
    st.text(max_size=20),
    st.text('- ";1\n,.a', max_size=12),
    st.sampled_from(["12", "007", "0.5", "1.234", "- a\n- b", "- a; - b", "a; b", '"', '""', "2026-01", "ja", "-3"]),
)
items = st.lists(teksten.map(lambda t: " ".join(t.split())).filter(bool), min_size=1, max_size=4)
getallen = st.builds(
    lambda size, places: Decimal(size).scaleb(-places), st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 9)
)
gehelen = st.integers(-(10**15) + 1, 10**15 - 1)

WAARDEN: dict[Vorm, st.SearchStrategy[Waarde]] = {
    "tekst": teksten,
    "geheel": gehelen,
    "breuk": getallen,
    "getal": getallen,
    "ja-nee": st.booleans(),
    "datum": st.dates(),
    "lijst": items,
    "tekst of geheel": st.one_of(teksten, gehelen),
    "tekst of breuk": st.one_of(teksten, getallen),
    "tekst of lijst": st.one_of(teksten, items),
    "vrij": st.one_of(teksten, items, gehelen, st.booleans()),
    "tekst of getal": st.one_of(teksten.filter(is_in_place_of_number), getallen),
}


@st.composite
def filled(draw: st.DrawFn) -> tuple[Field, Waarde]:
    """Return a field of the format and a value it may hold."""
    veld = draw(st.sampled_from(VELDEN))
    if veld.keuzes:
        return veld, draw(st.sampled_from(veld.keuzes))
    jaren = st.integers(1000, 9999)
    return veld, draw(jaren if veld.vier_cijfers else WAARDEN[veld.vorm])


@given(filled())
def test_what_an_editor_shows_is_read_back_as_the_same_value(case: tuple[Field, Waarde]) -> None:
    veld, waarde = case
    back = parse(veld, spell(veld, waarde), veld.sleutel)
    assert back == waarde
    assert type(back) is type(waarde)


@given(st.sampled_from(VELDEN), teksten)
def test_what_is_read_may_stand_in_the_file_and_what_is_not_is_told(veld: Field, text: str) -> None:
    try:
        waarde = parse(veld, text, "een.pad")
    except WaardeFout as fout:
        told = str(fout)
    else:
        assert check_value(veld, waarde) == waarde
        assert spell_toml(waarde)
        assert parse(veld, spell(veld, waarde), "een.pad") == waarde
        return
    assert told.startswith("bij `een.pad` ")
    assert told.endswith(".")


@pytest.mark.parametrize(
    ("vorm", "text", "waarde"),
    [
        ("tekst", " zoals het er staat\n", " zoals het er staat\n"),
        ("geheel", " 2027 ", 2027),
        ("geheel", "-3", -3),
        ("getal", "4,5", Decimal("4.5")),
        ("getal", "4.5", Decimal("4.5")),
        ("getal", "25", Decimal(25)),
        ("getal", "1234", Decimal(1234)),
        ("getal", "1,234", Decimal("1.234")),
        ("breuk", "0.015", Decimal("0.015")),
        ("breuk", "0,035", Decimal("0.035")),
        ("ja-nee", "Ja", True),
        ("ja-nee", "nee", False),
        ("ja-nee", "true", True),
        ("datum", "2025-07-03", date(2025, 7, 3)),
        ("datum", "3-7-2025", date(2025, 7, 3)),
        ("lijst", "een; twee", ["een", "twee"]),
        ("lijst", "een\r\n\r\ntwee; drie\r\n", ["een", "twee; drie"]),
        ("lijst", "1;2", ["1;2"]),
        ("lijst", "", []),
        ("tekst of geheel", "12", 12),
        ("tekst of geheel", "2026-01", "2026-01"),
        ("tekst of geheel", "007", "007"),
        ("tekst of geheel", '"12"', "12"),
        ("tekst of breuk", "lonen", "lonen"),
        ("tekst of breuk", "0,02", Decimal("0.02")),
        ("tekst of getal", "4,5", Decimal("4.5")),
        ("tekst of getal", " 25 ", Decimal(25)),
        ("tekst of getal", " 4,5* ", "4,5*"),
        ("tekst of getal", "< 5%", "< 5%"),
        ("tekst of getal", "n.n.b.", "n.n.b."),
        ("tekst of getal", '"4,5"', "4,5"),
        ("tekst of lijst", "een zin; nog een\nen een regel", "een zin; nog een\nen een regel"),
        ("tekst of lijst", "- een\n- twee", ["een", "twee"]),
        ("tekst of lijst", "- een; - twee", ["een", "twee"]),
        ("tekst of lijst", "- een zin; nog een", ["een zin; nog een"]),
    ],
)
def test_a_text_is_read_by_the_form_of_its_field(vorm: Vorm, text: str, waarde: Waarde) -> None:
    assert parse(Field("x", vorm), text, "x") == waarde
    assert type(parse(Field("x", vorm), text, "x")) is type(waarde)


@pytest.mark.parametrize(
    ("veld", "text", "complaint"),
    [
        (Field("x", "geheel"), "", "hoort een geheel getal, zoals 2027, niet ``."),
        (Field("x", "geheel"), "2.027", "hoort een geheel getal, zoals 2027, niet `2.027`."),
        (Field("x", "geheel"), "²", "hoort een geheel getal"),
        (Field("x", "geheel"), "9" * 5000, "9999...`."),
        (Field("x", "getal"), "1.234", "hoort een getal zonder punten (1234 of 1,234), niet `1.234`."),
        (Field("x", "getal"), "1.234,5", "hoort een getal, zoals 12 of 4,5, niet `1.234,5`."),
        (Field("x", "getal"), "nan", "hoort een getal"),
        (Field("x", "getal"), "1e3", "hoort een getal"),
        (Field("x", "breuk"), "3,5 %", "hoort een breuk, zoals 0,035 voor 3,5 %, niet `3,5 %`."),
        (Field("x", "tekst of breuk"), "1.234", "hoort een getal zonder punten"),
        (Field("x", "tekst of getal"), "1.234", "hoort een getal zonder punten"),
        (Field("x", "tekst of getal"), "25%", "hoort een getal, zoals 12 of 4,5"),
        (Field("x", "tekst of getal"), "een\ntwee", "hoort een getal of een korte tekst, zoals 4,5 of 4,5*"),
        (Field("x", "tekst of getal"), "  ", "hoort een getal of een korte tekst"),
        (Field("x", "ja-nee"), "soms", "hoort ja of nee, niet `soms`."),
        (Field("x", "datum"), "31-2-2025", "hoort een datum, zoals 2025-07-03, niet `31-2-2025`."),
        (Field("x", "datum"), "0000-01-01", "hoort een datum"),
        (Field("x", keuzes=("a", "b", "")), "c", "kan `c` niet; kies uit a, b, (leeg)."),
        (Field("x", "geheel", keuzes=(1, 1000)), "10", "kan `10` niet; kies uit 1, 1000."),
        (Field("x", "geheel", vier_cijfers=True), "27", "hoort een jaar van vier cijfers, niet `27`."),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence_that_names_the_key(veld: Field, text: str, complaint: str) -> None:
    with pytest.raises(WaardeFout) as caught:
        parse(veld, text, "sleutel.2026")
    assert str(caught.value).startswith("bij `sleutel.2026` ")
    assert complaint in str(caught.value)


def test_amounts_are_for_others_to_read() -> None:
    veld = Field("lasten", "bedrag")
    with pytest.raises(ValueError, match="amount") as caught:
        parse(veld, "5", "lasten")
    assert not isinstance(caught.value, WaardeFout)
    with pytest.raises(ValueError, match="amount"):
        spell(veld, 500)


@pytest.mark.parametrize(
    ("vorm", "waarde", "text"),
    [
        ("getal", Decimal("25.50"), "25,50"),
        ("getal", Decimal("1E+3"), "1000"),
        ("ja-nee", True, "ja"),
        ("datum", date(2025, 7, 3), "2025-07-03"),
        ("lijst", ["een", "twee"], "een\ntwee"),
        ("lijst", ["een; twee"], "een; twee\n"),
        ("lijst", ["op twee\nregels", "b"], "op twee regels\nb"),
        ("tekst of lijst", ["een", "twee"], "- een\n- twee"),
        ("tekst of lijst", "een\n\ntwee", "een\n\ntwee"),
        ("tekst of lijst", "- een\n- twee", '"- een\n- twee"'),
        ("tekst of geheel", "12", '"12"'),
    ],
)
def test_a_value_is_shown_as_people_would_type_it(vorm: Vorm, waarde: Waarde, text: str) -> None:
    assert spell(Field("x", vorm), waarde) == text
