"""How what there is to tell of a cell is laid out in the panel: which parts stay where there is little room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, chop_cells

from budgetdesk.bedrag import format_cell
from budgetdesk.display import display
from budgetdesk.tui.actions import short_key_of
from budgetdesk.tui.dossier import celtekst
from budgetdesk.tui.grafiek import as_begin, balk, staven
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.regel import Woord, Woorden, cut, spread

if TYPE_CHECKING:
    from budgetdesk.tui.dossier.toelichting import Deel, Toelichting

_GEEN_BESTAND: Final = "berekend, staat in geen bestand"
_TE_VEEL: Final = "te veel om hier te tellen; F5 telt ze"
_STAAF: Final = 7
"""Cells that the bar of a year takes at most."""

_HOOG, _LAAG = 4, 2
"""Lines that bars of years take, and what they take where there is little room."""

_ZIN: Final = 3
"""Lines of a sentence, at most."""

_MINST: Final = 3
"""Lines that a list has at least, if it has as many."""

_TEKST: Final = 12
"""Lines of the text of a cell, at most."""

_MEESTE: Final = 6
"""Decisions and findings, at most."""


@dataclass(frozen=True, slots=True)
class _Afdeling:
    """A part of the panel under a heading: lines for the room it gets, from `minst` to `meest`.

    `rang` says what comes first where not all of it fits, the least first.
    """

    kop: str
    rechts: str
    rang: int
    minst: int
    meest: int
    regels: Callable[[int], Sequence[Woorden]]


class Uitlegblad:
    """Lays out what there is to tell of one cell."""

    def __init__(self, toelichting: Toelichting) -> None:
        self._over: Final = toelichting

    def regels(self, breedte: int, hoogte: int) -> Sequence[Woorden]:
        """Return at most so many lines of at most so many cells: the cell itself, and below it what fits.

        Bron and findings stay longest, then the course, the parts, the decisions.
        """
        found: list[Woorden] = [*self._cel(breedte)]
        for afdeling, aantal in _shared(list(self._afdelingen(breedte)), hoogte - len(found)):
            heading = spread([Woord(afdeling.kop, "accent", vet=True)], [Woord(afdeling.rechts, "zacht")], breedte)
            found += [(), heading, *afdeling.regels(aantal)]
        return found[:hoogte]

    # --- the cell ----------------------------------------------------------------------------

    def _cel(self, breedte: int) -> Iterator[Woorden]:
        cel = self._over.cel
        yield from _lines(cel.naam, breedte, _ZIN, vet=True)
        if cel.boven or not cel.is_kop:
            about = " · ".join(filter(None, [cel.boven.removesuffix(" ›"), cel.soort, cel.kolom]))
            yield from _lines(about, breedte, _ZIN, "zacht")
        if cel.waarde:
            yield ()
            yield from _lines(cel.waarde, breedte, _TEKST if cel.is_tekst else 1, vet=not cel.is_tekst)
        yield from _lines(celtekst.was(cel), breedte, _ZIN, "nu" if cel.is_gewijzigd else "anders")
        yield from _lines(f"{T.afronding} {cel.afronding}" if cel.afronding else "", breedte, _ZIN, "zacht")
        yield from _lines(cel.berekening, breedte, _ZIN, "zacht")

    def _afdelingen(self, breedte: int) -> Iterator[_Afdeling]:
        over = self._over
        if over.cel.is_kop:
            return
        if over.delen:
            yield _Afdeling(
                "Delen",
                str(len(over.delen)),
                3,
                min(len(over.delen), _MINST),
                len(over.delen),
                lambda room: list(self._bars(over.delen, room, breedte)),
            )
        elif over.is_te_veel:
            yield _text("Delen", short_key_of("explain"), 3, [_TE_VEEL], breedte, "zacht")
        if over.verloop:
            yield self._verloop(breedte)
        if over.besluiten:
            yield self._besluiten(breedte)
        elif over.is_te_veel and over.delen:
            yield _text("Besluiten", short_key_of("explain"), 6, [_TE_VEEL], breedte, "zacht")
        if over.bevindingen:
            yield _text("Bevindingen", short_key_of("findings"), 1, over.bevindingen[:_MEESTE], breedte, "inkt")
        else:
            yield _text("Bevindingen", short_key_of("findings"), 5, ["geen bij deze cel"], breedte, "zacht")
        if over.cel.notitie:
            yield _text("Notitie", short_key_of("note"), 1, [over.cel.notitie], breedte, "inkt")
        yield _text("Bron", "", 0, [over.cel.plaats or _GEEN_BESTAND], breedte, "inkt" if over.cel.plaats else "zacht")

    # --- bars --------------------------------------------------------------------------------

    def _besluiten(self, breedte: int) -> _Afdeling:
        """Return what decisions bring, each with its sign: a decision adds or takes away."""
        lines = [
            spread([Woord(f"{display(deel.naam)} ")], [Woord(_signed(deel))], breedte)
            for deel in self._over.besluiten[:_MEESTE]
        ]
        count = str(len(self._over.besluiten))
        return _Afdeling("Besluiten", count, 4, min(len(lines), _MINST), len(lines), lambda room: lines[:room])

    def _bars(self, delen: Sequence[Deel], room: int, breedte: int) -> Iterator[Woorden]:
        """Yield a line per part: name, amount and a bar, all on one scale from zero."""
        shown, rest = (delen, []) if len(delen) <= room else (delen[: room - 1], delen[room - 1 :])
        cents = sum(deel.cents for deel in rest)
        printed = format_cell(cents, self._over.notatie) if rest else ""
        schaal = max(*(abs(deel.cents) for deel in delen), abs(cents))
        amount = max(len(printed), *(len(deel.bedrag) for deel in shown)) if shown else len(printed)
        bar = max(breedte // 5, 4)
        name = max(breedte - amount - bar - 2, 1)
        lines = [(deel.naam, deel.bedrag, deel.cents, deel.niveau) for deel in shown]
        lines += [(f"… {len(rest)} andere, samen", printed, cents, 0)] if rest else []
        for naam, bedrag, value, niveau in lines:
            text = cut(display("  " * niveau + naam), name)
            length = balk(value, schaal, bar)
            yield (
                Woord(_padded(text, name + 1), "zacht" if niveau else "inkt"),
                Woord(f"{bedrag:>{amount}} "),
                Woord(length, "accent" if value > 0 else "zacht"),
            )

    def _verloop(self, breedte: int) -> _Afdeling:
        """Return the bars of the years with what they amount to; where amounts are too wide, a line per year."""
        over = self._over.verloop
        cents = [stand.cents for stand in over]
        begin = as_begin(cents, 100 * self._over.notatie.eenheid)
        wide = (breedte + 1) // len(over) - 1
        if max(len(stand.bedrag) for stand in over) > wide or wide < len("2026"):
            count = len(over) + bool(begin)
            return _Afdeling("Verloop", "", 2, count, count, lambda _room: list(self._years(breedte, begin)))
        wide = min(wide, _STAAF)
        below = 3 if begin else 2
        return _Afdeling("Verloop", "", 2, _LAAG + below, _HOOG + below, lambda room: self._columns(room, begin, wide))

    def _columns(self, room: int, begin: int, wide: int) -> Sequence[Woorden]:
        over = self._over.verloop
        rows = staven([stand.cents for stand in over], room - (3 if begin else 2), begin)
        bars = [
            [
                Woord(sign * wide, "accent" if stand.is_nu else "zacht", omgekeerd=turned)
                for (sign, turned), stand in zip(row, over, strict=True)
            ]
            for row in rows
        ]
        amounts = [Woord(f"{stand.bedrag:>{wide}}", "inkt", vet=stand.is_nu) for stand in over]
        years = [Woord(f"{stand.jaar:>{wide}}", "accent" if stand.is_nu else "zacht") for stand in over]
        lines: list[Woorden] = [_apart(line) for line in (*bars, amounts, years)]
        return [*lines, *self._begins(begin)]

    def _begins(self, begin: int) -> Iterator[Woorden]:
        if begin:
            yield (Woord(f"as begint bij {format_cell(begin, self._over.notatie)}", "zacht"),)

    def _years(self, breedte: int, begin: int) -> Iterator[Woorden]:
        over = self._over.verloop
        amount = max(len(stand.bedrag) for stand in over)
        bar = max(breedte - len("2026") - amount - 2, 1)
        sizes = [0 if stand.cents is None else stand.cents - begin for stand in over]
        schaal = max(map(abs, sizes))
        for stand, size in zip(over, sizes, strict=True):
            inkt = "accent" if stand.is_nu else "zacht"
            yield (
                Woord(f"{stand.jaar} ", inkt),
                Woord(f"{stand.bedrag:>{amount}} ", vet=stand.is_nu),
                Woord(balk(size, schaal, bar), inkt),
            )
        yield from self._begins(begin)


def _signed(deel: Deel) -> str:
    return f"+{deel.bedrag}" if deel.cents > 0 else deel.bedrag


def _shared(afdelingen: Sequence[_Afdeling], room: int) -> Sequence[tuple[_Afdeling, int]]:
    """Return the parts that fit, each with the lines it gets beside its heading and the blank line above that."""
    got: dict[int, int] = {}
    for i, afdeling in sorted(enumerate(afdelingen), key=lambda each: each[1].rang):
        if afdeling.minst + 2 <= room:
            got[i] = afdeling.minst
            room -= afdeling.minst + 2
    for i in sorted(got, key=lambda each: afdelingen[each].rang):
        more = min(afdelingen[i].meest - got[i], room)
        got[i] += more
        room -= more
    return [(afdelingen[i], got[i]) for i in sorted(got)]


def _text(kop: str, rechts: str, rang: int, zinnen: Sequence[str], breedte: int, inkt: str) -> _Afdeling:
    lines = [line for zin in zinnen for line in _lines(zin, breedte, _ZIN, inkt)]
    return _Afdeling(kop, rechts, rang, min(len(lines), _ZIN), len(lines), lambda room: lines[:room])


def _lines(tekst: str, breedte: int, regels: int, inkt: str = "inkt", *, vet: bool = False) -> list[Woorden]:
    return [(Woord(line, inkt, vet=vet),) for line in wrapped(display(celtekst.one_line(tekst)), breedte, regels)]


def _padded(tekst: str, breedte: int) -> str:
    return tekst + " " * (breedte - Woord(tekst).breedte)


def _apart(delen: Sequence[Woord]) -> Woorden:
    return [part for i, deel in enumerate(delen) for part in ([Woord(" "), deel] if i else [deel])]


def wrapped(tekst: str, breedte: int, regels: int) -> list[str]:
    """Return a text over at most so many lines of so many cells (from 1); the last says what is left.

    Lines break between words, and within one that is longer than a line.
    """
    lines = [""]
    for word in (part for whole in tekst.split() for part in chop_cells(whole, breedte)):
        longer = f"{lines[-1]} {word}".strip()
        if cell_len(longer) <= breedte:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > regels:
        lines[regels - 1 :] = [" ".join(lines[regels - 1 :])]
    return [cut(line, breedte) for line in lines if line]
