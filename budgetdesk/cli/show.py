"""`budgetdesk show`: print one of the council's tables."""

from __future__ import annotations

import argparse
from typing import Final

from budgetdesk.cli.command import Command, add_document, add_dossier, add_format, add_programmas, add_table_name
from budgetdesk.cli.parser import Parser


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    add_table_name(parser)
    add_programmas(parser)
    add_document(parser)
    add_format(parser.options)
    parser.options.add_argument(
        "--euro",
        action="store_true",
        help="exacte euro's in plaats van afgeronde bedragen",
    )


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import choose, open_sound, put_tables, tables_called

    session = open_sound(args.dossier, args.document)
    grids = tables_called(session, args.tabel, choose(session, args.programma))
    put_tables(grids, args.format, exact=args.euro)
    return 0


COMMAND: Final = Command(
    naam="show",
    tekst="druk een tabel af",
    uitleg=(
        "Druk een tabel af zoals de raad hem ziet: afgerond, met de tekens uit [weergave].\n"
        "csv-nl is csv die een Nederlandse Excel zo opent: puntkomma's, decimale komma, elk bedrag een getal.\n"
        "html is een tabel om in Word of een mail te plakken: open het bestand, selecteer en kopieer.\n"
        "json geeft bij elke rij ook de sleutel, waar zij over gaat (scope) en de exacte bedragen in centen."
    ),
    voorbeelden=(
        "budgetdesk show leiden-2026 programmakosten",
        "budgetdesk show leiden-2026 reserves --programma 1 --programma 4",
        "budgetdesk show leiden-2026 programmakosten --format csv > programmakosten.csv",
        "budgetdesk show leiden-2026 programmakosten --format csv-nl > programmakosten.csv",
        "budgetdesk show leiden-2026 programmakosten --programma 1 --format html > programmakosten.html",
        "budgetdesk show leiden-2026 reserveverloop --euro",
        "budgetdesk show leiden-2026 indicatoren --format markdown",
    ),
    arguments=_arguments,
    run=_run,
)
