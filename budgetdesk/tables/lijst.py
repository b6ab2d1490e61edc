"""The council's tables, each with all that is known about it; commands and files of others rely on the names.

Nothing here imports a table: its builder is named by a function that does so when it is first called.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.tables.bouw import Cijfers
    from budgetdesk.tables.grid import Grid

    PerProgramma = Callable[[Cijfers, Bestand], Grid]
    Overkoepelend = Callable[[Cijfers, Sequence[Bestand]], Grid]


@dataclass(frozen=True, slots=True)
class Tabelsoort:
    """One table: `apart` builds it for one programma, `samen` for several at once; it has one of the two."""

    naam: str
    label: str
    apart: Callable[[], PerProgramma] | None = None
    samen: Callable[[], Overkoepelend] | None = None
    met_posten: Callable[[], PerProgramma] | None = None
    """Builds it with the rows that an editor unfolds, where it has those."""
    ook_per_programma: bool = False
    """Whether a table that spans programmas has a tab at each of them, because it is typed there."""
    bij_verschil: bool = False
    """Whether it says something only in a document that compares budget and result."""
    in_werkmap: bool = True
    """Whether a workbook holds it; texts are prose, which a document prints."""
    altijd: bool = False
    """Whether a workbook holds it of every programma, also where it says nothing."""
    gemeentebreed: int = 0
    """Its place in the part of a document about the whole municipality, 0 for none.

    The order is that of the budget a province reads (BBV art. 17 to 23).
    """
    voegt_toe: tuple[str, ...] = ()
    """The kinds of record that are added from it, the likeliest first."""
    alleen_geraakt: bool = False
    """Whether an amount that is typed changes no more than the rows of its post or reserve and the sums of those."""
    waterval: bool = False
    """Whether a block of its rows leads from one balance to another, so that it is explained as a waterfall."""

    @property
    def overkoepelend(self) -> bool:
        """Return whether one table spans several programmas."""
        return self.samen is not None

    @property
    def per_programma(self) -> bool:
        """Return whether a programma has a tab for it."""
        return not self.overkoepelend or self.ook_per_programma


def _programmakosten() -> PerProgramma:
    from budgetdesk.tables.programmakosten import programmakosten

    return programmakosten


def _met_posten() -> PerProgramma:
    from budgetdesk.tables.programmakosten import programmakosten

    return partial(programmakosten, posten=True)


def _reserves() -> PerProgramma:
    from budgetdesk.tables.reserves import reserves

    return reserves


def _reserveverloop() -> Overkoepelend:
    from budgetdesk.tables.reserves import reserveverloop

    return reserveverloop


def _investeringen() -> PerProgramma:
    from budgetdesk.tables.investeringen import investeringen

    return investeringen


def _kapitaallasten() -> PerProgramma:
    from budgetdesk.tables.kapitaallasten import kapitaallasten

    return kapitaallasten


def _te_voteren() -> PerProgramma:
    from budgetdesk.tables.kapitaallasten import te_voteren

    return te_voteren


def _subsidies() -> PerProgramma:
    from budgetdesk.tables.subsidies import subsidies

    return subsidies


def _doelenboom() -> PerProgramma:
    from budgetdesk.tables.doelen import doelenboom

    return doelenboom


def _indicatoren() -> PerProgramma:
    from budgetdesk.tables.indicatoren import indicatoren

    return indicatoren


def _verbonden_partijen() -> PerProgramma:
    from budgetdesk.tables.partijen import verbonden_partijen

    return verbonden_partijen


def _kaderstukken() -> PerProgramma:
    from budgetdesk.tables.kaderstukken import kaderstukken

    return kaderstukken


def _kosten_per_doel() -> PerProgramma:
    from budgetdesk.tables.kosten_per_doel import kosten_per_doel

    return kosten_per_doel


def _afwijkingen() -> PerProgramma:
    from budgetdesk.tables.afwijkingen import afwijkingen

    return afwijkingen


def _prestaties() -> PerProgramma:
    from budgetdesk.tables.prestaties import prestaties

    return prestaties


def _kredieten() -> PerProgramma:
    from budgetdesk.tables.kredieten import kredieten

    return kredieten


def _voorzieningen() -> Overkoepelend:
    from budgetdesk.tables.voorzieningen import voorzieningen

    return voorzieningen


def _baten_lasten() -> Overkoepelend:
    from budgetdesk.tables.baten_lasten import baten_lasten

    return baten_lasten


def _incidenteel() -> Overkoepelend:
    from budgetdesk.tables.incidenteel import incidenteel

    return incidenteel


def _emu() -> Overkoepelend:
    from budgetdesk.tables.emu import emu

    return emu


def _balans() -> Overkoepelend:
    from budgetdesk.tables.balans import balans

    return balans


def _kengetallentabel() -> Overkoepelend:
    from budgetdesk.tables.kengetallen import kengetallentabel

    return kengetallentabel


def _mutaties() -> Overkoepelend:
    from budgetdesk.tables.mutaties import mutaties

    return mutaties


def _verloop() -> Overkoepelend:
    from budgetdesk.tables.verloop import verloop

    return verloop


def _taakvelden() -> Overkoepelend:
    from budgetdesk.tables.taakvelden import taakvelden

    return taakvelden


def _kostenverdeling() -> Overkoepelend:
    from budgetdesk.tables.kostenverdeling import kostenverdeling

    return kostenverdeling


def _teksten() -> PerProgramma:
    from budgetdesk.tables.teksten import teksten

    return teksten


TABELLEN: Final = {
    soort.naam: soort
    for soort in (
        Tabelsoort(
            "programmakosten",
            "Programmakosten",
            apart=_programmakosten,
            met_posten=_met_posten,
            voegt_toe=("post", "beleidsterrein"),
            alleen_geraakt=True,
            altijd=True,
        ),
        Tabelsoort("reserves", "Reserves", apart=_reserves, voegt_toe=("reserve",), alleen_geraakt=True, altijd=True),
        Tabelsoort(
            "reserveverloop",
            "Verloop reserves",
            samen=_reserveverloop,
            ook_per_programma=True,
            voegt_toe=("reserve",),
            gemeentebreed=4,
        ),
        Tabelsoort("investeringen", "Investeringen", apart=_investeringen, voegt_toe=("investering",)),
        Tabelsoort("kapitaallasten", "Kapitaallasten", apart=_kapitaallasten),
        Tabelsoort("te-voteren-kredieten", "Te voteren kredieten", apart=_te_voteren),
        Tabelsoort("subsidies", "Subsidies", apart=_subsidies, voegt_toe=("subsidie",)),
        Tabelsoort("doelenboom", "Doelen", apart=_doelenboom, voegt_toe=("prestatie", "doel", "beleidsterrein")),
        Tabelsoort("indicatoren", "Indicatoren", apart=_indicatoren, voegt_toe=("indicator",)),
        Tabelsoort(
            "verbonden-partijen", "Verbonden partijen", apart=_verbonden_partijen, voegt_toe=("verbonden_partij",)
        ),
        Tabelsoort("kaderstukken", "Kaderstukken", apart=_kaderstukken, voegt_toe=("kaderstuk",)),
        Tabelsoort("kosten-per-doel", "Kosten per doel", apart=_kosten_per_doel, voegt_toe=("prestatie", "doel")),
        Tabelsoort("afwijkingen", "Afwijkingen", apart=_afwijkingen, bij_verschil=True, voegt_toe=("toelichting",)),
        Tabelsoort("prestaties", "Prestaties", apart=_prestaties, voegt_toe=("prestatie", "doel", "beleidsterrein")),
        Tabelsoort(
            "kredieten", "Kredieten", apart=_kredieten, bij_verschil=True, voegt_toe=("investering", "toelichting")
        ),
        Tabelsoort("voorzieningen", "Voorzieningen", samen=_voorzieningen, gemeentebreed=5),
        Tabelsoort("baten-lasten", "Baten en lasten", samen=_baten_lasten, gemeentebreed=1),
        Tabelsoort("incidenteel", "Incidenteel", samen=_incidenteel, gemeentebreed=2),
        Tabelsoort("emu", "EMU-saldo", samen=_emu, gemeentebreed=7),
        Tabelsoort("balans", "Balans", samen=_balans, gemeentebreed=6),
        Tabelsoort("kengetallen", "Kengetallen", samen=_kengetallentabel, gemeentebreed=8),
        Tabelsoort("mutaties", "Mutaties", samen=_mutaties),
        Tabelsoort("verloop", "Verloop saldo", samen=_verloop, waterval=True, gemeentebreed=3),
        Tabelsoort("taakvelden", "Taakvelden", samen=_taakvelden, gemeentebreed=9),
        Tabelsoort("kostenverdeling", "Kostenverdeling", samen=_kostenverdeling),
        Tabelsoort(
            "teksten",
            "Teksten",
            apart=_teksten,
            in_werkmap=False,
            voegt_toe=("post", "prestatie", "doel", "beleidsterrein", "reserve", "investering"),
        ),
    )
}
"""Every table by name, in the order of the screen."""


def build(naam: str, cijfers: Cijfers, programmas: Sequence[Bestand], *, posten: bool = False) -> Grid:
    """Return a table of one programma, or of several where it spans them.

    With `posten` it also holds the rows that an editor unfolds, where it has those.
    """
    soort = TABELLEN[naam]
    if soort.samen:
        return soort.samen()(cijfers, programmas)
    load = (posten and soort.met_posten) or soort.apart
    if load is None:
        raise NotImplementedError(naam)
    return load()(cijfers, programmas[0])
