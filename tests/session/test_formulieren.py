"""Forms of budget holders: written, filled in, and read back as a difference with what they were made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.drafting.formulier import opstellen
from budgetdesk.errors import Refused
from budgetdesk.export.formulierboek import BLAD, Herkomst, build_formulier
from budgetdesk.importing.bron import Blad, Bron, Cel
from budgetdesk.importing.formulier import GeenFormulier, lees_formulier
from budgetdesk.importing.lezen import lees
from budgetdesk.model.adres import Adres
from budgetdesk.model.edits import Edit, RemoveRecord
from budgetdesk.model.formulieren import stand
from budgetdesk.model.notities import notities
from budgetdesk.session import Session
from budgetdesk.session.formulieren import (
    AnotherDossier,
    Keuzes,
    UnknownHolder,
    Voorstel,
    bewerkingen,
    opgesteld,
    vergelijk,
)
from tests.proef import NAAM, inhoud, programma, session

JAN = "J. Jansen"
DAG = date(2026, 11, 30)
PROGRAMMA = programma("""\
[post.griffie]
naam = "Griffie"
beleidsterrein = "A"
lasten.rekening.2024 = 900
lasten.begroting.2025 = 950
lasten.begroting.2026 = 1_000
lasten.begroting.2027 = 1_100
baten.begroting.2026 = 300
houder = "J. Jansen"

[post.raad]
naam = "Raad"
beleidsterrein = "A"
lasten.begroting.2026 = 50
houder = "P. de Vries"

[post.niemand]
naam = "Niemand"
beleidsterrein = "A"
lasten.begroting.2026 = 7

[investering.hek]
naam = "Hek"
nut = "economisch"
uitgaven.2026 = 20
houder = "J. Jansen"

