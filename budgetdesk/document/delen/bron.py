"""What the parts of one document are made of: the figures, the programmas or decision, and tables made once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from budgetdesk.document.definitief import definitief
from budgetdesk.document.delen.leden import Lid
from budgetdesk.model.dossier import Bestand
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers


@dataclass(frozen=True, slots=True)
class Bron:
    """The figures of a document and the programmas that it is about."""

    cijfers: Cijfers
    programmas: Sequence[Bestand]
    besluit: Bestand | None = None
    """The decision that it is of, which changes these programmas."""
    _grids: dict[tuple[str, str, int], Grid] = field(default_factory=dict)

    @property
    def is_geheel(self) -> bool:
        """Return whether these are all programmas of a municipality, and more than one."""
        return 1 < len(self.programmas) == len(self.cijfers.dossier.programmas)

    def grid(self, naam: str, lid: Lid, eenheid: int = 0) -> Grid:
        """Return a table of the programma of a member, or of all where it has none; `eenheid` 0 is the document's.

        Each of its cells is worked out once, however often it is asked for.
        """
        files = self.programmas if lid.bestand is None else (lid.bestand,)
        place = (naam, lid.bestand.naam if lid.bestand else "", eenheid)
        if place not in self._grids:
            weergave = self.cijfers.weergave
            cijfers = replace(self.cijfers, weergave=replace(weergave, eenheid=eenheid)) if eenheid else self.cijfers
            made = definitief(cijfers, build(naam, cijfers, files))
            self._grids[place] = replace(made, inhoud=cache(made.inhoud))
        return self._grids[place]
