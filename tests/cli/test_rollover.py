from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from budgetdesk.session import Session
from tests.cli.conftest import Inhoud, Run
from tests.proef import Maak

PROGRAMMA = "programmas/01-bestuur-en-dienstverlening.toml"


@pytest.fixture
def leiden_2026(tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(samples / "leiden-2026", tmp_path / "leiden-2026")
    monkeypatch.chdir(tmp_path)
    return Path("leiden-2026")


def columns(run: Run, dossier: Path | str) -> dict[str, list[str]]:
    """Return the exact amounts of programmakosten by heading."""
    out = run("show", dossier, "programmakosten", "--euro", "--format", "csv")[1]
    heads, *rows = [line.split(",") for line in out.splitlines()]
    return {head: [row[i] for row in rows] for i, head in enumerate(heads)}


@pytest.mark.lang
def test_the_columns_of_the_sample_move_one_year(run: Run, leiden_2026: Path) -> None:
    code, _, err = run("rollover", leiden_2026, "leiden-2027")
    assert (code, err) == (0, "Het dossier leiden-2027 is gemaakt. Open het met `budgetdesk leiden-2027`.\n")
    old, new = columns(run, leiden_2026), columns(run, "leiden-2027")
    assert list(new) == [
        "rij",
        "soort",
        "Rekening 2025 (schatting)",
        "Begroting 2026",
        *(f"{k} {j}" for k, j in KOPPEN),
    ]
    assert new["Begroting 2026"] == old["Begroting 2026"]
    assert new["Begroting 2027"] == old["MJB 2027"]
    assert (new["MJB 2028"], new["MJB 2029"]) == (old["MJB 2028"], old["MJB 2029"])
    # what the reserves of 2029 hold is incidental and ends; the posts go on
    assert new["MJB 2030"][:9] == old["MJB 2029"][:9]
    assert set(new["MJB 2030"][9:12]) == {"0"}


KOPPEN = (("Begroting", 2027), ("MJB", 2028), ("MJB", 2029), ("MJB", 2030))


def test_a_person_reads_what_was_done_and_what_is_left_to_do(run: Run, leiden_2026: Path) -> None:
    out = run("rollover", leiden_2026, "leiden-2027")[1]
    assert out == (Path(__file__).parents[1] / "golden" / "rollover-leiden-2026.txt").read_text(encoding="utf-8")


def test_the_course_from_the_old_mjb_begins_without_difference(run: Run, leiden_2026: Path) -> None:
    run("rollover", leiden_2026, "leiden-2027")
    out = run("show", "leiden-2027", "verloop", "--euro", "--format", "csv")[1]
    direct = [line.split(",")[-4:] for line in out.splitlines() if "Direct in de post gewijzigd" in line]
    assert direct
    assert {cell for cells in direct for cell in cells} == {"0"}


def test_the_old_dossier_stays_and_only_lines_with_amounts_of_the_years_change(
    run: Run, inhoud: Inhoud, leiden_2026: Path
) -> None:
    before = inhoud(leiden_2026)
    run("rollover", leiden_2026, "leiden-2027")
    assert inhoud(leiden_2026) == before
    after = inhoud(Path("leiden-2027"))
    old, new = (set(files[PROGRAMMA].decode().splitlines()) for files in (before, after))
    amount = re.compile(r"(lasten|baten|toevoeging|onttrekking)\.(rekening|begroting|mjb)\.\d{4} = [0-9_]+")
    assert [line for line in old ^ new if not amount.fullmatch(line)] == []


def test_the_same_dossier_gives_the_same_bytes(run: Run, inhoud: Inhoud, leiden_2026: Path) -> None:
    run("rollover", leiden_2026, "a")
    run("rollover", leiden_2026, "b")
    assert inhoud(Path("a")) == inhoud(Path("b"))


COMMENTED = """\
# boven het programma
[programma] # achter de kop
nummer = 1 # het nummer
naam = "P"
# boven het terrein
[beleidsterrein.A]
naam = "A"

# los van alles

[post.x] # de post
naam = "X"
beleidsterrein = "A"
lasten.rekening.2024 = 1 # rekening 2024
  # tussen de jaren
lasten.begroting.2026 = 2_000 # T
lasten.begroting.2029 = 2_500.25 # laatste
incidenteel.lasten.2024 = 1 # eenmalig
# onder de post

[reserve.r]
naam = "R"
soort = "bestemmingsreserve"
onttrekking.begroting = { 2025 = 1, 2029 = 3 } # tussen accolades
"""


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"# [a-zA-Z0-9 ]+", text))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_every_comment_line_end_and_bom_stays(
    run: Run, dossier: Maak, tmp_path: Path, newline: str, bom: bytes
) -> None:
    map_ = dossier(bom + COMMENTED.replace("\n", newline).encode())
    assert run("rollover", map_, tmp_path / "nieuw")[0] == 0
    new = (tmp_path / "nieuw/programmas/01-p.toml").read_bytes()
    assert comments(new.decode()) == comments(COMMENTED)
    assert new.count(b"\r") == (new.count(b"\n") if newline == "\r\n" else 0)
    assert new.startswith(b"\xef\xbb\xbf") == bool(bom)
    post = Session.open(tmp_path / "nieuw").dossier.programmas[0].records["post", "x"]
    assert post.bedrag("lasten.begroting.2030") == 2_500_25


