"""`overnemen` from the command line: what comes, what is refused, and that nothing is written then."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from budgetdesk.cli import main
from budgetdesk.export.text import printed
from budgetdesk.model.besluiten import KANTEN, Boeking, besluiten, kop, nieuw_besluit, set_amounts, vaststellen
from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.session import Session
from budgetdesk.session.newfiles import add_file
from budgetdesk.session.overnemen import _what
from budgetdesk.session.reading import tables
from budgetdesk.storage import atomic
from budgetdesk.storage.lock import hold
from tests.cli.conftest import Inhoud, Run

OUD, NIEUW = Path("oud"), Path("nieuw")
KOP = 'formaat = 1\ngemeente = "Proef"\njaar = 2026\nsjabloon = "begroting"\n'
PROGRAMMA = """
[programma]
nummer = 1
naam = "Bestuur"

[beleidsterrein.1A]
naam = "Bestuur"

[post.raad]
naam = "Raad"
beleidsterrein = "1A"
lasten.begroting.2026 = 1_000
lasten.begroting.2027 = 1_000
lasten.begroting.2028 = 1_000
lasten.begroting.2029 = 1_000

[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
lasten.begroting.2026 = 500

[investering.zaal]
naam = "Raadzaal"
nut = "economisch"
uitgaven.2026 = 10_000
termijn = 10
gereed = 2026
post = "raad"
"""
CONCEPT = """
# dit ontwerp gaat mee
[wijziging]
nummer = "2026-02"
naam = "Ontwerp"
status = "ontwerp"

[mutatie.griffie]
programma = 1
post = "griffie"
onderwerp = "Griffie"
lasten.2026 = 30
lasten.2027 = 40
"""

Besluit = Callable[..., None]


@pytest.fixture(scope="module")
def beide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a dossier that has a draft, and the one of the next year that was made from it."""
    folder = tmp_path_factory.mktemp("jaren")
    for naam, tekst in (("begroting", KOP), ("programmas/01-bestuur", PROGRAMMA), ("wijzigingen/concept", CONCEPT)):
        (folder / OUD / f"{naam}.toml").parent.mkdir(parents=True, exist_ok=True)
        (folder / OUD / f"{naam}.toml").write_text(tekst, "utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        assert main(["rollover", str(OUD), str(NIEUW)]) == 0
    return folder


@pytest.fixture(autouse=True)
def jaren(beide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Put a copy of both in the current folder."""
    shutil.copytree(beide, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()


@pytest.fixture
def neem(run: Run) -> Besluit:
    """Take a decision in the old dossier, on the posts that are named: `2026-07`, `raad`."""

    def call(
        nummer: str, *posten: str, bedragen: str = "2026=100 2027=200 2029=300", naam: str = "Najaarsnota"
    ) -> None:
        for i, post in enumerate(posten):
            new = () if i else ("--nieuw", naam)
            what = ("mutatie", OUD, nummer, f"1/{post}", *bedragen.split(), "--onderwerp", post.split(".")[1], *new)
            assert run(*what)[0] == 0
        assert run("vaststellen", OUD, nummer, "--besluit", "RV 26.7", "--datum", "2026-11-05")[0] == 0

    return call


def lasten(run: Run, dossier: Path, rij: str = "Bestuur") -> dict[str, str]:
    """Return the exact lasten of the policy area by heading."""
    out = run("show", dossier, "programmakosten", "--euro", "--format", "csv")[1].splitlines()
    values = next(line.split(",") for line in out if line.startswith(f"{rij},Lasten"))
    return dict(zip(out[0].split(","), values, strict=True))


@pytest.mark.lang
def test_a_decision_taken_later_counts_as_if_the_rollover_came_after_it(run: Run, neem: Besluit) -> None:
    neem("2026-07", "post.raad.lasten")
    assert run("overnemen", OUD, NIEUW) == (
        0,
        "Over te nemen (1)\n  2026-07 Najaarsnota: 2026 als wijziging, 2027-2030 in de begroting\n",
        "1 besluit overgenomen uit oud.\n",
    )
    run("rollover", OUD, "later")
    # 1.500 of 2026, the draft of 30 and the decision; then 1.000, charges of 1.000, the draft of 40
    assert lasten(run, NIEUW) == lasten(run, Path("later")) == {
        "rij": "Bestuur", "soort": "Lasten", "Rekening 2025": "0", "Begroting 2026": "1630", "Begroting 2027": "2240",
        "MJB 2028": "2000", "MJB 2029": "2300", "MJB 2030": "2300",
    }  # fmt: skip


def test_a_second_time_nothing_changes_and_that_is_said(run: Run, neem: Besluit, inhoud: Inhoud) -> None:
    neem("2026-07", "post.raad.lasten")
    run("overnemen", OUD, NIEUW)
    before = inhoud(NIEUW)
    out = "Staat hier al (1)\n  2026-07 Najaarsnota\n"
    assert run("overnemen", OUD, NIEUW) == (0, out, "Er valt niets over te nemen uit oud.\n")
    assert inhoud(NIEUW) == before


def test_check_names_what_is_missing_until_it_has_come(run: Run, neem: Besluit) -> None:
    assert "BD487" not in run("check", NIEUW)[1]
    neem("2026-07", "post.raad.lasten")
    out = run("check", NIEUW)[1]
    assert "voorganger: BD487 waarschuwing in `../oud` vastgesteld, en werkt hier nog niet door: besluit 2026-07" in out
    assert "Neem over met `budgetdesk overnemen ../oud .`" in out
    run("overnemen", OUD, NIEUW)
    assert "BD487" not in run("check", NIEUW)[1]


def test_a_later_year_of_an_amendment_waits_for_the_next_rollover() -> None:
    head = Record("wijziging", "", {"nummer": "1", "status": "vastgesteld", "telt_mee": "wijziging"})
    values: dict[str, Waarde] = {"programma": 1, "post": "x", **{f"lasten.{jaar}": 5 for jaar in range(2026, 2030)}}
    mutatie = Record("mutatie", "m", values)
    bestand = Bestand("wijzigingen/1.toml", "wijziging", {head.key: head, mutatie.key: mutatie})
    assert _what(bestand, 2027) == "2026-2027 als wijziging, 2028-2029 na de volgende rollover"


def test_a_trial_shows_the_same_and_writes_nothing(run: Run, neem: Besluit, inhoud: Inhoud) -> None:
    neem("2026-07", "post.raad.lasten")
    before = inhoud(NIEUW)
    code, out, err = run("overnemen", OUD, NIEUW, "--proef")
    assert (code, err) == (0, "1 besluit over te nemen uit oud.\n")
    assert inhoud(NIEUW) == before
    assert run("overnemen", OUD, NIEUW)[1] == out


def test_a_draft_that_came_along_is_adopted_and_only_those_lines_change(run: Run) -> None:
    file = NIEUW / "wijzigingen" / "concept.toml"
    was = file.read_text("utf-8")
    run("vaststellen", OUD, "2026-02", "--besluit", "RV 26.2", "--datum", "2026-10-01")
    code, out, _ = run("overnemen", OUD, NIEUW)
    assert code == 0
    assert out == (
        "Hier nog een ontwerp, vast te stellen zoals vorig jaar (1)\n  2026-02 Ontwerp: 2027 in de begroting\n"
    )
    now = file.read_text("utf-8")
    decree = 'besluit = "RV 26.2"\ndatum = 2026-10-01\nstatus = "vastgesteld"\ntelt_mee = "begroting"\n'
    assert now == was.replace('status = "ontwerp"\n', decree)
    assert "lasten.2026" not in now
    run("rollover", OUD, "later")
    assert lasten(run, NIEUW) == lasten(run, Path("later"))


def test_a_draft_that_was_another_when_it_was_folded_in_is_told_with_what_is_left(run: Run) -> None:
    file = OUD / "wijzigingen" / "concept.toml"
    file.write_text(file.read_text("utf-8").replace("2026 = 30", "2026 = 35"), "utf-8")
    run("vaststellen", OUD, "2026-02", "--besluit", "RV 26.2", "--datum", "2026-10-01")
    code, out, _ = run("overnemen", OUD, NIEUW)
    assert code == 0
    assert out.endswith(
        "Let op (1)\n  1/post.griffie.lasten 2026 is hier 530 en daar 535: zet het verschil in lasten.wijziging.2026\n"
    )
    run("set", NIEUW, "1/post.griffie.lasten.wijziging.2026=5")
    run("rollover", OUD, "later")
    assert lasten(run, NIEUW) == lasten(run, Path("later"))


def test_what_the_rollover_folded_in_does_not_come_again(run: Run, neem: Besluit, inhoud: Inhoud) -> None:
    neem("2026-07", "post.raad.lasten")
    run("rollover", OUD, "later")
    before = inhoud(Path("later"))
    assert 'voorganger = "../oud"\nverwerkt = ["2026-07"]\n' in before["begroting.toml"].decode()
    out = "Zit al in de ramingen, door de rollover (1)\n  2026-07 Najaarsnota\n"
    assert run("overnemen", OUD, "later") == (0, out, "Er valt niets over te nemen uit oud.\n")
    assert inhoud(Path("later")) == before


@pytest.mark.lang
def test_the_next_rollover_folds_it_in_and_names_only_its_own_dossier(run: Run, neem: Besluit) -> None:
    neem("2026-07", "post.raad.lasten")
    run("overnemen", OUD, NIEUW)
    run("rollover", NIEUW, "straks")
    run("rollover", OUD, "later")
    run("rollover", "later", "ooit")
    head = (Path("straks") / "begroting.toml").read_text("utf-8")
    assert 'voorganger = "../nieuw"\nverwerkt = ["2026-07"]\ndeels_verwerkt = ["2026-02"]\n' in head
    assert "verwerkt = [" not in (Path("ooit") / "begroting.toml").read_text("utf-8").replace("deels_verwerkt", "")
    assert lasten(run, Path("straks")) == lasten(run, Path("ooit"))
    assert "BD487" not in run("check", "straks")[1]


@pytest.mark.lang
def test_a_decision_that_became_another_is_told_and_only_comes_anew_on_demand(
    run: Run, neem: Besluit, inhoud: Inhoud
) -> None:
    neem("2026-07", "post.raad.lasten")
    run("overnemen", OUD, NIEUW)
    file = OUD / "wijzigingen" / "2026-07-najaarsnota.toml"
    file.write_text(file.read_text("utf-8").replace("2027 = 200", "2027 = 250\nlasten.2028 = 9"), "utf-8")
    neem("2026-08", "post.griffie.lasten", naam="Slotwijziging")
    before = inhoud(NIEUW)
    code, out, err = run("overnemen", OUD, NIEUW)
    assert (code, err) == (1, "Er is niets overgenomen: niet over alles is beslist.\n")
    assert (
        "  2026-07 Najaarsnota (wijzigingen/2026-07-najaarsnota.toml): mutatie.raad.lasten.2027 200, in oud 250; "
        "mutatie.raad.lasten.2028 0, in oud 9\n"
    ) in out
    assert inhoud(NIEUW) == before
    assert run("overnemen", OUD, NIEUW, "--besluit", "2026-08")[0] == 0
    assert run("overnemen", OUD, NIEUW, "--opnieuw")[0] == 0
    assert run("overnemen", OUD, NIEUW)[2] == "Er valt niets over te nemen uit oud.\n"
    run("rollover", OUD, "later")
    assert lasten(run, NIEUW) == lasten(run, Path("later"))


@pytest.mark.lang
def test_what_a_decision_changes_in_the_year_without_accounts_comes_too(run: Run, neem: Besluit) -> None:
    file = OUD / "programmas" / "01-bestuur.toml"
    file.write_text(file.read_text("utf-8").replace("1_000\n", "1_000\nlasten.begroting.2025 = 900\n", 1), "utf-8")
    shutil.rmtree(NIEUW)
    run("rollover", OUD, NIEUW)
    before = lasten(run, NIEUW)["Rekening 2025 (schatting)"]
    neem("2026-07", "post.raad.lasten", bedragen="2025=70")
    assert "BD487" in run("check", NIEUW)[1]
    assert run("overnemen", OUD, NIEUW)[0] == 0
    run("rollover", OUD, "later")
    assert lasten(run, NIEUW) == lasten(run, Path("later"))
    assert float(lasten(run, NIEUW)["Rekening 2025 (schatting)"]) == float(before) + 70


def test_what_lands_nowhere_is_named_and_holds_everything_up(run: Run, neem: Besluit, inhoud: Inhoud) -> None:
    neem("2026-07", "post.raad.lasten")
    neem("2026-08", "post.raad.lasten", "post.griffie.lasten", naam="Slotwijziging")
    assert run("rename", NIEUW, "1/post.griffie", "bode")[0] == 0
    before = inhoud(NIEUW)
    code, out, err = run("overnemen", OUD, NIEUW)
    assert (code, err) == (1, "Er is niets overgenomen: niet over alles is beslist.\n")
    assert "Landt op wat hier niet bestaat" in out
    assert "  2026-08 Slotwijziging: 1/post.griffie\n" in out
    assert inhoud(NIEUW) == before
    assert run("overnemen", OUD, NIEUW, "--besluit", "2026-07")[0] == 0


@pytest.mark.lang
def test_a_credit_comes_along_with_its_charges(run: Run, neem: Besluit) -> None:
    neem("2026-07", "investering.zaal.uitgaven", bedragen="2026=5000")
    assert (
        run("overnemen", OUD, NIEUW)[1] == "Over te nemen (1)\n  2026-07 Najaarsnota: krediet van 1/investering.zaal\n"
    )
    run("rollover", OUD, "later")
    assert lasten(run, NIEUW) == lasten(run, Path("later"))
    assert lasten(run, NIEUW)["Begroting 2027"] == "2540"


def test_the_file_keeps_its_comments_and_its_spelling(run: Run, neem: Besluit) -> None:
    neem("2026-07", "post.raad.lasten", bedragen="2025=1 2026=100 2027=200")
    file = OUD / "wijzigingen" / "2026-07-najaarsnota.toml"
    text = "# van de griffie\n" + file.read_text("utf-8").replace("2027 = 200", "2027   = 200.00  # zie bijlage 3")
    file.write_text(text, "utf-8")
    assert run("overnemen", OUD, NIEUW)[0] == 0
    assert (NIEUW / "wijzigingen" / file.name).read_text("utf-8") == text.replace("lasten.2025 = 1\n", "")


@pytest.mark.lang
def test_a_file_that_only_an_editor_can_change_is_spelled_anew(run: Run, neem: Besluit) -> None:
    neem("2026-07", "post.raad.lasten", "post.griffie.lasten", bedragen="2026=100")
    file = OUD / "wijzigingen" / "2026-07-najaarsnota.toml"
    head, _, _ = file.read_text("utf-8").partition("[mutatie.raad]")
    raad = 'raad = {programma = 1, post = "raad", lasten.2025 = 9}'
    griffie = 'griffie = {programma = 1, post = "griffie", lasten.2027 = 7}'
    file.write_text(f"{head}[mutatie]\n{raad}\n{griffie}\n", "utf-8")
    assert run("overnemen", OUD, NIEUW)[0] == 0
    assert (NIEUW / "wijzigingen" / file.name).read_text("utf-8").endswith('post = "griffie"\nlasten.2027 = 7\n')


def test_a_file_name_that_is_taken_is_not_written_over(run: Run, neem: Besluit) -> None:
    neem("2026-07", "post.raad.lasten")
    own = '[wijziging]\nnummer = "2027-01"\nnaam = "Kaderbrief"\n'
    (NIEUW / "wijzigingen" / "2026-07-najaarsnota.toml").write_text(own, "utf-8")
    assert run("overnemen", OUD, NIEUW)[0] == 0
    assert (NIEUW / "wijzigingen" / "2026-07-najaarsnota.toml").read_text("utf-8") == own
    assert 'nummer = "2026-07"' in (NIEUW / "wijzigingen" / "2026-2026-07-najaarsnota.toml").read_text("utf-8")


def _head(naam: Path, oud: str, nieuw: str) -> None:
    file = naam / "begroting.toml"
    text = file.read_text("utf-8")
    assert oud in text
    file.write_text(text.replace(oud, nieuw), "utf-8")


def _another(nummer: str) -> None:
    file = NIEUW / "wijzigingen" / "eigen.toml"
    file.write_text(f'[wijziging]\nnummer = "{nummer}"\nnaam = "Eigen"\n', "utf-8")


@pytest.mark.parametrize(
    ("make", "options", "code", "sentence"),
    [
        (
            lambda: _head(OUD, "Proef", "Delft"),
            (),
            3,
            (
                "oud/begroting.toml:2: gemeente: dit is een dossier van een andere gemeente: gemeente is `Delft` in "
                "plaats van `Proef`.\n"
            ),
        ),
        (
            lambda: _head(OUD, "jaar = 2026", "jaar = 2025"),
            (),
            3,
            "oud/begroting.toml:3: jaar: dit is een dossier van 2025; dat van 2026 gaat vooraf aan 2027.\n",
        ),
        (
            lambda: shutil.rmtree(OUD),
            (),
            3,
            "oud: deze map of dit bestand bestaat niet.\n",
        ),
        (
            lambda: (NIEUW / "programmas" / "01-bestuur.toml").write_text("[programma", "utf-8"),
            (),
            3,
            "nieuw/programmas/01-bestuur.toml:1: geen geldige TOML: de tabelkop is niet afgesloten met ].",
        ),
        (
            lambda: _another("2026-07"),
            (),
            2,
            (
                "Besluit 2026-07 is in nieuw een ander: `Eigen` (wijzigingen/eigen.toml), en in oud `Najaarsnota`. "
                "Geef een van beide een ander nummer.\n"
            ),
        ),
        (
            lambda: None,
            ("--besluit", "2026-09"),
            2,
            "Besluit `2026-09` bestaat niet; kies uit 2026-07, 2026-02.\n",
        ),
        (
            lambda: None,
            ("--besluit", "2026-02"),
            2,
            "Besluit 2026-02 Ontwerp is in oud niet vastgesteld maar ontwerp.\n",
        ),
        (
            lambda: (OUD / "wijzigingen" / "concept.toml").write_text(
                CONCEPT.replace('"ontwerp"', '"vastgesteld"\ntelt_mee = "niet"'), "utf-8"
            ),
            ("--besluit", "2026-02"),
            2,
            "Besluit 2026-02 Ontwerp telt in oud niet mee: de ramingen bevatten het al.\n",
        ),
        (
            lambda: _head(NIEUW, 'voorganger = "../oud"\n', ""),
            (),
            2,
            (
                "nieuw noemt geen `voorganger`, dus is niet te zien wat de rollover al heeft verwerkt. "
                "Noem de besluiten met --besluit, of zet `voorganger` en `verwerkt` in begroting.toml.\n"
            ),
        ),
    ],
)
def test_bad_input_is_refused_in_a_sentence_and_nothing_is_written(
    run: Run,
    neem: Besluit,
    inhoud: Inhoud,
    make: Callable[[], object],
    options: tuple[str, ...],
    code: int,
    sentence: str,
) -> None:
    neem("2026-07", "post.raad.lasten")
    make()
    before = inhoud(NIEUW)
    found = run("overnemen", OUD, NIEUW, *options)
    assert found[:2] == (code, "")
    assert found[2].startswith(sentence)
    assert inhoud(NIEUW) == before


def test_two_decisions_with_one_number_in_the_old_dossier_are_not_chosen_between(run: Run, neem: Besluit) -> None:
    neem("2026-07", "post.raad.lasten")
    shutil.copy(OUD / "wijzigingen" / "2026-07-najaarsnota.toml", OUD / "wijzigingen" / "ook.toml")
    code, _, err = run("overnemen", OUD, NIEUW)
    assert code == 2
    assert err.startswith("Besluit `2026-07` staat in wijzigingen/2026-07-najaarsnota.toml en wijzigingen/ook.toml;")


def test_a_draft_that_somebody_else_is_saving_is_left_alone(
    run: Run, inhoud: Inhoud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "WAIT", 0)
    run("vaststellen", OUD, "2026-02", "--besluit", "RV 26.2", "--datum", "2026-10-01")
    before = inhoud(NIEUW)
    with hold(NIEUW / "wijzigingen" / "concept.toml"):
        assert run("overnemen", OUD, NIEUW)[0] == 5
    assert inhoud(NIEUW) == before


def test_a_decision_without_a_trace_comes_when_it_is_named(run: Run, neem: Besluit) -> None:
    neem("2026-07", "post.raad.lasten")
    _head(NIEUW, 'voorganger = "../oud"\n', "")
    assert run("overnemen", OUD, NIEUW, "--besluit", "2026-07")[2] == "1 besluit overgenomen uit oud.\n"


@pytest.mark.parametrize(
    ("pad", "tekst"),
    [
        ("../weg", "de map `../weg` is er niet."),
        ("../oud/begroting.toml", "de map `../oud/begroting.toml` is er niet."),
        ("programmas", "het dossier in `programmas` is niet te lezen: dit is geen dossier"),
        (".", "`.`: dit is een dossier van 2027; dat van 2026 gaat vooraf aan 2027."),
        ("/weg", "`/weg` is geen pad vanaf de map van dit dossier, zoals `../leiden-2026`."),
        ("..\\\\oud", "is geen pad vanaf de map van dit dossier"),
        ("\\u0000", "is er niet."),
    ],
)
def test_a_predecessor_that_cannot_be_read_is_a_warning(run: Run, pad: str, tekst: str) -> None:
    _head(NIEUW, '"../oud"', f'"{pad}"')
    code, out, _ = run("check", NIEUW)
    assert code == 1
    (line,) = [line for line in out.splitlines() if "BD486" in line]
    assert tekst in line
    assert run("show", NIEUW, "programmakosten")[0] == 0


def test_a_predecessor_with_a_fault_in_it_is_a_warning_that_names_file_line_and_key(run: Run) -> None:
    (OUD / "wijzigingen" / "concept.toml").write_text("[wijziging]\nnummer = 1\n", "utf-8")
    out = run("check", NIEUW)[1]
    assert "BD486 waarschuwing het dossier in `../oud` is niet te lezen: wijzigingen/concept.toml:1: wijziging" in out


# --- a whole municipality --------------------------------------------------------------------

_ANDERS = ("mutaties", "verloop")
"""Tables that tell of decisions: where one is folded in there is none to tell of."""


def _decide(map_: Path, rng: random.Random) -> None:
    """Take decisions at random in a dossier, on posts, reserves and credits, and adopt some of its drafts."""
    session = Session.open(map_)
    for n in range(rng.randint(1, 3)):
        new = nieuw_besluit(f"2027-5{n}", f"B{n}", telt_mee=rng.choice(("begroting", "wijziging")))
        bestand = session.stored.bestanden[add_file(session, new)[0].naam]
        for boeking in _bookings(session.stored, rng):
            jaren = rng.sample(range(2026, 2032), rng.randint(1, 4))
            session.do(set_amounts(session.stored, bestand, boeking, {j: rng.randint(1, 10**8) for j in jaren}))
    for bestand in besluiten(session.stored):
        if kop(bestand).status == "ontwerp" and (bestand.naam.startswith("wijzigingen/2027-5") or rng.random() < 0.5):
            session.do(vaststellen(bestand, "RV", date(2027, 3, 1)))
    session.save()


def _bookings(dossier: Dossier, rng: random.Random) -> list[Boeking]:
    found = []
    for n in range(rng.randint(1, 5)):
        soort = rng.choice(("post", "post", "reserve", "investering"))
        programma = rng.choice([p for p in dossier.programmas if p.van(soort)])
        deel = (soort, rng.choice(programma.van(soort)).sleutel, rng.choice(KANTEN[soort]))
        found.append(Boeking(programma.nummer, deel, f"M{n}"))
    return found


def _printed(map_: Path) -> dict[str, str]:
    session = Session.open(map_)
    names = [naam for naam in session.tabellen if naam not in _ANDERS]
    programmas = session.dossier.programmas
    return {naam: printed(tables(session.cijfers, naam, programmas), "csv", exact=True) for naam in names}


@pytest.mark.lang
@pytest.mark.parametrize("seed", range(1))
def test_every_table_of_a_municipality_is_what_a_rollover_after_the_decisions_gives(
    run: Run, samples: Path, seed: int
) -> None:
    shutil.copytree(samples / "voorbeeldstad-2027", "v27")
    run("rollover", "v27", "v28")
    _decide(Path("v27"), random.Random(seed))  # noqa: S311
    assert run("overnemen", "v27", "v28")[0] == 0
    assert run("overnemen", "v27", "v28")[2] == "Er valt niets over te nemen uit v27.\n"
    run("rollover", "v27", "later")
    assert _printed(Path("v28")) == _printed(Path("later"))
