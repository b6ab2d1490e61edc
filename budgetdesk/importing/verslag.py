"""What importing a file comes to, as people read it and as programs do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from budgetdesk.bedrag import format_exact
from budgetdesk.blok.getallen import EENHEDEN as AFGEROND
from budgetdesk.importing.bron import Gevonden, kolomletter
from budgetdesk.importing.inlezing import Inlezing
from budgetdesk.importing.kiezen import MET_BLADEN
from budgetdesk.importing.kolommen import Kolommen
from budgetdesk.importing.koppelen import Rekening
from budgetdesk.importing.mapping import Leeswijze
from budgetdesk.importing.totaalrijen import Totaalrij
from budgetdesk.importing.voorstel import SHOWN, Bedrag, Controle, Voorstel, bedrag_van, in_words, spelled
from budgetdesk.model.adres import join_key
from budgetdesk.model.arrangement import kind
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.edits import AddRecord
from budgetdesk.zinnen import met_en

GENOEMD: Final = 20
"""New posts, and amounts that become absent, which the text names; the rest is only counted."""

NIETS: Final = "Dezelfde bedragen staan er al: er verandert niets."
NIEUWE: Final = ("nieuwe post", "nieuwe posten")
CATEGORIEEN: Final = ("categorie.lasten", "categorie.baten")

_EENHEDEN: Final = {**AFGEROND, 1: "euro's"}
_KOPPEN: Final = ("", "bron", "dossier nu", "straks", "verschil")
_TEKENS: Final = {1: "+", -1: "-"}


def tekst(inlezing: Inlezing, dossier: Dossier) -> str:
    """Return what was read of a file and what that comes to, as people read it."""
    lines = [_source(inlezing), _read(inlezing), *(found.zin for found in inlezing.verteld)]
    voorstel = inlezing.voorstel
    if voorstel is not None:
        lines += [*controls(voorstel.controle), *totals(inlezing), _linked(voorstel)]
        lines += [*new_posts(dossier, voorstel.nieuw), *_lapsed(dossier, voorstel)]
    return "\n".join(filter(None, lines))


def slot(voorstel: Voorstel) -> str:
    """Return in one sentence how many amounts become others."""
    if voorstel.edits:
        return slot_van(len(voorstel.nieuw), voorstel.telling)
    return NIETS if voorstel.gekoppeld or not voorstel.los else "Er is niets gekoppeld: er verandert niets."


def slot_van(posten: int, telling: tuple[int, int, int]) -> str:
    """Return in one sentence how many posts are made, and how many amounts are new, change and lapse."""
    new, changed, lapsed = telling
    amounts = f"{many(new, 'bedrag', 'bedragen')} nieuw, {number(changed)} gewijzigd, {number(lapsed)} vervallen."
    return f"{many(posten, *NIEUWE)}, {amounts}" if posten else amounts


def fault(found: Gevonden, *, met_blad: bool) -> str:
    """Return a sentence about a cell, with its address: `Blad "Begroting", cel H212: #VERW! ...`."""
    where = f'Blad "{found.blad}", cel {found.cel}' if met_blad and found.blad else f"Cel {found.cel}"
    return f"{where}: {found.zin}" if found.cel else found.zin


def faults(inlezing: Inlezing) -> list[str]:
    """Return every cell that has to be mended, as a sentence."""
    return [fault(found, met_blad=inlezing.bron.soort in MET_BLADEN) for found in inlezing.boekingen.fouten]


def number(size: int) -> str:
    """Return a whole number with its thousands apart."""
    return format_exact(100 * size)


def many(size: int, een: str, meer: str) -> str:
    """Return a number of things, with its thousands apart: `1.204 rijen`."""
    return f"{number(size)} {een if size == 1 else meer}"


# --- what was read -------------------------------------------------------------------------------


def _source(inlezing: Inlezing) -> str:
    boekingen, blad = inlezing.boekingen, inlezing.gekozen.blad
    sheet = f', blad "{blad.naam}"' if inlezing.bron.soort in MET_BLADEN else ""
    rows = f", rijen {number(boekingen.eerste)}-{number(boekingen.laatste)}" if boekingen.rijen else ""
    return f"{inlezing.bron.naam}{sheet}{rows}"


def _read(inlezing: Inlezing) -> str:
    wijze, boekingen = inlezing.gekozen.leeswijze, inlezing.boekingen
    signs = "lasten en baten in eigen kolommen"
    if wijze.kant != "kolommen":
        signs = f"lasten {_TEKENS[wijze.lasten]} baten {_TEKENS[wijze.baten]}"
    return (
        f"gelezen: {many(boekingen.rijen, 'rij', 'rijen')}, {_columns(inlezing)}, {_EENHEDEN[wijze.eenheid]}, {signs}"
        f" (als {wijze.als}, mapping {_called(wijze)})"
    )


def _called(wijze: Leeswijze) -> str:
    return wijze.bestand.rpartition("/")[2]


def _columns(inlezing: Inlezing) -> str:
    """Return which column holds what: `kolom H = rekening 2026`."""
    columns = inlezing.gekozen.kolommen.bedragen
    letters = [(kolomletter(kolom), what) for kolom, what in columns.items()]
    if any(what is not None and what.fase for _, what in letters):
        parts = [f"{letter} = {str(what).replace('.', ' ')}" for letter, what in letters]
    else:
        parts = [met_en([letter for letter, _ in letters])]
        parts[0] += f" = {met_en([term.replace('.', ' ') for term in inlezing.boekingen.termen])}"
    return f"{'kolom' if len(letters) == 1 else 'kolommen'} {', '.join(parts)}"


# --- what it comes to ----------------------------------------------------------------------------


def controls(controle: Sequence[Controle]) -> Iterator[str]:
    """Yield the control totals, one line for each side of each year that has any."""
    rows = [_control(c) for c in controle if c.bron or c.straks or c.nu]
    if not rows:
        return
    widths = [max(len(row[n]) for row in (_KOPPEN, *rows)) for n in range(len(_KOPPEN))]
    for name, *amounts, difference in (_KOPPEN, *rows):
        cells = [cell.rjust(width) for cell, width in zip(amounts, widths[1:], strict=False)]
        yield "   ".join([name.ljust(widths[0]), *cells, difference]).rstrip()


def _control(c: Controle) -> tuple[str, ...]:
    now = "-" if c.nu is None else format_exact(c.nu)
    parts = [f"{format_exact(c.los)} niet gekoppeld"] if c.los else []
    parts += [f"{format_exact(-c.elders)} niet uit de bron"] if c.elders else []
    return in_words((c.kant, c.term)), format_exact(c.bron), now, format_exact(c.straks), ", ".join(parts) or "0"


def totals(inlezing: Inlezing) -> Iterator[str]:
    """Yield how many totals of the file add up, and which is the first that does not."""
    found = inlezing.boekingen.totalen
    if not found:
        return
    wrong = [totaal for totaal in found if not totaal.klopt]
    yield f"totaalrijen in de bron: {number(len(found) - len(wrong))} van {number(len(found))} kloppen"
    if wrong:
        yield total(wrong[0], inlezing.gekozen.kolommen, inlezing.gekozen.leeswijze.eenheid)


def total(totaal: Totaalrij, kolommen: Kolommen, eenheid: int) -> str:
    """Return the sentence that a total is not what its rows add up to, in the unit of the file."""
    kop = kolommen.kop(totaal.kolom)
    staat, delen, off = (_in_unit(c, eenheid) for c in (totaal.staat, totaal.delen, totaal.staat - totaal.delen))
    naam = f' "{totaal.naam}"' if totaal.naam else ""
    return f'Totaalrij {totaal.rij}{naam}, kolom "{kop}": er staat {staat}, de delen geven {delen} (verschil {off}).'


def _in_unit(cents: int, eenheid: int) -> str:
    """Return an amount as the file has it, where that is a whole number of its units; else in euros."""
    units, rest = divmod(abs(cents), 100 * eenheid)
    return format_exact(cents) if rest else ("-" if cents < 0 else "") + number(units)


def _linked(voorstel: Voorstel) -> str:
    things = met_en([f"{number(size)} {kind(soort).noem(size)}" for soort, size in voorstel.dingen.items()])
    new = (
        f"{many(voorstel.rijen_nieuw, 'rij', 'rijen')} in {many(len(voorstel.nieuw), *NIEUWE)}"
        if voorstel.nieuw
        else ""
    )
    linked = f"gekoppeld {many(voorstel.gekoppeld, 'rij', 'rijen')} aan {things}" if things else "niets gekoppeld"
    if not voorstel.los:
        return ", ".join(filter(None, (linked if things or not new else "", new)))
    which = ", ".join(f"{spelled(r)} ({format_exact(bedrag_van(r))})" for r in voorstel.los[:SHOWN])
    more = ", ..." if len(voorstel.los) > SHOWN else ""
    return f"{linked}; {many(sum(r.rijen for r in voorstel.los), 'rij', 'rijen')} niet: {which}{more}"


def new_posts(dossier: Dossier, nieuw: Sequence[AddRecord]) -> Iterator[str]:
    """Yield the posts that are made."""
    if nieuw:
        yield f"Nieuw ({number(len(nieuw))}):"
    for edit in nieuw[:GENOEMD]:
        values = dict(edit.waarden)
        labels = [str(values[key]) for key in ("beleidsterrein", "taakveld", *CATEGORIEEN) if key in values]
        place = dossier.spell(edit.bestand, join_key((edit.soort, edit.sleutel)))
        yield f"  {place} {values['naam']} ({', '.join(labels)})"
    if len(nieuw) > GENOEMD:
        yield f"  ... en nog {number(len(nieuw) - GENOEMD)} andere."


def _lapsed(dossier: Dossier, voorstel: Voorstel) -> Iterator[str]:
    """Yield the amounts that become absent."""
    lapsed = voorstel.vervallen
    if lapsed:
        yield f"Vervallen, want niet in de bron ({number(len(lapsed))}; met --aanvullen blijven ze staan):"
    for bedrag in lapsed[:GENOEMD]:
        yield f"  {where(dossier, bedrag)}: {format_exact(bedrag.opgeslagen or 0)}"
    if len(lapsed) > GENOEMD:
        yield f"  ... en nog {number(len(lapsed) - GENOEMD)} andere."


def where(dossier: Dossier, bedrag: Bedrag) -> str:
    """Return an amount as people type its address."""
    return dossier.spell(bedrag.adres.bestand, str(bedrag.adres))


# --- for programs --------------------------------------------------------------------------------


def data(inlezing: Inlezing, dossier: Dossier) -> dict[str, Any]:
    """Return everything as data for json, as long as nothing was done: amounts in whole cents, with natural signs."""
    boekingen, gekozen = inlezing.boekingen, inlezing.gekozen
    voorstel = inlezing.voorstel
    wrong = [totaal for totaal in boekingen.totalen if not totaal.klopt]
    return {
        "bestand": inlezing.bron.naam,
        "blad": gekozen.blad.naam,
        "als": gekozen.leeswijze.als,
        "mapping": gekozen.leeswijze.bestand,
        "bedragen": "cent",
        "rijen": {"eerste": boekingen.eerste, "laatste": boekingen.laatste, "gelezen": boekingen.rijen},
        "totaalrijen": {
            "aantal": len(boekingen.totalen),
            "kloppen": len(boekingen.totalen) - len(wrong),
            "afwijkend": [_total_data(inlezing, totaal) for totaal in wrong],
        },
        "verteld": [found.zin for found in inlezing.verteld],
        "fouten": [{"blad": f.blad, "cel": f.cel, "zin": f.zin} for f in boekingen.fouten],
        "vragen": [{"zin": vraag.zin, "doe": vraag.doe} for vraag in inlezing.vragen],
        **(_proposal(voorstel, dossier) if voorstel is not None else {}),
        "geschreven": False,
    }


def _total_data(inlezing: Inlezing, totaal: Totaalrij) -> dict[str, Any]:
    kop = inlezing.gekozen.kolommen.kop(totaal.kolom)
    return {"rij": totaal.rij, "naam": totaal.naam, "kolom": kop, "staat": totaal.staat, "delen": totaal.delen}


def _proposal(voorstel: Voorstel, dossier: Dossier) -> dict[str, Any]:
    return {
        "controle": controls_data(voorstel.controle),
        "gekoppeld": {"rijen": voorstel.gekoppeld, **voorstel.dingen},
        "nieuw": [post_data(dossier, edit) for edit in voorstel.nieuw],
        "niet_gekoppeld": [_account(rekening) for rekening in voorstel.los],
        "wijzigingen": [
            {"adres": where(dossier, b), "oud": b.edit.oud, "nieuw": b.edit.nieuw} for b in voorstel.bedragen
        ],
    }


def post_data(dossier: Dossier, edit: AddRecord) -> dict[str, Any]:
    """Return a post that is made as data."""
    return {"adres": dossier.spell(edit.bestand, join_key((edit.soort, edit.sleutel))), **dict(edit.waarden)}


def controls_data(controle: Sequence[Controle]) -> list[Mapping[str, Any]]:
    """Return control totals as data."""
    return [_control_data(c) for c in controle]


def _control_data(c: Controle) -> Mapping[str, Any]:
    fase, _, jaar = c.term.partition(".")
    sums = {"bron": c.bron, "nu": c.nu, "straks": c.straks, "niet_gekoppeld": c.los, "niet_uit_bron": c.elders}
    return {"kant": c.kant, "fase": fase, "jaar": jaar, **sums}


def _account(rekening: Rekening) -> dict[str, Any]:
    amounts = {join_key(zijde): cents for zijde, cents in rekening.bedragen.items()}
    return {"code": rekening.code, "naam": rekening.naam, "rij": rekening.rij, "bedragen": amounts}
