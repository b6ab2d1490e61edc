"""The documents of a year: each with its own texts and forecasts, over the same figures."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from pathlib import Path

import docx
import pytest

from budgetdesk.engine.mutaties import kredieten
from budgetdesk.engine.structureel import IncidenteleTotalen
from budgetdesk.engine.totalen import Totalen
from budgetdesk.errors import InputError
from budgetdesk.export.suffix import doel_van
from budgetdesk.model import structuur
from budgetdesk.model.adres import Adres
from budgetdesk.model.documenten import UnknownDocument, own_texts, seen_as
from budgetdesk.model.edits import AddRecord
from budgetdesk.model.kinds.programma import Indicator, Prestatie
from budgetdesk.session import Invoer, Session, Veldinvoer
from budgetdesk.session.cells import input_at, set_cells, try_cells
from budgetdesk.session.diff import Diff
from budgetdesk.session.exporting import export
from budgetdesk.session.reading import results_by_column, table
from budgetdesk.tables.begrotingswijziging import begrotingswijziging
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.voorzieningen import voorzieningverlopen
from tests.proef import NAAM, Maak, begroting, sampled, session

DOCUMENTEN = """
[document.begroting]
sjabloon = "begroting"
titel = "Programmabegroting 2026"
status = "vastgesteld"
[document.vgr-1]
sjabloon = "voortgangsrapportage"
[document.vgr-2]
sjabloon = "tweede"
"""
TWEEDE = """
basis = "voortgangsrapportage"
[kolom.eerste]
kop = "Eerste"
fase = "prognose"
jaar = "T"
document = "vgr-1"
voor = "prognose"
"""
PROGRAMMA = """
[doel.A1]
naam = "Doel"
beleidsterrein = "A"
[prestatie."A1.1"]
naam = "Prestatie"
doel = "A1"
toelichting = "Zo is het begroot."
[post.x]
naam = "X"
beleidsterrein = "A"
lasten.begroting.2026 = 2_000
lasten.wijziging.2026 = 500
toelichting = "X kost {{post.x.lasten.2026}}."
"""
VGR_1 = """
[prestatie."A1.1"]
status = "aandacht"
[post.x]
lasten.prognose.2026 = 2_700
toelichting = "X loopt uit op {{post.x.lasten.prognose}}."
"""
VGR_1_X = "[post.x]\nlasten.prognose.2026 = 2_700\n"
FILE = "documenten/vgr-1/01-p.toml"
SECOND = "documenten/vgr-2/01-p.toml"
WEERGAVE = "[weergave]\neenheid = 1\n"


@pytest.fixture
def jaar(dossier: Maak) -> Path:
    return dossier(
        PROGRAMMA,
        begroting=begroting(WEERGAVE + DOCUMENTEN),
        **{"documenten__vgr-1__01-p": VGR_1, "templates__tweede": TWEEDE},
    )


def texts(session: Session) -> list[str]:
    """Return the texts that the open document prints about the only programma."""
    grid = table(session.cijfers, "teksten", session.dossier.programmas[0])
    cells = (grid.inhoud(r, 0) for r, rij in enumerate(grid.rijen) if rij.soort == "Toelichting")
    return [cell for cell in cells if isinstance(cell, str) and cell]


def cell(session: Session, tabel: str, naam: str, kop: str) -> tuple[Grid, int, int]:
    """Return a table and the place of a cell in it, by the beginning of its name and heading."""
    grid = table(session.cijfers, tabel, session.dossier.programmas[0], posten=True)
    rij = next(r for r, rij in enumerate(grid.rijen) if f"{rij.naam} {rij.soort}".startswith(naam))
    return grid, rij, next(k for k, found in enumerate(grid.koppen) if found.tekst.startswith(kop))


def lasten(session: Session, kop: str) -> int | None:
    grid, rij, kolom = cell(session, "programmakosten", "Aa Lasten", kop)
    return grid.cents(rij, kolom)


def type_amount(session: Session, kop: str, cents: int | None) -> None:
    found = input_at(session.dossier, *cell(session, "programmakosten", "Aa Lasten", kop))
    assert isinstance(found, Invoer)
    set_cells(session, [(found, cents)])


def test_the_first_document_that_is_not_adopted_opens_and_of_adopted_ones_the_last(dossier: Maak, jaar: Path) -> None:
    assert Session.open(jaar).document == "vgr-1"
    head = (jaar / "begroting.toml").read_text("utf-8")
    (jaar / "begroting.toml").write_text(head.replace("vgr-1]\n", 'vgr-1]\nstatus = "vastgesteld"\n'), "utf-8")
    assert Session.open(jaar).document == "vgr-2"
    assert Session.open(jaar, document="begroting").titel == "Programmabegroting 2026"
    assert Session.open(dossier(PROGRAMMA, begroting=begroting())).document == ""


def test_an_unknown_document_is_refused_with_those_that_there_are(jaar: Path) -> None:
    with pytest.raises(UnknownDocument, match=r"onbekend document `vgr-3`; kies uit begroting, vgr-1, vgr-2\."):
        Session.open(jaar, document="vgr-3")


def test_each_document_has_its_own_texts_and_its_figures_in_them(jaar: Path) -> None:
    session = Session.open(jaar)
    assert texts(session) == ["X loopt uit op 2.700."]
    assert session.sjabloon.naam == "voortgangsrapportage"
    session.open_document("begroting")
    assert texts(session) == ["Zo is het begroot.", "X kost 2.000."]
    session.open_document("vgr-2")
    assert texts(session) == []


def test_an_absent_forecast_is_the_budget_as_amended(jaar: Path) -> None:
    session = Session.open(jaar, document="vgr-2")
    assert (lasten(session, "Prognose"), lasten(session, "Eerste")) == (2_500_00, 2_700_00)
    session.set_value(Adres(NAAM, "post", "x", "lasten.wijziging.2026"), 700_00)
    assert lasten(session, "Prognose") == 2_700_00
    type_amount(session, "Prognose", 3_000_00)
    assert (lasten(session, "Prognose"), lasten(session, "Eerste")) == (3_000_00, 2_700_00)
    type_amount(session, "Prognose", None)
    assert lasten(session, "Prognose") == 2_700_00


def test_what_is_typed_goes_to_the_file_of_the_document_and_amounts_are_shared(jaar: Path) -> None:
    before = (jaar / NAAM).read_text("utf-8")
    session = Session.open(jaar, document="vgr-2")
    type_amount(session, "Prognose", 3_000_00)
    found = input_at(session.dossier, *cell(session, "teksten", "post X", "Tekst"))
    assert isinstance(found, Veldinvoer)
    session.set_value(found.adres, "Toch duurder.")
    type_amount(session, "Eerste", 2_800_00)
    assert session.is_changed(found.adres)
    session.save()
    said = '[post.x]\nlasten.prognose.2026 = 3_000\ntoelichting = "Toch duurder."\n'
    assert (jaar / SECOND).read_text("utf-8") == said
    assert "lasten.prognose.2026 = 2_800\n" in (jaar / FILE).read_text("utf-8")
    assert (jaar / NAAM).read_text("utf-8") == before
    assert session.plaats(found.adres).bestand == SECOND
    session.undo()
    assert lasten(session, "Eerste") == 2_700_00


def test_the_first_document_writes_in_the_programma_until_it_has_a_forecast_of_its_own(dossier: Maak) -> None:
    report = '[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n'
    map_ = dossier(PROGRAMMA, begroting=begroting(WEERGAVE + report))
    session = Session.open(map_)
    session.set_value(Adres(NAAM, "prestatie", "A1.1", "toelichting"), "Anders.")
    session.save()
    assert not (map_ / "documenten").exists()
    assert texts(session) == ["Anders.", "X kost 2.500."]
    type_amount(session, "Prognose", 3_000_00)
    session.save()
    assert texts(session) == texts(Session.open(map_)) == ["Anders.", "X kost 3.000."]
    assert lasten(Session.open(map_), "Prognose") == 3_000_00


def test_categories_hold_the_forecasts_that_are_the_budget_too(dossier: Maak) -> None:
    parts = """
