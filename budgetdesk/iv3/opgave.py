"""What goes to CBS, put together: the statement of a document, the amounts it is made of, the codes of its year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from budgetdesk.bedrag import format_exact
from budgetdesk.engine.codelijst import Codelijst, codelijst
from budgetdesk.errors import UsageError
from budgetdesk.iv3.matrix import Boeking, boekingen, matrix, resultaat
from budgetdesk.iv3.statement import EERSTE_JAAR, LEVERINGEN, Levering, key_figures, statement
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import Kolom, Sjabloon


@dataclass(frozen=True, slots=True)
class Opgave:
    """A statement as it would be sent."""

    document: Mapping[str, Any]
    boekingen: Sequence[Boeking]
    lijst: Codelijst

    @property
    def let_op(self) -> str:
        """Return that its codes are those of an earlier year, empty where they are its own."""
        jaar = self.document["metadata"]["boekjaar"]
        if jaar <= self.lijst.laatste:
            return ""
        return f"voor {jaar} is er nog geen lijst met codes; die van {self.lijst.naam} is gebruikt."


def opgave(cijfers: Cijfers, datum: datetime) -> Opgave:
    """Return the statement of a document at a moment with its offset.

    Raises UsageError where the year or the document has none.
    """
    dossier = cijfers.dossier
    lijst, (kolom, levering) = _list(dossier.jaar), _column(cijfers.sjabloon, dossier.jaar)
    amounts = boekingen(dossier, cijfers.totalen, kolom.termen)
    moment = datum.isoformat(timespec="seconds")
    cells, figures = matrix(amounts), key_figures(cijfers)
    return Opgave(statement(dossier, levering, cells, figures, datum=moment, software=_software()), amounts, lijst)


def _list(jaar: int) -> Codelijst:
    """Return the codes of a year, or those of an earlier one where there are none yet."""
    lijst = codelijst(jaar)
    if lijst is None or jaar < EERSTE_JAAR:
        raise UsageError(f"Voor {jaar} maakt budgetdesk geen Iv3-bestand: dat kan vanaf {EERSTE_JAAR}.")
    return lijst


def _column(sjabloon: Sjabloon, jaar: int) -> tuple[Kolom, Levering]:
    """Return what the document is about: the column of its result, and the statement it makes."""
    kolom = sjabloon.kolommen[sjabloon.resultaat]
    fase = kolom.termen[0][0].partition(".")[0]
    if fase not in LEVERINGEN or kolom.jaar != jaar:
        raise UsageError(f"Een Iv3-bestand komt uit een begroting of jaarrekening, niet uit `{sjabloon.naam}`.")
    return kolom, LEVERINGEN[fase]


def _software() -> str:
    try:
        return f"budgetdesk {version('budgetdesk')}"
    except PackageNotFoundError:
        return "budgetdesk"


def summary(doel: Path, opgave_: Opgave, *, concept: bool) -> str:
    """Return what was written; `concept` says that it would be refused as it is."""
    kop, data = opgave_.document["metadata"], opgave_.document["data"]
    lines = len(data["lasten"]) + len(data["baten"])
    text = f"{doel} is geschreven: {kop['status'].lower()} {kop['boekjaar']}, {lines} regels"
    text += f", resultaat € {format_exact(resultaat(opgave_.boekingen))}."
    left_out = sum(not boeking.compleet for boeking in opgave_.boekingen)
    if concept:
        text += " Het is een concept" + (f", waarin {_count(left_out)} weggelaten." if left_out else ".")
    return text


def _count(left_out: int) -> str:
    return "1 bedrag zonder code is" if left_out == 1 else f"{left_out} bedragen zonder code zijn"
