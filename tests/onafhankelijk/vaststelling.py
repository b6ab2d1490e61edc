"""A dossier whose budget is adopted: the columns of T to T+3 are what `vastgesteld.toml` holds, in every table.

The document that was adopted is seen as it was then. Every other document is seen as the dossier is now, and beside a
record that is gone or is sorted otherwise stands the one that was adopted; what the budget would be now less what was
adopted is Wijziging, with its source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, NamedTuple

from tests.onafhankelijk.bedragen import (
    INCIDENTEEL,
    KANTEN,
    KAPITAALLASTEN,
    MJB,
    MUTATIES,
    RAMING,
    STRUCTUREEL,
    VERDELING,
    Bedragen,
    Feit,
    Naam,
    Telling,
)
from tests.onafhankelijk.kapitaal import Last
from tests.onafhankelijk.lezen import Dossier, Programma, Tabel, per_jaar
from tests.onafhankelijk.regels import REGELS, Regels
from tests.onafhankelijk.sjabloon import BEGROTING, WIJZIGING
from tests.onafhankelijk.verdelen import Uitkomst, kostenplaatsen, verdeel

_BRONNEN: Final = {
    RAMING: "raming",
    MUTATIES: "mutatie",
    KAPITAALLASTEN: "kapitaallasten",
    VERDELING: "verdeling",
}
"""Sources, and what the file calls them."""

_JAREN: Final = 4

_LABELS: Final = ("beleidsterrein", "prestatie", "taakveld", "categorie", "stelpost", "register", "functie")
"""What sorts an amount: one that is another one now would move what was printed."""

_BEDRAGEN: Final = {"incidenteel", "stand"} | {kant for kanten in KANTEN.values() for kant in kanten}
"""The keys of a record that hold amounts."""

_MERK: Final = " (vastgesteld)"
"""Stands behind the key and name of an adopted record beside what it became."""


class Plek(NamedTuple):
    """One side of a record in one year."""

    van: Naam
    kant: str
    jaar: int


@dataclass(frozen=True)
class Vaststelling:
    """What `vastgesteld.toml` holds."""

    tabel: Tabel
    regels: Regels = REGELS

    @property
    def document(self) -> str:
        """Return the key of the document that was adopted."""
        return str(self.tabel["vastgesteld"]["document"])

    @property
    def jaren(self) -> range:
        """Return the years that were adopted."""
        jaar = int(self.tabel["vastgesteld"]["jaar"])
        return range(jaar, jaar + _JAREN)

    def records(self, soort: str) -> dict[Naam, Tabel]:
        """Return the records of a kind that stand with a programme."""
        split = ((key.partition("/"), tabel) for key, tabel in self.tabel.get(soort, {}).items())
        return {Naam(int(n), soort, sleutel): tabel for (n, _, sleutel), tabel in split if n.isdigit()}

    @cached_property
    def delen(self) -> Mapping[Plek, Mapping[str, int]]:
        """Return the adopted amounts by source."""
        found: dict[Plek, dict[str, int]] = {}
        for soort, kanten in KANTEN.items():
            for van, tabel in self.records(soort).items():
                for kant in kanten:
                    for bron, heet in _BRONNEN.items():
                        for jaar, bedrag in per_jaar(tabel, kant, heet).items():
                            found.setdefault(Plek(van, kant, jaar), {})[bron] = bedrag
        return found

    @cached_property
    def incidenteel(self) -> Mapping[Plek, int]:
        """Return what of it was incidental, whatever its source."""
        return {
            Plek(van, kant, jaar): bedrag
            for soort, kanten in KANTEN.items()
            for van, tabel in self.records(soort).items()
            for kant in kanten
            for jaar, bedrag in per_jaar(tabel, "incidenteel", kant).items()
            if jaar in self.jaren
        }

    @property
    def registers(self) -> dict[str, Tabel]:
        """Return the shared reserves."""
        prefix = "reserves/"
        every = self.tabel.get("reserve", {}).items()
        return {key.removeprefix(prefix): tabel for key, tabel in every if key.startswith(prefix)}

    def programmas(self) -> dict[int, Programma]:
        """Return the programmes as they were then, by number."""
        found = {}
        for key, kop in self.tabel.get("programma", {}).items():
            nummer = int(kop.get("nummer", key))
            tabellen: dict[str, dict[str, Tabel]] = {}
            for soort, records in self.tabel.items():
                own = {k.partition("/")[2]: t for k, t in records.items() if k.startswith(f"{nummer}/")}
                if own:
                    tabellen[soort] = own
            found[nummer] = Programma("", {"nummer": nummer, **kop}, tabellen)
        return found


@dataclass(frozen=True)
class Gezien(Bedragen):
    """The amounts of a dossier whose budget is adopted; `nu` are those it would have without."""

    nu: Bedragen = None  # type: ignore[assignment]
    vast: Vaststelling = None  # type: ignore[assignment]

    @property
    def is_toen(self) -> bool:
        """Return whether it is seen as the document that was adopted."""
        return self.document is not None and self.document.sleutel == self.vast.document

    @cached_property
    def tellingen(self) -> tuple[Telling, ...]:
        """Return every amount of every mutation."""
        return self.nu.tellingen

    @cached_property
    def feiten(self) -> tuple[Feit, ...]:
        """Return every amount: the budget as adopted and, but in that document, what became of it as Wijziging."""
        budget = [*self.nu.budget]
        if self.is_toen:
            # what came later is not there
            budget = [f for f in budget if f.van.sleutel in self.dossier.programma(f.van.nummer).van(f.van.soort)]
        jaren = self.vast.jaren
        live = [f for f in budget if f.fase == BEGROTING and f.jaar in jaren]
        closed = (BEGROTING, MJB) if self.is_toen else (BEGROTING,)
        other = [f for f in budget if not (f.fase in closed and f.jaar in jaren)]
        found = self._budget(live)
        if not self.regels.later_is_wijziging:
            found = (feit for feit in found if feit.fase == BEGROTING)
        return (*other, *found, *self._mjb(), *self.nu.aangevuld(budget))

    def _mjb(self) -> Iterator[Feit]:
        """Yield what the previous MJB was when the budget was adopted."""
        for soort, kanten in KANTEN.items() if self.is_toen else ():
            for van, tabel in self.vast.records(soort).items():
                for kant in kanten:
                    for jaar, bedrag in per_jaar(tabel, kant, MJB).items():
                        yield Feit(van, kant, MJB, jaar, RAMING, STRUCTUREEL, "", bedrag)
                yield from self.mjbdelen(van, tabel)

    def _budget(self, live: list[Feit]) -> Iterator[Feit]:
        """Yield what was adopted and what is Wijziging since; one that did not change keeps its decisions."""
        per_plek: dict[Plek, list[Feit]] = {}
        for feit in live:
            per_plek.setdefault(Plek(feit.van, feit.kant, feit.jaar), []).append(feit)
        known = {van for soort in KANTEN for van in self.vast.records(soort)}
        for plek in dict.fromkeys((*per_plek, *self.vast.delen, *self.vast.incidenteel)):
            own = per_plek.get(plek, [])
            if self.is_toen:
                yield from self._vastgelegd(plek, self._toen_bekend(plek, own), plek.van)
            elif plek.van not in known:
                yield from (feit._replace(fase=WIJZIGING) for feit in own)
            elif plek.van in self._apart:
                yield from (feit._replace(fase=WIJZIGING) for feit in own)
                beside = plek.van._replace(sleutel=plek.van.sleutel + _MERK)
                moved = [feit._replace(van=beside) for feit in own] if self._is_iets(plek) else []
                then = self._vastgelegd(plek, moved, beside)
                yield from then
                yield from (feit._replace(fase=WIJZIGING, bedrag=-feit.bedrag) for feit in then)
            else:
                yield from own
                for feit in self._vastgelegd(plek, own, plek.van)[len(own) :]:
                    yield feit
                    yield feit._replace(fase=WIJZIGING, bedrag=-feit.bedrag)

    def _is_iets(self, plek: Plek) -> bool:
        """Return whether anything was adopted of a side in a year."""
        return any(self.vast.delen.get(plek, {}).values()) or bool(self.vast.incidenteel.get(plek))

    def _toen_bekend(self, plek: Plek, own: list[Feit]) -> list[Feit]:
        """Return the facts of now that can be of then: nothing that is computed or typed where nothing was adopted.

        They add up to the same, but a row that holds no amount is not there. An incidental part of zero that was
        adopted is one.
        """
        is_known = self._is_iets(plek) or plek in self.vast.incidenteel
        if not is_known and not any(feit.bron == MUTATIES for feit in own):
            return []
        delen = self.vast.delen.get(plek, {})
        return [feit for feit in own if feit.bron not in (KAPITAALLASTEN, VERDELING) or delen.get(feit.bron)]

    def _vastgelegd(self, plek: Plek, own: list[Feit], van: Naam) -> list[Feit]:
        """Return facts that add up to what was adopted: those that are there now and what that differs by."""
        found = list(own)
        for bron in _BRONNEN:
            now = sum(f.bedrag for f in own if f.bron == bron)
            if less := self.vast.delen.get(plek, {}).get(bron, 0) - now:
                found.append(Feit(van, plek.kant, BEGROTING, plek.jaar, bron, STRUCTUREEL, "", less))
        once = sum(f.bedrag for f in own if f.incidenteel)
        if less := self.vast.incidenteel.get(plek, 0) - once:
            found.append(Feit(van, plek.kant, BEGROTING, plek.jaar, RAMING, INCIDENTEEL, "", less))
            found.append(Feit(van, plek.kant, BEGROTING, plek.jaar, RAMING, STRUCTUREEL, "", -less))
        return found

    @cached_property
    def _apart(self) -> frozenset[Naam]:
        return apart(self.nu.dossier, self.vast)

    @cached_property
    def vastgelegd(self) -> Mapping[tuple[str, int], Mapping[str, int]]:
        """Return what was adopted in `[emu]`, `[balans]` and `[kengetallen]` by year, in cents."""
        found: dict[tuple[str, int], dict[str, int]] = {}
        for soort in ("emu", "balans", "kengetallen"):
            for naam, tabel in self.vast.tabel.get(soort, {}).items():
                for jaar, bedrag in per_jaar({naam: tabel}, naam).items():
                    found.setdefault((soort, jaar), {})[naam] = bedrag
        return found

    # --- investments and allocation --------------------------------------------------------------

    @cached_property
    def kredieten(self) -> Mapping[Naam, Tabel]:
        """Return the credits: in the adopted document as they were, with what was spent since."""
        if not self.is_toen:
            return self.nu.kredieten
        kanten = ("uitgaven", "bijdrage", "uit_reserve")
        return {
            van: {
                **{kant: per_jaar(tabel, kant) for kant in kanten},
                "besteed": self.nu.kredieten.get(van, {}).get("besteed", {}),
            }
            for van, tabel in self.vast.records("investering").items()
        }

    @property
    def kredieten_nu(self) -> Mapping[Naam, Tabel]:
        """Return the credits as they are now, also in the adopted document."""
        return self.nu.kredieten

    @cached_property
    def lasten(self) -> Mapping[Naam, dict[int, Last]]:
        """Return the charges: in the adopted document as they were."""
        if not self.is_toen:
            return self.nu.lasten
        return {
            van: self._toen(tabel)
            for soort in ("investering", "activum")
            for van, tabel in self.vast.records(soort).items()
        }

    def _toen(self, tabel: Tabel) -> dict[int, Last]:
        parts = [per_jaar(tabel, kant) for kant in ("boekwaarde", "afschrijving", "rente")]
        in_use = [jaar for jaar in self.vast.jaren if jaar in parts[-1]]
        return {jaar: Last(*(part.get(jaar, 0) for part in parts)) for jaar in in_use}

    @cached_property
    def verdeling(self) -> list[Uitkomst]:
        """Return what cost centres hand out: in the adopted document what they did then."""
        if not self.is_toen:
            return self.nu.verdeling
        return verdeel(kostenplaatsen(self.dossier), self.jaren, lambda _, __: 0, self.regels)


def met_toen(dossier: Dossier, vast: Vaststelling) -> Dossier:
    """Return a dossier with the amounts of now below the labels of then, as the adopted document judges them."""
    then = vast.programmas()
    programmas = []
    for programma in dossier.programmas:
        old = then.get(programma.nummer)
        tabellen = {soort: dict(records) for soort, records in programma.tabellen.items()}
        for soort in KANTEN if old else ():
            for sleutel, labels in old.van(soort).items() if old else ():
                if sleutel in tabellen.get(soort, {}):
                    now = {key: waarde for key, waarde in tabellen[soort][sleutel].items() if key in _BEDRAGEN}
                    own = {key: waarde for key, waarde in labels.items() if key not in _BEDRAGEN}
                    tabellen[soort][sleutel] = {**own, **now}
        programmas.append(replace(programma, tabellen=tabellen))
    return replace(dossier, programmas=tuple(programmas))


def apart(dossier: Dossier, vast: Vaststelling) -> frozenset[Naam]:
    """Return the adopted records that are gone, or that something sorts otherwise now."""
    labels = _LABELS if vast.regels.toen_ingedeeld else ()
    programmas = {p.nummer: p for p in dossier.programmas}
    found = set()
    for soort in KANTEN:
        for van, then in vast.records(soort).items():
            now = programmas[van.nummer].van(soort).get(van.sleutel) if van.nummer in programmas else None
            if now is None or any(now.get(label) != then.get(label) for label in labels):
                found.add(van)
    return frozenset(found)


def gezien(dossier: Dossier, vast: Vaststelling, *, is_toen: bool) -> Dossier:
    """Return a dossier as one of its documents sees it."""
    if is_toen:
        return replace(
            dossier,
            begroting=_toen(dossier.begroting, vast),
            programmas=tuple(_gesloten(p, dossier) for p in vast.programmas().values()),
            registers=vast.registers,
        )
    extra = apart(dossier, vast)
    then = vast.programmas()
    programmas = [_naast(p, then.get(p.nummer), extra) for p in dossier.programmas]
    return replace(dossier, programmas=tuple(programmas))


def _gesloten(then: Programma, dossier: Dossier) -> Programma:
    """Return a programme of then with what nobody adopts: that a credit was closed since."""
    now = {p.nummer: p for p in dossier.programmas}.get(then.nummer)
    closed = {
        sleutel: {"afgesloten": tabel["afgesloten"]}
        for sleutel, tabel in (now.van("investering") if now else {}).items()
        if "afgesloten" in tabel
    }
    own = {key: {**tabel, **closed.get(key, {})} for key, tabel in then.van("investering").items()}
    return replace(then, tabellen={**then.tabellen, "investering": own})


def _naast(programma: Programma, then: Programma | None, extra: frozenset[Naam]) -> Programma:
    """Return a programme with its adopted records beside those that something sorts otherwise now."""
    tabellen = {soort: dict(records) for soort, records in programma.tabellen.items()}
    for van in extra if then else ():
        if van.nummer == programma.nummer and then:
            tabel = then.van(van.soort)[van.sleutel]
            # its balance, and what it gets of results, are those of the record as it is now
            labels = {k: v for k, v in tabel.items() if k not in ("stand", "bestemming")}
            beside = {**labels, "naam": f"{tabel['naam']}{_MERK}"}
            tabellen.setdefault(van.soort, {})[van.sleutel + _MERK] = beside
            for soort in ("beleidsterrein", "doel", "prestatie"):
                tabellen[soort] = {**then.van(soort), **tabellen.get(soort, {})}
    return replace(programma, tabellen=tabellen)


def _toen(begroting: Tabel, vast: Vaststelling) -> Tabel:
    """Return `begroting.toml` with the financial position and the allocation that were adopted."""
    found: dict[str, Any] = dict(begroting)
    for soort in ("emu", "balans", "kengetallen"):
        live = {naam: _zonder(waarde, vast.jaren) for naam, waarde in begroting.get(soort, {}).items()}
        adopted = vast.tabel.get(soort, {})
        found[soort] = {naam: {**live.get(naam, {}), **adopted.get(naam, {})} for naam in (*live, *adopted)}
    for soort in ("kostenplaats", "verdeling"):
        found[soort] = {key.partition("/")[2]: tabel for key, tabel in vast.tabel.get(soort, {}).items()}
    return found


def _zonder(waarde: Mapping[str, Any], jaren: range) -> dict[str, Any]:
    """Return amounts by year, and by phase and year, without those of some years."""
    years = {str(jaar) for jaar in jaren}
    return {
        key: _zonder(value, jaren) if isinstance(value, Mapping) else value
        for key, value in waarde.items()
        if key not in years
    }
