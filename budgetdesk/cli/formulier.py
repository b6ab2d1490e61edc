"""`budgetdesk formulier`: forms for budget holders, out and in, and who has not answered."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command, add_document, add_dossier
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.session import Session
    from budgetdesk.session.formulieren import Keuzes, Voorstel, Wijziging

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
    """Read forms (`bestanden`) and take what they change, all or nothing; return the exit code.

    Of the arguments `proef`, `op`, `houder_wint` and `dossier_wint` count.
    """
    from budgetdesk.cli.dossier import carry_out
    from budgetdesk.model.besluiten import find
    from budgetdesk.session.formulieren import Keuzes, bewerkingen, lees, vergelijk

    besluit = find(session.dossier, args.op) if args.op else None
    keuzes = Keuzes("houder" if args.houder_wint else "dossier" if args.dossier_wint else None)
    read = [lees(Path(bestand)) for bestand in args.bestanden]
    _require_different([ingevuld.houder for ingevuld in read])
    found = [vergelijk(session, ingevuld, besluit) for ingevuld in read]
    ready = [_report(voorstel, keuzes) for voorstel in found]
    if not all(ready):
        note("Er is niets geschreven.")
        return UNDECIDED
    changes = False
    for number, voorstel in enumerate(found, 1):
        # each is computed once those before it are done: keys of what they add may be taken by now
        edits = bewerkingen(session, voorstel, op, keuzes, besluit)
        changes = changes or bool(edits)
        if args.proef or number < len(found):
            session.do(edits, "formulier")
        elif changes:
            carry_out(session, edits, "formulier")
    _conclude(found, keuzes, besluit, changes=changes, proef=args.proef)
    return 0


def _require_different(houders: Sequence[str]) -> None:
    twice = [houder for houder in dict.fromkeys(houders) if houders.count(houder) > 1]
    if twice:
        raise UsageError(f"Van {twice[0]} zijn er {houders.count(twice[0])} formulieren; lees er één tegelijk.")


def _report(voorstel: Voorstel, keuzes: Keuzes) -> bool:
    """Print what a form changes and what stands in the way; return whether it can be taken."""
    ingevuld = voorstel.ingevuld
    put(f"{ingevuld.naam}: formulier van {ingevuld.houder}, geschreven op {ingevuld.datum}")
    for line in voorstel.verteld:
        note(f"let op: {line}")
    for line in voorstel.fouten:
        note(f"fout: {line}")
    amounts = [w for w in voorstel.wijzigingen if not w.is_tekst and w.lot != "zelfde"]
    rows = [("", "was", "formulier", "dossier nu", "")]
    rows += [(w.naam, _seen(w.cel.was), _seen(w.cel.ingevuld), _seen(w.nu), _fate(w, keuzes)) for w in amounts]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows if amounts else ():
        cells = [f"{row[0]:{widths[0]}}", *(f"{row[k]:>{widths[k]}}" for k in (1, 2, 3)), row[4]]
        put("  ".join(cells).rstrip())
    for wijziging in voorstel.wijzigingen:
        if wijziging.is_tekst and wijziging.lot != "zelfde":
            put(f"{wijziging.naam}: {wijziging.cel.ingevuld or '(leeg)'}{_beside(wijziging, keuzes)}")
    left = voorstel.open(keuzes)
    if left:
        many = f"{len(left)} waarden wijzigden" if len(left) > 1 else "1 waarde wijzigde"
        note(f"{many} in het formulier én in het dossier; kies met --houder-wint of --dossier-wint.")
    return not (left or voorstel.fouten)


def _seen(waarde: int | str | None) -> str:
    from budgetdesk.bedrag import format_exact

    return "-" if waarde is None else format_exact(waarde) if isinstance(waarde, int) else waarde


def _fate(wijziging: Wijziging, keuzes: Keuzes) -> str:
    if wijziging.lot != "botst":
        return ""
    return {None: "botst", "houder": "formulier", "dossier": "dossier blijft"}[keuzes.van(wijziging)]


def _beside(wijziging: Wijziging, keuzes: Keuzes) -> str:
    fate = _fate(wijziging, keuzes)
    return f" ({fate}; in het dossier staat: {wijziging.nu or '(leeg)'})" if fate else ""


def _conclude(
    found: Sequence[Voorstel], keuzes: Keuzes, besluit: Bestand | None, *, changes: bool, proef: bool
) -> None:
    from budgetdesk.model.besluiten import titel
    from budgetdesk.zinnen import aantal

    taken = [wijziging for voorstel in found for wijziging in voorstel.genomen(keuzes)]
    amounts, texts = (sum(w.is_tekst == is_text for w in taken) for is_text in (False, True))
    where = f" op besluit {titel(besluit)}" if besluit and amounts else ""
    if not changes:
        note("Wat het formulier zegt, staat er al: er verandert niets.")
        return
    note(
        f"{aantal(amounts, 'bedrag', 'bedragen')}{where} en {aantal(texts, 'toelichting', 'toelichtingen')} "
        f"(als notitie) {'zouden wijzigen; proef: er is niets geschreven' if proef else 'gewijzigd'}."
    )


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
        "Wie antwoordde staat in begroting.toml onder [formulier.SLEUTEL]. Wie u opnieuw vraagt, haalt u daar\n"
        "weg met `budgetdesk delete DOSSIER begroting/formulier.SLEUTEL`. Afsluitcode 1: er is iets te kiezen\n"
        "of te herstellen, of bij --stand heeft iemand niet geantwoord."
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
