"""The financial position per year: what the EMU-saldo counts, and the balance sheet that follows from it.

`Stromen` holds what happens in a year, `balansen` carries each item of the balance sheet on with it.
Vaste schuld closes every balance sheet, so that it always holds; where only flows move it, the change
of debt is the EMU-saldo with what the sale of shares made (BBV art. 20; bbv, sections 9 and 10).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

from budgetdesk.engine.structureel import Termen
from budgetdesk.engine.totalen import Totalen
from budgetdesk.model.adres import Adres
from budgetdesk.model.documenten import is_estimate
from budgetdesk.model.dossier import BEGROTING, VASTGESTELD, Dossier
from budgetdesk.model.kinds.begroting import Emucijfers
from budgetdesk.model.vastgesteld import adopted, closed_years

EXPLOITATIESALDO: Final = "exploitatiesaldo"
"""The flow that follows from the posts and cannot be given."""

EMU: Final = {EXPLOITATIESALDO: 1} | {v.sleutel: v.emu for v in Emucijfers.kind.velden if v.emu}
"""Every flow, and the factor with which the EMU-saldo counts it (+ is a surplus)."""

REFERENTIEWAARDE: Final = Emucijfers.referentiewaarde.sleutel

VASTE_SCHULD: Final = "vaste_schuld"
"""The item that closes the balance sheet: what has to be borrowed for a year or longer."""

ACTIVA: Final = (
    "immateriele_vaste_activa",
    "materiele_vaste_activa",
    "kapitaalverstrekkingen",
    "leningen",
    "uitzettingen_lang",
    "bouwgronden",
    "voorraden",
    "uitzettingen_kort",
    "liquide_middelen",
    "overlopende_activa",
)

PASSIVA: Final = ("eigen_vermogen", "voorzieningen", VASTE_SCHULD, "vlottende_schuld", "overlopende_passiva")

MUTATIES: Final = {
    "materiele_vaste_activa": {"investeringen": 1, "bijdragen": -1, "afschrijvingen": -1, "desinvesteringen": -1},
    "bouwgronden": {"grondaankopen": 1, "baten_grondexploitatie": -1},
    "eigen_vermogen": {EXPLOITATIESALDO: 1, "lasten_reserves": -1},
    "voorzieningen": {"dotaties": 1, "lasten_voorzieningen": -1},
}
"""Which flows move an item; the others stay what they are until another amount is given.

