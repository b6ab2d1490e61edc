"""The one form of a file: reached in one step, the same in meaning, every comment still there."""

from __future__ import annotations

import random
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from budgetdesk.errors import InputError, WriteError
from budgetdesk.model.adres import Adres, join_key
from budgetdesk.model.arrangement import SOORTEN, Bestandssoort
from budgetdesk.model.edits import SetValue
from budgetdesk.storage import canonical, limits, locate
from budgetdesk.storage.canonical import format_bytes, format_text
from budgetdesk.storage.reader import file_kind, list_files
from budgetdesk.storage.writer import rewrite
from tests.conftest import VOORBEELDEN
from tests.storage.test_writer import FASEN, JAREN, generate

ROOT = Path(__file__).parents[2]
DOSSIERS = [*(ROOT / "sample_budgets").iterdir(), ROOT / "templates" / "dossier"]
OWN_FILES = sorted((map_ / naam, soort) for map_ in DOSSIERS for naam, soort in list_files(map_))
BROKEN = sorted((ROOT / "tests" / "broken").rglob("*.toml"))
NAAM = "programmas/01-p.toml"
EXAMPLES = settings(max_examples=VOORBEELDEN)


def post(body: str) -> str:
    return format_text(f"[post.a]\n{body}", "programma").removeprefix("[post.a]\n")


def test_a_file_written_any_which_way_gets_its_one_form() -> None:
    before = """

# Dit bestand gaat over alles.


[post.b]   # de tweede post staat eerst
  beleidsterrein='1A'
  lasten . begroting.2027=1250000.5   # hoger
  lasten.begroting.2026 = 1_000.00
  kleur = "rood"
"naam" = "B"

# los, voor a

# van a
[ post . "a" ]
# boven naam
naam = "A"

# boven lasten, hoort bij alles
lasten = { begroting = { 2027 = 2000, 2026 = 1 }, rekening.2024 = +5 } # samen
# onder a


[programma]
naam = "P"
nummer = 1
[post.a.baten.begroting] # van het rijk
2026 = 7
# los, aan het eind is het van niemand

# einde"""
    assert (
        format_text(before, "programma")
        == """# Dit bestand gaat over alles.

[programma]
nummer = 1
naam = "P"

[post.b]  # de tweede post staat eerst
naam = "B"
beleidsterrein = '1A'
lasten.begroting.2026 = 1_000
lasten.begroting.2027 = 1_250_000.50  # hoger
kleur = "rood"

# los, voor a

# van a
[post.a]
# boven naam
naam = "A"
# boven lasten, hoort bij alles
# samen
lasten.rekening.2024 = 5
lasten.begroting.2026 = 1
lasten.begroting.2027 = 2_000
# van het rijk
baten.begroting.2026 = 7
# onder a
# los, aan het eind is het van niemand

# einde
"""
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("lasten.begroting.2026 = 1234567.5\n", "lasten.begroting.2026 = 1_234_567.50\n"),
        ("lasten.begroting.2026 = 1_2_3_4\n", "lasten.begroting.2026 = 1_234\n"),
        ("lasten.begroting.2026 = -0.0\n", "lasten.begroting.2026 = 0\n"),
        ("lasten.begroting.2026 = -0.07\n", "lasten.begroting.2026 = -0.07\n"),
        ("index = 0.50\ntot = +2_026\n", "tot = +2_026\nindex = 0.50\n"),
        ("kleur.2026 = 1000\n", "kleur.2026 = 1000\n"),
        ("lasten.begroting.2026 = 1.005\n", "lasten.begroting.2026 = 1.005\n"),
        ("lasten.begroting.2026 = 1e3\n", "lasten.begroting.2026 = 1e3\n"),
        ("lasten.begroting.2026 = 0xFF\n", "lasten.begroting.2026 = 0xFF\n"),
    ],
)
def test_amounts_have_one_spelling_and_other_numbers_keep_theirs(before: str, after: str) -> None:
    assert post(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("lasten = {}\n", "lasten = {}\n"),
        ("lasten = { }\n", "lasten = {}\n"),
        ("[post.a.lasten]\n", "lasten = {}\n"),
        ("[post.a.lasten]  # x\n# y\n", "# x\nlasten = {}\n# y\n"),
        ("[post.a.lasten]  # x\n[post.a.lasten.begroting]\n2026 = 1\n", "lasten.begroting.2026 = 1\n# x\n"),
        ("kleur = { rood = 1, b = { c = [ { d = 1 } ] } }\n", "kleur.rood = 1\nkleur.b.c = [ { d = 1 } ]\n"),
        ("[post.a.kleur]\nrood = 1\n", "kleur.rood = 1\n"),
        ("z = 1\nlasten.x = 1\ny = 2\nnaam = 'A'\n", "naam = 'A'\nlasten.x = 1\nz = 1\ny = 2\n"),
        ('"a b" = 1\n\'c\' = 2\n"é".x = 3\n', '"a b" = 1\nc = 2\n"é".x = 3\n'),
    ],
)
def test_what_stands_deeper_becomes_a_line_of_its_own(before: str, after: str) -> None:
    assert post(before) == after


