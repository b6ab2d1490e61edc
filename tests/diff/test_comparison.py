"""The difference of two budgets: what is told, where, in which words, and what it does to the totals."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.diff.bericht import suggestion
from budgetdesk.diff.change import AmountChange, Section, TableCell
from budgetdesk.diff.comparison import Comparison, compare, with_effect
from budgetdesk.diff.effect import Effect
from budgetdesk.diff.notation import Druk, percentage, waardetekst
from budgetdesk.diff.outline import chapters
from budgetdesk.diff.summary import summary
from budgetdesk.diff.woorden import compare_words, marked, shortened
from budgetdesk.diff.wording import read
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Dossier, Waarde, Weergave
from budgetdesk.model.field import Field
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from budgetdesk.tables.proza import reflow
from tests.model.willekeurig import dossiers

P = "programmas/01-p.toml"

EFFECT = "Saldo van baten en lasten, reserves en resultaat"

PROGRAMMA = """[programma]
nummer = 1
naam = "Bestuur"

[beleidsterrein.1A]
naam = "Raad"

[beleidsterrein.1B]
naam = "Balie"

[post.balie]
naam = "Balie"
beleidsterrein = "1B"
lasten.begroting.2026 = 200_000
baten.begroting.2026 = 50_000

[post.raad]
naam = "Raad"
beleidsterrein = "1A"
lasten.begroting.2026 = 1_000_000
lasten.begroting.2027 = 1_000_000
toelichting = "De raad vergadert elke week."

