"""`budgetdesk export`: the council's tables as a workbook with live formulas."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from budgetdesk.cli.command import Command, add_dossier, add_programmas
from budgetdesk.cli.output import note
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    parser.arguments.add_argument("bestand", metavar="BESTAND.xlsx", help="de werkmap die geschreven wordt")
    add_programmas(parser)


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import choose, open_sound

    doel = Path(args.bestand)
    if doel.suffix.lower() != ".xlsx":
        raise UsageError(f"De werkmap is een .xlsx-bestand; `{args.bestand}` eindigt anders.")
    session = open_sound(args.dossier)
    programmas = choose(session, args.programma)
    for warning in session.export(doel, programmas):
        note(warning)
    count = "1 programma" if len(programmas) == 1 else f"{len(programmas)} programma's"
    note(f"{doel} is geschreven, met de tabellen van {count}.")
    return 0


COMMAND: Final = Command(
    naam="export",
    tekst="schrijf de tabellen naar een Excel-werkmap",
    uitleg=(
        "Schrijf de tabellen van de programma's naar een Excel-werkmap: bedragen als hele euro's,\n"
        "totalen als formules. Een bestaande werkmap met deze naam wordt vervangen."
    ),
    voorbeelden=(
        "budgetdesk export leiden-2026 tabellen.xlsx",
        "budgetdesk export leiden-2026 programma-1.xlsx --programma 1",
    ),
    arguments=_arguments,
    run=_run,
)
