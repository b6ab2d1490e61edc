"""The second year: what a dossier says of a year is what the one made from it says, by phase, year and cent.

Not the first year only: adopted, amended by random decisions, rolled over, adopted and rolled over again.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from budgetdesk.drafting.placing import create
from budgetdesk.drafting.rollover import report
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import Boeking, besluiten, kop, nieuw_besluit, set_amounts, target, vaststellen
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.model.edits import SetValue
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.session import Session
from budgetdesk.session.newfiles import add_file
from budgetdesk.session.rollover import roll_over, window
from budgetdesk.session.vaststellen import adopt, prepare
from budgetdesk.tables.balans import jaarbalansen
from budgetdesk.tables.emu import jaarkolommen, jaarstromen
from budgetdesk.tables.reserves import verlopen
from budgetdesk.tables.voorzieningen import voorzieningverlopen
from tests.conftest import VOORBEELDEN

STAD: Final = Path(__file__).parents[2] / "sample_budgets" / "voorbeeldstad-2027"
DOCUMENT: Final = '\n[document.begroting]\nsjabloon = "begroting"\n'

Amounts = Mapping[tuple[int, str, str, str], Mapping[str, int]]
"""Cents by term of each side of a record: number of the programma, kind, key, side."""


@pytest.fixture
def stad(tmp_path: Path) -> Path:
    map_ = shutil.copytree(STAD, tmp_path / "stad-2027")
    with (map_ / BEGROTING).open("a", encoding="utf-8") as head:
        head.write(DOCUMENT)
    return map_


@pytest.fixture(scope="module")
def jaren(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a dossier with an adopted budget, and the one of the next year; to look at."""
    map_ = shutil.copytree(STAD, tmp_path_factory.mktemp("jaren") / "stad-2027")
    with (map_ / BEGROTING).open("a", encoding="utf-8") as head:
        head.write(DOCUMENT)
    _adopt(map_)
    return map_, _next(map_)


def _adopt(map_: Path) -> None:
    session = Session.open(map_)
    datum = date(session.stored.jaar - 1, 11, 12)
    adopt(session, prepare(session, "RV 1", datum), "RV 1", datum)


def _amend(map_: Path, rng: random.Random, *, later: bool) -> None:
    """Adopt two random decisions; `later` gives them amounts in later years, and credits."""
    for number in range(2):
        session = Session.open(map_)
        t = session.stored.jaar
        besluit = nieuw_besluit(f"{t}-9{number}", "Wijziging", telt_mee="wijziging")
        add_file(session, besluit)
        for _ in range(5):
            edits = set_amounts(
                session.stored, session.stored.bestanden[besluit.naam], *_change(session, rng, t, later)
            )
            session.do_stored(edits)
        session.do_stored(vaststellen(session.stored.bestanden[besluit.naam], "RV 2", date(t, 6, 1 + number)))
        session.save()


def _change(session: Session, rng: random.Random, t: int, later: bool) -> tuple[Boeking, dict[int, int | None]]:
    soort, kanten = rng.choice((("post", ("lasten", "baten")), ("reserve", ("toevoeging", "onttrekking"))))
    if later and rng.random() < 0.3:
        soort, kanten = "investering", ("uitgaven", "bijdrage")
    bestand, record = rng.choice([(b, r) for b in session.stored.programmas for r in b.van(soort)])
    years = range(t, t + 4) if later else [t]
    amounts: dict[int, int | None] = {jaar: rng.randrange(-(10**7), 10**8) for jaar in years}
    return Boeking(bestand.nummer, (soort, record.sleutel, rng.choice(kanten)), f"O{rng.random()}"), amounts


def _next(map_: Path) -> Path:
    """Make the dossier of the next year, with the report beside it."""
    session = Session.open(map_)
    nieuw = map_.with_name(f"stad-{session.stored.jaar + 1}")
    overgang = roll_over(session, window(session), kopie=True)
    create(nieuw, session.map, overgang)
    nieuw.with_suffix(".txt").write_text(report(overgang), "utf-8")
    return nieuw


