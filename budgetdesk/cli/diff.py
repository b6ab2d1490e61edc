"""`budgetdesk diff`: what changed between two dossiers, or in one of them since a commit."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command, add_programmas
from budgetdesk.cli.index import decision_file
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser, one_of
from budgetdesk.errors import UsageError

if TYPE_CHECKING:
    from budgetdesk.diff.alswijziging import Rest, Uitleg
    from budgetdesk.session import Session
    from budgetdesk.session.diff import Deel, Format
    from budgetdesk.session.revisions import Side

FORMATS: Final = ("text", "markdown", "json", "csv")

_PROGRAMS: Final = ("json", "csv")
"""Formats that a program reads, also where nothing differs."""

DIFFERENT: Final = 1
"""Exit code: the dossiers differ."""


def _arguments(parser: Parser) -> None:
    parser.arguments.add_argument(
        "dossiers",
        metavar="DOSSIER",
        nargs="+",
        help="het oude en het nieuwe dossier; met één dossier wat erin veranderd is sinds --rev",
    )
    options = parser.options
    options.add_argument(
        "--rev",
        metavar="REVISIE",
        help="tak, label of commit A (met de schijf), A..B of A...B (vanaf hun splitsing); standaard HEAD",
    )
    options.add_argument(
        "--format",
        metavar="FORMAAT",
        type=one_of("onbekend formaat", *FORMATS),
        help="text (standaard), markdown, json of csv",
    )
    options.add_argument(
        "--min",
        metavar="EURO",
        type=_euros,
        default=0,
        help="laat bedragen weg die minder dan zoveel euro verschillen",
    )
    add_programmas(parser)
    options.add_argument("--euro", action="store_true", help="exacte euro's in plaats van afgeronde bedragen")
    options.add_argument(
        "--als-wijziging",
        metavar="BESTAND",
        type=decision_file,
        help="leg het verschil in het nieuwe dossier vast als besluit, bijvoorbeeld wijzigingen/2027-09-najaar;"
        " toon dan alleen de samenvatting, met --format alles",
    )


def _euros(text: str) -> int:
    """Return the cents of an amount in euros: plain as in scripts, or as people type it (`5.000`, `€ 12,50`)."""
    from budgetdesk.bedrag import BedragFout, Context, parse_plain, parse_typed

    wrong = argparse.ArgumentTypeError(f"`{text}` is geen bedrag in euro's, zoals 5000, 5.000 of 12,50")
    if "%" in text:
        raise wrong
    try:
        cents = parse_plain(text)
    except BedragFout:
        try:
            cents = parse_typed(text, Context(eenheid=1))
        except BedragFout:
            raise wrong from None
    if cents < 0:
        raise argparse.ArgumentTypeError(f"`{text}` is kleiner dan nul")
    return cents


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.session.diff import Deel, Diff

    oud, nieuw = _sides(args)
    found = Diff.of(oud.session, nieuw.session, oud.naam, nieuw.naam)
    if args.programma:
        found = found.of_programmas(args.programma)
    if args.als_wijziging:
        _explain(oud.session, nieuw.session, args.als_wijziging, Deel(frozenset(args.programma), args.min))
    formaat: Format = args.format or ("samenvatting" if args.als_wijziging else "text")
    if found or formaat in _PROGRAMS:
        put(found.narrow(args.min).printed(formaat, exact=args.euro))
    if not found:
        note(found.none())
    return DIFFERENT if found else 0


def _sides(args: argparse.Namespace) -> tuple[Side, Side]:
    """Open what is compared; raises UsageError (2) where the call is wrong, InputError (3) as opening does."""
    from budgetdesk.session.revisions import Revisions, two_dossiers

    for named in args.dossiers:
        _require_no_file(named)
    pad, *others = args.dossiers
    if len(others) > 1 or (others and args.rev is not None):
        raise UsageError("Vergelijk twee dossiers, of één dossier met een --rev.")
    if others:
        return two_dossiers(pad, others[0])
    revisions = Revisions.of(args.rev or "")
    if revisions.nieuw and args.als_wijziging:
        raise UsageError("--als-wijziging schrijft in het dossier op schijf; laat weg waarmee u dat vergelijkt.")
    return revisions.sides(pad)


def _require_no_file(pad: str) -> None:
    """Raise UsageError (2) on a file that is not the one that makes a folder a dossier."""
    from budgetdesk.model.dossier import BEGROTING

    if Path(pad).is_file() and Path(pad).name != BEGROTING:
        raise UsageError(
            f"{pad} is een bestand. diff vergelijkt dossiers: noem de map waarin {BEGROTING} staat, "
            "met --programma voor één programma."
        )


# --- as a decision ---------------------------------------------------------------------------


def _explain(oud: Session, nieuw: Session, naam: str, deel: Deel) -> None:
    """Write the decision that explains the difference, and say what it leaves out.

    Raises InputError (3) where a dossier has errors, Refused (2) where the number is taken, WriteError (4)
    where the file is there or cannot be written.
    """
    from budgetdesk.cli.dossier import capped
    from budgetdesk.session.diff import write_decision

    uitleg, warnings = write_decision(oud, nieuw, naam, deel)
    for warning in warnings:
        note(warning)
    if count := len(uitleg.besluit.van("mutatie")):
        note(f"{naam}: {count} {'mutatie' if count == 1 else 'mutaties'}, status ontwerp, telt niet mee.")
        note(_guessed(uitleg))
    else:
        note(f"{naam} is niet gemaakt: geen verschil is een mutatie.")
    lines = [_left(oud, nieuw, rest) for rest in uitleg.rest]
    for line in (*capped(lines), *_computed(uitleg)):
        note(line)


def _guessed(uitleg: Uitleg) -> str:
    """Return which values of the mutations are no more than likely."""
    from budgetdesk.model.kinds.wijziging import Mutatie

    tables = uitleg.besluit.van(Mutatie)
    kinds = ((aard, sum(t.aard == aard for t in tables)) for aard in ("structureel", "incidenteel"))
    told = ", ".join(f"{aantal} {aard}" for aard, aantal in kinds if aantal)
    guessed = f"aard en tot ({told}) en dekking" if told else "dekking"
    return f"afgeleid uit de bedragen, controleer het: {guessed}."


def _left(oud: Session, nieuw: Session, rest: Rest) -> str:
    """Return what the decision leaves out, or holds in part."""
    from budgetdesk.session.adres import spell

    dossier = nieuw.dossier if rest.adres.bestand in nieuw.dossier.bestanden else oud.dossier
    return f"{'deels' if rest.deels else 'niet'} in het besluit: {spell(dossier, rest.adres)} {rest.reden}"


def _computed(uitleg: Uitleg) -> Iterator[str]:
    """Yield per source how many computed amounts differ, of how many posts, and in which years."""
    for bron, found in uitleg.berekend.items():
        posten = len({replace(adres, pad="") for adres in found})
        jaren = ", ".join(sorted({adres.pad.rpartition(".")[2] for adres in found}))
        yield (
            f"niet in het besluit: {bron} van {posten} {'post' if posten == 1 else 'posten'} ({jaren}); "
            "die worden berekend."
        )


COMMAND: Final = Command(
    naam="diff",
    tekst="toon wat er tussen twee versies verschilt",
    uitleg=(
        "Toon wat er tussen twee dossiers verschilt, of wat er in een dossier veranderd is sinds een\n"
        "commit in git. Eerst het effect op saldo, reserves en resultaat, dan per programma, beleidsterrein\n"
        "en post wat er veranderde: oud → nieuw (verschil, procent). Wat een andere sleutel kreeg maar\n"
        "hetzelfde heet of bijna dezelfde waarden heeft, is hernoemd; zo ook een bestand met een andere\n"
        "naam. Teksten worden per woord vergeleken: [-weg-] {+nieuw+}.\n\n"
        "Bedragen staan in de eenheid en met de tekens van het nieuwe dossier, met --euro in exacte\n"
        "euro's. Een verschil dat door afronding niet uit de bedragen ernaast volgt, staat in euro's:\n"
        "15 → 15 (+€ 400). In het effect staat onder een saldo welk deel ervan bij geen post staat: het\n"
        "berekende (kapitaallasten, verdeling) en mutaties van besluiten.\n\n"
        "markdown is bedoeld om in een merge request te plakken. csv geeft een regel per waarde, met\n"
        "exacte euro's; json geeft alles, met bedragen in hele centen. Daar hebben bedragen hun gewone\n"
        "teken (lasten en baten positief); alleen het effect in json volgt [weergave]. In csv staan\n"
        "komma's tussen de velden en een punt voor de decimalen, in UTF-8: open het in Excel met\n"
        "Gegevens > Van tekst/CSV, niet door erop te dubbelklikken.\n\n"
        "Met --als-wijziging komt er een besluit in het nieuwe dossier dat de verschillen in ramingen\n"
        "verklaart en zelf nergens meetelt; met --programma en --min alleen van die programma's en bedragen.\n\n"
        "De afsluitcode is 0 zonder verschillen, 1 bij verschillen (ook als --min ze weglaat), 2 bij een\n"
        "onbekende revisie en 3 als een dossier niet te lezen is of git ontbreekt."
    ),
    voorbeelden=(
        "budgetdesk diff leiden-2026                                  sinds de laatste commit",
        "budgetdesk diff leiden-2026 --rev main...                    sinds de splitsing van main",
        "budgetdesk diff leiden-2026 --rev main..scenario-bezuinigen --format markdown",
        "budgetdesk diff leiden-2026 leiden-2026-b --min 25000 --programma 3",
        "budgetdesk diff oud nieuw --als-wijziging wijzigingen/2026-09-najaarsnota",
    ),
    arguments=_arguments,
    run=_run,
)
