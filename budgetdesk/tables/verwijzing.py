r"""References in texts: `{{1/resultaat.2026}}` prints the live figure of a table.

    {{ [PROGRAMMA/]WAT.KOLOM [|euro] [|positief] [= BEDRAG] }}

PROGRAMMA is a number; without one it is the programma the text stands in. WAT is `resultaat`, `lasten`,
`baten`, `saldo`, `toevoeging`, `onttrekking` or `mutaties` (of the reserves); or KIND.KEY.SIDE such as
`beleidsterrein.1A.lasten`, `doel.1A1.saldo`, `post.bestuur.baten`, `reserve.raad.onttrekking`; or an
amount per year such as `investering.x.uitgaven`. KOLOM is a year or the key of a column of the template.
The figure prints as its table prints it, but zero as `0`; `euro` prints exact euros, `positief` drops the
sign. After `=` stands the figure the author saw: when the table gives another one, that is a finding.
`{{eenheid}}` alone prints the unit of the document: `x € 1.000`.
A quoted key writes a brace, `|` or `=` as TOML may: `"a\u007cb"`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from budgetdesk.bedrag import Notatie, format_cell, format_exact
from budgetdesk.model.adres import split_key
from budgetdesk.model.arrangement import saldokanten
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand
from budgetdesk.model.kinds.programma import Post, Prestatie
from budgetdesk.model.scope import PROGRAMMA, RESERVES, RESULTAAT, RecordKey, Scope
from budgetdesk.tables.eenheid import EENHEDEN, genoemd
from budgetdesk.tables.grid import Rij
from budgetdesk.tables.signed import Cijfers, Tekens, from_totals, signed_cents

# nothing can match in two ways, so that the time on any text is linear; without the end it is a finding
_IN_TEKST: Final = re.compile(r"\{\{([^{}]{0,200})(\}\})?")
_DELEN: Final = re.compile(
    r"(?:(?P<programma>[0-9]{1,9})/)?(?P<pad>[^|=]+)(?P<vormen>(?:\|[^|=]*)*)(?:=(?P<gezien>.+))?", re.DOTALL
)
_VORMEN: Final = frozenset({"euro", "positief"})
_EENHEID: Final = "eenheid"

_SOM: Final[dict[str, tuple[Scope, tuple[str, ...]]]] = {
    "resultaat": (RESULTAAT, (*POSTKANTEN, *RESERVEKANTEN)),
    "lasten": (PROGRAMMA, ("lasten",)),
    "baten": (PROGRAMMA, ("baten",)),
    "saldo": (PROGRAMMA, POSTKANTEN),
    "toevoeging": (RESERVES, ("toevoeging",)),
    "onttrekking": (RESERVES, ("onttrekking",)),
    "mutaties": (RESERVES, RESERVEKANTEN),
}
"""What a programma as a whole has: the scope, and the sides it balances."""


class VerwijzingFout(Exception):
    """A reference that leads nowhere; the message is Dutch."""


@dataclass(frozen=True, slots=True)
class Gevonden:
    """One reference in a text, what it prints, and what its author saw; `fout` says why it prints nothing.

    `in_eenheid` is there where it prints an amount in the unit of the document.
    """

    bron: str
    tekst: str = ""
    gezien: str = ""
    fout: str = ""
    in_eenheid: bool = field(default=False, compare=False)

    @property
    def verouderd(self) -> bool:
        """Return whether the table now gives another figure than the author saw."""
        return bool(self.gezien) and self.gezien != self.tekst


def fill(cijfers: Cijfers, bestand: Bestand, tekst: str) -> str:
    """Return a text with the live figures in it; a reference that leads nowhere stays as it is written."""
    if "{{" not in tekst:
        return tekst

    def figure(match: re.Match[str]) -> str:
        found = _resolve(cijfers, bestand, match)
        return match[0] if found.fout else found.tekst

    return _IN_TEKST.sub(figure, tekst)


def references(cijfers: Cijfers, bestand: Bestand, tekst: str) -> Iterator[Gevonden]:
    """Yield every reference of a text of this file."""
    for match in _IN_TEKST.finditer(tekst):
        yield _resolve(cijfers, bestand, match)


def other_unit(cijfers: Cijfers, bestand: Bestand, tekst: str) -> str:
    """Return the unit that a text names beside its live figures while they print in another one; empty where none.

    The first one is told. A text without figures in the unit of the document may be about anything.
    """
    named = next((written for written, unit in genoemd(tekst) if unit != cijfers.weergave.eenheid), "")
    return named if named and any(found.in_eenheid for found in references(cijfers, bestand, tekst)) else ""


def _is_in_unit(delen: re.Match[str]) -> bool:
    return delen["pad"].strip() != _EENHEID and "euro" not in delen["vormen"]


def _resolve(cijfers: Cijfers, bestand: Bestand, match: re.Match[str]) -> Gevonden:
    if not match[2]:
        return Gevonden(match[0], fout="de verwijzing eindigt niet binnen 200 tekens met }}")
    delen = _DELEN.fullmatch(match[1].strip())
    if not delen:
        return Gevonden(match[0], fout="dit is geen verwijzing: schrijf bijvoorbeeld {{1/resultaat.2026}}")
    try:
        printed, in_unit = _printed(cijfers, bestand, delen), _is_in_unit(delen)
        return Gevonden(match[0], printed, (delen["gezien"] or "").strip(), in_eenheid=in_unit)
    except VerwijzingFout as fout:
        return Gevonden(match[0], fout=str(fout))


def _printed(cijfers: Cijfers, bestand: Bestand, delen: re.Match[str]) -> str:
    vormen = {vorm.strip() for vorm in delen["vormen"].split("|")[1:]}
    if onbekend := vormen - _VORMEN:
        raise VerwijzingFout(f"onbekende vorm `{min(onbekend)}`; kies uit euro en positief")
    if delen["pad"].strip() == _EENHEID and not vormen:
        return EENHEDEN[cijfers.weergave.eenheid]
    cents = _cents(cijfers, _programma(cijfers, bestand, delen["programma"]), delen["pad"].strip())
    cents = abs(cents) if "positief" in vormen else cents
    weergave = cijfers.weergave
    if "euro" not in vormen:
        return format_cell(cents, Notatie(weergave.eenheid, "0", weergave.minteken))
    return f"{format_exact(-cents)}-" if cents < 0 and weergave.minteken == "achter" else format_exact(cents)


def _programma(cijfers: Cijfers, bestand: Bestand, nummer: str | None) -> Bestand:
    if nummer is None:
        if bestand.soort != "programma":
            raise VerwijzingFout("noem het programma, zoals in {{1/resultaat.2026}}")
        return bestand
    found = cijfers.dossier.programma(int(nummer))
    if found is None:
        raise VerwijzingFout(f"programma {nummer} bestaat niet")
    return found


def _cents(cijfers: Cijfers, programma: Bestand, pad: str) -> int:
    """Return the exact amount with its printed sign."""
    try:
        *wat, kolom = split_key(pad)
    except ValueError:
        raise VerwijzingFout(f"`{pad}` is geen sleutel") from None
    if len(wat) == 1 and wat[0] in _SOM:
        scope, kanten = _SOM[wat[0]]
        return _amount(cijfers, programma, [scope], kanten, kolom)
    if len(wat) != 3:
        raise VerwijzingFout(f"`{pad}` noemt geen bedrag; kies uit {', '.join(_SOM)} of bijvoorbeeld post.x.lasten")
    soort, sleutel, kant = wat
    record = programma.record(soort, sleutel)
    if record is None:
        raise VerwijzingFout(f"{soort} `{sleutel}` bestaat niet in {programma.naam}")
    kanten = saldokanten(soort)
    if kanten and kant in (*kanten, "saldo"):
        scopes = _scopes(programma, soort, sleutel)
        return _amount(cijfers, programma, scopes, kanten if kant == "saldo" else (kant,), kolom)
    schema = programma.schema(soort)
    veld = schema.veld(kant) if schema else None
    if veld is None or veld.vorm != "bedrag" or veld.onder != ("jaar",):
        raise VerwijzingFout(f"een {soort} heeft geen `{kant}`")
    if not re.fullmatch(r"[0-9]{4}", kolom):
        raise VerwijzingFout(f"`{kolom}` is geen jaar")
    return record.bedrag(f"{kant}.{kolom}") + _decided(cijfers, programma, RecordKey(soort, sleutel), kant, kolom)


def _decided(cijfers: Cijfers, programma: Bestand, key: RecordKey, kant: str, jaar: str) -> int:
    """Return what decisions add to an amount per year, such as that of a credit, in cents."""
    from budgetdesk.engine.facts import MUTATIES, Plaats

    number = cijfers.cube.records.nummers.get(Plaats(programma.naam, *key))
    facts = () if number is None else cijfers.cube.added(number)
    return sum(f.cents for f in facts if (f.bron, f.kant, f.term) == (MUTATIES, kant, f".{jaar}"))


def _scopes(programma: Bestand, soort: str, sleutel: str) -> list[Scope]:
    """Return what a thing adds up: a goal or deliverable its posts, anything else itself."""
    prestaties = {
        "prestatie": {sleutel},
        "doel": {p.sleutel for p in programma.van(Prestatie) if p.doel == sleutel},
    }
    if soort not in prestaties:
        return [RecordKey(soort, sleutel).scope]
    return [p.key.scope for p in programma.van(Post) if p.prestatie in prestaties[soort]]


def _amount(cijfers: Cijfers, programma: Bestand, scopes: list[Scope], kanten: tuple[str, ...], kolom: str) -> int:
    tekens = Tekens(cijfers.weergave)
    signs = tekens.kant(kanten[0]) if len(kanten) == 1 else tekens.saldo(*kanten)
    rijen = [Rij("", "", "blad", scope, signs) for scope in scopes]
    bedrag: Callable[[Rij, str, str], int] = from_totals(cijfers.totalen[programma.naam])
    cents = signed_cents(rijen, cijfers.sjabloon, cijfers.weergave, bedrag)
    column = _column(cijfers, kolom)
    return sum(cents(i, column) for i in range(len(rijen)))


def _column(cijfers: Cijfers, naam: str) -> int:
    """Return the column of that key, or the one of that year: where several have it, that of the result."""
    kolommen = cijfers.sjabloon.kolommen
    found = [i for i, k in enumerate(kolommen) if k.sleutel == naam]
    found = found or [i for i, k in enumerate(kolommen) if str(k.jaar) == naam and not k.verschil]
    if cijfers.sjabloon.resultaat in found:
        return cijfers.sjabloon.resultaat
    if len(found) != 1:
        keuze = ", ".join(k.sleutel for k in kolommen)
        raise VerwijzingFout(f"kolom `{naam}` {'is niet eenduidig' if found else 'bestaat niet'}; kies uit {keuze}")
    return found[0]
