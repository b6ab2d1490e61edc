"""Bytes to a document: encoding, limits, and the parser against the one of the standard library."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.errors import InputError, LimitExceeded
from budgetdesk.storage.limits import MAX_BYTES, MAX_KEYS, MAX_PARTS, check_structure
from budgetdesk.storage.toml import Exponent, key_of_line, parse_bytes
from tests.proef import sampled
from tests.tijd import hoogstens

NAAM = "programmas/01-p.toml"


def refusal(data: bytes | str) -> str:
    """Return what is said about a file that is no TOML, or too much of it."""
    with pytest.raises((InputError, LimitExceeded)) as caught:
        parse_bytes(data if isinstance(data, bytes) else data.encode(), NAAM)
    return str(caught.value).removeprefix(NAAM)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a = 1\nb = '\xe9'\n", ":2: het bestand is geen UTF-8 (byte 0xe9)"),
        (b"\xef\xbb\xbf\n\n\xff", ":3: het bestand is geen UTF-8 (byte 0xff)"),
        (b"a = 1\xed\xa0\x80", ":1: het bestand is geen UTF-8 (byte 0xed)"),
        (b"\xff\xfea\x00", ":1: het bestand is geen UTF-8 (byte 0xff)"),
        (b"\xef\xbb\xbf\xef\xbb\xbfa = 1", ":1: geen geldige TOML: het bestand begint met twee BOM's."),
        (b"a = 1\n<<<<<<< ours\n", ":2: hier staat een conflictmarkering"),
        (b"<<<<<<< \n", ":1: hier staat een conflictmarkering"),
        (b'a = """\n>>>>>>> theirs\n"""\n', ":2: hier staat een conflictmarkering"),
        (b"a = 1\r\n>>>>>>> theirs\r\n", ":2: hier staat een conflictmarkering"),
    ],
)
def test_what_cannot_be_a_budget_file_is_refused_with_its_line(data: bytes, said: str) -> None:
    assert refusal(data).startswith(said)


def test_one_bom_is_taken_off_and_counts_for_the_digest() -> None:
    with_bom, without = parse_bytes(b"\xef\xbb\xbfa = 1", NAAM), parse_bytes(b"a = 1", NAAM)
    assert (with_bom.tekst, with_bom.document) == (without.tekst, without.document) == ("a = 1", {"a": 1})
    assert with_bom.digest != without.digest


def test_marks_that_only_resemble_a_conflict_are_ordinary_text() -> None:
    parse_bytes(b'a = " <<<<<<< x"\n# <<<<<<< y\nb = """\n<<<<<<<\n======= \n"""\n', NAAM)


FAULTS: Final = [
    ("naam", ":1: geen geldige TOML: na de sleutel ontbreekt `= waarde`. In: naam"),
    ("a = 1\na = 2", ":2: a: geen geldige TOML: deze sleutel staat er al. In: a = 2"),
    ("[a]\nb.c = 1\n[a.b]", ":3: a.b: geen geldige TOML: deze sleutel staat er al."),
    ("a = 1\na.b = 2", ":2: a.b: geen geldige TOML: deze sleutel heeft al een waarde en kan geen tabel meer zijn."),
    ("a = 12.500.000", ":1: a: geen geldige TOML: dit is geen getal; schrijf duizendtallen met _"),
    ("a = 12,5", ":1: a: geen geldige TOML: na de waarde staat nog iets"),
    ("a = 012", ":1: a: geen geldige TOML: een getal begint niet met een 0."),
    ("a = 1__0", ":1: a: geen geldige TOML: een _ staat alleen tussen twee cijfers."),
    ("a = 1.", ":1: a: geen geldige TOML: na de decimale punt ontbreken cijfers."),
    ("a = Bestuur", ":1: a: geen geldige TOML: hier hoort een getal, of tekst tussen aanhalingstekens."),
    ('a = "x\nb = 1', ":1: a: geen geldige TOML: de tekst is niet afgesloten met een aanhalingsteken."),
    ('a = """x\n', "geen geldige TOML: de tekst is niet afgesloten met drie aanhalingstekens."),
    ('a = "C:\\Users"', ":1: a: geen geldige TOML: na \\u horen"),
    ('a = "\\d"', ":1: a: geen geldige TOML: onbekend teken na een backslash; schrijf \\\\ voor een backslash."),
    ("[post.x", ":1: geen geldige TOML: de tabelkop is niet afgesloten met ]."),
    ("a = [1, 2\nb = 3", "geen geldige TOML"),
    ("a = [1\n2]", ":2: geen geldige TOML: tussen twee waarden ontbreekt een komma. In: 2]"),
    ("a = {b = 1,}", ":1: a: geen geldige TOML: na de laatste waarde tussen accolades hoort geen komma."),
    ("a = {b = 1,\nc = 2}", ":1: a: geen geldige TOML: een tabel tussen accolades moet op één regel staan."),
    ("lasten begroting = 1", ":1: lasten begroting: geen geldige TOML: na de sleutel ontbreekt `= waarde`."),
    ("euro€ = 1", ":1: euro€: geen geldige TOML: een sleutel zonder aanhalingstekens mag alleen letters"),
    ("= 1", ":1: geen geldige TOML: hier ontbreekt een sleutel of een waarde."),
    ("a =", ":1: a: geen geldige TOML: hier hoort een getal, of tekst tussen aanhalingstekens."),
    ("a = 2025-02-30", ":1: a: geen geldige TOML: deze datum of tijd bestaat niet; schrijf 2025-07-03."),
    ("a = 1\nb = 0000-01-01", ":2: b: geen geldige TOML: deze datum of tijd bestaat niet"),
    ("a = 1\n\nb = 23:59:60", ":3: b: geen geldige TOML: deze datum of tijd bestaat niet"),
    ("a = True", ":1: a: geen geldige TOML:"),
    ("a = 1\rb = 2", ":1: a: geen geldige TOML: een regel eindigt hier met CR alleen"),
    ("a = 1 # \x07", ":1: a: geen geldige TOML: in het commentaar staat een onzichtbaar teken."),
]
"""A text with a fault, and what is said of it; between colons its line, where that is known."""


