"""The last commits of a folder, as people tell them: when, who, what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from budgetdesk.storage.gitcall import ask


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit; `is_own` where its author has the address that git knows the user by."""

    moment: datetime
    wie: str
    onderwerp: str
    is_own: bool


def last_commits(folder: Path, count: int) -> list[Commit]:
    """Return the last commits that changed a folder, newest first; nothing without git, a checkout or a commit."""
    log = ask(folder, "log", f"--max-count={count}", "--format=%ct%x00%an%x00%ae%x00%s", "HEAD", "--", ".") or ""
    own = ask(folder, "config", "user.email") if log else ""
    fields = (line.split("\0") for line in log.splitlines())
    return [
        Commit(datetime.fromtimestamp(int(when), UTC).astimezone(), who, subject, bool(own) and mail == own)
        for when, who, mail, subject in fields
    ]
