"""Comparing two dossiers, as the command line does, beside reading both and passing every value once."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, Final

import toml_rs

from budgetdesk.cli import main
from tests.bench.genereer import JAAR, SEED
from tests.bench.meting import Klok, Meting, interleaved, timed

_PER_BESTAND: Final = 20
"""Amounts changed in each programma that is changed."""

_BEDRAG: Final = re.compile(rf"(?<=^lasten\.begroting\.{JAAR} = )[0-9_]+", re.MULTILINE)


def diffing(map_: Path, herhaal: int) -> list[Meting]:
    """Measure the comparison with a copy in which amounts of every programma changed, of one, and of none."""
    wat = "toml_rs.loads van beide, en elke waarde één keer langs"
    found = []
    for naam, bestanden, doel in (("alles gewijzigd", None, 3), ("één programma", 1, 1.5), ("niets", 0, 1)):
        ms, floor = interleaved(herhaal, *clocks(map_, _edited(map_, bestanden)))
        found.append(Meting(f"verschillen, {naam}", ms, floor, wat, max_verhouding=doel))
    return found


def clocks(oud: Path, nieuw: Path) -> tuple[Klok, Klok]:
    """Return clocks of `diff`, printed as text, and of its floor."""
    files = sorted([*oud.rglob("*.toml"), *nieuw.rglob("*.toml")])

    def diff() -> None:
        with (
            Path(os.devnull).open("w", encoding="utf-8") as nowhere,
            redirect_stdout(nowhere),
            redirect_stderr(nowhere),
        ):
            main(["diff", str(oud), str(nieuw)])

    return lambda: timed(diff), lambda: timed(lambda: [_count(toml_rs.loads(p.read_bytes().decode())) for p in files])


def _count(values: dict[str, Any]) -> int:
    return sum(_count(value) if isinstance(value, dict) else 1 for value in values.values())


def _edited(map_: Path, bestanden: int | None) -> Path:
    """Return a copy of a dossier in which amounts of so many programmas (None: of all) are a thousand higher."""
    copy = map_.with_name(f"{map_.name}-gewijzigd")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(map_, copy)
    rng = random.Random(SEED)  # noqa: S311
    for pad in sorted((copy / "programmas").iterdir())[:bestanden]:
        text = pad.read_text("utf-8")
        count = len(_BEDRAG.findall(text))
        chosen = set(rng.sample(range(count), min(_PER_BESTAND, count)))
        pad.write_text(_BEDRAG.sub(_raise(chosen), text), "utf-8")
    return copy


def _raise(chosen: set[int]) -> Callable[[re.Match[str]], str]:
    seen = iter(range(10**9))

    def raised(match: re.Match[str]) -> str:
        return str(int(match[0].replace("_", "")) + 1000) if next(seen) in chosen else match[0]

    return raised
