"""Who refers to a table: keys, explained amounts, mutations, cost allocation, registers, categories, texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from budgetdesk.model.adres import Adres, join_key, split_key
from budgetdesk.model.arrangement import KINDS, SOORTEN
from budgetdesk.model.documenten import files_of
from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.model.field import Elders, Field, items_of
from budgetdesk.model.plek import Plek, place
from budgetdesk.model.scope import RecordKey, Reference

_IN_TEKST: Final = re.compile(r"\{\{([^{}]{0,200})\}\}")
_FIGUUR: Final = re.compile(r"(?P<voor>\s*(?:(?P<nummer>[0-9]{1,9})/\s*)?)(?P<pad>[^|=]*)(?P<na>.*)", re.DOTALL)
"""A figure as texts name it: `tables.verwijzing` says what each part means."""

VERWIJZEND: Final = {
    (bestand, naam): found
    for bestand, soorten in SOORTEN.items()
    for naam, soort in soorten.items()
    if (found := [veld for veld in soort.velden if veld.verwijst or veld.elders or veld.met_soort])
}
"""The fields that name another table, by kind of file and table."""

_OVERAL: Final = {naam: found for naam, soort in KINDS.items() if (found := [v for v in soort.velden if v.overal])}
"""The fields that name a table or a value of one, whatever it is, by kind of table."""

_TEKENS: Final = re.compile(r"[{}|=]")
"""What ends a figure or its key, so that a key writes it as TOML may: `"a\\u007cb"`."""


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """A value that names a table.

    A text merely mentions a figure: it stays when the table goes.
    """

    adres: Adres
    naam: str
    """What people call the table the value stands in."""
    hernoemd: Callable[[str], Waarde]
    """Gives the value that names the table under another key."""
    nodig: bool = False
    """Whether the table it stands in cannot do without a value."""
    tekst: bool = False
    zonder: Callable[[Waarde | None], Waarde | None] = lambda _: None
    """Gives what is left of the value, or of what became of it, without the table; None where it names nothing else."""
    enig: bool = True
    """Whether the value names nothing else."""

    @property
    def verplicht(self) -> bool:
        """Return whether the table it stands in cannot do without the one that is named."""
        return self.nodig and self.enig


def referrers(dossier: Dossier, bestand: Bestand, soort: str, sleutel: str) -> list[Verwijzing]:
    """Return every stored value of the dossier that names a table, whatever document is open."""
    dossier = dossier.stored
    bestand = dossier.bestanden.get(bestand.naam, bestand)
    near = (v for file in (bestand, *files_of(dossier, bestand)) for v in _in_file(file, soort, sleutel))
    return [*near, *_elsewhere(dossier, bestand, soort, sleutel)]


def named(dossier: Dossier, bestand: Bestand, record: Record, veld: Field) -> tuple[Bestand, Record] | None:
    """Return the table that a value names with its kind, and its file; None where it names none that exists.

    The value is one of `record` in `bestand`, and may name a table there or one of a programma by its number.
    """
    nummer, key = veld.reference(record.tekst(veld.sleutel))
    found, kinds = (bestand, veld.met_soort) if nummer is None else (dossier.programma(nummer), veld.met_nummer)
    doel = found.record(*key) if found and key.soort in kinds else None
    return (found, doel) if found and doel else None


def nameable(dossier: Dossier, bestand: Bestand, veld: Field) -> tuple[tuple[str, str], ...]:
    """Return what a field of a table in a file may name with its kind, each as it is written and with its name.

    First the tables of the file itself, then those of other programmas.
    """
    found = [(f"{t.soort}.{t.sleutel}", t.naam) for soort in veld.met_soort for t in bestand.van(soort)]
    for other in dossier.programmas if veld.met_nummer else ():
        if other is not bestand and dossier.programma(other.nummer) is other:
            records = (t for soort in veld.met_nummer for t in other.van(soort))
            found += [(f"{other.nummer}/{t.soort}.{t.sleutel}", t.naam) for t in records]
    return tuple(found)


def _in_file(bestand: Bestand, soort: str, sleutel: str) -> Iterator[Verwijzing]:
    for record in bestand.records.values():
        for veld in VERWIJZEND.get((bestand.soort, record.soort), ()):
            yield from _listed(bestand, record, veld, Reference(None, RecordKey(soort, sleutel)))


def _elsewhere(dossier: Dossier, bestand: Bestand, soort: str, sleutel: str) -> Iterator[Verwijzing]:
    # a number that stands twice means the first file
    nummer = bestand.nummer if dossier.programma(bestand.nummer) is bestand else None
    for ander, record in dossier.records():
        yield from _anywhere(dossier, ander, record, Adres(bestand.naam, soort, sleutel, ""))
        fields = VERWIJZEND.get((ander.soort, record.soort), ())
        for veld in fields:
            # one of a programma is named with its number
            is_shared = bestand.soort != "programma" and veld.elders == Elders(soort, bestand.soort)
            if is_shared and record.tekst(veld.sleutel) == sleutel:
                yield _reference(ander, record, veld.sleutel, str)
        if fields and nummer is not None:
            if record.kind.veld("programma") and record.geheel("programma") == nummer:
                yield from _by_number(ander, record, fields, soort, sleutel)
            for veld in fields:
                if soort in veld.met_nummer:
                    yield from _listed(ander, record, veld, Reference(nummer, RecordKey(soort, sleutel)))
        is_own = ander is bestand or (ander.soort == "document" and ander.nummer == nummer)
        figuur = _Figuur(soort, sleutel, nummer, eigen=is_own)
        for pad, waarde in record.waarden.items():
            if figuur.is_mentioned(waarde):
                adres = Adres(ander.naam, record.soort, record.sleutel, pad)
                yield Verwijzing(adres, record.naam, partial(figuur.renamed, waarde), tekst=True)


def _anywhere(dossier: Dossier, ander: Bestand, record: Record, doel: Adres) -> Iterator[Verwijzing]:
    """Yield what hangs on a table or on a value of it: it is about nothing without."""
    for veld in _OVERAL.get(record.soort, ()):
        plek = Plek.named(record.tekst(veld.sleutel))
        if plek.key == (doel.soort, doel.sleutel) and place(dossier, ander, plek.record) == doel:
            yield _reference(ander, record, veld.sleutel, partial(_renamed, plek), nodig=True)


def _renamed(plek: Plek, nieuw: str) -> str:
    return str(replace(plek, key=RecordKey(plek.key.soort, nieuw)))


def _by_number(
    ander: Bestand, record: Record, fields: Sequence[Field], soort: str, sleutel: str
) -> Iterator[Verwijzing]:
    """Yield what names a table of the programma whose number the record holds; it exists for that table alone."""
    for veld in fields:
        if veld.elders == Elders(soort, "programma") and record.tekst(veld.sleutel) == sleutel:
            yield _reference(ander, record, veld.sleutel, str, nodig=True)
        yield from _listed(ander, record, veld, Reference(None, RecordKey(soort, sleutel)))


def _listed(bestand: Bestand, record: Record, veld: Field, wanted: Reference) -> Iterator[Verwijzing]:
    """Yield the value of a field that names a table, alone or in a list."""
    waarde = record.waarden.get(veld.sleutel)
    if wanted.key.soort not in (veld.verwijst, *veld.met_soort) or wanted not in veld.references(waarde):
        return
    # in the file of a document nothing is required of a table, but an explanation is of something
    own = record.kind.veld(veld.sleutel) or veld
    zonder = partial(_without, veld, wanted)
    yield Verwijzing(
        Adres(bestand.naam, record.soort, record.sleutel, veld.sleutel),
        record.naam,
        lambda nieuw: _under(veld, wanted, waarde, nieuw) or "",
        nodig=own.verplicht or own.beperkt,
        zonder=zonder,
        enig=zonder(waarde) is None,
    )


def _without(veld: Field, wanted: Reference, waarde: Waarde | None) -> Waarde | None:
    return _under(veld, wanted, waarde, None)


def _under(veld: Field, wanted: Reference, waarde: Waarde | None, nieuw: str | None) -> Waarde | None:
    """Return a value with a table under another key, or with None without it; None where it then names nothing."""
    found: list[str] = []
    soort, known = "", veld.references(waarde)
    after = None if nieuw is None else wanted._replace(key=RecordKey(wanted.key.soort, nieuw))
    for written, reference in zip(items_of(waarde), known, strict=True):
        named, text = reference, written
        if reference == wanted:
            # what the list names already, it need not name again
            if after is None or after in known:
                continue
            named, text = after, written.removesuffix(wanted.key.sleutel) + after.key.sleutel
        # a kind that was left off is written where the item before is of another, or the key looks as if it had one
        found.append(text if veld.reference(text, soort) == named else str(named))
        soort = named.key.soort
    if not found:
        return None
    return found if isinstance(waarde, list) else found[0]


def _reference(
    bestand: Bestand, record: Record, pad: str, hernoemd: Callable[[str], str], *, nodig: bool = False
) -> Verwijzing:
    return Verwijzing(Adres(bestand.naam, record.soort, record.sleutel, pad), record.naam, hernoemd, nodig)


@dataclass(frozen=True, slots=True)
class _Figuur:
    """The figures of one table, as the texts of one file name them."""

    soort: str
    sleutel: str
    nummer: int | None
    """The number by which its programma is known; None where it has none."""
    eigen: bool
    """Whether the texts stand in the file of the table, and need not name the programma."""

    def is_mentioned(self, waarde: Waarde) -> bool:
        """Return whether a text, or one in a list, names a figure of the table."""
        texts = waarde if isinstance(waarde, list) else [waarde]
        found = (m for t in texts if isinstance(t, str) and "{{" in t for m in _IN_TEKST.finditer(t))
        return any(self._below(match[1]) is not None for match in found)

    def renamed(self, waarde: Waarde, nieuw: str) -> Waarde:
        """Return a text, or a list of them, with the table under another key."""
        if isinstance(waarde, list):
            return [self.renamed(item, nieuw) for item in waarde]
        return _IN_TEKST.sub(lambda m: self._under(m, nieuw), waarde) if isinstance(waarde, str) else waarde

    def _under(self, match: re.Match[str], nieuw: str) -> str:
        below, figuur = self._below(match[1]), _FIGUUR.fullmatch(match[1])
        if below is None or figuur is None:
            return match[0]
        key = _TEKENS.sub(lambda m: f"\\u{ord(m[0]):04x}", join_key((self.soort, nieuw, *below)))
        spaces = figuur["pad"][len(figuur["pad"].rstrip()) :]
        return f"{{{{{figuur['voor']}{key}{spaces}{figuur['na']}}}}}"

    def _below(self, tekst: str) -> tuple[str, ...] | None:
        """Return the rest of a figure's key where it is a figure of the table."""
        figuur = _FIGUUR.fullmatch(tekst)
        if figuur is None or not (self.eigen if figuur["nummer"] is None else int(figuur["nummer"]) == self.nummer):
            return None
        try:
            delen = split_key(figuur["pad"].strip())
        except ValueError:
            return None
        return delen[2:] if delen[:2] == (self.soort, self.sleutel) else None
