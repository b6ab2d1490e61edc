"""Installing gives git readable differences and a merge by key; taking it back leaves no trace of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.errors import InputError, WriteError
from budgetdesk.git import setup
from budgetdesk.git.setup import KOP, install, uninstall
from budgetdesk.storage import history
from budgetdesk.storage.atomic import IGNORE_PATTERNS
from budgetdesk.storage.lock import announce, hold

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")

PROGRAMMA = "programmas/01 één.toml"
POST = (
    '[programma]\nnummer = 1\n\n[post.bestuur]\nnaam = "Bestuur"\naard = "structureel"\nlasten.begroting.2027 = 1_000\n'
)
ROW = f"lasten begroting{'':17}"
ATTRIBUTES = ["text: set", "eol: lf", "diff: budgetdesk", "merge: budgetdesk"]


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    """Run git as somebody with a name."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = ("-c", "user.name=Jan", "-c", "user.email=jan@example.org", "-c", "protocol.file.allow=always")
    command = ("git", *who, *arguments)
    return subprocess.run(command, cwd=folder, env=env, check=check, capture_output=True).stdout.decode()


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


@pytest.fixture
def _startable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take it that budgetdesk starts: looking takes as long as everything else together."""
    monkeypatch.setattr(setup, "_start", lambda _: f"{sys.executable} -P -m budgetdesk")


quick = pytest.mark.usefixtures("_startable")


@pytest.fixture(scope="module")
def origineel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with a dossier in a subfolder."""
    top = tmp_path_factory.mktemp("origineel")
    files = {"begroting.toml": "jaar = 2027\n", PROGRAMMA: POST, "wijzigingen/a.toml": "[wijziging]\n"}
    for naam, text in files.items():
        pad = top / "begroting 2027" / naam
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_text(text)
    git(top, "init", "--quiet", "--template=")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message", "Eerste")
    return top


@pytest.fixture
def repo(origineel: Path, tmp_path: Path) -> Path:
    """Return a copy of it in a folder with a name that a shell would trip over."""
    return shutil.copytree(origineel, tmp_path / "de 'stad' $(x) %A")


def attributes(top: Path, pad: str) -> list[str]:
    lines = git(top, "check-attr", "text", "eol", "diff", "merge", "--", pad).splitlines()
    return [": ".join(line.split(": ")[-2:]) for line in lines]


def state(top: Path) -> dict[str, bytes]:
    """Return what installing may touch."""
    files = (top / ".gitattributes", top / ".git" / "config", top / ".git" / "info" / "exclude")
    return {pad.name: pad.read_bytes() for pad in files if pad.exists()}


@quick
def test_every_file_of_a_dossier_gets_its_attributes_and_no_other_file(repo: Path) -> None:
    install(repo)
    files = ("begroting.toml", "reserves.toml", "programmas/x.toml", "documenten/vgr-1/01-x.toml")
    for naam in (*files, "a/begroting.toml", "a b/wijzigingen/é.toml"):
        assert attributes(repo, naam) == ATTRIBUTES
    others = ("programmas/a.txt", "programmas/a/b.toml", "documenten/b.toml", "mijn-begroting.toml")
    for naam in ("pyproject.toml", *others):
        assert {line.partition(": ")[2] for line in attributes(repo, naam)} == {"unspecified"}


@quick
def test_a_template_that_is_called_as_a_dossier_gets_line_ends_and_nothing_of_ours(repo: Path) -> None:
    plain = ["text: set", "eol: lf", "diff: unspecified", "merge: unspecified"]
    pad = repo / ".gitattributes"
    pad.write_text("begroting.toml text eol=lf diff=budgetdesk merge=budgetdesk\n")  # as an older install left it
    assert attributes(repo, "begroting 2027/templates/begroting.toml") == ATTRIBUTES
    install(repo)
    for naam in ("templates/begroting.toml", "begroting 2027/templates/begroting.toml"):
        assert attributes(repo, naam) == plain
    assert attributes(repo, "begroting 2027/begroting.toml") == ATTRIBUTES
    once = pad.read_text()
    assert not install(repo).gewijzigd
    assert pad.read_text() == once
    uninstall(repo)
    assert pad.read_text() == "begroting.toml text eol=lf diff=budgetdesk merge=budgetdesk\n"


