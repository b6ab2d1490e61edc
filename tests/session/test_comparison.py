"""Beside a commit, exactly what differs differs: cell by cell, row by row, and in the list of everything."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.diff.change import AmountChange, TableCell
from budgetdesk.errors import BudgetdeskError, InputError, UsageError
from budgetdesk.model import structuur
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from budgetdesk.session.comparison import HEAD, Naast, Referentie, reden
from budgetdesk.session.diff import Diff
from budgetdesk.session.reading import card, table
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.registry import TABELLEN
from tests.conftest import BEGROTING
from tests.proef import programma
from tests.repository import git

VOORBEELDSTAD = Path(__file__).parents[2] / "sample_budgets" / "voorbeeldstad-2027"

PROGRAMMA = programma(
    """\
[beleidsterrein.1A]
naam = "Raad"
toelichting = "De raad vergadert."

[beleidsterrein.1B]
naam = "College"

[post.raad]
naam = "Raad"
beleidsterrein = "1A"
lasten.begroting.2026 = 100_000
lasten.begroting.2027 = 100_000

[post.college]
naam = "College"
beleidsterrein = "1B"
lasten.begroting.2026 = 50_000
baten.begroting.2026 = 1_000

[post.voorlichting]
naam = "Voorlichting"
beleidsterrein = "1B"
lasten.begroting.2026 = 7_000
""",
    naam="Bestuur",
)

BEGROTING_2026, MJB_2027 = 2, 3
"""Columns of the programme table."""

Paar = tuple[Session, Referentie, Bestand]


@pytest.fixture
def paar(dossier: Callable[..., Path]) -> Paar:
    """Return a dossier, the same one as a reference, and its programma."""
    pad = dossier(PROGRAMMA)
    session = Session.open(pad)
    return session, Referentie(HEAD, "abc", Session.open(pad, read_only=True)), session.dossier.programmas[0]


def beside(paar: Paar, tabel: str = "programmakosten") -> tuple[Grid, Naast]:
    session, referentie, bestand = paar
    grid = table(session.cijfers, tabel, bestand, posten=True)
    return grid, referentie.beside(grid, tabel, bestand)


def differing(paar: Paar, tabel: str = "programmakosten") -> set[tuple[str, str, int]]:
    grid, naast = beside(paar, tabel)
    cells = ((i, k) for i in range(len(grid.rijen)) for k in range(len(grid.koppen)))
    return {(grid.rijen[i].naam, grid.rijen[i].soort, k) for i, k in cells if naast.differs(i, k)}


def new(paar: Paar, tabel: str = "programmakosten") -> list[tuple[str, str]]:
    grid, naast = beside(paar, tabel)
    return [(rij.naam, rij.soort) for i, rij in enumerate(grid.rijen) if naast.is_new(i)]


def set_euros(paar: Paar, sleutel: str, pad: str, cents: int | None) -> None:
    session, _, bestand = paar
    session.set_value(Adres(bestand.naam, "post", sleutel, pad), cents)


# --- cells -----------------------------------------------------------------------------------


@pytest.mark.lang
def test_a_dossier_beside_itself_differs_nowhere() -> None:
    session = Session.open(VOORBEELDSTAD)
    referentie = Referentie(HEAD, "abc", Session.open(VOORBEELDSTAD, read_only=True))
    for bestand in session.dossier.programmas[:1]:
        for tabel in TABELLEN:
            assert not differing((session, referentie, bestand), tabel), tabel
            assert not new((session, referentie, bestand), tabel), tabel
            assert not beside((session, referentie, bestand), tabel)[1].changed_rows(), tabel


def test_a_cent_shows_in_the_post_and_in_every_sum_it_feeds(paar: Paar) -> None:
    set_euros(paar, "college", "lasten.begroting.2026", 50_000_01)
    assert differing(paar) == {
        (naam, soort, BEGROTING_2026)
        for naam, soort in (
            ("College", "Lasten"),
            ("College", "Saldo"),
            ("Programma", "Lasten"),
            ("Programma", "Saldo van baten en lasten"),
            ("Resultaat", ""),
        )
    }
    assert not new(paar)


def test_what_a_cell_was_is_told_to_the_cent_with_its_printed_sign(paar: Paar) -> None:
    set_euros(paar, "college", "baten.begroting.2026", 3_000_00)
    grid, naast = beside(paar)
    row = next(i for i, rij in enumerate(grid.rijen) if rij.scope == Scope("post", "college") and rij.kant == "baten")
    assert (naast.was(row, BEGROTING_2026), grid.cents(row, BEGROTING_2026)) == (-1_000_00, -3_000_00)


def test_a_text_differs_where_it_is_shown(paar: Paar) -> None:
    session, _, bestand = paar
    session.set_value(Adres(bestand.naam, "beleidsterrein", "1A", "toelichting"), "De raad beslist.")
    assert differing(paar, "teksten") == {("1A Raad", "Toelichting", 0)}
    assert not differing(paar)


def test_a_column_that_was_not_there_is_not_compared(paar: Paar) -> None:
    session, referentie, bestand = paar
    session.set_value(Adres("begroting.toml", "", "", "jaar"), 2027)
    grid, naast = beside(paar)
    assert not any(naast.differs(row, len(grid.koppen) - 1) for row in range(len(grid.rijen)))
    assert referentie.session.dossier.jaar == 2026
    assert bestand.nummer == 1


@pytest.fixture(scope="module")
def getypt(tmp_path_factory: pytest.TempPathFactory) -> Paar:
    """Return a pair to type in, whatever is taken back afterwards."""
    map_ = tmp_path_factory.mktemp("getypt")
    (map_ / "programmas").mkdir()
    (map_ / "programmas" / "01-p.toml").write_text(PROGRAMMA)
    (map_ / "begroting.toml").write_text(BEGROTING)
    session = Session.open(map_)
    return session, Referentie(HEAD, "abc", Session.open(map_, read_only=True)), session.dossier.programmas[0]


@pytest.mark.lang
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["raad", "college", "voorlichting"]),
            st.sampled_from(["lasten", "baten"]),
            st.integers(2024, 2029),
            st.sampled_from([None, 0, 1, 7_000_00, 50_000_00]),
        )
    )
)
def test_exactly_the_cells_that_hold_something_else_differ(
    getypt: Paar, typed: list[tuple[str, str, int, int | None]]
) -> None:
    session, referentie, bestand = getypt
    for sleutel, kant, jaar, cents in typed:
        set_euros(getypt, sleutel, f"{kant}.begroting.{jaar}", cents)
    now = table(session.cijfers, "programmakosten", bestand, posten=True)
    was = table(referentie.session.cijfers, "programmakosten", referentie.session.dossier.programmas[0], posten=True)
    cells = [(i, k) for i in range(len(now.rijen)) for k in range(len(now.koppen))]
    rijen = [(rij.naam, rij.soort) for rij in now.rijen]
    assert differing(getypt) == {(*rijen[i], k) for i, k in cells if now.inhoud(i, k) != was.inhoud(i, k)}
    while session.undo():
        pass
    assert not differing(getypt)


# --- rows ------------------------------------------------------------------------------------


def test_a_new_post_is_a_new_row_and_differs_where_it_holds_something(paar: Paar) -> None:
    session, _, bestand = paar
    session.do(structuur.add(bestand, "post", "Griffie", ouder="1B", sleutel="griffie"))
    set_euros(paar, "griffie", "lasten.begroting.2026", 100)
    assert new(paar) == [("Griffie", "Lasten"), ("Griffie", "Baten")]
    assert {cell for cell in differing(paar) if cell[0] == "Griffie"} == {("Griffie", "Lasten", BEGROTING_2026)}


def test_another_name_key_or_place_makes_no_new_row(paar: Paar) -> None:
    session, _, bestand = paar
    session.set_value(Adres(bestand.naam, "post", "college", "naam"), "Burgemeester en wethouders")
    session.do(structuur.rename(session.dossier, bestand, "post", "college", "bw"))
    session.do(structuur.move(bestand, "post", "bw", 1))
    assert not new(paar)
    assert not differing(paar)


def test_a_post_that_was_edited_in_the_rows_of_its_beleidsterrein_is_not_new(paar: Paar) -> None:
    session, _, bestand = paar
    session.do(structuur.add(bestand, "post", "Griffie", ouder="1A", sleutel="griffie"))
    assert new(paar) == [("Griffie", "Lasten"), ("Griffie", "Baten")]
    assert not differing(paar)


def test_a_new_programma_is_new_row_by_row(paar: Paar) -> None:
    session, referentie, _ = paar
    other = Bestand("programmas/02-zorg.toml", "programma", session.dossier.programmas[0].records)
    grid = table(session.cijfers, "programmakosten", session.dossier.programmas[0])
    referentie.session.dossier.bestanden.pop("programmas/01-p.toml")
    naast = referentie.beside(grid, "programmakosten", other)
    assert all(naast.is_new(row) for row in range(len(grid.rijen)))
    assert naast.differs(0, BEGROTING_2026)


def test_of_what_changed_the_headings_and_sums_are_shown_too(paar: Paar) -> None:
    assert beside(paar)[1].changed_rows() == set()
    set_euros(paar, "college", "lasten.begroting.2026", 49_000_00)
    set_euros(paar, "voorlichting", "lasten.begroting.2026", 8_000_00)
    grid, naast = beside(paar)
    shown = [(grid.rijen[i].naam, grid.rijen[i].soort) for i in sorted(naast.changed_rows())]
    # together they leave every sum as it was
    assert shown == [
        ("College", "Lasten"),
        ("College", "Saldo"),
        ("College", "Lasten"),
        ("Voorlichting", "Lasten"),
        ("Programma", "Lasten"),
        ("Programma", "Saldo van baten en lasten"),
        ("Resultaat", ""),
    ]


def test_the_card_of_a_thing_is_compared_too(paar: Paar) -> None:
    session, referentie, bestand = paar
    set_euros(paar, "raad", "lasten.begroting.2027", None)
    kaart = bestand.records["post", "raad"]
    grid = card(session.cijfers, bestand, kaart)
    naast = referentie.beside(grid, "programmakosten", bestand, kaart)
    assert [grid.rijen[i].naam for i in range(len(grid.rijen)) if naast.differs(i, 0)] == ["Lasten begroting 2027"]


# --- everything ------------------------------------------------------------------------------


def test_the_whole_difference_lists_unsaved_edits_with_where_they_are(paar: Paar) -> None:
    session, referentie, bestand = paar
    assert not Diff.since(referentie, session)
    set_euros(paar, "college", "lasten.begroting.2026", 60_000_00)
    found = Diff.since(referentie, session)
    lines = [(r.naam, r.soort, r.wijziging, r.verschil) for r in found.lines() if r.niveau == 4]
    assert ("College", "Lasten", "50 → 60", "+10, +20,0 %") in lines
    adres = Adres(bestand.naam, "post", "college", "lasten.begroting.2026")
    assert [r.naam for r in found.lines() if r.place == adres] == ["College"]
    assert "60<br>(+10," in found.printed("markdown")
    assert "nog niet is opgeslagen" in found.printed("markdown")


@pytest.mark.parametrize(
    ("oud", "nieuw", "kort"),
    [
        ("De raad vergadert.", "De raad beslist.", "De raad [-vergadert.-] {+beslist.+}"),
        ("De raad van de gemeente vergadert.", "De raad van de gemeente beslist.", "… [-vergadert.-] {+beslist.+}"),
        ("Wat {+ hier staat\nstond er al", "Wat {+ hier staat\nstond er niet", "… [-al-] {+niet+}"),
        (
            "Een alinea die zo lang is\ndat hij breekt.",
            "Een alinea die zo lang\nis dat hij breekt.",
            "(alleen de regel",
        ),
        ("Een alinea waar nog", "Een alinea waar nog\n\niets bij komt", "… {+iets bij komt+}"),
    ],
)
def test_of_a_long_text_what_changed_comes_into_view(paar: Paar, oud: str, nieuw: str, kort: str) -> None:
    session, referentie, bestand = paar
    oud, nieuw = (f"{text}\n\n" for text in (oud, nieuw))
    adres = Adres(bestand.naam, "beleidsterrein", "1A", "toelichting")
    for sessie, text in ((referentie.session, oud), (session, nieuw)):
        sessie.dossier.bestanden[adres.bestand].records["beleidsterrein", "1A"].waarden["toelichting"] = text
    [line] = [line for line in Diff.since(referentie, session).lines() if line.place == adres]
    assert line.brief(16).startswith(kort)


@pytest.mark.lang
def test_every_sum_and_balance_of_the_effect_is_found_where_it_is_printed() -> None:
    session = Session.open(VOORBEELDSTAD)
    referentie = Referentie(HEAD, "abc", Session.open(VOORBEELDSTAD, read_only=True))
    for bestand in session.dossier.programmas:
        for record in (*bestand.van("post")[:1], *bestand.van("reserve")):
            pad = "lasten.begroting.2027" if record.soort == "post" else "toevoeging.begroting.2028"
            session.set_value(Adres(bestand.naam, record.soort, record.sleutel, pad), 1_234_567_00)
    found = Diff.since(referentie, session)
    seen = set()
    for line in found.lines():
        change = line.change
        if not (isinstance(change, AmountChange) and isinstance(change.place, TableCell)) or change.bron:
            continue
        naam, tabel = change.place.bestand, change.place.tabel
        bestand = session.dossier.bestanden[naam] if naam else session.dossier.programmas[0]
        grid = table(session.cijfers, tabel, bestand, posten=True)
        cell = change.place.within(grid)
        assert cell is not None
        assert grid.cents(*cell) == change.nieuw
        seen.add(tabel)
    assert seen == {"baten-lasten", "programmakosten", "reserveverloop"}


def test_files_that_came_went_or_changed_meanwhile_are_named(dossier: Callable[..., Path]) -> None:
    pad = dossier(PROGRAMMA)
    session, referentie = Session.open(pad), Referentie(HEAD, "abc", Session.open(pad, read_only=True))
    assert Diff.since(referentie, session).caution() == ""
    naam = session.dossier.programmas[0].naam
    (pad / naam).write_text(PROGRAMMA + "\n# later\n", "utf-8")
    assert Diff.since(referentie, session).caution() == f"{naam} is op schijf gewijzigd; hier staat wat u opende."
    (pad / naam).unlink()
    (pad / "programmas" / "02-nieuw.toml").write_text("", "utf-8")
    assert session.changed_on_disk() == [naam, "programmas/02-nieuw.toml"]
    assert Diff.since(referentie, session).caution().startswith("2 bestanden zijn op schijf gewijzigd")


def test_in_markdown_every_text_has_its_name_and_amounts_of_one_thing_have_it_once(paar: Paar) -> None:
    session, referentie, bestand = paar
    for pad in ("toelichting", "ontwikkelingen"):
        session.set_value(
            Adres(bestand.naam, "beleidsterrein", "1A", pad), f"Een nieuwe {pad} die lang genoeg is. " * 3
        )
    set_euros(paar, "college", "lasten.begroting.2026", 60_000_00)
    set_euros(paar, "college", "baten.begroting.2026", 2_000_00)
    rows = Diff.since(referentie, session).printed("markdown").splitlines()
    named = ("| College | ", "| 1A Raad | ")
    assert [row.startswith(named[1]) for row in rows if row.startswith(named)] == [False, True, True]


def test_markdown_is_written_as_it_is_copied(paar: Paar, tmp_path: Path) -> None:
    session, referentie, _ = paar
    set_euros(paar, "college", "lasten.begroting.2026", 60_000_00)
    found = Diff.since(referentie, session)
    found.write(tmp_path / "verschil.md")
    assert (tmp_path / "verschil.md").read_text("utf-8") == found.printed("markdown")


# --- git -------------------------------------------------------------------------------------


@pytest.mark.lang
@pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")
def test_a_revision_is_read_and_known_to_have_moved(dossier: Callable[..., Path]) -> None:
    pad = dossier(PROGRAMMA)
    with pytest.raises(InputError) as outside:
        Referentie.read(pad)
    assert reden(HEAD, outside.value) == "deze map staat niet in git"
    git(pad, "init", "--quiet")
    with pytest.raises(UsageError) as empty:
        Referentie.read(pad)
    assert reden(HEAD, empty.value) == "in deze git-map staat nog geen commit"
    git(pad, "commit", "--quiet", "--allow-empty", "--message", "Leeg")
    with pytest.raises(InputError) as absent:
        Referentie.read(pad)
    assert reden(HEAD, absent.value) == "dit dossier staat niet in HEAD"
    git(pad, "add", ".")
    git(pad, "commit", "--quiet", "--message", "Eerste")
    referentie = Referentie.read(pad)
    assert referentie.session.dossier == Session.open(pad).dossier
    assert not referentie.moved()
    git(pad, "commit", "--quiet", "--allow-empty", "--message", "Tweede")
    assert referentie.moved()


def test_why_a_broken_commit_is_not_compared_with_names_its_line(dossier: Callable[..., Path]) -> None:
    pad = dossier("[programma]\nnummer = \n")
    with pytest.raises(BudgetdeskError) as broken:
        Session.open(pad)
    assert reden("main", broken.value).startswith("main is niet te lezen: programmas/01-p.toml:2")
