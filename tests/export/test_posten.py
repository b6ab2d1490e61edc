"""The sheet Posten: every amount once; who types there sees every sheet follow, as the dossier would."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from budgetdesk.export import posten
from budgetdesk.export.labels import Labels, criterion
from budgetdesk.export.places import EERSTE_RIJ
from budgetdesk.export.posten import REDENEN
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.tables.registry import build
from tests.conftest import Maak
from tests.export.invoer import Werkmap
from tests.export.rekenen import Rekenaar
from tests.export.test_workbook import Blad, Cel, lees
from tests.proef import NAAM, sampled

TYPED = Cel("0", None, None, "")


def read(werkmap: Werkmap) -> tuple[dict[str, Blad], dict[str, str]]:
    """Return the sheets of a workbook and its names."""
    bladen, names, _ = lees(werkmap.data)
    return {blad.naam: blad for blad in bladen}, names


def computed(bladen: dict[str, Blad], names: dict[str, str], typed: dict[str, float]) -> Rekenaar:
    """Return the workbook with other amounts on Posten."""
    cells = {naam: dict(blad.cellen) for naam, blad in bladen.items()}
    for cel, euros in typed.items():
        cells["Posten"][cel] = replace(TYPED, waarde=repr(euros))
    return Rekenaar(cells, names)


def wrong(werkmap: Werkmap, typed: dict[Adres, int]) -> list[object]:
    """Return the cells that do not follow amounts that are typed on Posten as they follow them in the dossier."""
    bladen, names = read(werkmap)
    rekenaar = computed(bladen, names, {werkmap.cell(adres): cents / 100 for adres, cents in typed.items()})
    found: list[object] = []
    for (naam, cel), value in werkmap.expected(typed).items():
        now = rekenaar.value(naam, cel)
        if now != value if isinstance(now, str) or isinstance(value, str) else abs(now - value) > 0.0001:
            found.append((naam, cel, now, value))
    return found


@pytest.fixture(scope="module")
def leiden() -> Werkmap:
    return Werkmap(Path(__file__).parents[2] / "sample_budgets" / "leiden-2026")


@pytest.mark.parametrize(
    "naam", sampled(["leiden-2023-voortgangsrapportage", "leiden-2026", "leiden-2017-jaarrekening"], 3)
)
def test_every_sheet_follows_what_is_typed_on_posten_as_it_follows_the_dossier(samples: Path, naam: str) -> None:
    werkmap = Werkmap(samples / naam)
    typed = werkmap.chosen(Random(naam), 5)  # noqa: S311 - the same amounts every time
    assert len(typed) >= 5
    assert len(werkmap.expected(typed)) > 100
    assert wrong(werkmap, typed) == []


@pytest.mark.lang
def test_it_is_seen_where_a_sheet_does_not_follow(leiden: Werkmap) -> None:
    typed = leiden.chosen(Random(1), 5)  # noqa: S311 - the same amounts every time
    bladen, names = read(leiden)
    expected = leiden.expected(typed)
    still = computed(bladen, names, {})
    assert [key for key, value in expected.items() if still.value(*key) != value]


GEGEVEN = """
[cijfer.inwoners]
naam = "Inwoners"
groep = "Maatstaven"
bedrag.begroting.2026 = 120
[emu]
boekwinst.begroting.2026 = 4
[balans]
leningen.rekening.2024 = 50
voorraden.2026 = 9
voorraden.begroting.2026 = 8
"""
CIJFERS = """tabellen = 1
[tabel.cijfers]
titel = "Cijfers"
maat = { bedrag = { cijfer = 1 } }
rij = [{ per = "groep", zonder = "Overig", maat = "bedrag", eind = "Totaal" }]
"""


def test_free_figures_and_what_is_given_for_a_phase_are_typed_on_posten_too(dossier: Maak) -> None:
    los = '[cijfer.los]\nnaam = "Los"\nbedrag.begroting.2026 = 7\n'
    werkmap = Werkmap(dossier(los, los, begroting=GEGEVEN, templates__tabellen=CIJFERS))
    typed = {
        Adres(BEGROTING, "cijfer", "inwoners", "bedrag.begroting.2026"): 1_000_00,
        Adres(NAAM.replace("01", "02"), "cijfer", "los", "bedrag.begroting.2026"): 5_00,
        Adres(BEGROTING, "emu", "", "boekwinst.begroting.2026"): 60_00,
        Adres(BEGROTING, "balans", "", "leningen.rekening.2024"): 40_00,
        Adres(BEGROTING, "balans", "", "voorraden.begroting.2026"): 77_00,
    }
    assert {blad for blad, _ in werkmap.expected(typed)} >= {"Cijfers", "EMU-saldo", "Balans"}
    assert wrong(werkmap, typed) == []


KEYS = ("1A", "1a", "1A*", "1A?", "1A~", "0.1", "0.10", "mei-26", "TRUE", "e=1", '"', ">0")
"""Keys that a spreadsheet takes for patterns, numbers, dates, truth or conditions, or for each other."""


def test_keys_that_a_spreadsheet_confuses_keep_their_own_amounts(dossier: Maak) -> None:
    text = "".join(
        f"[beleidsterrein.{key!r}]\nnaam = 'T{n}'\n[post.p{n}]\nnaam = 'P'\nbeleidsterrein = {key!r}\n"
        f"lasten.begroting.2026 = {2**n}\n"
        for n, key in enumerate(KEYS)
    )
    werkmap = Werkmap(dossier(text))
    bladen, _ = read(werkmap)
    sheet = bladen["P1 Programmakosten"]
    grid = build("programmakosten", werkmap.session.cijfers, werkmap.session.dossier.programmas)
    leaves = [r for r, rij in enumerate(grid.rijen) if rij.scope.soort == "beleidsterrein" and rij.kant == "lasten"]
    found = [sheet.bereken(f"E{5 + r}") for r in leaves]
    assert found == [2**n for n in range(len(KEYS))]


def test_a_year_without_any_amount_is_looked_for_nowhere(dossier: Maak) -> None:
    werkmap = Werkmap(dossier('[investering.i]\nnaam = "I"\nnut = "economisch"\nuitgaven.2026 = 1000\n'))
    bladen, names = read(werkmap)
    formulas = [cel.formule for blad in bladen.values() for cel in blad.cellen.values() if cel.formule]
    looked_in = {naam for formula in formulas for naam in re.findall(r"Jaar_[0-9]{4}", formula)}
    assert looked_in == {"Jaar_2026"} <= names.keys()


def test_a_label_is_never_bare_and_never_twice() -> None:
    labels = Labels("taakveld")
    made = [labels[key] for key in ("0.1", "0.10", "A", "a", "ａ", "", "-")]
    assert made == ["T 0.1", "T 0.10", "T A", "T a (2)", "T ａ (3)", "T -", "T - (2)"]
    assert labels["a"] == "T a (2)"
    assert criterion('T *?~"') == '"T ~*~?~~"""'


