"""Notes: what they hang on, that they follow it, and that nothing locks them."""

from __future__ import annotations

from datetime import date

import pytest

from budgetdesk.errors import Refused
from budgetdesk.model import notities
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.model.edits import RemoveRecord, SetValue
from budgetdesk.model.notities import NoPlace, by_place, written
from budgetdesk.model.plek import Plek, place
from budgetdesk.model.scope import RecordKey
from budgetdesk.model.structuur import StillNeeded, add, delete, rename
from budgetdesk.session import Session
from tests.proef import NAAM, Maak

OP = date(2026, 11, 30)
POST = '[post.raad]\nnaam = "Raad"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 10\n'


def met(dossier: Maak, *bij: str, naast: str = "") -> Session:
    """Return a session on a programma with a post, and a note on each of these."""
    notes = "".join(f"[notitie.n{n}]\nbij = '{text}'\ntekst = \"navragen\"\n" for n, text in enumerate(bij))
    return Session.open(dossier(POST + naast + notes, POST))


def says(open_: Session, n: int = 0) -> str:
    """Return what a note hangs on, as its file has it."""
    record = open_.stored.bestanden[NAAM].record("notitie", f"n{n}")
    return record.tekst("bij") if record else ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("post.raad", Plek(None, RecordKey("post", "raad"))),
        ("12/reserve.wegen", Plek(12, RecordKey("reserve", "wegen"))),
        ("post.raad.lasten.begroting.2027", Plek(None, RecordKey("post", "raad"), "lasten.begroting.2027")),
        ("1/post.raad.lasten.realisatie.2027-1", Plek(1, RecordKey("post", "raad"), "lasten.realisatie.2027-1")),
        ("post.raad.categorie.lasten", Plek(None, RecordKey("post", "raad"), "categorie.lasten")),
        ("post.raad.incidenteel.lasten.2027", Plek(None, RecordKey("post", "raad"), "incidenteel.lasten.2027")),
        ("prestatie.1A1.1", Plek(None, RecordKey("prestatie", "1A1.1"))),
        ("prestatie.1A1.1.naam", Plek(None, RecordKey("prestatie", "1A1.1"), "naam")),
        ('prestatie."1A1.1".naam', Plek(None, RecordKey("prestatie", "1A1.1"), "naam")),
        ('post."x.naam"', Plek(None, RecordKey("post", "x.naam"))),
        ("programma", Plek(None, RecordKey("programma", ""))),
        ("2/programma.missie", Plek(2, RecordKey("programma", ""), "missie")),
        ("titel", Plek(None, RecordKey("", ""), "titel")),
        ("index.lonen.2027", Plek(None, RecordKey("index", "lonen"), "2027")),
        ("iv3.balans.A111.2026", Plek(None, RecordKey("iv3", ""), "balans.A111.2026")),
    ],
)
def test_a_note_names_a_table_or_one_value_as_references_and_addresses_do(text: str, found: Plek) -> None:
    assert Plek.named(text) == found
    assert Plek.named(str(found)) == found


@pytest.mark.parametrize("sleutel", ["a", "1A.1", "a.naam", 'met "q"', "12/x", "a'b", "", "met spatie", "2027"])
@pytest.mark.parametrize("pad", ["", "naam", "lasten.begroting.2027"])
@pytest.mark.parametrize("nummer", [None, 3])
def test_what_is_written_is_read_as_the_same_place(sleutel: str, pad: str, nummer: int | None) -> None:
    plek = Plek(nummer, RecordKey("post", sleutel), pad)
    assert not sleutel or Plek.named(str(plek)) == plek


