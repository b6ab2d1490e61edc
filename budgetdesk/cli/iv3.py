"""`budgetdesk iv3`: the statement for CBS, written only where it would be taken."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.cli.command import Command, add_dossier
from budgetdesk.cli.output import note
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import Bevinding, Plaats, UsageError

if TYPE_CHECKING:
    from budgetdesk.checks.melding import Melding
    from budgetdesk.engine.codelijst import Codelijst
    from budgetdesk.iv3.matrix import Boeking
    from budgetdesk.iv3.statement import Levering
    from budgetdesk.session import Session
    from budgetdesk.tables.sjabloon import Kolom

REFUSED: Final = 1
"""Exit code: the statement would be refused, and is not written."""

_EINDE: Final = ".json"


def now() -> datetime:
    """Return the time with the offset of this place."""
    return datetime.now(UTC).astimezone()


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    parser.options.add_argument(
        "--uit", metavar="BESTAND", required=True, help=f"wat geschreven wordt; de naam eindigt op {_EINDE}"
    )
    parser.options.add_argument(
        "--concept",
        action="store_true",
        help="schrijf ook wat geweigerd zou worden, zonder de regels die een code missen",
    )
    parser.options.add_argument(
        "--datum", metavar="TIJDSTIP", type=_moment, help="het tijdstip in het bestand (standaard: nu)"
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = datetime.min  # noqa: DTZ901  without an offset, so that it is refused
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"`{text}` is geen tijdstip, zoals 2026-11-12T09:30:00+01:00")
    return moment


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.checks.iv3 import refusals
    from budgetdesk.cli.dossier import choose, open_sound
    from budgetdesk.iv3.controls import defects
    from budgetdesk.iv3.matrix import boekingen, matrix
    from budgetdesk.iv3.statement import key_figures, statement, to_json
    from budgetdesk.storage.atomic import ONGEACHT, Vervanging, replace_files

    doel = Path(args.uit)
    if doel.suffix.lower() != _EINDE:
        raise UsageError(f"Een Iv3-bestand eindigt op {_EINDE}; `{args.uit}` eindigt anders.")
    session = open_sound(args.dossier)
    choose(session, ())
    lijst, (kolom, levering) = _list(session), _column(session)
    amounts = boekingen(session.dossier, session.totalen, kolom.termen)
    datum = (args.datum or now()).isoformat(timespec="seconds")
    cells, figures = matrix(amounts), key_figures(session.cijfers)
    document = statement(session.dossier, levering, cells, figures, datum=datum, software=_software())
    refused = refusals(amounts, defects(document, lijst))
    _tell(session, refused)
    if refused and not args.concept:
        note(f"{doel} is niet geschreven: CBS zou het zo weigeren. Met --concept wordt het toch geschreven.")
        return REFUSED
    for warning in replace_files([Vervanging(doel, to_json(document), ONGEACHT)]):
        note(warning)
    note(_summary(doel, document, amounts, concept=bool(refused)))
    return 0


def _list(session: Session) -> Codelijst:
    """Return the codes of the year, and say so where they are those of an earlier one."""
    from budgetdesk.engine.codelijst import codelijst
    from budgetdesk.iv3.statement import EERSTE_JAAR

    jaar = session.dossier.jaar
    lijst = codelijst(jaar)
    if lijst is None or jaar < EERSTE_JAAR:
        raise UsageError(f"Voor {jaar} maakt budgetdesk geen Iv3-bestand: dat kan vanaf {EERSTE_JAAR}.")
    if jaar > lijst.laatste:
        note(f"let op: voor {jaar} is er nog geen lijst met codes; die van {lijst.naam} is gebruikt.")
    return lijst


def _column(session: Session) -> tuple[Kolom, Levering]:
    """Return what the document is about: the column of its result, and the statement it makes."""
    from budgetdesk.iv3.statement import LEVERINGEN

    kolom = session.sjabloon.kolommen[session.sjabloon.resultaat]
    fase = kolom.termen[0][0].partition(".")[0]
    if fase not in LEVERINGEN or kolom.jaar != session.dossier.jaar:
        raise UsageError(f"Een Iv3-bestand komt uit een begroting of jaarrekening, niet uit `{session.sjabloon.naam}`.")
    return kolom, LEVERINGEN[fase]


def _software() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"budgetdesk {version('budgetdesk')}"
    except PackageNotFoundError:
        return "budgetdesk"


def _tell(session: Session, meldingen: Sequence[Melding]) -> None:
    """Print why the statement would be refused, each with its line."""
    from budgetdesk.storage.vindplaatsen import Vindplaatsen

    places = Vindplaatsen(session.map)
    lines = {naam: places.regels(naam) for naam in {m.adres.bestand for m in meldingen}}
    found = [
        Bevinding(
            m.code,
            Plaats(m.adres.bestand, lines[m.adres.bestand].line(m.adres.delen), str(m.adres)),
            m.tekst,
            m.remedie,
        )
        for m in meldingen
    ]
    found.sort(key=lambda b: (b.plaats.bestand, b.plaats.regel or 0))
    note("\n".join(" ".join(filter(None, (f"{b.plaats}:", b.code, b.tekst, b.remedie))) for b in found))


def _summary(doel: Path, document: Mapping[str, Any], amounts: Sequence[Boeking], *, concept: bool) -> str:
    from budgetdesk.bedrag import format_exact
    from budgetdesk.iv3.matrix import resultaat

    kop, data = document["metadata"], document["data"]
    lines = len(data["lasten"]) + len(data["baten"])
    text = f"{doel} is geschreven: {kop['status'].lower()} {kop['boekjaar']}, {lines} regels"
    text += f", resultaat € {format_exact(resultaat(amounts))}."
    left_out = sum(not boeking.compleet for boeking in amounts)
    if concept:
        text += " Het is een concept" + (f", waarin {_count(left_out)} weggelaten." if left_out else ".")
    return text


def _count(left_out: int) -> str:
    return "1 bedrag zonder code is" if left_out == 1 else f"{left_out} bedragen zonder code zijn"


COMMAND: Final = Command(
    naam="iv3",
    tekst="maak het Iv3-bestand voor het CBS",
    uitleg=(
        "Maak het Iv3-bestand voor het CBS (JSON) van een begroting of jaarrekening: hele euro's per\n"
        "taakveld en categorie, de reserves op 0.10, het resultaat en wat afronden overlaat op 0.11.\n"
        "Wie het levert staat onder [contact] in begroting.toml: naam, email en telefoon.\n"
        "Zou het CBS het bestand weigeren, dan wordt niets geschreven en is de afsluitcode 1."
    ),
    voorbeelden=(
        "budgetdesk iv3 leiden-2026 --uit iv3-leiden-2026.json",
        "budgetdesk iv3 leiden-2026 --uit concept.json --concept",
        "budgetdesk iv3 leiden-2026 --uit iv3.json --datum 2025-11-12T09:30:00+01:00",
    ),
    arguments=_arguments,
    run=_run,
)