[post.x]
naam = "X"
beleidsterrein = "A"
categorie.lasten = "3.8"
lasten.begroting.2026 = 2_000
[post.y]
naam = "Y"
beleidsterrein = "A"
categorie.lasten = "3.8"
lasten.begroting.2026 = 70
"""
    report = f'{WEERGAVE}[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n'
    map_ = dossier(parts, begroting=begroting(report), **{"documenten__vgr-1__01-p": VGR_1_X})
    grid, rij, kolom = cell(Session.open(map_), "categorieen", "3.8", "Prognose")
    assert grid.cents(rij, kolom) == 2_770_00


def test_what_is_incidental_and_what_provisions_pay_follow_the_budget_too(dossier: Maak) -> None:
    parts = """
[post.x]
naam = "X"
beleidsterrein = "A"
lasten.begroting.2026 = 2_000
incidenteel.lasten.2026 = 300
[post.y]
naam = "Y"
beleidsterrein = "A"
aard = "incidenteel"
lasten.begroting.2026 = 70
lasten.wijziging.2026 = 5
[voorziening.v]
naam = "V"
stand.2025 = 900
aanwending.begroting.2026 = 50
"""
    report = f'{WEERGAVE}[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n'
    session = Session.open(dossier(parts, begroting=begroting(report)))
    budget = Counter[tuple[str, str, str]]()
    found = IncidenteleTotalen(session.cijfers.cube, ["prognose.2026", "begroting.2026", "wijziging.2026"])
    for term in ("begroting.2026", "wijziging.2026"):
        budget.update(found.delen(NAAM, term))
    expected = {("post", "x", "lasten"): 300_00, ("post", "y", "lasten"): 75_00}
    assert dict(budget) == found.delen(NAAM, "prognose.2026") == expected
    (verloop,) = voorzieningverlopen(session.cijfers, session.dossier.programmas)
    kolom = next(k for k in session.sjabloon.kolommen if k.sleutel == "prognose")
    assert verloop.beweging("aanwending", kolom) == 50_00


def test_what_is_incidental_of_a_forecast_stands_with_its_report(dossier: Maak) -> None:
    report = VGR_1 + "incidenteel.lasten.prognose.2026 = 400\n"
    map_ = dossier(
        PROGRAMMA + "incidenteel.lasten.2026 = 300\n",
        begroting=begroting(WEERGAVE + DOCUMENTEN),
        **{"documenten__vgr-1__01-p": report, "templates__tweede": TWEEDE},
    )
    term = "prognose.2026"
    for document, expected in (("vgr-1", 400_00), ("vgr-2", 300_00)):
        session = Session.open(map_, document=document)
        found = IncidenteleTotalen(session.cijfers.cube, [term, "prognose_vgr-1.2026"])
        assert found.som(NAAM, "lasten", term) == expected
        assert session.cijfers.cube.sums("aard").sides(("incidenteel",))["lasten", term] == expected
    assert found.som(NAAM, "lasten", "prognose_vgr-1.2026") == 400_00
    wrong = report.replace("incidenteel.lasten.prognose.2026", "incidenteel.lasten.2026")
    (map_ / FILE).write_text(wrong, encoding="utf-8")
    with pytest.raises(InputError, match="onbekende fase `2026`"):
        Session.open(map_)


def test_trying_a_forecast_out_begins_no_file(jaar: Path) -> None:
    session = Session.open(jaar, document="vgr-2")
    found = input_at(session.dossier, *cell(session, "programmakosten", "Aa Lasten", "Prognose"))
    assert isinstance(found, Invoer)
    before, after = try_cells(session, [(found, 3_000_00)], results_by_column)
    assert (before[-2:], after[-2:]) == ([2_500_00, 0], [3_000_00, -500_00])
    assert not (jaar / SECOND).exists()
    assert not session.dirty
    assert lasten(session, "Prognose") == 2_500_00


def test_an_explained_amount_is_of_its_document(jaar: Path) -> None:
    session = Session.open(jaar)
    said = {"bij": "post.x", "tekst": "Loonkosten."}
    session.do([AddRecord(NAAM, "toelichting", "t", tuple(said.items()))])
    assert session.dossier.programmas[0].record("toelichting", "t")
    session.save()
    assert '[toelichting.t]\nbij = "post.x"\n' in (jaar / FILE).read_text("utf-8")
    assert not Session.open(jaar, document="begroting").dossier.programmas[0].record("toelichting", "t")


def test_an_explanation_takes_nothing_from_one_of_the_same_name_in_another_document(dossier: Maak) -> None:
    explained = '[toelichting.t]\nbij = "post.x"\nbedrag = 83\naard = "incidenteel"\ntekst = "De begroting."\n'
    map_ = dossier(
        PROGRAMMA + explained,
        begroting=begroting(DOCUMENTEN.partition("[document.vgr-2]")[0] + WEERGAVE),
        **{"documenten__vgr-1__01-p": '[toelichting.t]\nbij = "post.x"\ntekst = "Het rapport."\n' + VGR_1_X},
    )
    session = Session.open(map_)
    said = session.dossier.programmas[0].record("toelichting", "t")
    assert said
    assert said.waarden == {"bij": "post.x", "tekst": "Het rapport."}
    grid = table(session.cijfers, "uitzonderingen", session.dossier.programmas[0])
    assert [grid.cell(r, 0) for r, rij in enumerate(grid.rijen) if rij.soort] == ["", "-200 N"]


def test_what_all_documents_say_of_a_post_goes_along_with_it(jaar: Path) -> None:
    session = Session.open(jaar)
    programma = session.dossier.programmas[0]
    session.do(structuur.rename(session.dossier, programma, "post", "x", "y"))
    assert texts(session) == ["X loopt uit op 2.700."]
    session.open_document("begroting")
    assert texts(session) == ["Zo is het begroot.", "X kost 2.000."]
    session.save()
    assert "[post.y]" in (jaar / FILE).read_text("utf-8")
    session.do(structuur.delete(session.dossier, session.dossier.programmas[0], "post", "y"))
    assert not session.stored.bestanden[FILE].record("post", "y")
    session.undo()
    session.undo()
    session.save()
    assert (jaar / FILE).read_text("utf-8") == VGR_1


def test_a_difference_tells_what_a_document_says_once_and_in_its_file(jaar: Path) -> None:
    session = Session.open(jaar)
    session.set_value(Adres(NAAM, "post", "x", "toelichting"), "Anders.")
    found = Diff.of(Session.open(jaar), session, "schijf", "nu")
    assert [(b.bestand.naam, b.lot) for b in found.vergelijking.bestanden] == [(FILE, "gewijzigd")]


def test_the_document_stays_open_when_the_files_are_read_again(jaar: Path) -> None:
    session = Session.open(jaar, document="vgr-2")
    session.set_value(Adres(NAAM, "post", "x", "toelichting"), "Van mij.")
    (jaar / FILE).write_text(VGR_1.replace("uit op", "uit tot"), "utf-8")
    assert not session.rebase()
    assert (session.document, texts(session)) == ("vgr-2", ["Van mij."])
    session.open_document("vgr-1")
    assert texts(session) == ["X loopt uit tot 2.700."]


def test_removing_the_last_document_by_hand_leaves_the_root_keys(jaar: Path) -> None:
    session = Session.open(jaar)
    begroting_ = session.stored.begroting
    for sleutel in ("vgr-2", "vgr-1", "begroting"):
        session.do(structuur.delete(session.stored, begroting_, "document", sleutel))
    assert (session.document, session.sjabloon.naam) == ("", "begroting")
    session.undo()
    assert session.document == "begroting"


@pytest.mark.parametrize(
    ("kolom", "said"),
    [
        ('document = "vgr-9"', "dit dossier heeft geen document `vgr-9`"),
        ('document = "vgr-1"\nmet = "wijziging"', "`document` kan alleen bij `fase"),
    ],
)
def test_a_column_of_a_document_that_is_not_there_or_of_another_phase_is_refused(
    jaar: Path, kolom: str, said: str
) -> None:
    own = jaar / "templates" / "tweede.toml"
    own.write_text(TWEEDE.replace('document = "vgr-1"', kolom), "utf-8")
    with pytest.raises(InputError, match=said) as refused:
        Session.open(jaar, document="vgr-2")
    assert refused.value.bevindingen[0].plaats.sleutel == "kolom.eerste.document"
    assert Session.open(jaar).document == "vgr-1"


@pytest.mark.lang
@pytest.mark.parametrize("times", sampled([5, 15], 2))
def test_any_amounts_in_any_document_leave_what_a_fresh_look_gives(dossier: Maak, jaar: Path, times: int) -> None:
    besluit = """
