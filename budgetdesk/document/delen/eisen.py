"""Which members a part is about: with a field, on a list of credits, with a difference, with a row in a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from budgetdesk.document.delen import tabellen, woorden
from budgetdesk.document.delen.bron import Bron
from budgetdesk.document.delen.declaratie import Eis, Onderdeel
from budgetdesk.document.delen.leden import Lid
from budgetdesk.tables import kredieten


def voldoet(bron: Bron, deel: Onderdeel, lid: Lid) -> bool:
    """Return whether a member is one that a part asks for (`waar`)."""
    return all(_EISEN.get(key, _holds)(bron, lid, key, wanted) for key, wanted in deel.waar.items())


def _holds(_bron: Bron, lid: Lid, key: str, wanted: Eis) -> bool:
    value = lid.record.waarden.get(key) if lid.record is not None else None
    if isinstance(wanted, bool):
        return bool(value.strip() if isinstance(value, str) else value) == wanted
    text = str(value if value is not None else "")
    return text in wanted if isinstance(wanted, tuple) else text == wanted


def _is_listed(bron: Bron, lid: Lid, _key: str, wanted: Eis) -> bool:
    if lid.bestand is None or lid.record is None:
        return False
    return lid.record.key in kredieten.listed(bron.cijfers, lid.bestand, str(wanted))


def _deviates(bron: Bron, lid: Lid, _key: str, _wanted: Eis) -> bool:
    """Return whether the accounts show a difference of it above the threshold, or amounts that explain one."""
    scope = lid.record.key.scope if lid.record is not None else None
    return any(rij.scope == scope for rij in bron.grid("afwijkingen", lid).rijen)


def _stands_in(bron: Bron, lid: Lid, _key: str, wanted: Eis) -> bool:
    """Return whether a table of its programma, or one of several, prints a row of it."""
    names = wanted if isinstance(wanted, tuple) else (str(wanted),)
    return lid.record is not None and any(
        lid.record.key.scope in tabellen.gedrukt(bron, naam, Lid(lid.bestand)) for naam in names
    )


_EISEN: Final[dict[str, Callable[[Bron, Lid, str, Eis], bool]]] = {
    woorden.LIJST: _is_listed,
    woorden.AFWIJKING: _deviates,
    woorden.TABEL: _stands_in,
}
"""What `waar` asks that is no field."""
