"""The members of a dimension: what `per` makes rows of, in order, and what patterns can say of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from budgetdesk.engine.codelijst import Codelijst, codelijst, rank
from budgetdesk.engine.dimensions import DIMENSIES, EIGEN, SOORTEN_PROGRAMMA, soort_programma
from budgetdesk.engine.facts import AARDEN, BRONNEN
from budgetdesk.model.besluiten import besluiten, titel
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.scope import Scope
from budgetdesk.tables.language import words

if TYPE_CHECKING:
    from budgetdesk.tables.signed import Cijfers

Where = Mapping[str, frozenset[str]]
"""A filter: by dimension the members that count."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a dimension: the text that filters name it by, its name, and the record it is, if it is one."""

    key: str
    naam: str
    scope: Scope
    bestand: Bestand | None = None
    record: Record | None = None
    code: str = ""
    kant: str = ""
    """The only side it has, where it is known per column."""

    def text(self, name: str) -> str | None:
        """Return what a pattern's name stands for here, None where it means nothing of this member."""
        match name:
            case "naam":
                return self.naam
            case "sleutel":
                return self.record.sleutel if self.record else self.key
            case "kant":
                return self.kant
            case "code":
                return self.code or self.key
            case "nummer" if self.record is not None and self.record.soort == "programma" and self.bestand:
                return str(self.bestand.nummer)
        return self._programma() if name == "programma" else self._field(name)

    def _programma(self) -> str | None:
        """Return number and name of the programma that it stands in; of an overview the name alone."""
        if self.bestand is None:
            return None
        is_plain = soort_programma(self.bestand) == SOORTEN_PROGRAMMA[0]
        return f"{self.bestand.nummer} {self.bestand.titel}" if is_plain else self.bestand.titel

    def _field(self, name: str) -> str | None:
        """Return a field of the record, or of what it names: `prestatie.naam`."""
        if self.record is None or self.bestand is None:
            return None
        field, _, of = name.partition(".")
        value = self.record.waarden.get(field)
        if not of:
            return "" if value is None else str(value)
        if field in words.NAMEN:
            return words.NAMEN[field].get(str(value), "")
        named = self.bestand.record(field, str(value or ""))
        return named.naam if named and of == "naam" else ""


def members(cijfers: Cijfers, dim: str, where: Where, bestanden: Sequence[Bestand]) -> list[Member]:
    """Return the members of a dimension that a filter leaves, in the order of the files or of their code list.

    `bestanden` are those of the programmas that a table is about, and of the municipality where it is about all.
    """
    found = _MEMBERS.get(dim, _labels)(cijfers, dim, bestanden)
    return [member for member in found if _fits(member, dim, where)]


def _fits(member: Member, dim: str, where: Where) -> bool:
    """Return whether a member is within a filter, as far as it says anything about what the member is."""
    if dim in where and member.key not in where[dim]:
        return False
    if member.record is None or member.bestand is None:
        return True
    for other, keys in where.items():
        found = _of(other, member.bestand, member.record)
        if found is not None and found not in keys:
            return False
    return True


def _of(dim: str, bestand: Bestand, record: Record) -> str | None:
    """Return what a record of the tree, or one with amounts, is of in a dimension; None where nothing says so."""
    if record.soort in words.KINDS:
        return DIMENSIES[dim].label(bestand, record) if dim in DIMENSIES else None
    if dim == "programma":
        return bestand.naam
    if dim == "soort_programma":
        return soort_programma(bestand)
    if dim in _BOVEN.get(record.soort, ()):
        return record.tekst(dim)
    return None


_BOVEN: Final = {"doel": ("beleidsterrein",), "prestatie": ("doel",)}
"""What the things of the tree stand below."""


# --- where members come from ---------------------------------------------------------------------


def _programmas(_cijfers: Cijfers, _dim: str, programmas: Sequence[Bestand]) -> Iterator[Member]:
    for bestand in (b for b in programmas if b.soort == "programma"):
        scope = Scope("programma", bestand=bestand.naam)
        yield Member(bestand.naam, bestand.titel, scope, bestand, bestand.record("programma"), str(bestand.nummer))


def of_record(bestand: Bestand, record: Record) -> Member:
    """Return a record as a member of its kind."""
    return Member(record.sleutel, record.naam, Scope(record.soort, record.sleutel, bestand.naam), bestand, record)


def _records(_cijfers: Cijfers, dim: str, programmas: Sequence[Bestand]) -> Iterator[Member]:
    for bestand in programmas:
        for record in bestand.van(dim):
            yield of_record(bestand, record)


def _terreinen(cijfers: Cijfers, dim: str, programmas: Sequence[Bestand]) -> Iterator[Member]:
    """Yield the beleidsterreinen, then those that posts name and that are not there."""
    for bestand in programmas:
        known = list(_records(cijfers, dim, [bestand]))
        yield from known
        named = dict.fromkeys(post.tekst(dim) for post in bestand.van("post"))
        for key in named.keys() - {m.key for m in known}:
            yield Member(key, f"{key}: onbekend beleidsterrein", Scope(dim, key, bestand.naam), bestand)


