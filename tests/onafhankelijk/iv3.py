"""The tables in which the balance of Iv3 and the quarters are typed, as the files hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from tests.onafhankelijk import financieel
from tests.onafhankelijk.bedragen import KANTEN, Bedragen
from tests.onafhankelijk.financieel import bedrag
from tests.onafhankelijk.gemeentebreed import CODES
from tests.onafhankelijk.lezen import Programma, balanscellen, codenamen, per_jaar, per_moment
from tests.onafhankelijk.lezen import Tabel as Bron
from tests.onafhankelijk.sjabloon import BEGROTING, REKENING, WIJZIGING, Kolom
from tests.onafhankelijk.tabel import Bouw, Cel, Rij, Tabel

_EERSTE: Final = 2017
"""The first year of which the codes are known."""

_ZIJDEN: Final = {
    "Totaal activa": {"A1": "Vaste activa", "A2": "Vlottende activa"},
    "Totaal passiva": {"P1": "Vaste passiva", "P2": "Vlottende passiva"},
}
"""The two sides of the balance, and how the codes of their parts begin."""

_POSTEN: Final = {"A213": "bouwgronden", "A23": "liquide_middelen", "P12": "voorzieningen"}
"""The codes that are just one item of `[balans]` (BBV art. 33 to 45 beside the definition files of CBS)."""

_SOORTEN: Final = {"P111": "algemene reserve", "P112": "bestemmingsreserve"}
"""The codes that are one kind of reserve."""

_GEWOON: Final = (
    ("A11", "lasten", "3.8"),  # bought
    ("A11", "baten", "7.3"),  # written off
    ("A12", "lasten", "3.8"),
    ("A12", "baten", "7.3"),
    ("A21", "lasten", "3.2"),
    ("A21", "baten", "3.2"),
    ("P11", "lasten", "7.1"),
    ("P11", "baten", "7.1"),
    ("P12", "lasten", "3.8"),  # paid from it
    ("P12", "lasten", "7.2"),
    ("P12", "baten", "7.2"),
)
"""What usually moves codes that begin so; none of them is financial, because that follows from the balances."""


def _kwartalen(jaar: int) -> dict[str, str]:
    return {f"{jaar}-{kwartaal}": f"Kwartaal {kwartaal} {jaar}" for kwartaal in range(1, 5)}


def _eind(jaar: int) -> dict[str, str]:
    return {str(jaar): f"31-12-{jaar}"}


def _keuzes(bouw: Bouw) -> Bron:
    found: Bron = bouw.gelezen.begroting.get("iv3", {})
    return found


def balans(bouw: Bouw) -> Tabel:
    """Return what stands on each code a year ago, at each quarter and at the end; beside it what the dossier knows."""
    t = bouw.t
    momenten = {**_eind(t - 1), **_kwartalen(t), **_eind(t)}
    given = {code: per_moment(_keuzes(bouw), "balans", code) for code in _keuzes(bouw).get("balans", {})}
    known = {jaar: elsewhere for jaar in (t - 1, t) if (elsewhere := _elders(bouw, jaar))}
    koppen = [*momenten.values(), *(f"31-12-{jaar} volgens het dossier" for jaar in known)]
    if t < _EERSTE:
        return Tabel("iv3-balans", 0, koppen, [])
    names = codenamen(CODES / "balanscodes.csv", t)
    names |= {code: "staat niet in de lijst" for code in given if code not in names}
    blank = [None] * len(known)
    rijen: list[Rij] = []
    totalen: dict[str, list[int]] = {}
    soort = ""

    def code_rijen(code: str) -> Iterator[Rij]:
        nonlocal soort
        above, naam = names[code].split(": ") if names[code].count(": ") == 1 else ("", names[code])
        if above and above != soort:
            yield bouw.kop(above, len(koppen))
        soort = above
        own: list[Cel] = [given.get(code, {}).get(moment) for moment in momenten]
        yield Rij(naam, code, [*own, *(elsewhere.get(code) for elsewhere in known.values())])

    def telt(code: str) -> bool:
        return bouw.regels.elke_code_telt or code in codenamen(CODES / "balanscodes.csv", t)

    for naam, groepen in _ZIJDEN.items():
        for begin, groep in groepen.items():
            rijen.append(bouw.kop(groep, len(koppen)))
            rijen += [rij for code in names if code.startswith(begin) for rij in code_rijen(code)]
        own = [code for code in given if code.startswith(tuple(groepen)) and telt(code)]
        totalen[naam] = [sum(given[code].get(moment, 0) for code in own) for moment in momenten]
        rijen.append(Rij(naam, "", [*totalen[naam], *blank]))
    begins = tuple(begin for groepen in _ZIJDEN.values() for begin in groepen)
    rijen += [rij for code in names if not code.startswith(begins) for rij in code_rijen(code)]
    activa, passiva = totalen.values()
    rijen.append(Rij("Verschil", "", [*(a - p for a, p in zip(activa, passiva, strict=True)), *blank]))
    return Tabel("iv3-balans", 0, koppen, rijen)


def _elders(bouw: Bouw, jaar: int) -> dict[str, int]:
    """Return what the dossier knows of codes at the end of a year by another name.

    It is what the files say now, whatever the document shows. The reserves of a kind are known together once each of
    them is; one that shares a register has no balance of its own.
    """
    found = {}
    now = Bedragen(bouw.gelezen, None, bouw.regels)
    tabellen = [*(tabel for _, tabel in now.records("reserve")), *bouw.gelezen.registers.values()]
    for code, soort in _SOORTEN.items():
        own = [tabel for tabel in tabellen if tabel["soort"] == soort and "register" not in tabel]
        standen = [per_jaar(tabel, "stand").get(jaar) for tabel in own]
        known = [stand for stand in standen if stand is not None]
        if known and (len(known) == len(own) or not bouw.regels.elke_stand_nodig):
            found[code] = sum(known)
    given = financieel.gegeven(now, "balans", jaar, (REKENING,))
    return found | {code: given[post] for code, post in _POSTEN.items() if post in given}


def mutaties(bouw: Bouw) -> Tabel:
    """Return what moved codes since 1 January: what is given, and room for the usual where a balance is given."""
    t = bouw.t
    momenten = {**_kwartalen(t), **_eind(t)}
    given = {
        (code, kant, categorie): per_moment(categorieen, categorie)
        for kant in ("lasten", "baten")
        for code, categorieen in _keuzes(bouw).get(f"balans_{kant}", {}).items()
        for categorie in categorieen
    }
    codes = _keuzes(bouw).get("balans", {}) if bouw.regels.gewone_mutatie_bij_stand else {}
    allowed = balanscellen(CODES / "balanscellen.csv", t)
    usual = {
        (code, kant, categorie)
        for code in codes
        for begin, kant, categorie in _GEWOON
        if code.startswith(begin) and (kant, code, categorie) in allowed
    }
    names = codenamen(CODES / "balanscodes.csv", t)
    rijen = []
    for code, kant, categorie in dict.fromkeys((*given, *usual)) if t >= _EERSTE else ():
        naam = codenamen(CODES / "categorieen.csv", t, kant).get(categorie, "")
        own: Mapping[str, int] = given.get((code, kant, categorie), {})
        cellen: list[Cel] = [own.get(moment) for moment in momenten]
        rijen.append(Rij(f"{code} {names.get(code, '')}".strip(), f"{kant} {categorie} {naam}".strip(), cellen))
    return Tabel("iv3-mutaties", 0, [*momenten.values()], rijen)


def kwartalen(bouw: Bouw, programma: Programma) -> Tabel:
    """Return what was realised of each side until the end of each quarter, beside the budget of the document.

    What was realised stands in the files as they are, also where the document shows the budget as it was adopted.
    """
    momenten = _kwartalen(bouw.t)
    budget = _budget(bouw)
    stored = next((p for p in bouw.gelezen.programmas if p.nummer == programma.nummer), programma)
    rijen = []
    for van in bouw.namen(programma, "post", "reserve"):
        naam, som = str(bouw.bedragen.record(van)["naam"]), bouw.som([van])
        for kant in KANTEN[van.soort]:
            own = per_moment(stored.van(van.soort).get(van.sleutel, {}), kant, "realisatie")
            told = [own.get(moment) for moment in momenten]
            geraamd = bedrag(som, kant, budget.termen)
            if geraamd or any(cel is not None for cel in told):
                rijen.append(Rij(naam, kant.capitalize(), [*told, geraamd]))
    return Tabel("iv3-kwartalen", programma.nummer, [*momenten.values(), budget.kop], rijen)


def _budget(bouw: Bouw) -> Kolom:
    """Return the column that budgets T: na wijziging where the document prints that."""
    own = [k for k in bouw.kolommen if k.jaar == bouw.t and k.termen and {*k.fasen} <= {BEGROTING, WIJZIGING}]
    own = [kolom for kolom in own if BEGROTING in kolom.fasen]
    return own[-1 if bouw.regels.kwartaal_naast_na_wijziging else 0]
