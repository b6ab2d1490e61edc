"""Where tables, keys and values stand: spans that can be trusted, whatever the strings look like."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from budgetdesk.storage import locate
from budgetdesk.storage.lexer import Line, leaves
from budgetdesk.storage.locate import KeyIndex, LineIndex

AWKWARD = (
    "# kop\n"
    'los = "[geen.kop]" # c\n'
    "[post.bestuur]   # [post.nep]\n"
    'naam = "a \\" = # [x]"\n'
    '  "lasten".begroting . 2026\t=\t1_000 # x = 5\n'
    'toelichting = """\n'
    "[post.nep]\n"
    "lasten.begroting.2026 = 5\n"
    'nog een \\""" en "" en """""\n'
    "lijst = [ 1, # ]\n"
    " \"]\", [ '[' ],\n"
    "]\n"
    "\n"
    "[[extra]]\n"
    "naam = '''\n"
    "'' [post.nep] '''''\n"
    '[post."a.b"."]"]\n'
    "t = { a.b = 1, c = { d = '}', e = [1, 2] } } # c\n"
    "leeg = {}\n"
    'slot = ""'
)


def all_keys(text: str) -> list[Line]:
    return [plek for blok in locate.blokken(text) for plek in locate.keys(text, blok)]


def value(text: str, plek: Line) -> str:
    return text[plek.waarde : plek.waarde_eind]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_headers_are_found_past_strings_lists_and_comments_that_look_like_them(newline: str) -> None:
    text = AWKWARD.replace("\n", newline)
    assert [b.pad for b in locate.blokken(text)] == [(), ("post", "bestuur"), ("extra",), ("post", "a.b", "]")]
    assert "".join(text[b.start : b.eind] for b in locate.blokken(text)) == text


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_key_has_the_span_of_its_value(newline: str) -> None:
    text = AWKWARD.replace("\n", newline)
    assert {p.pad: value(text, p).replace("\r", "") for p in all_keys(text)} == {
        ("los",): '"[geen.kop]"',
        ("post", "bestuur", "naam"): '"a \\" = # [x]"',
        ("post", "bestuur", "lasten", "begroting", "2026"): "1_000",
        ("post", "bestuur", "toelichting"): '"""\n[post.nep]\nlasten.begroting.2026 = 5\nnog een \\""" en "" en """""',
        ("post", "bestuur", "lijst"): "[ 1, # ]\n \"]\", [ '[' ],\n]",
        ("extra", "naam"): "'''\n'' [post.nep] '''''",
        ("post", "a.b", "]", "t"): "{ a.b = 1, c = { d = '}', e = [1, 2] } }",
        ("post", "a.b", "]", "leeg"): "{}",
        ("post", "a.b", "]", "slot"): '""',
    }


def test_keys_between_accolades_are_found_at_every_depth() -> None:
    line = next(p for p in all_keys(AWKWARD) if p.pad[-1] == "t")
    found = {p.pad[3:]: value(AWKWARD, p) for p in leaves(AWKWARD, line)}
    assert found == {("t", "a", "b"): "1", ("t", "c", "d"): "'}'", ("t", "c", "e"): "[1, 2]"}


@pytest.mark.parametrize(
    ("token", "after"),
    [
        ("1", ""),
        ("1", "   "),
        ("-1_000.50", "\t# c"),
        ("1979-05-27 07:32:00", " # c"),
        ("true", "# c"),
        ("''", " # '"),
        ('""', ' # "'),
        ('"\\\\"', ' # "'),
        ('"\\\\\\""', ""),
        ("'\\'", ""),
        ('""""""', ' # """'),
        ('"""a"""', ""),
        ('"""a""""', ""),
        ('"""a"""""', ' # "'),
        ('"""\\\\"""', ""),
        ('"""\\""""', ""),
        ('"""\\"""a"""', ""),
        ("''''''", ""),
        ("'''a''''", ""),
        ("'''\\'''", ""),
        ('"""\n#"\n"""', " # c"),
        ("[]", ""),
        ("[ # ]\n]", " # ]"),
        ("[']', \"]\", '''\n]''']", ""),
        ("{}", ""),
        ("{ a = '}', b = [ { c = 1 } ] }", " # }"),
    ],
)
def test_a_value_ends_where_the_parser_says(token: str, after: str) -> None:
    for ending in ("", "\n", "\r\n", "\nb = 2\n"):
        text = f"a = {token}{after}{ending}"
        tomllib.loads(text)
        plek = all_keys(text)[0]
        assert value(text, plek) == token
        assert text[plek.eind :] == ending.removeprefix("\r").removeprefix("\n"), ending