def _dingen(cijfers: Cijfers, _dim: str, programmas: Sequence[Bestand]) -> Iterator[Member]:
    for bestand in programmas:
        for soort in words.KINDS:
            for m in _records(cijfers, soort, [bestand]):
                yield Member(f"{soort}.{m.key}", m.naam, m.scope, bestand, m.record)


def _landt_op(_cijfers: Cijfers, dim: str, programmas: Sequence[Bestand]) -> Iterator[Member]:
    for bestand in programmas:
        named = dict.fromkeys(t.tekst("post") for soort in ("investering", "activum") for t in bestand.van(soort))
        for key in named:
            post = bestand.record("post", key)
            scope = Scope("post", key, bestand.naam, "kapitaallasten") if post else Scope(dim, key, bestand.naam)
            yield Member(key, post.naam if post else "", scope, bestand, post)


def _coded(cijfers: Cijfers, dim: str, programmas: Sequence[Bestand]) -> Iterator[Member]:
    """Yield the codes that are used, with their names in the list of the year."""
    lijst = codelijst(cijfers.dossier.jaar)
    names = _names(lijst, dim) if lijst else {}
    for key in sorted(_present(cijfers, dim, programmas), key=lambda code: (not code, rank(code))):
        yield Member(key, names.get(key, ""), Scope(dim, key), code=key)


def _names(lijst: Codelijst, dim: str) -> Mapping[str, str]:
    match dim:
        case "taakveld":
            return lijst.taakvelden
        case "hoofdtaakveld":
            return lijst.hoofdtaakvelden
    return lijst.categorieen[dim.removeprefix("categorie_")]


def _sources(cijfers: Cijfers, dim: str, programmas: Sequence[Bestand]) -> Iterator[Member]:
    """Yield what amounts themselves are of, in the order of the language or of the decisions."""
    files = {bestand.naam for bestand in programmas}
    found = {str(key) for programma, key in cijfers.cube.sums("programma", dim).members() if programma in files}
    decisions = {bestand.naam: titel(bestand) for bestand in besluiten(cijfers.dossier)}
    names = {"": ""} | decisions if dim == "besluit" else {key: key.capitalize() for key in (*BRONNEN, *AARDEN)}
    for key, naam in names.items():
        if key in found:
            yield Member(key, naam, Scope(dim, key), code=key)


def _labels(cijfers: Cijfers, dim: str, programmas: Sequence[Bestand]) -> Iterator[Member]:
    for key in _present(cijfers, dim, programmas):
        yield Member(key, key, Scope(dim, key), code=key)


def _present(cijfers: Cijfers, dim: str, programmas: Sequence[Bestand]) -> list[str]:
    """Return what records of these programmas are of in a dimension, in the order in which they stand."""
    cube = cijfers.cube
    files = {bestand.naam for bestand in programmas}
    labels = zip(cube.labels("programma"), cube.labels(dim), strict=True)
    return list(dict.fromkeys(label for programma, label in labels if label is not None and programma in files))


_Source = Callable[["Cijfers", str, Sequence[Bestand]], Iterator[Member]]

_MEMBERS: Final[dict[str, _Source]] = {
    "programma": _programmas,
    "beleidsterrein": _terreinen,
    "doel": _records,
    "prestatie": _records,
    "ding": _dingen,
    "landt_op": _landt_op,
    **dict.fromkeys(("taakveld", "hoofdtaakveld", "categorie_lasten", "categorie_baten"), _coded),
    **dict.fromkeys(EIGEN, _sources),
    **dict.fromkeys(words.KINDS, _records),
}


# --- patterns ------------------------------------------------------------------------------------

_NAME: Final = re.compile(r"\{([^{}]+)\}")
_YEAR: Final = re.compile(r"T([+-][0-9])?")


def fill(pattern: str, member: Member | None, known: Mapping[str, str], t: int) -> str:
    """Return a pattern with what its names stand for; what means nothing here leaves nothing.

    `known` are names that hold whatever the member, such as `kant` or `woord.resultaat`.
    """
    if "{" not in pattern:
        return pattern.strip()

    def text(match: re.Match[str]) -> str:
        name = match[1]
        if year := _YEAR.fullmatch(name):
            return str(t + int(year[1] or 0))
        if name == "nummer?":
            is_plain = member is not None and member.bestand and soort_programma(member.bestand) == SOORTEN_PROGRAMMA[0]
            name = "nummer" if is_plain else ""
        found = member.text(name) if member and name else None
        return known.get(name, "") if found is None else found

    return " ".join(_NAME.sub(text, pattern).split(" ")).strip()


def first_field(pattern: str) -> str:
    """Return the field of a record that a pattern begins with, which typing in its cell sets."""
    match = _NAME.search(pattern)
    return match[1].partition(".")[0] if match else ""
