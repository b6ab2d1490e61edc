"""`budgetdesk completion`: the lines that let a shell finish commands and options."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from budgetdesk.cli.command import Command
from budgetdesk.cli.output import put
from budgetdesk.cli.parser import Parser, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

SHELLS: Final = ("bash", "zsh", "fish")


def _arguments(parser: Parser) -> None:
    parser.arguments.add_argument(
        "shell", metavar="SHELL", type=one_of("onbekende shell", *SHELLS), help=", ".join(SHELLS)
    )


def _run(args: argparse.Namespace) -> int:
    put(_fish() if args.shell == "fish" else _bash(zsh=args.shell == "zsh"))
    return 0


def _words() -> Iterator[tuple[str, list[str]]]:
    """Yield each command with its options and the words it takes as an argument."""
    from budgetdesk.cli.commands import COMMANDS
    from budgetdesk.cli.git import ACTIES
    from budgetdesk.tables.registry import TABELLEN

    arguments = {"show": tuple(TABELLEN), "uitleg": tuple(TABELLEN), "git": ACTIES, "completion": SHELLS}
    for command in COMMANDS.values():
        yield command.naam, [*command.parser().option_names(), *arguments.get(command.naam, ())]


def _bash(*, zsh: bool) -> str:
    words = dict(_words())
    cases = "\n".join(f'    *:{naam}) words="{" ".join(w)}" ;;' for naam, w in words.items())
    zsh_only = "autoload -U +X bashcompinit && bashcompinit\n" if zsh else ""
    return f"""{zsh_only}_budgetdesk() {{
  local words="" current="${{COMP_WORDS[COMP_CWORD]}}"
  case "$COMP_CWORD:${{COMP_WORDS[1]}}" in
    1:*) words="{" ".join(words)} --help --version" ;;
{cases}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o default -o bashdefault -F _budgetdesk budgetdesk"""


def _fish() -> str:
    lines = [
        "complete -c budgetdesk -n __fish_use_subcommand -l help",
        "complete -c budgetdesk -n __fish_use_subcommand -l version",
    ]
    for naam, words in _words():
        lines.append(f"complete -c budgetdesk -n __fish_use_subcommand -a {naam}")
        inside = f"complete -c budgetdesk -n '__fish_seen_subcommand_from {naam}'"
        lines += [f"{inside} -l {w[2:]}" if w.startswith("--") else f"{inside} -a {w}" for w in words]
    return "\n".join(lines)


COMMAND: Final = Command(
    naam="completion",
    tekst="laat de shell opdrachten en opties aanvullen",
    uitleg="Druk de regels af waarmee de shell opdrachten en opties van budgetdesk aanvult met Tab.",
    voorbeelden=(
        'eval "$(budgetdesk completion bash)"      in ~/.bashrc',
        'eval "$(budgetdesk completion zsh)"       in ~/.zshrc',
        "budgetdesk completion fish > ~/.config/fish/completions/budgetdesk.fish",
    ),
    arguments=_arguments,
    run=_run,
)
