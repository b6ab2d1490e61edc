from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetdesk.bedrag import format_plain
from budgetdesk.model.edits import SetValue
from budgetdesk.session import Effect, Session
from budgetdesk.storage import atomic
from budgetdesk.storage.lock import hold
from tests.cli.conftest import Inhoud, Run
from tests.conftest import VOORBEELDEN
from tests.proef import Maak, sampled

PROGRAMMA = "programmas/01-bestuur-en-dienstverlening.toml"
ADRES = "1/post.bestuur.lasten.begroting.2027"

ODD = """# boven alles
[programma]
nummer = 1
naam = "Vreemd"   # een naam

[beleidsterrein.1A]
naam = 'Terrein'

  [post.bestuur] # ingesprongen
  naam = "Bestuur"
  beleidsterrein = "1A"
  lasten.begroting.2026=12398826# zonder spatie
  lasten  .  begroting  .  2027   =   14_115_551.50    # ruim
  # tussen twee regels
\tlasten.begroting.2028 =\t11551747

[post.inline]
naam = "Inline"
beleidsterrein = "1A"
lasten = { begroting = { 2026 = 1_000, 2027 = 2_000 } }
toelichting = \"\"\"
lasten.begroting.2027 = 5
[post.bestuur]
\"\"\"
"""


BESLUIT = '[wijziging]\nnummer = "1"\nnaam = "K"\n\n[mutatie.m]\nprogramma = 1\npost = "bestuur"\n'


@pytest.fixture
def rijk(dossier: Maak) -> Path:
    """Return a dossier with kinds of table that hold more than amounts."""
    programma = """[doel.1A1]
naam = "Doel"
beleidsterrein = "1A"
[prestatie."1A1.1"]
naam = "Prestatie"
doel = "1A1"
[indicator."1A1.a"]
naam = "Indicator"
doel = "1A1"
[post.bestuur]
naam = "Bestuur"
beleidsterrein = "1A"
[verbonden_partij.regio]
naam = "Regio"
"""
    return dossier(programma, begroting="[index.lonen]\n2026 = 0.03\n", wijzigingen__k=BESLUIT)


def changed_lines(old: bytes, new: bytes) -> list[tuple[bytes, bytes]]:
    pairs = zip(old.splitlines(keepends=True), new.splitlines(keepends=True), strict=True)
    return [(a, b) for a, b in pairs if a != b]


def test_one_amount_changes_one_line_of_one_file_and_back(run: Run, inhoud: Inhoud, leiden: Path) -> None:
    before = inhoud(leiden)
    assert run("set", leiden, f"{ADRES}=14200000") == (0, f"{ADRES}: 14.115.551 -> 14.200.000\n", "")
    after = inhoud(leiden)
    assert {n for n in after if after[n] != before[n]} == {PROGRAMMA}
    expected = [(b"lasten.begroting.2027 = 14_115_551\n", b"lasten.begroting.2027 = 14_200_000\n")]
    assert changed_lines(before[PROGRAMMA], after[PROGRAMMA]) == expected
    assert run("set", leiden, f"{ADRES}=14115551") == (0, f"{ADRES}: 14.200.000 -> 14.115.551\n", "")
    assert inhoud(leiden) == before


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["zonder-bom", "bom"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(
    ("adres", "oud"),
    sampled(
        [
            ("1/post.bestuur.lasten.begroting.2026", "12398826"),
            ("1/post.bestuur.lasten.begroting.2027", "14115551.50"),
            ("1/post.bestuur.lasten.begroting.2028", "11551747"),
            ("1/post.bestuur.baten.rekening.2025", ""),
            ("1/post.inline.lasten.begroting.2027", "2000"),
            ("1/post.inline.lasten.begroting.2029", ""),
        ],
        3,
    ),
)
def test_odd_files_keep_their_bytes(run: Run, leiden: Path, *, bom: bytes, newline: str, adres: str, oud: str) -> None:
    programma = leiden / PROGRAMMA
    first = bom + ODD.replace("\n", newline).encode()
    programma.write_bytes(first)
    assert run("set", leiden, f"{adres}=7654321.09")[0] == 0
    second = programma.read_bytes()
    if oud or "inline" in adres:
        assert len(changed_lines(first, second)) == 1
    else:
        assert len(second.splitlines()) == len(first.splitlines()) + 1
    assert run("set", leiden, f"{adres}={oud}")[0] == 0
    assert programma.read_bytes() == first


@settings(max_examples=VOORBEELDEN, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.tuples(
            st.sampled_from(["post.bestuur.lasten", "post.bestuur.baten", "reserve.raad.toevoeging"]),
            st.sampled_from(["rekening", "begroting", "wijziging"]),
            st.integers(2023, 2031),
        ),
        st.integers(-(10**12), 10**12),
        min_size=1,
        max_size=6,
    )
)
def test_any_amounts_go_in_and_out_again_without_a_trace(
    run: Run, inhoud: Inhoud, leiden: Path, amounts: dict[tuple[str, str, int], int]
) -> None:
    before = inhoud(leiden)
    bestand = Session.open(leiden).dossier.bestanden[PROGRAMMA]
    there, back = [], []
    for (kant, fase, jaar), cents in amounts.items():
        soort, sleutel, pad = kant.split(".")
        record = bestand.record(soort, sleutel)
        old = record.waarden.get(f"{pad}.{fase}.{jaar}") if record else None
        there.append(f"1/{kant}.{fase}.{jaar}={format_plain(cents)}")
        back.append(f"1/{kant}.{fase}.{jaar}={format_plain(old) if isinstance(old, int) else ''}")
    assert run("set", leiden, *there)[0] == 0
    assert run("set", leiden, *there)[1].count("ongewijzigd") == len(amounts)
    assert run("set", leiden, *back)[0] == 0
    assert inhoud(leiden) == before


