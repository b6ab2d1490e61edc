"""The difference of two budgets as data: per file the tables that differ, per table the values.

By key, as `model.verschil` tells: a table or file under another name is the same one. Values keep their
type and their natural sign, amounts are cents. What it does to the totals is in `effect`, in which order it
is told in `outline`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from budgetdesk.diff.differences import Paar, compare_files, same
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import HOOFDTABEL, PER_PROGRAMMA, SOORTEN, Bestandssoort
from budgetdesk.model.besluiten import kop, order
from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.model.edits import Edit, MoveRecord, RenameRecord, SetValue
from budgetdesk.model.field import Field
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.model.plek import Plek
from budgetdesk.model.scope import Reference
from budgetdesk.tables.proza import PUNT
from budgetdesk.voortgang import stappen

if TYPE_CHECKING:
    from budgetdesk.diff.effect import Effect
    from budgetdesk.tables.signed import Cijfers

Lot = Literal["gewijzigd", "nieuw", "vervallen"]
"""What became of a file or a table."""

Hernoemd = tuple[str, str, str]
"""Kind, old key and new key of a table under another key."""

_VOLGORDE: Final[tuple[Bestandssoort, ...]] = (
    *("vastgesteld", "programma", "document", "reserves", "wijziging"),
    "begroting",
)
"""In which order the files are told: where the money is first."""

_LANG: Final = 60
"""Characters a text has at most to be told as `oud → nieuw`."""


@dataclass(frozen=True, slots=True)
class ValueDiff:
    """One value that differs; None is absent. Its address is the new one, or the old one where its table is gone.

    `volgt` where it only names a table by its new key.
    """

    adres: Adres
    veld: Field | None
    oud: Waarde | None
    nieuw: Waarde | None
    volgt: bool = False

    @property
    def is_bedrag(self) -> bool:
        """Return whether the value is an amount in cents."""
        return self.veld is not None and self.veld.vorm == "bedrag"

    @property
    def heeft_jaar(self) -> bool:
        """Return whether the value is an amount of a year."""
        return self.is_bedrag and self.veld is not None and bool(self.veld.onder)

    @property
    def is_tekst(self) -> bool:
        """Return whether the value is a text, or a list of them, that is too long to be told as `oud → nieuw`."""
        if self.veld and (self.veld.keuzes or self.veld.verwijst or self.veld.met_soort):
            return False
        return any(len(text) > _LANG or "\n" in text for text in map(as_text, (self.oud, self.nieuw)))

    @property
    def verschil(self) -> int:
        """Return new minus old in cents, natural sign; an absent amount is zero, and what is no amount too."""
        oud, nieuw = (w if self.is_bedrag and isinstance(w, int) else 0 for w in (self.oud, self.nieuw))
        return nieuw - oud


@dataclass(frozen=True, slots=True)
class RecordDiff:
    """One table that differs; of one that came or went, `waarden` are all its values."""

    bestand: Bestand
    oud: Record | None
    nieuw: Record | None
    waarden: tuple[ValueDiff, ...]
    verplaatst: bool = False

    @property
    def record(self) -> Record:
        """Return the table as it is now, or as it was where it is gone."""
        return self.nieuw or self.oud or Record("", "")

    @property
    def lot(self) -> Lot:
        """Return what became of it."""
        return "nieuw" if self.oud is None else "vervallen" if self.nieuw is None else "gewijzigd"

    @property
    def was(self) -> str:
        """Return the key it had, nothing where that is the same."""
        return self.oud.sleutel if self.oud and self.nieuw and self.oud.sleutel != self.nieuw.sleutel else ""

    @property
    def is_zelfde(self) -> bool:
        """Return whether it holds what it did, whatever its key and place are; what only follows a key is the same."""
        if self.oud is None or self.nieuw is None:
            return False
        before, after = self.oud.waarden, self.nieuw.waarden
        follows = {waarde.adres.pad for waarde in self.waarden if waarde.volgt}
        return all(same(before.get(pad), after.get(pad)) for pad in {*before, *after} - follows)

    @property
    def adres(self) -> Adres:
        """Return the address of the table as a whole."""
        return Adres(self.bestand.naam, self.record.soort, self.record.sleutel, "")

    @property
    def is_structuur(self) -> bool:
        """Return whether more than values differ."""
        return self.lot != "gewijzigd" or bool(self.was) or self.verplaatst


@dataclass(frozen=True, slots=True)
class FileDiff:
    """One file that differs."""

    paar: Paar
    records: tuple[RecordDiff, ...]

    @property
    def bestand(self) -> Bestand:
        """Return the file as it is now, or as it was where it is gone."""
        return self.paar.bestand

    @property
    def lot(self) -> Lot:
        """Return what became of it."""
        return "nieuw" if self.paar.oud is None else "vervallen" if self.paar.nieuw is None else "gewijzigd"

    @property
    def was(self) -> str:
        """Return the name it had, nothing where that is the same."""
        oud, nieuw = self.paar.oud, self.paar.nieuw
        return oud.naam if oud and nieuw and oud.naam != nieuw.naam else ""

    @property
    def adres(self) -> Adres:
        """Return the address of the file as a whole: that of its head, where it has one."""
        return Adres(self.bestand.naam, HOOFDTABEL[self.bestand.soort] or "", "", "")

    @property
    def nummers(self) -> set[int]:
        """Return the numbers of the programma it is or was of; none where it is of none."""
        return {b.nummer for b in (self.paar.oud, self.paar.nieuw) if b and b.soort in PER_PROGRAMMA}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two dossiers, the files that differ, what that does to the totals (None: not asked), and what is left out."""

    oud: Dossier
    nieuw: Dossier
    bestanden: tuple[FileDiff, ...]
    effect: Effect | None = None
    weggelaten: int = 0
    """Amounts that differ by less than `narrow` was asked for."""
    minimum: int = 0
    """The least difference in cents that is told."""
    programmas: tuple[int, ...] = ()
    """The programmas it is limited to; none where it is not."""
    elders: tuple[FileDiff, ...] = ()
    """Files in which more differs than is told of those programmas."""

    def __bool__(self) -> bool:
        """Return whether anything differs: in the files, or in what these programmas add up to."""
        return bool(self.bestanden) or bool(self.effect and (list(self.effect.of_each()) or self.effect.standen))

    def records(self) -> Iterator[RecordDiff]:
        """Yield every table that differs."""
        for bestand in self.bestanden:
            yield from bestand.records

    def waarden(self) -> Iterator[ValueDiff]:
        """Yield every value that differs."""
        for changed in self.records():
            yield from changed.waarden

    def of_programmas(self, nummers: Collection[int]) -> Comparison:
        """Return what differs in these programmas: in their files, in mutations on them, and in what they add up to."""
        found = [(b, _of_programmas(b, nummers)) for b in self.bestanden]
        kept = tuple(part for _, part in found if part)
        elders = tuple(b for b, part in found if part is None or len(part.records) < len(b.records))
        now = set(nummers).union(*(b.nummers for b in kept))
        effect = self.effect.of_programmas(now) if self.effect is not None else None
        return replace(self, bestanden=kept, effect=effect, programmas=tuple(sorted(set(nummers))), elders=elders)

    def narrow(self, minimum: int) -> Comparison:
        """Return what is left without amounts that differ by fewer cents than `minimum`; the effect stays whole."""
        kept = [_narrowed(b, minimum) for b in self.bestanden]
        count = sum(len(t.waarden) for b in self.bestanden for t in b.records)
        left = sum(len(t.waarden) for b in kept for t in b.records)
        told = [b for b in kept if b.records or b.lot != "gewijzigd" or b.was]
        return replace(self, bestanden=tuple(told), weggelaten=self.weggelaten + count - left, minimum=minimum)


