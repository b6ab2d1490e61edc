"""The tables of what is carried from year to year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

from tests.onafhankelijk import financieel
from tests.onafhankelijk.afdruk import procent
from tests.onafhankelijk.bedragen import Som
from tests.onafhankelijk.financieel import ACTIVA, BESTEMMING, EMU, PASSIVA, SCHULD, Verloop, bedrag
from tests.onafhankelijk.sjabloon import Kolom
from tests.onafhankelijk.tabel import Bouw, Cel, Rij, Tabel


def reserveverloop(bouw: Bouw) -> Tabel:
    """Balance at 1 January, what is added and withdrawn, balance at 31 December, per reserve."""
    courses = financieel.reserves(bouw.bedragen, bouw.sjabloon.verloop, bouw.nummers)
    woorden = {"toevoeging": "Toevoegingen", "onttrekking": "Onttrekkingen"}
    rijen = _verlopen(courses, {**woorden, BESTEMMING: "Bestemming resultaat vorig jaar"})
    return Tabel("reserveverloop", 0, [k.kop for k in bouw.sjabloon.verloop], rijen)


def voorzieningen(bouw: Bouw) -> Tabel:
    """Return the same of provisions."""
    courses = financieel.voorzieningen(bouw.bedragen, bouw.sjabloon.verloop, bouw.nummers)
    rijen = _verlopen(courses, {"dotatie": "Dotatie", "vrijval": "Vrijval", "aanwending": "Aanwending"})
    return Tabel("voorzieningen", 0, [k.kop for k in bouw.sjabloon.verloop], rijen)


def _verlopen(courses: Sequence[Verloop], woorden: dict[str, str]) -> list[Rij]:
    rijen = []
    for course in courses:
        rijen.append(Rij(course.naam, "Stand 1-1", [*course.begin]))
        shown = {kant: woord for kant, woord in woorden.items() if kant in course.stromen}
        rijen += [Rij(course.naam, woord, [*course.stromen[kant]]) for kant, woord in shown.items()]
        rijen.append(Rij(course.naam, "Stand 31-12", [*course.eind]))
    return rijen


def reservestaat(bouw: Bouw) -> Tabel:
    """Return the reserves in year T by their function, with subtotals."""
    at = [i for i, kolom in enumerate(bouw.sjabloon.verloop) if kolom.jaar == bouw.t]
    courses = financieel.reserves(bouw.bedragen, bouw.sjabloon.verloop, bouw.nummers)
    kanten = ["toevoeging", "onttrekking", *([BESTEMMING] if any(BESTEMMING in c.stromen for c in courses) else [])]
    delen = ("stand 1 januari", *(_STROMEN[kant] for kant in kanten), "stand 31 december")
    koppen = [f"{bouw.sjabloon.verloop[i].kop} {deel}" for i in at for deel in delen]
    if not any(course.functie for course in courses):
        return Tabel("reservestaat", 0, koppen, [])
    rijen: list[Rij] = []
    for functie in dict.fromkeys(course.functie for course in courses):
        naam = functie or "zonder functie"
        own = [course for course in courses if course.functie == functie]
        rijen.append(Rij(naam, "", [None] * len(koppen)))
        rijen += [Rij(course.naam, "", _staat(course, at, kanten)) for course in own]
        rijen.append(Rij(f"Totaal {naam}", "", _samen(own, at, kanten)))
    rijen.append(Rij("Totaal", "", _samen(courses, at, kanten)))
    return Tabel("reservestaat", 0, koppen, rijen)


_STROMEN: Final = {
    "toevoeging": "toevoegingen",
    "onttrekking": "onttrekkingen",
    BESTEMMING: "bestemming resultaat vorig jaar",
}


def _staat(course: Verloop, at: Sequence[int], kanten: Sequence[str]) -> list[Cel]:
    moved = [course.stromen.get(kant, [0] * (max(at) + 1)) for kant in kanten]
    return [cel for i in at for cel in (course.begin[i], *(flow[i] for flow in moved), course.eind[i])]


def _samen(courses: Sequence[Verloop], at: Sequence[int], kanten: Sequence[str]) -> list[Cel]:
    """Return sums; a balance that nobody knows is blank."""
    columns = zip(*(_staat(course, at, kanten) for course in courses), strict=True)
    known = ([cel for cel in column if isinstance(cel, int)] for column in columns)
    return [sum(cells) if cells else None for cells in known]


def _jaren(bouw: Bouw, vanaf: int) -> list[Kolom]:
    return [kolom for kolom in bouw.sjabloon.verloop if kolom.jaar >= vanaf]


def emu(bouw: Bouw) -> Tabel:
    """Return the flows that make the EMU-saldo, from T-1 on, and the reference value."""
    kolommen = _jaren(bouw, bouw.t - 1)
    flows = [financieel.stromen(bouw.bedragen, kolom) for kolom in kolommen]
    rijen = [Rij(naam, kant, [flow[sleutel] for flow in flows]) for sleutel, (naam, kant) in EMU.items()]
    saldi = [financieel.emu_saldo(flow) for flow in flows]
    known = [
        financieel.gegeven(bouw.bedragen, "emu", k.jaar, financieel.voorrang(k)).get("referentiewaarde")
        for k in kolommen
    ]
    rijen.append(Rij("EMU-saldo", "", [*saldi]))
    rijen.append(Rij("Individuele referentiewaarde", "", [*known]))
    ruimte: list[Cel] = [None if ref is None else saldo - ref for saldo, ref in zip(saldi, known, strict=True)]
    rijen.append(Rij("Ruimte boven de referentiewaarde", "", ruimte))
    return Tabel("emu", 0, [kolom.kop for kolom in kolommen], rijen)


def balans(bouw: Bouw) -> Tabel:
    """Return the balance sheet at the end of each year from T-1 on."""
    every = list(bouw.sjabloon.verloop)
    sheets = [
        (kolom, sheet)
        for kolom, sheet in zip(every, financieel.balansen(bouw.bedragen, every), strict=True)
        if kolom.jaar >= bouw.t - 1
    ]
    rijen: list[Rij] = []
    if any(sheet for _, sheet in sheets):
        for kant, posten in (("activa", ACTIVA), ("passiva", PASSIVA)):
            rijen.append(Rij(kant.capitalize(), "", [None] * len(sheets)))
            for sleutel, naam in posten.items():
                rijen.append(Rij(naam, "", [sheet[sleutel] if sheet else None for _, sheet in sheets]))
            som: list[Cel] = [sum(sheet[p] for p in posten) if sheet else None for _, sheet in sheets]
            rijen.append(Rij(f"Totaal {kant}", "", som))
    return Tabel("balans", 0, [f"31-12-{kolom.jaar}" for kolom, _ in sheets], rijen)


# --- ratios ---------------------------------------------------------------------------------------

_SCHULDEN: Final = (SCHULD, "vlottende_schuld", "overlopende_passiva")
_MIDDELEN: Final = ("uitzettingen_lang", "uitzettingen_kort", "liquide_middelen", "overlopende_activa")

Breuk = Fraction | None

_HOGER_IS_SLECHTER: Final = ("voldoende", "matig", "onvoldoende")
_HOGER_IS_BETER: Final = ("onvoldoende", "matig", "voldoende")


def kengetallen(bouw: Bouw) -> Tabel:
    """Return the six ratios of a whole municipality with their signal values (Stcrt. 2015, 20619)."""
    kolommen = list(bouw.sjabloon.quoten)
    koppen = [kolom.kop for kolom in kolommen]
    if not bouw.dossier.geheel:
        return Tabel("kengetallen", 0, koppen, [])
    sheets = financieel.balansen(bouw.bedragen, kolommen)
    rows: list[tuple[str, list[Breuk], tuple[int, int], tuple[str, str, str]]] = [
        (naam, [quote(bouw, k, s) for k, s in zip(kolommen, sheets, strict=True)], grenzen, woorden)
        for naam, quote, grenzen, woorden in _KENGETALLEN
    ]
    rijen = []
    for naam, quotes, grenzen, woorden in rows:
        rijen.append(Rij(naam, "Percentage", [None if q is None else procent(q) for q in quotes]))
        rijen.append(Rij(naam, "Signaal", [None if q is None else _woord(q, grenzen, woorden) for q in quotes]))
    return Tabel("kengetallen", 0, koppen, rijen)


def _woord(quote: Fraction, grenzen: tuple[int, int], woorden: tuple[str, str, str]) -> str:
    laag, hoog = grenzen
    return woorden[0] if quote * 100 < laag else woorden[2] if quote * 100 > hoog else woorden[1]


def _quote(teller: int, noemer: int) -> Breuk:
    """Return a ratio; of a total that is no more than nothing there is none."""
    return Fraction(teller, noemer) if noemer > 0 else None


def _baten(bouw: Bouw, kolom: Kolom) -> int:
    som = bouw.bedragen.som()
    withdrawn = 0 if bouw.regels.quote_zonder_reserves else bedrag(som, "onttrekking", kolom.termen)
    return bedrag(som, "baten", kolom.termen) + withdrawn


def _schuldquote(bouw: Bouw, kolom: Kolom, sheet: dict[str, int] | None) -> Breuk:
    if sheet is None:
        return None
    net = sum(sheet[p] for p in _SCHULDEN) - sum(sheet[p] for p in _MIDDELEN)
    return _quote(net, _baten(bouw, kolom))


def _gecorrigeerd(bouw: Bouw, kolom: Kolom, sheet: dict[str, int] | None) -> Breuk:
    if sheet is None:
        return None
    net = sum(sheet[p] for p in _SCHULDEN) - sum(sheet[p] for p in (*_MIDDELEN, "leningen"))
    return _quote(net, _baten(bouw, kolom))


def _solvabiliteit(_: Bouw, __: Kolom, sheet: dict[str, int] | None) -> Breuk:
    return None if sheet is None else _quote(sheet["eigen_vermogen"], sum(sheet[p] for p in ACTIVA))


def _grondexploitatie(bouw: Bouw, kolom: Kolom, sheet: dict[str, int] | None) -> Breuk:
    return None if sheet is None else _quote(sheet["bouwgronden"], _baten(bouw, kolom))


def _ruimte(bouw: Bouw, kolom: Kolom, _: dict[str, int] | None) -> Breuk:
    som: Som = bouw.bedragen.som(lambda feit: not feit.incidenteel)
    factors = {"baten": 1, "lasten": -1, "onttrekking": 1, "toevoeging": -1}
    room = sum(factor * bedrag(som, kant, kolom.termen) for kant, factor in factors.items())
    return _quote(room, _baten(bouw, kolom))


def _belasting(bouw: Bouw, kolom: Kolom, _: dict[str, int] | None) -> Breuk:
    before = 1 if bouw.regels.woonlasten_jaar_eerder else 0
    fasen = financieel.voorrang(kolom)
    own = financieel.gegeven(bouw.bedragen, "kengetallen", kolom.jaar, fasen).get("woonlasten")
    other = financieel.gegeven(bouw.bedragen, "kengetallen", kolom.jaar - before, fasen).get("woonlasten_landelijk")
    return None if own is None or other is None else _quote(own, other)


_KENGETALLEN: Final[
    tuple[tuple[str, Callable[[Bouw, Kolom, dict[str, int] | None], Breuk], tuple[int, int], tuple[str, str, str]], ...]
] = (
    ("Netto schuldquote", _schuldquote, (90, 130), _HOGER_IS_SLECHTER),
    (
        "Netto schuldquote gecorrigeerd voor alle verstrekte leningen",
        _gecorrigeerd,
        (90, 130),
        _HOGER_IS_SLECHTER,
    ),
    ("Solvabiliteitsratio", _solvabiliteit, (20, 50), _HOGER_IS_BETER),
    ("Grondexploitatie", _grondexploitatie, (20, 35), _HOGER_IS_SLECHTER),
    ("Structurele exploitatieruimte", _ruimte, (0, 0), _HOGER_IS_BETER),
    ("Belastingcapaciteit", _belasting, (95, 105), _HOGER_IS_SLECHTER),
)
