"""What becomes of the result of the accounts, and equity with its reserves by kind (BBV art. 27, 42 and 54).

Both are code and no declarations: they set reserves beside the result, which is of posts and reserves together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budgetdesk.model.arrangement import REKENING, VOORDEEL
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Reserve
from budgetdesk.model.scope import Scope
from budgetdesk.tables.balans import jaarbalansen, known_item
from budgetdesk.tables.emu import Flows, jaarkolommen
from budgetdesk.tables.evaluate import cents_of
from budgetdesk.tables.formula import Amount, Linear, single, total
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import LEEG, Cel, Records
from budgetdesk.tables.reserves import BESTEMMING, Verloop, verlopen
from budgetdesk.tables.signed import Cijfers

_EIGEN_VERMOGEN: Final = "eigen_vermogen"


def result_of(jaar: int) -> Linear:
    """Return the result of the accounts of a year after reserves: a surplus is positive."""
    return Linear(tuple((Amount(kant, f"{REKENING}.{jaar}"), teken) for kant, teken in VOORDEEL.items()))


# --- the proposal ----------------------------------------------------------------------------------


def resultaatbestemming(cijfers: Cijfers, _programmas: Sequence[Bestand]) -> Grid:
    """Return the result of the accounts, what goes to each reserve or comes from it, and what is left to decide.

    Amounts in cents, a surplus and what goes to a reserve positive. Algemene reserves have a row to type in, others
    where they get something. Only accounts have rows, of a whole municipality or where some reserve gets of the result:
    that of a part is nobody's to give away.
    """
    jaar = cijfers.dossier.jaar
    records = Records([Kop(f"Rekening {jaar}", jaar)])
    every = verlopen(cijfers, cijfers.dossier.programmas)
    if cijfers.sjabloon.is_rekening and (cijfers.is_geheel or any(verloop.of_result(jaar) for verloop in every)):
        shown = [v for v in every if v.of_result(jaar) or _soort(cijfers, v) == _ALGEMEEN]
        _proposal(records, cijfers, jaar, shown)
    titel = f"Voorstel bestemming van het resultaat {jaar}"
    return records.grid("resultaatbestemming", titel, None, cijfers.weergave, ("Onderdeel", " "))


def _proposal(records: Records, cijfers: Cijfers, jaar: int, found: Sequence[Verloop]) -> None:
    result = result_of(jaar)
    own = _add(records, cijfers, Rij(f"Resultaat {jaar}", "", "saldo", _scope("resultaat")), [result])
    rows: list[int] = []
    for verloop in found:
        cel = _bestemd(verloop, jaar)
        soort = "uit de reserve" if isinstance(cel.inhoud, int) and cel.inhoud < 0 else "naar de reserve"
        rows.append(records.add(Rij(verloop.naam, soort, "blad", verloop.scope), cel))
    parts = tuple((row, 1) for row in rows)
    bestemd = _of_result(found, jaar)
    _add(records, cijfers, Rij("Bestemd", "", "totaal", _scope("bestemd"), delen=parts), [bestemd])
    left = total([(result, 1), (bestemd, -1)])
    rest = Rij("Nog te bestemmen", "", "resultaat", _scope("rest"), delen=((own, 1), *((row, -1) for row in rows)))
    _add(records, cijfers, rest, [left])


def _bestemd(verloop: Verloop, jaar: int) -> Cel:
    """Return what a reserve gets of the result of a year, typed there; blank where it gets nothing."""
    given = verloop.of_result(jaar)
    if not given:
        return Cel(None, verloop.bestemd_adres(jaar))
    # what the programmas that share a reserve say apart is one amount, and typed where each stands
    adres = given[0].adres if len(given) == 1 else None
    return Cel(sum(amount.cents for amount in given), adres, Linear(tuple((amount, 1) for amount in given)))


def _soort(cijfers: Cijfers, verloop: Verloop) -> str:
    """Return the kind of a reserve, as its balance has it."""
    record = cijfers.dossier.bestanden[verloop.scope.bestand].records[verloop.scope.record]
    return record.tekst(Reserve.soort_.sleutel)


def _of_result(found: Sequence[Verloop], jaar: int) -> Linear:
    return Linear(tuple((given, 1) for verloop in found for given in verloop.of_result(jaar)))


def _scope(naam: str) -> Scope:
    return Scope("resultaatbestemming", naam)


def _add(records: Records, cijfers: Cijfers, rij: Rij, formulas: Sequence[Linear | None]) -> int:
    """Add a row of amounts that are what their formulas come to; blank where there is none."""
    cells = [LEEG if f is None else Cel(cents_of(f, cijfers.cube), formula=f) for f in formulas]
    return records.add(rij, *cells)


# --- equity ----------------------------------------------------------------------------------------

_KANTEN: Final = ("begin", "toevoeging", "onttrekking", BESTEMMING, "eind")

_STANDEN: Final = {"begin": 0, "eind": 1}
"""The columns that are a balance, by which of its two it is."""

_ALGEMEEN: Final = "algemene reserve"
_MEERVOUD: Final = {_ALGEMEEN: "algemene reserves", "bestemmingsreserve": "bestemmingsreserves"}


def vermogen(cijfers: Cijfers, _programmas: Sequence[Bestand]) -> Grid:
    """Return equity in the accounts: its reserves by kind, the results that are not in them yet, and the balance sheet.

    Amounts in cents, a column for each part of the course of the year; what is withdrawn prints positive. The last one
    is there only where the balance sheet is. Only accounts of a whole municipality have rows.
    """
    jaar = cijfers.dossier.jaar
    koppen = [
        *("Stand 1-1", "Toevoegingen", "Onttrekkingen", f"Bestemming resultaat {jaar - 1}", "Stand 31-12"),
        "Volgens de balans",
    ]
    sjabloon = cijfers.sjabloon
    has_rows = sjabloon.is_rekening and sjabloon.resultaat in sjabloon.verloop and cijfers.is_geheel
    if has_rows and jaarbalansen(cijfers)[sjabloon.verloop.index(sjabloon.resultaat)] is None:
        koppen.pop()
    records = Records([Kop(f"{kop} {jaar}" if kop.startswith("Stand") else kop, jaar) for kop in koppen])
    if has_rows:
        _Vermogen(cijfers, records).rows()
    titel = f"Eigen vermogen {jaar}"
    return records.grid("vermogen", titel, None, cijfers.weergave, ("Onderdeel", " "))


class _Vermogen:
    """Collects the rows of equity; a balance that is not known is left out of its sum and printed blank."""

    def __init__(self, cijfers: Cijfers, records: Records) -> None:
        self._cijfers = cijfers
        self._records = records
        self._kolommen = jaarkolommen(cijfers)
        self._at = cijfers.sjabloon.verloop.index(cijfers.sjabloon.resultaat)
        self._jaar = cijfers.dossier.jaar

    def rows(self) -> None:
        """Add the reserves of each kind with their sum, the sum of all, the results and equity."""
        found = verlopen(self._cijfers, self._cijfers.dossier.programmas)
        for soort in Reserve.soort_.keuzes:
            own = [verloop for verloop in found if _soort(self._cijfers, verloop) == soort]
            for verloop in own:
                self._row(Rij(verloop.naam, "", "blad", verloop.scope), [verloop])
            if own:
                naam, scope = f"Totaal {_MEERVOUD[str(soort)]}", Scope("vermogen", str(soort))
                self._row(Rij(naam, "", "totaal", scope), own)
        self._row(Rij("Totaal reserves", "", "totaal", Scope("vermogen", "reserves")), found)
        self._results(found)

    def _row(self, rij: Rij, found: Sequence[Verloop]) -> None:
        _add(self._records, self._cijfers, rij, [self._sum(found, kant) for kant in _KANTEN])

    def _sum(self, found: Sequence[Verloop], kant: str) -> Linear | None:
        known = [verloop for verloop in found if kant not in _STANDEN or self._is_known(verloop, kant)]
        if not known and kant in _STANDEN:
            return None
        return total((single(v.known(kant, self._at, self._kolommen)), 1) for v in known)

    def _is_known(self, verloop: Verloop, kant: str) -> bool:
        return verloop.standen_per_kolom(self._kolommen)[self._at][_STANDEN[kant]] is not None

    def _results(self, found: Sequence[Verloop]) -> None:
        """Add the result of the year before as far as no reserve has it, that of the year, and equity with both."""
        jaar = self._jaar
        before, now = result_of(jaar - 1), result_of(jaar)
        bestemd = _of_result(found, jaar - 1)
        left = total([(before, 1), (bestemd, -1)])
        none = Linear()
        rest = [before, none, none, bestemd.times(-1), left]
        own = [none, none, none, none, now]
        add = self._records, self._cijfers
        _add(*add, Rij(f"Resultaat {jaar - 1}", "nog te bestemmen", "saldo", Scope("vermogen", "vorig")), rest)
        _add(*add, Rij(f"Resultaat {jaar}", "", "saldo", Scope("vermogen", "resultaat")), own)
        reserves = [self._sum(found, kant) for kant in _KANTEN]
        parts = zip(reserves, rest, own, strict=True)
        whole = [total((part, 1) for part in column if part is not None) for column in parts]
        sheets, flows = jaarbalansen(self._cijfers), Flows.of(self._cijfers)
        balans = [single(known_item(sheets, _EIGEN_VERMOGEN, self._at, flows.known))] if sheets[self._at] else []
        _add(*add, Rij("Eigen vermogen", "", "resultaat", Scope("vermogen", _EIGEN_VERMOGEN)), [*whole, *balans])
