"""What Iv3 comes to in a dossier, as people read it and as programs do, and what of it has to be decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from budgetdesk.bedrag import format_exact
from budgetdesk.importing.iv3in import Iv3bestand
from budgetdesk.importing.iv3voorstel import GEEN_POST, MEER_POSTEN, TE_GROOT, VERDEELD, Iv3cel, Iv3voorstel
from budgetdesk.importing.koppelen import Open
from budgetdesk.importing.verslag import GENOEMD, controls, controls_data, many, new_posts, number, post_data, slot_van
from budgetdesk.importing.voorstel import SHOWN, Controle
from budgetdesk.model.dossier import Dossier
from budgetdesk.zinnen import aantal

_CEL: Final = ("cel", "cellen")


def tekst(bestanden: Sequence[Iv3bestand], gezien: str, voorstel: Iv3voorstel, dossier: Dossier) -> str:
    """Return what was read of files and what that comes to; `gezien` says by what they are seen to be Iv3."""
    lines = [line for bestand in bestanden for line in _read(bestand, gezien)]
    lines += [*controls(controle(voorstel)), _cells(voorstel), *_balance(voorstel)]
    lines += [*new_posts(dossier, voorstel.nieuw), *_listed("Wijzigt", voorstel.gewijzigd)]
    lines += _listed("Niet geplaatst", voorstel.onbeslist)
    left = _listed("Alleen in het dossier", voorstel.alleen_hier, "; met --vervang vervallen ze")
    return "\n".join([*lines, *left])


def slot(voorstel: Iv3voorstel) -> str:
    """Return in one sentence how many amounts become others."""
    new = sum(bedrag.opgeslagen is None for bedrag in voorstel.bedragen)
    of_new = sum(isinstance(value, int) for edit in voorstel.nieuw for _, value in edit.waarden)
    told = slot_van(len(voorstel.nieuw), (new + of_new, len(voorstel.bedragen) - new, 0))
    balans = len(voorstel.balans.edits)
    return f"{told} {many(balans, 'waarde', 'waarden')} van de balans." if balans else told


def controle(voorstel: Iv3voorstel) -> list[Controle]:
    """Return the totals of each half in each period, in cents: of the file, of the dossier now and afterwards."""
    found = []
    for c in voorstel.controle:
        own = [cel for cel in voorstel.onbeslist if (cel.cel[0], cel.term) == (c.kant, c.term)]
        los = sum(cel.bron - cel.nu for cel in own)
        found.append(Controle(c.kant, c.term, 100 * c.bron, 100 * c.nu, 100 * c.straks, 100 * los))
    return found


def vragen(voorstel: Iv3voorstel, *, overslaan: bool) -> list[Open]:
    """Return what has to be decided first: cells that fit no post, or several, unless those are left out."""
    none, several, shared = (
        [] if overslaan and why != VERDEELD else [c for c in voorstel.onbeslist if c.waarom == why]
        for why in (GEEN_POST, MEER_POSTEN, VERDEELD)
    )
    found = []
    if shared:
        zin = f"Van {aantal(len(shared), *_CEL)} verdelen kostenplaatsen wat de post krijgt: {_named(shared)}."
        found.append(Open(zin, "Kies met --kies een post die niets verdeelt, of vul deze met de hand in."))
    if none:
        zin = f"{_fit(none)} op geen post: {_named(none)}."
        doe = "Geef een post dit taakveld en deze categorie, of geef --nieuw of --overslaan."
        found.append(Open(zin, doe))
    if several:
        which = "; ".join(f"{_named([c])}: {', '.join(c.posten[:SHOWN])}" for c in several[:SHOWN])
        more = "; ..." if len(several) > SHOWN else ""
        zin = (
            f"{aantal(len(several), *_CEL)} {'past' if len(several) == 1 else 'passen'} op meer posten: {which}{more}."
        )
        _, taakveld, categorie = several[0].cel
        doe = f"Kies met bijvoorbeeld --kies {taakveld}/{categorie}={several[0].posten[0]}, of geef --overslaan."
        found.append(Open(zin, doe))
    return found


def _fit(cells: Sequence[Iv3cel]) -> str:
    return f"{aantal(len(cells), *_CEL)} {'past' if len(cells) == 1 else 'passen'}"


def fouten(voorstel: Iv3voorstel) -> list[str]:
    """Return which amounts no post can hold."""
    return [
        f"{_called(cel)}: het bedrag van de post wordt te groot: hoogstens 15 cijfers, de centen meegerekend."
        for cel in voorstel.onbeslist
        if cel.waarom == TE_GROOT
    ]


def data(bestanden: Sequence[Iv3bestand], voorstel: Iv3voorstel, dossier: Dossier) -> dict[str, Any]:
    """Return everything as data for json: amounts in whole cents, with natural signs."""
    balans = voorstel.balans
    return {
        "bestand": ", ".join(bestand.naam for bestand in bestanden),
        "als": "iv3",
        "bedragen": "cent",
        "perioden": [opgaaf.term for bestand in bestanden for opgaaf in bestand.opgaven],
        "verteld": [zin for bestand in bestanden for zin in bestand.verteld],
        "controle": controls_data(controle(voorstel)),
        "gelijk": voorstel.gelijk,
        "nieuw": [post_data(dossier, edit) for edit in voorstel.nieuw],
        "niet_geplaatst": [_data(cel) for cel in voorstel.onbeslist],
        "alleen_in_dossier": [_data(cel) for cel in voorstel.alleen_hier],
        "wijzigingen": [
            {"adres": dossier.spell(edit.adres.bestand, str(edit.adres)), "oud": edit.oud, "nieuw": edit.nieuw}
            for edit in (*(bedrag.edit for bedrag in voorstel.bedragen), *balans.edits)
        ],
        "balans": {
            "gelijk": balans.gelijk,
            "gewijzigd": len(balans.edits),
            "onbeslist": list(balans.onbeslist),
            "alleen_in_dossier": list(balans.alleen_hier),
        },
        "geschreven": False,
    }


def _read(bestand: Iv3bestand, gezien: str) -> Iterator[str]:
    yield f"{bestand.naam} gelezen als iv3 ({gezien}):"
    for opgaaf in bestand.opgaven:
        yield f"  {opgaaf.levering.naam}, {aantal(len(opgaaf.regels), 'regel', 'regels')}"
    yield from bestand.verteld


def _cells(voorstel: Iv3voorstel) -> str:
    parts = [
        f"{many(voorstel.gelijk, *_CEL)} gelijk",
        f"{number(len(voorstel.gewijzigd))} gewijzigd",
        f"{number(len(voorstel.onbeslist))} niet geplaatst",
        f"{number(len(voorstel.alleen_hier))} alleen in het dossier",
    ]
    return ", ".join(parts)


def _balance(voorstel: Iv3voorstel) -> Iterator[str]:
    balans = voorstel.balans
    if balans.gelijk or balans.edits or balans.onbeslist:
        yield f"balans: {number(balans.gelijk)} gelijk, {number(len(balans.edits))} gewijzigd"
    yield from balans.onbeslist[:GENOEMD]
    if balans.alleen_hier:
        more = ", ..." if len(balans.alleen_hier) > SHOWN else ""
        yield f"balans, alleen in het dossier en ongewijzigd: {', '.join(balans.alleen_hier[:SHOWN])}{more}"


def _listed(kop: str, cells: Sequence[Iv3cel], also: str = "") -> Iterator[str]:
    if cells:
        yield f"{kop} ({number(len(cells))}{also}):"
    for cel in cells[:GENOEMD]:
        where = f" ({', '.join(cel.posten[:SHOWN])})" if cel.posten else ""
        yield f"  {_called(cel)}{where}: {format_exact(100 * cel.nu)} -> {format_exact(100 * cel.bron)}"
    if len(cells) > GENOEMD:
        yield f"  ... en nog {number(len(cells) - GENOEMD)} andere."


def _called(cel: Iv3cel) -> str:
    kant, taakveld, categorie = cel.cel
    return f"{kant} {cel.term.replace('.', ' ')} {taakveld}/{categorie}"


def _named(cells: Sequence[Iv3cel]) -> str:
    """Return the first cells with their amounts: `lasten 0.2/1.1 (5)`."""
    parts = [f"{cel.cel[0]} {cel.cel[1]}/{cel.cel[2]} ({format_exact(100 * cel.bron)})" for cel in cells[:SHOWN]]
    return ", ".join([*parts, *(["..."] if len(cells) > SHOWN else [])])


def _data(cel: Iv3cel) -> dict[str, Any]:
    kant, taakveld, categorie = cel.cel
    own = {"kant": kant, "taakveld": taakveld, "categorie": categorie, "term": cel.term}
    return {**own, "bron": 100 * cel.bron, "nu": 100 * cel.nu, "posten": list(cel.posten), "waarom": cel.waarom}
