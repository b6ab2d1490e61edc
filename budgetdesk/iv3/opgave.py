"""What goes to CBS, put together: the statement of a document, the amounts it is made of, the codes of its year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from budgetdesk.bedrag import format_exact
from budgetdesk.engine.codelijst import Codelijst, codelijst
from budgetdesk.errors import UsageError
from budgetdesk.iv3 import moment
from budgetdesk.iv3.balans import FINANCIEEL, Iv3balans, iv3balans
from budgetdesk.iv3.matrix import Achterblijver, Boeking, achterblijvers, boekingen, matrix, resultaat
from budgetdesk.iv3.moment import Levering
from budgetdesk.iv3.statement import EERSTE_JAAR, key_figures, statement
from budgetdesk.model.arrangement import KWARTALEN, REALISATIE
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.kinds.programma import Post, Reserve
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import Sjabloon
from budgetdesk.zinnen import aantal


@dataclass(frozen=True, slots=True)
class Opgave:
    """A statement as it would be sent."""

    levering: Levering
    document: Mapping[str, Any]
    boekingen: Sequence[Boeking]
    balans: Iv3balans
    lijst: Codelijst
    achter: Sequence[Achterblijver] = ()
    """Of a quarter what has an amount in the quarter before, and none in this one."""

    @property
    def let_op(self) -> list[str]:
        """Return what its reader has to know: codes of an earlier year, mutations that are computed."""
        found, jaar = [], self.levering.jaar
        if jaar > self.lijst.laatste:
            found.append(f"voor {jaar} is er nog geen lijst met codes; die van {self.lijst.naam} is gebruikt.")
        if count := self.balans.afgeleid:
            what = "1 financiële balanscode heeft" if count == 1 else f"{count} financiële balanscodes hebben"
            found.append(f"{what} als mutatie (categorie {FINANCIEEL}) het verschil van begin- en eindstand.")
        return found


def opgave(cijfers: Cijfers, datum: datetime, kwartaal: int = 0) -> Opgave:
    """Return the statement of a document at a moment with its offset, or that of a quarter, whatever the document.

    Raises UsageError where the year, the document or the quarter has none.
    """
    dossier = cijfers.dossier
    lijst = _list(dossier.jaar)
    levering, termen = _quarter(dossier, kwartaal) if kwartaal else _column(cijfers.sjabloon, dossier.jaar)
    amounts, balans = boekingen(dossier, cijfers.totalen, termen), iv3balans(dossier, levering, lijst)
    cells = matrix(amounts, met_resultaat=not levering.is_kwartaal)
    figures = () if levering.is_kwartaal else key_figures(cijfers)
    when = datum.isoformat(timespec="seconds")
    document = statement(dossier, levering, cells, balans, figures, datum=when, software=_software())
    return Opgave(levering, document, amounts, balans, lijst, achterblijvers(dossier, levering))


def stated_quarters(dossier: Dossier) -> list[int]:
    """Return the quarters of the year of a dossier of which some post or reserve says what was realised."""
    told = {
        pad.rpartition(".")[2]
        for bestand in dossier.programmas
        for record in (*bestand.van(Post), *bestand.van(Reserve))
        for pad in record.waarden
        if f".{REALISATIE}." in pad
    }
    return [kwartaal for kwartaal in KWARTALEN if Levering(dossier.jaar, kwartaal).eind in told]


def own_statement(sjabloon: Sjabloon, jaar: int) -> Levering | None:
    """Return the statement that a document makes, None where it makes none."""
    kolom = sjabloon.kolommen[sjabloon.resultaat]
    periode = _PERIODEN.get(kolom.termen[0][0].partition(".")[0])
    return None if periode is None or kolom.jaar != jaar else Levering(jaar, periode)


_PERIODEN: Final = {"begroting": moment.BEGROTING, "rekening": moment.JAARREKENING}
"""The statement by the phase of the amounts that a document is about."""


def _quarter(dossier: Dossier, kwartaal: int) -> tuple[Levering, Sequence[tuple[str, int]]]:
    levering = Levering(dossier.jaar, kwartaal)
    if kwartaal not in stated_quarters(dossier):
        example = f"lasten.{REALISATIE}.{levering.eind}"
        raise UsageError(
            f"Van {levering.naam} staat er geen realisatie in het dossier, zoals `{example}` bij een post."
        )
    return levering, levering.termen


def _list(jaar: int) -> Codelijst:
    """Return the codes of a year, or those of an earlier one where there are none yet."""
    lijst = codelijst(jaar)
    if lijst is None or jaar < EERSTE_JAAR:
        raise UsageError(f"Voor {jaar} maakt budgetdesk geen Iv3-bestand: dat kan vanaf {EERSTE_JAAR}.")
    return lijst


def _column(sjabloon: Sjabloon, jaar: int) -> tuple[Levering, Sequence[tuple[str, int]]]:
    """Return the statement that the document makes, and the stored amounts of the column of its result."""
    levering = own_statement(sjabloon, jaar)
    if levering is None:
        raise UsageError(f"Een Iv3-bestand komt uit een begroting of jaarrekening, niet uit `{sjabloon.naam}`.")
    return levering, sjabloon.kolommen[sjabloon.resultaat].termen


def _software() -> str:
    try:
        return f"budgetdesk {version('budgetdesk')}"
    except PackageNotFoundError:
        return "budgetdesk"


def summary(doel: Path, opgave_: Opgave, *, concept: bool) -> str:
    """Return what was written; `concept` says that it would be refused as it is."""
    kop, data = opgave_.document["metadata"], opgave_.document["data"]
    lines = len(data["lasten"]) + len(data["baten"])
    named = opgave_.levering.naam if opgave_.levering.is_kwartaal else f"{kop['status'].lower()} {kop['boekjaar']}"
    text = f"{doel} is geschreven: {named}, {aantal(lines, 'regel', 'regels')}"
    text += f", resultaat € {format_exact(resultaat(opgave_.boekingen))}."
    left_out = sum(not boeking.compleet for boeking in opgave_.boekingen)
    if concept:
        text += " Het is een concept" + (f", waarin {_count(left_out)} weggelaten." if left_out else ".")
    return text


def _count(left_out: int) -> str:
    return "1 bedrag zonder code is" if left_out == 1 else f"{left_out} bedragen zonder code zijn"
