"""`budgetdesk git`: let git show and merge the files of a dossier by table and key."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from budgetdesk.cli.command import Command
from budgetdesk.cli.output import note, put, put_bytes
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError

ACTIES: Final = ("install", "uninstall")
_TABEL: Final = "tabel"
"""What git itself calls, with one file; no word for people."""

_PATCHES: Final = (
    "Wat `git diff` nu toont, is geen patch: die maakt u met `git format-patch` of `git diff --no-textconv`.\n"
    "`git blame` blijft gaan over de regels van het bestand; wie een bedrag zette, zegt `budgetdesk wie`."
)

_KEPT: Final = 1
"""Exit code: something of the user's stands in the way and was left as it is."""


def _arguments(parser: Parser) -> None:
    parser.arguments.add_argument("actie", metavar="ACTIE", type=_action, help="install of uninstall")
    parser.arguments.add_argument(
        "map", metavar="MAP", nargs="?", default=".", help="een map van de repository (standaard: de huidige)"
    )
    parser.options.add_argument(
        "--vervang", action="store_true", help="laat ook wijken wat u zelf anders hebt ingesteld"
    )

    parser.options.add_argument(
        "--eigenaren",
        action="store_true",
        help="schrijf ook CODEOWNERS: wie een `houder` is, beoordeelt wijzigingen in het bestand van zijn programma",
    )


def _action(text: str) -> str:
    if text not in (*ACTIES, _TABEL):
        raise argparse.ArgumentTypeError(f"onbekende actie `{text}`; kies uit {', '.join(ACTIES)}")
    return text


def _run(args: argparse.Namespace) -> int:
    if args.actie == _TABEL:
        return _show(Path(args.map))
    from budgetdesk.git.setup import install, uninstall

    for option in ("vervang", "eigenaren"):
        if getattr(args, option) and args.actie != "install":
            raise UsageError(f"--{option} hoort bij install.")
    folder = Path(args.map)
    if args.actie == "install":
        done = install(folder, vervang=args.vervang, eigenaren=args.eigenaren)
    else:
        done = uninstall(folder)
    put("\n".join(done.regels))
    if args.actie == "install" and done.gewijzigd:
        if done.los:
            note("Zet .gitattributes in git.")
        note(_PATCHES)
        note("De instellingen gelden voor deze kopie van de repository: elke collega draait deze opdracht zelf.")
    return _KEPT if done.gelaten else 0


def _show(bestand: Path) -> int:
    from budgetdesk.git.textconv import readable

    put_bytes(readable(bestand.read_bytes()))
    return 0


COMMAND: Final = Command(
    naam="git",
    tekst="stel git in om een dossier leesbaar te vergelijken en per sleutel samen te voegen",
    uitleg=(
        "Stel de repository waarin MAP staat zo in, dat git met de bestanden van een dossier overweg kan:\n"
        "`git diff` en `git log -p` tonen ze als tabel met de naam van de tabel boven elk stuk, `git merge`\n"
        "voegt ze samen per sleutel, en ze staan er met LF. Ook laat git de hulpbestanden met rust die er\n"
        "staan zolang een dossier open is. Daarvoor komen er regels in .gitattributes en in info/exclude van\n"
        "git, en instellingen in de repository; `uninstall` haalt precies die weer weg. Wat u zelf anders\n"
        "hebt ingesteld blijft staan en wordt genoemd; de afsluitcode is dan 1.\n\n"
        "Staan er bestanden met CRLF in git, dan noemt git ze gewijzigd tot u ze met LF vastlegt\n"
        "(`git add --renormalize .`). `git diff --no-textconv` toont de bestanden zoals ze zijn; alleen\n"
        "dat, en `git format-patch`, is een patch die een ander kan toepassen. `git blame` en `git log`\n"
        "met -L, -S of -G gaan ook daarna over de regels van het bestand.\n\n"
        "Met --eigenaren komt in CODEOWNERS wie de wijzigingen in een programma beoordeelt: elke `houder`\n"
        "van een post, subsidie of investering daarin die een account (@naam) of een adres is, of de naam\n"
        "van een auteur in git. Draai het opnieuw als er houders wijzigen; wat er verder staat, blijft."
    ),
    voorbeelden=(
        "budgetdesk git install",
        "budgetdesk git install leiden-2026 --vervang",
        "budgetdesk git install --eigenaren",
        "budgetdesk git uninstall",
    ),
    arguments=_arguments,
    run=_run,
)
