"""Codes that are of nothing become posts: where the file and its way of reading say, and never by a guess."""

from __future__ import annotations

from typing import Any

import pytest

from budgetdesk.errors import LimitExceeded
from budgetdesk.importing import nieuw
from budgetdesk.importing.bron import Cel
from budgetdesk.importing.kolommen import kolommen
from budgetdesk.importing.koppelen import lees
from budgetdesk.importing.voorstel import Keuzes, Voorstel, maak
from budgetdesk.session import Session
from tests import proef
from tests.importing.ledgers import blad, wijze
from tests.proef import Maak

WIJZE = """\
[bron]
formaat = 1
als = "grootboek"
[bedragen]
kant = "teken"
decimaal = ","
[kolom]
code = ["Plaats", "Soort"]
naam = "Naam"
beleidsterrein = "Product"
taakveld = "Taakveld"
categorie = "Categorie"
[jaren]
"2026" = "begroting.2026"
"2027" = "begroting.2027"
[rijen]
groepeer = "kostenplaats"
[nieuw]
beleidsterrein = { "Raad en griffie" = "1A" }
"""
KOP = "Product;Plaats;Naam;Soort;Taakveld;Categorie;2026;2027\n"
RIJEN = """\
Raad en griffie;6001;Griffie;41100;0.1;1.1;100;110
Raad en griffie;6001;Griffie;43000;0.1;3.8;20;0
Raad en griffie;6001;Griffie;83400;0.1;3.7;-5;-6
Dienstverlening;6002;Balie;41100;0.2;1.1;0;30
Dienstverlening;6002;Leges;83400;0.2;3.7;-9;
"""
TERREINEN = '[beleidsterrein.1A]\nnaam = "Bestuur"\n[beleidsterrein.1B]\nnaam = "Dienstverlening"\n'


def voorstel(rows: str = RIJEN, hoe: str = WIJZE, *, session: Session | None = None, los: Any = "maak") -> Voorstel:
    sheet, way = blad(KOP + rows), wijze(hoe)
    for cellen in sheet.cellen.values():
        if (cel := cellen.get(5)) and cel.tekst.startswith("="):
            # a number as a workbook holds it: 0.1 without a format
            cellen[5] = Cel(cel.tekst[1:], "getal")
    boekingen = lees(sheet, kolommen(sheet, way), way, decimaal=None, verborgen=False)
    return maak((session or proef.session(TERREINEN)).dossier, boekingen, way, Keuzes(los=los))


