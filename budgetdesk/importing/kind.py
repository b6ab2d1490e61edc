"""Reading in a process of its own, so that a screen stays quick and Escape ends it.

`python -m budgetdesk.importing.kind PAD` writes lines of JSON (`overdracht`) to standard output. It ends by itself
after 30 seconds, and when its memory is used up, where the system lets it bound that. `lees_apart` starts one, takes
what it says, and ends it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Final

from budgetdesk.errors import BudgetdeskError, LimitExceeded, Plaats
from budgetdesk.importing.bron import Bron
from budgetdesk.importing.lezen import lees_bestand
from budgetdesk.importing.overdracht import MAX_REGEL, fout_json, naar_json, van_json, voortgang_json
from budgetdesk.verbruik import begrens
from budgetdesk.voortgang import Voortgang, gevolgd

MAX_SECONDEN: Final = 30.0
"""How long reading may take."""

MAX_GEHEUGEN: Final = 3 * 2**29
"""Bytes of memory that the reading process may have: 1.5 GiB."""

_GRACE: Final = 30.0
"""Seconds after that for handing over; then who waits ends the process, whatever it does."""


def lees_apart(pad: Path, seconden: float = MAX_SECONDEN) -> Bron:
    """Return what a file holds, read by another process; a step of `voortgang` for each that it tells of.

    Raises what `lees_bestand` does, and Afgebroken once it is called off: the process is ended then.
    """
    command = [sys.executable, "-P", "-m", "budgetdesk.importing.kind", str(pad), str(seconden)]
    with subprocess.Popen(  # noqa: S603 - ourselves
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="ascii"
    ) as process:
        late = threading.Timer(seconden + _GRACE, process.kill)
        late.daemon = True
        late.start()
        try:
            return van_json(_lines(process.stdout))
        finally:
            late.cancel()
            process.kill()


def _lines(stream: IO[str] | None) -> Iterator[str]:
    while stream is not None and (line := stream.readline(MAX_REGEL + 2)):
        yield line


class _Schrijver:
    """Writes whole lines, whichever thread has one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def schrijf(self, regel: str) -> None:
        """Write a line, at once."""
        with self._lock:
            sys.stdout.write(f"{regel}\n")
            sys.stdout.flush()

    def volger(self, stand: Voortgang) -> bool:
        """Tell how far reading is; it always goes on, since who waits ends the process."""
        self.schrijf(voortgang_json(stand.gedaan, stand.aantal, stand.wat))
        return True


def main(argv: Sequence[str]) -> int:
    """Read the file of the first argument, for as many seconds as the second says; return the exit code."""
    pad, seconden = Path(argv[0]), float(argv[1]) if len(argv) > 1 else MAX_SECONDEN
    writer = _Schrijver()
    late = threading.Timer(seconden, _too_late, (writer, pad, seconden))
    late.daemon = True
    late.start()
    begrens(MAX_GEHEUGEN)
    try:
        with gevolgd(writer.volger):
            bron = lees_bestand(pad)
        late.cancel()
        sys.stdout.writelines(f"{line}\n" for line in naar_json(bron))
        sys.stdout.flush()
    except MemoryError:
        return _fail(writer, _grens(pad, f"Het lezen vraagt meer geheugen dan {MAX_GEHEUGEN // 2**20} MiB."))
    except BudgetdeskError as error:
        return _fail(writer, error)
    return 0


def _grens(pad: Path, zin: str) -> LimitExceeded:
    return LimitExceeded(Plaats(pad.name), f"{zin} Maak een uitdraai per jaar of per programma.")


def _fail(writer: _Schrijver, error: BudgetdeskError) -> int:
    writer.schrijf(fout_json(error))
    return error.exit_code


def _too_late(writer: _Schrijver, pad: Path, seconden: float) -> None:
    os._exit(_fail(writer, _grens(pad, f"Het lezen duurt langer dan {seconden:g} seconden.")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
