"""`budgetdesk fmt`: write the files of dossiers in their one form, all or none."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command, all_here
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import Bevinding, InputError, Plaats, UsageError
from budgetdesk.model.edits import SetValue

if TYPE_CHECKING:
    from budgetdesk.storage.canonical import Soort

DIFFERENT: Final = 1
"""Exit code of `--check` and `--diff`: something would change."""

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class _Opgemaakt:
    """A file as it is and as it should be, in bytes, and whether it could be no part of a dossier."""

    pad: Path
    oud: bytes
    nieuw: bytes
    is_wrong: bool


def _arguments(parser: Parser) -> None:
    parser.arguments.add_argument(
        "paden",
        metavar="DOSSIER",
        nargs="*",
        help="de map van een dossier, of één bestand erin (standaard: elk dossier in de huidige map en daaronder)",
    )
    parser.options.add_argument("--check", action="store_true", help="schrijf niets, noem wat er zou veranderen")
    parser.options.add_argument("--diff", action="store_true", help="schrijf niets, toon wat er zou veranderen")
    parser.options.add_argument(
        "--vooruit",
        action="store_true",
        help="zet in begroting.toml welk document dit is, en teksten en prognoses van een rapportage daarbij;\n"
        "in druk verandert niets",
    )


def _run(args: argparse.Namespace) -> int:
    if args.vooruit:
        if args.check or args.diff:
            raise UsageError("--vooruit schrijft; wat er veranderde toont daarna `budgetdesk diff` of git.")
        for pad in args.paden or all_here():
            _forward(str(pad))
        return 0
    files = _files(map(Path, args.paden) if args.paden else all_here())
    opgemaakt = _format(files)
    changed = [o for o in opgemaakt if o.oud != o.nieuw]
    only_show = args.check or args.diff
    if not only_show:
        _replace(changed)
    put("".join(map(_diff, changed)) if args.diff else "\n".join(str(o.pad) for o in changed))
    note(_summary(len(changed), len(files), "op te maken" if only_show else "opgemaakt"))
    note(_rejected([o for o in opgemaakt if o.is_wrong]))
    return DIFFERENT if changed and only_show else 0


def _forward(pad: str) -> None:
    """Move one dossier forward and say so; raises InputError (3) where its figures are not fit for use."""
    from budgetdesk.session import Session
    from budgetdesk.session.vooruit import plan, save

    session = Session.open(Path(pad))
    found = plan(session)
    if not found.edits:
        note(f"{pad} is al vooruit, met document {session.document}.")
        return
    before = set(session.stored.bestanden)
    names = sorted({e.adres.bestand if isinstance(e, SetValue) else e.bestand for e in found.edits})
    for warning in save(session, found):
        note(warning)
    put("\n".join([*names, *sorted(set(session.stored.bestanden) - before)]))
    note(f"{pad} heeft nu document {session.document}, met zijn teksten en prognoses.")


def _files(paden: Iterable[Path]) -> dict[Path, Soort]:
    """Return every file that is meant, once, with its kind; raises InputError (3) on what is no part of a dossier."""
    from budgetdesk.model.leeswijze import MAP
    from budgetdesk.storage.intent import settle
    from budgetdesk.storage.reader import find_folder, list_files, list_ways

    found: dict[str, tuple[Path, Soort]] = {}
    for pad in paden:
        if pad.is_file():
            files = [(pad, _kind(pad))]
        else:
            map_ = find_folder(pad)
            settle(map_)
            files = [(map_ / naam, soort) for naam, soort in list_files(map_)]
            files += [(map_ / naam, MAP) for naam in list_ways(map_)]
        for file, soort in files:
            found.setdefault(os.path.realpath(file), (file, soort))
    return dict(found.values())


def _kind(pad: Path) -> Soort:
    """Return what a file is in the dossier in which it stands."""
    from budgetdesk.model.leeswijze import MAP
    from budgetdesk.storage.below import holds_templates
    from budgetdesk.storage.reader import file_kind, find_folder, is_way

    volledig = Path(os.path.abspath(pad))  # noqa: PTH100  links keep the name they have in the dossier
    for map_ in volledig.parents[:3]:
        naam = volledig.relative_to(map_).as_posix()
        soort: Soort | None = MAP if is_way(naam) else file_kind(naam)
        if soort is not None and not holds_templates(map_):
            find_folder(map_)
            return soort
    raise InputError.at(
        Plaats(str(pad)),
        "dit is geen bestand van een dossier.",
        code="BD100",
        remedie="Dat zijn begroting.toml, reserves.toml en wat in programmas/, wijzigingen/, import/ of een map "
        "onder documenten/ op .toml eindigt.",
    )


def _format(files: dict[Path, Soort]) -> list[_Opgemaakt]:
    """Return every file formatted; raises InputError (3) with what is wrong in all of them."""
    from budgetdesk.storage.canonical import format_file
    from budgetdesk.storage.reader import read_bytes

    opgemaakt: list[_Opgemaakt] = []
    errors: list[Bevinding] = []
    for pad, soort in files.items():
        try:
            oud = read_bytes(pad, str(pad))
            opgemaakt.append(_Opgemaakt(pad, oud, *format_file(oud, str(pad), soort)))
        except InputError as error:
            errors += error.bevindingen
    if errors:
        raise InputError(errors)
    return opgemaakt


def _replace(changed: Sequence[_Opgemaakt]) -> None:
    from budgetdesk.storage.atomic import Vervanging, replace_files, sha256

    for warning in replace_files([Vervanging(o.pad, o.nieuw, sha256(o.oud)) for o in changed]):
        note(warning)


def _diff(opgemaakt: _Opgemaakt) -> str:
    """Return what changes in a file by line; that lines ended in CRLF is told once."""
    from difflib import unified_diff

    names = (str(opgemaakt.pad), f"{opgemaakt.pad} (opgemaakt)")
    oud, nieuw = (_LINE.findall(data.decode().replace("\r\n", "\n")) for data in (opgemaakt.oud, opgemaakt.nieuw))
    header, lines = [f"--- {names[0]}\n", f"+++ {names[1]}\n"], list(unified_diff(oud, nieuw, *names))[2:]
    if b"\r\n" in opgemaakt.oud:
        header.append("\\ regeleinden CRLF → LF\n")
    ended = (line if line.endswith("\n") else f"{line}\n\\ geen regeleinde aan het eind\n" for line in lines)
    return "".join([*header, *ended])


def _summary(changed: int, total: int, done: str) -> str:
    if not changed:
        return "Alles is al opgemaakt."
    return f"{changed} van {total} bestand{'en' if total > 1 else ''} {done}."


def _rejected(wrong: Sequence[_Opgemaakt]) -> str:
    if not wrong:
        return ""
    return f"Let op: `budgetdesk check` vindt fouten in {', '.join(str(o.pad) for o in wrong)}."


COMMAND: Final = Command(
    naam="fmt",
    tekst="maak de bestanden van een dossier op",
    uitleg=(
        "Schrijf de bestanden van een dossier in hun vaste vorm: tabellen en sleutels in de\n"
        "volgorde van het formaat, elk bedrag op een eigen regel. Er verandert geen waarde, geen\n"
        "volgorde in druk en geen commentaar; ook een vastgesteld besluit mag worden opgemaakt, en een\n"
        "bestand dat nog niet af is: of het klopt zegt `budgetdesk check`. Zonder DOSSIER: elk dossier in de\n"
        "huidige map en daaronder, zoals bovenin een repository.\n\n"
        "Alle bestanden worden geschreven, of bij een fout geen enkel. Met --check en --diff is de\n"
        "afsluitcode 1 als er iets zou veranderen."
    ),
    voorbeelden=(
        "budgetdesk fmt leiden-2026",
        "budgetdesk fmt leiden-2026 --diff",
        "budgetdesk fmt --check leiden-2026/reserves.toml leiden-2026/programmas/01-bestuur.toml",
    ),
    arguments=_arguments,
    run=_run,
)
