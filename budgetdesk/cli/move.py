"""`budgetdesk move`: a table up or down among those of its kind and parent."""

from __future__ import annotations

import argparse
from typing import Final

from budgetdesk.cli.command import Command, add_dossier, add_tabel
from budgetdesk.cli.output import put
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError

_MAX_DIGITS: Final = 6


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    add_tabel(parser)
    where = parser.options.add_mutually_exclusive_group(required=True)
    where.add_argument("--op", metavar="N", type=_places, help="zoveel plaatsen omhoog")
    where.add_argument("--neer", metavar="N", type=_places, help="zoveel plaatsen omlaag")


def _places(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > _MAX_DIGITS or not int(text):
        raise argparse.ArgumentTypeError(f"`{text}` is geen aantal plaatsen, zoals 1")
    return int(text)


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import carry_out, open_sound
    from budgetdesk.cli.verslag import report
    from budgetdesk.model.structuur import move
    from budgetdesk.session.adres import resolve_record

    session = open_sound(args.dossier)
    bestand, record = resolve_record(session.dossier, args.tabel)
    steps = -args.op if args.op else args.neer
    edits = move(bestand, record.soort, record.sleutel, steps)
    if not edits:
        raise UsageError(
            f"`{args.tabel}` kan geen {abs(steps)} {'plaats' if abs(steps) == 1 else 'plaatsen'}"
            f" {'omhoog' if steps < 0 else 'omlaag'}: zoveel staan er niet {'voor' if steps < 0 else 'achter'}."
        )
    line = report(session.dossier, edits)
    carry_out(session, edits, "move")
    put(line)
    return 0


COMMAND: Final = Command(
    naam="move",
    tekst="verplaats een tabel omhoog of omlaag",
    uitleg=(
        "Verplaats een tabel tussen die van dezelfde soort die onder hetzelfde hangen. De volgorde\n"
        "in het bestand is de volgorde in druk. Commentaar dat erbij staat, gaat mee."
    ),
    voorbeelden=(
        "budgetdesk move leiden-2026 1/post.bestuur --neer 1",
        "budgetdesk move leiden-2026 1/prestatie.1A1.2 --op 1",
    ),
    arguments=_arguments,
    run=_run,
)
