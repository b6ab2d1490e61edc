"""Documents from the command line: which one is shown, and an old dossier that is moved forward."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from budgetdesk.session import Session
from budgetdesk.session.reading import tables
from budgetdesk.storage.reader import read_dossier
from tests.cli.conftest import SAMPLES, Inhoud, Run
from tests.proef import Maak, begroting, sampled
from tests.tui.piloot import git

OUD = sorted(p.name for p in SAMPLES.iterdir() if "[document." not in (p / "begroting.toml").read_text("utf-8"))
"""The samples that are dossiers of before there were documents."""


def printed(map_: Path) -> list[tuple[str, str, list[str]]]:
    """Return every row of every table of a dossier, as it prints."""
    session = Session.open(map_)
    shown = [t for t in session.tabellen.values() if session.sjabloon.vergelijkt or not t.bij_verschil]
    grids = (grid for t in shown for grid in tables(session.cijfers, t.naam, session.dossier.programmas))
    return [
        (grid.titel, rij.naam, [str(grid.inhoud(r, k)) for k in range(len(grid.koppen))])
        for grid in grids
        for r, rij in enumerate(grid.rijen)
    ]


@pytest.mark.lang
@pytest.mark.parametrize("naam", sampled(OUD, len(OUD)))
def test_moving_a_dossier_forward_moves_no_printed_cell_and_gives_no_finding(
    run: Run, inhoud: Inhoud, tmp_path: Path, naam: str
) -> None:
    map_ = Path(shutil.copytree(SAMPLES / naam, tmp_path / naam, ignore=shutil.ignore_patterns(".*")))
    before, checked, titel = printed(map_), run("check", map_)[:2], Session.open(map_).titel
    code, out, err = run("fmt", map_, "--vooruit")
    session = Session.open(map_)
    assert (code, err) == (0, f"{map_} heeft nu document {session.document}, met zijn teksten en prognoses.\n")
    assert "begroting.toml" in out.split()
    assert printed(map_) == before
    assert session.titel == titel
    assert [re.sub(r"\S+:\d+: ", "", text) for text in [run("check", map_)[1]]] == [
        re.sub(r"\S+:\d+: ", "", checked[1])
    ]
    after = inhoud(map_)
    assert run("fmt", map_, "--vooruit")[::2] == (0, f"{map_} is al vooruit, met document {session.document}.\n")
    assert inhoud(map_) == after


@pytest.mark.lang
def test_the_forecasts_and_texts_of_a_report_go_to_its_files(run: Run, tmp_path: Path) -> None:
    map_ = Path(shutil.copytree(SAMPLES / "leiden-2023-voortgangsrapportage", tmp_path / "vgr"))
    run("fmt", map_, "--vooruit")
    (programma,) = read_dossier(map_).dossier.programmas
    pads = {pad.split(".")[0] for t in programma.records.values() for pad in t.waarden}
    assert not pads & {"status", "toelichting", "tekst"}
    assert "prognose" not in (map_ / programma.naam).read_text("utf-8")
    before = printed(map_)
    assert run("fmt", map_)[0] == 0
    assert printed(map_) == before
    assert run("fmt", map_, "--check")[0] == 0


@pytest.mark.lang
def test_a_forecast_that_was_absent_is_written_down_as_the_nothing_that_it_was(run: Run, dossier: Maak) -> None:
    report = begroting(sjabloon="voortgangsrapportage")
    map_ = dossier('[post.x]\nnaam = "X"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 5_000\n', begroting=report)
    before = printed(map_)
    run("fmt", map_, "--vooruit")
    assert (map_ / "documenten/vgr-1/01-p.toml").read_text("utf-8") == "[post.x]\nlasten.prognose.2026 = 0\n"
    assert printed(map_) == before


def test_forecasts_in_the_wrong_file_are_put_in_that_of_the_document(run: Run, dossier: Maak) -> None:
    head = begroting('[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n')
    post = '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 5_000\nlasten.prognose.2026 = 6_000\n'
    map_ = dossier(post, begroting=head)
    assert run("show", map_, "programmakosten")[0] == 3
    assert run("fmt", map_, "--vooruit")[0] == 0
    assert run("show", map_, "programmakosten")[0] == 0
    assert (map_ / "documenten/vgr-1/01-p.toml").read_text("utf-8") == "[post.x]\nlasten.prognose.2026 = 6_000\n"


def test_moving_forward_is_not_for_looking(run: Run, dossier: Maak) -> None:
    map_ = dossier("", begroting=begroting())
    assert run("fmt", map_, "--vooruit", "--diff")[0] == 2


@pytest.fixture
def jaar(dossier: Maak) -> Path:
    """Return a dossier with a budget and a report that say something else."""
    documents = '[document.begroting]\nsjabloon = "begroting"\n[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n'
    post = '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 5_000\n'
    post += '[beleidsterrein.A]\nnaam = "Aa"\ntoelichting = "Zo begroot."\n'
    said = '[post.x]\nlasten.prognose.2026 = 6_000_000\ntoelichting = "Anders dan {{99/lasten.prognose}}."\n'
    return dossier(post, begroting=begroting(documents), **{"documenten__vgr-1__01-p": said})


def test_show_export_and_uitleg_take_a_document(run: Run, jaar: Path, tmp_path: Path) -> None:
    assert "Zo begroot." in run("show", jaar, "teksten", "--format", "csv")[1]
    assert "6.000" not in run("show", jaar, "programmakosten")[1]
    assert "6.000" in run("show", jaar, "programmakosten", "--document", "vgr-1")[1]
    uitleg = ("uitleg", jaar, "programmakosten", "--rij", "Aa", "--kolom", "Prognose 2026")
    assert "documenten/vgr-1/01-p.toml:2" in run(*uitleg, "--soort", "Lasten", "--document", "vgr-1")[1]
    assert run("export", jaar, tmp_path / "uit.md")[0] == 0
    assert "Zo begroot." in (tmp_path / "uit.md").read_text("utf-8")


def test_a_reference_is_held_to_the_document_whose_text_it_stands_in(run: Run, jaar: Path, tmp_path: Path) -> None:
    assert "BD411" not in run("check", jaar, "--document", "begroting")[1]
    checked = run("check", jaar, "--document", "vgr-1")[1]
    assert "documenten/vgr-1/01-p.toml:3: post.x.toelichting: BD411" in checked
    assert run("export", jaar, tmp_path / "uit.md", "--document", "vgr-1")[0] == 3


@pytest.mark.parametrize(
    "command",
    [
        ("show", "teksten"),
        ("export", "uit.md"),
        ("check",),
        ("uitleg", "teksten", "--rij", "X", "--kolom", "Tekst"),
        ("set", "1/post.x.toelichting=Y"),
        ("add", "1/toelichting", "bij=post.x", "tekst=T"),
        ("index",),
        ("sluit", "1/reserve.r"),
        ("mutatie", "1", "1/post.x.lasten", "2026=5", "--onderwerp", "O", "--nieuw", "N"),
        ("wijziging", "1"),
        ("iv3", "--uit", "iv3.json"),
    ],
    ids=lambda c: c[0],
)
def test_a_document_that_is_not_there_is_refused_with_those_that_are(
    run: Run, inhoud: Inhoud, jaar: Path, command: tuple[str, ...]
) -> None:
    (naam, *rest), before = command, inhoud(jaar)
    assert run(naam, jaar, *rest, "--document", "vgr-2") == (
        2,
        "",
        "onbekend document `vgr-2`; kies uit begroting, vgr-1.\n",
    )
    assert inhoud(jaar) == before


def test_set_and_add_write_to_the_document_that_is_named(run: Run, inhoud: Inhoud, jaar: Path) -> None:
    before, at = inhoud(jaar), ("--document", "vgr-1")
    assert run("set", jaar, "1/post.x.toelichting=Meer werk", "1/post.x.lasten.prognose.2026=7000", *at)[0] == 0
    assert run("add", jaar, "1/toelichting", "bij=post.x", "tekst=Duurder", "--sleutel", "t", *at)[0] == 0
    after = inhoud(jaar)
    assert [naam for naam in after if after[naam] != before.get(naam)] == ["documenten/vgr-1/01-p.toml"]
    assert after["documenten/vgr-1/01-p.toml"].decode() == (
        '[post.x]\nlasten.prognose.2026 = 7_000\ntoelichting = "Meer werk"\n\n'
        '[toelichting.t]\nbij = "post.x"\ntekst = "Duurder"\n'
    )
    assert run("set", jaar, "1/post.x.lasten.begroting.2026=5100", *at)[0] == 0
    assert b"lasten.begroting.2026 = 5_100" in inhoud(jaar)["programmas/01-p.toml"]


def test_the_file_of_a_document_is_made_where_it_is_not_there_yet(run: Run, dossier: Maak) -> None:
    documents = '[document.begroting]\nsjabloon = "begroting"\n[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n'
    map_ = dossier('[post.x]\nnaam = "X"\nbeleidsterrein = "A"\n', begroting=begroting(documents))
    assert run("set", map_, "1/post.x.toelichting=Later", "--document", "vgr-1")[0] == 0
    assert (map_ / "documenten/vgr-1/01-p.toml").read_text("utf-8") == '[post.x]\ntoelichting = "Later"\n'
    assert "Later" not in run("show", map_, "teksten")[1]


def test_the_document_says_which_years_are_indexed_and_closed(run: Run, jaar: Path) -> None:
    with (jaar / "begroting.toml").open("a", encoding="utf-8") as head:
        head.write("[index.prijzen]\n2026 = 0.02\n")
    with (jaar / "programmas/01-p.toml").open("a", encoding="utf-8") as programma:
        programma.write('[reserve.r]\nnaam = "R"\nsoort = "bestemmingsreserve"\n')
    assert run("index", jaar)[1].count("Effect") == 4
    assert run("index", jaar, "--document", "vgr-1")[1].count("Effect") == 1
    assert run("sluit", jaar, "1/reserve.r", "--document", "vgr-1")[1].count("2026") == 1
    assert "2029" in run("sluit", jaar, "1/reserve.r")[1]


def test_the_document_says_how_a_new_decision_counts_and_which_years_it_tells(run: Run, jaar: Path) -> None:
    for nummer, document, telt_mee in (("1", "begroting", "begroting"), ("2", "vgr-1", "wijziging")):
        named = ("--nieuw", "N", "--onderwerp", "O", "--document", document)
        assert run("mutatie", jaar, nummer, "1/post.x.lasten", "2026=5", *named)[0] == 0
        file = jaar / "wijzigingen" / f"{nummer}-n.toml"
        assert f'telt_mee = "{telt_mee}"' in file.read_text("utf-8")
    assert "2029" in run("wijziging", jaar, "1")[1]
    assert "2029" not in run("wijziging", jaar, "1", "--document", "vgr-1")[1]


def test_the_document_says_which_statement_goes_to_cbs(run: Run, jaar: Path, tmp_path: Path) -> None:
    with (jaar / "begroting.toml").open("a", encoding="utf-8") as head:
        head.write('[document.jaarstukken]\nsjabloon = "jaarrekening"\n')
    uit = tmp_path / "iv3.json"
    for document, status in (("begroting", "Begroting"), ("jaarstukken", "Realisatie")):
        assert run("iv3", jaar, "--uit", uit, "--concept", "--document", document)[0] == 0
        assert json.loads(uit.read_text("utf-8"))["metadata"]["status"] == status
    assert "niet uit `voortgangsrapportage`" in run("iv3", jaar, "--uit", uit, "--document", "vgr-1")[2]


def test_set_writes_where_the_address_says(run: Run, jaar: Path) -> None:
    address = "documenten/vgr-1/01-p/post.x.lasten.prognose.2026"
    assert run("set", jaar, f"{address}=7000000")[0] == 0
    assert "7_000_000" in (jaar / "documenten/vgr-1/01-p.toml").read_text("utf-8")
    assert run("set", jaar, "documenten/vgr-1/01-p/post.x.lasten.begroting.2026=7")[0] in {2, 3}


def test_a_difference_is_told_of_the_document_and_its_programma(run: Run, jaar: Path, tmp_path: Path) -> None:
    kopie = Path(shutil.copytree(jaar, tmp_path / "kopie"))
    run("set", kopie, "documenten/vgr-1/01-p/post.x.lasten.prognose.2026=7000000")
    for more in ((), ("--programma", "1")):
        out = run("diff", jaar, kopie, *more)[1]
        assert "Document vgr-1, programma 1" in out
        assert "het document vgr-1" in out
    (kopie / "documenten" / "vgr-1" / "02-q.toml").write_text("", "utf-8")
    assert "Nieuw: 1 bestand van een document." in run("diff", jaar, kopie)[1]


def test_a_document_is_added_and_adopted_as_any_other_table(run: Run, jaar: Path) -> None:
    assert run("add", jaar, "begroting/document", "--sleutel", "vgr-2", "sjabloon=voortgangsrapportage")[0] == 0
    assert run("set", jaar, "begroting/document.begroting.status=vastgesteld")[0] == 0
    assert Session.open(jaar).document == "vgr-1"
    code, _, err = run("add", jaar, "begroting/document", "--sleutel", "vgr-3", "sjabloon=onzin")
    assert (code, "onbekend sjabloon `onzin`" in err) == (2, True)


def test_a_forecast_that_the_document_has_otherwise_is_not_moved_over_it(run: Run, jaar: Path) -> None:
    with (jaar / "programmas" / "01-p.toml").open("a", encoding="utf-8") as programma:
        programma.write("[post.y]\nnaam = 'Y'\nbeleidsterrein = 'A'\nlasten.prognose.2026 = 1\n")
    with (jaar / "documenten" / "vgr-1" / "01-p.toml").open("a", encoding="utf-8") as document:
        document.write("[post.y]\nlasten.prognose.2026 = 2\n")
    head = jaar / "begroting.toml"
    said = '[document.begroting]\nstatus = "vastgesteld"'
    head.write_text(head.read_text("utf-8").replace("[document.begroting]", said), "utf-8")
    code, _, err = run("fmt", jaar, "--vooruit")
    assert (code, "post.y.lasten.prognose.2026: een prognose hoort in het bestand van haar document" in err) == (
        3,
        True,
    )


def test_who_set_a_text_is_told_of_the_open_document(run: Run, jaar: Path) -> None:
    run("set", jaar, "begroting/document.begroting.status=vastgesteld")
    git(jaar, "init", "-q")
    git(jaar, "add", ".")
    git(jaar, "commit", "-qm", "De eerste rapportage")
    assert run("set", jaar, "1/post.x.toelichting=Anders.")[0] == 0
    out = run("wie", jaar, "1/post.x.toelichting")[1]
    assert "documenten/vgr-1/01-p/post.x.toelichting: Anders." in out
    assert "De eerste rapportage" in out


def test_check_looks_at_every_document_that_is_not_adopted(run: Run, jaar: Path) -> None:
    run("add", jaar, "begroting/document", "--sleutel", "vgr-2", "sjabloon=voortgangsrapportage")
    (jaar / "documenten" / "vgr-2").mkdir(parents=True)
    for naam in ("vgr-1", "vgr-2"):
        with (jaar / "documenten" / naam / "01-p.toml").open("a", encoding="utf-8") as file:
            file.write('[toelichting.loos]\nbij = "post.x"\ntekst = "{{post.weg.lasten.2026}}"\n')
    found = run("check", jaar)[1]
    assert [f"documenten/{naam}/01-p.toml" in found for naam in ("vgr-1", "vgr-2")] == [True, True]
    assert found.count("post `weg` bestaat niet") == 2
    assert "documenten/vgr-1" not in run("check", jaar, "--document", "vgr-2")[1]
    run("set", jaar, "begroting/document.vgr-1.status=vastgesteld")
    assert "documenten/vgr-1" not in run("check", jaar)[1]


@pytest.mark.lang
def test_the_exceptions_of_a_report_stand_in_what_leaves(run: Run, jaar: Path, tmp_path: Path) -> None:
    second = (jaar / "programmas/01-p.toml").read_text("utf-8").replace("nummer = 1", "nummer = 2")
    (jaar / "programmas/02-p.toml").write_text(second, "utf-8")
    (jaar / "documenten/vgr-1/01-p.toml").write_text(
        '[post.x]\nlasten.prognose.2026 = 6_000_000\ntoelichting = "Anders."\n', "utf-8"
    )
    report = ("--document", "vgr-1")
    shown = run("show", jaar, "uitzonderingen", *report, "--format", "csv")[1].splitlines()
    assert shown[2] == "X,Lasten,-5.995 N,structureel,Anders."
    uitleg = run("uitleg", jaar, "uitzonderingen", "--rij", "X", "--kolom", "Verschil 2026", *report)[1]
    assert "€ -6.000.000  documenten/vgr-1/01-p.toml:2: post.x.lasten.prognose.2026" in uitleg
    assert run("export", jaar, tmp_path / "uit.md", *report)[0] == 0
    assert "## Belangrijkste afwijkingen" in (tmp_path / "uit.md").read_text("utf-8")
    assert run("export", jaar, tmp_path / "uit.xlsx", *report)[0] == 0
    assert run("export", jaar, tmp_path / "begroting.md")[0] == 0
    assert "Belangrijkste afwijkingen" not in (tmp_path / "begroting.md").read_text("utf-8")


def test_a_forecast_on_a_post_that_is_gone_is_told_with_its_place(run: Run, jaar: Path) -> None:
    (jaar / "documenten/vgr-1/01-p.toml").write_text("[post.weg]\nlasten.prognose.2026 = 6_000\n", "utf-8")
    place = "documenten/vgr-1/01-p.toml:2: post.weg.lasten.prognose.2026: "
    for document in ((), ("--document", "vgr-1")):
        code, out, _ = run("check", jaar, *document)
        assert (code, f"{place}BD220 fout post `weg` is er niet in programmas/01-p.toml." in out) == (1, True)
        code, out, err = run("show", jaar, "uitzonderingen", *document)
        assert (code, out, place in err) == (3, "", True)
