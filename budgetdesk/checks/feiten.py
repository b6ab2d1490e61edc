"""Facts that must agree: what is told in two places is told alike (codes BD442 to BD446).

Nothing is put right here: both amounts stay, and the finding names them. A fact is compared where its link is
given: the `post` of a provision, grant or connected party, the `reserve` of an investment, an eigen vermogen beside
the balances of all reserves, a post that gets the interest that others are charged. The first two look from T on; what
was budgeted before is no longer held. These rules are about totals, so that this module imports the cube.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.evenwicht import budgeted
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import EVERYTHING, RESERVE_BALANCES, Look, Rule
from budgetdesk.drafting.sluiten import overschot
from budgetdesk.engine.berekend import KAPITAALLASTEN, VERDELING
from budgetdesk.engine.cube import Cube
from budgetdesk.engine.facts import Plaats
from budgetdesk.engine.financieel import VLOTTENDE_SCHULD, per_jaar
from budgetdesk.iv3.aard import RENTE
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import NA_WIJZIGING
from budgetdesk.model.documenten import document
from budgetdesk.model.dossier import BEGROTING, POSTKANTEN, Dossier
from budgetdesk.model.kinds.begroting import VASTGESTELD, Balanscijfers, Document
from budgetdesk.model.kinds.programma import Investering, Post, Reserve
from budgetdesk.model.structuur import soortnaam
from budgetdesk.model.verwijzingen import named
from budgetdesk.tables.balans import jaarbalansen
from budgetdesk.tables.emu import jaarkolommen, jaarstromen
from budgetdesk.tables.reserves import verlopen
from budgetdesk.tables.signed import Cijfers
from budgetdesk.zinnen import met_en

_VIA_POST: Final = (
    ("voorziening", "dotatie", "lasten"),
    ("voorziening", "vrijval", "baten"),
    ("subsidie", "bedrag", "lasten"),
    ("verbonden_partij", "bijdrage", "lasten"),
)
"""What goes through a post: the kind that names it, what it says of itself, and the side of the post it is part of."""

_BEREKEND: Final = (KAPITAALLASTEN, VERDELING)
"""Amounts of a post that are paid to nobody, so that nothing is part of them."""

_EURO: Final = 100
"""Interest that is computed has cents, an Iv3 statement has none: below a euro both sides are the same."""

_REKENING: Final = "rekening"


# --- what is part of something else ----------------------------------------------------------------


class _Kant(NamedTuple):
    """One side of a record."""

    plaats: Plaats
    kant: str


class _Moment(NamedTuple):
    """What is compared at a time: how people call it, and the terms that are added up."""

    naam: str
    jaar: int
    termen: Sequence[str]


class _Teveel(NamedTuple):
    """A moment at which the parts are more than what they are part of, in cents."""

    moment: _Moment
    delen: int
    geheel: int

    def __str__(self) -> str:
        """Return both amounts and what they differ."""
        amounts = f"{format_exact(self.delen)} tegenover {format_exact(self.geheel)}"
        return f"{self.moment.naam}: {amounts}, {format_exact(self.delen - self.geheel)} te veel"


@dataclass(frozen=True, slots=True)
class _Vergelijking:
    """Compares sides of records with the side that they are part of, from T on."""

    cijfers: Cijfers

    def too_much(self, delen: Sequence[_Kant], geheel: _Kant) -> list[_Teveel]:
        """Return where the parts are more than the whole."""
        found = []
        for moment in self._moments(delen):
            parts = sum(self._cents(deel, moment) for deel in delen)
            if parts > max(whole := self._cents(geheel, moment), 0):
                found.append(_Teveel(moment, parts, whole))
        return found

    def first(self, delen: Sequence[_Kant], moment: _Moment) -> Adres:
        """Return where the first of the parts stands that has an amount at a moment."""
        deel = next(deel for deel in delen if self._cents(deel, moment))
        record = self._cube.records.numbered[self._number(deel)]
        pads = [f"{deel.kant}.{term.lstrip('.')}" for term in moment.termen]
        return Adres(*deel.plaats, next((pad for pad in pads if pad in record.waarden), pads[0]))

    def left_out(self, kant: _Kant) -> str:
        """Return what of a side is not compared, as the end of its name; nothing where that is none of it."""
        computed = [b for b in _BEREKEND if any(f.bron == b for f in self._cube.added(self._number(kant)))]
        return f" zonder {met_en(computed)}" if computed else ""

    def _moments(self, delen: Sequence[_Kant]) -> Iterator[_Moment]:
        """Yield the years that are budgeted, and what else the document prints of a year.

        An amount without a phase (`.2027`) is what is planned: it belongs to the budget as amended.
        """
        terms = chain.from_iterable(self._cube.sides(self._number(deel)) for deel in delen)
        start = self.cijfers.dossier.jaar
        for jaar in sorted({int(term.rpartition(".")[2]) for _, term in terms}):
            if jaar >= start:
                yield _Moment(str(jaar), jaar, (*(f"{fase}.{jaar}" for fase in NA_WIJZIGING), f".{jaar}"))
        for kolom in jaarkolommen(self.cijfers):
            termen = [term for term, _ in kolom.termen]
            fasen = {term.partition(".")[0] for term in termen}
            if kolom.jaar >= start and fasen.isdisjoint(NA_WIJZIGING):
                yield _Moment(kolom.kop.lower(), kolom.jaar, termen)

    def _cents(self, kant: _Kant, moment: _Moment) -> int:
        """Return the cents of a side, without what is computed."""
        return sum(
            fact.cents
            for fact in self._cube.of(self._number(kant))
            if fact.kant == kant.kant and fact.term in moment.termen and fact.bron not in _BEREKEND
        )

    def _number(self, kant: _Kant) -> int:
        return self._cube.records.nummers[kant.plaats]

    @property
    def _cube(self) -> Cube:
        return self.cijfers.cube


def _beyond(
    code: str, vergelijking: _Vergelijking, parts: Mapping[_Kant, list[_Kant]], said: Callable[[_Kant], str]
) -> Iterator[Melding]:
    """Yield where parts are more than their whole, with all years of it; `said` begins the sentence of a whole."""
    for geheel, delen in parts.items():
        if found := vergelijking.too_much(delen, geheel):
            tekst = f"{said(geheel)}: {_genoemd(vergelijking.cijfers.dossier, delen)} ({_years(found)})."
            yield Melding(code, vergelijking.first(delen, found[0].moment), tekst)


def amounts_beyond_their_post(look: Look) -> Iterator[Melding]:
    """BD442: dotaties, grants and contributions that name a post are more than its lasten, vrijval than its baten."""
    vergelijking = _Vergelijking(look.cijfers)

    def said(geheel: _Kant) -> str:
        less = f"{vergelijking.left_out(geheel)} minder {geheel.kant}"
        return f"post {_naam(look.dossier, geheel)} heeft{less} dan wat haar noemt"

    return _beyond("BD442", vergelijking, _through_posts(look.dossier), said)


def _through_posts(dossier: Dossier) -> Mapping[_Kant, list[_Kant]]:
    """Return per side of a post what names it and is part of that."""
    found: dict[_Kant, list[_Kant]] = {}
    for bestand in dossier.programmas:
        for soort, kant, side in _VIA_POST:
            for record in bestand.van(soort):
                if post := bestand.record(Post, record.tekst("post")):
                    geheel = _Kant(Plaats(bestand.naam, *post.key), side)
                    found.setdefault(geheel, []).append(_Kant(Plaats(bestand.naam, *record.key), kant))
    return found


def cover_beyond_its_reserve(look: Look) -> Iterator[Melding]:
    """BD443: investments take more out of a reserve than the budget withdraws from it."""

    def said(geheel: _Kant) -> str:
        return f"aan {_naam(look.dossier, geheel)} wordt minder onttrokken dan investeringen eruit halen"

    return _beyond("BD443", _Vergelijking(look.cijfers), _through_reserves(look.dossier), said)


def _through_reserves(dossier: Dossier) -> Mapping[_Kant, list[_Kant]]:
    """Return per reserve that investments name what they take out of it."""
    found: dict[_Kant, list[_Kant]] = {}
    for bestand in dossier.programmas:
        for investering in bestand.van(Investering):
            if investering.reserve and (reserve := named(dossier, bestand, investering, Investering.reserve)):
                geheel = _Kant(Plaats(reserve[0].naam, *reserve[1].key), Reserve.onttrekking.sleutel)
                deel = _Kant(Plaats(bestand.naam, *investering.key), Investering.uit_reserve.sleutel)
                found.setdefault(geheel, []).append(deel)
    return found


def _naam(dossier: Dossier, kant: _Kant) -> str:
    bestand, soort, sleutel = kant.plaats
    return f"`{dossier.bestanden[bestand].records[soort, sleutel].naam}`"


def _genoemd(dossier: Dossier, delen: Sequence[_Kant]) -> str:
    """Return what the parts are, in the order in which they stand."""
    return met_en([f"{deel.kant} van {soortnaam(deel.plaats.soort)} {_naam(dossier, deel)}" for deel in delen])


def _years(found: Sequence[_Teveel]) -> str:
    return "; ".join(map(str, found))


# --- what is told twice ----------------------------------------------------------------------------


def equity_that_is_not_the_reserves(look: Look) -> Iterator[Melding]:
    """BD444: eigen vermogen is not the balances of all reserves, with or without the result of the year.

    Only of a whole municipality, and of a year of which the balance of every reserve is given: what follows from
    flows follows on both sides. Who appropriates the result within its year has it in the reserves already.
    """
    if not look.cijfers.is_geheel:
        return
    reserves = _with_a_balance(look.dossier.stored)
    balans = look.dossier.begroting.single(Balanscijfers)
    for jaar in sorted({int(pad.rpartition(".")[2]) for pad, _ in balans.eigen_vermogen.items()}):
        # what is given of the accounts goes before what holds for every phase
        given = next((k for k in (f"{_REKENING}.{jaar}", str(jaar)) if k in balans.eigen_vermogen), None)
        if given and reserves and all(jaar in reserve.stand for reserve in reserves):
            vermogen = balans.eigen_vermogen[given]
            stand = sum(reserve.stand[jaar] for reserve in reserves)
            result = overschot(look.cijfers.totalen, f"{_REKENING}.{jaar}")
            if vermogen not in (stand, stand + result):
                adres = Adres(BEGROTING, *balans.key, f"{Balanscijfers.eigen_vermogen.sleutel}.{given}")
                yield Melding("BD444", adres, _unequal(jaar, vermogen, stand, result))


def _with_a_balance(dossier: Dossier) -> list[Reserve]:
    """Return the reserves that hold a balance themselves: one that programmas share does so in `reserves.toml`.

    They are those that are stored: what was adopted of one that is sorted otherwise now has no balance of its own.
    """
    return [reserve for bestand in dossier.geraamd for reserve in bestand.van(Reserve) if not reserve.register]


def _unequal(jaar: int, vermogen: int, stand: int, result: int) -> str:
    with_result = f", met het resultaat van {jaar} {format_exact(stand + result)}" if result else ""
    return (
        f"het eigen vermogen per 31-12-{jaar} is {format_exact(vermogen)}, maar de reserves zijn samen "
        f"{format_exact(stand)}{with_result} (verschil {format_exact(vermogen - stand)})."
    )


def debt_that_does_not_close(look: Look) -> Iterator[Melding]:
    """BD446: both debts are given, so that vlottende schuld is what closes the balance sheet and not what it says."""
    cijfers, seen = look.cijfers, set[Adres]()
    for stroom, sheet in zip(jaarstromen(cijfers), jaarbalansen(cijfers), strict=True):
        given = per_jaar(cijfers.dossier, Balanscijfers.kind.naam, stroom.jaar, stroom.fasen).get(VLOTTENDE_SCHULD)
        if sheet is None or given is None or sheet.sluitpost != VLOTTENDE_SCHULD or given.adres in seen:
            continue
        seen.add(given.adres)
        closing = sheet.standen[VLOTTENDE_SCHULD]
        if given.cents != closing:
            tekst = (
                f"met de gegeven vaste schuld sluit de balans per 31-12-{stroom.jaar} op een vlottende schuld van "
                f"{format_exact(closing)}, en gegeven is {format_exact(given.cents)} "
                f"(verschil {format_exact(given.cents - closing)})."
            )
            yield Melding("BD446", given.adres, tekst)


def result_without_a_destination(look: Look) -> Iterator[Melding]:
    """BD447: the accounts of a whole municipality are adopted, and reserves do not get all of their result."""
    cijfers, dossier = look.cijfers, look.dossier
    said = document(dossier)
    if said is None or said.status != VASTGESTELD or not (cijfers.sjabloon.is_rekening and cijfers.is_geheel):
        return
    jaar = dossier.jaar
    result = overschot(cijfers.totalen, f"{_REKENING}.{jaar}")
    every = verlopen(cijfers, dossier.programmas)
    given = sum(amount.cents for verloop in every for amount in verloop.of_result(jaar))
    if left := result - given:
        tekst = (
            f"het resultaat van {jaar} is {format_exact(result)}, en daarvan is {format_exact(given)} bestemd; "
            f"nog te bestemmen {format_exact(left)}."
        )
        yield Melding("BD447", Adres(BEGROTING, *said.key, Document.status.sleutel), tekst)


def interest_that_is_not_received(look: Look) -> Iterator[Melding]:
    """BD445: the interest that posts are charged (category 7.4) is not what a post of the treasury gets, from T on.

    Only of a whole municipality that has such a post: in one programma the two sides never meet. Of years before T
    capital charges are not computed, so that their interest has no category.
    """
    cijfers = look.cijfers
    getting = [(b, post) for b in look.dossier.programmas for post in b.van(Post) if post.categorie_baten == RENTE]
    years = [kolom.jaar for kolom in budgeted(cijfers)] if getting else []
    lasten, baten = POSTKANTEN
    sides = {jaar: (_interest(cijfers.cube, lasten, jaar), _interest(cijfers.cube, baten, jaar)) for jaar in years}
    if wrong := [(jaar, *pair) for jaar, pair in sides.items() if abs(pair[0] - pair[1]) >= _EURO]:
        bestand, post = getting[0]
        tekst = f"de toegerekende rente (categorie {RENTE}) is als last niet wat zij als baat is"
        parts = (
            f"{j}: {format_exact(c)} tegenover {format_exact(r)}, verschil {format_exact(r - c)}" for j, c, r in wrong
        )
        adres = Adres(bestand.naam, *post.key, f"baten.begroting.{wrong[0][0]}")
        yield Melding("BD445", adres, f"{tekst} ({'; '.join(parts)}).")


def _interest(cube: Cube, kant: str, jaar: int) -> int:
    """Return the cents of category 7.4 on one side in a year that is budgeted; as in an Iv3 statement."""
    sums = cube.sums("bron", f"categorie_{kant}")
    own = sum(
        sums.sides(members).get((kant, f"begroting.{jaar}"), 0)
        for members in sums.members()
        if members[1] == RENTE and members[0] != KAPITAALLASTEN
    )
    return own + (_charged(cube, jaar) if kant == "lasten" else 0)


def _charged(cube: Cube, jaar: int) -> int:
    """Return the interest of investments and assets that lands on a post, whatever the category of that."""
    sums = cube.sums("landt_op")
    return sum(sums.sides(members).get(("rente", f".{jaar}"), 0) for members in sums.members() if members[0])


RULES: Final = (
    Rule(("BD442",), amounts_beyond_their_post, EVERYTHING),
    Rule(("BD443",), cover_beyond_its_reserve, RESERVE_BALANCES),
    Rule(("BD444",), equity_that_is_not_the_reserves, EVERYTHING),
    Rule(("BD446",), debt_that_does_not_close, EVERYTHING),
    Rule(("BD447",), result_without_a_destination, EVERYTHING),
    Rule(("BD445",), interest_that_is_not_received, EVERYTHING),
)
