"""Cost allocation by the nature of the costs: what a post hands out keeps its category on the taakveld it lands on.

Iv3 knows two ways to move costs between taakvelden. Category 7.5 (overige verrekeningen) leaves the costs where they
were made and adds an internal invoice: lasten 7.5 on the taakveld that receives, baten 7.5 on the one that hands out,
which have to be equal (control PF004). The other way moves the costs themselves: the taakveld that receives has
the salaries and goods, the one that hands out has them no more. A budget of budgetdesk does the second: the
table of a programma takes the handed out lasten off the post and adds no baten. Iv3 says the same, so that lasten and
baten of a taakveld are those of the council's tables, the total of each category is what it was before the allocation
(what the EMU-saldo of control PF001 adds up), and neither half grows by what is only moved. Overhead (taakveld 0.4)
is handed out by no rule of Iv3; who does so by a kostenplaats moves it like any other cost.

Where the taakveld that receives is closed to a category, that is a refusal (BD452) which names both posts, not 7.5 in
silence. Interest and depreciation in what is handed out stay 7.4 and 7.3. A kostenplaats with amounts of its own
(`lasten.JAAR`) hands out the category of its post. What is realised was booked as it is: it is not divided again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from budgetdesk.engine.kapitaallasten import kapitaallasten
from budgetdesk.engine.kostenverdeling import Kostenplaats, Kostenplaatsen, Plek, distribute, kostenverdeling
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.kinds.programma import Post

AFSCHRIJVING: Final = "7.3"
RENTE: Final = "7.4"
"""Categories that capital charges have, whatever post they land on."""


class Aard(NamedTuple):
    """What costs are: their category, and the post that has it; None where they are charges. It may lack a category."""

    categorie: str
    post: Plek | None


Bedragen = dict[Aard, int]
"""Cents by nature."""


@dataclass(slots=True)
class _Jaar:
    """One year of the allocation: what is known of posts so far, and what it changes on them."""

    dossier: Dossier
    charges: Mapping[Plek, Bedragen]
    received: dict[Plek, Bedragen]
    changed: dict[Plek, Bedragen]

    def hand_out(self, plaats: Kostenplaats, lasten: int, delen: Sequence[int]) -> None:
        """Take over what one kostenplaats hands out; those it receives from went before."""
        post = plaats.post
        if post is None or not any(delen):
            return
        natures = self._natures(plaats, post, lasten)
        _add(self.changed, post, {aard: -cents for aard, cents in natures.items()})
        aandelen = [ontvanger.aandeel or 0 for ontvanger in plaats.ontvangers]
        for ontvanger, bedragen in zip(plaats.ontvangers, _divided(natures, aandelen, delen), strict=True):
            if ontvanger.post:
                _add(self.received, ontvanger.post, bedragen)
                _add(self.changed, ontvanger.post, bedragen)

    def _natures(self, plaats: Kostenplaats, post: Plek, lasten: int) -> Bedragen:
        """Return what is handed out by nature; what is neither charged nor received is of the post itself."""
        own = Aard(self._categorie(post), post)
        if not plaats.is_alles:
            return {own: lasten}
        natures: Bedragen = {}
        for known in (self.charges.get(post, {}), self.received.get(post, {})):
            for aard, cents in known.items():
                natures[aard] = natures.get(aard, 0) + cents
        natures[own] = natures.get(own, 0) + lasten - sum(natures.values())
        return natures

    def _categorie(self, post: Plek) -> str:
        record = self.dossier.bestanden[post[0]].record(Post, post[1])
        return record.categorie_lasten if record else ""


def verdeeld_naar_aard(dossier: Dossier, jaar: int) -> Mapping[Plek, Bedragen]:
    """Return what the allocation changes on posts in a year, by nature: less on those that hand out, more elsewhere.

    All together every nature is zero, and every post has what it has without natures, to the cent.
    """
    parts = {verdeling.plaats.sleutel: verdeling for verdeling in kostenverdeling(dossier, (jaar,))}
    if not parts:
        return {}
    found = _Jaar(dossier, _charges(dossier, jaar), {}, {})
    for plaats in Kostenplaatsen(dossier).upstream_first():
        found.hand_out(plaats, parts[plaats.sleutel].lasten, parts[plaats.sleutel].delen)
    return found.changed


def _charges(dossier: Dossier, jaar: int) -> Mapping[Plek, Bedragen]:
    found: dict[Plek, Bedragen] = {}
    for bestand in dossier.programmas:
        for last in kapitaallasten(dossier, bestand, (jaar,)):
            charged = {Aard(AFSCHRIJVING, None): last.afschrijving, Aard(RENTE, None): last.rente}
            _add(found, (bestand.naam, last.post), charged)
    return found


def _divided(natures: Bedragen, aandelen: Sequence[int], delen: Sequence[int]) -> list[Bedragen]:
    """Return the part of each receiver by nature.

    Every nature is divided to the cent, and so is the whole; what rounding leaves between the two goes to the largest.
    """
    found: list[Bedragen] = [{} for _ in delen]
    for aard, cents in natures.items():
        for bedragen, part in zip(found, distribute(cents, aandelen), strict=True):
            bedragen[aard] = part
    largest = max(natures, key=lambda aard: abs(natures[aard]))
    for bedragen, deel in zip(found, delen, strict=True):
        bedragen[largest] += deel - sum(bedragen.values())
    return found


def _add(found: dict[Plek, Bedragen], post: Plek, bedragen: Mapping[Aard, int]) -> None:
    own = found.setdefault(post, {})
    for aard, cents in bedragen.items():
        own[aard] = own.get(aard, 0) + cents
