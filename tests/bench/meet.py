"""Measures every step of the main job beside its floor: `python tests/bench/meet.py --maat M`.

Step and floor take turns in one run and medians are printed, so ratios hold on a busy machine too.
Everything happens in a temporary folder. It reports and never fails: tests do not time.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, get_args

if __name__ == "__main__":  # started as a file: imports begin at the root of the repository
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from tests.bench.genereer import OMVANG, Maat, generate

if TYPE_CHECKING:
    from tests.bench.meting import Meting


_ROUNDS = 5
"""Rounds of the keys, of which each walks through every table."""


def measure(maat: Maat, herhaal: int, map_: Path) -> Iterator[list[Meting]]:
    """Yield the measurements at one size, step by step."""
    from tests.bench import groei, kern, opstart, scherm, verschil

    dossiers = {m: map_ / m for m in OMVANG if m in ("S", maat) or maat == "L"}
    for m, pad in dossiers.items():
        generate(pad, m)
    dossier = dossiers[maat]
    yield opstart.first_paint(dossier, herhaal)
    yield opstart.commands(dossiers["S"], herhaal)
    yield kern.opening(dossier, herhaal)
    yield scherm.editing(dossier, herhaal)
    yield scherm.keys(dossier, min(herhaal, _ROUNDS), most=100 if maat == "L" else 50)
    yield scherm.finding(dossier, min(herhaal, _ROUNDS), most=100)
    yield kern.saving(dossier, herhaal)
    yield kern.exporting(dossier, map_ / "export.xlsx", herhaal)
    yield verschil.diffing(dossier, herhaal)
    yield kern.memory(dossier, is_large=maat == "L")
    if maat == "L":
        yield groei.growth(dossiers, map_, herhaal)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="meet.py", description="Meet elke stap naast zijn vloer.")
    parser.add_argument("--maat", choices=get_args(Maat), default="M", help="omvang van het dossier (standaard: M)")
    parser.add_argument("--herhaal", type=int, default=15, metavar="N", help="keren per meting (standaard: 15)")
    parser.add_argument("--json", action="store_true", help="druk de metingen af als JSON")
    args = parser.parse_args()
    from tests.bench.meting import table

    metingen: list[Meting] = []
    with tempfile.TemporaryDirectory(prefix="budgetdesk-meet-") as folder:
        # what is installed has its bytecode; the checkout may not, and is left as it is
        os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/bytecode"
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        for found in measure(args.maat, max(args.herhaal, 1), Path(folder)):
            metingen += found
            sys.stderr.write(".")
    sys.stderr.write("\n")
    if args.json:
        records = [
            asdict(m) | {"stap": m.stap.strip(), "verhouding": m.verhouding, "gehaald": m.gehaald} for m in metingen
        ]
        sys.stdout.write(json.dumps(records, ensure_ascii=False, indent=2) + "\n")
        return 0
    omvang = OMVANG[args.maat]
    size = f"{omvang.posten} posten, {omvang.bedragen} bedragen"
    sys.stdout.write(f"Maat {args.maat}: {size}; medianen van {args.herhaal}\n\n{table(metingen)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
