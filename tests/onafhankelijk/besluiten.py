"""The tables of decisions: the register, the course from the previous budget to this one, and the allocation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tests.onafhankelijk.bedragen import (
    KANTEN,
    KAPITAALLASTEN,
    MJB,
    MUTATIES,
    RAMING,
    VERDELING,
    Bedragen,
    Naam,
    Telling,
    doel,
    mutatiekanten,
)
from tests.onafhankelijk.lezen import Besluit, Programma, per_jaar
from tests.onafhankelijk.lezen import Tabel as Tabelinhoud
from tests.onafhankelijk.sjabloon import BEGROTING, WIJZIGING
from tests.onafhankelijk.tabel import RESULTAAT, SALDO, TEKST, Bouw, Cel, Maat, Rij, Tabel
from tests.onafhankelijk.verdelen import plek

_EFFECT: Final = {"lasten": -1, "baten": 1, "toevoeging": -1, "onttrekking": 1}
"""What more of a side does to the balance."""

_GEEN: Final = "geen"
"""Stands for no decision where a step is of one."""


def op_volgorde(besluiten: Iterable[Besluit]) -> list[Besluit]:
    """Return decisions that make the budget, then those that amend it; by date and by number as people read it."""
    return sorted(besluiten, key=_plaats)


def _plaats(besluit: Besluit) -> tuple[bool, str, list[tuple[int, str]]]:
    parts = re.findall(r"\d+|\D+", str(besluit.kop["nummer"]))
    number = [(int(p), "") if p.isdigit() else (-1, p) for p in parts]
    return besluit.kop.get("telt_mee") == "wijziging", str(besluit.kop.get("datum", "9999")), number


def _soort(besluit: Besluit) -> str:
    """Return its kind as it prints; what is carried over says to which year."""
    soort = str(besluit.kop.get("soort", ""))
    jaren = [
        jaar for m in besluit.mutaties.values() for k in mutatiekanten(m) for jaar, c in per_jaar(m, k).items() if c
    ]
    return f"{soort} naar {max(jaren)}" if soort == "overheveling" and jaren else soort


def mutaties(bouw: Bouw) -> Tabel:
    """Every decision with what it changes, in natural signs; its last row is a balance, plus is favourable."""
    columns = {kolom.jaar for kolom in bouw.kolommen if kolom.jaar >= bouw.t - 1}
    jaren = sorted(columns | {telling.jaar for telling in bouw.bedragen.tellingen})
    rijen: list[Rij] = []
    for besluit in op_volgorde(bouw.dossier.besluiten):
        rijen += _besluit(bouw, besluit, jaren)
    waarin = "Post, reserve of telt mee in"
    if any(doel(m).soort == "investering" for b in bouw.dossier.besluiten for m in b.mutaties.values()):
        waarin = "Post, reserve, investering of telt mee in"
    koppen = ["Programma of status", waarin, "Aard of datum", "Dekking of besluit", *map(str, jaren)]
    return Tabel("mutaties", 0, koppen, rijen)


def _besluit(bouw: Bouw, besluit: Besluit, jaren: Sequence[int]) -> list[Rij]:
    teksten: list[Cel] = [TEKST] * 4
    rijen = [Rij(besluit.titel, _soort(besluit), [*teksten, *([None] * len(jaren))])]
    own = [telling for telling in bouw.bedragen.tellingen if telling.besluit is besluit]
    for sleutel, mutatie in besluit.mutaties.items():
        naam = str(mutatie.get("onderwerp", sleutel))
        for kant in dict.fromkeys(telling.kant for telling in own if telling.mutatie is mutatie):
            bedragen = per_jaar(mutatie, kant)
            rijen.append(Rij(naam, kant.capitalize(), [*teksten, *(bedragen.get(jaar) for jaar in jaren)]))
    kanten = dict.fromkeys(telling.kant for telling in own)
    rijen += [
        Rij("Totaal", kant.capitalize(), [*teksten, *_som([t for t in own if t.kant == kant], jaren)])
        for kant in kanten
    ]
    if _EFFECT.keys() & kanten:
        saldo = [sum(_EFFECT.get(t.kant, 0) * t.bedrag for t in own if t.jaar == jaar) for jaar in jaren]
        rijen.append(Rij("Totaal", "Saldo (+ is voordelig)", [*teksten, *saldo]))
    return rijen


def _som(tellingen: Sequence[Telling], jaren: Sequence[int]) -> list[int]:
    return [sum(t.bedrag for t in tellingen if t.jaar == jaar) for jaar in jaren]


# --- from the previous budget to this one ---------------------------------------------------------


def verloop(bouw: Bouw) -> Tabel:
    """Per programme and for all: what the previous budget said, each decision, what is computed, what was typed."""
    kolommen = [k for k in bouw.kolommen if k.jaar >= bouw.t and k.fasen == (BEGROTING,)]
    koppen = [kolom.kop for kolom in kolommen]
    jaren = [kolom.jaar for kolom in kolommen]
    if not any(feit.fase == MJB for feit in bouw.bedragen.feiten if feit.van.soort in ("post", "reserve")):
        return Tabel("verloop", 0, koppen, [])
    groups: list[tuple[str, Sequence[Programma]]] = [
        (f"Programma {p.nummer} {p.naam}", [p]) for p in bouw.dossier.programmas
    ]
    if len(groups) > 1:
        groups.append(("Alle programma's", bouw.dossier.programmas))
    rijen: list[Rij] = []
    for naam, programmas in groups:
        for wat, maat in (("saldo van baten en lasten", SALDO), ("saldo na reserves", RESULTAAT)):
            rijen += [Rij(f"{naam}, {wat}", stap, cellen) for stap, cellen in _stappen(bouw, programmas, maat, jaren)]
    return Tabel("verloop", 0, koppen, rijen)


def _stappen(
    bouw: Bouw, programmas: Sequence[Programma], maat: Maat, jaren: Sequence[int]
) -> list[tuple[str, list[Cel]]]:
    """Return the steps of these programmes with what each does to the balance."""
    nummers = {p.nummer for p in programmas}
    feiten = [f for f in bouw.bedragen.feiten if f.van.nummer in nummers and f.van.soort in ("post", "reserve")]
    now = [f for f in feiten if f.fase == BEGROTING and f.jaar in jaren]

    def effect(fase: str, bron: str = "", besluit: str = "") -> list[Cel]:
        chosen = [f for f in feiten if f.fase == fase and bron in ("", f.bron)]
        if besluit:
            chosen = [f for f in chosen if f.besluit == (besluit if besluit != _GEEN else "")]
        factor = bouw.weergave.teken("saldo")
        return [factor * sum(maat.kanten.get(f.kant, 0) * f.bedrag for f in chosen if f.jaar == j) for j in jaren]

    steps = [("Vorige meerjarenraming", effect(MJB))]
    counting = {f.besluit for f in now if f.bron == MUTATIES and f.besluit}
    decisions = [b for b in op_volgorde(bouw.dossier.besluiten) if b.bestand in counting]
    steps += [(besluit.titel, effect(BEGROTING, MUTATIES, besluit.bestand)) for besluit in decisions]
    before = [f for f in feiten if f.fase == MJB and f.jaar in jaren]
    for bron in (KAPITAALLASTEN, VERDELING):
        if any(f.bron == bron for f in (*now, *before)):
            steps.append((bron.capitalize(), _min(effect(BEGROTING, bron), effect(MJB, bron))))
    if any(f.bron == MUTATIES and not f.besluit for f in now):
        # what was adopted is more or less than what decisions say now
        steps.append(("Besluiten, zoals vastgesteld", effect(BEGROTING, MUTATIES, _GEEN)))
    typed = _min(effect(BEGROTING, RAMING), effect(MJB, RAMING))
    return [*steps, ("Direct in de post gewijzigd", typed), ("Begroting", effect(BEGROTING))]


def _min(ones: Sequence[Cel], others: Sequence[Cel]) -> list[Cel]:
    pairs = zip(ones, others, strict=True)
    return [one - other if isinstance(one, int) and isinstance(other, int) else None for one, other in pairs]


# --- allocation -----------------------------------------------------------------------------------


def kostenverdeling(bouw: Bouw) -> Tabel:
    """Per cost centre what there is to hand out, who receives what, and that nothing is left."""
    jaren = bouw.plan
    rijen: list[Rij] = []
    for sleutel, kop in bouw.dossier.begroting.get("kostenplaats", {}).items():
        naam = str(kop["naam"])
        own = {u.jaar: u for u in bouw.bedragen.verdeling if u.plaats.sleutel == sleutel and u.jaar in jaren}
        plaats = next(iter(own.values())).plaats
        lasten = [own[jaar].lasten for jaar in jaren]
        verdeeld = [sum(own[jaar].delen) for jaar in jaren]
        rijen.append(Rij(naam, f"Lasten van {_post(bouw.bedragen, kop)}", [TEKST, *lasten]))
        for i, line in enumerate(plaats.regels):
            rijen.append(Rij(naam, _post(bouw.bedragen, line), [TEKST, *(own[jaar].delen[i] for jaar in jaren)]))
        rijen.append(Rij(naam, "Verdeeld", [TEKST, *verdeeld]))
        rijen.append(Rij(naam, "Rest", [None, *(a - b for a, b in zip(lasten, verdeeld, strict=True))]))
    return Tabel("kostenverdeling", 0, ["Aandeel", *map(str, jaren)], rijen)


def _post(bedragen: Bedragen, tabel: Tabelinhoud) -> str:
    nummer, sleutel = plek(tabel)
    return f"{nummer} {bedragen.dossier.programma(nummer).van('post')[sleutel]['naam']}"


# --- what one decision changes --------------------------------------------------------------------


def begrotingswijziging(bouw: Bouw, besluit: Besluit) -> Tabel:
    """Return what the budget of T was with the decisions before this one, what it changes, what it becomes."""
    order = op_volgorde(bouw.dossier.besluiten)
    vanaf = {b.bestand for b in order[order.index(besluit) :]}
    own = [telling for telling in bouw.bedragen.tellingen if telling.besluit is besluit]
    later = sorted({k.jaar for k in bouw.kolommen if k.jaar > bouw.t} | {t.jaar for t in own if t.jaar > bouw.t})
    w = _Wijziging(bouw, own, later, vanaf, is_contained=besluit.kop.get("telt_mee") == "niet")
    nummers = {int(m["programma"]) for m in besluit.mutaties.values()}
    touched = [p for p in bouw.dossier.programmas if p.nummer in nummers]
    others = [p for p in bouw.dossier.programmas if p.nummer not in nummers]
    rijen, kanten = [], dict[str, list[Programma]]()
    for programma in touched:
        naam = f"Programma {programma.nummer} {programma.naam}"
        for kant in w.kanten(programma):
            kanten.setdefault(kant, []).append(programma)
            rijen.append(w.rij(naam, kant.capitalize(), [programma], {kant: _teken(bouw, kant)}))
            rijen += w.delen(besluit, programma, kant)
        rijen.append(w.rij(naam, "Saldo na reserves", [programma], w.saldo))
    rijen += [w.rij("Totaal", kant.capitalize(), shown, {kant: _teken(bouw, kant)}) for kant, shown in kanten.items()]
    rijen.append(w.rij("Totaal", "Saldo na reserves", touched, w.saldo))
    if others:
        rijen.append(w.rij("Andere programma's", "Saldo na reserves", others, w.saldo))
    rijen.append(w.rij("Begroting", "Begrotingssaldo", bouw.dossier.programmas, w.saldo))
    t = bouw.t
    koppen = [f"Begroting {t} voor", f"Wijziging {t}", f"Begroting {t} na", *(f"Wijziging {jaar}" for jaar in later)]
    return Tabel("begrotingswijziging", 0, koppen, rijen)


def _teken(bouw: Bouw, kant: str) -> int:
    """Return the factor that turns an amount of a side into the printed one; credits print as lasten and baten."""
    return bouw.weergave.teken("lasten" if kant in ("lasten", "toevoeging", "uitgaven") else "baten")


@dataclass(frozen=True, slots=True)
class _Wijziging:
    """One decision: its amounts, the later years it has columns of, and which decisions are not there before it."""

    bouw: Bouw
    own: Sequence[Telling]
    later: Sequence[int]
    vanaf: set[str]
    is_contained: bool

    @property
    def saldo(self) -> dict[str, int]:
        """Return the sides of the balance with the factor of each; a credit does not count in it."""
        factor = self.bouw.weergave.teken("saldo")
        return {kant: factor * cents for kant, cents in RESULTAAT.kanten.items()}

    def kanten(self, programma: Programma) -> list[str]:
        """Return the sides that have a row at a programme."""
        reserves = KANTEN["reserve"] if programma.van("reserve") else ()
        credits_ = any(t.van.nummer == programma.nummer and t.van.soort == "investering" for t in self.own)
        return [*KANTEN["post"], *reserves, *(("uitgaven", "bijdrage") if credits_ else ())]

    def rij(self, naam: str, soort: str, programmas: Sequence[Programma], kanten: dict[str, int]) -> Rij:
        """Return the row of some sides of whole programmes."""
        nummers = {p.nummer for p in programmas}
        soorten = ("post", "reserve", "investering")
        namen = [van for van, _ in self.bouw.bedragen.records(*soorten) if van.nummer in nummers]
        return Rij(naam, soort, self._cellen(namen, kanten))

    def delen(self, besluit: Besluit, programma: Programma, kant: str) -> list[Rij]:
        """Return a row per post, reserve or investment of which the side changes, with the marks of its notes."""
        marks: dict[Naam, list[str]] = {}
        for number, mutatie in enumerate(besluit.mutaties.values(), 1):
            if kant in mutatiekanten(mutatie) and doel(mutatie).nummer == programma.nummer:
                marks.setdefault(doel(mutatie), []).append(f"{number})")
        return [
            Rij(
                " ".join([str(self.bouw.bedragen.record(van)["naam"]), *own]),
                kant.capitalize(),
                self._cellen([van], {kant: _teken(self.bouw, kant)}),
            )
            for van, own in marks.items()
        ]

    def _cellen(self, namen: Sequence[Naam], kanten: dict[str, int]) -> list[Cel]:
        own = [t for t in self.own if t.kant in kanten and t.van in namen]
        voor = sum(factor * self._voor(namen, kant) for kant, factor in kanten.items())
        change = {
            jaar: sum(kanten[t.kant] * t.bedrag for t in own if t.jaar == jaar) for jaar in (self.bouw.t, *self.later)
        }
        nu = change.pop(self.bouw.t)
        return [voor, nu, voor + nu, *change.values()]

    def _voor(self, namen: Sequence[Naam], kant: str) -> int:
        """Return a side in T as the decisions before this one left it."""
        t, bedragen = self.bouw.t, self.bouw.bedragen
        if kant in ("uitgaven", "bijdrage"):
            now: int = sum(bedragen.kredieten_nu[van][kant].get(t, 0) for van in namen if van.soort == "investering")
            back = [x for x in bedragen.tellingen if x.jaar == t and x.kant == kant and bedragen.is_krediet(x)]
            now -= sum(x.bedrag for x in back if x.van in namen and x.besluit.bestand in self.vanaf)
        else:
            som = self.bouw.som(namen, lambda feit: not (feit.bron == MUTATIES and feit.besluit in self.vanaf))
            now = som.get((kant, BEGROTING, t), 0) + som.get((kant, WIJZIGING, t), 0)
        if self.is_contained:
            now -= sum(x.bedrag for x in self.own if x.jaar == t and x.kant == kant and x.van in namen)
        return now
