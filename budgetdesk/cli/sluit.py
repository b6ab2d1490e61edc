"""`budgetdesk sluit`: close the result of a year onto a reserve, itself or by a decision."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command, add_document, add_dossier
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand, Dossier
    from budgetdesk.model.edits import Edit, SetValue
    from budgetdesk.model.kinds.programma import Reserve
    from budgetdesk.session import Session


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    parser.arguments.add_argument("reserve", metavar="ADRES", help="welke reserve, bijvoorbeeld 1/reserve.algemeen")
    parser.options.add_argument(
        "--jaar",
        metavar="JAAR",
        type=_year,
        action="append",
        default=[],
        help="alleen dit jaar; mag vaker (standaard: elk geraamd jaar)",
    )
    parser.options.add_argument(
        "--op",
        metavar="BESLUIT",
        default="",
        help="boek het op dit besluit en laat de raming van de reserve zoals zij is",
    )
    parser.options.add_argument(
        "--onderwerp",
        metavar="TEKST",
        default="",
        help="waar de mutatie met --op over gaat (standaard: Begrotingssaldo)",
    )
    add_document(parser)


def _year(text: str) -> int:
    from budgetdesk.model.arrangement import is_year

    if not is_year(text):
        raise argparse.ArgumentTypeError(f"`{text}` is geen jaar van vier cijfers")
    return int(text)


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.bedrag import BedragFout
    from budgetdesk.cli.dossier import carry_out, open_sound
    from budgetdesk.session.adres import about

    if args.onderwerp and not args.op:
        raise UsageError("--onderwerp zegt waar de mutatie over gaat; noem ook het besluit, met --op.")
    session = open_sound(args.dossier, args.document)
    bestand, reserve = _reserve(session, args.reserve)
    jaren = _years(session, args.jaar)
    with about(args.reserve):
        try:
            edits, told = (_decided if args.op else _stored)(session, args, (bestand, reserve), jaren)
        except BedragFout as error:
            raise UsageError(str(error)) from None
    carry_out(session, edits, "sluit")
    put(told)
    _note_shortage(session, bestand, reserve)
    return 0


def _stored(
    session: Session, _args: argparse.Namespace, doel: tuple[Bestand, Reserve], jaren: Sequence[int]
) -> tuple[Sequence[Edit], str]:
    """Return the edits of the reserve itself, and what becomes of its amounts."""
    from budgetdesk.drafting.sluiten import sluit

    edits = {jaar: sluit(session.totalen, *doel, jaar) for jaar in jaren}
    lines = [line for jaar in jaren for line in _lines(session.dossier, jaar, edits[jaar])]
    return [edit for found in edits.values() for edit in found], "\n".join(lines)


def _decided(
    session: Session, args: argparse.Namespace, doel: tuple[Bestand, Reserve], jaren: Sequence[int]
) -> tuple[Sequence[Edit], str]:
    """Return the edits of a decision, and what changes in it."""
    from budgetdesk.cli.besluit import changes
    from budgetdesk.drafting.sluiten import ONDERWERP, sluit_op
    from budgetdesk.model.besluiten import find

    besluit = find(session.dossier, args.op)
    edits = sluit_op(session.dossier, session.totalen, besluit, doel, jaren, args.onderwerp or ONDERWERP)
    return edits, changes(session.dossier, edits) or "ongewijzigd: elk jaar sluit al"


def _lines(dossier: Dossier, jaar: int, edits: Sequence[SetValue]) -> list[str]:
    """Return what becomes of each amount of a year."""
    from budgetdesk.model.kinds.programma import Reserve
    from budgetdesk.model.waarden import brief
    from budgetdesk.session.adres import spell

    if not edits:
        return [f"{jaar}: ongewijzigd, dit jaar sluit al"]
    changes = ((edit.adres, Reserve.kind.veld_van(edit.adres.pad), edit) for edit in edits)
    return [f"{spell(dossier, a)}: {brief(v, e.oud)} -> {brief(v, e.nieuw)}" for a, v, e in changes if v]


def _reserve(session: Session, adres: str) -> tuple[Bestand, Reserve]:
    """Return a reserve of a programma and its file; raises UsageError (2)."""
    from budgetdesk.model.kinds.programma import Reserve
    from budgetdesk.session.adres import resolve_record

    bestand, record = resolve_record(session.dossier, adres)
    if bestand.soort != "programma" or not isinstance(record, Reserve):
        raise UsageError(f"`{adres}` is geen reserve van een programma; noem er een, zoals 1/reserve.algemeen.")
    return bestand, record


def _years(session: Session, asked: Sequence[int]) -> list[int]:
    """Return the years to close, in order: those asked for, else all that are budgeted; raises UsageError (2)."""
    t = session.dossier.jaar
    known = [k.jaar for k in session.sjabloon.kolommen if k.invoer == f"begroting.{k.jaar}" and k.jaar >= t]
    for jaar in asked:
        if jaar not in known:
            choice = ", ".join(map(str, known))
            raise UsageError(f"{jaar} wordt in dit document niet geraamd; kies uit {choice}.")
    return [jaar for jaar in known if jaar in asked or not asked]


def _note_shortage(session: Session, bestand: Bestand, reserve: Reserve) -> None:
    """Say that the reserve does not hold what is withdrawn from it now."""
    from budgetdesk.bedrag import format_exact
    from budgetdesk.model.dossier import RESERVES
    from budgetdesk.tables.reserves import tekorten

    places = {(bestand.naam, reserve.sleutel), (RESERVES, reserve.register)}
    for tekort in tekorten(session.cijfers):
        if (tekort.bestand, tekort.sleutel) in places:
            note(f"let op: `{tekort.naam}` komt per 31-12-{tekort.jaar} onder nul: {format_exact(tekort.cents)}.")


COMMAND: Final = Command(
    naam="sluit",
    tekst="sluit het resultaat met een reserve",
    uitleg=(
        "Maak het resultaat van een of meer jaren nul: een overschot wordt aan de reserve toegevoegd,\n"
        "een tekort wordt eraan onttrokken. Wat de reserve in dat jaar zelf al onttrekt of toevoegt,\n"
        "wordt eerst verlaagd. Het resultaat is dat van alle programma's samen.\n\n"
        "Met --op wordt het een mutatie op een besluit dat in de begroting meetelt en nog niet is\n"
        "vastgesteld; wat dat besluit zelf aan de reserve onttrekt of toevoegt, wordt dan eerst verlaagd."
    ),
    voorbeelden=(
        "budgetdesk sluit voorbeeldstad-2027 1/reserve.algemeen --jaar 2027",
        "budgetdesk sluit voorbeeldstad-2027 1/reserve.algemeen",
        "budgetdesk sluit voorbeeldstad-2027 1/reserve.algemeen --op 2027-08",
    ),
    arguments=_arguments,
    run=_run,
)
