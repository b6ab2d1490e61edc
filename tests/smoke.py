"""Try an installed budgetdesk as a user would, outside any checkout. Run by `.ci/run`.

python tests/smoke.py FOLDER     with the interpreter budgetdesk is installed for; FOLDER is empty
"""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from importlib import util
from pathlib import Path
from typing import Final

import budgetdesk
from budgetdesk.storage.resources import shipped

GIT: Final = ("git", "-c", "user.name=Smoke", "-c", "user.email=smoke@example.org", "-c", "init.defaultBranch=main")
COMMAND: Final = str(Path(sys.executable).with_name("budgetdesk"))
SECONDS: Final = 30


def run(folder: Path, *arguments: str) -> str:
    """Run a command that must succeed and return what it printed."""
    done = subprocess.run(
        [COMMAND, *arguments], cwd=folder, check=False, capture_output=True, text=True, timeout=SECONDS
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def merge_in_git(folder: Path, dossier: str) -> None:
    """Let two branches set neighbouring amounts; git merges them with the driver of the installed package."""

    def git(*arguments: str) -> None:
        subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True, timeout=SECONDS)

    git("init", "--quiet")
    run(folder, "git", "install")
    git("add", ".")
    git("commit", "--quiet", "--message", "Basis")
    git("checkout", "--quiet", "-b", "els")
    for branch, jaar in (("els", 2028), ("main", 2029)):
        git("checkout", "--quiet", branch)
        run(folder, "set", dossier, f"1/post.nieuw.lasten.begroting.{jaar}=13{jaar}000")
        git("commit", "--quiet", "--all", "--message", branch)
    git("merge", "--quiet", "--no-edit", "els")
    shown = run(folder, "show", dossier, "programmakosten", "--format", "csv")
    if "132.028,132.029" not in shown:
        raise SystemExit(f"the merge of two branches lost an amount:\n{shown}")


def make_pdf(folder: Path, dossier: str) -> None:
    """Make a PDF where the extra for it is installed; without it, be told how to get it and find nothing written."""
    done = subprocess.run(
        [COMMAND, "export", dossier, "boek.pdf"],
        cwd=folder, check=False, capture_output=True, text=True, timeout=SECONDS,
    )  # fmt: skip
    made = folder / "boek.pdf"
    if util.find_spec("typst") is None:
        if done.returncode != 2 or 'pip install "budgetdesk[pdf]"' not in done.stderr or made.exists():
            raise SystemExit(f"without the extra a PDF is not refused as it should: {done.returncode}\n{done.stderr}")
        print("no PDF without the extra, and how to get it is told")
    elif done.returncode or not made.read_bytes().startswith(b"%PDF-1.7"):
        raise SystemExit(f"the extra makes no PDF: {done.returncode}\n{done.stderr}")
    else:
        print("a PDF with the extra")


def open_and_leave(folder: Path, dossier: Path) -> None:
    """Open the app in a terminal, wait for the table, leave, and expect exit code 0."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.environ.update(TERM="xterm-256color", LINES="24", COLUMNS="80")
        os.execv(COMMAND, [COMMAND, str(dossier)])
    seen, left, end = b"", False, time.monotonic() + SECONDS
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
        if not left and b"Resultaat" in seen:
            os.write(terminal, b"\x11")
            left = True
    _, status = os.waitpid(pid, 0)
    if not left or os.waitstatus_to_exitcode(status):
        raise SystemExit(f"the app did not open and leave as it should: {status}\n{seen[-2000:]!r}")


def main() -> None:
    """Go through the commands with a new dossier and the shipped sample."""
    folder = Path(sys.argv[1]).resolve()
    package = Path(budgetdesk.__file__).resolve()
    if Path(sys.prefix).resolve() not in package.parents:
        raise SystemExit(f"this is not the installed package: {package}")
    sample = shipped("sample_budgets") / "leiden-2026"
    print(run(folder, "--version").strip())
    run(folder, "new", "stad-2027", "--gemeente", "Stad", "--jaar", "2027")
    run(folder, "set", "stad-2027", "1/post.nieuw.lasten.begroting.2027=12500000")
    run(folder, "check", "stad-2027")
    if "12.500" not in run(folder, "show", "stad-2027", "programmakosten"):
        raise SystemExit("show does not print what set wrote")
    if "Bestuur,Lasten,13.543" not in run(folder, "show", str(sample), "programmakosten", "--format", "csv"):
        raise SystemExit("the shipped sample does not print its published table")
    run(folder, "export", "stad-2027", "tabellen.xlsx")
    make_pdf(folder, "stad-2027")
    open_and_leave(folder, folder / "stad-2027")
    merge_in_git(folder, "stad-2027")
    run(folder, "fmt", "stad-2027", "--check")
    print("smoke test passed")


if __name__ == "__main__":
    main()
