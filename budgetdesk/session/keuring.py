"""What is found in an open dossier: by reading it, by the rules, and by its totals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from budgetdesk import checks
from budgetdesk.bedrag import format_exact
from budgetdesk.checks import Melding
from budgetdesk.errors import Bevinding, InputError, Plaats
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Dossier
from budgetdesk.storage.vindplaatsen import Vindplaatsen

if TYPE_CHECKING:
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
        self.gelezen = gelezen
        self._dossier = dossier
        self._vindplaatsen = vindplaatsen
        self._cijfers = cijfers
        self.forget()

    def forget(self) -> None:
        """Drop everything: the structure of the dossier changed."""
        self._meldingen: dict[str, list[Melding]] = {}
        self._bedragmeldingen: dict[str, dict[tuple[str, str], list[Melding]]] = {}
        self._berekend: list[Melding] | None = None
        self._vermogen: list[Melding] | None = None
        self._verwijzend: Verwijzend | None = None
        self._incidenteel: PerBestand | None = None

    def touched(self, naam: str, scopes: set[tuple[str, str]]) -> None:
        """Look again at the tables of a file whose amounts changed; texts may name any figure."""
        self._berekend = None
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
        return [melding for part in parts for meldingen in part for melding in meldingen]

    @property
    def berekend(self) -> list[Melding]:
        """Return what the totals show: reserves and balance, texts that name no or an old figure. Imports Polars."""
        if self._berekend is None:
            from budgetdesk.checks.evenwicht import budgetmeldingen, vermogensmeldingen
            from budgetdesk.checks.teksten import referring, tekstmeldingen
            from budgetdesk.engine.structureel import per_bestand

            cijfers = self._cijfers()
            if self._verwijzend is None:
                self._verwijzend = referring(self._dossier)
            if self._incidenteel is None:
                self._incidenteel = per_bestand(self._dossier)
            if self._vermogen is None:
                self._vermogen = _shortages(cijfers) + vermogensmeldingen(cijfers)
            budget = budgetmeldingen(cijfers, self._incidenteel)
            self._berekend = self._vermogen + budget + tekstmeldingen(cijfers, self._verwijzend)
        return self._berekend

    @property
    def alle(self) -> list[Melding]:
        """Return what the rules and the totals find: what a list of findings shows after those of reading."""
        return self.meldingen + self.berekend

    @property
    def bevindingen(self) -> list[Bevinding]:
        """Return all findings with their place in the files as they are on disk."""
        return self.gelezen + self._placed(self.alle)

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
                m.ernst,
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
            "waarschuwing",
            Adres(t.bestand, "reserve", t.sleutel, "stand"),
            f"`{t.naam}` komt per 31-12-{t.jaar} onder nul: {format_exact(t.cents)}.",
            "Verlaag een onttrekking of voeg eerder toe.",
        )
        for t in tekorten(cijfers)
    ]
