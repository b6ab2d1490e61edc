"""The second year: what a dossier says of a year is what the one made from it says, by phase, year and cent.

Not the first year only: adopted, amended by random decisions, forecast, accounted for, rolled over, and so on.
"""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.model.edits import SetValue
from budgetdesk.session import Session
from tests.conftest import SOAK, VOORBEELDEN
from tests.drafting import jaren as spel
from tests.drafting.jaren import amounts, disagreements, false_findings, standings, untold
from tests.onafhankelijk.verzinnen import verzin

SAMPLES: Final = Path(__file__).parents[2] / "sample_budgets"
STAD: Final = SAMPLES / "voorbeeldstad-2027"
GELEEFD: Final = SAMPLES / "voorbeeldstad-2026"
"""A year that was lived: adopted, reported on and accounted for."""

DOCUMENT: Final = '\n[document.begroting]\nsjabloon = "begroting"'


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
    spel.adopt_budget(map_)
    return map_, spel.next_year(map_)


VALS: Final = ("BD437", "BD460", "BD465", "BD520", "BD521", "BD522", "BD523")
"""What a new dossier is not to be told of, whatever was decided."""

WAAR: Final = ("BD437", "BD465")
"""What random amounts make true of a small dossier."""


@pytest.mark.lang
def test_after_amendments_of_the_year_every_year_is_what_it_was(stad: Path) -> None:
    spel.adopt_budget(stad)
    spel.amend(stad, random.Random(1), later=False)  # noqa: S311
    nieuw = spel.next_year(stad)
    assert disagreements(stad, nieuw) == []
    assert false_findings(nieuw, *VALS) == []
    old, new = standings(Session.open(stad, document="begroting")), standings(Session.open(nieuw))
    shared = {key: both for key, both in old.items() if key in new and key[1] == T - 1}
    assert len(shared) > 25
    assert {key: (both, new[key]) for key, both in shared.items() if both != new[key]} == {}


T: Final = 2027


@pytest.mark.lang
def test_without_amendments_balances_debt_and_emu_keep_their_course_in_every_year(jaren: tuple[Path, Path]) -> None:
    stad, nieuw = jaren
    old, new = standings(Session.open(stad, document="begroting")), standings(Session.open(nieuw))
    shared = old.keys() & new.keys()
    assert {jaar for _, jaar in shared} == {2026, 2027, 2028, 2029, 2030}
    assert {key: (old[key], new[key]) for key in shared if old[key] != new[key]} == {}


@pytest.mark.lang
def test_the_course_begins_at_the_printed_multi_year_budget(jaren: tuple[Path, Path]) -> None:
    printed, nieuw = amounts(Session.open(jaren[0], document="begroting")), amounts(Session.open(jaren[1]))
    for key, terms in printed.items():
        if key[1] in ("post", "reserve"):
            for jaar in range(T + 1, T + 4):
                assert nieuw.get(key, {}).get(f"mjb.{jaar}", 0) == terms.get(f"begroting.{jaar}", 0), (key, jaar)


