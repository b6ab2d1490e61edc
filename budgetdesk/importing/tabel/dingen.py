"""Which rows of a printed table are one thing: a beleidsterrein, a post below one, or a reserve; with its amounts.

Totals, balances and differences are no things: they are computed again from these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from budgetdesk.blok.namen import (
    is_balance,
    is_beginstand,
    is_eindstand,
    is_total,
    norm,
    reserve_side,
    split_code,
    without_reserve_side,
)
from budgetdesk.importing.herkennen import Herkenning, Kolom, Rij
from budgetdesk.importing.identiteit import Plaats
from budgetdesk.importing.koppelen import Zijde
from budgetdesk.importing.tabel.druk import Druk
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN

Dingsoort = Literal["beleidsterrein", "post", "reserve"]

RESERVES: Final = "Reserves"
"""The name of a reserve of which a table says no more than that it is of reserves."""

_NAAR_RESERVE: Final = dict(zip(POSTKANTEN, RESERVEKANTEN, strict=True))
_GEEN_NAAM: Final = frozenset(
    {
        *("", "reserve", "reserves", "aan reserves", "in reserves", "uit reserves", "totaal"),
        *("mutatie reserve", "mutatie reserves", "mutaties reserve", "mutaties reserves", "mutaties in reserves"),
    }
)
_MUTATIES: Final = re.compile(r"\bmutaties? (?:in |van |aan )?(?:de )?reserves?\b", re.IGNORECASE)
"""What a row is called of which the lasten are added to reserves, and the baten taken from them."""
PROGRAMMA: Final = re.compile(r"\bprogramma:? *p?0*([0-9]{1,3})\b", re.IGNORECASE)
"""The number by which a text names a programma."""
_IN_CODE: Final = re.compile(r"0*([1-9][0-9]{0,2})[A-Z]", re.IGNORECASE)
_TOTAAL: Final = re.compile(r"^\W*(?:sub)?totaal\b\W*|\W*\b(?:sub)?totaal\W*$", re.IGNORECASE)
_GELEZEN: Final = frozenset({"bedrag", "gewijzigd", "wijziging"})


@dataclass(slots=True)
class Ding:
    """One thing of a table: amounts in natural cents by side and `fase.jaar`, and the rows that they stand in."""

    soort: Dingsoort
    naam: str
    code: str = ""
    groep: str = ""
    """Of a post, or of all reserves together: what stands above it."""
    groepcode: str = ""
    programma: int = 0
    """The number of the programma that the table names; 0 where it names none."""
    algemeen: bool = False
    """Of a reserve: whether it stands for all reserves together."""
    rijen: list[int] = field(default_factory=list)
    bedragen: dict[Zijde, int] = field(default_factory=dict)

    @property
    def rij(self) -> int:
        """Return the first row, by which people choose it."""
        return self.rijen[0]


@dataclass(frozen=True, slots=True)
class Dingen:
    """The things of a table in the order of its rows."""

    dingen: Sequence[Ding]
    losse_totalen: Sequence[Rij]
    """Rows called totals that add up nothing."""
    losse_saldi: Sequence[Rij] = ()
    """Rows called a balance that are part of a total and follow from nothing that stands here."""


def dingen(druk: Druk) -> Dingen:
    """Return what a table has; cells of which the amounts are not known yet are of nothing."""
    return _Lezer(druk).read()


def toon_teken(found: Herkenning, kant: str) -> int:
    """Return with which sign a table prints normal amounts of a side: of reserves that of lasten and baten.

    Where nothing says so that of most of them.
    """
    known = found.tekens.lasten if kant in ("lasten", "toevoeging") else found.tekens.baten
    if known:
        return known
    seen = [found.bedragen[cel] for cel, side_ in cells_of_sides(found) if side_[0] == kant]
    return -1 if sum(value < 0 for value in seen) > sum(value > 0 for value in seen) else 1


def cells_of_sides(found: Herkenning) -> Iterator[tuple[Plaats, Zijde]]:
    """Yield the cells that hold amounts of a side, each with that and its `fase.jaar`; a changed budget by its own."""
    for cel in found.bedragen:
        rij, kolom = found.rijen.get(cel[0]), found.kolommen.get(cel[1])
        if rij is None or kolom is None or kolom.soort not in _GELEZEN:
            continue
        if (kant := _kant(rij, kolom)) and kolom.jaar:
            yield cel, (kant, f"{'wijziging' if kolom.soort == 'wijziging' else kolom.fase}.{kolom.jaar}")


def _kant(rij: Rij, kolom: Kolom) -> str:
    """Return the side of a cell: that of its column, else of its row; of a row about reserves theirs."""
    kant = kolom.kant or rij.kant
    if (of_reserve := reserve_side(rij.tekst, rij.boven)) or rij.kant in RESERVEKANTEN:
        return _NAAR_RESERVE.get(kolom.kant, kolom.kant) or of_reserve or rij.kant
    if kant in _NAAR_RESERVE and ("reserve" in rij.boven.casefold() or _MUTATIES.search(rij.tekst)):
        return _NAAR_RESERVE[kant]
    return kant if kant in (*POSTKANTEN, *RESERVEKANTEN) else ""


class _Lezer:
    """Reads the things of one table."""

    def __init__(self, druk: Druk) -> None:
        self._druk = druk
        self._found = druk.herkenning
        self._sides: dict[int, set[str]] = {}
        for (nummer, _), (kant, _) in cells_of_sides(self._found):
            self._sides.setdefault(nummer, set()).add(kant)
        self._named = {n: rij for n, rij in self._found.rijen.items() if self._may_be(rij)}
        bare = [rij for rij in self._named.values() if not is_total(rij.tekst)]
        self._leaves = {rij.nummer: rij for rij in bare} or self._named
        self._above = self._subtotals()
        self._dingen: dict[tuple[str, ...], Ding] = {}

    def read(self) -> Dingen:
        """Return them."""
        cells: dict[int, list[tuple[Plaats, Zijde]]] = {}
        for cel, zijde in cells_of_sides(self._found):
            cells.setdefault(cel[0], []).append((cel, zijde))
        for nummer, rij in sorted(self._leaves.items()):
            self._take(rij, cells.get(nummer, []))
        loose = [rij for n, rij in sorted(self._named.items()) if n not in self._leaves and cells.get(n)]
        return Dingen([*self._dingen.values()], loose, [*self._balances()])

    def _may_be(self, rij: Rij) -> bool:
        """Return whether a row is nothing that is computed: no total, no balance, nothing of a day."""
        if rij.nummer in self._found.totaalrijen or rij.kant == "saldo" or self._is_computed(rij):
            return False
        if is_beginstand(rij.tekst) or is_eindstand(rij.tekst):
            return False
        return not (rij.genoemd and is_balance(rij.tekst)) or self._is_of_reserves(rij)

    def _is_computed(self, rij: Rij) -> bool:
        return any(c.nummer == rij.nummer and c.richting == "rij" for c in self._found.totalen)

    def _is_of_reserves(self, rij: Rij) -> bool:
        """Return whether a row has what is added to and taken from reserves, each by its side."""
        sides = self._sides.get(rij.nummer, set())
        return _MUTATIES.search(rij.tekst) is not None and bool(sides) and sides <= {*RESERVEKANTEN}

    def _balances(self) -> Iterator[Rij]:
        """Yield the rows called a balance that totals count and that are neither computed nor read."""
        counted = {
            deel[0] for c in self._found.totalen for i in c.kloppend for deel, _ in i.delen if c.richting == "rij"
        }
        for nummer, rij in sorted(self._found.rijen.items()):
            is_stand = is_beginstand(rij.tekst) or is_eindstand(rij.tekst)
            is_named = rij.genoemd and is_balance(rij.tekst) and not is_stand and not (rij.kant == "saldo" and rij.naam)
            if is_named and nummer in counted and not self._is_computed(rij) and nummer not in self._leaves:
                yield rij

    def _subtotals(self) -> dict[int, Rij]:
        """Return the totals that rows stand under which have a name of their own, where there are several of those."""
        found: dict[int, Rij] = {}
        for controle in self._found.totalen:
            parts = {deel[0] for i in controle.kloppend for deel, _ in i.delen}
            total = self._found.rijen.get(controle.nummer) if controle.richting == "rij" else None
            if total is None or len(parts) < 2 or not parts <= self._leaves.keys():
                continue
            if any(self._leaves[part].kant != total.kant for part in parts):
                continue
            found |= dict.fromkeys(parts, total)
        names = {_bare(total) for total in found.values()}
        return found if len(names) > 1 and "" not in names else {}

    def _take(self, rij: Rij, cells: Sequence[tuple[Plaats, Zijde]]) -> None:
        of_posts = [(cel, zijde) for cel, zijde in cells if zijde[0] in POSTKANTEN]
        of_reserves = [(cel, zijde) for cel, zijde in cells if zijde[0] in RESERVEKANTEN]
        if of_posts:
            self._add(self._place(rij), rij, of_posts)
        if of_reserves:
            self._add(self._reserve(rij, alone=not of_posts), rij, of_reserves)

    def _place(self, rij: Rij) -> Ding:
        programma = self._programma(rij)
        naam = rij.naam if rij.naam and not is_total(rij.naam) else self._title(rij)
        if self._is_shared(rij):
            code, groep = split_code(rij.boven)
            return Ding("post", naam, rij.code, groep, code, programma)
        if total := self._above.get(rij.nummer):
            return Ding("post", naam, rij.code, _bare(total), total.code, programma)
        return Ding("beleidsterrein", naam, rij.code, programma=programma)

    def _is_shared(self, rij: Rij) -> bool:
        """Return whether rows of this name stand under several headings: those are what tells them apart."""
        same = (other.boven for other in self._leaves.values() if (other.code, other.naam) == (rij.code, rij.naam))
        return bool(rij.boven) and len(set(same)) > 1

    def _title(self, rij: Rij) -> str:
        """Return what rows that are only called a total are about: what the table is called."""
        return split_code(re.sub(r"^programma:\s*", "", rij.boven or self._found.naam, flags=re.IGNORECASE))[1]

    def _reserve(self, rij: Rij, *, alone: bool) -> Ding:
        programma = self._programma(rij)
        if not alone:
            return Ding("reserve", f"{RESERVES} {rij.naam}", programma=programma)
        naam = without_reserve_side(rij.naam)
        if norm(_TOTAAL.sub("", naam)) in _GEEN_NAAM:
            code, boven = split_code(rij.boven)
            above = boven if PROGRAMMA.search(rij.boven) or self._is_shared(rij) else ""
            naam = f"{RESERVES} {above}".strip()
            return Ding("reserve", naam, "", boven, code, programma, algemeen=True)
        return Ding("reserve", naam[:1].upper() + naam[1:], rij.code, programma=programma)

    def _programma(self, rij: Rij) -> int:
        """Return the number of the programma that stands above a row, in its code or in the title."""
        # a row that is called after the row above it says what it is itself
        above = "" if rij.naam and rij.boven.endswith(rij.naam) else rij.boven
        match = PROGRAMMA.search(above) or _IN_CODE.match(rij.code) or PROGRAMMA.search(self._found.naam)
        return int(match[1]) if match else 0

    def _add(self, new: Ding, rij: Rij, cells: Sequence[tuple[Plaats, Zijde]]) -> None:
        key = (new.soort, new.groep, new.code, new.naam, str(new.programma))
        ding = self._dingen.setdefault(key, new)
        ding.rijen.append(rij.nummer)
        for zijde, cents in self._amounts(cells).items():
            ding.bedragen[zijde] = ding.bedragen.get(zijde, 0) + cents

    def _amounts(self, cells: Sequence[tuple[Plaats, Zijde]]) -> dict[Zijde, int]:
        """Return natural amounts; of a budget that stands there before and after changes also the changes."""
        first: dict[Zijde, int] = {}
        changed: dict[Zijde, int] = {}
        for cel, (kant, term) in cells:
            if cel not in self._druk.cents:
                continue
            cents = self._druk.cents[cel] * toon_teken(self._found, kant)
            after = self._found.kolommen[cel[1]].soort == "gewijzigd"
            (changed if after else first)[kant, term] = cents
        for (kant, term), cents in changed.items():
            fase, _, jaar = term.partition(".")
            if fase != "begroting" or (kant, term) not in first:
                first.setdefault((kant, term), cents)
            else:
                first[kant, f"wijziging.{jaar}"] = cents - first[kant, term]
        return first


def _bare(rij: Rij) -> str:
    """Return what a total is the total of: `Totaal 1 Veiligheid` is of `Veiligheid`."""
    naam = rij.naam or rij.tekst
    return split_code(_TOTAAL.sub("", naam))[1].strip()
