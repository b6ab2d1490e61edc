"""The first chart: the result, lasten and baten, the course of every reserve and the largest posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from rich.cells import cell_len

from budgetdesk.bedrag import Notatie, format_cell
from budgetdesk.display import display
from budgetdesk.tui.grafiek import liggend, onder_nul, staven
from budgetdesk.tui.grafieken.gegevens import MEESTE, Kanten, Overzicht, Post, Reserve, Uitslag, vorige
from budgetdesk.tui.grafieken.vorm import Blok, Keuze, Kijk, Regel, Staafmaat, koppen, links, maat_van, rechts, titel
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.regel import Woord, cut

RESULTAAT: Final[Keuze] = ("resultaat",)
LASTEN_BATEN: Final[Keuze] = ("lasten-baten",)

_HOOG, _LAAG = 8, 4
"""Lines of the bars of results, and where there is little room."""

_RESERVE: Final = 2
"""Lines of the bars of a reserve."""

_MILJOEN: Final = 10**6
_VANAF: Final = 10 * _MILJOEN * 100
"""The cents from which lasten and baten are told in millions."""


def overzicht(over: Overzicht, kijk: Kijk) -> list[Blok]:
    """Return the four blocks of the chart; where there is nothing of a kind its block says so."""
    return [_resultaat(over, kijk), _lasten_baten(over, kijk), _reserves(over, kijk), _posten(over, kijk)]


# --- the result -------------------------------------------------------------------------------


def _resultaat(over: Overzicht, kijk: Kijk) -> Blok:
    """Return the results as bars on one scale from zero, each with its amount and what that means."""
    head = titel(f"Resultaat {display(over.van)}", f"{kijk.eenheid} na mutaties reserves", RESULTAAT)
    labels = [_uitslag(uitslag, kijk) for uitslag in over.uitslagen]
    maat = maat_van(kijk, max(map(cell_len, labels)))
    values = [over.uitslagen[k].cents for k in maat.in_beeld]
    height = _HOOG if kijk.is_hoog else _LAAG
    if not any(values):
        height = 1
    rows = staven(values, height)
    down = onder_nul(values, height)
    marks = [_waar(row_of, value, height - down) for row_of, value in zip(zip(*rows, strict=True), values, strict=True)]
    lines: list[Regel] = []
    # a line above the highest bar and one below the lowest, for their amounts; the axis between both sides
    for at in (*range(-1, height - down), None, *range(height - down, height + (1 if down else 0))):
        if at is None:
            lines.append(Regel((Woord(T.streep * maat.geheel, "lijn"),), RESULTAAT))
            continue
        words = []
        for i, k in enumerate(maat.in_beeld):
            uitslag, is_it = over.uitslagen[k], k == kijk.kolom
            if marks[i] == at:
                ink = _inkt(uitslag) if uitslag.teken else "inkt"
                words.append(rechts(labels[k], maat.breedte, ink, vet=True))
            else:
                sign, turned = rows[at][i] if 0 <= at < height else (" ", False)
                ink = _inkt(uitslag) if uitslag.teken else "accent" if is_it else "zacht"
                words += [Woord(" " * (maat.breedte - maat.staaf)), Woord(sign * maat.staaf, ink, omgekeerd=turned)]
        lines.append(Regel(tuple(words), RESULTAAT))
    heads = [replace(line, keuze=RESULTAAT) for line in koppen(kijk, maat)]
    return Blok(0, head, (), (*lines, *heads))


def _uitslag(uitslag: Uitslag, kijk: Kijk) -> str:
    sign = f"{uitslag.teken} " if uitslag.teken and uitslag.teken != T.omhoog else ""
    plus = "+" if uitslag.teken == T.omhoog and uitslag.cents > 0 else ""
    if uitslag.teken == T.omhoog and not plus:
        sign = f"{uitslag.teken} "
    return f"{sign}{plus}{kijk.bedrag(uitslag.cents)}"


def _inkt(uitslag: Uitslag) -> str:
    return "rood" if uitslag.rood else "goed"


def _waar(cells: Sequence[tuple[str, bool]], value: int, up: int) -> int:
    """Return the line of the amount of a bar, counted as the bars are: above its top, or below where it hangs to."""
    filled = [i for i, (sign, turned) in enumerate(cells) if turned or sign != " "]
    if value < 0:
        return filled[-1] + 1 if filled else up
    return (filled[0] if filled else up) - 1


# --- lasten and baten -------------------------------------------------------------------------


def _lasten_baten(over: Overzicht, kijk: Kijk) -> Blok:
    """Return lasten and, thinner, baten of each column as bars from zero, with the balance of both behind them."""
    totaal = over.totaal
    is_large = max(map(abs, (*totaal.lasten, *totaal.baten)), default=0) >= _VANAF and kijk.notatie.eenheid > 1
    notatie = Notatie(_MILJOEN, "0", kijk.notatie.minteken, 1) if is_large else kijk.notatie
    unit = "x € 1 mln" if is_large else kijk.eenheid
    words = (Woord("Lasten", "accent", vet=True), Woord(" en "), Woord("baten", "nu", vet=True))
    head = Regel((*words, Woord(f"  {unit}, vanaf 0; rechts het saldo", "zacht")), LASTEN_BATEN)
    lines = kanten(
        [replace(totaal, naam=kolom.kort) for kolom in kijk.kolommen],
        [(totaal.lasten[k], totaal.baten[k]) for k in range(len(kijk.kolommen))],
        [_saldo(totaal, k, over, notatie) for k in range(len(kijk.kolommen))],
        kijk.breedte,
        notatie,
        kijk.kolom,
    )
    return Blok(1, head, (), tuple(Regel(line, LASTEN_BATEN) for line in lines))


def _saldo(totaal: Kanten, k: int, over: Overzicht, notatie: Notatie) -> tuple[str, str]:
    """Return a balance with what it means, and its ink: before reserves a shortfall is not wrong."""
    more = totaal.baten[k] - totaal.lasten[k]
    printed = format_cell(totaal.saldo(k, over.saldoteken), notatie)
    if not over.oordeelt:
        return printed, "inkt"
    sign = T.omhoog if more > 0 else T.omlaag if more < 0 else T.goed
    plus = "+" if more > 0 and totaal.saldo(k, over.saldoteken) > 0 else ""
    return f"{sign} {plus}{printed}", "goed" if more > 0 else "zacht"


def kanten(
    namen: Sequence[Kanten],
    bedragen: Sequence[tuple[int, int]],
    achter: Sequence[tuple[str, str]],
    breedte: int,
    notatie: Notatie,
    gekozen: int = -1,
) -> Iterator[tuple[Woord, ...]]:
    """Yield two lines for each pair of lasten and baten: bars on one scale, the amounts, and a text behind the second.

    The one that is `gekozen` stands out.
    """
    printed = [(format_cell(lasten, notatie), format_cell(baten, notatie)) for lasten, baten in bedragen]
    amount = max((cell_len(text) for pair in printed for text in pair), default=0)
    behind = max((cell_len(text) for text, _ in achter), default=0)
    name = min(max((cell_len(display(each.naam)) for each in namen), default=0), max(breedte * 2 // 5, 4))
    bar = max(breedte - name - amount - behind - 5, 2)
    flat = [value for pair in bedragen for value in pair]
    bars = liggend(flat, bar, dun=[i % 2 == 1 for i in range(len(flat))])
    for i, (each, texts) in enumerate(zip(namen, printed, strict=True)):
        is_it = i == gekozen
        for side, ink in ((0, "reeks1"), (1, "reeks2")):
            start, cells = bars[2 * i + side]
            label = links(each.naam, name, "accent" if is_it else "zacht", vet=is_it) if not side else links("", name)
            text, text_ink = achter[i] if side else ("", "inkt")
            yield (
                label,
                Woord(" " * (start + 1)),
                Woord(cells, ink),
                Woord(" " * max(bar - start - len(cells), 0)),
                rechts(texts[side], amount + 2, vet=is_it),
                rechts(text, behind + 2, text_ink),
            )


# --- reserves ---------------------------------------------------------------------------------


def _reserves(over: Overzicht, kijk: Kijk) -> Blok:
    """Return the balances of each reserve on a scale of its own from zero; what goes below zero comes first."""
    known = [reserve for reserve in over.reserves if reserve.is_bekend]
    head = titel("Verloop reserves", f"31-12, {kijk.eenheid}, elk op eigen schaal")
    blank = len(over.reserves) - len(known)
    said = _zonder_stand(blank, len(over.reserves))
    if not known:
        return Blok(0, head, (), (Regel((Woord(said, "zacht"),)),))
    widest = max(cell_len(_stand(stand, kijk)) for reserve in known for stand in reserve.standen)
    maat = maat_van(kijk, widest)
    size = kijk.kolom
    ranked = sorted(known, key=lambda r: (not r.komt_onder_nul, -max(abs(s or 0) for s in (r.standen[size],)), r.naam))
    lines = [line for reserve in ranked for line in _reserve(reserve, kijk, maat)]
    rest = [Regel((Woord(said, "zacht"),))] if blank else []
    return Blok(0, head, tuple(koppen(kijk, maat)), (*lines, *rest))


def _zonder_stand(blank: int, alle: int) -> str:
    if not alle:
        return "Er zijn geen reserves."
    if blank == alle:
        return "Van geen reserve is een stand bekend; die typt u in Verloop reserves."
    return f"Van {blank} andere is geen stand bekend."


def _reserve(reserve: Reserve, kijk: Kijk, maat: Staafmaat) -> Iterator[Regel]:
    wrong = "  ! komt onder nul" if reserve.komt_onder_nul else ""
    ink = "rood" if wrong else "inkt"
    name = cut(display(reserve.naam), max(maat.geheel, kijk.breedte) - len(wrong))
    yield Regel((Woord(name + wrong, ink, vet=True),), reserve.keuze)
    values = [reserve.standen[k] for k in maat.in_beeld]
    inks = [
        "rood" if (value or 0) < 0 else "accent" if k == kijk.kolom else "zacht"
        for k, value in zip(maat.in_beeld, values, strict=True)
    ]
    for row in staven(values, _RESERVE):
        words = []
        for (sign, turned), each in zip(row, inks, strict=True):
            words += [Woord(" " * (maat.breedte - maat.staaf)), Woord(sign * maat.staaf, each, omgekeerd=turned)]
        yield Regel(tuple(words), reserve.keuze)
    amounts = [
        rechts(_stand(value, kijk), maat.breedte, "rood" if (value or 0) < 0 else "inkt", vet=k == kijk.kolom)
        for k, value in zip(maat.in_beeld, values, strict=True)
    ]
    yield Regel(tuple(amounts), reserve.keuze)


def _stand(stand: int | None, kijk: Kijk) -> str:
    return f"{'! ' if stand is not None and stand < 0 else ''}{kijk.bedrag(stand)}"


# --- posts ------------------------------------------------------------------------------------


def _posten(over: Overzicht, kijk: Kijk) -> Blok:
    """Return the posts with the largest lasten in a column, and the difference with the column before it."""
    k, was = kijk.kolom, vorige(kijk.kolommen, kijk.kolom)
    found = sorted((p for p in over.posten if p.lasten[k]), key=lambda p: (-abs(p.lasten[k]), p.naam))
    shown = found[:MEESTE]
    difference = f", en verschil met {kijk.kolommen[was].kort}" if was is not None else ""
    head = titel("Grootste posten", f"lasten {kijk.gekozen.kort}, {kijk.eenheid}{difference}")
    if not shown:
        return Blok(1, head, (), (Regel((Woord("Geen post heeft hier lasten.", "zacht"),)),))
    rows = [(post, post.lasten[k], None if was is None else post.lasten[k] - post.lasten[was]) for post in shown]
    lines = [Regel(line, post.keuze) for line, (post, _, _) in zip(grootste(rows, kijk), rows, strict=True)]
    more = over.aantal[k] - len(shown)
    rest = [Regel((Woord(f"… en {more} posten meer", "zacht"),))] if more else []
    return Blok(1, head, (), (*lines, *rest))


def grootste(rows: Sequence[tuple[Post | Kanten, int, int | None]], kijk: Kijk) -> Iterator[tuple[Woord, ...]]:
    """Yield a line for each amount: its name, a bar, the amount and a difference."""
    amounts = [kijk.bedrag(cents) for _, cents, _ in rows]
    differences = ["" if more is None else kijk.verschil(more) for _, _, more in rows]
    amount, behind = max(map(cell_len, amounts)), max(map(cell_len, differences))
    longest = max(cell_len(display(each.naam)) for each, _, _ in rows)
    name = min(longest, max(kijk.breedte - amount - behind - 5 - 8, 8), max(kijk.breedte * 45 // 100, 16))
    bar = max(kijk.breedte - name - amount - behind - 5, 2)
    bars = liggend([cents for _, cents, _ in rows], bar)
    for (each, _, _), text, more, (start, cells) in zip(rows, amounts, differences, bars, strict=True):
        yield (
            links(each.naam, name),
            Woord(" " * (start + 1)),
            Woord(cells, "reeks1"),
            Woord(" " * max(bar - start - len(cells), 0)),
            rechts(text, amount + 2),
            rechts(more, behind + 2, "zacht"),
        )