def test_several_amounts_of_several_files_are_set_at_once(run: Run, inhoud: Inhoud, leiden: Path) -> None:
    before = inhoud(leiden)
    threshold, stand = "begroting/drempels.toelichting", "1/reserve.raad.stand.2024"
    code, out, err = run("set", leiden, f"{threshold}=100000", f"{ADRES}=", f"{stand}=350000.5")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"{threshold}: 250.000 -> 100.000",
        f"{ADRES}: 14.115.551 -> leeg",
        f"{stand}: leeg -> 350.000,50",
    ]
    after = inhoud(leiden)
    assert b"toelichting = 100_000\n" in after["begroting.toml"]
    assert b"14_115_551" not in after[PROGRAMMA]
    assert b"stand.2024 = 350_000.50\n" in after[PROGRAMMA]
    assert before.keys() == after.keys()


def test_a_key_of_any_form_is_set(run: Run, inhoud: Inhoud, rijk: Path) -> None:
    before = inhoud(rijk)
    cases = [
        ("1/programma.missie=Een stad = {{1/resultaat.2026 = 5}}", 'missie = "Een stad = {{1/resultaat.2026 = 5}}"'),
        ("1/programma.portefeuilles=Zorg; Jeugd & Onderwijs", 'portefeuilles = ["Zorg", "Jeugd & Onderwijs"]'),
        ("1/programma.inleiding=Eerst\ndan", 'inleiding = """\nEerst\ndan"""'),
        ("1/prestatie.1A1.1.status=aandacht", 'status = "aandacht"'),
        ("1/indicator.1A1.a.streefwaarde.2026=15", "streefwaarde.2026 = 15"),
        ("1/indicator.1A1.a.streefwaarde.2027=4,5", "streefwaarde.2027 = 4.5"),
        ("1/indicator.1A1.a.realisatie.2024=4.25", "realisatie.2024 = 4.25"),
        ("1/post.bestuur.taakveld=0.10", 'taakveld = "0.10"'),
        ("1/post.bestuur.categorie.lasten=1.1", 'categorie.lasten = "1.1"'),
        ("1/post.bestuur.aard=incidenteel", 'aard = "incidenteel"'),
        ("1/post.bestuur.incidenteel.lasten.rekening.2025=300", "incidenteel.lasten.rekening.2025 = 300"),
        ("1/post.bestuur.tot=2027", "tot = 2027"),
        ("1/post.bestuur.index=0.02", "index = 0.02"),
        ("1/verbonden_partij.regio.kansen=- een; - twee", 'kansen = ["een", "twee"]'),
        ("1/verbonden_partij.regio.risicos=een; twee", 'risicos = "een; twee"'),
        ("begroting/titel=Een = titel", 'titel = "Een = titel"'),
        ("begroting/prijspeil=2026", "prijspeil = 2026"),
        ("begroting/weergave.letters=ja", "letters = true"),
        ("begroting/weergave.eenheid=1", "eenheid = 1"),
        ("begroting/parameters.omslagrente=0.015", "omslagrente = 0.015"),
        ("begroting/index.lonen.2027=0,035", "2027 = 0.035"),
        ("wijzigingen/k/wijziging.datum=3-7-2025", "datum = 2025-07-03"),
        ("wijzigingen/k/wijziging.budgetneutraal=nee", "budgetneutraal = false"),
        ("wijzigingen/k/wijziging.nummer=2", "nummer = 2"),
        ("wijzigingen/k/mutatie.m.dekking=saldo", 'dekking = "saldo"'),
    ]
    code, out, err = run("set", rijk, *(argument for argument, _ in cases))
    assert (code, len(out.splitlines())) == (0, len(cases))
    assert all(line.startswith("let op: 1/") for line in err.splitlines())
    written = "".join(data.decode() for data in inhoud(rijk).values())
    assert [line for _, line in cases if f"{line}\n" not in written] == []
    assert run("set", rijk, *(argument for argument, _ in cases))[1].count(": ongewijzigd, dit was al ") == len(cases)
    optional = [a.split("=")[0] for a, _ in cases if not a.startswith("begroting/w") and "nummer=" not in a]
    assert run("set", rijk, 'wijzigingen/k/wijziging.nummer="1"', *(f"{adres}=" for adres in optional))[0] == 0
    assert {n: d for n, d in inhoud(rijk).items() if n != "begroting.toml"} == {
        n: d for n, d in before.items() if n != "begroting.toml"
    }


