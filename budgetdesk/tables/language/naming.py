"""What rows of a declared table are called: names, kinds, roles, texts, and what each row is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand
from budgetdesk.model.scope import PROGRAMMA, RESERVES, RESULTAAT, Scope
from budgetdesk.tables.grid import Rol
from budgetdesk.tables.language import words
from budgetdesk.tables.language.columns import Column
from budgetdesk.tables.language.declaration import Maat, Rijkeuze, Tabeldeclaratie
from budgetdesk.tables.language.members import fill, first_field
from budgetdesk.tables.language.row import Place
from budgetdesk.tables.proza import without_markup
from budgetdesk.tables.verwijzing import fill as with_figures

if TYPE_CHECKING:
    from budgetdesk.tables.signed import Cijfers

_SOMMEN: Final = (
    (PROGRAMMA, frozenset(POSTKANTEN)),
    (RESERVES, frozenset(RESERVEKANTEN)),
    (RESULTAAT, frozenset((*POSTKANTEN, *RESERVEKANTEN))),
)
"""What a row without a thing of its own is of, by its sides."""


class Naming:
    """The names in one table."""

    def __init__(self, tabel: Tabeldeclaratie, cijfers: Cijfers, programmas: Sequence[Bestand]) -> None:
        self._tabel = tabel
        self._cijfers = cijfers
        self._t = cijfers.dossier.jaar
        self._known = {f"woord.{n}": pair[cijfers.sjabloon.vergelijkt] for n, pair in words.WOORDEN.items()}
        self._known |= {f"woord.{n}": pair[cijfers.sjabloon.is_rekening] for n, pair in words.WOORDEN_REKENING.items()}
        if tabel.per_programma and programmas:
            self._known |= {"nummer": str(programmas[0].nummer), "naam": programmas[0].titel}

    @property
    def titel(self) -> str:
        """Return the title of the table."""
        return fill(self._tabel.titel, None, self._known, self._t)

    def field_text(self, place: Place, column: Column) -> str | None:
        """Return what a column of texts holds of a thing, with its live figures; None where that is nothing."""
        member = place.member
        if member is None or member.bestand is None or column.tekst is None:
            return None
        text = fill(column.tekst, member, self._names(place), self._t)
        return without_markup(with_figures(self._cijfers, member.bestand, text)) or None

    def field_address(self, place: Place, column: Column) -> Adres | None:
        """Return the field that a column of texts prints of a record, None where typing there sets nothing."""
        member = place.member
        if member is None or member.record is None or member.bestand is None or column.tekst is None:
            return None
        field = first_field(column.tekst)
        known = member.bestand.schema(member.record.soort)
        if known is None or known.veld(field) is None:
            return None
        return Adres(member.bestand.naam, member.record.soort, member.record.sleutel, field)

    def _names(self, place: Place) -> Mapping[str, str]:
        own = {} if place.member is None else {"nummer", "naam"}
        return {n: v for n, v in self._known.items() if n not in own} | dict(place.known or {})

    def text(self, pattern: str, place: Place) -> str:
        """Return a pattern with what its names stand for at a place."""
        return fill(pattern, place.member, self._names(place), self._t)

    def name(self, rij: Rijkeuze, place: Place) -> str:
        """Return what a row is called; `zonder` is for what is of no member, or of one without a name."""
        if rij.per and place.member is not None and not place.member.key:
            return rij.zonder or self.text(rij.naam, place)
        return self.text(rij.naam or ("{naam}" if rij.per else ""), place) or rij.zonder

    def soort(self, rij: Rijkeuze, sleutel: str, maat: Maat | None, *, is_total: bool) -> str:
        """Return the pattern of the second label of a row of a measure; a total has no field of a member."""
        default = maat.naam if maat else ""
        if is_total and not rij.onder:
            plain = rij.soort.get(sleutel, rij.soort.get("", default))
            return rij.soort.get("eind", default if "{" in plain else plain)
        return rij.soort.get(sleutel, rij.soort.get("", default))

    def rol(self, rij: Rijkeuze, sleutel: str, maat: Maat | None, *, is_total: bool) -> Rol:
        """Return the role of a row of a measure; one that sets sides against each other is a balance."""
        if is_total:
            return rij.rol.get("eind", "totaal")
        signs = {factor > 0 for factor in maat.kanten.values()} if maat else set()
        return rij.rol.get(sleutel, rij.rol.get("", "saldo" if len(signs) > 1 else "blad"))

    def scope(self, place: Place, sides: Sequence[str]) -> Scope:
        """Return what a row is of: its member, or a sum of the programma or of all."""
        member = place.member
        part = next(iter(place.where["bron"])) if len(place.where.get("bron", ())) == 1 else ""
        if member is not None and member.scope.soort not in ("programma", "kant"):
            scope = member.scope.within("") if self._tabel.per_programma else member.scope
            return scope.of(part) if part else scope
        whole = next((scope for scope, kanten in _SOMMEN if sides and set(sides) <= kanten), Scope("totaal"))
        if whole == RESULTAAT and len(sides) < len(_SOMMEN[-1][1]):
            whole = Scope("totaal")
        return whole.within(member.bestand.naam) if member and member.bestand else whole
