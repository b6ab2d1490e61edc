"""`budgetdesk import --als tabel`: a printed table comes in equal to print; what print does not settle is asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from budgetdesk.importing.lezen import lees_bestand
from budgetdesk.importing.mapping import load
from budgetdesk.importing.voorstel import Keuzes
from budgetdesk.session import Session
from budgetdesk.session.anderesoort import herken
from budgetdesk.session.inleesgang import Inleesgang
from budgetdesk.session.inleessoorten import lees
from budgetdesk.session.tabelinlezen import Tabeluitkomst, verbeterd, weggelaten
from budgetdesk.session.uitkomst import Verzoek, uit_pad
from tests.cli.conftest import Inhoud, Run
from tests.importing.gedrukt import GEDRUKT
from tests.proef import Maak

TABEL = """\
bedragen x € 1.000;Begroting 2026;;;Begroting 2027;;
;Lasten;Baten;Saldo;Lasten;Baten;Saldo
1A Bestuur;1.234;-198;1.036;1.240;-200;1.040
1B Dienstverlening;2.345;-322;2.023;2.350;-330;2.021
1C Veiligheid;4.444;-111;4.333;4.500;-120;4.380
Totaal;8.023;-631;7.392;8.090;-650;7.441
Toevoeging reserves;12;;12;;;
Onttrekking reserves;;-34;-34;;-40;-40
"""
"""The balance of 1B in 2027 is printed a unit higher than its sides, and so is that of all: they were rounded apart."""

FOUT = TABEL.replace("4.444", "4.344")


@pytest.fixture
def map_(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a dossier as `new` makes it, in the current folder."""
    monkeypatch.chdir(tmp_path)
    assert run("new", "d", "--gemeente", "Proef", "--jaar", "2026")[0] == 0
    return Path("d")


def bron(tekst: str, naam: str = "tabel.csv") -> Path:
    pad = Path(naam)
    pad.write_text(tekst, "utf-8")
    return pad


def test_an_empty_dossier_is_filled_and_prints_as_the_table_does(run: Run, map_: Path) -> None:
    code, out, err = run("import", map_, bron(TABEL), "--nieuw")
    assert code == 0, err
    assert "30 gedrukte cellen, alle herleidbaar" in out
    shown = run("show", map_, "programmakosten", "--format", "csv-nl")[1]
    rows = {tuple(line.split(";")[:2]): line.split(";")[4:6] for line in shown.splitlines() if ";" in line}
    assert rows["Bestuur", "Lasten"] == ["1234", "1240"]
    assert rows["Dienstverlening", "Saldo"] == ["2023", "2021"]
    assert rows["Programma", "Saldo van baten en lasten"] == ["7392", "7441"]
    assert rows["Reserves", "Mutaties reserves"] == ["-22", "-40"]


def test_a_trial_writes_nothing_and_a_second_time_changes_nothing(run: Run, map_: Path, inhoud: Inhoud) -> None:
    before = inhoud(map_)
    code, out, _ = run("import", map_, bron(TABEL), "--nieuw", "--proef")
    assert (code, out.strip().splitlines()[-1].endswith("Proef: er is niets geschreven.")) == (0, True)
    assert inhoud(map_) == before
    run("import", map_, "tabel.csv", "--nieuw")
    after = inhoud(map_)
    assert "er verandert niets" in run("import", map_, "tabel.csv")[1]
    assert inhoud(map_) == after


def test_what_is_not_there_is_asked_and_may_be_left_out(run: Run, map_: Path, inhoud: Inhoud) -> None:
    before = inhoud(map_)
    code, _, err = run("import", map_, bron(TABEL))
    assert code == 1
    assert 'Rij 3 "Bestuur" (1.240.000)' in err
    assert "--nieuw" in err
    assert inhoud(map_) == before
    code, out, _ = run("import", map_, "tabel.csv", "--overslaan")
    assert (code, "er verandert niets" in out) == (0, True)


