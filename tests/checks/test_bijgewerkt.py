"""Findings follow every amount that is edited: what is kept of them is what a fresh look would find."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.checks import Melding
from budgetdesk.model.adres import Adres
from budgetdesk.model.edits import SetValue
from budgetdesk.session import Session
from tests.proef import sampled

BROKEN = Path(__file__).parents[1] / "broken"
KANTEN = {"post": ("lasten", "baten"), "reserve": ("toevoeging", "onttrekking")}
KOLOMMEN = ("begroting.2027", "begroting.2028", "mjb.2027", "rekening.2025")


def amounts(session: Session) -> Iterator[Adres]:
    for bestand in session.dossier.programmas:
        for soort, kanten in KANTEN.items():
            for record in bestand.van(soort):
                yield from (Adres(bestand.naam, soort, record.sleutel, f"{k}.{c}") for k in kanten for c in KOLOMMEN)


def look(session: Session) -> set[tuple[str, Adres, str]]:
    def key(melding: Melding) -> tuple[str, Adres, str]:
        return melding.code, melding.adres, melding.tekst

    return set(map(key, session.keuring.alle))


@pytest.mark.parametrize(
    "naam",
    sampled(
        [
            "aanvaard-zonder-bevinding",
            "bedragen-na-het-einde",
            "begroting-sluit-niet",
            "direct-gewijzigd",
            "incidenteel-deel-te-groot",
            "negatief-bedrag",
            "niet-structureel-in-evenwicht",
            "reserve-boven-maximum",
            "stand-volgt-niet",
            "verouderd-bedrag",
            "verschil-zonder-toelichting",
        ],
        3,
    ),
)
def test_what_is_kept_is_what_a_fresh_look_finds(naam: str) -> None:
    session = Session.open(BROKEN / naam)
    look(session)
    for adres in amounts(session):
        for cents in (None, -77_00, 999_00):
            session.do([SetValue(adres, session.dossier.waarde(adres), cents)])
            kept = look(session)
            session._derived.forget()
            assert kept == look(session)
