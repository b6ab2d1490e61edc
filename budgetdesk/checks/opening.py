"""Accounts that do not begin where those of last year end (codes BD488 and BD489).

Both are found only where `voorganger` names last year's dossier, in accounts. The rules are about totals, so that this
module imports the cube.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import EVERYTHING, Look, Rule
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import REKENING
from budgetdesk.model.dossier import BEGROTING, Dossier
from budgetdesk.model.vastgesteld import key_of
from budgetdesk.tables.emu import jaarkolommen
from budgetdesk.tables.reserves import verlopen
from budgetdesk.tables.voorzieningen import voorzieningverlopen


def without_last_year(look: Look) -> Iterator[Melding]:
    """BD488: accounts of T have nothing of those of T-1 to open with and to compare with."""
    if _is_bare(look):
        pad, vorig = look.dossier.kop.voorganger, look.dossier.jaar - 1
        tekst = (
            f"van de rekening van {vorig} staat hier niets: de standen waarmee {vorig + 1} opent, zijn die van eerder."
        )
        doe = f"Neem haar over met `budgetdesk overnemen {pad} . --rekening`."
        yield Melding("BD488", Adres(BEGROTING, "", "", "voorganger"), tekst, doe)


def another_opening(look: Look) -> Iterator[Melding]:
    """BD489: a reserve or provision opens the accounts with another balance than last year's dossier ends with."""
    if not _opens(look) or _is_bare(look) or look.voorganger is None:
        return
    cijfers, closing = look.cijfers, look.voorganger.slotstanden()
    kolommen, jaar = jaarkolommen(cijfers), cijfers.dossier.jaar
    own = cijfers.dossier.programmas
    for verloop in (*verlopen(cijfers, own), *voorzieningverlopen(cijfers, own)) if closing else ():
        adres = verloop.stand_adres(jaar - 1)
        then = closing.get((adres.soort, key_of(cijfers.dossier.bestanden[adres.bestand], adres.sleutel)))
        per_column = zip(kolommen, verloop.standen_per_kolom(kolommen), strict=True)
        here = next((begin for kolom, (begin, _) in per_column if kolom.jaar == jaar), None)
        if then is not None and here != then:
            now = "onbekend" if here is None else format_exact(here)
            tekst = (
                f"`{verloop.naam}` opent op 1-1-{jaar} met {now}, en eindigt in het dossier van {jaar - 1} op "
                f"{format_exact(then)}."
            )
            yield Melding("BD489", adres, tekst)


def _opens(look: Look) -> bool:
    """Return whether the open document is the accounts of a dossier that names the one before it."""
    return bool(look.dossier.kop.voorganger) and look.cijfers.sjabloon.is_rekening


def _is_bare(look: Look) -> bool:
    """Return whether accounts have no amount of those of last year."""
    return _opens(look) and not _has_accounts(look.dossier, look.dossier.jaar - 1)


def _has_accounts(dossier: Dossier, jaar: int) -> bool:
    pads = (pad for b in dossier.programmas for record in b.records.values() for pad in record.waarden)
    return any(pad.endswith(f".{REKENING}.{jaar}") for pad in pads)


RULES: Final = (
    Rule(("BD488",), without_last_year, EVERYTHING),
    Rule(("BD489",), another_opening, EVERYTHING),
)