def test_a_value_is_printed_on_one_short_line(run: Run, rijk: Path) -> None:
    run("set", rijk, "1/programma.missie=" + "Een\ntwee  drie. " * 20)
    assert run("set", rijk, "1/programma.missie=Kort")[1] == (
        "1/programma.missie: Een twee drie. Een twee drie. Een twee drie. Een twee drie. ... -> Kort\n"
    )
    assert run("set", rijk, "1/programma.portefeuilles=a; b")[1] == "1/programma.portefeuilles: leeg -> a; b\n"


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("1.200,50", "1.200,50"),
        ("1200.50", "1.200,50"),
        ("€ 12.000.000,-", "12.000.000"),
        ("12k", "12.000"),
        ("(12)", "-12"),
        ("+=5", "14.115.556"),
        ("+10%", "15.527.106,10"),
        ("=3*4k", "12.000"),
    ],
)
def test_an_amount_is_plain_or_as_it_is_typed_in_the_app_in_euros(
    run: Run, leiden: Path, typed: str, becomes: str
) -> None:
    assert run("set", leiden, f"{ADRES}={typed}")[1] == f"{ADRES}: 14.115.551 -> {becomes}\n"


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ("1/prestatie.1A1.1.status=goed", "kan `goed` niet; kies uit op-schema, aandacht, afwijking."),
        ("begroting/weergave.eenheid=10", "kan `10` niet; kies uit 1, 1000, 1000000."),
        ("1/post.bestuur.tot=later", "bij `tot` hoort een geheel getal"),
        ("1/indicator.1A1.a.streefwaarde.2026=1.234", "bij `streefwaarde.2026` hoort een getal zonder punten"),
        ("begroting/parameters.omslagrente=1,5%", "hoort een breuk, zoals 0,035 voor 3,5 %"),
        ("begroting/jaar=27", "hoort een jaar van vier cijfers"),
        ("wijzigingen/k/wijziging.datum=gisteren", "hoort een datum, zoals 2025-07-03"),
        ("1/post.bestuur.naam=", "`1/post.bestuur.naam`: hier moet iets staan"),
        ("1/post.bestuur.beleidsterrein=1Z", "1/post.bestuur.beleidsterrein: beleidsterrein `1Z` bestaat niet"),
        ("wijzigingen/k/mutatie.m.programma=9", "programma 9 bestaat niet."),
        ("begroting/sjabloon=xyz", "onbekend sjabloon `xyz`; kies uit begroting, jaarrekening,"),
        ("1/post.weg.naam=X", "staat geen post `weg`; kies uit bestuur."),
        ("1/programma.misie=X = Y", "`1/programma.misie`: onbekende sleutel `misie`; bedoelt u `missie`"),
    ],
)
def test_a_value_that_does_not_fit_is_told_and_nothing_is_written(
    run: Run, inhoud: Inhoud, rijk: Path, wrong: str, complaint: str
) -> None:
    before = inhoud(rijk)
    code, out, err = run("set", rijk, "1/programma.missie=X", wrong)
    assert (code, out) == (2, "")
    assert complaint in err
    assert inhoud(rijk) == before


