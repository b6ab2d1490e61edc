"""`budgetdesk set`: change amounts and other values from a script, all or none."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command, add_document, add_dossier
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError
from budgetdesk.zinnen import met_en

if TYPE_CHECKING:
    from budgetdesk.model.adres import Adres
    from budgetdesk.model.dossier import Dossier
    from budgetdesk.model.edits import SetValue
    from budgetdesk.model.field import Field
    from budgetdesk.session import Session


@dataclass(frozen=True, slots=True)
class _Opdracht:
    """One argument: the address as typed, its field and the edit it stands for."""

    adres: str
    veld: Field
    edit: SetValue


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    parser.arguments.add_argument(
        "waarden",
        metavar="ADRES=WAARDE",
        nargs="+",
        help="welke waarde, en wat het wordt",
    )
    add_document(parser)


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import carry_out, open_sound

    session = open_sound(args.dossier, args.document)
    opdrachten = _parse(session.dossier, args.waarden)
    _note_odd_years(session, opdrachten)
    lines = [_line(opdracht) for opdracht in opdrachten]
    carry_out(session, [o.edit for o in opdrachten], "set")
    put("\n".join(lines))
    return 0


def _parse(dossier: Dossier, texts: Sequence[str]) -> list[_Opdracht]:
    """Return an edit per argument; raises UsageError (2) on the first that is wrong."""
    opdrachten: dict[Adres, _Opdracht] = {}
    for text in texts:
        opdracht = _opdracht(dossier, text)
        adres = opdracht.edit.adres
        if adres in opdrachten:
            raise UsageError(f"`{opdracht.adres}` staat er twee keer; noem elke waarde één keer.")
        opdrachten[adres] = opdracht
    return list(opdrachten.values())


def _opdracht(dossier: Dossier, text: str) -> _Opdracht:
    from budgetdesk.cli.waarde import read
    from budgetdesk.model.edits import SetValue
    from budgetdesk.session.adres import about

    tekst, adres, veld = _split(dossier, text)
    with about(tekst):
        waarde = read(veld, adres.pad, text[len(tekst) + 1 :], dossier.waarde(adres))
        if waarde is None and veld.verplicht:
            raise UsageError("hier moet iets staan; noem achter de = wat het wordt.")
    return _Opdracht(tekst, veld, SetValue(adres, dossier.waarde(adres), waarde))


def _split(dossier: Dossier, text: str) -> tuple[str, Adres, Field]:
    """Return the address before the `=`, as typed and what it means; a text behind it may hold one as well."""
    from budgetdesk.session.adres import resolve

    if "=" not in text:
        raise UsageError(
            f"`{text}` heeft geen waarde; schrijf bijvoorbeeld 1/post.bestuur.lasten.begroting.2027=12500000."
        )
    complaints: list[UsageError] = []
    parts = text.split("=")
    for size in range(1, len(parts)):  # a quoted key may hold one too
        tekst = "=".join(parts[:size])
        try:
            return (tekst, *resolve(dossier, tekst))
        except UsageError as error:
            complaints.append(error)
    raise complaints[0]


def _note_odd_years(session: Session, opdrachten: Sequence[_Opdracht]) -> None:
    """Say which amounts of a phase lie in years the document has no column for."""
    years = [k.jaar for k in session.sjabloon.kolommen]
    first, last = min(years), max(years)
    odd = {o.adres: jaar for o in opdrachten if (jaar := _year(o)) and not first <= int(jaar) <= last}
    if odd:
        found = list(dict.fromkeys(odd.values()))
        verb = "valt" if len(found) == 1 else "vallen"
        note(f"let op: {met_en(list(odd))}: {met_en(found)} {verb} buiten de jaren van dit document ({first}-{last}).")


def _year(opdracht: _Opdracht) -> str:
    """Return the year of an amount of a phase that is given a value; nothing of another value."""
    from budgetdesk.model.arrangement import FASEN

    *_, fase, jaar = ("", *opdracht.edit.adres.pad.split("."))
    return jaar if fase in FASEN and opdracht.edit.nieuw is not None else ""


def _line(opdracht: _Opdracht) -> str:
    from budgetdesk.model.waarden import brief

    oud, nieuw = (brief(opdracht.veld, waarde) for waarde in (opdracht.edit.oud, opdracht.edit.nieuw))
    same = opdracht.edit.oud == opdracht.edit.nieuw
    return f"{opdracht.adres}: {f'ongewijzigd, dit was al {oud}' if same else f'{oud} -> {nieuw}'}"


COMMAND: Final = Command(
    naam="set",
    tekst="wijzig bedragen en andere waarden vanuit een script",
    uitleg=(
        "Wijzig een of meer waarden: alle, of bij een fout geen enkele.\n\n"
        "Een ADRES is het nummer van het programma, een schuine streep en de sleutel zoals\n"
        "die in het bestand staat. In plaats van een nummer kan ook een ander bestand staan:\n"
        "`reserves`, `begroting` of `wijzigingen/NAAM`. Wat per document anders is (teksten, status,\n"
        "prognose) wijzigt in dat van --document.\n\n"
        "Een bedrag is in euro's: 12500000 of 12500000.50, of zoals u het in de app typt:\n"
        "1.250.000,50, 12k, +5% of +=10k. Gewone lasten, baten, toevoegingen en onttrekkingen zijn positief,\n"
        "welk teken [weergave] er ook voor zet. Andere getallen zijn 15, 4.5 of 4,5; een datum\n"
        "is 2025-07-03, ja of nee is ja of nee, en een lijst is `een; twee`. Waar een lijst of\n"
        "een tekst kan staan, is een lijst `- een; - twee`. Niets achter de = haalt de waarde weg."
    ),
    voorbeelden=(
        "budgetdesk set leiden-2026 1/post.bestuur.lasten.begroting.2027=14200000",
        "budgetdesk set leiden-2026 1/reserve.raad.stand.2024=350000 1/reserve.raad.stand.2025=",
        "budgetdesk set leiden-2026 begroting/drempels.toelichting=100000",
        "budgetdesk set leiden-2026 1/post.bestuur.lasten.prognose.2026=14500000 --document vgr-1",
        'budgetdesk set leiden-2026 1/prestatie.1A1.1.status=aandacht 1/programma.missie="Een open stad"',
    ),
    arguments=_arguments,
    run=_run,
)