KAPITAAL = """
[beleidsterrein.A]
naam = "A"
[post.weg]
naam = "Wegen"
beleidsterrein = "A"
lasten.begroting.2026 = 1000
baten.begroting.2026 = 10
incidenteel.lasten.2026 = 300
[investering.brug]
naam = "Brug"
nut = "economisch"
soort = "nieuw"

post = "weg"
uitgaven.2025 = 5000
uit_reserve.2025 = 20
gereed = 2025
termijn = 10
"""


@pytest.fixture
def brug(dossier: Maak) -> Werkmap:
    return Werkmap(dossier(KAPITAAL))


def rows(werkmap: Werkmap) -> dict[tuple[str, str], tuple[str, str]]:
    """Return how each row of Posten is typed, by its name and side."""
    return {(post.naam, post.van.get("kant", "")): (post.rol, post.uitleg) for post in werkmap.elders.posten.rijen}


def test_what_feeds_capital_charges_is_locked_and_says_why_and_the_charges_are_computed(brug: Werkmap) -> None:
    found = rows(brug)
    assert found["Brug", "uitgaven"] == ("vast", REDENEN["kapitaallasten"])
    assert found["Wegen · Brug", "lasten"] == ("berekend", "berekend: kapitaallasten")
    assert found["Wegen", "baten"] == ("invoer", "")
    bladen, _ = read(brug)
    assert (
        bladen["Posten"].xml.find("m:sheetProtection", {"m": bladen["Posten"].xml.tag[1:].partition("}")[0]})
        is not None
    )
    texts = {cel.tekst for cel in bladen["Posten"].cellen.values()}
    assert REDENEN["kapitaallasten"] in texts