What is added to reserves, what is withdrawn and the result are together the exploitatiesaldo before reserves.
"""


_PLANNED, _SPENT = "uitgaven", "besteed"
_REALISED: Final = "rekening"

_OPGETELD: Final = {
    EXPLOITATIESALDO: (("post", "baten", 1), ("post", "lasten", -1)),
    "afschrijvingen": (("investering", "afschrijving", 1), ("activum", "afschrijving", 1)),
    "dotaties": (("voorziening", "dotatie", 1), ("voorziening", "vrijval", -1)),
    "investeringen": (("investering", _PLANNED, 1),),
    "bijdragen": (("investering", "bijdrage", 1),),
    "lasten_voorzieningen": (("voorziening", "aanwending", 1),),
}
"""What a flow adds up that the dossier knows by itself: kinds of record and sides, each with its factor."""

_PER_FASE: Final = ("post", "voorziening")
"""The kinds whose amounts have phases."""

BEREKEND: Final = frozenset(_OPGETELD)
"""The flows that the dossier adds up itself, unless `[emu]` gives them."""


class Part(NamedTuple):
    """The amounts of one side of a kind of record in one term, and the factor with which a flow counts them."""

    kind: str
    kant: str
    term: str
    factor: int


@dataclass(frozen=True, slots=True)
class Stromen:
    """What happens in one year, in cents with natural sign, by the names of `EMU`.

    `gegeven` are the ones that are given, each with where it stands: they take the place of what the dossier
    adds up to. `fasen` are those of the column that it is of.
    """

    jaar: int
    bedragen: Mapping[str, int]
    gegeven: Mapping[str, Adres] = field(default_factory=dict)
    fasen: Sequence[str] = ()
    is_estimate: bool = False
    """Whether the year has no accounts yet: what investments cost is then what was planned."""

    @property
    def emu_saldo(self) -> int:
        """Return the EMU-saldo in cents; positive is a surplus."""
        return sum(factor * self.bedragen[naam] for naam, factor in EMU.items())


@dataclass(frozen=True, slots=True)
class Balans:
    """One balance sheet at 31 December: each item of `ACTIVA` and `PASSIVA` in cents.

    `gegeven` are the items that are given for this year, each with where it stands.
    """

    jaar: int
    standen: Mapping[str, int]
    gegeven: Mapping[str, Adres] = field(default_factory=dict)
    vorige: Balans | None = None
    """The one that it goes on from, None for the first."""

    @property
    def totaal(self) -> int:
        """Return the balance sheet total in cents."""
        return sum(self.standen[item] for item in ACTIVA)


def stromen(dossier: Dossier, totalen: Totalen, jaar: int, termen: Termen) -> Stromen:
    """Return what happens in the year of a column that adds up `termen`, in cents.

    Depreciation is known from T on. A realised year takes what investments have cost (`besteed`), any
    other what is planned. Release of provisions is a baat without money and is taken off the dotaties.
    """
    fasen = phases(termen)
    given = per_jaar(dossier, "emu", jaar, fasen)
    instead = {naam: found.cents for naam, found in given.items() if naam in EMU and naam != EXPLOITATIESALDO}
    estimate = any(is_estimate(dossier, term) for term, _ in termen)
    bedragen = _computed(totalen, jaar, termen, is_estimate=estimate) | instead
    adressen = {naam: found.adres for naam, found in given.items()}
    return Stromen(jaar, MappingProxyType(bedragen), adressen, fasen, estimate)


def _computed(totalen: Totalen, jaar: int, termen: Termen, *, is_estimate: bool) -> dict[str, int]:
    sums = totalen.cube.sums("kind")
    return {
        naam: sum(
            part.factor * sums.sides((part.kind,)).get((part.kant, part.term), 0)
            for part in flow_parts(naam, jaar, termen, is_estimate=is_estimate)
        )
        for naam in EMU
    }


def flow_parts(naam: str, jaar: int, termen: Termen, *, is_estimate: bool = False) -> list[Part]:
    """Return what a flow adds up in the year of a column, where `[emu]` does not give it; nothing of others."""
    is_realised = not is_estimate and all(term.startswith(f"{_REALISED}.") for term, _ in termen)
    return [
        Part(kind, _SPENT if is_realised and kant == _PLANNED else kant, term, factor * own)
        for kind, kant, factor in _OPGETELD.get(naam, ())
        for term, own in (termen if kind in _PER_FASE else ((f".{jaar}", 1),))
    ]


def balansen(dossier: Dossier, stromen: Sequence[Stromen]) -> list[Balans | None]:
    """Return the balance sheet after each of these flows, None before the first one known; all None without `[balans]`.

    An item is what `[balans]` gives for the year, else what it was a year before with what moved it; one
    never given is zero. The balances of the year before the first may be given too. Flows are per column of a
    document: of several columns of one year each goes on from the nearest before it of the year before.
    """
    found: list[Balans | None] = []
    for stroom in stromen:
        before = (sheet for sheet in reversed(found) if sheet and sheet.jaar == stroom.jaar - 1)
        vorige = next(before, None)
        if vorige is None and (opening := per_jaar(dossier, "balans", stroom.jaar - 1, stroom.fasen, stroom.jaar)):
            vorige = _closed(stroom.jaar - 1, {}, opening)
        given = per_jaar(dossier, "balans", stroom.jaar, stroom.fasen)
        found.append(_closed(stroom.jaar, _carried(vorige, stroom), given, vorige) if vorige or given else None)
    return found


def _carried(vorige: Balans | None, stroom: Stromen) -> dict[str, int]:
    """Return the items of the year before with what moved them since."""
    if vorige is None:
        return {}
    moved = {
        item: sum(factor * stroom.bedragen[naam] for naam, factor in flows.items()) for item, flows in MUTATIES.items()
    }
    return {item: cents + moved.get(item, 0) for item, cents in vorige.standen.items()}


def _closed(
    jaar: int, carried: Mapping[str, int], given: Mapping[str, Gegeven], vorige: Balans | None = None
) -> Balans:
    """Return the balance sheet with vaste schuld as what the other items leave."""
    known = {**carried, **{item: found.cents for item, found in given.items()}}
    standen = {item: known.get(item, 0) for item in (*ACTIVA, *PASSIVA)}
    passiva = sum(standen[item] for item in PASSIVA if item != VASTE_SCHULD)
    standen[VASTE_SCHULD] = sum(standen[item] for item in ACTIVA) - passiva
    gegeven = {item: found.adres for item, found in given.items() if item != VASTE_SCHULD}
    return Balans(jaar, MappingProxyType(standen), gegeven, vorige)


class Gegeven(NamedTuple):
    """A stored amount of a year: where it stands, and its cents."""

    adres: Adres
    cents: int


def per_jaar(
    dossier: Dossier, soort: str, jaar: int, fasen: Sequence[str], kolomjaar: int | None = None
) -> dict[str, Gegeven]:
    """Return the amounts of one year in a single table of `begroting.toml`, by what they are of.

    What is given for one of these phases, the first of them that has it, takes the place of what holds for all. Of a
    budget that is adopted it is what was adopted. `kolomjaar` is the year of the column that asks, where that is a
    later one: the year before is over, so its accounts go first.
    """
    is_adopted = tuple(fasen) == _BEGROOT and (kolomjaar or jaar) in closed_years(dossier)
    if is_adopted and (as_adopted := _adopted(dossier, soort, jaar)):
        return as_adopted
    if kolomjaar not in (None, jaar):
        fasen = tuple(dict.fromkeys((_REALISED, *fasen)))
    record = dossier.begroting.record(soort)
    found: dict[str, dict[str, Gegeven]] = {}
    for pad, value in record.waarden.items() if record else ():
        head, _, year = pad.rpartition(".")
        naam, _, fase = head.partition(".")
        if year == str(jaar) and isinstance(value, int):
            found.setdefault(naam, {})[fase] = Gegeven(Adres(BEGROTING, soort, "", pad), value)
    chosen = {naam: next((own[fase] for fase in (*fasen, "") if fase in own), None) for naam, own in found.items()}
    return {naam: gegeven for naam, gegeven in chosen.items() if gegeven}


_BEGROOT: Final = ("begroting",)
"""The phases of a column that prints the budget and nothing else."""


def _adopted(dossier: Dossier, soort: str, jaar: int) -> dict[str, Gegeven]:
    """Return the amounts of a year of the municipality as a whole as they were adopted, none where they are not."""
    found = adopted(dossier)
    record = found.record(soort) if found else None
    return {
        pad.rpartition(".")[0]: Gegeven(Adres(VASTGESTELD, soort, "", pad), value)
        for pad, value in (record.waarden.items() if record else ())
        if pad.endswith(f".{jaar}") and isinstance(value, int)
    }


def phases(termen: Termen) -> tuple[str, ...]:
    """Return the phases of a column, the one that counts first: what is amended goes before what was budgeted."""
    return tuple(dict.fromkeys(term.partition(".")[0] for term, _ in reversed(termen)))
