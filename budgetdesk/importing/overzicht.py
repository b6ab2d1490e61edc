"""What a file changes in a dossier, as lines: the control totals first, then what differs per programma and post."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from budgetdesk.importing.koppelen import Zijde
from budgetdesk.importing.plekken import plek
from budgetdesk.importing.voorstel import Plek, Voorstel, in_words
from budgetdesk.model.dossier import POSTKANTEN, Bestand, Dossier
from budgetdesk.model.grootboek import SLEUTEL
from budgetdesk.model.kinds.programma import Post

Cijfer = tuple[int, int]
"""What an amount is now and what it becomes, in cents."""


@dataclass(frozen=True, slots=True)
class Verschilregel:
    """One line: a heading, a thing, or what becomes of a sum or an amount; in cents, None where there is none."""

    naam: str
    bron: int | None = None
    nu: int | None = None
    straks: int | None = None
    niveau: int = 0
    """0 a heading, 1 a sum, 2 a part of it, 3 a thing, 4 an amount of it."""
    is_nieuw: bool = False

    @property
    def verschil(self) -> int | None:
        """Return by how much it changes."""
        return None if self.nu is None or self.straks is None else self.straks - self.nu


def verschilregels(dossier: Dossier, voorstel: Voorstel) -> list[Verschilregel]:
    """Return what a proposal comes to in a dossier, as the dossier is before it."""
    return [*_controls(voorstel), *_programmas(dossier, voorstel), *_links(dossier, voorstel)]


def _controls(voorstel: Voorstel) -> Iterator[Verschilregel]:
    rows = [c for c in voorstel.controle if c.bron or c.straks or c.nu]
    if rows:
        yield Verschilregel("Controletotalen")
    for c in rows:
        yield Verschilregel(in_words((c.kant, c.term)), c.bron, c.nu or 0, c.straks, 1)
        if c.los:
            yield Verschilregel("niet gekoppeld", bron=c.los, niveau=2)
        if c.elders:
            yield Verschilregel("niet uit de bron", straks=c.elders, niveau=2)


def _programmas(dossier: Dossier, voorstel: Voorstel) -> Iterator[Verschilregel]:
    found, termen = _by_thing(voorstel), list(dict.fromkeys(c.term for c in voorstel.controle))
    for bestand in dossier.programmas:
        own = {place: cells for place, cells in found.items() if place[0] == bestand.naam}
        if not own:
            continue
        yield Verschilregel(f"{bestand.nummer} {bestand.titel}")
        sums: dict[Zijde, Cijfer] = {}
        for cells in own.values():
            for zijde, (now, then) in cells.items():
                before = sums.get(zijde, (0, 0))
                sums[zijde] = before[0] + now, before[1] + then
        yield from _amounts(sums, 1, termen)
        yield from _things(bestand, own, voorstel, termen)


def _things(
    bestand: Bestand, own: Mapping[Plek, Mapping[Zijde, Cijfer]], voorstel: Voorstel, termen: Sequence[str]
) -> Iterator[Verschilregel]:
    new = {(e.bestand, e.soort, e.sleutel): str(dict(e.waarden).get("naam", e.sleutel)) for e in voorstel.nieuw}
    for place, cells in own.items():
        record = bestand.record(place[1], place[2])
        naam = new.get(place) or (str(record.waarden.get("naam", place[2])) if record is not None else place[2])
        yield Verschilregel(naam, niveau=3, is_nieuw=place in new)
        yield from _amounts(cells, 4, termen)


def _amounts(cells: Mapping[Zijde, Cijfer], niveau: int, termen: Sequence[str]) -> Iterator[Verschilregel]:
    """Yield what becomes of amounts, by phase and year as the file has them, lasten first."""
    for zijde in ((kant, term) for term in termen for kant in POSTKANTEN if (kant, term) in cells):
        now, then = cells[zijde]
        yield Verschilregel(in_words(zijde), nu=now, straks=then, niveau=niveau)


def _by_thing(voorstel: Voorstel) -> dict[Plek, dict[Zijde, Cijfer]]:
    """Return what each thing has now and afterwards, of every amount that becomes another one."""
    zijden: dict[str, Zijde] = {
        plek(Post.kind.naam, kant, c.term): (kant, c.term) for c in voorstel.controle for kant in POSTKANTEN
    }
    found: dict[Plek, dict[Zijde, Cijfer]] = {}
    for edit in voorstel.nieuw:
        cells = found.setdefault((edit.bestand, edit.soort, edit.sleutel), {})
        for pad, cents in edit.waarden:
            if pad in zijden and isinstance(cents, int):
                cells[zijden[pad]] = 0, cents
    for bedrag in voorstel.bedragen:
        place = bedrag.adres.bestand, bedrag.adres.soort, bedrag.adres.sleutel
        found.setdefault(place, {})[bedrag.zijde] = bedrag.nu, bedrag.straks
    return found


def _links(dossier: Dossier, voorstel: Voorstel) -> Iterator[Verschilregel]:
    if voorstel.koppelingen:
        yield Verschilregel("Codes die erbij komen")
    for edit in voorstel.koppelingen:
        bestand = dossier.bestanden[edit.adres.bestand]
        record = bestand.record(edit.adres.soort, edit.adres.sleutel)
        had = record.waarden.get(SLEUTEL) if record is not None else None
        before = {*had} if isinstance(had, list) else set()
        more = [code for code in edit.nieuw if code not in before] if isinstance(edit.nieuw, list) else []
        naam = str(record.waarden.get("naam", edit.adres.sleutel)) if record is not None else edit.adres.sleutel
        yield Verschilregel(f"{naam}: {', '.join(map(str, more))}", niveau=3)