@pytest.mark.parametrize(
    ("bij", "is_there"),
    [
        ("post.raad", True),
        ("post.raad.baten.mjb.2029", True),
        ("2/post.raad", True),
        ("programma.missie", True),
        ("post.griffie", False),
        ("post.raad.lasten.begrotng.2026", False),
        ("post.raad.lasten.begroting", False),
        ("post.raad.lasten.begroting.26", False),
        ("3/post.raad", False),
        ("post", False),
        ("", False),
        ("onzin.x", False),
        ('post."raad', False),
        ("titel", False),
        ("[/]", False),
    ],
)
def test_a_note_on_nothing_is_found_and_one_on_an_empty_cell_is_not(dossier: Maak, bij: str, is_there: bool) -> None:
    open_ = met(dossier, bij)
    assert [m.code for m in open_.keuring.meldingen if m.code == "BD212"] == ([] if is_there else ["BD212"])
    assert len(list(notities.notities(open_.stored))) == 1


def test_a_note_follows_another_key_of_what_it_hangs_on_in_every_file(dossier: Maak) -> None:
    open_ = Session.open(
        dossier(
            POST
            + '[notitie.n0]\nbij = "post.raad.lasten.begroting.2026"\ntekst = "x"\n[notitie.n1]\nbij = "2/post.raad"\n'
            'tekst = "x"\n',
            POST,
            begroting='[notitie.n0]\nbij = "1/post.raad"\ntekst = "x"\n',
        )
    )
    bestand = open_.stored.bestanden[NAAM]
    open_.do(rename(open_.stored, bestand, "post", "raad", "a.naam"))
    assert says(open_) == "post.a.naam.lasten.begroting.2026"
    assert says(open_, 1) == "2/post.raad"
    shared = open_.stored.begroting.record("notitie", "n0")
    assert shared
    assert shared.tekst("bij") == '1/post."a.naam"'
    assert not [m for m in open_.keuring.meldingen if m.code == "BD212"]
    open_.undo()
    assert says(open_) == "post.raad.lasten.begroting.2026"


def test_what_a_note_hangs_on_goes_with_it_or_not_at_all(dossier: Maak) -> None:
    open_ = met(dossier, "post.raad", "post.raad.naam", naast='[post.ander]\nnaam = "A"\nbeleidsterrein = "1A"\n')
    bestand = open_.stored.bestanden[NAAM]
    with pytest.raises(StillNeeded):
        delete(open_.stored, bestand, "post", "raad")
    open_.do(delete(open_.stored, bestand, "post", "raad", naar="ander"))
    assert (says(open_), says(open_, 1)) == ("post.ander", "post.ander.naam")
    open_.do(delete(open_.stored, bestand, "post", "ander", mee=True))
    assert not open_.stored.bestanden[NAAM].van("notitie")


def test_a_note_is_written_in_the_file_of_what_it_hangs_on_and_called_after_it(dossier: Maak) -> None:
    open_ = met(dossier)
    adres = Adres(NAAM, "post", "raad", "lasten.begroting.2026")
    open_.do(written(open_.dossier, adres, "nog navragen [/]", OP), "notitie")
    (noot,) = by_place(open_.stored)[adres]
    assert (noot.bestand, noot.notitie.sleutel) == (NAAM, "post-raad-lasten-begroting-2026")
    assert noot.notitie.waarden == {"bij": "post.raad.lasten.begroting.2026", "tekst": "nog navragen [/]", "datum": OP}
    open_.do(noot.rewritten("gevraagd", date(2026, 12, 1)))
    assert [n.tekst for n in notities.at(by_place(open_.stored), open_.dossier, adres)] == ["gevraagd"]
    assert noot.rewritten("gevraagd", OP) == []
    open_.do(noot.removed())
    assert not by_place(open_.stored)
    for _ in range(3):
        open_.undo()
    assert not open_.dirty


def test_nothing_to_hang_on_is_refused(dossier: Maak) -> None:
    with pytest.raises(NoPlace):
        written(met(dossier).dossier, Adres(NAAM, "post", "griffie", ""), "x", OP)


