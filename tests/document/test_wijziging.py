"""A begrotingswijziging as a document."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from budgetdesk.document.blokken import Alinea, Document, Kenmerken, Kop, Opsomming, Tabel
from budgetdesk.document.boom import Kopregel
from budgetdesk.document.wijziging import build, effect_in_words
from budgetdesk.model.besluiten import find
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from tests.document.gelezen import blokken, titels
from tests.proef import Maak, programma

PROGRAMMA = programma(
    '[post.p]\nnaam = "Wegen"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 1_000_000\n', naam="Bestuur"
)
BESLUIT = (
    '[wijziging]\nnummer = "2026-07"\nnaam = "Kaderbrief"\nbesluit = "RV 26.0044"\ndatum = 2026-07-02\n'
    'status = "vastgesteld"\n'
    '[mutatie.a]\nprogramma = 1\npost = "p"\nonderwerp = "Asfalt"\naard = "incidenteel"\ntot = 2026\n'
    'lasten.2026 = 40_000\ntoelichting = """Nodig:\n- fietspad"""\n'
    '[mutatie.b]\nprogramma = 1\npost = "p"\nonderwerp = "Bruggen"\nlasten.2025 = 5_000\n'
)


def made(pad: Path) -> Document:
    cijfers = Session.open(pad).cijfers
    return build(cijfers, find(cijfers.dossier, "2026-07"), "Programmabegroting 2026", "Proef", "Dossier proef")


def test_a_decision_says_what_it_is_what_it_does_and_why(dossier: Maak) -> None:
    document = made(dossier(PROGRAMMA, wijzigingen__a=BESLUIT))
    assert document.titel == "Begrotingswijziging 2026-07 Kaderbrief"
    facts = (("Raadsbesluit", ("RV 26.0044",)), ("Datum", ("2-7-2026",)), ("Status", ("vastgesteld",)))
    assert blokken(document)[:4] == [
        Kopregel(1, Kop("Programmabegroting 2026"), "wijziging"),
        Kenmerken(facts),
        Alinea("Het begrotingssaldo na reserves wordt in 2026 € 40.000 nadeliger."),
        Kopregel(2, Kop("Wijziging per programma"), "wijziging/per-programma"),
    ]
    assert blokken(document)[5:] == [
        Kopregel(2, Kop("Toelichting"), "wijziging/toelichting"),
        Kopregel(3, Kop("1) Asfalt"), "wijziging/toelichting/mutatie-a"),
        Alinea("Incidenteel € 40.000 hogere lasten in 2026."),
        Alinea("Nodig:"),
        Opsomming(("fietspad",)),
        Kopregel(3, Kop("2) Bruggen"), "wijziging/toelichting/mutatie-b"),
        Alinea("Deze mutatie verandert niets in 2026 of later."),
    ]


def test_its_table_is_the_one_that_is_printed_with_its_notes_as_text(dossier: Maak) -> None:
    blok = blokken(made(dossier(PROGRAMMA, wijzigingen__a=BESLUIT)))[4]
    assert isinstance(blok, Tabel)
    assert not blok.grid.noten
    (row,) = (r for r, rij in enumerate(blok.grid.rijen) if rij.scope == Scope("post", "p"))
    assert blok.grid.rijen[row].naam == "Wegen 1) 2)"
    assert [blok.grid.cell(row, k) for k in range(3)] == ["1.000", "40", "1.040"]


def test_a_decision_without_mutations_is_still_a_document(dossier: Maak) -> None:
    bare = '[wijziging]\nnummer = "2026-07"\nnaam = "Leeg"\n'
    document = made(dossier(PROGRAMMA, wijzigingen__a=bare))
    assert Alinea("Het begrotingssaldo na reserves verandert niet.") in blokken(document)
    assert (2, "Toelichting") not in titels(document)


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        ({}, "verandert niet"),
        ({2026: 0, 2027: 0}, "verandert niet"),
        ({2026: -100_00}, "wordt in 2026 € 100 nadeliger"),
        ({2026: 50, 2027: 50}, "wordt in 2026 en 2027 € 0,50 per jaar voordeliger"),
        (
            {2026: 400_00, 2027: -200_00, 2028: 60, 2029: 60},
            "wordt in 2026 € 400 voordeliger, in 2027 € 200 nadeliger en in 2028 en 2029 € 0,60 per jaar voordeliger",
        ),
        ({2026: 100_00, 2027: 0, 2028: 100_00}, "wordt in 2026 € 100 voordeliger en in 2028 € 100 voordeliger"),
    ],
)
def test_the_effect_is_one_sentence(effect: Mapping[int, int], words: str) -> None:
    assert effect_in_words(effect) == f"Het begrotingssaldo na reserves {words}."
