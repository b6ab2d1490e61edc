"""`budgetdesk mutatie`: a decision changes the amounts of a post, a reserve or a credit."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.besluit import add_besluit, changes
from budgetdesk.cli.command import Command, add_document, add_dossier
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser, one_of
from budgetdesk.errors import UsageError

if TYPE_CHECKING:
    from budgetdesk.model.besluiten import Boeking
    from budgetdesk.model.dossier import Dossier
    from budgetdesk.session import Session

_BEDRAG: Final = "schrijf bijvoorbeeld 2026=100000."


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    add_besluit(parser)
    parser.arguments.add_argument("adres", metavar="ADRES", help="wat wijzigt, bijvoorbeeld 1/post.bestuur.lasten")
    parser.arguments.add_argument("bedragen", metavar="JAAR=BEDRAG", nargs="+", help="met hoeveel, per jaar")
    parser.options.add_argument("--onderwerp", metavar="TEKST", required=True, help="waar de mutatie over gaat")
    parser.options.add_argument("--toelichting", metavar="TEKST", default="", help="waarom")
    parser.options.add_argument(
        "--aard",
        metavar="AARD",
        type=one_of("onbekende aard", "structureel", "incidenteel"),
        help="structureel of incidenteel",
    )
    parser.options.add_argument(
        "--tot", metavar="JAAR", type=_year, help="het laatste jaar van een incidentele mutatie"
    )
    parser.options.add_argument(
        "--dekking",
        metavar="DEKKING",
        default="",
        help="waaruit: saldo, reserve.SLEUTEL, 12/reserve.SLEUTEL of mutatie.SLEUTEL",
    )
    parser.options.add_argument("--nieuw", metavar="NAAM", default="", help="maak het besluit eerst, met deze naam")
    parser.options.add_argument(
        "--soort", metavar="SOORT", default="", help="wat voor besluit --nieuw maakt, bijvoorbeeld kasschuif"
    )
    add_document(parser)


def _year(text: str) -> int:
    from budgetdesk.model.arrangement import is_year

    if not is_year(text):
        raise argparse.ArgumentTypeError(f"`{text}` is geen jaar van vier cijfers")
    return int(text)


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import open_sound

    if args.soort and not args.nieuw:
        raise UsageError("--soort zegt wat voor besluit --nieuw maakt; noem ook --nieuw.")
    session = open_sound(args.dossier, args.document)
    boeking = _booking(session.dossier, args)
    bedragen = _amounts(args.bedragen)
    _note_odd_years(session, bedragen)
    lines = (_create if args.nieuw else _change)(session, args, boeking, bedragen)
    put(lines or "ongewijzigd: dit stond er al")
    return 0


def _booking(dossier: Dossier, args: argparse.Namespace) -> Boeking:
    """Return what the arguments say about the mutation besides its amounts; raises UsageError (2)."""
    from budgetdesk.model.besluiten import KANTEN, Boeking
    from budgetdesk.session.adres import about, hint, resolve_record

    address, _, kant = args.adres.rpartition(".")
    with about(args.adres):
        sides = [k for kanten in KANTEN.values() for k in kanten]
        if kant not in sides:
            raise UsageError(f"eindig met een kant{hint(kant, sides)}")
    bestand, record = resolve_record(dossier, address)
    if bestand.soort != "programma" or kant not in KANTEN.get(record.soort, ()):
        raise UsageError(f"`{args.adres}`: een {record.soort} in {bestand.naam} heeft geen {kant} om te wijzigen.")
    deel = (record.soort, record.sleutel, kant)
    return Boeking(bestand.nummer, deel, args.onderwerp, args.toelichting, args.aard or "", args.tot, args.dekking)


def _amounts(texts: Sequence[str]) -> dict[int, int | None]:
    """Return the cents per year of arguments such as `2026=100000`, None where nothing is behind the `=`."""
    from budgetdesk.bedrag import BedragFout, parse_euros
    from budgetdesk.model.arrangement import is_year

    found: dict[int, int | None] = {}
    for text in texts:
        jaar, equals, typed = text.partition("=")
        if not equals or not is_year(jaar):
            raise UsageError(f"`{text}` is geen bedrag per jaar; {_BEDRAG}")
        if int(jaar) in found:
            raise UsageError(f"{jaar} staat er twee keer; noem elk jaar één keer.")
        try:
            found[int(jaar)] = parse_euros(typed) if typed else None
        except BedragFout as error:
            raise UsageError(f"`{text}`: {error}") from None
    return found


def _note_odd_years(session: Session, bedragen: Mapping[int, int | None]) -> None:
    """Say that an amount lies in a year the document has no column for."""
    years = [k.jaar for k in session.sjabloon.kolommen]
    for jaar, cents in bedragen.items():
        if cents is not None and not min(years) <= jaar <= max(years):
            note(f"let op: {jaar} valt buiten de jaren van dit document ({min(years)}-{max(years)}).")


def _change(session: Session, args: argparse.Namespace, boeking: Boeking, bedragen: Mapping[int, int | None]) -> str:
    """Book on a decision that is there; return what changed."""
    from budgetdesk.cli.dossier import carry_out
    from budgetdesk.model.besluiten import find, set_amounts

    bestand = find(session.dossier, args.besluit)
    edits = set_amounts(session.dossier, bestand, boeking, bedragen)
    lines = changes(session.dossier, edits)
    carry_out(session, edits, "mutatie")
    return lines


def _create(session: Session, args: argparse.Namespace, boeking: Boeking, bedragen: Mapping[int, int | None]) -> str:
    """Make a decision with its first mutation; return what is in it."""
    from budgetdesk.model.besluiten import NumberTaken, besluiten, nieuw_besluit, nummer, set_amounts
    from budgetdesk.session.newfiles import new_counts_as
    from budgetdesk.storage.newdecision import create

    bestand = nieuw_besluit(args.besluit, args.nieuw, soort=args.soort, telt_mee=new_counts_as(session))
    if args.besluit in map(nummer, besluiten(session.dossier)):
        raise NumberTaken(args.besluit, "laat --nieuw weg")
    session.dossier.bestanden[bestand.naam] = bestand
    edits = set_amounts(session.dossier, bestand, boeking, bedragen)
    if not edits:
        raise UsageError(f"Een mutatie heeft een bedrag; {_BEDRAG}")
    lines = changes(session.dossier, edits)
    for edit in edits:
        edit.apply(session.dossier)
    for warning in create(session.map, bestand):
        note(warning)
    return lines


COMMAND: Final = Command(
    naam="mutatie",
    tekst="boek een wijziging van bedragen op een besluit",
    uitleg=(
        "Zet wat een besluit wijzigt aan een post of reserve, of aan het krediet van een investering:\n"
        "per jaar hoeveel erbij komt (of met een minteken eraf gaat). Staat er bij dat besluit al een\n"
        "mutatie met dit onderwerp op dezelfde plek, dan wijzigt die; anders komt er een nieuwe. Niets\n"
        "achter de = haalt het bedrag weg, en een mutatie zonder bedragen verdwijnt. Een vastgesteld\n"
        "besluit wijzigt niet meer. Een krediet verandert pas als het besluit is vastgesteld, en de\n"
        "kapitaallasten volgen.\n\n"
        "Met --nieuw wordt ook het besluit gemaakt: een ontwerp, dat BESLUIT als nummer krijgt.\n"
        "--soort zegt wat het is. Een kasschuif verschuift bedragen tussen jaren en is daarover nul;\n"
        "een overheveling neemt mee naar het volgende jaar wat in een jaar overblijft."
    ),
    voorbeelden=(
        "budgetdesk mutatie leiden-2026 2026-02 1/post.bestuur.lasten 2026=5000 2027= --onderwerp Raad",
        "budgetdesk mutatie leiden-2026 2026-02 1/reserve.raad.onttrekking 2026=5000 --onderwerp Raad",
        "budgetdesk mutatie leiden-2026 A3 1/post.bestuur.baten 2026=-500 --onderwerp Leges --nieuw Motie",
    ),
    arguments=_arguments,
    run=_run,
)
