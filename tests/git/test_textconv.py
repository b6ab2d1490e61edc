"""What differs in a file differs in its table, what is the same does not, and nothing of it obeys anything."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.display import display_lines
from budgetdesk.git.textconv import readable
from tests.proef import SAMPLES, sampled

BROKEN = Path(__file__).parents[1] / "broken"

POST = """
# Over het bestuur.
[post.bestuur]   # de griffie ook
naam = "Bestuur"
beleidsterrein = "1A"
taakveld = "0.10"
lasten.rekening.2025 = 12_345_678
lasten.begroting.2027 = 14_200_000.50   # zie de kaderbrief
lasten.begroting.2026 = 0
baten.begroting.2026 = -500_000
toelichting = '''
Eerste alinea.

- een \\ en een {{1/saldo.2026}}
'''
# tot hier
"""

TABEL = r"""# Over het bestuur.
# de griffie ook
[post.bestuur] Bestuur
beleidsterrein: 1A
taakveld: "0.10"
                                   2025           2026           2027
lasten rekening              12.345.678
# zie de kaderbrief
lasten begroting                                     0  14.200.000,50
baten begroting                               -500.000
toelichting:
  | Eerste alinea.
  |
  | - een \\ en een {{1/saldo.2026}}
# tot hier
"""


def shown(text: str) -> str:
    return readable(text.encode()).decode()


def test_a_table_has_its_fields_its_amounts_by_year_and_its_texts() -> None:
    assert shown(POST) == TABEL


def test_tables_stand_in_the_order_of_the_file_with_an_empty_line_between_them() -> None:
    assert shown("[doel.b]\n[doel.a]\n[doel.a.x]\ny=1\n") == "[doel.b]\n\n[doel.a]\nx.y: 1\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a = 1_000\n", "a=1000 \n"),
        ("[post.a]\nlasten.begroting.2026 = 1000", "post = {a = {lasten = {begroting = {2026 = 1_000.00}}}}"),
        ("[post.a]\naard = 'x'\nnaam = \"Eén\"\n", '[post."a"]\nnaam = "E\\u00e9n"\naard="x"\n'),
        ('[post.a]\ntoelichting = """\nEen\ntwee\n"""\n', "[post.a]\r\ntoelichting = '''\r\nEen\r\ntwee\r\n'''\r\n"),
        ("[indicator.a]\nschaal = 0.50\n", "[indicator.a]\nschaal = 5e-1\n"),
    ],
)
def test_another_spelling_shows_nothing(one: str, other: str) -> None:
    assert shown(one) == shown(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a = 1", "a = '1'"),
        ("a = true", "a = 'ja'"),
        ("a = 0", "a = false"),
        ("a = 1", "a = 1.0"),
        ("a = 2026-07-02", "a = '2026-07-02'"),
        ("a = inf", "a = 'inf'"),
        ("a = []", "a = '[]'"),
        ("a = ''", "a = ' '"),
        ("a = 'x'", "a = 'x '"),
        ("a = 'x'", 'a = "x\\n"'),
        ("a = 'x y'", 'a = "x\\ny"'),
        ("a = 'x\u200b'", "a = 'x\u200c'"),
        ("a = 'x y'", "a = 'x\u00a0y'"),
        ("a = 'x\\n'", 'a = "x\\n"'),
        ("a = 'x\\u200b'", 'a = "x\\u200b"'),
        ("a = ['x, y']", "a = ['x', 'y']"),
        ("a = [['x, y']]", "a = [['x', 'y']]"),
        ("'a.b' = 1", "a.b = 1"),
        ("# een\na = 1", "# twee\na = 1"),
        ("a = [1, # een\n]", "a = [1, # twee\n]"),
        ("a = 1 # een", "a = 1 # een twee"),
        ("[post.a]\nlasten.begroting.2026 = 1.005", "[post.a]\nlasten.begroting.2026 = 1.00"),
        ("[post.a]\nlasten.begroting.2026 = 1", "[post.a]\nlasten.begroting.2026 = 100"),
        ("[post.a]\nlasten.begroting.2026 = 0", "[post.a]\nlasten.begroting.2027 = 0"),
        ("[post.a]\nlasten.begroting.2026 = 0", "[post.a]"),
        ("[post.a]\n[post.b]", "[post.b]\n[post.a]"),
    ],
)
def test_another_value_or_comment_shows(one: str, other: str) -> None:
    assert shown(one) != shown(other)


def marked(ons: str, hun: str, basis: str = "") -> str:
    """Return a conflict as the merge of a dossier writes it."""
    return f"<<<<<<< HEAD\n{ons}||||||| 1a2b3c\n{basis}=======\n{hun}>>>>>>> nota\n"


def test_a_conflict_is_the_table_with_the_lines_that_differ_between_markers() -> None:
    post = POST.replace("lasten.begroting.2026 = 0\n", "{}").replace('taakveld = "0.10"\n', "{}")
    sides = (("lasten.begroting.2026 = 1\n", 'taakveld = "0.11"\n'), ("lasten.begroting.2026 = 2\n", "aard = 'x'\n"))
    ons, hun = (post.replace("{}", field, 1).replace("{}", amount) for amount, field in sides)
    text = post.replace("{}", marked(sides[0][1], sides[1][1]), 1).replace("{}", marked(sides[0][0], sides[1][0]))
    lines = shown(text).splitlines()
    starts = [n for n, line in enumerate(lines) if line == "<<<<<<< HEAD"]
    assert len(starts) == 2
    found: dict[str, list[str]] = {"<": [], ">": []}
    side = "<>"
    for line in lines:
        if line in ("<<<<<<< HEAD", "=======", ">>>>>>> nota"):
            side = {"<": "<", "=": ">", ">": "<>"}[line[0]]
        else:
            for sign in side:
                found[sign].append(line)
    assert found["<"] == shown(ons).splitlines()
    assert found[">"] == shown(hun).splitlines()
    assert len(lines) < len(shown(ons).splitlines()) + 12


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_conflict_reads_the_same_however_its_file_is_spelled(newline: str, bom: str) -> None:
    text = "[post.a]\n" + marked("aard = 'x'\n", "aard = 'y'\n")
    expected = "[post.a]\n<<<<<<< HEAD\naard: x\n=======\naard: y\n>>>>>>> nota\n"
    assert shown(bom + text.replace("\n", newline)) == expected
    assert shown(text.replace("|||||||", "||||||||")) == text.replace("|||||||", "||||||||")


@pytest.mark.parametrize(("ons", "hun"), [("a = 1_000\n", "a = 1000\n"), ("", "\n"), ("a = 1\n", "a = 1 \n")])
def test_a_conflict_about_spelling_only_is_not_hidden(ons: str, hun: str) -> None:
    text = marked("b = 1\n", "b = 2\n") + marked(ons, hun)
    assert shown(text) == text


def test_a_table_that_one_side_removed_and_one_that_both_added_stand_between_markers() -> None:
    text = "x = 1\n" + marked("", "[post.a]\naard = 'x'\n") + marked("[post.b]\naard = 'y'\n", "[post.b]\naard = 'z'\n")
    lines = shown(text).splitlines()
    assert lines.count("<<<<<<< HEAD") == lines.count(">>>>>>> nota") >= 1
    assert {"x: 1", "[post.a]", "[post.b]", "aard: x", "aard: y", "aard: z"} <= set(lines)


KEYS = st.text('ab1." é', min_size=1, max_size=3) | st.sampled_from(["2026", "2027", "lasten", "naam", "post"])
TEXTS = st.text("ab .:\n|#-[]{}\"'\\\u200b\u00a0,1", max_size=12) | st.sampled_from(
    ["ja", "1,0", "x " * 90, "Ja. " * 50]
)
NUMBERS = st.integers(-(10**16), 10**16) | st.decimals(-(10**6), 10**6, places=3).map(float).filter(
    # a whole amount is the same with and without decimals
    lambda number: not number.is_integer()
)
SCALARS = TEXTS | NUMBERS | st.booleans() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=4)


def spell(value: Any) -> str:
    """Return a value on one line of TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{spell(k)} = {spell(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(spell, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(c if c.isalnum() else f"\\u{ord(c):04x}" for c in value) + '"'
    return str(value)


def file_of(document: dict[str, Any]) -> str:
    return "".join(f"{spell(key)} = {spell(value)}\n" for key, value in document.items())


@given(DOCUMENTS, KEYS, VALUES)
def test_no_change_of_a_value_goes_unseen(document: dict[str, Any], key: str, value: object) -> None:
    changed = document | {key: value}
    same = repr(document) == repr(changed)
    assert same == (shown(file_of(document)) == shown(file_of(changed)))


@given(VALUES)
def test_a_text_that_reads_like_a_value_is_not_taken_for_it(value: object) -> None:
    line = shown(file_of({"a": value}))
    text = line.removeprefix("a: ").removesuffix("\n")
    assert value == text or shown(file_of({"a": text})) != line


@pytest.mark.lang
@pytest.mark.parametrize("dossier", sampled(sorted(pad.name for pad in SAMPLES.iterdir() if pad.is_dir()), 4))
def test_no_comment_goes_unseen(dossier: str) -> None:
    for pad in sorted((SAMPLES / dossier).rglob("*.toml")):
        lines, inside = [], False
        for number, line in enumerate(pad.read_text("utf-8").splitlines()):
            inside ^= line.count('"""') % 2 == 1
            lines.append(line if inside else f"{line} # {number}")
        marks = {line.rpartition("# ")[2] for line in lines if re.search(r" # \d+$", line)}
        found = {line.rpartition("# ")[2] for line in shown("\n".join(lines)).splitlines() if line.startswith("#")}
        assert marks <= found


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_a_conflict_goes_unseen_nowhere(decided: dict[str, Any], ons: dict[str, Any], hun: dict[str, Any]) -> None:
    free = [{key: value for key, value in side.items() if key not in decided} for side in (ons, hun)]
    text = file_of(decided) + marked(file_of(free[0]), file_of(free[1]))
    lines = shown(text).splitlines()
    assert lines.count("<<<<<<< HEAD") == lines.count("=======") == lines.count(">>>>>>> nota") >= 1


@given(DOCUMENTS)
def test_every_line_is_fit_for_a_terminal(document: dict[str, Any]) -> None:
    text = shown(file_of(document))
    assert display_lines(text, len(text) + 1) == text


@pytest.mark.lang
def test_a_file_that_cannot_be_read_is_shown_as_it_is() -> None:
    for pad in BROKEN.rglob("*.toml"):
        data, is_conflict = pad.read_bytes(), "conflictmarkering" in pad.parts
        try:
            tomllib.loads(data.decode().removeprefix("\ufeff"))
        except ValueError:
            assert readable(data) == data or (is_conflict and b"\n<<<<<<< HEAD\n" in readable(data)), pad
        else:
            assert readable(data), pad


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"a = 1\n<<<<<<< ons\nb = 1\n=======\nb = 2\n",
        b"a = 1\n<<<<<<< ons\nb = 1\n=======\nb =\n>>>>>>> hun\n",
        b"a = " + b"[" * 40 + b"]" * 40,
        b"a = 1\r\nb = ",
        b"k" * 5000 + b" = 1\n",
    ],
    ids=["leeg", "geen UTF-8", "half conflict", "kant zonder TOML", "te diep", "half", "te lang"],
)
def test_what_is_no_file_of_a_dossier_is_shown_byte_for_byte(data: bytes) -> None:
    assert readable(data) == data


def test_another_word_in_a_long_text_changes_the_lines_of_its_sentence() -> None:
    sentences = [
        f"Dit is zin {n}, en die is met opzet zo lang dat er hoogstens twee op een regel passen." for n in range(9)
    ]
    before = shown(f"a = '{' '.join(sentences)}'").splitlines()
    sentences[4] = sentences[4].replace("met opzet", "met heel veel opzet en nog wat woorden meer om te breken")
    after = shown(f"a = '{' '.join(sentences)}'").splitlines()
    assert set(before) - set(after) == {
        f"  : {'Dit is zin 4, en die is met opzet zo lang dat er hoogstens twee op een regel passen.'}"
    }
    assert max(map(len, after)) <= 124


def test_a_longer_amount_leaves_the_other_rows_as_they_are() -> None:
    post = "[post.a]\nlasten.begroting.2026 = {}\nbaten.begroting.2026 = 5\n"
    before, after = (shown(post.format(amount)).splitlines() for amount in ("7", "123_456_789"))
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, True, False, True]
