"""argparse in Dutch: headings, complaints and values."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NoReturn

from budgetdesk.cli.output import put
from budgetdesk.errors import UsageError

_DUTCH: Final = tuple(
    (re.compile(english, re.DOTALL), dutch)
    for english, dutch in (
        (r"the following arguments are required: (.*)", r"dit ontbreekt nog: \1"),
        (r"unrecognized arguments: (.*)", r"dit hoort hier niet: \1"),
        (r"one of the arguments (\S+) (\S+) is required", r"kies \1 of \2"),
        (r"argument (\S+): not allowed with argument (\S+)", r"\1 en \2 gaan niet samen"),
        (r"argument (\S+): expected .*", r"achter \1 hoort een waarde"),
        (r"argument (\S+): ignored explicit argument (.*)", r"\1 krijgt geen waarde, dus ook niet \2"),
        (r"argument (\S+): (.*)", r"\1: \2"),
    )
)
"""What argparse says, in the order of asking; a sentence of a later Python stays English."""

_MAX_DIGITS: Final = 9


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """The arguments of one command; raises UsageError (2) where argparse would end the process."""

    def __init__(self, prog: str, description: str, examples: Sequence[str], usage: str | None = None) -> None:
        super().__init__(
            prog=prog,
            usage=usage,
            description=description,
            epilog="\n".join(["voorbeelden:", *(f"  {e}" for e in examples)]),
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self.color = False
        self.arguments: Final = self.add_argument_group("argumenten")
        self.options: Final = self.add_argument_group("opties")
        self.options.add_argument("-h", "--help", action="help", help="toon deze hulp")

    def parse(self, argv: Sequence[str]) -> argparse.Namespace:
        """Return the arguments; an argument that takes any number of words also takes those behind an option."""
        args, rest = self.parse_known_args(argv)
        many = next((action.dest for action in self._actions if action.nargs in ("*", "+")), "")
        if rest and (not many or any(word.startswith("-") for word in rest)):
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        if many:
            setattr(args, many, [*getattr(args, many), *rest])
        return args

    def print_help(self, _file: object = None) -> None:
        """Print the help as a result."""
        put(self.format_help())

    def option_names(self) -> list[str]:
        """Return the long name of every option."""
        return [name for action in self._actions for name in action.option_strings if name.startswith("--")]

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong with the call, in Dutch, below how it should be."""
        usage = self.format_usage().rstrip()
        raise UsageError(f"{usage}\n{self.prog}: {_dutch(message)}.\nVoorbeelden geeft `{self.prog} --help`.")


def _dutch(message: str) -> str:
    for english, dutch in _DUTCH:
        if match := english.fullmatch(message):
            return match.expand(dutch)
    return message


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
