"""`budgetdesk formulier`: forms for budget holders, out and in, and who has not answered."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command, add_document, add_dossier
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError

if TYPE_CHECKING:
    from budgetdesk.session import Session
    from budgetdesk.session.formulieren import Keuze

UNDECIDED: Final = 1
"""Exit code: somebody has not answered, or something has to be chosen or mended; nothing is written then."""


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    options = parser.options
    options.add_argument("--houder", metavar="NAAM", default="", help="schrijf het formulier van deze budgethouder")
    options.add_argument("--uit", metavar="BESTAND", default="", help="de werkmap die geschreven wordt (.xlsx)")
    options.add_argument("--map", metavar="MAP", default="", help="schrijf er in deze map een voor elke budgethouder")
    options.add_argument(
        "--in", metavar="BESTAND", dest="bestanden", nargs="+", default=[], help="lees ingevulde formulieren"
    )
    options.add_argument("--proef", action="store_true", help="toon wat --in zou wijzigen; er wordt niets geschreven")
    options.add_argument("--op", metavar="BESLUIT", default="", help="boek de wijzigingen op dit besluit")
    options.add_argument(
        "--houder-wint", action="store_true", help="neem het formulier waar het dossier intussen ook wijzigde"
    )
    options.add_argument("--dossier-wint", action="store_true", help="laat het dossier waar dat intussen ook wijzigde")
    options.add_argument("--stand", action="store_true", help="toon wie heeft geantwoord en wie niet")
    options.add_argument(
        "--datum", metavar="DATUM", type=_day, default=None, help="de dag van het formulier of het antwoord (nu)"
    )
    add_document(parser)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is geen datum, zoals 2026-11-30") from None


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import open_sound

    _require_one(args)
    op = args.datum or datetime.now().astimezone().date()
    session = open_sound(args.dossier, args.document)
    if args.stand:
        return _stand(session)
    if args.bestanden:
        return read_in(session, args, op)
    return _write(session, args, op)


def _require_one(args: argparse.Namespace) -> None:
    """Raise UsageError (2) where the options do not say one thing to do."""
    asked = [name for name, given in (("--stand", args.stand), ("--in", args.bestanden)) if given]
    asked += ["--map"] if args.map else ["--houder"] if args.houder or args.uit else []
    if len(asked) != 1:
        what = f"{' en '.join(asked)} gaan niet samen" if asked else "zeg wat u wilt"
        raise UsageError(f"{what}: --houder met --uit, --map, --in of --stand.")
    if asked == ["--houder"] and not (args.houder and args.uit):
        raise UsageError("--houder NAAM en --uit BESTAND horen bij elkaar; --map schrijft er voor ieder een.")
    if args.map and (args.houder or args.uit):
        raise UsageError("--map schrijft de formulieren van alle budgethouders; laat --houder en --uit weg.")
    if args.houder_wint and args.dossier_wint:
        raise UsageError("--houder-wint en --dossier-wint gaan niet samen.")
    if not args.bestanden and (args.proef or args.op or args.houder_wint or args.dossier_wint):
        raise UsageError("--proef, --op, --houder-wint en --dossier-wint horen bij --in.")


# --- out -----------------------------------------------------------------------------------------


def _write(session: Session, args: argparse.Namespace, op: date) -> int:
    from budgetdesk.session.formulieren import bestandsnamen, schrijf, schrijf_alle, stand

    if args.uit:
        written = {args.houder: Path(args.uit)}
        warnings = schrijf(session, args.houder, Path(args.uit), op)
    else:
        folder, houders = Path(args.map), [regel.houder for regel in stand(session)]
        if not houders:
            raise UsageError("In dit dossier noemt geen post, subsidie of investering een `houder`.")
        warnings = schrijf_alle(session, houders, folder, op)
        written = {houder: folder / naam for houder, naam in bestandsnamen(session, houders).items()}
    for warning in warnings:
        note(warning)
    put("\n".join(f"{doel}: {houder}" for houder, doel in written.items()))
    return 0


def _stand(session: Session) -> int:
    from budgetdesk.session.formulieren import stand, zonder_houder
    from budgetdesk.zinnen import aantal

    found = stand(session)
    wide = max((len(regel.houder) for regel in found), default=0)
    for regel in found:
        when = regel.antwoord.ontvangen if regel.antwoord else None
        said = f"beantwoord{f' op {when.day}-{when.month}-{when.year}' if when else ''}" if regel.antwoord else "open"
        put(f"{regel.houder:{wide}}  {regel.aantal:>4}  {said}")
    open_ = sum(not regel.is_beantwoord for regel in found)
    if rest := zonder_houder(session):
        note(
            f"{aantal(rest, 'post, subsidie of investering heeft', 'posten, subsidies en investeringen hebben')} "
            "geen houder."
        )
    note(
        f"{aantal(open_, 'budgethouder heeft', 'budgethouders hebben')} niet geantwoord."
        if open_
        else "Elke budgethouder heeft geantwoord."
        if found
        else "Dit dossier heeft geen budgethouders."
    )
    return UNDECIDED if open_ else 0


# --- in ------------------------------------------------------------------------------------------


def read_in(session: Session, args: argparse.Namespace, op: date) -> int:
    """Read forms (`bestanden`) as `import` reads them, and take what they change; return the exit code."""
    from budgetdesk.cli.importeren import bring_in
    from budgetdesk.session.uitkomst import Verzoek, uit_pad

    wint: Keuze | None = "houder" if args.houder_wint else "dossier" if args.dossier_wint else None
    verzoek = Verzoek(als="formulier", wint=wint, op=args.op, dag=op)
    return bring_in(session, [uit_pad(Path(bestand)) for bestand in args.bestanden], verzoek, proef=args.proef)


COMMAND: Final = Command(
    naam="formulier",
    tekst="vraag budgethouders om hun cijfers, en lees hun antwoord",
    uitleg=(
        "Schrijf voor een budgethouder (`houder` van posten, subsidies en investeringen) een werkmap met\n"
        "alleen wat van hem is: begroting en meerjarenraming kan hij invullen, de rest staat vast. Lees met\n"
        "--in wat terugkomt, als verschil met wat er stond toen het formulier werd geschreven.\n\n"
        "Wat de houder wijzigde wordt overgenomen, of met --op geboekt op een besluit (een subsidie wijzigt\n"
        "dan zelf). Wijzigde het dossier intussen ook, dan ziet u beide en wordt er niets geschreven tot u\n"
        "kiest. Een toelichting wordt een notitie bij het bedrag van het begrotingsjaar (`budgetdesk\n"
        "notities`): zij wordt nergens afgedrukt. Alles gaat door of niets; nog eens lezen verandert niets.\n\n"
        "Wie antwoordde staat in begroting.toml onder [formulier.SLEUTEL]. Wie u opnieuw vraagt, haalt u\n"
        "daar weg met `budgetdesk delete DOSSIER begroting/formulier.SLEUTEL`. Afsluitcode 1: er is iets te\n"
        "kiezen, of bij --stand heeft iemand niet geantwoord; 3: in een formulier is iets te herstellen.\n"
        "`budgetdesk import DOSSIER BESTAND` leest een formulier net zo in."
    ),
    voorbeelden=(
        'budgetdesk formulier leiden-2027 --houder "J. Jansen" --uit jansen.xlsx',
        "budgetdesk formulier leiden-2027 --map formulieren",
        "budgetdesk formulier leiden-2027 --in jansen.xlsx --proef",
        "budgetdesk formulier leiden-2027 --in jansen.xlsx --op 2027-01",
        "budgetdesk formulier leiden-2027 --stand",
    ),
    arguments=_arguments,
    run=_run,
)
