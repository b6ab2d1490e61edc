"""The plan of faults: what can go wrong while somebody works, tried by the hundred, each class told by its seed.

A class is tried on the product, where nothing may be lost, and on a build that is wrong on purpose, where the class
has to notice. `python -m tests.faults.plan --minuten 10` is the soak; the everyday run and the gate try a few of each.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from unittest.mock import patch

Trial = Callable[[random.Random, Path], str]
"""Tries once, in an empty folder of its own; returns what was lost or said wrongly, nothing where all is well."""

Wrong = Callable[[], AbstractContextManager[object]]
"""Makes the build wrong as long as it is entered."""


@dataclass(frozen=True, slots=True)
class Class:
    """A kind of fault: what happens, how it is tried, and what build it has to fail on."""

    naam: str
    zin: str
    trial: Trial
    wrong: Wrong
    seconds: float = 0.05
    """What a trial takes about, so that a budget of time is shared fairly."""


@dataclass(slots=True)
class Result:
    """What became of the trials of a class."""

    naam: str
    seed: int
    trials: int = 0
    failures: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the line that is printed: class, trials, failures, seed."""
        first = f"; eerste: {self.failures[0]}" if self.failures else ""
        return f"{self.naam:22} {self.trials:6} proeven {len(self.failures):5} fouten  zaad {self.seed}{first}"


def attempt(
    known: Class, *, trials: int = sys.maxsize, seconds: float = 10**9, seed: int | None = None, wrong: bool = False
) -> Result:
    """Try a class so many times or so long; a wrong build until it was noticed."""
    seed = int.from_bytes(os.urandom(3)) if seed is None else seed
    rng, result, end = random.Random(seed), Result(known.naam, seed), time.monotonic() + seconds  # noqa: S311
    with known.wrong() if wrong else nullcontext():
        while result.trials < trials and time.monotonic() < end and not (wrong and result.failures):
            with tempfile.TemporaryDirectory(prefix="budgetdesk-fout-") as folder, _state(Path(folder)):
                result.trials += 1
                if said := known.trial(rng, Path(folder)):
                    result.failures.append(f"proef {result.trials}: {said}")
    return result


def _state(folder: Path) -> AbstractContextManager[object]:
    """Let what a trial leaves of journals and settings lie in its own folder."""
    return patch.dict(os.environ, {"XDG_STATE_HOME": str(folder / "staat"), "XDG_CONFIG_HOME": str(folder / "eigen")})


def instead(target: str, do: object) -> Wrong:
    """Return a build in which something of the product is something else."""
    return lambda: patch(target, do)


def main(arguments: Sequence[str] | None = None) -> int:
    """Soak: try every class for its share of so many minutes, and each wrong build until it is noticed."""
    from tests.faults.classes import CLASSES

    parser = argparse.ArgumentParser(prog="python -m tests.faults.plan", description=main.__doc__)
    parser.add_argument("--minuten", type=float, default=5.0)
    parser.add_argument("--proeven", type=int, help="in plaats van tijd: zoveel proeven van elke klasse")
    parser.add_argument("--klasse", action="append", choices=[known.naam for known in CLASSES])
    parser.add_argument("--zaad", type=int)
    parser.add_argument("--foute-bouw", action="store_true", help="alleen: merkt elke klasse haar foute bouw?")
    options = parser.parse_args(arguments)
    chosen = [known for known in CLASSES if not options.klasse or known.naam in options.klasse]
    share = 60 * options.minuten / len(chosen)
    lost = 0
    for known in chosen:
        if not options.foute_bouw:
            limits = {"trials": options.proeven} if options.proeven else {"seconds": share}
            result = attempt(known, seed=options.zaad, **limits)
            print(result, flush=True)
            lost += len(result.failures)
        noticed = attempt(known, trials=MOST_TO_NOTICE, seed=options.zaad, wrong=True)
        lost += not noticed.failures
        print(
            f"  foute bouw: {'gemerkt' if noticed.failures else 'NIET GEMERKT'} na {noticed.trials} proeven", flush=True
        )
    return 1 if lost else 0


def _noticed(result: Result) -> str:
    return f"{'gemerkt' if result.failures else 'NIET GEMERKT'} na {result.trials} proeven"


MOST_TO_NOTICE: Final = 800
"""Trials in which a wrong build has to be noticed."""

if __name__ == "__main__":
    sys.exit(main())