[reserve.spaarpot]
naam = "Spaarpot"
soort = "bestemmingsreserve"
stand.2024 = 100_000
onttrekking.begroting.2026 = 40_000
"""

Maak = Callable[..., Path]
Vergelijk = Callable[..., Comparison]


@pytest.fixture
def vergelijk(dossier: Maak) -> Vergelijk:
    """Compare the programma above with one in which texts are replaced; other files by their name."""

    def call(*replaced: tuple[str, str], **files: tuple[str, str]) -> Comparison:
        text = PROGRAMMA
        for before, after in replaced:
            assert before in text
            text = text.replace(before, after)
        versions = []
        for side, programma in enumerate((PROGRAMMA, text)):
            named = {naam: texts[side] for naam, texts in files.items()}
            versions.append(Session.open(dossier(programma, **named)))
        oud, nieuw = versions
        return with_effect(compare(oud.dossier, nieuw.dossier), oud.cijfers, nieuw.cijfers)

    return call


def sections(vergelijking: Comparison, titel: str) -> list[Section]:
    """Return the sections with this heading."""
    return [section for chapter in chapters(vergelijking) for section in chapter.sections if section.titel == titel]


def cells(vergelijking: Comparison, titel: str, *, exact: bool = False) -> list[list[str]]:
    """Return name, kind and cells of the rows of the sections with this heading, the difference in brackets."""
    druk = Druk(vergelijking.nieuw.weergave, exact)
    rows = (row for section in sections(vergelijking, titel) for row in section.rows)
    return [
        [row.rij.naam, row.rij.soort, *(str(read(c, druk)).replace("\n", " ") if c else "" for c in row.changes)]
        for row in rows
    ]


def heads(vergelijking: Comparison, titel: str) -> list[str]:
    return [kop.tekst for section in sections(vergelijking, titel) for kop in section.koppen]


def effect_of(vergelijking: Comparison) -> Effect:
    assert vergelijking.effect is not None
    return vergelijking.effect


# --- amounts -------------------------------------------------------------------------------------


def test_amounts_stand_under_their_beleidsterrein_with_difference_and_percentage(vergelijk: Vergelijk) -> None:
    found = vergelijk(("1_000_000\nlasten", "1_250_000\nlasten"), ("= 50_000", "= 60_000"))
    assert heads(found, "Posten") == ["Begroting 2026"]
    assert cells(found, "Posten") == [
        ["1A Raad", "", ""],
        ["Raad", "Lasten", "1.000 → 1.250 (+250, +25,0 %)"],
        ["1B Balie", "", ""],
        ["Balie", "Baten", "-50 → -60 (-10, +20,0 %)"],
    ]


def test_only_years_in_which_something_changes_have_a_column(vergelijk: Vergelijk) -> None:
    found = vergelijk(("2027 = 1_000_000", "2027 = 1_000_500\nlasten.rekening.2024 = 7_000\nlasten.mjb.2026 = 8_000"))
    assert heads(found, "Posten") == ["Rekening 2024", "Vorige MJB 2026", "MJB 2027"]
    # what rounds to nothing is told in euros
    assert cells(found, "Posten")[1] == ["Raad", "Lasten", "– → 7", "– → 8", "1.000 → 1.001 (+1, +0,1 %)"]


def test_euros_are_exact_where_they_are_asked_for(vergelijk: Vergelijk) -> None:
    found = vergelijk(("2027 = 1_000_000", "2027 = 1_000_000.50"))
    assert cells(found, "Posten", exact=True)[1][2] == "1.000.000 → 1.000.000,50 (+0,50)"


def test_every_change_knows_its_place(vergelijk: Vergelijk) -> None:
    changes = (("[post.balie]", "[post.loket]"), ("2026 = 1_000_000", "2026 = 1_250_000"), ("elke week", "wekelijks"))
    found = vergelijk(*changes)
    places = {
        (section.titel, change.place)
        for chapter in chapters(found)
        for section in chapter.sections
        for row in section.rows
        for change in row.changes
        if change
    }
    computed = {place for titel, place in places if titel == EFFECT}
    kanten = ("lasten", "baten")
    assert TableCell(P, "programmakosten", Scope("programma"), kanten, kop="Begroting 2026") in computed
    assert TableCell("", "baten-lasten", Scope("programma"), kanten, kop="Begroting 2026") in computed
    assert all(isinstance(place, TableCell) for place in computed)
    assert {(titel, place) for titel, place in places if titel != EFFECT} == {
        ("Nieuw, vervallen en verplaatst", Adres(P, "post", "loket", "")),
        ("Posten", Adres(P, "post", "raad", "lasten.begroting.2026")),
        ("Andere gegevens", Adres(P, "post", "raad", "toelichting")),
    }


def test_of_a_programma_or_reserve_that_is_gone_no_table_shows_a_sum(dossier: Maak) -> None:
    ander = PROGRAMMA.replace("nummer = 1", "nummer = 2").replace('"Bestuur"', '"Zorg"').replace("Spaarpot", "Buffer")
    nieuw, oud = (Session.open(dossier(*texts)) for texts in ((PROGRAMMA,), (PROGRAMMA, ander)))
    effect = effect_of(with_effect(compare(oud.dossier, nieuw.dossier), oud.cijfers, nieuw.cijfers))
    assert {(regel.programma, regel.cell.bestand) for regel in effect.regels} == {(None, ""), (2, None)}
    assert [(stand.naam, stand.cell.bestand) for stand in effect.standen] == [("Buffer", None)]


def test_a_change_holds_what_was_and_is_with_its_printed_sign(vergelijk: Vergelijk) -> None:
    found = vergelijk(("= 50_000", "= 60_000"))
    [change] = [c for s in sections(found, "Posten") for row in s.rows for c in row.changes if c]
    assert change == AmountChange(-50_000_00, -60_000_00, Adres(P, "post", "balie", "baten.begroting.2026"))


# --- what came and went --------------------------------------------------------------------------


def test_a_new_post_is_told_with_what_it_is_and_its_amounts(vergelijk: Vergelijk) -> None:
    post = '[post.jeugd]\nnaam = "Jeugdraad"\nbeleidsterrein = "1A"\ntaakveld = "0.1"\nlasten.begroting.2027 = 5_000\n'
    found = vergelijk(("[reserve.", f"{post}\n[reserve."))
    assert cells(found, "Nieuw, vervallen en verplaatst") == [
        ["Jeugdraad", "post", "nieuw: beleidsterrein 1A Raad; taakveld 0.1"]
    ]
    assert cells(found, "Posten")[1:] == [["Jeugdraad (nieuw)", "Lasten", "– → 5"]]
    assert "Nieuw: 1 post." in summary(found)


def test_what_is_gone_keeps_its_old_address(vergelijk: Vergelijk) -> None:
    found = vergelijk((PROGRAMMA[PROGRAMMA.index("[post.balie]") : PROGRAMMA.index("[post.raad]")], ""))
    [changed] = found.records()
    assert (changed.lot, changed.adres) == ("vervallen", Adres(P, "post", "balie", ""))
    assert cells(found, "Posten")[1:] == [
        ["Balie (vervallen)", "Lasten", "200 → –"],
        ["Balie (vervallen)", "Baten", "-50 → –"],
    ]
    assert "Vervallen: 1 post." in summary(found)


def test_another_key_is_no_removal_and_references_that_follow_are_counted(vergelijk: Vergelijk) -> None:
    found = vergelijk(("[beleidsterrein.1A]", "[beleidsterrein.1X]"), ('"1A"', '"1X"'))
    assert cells(found, "Nieuw, vervallen en verplaatst") == [["1X Raad", "beleidsterrein", "sleutel 1A is nu 1X"]]
    assert cells(found, "Andere gegevens") == []
    assert not effect_of(found)
    assert summary(found) == [
        "Het saldo en het resultaat veranderen niet.",
        "Hernoemd (een andere sleutel, verder hetzelfde): 1 beleidsterrein.",
        "1 verwijzing noemt alleen een nieuwe sleutel.",
    ]


def test_a_cover_in_another_programma_follows_its_reserve(vergelijk: Vergelijk) -> None:
    besluit = (
        '[wijziging]\nnummer = "1"\nnaam = "K"\n[mutatie.m]\nprogramma = 2\npost = "x"\ndekking = "1/reserve.{}"\n'
    )
    texts = besluit.format("spaarpot"), besluit.format("pot")
    found = vergelijk(("[reserve.spaarpot]", "[reserve.pot]"), wijzigingen__w=texts)
    assert summary(found)[-1] == "1 verwijzing noemt alleen een nieuwe sleutel."


def test_an_investment_follows_its_reserve_with_and_without_the_kind_of_that(vergelijk: Vergelijk) -> None:
    zaal = '[programma]\nnummer = 2\nnaam = "Q"\n[investering.z]\nnaam = "Z"\nnut = "economisch"\nreserve = "1/{}"\n'
    for soort in ("", "reserve."):
        texts = zaal.format(f"{soort}spaarpot"), zaal.format(f"{soort}pot")
        found = vergelijk(("[reserve.spaarpot]", "[reserve.pot]"), programmas__02=texts)
        assert summary(found)[-1] == "1 verwijzing noemt alleen een nieuwe sleutel."


@pytest.mark.parametrize(
    ("oud", "nieuw", "told"),
    [
        ('["post.raad", "post.balie"]', '["post.leden", "post.balie"]', True),
        ('["post.raad", "balie"]', '["post.leden", "balie"]', True),
        ('["post.balie", "raad"]', '["post.balie", "leden"]', True),
        ('"post.raad"', '"post.leden"', True),
        ('["post.raad", "post.balie"]', '["post.leden"]', False),
        ('["post.raad", "post.balie"]', '["post.balie", "post.leden"]', False),
        ('["post.raad", "post.balie"]', '["post.leden", "post.x"]', False),
    ],
)
def test_an_explanation_of_several_follows_a_new_key_and_no_other_change(
    vergelijk: Vergelijk, oud: str, nieuw: str, told: bool
) -> None:
    tekst = '[programma]\nnummer = 2\nnaam = "Q"\n' + PROGRAMMA.partition("\n\n")[2]
    samen = '\n[toelichting.t]\nbij = {}\ntekst = "T"\n'
    new_key = tekst.replace("[post.raad]", "[post.leden]")
    found = vergelijk(programmas__02=(tekst + samen.format(oud), new_key + samen.format(nieuw)))
    assert [v.volgt for v in found.waarden() if v.adres.pad == "bij"] == [told]


def test_what_an_explanation_is_about_is_told_as_a_list_and_not_as_a_text(vergelijk: Vergelijk) -> None:
    tekst = '[programma]\nnummer = 2\nnaam = "Q"\n[toelichting.t]\nbij = ["post.x"{}]\ntekst = "T"\n'
    found = vergelijk(programmas__02=(tekst.format(""), tekst.format(', "y", "reserve.r"')))
    (changed,) = found.waarden()
    assert (changed.is_tekst, changed.volgt) == (False, False)
    assert cells(found, "Andere gegevens")[0][-1] == "post.x → post.x; y; reserve.r"


def test_a_text_in_place_of_a_number_is_told_beside_what_it_was(vergelijk: Vergelijk) -> None:
    tekst = '[programma]\nnummer = 2\nnaam = "Q"\n[indicator.i]\nnaam = "I"\ndoel = "d"\nrealisatie.2024 = {}\n'
    found = vergelijk(programmas__02=(tekst.format("7.3"), tekst.format('"7,4*"')))
    (changed,) = found.waarden()
    assert (changed.oud, changed.nieuw, changed.volgt) == (Decimal("7.3"), "7,4*", False)
    assert cells(found, "Andere gegevens")[0][-2:] == ["Realisatie 2024", "7,3 → 7,4*"]


def test_another_place_is_told_by_what_stands_before_it(vergelijk: Vergelijk) -> None:
    start, raad, reserve = (PROGRAMMA.index(text) for text in ("[post.balie]", "[post.raad]", "[reserve."))
    found = vergelijk((PROGRAMMA[start:reserve], PROGRAMMA[raad:reserve] + PROGRAMMA[start:raad]))
    assert cells(found, "Nieuw, vervallen en verplaatst") in (
        [["Balie", "post", "staat nu na Raad"]],
        [["Raad", "post", "staat nu vooraan"]],
    )


def test_a_file_under_another_name_is_the_same_one(dossier: Maak) -> None:
    map_ = dossier(PROGRAMMA)
    oud = Session.open(map_).dossier
    (map_ / P).rename(map_ / "programmas" / "01-nieuw.toml")
    found = compare(oud, Session.open(map_).dossier)
    assert cells(found, "Nieuw, vervallen en verplaatst") == [
        ["Programma 1 Bestuur", "programma", f"het bestand {P} heet nu programmas/01-nieuw.toml"]
    ]
    assert list(found.records()) == []


def test_a_new_programma_is_told_as_a_whole(dossier: Maak) -> None:
    oud = Session.open(dossier(PROGRAMMA))
    ander = PROGRAMMA.replace("nummer = 1", "nummer = 2").replace('"Bestuur"', '"Zorg"')
    nieuw = Session.open(dossier(PROGRAMMA, ander))
    found = with_effect(compare(oud.dossier, nieuw.dossier), oud.cijfers, nieuw.cijfers)
    assert cells(found, "Nieuw, vervallen en verplaatst") == [
        ["Programma 2 Zorg", "programma", "nieuw: met 2 beleidsterreinen, 2 posten, 1 reserve"]
    ]
    assert cells(found, EFFECT)[-1] == [
        "2 Zorg", "Resultaat", "0 → 1.110 (+1.110)", "0 → 1.000 (+1.000)", "0", "0",
    ]  # fmt: skip
    assert "Nieuw: 1 programma." in summary(found)


# --- other values and texts ----------------------------------------------------------------------


def test_other_values_are_told_as_people_write_them(vergelijk: Vergelijk) -> None:
    found = vergelijk(
        ('naam = "Balie"\nbeleidsterrein = "1B"', 'naam = "Loket"\nbeleidsterrein = "1A"\ntaakveld = "0.2"'),
        ("stand.2024", "minimum = 5_000\nstructureel = true\nstand.2024"),
    )
    assert cells(found, "Andere gegevens") == [
        ["post Loket", "Naam", "Balie → Loket"],
        ["post Loket", "Beleidsterrein", "1B Balie → 1A Raad"],
        ["post Loket", "Taakveld", "– → 0.2"],
        ["reserve Spaarpot", "Minimum", "– → € 5.000"],
        ["reserve Spaarpot", "Structureel", "– → ja"],
    ]


@pytest.mark.parametrize(
    ("veld", "waarde", "tekst"),
    [
        (None, None, "–"),
        (None, True, "True"),
        (None, ["a", "b"], "a; b"),
        (Field("n", "tekst of geheel"), "1", '"1"'),
        (Field("n", "tekst of geheel"), 1, "1"),
        (Field("g", "getal"), Decimal("8.0"), "8,0"),
        (Field("j", "ja-nee"), False, "nee"),
        (Field("d", "datum"), date(2027, 1, 31), "2027-01-31"),
        (Field("b", "bedrag"), -125_050, "-€ 1.250,50"),
        (Field("i", "tekst of breuk"), "geen", "geen"),
        (Field("i", "tekst of breuk"), Decimal("-0.015"), "-1,5 %"),
        (Field("i", "breuk"), 1, "100 %"),
        (Field("l", "lijst"), ["a", "b"], "a; b"),
        (Field("p", verwijst="post"), "weg", "weg"),
    ],
)
def test_a_value_reads_as_people_write_it(veld: Field | None, waarde: Waarde | None, tekst: str) -> None:
    assert waardetekst(veld, waarde, Bestand(P, "programma")) == tekst


@pytest.mark.parametrize(
    ("oud", "nieuw", "tekst"),
    [
        (100_000_00, 125_000_00, "100 → 125\n(+25, +25,0 %)"),
        (None, 125_000_00, "– → 125"),
        (125_000_00, None, "125 → –"),
        (None, 0, "– → 0"),
        (0, 125_000_00, "0 → 125\n(+125)"),
        (-5_000_00, 5_000_00, "-5 → 5\n(+10)"),
        (125_000_00, 125_000_00, "125"),
        (1_000_000_00, 1_000_400_00, "1.000 → 1.000\n(+€ 400)"),
        (1_000_000_00, 999_600_00, "1.000 → 1.000\n(-€ 400)"),
    ],
)
def test_an_amount_tells_what_it_was_is_and_the_difference(oud: int | None, nieuw: int | None, tekst: str) -> None:
    assert str(Druk(Weergave()).wijziging(oud, nieuw, procent=True)) == tekst


@pytest.mark.parametrize(
    ("oud", "nieuw", "eenheid", "tekst"),
    [
        (15_400_00, 14_900_00, 1000, "15 → 15\n(-€ 500)"),
        (14_499_00, 15_499_50, 1000, "14 → 15\n(+1)"),
        (14_500_00, 16_400_00, 1000, "15 → 16\n(+€ 1.900)"),
        (1_000_400_00, 1_000_600_49, 1000, "1.000 → 1.001\n(+€ 200)"),
        (1_000_000_00, 1_000_000_49, 1000, "1.000 → 1.000\n(+€ 0,49)"),
        (-400_00, 400_00, 1000, "0 → 0\n(+€ 800)"),
        (15_40, 16_60, 1, "15 → 17\n(+€ 1,20)"),
    ],
)
def test_a_difference_that_rounding_hides_is_in_euros(oud: int, nieuw: int, eenheid: int, tekst: str) -> None:
    assert str(Druk(Weergave(eenheid=eenheid)).wijziging(oud, nieuw)) == tekst


@pytest.mark.parametrize(
    ("oud", "nieuw", "tekst"),
    [
        (-2_633_400_00, -2_776_799_00, "-143"),
        (-3_400_00, 321_319_00, "+325"),
        (15_400_00, 14_900_00, "-1"),
        (1_000_000_00, 1_000_000_49, "+0"),
        (1_000_300_00, 1_000_000_00, "-0"),
        (1_00, 1_00, "0"),
    ],
)
def test_in_a_column_every_difference_is_in_the_unit(oud: int, nieuw: int, tekst: str) -> None:
    assert Druk(Weergave(), kolom=True).verschil(oud, nieuw) == tekst


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), st.sampled_from([1, 1000]))
def test_a_difference_in_the_unit_is_that_of_the_amounts_that_are_printed(oud: int, nieuw: int, eenheid: int) -> None:
    druk = Druk(Weergave(eenheid=eenheid))
    change = druk.verschil(oud, nieuw)
    was, now = (int(druk.bedrag(cents).replace(".", "")) for cents in (oud, nieuw))
    assert "€" in change or int(change.replace(".", "")) == now - was
    assert change.startswith("+") == (nieuw > oud)


@pytest.mark.parametrize(
    ("oud", "nieuw", "tekst"),
    [(3, 2, "-33,3 %"), (-100, -150, "+50,0 %"), (1, 0, "-100,0 %"), (0, 1, ""), (1, -1, ""), (10_000, 10_004, "")],
)
def test_a_percentage_tells_how_much_an_amount_grew(oud: int, nieuw: int, tekst: str) -> None:
    assert percentage(oud, nieuw) == tekst


def test_a_decision_says_in_what_it_counts_by_its_new_status(vergelijk: Vergelijk) -> None:
    kop = '[wijziging]\nnummer = "7"\nnaam = "Nota"\nstatus = "{}"\n\n[mutatie.m]\nprogramma = 1\npost = "raad"\n'
    texts = tuple(kop.format(status) + "lasten.2026 = 30_000\n" for status in ("voorstel", "ontwerp"))
    found = vergelijk(wijzigingen__7=texts)
    assert cells(found, "Andere gegevens") == [
        ["Besluit", "Status", "voorstel → ontwerp"],
        ["Besluit", "Telt daardoor mee in", "niets → begroting"],
    ]
    assert summary(found)[0] == (
        "Het resultaat van Begroting 2026 gaat van € 1.110.000 naar € 1.140.000: € 30.000 nadeliger."
    )


def test_mutations_stand_under_their_programma_and_name_their_post(vergelijk: Vergelijk) -> None:
    kop = '[wijziging]\nnummer = "7"\nnaam = "Nota"\n\n[mutatie.m]\nprogramma = 1\npost = "raad"\nonderwerp = "Meer"\n'
    found = vergelijk(wijzigingen__7=(f"{kop}lasten.2026 = 30_000\n", f"{kop}lasten.2026 = -5_000\n"))
    assert cells(found, "Mutaties") == [
        ["Programma 1 Bestuur", "", ""],
        ["Raad: Meer", "Lasten", "30 → -5 (-35)"],
    ]


def test_what_people_know_by_no_name_is_told_by_what_it_is_about(vergelijk: Vergelijk) -> None:
    kop = '[wijziging]\nnummer = "7"\nnaam = "Nota"\n'
    mutatie = '\n[mutatie.m-1]\nprogramma = 1\npost = "raad"\nonderwerp = "Strooien"\nlasten.2026 = 30_000\n'
    bij = "post.raad.lasten.begroting.2027"
    note = f'\n[notitie.n-20]\nbij = "{bij}"\ntekst = "Nog na te vragen bij beheer, en bij de wethouder {{}}"\n'
    where = ('week."\n', 'week."\n' + note.format("zelf, na het reces, als die er dan weer is"))
    found = vergelijk(where, wijzigingen__7=(kop, kop + mutatie))
    named = "notitie bij Raad, lasten begroting 2027: «Nog na te vragen bij beheer, en bij de wethouder zelf, na…»"
    assert [row[0] for row in cells(found, "Nieuw, vervallen en verplaatst")] == [named, "Raad: Strooien"]
    assert not any(
        word in cell
        for row in cells(found, "Nieuw, vervallen en verplaatst")
        for cell in row[2:]
        for word in (bij, "n-20", "m-1", "raad")
    )
    lines = suggestion(found, [P, "wijzigingen/7.toml"])
    assert lines[1:] == [
        "Notitie bij Raad, lasten begroting 2027: «Nog na te vragen bij beheer,…» nieuw",
        "Mutatie Strooien op Raad nieuw",
    ]


def test_parameters_are_told_as_percentages(dossier: Maak) -> None:
    base = 'formaat = 1\ngemeente = "Proef"\njaar = 2026\nsjabloon = "begroting"\n'
    versions = [f"{base}[index.lonen]\n2026 = {v}\n[parameters]\nomslagrente = {v}\n" for v in ("0.02", "0.0225")]
    oud, nieuw = (Session.open(dossier(PROGRAMMA, begroting=text)).dossier for text in versions)
    assert cells(compare(oud, nieuw), "Andere gegevens") == [
        ["Parameters", "Omslagrente", "2 % → 2,25 %"],
        ["index lonen", "Index 2026", "2 % → 2,25 %"],
    ]


def test_texts_are_compared_word_by_word(vergelijk: Vergelijk) -> None:
    lang = "De raad vergadert elke maand en doet dat in het openbaar, tenzij hij anders besluit."
    found = vergelijk(("De raad vergadert elke week.", lang))
    assert cells(found, "Teksten") == [
        [
            "post Raad",
            "Toelichting",
            "De raad vergadert elke [-week.-] {+maand en doet dat in het openbaar, tenzij hij anders besluit.+}",
        ]
    ]


@pytest.mark.parametrize(
    ("oud", "nieuw", "marks"),
    [
        ("a b c", "a b c", "a b c"),
        ("a b c", "a x c", "a [-b-] {+x+} c"),
        ("a b", "a  b\nc", "a b {+c+}"),
        ("", "nieuw", "{+nieuw+}"),
        ("a\n\nb", "a b", "a [-¶-] b"),
        ("a b", "a\n\nb", "a\nb"),
        ("- een\n- twee", "- een\n- drie\n- twee", "- een\n{+- drie+}\n- twee"),
        ("weg [-zo-]", "weg", "weg [-[-zo-]-]"),
    ],
)
def test_words_that_went_and_came_are_marked(oud: str, nieuw: str, marks: str) -> None:
    assert marked(compare_words(oud, nieuw)) == marks


def test_what_stayed_is_cut_to_the_words_around_a_change() -> None:
    words = [f"w{n}" for n in range(60)]
    found = shortened(compare_words(" ".join(words), " ".join([*words[:30], "x", *words[30:]])))
    assert marked(found) == f"… {' '.join(words[18:30])} {{+x+}} {' '.join(words[30:42])} …"


WOORDEN = st.lists(st.sampled_from(["a", "b", "c", "\n\n", "- d"]), max_size=30).map(" ".join)


@given(WOORDEN, WOORDEN)
def test_what_stayed_and_came_is_the_new_text_and_what_stayed_and_went_the_old_one(oud: str, nieuw: str) -> None:
    found = compare_words(oud, nieuw)
    for text, gone in ((oud, "+"), (nieuw, "-")):
        kept = " ".join(word for stuk in found if stuk.teken != gone for word in stuk.woorden)
        assert kept.split() == reflow(text).split()


def test_a_text_of_a_hundred_thousand_words_takes_no_minutes() -> None:
    rng = random.Random(1)  # noqa: S311
    oud, nieuw = (" ".join(rng.choices("abcdefgh", k=100_000)) for _ in range(2))
    assert {stuk.teken for stuk in compare_words(oud, nieuw)} >= {"-", "+"}


# --- the effect ----------------------------------------------------------------------------------


def test_the_effect_comes_first_with_all_programmas_and_those_that_change(vergelijk: Vergelijk) -> None:
    found = vergelijk(("2026 = 1_000_000", "2026 = 1_250_000"), ("2026 = 40_000", "2026 = 90_000"))
    assert chapters(found)[0].titel == "Effect"
    assert heads(found, EFFECT) == ["Begroting 2026", "MJB 2027", "MJB 2028", "MJB 2029"]
    assert cells(found, EFFECT) == [
        ["Alle programma's", "Saldo", "1.150 → 1.400 (+250)", "1.000", "0", "0"],
        ["Alle programma's", "Mutaties reserves", "-40 → -90 (-50)", "0", "0", "0"],
        ["Alle programma's", "Resultaat", "1.110 → 1.310 (+200)", "1.000", "0", "0"],
        ["1 Bestuur", "Saldo", "1.150 → 1.400 (+250)", "1.000", "0", "0"],
        ["1 Bestuur", "Mutaties reserves", "-40 → -90 (-50)", "0", "0", "0"],
        ["1 Bestuur", "Resultaat", "1.110 → 1.310 (+200)", "1.000", "0", "0"],
    ]
    assert cells(found, "Stand van de reserves per 31 december") == [
        ["Spaarpot", "", "100", "100", "60 → 10 (-50)", "60 → 10 (-50)", "60 → 10 (-50)", "60 → 10 (-50)"]
    ]


def test_a_column_of_the_past_is_told_where_it_changes(vergelijk: Vergelijk) -> None:
    found = vergelijk(("2027 = 1_000_000", "2027 = 1_000_000\nlasten.rekening.2024 = 7_000"))
    assert heads(found, EFFECT)[0] == "Rekening 2024"
    assert summary(found)[0] == "Het resultaat van Begroting 2026 verandert niet; in andere jaren verandert het wel."


def test_signs_and_years_are_those_of_the_newer_dossier(dossier: Maak) -> None:
    base = 'formaat = 1\ngemeente = "Proef"\njaar = {}\nsjabloon = "begroting"\n'
    oud = Session.open(dossier(PROGRAMMA, begroting=base.format(2026)))
    tekens = '[weergave]\neenheid = 1\nlasten = "-"\nbaten = "+"\nsaldo = "baten-lasten"\n'
    nieuw = Session.open(
        dossier(PROGRAMMA.replace("2027 = 1_000_000", "2027 = 999_999"), begroting=base.format(2027) + tekens)
    )
    found = with_effect(compare(oud.dossier, nieuw.dossier), oud.cijfers, nieuw.cijfers)
    assert heads(found, EFFECT)[0] == "Begroting 2027"
    assert cells(found, EFFECT)[2][2] == "-1.000.000 → -999.999 (+1)"
    assert cells(found, "Posten")[1][2] == "-1.000.000 → -999.999 (+1)"
    assert "€ 1 voordeliger" in summary(found)[0]


@given(dossiers())
def test_a_dossier_does_not_differ_from_itself(een: Dossier) -> None:
    found = compare(een, copy.deepcopy(een))
    assert not found
    assert summary(found) == []


# --- choosing ------------------------------------------------------------------------------------


def test_small_differences_are_left_out_and_counted_while_the_effect_stays_whole(vergelijk: Vergelijk) -> None:
    found = vergelijk(("2026 = 1_000_000", "2026 = 1_250_000"), ("= 50_000", "= 74_999.99"), ("elke week", "wekelijks"))
    kept = found.narrow(25_000_00)
    assert cells(kept, "Posten")[1:] == [["Raad", "Lasten", "1.000 → 1.250 (+250, +25,0 %)"]]
    assert cells(kept, "Andere gegevens") == cells(found, "Andere gegevens")
    assert kept.effect == found.effect
    assert summary(kept)[-1] == "Weggelaten: 1 bedrag met een verschil kleiner dan € 25.000."
    assert found.narrow(24_999_99).weggelaten == found.narrow(0).weggelaten == 0


def test_of_a_programma_its_file_and_the_mutations_on_it_are_told(dossier: Maak) -> None:
    ander = PROGRAMMA.replace("nummer = 1", "nummer = 2").replace('"Bestuur"', '"Zorg"')
    mutaties = "".join(f'[mutatie.m{n}]\nprogramma = {n}\npost = "raad"\nlasten.2026 = {{0}}\n' for n in (1, 2))
    besluit = f'[wijziging]\nnummer = "7"\nnaam = "Nota"\nstatus = "{{1}}"\n{mutaties}'
    versions = []
    for amount, status in ((1000, "voorstel"), (2000, "ontwerp")):
        texts = [text.replace("2026 = 1_000_000", f"2026 = {amount}") for text in (PROGRAMMA, ander)]
        versions.append(Session.open(dossier(*texts, wijzigingen__7=besluit.format(amount, status))))
    oud, nieuw = versions
    found = with_effect(compare(oud.dossier, nieuw.dossier), oud.cijfers, nieuw.cijfers)
    only = found.of_programmas([2])
    assert [b.bestand.naam for b in only.bestanden] == ["programmas/02-p.toml", "wijzigingen/7.toml"]
    assert [t.record.sleutel for t in only.records()] == ["raad", "m2"]
    assert {regel.programma for regel in effect_of(only).regels} == {None, 2}
    assert not found.of_programmas([3])
