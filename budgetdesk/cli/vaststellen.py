"""`budgetdesk vaststellen`: the council has adopted a decision, the budget, or another document of the year."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Final

from budgetdesk.cli.besluit import add_besluit, changes
from budgetdesk.cli.command import Command, add_dossier, from_here
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    add_besluit(parser, optional=True)
    parser.options.add_argument(
        "--begroting", action="store_true", help="stel niet een besluit vast, maar de begroting van dit jaar"
    )
    parser.options.add_argument(
        "--document",
        metavar="SLEUTEL",
        default="",
        help="stel dit document vast, zoals vgr-1 of jaarstukken; bij --begroting het document dat de begroting is",
    )
    parser.options.add_argument(
        "--besluit",
        dest="kenmerk",
        metavar="KENMERK",
        default="",
        help="het raadsbesluit, bijvoorbeeld RV 26.0012; bij een rapportage of jaarrekening mag het weg",
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
    if args.besluit and (args.begroting or args.document):
        raise UsageError("Noem een besluit, of het document (--begroting, --document SLEUTEL), niet allebei.")
    if not (args.besluit or args.begroting or args.document):
        raise UsageError("Noem een besluit, --begroting om de begroting vast te stellen, of --document SLEUTEL.")
    if args.document and not args.begroting:
        return _adopt_document(args)
    if not args.kenmerk:
        raise UsageError("dit ontbreekt nog: --besluit, het raadsbesluit.")
    return (_adopt_budget if args.begroting else _adopt_decision)(args)


def _adopt_decision(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import carry_out, open_sound
    from budgetdesk.model.besluiten import find, vaststellen

    session = open_sound(args.dossier)
    edits = vaststellen(find(session.dossier, args.besluit), args.kenmerk, args.datum)
    lines = changes(session.dossier, edits)
    carry_out(session, edits, "vaststellen")
    put(lines)
    return 0


def _adopt_budget(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import open_sound
    from budgetdesk.model.dossier import VASTGESTELD
    from budgetdesk.model.vastgesteld import adopted, years
    from budgetdesk.session.vaststellen import adopt, prepare

    session = open_sound(args.dossier)
    with from_here(args.dossier):
        found = prepare(session, args.kenmerk, args.datum, args.document)
        lines = changes(session.stored, found.edits)
        for warning in adopt(session, found, args.kenmerk, args.datum):
            note(warning)
    put(lines)
    made = adopted(session.stored)
    if made is not None:
        jaren = years(made)
        note(f"Begroting {jaren[0]} tot en met {jaren[-1]} ligt vast in {VASTGESTELD}.")
    for naam in found.besluiten:
        note(f"Met de begroting vastgesteld: besluit {naam}.")
    return 0


def _adopt_document(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import carry_out, open_sound
    from budgetdesk.session.vaststellen import receive

    session = open_sound(args.dossier)
    with from_here(args.dossier):
        found = receive(session, args.document, args.kenmerk, args.datum)
    lines = changes(session.stored, found.edits)
    carry_out(session, found.edits, "document vastgesteld")
    put(lines)
    for naam in found.besluiten:
        note(f"Telt niet mee in {found.document}, want van die dag of later: besluit {naam}.")
    return 0


COMMAND: Final = Command(
    naam="vaststellen",
    tekst="stel een besluit, de begroting of een ander document vast",
    uitleg=(
        "Leg vast dat een besluit genomen is, door wie en wanneer. De mutaties liggen daarna vast.\n"
        "Een budgetneutraal besluit moet in elk jaar op nul sluiten.\n\n"
        "Met --begroting stelt de raad de begroting vast. Wat zij van het begrotingsjaar en de drie\n"
        "jaren erna afdrukt, komt in vastgesteld.toml en verandert nooit meer: elk document drukt zijn\n"
        "kolommen Begroting daaruit af. Wat daarna anders wordt, met de hand of berekend, is Wijziging.\n"
        "Ontwerpen van besluiten die in de begroting meetellen, worden met haar vastgesteld.\n\n"
        "Met --document SLEUTEL is het een voortgangsrapportage of de jaarstukken. Zo'n document telt daarna\n"
        "alleen de besluiten van vóór zijn datum mee, en zijn teksten en prognoses wijzigen niet meer."
    ),
    voorbeelden=(
        'budgetdesk vaststellen leiden-2026 2026-02 --besluit "RV 26.0012" --datum 2026-07-03',
        'budgetdesk vaststellen leiden-2026 --begroting --besluit "RV 25.0101" --datum 2025-11-13',
        "budgetdesk vaststellen voorbeeldstad-2027 --document vgr-1 --datum 2027-06-24",
    ),
    arguments=_arguments,
    run=_run,
)
