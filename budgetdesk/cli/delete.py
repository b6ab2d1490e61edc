"""`budgetdesk delete`: a table goes, and nothing keeps referring to it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command, add_dossier, add_tabel
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand, Dossier, Record


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    add_tabel(parser)
    how = parser.options.add_mutually_exclusive_group()
    how.add_argument("--naar", metavar="SLEUTEL", help="wat ernaar verwijst, verwijst daarna naar deze sleutel")
    how.add_argument("--mee", action="store_true", help="wat er niet zonder kan, gaat ook weg")


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import carry_out, open_sound
    from budgetdesk.cli.verslag import report
    from budgetdesk.model.structuur import delete
    from budgetdesk.session.adres import resolve_record

    session = open_sound(args.dossier)
    bestand, record = resolve_record(session.dossier, args.tabel)
    if args.naar is None and not args.mee:
        _require_unneeded(session.dossier, bestand, record, args.tabel)
    edits = delete(session.dossier, bestand, record.soort, record.sleutel, naar=args.naar, mee=args.mee)
    lines = report(session.dossier, edits)
    texts = [] if args.naar is not None else _texts(session.dossier, bestand, record)
    carry_out(session, edits, "delete")
    for adres in texts:
        note(f"let op: de tekst {adres} noemt een bedrag van wat nu weg is; `budgetdesk check` zegt welk.")
    put(lines)
    return 0


def _require_unneeded(dossier: Dossier, bestand: Bestand, record: Record, adres: str) -> None:
    """Raise UsageError naming what cannot do without the table."""
    from budgetdesk.cli.dossier import capped
    from budgetdesk.model.verwijzingen import referrers
    from budgetdesk.session.adres import spell

    found = referrers(dossier, bestand, record.soort, record.sleutel)
    if needing := [f"- {spell(dossier, v.adres)} ({v.naam})" for v in found if v.verplicht]:
        wie = "\n".join(capped(needing))
        raise UsageError(
            f"`{adres}` is niet verwijderd: dit kan er niet zonder.\n{wie}\n"
            "Met --naar SLEUTEL verwijst dit daarna naar iets anders; met --mee gaat het ook weg."
        )


def _texts(dossier: Dossier, bestand: Bestand, record: Record) -> list[str]:
    """Return the addresses of texts that stay and name a figure of what goes."""
    from budgetdesk.model.structuur import cascade
    from budgetdesk.model.verwijzingen import referrers
    from budgetdesk.session.adres import spell

    gone = [(bestand, record), *cascade(dossier, bestand, record.soort, record.sleutel)]
    places = {(b.naam, t.soort, t.sleutel) for b, t in gone}
    found = (v for b, t in gone for v in referrers(dossier, b, t.soort, t.sleutel) if v.tekst)
    stay = (v.adres for v in found if (v.adres.bestand, v.adres.soort, v.adres.sleutel) not in places)
    return list(dict.fromkeys(spell(dossier, adres) for adres in stay))


COMMAND: Final = Command(
    naam="delete",
    tekst="verwijder een tabel",
    uitleg=(
        "Verwijder een tabel met wat erin staat, en druk af wat verdween of wijzigde.\n\n"
        "Verwijst er nog iets naar dat niet zonder kan, dan wordt dat genoemd en gebeurt er niets,\n"
        "tenzij u met --naar of --mee zegt wat ermee moet. Een verwijzing die gemist kan worden,\n"
        "vervalt. Teksten blijven staan."
    ),
    voorbeelden=(
        "budgetdesk delete leiden-2026 1/kaderstuk.samenwerken",
        "budgetdesk delete leiden-2026 1/doel.1A1 --naar 1A2",
        "budgetdesk delete leiden-2026 1/doel.1A1 --mee",
    ),
    arguments=_arguments,
    run=_run,
)
