"""What a ledger report comes to in a dossier: which amounts, with control totals, and what is left."""

from __future__ import annotations

import pytest

from budgetdesk.importing.koppelen import Boekingen
from budgetdesk.importing.plekken import plek
from budgetdesk.importing.voorstel import Keuzes, Voorstel, maak
from budgetdesk.session import Session
from tests import proef
from tests.importing.ledgers import VAN_SOORT, gelezen, wijze

POSTEN = """\
[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
grootboek = ["1"]
lasten.begroting.2026 = 100
baten.begroting.2026 = 7

[post.raad]
naam = "Raad"
beleidsterrein = "1A"
grootboek = ["2", "3/4*"]
lasten.begroting.2026 = 50
lasten.begroting.2027 = 60

[post.los]
naam = "Los"
beleidsterrein = "1A"
lasten.begroting.2026 = 1

[reserve.r]
naam = "R"
soort = "bestemmingsreserve"
grootboek = ["9"]

[voorziening.v]
naam = "V"
grootboek = ["8"]

[investering.i]
naam = "I"
nut = "economisch"
grootboek = ["7"]
"""
WIJZE = (
    '[bron]\nformaat = 1\nals = "grootboek"\n[bedragen]\nkant = "teken"\ndecimaal = ","\n[kolom]\ncode = "Code"\n'
    'naam = "Naam"\n[jaren]\n"2026" = "begroting.2026"\n'
)


def lees(text: str, term: str = "begroting.2026") -> Boekingen:
    return gelezen(f"Code;Naam;2026\n{text}", WIJZE.replace("begroting.2026", term))


def voorstel(
    text: str, *, term: str = "begroting.2026", session: Session | None = None, keuzes: Keuzes | None = None
) -> Voorstel:
    session = session or proef.session(POSTEN)
    return maak(session.dossier, lees(text, term), wijze(WIJZE), keuzes or Keuzes())


def wordt(found: Voorstel) -> dict[str, int | None]:
    """Return what is stored afterwards, in euros, of every value that changes."""
    edits = [bedrag.edit for bedrag in found.bedragen]
    return {str(e.adres): e.nieuw // 100 if isinstance(e.nieuw, int) else None for e in edits}


def controle(found: Voorstel) -> dict[str, tuple[int | None, ...]]:
    return {
        f"{c.kant} {c.term}": tuple(
            v // 100 if v is not None else None for v in (c.bron, c.nu, c.straks, c.los, c.elders)
        )
        for c in found.controle
    }


def test_codes_are_added_up_on_what_they_are_of() -> None:
    found = voorstel("1/41;Griffie;110\n1/83;Leges;-3\n2;Raad;20\n3/41;Raad;31\n")
    assert wordt(found) == {
        "post.griffie.lasten.begroting.2026": 110,
        "post.griffie.baten.begroting.2026": 3,
        "post.raad.lasten.begroting.2026": 51,
    }
    assert controle(found) == {
        "lasten begroting.2026": (161, 151, 162, 0, 1),
        "baten begroting.2026": (3, 7, 3, 0, 0),
    }
    assert (found.dingen, found.gekoppeld, found.telling) == ({"post": 2}, 4, (0, 3, 0))
    assert found.vragen == ()


def test_an_amount_of_a_thing_with_a_code_that_is_not_in_the_file_lapses_in_the_columns_of_the_file() -> None:
    found = voorstel("1;Griffie;100\n")
    assert wordt(found) == {"post.griffie.baten.begroting.2026": None, "post.raad.lasten.begroting.2026": None}
    assert [str(b.adres) for b in found.vervallen] == [*wordt(found)]
    assert controle(found)["lasten begroting.2026"] == (100, 151, 101, 0, 1)
    assert voorstel("1;Griffie;100\n", keuzes=Keuzes(aanvullen=True)).edits == []


def test_a_column_without_any_amount_counts_for_nothing() -> None:
    boekingen = lees("1;Griffie;\n")
    assert [f.zin for f in boekingen.verteld] == ['Kolom "2026" heeft geen enkel bedrag en telt niet mee.']
    assert maak(proef.session(POSTEN).dossier, boekingen, wijze(WIJZE), Keuzes()).edits == []


def test_a_zero_in_the_file_is_a_zero_where_something_stood_and_nothing_where_nothing_did() -> None:
    found = voorstel("1;Griffie;0\n2;Raad;50\n")
    assert wordt(found) == {"post.griffie.lasten.begroting.2026": 0, "post.griffie.baten.begroting.2026": 0}


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (
            "begroting.2026",
            {
                "reserve.r.toevoeging.begroting.2026": 5,
                "voorziening.v.dotatie.begroting.2026": 6,
                "investering.i.uitgaven.2026": 7,
            },
        ),
        (
            "rekening.2025",
            {
                "reserve.r.toevoeging.rekening.2025": 5,
                "voorziening.v.dotatie.rekening.2025": 6,
                "investering.i.besteed.2025": 7,
            },
        ),
    ],
)
def test_reserves_voorzieningen_and_credits_have_their_own_sides(term: str, expected: dict[str, int]) -> None:
    found = voorstel("9;R;5\n8;V;6\n7;I;7\n", term=term, keuzes=Keuzes(aanvullen=True))
    assert wordt(found) == expected
    assert found.dingen == {"reserve": 1, "voorziening": 1, "investering": 1}
    assert controle(found)[f"lasten {term}"][0] == 18
    assert plek("reserve", "baten", "rekening.2025") == "onttrekking.rekening.2025"
    assert plek("voorziening", "baten", "rekening.2025") == "vrijval.rekening.2025"
    assert plek("investering", "baten", "begroting.2026") == "bijdrage.2026"


