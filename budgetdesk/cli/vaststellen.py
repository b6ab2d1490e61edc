"""`budgetdesk vaststellen`: the council has adopted a decision."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Final

from budgetdesk.cli.besluit import add_besluit, changes
from budgetdesk.cli.command import Command, add_dossier
from budgetdesk.cli.output import put
from budgetdesk.cli.parser import Parser


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    add_besluit(parser)
    parser.options.add_argument(
        "--besluit", dest="kenmerk", metavar="KENMERK", required=True, help="het raadsbesluit, bijvoorbeeld RV 26.0012"
    )
    parser.options.add_argument("--datum", metavar="DATUM", required=True, type=_date, help="wanneer: 2026-07-03")


def _date(text: str) -> date:
    from budgetdesk.model.field import Field
    from budgetdesk.model.waarden import WaardeFout, parse

    try:
        waarde = parse(Field("datum", "datum"), text, "datum")
    except WaardeFout as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from None
    if not isinstance(waarde, date):
        raise TypeError(text)
    return waarde


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import carry_out, open_sound
    from budgetdesk.model.besluiten import find, vaststellen

    session = open_sound(args.dossier)
    edits = vaststellen(find(session.dossier, args.besluit), args.kenmerk, args.datum)
    lines = changes(session.dossier, edits)
    carry_out(session, edits, "vaststellen")
    put(lines)
    return 0


COMMAND: Final = Command(
    naam="vaststellen",
    tekst="stel een besluit vast",
    uitleg=(
        "Leg vast dat een besluit genomen is, door wie en wanneer. De mutaties liggen daarna vast.\n\n"
        "Een budgetneutraal besluit moet in elk jaar op nul sluiten."
    ),
    voorbeelden=('budgetdesk vaststellen leiden-2026 2026-02 --besluit "RV 26.0012" --datum 2026-07-03',),
    arguments=_arguments,
    run=_run,
)