def amounts(session: Session) -> Amounts:
    """Return all that a dossier holds, as the open document sees it; a record that was adopted otherwise is one."""
    cube, found = session.cijfers.cube, dict[tuple[int, str, str, str], dict[str, int]]()
    for number, record in enumerate(cube.records.numbered):
        nummer, sleutel = cube.records.bestanden[number].nummer, record.sleutel.removesuffix(" (vastgesteld)")
        for fact in cube.of(number):
            terms = found.setdefault((nummer, record.soort, sleutel, fact.kant), {})
            terms[fact.term] = terms.get(fact.term, 0) + fact.cents
    return found


def later_years(session: Session) -> Iterator[tuple[tuple[int, str, str, str], int, int]]:
    """Yield what amendments of T change after it."""
    for bestand in besluiten(session.stored):
        if kop(bestand).telt_mee == "wijziging" and kop(bestand).is_adopted:
            for mutatie in bestand.van(Mutatie):
                for kant, jaar, cents in mutatie.amounts():
                    if jaar > session.stored.jaar:
                        yield (mutatie.programma, *target(mutatie), kant), jaar, cents


def disagreements(old: Path, new: Path) -> list[str]:
    """Return where the dossier of the next year says something else than the one that it was made from."""
    a, b = Session.open(old, document="begroting"), Session.open(new)
    was, now, t = amounts(a), amounts(b), a.stored.jaar
    extra: dict[tuple[tuple[int, str, str, str], int], int] = {}
    for key, jaar, cents in later_years(a):
        extra[key, jaar] = extra.get((key, jaar), 0) + cents
    found = []
    for key in (k for k in was.keys() | now.keys() if k[1] in ("post", "reserve", "voorziening")):
        old_, new_ = was.get(key, {}), now.get(key, {})

        def both(terms: Mapping[str, int], jaar: int) -> int:
            return terms.get(f"begroting.{jaar}", 0) + terms.get(f"wijziging.{jaar}", 0)

        pairs = {f"na wijziging {t}": (both(old_, t), both(new_, t))}
        before = old_.get(f"rekening.{t - 1}", both(old_, t - 1))
        pairs[f"rekening {t - 1}"] = before, new_.get(f"rekening.{t - 1}", 0)
        for jaar in range(t + 1, t + 4):
            later = both(old_, jaar) + extra.get((key, jaar), 0)
            pairs[f"begroting {jaar}"] = later, new_.get(f"begroting.{jaar}", 0)
        found += [f"{key} {what}: {x} {y}" for what, (x, y) in pairs.items() if x != y]
    return found


def standings(session: Session) -> dict[tuple[str, int], object]:
    """Return balances of reserves and provisions, EMU flows and the balance sheet by year."""
    columns = jaarkolommen(session.cijfers)
    found: dict[tuple[str, int], object] = {}
    programmas = session.dossier.programmas
    for verloop in (*verlopen(session.cijfers, programmas), *voorzieningverlopen(session.cijfers, programmas)):
        for column, both in zip(columns, verloop.standen_per_kolom(columns), strict=True):
            found[f"{verloop.scope}", column.jaar] = both
    for column, flow in zip(columns, jaarstromen(session.cijfers), strict=True):
        found["emu", column.jaar] = dict(flow.bedragen)
    for column, sheet in zip(columns, jaarbalansen(session.cijfers), strict=True):
        found["balans", column.jaar] = dict(sheet.standen) if sheet else None
    return found


def _false_findings(map_: Path) -> list[str]:
    found = Session.open(map_).keuring.alle
    return [
        f"{m.code} {m.adres}"
        for m in found
        if m.code in ("BD437", "BD460", "BD465", "BD520", "BD521", "BD522", "BD523")
    ]


def test_after_amendments_of_the_year_every_year_is_what_it_was(stad: Path) -> None:
    _adopt(stad)
    _amend(stad, random.Random(1), later=False)  # noqa: S311
    nieuw = _next(stad)
    assert disagreements(stad, nieuw) == []
    assert _false_findings(nieuw) == []
    old, new = standings(Session.open(stad, document="begroting")), standings(Session.open(nieuw))
    shared = {key: both for key, both in old.items() if key in new and key[1] == T - 1}
    assert len(shared) > 25
    assert {key: (both, new[key]) for key, both in shared.items() if both != new[key]} == {}


