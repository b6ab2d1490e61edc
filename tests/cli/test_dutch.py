"""argparse in Dutch: every message a user can see, and nobody else's parser."""

from __future__ import annotations

import argparse
import ast
import inspect
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest

from budgetdesk.cli.dutch import DUTCH, NAAM, dutch
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError

TO_PROGRAMMERS: Final = {
    "%r is not callable",
    "'required' is an invalid argument for positionals",
    ".__call__() not defined",
    'argument "-" with mode %r',
    "cannot have multiple subparser arguments",
    "cannot merge actions - two groups are named %r",
    "conflicting option string: %s",
    "conflicting option strings: %s",
    "conflicting subparser alias: %s",
    "conflicting subparser: %s",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "mutually exclusive arguments must be optional",
}
"""What argparse says of a parser that cannot be, in English as any traceback."""

_IDS: Final = {"_": 1, "ngettext": 2}
"""How many message ids the calls that translate take."""


def message_ids(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _IDS:
            for argument in node.args[: _IDS[node.func.id]]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def slots(text: str) -> list[str]:
    return sorted(re.findall(r"%(?:\(\w+\))?[srd]", text))


def test_every_message_of_this_argparse_that_a_user_can_see_is_in_dutch() -> None:
    found = set(message_ids(inspect.getsource(argparse)))
    assert len(found) > 30
    assert found - TO_PROGRAMMERS - DUTCH.keys() == set()
    assert not TO_PROGRAMMERS & DUTCH.keys()


@pytest.mark.parametrize("english", DUTCH)
def test_a_dutch_message_says_what_the_english_one_fills_in(english: str) -> None:
    found, expected = slots(DUTCH[english]), slots(english)
    # named values may be left out, others may not
    assert found == expected or (set(found) < set(expected) and all("(" in slot for slot in expected))


def english_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("ander", exit_on_error=False)
    parser.add_argument("--een", nargs=1)
    return parser


def test_the_parsers_of_other_code_keep_their_language() -> None:
    before = {name: vars(argparse)[name] for name in ("_", "ngettext")}
    ours = Parser("budgetdesk proef", "Proef.", ())
    with pytest.raises(UsageError, match="gebruik: "):
        ours.parse(["x"])
    assert ours.format_help().startswith("gebruik: ")
    assert {name: vars(argparse)[name] for name in before} == before
    assert english_parser().format_usage().startswith("usage: ")


def test_the_language_goes_back_after_an_error_too() -> None:
    with pytest.raises(ZeroDivisionError), dutch():
        raise ZeroDivisionError
    assert english_parser().format_usage().startswith("usage: ")


@pytest.mark.parametrize(
    ("arguments", "argv", "complaint"),
    [
        ({"nargs": 1}, ["--naam"], "achter --naam hoort 1 waarde"),
        ({"nargs": 2}, ["--naam", "a"], "achter --naam horen 2 waarden"),
        ({"nargs": "+"}, ["--naam"], "achter --naam hoort minstens een waarde"),
        ({"choices": ["a", "b"]}, ["--naam", "c"], "--naam: 'c' kan hier niet; kies uit "),
        ({"type": int}, ["--naam", "c"], "--naam: 'c' kan hier niet."),
        ({"required": True}, [], "dit ontbreekt nog: --naam"),
    ],
)
def test_every_kind_of_complaint_is_a_dutch_sentence(
    arguments: dict[str, Any], argv: list[str], complaint: str
) -> None:
    parser = Parser("budgetdesk proef", "Proef.", ())
    parser.add_argument("--naam", **arguments)
    with pytest.raises(UsageError) as error:
        parser.parse(argv)
    assert f"budgetdesk proef: {complaint}" in str(error.value)
    assert NAAM not in str(error.value)


@pytest.mark.parametrize("text", ["%s", "%(argument_name)s", "{0}", "%"])
def test_what_is_typed_is_quoted_as_it_is(text: str) -> None:
    parser = Parser("budgetdesk proef", "Proef.", ())
    parser.add_argument("--vlag", action="store_true")
    with pytest.raises(UsageError) as error:
        parser.parse([f"--vlag={text}"])
    assert f"--vlag krijgt geen waarde, dus ook niet {text!r}." in str(error.value)
