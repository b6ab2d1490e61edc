"""Amounts by code to what becomes of a dossier: which amount gets which value, with control totals and what is left.

The only part of importing that knows the model. Nothing is changed here: `Voorstel.edits` are those of the session, and
done twice they change nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from budgetdesk.bedrag import MAX_CENTS, format_exact
from budgetdesk.importing.koppelen import Boekingen, Open, Rekening, Zijde
from budgetdesk.importing.mapping import Doen, Leeswijze
from budgetdesk.importing.nieuw import nieuwe_posten
from budgetdesk.importing.plekken import plek
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import NA_WIJZIGING
from budgetdesk.model.dossier import POSTKANTEN, Dossier
from budgetdesk.model.edits import AddRecord, Edit, SetValue
from budgetdesk.model.grootboek import GEBOEKT, Geboekt, Grootboek, codes
from budgetdesk.model.invoer import Invoer
from budgetdesk.model.kinds.programma import Post, Reserve
from budgetdesk.zinnen import aantal

SHOWN: Final = 5
"""Codes that a sentence names before it only counts them."""

Plek = tuple[str, str, str]
"""File, kind and key of a thing."""


@dataclass(frozen=True, slots=True)
class Keuzes:
    """How a proposal is made."""

    aanvullen: bool = False
    """Whether an amount that is not in the file stays; else it becomes absent."""
    los: Doen | None = None
    """What becomes of a code that is of nothing; None: what the way of reading says."""
    toch: bool = False
    """Whether totals of the file that do not add up stand in the way of nothing."""


class Bedrag(NamedTuple):
    """One amount of a thing: where it is stored, and in cents what its cell shows now and what it becomes."""

    adres: Adres
    zijde: Zijde
    opgeslagen: int | None
    """What is stored, None where it is absent."""
    rest: int
    """What is added to that elsewhere: mutations of decisions, capital charges, allocation."""
    wordt: int | None
    """What the cell becomes; None where it is not in the file and what is stored becomes absent."""

    @property
    def nu(self) -> int:
        """Return what the cell shows now."""
        return (self.opgeslagen or 0) + self.rest

    @property
    def straks(self) -> int:
        """Return what the cell shows afterwards."""
        return self.rest if self.wordt is None else self.wordt

    @property
    def edit(self) -> SetValue:
        """Return the edit that makes the cell so."""
        return SetValue(self.adres, self.opgeslagen, None if self.wordt is None else self.wordt - self.rest)

    @property
    def invoer(self) -> Invoer:
        """Return the cell as one that is typed in."""
        return Invoer(self.adres, 1, self.nu, self.rest, self.opgeslagen is not None)


@dataclass(frozen=True, slots=True)
class Controle:
    """The totals of one side in one year, in cents: of the file, of the dossier now and afterwards."""

    kant: str
    term: str
    bron: int
    nu: int | None
    """None where the dossier has no amount of it."""
    straks: int
    los: int
    """What of the file goes nowhere."""

    @property
    def elders(self) -> int:
        """Return what the dossier has afterwards that is not from the file."""
        return self.straks - (self.bron - self.los)


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What a file comes to."""

    bedragen: Sequence[Bedrag]
    """Every amount that becomes another one."""
    controle: Sequence[Controle]
    los: Sequence[Rekening]
    """Codes that are of nothing, with amounts, the largest first."""
    dingen: Mapping[str, int]
    """How many things of each kind the file has amounts of."""
    gekoppeld: int
    """How many rows are of those."""
    vragen: Sequence[Open] = ()
    nieuw: Sequence[AddRecord] = ()
    """The edits that add posts with their amounts, which come before those of other amounts."""
    rijen_nieuw: int = 0
    """How many rows are of those."""
    verteld: Sequence[str] = ()
    koppelingen: Sequence[SetValue] = ()
    """The edits that list codes with what they are of by now."""
    opbouw: Sequence[Edit] = ()
    """The edits that make what new posts are under."""

    @property
    def edits(self) -> list[Edit]:
        """Return all edits, to be done as one step."""
        return [*self.opbouw, *self.koppelingen, *self.nieuw, *(bedrag.edit for bedrag in self.bedragen)]

    @property
    def vervallen(self) -> list[Bedrag]:
        """Return the amounts that become absent, because the file does not have them."""
        return [bedrag for bedrag in self.bedragen if bedrag.wordt is None]

    @property
    def telling(self) -> tuple[int, int, int]:
        """Return how many amounts are new, how many change and how many lapse."""
        new = sum(bedrag.opgeslagen is None for bedrag in self.bedragen)
        lapsed = len(self.vervallen)
        of_new = sum(isinstance(value, int) for edit in self.nieuw for _, value in edit.waarden)
        return new + of_new, len(self.bedragen) - new - lapsed, lapsed


