"""Last year's dossier: whether it is there, and what it decided since (codes BD486 and BD487).

Both are warnings, and found only where `voorganger` names a dossier. That was read by whoever made the look.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import DOSSIER, Look, Rule
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import titel
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.model.overnemen import foreign, missing
from budgetdesk.zinnen import met_en

_ADRES: Final = Adres(BEGROTING, "", "", "voorganger")


def no_predecessor(look: Look) -> Iterator[Melding]:
    """BD486: the dossier of last year cannot be read, or is not that of the year before."""
    if vorig := look.voorganger:
        vreemd = None if vorig.fout else foreign(vorig.dossier, look.dossier)
        if tekst := vorig.fout or (f"`{vorig.pad}`: {vreemd.tekst}" if vreemd else ""):
            yield Melding("BD486", _ADRES, tekst)


def left_behind(look: Look) -> Iterator[Melding]:
    """BD487: decisions that were adopted there and change amounts here have not been carried on."""
    vorig = look.voorganger
    if vorig is None or vorig.fout or foreign(vorig.dossier, look.dossier):
        return
    if found := [titel(bestand) for bestand in missing(vorig.dossier, look.dossier)]:
        what = "werkt hier nog niet door: besluit" if len(found) == 1 else "werken hier nog niet door: besluiten"
        tekst = f"in `{vorig.pad}` vastgesteld, en {what} {met_en(found)}."
        herstel = (
            f"Neem over met `budgetdesk overnemen {vorig.pad} .`, of noem het nummer in `verwerkt` als de ramingen "
            "het al bevatten."
        )
        yield Melding("BD487", _ADRES, tekst, herstel)


RULES: Final = (Rule(("BD486",), no_predecessor, DOSSIER), Rule(("BD487",), left_behind, DOSSIER))
