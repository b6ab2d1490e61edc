"""`budgetdesk voorbeeld`: a copy of a sample, in which nothing can go wrong, or of the template for Word."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from budgetdesk.cli.command import Command
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError


def _arguments(parser: Parser) -> None:
    parser.arguments.add_argument(
        "dossier",
        metavar="MAP",
        nargs="?",
        help="de map die gemaakt wordt; een lege map mag ook. Zonder: welke er zijn. Een naam die eindigt op .docx "
        "wordt het sjabloon voor Word",
    )
    parser.options.add_argument("--naam", metavar="NAAM", help="welk voorbeeld (standaard: voorbeeldstad-2027)")


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.drafting.beginnen import VOORBEELD, copy_sample, samples

    doel = Path(args.dossier or "")
    if doel.suffix.lower() == _WORD:
        return _huisstijl(doel, args.naam)
    if doel.suffix.lower() in _ANDERE:
        raise UsageError(f"Het sjabloon voor Word eindigt op {_WORD}; noem het {doel.stem}{_WORD}.")
    known = samples()
    if args.dossier is None:
        put("\n".join(known))
        return 0
    naam = args.naam or VOORBEELD
    if naam not in known:
        raise UsageError(f"Er is geen voorbeeld `{naam}`; kies uit {', '.join(known)}.")
    for warning in copy_sample(naam, doel):
        note(warning)
    note(f"Het voorbeeld {naam} staat in {args.dossier}. Open het met `budgetdesk {args.dossier}`.")
    return 0


_WORD: Final = ".docx"
_ANDERE: Final = (".dotx", ".docm", ".dotm")
"""How files of Word end that are no document without macros."""


def _huisstijl(doel: Path, naam: str | None) -> int:
    from budgetdesk.drafting.beginnen import copy_house_style

    if naam is not None:
        raise UsageError("--naam hoort bij een kopie van een dossier; een naam op .docx wordt het sjabloon voor Word.")
    for warning in copy_house_style(doel):
        note(warning)
    note(
        f"Het sjabloon voor Word staat in {doel}. Verander het in Word, zet het in de map huisstijl van uw dossier en "
        f'noem het in begroting.toml: [huisstijl] met word = "{doel.name}".'
    )
    return 0


COMMAND: Final = Command(
    naam="voorbeeld",
    tekst="maak een kopie van een voorbeeld om in te proberen",
    uitleg=(
        "Maak een kopie van een dossier dat wordt meegeleverd, om in te proberen: er kan niets stuk.\n"
        "Er wordt nooit iets overschreven. Zonder MAP: de namen van de voorbeelden.\n"
        "Een naam die eindigt op .docx wordt het sjabloon voor Word, met elke stijl die een document\n"
        "gebruikt: maak er in Word uw huisstijl van."
    ),
    voorbeelden=(
        "budgetdesk voorbeeld",
        "budgetdesk voorbeeld proef",
        "budgetdesk voorbeeld proef --naam leiden-2026",
        "budgetdesk voorbeeld mijn-dossier/huisstijl/huisstijl.docx",
    ),
    arguments=_arguments,
    run=_run,
)