def test_a_misprint_is_named_with_what_fits_and_can_be_left_out_or_mended(run: Run, map_: Path) -> None:
    code, _, err = run("import", map_, bron(FOUT), "--nieuw")
    assert code == 1
    assert err.strip() == (
        "B5 (4.344) kan niet kloppen. Zonder B5 klopt alles; daar past 4.444. "
        "Laat haar weg met --weglaten B5, of lees haar anders met --verbeter B5=4.444."
    )
    code, out, _ = run("import", map_, "tabel.csv", "--nieuw", "--weglaten", "B5", "--proef")
    assert (code, "B5 is weggelaten: gedrukt 4.344, wordt 4.444" in out) == (0, True)
    code, out, _ = run("import", map_, "tabel.csv", "--nieuw", "--verbeter", "B5=4.444")
    assert (code, "B5 is verbeterd: gedrukt 4.344, wordt 4.444" in out) == (0, True)


def test_a_session_has_the_suspects_one_by_one_and_reads_again_with_what_is_chosen(map_: Path) -> None:
    session = Session.open(map_)
    aanbod, verzoek = uit_pad(bron(FOUT)), Verzoek(als="tabel")
    found = lees(session, [aanbod], verzoek)
    assert isinstance(found, Tabeluitkomst)
    (twijfel,) = found.twijfels
    assert [(one.cel, one.staat, one.past) for one in twijfel] == [("B5", "4.344", "4.444")]
    for said in (weggelaten(verzoek, "B5"), verbeterd(verzoek, "B5", twijfel[0].past)):
        again = lees(session, [aanbod], said)
        assert isinstance(again, Tabeluitkomst)
        assert again.twijfels == []
        assert "alle herleidbaar" in again.exact


def test_mending_the_wrong_cell_makes_others_contradict_each_other(run: Run, map_: Path) -> None:
    published = (GEDRUKT / "wassenaar-2020.csv").read_text("utf-8").replace("-19.919", "-19.991")
    code, _, err = run("import", map_, bron(published), "--nieuw", "--proef")
    assert (code, err.startswith("C10 (-19.991) kan niet kloppen.")) == (1, True)
    code, _, err = run("import", map_, "tabel.csv", "--nieuw", "--proef", "--verbeter", "B10=6.746")
    assert (code, err.count("Een van deze cellen kan niet kloppen")) == (1, 2)
    code, out, _ = run("import", map_, "tabel.csv", "--nieuw", "--proef", "--verbeter", "C10=-19.919")
    assert (code, "126 gedrukte cellen, alle herleidbaar" in out) == (0, True)
    controls = [line.split() for line in out.splitlines() if line.startswith(("lasten ", "toevoeging "))]
    assert all(line[-1] == "0" for line in controls), controls


def test_it_is_one_step_that_is_taken_back_whole(map_: Path) -> None:
    session = Session.open(map_)
    before = {naam: bestand.copy() for naam, bestand in session.stored.bestanden.items()}
    found = lees(session, [uit_pad(bron(TABEL))], Verzoek(als="tabel", keuzes=Keuzes(los="maak")))
    assert found.doe(session) is not None
    session.undo()
    assert dict(session.stored.bestanden) == before


def test_of_several_tables_on_a_sheet_each_is_offered_and_the_one_that_is_meant_is_read(map_: Path) -> None:
    session = Session.open(map_)
    gang = Inleesgang(session)
    lower = TABEL.replace("1A Bestuur", "2A Onderwijs").replace("1B", "2B").replace("1C", "2C")
    twice = lees_bestand(bron(f"{TABEL}\n\n{lower}"))
    gang.neem_bron(herken(session, twice, lambda: b""))
    assert gang.ander is not None
    assert gang.ander.is_tabel
    assert gang.verder() == ""
    computed(gang)
    assert "Dit blad heeft 2 tabellen" in str(gang.ander.leesvragen[0])
    answers = gang.ander.antwoorden
    assert [answer.tekst for answer in answers] == [
        "Tabel 1 Begroting 2026, rij 1 tot en met 8: 1A Bestuur, 1B Dienstverlening",
        "Tabel 2 Begroting 2026, rij 11 tot en met 18: 2A Onderwijs, 2B Dienstverlening",
    ]
    assert gang.ander.gevolg is not None
    assert gang.ander.gevolg.gelezen == [answer.tekst for answer in answers]
    assert "V beantwoordt de eerste" in gang.verder()
    gang.antwoord(answers[1].verzoek)
    computed(gang)
    assert not gang.ander.leesvragen
    assert any("2A" in line or "Onderwijs" in line for line in gang.ander.gevolg.tekst)


