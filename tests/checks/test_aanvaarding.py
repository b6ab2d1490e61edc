"""What a dossier accepts: where it holds, what is left, and what is said of an acceptance that makes no sense."""

from __future__ import annotations

import pytest

from budgetdesk.checks.melding import Melding
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING as BESTAND
from budgetdesk.session import Session
from tests.proef import Maak, programma

POST = '[post.{naam}]\nnaam = "N"\nbeleidsterrein = "A"\nlasten.begroting.2026 = -1\nbaten.begroting.2027 = -1\n'
POSTEN = POST.format(naam="x") + POST.format(naam='"x.y"')
EEN = TWEE = POST.format(naam="x")
ALLES = ["1 x.lasten", "1 x.baten", "2 x.lasten", "2 x.baten"]


def aanvaard(code: str, bij: str = "", reden: str = "Stelpost.") -> str:
    return f'[aanvaard.{code}]\nreden = "{reden}"\n' + (f"bij = {bij}\n" if bij else "")


def brief(session: Session) -> list[str]:
    """Return where the negative amounts are that are left: programma, post and side."""
    found = [m.adres for m in session.keuring.alle if m.code == "BD206"]
    return [f"{session.dossier.bestanden[a.bestand].nummer} {a.sleutel}.{a.pad.split('.')[0]}" for a in found]


def about_accepting(session: Session) -> list[Melding]:
    return [m for m in session.keuring.alle if m.code.startswith("BD49")]


@pytest.mark.parametrize(
    ("bij", "left"),
    [
        ("", []),
        ('["1"]', ALLES[2:]),
        ('["programmas/01-p"]', ALLES[2:]),
        ('["programmas/01-p.toml"]', ALLES[2:]),
        ('["2/post.x"]', ALLES[:2]),
        ("['2/post.\"x\"']", ALLES[:2]),
        ('["1/post.x.lasten"]', ALLES[1:]),
        ('["1/post.x.lasten.begroting.2026", "2/post.x.baten"]', ALLES[1:3]),
    ],
)
def test_an_acceptance_holds_where_it_says_and_nowhere_else(dossier: Maak, bij: str, left: list[str]) -> None:
    session = Session.open(dossier(EEN, TWEE, begroting=aanvaard("BD206", bij)))
    assert brief(session) == left
    assert about_accepting(session) == []
    assert session.keuring.aantal == len(session.keuring.bevindingen) == len(left)
    assert [b.aanvaard for b in session.keuring.aanvaard] == ["Stelpost."] * (4 - len(left))


@pytest.mark.parametrize(
    "bij",
    ['["3"]', '["1/post.y"]', '["1/post.x.last"]', '["1/pos"]', '["weg.toml"]', '[""]', '["/"]', '["begroting"]'],
)
def test_what_is_accepted_in_vain_is_found_and_accepts_nothing(dossier: Maak, bij: str) -> None:
    session = Session.open(dossier(EEN, TWEE, begroting=aanvaard("BD206", bij)))
    assert brief(session) == ALLES
    assert [(m.code, str(m.adres)) for m in about_accepting(session)] == [("BD493", "aanvaard.BD206.bij")]


def test_each_address_that_matches_nothing_is_named(dossier: Maak) -> None:
    session = Session.open(dossier(EEN, TWEE, begroting=aanvaard("BD206", '["1", "2/post.y", "weg"]')))
    assert brief(session) == ALLES[2:]
    assert [m.tekst for m in about_accepting(session)] == [
        "`BD206` is aanvaard bij `2/post.y`, maar wordt daar niet gevonden.",
        "`BD206` is aanvaard bij `weg`, maar wordt daar niet gevonden.",
    ]


def test_a_key_with_a_point_is_told_with_or_without_quotes(dossier: Maak) -> None:
    for bij in ("['1/post.\"x.y\"']", '["1/post.x.y"]'):
        session = Session.open(dossier(POSTEN, begroting=aanvaard("BD206", bij)))
        assert brief(session) == ["1 x.lasten", "1 x.baten"]


@pytest.mark.parametrize(
    ("code", "reden", "expected"),
    [
        ("BD999", "Zo.", "BD490"),
        ("alles", "Zo.", "BD490"),
        ("BD201", "Zo.", "BD491"),
        ("BD493", "Zo.", "BD491"),
        ("BD206", "", "BD492"),
        ("BD206", " \\n", "BD492"),
        ("BD404", "Zo.", "BD493"),
    ],
)
def test_an_acceptance_that_makes_no_sense_is_a_finding_and_accepts_nothing(
    dossier: Maak, code: str, reden: str, expected: str
) -> None:
    session = Session.open(dossier(EEN, begroting=aanvaard(code, reden=reden)))
    assert [m.code for m in about_accepting(session)] == [expected]
    assert all(m.tekst.endswith(".") for m in about_accepting(session))
    assert brief(session) == ALLES[:2]
    assert session.keuring.aanvaard == []


def test_an_error_stays_whatever_is_accepted(dossier: Maak) -> None:
    session = Session.open(dossier(programma(EEN).replace('"A"\nlasten', '"Z"\nlasten'), begroting=aanvaard("BD201")))
    assert [b.code for b in session.keuring.bevindingen if b.ernst == "fout"] == ["BD201"]


def test_an_unknown_key_can_be_accepted(dossier: Maak) -> None:
    map_ = dossier(POST.format(naam="x").replace("-1", "1"), begroting=aanvaard("BD120", '["1"]'))
    with (map_ / "programmas" / "01-p.toml").open("a", encoding="utf-8") as file:
        file.write('kleur = "rood"\n')
    session = Session.open(map_)
    assert (session.keuring.bevindingen, session.keuring.gelezen) == ([], [])
    assert [(b.code, b.aanvaard) for b in session.keuring.aanvaard] == [("BD120", "Stelpost.")]


def test_a_finding_of_the_totals_can_be_accepted(dossier: Maak) -> None:
    reserve = '[reserve.r]\nnaam = "R"\nsoort = "bestemmingsreserve"\nstand.2025 = 1\nonttrekking.begroting.2027 = 2\n'
    map_ = dossier('[beleidsterrein.A]\nnaam = "Aa"\n' + reserve, begroting=aanvaard("BD301", '["1/reserve.r"]'))
    assert [b.code for b in Session.open(map_).keuring.bevindingen] == ["BD407"]


def test_accepting_in_the_app_takes_effect_and_is_undone(dossier: Maak) -> None:
    session = Session.open(dossier(EEN, begroting=aanvaard("BD206", '["1/post.x.lasten"]')))
    assert brief(session) == ALLES[1:2]
    adres = Adres(BESTAND, "aanvaard", "BD206", "bij")
    session.set_value(adres, ["1"])
    assert brief(session) == []
    session.undo()
    assert brief(session) == ALLES[1:2]


def test_an_edited_amount_may_leave_an_acceptance_without_a_finding(dossier: Maak) -> None:
    session = Session.open(dossier(EEN, begroting=aanvaard("BD206", '["1/post.x.baten"]')))
    assert about_accepting(session) == []
    (naam,) = [b.naam for b in session.dossier.programmas]
    session.set_value(Adres(naam, "post", "x", "baten.begroting.2027"), 5)
    assert [m.code for m in about_accepting(session)] == ["BD493"]


def test_a_place_is_found_on_its_line(dossier: Maak) -> None:
    session = Session.open(dossier(EEN, begroting=aanvaard("BD206", '["1"]')))
    assert [(b.plaats.bestand, b.plaats.regel) for b in session.keuring.aanvaard] == [
        ("programmas/01-p.toml", 9),
        ("programmas/01-p.toml", 10),
    ]