@pytest.mark.parametrize(
    ("comment", "after"),
    [
        ("# 2029 = 30", "# lasten.begroting.2029 = 30"),
        ("#2029=30", "#lasten.begroting.2029=30"),
        ("# 2029 = 30  # te laat", "# lasten.begroting.2029 = 30  # te laat"),
        ("# 2029 wordt 30", "# 2029 wordt 30"),
        ("# saldo = lasten - baten", "# saldo = lasten - baten"),
        ("# let op = dit telt", "# let op = dit telt"),
    ],
)
def test_a_value_that_is_commented_out_keeps_its_meaning_where_its_header_goes(comment: str, after: str) -> None:
    text = f"[post.a.lasten.begroting]\n2028 = 20\n{comment}\n2027 = 10\n"
    formatted = format_bytes(f"[post.a]\n{text}".encode(), NAAM, "programma").decode()
    assert formatted == f"[post.a]\n{after}\nlasten.begroting.2027 = 10\nlasten.begroting.2028 = 20\n"
    assert format_bytes(formatted.encode(), NAAM, "programma").decode() == formatted


def test_a_value_that_is_commented_out_stays_as_it_is_where_its_header_stays() -> None:
    assert post("# lasten.begroting.2029 = 30\nnaam = 'A'\n") == "# lasten.begroting.2029 = 30\nnaam = 'A'\n"
    above = "[post.a]\nnaam = 'A'\n# baten.begroting.2029 = 5\n[post.a.lasten.begroting]\n2028 = 20\n"
    assert "# baten.begroting.2029 = 5\n" in format_bytes(above.encode(), NAAM, "programma").decode()


def test_blanks_go_except_within_texts() -> None:
    before = (
        '[post.a]  \r\nnaam = "A "\t\r\n \r\ntoelichting = """  \r\nx  \r\n\r\n"""  \r\nk = [ # c \r\n  1, \r\n]\r\n'
    )
    after = '[post.a]\nnaam = "A "\ntoelichting = """  \nx  \n\n"""\nk = [ # c\n  1,\n]\n'
    assert format_text(before, "programma") == after
    assert tomllib.loads(after) == tomllib.loads(before)


def test_comments_within_a_table_stay_above_their_line_whatever_blank_lines_are_around_them() -> None:
    assert post("x = 1\n\n# een\n\n# twee\n\ny = 2\n# drie\n\nnaam = 'A'\n") == (
        "# drie\nnaam = 'A'\nx = 1\n# een\n# twee\ny = 2\n"
    )


def test_a_comment_behind_a_value_begins_after_two_spaces() -> None:
    assert post("naam = 'A'#x\ny = 1      # z\n") == "naam = 'A'  #x\ny = 1  # z\n"
    assert post("toelichting = '''\nx'''#x\n") == "toelichting = '''\nx'''  #x\n"


def test_tables_of_one_kind_keep_their_order_whatever_opens_them() -> None:
    assert format_text("post = { b = {naam = 'B'}, a = {} } # c\n[doel.x]\n", "programma") == (
        "[doel.x]\n\n[post.b]\n# c\nnaam = 'B'\n\n[post.a]\n"
    )
    text = "post.z.naam = 'Z'\n[reserve.r]\n[post.y.lasten]\nmjb.2026 = 1\n[post.x]\n[post]\nb.naam = 'B'\n[post.y]\n"
    assert re.findall(r"\[(.*)\]", format_text(text, "programma")) == [
        "post.z",
        "post.y",
        "post.x",
        "post.b",
        "reserve.r",
    ]


