"""The figures of a chart as text for a spreadsheet: cells by tabs, whole amounts in euros with a decimal comma."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from budgetdesk.bedrag import format_plain
from budgetdesk.tui.grafieken.gegevens import Gegevens, Kolom, Overzicht, Verdeling, Watervallen


def tekst(gegevens: Gegevens, kolommen: Sequence[Kolom]) -> str:
    """Return all figures of a chart, those of every column."""
    return "\n".join("\t".join(line) for line in _lines(gegevens, kolommen))


def _lines(gegevens: Gegevens, kolommen: Sequence[Kolom]) -> Iterator[list[str]]:
    heads = [kolom.kop for kolom in kolommen]
    match gegevens:
        case Overzicht():
            yield ["euro", *heads]
            yield ["Lasten", *map(_euro, gegevens.totaal.lasten)]
            yield ["Baten", *map(_euro, gegevens.totaal.baten)]
            yield [f"Resultaat {gegevens.van}", *(_euro(uitslag.cents) for uitslag in gegevens.uitslagen)]
            for reserve in gegevens.reserves:
                yield [f"{reserve.naam}, stand 31-12", *map(_euro, reserve.standen)]
            for post in gegevens.posten:
                yield [f"{_name(post.naam)}, lasten", *map(_euro, post.lasten)]
        case Watervallen():
            for wat, courses in gegevens.soorten:
                yield [f"{wat}, euro", *(course.naam for course in courses)]
                for steps in zip(*(course.stappen for course in courses), strict=True):
                    yield [_name(steps[0][0]), *(_euro(cents) for _, cents, _ in steps)]
        case Verdeling():
            yield ["euro", "", *heads]
            for deel in gegevens.delen:
                for kant, cents in (("lasten", deel.lasten), ("baten", deel.baten)):
                    yield [_name(deel.naam), kant, *map(_euro, cents)]
                balance = [deel.saldo(k, gegevens.saldoteken) for k in range(len(kolommen))]
                yield [_name(deel.naam), "saldo", *map(_euro, balance)]
        case _:
            years = sorted({year for each in gegevens for year in (*each.gemeten, *each.streven)})
            yield ["Indicator", "", *map(str, years)]
            for each in gegevens:
                for kant, values in (("gemeten", each.gemeten), ("streven", each.streven)):
                    yield [_name(each.naam), kant, *(_number(values.get(year)) for year in years)]


def _name(naam: str) -> str:
    """Return a name in one cell of one line."""
    return " ".join(naam.split())


def _euro(cents: int | None) -> str:
    return "" if cents is None else format_plain(cents).replace(".", ",")


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}".replace(".", ",")