@pytest.mark.lang
def test_every_comment_of_the_samples_stays_with_its_table(run: Run, samples: Path, tmp_path: Path) -> None:
    # those above the first explained difference, and above the explanation of three prestaties, go with their table
    expected = {"leiden-2026": 0, "leiden-2017-jaarrekening": 2, "leiden-2023-voortgangsrapportage": 1}
    for sample, count in expected.items():
        assert run("rollover", samples / sample, tmp_path / sample)[0] == 0
        for pad in (samples / sample / "programmas").glob("*.toml"):
            new = (tmp_path / sample / "programmas" / pad.name).read_text(encoding="utf-8")
            gone = [c for c in comments(pad.read_text(encoding="utf-8")) if c not in comments(new)]
            assert len(gone) == count


@pytest.mark.lang
def test_accounts_fill_the_column_of_their_year(run: Run, leiden_2026: Path) -> None:
    shutil.copytree(leiden_2026, "rekening-2025")
    for naam in ("begroting.toml", PROGRAMMA):
        pad = Path("rekening-2025", naam)
        text = pad.read_text(encoding="utf-8").replace("begroting.2025", "rekening.2025")
        text = text.replace("jaar = 2026", "jaar = 2025").replace('sjabloon = "begroting"', 'sjabloon = "jaarrekening"')
        pad.write_text(text, encoding="utf-8")
    code, out, _ = run("rollover", leiden_2026, "leiden-2027", "--rekening", "rekening-2025")
    assert code == 0
    assert "Rekening uit rekening-2025 (1)\n  10 bedragen overgenomen.\n" in out
    assert columns(run, "leiden-2027")["Rekening 2025"] == columns(run, leiden_2026)["Begroting 2025"]


def test_accounts_of_another_year_are_refused_with_file_line_and_key(
    run: Run, inhoud: Inhoud, leiden_2026: Path, samples: Path, tmp_path: Path
) -> None:
    before = inhoud(tmp_path)
    accounts = samples / "leiden-2017-jaarrekening"
    code, out, err = run("rollover", leiden_2026, "leiden-2027", "--rekening", accounts)
    assert (code, out) == (3, "")
    assert err.startswith(f"{accounts}/begroting.toml:5: jaar: ")
    assert err.endswith("heeft geen enkel bedrag in rekening 2025. Kies het dossier van dat jaar.\n")
    assert inhoud(tmp_path) == before


@pytest.mark.lang
def test_what_is_there_stays_as_it_is(run: Run, inhoud: Inhoud, leiden_2026: Path, tmp_path: Path) -> None:
    Path("vol").mkdir()
    Path("vol/brief.txt").write_text("van mij", encoding="utf-8")
    before = inhoud(tmp_path)
    for doel in ("vol", "vol/brief.txt", leiden_2026):
        code, out, err = run("rollover", leiden_2026, doel)
        assert (code, out) == (4, "")
        assert err == f"{doel}: er staat al iets met deze naam, en het is geen lege map; er is niets gemaakt.\n"
    assert run("rollover", leiden_2026, "geen/map")[0] == 4
    assert inhoud(tmp_path) == before


def test_an_empty_folder_is_filled(run: Run, leiden_2026: Path) -> None:
    Path("leeg").mkdir()
    assert run("rollover", leiden_2026, "leeg", "--laatste-jaar", "leeg")[0] == 0
    assert set(columns(run, "leeg")["MJB 2030"]) == {"0"}


def test_a_dossier_that_is_unsound_is_not_rolled_over(run: Run, tmp_path: Path) -> None:
    broken = Path(__file__).parents[1] / "broken" / "loze-mutatie"
    code, out, err = run("rollover", broken, tmp_path / "nieuw")
    assert (code, out) == (3, "")
    assert "broken/loze-mutatie/wijzigingen/kaderbrief.toml:7: mutatie.raad.post: " in err
    assert list(tmp_path.iterdir()) == []


