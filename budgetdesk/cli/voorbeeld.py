"""`budgetdesk voorbeeld`: a copy of a sample, in which nothing can go wrong."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from budgetdesk.cli.command import Command
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError


def _arguments(parser: Parser) -> None:
    parser.arguments.add_argument(
        "dossier",
        metavar="MAP",
        nargs="?",
        help="de map die gemaakt wordt; een lege map mag ook. Zonder: welke er zijn",
    )
    parser.options.add_argument("--naam", metavar="NAAM", help="welk voorbeeld (standaard: voorbeeldstad-2027)")


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.drafting.beginnen import VOORBEELD, copy_sample, samples

    known = samples()
    if args.dossier is None:
        put("\n".join(known))
        return 0
    naam = args.naam or VOORBEELD
    if naam not in known:
        raise UsageError(f"Er is geen voorbeeld `{naam}`; kies uit {', '.join(known)}.")
    for warning in copy_sample(naam, Path(args.dossier)):
        note(warning)
    note(f"Het voorbeeld {naam} staat in {args.dossier}. Open het met `budgetdesk {args.dossier}`.")
    return 0


COMMAND: Final = Command(
    naam="voorbeeld",
    tekst="maak een kopie van een voorbeeld om in te proberen",
    uitleg=(
        "Maak een kopie van een dossier dat wordt meegeleverd, om in te proberen: er kan niets stuk.\n"
        "Er wordt nooit iets overschreven. Zonder MAP: de namen van de voorbeelden."
    ),
    voorbeelden=(
        "budgetdesk voorbeeld",
        "budgetdesk voorbeeld proef",
        "budgetdesk voorbeeld proef --naam leiden-2026",
    ),
    arguments=_arguments,
    run=_run,
)
