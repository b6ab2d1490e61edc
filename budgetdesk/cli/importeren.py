"""`budgetdesk import`: bring figures of a foreign file into a dossier, all or none."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.cli.command import Command, add_document, add_dossier
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser, one_of
from budgetdesk.errors import UsageError

if TYPE_CHECKING:
    from budgetdesk.importing.inlezing import Inlezing
    from budgetdesk.importing.mapping import Doen
    from budgetdesk.session import Session
    from budgetdesk.session.inlezen import Lezer, Verzoek

FORMATS: Final = ("text", "json")
ALS: Final = ("grootboek", "rekening")
UNDECIDED: Final = 1
UNREADABLE: Final = 3

INVOER: Final = "-"
"""Stands for what is read from standard input."""


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    parser.arguments.add_argument("bestand", metavar="BESTAND", help="wat wordt ingelezen; - is de standaardinvoer")
    options = parser.options
    options.add_argument(
        "--als",
        metavar="SOORT",
        type=one_of("onbekende soort", *ALS),
        help="grootboek of rekening (standaard: wat de manier van lezen zegt)",
    )
    options.add_argument(
        "--mapping",
        metavar="NAAM",
        default="",
        help="de manier van lezen: een naam uit import/ of een bestand (standaard: die waarvan de koppen passen)",
    )
    options.add_argument("--blad", metavar="NAAM", default="", help="het blad van de werkmap")
    options.add_argument("--proef", action="store_true", help="toon wat er zou veranderen en schrijf niets")
    options.add_argument("--nieuw", action="store_true", help="maak posten van codes die bij geen post horen")
    options.add_argument("--overslaan", action="store_true", help="laat codes weg die bij geen post horen")
    options.add_argument(
        "--op",
        metavar="BESLUIT",
        default="",
        help="boek het verschil als mutaties op dit besluit, een nummer of bestand",
    )
    options.add_argument(
        "--vervang", action="store_true", help="bedragen die niet in het bestand staan, vervallen (standaard)"
    )
    options.add_argument("--aanvullen", action="store_true", help="bedragen die niet in het bestand staan, blijven")
    options.add_argument(
        "--decimaal", metavar="TEKEN", type=one_of("onbekend teken", ",", "."), help='het decimaalteken: "," of "."'
    )
    options.add_argument("--verborgen", action="store_true", help="lees ook rijen die in de werkmap verborgen zijn")
    options.add_argument(
        "--toch", action="store_true", help="ga door als totaalrijen niet kloppen of koppen zijn veranderd"
    )
    options.add_argument(
        "--format",
        metavar="FORMAAT",
        type=one_of("onbekend formaat", *FORMATS),
        default=FORMATS[0],
        help="text (standaard) of json",
    )
    add_document(parser)


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import open_sound
    from budgetdesk.importing.kiezen import Onbeslist
    from budgetdesk.session.inlezen import lees

    verzoek = _request(args)
    session = open_sound(args.dossier, args.document)
    try:
        found = lees(session, _reader(args.bestand), verzoek)
    except Onbeslist as error:
        if args.format == "json":
            _put_json({"bestand": args.bestand, "vragen": [asdict(error.vraag)], "geschreven": False})
        raise
    return _finish(session, found, args)


def _request(args: argparse.Namespace) -> Verzoek:
    from budgetdesk.importing.voorstel import Keuzes
    from budgetdesk.session.inlezen import Verzoek

    if args.vervang and args.aanvullen:
        raise UsageError("--vervang en --aanvullen gaan niet samen.")
    if args.nieuw and args.overslaan:
        raise UsageError("--nieuw en --overslaan gaan niet samen.")
    los: Doen | None = "maak" if args.nieuw else "overslaan" if args.overslaan else None
    keuzes = Keuzes(aanvullen=args.aanvullen, los=los, toch=args.toch)
    return Verzoek(args.mapping, args.als, args.blad, args.decimaal, args.verborgen, keuzes)


def _reader(bestand: str) -> Lezer:
    """Return what reads a file, or standard input; OSError where that cannot be read."""
    from budgetdesk.importing.lezen import lees, lees_bestand
    from budgetdesk.importing.lezen.grenzen import MAX_CSV

    if bestand != INVOER:
        return lambda scheiding, codering: lees_bestand(Path(bestand), scheiding=scheiding, codering=codering)
    data = sys.stdin.buffer.read(MAX_CSV + 1)
    return lambda scheiding, codering: lees("standaardinvoer", data, scheiding=scheiding, codering=codering)


def _finish(session: Session, found: Inlezing, args: argparse.Namespace) -> int:
    """Write what is decided, unless it is a trial, and tell it; return the exit code."""
    from budgetdesk.importing import verslag

    is_json, code = args.format == "json", _hindered(found)
    # told of the dossier as it is before: afterwards nothing changes in it any more
    told = verslag.data(found, session.dossier) if is_json else {}
    lines = "" if is_json else verslag.tekst(found, session.dossier)
    changed = not code and _carry_out(session, found, args)
    if is_json:
        _put_json(told | {"geschreven": changed and not args.proef})
    else:
        put(f"{lines}\n{_end(found, args, changed=changed)}".rstrip())
        note("\n".join([*verslag.faults(found), *map(str, found.vragen)]))
    return code


def _carry_out(session: Session, found: Inlezing, args: argparse.Namespace) -> bool:
    """Do what is decided, and save it unless it is a trial; return whether that changes anything."""
    from budgetdesk.cli.dossier import carry_out, carry_out_by, require_fit
    from budgetdesk.model.besluiten import find
    from budgetdesk.session.inlezen import boek, tried

    voorstel = found.voorstel
    if voorstel is None or not voorstel.edits:
        return False
    if not args.op:
        if args.proef:
            with tried(session, voorstel):
                require_fit(session)
        else:
            carry_out(session, voorstel.edits, f"import {found.bron.naam}")
        return True
    besluit, done = find(session.dossier, args.op), list[object]()
    if args.proef:
        done.append(boek(session, found, besluit))
        require_fit(session)
    else:
        carry_out_by(session, lambda: done.append(boek(session, found, besluit)))
    return done != [None]


def _hindered(found: Inlezing) -> int:
    """Return the exit code of what stands in the way, 0 where nothing does."""
    if found.boekingen.fouten:
        return UNREADABLE
    return UNDECIDED if found.vragen else 0


def _end(found: Inlezing, args: argparse.Namespace, *, changed: bool) -> str:
    from budgetdesk.importing.verslag import NIETS, slot

    told, is_stopped = "", _hindered(found) != 0
    if found.voorstel is not None and (changed or found.voorstel.edits or not is_stopped):
        told = slot(found.voorstel) if changed or is_stopped else NIETS
        told += f" Geboekt op besluit {args.op}." if changed and args.op else ""
    nothing = "Proef: er is niets geschreven." if args.proef else "Er is niets geschreven."
    return f"{told} {nothing}".strip() if args.proef or is_stopped else told


def _put_json(document: Mapping[str, Any]) -> None:
    put(json.dumps(document, indent=2))


COMMAND: Final = Command(
    naam="import",
    tekst="lees cijfers uit een grootboek in",
    uitleg=(
        "Lees cijfers uit een ander bestand in: wat het grootboek, een begrotingsrapport of een realisatie\n"
        "per rekening heeft, komt bij de posten, reserves, voorzieningen en investeringen die de code\n"
        "onder `grootboek` noemen. De langste code die past gaat voor; met een * erachter telt alles wat\n"
        "zo begint.\n\n"
        "Hoe het bestand te lezen is, zegt een manier van lezen: een bestand in import/ van het dossier,\n"
        "met de koppen van de kolommen, de eenheid en de tekens. Zonder --mapping is het die waarvan de\n"
        "koppen passen. Totaalrijen worden nageteld en nooit ingelezen. Boven elke wijziging staan de\n"
        "totalen van de bron, van het dossier nu en van het dossier straks. Bij een begroting telt mee wat\n"
        "besluiten, kapitaallasten en verdeling toevoegen: de post komt op het bedrag van de bron.\n\n"
        "Een bedrag van een post met een code dat niet in het bestand staat, vervalt en wordt genoemd; met\n"
        "--aanvullen blijft het. Een tweede keer verandert niets. Alles of niets: wat niet te beslissen is\n"
        "(codes zonder post, totalen die niet kloppen, een punt die ook een komma kan zijn) wordt gevraagd\n"
        "met afsluitcode 1, en een cel die geen bedrag is met afsluitcode 3; er is dan niets geschreven."
    ),
    voorbeelden=(
        "budgetdesk import voorbeeldstad-2027 rekening-2026.csv --als rekening --proef",
        "budgetdesk import voorbeeldstad-2027 rekening-2026.csv --mapping rekening --overslaan",
        "budgetdesk import voorbeeldstad-2027 maart.xlsx --blad Realisatie --aanvullen",
        "budgetdesk import voorbeeldstad-2027 - --mapping grootboek --op 2027-03  < uitdraai.csv",
    ),
    arguments=_arguments,
    run=_run,
)
