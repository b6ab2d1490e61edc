"""`budgetdesk open`: the app, where there is a terminal for it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Final

from budgetdesk.cli.command import Command
from budgetdesk.cli.output import note
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError


def _arguments(parser: Parser) -> None:
    parser.arguments.add_argument(
        "dossier",
        metavar="DOSSIER",
        nargs="?",
        help="de map van het dossier, of het begroting.toml erin (standaard: de huidige map)",
    )
    parser.options.add_argument("--read-only", action="store_true", help="alleen lezen: er kan niets gewijzigd worden")


def _run(args: argparse.Namespace) -> int:
    if not _has_terminal():
        raise UsageError(
            "De app heeft een terminal nodig, en die is er nu niet."
            " Zonder terminal leest u een tabel met `budgetdesk show` en maakt u een werkmap met `budgetdesk export`."
        )
    # Textual reads it when it is imported: an answer to Esc need not wait longer than a key of several characters takes
    os.environ.setdefault("ESCDELAY", "40")
    from budgetdesk.tui.app import run_app

    return run_app(_dossier(args.dossier), note, read_only=args.read_only)


def _has_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _dossier(given: str | None) -> Path | None:
    """Return the dossier to open; None where neither the call nor the current folder gives one."""
    from budgetdesk.model.dossier import BEGROTING

    if given is not None:
        return Path(given)
    return Path() if Path(BEGROTING).is_file() else None


COMMAND: Final = Command(
    naam="open",
    tekst="open een dossier in de app; `open` mag u weglaten",
    uitleg="Open een dossier in de app. Zonder DOSSIER: de huidige map, of anders een startscherm.",
    voorbeelden=(
        "budgetdesk leiden-2026",
        "budgetdesk open leiden-2026 --read-only",
        "budgetdesk ./show                   een map die heet als een opdracht",
    ),
    arguments=_arguments,
    run=_run,
)
