"""Recording from the app: exactly the files that were chosen, whoever else staged what; and what git refuses."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from budgetdesk.errors import InputError
from budgetdesk.session import Session, vastleggen
from budgetdesk.session.vastleggen import GitGeweigerd, NietNu, Vastgelegd, lay_down, prepare
from budgetdesk.storage import gitstatus, gitwrite
from budgetdesk.storage.lock import announce
from budgetdesk.voortgang import Afgebroken, gevolgd
from tests.conftest import VOORBEELDEN
from tests.gitstad import BESTAND, PROGRAMMA, edit, hook, stad, wie
from tests.proef import Maak
from tests.repository import git

__all__ = ["stad", "wie"]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")


def record(map_: Path, *regels: str, bestanden: tuple[str, ...] = ()) -> Vastgelegd:
    wat = prepare(Session.open(map_, read_only=True))
    chosen = bestanden or tuple(b.naam for b in wat.bestanden if b.aan)
    return lay_down(map_, wat, regels or ("Iets",), chosen)


# --- what is told --------------------------------------------------------------------------------


def test_what_changed_is_told_in_words_with_the_result_of_every_year_and_a_message(stad: Path) -> None:
    edit(stad, "2026 = 500", "2026 = 600_500")
    (stad / "notitie.docx").write_bytes(b"x")
    wat = prepare(Session.open(stad, read_only=True))
    assert [(b.naam, b.wat, b.aan) for b in wat.bestanden] == [
        (BESTAND, "gewijzigd: 1 bedrag", True),
        ("notitie.docx", "nieuw", False),
    ]
    assert wat.voorstel == ("Griffie: lasten begroting 2026 +600.000",)
    changed = [kop for kop, was, wordt in zip(wat.koppen, wat.was, wat.wordt, strict=True) if was != wordt]
    assert changed == ["Begroting 2026"]
    assert (wat.tak, wat.is_naamloos, wat.is_samenvoegen) == ("main", False, False)


@pytest.mark.lang
def test_a_message_for_several_things_has_a_line_for_each(stad: Path) -> None:
    edit(stad, "2026 = 100\nlasten.begroting.2027 = 100", "2026 = 150\nlasten.begroting.2027 = 150")
    edit(stad, "2026 = 500", "2026 = 400")
    wat = prepare(Session.open(stad, read_only=True))
    assert wat.voorstel == (
        "Raad en Griffie: bedragen 2026-2027",
        "Raad: lasten begroting 2026-2027 +50",
        "Griffie: lasten begroting 2026 -100",
    )
    assert vastleggen.message(wat.voorstel).splitlines()[1] == ""


# --- what is recorded ----------------------------------------------------------------------------


def test_exactly_what_was_chosen_is_recorded_as_it_is_on_disk(stad: Path) -> None:
    edit(stad, "2026 = 500", "2026 = 600")
    (stad / "wijzigingen").mkdir()
    (stad / "wijzigingen" / "2026-01 één.toml").write_text('[wijziging]\nnummer = "2026-01"\nnaam = "Één"\n')
    (stad / "laat maar.toml").write_text("")
    done = record(stad, "Griffie erbij", "Zoals besproken", bestanden=(BESTAND, "wijzigingen/2026-01 één.toml"))
    assert (done.tak, done.onderwerp, done.over) == ("main", "Griffie erbij", 1)
    assert git(stad, "log", "-1", "--format=%an <%ae>%n%B").split("\n")[:4] == [
        "Jan <jan@example.org>",
        "Griffie erbij",
        "",
        "Zoals besproken",
    ]
    for naam in (BESTAND, "wijzigingen/2026-01 één.toml"):
        assert git(stad, "show", f"HEAD:./{naam}").encode() == (stad / naam).read_bytes()
    assert git(stad, "status", "--porcelain", "-z") == "?? begroting 2026/laat maar.toml\0"


@pytest.mark.lang
def test_what_is_told_of_a_merge_is_its_own_subject_though_no_file_is_changed_by_it(stad: Path) -> None:
    git(stad, "switch", "--quiet", "--create", "krap")
    edit(stad, "2026 = 500", "2026 = 200")
    git(stad, "commit", "--quiet", "--all", "--message=Krap: griffie omlaag")
    git(stad, "switch", "--quiet", "main")
    git(stad, "merge", "--quiet", "--no-ff", "--no-commit", "krap")
    wat = prepare(Session.open(stad, read_only=True))
    done = lay_down(stad, wat, wat.voorstel, [b.naam for b in wat.bestanden])
    assert (done.onderwerp, done.kort) == (
        "Scenario krap samengevoegd",
        git(stad, "rev-parse", "--short", "HEAD").strip(),
    )


@pytest.mark.lang
def test_who_has_the_dossier_open_is_no_file_of_the_repository(stad: Path) -> None:
    edit(stad, "2026 = 500", "2026 = 600")
    with announce(stad, "Jan"):
        record(stad)
        assert git(stad, "status", "--porcelain") == ""
    assert not (stad.parent / ".gitignore").exists()


@pytest.mark.lang
def test_what_somebody_else_staged_stays_staged_and_is_not_recorded(stad: Path) -> None:
    anders = stad.parent / "anders.txt"
    anders.write_text("twee\n")
    git(stad.parent, "add", "anders.txt")
    anders.write_text("drie\n")
    edit(stad, "2026 = 500", "2026 = 600")
    record(stad)
    assert git(stad, "show", "--name-only", "--format=", "-z", "HEAD") == f"begroting 2026/{BESTAND}\0"
    assert git(stad.parent, "status", "--porcelain") == "MM anders.txt\n"
    assert git(stad.parent, "show", ":anders.txt") == "twee\n"


@pytest.mark.lang
def test_a_file_that_is_gone_is_recorded_as_gone_also_where_git_was_told_before(stad: Path) -> None:
    for naam in ("a", "b"):
        (stad / "wijzigingen").mkdir(exist_ok=True)
        (stad / f"wijzigingen/{naam}.toml").write_text(f'[wijziging]\nnummer = "{naam}"\nnaam = "{naam}"\n')
    record(stad)
    (stad / "wijzigingen/a.toml").unlink()
    git(stad, "rm", "--quiet", "wijzigingen/b.toml")
    wat = prepare(Session.open(stad, read_only=True))
    assert [(b.naam, b.wat) for b in wat.bestanden] == [
        ("wijzigingen/a.toml", "verwijderd"),
        ("wijzigingen/b.toml", "verwijderd"),
    ]
    record(stad)
    assert git(stad, "status", "--porcelain") == ""


@pytest.mark.lang
@pytest.mark.parametrize("zaad", range(max(VOORBEELDEN, 12)))
def test_whatever_was_done_before_only_the_chosen_files_change_in_git(stad: Path, zaad: int) -> None:
    dice = random.Random(zaad)  # noqa: S311 - a test
    names = [f"wijzigingen/{n} é.toml" for n in range(8)]
    (stad / "wijzigingen").mkdir()
    for naam in names[:5]:
        (stad / naam).write_text("a")
    git(stad, "add", ".")
    git(stad, "commit", "--quiet", "--message=Acht")
    for naam in names:
        _disturb(stad, naam, dice)
    wat = gitstatus.stand(stad)
    chosen = [b.naam for b in wat.bestanden if dice.random() < 0.6] or [wat.bestanden[0].naam]
    before = git(stad, "ls-files", "--stage", "-z").split("\0")
    try:
        gitwrite.commit(stad, "Iets", chosen)
    except GitGeweigerd as error:
        # staged and taken back: to git there is nothing
        assert "nothing to commit" in error.uitvoer or "no changes added" in error.uitvoer  # noqa: PT017
    after = git(stad, "ls-files", "--stage", "-z").split("\0")
    others = [line for line in before if not any(line.endswith(f"\t{naam}") for naam in chosen)]
    assert [line for line in after if not any(line.endswith(f"\t{naam}") for naam in chosen)] == others
    for naam in chosen:
        pad, kept = stad / naam, git(stad, "ls-tree", "-z", "HEAD", "--", naam)
        assert bool(kept) == pad.exists()
        if kept:
            assert git(stad, "show", f"HEAD:./{naam}").encode() == pad.read_bytes()


def _disturb(map_: Path, naam: str, dice: random.Random) -> None:
    """Do something to a file, once or twice, with or without telling git."""
    pad = map_ / naam
    for _ in range(dice.choice((1, 1, 2))):
        if pad.exists() and dice.random() < 0.3:
            pad.unlink()
        else:
            pad.write_text(dice.choice("abcd") * dice.randint(1, 3))
        if dice.random() < 0.5:
            git(map_, "add", "--all", "--", naam, check=False)


# --- what is refused, with nothing lost ----------------------------------------------------------


def test_a_hook_that_refuses_is_told_with_what_it_said_and_the_index_is_as_it_was(stad: Path) -> None:
    edit(stad, "2026 = 500", "2026 = 600")
    (stad / "nieuw.toml").write_text("")
    hook(stad, "pre-commit", "echo 'BD404 griffie heeft geen bron'", "exit 1")
    index = git(stad, "ls-files", "--stage", "-z")
    with pytest.raises(GitGeweigerd) as caught:
        record(stad)
    assert caught.value.waarom == "haak"
    assert "BD404 griffie heeft geen bron" in caught.value.uitvoer
    assert git(stad, "ls-files", "--stage", "-z") == index
    assert git(stad, "rev-list", "--count", "HEAD").strip() == "1"


@pytest.mark.lang
def test_a_lock_of_another_git_is_told_with_its_place(stad: Path) -> None:
    edit(stad, "2026 = 500", "2026 = 600")
    slot = Path(git(stad, "rev-parse", "--absolute-git-dir").strip()) / "index.lock"
    slot.touch()
    with pytest.raises(GitGeweigerd) as caught:
        record(stad)
    assert (caught.value.waarom, caught.value.slot) == ("slot", slot)
    vastleggen.unlock(slot)
    assert record(stad).onderwerp == "Iets"


@pytest.mark.lang
@pytest.mark.skipif(sys.platform == "win32", reason="het zijn scripts voor sh")
def test_a_commit_that_is_stopped_leaves_the_repository_as_it_was(stad: Path) -> None:
    edit(stad, "2026 = 500", "2026 = 600")
    begun = stad.parent / "begonnen"
    hook(stad, "pre-commit", f"touch '{begun}'", "sleep 60")
    with pytest.raises(Afgebroken), gevolgd(lambda _: not begun.exists()):
        record(stad)
    hook(stad, "pre-commit", "exit 0")
    assert record(stad).over == 0
    assert git(stad, "fsck", "--strict") == ""


@pytest.mark.lang
@pytest.mark.skipif(sys.platform == "win32", reason="het zijn scripts voor sh")
def test_what_is_called_off_after_the_commit_stands_is_told_as_recorded(stad: Path) -> None:
    edit(stad, "2026 = 500", "2026 = 600")
    begun = stad.parent / "begonnen"
    hook(stad, "post-commit", f"touch '{begun}'", "sleep 60")
    with gevolgd(lambda _: not begun.exists()):
        assert record(stad).onderwerp == "Iets"


@pytest.mark.lang
@pytest.mark.skipif(sys.platform == "win32", reason="het zijn scripts voor sh")
def test_a_commit_whose_app_is_killed_is_finished_or_never_was(stad: Path) -> None:
    edit(stad, "2026 = 500", "2026 = 600")
    begun, go = stad.parent / "begonnen", stad.parent / "verder"
    hook(stad, "pre-commit", f"touch '{begun}'", f"while [ ! -e '{go}' ]; do sleep 0.01; done")
    code = (
        "from pathlib import Path; from budgetdesk.storage.gitwrite import commit;"
        f"commit(Path({str(stad)!r}), 'Iets', [{BESTAND!r}])"
    )
    app = subprocess.Popen([sys.executable, "-c", code], env=dict(os.environ))
    while not begun.exists():
        time.sleep(0.01)
    app.kill()
    app.wait()
    go.touch()
    end = time.monotonic() + 10
    while git(stad, "status", "--porcelain", "--", BESTAND) and time.monotonic() < end:
        time.sleep(0.02)
    # git went on by itself: nothing asks it to stop
    assert git(stad, "log", "-1", "--format=%s").strip() == "Iets"
    assert git(stad, "fsck", "--strict") == ""


@pytest.mark.lang
@pytest.mark.skipif(sys.platform == "win32", reason="het zijn scripts voor sh")
def test_signing_that_would_ask_for_a_passphrase_is_a_sentence(stad: Path) -> None:
    edit(stad, "2026 = 500", "2026 = 600")
    gpg = stad.parent / "gpg"
    gpg.write_text("#!/bin/sh\necho 'gpg: signing failed: Inappropriate ioctl for device' >&2\nexit 2\n")
    gpg.chmod(0o755)
    git(stad, "config", "commit.gpgsign", "true")
    git(stad, "config", "gpg.program", str(gpg))
    with pytest.raises(GitGeweigerd, match="ondertekenen lukte niet") as caught:
        record(stad)
    assert caught.value.waarom == "sleutel"


@pytest.mark.lang
def test_who_records_is_asked_where_git_does_not_know_and_kept_in_this_repository(stad: Path, wie: Path) -> None:
    (wie / ".gitconfig").unlink()
    edit(stad, "2026 = 500", "2026 = 600")
    wat = prepare(Session.open(stad, read_only=True))
    assert wat.is_naamloos
    lay_down(stad, wat, ["Iets"], [BESTAND], ("Miep", "miep@example.org"))
    assert git(stad, "log", "-1", "--format=%an %ae").strip() == "Miep miep@example.org"
    assert not prepare_fails(stad)


def prepare_fails(map_: Path) -> bool:
    """Return whether there is something to record."""
    try:
        prepare(Session.open(map_, read_only=True))
    except NietNu:
        return False
    return True


@pytest.mark.lang
def test_what_comes_first_is_said(stad: Path) -> None:
    session = Session.open(stad, read_only=True)
    with pytest.raises(NietNu, match="Alles is al vastgelegd op main"):
        prepare(session)
    git(stad, "switch", "--quiet", "--detach")
    with pytest.raises(NietNu, match="niet een tak"):
        prepare(session)
    git(stad, "switch", "--quiet", "main")
    edit(stad, "2026 = 500", "2026 = 600")
    git(stad, "commit", "--quiet", "--all", "--message=Een")
    git(stad, "switch", "--quiet", "--create", "zij", "HEAD~1")
    edit(stad, "2026 = 500", "2026 = 700")
    git(stad, "commit", "--quiet", "--all", "--message=Twee")
    git(stad, "rebase", "main", check=False)
    with pytest.raises(NietNu, match="midden in een rebase"):
        prepare(session)


@pytest.mark.lang
def test_a_folder_without_a_repository_says_so_and_can_begin_one(dossier: Maak, wie: Path) -> None:
    assert wie
    map_ = dossier(PROGRAMMA)
    session = Session.open(map_, read_only=True)
    with pytest.raises(InputError, match="staat niet in git"):
        prepare(session)
    assert vastleggen.begin_repository(map_) == []
    wat = prepare(session)
    assert wat.voorstel == ("Begin: Programmabegroting 2026 van Proef",)
    assert {b.naam for b in wat.bestanden} == {".gitattributes", "begroting.toml", BESTAND}
    done = lay_down(map_, wat, wat.voorstel, [b.naam for b in wat.bestanden])
    assert (done.tak, done.over) == ("main", 0)
    assert git(map_, "check-attr", "merge", "--", BESTAND).strip().endswith("budgetdesk")


@pytest.mark.lang
@pytest.mark.parametrize("hoe", ["worktree", "submodule"])
def test_it_works_in_a_worktree_and_in_a_submodule(stad: Path, tmp_path: Path, hoe: str) -> None:
    if hoe == "worktree":
        git(stad, "worktree", "add", "--quiet", "-b", "naast", str(tmp_path / "naast"))
        map_ = tmp_path / "naast" / "begroting 2026"
    else:
        boven = tmp_path / "boven"
        git(tmp_path, "init", "--quiet", "--initial-branch=main", str(boven))
        git(boven, "-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(stad.parent), "sub")
        map_ = boven / "sub" / "begroting 2026"
    edit(map_, "2026 = 500", "2026 = 600")
    assert record(map_).over == 0
    assert git(map_, "show", f"HEAD:./{BESTAND}").encode() == (map_ / BESTAND).read_bytes()
