"""Links and cross references that lead nowhere in the document that prints them, and columns that no table has."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.checks import kruisverwijzingen
from budgetdesk.document.blokken import Document
from budgetdesk.model.adres import Adres
from budgetdesk.model.edits import SetValue
from budgetdesk.session import Session
from budgetdesk.tables.signed import Cijfers
from tests.proef import Maak, begroting, programma

POST = '[post.x]\nnaam = "X"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 5_000\n[beleidsterrein.1A]\nnaam = "A"\n'
P = "programmas/01-p.toml"


def tekst(missie: str) -> str:
    return programma(POST, kop=f'missie = """{missie}"""\n')


def told(map_: Path, document: str = "") -> list[tuple[str, str, str]]:
    """Return where names lead nowhere, what is said of them and what to do."""
    found = [b for b in Session.open(map_, document=document).keuring.bevindingen if b.code == "BD416"]
    return [(str(b.plaats), b.tekst, b.remedie) for b in found]


def test_a_name_of_nothing_is_told_at_its_text_with_what_is_called_nearly_so(dossier: Maak) -> None:
    assert told(dossier(tekst("[](#kost) [a](#kosten) [](#programma-1/programmakosten)"))) == [
        (f"{P}:4: programma.missie", "`#kost` noemt geen deel of tabel.", "Bedoelt u `#programma-1/kosten`?")
    ]


def test_a_name_of_several_things_is_told_with_their_addresses(dossier: Maak) -> None:
    map_ = dossier(tekst("zie [](#kosten)"), programma(POST.replace("1A", "2A"), 2))
    assert told(map_) == [
        (
            f"{P}:4: programma.missie",
            "`#kosten` kan 2 delen of tabellen zijn.",
            "Kies `#programma-1/kosten` of `#programma-2/kosten`.",
        )
    ]


def test_a_text_that_is_printed_nowhere_leads_nowhere_wrongly(dossier: Maak) -> None:
    assert told(dossier(tekst("x"), begroting=begroting('[tekst.los]\ntekst = "[](#weg)"\n'))) == []


def test_a_name_is_looked_for_in_the_document_that_prints_the_text(dossier: Maak) -> None:
    head = begroting(
        '[document.begroting]\nsjabloon = "begroting"\n[document.vgr]\nsjabloon = "voortgangsrapportage"\n'
        '[document.vgr.deel.eigen]\nkop = "Eigen"\nvooraf = "x"\n'
    )
    map_ = dossier(tekst("zie [](#eigen)"), begroting=head)
    assert told(map_, "vgr") == []
    ((_, sentence, _),) = told(map_, "begroting")
    assert sentence == "`#eigen` noemt in Programmabegroting 2026 geen deel of tabel."


def test_a_fixed_sentence_is_told_where_it_is_declared(dossier: Maak) -> None:
    own = 'basis = "begroting"\ndelen = "begroting"\n[deel.missie]\nvooraf = "zie [](#programma-{nummer}/weg)"\n'
    map_ = dossier(tekst("x"), begroting=begroting(sjabloon="eigen"), templates__eigen=own)
    ((where, sentence, _),) = told(map_)
    assert (where, sentence) == (
        "templates/eigen.toml:4: deel.missie.vooraf",
        "`#programma-1/weg` noemt geen deel of tabel.",
    )
    said = '[document.begroting]\nsjabloon = "begroting"\ndeel.missie.daarna = "zie [](#weg)"\n'
    ((where, *_),) = told(dossier(tekst("x"), begroting=begroting(said)))
    assert where == "begroting.toml:7: document.begroting.deel.missie.daarna"


BESLUIT = """
[wijziging]
naam = "Kaderbrief"
nummer = "2026-01"
status = "ontwerp"
toelichting = "zie [](#toelichting) en [](#programma-1)"

