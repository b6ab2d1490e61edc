"""An Iv3 file or open data of CBS to lines by side, taakveld, categorie and period, whatever file they came in.

`iv3json` reads what municipalities send (JSON, schema 2.1.1), `iv3model` the workbook that CBS makes it from and
`iv3cbs` a csv of open data. They share what is here: `Verzamelaar` holds every code against the list of its year, so
that nothing is taken for a taakveld that was none then. From lines to a dossier: `iv3nieuw` and `iv3voorstel`.

Amounts are whole euros, as CBS has them, with natural signs: lasten and baten are each positive in their own half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeVar

from budgetdesk.bedrag import MAX_CENTS, format_exact, half_away
from budgetdesk.engine.codelijst import Bezwaar, Cel, Codelijst, codelijst
from budgetdesk.errors import Bevinding, InputError, Plaats
from budgetdesk.iv3.balans import BEGIN, EIND, Iv3balans
from budgetdesk.iv3.moment import Levering
from budgetdesk.model.arrangement import REALISATIE, REKENING
from budgetdesk.model.dossier import POSTKANTEN

GEEN_IV3: Final = "BD126"
"""The code of a file that is no Iv3, or says something that no dossier can hold."""

_GRIJS: Final = ("BD452", "BD531")
"""Cells that CBS leaves empty: somebody filled them in, and `check` says so of the dossier too."""

_EINDEN: Final = ("31-3", "30-6", "30-9", "31-12")
"""The last days of the quarters, as CBS writes them."""

_LAATSTE_JAAR: Final = 9999
_SHOWN: Final = 5
_DUIZENDTAL: Final = re.compile(r"(-?)([0-9]{1,20})(?:\.([0-9]{1,20}))?")

K = TypeVar("K", Cel, tuple[str, str])


class Regel(NamedTuple):
    """One amount of a file in cents, with where a dossier keeps it: `fase` and `jaar` make `begroting.2027`.

    Of a quarter the phase is `realisatie` and the year `2027-1`.
    """

    kant: str
    taakveld: str
    categorie: str
    fase: str
    jaar: str
    cents: int


@dataclass(frozen=True, slots=True)
class Iv3opgaaf:
    """What a file states of one period."""

    levering: Levering
    lijst: Codelijst
    regels: Mapping[Cel, int]
    """Whole euros other than zero by half, taakveld and category."""
    balans: Iv3balans

    @property
    def term(self) -> str:
        """Return where a dossier keeps its amounts: `begroting.2027`, `rekening.2026`, `realisatie.2027-1`."""
        if self.levering.is_kwartaal:
            return f"{REALISATIE}.{self.levering.eind}"
        return f"{REKENING if self.levering.is_realisatie else 'begroting'}.{self.levering.jaar}"

    @property
    def tekort(self) -> int:
        """Return by how many euros the lasten are more than the baten; 0 is what CBS asks (control PF006)."""
        return sum(euros if kant == POSTKANTEN[0] else -euros for (kant, _, _), euros in self.regels.items())


@dataclass(frozen=True, slots=True)
class Iv3bestand:
    """What was read of one file."""

    naam: str
    opgaven: Sequence[Iv3opgaaf]
    gemeente: str = ""
    gemeentecode: str = ""
    waarden: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """What it says of who sent it, by the table and key of `begroting.toml` where a dossier has that."""
    verteld: Sequence[str] = ()
    """What there is to know of reading it, in Dutch."""
    eenheid: int = 1
    """In how many euros its amounts are, each rounded on its own."""

    def regels(self) -> Iterator[Regel]:
        """Yield all its amounts."""
        for opgaaf in self.opgaven:
            fase, _, jaar = opgaaf.term.partition(".")
            for (kant, taakveld, categorie), euros in opgaaf.regels.items():
                yield Regel(kant, taakveld, categorie, fase, jaar, 100 * euros)


class Verzamelaar:
    """Collects the amounts of one period, and what is wrong with them."""

    def __init__(self, naam: str, levering: Levering) -> None:
        lijst = codelijst(levering.jaar)
        if lijst is None or levering.jaar > _LAATSTE_JAAR:
            tekst = f"van {levering.jaar} zijn er geen codes van Iv3."
            raise InputError.at(Plaats(naam), tekst, code=GEEN_IV3, remedie="Lees een bestand van 2017 of later in.")
        self.levering = levering
        self.lijst = lijst
        self.fouten: list[Bevinding] = []
        self._naam = naam
        self._regels: dict[Cel, int] = {}
        self._mutaties: dict[Cel, int] = {}
        self._standen: dict[tuple[str, str], int] = {}
        self._grijs: list[str] = []

    def regel(self, cel: Cel, euros: int, plaats: Plaats) -> None:
        """Take an amount of a taakveld."""
        if self._is_right(self.lijst.bezwaar(*cel), plaats):
            self._put(self._regels, cel, euros, plaats, f"{cel[0]} van taakveld {cel[1]}, categorie {cel[2]},")

    def mutatie(self, cel: Cel, euros: int, plaats: Plaats) -> None:
        """Take what moved a code of the balance; the middle of `cel` is that code."""
        if self._is_right(self.lijst.balansbezwaar(*cel), plaats):
            self._put(self._mutaties, cel, euros, plaats, f"{cel[0]} van balanscode {cel[1]}, categorie {cel[2]},")

    def stand(self, code: str, standper: str, euros: int, plaats: Plaats) -> None:
        """Take what a code of the balance stands at."""
        at = self.moment(standper)
        if not at:
            tekst = f"`{standper}` is geen begin of einde van {self.levering.naam}."
            self.fouten.append(Bevinding("BD456", plaats, tekst))
        elif self._is_right(self.lijst.balansbezwaar(POSTKANTEN[0], code), plaats):
            self._put(self._standen, (code, at), euros, plaats, f"de stand van {code} ({at})")

    def fout(self, plaats: Plaats, tekst: str, remedie: str = "") -> None:
        """Note something else that is wrong."""
        self.fouten.append(Bevinding(GEEN_IV3, plaats, tekst, remedie))

    def moment(self, text: str) -> str:
        """Return which of the two moments of a balance a text means; empty where neither."""
        bare, jaar = " ".join(text.casefold().split()), self.levering.jaar
        last = _EINDEN[self.levering.periode - 1] if self.levering.is_kwartaal else _EINDEN[-1]
        if bare in (BEGIN, "1-1", f"1-1-{jaar}"):
            return BEGIN
        return EIND if bare in (EIND, last, f"{last}-{jaar}") else ""

    def opgaaf(self) -> Iv3opgaaf:
        """Return all of it; what is wrong stands in `fouten`."""
        kept = {cel: euros for cel, euros in self._regels.items() if euros}
        standen = {key: euros for key, euros in self._standen.items() if euros}
        mutaties = {cel: euros for cel, euros in self._mutaties.items() if euros}
        return Iv3opgaaf(self.levering, self.lijst, kept, Iv3balans(standen, mutaties))

    def verteld(self, eenheid: int) -> list[str]:
        """Return what there is to know: codes of an earlier year, cells that stay empty, halves that differ.

        `eenheid` is in how many euros the file has its amounts, each rounded on its own.
        """
        found = []
        if self.levering.jaar > self.lijst.laatste:
            found.append(f"voor {self.levering.jaar} is er nog geen lijst met codes; die van {self.lijst.naam} geldt.")
        if self._grijs:
            more = f" en nog {len(self._grijs) - _SHOWN}" if len(self._grijs) > _SHOWN else ""
            found.append(f"{'; '.join(self._grijs[:_SHOWN])}{more}")
        opgaaf = self.opgaaf()
        rounding = (len(opgaaf.regels) * eenheid) // 2 if eenheid > 1 else 0
        if not self.levering.is_kwartaal and abs(opgaaf.tekort) > rounding:
            what = "lager" if opgaaf.tekort > 0 else "hoger"
            found.append(
                f"de baten van {self.levering.naam} zijn {format_exact(100 * abs(opgaaf.tekort))} {what} dan de lasten;"
                " het resultaat (0.11) wordt berekend en wordt dus een ander."
            )
        return found

    def _is_right(self, bezwaar: Bezwaar | None, plaats: Plaats) -> bool:
        if bezwaar is None:
            return True
        if bezwaar.code in _GRIJS:
            self._grijs.append(bezwaar.tekst.removesuffix("."))
            return True
        self.fouten.append(Bevinding(bezwaar.code, plaats, bezwaar.tekst))
        return False

    def _put(self, found: dict[K, int], key: K, euros: int, plaats: Plaats, what: str) -> None:
        if key in found:
            self.fout(plaats, f"{what} staat er twee keer.", "Tel ze op, of haal er een weg.")
        elif abs(euros) * 100 > MAX_CENTS:
            self.fout(plaats, f"{what} is te groot: hoogstens 15 cijfers, de centen meegerekend.")
        else:
            found[key] = euros


def euros_van(duizendtal: str) -> int | None:
    """Return the whole euros of an amount x EUR 1.000, as the tool of CBS rounds it; None where it is no number."""
    match = _DUIZENDTAL.fullmatch(duizendtal)
    if match is None:
        return None
    minus, whole, decimals = match.groups("")
    euros = half_away(int(whole + decimals) * 1000, 10 ** len(decimals))
    return -euros if minus else euros


def klaar(naam: str, verzamelaars: Sequence[Verzamelaar], eenheid: int) -> tuple[list[Iv3opgaaf], list[str]]:
    """Return what was collected of a file and what there is to tell of it.

    Raises InputError with all that is wrong, or where the file has no amount at all.
    """
    if fouten := [fout for verzamelaar in verzamelaars for fout in verzamelaar.fouten]:
        raise InputError(fouten)
    opgaven = [verzamelaar.opgaaf() for verzamelaar in verzamelaars]
    if not any(opgaaf.regels for opgaaf in opgaven):
        raise InputError.at(Plaats(naam), "er staat geen enkel bedrag van een taakveld in.", code=GEEN_IV3)
    return opgaven, [zin for verzamelaar in verzamelaars for zin in verzamelaar.verteld(eenheid)]
