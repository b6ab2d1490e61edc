"""The balance of an Iv3 file into a dossier: what `[iv3]` lacks, so that its statement has the balance of the file.

What moves a financial code is computed where both its balances are there (`iv3.balans`); of what moves others, and of
what a code stands at, the dossier gets what the file says where that is another amount.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from budgetdesk.bedrag import half_away
from budgetdesk.engine.codelijst import Cel, is_financieel
from budgetdesk.importing.iv3in import Iv3bestand, Iv3opgaaf
from budgetdesk.importing.iv3plekken import KEUZES, mutatieplek, standplek
from budgetdesk.iv3.balans import BEGIN, EIND, FINANCIEEL, Iv3balans, iv3balans
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


def balansvoorstel(dossier: Dossier, bestanden: Sequence[Iv3bestand]) -> Balansvoorstel:
    """Return what the balances of files come to in a dossier; nothing is changed."""
    maker = _Maker(dossier)
    for bestand in bestanden:
        for opgaaf in bestand.opgaven:
            if opgaaf.balans.standen or opgaaf.balans.mutaties:
                maker.take(opgaaf, bestand.eenheid)
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

    def take(self, opgaaf: Iv3opgaaf, eenheid: int) -> None:
        """Take the balance of one period, in so many euros: what codes stand at first, as movements follow from it."""
        levering, balans = opgaaf.levering, opgaaf.balans
        before = self._balans(opgaaf)
        self._gelijk += _equal(balans.standen, before.standen, eenheid)
        self._gelijk += _equal(balans.mutaties, before.mutaties, eenheid)
        for (code, moment), euros in balans.standen.items():
            now_euros = before.standen.get((code, moment), 0)
            if not _is_equal(euros, now_euros, eenheid):
                self._add(standplek(levering, code, moment), euros - now_euros)
        # what is of no financial transaction is given; the rest of a financial code is its remainder
        for is_rest in (False, True):
            now = self._balans(opgaaf)
            for cel, euros in balans.mutaties.items():
                is_now = (cel[2] == FINANCIEEL) == is_rest and not (is_rest and _is_computed(cel[1], now))
                if is_now and not _is_equal(euros, now.mutaties.get(cel, 0), eenheid):
                    self._add(mutatieplek(levering, *cel), euros - now.mutaties.get(cel, 0))
        self._tell(opgaaf, self._balans(opgaaf), eenheid)

    def _balans(self, opgaaf: Iv3opgaaf) -> Iv3balans:
        return iv3balans(self._now, opgaaf.levering, opgaaf.lijst)

    def _add(self, pad: str, euros: int) -> None:
        adres = Adres(BEGROTING, KEUZES, "", pad)
        oud = self._now.waarde(adres)
        SetValue(adres, oud, (oud if isinstance(oud, int) else 0) + 100 * euros).apply(self._now)
        self._wijzigt[adres] = None

    def _tell(self, opgaaf: Iv3opgaaf, after: Iv3balans, eenheid: int) -> None:
        naam = opgaaf.levering.naam
        for (kant, code, categorie), euros in opgaaf.balans.mutaties.items():
            if not _is_equal(euros, after.mutaties.get((kant, code, categorie), 0), eenheid):
                what = f"{naam}, {kant} van balanscode {code}, categorie {categorie}"
                self._onbeslist.append(f"{what}: het verschil van de standen is een ander bedrag dan de bron heeft.")
        left = [*(after.mutaties.keys() - opgaaf.balans.mutaties.keys())]
        self._alleen_hier += [f"{naam}, {kant} {code} {categorie}" for kant, code, categorie in sorted(left)]
        gone = [*(after.standen.keys() - opgaaf.balans.standen.keys())]
        self._alleen_hier += [f"{naam}, stand {code} {moment}" for code, moment in sorted(gone)]


def _is_computed(code: str, balans: Iv3balans) -> bool:
    """Return whether what moves a code is the difference of its balances, whatever is given for it."""
    moments = {moment for _, moment in balans.standen}
    return is_financieel(code) and {BEGIN, EIND} <= moments and any(code == known for known, _ in balans.standen)


def _equal(file: Mapping[K, int], here: Mapping[K, int], eenheid: int) -> int:
    return sum(_is_equal(euros, here.get(key, 0), eenheid) for key, euros in file.items())


def _is_equal(euros: int, here: int, eenheid: int) -> bool:
    """Return whether an amount is that of a file which has it in so many euros."""
    return euros in (here, eenheid * half_away(here, eenheid))
