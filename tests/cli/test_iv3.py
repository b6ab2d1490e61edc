"""`budgetdesk iv3`: the file, or why there is none."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest

from budgetdesk.engine.codelijst import codelijst
from budgetdesk.iv3.controls import defects
from budgetdesk.session import iv3
from tests.cli.conftest import Run
from tests.proef import Maak

TESTS: Final = Path(__file__).parents[1]

BEGROTING: Final = """formaat = 1
gemeente = "Voorbeeldstad"
gemeentecode = "0099"
jaar = 2026
sjabloon = "begroting"

[parameters]
omslagrente = 0.02

[contact]
naam = "A. Bee"
email = "iv3@voorbeeldstad.nl"
telefoon = "14 099"
"""

PROGRAMMA: Final = """[programma]
nummer = 1
naam = "Bestuur"

[beleidsterrein.1A]
naam = "Bestuur"

[post.bestuur]
naam = "Bestuur"
beleidsterrein = "1A"
taakveld = "0.1"
categorie.lasten = "1.1"
categorie.baten = "3.7"
lasten.begroting.2026 = 1_000.50
baten.begroting.2026 = 200.50

[reserve.raad]
naam = "Reserve raad"
soort = "bestemmingsreserve"
toevoeging.begroting.2026 = 5
onttrekking.begroting.2026 = 925

[investering.klok]
naam = "Klok"
nut = "economisch"
uitgaven.2025 = 1_000
termijn = 10
gereed = 2025
post = "bestuur"
"""

ZONDER: Final = """
[post.raad]
naam = "Raad"
beleidsterrein = "1A"
lasten.begroting.2026 = 10
"""

DATUM: Final = "2025-11-12T09:30:00+01:00"


@pytest.fixture
def uit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the file goes; the clock stands still."""
    monkeypatch.setattr(iv3, "now", lambda: datetime.fromisoformat("2026-11-01T12:00:00+01:00"))
    return tmp_path / "iv3.json"


def records(document: dict[str, Any], kant: str) -> list[tuple[str, str, int]]:
    return [(r["taakveld"], r["categorie"], r["bedrag"]) for r in document["data"][kant]]


def test_a_budget_becomes_a_statement_that_passes_all_controls(run: Run, dossier: Maak, uit: Path) -> None:
    """Lasten 1,001 + 100 depreciation + 20 interest + 5 = 1,126; baten 201 + 925 = 1,126."""
    map_ = dossier(PROGRAMMA, begroting=BEGROTING)
    code, out, err = run("iv3", map_, "--uit", uit, "--datum", DATUM)
    assert (code, out) == (0, "")
    assert err == f"{uit} is geschreven: begroting 2026, 6 regels, resultaat € 0.\n"
    document = json.loads(uit.read_bytes())
    assert records(document, "lasten") == [
        ("0.1", "1.1", 1001),
        ("0.1", "7.3", 100),
        ("0.1", "7.4", 20),
        ("0.10", "7.1", 5),
    ]
    assert records(document, "baten") == [("0.1", "3.7", 201), ("0.10", "7.1", 925)]
    assert document["metadata"]["overheidsnummer"] == "0099"
    assert document["metadata"]["export_software"].startswith("budgetdesk")
    lijst = codelijst(2026)
    assert lijst is not None
    assert defects(document, lijst) == []


def test_the_time_is_that_of_the_clock_unless_it_is_given(run: Run, dossier: Maak, uit: Path) -> None:
    map_ = dossier(PROGRAMMA, begroting=BEGROTING)
    run("iv3", map_, "--uit", uit)
    assert json.loads(uit.read_bytes())["metadata"]["datum"] == "2026-11-01T12:00:00+01:00"
    run("iv3", map_, "--uit", uit, "--datum", DATUM)
    first = uit.read_bytes()
    assert json.loads(first)["metadata"]["datum"] == DATUM
    run("iv3", map_, "--uit", uit, "--datum", DATUM)
    assert uit.read_bytes() == first


def test_the_clock_gives_an_offset() -> None:
    assert iv3.now().utcoffset() is not None


def test_a_statement_that_would_be_refused_is_not_written(run: Run, dossier: Maak, uit: Path) -> None:
    map_ = dossier(PROGRAMMA + ZONDER, begroting=BEGROTING.replace("iv3@voorbeeldstad.nl", "iv3"))
    uit.write_text("oud", "utf-8")
    code, out, err = run("iv3", map_, "--uit", uit)
    assert (code, out, uit.read_text("utf-8")) == (1, "", "oud")
    lines = err.splitlines()
    assert lines[0] == (
        f"{map_}/begroting.toml:12: contact.email: BD456 contact.email: hier hoort een e-mailadres waarvan het einde"
        " twee tot vier letters heeft, zoals .nl. Vul `email` in onder [contact]."
    )
    assert lines[1] == (
        f"{map_}/programmas/01-p.toml:31: post.raad.taakveld: BD454 lasten van `Raad`, € 10:"
        " geen taakveld en geen `categorie.lasten`. Vul `taakveld` in."
    )
    assert lines[2] == f"{uit} is niet geschreven: CBS zou het zo weigeren. Met --concept wordt het toch geschreven."
    assert len(lines) == 3


def test_a_concept_is_written_without_the_amounts_that_lack_a_code(run: Run, dossier: Maak, uit: Path) -> None:
    map_ = dossier(PROGRAMMA + ZONDER, begroting=BEGROTING)
    code, _, err = run("iv3", map_, "--uit", uit, "--concept")
    assert code == 0
    assert "post.raad.taakveld: BD454" in err
    assert "BD457 de lasten (1.126) en de baten (1.136)" in err
    assert err.splitlines()[-1] == (
        f"{uit} is geschreven: begroting 2026, 7 regels, resultaat € -10."
        " Het is een concept, waarin 1 bedrag zonder code is weggelaten."
    )
    document = json.loads(uit.read_bytes())
    assert records(document, "baten")[-1] == ("0.11", "7.1", 10)