def test_the_incidental_part_of_a_post_is_typed_once_and_taken_off_what_is_structural(brug: Werkmap) -> None:
    adres = Adres("programmas/01-p.toml", "post", "weg", "incidenteel.lasten.2026")
    assert adres in brug.elders.posten.adressen
    assert rows(brug)["Wegen af: waarvan incidenteel", "lasten"][0] == "tegen"
    assert wrong(brug, {adres: 45_000}) == []


VERDELING = """
[kostenplaats.huis]
naam = "Huisvesting"
programma = 1
post = "weg"
verdeelsleutel = "fte"
[verdeling.weg]
kostenplaats = "huis"
programma = 1
post = "kantoor"
aandeel = 1
"""


def test_a_post_that_hands_out_all_it_costs_is_locked_and_says_why(dossier: Maak) -> None:
    kantoor = '[post.kantoor]\nnaam = "Kantoor"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 5\n'
    found = rows(Werkmap(dossier(KAPITAAL + kantoor, begroting=VERDELING)))
    assert found["Wegen", "lasten"] == ("vast", REDENEN["verdeling"])
    assert found["Kantoor", "lasten"] == ("invoer", "")


def test_a_budget_that_a_forecast_follows_is_locked_and_says_why_and_the_rest_follows(dossier: Maak) -> None:
    posten = (
        f'[post.{p}]\nnaam = "{p.capitalize()}"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 5\n'
        for p in ("een", "twee")
    )
    report = '[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n'
    said = "[post.een]\nlasten.prognose.2026 = 7\n"
    werkmap = Werkmap(dossier("".join(posten), begroting=report, **{"documenten__vgr-1__01-p": said}))
    found = rows(werkmap)
    assert found["Een", "lasten"] == ("invoer", "")
    assert found["Twee", "lasten"] == ("vast", REDENEN["Begroting na wijziging"])
    assert found["Twee · Begroting na wijziging", "lasten"] == ("berekend", "berekend: begroting na wijziging")
    typed = {
        Adres(NAAM, "post", "een", f"lasten.{fase}.2026"): cents
        for fase, cents in (("begroting", 9_00), ("prognose", 4_00))
    }
    assert wrong(werkmap, typed) == []


def test_above_the_limit_posts_that_no_table_tells_apart_are_one_row_and_the_sheet_says_so(
    dossier: Maak, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posten, "MAX_POSTEN", 10)
    text = '[beleidsterrein.A]\nnaam = "A"\n' + "".join(
        f'[post.p{n}]\nnaam = "P{n}"\nbeleidsterrein = "A"\nlasten.begroting.2026 = {n}\n' for n in range(30)
    )
    werkmap = Werkmap(dossier(text))
    assert rows(werkmap) == {("30 posten", "lasten"): ("vast", "telt meer posten op")}
    bladen, _ = read(werkmap)
    assert bladen["P1 Programmakosten"].bereken("E5") == sum(range(30))
    assert any("Meer dan" in (cel.tekst or "") for cel in bladen["Posten"].cellen.values())