def computed(gang: Inleesgang) -> None:
    """Let what the step lacks be found out."""
    while (werk := gang.werk()) is not None:
        assert gang.neem(werk, werk.doe())


def test_existing_ones_are_found_by_code_then_name_and_what_looks_alike_is_asked(run: Run, dossier: Maak) -> None:
    map_ = dossier(
        '[programma]\nnummer = 1\nnaam = "P"\n[beleidsterrein.1A]\nnaam = "Bestúur"\n[post.a]\nnaam = "A"\n'
        'beleidsterrein = "1A"\n[beleidsterrein.1D]\nnaam = "Dienstverlenings"\n[post.d]\nnaam = "D"\n'
        'beleidsterrein = "1D"\nlasten.begroting.2026 = 5\n'
    )
    code, _, err = run("import", map_, bron(TABEL, str(map_.parent / "t.csv")), "--nieuw")
    assert code == 1
    assert 'Rij 4 "Dienstverlening" lijkt op 1/beleidsterrein.1D "Dienstverlenings".' in err
    code, out, err = run("import", map_, map_.parent / "t.csv", "--nieuw", "--kies", "4=1/beleidsterrein.1D")
    assert code == 0, err
    assert "Het document drukt" not in out
    stored = Session.open(map_).stored.programmas[0].records
    assert stored["post", "a"].waarden["lasten.begroting.2026"] == 123_400_000
    assert stored["post", "d"].waarden["lasten.begroting.2026"] == 234_500_000


def test_of_several_posts_one_takes_what_the_others_leave(run: Run, dossier: Maak) -> None:
    map_ = dossier(
        '[programma]\nnummer = 1\nnaam = "P"\n[beleidsterrein.1A]\nnaam = "Bestuur"\n'
        '[post.a]\nnaam = "A"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 234_000\n'
        '[post.b]\nnaam = "B"\nbeleidsterrein = "1A"\n'
    )
    tabel = bron(
        "x € 1.000;Begroting 2026;;\n;Lasten;Baten;Saldo\nBestuur;1.234;-198;1.036\n", str(map_.parent / "t.csv")
    )
    code, _, err = run("import", map_, tabel, "--als", "tabel", "--tekens", "A")
    assert (code, "welke van 2 posten het verschil krijgt" in err) == (1, True)
    code, _, err = run("import", map_, tabel, "--als", "tabel", "--tekens", "A", "--kies", "3=1/post.b")
    assert code == 0, err
    posts = Session.open(map_).stored.programmas[0].records
    assert posts["post", "b"].waarden["lasten.begroting.2026"] == 100_000_000
    assert posts["post", "a"].waarden["lasten.begroting.2026"] == 23_400_000


def test_a_way_of_reading_is_kept_and_checks_the_table_of_next_year(run: Run, map_: Path) -> None:
    assert run("import", map_, bron(TABEL), "--nieuw", "--bewaar", "overzicht")[0] == 0
    kept = load(map_, "overzicht")
    assert (kept.als, kept.conventie, kept.eenheid) == ("tabel", "A", 1000)
    assert kept.totalen["Totaal"] == ("1A Bestuur", "1B Dienstverlening", "1C Veiligheid")
    later = TABEL.replace("2027", "2028").replace("2026", "2027").replace("8.090", "8.190")
    code, _, err = run("import", map_, bron(later), "--mapping", "overzicht", "--proef")
    assert (code, "E6 (8.190) kan niet kloppen" in err) == (1, True)


def test_as_json_it_says_all_of_it(run: Run, map_: Path) -> None:
    code, out, _ = run("import", map_, bron(FOUT), "--nieuw", "--format", "json")
    told = json.loads(out)
    assert (code, told["tegenspraken"]) == (1, [[{"cel": "B5", "staat": 4344, "past": 4444}]])
    code, out, _ = run("import", map_, bron(TABEL), "--nieuw", "--format", "json")
    told = json.loads(out)
    assert (code, told["gedrukt"], told["geschreven"]) == (0, 30, True)
    assert {one["kant"] for one in told["controle"]} == {"lasten", "baten", "toevoeging", "onttrekking"}


