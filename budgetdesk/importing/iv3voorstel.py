"""Iv3 into a dossier that is there already: each cell to the one post that has its taakveld and category.

What a dossier makes of a cell is more than a post: capital charges, what kostenplaatsen hand out, mutations of
decisions. So the post gets what its cell lacks, and the statement that is made afterwards has just the amount of the
file. A cell that no post fits, or several, is listed and left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.bedrag import MAX_CENTS, round_to
from budgetdesk.engine.codelijst import MUTATIES_RESERVES, Cel, rank
from budgetdesk.importing.iv3in import Iv3bestand, Iv3opgaaf
from budgetdesk.iv3.matrix import MUTATIE_RESERVES, RESULTAAT, boekingen
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand, Dossier
from budgetdesk.model.edits import SetValue
from budgetdesk.model.kinds.programma import Post, Reserve
from budgetdesk.voortgang import stappen

GEEN_POST: Final = "geen post"
MEER_POSTEN: Final = "meer posten"
TE_GROOT: Final = "te groot"


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
    """Why it is undecided (`GEEN_POST`, `MEER_POSTEN`, `TE_GROOT`); empty where it is not."""


@dataclass(frozen=True, slots=True)
class Iv3controle:
    """The total of one half in one period, in whole euros, the result left out."""

    kant: str
    term: str
    bron: int
    nu: int
    straks: int


@dataclass(frozen=True, slots=True)
class Iv3voorstel:
    """What files come to in a dossier."""

    edits: Sequence[SetValue]
    """Amounts of posts and reserves, to be done as one step; done twice they change nothing."""
    gewijzigd: Sequence[Iv3cel]
    """The cells that become those of the file."""
    onbeslist: Sequence[Iv3cel]
    """Cells that differ and are left, the largest difference first."""
    alleen_hier: Sequence[Iv3cel]
    """Cells that the dossier has and the files have not, which stay."""
    gelijk: int
    """How many cells are equal already."""
    controle: Sequence[Iv3controle]


def voorstel(dossier: Dossier, bestanden: Sequence[Iv3bestand]) -> Iv3voorstel:
    """Return what files come to in a dossier, as its open document shows it; nothing is changed. Raises Afgebroken."""
    maker = _Maker(dossier)
    for opgaaf in stappen([opgaaf for bestand in bestanden for opgaaf in bestand.opgaven], "perioden"):
        maker.take(opgaaf)
    return maker.voorstel()


_Plek = tuple[Bestand, Post | Reserve]


class _Maker:
    """Makes one proposal."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._plekken = _places(dossier)
        self._edits: list[SetValue] = []
        self._gewijzigd: list[Iv3cel] = []
        self._onbeslist: list[Iv3cel] = []
        self._alleen_hier: list[Iv3cel] = []
        self._controle: list[Iv3controle] = []
        self._gelijk = 0

    def voorstel(self) -> Iv3voorstel:
        """Return it."""
        undecided = sorted(self._onbeslist, key=lambda found: -abs(found.bron - found.nu))
        return Iv3voorstel(self._edits, self._gewijzigd, undecided, self._alleen_hier, self._gelijk, self._controle)

    def take(self, opgaaf: Iv3opgaaf) -> None:
        """Take all cells of one period."""
        now = self._now(opgaaf.term)
        wanted = {cel: euros for cel, euros in opgaaf.regels.items() if cel[1] != RESULTAAT}
        later = {cel: round_to(cents, 1) for cel, cents in now.items()}
        for cel in sorted(wanted, key=lambda cel: (cel[0], rank(cel[1]), rank(cel[2]))):
            if self._cell(cel, opgaaf.term, wanted[cel], now.get(cel, 0)):
                later[cel] = wanted[cel]
        for cel in sorted(now.keys() - wanted.keys(), key=lambda cel: (cel[0], rank(cel[1]), rank(cel[2]))):
            if euros := round_to(now[cel], 1):
                self._alleen_hier.append(Iv3cel(cel, opgaaf.term, 0, euros, self._spelled(cel)))
        before = {cel: round_to(cents, 1) for cel, cents in now.items()}
        for kant in POSTKANTEN:
            sums = [sum(euros for cel, euros in cells.items() if cel[0] == kant) for cells in (wanted, before, later)]
            self._controle.append(Iv3controle(kant, opgaaf.term, *sums))

    def _now(self, term: str) -> Mapping[Cel, int]:
        """Return what the dossier makes of every cell in a period, in cents."""
        from budgetdesk.engine.totalen import Totalen  # imports Polars

        termen = [(term, 1)]
        found: dict[Cel, int] = {}
        for boeking in boekingen(self._dossier, Totalen(self._dossier, [term]), termen):
            if boeking.compleet:
                found[boeking.cel] = found.get(boeking.cel, 0) + boeking.cents
        return found

    def _cell(self, cel: Cel, term: str, euros: int, now: int) -> bool:
        """Take one cell; return whether the dossier has the amount of the file afterwards."""
        found = Iv3cel(cel, term, euros, round_to(now, 1), self._spelled(cel))
        if found.bron == found.nu:
            self._gelijk += 1
            return True
        places = self._plekken.get(cel, [])
        if len(places) != 1:
            self._leave(found, MEER_POSTEN if places else GEEN_POST)
            return False
        bestand, record = places[0]
        pad = f"{_side(record, cel[0])}.{term}"
        stored = record.waarden.get(pad)
        oud = stored if isinstance(stored, int) else None
        nieuw = (oud or 0) + 100 * euros - now
        if abs(nieuw) > MAX_CENTS:
            self._leave(found, TE_GROOT)
            return False
        self._edits.append(SetValue(Adres(bestand.naam, *record.key, pad), oud, nieuw))
        self._gewijzigd.append(found)
        return True

    def _leave(self, found: Iv3cel, why: str) -> None:
        self._onbeslist.append(Iv3cel(found.cel, found.term, found.bron, found.nu, found.posten, why))

    def _spelled(self, cel: Cel) -> list[str]:
        places = self._plekken.get(cel, [])
        return [self._dossier.spell(bestand.naam, ".".join(record.key)) for bestand, record in places]


def _places(dossier: Dossier) -> dict[Cel, list[_Plek]]:
    """Return the posts and reserves by the cell that their own amounts land on."""
    found: dict[Cel, list[_Plek]] = {}
    for cel, plek in _cells(dossier):
        found.setdefault(cel, []).append(plek)
    return found


def _cells(dossier: Dossier) -> Iterator[tuple[Cel, _Plek]]:
    for bestand in dossier.programmas:
        for post in bestand.van(Post):
            for kant, categorie in zip(POSTKANTEN, (post.categorie_lasten, post.categorie_baten), strict=True):
                if post.taakveld and categorie:
                    yield (kant, post.taakveld, categorie), (bestand, post)
        for reserve in bestand.van(Reserve):
            for kant in POSTKANTEN:
                yield (kant, MUTATIES_RESERVES, MUTATIE_RESERVES), (bestand, reserve)


def _side(record: Post | Reserve, kant: str) -> str:
    return kant if isinstance(record, Post) else RESERVEKANTEN[POSTKANTEN.index(kant)]
