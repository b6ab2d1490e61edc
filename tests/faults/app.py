"""Faults of the app itself: ended by a signal or with its window while somebody types, and used at random."""

from __future__ import annotations

import asyncio
import fcntl
import os
import random
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path
from typing import Final

from budgetdesk.session.recovery import find
from budgetdesk.storage.reader import read_dossier
from tests.faults.sessions import content, held

ENDINGS: Final = ("SIGKILL", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT", "venster dicht")
RESTORED: Final = (b"\x1b[?1049l", b"\x1b[?25h")
"""What gives a terminal its own screen and its cursor back."""

ROOT: Final = Path(__file__).parents[2]

WITHOUT_SIGNALS = False
"""Whether the app is a build that does not answer for signals."""

TEXTS: Final = 0.3
"""The part of the trials in which a long text is being written, not an amount."""

PATIENCE: Final = 60.0
"""Seconds for the app to come, on a machine that is busy with other things."""


class Terminal:
    """The app on a dossier in a terminal of its own."""

    def __init__(self, map_: Path) -> None:
        import pty

        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            self._be_the_app(map_)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
        self.was = termios.tcgetattr(self._fd)
        self._seen = b""

    @staticmethod
    def _be_the_app(map_: Path) -> None:
        # a process of its own: in a forked one the threads of Polars, where they were ever started, are gone
        environ = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
        code = f"import signal; signal.alarm({2 * int(PATIENCE)}); from budgetdesk.cli import main\n"
        code += "import budgetdesk.tui.app as app; del app.BudgetdeskApp.on_load\n" if WITHOUT_SIGNALS else ""
        code += f"raise SystemExit(main([{str(map_)!r}]))"
        try:
            os.execve(sys.executable, [sys.executable, "-c", code], environ)
        finally:
            os._exit(70)

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._fd, keys)

    def saw(self, *texts: bytes) -> bool:
        """Return whether the terminal is shown all of these, from now on, within `PATIENCE`."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not all(text in self._seen for text in texts):
            if select.select([self._fd], [], [], 0.05)[0]:
                try:
                    got = os.read(self._fd, 1 << 16)
                except OSError:  # the other side is gone
                    break
                self._seen += got
        found = all(text in self._seen for text in texts)
        self._seen = b""
        return found

    def close(self) -> None:
        """Close the window."""
        os.close(self._fd)

    def attributes_restored(self) -> bool:
        """Return whether the terminal takes keys as before the app came."""
        return bool(termios.tcgetattr(self._fd)[3] == self.was[3])

    def ended(self) -> int:
        """Wait for the app to end; return its exit code, or what signal ended it as a negative number."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def ended_by(endings: tuple[str, ...], rng: random.Random, map_: Path) -> str:
    """Type an amount, see it, end the app; it is offered at the next start and the terminal is as it was."""
    ending, number, is_text = rng.choice(endings), rng.randint(100, 999), rng.random() < TEXTS
    terminal = Terminal(map_)
    if not terminal.saw(b"Resultaat", b"Bewaar"):
        return "de app kwam niet"
    if not (_write_text if is_text else _type_amount)(terminal, number):
        return f"{number} kwam niet in beeld"
    restored = True
    if ending == "venster dicht":
        terminal.close()
    else:
        os.kill(terminal.pid, signal.Signals[ending])
        restored = ending == "SIGKILL" or (terminal.saw(*RESTORED) and terminal.attributes_restored())
    code = terminal.ended()
    found = find(map_)
    values = [edit.nieuw for recovery in found for edit in recovery.unsaved.waarden.values()]
    for recovery in found:
        recovery.drop()
    wanted = -9 if ending == "SIGKILL" else 128 + (1 if ending == "venster dicht" else signal.Signals[ending])
    if ending != "venster dicht":
        terminal.close()
    said = [
        f"{ending}: {what}"
        for what, well in (
            (f"aangeboden wordt {values}", values == [f"Tekst {number}" if is_text else number * 1000_00]),
            ("de terminal is niet hersteld", restored),
            (f"exitcode {code}", code == wanted),
        )
        if not well
    ]
    return "; ".join(said)


def _type_amount(terminal: Terminal, number: int) -> bool:
    terminal.type(b"%d\r" % number)
    return terminal.saw("●".encode())


def _write_text(terminal: Terminal, number: int) -> bool:
    """Begin a long text and leave it open."""
    terminal.type(b"\x14")
    if not terminal.saw(b"Tabellen"):
        return False
    terminal.type(b"teksten\r")
    if not terminal.saw(b"Toelichting"):
        return False
    terminal.type(4 * b"\x1b[B" + b"Tekst %d" % number)  # the mission
    seen = terminal.saw(b"%d" % number)
    time.sleep(1.5)  # such a text is kept twice a second
    return seen


_KEYS: Final = {
    ("down", "up", "right", "left"): 40,
    ("delete",): 6,
    ("ctrl+z", "ctrl+y"): 14,
    ("ctrl+s",): 4,
    ("f6",): 4,
    ("enter",): 4,
}


def at_random(steps: int, rng: random.Random, map_: Path) -> str:
    """Use the app at random, in windows of all sizes; then save, take all back with Ctrl+Z, and save again."""
    return asyncio.run(_used(steps, rng, map_))


async def _used(steps: int, rng: random.Random, map_: Path) -> str:
    from tests.tui.piloot import opened, screen, until

    first = content(map_)
    async with opened(map_, size=(100, 30)) as pilot:
        session = screen(pilot).sheet.session
        done: list[str] = []
        for _ in range(steps):
            keys = [rng.choice(rng.choices(list(_KEYS), list(_KEYS.values()))[0])]
            if rng.random() < 0.3:
                keys = [*str(rng.randint(0, 99_999)), "enter"]
            if rng.random() < 0.05:
                await pilot.resize_terminal(rng.randint(40, 160), rng.randint(12, 50))
            await pilot.press(*keys)
            done += keys
            if len(pilot.app.screen_stack) > 1 and pilot.app.screen.is_modal:
                await pilot.press("escape")
        await pilot.press("escape", "ctrl+s")
        await until(pilot, lambda: not session.dirty)
        if held(read_dossier(map_).dossier) != held(session.dossier):
            return f"wat is geschreven, is niet wat er stond: {' '.join(done)}"
        for _ in range(steps):
            await pilot.press("ctrl+z")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not session.dirty)
        session.abandon()
    return "" if content(map_) == first else f"terug is niet terug: {' '.join(done)}"
