"""One table to a `Herkenning`: every step in its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from budgetdesk.bedrag import Decimaal
from budgetdesk.blok.namen import reserve_side
from budgetdesk.importing.bron import Gevonden, adres, kolomletter
from budgetdesk.importing.herkennen.etiketten import Etiketten, etiketten
from budgetdesk.importing.herkennen.herkenning import Controle, Eenheid, Herkenning, Kolom, Rij, Tekens, Vraag
from budgetdesk.importing.herkennen.kolomkoppen import jaarvragen, kant_van_titel, kolommen, met_kant
from budgetdesk.importing.herkennen.raster import MAX_KOLOMMEN, MAX_RIJEN, Indeling, Raster, Tabel, indeling
from budgetdesk.importing.herkennen.tekens import VAN_CONVENTIE, drietallen, tekens, tekenvraag, zonder_saldi
from budgetdesk.importing.herkennen.totalen import Totalen
from budgetdesk.importing.herkennen.waarden import Vak, Waarden, decimaalteken, eenheid, vakken, waarden
from budgetdesk.importing.kolommen import headings
from budgetdesk.zinnen import met_en


@dataclass(frozen=True, slots=True)
class Gezegd:
    """What somebody said of a table, or a way of reading does: it goes before what is found."""

    decimaal: Decimaal | None = None
    eenheid: int = 0
    """Euros per unit; 0 where nothing is said."""
    conventie: str = ""
    kolommen: Mapping[int, Kolom] = field(default_factory=dict)
    """What columns hold, by number."""
    totalen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The rows that are totals with those they add up, by what `namen` calls them, `-` before one taken away."""
    grond: str = "gekozen"
    """Who says so."""


def herken(tabel: Tabel, gezegd: Gezegd | None = None) -> Herkenning:
    """Return what a printed table says. Evidence that is missing is a question; nothing is guessed in silence."""
    said = gezegd or Gezegd()
    layout = indeling(Raster(tabel))
    cells = vakken(layout)
    found = waarden(tabel.blad.naam, cells, *decimaalteken(layout, cells, said.decimaal))
    labels = etiketten(layout)
    columns = kolommen(layout)
    title = kant_van_titel(layout, {**columns, **said.kolommen}, labels.rijen.values())
    columns = {**(met_kant(columns, title) if title else columns), **said.kolommen}
    unit, asked_unit = _unit(layout, cells, found, said)
    trios = drietallen(labels.rijen, columns)
    others = {
        "rij": [k for k in columns if columns[k].soort not in {"verschil", "overslaan"}],
        "kolom": [*labels.rijen],
    }
    signs = _signs(tekens(trios, found.bedragen, found.fijn, others), said.conventie)
    told, gone = _told_totals(labels.rijen, said)
    totals = Totalen(labels.rijen, columns, found.bedragen, found.fijn).find(trios, signs, told)
    printed = zonder_saldi(labels.rijen, columns, found.bedragen)
    if not signs.lasten or not signs.baten:
        signs = replace(signs, lasten=printed[0], baten=printed[1])
    asked_signs = None if said.conventie else tekenvraag(signs, printed)
    asked = [
        *found.vragen,
        *asked_unit,
        *jaarvragen({k: column for k, column in columns.items() if column.jaar or k not in said.kolommen}, layout.kop),
        *_sides(labels, columns, totals),
        *([asked_signs] if asked_signs else []),
        *_codes(labels),
        *map(_total_question, (c for c in totals if c.mislukt)),
    ]
    return Herkenning(
        blad=tabel.blad.naam,
        naam=tabel.naam,
        rijen_van=tabel.rijen[0],
        rijen_tot=tabel.rijen[-1],
        kop=layout.kop,
        etiketten=labels.kolommen,
        koppen=headings(tabel.blad, layout.kop),
        kolommen=columns,
        rijen=labels.rijen,
        bedragen=found.bedragen,
        eenheid=unit,
        decimaal=found.decimaal,
        tekens=signs,
        totalen=totals,
        vragen=tuple(asked),
        gevonden=(
            *_hidden(tabel),
            *_titled(tabel, title),
            *found.gevonden,
            *(Gevonden(zin, tabel.blad.naam) for zin in gone),
        ),
    )


def _unit(layout: Indeling, cells: Sequence[Vak], found: Waarden, said: Gezegd) -> tuple[Eenheid, list[Vraag]]:
    if said.eenheid:
        return Eenheid(said.eenheid, said.grond, found.decimalen), []
    return eenheid(layout, cells, found)


def _signs(found: Tekens, conventie: str) -> Tekens:
    """Return the signs of a table with the convention that is said."""
    if conventie not in VAN_CONVENTIE:
        return found
    lasten, baten, saldo = VAN_CONVENTIE[conventie]
    witnesses = found.getuigen if found.conventie == conventie else 0
    return Tekens(conventie, lasten, baten, saldo, witnesses, found.geteld)


