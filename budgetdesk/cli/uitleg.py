"""`budgetdesk uitleg`: say where an amount of a table comes from."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import format_exact
from budgetdesk.cli.command import (
    LEESBAAR,
    Command,
    add_document,
    add_dossier,
    add_format,
    add_programmas,
    add_table_name,
)
from budgetdesk.cli.output import put
from budgetdesk.cli.parser import Parser
from budgetdesk.errors import UsageError
from budgetdesk.model.adres import Adres, join_key, table_path
from budgetdesk.model.invoer import Invoer
from budgetdesk.tables.behind import CellPart, Computed, Fact, Group, Stored, counted

if TYPE_CHECKING:
    from budgetdesk.session import Session
    from budgetdesk.tables.behind import Behind, Part
    from budgetdesk.tables.grid import Grid, Rij


_GETOOND: Final = 12
"""Rows named where several fit."""


def _arguments(parser: Parser) -> None:
    add_dossier(parser)
    add_table_name(parser)
    parser.options.add_argument(
        "--rij", metavar="RIJ", required=True, help="de naam van de rij, de sleutel, of soort en sleutel: post.bestuur"
    )
    parser.options.add_argument("--soort", metavar="SOORT", default="", help="wat achter de naam staat, zoals Lasten")
    parser.options.add_argument("--kolom", metavar="KOP", required=True, help="de kop van de kolom")
    add_programmas(parser)
    add_document(parser)
    parser.options.add_argument(
        "--diepte",
        metavar="N",
        type=_depth,
        default=2,
        help="hoe diep de tekst vertelt waaruit delen bestaan (standaard 2); json vertelt altijd alles",
    )
    add_format(parser.options, LEESBAAR)


def _depth(text: str) -> int:
    """Return how deep parts are told."""
    if not (text.isascii() and text.isdecimal() and int(text[:3]) > 0 and len(text) < 3):
        raise argparse.ArgumentTypeError(f"`{text}` is geen diepte; kies een getal van 1 tot 99")
    return int(text)


def _run(args: argparse.Namespace) -> int:
    from budgetdesk.cli.dossier import choose, open_sound, tables_called

    session = open_sound(args.dossier, args.document)
    grids = tables_called(session, args.tabel, choose(session, args.programma), posten=True)
    grid, rij = _row(session, grids, args.rij, args.soort)
    uitleg = Uitleg(session, grids, grid, rij, _column(grid, args.kolom), args.diepte)
    put(uitleg.json() if args.format == "json" else uitleg.text())
    return 0


# --- which cell ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Keuze:
    """A row of one of the tables, and what it goes by."""

    grid: Grid
    rij: int
    namen: tuple[str, ...]
    """Its name; then its key, kind and key, and with its file where a table spans several. The last says most."""

    @property
    def soort(self) -> str:
        """Return what stands behind the name."""
        return self.grid.rijen[self.rij].soort.strip()

    def fits(self, naam: str, soort: str) -> bool:
        """Return whether a name or key, and a kind where one is given, mean this row."""
        is_named = naam.casefold() in (known.casefold() for known in self.namen)
        return is_named and soort.casefold() in ("", self.soort.casefold())

    def __str__(self) -> str:
        """Return the row and the options that choose it."""
        options = [f'--rij "{self.namen[-1]}"', f'--soort "{self.soort}"' if self.soort else ""]
        options += [f"--programma {self.grid.programma}"] if self.grid.programma is not None else []
        return f"  {' '.join(filter(None, [self.namen[0], self.soort]))}: {' '.join(filter(None, options))}"


def _row(session: Session, grids: Sequence[Grid], naam: str, soort: str) -> tuple[Grid, int]:
    """Return the only row that a name or key and a kind mean; raises UsageError (2) where there is not one."""
    rows = [_Keuze(grid, i, tuple(_names(session, rij))) for grid in grids for i, rij in enumerate(grid.rijen)]
    named = [row for row in rows if row.fits(naam, "")]
    found = [row for row in named if row.fits(naam, soort)]
    if len(found) == 1:
        return found[0].grid, found[0].rij
    if not named:
        known = ", ".join(dict.fromkeys(row.namen[0] for row in rows)) or "niets: zij is leeg"
        raise UsageError(f"Deze tabel heeft geen rij `{naam}`; kies uit {known}.")
    said = f"Er zijn {len(found)} rijen `{naam}`; kies een ervan." if found else f"Geen rij `{naam}` is `{soort}`."
    shown = found or named
    more = [f"... en nog {len(shown) - _GETOOND} andere."] if len(shown) > _GETOOND else []
    raise UsageError("\n".join([said, *map(str, shown[:_GETOOND]), *more]))


def _names(session: Session, rij: Rij) -> Iterator[str]:
    """Yield what a row goes by; one that is typed as a record goes by the key of that too."""
    yield rij.naam
    scope = rij.scope
    typed = rij.tabel.scope if rij.tabel and not scope.bron else None
    for each in dict.fromkeys(filter(None, (scope, typed))):
        key = ".".join(filter(None, (join_key(table_path(*each.record)), each.bron)))
        if each.sleutel and not each.bron:
            yield each.sleutel
        yield session.dossier.spell(each.bestand, key) if each.bestand else key


def _column(grid: Grid, kop: str) -> int:
    """Return the column under a heading; raises UsageError (2) where there is none or more than one."""
    found = [k for k, known in enumerate(grid.koppen) if known.tekst.casefold() == kop.casefold()]
    if len(found) != 1:
        fault = f"Er zijn {len(found)} kolommen" if found else "Deze tabel heeft geen kolom"
        raise UsageError(f"{fault} `{kop}`; kies uit {', '.join(known.tekst for known in grid.koppen)}.")
    return found[0]


# --- what is said of it ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Uitleg:
    """What stands behind one cell, for people and for programs."""

    session: Session
    grids: Sequence[Grid]
    grid: Grid
    rij: int
    kolom: int
    diepte: int = 2
    """How deep a text tells what parts are made of."""

    def text(self) -> str:
        """Return the exact amount, then where it is stored or how it comes about, then its parts."""
        row, achter = self.grid.rijen[self.rij], self.grid.behind(self.rij, self.kolom)
        naam = f"{row.naam} {row.soort.lower()}".strip()
        head = f"{naam}, {self.grid.koppen[self.kolom].tekst}: {self._shown()}"
        if isinstance(achter, Stored):
            return "\n".join(filter(None, [head, self._rest(achter.rest), self._place(achter.adres)]))
        if achter is None:
            return f"{head}\nHier staat niets en er valt niets te typen."
        told = list(self._lines(achter.parts(), self.diepte))
        wide = [max((len(line[i]) for line in told), default=0) for i in range(2)]
        lines = [f"  {naam:{wide[0]}}  {euros:>{wide[1]}}  {where}".rstrip() for naam, euros, where in told]
        return "\n".join([head, f"{achter.zin[:1].upper()}{achter.zin[1:]}.", *lines])

    def _lines(self, parts: Sequence[Part], depth: int, indent: str = "") -> Iterator[tuple[str, str, str]]:
        """Yield name, amount and place of parts, and below each what it is made of or starts from."""
        for part in parts:
            amount = None if part.cents is None else part.cents * part.factor
            yield f"{indent}{part.naam}", self._amount(amount), self._where(part)
            if isinstance(part, Group) and depth > 1:
                yield from self._lines(part.parts(), depth - 1, f"{indent}  ")
            elif isinstance(part, Fact):
                for line in part.invoer():
                    place = self._place(line.adres) if line.adres else ""
                    yield f"{indent}  {line.naam}", line.waarde, place

    def json(self) -> str:
        """Return one object; amounts are whole cents, those of parts times their factor add up to that of the cell."""
        row, achter = self.grid.rijen[self.rij], self.grid.behind(self.rij, self.kolom)
        inhoud = self.grid.inhoud(self.rij, self.kolom)
        document = {
            "bedragen": "cent",
            "tabel": self.grid.naam,
            "programma": self.grid.programma,
            "rij": row.naam,
            "soort": row.soort,
            "kolom": self.grid.koppen[self.kolom].tekst,
            "bedrag": inhoud if isinstance(inhoud, int) else None,
            "tekst": None if inhoud is None or isinstance(inhoud, int) else str(inhoud),
            "opgeslagen": self._stored(achter),
            "berekend": achter.zin if isinstance(achter, Computed) else None,
            "delen": [self._part(part) for part in achter.parts()] if isinstance(achter, Computed) else [],
        }
        return json.dumps(document, indent=2, ensure_ascii=False)

    def _shown(self) -> str:
        cents = self.grid.cents(self.rij, self.kolom)
        if cents is not None:
            return self._amount(cents)
        text = " ".join(self.grid.cell(self.rij, self.kolom).split())
        return text or ("leeg" if self.grid.koppen[self.kolom].vorm == "tekst" else "onbekend")

    @staticmethod
    def _amount(cents: int | None) -> str:
        return "onbekend" if cents is None else f"€ {format_exact(cents)}"

    def _rest(self, rest: int) -> str:
        """Return what of an amount is stored and what comes from elsewhere, in natural signs."""
        from budgetdesk.session.cells import input_at

        invoer = input_at(self.session.dossier, self.grid, self.rij, self.kolom) if rest else None
        if not isinstance(invoer, Invoer):
            return ""
        return f"Raming {self._amount(invoer.huidig - rest)}, overig {self._amount(rest)}."

    def _place(self, adres: Adres) -> str:
        """Return file, line and key; of what is not filled in where it would stand."""
        if self.session.dossier.waarde(adres) is None:
            return f"Nog niet ingevuld: {adres.bestand}: {adres}"
        return str(self.session.plaats(adres))

    def _where(self, part: Part) -> str:
        """Return where a part is stored, or how it comes about itself."""
        if isinstance(part, Group):
            return counted(len(part.parts()), "deel", "delen").removeprefix("berekend: ").removeprefix("berekend ")
        if isinstance(part, Fact):
            return self._place(part.adres) if part.adres else part.zin
        achter = self._behind(part)
        if isinstance(achter, Stored):
            return self._place(achter.adres)
        return achter.zin if achter else ""

    def _behind(self, part: CellPart) -> Behind:
        return self._table(part.tabel).behind(part.rij, part.kolom)

    def _table(self, naam: str) -> Grid:
        """Return the table that a part is a cell of: this one, or another one of its programma or of all."""
        from budgetdesk.session.reading import tables

        if naam == self.grid.naam:
            return self.grid
        own = [b for b in self.session.dossier.programmas if self.grid.programma in (None, b.nummer)]
        return tables(self.session.cijfers, naam, own, posten=True)[0]

    def _stored(self, achter: Behind) -> dict[str, object] | None:
        if not isinstance(achter, Stored):
            return None
        return {**self._address(achter.adres), "teken": achter.teken, "overig": achter.rest}

    def _address(self, adres: Adres) -> dict[str, object]:
        is_there = self.session.dossier.waarde(adres) is not None
        return {
            "bestand": adres.bestand,
            "regel": self.session.plaats(adres).regel if is_there else None,
            "sleutel": str(adres),
            "ingevuld": is_there,
        }

    def _part(self, part: Part) -> dict[str, object]:
        found: dict[str, object] = {"naam": part.naam, "bedrag": part.cents, "factor": part.factor}
        if isinstance(part, Group):
            return found | {"opgeslagen": None, "berekend": None, "delen": [self._part(p) for p in part.parts()]}
        if isinstance(part, Fact):
            given = [
                {"naam": i.naam, "waarde": i.waarde, "opgeslagen": self._address(i.adres) if i.adres else None}
                for i in part.invoer()
            ]
            found |= {"opgeslagen": self._address(part.adres) if part.adres else None, "berekend": part.zin or None}
            return found | ({"invoer": given} if given else {})
        table, achter = self._table(part.tabel), self._behind(part)
        row = table.rijen[part.rij]
        found |= {"tabel": part.tabel, "rij": row.naam, "soort": row.soort, "kolom": table.koppen[part.kolom].tekst}
        return found | {
            "opgeslagen": self._stored(achter),
            "berekend": achter.zin if isinstance(achter, Computed) else None,
        }


COMMAND: Final = Command(
    naam="uitleg",
    tekst="zeg waar een bedrag vandaan komt",
    uitleg=(
        "Zeg waar een bedrag van een tabel vandaan komt: het exacte bedrag met bestand, regel en sleutel,\n"
        "of hoe het wordt berekend en uit welke delen, tot bestand en regel, besluit of berekening met haar\n"
        "invoer. De delen tellen op de cent op tot het bedrag."
    ),
    voorbeelden=(
        'budgetdesk uitleg leiden-2026 programmakosten --rij Resultaat --kolom "Begroting 2026"',
        'budgetdesk uitleg leiden-2026 reserves --rij raad --soort Saldo --kolom "MJB 2027"',
        "budgetdesk uitleg leiden-2026 subsidies --rij Totaal --kolom 2026 --format json",
    ),
    arguments=_arguments,
    run=_run,
)
