"""Locks exclude, presence informs: neither blocks, follows links or outlives its process."""

from __future__ import annotations

import fnmatch
import json
import os
import platform
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import budgetdesk
from budgetdesk.errors import Locked
from budgetdesk.storage import lock
from budgetdesk.storage.atomic import IGNORE_PATTERNS
from budgetdesk.storage.lock import announce, hold, others

ROOT = Path(budgetdesk.__file__).parents[1]

HOLDER = """
import sys
from pathlib import Path
from budgetdesk.storage.lock import announce, hold
with {call}:
    print("ready", flush=True)
    sys.stdin.read()
"""


@contextmanager
def elsewhere(call: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that stays inside `with {call}:` during the block."""
    command = [sys.executable, "-c", HOLDER.format(call=call)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()


def leave(folder: Path, host: str, pid: int, **changed: object) -> Path:
    """Write a presence file as a session that is no longer there left it."""
    pad = folder / f"{lock.OPEN_PREFIX}{host}-{pid}"
    content = {"wie": "Jan", "host": host, "pid": pid, "sinds": "2026-05-01T09:00:00+02:00"} | changed
    pad.write_text(json.dumps(content))
    return pad


def test_a_lock_held_by_another_process_is_refused_within_the_timeout(tmp_path: Path) -> None:
    pad = tmp_path / "begroting.toml"
    with elsewhere(f"hold(Path({str(pad)!r}))"):
        with pytest.raises(Locked, match="begroting") as caught, hold(pad, 0.03):
            pytest.fail("the lock was given twice")
        assert caught.value.exit_code == 5


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    pad = tmp_path / "begroting.toml"
    with elsewhere(f"hold(Path({str(pad)!r}))") as process:
        process.send_signal(signal.SIGKILL)
        with hold(pad, 2.0):
            pass


def test_a_lock_excludes_within_one_process_and_can_be_taken_again(tmp_path: Path) -> None:
    pad = tmp_path / "begroting.toml"
    with hold(pad), pytest.raises(Locked), hold(pad, 0):
        pytest.fail("the lock was given twice")
    with hold(pad, 0):
        pass


def test_a_link_and_its_target_share_one_lock(tmp_path: Path) -> None:
    (tmp_path / "elders").mkdir()
    link, target = tmp_path / "begroting.toml", tmp_path / "elders" / "echt.toml"
    link.symlink_to(target)
    with hold(link), pytest.raises(Locked), hold(target, 0):
        pytest.fail("the lock was given twice")
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".lock")] == []


def test_the_lock_file_goes_with_the_lock(tmp_path: Path) -> None:
    pad = tmp_path / "begroting.toml"
    with hold(pad):
        assert (tmp_path / ".begroting.toml.lock").read_bytes() == b""
    assert list(tmp_path.iterdir()) == []


def test_a_lock_whose_file_was_removed_meanwhile_still_excludes(tmp_path: Path) -> None:
    pad = tmp_path / "begroting.toml"
    count = tmp_path / "count"
    count.write_text("0")

    def add() -> None:
        for _ in range(50):
            with hold(pad, 30):
                count.write_text(str(int(count.read_text()) + 1))

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count.read_text() == "200"


def test_a_lock_file_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (tmp_path / ".begroting.toml.lock").symlink_to(outside)
    with pytest.raises(OSError, match="symbolic"), hold(tmp_path / "begroting.toml", 0):
        pytest.fail("the link was followed")
    assert not outside.exists()


def test_a_session_elsewhere_is_seen_until_it_ends_or_is_killed(tmp_path: Path) -> None:
    with elsewhere(f"announce(Path({str(tmp_path)!r}), 'Fatma')") as process:
        (seen,) = others(tmp_path)
        assert (seen.wie, seen.host, seen.pid) == ("Fatma", platform.node(), process.pid)
        assert seen.sinds.tzinfo is not None
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert others(tmp_path) == []
        assert len(list(tmp_path.glob(f"{lock.OPEN_PREFIX}*"))) == 1
    with announce(tmp_path, "Jan"):
        (left,) = tmp_path.glob(f"{lock.OPEN_PREFIX}*")
        assert left.name.endswith(f"-{os.getpid()}")


def test_the_own_session_is_not_among_the_others_and_leaves_nothing(tmp_path: Path) -> None:
    with announce(tmp_path, "Jan"):
        assert others(tmp_path) == []
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_process_id_in_use_again_does_not_revive_an_ended_session(tmp_path: Path) -> None:
    leave(tmp_path, platform.node(), os.getppid())
    assert others(tmp_path) == []


def test_a_session_on_another_machine_is_believed_and_kept(tmp_path: Path) -> None:
    pad = leave(tmp_path, "kamer-2-14", 77)
    with announce(tmp_path, "Jan"):
        assert [(a.wie, a.host, a.pid) for a in others(tmp_path)] == [("Jan", "kamer-2-14", 77)]
    assert pad.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"[" * 4096,
        b'{"wie": 1, "host": "h", "pid": 1, "sinds": "2026-05-01"}',
        b'{"wie": "w", "host": "h", "pid": "1", "sinds": "2026-05-01"}',
        b'{"wie": "w", "host": "h", "pid": 1, "sinds": "gisteren"}',
        b'{"wie": "w", "host": "h", "pid": 1, "sinds": "9999-12-31T23:59:59-12:00"}',
        b'{"wie": "w", "host": "h", "pid": ' + b"9" * 4200 + b"}",
        b'{"wie": "' + b"w" * 5000 + b'", "host": "h", "pid": 1, "sinds": "2026-05-01"}',
    ],
)
def test_a_presence_file_that_is_none_is_passed_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"{lock.OPEN_PREFIX}h-1").write_bytes(content)
    leave(tmp_path, "z", 2)
    assert [a.host for a in others(tmp_path)] == ["z"]


def test_a_presence_file_that_is_a_fifo_link_or_folder_neither_blocks_nor_counts(tmp_path: Path) -> None:
    real = leave(tmp_path, "h", 1)
    real.rename(tmp_path / "elders")
    os.mkfifo(tmp_path / f"{lock.OPEN_PREFIX}h-2")
    (tmp_path / f"{lock.OPEN_PREFIX}h-3").symlink_to(tmp_path / "elders")
    (tmp_path / f"{lock.OPEN_PREFIX}h-4").mkdir()
    assert others(tmp_path) == []


def test_a_folder_that_takes_no_presence_file_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with announce(tmp_path, "Jan"):
        assert others(tmp_path) == []
    with announce(tmp_path / "bestaat-niet", "Jan"):
        assert others(tmp_path / "bestaat-niet") == []


def test_lock_and_presence_files_are_ignored_by_git(tmp_path: Path) -> None:
    with hold(tmp_path / "begroting.toml"), announce(tmp_path, "Jan"):
        names = [pad.name for pad in tmp_path.iterdir()]
        assert len(names) == 2
        assert all(any(fnmatch.fnmatchcase(n, p) for p in IGNORE_PATTERNS) for n in names)


def test_the_text_in_a_presence_file_is_read_back_as_written(tmp_path: Path) -> None:
    wie = 'Zoë "ƒ" \ud800 \x1b[31m'
    with announce(tmp_path, wie):
        (pad,) = tmp_path.iterdir()
        pad.rename(pad.with_name(f"{lock.OPEN_PREFIX}andere-1"))
        assert [a.wie for a in others(tmp_path)] == [wie]
