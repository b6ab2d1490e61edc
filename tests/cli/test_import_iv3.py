"""`budgetdesk import` of Iv3: each cell to the one post that fits it, and the statement comes back equal."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from budgetdesk.engine.codelijst import Cel
from budgetdesk.session import Session
from budgetdesk.session.inleessoorten import lees
from budgetdesk.session.iv3 import draw_up
from budgetdesk.session.iv3inlezen import Iv3uitkomst
from budgetdesk.session.uitkomst import Verzoek, tried, uit_bytes
from tests.cli.conftest import Inhoud, Run
from tests.importing.iv3bladen import als_csv, als_json, als_xlsx, cbs, document, model
from tests.proef import SAMPLES, Maak, begroting

POSTEN: Final = """\
[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
taakveld = "0.1"
categorie.lasten = "1.1"
categorie.baten = "3.7"
lasten.begroting.2026 = 1_000.50
baten.begroting.2026 = 200

[post.raad]
naam = "Raad"
beleidsterrein = "1A"
taakveld = "0.1"
categorie.lasten = "3.8"
lasten.begroting.2026 = 40

[post.college]
naam = "College"
beleidsterrein = "1A"
taakveld = "0.1"
categorie.lasten = "3.8"
"""

REGELS: Final[dict[Cel, int]] = {("lasten", "0.1", "1.1"): 2_000, ("baten", "0.1", "3.7"): 200}
MEER: Final[dict[Cel, int]] = {**REGELS, ("lasten", "0.1", "3.8"): 50}
NIEUW: Final[dict[Cel, int]] = {
    **REGELS,
    ("lasten", "0.1", "3.8"): 40,
    ("lasten", "0.1", "3.5.1"): 7,
    ("baten", "0.1", "3.8"): 3,
}

VERSLAG: Final = """\
cijfers.txt gelezen als iv3 (json):
  begroting 2026, 2 regels
de baten van begroting 2026 zijn 1.800 lager dan de lasten; het resultaat (0.11) wordt berekend en wordt dus een ander.
                         bron   dossier nu   straks   verschil
lasten begroting 2026   2.000        1.041    2.040   -40 niet uit de bron
baten begroting 2026      200          200      200   0
1 cel gelijk, 1 gewijzigd, 0 niet geplaatst, 1 alleen in het dossier
Wijzigt (1):
  lasten begroting 2026 0.1/1.1 (1/post.griffie): 1.001 -> 2.000
Alleen in het dossier (1; met --vervang vervallen ze):
  lasten begroting 2026 0.1/3.8 (1/post.raad, 1/post.college): 40 -> 0
0 bedragen nieuw, 1 gewijzigd, 0 vervallen.
"""


def open_data(regels: dict[Cel, int], gemeenten: Sequence[str] = ("0099",)) -> bytes:
    """Return the csv of open data of these municipalities, each with the same lines x EUR 1.000."""
    rows = [
        (f"GM{gm}", taakveld, f"{kant[0].upper()}{categorie}", "2026X000", str(euros // 1000), str(euros // 1000))
        for gm in gemeenten
        for (kant, taakveld, categorie), euros in regels.items()
    ]
    return als_csv(cbs(*rows))


@pytest.fixture
def map_(dossier: Maak, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a dossier of the municipality of the files, in the current folder."""
    map_ = dossier(POSTEN, begroting=begroting('gemeentecode = "0099"\n'))
    monkeypatch.chdir(map_.parent)
    return Path("dossier")


def write(naam: str, regels: dict[Cel, int], **opties: Any) -> str:
    Path(naam).write_bytes(als_json(document(regels, **opties)))
    return naam


def test_a_file_is_told_by_what_it_holds_and_a_second_time_changes_nothing(
    map_: Path, run: Run, inhoud: Inhoud
) -> None:
    naam, before = write("cijfers.txt", REGELS), inhoud(map_)
    proef = VERSLAG.replace("vervallen.\n", "vervallen. Proef: er is niets geschreven.\n")
    assert run("import", map_, naam, "--proef") == (0, proef, "")
    assert inhoud(map_) == before
    assert run("import", map_, naam) == (0, VERSLAG, "")
    text = (map_ / "programmas/01-p.toml").read_text()
    assert text == before["programmas/01-p.toml"].decode().replace("1_000.50", "2_000")
    after = inhoud(map_)
    code, out, err = run("import", map_, naam)
    assert (code, out.splitlines()[-1], err) == (0, "Dezelfde bedragen staan er al: er verandert niets.", "")
    assert inhoud(map_) == after


@pytest.mark.parametrize("vorm", ["json", "model", "open data"])
def test_three_forms_of_one_statement_come_to_the_same_posts(map_: Path, run: Run, vorm: str) -> None:
    regels: dict[Cel, int] = {("lasten", "0.1", "1.1"): 2_000, ("baten", "0.1", "3.7"): 3_000}
    pad = Path("bron.csv")
    if vorm == "json":
        write("bron.csv", regels)
    else:
        sheets = model({cel: euros / 1000 for cel, euros in regels.items()})
        data = als_xlsx(sheets) if vorm == "model" else open_data(regels, ("0099", "0100"))
        pad.write_bytes(data)
    assert run("import", map_, pad)[0] == 0
    text = (map_ / "programmas/01-p.toml").read_text()
    assert ("lasten.begroting.2026 = 2_000\n" in text, "baten.begroting.2026 = 3_000\n" in text) == (True, True)


def test_open_data_leaves_what_is_the_same_in_thousands(map_: Path, run: Run, inhoud: Inhoud) -> None:
    before = inhoud(map_)
    Path("open.csv").write_bytes(open_data({("lasten", "0.1", "1.1"): 1_000}))
    code, out, _ = run("import", map_, "open.csv")
    assert (code, out.splitlines()[-1]) == (0, "Dezelfde bedragen staan er al: er verandert niets.")
    assert inhoud(map_) == before


def test_a_line_that_fits_several_posts_is_asked_and_never_guessed(map_: Path, run: Run, inhoud: Inhoud) -> None:
    naam, before = write("b.json", MEER), inhoud(map_)
    asked = (
        "1 cel past op meer posten: lasten 0.1/3.8 (50): 1/post.raad, 1/post.college."
        " Kies met bijvoorbeeld --kies 0.1/3.8=1/post.raad, of geef --overslaan.\n"
    )
    code, out, err = run("import", map_, naam)
    assert (code, err) == (1, asked)
    assert "lasten begroting 2026   2.050        1.041    2.040   10 niet gekoppeld\n" in out
    assert inhoud(map_) == before
    assert run("import", map_, naam, "--overslaan", "--proef")[0] == 0
    assert run("import", map_, naam, "--kies", "0.1/3.8=1/post.college")[0] == 0
    text = (map_ / "programmas/01-p.toml").read_text()
    assert text.endswith('categorie.lasten = "3.8"\nlasten.begroting.2026 = 10\n')
    assert run("import", map_, naam)[0] == 0
    code, _, err = run("import", map_, naam, "--kies", "0.1/3.8=1/post.griffie")
    assert (code, err) == (2, "`0.1/3.8=1/post.griffie`: 1/post.griffie heeft geen taakveld 0.1 met categorie 3.8.\n")
    assert run("import", map_, naam, "--kies", "griffie")[0] == 2


def test_a_line_that_fits_no_post_is_asked_and_becomes_one_where_its_taakveld_is(map_: Path, run: Run) -> None:
    naam = write("b.json", NIEUW)
    code, _, err = run("import", map_, naam)
    assert code == 1
    assert err.startswith("2 cellen passen op geen post: lasten 0.1/3.5.1 (7), baten 0.1/3.8 (3). Geef een post")
    code, out, _ = run("import", map_, naam, "--nieuw")
    assert (code, "Nieuw (2):\n  1/post.0_1-3_8 " in out) == (0, True)
    assert out.endswith("2 nieuwe posten, 2 bedragen nieuw, 1 gewijzigd, 0 vervallen.\n")
    assert draw_up(Session.open(map_)).document["data"]["lasten"][1]["bedrag"] == 7
    assert run("import", map_, naam)[1].endswith("er verandert niets.\n")
    # of a taakveld that is nowhere yet nobody knows the beleidsterrein
    elders = write("e.json", {**REGELS, ("lasten", "2.1", "3.8"): 1})
    assert run("import", map_, elders, "--nieuw")[0] == 1


def test_what_only_the_dossier_has_goes_where_that_is_asked(map_: Path, run: Run) -> None:
    naam = write("b.json", {("baten", "0.1", "3.7"): 200, ("lasten", "0.1", "3.8"): 40})
    assert run("import", map_, naam, "--vervang")[0] == 0
    assert "lasten.begroting.2026 = 0\n" in (map_ / "programmas/01-p.toml").read_text()


def test_the_difference_is_booked_on_a_decision(dossier: Maak, run: Run) -> None:
    besluit = '[wijziging]\nnummer = "2026-03"\nnaam = "Actualisatie"\nstatus = "ontwerp"\ntelt_mee = "wijziging"\n'
    map_ = dossier(POSTEN, begroting=begroting('gemeentecode = "0099"\n'), wijzigingen__a=besluit)
    before = (map_ / "programmas/01-p.toml").read_bytes()
    naam = map_.parent / "b.json"
    naam.write_bytes(als_json(document(REGELS)))
    code, out, err = run("import", map_, naam, "--op", "2026-03")
    assert (code, out.splitlines()[-1:], err) == (
        0,
        ["0 bedragen nieuw, 1 gewijzigd, 0 vervallen. Geboekt op besluit 2026-03."],
        "",
    )
    assert (map_ / "programmas/01-p.toml").read_bytes() == before
    assert "lasten.2026 = 999.50\n" in (map_ / "wijzigingen/a.toml").read_text()


STAND: Final = {("A23", "1 januari"): 1_000, ("A23", "ultimo"): 1_100, ("A111", "ultimo"): 7}
MUTATIES: Final[dict[Cel, int]] = {("lasten", "A23", "6.1"): 100, ("lasten", "A111", "3.8"): 7}


def test_a_balance_comes_along_and_what_is_computed_of_it_is_not_stored(dossier: Maak, run: Run) -> None:
    map_ = dossier(POSTEN, begroting=begroting('gemeentecode = "0099"\n', sjabloon="jaarrekening"))
    naam = map_.parent / "r.json"
    regels: dict[Cel, int] = {("lasten", "0.1", "1.1"): 9}
    naam.write_bytes(als_json(document(regels, 5, standen=STAND, mutaties=MUTATIES)))
    code, out, err = run("import", map_, naam)
    assert (code, err, out.splitlines()[-1:]) == (
        0,
        "",
        ["1 bedrag nieuw, 0 gewijzigd, 0 vervallen. 4 waarden van de balans."],
    )
    assert "balans: 0 gelijk, 4 gewijzigd\n" in out
    made = draw_up(Session.open(map_)).document["data"]
    wanted = document(regels, 5, standen=STAND, mutaties=MUTATIES)["data"]
    for lijst in ("balans_lasten", "balans_baten", "balans_standen"):
        assert sorted(map(str, made[lijst])) == sorted(map(str, wanted[lijst]))
    text = (map_ / "begroting.toml").read_text()
    assert ("6.1" in text, 'A111."3.8".2026 = 7' in text) == (False, True)
    assert run("import", map_, naam)[1].endswith("er verandert niets.\n")


def test_a_movement_that_the_balances_contradict_is_told_and_stays_computed(dossier: Maak, run: Run) -> None:
    map_ = dossier(POSTEN, begroting=begroting('gemeentecode = "0099"\n', sjabloon="jaarrekening"))
    naam, regels = map_.parent / "r.json", REGELS
    other: dict[Cel, int] = {("lasten", "A23", "6.1"): 95}
    naam.write_bytes(als_json(document(regels, 5, standen=STAND, mutaties=other)))
    for _ in range(2):
        code, out, _ = run("import", map_, naam)
        assert code == 0
        assert (
            "jaarrekening 2026, lasten van balanscode A23, categorie 6.1: het verschil van de standen is een ander"
            " bedrag dan de bron heeft.\n" in out
        )
    assert out.endswith("er verandert niets.\n")
    assert "balans_lasten" not in (map_ / "begroting.toml").read_text()


@pytest.mark.parametrize(
    ("data", "opties", "code", "err"),
    [
        (b'{"a": 1}', (), 3, "BESTAND: dit is json, maar geen Iv3 volgens schema 2.1.1"),
        (b"a;b\n1;2\n", ("--als", "iv3"), 3, "BESTAND: dit is geen Iv3"),
        (als_json(document(REGELS, jaar=2019)), (), 3, "BESTAND: begroting 2019 staat in geen kolom"),
        (als_json(document(REGELS)).replace(b"0099", b"0546"), (), 3, "BESTAND: dit is van gemeente 0546"),
        (open_data(REGELS, ("0546", "0547")), (), 1, "BESTAND heeft 2 gemeenten (0546, 0547)."),
        (open_data(REGELS, ("0546",)), (), 3, "BESTAND: dit is van gemeente 0546, dit dossier van 0099."),
        (als_json(document(REGELS)), ("--mapping", "x"), 2, "Manier van lezen `x` bestaat niet"),
        (als_json(document(REGELS)), ("--blad", "x"), 2, "BESTAND is een Iv3-bestand (als iv3); daarbij hoort geen"),
        (als_json(document(REGELS)), ("--als", "iv4"), 2, "Onbekende soort `iv4`; kies uit formulier, iv3, "),
        (als_json(document(REGELS)), ("--op", "9"), 2, "Besluit `9` bestaat niet"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_written(
    map_: Path, run: Run, inhoud: Inhoud, data: bytes, opties: Sequence[str], code: int, err: str
) -> None:
    Path("b.json").write_bytes(data)
    before = inhoud(map_)
    found = run("import", map_, "b.json", *opties)
    assert (found[0], found[2].startswith(err.replace("BESTAND", "b.json"))) == (code, True), found
    assert inhoud(map_) == before


def test_json_holds_all_of_it_in_cents(map_: Path, run: Run) -> None:
    code, out, _ = run("import", map_, write("b.json", MEER), "--format", "json")
    said = json.loads(out)
    assert (code, said["als"], said["geschreven"], said["gelijk"]) == (1, "iv3", False, 1)
    assert said["niet_geplaatst"] == [
        {
            "kant": "lasten",
            "taakveld": "0.1",
            "categorie": "3.8",
            "term": "begroting.2026",
            "bron": 5_000,
            "nu": 4_000,
            "posten": ["1/post.raad", "1/post.college"],
            "waarom": "meer posten",
        }
    ]
    assert said["wijzigingen"] == [{"adres": "1/post.griffie.lasten.begroting.2026", "oud": 100_050, "nieuw": 200_000}]


def test_undo_takes_the_whole_statement_back(map_: Path) -> None:
    session = Session.open(map_)
    before = draw_up(session).document["data"]
    found = lees(session, [uit_bytes("b.json", als_json(document(REGELS)))], Verzoek())
    with tried(session, found.edits):
        assert draw_up(session).document["data"] != before
    assert draw_up(session).document["data"] == before
    found.doe(session)
    assert draw_up(session).document["data"] != before
    session.undo()
    assert (draw_up(session).document["data"], session.dirty) == (before, False)


def _geleegd(map_: Path, stad: str, jaar: int) -> Session:
    """Write a sample without the amounts of a year, and open it."""
    gone = re.compile(rf"^(lasten|baten|toevoeging|onttrekking)\.begroting\.{jaar} = .*\n", re.MULTILINE)
    for pad in sorted((SAMPLES / stad).rglob("*.toml")):
        target = map_ / pad.relative_to(SAMPLES / stad)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = pad.read_text("utf-8")
        if pad.parent.name == "programmas":
            text = gone.sub("", text)
        target.write_text(text, "utf-8")
    return Session.open(map_)


@pytest.mark.lang
def test_the_sample_that_was_emptied_has_every_line_back_where_posts_are_chosen(tmp_path: Path) -> None:
    """Each cell of several posts is given to its first: what kostenplaatsen hand out then moves other cells as well."""
    full = draw_up(Session.open(SAMPLES / "voorbeeldstad-2027", read_only=True)).document
    session = _geleegd(tmp_path / "leeg", "voorbeeldstad-2027", 2027)
    aanbod = uit_bytes("b.json", als_json(full))
    asked = lees(session, [aanbod], Verzoek())
    assert isinstance(asked, Iv3uitkomst)
    assert asked.vragen
    left = [(cel.cel, cel.posten[0]) for cel in asked.voorstel.onbeslist if cel.posten]
    kies = tuple(f"{taakveld}/{categorie}={post}" for (_, taakveld, categorie), post in left)
    found = lees(session, [aanbod], Verzoek(kies=kies))
    assert isinstance(found, Iv3uitkomst)
    assert not found.vragen
    assert all(c.bron == c.straks for c in found.voorstel.controle)
    found.doe(session)
    again = draw_up(session).document["data"]
    assert len(again["lasten"]) > 150
    assert (again["lasten"], again["baten"]) == (full["data"]["lasten"], full["data"]["baten"])
    assert not lees(session, [aanbod], Verzoek(kies=kies)).edits