def test_a_note_can_be_written_on_what_is_adopted(dossier: Maak) -> None:
    open_ = Session.open(
        dossier(
            POST,
            wijzigingen__a='[wijziging]\nnummer = "1"\nnaam = "W"\nstatus = "vastgesteld"\n'
            '[mutatie.m]\nprogramma = 1\npost = "raad"\nlasten.2026 = 5\n',
            begroting='[document.begroting]\nsjabloon = "begroting"\nstatus = "vastgesteld"\ndatum = 2025-11-01\n',
        )
    )
    mutatie = Adres("wijzigingen/a.toml", "mutatie", "m", "lasten.2026")
    with pytest.raises(Refused):
        open_.do([SetValue(mutatie, 500, 600)])
    open_.do(written(open_.dossier, mutatie, "waarom?", OP))
    missie = Adres(NAAM, "programma", "", "missie")
    with pytest.raises(Refused):
        open_.do([SetValue(missie, None, "anders")])
    open_.do(written(open_.dossier, missie, "volgend jaar anders", OP))
    assert len(list(notities.notities(open_.stored))) == 2


def test_a_note_on_what_a_document_says_stands_with_that(dossier: Maak) -> None:
    two = '[document.begroting]\nsjabloon = "begroting"\n[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n'
    told = '[post.raad]\nlasten.prognose.2026 = 12\n[notitie.x]\nbij = "post.raad.lasten.prognose.2026"\ntekst = "x"\n'
    open_ = Session.open(
        dossier(
            POST + "[notitie.y]\nbij = 'post.raad'\ntekst = 'y'\n", begroting=two, **{"documenten__vgr-1__01-p": told}
        )
    )
    open_.open_document("vgr-1")
    shown = Adres(NAAM, "post", "raad", "lasten.prognose.2026")
    assert [n.tekst for n in notities.at(by_place(open_.dossier), open_.dossier, shown)] == ["x"]
    assert place(open_.dossier, open_.stored.bestanden[NAAM], Plek.named("post.raad")) == Adres(
        NAAM, "post", "raad", ""
    )
    for document in ("begroting", "vgr-1"):
        open_.open_document(document)
        assert [n.notitie.waarden["tekst"] for n in notities.notities(open_.dossier)] == ["y", "x"]
        assert not [m for m in open_.keuring.meldingen if m.code in ("BD212", "BD220")]
        held = open_.dossier.bestanden[NAAM].record("notitie", "y")
        assert held is open_.stored.bestanden[NAAM].record("notitie", "y")


def test_a_mutation_that_a_note_hangs_on_stays_without_amounts(dossier: Maak) -> None:
    from budgetdesk.model.besluiten import Boeking, set_amounts

    open_ = Session.open(
        dossier(
            POST,
            wijzigingen__a='[wijziging]\nnummer = "1"\nnaam = "W"\n'
            '[mutatie.m]\nprogramma = 1\npost = "raad"\nonderwerp = "o"\nlasten.2026 = 5\n',
        )
    )
    bestand, boeking = open_.stored.bestanden["wijzigingen/a.toml"], Boeking(1, ("post", "raad", "lasten"), "o")
    assert any(isinstance(e, RemoveRecord) for e in set_amounts(open_.stored, bestand, boeking, {2026: None}))
    open_.do(written(open_.stored, Adres(bestand.naam, "mutatie", "m", ""), "let op", OP))
    edits = set_amounts(open_.stored, bestand, boeking, {2026: None})
    assert not any(isinstance(e, RemoveRecord) for e in edits)


def test_a_note_takes_its_key_from_what_it_is_on(dossier: Maak) -> None:
    open_ = met(dossier)
    bestand = open_.stored.bestanden[NAAM]
    (edit,) = add(bestand, "notitie", "", bij="post.raad", tekst="x")
    assert getattr(edit, "sleutel", "") == "post-raad"


def test_every_file_but_the_adopted_budget_has_notes_at_its_end() -> None:
    last = {bestand: list(kinds)[-1] for bestand, kinds in SOORTEN.items()}
    assert {bestand for bestand, naam in last.items() if naam == "notitie"} == set(SOORTEN) - {"vastgesteld"}
    assert "notitie" not in SOORTEN["vastgesteld"]
