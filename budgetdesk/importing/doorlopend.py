"""Labels that stand once for several rows: in merged cells, and where a report names a group on its first row only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from budgetdesk.importing.bron import Blad, Cel
from budgetdesk.model.dossier import POSTKANTEN

Rij = Mapping[int, Cel]


def groepskolommen(codes: Sequence[int], labels: Iterable[int]) -> list[int]:
    """Return the columns that may name a group of rows: those of labels before the last column of codes."""
    last = max(codes, default=0)
    return sorted({k for k in (*codes, *labels) if k < last})


def doorlopend(blad: Blad, kolom: Mapping[str, Sequence[int]], *, herhaal: bool) -> Doorlopend:
    """Return what fills the labels of a sheet; `kolom` are its columns by key of [kolom]."""
    labels = [k for key, columns in kolom.items() if key not in ("bedrag", *POSTKANTEN) for k in columns]
    return Doorlopend(blad, kolom.get("code", ()), labels, herhaal=herhaal)


class Doorlopend:
    """Gives the rows of a sheet, in its order, with what stands once for several of them.

    What is merged over rows holds for all of them. With `herhaal` a blank in a column of groups is what stands above
    it, as in a pivot table, until a column to the left of it names another group.
    """

    def __init__(self, blad: Blad, codes: Sequence[int], labels: Iterable[int], *, herhaal: bool) -> None:
        known = {*codes, *labels}
        self._blad = blad
        self._groepen = groepskolommen(codes, labels) if herhaal else []
        self._above: dict[int, Cel] = {}
        merged = [area for area in blad.samengevoegd if area[2] > area[0] and area[1] in known]
        self._merged = sorted(merged, reverse=True)
        self._open: dict[int, tuple[int, Cel]] = {}
        """By column the last row of what is merged there, and its cell."""

    def vul(self, rij: int, cellen: Rij) -> Rij:
        """Return the cells of a row with all of that; each row comes after those that were asked before."""
        return self.herhaald(self.samengevoegd(rij, cellen))

    def samengevoegd(self, rij: int, cellen: Rij) -> Rij:
        """Return the cells of a row with what is merged over it."""
        if not (self._merged or self._open):
            return cellen
        while self._merged and self._merged[-1][0] <= rij:
            top, left, down, _ = self._merged.pop()
            cel = self._blad.cel(top, left)
            if cel is not None and down >= rij:
                self._open[left] = down, cel
        self._open = {k: (down, cel) for k, (down, cel) in self._open.items() if down >= rij}
        more = {k: cel for k, (_, cel) in self._open.items() if k not in cellen}
        return {**cellen, **more} if more else cellen

    def herhaald(self, cellen: Rij) -> Rij:
        """Return the cells of a row with the groups that it is of."""
        more: dict[int, Cel] = {}
        is_new = False
        for kolom in self._groepen:
            cel = cellen.get(kolom)
            if cel is not None:
                is_new = is_new or cel != self._above.get(kolom)
                self._above[kolom] = cel
            elif is_new:
                self._above.pop(kolom, None)
            elif kolom in self._above:
                more[kolom] = self._above[kolom]
        return {**cellen, **more} if more else cellen
