"""A save is all or nothing, overwrites nobody's change, and means on disk when it says so.

What a kill at a random moment leaves is tried by the plan of faults (`tests/faults`).
"""

from __future__ import annotations

import errno
import fnmatch
import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

import budgetdesk
from budgetdesk.errors import BudgetdeskError, ChangedOnDisk, Locked, WriteError
from budgetdesk.storage import atomic
from budgetdesk.storage.atomic import (
    IGNORE_PATTERNS,
    ONGEACHT,
    TEMP_SUFFIX,
    PartlyWritten,
    Vervanging,
    replace_files,
    sha256,
)
from budgetdesk.storage.lock import hold
from tests.faults.calls import DIED, Then, at, die_after, die_before, in_child
from tests.proef import sampled

ROOT: Final = Path(budgetdesk.__file__).parents[1]
OLD: Final = b'jaar = 2027\r\ngemeente = "Leiden"\r\n'
NEW: Final = b'jaar = 2028\ngemeente = "Leiden"\n'
FAULTS: Final = {
    errno.ENOSPC: "de schijf is vol",
    errno.EIO: "i/o-fout",
    errno.EACCES: "geen rechten",
    errno.EROFS: "alleen-lezen bestandssysteem",
    errno.ETIMEDOUT: os.strerror(errno.ETIMEDOUT),
}


@pytest.fixture(autouse=True)
def umask() -> Iterator[None]:
    """Set the usual mask, whatever that of the shell is."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def pad(tmp_path: Path) -> Path:
    """Return a budget file that holds `OLD`, alone in its folder."""
    pad = tmp_path / "begroting.toml"
    pad.write_bytes(OLD)
    return pad


@pytest.fixture
def pads(tmp_path: Path) -> list[Path]:
    """Return three files in two folders: one with `OLD`, one still absent, one with `OLD`."""
    (tmp_path / "programmas").mkdir()
    pads = [
        tmp_path / "begroting.toml",
        tmp_path / "programmas" / "1.toml",
        tmp_path / "programmas" / "2.toml",
    ]
    pads[0].write_bytes(OLD)
    pads[2].write_bytes(OLD)
    return pads


def save(pad: Path, new: bytes = NEW, old: bytes | None = OLD) -> list[str]:
    return replace_files([Vervanging(pad, new, None if old is None else sha256(old))])


def save_all(pads: Sequence[Path]) -> list[str]:
    """Give every file `NEW`, expecting what is there now."""
    return replace_files([Vervanging(p, NEW, sha256(p.read_bytes()) if p.exists() else None) for p in pads])


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` with its bytes, except the lock files, which may stay."""
    files = (p for p in folder.rglob("*") if p.is_file() and not p.name.endswith(".lock"))
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def fail(monkeypatch: pytest.MonkeyPatch, name: str, code: int, *, nth: int = 1, on: str = "", times: int = 1) -> None:
    """Let calls `nth` to `nth + times - 1` of `os.<name>` whose arguments mention `on` fail."""
    real: Callable[..., Any] = getattr(os, name)
    seen = 0

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal seen
        seen += on in " ".join(map(str, args))
        if on in " ".join(map(str, args)) and nth <= seen < nth + times:
            raise OSError(code, os.strerror(code))
        return real(*args, **kwargs)

    monkeypatch.setattr(os, name, call)


# What a save does.


def test_a_save_replaces_the_content_and_leaves_no_temporary_file(pad: Path) -> None:
    assert save(pad) == []
    assert contents(pad.parent) == {"begroting.toml": NEW}


def test_any_content_arrives_whole(pad: Path) -> None:
    for content in (b"", b"\x00\xff\r\n" * 1000, bytes(3_000_000)):
        replace_files([Vervanging(pad, content, ONGEACHT)])
        assert pad.read_bytes() == content


def test_no_files_is_no_work() -> None:
    assert replace_files([]) == []


def test_short_writes_are_continued(pad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, data[:7]))
    save(pad)
    assert pad.read_bytes() == NEW