def posten(found: Voorstel) -> dict[str, dict[str, Any]]:
    """Return the new posts by key, amounts in euros."""
    return {
        edit.sleutel: {pad: v // 100 if isinstance(v, int) else v for pad, v in edit.waarden} for edit in found.nieuw
    }


def vragen(found: Voorstel) -> list[str]:
    return [str(vraag) for vraag in found.vragen]


def test_a_kostenplaats_becomes_a_post_under_the_beleidsterrein_that_is_said() -> None:
    found = voorstel()
    assert vragen(found) == []
    assert posten(found) == {
        "griffie": {
            "naam": "Griffie",
            "beleidsterrein": "1A",
            "taakveld": "0.1",
            "categorie.baten": "3.7",
            "grootboek": ["6001"],
            "lasten.begroting.2026": 120,
            "lasten.begroting.2027": 110,
            "baten.begroting.2026": 5,
            "baten.begroting.2027": 6,
        },
        "kostenplaats-6002": {
            "naam": "Kostenplaats 6002",
            "beleidsterrein": "1B",
            "taakveld": "0.2",
            "categorie.lasten": "1.1",
            "categorie.baten": "3.7",
            "grootboek": ["6002"],
            "lasten.begroting.2027": 30,
            "baten.begroting.2026": 9,
        },
    }
    assert found.verteld == ["1 zijde zonder categorie: de rijen hebben er meer dan een."]
    assert [(c.bron, c.straks, c.los) for c in found.controle] == [
        (12000, 12000, 0),
        (1400, 1400, 0),
        (14000, 14000, 0),
        (600, 600, 0),
    ]
    assert (found.rijen_nieuw, found.telling) == (5, (6, 0, 0))


@pytest.mark.parametrize(
    ("groepeer", "expected"),
    [
        (
            "code",
            {
                "griffie": (["6001/41100"], "1.1", 100),
                "griffie-2": (["6001/43000"], "3.8", 20),
                "griffie-3": (["6001/83400"], "3.7", None),
                "balie": (["6002/41100"], "1.1", None),
                "leges": (["6002/83400"], "3.7", None),
            },
        ),
        (
            "kostenplaats+categorie",
            {
                "griffie-salarissen-en-sociale-lasten": (["6001/41100"], "1.1", 100),
                "griffie-overige-goederen-en-diensten": (["6001/43000"], "3.8", 20),
                "griffie-leges-en-andere-rechten": (["6001/83400"], "3.7", None),
                "balie-salarissen-en-sociale-lasten": (["6002/41100"], "1.1", None),
                "leges-leges-en-andere-rechten": (["6002/83400"], "3.7", None),
            },
        ),
        (
            "taakveld+categorie",
            {
                "bestuur-salarissen-en-sociale-lasten": (["6001/41100"], "1.1", 100),
                "bestuur-overige-goederen-en-diensten": (["6001/43000"], "3.8", 20),
                "bestuur-leges-en-andere-rechten": (["6001/83400"], "3.7", None),
                "burgerzaken-salarissen-en-sociale-lasten": (["6002/41100"], "1.1", None),
                "burgerzaken-leges-en-andere-rechten": (["6002/83400"], "3.7", None),
            },
        ),
    ],
)
def test_what_makes_one_post_is_said(groepeer: str, expected: dict[str, tuple[Any, ...]]) -> None:
    found = posten(voorstel(hoe=WIJZE.replace('"kostenplaats"', f'"{groepeer}"')))
    seen = {
        key[:40]: (
            values["grootboek"],
            values.get("categorie.lasten") or values.get("categorie.baten"),
            values.get("lasten.begroting.2026"),
        )
        for key, values in found.items()
    }
    assert seen == {key[:40]: values for key, values in expected.items()}


def test_a_code_that_is_of_something_stays_there_and_the_new_post_lists_the_others() -> None:
    session = proef.session(
        TERREINEN
        + '[post.salaris]\nnaam = "S"\nbeleidsterrein = "1A"\ngrootboek = ["6001/41*"]\n[post.griffie]\nnaam = "G"\n'
        'beleidsterrein = "1A"\n'
    )
    found = voorstel(session=session)
    assert [str(b.adres) for b in found.bedragen] == [
        "post.salaris.lasten.begroting.2026",
        "post.salaris.lasten.begroting.2027",
    ]
    assert posten(found)["griffie-2"]["grootboek"] == ["6001/43000", "6001/83400"]


def test_posts_that_were_made_are_found_again(dossier: Maak) -> None:
    session = Session.open(dossier(TERREINEN))
    session.do(voorstel(session=session).edits)
    assert [p.sleutel for p in session.dossier.programmas[0].van("post")] == ["griffie", "kostenplaats-6002"]
    again = voorstel(session=session, los="vraag")
    assert (again.edits, vragen(again)) == ([], [])


def test_the_way_of_reading_says_what_becomes_of_codes_unless_the_call_does() -> None:
    assert posten(voorstel(hoe=WIJZE.replace("[nieuw]", '[nieuw]\ndoen = "maak"'), los=None)).keys() == {
        "griffie",
        "kostenplaats-6002",
    }
    skip = WIJZE.replace("[nieuw]", '[nieuw]\ndoen = "overslaan"')
    assert (posten(voorstel(hoe=skip, los=None)), vragen(voorstel(hoe=skip, los=None))) == ({}, [])
    assert [v.startswith("5 codes (140) horen bij geen post") for v in vragen(voorstel(los=None))] == [True]


# --- what is asked -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "hoe", "vraag"),
    [
        (
            RIJEN.replace("Dienstverlening", "Burgers"),
            WIJZE,
            (
                'Onder welk beleidsterrein hoort "Burgers" (2 codes)? Zet in import/proef.toml onder [nieuw]'
                ' beleidsterrein = { "Burgers" = "1A" }.'
            ),
        ),
        (
            RIJEN.replace("Dienstverlening", ""),
            WIJZE,
            (
                "Van 2 codes is het beleidsterrein leeg. Zet in import/proef.toml onder [nieuw]"
                ' beleidsterrein = { "" = "1A" }.'
            ),
        ),
        (
            RIJEN,
            WIJZE.replace('"1A"', '"9Z"'),
            (
                '"Raad en griffie" (3 codes) wordt beleidsterrein `9Z`, en dat is er niet, of vaker dan een keer. Noem'
                " in import/proef.toml onder [nieuw] beleidsterrein bijvoorbeeld `1/1A`."
            ),
        ),
        (
            RIJEN + "Dienstverlening;;Los;;0.1;1.1;1;1\n",
            WIJZE,
            (
                "Van 1 rij met bedragen is de code leeg (7). Vul de code in, zet wat een totaal is onder [rijen]"
                " overslaan, of herhaal = true als daar geldt wat erboven staat."
            ),
        ),
        (
            RIJEN + "Dienstverlening;6009;Egalisatie;7;0.10;7.1;1;1\n",
            WIJZE,
            "Wat op taakveld 0.10 staat, is van een reserve: 6009/7. Zet de code bij die reserve onder `grootboek`.",
        ),
        (
            RIJEN + "Dienstverlening;6009;Resultaat;7;0.11;7.1;1;1\n",
            WIJZE,
            'Taakveld 0.11 is het resultaat, en dat wordt berekend. Zet onder [rijen] niet = ["0.11"].',
        ),
        (
            RIJEN + "Dienstverlening;6009;Bestuur;7;=0.1;1.1;1;1\n",
            WIJZE,
            (
                "Cel E7: 0,1 zonder opmaak; is dit 0.1 Bestuur of 0.10 Mutaties reserves? Geef de cel in Excel de"
                " opmaak Tekst of 0,00."
            ),
        ),
        (
            RIJEN.replace("43000;0.1;3.8", "41100;0.1;3.8"),
            WIJZE.replace('"kostenplaats"', '"kostenplaats+categorie"'),
            (
                "1 code zou bij meer dan een nieuwe post horen: 6001/41100. Neem onder [kolom] ook in `code` op wat ze"
                " onderscheidt, zoals de categorie."
            ),
        ),
    ],
)
def test_what_is_not_said_is_asked(rows: str, hoe: str, vraag: str) -> None:
    assert vragen(voorstel(rows, hoe)) == [vraag]


