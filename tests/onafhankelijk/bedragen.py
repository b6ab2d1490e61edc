"""What counts where: every amount of a dossier as a fact, after the table of that name in the format.

Amounts are whole cents with their natural sign. What an adopted budget makes of them is in `vaststelling`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Final, NamedTuple

from tests.onafhankelijk import kapitaal
from tests.onafhankelijk.lezen import Besluit, Document, Dossier, Programma, Tabel, cents, per_fase, per_jaar
from tests.onafhankelijk.regels import REGELS, Regels
from tests.onafhankelijk.sjabloon import BEGROTING, PROGNOSE, REKENING, WIJZIGING
from tests.onafhankelijk.verdelen import Plek, Uitkomst, kostenplaatsen, per_post, verdeel

KANTEN: Final = {
    "post": ("lasten", "baten"),
    "reserve": ("toevoeging", "onttrekking"),
    "voorziening": ("dotatie", "vrijval", "aanwending"),
}
"""The sides of amounts with a phase, by kind."""

RAMING, MUTATIES, KAPITAALLASTEN, VERDELING = "raming", "mutaties", "kapitaallasten", "verdeling"
"""Where an amount comes from."""

INCIDENTEEL, STRUCTUREEL = True, False

MJB: Final = "mjb"

_MEERJARIG: Final = 4
"""The years T to T+3 that a budget is of."""


class Naam(NamedTuple):
    """What an amount is of: number of the programme, kind and key."""

    nummer: int
    soort: str
    sleutel: str


class Feit(NamedTuple):
    """One amount: what it is of, its side, phase and year, where it comes from, what it is, and its cents."""

    van: Naam
    kant: str
    fase: str
    jaar: int
    bron: str
    incidenteel: bool
    besluit: str
    bedrag: int


class Telling(NamedTuple):
    """One amount of a mutation: where it lands, its side and year, its decision and itself."""

    van: Naam
    kant: str
    jaar: int
    besluit: Besluit
    mutatie: Tabel
    bedrag: int


@dataclass(frozen=True)
class Bedragen:
    """All amounts of a dossier for one of its documents."""

    dossier: Dossier
    document: Document | None
    regels: Regels = REGELS

    @property
    def t(self) -> int:
        """Return T."""
        return self.dossier.jaar

    @property
    def jaren(self) -> range:
        """Return the years that are computed: T to T+3."""
        return range(self.t, self.t + _MEERJARIG)

    # --- facts ---------------------------------------------------------------------------------

    @cached_property
    def feiten(self) -> tuple[Feit, ...]:
        """Return every amount of posts, reserves and provisions."""
        return (*self.budget, *self.aangevuld(self.budget))

    @cached_property
    def budget(self) -> tuple[Feit, ...]:
        """Return every amount but the forecasts of the open document."""
        return (*self._opgeslagen(), *self._gemuteerd(), *self._berekend())

    def som(self, waar: Callable[[Feit], bool] = lambda _: True) -> Som:
        """Return the sums of the facts that hold, by side, phase and year."""
        return Som.van(feit for feit in self.feiten if waar(feit))

    def _opgeslagen(self) -> Iterator[Feit]:
        """Yield what stands in the files of the programmes."""
        for van, tabel in self.records(*KANTEN):
            for kant in KANTEN[van.soort]:
                for fase, jaar, bedrag in per_fase(tabel, kant):
                    yield Feit(van, kant, fase, jaar, RAMING, self.is_incidenteel(van), "", bedrag)
                yield from self._deel(van, tabel, kant)
            yield from self.mjbdelen(van, tabel)

    def mjbdelen(self, van: Naam, tabel: Tabel) -> Iterator[Feit]:
        """Yield the computed parts of the previous MJB of a post, each as a pair with its raming."""
        for bron in (KAPITAALLASTEN, VERDELING) if self.regels.mjb_in_delen and van.soort == "post" else ():
            for jaar, bedrag in per_jaar(tabel, bron, MJB).items():
                yield Feit(van, "lasten", MJB, jaar, bron, STRUCTUREEL, "", bedrag)
                yield Feit(van, "lasten", MJB, jaar, RAMING, STRUCTUREEL, "", -bedrag)

    def _deel(self, van: Naam, tabel: Tabel, kant: str) -> Iterator[Feit]:
        """Yield the incidental part of a structural post as a pair; without a phase it is of the begroting."""
        if self.is_incidenteel(van):
            return
        found = tabel.get("incidenteel", {})
        parts = [(BEGROTING, jaar, bedrag) for jaar, bedrag in per_jaar(found, kant).items()]
        for fase, jaar, bedrag in (*parts, *per_fase(found, kant)):
            yield Feit(van, kant, fase, jaar, RAMING, INCIDENTEEL, "", bedrag)
            if self.regels.incidenteel_is_paar:
                yield Feit(van, kant, fase, jaar, RAMING, STRUCTUREEL, "", -bedrag)

    def _gemuteerd(self) -> Iterator[Feit]:
        """Yield what mutations of posts and reserves change where they count."""
        for telling in self.tellingen:
            fase = self.fase_van(telling.besluit.kop, telling.jaar)
            if telling.van.soort in ("post", "reserve") and fase:
                aard, besluit = self._aard(telling), telling.besluit.bestand
                yield Feit(telling.van, telling.kant, fase, telling.jaar, MUTATIES, aard, besluit, telling.bedrag)

    def _berekend(self) -> Iterator[Feit]:
        """Yield capital charges that come to something, and allocation; they recur."""
        charges = [(plek, jaar, KAPITAALLASTEN, bedrag) for plek, jaar, bedrag in self._kapitaallasten if bedrag]
        shares = per_post(self.verdeling, self.regels).items()
        for plek, jaar, bron, bedrag in (*charges, *((plek, jaar, VERDELING, c) for (plek, jaar), c in shares)):
            yield Feit(Naam(plek[0], "post", plek[1]), "lasten", BEGROTING, jaar, bron, STRUCTUREEL, "", bedrag)

    def aangevuld(self, budget: Iterable[Feit]) -> Iterator[Feit]:
        """Yield the forecasts of the open document and the accounts that are not there yet."""
        yield from self._prognoses(budget)
        jaar = int(self.dossier.begroting.get("schatting", 0))
        if self.regels.schatting_is_na_wijziging and jaar:
            tabellen = dict(self.records(*KANTEN))
            yield from self._terugval(budget, REKENING, tabellen, lambda feit: feit.jaar == jaar)

    def _prognoses(self, budget: Iterable[Feit]) -> Iterator[Feit]:
        """Yield the forecasts of the open document: what it says, else the begroting na wijziging."""
        if self.document is None:
            return
        eigen = dict(self._eigen())
        for van, tabel in eigen.items():
            for kant in KANTEN[van.soort]:
                for jaar, bedrag in per_jaar(tabel, kant, PROGNOSE).items():
                    yield Feit(van, kant, PROGNOSE, jaar, RAMING, self.is_incidenteel(van), "", bedrag)
                yield from self._deel(van, tabel, kant)
        if self.regels.prognose_is_na_wijziging:
            yield from self._terugval(budget, PROGNOSE, eigen)

    def _terugval(
        self,
        budget: Iterable[Feit],
        fase: str,
        tabellen: Mapping[Naam, Tabel],
        waar: Callable[[Feit], bool] = lambda _: True,
    ) -> Iterator[Feit]:
        """Yield the begroting na wijziging in the place of amounts of a phase that these tables do not say.

        A table that says what is incidental of such an amount says it of all: the rest is structural. As of all that is
        computed, what comes to nothing of a source and a nature is not there.
        """
        na = [feit for feit in budget if feit.fase in (BEGROTING, WIJZIGING) and waar(feit)]
        sums: dict[tuple[Naam, str, int, str, bool], int] = {}
        for feit in na:
            key = feit.van, feit.kant, feit.jaar, feit.bron, feit.incidenteel
            sums[key] = sums.get(key, 0) + feit.bedrag
        for feit in na:
            tabel = tabellen.get(feit.van, {})
            said = feit.jaar in per_jaar(tabel, feit.kant, fase)
            if not said and sums[feit.van, feit.kant, feit.jaar, feit.bron, feit.incidenteel]:
                deel = feit.jaar in per_jaar(tabel, "incidenteel", feit.kant, fase)
                whole = deel and self.regels.gezegd_deel_is_al and not self.is_incidenteel(feit.van)
                yield feit._replace(fase=fase, incidenteel=feit.incidenteel and not whole)

    def _eigen(self) -> Iterator[tuple[Naam, Tabel]]:
        """Yield the tables with amounts in the files of the open document."""
        for nummer, tabellen in (self.document.programmas if self.document else {}).items():
            for soort in KANTEN:
                for sleutel, tabel in tabellen.get(soort, {}).items():
                    yield Naam(nummer, soort, sleutel), tabel

    @property
    def vastgelegd(self) -> Mapping[tuple[str, int], Mapping[str, int]]:
        """Return what was adopted in `[emu]`, `[balans]` and `[kengetallen]` by year: nothing while nothing is."""
        return {}

    # --- what is what --------------------------------------------------------------------------

    def records(self, *soorten: str) -> Iterator[tuple[Naam, Tabel]]:
        """Yield every record of these kinds, by programme and in the order of its file."""
        for programma in self.dossier.programmas:
            for soort in soorten:
                for sleutel, tabel in programma.van(soort).items():
                    yield Naam(programma.nummer, soort, sleutel), tabel

    def record(self, van: Naam) -> Tabel:
        """Return the table that a name is of."""
        return self.dossier.programma(van.nummer).van(van.soort)[van.sleutel]

    def is_incidenteel(self, van: Naam) -> bool:
        """Return whether all of a post is incidental, and of a reserve that is not structural."""
        tabel = self.record(van)
        if van.soort == "reserve":
            return not (self.regels.structurele_reserve and tabel.get("structureel", False))
        return bool(tabel.get("aard") == "incidenteel")

    def _aard(self, telling: Telling) -> bool:
        """Return whether a mutation is incidental: as it says itself, on an incidental reserve always."""
        landt = self.is_incidenteel(telling.van)
        aard = telling.mutatie.get("aard") if self.regels.mutatie_zegt_aard else None
        if aard is None or (telling.van.soort == "reserve" and landt):
            return landt
        return bool(aard == "incidenteel")

    # --- decisions -----------------------------------------------------------------------------

    @cached_property
    def tellingen(self) -> tuple[Telling, ...]:
        """Return every amount of every mutation, whether it counts or not."""
        found = []
        for besluit in self.dossier.besluiten:
            for mutatie in besluit.mutaties.values():
                van = doel(mutatie)
                for kant in mutatiekanten(mutatie):
                    for jaar, bedrag in per_jaar(mutatie, kant).items():
                        found.append(Telling(van, kant, jaar, besluit, mutatie, bedrag))
        return tuple(found)

    def fase_van(self, kop: Tabel, jaar: int) -> str:
        """Return in which phase a decision counts in a year, nothing where it does not."""
        fase = self._fase_van(kop, jaar)
        return "" if fase == WIJZIGING and not self.is_bekend(kop) else fase

    def is_bekend(self, kop: Tabel) -> bool:
        """Return whether the open document knows a decision: an adopted report those of before its date."""
        said = self.document.kop if self.document else {}
        adopted = (self.dossier.vastgesteld or {}).get("vastgesteld", {}).get("document")
        if self.document is not None and self.document.sleutel == adopted:
            return True
        if said.get("status") != "vastgesteld" or not self.regels.ontvangen_kent_eerder:
            return True
        return not ("datum" in said and "datum" in kop and kop["datum"] >= said["datum"])

    def _fase_van(self, kop: Tabel, jaar: int) -> str:
        status, telt_mee = kop.get("status", "voorstel"), kop.get("telt_mee", BEGROTING)
        if telt_mee == "niet":
            telt_mee = "niet" if self.regels.niet_telt_niet else BEGROTING
        is_adopted = status == "vastgesteld"
        if status == "ingetrokken" or (status == "voorstel" and self.regels.voorstel_telt_niet) or telt_mee == "niet":
            return ""
        if jaar < self.t:
            return WIJZIGING if is_adopted and self.regels.voor_t_is_wijziging else ""
        if telt_mee == BEGROTING:
            counts = self.regels.mutaties_tellen and (is_adopted or status == "voorstel" or self.regels.ontwerp_telt)
            return BEGROTING if counts else ""
        if jaar > self.t:
            return "" if self.regels.later_jaar_wacht else BEGROTING
        return WIJZIGING if is_adopted else ""

    # --- investments ---------------------------------------------------------------------------

    @cached_property
    def kredieten(self) -> Mapping[Naam, Tabel]:
        """Return the investments with what adopted decisions changed of their credit, in cents by side and year."""
        return {van: self._krediet(van, tabel) for van, tabel in self.records("investering")}

    @property
    def kredieten_nu(self) -> Mapping[Naam, Tabel]:
        """Return the credits as they are now, whatever document it is about: what a decision begins from."""
        return self.kredieten

    def _krediet(self, van: Naam, tabel: Tabel) -> dict[str, dict[int, int]]:
        found = {kant: per_jaar(tabel, kant) for kant in ("uitgaven", "besteed", "bijdrage", "uit_reserve")}
        for telling in self.tellingen:
            if telling.van == van and self.is_krediet(telling):
                found[telling.kant][telling.jaar] = found[telling.kant].get(telling.jaar, 0) + telling.bedrag
        return found

    def is_krediet(self, telling: Telling) -> bool:
        """Return whether a mutation changes a credit: once it is adopted, wherever it counts in the budget."""
        kop = telling.besluit.kop
        counts = kop.get("status") == "vastgesteld" and kop.get("telt_mee") != "niet"
        is_known = counts and self.is_bekend(kop)
        return telling.van.soort == "investering" and is_known and self.regels.krediet_met_mutaties

    @cached_property
    def lasten(self) -> Mapping[Naam, dict[int, kapitaal.Last]]:
        """Return what each investment and each asset costs, in the years T to T+3 in which it is in use."""
        return {van: self._lasten(van, tabel) for van, tabel in self.records("investering", "activum")}

    def _lasten(self, van: Naam, tabel: Tabel) -> dict[int, kapitaal.Last]:
        parameters = self.dossier.begroting.get("parameters", {})
        rente = Fraction(parameters.get("omslagrente", 0))
        methode, termijn = tabel.get("methode", "lineair"), int(tabel.get("termijn", 0))
        if van.soort == "activum":
            standen = sorted(per_jaar(tabel, "boekwaarde").items())[:1]
            lagen = [kapitaal.Laag(jaar, bedrag) for jaar, bedrag in standen]
            return kapitaal.lasten(lagen, kapitaal.Wijze(methode, termijn, rente), self.jaren, self.regels)
        start = tabel.get("start") or parameters.get("start_kapitaallasten") or kapitaal.NA_GEREED
        krediet = self.kredieten[van]
        bijdragen: Mapping[int, int] = krediet["bijdrage"] if self.regels.bijdragen_af else {}
        if not self.regels.uit_reserve_niet_af:
            bijdragen = Som.plus(bijdragen, krediet["uit_reserve"])
        rest = cents(tabel.get("restwaarde", 0))
        lagen = kapitaal.ingebruik(
            krediet["uitgaven"], bijdragen, int(tabel.get("gereed", 0)), rest, start, self.regels
        )
        wijze = kapitaal.Wijze(methode, termijn, rente, start == "half-jaar")
        return kapitaal.lasten(lagen, wijze, self.jaren, self.regels)

    @cached_property
    def _kapitaallasten(self) -> list[tuple[Plek, int, int]]:
        """Return what charges land on which post in which year."""
        found = []
        for van, jaren in self.lasten.items():
            post = self.record(van).get("post")
            if post is None and not self.regels.kapitaallasten_op_post:
                post = next(iter(self.dossier.programma(van.nummer).van("post")), None)
            if post is not None:
                found += [((van.nummer, post), jaar, last.afschrijving + last.rente) for jaar, last in jaren.items()]
        return found

    # --- allocation ----------------------------------------------------------------------------

    @cached_property
    def verdeling(self) -> list[Uitkomst]:
        """Return what cost centres hand out in T to T+3."""
        budget = [*self._opgeslagen(), *self._gemuteerd()]
        kosten: dict[tuple[Plek, int], int] = {}
        for feit in budget:
            if feit.van.soort == "post" and (feit.kant, feit.fase) == ("lasten", BEGROTING):
                key = (feit.van.nummer, feit.van.sleutel), feit.jaar
                kosten[key] = kosten.get(key, 0) + feit.bedrag
        for plek, jaar, bedrag in self._kapitaallasten:
            kosten[plek, jaar] = kosten.get((plek, jaar), 0) + bedrag
        if not self.regels.incidenteel_is_paar:
            # what counts twice in a table is not spent twice
            return replace(self, regels=replace(self.regels, incidenteel_is_paar=True)).verdeling
        plaatsen = kostenplaatsen(self.dossier)
        return verdeel(plaatsen, self.jaren, lambda plek, jaar: kosten.get((plek, jaar), 0), self.regels)


class Som(dict[tuple[str, str, int], int]):
    """Cents by side, phase and year."""

    @classmethod
    def van(cls, feiten: Iterable[Feit]) -> Som:
        """Return the sums of facts."""
        found = cls()
        for feit in feiten:
            key = feit.kant, feit.fase, feit.jaar
            found[key] = found.get(key, 0) + feit.bedrag
        return found

    @staticmethod
    def plus(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
        """Return two series of years added up."""
        return {jaar: one.get(jaar, 0) + other.get(jaar, 0) for jaar in sorted({*one, *other})}


def doel(mutatie: Tabel) -> Naam:
    """Return what a mutation lands on."""
    soort = next(soort for soort in ("post", "reserve", "investering") if soort in mutatie)
    return Naam(int(mutatie["programma"]), soort, str(mutatie[soort]))


def mutatiekanten(mutatie: Tabel) -> list[str]:
    """Return the sides that a mutation changes, in the order of print."""
    order = ("lasten", "baten", "toevoeging", "onttrekking", "uitgaven", "bijdrage")
    return [kant for kant in order if kant in mutatie]


def programma_van(dossier: Dossier, van: Naam) -> Programma:
    """Return the programme that an amount is of."""
    return dossier.programma(van.nummer)
