"""`budgetdesk zoek`: where something stands in a whole dossier."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command, add_dossier, from_here
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser, one_of
from budgetdesk.errors import UsageError

if TYPE_CHECKING:
    from budgetdesk.session import Session
    from budgetdesk.session.zoeken import Finder, Found, Group, Hit

FORMATS: Final = ("text", "json")

_GENOEMD: Final = 100
"""Hits of each kind that are printed before the rest is only counted."""

_STUK: Final = 80
"""Signs of a text that a line shows round the words."""


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    parser.arguments.add_argument(
        "tekst", metavar="TEKST", nargs="+", help="woorden die alle moeten voorkomen, een code of een bedrag"
    )
    parser.options.add_argument(
        "--soort",
        metavar="SOORT",
        action="append",
        default=[],
        help="alleen dit, zoals post, reserve, besluit of tekst; mag vaker (standaard: alles)",
    )
    parser.options.add_argument(
        "--alles", action="store_true", help=f"noem alles, niet alleen de eerste {_GENOEMD} van elke soort"
    )
    parser.options.add_argument(
        "--format",
        metavar="FORMAAT",
        type=one_of("onbekend formaat", *FORMATS),
        default="text",
        help="text (standaard) of json",
    )


def _run(args: argparse.Namespace) -> int:
    from pathlib import Path

    from budgetdesk.session import Session
    from budgetdesk.session.zoeken import Finder, Question

    wanted = _kinds(args.soort)
    tekst = " ".join(args.tekst)
    if not tekst.strip():
        raise UsageError("er is niets om te zoeken: geef een woord, een code of een bedrag.")
    with from_here(args.dossier):
        session = Session.open(Path(args.dossier), read_only=True)
    unit = session.dossier.weergave.eenheid
    # of words alone no totals are made
    finder = Finder(session, printed=bool(Question.read(tekst, unit).bedragen))
    finder.read_all()
    found = finder.find(tekst, unit)
    groups = [groep for groep in found.groepen if not wanted or groep.soort in wanted]
    most = None if args.alles else _GENOEMD
    if args.format == "json":
        put(json.dumps(_as_data(session, finder, groups, most), ensure_ascii=False, indent=2))
    elif groups:
        put("\n".join(line for groep in groups for line in _told(session, finder, found, groep, most)))
    else:
        # of another kind there may be
        note((not found.aantal and found.question.unfound(unit)) or "Niets gevonden.")
    return 0 if groups else 1


def _kinds(named: Sequence[str]) -> set[str]:
    """Return the kinds that are named, as people or files do; raises UsageError (2) on another word."""
    from budgetdesk.model.arrangement import KINDS
    from budgetdesk.session.adres import hint
    from budgetdesk.session.zoeken import TEKST, TOTAAL
    from budgetdesk.session.zoekvorm import folded

    known = {TEKST: TEKST, "teksten": TEKST, TOTAAL: TOTAAL, "totalen": TOTAAL}
    for naam, soort in KINDS.items():
        known |= {folded(word): naam for word in (naam, soort.noem(), soort.noem(2)) if word}
    for word in named:
        if folded(word) not in known:
            raise UsageError(f"onbekende soort `{word}`{hint(folded(word), known)}")
    return {known[folded(word)] for word in named}


def _hits(finder: Finder, groep: Group, most: int | None) -> Iterator[Hit]:
    yield from (hit for ref in groep.refs[:most] if (hit := finder.hit(groep.soort, ref)) is not None)


def _told(session: Session, finder: Finder, found: Found, groep: Group, most: int | None) -> Iterator[str]:
    """Yield the lines of one kind: each hit behind its file and line."""
    from budgetdesk.session.zoeken import elsewhere, line_of
    from budgetdesk.session.zoekvorm import piece
    from budgetdesk.storage.pathnames import seen

    sought = found.question.woorden
    yield f"{groep.naam}  {len(groep.refs)}"
    for hit in _hits(finder, groep, most):
        where = line_of(session, hit.adres)
        file = seen(session.map / where.bestand).as_posix()
        veld, stuk = (hit.veld, hit.stuk) if hit.stuk or hit.adres.pad else elsewhere(session.stored, hit, sought)
        told = f" · {f'{veld}: ' if veld else ''}{piece(stuk, sought, _STUK)}" if stuk else ""
        place = "" if hit.waar == where.bestand else f", {hit.waar}"
        yield f"{':'.join(filter(None, (file, str(where.regel or ''))))}: {hit.naam}{place}{told}"
    if most is not None and len(groep.refs) > most:
        yield f"en nog {len(groep.refs) - most}; --alles noemt ze"


def _as_data(session: Session, finder: Finder, groups: Sequence[Group], most: int | None) -> dict[str, object]:
    from budgetdesk.model.adres import join_key, table_path
    from budgetdesk.session.zoeken import line_of

    hits = []
    for hit in (hit for groep in groups for hit in _hits(finder, groep, most)):
        adres, where = hit.adres, line_of(session, hit.adres)
        key = join_key(adres.delen if adres.pad else table_path(adres.soort, adres.sleutel))
        hits.append(
            {
                "soort": hit.soort,
                "naam": hit.naam,
                "plaats": hit.waar,
                "adres": session.stored.spell(adres.bestand, key),
                "bestand": where.bestand,
                "regel": where.regel,
                "veld": hit.veld or None,
                "tekst": hit.stuk if hit.cents is None and hit.stuk else None,
                "bedrag": hit.cents,
                "afgedrukt": hit.cel is not None,
            }
        )
    return {"aantal": {groep.soort: len(groep.refs) for groep in groups}, "treffers": hits}


COMMAND: Final = Command(
    naam="zoek",
    tekst="zoek een naam, code, tekst, besluit of bedrag in het hele dossier",
    uitleg=(
        "Zoek in alle bestanden van een dossier: namen, sleutels en codes, teksten, besluiten en bedragen.\n"
        "Elk woord moet voorkomen; hoofdletters en accenten maken niets uit. Wat gevonden is, staat per\n"
        "soort onder elkaar, met bestand en regel.\n\n"
        "Een bedrag staat er zoals het wordt afgedrukt, in de eenheid van het document of in euro's: 1.214\n"
        "vindt ook 1.213.870, en 1213870,50 alleen dat bedrag. Het teken maakt niet uit. Zet `--` voor wat\n"
        "met een streepje begint. Gevonden wordt wat een tabel afdrukt: van een post de raming met al wat\n"
        "daarbij komt (de raming alleen staat er apart bij), en de totalen van beleidsterreinen, programma's\n"
        "en de gemeente (`totaal`).\n\n"
        "In json staan bedragen in hele centen, een saldo met het teken van de tabel; `afgedrukt` zegt dat\n"
        "het bedrag zo in geen bestand staat.\n\n"
        "De afsluitcode is 1 als er niets is gevonden, 2 bij een onbekende soort, en 3 als het dossier\n"
        "niet te lezen is."
    ),
    voorbeelden=(
        "budgetdesk zoek leiden-2026 griffie",
        "budgetdesk zoek leiden-2026 14.116 --soort post",
        "budgetdesk zoek leiden-2026 griffie rekenkamer --format json",
    ),
    arguments=_arguments,
    run=_run,
)