def test_nothing_is_wrong_with_a_concept_that_is_complete(run: Run, dossier: Maak, uit: Path) -> None:
    map_ = dossier(PROGRAMMA, begroting=BEGROTING)
    plain = run("iv3", map_, "--uit", uit)
    assert run("iv3", map_, "--uit", uit, "--concept") == plain


def test_accounts_take_the_realised_column_and_need_their_balance(run: Run, dossier: Maak, uit: Path) -> None:
    realised = PROGRAMMA.replace("begroting.2026", "rekening.2026").replace('"3.7"', '"4.3.9"')
    map_ = dossier(realised, begroting=BEGROTING.replace('"begroting"', '"jaarrekening"'))
    code, _, err = run("iv3", map_, "--uit", uit)
    assert code == 1
    assert "begroting.toml:4: jaar: BD459 de balans ontbreekt" in err
    assert "post.bestuur.categorie.baten: BD458 baten van `Bestuur`, € 200,50: categorie 4.3.9 kan alleen" in err
    assert not uit.exists()
    code, _, err = run("iv3", map_, "--uit", uit, "--concept")
    assert code == 0
    assert err.endswith("5 regels, resultaat € 120. Het is een concept.\n")
    document = json.loads(uit.read_bytes())
    assert (document["metadata"]["periode"], document["metadata"]["status"]) == (5, "Realisatie")
    assert records(document, "lasten") == [("0.1", "1.1", 1001), ("0.10", "7.1", 5), ("0.11", "7.1", 120)]


def test_a_later_year_uses_the_newest_list_and_says_so(run: Run, dossier: Maak, uit: Path) -> None:
    map_ = dossier(PROGRAMMA.replace("2026", "2027"), begroting=BEGROTING.replace("2026", "2027"))
    code, _, err = run("iv3", map_, "--uit", uit)
    assert code == 0
    assert err.splitlines()[0] == "let op: voor 2027 is er nog geen lijst met codes; die van 2025-2026 is gebruikt."


@pytest.mark.parametrize(
    ("begroting", "sentence"),
    [
        (BEGROTING.replace("2026", "2016"), "Voor 2016 maakt budgetdesk geen Iv3-bestand: dat kan vanaf 2025."),
        (BEGROTING.replace("2026", "2024"), "Voor 2024 maakt budgetdesk geen Iv3-bestand: dat kan vanaf 2025."),
        (
            BEGROTING.replace('"begroting"', '"voortgangsrapportage"'),
            "Een Iv3-bestand komt uit een begroting of jaarrekening, niet uit `voortgangsrapportage`.",
        ),
    ],
)
def test_a_document_or_year_without_a_statement_is_refused(
    run: Run, dossier: Maak, uit: Path, begroting: str, sentence: str
) -> None:
    assert run("iv3", dossier(PROGRAMMA, begroting=begroting), "--uit", uit) == (2, "", f"{sentence}\n")
    assert not uit.exists()


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        ((), "dit ontbreekt nog: --uit."),
        (("--uit", "begroting.toml"), "Een Iv3-bestand eindigt op .json; `begroting.toml` eindigt anders."),
        (("--uit", "x.json", "--datum", "2025-11-12"), "--datum: `2025-11-12` is geen tijdstip, zoals 2026-11-12T09"),
        (("--uit", "x.json", "--datum", "2025-11-12T09:30"), "`2025-11-12T09:30` is geen tijdstip"),
        (("--uit", "x.json", "--datum", "gisteren"), "`gisteren` is geen tijdstip"),
    ],
)
def test_a_wrong_call_writes_nothing(
    run: Run, dossier: Maak, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...], complaint: str
) -> None:
    map_ = dossier(PROGRAMMA, begroting=BEGROTING)
    monkeypatch.chdir(tmp_path)
    code, out, err = run("iv3", map_, *argv)
    assert (code, out) == (2, "")
    assert complaint in err
    assert [p.name for p in tmp_path.iterdir()] == ["dossier"]


def test_a_dossier_that_is_not_sound_and_a_file_that_cannot_be_written_have_their_own_codes(
    run: Run, dossier: Maak, uit: Path
) -> None:
    map_ = dossier(PROGRAMMA.replace('beleidsterrein = "1A"', 'beleidsterrein = "1B"'), begroting=BEGROTING)
    assert run("iv3", map_, "--uit", uit)[0] == 3
    code, _, err = run("iv3", dossier(PROGRAMMA, begroting=BEGROTING), "--uit", uit.parent / "nergens" / "iv3.json")
    assert code == 4
    assert "schrijven is mislukt" in err


def test_findings_read_as_check_prints_them(run: Run, dossier: Maak, uit: Path) -> None:
    wrong = PROGRAMMA.replace('"3.7"', '"9.9"')
    map_ = dossier(wrong, begroting=BEGROTING)
    _, checked, _ = run("check", map_)
    _, _, err = run("iv3", map_, "--uit", uit)
    (line,) = [line for line in checked.splitlines() if "BD451" in line]
    place = line.partition(" BD451 ")[0]
    assert place == f"{map_}/programmas/01-p.toml:13: post.bestuur.categorie.baten:"
    assert err.startswith(f"{place} BD451 baten van `Bestuur`, € 200,50: `9.9` is geen categorie van baten")