@pytest.mark.parametrize(("text", "said"), FAULTS)
def test_a_syntax_error_names_line_and_key_and_says_in_dutch_what_is_wrong(text: str, said: str) -> None:
    assert said in refusal(text)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_signs_of_several_bytes_line_ends_and_a_bom_move_no_error(end: str, bom: str) -> None:
    before = end.join(["# caf\u00e9 " + "\u00e9" * 30, 'boven = """\u20ac', "\U0001f600" * 20, '"""', ""])
    for text, said in FAULTS:
        moved = re.sub(r"^:(\d+):", lambda line: f":{int(line[1]) + 4}:", said)
        assert moved in refusal(f"{bom}{before}{text}"), text


@pytest.mark.parametrize(
    ("line", "key"),
    [("a.b = 1", "a.b"), ("[post.x", None), ("[[ a ]]", "a"), ("[a.b] x", "a.b"), ("", None), ("# a = 1", None)],
)
def test_a_faulty_line_names_its_key_or_table_where_it_has_one(line: str, key: str | None) -> None:
    assert key_of_line(line) == key


def test_decimals_keep_every_digit_and_remember_an_exponent() -> None:
    text = (
        "a = 9_999_999_999_999.999\nb = 1.10\nc = -0.5e3\nd = inf\ne = -nan\nf = 1e-9999\ng = 1e99999999999999999999\n"
    )
    document = parse_bytes(text.encode(), NAAM).document
    assert str(document["a"]) == "9999999999999.999"
    assert str(document["b"]) == "1.10"
    assert document["c"] == -500
    assert isinstance(document["c"], Exponent)
    assert not any(document[key].is_finite() for key in "defg")


# --- limits --------------------------------------------------------------------------------------


def lines(template: str, count: int) -> str:
    return "".join(template.format(i) for i in range(count))


