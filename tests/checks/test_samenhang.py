"""The rules about coherence: one small dossier per finding, and the same dossier without it. T is 2026."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk import checks
from budgetdesk.checks.melding import Melding
from budgetdesk.model.dossier import Bestand, Dossier, Record
from budgetdesk.storage.reader import read_dossier
from tests.proef import Maak, programma

P = "programmas/01-p.toml"
KOP = """\
[post.x]
naam = "X"
beleidsterrein = "A"
"""
PER_PRESTATIE = 'prestatie = "1"\n'
DOEL = '[doel.D]\nnaam = "Dd"\nbeleidsterrein = "A"\n'
PRESTATIE = '[prestatie."1"]\nnaam = "Een"\ndoel = "D"\n'
TWEEDE = '[prestatie."2"]\nnaam = "Twee"\ndoel = "D"\n'
BOOM = DOEL + PRESTATIE
INDICATOR = BOOM + '[indicator.i]\nnaam = "Ii"\ndoel = "D"\n'
BRON = 'bron = "B"\n'
DOELSTELLING = "streefwaarde.2026 = 1\n"
KREDIET = '[investering.k]\nnaam = "Kk"\nnut = "economisch"\n'
TERMIJN = "termijn = 10\n"
GEREED = "gereed = 2027\n"
SUBSIDIE = '[subsidie.s]\nnaam = "Ss"\n'
PARTIJ = '[verbonden_partij.v]\nnaam = "Vv"\n'


def found(map_: Path) -> list[Melding]:
    return checks.run(read_dossier(map_).dossier)


@pytest.mark.parametrize(
    ("tekst", "expected"),
    [
        (DOEL, ["BD401 doel.D.naam"]),
        (BOOM, []),
        (BOOM + DOEL.replace("D]", "E]"), ["BD401 doel.E.naam"]),
        (BOOM + TWEEDE, []),
        (PER_PRESTATIE + BOOM, []),
        (PER_PRESTATIE + BOOM + TWEEDE, ["BD402 prestatie.2.naam"]),
        (PER_PRESTATIE + BOOM + TWEEDE + SUBSIDIE + "bedrag.2026 = 1\n", ["BD402 prestatie.2.naam"]),
        (PER_PRESTATIE + BOOM + TWEEDE + SUBSIDIE + 'prestatie = "2"\nbedrag.2026 = 1\n', []),
        (PER_PRESTATIE + BOOM + TWEEDE + KREDIET + TERMIJN + GEREED + 'prestatie = "2"\n', []),
        (BOOM + TWEEDE + SUBSIDIE + 'prestatie = "2"\nbedrag.2026 = 1\n', []),
        (INDICATOR + BRON + DOELSTELLING, []),
        (INDICATOR + BRON, ["BD403 indicator.i.streefwaarde.2026"]),
        (INDICATOR + BRON + "streefwaarde.2025 = 1\nrealisatie.2026 = 1\n", ["BD403 indicator.i.streefwaarde.2026"]),
        (INDICATOR + BRON + "streefwaarde.2029 = 0\n", []),
        (INDICATOR + DOELSTELLING, ["BD404 indicator.i.bron"]),
        (INDICATOR + DOELSTELLING + 'bron = " \\n"\n', ["BD404 indicator.i.bron"]),
        (KREDIET + TERMIJN + GEREED, []),
        (KREDIET + GEREED, ["BD405 investering.k.termijn"]),
        (KREDIET + GEREED + 'methode = "lineair"\n', ["BD405 investering.k.termijn"]),
        (KREDIET + GEREED + 'methode = "geen"\n', []),
        (KREDIET + TERMIJN, ["BD406 investering.k.gereed"]),
        (KREDIET, ["BD405 investering.k.termijn", "BD406 investering.k.gereed"]),
        (KREDIET + "afgesloten = 2026\n", []),
        ('[beleidsterrein.B]\nnaam = "Bb"\n', ["BD407 beleidsterrein.B.naam"]),
        (SUBSIDIE, ["BD408 subsidie.s.bedrag.2026"]),
        (SUBSIDIE + "bedrag.2024 = 1\nbedrag.2027 = 1\n", ["BD408 subsidie.s.bedrag.2026"]),
        (SUBSIDIE + "bedrag.2025 = 1\n", []),
        (SUBSIDIE + "bedrag.2026 = 0\n", []),
        (PARTIJ, ["BD408 verbonden_partij.v.bijdrage.2026"]),
        (PARTIJ + "bijdrage.2026 = 1\n", []),
        (PARTIJ + 'bijdrage_tekst = "naar rato van het inwonertal"\n', []),
        (BOOM + 'status = "op-schema"\n', []),
        (BOOM + 'status = "aandacht"\n', ["BD409 prestatie.1.toelichting"]),
        (BOOM + 'status = "afwijking"\n', ["BD409 prestatie.1.toelichting"]),
        (BOOM + 'status = "afwijking"\ntoelichting = "T"\n', []),
        (BOOM + 'status = "afwijking"\n[toelichting.t]\nbij = ["prestatie.1"]\ntekst = "T"\n', []),
        (INDICATOR + BRON + 'streefwaarde.2026 = "n.n.b."\n', []),
        (BOOM + 'toelichting = ""\n', []),
        (KREDIET + TERMIJN + "gereed = 27\n", ["BD410 investering.k.gereed"]),
        (KREDIET + TERMIJN + GEREED + "gevoteerd = 20260\n", ["BD410 investering.k.gevoteerd"]),
        (KREDIET + "afgesloten = 2201\n", ["BD410 investering.k.afgesloten"]),
        (KREDIET + "afgesloten = 2200\ngevoteerd = 1900\n", []),
        ('[kaderstuk.k]\nnaam = "Kk"\njaar = 1899\n', ["BD410 kaderstuk.k.jaar"]),
        ('[kaderstuk.k]\nnaam = "Kk"\n', []),
        ('aard = "incidenteel"\ntot = 202\n', ["BD410 post.x.tot"]),
    ],
)
def test_what_is_announced_has_what_belongs_to_it(dossier: Maak, tekst: str, expected: list[str]) -> None:
    meldingen = found(dossier(KOP + tekst))
    assert [f"{m.code} {m.adres}" for m in meldingen] == expected
    assert all(m.ernst == "waarschuwing" and m.adres.bestand == P and m.remedie for m in meldingen)


def test_a_mutation_ends_in_a_year_too(dossier: Maak) -> None:
    kop = '[wijziging]\nnummer = "1"\nnaam = "K"\n'
    besluit = kop + '[mutatie.m]\nprogramma = 1\npost = "x"\ntot = 27\nlasten.2026 = 1\n'
    assert [f"{m.code} {m.adres}" for m in found(dossier(KOP, wijzigingen__w=besluit))] == ["BD410 mutatie.m.tot"]


def test_a_reference_that_leads_nowhere_is_the_only_finding(dossier: Maak) -> None:
    assert [m.code for m in found(dossier(programma(KOP).replace('"A"', '"B"')))] == ["BD201"]


@pytest.mark.parametrize(
    ("tekst", "sentence", "remedie"),
    [
        (DOEL, "doel `Dd` heeft geen prestatie.", "Voeg een prestatie toe die dit doel noemt."),
        (INDICATOR + BRON, "indicator `Ii` heeft geen streefwaarde voor 2026 of later.", "Vul `streefwaarde.2026` in."),
        (PARTIJ, "verbonden partij `Vv` heeft geen bijdrage voor 2025 of 2026.", "Vul `bijdrage.2026` in."),
        (
            BOOM + 'status = "aandacht"\n',
            "prestatie `Een` heeft status `aandacht` zonder toelichting.",
            "Vul `toelichting` in.",
        ),
        (
            KREDIET + TERMIJN + "gereed = 27\n",
            "investering `Kk` heeft als `gereed` 27, geen jaar van 1900 tot en met 2200.",
            "Schrijf het jaar met vier cijfers.",
        ),
    ],
)
def test_the_sentence_names_the_thing_and_the_remedy_the_key(
    dossier: Maak, tekst: str, sentence: str, remedie: str
) -> None:
    (melding,) = found(dossier(KOP + tekst))
    assert (melding.tekst, melding.remedie) == (sentence, remedie)


@given(st.lists(st.sampled_from("ABC")), st.sets(st.sampled_from("ABC")))
def test_a_goal_is_found_exactly_when_no_deliverable_names_it(named: list[str], doelen: set[str]) -> None:
    bestand = Bestand(P, "programma", {("doel", sleutel): Record("doel", sleutel) for sleutel in doelen})
    for number, sleutel in enumerate(name for name in named if name in doelen):
        bestand.records["prestatie", str(number)] = Record("prestatie", str(number), {"doel": sleutel})
    found = [m for m in checks.run(Dossier({P: bestand})) if m.code == "BD401"]
    assert {m.adres.sleutel for m in found} == doelen - set(named)
