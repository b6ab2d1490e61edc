"""`budgetdesk herstel`: what was typed in the app and never saved, shown, taken over or dropped."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command, add_dossier
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser

if TYPE_CHECKING:
    from budgetdesk.session import Session
    from budgetdesk.session.recovery import Recovery


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    choice = parser.options.add_mutually_exclusive_group()
    choice.add_argument("--overnemen", action="store_true", help="doe het opnieuw en sla het op")
    choice.add_argument("--weggooien", action="store_true", help="gooi het weg")


def _run(args: argparse.Namespace) -> int:
    from pathlib import Path

    from budgetdesk.session import Session
    from budgetdesk.session.recovery import find

    session = Session.open(Path(args.dossier))
    found = find(session.map)
    if not found:
        put("Er is niets blijven liggen: alles wat in dit dossier is getypt, is opgeslagen of weggegooid.")
    try:
        for recovery in found:
            _do(session, recovery, take_over=args.overnemen, drop=args.weggooien)
    finally:
        for recovery in found:
            recovery.close()
    return 0


def _do(session: Session, recovery: Recovery, *, take_over: bool, drop: bool) -> None:
    if recovery.caution:
        note(f"let op: {recovery.caution}")
    if recovery.adds and not take_over and not drop:
        put(recovery.difference().printed("text"))
        return
    if take_over and recovery.adds:
        _take_over(session, recovery)
        put(f"Overgenomen en opgeslagen: {recovery.told}.")
    elif recovery.adds:
        put(f"Weggegooid: {recovery.told}.")
    aside = recovery.drop()
    if aside is not None:
        note(f"let op: het beschadigde journaal blijft bewaard: {aside}")


def _take_over(session: Session, recovery: Recovery) -> None:
    """Do it again and save; raises Clashes (5) where the files have other values by now, WriteError (4)."""
    from budgetdesk.session.recovery import Clashes

    clashes = recovery.take_over(session)
    if clashes:
        raise Clashes(clashes)
    for warning in session.save():
        note(warning)


COMMAND: Final = Command(
    naam="herstel",
    tekst="toon of neem over wat na een storing niet is opgeslagen",
    uitleg=(
        "Wat u in de app typt, staat meteen in een journaal in uw eigen map, tot u opslaat of het weggooit.\n"
        "Eindigt de app door een storing, dan biedt zij het bij het volgende openen aan. Deze opdracht\n"
        "doet dat zonder de app: zonder optie toont zij het verschil met de bestanden."
    ),
    voorbeelden=(
        "budgetdesk herstel leiden-2026",
        "budgetdesk herstel leiden-2026 --overnemen",
    ),
    arguments=_arguments,
    run=_run,
)
