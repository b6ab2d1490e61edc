"""`budgetdesk scenarios`: the branches that are here beside each other, by the result of every year."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.cli.command import LEESBAAR, Command, add_dossier, add_format
from budgetdesk.cli.output import put
from budgetdesk.cli.parser import Parser

if TYPE_CHECKING:
    from budgetdesk.session.scenarios import Scenario, Takken


_SCHIJF: Final = "bestanden op schijf"

_BROKEN: Final = 1
"""Exit code: a branch cannot be read."""


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    parser.arguments.add_argument(
        "takken", metavar="TAK", nargs="*", help="welke takken; zonder naam elke tak waarin het dossier staat"
    )
    add_format(parser.options, LEESBAAR)


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import open_sound
    from budgetdesk.session.scenarios import Takken

    found = Takken.of(open_sound(args.dossier), namen=args.takken)
    while (at := found.open_rij()) is not None:
        found.take(at, found.look(at))
    put(json.dumps(_data(found), indent=2, ensure_ascii=False) if args.format == "json" else _text(found))
    return _BROKEN if any(rij.reden for rij in found.rijen) else 0


def _data(found: Takken) -> dict[str, Any]:
    return {
        "jaren": found.jaren,
        "kolommen": found.koppen,
        "schijf": {"tak": found.stand.tak, "resultaat": list(found.nu), "vastgelegd": not found.is_gewijzigd},
        "takken": [
            {
                "naam": rij.tak.naam,
                "commit": rij.tak.commit,
                "datum": rij.tak.datum,
                "onderwerp": rij.tak.onderwerp,
                "huidig": rij.tak.is_huidige,
                "resultaat": None if rij.uitkomsten is None else list(rij.uitkomsten),
                "verschil": None if rij.uitkomsten is None else list(found.verschil(rij)),
                "fout": rij.reden or None,
            }
            for rij in found.rijen
        ],
    }


def _text(found: Takken) -> str:
    """Return a line of results and one of differences per branch, in columns."""
    rows: list[tuple[str, list[str]]] = [
        (f"Resultaat ({found.eenheid})", list(found.koppen)),
        (_SCHIJF, [found.printed(cents) for cents in found.nu]),
    ]
    for rij in found.rijen:
        rows += _rows(found, rij)
    name = max(len(naam) for naam, cells in rows if cells)
    widths = [max(len(cells[k]) for _, cells in rows if cells) for k in range(len(found.koppen))]
    return "\n".join(
        naam if not cells else f"{naam:{name}}" + "".join(f"  {c:>{w}}" for c, w in zip(cells, widths, strict=True))
        for naam, cells in rows
    )


def _rows(found: Takken, rij: Scenario) -> list[tuple[str, list[str]]]:
    naam = f"{rij.tak.naam} (huidige tak)" if rij.tak.is_huidige else rij.tak.naam
    said = f"  {rij.tak.datum}  {rij.tak.onderwerp}"
    if rij.uitkomsten is None:
        return [(naam, []), (said, []), (f"  kan niet: {rij.reden}", [])]
    return [
        (naam, [found.printed(cents) for cents in rij.uitkomsten]),
        ("  verschil met de schijf", found.printed_verschil(rij)),
        (said, []),
    ]


COMMAND: Final = Command(
    naam="scenarios",
    tekst="zet de takken naast elkaar met hun resultaat per jaar",
    uitleg=(
        "Toon van elke tak van deze git-map waarin het dossier staat het resultaat van elk jaar vanaf het\n"
        "begrotingsjaar, en het verschil met de bestanden op schijf. Een scenario is een tak; wat er in een\n"
        "tak anders is, toont `budgetdesk diff DOSSIER --rev TAK`.\n\n"
        "Het zijn de takken van deze computer: ophalen en delen (fetch, pull, push), en op de opdrachtregel\n"
        "ook vastleggen (commit), wisselen (switch) en samenvoegen (merge), is van git. In de app doen dat\n"
        "Leg vast en Scenario's.\n\n"
        "Bedragen staan in de eenheid en met de tekens van het dossier; in json in hele centen.\n\n"
        "De afsluitcode is 0, 1 als een tak niet te lezen is, 2 bij een onbekende tak, en 3 als het dossier\n"
        "niet te lezen is of git ontbreekt."
    ),
    voorbeelden=(
        "budgetdesk scenarios leiden-2026",
        "budgetdesk scenarios leiden-2026 main scenario-bezuinigen --format json",
    ),
    arguments=_arguments,
    run=_run,
)