def compare(oud: Dossier, nieuw: Dossier) -> Comparison:
    """Return what differs between two dossiers, without the effect on the totals."""
    pairs = [(paar, paar.edits) for paar in compare_files(oud, nieuw) if paar.oud is not paar.nieuw]
    renamed = {(e.soort, e.sleutel, e.nieuw) for _, edits in pairs for e in edits if isinstance(e, RenameRecord)}
    told = stappen(pairs, "bestanden")
    found = (FileDiff(paar, tuple(_tables(paar, edits, renamed))) for paar, edits in told)
    differing = [b for b in found if b.records or b.lot != "gewijzigd" or b.was]
    return Comparison(oud, nieuw, tuple(sorted(differing, key=lambda b: _place(b.bestand))))


def _place(bestand: Bestand) -> tuple[object, ...]:
    """Return where a file stands in a comparison: among programmas by number, among decisions in their order."""
    decided = order(kop(bestand)) if bestand.soort == "wijziging" else ()
    return _VOLGORDE.index(bestand.soort), bestand.nummer, decided, bestand.naam


def with_effect(vergelijking: Comparison, oud: Cijfers, nieuw: Cijfers) -> Comparison:
    """Return the comparison with what it does to the totals; of a large dossier by Polars."""
    from budgetdesk.diff.effect import effect

    return replace(vergelijking, effect=effect(oud, nieuw))


def _of_programmas(verschil: FileDiff, nummers: Collection[int]) -> FileDiff | None:
    if verschil.nummers & set(nummers):
        return verschil
    tables = (t for t in verschil.records if isinstance(t.record, Mutatie))
    kept = [t for t in tables if any(isinstance(v, Mutatie) and v.programma in nummers for v in (t.oud, t.nieuw))]
    return replace(verschil, records=tuple(kept)) if kept else None


