"""`budgetdesk merge`: three versions of a file to one, by table and key, as git asks of a merge driver."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command
from budgetdesk.cli.output import note, put, put_bytes
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import LimitExceeded, Plaats

if TYPE_CHECKING:
    from budgetdesk.merge.merging import Uitkomst

CONFLICTS: Final = 1
"""Exit code: the file holds conflicts that somebody has to decide."""

_MAX_LABEL: Final = 200

_MAX_DIGITS: Final = 3


def _arguments(parser: Parser) -> None:
    parser.arguments.add_argument("basis", metavar="BASE", type=Path, help="het bestand zoals het was (mag leeg zijn)")
    parser.arguments.add_argument("ons", metavar="OURS", type=Path, help="onze versie; hier komt het resultaat")
    parser.arguments.add_argument("hun", metavar="THEIRS", type=Path, help="hun versie")
    parser.options.add_argument("--stdout", action="store_true", help="druk het resultaat af en schrijf niets")
    parser.options.add_argument("--pad", metavar="PAD", help="hoe het bestand heet, voor de meldingen (%%P van git)")
    parser.options.add_argument(
        "--markering", metavar="N", type=_size, help="tekens van een conflictmarkering, minstens 7 (%%L van git)"
    )
    parser.options.add_argument(
        "--labels",
        nargs=3,
        metavar=("BASIS", "ONS", "HUN"),
        default=("", "", ""),
        help="hoe de markeringen de versies noemen (%%S %%X %%Y van git)",
    )


def _size(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > _MAX_DIGITS:
        raise argparse.ArgumentTypeError(f"`{text}` is geen aantal tekens, zoals 7")
    return int(text)


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.merge.markers import GROOTTE
    from budgetdesk.merge.merging import merge

    basis, ons, hun = map(_read, (args.basis, args.ons, args.hun))
    pad = args.pad or str(args.ons)
    namen = partial(_labels, args.labels, basis, hun)
    merged = merge(basis, ons, hun, pad, max(args.markering or 0, GROOTTE), namen)
    if args.stdout:
        _print(merged.inhoud)
    elif merged.inhoud != ons:
        _write(args.ons, merged.inhoud, ons)
    note("\n".join(_lines(merged, pad)))
    return CONFLICTS if merged.aantal else 0


def _read(pad: Path) -> bytes:
    from budgetdesk.storage.limits import MAX_BYTES
    from budgetdesk.storage.reader import read_bytes

    content = read_bytes(pad, str(pad))
    if len(content) > MAX_BYTES:
        # what was read is not all of it
        raise LimitExceeded(Plaats(str(pad)), f"het bestand is groter dan {MAX_BYTES // 2**20} MiB.")
    return content


def _labels(given: Sequence[str], was: bytes, theirs: bytes) -> tuple[str, str, str]:
    """Return what the markers call ours, the base and theirs.

    An older git leaves `%S` as it is, and any git calls ours HEAD: which branch or commit it is, is asked then. `was`
    and `theirs` are the base and their side.
    """
    from budgetdesk.display import display
    from budgetdesk.merge.merging import NAMEN
    from budgetdesk.storage.underway import NAAMLOOS, our_side, their_side

    basis, ons, hun = ("" if label.startswith("%") else display(label, _MAX_LABEL).strip() for label in given)
    if ons in NAAMLOOS:
        ons = display(our_side(Path()), _MAX_LABEL).strip() or ons
    hun = hun or display(their_side(Path(), was, theirs), _MAX_LABEL).strip()
    return ons or NAMEN[0], basis or NAMEN[1], hun or NAMEN[2]


def _print(content: bytes) -> None:
    """Print the file as it is, but on a screen as text that has nothing to obey."""
    if sys.stdout.isatty():
        put(content.decode("utf-8", "replace"))
    else:
        put_bytes(content)


def _write(pad: Path, content: bytes, old: bytes) -> None:
    from budgetdesk.storage.atomic import Vervanging, replace_files, sha256

    note("\n".join(replace_files([Vervanging(pad, content, sha256(old))])))


def _lines(merged: Uitkomst, pad: str) -> list[str]:
    told = (*merged.opmerkingen, *merged.conflicten)
    lines = [f"{line}." if line.startswith(f"{pad}:") else f"{pad}: {line}." for line in told]
    if not merged.aantal:
        return [*lines, f"{pad}: samengevoegd zonder conflicten."]
    what = "1 conflict" if merged.aantal == 1 else f"{merged.aantal} conflicten"
    return [*lines, f"{pad}: {what}; open het dossier in de app om te kiezen, of kies in het bestand zelf."]


COMMAND: Final = Command(
    naam="merge",
    tekst="voeg drie versies van een bestand samen, per sleutel",
    uitleg=(
        "Voeg samen wat aan twee kanten met hetzelfde bestand is gebeurd: BASE is het bestand zoals het\n"
        "was, OURS en THEIRS zijn de twee nieuwe versies. Het resultaat komt in OURS. Wat één kant wijzigde\n"
        "komt mee, wat beide kanten gelijk wijzigden ook. Wijzigden zij iets verschillend, dan staan beide\n"
        "versies tussen conflictmarkeringen en is de afsluitcode 1. Volgorde, commentaar en opmaak geven\n"
        "geen conflict.\n\n"
        "Git roept deze opdracht zelf aan na `budgetdesk git install`."
    ),
    voorbeelden=(
        "budgetdesk merge basis.toml ons.toml hun.toml",
        "budgetdesk merge basis.toml ons.toml hun.toml --stdout",
    ),
    arguments=_arguments,
    run=_run,
)
