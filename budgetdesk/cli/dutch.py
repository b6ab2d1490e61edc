"""What argparse says, in Dutch: a gettext catalogue of its message ids, used only while our own parsers work.

The ids are those of Python 3.11 to 3.13. A test reads them from the argparse that runs, so that a later Python
with a message of its own fails it; until it is translated here, that message is in English.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from gettext import NullTranslations
from typing import Any, Final

NAAM: Final = "\0"
"""Where a message names the argument it is about: a character that no argument of a process can hold."""


class _Frame(str):
    """What stands around a message about one argument; a message that names its argument stands alone."""

    __slots__ = ()

    def __mod__(self, values: Any) -> str:
        name, message = str(values["argument_name"]), str(values["message"])
        return message.replace(NAAM, name, 1) if NAAM in message else super().__mod__(values)


class _Choice(str):
    """A message about options to choose from, which argparse gives as one text with spaces."""

    __slots__ = ()

    def __mod__(self, names: Any) -> str:
        return super().__mod__(" of ".join(str(names).split(" ")))


DUTCH: Final[Mapping[str, str]] = {
    # a help
    "usage: ": "gebruik: ",
    "%(heading)s:": "%(heading)s:",
    "positional arguments": "argumenten",
    "options": "opties",
    "subcommands": "opdrachten",
    "show this help message and exit": "toon deze hulp",
    "show program's version number and exit": "toon de versie",
    " (default: %(default)s)": " (standaard: %(default)s)",
    # a complaint about the call
    "the following arguments are required: %s": "dit ontbreekt nog: %s",
    "unrecognized arguments: %s": "dit hoort hier niet: %s",
    "unexpected option string: %s": "dit hoort hier niet: %s",
    "one of the arguments %s is required": _Choice("kies %s"),
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s kan van alles zijn: %(matches)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "onbekend: %(parser_name)r; kies uit %(choices)s",
    # a complaint about one argument
    "argument %(argument_name)s: %(message)s": _Frame("%(argument_name)s: %(message)s"),
    "not allowed with argument %s": f"{NAAM} en %s gaan niet samen",
    "ignored explicit argument %r": f"{NAAM} krijgt geen waarde, dus ook niet %r",
    "expected one argument": f"achter {NAAM} hoort een waarde",
    "expected at most one argument": f"achter {NAAM} hoort hoogstens een waarde",
    "expected at least one argument": f"achter {NAAM} hoort minstens een waarde",
    "expected %s argument": f"achter {NAAM} hoort %s waarde",
    "expected %s arguments": f"achter {NAAM} horen %s waarden",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r kan hier niet; kies uit %(choices)s",
    "invalid %(type)s value: %(value)r": "%(value)r kan hier niet",
    "can't open '%(filename)s': %(error)s": "%(filename)s gaat niet open: %(error)s",
    # what argparse would print itself
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s: let op: %(message)s\n",
    "option '%(option)s' is deprecated": "optie %(option)s verdwijnt",
    "argument '%(argument_name)s' is deprecated": "argument %(argument_name)s verdwijnt",
    "command '%(parser_name)s' is deprecated": "opdracht %(parser_name)s verdwijnt",
}
"""Each message id of argparse that a user can see; the others tell a programmer about a parser that cannot be."""


class Catalogue(NullTranslations):
    """The Dutch of argparse, by message id; what it does not know stays English."""

    def gettext(self, message: str) -> str:
        """Return the Dutch of a message."""
        return DUTCH.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the Dutch of a message about `n` things."""
        return self.gettext(msgid1 if n == 1 else msgid2)


_CATALOGUE: Final = Catalogue()


@contextmanager
def dutch() -> Iterator[None]:
    """Let argparse speak Dutch during the block; parsers of other code keep their language."""
    names = vars(argparse)
    ours = {"_": _CATALOGUE.gettext, "ngettext": _CATALOGUE.ngettext}
    before = {name: names[name] for name in ours}
    names.update(ours)
    try:
        yield
    finally:
        names.update(before)