def maak(dossier: Dossier, boekingen: Boekingen, leeswijze: Leeswijze, keuzes: Keuzes) -> Voorstel:
    """Return what amounts come to in a dossier, as its open document shows it.

    Raises LimitExceeded where they would make more posts than one file may bring.
    """
    return _Maker(dossier, boekingen, leeswijze, keuzes).voorstel()


def bedrag_van(rekening: Rekening) -> int:
    """Return the largest amount of a code, by which people know what it is about, in cents."""
    return max(rekening.bedragen.values(), key=abs, default=0)


class _Maker:
    """Makes one proposal."""

    def __init__(self, dossier: Dossier, boekingen: Boekingen, leeswijze: Leeswijze, keuzes: Keuzes) -> None:
        self._dossier = dossier
        self._boekingen = boekingen
        self._wijze = leeswijze
        self._keuzes = keuzes
        self._vragen: list[Open] = []
        self._sums: dict[Plek, dict[Zijde, int]] = {}
        self._los: list[Rekening] = []
        self._gekoppeld = 0
        self._added = Toegevoegd(dossier, [*boekingen.termen])

    def voorstel(self) -> Voorstel:
        """Return it."""
        self._link()
        bedragen = [*self._amounts()]
        loose = sum(rekening.rijen for rekening in self._los)
        new, told = self._new_posts()
        self._ask_about_totals()
        kinds = [soort for _, soort, _ in self._sums]
        return Voorstel(
            bedragen=bedragen,
            controle=[*self._totals(bedragen, new)],
            los=self._los,
            dingen={soort: kinds.count(soort) for soort in GEBOEKT if soort in kinds},
            gekoppeld=self._gekoppeld,
            vragen=(*self._boekingen.vragen, *self._vragen),
            nieuw=new,
            rijen_nieuw=loose if new else 0,
            verteld=told,
        )

    def _new_posts(self) -> tuple[Sequence[AddRecord], Sequence[str]]:
        """Return the posts that codes which are of nothing become, where they are to; else ask what becomes of them."""
        what = self._keuzes.los or self._wijze.doen
        if not self._los or what == "overslaan":
            return (), ()
        if what == "vraag":
            zin = f"{told_codes(self._los)}."
            self._vragen.append(Open(zin, "Koppel ze (`grootboek` bij een post), of geef --nieuw of --overslaan."))
            return (), ()
        made = nieuwe_posten(self._dossier, self._boekingen, self._wijze, self._los)
        self._vragen += made.vragen
        self._los = []
        return made.edits, made.verteld

    def _link(self) -> None:
        """Add up what is of each thing."""
        grootboek = Grootboek(self._dossier)
        for rekening in self._boekingen.rekeningen:
            found = grootboek.find(rekening.code) if rekening.code else None
            if found is None:
                if any(rekening.bedragen.values()):
                    self._los.append(rekening)
                continue
            self._gekoppeld += rekening.rijen
            place = found.bestand.naam, *found.record.key
            sums = self._sums.setdefault(place, {})
            for zijde, cents in rekening.bedragen.items():
                sums[zijde] = sums.get(zijde, 0) + cents
        self._los.sort(key=lambda rekening: -abs(bedrag_van(rekening)))

    def _amounts(self) -> Iterator[Bedrag]:
        """Yield every amount that becomes another one, in the order of the dossier."""
        for place, thing in self._with_codes():
            sums = self._sums.get(place, {})
            for term in self._boekingen.termen:
                for kant in POSTKANTEN:
                    bedrag = self._amount(thing, (kant, term), sums.get((kant, term)))
                    if bedrag is not None:
                        yield bedrag

    def _with_codes(self) -> Iterator[tuple[Plek, Geboekt]]:
        for bestand in self._dossier.programmas:
            for soort in GEBOEKT:
                for record in bestand.van(soort):
                    if codes(record):
                        yield (bestand.naam, *record.key), Geboekt(bestand, record)

    def _amount(self, thing: Geboekt, zijde: Zijde, cents: int | None) -> Bedrag | None:
        """Return what becomes of one amount, None where it stays as it is."""
        pad = plek(thing.record.soort, *zijde)
        if not pad:
            if cents:
                self._ask_about_place(thing, zijde, cents)
            return None
        stored = thing.record.waarden.get(pad)
        oud = stored if isinstance(stored, int) else None
        if cents is None:
            if self._keuzes.aanvullen or not oud:
                return None
        elif abs(cents) > MAX_CENTS:
            self._ask_about_size(thing, zijde)
            return None
        rest = self._added.of(thing, zijde)
        if cents is not None and cents == (oud or 0) + rest:
            return None
        adres = Adres(thing.bestand.naam, *thing.record.key, pad)
        return Bedrag(adres, zijde, oud, rest, cents)

    def _totals(self, bedragen: Sequence[Bedrag], new: Sequence[AddRecord]) -> Iterator[Controle]:
        """Yield the totals of every side and year that the file has amounts of."""
        now = self._now()
        deltas: dict[Zijde, int] = {}
        zijden = {
            plek(Post.kind.naam, kant, term): (kant, term) for term in self._boekingen.termen for kant in POSTKANTEN
        }
        for pad, cents in (value for edit in new for value in edit.waarden):
            if pad in zijden and isinstance(cents, int):
                deltas[zijden[pad]] = deltas.get(zijden[pad], 0) + cents
        for bedrag in bedragen:
            deltas[bedrag.zijde] = deltas.get(bedrag.zijde, 0) + bedrag.straks - bedrag.nu
        for term in self._boekingen.termen:
            for kant in POSTKANTEN:
                zijde, los = (kant, term), sum(r.bedragen.get((kant, term), 0) for r in self._los)
                straks = now.get(zijde, 0) + deltas.get(zijde, 0)
                yield Controle(kant, term, self._boekingen.som(zijde), now.get(zijde), straks, los)

    def _now(self) -> dict[Zijde, int]:
        """Return what the dossier has of each side and year: of what is in its result, and of what has a code."""
        found: dict[Zijde, int] = {}
        zijden = [(kant, term) for term in self._boekingen.termen for kant in POSTKANTEN]
        for bestand in self._dossier.programmas:
            for record in (record for soort in GEBOEKT for record in bestand.van(soort)):
                if not isinstance(record, (Post, Reserve)) and not codes(record):
                    continue
                for zijde in zijden:
                    stored = record.waarden.get(plek(record.soort, *zijde))
                    rest = self._added.of(Geboekt(bestand, record), zijde)
                    if isinstance(stored, int) or rest:
                        own = stored if isinstance(stored, int) else 0
                        found[zijde] = found.get(zijde, 0) + own + rest
        return found

    # --- what has to be decided ---------------------------------------------------------------

    def _ask_about_totals(self) -> None:
        if not self._keuzes.toch and any(not totaal.klopt for totaal in self._boekingen.totalen):
            zin = "Niet alle totaalrijen in de bron kloppen."
            self._vragen.append(Open(zin, "Kijk de bron na, of neem haar over zoals zij is met --toch."))

    def _ask_about_place(self, thing: Geboekt, zijde: Zijde, cents: int) -> None:
        where = self._dossier.spell(thing.bestand.naam, ".".join(thing.record.key))
        zin = f"{where} heeft geen plaats voor {in_words(zijde)} ({format_exact(cents)})."
        self._vragen.append(Open(zin, "Zet de code onder `grootboek` bij iets anders."))

    def _ask_about_size(self, thing: Geboekt, zijde: Zijde) -> None:
        where = self._dossier.spell(thing.bestand.naam, ".".join(thing.record.key))
        zin = f"{where}: {in_words(zijde)} wordt te groot: hoogstens 15 cijfers, de centen meegerekend."
        self._vragen.append(Open(zin, "Verdeel de codes over meer posten."))


