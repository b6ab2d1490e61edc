"""Accepting what is found and taking that back: the edits, and what is found after them."""

from __future__ import annotations

import pytest

from budgetdesk.errors import Bevinding
from budgetdesk.model.dossier import Dossier
from budgetdesk.session import Session
from budgetdesk.session.aanvaarden import accept, accepted_at, known_reason, objection, revoke
from tests.proef import Maak, programma

PROGRAMMA = """\
[post."x.y"]
naam = "N"
beleidsterrein = "A"
lasten.begroting.2026 = -1
baten.begroting.2027 = -1
"""
LASTEN, BATEN = '1/post."x.y".lasten.begroting.2026', '1/post."x.y".baten.begroting.2027'


def found(session: Session) -> list[Bevinding]:
    return [b for b in session.keuring.bevindingen if b.code == "BD206"]


def stored(dossier: Dossier) -> dict[str, object] | None:
    record = dossier.bestanden["begroting.toml"].record("aanvaard", "BD206")
    return dict(record.waarden) if record else None


def test_each_finding_is_accepted_at_its_own_place_with_one_reason(dossier: Maak) -> None:
    session = Session.open(dossier(PROGRAMMA))
    lasten, baten = found(session)
    accept(session, lasten, "Stelpost")
    assert stored(session.dossier) == {"reden": "Stelpost", "bij": [LASTEN]}
    assert known_reason(session, baten) == "Stelpost"
    assert found(session) == [baten]
    accept(session, baten, "Stelposten")
    assert stored(session.dossier) == {"reden": "Stelposten", "bij": [LASTEN, BATEN]}
    assert [b.aanvaard for b in session.keuring.aanvaard] == ["Stelposten"] * 2
    assert session.keuring.bevindingen == []
    session.undo()
    session.undo()
    assert (stored(session.dossier), session.dirty) == (None, False)


@pytest.mark.parametrize(
    ("bij", "where", "left"),
    [
        ("", "het hele dossier", None),
        ("bij = ['1']\n", "1", None),
        ("bij = ['1', '1/post.x.y.lasten']\n", "1, 1/post.x.y.lasten", None),
        ("bij = ['1/post.x.y.baten', '1/post.x.y']\n", "1/post.x.y", ["1/post.x.y.baten"]),
    ],
)
def test_taking_back_removes_all_that_accepts_a_finding(
    dossier: Maak, bij: str, where: str, left: list[str] | None
) -> None:
    session = Session.open(dossier(PROGRAMMA, begroting=f"[aanvaard.BD206]\nreden = 'Zo'\n{bij}"))
    lasten = next(b for b in session.keuring.aanvaard if "lasten" in str(b.plaats.sleutel))
    assert accepted_at(session, lasten) == where
    revoke(session, lasten)
    assert stored(session.dossier) == ({"reden": "Zo", "bij": left} if left else None)
    assert "lasten" in found(session)[0].tekst
    session.undo()
    assert found(session) == []


def test_a_table_without_a_reason_gets_one_and_a_place(dossier: Maak) -> None:
    session = Session.open(dossier(PROGRAMMA, begroting="[aanvaard.BD206]\nreden = ''\n"))
    accept(session, found(session)[0], "Zo")
    assert stored(session.dossier) == {"reden": "Zo", "bij": [LASTEN]}


@pytest.mark.parametrize(
    ("kop", "code", "sentence"),
    [
        ("", "BD201", "Een fout is niet te aanvaarden. Kies uit: A."),
        ("[aanvaard.BD999]\nreden = 'x'\n", "BD490", "Een bevinding over [aanvaard] is niet te aanvaarden. Noem"),
    ],
)
def test_what_cannot_be_accepted_says_why(dossier: Maak, kop: str, code: str, sentence: str) -> None:
    text = programma(PROGRAMMA)
    session = Session.open(dossier(text.replace('= "A"', '= "Z"') if code == "BD201" else text, begroting=kop))
    said = {b.code: objection(b) for b in session.keuring.bevindingen}
    assert said[code].startswith(sentence)
    assert said["BD206"] == ""
