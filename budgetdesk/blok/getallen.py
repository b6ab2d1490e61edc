"""What the numbers of a block mean: their notation, unit and signs, with the evidence of what stands in the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from math import log10
from typing import Final

from budgetdesk.bedrag import BedragFout, Decimaal, Gedrukt, format_exact, in_cents, notations, read_printed, round_to
from budgetdesk.blok.doel import Doelcel
from budgetdesk.blok.plaats import Plaatsing, Plek
from budgetdesk.blok.vraag import Keuzes, Vraag

EENHEDEN: Final = {1: "hele euro's", 1000: "x € 1.000", 1_000_000: "x € 1.000.000"}

_NABIJ: Final = 1.5
"""Powers of ten that an amount may differ from what stands there, to be taken for the same unit."""
_ONDERSCHEID: Final = 0.6
"""Powers of ten that one unit has to be nearer than another."""
_GETUIGEN: Final = 3
"""Amounts that have to say so before a block is read in another unit than the one on screen."""
_MEESTE: Final = 0.8
"""The part of the amounts that has to agree on a unit."""


class Getallen:
    """The amounts of a block that are placed on cells of amounts; `eenheid` is the unit on screen, in euros."""

    def __init__(self, plaatsing: Plaatsing, eenheid: int, keuzes: Keuzes) -> None:
        self._scherm: Final = eenheid
        self._keuzes: Final = keuzes
        self._gezegd: Final = plaatsing.herkend.eenheden
        self._bedragen: Final[list[tuple[Plek, Gedrukt]]] = []
        self._metingen: Final[list[tuple[int, str]]] = []
        if plaatsing.blok.exact is None:
            for plek in plaatsing.plekken:
                self._read(plek)

    def _read(self, plek: Plek) -> None:
        """Read a cell; what is no amount is a fault of its place."""
        if plek.cel is None or not plek.tekst or plek.fout:
            return
        if plek.cel.soort == "getal":
            self._metingen.append((plek.bron[0], plek.tekst.replace("%", "").strip().lstrip("+-").strip()))
        elif plek.cel.soort == "bedrag":
            try:
                plek.gedrukt = read_printed(f"{plek.tekst} {plek.letter}".strip())
            except BedragFout as fout:
                plek.fout = str(fout)
                return
            if plek.gedrukt.soort == "getal":
                self._bedragen.append((plek, plek.gedrukt))

    # --- notation ----------------------------------------------------------------------------

    @cached_property
    def decimaalvraag(self) -> Vraag | None:
        """Return whether a comma or a point is the decimal sign; only Dutch that can be nothing else goes unasked."""
        only: dict[Decimaal, tuple[int, str]] = {}
        either: dict[str, str] = {}
        numerals = [*((plek.bron[0], g.numeral) for plek, g in self._bedragen), *self._metingen]
        for row, numeral in numerals:
            values = notations(numeral)
            if len(values) == 1:
                only.setdefault(next(iter(values)), (row, numeral))
            elif len(set(values.values())) == 2:
                either.setdefault("," if "," in numeral else ".", numeral)
        if not only and not either.get(","):
            return None
        if set(only) == {","}:
            return None
        example = either.get(",") or only.get(".", (0, ""))[1]
        settled: Decimaal | None = None
        if len(only) == 2:
            grond = " en ".join(f"{numeral} in rij {row + 1}" for row, numeral in only.values())
            grond = f"{grond} spreken elkaar tegen"
        elif only:
            row, proof = only["."]
            grond = f"{proof} in rij {row + 1} kan alleen Engels zijn"
            # a point may be a slip, but a comma before three digits and a point behind them is a notation
            settled = "." if "," in proof or not either.get(".") else None
        else:
            near = {",": "met decimalen", ".": "in het Engels", None: ""}[self._nearest_notation]
            grond = f"{near} ligt het dichtst bij wat er staat" if near else "er staat niets om mee te vergelijken"
        words: tuple[tuple[Decimaal, str], ...] = ((",", "met decimalen"), (".", "in het Engels"))
        keuzes = [(d, f"{example} {word}{self._euros(example, d)}") for d, word in words]
        return Vraag("decimaal", "K", keuzes, self._keuzes.get("decimaal", settled), grond, ",")

    def _euros(self, numeral: str, decimaal: Decimaal) -> str:
        """Return what a number would be in euros, in the unit on screen."""
        cents = notations(numeral).get(decimaal, Fraction(0)) * self._scherm * 100
        return f" (€ {format_exact(int(cents))})" if cents and cents.denominator == 1 else ""

    @cached_property
    def _nearest_notation(self) -> Decimaal | None:
        """Return which notation brings the amounts nearest to what stands there; None where nothing does."""
        known: tuple[Decimaal, Decimaal] = (",", ".")
        far = {d: [abs(order) for order in self._orders(self._scherm, d)] for d in known}
        means = {d: sum(found) / len(found) for d, found in far.items() if found}
        return min(means, key=lambda d: means[d], default=None)

    @cached_property
    def decimaal(self) -> Decimaal:
        """Return the decimal sign that holds, or, as long as none does, the one that is likely."""
        vraag = self.decimaalvraag
        if vraag is None:
            return ","
        chosen = vraag.gekozen or self._nearest_notation
        return "." if chosen == "." else ","

    def _orders(self, unit: int, decimaal: Decimaal) -> Iterator[float]:
        """Yield how many powers of ten each amount differs from what stands in its cell."""
        for plek, gedrukt in self._bedragen:
            now = plek.cel.cents if plek.cel else None
            value = notations(gedrukt.numeral).get(decimaal)
            if now and value and not gedrukt.euros:
                yield log10(value * unit * 100 / Fraction(abs(now)))

    # --- unit --------------------------------------------------------------------------------

    @cached_property
    def eenheidvraag(self) -> Vraag | None:
        """Return the unit of the amounts: as the block states it, as what stands there tells, or to be asked."""
        plain = [g for _, g in self._bedragen if not g.euros and notations(g.numeral).get(self.decimaal)]
        if not plain or ((v := self.decimaalvraag) is not None and v.open):
            return None
        screen = self._scherm
        stated = list(self._gezegd)
        chosen: object = None
        votes = [self._vote(order) for order in self._orders(1, self.decimaal)]
        known = [vote for vote in votes if vote]
        best = max(dict.fromkeys(known), key=known.count, default=None)
        agree = known.count(best) if best else 0
        keuzes = [(unit, text) for unit, text in EENHEDEN.items() if unit in {screen, 1, 1000, best, *stated}]
        keuzes.sort(key=lambda k: k[0] != screen)
        settled = best is not None and agree >= _MEESTE * len(votes) and (best == screen or agree >= _GETUIGEN)
        if len(stated) == 1:
            grond = f"het blok zegt {EENHEDEN[stated[0]]}"
            chosen = stated[0]
            other = len(votes) - votes.count(stated[0])
            if other > (1 - _MEESTE) * len(votes):
                grond, chosen = f"{grond}, maar {other} van {len(votes)} bedragen wijken daar ver van af", None
        elif best is None:
            grond = "er staat niets om mee te vergelijken"
        else:
            many = "het bedrag ligt" if len(votes) == 1 else f"{agree} van {len(votes)} bedragen liggen"
            grond = f"{EENHEDEN[best]}: {many} dicht bij wat er staat"
            chosen = best if settled else None
        return Vraag("eenheid", "E", keuzes, self._keuzes.get("eenheid", chosen), grond, screen)

    @cached_property
    def _kandidaten(self) -> Sequence[int]:
        """Return the units that are likely: whole numbers are no millions where nothing says so."""
        values = [notations(g.numeral).get(self.decimaal) for _, g in self._bedragen]
        broken = sum(1 for value in values if value is not None and value.denominator != 1)
        millions = 1_000_000 in (self._scherm, *self._gezegd) or broken * 2 > len(values)
        return [unit for unit in EENHEDEN if unit != 1_000_000 or millions]

    def _vote(self, order: float) -> int | None:
        """Return the unit that brings an amount, so many powers of ten from what stands there, nearest to it.

        None where two are about as near, and where another one than that on screen is not near at all.
        """
        near = sorted((abs(order + log10(unit)), unit) for unit in self._kandidaten)
        (distance, best), *others = near
        if others and others[0][0] - distance < _ONDERSCHEID:
            return None
        return best if best == self._scherm or distance <= _NABIJ else None

    @cached_property
    def eenheid(self) -> int:
        """Return the unit that holds, or, as long as none does, the one on screen."""
        vraag = self.eenheidvraag
        return vraag.gekozen if vraag is not None and isinstance(vraag.gekozen, int) else self._scherm

    # --- signs -------------------------------------------------------------------------------

    @cached_property
    def tekenvraag(self) -> Vraag | None:
        """Return how signs are read, where the block has any; not settled where they turn whole rows of the table.

        A row of which some amounts have a sign and others do not says itself what a sign means.
        """
        signed = [(p, g) for p, g in self._bedragen if g.teken and not g.letter]
        if not signed:
            return None
        keuzes = [("afgedrukt", "zoals afgedrukt"), ("natuurlijk", "natuurlijk"), ("omgekeerd", "omgekeerd")]
        if all(p.cel is not None and p.cel.teken == 1 for p, _ in signed):
            keuzes = [keuzes[0], keuzes[2]]
        mixed = {p.doel[0] for p, g in self._bedragen if p.doel is not None and not g.teken}
        telling = [(p.cel, g) for p, g in signed if p.doel is not None and p.doel[0] not in mixed and p.cel is not None]
        compared = sum(1 for cel, _ in telling if cel.cents)
        keep = {way: self._kept(telling, way) for way, _ in keuzes}
        best = max(keep, key=lambda way: keep[way])
        doubt = compared and keep["afgedrukt"] * 2 < compared and keep[best] > keep["afgedrukt"]
        grond = f"{dict(keuzes)[best]}: {keep[best]} van {compared} bedragen houden hun teken" if compared else ""
        settled = None if doubt else "afgedrukt"
        return Vraag("tekens", "T", keuzes, self._keuzes.get("tekens", settled), grond, "afgedrukt")

    @staticmethod
    def _kept(signed: Sequence[tuple[Doelcel, Gedrukt]], way: str) -> int:
        return sum(1 for cel, g in signed if cel.cents and g.teken * _sign(way, cel.teken) * cel.cents > 0)

    @cached_property
    def tekens(self) -> str:
        """Return how signs are read: `afgedrukt`, `natuurlijk` or `omgekeerd`."""
        vraag = self.tekenvraag
        return str(vraag.gekozen) if vraag is not None and vraag.gekozen else "afgedrukt"

    # --- what an amount is -------------------------------------------------------------------

    def cents(self, gedrukt: Gedrukt, cel: Doelcel, tekst: str) -> int:
        """Return the natural cents of what is printed, for a cell; the present ones where the cell prints just that.

        Who copied what is printed means the same amount, not a rounded one. Raises BedragFout where it says none.
        """
        cents = in_cents(
            gedrukt,
            eenheid=self.eenheid,
            teken=cel.teken if gedrukt.letter else _sign(self.tekens, cel.teken),
            voordeel=cel.voordeel,
            decimaal=self.decimaal,
            naam=tekst,
        )
        return cel.cents if cel.cents and self._prints_so(gedrukt, cents, cel.cents) else cents

    def _prints_so(self, gedrukt: Gedrukt, cents: int, now: int) -> bool:
        """Return whether an amount in whole units is what the present one prints."""
        unit = 0 if gedrukt.euros else self.eenheid
        if unit in (0, 1) or gedrukt.getal(self.decimaal).denominator != 1:
            return False
        return round_to(now, unit) * 100 * unit == cents


def _sign(way: str, teken: int) -> int:
    """Return what a written sign is multiplied with to be a natural one."""
    return teken if way == "afgedrukt" else 1 if way == "natuurlijk" else -teken
