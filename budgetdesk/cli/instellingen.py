"""`budgetdesk instellingen`: what the app remembers of its user, and where that stands."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Final

from budgetdesk.cli.command import Command
from budgetdesk.cli.output import note, put
from budgetdesk.cli.parser import Parser

_FOUT: Final = 1


def _arguments(parser: Parser) -> None:
    parser.options.add_argument("--pad", action="store_true", help="alleen waar het bestand staat, of zou staan")
    parser.options.add_argument(
        "--toetsen", action="store_true", help="de opdrachten met hun toetsen, zoals zij nu gelden"
    )


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.storage.instellingen import KEUZES, file, read_settings

    pad = file()
    if args.pad:
        put(str(pad))
        return 0
    found, wrong = read_settings()
    if args.toetsen:
        return _keys(found.toetsen, wrong)
    put("\n".join(f"{keuze.sleutel} = {found[keuze.sleutel]}" for keuze in KEUZES))
    if found.toetsen:
        put("\n".join(f"toetsen.{actie} = {toets}" for actie, toets in found.toetsen.items()))
    note(f"Dit staat in {pad}." if pad.is_file() else f"Er is nog niets gekozen; dat komt in {pad}.")
    return _told(wrong)


def _keys(wished: Mapping[str, str], wrong: list[str]) -> int:
    # the registry of actions binds keys, and so imports what the app is made with
    from budgetdesk.tui.actions import ACTIONS, key_name, use_keys
    from budgetdesk.tui.start.toetskaart import own_keys

    own, refused = own_keys(wished)
    use_keys(own)
    width = max(map(len, ACTIONS))
    put("\n".join(f"{a.id:{width}}  {key_name(a.key) or '-':24}  {a.name}" for a in ACTIONS.values()))
    return _told([*wrong, *refused])


def _told(wrong: list[str]) -> int:
    for zin in wrong:
        note(f"let op: {zin.rstrip('.')}.")
    return _FOUT if wrong else 0


COMMAND: Final = Command(
    naam="instellingen",
    tekst="toon wat de app van u onthoudt: thema, eenheid, toetsen",
    uitleg=(
        "Toon de instellingen van de app en waar zij staan: instellingen.toml in uw eigen map.\n"
        "U wijzigt ze in de app (I op het beginscherm) of in dat bestand. Onder [toetsen] krijgt\n"
        "een opdracht een andere toets; hoe opdrachten heten, zegt --toetsen. De code is 1 als\n"
        "iets in het bestand niet gevolgd wordt."
    ),
    voorbeelden=(
        "budgetdesk instellingen",
        "budgetdesk instellingen --toetsen",
        "budgetdesk instellingen --pad",
    ),
    arguments=_arguments,
    run=_run,
)