def test_a_number_that_can_be_one_taakveld_only_is_not_asked() -> None:
    assert vragen(voorstel(RIJEN.replace(";0.2;", ";=0.2;"))) == []


def test_a_beleidsterrein_is_named_with_its_programma_where_two_have_its_key() -> None:
    two = proef.session(TERREINEN, TERREINEN.replace("Bestuur", "Anders").replace("Dienstverlening", "Zaken"))
    assert vragen(voorstel(session=two)) == [
        (
            '"Raad en griffie" (3 codes) wordt beleidsterrein `1A`, en dat is er niet, of vaker dan een keer. Noem in'
            " import/proef.toml onder [nieuw] beleidsterrein bijvoorbeeld `1/1A`."
        )
    ]
    by_row = voorstel(
        RIJEN.replace(";Griffie;", ";2 P;"), WIJZE.replace("naam =", 'programma = "Naam"\nnaam ='), session=two
    )
    assert [edit.bestand for edit in by_row.nieuw] == ["programmas/01-p.toml", "programmas/02-p.toml"]
    named = voorstel(hoe=WIJZE.replace('"1A"', '"2/1A"'), session=two)
    assert {edit.bestand: edit.sleutel for edit in named.nieuw} == {
        "programmas/01-p.toml": "kostenplaats-6002",
        "programmas/02-p.toml": "griffie",
    }


def test_more_posts_than_one_file_may_bring_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nieuw, "MEESTE_POSTEN", 1)
    with pytest.raises(LimitExceeded, match="dit worden 2 nieuwe posten; de grens is 1"):
        voorstel()
