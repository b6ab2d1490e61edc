"""`budgetdesk import`: bring what a foreign file or another dossier holds into a dossier, all or none."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.cli.command import LEESBAAR, Command, add_document, add_dossier, add_format
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser, municipality_code, one_of
from budgetdesk.errors import UsageError

if TYPE_CHECKING:
    from budgetdesk.importing.mapping import Doen
    from budgetdesk.session import Session
    from budgetdesk.session.uitkomst import Aanbod, Uitkomst, Verzoek

UNDECIDED: Final = 1
UNREADABLE: Final = 3

INVOER: Final = "-"
"""Stands for what is read from standard input."""


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    parser.arguments.add_argument(
        "bestanden",
        metavar="BESTAND",
        nargs="+",
        help="wat wordt ingelezen; - is de standaardinvoer. Formulieren en Iv3 mogen er meer zijn",
    )
    options = parser.options
    for part in (_of_kinds, _of_changes, _of_cells, _of_choices, _of_tables, _of_forms):
        part(options)
    add_format(options, LEESBAAR)
    add_document(parser)


def _of_kinds(options: argparse._ArgumentGroup) -> None:
    """Add what a file is said to be, and which part of it is meant."""
    options.add_argument(
        "--als",
        metavar="SOORT",
        default="",
        help="grootboek, rekening, tabel, iv3, formulier of dossier (standaard: wat de inhoud zegt)",
    )
    options.add_argument(
        "--mapping",
        metavar="NAAM",
        default="",
        help="de manier van lezen: een naam uit import/ of een bestand (standaard: die waarvan de koppen passen)",
    )
    options.add_argument("--blad", metavar="NAAM", default="", help="het blad van de werkmap")


def _of_changes(options: argparse._ArgumentGroup) -> None:
    """Add what becomes of the dossier."""
    options.add_argument("--proef", action="store_true", help="toon wat er zou veranderen en schrijf niets")
    options.add_argument("--nieuw", action="store_true", help="maak posten van wat bij geen post hoort")
    options.add_argument("--overslaan", action="store_true", help="laat weg wat bij geen post hoort")
    options.add_argument(
        "--op",
        metavar="BESLUIT",
        default="",
        help="boek het verschil als mutaties op dit besluit, een nummer of bestand",
    )
    options.add_argument(
        "--vervang",
        action="store_true",
        help="wat niet in de bron staat, vervalt (standaard bij grootboek en rekening)",
    )
    options.add_argument("--aanvullen", action="store_true", help="wat niet in de bron staat, blijft")


def _of_cells(options: argparse._ArgumentGroup) -> None:
    """Add how the cells of a sheet are taken."""
    options.add_argument(
        "--decimaal", metavar="TEKEN", type=one_of("onbekend teken", ",", "."), help='het decimaalteken: "," of "."'
    )
    options.add_argument("--verborgen", action="store_true", help="lees ook rijen die in de werkmap verborgen zijn")
    options.add_argument(
        "--toch", action="store_true", help="ga door als totaalrijen niet kloppen, of koppen of namen anders zijn"
    )


def _of_choices(options: argparse._ArgumentGroup) -> None:
    """Add which of several a file, a cell or a row is."""
    options.add_argument(
        "--gemeentecode", metavar="CODE", type=municipality_code, help="welke gemeente van open data, zoals 0546"
    )
    options.add_argument(
        "--kies",
        metavar="KEUZE",
        action="append",
        default=[],
        help="wat u overneemt van een ander dossier, op welke post een regel van Iv3 komt, of wat een rij van een"
        " tabel is; mag vaker",
    )


def _of_forms(options: argparse._ArgumentGroup) -> None:
    """Add who wins where a form and the dossier both changed something."""
    options.add_argument("--houder-wint", action="store_true", help="neem het formulier waar het dossier ook wijzigde")
    options.add_argument("--dossier-wint", action="store_true", help="laat het dossier waar dat ook wijzigde")


def _of_tables(options: argparse._ArgumentGroup) -> None:
    """Add what is said of a printed table."""
    options.add_argument("--tabel", metavar="TABEL", default="", help="welke tabel van het blad: nummer of naam")
    options.add_argument(
        "--eenheid", metavar="EURO", type=one_of("onbekende eenheid", "1", "1000", "1000000"), help="euro's per eenheid"
    )
    options.add_argument(
        "--tekens",
        metavar="LETTER",
        type=one_of("onbekende tekens", *"ABCD"),
        help="A: lasten +, baten -; B: beide +, saldo lasten - baten; C: beide +, saldo baten - lasten; D: lasten -, "
        "baten +",
    )
    for naam, vorm, help_ in (
        (
            "--kolom",
            "KOLOM",
            "wat een kolom is: C=begroting.2027.lasten, C=na-wijziging.2026 of C=overslaan; mag vaker",
        ),
        ("--weglaten", "CEL", "laat een cel (F18), een rij (18) of een kolom (F) weg; mag vaker"),
        ("--verbeter", "CEL", "lees een cel anders: F18=9.785; mag vaker"),
    ):
        options.add_argument(naam, metavar=vorm, action="append", default=[], help=help_)
    options.add_argument(
        "--programma", metavar="NUMMER", type=int, default=0, help="het programma waar de tabel in komt"
    )
    options.add_argument("--bewaar", metavar="NAAM", default="", help="bewaar deze manier van lezen in import/")


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import open_sound

    verzoek = request(args)
    session = open_sound(args.dossier, args.document)
    return bring_in(
        session,
        [_offered(bestand) for bestand in args.bestanden],
        verzoek,
        proef=args.proef,
        is_json=args.format == "json",
    )


def bring_in(
    session: Session, aangeboden: Sequence[Aanbod], verzoek: Verzoek, *, proef: bool, is_json: bool = False
) -> int:
    """Read what is offered and take what it comes to, all or nothing; return the exit code.

    Raises as `inleessoorten.lees` and `carry_out_by` do.
    """
    from budgetdesk.importing.kiezen import Onbeslist
    from budgetdesk.session.inleessoorten import lees

    try:
        found = lees(session, aangeboden, verzoek)
    except Onbeslist as error:
        if is_json:
            _put_json({"bestand": aangeboden[0].naam, "vragen": [asdict(error.vraag)], "geschreven": False})
        raise
    # told of the dossier as it is before: afterwards nothing changes in it any more
    told = found.data(session.dossier) if is_json else {}
    lines = "" if is_json else found.tekst(session.dossier)
    code = UNREADABLE if found.fouten else UNDECIDED if found.vragen else 0
    changed = not code and _carry_out(session, found, booked=bool(verzoek.op), proef=proef)
    if is_json:
        _put_json(told | {"geschreven": changed and not proef})
    else:
        put("\n".join(filter(None, (lines, _end(found, changed=changed, stopped=code != 0, proef=proef)))))
        note("\n".join([*found.fouten, *map(str, found.vragen)]))
    if verzoek.bewaar and not code and not proef:
        _keep(session, found, verzoek.bewaar)
    return code


def _keep(session: Session, found: Uitkomst, naam: str) -> None:
    """Keep how a file was read under a name; only what says how can be asked to."""
    from typing import cast

    from budgetdesk.session.inlezen import bewaar
    from budgetdesk.session.uitkomst import Bewaarbaar

    for warning in bewaar(session, naam, cast("Bewaarbaar", found).leeswijze):
        note(warning)
    note(f"De manier van lezen is bewaard als import/{naam}.toml.")


def request(args: argparse.Namespace) -> Verzoek:
    """Return what the arguments say of what is read in; raises UsageError where they contradict each other."""
    from budgetdesk.importing.tabel.zegswijze import Zegswijze
    from budgetdesk.importing.voorstel import Keuzes
    from budgetdesk.session.uitkomst import Verzoek

    if args.vervang and args.aanvullen:
        raise UsageError("--vervang en --aanvullen gaan niet samen.")
    if args.nieuw and args.overslaan:
        raise UsageError("--nieuw en --overslaan gaan niet samen.")
    if args.houder_wint and args.dossier_wint:
        raise UsageError("--houder-wint en --dossier-wint gaan niet samen.")
    los: Doen | None = "maak" if args.nieuw else "overslaan" if args.overslaan else None
    return Verzoek(
        mapping=args.mapping,
        als=args.als,
        blad=args.blad,
        decimaal=args.decimaal,
        verborgen=args.verborgen,
        keuzes=Keuzes(aanvullen=args.aanvullen, los=los, toch=args.toch),
        vervang=args.vervang,
        wint="houder" if args.houder_wint else "dossier" if args.dossier_wint else None,
        op=args.op,
        gemeentecode=args.gemeentecode or "",
        kies=tuple(args.kies),
        tabel=Zegswijze(
            tabel=args.tabel,
            eenheid=int(args.eenheid or 0),
            tekens=args.tekens or "",
            kolom=tuple(args.kolom),
            weglaten=tuple(args.weglaten),
            verbeter=tuple(args.verbeter),
            programma=args.programma,
        ),
        bewaar=args.bewaar,
    )


def _offered(bestand: str) -> Aanbod:
    from budgetdesk.importing.lezen.grenzen import MAX_CSV
    from budgetdesk.session.uitkomst import uit_bytes, uit_pad

    if bestand == INVOER:
        return uit_bytes("standaardinvoer", sys.stdin.buffer.read(MAX_CSV + 1))
    return uit_pad(Path(bestand))


def _carry_out(session: Session, found: Uitkomst, *, booked: bool, proef: bool) -> bool:
    """Do what is decided, and save it unless it is a trial; return whether that changes anything."""
    from budgetdesk.cli.dossier import carry_out_by, require_fit
    from budgetdesk.session.uitkomst import tried

    if not found.edits:
        return False
    done = list[object]()
    if not proef:
        carry_out_by(session, lambda: done.append(found.doe(session)), () if booked else found.edits)
        return done != [None]
    if booked:
        done.append(found.doe(session))
        require_fit(session)
        return done != [None]
    with tried(session, found.edits):
        require_fit(session)
    return True


def _end(found: Uitkomst, *, changed: bool, stopped: bool, proef: bool) -> str:
    """Return the last sentence: what becomes otherwise, and whether it was written."""
    told = found.slot() if changed or (stopped and found.edits) else "" if stopped else found.niets()
    nothing = "Proef: er is niets geschreven." if proef else "Er is niets geschreven."
    return f"{told} {nothing}".strip() if proef or stopped else told


def _put_json(document: Mapping[str, Any]) -> None:
    put(json.dumps(document, indent=2))


COMMAND: Final = Command(
    naam="import",
    tekst="lees cijfers in: grootboek, gedrukte tabel, Iv3, formulier of een ander dossier",
    uitleg=(
        "Lees in wat een ander bestand heeft. Wat het is, wordt herkend aan de inhoud en gezegd; --als zegt\n"
        "het zelf: grootboek of rekening (een uitdraai per code), tabel (een gedrukte programmatabel of een\n"
        "overzicht van reserves), iv3 (de json voor het CBS, het model of\n"
        "open data), formulier (van een budgethouder) of dossier (de map van een ander dossier).\n\n"
        "Grootboek en rekening: wat een code heeft, komt bij de posten, reserves, voorzieningen en\n"
        "investeringen die haar onder `grootboek` noemen. De langste code die past gaat voor; met een *\n"
        "erachter telt alles wat zo begint. Hoe het bestand te lezen is, zegt een manier van lezen: een\n"
        "bestand in import/ van het dossier, met de koppen van de kolommen, de eenheid en de tekens.\n"
        "Zonder --mapping is het die waarvan de koppen passen. Totaalrijen worden nageteld en nooit\n"
        "ingelezen. Bij een begroting telt mee wat besluiten, kapitaallasten en verdeling toevoegen: de\n"
        "post komt op het bedrag van de bron. Een bedrag van een post met een code dat niet in het bestand\n"
        "staat, vervalt en wordt genoemd; met --aanvullen blijft het.\n\n"
        "Iv3: een cel komt op de ene post met dat taakveld en die categorie. Passen er meer, dan kiest u:\n"
        "--kies 0.1/1.1=1/post.griffie. Wat alleen in het dossier staat blijft, met --vervang vervalt het.\n"
        "Tabel: uit wat gedrukt is worden hele euro's herleid die elke cel weer zo afdrukken. Een rij wordt\n"
        "een beleidsterrein met een post, of een reserve; totalen zijn controles. Wat er is, wordt gevonden\n"
        "aan zijn code, anders aan precies zijn naam; --kies 4=1/beleidsterrein.1A zegt het van rij 4.\n"
        "Een rij die een programma noemt, of een beleidsterrein met meer posten, is die posten samen: wat\n"
        "al zo drukt blijft, en --kies 4=1/post.griffie zegt welke post krijgt wat verschilt. Kan een\n"
        "gedrukte cel niet kloppen, dan laat --weglaten F18 haar weg en leest --verbeter F18=9.785 haar\n"
        "anders. --bewaar houdt de manier van lezen voor de tabel van volgend jaar.\n"
        "Dossier: --kies noemt wat u overneemt: 1 (een programma), 1/post (een soort),\n"
        "1/beleidsterrein.1A (met wat eronder hangt) of 1/post.griffie.toelichting. Zonder --kies staat er\n"
        "wat er te kiezen is. Wat hier al staat wordt zoals het daar is, waarde voor waarde.\n\n"
        "Boven elke wijziging staan de totalen van de bron, van het dossier nu en van het dossier straks.\n"
        "Een tweede keer verandert niets. Alles of niets: wat niet te beslissen is (codes zonder post,\n"
        "totalen die niet kloppen, een cel die op meer posten past) wordt gevraagd met afsluitcode 1, en\n"
        "een cel die geen bedrag is met afsluitcode 3; er is dan niets geschreven.\n"
        "Voor BESTAND staat - voor wat een ander programma doorgeeft."
    ),
    voorbeelden=(
        "budgetdesk import voorbeeldstad-2027 rekening-2026.csv --als rekening --proef",
        "budgetdesk import voorbeeldstad-2027 rekening-2026.csv --mapping rekening --overslaan",
        "budgetdesk import voorbeeldstad-2027 maart.xlsx --blad Realisatie --aanvullen",
        "budgetdesk import voorbeeldstad-2027 - --mapping import/grootboek.toml --format json",
        "budgetdesk import voorbeeldstad-2027 iv3-2027.json --kies 0.1/1.1=1/post.griffie",
        "budgetdesk import voorbeeldstad-2027 programmas.csv --als tabel --nieuw --bewaar overzicht",
        "budgetdesk import voorbeeldstad-2027 programmas.csv --kolom C=begroting.2027.lasten --weglaten F18",
        "budgetdesk import voorbeeldstad-2027 jansen.xlsx pieters.xlsx --als formulier",
        "budgetdesk import voorbeeldstad-2027 voorbeeldstad-2026 --kies 1/doel --kies 1/post.griffie",
    ),
    arguments=_arguments,
    run=_run,
)
