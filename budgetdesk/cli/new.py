"""`budgetdesk new`: a new dossier from the shipped template, or out of Iv3."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from budgetdesk.cli.command import Command
from budgetdesk.cli.output import note
from budgetdesk.cli.parser import Parser, municipality_code, one_of, year
from budgetdesk.errors import UsageError, files_named
from budgetdesk.model.kinds.begroting import Weergavekeuzes

_SALDI: Final = tuple(map(str, Weergavekeuzes.saldo.keuzes))


def _arguments(parser: Parser) -> None:
    parser.arguments.add_argument("dossier", metavar="DOSSIER", help="de map die gemaakt wordt; een lege map mag ook")
    parser.options.add_argument("--gemeente", metavar="NAAM", type=_name, help="de naam van de gemeente")
    parser.options.add_argument(
        "--jaar",
        metavar="JAAR",
        type=year,
        help="het begrotingsjaar (bij jaarstukken: het verslagjaar)",
    )
    parser.options.add_argument(
        "--sjabloon",
        metavar="SJABLOON",
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
        "--uit-iv3",
        metavar="BESTAND",
        action="append",
        default=[],
        help="begin met de cijfers van een Iv3-bestand; vaker voor meer jaren, begroting en jaarrekening",
    )
    parser.options.add_argument(
        "--gemeentecode", metavar="CODE", type=municipality_code, help="welke gemeente van open data, zoals 0546"
    )
    parser.options.add_argument(
        "--git", action="store_true", help="maak er een git-repository van, met een eerste commit"
    )


def _name(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise argparse.ArgumentTypeError("dit is geen naam van een gemeente")
    return text.strip()


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.drafting.beginnen import begin_git
    from budgetdesk.tables.sjabloon import names

    if args.sjabloon not in (None, *names()):
        raise UsageError(f"Onbekend sjabloon `{args.sjabloon}`; kies uit {', '.join(names())}.")
    doel = Path(args.dossier)
    gemeente, jaar = _from_iv3(args, doel) if args.uit_iv3 else _empty(args, doel)
    if args.git:
        note(begin_git(doel, f"Nieuw dossier {gemeente} {jaar}"))
    note(f"Het dossier {doel} is gemaakt. Open het met `budgetdesk {doel}`.")
    return 0


def _empty(args: argparse.Namespace, doel: Path) -> tuple[str, int]:
    """Make a dossier without amounts; return whose it is, and of which year."""
    from budgetdesk.cli.command import from_here
    from budgetdesk.drafting.beginnen import make

    given = (("--gemeente", args.gemeente), ("--jaar", args.jaar))
    if missing := [option for option, value in given if value is None]:
        raise UsageError(f"budgetdesk new: dit ontbreekt nog: {', '.join(missing)}.")
    if args.gemeentecode:
        raise UsageError("--gemeentecode kiest een gemeente uit open data en hoort bij --uit-iv3.")
    other = Path(args.programmas_uit) if args.programmas_uit else None
    with from_here(args.programmas_uit or args.dossier):
        sjabloon = args.sjabloon or "begroting"
        warnings = make(
            doel,
            gemeente=args.gemeente,
            jaar=args.jaar,
            sjabloon=sjabloon,
            programmas_uit=other,
            saldo=args.saldo or "",
        )
    for warning in warnings:
        note(warning)
    return args.gemeente, args.jaar


def _from_iv3(args: argparse.Namespace, doel: Path) -> tuple[str, int]:
    """Make a dossier of Iv3; return whose it is, and of which year."""
    if args.programmas_uit:
        raise UsageError("Kies --uit-iv3 of --programmas-uit: allebei geven ze programma's.")
    # the files of Iv3 are named from here already, those of the dossier are not
    given = {str(Path(naam)) for naam in args.uit_iv3}
    with files_named(lambda bestand: bestand if bestand in given else (doel / bestand).as_posix()):
        return _read_and_made(args, doel)


def _read_and_made(args: argparse.Namespace, doel: Path) -> tuple[str, int]:
    from budgetdesk.importing.iv3bron import lees_bestand
    from budgetdesk.importing.iv3nieuw import maak

    bestanden = [lees_bestand(Path(naam), args.gemeentecode or "") for naam in args.uit_iv3]
    made = maak(
        doel,
        bestanden,
        gemeente=args.gemeente or "",
        jaar=args.jaar or 0,
        sjabloon=args.sjabloon or "",
        saldo=args.saldo or "",
    )
    for zin in made.verteld:
        note(zin)
    return made.gemeente, made.jaar


COMMAND: Final = Command(
    naam="new",
    tekst="maak een nieuw dossier",
    uitleg=(
        "Maak een nieuw dossier: een map met een begroting.toml en een eerste programma\nom in te vullen.\n"
        "Met --uit-iv3 begint het met cijfers, uit de json voor het CBS, het Excel-model waar die uit komt\n"
        "of een csv van de open data van het CBS: een programma per hoofdtaakveld, een beleidsterrein per\n"
        "taakveld en een post per categorie. Taakveld 0.10 wordt een reserve; het resultaat (0.11) wordt\n"
        "berekend. De naam, het jaar en het sjabloon komen dan uit het bestand, tenzij u ze geeft."
    ),
    voorbeelden=(
        "budgetdesk new delft-2027 --gemeente Delft --jaar 2027",
        "budgetdesk new delft-jaarstukken-2026 --gemeente Delft --jaar 2026 --sjabloon jaarrekening",
        "budgetdesk new delft-2027 --gemeente Delft --jaar 2027 --saldo baten-lasten",
        "budgetdesk new delft-2028 --gemeente Delft --jaar 2028 --programmas-uit delft-2027 --git",
        "budgetdesk new delft-2026 --uit-iv3 iv3-begroting-2026.json",
        "budgetdesk new delft-2026 --gemeente Delft --gemeentecode 0503 --uit-iv3 open-data-2026.csv",
        "budgetdesk new delft-2027 --jaar 2027 --uit-iv3 begroting-2026.json --uit-iv3 rekening-2025.json",
    ),
    arguments=_arguments,
    run=_run,
)
