"""`budgetdesk iv3`: the file, or why there is none."""

from __future__ import annotations

import json
import re
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
    assert (
        "begroting.toml: iv3.balans: BD459 de balans van 1 januari 2026 en 31 december 2026 ontbreekt, die bij een"
        " realisatie hoort (controles PF001 tot en met PF008). Zij staat onder [iv3.balans], zoals `A111.2025` en"
        " `A111.2026`."
    ) in re.sub(r"toml:[0-9]+:", "toml:", err)
    assert "post.bestuur.categorie.baten: BD458 baten van `Bestuur`, € 200,50: categorie 4.3.9 kan alleen" in err
    assert not uit.exists()
    code, _, err = run("iv3", map_, "--uit", uit, "--concept")
    assert code == 0
    assert err.endswith("7 regels, resultaat € 120. Het is een concept.\n")
    document = json.loads(uit.read_bytes())
    assert (document["metadata"]["periode"], document["metadata"]["status"]) == (5, "Realisatie")
    assert records(document, "lasten") == [
        ("0.1", "1.1", 881),
        ("0.1", "7.3", 100),
        ("0.1", "7.4", 20),
        ("0.10", "7.1", 5),
        ("0.11", "7.1", 120),
    ]


JAARREKENING: Final = (
    BEGROTING.replace('"begroting"', '"jaarrekening"')
    + """
[iv3.balans]
A123.2025 = 1_000
A123.2026 = 1_100
A23.2025 = 500
A23.2026 = 405
P111.2025 = 700
P111.2026 = 705
P133.2025 = 800
P133.2026 = 800

[iv3.balans_lasten]
A123."3.8".2026 = 200

[iv3.balans_baten]
A123."7.3".2026 = 100
P111."7.1".2026 = 5
"""
)

GEREALISEERD: Final = """[programma]
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
lasten.rekening.2026 = 1_120
lasten.realisatie.2026-1 = 300
lasten.realisatie.2026-2 = 500
baten.rekening.2026 = 1_105
baten.realisatie.2026-1 = 250

[post.rente]
naam = "Rente"
beleidsterrein = "1A"
taakveld = "0.5"
categorie.baten = "7.4"
baten.rekening.2026 = 20

[reserve.raad]
naam = "Reserve raad"
soort = "algemene reserve"
toevoeging.rekening.2026 = 5

[investering.klok]
naam = "Klok"
nut = "economisch"
uitgaven.2025 = 1_000
termijn = 10
gereed = 2025
post = "bestuur"
"""


def test_accounts_with_their_balance_pass_every_control(run: Run, dossier: Maak, uit: Path) -> None:
    """A building of 1,000 was written off by 100 and improved for 200; cash paid what the rest left.

    Spent 1,000 (of 1,120 the charges are 120) and 200, received 1,105: cash goes from 500 to 405.
    """
    code, _, err = run("iv3", dossier(GEREALISEERD, begroting=JAARREKENING), "--uit", uit)
    assert (code, err.splitlines()) == (
        0,
        [
            "let op: 1 financiële balanscode heeft als mutatie (categorie 6.1) het verschil van begin- en eindstand.",
            f"{uit} is geschreven: realisatie 2026, 6 regels, resultaat € 0.",
        ],
    )
    data = json.loads(uit.read_bytes())["data"]
    assert data["balans_lasten"] == [{"balanscode": "A123", "categorie": "3.8", "bedrag": 200}]
    assert data["balans_baten"] == [
        {"balanscode": "A123", "categorie": "7.3", "bedrag": 100},
        {"balanscode": "A23", "categorie": "6.1", "bedrag": 95},
        {"balanscode": "P111", "categorie": "7.1", "bedrag": 5},
    ]
    assert data["balans_standen"][:2] == [
        {"balanscode": "A123", "standper": "1 januari", "bedrag": 1000},
        {"balanscode": "A123", "standper": "ultimo", "bedrag": 1100},
    ]
    assert list(data)[:5] == ["lasten", "balans_lasten", "baten", "balans_baten", "balans_standen"]


@pytest.mark.parametrize(
    ("was", "is_", "sentences"),
    [
        (
            "P133.2026 = 800",
            "P133.2026 = 790",
            [
                (
                    "BD532 de balans van 31 december 2026 sluit niet: activa 1.505, passiva 1.495, verschil 10"
                    " (controle PF008). Maak de activa en passiva onder [iv3.balans] gelijk."
                )
            ],
        ),
        (
            "P111.2025 = 700",
            "P111.2025 = 690",
            [
                (
                    "BD532 de balans van 1 januari 2026 sluit niet: activa 1.500, passiva 1.490, verschil 10 (controle"
                    " PF007)."
                ),
                "BD533 de stand van P111 verandert met 15, de mutaties zijn samen 5, verschil 10 (controle PF003).",
            ],
        ),
        (
            'A123."3.8".2026 = 200',
            'A123."3.8".2026 = 150',
            [
                "BD533 de stand van A123 verandert met 100, de mutaties zijn samen 50, verschil 50 (controle PF003).",
                (
                    "BD535 het saldo van de categorieën 1 tot en met 5 is -45, dat van de financiële rekening (6.1)"
                    " -95; dat mag hoogstens 1 % van de lasten verschillen (controle PF001)."
                ),
            ],
        ),
        (
            'A123."7.3".2026 = 100',
            'A123."3.8".2026 = 100',
            [
                (
                    "BD534 categorie 7.3 verrekent taakvelden en balans met elkaar en is niet gelijk: lasten 100,"
                    " baten 0, verschil 100 (controle PF004). Zet de andere kant onder [iv3.balans_lasten] of"
                ),
                "BD535 het saldo van",
            ],
        ),
        (
            "A23.2026 = 405",
            "A231.2026 = 405",
            ["iv3.balans.A231.2026: BD530 `A231` is geen balanscode van Iv3 2025-2026."],
        ),
        (
            'P111."7.1".2026 = 5',
            'P111."7.2".2026 = 5',
            ['iv3.balans_baten.P111."7.2".2026: BD531 baten van categorie 7.2 kunnen niet bij balanscode P111'],
        ),
    ],
)
def test_a_balance_that_does_not_hold_is_refused_with_both_sums(
    run: Run, dossier: Maak, uit: Path, was: str, is_: str, sentences: list[str]
) -> None:
    assert was in JAARREKENING
    code, _, err = run("iv3", dossier(GEREALISEERD, begroting=JAARREKENING.replace(was, is_)), "--uit", uit)
    assert (code, uit.exists()) == (1, False)
    for sentence in sentences:
        assert sentence in err