@pytest.mark.parametrize(
    ("tekst", "opties", "code", "zin"),
    [
        ("een;twee\ndrie;vier\n", (), 3, "hierin staat geen tabel"),
        ("x € 1.000;Lasten;Baten;Saldo\nBestuur;12;-3;9\nZorg;22;-4;18\n", (), 1, "Geen kop of titel zegt het"),
        ("x € 1.000;2026;2027\nBestuur;12;13\nZorg;22;14\n", (), 1, "of het lasten, baten of saldi zijn"),
        (f"{TABEL}\n\n{TABEL}", (), 1, "Dit blad heeft 2 tabellen"),
        (TABEL, ("--tabel", "3"), 1, "Dit blad heeft 1 tabellen"),
        (TABEL, ("--kolom", "Z9=iets"), 2, "schrijf LETTER=FASE.JAAR.KANT"),
        (TABEL, ("--weglaten", "?"), 2, "is geen cel"),
        (TABEL, ("--weglaten", "Q99"), 2, "daar staat niets"),
        (TABEL, ("--verbeter", "B3"), 2, "schrijf CEL=BEDRAG"),
        (TABEL, ("--kies", "bestuur=1A"), 2, "schrijf RIJ=ADRES"),
        (TABEL, ("--programma", "7"), 1, "Programma 7 is er niet"),
        (TABEL, ("--op", "2026-01"), 2, "daarbij hoort geen --op"),
        (TABEL.replace("1.234", "veel"), (), 3, '"veel" is geen bedrag'),
        (TABEL.replace("bedragen x € 1.000", ""), (), 1, "Kies --eenheid"),
        (TABEL.replace("2.345", "9.345").replace("4.500", "5.600"), (), 1, "klopp"),
    ],
)
def test_what_is_no_table_or_says_too_little_is_told_with_what_to_do(
    run: Run, map_: Path, inhoud: Inhoud, tekst: str, opties: tuple[str, ...], code: int, zin: str
) -> None:
    before = inhoud(map_)
    found = run("import", map_, bron(tekst), "--als", "tabel", "--nieuw", *opties)
    assert (found[0], zin in found[1] + found[2]) == (code, True), found
    assert inhoud(map_) == before


