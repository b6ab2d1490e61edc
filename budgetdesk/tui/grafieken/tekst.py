"""The figures of a chart as text for a spreadsheet: cells by tabs, whole amounts in euros with a decimal comma."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from budgetdesk.bedrag import format_plain
from budgetdesk.tui.grafieken.gegevens import Gegevens, Indicator, Kolom, Overzicht, Verdeling, Watervallen


def tekst(gegevens: Gegevens, kolommen: Sequence[Kolom]) -> str:
    """Return all figures of a chart, those of every column."""
    return "\n".join("\t".join(line) for line in _lines(gegevens, kolommen))


def _lines(gegevens: Gegevens, kolommen: Sequence[Kolom]) -> Iterator[list[str]]:
    heads = [kolom.kop for kolom in kolommen]
    match gegevens:
        case Overzicht():
            return _overzicht(gegevens, heads)
        case Watervallen():
            return _waterval(gegevens)
        case Verdeling():
            return _verdeling(gegevens, heads)
        case _:
            return _indicatoren(gegevens)


def _overzicht(over: Overzicht, heads: Sequence[str]) -> Iterator[list[str]]:
    yield ["euro", *heads]
    yield ["Lasten", *map(_euro, over.totaal.lasten)]
    yield ["Baten", *map(_euro, over.totaal.baten)]
    yield [f"Resultaat {over.van}", *(_euro(uitslag.cents) for uitslag in over.uitslagen)]
    for reserve in over.reserves:
        yield [f"{_name(reserve.naam)}, stand 31-12", *map(_euro, reserve.standen)]
    for post in over.posten:
        yield [f"{_name(post.naam)}, lasten", *map(_euro, post.lasten)]


def _waterval(lopen: Watervallen) -> Iterator[list[str]]:
    for wat, courses in lopen.soorten:
        yield [f"{wat}, euro", *(course.naam for course in courses)]
        for steps in zip(*(course.stappen for course in courses), strict=True):
            yield [_name(steps[0][0]), *(_euro(cents) for _, cents, _ in steps)]


def _verdeling(verdeling: Verdeling, heads: Sequence[str]) -> Iterator[list[str]]:
    yield ["euro", "", *heads]
    for deel in verdeling.delen:
        balance = [deel.saldo(k, verdeling.saldoteken) for k in range(len(heads))]
        for kant, cents in (("lasten", deel.lasten), ("baten", deel.baten), ("saldo", balance)):
            yield [_name(deel.naam), kant, *map(_euro, cents)]


def _indicatoren(alle: Sequence[Indicator]) -> Iterator[list[str]]:
    years = sorted({year for each in alle for year in (*each.gemeten, *each.streven)})
    yield ["Indicator", "", *map(str, years)]
    for each in alle:
        for kant, values in (("gemeten", each.gemeten), ("streven", each.streven)):
            yield [_name(each.naam), kant, *(_number(values.get(year)) for year in years)]


def _name(naam: str) -> str:
    """Return a name in one cell of one line."""
    return " ".join(naam.split())


def _euro(cents: int | None) -> str:
    return "" if cents is None else format_plain(cents).replace(".", ",")


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}".replace(".", ",")
