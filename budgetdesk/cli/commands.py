"""The list of commands, and which one a call means."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from budgetdesk.cli import (
    add,
    check,
    completion,
    delete,
    diff,
    export,
    fmt,
    formulier,
    git,
    herstel,
    importeren,
    index,
    instellingen,
    iv3,
    merge,
    move,
    mutatie,
    new,
    notities,
    open,  # noqa: A004  named as users type it
    overnemen,
    rename,
    rollover,
    scenarios,
    set,  # noqa: A004  idem
    show,
    sluit,
    uitleg,
    vaststellen,
    voorbeeld,
    wie,
    wijziging,
    zoek,
)
from budgetdesk.cli.command import Command
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError

COMMANDS: Final[dict[str, Command]] = {
    c.naam: c
    for c in (
        open.COMMAND,
        new.COMMAND,
        show.COMMAND,
        set.COMMAND,
        add.COMMAND,
        rename.COMMAND,
        move.COMMAND,
        delete.COMMAND,
        mutatie.COMMAND,
        vaststellen.COMMAND,
        wijziging.COMMAND,
        index.COMMAND,
        rollover.COMMAND,
        overnemen.COMMAND,
        sluit.COMMAND,
        importeren.COMMAND,
        export.COMMAND,
        formulier.COMMAND,
        iv3.COMMAND,
        uitleg.COMMAND,
        check.COMMAND,
        notities.COMMAND,
        herstel.COMMAND,
        diff.COMMAND,
        wie.COMMAND,
        zoek.COMMAND,
        scenarios.COMMAND,
        merge.COMMAND,
        fmt.COMMAND,
        git.COMMAND,
        voorbeeld.COMMAND,
        instellingen.COMMAND,
        completion.COMMAND,
    )
}
"""Every command by the exact word that means it, in the order of the help."""

_EXAMPLES: Final = (
    "budgetdesk leiden-2026",
    "budgetdesk new delft-2027 --gemeente Delft --jaar 2027",
    "budgetdesk show leiden-2026 programmakosten",
    "budgetdesk set leiden-2026 1/post.bestuur.lasten.begroting.2027=14200000",
    "budgetdesk add leiden-2026 1/post --naam Jeugdraad --onder 1A",
    "budgetdesk export leiden-2026 tabellen.xlsx",
    "budgetdesk check leiden-2026",
)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments with the command's `run` among them; raises UsageError (2).

    A word that is no command is a dossier to open: a folder that is called like a command is `./show`.
    """
    first = argv[0] if argv else ""
    if first in ("-h", "--help", "--version"):
        args = program().parse(argv)
        args.run = _version
        return args
    _refuse_misspelled(argv)
    command = COMMANDS.get(first, open.COMMAND)
    args = command.parser().parse(argv[1:] if first in COMMANDS else argv)
    args.run = command.run
    return args


def program() -> Parser:
    """Return the parser of the options that stand without a command."""
    width = max(map(len, COMMANDS))
    commands = "\n".join(f"  {c.naam:{width}}  {c.tekst}" for c in COMMANDS.values())
    description = (
        "Maak de programmabegroting van uw gemeente, met meerjarenraming en reserves.\n"
        "De begroting is een map met TOML-bestanden: een dossier.\n\n"
        f"opdrachten:\n{commands}\n\n"
        "Wat een opdracht kan, leest u met `budgetdesk OPDRACHT --help`."
    )
    usage = "budgetdesk [DOSSIER]\n         budgetdesk OPDRACHT ..."
    parser = Parser("budgetdesk", description, _EXAMPLES, usage)
    parser.options.add_argument("--version", action="store_true", help="toon de versie")
    return parser


def _version(_: argparse.Namespace) -> int:
    from importlib.metadata import PackageNotFoundError, version

    from budgetdesk.cli.output import put

    try:
        put(f"budgetdesk {version('budgetdesk')}")
    except PackageNotFoundError:
        put("budgetdesk (niet geïnstalleerd: de versie is onbekend)")
    return 0


def _refuse_misspelled(argv: Sequence[str]) -> None:
    """Raise UsageError where the first word looks like a command and no such folder exists."""
    first = Path(argv[0]) if argv else Path()
    if not argv or argv[0] in COMMANDS or argv[0].startswith("-") or first.name != argv[0] or first.exists():
        return
    from difflib import get_close_matches

    neither = f"`{argv[0]}` is geen opdracht en geen dossier"
    if near := get_close_matches(argv[0], COMMANDS, 1, 0.7):
        raise UsageError(f"{neither}; bedoelt u `budgetdesk {near[0]}`?")
    if len(argv) > 1 and not argv[1].startswith("-"):
        raise UsageError(f"{neither}; kies uit {', '.join(COMMANDS)}.")
