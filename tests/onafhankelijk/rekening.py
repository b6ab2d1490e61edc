"""The tables of the accounts alone: what the council authorised, what becomes of the result, and equity (BBV)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tests.onafhankelijk import financieel
from tests.onafhankelijk.financieel import BESTEMMING, Verloop, bedrag
from tests.onafhankelijk.sjabloon import BEGROTING, REKENING, WIJZIGING, Term, Termen
from tests.onafhankelijk.tabel import RESULTAAT, TEKST, Bouw, Cel, Rij, Tabel

_GEAUTORISEERD: Final = {"lasten": "Lasten", "toevoeging": "Toevoegingen aan reserves"}
"""What the council authorises of each programme."""

_SOORTEN: Final = {"algemene reserve": "algemene reserves", "bestemmingsreserve": "bestemmingsreserves"}
"""The kinds of reserve in the order of the balance sheet (BBV art. 43), and what several are called."""


def rechtmatigheid(bouw: Bouw) -> Tabel:
    """Return what each programme was allowed and what it took; what one left makes up for no other."""
    t = bouw.t
    koppen = [f"Begroting {t} na wijziging", f"Rekening {t}", "Overschrijding", "Conclusie", "Toelichting"]
    na: Termen = (Term(BEGROTING, t), Term(WIJZIGING, t)) if bouw.regels.raad_wijzigt else (Term(BEGROTING, t),)
    rijen: list[Rij] = []
    for programma in bouw.dossier.programmas if bouw.sjabloon.is_rekening(t) else ():
        som = bouw.som(bouw.namen(programma, "post", "reserve"))
        for kant, naam in _GEAUTORISEERD.items():
            allowed, taken = bedrag(som, kant, na), bedrag(som, kant, (Term(REKENING, t),))
            if kant == "lasten" or allowed or taken:
                more = taken - allowed
                conclusie = "overschreden" if more > 0 else "binnen budget"
                rijen.append(Rij(programma.titel, naam, [allowed, taken, max(more, 0), conclusie, TEKST]))
    if rijen:
        allowed, taken, more = (sum(_int(rij.cellen[k]) for rij in rijen) for k in range(3))
        if not bouw.regels.overschrijding_blijft:
            more = max(taken - allowed, 0)
        rijen.append(Rij("Totaal", "", [allowed, taken, more, None, None]))
    return Tabel("rechtmatigheid", 0, koppen, rijen)


def _int(cel: Cel) -> int:
    return cel if isinstance(cel, int) else 0


def _resultaat(bouw: Bouw, jaar: int) -> int:
    """Return the result of the accounts of a year after reserves; a surplus is positive."""
    som = bouw.bedragen.som()
    return -sum(factor * bedrag(som, kant, (Term(REKENING, jaar),)) for kant, factor in RESULTAAT.kanten.items())


def _reserves(bouw: Bouw) -> list[Verloop]:
    return financieel.reserves(bouw.bedragen, bouw.sjabloon.verloop, bouw.nummers)


def resultaatbestemming(bouw: Bouw) -> Tabel:
    """Return the result, what each reserve gets of it or adds to it, and what is left to decide.

    A result of a part of the municipality is nobody's to give away, unless a reserve says that it gets of it.
    """
    t = bouw.t
    courses = _reserves(bouw)
    rijen: list[Rij] = []
    if bouw.sjabloon.is_rekening(t) and (bouw.dossier.geheel or any(t in course.bestemd for course in courses)):
        result = _resultaat(bouw, t)
        rijen.append(Rij(f"Resultaat {t}", "", [result]))
        for course in courses:
            own = course.bestemd.get(t)
            if own is not None or course.tabel["soort"] == "algemene reserve":
                rijen.append(Rij(course.naam, "uit de reserve" if (own or 0) < 0 else "naar de reserve", [own]))
        given = sum(course.bestemd.get(t, 0) for course in courses)
        rijen.append(Rij("Bestemd", "", [given]))
        rijen.append(Rij("Nog te bestemmen", "", [result - given if bouw.regels.bestemd_gaat_af else result]))
    return Tabel("resultaatbestemming", 0, [f"Rekening {t}"], rijen)


# --- equity ---------------------------------------------------------------------------------------


def vermogen(bouw: Bouw) -> Tabel:
    """Return equity: reserves by kind, the results that are in none of them yet, and what the balance sheet says."""
    t = bouw.t
    koppen = [f"Stand 1-1 {t}", "Toevoegingen", "Onttrekkingen", f"Bestemming resultaat {t - 1}"]
    koppen += [f"Stand 31-12 {t}", "Volgens de balans"]
    if not (bouw.sjabloon.is_rekening(t) and bouw.dossier.geheel):
        return Tabel("vermogen", 0, koppen, [])
    courses = _reserves(bouw)
    rijen = []
    for soort, meervoud in _SOORTEN.items():
        own = [course for course in courses if course.tabel["soort"] == soort]
        rijen += [Rij(course.naam, "", [*_verloop(bouw, [course]), None]) for course in own]
        if own:
            rijen.append(Rij(f"Totaal {meervoud}", "", [*_verloop(bouw, own), None]))
    every = _verloop(bouw, courses)
    rijen.append(Rij("Totaal reserves", "", [*every, None]))
    before, given = _resultaat(bouw, t - 1), sum(course.bestemd.get(t - 1, 0) for course in courses)
    vorig = [before, 0, 0, -given, before - given]
    nu = [0, 0, 0, 0, _resultaat(bouw, t)]
    rijen.append(Rij(f"Resultaat {t - 1}", "nog te bestemmen", [*vorig, None]))
    rijen.append(Rij(f"Resultaat {t}", "", [*nu, None]))
    results = [a + b if bouw.regels.resultaat_is_vermogen else 0 for a, b in zip(vorig, nu, strict=True)]
    whole = [(own or 0) + more for own, more in zip(every, results, strict=True)]
    balans = _volgens_balans(bouw)
    rijen.append(Rij("Eigen vermogen", "", [*whole, balans]))
    if balans is None:
        koppen, rijen = koppen[:-1], [rij._replace(cellen=rij.cellen[:-1]) for rij in rijen]
    return Tabel("vermogen", 0, koppen, rijen)


def _verloop(bouw: Bouw, courses: Sequence[Verloop]) -> list[int | None]:
    """Return what some reserves had at the begin of T, what moved them, and what they have; what is unknown adds 0."""
    at = next(i for i, kolom in enumerate(bouw.sjabloon.verloop) if kolom.jaar == bouw.t)
    stromen = [
        sum(course.stromen[kant][at] for course in courses if kant in course.stromen)
        for kant in ("toevoeging", "onttrekking", BESTEMMING)
    ]
    begin, eind = (_stand([getattr(course, wat)[at] for course in courses]) for wat in ("begin", "eind"))
    return [begin, *stromen, eind]


def _stand(standen: Sequence[int | None]) -> int | None:
    known = [stand for stand in standen if stand is not None]
    return sum(known) if known else None


def _volgens_balans(bouw: Bouw) -> int | None:
    course = bouw.sjabloon.verloop
    sheets = financieel.balansen(bouw.bedragen, course)
    sheet = next(sheet for kolom, sheet in zip(course, sheets, strict=True) if kolom.jaar == bouw.t)
    return sheet["eigen_vermogen"] if sheet else None
