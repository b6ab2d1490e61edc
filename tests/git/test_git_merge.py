"""What git does with the installed merge driver: no edit is lost, no conflict hidden, whatever goes wrong.

`BUDGETDESK_PROEVEN` is the number of random merges (15; a soak tries 200), `BUDGETDESK_ZAAD` the seed of the first.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from budgetdesk.git import setup
from budgetdesk.git.setup import install
from budgetdesk.merge.markers import Conflict, split
from tests.conftest import SOAK
from tests.git.driewegproef import Maker, Proef, comments, expected, expected_comments, flatten, side_of

pytestmark = [
    pytest.mark.lang,
    pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt"),
    pytest.mark.skipif(sys.platform == "win32", reason="het zijn scripts voor sh"),
]

PROEVEN: Final = int(os.environ.get("BUDGETDESK_PROEVEN", "200" if SOAK else "15"))
ZAAD: Final = int(os.environ.get("BUDGETDESK_ZAAD", "0"))

BESTAND: Final = "programmas/01.toml"
BASIS: Final = "[post.a]\nlasten.begroting.2027 = 1_000\nlasten.begroting.2028 = 1_000\n"
ONS: Final = BASIS.replace("2027 = 1_000", "2027 = 2_000")
HUN: Final = BASIS.replace("2028 = 1_000", "2028 = 3_000")
SAMEN: Final = ONS.replace("2028 = 1_000", "2028 = 3_000")
ANDERS: Final = BASIS.replace("2027 = 1_000", "2027 = 4_000")
"""Contradicts `ONS`; `HUN` does not, on the line below."""


THEIRS_BY_GIT: Final = ("Stashed changes",)
"""What a git that names sides to a driver calls theirs, where that is less than we would say."""


@dataclass(frozen=True, slots=True)
class Gedaan:
    """What a command of git did."""

    code: int
    zei: str


def git(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> Gedaan:
    """Run git as somebody with a name; whatever it returns."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = ("-c", "user.name=Jan", "-c", "user.email=jan@example.org", "-c", "gc.auto=0")
    command = ("git", *who, *arguments)
    done = subprocess.run(command, cwd=folder, env=clean | (env or {}), check=False, capture_output=True)
    return Gedaan(done.returncode, (done.stdout + done.stderr).decode())


def text_of(folder: Path, what: str) -> str:
    """Return the bytes of a revision or of a stage of the index as text."""
    command = ("git", "cat-file", "blob", what)
    return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout.decode()


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


@pytest.fixture
def leeg(tmp_path: Path) -> Path:
    """Return an empty repository with the drivers installed, in a folder that a shell would trip over."""
    top = tmp_path / "de 'stad' $(x)"
    (top / "programmas").mkdir(parents=True)
    git(top, "init", "--quiet", "--initial-branch=ons", "--template=")
    install(top)
    return top


@pytest.fixture
def repo(leeg: Path) -> Path:
    """Return a repository with `BASIS` on branch `basis` and `ONS` on `ons`, which is checked out."""
    commit(leeg, BASIS)
    git(leeg, "branch", "basis")
    commit(leeg, ONS)
    return leeg


def commit(top: Path, text: str) -> None:
    (top / BESTAND).parent.mkdir(exist_ok=True)
    (top / BESTAND).write_text(text)
    git(top, "add", "--all")
    assert git(top, "commit", "--quiet", "--message", "wijziging").code == 0


def branch(repo: Path, text: str, start: str = "basis") -> None:
    """Make a branch `hun` with this text, and come back to `ons`."""
    git(repo, "checkout", "--quiet", "-b", "hun", start)
    commit(repo, text)
    git(repo, "checkout", "--quiet", "ons")