[wijziging]
nummer = "2026-01"
naam = "B"
status = "vastgesteld"
telt_mee = "wijziging"
[mutatie.m]
programma = 1
post = "x"
lasten.2026 = 30
"""
    # what an adopted document says stays as it is
    drafts = DOCUMENTEN.replace('status = "vastgesteld"', "")
    dossier(PROGRAMMA, begroting=begroting(WEERGAVE + drafts), wijzigingen__b=besluit)
    rng = random.Random(17)  # noqa: S311 - the same edits every time
    session = Session.open(jaar)
    for _ in range(times):
        session.open_document(rng.choice(("begroting", "vgr-1", "vgr-2")))
        _ = session.totalen
        for _ in range(4):
            of = rng.choice(
                ("begroting", "wijziging", "prognose", *(["prognose_vgr-1"] * (session.document == "vgr-2")))
            )
            pad = f"{rng.choice(('lasten', 'baten'))}.{of}.2026"
            session.set_value(Adres(NAAM, "post", "x", pad), rng.choice((None, 0, 1_00, 7_000_00)))
            if rng.random() < 0.2:
                session.undo()
            kept, fresh = session.cijfers, Totalen(session.dossier, session.sjabloon.ramingen)
            new = Cijfers(session.dossier, fresh, session.sjabloon, session.dossier.weergave)
            programma = session.dossier.programmas[0]
            for tabel in ("programmakosten", "reserves"):
                grids = [table(each, tabel, programma, posten=True) for each in (kept, new)]
                one, other = (
                    [[g.inhoud(r, k) for k in range(len(g.koppen))] for r in range(len(g.rijen))] for g in grids
                )
                assert one == other


@pytest.mark.parametrize(
    ("said", "title", "stand"),
    sampled(
        [
            ("", "Voortgangsrapportage 2026", ""),
            ("keer = 2", "Tweede voortgangsrapportage 2026", ""),
            ('keer = 2\ntitel = "Najaarsnota"\nstatus = "ontwerp"', "Najaarsnota", "Ontwerp"),
            (
                'status = "vastgesteld"\ndatum = 2026-11-12\nbesluit = "RV 26.0101"',
                "Voortgangsrapportage 2026",
                "Vastgesteld op 12-11-2026 (RV 26.0101)",
            ),
        ],
        4,
    ),
)
def test_a_document_prints_which_one_it_is_and_how_far_it_came(
    dossier: Maak, tmp_path: Path, said: str, title: str, stand: str
) -> None:
    head = f'[document.vgr-2]\nsjabloon = "voortgangsrapportage"\n{said}\n'
    session = Session.open(dossier(PROGRAMMA, begroting=begroting(head)))
    assert session.titel == title
    for naam in ("uit.md", "uit.html"):
        export(session, doel_van(naam, tmp_path / naam), session.dossier.programmas)
        text = (tmp_path / naam).read_text("utf-8")
        assert title in text
        assert (stand in text) if stand else ("Vastgesteld" not in text and "Ontwerp" not in text)
    export(session, doel_van("uit.docx", tmp_path / "uit.docx"), session.dossier.programmas)
    paragraphs = [p.text for p in docx.Document(str(tmp_path / "uit.docx")).paragraphs[:3]]
    assert paragraphs[:2] == [title, "Gemeente Proef"]
    assert paragraphs[2] == stand if stand else not paragraphs[2].startswith(("Vastgesteld", "Ontwerp"))


# --- a report that the council received --------------------------------------------------------------

BESLUIT = """
[wijziging]
nummer = "{0}"
naam = "Besluit {0}"
besluit = "RV 26"
datum = {1}
status = "vastgesteld"
telt_mee = "{2}"
[mutatie.x]
programma = 1
post = "x"
lasten.2026 = {3}
"""


@pytest.fixture
def ontvangen(dossier: Maak) -> Path:
    head = begroting(WEERGAVE + DOCUMENTEN.replace("vgr-1]\n", 'vgr-1]\nstatus = "vastgesteld"\ndatum = 2026-06-25\n'))
    return dossier(
        PROGRAMMA,
        begroting=head,
        **{
            "documenten__vgr-1__01-p": VGR_1,
            "templates__tweede": TWEEDE,
            "wijzigingen__1": BESLUIT.format(1, "2026-06-24", "wijziging", 40),
            "wijzigingen__2": BESLUIT.format(2, "2026-06-25", "wijziging", 300),
            "wijzigingen__3": BESLUIT.format(3, "2026-12-17", "wijziging", 7_000),
            "wijzigingen__4": BESLUIT.format(4, "2026-12-17", "begroting", 10),
        },
    )


def test_an_adopted_report_counts_no_decision_of_its_day_or_later_and_an_open_one_all(ontvangen: Path) -> None:
    assert lasten(Session.open(ontvangen, document="vgr-1"), "Begroting 2026 na wijziging") == 2_550_00
    assert lasten(Session.open(ontvangen, document="vgr-2"), "Begroting 2026 na wijziging") == 9_850_00


def test_what_a_report_counts_follows_its_status_while_it_is_open(ontvangen: Path) -> None:
    session = Session.open(ontvangen, document="vgr-1")
    assert lasten(session, "Wijziging") == 540_00
    session.set_value(Adres("begroting.toml", "document", "vgr-1", "datum"), date(2026, 7, 1))
    assert lasten(session, "Wijziging") == 840_00
    session.set_value(Adres("begroting.toml", "document", "vgr-1", "status"), "ontwerp")
    assert lasten(session, "Wijziging") == 7_840_00
    session.undo()
    assert lasten(session, "Wijziging") == 840_00


def test_a_credit_that_was_raised_after_a_report_is_in_it_as_it_was(dossier: Maak) -> None:
    krediet = '[investering.i]\nnaam = "I"\nnut = "economisch"\nbeleidsterrein = "A"\nuitgaven.2026 = 1_000\n'
    head = begroting(WEERGAVE + DOCUMENTEN.replace("vgr-1]\n", 'vgr-1]\nstatus = "vastgesteld"\ndatum = 2026-06-25\n'))
    besluit = BESLUIT.format(1, "2026-07-01", "wijziging", 0).replace('post = "x"', 'investering = "i"')
    map_ = dossier(
        PROGRAMMA + krediet,
        begroting=head,
        wijzigingen__1=besluit.replace("lasten", "uitgaven").replace("= 0", "= 500"),
        templates__tweede=TWEEDE,
    )
    for document, cents in (("vgr-1", 1_000_00), ("vgr-2", 1_500_00)):
        session = Session.open(map_, document=document)
        assert [k.bedrag("uitgaven.2026") for k in kredieten(session.dossier, session.dossier.programmas[0])] == [cents]


def test_a_decision_is_told_beside_all_that_were_taken_before_it_whatever_document_is_open(ontvangen: Path) -> None:
    for document in ("vgr-1", "vgr-2"):
        grid = begrotingswijziging(Session.open(ontvangen, document=document).cijfers, "3")
        post = next(r for r, rij in enumerate(grid.rijen) if rij.naam.startswith("X"))
        assert [grid.cents(post, k) for k in range(3)] == [2_850_00, 7_000_00, 9_850_00]


def test_a_text_of_its_own_is_of_the_documents_that_it_names_and_in_a_programma_of_one() -> None:
    year = """[document.begroting]