@quick
def test_a_file_below_that_has_the_last_word_is_not_argued_with_again_and_again(repo: Path) -> None:
    deeper = repo / "begroting 2027" / "templates"
    deeper.mkdir()
    (deeper / ".gitattributes").write_text("*.toml diff=budgetdesk\n")
    (deeper / "begroting.toml").write_text("")
    git(repo, "add", ".")
    install(repo)
    assert not install(repo).gewijzigd


@pytest.mark.lang
def test_git_diff_shows_a_table_under_the_name_of_its_table(repo: Path) -> None:
    install(repo / "begroting 2027")
    pad = repo / "begroting 2027" / PROGRAMMA
    pad.write_text(POST.replace("1_000", "2_000"))
    for folder in (repo, repo / "begroting 2027" / "programmas"):
        diff = git(folder, "diff", "-U0")
        assert "@@ [post.bestuur] Bestuur\n" in diff
        assert f"-{ROW}1.000\n+{ROW}2.000\n" in diff
    plain = git(repo, "diff", "-U0", "--no-textconv")
    assert "@@ [post.bestuur]\n-lasten.begroting.2027 = 1_000\n" in plain
    git(repo, "commit", "--quiet", "--all", "--message", "Tweede")
    assert f"+{ROW}2.000\n" in git(repo, "log", "-p", "-1")
    assert git(repo, "status", "--porcelain").splitlines() == ["?? .gitattributes"]


@pytest.mark.lang
@pytest.mark.skipif(shutil.which("ps") is None, reason="hier is niet te zien wie er vraagt")
@quick
def test_what_is_about_lines_stays_about_those_of_the_file(repo: Path) -> None:
    naam = f"begroting 2027/{PROGRAMMA}"
    (repo / naam).write_text(POST.replace("1_000", "1_100"))
    git(repo, "commit", "--quiet", "--all", "--message", "Tweede")
    line = POST[: POST.index("1_000")].count("\n") + 1
    asked = (
        ("blame", "--porcelain", f"-L{line},{line}", "--", naam),
        ("annotate", "-L", f"{line},{line}", naam),
        ("log", "--format=%s", "-S1_100", "--", naam),
        ("log", "--format=%s", "-G", "2027 = 1_100", "--", naam),
        ("log", "--format=%s", f"-L{line},{line}:{naam}"),
    )
    before = [git(repo, *arguments) for arguments in asked]
    install(repo)
    assert [git(repo, *arguments) for arguments in asked] == before
    assert "lasten.begroting.2027 = 1_100" in before[0]


@quick
def test_a_patch_of_what_changed_applies_though_git_diff_shows_tables(repo: Path) -> None:
    install(repo)
    naam = f"begroting 2027/{PROGRAMMA}"
    (repo / naam).write_text(POST.replace("1_000", "1_100"))
    git(repo, "commit", "--quiet", "--all", "--message", "Tweede")
    patches = (("format-patch", "-1", "--stdout"), ("diff", "--no-textconv", "HEAD~1"))
    for number, arguments in enumerate(patches):
        pad = repo.parent / f"{number}.patch"
        pad.write_text(git(repo, *arguments))
        git(repo, "checkout", "--quiet", "HEAD~1", "--", naam)
        git(repo, "apply", str(pad))
        assert (repo / naam).read_text() == POST.replace("1_000", "1_100")