T: Final = 2027


def test_without_amendments_balances_debt_and_emu_keep_their_course_in_every_year(jaren: tuple[Path, Path]) -> None:
    stad, nieuw = jaren
    old, new = standings(Session.open(stad, document="begroting")), standings(Session.open(nieuw))
    shared = old.keys() & new.keys()
    assert {jaar for _, jaar in shared} == {2026, 2027, 2028, 2029, 2030}
    assert {key: (old[key], new[key]) for key in shared if old[key] != new[key]} == {}


def test_the_course_begins_at_the_printed_multi_year_budget(jaren: tuple[Path, Path]) -> None:
    printed, nieuw = amounts(Session.open(jaren[0], document="begroting")), amounts(Session.open(jaren[1]))
    for key, terms in printed.items():
        if key[1] in ("post", "reserve"):
            for jaar in range(T + 1, T + 4):
                assert nieuw.get(key, {}).get(f"mjb.{jaar}", 0) == terms.get(f"begroting.{jaar}", 0), (key, jaar)


@pytest.mark.lang
def test_a_second_and_a_third_rollover_agree_too_and_find_nothing_false(stad: Path) -> None:
    rng, map_ = random.Random(2), stad  # noqa: S311
    for _ in range(2):
        _adopt(map_)
        _amend(map_, rng, later=True)
        nieuw = _next(map_)
        assert disagreements_but_for_credits(map_, nieuw) == []
        assert _false_findings(nieuw) == []
        map_ = nieuw


def disagreements_but_for_credits(old: Path, new: Path) -> list[str]:
    """Return what disagrees and stands nowhere in the report, by address.

    But for charges of credits that decisions changed, which follow in the new dossier.
    """
    session, told = Session.open(old, document="begroting"), new.with_suffix(".txt").read_text("utf-8")
    charged = {
        (b.nummer, r.tekst("post")) for b in session.stored.programmas for r in b.van("investering") if r.tekst("post")
    }
    found = []
    for text in disagreements(old, new):
        nummer, soort, sleutel = re.match(r"\((\d+), '(\w+)', '([^']+)'", text).groups()  # type: ignore[union-attr]
        is_told = re.search(rf"{nummer}/{soort}.{sleutel} .*: \w+ {text.split(': ')[0][-4:]}: ", told)
        if (int(nummer), sleutel) not in charged and not is_told:
            found.append(text)
    return found


@pytest.mark.lang
@pytest.mark.parametrize("seed", range(10, 10 + VOORBEELDEN // 2))
def test_so_do_other_years_with_other_decisions(stad: Path, seed: int) -> None:
    rng, map_ = random.Random(seed), stad  # noqa: S311
    for _ in range(3):
        _adopt(map_)
        _amend(map_, rng, later=rng.random() < 0.7)
        nieuw = _next(map_)
        assert disagreements_but_for_credits(map_, nieuw) == []
        assert _false_findings(nieuw) == []
        map_ = nieuw


def test_accounts_that_are_taken_over_end_the_estimate(jaren: tuple[Path, Path]) -> None:
    nieuw = jaren[1]
    assert Session.open(nieuw).dossier.kop.schatting == T - 1
    assert next(k.kop for k in Session.open(nieuw).sjabloon.kolommen) == f"Rekening {T - 1} (schatting)"
    session = Session.open(nieuw)
    post = Adres(session.stored.programmas[0].naam, "post", "raad", f"lasten.rekening.{T - 1}")
    budgeted = amounts(session)[1, "post", "raad", "lasten"][f"rekening.{T - 1}"]
    assert budgeted > 0
    session.set_value(post, 12_300)
    assert amounts(session)[1, "post", "raad", "lasten"][f"rekening.{T - 1}"] == 12_300
    session.do_stored([SetValue(Adres(BEGROTING, "", "", "schatting"), T - 1, None)])
    assert f"rekening.{T - 1}" not in amounts(session)[1, "post", "griffie", "lasten"]
