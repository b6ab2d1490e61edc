"""`budgetdesk index`: index the amounts of posts, shown first and booked as one decision."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command, add_document, add_dossier, add_programmas
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser, year
from budgetdesk.errors import UsageError

if TYPE_CHECKING:
    from budgetdesk.drafting.indexeren import Indexering
    from budgetdesk.model.dossier import Bestand, Record
    from budgetdesk.session import Session

_BESTAND: Final = re.compile(r"wijzigingen/[^/\\.][^/\\]*\.toml")


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    options = parser.options
    options.add_argument(
        "--jaar", metavar="JAAR", type=year, help="het jaar waarvan het prijspeil geldt (standaard: het begrotingsjaar)"
    )
    options.add_argument("--alle-jaren", action="store_true", help="geef elk later jaar zijn eigen prijspeil")
    add_programmas(parser)
    options.add_argument(
        "--zonder",
        metavar="ADRES",
        action="append",
        default=[],
        help="sla deze post over, bijvoorbeeld 1/post.bestuur; mag vaker",
    )
    options.add_argument(
        "--uit", metavar="BESTAND", type=decision_file, help="maak dit besluit, bijvoorbeeld wijzigingen/2027-index"
    )
    options.add_argument("--toon", action="store_true", help="druk het effect af (dat gebeurt ook zonder --uit)")
    add_document(parser)


def decision_file(text: str) -> str:
    """Return the name of the file of a decision."""
    naam = text if text.endswith(".toml") else f"{text}.toml"
    if not _BESTAND.fullmatch(naam) or not naam.isprintable():
        raise argparse.ArgumentTypeError(f"`{text}` is geen bestand onder wijzigingen/, zoals wijzigingen/2027-index")
    return naam


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import choose, open_sound
    from budgetdesk.drafting.indexeren import Vraag, indexeer

    session = open_sound(args.dossier, args.document)
    posten = _posts(session, args.zonder)
    vraag = Vraag(
        jaren=_years(session, args.jaar or session.dossier.jaar),
        alle_jaren=args.alle_jaren,
        programmas=frozenset(bestand.naam for bestand in choose(session, args.programma)),
        zonder=frozenset((bestand.naam, post.sleutel) for bestand, post in posten),
    )
    gevolg = indexeer(session.dossier, vraag)
    _require_faultless(session, gevolg)
    if args.toon or not args.uit:
        _show(gevolg)
    if args.uit:
        _book(session, gevolg, args.uit, posten)
    return 0


def _posts(session: Session, texts: Sequence[str]) -> list[tuple[Bestand, Record]]:
    """Return the posts that are left out, each once; raises UsageError (2) on what is no post."""
    from budgetdesk.session.adres import resolve_record

    found: dict[tuple[str, str], tuple[Bestand, Record]] = {}
    for text in texts:
        bestand, record = resolve_record(session.dossier, text)
        if record.soort != "post":
            raise UsageError(f"`{text}` is geen post; alleen ramingen van posten worden geïndexeerd.")
        found[bestand.naam, record.sleutel] = bestand, record
    return list(found.values())


def _years(session: Session, jaar: int) -> tuple[int, ...]:
    """Return the years of the begroting from the one asked on; raises UsageError (2) where that is none of them."""
    columns = (term.partition(".") for term in session.sjabloon.ramingen)
    t = session.dossier.jaar
    jaren = sorted(int(year) for fase, _, year in columns if fase == "begroting" and int(year) >= t)
    if jaar not in jaren:
        known = f"kies uit {', '.join(map(str, jaren))}" if jaren else "dit document heeft geen begroting"
        raise UsageError(f"--jaar: {jaar} wordt in dit document niet geraamd; {known}.")
    return tuple(j for j in jaren if j >= jaar)


def _require_faultless(session: Session, gevolg: Indexering) -> None:
    """Raise InputError (3) with everything that stands in the way."""
    from budgetdesk.errors import Bevinding, InputError

    if gevolg.gebreken:
        found = gevolg.gebreken
        raise InputError([Bevinding(g.code, session.plaats(g.adres), g.tekst, g.remedie) for g in found])


def _show(gevolg: Indexering) -> None:
    from budgetdesk.export.text import to_text
    from budgetdesk.tables.indexering import indexering

    if gevolg.regels:
        put(to_text(indexering(gevolg)))
    else:
        note("Er valt niets te indexeren: geen raming volgt een index die iets toevoegt.")


def _book(session: Session, gevolg: Indexering, naam: str, zonder: Sequence[tuple[Bestand, Record]]) -> None:
    from budgetdesk.drafting.indexbesluit import besluit
    from budgetdesk.session.newfiles import new_counts_as
    from budgetdesk.storage.newdecision import create

    if not gevolg.regels:
        raise UsageError("Er valt niets te indexeren; er is geen besluit gemaakt.")
    file = besluit(
        gevolg, naam, [f"{bestand.nummer}/post.{post.sleutel}" for bestand, post in zonder], new_counts_as(session)
    )
    for warning in create(session.map, file):
        note(warning)
    count = len(file.van("mutatie"))
    note(f"{naam}: {count} {'mutatie' if count == 1 else 'mutaties'}, status ontwerp.")


COMMAND: Final = Command(
    naam="index",
    tekst="indexeer de ramingen",
    uitleg=(
        "Indexeer de ramingen van posten: toon het effect, en maak er met --uit een besluit van.\n\n"
        "Welke index een post volgt staat bij de post (`index`), anders onder [indexering.NAAM] in\n"
        'begroting.toml: `lasten = ["1.1", "3.5"]` noemt de economische categorieën die de index\n'
        "NAAM volgen. Wat overblijft volgt `index` van [parameters], standaard `prijzen`. Baten\n"
        "volgen alleen een index waar [indexering] of `index_baten` dat zegt. De percentages per\n"
        "jaar staan onder [index.NAAM].\n\n"
        "Geïndexeerd wordt de eigen raming van een post, per bedrag op hele euro's. Latere jaren\n"
        "krijgen hetzelfde percentage en blijven zo op het prijspeil van JAAR (constante\n"
        "prijzen); met --alle-jaren komt de index van elk jaar daar bovenop.\n\n"
        "Het besluit is een ontwerp dat meetelt in de begroting. Wie het bestand weghaalt, neemt\n"
        "de indexering terug."
    ),
    voorbeelden=(
        "budgetdesk index leiden-2027",
        "budgetdesk index leiden-2027 --zonder 1/post.bestuur --uit wijzigingen/2027-index",
        "budgetdesk index leiden-2027 --alle-jaren",
    ),
    arguments=_arguments,
    run=_run,
)
