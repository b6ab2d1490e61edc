"""Codes of the ledger: one code is of one thing (codes BD213 and BD214)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import DOSSIER, FILE, Fact, Look, Rule
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Dossier
from budgetdesk.model.grootboek import SLEUTEL, is_code, listed
from budgetdesk.model.scope import RecordKey
from budgetdesk.model.structuur import soortnaam

_Codes = dict[str, list[RecordKey]]
"""The things of a file by each code that they list."""


def _codes(look: Look) -> _Codes:
    found: _Codes = {}
    for code, record in listed(look.bestand):
        found.setdefault(code, []).append(record.key)
    return found


_LISTED: Final = Fact(_codes, FILE)


def shared_codes(look: Look) -> Iterator[Melding]:
    """BD213: two things list the same code of the ledger."""
    first: dict[str, tuple[Bestand, RecordKey]] = {}
    for bestand in look.dossier.programmas:
        for code, keys in look.known(_LISTED, bestand).items():
            for key in keys:
                known = first.setdefault(code, (bestand, key))
                if known != (bestand, key):
                    yield _shared(look.dossier, code, known, (bestand, key))


def _shared(dossier: Dossier, code: str, een: tuple[Bestand, RecordKey], ander: tuple[Bestand, RecordKey]) -> Melding:
    same = een[1].soort == ander[1].soort
    names = [dossier.spell(b.naam, key.sleutel if same else f"{key.soort}.{key.sleutel}") for b, key in (een, ander)]
    what = f"twee {soortnaam(een[1].soort, 2)}" if same else "twee dingen"
    adres = Adres(ander[0].naam, *ander[1], SLEUTEL)
    return Melding("BD213", adres, f"code {code} hoort bij {what}: {' en '.join(names)}.")


def impossible_codes(look: Look) -> Iterator[Melding]:
    """BD214: a code of the ledger is empty, or has a `*` elsewhere than at its end."""
    for code, record in listed(look.bestand):
        if not is_code(code):
            adres = Adres(look.bestand.naam, *record.key, SLEUTEL)
            tekst = f"code {code} heeft een `*` die niet achteraan staat." if code else "er staat een lege code."
            yield Melding("BD214", adres, tekst)


RULES: Final = (
    Rule(("BD213",), shared_codes, DOSSIER),
    Rule(("BD214",), impossible_codes, FILE),
)
