"""Every cell of every table, computed once more by plain Python over the files, is what the product prints.

The computation is in the modules beside this one, which know nothing of the product; only this file asks it for its
tables. What differs in a state below is a fault on one of the two sides: the format says on which.
"""

from __future__ import annotations

import ast
import json
import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from budgetdesk.cli import main
from budgetdesk.export.data import to_json
from budgetdesk.session import Session
from budgetdesk.session.reading import tables
from budgetdesk.tables.begrotingswijziging import begrotingswijziging
from tests.conftest import SOAK, VOORBEELDEN
from tests.onafhankelijk import besluiten
from tests.onafhankelijk.afdruk import Euros
from tests.onafhankelijk.lezen import Besluit, lees
from tests.onafhankelijk.overgang import VERGELIJKINGEN
from tests.onafhankelijk.regels import REGELS, Regels
from tests.onafhankelijk.tabel import Bouw
from tests.onafhankelijk.tabellen import GEMEENTEBREED, PER_PROGRAMMA, TEKSTEN, tabellen
from tests.onafhankelijk.vergelijken import Json, Uitslag, vergelijk
from tests.onafhankelijk.verzinnen import SJABLONEN, verzin
from tests.proef import soaked

HIER: Final = Path(__file__).parent
STAD: Final = "voorbeeldstad-2027"

# --- what the product says ------------------------------------------------------------------------


def gedrukt(folder: Path, document: str = "") -> list[Json]:
    """Return every table of the product as `show --format json` prints it, and every begrotingswijziging."""
    session = Session.open(folder, read_only=True, document=document)
    session.keuring.require_sound()
    grids = [grid for naam in session.tabellen for grid in tables(session.cijfers, naam, session.dossier.programmas)]
    bouw = Bouw(lees(folder), document)
    for besluit in bouw.gelezen.besluiten:
        grid = begrotingswijziging(session.cijfers, f"wijzigingen/{besluit.bestand}")
        grids.append(replace(grid, naam=_heet(bouw, besluit)))
    if bouw.is_toen:
        grids = [replace(grid, naam="stelposten-toen") if grid.naam == "stelposten" else grid for grid in grids]
    found: list[Json] = json.loads(to_json(grids))
    return found


def nagerekend(folder: Path, document: str, product: Sequence[Json], regels: Regels = REGELS) -> Uitslag:
    """Return how the tables of a dossier compare with those computed here by these rules."""
    bouw = Bouw(lees(folder), document, regels)
    eigen = list(tabellen(bouw))
    if bouw.is_toen:
        eigen = [replace(tabel, naam="stelposten-toen") if tabel.naam == "stelposten" else tabel for tabel in eigen]
    for besluit in bouw.dossier.besluiten:
        tabel = besluiten.begrotingswijziging(bouw, besluit)
        eigen.append(replace(tabel, naam=_heet(bouw, besluit)))
    return vergelijk(eigen, product, bouw.weergave, TEKSTEN)


def _heet(bouw: Bouw, besluit: Besluit) -> str:
    """Return what the table of a decision is called here, in the adopted document otherwise than elsewhere."""
    return f"begrotingswijziging{'-toen' if bouw.is_toen else ''} {besluit.bestand}"


# --- states ---------------------------------------------------------------------------------------


def _kopie(samples: Path, naam: str, folder: Path) -> Path:
    target = folder / naam
    shutil.copytree(samples / naam, target)
    return target


