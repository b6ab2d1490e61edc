"""Where a number comes from, told from its formula: its parts down to facts, stored amounts and computations.

What a row or a column adds up of others is known to the grid itself (`Grid.behind`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import format_exact
from budgetdesk.engine.dimensions import EIGEN, programmanaam
from budgetdesk.engine.facts import MUTATIES, RAMING, Fact
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.tables.behind import Computed, Group, Part, counted
from budgetdesk.tables.behind import Fact as Amounted
from budgetdesk.tables.evaluate import above_of, cents_of
from budgetdesk.tables.formula import (
    Above,
    Amount,
    Cell,
    Formula,
    Given,
    Known,
    Linear,
    Outcome,
    Ratio,
    Term,
    Verdict,
)
from budgetdesk.tables.grondslagen import VAN_BRON, invoer
from budgetdesk.tables.language import words
from budgetdesk.tables.language.slices import matching

if TYPE_CHECKING:
    from budgetdesk.tables.grid import Grid
    from budgetdesk.tables.signed import Cijfers

MAX_DELEN: Final = 20
"""Parts up to which they are told one by one; of more, by the next dimension in which they differ."""

_DIEPER: Final = ("programma", "kind", "beleidsterrein", "ding")
"""The dimensions by which many facts are told apart, from large to small."""

_DEEL: Final = ("deel", "delen")


@dataclass(frozen=True, slots=True)
class _Found:
    """A part with the record that its facts are of, None where it is of none."""

    part: Part
    record: int | None = None


class Explainer:
    """Explains the cells of one table by what its formulas are made of."""

    def __init__(self, grid: Grid, cijfers: Cijfers) -> None:
        self._grid = grid
        self._cijfers = cijfers
        self.cube = cijfers.cube
        self._within: dict[tuple[str, frozenset[tuple[str, frozenset[str]]]], Sequence[int]] = {}

    def explain(self, rij: int, kolom: int, zin: str = "") -> Computed | None:
        """Return how a cell comes about, in the words of `zin` where they say more; None where no formula tells."""
        formula = self._grid.formula(rij, kolom)
        if formula is None:
            return None
        if isinstance(formula, Linear):
            found = self._unnamed(formula)
            return Computed(zin or self._sentence(found), partial(self.parts, found), partial(self._size, found))
        if isinstance(formula, Above):
            # what stays below nothing leaves nothing to explain
            is_above = above_of(formula, self.cube, self._cell_cents) > 0
            van = formula.van if is_above else Linear()
            return Computed(_rule(formula), partial(self.parts, van), partial(self._size, van))
        size = partial(self._size, _under(formula))
        return Computed(_rule(formula), partial(self._sides, formula), size)

    def told(self, records: Sequence[int], rij: int, kolom: int) -> int:
        """Return how many of the records that a cell adds up bring anything: all where none does, or none can tell."""
        match self._grid.formula(rij, kolom):
            case Linear(delen=delen) if all(isinstance(term, Amount) for term, _ in delen):
                sides = {(term.kant, term.term) for term, _ in delen if isinstance(term, Amount)}
                found = (self.cube.sides(record) for record in records)
                return sum(any(cents.get(side) for side in sides) for cents in found) or len(records)
        return len(records)

    def parts(self, linear: Linear) -> Sequence[Part]:
        """Return the parts of a sum; those that are zero are left out."""
        return self._nested(list(self._all(linear)), _DIEPER)

    @staticmethod
    def _unnamed(linear: Linear) -> Linear:
        """Return what an amount with a name is made of, where a cell shows nothing else."""
        match linear:
            case Linear(((Known(van=van), factor),)):
                return van.times(factor)
        return linear

    def _size(self, linear: Linear) -> int:
        """Return how many records the amounts of a sum are looked for in."""
        return sum(self._looked_at(term) for term, _ in linear.delen)

    def _looked_at(self, term: Term) -> int:
        match term:
            case Amount():
                if term.records is not None:
                    return len(term.records)
                files = term.where.get("programma")
                return len(self.cube.records) if files is None else len(self.cube.of_files(files))
            case Known():
                return self._size(term.van)
        return 0

    def _sentence(self, linear: Linear) -> str:
        match linear:
            case Linear(((Outcome(naam=naam), _),)):
                return f"berekend: {naam}"
            case Linear(((Given(), _),)):
                return "zo gegeven"
        if all(isinstance(term, Amount) for term, _ in linear.delen):
            # how many there are takes looking at all: the parts tell
            return "berekend: som van bedragen in het dossier"
        return counted(len(linear.delen), *_DEEL)

    def _sides(self, formula: Formula) -> Sequence[Part]:
        """Return both sides of a ratio, or what a verdict is on."""
        match formula:
            case Ratio():
                return [self._group("teller", formula.teller), self._group("noemer", formula.noemer)]
            case Verdict(van=Ratio()):
                return self._sides(formula.van)
            case Verdict(van=Linear() as van):
                return self.parts(van)
        return ()

    def _group(self, naam: str, linear: Linear) -> Group:
        return Group(naam, cents_of(linear, self.cube, self._cell_cents), partial(self.parts, linear))

    def _cell_cents(self, cell: Cell) -> int:
        return self._grid.cents(cell.rij, cell.kolom) or 0

    # --- terms -------------------------------------------------------------------------------

    def _all(self, linear: Linear) -> Iterator[_Found]:
        amounts = [term.records for term, _ in linear.delen if isinstance(term, Amount)]
        is_of_one = len({*amounts}) == 1 and amounts[0] is not None and len(amounts[0]) == 1
        for term, factor in linear.delen:
            yield from self._term(term, factor, is_of_one=is_of_one)

    def _term(self, term: Term, factor: int, *, is_of_one: bool) -> Iterator[_Found]:
        """Yield the parts of a term; where all facts are of one record they need not name it."""
        match term:
            case Amount():
                for fact, adres in self._facts(term):
                    if fact.cents:
                        record = self.cube.records.numbered[fact.record]
                        names = (fact.naam,) if is_of_one and fact.naam else (record.naam, fact.naam)
                        naam = " · ".join(filter(None, names))
                        yield _Found(self._fact(naam, fact, factor, adres), fact.record)
            case Given():
                if term.cents:
                    yield _Found(Amounted(term.naam, term.cents, factor, term.adres))
            case Outcome():
                yield _Found(Amounted(term.naam, term.cents, factor, zin="berekend", invoer=lambda: term.invoer))
            case Cell():
                yield _Found(self._grid.part(term.rij, term.kolom, factor))
            case Known():
                if (part := self._known(term, factor)).cents:
                    yield _Found(part)

    def _known(self, known: Known, factor: int) -> Part:
        """Return an amount with a name: the cell of this table that shows it, else what it is made of."""
        if known.key in self._shown:
            rij, kolom, own = self._shown[known.key]
            return self._grid.part(rij, kolom, factor * own)
        linear = known.van.times(factor)
        return self._group(known.naam, linear)

    @cached_property
    def _shown(self) -> Mapping[tuple[str, ...], tuple[int, int, int]]:
        """The cells of the table that show an amount with a name, and the factor they show it with."""
        found: dict[tuple[str, ...], tuple[int, int, int]] = {}
        for rij in range(len(self._grid.rijen)):
            for kolom in range(len(self._grid.koppen)):
                match self._grid.formula(rij, kolom):
                    case Linear(((Known(key=key), factor),)) if abs(factor) == 1:
                        found.setdefault(key, (rij, kolom, factor))
        return found

    def _facts(self, amount: Amount) -> Iterator[tuple[Fact, Adres | None]]:
        """Yield the facts of an amount, each with where it is stored if it is."""
        own = {dim: keys for dim, keys in amount.where.items() if dim in EIGEN}
        for record in self._records(amount) if amount.records is None else amount.records:
            # most records have nothing on a side in a term: their sums are known
            if (amount.kant, amount.term) not in self.cube.sides(record):
                continue
            for pad, fact in self.cube.placed(record, amount.kant, amount.term):
                if all(getattr(fact, dim) in keys for dim, keys in own.items()):
                    yield fact, self._adres(record, pad) if pad else fact.adres

    def _records(self, amount: Amount) -> Sequence[int]:
        """Return the records within a filter: the same for as long as the table is."""
        key = amount.kant, frozenset(amount.where.items())
        if key not in self._within:
            self._within[key] = list(matching(self.cube, amount.where, words.KINDS_VAN[amount.kant]))
        return self._within[key]

    def _adres(self, nummer: int, pad: str) -> Adres:
        record = self.cube.records.numbered[nummer]
        return Adres(self.cube.records.bestanden[nummer].naam, *record.key, pad)

    def _fact(self, naam: str, fact: Fact, factor: int, adres: Adres | None) -> Amounted:
        if fact.bron in (RAMING, MUTATIES):
            return Amounted(naam, fact.cents, factor, adres)
        given = partial(invoer, self._cijfers, self.cube.records.bestanden[fact.record], fact)
        return Amounted(naam, fact.cents, factor, zin=VAN_BRON[fact.bron], invoer=given)

    # --- many parts --------------------------------------------------------------------------

    def _nested(self, found: Sequence[_Found], dims: Sequence[str]) -> Sequence[Part]:
        """Return parts one by one, or many of them by the next dimension in which they differ."""
        if len(found) <= MAX_DELEN:
            return [each.part for each in found]
        for depth, dim in enumerate(dims, 1):
            groups: dict[str, list[_Found]] = {}
            for each in found:
                groups.setdefault(self._label(dim, each.record), []).append(each)
            if len(groups) > 1:
                return [self._of(dim, label, own, dims[depth:]) for label, own in groups.items()]
        return [each.part for each in found]

    def _label(self, dim: str, record: int | None) -> str:
        found = None if record is None else self.cube.labels(dim)[record]
        return found or ""

    def _of(self, dim: str, label: str, found: Sequence[_Found], dims: Sequence[str]) -> Part:
        if len(found) == 1:
            return found[0].part
        cents = sum((each.part.cents or 0) * each.part.factor for each in found)
        return Group(self._name(dim, label, found[0].record), cents, lambda: self._nested(found, dims))

    def _name(self, dim: str, label: str, nummer: int | None) -> str:
        if nummer is None:
            return "Overig"
        bestand, record = self.cube.records.bestanden[nummer], self.cube.records.numbered[nummer]
        match dim:
            case "programma":
                return programmanaam(bestand)
            case "kind":
                return SOORTEN["programma"][record.soort].noem(2).capitalize()
            case "beleidsterrein":
                terrein = bestand.record(dim, label)
                return f"{label} {terrein.naam}" if terrein else label or "Zonder beleidsterrein"
        return record.naam


def _under(formula: Formula) -> Linear:
    """Return the sum that a verdict is on; of a ratio, of which both sides are summed already, nothing."""
    return formula.van if isinstance(formula, Verdict) and isinstance(formula.van, Linear) else Linear()


def explained(grid: Grid, cijfers: Cijfers) -> Callable[[int, int], Computed | None]:
    """Return what explains the cells of a table by their formulas; not those whose row adds up others."""
    explainer = Explainer(grid, cijfers)
    return lambda rij, kolom: None if grid.rijen[rij].delen else explainer.explain(rij, kolom)


def _rule(formula: Formula) -> str:
    """Return what a ratio or a verdict does, in Dutch."""
    if isinstance(formula, Ratio):
        return "berekend: 100 × teller ÷ noemer"
    if isinstance(formula, Above):
        return "berekend: wat het verschil boven nul is"
    if isinstance(formula, Verdict):
        unit = "%" if isinstance(formula.van, Ratio) else ""
        limits = " en ".join(f"{grens if unit else format_exact(grens)} {unit}".strip() for grens in formula.grens)
        return f"oordeel bij de grens {limits}: {', '.join(filter(None, formula.tekst))}"
    return ""
