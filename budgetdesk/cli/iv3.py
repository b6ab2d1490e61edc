"""`budgetdesk iv3`: the statement for CBS, written only where it would be taken."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Final

from budgetdesk.cli.command import Command, add_document, add_dossier
from budgetdesk.cli.output import note
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError
from budgetdesk.model.arrangement import KWARTALEN

REFUSED: Final = 1
"""Exit code: the statement would be refused, and is not written."""


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    parser.options.add_argument(
        "--uit", metavar="BESTAND", required=True, help="wat geschreven wordt; de naam eindigt op .json"
    )
    parser.options.add_argument(
        "--kwartaal", metavar="N", type=_quarter, default=0, help="het bestand van een kwartaal, 1 tot en met 4"
    )
    parser.options.add_argument(
        "--concept",
        action="store_true",
        help="schrijf ook wat geweigerd zou worden, zonder de regels die een code missen",
    )
    parser.options.add_argument(
        "--datum", metavar="TIJDSTIP", type=_moment, help="het tijdstip in het bestand (standaard: nu)"
    )
    add_document(parser)


def _quarter(text: str) -> int:
    if text not in map(str, KWARTALEN):
        raise argparse.ArgumentTypeError(f"`{text}` is geen kwartaal; kies 1, 2, 3 of 4")
    return int(text)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = datetime.min  # noqa: DTZ901  without an offset, so that it is refused
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"`{text}` is geen tijdstip, zoals 2026-11-12T09:30:00+01:00")
    return moment


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import open_sound, seen_from_here
    from budgetdesk.iv3.opgave import summary
    from budgetdesk.session.iv3 import EINDE, draw_up, objections, write

    doel = Path(args.uit)
    if doel.suffix.lower() != EINDE:
        raise UsageError(f"Een Iv3-bestand eindigt op {EINDE}; `{args.uit}` eindigt anders.")
    session = open_sound(args.dossier, args.document)
    opgave = draw_up(session, args.datum, args.kwartaal)
    for regel in opgave.let_op:
        note(f"let op: {regel}")
    refused = [seen_from_here(session, b) for b, _ in objections(session, opgave)]
    note("\n".join(" ".join(filter(None, (f"{b.plaats}:", b.code, b.tekst, b.remedie))) for b in refused))
    if refused and not args.concept:
        note(f"{doel} is niet geschreven: CBS zou het zo weigeren. Met --concept wordt het toch geschreven.")
        return REFUSED
    for warning in write(doel, opgave):
        note(warning)
    note(summary(doel, opgave, concept=bool(refused)))
    return 0


COMMAND: Final = Command(
    naam="iv3",
    tekst="maak het Iv3-bestand voor het CBS",
    uitleg=(
        "Maak het Iv3-bestand voor het CBS (JSON) van een begroting, kwartaal of jaarrekening: hele euro's\n"
        "per taakveld en categorie, de reserves op 0.10, het resultaat en wat afronden overlaat op 0.11.\n"
        "Een kwartaal telt op wat posten en reserves onder `realisatie` hebben (lasten.realisatie.2027-1) en\n"
        "heeft geen resultaat. Kwartaal en jaarrekening hebben een balans: [iv3.balans] met de standen van\n"
        "begin en eind per balanscode, [iv3.balans_lasten] en [iv3.balans_baten] met wat ze veranderde.\n"
        "Wat kostenplaatsen verdelen houdt zijn categorie.\n"
        "Wie het levert staat onder [contact] in begroting.toml: naam, email en telefoon.\n"
        "Zou het CBS het bestand weigeren, dan wordt niets geschreven en is de afsluitcode 1."
    ),
    voorbeelden=(
        "budgetdesk iv3 leiden-2026 --uit iv3-leiden-2026.json",
        "budgetdesk iv3 leiden-2026 --uit concept.json --concept",
        "budgetdesk iv3 leiden-2026 --kwartaal 1 --uit iv3-kwartaal-1.json",
        "budgetdesk iv3 leiden-2026 --uit iv3.json --datum 2025-11-12T09:30:00+01:00",
    ),
    arguments=_arguments,
    run=_run,
)
