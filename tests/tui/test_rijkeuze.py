"""Which rows of a table are in view, tried on small tables of rows without a dossier."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from budgetdesk.model.scope import PROGRAMMA, RAMING, RESULTAAT, RecordKey, Scope
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tui.dossier.rijkeuze import Beeld, Rijkeuze

TERREIN, GRIFFIE, RAAD = Scope("beleidsterrein", "1A"), Scope("post", "griffie"), Scope("post", "raad")
KENMERKEN = {"griffie": {"taakveld": "0.10", "aard": "structureel"}, "raad": {"taakveld": "0.9", "aard": "incidenteel"}}


def post(scope: Scope, kant: str, niveau: int = 1, naam: str = "") -> Rij:
    return Rij(naam or scope.sleutel, kant.capitalize(), "blad", scope, tabel=scope.record, kant=kant, niveau=niveau)


ROWS: Sequence[tuple[Rij, int]] = (
    (Rij("Bestuur", "Lasten", "blad", TERREIN, kant="lasten"), 30),
    (Rij("Bestuur", "Baten", "blad", TERREIN, kant="baten"), 0),
    (Rij("Bestuur", "Saldo", "saldo", TERREIN), -30),
    (post(GRIFFIE, "lasten"), 10),
    (post(GRIFFIE, "baten"), 0),
    (post(GRIFFIE.of(RAMING), "lasten", 2, "Raming"), 4),
    (post(GRIFFIE.of("mutaties"), "lasten", 2, "Mutaties"), 6),
    (post(RAAD, "lasten"), 20),
    (post(RAAD, "baten"), 5),
    (Rij("Programma", "Lasten", "totaal", PROGRAMMA, kant="lasten"), 30),
    (Rij("Programma", "Baten", "totaal", PROGRAMMA, kant="baten"), 0),
    (Rij("Resultaat", "", "resultaat", RESULTAAT), -30),
)
NAMES = [f"{rij.naam} {rij.soort}".strip() for rij, _ in ROWS]
TOTALS = NAMES[9:]


def keuze(beeld: Beeld | None = None, tabel: str = "programmakosten") -> Rijkeuze:
    cents = [cents for _, cents in ROWS]
    grid = Grid(
        tabel, "", 1, [Kop("2026", 2026)], [rij for rij, _ in ROWS], cast("Any", WEERGAVE), lambda r, _c: cents[r]
    )
    return Rijkeuze(grid, beeld or Beeld(), kenmerk, 0, tabel)


WEERGAVE = SimpleNamespace(eenheid=1, nul="-", minteken="-", decimalen=0)


def kenmerk(rij: Rij, veld: str) -> str | None:
    return KENMERKEN.get(rij.scope.sleutel, {}).get(veld) if rij.scope.soort == "post" else None


def shown(found: Rijkeuze) -> list[str]:
    return [NAMES[i] for i in found.in_beeld]


def at(naam: str) -> int:
    return NAMES.index(naam)


def test_a_table_opens_at_its_posts_without_their_empty_rows_which_are_counted() -> None:
    found = keuze()
    assert shown(found) == [*NAMES[:4], "raad Lasten", "raad Baten", *TOTALS]
    assert (found.lagen.niveaus, found.lagen.nu) == (("terrein", "post", "bron"), 2)
    assert found.lagen.zin == "1 lege regel verborgen"


@pytest.mark.parametrize(
    ("laag", "names"),
    [
        (1, NAMES[:3]),
        (2, [*NAMES[:4], *NAMES[7:9]]),
        (3, [*NAMES[:4], *NAMES[5:9]]),
    ],
)
def test_a_level_shows_what_is_above_it_and_the_totals(laag: int, names: list[str]) -> None:
    assert shown(keuze(Beeld(laag=laag))) == [*names, *TOTALS]


def test_another_table_opens_with_its_empty_rows() -> None:
    assert "griffie Baten" in shown(keuze(tabel="reserves"))
    assert "griffie Baten" not in shown(keuze(Beeld(lege=False), "reserves"))


def test_a_thing_that_is_empty_keeps_its_first_row() -> None:
    found = keuze()
    found._grid.inhoud = lambda _rij, _col: 0
    found.kies()
    assert [name for name in shown(found) if name.startswith(("griffie", "raad"))] == ["griffie Lasten", "raad Lasten"]


def test_folding_a_post_shows_its_sources_and_its_empty_side_on_top_of_the_level() -> None:
    found = keuze()
    assert found.gevouwen(at("griffie Lasten")) is None
    assert found.vouw(at("griffie Lasten")) == at("griffie Lasten")
    assert shown(found) == NAMES
    assert found.gevouwen(at("griffie Lasten")) is False
    # from one of its sources it closes again, and the cursor goes to it
    assert found.vouw(at("Mutaties Lasten")) == at("griffie Lasten")
    assert "griffie Baten" not in shown(found)


def test_a_row_without_anything_of_its_own_folds_what_it_stands_under() -> None:
    found = keuze()
    assert found.vouw(at("raad Baten")) == at("Bestuur Lasten")
    assert shown(found) == [*NAMES[:3], *TOTALS]
    assert found.gevouwen(at("Bestuur Lasten")) is True
    assert found.vouw(at("Resultaat")) == at("Resultaat")


def test_typing_on_a_post_shows_its_empty_side_and_nothing_else() -> None:
    found = keuze()
    assert found.ontvouw([GRIFFIE])
    assert "griffie Baten" in shown(found)
    assert "Mutaties Lasten" not in shown(found)
    assert not found.ontvouw([GRIFFIE])
    assert not found.ontvouw([RAAD])


@pytest.mark.parametrize("kant", ["lasten", "baten"])
def test_of_one_side_alone_the_totals_of_both_stay(kant: Any) -> None:
    names = shown(keuze(Beeld(kant=kant, lege=True, laag=3)))
    other = "Baten" if kant == "lasten" else "Lasten"
    assert [name for name in names if name.endswith(other)] == [f"Bestuur {other}", f"Programma {other}"]
    assert names[-3:] == TOTALS


def test_filters_keep_the_posts_of_one_kind_with_what_they_are_made_of() -> None:
    found = keuze(Beeld(aard="incidenteel", laag=3))
    assert shown(found) == [*NAMES[:3], "raad Lasten", "raad Baten", *TOTALS]
    assert shown(keuze(Beeld(taakveld="0.10"))) == [*NAMES[:4], *TOTALS]
    assert found.lagen.keuzes == ("aard incidenteel",)
    assert found.waarden("taakveld") == ["0.9", "0.10"]


@pytest.mark.parametrize(("volgorde", "first"), [("grootte", "raad"), ("taakveld", "raad"), ("aard", "raad")])
def test_posts_are_sorted_within_their_terrein_with_their_sources(volgorde: Any, first: str) -> None:
    found = keuze(Beeld(volgorde=volgorde, laag=3, lege=True))
    assert shown(found) == [*NAMES[:3], *NAMES[7:9], *NAMES[3:7], *TOTALS]
    assert shown(found)[3].startswith(first)
    assert found.nabij(at("Resultaat")) == len(NAMES) - 1


def test_going_to_a_row_shows_it_whatever_hides_it() -> None:
    found = keuze(Beeld(laag=1, kant="lasten", aard="incidenteel"))
    row = found.toon(at("griffie Baten"))
    assert shown(found)[row] == "griffie Baten"
    found = keuze(Beeld(laag=1))
    row = found.toon(at("Mutaties Lasten"))
    assert shown(found)[row] == "Mutaties Lasten"


def test_rows_that_differ_alone_are_told() -> None:
    found = keuze()
    found.alleen({at("raad Lasten"), at("Resultaat")})
    assert shown(found) == ["raad Lasten", "Resultaat"]
    assert found.lagen.zin == "alleen anders"
    found.alleen(None)
    assert found.lagen.verborgen == 1


def test_a_table_of_one_level_has_nothing_to_fold() -> None:
    rij = Rij("R", "Saldo", "blad", Scope("reserve", "r"), tabel=RecordKey("reserve", "r"))
    grid = Grid("reserves", "", 1, [Kop("2026", 2026)], [rij], cast("Any", WEERGAVE), lambda _r, _c: 0)
    found = Rijkeuze(grid, Beeld(), kenmerk, 0, "reserves")
    assert (found.niveaus, found.laag, found.in_beeld) == (("reserve",), 1, [0])
    assert found.gevouwen(0) is None
