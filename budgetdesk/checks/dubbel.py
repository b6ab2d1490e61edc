"""Things that stand twice under different keys, and so count twice (code BD210).

A merge of a rename on one side and an edit on the other leaves such a pair. An edited amount can make or end
one, so that this rule comes in two steps: namesakes depend on the structure only, and there are next to none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import EVERYTHING, FILE, Fact, Look, Rule
from budgetdesk.model.adres import Adres, join_key, table_path
from budgetdesk.model.arrangement import SOORTEN, is_year
from budgetdesk.model.dossier import Bestand, Record, Waarde
from budgetdesk.model.kinds.programma import Indicator
from budgetdesk.model.structuur import soortnaam

_Group = list[Record]
"""Tables of one file, kind and name, of which there are several."""

_Kenmerken = tuple[str, ...]
"""What a table says about where it belongs, a text per key of its kind, empty where it says nothing."""

MAX_PLEKKEN: Final = 25
"""Places of namesakes with one value that a further one is held against; beyond these only in its very own place."""


def _namesakes(look: Look) -> list[_Group]:
    """Return what in a file carries the same name as something else of its kind; amounts do not change that."""
    groups: dict[tuple[str, str], _Group] = {}
    for soort in (soort for soort, known in SOORTEN[look.bestand.soort].items() if known.kenmerken):
        for record in look.bestand.van(soort):
            groups.setdefault((soort, " ".join(record.naam.split()).casefold()), []).append(record)
    return [group for (_, naam), group in groups.items() if naam and len(group) > 1]


_NAMESAKES: Final = Fact(_namesakes, FILE)


def counted_twice(look: Look) -> Iterator[Melding]:
    """BD210: two things of one name contradict each other nowhere, and share an amount or value other than zero."""
    for bestand in (b for b in look.dossier.bestanden.values() if b.soort not in ("document", "vastgesteld")):
        for group in look.known(_NAMESAKES, bestand):
            yield from _shared(bestand, group)


def _shared(bestand: Bestand, group: _Group) -> Iterator[Melding]:
    keys = group[0].kind.kenmerken
    earlier: dict[tuple[str, Waarde], dict[_Kenmerken, Record]] = {}
    for record in group:
        place = tuple(map(record.tekst, keys))
        values = [item for item in record.waarden.items() if _counts(*item)]
        twins = (_twin(place, earlier[value]) for value in values if value in earlier)
        if twin := next(filter(None, twins), None):
            yield _about(bestand, twin, record)
        for value in values:
            earlier.setdefault(value, {}).setdefault(place, record)


def _counts(pad: str, waarde: Waarde) -> bool:
    """Return whether a value is an amount or number of a year, other than zero."""
    return type(waarde) in (int, Decimal) and bool(waarde) and is_year(pad[-4:])


def _twin(place: _Kenmerken, others: Mapping[_Kenmerken, Record]) -> Record | None:
    """Return the first of these that says nothing else than a table does about where it belongs."""
    known = (other for there, other in islice(others.items(), MAX_PLEKKEN) if not _differ(place, there))
    return next(known, None) or others.get(place)


def _differ(een: _Kenmerken, ander: _Kenmerken) -> bool:
    """Return whether two tables belong elsewhere; what only one of them says tells them not apart."""
    return any(a and b and a != b for a, b in zip(een, ander, strict=True))


def _about(bestand: Bestand, eerste: Record, tweede: Record) -> Melding:
    what = "waarden" if isinstance(tweede, Indicator) else "bedragen"
    tekst = (
        f"{soortnaam(tweede.soort)} `{tweede.naam}` staat er ook als `{_key(eerste)}`, met dezelfde {what}, "
        "en telt dus dubbel."
    )
    remedie = f"Verwijder `{_key(eerste)}` of `{_key(tweede)}`, of geef ze elk een eigen naam."
    return Melding("BD210", Adres(bestand.naam, tweede.soort, tweede.sleutel, "naam"), tekst, remedie)


def _key(record: Record) -> str:
    return join_key(table_path(record.soort, record.sleutel))


RULES: Final = (Rule(("BD210",), counted_twice, EVERYTHING),)