sjabloon = "begroting"
[document.vgr-1]
sjabloon = "voortgangsrapportage"
[tekst.voorwoord]
tekst = "Van allen."
[tekst.proces]
bij = ["vgr-1"]
tekst = "Zo ging het."
"""
    slot, anders = '[tekst.slot]\ntekst = "Begroot."\n', '[tekst.slot]\ntekst = "Gemeld."\n'
    stored = session(slot, begroting=year, **{"documenten__vgr-1__01-p": anders}).stored
    found = {}
    for sleutel in ("begroting", "vgr-1"):
        view = seen_as(stored, sleutel)
        found[sleutel] = [t.tekst_ for bestand in (view.begroting, *view.programmas) for t in own_texts(view, bestand)]
    assert found == {"begroting": ["Van allen.", "Begroot."], "vgr-1": ["Van allen.", "Zo ging het.", "Gemeld."]}
    old = session(slot, begroting='[tekst.v]\ntekst = "V"\nbij = ["weg"]\n')
    assert [t.tekst_ for t in own_texts(old.dossier, old.dossier.begroting)] == ["V"]


def test_what_a_document_says_of_an_indicator_grant_or_party_is_its_own() -> None:
    programma = """[doel.A1]
naam = "D"
beleidsterrein = "A"
[prestatie."A1.1"]
naam = "Pee"
doel = "A1"
kop = "Begroot"
[indicator."A1.a"]
naam = "I"
doel = "A1"
toelichting = "Begroot."
[beleidsterrein.A]
naam = "A"
"""
    anders = '[prestatie."A1.1"]\nkop = "Gemeld"\n[indicator."A1.a"]\ntoelichting = "Gemeld."\n'
    year = '[document.begroting]\nsjabloon = "begroting"\n[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n'
    stored = session(programma, begroting=year, **{"documenten__vgr-1__01-p": anders}).stored
    for sleutel, kop in (("begroting", "Begroot"), ("vgr-1", "Gemeld")):
        (bestand,) = seen_as(stored, sleutel).programmas
        assert [bestand.van(Prestatie)[0].kop, bestand.van(Indicator)[0].toelichting] == [kop, f"{kop}."]