def test_a_closed_credit_that_has_no_header_of_its_own_is_left_to_an_editor(
    run: Run, dossier: Maak, tmp_path: Path
) -> None:
    credit = '[investering]\ni = { naam = "I", nut = "economisch", afgesloten = 2025 }\n'
    code, out, err = run("rollover", dossier(credit), tmp_path / "nieuw")
    assert (code, out) == (4, "")
    assert "[investering.i] staat niet (alleen) onder een eigen kop; wijzig dit in programmas/01-p.toml" in err
    assert not (tmp_path / "nieuw").exists()


def test_templates_of_its_own_come_along(run: Run, leiden_2026: Path, samples: Path) -> None:
    shutil.copy(samples.parent / "templates" / "begroting.toml", leiden_2026 / "templates" / "eigen.toml")
    run("set", leiden_2026, "begroting/sjabloon=eigen")
    assert run("rollover", leiden_2026, "leiden-2027")[0] == 0
    assert Path("leiden-2027/templates/eigen.toml").is_file()
    assert "MJB 2030" in columns(run, "leiden-2027")


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--laatste-jaar", "half"), "onbekende keuze `half`; kies uit kopie, leeg"),
        (("--begroting", "leiden-2026"), "--begroting is voor een jaarrekening"),
    ],
)
def test_a_wrong_call_makes_nothing(run: Run, leiden_2026: Path, options: tuple[str, ...], complaint: str) -> None:
    code, out, err = run("rollover", leiden_2026, "nieuw", *options)
    assert (code, out) == (2, "")
    assert complaint in err
    assert not Path("nieuw").exists()


@pytest.mark.parametrize(
    ("weergave", "after"),
    [
        ("", ""),
        ('[weergave]\nlasten = "+"\nbaten = "-"\n', '[weergave]\nlasten = "+"\nbaten = "-"\n'),
        ('[weergave]\nbaten = "+"\n', '[weergave]\nbaten = "+"\nverschil = "effect"\n'),
        (
            '[weergave]\nbaten = "+"\nverschil = "begroting-rekening"\n',
            '[weergave]\nbaten = "+"\nverschil = "begroting-rekening"\n',
        ),
    ],
)
def test_a_new_year_makes_plus_favourable_in_differences_unless_somebody_chose(
    run: Run, dossier: Maak, tmp_path: Path, weergave: str, after: str
) -> None:
    map_ = dossier('[post.x]\nnaam = "X"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 5\n', begroting=weergave)
    code, out, _ = run("rollover", map_, tmp_path / "nieuw")
    text = (tmp_path / "nieuw" / "begroting.toml").read_text("utf-8")
    found = text[text.index("[weergave]") :] if "[weergave]" in text else ""
    assert (code, found.strip()) == (0, after.strip())
    assert ("plus is voordelig" in out) == (after != weergave)


# --- what was realised -----------------------------------------------------------------------

BEDRAGEN = """\
[post.x]
naam = "X"
beleidsterrein = "A"
lasten.begroting.2025 = 400
lasten.begroting.2026 = 500
lasten.rekening.2026 = 490
incidenteel.lasten.rekening.2026 = 40

[reserve.r]
naam = "R"
soort = "bestemmingsreserve"
stand.2023 = 1_000
toevoeging.rekening.2024 = 100
toevoeging.begroting.2025 = 10

[voorziening.v]
naam = "V"
stand.2023 = 200
dotatie.rekening.2024 = 30

[investering.i]
naam = "I"
nut = "economisch"
uitgaven.2025 = 900
besteed.2026 = 70
gereed = 2025
termijn = 9
post = "x"
"""
"""Budget, accounts of 2026 and what opens 2024; the balances of that year follow."""

GELD = """\
[emu]
bijdragen.rekening.2026 = 7

[balans]
leningen.2023 = 50
leningen.rekening.2026 = 60
"""


def test_what_was_realised_in_the_old_year_goes_along_for_the_accounts_of_the_new_one(
    run: Run, dossier: Maak, tmp_path: Path
) -> None:
    assert run("rollover", dossier(BEDRAGEN, begroting=GELD), tmp_path / "nieuw")[0] == 0
    new = Session.open(tmp_path / "nieuw").dossier
    post = new.programmas[0].records["post", "x"]
    assert (post.bedrag("lasten.rekening.2026"), post.bedrag("incidenteel.lasten.rekening.2026")) == (490_00, 40_00)
    assert new.begroting.records["emu", ""].bedrag("bijdragen.rekening.2026") == 7_00
    assert new.begroting.records["balans", ""].bedrag("leningen.rekening.2026") == 60_00


