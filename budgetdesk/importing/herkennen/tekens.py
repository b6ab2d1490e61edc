"""Which signs a printed table has: what its balances prove, with the number of balances that do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from budgetdesk.blok.namen import is_balance, is_total
from budgetdesk.importing.herkennen.herkenning import Kolom, Rij, Tekens, Vraag
from budgetdesk.importing.herkennen.sommen import past
from budgetdesk.importing.identiteit import Plaats

CONVENTIE: Final = {
    (1, -1, (1, 1)): "A",
    (1, 1, (1, -1)): "B",
    (1, 1, (-1, 1)): "C",
    (-1, 1, (1, 1)): "D",
}
"""By the printed sign of lasten and of baten, and what a balance is of the two as printed."""

VAN_CONVENTIE: Final = {name: signs for signs, name in CONVENTIE.items()}

SALDI: Final = ((1, 1), (1, -1), (-1, 1), (-1, -1))
PAREN: Final = (("lasten", "baten"), ("toevoeging", "onttrekking"))
GEEN: Final = 0
"""No row."""
GETUIGEN: Final = 2

_VERDER: Final = 100
"""Rows that a balance of totals may stand from those."""
_VER: Final = 4
"""Rows (or columns) that a balance may stand from its parts."""


@dataclass(frozen=True, slots=True)
class Drietal:
    """A balance with the two lines that it is of: numbers of rows or of columns."""

    richting: str
    saldo: int
    lasten: int
    baten: int
    reserves: bool = False
    """Whether it is of what goes into and comes out of reserves, which has the signs of lasten and baten."""
    los: bool = False
    """Whether only its place says so, not its name: it is a witness where it adds up, and nothing is missed else."""

    def plaatsen(self, ander: int) -> tuple[Plaats, Plaats, Plaats]:
        """Return the three cells in a column (or in a row)."""
        lines = self.saldo, self.lasten, self.baten
        first, second, third = ((n, ander) if self.richting == "rij" else (ander, n) for n in lines)
        return first, second, third


def drietallen(rijen: Mapping[int, Rij], kolommen: Mapping[int, Kolom]) -> list[Drietal]:
    """Return every balance of rows, and of columns of one phase and year, with the lasten and baten it stands by."""
    rows = sorted(rijen)
    sided = any(rij.kant in {"lasten", "baten"} for rij in rijen.values())
    found = [
        trio
        for index, nummer in enumerate(rows)
        if (rijen[nummer].kant == "saldo" or (not rijen[nummer].kant and (sided or rijen[nummer].genoemd)))
        and (trio := _row_trio(rijen, rows, index))
    ]
    return [*found, *_column_trios(kolommen)]


def _column_trios(kolommen: Mapping[int, Kolom]) -> list[Drietal]:
    columns = sorted(kolommen)
    found: list[Drietal] = []
    for nummer in columns:
        kolom = kolommen[nummer]
        if kolom.kant != "saldo" and not (is_balance(kolom.kop) and not kolom.kant):
            continue
        same: dict[str, int] = {}
        for k in sorted(columns, key=_far(nummer), reverse=True):
            if _period(kolommen[k]) == _period(kolom) and abs(k - nummer) <= _VER:
                same[kolommen[k].kant] = k
        pair = PAREN[0] if kolom.kant == "saldo" else PAREN[1]
        if all(kant in same for kant in pair):
            found.append(Drietal("kolom", nummer, same[pair[0]], same[pair[1]], reserves=pair == PAREN[1]))
    return found


def _far(nummer: int) -> Callable[[int], int]:
    return lambda k: abs(k - nummer)


def _period(kolom: Kolom) -> tuple[str, str, str]:
    what = kolom.soort if kolom.soort in {"gewijzigd", "wijziging", "verschil", "totaal"} else ""
    return kolom.fase, kolom.jaar, what


def _row_trio(rijen: Mapping[int, Rij], rows: Sequence[int], index: int) -> Drietal | None:
    """Return the rows that a balance is of: those of its own name above or below it, else those next to it."""
    saldo = rijen[rows[index]]
    above, below = rows[max(index - _VER, 0) : index][::-1], rows[index + 1 : index + 3]
    for way in (above, below):
        own = [n for n in way if _same(saldo, rijen[n])]
        if saldo.genoemd and (trio := _pair(rijen, saldo, own) or _half(rijen, saldo, own)):
            return trio
    if saldo.genoemd:
        totals = [n for n in rows[max(index - _VERDER, 0) : index][::-1] if is_total(rijen[n].tekst)]
        for way in (rows[max(index - 2, 0) : index][::-1], totals):
            if trio := _pair(rijen, saldo, way):
                return replace(trio, los=True)
    if saldo.kant:
        return None
    # the balance of a programme stands above its parts: the last of each side, which is their total
    last = min(len(rows), index + _VERDER)
    until = next((i for i in range(index + 1, last) if not rijen[rows[i]].kant), last)
    trio = _pair(rijen, saldo, rows[index + 1 : until][::-1])
    return replace(trio, los=True) if trio else None


def _pair(rijen: Mapping[int, Rij], saldo: Rij, rows: Sequence[int]) -> Drietal | None:
    """Return a balance over the first lasten and the first baten of these rows, or over what is of reserves."""
    near: dict[str, int] = {}
    for nummer in rows:
        near.setdefault(rijen[nummer].kant, nummer)
    for pair in PAREN:
        if all(kant in near for kant in pair):
            return Drietal("rij", saldo.nummer, near[pair[0]], near[pair[1]], reserves=pair == PAREN[1])
    return None


def _half(rijen: Mapping[int, Rij], saldo: Rij, rows: Sequence[int]) -> Drietal | None:
    """Return the balance of a name of which one side is left out, as there is none."""
    if len(rows) != 1 or not saldo.kant:
        return None
    for pair in PAREN:
        if (kant := rijen[rows[0]].kant) in pair:
            lasten, baten = (rows[0] if kant == side else GEEN for side in pair)
            return Drietal("rij", saldo.nummer, lasten, baten, reserves=pair == PAREN[1])
    return None


def _same(saldo: Rij, other: Rij) -> bool:
    return (other.naam, other.code) == (saldo.naam, saldo.code)


def tekens(
    trios: Sequence[Drietal], bedragen: Mapping[Plaats, Fraction], fijn: int, anderen: Mapping[str, Sequence[int]]
) -> Tekens:
    """Return the signs that the balances of a table prove.

    `fijn` is how many of the finest digits go into one; `anderen` are the columns (or rows) that a balance of rows (or
    columns) is looked at in.
    """
    of_sides, of_reserves = _Stemmen(), _Stemmen()
    for trio in trios:
        votes = of_reserves if trio.reserves else of_sides
        for ander in anderen[trio.richting]:
            cells = [bedragen.get(plaats) for plaats in trio.plaatsen(ander)]
            if None not in cells:
                votes.add(*(int(value * fijn) for value in cells if value is not None), los=trio.los)
    return of_sides.found() if of_sides.zegt or not of_reserves.zegt else of_reserves.found()


class _Stemmen:
    """What the balances of one kind say."""

    def __init__(self) -> None:
        self._signs: dict[str, Counter[int]] = {"lasten": Counter(), "baten": Counter()}
        self._near: Counter[tuple[int, int]] = Counter()
        self._named: Counter[tuple[int, int]] = Counter()
        self._geteld = 0

    @property
    def zegt(self) -> bool:
        """Return whether any balance says something."""
        return bool(self._near or self._named)

    def add(self, saldo: int, lasten: int, baten: int, *, los: bool) -> None:
        """Take in a balance; it says something where only one way of adding gives it."""
        _count_signs(self._signs, lasten, baten)
        if min(abs(lasten), abs(baten)) <= 2:
            return
        holds = [h for h in SALDI if past(saldo - h[0] * lasten - h[1] * baten, 2)]
        self._geteld += not los and len(holds) < 2
        if len(holds) == 1:
            (self._near if los else self._named)[holds[0]] += 1

    def found(self) -> Tekens:
        """Return the signs that most balances prove; of those without a name only the ones that say so count."""
        votes = self._named + self._near
        lasten, baten = _sign(self._signs["lasten"]), _sign(self._signs["baten"])
        if not votes:
            return Tekens("", lasten, baten, geteld=self._geteld)
        best, count = votes.most_common(1)[0]
        counted = self._geteld + self._near[best]
        return Tekens(CONVENTIE.get((lasten, baten, best), ""), lasten, baten, best, count, counted)


def _count_signs(signs: Mapping[str, Counter[int]], lasten: int, baten: int) -> None:
    for kant, value in (("lasten", lasten), ("baten", baten)):
        if value:
            signs[kant][1 if value > 0 else -1] += 1


def _sign(seen: Counter[int]) -> int:
    return seen.most_common(1)[0][0] if seen else 0


def zonder_saldi(
    rijen: Mapping[int, Rij], kolommen: Mapping[int, Kolom], bedragen: Mapping[Plaats, Fraction]
) -> tuple[int, int]:
    """Return the printed signs of most lasten and most baten, 0 where there are none."""
    signs: dict[str, Counter[int]] = {"lasten": Counter(), "baten": Counter()}
    for (rij, k), value in bedragen.items():
        kant = kolommen[k].kant or rijen[rij].kant
        if kant in signs and value and kolommen[k].soort != "verschil":
            signs[kant][1 if value > 0 else -1] += 1
    return _sign(signs["lasten"]), _sign(signs["baten"])


def tekenvraag(found: Tekens, signs: tuple[int, int]) -> Vraag | None:
    """Return what is asked of the signs of a table with lasten and baten: nothing where its balances prove them."""
    if found.zeker or not all(signs):
        return None
    fits = [name for (lasten, baten, _), name in CONVENTIE.items() if (lasten, baten) == signs]
    proposal = found.conventie or (fits[0] if fits else "")
    if found.getuigen >= GETUIGEN and found.conventie:
        zin = (
            f"{found.getuigen} van {found.geteld} saldi zeggen {found.conventie}, de andere niet; welke tekens gelden?"
        )
    elif found.getuigen == 1 and found.conventie:
        zin = f"Maar een saldo zegt welke tekens gelden ({_words(found)}); klopt dat?"
    elif found.geteld:
        zin = "De saldi zeggen niet welke tekens gelden: lasten en baten geven ze niet."
    else:
        zin = "Er staan geen saldi van lasten en baten in; welke tekens gelden?"
    return Vraag("tekens", zin, tuple(CONVENTIE.values()), proposal)


def _words(found: Tekens) -> str:
    signs = {1: "+", -1: "-", 0: "?"}
    return f"lasten {signs[found.lasten]}, baten {signs[found.baten]}"


def omschrijf(found: Tekens) -> str:
    """Return the signs as people say them: `lasten +, baten - (36 van 36 saldi kloppen)`."""
    proof = f" ({found.getuigen} van {found.geteld} saldi kloppen)" if found.geteld else ""
    return f"{_words(found)}{proof}"
