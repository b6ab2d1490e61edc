"""`budgetdesk rollover`: the dossier of the next year."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command, add_dossier
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser, one_of
from budgetdesk.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from budgetdesk.drafting.overgang import Bron, Overgang
    from budgetdesk.drafting.overname import Overname
    from budgetdesk.drafting.rollover import Keuzes
    from budgetdesk.drafting.venster import Venster
    from budgetdesk.session import Session

_LAATSTE: Final = ("kopie", "leeg")


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
    options.add_argument(
        "--laatste-jaar",
        metavar="HOE",
        type=one_of("onbekende keuze", *_LAATSTE),
        default=_LAATSTE[0],
        help="het nieuwe laatste jaar: kopie van het structurele deel van het vorige (standaard), of leeg",
    )


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import open_sound
    from budgetdesk.drafting.placing import create
    from budgetdesk.drafting.rollover import rollover

    session = open_sound(args.dossier)
    venster = _window(session)
    overgang = rollover(
        _source(session, [f"{fase}.{venster.jaar}" for fase in ("begroting", "wijziging")]),
        venster,
        _choices(session, venster, kopie=args.laatste_jaar == _LAATSTE[0]),
        list(_sources(args, venster)),
    )
    for warning in create(Path(args.nieuw), session.map, overgang):
        note(warning)
    put(_report(overgang))
    note(f"Het dossier {args.nieuw} is gemaakt. Open het met `budgetdesk {args.nieuw}`.")
    return 0


def _window(session: Session) -> Venster:
    """Return the years of the document now and after it moved; its template stays the same."""
    from budgetdesk.drafting.venster import Venster
    from budgetdesk.tables.sjabloon import load

    jaar = session.dossier.jaar
    nieuw = load(session.dossier.sjabloon, jaar + 1, session.map)
    return Venster(jaar, frozenset(session.sjabloon.ramingen), frozenset(nieuw.ramingen))


def _choices(session: Session, venster: Venster, *, kopie: bool) -> Keuzes:
    from budgetdesk.drafting.rollover import Keuzes
    from budgetdesk.engine.kapitaallasten import kapitaallasten

    years = range(venster.jaar + 1, venster.laatste + 1)
    lopend = {
        (bestand.naam, last.sleutel)
        for bestand in session.dossier.programmas
        for last in kapitaallasten(session.dossier, bestand, years)
        if last.soort == "investering" and last.post and last.bedrag
    }
    return Keuzes(kopie=kopie, lopend=lopend, vergelijkt=session.sjabloon.vergelijkt)


def _source(session: Session, kolommen: Iterable[str]) -> Bron:
    """Return a dossier with its totals in these columns."""
    from budgetdesk.drafting.overgang import Bron
    from budgetdesk.engine.totalen import Totalen

    totalen = Totalen(session.dossier, list(kolommen))
    return Bron(session.dossier, lambda naam, scope, kant, kolom: totalen[naam].bedrag(scope, kant, kolom))


def _sources(args: argparse.Namespace, venster: Venster) -> Iterator[Overname]:
    """Yield the other dossiers that amounts are taken over from; raises UsageError or InputError."""
    t = venster.jaar
    if args.rekening:
        realised = sorted(k for k in venster.nieuw if k.startswith("rekening.") and int(k[-4:]) <= t)
        yield _overname(args.rekening, realised, f"Rekening uit {args.rekening}")
    if args.begroting:
        if venster.meerjarig:
            raise UsageError("--begroting is voor een jaarrekening; deze begroting komt uit DOSSIER zelf.")
        budget = sorted(k for k in venster.nieuw if k in (f"begroting.{t + 1}", f"wijziging.{t + 1}"))
        yield _overname(args.begroting, budget, f"Begroting uit {args.begroting}")


def _overname(pad: str, kolommen: list[str], kop: str) -> Overname:
    """Return what to take over from a dossier; raises InputError (3) where it holds nothing of it."""
    from budgetdesk.cli.dossier import open_sound
    from budgetdesk.drafting.overname import Overname
    from budgetdesk.errors import InputError
    from budgetdesk.model.adres import Adres
    from budgetdesk.model.dossier import BEGROTING

    session = open_sound(pad)
    held = {pad.partition(".")[2] for b in session.dossier.programmas for t in b.van("post") for pad in t.waarden}
    if not held & set(kolommen):
        wanted = " en ".join(kolom.replace(".", " ") for kolom in kolommen)
        tekst = f"{pad} heeft geen enkel bedrag in {wanted}."
        plaats = session.plaats(Adres(BEGROTING, "", "", "jaar"))
        raise InputError.at(plaats, tekst, code="BD474", remedie="Kies het dossier van dat jaar.")
    return Overname(_source(session, kolommen), tuple(kolommen), kop)


def _report(overgang: Overgang) -> str:
    """Return the report: each list under its heading, with how many lines it has."""
    from budgetdesk.drafting.rollover import GETALLEN, KOP

    blocks = []
    for kop, regels in overgang.verslag.items():
        heading = kop if kop in (KOP, GETALLEN) else f"{kop} ({len(regels)})"
        blocks.append("\n".join([heading, *(f"  {regel}" for regel in regels)]))
    return "\n\n".join(blocks)


COMMAND: Final = Command(
    naam="rollover",
    tekst="maak het dossier van het volgende jaar",
    uitleg=(
        "Maak uit een dossier dat van het volgende jaar: alle jaren schuiven een jaar op.\n\n"
        "Uit een begroting: Begroting T-1 is na wijziging en met de berekende bedragen, de jaren\n"
        "daarna houden hun ramingen, vastgestelde besluiten worden daarin verwerkt en concepten\n"
        "gaan mee. Incidentele bedragen eindigen. Wat de ramingen dan zijn, staat er nog eens als\n"
        "`mjb`: daarmee begint de tabel `verloop`. Sleutels, teksten en commentaar blijven.\n"
        "Met --rekening komen Rekening T-2, de standen van reserves, wat op investeringen is\n"
        "besteed en wat indicatoren haalden uit de jaarrekening van dat jaar.\n\n"
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