def test_an_amount_that_is_already_there_writes_nothing(run: Run, leiden: Path) -> None:
    stats = (leiden / PROGRAMMA).stat()
    code, out, err = run("set", leiden, f"{ADRES}=14115551", "1/post.bestuur.lasten.mjb.2027=")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"{ADRES}: ongewijzigd, dit was al 14.115.551",
        "1/post.bestuur.lasten.mjb.2027: ongewijzigd, dit was al leeg",
    ]
    now = (leiden / PROGRAMMA).stat()
    assert (now.st_ino, now.st_mtime_ns) == (stats.st_ino, stats.st_mtime_ns)


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ((ADRES,), f"`{ADRES}` heeft geen waarde"),
        ((f"{ADRES}=12.345",), "bedoelt u 12,345 of 12345?"),
        ((f"{ADRES}=1,234",), "gaat verder dan hele centen"),
        ((f"{ADRES}=N 12",), "drukt geen voordeel (V) of nadeel (N) af"),
        ((f"{ADRES}=#REF!",), "fout uit het rekenblad"),
        ((f"{ADRES}=10000000000000",), "Het bedrag is te groot"),
        ((f"{ADRES}=5", f"{ADRES}=6"), "staat er twee keer"),
        ((f"{ADRES}=5", '1/post."bestuur".lasten.begroting.2027=5'), "staat er twee keer"),
        ((f"{ADRES}=5", f"programmas/01-bestuur-en-dienstverlening/{ADRES[2:]}=5"), "staat er twee keer"),
        (("9/post.bestuur.lasten.begroting.2027=5",), "programma 9 is er niet in dit dossier"),
        (("=",), "begin met het nummer van een programma"),
        (("1/post.\x1b[31m.lasten=5",), "staat geen post `␛[31m`"),
    ],
)
def test_one_wrong_argument_and_nothing_is_written(
    run: Run, inhoud: Inhoud, leiden: Path, wrong: Sequence[str], complaint: str
) -> None:
    before = inhoud(leiden)
    code, out, err = run("set", leiden, "1/post.bestuur.baten.begroting.2027=1", *wrong)
    assert (code, out) == (2, "")
    assert complaint in err
    assert inhoud(leiden) == before


def test_a_year_without_a_column_is_set_but_pointed_out(run: Run, leiden: Path) -> None:
    code, out, err = run("set", leiden, "1/post.bestuur.lasten.begroting.2072=1", f"{ADRES}=1")
    assert code == 0
    assert len(out.splitlines()) == 2
    adres = "1/post.bestuur.lasten.begroting.2072"
    assert err == f"let op: {adres}: 2072 valt buiten de jaren van dit document (2024-2029).\n"


def test_a_finding_is_told_once_for_all_amounts_of_a_table(run: Run, leiden: Path) -> None:
    jaren = (2026, 2027, 2028)
    _, _, err = run("set", leiden, *(f"1/post.bestuur.lasten.begroting.{jaar}=-{jaar}" for jaar in jaren))
    ook = "lasten.begroting.2027 en lasten.begroting.2028"
    assert err == (
        f"let op: 1/post.bestuur.lasten.begroting.2026 (ook {ook}): `Bestuur`: een negatief bedrag bij lasten. "
        "Controleer het teken; is het een stelpost of correctie, aanvaard de bevinding dan.\n"
    )
    far = [f"1/post.bestuur.lasten.begroting.{jaar}" for jaar in (2072, 2073)]
    assert run("set", leiden, *(f"{adres}=1" for adres in far))[2] == (
        f"let op: {far[0]} en {far[1]}: 2072 en 2073 vallen buiten de jaren van dit document (2024-2029).\n"
    )


