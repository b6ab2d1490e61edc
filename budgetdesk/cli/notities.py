"""`budgetdesk notities`: the notes of a dossier, which are printed nowhere else."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.cli.command import LEESBAAR, Command, add_dossier, add_format, from_here
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser

if TYPE_CHECKING:
    from budgetdesk.session import Session
    from budgetdesk.session.notities import Notitieregel


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    add_format(parser.options, LEESBAAR)


def _run(args: argparse.Namespace) -> int:
    from pathlib import Path

    from budgetdesk.session import Session
    from budgetdesk.session.notities import listed

    with from_here(args.dossier):
        session = Session.open(Path(args.dossier), read_only=True)
    found = list(listed(session))
    if args.format == "json":
        put(json.dumps([_data(session, regel) for regel in found], indent=2))
    else:
        put("\n".join(_line(session, regel) for regel in found))
    if not found:
        note("Dit dossier heeft geen notities.")
    return 0


def _line(session: Session, regel: Notitieregel) -> str:
    from budgetdesk.session.notities import as_typed
    from budgetdesk.storage.pathnames import seen

    where = f"{seen(session.map / regel.plaats.bestand).as_posix()}:{regel.plaats.regel}"
    about = f"{regel.waarbij} ({as_typed(session, regel.noot)})" if regel.noot.bij else regel.waarbij
    when = f", {regel.datum}" if regel.datum else ""
    return "\n".join([f"{where}: bij {about}{when}", *(f"    {line}" for line in regel.noot.tekst.splitlines())])


def _data(session: Session, regel: Notitieregel) -> dict[str, Any]:
    from budgetdesk.session.notities import as_typed

    return {
        "bestand": regel.plaats.bestand,
        "regel": regel.plaats.regel,
        "sleutel": regel.noot.notitie.sleutel,
        "bij": as_typed(session, regel.noot),
        "waarbij": regel.waarbij if regel.noot.bij else None,
        "datum": str(regel.datum) if regel.datum else None,
        "tekst": regel.noot.tekst,
    }


COMMAND: Final = Command(
    naam="notities",
    tekst="toon de notities, die nergens worden afgedrukt",
    uitleg=(
        "Toon elke notitie met bestand en regel, en waar zij bij staat. Een notitie reist mee in het\n"
        "bestand, maar komt in geen tabel, document, werkmap of Iv3-bestand.\n\n"
        "U schrijft er een in de app (Shift+F2), of met `budgetdesk add DOSSIER 1/notitie`: `bij` noemt een\n"
        "tabel (`post.bestuur`), een van een ander programma (`12/reserve.wegen`), of een waarde\n"
        "(`post.bestuur.lasten.begroting.2027`). In json is `waarbij` null als wat `bij` noemt er niet is."
    ),
    voorbeelden=(
        "budgetdesk notities leiden-2026",
        "budgetdesk notities leiden-2026 --format json",
    ),
    arguments=_arguments,
    run=_run,
)
