"""What a command is: its name, its help, its arguments and what it runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from budgetdesk.cli.parser import Parser, one_of, whole_number
from budgetdesk.errors import UsageError, files_named
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.storage.pathnames import seen
from budgetdesk.tables.registry import TABELLEN

FORMATS: Final = ("text", "csv", "csv-nl", "markdown", "json", "html")
"""How tables are printed; `export.text` has what prints each."""

LEESBAAR: Final = ("text", "json")
"""How what is no table is printed: to read, or for programs."""

FILES: Final = ("csv-nl", "html")
"""Those that say themselves how their bytes are to be read, whatever a terminal takes."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `run` gets the parsed arguments and returns the exit code."""

    naam: str
    tekst: str
    """One Dutch line in the list of commands."""
    uitleg: str
    """What `--help` says about it, without the arguments."""
    voorbeelden: tuple[str, ...]
    arguments: Callable[[Parser], None]
    run: Callable[[argparse.Namespace], int]

    def parser(self) -> Parser:
        """Return the parser of its arguments."""
        parser = Parser(f"budgetdesk {self.naam}", self.uitleg, self.voorbeelden)
        self.arguments(parser)
        return parser


@contextmanager
def from_here(pad: str) -> Iterator[None]:
    """Name the files of every error that is raised here from the current folder, where an editor can open them."""
    folder = Path(pad).parent if Path(pad).name == BEGROTING else Path(pad)
    with files_named(lambda bestand: bestand if bestand == pad else seen(folder / bestand).as_posix()):
        yield


def all_here() -> list[Path]:
    """Return every dossier in the current folder and below it; raises UsageError (2) where there is none."""
    from budgetdesk.storage.below import dossiers_below

    found = dossiers_below(Path())
    if not found:
        raise UsageError("In deze map en daaronder staat geen dossier; noem er een.")
    return found


def add_dossier(parser: Parser) -> None:
    """Add the dossier a command works on."""
    parser.arguments.add_argument(
        "dossier", metavar="DOSSIER", help="de map van het dossier, of het begroting.toml erin"
    )


def add_document(parser: Parser) -> None:
    """Add `--document KEY`, the document of the year that is open: its texts, forecasts and columns.

    Not of a command that is about a dossier as a whole, or of which the address names a file of a document.
    """
    parser.options.add_argument(
        "--document",
        metavar="DOCUMENT",
        default="",
        help="welk document van het jaar, zoals vgr-1 (standaard: het eerste dat niet is vastgesteld)",
    )


def add_tabel(parser: Parser) -> None:
    """Add the table a command changes."""
    parser.arguments.add_argument("tabel", metavar="ADRES", help="welke tabel, bijvoorbeeld 1/post.bestuur")


def add_table_name(parser: Parser) -> None:
    """Add the name of a table; which there are depends on the dossier, which may declare others."""
    parser.arguments.add_argument("tabel", metavar="TABEL", help=f"{', '.join(TABELLEN)}, of een eigen tabel")


def add_programmas(parser: Parser) -> None:
    """Add `--programma N`, which may be repeated."""
    parser.options.add_argument(
        "--programma",
        metavar="N",
        type=whole_number,
        action="append",
        default=[],
        help="alleen dit programma; mag vaker (standaard: alle)",
    )


def add_format(options: argparse._ActionsContainer, formats: Sequence[str] = FORMATS, *, bij: str = "") -> None:
    """Add `--format`, which says how something is printed; the first of `formats` is the default.

    Where it goes with another option (`bij`) it is None as long as it is not given.
    """
    first, *most, last = formats
    said = f"{', '.join([f'{first} (standaard)', *most])} of {last}"
    options.add_argument(
        "--format",
        metavar="FORMAAT",
        type=one_of("onbekend formaat", *formats),
        default=None if bij else first,
        help=f"bij {bij}: {said}" if bij else said,
    )
