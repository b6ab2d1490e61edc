"""The third chart: lasten, baten and the balance of each programma, or of each beleidsterrein of one."""

from __future__ import annotations

from budgetdesk.tui.grafieken.gegevens import Kanten, Verdeling, vorige
from budgetdesk.tui.grafieken.overzicht import grootste, kanten
from budgetdesk.tui.grafieken.vorm import Blok, Kijk, Regel, titel
from budgetdesk.tui.widgets.regel import Woord


def programmas(verdeling: Verdeling, kijk: Kijk) -> list[Blok]:
    """Return lasten and baten by the size of the first, and the balances by theirs, in the chosen column."""
    k, was = kijk.kolom, vorige(kijk.kolommen, kijk.kolom)
    wat, year = verdeling.wat, kijk.gekozen.kort
    difference = f", en verschil met {kijk.kolommen[was].kort}" if was is not None else ""
    some = [each for each in verdeling.delen if each.lasten[k] or each.baten[k]]
    head = titel(f"Lasten en baten per {wat}", f"{year}, {kijk.eenheid}")
    balance = titel(f"Saldo per {wat}", f"{year}, {kijk.eenheid}{difference}")
    if not some:
        nothing = Regel((Woord("Hier staan geen bedragen.", "zacht"),))
        return [Blok(0, head, (), (nothing,)), Blok(1, balance, (), (nothing,))]
    return [_kanten(some, kijk, was, head), _saldi(verdeling, some, kijk, was, balance)]


def _kanten(some: list[Kanten], kijk: Kijk, was: int | None, head: Regel) -> Blok:
    k = kijk.kolom
    ranked = sorted(some, key=lambda each: (-abs(each.lasten[k]), -abs(each.baten[k])))
    behind = [("", "zacht")] * len(ranked)
    if was is not None:
        more_head = Woord(f"{head.woorden[1].tekst}, en verschil met {kijk.kolommen[was].kort}", "zacht")
        head = Regel((head.woorden[0], more_head))
    pairs = [(each.lasten[k], each.baten[k]) for each in ranked]
    drawn = list(kanten(ranked, pairs, behind, kijk.breedte - _ruimte(ranked, kijk, was), kijk.notatie))
    lines = []
    for i, line in enumerate(drawn):
        each = ranked[i // 2]
        side = each.baten if i % 2 else each.lasten
        if i % 2 and not side[k] and (was is None or not side[was]):
            continue
        more = "" if was is None else kijk.verschil(side[k] - side[was])
        text = Woord(more.rjust(_ruimte(ranked, kijk, was)), "zacht")
        lines.append(Regel((*line[:-1], text), each.keuze))
    return Blok(0, head, (), tuple(lines))


def _ruimte(ranked: list[Kanten], kijk: Kijk, was: int | None) -> int:
    """Return the cells of the differences with the blanks before them."""
    if was is None:
        return 0
    k = kijk.kolom
    sides = [side for each in ranked for side in (each.lasten, each.baten)]
    return max(len(kijk.verschil(side[k] - side[was])) for side in sides) + 2


def _saldi(verdeling: Verdeling, some: list[Kanten], kijk: Kijk, was: int | None, head: Regel) -> Blok:
    k, sign = kijk.kolom, verdeling.saldoteken
    ranked = sorted(some, key=lambda each: -abs(each.saldo(k, sign)))
    rows = [
        (each, each.saldo(k, sign), None if was is None else each.saldo(k, sign) - each.saldo(was, sign))
        for each in ranked
    ]
    lines = zip(grootste(rows, kijk), ranked, strict=True)
    return Blok(1, head, (), tuple(Regel(line, ("saldo", *each.keuze)) for line, each in lines))