def test_balances_with_which_the_new_document_opens_are_written_down_and_told(
    run: Run, dossier: Maak, tmp_path: Path
) -> None:
    out = run("rollover", dossier(BEDRAGEN, begroting=GELD), tmp_path / "nieuw")[1]
    assert "  1/reserve.r (R): stand 2024 1.100\n  1/voorziening.v (V): stand 2024 230\n" in out
    new = Session.open(tmp_path / "nieuw").dossier
    records = new.programmas[0].records
    assert (records["reserve", "r"].bedrag("stand.2024"), records["voorziening", "v"].bedrag("stand.2024")) == (
        1100_00,
        230_00,
    )
    assert new.begroting.records["balans", ""].bedrag("leningen.rekening.2024") == 50_00


@pytest.mark.lang
def test_accounts_bring_their_computed_balances_depreciation_and_balance_sheet(
    run: Run, dossier: Maak, tmp_path: Path
) -> None:
    oud = dossier(BEDRAGEN, begroting=GELD)
    assert run("rollover", oud, tmp_path / "2027")[0] == 0
    pad = oud / "programmas" / "01-p.toml"
    pad.write_text(pad.read_text("utf-8").replace("rekening.2026 = 490", "rekening.2026 = 480"), "utf-8")
    pad.write_text(pad.read_text("utf-8") + '[reserve.weg]\nnaam = "W"\nsoort = "bestemmingsreserve"\nstand.2026 = 5\n')
    code, out, _ = run("rollover", tmp_path / "2027", tmp_path / "2028", "--rekening", oud)
    assert code == 0
    assert "  niet geplaatst: 1/reserve.weg (W): stand 2026 5\n" in out
    new = Session.open(tmp_path / "2028").dossier
    records, head = new.programmas[0].records, new.begroting.records
    assert records["post", "x"].bedrag("lasten.rekening.2026") == 480_00
    assert head["emu", ""].bedrag("afschrijvingen.rekening.2026") == 100_00
    assert head["emu", ""].bedrag("bijdragen.rekening.2026") == 7_00
    assert head["balans", ""].bedrag("leningen.rekening.2026") == 60_00
    assert records["investering", "i"].bedrag("besteed.2026") == 70_00


def test_accounts_of_another_municipality_are_refused_and_nothing_is_made(
    run: Run, dossier: Maak, tmp_path: Path
) -> None:
    oud = dossier(BEDRAGEN)
    shutil.copytree(oud, tmp_path / "elders")
    head = tmp_path / "elders" / "begroting.toml"
    head.write_text(head.read_text("utf-8").replace('gemeente = "Proef"', 'gemeente = "Elders"'), "utf-8")
    code, out, err = run("rollover", oud, tmp_path / "nieuw", "--rekening", tmp_path / "elders")
    assert (code, out) == (3, "")
    assert err == (
        f"{head}:2: gemeente: dit is een dossier van een andere gemeente: gemeente is `Elders` in plaats van `Proef`.\n"
    )
    assert not (tmp_path / "nieuw").exists()


def test_a_key_that_was_given_to_another_thing_meanwhile_is_told_with_its_address(
    run: Run, dossier: Maak, tmp_path: Path
) -> None:
    oud = dossier(BEDRAGEN)
    shutil.copytree(oud, tmp_path / "rekening")
    pad = tmp_path / "rekening" / "programmas" / "01-p.toml"
    text = pad.read_text("utf-8").replace('naam = "X"', 'naam = "Iets anders"').replace("2026 = 490", "2025 = 490")
    pad.write_text(text.replace('"I"', '"J"').replace("[investering.i]", "[investering.j]") + "besteed.2025 = 8\n")
    code, out, _ = run("rollover", oud, tmp_path / "nieuw", "--rekening", tmp_path / "rekening")
    assert code == 0
    assert "  heet daar anders, ga na of het hetzelfde is: 1/post.x (X) is daar `Iets anders`\n" in out
    assert "  niet geplaatst: 1/investering.j (J): besteed 2025 8\n" in out


@pytest.mark.parametrize(
    ("overig", "complaint"),
    [
        ({"documenten__vgr__01-p": "[post.weg]\nlasten.prognose.2026 = 5\n"}, "post `weg` is er niet in"),
        ({}, "post.x.lasten.realisatie.2026-5: `2026-5` is geen kwartaal"),
    ],
)
def test_a_forecast_of_nothing_and_a_fifth_quarter_are_named_and_nothing_is_made(
    run: Run, dossier: Maak, tmp_path: Path, overig: dict[str, str], complaint: str
) -> None:
    text = BEDRAGEN if overig else BEDRAGEN.replace("lasten.rekening.2026", "lasten.realisatie.2026-5", 1)
    map_ = dossier(text, begroting='[document.vgr]\nsjabloon = "voortgangsrapportage"\n', **overig)
    code, out, err = run("rollover", map_, tmp_path / "nieuw")
    assert (code, out) == (3, "")
    assert complaint in err
    assert not (tmp_path / "nieuw").exists()