@pytest.mark.parametrize(
    ("naam", "regel"),
    [
        ("documenten/vgr-1/01-bestuur.toml", "[post.a]\nlasten.prognose.{} = {}\n"),
        ("vastgesteld.toml", '[post."1/a"]\nlasten.raming.{} = {}\n'),
    ],
)
def test_neighbouring_lines_of_every_file_of_a_dossier_merge(leeg: Path, naam: str, regel: str) -> None:
    kop, _, bedrag = regel.rstrip().partition("\n")

    def texts(*bedragen: str) -> str:
        return "\n".join([kop, *(bedrag.format(2027 + n, cents) for n, cents in enumerate(bedragen)), ""])

    (leeg / naam).parent.mkdir(parents=True, exist_ok=True)
    for part, text, start in (
        ("basis", texts("1_000", "1_000"), None),
        ("hun", texts("1_000", "3_000"), "basis"),
        ("ons", texts("2_000", "1_000"), "basis"),
    ):
        git(leeg, *(("checkout", "--quiet", "-B", part, start) if start else ("checkout", "--quiet", "-b", part)))
        (leeg / naam).write_text(text)
        git(leeg, "add", "--all")
        assert git(leeg, "commit", "--quiet", "--message", part).code == 0
    assert git(leeg, "merge", "--quiet", "hun").code == 0
    assert (leeg / naam).read_text() == texts("2_000", "3_000")


# --- random merges -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What git made of one trial, and what went wrong in it."""

    conflict: bool
    fouten: tuple[str, ...]


def test_random_merges_lose_nothing_and_hide_nothing(leeg: Path, tmp_path: Path) -> None:
    proeven = {f"programmas/{n:05}.toml": Maker(ZAAD + n).proef() for n in range(PROEVEN)}
    _commit_all(leeg, proeven)
    start = time.perf_counter()
    assert git(leeg, "merge", "--quiet", "hun").code == 1
    seconds = time.perf_counter() - start
    unmerged = set(git(leeg, "diff", "--name-only", "--diff-filter=U").zei.splitlines())
    found = {naam: _outcome(leeg, naam, proef, unmerged) for naam, proef in proeven.items()}
    theirs = [_by_lines(proef, tmp_path) for proef in proeven.values()]
    conflicts = sum(outcome.conflict for outcome in found.values())
    wrong = {naam: outcome.fouten for naam, outcome in found.items() if outcome.fouten}
    lines = Counter(theirs)
    print(
        f"\n{PROEVEN} merges from seed {ZAAD}: {conflicts} conflicts, {len(wrong)} wrong, {seconds:.1f} s;"
        f" by lines: {lines['conflict']} conflicts, {lines['fout']} wrong and {lines['goed']} right"
    )
    assert wrong == {}
    assert conflicts <= lines["conflict"]


def _commit_all(top: Path, proeven: dict[str, Proef]) -> None:
    for part, start in (("basis", None), ("hun", "basis"), ("ons", "basis")):
        if start:
            git(top, "checkout", "--quiet", "-B", part, start)
        for naam, proef in proeven.items():
            (top / naam).write_text(getattr(proef, part))
        git(top, "add", "--all")
        assert git(top, "commit", "--quiet", "--message", part).code == 0
        git(top, "branch", "--force", part)


def _outcome(top: Path, naam: str, proef: Proef, unmerged: set[str]) -> Uitkomst:
    result = (top / naam).read_text()
    conflict = naam in unmerged
    if conflict:
        return Uitkomst(conflict, tuple(_faults_of_conflict(top, naam, proef, result)))
    return Uitkomst(conflict, tuple(_faults_of_clean(proef, result)))


def _faults_of_clean(proef: Proef, result: str) -> list[str]:
    verwacht = expected(proef)
    if verwacht.botsingen:
        return [f"verzwegen: {sorted(verwacht.botsingen)}"]
    try:
        values = flatten(result)
    except ValueError as error:
        return [f"leest niet: {error}"]
    fouten = [] if values == verwacht.bladen else [f"waarden: {_difference(values, verwacht.bladen)}"]
    needed, gone = expected_comments(proef)
    there = comments(result)
    fouten += [f"commentaar weg: {sorted(needed - there)}"] if needed - there else []
    fouten += [f"commentaar terug: {sorted(gone & there)}"] if gone & there else []
    lines = set(result.splitlines()) - set(proef.ons.splitlines()) - set(proef.hun.splitlines())
    return fouten + ([f"vreemde regels: {sorted(lines)}"] if lines else [])