def test_what_stands_in_a_table_above_those_of_its_kind_stays_however_it_stands() -> None:
    text = "[post.a]\n\n[post]\n2026 = 1\n\n[post.b]\n"
    assert format_text(text, "programma") == text
    assert format_text(text.replace("2026 = 1", "# c"), "programma") == text.replace("2026 = 1", "# c")
    assert format_text(text.replace("2026 = 1\n", ""), "programma") == "[post.a]\n\n[post.b]\n"


def test_kinds_the_format_does_not_know_come_last_as_they_are() -> None:
    text = "[vreemd]\nb = 1\na = 2\n[vreemd.sub]\n[programma]\nnummer = 1\n"
    assert format_text(text, "programma") == "[programma]\nnummer = 1\n\n[vreemd]\nb = 1\na = 2\n\n[vreemd.sub]\n"


def test_under_an_array_of_tables_headers_stay() -> None:
    text = "[[x]]\na = 1\n\n[x.y]\nb = 2\n\n[[x]]\n\n[x.y]\nc = { d = 3 }\n"
    assert format_text(text, "programma") == text.replace("c = { d = 3 }", "c.d = 3")
    text = "[post.a]\nnaam = 'A'\n\n[post.a.x]\ny = 1\n\n[[post.a.x.z]]\nq = 1\n"
    assert format_text(text, "programma") == text


def test_root_keys_stand_in_order_and_known_tables_get_a_header() -> None:
    text = "# boven jaar\njaar = 2027\nformaat = 1\nweergave.eenheid = 1\n# onder\n"
    assert format_text(text, "begroting") == (
        "formaat = 1\n# boven jaar\njaar = 2027\n# onder\n\n[weergave]\neenheid = 1\n"
    )


@pytest.mark.parametrize("text", ["", "\n \n", "# los", "\n# a\n\n\n# b\n# c\n\n", "[post]\n", "[post.a]"])
def test_little_is_formatted_too(text: str) -> None:
    once = format_text(text, "programma")
    assert (
        once
        == format_text(once, "programma")
        == "\n\n".join(re.findall("(?:.+\n?)+", text.strip(" \n"))).replace("\n\n\n", "\n\n")
        + ("\n" if text.strip() else "")
    )


def test_a_bom_goes_and_a_file_that_is_no_toml_is_refused() -> None:
    assert format_bytes(b"\xef\xbb\xbf[programma]\r\n", NAAM, "programma") == b"[programma]\n"
    with pytest.raises(InputError, match=r"programmas/01-p\.toml:2"):
        format_bytes(b"[programma]\nnummer =\n", NAAM, "programma")


def test_a_key_of_very_many_parts_is_a_key_like_any_other() -> None:
    text = f"[post.a]\nlasten{'.x' * 3000} = 1\n"
    assert format_bytes(text.encode(), NAAM, "programma").decode() == text


