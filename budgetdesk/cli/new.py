"""`budgetdesk new`: a new dossier from the shipped template."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from budgetdesk.cli.command import Command
from budgetdesk.cli.output import note
from budgetdesk.cli.parser import Parser, one_of, year
from budgetdesk.errors import UsageError
from budgetdesk.model.kinds.begroting import Weergavekeuzes

_SALDI: Final = tuple(map(str, Weergavekeuzes.saldo.keuzes))


def _arguments(parser: Parser) -> None:
    parser.arguments.add_argument("dossier", metavar="DOSSIER", help="de map die gemaakt wordt; een lege map mag ook")
    parser.options.add_argument("--gemeente", metavar="NAAM", required=True, type=_name, help="de naam van de gemeente")
    parser.options.add_argument(
        "--jaar",
        metavar="JAAR",
        required=True,
        type=year,
        help="het begrotingsjaar (bij jaarstukken: het verslagjaar)",
    )
    parser.options.add_argument(
        "--sjabloon",
        metavar="SJABLOON",
        default="begroting",
        help="begroting (standaard), jaarrekening of voortgangsrapportage",
    )
    parser.options.add_argument(
        "--programmas-uit",
        metavar="DOSSIER",
        help="neem de programma's, beleidsterreinen en posten van een ander dossier over, zonder bedragen",
    )
    parser.options.add_argument(
        "--saldo",
        metavar="SALDO",
        type=one_of("onbekend saldo", *_SALDI),
        help=f"hoe een saldo wordt afgedrukt: {' of '.join(_SALDI)} (standaard: zoals het dossier waar de programma's "
        f"uit komen, anders {_SALDI[0]})",
    )
    parser.options.add_argument(
        "--git", action="store_true", help="maak er een git-repository van, met een eerste commit"
    )


def _name(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise argparse.ArgumentTypeError("dit is geen naam van een gemeente")
    return text.strip()


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.command import from_here
    from budgetdesk.drafting.beginnen import begin_git, make
    from budgetdesk.tables.sjabloon import names

    if args.sjabloon not in names():
        raise UsageError(f"Onbekend sjabloon `{args.sjabloon}`; kies uit {', '.join(names())}.")
    doel = Path(args.dossier)
    other = Path(args.programmas_uit) if args.programmas_uit else None
    with from_here(args.programmas_uit or args.dossier):
        warnings = make(
            doel,
            gemeente=args.gemeente,
            jaar=args.jaar,
            sjabloon=args.sjabloon,
            programmas_uit=other,
            saldo=args.saldo or "",
        )
    for warning in warnings:
        note(warning)
    if args.git:
        note(begin_git(doel, f"Nieuw dossier {args.gemeente} {args.jaar}"))
    note(f"Het dossier {doel} is gemaakt. Open het met `budgetdesk {doel}`.")
    return 0


COMMAND: Final = Command(
    naam="new",
    tekst="maak een nieuw dossier",
    uitleg=("Maak een nieuw dossier: een map met een begroting.toml en een eerste programma\nom in te vullen."),
    voorbeelden=(
        "budgetdesk new delft-2027 --gemeente Delft --jaar 2027",
        "budgetdesk new delft-jaarstukken-2026 --gemeente Delft --jaar 2026 --sjabloon jaarrekening",
        "budgetdesk new delft-2027 --gemeente Delft --jaar 2027 --saldo baten-lasten",
        "budgetdesk new delft-2028 --gemeente Delft --jaar 2028 --programmas-uit delft-2027 --git",
    ),
    arguments=_arguments,
    run=_run,
)