@pytest.mark.lang
def test_a_file_that_is_no_toml_and_a_budgetdesk_that_is_gone_leave_git_diff_working(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(repo)
    pad = repo / "begroting 2027" / PROGRAMMA
    pad.write_text(POST + "dit is = geen toml =\n")
    assert "+dit is = geen toml =\n" in git(repo, "diff")
    uninstall(repo)
    monkeypatch.setattr(setup, "_start", lambda _: "'/weg/de python' -P -m budgetdesk")
    install(repo)
    assert "+dit is = geen toml =\n" in git(repo, "diff")


@quick
def test_installing_twice_changes_nothing_and_says_so(repo: Path) -> None:
    assert install(repo).gewijzigd
    once = state(repo)
    again = install(repo / "begroting 2027")
    assert (again.gewijzigd, again.gelaten) == (False, False)
    assert again.regels == (f"Repository {repo}", "Er is niets gewijzigd.")
    assert state(repo) == once


OWN = [None, b"", b"*.txt text\n", b"*.txt text", b"*.txt text\r\n# eigen", b"# \xff geen UTF-8\n\n\n"]


@pytest.mark.lang
@quick
@pytest.mark.parametrize("own", OWN)
def test_taking_it_back_gives_every_byte_of_what_git_ignores_back(repo: Path, own: bytes | None) -> None:
    (repo / ".git" / "info").mkdir()
    if own is not None:
        (repo / ".git" / "info" / "exclude").write_bytes(own)
    before = state(repo)
    install(repo)
    assert state(repo)["exclude"].startswith(own or b"# hulpbestanden van budgetdesk")
    once = state(repo)
    install(repo)
    assert state(repo) == once
    uninstall(repo)
    assert state(repo) == before


@quick
def test_what_the_app_puts_beside_the_files_is_not_committed(repo: Path, tmp_path: Path) -> None:
    boom = tmp_path / "boom"
    git(repo, "worktree", "add", "--quiet", str(boom))
    install(boom)
    for top in (repo, boom):
        dossier = top / "begroting 2027"
        with announce(dossier, "jan"), hold(dossier / PROGRAMMA):
            assert len(list(dossier.rglob(".*"))) == 2
            git(top, "add", "--all")
    assert git(repo, "status", "--porcelain") == ""
    assert git(boom, "status", "--porcelain") == "A  .gitattributes\n"


@quick
def test_what_is_ignored_already_is_not_added_again(repo: Path) -> None:
    (repo / ".git" / "info").mkdir()
    pad = repo / ".git" / "info" / "exclude"
    pad.write_text("".join(f"{pattern}\n" for pattern in IGNORE_PATTERNS[1:]))
    assert f"info/exclude: erbij: {IGNORE_PATTERNS[0]}" in install(repo).regels
    assert pad.read_text().splitlines()[-1] == IGNORE_PATTERNS[0]
    pad.write_text("\n".join(IGNORE_PATTERNS))
    assert not install(repo).gewijzigd
    uninstall(repo)
    assert pad.read_text() == "\n".join(IGNORE_PATTERNS)


@pytest.mark.lang
@quick
def test_attributes_that_only_the_index_has_are_put_back(repo: Path) -> None:
    install(repo)
    git(repo, "add", "--all")
    git(repo, "commit", "--quiet", "--message", "attributen")
    installed = state(repo)
    assert not install(repo).los
    assert uninstall(repo).los
    done = install(repo)
    assert (done.gewijzigd, done.los) == (True, False)
    assert state(repo) == installed
    assert git(repo, "status", "--porcelain") == ""
    git(repo, "commit", "--quiet", "--allow-empty", "--all", "--message", "niets")
    assert attributes(repo, "programmas/x.toml") == ATTRIBUTES


@pytest.mark.lang
@quick
def test_attributes_of_a_user_that_only_the_index_has_do_not_count(repo: Path) -> None:
    (repo / ".gitattributes").write_text("*.toml diff=eigen\n")
    git(repo, "add", ".gitattributes")
    (repo / ".gitattributes").unlink()
    assert not install(repo).gelaten
    assert attributes(repo, "programmas/x.toml") == ATTRIBUTES


@pytest.mark.lang
@quick
@pytest.mark.parametrize(
    "own",
    [
        None,
        b"",
        b"*.txt text\n",
        b"*.txt text",
        b"*.txt text\r\n# eigen\r\n",
        b"*.txt text\r\n# eigen",
        b"# \xff geen UTF-8\n\n\n",
        b"* text=auto\n*.toml whitespace=trailing-space\n",
        b"**/programmas/*.toml text eol=lf diff=budgetdesk merge=budgetdesk",
    ],
)
def test_taking_it_back_gives_every_byte_back(repo: Path, own: bytes | None) -> None:
    if own is not None:
        (repo / ".gitattributes").write_bytes(own)
    before = state(repo)
    install(repo)
    assert state(repo) != before
    assert state(repo)[".gitattributes"].startswith(own or b"")
    assert attributes(repo, "programmas/x.toml") == ATTRIBUTES
    uninstall(repo)
    assert state(repo) == before
    assert uninstall(repo).regels[-1] == "Er is niets gewijzigd."


@quick
def test_what_was_added_after_installing_stays(repo: Path) -> None:
    (repo / ".gitattributes").write_bytes(b"*.txt text")
    install(repo)
    pad = repo / ".gitattributes"
    pad.write_bytes(pad.read_bytes() + b"\n*.png binary\n")
    git(repo, "config", "merge.budgetdesk.recursive", "text")
    uninstall(repo)
    assert pad.read_bytes() == b"*.txt text\n*.png binary\n"
    assert git(repo, "config", "--local", "--get-regexp", "budgetdesk") == "merge.budgetdesk.recursive text\n"


@pytest.mark.lang
@quick
@pytest.mark.parametrize(
    "own", ["*.toml diff=eigen\n", "**/programmas/*.toml diff=eigen\n", "*.toml -diff\n", "*.toml binary\n"]
)
def test_attributes_a_user_has_set_stay_and_are_told(repo: Path, own: str) -> None:
    pad = repo / ".gitattributes"
    pad.write_text(own)
    kept = attributes(repo, "programmas/x.toml")
    done = install(repo)
    assert done.gelaten
    assert any("**/programmas/*.toml heeft al" in regel and "--vervang" in regel for regel in done.regels)
    given = dict(line.split(": ") for line in kept)
    now = dict(line.split(": ") for line in attributes(repo, "programmas/x.toml"))
    assert {naam: now[naam] for naam, value in given.items() if value != "unspecified"} == {
        naam: value for naam, value in given.items() if value != "unspecified"
    }
    assert install(repo).regels[-1] == "Er is niets gewijzigd."
    assert not install(repo, vervang=True).gelaten
    assert attributes(repo, "programmas/x.toml") == ATTRIBUTES
    uninstall(repo)
    assert pad.read_text() == own


@quick
def test_what_overrules_even_the_new_lines_is_told(repo: Path) -> None:
    deeper = repo / "begroting 2027" / ".gitattributes"
    deeper.write_text("*.toml merge=union\n")
    assert install(repo).gelaten
    done = install(repo, vervang=True)
    assert done.gelaten
    assert f".gitattributes: begroting 2027/{PROGRAMMA} heeft al merge=union en dat wint" in "\n".join(done.regels)


@pytest.mark.lang
@quick
@pytest.mark.parametrize(
    "sleutel", ["diff.budgetdesk.textconv", "diff.budgetdesk.xfuncname", "merge.budgetdesk.driver"]
)
def test_settings_a_user_has_made_stay_and_are_told(repo: Path, sleutel: str) -> None:
    git(repo, "config", sleutel, "eigen 'ding'")
    before = state(repo)
    done = install(repo)
    assert done.gelaten
    assert (
        f"git-instelling {sleutel}: is `eigen 'ding'` en blijft zo; `--vervang` neemt die van budgetdesk."
        in done.regels
    )
    assert f"git-instelling {sleutel}: is niet van budgetdesk en blijft." in uninstall(repo).regels
    assert state(repo) == before
    done = install(repo, vervang=True)
    assert f"git-instelling {sleutel}: vervangen; was `eigen 'ding'`." in done.regels
    assert not install(repo).gelaten


@quick
def test_a_setting_with_more_values_gets_one(repo: Path) -> None:
    for value in ("een", "twee"):
        git(repo, "config", "--add", "merge.budgetdesk.driver", value)
    assert any("is `een` en `twee` en blijft zo" in regel for regel in install(repo).regels)
    install(repo, vervang=True)
    assert len(git(repo, "config", "--get-all", "merge.budgetdesk.driver").splitlines()) == 1


def test_an_installation_elsewhere_makes_way_and_is_taken_back_too(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(repo)
    monkeypatch.setattr(setup, "_start", lambda _: "/weg/python -P -m budgetdesk")
    install(repo)
    monkeypatch.setattr(setup, "_start", lambda _: "/hier/python -P -m budgetdesk")
    assert not install(repo).gelaten
    assert "/hier/python" in git(repo, "config", "diff.budgetdesk.textconv")
    monkeypatch.undo()
    uninstall(repo)
    assert state(repo) == before


@pytest.mark.lang
def test_git_starts_budgetdesk_and_no_module_of_the_repository(repo: Path, tmp_path: Path) -> None:
    for naam in ("argparse.py", "budgetdesk.py", "sitecustomize.py"):
        (repo / naam).write_text(f"open({str(tmp_path / 'gestart')!r}, 'w')\n")
    install(repo)
    (repo / "begroting 2027" / PROGRAMMA).write_text(POST.replace("1_000", "2_000"))
    assert f"+{ROW}2.000\n" in git(repo, "diff")
    assert not (tmp_path / "gestart").exists()


def test_a_python_without_budgetdesk_is_refused(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(repo)
    monkeypatch.setattr(sys, "executable", str(repo / "geen-python"))
    with pytest.raises(InputError, match="kan budgetdesk met deze Python niet starten"):
        install(repo)
    assert state(repo) == before


@pytest.mark.lang
@quick
def test_a_worktree_and_a_submodule_are_their_own_top(repo: Path, tmp_path: Path) -> None:
    boom = tmp_path / "boom"
    git(repo, "worktree", "add", "--quiet", str(boom))
    before = (repo / ".git" / "config").read_bytes()
    assert install(boom / "begroting 2027").regels[0] == f"Repository {boom}"
    assert attributes(boom, "programmas/x.toml") == ATTRIBUTES
    assert not (repo / ".gitattributes").exists()
    uninstall(boom)
    assert (repo / ".git" / "config").read_bytes() == before
    super_ = tmp_path / "super"
    super_.mkdir()
    git(super_, "init", "--quiet")
    git(super_, "submodule", "--quiet", "add", str(repo), "sub")
    install(super_ / "sub" / "begroting 2027")
    assert attributes(super_ / "sub", "programmas/x.toml") == ATTRIBUTES
    assert not (super_ / ".gitattributes").exists()
    assert not git(super_, "config", "--local", "--get-regexp", "budgetdesk", check=False)


@pytest.mark.lang
@quick
def test_files_that_git_keeps_with_crlf_are_told_until_they_are_renormalised(repo: Path) -> None:
    pad = repo / "begroting 2027" / PROGRAMMA
    pad.write_bytes(POST.replace("\n", "\r\n").encode())
    git(repo, "commit", "--quiet", "--all", "--message", "CRLF")
    assert "1 bestand staat met CRLF in git; `git add --renormalize .` zet dat om in LF." in install(repo).regels
    git(repo, "add", "--renormalize", ".")
    assert git(repo, "cat-file", "blob", f":begroting 2027/{PROGRAMMA}") == POST
    assert pad.read_bytes().count(b"\r\n") == POST.count("\n")
    assert install(repo).regels[-1] == "Er is niets gewijzigd."


@pytest.mark.parametrize("act", [install, uninstall])
def test_without_git_a_checkout_or_a_folder_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[Path], object]
) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "kaal")
    for folder, reden in (("", "staat niet in git"), ("kaal", "administratie van git"), ("weg", "bestaat niet")):
        with pytest.raises(InputError, match=reden):
            act(tmp_path / folder)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="git is niet geïnstalleerd"):
        act(tmp_path)


