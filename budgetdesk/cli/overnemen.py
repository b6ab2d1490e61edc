"""`budgetdesk overnemen`: what last year's dossier decided or realised after the next one was made from it."""

from __future__ import annotations

import argparse
from typing import Final

from budgetdesk.cli.command import Command, from_here
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser
from budgetdesk.cli.rollover import add_last_year, is_copied
from budgetdesk.errors import UsageError


def _arguments(parser: Parser) -> None:
    parser.arguments.add_argument("van", metavar="VAN", help="het dossier van vorig jaar")
    parser.arguments.add_argument("naar", metavar="NAAR", help="het dossier van het jaar daarna")
    options = parser.options
    options.add_argument(
        "--besluit",
        metavar="NUMMER",
        action="append",
        default=[],
        help="alleen dit besluit; mag vaker (standaard: alle die nog ontbreken)",
    )
    options.add_argument("--proef", action="store_true", help="toon wat er zou komen en schrijf niets")
    options.add_argument(
        "--opnieuw", action="store_true", help="vervang besluiten die in NAAR met andere bedragen staan"
    )
    options.add_argument(
        "--rekening",
        action="store_true",
        help="neem niet de besluiten over, maar wat vorig jaar is gerealiseerd, met de standen waarmee NAAR opent",
    )
    tekst = "zoals bij rollover: kopie (standaard) laat structurele bedragen doorlopen in het laatste jaar, of leeg"
    add_last_year(parser, tekst)


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import open_sound
    from budgetdesk.session.overnemen import carry_on, plan

    if args.rekening:
        return _accounts(args)
    van, naar = open_sound(args.van), open_sound(args.naar)
    with from_here(args.van):
        overname = plan(van, naar, args.besluit, kopie=is_copied(args), opnieuw=args.opnieuw)
    if overname.verslag:
        put(overname.report())
    warnings = [] if args.proef else carry_on(naar, overname)
    for warning in warnings:
        note(warning)
    note(overname.outcome(van.naam, trial=args.proef))
    return 1 if overname.is_undecided else 0


def _accounts(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import open_sound
    from budgetdesk.session.rekening import bring, plan

    if args.besluit or args.opnieuw:
        raise UsageError("--rekening gaat niet samen met --besluit en --opnieuw: die zijn voor besluiten.")
    van, naar = open_sound(args.van), open_sound(args.naar)
    with from_here(args.van):
        rekening = plan(van, naar)
    if told := rekening.report():
        put(told)
    for warning in [] if args.proef else bring(naar, rekening):
        note(warning)
    note(rekening.outcome(van.naam, trial=args.proef))
    return 0


COMMAND: Final = Command(
    naam="overnemen",
    tekst="neem besluiten of de rekening van vorig jaar over",
    uitleg=(
        "Neem besluiten over die in het dossier van vorig jaar (VAN) zijn vastgesteld nadat dat van dit\n"
        "jaar (NAAR) eruit was gemaakt. Wat ze in vorig jaar wijzigen, staat dan in Begroting T-1 na\n"
        "wijziging; wat ze later wijzigen, in de begroting en de meerjarenraming, of als wijziging zodra\n"
        "de begroting is vastgesteld. Kredieten komen mee. Het resultaat is gelijk aan een rollover na\n"
        "het besluit.\n\n"
        "Wat de rollover al verwerkte staat in NAAR onder `verwerkt`, en komt niet nog eens. Een ontwerp\n"
        "dat met de rollover meekwam wordt vastgesteld. Een tweede keer verandert niets.\n\n"
        "Staat een besluit in NAAR met andere bedragen, of bestaat daar niet wat het wijzigt, dan wordt\n"
        "dat genoemd en niets geschreven (exitcode 1): een half besluit leest als een heel. Neem de\n"
        "andere dan over met --besluit.\n\n"
        "Met --rekening komt wat vorig jaar is gerealiseerd: rekening T-1 (en T-2 waar NAAR die niet heeft),\n"
        "standen van reserves en voorzieningen, balans, EMU-saldo, woonlasten, wat op investeringen is\n"
        "besteed en wat indicatoren haalden. Zo opent de jaarrekening van NAAR met de standen waarmee die\n"
        "van VAN eindigt. Elke waarde die verandert, wordt genoemd; een tweede keer verandert niets."
    ),
    voorbeelden=(
        "budgetdesk overnemen leiden-2026 leiden-2027 --proef",
        "budgetdesk overnemen leiden-2026 leiden-2027",
        "budgetdesk overnemen leiden-2026 leiden-2027 --besluit 2026-07 --opnieuw",
        "budgetdesk overnemen voorbeeldstad-2026 voorbeeldstad-2027 --rekening",
    ),
    arguments=_arguments,
    run=_run,
)