KEYS = "meer dan 100000 sleutels."
PARTS = f"meer dan {MAX_PARTS} niveaus en lijstelementen."
DIGITS = "een getal of sleutel heeft hoogstens 1000 tekens."
TOO_MUCH: dict[str, tuple[Callable[[], str], str]] = {
    "bytes": (lambda: "#" * (MAX_BYTES + 1), "het bestand is groter dan 16 MiB."),
    "keys": (lambda: lines("a{} = 1\n", MAX_KEYS + 1), KEYS),
    "keys on one line": (lambda: "x = {" + lines("a{}=1,", MAX_KEYS) + "b=1}", KEYS),
    "tables": (lambda: lines("[a{}]\n", MAX_KEYS + 1), KEYS),
    "lists": (lambda: "x = [" + "[]," * 200_000 + "]", KEYS),
    "tables between accolades": (lambda: "x = [" + "{},\n" * 150_000 + "]", KEYS),
    "elements": (lambda: "x = [" + "1," * 500_000 + "]", PARTS),
    "levels on one line": (lambda: "a." * 500_000 + "a = 1", PARTS),
    "levels with spaces and quotes": (lambda: '"a" . ' * 1_000_000 + "a = 1", PARTS),
    "levels on many lines": (lambda: lines("a{}" + ".a" * 900 + "=1\n", 500), PARTS),
    "digits, 16 MiB": (lambda: "x = " + "1" * (MAX_BYTES - 10), DIGITS),
    "digits before a point": (lambda: "x = 1" + "0" * 5000 + ".5", DIGITS),
    "decimals": (lambda: "x = 1." + "3" * 5000, DIGITS),
    "a key": (lambda: "x" * 5000 + " = 1", DIGITS),
}


@pytest.mark.parametrize("name", sampled(TOO_MUCH, 3))
def test_a_file_beyond_a_limit_is_refused_within_two_seconds(name: str) -> None:
    make, said = TOO_MUCH[name]
    data = make().encode()
    with hoogstens(200):
        assert refusal(data).endswith(said)


DEEP = 20_000
NESTED: dict[str, str] = {
    "lists": "x = " + "[" * DEEP,
    "closed lists": "x = " + "[" * DEEP + "]" * DEEP,
    "lists over lines": "x = " + "[\n" * DEEP,
    "lists with a comment each": "x = [\n" + "[#]\n" * DEEP,
    "lists with a bracket in a text": "x = [\n" + '["]",\n' * DEEP,
    "lists with a bracket in a literal": "x = [\n" + "[']',\n" * DEEP,
    "lists with a bracket in a long text": 'x = [\n["""]""",\n' * DEEP,
    "lists that look like headers": "x = [\n" + "[a]\n,[" * DEEP,
    "tables": "x = " + "{a=" * DEEP,
    "tables in lists": "x = " + "[{a=" * DEEP,
    "mixed brackets": "x = " + "[}" * DEEP,
    "after an error": "a =\nx = " + "[" * DEEP,
    "behind an unclosed text": 'a = "x\\\nx = ' + "[" * DEEP + '"',
    "behind an unclosed literal": "a = 'x\nx = " + "[" * DEEP + "'",
    "behind a quote in a word": 'x = a"""\ny = ' + "[" * DEEP,
    "behind a comment after a word": "x = a#'''\ny = " + "[" * DEEP,
    "behind four quotes": 'x = ["""a"""", ' + "[" * DEEP + '"',
    "behind a comment ended by CR": "x = [ #\r" + "[" * DEEP,
}


@pytest.mark.parametrize("name", NESTED)
def test_nesting_that_would_abort_the_parser_is_refused_before_it(name: str) -> None:
    # not through the parser: where this fails, it would take the tests down with it
    with hoogstens(200), pytest.raises(LimitExceeded, match=r"dieper genest dan 32 niveaus\.$"):
        check_structure(NESTED[name], NAAM)


@pytest.mark.parametrize("text", ["x = " + "[" * 33 + "]" * 33, "x = " + "{a = " * 33 + "1" + "}" * 33])
def test_a_file_is_held_against_its_limits_before_it_is_parsed(text: str) -> None:
    assert refusal(text) == ":1: dieper genest dan 32 niveaus."


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 32 + "]" * 32,
        "x = " + "[{a = " * 16 + "1" + "}]" * 16,
        "x = [\n" + "[1],\n" * 500 + "]",
        '[post.a]  # [[[[\nnaam = "]"\n' * 1 + lines('[post."b {}"]\nnaam = "[[["\n', 200),
        'missie = """\n' + "Een alinea. Met 1.000 punten, [haken] en {accolades}. " * 500 + '\n"""',
        'missie = "' + "a. b. c. d. e. = f " * 500 + '"',
        "# " + "[" * 5000,
        "x = '''" + "[" * 5000 + "'''",
        "x = [" + ", ".join(f'"a{i}.b[{i}"' for i in range(3000)) + "]",
        lines("a{}.b.c = 1.5\n", 5_000),
    ],
)
def test_what_stays_within_the_limits_is_read(text: str) -> None:
    assert parse_bytes(text.encode(), NAAM).document == tomllib.loads(text, parse_float=Decimal)


