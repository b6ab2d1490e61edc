"""`budgetdesk wijziging`: print a begrotingswijziging for the council."""

from __future__ import annotations

import argparse
from typing import Final

from budgetdesk.cli.besluit import add_besluit, refusals
from budgetdesk.cli.command import Command, add_dossier
from budgetdesk.cli.output import put
from budgetdesk.cli.parser import Parser, one_of
from budgetdesk.cli.show import FORMATS


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    add_besluit(parser)
    parser.options.add_argument(
        "--format",
        metavar="FORMAAT",
        type=one_of("onbekend formaat", *FORMATS),
        default="text",
        help="text (standaard), csv, markdown of json",
    )
    parser.options.add_argument("--euro", action="store_true", help="exacte euro's in plaats van afgeronde bedragen")


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import open_sound
    from budgetdesk.export import text
    from budgetdesk.model.besluiten import find
    from budgetdesk.tables.begrotingswijziging import begrotingswijziging

    session = open_sound(args.dossier)
    with refusals():
        besluit = find(session.dossier, args.besluit)
    grid = begrotingswijziging(session.cijfers, besluit.naam)
    if args.format in ("csv", "json"):
        many = text.to_csv if args.format == "csv" else text.to_json
        put(many([grid], exact=args.euro))
    else:
        one = text.to_markdown if args.format == "markdown" else text.to_text
        put(one(grid, exact=args.euro))
    return 0


COMMAND: Final = Command(
    naam="wijziging",
    tekst="druk een begrotingswijziging af",
    uitleg=(
        "Druk af wat een besluit aan de begroting wijzigt: voor, wijziging en na, per programma en\n"
        "kant, met het effect op het begrotingssaldo en de toelichting op elke mutatie. Besluiten die\n"
        "eerder genomen zijn, tellen al mee in `voor`."
    ),
    voorbeelden=(
        "budgetdesk wijziging leiden-2026 2026-01",
        "budgetdesk wijziging leiden-2026 2026-01 --format markdown",
    ),
    arguments=_arguments,
    run=_run,
)