def namen(rijen: Mapping[int, Rij]) -> dict[str, int]:
    """Return the rows by a name of their own: a name that stands more than once has its number behind it."""
    found: dict[str, int] = {}
    for nummer in sorted(rijen):
        name = rijen[nummer].sleutel or f"rij {nummer}"
        count, own = 1, name
        while own in found:
            count += 1
            own = f"{name} ({count})"
        found[own] = nummer
    return found


def _told_totals(rijen: Mapping[int, Rij], said: Gezegd) -> tuple[dict[int, list[tuple[int, int]]], list[str]]:
    """Return the totals that are said as numbers of rows, and the sentences about rows that are not there."""
    known = namen(rijen)
    found: dict[int, list[tuple[int, int]]] = {}
    gone: list[str] = []
    for name, parts in said.totalen.items():
        signed = [(part, 1) if part in known else (part.removeprefix("-"), -1) for part in parts]
        missing = [part for part in (name, *(part for part, _ in signed)) if part not in known]
        if missing:
            named = met_en([f'"{part}"' for part in missing])
            gone.append(f'Totaal "{name}" is niet na te rekenen: {named} staat niet in de tabel.')
        else:
            found[known[name]] = [(known[part], sign) for part, sign in signed]
    return found, gone


def _titled(tabel: Tabel, kant: str) -> list[Gevonden]:
    """Return that the title says which side all of it is, where it does."""
    return [Gevonden(f"De titel zegt het: alle bedragen zijn {kant}.", tabel.blad.naam)] if kant else []


def _hidden(tabel: Tabel) -> list[Gevonden]:
    """Return which rows and columns are hidden or too far away, and so not read."""
    blad, first, last = tabel.blad, tabel.rijen[0], tabel.rijen[-1]
    rows = [rij for rij in sorted(blad.verborgen_rijen) if first <= rij <= last and rij in blad.cellen]
    used = {k for rij in tabel.rijen for k in blad.cellen.get(rij, {})}
    columns = [kolomletter(k) for k in sorted(blad.verborgen_kolommen & used)]
    told = [f"Rij {', '.join(map(str, rows))} is verborgen en niet gelezen."] if rows else []
    told += [f"Kolom {', '.join(columns)} is verborgen en niet gelezen."] if columns else []
    if blad.rijen > MAX_RIJEN or blad.kolommen > MAX_KOLOMMEN:
        told.append(f"Alleen de eerste {MAX_RIJEN} rijen en {MAX_KOLOMMEN} kolommen van het blad zijn gelezen.")
    return [Gevonden(zin, blad.naam) for zin in told]


# --- what is asked -------------------------------------------------------------------------------


def _sides(labels: Etiketten, columns: dict[int, Kolom], totals: tuple[Controle, ...]) -> list[Vraag]:
    """Return that nothing says which side amounts are of, where nothing does."""
    bare = [k for k in columns.values() if not k.kant and k.soort in {"bedrag", "gewijzigd"}]
    computed = {c.nummer for c in totals if c.richting == "rij" and c.aanvaard}
    rows = [rij for rij in labels.rijen.values() if not rij.kant and not rij.genoemd and rij.nummer not in computed]
    rows = [rij for rij in rows if not reserve_side(rij.tekst, rij.boven)]
    if not bare or not rows:
        return []
    every = all(not rij.kant for rij in labels.rijen.values())
    what = "deze bedragen" if every else f"{_named(rows)}"
    return [
        Vraag("kanten", f"Van {what} staat er niet of het lasten, baten of saldi zijn.", ("lasten", "baten", "saldo"))
    ]


def _named(rows: list[Rij]) -> str:
    names = ", ".join(f'rij {rij.nummer} "{rij.tekst}"' for rij in rows[:3])
    return f"{names} en nog {len(rows) - 3}" if len(rows) > 3 else names


def _codes(labels: Etiketten) -> list[Vraag]:
    return [
        Vraag(
            "codes",
            f"Cel {adres(rij, k)}: {text.replace('.', ',')} zonder opmaak; is dit {text} of {text}0?",
            (text, f"{text}0"),
            text,
            ((rij, k),),
        )
        for rij, (k, text) in labels.kaal.items()
    ]


def _total_question(controle: Controle) -> Vraag:
    from budgetdesk.importing.herkennen.bevindingen import zin_mislukt

    cells = tuple(cell for m in controle.mislukt for cell in m.verdacht)
    return Vraag("totalen", " ".join(zin_mislukt(controle, m) for m in controle.mislukt[:3]), plaatsen=cells)
