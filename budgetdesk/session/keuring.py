"""What is found in an open dossier, by reading it and by the rules: where in the files, and what it accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from budgetdesk import checks
from budgetdesk.checks import Kept, Melding
from budgetdesk.checks.aanvaarding import AANVAARDINGEN, Aanvaardingen, Plek, plek, plek_van
from budgetdesk.checks.rule import Beside
from budgetdesk.errors import Bevinding, InputError, Plaats
from budgetdesk.model.documenten import documenten, home
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.edits import Done
from budgetdesk.storage.vindplaatsen import Vindplaatsen

if TYPE_CHECKING:
    from budgetdesk.tables.signed import Cijfers


class Keuring:
    """The findings of a dossier: those of reading and those of the rules, placed, without what it accepts.

    `cijfers` gives what the tables are made from; it is asked for only where totals are needed. `beside` gives
    what lies beside the files of the dossier.
    """

    def __init__(
        self,
        dossier: Dossier,
        gelezen: list[Bevinding],
        vindplaatsen: Vindplaatsen,
        cijfers: Callable[[], Cijfers],
        beside: Beside | None = None,
    ) -> None:
        self._gelezen = gelezen
        self._dossier = dossier
        self._vindplaatsen = vindplaatsen
        self._kept = Kept(dossier, cijfers, beside)

    def forget(self) -> None:
        """Look at everything again: files came or went."""
        self._kept.forget()

    def touched(self, edits: Iterable[Done]) -> None:
        """Look again at what edits may change."""
        self._kept.touched(edits)

    @property
    def meldingen(self) -> list[Melding]:
        """Return what the rules find that do without totals, accepted or not."""
        return self._at_home(checks.run(self._kept))

    @property
    def _everything(self) -> list[Melding]:
        """Return what all rules find, accepted or not; of a large dossier by Polars."""
        return self._at_home(checks.run(self._kept, with_totals=True))

    @property
    def gelezen(self) -> list[Bevinding]:
        """Return what reading found, but for what the dossier accepts."""
        return [b for b in self._gelezen if not self.aanvaardingen.reden(plek_van(b))]

    @property
    def alle(self) -> list[Melding]:
        """Return what the rules and the totals find: what a list of findings shows after those of reading.

        What the dossier accepts is left out. What it accepts in vain is added where there is one document: of several
        each has findings of its own, so that all have to be asked (`in_vain`).
        """
        found = self._everything
        if not self.aanvaardingen:
            return found
        unused = [] if len(documenten(self._dossier)) > 1 else self.aanvaardingen.unused(self.plekken)
        return [m for m in found if not self.aanvaardingen.reden(plek(m))] + unused

    @property
    def plekken(self) -> list[Plek]:
        """Return where something is found in the open document, accepted or not."""
        return [*map(plek, self._everything), *map(plek_van, self._gelezen)]

    def in_vain(self, plekken: Iterable[Plek]) -> list[Bevinding]:
        """Return what the dossier accepts and is not among these places, those of all its documents."""
        return self.placed(self.aanvaardingen.unused(plekken))

    @property
    def aantal(self) -> int:
        """Return how many findings there are but the accepted ones, without looking up their lines."""
        return len(self.gelezen) + len(self.alle)

    @property
    def aanvaardingen(self) -> Aanvaardingen:
        """Return what the dossier accepts of all this."""
        return self._kept.known(AANVAARDINGEN)

    def is_accepted(self, melding: Melding) -> bool:
        """Return whether the dossier accepts what a rule found."""
        return bool(self.aanvaardingen.reden(plek(melding)))

    def melding(self, bevinding: Bevinding) -> Melding | None:
        """Return what a finding was made of; None where reading found it."""
        found = [*self._everything, *self.alle]
        return next((m for m in found if plek(m) == plek_van(bevinding) and m.tekst == bevinding.tekst), None)

    @property
    def bevindingen(self) -> list[Bevinding]:
        """Return all findings but the accepted ones, with their place in the files as they are on disk."""
        return self.gelezen + self.placed(self.alle)

    @property
    def aanvaard(self) -> list[Bevinding]:
        """Return the accepted findings with their place and the reason."""
        reden = self.aanvaardingen.reden
        found = [m for m in self._everything if reden(plek(m))]
        every = self._gelezen + self.placed(found)
        return [replace(b, aanvaard=why) for b in every if (why := reden(plek_van(b)))]

    def require_sound(self, *, berekend: bool = False) -> None:
        """Raise InputError where a finding makes the figures unfit for use; `berekend` asks the totals too."""
        found = self.alle if berekend else self.meldingen
        read = [b for b in self.gelezen if b.ernst == "fout"]
        if errors := read + self.placed([m for m in found if m.ernst == "fout"]):
            raise InputError(errors)

    def placed(self, meldingen: Sequence[Melding]) -> list[Bevinding]:
        """Return what rules found as findings with their place; each file is searched for lines once."""
        regels = {naam: self._vindplaatsen.regels(naam) for naam in {m.adres.bestand for m in meldingen}}
        return [
            Bevinding(
                m.code,
                m.plaats or Plaats(m.adres.bestand, regels[m.adres.bestand].line(m.adres.delen), str(m.adres)),
                m.tekst,
                m.remedie,
            )
            for m in meldingen
        ]

    def _at_home(self, found: list[Melding]) -> list[Melding]:
        """Return what rules found in what the open document shows, at the file that holds it."""
        if not self._dossier.document:
            return found
        homes = ((m, m.adres if m.stored else home(self._dossier, m.adres)) for m in found)
        return [replace(m, adres=adres) if adres.bestand in self._dossier.bestanden else m for m, adres in homes]