def test_interest_that_no_taakveld_receives_is_refused(run: Run, dossier: Maak, uit: Path) -> None:
    """Charged is 20 (7.4, lasten); treasury says it got it as goods (3.8)."""
    without = GEREALISEERD.replace('categorie.baten = "7.4"', 'categorie.baten = "3.8"')
    _, _, err = run("iv3", dossier(without, begroting=JAARREKENING), "--uit", uit)
    assert "BD534 categorie 7.4 verrekent taakvelden en balans met elkaar en is niet gelijk: lasten 20, baten 0" in err


def test_a_quarter_is_a_statement_of_its_own_with_financial_balances_only(run: Run, dossier: Maak, uit: Path) -> None:
    """Until March 300 was spent and 250 received; cash went from 500 to 450. Buildings are not asked."""
    begroting = JAARREKENING.replace("A23.2026 = 405", "A23.2026-1 = 450\nA23.2026 = 405").replace(
        "P133.2026 = 800", "P133.2026-1 = 800\nP133.2026 = 800"
    )
    map_ = dossier(GEREALISEERD, begroting=begroting)
    code, _, err = run("iv3", map_, "--kwartaal", "1", "--uit", uit)
    assert (code, err.splitlines()[-1]) == (0, f"{uit} is geschreven: kwartaal 1 van 2026, 2 regels, resultaat € -50.")
    document = json.loads(uit.read_bytes())
    assert (document["metadata"]["periode"], document["metadata"]["status"]) == (1, "Realisatie")
    assert records(document, "lasten") == [("0.1", "1.1", 300)]
    assert records(document, "baten") == [("0.1", "3.7", 250)]
    assert document["data"]["balans_baten"] == [{"balanscode": "A23", "categorie": "6.1", "bedrag": 50}]
    assert {"balanscode": "A23", "standper": "ultimo", "bedrag": 450} in document["data"]["balans_standen"]
    assert "kengetallen" not in document["data"]
    lijst = codelijst(2026)
    assert lijst
    assert defects(document, lijst) == []


def test_a_quarter_that_says_nothing_of_what_the_one_before_had_is_refused(run: Run, dossier: Maak, uit: Path) -> None:
    _, _, err = run("iv3", dossier(GEREALISEERD, begroting=JAARREKENING), "--kwartaal", "2", "--uit", uit)
    assert (
        "post.bestuur.baten.realisatie.2026-2: BD537 baten van `Bestuur` had een kwartaal eerder € 250, en heeft geen"
        " 2026-2. Vul het totaal tot en met dit kwartaal in, ook als er niets bij kwam."
    ) in err
    assert "BD459 de balans van 30 juni 2026 ontbreekt" in err


@pytest.mark.parametrize("sjabloon", ["begroting", "voortgangsrapportage", "jaarrekening"])
def test_a_quarter_comes_from_any_document(run: Run, dossier: Maak, uit: Path, sjabloon: str) -> None:
    begroting = JAARREKENING.replace('"jaarrekening"', f'"{sjabloon}"')
    map_ = dossier(GEREALISEERD, begroting=begroting)
    assert run("iv3", map_, "--kwartaal", "1", "--uit", uit, "--concept")[0] == 0
    assert records(json.loads(uit.read_bytes()), "lasten") == [("0.1", "1.1", 300)]


def test_a_quarter_without_amounts_is_refused(run: Run, dossier: Maak, uit: Path) -> None:
    sentence = "Van kwartaal 3 van 2026 staat er geen realisatie in het dossier, zoals `lasten.realisatie.2026-3` bij"
    code, _, err = run("iv3", dossier(GEREALISEERD, begroting=JAARREKENING), "--kwartaal", "3", "--uit", uit)
    assert (code, uit.exists()) == (2, False)
    assert err.startswith(sentence)


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
        (("--uit", "x.json", "--kwartaal", "5"), "--kwartaal: `5` is geen kwartaal; kies 1, 2, 3 of 4."),
        (("--uit", "x.json", "--kwartaal", "0"), "--kwartaal: `0` is geen kwartaal; kies 1, 2, 3 of 4."),
        (("--uit", "x.json", "--kwartaal", "een"), "--kwartaal: `een` is geen kwartaal; kies 1, 2, 3 of 4."),
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
