"""What no longer changes once the council has adopted it: decisions, the budget, and what a document says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from budgetdesk.errors import Refused
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import REKENING, kind
from budgetdesk.model.besluiten import kop, titel, vergrendeld
from budgetdesk.model.documenten import document, documenten, is_own
from budgetdesk.model.dossier import VASTGESTELD as BESTAND
from budgetdesk.model.dossier import Bestand, Dossier, Waarde
from budgetdesk.model.edits import AddRecord, Edit, RemoveRecord, RenameRecord, SetValue
from budgetdesk.model.kinds.begroting import VASTGESTELD, Document
from budgetdesk.model.kinds.programma import INCIDENTEEL
from budgetdesk.model.kinds.vastgesteld import POSTEN, SLEUTELS, STRUCTUUR
from budgetdesk.model.kinds.wijziging import INGETROKKEN, VOORSTEL, Mutatie, Wijziging
from budgetdesk.model.vastgesteld import adopted, closed_years, in_words, is_held, is_seen_as_adopted, sides

_BEGROTING: Final = "begroting"
_HELD: Final = (*STRUCTUUR, *POSTEN, *SLEUTELS)
"""The kinds that the adopted document shows as they were."""

_BESLUIT: Final = "Boek de wijziging op een besluit (in de app F12, of `budgetdesk mutatie`)."


class BudgetAdopted(Refused):
    """The budget that the council adopted no longer changes; a decision amends it."""

    def __init__(self, dossier: Dossier, wat: str, doe: str = _BESLUIT) -> None:
        found = adopted(dossier)
        said = in_words(found) if found else "De begroting is vastgesteld"
        super().__init__(f"{said}; {wat} wijzigt niet meer. {doe}")


class DocumentAdopted(Refused):
    """What a document says that was adopted no longer changes."""

    def __init__(self, said: Document, wat: str) -> None:
        doe = "Open een ander document (in de app Shift+F4, of `--document`)."
        super().__init__(f"Document {said.sleutel} is vastgesteld; {wat} wijzigt daarin niet meer. {doe}")


class AccountsAdopted(Refused):
    """What was realised no longer changes once the council has adopted the accounts."""

    def __init__(self, said: Document, wat: str) -> None:
        super().__init__(
            f"De jaarrekening (document {said.sleutel}) is vastgesteld; {wat} wijzigt niet meer. Zet haar status terug "
            "op `ontwerp` als zij opnieuw wordt vastgesteld."
        )


def closed(dossier: Dossier, edits: Sequence[Edit]) -> list[Bestand]:
    """Return the adopted decisions that edits would change.

    Setting the status opens one again; the key of what it names may become another one.
    """
    edits = _binding(edits)
    opened = {e.adres.bestand for e in edits if isinstance(e, SetValue) and e.adres == status_of(e.adres.bestand)}
    renamed_in = {e.bestand for e in edits if isinstance(e, RenameRecord)}
    names = dict.fromkeys(e.adres.bestand if isinstance(e, SetValue) else e.bestand for e in edits)
    found = (dossier.bestanden[naam] for naam in names if naam not in opened and renamed_in <= {naam})
    return [bestand for bestand in found if vergrendeld(bestand)]


def _binding(edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits of what is printed: a note may be written wherever it stands, whatever was adopted there."""
    return [e for e in edits if not kind(e.adres.soort if isinstance(e, SetValue) else e.soort).intern]


def status_of(bestand: str) -> Adres:
    """Return where a decision says how far it came."""
    return Adres(bestand, Wijziging.kind.naam, "", "status")


# --- the budget ----------------------------------------------------------------------------------


def require_budget_open(stored: Dossier, edits: Sequence[Edit]) -> None:
    """Raise BudgetAdopted where an edit of stored values changes a budget that is adopted, or what it is made of."""
    edits = _binding(edits)
    if adopted(stored) is None:
        return
    for edit in edits:
        naam = edit.adres.bestand if isinstance(edit, SetValue) else edit.bestand
        bestand = stored.bestanden.get(naam)
        if bestand is None:
            continue
        if naam == BESTAND:
            raise BudgetAdopted(stored, BESTAND)
        if bestand.soort == "wijziging":
            _require_amendment(stored, bestand, edits)
        elif wat := _budgeted(stored, bestand, edit):
            raise BudgetAdopted(stored, wat)


def is_budget_closed(stored: Dossier, edit: Edit) -> bool:
    """Return whether an edit of stored values changes a budget that is adopted, or what it is made of."""
    try:
        require_budget_open(stored, [edit])
    except BudgetAdopted:
        return True
    return False


def _budgeted(stored: Dossier, bestand: Bestand, edit: Edit) -> str:
    """Return which amount of the budget an edit changes, as people type it; empty where it changes none."""
    if isinstance(edit, SetValue):
        adres = edit.adres
        return stored.spell(bestand.naam, str(adres)) if _is_budget(stored, adres.soort, adres.pad) else ""
    values: dict[str, Waarde] = {}
    if isinstance(edit, AddRecord):
        values = dict(edit.waarden)
    elif isinstance(edit, RemoveRecord) and (record := bestand.record(edit.soort, edit.sleutel)):
        values = record.waarden
    changed = (pad for pad, value in values.items() if value and _is_budget(stored, edit.soort, pad))
    pad = next(changed, "")
    return stored.spell(bestand.naam, str(Adres(bestand.naam, edit.soort, edit.sleutel, pad))) if pad else ""


