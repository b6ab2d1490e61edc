"""`budgetdesk show`: print one of the council's tables."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command, add_dossier, add_programmas
from budgetdesk.cli.output import put
from budgetdesk.cli.parser import Parser, one_of
from budgetdesk.tables.lijst import TABELLEN

if TYPE_CHECKING:
    from budgetdesk.tables.grid import Grid

FORMATS: Final = ("text", "csv", "markdown", "json")


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    parser.arguments.add_argument(
        "tabel", metavar="TABEL", type=one_of("onbekende tabel", *TABELLEN), help=", ".join(TABELLEN)
    )
    add_programmas(parser)
    parser.options.add_argument(
        "--format",
        metavar="FORMAAT",
        type=one_of("onbekend formaat", *FORMATS),
        default="text",
        help="text (standaard), csv, markdown of json",
    )
    parser.options.add_argument(
        "--euro",
        action="store_true",
        help="exacte euro's in plaats van afgeronde bedragen",
    )


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import choose, open_sound
    from budgetdesk.session.reading import tables

    session = open_sound(args.dossier)
    grids = tables(session.cijfers, args.tabel, choose(session, args.programma))
    put(_text(grids, args.format, exact=args.euro))
    return 0


def _text(grids: Sequence[Grid], format_: str, *, exact: bool) -> str:
    from budgetdesk.export import text

    if format_ == "csv":
        return text.to_csv(grids, exact=exact)
    if format_ == "json":
        return text.to_json(grids, exact=exact)
    one = text.to_markdown if format_ == "markdown" else text.to_text
    return "\n".join(one(grid, exact=exact) for grid in grids)


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
