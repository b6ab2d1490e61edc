"""Adopting the budget: what it prints never moves again, whatever becomes of what it was made of."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Final

import pytest

from budgetdesk.errors import ChangedOnDisk, Refused, WriteError
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, VASTGESTELD, Bestand, Dossier, Misfit, Record, Waarde
from budgetdesk.model.edits import AddRecord, Edit, RemoveRecord, RenameRecord, SetValue
from budgetdesk.model.kinds.programma import Post
from budgetdesk.model.vastgesteld import adopted, digest_of, kop, labels_of
from budgetdesk.model.vergrendeling import BudgetAdopted, DocumentAdopted
from budgetdesk.session import Session
from budgetdesk.session.reading import table, tables
from budgetdesk.session.vaststellen import AlreadyAdopted, NoBudget, NotABudget, adopt, prepare
from budgetdesk.tables.behind import Computed
from budgetdesk.tables.grid import Inhoud
from budgetdesk.tables.registry import TABELLEN
from tests.conftest import SOAK, VOORBEELDEN
from tests.proef import NAAM, Maak, begroting, programma, soaked
from tests.tables.test_behind import added

STAD: Final = Path(__file__).parents[2] / "sample_budgets" / "voorbeeldstad-2027"
T: Final = 2027
BESLUIT, DATUM = "RV 26.0101", date(2026, 11, 12)
DOCUMENTEN: Final = """
[document.begroting]
sjabloon = "begroting"
titel = "Programmabegroting 2027"
[document.vgr-1]
sjabloon = "voortgangsrapportage"
"""

Cell = tuple[str, ...]

_TEXTS: Final = {"teksten", "mutaties", "gegevens", "prestaties", "doelenboom", "status", "kredieten"}
"""Tables of texts, of what happened since, and of what is spent."""


def printed(session: Session, step: int = 1) -> dict[Cell, Inhoud]:
    """Return what tables, or each so many, print of T and later by table, row and column.

    Of rows of one name it is told which one it is.

    In `verloop` which decision brought a change is told by the decisions as they are now.
    """
    found: dict[Cell, Inhoud] = {}
    for naam in [n for n in session.tabellen if n not in _TEXTS][::step]:
        for grid in tables(session.cijfers, naam, session.dossier.programmas):
            seen: dict[Cell, int] = {}
            columns = [k for k, column in enumerate(grid.koppen) if column.jaar >= T]
            for r, rij in enumerate(grid.rijen):
                is_of_now = naam == "verloop" and (rij.scope.soort == "wijziging" or "Besluiten" in rij.soort)
                # a row may be there for what the years before T hold
                if is_of_now or not any(grid.inhoud(r, k) for k in columns):
                    continue
                row = (naam, grid.titel, rij.naam, rij.soort)
                seen[row] = seen.get(row, 0) + 1
                found |= {(*row, grid.koppen[k].tekst, str(seen[row])): grid.inhoud(r, k) for k in columns}
    return found


def moved(before: Mapping[Cell, Inhoud], after: Mapping[Cell, Inhoud]) -> dict[Cell, tuple[Inhoud, Inhoud]]:
    """Return the cells that print something else; a row that has nothing is none."""
    cells = {cell: (before.get(cell) or None, after.get(cell) or None) for cell in {**before, **after}}
    return {cell: both for cell, both in cells.items() if both[0] != both[1]}


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    map_ = shutil.copytree(STAD, tmp_path_factory.mktemp("stad") / "ontwerp")
    with (map_ / BEGROTING).open("a", encoding="utf-8") as head:
        head.write(DOCUMENTEN)
    return map_


@pytest.fixture(scope="module")
def stad(draft: Path) -> Path:
    """Return voorbeeldstad with an adopted budget and a report."""
    map_ = shutil.copytree(draft, draft.parent / "vastgesteld")
    session = Session.open(map_)
    adopt(session, prepare(session, BESLUIT, DATUM), BESLUIT, DATUM)
    return map_


@pytest.fixture(scope="module")
def as_adopted(stad: Path) -> dict[Cell, Inhoud]:
    """Return what its tables print."""
    return printed(Session.open(stad, document="begroting"))


# --- adopting ------------------------------------------------------------------------------------


some = pytest.mark.parametrize("step", soaked([3, 1], 2, asked=SOAK))
"""One table in so many, in a soak every one."""


@pytest.mark.lang
@some
def test_the_adopted_budget_prints_what_the_draft_printed(draft: Path, stad: Path, step: int) -> None:
    before, after = (printed(Session.open(draft), step), printed(Session.open(stad, document="begroting"), step))
    assert len(before) > 8_000 // (2 * step)
    assert moved(before, after) == {}


@pytest.mark.lang
def test_drafts_that_count_are_adopted_with_it_and_the_report_opens_then(stad: Path) -> None:
    session = Session.open(stad)
    found = adopted(session.stored)
    assert found is not None
    assert (kop(found).document, kop(found).jaar, kop(found).besluit, kop(found).datum) == (
        "begroting",
        T,
        BESLUIT,
        DATUM,
    )
    assert kop(found).digest == digest_of(found)
    assert session.document == "vgr-1"
    status = {
        b.naam: b.records["wijziging", ""].waarden["status"]
        for b in session.stored.bestanden.values()
        if b.soort == "wijziging"
    }
    assert sorted(n for n, s in status.items() if s != "vastgesteld") == [
        "wijzigingen/2027-06-voorstel-gratis-parkeren.toml"
    ]
    assert [m.code for m in session.keuring.meldingen if m.code in ("BD520", "BD521")] == []
    assert [m for m in session.keuring.alle if m.code == "BD522"] == []


@pytest.mark.lang
def test_in_another_document_the_columns_of_the_budget_are_the_adopted_ones(
    stad: Path, as_adopted: dict[Cell, Inhoud]
) -> None:
    report = Session.open(stad, document="vgr-1")
    # which posts stand apart in `incidenteel` depends on all the columns of a document
    cells = {
        c: v
        for c, v in printed(report).items()
        if c in as_adopted and c[4] == f"Begroting {T}" and c[0] != "incidenteel"
    }
    assert len(cells) > 1_100
    assert moved(cells, {cell: as_adopted[cell] for cell in cells}) == {}


@pytest.mark.lang
def test_what_cannot_be_adopted_is_refused_and_nothing_is_written(draft: Path, stad: Path, tmp_path: Path) -> None:
    session = Session.open(stad)
    with pytest.raises(AlreadyAdopted, match="Begroting 2027 is vastgesteld"):
        prepare(session, BESLUIT, DATUM)
    with pytest.raises(NoBudget, match="--vooruit"):
        prepare(Session.open(STAD), BESLUIT, DATUM)
    with pytest.raises(NotABudget, match="vgr-1"):
        prepare(Session.open(draft), BESLUIT, DATUM, "vgr-1")
    session = Session.open(shutil.copytree(draft, tmp_path / "d"))
    found = prepare(session, BESLUIT, DATUM)
    (session.map / VASTGESTELD).write_text("", "utf-8")
    with pytest.raises(ChangedOnDisk):
        adopt(session, found, BESLUIT, DATUM)
    assert not session.dirty
    assert (session.map / BEGROTING).read_bytes() == (draft / BEGROTING).read_bytes()


# --- what comes later ----------------------------------------------------------------------------


def _any(rng: random.Random, dossier: Dossier, soort: str) -> tuple[Bestand, Record]:
    return rng.choice([(b, r) for b in dossier.bestanden.values() if b.soort != "vastgesteld" for r in b.van(soort)])


def _set(dossier: Dossier, bestand: Bestand, record: Record, pad: str, value: Waarde | None) -> list[Edit]:
    adres = Adres(bestand.naam, record.soort, record.sleutel, pad)
    return [SetValue(adres, dossier.waarde(adres), value)]


_FAMILIES: Final = {
    "post": ("lasten.begroting", "baten.begroting", "lasten.mjb", "incidenteel.lasten"),
    "reserve": ("stand",),
    "voorziening": ("dotatie.begroting", "stand", "aanwending.begroting"),
    "investering": ("uitgaven", "bijdrage", "uit_reserve"),
    "activum": ("boekwaarde",),
    "subsidie": ("bedrag",),
    "verbonden_partij": ("bijdrage",),
    "emu": ("grondaankopen", "referentiewaarde"),
    "balans": ("leningen", "eigen_vermogen"),
    "kengetallen": ("woonlasten", "woonlasten_landelijk"),
}
_LABELS: Final = {
    "post": ("naam", "beleidsterrein", "prestatie", "taakveld", "categorie.lasten", "aard"),
    "reserve": ("naam", "functie"),
    "investering": ("naam", "post", "nut", "gereed", "termijn", "methode"),
    "programma": ("naam", "soort"),
    "beleidsterrein": ("naam",),
    "prestatie": ("naam", "doel"),
}


def _amount(rng: random.Random, dossier: Dossier) -> list[Edit]:
    soort = rng.choice([*_FAMILIES])
    bestand, record = _any(rng, dossier, soort)
    return _set(
        dossier, bestand, record, f"{rng.choice(_FAMILIES[soort])}.{rng.randrange(T, T + 4)}", rng.randrange(10**8)
    )


def _label(rng: random.Random, dossier: Dossier) -> list[Edit]:
    soort = rng.choice([*_LABELS])
    bestand, record = _any(rng, dossier, soort)
    pad = rng.choice(_LABELS[soort])
    value: Waarde | None = _any(rng, dossier, soort)[1].waarden.get(pad)
    return _set(dossier, bestand, record, pad, "Anders" if pad == "naam" else value)


def _parameter(rng: random.Random, dossier: Dossier) -> list[Edit]:
    choices: list[tuple[str, str, Waarde]] = [
        ("parameters", "omslagrente", Decimal("0.025")),
        ("parameters", "start_kapitaallasten", "zelfde-jaar"),
        ("verdeling", "aandeel", Decimal("1.5")),
    ]
    soort, pad, value = rng.choice(choices)
    bestand, record = _any(rng, dossier, soort)
    return _set(dossier, bestand, record, pad, value)


def _structure(rng: random.Random, dossier: Dossier) -> list[Edit]:
    bestand, record = _any(rng, dossier, rng.choice(("post", "investering", "reserve", "doel", "prestatie", "activum")))
    if rng.random() < 0.5:
        return [RenameRecord(bestand.naam, record.soort, record.sleutel, f"{record.sleutel}-anders")]
    return [RemoveRecord(bestand.naam, record.soort, record.sleutel)]


def _new(rng: random.Random, dossier: Dossier) -> list[Edit]:
    bestand, post = _any(rng, dossier, "post")
    values: dict[str, Waarde] = {"naam": "Nieuw", "beleidsterrein": post.tekst("beleidsterrein")}
    values[f"lasten.begroting.{T}"] = rng.randrange(10**7)
    return [AddRecord(bestand.naam, "post", f"nieuw-{rng.randrange(10**6)}", tuple(values.items()))]


def _decision(rng: random.Random, dossier: Dossier) -> list[Edit]:
    bestand, mutatie = _any(rng, dossier, "mutatie")
    if rng.random() < 0.3:
        return _set(dossier, bestand, bestand.records["wijziging", ""], "telt_mee", rng.choice(("niet", "wijziging")))
    pads = [pad for pad in mutatie.waarden if pad[-4:].isdecimal() and "." in pad]
    return _set(dossier, bestand, mutatie, rng.choice(pads), rng.randrange(10**7))


MAKERS: Final[tuple[Callable[[random.Random, Dossier], list[Edit]], ...]] = (
    *(_amount, _amount, _label, _label, _parameter, _structure, _new, _decision),
)


def _by_hand(session: Session, rng: random.Random, times: int) -> list[str]:
    """Edit a dossier as a hand or a merge may, what is adopted included; return what was done."""
    done: list[str] = []
    while len(done) < times:
        edits = rng.choice(MAKERS)(rng, session.stored)
        with suppress(Refused, WriteError, Misfit):
            if session._editor.do_anyway(edits, "met de hand"):
                done.append(str(edits[0])[:200])
    return done


@pytest.mark.lang
@some
def test_no_edits_move_the_adopted_budget(stad: Path, step: int) -> None:
    session = Session.open(stad, document="begroting")
    before = printed(session, step)
    done = _by_hand(session, random.Random(0), 12)  # noqa: S311
    assert moved(before, printed(session, step)) == {}, done


@pytest.mark.lang
@pytest.mark.parametrize("seed", range(100, 100 + VOORBEELDEN // 2))
def test_no_more_edits_move_the_adopted_budget_either(stad: Path, as_adopted: dict[Cell, Inhoud], seed: int) -> None:
    session = Session.open(stad, document="begroting")
    done = _by_hand(session, random.Random(seed), 25)  # noqa: S311
    assert moved(as_adopted, printed(session)) == {}, done


@pytest.mark.lang
@pytest.mark.parametrize("seed", range(1))
def test_in_a_report_they_move_the_amendment_and_never_the_budget(stad: Path, seed: int) -> None:
    session = Session.open(stad, document="vgr-1")
    rng = random.Random(seed)  # noqa: S311
    totals = _totals(session)
    for _ in range(8):
        edits = rng.choice((_amount, _label, _parameter, _new, _decision))(rng, session.stored)
        with suppress(Refused, WriteError, Misfit):
            session._editor.do_anyway(edits, "met de hand")
    after, live = _totals(session), _live(session)
    assert after["begroting"] == totals["begroting"]
    assert {kant: after["begroting"][kant] + after["wijziging"][kant] for kant in after["begroting"]} == live


_KANTEN: Final = ("lasten", "baten", "toevoeging", "onttrekking")


def _totals(session: Session) -> dict[str, dict[str, int]]:
    sides = session.totalen.cube.sums().sides(())
    return {
        fase: {kant: sides.get((kant, f"{fase}.{T}"), 0) for kant in _KANTEN} for fase in ("begroting", "wijziging")
    }


def _live(session: Session) -> dict[str, int]:
    """Return begroting na wijziging as it would be if nothing were adopted, from the same files."""
    stored = Dossier({n: b for n, b in session.stored.bestanden.items() if n != VASTGESTELD})
    from budgetdesk.engine.cube import Cube

    sides = Cube(stored).sums().sides(())
    return {kant: sum(sides.get((kant, f"{fase}.{T}"), 0) for fase in ("begroting", "wijziging")) for kant in _KANTEN}


@pytest.mark.lang
def test_the_app_and_commands_refuse_and_offer_the_decision(stad: Path) -> None:
    for document in ("begroting", "vgr-1"):
        session = Session.open(stad, document=document)
        bestand, post = next((b, r) for b in session.stored.programmas for r in b.van("post"))
        for pad in (f"lasten.begroting.{T}", f"lasten.mjb.{T + 3}", f"incidenteel.lasten.{T + 1}"):
            with pytest.raises(BudgetAdopted, match="F12"):
                session.set_value(Adres(bestand.naam, "post", post.sleutel, pad), 12_300)
        with pytest.raises(BudgetAdopted):
            session.do([RemoveRecord(bestand.naam, "post", post.sleutel)])
        with pytest.raises(BudgetAdopted):
            session.set_value(Adres(VASTGESTELD, "post", f"{bestand.nummer}/{post.sleutel}", f"lasten.raming.{T}"), 5)
        assert session.set_value(Adres(bestand.naam, "post", post.sleutel, f"lasten.begroting.{T - 1}"), 12_300)
        assert session.set_value(Adres(bestand.naam, "post", post.sleutel, f"lasten.wijziging.{T}"), 12_300)


@pytest.mark.lang
def test_what_the_adopted_document_says_is_changed_in_another_one(stad: Path) -> None:
    adres = Adres(next(iter(Session.open(stad).stored.programmas)).naam, "post", "raad", "naam")
    with pytest.raises(DocumentAdopted, match=r"Shift\+F4"):
        Session.open(stad, document="begroting").set_value(adres, "Anders")
    with pytest.raises(DocumentAdopted):
        Session.open(stad, document="begroting").set_value(replace(adres, pad="toelichting"), "Anders")
    assert Session.open(stad, document="vgr-1").set_value(adres, "Anders")


@pytest.mark.lang
def test_what_was_realised_of_a_post_is_incidental_beside_the_adopted_budget(stad: Path) -> None:
    session = Session.open(stad)
    bestand, post = next((b, t) for b in session.stored.programmas for t in b.van(Post) if not t.is_incidenteel)
    with pytest.raises(BudgetAdopted):
        session.set_value(Adres(bestand.naam, "post", post.sleutel, f"incidenteel.lasten.{T}"), 1_000)
    assert session.set_value(Adres(bestand.naam, "post", post.sleutel, f"incidenteel.lasten.rekening.{T}"), 1_000)
    assert not [pad for pad in labels_of(bestand.records["post", post.sleutel]) if "rekening" in pad]


def test_balances_of_reserves_are_held_beside_others_as_they_are_stored_whatever_a_document_shows(
    dossier: Maak,
) -> None:
    reserve = (
        '[reserve.r]\nnaam = "R"\nsoort = "bestemmingsreserve"\nfunctie = "buffer"\nstand.2025 = 300\n'
        "toevoeging.begroting.2026 = 10\n"
    )
    map_ = dossier(
        programma(reserve, kop='soort = "algemene-dekkingsmiddelen"\n'),
        begroting=begroting(DOCUMENTEN + "[weergave]\neenheid = 1\n[balans]\neigen_vermogen.2025 = 310\n"),
    )
    session = Session.open(map_)
    adopt(session, prepare(session, BESLUIT, DATUM), BESLUIT, DATUM)
    session = Session.open(map_, document="vgr-1")
    # sorted otherwise since: the adopted one stands beside it, without a balance of its own
    assert session.set_value(Adres(NAAM, "reserve", "r", "functie"), "besteding")
    assert session.set_value(Adres(NAAM, "reserve", "r", "stand.2025"), 280_00)
    session.save()
    for document in ("begroting", "vgr-1"):
        opened = Session.open(map_, document=document)
        grid = table(opened.cijfers, "iv3-balans", opened.dossier.programmas[0])
        known = [grid.cents(r, len(grid.koppen) - 1) for r, rij in enumerate(grid.rijen) if rij.soort == "P112"]
        assert (grid.koppen[-1].tekst, known) == ("31-12-2025 volgens het dossier", [280_00])
        (melding,) = [m for m in opened.keuring.alle if m.code == "BD444"]
        assert "is 310, maar de reserves zijn samen 280 " in melding.tekst


@pytest.mark.lang
def test_a_decision_that_would_change_the_adopted_budget_is_refused(stad: Path) -> None:
    session = Session.open(stad)
    voorstel = "wijzigingen/2027-06-voorstel-gratis-parkeren.toml"
    status = Adres(voorstel, "wijziging", "", "status")
    with pytest.raises(BudgetAdopted, match="telt_mee"):
        session.do([SetValue(status, "voorstel", "vastgesteld")])
    telt_mee = Adres(voorstel, "wijziging", "", "telt_mee")
    assert session.do(
        [SetValue(status, "voorstel", "vastgesteld"), SetValue(telt_mee, session.stored.waarde(telt_mee), "wijziging")]
    )
    with pytest.raises(BudgetAdopted):
        session.set_value(Adres("wijzigingen/2027-01-kaderbrief.toml", "wijziging", "", "status"), "ingetrokken")


@pytest.mark.lang
def test_a_hand_that_changed_the_budget_is_told_until_a_decision_names_it(stad: Path) -> None:
    session = Session.open(stad, document="vgr-1")
    programma = session.stored.programma(1)
    assert programma is not None
    adres = Adres(programma.naam, "post", "raad", f"lasten.begroting.{T}")
    old = session.stored.waarde(adres)
    assert isinstance(old, int)
    session._editor.do_anyway([SetValue(adres, old, old + 2_000_00)])
    found = [m for m in session.keuring.alle if m.code == "BD522"]
    assert [(m.adres, "lasten 2027 van 1.082.000 naar 1.084.000" in m.tekst) for m in found] == [(adres, True)]
    besluit = Bestand("wijzigingen/x.toml", "wijziging")
    besluit.records["wijziging", ""] = Record(
        "wijziging", "", {"nummer": "x", "telt_mee": "niet", "status": "vastgesteld"}
    )
    besluit.records["mutatie", "m"] = Record("mutatie", "m", {"programma": 1, "post": "raad", f"lasten.{T}": 2_000_00})
    session.stored.bestanden[besluit.naam] = besluit
    session._derived.forget()
    assert [m for m in session.keuring.alle if m.code == "BD522"] == []


@pytest.mark.lang
@pytest.mark.parametrize(("document", "step"), [("begroting", 4), ("begroting", 1), ("vgr-1", 1)])
def test_after_any_edits_every_cell_says_what_it_is_made_of(stad: Path, document: str, step: int) -> None:
    """Look at each cell, or at each so many rows of each so many tables."""
    session = Session.open(stad, document=document)
    _by_hand(session, random.Random(5), 14)  # noqa: S311
    counted = 0
    for naam, soort in [*TABELLEN.items()][::step]:
        for bestand in session.dossier.programmas[: 2 if soort.per_programma else 1]:
            grid = table(session.cijfers, naam, bestand, posten=True)
            for rij, kolom in product(range(0, len(grid.rijen), step), range(len(grid.koppen))):
                behind, cents = grid.behind(rij, kolom), grid.cents(rij, kolom)
                if isinstance(behind, Computed) and cents is not None:
                    counted += 1
                    assert added(behind.parts()) == cents, (naam, grid.rijen[rij].naam, grid.koppen[kolom].tekst)
    assert counted > 4_000 // step**2
