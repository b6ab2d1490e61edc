"""The parser of a command: what argparse finds wrong, and values that are none, as one Dutch complaint."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Final, NoReturn

from budgetdesk.cli.dutch import dutch
from budgetdesk.cli.output import put
from budgetdesk.errors import UsageError

_MAX_DIGITS: Final = 9

_CODE_SIZE: Final = 4
"""Digits of the code of a municipality."""


class Parser(argparse.ArgumentParser):
    """The arguments of one command; raises UsageError (2) where argparse would end the process."""

    def __init__(self, prog: str, description: str, examples: Sequence[str], usage: str | None = None) -> None:
        super().__init__(
            prog=prog,
            usage=usage,
            description=description,
            epilog="\n".join(["voorbeelden:", *(f"  {e}" for e in examples)]),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        self.color = False
        self.arguments: Final = self.add_argument_group("argumenten")
        self.options: Final = self.add_argument_group("opties")
        self.options.add_argument("-h", "--help", action="help", help="toon deze hulp")

    def parse(self, argv: Sequence[str]) -> argparse.Namespace:
        """Return the arguments; an argument that takes any number of words also takes those behind an option."""
        with dutch():
            args, rest = self.parse_known_args(argv)
        many = next((action.dest for action in self._actions if action.nargs in ("*", "+")), "")
        if rest and (not many or any(word.startswith("-") for word in rest)):
            self.error(f"dit hoort hier niet: {' '.join(rest)}")
        if many:
            setattr(args, many, [*getattr(args, many), *rest])
        return args

    def format_usage(self) -> str:
        """Return how the command is called."""
        with dutch():
            return super().format_usage()

    def format_help(self) -> str:
        """Return all that the command takes, with examples."""
        with dutch():
            return super().format_help()

    def print_help(self, _file: object = None) -> None:
        """Print the help as a result."""
        put(self.format_help())

    def option_names(self) -> list[str]:
        """Return the long name of every option."""
        return [name for action in self._actions for name in action.option_strings if name.startswith("--")]

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong with the call, below how it should be."""
        usage = self.format_usage().rstrip()
        raise UsageError(f"{usage}\n{self.prog}: {message}.\nVoorbeelden geeft `{self.prog} --help`.")


def one_of(unknown: str, *choices: str) -> Callable[[str], str]:
    """Return a check on a value that must be one of `choices`; `unknown` begins the complaint."""

    def check(text: str) -> str:
        if text not in choices:
            raise argparse.ArgumentTypeError(f"{unknown} `{text}`; kies uit {', '.join(choices)}")
        return text

    return check


def whole_number(text: str) -> int:
    """Return the number of a programma."""
    if not text.isascii() or not text.isdecimal() or len(text) > _MAX_DIGITS:
        raise argparse.ArgumentTypeError(f"`{text}` is geen nummer van een programma, zoals 1")
    return int(text)


def year(text: str) -> int:
    """Return a year."""
    if len(text) != 4 or not text.isascii() or not text.isdecimal() or text[0] == "0":
        raise argparse.ArgumentTypeError(f"`{text}` is geen jaar van vier cijfers")
    return int(text)


def municipality_code(text: str) -> str:
    """Return the code of a municipality, with the zeros before it."""
    if not (text.isascii() and text.isdecimal() and len(text) <= _CODE_SIZE):
        raise argparse.ArgumentTypeError(f"`{text}` is geen code van een gemeente, zoals 0546")
    return text.zfill(_CODE_SIZE)