class Toegevoegd:
    """What adds to the stored amounts of posts and reserves: nothing but in the phases of a budget."""

    def __init__(self, dossier: Dossier, termen: Sequence[str]) -> None:
        self._termen = [term for term in termen if term.partition(".")[0] in NA_WIJZIGING]
        self._totalen = None
        if self._termen:
            from budgetdesk.engine.totalen import Totalen  # imports the cube

            self._totalen = Totalen(dossier, self._termen)

    def of(self, thing: Geboekt, zijde: Zijde) -> int:
        """Return the cents that are added to one side of a thing."""
        if self._totalen is None or zijde[1] not in self._termen or not isinstance(thing.record, (Post, Reserve)):
            return 0
        pad = plek(thing.record.soort, *zijde)
        return self._totalen[thing.bestand.naam].extra(thing.record.key, pad.partition(".")[0], zijde[1])


def in_words(zijde: Zijde) -> str:
    """Return a side and its phase and year as people say them: `lasten rekening 2026`."""
    return f"{zijde[0]} {zijde[1].replace('.', ' ')}"


def told_codes(los: Sequence[Rekening]) -> str:
    """Return which codes are of nothing, as people read it."""
    known = {rekening.code: rekening for rekening in reversed(los)}
    zijden = {zijde for rekening in los for zijde in rekening.bedragen}
    sums = [sum(abs(rekening.bedragen.get(zijde, 0)) for rekening in los) for zijde in zijden]
    which = ", ".join(spelled(known[code]) for code in [*reversed(known)][:SHOWN])
    more = f" en nog {len(known) - SHOWN}" if len(known) > SHOWN else ""
    verb = "hoort" if len(known) == 1 else "horen"
    size = format_exact(max(sums, default=0))
    return f"{aantal(len(known), 'code', 'codes')} ({size}) {verb} bij geen post: {which}{more}"


def spelled(rekening: Rekening) -> str:
    """Return a code with its name: `6009999/43100 "Stelpost"`."""
    naam = f' "{rekening.naam}"' if rekening.naam else ""
    return f"{rekening.code or f'zonder code (rij {rekening.rij})'}{naam}"
