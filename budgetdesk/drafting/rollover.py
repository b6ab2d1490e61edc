"""Rollover: the window of a document moves one year.

In a begroting of T that becomes one of T+1, for every side of a post or reserve:

- Begroting T is after all that counts in it: mutations, `wijziging`, and what is computed, because the
  new dossier computes from T+1 on;
- the years from T+1 on hold what they held and what adopted decisions add, those that amend T included;
  what is computed for them is computed again, and drafts come along as drafts, so neither is folded in;
- incidental amounts end at `tot`, and an incidental mutation that is folded in becomes the incidental
  part of its post;
- the header names what was folded in (`verwerkt`), and the drafts of which only year T was (`deels_verwerkt`):
  without that nobody could tell later which decisions have still to be carried on;
- the new last year is a copy of the structural part of the old one, or empty;
- `mjb` records what the multi-year budget said of the new years, as it was adopted and amended or else as it printed,
  with what of it was computed apart (`kapitaallasten.mjb`, `verdeling.mjb`): with that `verloop` begins.

A jaarrekening or voortgangsrapportage of T becomes one of T+1 in the same way: what was realised in T is
the year before, and its own columns wait for amounts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.drafting.nazorg import tell_what_is_left
from budgetdesk.drafting.overgang import Bron, Overgang, Zijde, met_kanten, noem
from budgetdesk.drafting.overname import Overname, take_over
from budgetdesk.drafting.venster import Venster
from budgetdesk.engine.berekend import KAPITAALLASTEN, VERDELING
from budgetdesk.engine.facts import MUTATIES, RAMING, part_key
from budgetdesk.engine.kapitaallasten import kapitaallasten
from budgetdesk.engine.mutaties import Deel
from budgetdesk.engine.structureel import incidentele_delen, incidentele_tabellen
from budgetdesk.model import besluiten, documenten
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import NA_WIJZIGING, REKENING
from budgetdesk.model.dossier import BEGROTING, POSTKANTEN, Bestand, Dossier, Record, Waarde
from budgetdesk.model.edits import RemoveRecord
from budgetdesk.model.kinds.begroting import Dossierkop, Weergavekeuzes
from budgetdesk.model.kinds.formulier import Formulier
from budgetdesk.model.kinds.notitie import Notitie
from budgetdesk.model.kinds.programma import INCIDENTEEL, Investering, Post, Reserve, Tekst, Toelichting
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.model.notities import notities
from budgetdesk.model.structuur import delete, delete_all
from budgetdesk.model.vastgesteld import closed_years
from budgetdesk.model.waarden import brief

_VENSTER: Final = 4
"""Years of a multi-year budget: T to T+3."""

KOP: Final = BEGROTING
DOCUMENTEN: Final = "Documenten die bij hun jaar blijven, met hun teksten en prognoses"
AARD: Final = "Incidenteel of structureel anders dan het was: de post of reserve is als geheel het een of het ander"
BEREKEND: Final = "Kapitaallasten en verdeling, door besluiten anders dan in de oude meerjarenraming"
GETALLEN: Final = "Ramingen"
STANDEN: Final = "Uitgerekend in het oude dossier, en in het nieuwe opgeschreven"
VERVALLEN: Final = "Incidenteel, na het laatste jaar vervallen"
EENMALIG: Final = "Incidenteel, niet overgenomen in het nieuwe laatste jaar"
VERWERKT: Final = "Vastgestelde besluiten, verwerkt in de ramingen en niet meegenomen"
CONCEPTEN: Final = "Besluiten die nog niet zijn vastgesteld, meegenomen"
CONCEPT_VERWERKT: Final = "Concepten die alleen in het oude jaar meetelden, daarin verwerkt en niet meegenomen"
INGETROKKEN: Final = "Ingetrokken besluiten, niet meegenomen"
INVESTERINGEN: Final = "Investeringen"
VERKLARINGEN: Final = "Toelichtingen op verschillen van het oude jaar, niet meegenomen"
NOTITIES: Final = "Notities bij wat vervalt, niet meegenomen"


_COMPUTED: Final = (KAPITAALLASTEN, VERDELING)
"""What of the lasten of a post is computed."""


@dataclass(frozen=True, slots=True)
class Keuzes:
    """How to roll over: whether the last year is copied, what charges go on, what compares years."""

    kopie: bool = True
    lopend: Collection[tuple[str, str]] = ()
    """Investments, by file and key, whose charges still land on a post in the new years."""
    standen: Mapping[Adres, int] = field(default_factory=dict)
    """What the new dossier needs and cannot compute any more, in cents: balances with which it opens, depreciation."""
    vergelijkt: bool = False
    """Whether the document explains differences of its year (jaarrekening), which do not come along."""


@dataclass(frozen=True, slots=True)
class _Aandeel:
    """What one mutation of an adopted decision adds to a side in a year."""

    mutatie: int
    jaar: int
    cents: int
    structureel: bool
    wijzigt: bool
    """Whether it amends a budget instead of making it."""


def rollover(bron: Bron, venster: Venster, keuzes: Keuzes, overnames: Sequence[Overname] = ()) -> Overgang:
    """Return what makes a dossier of year T one of T+1, with a report; nothing is changed.

    `overnames` are other dossiers that amounts are taken over from: the accounts, or the adopted begroting.
    """
    venster = replace(venster, schatting=_estimated(bron.dossier, venster, overnames))
    roller = _Roller(bron, venster, keuzes)
    roller.header()
    roller.decisions()
    roller.documents()
    records = [(b, t) for b, t in bron.dossier.records() if b.naam not in roller.overgang.niet_mee]
    for bestand, record in records:
        roller.table(bestand, record)
    roller.count()
    for overname in overnames:
        take_over(roller.overgang, overname)
    for bestand, record in records:
        roller.drop(bestand, record)
    roller.settle()
    roller.notes()
    roller.nature()
    roller.computed()
    tell_what_is_left(roller.overgang, venster)
    return roller.overgang


def _estimated(dossier: Dossier, venster: Venster, overnames: Sequence[Overname]) -> int:
    """Return the year before T where the new document prints its accounts and nobody has them yet; else 0."""
    year = venster.jaar - 1
    term = f"{REKENING}.{year}"
    given = any(term in overname.kolommen for overname in overnames)
    if not venster.meerjarig or term not in venster.nieuw or given:
        return 0
    pads = {pad.partition(".")[2] for _, record in met_kanten(dossier) for pad in record.waarden}
    has_budget = not pads.isdisjoint(f"{fase}.{year}" for fase in NA_WIJZIGING)
    return year if has_budget and term not in pads else 0


def charging(dossier: Dossier, venster: Venster) -> set[tuple[str, str]]:
    """Return the investments, by file and key, whose charges still land on a post in the new years."""
    years = range(venster.jaar + 1, venster.laatste + 1)
    return {
        (bestand.naam, last.sleutel)
        for bestand in dossier.programmas
        for last in kapitaallasten(dossier, bestand, years)
        if last.soort == "investering" and last.post and last.bedrag
    }


def report(overgang: Overgang) -> str:
    """Return what happened as people read it: each list under its heading, with how many lines it has."""
    blocks = []
    for kop, regels in overgang.verslag.items():
        heading = kop if kop in (KOP, GETALLEN) else f"{kop} ({len(regels)})"
        blocks.append("\n".join([heading, *(f"  {regel}" for regel in regels)]))
    return "\n\n".join(blocks)


_OF_THE_YEAR: Final = ("status", "besluit", "datum", "keer")
"""What a document says of itself that is of its year alone."""


class _Roller:
    def __init__(self, bron: Bron, venster: Venster, keuzes: Keuzes) -> None:
        self.bron = bron
        self.dossier = bron.dossier
        self.venster = venster
        self.keuzes = keuzes
        self.overgang = Overgang(bron.dossier)
        self._aandelen: dict[tuple[int, str, str, str], list[_Aandeel]] = {}
        self._verwerkt: list[str] = []
        self._deels: list[str] = []
        self._na_wijziging = self._gekopieerd = 0
        self._gone: list[tuple[str, str, str]] = []
        """Tables that are left out, by file, kind and key."""

    # --- the header ------------------------------------------------------------------------------

    def header(self) -> None:
        """Move the year of the dossier, and those in its title and price level."""
        kop, t = self.dossier.kop, self.venster.jaar
        values: dict[str, Waarde] = {"jaar": t + 1, "titel": self._moved(kop.titel)}
        if "prijspeil" in kop.waarden:
            values["prijspeil"] = kop.prijspeil + 1
        for pad, nieuw in values.items():
            oud = kop.waarden.get(pad)
            if oud is not None and self.overgang.set(Adres(BEGROTING, "", "", pad), nieuw):
                self.overgang.tell(KOP, f"{pad}: {oud} -> {nieuw}")
        self.overgang.set(Adres(BEGROTING, "", "", Dossierkop.schatting.sleutel), self.venster.schatting or None)
        if not self.dossier.weergave.plus_is_voordelig and Weergavekeuzes.verschil.sleutel not in (
            self.dossier.begroting.single(Weergavekeuzes).waarden
        ):
            # what was compared without a choice; a new year makes plus favourable
            self.overgang.set(Adres(BEGROTING, "weergave", "", Weergavekeuzes.verschil.sleutel), "effect")
            self.overgang.tell(KOP, 'verschil = "effect": plus is voordelig op elke regel')
        for adres, cents in self.keuzes.standen.items():
            self.overgang.set(adres, cents)
            self.overgang.tell(STANDEN, f"{self._place(adres)}: {adres.pad.replace('.', ' ')} {format_exact(cents)}")

    def _place(self, adres: Adres) -> str:
        """Return how the report names what an amount is of; of a table that is made for it there is its kind."""
        bestand = self.dossier.bestanden[adres.bestand]
        record = bestand.record(adres.soort, adres.sleutel) if adres.sleutel else None
        return noem(bestand, record) if record else adres.soort

    def _moved(self, titel: str) -> str:
        """Return a title of the next year: every year of the window moves along, "Programmabegroting 2027-2030" too."""
        window = "|".join(str(self.venster.jaar + n) for n in range(_VENSTER))
        years = re.compile(rf"(?<!\d)(?:{window})(?!\d)")
        return years.sub(lambda year: str(int(year[0]) + 1), titel)

    # --- decisions -------------------------------------------------------------------------------

    def decisions(self) -> None:
        """Sort the decisions: adopted ones are folded in, drafts come along."""
        for bestand in besluiten.besluiten(self.dossier):
            kop = besluiten.kop(bestand)
            titel = f"{bestand.naam}: {besluiten.titel(bestand)}"
            if kop.is_adopted:
                self._fold(bestand, range(self.venster.jaar, MAXYEAR + 1))
                self._vote(bestand)
                self._verwerkt += [kop.nummer] if besluiten.counts_in(kop) else []
                self.overgang.niet_mee.add(bestand.naam)
                self.overgang.tell(VERWERKT, titel + self._later(bestand))
            elif kop.is_withdrawn:
                self.overgang.niet_mee.add(bestand.naam)
                self.overgang.tell(INGETROKKEN, titel)
            elif self._draft(bestand):
                self.overgang.tell(CONCEPTEN, titel)
            else:
                self.overgang.niet_mee.add(bestand.naam)
                self.overgang.tell(CONCEPT_VERWERKT, titel)
        for pad, nummers in (("verwerkt", self._verwerkt), ("deels_verwerkt", self._deels)):
            self.overgang.set(Adres(BEGROTING, "", "", pad), list(dict.fromkeys(nummers)) or None)

    def documents(self) -> None:
        """Leave the documents of the year, what they say and what was adopted to that year; the first one begins anew.

        That is the document that the root keys name the template of; what `programmas/` says is what it says.
        """
        known = documenten.documenten(self.dossier)
        first = next((d for d in known if d.sjabloon == self.dossier.sjabloon), None)
        for document in known:
            self.overgang.tell(DOCUMENTEN, f"{document.sleutel}: {document.titel or document.sjabloon}")
            if document is not first:
                self._gone.append((BEGROTING, document.soort, document.sleutel))
                continue
            values = dict.fromkeys(_OF_THE_YEAR) | {"titel": self._moved(document.titel) or None}
            for pad, value in values.items():
                self.overgang.set(Adres(BEGROTING, document.soort, document.sleutel, pad), value)
        left = (b.naam for b in self.dossier.bestanden.values() if b.soort in ("document", "vastgesteld"))
        self.overgang.niet_mee |= set(left)

    def _fold(self, bestand: Bestand, jaren: Container[int]) -> None:
        """Remember what the mutations of a decision that counts add to posts and reserves in these years."""
        counts_in = besluiten.counts_in(besluiten.kop(bestand))
        for mutatie in bestand.van(Mutatie) if counts_in else ():
            for kant, jaar, cents in mutatie.amounts():
                if jaar in jaren:
                    self._share(mutatie, kant, jaar, cents, wijzigt=counts_in == "wijziging")

    def _vote(self, bestand: Bestand) -> None:
        """Add to the credits what a decision changes in them, in whatever year: it leaves the dossier."""
        for mutatie in bestand.van(Mutatie) if besluiten.counts_in_credit(besluiten.kop(bestand)) else ():
            programma = self.dossier.programma(mutatie.programma)
            credit = programma.record(Investering.kind.naam, mutatie.investering) if programma else None
            if programma is None or credit is None:
                continue
            for kant, jaar, cents in mutatie.amounts():
                adres = _adres(programma, credit, f"{kant}.{jaar}")
                self.overgang.set_cents(adres, self.overgang.cents(adres) + cents)

    def _share(self, mutatie: Mutatie, kant: str, jaar: int, cents: int, *, wijzigt: bool) -> None:
        doel = self._target(mutatie)
        if mutatie.investering:
            return
        if jaar > self.venster.jaar and _has_ended(mutatie, jaar):
            programma = self.dossier.programma(mutatie.programma)
            where = noem(programma, doel) if programma and doel else f"{mutatie.programma}"
            naam = mutatie.onderwerp or mutatie.sleutel
            self.overgang.tell(VERVALLEN, f"{where}: {kant} {jaar}: {format_exact(cents)} (mutatie {naam})")
        elif doel:
            found = self._aandelen.setdefault((mutatie.programma, doel.soort, doel.sleutel, kant), [])
            found.append(_Aandeel(id(mutatie), jaar, cents, not mutatie.is_incidenteel(doel), wijzigt))

    def _target(self, mutatie: Mutatie) -> Post | Reserve | None:
        programma = self.dossier.programma(mutatie.programma)
        doel = programma.record(*besluiten.target(mutatie)) if programma else None
        return doel if isinstance(doel, (Post, Reserve)) else None

    def _later(self, bestand: Bestand) -> str:
        """Say what the old document did not count: in which years an amendment of year T goes on."""
        counts_in = besluiten.counts_in(besluiten.kop(bestand))
        if counts_in != "wijziging":
            return "" if counts_in else " (stond al in de ramingen)"
        amounts = (a for mutatie in bestand.van(Mutatie) for a in mutatie.amounts())
        years = sorted({jaar for _, jaar, _ in amounts if jaar > self.venster.jaar})
        return f" (werkt door in {', '.join(map(str, years))})" if years else ""

    def _draft(self, bestand: Bestand) -> bool:
        """Give a draft its new last year; return whether anything of it is left.

        What it added to Begroting T is in there by now and leaves the draft: adopted later it would count twice.
        """
        left = not bestand.van(Mutatie)
        counts = self.venster.toont_vorig and besluiten.counts_in(besluiten.kop(bestand)) == "begroting"
        if counts:
            self._fold(bestand, (self.venster.jaar,))
            amounts = (a for m in bestand.van(Mutatie) if not m.investering for a in m.amounts())
            self._deels += (
                [besluiten.nummer(bestand)] if any(jaar == self.venster.jaar for _, jaar, _ in amounts) else []
            )
        for mutatie in bestand.van(Mutatie):
            # a draft is in no credit yet
            counted = counts and not mutatie.investering
            years = {jaar for _, jaar, _ in mutatie.amounts()}
            if counted and years == {self.venster.jaar}:
                self.overgang.take(delete(self.dossier, bestand, "mutatie", mutatie.sleutel, mee=True))
                continue
            left = True
            if counted:
                for kant, jaar, _ in mutatie.amounts():
                    if jaar == self.venster.jaar:
                        self.overgang.set(_adres(bestand, mutatie, f"{kant}.{jaar}"), None)
            if self._copies and self.venster.laatste not in years and self._goes_on(mutatie):
                for kant, jaar, cents in mutatie.amounts():
                    if jaar == self.venster.laatste_oud:
                        self.overgang.set(_adres(bestand, mutatie, f"{kant}.{self.venster.laatste}"), cents)
        return left

    def _goes_on(self, mutatie: Mutatie) -> bool:
        doel = self._target(mutatie)
        return doel is not None and not mutatie.is_incidenteel(doel)

    @property
    def _copies(self) -> bool:
        return self.keuzes.kopie and self.venster.meerjarig and self.venster.laatste > self.venster.laatste_oud

    # --- tables ----------------------------------------------------------------------------------

    def table(self, bestand: Bestand, record: Record) -> None:
        """Roll the values of one table over: its amounts, and what goes with its year."""
        for pad in self.venster.stale(record):
            self.overgang.set(_adres(bestand, record, pad), None)
        schema = bestand.schema(record.soort) if bestand.soort in ("begroting", "programma") else None
        for kant in schema.kanten if schema else ():
            self._side(Zijde(bestand, record, kant))

    def _side(self, zijde: Zijde) -> None:
        t = self.venster.jaar
        if self.venster.toont_vorig:
            kolommen = (f"begroting.{t}", f"wijziging.{t}")
            total = sum(self.bron.total(zijde, kolom) for kolom in kolommen)
            self._na_wijziging += self.overgang.set_cents(zijde.adres(kolommen[0]), total)
            self.overgang.set(zijde.adres(kolommen[1]), None)
            self._amended_part(zijde, t)
        if year := self.venster.schatting:
            # there are no accounts of the year before: what it became is what was budgeted
            before = sum(self.bron.total(zijde, f"{fase}.{year}") for fase in NA_WIJZIGING)
            self.overgang.set_cents(zijde.adres(f"begroting.{year}"), before)
            self.overgang.set(zijde.adres(f"wijziging.{year}"), None)
            self._amended_part(zijde, year)
        aandelen = self._aandelen.get((zijde.bestand.nummer, zijde.record.soort, zijde.record.sleutel, zijde.kant), [])
        budgeted = self._budgeted(zijde, aandelen)
        # a year without an amount of its own may hold what is computed
        for jaar in sorted({*budgeted, *range(t + 1, self.venster.laatste + 1)}):
            cents = budgeted.get(jaar, 0)
            self.overgang.set_cents(zijde.adres(f"begroting.{jaar}"), cents)
            known = jaar <= self.venster.laatste if self._copies else jaar <= self.venster.laatste_oud
            if self.venster.meerjarig and known and zijde.record.soort in besluiten.BEGROOT:
                self._previous(zijde, jaar, cents, aandelen)
        self._one_off(zijde, aandelen)

    def _previous(self, zijde: Zijde, jaar: int, cents: int, aandelen: Sequence[_Aandeel]) -> None:
        """Keep what the MJB said of a year, with what of it was computed apart; `cents` is what stands there now.

        It is what was adopted with what decisions amended since or, where nothing was, what the document printed.
        """
        raming, computed = cents, 0
        if isinstance(zijde.record, Post) and zijde.kant == "lasten":
            for bron in _COMPUTED:
                part = self._of_source(zijde, bron, jaar)
                computed += part
                self.overgang.set_cents(_adres(zijde.bestand, zijde.record, f"{bron}.mjb.{jaar}"), part)
        if jaar in closed_years(self.dossier) and not _has_ended(zijde.record, jaar):
            amended = sum(a.cents for a in aandelen if a.jaar == jaar and a.wijzigt)
            raming = sum(self._of_source(zijde, bron, jaar) for bron in (RAMING, MUTATIES)) + amended
        self.overgang.set_cents(zijde.adres(f"mjb.{jaar}"), raming + computed)

    def _of_source(self, zijde: Zijde, bron: str, jaar: int) -> int:
        """Return what of the begroting of a year came from a source, as it was adopted where it is."""
        scope = zijde.record.key.scope.of(bron)
        return self.bron.bedrag(zijde.bestand.naam, scope, zijde.kant, f"begroting.{jaar}")

    def _budgeted(self, zijde: Zijde, aandelen: list[_Aandeel]) -> dict[int, int]:
        """Return the cents of the begroting of every year after T."""
        t, laatste, oud = self.venster.jaar, self.venster.laatste, self.venster.laatste_oud
        eigen = {jaar: cents for jaar, cents in _years(zijde) if jaar > t}
        for jaar in [j for j in eigen if _has_ended(zijde.record, j)]:
            what = f"{noem(zijde.bestand, zijde.record)}: {zijde.kant} {jaar}: {format_exact(eigen[jaar])}"
            self.overgang.tell(VERVALLEN, what)
            eigen[jaar] = 0
        shares = [(a.jaar, a.cents) for a in aandelen if a.jaar > t]
        if self._copies:
            if laatste not in eigen:
                eigen[laatste] = self._copied(zijde)
            given = {a.mutatie for a in aandelen if a.jaar == laatste}
            shares += [
                (laatste, a.cents) for a in aandelen if a.jaar == oud and a.structureel and a.mutatie not in given
            ]
        for jaar, cents in shares:
            eigen[jaar] = eigen.get(jaar, 0) + cents
        return eigen

    def _copied(self, zijde: Zijde) -> int:
        """Return what of a stored amount of the old last year goes on in the new one; tell what does not."""
        cents = zijde.eigen(f"begroting.{self.venster.laatste_oud}")
        structural = self._structural(zijde, cents)
        self._gekopieerd += structural != 0
        if cents != structural:
            what = f"{noem(zijde.bestand, zijde.record)}: {zijde.kant} {self.venster.laatste_oud}"
            self.overgang.tell(EENMALIG, f"{what}: {format_exact(cents - structural)}")
        return structural

    def _structural(self, zijde: Zijde, cents: int) -> int:
        record, oud = zijde.record, self.venster.laatste_oud
        if isinstance(record, Reserve):
            return cents if record.structureel else 0
        if not isinstance(record, Post):
            veld = record.kind.veld(zijde.kant)
            return cents if veld and veld.doorlopend else 0
        if record.is_incidenteel:
            return cents if record.tot >= self.venster.laatste else 0
        return cents - record.bedrag(f"{INCIDENTEEL}.{zijde.kant}.{oud}")

    def _amended_part(self, zijde: Zijde, jaar: int) -> None:
        """Make what amendments of a year said to be incidental a part of the begroting, which they are by now."""
        part, amended = (_adres(zijde.bestand, zijde.record, part_key(zijde.kant, f"{f}.{jaar}")) for f in NA_WIJZIGING)
        if cents := zijde.record.bedrag(amended.pad):
            self.overgang.set_cents(part, self.overgang.cents(part) + cents)
        if amended.pad in zijde.record.waarden:
            self.overgang.set(amended, None)

    def _one_off(self, zijde: Zijde, aandelen: list[_Aandeel]) -> None:
        """Keep what incidental mutations add known as the incidental part of a structural post."""
        if not isinstance(zijde.record, Post) or zijde.record.is_incidenteel:
            return
        first = self.venster.jaar + (not self.venster.toont_vorig)
        for aandeel in aandelen:
            if not aandeel.structureel and aandeel.jaar >= first:
                pad = f"{INCIDENTEEL}.{zijde.kant}.{aandeel.jaar}"
                adres = _adres(zijde.bestand, zijde.record, pad)
                self.overgang.set_cents(adres, self.overgang.cents(adres) + aandeel.cents)

    def nature(self) -> None:
        """Tell where what was incidental is not so any more, or the other way round.

        A mutation says of itself what it is, and what is computed recurs. Folded into a post that is incidental as a
        whole, or into a reserve, they are what that is.
        """
        nieuw, t = self.overgang.result(), self.venster.jaar
        years = range(t if self.venster.toont_vorig else t + 1, self.venster.laatste_oud + 1)
        for bestand in self.dossier.programmas:
            was, now = (_one_offs(dossier, bestand.naam, years) for dossier in (self.dossier, nieuw))
            for deel, aandelen in self._aandelen.items():
                for a in (a for a in aandelen if a.wijzigt and a.jaar > t and not a.structureel):
                    if deel[0] == bestand.nummer and a.jaar in years:
                        key = deel[1:], a.jaar
                        was[key] = was.get(key, 0) + a.cents
            for (soort, sleutel, kant), jaar in sorted(was.keys() | now.keys()):
                key = (soort, sleutel, kant), jaar
                record = bestand.record(soort, sleutel)
                before, after = was.get(key, 0), now.get(key, 0)
                if record is None or before == after or _has_ended(record, jaar):
                    continue
                what = f"{noem(bestand, record)}: {kant} {jaar}: incidenteel {format_exact(before)}"
                self.overgang.tell(AARD, f"{what} -> {format_exact(after)}")

    def computed(self) -> None:
        """Tell where charges and what is divided are not what the MJB said: credits and cost centres were amended."""
        years = range(self.venster.jaar + 1, self.venster.laatste_oud + 1)
        nieuw = self.overgang.result()
        after = Bron.of(nieuw, [f"begroting.{jaar}" for jaar in years])
        for bestand in self.dossier.programmas:
            for post in (post for post in bestand.van(Post) if years):
                zijde = Zijde(bestand, post, POSTKANTEN[0])
                for jaar in years:
                    cents = [
                        sum(
                            b.bedrag(bestand.naam, post.key.scope.of(bron), zijde.kant, f"begroting.{jaar}")
                            for bron in _COMPUTED
                        )
                        for b in (self.bron, after)
                    ]
                    if cents[0] != cents[1]:
                        what = f"{noem(bestand, post)}: {zijde.kant} {jaar}"
                        self.overgang.tell(BEREKEND, f"{what}: {format_exact(cents[0])} -> {format_exact(cents[1])}")

    def drop(self, bestand: Bestand, record: Record) -> None:
        """Leave a table out where it belongs to what is over: a closed credit, an explained difference, an answer."""
        if isinstance(record, Investering):
            self._investment(bestand, record)
        elif isinstance(record, Formulier):
            self.overgang.take([RemoveRecord(bestand.naam, record.soort, record.sleutel)])
        elif isinstance(record, Toelichting) and self.keuzes.vergelijkt:
            self._gone.append((bestand.naam, record.soort, record.sleutel))
            self.overgang.tell(VERKLARINGEN, noem(bestand, record))

    def settle(self) -> None:
        """Take out all that is left out as a whole, with what is about nothing else; a list loses these only."""
        edits = delete_all(self.dossier, self._gone)
        self.overgang.take(edits)
        for edit in edits:
            if isinstance(edit, RemoveRecord) and edit.soort == Tekst.kind.naam:
                bestand = self.dossier.bestanden[edit.bestand]
                self.overgang.tell(DOCUMENTEN, noem(bestand, bestand.records[edit.soort, edit.sleutel]))

    def notes(self) -> None:
        """Leave out the notes on what ends, and tell each: all others come along, those that hang on nothing too."""
        for noot in notities(self.dossier):
            own = RemoveRecord(noot.bestand, noot.notitie.soort, noot.notitie.sleutel)
            goes = noot.bestand in self.overgang.niet_mee or (own.bestand, own.soort, own.sleutel) in self.overgang.weg
            if not goes and noot.bij is not None and self._ends(noot.bij):
                self.overgang.take([own])
                goes = True
            if goes:
                where = self.dossier.spell(noot.bestand, noot.notitie.bij)
                self.overgang.tell(NOTITIES, f"{where}: {brief(Notitie.tekst_, noot.tekst)}")

    def _ends(self, adres: Adres) -> bool:
        """Return whether a record does not come along, or a value leaves with its year."""
        if adres.bestand in self.overgang.niet_mee or (adres.bestand, adres.soort, adres.sleutel) in self.overgang.weg:
            return True
        record = self.dossier.bestanden[adres.bestand].record(adres.soort, adres.sleutel)
        values: dict[str, Waarde] = {adres.pad: 0, **(record.waarden if record else {})}
        return bool(adres.pad) and adres.pad in self.venster.stale(Record(adres.soort, adres.sleutel, values))

    def _investment(self, bestand: Bestand, record: Investering) -> None:
        afgesloten = self.overgang.waarde(_adres(bestand, record, "afgesloten"))
        if not isinstance(afgesloten, int) or not 0 < afgesloten <= self.venster.jaar:
            return
        naam = f"{noem(bestand, record)}: afgesloten in {afgesloten}"
        if (bestand.naam, record.sleutel) in self.keuzes.lopend:
            self.overgang.tell(INVESTERINGEN, f"{naam}, blijft staan: de kapitaallasten lopen door")
        elif self._flows(record):
            self.overgang.tell(
                INVESTERINGEN, f"{naam}, blijft staan: zij telt mee in het EMU-saldo van de eerste jaren"
            )
        else:
            self._gone.append((bestand.naam, record.soort, record.sleutel))
            self.overgang.tell(INVESTERINGEN, f"{naam}, niet meegenomen")

    def _flows(self, record: Investering) -> bool:
        """Return whether what an investment cost or got is in an EMU balance that the new document prints."""
        head = self.dossier.begroting
        years = {*record.uitgaven.years(), *record.besteed.years(), *record.bijdrage.years()}
        return bool(head.record("emu") or head.record("balans")) and max(years, default=0) >= self.venster.eerste

    def count(self) -> None:
        """Tell what happened to the amounts."""
        t, venster = self.venster.jaar, self.venster
        if venster.toont_vorig:
            what = f"{_bedragen(self._na_wijziging)} anders dan de raming"
            self.overgang.tell(GETALLEN, f"Begroting {t} is na wijziging en met berekende bedragen: {what}.")
        if self._copies:
            wat = f"{_bedragen(self._gekopieerd)} overgenomen uit het structurele deel van {venster.laatste_oud}."
            self.overgang.tell(GETALLEN, f"{venster.laatste}: {wat}")


def _adres(bestand: Bestand, record: Record, pad: str) -> Adres:
    return Adres(bestand.naam, record.soort, record.sleutel, pad)


def _years(zijde: Zijde) -> Iterator[tuple[int, int]]:
    """Yield the years of the stored begroting of a side with their cents."""
    begin = f"{zijde.kant}.begroting."
    for pad, cents in zijde.record.waarden.items():
        if pad.startswith(begin) and isinstance(cents, int):
            yield int(pad.removeprefix(begin)), cents


def _one_offs(dossier: Dossier, naam: str, years: Iterable[int]) -> dict[tuple[Deel, int], int]:
    """Return the incidental cents of the budget, na wijziging, of each side in a programme file by year."""
    bestand = dossier.bestanden[naam]
    terms = {f"{fase}.{jaar}": jaar for jaar in years for fase in NA_WIJZIGING}
    found: dict[tuple[Deel, int], int] = {}
    for term, delen in incidentele_delen(dossier, bestand, incidentele_tabellen(bestand), [*terms]).items():
        for deel, cents in delen.items():
            key = deel, terms[term]
            found[key] = found.get(key, 0) + cents
    return found


def _has_ended(record: Record, jaar: int) -> bool:
    """Return whether a year lies after the last one of an incidental post or mutation."""
    return isinstance(record, (Post, Mutatie)) and record.aard == INCIDENTEEL and 0 < record.tot < jaar


def _bedragen(aantal: int) -> str:
    return f"{aantal} {'bedrag' if aantal == 1 else 'bedragen'}"
