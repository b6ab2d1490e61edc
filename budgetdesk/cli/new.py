"""`budgetdesk new`: a new dossier from the shipped template."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from budgetdesk.cli.command import Command
from budgetdesk.cli.output import note
from budgetdesk.cli.parser import Parser, year
from budgetdesk.errors import UsageError


def _arguments(parser: Parser) -> None:
    parser.arguments.add_argument("dossier", metavar="DOSSIER", help="de map die gemaakt wordt; een lege map mag ook")
    parser.options.add_argument("--gemeente", metavar="NAAM", required=True, type=_name, help="de naam van de gemeente")
    parser.options.add_argument(
        "--jaar",
        metavar="JAAR",
        required=True,
        type=year,
        help="het begrotingsjaar (bij jaarstukken: het verslagjaar)",
    )
    parser.options.add_argument(
        "--sjabloon", metavar="SJABLOON", default="begroting", help="begroting (standaard) of jaarrekening"
    )


def _name(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise argparse.ArgumentTypeError("dit is geen naam van een gemeente")
    return text.strip()


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.storage.new import create
    from budgetdesk.tables.sjabloon import names

    if args.sjabloon not in names():
        raise UsageError(f"Onbekend sjabloon `{args.sjabloon}`; kies uit {', '.join(names())}.")
    doel = Path(args.dossier)
    for warning in create(doel, gemeente=args.gemeente, jaar=args.jaar, sjabloon=args.sjabloon):
        note(warning)
    note(f"Het dossier {doel} is gemaakt. Open het met `budgetdesk {doel}`.")
    return 0


COMMAND: Final = Command(
    naam="new",
    tekst="maak een nieuw dossier",
    uitleg=("Maak een nieuw dossier: een map met een begroting.toml en een eerste programma\nom in te vullen."),
    voorbeelden=(
        "budgetdesk new delft-2027 --gemeente Delft --jaar 2027",
        "budgetdesk new delft-jaarstukken-2026 --gemeente Delft --jaar 2026 --sjabloon jaarrekening",
    ),
    arguments=_arguments,
    run=_run,
)
