"""The register of mutations: every decision with what it changes, also those that count nowhere.

Changes have their natural signs: plus is more of that side, whatever `[weergave]` prints elsewhere. Only
the last row of a decision is a balance, and says so: plus is favourable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.model import besluiten
from budgetdesk.model.arrangement import VOORDEEL
from budgetdesk.model.besluiten import KANTEN, cover, target
from budgetdesk.model.dossier import Bestand, Dossier
from budgetdesk.model.kinds.programma import INCIDENTEEL, Post
from budgetdesk.model.kinds.wijziging import VOORSTEL, Mutatie, Wijziging
from budgetdesk.model.scope import Scope
from budgetdesk.model.vastgesteld import JAREN
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.proza import one_line
from budgetdesk.tables.records import LEEG, Cel, Records
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.velden import Velden
from budgetdesk.tables.verwijzing import fill
from budgetdesk.zinnen import met_en

_TEKSTEN: Final = ("Programma of status", "Post, reserve of telt mee in", "Aard of datum", "Dekking of besluit")
"""The columns of texts: what they hold of a mutation, and in the row that heads a decision."""

_MET_KREDIET: Final = {"Post, reserve of telt mee in": "Post, reserve, investering of telt mee in"}
"""What they are called where a decision changes a credit."""

_KANTEN: Final = tuple(kant for kanten in KANTEN.values() for kant in kanten)
"""All sides that a mutation may change, in the order of print."""

_UIT_SALDO: Final = "saldo"
"""As `dekking`: the balance of the budget changes."""

_NERGENS: Final = "telt niet mee"
_SALDO: Final = "Saldo (+ is voordelig)"


def mutaties(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Grid:
    """Return the register over these programmas: per decision its mutations, a row for each side they change.

    The years are those of the document from T-1 on, and others in which anything changes. The scope of a row
    is that of the decision, which has no key, or of the mutation; both name the file.
    """
    years = _years(cijfers)
    t = cijfers.dossier.jaar
    has_credits = any(m.investering for b in besluiten.besluiten(cijfers.dossier) for m in b.van(Mutatie))
    teksten = [_MET_KREDIET.get(tekst, tekst) if has_credits else tekst for tekst in _TEKSTEN]
    records = Records([*(Kop(tekst, t, vorm="tekst") for tekst in teksten), *(Kop(str(j), j) for j in years)])
    numbers = {b.nummer for b in programmas}
    known = {b.nummer for b in cijfers.dossier.programmas}
    for bestand in besluiten.besluiten(cijfers.dossier):
        all_ = bestand.van(Mutatie)
        own = [m for m in all_ if (n := m.programma) in numbers or n not in known]
        if own or not all_:
            _Besluit(cijfers, bestand, own, years).add_to(records)
    return records.grid("mutaties", "Mutatieregister", None, cijfers.weergave, ("Besluit en onderwerp", "Soort"))


def _years(cijfers: Cijfers) -> list[int]:
    columns = {k.jaar for k in cijfers.sjabloon.kolommen if k.jaar >= cijfers.dossier.jaar - 1}
    found = (m.amounts() for b in besluiten.besluiten(cijfers.dossier) for m in b.van(Mutatie))
    return sorted(columns | {jaar for parts in found for _, jaar, _ in parts})


@dataclass(frozen=True, slots=True)
class _Besluit:
    """One decision with those of its mutations that are shown."""

    cijfers: Cijfers
    bestand: Bestand
    mutaties: Sequence[Mutatie]
    years: Sequence[int]

    @property
    def _scope(self) -> Scope:
        return Scope("wijziging", bestand=self.bestand.naam)

    def add_to(self, records: Records) -> None:
        """Add the decision, its mutations, and what they add up to."""
        besluit = besluiten.kop(self.bestand)
        kop = Velden(self.cijfers, self.bestand, besluit)
        records.add(
            Rij(besluiten.titel(self.bestand), besluiten.soort(self.bestand), "groep", self._scope),
            kop.tekst("status"),
            Cel(besluiten.counts_in(besluit) or _NERGENS, kop.adres("telt_mee")),
            Cel(_date(besluit), kop.adres("datum")),
            kop.tekst("besluit"),
        )
        rows: dict[str, list[int]] = {kant: [] for kant in _KANTEN}
        for mutatie in self.mutaties:
            for kant, row in self._mutation(records, mutatie):
                rows[kant].append(row)
        totals = {kant: self._total(records, kant, own) for kant, own in rows.items() if own}
        if VOORDEEL.keys() & totals.keys():
            self._balance(records, totals)

    def _mutation(self, records: Records, mutatie: Mutatie) -> Iterator[tuple[str, int]]:
        """Add a row per side that a mutation changes; one without amounts has the row in which they can be typed."""
        velden = Velden(self.cijfers, self.bestand, mutatie)
        changed = {kant for kant, _, _ in mutatie.amounts()}
        sides = [kant for kant in _KANTEN if kant in changed] or [KANTEN.get(target(mutatie)[0], ("lasten",))[0]]
        texts, scope = self._texts(velden, mutatie), velden.scope.within(self.bestand.naam)
        for kant in sides:
            naam = velden.tekst("onderwerp").inhoud or mutatie.naam
            cells = (velden.bedrag(f"{kant}.{jaar}") for jaar in self.years)
            rij = Rij(str(naam), kant.capitalize(), "blad", scope, kant=kant, niveau=1)
            yield kant, records.add(rij, *texts, *cells)
            texts = (LEEG,) * len(_TEKSTEN)

    def _texts(self, velden: Velden, mutatie: Mutatie) -> tuple[Cel, ...]:
        nummer, (soort, _) = mutatie.programma, target(mutatie)
        return (
            Cel(str(nummer), velden.adres("programma")),
            Cel(_target_name(self.cijfers.dossier, mutatie), velden.adres(soort or "post")),
            Cel(_nature(mutatie), velden.adres("aard")),
            velden.tekst("dekking"),
        )

    def _total(self, records: Records, kant: str, rows: Sequence[int]) -> int:
        """Add what all mutations together change on one side; return the row."""
        changed = [(k, jaar, cents) for m in self.mutaties for k, jaar, cents in m.amounts()]
        cells = (Cel(sum(c for k, j, c in changed if (k, j) == (kant, jaar))) for jaar in self.years)
        delen = tuple((row, 1) for row in rows)
        rij = Rij("Totaal", kant.capitalize(), "totaal", self._scope, delen=delen)
        return records.add(rij, *(LEEG,) * len(_TEKSTEN), *cells)

    def _balance(self, records: Records, totals: Mapping[str, int]) -> None:
        effect = besluiten.effect(self.mutaties)
        delen = tuple((row, VOORDEEL[kant]) for kant, row in totals.items() if kant in VOORDEEL)
        rij = Rij("Totaal", _SALDO, "totaal", self._scope, delen=delen)
        records.add(rij, *(LEEG,) * len(_TEKSTEN), *(Cel(effect.get(jaar, 0)) for jaar in self.years))


def _date(besluit: Wijziging) -> str | None:
    datum = besluit.datum
    return f"{datum.day}-{datum.month}-{datum.year}" if datum else None


def _nature(mutatie: Mutatie) -> str | None:
    """Return `structureel`, or `incidenteel tot en met 2027`."""
    tot = mutatie.tot
    return " ".join(filter(None, (mutatie.aard, f"tot en met {tot}" if tot else ""))) or None


def _target_name(dossier: Dossier, mutatie: Mutatie) -> str | None:
    """Return what people call the post or reserve that a mutation lands on."""
    soort, sleutel = target(mutatie)
    programma = dossier.programma(mutatie.programma)
    record = programma.record(soort, sleutel) if programma else None
    return (record.naam if record else sleutel) or None


# --- in words --------------------------------------------------------------------------------


def ontwikkelingen(cijfers: Cijfers, bestand: Bestand, terrein: str) -> list[str]:
    """Return a sentence per subject of a decision on the posts of a beleidsterrein, also where they contain it.

    From year T on. Mutations of one decision about the same subject are added up, as are all of an
    indexation. Left out are proposals, decisions that were withdrawn, and those that amend the budget.
    """
    posten = {p.key for p in bestand.van(Post) if p.beleidsterrein == terrein}
    found = []
    for besluit in besluiten.besluiten(cijfers.dossier):
        kop = besluiten.kop(besluit)
        # nobody stands by a proposal yet, nor by what was taken back
        if kop.status == VOORSTEL or kop.is_withdrawn or kop.telt_mee == "wijziging":
            continue
        own = [m for m in besluit.van(Mutatie) if m.programma == bestand.nummer and target(m) in posten]
        is_index = kop.soort_ == "indexering"
        for over, mutatie in _by_subject([("" if is_index else subject(cijfers, besluit, m), m) for m in own]):
            if wat := in_words(cijfers, mutatie):
                found.append(f"{wat}: {over} ({kop.naam})" if over else f"{wat}: {kop.naam}")
    return found


def _by_subject(named: Sequence[tuple[str, Mutatie]]) -> Iterator[tuple[str, Mutatie]]:
    """Yield each subject with its mutations as one, apart where their nature or last year differs."""
    sums: dict[tuple[str, str, int], Mutatie] = {}
    for over, mutatie in named:
        aard, tot = mutatie.aard, mutatie.tot
        whole = sums.setdefault((over, aard, tot), Mutatie("mutatie", mutatie.sleutel, {"aard": aard, "tot": tot}))
        for kant, jaar, cents in mutatie.amounts():
            pad = f"{kant}.{jaar}"
            whole.waarden[pad] = whole.bedrag(pad) + cents
    yield from ((over, whole) for (over, _, _), whole in sums.items())


def subject(cijfers: Cijfers, besluit: Bestand, mutatie: Mutatie) -> str:
    """Return what a mutation is about, with live figures."""
    return one_line(fill(cijfers, besluit, mutatie.onderwerp)) or mutatie.naam


def in_words(cijfers: Cijfers, mutatie: Mutatie) -> str:
    """Return what a mutation changes from year T on: `Structureel € 100.000 hogere lasten vanaf 2026`.

    Nothing where it changes nothing then.
    """
    t = cijfers.dossier.jaar
    last = _last_year(cijfers)
    parts = []
    for kant in _KANTEN:
        per_year = {jaar: cents for k, jaar, cents in mutatie.amounts() if k == kant and jaar >= t}
        for begin, eind, cents in _runs(per_year):
            # what a credit is spent on does not come back every year
            recurs = kant in VOORDEEL and mutatie.aard != INCIDENTEEL and not mutatie.tot
            is_lasting = eind >= last and recurs
            more = "hogere" if cents > 0 else "lagere"
            parts.append(f"€ {format_exact(abs(cents))} {more} {kant} {_period(begin, eind, is_lasting=is_lasting)}")
    wat = met_en(parts)
    return f"{mutatie.aard.capitalize()} {wat}".strip() if wat else ""


def _last_year(cijfers: Cijfers) -> int:
    """Return the year up to which an amount of every year lasts: the last one that the document estimates.

    A report or accounts stop at T, so that there it is the last one of the multi-year budget.
    """
    t = cijfers.dossier.jaar
    last = max((k.jaar for k in cijfers.sjabloon.kolommen), default=t)
    return last if last > t else t + JAREN - 1


def covered_elsewhere(dossier: Dossier, mutatie: Mutatie) -> str:
    """Return from which reserve of another programma a mutation is covered; nothing where it is not."""
    number, key = cover(mutatie)
    if number == mutatie.programma:
        return ""
    programma = dossier.programma(number)
    reserve = programma.record(*key) if programma else None
    return f"Gedekt uit {reserve.naam if reserve else key.sleutel} (programma {number})"


def effect_in_words(effect: Mapping[int, int]) -> str:
    """Return what a decision does to the balance after reserves; cents by year, + is favourable."""
    parts = []
    for cents, group in groupby(sorted(effect), key=lambda jaar: effect[jaar]):
        years = list(map(str, group))
        if cents:
            how = "voordeliger" if cents > 0 else "nadeliger"
            per = " per jaar" if len(years) > 1 else ""
            parts.append(f"in {met_en(years)} € {format_exact(abs(cents))}{per} {how}")
    if not parts:
        return "Het begrotingssaldo na reserves verandert niet."
    return f"Het begrotingssaldo na reserves wordt {met_en(parts)}."


def cover_in_words(cijfers: Cijfers, besluit: Bestand, mutatie: Mutatie) -> str:
    """Return what covers a mutation by the name people know it by; nothing where it says no cover."""
    if mutatie.dekking == _UIT_SALDO:
        return "begrotingssaldo"
    number, key = cover(mutatie)
    if key.soort == Mutatie.kind.naam:
        other = besluit.record(Mutatie, key.sleutel)
        return subject(cijfers, besluit, other) if other else mutatie.dekking
    programma = cijfers.dossier.programma(number)
    record = programma.record(*key) if programma else None
    if record is None:
        return mutatie.dekking
    return record.naam if number == mutatie.programma else f"{record.naam} (programma {number})"


def _runs(per_year: Mapping[int, int]) -> Iterator[tuple[int, int, int]]:
    """Yield first year, last year and cents of years in a row with the same amount; zeroes are left out."""
    years = sorted(per_year)
    # within years in a row the year less its rank is constant
    ranked = ((jaar, per_year[jaar], jaar - i) for i, jaar in enumerate(years))
    for (cents, _), group in groupby(ranked, key=lambda item: item[1:]):
        run = [jaar for jaar, _, _ in group]
        if cents:
            yield run[0], run[-1], cents


def _period(begin: int, eind: int, *, is_lasting: bool) -> str:
    if is_lasting:
        return f"vanaf {begin}"
    return f"in {begin}" if begin == eind else f"van {begin} tot en met {eind}"