def test_a_file_that_would_pass_a_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_KEYS", 5)
    monkeypatch.setattr(limits, "MAX_PARTS", 20)
    with pytest.raises(WriteError, match=r"opgemaakt is het niet te lezen: .* meer dan 5 sleutels"):
        format_bytes(b"[post.a.lasten]\n[post.b.lasten]\n[post.c.lasten]\n", NAAM, "programma")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("lasten.begroting.2026 = 1", "lasten.begroting.2026 = 2"),
        ("lasten.begroting.2026 = 1", "lasten.begroting.2026 = true"),
        ("# c", ""),
        ("[post.b]", "[post.b"),
        ("[post.c]\n[post.d]", "[post.d]\n[post.c]"),
        ("toelichting = 'x'", "toelichting = 'x '"),
    ],
)
def test_a_result_that_means_anything_else_is_refused(monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    text = "# c\n[post.a]\n[post.b]\nlasten.begroting.2026 = 1\ntoelichting = 'x'\n[post.c]\n[post.d]\n"
    monkeypatch.setattr(canonical._Opmaker, "text", lambda self: self.tekst.replace(old, new))
    with pytest.raises(WriteError, match=r"^programmas/01-p\.toml: .*er is niets gewijzigd"):
        format_bytes(text.encode(), NAAM, "programma")


@pytest.mark.lang
def test_our_own_files_are_in_their_one_form() -> None:
    assert OWN_FILES
    for pad, soort in OWN_FILES:
        data = pad.read_bytes()
        assert format_bytes(data, pad.name, soort) == data, pad


@pytest.mark.lang
def test_a_file_with_something_wrong_in_it_is_formatted_if_it_is_toml() -> None:
    refused = set()
    for pad in BROKEN:
        data = pad.read_bytes()
        naam = pad.relative_to(ROOT / "tests" / "broken")
        soort = file_kind("/".join(naam.parts[1:]))
        if soort is None:
            continue
        try:
            tomllib.loads(data.decode())
        except ValueError:
            refused.add(naam.parts[0])
            with pytest.raises(InputError):
                format_bytes(data, NAAM, soort)
        else:
            check(data.decode(), soort)
    assert {"conflictmarkering", "dubbele-tabel", "geen-utf8", "syntaxfout"} <= refused


# --- any file ------------------------------------------------------------------------------------

HEADERS = [
    *("programma", "post", "post.a", 'post."b c"', "post.a.lasten", " post . a . lasten.begroting", "post.b.kleur"),
    *("doel.1A", "reserve.r", "reserve.r.stand", "programma.x", "vreemd", "vreemd.sub", "lijst.x", '""'),
    *("index.lonen", "index", "emu", "weergave", "mutatie.m", "wijziging", "verdeling.v", "indexering.x"),
]
LISTS = ["lijst", "post.a.regels", "vreemd.sub.n", "post"]
KEYS = [
    *("naam", "'nummer'", "lasten.begroting.2026", "lasten.rekening.2024", "baten . mjb.2030", '"2026"', "2027"),
    *("begroting.2027", "a.naam", "a.lasten.begroting.2028", "kleur.y", "post.d.naam", "programma.naam", "lasten", "x"),
    *(
        "formaat",
        "weergave.eenheid",
        "stand.2024",
        '"a.b"',
        "reserve",
        "toelichting",
        "missie",
        "lasten.begrotng.2026",
        "lasten.begroting.26",
    ),
]
VALUES = [
    *(
        "0",
        "-1000",
        "1234567",
        "1_2.5",
        "7.00",
        "1.234",
        "true",
        "2025-07-03",
        '"x # [y]"',
        "'q\"'",
        "{}",
        "{ }",
        "0x1F",
    ),
    *("{ begroting = { 2026 = 5, 2025 = 1.5 }, mjb.2030 = 2 }", "{ naam = 'x', lasten = {}, k = [1, {z = 2}] }"),
    *('"""\n# geen\n[kop]\n"""', "'''x '' '''", '"""a\\\n  b"""""', "[ 1,\n # %s \n 'b]' \n]", "[]", "1e3", "inf"),
]


def wild(rng: random.Random) -> str:
    """Return a file of lines that only have in common that the parser accepts them one after the other."""
    text = ""
    number = 0

    def comment() -> str:
        nonlocal number
        number += 1
        return f"#c{number}# [post.nep] 'x"

    for _ in range(rng.randrange(30)):
        kind = rng.choice("kkkkhhcbl")
        end = rng.choice(["", "", "  ", "\t", " " + comment(), comment() + "  "]) + "\n"
        indent = rng.choice(["", "", "", "  "])
        chunk = {
            "k": rng.choice(KEYS)
            + rng.choice([" = ", "=", " =\t"])
            + rng.choice(VALUES).replace("%s", comment())
            + end,
            "h": f"[{rng.choice(HEADERS)}]{end}",
            "l": f"[[{rng.choice(LISTS)}]]{end}",
            "c": comment() + "\n",
            "b": "\n" * rng.choice([1, 1, 2, 3]),
        }[kind]
        try:
            tomllib.loads(text + chunk)
        except ValueError:
            continue
        text += indent + chunk
    newline = rng.choice(["\n", "\n", "\r\n"])
    return text.replace("\n", newline).removesuffix(rng.choice(["", newline]))


def tables(document: dict[str, Any]) -> dict[str, list[str]]:
    """Return the keys of the tables of each kind in file order."""
    return {
        soort: [sleutel for sleutel, table in below.items() if isinstance(table, dict)]
        for soort, below in document.items()
        if isinstance(below, dict)
    }


def check(text: str, soort: Bestandssoort = "programma") -> str:
    """Return the formatted text after checking all that is promised about it."""
    result = format_text(text, soort)
    assert format_text(result, soort) == result
    assert format_bytes(text.encode(), NAAM, soort).decode() == result

    before, after = (tomllib.loads(t, parse_float=Decimal) for t in (text, result))
    assert repr_exact(after) == repr_exact(before)
    printed = [naam for naam, kind in SOORTEN[soort].items() if not kind.enkel]
    assert [tables(after).get(naam) for naam in printed] == [tables(before).get(naam) for naam in printed]
    assert sorted(re.findall("#c[0-9]+#", result)) == sorted(re.findall("#c[0-9]+#", text))

    for blok in locate.blokken(result):
        for plek in locate.keys(result, blok):
            value = result[plek.waarde : plek.waarde_eind]
            assert value == "{}" or value[0] != "{"
            assert result[plek.start : plek.waarde] == f"{join_key(plek.pad[len(blok.pad) :])} = "
    assert result[:1] not in ("\n", " ")
    assert not result or re.search(r"[^\n]\n\Z", result)
    assert "\r" not in result
    return result


def repr_exact(value: Any) -> Any:
    """Return a value with its types, except that 5 is 5.00; tables in any order."""
    if isinstance(value, dict):
        return {key: repr_exact(below) for key, below in value.items()}
    if isinstance(value, list):
        return [repr_exact(below) for below in value]
    number = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    return ("number", str(Decimal(value).normalize() + 0)) if number else (type(value), value)


@EXAMPLES
@given(st.integers(0, 2**32))
def test_any_file_gets_its_one_form_at_once_and_keeps_meaning_and_comments(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    for text, soort in ((wild(rng), rng.choice(list(SOORTEN))), (generate(seed)[0], "programma")):
        note(f"{soort}\n{text}\n-----\n{format_text(text, soort)}")
        check(text, soort)


@EXAMPLES
@given(st.integers(0, 2**32))
def test_a_file_in_its_form_keeps_it_while_people_type_amounts(seed: int) -> None:
    text = format_text(generate(seed)[0], "programma")
    rng = random.Random(seed)  # noqa: S311
    sleutel = rng.choice(list(tomllib.loads(text)["post"]))
    for _ in range(6):
        kant, fase, jaar = rng.choice(["lasten", "baten"]), rng.choice(FASEN), rng.choice(JAREN)
        adres = Adres(NAAM, "post", sleutel, f"{kant}.{fase}.{jaar}")
        text = rewrite(text, "programma", [SetValue(adres, None, rng.randrange(10**11))])
        assert format_text(text, "programma") == text


def test_texts_of_its_own_lists_and_marked_values_have_their_place_and_keep_how_they_are_written() -> None:
    before = """[toelichting.samen]
tekst = "Later."
kop = "Samen"
bij = ["prestatie.1A1.1","1A1.2"]   # twee
[tekst.slot]
tekst = "Dank."
titel = "Slot"
[indicator."1A1.a"]
toelichting = "Steekproef."
streefwaarde.2027 = "n.n.b."
streefwaarde.2026 = 5
realisatie.2024 = "4,5*"  # herzien
doel = "1A1"
naam = "Cijfer"
"""
    after = """[indicator.1A1.a]
naam = "Cijfer"
doel = "1A1"
realisatie.2024 = "4,5*"  # herzien
streefwaarde.2026 = 5
streefwaarde.2027 = "n.n.b."
toelichting = "Steekproef."

[tekst.slot]
titel = "Slot"
tekst = "Dank."

[toelichting.samen]
bij = ["prestatie.1A1.1","1A1.2"]  # twee
kop = "Samen"
tekst = "Later."
""".replace("[indicator.1A1.a]", '[indicator."1A1.a"]')
    assert format_text(before, "programma") == after
    assert format_text(after, "programma") == after