def _is_budget(stored: Dossier, soort: str, pad: str) -> bool:
    """Return whether a key holds an amount of the years that are adopted: begroting or MJB, or the part incidental."""
    family, _, jaar = pad.rpartition(".")
    if soort not in POSTEN or not jaar.isdecimal() or int(jaar) not in closed_years(stored):
        return False
    head, _, fase = family.rpartition(".")
    return (fase in (_BEGROTING, "mjb") and head in sides(soort)) or head == INCIDENTEEL


def _require_amendment(stored: Dossier, bestand: Bestand, edits: Sequence[Edit]) -> None:
    """Raise BudgetAdopted where edits change a decision that makes the budget, or make it one."""
    said = kop(bestand)
    own = [e for e in edits if isinstance(e, SetValue) and e.adres.bestand == bestand.naam]
    now = {e.adres.pad: e.nieuw for e in own if e.adres.soort == Wijziging.kind.naam}
    telt_mee, status = now.get("telt_mee", said.telt_mee), now.get("status", said.status)
    makes = telt_mee == _BEGROTING and status not in (VOORSTEL, INGETROKKEN)
    made = said.telt_mee == _BEGROTING and said.is_adopted
    jaren = {jaar for mutatie in bestand.van(Mutatie) for _, jaar, _ in mutatie.amounts()}
    touched = (pad[-4:] for e in edits for soort, _, pad in _touched(e) if soort == Mutatie.kind.naam)
    jaren |= {int(year) for year in touched if year.isdecimal()}
    if (makes or made) and not jaren.isdisjoint(closed_years(stored)):
        doe = "Zet `telt_mee` van het besluit op `wijziging`, of boek op een ander besluit."
        raise BudgetAdopted(stored, f"wat besluit {titel(bestand)} in de begroting meetelt", doe)


# --- the accounts --------------------------------------------------------------------------------


def require_accounts_open(stored: Dossier, edits: Sequence[Edit]) -> None:
    """Raise AccountsAdopted where an edit of stored values changes what accounts of T that are adopted realised."""
    said = next((d for d in documenten(stored) if d.sjabloon == _JAARREKENING and d.status == VASTGESTELD), None)
    if said is None:
        return
    for adres in (adres for edit in edits for adres in _realised(stored, edit)):
        raise AccountsAdopted(said, stored.spell(adres.bestand, str(adres)))


_JAARREKENING: Final = "jaarrekening"


def _realised(stored: Dossier, edit: Edit) -> Iterator[Adres]:
    """Yield where an edit changes what was realised in T."""
    of = f".{REKENING}.{stored.jaar}"
    if isinstance(edit, SetValue):
        if edit.adres.pad.endswith(of):
            yield edit.adres
        return
    values: Mapping[str, Waarde] = {}
    if isinstance(edit, AddRecord):
        values = dict(edit.waarden)
    elif isinstance(edit, RemoveRecord) and (bestand := stored.bestanden.get(edit.bestand)):
        record = bestand.record(edit.soort, edit.sleutel)
        values = record.waarden if record else {}
    for pad, value in values.items():
        if value and pad.endswith(of):
            yield Adres(edit.bestand, edit.soort, edit.sleutel, pad)


# --- a document ----------------------------------------------------------------------------------


def require_document_open(view: Dossier, edits: Sequence[Edit]) -> None:
    """Raise where edits of what a document shows change what was adopted with it: its texts, and of the budget all.

    BudgetAdopted where they are of a record that is there as it was adopted only, else DocumentAdopted.
    """
    said = document(view)
    if said is None:
        return
    is_final, is_budget = said.status == VASTGESTELD, is_seen_as_adopted(view)
    for edit in _binding(edits):
        if isinstance(edit, SetValue) and _is_gone(view, edit.adres):
            raise BudgetAdopted(view, f"{edit.adres.soort} `{edit.adres.sleutel}`")
        for soort, sleutel, pad in _touched(edit):
            if is_budget and soort in _HELD and (not pad or is_held(soort, pad, closed_years(view))):
                raise DocumentAdopted(said, f"{soort} `{sleutel}`")
            if is_final and soort and (is_own(soort, pad) or kind(soort).per_document):
                raise DocumentAdopted(said, f"wat het zegt van {soort} `{sleutel}`")


def _is_gone(view: Dossier, adres: Adres) -> bool:
    """Return whether a record is shown that the files do not hold: as it was adopted."""
    stored = view.stored.bestanden.get(adres.bestand)
    return (
        adres.soort in POSTEN
        and adopted(view) is not None
        and (stored is None or stored.record(adres.soort, adres.sleutel) is None)
    )


def _touched(edit: Edit) -> Iterator[tuple[str, str, str]]:
    """Yield kind, key and value of what an edit changes; without a value it is the record as a whole."""
    if isinstance(edit, SetValue):
        yield edit.adres.soort, edit.adres.sleutel, edit.adres.pad
    elif isinstance(edit, AddRecord):
        yield edit.soort, edit.sleutel, ""
        yield from ((edit.soort, edit.sleutel, pad) for pad, _ in edit.waarden)
    else:
        yield edit.soort, edit.sleutel, ""