def _vervang(path: Path, patroon: str, tekst: str) -> None:
    text, count = re.subn(patroon, tekst, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert count, patroon
    path.write_text(text, encoding="utf-8", newline="\n")


def sjabloon(naam: str) -> Callable[[Path], None]:
    """Return what makes another document of a dossier."""
    return lambda folder: _vervang(folder / "begroting.toml", r"^sjabloon = .*$", f'sjabloon = "{naam}"')


def weergave(*regels: str) -> Callable[[Path], None]:
    """Return what makes a dossier print by other conventions."""
    text = "\n".join(["[weergave]", *regels, "[drempels]"])
    return lambda folder: _vervang(folder / "begroting.toml", r"^\[weergave\]\n(?:.*\n)*?\[drempels\]", text)


def documenten(folder: Path) -> None:
    """Give a dossier three documents; the report says of two posts and a reserve what it expects."""
    keys = {"begroting": "begroting", "vgr-1": "voortgangsrapportage", "jaarstukken": "jaarrekening"}
    heads = "".join(f'\n[document.{key}]\nsjabloon = "{naam}"\n' for key, naam in keys.items())
    path = folder / "begroting.toml"
    path.write_text(path.read_text(encoding="utf-8") + heads, encoding="utf-8", newline="\n")
    own = folder / "documenten" / "vgr-1"
    own.mkdir(parents=True)
    (own / "03-bereikbaarheid-en-openbare-ruimte.toml").write_text(
        "[post.gladheid]\nlasten.prognose.2027 = 611_000.50\n[post.kl-wegen]\nlasten.prognose.2027 = 0\n"
        "[reserve.fietsplan]\nonttrekking.prognose.2027 = 190_000\n",
        encoding="utf-8",
        newline="\n",
    )


def overgang(folder: Path) -> None:
    """Put the dossier of the next year in the place of a dossier."""
    nieuw = folder.with_name("nieuw")
    assert main(["rollover", str(folder), str(nieuw)]) == 0
    shutil.rmtree(folder)
    nieuw.rename(folder)


def vastgesteld(folder: Path) -> None:
    """Adopt the budget of a dossier."""
    said = ["--besluit", "RV 26.0101", "--datum", "2026-11-12"]
    assert main(["vaststellen", str(folder), "--begroting", *said]) == 0


def ontvangen(folder: Path) -> None:
    """Adopt the report of an invented dossier on a day that has decisions before it, on it and after it."""
    jaar = lees(folder).jaar
    _vervang(
        folder / "begroting.toml", r"^\[document.vgr-1\]$", rf"\g<0>\nstatus = 'vastgesteld'\ndatum = {jaar - 1}-02-02"
    )


def naderhand(folder: Path) -> None:
    """Adopt the budget of the city and change all that could move it since."""
    documenten(folder)
    vastgesteld(folder)
    drie = folder / "programmas" / "03-bereikbaarheid-en-openbare-ruimte.toml"
    _vervang(folder / "begroting.toml", r"^omslagrente = .*$", "omslagrente = 0.025")
    _vervang(folder / "begroting.toml", r"^aandeel = 6_840$", "aandeel = 7_000")
    _vervang(folder / "begroting.toml", r"^woonlasten.2027 = .*$", "woonlasten.2027 = 1_200")
    _vervang(drie, r"^lasten.begroting.2027 = 2_944_000$", "lasten.begroting.2027 = 3_000_000.49")
    _vervang(drie, r'(^\[post.gladheid\]\n(?:.+\n)*?)taakveld = "2.1"$', r'\1taakveld = "2.2"')
    _vervang(drie, r"(^\[reserve.fietsplan\]\n(?:.+\n)*?)(naam = .*)$", r"\1\2\nstructureel = true")
    _vervang(drie, r"\Z", '\n[post.nieuw]\nnaam = "Nieuw"\nbeleidsterrein = "3A"\nlasten.begroting.2027 = 123_456\n')
    (folder / "wijzigingen" / "2027-20-na.toml").write_text(
        '[wijziging]\nnummer = "2027-20"\nnaam = "Na"\nstatus = "vastgesteld"\ntelt_mee = "wijziging"\n'
        '[mutatie.a]\nprogramma = 3\npost = "bruggen"\nlasten.2027 = 55_000\nlasten.2028 = 44_000\n'
        '[mutatie.b]\nprogramma = 3\ninvestering = "bruggenplan"\nuitgaven.2027 = 1_000_000\n',
        encoding="utf-8",
        newline="\n",
    )


def bewerkt(seed: int) -> Callable[[Path], None]:
    """Return what sets a hundred amounts of a dossier to other ones."""

    def edit(folder: Path) -> None:
        kans = random.Random(seed)  # noqa: S311 - the same edits every time
        places = [
            (path, i)
            for path in sorted(set(folder.rglob("*.toml")) - {folder / "vastgesteld.toml"})
            for i, line in enumerate(path.read_text(encoding="utf-8").splitlines())
            if re.fullmatch(r"[a-z_.]+\.\d{4} = -?[\d_.]{5,}.*", line)
        ]
        for path, i in kans.sample(places, min(len(places), 100)):
            lines = path.read_text(encoding="utf-8").splitlines()
            bedrag = f"{kans.randint(-9_000_000, 90_000_000):_}.{kans.randint(0, 99):02}"
            lines[i] = f"{lines[i].partition('=')[0]}= {bedrag}"
            path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")

    return edit


def ongewijzigd(_: Path) -> None:
    """Leave a dossier as it is."""


STATEN: Final[dict[str, tuple[str, Callable[[Path], None], str]]] = {
    "leiden-2026": ("leiden-2026", ongewijzigd, ""),
    "leiden-2023": ("leiden-2023-voortgangsrapportage", ongewijzigd, ""),
    "leiden-2017": ("leiden-2017-jaarrekening", ongewijzigd, ""),
    "leiden-2026-bewerkt": ("leiden-2026", bewerkt(1), ""),
    "leiden-2023-bewerkt": ("leiden-2023-voortgangsrapportage", bewerkt(2), ""),
    "leiden-2017-bewerkt": ("leiden-2017-jaarrekening", bewerkt(3), ""),
    "leiden-2026-overgang": ("leiden-2026", overgang, ""),
    "stad": (STAD, ongewijzigd, ""),
    "stad-jaarrekening": (STAD, sjabloon("jaarrekening"), ""),
    "stad-voortgangsrapportage": (STAD, sjabloon("voortgangsrapportage"), ""),
    "stad-bewerkt": (STAD, bewerkt(4), ""),
    "stad-kosten-plus": (STAD, weergave('verschil = "effect"', 'nul = "0"', "eenheid = 1"), ""),
    "stad-overgang": (STAD, overgang, ""),
    "stad-begroting": (STAD, documenten, "begroting"),
    "stad-vgr": (STAD, documenten, "vgr-1"),
    "stad-jaarstukken": (STAD, documenten, "jaarstukken"),
    "stad-vastgesteld-begroting": (STAD, naderhand, "begroting"),
    "stad-vastgesteld-vgr": (STAD, naderhand, "vgr-1"),
    "stad-vastgesteld-jaarstukken": (STAD, naderhand, "jaarstukken"),
    **{f"geleefd-{key}": ("voorbeeldstad-2026", ongewijzigd, key) for key in ("vgr-1", "vgr-2", "jaarstukken")},
}
"""Samples, what is done to them, and the document that is looked at."""

VERZONNEN: Final = (4, 36, 2, 3, 9, 8, 12, 14, 16, 18, 24, 76)
"""Seeds of invented dossiers; between them they notice every rule that is broken, the first of them most."""

MEER: Final = range(100, 100 + VOORBEELDEN // 4)
"""Seeds of others, as many as are asked for."""


def _is_vastgesteld(seed: int) -> bool:
    """Return whether the budget of an invented dossier with documents is adopted; it is edited after that."""
    return seed % 8 == 4


_LABELS: Final = {'taakveld = "2.1"': 'taakveld = "6.1"', 'functie = "buffer"': 'functie = "besteding"'}
"""What an adopted budget sorts otherwise since."""


@cache
def _verzonnen(seed: int, folder: Path) -> tuple[tuple[str, list[Json]], ...]:
    """Return the documents of an invented dossier with the tables of each; one in four has several."""
    keys = verzin(folder, seed, ("", *SJABLONEN)[seed % 4])
    if _is_vastgesteld(seed):
        vastgesteld(folder)
        bewerkt(seed)(folder)
        ontvangen(folder)
        for path in (folder / "programmas").glob("*.toml"):
            text = path.read_text(encoding="utf-8")
            for then, now in _LABELS.items():
                text = text.replace(then, now)
            path.write_text(text, encoding="utf-8", newline="\n")
    return tuple((key, gedrukt(folder, key)) for key in keys)


@cache
def _goed(seed: int, folder: Path) -> tuple[Uitslag, ...]:
    """Return how each document of an invented dossier compares, by the rules as they are: several tests ask."""
    return tuple(nagerekend(folder, document, product) for document, product in _verzonnen(seed, folder))


@pytest.fixture(scope="module")
def verzonnen(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Return where each invented dossier stands."""
    folder = tmp_path_factory.mktemp("verzonnen")
    return {seed: folder / str(seed) for seed in VERZONNEN}


# --- tests ----------------------------------------------------------------------------------------


def test_the_computation_imports_nothing_but_the_standard_library_and_itself() -> None:
    for path in set(HIER.glob("*.py")) - {Path(__file__)}:
        for module in _imported(path):
            root = module.partition(".")[0]
            assert root in sys.stdlib_module_names or module.startswith("tests.onafhankelijk"), f"{path.name}: {module}"


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def test_every_table_of_the_product_is_computed_or_holds_no_amounts(samples: Path) -> None:
    session = Session.open(samples / "leiden-2026", read_only=True)
    assert {*session.tabellen} == {*PER_PROGRAMMA, *GEMEENTEBREED, *TEKSTEN}


@pytest.mark.lang
@pytest.mark.parametrize("staat", soaked(STATEN, 3, asked=SOAK))
def test_every_cell_is_what_the_files_say(samples: Path, tmp_path: Path, staat: str) -> None:
    naam, change, document = STATEN[staat]
    folder = _kopie(samples, naam, tmp_path)
    change(folder)
    uitslag = nagerekend(folder, document, gedrukt(folder, document))
    assert uitslag.verschillen == []
    assert uitslag.cellen.total() > 500


@pytest.mark.lang
def test_show_says_so_in_euros_as_well(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = samples / "leiden-2017-jaarrekening"
    bouw = Bouw(lees(folder))
    own = [tabel for tabel in tabellen(bouw) if tabel.naam in ("programmakosten", "afwijkingen")]
    printed = []
    for naam in ("programmakosten", "afwijkingen"):
        assert main(["show", str(folder), naam, "--format", "json", "--euro"]) == 0
        printed += json.loads(capsys.readouterr().out)
    uitslag = vergelijk(own, printed, Euros(REGELS), TEKSTEN)
    assert uitslag.verschillen == []


@pytest.mark.lang
@pytest.mark.parametrize("seed", soaked(VERZONNEN, 3, asked=SOAK))
def test_every_cell_of_an_invented_dossier_is_what_its_files_say(verzonnen: dict[int, Path], seed: int) -> None:
    for uitslag in _goed(seed, verzonnen[seed]):
        assert uitslag.verschillen == []


@pytest.mark.lang
def test_no_table_is_compared_empty(verzonnen: dict[int, Path]) -> None:
    empty = {*PER_PROGRAMMA, *GEMEENTEBREED}
    for seed, folder in verzonnen.items():
        for uitslag in _goed(seed, folder) if empty else ():
            empty -= {*uitslag.cellen}
    assert empty == set()


@pytest.mark.lang
@pytest.mark.parametrize("seed", MEER)
def test_so_it_is_in_any_other_one(tmp_path: Path, seed: int) -> None:
    for document, product in _verzonnen(seed, tmp_path / "dossier"):
        assert nagerekend(tmp_path / "dossier", document, product).verschillen == []


@pytest.mark.lang
@pytest.mark.parametrize("regel", soaked([field.name for field in fields(Regels)], 6, asked=SOAK))
def test_a_rule_that_is_broken_is_noticed(verzonnen: dict[int, Path], regel: str) -> None:
    broken = replace(REGELS, **{regel: False})
    assert any(
        nagerekend(folder, document, product, broken).verschillen
        for seed, folder in verzonnen.items()
        for document, product in _verzonnen(seed, folder)
    )


@pytest.fixture(scope="module")
def jaren(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Bouw, Bouw]:
    """Return the city of this year, all its decisions adopted, and that of the next."""
    folder = _kopie(samples, STAD, tmp_path_factory.mktemp("jaren"))
    for path in (folder / "wijzigingen").glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace('status = "ontwerp"', 'status = "vastgesteld"')
        path.write_text(text, encoding="utf-8", newline="\n")
    oud = Bouw(lees(folder))
    overgang(folder)
    return oud, Bouw(lees(folder))


@pytest.mark.lang
@pytest.mark.parametrize("wat", VERGELIJKINGEN)
def test_the_next_year_begins_where_this_one_ends(jaren: tuple[Bouw, Bouw], wat: str) -> None:
    assert VERGELIJKINGEN[wat](*jaren) == []


@pytest.mark.lang
def test_the_year_after_an_adopted_budget_is_open(samples: Path, tmp_path: Path) -> None:
    folder = _kopie(samples, STAD, tmp_path)
    documenten(folder)
    vastgesteld(folder)
    overgang(folder)
    assert not (folder / "vastgesteld.toml").exists()
    assert nagerekend(folder, "", gedrukt(folder)).verschillen == []
