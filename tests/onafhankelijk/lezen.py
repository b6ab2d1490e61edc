"""Reads the files of a dossier as they stand: TOML into dicts, euros into cents. Nothing of the product is imported.

What a file says is kept in its order, because that is the order in print.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

Tabel = Mapping[str, Any]
"""One table of a file, `[post.x]`, with dicts below its dotted keys."""

FASEN: Final = ("rekening", "begroting", "wijziging", "prognose", "mjb")


def cents(euros: Decimal | int) -> int:
    """Return euros as whole cents; more than two decimals are no amount."""
    whole = Decimal(euros) * 100
    if whole != int(whole):
        raise ValueError(euros)
    return int(whole)


def per_jaar(tabel: Tabel, *pad: str) -> dict[int, int]:
    """Return the amounts of `pad.JAAR` in cents by year; keys that are no year are of a phase."""
    found: Any = tabel
    for key in pad:
        found = found.get(key, {})
    return {int(jaar): cents(bedrag) for jaar, bedrag in found.items() if jaar.isdigit()}


def per_moment(tabel: Tabel, *pad: str) -> dict[str, int]:
    """Return the amounts of `pad.MOMENT` in cents, by a year or the quarter of one (`2027-1`)."""
    found: Any = tabel
    for key in pad:
        found = found.get(key, {})
    return {moment: cents(bedrag) for moment, bedrag in found.items()}


def per_fase(tabel: Tabel, kant: str) -> Iterator[tuple[str, int, int]]:
    """Yield phase, year and cents of `kant.FASE.JAAR`."""
    for fase in tabel.get(kant, {}):
        if fase in FASEN:
            yield from ((fase, jaar, bedrag) for jaar, bedrag in per_jaar(tabel, kant, fase).items())


@dataclass(frozen=True, slots=True)
class Programma:
    """One file of `programmas/`: its own keys, and its tables by kind and key."""

    bestand: str
    kop: Tabel
    tabellen: Mapping[str, Mapping[str, Tabel]]

    @property
    def nummer(self) -> int:
        """Return its number, by which decisions and cost centres name it."""
        return int(self.kop["nummer"])

    @property
    def naam(self) -> str:
        """Return its name."""
        return str(self.kop["naam"])

    @property
    def soort(self) -> str:
        """Return what kind of programme it is; an ordinary one does not say so."""
        return str(self.kop.get("soort", "programma"))

    @property
    def titel(self) -> str:
        """Return its name, after its number where it is an ordinary one."""
        return f"{self.nummer} {self.naam}" if self.soort == "programma" else self.naam

    def van(self, soort: str) -> Mapping[str, Tabel]:
        """Return its tables of a kind by key."""
        return self.tabellen.get(soort, {})


@dataclass(frozen=True, slots=True)
class Besluit:
    """One file of `wijzigingen/`."""

    bestand: str
    kop: Tabel
    mutaties: Mapping[str, Tabel]

    @property
    def titel(self) -> str:
        """Return its number and name."""
        return f"{self.kop['nummer']} {self.kop['naam']}"


@dataclass(frozen=True, slots=True)
class Document:
    """One `[document.KEY]`: its head, and what `documenten/KEY/` says of each programme, by its number."""

    sleutel: str
    kop: Tabel
    programmas: Mapping[int, Mapping[str, Mapping[str, Tabel]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dossier:
    """All files of one folder."""

    begroting: Tabel
    programmas: tuple[Programma, ...]
    registers: Mapping[str, Tabel]
    besluiten: tuple[Besluit, ...]
    documenten: tuple[Document, ...]
    vastgesteld: Tabel | None = None
    """What `vastgesteld.toml` holds, where the budget is adopted."""

    @property
    def jaar(self) -> int:
        """Return T."""
        return int(self.begroting["jaar"])

    @property
    def geheel(self) -> bool:
        """Return whether it is a whole municipality."""
        said = self.begroting.get("weergave", {}).get("geheel")
        return any(p.soort == "algemene-dekkingsmiddelen" for p in self.programmas) if said is None else bool(said)

    def programma(self, nummer: int) -> Programma:
        """Return the programme of a number."""
        return next(p for p in self.programmas if p.nummer == nummer)

    def document(self, sleutel: str = "") -> Document | None:
        """Return the document of a key, of its own accord the first that is not adopted, else the last."""
        if sleutel:
            return next(d for d in self.documenten if d.sleutel == sleutel)
        open_ = (d for d in self.documenten if d.kop.get("status") != "vastgesteld")
        return next(open_, self.documenten[-1] if self.documenten else None)


def lees(folder: Path) -> Dossier:
    """Read the files of a dossier; what is wrong with them is for the product to say."""
    begroting = _toml(folder / "begroting.toml")
    programmas = tuple(_programma(p) for p in sorted((folder / "programmas").glob("*.toml")))
    besluiten = tuple(_besluit(p) for p in sorted((folder / "wijzigingen").glob("*.toml")))
    reserves = folder / "reserves.toml"
    documenten = tuple(
        Document(key, kop, _eigen(folder / "documenten" / key)) for key, kop in begroting.get("document", {}).items()
    )
    registers = _toml(reserves).get("reserve", {}) if reserves.exists() else {}
    adopted = folder / "vastgesteld.toml"
    return Dossier(
        begroting, programmas, registers, besluiten, documenten, _toml(adopted) if adopted.exists() else None
    )


def codenamen(path: Path, jaar: int, kant: str = "") -> dict[str, str]:
    """Return the names of a code list of Iv3 that hold in a year, or in the first year of the list."""
    rows = [row for row in _regels(path) if not kant or row["kant"] == kant]
    jaar = max(jaar, min(int(row["van"]) for row in rows))
    return {row["code"]: row["naam"] for row in rows if _geldt(row, jaar)}


def balanscellen(path: Path, jaar: int) -> set[tuple[str, str, str]]:
    """Return what may move a code of the balance in a year: side, code and category."""
    rows = [row for row in _regels(path) if _geldt(row, jaar)]
    return {(row["kant"], code, row["categorie"]) for row in rows for code in row["balanscodes"].split()}


def _regels(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def _geldt(row: Mapping[str, str], jaar: int) -> bool:
    return int(row["van"]) <= jaar <= int(row["tot"] or 9999)


def _toml(path: Path) -> Tabel:
    return tomllib.loads(path.read_bytes().decode("utf-8-sig"), parse_float=Decimal)


def _programma(path: Path) -> Programma:
    whole = _toml(path)
    return Programma(path.name, whole["programma"], {k: v for k, v in whole.items() if k != "programma"})


def _besluit(path: Path) -> Besluit:
    whole = _toml(path)
    return Besluit(path.name, whole["wijziging"], whole.get("mutatie", {}))


def _eigen(folder: Path) -> dict[int, Mapping[str, Mapping[str, Tabel]]]:
    """Read what a document says of its own, by the number of the programme that begins the name of a file."""
    return {int(p.name.partition("-")[0]): _toml(p) for p in sorted(folder.glob("*.toml"))}
