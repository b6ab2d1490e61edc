"""`budgetdesk set`: change amounts from a script, all or none."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command, add_dossier
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError

if TYPE_CHECKING:
    from budgetdesk.model.adres import Adres
    from budgetdesk.model.dossier import Dossier
    from budgetdesk.model.edits import SetValue
    from budgetdesk.session import Session


@dataclass(frozen=True, slots=True)
class _Opdracht:
    """One argument: the address as typed and the edit it stands for."""

    adres: str
    edit: SetValue


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    parser.arguments.add_argument(
        "bedragen",
        metavar="ADRES=BEDRAG",
        nargs="+",
        help="welk bedrag, en wat het wordt",
    )


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import open_sound

    session = open_sound(args.dossier)
    opdrachten = _parse(session.dossier, args.bedragen)
    for opdracht in opdrachten:
        _note_odd_year(session, opdracht)
    session.do([o.edit for o in opdrachten], "set")
    for warning in session.save():
        note(warning)
    put("\n".join(map(_line, opdrachten)))
    return 0


def _parse(dossier: Dossier, texts: Sequence[str]) -> list[_Opdracht]:
    """Return an edit per argument; raises UsageError (2) on the first that is wrong."""
    from budgetdesk.cli.adres import resolve
    from budgetdesk.model.edits import SetValue

    opdrachten: dict[Adres, _Opdracht] = {}
    for text in texts:
        tekst, equals, bedrag = text.rpartition("=")
        if not equals:
            raise UsageError(
                f"`{text}` heeft geen bedrag; schrijf bijvoorbeeld 1/post.bestuur.lasten.begroting.2027=12500000."
            )
        adres = resolve(dossier, tekst)
        if adres in opdrachten:
            raise UsageError(f"`{tekst}` staat er twee keer; noem elk bedrag één keer.")
        opdrachten[adres] = _Opdracht(tekst, SetValue(adres, dossier.waarde(adres), _cents(tekst, bedrag)))
    return list(opdrachten.values())


def _cents(adres: str, bedrag: str) -> int | None:
    from budgetdesk.bedrag import BedragFout, parse_plain

    try:
        return parse_plain(bedrag) if bedrag else None
    except BedragFout as error:
        raise UsageError(f"`{adres}`: {error}") from None


def _note_odd_year(session: Session, opdracht: _Opdracht) -> None:
    """Say that an amount of a phase lies in a year the document has no column for."""
    from budgetdesk.model.schema import FASEN

    *_, fase, jaar = ("", *opdracht.edit.adres.pad.split("."))
    years = [k.jaar for k in session.sjabloon.kolommen]
    if fase in FASEN and opdracht.edit.nieuw is not None and not min(years) <= int(jaar) <= max(years):
        note(f"let op: {opdracht.adres}: {jaar} valt buiten de jaren van dit document ({min(years)}-{max(years)}).")


def _line(opdracht: _Opdracht) -> str:
    oud, nieuw = (_euros(v) for v in (opdracht.edit.oud, opdracht.edit.nieuw))
    return f"{opdracht.adres}: {f'{oud} -> {nieuw}' if oud != nieuw else f'ongewijzigd, dit was al {oud}'}"


def _euros(cents: object) -> str:
    from budgetdesk.bedrag import format_exact

    return format_exact(cents) if isinstance(cents, int) else "leeg"


COMMAND: Final = Command(
    naam="set",
    tekst="wijzig bedragen vanuit een script",
    uitleg=(
        "Wijzig een of meer bedragen: alle, of bij een fout geen enkel.\n\n"
        "Een ADRES is het nummer van het programma, een schuine streep en de sleutel zoals\n"
        "die in het bestand staat. In plaats van een nummer kan ook een ander bestand staan:\n"
        "`reserves`, `begroting` of `wijzigingen/NAAM`.\n\n"
        "Een BEDRAG is in gewone euro's, zonder scheiding van duizendtallen: 12500000 of\n"
        "12500000.50. Gewone lasten, baten, toevoegingen en onttrekkingen zijn positief,\n"
        "welk teken [weergave] er ook voor zet. Niets achter de = haalt het bedrag weg."
    ),
    voorbeelden=(
        "budgetdesk set leiden-2026 1/post.bestuur.lasten.begroting.2027=14200000",
        "budgetdesk set leiden-2026 1/reserve.raad.stand.2024=350000 1/reserve.raad.stand.2025=",
        "budgetdesk set leiden-2026 begroting/drempels.toelichting=100000",
    ),
    arguments=_arguments,
    run=_run,
)