def _narrowed(verschil: FileDiff, minimum: int) -> FileDiff:
    def told(waarde: ValueDiff) -> bool:
        return not waarde.is_bedrag or abs(waarde.verschil) >= minimum

    found = (replace(t, waarden=tuple(filter(told, t.waarden))) for t in verschil.records)
    return replace(verschil, records=tuple(t for t in found if t.waarden or t.is_structuur))


def _tables(paar: Paar, edits: Sequence[Edit], renamed: Collection[Hernoemd]) -> Iterator[RecordDiff]:
    """Yield the tables of one file that differ: kind by kind, those of the file in order and then those that went."""
    moved = {(e.soort, e.sleutel) for e in edits if isinstance(e, MoveRecord)}
    values: dict[tuple[str, str], list[SetValue]] = {}
    for edit in edits:
        if isinstance(edit, SetValue):
            values.setdefault((edit.adres.soort, edit.adres.sleutel), []).append(edit)
    kinds = list(SOORTEN[paar.bestand.soort])
    for oud, nieuw in sorted(paar.tables(edits), key=lambda pair: _rank(pair, kinds)):
        if oud is None or nieuw is None:
            yield _whole(paar, oud, nieuw)
            continue
        key = (nieuw.soort, nieuw.sleutel)
        if key in values or key in moved or oud.sleutel != nieuw.sleutel:
            found = tuple(_changed(paar.bestand, edit, renamed) for edit in values.get(key, ()))
            yield RecordDiff(paar.bestand, oud, nieuw, found, key in moved)


def _rank(pair: tuple[Record | None, Record | None], kinds: Sequence[str]) -> int:
    """Return where the kind of a table stands among others; one that the format does not know comes last."""
    soort = next(record.soort for record in pair[::-1] if record)
    return kinds.index(soort) if soort in kinds else len(kinds)


def _whole(paar: Paar, oud: Record | None, nieuw: Record | None) -> RecordDiff:
    """Return a table that came or went, with all its values."""
    bestand = (paar.nieuw if nieuw else paar.oud) or paar.bestand
    record = nieuw or oud or Record("", "")
    found = [
        ValueDiff(
            Adres(bestand.naam, record.soort, record.sleutel, pad),
            field_of(bestand, record.soort, pad),
            waarde if nieuw is None else None,
            waarde if oud is None else None,
        )
        for pad, waarde in record.waarden.items()
    ]
    return RecordDiff(bestand, oud, nieuw, tuple(found))


def _changed(bestand: Bestand, edit: SetValue, renamed: Collection[Hernoemd]) -> ValueDiff:
    adres = replace(edit.adres, bestand=bestand.naam)
    veld = field_of(bestand, adres.soort, adres.pad)
    return ValueDiff(adres, veld, edit.oud, edit.nieuw, _follows(veld, edit, renamed))


def _follows(veld: Field | None, edit: SetValue, renamed: Collection[Hernoemd]) -> bool:
    """Return whether a value names the same table as before, under its new key."""
    if not renamed or edit.oud is None or edit.nieuw is None:
        return False
    if veld is not None and (veld.met_soort or veld.verwijst):
        before, after = veld.references(edit.oud), veld.references(edit.nieuw)
        followed = [was == now or _is_renamed(was, now, renamed) for was, now in zip(before, after, strict=False)]
        return len(before) == len(after) and bool(followed) and all(followed)
    if not isinstance(edit.oud, str) or not isinstance(edit.nieuw, str):
        return False
    if veld is not None and veld.overal:
        was, now = Plek.named(edit.oud), Plek.named(edit.nieuw)
        is_one_place = (was.nummer, was.key.soort, was.pad) == (now.nummer, now.key.soort, now.pad)
        return is_one_place and (*was.key, now.key.sleutel) in renamed
    return ((veld.noemt if veld else "") or edit.adres.pad, edit.oud, edit.nieuw) in renamed


def _is_renamed(was: Reference, now: Reference, renamed: Collection[Hernoemd]) -> bool:
    is_one_kind = (was.nummer, was.key.soort) == (now.nummer, now.key.soort)
    return is_one_kind and (*was.key, now.key.sleutel) in renamed


def as_text(waarde: Waarde | None) -> str:
    """Return a text, or a list as its items; nothing where it is another value."""
    if isinstance(waarde, list):
        return "\n".join(f"{PUNT}{item}" for item in waarde) if len(waarde) > 1 else "".join(map(str, waarde))
    return waarde if isinstance(waarde, str) else ""


def field_of(bestand: Bestand, soort: str, pad: str) -> Field | None:
    """Return the field of the format that a key belongs to, None where the format does not know it."""
    schema = bestand.schema(soort)
    # of an index the years stand in the table itself
    return (schema.veld_van(pad) or schema.veld("")) if schema else None
