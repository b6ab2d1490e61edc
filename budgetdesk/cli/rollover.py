"""`budgetdesk rollover`: the dossier of the next year."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command, add_dossier, from_here
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser, one_of
from budgetdesk.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from budgetdesk.drafting.overname import Overname
    from budgetdesk.drafting.venster import Venster
    from budgetdesk.session import Session

_LAATSTE: Final = ("kopie", "leeg")
"""What the new last year begins with: a copy of what recurs in the one before, or nothing."""


def add_last_year(parser: Parser, tekst: str) -> None:
    """Add the option that says what the new last year begins with."""
    known = one_of("onbekende keuze", *_LAATSTE)
    parser.options.add_argument("--laatste-jaar", metavar="HOE", type=known, default=_LAATSTE[0], help=tekst)


def is_copied(args: argparse.Namespace) -> bool:
    """Return whether the new last year begins as a copy."""
    return str(args.laatste_jaar) == _LAATSTE[0]


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    parser.arguments.add_argument("nieuw", metavar="NIEUW", help="de map die gemaakt wordt; een lege map mag ook")
    options = parser.options
    options.add_argument(
        "--rekening", metavar="DOSSIER", help="de jaarrekening waaruit de rekeningcijfers en de standen komen"
    )
    options.add_argument(
        "--begroting", metavar="DOSSIER", help="bij een jaarrekening: de begroting waarmee het nieuwe jaar begint"
    )
    add_last_year(parser, "het nieuwe laatste jaar: kopie van het structurele deel van het vorige (standaard), of leeg")


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import open_sound
    from budgetdesk.drafting.placing import create
    from budgetdesk.drafting.rollover import report
    from budgetdesk.session.rollover import roll_over, window

    session = open_sound(args.dossier)
    venster = window(session)
    overnames = list(_sources(args, session, venster))
    overgang = roll_over(session, venster, overnames, kopie=is_copied(args))
    for warning in create(Path(args.nieuw), session.map, overgang):
        note(warning)
    put(report(overgang))
    note(f"Het dossier {args.nieuw} is gemaakt. Open het met `budgetdesk {args.nieuw}`.")
    return 0


def _sources(args: argparse.Namespace, session: Session, venster: Venster) -> Iterator[Overname]:
    """Yield what to take over from the other dossiers that are named; raises UsageError or InputError."""
    from budgetdesk.cli.dossier import open_sound
    from budgetdesk.session.rollover import accounts, adopted

    if args.rekening:
        with from_here(args.rekening):
            yield accounts(open_sound(args.rekening), venster, args.rekening, session)
    if args.begroting:
        if venster.meerjarig:
            raise UsageError("--begroting is voor een jaarrekening; deze begroting komt uit DOSSIER zelf.")
        with from_here(args.begroting):
            yield adopted(open_sound(args.begroting), venster, args.begroting, session)


COMMAND: Final = Command(
    naam="rollover",
    tekst="maak het dossier van het volgende jaar",
    uitleg=(
        "Maak uit een dossier dat van het volgende jaar: alle jaren schuiven een jaar op.\n\n"
        "Uit een begroting: Begroting T-1 is na wijziging en met de berekende bedragen, de jaren\n"
        "daarna houden hun ramingen, vastgestelde besluiten worden daarin verwerkt en concepten\n"
        "gaan mee. Incidentele bedragen eindigen. Wat de ramingen dan zijn, staat er nog eens als\n"
        "`mjb`, het berekende apart: daarmee begint de tabel `verloop`. Zonder --rekening is Rekening\n"
        "T-2 zolang een schatting: begroting na wijziging (`schatting` in begroting.toml).\n"
        "Sleutels, teksten en commentaar blijven.\n"
        "Met --rekening komen Rekening T-2, de standen van reserves en voorzieningen, EMU-saldo en\n"
        "balans, wat op investeringen is besteed en wat indicatoren haalden uit de jaarrekening van\n"
        "dat jaar. Wat al in DOSSIER over het eigen jaar is gerealiseerd, gaat mee.\n\n"
        "Uit een jaarrekening komt die van het volgende jaar, met de rekening als vergelijking;\n"
        "met --begroting begint zij met de begroting en de wijzigingen van het nieuwe jaar.\n\n"
        "Het oude dossier blijft zoals het is. Wat er gebeurd is, wordt afgedrukt."
    ),
    voorbeelden=(
        "budgetdesk rollover leiden-2026 leiden-2027",
        "budgetdesk rollover leiden-2026 leiden-2027 --rekening leiden-2025-jaarrekening",
        "budgetdesk rollover leiden-2026 leiden-2027 --laatste-jaar leeg > verslag.txt",
    ),
    arguments=_arguments,
    run=_run,
)