[subsidie.s]
naam = "Muziek"
bedrag.2026 = 12.50
houder = "J. Jansen"
""")
BESLUIT = "wijzigingen/2026-02.toml"
KOP = """[wijziging]
nummer = "2026-02"
naam = "Najaar"
status = "ontwerp"
telt_mee = "begroting"
[mutatie.m]
programma = 1
post = "griffie"
onderwerp = "Eerder"
lasten.2026 = 25
"""
GRIFFIE = "programmas/01-p/post.griffie.lasten"
BATEN = "programmas/01-p/post.griffie.baten"
HEK = "programmas/01-p/investering.hek.uitgaven"
MUZIEK = "programmas/01-p/subsidie.s.bedrag"


def gelezen(besluit: str = KOP) -> Session:
    """Return a session to look at."""
    return session(PROGRAMMA, **({"wijzigingen__2026-02": besluit} if besluit else {}))


Open = Callable[..., Session]


@pytest.fixture
def geopend(tmp_path: Path) -> Open:
    """Return what opens the dossier anew, on disk, with a decision that says this."""

    def open_(besluit: str = KOP) -> Session:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        for naam, content in inhoud(PROGRAMMA, **{"wijzigingen__2026-02": besluit}).items():
            (folder / naam).parent.mkdir(parents=True, exist_ok=True)
            (folder / naam).write_bytes(content)
        return Session.open(folder)

    return open_


@cache
def _bytes(naam: str, besluit: str, gemeente: str) -> bytes:
    return build_formulier(replace(opgesteld(gelezen(besluit), naam), gemeente=gemeente), Herkomst("proef", "", DAG))


@cache
def _bron(naam: str, besluit: str, gemeente: str) -> Bron:
    return lees("jansen.xlsx", _bytes(naam, besluit, gemeente))


def boek(naam: str = JAN, besluit: str = KOP, gemeente: str = "Proef") -> Bron:
    """Return the form of somebody as it comes back untouched."""
    return deepcopy(_bron(naam, besluit, gemeente))


def blad(bron: Bron) -> Blad:
    return next(sheet for sheet in bron.bladen if sheet.naam == BLAD)


def plek(bron: Bron, regel: str, kolom: str) -> tuple[int, int]:
    """Return where a cell stands, by the keys that the sheet hides."""
    sheet = blad(bron)
    kop = next(rij for rij, cellen in sheet.walk() if any(c.tekst == "budgetdesk-kolommen" for c in cellen.values()))
    column = next(k for k, cel in sheet.cellen[kop].items() if cel.tekst == kolom)
    return next(rij for rij, cellen in sheet.walk() if 1 in cellen and cellen[1].tekst == regel), column


def vul(bron: Bron, cellen: Mapping[tuple[str, str], float | str | Cel | None]) -> Bron:
    """Fill in cells: a number, a text, any cell, or nothing."""
    for (regel, kolom), waarde in cellen.items():
        rij, column = plek(bron, regel, kolom)
        if waarde is None or waarde == "":
            blad(bron).cellen[rij].pop(column, None)
        elif isinstance(waarde, Cel):
            blad(bron).cellen[rij][column] = waarde
        else:
            blad(bron).cellen[rij][column] = Cel(str(waarde), "tekst" if isinstance(waarde, str) else "getal")
    return bron


def voorstel(open_: Session, bron: Bron, besluit: str = "") -> Voorstel:
    return vergelijk(open_, lees_formulier(bron), open_.dossier.bestanden[besluit] if besluit else None)


def neem(open_: Session, bron: Bron, keuzes: Keuzes | None = None, besluit: str = "") -> list[Edit]:
    found = bewerkingen(
        open_, voorstel(open_, bron, besluit), DAG, keuzes, open_.dossier.bestanden[besluit] if besluit else None
    )
    open_.do(found, "formulier")
    return found


def bedrag(open_: Session, soort: str, sleutel: str, pad: str) -> object:
    return open_.dossier.waarde(Adres(NAAM, soort, sleutel, pad))


def test_a_form_shows_what_its_holder_has_and_nothing_else() -> None:
    form = opgesteld(gelezen(), JAN)
    assert [(r.naam, r.zijde) for r in form.regels] == [
        ("Griffie", "Lasten"),
        ("Griffie", "Baten"),
        ("Muziek", "Subsidie"),
        ("Hek", "Uitgaven"),
        ("Hek", "Bijdrage derden"),
    ]
    griffie = form.regels[0].bedragen
    # the budget with what a decision that counts brings: what there is to spend
    assert griffie == {
        "rekening": 90_000, "vorig": 95_000, "2026": 102_500, "2027": 110_000, "2028": None, "2029": None,
    }  # fmt: skip
    with pytest.raises(UnknownHolder, match=r"bedoelt u J\. Jansen"):
        opgesteld(gelezen(), "J Jansen")


def test_a_form_that_nobody_changed_is_an_answer_and_changes_nothing_else(geopend: Open) -> None:
    open_ = geopend()
    assert [regel.is_beantwoord for regel in stand(open_.stored)] == [False, False]
    neem(open_, boek())
    assert [(r.houder, r.aantal, r.is_beantwoord) for r in stand(open_.stored)] == [
        (JAN, 3, True),
        ("P. de Vries", 1, False),
    ]
    assert open_.lacking == {"begroting.toml": 1}
    assert neem(open_, boek()) == []


def test_what_a_holder_changes_is_taken_and_a_second_time_changes_nothing(geopend: Open) -> None:
    open_ = geopend()

    def filled() -> Bron:
        return vul(
            boek(),
            {
                (GRIFFIE, "2026"): 1100,
                (GRIFFIE, "2028"): 5.5,
                (GRIFFIE, "toelichting"): "Nieuwe griffier\nper maart",
                (BATEN, "2026"): None,
                (HEK, "2027"): 30,
                (MUZIEK, "2026"): 13,
            },
        )

    neem(open_, filled())
    # 25 of the 1.100 is of the decision, and stays there
    assert bedrag(open_, "post", "griffie", "lasten.begroting.2026") == 107_500
    assert bedrag(open_, "post", "griffie", "lasten.begroting.2028") == 550
    assert bedrag(open_, "post", "griffie", "baten.begroting.2026") is None
    assert bedrag(open_, "investering", "hek", "uitgaven.2027") == 3000
    assert bedrag(open_, "subsidie", "s", "bedrag.2026") == 1300
    [noot] = notities(open_.stored)
    assert noot.tekst == "Formulier J. Jansen: Nieuwe griffier\nper maart"
    assert noot.notitie.bij == "post.griffie.lasten.begroting.2026"
    assert neem(open_, filled()) == []
    # the next form has the explanation, so that it is asked once
    assert opgesteld(open_, JAN).regels[0].toelichting == "Nieuwe griffier\nper maart"


def test_where_the_dossier_moved_meanwhile_both_are_shown_and_somebody_chooses(geopend: Open) -> None:
    def moved() -> Session:
        open_ = geopend()
        open_.set_value(Adres(NAAM, "post", "griffie", "lasten.begroting.2026"), 111_100)
        open_.set_value(Adres(NAAM, "post", "griffie", "lasten.begroting.2027"), 222_200)
        return open_

    def filled() -> Bron:
        return vul(boek(), {(GRIFFIE, "2026"): 1200, (GRIFFIE, "2028"): 9})

    open_ = moved()
    found = voorstel(open_, filled())
    [botst] = found.met_lot("botst")
    assert (botst.cel.was, botst.cel.ingevuld, botst.nu) == (102_500, 120_000, 113_600)
    assert "Het dossier is gewijzigd sinds dit formulier is geschreven." in found.verteld
    with pytest.raises(Refused, match="kies wie wint"):
        bewerkingen(open_, found, DAG)
    for keuzes, expected in (
        (Keuzes("houder"), 117_500),
        (Keuzes("dossier"), 111_100),
        (Keuzes("dossier", {botst.sleutel: "houder"}), 117_500),
    ):
        open_ = moved()
        neem(open_, filled(), keuzes)
        assert bedrag(open_, "post", "griffie", "lasten.begroting.2026") == expected
        assert bedrag(open_, "post", "griffie", "lasten.begroting.2028") == 900
        # what the holder left alone is the dossier's
        assert bedrag(open_, "post", "griffie", "lasten.begroting.2027") == 222_200


@pytest.mark.parametrize("status", ["ontwerp", "voorstel"])
def test_on_a_decision_changes_become_its_mutations_once_whether_it_counts_or_not(geopend: Open, status: str) -> None:
    besluit = KOP.replace('"ontwerp"', f'"{status}"')
    open_ = geopend(besluit)

    def filled() -> Bron:
        return vul(boek(besluit=besluit), {(GRIFFIE, "2026"): 1200, (BATEN, "2027"): 4, (HEK, "2026"): 21})

    before = bedrag(open_, "post", "griffie", "lasten.begroting.2026")
    if status == "voorstel":
        # the form shows no proposal: what that changes already is a difference to choose about
        with pytest.raises(Refused, match="kies wie wint"):
            neem(open_, filled(), besluit=BESLUIT)
    neem(open_, filled(), Keuzes("houder"), BESLUIT)
    assert bedrag(open_, "post", "griffie", "lasten.begroting.2026") == before
    mutaties = {m.sleutel: dict(m.waarden) for m in open_.dossier.bestanden[BESLUIT].van("mutatie")}
    assert len(mutaties) == 3
    own = [m for m in mutaties.values() if m["onderwerp"] == "Formulier J. Jansen"]
    assert [m.get("lasten.2026") for m in own] == [17_500, None]
    assert [m.get("baten.2027") for m in own] == [400, None]
    assert [m.get("uitgaven.2026") for m in own] == [None, 100]
    assert neem(open_, filled(), besluit=BESLUIT) == []


def zonder_blad(bron: Bron) -> None:
    object.__setattr__(bron, "bladen", tuple(b for b in bron.bladen if b.naam == BLAD))


def vals(bron: Bron) -> None:
    kenmerken = next(b for b in bron.bladen if b.naam != BLAD)
    kenmerken.cellen[6][2] = Cel("P. de Vries")


def zonder_kop(bron: Bron) -> None:
    rij, _ = plek(bron, GRIFFIE, "2026")
    for row in [r for r in blad(bron).cellen if r < rij - 1]:
        del blad(bron).cellen[row]


@pytest.mark.parametrize(
    ("break_", "says"),
    [
        (zonder_blad, "geen formulier"),
        (vals, "gewijzigd of niet compleet"),
        (zonder_kop, "niet te vinden"),
    ],
)
def test_a_file_that_is_no_form_as_it_was_written_is_not_read(break_: Callable[[Bron], None], says: str) -> None:
    bron = boek()
    break_(bron)
    with pytest.raises(GeenFormulier, match=says):
        lees_formulier(bron)


def test_a_form_of_another_dossier_or_year_is_refused() -> None:
    with pytest.raises(AnotherDossier, match="gemeente Elders, niet van Proef"):
        voorstel(gelezen(), boek(gemeente="Elders"))
    later = session(PROGRAMMA, begroting='formaat = 1\ngemeente = "Proef"\njaar = 2027\nsjabloon = "begroting"\n')
    with pytest.raises(AnotherDossier, match="een ouder jaar: begroting 2026, dit dossier is 2027"):
        voorstel(later, boek())


@pytest.mark.parametrize(
    ("cel", "says"),
    [
        ("nog navragen", "'nog navragen' is geen bedrag"),
        ("n.v.t.", "'n.v.t.' is geen bedrag; laat de cel leeg"),
        (12.345, "12,345 gaat verder dan hele centen"),
        (1e15, "te groot"),
        (Cel("#VERW!", "fout"), "#VERW! is een fout uit het rekenblad"),
        (Cel("A1+1", "formule"), "een formule zonder opgeslagen uitkomst"),
        (Cel("2026-01-02", "datum"), "2026-01-02 is een datum"),
        (Cel("WAAR", "waar"), "WAAR is geen bedrag"),
    ],
)
def test_a_cell_that_is_no_amount_stops_all(geopend: Open, cel: float | str | Cel, says: str) -> None:
    open_ = geopend()
    bron = vul(boek(), {(GRIFFIE, "2026"): cel, (GRIFFIE, "2027"): 5})
    found = voorstel(open_, bron)
    assert len(found.fouten) == 1
    assert says in found.fouten[0]
    with pytest.raises(Refused, match=r"^[A-Z]+[0-9]+: "):
        bewerkingen(open_, found, DAG)
    assert not open_.dirty


def test_an_amount_that_stands_as_a_text_is_taken_and_told() -> None:
    found = voorstel(gelezen(), vul(boek(), {(GRIFFIE, "2026"): "€ 1.234,50", (GRIFFIE, "2027"): "12k"}))
    assert [w.cel.ingevuld for w in found.met_lot("nieuw")] == [123_450, 1_200_000]
    assert any('de tekst "€ 1.234,50" is gelezen als 1.234,50 euro' in line for line in found.verteld)


def test_noise_of_a_binary_number_is_rounded_to_the_cent() -> None:
    noise = Cel("1234.5600000000001", "getal")
    [change] = voorstel(gelezen(), vul(boek(), {(GRIFFIE, "2026"): noise})).wijzigingen
    assert change.cel.ingevuld == 123_456


def test_what_was_locked_and_is_changed_is_told_and_not_taken() -> None:
    open_ = gelezen()
    found = voorstel(open_, vul(boek(), {(GRIFFIE, "rekening"): 1, (GRIFFIE, "naam"): "Grifie"}))
    assert found.wijzigingen == []
    assert sum("stond vast en is gewijzigd" in line for line in found.verteld) == 2


def test_rows_may_be_sorted_or_taken_away_and_what_is_added_is_refused() -> None:
    bron = vul(boek(), {(GRIFFIE, "2026"): 1500})
    cellen, (rij, _) = blad(bron).cellen, plek(bron, GRIFFIE, "2026")
    cellen[rij], cellen[rij + 1] = cellen[rij + 1], cellen[rij]
    [change] = voorstel(gelezen(), bron).wijzigingen
    assert (change.cel.regel, change.cel.ingevuld) == (GRIFFIE, 150_000)

    bron = boek()
    rij, kolom = plek(bron, GRIFFIE, "2026")
    blad(bron).cellen[99] = dict(blad(bron).cellen.pop(rij))
    del blad(bron).cellen[99][1]
    found = voorstel(gelezen(), bron)
    assert [line for line in found.verteld if "Weggehaald" in line] == [
        "Weggehaald uit het formulier: Griffie (lasten). Daar verandert niets."
    ]
    assert len(found.fouten) == 1
    assert "rij 99 is toegevoegd en hoort bij geen post" in found.fouten[0]

    bron = boek()
    blad(bron).cellen[99] = dict(blad(bron).cellen[rij])
    assert "rij 99 is een kopie van rij" in voorstel(gelezen(), bron).fouten[0]
    bron = boek()
    for row in blad(bron).cellen.values():
        row.pop(kolom, None)
    assert "kolommen zijn weggehaald: 2026" in voorstel(gelezen(), bron).fouten[0]


def test_a_post_that_left_is_told_and_a_fault_only_where_it_was_changed(geopend: Open) -> None:
    open_ = geopend()
    open_.do([RemoveRecord(NAAM, "subsidie", "s")])
    assert f"Niet meer in het dossier: {MUZIEK}." in voorstel(open_, boek()).verteld
    found = voorstel(open_, vul(boek(), {(MUZIEK, "2026"): 1}))
    assert "staat niet meer in het dossier" in found.fouten[0]


def test_a_second_form_of_one_holder_is_told_and_clashes_where_it_says_otherwise(geopend: Open) -> None:
    open_ = geopend()
    neem(open_, vul(boek(), {(GRIFFIE, "2026"): 1100}))
    other = replace(vul(boek(), {(GRIFFIE, "2026"): 1300}), sha256="ff" * 32)
    found = voorstel(open_, other)
    assert "Van J. Jansen is op 30-11-2026 al een ander formulier gelezen." in found.verteld
    assert len(found.met_lot("botst")) == 1


@pytest.mark.lang
def test_an_explanation_that_is_changed_or_emptied_changes_or_removes_its_note(geopend: Open) -> None:
    open_ = geopend()
    neem(open_, vul(boek(), {(GRIFFIE, "toelichting"): "Eerst", (BATEN, "toelichting"): "Leges"}))
    assert sorted(n.tekst for n in notities(open_.stored)) == [
        "Formulier J. Jansen: Eerst",
        "Formulier J. Jansen: Leges",
    ]
    again = lees("tweede.xlsx", build_formulier(opgesteld(open_, JAN), Herkomst("proef", "", DAG)))
    neem(open_, vul(again, {(GRIFFIE, "toelichting"): "Toen", (BATEN, "toelichting"): None}))
    assert [n.tekst for n in notities(open_.stored)] == ["Formulier J. Jansen: Toen"]


CENTS = st.integers(-(10**15) + 1, 10**15 - 1)


@pytest.mark.lang
@given(st.dictionaries(st.sampled_from(["2026", "2027", "2028", "2029"]), st.none() | CENTS))
def test_whatever_amounts_are_filled_in_are_what_the_next_form_shows(filled: dict[str, int | None]) -> None:
    open_ = gelezen("")
    cells = {(BATEN, k): None if c is None else Cel(f"{c / 100:.2f}", "getal") for k, c in filled.items()}
    found = voorstel(open_, vul(boek(besluit=""), cells))
    for edit in bewerkingen(open_, found, DAG):
        edit.apply(open_.stored)
    shown = next(r for r in opstellen(open_.stored, JAN).regels if r.sleutel == BATEN).bedragen
    assert all((shown[k] or 0) == (c or 0) for k, c in filled.items())
