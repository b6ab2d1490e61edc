"""What a printed table comes to, as people read it and as programs do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from budgetdesk.importing.bron import adres
from budgetdesk.importing.herkennen.bevindingen import regels
from budgetdesk.importing.kiezen import MET_BLADEN
from budgetdesk.importing.tabel.dingen import Ding
from budgetdesk.importing.tabel.tabellezing import Tabellezing
from budgetdesk.importing.tabel.tabelvoorstel import Tabelvoorstel, wijzigingen
from budgetdesk.importing.verslag import GENOEMD, NIETS, controls, controls_data, many, number
from budgetdesk.model.adres import join_key
from budgetdesk.model.arrangement import kind
from budgetdesk.model.dossier import Dossier
from budgetdesk.zinnen import met_en

_CEL: Final = ("gedrukte cel", "gedrukte cellen")


def tekst(lezing: Tabellezing, voorstel: Tabelvoorstel | None, dossier: Dossier) -> str:
    """Return what was read, on which grounds, whether the amounts reproduce it, and what it comes to."""
    lines = gelezen(lezing)
    if voorstel is not None:
        lines += [*voorstel.verteld, *controls(voorstel.controle), *_new(voorstel, dossier), *_loose(voorstel)]
    return "\n".join(lines)


def gelezen(lezing: Tabellezing) -> list[str]:
    """Return what was read, on which grounds, and whether the amounts reproduce it, as lines."""
    lines = [_source(lezing), *regels(lezing.herkenning)]
    lines += [one.zin for one in lezing.herkenning.gevonden if not one.cel]
    return [*lines, exact(lezing), *_otherwise(lezing)] if not lezing.vragen else lines


def exact(lezing: Tabellezing) -> str:
    """Return whether every printed cell comes out, and how many amounts are no round number of printed units."""
    druk = lezing.druk
    printed = many(len(druk.gedrukt), *_CEL)
    if druk.tegenspraken:
        return f"{printed}, niet alle herleidbaar"
    if druk.eenheid < 1 or (lezing.herkenning.eenheid.exact and lezing.herkenning.eenheid.euros > 1):
        return f"{printed}; de cellen bevatten de bedragen zelf"
    leaves = len(druk.herleiding.bladeren)
    return (
        f"{printed}, alle herleidbaar; {number(druk.herleiding.niet_rond)} van {number(leaves)} bedragen zijn niet rond"
    )


def slot(voorstel: Tabelvoorstel) -> str:
    """Return in one sentence what is made and how many amounts become others."""
    if not voorstel.edits:
        return NIETS
    kinds = [edit.soort for edit in voorstel.nieuw]
    made = [f"{number(kinds.count(soort))} {kind(soort).noem(kinds.count(soort))}" for soort in dict.fromkeys(kinds)]
    new, changed = voorstel.telling
    amounts = f"{many(new, 'bedrag', 'bedragen')} nieuw, {number(changed)} gewijzigd."
    return f"Nieuw: {met_en(made)}; {amounts}" if made else amounts


def data(lezing: Tabellezing, voorstel: Tabelvoorstel | None, dossier: Dossier) -> dict[str, Any]:
    """Return the same as data: amounts in whole cents with natural signs, printed cells in the unit of the table."""
    found, druk = lezing.herkenning, lezing.druk
    told = {
        "bestand": lezing.bron.naam,
        "blad": found.blad,
        "tabel": found.naam,
        "als": "tabel",
        "mapping": lezing.wijze.bestand if lezing.wijze else "",
        "bedragen": "cent",
        "eenheid": found.eenheid.euros,
        "tekens": found.tekens.conventie,
        "gedrukt": len(druk.gedrukt),
        "niet_rond": druk.herleiding.niet_rond,
        "verteld": [*regels(found), *(one.zin for one in found.gevonden if not one.cel)],
        "anders": [{"cel": adres(*cel), "gedrukt": was, "wordt": wordt} for cel, was, wordt in druk.anders()],
        "tegenspraken": [
            [{"cel": adres(*v.cel), "staat": v.staat, "past": v.past} for v in tegen.verdachten]
            for tegen in druk.tegenspraken
        ],
    }
    return told | (_proposal(voorstel, dossier) if voorstel else {}) | {"geschreven": False}


def _proposal(voorstel: Tabelvoorstel, dossier: Dossier) -> dict[str, Any]:
    return {
        "controle": controls_data(voorstel.controle),
        "nieuw": [
            {"adres": dossier.spell(e.bestand, join_key((e.soort, e.sleutel))), **dict(e.waarden)}
            for e in voorstel.nieuw
        ],
        "niet_geplaatst": [{"rij": d.rij, "naam": d.naam} for d in voorstel.plaatsing.los],
        "wijzigingen": wijzigingen(dossier, voorstel),
    }


def _source(lezing: Tabellezing) -> str:
    found = lezing.herkenning
    sheet = f', blad "{found.blad}"' if lezing.bron.soort in MET_BLADEN else ""
    by = f"mapping {lezing.wijze.bestand.rpartition('/')[2]}" if lezing.wijze else "herkend"
    rows = f"rijen {number(found.rijen_van)}-{number(found.rijen_tot)}"
    return f'{lezing.bron.naam}{sheet}, {rows}: gelezen als tabel "{found.naam}" ({by})'


def _otherwise(lezing: Tabellezing) -> Iterator[str]:
    """Yield the cells that print otherwise than in the source, and those that are read otherwise."""
    for cel, was, wordt in lezing.druk.anders():
        yield f"{adres(*cel)} is weggelaten: gedrukt {number(was)}, wordt {number(wordt)}"
    for cel, text in lezing.ingreep.verbeterd.items():
        printed = lezing.blad.cellen[cel[0]][cel[1]].tekst
        yield f"{adres(*cel)} is verbeterd: gedrukt {printed}, wordt {text}"


def _new(voorstel: Tabelvoorstel, dossier: Dossier) -> Iterator[str]:
    if voorstel.nieuw:
        yield f"Nieuw ({number(len(voorstel.nieuw))}):"
    for edit in voorstel.nieuw[:GENOEMD]:
        yield f"  {dossier.spell(edit.bestand, join_key((edit.soort, edit.sleutel)))} {dict(edit.waarden)['naam']}"
    if len(voorstel.nieuw) > GENOEMD:
        yield f"  ... en nog {number(len(voorstel.nieuw) - GENOEMD)} andere."
    for hernoemd in voorstel.plaatsing.hernoemd:
        where = dossier.spell(hernoemd.adres.bestand, join_key((hernoemd.adres.soort, hernoemd.adres.sleutel)))
        yield f'{where} "{hernoemd.oud}" gaat "{hernoemd.nieuw}" heten.'


def _loose(voorstel: Tabelvoorstel) -> Iterator[str]:
    los: Sequence[Ding] = voorstel.plaatsing.los
    if los:
        yield f"Niet geplaatst ({number(len(los))}): " + ", ".join(f'rij {d.rij} "{d.naam}"' for d in los[:GENOEMD])
