"""The balance of an Iv3 file into a dossier: what `[iv3]` lacks, so that its statement has the balance of the file.

What moves a financial code is computed where both its balances are there (`iv3.balans`); of what moves others, and of
what a code stands at, the dossier gets what the file says where that is another amount.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from budgetdesk.engine.codelijst import Cel
from budgetdesk.importing.iv3in import Iv3opgaaf
from budgetdesk.importing.iv3plekken import KEUZES, mutatieplek, standplek
from budgetdesk.iv3.balans import FINANCIEEL, Iv3balans, iv3balans
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, Dossier
from budgetdesk.model.edits import SetValue

K = TypeVar("K", Cel, tuple[str, str])


@dataclass(frozen=True, slots=True)
class Balansvoorstel:
    """What the balances of files come to."""

    edits: Sequence[SetValue] = ()
    gelijk: int = 0
    """How many balances and movements are equal already."""
    onbeslist: Sequence[str] = ()
    """What cannot become that of the file, in Dutch: control PF003 says otherwise."""
    alleen_hier: Sequence[str] = ()
    """What the dossier has and the file has not, which stays."""


def balansvoorstel(dossier: Dossier, opgaven: Sequence[Iv3opgaaf]) -> Balansvoorstel:
    """Return what the balances of files come to in a dossier; nothing is changed."""
    maker = _Maker(dossier)
    for opgaaf in opgaven:
        if opgaaf.balans.standen or opgaaf.balans.mutaties:
            maker.take(opgaaf)
    return maker.voorstel()


class _Maker:
    """Makes one proposal, on a copy of the head of the dossier."""

    def __init__(self, dossier: Dossier) -> None:
        head = dossier.begroting.copy()
        self._was = dossier
        self._now = Dossier(dossier.bestanden | {BEGROTING: head})
        self._gelijk = 0
        self._wijzigt: dict[Adres, None] = {}
        self._onbeslist: list[str] = []
        self._alleen_hier: list[str] = []

    def voorstel(self) -> Balansvoorstel:
        """Return it."""
        edits = [SetValue(adres, self._was.waarde(adres), self._now.waarde(adres)) for adres in self._wijzigt]
        changing = [edit for edit in edits if edit.oud != edit.nieuw]
        return Balansvoorstel(changing, self._gelijk, self._onbeslist, self._alleen_hier)

    def take(self, opgaaf: Iv3opgaaf) -> None:
        """Take the balance of one period: what codes stand at first, as movements follow from that."""
        levering, balans = opgaaf.levering, opgaaf.balans
        before = self._balans(opgaaf)
        self._gelijk += _equal(balans.standen, before.standen) + _equal(balans.mutaties, before.mutaties)
        for (code, moment), euros in balans.standen.items():
            self._add(standplek(levering, code, moment), euros - before.standen.get((code, moment), 0))
        # what is of no financial transaction is given; the rest of a financial code is its remainder
        for is_rest in (False, True):
            now = self._balans(opgaaf).mutaties
            for cel, euros in balans.mutaties.items():
                if (cel[2] == FINANCIEEL) == is_rest:
                    self._add(mutatieplek(levering, *cel), euros - now.get(cel, 0))
        self._tell(opgaaf, self._balans(opgaaf))

    def _balans(self, opgaaf: Iv3opgaaf) -> Iv3balans:
        return iv3balans(self._now, opgaaf.levering, opgaaf.lijst)

    def _add(self, pad: str, euros: int) -> None:
        if euros:
            adres = Adres(BEGROTING, KEUZES, "", pad)
            oud = self._now.waarde(adres)
            SetValue(adres, oud, (oud if isinstance(oud, int) else 0) + 100 * euros).apply(self._now)
            self._wijzigt[adres] = None

    def _tell(self, opgaaf: Iv3opgaaf, after: Iv3balans) -> None:
        naam = opgaaf.levering.naam
        for (kant, code, categorie), euros in opgaaf.balans.mutaties.items():
            if after.mutaties.get((kant, code, categorie), 0) != euros:
                what = f"{naam}, {kant} van balanscode {code}, categorie {categorie}"
                self._onbeslist.append(f"{what}: het verschil van de standen is een ander bedrag dan de bron heeft.")
        left = [*(after.mutaties.keys() - opgaaf.balans.mutaties.keys())]
        self._alleen_hier += [f"{naam}, {kant} {code} {categorie}" for kant, code, categorie in sorted(left)]
        gone = [*(after.standen.keys() - opgaaf.balans.standen.keys())]
        self._alleen_hier += [f"{naam}, stand {code} {moment}" for code, moment in sorted(gone)]


def _equal(file: Mapping[K, int], here: Mapping[K, int]) -> int:
    return sum(here.get(key) == euros for key, euros in file.items())
