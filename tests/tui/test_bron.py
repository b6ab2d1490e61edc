from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from budgetdesk.bedrag import BedragFout
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Dossier
from budgetdesk.session import Invoer, Session, Veldinvoer
from budgetdesk.session.cells import input_at
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.registry import TABELLEN
from budgetdesk.tui.dossier.bron import TabelBron
from budgetdesk.tui.dossier.rijkeuze import Beeld
from tests.proef import sampled
from tests.tui.piloot import opened, screen, until

SAMPLES = Path(__file__).parents[2] / "sample_budgets"

BEGROTING = """formaat = 1
gemeente = "Proef"
jaar = 2026
sjabloon = "begroting"
"""
PROGRAMMA = """[programma]
nummer = 1
naam = "P"

[beleidsterrein.A]
naam = "A"

[post.x]
naam = "X"
beleidsterrein = "A"
lasten.begroting.2026 = 100

[reserve.r]
naam = "R"
soort = "bestemmingsreserve"
stand.2024 = 900

[investering.i]
naam = "I"
soort = "nieuw"
nut = "economisch"
bijdrage.2026 = 5
uitgaven.2026 = 1000
uitgaven.2028 = 3000

[subsidie.s]
naam = "S"
ontvanger = "O"
bedrag.2025 = 200

[voorziening.v]
naam = "V"
dotatie.begroting.2026 = 40
"""
BESLUIT = """[wijziging]
nummer = "1"
naam = "B"
status = "ontwerp"

[mutatie.m]
programma = 1
post = "x"
lasten.2026 = 70
"""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[int, int]]:
    """Count how often the input of each cell is asked for."""
    counts: Counter[tuple[int, int]] = Counter()

    def counting(dossier: Dossier, grid: Grid, rij: int, kolom: int) -> Invoer | Veldinvoer | None:
        counts[rij, kolom] += 1
        return input_at(dossier, grid, rij, kolom)

    monkeypatch.setattr("budgetdesk.tui.dossier.bron.input_at", counting)
    return counts


@pytest.mark.lang
@pytest.mark.parametrize("naam", sampled(["leiden-2026", "voorbeeldstad-2027"], 2))
def test_painting_a_table_asks_for_no_input(asked: Counter[tuple[int, int]], naam: str) -> None:
    session = Session.open(SAMPLES / naam)
    for tabel in TABELLEN:
        bron = TabelBron(session, session.dossier.programmas[0], tabel, Beeld(), 1000)
        painted = [bron.cell(row, col) for row in range(bron.row_count()) for col in range(len(bron.koppen))]
        assert not asked, tabel
        is_typed = [
            input_at(session.dossier, bron.grid, index, col) is not None
            for index in bron.in_beeld
            for col in range(len(bron.koppen))
        ]
        assert [cel.bewerkbaar for cel in painted] == is_typed, tabel
        measured = [bron.printed(row, col) for row in range(bron.row_count()) for col in range(len(bron.koppen))]
        assert measured == [cel.kort or cel.tekst for cel in painted], tabel


@pytest.mark.lang
async def test_an_accepted_amount_asks_for_the_input_of_its_cell_once(
    tmp_path: Path, asked: Counter[tuple[int, int]]
) -> None:
    (tmp_path / "programmas").mkdir()
    (tmp_path / "begroting.toml").write_text(BEGROTING, "utf-8")
    (tmp_path / "programmas" / "01-p.toml").write_text(PROGRAMMA, "utf-8")
    async with opened(tmp_path, size=(140, 30)) as pilot:
        await pilot.press("right", "right", *"12")
        here = screen(pilot)
        session, bron = here.sheet.session, here.sheet.table
        assert bron is not None
        cel = (bron.in_beeld[here.grid.cursor[0]], here.grid.cursor[1])
        asked.clear()
        await pilot.press("enter")
        lasten = Adres("programmas/01-p.toml", "post", "x", "lasten.begroting.2026")
        await until(pilot, lambda: session.dossier.waarde(lasten) == 12_000_00)
        await pilot.pause()
        assert asked[cel] <= 1
        # and of the cell the cursor went to, for the line at the bottom
        assert sum(asked.values()) <= 3


