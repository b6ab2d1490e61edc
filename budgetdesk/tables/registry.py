"""The council's tables, each with all that is known about it; commands and files of others rely on the names.

Nothing here imports a table: its builder is named by a function that does so when it is first called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.tables.grid import Grid
    from budgetdesk.tables.language.declaration import Tabeldeclaratie
    from budgetdesk.tables.signed import Cijfers
    from budgetdesk.tables.sjabloon import Sjabloon

    Bouwer = Callable[[Cijfers, Sequence[Bestand]], Grid]


@dataclass(frozen=True, slots=True)
class Tabelsoort:
    """One table: declared in TOML, or built by `code` where a declaration would read worse than it does."""

    naam: str
    label: str
    code: Callable[[], Bouwer] | None = None
    overkoepelend: bool = False
    """Whether one table spans several programmas."""
    ook_per_programma: bool = False
    """Whether a table that spans programmas has a tab at each of them, because it is typed there."""
    bij_verschil: bool = False
    """Whether it says something only in a document that compares budget and result."""
    bij_rekening: bool = False
    """Whether it says something only in the accounts of a year."""
    bij_begroting: bool = False
    """Whether it says something only in a budget: what the council decides with it."""
    alleen_met: str = ""
    """A key that some post has to have for it to have a tab: without that it says nothing."""
    alleen_bij: str = ""
    """A table of `begroting.toml` that has to be there for it to have a tab: without that nobody fills it in."""
    gedrukt_met: str = ""
    """A key that some post of a programma has to have for a document to print it."""
    gedrukt_gevuld: bool = False
    """Whether a document prints it only where it holds a text or an amount that is not zero."""
    gedrukt_gepland: bool = False
    """Whether a document prints of its rows only those with an amount in one of the years."""
    in_werkmap: bool = True
    """Whether a workbook holds it; texts are prose, which a document prints."""
    hele_gemeente: bool = False
    """Whether it is about the whole municipality, whatever programmas are asked for."""
    slot_gemeente: bool = False
    """Whether its last rows, those of no programma, are about the whole municipality."""
    gemeentebreed: int = 0
    """Its place in the part of a document about the whole municipality, 0 for none.

    The order is that of the budget a province reads (BBV art. 17 to 23).
    """
    voegt_toe: tuple[str, ...] = ()
    """The kinds of record that are added from it, the likeliest first."""
    alleen_geraakt: bool = False
    """Whether an amount that is typed changes no more than the rows of its post or reserve and the sums of those."""
    is_eigen: bool = False
    """Whether the dossier declares it."""
    waterval: bool = False
    """Whether a block of its rows leads from one balance to another, so that it is explained as a waterfall."""

    def is_of(self, sjabloon: Sjabloon) -> bool:
        """Return whether a document with this template has it."""
        if self.bij_begroting and sjabloon.vergelijkt:
            return False
        return (sjabloon.vergelijkt or not self.bij_verschil) and (sjabloon.is_rekening or not self.bij_rekening)

    @property
    def is_toegevoegd(self) -> bool:
        """Return whether the dossier adds it to those of a programma, rather than putting it in the place of one."""
        return self.is_eigen and not self.overkoepelend and self.naam not in TABELLEN

    @property
    def is_weg_indien_leeg(self) -> bool:
        """Return whether a document leaves it out where it holds no text and no amount but zero."""
        return self.gedrukt_gevuld or self.overkoepelend or self.is_eigen

    @property
    def per_programma(self) -> bool:
        """Return whether a programma has a tab for it."""
        return not self.overkoepelend or self.ook_per_programma


def _each(build: Callable[[Cijfers, Bestand], Grid]) -> Bouwer:
    """Return the builder of a table of one programma as one of several, of which it takes the first."""
    return lambda cijfers, programmas: build(cijfers, programmas[0])


def _doelenboom() -> Bouwer:
    from budgetdesk.tables.doelen import doelenboom

    return _each(doelenboom)


def _indicatoren() -> Bouwer:
    from budgetdesk.tables.indicatoren import indicatoren

    return _each(indicatoren)


def _verbonden_partijen() -> Bouwer:
    from budgetdesk.tables.partijen import verbonden_partijen

    return _each(verbonden_partijen)


def _kaderstukken() -> Bouwer:
    from budgetdesk.tables.kaderstukken import kaderstukken

    return _each(kaderstukken)


def _afwijkingen() -> Bouwer:
    from budgetdesk.tables.afwijkingen import afwijkingen

    return _each(afwijkingen)


def _uitzonderingen() -> Bouwer:
    from budgetdesk.tables.uitzonderingen import uitzonderingen

    return uitzonderingen


def _prestaties() -> Bouwer:
    from budgetdesk.tables.prestaties import prestaties

    return _each(prestaties)


def _kredieten() -> Bouwer:
    from budgetdesk.tables.kredieten import kredieten

    return _each(kredieten)


def _teksten() -> Bouwer:
    from budgetdesk.tables.teksten import teksten

    return _each(teksten)


def _incidenteel() -> Bouwer:
    from budgetdesk.tables.incidenteel import incidenteel

    return incidenteel


def _kengetallen() -> Bouwer:
    from budgetdesk.tables.kengetallen import kengetallentabel

    return kengetallentabel


def _rechtmatigheid() -> Bouwer:
    from budgetdesk.tables.rechtmatigheid import rechtmatigheid

    return rechtmatigheid


def _resultaatbestemming() -> Bouwer:
    from budgetdesk.tables.resultaatbestemming import resultaatbestemming

    return resultaatbestemming


def _vermogen() -> Bouwer:
    from budgetdesk.tables.resultaatbestemming import vermogen

    return vermogen


def _mutaties() -> Bouwer:
    from budgetdesk.tables.mutaties import mutaties

    return mutaties


def _verloop() -> Bouwer:
    from budgetdesk.tables.verloop import verloop

    return verloop


def _iv3balans() -> Bouwer:
    from budgetdesk.tables.iv3balans import iv3balans

    return iv3balans


def _iv3mutaties() -> Bouwer:
    from budgetdesk.tables.iv3balans import iv3mutaties

    return iv3mutaties


def _iv3kwartalen() -> Bouwer:
    from budgetdesk.tables.iv3kwartalen import iv3kwartalen

    return _each(iv3kwartalen)


def _kostenverdeling() -> Bouwer:
    from budgetdesk.tables.kostenverdeling import kostenverdeling

    return kostenverdeling


TABELLEN: Final = {
    soort.naam: soort
    for soort in (
        Tabelsoort("programmakosten", "Programmakosten", voegt_toe=("post", "beleidsterrein"), alleen_geraakt=True),
        Tabelsoort("reserves", "Reserves", voegt_toe=("reserve",), alleen_geraakt=True),
        Tabelsoort(
            "reserveverloop",
            "Verloop reserves",
            overkoepelend=True,
            ook_per_programma=True,
            voegt_toe=("reserve",),
            gemeentebreed=5,
        ),
        Tabelsoort("investeringen", "Investeringen", voegt_toe=("investering",), gedrukt_gepland=True),
        Tabelsoort("kapitaallasten", "Kapitaallasten", gedrukt_gevuld=True),
        Tabelsoort("te-voteren-kredieten", "Te voteren kredieten"),
        Tabelsoort("subsidies", "Subsidies", voegt_toe=("subsidie",)),
        Tabelsoort("doelenboom", "Doelen", code=_doelenboom, voegt_toe=("prestatie", "doel", "beleidsterrein")),
        Tabelsoort("indicatoren", "Indicatoren", code=_indicatoren, voegt_toe=("indicator",)),
        Tabelsoort(
            "verbonden-partijen", "Verbonden partijen", code=_verbonden_partijen, voegt_toe=("verbonden_partij",)
        ),
        Tabelsoort("kaderstukken", "Kaderstukken", code=_kaderstukken, voegt_toe=("kaderstuk",)),
        Tabelsoort("kosten-per-doel", "Kosten per doel", voegt_toe=("prestatie", "doel"), gedrukt_met="prestatie"),
        Tabelsoort("afwijkingen", "Afwijkingen", code=_afwijkingen, bij_verschil=True, voegt_toe=("toelichting",)),
        Tabelsoort(
            "prestaties",
            "Prestaties",
            code=_prestaties,
            voegt_toe=("prestatie", "doel", "beleidsterrein", "toelichting"),
        ),
        Tabelsoort(
            "kredieten", "Kredieten", code=_kredieten, bij_verschil=True, voegt_toe=("investering", "toelichting")
        ),
        Tabelsoort("reservestaat", "Staat van reserves", overkoepelend=True, gemeentebreed=6),
        Tabelsoort("voorzieningen", "Voorzieningen", overkoepelend=True, gemeentebreed=7),
        Tabelsoort("investeringsoverzicht", "Investeringen totaal", overkoepelend=True, gemeentebreed=8),
        Tabelsoort("kredietvoorstel", "Te voteren totaal", overkoepelend=True, bij_begroting=True, gemeentebreed=9),
        Tabelsoort("baten-lasten", "Baten en lasten", overkoepelend=True, hele_gemeente=True, gemeentebreed=1),
        Tabelsoort(
            "uitzonderingen",
            "Uitzonderingen",
            code=_uitzonderingen,
            overkoepelend=True,
            bij_verschil=True,
            gemeentebreed=2,
        ),
        Tabelsoort(
            "incidenteel", "Incidenteel", code=_incidenteel, overkoepelend=True, slot_gemeente=True, gemeentebreed=3
        ),
        Tabelsoort("structureel", "Structureel en incidenteel", overkoepelend=True),
        Tabelsoort("emu", "EMU-saldo", overkoepelend=True, hele_gemeente=True, gemeentebreed=11),
        Tabelsoort("balans", "Balans", overkoepelend=True, hele_gemeente=True, gemeentebreed=10),
        Tabelsoort(
            "kengetallen", "Kengetallen", code=_kengetallen, overkoepelend=True, hele_gemeente=True, gemeentebreed=12
        ),
        Tabelsoort(
            "rechtmatigheid",
            "Rechtmatigheid",
            code=_rechtmatigheid,
            overkoepelend=True,
            bij_rekening=True,
            gemeentebreed=15,
        ),
        Tabelsoort(
            "resultaatbestemming",
            "Resultaatbestemming",
            code=_resultaatbestemming,
            overkoepelend=True,
            hele_gemeente=True,
            bij_rekening=True,
            gemeentebreed=16,
        ),
        Tabelsoort(
            "vermogen",
            "Eigen vermogen",
            code=_vermogen,
            overkoepelend=True,
            hele_gemeente=True,
            bij_rekening=True,
            gemeentebreed=17,
        ),
        Tabelsoort("mutaties", "Mutaties", code=_mutaties, overkoepelend=True),
        Tabelsoort("verloop", "Verloop saldo", code=_verloop, overkoepelend=True, waterval=True, gemeentebreed=4),
        Tabelsoort("taakvelden", "Taakvelden", overkoepelend=True, gemeentebreed=13),
        Tabelsoort("hoofdtaakvelden", "Hoofdtaakvelden", overkoepelend=True),
        Tabelsoort("categorieen", "Categorieën", overkoepelend=True),
        Tabelsoort("stelposten", "Stelposten", overkoepelend=True, alleen_met="stelpost", gemeentebreed=14),
        Tabelsoort("kostenverdeling", "Kostenverdeling", code=_kostenverdeling, overkoepelend=True),
        Tabelsoort(
            "iv3-balans",
            "Iv3-balans",
            code=_iv3balans,
            overkoepelend=True,
            alleen_bij="iv3",
            in_werkmap=False,
        ),
        Tabelsoort(
            "iv3-mutaties",
            "Iv3-balansmutaties",
            code=_iv3mutaties,
            overkoepelend=True,
            alleen_bij="iv3",
            in_werkmap=False,
        ),
        Tabelsoort("iv3-kwartalen", "Iv3-kwartalen", code=_iv3kwartalen, alleen_bij="iv3", in_werkmap=False),
        Tabelsoort(
            "teksten",
            "Teksten",
            code=_teksten,
            in_werkmap=False,
            voegt_toe=(
                *("post", "prestatie", "doel", "beleidsterrein", "reserve", "investering"),
                *("tekst", "toelichting"),
            ),
        ),
    )
}
"""Every table of the product by name, in the order of the screen."""

_EIGEN: Final = 100
"""From which place on the own tables of a dossier stand in the part of a document about the whole municipality."""


def with_own(eigen: Mapping[str, Tabeldeclaratie]) -> Mapping[str, Tabelsoort]:
    """Return every table there is where a dossier declares these: some in the place of the product's, some new."""
    found = dict(TABELLEN)
    for number, (naam, tabel) in enumerate(eigen.items()):
        soort = found.get(naam) or Tabelsoort(naam, tabel.label, gemeentebreed=_EIGEN + number)
        found[naam] = replace(
            soort,
            overkoepelend=not tabel.per_programma,
            ook_per_programma=soort.ook_per_programma and not tabel.per_programma,
            hele_gemeente=tabel.alles,
            slot_gemeente=False,
            alleen_met="",
            is_eigen=True,
            alleen_geraakt=False,
            waterval=False,
        )
    return found


def build(naam: str, cijfers: Cijfers, programmas: Sequence[Bestand], *, posten: bool = False) -> Grid:
    """Return a table of one programma, or of several where it spans them.

    With `posten` it also holds the rows that an editor unfolds, where it has those. Raises InputError where the
    declaration of the table does not fit the document.
    """
    from budgetdesk.tables.language.build import build as build_declared
    from budgetdesk.tables.language.known import declaration
    from budgetdesk.tables.uitleg import explained

    if declared := declaration(cijfers, naam):
        return build_declared(declared, cijfers, programmas, uitgeklapt=posten)
    code = TABELLEN[naam].code
    if code is None:
        raise NotImplementedError(naam)
    grid = code()(cijfers, programmas)
    grid.uitleg = explained(grid, cijfers)
    return grid
