"""Without a screen: opening, saving and exporting in this process, memory in another."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import toml_rs

from budgetdesk.export.suffix import Doel
from budgetdesk.model.adres import Adres
from budgetdesk.model.edits import SetValue
from budgetdesk.session import Session
from budgetdesk.session.exporting import export
from tests.bench.genereer import JAAR
from tests.bench.meting import Klok, Meting, interleaved, timed
from tests.bench.opname import record
from tests.bench.opstart import environment

_GEHEUGEN: Final = """
import sys
from pathlib import Path
import polars, toml_rs
from budgetdesk.engine.totalen import Totalen
from budgetdesk.session import Session
from tests.bench.kern import held
before = held("VmRSS")
{work}
print((held("VmHWM") - before) / 2**20)
"""
_OPEN: Final = "session = Session.open(Path(sys.argv[1])); session.totalen"
_PARSE: Final = "found = [toml_rs.loads(p.read_text('utf-8')) for p in Path(sys.argv[1]).rglob('*.toml')]"


def open_clocks(map_: Path) -> tuple[Klok, Klok]:
    """Return clocks of opening with totals (the first time Polars is imported) and of the parser alone."""
    files = sorted(map_.rglob("*.toml"))
    return (
        lambda: timed(lambda: Session.open(map_).totalen),
        lambda: timed(lambda: [toml_rs.loads(p.read_bytes().decode()) for p in files]),
    )


def opening(map_: Path, herhaal: int) -> list[Meting]:
    """Measure from files to a session with totals."""
    ms, floor = interleaved(herhaal, *open_clocks(map_))
    return [Meting("openen, met totalen", ms, floor, "toml_rs.loads van dezelfde bestanden", max_verhouding=1.5)]


def saving(map_: Path, herhaal: int) -> list[Meting]:
    """Measure saving one changed amount."""
    session = Session.open(map_)
    bestand = session.dossier.programmas[0]
    post = bestand.van("post")[0]
    adres = Adres(bestand.naam, "post", post.sleutel, f"lasten.begroting.{JAAR}")
    pad = map_ / bestand.naam

    def save() -> float:
        session.do([SetValue(adres, post.bedrag(adres.pad), post.bedrag(adres.pad) + 100)])
        return timed(session.save)

    ms, floor = interleaved(herhaal, save, lambda: timed(lambda: _replace(pad)))
    return [Meting("één bedrag opslaan", ms, floor, "schrijven met fsync, en één keer ontleden", max_verhouding=1.5)]


def _replace(pad: Path) -> None:
    """Parse a file and put the same bytes in its place, on disk."""
    data = pad.read_bytes()
    toml_rs.loads(data.decode())
    tijdelijk = pad.with_suffix(".tmp")
    with tijdelijk.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    tijdelijk.replace(pad)
    folder = os.open(pad.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def export_clocks(map_: Path, doel: Path) -> tuple[Klok, Klok]:
    """Return clocks of an export to a file and of XlsxWriter writing the same cells in a bare loop."""
    session = Session.open(map_)
    programmas = session.dossier.programmas

    def write() -> None:
        export(session, Doel(doel, ".xlsx"), programmas)

    cells = record(write)
    return lambda: timed(write), lambda: timed(lambda: cells.replay(doel.with_name("vloer.xlsx")))


def exporting(map_: Path, doel: Path, herhaal: int) -> list[Meting]:
    """Measure the export of every programma."""
    ms, floor = interleaved(herhaal, *export_clocks(map_, doel))
    return [Meting("export", ms, floor, "XlsxWriter, dezelfde cellen in een kale lus", max_verhouding=1.1)]


def memory(map_: Path, *, is_large: bool) -> list[Meting]:
    """Measure how much a process grows at most by opening, over itself with its imports."""
    if not Path("/proc/self/status").exists():
        return []
    mb, floor = (_child(work, map_) for work in (_OPEN, _PARSE))
    goal = 150.0 if is_large else None
    wat = "de bestanden als dict van toml_rs"
    return [Meting("geheugen van openen", mb, floor, wat, max_waarde=goal, eenheid="MB")]


def _child(work: str, map_: Path) -> float:
    command = [sys.executable, "-c", _GEHEUGEN.format(work=work), str(map_)]
    return float(subprocess.run(command, env=environment(), check=True, capture_output=True, text=True).stdout)


def held(veld: str) -> int:
    """Return the bytes this process holds now (VmRSS) or held at most (VmHWM, without its parent's), on Linux."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith(veld))
    return int(line.split()[1]) * 1024