def source(tmp_path: Path, tabel: str, begroting: str = BEGROTING, programma: str = PROGRAMMA) -> TabelBron:
    for naam, text in (("begroting", begroting), ("programmas/01-p", programma), ("wijzigingen/1", BESLUIT)):
        pad = tmp_path / f"{naam}.toml"
        pad.parent.mkdir(exist_ok=True)
        pad.write_text(text, "utf-8")
    session = Session.open(tmp_path)
    return TabelBron(session, session.dossier.programmas[0], tabel, Beeld(), 1000)


def typed(bron: TabelBron, rij: tuple[str, str], kop: str, text: str = "=vorig*1,02") -> int:
    """Return the natural cents that a text becomes in a cell."""
    row = next(i for i in range(bron.row_count()) if (bron.rij(i).naam, bron.rij(i).soort) == rij)
    return bron.parse(row, [k.tekst for k in bron.koppen].index(kop), text)


@pytest.mark.parametrize(
    ("tabel", "rij", "kop", "cents"),
    [
        ("programmakosten", ("X", "Lasten"), "MJB 2027", 170_00 * 102 // 100),
        ("reserves", ("R", "Toevoeging"), "MJB 2027", 0),
        ("investeringen", ("I", "nieuw"), "2027", 1020_00),
        ("investeringen", ("I", "nieuw"), "2029", 3060_00),
        ("subsidies", ("S", "O"), "2026", 204_00),
        ("mutaties", ("m", "Lasten"), "2027", 71_40),
        ("voorzieningen", ("V", "Dotatie"), "MJB 2027", 40_80),
    ],
)
def test_vorig_is_the_year_to_the_left_in_every_table(
    tmp_path: Path, tabel: str, rij: tuple[str, str], kop: str, cents: int
) -> None:
    assert typed(source(tmp_path, tabel), rij, kop) == cents


def test_vorig_is_the_balance_a_year_before_in_the_course_of_reserves(tmp_path: Path) -> None:
    accounts = BEGROTING.replace("2026", "2025").replace('"begroting"', '"jaarrekening"')
    bron = source(tmp_path, "reserveverloop", accounts)
    assert typed(bron, ("R", "Stand 31-12"), "Rekening 2025") == 918_00


@pytest.mark.parametrize(("tabel", "naam"), [("reserveverloop", "R"), ("voorzieningen", "V")])
def test_a_balance_below_zero_looks_wrong_and_nothing_else_does(tmp_path: Path, tabel: str, naam: str) -> None:
    more = "onttrekking.begroting.2026 = 1000\n"
    text = PROGRAMMA.replace("stand.2024 = 900\n", f"stand.2024 = 900\n{more}") + "aanwending.begroting.2026 = 50\n"
    text += "stand.2024 = 5\n"
    bron = source(tmp_path, tabel, programma=text)
    rows = [r for r in range(bron.row_count()) if bron.rij(r).naam == naam]
    wrong = {bron.rij(r).soort for r in rows for k in range(len(bron.koppen)) if bron.cell(r, k).rol == "fout"}
    assert wrong == {"Stand 1-1", "Stand 31-12"}


@pytest.mark.parametrize(
    ("tabel", "rij", "kop", "reason"),
    [
        ("programmakosten", ("X", "Lasten"), "Rekening 2024", "Links van deze cel staat geen jaar"),
        ("investeringen", ("I", "nieuw"), "2026", "staat 'Bijdrage derden/reserves', geen bedrag van een eerder jaar"),
        ("investeringen", ("I", "nieuw"), "2028", "is '2027' leeg"),
        ("subsidies", ("S", "O"), "2025", "staat 'Prestatie', geen bedrag van een eerder jaar"),
        ("mutaties", ("m", "Lasten"), "2025", "staat 'Dekking of besluit', geen bedrag"),
    ],
)
def test_where_no_year_stands_to_the_left_the_refusal_says_what_does(
    tmp_path: Path, tabel: str, rij: tuple[str, str], kop: str, reason: str
) -> None:
    with pytest.raises(BedragFout) as refused:
        typed(source(tmp_path, tabel), rij, kop)
    assert reason in str(refused.value)
    assert str(refused.value).endswith("'vorig' kan hier niet.")


def test_vorig_is_what_was_typed_to_the_left_just_before(tmp_path: Path) -> None:
    bron = source(tmp_path, "investeringen")
    adres = Adres("programmas/01-p.toml", "investering", "i", "uitgaven.2027")
    bron.session.set_value(adres, 50_00)
    # the table in view is still the one from before
    assert typed(bron, ("I", "nieuw"), "2028", "=vorig*2") == 100_00
