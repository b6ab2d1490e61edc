"""Identities solved: every cell of a printed table as a sum of cells that may be chosen freely.

Whole amounts for these free cells then give every other one, and every identity holds exactly whatever they are. The
free cells are printed ones as far as possible: a cell that was never printed is what is left of a sum it is in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.errors import LimitExceeded
from budgetdesk.errors import Plaats as Vindplaats
from budgetdesk.importing.identiteit import Identiteit, Plaats

MAX_CELLEN: Final = 5_000
"""Most cells that hang together by identities."""

MAX_TERMEN: Final = 2_000_000
"""Most free cells that the cells of one part may be written in together; a balance carried on a thousand times is."""

Termen = Mapping[int, int]
"""How often each free cell counts, by its number, taken away where it is below zero."""


@dataclass(frozen=True, slots=True)
class Vorm:
    """A cell in free ones by number: those it adds and those it takes away; one that counts twice is named twice."""

    bij: tuple[int, ...]
    af: tuple[int, ...] = ()

    @classmethod
    def van(cls, termen: Termen) -> Vorm:
        """Return the form with these terms."""
        named = sorted(termen.items())
        return cls(tuple(c for c, n in named for _ in range(n)), tuple(c for c, n in named for _ in range(-n)))

    @property
    def termen(self) -> dict[int, int]:
        """How often each free cell counts."""
        times = Counter(self.bij)
        times.subtract(self.af)
        return dict(times)

    @property
    def grootte(self) -> int:
        """How many amounts it is the sum of."""
        return len(self.bij) + len(self.af)

    def waarde(self, vrij: Sequence[int]) -> int:
        """Return the cell for the amounts of the free ones, which stand under their number."""
        return sum(map(vrij.__getitem__, self.bij)) - sum(map(vrij.__getitem__, self.af))


@dataclass(frozen=True, slots=True)
class Stelsel:
    """Cells that hang together, numbered from 0, the identities that say so, and the forms of the cells not free."""

    cellen: tuple[Plaats, ...]
    identiteiten: tuple[Identiteit, ...]
    opgelost: Mapping[int, Vorm]

    def vorm(self, cel: int) -> Vorm:
        """Return a cell in free ones; a free cell is itself."""
        return self.opgelost.get(cel) or Vorm((cel,))

    @property
    def omvang(self) -> int:
        """How much one look at all cells takes: their number and the amounts they sum."""
        return len(self.cellen) + sum(vorm.grootte for vorm in self.opgelost.values())

    def zonder(self, weg: Iterable[int], gedrukt: Collection[int]) -> Stelsel:
        """Return the same cells solved such that none of `weg` is free, when it is in a sum of which the rest is known.

        `gedrukt` are the cells that are still printed; one of these becomes free in its place.
        """
        forms = dict(self.opgelost)
        for cel in weg:
            if cel not in forms:
                _ruil(forms, cel, gedrukt)
        return Stelsel(self.cellen, self.identiteiten, forms)


def stelsels(naam: str, gedrukt: Collection[Plaats], identiteiten: Sequence[Identiteit]) -> Iterator[Stelsel]:
    """Yield the parts of a table that no identity joins, each solved; a cell in no identity is a part by itself.

    Raises LimitExceeded, which names the table `naam`, when more than `MAX_CELLEN` hang together.
    """
    mates = _samenhang(identiteiten)
    per_cel: dict[Plaats, list[Identiteit]] = defaultdict(list)
    for identiteit in identiteiten:
        per_cel[identiteit.cel].append(identiteit)
    seen: set[Plaats] = set()
    for cel in (*gedrukt, *mates):
        if cel not in seen:
            part = _bereik(cel, mates)
            seen |= part
            if len(part) > MAX_CELLEN:
                raise _te_groot(naam, f"{len(part)} cellen hangen door optellingen samen, hoogstens {MAX_CELLEN}")
            yield _opgelost(naam, sorted(part), [one for at in sorted(part) for one in per_cel[at]], gedrukt)


def _samenhang(identiteiten: Iterable[Identiteit]) -> dict[Plaats, set[Plaats]]:
    """Return for every cell in an identity the cells it shares one with, through the cell that is the sum."""
    mates: dict[Plaats, set[Plaats]] = defaultdict(set)
    for identiteit in identiteiten:
        for deel, _ in identiteit.delen:
            mates[identiteit.cel].add(deel)
            mates[deel].add(identiteit.cel)
    return mates


def _bereik(cel: Plaats, mates: Mapping[Plaats, set[Plaats]]) -> set[Plaats]:
    part, todo = {cel}, [cel]
    while todo:
        new = mates.get(todo.pop(), set()) - part
        part |= new
        todo.extend(new)
    return part


def _opgelost(
    naam: str, cellen: Sequence[Plaats], identiteiten: Sequence[Identiteit], gedrukt: Collection[Plaats]
) -> Stelsel:
    """Solve the identities one by one, from the leaves up; one that follows from the others adds nothing."""
    number = {cel: n for n, cel in enumerate(cellen)}
    printed = {number[cel] for cel in cellen if cel in gedrukt}
    known: dict[int, dict[int, int]] = {}
    terms = 0
    for identiteit in _van_onder_af(identiteiten):
        rest = _rest(identiteit, known, number)
        cel = _op_te_lossen(rest, number[identiteit.cel], printed)
        if cel is None:
            continue
        sign = -rest.pop(cel)
        form = {free: sign * n for free, n in rest.items()}
        for other, old in known.items():
            if cel in old:
                known[other] = _ingevuld(old, cel, form)
        known[cel] = form
        terms += sum(map(abs, form.values()))
        if terms > MAX_TERMEN:
            raise _te_groot(naam, "de optellingen grijpen te vaak in elkaar")
    return Stelsel(tuple(cellen), tuple(identiteiten), {cel: Vorm.van(form) for cel, form in known.items()})


def _van_onder_af(identiteiten: Sequence[Identiteit]) -> list[Identiteit]:
    """Return identities such that those of the parts come before those of their sum, as far as no part is its own."""
    parts: dict[Plaats, list[Plaats]] = defaultdict(list)
    for identiteit in identiteiten:
        parts[identiteit.cel] += [deel for deel, _ in identiteit.delen]
    order: dict[Plaats, int] = {}
    for cel in parts:
        todo = [(cel, False)]
        while todo:
            at, done = todo.pop()
            if done:
                order[at] = len(order)
            elif at in parts and at not in order:
                order[at] = -1
                todo.append((at, True))
                todo += [(deel, False) for deel in parts[at]]
    return sorted(identiteiten, key=lambda identiteit: order[identiteit.cel])


def _rest(identiteit: Identiteit, known: Mapping[int, Termen], number: Mapping[Plaats, int]) -> dict[int, int]:
    """Return what an identity says is zero, in cells that are free so far."""
    rest: dict[int, int] = defaultdict(int)
    for cel, sign in ((identiteit.cel, 1), *((deel, -sign) for deel, sign in identiteit.delen)):
        at = number[cel]
        for free, n in known.get(at, {at: 1}).items():
            rest[free] += sign * n
    return {free: n for free, n in rest.items() if n}


def _op_te_lossen(rest: Termen, cel: int, printed: Collection[int]) -> int | None:
    """Return the cell to solve for: one that is not printed, else that of the identity, else the last; None without.

    Only a cell that counts once: every other one then stays a whole amount.
    """
    once = [free for free, n in rest.items() if abs(n) == 1]
    return max(once, key=lambda free: (free not in printed, free == cel, free), default=None)


def _ruil(forms: dict[int, Vorm], cel: int, gedrukt: Collection[int]) -> None:
    """Make a free cell one that is solved, by freeing the printed cell of the smallest sum that it is in once."""
    within = [other for other, form in forms.items() if cel in form.bij or cel in form.af]
    sums = [other for other in within if other in gedrukt and abs(forms[other].termen[cel]) == 1]
    if not sums:
        return
    freed = min(sums, key=lambda other: (forms[other].grootte, other))
    terms = forms.pop(freed).termen
    sign = terms.pop(cel)
    form = {free: -sign * n for free, n in terms.items()} | {freed: sign}
    for other in within:
        if other != freed:
            forms[other] = Vorm.van(_ingevuld(forms[other].termen, cel, form))
    forms[cel] = Vorm.van(form)


def _ingevuld(old: Termen, cel: int, form: Termen) -> dict[int, int]:
    """Return terms with a form put in the place of a cell."""
    new = defaultdict(int, old)
    times = new.pop(cel)
    for free, n in form.items():
        new[free] += times * n
    return {free: n for free, n in new.items() if n}


def _te_groot(naam: str, reden: str) -> LimitExceeded:
    tekst = f"Deze tabel is te groot om er bedragen uit te herleiden: {reden}. Lees haar in delen in."
    return LimitExceeded(Vindplaats(naam), tekst)
