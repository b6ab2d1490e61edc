"""How a sheet is read while somebody decides it: what each column says, and all of it as a way of reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from budgetdesk.importing.bron import Blad, kolomletter
from budgetdesk.importing.kiezen import Gekozen
from budgetdesk.importing.kolommen import fingerprint, headings
from budgetdesk.importing.mapping import MEER, Als, Doel, Leeswijze
from budgetdesk.model.arrangement import REALISATIE, REKENING
from budgetdesk.model.dossier import POSTKANTEN

Rol = str | Doel
"""What a column says: a key of [kolom], or the amounts that it holds, of which phase or year may still be unknown."""

Tekenstand = Literal["gezegd", "bewezen", "open"]

BEDRAG: Final = "bedrag"
"""The column of amounts where rows say the phase and the year."""

PER_RIJ: Final = (BEDRAG, *POSTKANTEN)
"""The keys of columns that hold amounts."""

ETIKETTEN: Final = (
    *("code", "naam", "programma", "beleidsterrein", "kostenplaats", "taakveld", "categorie"),
    *("kant", "fase", "jaar"),
)
"""The keys of columns that hold words."""


@dataclass(frozen=True, slots=True)
class Indeling:
    """How one sheet is read, as far as it is decided."""

    wijze: Leeswijze
    """All of it but the columns."""
    rollen: Mapping[int, Rol] = field(default_factory=dict)
    """What each column says, from 1; one that is not read is not there."""
    volgorde: tuple[int, ...] = ()
    """Columns that are joined in this order; those that are not in it follow in the order of the sheet."""
    tekens: Tekenstand = "open"
    """Whether what says the side of an amount was said by somebody, is proved by the rows, or is open."""
    afgeleid: frozenset[int] = frozenset()
    """Columns of which the phase or the year is not in their own heading."""
    verborgen: bool = False
    """Whether hidden rows are read as others."""
    eenheid_gezegd: bool = False
    """Whether somebody said in which unit the amounts are."""
    samen: frozenset[Doel] = frozenset()
    """What several columns hold that are added up, because somebody said so."""
    leeg: bool = False
    """Whether somebody said that blank labels are blank, and not those of the row above."""
    toch: bool = False
    """Whether it is read though totals do not add up, or headings are others than they were."""

    @classmethod
    def of(cls, gekozen: Gekozen) -> Indeling:
        """Return how a sheet is read by a way of reading that there is."""
        wijze, columns = gekozen.leeswijze, gekozen.kolommen
        rollen: dict[int, Rol] = {k: key for key, numbers in columns.kolom.items() for k in numbers}
        rollen |= {k: what for k, what in columns.bedragen.items() if what is not None and what.fase}
        samen = frozenset(rol for rol in rollen.values() if isinstance(rol, Doel))
        volgorde = tuple(k for numbers in columns.kolom.values() for k in numbers)
        return cls(wijze, dict(sorted(rollen.items())), volgorde, "gezegd", eenheid_gezegd=True, samen=samen)

    def columns(self, rol: str) -> list[int]:
        """Return the columns that say something, by a key of [kolom], as they are joined."""
        found = [k for k, what in self.rollen.items() if what == rol]
        return sorted(found, key=lambda k: self.volgorde.index(k) if k in self.volgorde else len(self.volgorde))

    @property
    def bedragen(self) -> dict[int, Rol]:
        """Return the columns of amounts."""
        return {k: rol for k, rol in self.rollen.items() if isinstance(rol, Doel) or rol in PER_RIJ}

    @property
    def onbekend(self) -> dict[int, Doel]:
        """Return the columns of amounts of which the phase or the year is not known."""
        return {k: rol for k, rol in self.rollen.items() if isinstance(rol, Doel) and not (rol.fase and rol.jaar)}

    @property
    def etiketten(self) -> dict[str, list[int]]:
        """Return the columns of words by their key of [kolom]."""
        return {rol: self.columns(rol) for rol in ETIKETTEN if rol in self.rollen.values()}

    @property
    def dubbel(self) -> dict[Doel, list[int]]:
        """Return the columns that are of one phase, year and side, where nobody said that they are added up."""
        found: dict[Doel, list[int]] = {}
        for k, rol in self.rollen.items():
            if isinstance(rol, Doel) and rol.fase and rol.jaar and rol not in self.samen:
                found.setdefault(rol, []).append(k)
        return {rol: columns for rol, columns in found.items() if len(columns) > 1}

    @property
    def zonder_kant(self) -> list[int]:
        """Return the columns of amounts of which nothing says the side, where columns are what says it."""
        return [k for k, rol in self.bedragen.items() if self.wijze.kant == "kolommen" and not kant_van(rol)]

    def met(self, kolom: int, rol: Rol | None) -> Indeling:
        """Return it with a column that says something else; None: it is not read.

        What only one column may say, no other says then.
        """
        single = isinstance(rol, str) and rol not in MEER
        rest = {k: what for k, what in self.rollen.items() if k != kolom and not (single and what == rol)}
        rollen = rest if rol is None else {**rest, kolom: rol}
        return replace(self, rollen=dict(sorted(rollen.items())), afgeleid=self.afgeleid - {kolom})

    def anders(self, **wat: object) -> Indeling:
        """Return it with other decisions beside the columns, by their key of `Leeswijze`."""
        return replace(self, wijze=replace(self.wijze, **wat))  # type: ignore[arg-type]

    @property
    def als(self) -> Als:
        """Return what is made of it: amounts of posts there are, where all of them are actuals."""
        fasen = {rol.fase for rol in self.rollen.values() if isinstance(rol, Doel)}
        if not fasen:
            fasen = {fase for fase in self.wijze.waarde.get("fase", {}).values() if fase}
        return "rekening" if fasen and fasen <= {REKENING, REALISATIE} else "grootboek"

    def leeswijze(self, blad: Blad) -> Leeswijze:
        """Return it as a way of reading, with columns by their heading where only one has that, else by letter.

        A column of amounts of which something is unknown is left out.
        """
        koppen = headings(blad, self.wijze.kop)
        known = Counter(text.casefold() for text in koppen.values())
        alone = {k: kop for k, kop in koppen.items() if known[kop.casefold()] == 1}
        called = {k: alone.get(k) or kolomletter(k) for k in self.rollen}
        words = dict.fromkeys(rol for rol in self.rollen.values() if isinstance(rol, str))
        kolom = {rol: tuple(called[k] for k in self.columns(rol)) for rol in words}
        jaren = {called[k]: r for k, r in self.rollen.items() if isinstance(r, Doel) and r.fase and r.jaar}
        vingerafdruk = fingerprint(koppen) if koppen else ""
        return replace(self.wijze, als=self.als, kolom=kolom, jaren=jaren, vingerafdruk=vingerafdruk)


def kant_van(rol: Rol) -> str:
    """Return the one side that the amounts of a column are of; empty where the column does not say it."""
    return rol.kant if isinstance(rol, Doel) else rol if rol in POSTKANTEN else ""


def in_woorden(rol: Rol | None) -> str:
    """Return what a column says, as people read it: `code`, `rekening 2025`, `lasten 2027`, `overslaan`."""
    if rol is None:
        return "overslaan"
    if isinstance(rol, str):
        return rol
    parts = [rol.fase or ("" if rol.kant else "?"), rol.jaar or "?", rol.kant]
    return " ".join(filter(None, parts))
