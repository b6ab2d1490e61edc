"""`budgetdesk wie`: which commit and which decision set a value."""

from __future__ import annotations

import argparse
import json
from typing import Final

from budgetdesk.cli.command import LEESBAAR, Command, add_dossier, add_format
from budgetdesk.cli.output import put
from budgetdesk.cli.parser import Parser


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    parser.arguments.add_argument(
        "adres", metavar="ADRES", help="welke waarde, bijvoorbeeld 1/post.bestuur.lasten.begroting.2027"
    )
    parser.options.add_argument(
        "--rev", metavar="REVISIE", default="", help="zoals een tak, label of commit het heeft (standaard: de schijf)"
    )
    parser.options.add_argument("--alles", action="store_true", help="noem elke commit, niet alleen de laatste")
    add_format(parser.options, LEESBAAR)


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.session import Session
    from budgetdesk.session.adres import resolve
    from budgetdesk.session.wie import ALLE, STAPPEN, who
    from budgetdesk.session.wietekst import as_data, told

    if args.rev:
        from pathlib import Path

        session = Session.at(Path(args.dossier), args.rev)
    else:
        from budgetdesk.cli.dossier import open_sound

        session = open_sound(args.dossier)
    adres, _ = resolve(session.dossier, args.adres)
    found = who(session, adres, args.rev, ALLE if args.alles else STAPPEN)
    put(json.dumps(as_data(session, found), indent=2) if args.format == "json" else "\n".join(told(session, found)))
    return 0


COMMAND: Final = Command(
    naam="wie",
    tekst="toon welke commit en welk besluit een bedrag zette",
    uitleg=(
        "Toon wie een bedrag, tekst of andere waarde zette, en wanneer: elke commit in git die haar\n"
        "wijzigde, de nieuwste eerst, met oud en nieuw, de tak die is samengevoegd en het besluit dat de\n"
        "commit noemt of boekt. Daaronder staan de mutaties van besluiten die op dit bedrag komen.\n\n"
        "Er wordt gezocht op sleutel en veld. Opmaken, verplaatste regels en een andere naam van de\n"
        "tabel, het bestand of de map veranderen niets aan wie het was; anders dan bij `git blame`.\n\n"
        "Een ADRES is het nummer van het programma, een schuine streep en de sleutel zoals die in het\n"
        "bestand staat, als bij `budgetdesk set`. In json staan bedragen in hele centen.\n\n"
        "De afsluitcode is 2 bij een onbekend adres of een onbekende revisie, en 3 als git ontbreekt of\n"
        "deze kopie van de git-map de geschiedenis niet heeft."
    ),
    voorbeelden=(
        "budgetdesk wie leiden-2026 1/post.bestuur.lasten.begroting.2027",
        "budgetdesk wie leiden-2026 1/prestatie.1A1.1.status --rev main",
        "budgetdesk wie leiden-2026 1/programma.missie --format json",
    ),
    arguments=_arguments,
    run=_run,
)
