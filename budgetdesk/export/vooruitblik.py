"""What an export will hold, before it is written: its headings with what stands below each, and what it leaves out.

The screen and the command line show the same lines: a section (`niveau` 0) with what belongs to it indented below.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from budgetdesk.display import WHOLE, display
from budgetdesk.document.blokken import Document, Grafiek, Tabel
from budgetdesk.document.boom import Kopregel, lopend
from budgetdesk.document.delen.declaratie import Onderdeel
from budgetdesk.document.delen.laden import indeling
from budgetdesk.document.delen.telling import Gevraagd, Telling
from budgetdesk.export.liggend import liggende
from budgetdesk.export.suffix import EXPORTS, Format, document_van, sheets
from budgetdesk.model.documenten import is_draft
from budgetdesk.model.kinds.begroting import Huisstijlkeuzes
from budgetdesk.model.kinds.programma import Programma, Toelichting
from budgetdesk.tables.sjabloon import declaring
from budgetdesk.zinnen import aantal, met_en

if TYPE_CHECKING:
    from budgetdesk.document.huisstijl import Huisstijl
    from budgetdesk.export.caption import Documentinfo
    from budgetdesk.export.liggend import Past
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.tables.signed import Cijfers

Soort = Literal["deel", "kop", "tabel", "grafiek", "leeg", "fout", "let op"]
"""What a line is about: a section, a heading, a table, a chart, something that is not there, a finding."""

INHOUD: Final = "Inhoud"
LEEG: Final = "Niet in het document, want leeg"
TEKSTEN: Final = "Teksten die er nog niet zijn"
BEVINDINGEN: Final = "Bevindingen"
"""The sections."""

STATUS: Final = "Status"
NODIG: Final = "Nodig"
LET_OP: Final = "Let op"
SJABLOON: Final = "Sjabloon"
HUISSTIJL: Final = "Huisstijl"
"""The labels of what a screen tells about the whole."""

_PATROON: Final = re.compile(r"\{[^}]*\}")
_OPEN: Final = re.compile(r"…(?: …)+")
_GENOEMD: Final = 6
"""Programmas that a line names by their number; of more it says how many."""

_F9: Final = "Word zet ze erin: druk op F9 in de inhoudsopgave."

_TEKST: Final = "alinea"
_SOORTEN: Final = {"tabel": "tabellen", "grafiek": "grafieken", _TEKST: "alinea's"}
"""What stands below a heading, one and several."""


@dataclass(frozen=True, slots=True)
class Blikregel:
    """A line: how deep it stands, what it says, and beside it how much or where."""

    niveau: int
    tekst: str
    bij: str = ""
    soort: Soort = "kop"


@dataclass(frozen=True, slots=True)
class Feit:
    """Something about the whole: a label and a sentence; where it is `nodig` the export waits for it."""

    label: str
    tekst: str
    nodig: bool = False


@dataclass(frozen=True, slots=True)
class Vooruitblik:
    """What an export will hold; `einde` is how its name ends, a key of `EXPORTS`."""

    einde: str
    feiten: tuple[Feit, ...] = ()
    regels: tuple[Blikregel, ...] = ()

    def met(self, regels: Sequence[Blikregel]) -> Vooruitblik:
        """Return it with another section."""
        return replace(self, regels=(*self.regels, *regels))


@dataclass(frozen=True, slots=True)
class Gebouwd:
    """A document before anything is written, with what was counted while it was built."""

    document: Document
    telling: Telling


def gebouwd(cijfers: Cijfers, programmas: Sequence[Bestand], info: Documentinfo) -> Gebouwd:
    """Return the document of these programmas. Raises as `vooruitblik` does."""
    telling = Telling()
    return Gebouwd(document_van(cijfers, programmas, info, telling), telling)


def vooruitblik(
    cijfers: Cijfers,
    programmas: Sequence[Bestand],
    info: Documentinfo,
    einde: str,
    bouw: Callable[[], Gebouwd] | None = None,
) -> Vooruitblik:
    """Return what an export of these programmas will hold; nothing is written.

    `bouw` gives their document, where it was built before. Raises InputError where the parts that are declared do not
    hold together, Afgebroken where whoever waits calls it off.
    """
    known = EXPORTS[einde]
    feiten = _feiten(cijfers, programmas, info, known)
    if known.is_werkmap:
        return Vooruitblik(einde, feiten, tuple(_bladen(cijfers, programmas)))
    made = bouw() if bouw else gebouwd(cijfers, programmas, info)
    document, telling = made.document, made.telling
    is_deel = len(programmas) < len(cijfers.dossier.programmas)
    regels = [
        *_inhoud(document, known.past and known.past(info.huisstijl), telling, cijfers),
        *_leeg(telling, cijfers, is_deel=is_deel),
        *_teksten(telling, cijfers),
    ]
    return Vooruitblik(einde, feiten, tuple(regels))


# --- about the whole -----------------------------------------------------------------------------


def _feiten(cijfers: Cijfers, programmas: Sequence[Bestand], info: Documentinfo, known: Format) -> tuple[Feit, ...]:
    found = [
        Feit("Titel", info.titel),
        Feit("Gemeente", info.gemeente),
        Feit(STATUS, _status(cijfers, info)),
        Feit("Programma's", _programmas(cijfers, programmas)),
    ]
    if not known.is_werkmap:
        found += [Feit(SJABLOON, _sjabloon(cijfers)), Feit(HUISSTIJL, _huisstijl(cijfers, info.huisstijl))]
    if known.number and indeling(cijfers).opmaak.diepte:
        lacking = known.telt()
        said = f"{lacking} {_F9}" if lacking else "LibreOffice kan ze tellen, voor de inhoudsopgave"
        found.append(Feit("Bladzijden", said))
    if lacking := known.ontbreekt():
        found.append(Feit(NODIG, lacking, nodig=True))
    return tuple(found)


def _status(cijfers: Cijfers, info: Documentinfo) -> str:
    if not info.stand:
        return "niet ingevuld; er staat niets over in het document"
    where = "op het titelblad en bij elke bladzijde" if is_draft(cijfers.dossier) else "op het titelblad"
    return f"{info.stand}; dat staat {where}"


def _programmas(cijfers: Cijfers, programmas: Sequence[Bestand]) -> str:
    every = len(cijfers.dossier.programmas)
    if len(programmas) == every:
        return "alle" if every != 1 else "het enige"
    names = _genummerd([bestand.nummer for bestand in programmas])
    return f"{names}, van de {every}; zonder tabellen over de hele gemeente"


def _genummerd(nummers: Sequence[int]) -> str:
    """Return programmas by their number: `programma 1, 2 en 5`."""
    if len(nummers) > _GENOEMD:
        return f"{len(nummers)} programma's"
    return f"programma {met_en([str(nummer) for nummer in nummers])}"


def _sjabloon(cijfers: Cijfers) -> str:
    own = [file.naam for file in declaring(cijfers.sjabloon) if "/" in file.naam]
    return f"{cijfers.sjabloon.naam}, met {met_en(own)} van dit dossier" if own else cijfers.sjabloon.naam


def _huisstijl(cijfers: Cijfers, stijl: Huisstijl) -> str:
    gekozen = cijfers.dossier.begroting.single(Huisstijlkeuzes)
    parts = [f"sjabloon voor Word {gekozen.word}"] if stijl.word else []
    parts += [f"logo {gekozen.logo}"] if stijl.logo and not stijl.word else []
    parts += [
        f"{wat} {kleur}" for wat, kleur in (("hoofdkleur", stijl.hoofdkleur), ("accent", stijl.accentkleur)) if kleur
    ]
    parts += [f"letter {stijl.letter}"] if stijl.letter and not stijl.word else []
    return ", ".join(parts) or "die van budgetdesk"


# --- what it holds -------------------------------------------------------------------------------


@dataclass(slots=True)
class _Kop:
    """A heading with what stands right below it, and how much there is in all of its part."""

    niveau: int
    tekst: str
    stukken: list[Blikregel] = field(default_factory=list)
    telt: Counter[str] = field(default_factory=Counter)


def _inhoud(document: Document, past: Past | None, telling: Telling, cijfers: Cijfers) -> Iterator[Blikregel]:
    lies = liggende(document, past) if past else frozenset()
    koppen = _koppen(document, lies)
    whole: Counter[str] = sum((kop.telt for kop in koppen), Counter())
    named = Toelichting.kind.naam
    explained = telling.leden(indeling(cijfers), named) + sum(
        found.er for found in telling.teksten(indeling(cijfers)) if found.naam == named
    )
    chapters = sum(kop.niveau == 1 for kop in koppen if kop.tekst)
    parts = [aantal(chapters, "hoofdstuk", "hoofdstukken"), *_geteld(whole)]
    parts += [aantal(explained, "toelichting", "toelichtingen")] if explained else []
    parts += [f"{aantal(len(lies), 'tabel', 'tabellen')} op een liggende bladzijde"] if lies else []
    yield Blikregel(0, INHOUD, ", ".join(parts), "deel")
    for i, kop in enumerate(koppen):
        below = sum((k.telt for k in _binnen(koppen, i)), Counter(kop.telt))
        yield Blikregel(kop.niveau, kop.tekst or "Begin", ", ".join(_geteld(below)))
        yield from kop.stukken


def _koppen(document: Document, liggend: frozenset[int]) -> list[_Kop]:
    koppen: list[_Kop] = []
    for regel in lopend(document):
        if isinstance(regel, Kopregel):
            koppen.append(_Kop(regel.niveau, regel.voluit))
            continue
        if not koppen:
            koppen.append(_Kop(1, ""))
        kop = koppen[-1]
        if isinstance(regel, Tabel):
            where = f"tabel {regel.nummer}" + (", liggend" if regel.nummer in liggend else "")
            kop.stukken.append(Blikregel(kop.niveau + 1, regel.titel, where, "tabel"))
            kop.telt["tabel"] += 1
        elif isinstance(regel, Grafiek):
            kop.stukken.append(Blikregel(kop.niveau + 1, regel.titel, "grafiek", "grafiek"))
            kop.telt["grafiek"] += 1
        else:
            kop.telt[_TEKST] += 1
    return koppen


def _binnen(koppen: Sequence[_Kop], at: int) -> Iterator[_Kop]:
    """Yield the headings below another one."""
    for kop in koppen[at + 1 :]:
        if kop.niveau <= koppen[at].niveau:
            return
        yield kop


def _geteld(counts: Counter[str]) -> list[str]:
    return [aantal(counts[een], een, meer) for een, meer in _SOORTEN.items() if counts[een]]


def _bladen(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Iterator[Blikregel]:
    """Yield the sheets of a workbook with a table, by programma."""
    grids = sheets(cijfers, programmas)
    named = {bestand.nummer: f"Programma {bestand.nummer} {bestand.titel}" for bestand in programmas}
    groups: dict[int, list[str]] = {}
    for grid in grids:
        groups.setdefault(grid.programma or 0, []).append(grid.titel)
    beside = "en bladen met een inhoud, controles, grafieken en de posten"
    yield Blikregel(0, INHOUD, f"{aantal(len(grids), 'tabel', 'tabellen')}, {beside}", "deel")
    for nummer, titels in groups.items():
        count = aantal(len(titels), "tabel", "tabellen")
        yield Blikregel(1, named.get(nummer, "Over meer programma's"), count)
        yield from (Blikregel(2, titel, "", "tabel") for titel in titels)


# --- what it does not hold -----------------------------------------------------------------------


def _leeg(telling: Telling, cijfers: Cijfers, *, is_deel: bool) -> list[Blikregel]:
    """Return the parts that are nowhere, with what would fill them, then those that some programmas lack.

    A part that prints nothing but texts is told among those; of some programmas (`is_deel`) one about the whole
    municipality is not there for another reason.
    """
    parts = indeling(cijfers)

    def counts(f: Gevraagd) -> bool:
        is_elsewhere = is_deel and all(lid.bestand is None for lid in f.zonder)
        is_text = _is_tekst(f.deel) and not parts.onder(f.deel.sleutel)
        return (f.is_nergens or _per_programma(f)) and not is_elsewhere and not is_text

    found = [f for f in telling.leeg(parts) if counts(f)]
    found.sort(key=lambda f: not f.is_nergens)
    lines = [
        Blikregel(1, _naam(f.deel), met_en([*map(str, f.deel.wat)]) if f.is_nergens else _zonder(f), "leeg")
        for f in found
    ]
    return [Blikregel(0, LEEG, aantal(len(lines), "deel", "delen"), "deel"), *lines] if lines else []


def _is_tekst(deel: Onderdeel) -> bool:
    return bool(deel.wat) and all(what.soort == "tekst" for what in deel.wat)


def _naam(deel: Onderdeel) -> str:
    """Return what a part is called, and its key in a template: `Reserves (deel.reserves)`."""
    kop = _OPEN.sub("…", _PATROON.sub("…", deel.kop or deel.loopkop)).strip(" :")
    key = f"deel.{deel.sleutel}"
    if not any(map(str.isalpha, kop)):
        return f"{key}, per {deel.per}" if deel.per else key
    return f"{kop} ({key})"


def _teksten(telling: Telling, cijfers: Cijfers) -> list[Blikregel]:
    """Return the texts that the template asks for and that are not there, with where they are not."""
    found = [f for f in telling.teksten(indeling(cijfers)) if f.zonder]
    lines = [Blikregel(1, f"`{f.naam}` in {_naam(f.deel)}", _zonder(f), "leeg") for f in found]
    return [Blikregel(0, TEKSTEN, aantal(len(lines), "tekst", "teksten"), "deel"), *lines] if lines else []


def _zonder(found: Gevraagd) -> str:
    """Return where something is not: `niet bij programma 3`, `bij 17 van 24`; nothing where there is one place."""
    of = found.er + len(found.zonder)
    if of == 1:
        return ""
    if found.is_nergens:
        return f"bij geen van de {of}"
    if _per_programma(found):
        return f"niet bij {_genummerd([lid.bestand.nummer for lid in found.zonder if lid.bestand is not None])}"
    return f"bij {found.er} van de {of}"


def _per_programma(found: Gevraagd) -> bool:
    """Return whether it is of programmas, and not of what hangs below them."""
    return all(isinstance(lid.record, Programma) for lid in found.zonder)


# --- as text and as data -------------------------------------------------------------------------


def to_text(blik: Vooruitblik) -> str:
    """Return a preview to read: what it is about, then its lines indented by how deep they stand."""
    wide = max((len(feit.label) for feit in blik.feiten), default=0)
    head = [f"{feit.label.ljust(wide)}  {feit.tekst}" for feit in blik.feiten]
    lines: list[str] = []
    for regel in blik.regels:
        lines += [""] if regel.niveau == 0 else []
        beside = f"  [{regel.bij}]" if regel.bij and regel.niveau else f": {regel.bij}" if regel.bij else ""
        lines.append(f"{'  ' * regel.niveau}{regel.tekst}{beside}")
    return "\n".join(display(line, WHOLE) for line in (*head, *lines))


def to_json(blik: Vooruitblik) -> str:
    """Return a preview as JSON: what it is about by label, and its sections as a tree of lines."""
    top: list[dict[str, Any]] = []
    above: list[tuple[int, list[dict[str, Any]]]] = [(-1, top)]
    for regel in blik.regels:
        while above[-1][0] >= regel.niveau:
            above.pop()
        node: dict[str, Any] = {"soort": regel.soort, "tekst": regel.tekst, "bij": regel.bij, "onder": []}
        above[-1][1].append(node)
        above.append((regel.niveau, node["onder"]))
    data = {"einde": blik.einde, "feiten": {feit.label: feit.tekst for feit in blik.feiten}, "delen": top}
    return json.dumps(data, ensure_ascii=False, indent=2)
