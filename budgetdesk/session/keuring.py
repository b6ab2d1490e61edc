"""What is found in an open dossier: by reading it, by the rules, and by its totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from budgetdesk import checks
from budgetdesk.bedrag import format_exact
from budgetdesk.checks import Melding
from budgetdesk.checks.aanvaarding import Aanvaardingen, plek, plek_van
from budgetdesk.errors import Bevinding, InputError, Plaats
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Dossier
from budgetdesk.storage.vindplaatsen import Vindplaatsen

if TYPE_CHECKING:
    from budgetdesk.checks.dubbel import Naamgenoten
    from budgetdesk.checks.teksten import Verwijzend
    from budgetdesk.engine.structureel import PerBestand
    from budgetdesk.tables.bouw import Cijfers


class Keuring:
    """The findings of a dossier, kept until an edit touches what they are about.

    `cijfers` gives what the tables are made from; it is asked for only where totals are needed.
    """

    def __init__(
        self, dossier: Dossier, gelezen: list[Bevinding], vindplaatsen: Vindplaatsen, cijfers: Callable[[], Cijfers]
    ) -> None:
        self._gelezen = gelezen
        self._dossier = dossier
        self._vindplaatsen = vindplaatsen
        self._cijfers = cijfers
        self.forget()

    def forget(self) -> None:
        """Drop everything: the structure of the dossier changed."""
        self._meldingen: dict[str, list[Melding]] = {}
        self._bedragmeldingen: dict[str, dict[tuple[str, str], list[Melding]]] = {}
        self._vorige: dict[str, frozenset[int]] = {}
        self._direct: dict[tuple[str, frozenset[int]], list[Melding]] = {}
        self._naamgenoten: Naamgenoten | None = None
        self._berekend: list[Melding] | None = None
        self._vermogen: list[Melding] | None = None
        self._verwijzend: Verwijzend | None = None
        self._incidenteel: PerBestand | None = None
        self._aanvaardingen: Aanvaardingen | None = None

    def touched(self, naam: str, scopes: set[tuple[str, str]]) -> None:
        """Look again at the tables of a file whose amounts changed; texts may name any figure."""
        self._berekend = None
        self._vorige.pop(naam, None)
        self._direct = {known: found for known, found in self._direct.items() if known[0] != naam}
        if any(soort == "reserve" for soort, _ in scopes):
            self._vermogen = None
        if naam in self._bedragmeldingen:
            bestand, found = self._dossier.bestanden[naam], self._bedragmeldingen[naam]
            found |= {scope: checks.run_table(bestand, bestand.tabellen[scope]) for scope in scopes}

    @property
    def meldingen(self) -> list[Melding]:
        """Return what the rules find; only touched files are looked at again."""
        for bestand in self._dossier.bestanden.values():
            if bestand.naam not in self._meldingen:
                self._meldingen[bestand.naam] = checks.run_file(self._dossier, bestand)
                found = ((plaats, checks.run_table(bestand, t)) for plaats, t in bestand.tabellen.items())
                self._bedragmeldingen[bestand.naam] = {plaats: meldingen for plaats, meldingen in found if meldingen}
        parts = ((self._meldingen[naam], *self._bedragmeldingen[naam].values()) for naam in self._dossier.bestanden)
        return [melding for part in parts for meldingen in part for melding in meldingen] + [
            *self._counted_twice(),
            *self._direct_changes(),
        ]

    def _counted_twice(self) -> Iterator[Melding]:
        """Return what stands twice; what carries the same name is looked up once."""
        if self._naamgenoten is None:
            self._naamgenoten = [g for b in self._dossier.bestanden.values() for g in checks.namesakes(b)]
        return checks.counted_twice(self._naamgenoten)

    def _direct_changes(self) -> list[Melding]:
        """Return what changed without a mutation; only touched programmas are looked at again."""
        programmas = self._dossier.programmas
        for bestand in programmas:
            if bestand.naam not in self._vorige:
                self._vorige[bestand.naam] = checks.previous_years(bestand, self._dossier.jaar)
        years = frozenset[int]().union(*self._vorige.values())
        for bestand in programmas:
            if (bestand.naam, years) not in self._direct:
                self._direct[bestand.naam, years] = list(checks.direct_changes(self._dossier, bestand, years))
        return [melding for bestand in programmas for melding in self._direct[bestand.naam, years]]

    @property
    def berekend(self) -> list[Melding]:
        """Return what the totals show: reserves and balance, texts that name no or an old figure. Imports Polars."""
        if self._berekend is None:
            from budgetdesk.checks.evenwicht import budgetmeldingen, vermogensmeldingen
            from budgetdesk.checks.teksten import referring, tekstmeldingen
            from budgetdesk.checks.verschillen import verschilmeldingen
            from budgetdesk.engine.structureel import per_bestand

            cijfers = self._cijfers()
            if self._verwijzend is None:
                self._verwijzend = referring(self._dossier)
            if self._incidenteel is None:
                self._incidenteel = per_bestand(self._dossier)
            if self._vermogen is None:
                self._vermogen = _shortages(cijfers) + vermogensmeldingen(cijfers)
            budget = budgetmeldingen(cijfers, self._incidenteel) + verschilmeldingen(cijfers)
            self._berekend = self._vermogen + budget + tekstmeldingen(cijfers, self._verwijzend)
        return self._berekend

    @property
    def gelezen(self) -> list[Bevinding]:
        """Return what reading found, but for what the dossier accepts."""
        return [b for b in self._gelezen if not self.aanvaardingen.reden(plek_van(b))]

    @property
    def alle(self) -> list[Melding]:
        """Return what the rules and the totals find: what a list of findings shows after those of reading.

        What the dossier accepts is left out; what it accepts in vain is added.
        """
        found = self.meldingen + self.berekend
        if not self.aanvaardingen:
            return found
        places = [*map(plek, found), *map(plek_van, self._gelezen)]
        unused = self.aanvaardingen.unused(places)
        return [m for m in found if not self.aanvaardingen.reden(plek(m))] + unused

    @property
    def aanvaardingen(self) -> Aanvaardingen:
        """Return what the dossier accepts of all this."""
        if self._aanvaardingen is None:
            self._aanvaardingen = Aanvaardingen(self._dossier)
        return self._aanvaardingen

    def is_accepted(self, melding: Melding) -> bool:
        """Return whether the dossier accepts what a rule found."""
        return bool(self.aanvaardingen.reden(plek(melding)))

    def melding(self, bevinding: Bevinding) -> Melding | None:
        """Return what a finding was made of; None where reading found it."""
        found = [*self.meldingen, *self.berekend, *self.alle]
        return next((m for m in found if plek(m) == plek_van(bevinding) and m.tekst == bevinding.tekst), None)

    @property
    def bevindingen(self) -> list[Bevinding]:
        """Return all findings but the accepted ones, with their place in the files as they are on disk."""
        return self.gelezen + self._placed(self.alle)

    @property
    def aanvaard(self) -> list[Bevinding]:
        """Return the accepted findings with their place and the reason."""
        reden = self.aanvaardingen.reden
        found = [m for m in self.meldingen + self.berekend if reden(plek(m))]
        every = self._gelezen + self._placed(found)
        return [replace(b, aanvaard=why) for b in every if (why := reden(plek_van(b)))]

    def require_sound(self, *, berekend: bool = False) -> None:
        """Raise InputError where a finding makes the figures unfit for use; `berekend` asks the totals too."""
        found = self.alle if berekend else self.meldingen
        if errors := self._placed([m for m in found if m.ernst == "fout"]):
            raise InputError(errors)

    def _placed(self, meldingen: Sequence[Melding]) -> list[Bevinding]:
        """Turn what the rules found into findings; each file is searched for lines once."""
        regels = {naam: self._vindplaatsen.regels(naam) for naam in {m.adres.bestand for m in meldingen}}
        return [
            Bevinding(
                m.code,
                Plaats(m.adres.bestand, regels[m.adres.bestand].line(m.adres.delen), str(m.adres)),
                m.tekst,
                m.remedie,
            )
            for m in meldingen
        ]


def _shortages(cijfers: Cijfers) -> list[Melding]:
    """Return a finding (BD301) per reserve that falls below zero."""
    from budgetdesk.tables.reserves import tekorten

    return [
        Melding(
            "BD301",
            Adres(t.bestand, "reserve", t.sleutel, "stand"),
            f"`{t.naam}` komt per 31-12-{t.jaar} onder nul: {format_exact(t.cents)}.",
        )
        for t in tekorten(cijfers)
    ]
