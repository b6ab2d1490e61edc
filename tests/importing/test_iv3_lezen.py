"""Reading Iv3: JSON, the workbook of CBS and open data say the same lines; what is wrong is told with its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest

from budgetdesk.engine.codelijst import Cel as Iv3cel
from budgetdesk.errors import BudgetdeskError, InputError, UsageError
from budgetdesk.importing.bron import Blad, Bron, Cel
from budgetdesk.importing.iv3bron import is_iv3, uit_bron
from budgetdesk.importing.iv3cbs import gemeenten, lees_cbs
from budgetdesk.importing.iv3in import Iv3bestand, Regel
from budgetdesk.importing.iv3json import lees_json
from budgetdesk.importing.iv3model import lees_model
from budgetdesk.importing.kiezen import Onbeslist
from tests.importing.iv3bladen import KOP, als_json, blad, bron, cbs, document, model

REGELS: Final[dict[Iv3cel, int]] = {
    ("lasten", "0.1", "1.1"): 3_153_000,
    ("baten", "0.2", "3.7"): 898_000,
    ("lasten", "0.10", "7.1"): 1_000,
    ("baten", "0.10", "7.1"): 2_256_000,
}


def cellen(found: Iv3bestand) -> dict[Iv3cel, int]:
    (opgaaf,) = found.opgaven
    return dict(opgaaf.regels)


# --- JSON ----------------------------------------------------------------------------------------


def test_a_line_has_the_phase_and_year_in_which_a_dossier_keeps_it() -> None:
    terms = {0: ("begroting", "2026"), 2: ("realisatie", "2026-2"), 5: ("rekening", "2026")}
    for periode, (fase, jaar) in terms.items():
        found = lees_json("iv3.json", als_json(document({("lasten", "0.1", "1.1"): -5}, periode)))
        assert list(found.regels()) == [Regel("lasten", "0.1", "1.1", fase, jaar, -500)]


def test_who_sent_it_is_read_and_a_draft_without_that_too() -> None:
    found = document(REGELS)
    full = lees_json("iv3.json", b"\xef\xbb\xbf" + als_json(found))
    assert (full.gemeente, full.gemeentecode) == ("Proefstad", "0099")
    assert full.waarden == {
        ("contact", "naam"): "A. Bee",
        ("contact", "email"): "iv3@proefstad.nl",
        ("contact", "telefoon"): "14 099",
        ("iv3", "financieel_pakket"): "Grootboek 7",
    }
    del found["contact"], found["metadata"]["datum"], found["metadata"]["financieel_pakket"]
    draft = lees_json("iv3.json", als_json(found))
    assert (cellen(draft), draft.waarden) == (REGELS, {})


def _put(lijst: str, **values: Any) -> Callable[[dict[str, Any]], object]:
    return lambda found: found["data"][lijst].append({"taakveld": "0.3", "categorie": "1.1", "bedrag": 5} | values)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_put("lasten", bedrag=5.5), "iv3.json: data.lasten[2].bedrag: hier hoort een geheel getal."),
        (_put("lasten", bedrag="5"), "data.lasten[2].bedrag: hier hoort een geheel getal."),
        (_put("lasten", bedrag=True), "data.lasten[2].bedrag: hier hoort een geheel getal."),
        (_put("lasten", bedrag=10**14), "lasten van taakveld 0.3, categorie 1.1, is te groot"),
        (_put("lasten", taakveld="0.1"), "data.lasten[2]: lasten van taakveld 0.1, categorie 1.1, staat er twee keer."),
        (_put("lasten", taakveld=0.1), "data.lasten[2].taakveld: hier hoort tekst."),
        (_put("lasten", taakveld="6.71a"), "data.lasten[2]: `6.71a` is geen taakveld van Iv3 2025-2026."),
        (_put("baten", categorie="1.1"), "data.baten[2]: `1.1` is geen categorie van baten in Iv3 2025-2026."),
        (lambda d: d["data"].pop("lasten"), "data.lasten: dit ontbreekt."),
        (lambda d: d["metadata"].update(boekjaar="2026"), "metadata.boekjaar: hier hoort een geheel getal."),
        (lambda d: d["metadata"].update(periode=6), "metadata.periode: hier hoort een getal van 0 tot en met 5."),
        (lambda d: d["metadata"].update(boekjaar=2016), "van 2016 zijn er geen codes van Iv3."),
        (lambda d: d["metadata"].update(boekjaar=10**6), "van 1000000 zijn er geen codes van Iv3."),
        (lambda d: d["metadata"].update(overheidslaag="Provincie"), "dit is Iv3 van een provincie"),
        (lambda d: d["data"].update(lasten=[], baten=[]), "er staat geen enkel bedrag van een taakveld in."),
        (
            lambda d: d["data"]["balans_standen"].append({"balanscode": "A999", "standper": "ultimo", "bedrag": 1}),
            "data.balans_standen[0]: `A999` is geen balanscode van Iv3 2025-2026.",
        ),
        (
            lambda d: d["data"]["balans_standen"].append({"balanscode": "A23", "standper": "30-6-2026", "bedrag": 1}),
            "`30-6-2026` is geen begin of einde van begroting 2026.",
        ),
    ],
)
def test_what_is_wrong_in_json_is_told_with_its_key(change: Callable[[dict[str, Any]], object], sentence: str) -> None:
    found = document(REGELS)
    change(found)
    with pytest.raises(InputError) as error:
        lees_json("iv3.json", als_json(found))
    assert sentence in str(error.value)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "het bestand is leeg."),
        (b" \n", "het bestand is leeg."),
        (b"{", "dit is geen geldige json."),
        (b'{"a":\n}', "iv3.json:2: dit is geen geldige json."),
        (b'{"a": "\xff"}', "dit is geen geldige json."),
        (b"[" * 100_000, "dit is geen geldige json."),
        (b'{"a": 1' + b"0" * 5000 + b"}", "dit is geen geldige json."),
        (b"[]", "dit is json, maar geen Iv3 volgens schema 2.1.1"),
        (b"null", "dit is json, maar geen Iv3"),
        (b'{"kop": {}, "regels": []}', "dit is json, maar geen Iv3"),
        (b'{"metadata": [], "data": {}}', "metadata: hier hoort een object."),
        (b'{"metadata": {}, "data": {"lasten": {}}}', "data.lasten: hier hoort een lijst."),
    ],
)
def test_what_is_no_iv3_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(InputError) as error:
        lees_json("iv3.json", data)
    assert sentence in str(error.value)


def test_codes_of_their_own_year_hold_and_halves_that_differ_are_told() -> None:
    found = lees_json("iv3.json", als_json(document({("lasten", "6.71a", "4.1.1"): 5}, jaar=2024)))
    assert cellen(found) == {("lasten", "6.71a", "4.1.1"): 5}
    assert found.verteld == [
        (
            "de baten van begroting 2024 zijn 5 lager dan de lasten;"
            " het resultaat (0.11) wordt berekend en wordt dus een ander."
        )
    ]


def test_a_cell_that_stays_empty_is_told_and_read() -> None:
    found = lees_json("iv3.json", als_json(document({("lasten", "0.9", "1.1"): 5, ("baten", "0.7", "4.3.1"): 5})))
    assert found.verteld == ["lasten van categorie 1.1 kunnen niet op taakveld 0.9 in Iv3 2025-2026"]
    assert len(cellen(found)) == 2


# --- the workbook --------------------------------------------------------------------------------


@pytest.mark.parametrize("kaal", [True, False], ids=["getallen", "teksten"])
@pytest.mark.parametrize("namen", [True, False], ids=["met-namen", "zonder-namen"])
def test_the_workbook_says_the_lines_of_the_json(*, kaal: bool, namen: bool) -> None:
    regels = REGELS | {("lasten", "6.60", "4.1.1"): 12_346, ("baten", "8.3", "3.8"): -567}
    found = lees_model(model({cel: euros / 1000 for cel, euros in regels.items()}, kaal=kaal, namen=namen))
    assert cellen(found) == regels
    assert (found.gemeente, found.gemeentecode) == ("Proefstad", "0099")
    assert found.waarden["contact", "email"] == "iv3@proefstad.nl"
    told = [zin for zin in found.verteld if "0.10" in zin]
    assert len(told) == (2 if kaal else 0)
    if kaal:
        ground = 'om de naam "Mutaties reserves"' if namen else "om de rij ervoor (0.9)"
        assert told[0].startswith('blad "5.Verdelingsmatrix lasten", cel A')
        assert told[0].endswith(f": 0.1 is gelezen als 0.10, {ground}.")


def test_a_name_goes_before_the_order_of_rows() -> None:
    found = model({})
    rows: list[list[str | int | float | Cel]] = [["", "", "7.1"], [], [0.1, "Mutaties reserves", 5], [0.1, "Bestuur"]]
    sheets = (found.bladen[0], blad("5.Verdelingsmatrix lasten", rows), found.bladen[2])
    assert cellen(lees_model(bron(*sheets))) == {("lasten", "0.10", "7.1"): 5_000}


def test_a_format_says_which_code_a_number_is() -> None:
    found = model({})
    rows: list[list[str | int | float | Cel]] = [["", "", "7.1"], [Cel("0.1", "getal", "0.00"), "", 5]]
    sheets = (found.bladen[0], blad("5.Verdelingsmatrix lasten", rows), found.bladen[2])
    assert cellen(lees_model(bron(*sheets))) == {("lasten", "0.10", "7.1"): 5_000}


@pytest.mark.parametrize(
    ("cel", "sentence"),
    [
        (Cel("nog opvragen"), '"nog opvragen" is geen bedrag.'),
        (Cel("#VERW!", "fout"), "#VERW! (fout in de formule). Herstel de cel in Excel."),
        (Cel("SUM(A1)", "formule"), "een formule zonder opgeslagen uitkomst."),
        (Cel("2026-01-02", "datum"), '"2026-01-02" is geen bedrag.'),
    ],
)
def test_a_cell_that_is_no_amount_is_named(cel: Cel, sentence: str) -> None:
    found = model(REGELS)
    found.bladen[1].cellen[4][3] = cel
    with pytest.raises(InputError) as error:
        lees_model(found)
    assert f'iv3.xlsx: blad "5.Verdelingsmatrix lasten", cel C4: {sentence}' in str(error.value)


def test_a_date_instead_of_a_code_is_named() -> None:
    found = model(REGELS)
    found.bladen[1].cellen[4][1] = Cel("2026-01-01", "datum")
    with pytest.raises(InputError, match=r'cel A4: "2026-01-01" is geen code van een taakveld'):
        lees_model(found)


def test_an_unknown_category_with_amounts_is_named() -> None:
    found = model(REGELS)
    found.bladen[1].cellen[1][3] = Cel("9.9")
    with pytest.raises(InputError, match=r"cel C1: `9.9` is geen categorie van lasten in Iv3 2025-2026"):
        lees_model(found)


@pytest.mark.parametrize(
    ("text", "periode"), [(5, 5), ("5", 5), ("Jaarrekening", 5), ("Begroting", 0), ("Kwartaal 2", 2)]
)
def test_the_period_is_a_number_or_a_word(text: int | str, periode: int) -> None:
    (opgaaf,) = lees_model(model(REGELS, periode=text)).opgaven
    assert opgaaf.levering.periode == periode


def test_a_balance_is_read_by_its_codes_and_moments() -> None:
    rows: list[list[str | int | float | Cel]] = [
        ["7. Balansstanden"],
        [],
        ["", "Omschrijving", "", "Code", "", "1 januari", "Ultimo"],
        ["", "Kas", "", "A23", "", 1.5, 2],
        ["", "Totaal activa", "", "", "", 1.5, 2],
    ]
    found = model(REGELS, periode=5)
    (opgaaf,) = lees_model(bron(*found.bladen, blad("7.Balansstanden", rows))).opgaven
    assert opgaaf.balans.standen == {("A23", "1 januari"): 1_500, ("A23", "ultimo"): 2_000}


# --- open data -----------------------------------------------------------------------------------

GM: Final = "GM0099"


def test_open_data_is_read_with_padded_keys_in_thousands() -> None:
    found = lees_cbs(
        cbs(
            (GM, "0.1", "L1.1", "2026X000", "3153", "3153"),
            (GM, "0.10", "B7.1", "2026X000", "4943", "4944"),
            (GM, "0.11", "L7.1", "2026X000", "1791", "1791"),
            (GM, "0.2", "L1.1", "2026X000", "-100000", "-99999"),
            (GM, "0.3", "L1.1", "2026X000", "-99998", "-99998"),
        )
    )
    assert found.gemeentecode == "0099"
    assert cellen(found) == {
        ("lasten", "0.1", "1.1"): 3_153_000,
        ("baten", "0.10", "7.1"): 4_944_000,
        ("lasten", "0.11", "7.1"): 1_791_000,
        ("lasten", "0.2", "1.1"): -99_999_000,
    }
    assert found.verteld[0] == "begroting 2026: tweede plaatsing van het CBS."


def test_the_second_publication_holds_as_a_whole_where_there_is_one() -> None:
    rows = [(GM, "0.1", "L1.1", "2026X000", "10", "12"), (GM, "0.10", "B7.1", "2026X000", "4943", "-99998")]
    found = lees_cbs(cbs(*rows))
    assert cellen(found) == {("lasten", "0.1", "1.1"): 12_000}
    told = "begroting 2026: tweede plaatsing van het CBS, waarin 1 bedrag van de eerste niet meer staat."
    assert found.verteld[0] == told
    first = lees_cbs(cbs(*[(*row[:5], "-99998") for row in rows]))
    assert cellen(first) == {("lasten", "0.1", "1.1"): 10_000, ("baten", "0.10", "7.1"): 4_943_000}
    assert first.verteld[0] == "begroting 2026: eerste plaatsing van het CBS."


def test_a_balance_among_the_taakvelden_is_a_balance() -> None:
    found = lees_cbs(
        cbs(
            (GM, "0.1", "L1.1", "2025X005", "5", "5"),
            (GM, "A111", "Ultimo", "2025X005", "812", "812"),
            (GM, "A111", "1 januari", "2025X005", "800", "800"),
            (GM, "A123", "L3.8", "2025X005", "12", "12"),
            (GM, "P111", "Ultimo", "2025X005", "-5", "-5"),
        )
    )
    (opgaaf,) = found.opgaven
    assert opgaaf.term == "rekening.2025"
    assert opgaaf.regels == {("lasten", "0.1", "1.1"): 5_000}
    assert opgaaf.balans.standen == {
        ("A111", "ultimo"): 812_000,
        ("A111", "1 januari"): 800_000,
        ("P111", "ultimo"): -5_000,
    }
    assert opgaaf.balans.mutaties == {("lasten", "A123", "3.8"): 12_000}


def test_every_period_is_a_statement_with_the_codes_of_its_year() -> None:
    found = lees_cbs(
        cbs(
            (GM, "6.71a", "L4.1.1", "2024X005", "5", "5"),
            (GM, "6.711", "L4.1.1", "2025X000", "6", "6"),
            (GM, "6.711", "L4.1.1", "2025X001", "2", "-99998"),
        )
    )
    assert [opgaaf.term for opgaaf in found.opgaven] == ["rekening.2024", "begroting.2025", "realisatie.2025-1"]
    with pytest.raises(InputError, match=r"open.csv:2: `6.71a` is geen taakveld van Iv3 2025-2026"):
        lees_cbs(cbs((GM, "6.71a", "L4.1.1", "2025X005", "5", "5")))


def test_one_of_several_municipalities_is_chosen_never_guessed() -> None:
    data = cbs((GM, "0.1", "L1.1", "2026X000", "1", "1"), ("GM0098", "0.1", "L1.1", "2026X000", "2", "2"))
    assert gemeenten(data) == ["0098", "0099"]
    with pytest.raises(Onbeslist, match=r"open.csv heeft 2 gemeenten \(0098, 0099\). Kies met --gemeentecode."):
        lees_cbs(data)
    assert cellen(lees_cbs(data, "0098")) == {("lasten", "0.1", "1.1"): 2_000}
    with pytest.raises(UsageError, match=r"open.csv heeft geen gemeente 0097; kies uit 0098, 0099"):
        lees_cbs(data, "0097")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("0.1", "L1.1", "2026X000", "1", "1,5"), 'open.csv:2: "1,5" is geen bedrag.'),
        (("0.1", "L1.1", "2026MM01", "1", "1"), "`2026MM01` is geen verslagsoort"),
        (("0.1", "1.1", "2026X000", "1", "1"), "`1.1` begint niet met L (lasten) of B (baten)."),
        (("0.1", "L9.9", "2026X000", "1", "1"), "`9.9` is geen categorie van lasten"),
        (("A999", "Ultimo", "2026X005", "1", "1"), "`A999` is geen balanscode"),
        (("A111", "Morgen", "2026X005", "1", "1"), "`Morgen` is geen begin of einde van jaarrekening 2026."),
        (("0.1", "L1.1", "2026X000", "-99998", "-99998"), "er staat geen enkel bedrag in."),
    ],
)
def test_what_is_wrong_in_open_data_is_told_with_its_row(row: tuple[str, str, str, str, str], sentence: str) -> None:
    with pytest.raises(InputError) as error:
        lees_cbs(cbs((GM, *row)))
    assert sentence in str(error.value)


def test_a_code_that_stands_twice_is_refused_such_as_010_that_became_01() -> None:
    rows = [(GM, "0.1", "L7.2", "2026X000", "1", "1"), (GM, "0.1", "L7.2", "2026X000", "2", "2")]
    with pytest.raises(InputError, match=r"open.csv:3: lasten van taakveld 0.1, categorie 7.2, staat er twee keer"):
        lees_cbs(cbs(*rows))


# --- which is it ---------------------------------------------------------------------------------


def test_sheets_are_recognised_by_what_stands_in_them() -> None:
    assert is_iv3(model(REGELS))
    assert cellen(uit_bron(model({cel: euros / 1000 for cel, euros in REGELS.items()}))) == REGELS
    data = cbs((GM, "0.1", "L1.1", "2026X000", "1", "1"))
    assert is_iv3(data)
    assert cellen(uit_bron(data)) == {("lasten", "0.1", "1.1"): 1_000}


@pytest.mark.parametrize("other", [bron(), bron(Blad("leeg")), cbs(kop=KOP[:5]), bron(blad("x", [["Code", 5]]))])
def test_other_sheets_are_no_iv3(other: Bron) -> None:
    assert not is_iv3(other)
    with pytest.raises(BudgetdeskError, match="dit is geen Iv3"):
        uit_bron(other)


def test_a_workbook_without_its_first_sheet_is_refused() -> None:
    found = model(REGELS)
    with pytest.raises(InputError, match="staan er niet alle drie in"):
        uit_bron(bron(*found.bladen[1:]))