@quick
def test_what_cannot_be_written_is_named_and_left(repo: Path) -> None:
    before = state(repo)
    (repo / ".git" / "config.lock").write_text("")
    with pytest.raises(WriteError, match=r"diff.budgetdesk.textconv: schrijven is mislukt \(.*could not lock"):
        install(repo)
    (repo / ".git" / "config.lock").unlink()
    uninstall(repo)
    assert state(repo) == before
    (repo / ".gitattributes").symlink_to("elders")
    with pytest.raises(WriteError, match="verwijzing"):
        install(repo)
    (repo / ".gitattributes").unlink()
    (repo / ".gitattributes").mkdir()
    with pytest.raises(WriteError, match=r"\.gitattributes: schrijven is mislukt"):
        install(repo)


@pytest.mark.skipif(sys.platform == "win32", reason="het script is voor sh")
@quick
def test_installing_starts_no_hook_and_no_program_of_the_repository(repo: Path, tmp_path: Path) -> None:
    script = tmp_path / "monitor.sh"
    script.write_text(f"#!/bin/sh\ntouch '{tmp_path}/gestart'\n")
    script.chmod(0o755)
    for naam in ("post-index-change", "post-checkout", "reference-transaction", "pre-commit"):
        (repo / ".git" / "hooks").mkdir(exist_ok=True)
        shutil.copy(script, repo / ".git" / "hooks" / naam)
    git(repo, "config", "core.fsmonitor", str(script))
    (tmp_path / "gestart").unlink(missing_ok=True)
    install(repo)
    uninstall(repo)
    assert not (tmp_path / "gestart").exists()
    assert history.top_of(repo) == repo


@quick
def test_the_lines_say_where_they_come_from(repo: Path) -> None:
    install(repo)
    assert (repo / ".gitattributes").read_text().splitlines()[0] == KOP
