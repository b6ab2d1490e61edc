"""Templates: which columns a document has, read from TOML.

A column is an amount (`fase` and `jaar`, with a second phase in `met`), a sum of other columns or the
difference of two. Years are relative to T, the `jaar` of the dossier, so no heading can go stale.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from budgetdesk.errors import InputError, Plaats
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.model.schema import FASEN
from budgetdesk.storage.reader import read_bytes
from budgetdesk.storage.resources import shipped
from budgetdesk.storage.toml import parse_bytes

_YEAR: Final = re.compile(r"T(?:([+-]\d))?")
_YEAR_IN_TEXT: Final = re.compile(r"\{T([+-]\d)?\}")
_KEYS: Final = frozenset({"kop", "fase", "jaar", "met", "som", "verschil"})
_NAME: Final = re.compile(r"[A-Za-z0-9_-]+")

TABELLEN: Final = "tabellen.toml"
"""The file in a folder of templates that declares tables instead of a document type."""

INDICATOREN: Final = ("in-een-cel", "per-jaar")
"""Layouts of the outcome indicators: realised years in one cell (the default), or a column for each."""


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column of amounts of a document.

    `termen` are the stored amounts it adds up (`begroting.2026`, factor); `invoer` is the one that
    typing changes, None where the column is computed; `delen` are the columns of the same template
    it is computed from (index, factor).
    """

    sleutel: str
    kop: str
    jaar: int
    termen: tuple[tuple[str, int], ...]
    invoer: str | None = None
    delen: tuple[tuple[int, int], ...] = ()
    verschil: bool = False


@dataclass(frozen=True, slots=True)
class Sjabloon:
    """One document type for one year T."""

    naam: str
    titel: str
    kolommen: tuple[Kolom, ...]
    verloop: tuple[int, ...]
    """Columns, one per year, that the course of the reserves is taken from."""
    resultaat: int
    """The column of the live result."""
    indicatoren: str = INDICATOREN[0]
    """How the outcome indicators are laid out: one of `INDICATOREN`."""

    @property
    def vergelijkt(self) -> bool:
        """Return whether the document compares: budget with result or forecast."""
        return any(kolom.verschil for kolom in self.kolommen)

    @property
    def ramingen(self) -> tuple[str, ...]:
        """Return every stored amount (`fase.jaar`) the document needs, once."""
        return tuple(dict.fromkeys(term for kolom in self.kolommen for term, _ in kolom.termen))


def names() -> list[str]:
    """Return the names of the shipped templates."""
    return sorted(p.stem for p in shipped("templates").glob("*.toml") if p.name != TABELLEN)


def load(naam: str, jaar: int, map_: Path | None = None, plaats: Plaats | None = None) -> Sjabloon:
    """Return a template: one of the dossier's own (`templates/NAAM.toml`) or a shipped one.

    Raises InputError where it does not exist, at the `plaats` that names it, or does not hold together.
    """
    known = bool(_NAME.fullmatch(naam))
    own = map_ / "templates" / f"{naam}.toml" if map_ and known else None
    if own and own.is_file():
        return _Reader(own, f"templates/{naam}.toml", jaar).sjabloon()
    path = shipped("templates") / f"{naam}.toml"
    if not known or not path.is_file():
        raise InputError.at(
            plaats or Plaats(BEGROTING, sleutel="sjabloon"),
            f"onbekend sjabloon `{naam}`; kies uit {', '.join(names())}.",
            code="BD104",
        )
    return _Reader(path, path.name, jaar).sjabloon()


