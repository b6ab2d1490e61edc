"""`budgetdesk export`: the council's tables as a workbook with live formulas, or the whole document."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.bladzijden import add_bladzijden, tell
from budgetdesk.cli.command import LEESBAAR, Command, add_document, add_dossier, add_format, add_programmas
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError
from budgetdesk.export.suffix import (
    DOCUMENTEN,
    EINDEN,
    WERKMAP,
    Doel,
    doel_van,
    require_bladzijden,
    require_lay_out,
)  # fmt: skip

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.session import Session


_LAYOUT: Final = ".typ"
"""How the name of a layout ends."""


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    parser.arguments.add_argument(
        "bestand", metavar="BESTAND", help=f"wat geschreven wordt; de naam eindigt op {EINDEN}"
    )
    add_programmas(parser)
    add_bladzijden(parser)
    parser.options.add_argument(
        "--lay-out",
        metavar="PAD",
        help="in pdf: een eigen lay-out in plaats van de onze; die schrijft een export die eindigt op .typ",
    )
    parser.options.add_argument(
        "--inhoud", action="store_true", help="schrijf niets; zeg wat erin komt te staan, en wat er niet in staat"
    )
    add_format(parser.options, LEESBAAR, bij="--inhoud")
    add_document(parser)


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import choose, open_sound
    from budgetdesk.session.exporting import export

    pad = Path(args.bestand)
    if args.bestand.lower().endswith(_LAYOUT) and not args.lay_out:
        return _lay_out(pad, args)
    doel = doel_van(args.bestand, pad)
    if args.lay_out:
        require_lay_out(doel.einde)
    if args.bladzijden:
        require_bladzijden(doel.einde)
    if args.format and not args.inhoud:
        raise UsageError("--format hoort bij --inhoud; wat een export schrijft, zegt het einde van de naam.")
    session = open_sound(args.dossier, args.document)
    programmas = choose(session, args.programma)
    if args.inhoud:
        _preview(session, doel, programmas, args.format)
        return 0
    lay_out = Path(args.lay_out) if args.lay_out else None
    made = export(session, doel, programmas, bladzijden=args.bladzijden, lay_out=lay_out)
    tell(made, f", met {_inhoud(doel.einde, len(programmas))}")
    return 0


def _lay_out(pad: Path, args: argparse.Namespace) -> int:
    """Write our layout; raises UsageError (2) where an option says what of a dossier is in it."""
    from budgetdesk.session.exporting import export_lay_out

    for optie in ("inhoud", "bladzijden", "programma", "format"):
        if getattr(args, optie):
            what = f"Een export die eindigt op {_LAYOUT} is onze lay-out, zonder dossier"
            raise UsageError(f"{what}; --{optie} hoort daar niet bij.")
    for warning in export_lay_out(pad).meldingen:
        note(warning)
    note(f"{pad} is geschreven: onze lay-out van een pdf, als begin van een eigen.")
    return 0


def _preview(session: Session, doel: Doel, programmas: Sequence[Bestand], format_: str | None) -> None:
    """Print what an export will hold."""
    from budgetdesk.export.vooruitblik import to_json, to_text
    from budgetdesk.session.exporting import Vooruitzicht

    found = Vooruitzicht(session, programmas).blik(doel.einde)
    put((to_json if format_ == "json" else to_text)(found))


def _inhoud(einde: str, aantal: int) -> str:
    count = "1 programma" if aantal == 1 else f"{aantal} programma's"
    if einde == WERKMAP:
        return f"de tabellen van {count}"
    return f"{'het hoofdstuk' if aantal == 1 else 'de hoofdstukken'} van {count}"


COMMAND: Final = Command(
    naam="export",
    tekst="schrijf de tabellen naar een Excel-werkmap, of het document",
    uitleg=(
        "Schrijf de tabellen van de programma's naar een Excel-werkmap (.xlsx): elk bedrag één keer, op het\n"
        "blad Posten, en elk ander bedrag als formule daarover; met een inhoud, controles en grafieken. Met\n"
        "--programma staan er geen tabellen over de hele gemeente in. Of schrijf het document, met per\n"
        "programma de teksten en tabellen in de volgorde van de raad:\n"
        f"{fill(DOCUMENTEN, 95)}.\n"
        "Een bestaand bestand met deze naam wordt vervangen. Een site is een map met een pagina per programma\n"
        "en de cijfers van elke tabel als csv; zij werkt zonder server. Een map die budgetdesk eerder zo\n"
        "maakte, wordt als geheel vervangen; een andere map nooit. Een pdf vraagt een aanvulling:\n"
        'pip install "budgetdesk[pdf]". Een eigen lay-out daarvoor is code, en krijgt niets dan het document.\n'
        "Met --inhoud wordt er niets geschreven: dan staat er wat erin komt, welke delen en teksten leeg\n"
        "zijn, en wat er nog aan te merken is."
    ),
    voorbeelden=(
        "budgetdesk export leiden-2026 tabellen.xlsx",
        "budgetdesk export leiden-2026 programma-1.xlsx --programma 1",
        "budgetdesk export leiden-2026 begroting.docx",
        "budgetdesk export leiden-2026 begroting.docx --bladzijden",
        "budgetdesk export leiden-2026 begroting.docx --inhoud",
        "budgetdesk export leiden-2026 begroting.html",
        "budgetdesk export leiden-2026 begroting.pdf",
        "budgetdesk export leiden-2026 eigen.typ",
        "budgetdesk export leiden-2026 begroting.pdf --lay-out eigen.typ",
        "budgetdesk export leiden-2026 site/",
    ),
    arguments=_arguments,
    run=_run,
)
