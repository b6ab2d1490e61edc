"""Totals of a programma over one wide frame: a row per side of a post or reserve, a column per year.

Facts carry natural signs; printed signs are a matter of the tables. Sums run in Int128, because
Polars' Int64 wraps silently. An edit changes one cell of the frame and sums the frame again; on
frames of this size that beats any bookkeeping of deltas.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from budgetdesk.engine.mutaties import Deel, counted
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand, Dossier, Tabel

Scope = tuple[str, str]
"""What an amount is of: ("post", key), ("beleidsterrein", key), ("reserve", key), one of the sums
`PROGRAMMA` (all posts) and `RESERVES` (all reserves), or a part of a post: ("post/raming", key) is
what is stored with it, ("post/mutaties", key) what mutations add."""

PROGRAMMA: Scope = ("programma", "")
RESERVES: Scope = ("reserves", "")


class ProgrammaTotalen:
    """Amounts of one programma by scope, side and `fase.jaar` column, in cents with natural sign."""

    def __init__(self, dossier: Dossier, bestand: Bestand, kolommen: Sequence[str]) -> None:
        self.bestand = bestand
        self.kolommen = tuple(kolommen)
        self._extra = counted(dossier, bestand.nummer)
        self._plaats = {kolom: i for i, kolom in enumerate(self.kolommen)}
        self._groepen: list[Scope] = []
        self._rij: dict[Deel, int] = {}
        self._frame = self._build()
        self._sommen: dict[tuple[Scope, str], Sequence[int]] = {}
        self._sum()

    def bedrag(self, scope: Scope, kant: str, kolom: str) -> int:
        """Return the cents of one side of a scope in a column; zero where there is nothing."""
        if scope[0] == "post":
            return self.eigen(scope, kant, kolom) + self.extra(scope, kant, kolom)
        if sommen := self._sommen.get((scope, kant)):
            return sommen[self._plaats[kolom]]
        soort, _, deel = scope[0].partition("/")
        if not deel:
            return 0
        return (self.eigen if deel == "raming" else self.extra)((soort, scope[1]), kant, kolom)

    def eigen(self, scope: Scope, kant: str, kolom: str) -> int:
        """Return the amount stored with a post or reserve itself (raming), without mutations."""
        tabel = self.bestand.tabellen.get(scope)
        return tabel.bedrag(f"{kant}.{kolom}") if tabel else 0

    def extra(self, scope: Scope, kant: str, kolom: str) -> int:
        """Return what mutations add to one side of a post or reserve."""
        return self._extra.get((*scope, kant), {}).get(kolom, 0)

    def heeft_extra(self, scope: Scope) -> bool:
        """Return whether a post or reserve holds more than its own amounts."""
        return any(deel[:2] == scope for deel in self._extra)

    def update(self, scope: Scope, kant: str, kolom: str) -> None:
        """Take over one amount of the model that changed, and sum again."""
        rij = self._rij.get((*scope, kant))
        if rij is not None and kolom in self._plaats:
            self._frame[rij, kolom] = self.eigen(scope, kant, kolom)

    def sum(self) -> None:
        """Sum again after updates."""
        self._sum()

    def _build(self) -> pl.DataFrame:
        posten, reserves = self.bestand.van("post"), self.bestand.van("reserve")
        delen = [
            (t, kant)
            for tabellen, kanten in ((posten, POSTKANTEN), (reserves, RESERVEKANTEN))
            for kant in kanten
            for t in tabellen
        ]
        self._rij = {(t.soort, t.sleutel, kant): i for i, (t, kant) in enumerate(delen)}
        codes: dict[Scope, int] = {}
        groep = [codes.setdefault(_group(t), len(codes)) for t, _ in delen]
        extra_delen = [deel for deel in self._extra if deel in self._rij]
        groep += [groep[self._rij[deel]] for deel in extra_delen]
        self._groepen = list(codes)
        kanten = [kant for _, kant in delen] + [deel[2] for deel in extra_delen]
        columns = [pl.Series("groep", groep, pl.Int32), pl.Series("kant", kanten, pl.String)]
        for kolom in self.kolommen:
            values = [
                t.waarden.get(key)
                for tabellen, namen in ((posten, POSTKANTEN), (reserves, RESERVEKANTEN))
                for key in (f"{kant}.{kolom}" for kant in namen)
                for t in tabellen
            ]
            values += [self._extra[deel].get(kolom) for deel in extra_delen]
            columns.append(pl.Series(kolom, values, pl.Int64))
        return pl.DataFrame(columns)

    def _sum(self) -> None:
        cents = pl.col(self.kolommen).cast(pl.Int128).sum()
        self._sommen = {}
        for groep, kant, *sommen in self._frame.group_by("groep", "kant").agg(cents).iter_rows():
            scope = self._groepen[groep]
            self._sommen[scope, kant] = sommen
            whole = (RESERVES if scope[0] == "reserve" else PROGRAMMA, kant)
            if sofar := self._sommen.get(whole):
                self._sommen[whole] = [a + b for a, b in zip(sofar, sommen, strict=True)]
            else:
                self._sommen[whole] = sommen


def _group(tabel: Tabel) -> Scope:
    """Return the sum a row belongs to: a post's beleidsterrein, a reserve itself."""
    if tabel.soort == "reserve":
        return ("reserve", tabel.sleutel)
    return ("beleidsterrein", tabel.tekst("beleidsterrein"))


class Totalen:
    """The totals of every programma of a dossier, by file name."""

    def __init__(self, dossier: Dossier, kolommen: Sequence[str]) -> None:
        self._dossier = dossier
        self._kolommen = tuple(kolommen)
        self._delen = {b.naam: ProgrammaTotalen(dossier, b, kolommen) for b in dossier.programmas}

    def __getitem__(self, bestand: str) -> ProgrammaTotalen:
        """Return the totals of one programma file."""
        return self._delen[bestand]

    def rebuild(self, bestand: str) -> None:
        """Build one programma anew after an edit that moves amounts between sums."""
        self._delen[bestand] = ProgrammaTotalen(self._dossier, self._dossier.bestanden[bestand], self._kolommen)

    def dossier(self, scope: Scope, kant: str, kolom: str) -> int:
        """Return the sum of a scope over all programmas (`PROGRAMMA` or `RESERVES`), in cents."""
        return sum(deel.bedrag(scope, kant, kolom) for deel in self._delen.values())
