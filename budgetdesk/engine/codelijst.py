"""The code lists of Iv3 by year: taakvelden, categories, codes of the balance, and which of them go together.

Iv3 (Informatie voor derden) is the national statement of a budget or of annual accounts; what is filled in with a post
has to be one of its codes (CBS, definition files of the years).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from budgetdesk.model.dossier import POSTKANTEN
from budgetdesk.storage.resources import shipped

MUTATIES_RESERVES: Final = "0.10"
"""The taakveld of reserves, whatever programma they stand in."""

Cel = tuple[str, str, str]
"""A cell of the statement: its half (`lasten` or `baten`), taakveld and category."""

NIET_FINANCIEEL: Final = ("A11", "A12", "A21", "P11", "P12")
"""How codes of the balance begin that are not financial: fixed assets in kind, stocks, own capital and provisions.

The controls of the quarters are about all others (CBS, controls 2 and 3 of the definition files of 2020 and later).
"""

_CODE: Final = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,4})*)[a-z]?")


def rank(code: str) -> tuple[bool, tuple[int, ...], str]:
    """Return what a code is sorted by: its numbers (0.9 < 0.10 < 0.11) and letter, then what is no code at all."""
    known = _CODE.fullmatch(code)
    return known is None, tuple(map(int, known[1].split("."))) if known else (), code


@dataclass(frozen=True, slots=True)
class Bezwaar:
    """What is wrong with codes: finding code, which of them (`taakveld`, `categorie`, `balanscode`), a Dutch sentence.

    `keuzes` are the codes, with their names, that would do.
    """

    code: str
    veld: str
    tekst: str
    keuzes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Codelijst:
    """The codes of one or more years, with their names in the order of the newest source."""

    eerste: int
    laatste: int
    """The years that have just these codes."""
    hoofdtaakvelden: Mapping[str, str]
    taakvelden: Mapping[str, str]
    categorieen: Mapping[str, Mapping[str, str]]
    """Per half."""
    balanscodes: Mapping[str, str]
    grijs: frozenset[Cel]
    """Cells that have to stay empty."""
    balanscellen: frozenset[Cel]
    """The only cells of mutations of the balance (half, code of the balance, category) that may be filled in."""

    @property
    def naam(self) -> str:
        """Return the years as people read them."""
        return f"{self.eerste}-{self.laatste}" if self.laatste > self.eerste else str(self.eerste)

    def bezwaar(self, kant: str, taakveld: str, categorie: str) -> Bezwaar | None:
        """Return what is wrong with a cell, None where nothing is; an empty code is not looked at.

        BD450: no such taakveld; BD451: no such category; BD452: the two do not go together.
        """
        categorieen = self.categorieen[kant]
        if taakveld and taakveld not in self.taakvelden:
            tekst = f"`{taakveld}` is geen taakveld van Iv3 {self.naam}."
            return Bezwaar("BD450", "taakveld", tekst, tuple(self.taakvelden.items()))
        if categorie and categorie not in categorieen:
            tekst = f"`{categorie}` is geen categorie van {kant} in Iv3 {self.naam}."
            return Bezwaar("BD451", "categorie", tekst, tuple(categorieen.items()))
        if (kant, taakveld, categorie) in self.grijs:
            tekst = f"{kant} van categorie {categorie} kunnen niet op taakveld {taakveld} in Iv3 {self.naam}."
            open_ = ((c, naam) for c, naam in categorieen.items() if (kant, taakveld, c) not in self.grijs)
            return Bezwaar("BD452", "categorie", tekst, tuple(open_))
        return None

    def balansbezwaar(self, kant: str, code: str, categorie: str = "") -> Bezwaar | None:
        """Return what is wrong with a cell of the balance, None where nothing is; an empty category is not looked at.

        BD530: no such code of the balance; BD451: no such category; BD531: the two do not go together.
        """
        if code not in self.balanscodes:
            tekst = f"`{code}` is geen balanscode van Iv3 {self.naam}."
            return Bezwaar("BD530", "balanscode", tekst, tuple(self.balanscodes.items()))
        if categorie and categorie not in self.categorieen[kant]:
            return self.bezwaar(kant, "", categorie)
        if categorie and (kant, code, categorie) not in self.balanscellen:
            tekst = f"{kant} van categorie {categorie} kunnen niet bij balanscode {code} in Iv3 {self.naam}."
            open_ = ((c, naam) for c, naam in self.categorieen[kant].items() if (kant, code, c) in self.balanscellen)
            return Bezwaar("BD531", "categorie", tekst, tuple(open_))
        return None


def is_financieel(code: str) -> bool:
    """Return whether a code of the balance is a financial one: a claim, a debt, cash or what runs over a year end."""
    return not code.startswith(NIET_FINANCIEEL)


def codelijst(jaar: int) -> Codelijst | None:
    """Return the list of a year, else the newest one before it; None where all are of later years."""
    older = [(eerste, laatste) for eerste, laatste in _spans() if eerste <= jaar]
    return _list(*max(older)) if older else None


_CODES: Final = ("hoofdtaakvelden", "taakvelden", "categorieen", "balanscodes", "grijze_cellen", "balanscellen")
"""The files with codes, `NAME.csv`; each row says from which year on (`van`) and until which one (`tot`) it holds."""


@cache
def _spans() -> tuple[tuple[int, int], ...]:
    """Return the first and last of the years that share their codes, for all years that are known."""
    (known,) = _rows("jaren")
    rows = [row for naam in _CODES for row in _rows(naam)]
    begins = sorted({int(row["van"]) for row in rows} | {int(row["tot"]) + 1 for row in rows if row["tot"]})
    ends = [*(later - 1 for later in begins[1:]), int(known["laatste"])]
    return tuple(zip(begins, ends, strict=True))


@cache
def _list(eerste: int, laatste: int) -> Codelijst:
    categorieen = _valid("categorieen", eerste)
    return Codelijst(
        eerste,
        laatste,
        {row["code"]: row["naam"] for row in _valid("hoofdtaakvelden", eerste)},
        {row["code"]: row["naam"] for row in _valid("taakvelden", eerste)},
        {kant: {row["code"]: row["naam"] for row in categorieen if row["kant"] == kant} for kant in POSTKANTEN},
        {row["code"]: row["naam"] for row in _valid("balanscodes", eerste)},
        frozenset(
            (row["kant"], taakveld, row["categorie"])
            for row in _valid("grijze_cellen", eerste)
            for taakveld in row["taakvelden"].split()
        ),
        frozenset(
            (row["kant"], code, row["categorie"])
            for row in _valid("balanscellen", eerste)
            for code in row["balanscodes"].split()
        ),
    )


def _valid(naam: str, jaar: int) -> list[dict[str, str]]:
    return [row for row in _rows(naam) if int(row["van"]) <= jaar <= int(row["tot"] or jaar)]


@cache
def _rows(naam: str) -> list[dict[str, str]]:
    lines = (shipped("templates") / "iv3" / f"{naam}.csv").read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))
