"""The exact amounts behind a printed table, or the cells that cannot all be right."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from budgetdesk.bedrag import half_away
from budgetdesk.blok.namen import is_balance, is_beginstand, is_eindstand, reserve_side
from budgetdesk.importing.euros import Herleiding, Tegenspraak, herleid
from budgetdesk.importing.herkennen import Herkenning, Kolom, Rij
from budgetdesk.importing.herkennen.sommen import MINSTENS
from budgetdesk.importing.identiteit import Identiteit, Plaats
from budgetdesk.model.dossier import POSTKANTEN

CENTS: Final = 100


@dataclass(frozen=True, slots=True)
class Druk:
    """What a table prints, and amounts in cents that print so, both with the signs that are printed.

    `eenheid` is euros per unit of the last printed digit; below one euro the cells say it all and nothing is sought.
    """

    herkenning: Herkenning
    eenheid: Fraction
    cents: Mapping[Plaats, int]
    weg: tuple[Plaats, ...]
    """The cells that are left out of what is printed."""
    herleiding: Herleiding

    @property
    def tegenspraken(self) -> tuple[Tegenspraak, ...]:
        """Return what contradicts itself in print."""
        return self.herleiding.tegenspraken

    @property
    def gedrukt(self) -> Mapping[Plaats, int]:
        """Return every printed cell that is not left out, in units."""
        return {cel: _units(value, self.eenheid, self.herkenning) for cel, value in _printed(self.herkenning, self.weg)}

    def anders(self) -> list[tuple[Plaats, int, int]]:
        """Return the cells that print otherwise, in units: as they are printed, and as they will be."""
        units = ((cel, _units(self.herkenning.bedragen[cel], self.eenheid, self.herkenning)) for cel in self.weg)
        told = ((cel, staat, self.druk(cel)) for cel, staat in units)
        return [(cel, staat, wordt) for cel, staat, wordt in told if wordt is not None and wordt != staat]

    def druk(self, cel: Plaats) -> int | None:
        """Return what a cell prints with these amounts, in units; None where nothing is known of it."""
        if cel not in self.cents:
            return None
        scale = CENTS * self.eenheid
        return half_away(self.cents[cel] * scale.denominator, scale.numerator)


def druk(found: Herkenning, weg: Collection[Plaats] = (), *, toch: bool = False) -> Druk:
    """Return the amounts behind a table, without the cells that are left out.

    With `toch` totals that fail bind nothing. Raises LimitExceeded where too many cells hang together.
    """
    unit = Fraction(found.eenheid.euros, 10**found.eenheid.decimalen)
    gone = tuple(sorted(cel for cel in weg if cel in found.bedragen))
    sums = [*_identities(found, toch=toch)]
    if unit < 1:
        # the cells hold cents, or finer than that: nothing is sought, but what contradicts itself still does
        cents = {cel: round(value * found.eenheid.euros * CENTS) for cel, value in _printed(found, gone)}
        wrong = herleid(found.naam, cents, sums, 1).tegenspraken
        return Druk(found, unit, cents, gone, Herleiding(cents, tuple(cents), tegenspraken=wrong))
    units = {cel: _units(value, unit, found) for cel, value in _printed(found, gone)}
    answer = herleid(found.naam, units, sums, int(unit))
    return Druk(found, unit, answer.cents, gone, answer)


def _printed(found: Herkenning, weg: Collection[Plaats]) -> Iterator[tuple[Plaats, Fraction]]:
    """Yield the cells that count: those of a column that is read or computed."""
    for cel, value in found.bedragen.items():
        if cel not in weg and cel[0] in found.rijen and found.kolommen[cel[1]].soort != "overslaan":
            yield cel, value


def _units(value: Fraction, unit: Fraction, found: Herkenning) -> int:
    return round(value * found.eenheid.euros / unit)


def _identities(found: Herkenning, *, toch: bool) -> Iterator[Identiteit]:
    """Yield all that adds up, what should but for one misprint, and what reserves come to on balance."""
    for controle in found.totalen:
        yield from controle.kloppend
        if controle.aanvaard and not toch:
            yield from (mislukt.identiteit for mislukt in controle.mislukt)
    yield from _mutaties(found)
    if not toch:
        yield from _standen(found)
        yield from _sommen(found)


def _mutaties(found: Herkenning) -> Iterator[Identiteit]:
    """Yield what a row `Mutaties reserves` is in a column of balances: what goes in and out in the columns beside it.

    The dossier adds these up, whatever the table does; where print has it otherwise that is no identity.
    """
    moves = [rij.nummer for rij in found.rijen.values() if reserve_side(rij.tekst, rij.boven)]
    signs = dict(zip(POSTKANTEN, found.tekens.saldo, strict=True))
    for rij in found.rijen.values():
        if rij.nummer in found.totaalrijen or not (is_balance(rij.tekst) and "reserve" in rij.tekst.casefold()):
            continue
        for saldo in (k for k in found.kolommen.values() if k.kant == "saldo"):
            beside = [k for k in found.kolommen.values() if k.kant in signs and _period(k) == _period(saldo)]
            parts = [((m, k.nummer), signs[k.kant]) for m in moves for k in beside if found.bedragen.get((m, k.nummer))]
            cel = rij.nummer, saldo.nummer
            total = sum((sign * found.bedragen[part] for part, sign in parts), Fraction(0))
            off = abs(total - found.bedragen.get(cel, total)) * 10**found.eenheid.decimalen
            if cel in found.bedragen and parts and 2 * off <= len(parts) + 1:
                yield Identiteit(cel, tuple(parts))


def _standen(found: Herkenning) -> Iterator[Identiteit]:
    """Yield what there is at the end of a year: what there was at its begin, and what went in, without what went out.

    Nothing where less than three in four of those hold: the table means something else by it.
    """
    sums = [i for _, block in _blocks(found) for k in found.kolommen if (i := _eindstand(found, block, k)) is not None]
    yield from _if_most_hold(found, sums)


def _sommen(found: Herkenning) -> Iterator[Identiteit]:
    """Yield what a row is called the total or balance of, where recognition has no sum for it: all rows above.

    That is for a table of which columns say the side, and where three in four of those sums hold: two misprints in one
    total are no reason to check nothing.
    """
    if not any(k.kant in POSTKANTEN for k in found.kolommen.values()):
        return
    known = {c.nummer for c in found.totalen if c.richting == "rij"}
    parts: list[int] = []
    for nummer, rij in sorted(found.rijen.items()):
        if not rij.genoemd:
            parts.append(nummer)
        elif nummer not in known and len(parts) > 1 and not _is_of_reserves(rij):
            yield from _if_most_hold(found, [i for k in found.kolommen if (i := _som(found, nummer, parts, k))])
            parts = []


def _is_of_reserves(rij: Rij) -> bool:
    """Return whether a row is about reserves, and so no sum of what stands above those."""
    return bool(reserve_side(rij.tekst, rij.boven)) or "reserve" in rij.tekst.casefold()


def _som(found: Herkenning, nummer: int, parts: Sequence[int], k: int) -> Identiteit | None:
    cells = tuple(((part, k), 1) for part in parts if (part, k) in found.bedragen)
    return Identiteit((nummer, k), cells) if (nummer, k) in found.bedragen and cells else None


def _if_most_hold(found: Herkenning, sums: Sequence[Identiteit]) -> Sequence[Identiteit]:
    """Return sums of which three in four are right within what rounding may make of them, else none."""
    right = 0
    for one in sums:
        off = abs(found.bedragen[one.cel] - sum(sign * found.bedragen[part] for part, sign in one.delen))
        right += 2 * off * 10**found.eenheid.decimalen <= len(one.delen) + 1
    return sums if len(sums) > MINSTENS and 4 * right >= 3 * len(sums) else ()


def _blocks(found: Herkenning) -> Iterator[tuple[int, list[Rij]]]:
    """Yield the rows from what there is at the begin of a year up to what there is at its end."""
    block: list[Rij] = []
    for nummer, rij in sorted(found.rijen.items()):
        block = [rij] if is_beginstand(rij.tekst) else [*block, rij]
        if is_eindstand(rij.tekst) and is_beginstand(block[0].tekst):
            if all(reserve_side(move.tekst, move.boven) for move in block[1:-1]):
                yield nummer, block
            block = []


def _eindstand(found: Herkenning, block: Sequence[Rij], k: int) -> Identiteit | None:
    begin, *moves, end = block
    if (begin.nummer, k) not in found.bedragen or (end.nummer, k) not in found.bedragen:
        return None
    cells = [(move, (move.nummer, k)) for move in moves if (move.nummer, k) in found.bedragen]
    signs = {"toevoeging": 1, "onttrekking": -1 if _is_plus(found, moves) else 1}
    parts = ((cel, signs[reserve_side(move.tekst, move.boven)]) for move, cel in cells)
    return Identiteit((end.nummer, k), (((begin.nummer, k), 1), *parts))


def _is_plus(found: Herkenning, moves: Sequence[Rij]) -> bool:
    """Return whether what goes out is mostly printed as it is, without a minus."""
    out = {move.nummer for move in moves if reserve_side(move.tekst, move.boven) == "onttrekking"}
    amounts = [value for (rij, _), value in found.bedragen.items() if rij in out]
    return sum(value < 0 for value in amounts) * 2 <= sum(value != 0 for value in amounts)


def _period(kolom: Kolom) -> tuple[str, str, bool]:
    return kolom.fase, kolom.jaar, kolom.soort == "gewijzigd"
