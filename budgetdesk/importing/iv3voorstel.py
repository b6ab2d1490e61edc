"""Iv3 into a dossier that is there already: each cell to the one post that has its taakveld and category.

What a dossier makes of a cell is more than a post: capital charges, what kostenplaatsen hand out, mutations of
decisions. So the post gets what its cell lacks, and the statement that is made afterwards has just the amount of the
file. A cell that no post fits, or several, is listed and left, unless somebody says where it belongs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final

from budgetdesk.bedrag import MAX_CENTS, half_away, round_to
from budgetdesk.engine.codelijst import MUTATIES_RESERVES, Cel, Codelijst, rank
from budgetdesk.engine.kostenverdeling import verdeelde_posten
from budgetdesk.importing.iv3balans import Balansvoorstel, balansvoorstel
from budgetdesk.importing.iv3in import Iv3bestand, Iv3opgaaf
from budgetdesk.importing.iv3plekken import bedragplek, is_reserve, nieuwe_post, sleutel
from budgetdesk.importing.mapping import Doen
from budgetdesk.importing.voorstel import Bedrag, Toegevoegd
from budgetdesk.iv3.matrix import MUTATIE_RESERVES, RESULTAAT, boekingen
from budgetdesk.model.adres import Adres, join_key
from budgetdesk.model.dossier import POSTKANTEN, Bestand, Dossier, Record, Waarde
from budgetdesk.model.edits import AddRecord, Edit
from budgetdesk.model.grootboek import Geboekt
from budgetdesk.model.kinds.programma import Post, Reserve
from budgetdesk.voortgang import stappen

GEEN_POST: Final = "geen post"
MEER_POSTEN: Final = "meer posten"
TE_GROOT: Final = "te groot"
VERDEELD: Final = "verdeeld"

_RONDEN: Final = 12
"""How often cells are held against the file, at most: what is handed out gets smaller with each."""


@dataclass(frozen=True, slots=True)
class Iv3cel:
    """One cell in one period, in whole euros: of the file, and what the dossier makes of it now."""

    cel: Cel
    term: str
    bron: int
    nu: int
    posten: Sequence[str] = ()
    """The posts or reserves that fit it, as people type them: `1/post.griffie`."""
    waarom: str = ""
    """Why it is undecided (`GEEN_POST`, `MEER_POSTEN`, `TE_GROOT`, `VERDEELD`); empty where it is not."""


@dataclass(frozen=True, slots=True)
class Iv3controle:
    """The total of one half in one period, in whole euros, the result left out."""

    kant: str
    term: str
    bron: int
    nu: int
    straks: int


@dataclass(frozen=True, slots=True)
class Plaatsing:
    """How cells are placed."""

    los: Doen | None = None
    """What becomes of a cell that no post fits, where the taakveld is of one beleidsterrein only: a post is made."""
    vervang: bool = False
    """Whether a cell that only the dossier has becomes zero; else it stays."""
    posten: Mapping[Cel, str] = field(default_factory=dict)
    """On which of several posts a cell lands, as people type it."""


@dataclass(frozen=True, slots=True)
class Iv3voorstel:
    """What files come to in a dossier."""

    bedragen: Sequence[Bedrag]
    """Amounts of posts and reserves that become others."""
    gewijzigd: Sequence[Iv3cel]
    """The cells that become those of the file."""
    onbeslist: Sequence[Iv3cel]
    """Cells that differ and are left, the largest difference first."""
    alleen_hier: Sequence[Iv3cel]
    """Cells that the dossier has and the files have not, which stay."""
    gelijk: int
    """How many cells are equal already."""
    controle: Sequence[Iv3controle]
    nieuw: Sequence[AddRecord]
    """The posts that are made."""
    balans: Balansvoorstel

    @property
    def edits(self) -> list[Edit]:
        """Return all edits, to be done as one step; done twice they change nothing."""
        return [*self.nieuw, *(bedrag.edit for bedrag in self.bedragen), *self.balans.edits]


def voorstel(dossier: Dossier, bestanden: Sequence[Iv3bestand], plaatsing: Plaatsing | None = None) -> Iv3voorstel:
    """Return what files come to in a dossier, as its open document shows it; nothing is changed.

    The files have passed `iv3nieuw.samen`. Raises Afgebroken.
    """
    plaatsing = plaatsing or Plaatsing()
    rounds = _Rondes(dossier, bestanden, plaatsing)
    rounds.settle()
    if plaatsing.los == "maak" and GEEN_POST in rounds.last.onbeslist.values():
        # what a cell lacks is known once nothing moves it any more
        rounds.go_on()
    return rounds.voorstel(balansvoorstel(dossier, bestanden))


class _Rondes:
    """The cells of files held against a dossier, and again against what it then becomes, on a copy of it."""

    def __init__(self, dossier: Dossier, bestanden: Sequence[Iv3bestand], plaatsing: Plaatsing) -> None:
        self._bestanden = bestanden
        self._plaatsing = plaatsing
        self._verdelers = _Verdelers(verdeelde_posten(dossier))
        self._working = _copy(dossier)
        self._rondes = [_Ronde(dossier, bestanden, replace(plaatsing, los=None), self._verdelers)]

    @property
    def last(self) -> _Ronde:
        """Return the last of them."""
        return self._rondes[-1]

    @property
    def is_settled(self) -> bool:
        """Return whether no post that hands out what it costs gets another amount: that would move other cells."""
        return not self._verdelers.get_any(self.last.bedragen)

    def settle(self) -> None:
        """Go on until what posts hand out moves no cell any more; not for ever."""
        while not self.is_settled and len(self._rondes) < _RONDEN:
            self.go_on(replace(self._plaatsing, los=None))

    def go_on(self, plaatsing: Plaatsing | None = None) -> None:
        """Do what the last round comes to, and hold the cells against that."""
        for bedrag in self.last.bedragen:
            bedrag.edit.apply(self._working)
        self._rondes.append(_Ronde(self._working, self._bestanden, plaatsing or self._plaatsing, self._verdelers))

    def voorstel(self, balans: Balansvoorstel) -> Iv3voorstel:
        """Return what they come to: the first knows what the dossier had, the last what is left."""
        first, last = self._rondes[0], self.last
        left = dict(last.onbeslist)
        if not self.is_settled:
            left |= dict.fromkeys(last.gewijzigd, VERDEELD)
        known = {**last.cellen, **first.cellen}
        cells = {place: replace(cel, waarom=left.get(place, "")) for place, cel in known.items()}
        undecided = [cel for place, cel in cells.items() if place in left]
        controle = [
            Iv3controle(*zijde, bron, nu, last.sommen[zijde][2 if self.is_settled else 1])
            for zijde, (bron, nu, _) in first.sommen.items()
        ]
        return Iv3voorstel(
            bedragen=self._final(),
            gewijzigd=[cel for place, cel in cells.items() if place not in left and place not in first.gelijk],
            onbeslist=sorted(undecided, key=lambda found: -abs(found.bron - found.nu)),
            alleen_hier=last.alleen_hier,
            gelijk=sum(place not in left for place in first.gelijk),
            controle=controle,
            nieuw=last.nieuw.edits(),
            balans=balans,
        )

    def _final(self) -> list[Bedrag]:
        """Return every amount that becomes another one, from what it is before the first round to after the last."""
        found: dict[Adres, Bedrag] = {}
        for bedrag in (bedrag for ronde in self._rondes for bedrag in ronde.bedragen):
            before = found.get(bedrag.adres, bedrag)
            stored = bedrag.edit.nieuw if isinstance(bedrag.edit.nieuw, int) else 0
            found[bedrag.adres] = before._replace(wordt=stored + before.rest)
        return [bedrag for bedrag in found.values() if bedrag.edit.oud != bedrag.edit.nieuw]


def _copy(dossier: Dossier) -> Dossier:
    return replace(dossier, bestanden={naam: bestand.copy() for naam, bestand in dossier.bestanden.items()})


_Plek = tuple[Bestand, Post | Reserve]
_Plaats = tuple[Cel, str]
"""A cell in a period."""


class _Ronde:
    """What the cells of files come to in a dossier as it stands."""

    def __init__(
        self, dossier: Dossier, bestanden: Sequence[Iv3bestand], plaatsing: Plaatsing, verdelers: _Verdelers
    ) -> None:
        self._dossier = dossier
        self._plaatsing = plaatsing
        self._verdelers = verdelers
        self._plekken = _places(dossier)
        self.cellen: dict[_Plaats, Iv3cel] = {}
        self.nieuw = _Nieuw(dossier)
        self.bedragen: list[Bedrag] = []
        self.gelijk: dict[_Plaats, str] = {}
        self.gewijzigd: list[_Plaats] = []
        self.onbeslist: dict[_Plaats, str] = {}
        self.alleen_hier: list[Iv3cel] = []
        self.sommen: dict[tuple[str, str], tuple[int, int, int]] = {}
        """Whole euros by half and period: of the file, of the dossier now, and after this round."""
        for bestand, opgaaf in stappen([(b, opgaaf) for b in bestanden for opgaaf in b.opgaven], "perioden"):
            self._take(opgaaf, bestand.eenheid)

    def _take(self, opgaaf: Iv3opgaaf, eenheid: int) -> None:
        """Take all cells of one period, of which the amounts are in so many euros."""
        term, now = opgaaf.term, self._now(opgaaf.term)
        wanted = {cel: euros for cel, euros in opgaaf.regels.items() if cel[1] != RESULTAAT}
        before = {cel: round_to(cents, 1) for cel, cents in now.items()}
        left = {cel for cel, euros in before.items() if euros} - wanted.keys()
        if self._plaatsing.vervang:
            wanted |= dict.fromkeys(left, 0)
        else:
            self.alleen_hier += [Iv3cel(cel, term, 0, before[cel], self._spelled(cel)) for cel in _ordered(left)]
        later, added = dict(before), Toegevoegd(self._dossier, [term])
        for cel in _ordered(wanted):
            found = Iv3cel(cel, term, wanted[cel], before.get(cel, 0), self._spelled(cel))
            self.cellen[cel, term] = found
            if found.bron == found.nu or found.bron == eenheid * round_to(now.get(cel, 0), eenheid):
                self.gelijk[cel, term] = ""
            elif why := self._cell(found, now.get(cel, 0), added, opgaaf.lijst):
                self.onbeslist[cel, term] = why
            else:
                self.gewijzigd.append((cel, term))
                later[cel] = found.bron
        for kant in POSTKANTEN:
            halves = ({c: euros for c, euros in cells.items() if c[0] == kant} for cells in (wanted, before, later))
            bron, nu, straks = (sum(half.values()) for half in halves)
            self.sommen[kant, term] = bron, nu, straks

    def _now(self, term: str) -> Mapping[Cel, int]:
        """Return what the dossier makes of every cell in a period, in cents."""
        from budgetdesk.engine.totalen import Totalen  # imports the cube

        termen = [(term, 1)]
        found: dict[Cel, int] = {}
        for boeking in boekingen(self._dossier, Totalen(self._dossier, [term]), termen):
            if boeking.compleet:
                found[boeking.cel] = found.get(boeking.cel, 0) + boeking.cents
        return found

    def _cell(self, found: Iv3cel, now: int, added: Toegevoegd, lijst: Codelijst) -> str:
        """Take a cell that differs; return why it is left, empty where it becomes that of the file."""
        places = self._chosen(found)
        if not places and self._plaatsing.los == "maak" and self.nieuw.add(found, 100 * found.bron - now, lijst):
            return ""
        if len(places) != 1:
            return MEER_POSTEN if places else GEEN_POST
        bestand, record = places[0]
        pad, zijde = bedragplek(type(record), found.cel[0], found.term), (found.cel[0], found.term)
        adres, stored = Adres(bestand.naam, *record.key, pad), record.waarden.get(pad)
        oud = stored if isinstance(stored, int) else None
        nieuw = (oud or 0) + self._verdelers.stap(adres, 100 * found.bron - now)
        if abs(nieuw) > MAX_CENTS:
            return TE_GROOT
        rest = added.of(Geboekt(bestand, record), zijde)
        self.bedragen.append(Bedrag(adres, zijde, oud, rest, nieuw + rest))
        return ""

    def _chosen(self, found: Iv3cel) -> Sequence[_Plek]:
        """Return the posts or reserves that fit a cell, of several the one that somebody chose."""
        places, said = self._plekken.get(found.cel, []), self._plaatsing.posten.get(found.cel)
        if len(places) > 1 and said in found.posten:
            return [places[found.posten.index(said)]]
        return places

    def _spelled(self, cel: Cel) -> list[str]:
        places = self._plekken.get(cel, [])
        return [self._dossier.spell(bestand.naam, join_key(record.key)) for bestand, record in places]


class _Verdelers:
    """The posts that hand out all they cost: of what such a post gets only a part stays in its cell."""

    def __init__(self, posten: Collection[tuple[str, str]]) -> None:
        self._posten = posten
        self._laatste: dict[Adres, tuple[int, int]] = {}
        """What its cell lacked, and what it got for that, in the round before."""

    def get_any(self, bedragen: Sequence[Bedrag]) -> bool:
        """Return whether any of them gets another amount."""
        return any(self._is_one(bedrag.adres) for bedrag in bedragen)

    def stap(self, adres: Adres, tekort: int) -> int:
        """Return the cents that a post gets because its cell lacks so many, from what the last ones did to that."""
        if not self._is_one(adres):
            return tekort
        stap = tekort
        if adres in self._laatste:
            before, given = self._laatste[adres]
            # a post of which nothing stays in its cell is given what that lacks, and never comes to it
            if (done := (before - tekort) * (1 if given > 0 else -1)) > 0:
                stap = half_away(tekort * abs(given), done)
        self._laatste[adres] = tekort, stap
        return stap

    def _is_one(self, adres: Adres) -> bool:
        return adres.soort == Post.kind.naam and (adres.bestand, adres.sleutel) in self._posten


class _Nieuw:
    """Posts for cells that none fits, each where its taakveld is: only where that is one beleidsterrein."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._posten: dict[tuple[str, str], dict[str, Waarde]] = {}
        self._terreinen: dict[str, set[tuple[str, str]]] = {}
        for bestand in dossier.programmas:
            for post in bestand.van(Post):
                self._terreinen.setdefault(post.taakveld, set()).add((bestand.naam, post.beleidsterrein))

    def add(self, found: Iv3cel, cents: int, lijst: Codelijst) -> bool:
        """Take a cell as one of a new post; return whether it can be."""
        kant, taakveld, categorie = found.cel
        homes = self._terreinen.get(taakveld, set())
        if len(homes) != 1 or is_reserve(taakveld, categorie) or abs(cents) > MAX_CENTS:
            return False
        ((_, terrein),) = homes
        new = nieuwe_post(taakveld, categorie, terrein, [lijst])
        post = self._posten.setdefault((taakveld, categorie), new)
        post[f"categorie.{kant}"] = categorie
        post[bedragplek(Post, kant, found.term)] = cents
        return True

    def edits(self) -> list[AddRecord]:
        """Return what makes them."""
        found, taken = list[AddRecord](), set[tuple[str, str]]()
        for (taakveld, categorie), values in self._posten.items():
            ((naam, _),) = self._terreinen[taakveld]
            known = {post.sleutel for post in self._dossier.bestanden[naam].van(Post)}
            base = sleutel(taakveld, categorie)
            keys = (base if n == 1 else f"{base}-{n}" for n in count(1))
            key = next(key for key in keys if key not in known and (naam, key) not in taken)
            taken.add((naam, key))
            found.append(AddRecord(naam, Post.kind.naam, key, tuple(values.items())))
        return found


def _ordered(cells: Mapping[Cel, int] | set[Cel]) -> list[Cel]:
    return sorted(cells, key=lambda cel: (cel[0], rank(cel[1]), rank(cel[2])))


def _places(dossier: Dossier) -> dict[Cel, list[_Plek]]:
    """Return the posts and reserves by the cell that their own amounts land on."""
    found: dict[Cel, list[_Plek]] = {}
    for bestand in dossier.programmas:
        records: list[Post | Reserve] = [*bestand.van(Post), *bestand.van(Reserve)]
        for record in records:
            for cel in cells_of(record):
                found.setdefault(cel, []).append((bestand, record))
    return found


def cells_of(record: Record) -> list[Cel]:
    """Return the cells that the amounts of a post or reserve land on; none of anything else."""
    if isinstance(record, Reserve):
        return [(kant, MUTATIES_RESERVES, MUTATIE_RESERVES) for kant in POSTKANTEN]
    if not isinstance(record, Post) or not record.taakveld:
        return []
    sides = zip(POSTKANTEN, (record.categorie_lasten, record.categorie_baten), strict=True)
    return [(kant, record.taakveld, categorie) for kant, categorie in sides if categorie]