[mutatie.a]
naam = "A"
programma = 1
post = "x"
lasten.2026 = 1_000
"""


def test_the_text_of_a_decision_names_parts_of_its_own_document(dossier: Maak) -> None:
    found = told(dossier(tekst("[](#programma-1) [](#toelichting)"), wijzigingen__a=BESLUIT))
    assert [(where.split()[0], sentence) for where, sentence, _ in found] == [
        (f"{P}:4:", "`#toelichting` noemt geen deel of tabel."),
        ("wijzigingen/a.toml:6:", "`#programma-1` noemt geen deel of tabel."),
    ]


def test_a_fixed_sentence_of_decisions_is_told_once(dossier: Maak) -> None:
    own = 'delen = "begrotingswijziging"\n[deel.toelichting]\nvooraf = "zie [](#weg)"\n'
    second = BESLUIT.replace("2026-01", "2026-02").replace("en [](#programma-1)", "")
    first = BESLUIT.replace("en [](#programma-1)", "")
    map_ = dossier(tekst("x"), wijzigingen__a=first, wijzigingen__b=second, templates__begrotingswijziging=own)
    ((where, sentence, _),) = told(map_)
    assert where == "templates/begrotingswijziging.toml:3: deel.toelichting.vooraf"
    assert sentence == "`#weg` noemt geen deel of tabel."


def test_the_tree_is_built_only_where_something_is_named_and_anew_once_its_shape_is_another(
    dossier: Maak, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Cijfers] = []
    real = kruisverwijzingen._document

    def counted(cijfers: Cijfers) -> Document | None:
        built.append(cijfers)
        return real(cijfers)

    monkeypatch.setattr(kruisverwijzingen, "_document", counted)
    Session.open(dossier(tekst("gewoon"))).keuring.alle  # noqa: B018 - it looks
    assert not built
    session = Session.open(dossier(tekst("[](#missie)")))

    def after(pad: str, value: str | int, record: tuple[str, str] = ("programma", "")) -> int:
        adres = Adres(session.dossier.programmas[0].naam, *record, pad)
        session.do([SetValue(adres, session.dossier.waarde(adres), value)])
        assert not [m for m in session.keuring.alle if m.code == "BD416" and "missie" in m.tekst]
        return len(built)

    assert after("missie", "[](#missie)!") == 1
    assert after("lasten.begroting.2026", 7_000_00, ("post", "x")) == 1
    assert after("missie", "[](#missie) [](#inleiding)") == 2
    assert after("inleiding", "Nieuw.") == 3


def test_a_column_that_no_table_of_a_part_has_is_told_where_it_is_declared(dossier: Maak) -> None:
    part = '[deel.kosten]\nkop = "K"\nkolommen = ["MJB  2027", "begroting 2031"]\n'
    own = 'basis = "begroting"\ndelen = "begroting"\n' + part
    map_ = dossier(tekst("x"), begroting=begroting(sjabloon="eigen"), templates__eigen=own)
    found = [(str(b.plaats), b.tekst) for b in Session.open(map_).keuring.bevindingen if b.code == "BD514"]
    sentence = "deel `kosten`: geen tabel ervan heeft een kolom `begroting 2031`."
    assert found == [("templates/eigen.toml:5: deel.kosten.kolommen", sentence)]


def test_a_column_is_told_in_the_template_where_the_dossier_says_something_else(dossier: Maak) -> None:
    own = 'basis = "begroting"\ndelen = "begroting"\n[deel.kosten]\nkolommen = ["nergens"]\n'
    head = begroting('[document.begroting]\nsjabloon = "eigen"\ndeel.missie.kop = "M"\n', sjabloon="eigen")
    map_ = dossier(tekst("x"), begroting=head, templates__eigen=own)
    found = [str(b.plaats) for b in Session.open(map_).keuring.bevindingen if b.code == "BD514"]
    assert found == ["templates/eigen.toml:4: deel.kosten.kolommen"]


def test_columns_of_the_goal_tree_are_those_it_prints_in(dossier: Maak) -> None:
    part = '[deel.boom]\nin = "programma"\nwat = "tabel:doelenboom"\nkolommen = ["doel", "status", "cijfer"]\n'
    doelen = '[doel.1A1]\nnaam = "D"\nbeleidsterrein = "1A"\n[prestatie."1A1.1"]\nnaam = "P"\ndoel = "1A1"\n'
    own = 'basis = "begroting"\ndelen = "begroting"\n' + part
    map_ = dossier(programma(POST + doelen), begroting=begroting(sjabloon="eigen"), templates__eigen=own)
    found = [b.tekst for b in Session.open(map_).keuring.bevindingen if b.code == "BD514"]
    assert found == ["deel `boom`: geen tabel ervan heeft een kolom `cijfer`."]


def test_what_a_dossier_says_of_a_part_is_told_in_its_own_line(dossier: Maak) -> None:
    said = '[document.begroting]\nsjabloon = "begroting"\ndeel.kosten.kop = "K"\ndeel.kosten.kolommen = ["nergens"]\n'
    found = [str(b.plaats) for b in Session.open(dossier(tekst("x"), begroting=begroting(said))).keuring.bevindingen]
    assert "begroting.toml:8: document.begroting.deel.kosten.kolommen" in found
