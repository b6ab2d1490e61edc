"""Declared parts to the tree of a document: each is there once for every member it is of, where it holds something."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from budgetdesk.document import grafieken
from budgetdesk.document.blokken import Alinea, Blok, Deel, Kop, Loopkop, Opsomming
from budgetdesk.document.boom import sleutel_van
from budgetdesk.document.delen import tabellen, velden, woorden
from budgetdesk.document.delen.bron import Bron
from budgetdesk.document.delen.declaratie import Indeling, Inhoud, Inhoudsoort, Onderdeel
from budgetdesk.document.delen.eisen import voldoet
from budgetdesk.document.delen.leden import DOCUMENT, Lid, leden
from budgetdesk.document.delen.lijsten import ALGEMEEN, lijst
from budgetdesk.document.delen.lijsten import NAMEN as LIJSTEN
from budgetdesk.document.delen.patronen import regel, vul, zin
from budgetdesk.document.delen.telling import Telling
from budgetdesk.model.besluiten import kop as kop_van
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Indicator, Programma
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.storage.reader import no_collection
from budgetdesk.tables.signed import Cijfers
from budgetdesk.voortgang import stappen


def bouw(
    cijfers: Cijfers, programmas: Sequence[Bestand], indeling: Indeling, telling: Telling | None = None
) -> tuple[Deel, ...]:
    """Return the parts of a document about these programmas; raises Afgebroken where whoever waits calls it off.

    What they hold, and what is left out because it is empty, is counted in `telling`.
    """
    return _whole(Bron(cijfers, programmas), indeling, DOCUMENT, telling)


def bouw_wijziging(cijfers: Cijfers, besluit: Bestand, indeling: Indeling) -> tuple[str, tuple[Deel, ...]]:
    """Return the title and the parts of the document of a decision; its programmas are those that it changes."""
    changed = {mutatie.programma for mutatie in besluit.van(Mutatie)}
    bron = Bron(cijfers, [b for b in cijfers.dossier.programmas if b.nummer in changed], besluit)
    lid = Lid(besluit, kop_van(besluit))
    return vul(bron, indeling.opmaak.titel, lid), _whole(bron, indeling, lid)


def _whole(bron: Bron, indeling: Indeling, lid: Lid, telling: Telling | None = None) -> tuple[Deel, ...]:
    with no_collection():
        loose, delen = _parted(list(_Bouwer(bron, indeling, telling or Telling()).onder("", lid)))
    return (*([Deel("begin", None, loose)] if loose else []), *delen)


class _Bouwer:
    """Builds the parts of one document."""

    def __init__(self, bron: Bron, indeling: Indeling, telling: Telling) -> None:
        self._bron = bron
        self._indeling = indeling
        self._telling = telling

    def onder(self, sleutel: str, lid: Lid) -> Iterator[Blok | Deel]:
        """Yield the parts that stand in one of a member, below a list of members that hold nothing but are named."""
        for deel in self._indeling.onder(sleutel, lid.sleutel):
            made = [(member, self._deel(deel, member)) for member in self._leden(deel, lid)]
            bare = [regel(self._bron, deel.genoemd, member) for member, part in made if part is None and deel.genoemd]
            if bare:
                yield Opsomming(tuple(bare))
            yield from (part for _, part in made if part is not None)

    def _leden(self, deel: Onderdeel, lid: Lid) -> Iterator[Lid]:
        if not deel.per:
            yield lid
        elif deel.per == woorden.TABEL:
            yield from self._tabellen(lid)
        else:
            found = [m for m in leden(self._bron, deel.per, lid) if voldoet(self._bron, deel, m)]
            yield from stappen(found, "programma's") if deel.per == Programma.kind.naam else found

    def _tabellen(self, lid: Lid) -> Iterator[Lid]:
        """Yield the tables that no part of this names: of the municipality, or what the dossier adds to a programma."""
        is_of_all = lid.bestand is None
        if is_of_all and not self._bron.is_geheel:
            return
        delen = self._indeling.delen.values()
        named = {w.naam for d in delen if bool(self._indeling.soort(d)) != is_of_all for w in d.wat}
        soorten = (s for s in self._bron.cijfers.tabellen.values() if s.naam not in named)
        mine = (
            s
            for s in soorten
            if s.is_of(self._bron.cijfers.sjabloon)
            and (s.gemeentebreed and s.overkoepelend if is_of_all else s.is_toegevoegd)
        )
        for soort in sorted(mine, key=lambda s: s.gemeentebreed):
            yield replace(lid, tabel=soort.naam)

    def _deel(self, deel: Onderdeel, lid: Lid) -> Deel | None:
        """Return one part of one member; None where it holds nothing and has nothing to say about that."""
        held = [found for what in deel.wat for found in self._inhoud(what, deel, lid)]
        held += self.onder(deel.sleutel, lid)
        before, behind = self._zin(deel.vooraf, lid), self._zin(deel.daarna, lid)
        is_sentence = not deel.wat and not self._indeling.onder(deel.sleutel) and bool(before or behind)
        is_er = bool(held) or is_sentence
        self._telling.deel(deel, lid, is_er=is_er or deel.leeg is not None or bool(deel.genoemd))
        if not is_er:
            if deel.leeg is None:
                return None
            held += self._zin(deel.leeg, lid)
        whole = [*before, *held, *behind]
        return Deel(self._sleutel(deel, lid), self._kop(deel, lid), *_parted(whole), deel.bladzijde)

    def _kop(self, deel: Onderdeel, lid: Lid) -> Kop | Loopkop | None:
        """Return the heading of a part; None where it has none, or nothing of what that names is there."""
        words = vul(self._bron, deel.loopkop or deel.kop, lid)
        if not words.strip():
            return None
        return Loopkop(words) if deel.loopkop else Kop(words, vul(self._bron, deel.bij, lid), deel.nummer)

    def _zin(self, patroon: str, lid: Lid) -> list[Blok]:
        return [Alinea(said)] if (said := zin(self._bron, patroon, lid)) else []

    def _sleutel(self, deel: Onderdeel, lid: Lid) -> str:
        """Return the key of a part: its own, or that of the member it repeats for."""
        if lid.tabel and deel.per:
            return f"{deel.sleutel}-{lid.tabel}"
        if not deel.per or lid.record is None or lid.bestand is None:
            return deel.sleutel
        if isinstance(lid.record, Programma):
            return f"{deel.sleutel}-{lid.bestand.nummer}"
        return sleutel_van(lid.record, deel.sleutel)

    def _inhoud(self, what: Inhoud, deel: Onderdeel, lid: Lid) -> Sequence[Blok | Deel]:
        found = _INHOUD[what.soort](self._bron, what.naam, deel, lid)
        self._telling.inhoud(deel, what, lid, is_er=bool(found))
        return found


def _parted(held: Sequence[Blok | Deel]) -> tuple[tuple[Blok, ...], tuple[Deel, ...]]:
    """Return the blocks before the first part, then the parts; blocks between and behind those are parts too."""
    runs = [(is_part, list(run)) for is_part, run in groupby(held, key=lambda item: isinstance(item, Deel))]
    first = [run for is_part, run in runs[:1] if not is_part]
    delen: list[Deel] = []
    for number, (is_part, run) in enumerate(runs[len(first) :], 1):
        found = [item for item in run if isinstance(item, Deel)]
        blokken = tuple(item for item in run if not isinstance(item, Deel))
        delen += found if is_part else [Deel(f"slot-{number}", None, blokken)]
    return tuple(item for run in first for item in run if not isinstance(item, Deel)), tuple(delen)


# --- charts --------------------------------------------------------------------------------------


def _saldo(bron: Bron, _deel: Onderdeel, lid: Lid) -> Sequence[Blok]:
    return grafieken.saldo(bron.grid("programmakosten", lid), bron.cijfers.sjabloon)


def _standen(bron: Bron, _deel: Onderdeel, lid: Lid) -> Sequence[Blok]:
    return grafieken.standen(bron.grid("reserveverloop", lid))


def _indicatoren(bron: Bron, _deel: Onderdeel, lid: Lid) -> Sequence[Blok]:
    own = (member.record for member in leden(bron, Indicator.kind.naam, lid))
    jaar = bron.cijfers.dossier.jaar
    return [blok for record in own if isinstance(record, Indicator) for blok in grafieken.indicator(record, jaar)]


_Maker = Callable[[Bron, Onderdeel, Lid], Sequence[Blok]]

_GRAFIEKEN: Final[dict[str, _Maker]] = {
    "saldo": _saldo,
    "standen": _standen,
    "indicatoren": _indicatoren,
}

GRAFIEKEN: Final = tuple(_GRAFIEKEN)
"""The charts there are."""


# --- what a part holds ---------------------------------------------------------------------------


def _tabel(bron: Bron, naam: str, deel: Onderdeel, lid: Lid) -> Sequence[Blok]:
    return tabellen.tabellen(bron, naam or lid.tabel, deel, lid)


_INHOUD: Final[dict[Inhoudsoort, Callable[[Bron, str, Onderdeel, Lid], Sequence[Blok | Deel]]]] = {
    "tekst": lambda bron, naam, _, lid: velden.tekst(bron, naam, lid),
    "tabel": _tabel,
    "lijst": lijst,
    "grafiek": lambda bron, naam, deel, lid: _GRAFIEKEN[naam](bron, deel, lid),
    "kenmerken": lambda bron, _, deel, lid: velden.kenmerken(bron, deel, lid),
    "velden": lambda bron, _, deel, lid: velden.velden(bron, deel, lid),
}


def bekend_bij_besluit() -> dict[str, Sequence[str]]:
    """Return the tables, lists and charts that a part of the document of a decision can name."""
    return {"tabel": tabellen.BIJ_BESLUIT, "lijst": LIJSTEN, "grafiek": ()}


def bekend(cijfers: Cijfers) -> dict[str, Sequence[str]]:
    """Return the tables, lists and charts that a part of a document of this dossier can name."""
    return {"tabel": (*cijfers.tabellen, *tabellen.NAMEN), "lijst": ALGEMEEN, "grafiek": GRAFIEKEN}
