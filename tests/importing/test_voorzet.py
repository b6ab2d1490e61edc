"""A first way of reading for a report that nobody read before: what headings and rows prove, and what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.importing.bron import Blad, Bron, Cel
from budgetdesk.importing.indeling import Indeling, in_woorden
from budgetdesk.importing.kiezen import Gekozen
from budgetdesk.importing.kolommen import kolommen
from budgetdesk.importing.leesvragen import Lezing, lees_blad, rol_van, rolkeuzes
from budgetdesk.importing.mapping import Doel, read, write
from budgetdesk.importing.voorzet import voorzet
from tests.importing import ledgers
from tests.importing.ledgers import bedragen, blad


def lezing(text: str, *, jaar: int = 2027, indeling: Indeling | None = None) -> Lezing:
    sheet = blad(text)
    bron = Bron("proef.csv", "csv", "", (sheet,))
    return lees_blad(bron, sheet, indeling or voorzet(sheet), jaar)


def chips(found: Lezing) -> list[str]:
    return [in_woorden(rol) for _, rol in sorted(found.indeling.rollen.items())]


def zinnen(found: Lezing) -> list[str]:
    return [vraag.zin for vraag in found.vragen]


def answered(text: str, *wanted: str) -> Lezing:
    """Return a sheet with its questions answered, each by the answer that begins so."""
    found = lezing(text)
    for begin in wanted:
        answers = [a for vraag in found.vragen for a in vraag.antwoorden if a.zin.startswith(begin)]
        found = lezing(text, indeling=answers[0].indeling)
    return found


def test_years_as_columns_are_read_without_a_question() -> None:
    found = lezing(ledgers.JAREN)
    assert chips(found) == [
        *("programma", "beleidsterrein", "code", "naam", "code", "taakveld", "categorie", "kant"),
        *("rekening 2025", "begroting 2026", "begroting 2027"),
    ]
    assert found.is_klaar
    assert found.boekingen is not None
    by_hand = ledgers.gelezen(ledgers.JAREN, ledgers.VAN_JAREN)
    assert bedragen(found.boekingen) == bedragen(by_hand)


def test_a_year_without_a_phase_is_of_the_budget_before_it_and_that_is_told() -> None:
    told = [regel.zin for regel in lezing(ledgers.JAREN).regels]
    assert 'kolom K "2027": begroting 2027, afgeleid van wat ernaast of erboven staat' in told


def test_a_year_after_what_was_realised_is_asked_and_never_taken_for_it() -> None:
    text = "Kostenplaats;Rekening 2025;2026;2027\n1;10;20;30\n8;-1;-2;-3\n"
    found = lezing(text)
    assert zinnen(found)[0] == "Wat staat er onder 2026, 2027: begroting of rekening?"
    assert chips(found) == ["code", "rekening 2025", "? 2026", "? 2027"]
    assert chips(answered(text, "Begroting")) == ["code", "rekening 2025", "begroting 2026", "begroting 2027"]


def test_rows_per_phase_and_year_ask_what_a_word_means_that_nothing_explains() -> None:
    found = answered(ledgers.RIJEN, "Het teken zegt het: lasten +", "Deze rijen niet lezen")
    assert found.is_klaar
    assert found.boekingen is not None
    by_hand = ledgers.gelezen(ledgers.RIJEN, ledgers.VAN_RIJEN)
    assert bedragen(found.boekingen) == bedragen(by_hand)


def test_debet_and_credit_ask_for_the_year_and_are_two_sides() -> None:
    found = lezing(ledgers.DEBET)
    assert zinnen(found) == ['Van welk jaar zijn de bedragen onder "Debet", "Credit"?']
    found = answered(ledgers.DEBET, "Rekening 2025")
    assert found.boekingen is not None
    assert bedragen(found.boekingen) == bedragen(ledgers.gelezen(ledgers.DEBET, ledgers.VAN_DEBET))
    assert found.indeling.als == "rekening"


def test_the_title_says_the_year_of_the_one_column_that_does_not() -> None:
    found = lezing(
        "Realisatie 2026 per kostenplaats\nKostenplaats;Omschrijving;Realisatie\n4;a;10\n41;b;20\n8;c;-5\n83;d;-1\n"
    )
    assert found.indeling.wijze.kop == (2,)
    assert chips(found) == ["code", "naam", "rekening 2026"]
    assert found.is_klaar


@pytest.mark.parametrize(("titel", "eenheid"), [("x € 1.000", 1000), ("bedragen in euro's", 1), ("Begroting", 1)])
def test_the_unit_is_the_one_that_is_stated(titel: str, eenheid: int) -> None:
    found = lezing(f"{titel}\nKostenplaats;Begroting 2027\n41;10\n")
    assert found.indeling.wijze.eenheid == eenheid


def test_signs_are_proved_by_the_kinds_of_code_and_by_nothing_less_than_two_of_each() -> None:
    rows = "Kostenplaats;Kostensoort;Begroting 2027\n1;41000;-5\n1;42000;-6\n1;83000;7\n"
    assert "Hoe staan lasten en baten er?" in zinnen(lezing(rows))
    found = lezing(f"{rows}1;84000;8\n")
    assert (found.indeling.wijze.lasten, found.indeling.wijze.baten) == (-1, 1)
    assert found.is_klaar
    assert any("lasten -, baten + (4 van 4)" in regel.zin for regel in found.regels)


def test_amounts_that_are_all_plus_offer_the_kind_of_code_and_both_sides() -> None:
    found = lezing(ledgers.SOORT.replace("-20", "20"))
    vraag = next(v for v in found.vragen if v.zin.startswith("Hoe staan"))
    assert [a.zin for a in vraag.antwoorden] == [
        "De kostensoort zegt het: 8... is baten",
        "Alles is lasten",
        "Alles is baten",
    ]


def test_a_total_that_does_not_add_up_has_to_be_taken_as_it_is() -> None:
    text = ledgers.JAREN.replace("654.300", "654.301")
    found = lezing(text)
    assert zinnen(found) == [
        'Totaalrij 5 "Totaal programma 1", kolom "2027": er staat 654.301, de delen geven 654.300 (verschil 1).'
    ]
    assert answered(text, "Neem de bron").is_klaar


def test_without_headings_columns_are_asked_by_their_letters() -> None:
    found = lezing("6001010;Griffie;10\n6001020;Raad;20\n")
    assert found.indeling.wijze.kop == ()
    assert zinnen(found) == ["Welke kolom heeft de code van het grootboek?", "Welke kolom heeft de bedragen?"]
    found = answered("6001010;Griffie;10\n6001020;Raad;20\n", "A", "C", "Begroting 2027", "Alles is lasten")
    assert found.is_klaar
    assert found.boekingen is not None
    assert bedragen(found.boekingen) == {
        "6001010": {"lasten begroting.2027": 1000},
        "6001020": {"lasten begroting.2027": 2000},
    }


def test_a_column_of_differences_is_no_amount_of_its_year() -> None:
    found = lezing("Kostenplaats;Begroting 2027;Verschil 2027;% 2027\n41;10;1;5\n")
    assert chips(found) == ["code", "begroting 2027"]


def test_two_columns_of_one_heading_are_told_apart_by_their_letters() -> None:
    sheet = blad("Kostenplaats;Omschrijving;Locatie;Omschrijving;Begroting 2027\n1;a;41;b;10\n")
    assert voorzet(sheet).leeswijze(sheet).kolom["naam"] == ("B", "D")


def test_the_name_of_a_kostensoort_is_not_the_name_of_what_is_linked() -> None:
    sheet = blad("Kostenplaats;Omschrijving;Kostensoort;Omschrijving ks;Begroting 2027\n1;a;41;b;10\n")
    assert voorzet(sheet).columns("naam") == [2]


def test_a_heading_of_two_rows_is_found() -> None:
    sheet = blad(";;2026;;2027;\nKostenplaats;Naam;Lasten;Baten;Lasten;Baten\n1;a;1;2;3;4\n")
    found = voorzet(sheet)
    assert found.wijze.kop == (1, 2)
    assert found.rollen[6] == Doel("", "2027", "baten")


def test_sides_below_the_row_that_says_most_are_headings_too_and_balances_are_not_read() -> None:
    found = voorzet(blad(ledgers.MET_SALDI))
    assert found.wijze.kop == (1, 2)
    sides = {4: ("lasten", "2026"), 5: ("baten", "2026"), 7: ("lasten", "2027"), 8: ("baten", "2027")}
    assert {k: (rol.kant, rol.jaar) for k, rol in found.bedragen.items() if isinstance(rol, Doel)} == sides
    assert voorzet(blad("Kostenplaats;Naam;2026\n;;Lasten\n1;a;2\n")).wijze.kop == (1,)


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ("1;Bestuur;10;1\n1;Bestuur;11;1\n2;Wonen;12;1\n", [1, 2]),
        ("1;Bestuur;10;1\n1;Wonen;11;1\n", [1]),
        ("1;Bestuur;10;1\n2;;11;1\n", [1]),
        ("1;7;10;1\n2;8;11;1\n", [1]),
        ("Bestuur;x;10;1\n", [1]),
    ],
    ids=["names", "two names of a number", "no name", "numbers", "names already"],
)
def test_a_column_without_a_heading_beside_a_number_is_its_name_where_each_has_one(
    rows: str, columns: list[int]
) -> None:
    assert voorzet(blad(f"Programma;;Kostenplaats;Begroting 2027\n{rows}")).columns("programma") == columns


def test_what_a_column_says_is_one_thing_and_others_lose_it() -> None:
    sheet = blad(ledgers.JAREN)
    found = voorzet(sheet).met(4, "taakveld")
    assert found.columns("taakveld") == [4]
    assert found.met(4, None).columns("taakveld") == []
    assert len(voorzet(sheet).met(4, "code").columns("code")) == 3


@pytest.mark.parametrize("text", ["code", "begroting 2027", "rekening 2025 baten"])
def test_what_is_typed_on_a_column_is_what_it_says(text: str) -> None:
    assert in_woorden(rol_van(text)) == text


def test_what_means_nothing_is_refused() -> None:
    assert rol_van("overslaan") is None
    with pytest.raises(ValueError, match="banaan"):
        rol_van("banaan")


def test_the_year_of_a_heading_is_offered_first() -> None:
    sheet = blad("Kostenplaats;Jaar 2031\n1;10\n")
    assert rolkeuzes(sheet, voorzet(sheet), 2, 2027)[:2] == [Doel("begroting", "2031"), Doel("rekening", "2031")]


@given(st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=8))
def test_any_sheet_has_a_first_reading_that_reads_back(rows: list[list[str]]) -> None:
    sheet = Blad("x", {r: {k: Cel(t) for k, t in enumerate(row, 1) if t} for r, row in enumerate(rows, 1) if any(row)})
    found = lees_blad(Bron("x", "csv", "", (sheet,)), sheet, voorzet(sheet), 2027)
    if found.is_klaar:
        wijze = found.indeling.leeswijze(sheet)
        assert read(write(wijze).encode(), "import/x.toml") == wijze


@pytest.mark.parametrize(
    ("koppen", "says"),
    [
        ("Programma;Naam programma;Product;Code", ["programma", "programma", "beleidsterrein", "code"]),
        ("Programmanummer;Programmanaam;Productnaam;Code", ["programma", "programma", "beleidsterrein", "code"]),
        ("Product;Beleidsterrein;Product omschrijving;Code", ["beleidsterrein", "", "beleidsterrein", "code"]),
        ("Kostenplaats;Kostenplaats naam;Kostensoort;Omschrijving kostensoort", ["code", "naam", "code", ""]),
    ],
)
def test_the_number_and_the_name_of_a_thing_are_read_together_and_that_of_a_code_is_a_name(
    koppen: str, says: list[str]
) -> None:
    found = voorzet(blad(f"{koppen};2027\n1;x;y;z;10\n"))
    assert [found.rollen.get(k, "") for k in range(1, 5)] == says


def test_a_number_stands_before_the_name_whatever_the_order_of_the_columns() -> None:
    found = lezing("Naam programma;Programma;Product;Code;Begroting 2027\nBestuur;1;Raad;6001010;10\n")
    assert found.boekingen is not None
    assert found.boekingen.rekeningen[0].labels[:2] == ("1 Bestuur", "Raad")


@pytest.mark.parametrize(
    ("koppen", "says"),
    [
        ("Lasten 2027;Baten 2027;Saldo 2027", ["2027 lasten", "2027 baten", "overslaan"]),
        ("Begroting 2027 Lasten;Baten begroting 2027", ["begroting 2027 lasten", "begroting 2027 baten"]),
        ("Debet;Credit;Saldo", ["? lasten", "? baten", "overslaan"]),
        ("Categorie lasten;Categorie baten;Lasten 2027", ["overslaan", "overslaan", "2027 lasten"]),
        ("Saldo 2026;Saldo 2027", ["? 2026", "? 2027"]),
        ("Budget 2026;Verplichtingen 2026;Restant budget 2026", ["? 2026", "overslaan", "overslaan"]),
        ("Prognose 2026;Mutaties 2026", ["prognose 2026", "overslaan"]),
    ],
)
def test_a_side_may_stand_anywhere_in_a_heading_and_what_is_left_of_amounts_is_none(
    koppen: str, says: list[str]
) -> None:
    found = voorzet(blad(f"Kostenplaats;{koppen}\n41;10;20;30\n"))
    assert [in_woorden(found.rollen.get(k)) for k in range(2, 2 + len(says))] == says


@pytest.mark.parametrize(
    ("koppen", "says"),
    [
        (
            "Primitieve begroting 2026;Begrotingswijzigingen 2026;Begroting na wijziging 2026",
            ["begroting 2026", "wijziging 2026", "overslaan"],
        ),
        ("Begrotingswijzigingen 2026;Actuele begroting 2026", ["overslaan", "begroting 2026"]),
        ("Begroting vóór wijziging 2026;Wijziging 2026", ["begroting 2026", "wijziging 2026"]),
    ],
)
def test_a_budget_after_changes_is_not_read_beside_what_it_adds_up(koppen: str, says: list[str]) -> None:
    found = voorzet(blad(f"Kostenplaats;{koppen}\n41;10;20;30\n"))
    assert [in_woorden(found.rollen.get(k)) for k in range(2, 2 + len(says))] == says


TWEE = "Kostenplaats;Primitieve begroting 2026;Begroting 2026 na wijziging\n4;10;20\n41;30;40\n8;-1;-2\n83;-3;-4\n"


@pytest.mark.parametrize(
    ("antwoord", "cents"),
    [('Alleen B "Primitieve begroting 2026"', 1000), ('Alleen C "Begroting 2026 na', 2000), ("Alle, bij", 3000)],
)
def test_two_columns_of_one_year_are_never_added_up_unasked(antwoord: str, cents: int) -> None:
    assert zinnen(lezing(TWEE)) == [
        'begroting 2026 staat onder B "Primitieve begroting 2026", C "Begroting 2026 na wijziging"; welke telt?'
    ]
    found = answered(TWEE, antwoord)
    assert found.is_klaar
    assert found.boekingen is not None
    assert bedragen(found.boekingen)["4"] == {"lasten begroting.2026": cents}


def test_a_column_without_a_side_beside_those_of_lasten_and_baten_is_asked() -> None:
    text = "Kostenplaats;Lasten begroting 2027;Baten begroting 2027;Begroting 2027\n41;10;20;30\n"
    assert zinnen(lezing(text)) == ['Zijn de bedragen onder D "Begroting 2027" lasten of baten?']
    found = answered(text, "Geen van beide")
    assert found.is_klaar
    assert found.boekingen is not None
    assert bedragen(found.boekingen)["41"] == {"lasten begroting.2027": 1000, "baten begroting.2027": 2000}


CORRECTIE = """\
Kostenplaats;Kostensoort;Begroting 2027
1;41100;100
1;42000;200
1;43100;-40
1;83400;-10
1;83500;-20
"""


def test_a_correction_on_a_kostensoort_is_asked_and_never_becomes_the_other_side_in_silence() -> None:
    assert zinnen(lezing(CORRECTIE)) == [
        (
            "Hoe staan lasten en baten er? 1 bedrag heeft een andere kant dan de kostensoort zegt"
            " (4... lasten, 8... baten), zoals een correctie."
        )
    ]
    for answer, cents in (("De kostensoort", {"lasten begroting.2027": -4000}), ("Het teken zegt het: lasten +", None)):
        found = answered(CORRECTIE, answer)
        assert found.is_klaar
        assert found.boekingen is not None
        assert bedragen(found.boekingen)["1/43100"] == (cents or {"baten begroting.2027": 4000})


def test_an_account_with_debet_and_credit_asks_whether_one_is_taken_from_the_other() -> None:
    text = "Rekening;Naam;Debet;Credit\n41100;Salarissen;640;15\n42000;Inhuur;10;\n83400;Leges;;1200\n"
    found = answered(text, "Rekening 2026", "De kostensoort")
    assert found.is_klaar
    assert found.boekingen is not None
    assert bedragen(found.boekingen) == {
        "41100": {"lasten rekening.2026": 62500},
        "42000": {"lasten rekening.2026": 1000},
        "83400": {"baten rekening.2026": 120000},
    }
    assert answered(text.replace(";15", ";"), "Rekening 2026").is_klaar


def test_lasten_and_baten_of_a_kostenplaats_stand_beside_each_other_without_a_question() -> None:
    text = "Kostenplaats;Lasten begroting 2027;Baten begroting 2027\n4001;100;20\n8001;100;20\n8002;5;6\n"
    assert lezing(text).is_klaar


def test_the_account_stands_behind_the_kostenplaats_whichever_comes_first() -> None:
    text = "Rekeningnr;Omschrijving rekening;Kpl;Omschrijving kpl;Begroting 2027\n41100;Salarissen;6001;Griffie;10\n"
    found = answered(text, "Alles is lasten")
    assert found.boekingen is not None
    assert [(r.code, r.naam) for r in found.boekingen.rekeningen] == [("6001/41100", "Griffie")]


def test_a_way_of_reading_keeps_the_order_in_which_it_joins_columns() -> None:
    sheet = blad(ledgers.JAREN)
    kept = read(
        ledgers.VAN_JAREN.replace('["Kostenplaats", "Kostensoort"]', '["Kostensoort", "Kostenplaats"]').encode(), ""
    )
    indeling = Indeling.of(Gekozen(kept, sheet, kolommen(sheet, kept)))
    assert indeling.leeswijze(sheet).kolom == kept.kolom
    assert not indeling.dubbel


def test_a_change_of_a_budget_is_of_the_side_of_that_budget_whatever_its_sign() -> None:
    text = "Kostenplaats;Kostensoort;Begroting 2026;Wijziging 2026\n1;41;100;-20\n1;42;90;10\n1;83;-9;2\n1;84;-9;-1\n"
    found = lezing(text)
    assert found.is_klaar
    assert found.boekingen is not None
    read_back = bedragen(found.boekingen)
    assert [read_back[f"1/{s}"].get(f"{k} wijziging.2026") for s, k in (("41", "lasten"), ("83", "baten"))] == [
        -2000,
        -200,
    ]
    assert [read_back[f"1/{s}"].get(f"{k} wijziging.2026") for s, k in (("42", "lasten"), ("84", "baten"))] == [
        1000,
        100,
    ]


DRAAITABEL = """\
Programma;Kostenplaats;Naam;Kostensoort;Begroting 2026;Begroting 2027
1 Bestuur;6001010;Griffie;41100;640.000,00;655.000
;;;83400;-1.000;-1.000
;Totaal 6001010;;;639.000;654.000
;6001020;Raad;41100;200;300
;;;83400;-20;-30
Totaal 1 Bestuur;;;;639.180;654.270
2 Wonen;6002010;Bouw;41100;5;6
"""


def test_labels_that_a_pivot_table_leaves_blank_are_asked_and_then_are_those_above() -> None:
    assert zinnen(lezing(DRAAITABEL)) == [
        'Onder A "Programma", B "Kostenplaats" staat in 3 rijen niets (3, 5, 6). Hoort daar wat erboven staat?'
    ]
    found = answered(DRAAITABEL, "Ja")
    assert found.is_klaar
    assert found.boekingen is not None
    assert [(r.code, r.naam, r.labels.programma) for r in found.boekingen.rekeningen] == [
        ("6001010/41100", "Griffie", "1 Bestuur"),
        ("6001010/83400", "Griffie", "1 Bestuur"),
        ("6001020/41100", "Raad", "1 Bestuur"),
        ("6001020/83400", "Raad", "1 Bestuur"),
        ("6002010/41100", "Bouw", "2 Wonen"),
    ]
    refused = answered(DRAAITABEL, "Nee")
    assert refused.is_klaar
    assert refused.boekingen is not None
    assert min(r.code for r in refused.boekingen.rekeningen) == ""


@pytest.mark.parametrize("label", ["6001 Totaal", "Generaal totaal", "Som van alles"])
def test_a_total_is_no_amount_whichever_way_it_is_called(label: str) -> None:
    kop, *rows = ledgers.JAREN.splitlines()
    named = "\n".join([kop, *rows[:-1], f"{label};;;;;;;;611.245,10;639.200;654.300"])
    found = lezing(named)
    assert found.is_klaar
    assert found.boekingen is not None
    assert bedragen(found.boekingen) == bedragen(ledgers.gelezen(ledgers.JAREN, ledgers.VAN_JAREN))
    assert [totaal.klopt for totaal in found.boekingen.totalen] == [True]


def test_a_format_that_shows_thousands_under_a_unit_is_of_euros_and_a_mixture_is_asked() -> None:
    sheet = blad("x € 1.000\nKostenplaats;Kostensoort;Begroting 2027\n1;41;a\n1;42;b\n1;83;c\n1;84;d\n")
    for rij, amount in ((3, "640000"), (4, "1000"), (5, "-2000"), (6, "-1000")):
        sheet.cellen[rij][3] = Cel(amount, "getal", "#,##0,")
    found = lees_blad(Bron("x", "xlsx", "", (sheet,)), sheet, voorzet(sheet), 2027)
    assert found.is_klaar
    assert found.boekingen is not None
    assert bedragen(found.boekingen)["1/41"] == {"lasten begroting.2027": 64_000_000}
    assert "eenheid: euro's (de opmaak van cel C3 toont duizendtallen ervan)" in [regel.zin for regel in found.regels]
    sheet.cellen[6][3] = Cel("-1", "getal", "#,##0")
    mixed = lees_blad(Bron("x", "xlsx", "", (sheet,)), sheet, voorzet(sheet), 2027)
    assert zinnen(mixed)[0].startswith("3 van 4 bedragen hebben een opmaak die duizendtallen toont, zoals C3")
    answer = next(a for a in mixed.vragen[0].antwoorden if a.indeling.wijze.eenheid == 1000)
    assert lees_blad(Bron("x", "xlsx", "", (sheet,)), sheet, answer.indeling, 2027).is_klaar


def test_hidden_columns_and_actuals_of_a_part_of_a_year_are_told() -> None:
    sheet = blad("Kostenplaats;Realisatie t/m periode 9 2026;Begroting 2026;Begroting 2027\n41;1;2;3\n")
    sheet.verborgen_kolommen.add(4)
    told = [regel.zin for regel in lees_blad(Bron("x", "xlsx", "", (sheet,)), sheet, voorzet(sheet), 2027).regels]
    assert 'verborgen en niet gelezen: kolom D "Begroting 2027"' in told
    part = 'kolom B "Realisatie t/m periode 9 2026" is een deel van een jaar, en wordt gelezen als rekening 2026'
    assert part in told


def test_rows_that_are_called_lasten_and_baten_say_the_side_of_those_below_them() -> None:
    text = (
        "Kostenplaats;Omschrijving;Begroting 2026;Begroting 2027\nLasten;;;\n6001;Griffie;100;200\n6002;Raad;10;-20\n"
        "6003;College;10;20\nTotaal lasten;;120;200\nBaten;;;\n6001;Griffie;5;6\nTotaal baten;;5;6\n"
    )
    found = lezing(text)
    assert found.indeling.wijze.kant == "rij"
    found = answered(text, "Een rij erboven") if found.vragen else found
    assert found.is_klaar
    assert found.boekingen is not None
    assert bedragen(found.boekingen)["6001"] == {
        "lasten begroting.2026": 10000,
        "lasten begroting.2027": 20000,
        "baten begroting.2026": 500,
        "baten begroting.2027": 600,
    }
    assert bedragen(found.boekingen)["6002"]["lasten begroting.2027"] == -2000
