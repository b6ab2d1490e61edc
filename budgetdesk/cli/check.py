"""`budgetdesk check`: everything that is found, with file, line and key."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command, add_document, add_format, all_here
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser
from budgetdesk.codes import CODES
from budgetdesk.errors import Bevinding, InputError, LimitExceeded, UsageError
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.storage.pathnames import below, here, real, seen

if TYPE_CHECKING:
    from budgetdesk.export.bevindingen import Gevonden
    from budgetdesk.session import Session

FORMATS: Final = ("text", "json", "github", "gitlab", "sarif")
FOUND: Final = 1
"""Exit code: the dossier can be read and something is found."""


def _arguments(parser: Parser) -> None:
    parser.arguments.add_argument(
        "dossiers",
        metavar="DOSSIER",
        nargs="*",
        help="de map van een dossier, of een bestand erin; elk dossier wordt één keer gecontroleerd "
        "(standaard: elk dossier in de huidige map en daaronder)",
    )
    add_format(parser.options, FORMATS)
    add_document(parser)
    parser.options.add_argument("--alles", action="store_true", help="toon ook wat is aanvaard, met de reden")
    parser.options.add_argument("--regels", action="store_true", help="noem alle codes en wat zij vinden")
    parser.options.add_argument("--regel", metavar="CODE", help="leg één code uit")


def _run(args: argparse.Namespace) -> int:
    if args.regels or args.regel is not None:
        put(_listed() if args.regel is None else _explained(args.regel))
        return 0
    folders = _folders(args.dossiers) if args.dossiers else all_here()
    checked = [_check(pad, args.document) for pad in folders]
    _show(checked, args.format, alles=args.alles)
    note(_summary(checked))
    return max(c.code for c in checked)


@dataclass(frozen=True, slots=True)
class _Gecontroleerd:
    """One dossier that was checked: its exit code, what is found and what of that it accepts, in order of lines."""

    pad: Path
    code: int
    open: list[Bevinding]
    aanvaard: list[Bevinding] = field(default_factory=list)


def _check(pad: Path, document: str) -> _Gecontroleerd:
    from budgetdesk.session import Session

    try:
        session = Session.open(pad, document=document)
        found, accepted = _found(session, [document] if document else _open_documents(session))
    except (InputError, LimitExceeded) as error:
        return _Gecontroleerd(pad, error.exit_code, _ordered(error.bevindingen))
    code = FOUND if any(b.ernst != "info" for b in found) else 0
    return _Gecontroleerd(pad, code, _ordered(found), _ordered(accepted))


def _open_documents(session: Session) -> list[str]:
    """Return the documents that can still be mended: those that are not adopted, else the one that is open."""
    from budgetdesk.model.documenten import documenten
    from budgetdesk.model.kinds.begroting import VASTGESTELD

    open_ = [d.sleutel for d in documenten(session.dossier) if d.status != VASTGESTELD]
    return open_ or [session.document]


def _found(session: Session, keys: Sequence[str]) -> tuple[list[Bevinding], list[Bevinding]]:
    """Return what is found in some documents, each thing once, and what of that is accepted.

    What any document finds is not accepted in vain, also one that is adopted and not looked at.
    """
    from budgetdesk.model.documenten import documenten

    found: dict[Bevinding, None] = {}
    accepted: dict[Bevinding, None] = {}
    for _ in _opened(session, keys):
        found |= dict.fromkeys(session.keuring.bevindingen)
        accepted |= dict.fromkeys(session.keuring.aanvaard)
    every = [d.sleutel for d in documenten(session.dossier)]
    if len(every) > 1 and session.keuring.aanvaardingen:
        places = {place for _ in _opened(session, every) for place in session.keuring.plekken}
        found |= dict.fromkeys(session.keuring.in_vain(places))
    return list(found), list(accepted)


def _opened(session: Session, keys: Sequence[str]) -> Iterator[str]:
    """Open documents one after the other, but for those whose template is wrong: a rule tells that."""
    for key in keys:
        try:
            session.open_document(key)
        except InputError:
            continue
        yield key


def _ordered(found: Sequence[Bevinding]) -> list[Bevinding]:
    return sorted(found, key=lambda b: (b.plaats.bestand, b.plaats.regel or 0))


def _folders(words: Sequence[str]) -> list[Path]:
    """Return the dossiers that are meant, each once: a file in a dossier stands for it, as in a pre-commit hook."""
    found: dict[Path, Path] = {}
    for word in words:
        folder = _folder(Path(word))
        found.setdefault(real(folder), folder)
    return list(found.values())


def _folder(pad: Path) -> Path:
    """Return the nearest folder above a file that is a dossier; whatever else is there as it is."""
    from budgetdesk.storage.below import holds_templates

    if not pad.is_file():
        return pad
    above = (parent for parent in real(pad).parents if (parent / BEGROTING).is_file() and not holds_templates(parent))
    found = next(above, pad)
    return found if pad.is_absolute() or found is pad else below(found, here())


def _show(checked: Sequence[_Gecontroleerd], format_: str, *, alles: bool) -> None:
    from budgetdesk.export import bevindingen as schrijf

    def gather(*, accepted: bool) -> list[schrijf.Gevonden]:
        parts = ((c, _ordered([*c.open, *c.aanvaard]) if accepted else c.open) for c in checked)
        return [g for c, found in parts for g in _gathered(_root(c.pad), c.pad, found)]

    match format_:
        case "json":
            put(schrijf.to_json(gather(accepted=True)))
        case "sarif":
            put(schrijf.to_sarif(gather(accepted=True)))
        case "github":
            put(schrijf.to_github(gather(accepted=False)))
        case "gitlab":
            put(schrijf.to_gitlab(gather(accepted=False)))
        case _:
            put(schrijf.to_text(gather(accepted=alles)))


def _root(pad: Path) -> Path:
    """Return where the paths of a forge begin: the checkout a dossier is in, wherever the report is made.

    A submodule is part of the checkout around it, unless one works in it. Without a checkout, the current folder.
    """
    start, folder = here(), real(pad)
    for above in (folder, *folder.parents):
        if (above / ".git").exists() and (above in (start, *start.parents) or not _is_submodule(above)):
            return above
    return start


def _is_submodule(folder: Path) -> bool:
    """Return whether a checkout is one within another: git keeps its administration there."""
    link = folder / ".git"
    try:
        return link.is_file() and "/modules/" in link.read_text("utf-8", "replace")
    except OSError:
        return False


def _gathered(root: Path, pad: Path, found: Sequence[Bevinding]) -> Iterator[Gevonden]:
    """Yield findings with their file as a forge knows it; the system is asked once where each file is."""
    from budgetdesk.export.bevindingen import Gevonden

    paths = {named: _path(root, pad, named) for named in {b.plaats.bestand for b in found}}
    yield from (Gevonden(str(seen(pad)), paths[b.plaats.bestand], b) for b in found)


def _path(root: Path, pad: Path, named: str) -> str:
    """Return a file that findings name below `root`; what is not there is named as it was."""
    file = pad if named == str(pad) else pad / named
    return below(file, root).as_posix()


def _summary(checked: Sequence[_Gecontroleerd]) -> str:
    found = [b for c in checked for b in c.open]
    accepted = sum(len(c.aanvaard) for c in checked)
    also = f"{accepted} aanvaard" if accepted else ""
    if not found:
        return f"Geen bevindingen{f', {also}' if also else ''}."
    many = Counter(b.ernst for b in found)
    counts = [_count(many["fout"], "fout", "fouten"), _count(many["waarschuwing"], "waarschuwing", "waarschuwingen")]
    counts += [_count(many["info"], "opmerking", "opmerkingen") if many["info"] else "", also]
    return f"{', '.join(filter(None, counts))}."


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _listed() -> str:
    """Return a line per code."""
    width = max(len(code.ernst) for code in CODES.values())
    return "\n".join(f"{code.code}  {code.ernst:{width}}  {code.vindt}" for code in CODES.values())


def _explained(naam: str) -> str:
    """Return what one code means; raises UsageError (2) where it is none."""
    code = CODES.get(naam.upper())
    if code is None:
        raise UsageError(f"`{naam}` is geen code; `budgetdesk check --regels` noemt ze alle.")
    lines = [f"{code.code} ({code.ernst}, {code.familie})", code.vindt, f"Wat te doen: {code.doe}"]
    if code.bron:
        lines.append(f"Bron: {code.bron}")
    if code.aanvaardbaar:
        lines.append(f'Aanvaarden in begroting.toml: [aanvaard.{code.code}] met `reden = "..."`')
    return "\n".join(lines)


COMMAND: Final = Command(
    naam="check",
    tekst="controleer een dossier",
    uitleg=(
        "Controleer dossiers en noem elke bevinding met bestand, regel en sleutel.\n"
        "Zonder DOSSIER: elk dossier in de huidige map en daaronder, zoals bovenin een repository;\n"
        "wat git negeert telt niet mee.\n"
        "De afsluitcode is 0 als er niets is, 1 bij fouten en waarschuwingen en 3 als een dossier\n"
        "niet te lezen is.\n\n"
        "Van een dossier met documenten wordt elk document dat niet is vastgesteld nagekeken, of dat van\n"
        "--document.\n\n"
        "Een waarschuwing die terecht zo blijft, aanvaardt u in begroting.toml, met een reden en zo nodig\n"
        "de adressen waarvoor zij geldt:\n\n"
        "  [aanvaard.BD404]\n"
        '  reden = "De bron volgt na de raadsvergadering van mei."\n'
        '  bij = ["8/indicator.8B2.a"]\n\n'
        "Dat kan ook met `budgetdesk add DOSSIER begroting/aanvaard --sleutel BD404 reden=... bij=...`."
    ),
    voorbeelden=(
        "budgetdesk check leiden-2026",
        "budgetdesk check leiden-2026 delft-2027 --format sarif",
        "budgetdesk check --regel BD404",
    ),
    arguments=_arguments,
    run=_run,
)
