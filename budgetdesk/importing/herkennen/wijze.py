"""What was recognised of a printed table as a way of reading, and a table read by one.

So that next year's table is read and checked the same way: the unit, the signs, what each column holds, and which rows
add up which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from budgetdesk.importing.bron import Blad, Gevonden, kolomletter
from budgetdesk.importing.herkennen.herken import Gezegd, herken, namen
from budgetdesk.importing.herkennen.herkenning import Controle, Herkenning, Kolom
from budgetdesk.importing.herkennen.raster import Tabel, tabellen
from budgetdesk.importing.kolommen import KoppenAnders, fingerprint, headings, kolommen
from budgetdesk.importing.mapping import Doel, Leeswijze
from budgetdesk.model.arrangement import FASEN
from budgetdesk.model.dossier import POSTKANTEN

_GELEZEN = frozenset({"bedrag", "gewijzigd", "wijziging"})


def leeswijze(found: Herkenning, naam: str = "", bestand: str = "") -> Leeswijze:
    """Return how a table is read, to be kept as `import/NAAM.toml`.

    A balance, a difference and a column without a year are not read and so are not in it.
    """
    unique = Counter(kop.casefold() for kop in found.koppen.values())
    columns = {_called(found.koppen, k, unique): doel for k, doel in _doelen(found.kolommen).items()}
    labels = {key: tuple(_called(found.koppen, k, unique) for k in numbers) for key, numbers in found.etiketten.items()}
    signs = found.tekens
    return Leeswijze(
        bestand=bestand,
        naam=naam,
        als="tabel",
        blad=found.blad,
        kop=found.kop,
        vingerafdruk=fingerprint(found.koppen),
        eenheid=found.eenheid.euros,
        decimaal="." if found.decimaal == "." else ",",
        kant="kolommen" if any(doel.kant for doel in columns.values()) else "rij",
        lasten=signs.lasten or 1,
        baten=signs.baten or 1,
        conventie=signs.conventie,
        kolom=labels,
        kolommen=columns,
        totalen=_totals(found),
    )


def _called(koppen: Mapping[int, str], k: int, unique: Mapping[str, int]) -> str:
    """Return what a column is called: its heading where that is of no other column, else its letter."""
    kop = koppen.get(k, "")
    return kop if kop and unique[kop.casefold()] == 1 else kolomletter(k)


def _doelen(columns: Mapping[int, Kolom]) -> dict[int, Doel]:
    """Return what the columns that are read hold; of a changed budget beside the first one only that."""
    first = {_period(k) for k in columns.values() if k.soort == "bedrag"}
    found = {}
    for nummer, k in columns.items():
        if k.soort not in _GELEZEN or not k.jaar or k.fase not in FASEN or k.kant not in {"", *POSTKANTEN}:
            continue
        if k.soort != "gewijzigd" or _period(k) not in first:
            found[nummer] = Doel(k.fase, k.jaar, k.kant)
    return found


def _period(k: Kolom) -> tuple[str, str, str]:
    return k.fase, k.jaar, k.kant


def _totals(found: Herkenning) -> dict[str, tuple[str, ...]]:
    """Return the rows that are sums, by name, with `-` before a part that is taken away."""
    called = {nummer: name for name, nummer in namen(found.rijen).items()}
    kept: dict[int, Controle] = {}
    for controle in found.totalen:
        if controle.richting == "rij" and controle.aanvaard and _same_column(controle):
            known = kept.get(controle.nummer)
            # of a balance of two and a sum of many the sum says more: the signs say the balance
            if known is None or len(controle.delen) > len(known.delen):
                kept[controle.nummer] = controle
    return {
        called[nummer]: tuple(f"{'-' if sign < 0 else ''}{called[part]}" for part, sign in controle.delen)
        for nummer, controle in kept.items()
    }


def _same_column(controle: Controle) -> bool:
    """Return whether each cell is a sum of cells in its own column."""
    return all(plaats[1] == i.cel[1] for i in controle.kloppend for plaats, _ in i.delen)


# --- a table by a way of reading -----------------------------------------------------------------


def lees_tabel(blad: Blad, wijze: Leeswijze) -> Herkenning | None:
    """Return the table that a way of reading means: the one its heading rows lie in, else the first; None without any.

    Where the headings are others its columns are recognised anew, and that is told; unit, signs and totals hold.
    """
    meant = bedoelde(tabellen(blad), wijze)
    return lees_met(meant, wijze) if meant else None


def bedoelde(found: Sequence[Tabel], wijze: Leeswijze) -> Tabel | None:
    """Return which of the tables of a sheet a way of reading means."""
    return next((tabel for tabel in found if set(wijze.kop) & set(tabel.rijen)), found[0] if found else None)


def lees_met(tabel: Tabel, wijze: Leeswijze, gezegd: Gezegd | None = None) -> Herkenning:
    """Return a table as a way of reading has it; what somebody says of it goes before that."""
    own = gezegd or Gezegd()
    said = Gezegd(
        decimaal=own.decimaal or wijze.decimaal or None,
        eenheid=own.eenheid or wijze.eenheid,
        conventie=own.conventie or wijze.conventie,
        kolommen=own.kolommen,
        totalen=wijze.totalen,
        grond=f"manier van lezen {wijze.sleutel}".strip(),
    )
    try:
        columns = _columns(tabel.blad, wijze, said.grond)
    except KoppenAnders as error:
        found = herken(tabel, said)
        return replace(found, gevonden=(*found.gevonden, Gevonden(str(error), tabel.blad.naam)))
    return herken(tabel, replace(said, kolommen={**columns, **own.kolommen}))


def _columns(blad: Blad, wijze: Leeswijze, grond: str) -> dict[int, Kolom]:
    """Return what the columns that are named hold. Raises KoppenAnders."""
    koppen = headings(blad, wijze.kop)
    meant = kolommen(blad, wijze).bedragen
    return {
        k: Kolom(k, koppen.get(k, ""), "bedrag", doel.fase, doel.jaar, doel.kant, grond)
        for k, doel in meant.items()
        if doel is not None
    }