@pytest.mark.lang
@pytest.mark.parametrize("seed", range(2, 3 + VOORBEELDEN // 8))
def test_a_second_and_a_third_rollover_agree_too_and_find_nothing_false(stad: Path, seed: int) -> None:
    rng, map_ = random.Random(seed), stad  # noqa: S311
    for _ in range(3 if SOAK else 2):
        spel.adopt_budget(map_)
        spel.amend(map_, rng, later=seed % 2 == 0 or rng.random() < 0.7)
        nieuw = spel.next_year(map_)
        assert untold(map_, nieuw) == []
        assert false_findings(nieuw, *VALS) == []
        map_ = nieuw


@pytest.mark.lang
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


# --- with progress reports and accounts ------------------------------------------------------


@dataclass
class Jaren:
    """Years in a row played by chance, each compared with the one before and with the one before that."""

    map_: Path
    kans: random.Random
    meteen: bool
    """Whether the accounts of a year are there when the next dossier is made; else they come in after it."""
    is_geleefd: bool = False
    """Whether the first year has its budget, reports and accounts already."""
    vorige: Path | None = None
    gevonden: list[str] = field(default_factory=list)

    def jaar(self) -> None:
        """Play a year, make the next dossier, and remember what that says otherwise."""
        map_, eerste = self.map_, self.vorige is None
        if not (eerste and self.is_geleefd):
            spel.adopt_budget(map_)
        spel.amend(map_, self.kans, later=self.kans.random() < 0.6)
        if not (eerste and self.is_geleefd):
            spel.forecast(map_, self.kans)
        if self.meteen or eerste:
            spel.account(map_, self.kans)
        later = self.vorige if not self.meteen and not self._has_previous_accounts() else None
        nieuw = spel.next_year(map_, later)
        spel.document(nieuw)
        self._compare(map_, nieuw, has_previous=later is None)
        if not (self.meteen or eerste):
            spel.account(map_, self.kans)
        self.vorige, self.map_ = map_, nieuw

    def _has_previous_accounts(self) -> bool:
        t = Session.open(self.map_).stored.jaar
        return any(f"rekening.{t - 1}" in terms for terms in amounts(Session.open(self.map_)).values())

    def _compare(self, map_: Path, nieuw: Path, *, has_previous: bool) -> None:
        told = spel.told(nieuw)
        before = None if self.vorige is None else Session.open(self.vorige, document="jaarstukken")
        old, t = Session.open(map_, document="jaarstukken"), Session.open(map_).stored.jaar
        budget, accounts = (Session.open(nieuw, document=key) for key in ("begroting", "jaarstukken"))
        koppen = {f"Begroting {t} na wijziging": f"Begroting {t}"}
        koppen |= spel.of_accounts(t - 1) if has_previous else {}
        self.gevonden += untold(map_, nieuw, accounts=None if has_previous else self.vorige)
        self.gevonden += spel.misprints(old, budget, koppen, told)
        if self.meteen or self.vorige is None:
            self.gevonden += spel.misprints(old, accounts, spel.of_accounts(t))
        if before is not None:
            self.gevonden += spel.misprints(before, budget, spel.of_accounts(t - 1))
        self.gevonden += false_findings(nieuw, *(code for code in VALS if code not in WAAR))


def verzonnen(folder: Path, seed: int) -> Path:
    """Return a small dossier that uses every key; its balance sheet opens where its accounts do."""
    verzin(folder / "x", seed)
    head = folder / "x" / BEGROTING
    lines = head.read_text("utf-8").splitlines()
    t = next(int(line[-4:]) for line in lines if line.startswith("jaar = "))
    kept: dict[str, str] = {}
    in_balans = False
    for n, line in enumerate(lines):
        in_balans = line == "[balans]" if line.startswith("[") else in_balans
        opened = re.sub(r"^(\w+)\.\d{4} =", rf"\1.{t - 2} =", line) if in_balans else line
        if not line.startswith("schatting"):
            kept.setdefault(opened.partition(" =")[0] if in_balans else f"{n}", opened)
    head.write_text("\n".join(kept.values()) + "\n", "utf-8")
    for path in (folder / "x" / "programmas").glob("*.toml"):
        told = path.read_text("utf-8").splitlines()
        # nothing is realised yet of this year and later ones
        kept_lines = [line for line in told if not ((m := re.match(r".*rekening\.(\d{4}) =", line)) and int(m[1]) >= t)]
        path.write_text("\n".join(kept_lines) + "\n", "utf-8")
    return (folder / "x").rename(folder / f"klein-{t}")


def geleefd(folder: Path) -> Path:
    """Return a copy of the city of the year that was lived."""
    return shutil.copytree(GELEEFD, folder / "stad-2026")


@pytest.mark.lang
def test_a_year_with_a_report_and_accounts_goes_on_in_the_next(tmp_path: Path) -> None:
    map_ = verzonnen(tmp_path, 1)
    spel.document(map_)
    jaren = Jaren(map_, random.Random(1), meteen=True)  # noqa: S311
    jaren.jaar()
    assert jaren.gevonden == []


@pytest.mark.lang
@pytest.mark.parametrize("seed", range(VOORBEELDEN // 2))
def test_three_years_with_reports_and_accounts_agree_in_every_table(tmp_path: Path, seed: int) -> None:
    map_ = verzonnen(tmp_path, seed)
    spel.document(map_)
    jaren = Jaren(map_, random.Random(seed), meteen=seed % 2 == 0)  # noqa: S311
    for _ in range(3):
        jaren.jaar()
    assert jaren.gevonden == []


@pytest.mark.lang
@pytest.mark.parametrize("seed", range(VOORBEELDEN // 4))
def test_so_do_those_of_a_city(tmp_path: Path, seed: int) -> None:
    jaren = Jaren(geleefd(tmp_path), random.Random(seed), meteen=seed % 2 == 0, is_geleefd=True)  # noqa: S311
    for _ in range(3 if SOAK else 1):
        jaren.jaar()
    assert jaren.gevonden == []