def test_a_file_somebody_else_changed_in_between_is_not_overwritten(
    run: Run, leiden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programma = leiden / PROGRAMMA
    do = Session.do

    def late(self: Session, edits: Sequence[SetValue], tekst: str = "") -> Effect | None:
        programma.write_bytes(programma.read_bytes() + b"# een collega\n")
        return do(self, edits, tekst)

    monkeypatch.setattr(Session, "do", late)
    code, out, err = run("set", leiden, f"{ADRES}=1")
    assert (code, out) == (5, "")
    assert PROGRAMMA in err
    assert "er is niets overschreven" in err
    assert programma.read_bytes().endswith(b"# een collega\n")
    assert b"14_115_551" in programma.read_bytes()


def test_a_file_that_is_being_saved_elsewhere_is_left_alone(
    run: Run, leiden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "WAIT", 0)
    before = (leiden / PROGRAMMA).read_bytes()
    with hold(leiden / PROGRAMMA):
        code, out, err = run("set", leiden, f"{ADRES}=1")
    assert (code, out) == (5, "")
    assert "is dit bestand aan het opslaan" in err
    assert (leiden / PROGRAMMA).read_bytes() == before


def test_a_write_that_fails_is_told_and_changes_nothing(
    run: Run, inhoud: Inhoud, leiden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = inhoud(leiden)

    def full(_: Path, __: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    code, out, err = run("set", leiden, f"{ADRES}=1")
    assert (code, out) == (4, "")
    assert "de schijf is vol" in err
    assert inhoud(leiden) == before


def test_what_a_value_makes_wrong_is_noted_and_written_all_the_same(run: Run, rijk: Path) -> None:
    adres = "begroting/parameters.omslagrente"
    code, out, err = run("set", rijk, f"{adres}=2,1")
    assert (code, out) == (0, f"{adres}: leeg -> 2,1\n")
    assert err == (
        f"let op: {adres}: omslagrente 2.1 ligt niet tussen 0 en 0.2 en telt niet mee. "
        "Schrijf een breuk: 0.015 is 1,5 %.\n"
    )
    assert run("set", rijk, f"{adres}=2,2")[2] == ""
    assert run("set", rijk, f"{adres}=0,02")[2] == ""


def test_what_was_wrong_already_or_is_accepted_is_not_noted(run: Run, rijk: Path) -> None:
    lasten = "1/post.bestuur.lasten.begroting"
    assert "een negatief bedrag bij lasten" in run("set", rijk, f"{lasten}.2026=-5")[2]
    assert run("set", rijk, f"{lasten}.2026=-6", "1/post.bestuur.taakveld=0.1")[2] == ""
    assert run("add", rijk, "begroting/aanvaard", "--sleutel", "BD206", "reden=Stelpost")[2] == ""
    assert run("set", rijk, f"{lasten}.2027=-5")[2] == ""


def test_a_value_may_make_another_one_of_its_table_wrong(run: Run, rijk: Path) -> None:
    err = run("set", rijk, "1/post.bestuur.aard=incidenteel")[2]
    assert err.startswith("let op: 1/post.bestuur.tot: post `Bestuur` is incidenteel, maar heeft geen laatste jaar.")


def test_of_many_notes_only_the_first_are_printed(run: Run, dossier: Maak) -> None:
    posten = [f"p{n}" for n in range(7)]
    map_ = dossier("".join(f'[post.{p}]\nnaam = "{p}"\nbeleidsterrein = "1A"\n' for p in posten))
    lines = run("set", map_, *(f"1/post.{p}.lasten.begroting.2026=-1" for p in posten))[2]
    notes = [line for line in lines.splitlines() if "negatief" in line or "andere" in line]
    assert len(notes) == 6
    assert notes[-1] == "... en nog 2 andere."


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_file_and_a_key_with_an_accent_are_addressed_however_it_is_written(
    run: Run, dossier: Maak, form: Literal["NFC", "NFD"]
) -> None:
    los, typed = unicodedata.normalize("NFD", "één"), unicodedata.normalize(form, "één")
    besluit = '[wijziging]\nnummer = "1"\nnaam = "K"\nstatus = "ontwerp"\n'
    pad = dossier(f'[post."{los}"]\nnaam = "Een"\nbeleidsterrein = "1A"\n', **{f"wijzigingen__{los}": besluit})
    assert run("set", pad, f"wijzigingen/{typed}/wijziging.naam=Nieuw", f"1/post.{typed}.naam=Ander")[0] == 0
    assert (pad / "wijzigingen" / f"{los}.toml").read_text("utf-8") == besluit.replace('"K"', '"Nieuw"')
