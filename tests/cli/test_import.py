"""`budgetdesk import`: figures of a ledger report come in all or none, and what is not clear is asked."""

from __future__ import annotations

import io
import json
import shlex
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from budgetdesk.bedrag import format_exact
from budgetdesk.errors import Refused
from budgetdesk.importing.mapping import load
from budgetdesk.importing.plekken import plek
from budgetdesk.model.adres import Adres
from budgetdesk.model.edits import SetValue
from budgetdesk.session import Session
from budgetdesk.session.inlezen import bewaar
from tests.cli.conftest import SAMPLES, Inhoud, Run
from tests.importing.ledgers import JAREN, VAN_DEBET, VAN_JAREN, wijze
from tests.proef import NAAM, Maak

POSTEN = """\
[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
grootboek = ["6001010"]
lasten.begroting.2026 = 1_000

[post.raad]
naam = "Raad"
beleidsterrein = "1A"
grootboek = ["6001020/41*"]
lasten.begroting.2027 = 300
baten.begroting.2027 = 9
"""

VERSLAG = """\
griffie.csv, rijen 2-4
gelezen: 3 rijen, kolommen I = rekening 2025, J = begroting 2026, K = begroting 2027, euro's, lasten + baten - \
(als grootboek, mapping grootboek.toml)
                              bron   dossier nu       straks   verschil
lasten rekening 2025    612.445,10            -   612.445,10   0
baten rekening 2025          1.200            -        1.200   0
lasten begroting 2026      640.200        1.000      640.200   0
baten begroting 2026         1.000            -        1.000   0
lasten begroting 2027      655.300          300      655.300   0
baten begroting 2027         1.000            9        1.000   0
totaalrijen in de bron: 1 van 1 kloppen
gekoppeld 3 rijen aan 2 posten
Vervallen, want niet in de bron (1; met --aanvullen blijven ze staan):
  1/post.raad.baten.begroting.2027: 9
7 bedragen nieuw, 1 gewijzigd, 1 vervallen."""


