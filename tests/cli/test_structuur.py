"""The structure of a dossier from the command line: add, rename, move and delete, all or nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from budgetdesk.session import Effect, Session
from budgetdesk.storage.lock import hold
from tests.cli.conftest import Inhoud, Run
from tests.proef import Maak, programma

P = "programmas/01-p.toml"
PROGRAMMA = programma(
    """\
missie = "Lasten {{post.bestuur.lasten.2026}}."

[beleidsterrein.1A]
naam = "Bestuur"

[beleidsterrein.1B]
naam = "Zaken"

[doel.1A1]
naam = "Eerste doel"
beleidsterrein = "1A"

[doel.1A2]
naam = "Tweede doel"
beleidsterrein = "1A"

[prestatie."1A1.1"]
naam = "Vergaderen"
doel = "1A1"

# boven bestuur
[post.bestuur]
naam = "Bestuur"  # de naam
beleidsterrein = "1A"
prestatie = "1A1.1"
lasten.begroting.2026 = 1_000

[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"

[post.zaken]
naam = "Zaken"
beleidsterrein = "1B"

[toelichting.t]
bij = "post.bestuur"
tekst = "Uitleg"
""",
    naam="Bestuur",
)
RESERVES = '[reserve.algemeen]\nnaam = "Algemene reserve"\nsoort = "algemene reserve"\n'
BESLUIT = '[wijziging]\nnummer = "1"\nnaam = "K"\n\n[mutatie.m]\nprogramma = 1\npost = "bestuur"\nlasten.2026 = 5\n'


@pytest.fixture
def map_(dossier: Maak) -> Path:
    return dossier(PROGRAMMA, reserves=RESERVES, wijzigingen__kaderbrief=BESLUIT)


def text(map_: Path, naam: str = P) -> str:
    return (map_ / naam).read_text("utf-8")


# --- add -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "adres"),
    [
        (["1/post", "--naam", "Jeugdraad", "--onder", "1A"], "1/post.jeugdraad"),
        (["1/post", "--naam", "Jeugdraad", "beleidsterrein=1A"], "1/post.jeugdraad"),
        (["1/post", "naam=Jeugdraad", "--onder", "1A", "--sleutel", "raad"], "1/post.raad"),
        (["1/beleidsterrein", "--naam", "Wonen"], "1/beleidsterrein.1C"),
        (["1/doel", "--naam", "Derde", "--onder", "1A"], "1/doel.1A3"),
        (["1/doel", "--naam", "Eerste", "--onder", "1B"], "1/doel.1B1"),
        (["1/prestatie", "--naam", "Leren", "--onder", "1A1"], '1/prestatie."1A1.2"'),
        (["1/indicator", "--naam", "Cijfer", "--onder", "1A1", "streefwaarde.2026=7,5"], '1/indicator."1A1.a"'),
        (
            ["1/reserve", "--naam", "Reserve raad", "register=algemeen", "soort=algemene reserve"],
            "1/reserve.reserve-raad",
        ),
        (["1/reserve", "--naam", "R", "soort=algemene reserve"], "1/reserve.r"),
        (["1/investering", "--naam", "Brug", "uitgaven.2026=12500.50"], "1/investering.brug"),
        (["1/verbonden_partij", "--naam", "Regio", "kansen=- een; - twee"], "1/verbonden_partij.regio"),
        (["1/toelichting", "bij=post.bestuur"], "1/toelichting.toelichting"),
        (["programmas/01-p.toml/kaderstuk", "--naam", "Visie", "jaar=2025"], "1/kaderstuk.visie"),
        (
            ["wijzigingen/kaderbrief/mutatie", "--naam", "Loon", "programma=1", "post=zaken", "dekking=saldo"],
            "wijzigingen/kaderbrief/mutatie.loon",
        ),
        (["begroting/index", "--sleutel", "lonen", "2027=0.035"], "begroting/index.lonen"),
    ],
)
def test_a_table_is_added_and_its_address_printed(
    run: Run, inhoud: Inhoud, map_: Path, argv: list[str], adres: str
) -> None:
    before = inhoud(map_)
    assert run("add", map_, *argv) == (0, f"{adres}\n", "")
    after = inhoud(map_)
    (changed,) = [naam for naam in after if after[naam] != before[naam]]
    added = after[changed].decode().splitlines()
    assert [line for line in before[changed].decode().splitlines() if line not in added] == []
    assert run("delete", map_, adres)[0] == 0
    assert inhoud(map_) == before


def test_a_new_table_holds_what_was_given_where_it_was_asked_for(run: Run, map_: Path) -> None:
    argv = ["--naam", "Jeugdraad", "--onder", "1A", "--na", "bestuur", "lasten.begroting.2026=45000", "taakveld=0.1"]
    assert run("add", map_, "1/post", *argv)[0] == 0
    new = (
        '[post.jeugdraad]\nnaam = "Jeugdraad"\nbeleidsterrein = "1A"\ntaakveld = "0.1"\n'
        "lasten.begroting.2026 = 45_000\n\n"
    )
    assert text(map_) == PROGRAMMA.replace("[post.griffie]", f"{new}[post.griffie]")


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (["1/post"], "Een post kan niet zonder: naam (--naam), beleidsterrein (--onder)."),
        (["1/post", "--naam", "X"], "Een post kan niet zonder: beleidsterrein (--onder)."),
        (["1/toelichting"], "Een toelichting kan niet zonder: bij (bij=...)."),
        (["begroting/aanvaard"], "Een aanvaarding kan niet zonder: reden (reden=...)."),
        (["begroting/aanvaard", "--onder", "1A"], "Een aanvaarding hangt nergens onder; laat --onder weg."),
        (["wijzigingen/kaderbrief/mutatie"], "Een mutatie kan niet zonder: programma (programma=...)."),
        (
            ["wijzigingen/kaderbrief/mutatie", "programma=1"],
            "een mutatie noemt een `post`, een `reserve` of een `investering`.",
        ),
        (["wijzigingen/kaderbrief/mutatie", "programma=9", "post=x"], "programma 9 bestaat niet."),
        (["1/post", "--naam", "X", "--onder", "1Z"], "staat geen beleidsterrein `1Z`; kies uit 1A, 1B."),
        (
            ["1/post", "--naam", "X", "--onder", "1A", "--na", "grifie"],
            "staat geen post `grifie`; bedoelt u `griffie`?",
        ),
        (["1/post", "--naam", "X", "--onder", "1A", "--sleutel", "griffie"], f"post `griffie` bestaat al in {P}."),
        (["1/post", "--naam", "X", "--onder", "1A", "--sleutel", "a\nb"], "een sleutel is een tekst van hoogstens"),
        (["1/post", "--naam", "X", "--onder", "1A", "naam=Y"], "`naam` staat er twee keer: noem --naam of naam=..."),
        (["1/post", "--naam", "X", "--onder", "1A", "beleidsterrein=1B"], "noem --onder of beleidsterrein=..."),
        (["1/reserve", "--naam", "X", "--onder", "1A"], "Een reserve hangt nergens onder; laat --onder weg."),
        (["1/post", "--naam", "X", "--onder", "1A", "prestatie=1A9.1"], "prestatie `1A9.1` bestaat niet in"),
        (["1/post", "--naam", "X", "--onder", "1A", "lasten=5"], "`lasten`: schrijf dit bedrag als `lasten.begroting"),
        (
            ["1/post", "--naam", "X", "--onder", "1A", "taakvelt=5"],
            "`taakvelt`: onbekende sleutel `taakvelt`; bedoelt u",
        ),
        (["1/post", "--naam", "X", "--onder", "1A", "aard=nieuw"], "kies uit structureel, incidenteel."),
        (["1/post", "--naam", "X", "--onder", "1A", "tot=a", "tot=b"], "`tot`: bij `tot` hoort een geheel getal"),
        (["1/post", "--naam", "X", "--onder", "1A", "tot=1", "tot=2"], "`tot` staat er twee keer"),
        (["1/post", "--naam", "X", "--onder", "1A", "taakveld"], "`taakveld` heeft geen waarde"),
        (["1/post.nieuw", "--naam", "X"], "`1/post.nieuw`: noem alleen de soort, `post`"),
        (["1/programma", "--naam", "X"], "kent geen tabellen `programma` met een sleutel"),
        (["wijzigingen/nieuw/mutatie"], "bestand `wijzigingen/nieuw` is er niet in dit dossier"),
    ],
)
def test_what_cannot_be_added_is_told_and_nothing_is_written(
    run: Run, inhoud: Inhoud, map_: Path, argv: list[str], complaint: str
) -> None:
    refused(run, inhoud, map_, ["add", map_, *argv], complaint)


def refused(run: Run, inhoud: Inhoud, map_: Path, argv: Sequence[str | Path], complaint: str) -> None:
    before = inhoud(map_)
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert complaint in err
    assert inhoud(map_) == before


# --- rename --------------------------------------------------------------------------------------


def test_a_table_gets_another_key_and_so_does_all_that_refers_to_it(run: Run, inhoud: Inhoud, map_: Path) -> None:
    before = inhoud(map_)
    code, out, err = run("rename", map_, "1/post.bestuur", "raad.1")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "1/toelichting.t.bij: post.bestuur -> post.raad.1",
        "1/programma.missie: de verwijzing in de tekst is bijgewerkt",
        "wijzigingen/kaderbrief/mutatie.m.post: bestuur -> raad.1",
        '1/post.bestuur -> 1/post."raad.1"',
    ]
    renamed = PROGRAMMA.replace("{{post.bestuur.", '{{post.\\"raad.1\\".').replace("[post.bestuur]", '[post."raad.1"]')
    assert text(map_) == renamed.replace('"post.bestuur"', '"post.raad.1"')
    assert 'post = "raad.1"' in text(map_, "wijzigingen/kaderbrief.toml")
    assert run("rename", map_, "1/post.raad.1", "bestuur")[0] == 0
    assert inhoud(map_) == before


@pytest.mark.parametrize(
    ("adres", "nieuw", "complaint"),
    [
        ("1/post.bestuur", "griffie", f"post `griffie` bestaat al in {P}."),
        ("1/post.bestuur", "bestuur", f"post `bestuur` bestaat al in {P}."),
        ("1/post.bestuur", "", "een sleutel is een tekst van hoogstens 80 tekens"),
        (
            "1/post.bestur",
            "x",
            "`1/post.bestur`: in programmas/01-p.toml staat geen post `bestur`; bedoelt u `bestuur`?",
        ),
        ("1/programma", "x", "kent geen tabellen `programma` met een sleutel"),
        ("9/post.x", "x", "programma 9 is er niet in dit dossier; kies uit 1."),
    ],
)
def test_what_cannot_be_renamed_is_told_and_nothing_is_written(
    run: Run, inhoud: Inhoud, map_: Path, adres: str, nieuw: str, complaint: str
) -> None:
    refused(run, inhoud, map_, ["rename", map_, adres, nieuw], complaint)


# --- move ----------------------------------------------------------------------------------------


def test_a_table_moves_with_its_comments_and_back(run: Run, inhoud: Inhoud, map_: Path) -> None:
    before = inhoud(map_)
    assert run("move", map_, "1/post.bestuur", "--neer", "1") == (0, "1/post.bestuur: staat nu voor `zaken`\n", "")
    moved = text(map_)
    assert moved.index("[post.griffie]") < moved.index("# boven bestuur\n[post.bestuur]") < moved.index("[post.zaken]")
    assert run("move", map_, "1/post.bestuur", "--op", "1") == (0, "1/post.bestuur: staat nu voor `griffie`\n", "")
    assert inhoud(map_) == before
    assert run("move", map_, "1/beleidsterrein.1A", "--neer", "1")[1] == "1/beleidsterrein.1A: staat nu als laatste\n"


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (["1/post.bestuur", "--op", "1"], "kan geen 1 plaats omhoog: zoveel staan er niet voor."),
        (["1/post.bestuur", "--neer", "2"], "kan geen 2 plaatsen omlaag: zoveel staan er niet achter."),
        (["1/post.zaken", "--op", "1"], "kan geen 1 plaats omhoog"),
        (["1/post.weg", "--op", "1"], "staat geen post `weg`"),
    ],
)
def test_a_move_beyond_the_first_or_last_is_told_and_nothing_is_written(
    run: Run, inhoud: Inhoud, map_: Path, argv: list[str], complaint: str
) -> None:
    refused(run, inhoud, map_, ["move", map_, *argv], complaint)


# --- delete --------------------------------------------------------------------------------------


def test_what_others_need_is_only_deleted_with_a_word_about_them(run: Run, inhoud: Inhoud, map_: Path) -> None:
    before = inhoud(map_)
    code, out, err = run("delete", map_, "1/post.bestuur")
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "`1/post.bestuur` is niet verwijderd: dit kan er niet zonder.",
        "- 1/toelichting.t.bij (t)",
        "- wijzigingen/kaderbrief/mutatie.m.post (m)",
        "Met --naar SLEUTEL verwijst dit daarna naar iets anders; met --mee gaat het ook weg.",
    ]
    assert inhoud(map_) == before


def test_what_goes_along_is_printed_and_texts_that_name_it_are_pointed_out(run: Run, map_: Path) -> None:
    code, out, err = run("delete", map_, "1/post.bestuur", "--mee")
    assert code == 0
    assert out.splitlines() == [
        "1/post.bestuur (Bestuur): verwijderd",
        "1/toelichting.t (t): verwijderd",
        "wijzigingen/kaderbrief/mutatie.m (m): verwijderd",
    ]
    assert err == (
        "let op: de tekst 1/programma.missie noemt een bedrag van wat nu weg is; `budgetdesk check` zegt welk.\n"
    )
    assert "BD411" in run("check", map_)[1]


def test_references_go_to_another_or_are_dropped(run: Run, map_: Path) -> None:
    code, out, err = run("delete", map_, "1/doel.1A1", "--naar", "1A2")
    assert (code, err) == (0, "")
    assert out.splitlines() == ['1/prestatie."1A1.1".doel: 1A1 -> 1A2', "1/doel.1A1 (Eerste doel): verwijderd"]
    code, out, err = run("delete", map_, "1/prestatie.1A1.1")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "1/post.bestuur.prestatie: 1A1.1 -> leeg",
        '1/prestatie."1A1.1" (Vergaderen): verwijderd',
    ]
    assert 'prestatie = "1A1.1"' not in text(map_)


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (["1/doel.1A1", "--naar", "1A9"], f"doel `1A9` bestaat niet in {P}."),
        (["1/doel.1A1", "--naar", "1A1"], f"doel `1A1` bestaat niet in {P}."),
        (["1/doel.1A9", "--mee"], "staat geen doel `1A9`; bedoelt u `1A2` of `1A1`?"),
        (["1/doel", "--mee"], "noem ook welke doel"),
        (["begroting/weergave"], "kent geen tabellen `weergave` met een sleutel"),
    ],
)
def test_what_cannot_be_deleted_is_told_and_nothing_is_written(
    run: Run, inhoud: Inhoud, map_: Path, argv: list[str], complaint: str
) -> None:
    refused(run, inhoud, map_, ["delete", map_, *argv], complaint)


# --- all of them ---------------------------------------------------------------------------------

CALLS = (
    ["add", "1/post", "--naam", "N", "--onder", "1A"],
    ["move", "1/post.bestuur", "--neer", "1"],
    ["rename", "1/post.bestuur", "raad"],
    ["delete", "1/post.griffie"],
)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0])
def test_a_dossier_that_does_not_add_up_is_left_alone(run: Run, inhoud: Inhoud, map_: Path, call: list[str]) -> None:
    (map_ / P).write_text(PROGRAMMA.replace('prestatie = "1A1.1"', 'prestatie = "1A1.9"'), "utf-8")
    before = inhoud(map_)
    code, out, err = run(call[0], map_, *call[1:])
    assert (code, out) == (3, "")
    assert "post.bestuur.prestatie: prestatie `1A1.9` bestaat niet" in err
    assert inhoud(map_) == before


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0])
def test_a_file_that_somebody_else_changes_or_saves_is_left_alone(
    run: Run, map_: Path, monkeypatch: pytest.MonkeyPatch, call: list[str]
) -> None:
    monkeypatch.setattr("budgetdesk.storage.atomic.WAIT", 0)
    with hold(map_ / P):
        assert run(call[0], map_, *call[1:])[:2] == (5, "")
    assert text(map_) == PROGRAMMA
    do = Session.do

    def late(self: Session, edits: Sequence[object], tekst: str = "") -> Effect | None:
        (map_ / P).write_text(f"{PROGRAMMA}# een collega\n", "utf-8")
        return do(self, edits, tekst)  # type: ignore[arg-type]

    monkeypatch.setattr(Session, "do", late)
    assert run(call[0], map_, *call[1:])[:2] == (5, "")
    assert text(map_) == f"{PROGRAMMA}# een collega\n"


def test_a_table_that_only_an_editor_can_restructure_is_told_with_its_file(
    run: Run, inhoud: Inhoud, map_: Path
) -> None:
    source = PROGRAMMA.replace('[post.griffie]\nnaam = "Griffie"\n', '[post]\ngriffie.naam = "Griffie"\ngriffie.')
    (map_ / P).write_text(source, "utf-8")
    refused(run, inhoud, map_, ["delete", map_, "1/post.griffie"], f"wijzig dit in {P}")


@pytest.mark.lang
def test_the_structure_changes_without_polars_or_textual(map_: Path) -> None:
    code = (
        "import sys; from budgetdesk.cli import main\n"
        f"codes = [main([c[0], sys.argv[1], *c[1:]]) for c in {CALLS}]\n"
        "print(*sorted(set(sys.modules) & {'polars', 'textual', 'xlsxwriter'}), file=sys.stderr); sys.exit(max(codes))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(map_)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"\n")


def test_a_programma_is_added_as_a_file(run: Run, map_: Path) -> None:
    code, out, err = run("add", map_, "programma", "--naam", "Veiligheid & orde")
    assert (code, out, err) == (0, "2/programma in programmas/02-veiligheid-orde.toml\n", "")
    assert 'naam = "Veiligheid & orde"' in (map_ / "programmas" / "02-veiligheid-orde.toml").read_text("utf-8")
    assert run("add", map_, "programma", "--naam", "X", "--onder", "1A")[0] == 2


# --- what a change brings about ------------------------------------------------------------------


def test_what_an_addition_makes_wrong_is_noted_and_done_all_the_same(run: Run, map_: Path) -> None:
    code, out, err = run("add", map_, "begroting/aanvaard", "--sleutel", "BD777", "reden=Zo")
    assert (code, out) == (0, "begroting/aanvaard.BD777\n")
    assert err.startswith("let op: begroting/aanvaard.BD777.reden: `BD777` is geen code van een bevinding. ")
    code, _, err = run("add", map_, "begroting/aanvaard", "--sleutel", "BD102", "reden=Zo")
    assert code == 0
    assert err == (
        "let op: begroting/aanvaard.BD102.reden: `BD102` is een fout en niet te aanvaarden. "
        "Haal de tabel weg en herstel wat er gevonden wordt.\n"
    )
    code, out, err = run("add", map_, "reserves/reserve", "--naam", "Bouw")
    assert (code, out) == (0, "reserves/reserve.bouw\n")
    assert err.startswith("let op: reserves/reserve.bouw.naam: reserve `Bouw` staat in geen enkel programma.")


def test_what_a_new_thing_still_lacks_is_no_news(run: Run, map_: Path) -> None:
    assert run("add", map_, "1/doel", "--naam", "Derde", "--onder", "1A")[2] == ""
    assert "heeft geen prestatie" in run("check", map_)[1]


def test_an_addition_that_stands_there_already_is_noted(run: Run, map_: Path) -> None:
    argv = ["--naam", "bestuur", "--onder", "1A", "--sleutel", "raad", "lasten.begroting.2026=1000"]
    assert run("add", map_, "1/post", *argv)[2].startswith(
        "let op: 1/post.raad.naam: post `bestuur` staat er ook als `post.bestuur`, met dezelfde bedragen"
    )


def test_the_name_of_a_kind_is_a_word_people_use(run: Run, map_: Path) -> None:
    assert run("add", map_, "begroting/aanvaard", "--sleutel", "BD407", "reden=Zo")[0] == 0
    code, _, err = run("add", map_, "begroting/aanvaard", "--sleutel", "BD407", "reden=Zo")
    assert (code, err) == (2, "aanvaarding `BD407` bestaat al in begroting.toml.\n")
    assert "staat geen aanvaarding `BD404`" in run("delete", map_, "begroting/aanvaard.BD404")[2]


# --- texts, and explanations of several ----------------------------------------------------------


def test_a_text_of_its_own_is_added_to_the_dossier_or_a_programma_for_some_documents(run: Run, dossier: Maak) -> None:
    year = '[document.begroting]\nsjabloon = "begroting"\n[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n'
    map_ = dossier(PROGRAMMA, begroting=year)
    made = run("add", map_, "begroting/tekst", "--naam", "Voorwoord", "tekst=Beste raad.", "bij=begroting; vgr-1")
    assert made == (0, "begroting/tekst.voorwoord\n", "")
    assert text(map_, "begroting.toml").endswith(
        '[tekst.voorwoord]\ntitel = "Voorwoord"\nbij = ["begroting", "vgr-1"]\ntekst = "Beste raad."\n'
    )
    assert run("add", map_, "1/tekst", "--sleutel", "slot", "tekst=Tot zover.", "--document", "vgr-1")[0] == 0
    assert text(map_, "documenten/vgr-1/01-p.toml") == '[tekst.slot]\ntekst = "Tot zover."\n'
    code, _, err = run("set", map_, "begroting/tekst.voorwoord.bij=jaarstukken")
    assert (code, "document `jaarstukken` bestaat niet in begroting.toml" in err) == (2, True)
    assert run("set", map_, "begroting/tekst.voorwoord.bij=vgr-1")[0] == 0


def test_an_explanation_of_several_follows_a_new_key_and_a_deletion(run: Run, map_: Path) -> None:
    add = ("prestatie", "--naam", "Notuleren", "--onder", "1A1")
    assert run("add", map_, f"1/{add[0]}", *add[1:])[0] == 0
    made = run("add", map_, "1/toelichting", "bij=- prestatie.1A1.1; - 1A1.2", "tekst=Later", "--sleutel", "samen")
    assert made[0] == 0
    assert run("rename", map_, "1/prestatie.1A1.1", "1A1.9")[0] == 0
    assert 'bij = ["prestatie.1A1.9", "1A1.2"]' in text(map_)
    assert run("delete", map_, "1/prestatie.1A1.9")[0] == 0
    assert 'bij = ["prestatie.1A1.2"]' in text(map_)
    code, _, err = run("delete", map_, "1/prestatie.1A1.2")
    assert (code, "- 1/toelichting.samen.bij" in err) == (2, True)
    assert run("delete", map_, "1/prestatie.1A1.2", "--mee")[0] == 0
    assert "[toelichting.samen]" not in text(map_)


@pytest.mark.parametrize(
    ("argument", "code", "line"),
    [
        ("1/indicator.1A1.a.realisatie.2024=4,5*", 0, 'realisatie.2024 = "4,5*"'),
        ("1/indicator.1A1.a.realisatie.2024=4,5", 0, "realisatie.2024 = 4.5"),
        ("1/indicator.1A1.a.realisatie.2024=< 5%", 0, 'realisatie.2024 = "< 5%"'),
        ("1/indicator.1A1.a.realisatie.2024=25%", 2, "hoort een getal"),
        ("begroting/organisatie.inwoners.2026=91200", 0, "inwoners.2026 = 91200"),
        ("begroting/organisatie.inwoners.2026=91200,5", 2, "hoort een geheel getal"),
        ("1/prestatie.1A1.1.kop=Vergaderen in 2026", 0, 'kop = "Vergaderen in 2026"'),
        ("1/beleidsterrein.1A.doelenboom=NB", 0, 'doelenboom = "NB"'),
        ("1/programma.investeringen=Noot", 0, 'investeringen = "Noot"'),
    ],
)
def test_the_new_keys_are_set_as_others(run: Run, map_: Path, argument: str, code: int, line: str) -> None:
    run("add", map_, "1/indicator", "--naam", "Cijfer", "--onder", "1A1")
    found, _, err = run("set", map_, argument)
    assert found == code
    assert line in "".join([err, text(map_), text(map_, "begroting.toml")])