@pytest.mark.lang
def test_a_file_may_hold_exactly_as_much_as_its_limits() -> None:
    keys = lines("a{}=1\n", MAX_KEYS)
    text = keys + "#" * (MAX_BYTES - len(keys))
    assert len(parse_bytes(text.encode(), NAAM).document) == MAX_KEYS


def test_the_line_of_too_deep_a_nesting_is_named() -> None:
    assert refusal('a = """\n[[[[\n"""\n# [\nx = [\n' + "[1], [\n" * 40).startswith(":37:")


@pytest.mark.parametrize("count", sampled([500, 3000], 2))
def test_no_soup_of_tokens_overflows_the_stack_of_the_parser(count: int) -> None:
    """A process with a small stack parses whatever passes the limits: it must live."""
    child = (
        "import json, sys, threading, toml_rs\n"
        "def parse():\n"
        "    for text in json.load(sys.stdin):\n"
        "        try: toml_rs.loads(text, toml_version='1.0.0')\n"
        "        except ValueError: pass\n"
        "threading.stack_size(256 * 1024)\n"
        "thread = threading.Thread(target=parse)\n"
        "thread.start()\n"
        "thread.join()\n"
    )
    soups = [_soup(random.Random(seed)) for seed in range(count)]  # noqa: S311
    accepted = [soup for soup in soups if _accepted(soup)]
    assert len(accepted) > count // 10
    result = subprocess.run([sys.executable, "-c", child], input=json.dumps(accepted), text=True, check=False)
    assert result.returncode == 0


TOKENS = [
    *"\"'\\\n\r \t#=.,[]{}ab1-_é\x00\u2028",
    '"""',
    "'''",
    '\\"',
    "\r\n",
    "[]",
    '""',
    "x = ",
    "\n[a]\n",
    '""""',
    "\\\n",
]


def _soup(rng: random.Random) -> str:
    def some(count: int) -> str:
        return "".join(rng.choices(TOKENS, k=rng.randrange(count)))

    unit = rng.choice(["[", "[", "[\n", "{a=", "[" + some(4), "[{a=" + some(3)])
    return rng.choice(["", "x = ", "x = ["]) + some(8) + rng.choice(["", "\nx = ", "\nx = ["]) + unit * 300 + some(6)


def _accepted(text: str) -> bool:
    try:
        parse_bytes(text.encode(), NAAM)
    except LimitExceeded:
        return False
    except InputError:
        return True
    return True


# --- agreement with the standard library ---------------------------------------------------------


@pytest.mark.lang
def test_the_samples_read_as_the_standard_library_reads_them(samples: Path) -> None:
    files = sorted(samples.rglob("*.toml"))
    assert files
    for pad in files:
        assert parse_bytes(pad.read_bytes(), pad.name).document == tomllib.loads(
            pad.read_text("utf-8"), parse_float=Decimal
        )


SEED = """a = 1_000 # c
b.c = "x\\u00e9"
"q.k" = 'lit'
[t]
x = [1, 2,
 3, # c
]
y = {a = 1, b.c = "z", d = [1]}
m = \"""
  a \\
  b "" c\"""
l = '''x'y'''
d = 1979-05-27T07:32:00Z
e = 1979-05-27
f = 07:32:00
g = 1.5
h = -0.5e3
i = true
j = 0xff
k = inf
[[u]]
z = -1
[[u]]
[u.v]
w = +2
"""
PIECES = [
    *"=.[]{}\"'#,\n\r \t_-+019eExobT\\\x00\x7f\x85\u2028é\ufeff",
    "\r\n",
    '"""',
    "'''",
    "[[",
    "\\u00e9",
    "nan",
    "\n[a.b]\n",
]


@given(st.integers(0, 2**32))
def test_a_mutated_document_is_read_as_the_standard_library_reads_it_or_refused_by_both(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    text = SEED
    for _ in range(rng.choice([0, 1, 1, 2, 3])):
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice(["", *PIECES]) + text[at + rng.choice([0, 0, 1, 1, 8]) :]
    theirs: dict[str, Any] | None
    try:
        theirs = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError:
        theirs = None
    ours: dict[str, Any] | None = None
    where: int | None = 1
    try:
        ours = parse_bytes(text.encode(), NAAM).document
    except InputError as error:
        where = error.bevindingen[0].plaats.regel
    assert where is not None
    assert repr(ours).replace("Exponent", "Decimal") == repr(theirs)
