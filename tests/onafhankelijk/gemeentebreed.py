"""The tables over all programmes that add up posts and reserves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from tests.onafhankelijk.bedragen import KAPITAALLASTEN, MUTATIES, Feit, Naam
from tests.onafhankelijk.lezen import Programma, cents, codenamen
from tests.onafhankelijk.sjabloon import BEGROTING, WIJZIGING, Kolom, Term
from tests.onafhankelijk.tabel import (
    BATEN,
    BATEN_NA,
    EXPLOITATIE,
    KANTMAAT,
    LASTEN,
    LASTEN_NA,
    RESERVES,
    RESULTAAT,
    SALDO,
    SALDO_NA,
    TEKST,
    Bouw,
    Cel,
    Maat,
    Rij,
    Tabel,
    alle_termen,
    optellen,
)
from tests.onafhankelijk.tabel import MUTATIES as RESERVEMUTATIES

CODES: Final = Path(__file__).parents[2] / "templates" / "iv3"
"""The code lists of Statistics Netherlands, for the names of codes."""

_ACHTERAAN: Final = ("overhead", "vpb", "onvoorzien")
_VOLGORDE: Final = ("programma", "algemene-dekkingsmiddelen", *_ACHTERAAN)
_MEERVOUD: Final = {
    "lasten": "lasten",
    "baten": "baten",
    "toevoeging": "toevoegingen",
    "onttrekking": "onttrekkingen",
}


def baten_lasten(bouw: Bouw) -> Tabel:
    """Return the overview that the council adopts: programmes, general means, overhead, reserves, result (BBV 17)."""
    rijen: list[Rij] = []
    programmas = sorted(bouw.dossier.programmas, key=lambda p: _VOLGORDE.index(p.soort))
    for programma in programmas:
        rijen += bouw.rijen(programma.titel, EXPLOITATIE, bouw.som(bouw.namen(programma, "post")))
        if programma.soort == "algemene-dekkingsmiddelen":
            rijen += _terreinen(bouw, programma)
    rijen += bouw.rijen("Totaal", EXPLOITATIE, bouw.som(bouw.alle("post")), bouw.saldowoord)
    rijen.append(bouw.kop("Toevoegingen en onttrekkingen aan reserves"))
    for programma in programmas:
        if programma.van("reserve"):
            rijen += bouw.rijen(programma.titel, RESERVES, bouw.som(bouw.namen(programma, "reserve")))
    rijen += bouw.rijen("Reserves", RESERVES, bouw.som(bouw.alle("reserve")), "Mutaties reserves")
    resultaat = bouw.rij(bouw.resultaatwoord, RESULTAAT, bouw.som(bouw.alle("post", "reserve")))
    rijen.append(resultaat)
    if bouw.dossier.geheel:
        rijen.append(Rij("Sluitend", "", [*map(_sluitend, [bouw] * 99, bouw.kolommen, resultaat.cellen)]))
    return Tabel("baten-lasten", 0, bouw.koppen, rijen)


def _terreinen(bouw: Bouw, programma: Programma) -> list[Rij]:
    rijen = []
    for sleutel, terrein in programma.van("beleidsterrein").items():
        own = [v for v in bouw.namen(programma, "post") if bouw.bedragen.record(v)["beleidsterrein"] == sleutel]
        rijen += bouw.rijen(str(terrein["naam"]), EXPLOITATIE, bouw.som(own))
    return rijen


def _sluitend(bouw: Bouw, kolom: Kolom, resultaat: Cel) -> Cel:
    """Return whether a column of the budget has no deficit."""
    is_budget = bool(kolom.termen) and {*kolom.fasen} <= {BEGROTING, WIJZIGING}
    if not is_budget or not isinstance(resultaat, int):
        return None
    return "sluitend" if resultaat * -bouw.weergave.teken("saldo") >= 0 else "niet sluitend"


def is_incidenteel(feit: Feit) -> bool:
    """Return whether an amount is one-off."""
    return feit.incidenteel


def structureel(bouw: Bouw) -> Tabel:
    """Structural, incidental and total amounts beside each other, in the years from T on."""
    kolommen = [kolom for kolom in bouw.sjabloon.verloop if kolom.jaar >= bouw.t]
    delen: list[tuple[str, Callable[[Feit], bool]]] = [
        ("structureel", lambda feit: not feit.incidenteel),
        ("incidenteel", is_incidenteel),
        ("totaal", lambda _: True),
    ]
    koppen = [f"{kolom.kop} {deel}" for kolom in kolommen for deel, _ in delen]

    def rijen(naam: str, maten: Sequence[Maat], namen: Sequence[Naam], saldo: str = "") -> list[Rij]:
        sommen = [bouw.som(namen, waar) for _, waar in delen]
        found = [
            Rij(naam, maat.naam, [bouw.waarde(som, maat, kolom) for kolom in kolommen for som in sommen])
            for maat in maten
        ]
        return [*found[:-1], found[-1]._replace(soort=saldo)] if saldo else found

    if not _iets_incidenteels(bouw):
        return Tabel("structureel", 0, koppen, [])
    found: list[Rij] = []
    for programma in bouw.dossier.programmas:
        found += rijen(programma.titel, EXPLOITATIE, bouw.namen(programma, "post"))
    found += rijen("Totaal", EXPLOITATIE, bouw.alle("post"), bouw.saldowoord)
    found += rijen("Reserves", RESERVES, bouw.alle("reserve"), "Mutaties reserves")
    found += rijen(bouw.resultaatwoord, [RESULTAAT], bouw.alle("post", "reserve"))
    return Tabel("structureel", 0, koppen, found)


def _iets_incidenteels(bouw: Bouw) -> bool:
    return any(feit.incidenteel for feit in bouw.bedragen.feiten)


def incidenteel(bouw: Bouw) -> Tabel:
    """Per programme what is incidental, the largest apart; below it the structural balance (BBV 19)."""
    rijen: list[Rij] = []
    for programma in bouw.dossier.programmas:
        rijen += _incidenteel(bouw, programma)
    alle = bouw.alle("post", "reserve")
    rijen.append(bouw.kop("Structureel begrotingssaldo"))
    rijen.append(bouw.rij("Saldo baten en lasten", SALDO, bouw.som(alle), ""))
    rijen.append(bouw.rij("Toevoegingen en onttrekkingen aan reserves", RESERVEMUTATIES, bouw.som(alle), ""))
    rijen.append(bouw.rij("Begrotingssaldo na bestemming", RESULTAAT, bouw.som(alle)))
    waarvan = bouw.som(alle, is_incidenteel)
    rijen.append(bouw.rij("Waarvan incidentele baten en lasten (saldo)", RESULTAAT, waarvan))
    structural = bouw.rij("Structureel begrotingssaldo", RESULTAAT, bouw.som(alle, lambda feit: not feit.incidenteel))
    rijen.append(structural)
    cellen: list[Cel] = []
    for kolom, cel in zip(bouw.kolommen, structural.cellen, strict=True):
        good = isinstance(cel, int) and cel * -bouw.weergave.teken("saldo") >= 0
        cellen.append(None if kolom.verschil else "ja" if good else "nee")
    rijen.append(Rij("Structureel in evenwicht", "", cellen))
    return Tabel("incidenteel", 0, bouw.koppen, rijen)


def _incidenteel(bouw: Bouw, programma: Programma) -> list[Rij]:
    """Return the rows of one programme; one without incidental amounts has none."""
    namen = bouw.namen(programma, "post", "reserve")
    rijen: list[Rij] = []
    for kant, maat in KANTMAAT.items():
        rijen += _per_kant(bouw, namen, kant, maat)
    if not rijen:
        return []
    saldi = [
        bouw.rij("Saldo na bestemming", RESULTAAT, bouw.som(namen)),
        bouw.rij("Waarvan incidenteel", RESULTAAT, bouw.som(namen, is_incidenteel)),
        bouw.rij("Structureel saldo", RESULTAAT, bouw.som(namen, lambda feit: not feit.incidenteel)),
    ]
    return [bouw.kop(programma.titel), *rijen, *saldi]


def _per_kant(bouw: Bouw, namen: Sequence[Naam], kant: str, maat: Maat) -> list[Rij]:
    """Return who has something incidental on a side: apart above the threshold, together below it, and the sum."""
    drempel = cents(bouw.dossier.begroting.get("drempels", {}).get("incidenteel", 0))
    termen = alle_termen(bouw.kolommen)
    sommen = {van: bouw.som([van], lambda feit: feit.incidenteel and feit.kant == kant) for van in namen}
    with_some = [van for van, som in sommen.items() if any(som.get((kant, *term), 0) for term in termen)]
    rows = {van: bouw.rij(_naam(bouw, van), maat, sommen[van], kant.capitalize()) for van in with_some}
    large = {van: rij for van, rij in rows.items() if any(isinstance(c, int) and abs(c) > drempel for c in rij.cellen)}
    found = [*large.values()]
    if small := [van for van in with_some if van not in large]:
        som = bouw.som(small, lambda feit: feit.incidenteel and feit.kant == kant)
        found.append(bouw.rij("Overige", maat, som, kant.capitalize()))
    if found:
        every = bouw.som(with_some, lambda feit: feit.incidenteel and feit.kant == kant)
        found.append(bouw.rij(f"Incidentele {_MEERVOUD[kant]}", maat, every, kant.capitalize()))
    return found


def _naam(bouw: Bouw, van: Naam) -> str:
    return str(bouw.bedragen.record(van)["naam"])


# --- national classifications ---------------------------------------------------------------------

_RESERVETAAKVELD: Final = "0.10"
"""Where additions to reserves and withdrawals from them belong."""


def _op_code(codes: Iterable[str]) -> list[str]:
    """Return codes as people count them, the empty one last."""
    return sorted(codes, key=lambda code: (code == "", _getallen(code)))


def _getallen(code: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"\.", code)]


def _taakvelden(bouw: Bouw) -> dict[str, list[Naam]]:
    found: dict[str, list[Naam]] = {}
    for van in bouw.alle("post"):
        found.setdefault(str(bouw.bedragen.record(van).get("taakveld", "")), []).append(van)
    if any(found):
        found.setdefault(_RESERVETAAKVELD, []).extend(bouw.alle("reserve"))
        return {code: found[code] for code in _op_code(found)}
    return {}


_NA: Final = (LASTEN_NA, BATEN_NA, SALDO_NA)


def taakvelden(bouw: Bouw) -> Tabel:
    """Lasten and baten, reserves included, by taakveld."""
    rijen = []
    namen = codenamen(CODES / "taakvelden.csv", bouw.t)
    found = _taakvelden(bouw)
    for code, leden in found.items():
        if leden:
            rijen += bouw.rijen(_gecodeerd(code, namen, "Zonder taakveld"), _NA, bouw.som(leden))
    if found:
        rijen += bouw.rijen("Totaal", _NA, bouw.som(bouw.alle("post", "reserve")))
    return Tabel("taakvelden", 0, bouw.koppen, rijen)


def _gecodeerd(code: str, namen: dict[str, str], zonder: str) -> str:
    return f"{code} {namen.get(code, '')}".strip() if code else zonder


def hoofdtaakvelden(bouw: Bouw) -> Tabel:
    """Return the same with a heading and a total per first digit."""
    rijen: list[Rij] = []
    namen = codenamen(CODES / "taakvelden.csv", bouw.t)
    hoofden = codenamen(CODES / "hoofdtaakvelden.csv", bouw.t)
    found = {code: leden for code, leden in _taakvelden(bouw).items() if leden}
    for hoofd in dict.fromkeys(code.partition(".")[0] for code in found):
        naam = hoofden.get(hoofd, "") if hoofd else "Zonder taakveld"
        rijen.append(bouw.kop(f"{hoofd} {naam}".strip()))
        own = {code: leden for code, leden in found.items() if code.partition(".")[0] == hoofd}
        for code, leden in own.items():
            if bouw.heeft_feiten(leden, bouw.kolommen):
                rijen += bouw.rijen(_gecodeerd(code, namen, "Zonder taakveld"), _NA, bouw.som(leden))
        rijen += bouw.rijen(f"Totaal {naam}", _NA, bouw.som(v for leden in own.values() for v in leden))
    if found:
        rijen += bouw.rijen("Totaal", _NA, bouw.som(bouw.alle("post", "reserve")))
    return Tabel("hoofdtaakvelden", 0, bouw.koppen, rijen)


def categorieen(bouw: Bouw) -> Tabel:
    """Lasten and baten by economic category; capital charges, which Iv3 has on 7.3 and 7.4, apart."""
    posten = bouw.alle("post")

    def categorie(van: Naam, kant: str) -> str:
        return str(bouw.bedragen.record(van).get("categorie", {}).get(kant, ""))

    if not any(categorie(van, "lasten") for van in posten):
        return Tabel("categorieen", 0, bouw.koppen, [])
    rijen = [bouw.kop("Lasten")]
    termen = alle_termen(bouw.kolommen)
    own = [f for f in bouw.bedragen.feiten if f.van.soort == "post" and (f.fase, f.jaar) in termen]
    for kant, maat in (("lasten", LASTEN), ("baten", BATEN)):
        if kant == "baten":
            rijen.append(bouw.kop("Baten"))
        namen = codenamen(CODES / "categorieen.csv", bouw.t, kant)
        with_facts = {f.van for f in own if f.kant == kant and f.bron != KAPITAALLASTEN}
        for code in _op_code({categorie(van, kant) for van in with_facts}):
            leden = [van for van in posten if categorie(van, kant) == code]
            som = bouw.som(leden, lambda feit: feit.bron != KAPITAALLASTEN)
            rijen.append(bouw.rij(_gecodeerd(code, namen, "Zonder categorie"), maat, som))
        if kant == "lasten" and any(f.bron == KAPITAALLASTEN for f in own):
            som = bouw.som(posten, lambda feit: feit.bron == KAPITAALLASTEN)
            rijen.append(bouw.rij("7.3 en 7.4 Kapitaallasten, berekend", maat, som))
        rijen.append(bouw.rij(f"Totaal {kant}", maat, bouw.som(posten)))
    rijen.append(bouw.rij("Saldo", SALDO, bouw.som(posten)))
    return Tabel("categorieen", 0, bouw.koppen, rijen)


# --- stelposten and investments -------------------------------------------------------------------


def stelposten(bouw: Bouw) -> Tabel:
    """Per stelpost and taakstelling what was budgeted, what decisions filled in, and what is left na wijziging."""
    t = bouw.t
    koppen = ["Houder", f"Raming {t}", f"Ingevuld {t}", f"Over {t}"]
    na = Kolom(str(t), t, (Term(BEGROTING, t), Term(WIJZIGING, t)))

    def cellen(namen: Sequence[Naam]) -> list[Cel]:
        ingevuld = bouw.som(namen, lambda feit: feit.bron == MUTATIES)
        raming = bouw.som(namen, lambda feit: feit.bron != MUTATIES)
        return [bouw.waarde(som, SALDO, na) for som in (raming, ingevuld, bouw.som(namen))]

    leden = [van for van in bouw.alle("post") if bouw.bedragen.record(van).get("stelpost")]
    shown = [van for van in leden if bouw.heeft_feiten([van], [na])]
    rijen = [
        Rij(_naam(bouw, van), str(bouw.bedragen.record(van)["stelpost"]), [TEKST, *cellen([van])]) for van in shown
    ]
    if leden:
        rijen.append(Rij("Totaal", "", [None, *cellen(leden)]))
    return Tabel("stelposten", 0, koppen, rijen)


def investeringsoverzicht(bouw: Bouw) -> Tabel:
    """Investments gross and net per programme and year."""
    plan = bouw.plan
    rijen = []
    for programma in bouw.dossier.programmas:
        kredieten = [bouw.bedragen.kredieten[van] for van in bouw.namen(programma, "investering")]
        if not kredieten:
            continue
        bruto, bijdragen = (
            [sum(krediet[kant].get(jaar, 0) for krediet in kredieten) for jaar in plan]
            for kant in ("uitgaven", "bijdrage")
        )
        netto = [a - b for a, b in zip(bruto, bijdragen, strict=True)]
        for soort, reeks in zip(_INVESTERING, (bruto, bijdragen, netto), strict=True):
            rijen.append(Rij(programma.titel, soort, [*reeks, sum(reeks)]))
    if rijen:
        totals = [optellen((r for r in rijen if r.soort == soort), range(len(plan) + 1)) for soort in _INVESTERING]
        rijen += [Rij("Totaal", s, [*som.values()]) for s, som in zip(_INVESTERING, totals, strict=True)]
    return Tabel("investeringsoverzicht", 0, [*map(str, plan), "Totaal"], rijen)


_INVESTERING: Final = ("Uitgaven", "Bijdragen derden", "Netto")