def _faults_of_conflict(top: Path, naam: str, proef: Proef, result: str) -> list[str]:
    verwacht = expected(proef)
    if not verwacht.botsingen:
        return ["vals conflict"]
    fouten = []
    for stage, side in ((1, proef.basis), (2, proef.ons), (3, proef.hun)):
        if text_of(top, f":{stage}:{naam}") != side:
            fouten.append(f"stadium {stage} is anders")
    delen = split(result)
    if not any(isinstance(deel, Conflict) for deel in delen):
        return [*fouten, "geen markering"]
    for side, text in (("ons", proef.ons), ("hun", proef.hun)):
        chosen = "".join(getattr(deel, side) if isinstance(deel, Conflict) else deel for deel in delen)
        try:
            values = flatten(chosen)
        except ValueError as error:
            fouten.append(f"{side} leest niet: {error}")
            continue
        wanted = side_of(verwacht, flatten(text))
        if values != wanted:
            fouten.append(f"{side}: {_difference(values, wanted)}")
    missing = (comments(proef.ons) & comments(proef.hun)) - comments(result)
    return fouten + ([f"commentaar weg: {sorted(missing)}"] if missing else [])


def _difference(found: object, wanted: object) -> str:
    assert isinstance(found, dict)
    assert isinstance(wanted, dict)
    return str(
        {pad: (found.get(pad), wanted.get(pad)) for pad in {**found, **wanted} if found.get(pad) != wanted.get(pad)}
    )


def _by_lines(proef: Proef, folder: Path) -> str:
    """Return what git's own merge of lines makes of it: `conflict`, `goed` or `fout`."""
    paden = [folder / naam for naam in ("ons", "basis", "hun")]
    for pad in paden:
        pad.write_text(getattr(proef, pad.name))
    done = subprocess.run(("git", "merge-file", "-p", "-q", *paden), check=False, capture_output=True)
    if done.returncode:
        return "conflict"
    return "fout" if _faults_of_clean(proef, done.stdout.decode()) else "goed"


# --- every way in which git merges ---------------------------------------------------------------


def test_a_rebase_a_cherry_pick_and_a_stash_merge_by_key(repo: Path) -> None:
    branch(repo, HUN)
    assert git(repo, "rebase", "--quiet", "hun").code == 0
    assert (repo / BESTAND).read_text() == SAMEN
    git(repo, "reset", "--quiet", "--hard", "ORIG_HEAD")
    assert git(repo, "cherry-pick", "hun").code == 0
    assert (repo / BESTAND).read_text() == SAMEN
    git(repo, "reset", "--quiet", "--hard", "basis")
    (repo / BESTAND).write_text(ONS)
    git(repo, "stash", "--quiet")
    commit(repo, HUN)
    assert git(repo, "stash", "pop", "--quiet").code == 0
    assert (repo / BESTAND).read_text() == SAMEN


@pytest.mark.parametrize("how", ["merge", "rebase", "cherry-pick", "stash"])
def test_a_contradiction_is_a_conflict_with_both_sides_however_it_comes_in(repo: Path, how: str) -> None:
    branch(repo, ANDERS)
    if how == "stash":
        git(repo, "reset", "--quiet", "--hard", "basis")
        (repo / BESTAND).write_text(ANDERS)
        git(repo, "stash", "--quiet")
        commit(repo, ONS)
        done = git(repo, "stash", "pop")
    else:
        done = git(repo, how, "hun")
    assert done.code == 1
    # a rebase puts the own commits upon theirs
    _require_conflict(repo, *((ANDERS, ONS) if how == "rebase" else (ONS, ANDERS)))


def _require_conflict(repo: Path, ons: str, hun: str) -> None:
    """Check that git says so, that the file shows both sides, and that both can be had back."""
    assert git(repo, "diff", "--name-only", "--diff-filter=U").zei == f"{BESTAND}\n"
    delen = split((repo / BESTAND).read_text())
    assert any(isinstance(deel, Conflict) for deel in delen)
    for side, text in (("ons", ons), ("hun", hun)):
        assert "".join(getattr(deel, side) if isinstance(deel, Conflict) else deel for deel in delen) == text
    _require_both_sides(repo, ons, hun)


def _require_both_sides(repo: Path, ons: str, hun: str) -> None:
    assert text_of(repo, f":2:{BESTAND}") == ons
    assert text_of(repo, f":3:{BESTAND}") == hun
    assert "??" not in git(repo, "status", "--porcelain").zei


