"""`budgetdesk wijziging`: print a begrotingswijziging for the council, or write it as a document."""

from __future__ import annotations

import argparse
from pathlib import Path
from textwrap import fill
from typing import Final

from budgetdesk.cli.besluit import add_besluit
from budgetdesk.cli.bladzijden import add_bladzijden, tell
from budgetdesk.cli.command import Command, add_document, add_dossier, add_format
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError
from budgetdesk.export.suffix import ALLE, EINDEN, doel_van, require_bladzijden


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    add_besluit(parser)
    form = parser.options.add_mutually_exclusive_group()
    add_format(form)
    form.add_argument("--uit", metavar="DOEL", help=f"schrijf een document; de naam eindigt op {EINDEN}")
    add_bladzijden(parser)
    parser.options.add_argument("--euro", action="store_true", help="exacte euro's in plaats van afgeronde bedragen")
    add_document(parser)


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import open_sound, put_tables
    from budgetdesk.model.besluiten import find

    doel = None if args.uit is None else doel_van(args.uit, Path(args.uit))
    if doel and args.euro:
        raise UsageError("--uit en --euro gaan niet samen.")
    if args.bladzijden:
        if doel is None:
            raise UsageError("--bladzijden hoort bij --uit.")
        require_bladzijden(doel.einde)
    session = open_sound(args.dossier, args.document)
    besluit = find(session.dossier, args.besluit)
    if doel is None:
        from budgetdesk.tables.begrotingswijziging import begrotingswijziging
        from budgetdesk.tables.kredietwijziging import kredietwijziging

        grid, kredieten = (make(session.cijfers, besluit.naam) for make in (begrotingswijziging, kredietwijziging))
        put_tables([grid, *([kredieten] if kredieten.rijen else [])], args.format, exact=args.euro)
    else:
        from budgetdesk.session.exporting import export_besluit

        tell(export_besluit(session, doel, besluit, bladzijden=args.bladzijden))
    return 0


COMMAND: Final = Command(
    naam="wijziging",
    tekst="druk een begrotingswijziging af, of schrijf haar als document",
    uitleg=(
        "Druk af wat een besluit aan de begroting wijzigt: voor, wijziging en na, per programma en\n"
        "kant, met het effect op het begrotingssaldo en de toelichting op elke mutatie. Besluiten die\n"
        "eerder genomen zijn, tellen al mee in `voor`. Met --uit wordt het een document voor de raad:\n"
        f"{fill(ALLE, 95)}.\n"
        "Een bestaand bestand met die naam wordt vervangen; een map alleen als een eerdere export die maakte."
    ),
    voorbeelden=(
        "budgetdesk wijziging leiden-2026 2026-01",
        "budgetdesk wijziging leiden-2026 2026-01 --format markdown",
        "budgetdesk wijziging leiden-2026 2026-01 --uit kaderbrief.docx",
        "budgetdesk wijziging leiden-2026 2026-01 --uit kaderbrief.docx --bladzijden",
    ),
    arguments=_arguments,
    run=_run,
)
