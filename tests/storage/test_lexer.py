"""The one reading of a text: what the parser finds and nothing else, every byte once, and never an error."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import toml_rs
from hypothesis import example, given
from hypothesis import strategies as st

from budgetdesk.storage import lexer, locate, pieces
from budgetdesk.storage.lexer import KOP, ONLEESBAAR, SLEUTEL, Line, leaves, lines
from budgetdesk.storage.pieces import owned
from tests.merge.willekeurig import Maker
from tests.storage.willekeurig import LOOSE, SCALARS, documents

ROOT = Path(__file__).parents[2]
FILES = sorted(
    pad for folder in ("sample_budgets", "templates", "tests/broken") for pad in (ROOT / folder).rglob("*.toml")
)
MADE = st.integers(0, 2**32).map(lambda seed: Maker(seed).drie()[seed % 3].decode().removeprefix("\ufeff"))


def _parsed(document: Any, pad: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(document, dict):
        for key, below in document.items():
            yield from _parsed(below, (*pad, key))
    elif isinstance(document, list) and document and all(isinstance(item, dict) for item in document):
        for item in document:
            yield from _parsed(item, pad)
    else:
        yield pad, document


def _read(text: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every value by its path, each parsed from the slice of the text that the lexer gives."""
    for line in lines(text):
        for leaf in leaves(text, line) if line.teken == SLEUTEL else ():
            value = toml_rs.loads(f"x = {text[leaf.waarde : leaf.waarde_eind]}", toml_version="1.0.0")["x"]
            yield from _parsed(value, leaf.pad) if value != {} else ()


def _is_toml(text: str) -> bool:
    try:
        toml_rs.loads(text, toml_version="1.0.0")
    except ValueError:
        return False
    return True


def agrees(text: str) -> None:
    """Hold the lexer against the parser, where that accepts the text."""
    found = list(lines(text))
    eind = found[-1].eind if found else 0
    assert "".join(text[line.wit : line.eind] for line in found) + text[eind:] == text
    assert not text[eind:].strip()
    assert not any(text[line.wit : line.start].strip() for line in found)
    assert all(text[line.start : line.eind].strip() for line in found if line.teken != ONLEESBAAR)
    if _is_toml(text):
        assert not [line for line in found if line.teken == ONLEESBAAR]
        key = repr
        assert sorted(_read(text), key=key) == sorted(_parsed(toml_rs.loads(text, toml_version="1.0.0")), key=key)


def _text(pad: Path) -> str:
    return pad.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")


@pytest.mark.lang
def test_every_file_is_read_as_the_parser_reads_it() -> None:
    assert len(FILES) > 300
    for pad in FILES:
        try:
            agrees(_text(pad))
            agrees(_text(pad).replace("\n", "\r\n"))
        except Exception as error:
            error.add_note(str(pad.relative_to(ROOT)))
            raise


@given(documents())
@example("[a]\nx.\"b\\u0041\" = { y = [1, { z = '''\n}''' }] } # c\n\n")
def test_random_toml_is_read_as_the_parser_reads_it(text: str) -> None:
    agrees(text)


@given(MADE)
def test_random_budget_files_are_read_as_the_parser_reads_them(text: str) -> None:
    agrees(text)


@given(LOOSE)
@example("a = 1\r")
@example("\r\r")
def test_any_text_is_read_and_if_it_is_toml_as_the_parser_reads_it(text: str) -> None:
    agrees(text)


@given(SCALARS, st.sampled_from(["", " # c", "\r\n", "\nb = 1", " 2", '"']))
def test_every_form_of_value_is_read_as_the_parser_reads_it(value: str, after: str) -> None:
    agrees(f"a = {value}{after}")
    agrees(f"a = [{value}{after}\n]")
    agrees(f"a = {{ b = {value}, c = {value}{after} }}")


@given(documents() | MADE | LOOSE)
def test_headers_found_in_a_hurry_are_those_of_the_whole_reading(text: str) -> None:
    if _is_toml(text):
        headers = [(line.pad, line.start, line.eind) for line in lines(text) if line.teken == KOP]
        assert [(blok.pad, blok.start, blok.body) for blok in locate.blokken(text)[1:]] == headers


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("a =\nb = 2\n", "?="),
        ("a\nb = 2\n", "?="),
        ("a = 1 2 # c\nb = 'x' y\nc = 3\n", "=?="),
        ("a = 'x\nb = 2\n", "?="),
        ('a = "x\\\nb = 2\n', "?="),
        ('"\\q" = 1\n["\\q"]\nb = 2\n', "??="),
        ("[a\n[[a]\n[a]]\n[]\n[b]\n", "????["),
        ("a = '''\n[b]\nc = 1\n", "?"),
        ('a = """\n[b]\n""" x\nc = 1\n', "?="),
        ("a = [\n1,\nb = 2\n", "?="),
        ("a = [1 }\nb = 2\n", "?="),
        ("a = {\nb = 2 }\nc = 3\n", "??="),
        ("<<<<<<< ons\na = 1\n=======\na = 2\n>>>>>>> hun\n", "?=?=?"),
    ],
)
def test_what_is_no_toml_is_said_and_reading_goes_on_behind_it(text: str, signs: str) -> None:
    assert "".join(line.teken for line in lines(text)) == signs
    agrees(text)


def test_many_lists_that_are_never_closed_are_read_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0
    real = lexer._brackets_end

    def counted(text: str, position: int, stop: int) -> tuple[int, bool]:
        nonlocal read
        eind, closed = real(text, position, stop)
        read += eind - position
        return eind, closed

    monkeypatch.setattr(lexer, "_brackets_end", counted)
    for line in ("a = [\n", "a = [1,\n", "[\n", "a = {\n", "a = [ # [\n", 'a = ["x\n', "x = [\n]}\n"):
        text, read = line * 2000, 0
        assert len(list(lines(text))) >= 1
        assert read <= 2 * len(text)


@given(documents() | MADE)
def test_each_line_has_one_owner(text: str) -> None:
    found: list[Line] = list(lines(text))
    eigendommen = owned(text)
    told = [(eigendom.pad, eigendom.start, eigendom.span) for eigendom in eigendommen]
    assert [line for eigendom in eigendommen for line in eigendom.regels] == found
    for eigendom in eigendommen:
        assert all(line.kop == eigendom.pad for line in eigendom.regels if line.pad)
    # what is plain to see is owned as what is read line by line
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "_PLAIN", re.compile(r"(?!)"))
        assert [(eigendom.pad, eigendom.start, eigendom.span) for eigendom in owned(text)] == told


def test_an_escape_is_read_as_the_parser_reads_it() -> None:
    key = r'"\b\t\n\f\r\"\\\u00e9\U0001F600"'
    (line,) = lines(f"{key} = 1")
    assert line.pad == tuple(tomllib.loads(f"{key} = 1"))