class _Reader:
    """Reads one template file; every complaint names the file and the key."""

    def __init__(self, path: Path, naam: str, jaar: int) -> None:
        self.naam = naam
        self.t = jaar
        self.document = parse_bytes(read_bytes(path, naam), naam).document
        self.kolommen: list[Kolom] = []

    def sjabloon(self) -> Sjabloon:
        kolommen = self.document.get("kolom")
        if not isinstance(kolommen, dict) or not kolommen:
            raise self._error("kolom", "een sjabloon heeft minstens één [kolom.…].")
        for sleutel, values in kolommen.items():
            self.kolommen.append(self._kolom(sleutel, values))
        verloop = [self._index(s, "verloop") for s in self._strings(self.document, "verloop", "verloop")]
        return Sjabloon(
            naam=self._text(self.document, "naam", "naam"),
            titel=self._fill(self._text(self.document, "titel", "titel")),
            kolommen=tuple(self.kolommen),
            verloop=tuple(verloop),
            resultaat=self._index(self._text(self.document, "resultaat", "resultaat"), "resultaat"),
            indicatoren=self._indicatoren(),
        )

    def _indicatoren(self) -> str:
        layout = self.document.get("indicatoren", INDICATOREN[0])
        if layout not in INDICATOREN:
            raise self._error("indicatoren", f"`indicatoren` is {' of '.join(INDICATOREN)}.")
        return str(layout)

    def _kolom(self, sleutel: str, values: Any) -> Kolom:
        where = f"kolom.{sleutel}"
        if not isinstance(values, dict):
            raise self._error(where, f"hier hoort een tabel [{where}].")
        kop = self._fill(self._text(values, "kop", where))
        unknown = values.keys() - _KEYS
        if unknown or len(values.keys() & {"fase", "som", "verschil"}) != 1:
            raise self._error(
                where, "een kolom heeft `kop` en een van: `fase` met `jaar` (en `met`), `som`, `verschil`."
            )
        if "som" in values:
            return self._computed(
                sleutel, kop, [(self._index(s, where), 1) for s in self._strings(values, "som", where)]
            )
        if "verschil" in values:
            columns = [self._index(s, where) for s in self._strings(values, "verschil", where)]
            if len(columns) != 2:
                raise self._error(where, "`verschil` noemt twee kolommen: die van de begroting en die van de rekening.")
            return self._computed(sleutel, kop, [(columns[0], 1), (columns[1], -1)], verschil=True)
        return self._amount(sleutel, kop, values, where)

    def _amount(self, sleutel: str, kop: str, values: dict[str, Any], where: str) -> Kolom:
        jaar = _YEAR.fullmatch(self._text(values, "jaar", where))
        if not jaar:
            raise self._error(where, "`jaar` is T, of T met een getal: T-2, T+1.")
        fasen = [self._text(values, key, where) for key in ("fase", "met") if key == "fase" or key in values]
        for fase in fasen:
            if fase not in FASEN:
                raise self._error(where, f"onbekende fase `{fase}`; kies uit {', '.join(FASEN)}.")
        if len(set(fasen)) != len(fasen):
            raise self._error(where, "`met` noemt een andere fase dan `fase`.")
        year = self.t + int(jaar[1] or 0)
        return Kolom(sleutel, kop, year, tuple((f"{f}.{year}", 1) for f in fasen), invoer=f"{fasen[0]}.{year}")

    def _computed(self, sleutel: str, kop: str, delen: list[tuple[int, int]], *, verschil: bool = False) -> Kolom:
        if any(self.kolommen[i].verschil for i, _ in delen):
            raise self._error(f"kolom.{sleutel}", "een kolom wordt niet uit een verschil berekend.")
        termen = [(term, sign * factor) for i, factor in delen for term, sign in self.kolommen[i].termen]
        return Kolom(sleutel, kop, self.kolommen[delen[0][0]].jaar, tuple(termen), None, tuple(delen), verschil)

    def _index(self, sleutel: str, where: str) -> int:
        for i, kolom in enumerate(self.kolommen):
            if kolom.sleutel == sleutel:
                return i
        raise self._error(where, f"`{sleutel}` is geen kolom die hierboven staat.")

    def _text(self, values: dict[str, Any], key: str, where: str) -> str:
        value = values.get(key)
        if not isinstance(value, str):
            raise self._error(where, f"`{key}` ontbreekt of is geen tekst.")
        return value

    def _strings(self, values: dict[str, Any], key: str, where: str) -> list[str]:
        value = values.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
            raise self._error(where, f"`{key}` is een lijst van kolommen.")
        return value

    def _fill(self, text: str) -> str:
        return _YEAR_IN_TEXT.sub(lambda m: str(self.t + int(m[1] or 0)), text)

    def _error(self, sleutel: str, tekst: str) -> InputError:
        return InputError.at(Plaats(self.naam, sleutel=sleutel), tekst, code="BD105")
