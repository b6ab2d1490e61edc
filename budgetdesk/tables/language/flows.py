"""What is known per column of `verloop`: balances that run on from column to column, and the flows of a year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from budgetdesk.engine.financieel import ACTIVA, EMU, PASSIVA, REFERENTIEWAARDE, Balans, per_jaar
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.scope import Scope
from budgetdesk.tables.balans import item_name, itemadres, jaarbalansen, known_item
from budgetdesk.tables.emu import NAMEN, jaarkolommen, stroomadres
from budgetdesk.tables.emu import Flows as Emuflows
from budgetdesk.tables.formula import Given, Linear, single
from budgetdesk.tables.language import words
from budgetdesk.tables.reserves import BESTEMMING, Verloop, verlopen
from budgetdesk.tables.sjabloon import Kolom
from budgetdesk.tables.voorzieningen import voorzieningverlopen

if TYPE_CHECKING:
    from budgetdesk.tables.language.members import Where
    from budgetdesk.tables.signed import Cijfers

_VAN_STAND: Final = "berekend uit de stand van een gerealiseerd jaar, die u hier intypt, en de bedragen erna"
_VAN_RESERVES: Final = "berekend: de bedragen van het tabblad Reserves"
_ZINNEN: Final = {
    "begin": _VAN_STAND,
    "eind": _VAN_STAND,
    "toevoeging": _VAN_RESERVES,
    "onttrekking": _VAN_RESERVES,
}
"""How the course of a reserve comes about."""

EMU_KIND: Final = "emu"
BALANS_KIND: Final = "balans"


@dataclass(frozen=True, slots=True)
class Flow:
    """One amount per column of `verloop`: what it is of, its side, its cents, and where each is typed.

    `dim` and `key` are the dimension it has besides `kind`, and its member there; `bestand` is the programma it
    belongs to, empty where it is of the municipality.
    """

    dim: str
    key: str
    kind: str
    naam: str
    kant: str
    scope: Scope
    cents: Sequence[int | None]
    adressen: Sequence[Adres | None]
    formula: Callable[[int], Linear]
    """How the amount of a column comes about, by its number."""
    bestand: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What else it is of, by dimension: the function of a reserve."""
    zinnen: Mapping[str, str] = field(default_factory=dict)
    """How it comes about, by side, where there is more to tell than that."""

    def matches(self, where: Where) -> bool:
        """Return whether the flow is within a filter; a dimension that it does not have leaves it out."""
        own = {**self.labels, self.dim: self.key, "kind": self.kind, "kant": self.kant}
        if self.bestand:
            own["programma"] = self.bestand
        return all(own.get(dim) in keys for dim, keys in where.items() if dim != "programma" or self.bestand)


