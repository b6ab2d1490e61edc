"""Which rows and columns of a table are computed from others, and which of those do not add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Final, Literal

from budgetdesk.blok.namen import is_balance, is_beginstand, is_eindstand, is_total
from budgetdesk.importing.herkennen.herkenning import Controle, Klasse, Kolom, Mislukt, Rij, Tekens
from budgetdesk.importing.herkennen.sommen import (
    MEESTE_DELEN,
    MINSTENS,
    Lijn,
    Optelling,
    Som,
    met_tekens,
    past,
    som,
)
from budgetdesk.importing.herkennen.tekens import SALDI, Drietal
from budgetdesk.importing.identiteit import Identiteit, Plaats

Richting = Literal["rij", "kolom"]

_BIJ_VERSCHIL: Final = 12
"""Columns before a difference of which it may be one."""

_EERST: Final = 8
"""Rows in which a difference is tried before all are."""

_GEEN_SOM: Final = frozenset({"verschil", "overslaan"})


class Totalen:
    """The totals of one table: its amounts as whole numbers of their finest digit, `fijn` of which go into one."""

    def __init__(
        self, rijen: Mapping[int, Rij], kolommen: Mapping[int, Kolom], bedragen: Mapping[Plaats, Fraction], fijn: int
    ) -> None:
        self._rijen = rijen
        self._kolommen = kolommen
        self._fijn = fijn
        self._getal = {plaats: int(value * fijn) for plaats, value in bedragen.items()}
        self._rows = [rij for rij in sorted(rijen) if any((rij, k) in self._getal for k in kolommen)]
        self._columns = [k for k in sorted(kolommen) if kolommen[k].soort != "overslaan"]
        self._summed = [k for k in self._columns if kolommen[k].soort not in _GEEN_SOM]

    def find(
        self, trios: Sequence[Drietal], tekens: Tekens, gezegd: Mapping[int, Sequence[tuple[int, int]]]
    ) -> tuple[Controle, ...]:
        """Return all that adds up or should, rows before columns, each with the cells that may be wrong.

        `gezegd` are the rows of which is said what they add up: those are held to it in every column.
        """
        odd = self._odd_rows(trios, tekens)
        balances = [found for trio in trios if (found := self._balance(trio, tekens, odd))]
        of_rows = self._row_sums({c.nummer for c in balances if c.richting == "rij" and c.aanvaard})
        of_columns = self._column_sums({c.nummer for c in balances if c.richting == "kolom" and c.aanvaard})
        told = [self._told(nummer, parts) for nummer, parts in gezegd.items()]
        of_rows = [c for c in of_rows if c.nummer not in gezegd]
        every = [*balances, *told, *of_rows, *of_columns, *self._carried()]
        return _with_suspects(sorted(every, key=lambda c: (c.richting == "kolom", c.nummer)))

    def _told(self, nummer: int, parts: Sequence[tuple[int, int]]) -> Controle:
        """Return a row held to what is said of it."""
        total = som(self._row_line(nummer), [(self._row_line(n), sign) for n, sign in parts])
        return replace(self._of_sum("rij", total, self._columns), klasse="gevraagd" if total.mis else "bevestigd")

    # --- balances ----------------------------------------------------------------------------

    def _odd_rows(self, trios: Sequence[Drietal], tekens: Tekens) -> set[int]:
        """Return the rows in which balances of columns mostly fail: no misprints, but rows of another making."""
        seen: Counter[int] = Counter()
        wrong: Counter[int] = Counter()
        for trio in trios:
            for rij in self._rows if trio.richting == "kolom" and any(tekens.saldo) else ():
                three = trio.plaatsen(rij)
                if three[0] in self._getal:
                    seen[rij] += 1
                    wrong[rij] += not self._holds(three, tekens.saldo)
        return {rij for rij in seen if wrong[rij] > 1 and wrong[rij] * 2 > seen[rij]}

    def _balance(self, trio: Drietal, tekens: Tekens, odd: Container[int]) -> Controle | None:
        """Return a balance over lasten and baten, cell by cell: with the signs of the table, else with its own."""
        others = self._columns if trio.richting == "rij" else [rij for rij in self._rows if rij not in odd]
        cells = [trio.plaatsen(other) for other in others]
        cells = [three for three in cells if three[0] in self._getal and any(p in self._getal for p in three[1:])]
        if not cells:
            return None
        usual = [tekens.saldo] if any(tekens.saldo) else []
        ways = [*usual, *(way for way in SALDI if way not in usual)]
        sums = [three for three in cells if trio.richting == "kolom" or three[0][1] in self._summed]
        wrong = {way: [three for three in sums if not self._holds(three, way)] for way in ways}
        way = min(ways, key=lambda w: len(wrong[w]))
        if usual and (len(wrong[usual[0]]) <= 1 or len(wrong[way]) > 0):
            way = usual[0]
        if (
            not sums
            or len(wrong[way]) * 2 > len(sums)
            or (trio.los and wrong[way] and len(sums) < MINSTENS and tekens.getuigen <= len(sums))
        ):
            return None
        is_usual = way in usual or not usual
        return self._controle(
            "rij" if trio.richting == "rij" else "kolom",
            trio.saldo,
            "bevestigd" if is_usual and not wrong[way] else "gevraagd" if wrong[way] else "verteld",
            [self._identity(three, way) for three in cells if self._holds(three, way)],
            [self._identity(three, way) for three in wrong[way]],
        )

    def _holds(self, three: tuple[Plaats, Plaats, Plaats], way: tuple[int, int]) -> bool:
        saldo, lasten, baten = (self._getal.get(plaats, 0) for plaats in three)
        return past(saldo - way[0] * lasten - way[1] * baten, 2)

    def _identity(self, three: tuple[Plaats, Plaats, Plaats], way: tuple[int, int]) -> Identiteit:
        saldo, *parts = three
        known = ((cell, sign) for cell, sign in zip(parts, way, strict=True) if cell in self._getal)
        return Identiteit(saldo, tuple(known))

    # --- sums --------------------------------------------------------------------------------

    def _row_sums(self, saldi: set[int]) -> list[Controle]:
        """Return the rows that are sums: of those of their side, else of a few above them with signs of their own."""
        streams: dict[str, list[Lijn]] = {}
        # where columns say the side, a row has both
        sided = not any(kolom.kant in {"lasten", "baten"} for kolom in self._kolommen.values())
        for nummer in self._rows:
            rij = self._rijen[nummer]
            kant = "" if not sided or rij.kant == "saldo" else rij.kant
            streams.setdefault(kant, []).append(self._row_line(nummer))
        sums = [Optelling(lines) for lines in streams.values()]
        for summing in sums:
            summing.find()
        found = {nummer: total for summing in sums for nummer, total in summing.sommen.items()}
        left = sorted((lijn for summing in sums for lijn in summing.over), key=lambda lijn: lijn.nummer)
        self._signed(left, found, saldi)
        controls = [self._of_sum("rij", total, self._columns) for total in found.values()]
        for lijn in left:
            if lijn.nummer not in found and lijn.nummer not in saldi and is_total(self._rijen[lijn.nummer].tekst):
                controls += self._asked(lijn, next(s for s in sums if lijn in s.over))
        return controls

    def _row_line(self, nummer: int) -> Lijn:
        values = tuple(self._getal.get((nummer, k)) for k in self._columns)
        return Lijn(nummer, values, self._rijen[nummer].genoemd)

    def _signed(self, left: Sequence[Lijn], found: dict[int, Som], saldi: set[int]) -> None:
        """Add the rows that are called a total or balance and are some of the last rows, plus or minus."""
        drop = [n for n, k in enumerate(self._columns) if k not in self._summed]
        before: list[Lijn] = []
        for lijn in left:
            bare = replace(lijn, waarden=tuple(v for n, v in enumerate(lijn.waarden) if n not in drop))
            if lijn.genoemd and lijn.nummer not in found and lijn.nummer not in saldi:
                total = met_tekens(before, bare, minstens=1 if is_balance(self._rijen[lijn.nummer].tekst) else 2)
                if total and not any(_same_lines(total, other) for other in found.values()):
                    full = {other.nummer: other for other in left}
                    parts = [(full[part.nummer], sign) for part, sign in total.delen]
                    found[lijn.nummer] = Som(lijn, tuple(parts), som(lijn, parts).mis if not drop else ())
                    taken = {part.nummer for part, _ in total.delen}
                    before = [other for other in before if other.nummer not in taken]
            before.append(bare)

    def _asked(self, lijn: Lijn, summing: Optelling) -> list[Controle]:
        """Return that a row is called a total and is the sum of nothing above it."""
        above = [other for other in summing.over if other.nummer < lijn.nummer]
        last = next((n for n in range(len(above) - 1, -1, -1) if above[n].genoemd and n < len(above) - 1), -1)
        parts = above[last + 1 :][-MEESTE_DELEN:]
        if len(parts) < 2:
            return []
        near = som(lijn, [(part, 1) for part in parts])
        wrong = [identity for n in near.mis if (identity := self._cell_identity("rij", near, self._columns[n]))]
        return [self._controle("rij", lijn.nummer, "gevraagd", [], wrong)]

    def _of_sum(self, richting: Richting, total: Som, others: Sequence[int]) -> Controle:
        named = total.totaal.genoemd
        cells = [(n, self._cell_identity(richting, total, others[n])) for n in total.geteld]
        right = [identity for n, identity in cells if n not in total.mis and total.klopt(n)]
        wrong = [identity for n, identity in cells if n in total.mis]
        klasse: Klasse = "gevraagd" if wrong else "bevestigd" if named else "verteld"
        return self._controle(richting, total.totaal.nummer, klasse, right, wrong)

    def _cell_identity(self, richting: Richting, total: Som, other: int) -> Identiteit:
        def place(nummer: int) -> Plaats:
            return (nummer, other) if richting == "rij" else (other, nummer)

        parts = sorted((place(part.nummer), sign) for part, sign in total.delen)
        return Identiteit(place(total.totaal.nummer), tuple(p for p in parts if p[0] in self._getal))

    def _carried(self) -> list[Controle]:
        """Return the rows that begin with what the year before left: each cell is that at the end of it."""
        found: list[Controle] = []
        begins = [n for n in self._rows if is_beginstand(self._rijen[n].tekst)]
        for nummer in begins:
            ends = (n for n in self._rows if n > nummer and is_eindstand(self._rijen[n].tekst))
            if (end := next(ends, None)) is None:
                continue
            pairs = [((nummer, b), (end, a)) for a, b in pairwise(self._summed)]
            both = [pair for pair in pairs if pair[0] in self._getal and pair[1] in self._getal]
            right = [pair for pair in both if past(self._getal[pair[0]] - self._getal[pair[1]], 1)]
            if len(right) > 1 and len(both) - len(right) <= 1:
                identities = {pair: Identiteit(pair[0], ((pair[1], 1),)) for pair in both}
                wrong = [identities[pair] for pair in both if pair not in right]
                klasse: Klasse = "gevraagd" if wrong else "bevestigd"
                found.append(self._controle("rij", nummer, klasse, [identities[pair] for pair in right], wrong))
        return found

    # --- columns -----------------------------------------------------------------------------

    def _column_sums(self, saldi: set[int]) -> list[Controle]:
        """Return the columns that are sums of those of their side before them, and those that are differences."""
        streams: dict[tuple[bool, str], list[Lijn]] = {}
        for k in self._columns:
            kolom = self._kolommen[k]
            kant = "" if kolom.kant == "saldo" else kolom.kant
            streams.setdefault((kolom.soort == "verschil", kant), []).append(self._column_line(k))
        found: dict[int, Som] = {}
        for lines in streams.values():
            summing = Optelling(lines)
            summing.find()
            found |= summing.sommen
        self._signed_columns(found, saldi)
        controls = [self._of_sum("kolom", total, self._rows) for total in found.values()]
        differences = [k for k in self._columns if self._kolommen[k].soort == "verschil"]
        return [*controls, *(c for k in differences if (c := self._verschil(k)))]

    def _signed_columns(self, found: dict[int, Som], saldi: Container[int]) -> None:
        """Add the columns that are some of the last few, plus or minus: what is left at the end of a year."""
        for index, k in enumerate(self._columns):
            near = [other for other in self._columns[max(index - 3, 0) : index] if other in self._summed]
            if k in found or k in saldi or k not in self._summed or len(near) < 2:
                continue
            total = met_tekens([self._column_line(other) for other in near], self._column_line(k))
            if total and not any(_same_lines(total, other) for other in found.values()):
                found[k] = total

    def _column_line(self, k: int) -> Lijn:
        named = self._kolommen[k].soort in {"totaal", "gewijzigd"}
        return Lijn(k, tuple(self._getal.get((rij, k)) for rij in self._rows), named)

    def _verschil(self, k: int) -> Controle | None:
        """Return a column of differences between two others: which one is taken away may depend on the side of a row.

        As where plus is favourable on every row, or letters say so.
        """
        near = [other for other in self._summed if self._matches(k, other)][-_BIJ_VERSCHIL:]
        probe = sorted(self._rows, key=lambda rij: -abs(self._at(rij, k)))[:_EERST]
        tries = [self._difference(k, a, b) for a, b in combinations(near, 2) if self._may_differ(k, a, b, probe)]
        best = max(tries, key=lambda t: (len(t[0]) - 2 * len(t[1]), -t[2]), default=None)
        if best is None or len(best[0]) < MINSTENS or len(best[1]) * 5 > len(best[0]):
            return None
        right, wrong, _ = best
        return self._controle("kolom", k, "gevraagd" if wrong else "bevestigd", right, wrong)

    def _may_differ(self, k: int, a: int, b: int, probe: Sequence[int]) -> bool:
        """Return whether a column is the difference of two in half of a few rows, the other way round or not."""
        sizes = ((abs(self._at(rij, k)), abs(self._at(rij, a) - self._at(rij, b))) for rij in probe)
        return 2 * sum(1 for stated, found in sizes if past(stated - found, 2)) >= len(probe)

    def _matches(self, k: int, other: int) -> bool:
        kant = self._kolommen[k].kant
        return other < k and (not kant or self._kolommen[other].kant == kant)

    def _difference(self, k: int, a: int, b: int) -> tuple[list[Identiteit], list[Identiteit], int]:
        """Return the cells that are `a` minus `b`, or the other way round for all rows of a side, and those not."""
        right: list[Identiteit] = []
        wrong: list[Identiteit] = []
        sides: dict[str, list[int]] = {}
        for rij in self._rows:
            if (rij, k) in self._getal and ((rij, a) in self._getal or (rij, b) in self._getal):
                sides.setdefault(self._rijen[rij].kant, []).append(rij)
        for rows in sides.values():
            off = {
                sign: [
                    rij for rij in rows if not past(self._at(rij, k) - sign * (self._at(rij, a) - self._at(rij, b)), 2)
                ]
                for sign in (1, -1)
            }
            sign = min(off, key=lambda s: len(off[s]))
            for rij in rows:
                parts = (((rij, a), sign), ((rij, b), -sign))
                identity = Identiteit((rij, k), tuple(p for p in parts if p[0] in self._getal))
                (wrong if rij in off[sign] else right).append(identity)
        return right, wrong, abs(k - a) + abs(k - b)

    def _at(self, rij: int, k: int) -> int:
        return self._getal.get((rij, k), 0)

    # --- what is told ------------------------------------------------------------------------

    def _controle(
        self,
        richting: Richting,
        nummer: int,
        klasse: Klasse,
        right: Iterable[Identiteit],
        wrong: Iterable[Identiteit],
    ) -> Controle:
        naam = (
            self._rijen[nummer].tekst or self._rijen[nummer].sleutel
            if richting == "rij"
            else self._kolommen[nummer].kop
        )
        return Controle(richting, nummer, naam, klasse, tuple(right), tuple(self._mislukt(i) for i in wrong))

    def _mislukt(self, identiteit: Identiteit) -> Mislukt:
        parts = sum(sign * self._getal.get(plaats, 0) for plaats, sign in identiteit.delen)
        return Mislukt(identiteit, Fraction(self._getal[identiteit.cel], self._fijn), Fraction(parts, self._fijn))


def _same_lines(one: Som, other: Som) -> bool:
    """Return whether two sums say the same: a = b + c, and c = a - b."""
    lines = ({s.totaal.nummer, *(lijn.nummer for lijn, _ in s.delen)} for s in (one, other))
    return next(lines) == next(lines)


def _with_suspects(found: Sequence[Controle]) -> tuple[Controle, ...]:
    """Return the same with the cells that may be wrong: those in most of what fails, unless others vouch for them."""
    vouched = {cell for c in found for identity in c.kloppend for cell in _cells(identity)}
    fails = Counter(cell for c in found for m in c.mislukt for cell in _cells(m.identiteit))

    def suspects(m: Mislukt) -> Mislukt:
        cells = _cells(m.identiteit)
        free = [cell for cell in cells if cell not in vouched] or cells
        most = max(fails[cell] for cell in free)
        return replace(m, verdacht=tuple(cell for cell in free if fails[cell] == most))

    return tuple(replace(c, mislukt=tuple(map(suspects, c.mislukt))) for c in found)


def _cells(identiteit: Identiteit) -> list[Plaats]:
    return [identiteit.cel, *(plaats for plaats, _ in identiteit.delen)]