@pytest.mark.parametrize(
    ("line", "pad"),
    [
        ("a.b.c", ("a", "b", "c")),
        ("a . \"b\" .\t'c.d'", ("a", "b", "c.d")),
        ('"é\\u00e9\\"\\\\\\n"', ('éé"\\\n',)),
        ('"\\U0001F600"', ("😀",)),
        ("'\\n'", ("\\n",)),
        ('""', ("",)),
        ("1.2", ("1", "2")),
        ('"="."#"', ("=", "#")),
    ],
)
def test_keys_are_read_as_the_parser_reads_them(line: str, pad: tuple[str, ...]) -> None:
    for text in (f"{line} = 1", f"[{line}]\nx = 1"):
        document: Any = tomllib.loads(text)
        for part in pad:
            document = document[part]
        assert all_keys(text)[0].pad[: len(pad)] == pad


def test_lines_are_counted_from_one() -> None:
    assert [locate.line_number("a\r\nb\n", position) for position in range(5)] == [1, 1, 1, 2, 2]


def test_a_line_index_knows_tables_keys_and_the_levels_between() -> None:
    text = "\n[post.x]\nnaam = 'X'\n\nlasten.begroting.2026 = 1\nlasten.begroting.2027 = 2\nbaten = { a = 1 }\n"
    index = LineIndex(text)
    lines = {
        ("post",): 2,
        ("post", "x"): 2,
        ("post", "x", "lasten"): 5,
        ("post", "x", "lasten", "begroting"): 5,
        ("post", "x", "lasten", "begroting", "2027"): 6,
        ("post", "x", "lasten", "begroting", "2028"): 5,
        ("post", "x", "baten", "a"): 7,
        ("post", "x", "anders"): 2,
        ("post", "y"): 2,
        ("reserve", "y"): None,
        (): None,
    }
    assert {pad: index.line(pad) for pad in lines} == lines


def test_a_key_index_finds_the_keys_of_a_table_under_every_header_that_names_it() -> None:
    text = (
        "post.a.x = 1\n[post.b.lasten]\n2026 = 2\n[post]\nb.naam = 'B'\nc = {}\n"
        "[post.b]\ny = 3\n[post.b.lasten.z]\nk = 4\n"
    )
    index = KeyIndex(text)
    assert [p.pad[2:] for p in index.keys(("post", "b"))] == [
        ("lasten", "2026"),
        ("naam",),
        ("y",),
        ("lasten", "z", "k"),
    ]
    assert [p.pad[1:] for p in index.keys(("post",))] == [
        ("a", "x"),
        ("b", "lasten", "2026"),
        ("b", "naam"),
        ("c",),
        ("b", "y"),
        ("b", "lasten", "z", "k"),
    ]
    assert [p.pad for p in index.keys(("post", "a"))] == [("post", "a", "x")]
    assert [p.pad for p in index.keys(("post", "c"))] == [("post", "c")]
    assert index.keys(("post", "d")) == []
    homes = {("post", "b", "lasten", "q"): ("post", "b", "lasten"), ("post", "b", "q"): ("post", "b"), ("r", "q"): ()}
    assert {pad: index.home(pad).pad for pad in homes} == homes
