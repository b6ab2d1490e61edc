from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from budgetdesk.cli.commands import COMMANDS, parse
from budgetdesk.errors import UsageError
from tests.cli.conftest import Run

ENGLISH = ("usage", "options:", "positional", "show this", "error", "invalid", "expected", "required")


@pytest.mark.parametrize("command", [(), *((naam,) for naam in COMMANDS)], ids=" ".join)
def test_every_help_is_dutch_and_has_examples(run: Run, command: tuple[str, ...]) -> None:
    code, out, err = run(*command, "--help")
    assert (code, err) == (0, "")
    assert run(*command, "-h") == (0, out, "")
    assert out.startswith(f"gebruik: budgetdesk {' '.join(command)}")
    assert "\nvoorbeelden:\n  " in out
    assert "toon deze hulp" in out
    assert not [word for word in ENGLISH if word in out]
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize("naam", COMMANDS)
def test_every_example_is_a_call_that_parses(naam: str) -> None:
    for example in COMMANDS[naam].voorbeelden:
        call = example.split("  ")[0].split(" > ")[0]
        words = shlex.split(call.removeprefix('eval "$(').removesuffix(')"'))
        assert words[0] == "budgetdesk"
        assert parse(words[1:]).run == COMMANDS[naam].run


def test_the_list_of_commands_names_them_all(run: Run) -> None:
    _, out, _ = run("--help")
    for naam, command in COMMANDS.items():
        assert f"  {naam}" in out
        assert command.tekst in out


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (["show"], "budgetdesk show: dit ontbreekt nog: DOSSIER, TABEL."),
        (
            ["show", "x", "reserves", "--format", "xml"],
            "--format: onbekend formaat `xml`; kies uit text, csv, csv-nl,",
        ),
        (
            ["check", "x", "--format", "xml"],
            "--format: onbekend formaat `xml`; kies uit text, json, github, gitlab, sarif.",
        ),
        (["show", "x", "reserves", "--programma"], "achter --programma hoort een waarde."),
        (["show", "x", "reserves", "--programma", "een"], "--programma: `een` is geen nummer van een programma"),
        (["show", "x", "reserves", "--programma", "²"], "--programma: `²` is geen nummer van een programma"),
        (["show", "x", "reserves", "--programma", 5000 * "9"], "9` is geen nummer van een programma"),
        (["show", "x", "reserves", "--euro=ja"], "--euro krijgt geen waarde, dus ook niet 'ja'."),
        (["show", "x", "reserves", "--eur"], "dit hoort hier niet: --eur."),
        (["show", "x", "reserves", "y", "z"], "dit hoort hier niet: y z."),
        (["set", "x"], "dit ontbreekt nog: ADRES=WAARDE."),
        (["add", "x"], "dit ontbreekt nog: BESTAND/SOORT."),
        (["add", "x", "1/post", "naam=X", "--onderr", "1A"], "dit hoort hier niet: --onderr 1A."),
        (["rename", "x", "1/post.a"], "dit ontbreekt nog: SLEUTEL."),
        (["move", "x", "1/post.a"], "budgetdesk move: kies --op of --neer."),
        (["move", "x", "1/post.a", "--op", "1", "--neer", "1"], "--neer en --op gaan niet samen."),
        (["move", "x", "1/post.a", "--op", "0"], "--op: `0` is geen aantal plaatsen, zoals 1."),
        (["move", "x", "1/post.a", "--op=-1"], "--op: `-1` is geen aantal plaatsen, zoals 1."),
        (["delete", "x", "1/post.a", "--naar", "b", "--mee"], "--mee en --naar gaan niet samen."),
        (["--versie"], "budgetdesk open: dit hoort hier niet: --versie."),
        (["--version", "x"], "budgetdesk: dit hoort hier niet: x."),
        (["completion", "ksh"], "SHELL: onbekende shell `ksh`; kies uit bash, zsh, fish."),
    ],
)
def test_a_wrong_call_is_told_in_dutch_under_the_right_one(run: Run, argv: list[str], complaint: str) -> None:
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert err.startswith("gebruik: budgetdesk")
    assert complaint in err
    assert not [word for word in ENGLISH if word in err]


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (["shwo", "leiden"], "`shwo` is geen opdracht en geen dossier; bedoelt u `budgetdesk show`?"),
        (["chekc"], "`chekc` is geen opdracht en geen dossier; bedoelt u `budgetdesk check`?"),
        (
            ["tonen", "leiden"],
            "`tonen` is geen opdracht en geen dossier; kies uit open, new, show, set, add, rename, move,",
        ),
    ],
)
def test_a_misspelled_command_is_not_taken_for_a_dossier(run: Run, argv: list[str], complaint: str) -> None:
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert err.startswith(complaint)


def test_a_word_that_is_no_command_is_a_dossier_to_open(leiden: Path) -> None:
    for argv in (
        [str(leiden)],
        ["open", str(leiden)],
        [str(leiden), "--read-only"],
        ["open", "--read-only", str(leiden)],
    ):
        args = parse(argv)
        assert args.run == COMMANDS["open"].run
        assert args.dossier == str(leiden)
        assert args.read_only == ("--read-only" in argv)
    assert parse([]).dossier is None


def test_a_folder_that_is_called_like_a_command_opens_with_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("show").mkdir()
    Path("shwo").mkdir()
    assert parse(["./show"]).dossier == "./show"
    assert parse(["shwo"]).dossier == "shwo"
    with pytest.raises(UsageError, match="dit ontbreekt nog: DOSSIER, TABEL"):
        parse(["show"])


def test_options_may_stand_anywhere() -> None:
    for argv in (
        ["show", "d", "reserves", "--format", "csv", "--programma", "1"],
        ["show", "--format", "csv", "d", "--programma=1", "reserves"],
        ["show", "--programma", "1", "--format=csv", "d", "reserves"],
    ):
        args = parse(argv)
        assert (args.dossier, args.tabel, args.format, args.programma) == ("d", "reserves", "csv", [1])
    assert parse(["show", "d", "reserves"]).programma == []
    for argv in (
        ["add", "d", "1/post", "a=1", "b=2", "--naam", "N"],
        ["add", "--naam", "N", "d", "1/post", "a=1", "b=2"],
        ["add", "d", "1/post", "--naam", "N", "a=1", "b=2"],
        ["add", "d", "--naam", "N", "1/post", "a=1", "b=2"],
        ["add", "d", "1/post", "a=1", "--naam", "N", "b=2"],
    ):
        args = parse(argv)
        assert (args.dossier, args.soort, args.naam, args.velden) == ("d", "1/post", "N", ["a=1", "b=2"])
    assert parse(["add", "d", "1/post"]).velden == []
    assert parse(["set", "d", "a=1", "b=2"]).waarden == ["a=1", "b=2"]