def test_everything_is_on_disk_before_the_first_rename_and_the_folders_after_the_last(
    pads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    for name in ("write", "fsync", "replace"):
        real: Callable[..., Any] = getattr(os, name)

        def call(*args: Any, name: str = name, real: Callable[..., Any] = real) -> Any:
            folder = name == "fsync" and stat.S_ISDIR(os.fstat(args[0]).st_mode)
            steps.append("fsync folder" if folder else name)
            return real(*args)

        monkeypatch.setattr(os, name, call)
    save_all(pads)
    assert steps == ["write", "fsync"] * 3 + ["replace"] * 3 + ["fsync folder"] * 2


# What is kept.


def test_a_symbolic_link_stays_and_its_target_is_replaced(pad: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to("tussen.toml")
    (tmp_path / "tussen.toml").symlink_to(pad)
    save(link)
    assert link.is_symlink()
    assert (tmp_path / "tussen.toml").is_symlink()
    assert pad.read_bytes() == NEW
    assert not pad.is_symlink()


@pytest.mark.parametrize(("andere", "words"), [(["kopie"], "een naam"), (["kopie", "nog"], "2 namen")])
def test_a_second_hard_link_keeps_the_old_content_and_that_is_told(
    pad: Path, tmp_path: Path, andere: list[str], words: str
) -> None:
    for naam in andere:
        (tmp_path / naam).hardlink_to(pad)
    told = f"{pad}: dit bestand had nog {words} op deze schijf (harde koppeling); daar staat de oude inhoud nog."
    assert save(pad) == [told]
    assert contents(tmp_path) == {"begroting.toml": NEW, **dict.fromkeys(andere, OLD)}
    assert save(pad, old=NEW) == []


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o666, 0o775, 0o2664])
def test_the_mode_stays(pad: Path, mode: int) -> None:
    pad.chmod(mode)
    save(pad)
    assert stat.S_IMODE(pad.stat().st_mode) == mode


def test_a_new_file_gets_the_mode_of_every_new_file(tmp_path: Path) -> None:
    (tmp_path / "gewoon").touch()
    save(tmp_path / "nieuw.toml", old=None)
    assert (tmp_path / "nieuw.toml").stat().st_mode == (tmp_path / "gewoon").stat().st_mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_owner_and_group_stay_where_the_system_allows(pad: Path) -> None:
    os.chown(pad, 1234, 5678)
    pad.chmod(0o640)
    save(pad)
    assert (pad.stat().st_uid, pad.stat().st_gid, stat.S_IMODE(pad.stat().st_mode)) == (1234, 5678, 0o640)


@pytest.mark.parametrize(("name", "code"), [("fchown", errno.EPERM), ("fchown", errno.EINVAL), ("chmod", errno.EPERM)])
def test_a_filesystem_without_owners_or_modes_can_be_saved_to(
    pad: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: int
) -> None:
    fail(monkeypatch, name, code, times=9)
    assert save(pad) == []
    assert pad.read_bytes() == NEW


# What is refused.


def make_socket(pad: Path) -> None:
    here = Path.cwd()
    os.chdir(pad.parent)  # a socket's path is limited to some hundred bytes
    try:
        with socket.socket(socket.AF_UNIX) as s:
            s.bind(pad.name)
    finally:
        os.chdir(here)


def make_device(pad: Path) -> None:
    try:
        os.mknod(pad, stat.S_IFCHR | 0o600, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root makes devices")


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (os.mkfifo, "een FIFO"),
        (os.mkdir, "een map"),
        (make_socket, "een socket"),
        (make_device, "een apparaat"),
    ],
)
@pytest.mark.parametrize("verwacht", [None, ONGEACHT])
def test_what_is_no_regular_file_is_refused_without_opening_it(
    tmp_path: Path, make: Callable[[Path], None], kind: str, verwacht: str | None
) -> None:
    pad = tmp_path / "begroting.toml"
    make(pad)
    before = pad.stat()
    with pytest.raises(WriteError, match=f"begroting.toml: .*geen gewoon bestand maar {kind}"):
        replace_files([Vervanging(pad, NEW, verwacht)])
    assert pad.stat() == before
    assert list(tmp_path.iterdir()) == [pad]


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    pad = tmp_path / "a.toml"
    pad.symlink_to("b.toml")
    (tmp_path / "b.toml").symlink_to("a.toml")
    with pytest.raises(WriteError, match="ongeldige symbolische verwijzing"):
        replace_files([Vervanging(pad, NEW, ONGEACHT)])


def test_a_missing_folder_is_a_write_error(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="de map bestaat niet"):
        save(tmp_path / "weg" / "begroting.toml", old=None)


def test_a_write_protected_file_is_refused(pad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pad.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda p, mode: not (mode == os.W_OK and p == pad))
    with pytest.raises(WriteError, match="het bestand is alleen-lezen"):
        save(pad)
    assert contents(pad.parent) == {"begroting.toml": OLD}


def test_one_file_by_two_names_is_refused_at_once(pad: Path, tmp_path: Path) -> None:
    (tmp_path / "link.toml").symlink_to(pad)
    with pytest.raises(WriteError, match="hetzelfde bestand als"):
        replace_files([Vervanging(pad, NEW, ONGEACHT), Vervanging(tmp_path / "link.toml", OLD, ONGEACHT)])
    assert pad.read_bytes() == OLD


# What somebody else changed.


