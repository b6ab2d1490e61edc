"""Totals of a programma over one wide frame: a row per side of a post or reserve, a column per year.

Facts carry natural signs; printed signs are a matter of the tables. The frame holds Int128, because
sums of Polars' Int64 wrap silently. An edit changes one cell of the frame and sums the frame again; on
frames of this size that beats any bookkeeping of deltas.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from budgetdesk.engine.berekend import berekend, verdeling
from budgetdesk.engine.kostenverdeling import Verdeeld
from budgetdesk.engine.mutaties import Deel, counted
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand, Dossier, Tabel
from budgetdesk.model.kinds.programma import Post

Scope = tuple[str, str]
"""What an amount is of: ("post", key), ("beleidsterrein", key), ("reserve", key), one of the sums
`PROGRAMMA` (all posts) and `RESERVES` (all reserves), or a part of a post: ("post/raming", key) is
what is stored with it, ("post/mutaties", key) what mutations add, ("post/kapitaallasten", key) and
("post/verdeling", key) what is computed."""

PROGRAMMA: Scope = ("programma", "")
RESERVES: Scope = ("reserves", "")


class ProgrammaTotalen:
    """Amounts of one programma by scope, side and `fase.jaar` column, in cents with natural sign."""

    def __init__(
        self, dossier: Dossier, bestand: Bestand, kolommen: Sequence[str], shares: Verdeeld | None = None
    ) -> None:
        self.bestand = bestand
        self.kolommen = tuple(kolommen)
        self._plaats = {kolom: i for i, kolom in enumerate(self.kolommen)}
        self._extra = _added(dossier, bestand, shares)
        self._bronnen = self._sources()
        self._begin: dict[tuple[str, str], int] = {}
        self._rang: dict[Scope, int] = {}
        self._groepen: list[tuple[Scope, str]] = []
        self._frame = self._build()
        self._sommen: dict[tuple[Scope, str], Sequence[int]] = {}
        self.sum()

    def bedrag(self, scope: Scope, kant: str, kolom: str) -> int:
        """Return the cents of one side of a scope in a column; zero where there is nothing."""
        if scope[0] == "post":
            return self.eigen(scope, kant, kolom) + self.extra(scope, kant, kolom)
        if sommen := self._sommen.get((scope, kant)):
            return sommen[self._plaats[kolom]]
        soort, _, bron = scope[0].partition("/")
        if bron == "raming":
            return self.eigen((soort, scope[1]), kant, kolom)
        return self._extra.get(bron, {}).get((soort, scope[1], kant), {}).get(kolom, 0)

    def eigen(self, scope: Scope, kant: str, kolom: str) -> int:
        """Return the amount stored with a post or reserve itself (raming), without what is added."""
        tabel = self.bestand.tabellen.get(scope)
        return tabel.bedrag(f"{kant}.{kolom}") if tabel else 0

    def extra(self, scope: Scope, kant: str, kolom: str) -> int:
        """Return what is added to one side of a post or reserve, by mutations and by computation."""
        return sum(delen.get((*scope, kant), {}).get(kolom, 0) for delen in self._extra.values())

    def bronnen(self, scope: Scope) -> Sequence[str]:
        """Return what adds to a post or reserve in these columns, in order of print: `mutaties`, `kapitaallasten`."""
        return self._bronnen.get(scope, ())

    def _sources(self) -> dict[Scope, list[str]]:
        found: dict[Scope, list[str]] = {}
        for bron, delen in self._extra.items():
            for scope in dict.fromkeys(deel[:2] for deel, amounts in delen.items() if amounts.keys() & self._plaats):
                found.setdefault(scope, []).append(bron)
        return found

    def update(self, scope: Scope, kant: str, kolom: str) -> None:
        """Take over one amount of the model that changed, and sum again."""
        rij = self._rij(scope, kant)
        if rij is not None and kolom in self._plaats:
            self._frame[rij, kolom] = self.eigen(scope, kant, kolom)

    def _rij(self, scope: Scope, kant: str) -> int | None:
        """Return the row of a post or reserve: a block of rows per side, its tables in file order."""
        rang, begin = self._rang.get(scope), self._begin.get((scope[0], kant))
        return None if rang is None or begin is None else begin + rang

    def _build(self) -> pl.DataFrame:
        groepen, blokken = self._layout()
        added = (item for delen in self._extra.values() for item in delen.items())
        delen = ((self._rij(deel[:2], deel[2]), amounts) for deel, amounts in added)
        extra = [(rij, amounts) for rij, amounts in delen if rij is not None]
        columns = [pl.Series("groep", groepen + [groepen[rij] for rij, _ in extra], pl.Int32)]
        for kolom in self.kolommen:
            values: list[Any] = []
            for kant, tabellen in blokken:
                key = f"{kant}.{kolom}"
                values += [t.waarden.get(key) for t in tabellen]
            values += [amounts.get(kolom) for _, amounts in extra]
            columns.append(pl.Series(kolom, values, pl.Int128))
        return pl.DataFrame(columns)

    def _layout(self) -> tuple[list[int], list[tuple[str, list[Tabel]]]]:
        """Give every side of every table its row; return the sum each row goes to and the blocks of rows."""
        codes: dict[tuple[Scope, str], int] = {}
        groepen: list[int] = []
        blokken: list[tuple[str, list[Tabel]]] = []
        for soort, kanten in (("post", POSTKANTEN), ("reserve", RESERVEKANTEN)):
            tabellen = self.bestand.van(soort)
            scopes = [_group(t) for t in tabellen]
            self._rang |= {(soort, t.sleutel): i for i, t in enumerate(tabellen)}
            for kant in kanten:
                self._begin[soort, kant] = len(groepen)
                groepen += [codes.setdefault((scope, kant), len(codes)) for scope in scopes]
                blokken.append((kant, tabellen))
        self._groepen = list(codes)
        return groepen, blokken

    def sum(self) -> None:
        """Sum again after updates."""
        self._sommen = {}
        for groep, *sommen in self._frame.group_by("groep").agg(pl.col(self.kolommen).sum()).iter_rows():
            scope, kant = self._groepen[groep]
            self._sommen[scope, kant] = sommen
            whole = (RESERVES if scope[0] == "reserve" else PROGRAMMA, kant)
            if sofar := self._sommen.get(whole):
                self._sommen[whole] = [a + b for a, b in zip(sofar, sommen, strict=True)]
            else:
                self._sommen[whole] = sommen


def _added(dossier: Dossier, bestand: Bestand, shares: Verdeeld | None) -> dict[str, dict[Deel, dict[str, int]]]:
    """Return what is added to stored amounts: by source, the cents by `fase.jaar` of each side it touches."""
    found = {"mutaties": counted(dossier, bestand.nummer)}
    for item in berekend(dossier, bestand, shares):
        amounts = found.setdefault(item.bron, {}).setdefault(item.deel, {})
        amounts[item.kolom] = amounts.get(item.kolom, 0) + item.cents
    return found


def _group(tabel: Tabel) -> Scope:
    """Return the sum a row belongs to: a post's beleidsterrein, a reserve itself."""
    return ("beleidsterrein", tabel.beleidsterrein) if isinstance(tabel, Post) else (tabel.soort, tabel.sleutel)


class Totalen:
    """The totals of every programma of a dossier, by file name."""

    def __init__(self, dossier: Dossier, kolommen: Sequence[str]) -> None:
        shares = verdeling(dossier)
        self._delen = {b.naam: ProgrammaTotalen(dossier, b, tuple(kolommen), shares) for b in dossier.programmas}

    def __getitem__(self, bestand: str) -> ProgrammaTotalen:
        """Return the totals of one programma file."""
        return self._delen[bestand]

    def dossier(self, scope: Scope, kant: str, kolom: str) -> int:
        """Return the sum of a scope over all programmas (`PROGRAMMA` or `RESERVES`), in cents."""
        return sum(deel.bedrag(scope, kant, kolom) for deel in self._delen.values())
