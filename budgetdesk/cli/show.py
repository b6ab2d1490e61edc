"""`budgetdesk show`: print one of the council's tables."""

from __future__ import annotations

import argparse
from typing import Final

from budgetdesk.cli.command import Command, add_dossier, add_format, add_programmas, add_table_name
from budgetdesk.cli.output import put
from budgetdesk.cli.parser import Parser


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    add_table_name(parser)
    add_programmas(parser)
    add_format(parser.options)
    parser.options.add_argument(
        "--euro",
        action="store_true",
        help="exacte euro's in plaats van afgeronde bedragen",
    )


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import choose, open_sound, tables_called
    from budgetdesk.export.text import printed

    session = open_sound(args.dossier)
    grids = tables_called(session, args.tabel, choose(session, args.programma))
    put(printed(grids, args.format, exact=args.euro))
    return 0


COMMAND: Final = Command(
    naam="show",
    tekst="druk een tabel af",
    uitleg="Druk een tabel af zoals de raad hem ziet: afgerond, met de tekens uit [weergave].",
    voorbeelden=(
        "budgetdesk show leiden-2026 programmakosten",
        "budgetdesk show leiden-2026 reserves --programma 1 --programma 4",
        "budgetdesk show leiden-2026 programmakosten --format csv > programmakosten.csv",
        "budgetdesk show leiden-2026 reserveverloop --euro",
        "budgetdesk show leiden-2026 indicatoren --format markdown",
    ),
    arguments=_arguments,
    run=_run,
)
