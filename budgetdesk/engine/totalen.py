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
from budgetdesk.model.scope import PROGRAMMA, RAMING, RESERVES, RecordKey, Scope

__all__ = ["PROGRAMMA", "RESERVES", "ProgrammaTotalen", "Scope", "Totalen"]


class ProgrammaTotalen:
    """Amounts of one programma by scope, side and `fase.jaar` column, in cents with natural sign.

    A scope is a post (or a part of one), a beleidsterrein, a reserve, `PROGRAMMA` or `RESERVES`.
    """

    def __init__(
        self, dossier: Dossier, bestand: Bestand, kolommen: Sequence[str], shares: Verdeeld | None = None
    ) -> None:
        self.bestand = bestand
        self.kolommen = tuple(kolommen)
        self._plaats = {kolom: i for i, kolom in enumerate(self.kolommen)}
        self._extra = _added(dossier, bestand, shares)
        self._bronnen = self._sources()
        self._begin: dict[tuple[str, str], int] = {}
        self._rang: dict[RecordKey, int] = {}
        self._groepen: list[tuple[Scope, str]] = []
        self._frame = self._build()
        self._sommen: dict[tuple[Scope, str], Sequence[int]] = {}
        self.sum()

    def bedrag(self, scope: Scope, kant: str, kolom: str) -> int:
        """Return the cents of one side of a scope in a column; zero where there is nothing."""
        if scope.bron == RAMING:
            return self.eigen(scope.record, kant, kolom)
        if scope.bron:
            return self._extra.get(scope.bron, {}).get((scope.soort, scope.sleutel, kant), {}).get(kolom, 0)
        if scope.soort == "post":
            return self.eigen(scope.record, kant, kolom) + self.extra(scope.record, kant, kolom)
        sommen = self._sommen.get((scope, kant))
        return sommen[self._plaats[kolom]] if sommen else 0

    def eigen(self, key: RecordKey, kant: str, kolom: str) -> int:
        """Return the amount stored with a post or reserve itself (raming), without what is added."""
        tabel = self.bestand.tabellen.get(key)
        return tabel.bedrag(f"{kant}.{kolom}") if tabel else 0

    def extra(self, key: RecordKey, kant: str, kolom: str) -> int:
        """Return what is added to one side of a post or reserve, by mutations and by computation."""
        return sum(delen.get((*key, kant), {}).get(kolom, 0) for delen in self._extra.values())

    def bronnen(self, key: RecordKey) -> Sequence[str]:
        """Return what adds to a post or reserve in these columns, in order of print: `mutaties`, `kapitaallasten`."""
        return self._bronnen.get(key, ())

    def _sources(self) -> dict[RecordKey, list[str]]:
        found: dict[RecordKey, list[str]] = {}
        for bron, delen in self._extra.items():
            here = (RecordKey(soort, sleutel) for (soort, sleutel, _), a in delen.items() if a.keys() & self._plaats)
            for key in dict.fromkeys(here):
                found.setdefault(key, []).append(bron)
        return found

    def update(self, key: RecordKey, kant: str, kolom: str) -> None:
        """Take over one amount of the model that changed, and sum again."""
        rij = self._rij(key, kant)
        if rij is not None and kolom in self._plaats:
            self._frame[rij, kolom] = self.eigen(key, kant, kolom)

    def _rij(self, key: RecordKey, kant: str) -> int | None:
        """Return the row of a post or reserve: a block of rows per side, its tables in file order."""
        rang, begin = self._rang.get(key), self._begin.get((key.soort, kant))
        return None if rang is None or begin is None else begin + rang

    def _build(self) -> pl.DataFrame:
        groepen, blokken = self._layout()
        added = (item for delen in self._extra.values() for item in delen.items())
        delen = ((self._rij(RecordKey(*deel[:2]), deel[2]), amounts) for deel, amounts in added)
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
            self._rang |= {t.key: i for i, t in enumerate(tabellen)}
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
            whole = (RESERVES if scope.soort == "reserve" else PROGRAMMA, kant)
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
    return Scope("beleidsterrein", tabel.beleidsterrein) if isinstance(tabel, Post) else tabel.key.scope


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