def test_the_markers_name_the_branch_that_is_merged(repo: Path) -> None:
    branch(repo, ANDERS)
    git(repo, "branch", "--move", "hun", "feature/kader-nota")
    assert git(repo, "merge", "feature/kader-nota").code == 1
    conflicts = [deel for deel in split((repo / BESTAND).read_text()) if isinstance(deel, Conflict)]
    assert {conflict.namen[2] for conflict in conflicts} == {"feature/kader-nota"}


@pytest.mark.parametrize(
    ("how", "ons", "hun"),
    [
        ("merge hun", "ons", "hun"),
        ("rebase hun", "hun", "KORT (wijziging)"),
        ("rebase --apply hun", "hun", "KORT (wijziging)"),
        ("cherry-pick hun", "ons", "KORT (wijziging)"),
        ("cherry-pick basis..hun", "ons", "KORT (wijziging)"),
        ("revert HEAD~1", "ons", "zonder KORT (wijziging)"),
        ("stash pop", "ons", "stash (WIP on ons: KORT wijziging)"),
        ("am -3 ../0001-wijziging.patch", "ons", "wijziging"),
    ],
)
def test_the_markers_name_both_sides_however_a_conflict_comes_in(repo: Path, how: str, ons: str, hun: str) -> None:
    branch(repo, ANDERS)
    if how.startswith("am"):
        git(repo, "format-patch", "--quiet", "-1", "--output-directory=..", "hun")
    if how.startswith("stash"):
        (repo / BESTAND).write_text(ANDERS)
        git(repo, "stash", "--quiet")
    if how.startswith(("revert", "stash")):
        commit(repo, ONS.replace("2_000", "7_000"))
    assert git(repo, *how.split()).code != 0
    [conflict] = {deel.namen for deel in split((repo / BESTAND).read_text()) if isinstance(deel, Conflict)}
    kort = r"[0-9a-f]{7,}"
    # a git that names the sides itself (2.44) says less of some
    assert re.fullmatch(re.escape(ons), conflict[0])
    assert re.fullmatch(re.escape(hun).replace("KORT", kort), conflict[2]) or conflict[2] in THEIRS_BY_GIT


def test_a_diff_with_conflicts_shows_the_tables_of_what_differs(leeg: Path) -> None:
    text = "".join(f'[post.p{n}]\nnaam = "P{n}"\nlasten.begroting.2027 = 1_000\n\n' for n in range(100))
    commit(leeg, text)
    git(leeg, "branch", "basis")
    commit(leeg, text.replace("1_000", "2_000", 9))
    branch(leeg, text.replace("1_000", "3_000", 6))
    assert git(leeg, "merge", "hun").code == 1
    table, plain = (git(leeg, "diff", *options).zei.splitlines() for options in ((), ("--no-textconv",)))
    for start, amount in ((" +", "2.000"), ("+ ", "3.000")):
        assert table.count(f"{start}lasten begroting{amount:>22}") == 6
    assert table.count("++<<<<<<< ons") == 6
    assert len(table) <= len(plain)


def test_both_sides_adding_a_file_merge_where_they_agree(leeg: Path) -> None:
    (leeg / "leeg.txt").write_text("")
    git(leeg, "add", "--all")
    git(leeg, "commit", "--quiet", "--message", "begin")
    git(leeg, "branch", "basis")
    commit(leeg, ONS)
    branch(leeg, ONS + '\n[post.b]\nnaam = "B"\n')
    assert git(leeg, "merge", "--quiet", "hun").code == 0
    assert flatten((leeg / BESTAND).read_text()) == flatten(ONS + '\n[post.b]\nnaam = "B"\n')


def test_both_sides_adding_a_file_differently_is_a_conflict(leeg: Path) -> None:
    (leeg / "leeg.txt").write_text("")
    git(leeg, "add", "--all")
    git(leeg, "commit", "--quiet", "--message", "begin")
    git(leeg, "branch", "basis")
    commit(leeg, ONS)
    branch(leeg, ANDERS)
    assert git(leeg, "merge", "--quiet", "hun").code == 1
    _require_conflict(leeg, ONS, ANDERS)


