"""`budgetdesk import` of another dossier: what is chosen there comes along under its own keys, as one step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from budgetdesk.session import Session
from budgetdesk.session.dossierinlezen import te_kiezen
from budgetdesk.session.inleessoorten import lees
from budgetdesk.session.uitkomst import Verzoek, uit_pad
from budgetdesk.storage.reader import read_dossier
from tests.cli.conftest import SAMPLES, Inhoud, Run
from tests.proef import Maak, begroting
from tests.proef import inhoud as bestanden

DAAR: Final = """\
[beleidsterrein.1A]
naam = "Bestuur"

[doel.1A1]
naam = "Dichtbij"
beleidsterrein = "1A"

[prestatie."1A1.1"]
naam = "Spreekuur"
doel = "1A1"
status = "op-schema"

[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
taakveld = "0.1"
toelichting = "Eén griffier."
lasten.rekening.2023 = 5
lasten.begroting.2025 = 900
lasten.begroting.2026 = 1_000
baten.begroting.2026 = 20

[post.raad]
naam = "Raad"
beleidsterrein = "1A"
prestatie = "1A1.1"
lasten.begroting.2026 = 300

[investering.klok]
naam = "Klok"
nut = "economisch"
uitgaven.2019 = 70
termijn = 10
gereed = 2019
post = "griffie"
"""

HIER: Final = """\
[beleidsterrein.1A]
naam = "Bestuur"

[beleidsterrein.1B]
naam = "Dienstverlening"

# van de griffier zelf
[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
houder = "J. Jansen"
lasten.begroting.2026 = 800
lasten.begroting.2027 = 810

[post.loket]
naam = "Loket"
beleidsterrein = "1B"
lasten.begroting.2026 = 7
"""

GRIFFIE: Final = """\
daar gelezen als dossier: Proef, begroting 2026
gekozen: 1 post
                         bron   dossier nu   straks   verschil
lasten begroting 2025     900            -      900   0
lasten begroting 2026   1.000          800    1.000   0
baten begroting 2026       20            -       20   0
Wijzigt (5):
  1/post.griffie.lasten.begroting.2026: 800 -> 1.000
  1/post.griffie.taakveld: leeg -> 0.1
  1/post.griffie.toelichting: leeg -> Eén griffier.
  1/post.griffie.lasten.begroting.2025: leeg -> 900
  1/post.griffie.baten.begroting.2026: leeg -> 20
Niet meegenomen, want van geen jaar van dit dossier (1 bedrag): rekening 2023 (1)
niets nieuw, 5 waarden gewijzigd, 0 vervallen.
"""


@pytest.fixture
def hier(dossier: Maak, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a dossier, with another one of the same municipality beside it, in the current folder."""
    map_ = dossier(HIER)
    monkeypatch.chdir(map_.parent)
    write(Path("daar"), DAAR)
    return Path("dossier")


def write(map_: Path, *programmas: str, kop: str = "", **overig: str) -> Path:
    for naam, data in bestanden(*programmas, begroting=kop, **overig).items():
        (map_ / naam).parent.mkdir(parents=True, exist_ok=True)
        (map_ / naam).write_bytes(data)
    return map_


def text(map_: Path) -> str:
    return (map_ / "programmas/01-p.toml").read_text("utf-8")


def test_what_is_here_becomes_what_it_is_there_value_by_value(hier: Path, run: Run, inhoud: Inhoud) -> None:
    before = inhoud(hier)
    code, out, err = run("import", hier, "daar", "--kies", "1/post.griffie", "--proef")
    assert (code, err) == (0, "")
    assert out == GRIFFIE.replace("vervallen.\n", "vervallen. Proef: er is niets geschreven.\n")
    assert inhoud(hier) == before
    assert run("import", hier, "daar", "--kies", "1/post.griffie") == (0, GRIFFIE, "")
    assert '# van de griffier zelf\n[post.griffie]\nnaam = "Griffie"\n' in text(hier)
    assert 'houder = "J. Jansen"\n' in text(hier)
    assert "lasten.begroting.2027 = 810\n" in text(hier)
    after = inhoud(hier)
    code, out, _ = run("import", hier, "daar", "--kies", "1/post.griffie")
    assert (code, out.splitlines()[-1]) == (0, "Wat u kiest, staat er al: er verandert niets.")
    assert inhoud(hier) == after


@pytest.mark.parametrize(
    ("kies", "komt"),
    [
        (["1/doel"], ["doel 1A1", "prestatie 1A1.1"]),
        (["1/beleidsterrein.1A", "--toch"], ["doel 1A1", "post raad", "prestatie 1A1.1"]),
        (["1", "--toch"], ["doel 1A1", "investering klok", "post raad", "prestatie 1A1.1"]),
        (["1/post.griffie.toelichting"], []),
        (
            ["1/post.raad", "--kies", "1/prestatie.1A1.1", "--kies", "1/doel.1A1"],
            ["doel 1A1", "post raad", "prestatie 1A1.1"],
        ),
    ],
)
def test_a_choice_is_a_table_a_kind_a_programma_or_a_value_with_what_hangs_below(
    hier: Path, run: Run, kies: Sequence[str], komt: Sequence[str]
) -> None:
    run("fmt", hier)
    before = set(read_dossier(hier).dossier.bestanden["programmas/01-p.toml"].records)
    code, _, err = run("import", hier, "daar", "--kies", *kies)
    assert (code, err) == (0, "")
    after = read_dossier(hier).dossier.bestanden["programmas/01-p.toml"].records
    assert sorted(f"{soort} {sleutel}" for soort, sleutel in after.keys() - before) == komt
    assert ("Eén griffier." in text(hier)) == (not kies[0].startswith(("1/doel", "1/post.raad")))
    assert ("uitgaven.2019 = 70" in text(hier)) == ("investering klok" in komt)
    assert run("check", hier)[0] == 0
    assert run("fmt", "--check", hier)[0] == 0


def test_a_new_table_stands_behind_the_one_it_stands_behind_there(hier: Path, run: Run) -> None:
    assert run("import", hier, "daar", "--kies", "1/post.raad", "--overslaan")[0] == 0
    posts = [sleutel for soort, sleutel in read_dossier(hier).dossier.programmas[0].records if soort == "post"]
    assert posts == ["griffie", "raad", "loket"]
    assert "prestatie" not in text(hier)


def test_without_a_choice_it_is_listed_what_there_is(hier: Path, run: Run, inhoud: Inhoud) -> None:
    before = inhoud(hier)
    code, out, err = run("import", hier, "daar")
    assert (code, err) == (1, "Zeg wat u uit daar overneemt. Kies met --kies, bijvoorbeeld --kies 1.\n")
    assert out == (
        "daar gelezen als dossier: Proef, begroting 2026\n"
        "  --kies 1  P: 1 programma, 1 beleidsterrein, 1 doel, 1 prestatie, 2 posten en 1 investering\n"
        "  --kies 1/beleidsterrein.1A  Bestuur: 1 beleidsterrein, 1 doel, 2 posten en 1 prestatie\n"
        "Er is niets geschreven.\n"
    )
    assert inhoud(hier) == before
    said = json.loads(run("import", hier, "daar", "--format", "json")[1])
    assert [keuze["adres"] for keuze in said["keuzes"]] == ["1", "1/beleidsterrein.1A"]
    assert [keuze.adres for keuze in te_kiezen(read_dossier(Path("daar")).dossier)] == ["1", "1/beleidsterrein.1A"]


def test_what_is_named_and_is_not_here_is_asked_together(hier: Path, run: Run, inhoud: Inhoud) -> None:
    write(Path("ver"), DAAR.replace("1A", "1C").replace('"Bestuur"', '"Ver"'))
    before = inhoud(hier)
    code, _, err = run("import", hier, "ver", "--kies", "1/post")
    assert code == 1
    assert err.splitlines() == [
        (
            "beleidsterrein `1C` is er hier niet; dat noemt 1/post.griffie, 1/post.raad. Kies het mee met --kies"
            " 1/beleidsterrein.1C."
        ),
        (
            'prestatie `1C1.1` is er hier niet; dat noemt 1/post.raad. Kies het mee met --kies 1/prestatie."1C1.1",'
            " of laat het weg met --overslaan."
        ),
    ]
    assert inhoud(hier) == before
    assert run("import", hier, "ver", "--kies", "1/post", "--overslaan")[0] == 1
    assert run("import", hier, "ver", "--kies", "1/beleidsterrein.1C")[0] == 0


def test_things_of_one_key_and_two_names_are_asked(hier: Path, run: Run) -> None:
    write(Path("ver"), DAAR.replace('"Griffie"', '"Raadsgriffie"'))
    code, _, err = run("import", hier, "ver", "--kies", "1/post.griffie")
    assert (code, err) == (
        1,
        (
            "1/post.griffie heet hier `Griffie` en daar `Raadsgriffie`. Is het hetzelfde, geef dan --toch; kies het"
            " anders niet mee.\n"
        ),
    )
    assert run("import", hier, "ver", "--kies", "1/post.griffie", "--toch")[0] == 0
    assert 'naam = "Raadsgriffie"\n' in text(hier)


def test_what_is_absent_there_goes_where_that_is_asked(hier: Path, run: Run) -> None:
    code, out, _ = run("import", hier, "daar", "--kies", "1/post.griffie", "--vervang")
    assert (code, out.splitlines()[-1]) == (0, "niets nieuw, 5 waarden gewijzigd, 1 vervallen.")
    assert "houder" not in text(hier)
    # of 2027 the other dossier says nothing at all
    assert "lasten.begroting.2027 = 810\n" in text(hier)


def test_years_are_those_of_this_dossier(run: Run, tmp_path: Path) -> None:
    later = write(tmp_path / "later", HIER, kop=begroting(jaar=2028))
    daar = write(tmp_path / "daar", DAAR)
    code, out, _ = run("import", later, daar, "--kies", "1/post.griffie")
    assert code == 0
    assert "(2 bedragen): rekening 2023 (1), begroting 2025 (1)\n" in out
    assert "begroting.2025" not in text(later)
    assert "lasten.begroting.2026 = 1_000\n" in text(later)


def test_a_dossier_of_another_municipality_is_told(hier: Path, run: Run) -> None:
    kop = begroting().replace('"Proef"', '"Elders"')
    write(Path("elders"), DAAR, kop=kop)
    code, out, _ = run("import", hier, "elders", "--kies", "1/doel")
    assert code == 0
    assert "let op: dit is een dossier van een andere gemeente: gemeente is `Elders` in plaats van `Proef`.\n" in out


def test_a_programma_that_is_not_here_is_asked(hier: Path, run: Run) -> None:
    write(Path("twee"), DAAR, '[post.wijk]\nnaam = "Wijk"\nbeleidsterrein = "2A"\n')
    code, _, err = run("import", hier, "twee", "--kies", "2/post")
    assert (code, err) == (
        1,
        "Programma 2 (P) is er hier niet. Maak het eerst met `budgetdesk add DOSSIER programma --naam NAAM`.\n",
    )


@pytest.mark.parametrize(
    ("argumenten", "code", "err"),
    [
        (("dossier", "--kies", "1"), 2, "dossier is dit dossier zelf; kies een ander."),
        (("leeg", "--kies", "1"), 3, "leeg: dit is geen dossier: er staat geen begroting.toml in."),
        (("weg", "--als", "dossier"), 3, "weg: deze map of dit bestand bestaat niet."),
        (("daar", "--kies", "3/post"), 2, "`3/post`: programma 3 is er niet in dit dossier"),
        (("daar", "--kies", "1/post.grifie"), 2, "`1/post.grifie`: in programmas/01-p.toml staat geen post `grifie`;"),
        (("daar", "--kies", "1/reserve"), 2, "`1/reserve`: programmas/01-p.toml heeft geen reserves."),
        (("daar", "--kies", "begroting"), 2, "`begroting`: "),
        (("daar", "--kies", "1", "--mapping", "x"), 2, "Manier van lezen `x` bestaat niet"),
        (("daar", "--kies", "1", "--op", "1"), 2, "daar is een ander dossier (als dossier); daarbij hoort geen --op."),
        (("daar", "daar", "--kies", "1"), 2, "Lees een ander dossier per bestand in, niet 2 tegelijk."),
        (("fout", "--kies", "1"), 3, "fout/programmas/01-p.toml:"),
    ],
)
def test_what_cannot_be_chosen_is_said_and_nothing_is_written(
    hier: Path, run: Run, inhoud: Inhoud, argumenten: Sequence[str], code: int, err: str
) -> None:
    Path("leeg").mkdir()
    write(Path("fout"), DAAR.replace("= 900", "= "))
    before = inhoud(hier)
    found = run("import", hier, *argumenten)
    assert (found[0], found[2].startswith(err)) == (code, True), found
    assert inhoud(hier) == before


def test_undo_gives_every_byte_back(hier: Path, inhoud: Inhoud) -> None:
    session, before = Session.open(hier), inhoud(hier)
    found = lees(session, [uit_pad(Path("daar"))], Verzoek(kies=("1",), als="dossier"))
    assert found.doe(session) is not None
    session.save()
    assert inhoud(hier) != before
    assert session.undo() is not None
    session.save()
    assert (inhoud(hier), session.undo()) == (before, None)


def test_texts_land_where_the_open_document_has_them(dossier: Maak, run: Run, tmp_path: Path) -> None:
    kop = begroting('[document.begroting]\nsjabloon = "begroting"\n[document.vgr]\nsjabloon = "voortgangsrapportage"\n')
    hier, daar = dossier(HIER, begroting=kop), write(tmp_path / "daar", DAAR)
    assert run("import", hier, daar, "--kies", "1/post.griffie", "--document", "vgr")[0] == 0
    assert "Eén griffier." not in text(hier)
    assert "Eén griffier." in (hier / "documenten/vgr/01-p.toml").read_text("utf-8")
    assert "lasten.begroting.2026 = 1_000\n" in text(hier)


@pytest.mark.lang
def test_a_programma_of_the_sample_comes_whole_into_an_empty_dossier(tmp_path: Path, run: Run) -> None:
    stad, doel = SAMPLES / "voorbeeldstad-2027", tmp_path / "d"
    assert run("new", doel, "--gemeente", "Voorbeeldstad", "--jaar", "2027")[0] == 0
    choice = ("--kies", "1", "--kies", "begroting/index", "--toch")
    assert run("import", doel, stad, *choice)[0] == 0
    there = read_dossier(stad).dossier.programmas[0].records
    here = read_dossier(doel).dossier.programmas[0].records
    assert {key: record.waarden for key, record in here.items() if key in there} == {
        key: record.waarden for key, record in there.items()
    }
    assert "0 fouten" in run("check", doel)[2]
    assert run("import", doel, stad, *choice)[1].endswith("er verandert niets.\n")