def _reserves(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Iterator[Flow]:
    kolommen = jaarkolommen(cijfers)
    for verloop in verlopen(cijfers, programmas):
        key = f"{verloop.scope.bestand}/{verloop.scope.sleutel}"
        standen = verloop.standen_per_kolom(kolommen)
        typed = [verloop.adres(kolom) for kolom in kolommen]
        found: dict[str, Sequence[int | None]] = {
            "begin": [begin for begin, _ in standen],
            "toevoeging": [verloop.beweging("toevoeging", k) for k in kolommen],
            "onttrekking": [verloop.beweging("onttrekking", k) for k in kolommen],
            **({BESTEMMING: [verloop.beweging(BESTEMMING, k) for k in kolommen]} if verloop.bestemd else {}),
            "eind": [eind for _, eind in standen],
        }
        given = [verloop.bestemd_adres(kolom.jaar - 1) for kolom in kolommen]
        places: Mapping[str, Sequence[Adres | None]] = {"eind": typed, BESTEMMING: given}
        record = cijfers.dossier.bestanden[verloop.scope.bestand].records[verloop.scope.record]
        labels = {dim: record.tekst(dim) for dim in words.VAN_REGISTER}
        for kant, cents in found.items():
            adressen = places.get(kant, [None] * len(kolommen))
            yield Flow(
                *("register", key, "register", verloop.naam, kant, verloop.scope, cents, adressen),
                partial(_course, verloop, kant, kolommen),
                labels=labels,
                zinnen=_ZINNEN,
            )


def _voorzieningen(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Iterator[Flow]:
    kolommen = jaarkolommen(cijfers)
    for verloop in voorzieningverlopen(cijfers, programmas):
        standen = verloop.standen_per_kolom(kolommen)
        velden = verloop.velden
        typed = [verloop.adres(kolom) for kolom in kolommen]
        found = {"begin": [begin for begin, _ in standen], "eind": [eind for _, eind in standen]}
        for kant, cents in found.items():
            adressen = typed if kant == "eind" else [None] * len(kolommen)
            key, scope, file = velden.record.sleutel, verloop.scope, velden.bestand.naam
            formula = partial(_course, verloop, kant, kolommen)
            yield Flow("voorziening", key, "voorziening", verloop.naam, kant, scope, cents, adressen, formula, file)


def _course(verloop: Verloop, kant: str, kolommen: Sequence[Kolom], kolom: int) -> Linear:
    return single(verloop.known(kant, kolom, kolommen))


def _emu(cijfers: Cijfers, _programmas: Sequence[Bestand]) -> Iterator[Flow]:
    flows = Emuflows.of(cijfers)
    stromen = flows.stromen
    for naam, factor in EMU.items():
        cents = [stroom.bedragen[naam] for stroom in stromen]
        adressen = [stroomadres(naam, stroom) for stroom in stromen]
        kant, scope = "bij" if factor > 0 else "af", Scope("emu", naam)
        yield Flow("emu", naam, EMU_KIND, NAMEN[naam], kant, scope, cents, adressen, partial(_flow, flows, naam))
    found = [per_jaar(cijfers.dossier, "emu", s.jaar, s.fasen).get(REFERENTIEWAARDE) for s in stromen]
    given = [amount.cents if amount else None for amount in found]
    adressen = [stroomadres(REFERENTIEWAARDE, stroom) for stroom in stromen]
    naam, scope = NAMEN[REFERENTIEWAARDE], Scope("emu", REFERENTIEWAARDE)
    formula = partial(_given, naam, adressen, given)
    yield Flow("emu", REFERENTIEWAARDE, "referentie", "", "referentie", scope, given, adressen, formula)


def _flow(flows: Emuflows, naam: str, kolom: int) -> Linear:
    return single(flows.known(naam, kolom))


def _given(naam: str, adressen: Sequence[Adres | None], cents: Sequence[int | None], kolom: int) -> Linear:
    adres, amount = adressen[kolom], cents[kolom]
    return Linear() if adres is None or amount is None else single(Given(adres, naam, amount))


def _balans(cijfers: Cijfers, _programmas: Sequence[Bestand]) -> Iterator[Flow]:
    """Yield the items of the balance sheets; none without any."""
    found = jaarbalansen(cijfers)
    if not any(found):
        return
    flows = Emuflows.of(cijfers)
    first = next(sheet for sheet in found if sheet)
    for kant, items in (("activa", ACTIVA), ("passiva", PASSIVA)):
        for item in items:
            cents = [sheet.standen[item] if sheet else None for sheet in found]
            adressen = [itemadres(sheet, item, opening=sheet is first) if sheet else None for sheet in found]
            naam, scope = item_name(item, found), Scope("balans", item)
            formula = partial(_item, found, item, flows)
            yield Flow("balanspost", item, BALANS_KIND, naam, kant, scope, cents, adressen, formula)


def _item(found: Sequence[Balans | None], item: str, flows: Emuflows, kolom: int) -> Linear:
    return single(known_item(found, item, kolom, flows.known))


_BRONNEN: Final[Mapping[str, Callable[[Cijfers, Sequence[Bestand]], Iterator[Flow]]]] = {
    "register": _reserves,
    "voorziening": _voorzieningen,
    "emu": _emu,
    "balanspost": _balans,
}
"""What is known per column, by dimension."""

_MET_KANT: Final = {
    **dict.fromkeys(("begin", "eind"), ("register", "voorziening")),
    **dict.fromkeys(("toevoeging", "onttrekking", BESTEMMING), ("register",)),
    **dict.fromkeys(("bij", "af", "referentie"), ("emu",)),
    **dict.fromkeys(("activa", "passiva"), ("balanspost",)),
}
"""The dimensions that have a side."""


class Flows:
    """What is known per column: reserves and provisions of some programmas, EMU and balance sheet of all.

    Each dimension is worked out when a row first asks for it, and so is what a filter leaves.
    """

    def __init__(self, cijfers: Cijfers, programmas: Sequence[Bestand]) -> None:
        self._cijfers = cijfers
        self._programmas = programmas
        self._by_dim: dict[str, list[Flow]] = {}
        self._by_key: dict[str, dict[str, list[Flow]]] = {}
        self._found: dict[tuple[str, frozenset[tuple[str, frozenset[str]]]], list[Flow]] = {}

    def of_dim(self, dim: str) -> list[Flow]:
        """Return all of one dimension, in the order of its members."""
        if dim not in self._by_dim:
            self._by_dim[dim] = list(_BRONNEN[dim](self._cijfers, self._programmas))
        return self._by_dim[dim]

    def _named(self, dim: str, where: Where) -> Iterable[Flow]:
        """Return those of the members that a filter names, all where it names none."""
        if dim not in where:
            return self.of_dim(dim)
        if dim not in self._by_key:
            found = self._by_key[dim] = {}
            for flow in self.of_dim(dim):
                found.setdefault(flow.key, []).append(flow)
        return (flow for key in where[dim] for flow in self._by_key[dim].get(key, ()))

    def within(self, where: Where, kant: str) -> list[Flow]:
        """Return those of a side within a filter."""
        key = kant, frozenset(where.items())
        if key not in self._found:
            having = _MET_KANT.get(kant, ())
            dims = [dim for dim in having if dim in where] or having
            every = (flow for dim in dims for flow in self._named(dim, where))
            self._found[key] = [flow for flow in every if flow.kant == kant and flow.matches(where)]
        return self._found[key]