@pytest.fixture
def map_(dossier: Maak, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a dossier with a way of reading, beside a ledger report in the current folder."""
    map_ = dossier(POSTEN, import__grootboek=VAN_JAREN)
    monkeypatch.chdir(map_.parent)
    Path("griffie.csv").write_text(JAREN)
    return Path("dossier")


def test_a_ledger_report_comes_in_and_a_second_time_changes_nothing(map_: Path, run: Run, inhoud: Inhoud) -> None:
    before = inhoud(map_)
    assert run("import", map_, "griffie.csv", "--proef") == (0, f"{VERSLAG} Proef: er is niets geschreven.\n", "")
    assert inhoud(map_) == before
    assert run("import", map_, "griffie.csv") == (0, f"{VERSLAG}\n", "")
    text = (map_ / NAAM).read_text()
    assert 'grootboek = ["6001010"]\nlasten.begroting.2026 = 640_000' in text
    assert "lasten.rekening.2025 = 612_345.10\n" in text
    assert "baten.begroting.2027 = 9\n" not in text
    after = inhoud(map_)
    code, out, err = run("import", map_, "griffie.csv")
    assert (code, err) == (0, "")
    assert out.endswith("Dezelfde bedragen staan er al: er verandert niets.\n")
    assert inhoud(map_) == after


def test_a_report_is_read_from_standard_input(map_: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(JAREN.encode())))
    code, out, _ = run("import", map_, "-", "--aanvullen", "--format", "json")
    told = json.loads(out)
    assert (code, told["bestand"], told["geschreven"]) == (0, "standaardinvoer", True)
    assert {w["adres"]: (w["oud"], w["nieuw"]) for w in told["wijzigingen"]}[
        "1/post.griffie.lasten.begroting.2026"
    ] == (
        100_000,
        64_000_000,
    )
    assert told["controle"][0] == {
        "kant": "lasten",
        "fase": "rekening",
        "jaar": "2025",
        "bron": 61_244_510,
        "nu": None,
        "straks": 61_244_510,
        "niet_gekoppeld": 0,
        "niet_uit_bron": 0,
    }
    assert (told["gekoppeld"], told["niet_gekoppeld"]) == ({"rijen": 3, "post": 2}, [])


LOS = JAREN.replace(";6001020;", ";6009999;")
KOPPEL = (
    '1 code (300) hoort bij geen post: 6009999/41100 "Raad". Koppel ze (`grootboek` bij een post), of geef --nieuw of'
    " --overslaan.\n"
)
FOUT = JAREN.replace(";300", ";nog opvragen").replace(";100;", ";1e3;")
ANDERS = JAREN.replace("Rekening 2025", "Begroting 2028")


@pytest.mark.parametrize(
    ("tekst", "opties", "code", "err"),
    [
        (LOS, (), 1, KOPPEL),
        (
            JAREN.replace("639.200", "639.201"),
            (),
            1,
            "Niet alle totaalrijen in de bron kloppen. Kijk de bron na, of neem haar over zoals zij is met --toch.\n",
        ),
        (
            JAREN.replace(",10", "").replace("-1.200,00", "-1.200"),
            (),
            1,
            (
                "In dit bestand kan 612.345 zowel 612345 als een getal met een decimale punt zijn (I2, J2, K2)."
                ' Kies --decimaal "," of ".".\n'
            ),
        ),
        (
            ANDERS,
            (),
            1,
            (
                'De koppen zijn anders dan bij "grootboek": nieuw "Begroting 2028", weg "Rekening 2025".'
                " Kijk de manier van lezen na.\n"
            ),
        ),
        (
            FOUT,
            (),
            3,
            (
                "Cel I4: '1e3' is afgekort met een macht van tien (E); maak de kolom in het rekenblad breder voor het"
                " hele bedrag.\nCel K4: 'nog opvragen' is geen bedrag; typ bijvoorbeeld 12.500, -12, 12k, +5% of"
                " =12000*3.\n"
            ),
        ),
    ],
)
def test_what_is_not_clear_is_asked_and_what_is_wrong_is_named_and_nothing_is_written(
    map_: Path, run: Run, inhoud: Inhoud, tekst: str, opties: tuple[str, ...], code: int, err: str
) -> None:
    Path("griffie.csv").write_text(tekst)
    before = inhoud(map_)
    for proef in ((), ("--proef",)):
        found, out, said = run("import", map_, "griffie.csv", *opties, *proef)
        assert (found, said) == (code, err)
        assert not out or out.rstrip().endswith("niets geschreven.")
    found, out, _ = run("import", map_, "griffie.csv", "--format", "json")
    told = json.loads(out)
    assert (found, told["geschreven"]) == (code, False)
    assert told["vragen"] or told["fouten"]
    assert inhoud(map_) == before


def test_the_option_that_a_question_names_answers_it(map_: Path, run: Run) -> None:
    Path("griffie.csv").write_text(LOS)
    code, out, _ = run("import", map_, "griffie.csv", "--overslaan", "--proef")
    assert code == 0
    assert 'gekoppeld 2 rijen aan 1 post; 1 rij niet: 6009999/41100 "Raad" (300)' in out
    assert "lasten begroting 2027      655.300          300      655.000   300 niet gekoppeld\n" in out
    Path("griffie.csv").write_text(JAREN.replace("639.200", "639.201"))
    code, out, _ = run("import", map_, "griffie.csv", "--toch", "--proef")
    assert code == 0
    assert (
        "totaalrijen in de bron: 0 van 1 kloppen\n"
        'Totaalrij 5 "Totaal programma 1", kolom "Begroting 2026": er staat 639.201, de delen geven 639.200'
        " (verschil 1).\n" in out
    )
    Path("griffie.csv").write_text(JAREN.replace(",10", "").replace("-1.200,00", "-1.200"))
    assert run("import", map_, "griffie.csv", "--decimaal", ",", "--proef")[0] == 0


@pytest.mark.parametrize(
    ("opties", "err"),
    [
        (("--vervang", "--aanvullen"), "--vervang en --aanvullen gaan niet samen."),
        (("--mapping", "x"), "Manier van lezen `x` bestaat niet; kies uit grootboek, of noem een bestand."),
        (
            ("--mapping", "grootboek", "--als", "rekening"),
            "import/grootboek.toml leest als grootboek, niet als rekening; laat --als weg of kies een andere.",
        ),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(map_: Path, run: Run, opties: tuple[str, ...], err: str) -> None:
    assert run("import", map_, "griffie.csv", *opties) == (2, "", f"{err}\n")


def test_a_way_of_reading_that_is_wrong_is_named_by_line_and_key(map_: Path, run: Run) -> None:
    (map_ / "import" / "grootboek.toml").write_text(VAN_JAREN.replace("overslaan", "overslan"))
    code, _, err = run("import", map_, "griffie.csv")
    assert code == 3
    assert err.startswith("dossier/import/grootboek.toml:19: rijen.overslan: onbekende sleutel `overslan`. Bedoelt u")


def test_a_file_that_is_not_there_is_named(map_: Path, run: Run) -> None:
    assert run("import", map_, "weg.csv") == (3, "", "weg.csv: het bestand ontbreekt.\n")


def test_a_way_of_reading_may_stand_elsewhere(map_: Path, run: Run) -> None:
    Path("eigen.toml").write_text(VAN_JAREN)
    shutil.rmtree(map_ / "import")
    code, out, _ = run("import", map_, "griffie.csv", "--mapping", "eigen.toml", "--proef")
    assert (code, "mapping eigen.toml" in out) == (0, True)
    code, _, err = run("import", map_, "griffie.csv")
    assert (code, err) == (
        1,
        (
            "Dit dossier heeft geen manier van lezen voor dit bestand. Lees het een keer in de app in (Ctrl+P, Cijfers"
            " inlezen) en bewaar haar met M, of geef er een met --mapping; een gedrukte tabel leest --als tabel.\n"
        ),
    )


def test_a_budget_that_is_adopted_is_refused_with_its_own_sentence(map_: Path, run: Run, inhoud: Inhoud) -> None:
    with (map_ / "begroting.toml").open("a") as head:
        head.write('[document.begroting]\nsjabloon = "begroting"\n')
    assert run("vaststellen", map_, "--begroting", "--besluit", "RV 1", "--datum", "2025-11-12")[0] == 0
    before = inhoud(map_)
    for proef in ((), ("--proef",)):
        code, _, err = run("import", map_, "griffie.csv", *proef)
        assert (code, "wijzigt niet meer. Boek de wijziging op een besluit" in err) == (2, True)
    assert inhoud(map_) == before
    Path("griffie.csv").write_text("Rekening;Omschrijving;Debet;Credit\n6001010;Griffie;5;0\n")
    (map_ / "import" / "rekening.toml").write_text(VAN_DEBET)
    assert run("import", map_, "griffie.csv", "--als", "rekening")[0] == 0


def test_a_forecast_stands_in_the_file_of_its_document_which_a_trial_does_not_make(
    map_: Path, run: Run, inhoud: Inhoud
) -> None:
    with (map_ / "begroting.toml").open("a") as head:
        head.write(
            '[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n[document.vgr-2]\nsjabloon = "voortgangsrapportage"\n'
        )
    (map_ / "import" / "grootboek.toml").write_text(VAN_JAREN.replace("rekening.2025", "prognose.2026"))
    before = inhoud(map_)
    call = ("import", map_, "griffie.csv", "--aanvullen", "--document", "vgr-2")
    assert run(*call, "--proef")[0] == 0
    assert inhoud(map_) == before
    assert run(*call)[0] == 0
    assert "lasten.prognose.2026 = 612_345.10\n" in (map_ / "documenten" / "vgr-2" / "01-p.toml").read_text()


# --- whatever the file is ------------------------------------------------------------------------


def workbook(pad: Path) -> None:
    """Write the report as Excel has it: headings in two rows, cents of a float, a hidden row, an old sheet."""
    book = xlsxwriter.Workbook(str(pad))
    old, sheet = book.add_worksheet("Oud"), book.add_worksheet("Begroting")
    old.hide()
    sheet.activate()
    code, years = book.add_format({"num_format": "0000000"}), ("Rekening", "Begroting", "Begroting")
    for column, text in enumerate(("Kostenplaats", "Omschrijving", "Kostensoort", "Taakveld", *years)):
        sheet.write_string(0, column, text)
    for column, year in enumerate((2025, 2026, 2027), 4):
        sheet.write_number(1, column, year)
    rows = (
        ("Griffie", 41100, 0.1 + 0.2, 640000, 655000),
        ("Griffie", 83400, -1200, -1000, -1000),
        ("Oud", 41100, 5, 5, 5),
    )
    for row, (naam, soort, *amounts) in enumerate(rows, 2):
        sheet.write_number(row, 0, 6001010, code)
        sheet.write_string(row, 1, naam)
        sheet.write_number(row, 2, soort)
        for column, amount in enumerate(amounts, 4):
            sheet.write_number(row, column, amount)
    sheet.set_row(4, None, None, {"hidden": True})
    book.close()


VAN_WERKMAP = VAN_JAREN[: VAN_JAREN.index("[kolom]")].replace("formaat = 1\n", "formaat = 1\nkop = [1, 2]\n") + (
    '[kolom]\ncode = ["Kostenplaats", "C"]\nnaam = "Omschrijving"\n[jaren]\n"Rekening 2025" = "rekening.2025"\n'
    '"Begroting 2026" = "begroting.2026"\n"Begroting 2027" = "begroting.2027"\n'
)


def test_a_workbook_is_read_as_its_cells_are(map_: Path, run: Run) -> None:
    workbook(Path("begroting.xlsx"))
    Path("werkmap.toml").write_text(VAN_WERKMAP)
    code, out, err = run("import", map_, "begroting.xlsx", "--mapping", "werkmap.toml", "--aanvullen")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == 'begroting.xlsx, blad "Begroting", rijen 3-4'
    assert lines[2:4] == [
        'Blad "Oud" is verborgen en niet gelezen.',
        "Rij 5 is verborgen (15). Verborgen rijen worden niet gelezen; --verborgen leest ze wel.",
    ]
    assert next(line for line in lines if line.startswith("lasten rekening 2025")).split()[3:6] == ["0,30", "-", "0,30"]
    assert "lasten.rekening.2025 = 0.30\n" in (map_ / NAAM).read_text()


def test_a_csv_is_read_as_its_way_of_reading_says_it_is_written(map_: Path, run: Run) -> None:
    Path("griffie.csv").write_bytes(
        JAREN.replace(";", "|").replace("Griffie", "Griffie; één;;;;;;;;;;;").encode("cp1252")
    )
    said = VAN_JAREN.replace("formaat = 1\n", 'formaat = 1\nscheiding = "|"\ncodering = "windows-1252"\n')
    (map_ / "import" / "grootboek.toml").write_text(said)
    assert run("import", map_, "griffie.csv", "--proef")[::2] == (0, "")


def test_a_file_that_cannot_be_read_is_named_as_it_was_called(map_: Path, run: Run) -> None:
    Path("stuk.xlsx").write_bytes(b"PK\x03\x04stuk")
    code, _, err = run("import", map_, "stuk.xlsx")
    assert (code, err.startswith("stuk.xlsx: ")) == (3, True)


# --- on a decision -------------------------------------------------------------------------------

BESLUIT = '[wijziging]\nnummer = "2026-03"\nnaam = "Kaderbrief"\nstatus = "ontwerp"\ntelt_mee = "begroting"\n'
VAN_2027 = VAN_JAREN.replace('"Rekening 2025" = "rekening.2025"\n', "").replace("[kolom]", 'decimaal = ","\n[kolom]')


@pytest.mark.parametrize("telt_mee", ["begroting", "wijziging"])
def test_the_difference_is_booked_on_a_decision_and_what_is_stored_stays(
    map_: Path, run: Run, inhoud: Inhoud, telt_mee: str
) -> None:
    (map_ / "wijzigingen").mkdir()
    (map_ / "wijzigingen" / "kader.toml").write_text(BESLUIT.replace('"begroting"', f'"{telt_mee}"'))
    (map_ / "import" / "grootboek.toml").write_text(VAN_2027)
    before = (map_ / NAAM).read_bytes()
    whole = inhoud(map_)
    code, out, err = run("import", map_, "griffie.csv", "--op", "2026-03", "--proef")
    assert (code, err) == (0, "")
    assert out.endswith(
        "4 bedragen nieuw, 1 gewijzigd, 1 vervallen. Geboekt op besluit 2026-03. Proef: er is niets geschreven.\n"
    )
    assert inhoud(map_) == whole
    assert run("import", map_, "griffie.csv", "--op", "2026-03")[0] == 0
    assert (map_ / NAAM).read_bytes() == before
    booked = (map_ / "wijzigingen" / "kader.toml").read_text()
    assert 'post = "griffie"\nonderwerp = "Proef"\nlasten.2026 = 639_000\nlasten.2027 = 655_000\n' in booked
    assert 'post = "raad"\nonderwerp = "Proef"\nlasten.2026 = 200\nbaten.2027 = -9\n' in booked
    after = inhoud(map_)
    code, out, _ = run("import", map_, "griffie.csv", "--op", "2026-03")
    assert (code, out.endswith("Dezelfde bedragen staan er al: er verandert niets.\n")) == (0, True)
    assert inhoud(map_) == after


def test_a_new_post_that_is_booked_has_its_amounts_on_the_decision_only(map_: Path, run: Run) -> None:
    (map_ / "wijzigingen").mkdir()
    (map_ / "wijzigingen" / "kader.toml").write_text(BESLUIT)
    (map_ / "import" / "grootboek.toml").write_text(VAN_2027 + '[nieuw]\nbeleidsterrein = { Bestuur = "1A" }\n')
    Path("griffie.csv").write_text(LOS)
    code, out, _ = run("import", map_, "griffie.csv", "--op", "2026-03", "--nieuw")
    assert code == 0
    assert "1/post.raad-2 Raad (1A, 0.1, 1.1)\n" in out
    text = (map_ / NAAM).read_text()
    assert text[text.index("[post.raad-2]") :] == (
        '[post.raad-2]\nnaam = "Raad"\nbeleidsterrein = "1A"\ntaakveld = "0.1"\ncategorie.lasten = "1.1"\n'
        'grootboek = ["6009999/41100"]\n'
    )
    assert (
        'post = "raad-2"\nonderwerp = "Proef"\nlasten.2026 = 200\nlasten.2027 = 300\n'
        in (map_ / "wijzigingen" / "kader.toml").read_text()
    )


@pytest.mark.parametrize(
    ("hoe", "besluit", "err"),
    [
        (VAN_JAREN, BESLUIT, "Besluit 2026-03 Kaderbrief boekt u niet in rekening.2025; kies uit Begroting 2026"),
        (VAN_2027, BESLUIT.replace("ontwerp", "vastgesteld"), "Besluit 2026-03 Kaderbrief is vastgesteld en kan niet"),
        (VAN_2027, BESLUIT.replace("2026-03", "2026-04"), "Besluit `2026-03` bestaat niet; kies uit 2026-04."),
    ],
)
def test_what_cannot_be_booked_is_refused_with_its_own_sentence(
    map_: Path, run: Run, inhoud: Inhoud, hoe: str, besluit: str, err: str
) -> None:
    (map_ / "wijzigingen").mkdir()
    (map_ / "wijzigingen" / "kader.toml").write_text(besluit)
    (map_ / "import" / "grootboek.toml").write_text(hoe)
    before = inhoud(map_)
    code, _, said = run("import", map_, "griffie.csv", "--op", "2026-03")
    assert (code, err in said) == (2, True), said
    assert inhoud(map_) == before


# --- ways of reading are files of the dossier -----------------------------------------------------


def test_ways_of_reading_are_formatted_checked_and_taken_over(map_: Path, run: Run) -> None:
    pad = map_ / "import" / "grootboek.toml"
    pad.write_text(f"# van Cognos\n{VAN_JAREN}")
    assert run("fmt", map_)[0] == 0
    assert pad.read_text().startswith("# van Cognos\n[bron]\nformaat = 1\n")
    assert "\n\n[kolom]\n" in pad.read_text()
    assert run("fmt", pad, "--check") == (0, "", "Alles is al opgemaakt.\n")
    assert run("rollover", map_, "volgend")[0] == 0
    assert Path("volgend/import/grootboek.toml").read_bytes() == pad.read_bytes()
    pad.write_text(VAN_JAREN.replace("overslaan", "overslan"))
    code, out, _ = run("check", map_)
    assert code == 1
    assert "dossier/import/grootboek.toml:19: rijen.overslan: BD125 waarschuwing onbekende sleutel `overslan`." in out
    # figures do not depend on it
    assert run("show", map_, "programmakosten")[::2] == (0, "")


def test_a_way_of_reading_is_kept_in_its_one_form_in_place_of_the_one_of_that_name(map_: Path) -> None:
    session = Session.open(map_)
    found = wijze(VAN_DEBET)
    for naam in ("rekening", "grootboek"):
        assert bewaar(session, naam, found) == []
        assert load(map_, naam) == found
    with pytest.raises(Refused, match="`Mijn rekening` kan geen naam van een manier van lezen zijn; kies bijvoorbeeld"):
        bewaar(session, "Mijn rekening", found)


# --- a whole municipality ------------------------------------------------------------------------

TERM = "rekening.2025"
KANTEN = ("lasten", "baten")


def accounts(session: Session) -> tuple[list[SetValue], list[SetValue], str]:
    """Return the edits that give everything an invented code and take its accounts away, and those as a ledger report.

    Each amount stands in two rows, of which one is a correction.
    """
    codes, gone, lines = list[SetValue](), list[SetValue](), ["Rekening;Omschrijving;Debet;Credit"]
    for bestand in session.dossier.programmas:
        for record in (*bestand.van("post"), *bestand.van("reserve")):
            code = f"60{len(codes):05}"
            codes.append(SetValue(Adres(bestand.naam, *record.key, "grootboek"), None, [code]))
            for kant in KANTEN:
                adres = Adres(bestand.naam, *record.key, plek(record.soort, kant, TERM))
                cents = record.waarden.get(adres.pad)
                if isinstance(cents, int):
                    gone.append(SetValue(adres, cents, None))
                    for part, amount in enumerate((cents + 1234, -1234), 1):
                        cells = [format_exact(amount) if kant == k else "" for k in KANTEN]
                        lines.append(f"{code}/{part};;{';'.join(cells)}")
    return codes, gone, "\n".join(lines)


@pytest.mark.lang
def test_the_accounts_of_a_municipality_written_as_a_ledger_come_back_to_the_cent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, inhoud: Inhoud
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SAMPLES / "voorbeeldstad-2027", "stad")
    session = Session.open(Path("stad"))
    codes, gone, ledger = accounts(session)
    Path("rekening.csv").write_text(ledger)
    session.do(codes)
    session.save()
    whole = inhoud(Path("stad"))
    session.do(gone)
    session.save()
    assert inhoud(Path("stad")) != whole
    Path("rekening.toml").write_text(VAN_DEBET)
    code, out, err = run("import", "stad", "rekening.csv", "--mapping", "rekening.toml")
    assert (code, err) == (0, "")
    assert f"{len(gone)} bedragen nieuw, 0 gewijzigd, 0 vervallen.\n" in out
    assert inhoud(Path("stad")) == whole


@pytest.mark.lang
def test_the_example_of_the_readme_is_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SAMPLES / "voorbeeldstad-2027", "voorbeeldstad-2027")
    text = (SAMPLES.parent / "README.md").read_text("utf-8")
    section = text[text.index("### Bring your own figures") :]
    report, way, commands, said = [block.partition("\n")[2] for block in section.split("```")[1:8:2]]
    Path("realisatie.csv").write_text(report)
    (tmp_path / "voorbeeldstad-2027" / "import").mkdir()
    (tmp_path / "voorbeeldstad-2027" / "import" / "realisatie.toml").write_text(way)
    assert run("fmt", "voorbeeldstad-2027", "--check")[0] == 0
    setting, importing = (shlex.split(line)[1:] for line in commands.splitlines())
    assert run(*setting)[0] == 0
    assert run(*importing) == (0, said, "")
