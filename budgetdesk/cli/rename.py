"""`budgetdesk rename`: another key for a table, also where it is referred to."""

from __future__ import annotations

import argparse
from typing import Final

from budgetdesk.cli.command import Command, add_dossier, add_tabel
from budgetdesk.cli.output import put
from budgetdesk.cli.parser import Parser


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    add_tabel(parser)
    parser.arguments.add_argument("nieuw", metavar="SLEUTEL", help="de nieuwe sleutel")


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import carry_out, open_sound
    from budgetdesk.cli.verslag import report
    from budgetdesk.model.structuur import rename
    from budgetdesk.session.adres import resolve_record

    session = open_sound(args.dossier)
    bestand, record = resolve_record(session.dossier, args.tabel)
    edits = rename(session.dossier, bestand, record.soort, record.sleutel, args.nieuw)
    lines = report(session.dossier, edits)
    carry_out(session, edits, "rename")
    put(lines)
    return 0


COMMAND: Final = Command(
    naam="rename",
    tekst="geef een tabel een andere sleutel",
    uitleg=(
        "Geef een tabel een andere sleutel, en wijzig alles wat ernaar verwijst mee: sleutels,\n"
        "mutaties, verklaringen en bedragen in teksten. Elke wijziging wordt afgedrukt.\n\n"
        "De sleutel is waaraan vergelijken en samenvoegen een tabel herkennen. De naam die\n"
        "mensen lezen, wijzigt u met `set`."
    ),
    voorbeelden=(
        "budgetdesk rename leiden-2026 1/post.bestuur bestuur-en-raad",
        "budgetdesk rename leiden-2026 1/doel.1A2 1A3",
        "budgetdesk rename leiden-2026 reserves/reserve.algemeen algemene-reserve",
    ),
    arguments=_arguments,
    run=_run,
)
