"""`budgetdesk check`: everything that is found, with file, line and key."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from budgetdesk.cli.command import Command, add_dossier
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser, one_of
from budgetdesk.errors import Bevinding, InputError, LimitExceeded

FORMATS: Final = ("text", "json")
FOUND: Final = 1
"""Exit code: the dossier can be read and something is found."""


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    parser.options.add_argument(
        "--format",
        metavar="FORMAAT",
        type=one_of("onbekend formaat", *FORMATS),
        default="text",
        help="text (standaard) of json",
    )


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.session import Session

    try:
        found: Sequence[Bevinding] = Session.open(Path(args.dossier)).bevindingen
        code = FOUND if found else 0
    except (InputError, LimitExceeded) as error:
        found, code = error.bevindingen, error.exit_code
    ordered = sorted(found, key=lambda b: (b.plaats.bestand, b.plaats.regel or 0))
    put(_json(ordered) if args.format == "json" else "\n".join(map(_line, ordered)))
    note(_summary(ordered))
    return code


def _line(bevinding: Bevinding) -> str:
    b = bevinding
    return " ".join(filter(None, (f"{b.plaats}:", b.code, b.ernst, b.tekst, b.remedie)))


def _json(bevindingen: Sequence[Bevinding]) -> str:
    import json

    records = [
        {
            "code": b.code,
            "ernst": b.ernst,
            "bestand": b.plaats.bestand,
            "regel": b.plaats.regel,
            "sleutel": b.plaats.sleutel,
            "tekst": b.tekst,
            "remedie": b.remedie,
        }
        for b in bevindingen
    ]
    return json.dumps(records, indent=2)


def _summary(bevindingen: Sequence[Bevinding]) -> str:
    if not bevindingen:
        return "Geen bevindingen."
    errors = sum(b.ernst == "fout" for b in bevindingen)
    return f"{_count(errors, 'fout', 'fouten')}, {_count(len(bevindingen) - errors, 'waarschuwing', 'waarschuwingen')}."


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


COMMAND: Final = Command(
    naam="check",
    tekst="controleer een dossier",
    uitleg=(
        "Controleer een dossier en noem elke bevinding met bestand, regel en sleutel.\n"
        "De afsluitcode is 0 als er niets is, 1 bij bevindingen en 3 als het dossier niet te lezen is."
    ),
    voorbeelden=(
        "budgetdesk check leiden-2026",
        "budgetdesk check leiden-2026 --format json",
    ),
    arguments=_arguments,
    run=_run,
)
