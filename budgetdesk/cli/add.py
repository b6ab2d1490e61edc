"""`budgetdesk add`: a new table, such as a post or a prestatie."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command, add_document, add_dossier
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand, Waarde
    from budgetdesk.model.edits import Edit
    from budgetdesk.model.kind import Kind
    from budgetdesk.session import Session


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    parser.arguments.add_argument("soort", metavar="BESTAND/SOORT", help="waarin, en wat: bijvoorbeeld 1/post")
    parser.arguments.add_argument(
        "velden", metavar="VELD=WAARDE", nargs="*", default=[], help="wat er verder in staat, zoals bij `set`"
    )
    parser.options.add_argument("--naam", metavar="NAAM", default="", help="hoe het heet")
    parser.options.add_argument(
        "--onder", metavar="SLEUTEL", default="", help="waar het onder hangt: een post onder een beleidsterrein"
    )
    parser.options.add_argument(
        "--sleutel", metavar="SLEUTEL", default="", help="de sleutel (standaard: de volgende code, of naar de naam)"
    )
    parser.options.add_argument(
        "--na", metavar="SLEUTEL", default="", help="waarachter het komt (standaard: achteraan)"
    )
    add_document(parser)


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import carry_out, open_sound
    from budgetdesk.cli.verslag import report
    from budgetdesk.session.adres import resolve_kind

    session = open_sound(args.dossier, args.document)
    if args.soort == "programma":
        return _programma(session, args)
    bestand, soort = resolve_kind(session.dossier, args.soort)
    edits = _edits(bestand, soort, args)
    line = report(session.dossier, edits)
    carry_out(session, edits, "add")
    put(line)
    return 0


def _programma(session: Session, args: argparse.Namespace) -> int:
    """Make the file of a new programma."""
    from budgetdesk.session.newfiles import add_programma

    if not args.naam or args.velden or args.onder or args.sleutel or args.na:
        raise UsageError("Een programma krijgt alleen een --naam; het nummer volgt op het hoogste.")
    bestand, warnings = add_programma(session, args.naam)
    put(f"{bestand.nummer}/programma in {bestand.naam}\n")
    for warning in warnings:
        note(warning)
    return 0


def _edits(bestand: Bestand, soort: Kind, args: argparse.Namespace) -> list[Edit]:
    """Return the edits that add what the arguments say; raises UsageError or Refused (2)."""
    from budgetdesk.model import structuur

    naamveld, parent = soort.naamveld, soort.ouder
    if args.onder and not parent:
        raise UsageError(f"Een {structuur.soortnaam(soort.naam)} hangt nergens onder; laat --onder weg.")
    waarden = _values(soort, args.velden)
    naam = _once(waarden, naamveld, "--naam", args.naam)
    ouder = _once(waarden, parent, "--onder", args.onder)
    _require(bestand, parent, ouder)
    _require(bestand, soort.naam, args.na)
    edits = structuur.add(bestand, soort.naam, naam, ouder=ouder, sleutel=args.sleutel, na=args.na or None, **waarden)
    _require_complete(soort, edits, {naamveld: "--naam", parent: "--onder"})
    return edits


def _values(soort: Kind, texts: Sequence[str]) -> dict[str, Waarde]:
    """Return the values of arguments such as `taakveld=0.1`."""
    from budgetdesk.cli.waarde import read
    from budgetdesk.session.adres import about, field

    waarden: dict[str, Waarde] = {}
    for text in texts:
        pad, equals, typed = text.partition("=")
        if not equals:
            raise UsageError(f"`{text}` heeft geen waarde; schrijf bijvoorbeeld taakveld=0.1.")
        if pad in waarden:
            raise UsageError(f"`{pad}` staat er twee keer; noem elke waarde één keer.")
        with about(pad):
            waarde = read(field(soort, pad), pad, typed)
        if waarde is not None:
            waarden[pad] = waarde
    return waarden


def _once(waarden: dict[str, Waarde], pad: str, option: str, given: str) -> str:
    """Return what an option gives or else the value of its key, which is taken out."""
    if given and pad in waarden:
        raise UsageError(f"`{pad}` staat er twee keer: noem {option} of {pad}=..., niet beide.")
    return given or str(waarden.pop(pad, ""))


def _require(bestand: Bestand, soort: str, sleutel: str) -> None:
    """Raise UsageError where a key that is named is that of no table."""
    from budgetdesk.model.structuur import soortnaam
    from budgetdesk.session.adres import hint

    if sleutel and not bestand.record(soort, sleutel):
        known = [t.sleutel for t in bestand.van(soort)]
        raise UsageError(f"In {bestand.naam} staat geen {soortnaam(soort)} `{sleutel}`{hint(sleutel, known)}")


def _require_complete(soort: Kind, edits: Sequence[Edit], options: dict[str, str]) -> None:
    """Raise UsageError naming the values that a table of this kind cannot do without and does not get."""
    from budgetdesk.model.edits import AddRecord
    from budgetdesk.model.structuur import soortnaam

    given = {pad for edit in edits if isinstance(edit, AddRecord) for pad, _ in edit.waarden}
    missing = [v.sleutel for v in soort.velden if v.verplicht and v.sleutel not in given]
    if missing:
        named = ", ".join(f"{pad} ({options.get(pad, f'{pad}=...')})" for pad in missing)
        raise UsageError(f"Een {soortnaam(soort.naam)} kan niet zonder: {named}.")


COMMAND: Final = Command(
    naam="add",
    tekst="voeg een post, reserve, doel of iets anders toe",
    uitleg=(
        "Voeg een tabel toe en druk af welk adres die kreeg.\n\n"
        "BESTAND is het nummer van een programma, of een ander bestand zoals `reserves`, `begroting` of\n"
        "`wijzigingen/NAAM`. SOORT is de naam van de tabel: beleidsterrein, doel, prestatie,\n"
        "indicator, post, reserve, investering, subsidie, mutatie, enzovoort.\n"
        "Alleen `programma` maakt het bestand van een nieuw programma. Een rapportage of de jaarstukken\n"
        "zijn een nieuw document in `begroting`; zijn teksten en prognoses zet u met `--document`.\n"
        "Een notitie (`1/notitie`) staat `bij` iets en wordt nergens afgedrukt; `notities` toont ze.\n"
        "Een eigen tekst is `begroting/tekst`, bij de documenten onder `bij` of bij alle, of `1/tekst`.\n\n"
        "Een WAARDE schrijft u zoals bij `set`; het VELD is de sleutel in de nieuwe tabel."
    ),
    voorbeelden=(
        "budgetdesk add leiden-2026 1/post --naam Jeugdraad --onder 1A lasten.begroting.2026=45000",
        "budgetdesk add leiden-2026 1/prestatie --naam Raadsapp --onder 1A1 --na 1A1.1",
        "budgetdesk add leiden-2026 1/toelichting bij=post.bestuur tekst=Loonontwikkeling",
        'budgetdesk add leiden-2026 1/toelichting bij="- prestatie.1B1.1; - 1B1.2" tekst=Later',
        'budgetdesk add leiden-2026 begroting/tekst --naam Voorwoord tekst="Beste raad, ..."',
        'budgetdesk add leiden-2026 1/notitie bij=post.bestuur tekst="nog navragen"',
        "budgetdesk add voorbeeldstad-2027 begroting/document --sleutel vgr-1 sjabloon=voortgangsrapportage",
        "budgetdesk add leiden-2026 programma --naam Veiligheid",
        "budgetdesk add leiden-2026 wijzigingen/2026-01-begroting/mutatie programma=1 post=bestuur",
    ),
    arguments=_arguments,
    run=_run,
)