# --- everything that can go wrong with the driver ------------------------------------------------


def start_with(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Install a driver that starts budgetdesk through a script of sh; `$PYTHON` is the real one."""
    pad = tmp_path / "python"
    pad.write_text(f"#!/bin/sh\nPYTHON={sys.executable}\n{script}\n")
    pad.chmod(0o755)
    monkeypatch.setattr(setup, "_start", lambda _: f"{pad} -P -m budgetdesk")
    install(repo)


KILLED_WHILE_WRITING: Final = (
    "import os, signal, sys;"
    "from budgetdesk.storage import atomic;"
    f"atomic._rename_all = lambda *_: os.kill(os.getpid(), {int(signal.SIGKILL)});"
    "from budgetdesk.cli import main;"
    "sys.exit(main(sys.argv[1:]))"
)

FAULTS: Final = {
    "python is weg": "exec /weg/python",
    "afgebroken bij de start": "kill -9 $$",
    "afgebroken bij het schrijven": f'shift 3; exec "$PYTHON" -P -c "{KILLED_WHILE_WRITING}" "$@"',
    "schijf vol": 'ulimit -f 0; exec "$PYTHON" "$@"',
    "geen geheugen": 'ulimit -v 20000; exec "$PYTHON" "$@"',
    "interne fout": "exit 70",
    "budgetdesk is weg": 'exec "$PYTHON" -P -m geen_budgetdesk',
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("hun", [HUN, ANDERS], ids=["verenigbaar", "strijdig"])
def test_a_driver_that_fails_ends_in_a_conflict_with_both_sides(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, hun: str
) -> None:
    start_with(repo, tmp_path, monkeypatch, FAULTS[fault])
    branch(repo, hun)
    done = git(repo, "merge", "--quiet", "hun")
    print(f"{fault}: code {done.code}\n{done.zei}")
    assert done.code == 1
    assert f"CONFLICT (content): Merge conflict in {BESTAND}" in done.zei
    assert "budgetdesk: samenvoegen per sleutel lukt niet" in done.zei
    _require_conflict(repo, ONS, hun)


def test_where_not_even_lines_can_be_merged_the_file_stays_ours_and_is_unmerged(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_with(repo, tmp_path, monkeypatch, 'exec "$PYTHON" "$@"')
    driver = git(repo, "config", "merge.budgetdesk.driver").zei.strip()
    git(repo, "config", "merge.budgetdesk.driver", f"ulimit -f 0; {driver}")
    branch(repo, HUN)
    done = git(repo, "merge", "--quiet", "hun")
    print(done.zei)
    assert done.code == 1
    assert (repo / BESTAND).read_text() == ONS
    assert git(repo, "diff", "--name-only", "--diff-filter=U").zei == f"{BESTAND}\n"
    _require_both_sides(repo, ONS, HUN)


@pytest.mark.parametrize("start", [HUN, ANDERS], ids=["verenigbaar", "strijdig"])
def test_a_side_that_is_no_toml_is_a_conflict_too(repo: Path, start: str) -> None:
    hun = start + "geen toml\n"
    branch(repo, hun)
    assert git(repo, "merge", "--quiet", "hun").code == 1
    delen = split((repo / BESTAND).read_text())
    assert any(isinstance(deel, Conflict) for deel in delen)
    assert "geen toml\n" in (repo / BESTAND).read_text()
    _require_both_sides(repo, ONS, hun)


def test_without_git_a_side_that_is_no_toml_makes_the_whole_file_one_conflict(tmp_path: Path) -> None:
    for naam, text in (("basis", BASIS), ("ons", ONS), ("hun", "geen toml\n")):
        (tmp_path / naam).write_text(text)
    command = (sys.executable, "-P", "-m", "budgetdesk", "merge", "basis", "ons", "hun")
    done = subprocess.run(command, cwd=tmp_path, env=os.environ | {"PATH": ""}, check=False, capture_output=True)
    assert done.returncode == 1
    assert "het hele bestand is één conflict" in done.stderr.decode()
    assert split((tmp_path / "ons").read_text()) == [Conflict(ONS, BASIS, "geen toml\n")]
