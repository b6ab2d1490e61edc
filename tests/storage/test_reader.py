"""Files to a dossier: what is accepted, what is refused with which code, line and key, and what is warned about."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.bedrag import MAX_CENTS
from budgetdesk.errors import Bevinding, InputError, LimitExceeded
from budgetdesk.model.arrangement import Bestandssoort
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.field import UITERLIJK
from budgetdesk.storage.reader import build, read_bytes, read_dossier, resolve
from budgetdesk.storage.toml import parse_bytes

Maak = Callable[..., Path]
NAAM = "programmas/01-p.toml"
KOP = '[programma]\nnummer = 1\nnaam = "P"\n[beleidsterrein.A]\nnaam = "A"\n'
POST = KOP + '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\n'
BEGROTING = 'formaat = 1\ngemeente = "X"\njaar = 2026\nsjabloon = "begroting"\n'
WIJZIGING = '[wijziging]\nnummer = "1"\nnaam = "K"\n'


def read(tekst: str, soort: Bestandssoort = "programma") -> tuple[Bestand, list[Bevinding]]:
    bron = parse_bytes(tekst.encode(), NAAM)
    bestand, problemen = build(bron, NAAM, soort)
    return bestand, resolve(problemen, bron.tekst, NAAM)


def post_of(amount: str) -> tuple[Bestand, list[Bevinding]]:
    """Read a post with one amount, on line 9."""
    return read(f"{POST}lasten.begroting.2026 = {amount}\n")


# --- amounts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "cents"),
    [
        ("0", 0),
        ("-0", 0),
        ("+5", 500),
        ("12_398_826", 1239882600),
        ("1.5", 150),
        ("1.05", 105),
        ("-0.01", -1),
        ("1_000.10", 100010),
        ("9_999_999_999_999.99", MAX_CENTS),
        ("-9999999999999.99", -MAX_CENTS),
        ("9_999_999_999_999", MAX_CENTS - 99),
    ],
)
def test_an_amount_is_held_in_cents_exactly(token: str, cents: int) -> None:
    bestand, bevindingen = post_of(token)
    assert bevindingen == []
    assert bestand.records["post", "x"].waarden["lasten.begroting.2026"] == cents


@given(st.integers(-MAX_CENTS, MAX_CENTS))
def test_every_amount_of_fifteen_digits_reads_back(cents: int) -> None:
    sign = "-" if cents < 0 else ""
    bestand, bevindingen = post_of(f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02}")
    assert (bevindingen, bestand.records["post", "x"].waarden["lasten.begroting.2026"]) == ([], cents)


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("1.001", "hoogstens twee decimalen, niet 3"),
        ("1.100", "hoogstens twee decimalen, niet 3"),
        ("9_999_999_999_999.001", "hoogstens twee decimalen, niet 3"),
        ("9007199254740993.001", "hoogstens twee decimalen, niet 3"),
        ("1e3", "zonder exponent"),
        ("1E3", "zonder exponent"),
        ("1.5e1", "zonder exponent"),
        ("0xFF", "voluit in gewone cijfers"),
        ("0o17", "voluit in gewone cijfers"),
        ("0b11", "voluit in gewone cijfers"),
        ("true", "niet `true`"),
        ("false", "niet `false`"),
        ("inf", "niet `nan` of `inf`"),
        ("-inf", "niet `nan` of `inf`"),
        ("nan", "niet `nan` of `inf`"),
        ("1e999999999999999999999", "niet `nan` of `inf`"),
        ('"1000"', "niet tekst"),
        ("2026-01-01", "niet een datum of tijd"),
        ("07:32:00", "niet een datum of tijd"),
        ("2026-01-01T00:00:00Z", "niet een datum of tijd"),
        ("[1000]", "niet een lijst"),
        ("{ x = 1 }", "niet een tabel met x"),
        ("{}", "niet een lege tabel"),
        ("10_000_000_000_000", "hoogstens 15 cijfers"),
        ("-10_000_000_000_000.00", "hoogstens 15 cijfers"),
        ("99999999999999999999999999", "hoogstens 15 cijfers"),
        ("1" + "0" * 900 + ".5", "hoogstens 15 cijfers"),
    ],
)
def test_what_is_no_amount_is_an_error_with_line_and_key(token: str, said: str) -> None:
    _, bevindingen = post_of(token)
    errors = [b for b in bevindingen if b.ernst == "fout"]
    assert [(b.code, b.plaats.regel, b.plaats.sleutel) for b in errors] == [
        ("BD118", 9, "post.x.lasten.begroting.2026")
    ]
    assert said in errors[0].tekst
    assert str(errors[0]).startswith(f"{NAAM}:9: post.x.lasten.begroting.2026: ")


@pytest.mark.parametrize(
    "line",
    [
        "lasten = { begroting = { 2026 = 0xFF } }",
        "lasten.begroting = { 2025 = 1, 2026=0b1 }",
        "lasten = { begroting.2026 = 0o7 }",
        "lasten.begroting.2026 =\t0xff # 1",
    ],
)
def test_other_number_bases_are_found_between_accolades_too(line: str) -> None:
    _, bevindingen = read(f'{POST}{line}\ntoelichting = "= 0xFF"\nkleur = 0xFF\n')
    found = [(b.code, b.plaats.regel, b.plaats.sleutel) for b in bevindingen if b.ernst == "fout"]
    assert found == [("BD118", 9, "post.x.lasten.begroting.2026")]


def test_other_number_bases_are_found_in_tables_without_a_key_and_allowed_where_no_amount_stands() -> None:
    _, bevindingen = read(BEGROTING.replace("2026", "0x7EA") + "[drempels]\ntoelichting = 0xFF\n", "begroting")
    assert [(b.code, b.plaats.sleutel) for b in bevindingen] == [("BD118", "drempels.toelichting")]


# --- tables and keys -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tekst", "found"),
    [
        ("", [("BD112", None, None)]),
        ("post = 1\n" + KOP, [("BD111", 1, "post")]),
        (KOP + "[post]\nx = 1\n", [("BD111", 7, "post.x")]),
        (KOP + "[[post]]\nx = 1\n", [("BD111", 6, "post")]),
        (KOP + '[post.""]\nnaam = "X"\n', [("BD111", 6, 'post.""')]),
        ('programma = 1\n[beleidsterrein.A]\nnaam = "A"\n', [("BD111", 1, "programma"), ("BD112", None, None)]),
        ('[programma]\nnaam = "P"\n', [("BD113", 1, "programma")]),
        (KOP + "[post.x]\n", [("BD113", 6, "post.x"), ("BD113", 6, "post.x")]),
        (KOP + '[post.x]\nnaam = 5\nbeleidsterrein = "A"\n', [("BD119", 7, "post.x.naam")]),
        (POST + "categorie = 1\n", [("BD114", 9, "post.x.categorie")]),
        (POST + "lasten = 1\n", [("BD115", 9, "post.x.lasten")]),
        (POST + "lasten.begroting = 1\n", [("BD115", 9, "post.x.lasten.begroting")]),
        (POST + "lasten.begrotng.2026 = 1\n", [("BD116", 9, "post.x.lasten.begrotng")]),
        (POST + "lasten.2026 = 1\n", [("BD116", 9, "post.x.lasten.2026")]),
        (POST + "lasten.begroting.26 = 1\n", [("BD117", 9, "post.x.lasten.begroting.26")]),
        (POST + "lasten.begroting.0226 = 1\n", [("BD117", 9, "post.x.lasten.begroting.0226")]),
        (POST + 'lasten.begroting."２０２６" = 1\n', [("BD117", 9, 'post.x.lasten.begroting."２０２６"')]),
        (POST + "incidenteel.lasten.begroting.2026 = 1\n", [("BD116", 9, "post.x.incidenteel.lasten.begroting")]),
        (POST + "[cijfer.c]\nbedrag.begroting.2026 = 1\n", [("BD113", 9, "cijfer.c")]),
        (POST + '[cijfer.c]\nnaam = "C"\nbedrag.2026 = 1\n', [("BD116", 11, "cijfer.c.bedrag.2026")]),
        (POST + '[cijfer.c]\nnaam = "C"\nbedrag.raming.2026 = 1\n', [("BD116", 11, "cijfer.c.bedrag.raming")]),
        (
            POST + '[cijfer.c]\nnaam = "C"\nbedrag.begroting.rekening.2026 = 1\n',
            [("BD117", 11, "cijfer.c.bedrag.begroting.rekening")],
        ),
        (POST + '[reserve.r]\nnaam = "R"\nsoort = "potje"\n', [("BD119", 11, "reserve.r.soort")]),
        (POST + 'index = true\ntot = "2027"\n', [("BD119", 9, "post.x.index"), ("BD119", 10, "post.x.tot")]),
        (KOP.replace("= 1", "= 1.0"), [("BD119", 2, "programma.nummer")]),
        (KOP.replace("= 1", "= true"), [("BD119", 2, "programma.nummer")]),
        (KOP.replace('"P"', '"P"\nportefeuilles = [1]'), [("BD119", 4, "programma.portefeuilles")]),
    ],
)
def test_a_wrong_table_or_key_is_an_error_with_code_line_and_key(
    tekst: str, found: list[tuple[str, int | None, str | None]]
) -> None:
    _, bevindingen = read(tekst)
    assert [(b.code, b.plaats.regel, b.plaats.sleutel) for b in bevindingen] == found
    assert all(b.ernst == "fout" for b in bevindingen)


@pytest.mark.parametrize(
    ("key", "example"),
    [("opmaak", "`opmaak.omslag = true`."), ("deel", '`deel.kosten.kop = "Kosten"`.')],
)
def test_what_a_document_is_otherwise_in_stands_below_a_key_of_its_own(key: str, example: str) -> None:
    document = f'[document.b]\nsjabloon = "begroting"\n{key} = 1\n'
    _, [found] = read(BEGROTING + document, "begroting")
    assert (found.code, found.plaats.sleutel) == ("BD115", f"document.b.{key}")
    assert found.tekst.endswith(example)


@pytest.mark.parametrize("soort", ["emu.boekwinst", "balans.leningen", "kengetallen.woonlasten"])
@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("2026 = 1", []),
        ("rekening.2026 = 1", []),
        ("raming.2026 = 1", [("BD116", "raming")]),
        ("rekening.begroting.2026 = 1", [("BD117", "rekening.begroting")]),
        ("rekening = 1", [("BD115", "rekening")]),
        ("26 = 1", [("BD117", "26")]),
        ("mjb.26 = 1", [("BD117", "mjb.26")]),
        ('rekening.2026 = "veel"', [("BD118", "rekening.2026")]),
    ],
)
def test_what_is_given_per_year_may_have_one_phase(soort: str, rest: str, found: list[tuple[str, str]]) -> None:
    tabel, _, key = soort.partition(".")
    _, bevindingen = read(f"{BEGROTING}[{tabel}]\n{key}.{rest}\n", "begroting")
    assert [(b.code, b.plaats.sleutel) for b in bevindingen] == [(code, f"{soort}.{pad}") for code, pad in found]


@pytest.mark.parametrize(
    ("soort", "tekst", "sleutel"),
    [
        ("begroting", BEGROTING.replace("= 1", "= 2"), "formaat"),
        ("begroting", BEGROTING.replace("2026", "26"), "jaar"),
        ("begroting", BEGROTING.replace("2026", "20260"), "jaar"),
        ("begroting", BEGROTING + "[weergave]\neenheid = 100\n", "weergave.eenheid"),
        ("begroting", BEGROTING + '[weergave]\nletters = "ja"\n', "weergave.letters"),
        ("begroting", BEGROTING + "[drempels]\ntoelichting = 1.001\n", "drempels.toelichting"),
        ("begroting", BEGROTING + "[parameters]\nomslagrente = nan\n", "parameters.omslagrente"),
        ("begroting", BEGROTING + "[index.lonen]\nhoog = 0.1\n", "index.lonen.hoog"),
        ("begroting", BEGROTING + '[index.lonen]\n2027 = "3%"\n', "index.lonen.2027"),
        ("wijziging", WIJZIGING + "datum = 2025-07-03T00:00:00\n", "wijziging.datum"),
        ("wijziging", WIJZIGING + 'telt_mee = "ja"\n', "wijziging.telt_mee"),
        (
            "wijziging",
            WIJZIGING + "[mutatie.m]\nprogramma = 1\nlasten.begroting.2026 = 1\n",
            "mutatie.m.lasten.begroting",
        ),
        ("reserves", '[reserve.r]\nnaam = "R"\nsoort = "algemene reserve"\nstand.24 = 1\n', "reserve.r.stand.24"),
    ],
)
def test_every_kind_of_file_checks_its_own_keys(soort: Bestandssoort, tekst: str, sleutel: str) -> None:
    _, bevindingen = read(tekst, soort)
    assert [(b.ernst, b.plaats.sleutel) for b in bevindingen] == [("fout", sleutel)]


def test_unknown_keys_and_tables_are_kept_and_warned_about() -> None:
    bestand, bevindingen = read(
        "los = 1\n" + POST + 'kleur = "rood"\n"a.b" = [1]\n[pst.y]\nlasten.begroting.2026 = 5\n'
    )
    assert [(b.code, b.ernst, b.plaats.regel, b.plaats.sleutel) for b in bevindingen] == [
        ("BD120", "waarschuwing", 10, "post.x.kleur"),
        ("BD120", "waarschuwing", 11, 'post.x."a.b"'),
        ("BD120", "waarschuwing", 1, "los"),
        ("BD120", "waarschuwing", 12, "pst"),
    ]
    assert bestand.records["post", "x"].waarden["kleur"] == "rood"
    assert bestand.records["post", "x"].waarden['"a.b"'] == [1]
    assert set(bestand.records["", ""].waarden) == {"los", "pst"}


@pytest.mark.parametrize("key", [key for key in UITERLIJK if key != "titel"])
def test_a_key_of_the_look_of_a_document_that_stands_beside_the_others_is_told_where_it_belongs(key: str) -> None:
    kop = 'formaat = 1\ngemeente = "G"\njaar = 2026\n\n[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n'
    (found,) = (b for b in read(f"{kop}{key} = true\n", "begroting")[1] if b.code == "BD120")
    assert (found.plaats.regel, found.plaats.sleutel) == (7, f"document.vgr-1.{key}")
    assert found.tekst.endswith(f"telt nergens mee. Bedoelt u `opmaak.{key}`?")
    (other,) = (b for b in read(f"{kop}kleur = true\n", "begroting")[1] if b.code == "BD120")
    assert other.tekst.endswith("telt nergens mee.")


def test_an_unknown_value_too_deep_to_handle_is_a_limit_with_its_key() -> None:
    with pytest.raises(LimitExceeded, match=r"post\.x\.a: dieper genest dan 32 niveaus"):
        read(f"{POST}a{'.b' * 33} = 1\n")
    assert [b.code for b in read(f"{POST}a{'.b' * 32} = 1\n")[1]] == ["BD120"]


def test_values_keep_their_type() -> None:
    bestand, bevindingen = read(WIJZIGING + "datum = 2025-07-03\nbudgetneutraal = true\n", "wijziging")
    waarden = bestand.records["wijziging", ""].waarden
    assert (bevindingen, waarden["datum"], waarden["budgetneutraal"]) == ([], date(2025, 7, 3), True)
    bestand, bevindingen = read(BEGROTING + "[index.lonen]\n2027 = 0.0350\n2028 = 1e-2\n2029 = 1\n", "begroting")
    assert bevindingen == []
    assert bestand.records["index", "lonen"].waarden == {
        "2027": Decimal("0.0350"),
        "2028": Decimal("0.01"),
        "2029": Decimal(1),
    }


def test_figures_per_year_that_are_no_amounts_stay_what_they_are_in_every_table() -> None:
    doel = '[doel.d]\nnaam = "D"\nbeleidsterrein = "A"\n'
    indicator = '[indicator.i{}]\nnaam = "I"\ndoel = "d"\nrealisatie.2024 = 25\nstreefwaarde.2024 = 7.5\n'
    bestand, bevindingen = read(KOP + doel + "".join(indicator.format(n) for n in range(3)))
    assert bevindingen == []
    assert [t.waarden["realisatie.2024"] for t in bestand.van("indicator")] == [25] * 3
    assert [t.waarden["streefwaarde.2024"] for t in bestand.van("indicator")] == [Decimal("7.5")] * 3
    bestand, _ = read(BEGROTING + "[index.a]\n2027 = 1\n[index.b]\n2027 = 1\n", "begroting")
    assert [t.waarden["2027"] for t in bestand.van("index")] == [1, 1]


def test_equal_files_written_in_other_ways_read_the_same() -> None:
    ways = [
        POST + "lasten.begroting.2026 = 5\nbaten.rekening.2024 = 0.50\n",
        POST + "lasten = { begroting = { 2026 = 5 } }\nbaten.rekening = { 2024 = 0.5 }\n",
        POST + "[post.x.lasten.begroting]\n2026 = 5.00\n[post.x.baten]\nrekening.2024 = 0.50\n",
        KOP
        + "[post]\nx = { naam = 'X', beleidsterrein = 'A', lasten.begroting.2026 = 5, baten.rekening.2024 = 0.5 }\n",
        POST.replace("\n", "\r\n") + "'lasten' . \"begroting\" . 2026 = +5\r\nbaten.rekening.2024 = 0.50\r\n",
    ]
    read_ = [read(way) for way in ways]
    assert all(bestand.records == read_[0][0].records for bestand, _ in read_)
    assert [bevindingen for _, bevindingen in read_] == [[]] * len(ways)


# --- folders -------------------------------------------------------------------------------------


@pytest.mark.lang
def test_the_samples_are_read_without_a_finding(samples: Path) -> None:
    for map_ in sorted(samples.iterdir()):
        assert read_dossier(map_).bevindingen == []
        assert read_dossier(map_ / "begroting.toml").dossier == read_dossier(map_).dossier


def test_the_errors_of_all_files_are_collected_before_anything_is_refused(dossier: Maak) -> None:
    map_ = dossier(
        POST + "lasten.begrotng.2026 = 1\nlasten.begroting.2026 = true\nkleur = 1\n",
        "[programma\n",
        b"\xff",
        begroting=BEGROTING.replace("2026", '"x"'),
        reserves="x = \n",
        wijzigingen__a="[mutatie.m]\n",
    )
    with pytest.raises(InputError) as caught:
        read_dossier(map_)
    found = [(b.code, b.plaats.bestand, b.plaats.regel) for b in caught.value.bevindingen]
    assert found == [
        ("BD119", "begroting.toml", 3),
        ("BD116", NAAM, 9),
        ("BD118", NAAM, 10),
        ("BD103", "programmas/02-p.toml", 1),
        ("BD101", "programmas/03-p.toml", 1),
        ("BD103", "reserves.toml", 1),
        ("BD113", "wijzigingen/a.toml", 1),
        ("BD112", "wijzigingen/a.toml", None),
        ("BD120", NAAM, 11),
    ]
    assert caught.value.exit_code == 3


def test_dangling_references_do_not_keep_a_dossier_from_opening(dossier: Maak) -> None:
    assert read_dossier(dossier(POST.replace('= "A"', '= "Z"'))).bevindingen == []


def test_files_are_read_by_name_and_other_files_left_alone(dossier: Maak) -> None:
    map_ = dossier(POST, POST, reserves="", wijzigingen__b=WIJZIGING, wijzigingen__a=WIJZIGING)
    (map_ / "programmas" / ".03-p.toml").write_text("geen toml")
    (map_ / "programmas" / "notities.txt").write_text("geen toml")
    (map_ / "kladblok.toml").write_text("geen toml")
    said = map_ / "documenten" / "vgr-1" / "01-p.toml"
    (said.parent / "diep").mkdir(parents=True)
    said.write_text("[post.x]\nlasten.prognose.2026 = 1_000\n")
    for stray in (said.parent / "diep" / "01-p.toml", said.parents[1] / "01-p.toml", said.parent / ".02-p.toml"):
        stray.write_text("geen toml")
    gelezen = read_dossier(map_)
    files = [
        "begroting.toml",
        NAAM,
        "programmas/02-p.toml",
        "reserves.toml",
        "wijzigingen/a.toml",
        "wijzigingen/b.toml",
        "documenten/vgr-1/01-p.toml",
    ]
    assert list(gelezen.dossier.bestanden) == files
    assert set(gelezen.digests) == set(files)


@pytest.mark.parametrize("naam", ["begroting.toml", NAAM])
def test_what_is_no_regular_file_is_named_and_never_waited_for(dossier: Maak, naam: str) -> None:
    map_ = dossier(POST)
    (map_ / naam).unlink()
    os.mkfifo(map_ / naam)
    with pytest.raises(InputError, match=r"geen gewoon bestand|geen dossier"):
        read_dossier(map_)


def test_of_a_huge_file_no_more_is_read_than_a_file_may_hold(tmp_path: Path) -> None:
    pad = tmp_path / "groot.toml"
    with pad.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(LimitExceeded, match=r"groot\.toml: het bestand is groter dan 16 MiB"):
        parse_bytes(read_bytes(pad, "groot.toml"), "groot.toml")


@pytest.mark.parametrize("missing", ["", "begroting.toml"])
def test_a_folder_that_is_no_dossier_is_refused_by_name(tmp_path: Path, missing: str) -> None:
    with pytest.raises(InputError) as caught:
        read_dossier(tmp_path / missing)
    assert caught.value.bevindingen[0].code == "BD100"
    assert str(tmp_path) in str(caught.value)


# --- texts, lists and counts ---------------------------------------------------------------------

DOEL = '[doel.d]\nnaam = "D"\nbeleidsterrein = "A"\n'


@pytest.mark.parametrize("token", ['"4,5*"', '"< 5%"', '"n.n.b."', '"25"'])
def test_a_text_in_place_of_a_measured_number_is_kept_as_it_is(token: str) -> None:
    text = f'[indicator.i]\nnaam = "I"\ndoel = "d"\nrealisatie.2024 = {token}\nstreefwaarde.2026 = {token}\n'
    bestand, bevindingen = read(KOP + DOEL + text)
    assert bevindingen == []
    waarden = bestand.records["indicator", "i"].waarden
    assert (waarden["realisatie.2024"], waarden["streefwaarde.2026"]) == (token.strip('"'),) * 2


@pytest.mark.parametrize("token", ['""', '" "', '"a\\nb"', '["4,5*"]', "true", "2026-01-01", "nan"])
def test_what_is_no_number_and_no_short_text_is_an_error(token: str) -> None:
    text = f'[indicator.i]\nnaam = "I"\ndoel = "d"\nrealisatie.2024 = {token}\n'
    _, (bevinding,) = read(KOP + DOEL + text)
    assert (bevinding.code, bevinding.plaats.sleutel) == ("BD119", "indicator.i.realisatie.2024")
    assert "hier hoort een getal of een korte tekst op één regel" in bevinding.tekst


def test_a_measured_value_has_a_year_of_four_digits() -> None:
    _, (bevinding,) = read(KOP + DOEL + '[indicator.i]\nnaam = "I"\ndoel = "d"\nrealisatie.24 = "4*"\n')
    assert (bevinding.code, bevinding.plaats.sleutel) == ("BD117", "indicator.i.realisatie.24")


def test_keys_in_a_list_of_references_are_held_in_one_form() -> None:
    text = '[toelichting.t]\nbij = ["post.ide\u0301e", "ide\u0301e"]\ntekst = "T"\n'
    bestand, bevindingen = read(KOP + text)
    assert bevindingen == []
    assert bestand.records["toelichting", "t"].waarden["bij"] == ["post.id\u00e9e", "id\u00e9e"]


@pytest.mark.parametrize("token", ["91_200.5", '"91.200"', "true"])
def test_inhabitants_are_whole(token: str) -> None:
    bestand, bevindingen = read(BEGROTING + "[organisatie]\ninwoners.2026 = 91_000\n", "begroting")
    assert (bevindingen, bestand.records["organisatie", ""].waarden) == ([], {"inwoners.2026": 91_000})
    _, (bevinding,) = read(BEGROTING + f"[organisatie]\ninwoners.2026 = {token}\n", "begroting")
    assert (bevinding.code, bevinding.plaats.sleutel) == ("BD119", "organisatie.inwoners.2026")