@pytest.mark.parametrize("theirs", [b"", OLD + b"\n", OLD[:-1], OLD.replace(b"2027", b"2029")])
def test_a_file_changed_on_disk_is_not_overwritten(pad: Path, theirs: bytes) -> None:
    pad.write_bytes(theirs)
    with pytest.raises(ChangedOnDisk, match="begroting") as caught:
        save(pad)
    assert caught.value.exit_code == 5
    assert contents(pad.parent) == {"begroting.toml": theirs}


def test_a_change_of_equal_size_and_time_is_seen(pad: Path) -> None:
    before = pad.stat()
    theirs = OLD.replace(b"2027", b"2029")
    pad.write_bytes(theirs)
    os.utime(pad, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (pad.stat().st_size, pad.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    with pytest.raises(ChangedOnDisk):
        save(pad)
    assert pad.read_bytes() == theirs


def test_a_file_removed_since_is_not_brought_back(pad: Path) -> None:
    pad.unlink()
    with pytest.raises(ChangedOnDisk):
        save(pad)
    assert contents(pad.parent) == {}


def test_a_file_that_should_be_new_does_not_replace_another(pad: Path) -> None:
    with pytest.raises(ChangedOnDisk):
        save(pad, old=None)
    assert pad.read_bytes() == OLD


def test_a_change_made_while_the_new_content_is_written_is_seen(pad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: pad.write_bytes(b"van een ander"))
    with pytest.raises(ChangedOnDisk):
        save(pad)
    assert contents(pad.parent) == {"begroting.toml": b"van een ander"}


def test_whatever_is_there_can_be_replaced_on_request(pad: Path, tmp_path: Path) -> None:
    replace_files([Vervanging(pad, NEW, ONGEACHT), Vervanging(tmp_path / "nieuw.xlsx", NEW, ONGEACHT)])
    assert contents(tmp_path) == {"begroting.toml": NEW, "nieuw.xlsx": NEW}


# What fails.

STEPS: Final = [
    ("open", ".lock"),
    ("open", TEMP_SUFFIX),
    ("write", ""),
    ("fsync", ""),
    ("replace", ""),
]


@pytest.mark.parametrize("code", FAULTS, ids=lambda code: errno.errorcode[code])
@pytest.mark.parametrize(("name", "on"), STEPS)
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_fault_at_any_step_for_any_file_leaves_everything_as_it_was(
    pads: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, on: str, nth: int, code: int
) -> None:
    before = contents(tmp_path)
    fail(monkeypatch, name, code, nth=nth, on=on)
    with pytest.raises(WriteError) as caught:
        save_all(pads)
    assert caught.value.exit_code == 4
    assert str(caught.value).startswith(f"{pads[nth - 1]}: schrijven is mislukt ({FAULTS[code]}")
    assert contents(tmp_path) == before


def test_a_mode_that_cannot_be_kept_is_a_write_error(pad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pad.chmod(0o666)
    fail(monkeypatch, "chmod", errno.EPERM)
    with pytest.raises(WriteError, match="geen rechten"):
        save(pad)
    assert contents(pad.parent) == {"begroting.toml": OLD}


def test_a_disk_that_fills_up_halfway_leaves_the_file_and_no_remains(
    pad: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    room = iter([10, 5])

    def write(fd: int, data: memoryview) -> int:
        free = next(room, 0)
        if not free:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(fd, data[:free])

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(WriteError, match="de schijf is vol"):
        save(pad)
    assert contents(pad.parent) == {"begroting.toml": OLD}


def test_an_unreadable_file_is_a_write_error(pad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(WriteError, match="i/o-fout"):
        save(pad)


def test_a_failed_fsync_is_never_tried_again(pad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def fsync(fd: int) -> None:
        calls.append(fd)
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(WriteError):
        save(pad)
    assert len(calls) == 1


@pytest.mark.parametrize("code", FAULTS, ids=lambda code: errno.errorcode[code])
def test_a_fault_after_the_renames_is_a_warning_and_not_an_error(
    pads: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    fail(monkeypatch, "fsync", code, nth=4, times=1)
    (warning,) = save_all(pads)
    assert warning == f"{tmp_path}: opgeslagen, duurzaamheid niet bevestigd ({FAULTS[code]})."
    assert set(contents(tmp_path).values()) == {NEW}


def test_files_that_cannot_be_put_back_are_named(
    pads: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(monkeypatch, "replace", errno.EIO, nth=3, times=2)
    with pytest.raises(PartlyWritten) as caught:
        save_all(pads)
    assert caught.value.exit_code == 4
    assert caught.value.nieuw == (str(pads[0]),)
    assert contents(tmp_path) == {"begroting.toml": NEW, "programmas/2.toml": OLD}
    assert str(pads[2]) in str(caught.value)


def test_a_target_in_use_on_windows_is_tried_again_for_less_than_half_a_second(
    pad: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(atomic, "_RETRY_DELAYS", atomic.WINDOWS_DELAYS)
    monkeypatch.setattr(time, "sleep", waited.append)
    fail(monkeypatch, "replace", errno.EACCES, times=3)
    save(pad)
    assert pad.read_bytes() == NEW
    assert len(waited) == 3
    waited.clear()
    fail(monkeypatch, "replace", errno.EACCES, times=99)
    with pytest.raises(WriteError, match="geen rechten"):
        save(pad, OLD, NEW)
    assert len(waited) == 5
    assert sum(waited) < 0.5
    assert pad.read_bytes() == NEW


def test_every_process_locks_in_the_same_order(pads: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    locked: list[str] = []

    @contextmanager
    def note(pad: Path, _: float) -> Iterator[None]:
        locked.append(pad.name)
        yield

    monkeypatch.setattr(atomic, "hold", note)
    save_all(pads)
    save_all(pads[::-1])
    assert locked == ["begroting.toml", "1.toml", "2.toml"] * 2


# What stays behind.


def test_temporary_files_of_a_killed_save_are_removed_but_nobody_elses(pad: Path) -> None:
    ours = f".begroting.toml.0123456789abcdef{TEMP_SUFFIX}"
    others = [
        f".begroting.toml.bak.0123456789abcdef{TEMP_SUFFIX}",
        f".begroting-toml.0123456789abcdef{TEMP_SUFFIX}",
        f".begroting.toml.mijn{TEMP_SUFFIX}",
        f"begroting.toml.0123456789abcdef{TEMP_SUFFIX}",
    ]
    for name in [ours, *others]:
        pad.with_name(name).write_bytes(b"half")
    save(pad)
    assert set(contents(pad.parent)) == {"begroting.toml", *others}


def test_temporary_files_are_hidden_and_ignored_by_git(pad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.extend(p.name for p in pad.parent.iterdir()))
    save(pad)
    beside = set(seen) - {"begroting.toml"}
    assert len(beside) == 2
    assert all(any(fnmatch.fnmatchcase(name, p) for p in IGNORE_PATTERNS) for name in beside)


def test_a_save_waits_for_no_lock_longer_than_two_seconds(pad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(1000))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with hold(pad), pytest.raises(Locked):
        save(pad)
    assert next(clock) < 10
    assert contents(pad.parent) == {"begroting.toml": OLD}


# A process that dies.


@pytest.mark.lang
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("die", sampled([die_before, die_after], 2))
def test_a_process_that_dies_at_any_system_call_leaves_every_file_whole(pads: list[Path], die: Then) -> None:
    folder = pads[0].parent
    before = contents(folder)
    for step in range(1, 1000):
        status = in_child(partial(_save_and_die, pads, step, die))
        whole = {name: data for name, data in contents(folder).items() if not name.endswith(TEMP_SUFFIX)}
        assert set(whole.values()) <= {OLD, NEW}, f"torn at step {step}"
        assert set(whole) >= set(before), f"missing at step {step}"
        if status == 0:
            break
        assert status == DIED, f"an error at step {step}"
        save_all(pads)
        assert contents(folder) == dict.fromkeys(["begroting.toml", "programmas/1.toml", "programmas/2.toml"], NEW)
        pads[0].write_bytes(OLD)
        pads[1].unlink()
        pads[2].write_bytes(OLD)
    assert status == 0
    assert step > 30


def _save_and_die(pads: list[Path], step: int, die: Then) -> None:
    at(step, die)
    save_all(pads)


COUNTER: Final = """
import sys
from pathlib import Path
from budgetdesk.errors import ChangedOnDisk, Locked
from budgetdesk.storage.atomic import Vervanging, replace_files, sha256
pad = Path(sys.argv[1])
for _ in range(int(sys.argv[2])):
    while True:
        read = pad.read_bytes()
        try:
            replace_files([Vervanging(pad, b"%d" % (int(read) + 1), sha256(read))])
        except (ChangedOnDisk, Locked):
            continue
        break
"""


@pytest.mark.lang
def test_four_writers_lose_no_increment(tmp_path: Path) -> None:
    pad = tmp_path / "teller"
    pad.write_bytes(b"0")
    command = [sys.executable, "-c", COUNTER, str(pad), "25"]
    writers = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]
    assert [writer.wait() for writer in writers] == [0] * 4
    assert pad.read_bytes() == b"100"


def test_every_error_of_a_save_carries_its_exit_code() -> None:
    codes = {error: error.exit_code for error in (WriteError, PartlyWritten, ChangedOnDisk, Locked)}
    assert codes == {WriteError: 4, PartlyWritten: 4, ChangedOnDisk: 5, Locked: 5}
    assert all(issubclass(error, BudgetdeskError) for error in codes)