def test_what_a_thing_has_no_place_for_is_asked() -> None:
    found = voorstel("7;I;-7\n", term="rekening.2025", keuzes=Keuzes(aanvullen=True))
    assert [str(v) for v in found.vragen] == [
        "1/investering.i heeft geen plaats voor baten rekening 2025 (7). Zet de code onder `grootboek` bij iets anders."
    ]


def test_an_amount_that_is_computed_elsewhere_is_taken_off_so_that_the_post_comes_to_what_the_file_says() -> None:
    besluit = (
        '[wijziging]\nnummer = "1"\nnaam = "K"\nstatus = "ontwerp"\ntelt_mee = "begroting"\n'
        '[mutatie.m]\nprogramma = 1\npost = "griffie"\nlasten.2026 = 40\n'
    )
    session = proef.session(POSTEN, wijzigingen__a=besluit)
    found = voorstel("1;Griffie;200\n", session=session, keuzes=Keuzes(aanvullen=True))
    assert wordt(found) == {"post.griffie.lasten.begroting.2026": 160}
    assert controle(found)["lasten begroting.2026"] == (200, 191, 251, 0, 51)
    assert voorstel("1;Griffie;140\n", session=session, keuzes=Keuzes(aanvullen=True)).edits == []


# --- codes that are of nothing -------------------------------------------------------------------


def test_codes_that_are_of_nothing_are_asked_the_largest_first() -> None:
    found = voorstel("1;Griffie;100\n55;Klein;3\n56;Groot;-9\n57;Niets;0\n;Zonder;1\n", keuzes=Keuzes(aanvullen=True))
    assert [str(v) for v in found.vragen] == [
        (
            '3 codes (9) horen bij geen post: 56 "Groot", 55 "Klein", zonder code (rij 6) "Zonder". Koppel ze'
            " (`grootboek` bij een post), of geef --nieuw of --overslaan."
        )
    ]
    assert controle(found)["lasten begroting.2026"] == (104, 151, 151, 4, 51)
    skipped = voorstel("1;Griffie;101\n55;Klein;3\n", keuzes=Keuzes(aanvullen=True, los="overslaan"))
    assert (skipped.vragen, wordt(skipped)) == ((), {"post.griffie.lasten.begroting.2026": 101})


def test_totals_that_do_not_add_up_are_asked() -> None:
    text = "1;Griffie;100\n;Totaal;101\n"
    boekingen = gelezen(f"Code;Naam;2026\n{text}", WIJZE + '[rijen]\noverslaan = ["Totaal*"]\n')
    dossier = proef.session(POSTEN).dossier
    assert [str(v) for v in maak(dossier, boekingen, wijze(WIJZE), Keuzes(aanvullen=True)).vragen] == [
        "Niet alle totaalrijen in de bron kloppen. Kijk de bron na, of neem haar over zoals zij is met --toch."
    ]
    assert maak(dossier, boekingen, wijze(WIJZE), Keuzes(aanvullen=True, toch=True)).vragen == ()


def test_what_was_asked_while_reading_is_asked_still() -> None:
    boekingen = gelezen("Kostenplaats;Kostensoort;Omschrijving;Bedrag 2026\n1;31;X;5\n", VAN_SOORT)
    assert [v.zin for v in maak(proef.session(POSTEN).dossier, boekingen, wijze(WIJZE), Keuzes()).vragen] == [
        '"31" (1 rij) zegt niet welk(e) kant dat is.'
    ]


def test_a_sum_that_is_too_large_is_asked() -> None:
    found = voorstel("1;A;9999999999999\n1/2;B;9999999999999\n", keuzes=Keuzes(aanvullen=True))
    assert [v.zin for v in found.vragen] == [
        "1/post.griffie: lasten begroting 2026 wordt te groot: hoogstens 15 cijfers, de centen meegerekend."
    ]
