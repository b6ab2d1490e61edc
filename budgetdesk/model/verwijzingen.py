"""Who refers to a table: keys, explained amounts, mutations, registers and figures named in texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from budgetdesk.model.adres import Adres, quote_key, split_key
from budgetdesk.model.dossier import RESERVES, Bestand, Dossier, Tabel, Waarde

_IN_TEKST: Final = re.compile(r"(\{\{\s*(?:(\d+)/)?)([^|=}]+?)(\s*(?:[|=][^}]*)?\}\})")


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """A value that names a table.

    `hernoemd` gives the value that names the table under another key; `verplicht` says that the table
    it stands in cannot do without it. A text merely mentions a figure: it stays when the table goes.
    """

    adres: Adres
    naam: str
    """What people call the table the value stands in."""
    hernoemd: Callable[[str], Waarde]
    verplicht: bool = False
    tekst: bool = False


def referrers(dossier: Dossier, bestand: Bestand, soort: str, sleutel: str) -> list[Verwijzing]:
    """Return every value of the dossier that names a table."""
    return [*_in_file(bestand, soort, sleutel), *_elsewhere(dossier, bestand, soort, sleutel)]


def _in_file(bestand: Bestand, soort: str, sleutel: str) -> Iterator[Verwijzing]:
    for tabel in bestand.tabellen.values():
        schema = bestand.schema(tabel.soort)
        for veld in schema.velden if schema else ():
            if veld.verwijst == soort and tabel.tekst(veld.sleutel) == sleutel:
                yield _reference(bestand, tabel, veld.sleutel, str, verplicht=veld.verplicht)
        if tabel.soort == "toelichting" and tabel.tekst("bij") == f"{soort}.{sleutel}":
            yield _reference(bestand, tabel, "bij", f"{soort}.{{}}".format, verplicht=True)
        if bestand.soort == "wijziging" and tabel.tekst("dekking") == f"{soort}.{sleutel}":
            yield _reference(bestand, tabel, "dekking", f"{soort}.{{}}".format)


def _elsewhere(dossier: Dossier, bestand: Bestand, soort: str, sleutel: str) -> Iterator[Verwijzing]:
    for ander, tabel in dossier.tabellen():
        if bestand.naam == RESERVES and tabel.soort == soort and tabel.tekst("register") == sleutel:
            yield _reference(ander, tabel, "register", str)
        if tabel.soort == "mutatie" and bestand.soort == "programma":
            yield from _in_mutation(ander, tabel, bestand.nummer, soort, sleutel)
        for pad, waarde in tabel.waarden.items():
            if isinstance(waarde, str) and _mentions(waarde, ander, bestand, soort, sleutel):
                yield _mention(ander, tabel, pad, waarde, bestand, soort, sleutel)


def _in_mutation(ander: Bestand, tabel: Tabel, nummer: int, soort: str, sleutel: str) -> Iterator[Verwijzing]:
    if tabel.geheel("programma") != nummer:
        return
    if soort in ("post", "reserve") and tabel.tekst(soort) == sleutel:
        yield _reference(ander, tabel, soort, str, verplicht=True)
    if tabel.tekst("dekking") == f"{soort}.{sleutel}":
        yield _reference(ander, tabel, "dekking", f"{soort}.{{}}".format)


def _reference(
    bestand: Bestand, tabel: Tabel, pad: str, hernoemd: Callable[[str], str], *, verplicht: bool = False
) -> Verwijzing:
    return Verwijzing(Adres(bestand.naam, tabel.soort, tabel.sleutel, pad), tabel.naam, hernoemd, verplicht)


def _named(match: re.Match[str], ander: Bestand, bestand: Bestand, soort: str, sleutel: str) -> tuple[str, ...] | None:
    """Return the rest of a figure's key where it is a figure of this table."""
    if match[2] is None and ander is not bestand:
        return None
    if match[2] is not None and int(match[2]) != bestand.nummer:
        return None
    try:
        delen = split_key(match[3].strip())
    except ValueError:
        return None
    return delen[2:] if delen[:2] == (soort, sleutel) else None


def _mentions(tekst: str, ander: Bestand, bestand: Bestand, soort: str, sleutel: str) -> bool:
    return "{{" in tekst and any(_named(m, ander, bestand, soort, sleutel) for m in _IN_TEKST.finditer(tekst))


def _mention(
    ander: Bestand, tabel: Tabel, pad: str, tekst: str, bestand: Bestand, soort: str, sleutel: str
) -> Verwijzing:
    def hernoemd(nieuw: str) -> str:
        def under_new_key(match: re.Match[str]) -> str:
            rest = _named(match, ander, bestand, soort, sleutel)
            if rest is None:
                return match[0]
            return match[1] + ".".join((soort, *map(quote_key, (nieuw, *rest)))) + match[4]

        return _IN_TEKST.sub(under_new_key, tekst)

    return Verwijzing(Adres(ander.naam, tabel.soort, tabel.sleutel, pad), tabel.naam, hernoemd, tekst=True)
