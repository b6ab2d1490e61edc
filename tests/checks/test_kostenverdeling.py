"""The rules about cost allocation: one small dossier per finding, and the same dossier without it. T is 2026."""

from __future__ import annotations

import pytest

from budgetdesk import checks
from budgetdesk.checks.melding import Melding
from budgetdesk.storage.reader import read_dossier
from tests.proef import Maak

POST = '[post.{0}]\nnaam = "{0}"\nbeleidsterrein = "A"\n'
P1 = POST.format("huis") + POST.format("ict")
P2 = POST.format("zorg")


def plaats(sleutel: str, key: str = "procent", *, post: str = "", nummer: int = 1, meer: str = "") -> str:
    naam = f'[kostenplaats.{sleutel}]\nnaam = "{sleutel.upper()}"\nverdeelsleutel = "{key}"\n'
    return f'{naam}programma = {nummer}\npost = "{post or sleutel}"\n{meer}'


def deel(van: str, post: str, aandeel: str, *, nummer: int = 2) -> str:
    kop = f'[verdeling.{van}-{post}]\nkostenplaats = "{van}"\n'
    return f'{kop}programma = {nummer}\npost = "{post}"\naandeel = {aandeel}\n'


def found(dossier: Maak, tekst: str) -> list[Melding]:
    map_ = dossier(P1, P2, begroting=tekst)
    return [m for m in checks.run(read_dossier(map_).dossier) if m.code.startswith(("BD48", "BD2"))]


HEEL = plaats("huis") + deel("huis", "zorg", "100")
AAN_ICT = plaats("huis", "m2") + deel("huis", "zorg", "2") + deel("huis", "ict", "1", nummer=1)


@pytest.mark.parametrize(
    ("tekst", "expected"),
    [
        ("", []),
        (HEEL, []),
        (plaats("weg") + deel("weg", "zorg", "100"), ["BD480 fout kostenplaats.weg.post"]),
        (plaats("huis", nummer=3) + deel("huis", "zorg", "100"), ["BD480 fout kostenplaats.huis.programma"]),
        (plaats("huis") + deel("huis", "weg", "100"), ["BD480 fout verdeling.huis-weg.post"]),
        (plaats("huis") + deel("huis", "zorg", "100", nummer=0), ["BD480 fout verdeling.huis-zorg.programma"]),
        (deel("huis", "zorg", "100"), ["BD201 fout verdeling.huis-zorg.kostenplaats"]),
        (plaats("huis") + deel("huis", "zorg", "99.9"), ["BD481 fout kostenplaats.huis.verdeelsleutel"]),
        (plaats("huis") + deel("huis", "zorg", "100.000001"), ["BD481 fout kostenplaats.huis.verdeelsleutel"]),
        (plaats("huis", "fte") + deel("huis", "zorg", "99.9"), []),
        (plaats("huis") + deel("huis", "zorg", "-100"), ["BD482 fout verdeling.huis-zorg.aandeel"]),
        (plaats("huis") + deel("huis", "zorg", "99.9999999"), ["BD482 fout verdeling.huis-zorg.aandeel"]),
        (plaats("huis", "uren") + deel("huis", "zorg", "999_999_999.999999"), []),
        (plaats("huis", "uren") + deel("huis", "zorg", "1_000_000_000"), ["BD482 fout verdeling.huis-zorg.aandeel"]),
        (plaats("huis") + deel("huis", "huis", "100", nummer=1), ["BD483 fout verdeling.huis-huis.post"]),
        (AAN_ICT + plaats("ict") + deel("ict", "zorg", "100"), []),
        (
            AAN_ICT + plaats("ict") + deel("ict", "huis", "100", nummer=1),
            ["BD483 fout verdeling.huis-ict.post", "BD483 fout verdeling.ict-huis.post"],
        ),
        (
            HEEL + plaats("b", post="huis", meer="lasten.2026 = 5\n") + deel("b", "zorg", "100"),
            ["BD484 fout kostenplaats.huis.post"],
        ),
        (
            HEEL + plaats("b", post="huis") + deel("b", "zorg", "100"),
            ["BD484 fout kostenplaats.huis.post", "BD484 fout kostenplaats.b.post"],
        ),
        (
            plaats("huis", meer="lasten.2027 = 1\n")
            + deel("huis", "zorg", "100")
            + plaats("b", post="huis", meer="lasten.2026 = 5\n")
            + deel("b", "zorg", "100"),
            [],
        ),
        (plaats("huis"), ["BD485 waarschuwing kostenplaats.huis.verdeelsleutel"]),
        (plaats("huis", "m2") + deel("huis", "zorg", "0"), ["BD485 waarschuwing kostenplaats.huis.verdeelsleutel"]),
    ],
)
def test_what_keeps_a_kostenplaats_from_being_divided_is_found_where_it_stands(
    dossier: Maak, tekst: str, expected: list[str]
) -> None:
    meldingen = found(dossier, tekst)
    assert [f"{m.code} {m.ernst} {m.adres}" for m in meldingen] == expected
    assert all(m.remedie and m.adres.bestand == "begroting.toml" for m in meldingen)


@pytest.mark.parametrize(
    ("tekst", "sentence"),
    [
        (
            plaats("huis") + deel("huis", "zorg", "66.6") + deel("huis", "ict", "33.3", nummer=1),
            "de aandelen van kostenplaats `HUIS` tellen op tot 99,9 %.",
        ),
        (plaats("huis") + deel("huis", "zorg", "110"), "de aandelen van kostenplaats `HUIS` tellen op tot 110 %."),
        (plaats("huis") + deel("huis", "zorg", "-2.5"), "een aandeel van -2,5 kan niet."),
        (
            AAN_ICT + plaats("ict") + deel("ict", "huis", "100", nummer=1),
            "kostenplaats `HUIS` krijgt zo haar eigen lasten terug: HUIS > ICT > HUIS.",
        ),
    ],
)
def test_a_finding_says_what_is_wrong(dossier: Maak, tekst: str, sentence: str) -> None:
    assert found(dossier, tekst)[0].tekst == sentence


def test_the_posts_there_are_can_be_chosen_from(dossier: Maak) -> None:
    melding = found(dossier, plaats("huis") + deel("huis", "weg", "100"))[0]
    assert (melding.remedie, melding.keuzes) == ("Kies uit: zorg.", (("zorg", "zorg"),))