def test_a_control_is_zero_until_a_formula_is_typed_over(leiden: Werkmap) -> None:
    bladen, names = read(leiden)
    index = bladen["Inhoud"]
    checks = {plek: cel for plek, cel in index.cellen.items() if (cel.formule or "").startswith("IF(SUMPRODUCT")}
    assert len(checks) >= 5
    assert {index.bereken(plek) for plek in checks} == {"klopt"}
    cells = {naam: dict(blad.cellen) for naam, blad in bladen.items()}
    cells["P1 Programmakosten"]["C5"] = replace(TYPED, waarde="1")
    spoiled = Rekenaar(cells, names)
    said = [
        spoiled.value("Inhoud", plek) for plek, cel in checks.items() if "P1 Programmakosten" in (cel.formule or "")
    ]
    assert said == ["wijkt af"]


def test_every_row_of_posten_has_a_place_and_amounts_stand_there_once(leiden: Werkmap) -> None:
    places = [leiden.cell(adres) for adres in leiden.elders.posten.adressen]
    assert len(places) == len(set(places)) > 50
    bladen, _ = read(leiden)
    for adres in leiden.elders.posten.adressen:
        cents = leiden.session.dossier.waarde(adres)
        assert isinstance(cents, int)
        assert float(bladen["Posten"].cellen[leiden.cell(adres)].waarde or "nan") == cents / 100
    first = leiden.elders.posten.rijen[0]
    assert bladen["Posten"].cellen[f"A{EERSTE_RIJ + 1}"].tekst == first.naam


def test_a_filter_on_many_members_is_a_mark_in_a_column_of_its_own(dossier: Maak) -> None:
    text = "".join(
        f'[beleidsterrein.T{n}]\nnaam = "T{n}"\n[post.p{n}]\nnaam = "P"\nbeleidsterrein = "T{n}"\n'
        f"lasten.begroting.2026 = {100 * n}\n"
        for n in range(20)
    )
    own = """tabellen = 1
[tabel.groot]
titel = "Groot"
kolom = ["begroting"]
rij = [{ per = "beleidsterrein", maat = "lasten", boven = "toelichting", rest = "Overig" }]
"""
    map_ = dossier(text, begroting="[drempels]\ntoelichting = 1000\n")
    (map_ / "templates").mkdir()
    (map_ / "templates" / "tabellen.toml").write_text(own, "utf-8")
    werkmap = Werkmap(map_)
    bladen, names = read(werkmap)
    assert "Selectie_1" in names
    sheet = next(blad for naam, blad in bladen.items() if naam.startswith("Groot"))
    rest = next(plek for plek, cel in sheet.cellen.items() if cel.tekst == "Overig")
    assert sheet.bereken(f"C{rest[1:]}") == sum(100 * n for n in range(11))


def test_a_credit_that_a_decision_changed_is_locked_in_the_workbook_and_all_sheets_hold(dossier: Maak) -> None:
    credit = (
        '[post.p]\nnaam = "P"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 7\n'
        '[investering.brug]\nnaam = "Brug"\nnut = "economisch"\nuitgaven.2026 = 1000\n'
        'termijn = 10\ngereed = 2026\npost = "p"\n'
    )
    besluit = (
        '[wijziging]\nnummer = "1"\nnaam = "Meer"\nstatus = "vastgesteld"\n'
        '[mutatie.m]\nprogramma = 1\ninvestering = "brug"\nonderwerp = "Duurder"\nuitgaven.2026 = 500\n'
    )
    werkmap = Werkmap(dossier(credit, wijzigingen__w=besluit))
    post, _ = werkmap.elders.posten.adressen[Adres("wijzigingen/w.toml", "mutatie", "m", "uitgaven.2026")]
    assert (post.naam, post.rol, post.uitleg) == ("Brug · Meer: Duurder", "vast", REDENEN["kapitaallasten"])
    assert wrong(werkmap, {Adres(NAAM, "post", "p", "lasten.begroting.2026"): 900}) == []
