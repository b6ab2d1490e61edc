"""What was recognised as a reader is told it: a line per finding with its ground, in Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from budgetdesk.importing.bron import adres, kolomletter
from budgetdesk.importing.herkennen.herkenning import Controle, Herkenning, Kolom, Mislukt
from budgetdesk.importing.herkennen.tekens import omschrijf
from budgetdesk.zinnen import aantal

_EENHEDEN = {1: "euro's", 1000: "x € 1.000", 1_000_000: "x € 1.000.000"}


def regels(found: Herkenning) -> list[str]:
    """Return the lines about a table: unit, signs, what adds up and what does not, and the derived years."""
    unit = _EENHEDEN.get(found.eenheid.euros, str(found.eenheid.euros))
    exact = ", de cellen bevatten de hele euro's" if found.eenheid.exact and found.eenheid.euros > 1 else ""
    lines = [f"eenheid: {unit} ({found.eenheid.grond}){exact}"]
    if found.tekens.lasten or found.tekens.baten:
        lines.append(f"tekens: {omschrijf(found.tekens)}")
    lines += _totals(found)
    derived = [k for k in found.kolommen.values() if k.afgeleid]
    lines += [f"kolom {adres(0, k.nummer).removesuffix('0')}: {k.jaar}, {k.grond}" for k in derived]
    return lines


def _totals(found: Herkenning) -> list[str]:
    holds = [c for c in found.totalen if c.klasse == "bevestigd"]
    fails = [c for c in found.totalen if c.mislukt]
    lines = []
    for richting, one, more in (
        ("rij", "totaalrij", "totaalrijen"),
        ("kolom", "berekende kolom", "berekende kolommen"),
    ):
        right = len({c.nummer for c in holds if c.richting == richting})
        wrong = len({c.nummer for c in fails if c.richting == richting})
        if right or wrong:
            told = f", {wrong} niet" if wrong else ""
            lines.append(f"{aantal(right, one, more)} {'klopt' if right == 1 else 'kloppen'}{told}")
    lines += [
        f'{c.richting} {_nummer(c)} "{c.naam}" is de som van {_delen(c)}, al heet zij niet zo'
        for c in found.totalen
        if c.klasse == "verteld"
    ]
    return lines + [zin_mislukt(c, m, found.kolommen) for c in fails for m in c.mislukt]


def _nummer(controle: Controle) -> str:
    return str(controle.nummer) if controle.richting == "rij" else kolomletter(controle.nummer)


def _delen(controle: Controle) -> str:
    names = [str(n) if controle.richting == "rij" else kolomletter(n) for n, _ in controle.delen]
    what = "rij" if controle.richting == "rij" else "kolom"
    return f"{what} {', '.join(names)}" if len(names) < 6 else f"{what} {names[0]} tot en met {names[-1]}"


def zin_mislukt(controle: Controle, mislukt: Mislukt, kolommen: Mapping[int, Kolom] | None = None) -> str:
    """Return what does not add up: where, what stands there, what the parts give, and which cells may be wrong."""
    rij, k = mislukt.identiteit.cel
    kop = kolommen[k].kop if kolommen and k in kolommen else ""
    column = f'kolom "{kop}"' if kop else f"kolom {adres(0, k).removesuffix('0')}"
    what = f'Totaalrij {rij} "{controle.naam}", {column}' if controle.richting == "rij" else f"Rij {rij}, {column}"
    cells = ", ".join(adres(*cell) for cell in mislukt.verdacht)
    return (
        f"{what}: er staat {getal(mislukt.staat)}, de delen geven {getal(mislukt.delen)} "
        f"(verschil {getal(abs(mislukt.verschil))}). Kijk na: {cells}."
    )


def getal(number: Fraction) -> str:
    """Return a number as tables print it: `9.875`, `-1,5`."""
    whole, rest = divmod(abs(number), 1)
    shown = f"{int(whole):,}".replace(",", ".")
    if rest:
        shown += f"{float(rest):.8f}".rstrip("0")[1:].replace(".", ",")
    return f"-{shown}" if number < 0 else shown