@pytest.mark.lang
def test_thousands_of_cells_come_in_and_more_that_hang_together_are_refused(
    run: Run, map_: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kop = f"x € 1.000;{''.join(f'Begroting {y};;;' for y in range(2024, 2033))}\n;{'Lasten;Baten;Saldo;' * 9}\n"
    rows = "".join(f"Terrein {n};{'100;-50;50;' * 9}\n" for n in range(190))
    total = f"Totaal;{'19.000;-9.500;9.500;' * 9}\n"
    code, out, err = run("import", map_, bron(kop + rows + total), "--nieuw", "--proef", "--als", "tabel")
    assert code == 0, err
    assert "5.157 gedrukte cellen" in out
    monkeypatch.setattr("budgetdesk.importing.euros.stelsel.MAX_CELLEN", 500)
    assert run("import", map_, "tabel.csv", "--nieuw", "--proef", "--als", "tabel")[0] == 6


TWEE_PROGRAMMAS = (
    (
        '[programma]\nnummer = 1\nnaam = "Bestuur en dienstverlening"\n[beleidsterrein.1A]\nnaam = "Raad"\n'
        '[beleidsterrein.1B]\nnaam = "Burgerzaken"\n'
        '[post.a]\nnaam = "Griffie"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 234_123.45\n'
        '[post.b]\nnaam = "Balie"\nbeleidsterrein = "1B"\nlasten.begroting.2026 = 1_000_000\n'
        "baten.begroting.2026 = 198_400\n"
    ),
    (
        '[programma]\nnummer = 2\nnaam = "Wonen"\n[beleidsterrein.2A]\nnaam = "Bouw"\n'
        '[post.c]\nnaam = "Vergunningen"\nbeleidsterrein = "2A"\nlasten.begroting.2026 = 500_499\n'
    ),
)
PER_PROGRAMMA = """\
x € 1.000;Begroting 2026;;
Programma;Lasten;Baten;Saldo
1 Bestuur en dienstverlening;1.234;-198;1.036
2 Wonen;500;-40;460
Totaal;1.734;-238;1.496
"""


def test_a_row_per_programma_meets_the_posts_that_a_ledger_made(run: Run, dossier: Maak, inhoud: Inhoud) -> None:
    map_ = dossier(*TWEE_PROGRAMMAS)
    tabel = bron(
        PER_PROGRAMMA.replace("-40;460", "0;500").replace("-238;1.496", "-198;1.536"), str(map_.parent / "t.csv")
    )
    before = inhoud(map_)
    code, out, err = run("import", map_, tabel, "--als", "tabel")
    assert (code, err) == (0, "")
    assert "2 rijen zijn een heel programma of beleidsterrein; 4 bedragen drukken al zo" in out
    assert "er verandert niets" in out
    assert inhoud(map_) == before


def test_what_a_programma_prints_otherwise_is_asked_of_several_posts_and_taken_by_the_only_one(
    run: Run, dossier: Maak
) -> None:
    map_ = dossier(*TWEE_PROGRAMMAS)
    other = PER_PROGRAMMA.replace("1.234;-198;1.036", "1.244;-198;1.046").replace(
        "1.734;-238;1.496", "1.744;-238;1.506"
    )
    tabel = bron(other, str(map_.parent / "t.csv"))
    code, _, err = run("import", map_, tabel, "--als", "tabel")
    assert code == 1
    assert 'Rij 3 "Bestuur en dienstverlening" is programma 1: lasten begroting 2026 is hier 1.234.123,45' in err
    assert "--kies 3=1/post.a" in err
    assert run("import", map_, tabel, "--als", "tabel", "--kies", "3=1/post.b")[0] == 0
    een, twee = Session.open(map_).stored.programmas
    assert een.records["post", "b"].waarden["lasten.begroting.2026"] == 124_400_000 - 23_412_345
    assert een.records["post", "b"].waarden["baten.begroting.2026"] == 19_840_000
    assert twee.records["post", "c"].waarden["baten.begroting.2026"] == 4_000_000
    assert twee.records["post", "c"].waarden["lasten.begroting.2026"] == 50_049_900


def test_rows_below_the_name_of_a_programma_are_beleidsterreinen_of_that(run: Run, dossier: Maak) -> None:
    map_ = dossier(*TWEE_PROGRAMMAS)
    tabel = bron(
        "x € 1.000;Begroting 2026;;\nProgramma;Lasten;Baten;Saldo\n1 Bestuur en dienstverlening;;;\n"
        "Raad;234;0;234\nNieuw;10;-5;5\nTotaal 1 Bestuur en dienstverlening;244;-5;239\n"
        "2 Wonen;;;\nBouw;500;-40;460\nSloop;20;-1;19\nTotaal 2 Wonen;520;-41;479\n",
        str(map_.parent / "t.csv"),
    )
    code, out, err = run("import", map_, tabel, "--als", "tabel", "--nieuw")
    assert code == 0, err
    assert "1/beleidsterrein.1C Nieuw" in out
    assert "2/beleidsterrein.2B Sloop" in out
    assert Session.open(map_).stored.programmas[1].records["post", "c"].waarden["baten.begroting.2026"] == 4_000_000


def test_rows_between_the_number_of_a_programma_and_its_total_are_beleidsterreinen_each_with_its_own_posts(
    run: Run, dossier: Maak, inhoud: Inhoud
) -> None:
    more = "".join(
        f'[post.{key}2]\nnaam = "Meer {key}"\nbeleidsterrein = "{terrein}"\nlasten.begroting.2026 = 100_000\n'
        for key, terrein in (("a", "1A"), ("b", "1B"))
    )
    map_ = dossier(TWEE_PROGRAMMAS[0] + more, TWEE_PROGRAMMAS[1])
    tabel = bron(
        "x € 1.000;Begroting 2026;;\n;Lasten;Baten;Saldo\nProgramma 1 Bestuur en dienstverlening;;;\n"
        "Raad;334;0;334\nBurgerzaken;1.100;198;902\nTotaal programma 1;1.434;198;1.236\n"
        "Programma 2 Wonen;;;\nBouw;500;0;500\nSloop;20;0;20\nTotaal programma 2;520;0;520\n",
        str(map_.parent / "t.csv"),
    )
    before = inhoud(map_)
    code, out, err = run("import", map_, tabel, "--als", "tabel", "--overslaan")
    assert (code, err) == (0, "")
    assert "2 rijen zijn een heel programma of beleidsterrein; 6 bedragen drukken al zo" in out
    assert inhoud(map_) == before


def test_posts_that_print_as_the_table_does_keep_their_cents_and_the_others_get_what_it_prints(
    run: Run, dossier: Maak
) -> None:
    map_ = dossier(*TWEE_PROGRAMMAS)
    tabel = bron(
        "x € 1.000;Begroting 2026;;\n;Lasten;Baten;Saldo\nRaad;234;0;-234\nBurgerzaken;1.010;198;-812\n",
        str(map_.parent / "t.csv"),
    )
    code, out, err = run("import", map_, tabel, "--als", "tabel", "--programma", "1", "--tekens", "C")
    assert (code, err) == (0, "")
    assert "3 bedragen drukken al zo, en daar verandert niets." in out
    records = Session.open(map_).stored.programmas[0].records
    assert records["post", "a"].waarden["lasten.begroting.2026"] == 23_412_345
    assert records["post", "b"].waarden["lasten.begroting.2026"] == 101_000_000
    assert records["post", "b"].waarden["baten.begroting.2026"] == 19_840_000


def test_the_answers_that_are_offered_are_those_of_the_first_question(dossier: Maak) -> None:
    map_ = dossier(*TWEE_PROGRAMMAS)
    text = PER_PROGRAMMA.replace("1.234;-198;1.036", "1.244;-198;1.046").replace("2 Wonen", "9 Overal")
    tabel = bron(text.replace("1.734;-238;1.496", "1.744;-238;1.506"), str(map_.parent / "t.csv"))
    verzoek = Verzoek(als="tabel")
    found = lees(Session.open(map_), [uit_pad(tabel)], verzoek)
    assert isinstance(found, Tabeluitkomst)
    assert [vraag.zin.split(":")[0] for vraag in found.vragen] == [
        'Rij 3 "Bestuur en dienstverlening" is programma 1',
        'Bij welk programma horen rij 4 "Overal" (500.000)?',
    ]
    assert [answer.tekst for answer in found.antwoorden(verzoek)] == [
        "Griffie krijgt het verschil",
        "Balie krijgt het verschil",
    ]


def test_mutations_of_reserves_with_lasten_and_baten_are_a_reserve_and_never_left_out(run: Run, map_: Path) -> None:
    tabel = bron(
        "x € 1.000;Begroting 2026;;\nTaakveld;Lasten;Baten;Saldo\n0.1 Bestuur;1.000;-100;900\n"
        "0.10 Mutaties reserves;200;-300;-100\n2.1 Verkeer;500;-50;450\nTotaal;1.700;-450;1.250\n"
    )
    assert run("import", map_, tabel, "--als", "tabel", "--nieuw")[0] == 0
    reserve = Session.open(map_).stored.programmas[0].records["reserve", "nieuw"]
    assert reserve.waarden["naam"] == "Reserves"
    assert reserve.waarden["toevoeging.begroting.2026"] == 20_000_000
    assert reserve.waarden["onttrekking.begroting.2026"] == 30_000_000


def test_a_balance_of_which_a_total_counts_and_no_side_is_known_is_asked(run: Run, map_: Path, inhoud: Inhoud) -> None:
    before = inhoud(map_)
    tabel = bron(
        "x € 1.000;Begroting 2026;Begroting 2027\nLasten;1.000;1.100\nBaten;-100;-120\nSaldo;900;980\n"
        "Mutaties reserves;-50;-60\nResultaat;850;920\n"
    )
    code, _, err = run("import", map_, tabel, "--als", "tabel", "--nieuw")
    assert (code, 'Rij 5 "Mutaties reserves" telt mee in een totaal, maar is een saldo' in err) == (1, True)
    assert inhoud(map_) == before
    assert run("import", map_, tabel, "--als", "tabel", "--nieuw", "--weglaten", "5", "--proef")[0] == 0


def test_a_title_that_names_one_side_says_it_of_every_amount(run: Run, map_: Path) -> None:
    tabel = bron("Lasten (x € 1.000);;\nTaakveld;Begroting 2026;Begroting 2027\n0.1 Bestuur;10;11\n2.1 Verkeer;20;21\n")
    code, out, err = run("import", map_, tabel, "--als", "tabel", "--nieuw", "--tekens", "B")
    assert code == 0, err
    assert "De titel zegt het: alle bedragen zijn lasten." in out
    assert (
        Session.open(map_).stored.programmas[0].records["post", "nieuw"].waarden["lasten.begroting.2027"] == 1_100_000
    )
