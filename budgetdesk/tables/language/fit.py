"""Whether a declared table fits a dossier and its document: what can only be known when these are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.engine.codelijst import codelijst
from budgetdesk.engine.dimensions import DIMENSIES, SOORTEN_PROGRAMMA
from budgetdesk.engine.facts import AARDEN, BRONNEN
from budgetdesk.engine.financieel import ACTIVA, EMU, PASSIVA, REFERENTIEWAARDE, per_jaar, phases
from budgetdesk.errors import Bevinding, Plaats
from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.model.besluiten import besluiten
from budgetdesk.model.dossier import POSTKANTEN
from budgetdesk.tables.language import coverage, words
from budgetdesk.tables.language.build import outline
from budgetdesk.tables.language.columns import Column, columns
from budgetdesk.tables.language.declaration import DeclarationError, Kolomkeuze, Rijkeuze, Tabeldeclaratie
from budgetdesk.tables.language.members import members
from budgetdesk.tables.language.row import Row
from budgetdesk.tables.language.values import CODE, Pad, either, near
from budgetdesk.zinnen import met_en

if TYPE_CHECKING:
    from budgetdesk.tables.signed import Cijfers
    from budgetdesk.tables.sjabloon import Sjabloon

ONBEKEND: Final = "BD502"
NAAMGENOTEN: Final = "BD503"
TWEE_JAREN: Final = "BD504"
DELING: Final = "BD507"
SJABLOON: Final = "BD105"

_MAX_LEDEN: Final = 20
"""Members of one filter that are reported as unknown."""


def findings(tabel: Tabeldeclaratie, cijfers: Cijfers) -> Iterator[Bevinding]:
    """Yield what is wrong with a table in this dossier: errors that keep it from being built, then warnings."""
    try:
        shown = columns(tabel, cijfers.sjabloon, cijfers.dossier.jaar)
        errors = list(_without_phase(tabel, shown))
        yield from errors
        if not errors:
            yield from _unknown_members(tabel, cijfers)
            yield from _namesakes(tabel, cijfers)
            yield from _over_nothing(tabel, cijfers)
            yield from coverage.findings(tabel, cijfers)
    except DeclarationError as error:
        yield from error.bevindingen


# --- errors --------------------------------------------------------------------------------------


def _without_phase(tabel: Tabeldeclaratie, shown: Sequence[Column]) -> Iterator[Bevinding]:
    """Yield the rows of sides without phase beside a difference: budget and result would both show their amounts."""
    if not any(column.kop.verschil for column in shown):
        return
    measured = {column.maat for column in shown if column.kop.verschil}
    for rij in tabel.all_rows():
        chosen = {maat for maat in measured if maat} | (set(rij.maten) if "" in measured else set())
        kanten = dict.fromkeys(kant for maat in chosen if maat in tabel.maten for kant in tabel.maten[maat].kanten)
        if bare := [kant for kant in kanten if kant not in words.PER_FASE]:
            tekst = f"{either(bare)} heeft geen fase, en de tabel heeft een kolom met een verschil."
            yield tabel.finding(CODE, rij.pad, tekst, 'Kies kolommen zonder verschil, zoals `kolom = "jaren"`.')


def template_findings(sjabloon: Sjabloon, cijfers: Cijfers) -> Iterator[Bevinding]:
    """Yield what makes no sense in the template of the document."""
    bestand = f"templates/{cijfers.dossier.sjabloon}.toml"
    if sjabloon.kolommen[sjabloon.resultaat].verschil:
        tekst = f"`resultaat` is een verschil: kolom `{sjabloon.kolommen[sjabloon.resultaat].sleutel}`."
        yield Bevinding(SJABLOON, Plaats(bestand, sleutel="resultaat"), tekst, "Kies een kolom met bedragen.")
    kolommen = [sjabloon.kolommen[i] for i in sjabloon.verloop]
    for kolom in (k for k in kolommen if k.verschil):
        tekst = f"`verloop` noemt een verschil: kolom `{kolom.sleutel}`."
        yield Bevinding(SJABLOON, Plaats(bestand, sleutel="verloop"), tekst, "Noem in `verloop` kolommen met bedragen.")
    jaren = [kolom.jaar for kolom in kolommen]
    for jaar in sorted({jaar for jaar in jaren if jaren.count(jaar) > 1}):
        fasen = [phases(kolom.termen) for kolom in kolommen if kolom.jaar == jaar]
        if stored := _stored_in(jaar, fasen, cijfers):
            tekst = f"`verloop` heeft twee kolommen van {jaar}; `{stored}` heeft geen fase en geldt in beide."
            yield Bevinding(
                TWEE_JAREN, Plaats(bestand, sleutel="verloop"), tekst, "Noem in `verloop` één kolom per jaar."
            )


def _stored_in(jaar: int, kolommen: Sequence[Sequence[str]], cijfers: Cijfers) -> str:
    """Return the first amount of a year without a phase that two columns of `verloop` show; empty without.

    `kolommen` are the phases of those columns.
    """
    for soort in ("emu", "balans", "kengetallen"):
        given = [per_jaar(cijfers.dossier, soort, jaar, fasen).values() for fasen in kolommen]
        shown = [found.adres for per_kolom in given for found in per_kolom]
        if twice := next((adres for adres in shown if adres.pad.count(".") == 1 and shown.count(adres) > 1), None):
            return f"{soort}.{twice.pad}"
    for bestand in cijfers.dossier.geraamd:
        for soort in ("reserve", "voorziening"):
            for record in bestand.van(soort):
                if f"stand.{jaar}" in record.waarden:
                    return f"{soort}.{record.sleutel}.stand.{jaar}"
    return ""


# --- members that nothing has --------------------------------------------------------------------


def _unknown_members(tabel: Tabeldeclaratie, cijfers: Cijfers) -> Iterator[Bevinding]:
    """Yield the filters that name what no record and no code list has: they hold nothing, perhaps by a slip."""
    filters: list[tuple[Pad, Mapping[str, Sequence[str]]]] = [(tabel.pad, tabel.waar)]
    filters += [
        ((*tabel.pad, "splitsing", n), {dim: sorted(keys) for dim, keys in deel.waar.items()})
        for n, deel in enumerate(tabel.splitsing)
    ]
    filters += [(rij.pad, rij.waar) for rij in tabel.all_rows()]
    filters += [(keuze.pad, keuze.waar) for keuze in tabel.kolommen if isinstance(keuze, Kolomkeuze)]
    known: dict[str, frozenset[str]] = {}
    for pad, waar in filters:
        for dim, keys in waar.items():
            if dim not in known:
                known[dim] = known_members(dim, cijfers)
            for key in [key for key in keys if key and key not in known[dim]][:_MAX_LEDEN]:
                tekst = f"`{key}` is geen {dim} in dit dossier."
                yield tabel.finding(ONBEKEND, (*pad, "waar", dim), tekst, near(key, sorted(known[dim])))


def known_members(dim: str, cijfers: Cijfers) -> frozenset[str]:
    """Return the members of a dimension: those of records, of the code lists of the year, and the closed lists."""
    if dim in _CLOSED:
        return frozenset(_CLOSED[dim])
    if dim == "besluit":
        return frozenset(bestand.naam for bestand in besluiten(cijfers.dossier))
    programmas = cijfers.dossier.programmas
    found = {member.key for member in members(cijfers, dim, {}, programmas)} if dim in DIMENSIES else set()
    found |= {label for label in cijfers.cube.labels(dim) if label} if dim in DIMENSIES else set()
    return frozenset(found | _codes(dim, cijfers.dossier.jaar) | _choices(dim) | _registers(dim, cijfers))


_CLOSED: Final[Mapping[str, Sequence[str]]] = {
    "soort_programma": SOORTEN_PROGRAMMA,
    "kind": (*words.KINDS, *words.STROMEN),
    "bron": BRONNEN,
    "aard": AARDEN,
    "kant": tuple(words.KANTEN),
    "emu": (*EMU, REFERENTIEWAARDE),
    "balanspost": (*ACTIVA, *PASSIVA),
}


def _codes(dim: str, jaar: int) -> set[str]:
    """Return the codes of a dimension that the code list of a year has."""
    lijst = codelijst(jaar)
    if lijst is None:
        return set()
    if dim in ("taakveld", "hoofdtaakveld"):
        return set(lijst.taakvelden if dim == "taakveld" else lijst.hoofdtaakvelden)
    kant = dim.removeprefix("categorie_")
    return set(lijst.categorieen[kant]) if kant in POSTKANTEN else set()


def _choices(dim: str) -> set[str]:
    """Return what the field of a dimension can say in the kinds that have it."""
    fields = (soort.veld(dim) for soort in SOORTEN["programma"].values())
    return {str(choice) for veld in fields if veld for choice in veld.keuzes}


def _registers(dim: str, cijfers: Cijfers) -> set[str]:
    from budgetdesk.tables.reserves import verlopen

    if dim != "register":
        return set()
    found = verlopen(cijfers, cijfers.dossier.programmas)
    return {f"{verloop.scope.bestand}/{verloop.scope.sleutel}" for verloop in found}


# --- rows that nobody can tell apart -------------------------------------------------------------


def _namesakes(tabel: Tabeldeclaratie, cijfers: Cijfers) -> Iterator[Bevinding]:
    """Yield the declared rows of which two members under one head print the same, each once."""
    programmas = cijfers.dossier.programmas
    told: set[Pad] = set()
    for part in [[bestand] for bestand in programmas] if tabel.per_programma else [programmas]:
        rows, _ = outline(tabel, cijfers, part)
        for keuze, naam in _same_names(rows):
            if keuze.pad not in told:
                told.add(keuze.pad)
                yield tabel.finding(NAAMGENOTEN, keuze.pad, f"er zijn twee rijen die `{naam}` heten.")


def _same_names(rows: Sequence[Row]) -> Iterator[tuple[Rijkeuze, str]]:
    """Yield declared rows of which two members of one block print alike."""
    seen: dict[tuple[Pad, int, str, str], int] = {}
    for row in rows:
        if row.keuze and row.keuze.per and row.rij.naam:
            block = seen.setdefault((row.keuze.pad, row.boven, row.rij.naam, row.rij.soort), row.blok)
            if block != row.blok:
                yield row.keuze, row.rij.naam


# --- ratios over nothing -------------------------------------------------------------------------


def _over_nothing(tabel: Tabeldeclaratie, cijfers: Cijfers) -> Iterator[Bevinding]:
    """Yield the declared ratios that stay blank in a column because the row below the line is not above zero."""
    ratios = [rij for rij in tabel.all_rows() if rij.verhouding]
    if not ratios:
        return
    programmas = cijfers.dossier.programmas
    blank: dict[Pad, dict[str, None]] = {}
    for part in [[bestand] for bestand in programmas] if tabel.per_programma else [programmas]:
        rows, shown = outline(tabel, cijfers, part)
        plain = [column for column in shown if not column.som and not column.kop.verschil and column.tekst is None]
        for row in rows:
            if row.keuze in ratios and row.inhoud:
                empty = [column.kop.tekst for column in plain if row.inhoud(column) is None]
                blank.setdefault(row.keuze.pad, {}).update(dict.fromkeys(empty))
    for pad, heads in blank.items():
        if heads:
            tekst = f"in {met_en(list(heads))} is er niets om door te delen; de verhouding blijft daar leeg."
            yield tabel.finding(DELING, (*pad, "verhouding"), tekst)
