"""A dossier by hoofdtaakveld out of Iv3: a programma for each, a beleidsterrein per taakveld, a post per category.

A post has one category on each side, so that those of a taakveld are its posts; a category that stands on both sides is
one post. Taakveld 0.10 becomes one reserve, and 0.11 is left out: the result is computed. So the statement that is
made of the dossier is the one it was made from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.drafting.beginnen import Inhoud, make
from budgetdesk.engine.codelijst import Codelijst, rank
from budgetdesk.errors import InputError, Plaats, UsageError
from budgetdesk.importing.iv3in import GEEN_IV3, Iv3bestand, Iv3opgaaf, Regel
from budgetdesk.importing.iv3plekken import (
    KEUZES,
    balanswaarden,
    bedragplek,
    is_reserve,
    naam_van,
    nieuwe_post,
    sleutel,
)
from budgetdesk.iv3.matrix import RESULTAAT
from budgetdesk.model.adres import join_key
from budgetdesk.model.arrangement import REKENING
from budgetdesk.model.dossier import POSTKANTEN, Bestand, Record, Waarde
from budgetdesk.model.kinds.programma import Beleidsterrein, Post, Programma, Reserve
from budgetdesk.model.structuur import propose_key, slug
from budgetdesk.tables.sjabloon import load
from budgetdesk.zinnen import aantal, met_en

BESTUUR: Final = 9
"""The number of the programma of hoofdtaakveld 0: no programma has number 0, and the others keep that of theirs."""

RESERVE: Final = "reserves"
_RESERVENAAM: Final = "Reserves (taakveld 0.10)"


@dataclass(frozen=True, slots=True)
class Gemaakt:
    """A dossier that was made, and in Dutch what there is to know of it."""

    gemeente: str
    jaar: int
    sjabloon: str
    verteld: Sequence[str]


def maak(
    doel: Path,
    bestanden: Sequence[Iv3bestand],
    *,
    gemeente: str = "",
    jaar: int = 0,
    sjabloon: str = "",
    saldo: str = "",
) -> Gemaakt:
    """Make a dossier of Iv3 in `doel`, which does not exist yet or is an empty folder.

    What is not given follows from the files: the name, the latest year, and accounts where they have those of that
    year. Raises UsageError where no file knows the name, and as `samen` and `beginnen.make` do.
    """
    samen(bestanden)
    gemeente = gemeente or next((bestand.gemeente for bestand in bestanden if bestand.gemeente), "")
    if not gemeente:
        raise UsageError("De naam van de gemeente staat niet in het bestand; geef --gemeente.")
    opgaven = [opgaaf for bestand in bestanden for opgaaf in bestand.opgaven]
    jaar = jaar or max(opgaaf.levering.jaar for opgaaf in opgaven)
    if not sjabloon:
        sjabloon = "jaarrekening" if f"{REKENING}.{jaar}" in {o.term for o in opgaven} else "begroting"
    content = inhoud(bestanden)
    warnings = make(doel, gemeente=gemeente, jaar=jaar, sjabloon=sjabloon, inhoud=content, saldo=saldo)
    told = [f"{bestand.naam}: {zin}" for bestand in bestanden for zin in bestand.verteld]
    return Gemaakt(gemeente, jaar, sjabloon, [*warnings, *told, *_outcome(content, opgaven, sjabloon, jaar)])


def _outcome(content: Inhoud, opgaven: Sequence[Iv3opgaaf], sjabloon: str, jaar: int) -> Iterator[str]:
    """Yield what became of each period, and of all together."""
    shown = {term for kolom in load(sjabloon, jaar).kolommen for term, _ in kolom.termen}
    for opgaaf in opgaven:
        sums = [
            sum(euros for (side, taakveld, _), euros in opgaaf.regels.items() if side == kant and taakveld != RESULTAAT)
            for kant in POSTKANTEN
        ]
        halves = " en ".join(f"{k} {format_exact(100 * euros)}" for k, euros in zip(POSTKANTEN, sums, strict=True))
        yield f"Ingelezen: {opgaaf.levering.naam}, {aantal(len(opgaaf.regels), 'regel', 'regels')}, {halves}."
        if opgaaf.term not in shown and not opgaaf.levering.is_kwartaal:
            yield f"Let op: {opgaaf.levering.naam} staat in geen kolom van een {sjabloon} van {jaar}."
    records = [record for bestand in content.programmas for record in bestand.records.values()]
    kinds = (Programma.kind, Beleidsterrein.kind, Post.kind, Reserve.kind)
    sizes = [(kind, sum(record.soort == kind.naam for record in records)) for kind in kinds]
    yield f"Gemaakt: {met_en([f'{size} {kind.noem(size)}' for kind, size in sizes if size])}."


def samen(bestanden: Sequence[Iv3bestand]) -> None:
    """Raise InputError where files are of two municipalities, or state the same period twice."""
    first: dict[str, Iv3bestand] = {}
    for bestand in bestanden:
        for opgaaf in bestand.opgaven:
            other = first.setdefault(opgaaf.term, bestand)
            if other is not bestand:
                tekst = f"{opgaaf.levering.naam} staat ook in {other.naam}."
                raise InputError.at(Plaats(bestand.naam), tekst, code=GEEN_IV3, remedie="Kies een van de twee.")
    named = [bestand for bestand in bestanden if bestand.gemeentecode]
    for bestand in named:
        if bestand.gemeentecode != named[0].gemeentecode:
            tekst = f"dit is van gemeente {bestand.gemeentecode}, {named[0].naam} van {named[0].gemeentecode}."
            raise InputError.at(Plaats(bestand.naam), tekst, code=GEEN_IV3)


def inhoud(bestanden: Sequence[Iv3bestand]) -> Inhoud:
    """Return what a dossier made of these files holds; they have passed `samen`."""
    opgaven = sorted((o for b in bestanden for o in b.opgaven), key=lambda o: (o.levering.jaar, o.levering.periode))
    maker = _Maker([opgaaf.lijst for opgaaf in reversed(opgaven)])
    for regel in (regel for bestand in bestanden for regel in bestand.regels()):
        maker.add(regel)
    return Inhoud(maker.programmas(), dict(_begroting(bestanden, opgaven)))


def _begroting(
    bestanden: Sequence[Iv3bestand], opgaven: Sequence[Iv3opgaaf]
) -> Iterator[tuple[tuple[str, str], Waarde]]:
    """Yield what the head of the dossier says: who sends the statement, and its balances."""
    for bestand in bestanden:
        if bestand.gemeentecode:
            yield ("", "gemeentecode"), bestand.gemeentecode
        yield from bestand.waarden.items()
    for opgaaf in opgaven:
        yield from (((KEUZES, pad), cents) for pad, cents in balanswaarden(opgaaf))


class _Maker:
    """Makes the programmas, with names from code lists of which the first go before others."""

    def __init__(self, lijsten: Sequence[Codelijst]) -> None:
        self._lijsten = lijsten
        self._posten: dict[tuple[str, str], dict[str, Waarde]] = {}
        self._reserve: dict[str, Waarde] = {}

    def add(self, regel: Regel) -> None:
        """Take one amount."""
        if regel.taakveld == RESULTAAT:
            return
        term = join_key((regel.fase, regel.jaar))
        if is_reserve(regel.taakveld, regel.categorie):
            self._reserve[bedragplek(Reserve, regel.kant, term)] = regel.cents
            return
        post = self._posten.setdefault((regel.taakveld, regel.categorie), {})
        post[f"categorie.{regel.kant}"] = regel.categorie
        post[bedragplek(Post, regel.kant, term)] = regel.cents

    def programmas(self) -> list[Bestand]:
        """Return the file of every programma, by number."""
        hoofden = {hoofd(taakveld) for taakveld, _ in self._posten} | ({"0"} if self._reserve else set())
        return sorted((self._programma(code) for code in hoofden), key=lambda bestand: bestand.nummer)

    def _programma(self, code: str) -> Bestand:
        nummer, naam = int(code) or BESTUUR, naam_van(code, [lijst.hoofdtaakvelden for lijst in self._lijsten])
        bestand = Bestand(f"programmas/{nummer:02}-{slug(naam) or 'programma'}.toml", "programma")
        _put(bestand, Record(Programma.kind.naam, "", {"nummer": nummer, "naam": naam}))
        own = sorted((t for t in {taakveld for taakveld, _ in self._posten} if hoofd(t) == code), key=rank)
        terreinen: dict[str, str] = {}
        for taakveld in own:
            terreinen[taakveld] = propose_key(bestand, Beleidsterrein.kind.naam, "")
            terrein = naam_van(taakveld, [lijst.taakvelden for lijst in self._lijsten])
            _put(bestand, Record(Beleidsterrein.kind.naam, terreinen[taakveld], {"naam": terrein}))
        for taakveld in own:
            for categorie in sorted((c for t, c in self._posten if t == taakveld), key=rank):
                _put(bestand, self._post(taakveld, categorie, terreinen[taakveld]))
        if self._reserve and code == "0":
            values: dict[str, Waarde] = {"naam": _RESERVENAAM, **Reserve.kind.nieuw, **self._reserve}
            _put(bestand, Record(Reserve.kind.naam, RESERVE, values))
        return bestand

    def _post(self, taakveld: str, categorie: str, terrein: str) -> Record:
        values = nieuwe_post(taakveld, categorie, terrein, self._lijsten) | self._posten[taakveld, categorie]
        return Record(Post.kind.naam, sleutel(taakveld, categorie), values)


def hoofd(taakveld: str) -> str:
    """Return the hoofdtaakveld of a taakveld."""
    return taakveld.partition(".")[0]


def _put(bestand: Bestand, record: Record) -> None:
    bestand.records[record.soort, record.sleutel] = record
