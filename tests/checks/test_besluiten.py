"""The rules about decisions: one small dossier per finding, and the same dossier without it. T is 2026."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk import checks
from budgetdesk.checks.melding import Melding
from budgetdesk.model.adres import Adres
from budgetdesk.model.edits import SetValue
from budgetdesk.session import Session
from budgetdesk.session.reading import tables
from budgetdesk.storage.reader import read_dossier
from tests.proef import Maak, begroting
from tests.proef import programma as programma_

P = """\
[post.x]
naam = "Ix"
beleidsterrein = "A"
{post}
[post.y]
naam = "Ypsilon"
beleidsterrein = "A"
{andere}
[reserve.r]
naam = "Er"
soort = "bestemmingsreserve"
{reserve}
"""
KOP = '[wijziging]\nnummer = "1"\nnaam = "K"\nstatus = "ontwerp"\n'
NEUTRAAL = f"{KOP}budgetneutraal = true\n"
VAST = KOP.replace("ontwerp", "vastgesteld")
SCHUIF = f'{KOP}soort = "kasschuif"\n'
MEER = '[mutatie.m]\nprogramma = 1\npost = "x"\nonderwerp = "Meer"\nlasten.2026 = 100\n'
UIT = '[mutatie.r]\nprogramma = 1\nreserve = "r"\nonttrekking.2026 = 100\n'


def programma(post: str = "", andere: str = "", reserve: str = "") -> str:
    return P.format(post=post, andere=andere, reserve=reserve)


def found(map_: Path) -> list[Melding]:
    return [m for m in checks.run(read_dossier(map_).dossier) if m.code.startswith(("BD46", "BD475"))]


@pytest.mark.parametrize(
    ("tekst", "expected"),
    [
        (KOP + MEER, []),
        (NEUTRAAL + MEER, ["BD461 wijziging.budgetneutraal"]),
        (NEUTRAAL + MEER + "baten.2026 = 100\n", []),
        (NEUTRAAL + MEER + UIT, []),
        (NEUTRAAL + MEER + UIT + "toevoeging.2026 = 1\n", ["BD461 wijziging.budgetneutraal"]),
        (NEUTRAAL + MEER + UIT + "onttrekking.2027 = 1\n", ["BD461 wijziging.budgetneutraal"]),
        (KOP + MEER + 'dekking = "saldo"\n', []),
        (KOP + MEER + 'dekking = "post.y"\n', []),
        (KOP + MEER + 'dekking = "mutatie.n"\n' + MEER.replace("mutatie.m", "mutatie.n"), []),
        (KOP + MEER + 'dekking = "mutatie.m"\n', ["BD462 mutatie.m.dekking"]),
        (KOP + MEER + 'dekking = "mutatie.n"\n', ["BD462 mutatie.m.dekking"]),
        (KOP + MEER + 'dekking = "reserve.q"\n', ["BD462 mutatie.m.dekking"]),
        (KOP + MEER + 'dekking = "algemene middelen"\n', ["BD462 mutatie.m.dekking"]),
        (KOP + MEER + 'dekking = "reserve.r"\n', ["BD463 mutatie.m.dekking"]),
        (KOP + MEER + 'dekking = "reserve.r"\n' + UIT, []),
        (KOP + MEER + 'dekking = "reserve.r"\n' + UIT.replace("100", "99"), ["BD463 mutatie.m.dekking"]),
        (KOP + MEER + 'dekking = "reserve.r"\nbaten.2026 = 40\n' + UIT.replace("100", "60"), []),
        (KOP + MEER + 'dekking = "reserve.r"\n' + UIT + "onttrekking.2027 = 5\n", ["BD463 mutatie.m.dekking"]),
        (KOP + UIT + 'dekking = "reserve.r"\n', []),
        (KOP + MEER.replace("lasten.2026 = 100\n", ""), ["BD464 mutatie.m.lasten.2026"]),
        (KOP + MEER.replace("100", "0"), ["BD464 mutatie.m.lasten.2026"]),
        (KOP + UIT.replace("onttrekking.2026 = 100\n", ""), ["BD464 mutatie.r.toevoeging.2026"]),
        (KOP + MEER + 'aard = "incidenteel"\n', ["BD465 mutatie.m.tot"]),
        (KOP + MEER + 'aard = "incidenteel"\ntot = 2026\n', []),
        (KOP + MEER + 'aard = "structureel"\n', []),
        (VAST + MEER, ["BD467 wijziging.besluit", "BD467 wijziging.datum"]),
        (VAST + 'besluit = "RV"\n' + MEER, ["BD467 wijziging.datum"]),
        (VAST + 'besluit = "RV"\ndatum = 2025-07-03\n' + MEER, []),
        (VAST + 'telt_mee = "niet"\n' + MEER, []),
        (SCHUIF + MEER, ["BD475 mutatie.m.lasten.2026"]),
        (SCHUIF + MEER + "lasten.2027 = -100\n", []),
        (SCHUIF + MEER + "baten.2027 = 100\n", ["BD475 mutatie.m.lasten.2026", "BD475 mutatie.m.baten.2027"]),
        # two mutations of one post are one side; another post or programma is another one
        (SCHUIF + MEER + MEER.replace(".m]", ".n]").replace("2026 = 100", "2028 = -100"), []),
        (
            SCHUIF + MEER + MEER.replace(".m]", ".n]").replace('"x"', '"y"').replace("2026 = 100", "2028 = -100"),
            ["BD475 mutatie.m.lasten.2026", "BD475 mutatie.n.lasten.2028"],
        ),
        (SCHUIF + UIT + "onttrekking.2027 = -99\n", ["BD475 mutatie.r.onttrekking.2026"]),
    ],
)
def test_a_decision_holds_together(dossier: Maak, tekst: str, expected: list[str]) -> None:
    meldingen = found(dossier(programma(), wijzigingen__w=tekst))
    assert [f"{m.code} {m.adres}" for m in meldingen] == expected
    assert all(m.ernst == "waarschuwing" and m.adres.bestand == "wijzigingen/w.toml" and m.remedie for m in meldingen)


@pytest.mark.parametrize("status", ["voorstel", "ontwerp", "vastgesteld", "ingetrokken", ""])
@pytest.mark.parametrize("sjabloon", ["begroting", "jaarrekening"])
def test_a_draft_does_not_belong_in_the_accounts(dossier: Maak, status: str, sjabloon: str) -> None:
    kop = KOP.replace('status = "ontwerp"', f'status = "{status}"' if status else "")
    kind = begroting(sjabloon=sjabloon)
    codes = {m.code for m in found(dossier(programma(), begroting=kind, wijzigingen__w=kop + MEER))}
    expected = sjabloon == "jaarrekening" and status in ("voorstel", "ontwerp", "")
    assert ("BD466" in codes) == expected


def test_two_decisions_with_one_number_are_named_at_the_second(dossier: Maak) -> None:
    (melding,) = found(dossier(programma(), wijzigingen__a=KOP + MEER, wijzigingen__b=KOP + MEER))
    assert (melding.code, melding.adres.bestand) == ("BD468", "wijzigingen/b.toml")
    assert melding.tekst == "besluit 1 staat ook in wijzigingen/a.toml."


MJB = "lasten.mjb.2026 = 100\n"


@pytest.mark.parametrize(
    ("post", "andere", "reserve", "expected"),
    [
        ("lasten.begroting.2026 = 100\n", "", "", []),  # no previous MJB at all
        (MJB + "lasten.begroting.2026 = 100\n", "", "", []),
        (MJB + "lasten.begroting.2026 = 101\n", "", "", ["post.x.lasten.begroting.2026"]),
        (MJB, "", "", ["post.x.lasten.begroting.2026"]),
        (MJB, "lasten.begroting.2026 = 100\n", "", []),  # moved from one post to another
        (MJB + "baten.begroting.2026 = 5\nlasten.begroting.2026 = 105\n", "", "", []),
        (MJB + "baten.begroting.2026 = 5\nlasten.begroting.2026 = 100\n", "", "", ["post.x.baten.begroting.2026"]),
        (MJB + "lasten.begroting.2026 = 100\nlasten.begroting.2027 = 9\n", "", "", []),  # MJB says nothing of 2027
        (MJB + "lasten.begroting.2026 = 100\n", "", "onttrekking.begroting.2026 = 1\n", ["reserve.r.onttrekking"]),
        ("lasten.mjb.2025 = 100\n", "", "", []),
    ],
)
def test_what_changed_without_a_mutation_is_found(
    dossier: Maak, post: str, andere: str, reserve: str, expected: list[str]
) -> None:
    meldingen = found(dossier(programma(post, andere, reserve)))
    assert [(m.code, str(m.adres)[: len(e)]) for m, e in zip(meldingen, expected, strict=True)] == [
        ("BD460", e) for e in expected
    ]


DIRECT = "post.x.lasten.begroting.2026"
VERKLAART = KOP.replace("ontwerp", "{}") + 'telt_mee = "{}"\n'


@pytest.mark.parametrize(
    ("status", "telt_mee", "mutaties", "expected"),
    [
        ("ontwerp", "niet", MEER, []),
        ("vastgesteld", "niet", MEER, []),
        (
            "ontwerp",
            "niet",
            MEER.replace("100", "60") + MEER.replace("100", "40").replace("mutatie.m", "mutatie.n"),
            [],
        ),
        ("ontwerp", "niet", MEER.replace("100", "99"), [DIRECT]),
        ("ontwerp", "niet", MEER.replace("2026", "2027"), [DIRECT]),
        ("ontwerp", "niet", MEER.replace("lasten", "baten"), [DIRECT]),
        ("ontwerp", "niet", MEER.replace('"x"', '"y"'), [DIRECT]),
        ("ontwerp", "niet", MEER.replace("programma = 1", "programma = 2"), [DIRECT]),
        ("ingetrokken", "niet", MEER, [DIRECT]),
        ("ontwerp", "begroting", MEER, [DIRECT]),
    ],
)
def test_a_change_that_a_decision_tells_which_counts_nowhere_is_not_without_one(
    dossier: Maak, status: str, telt_mee: str, mutaties: str, expected: list[str]
) -> None:
    map_ = dossier(
        programma(MJB + "lasten.begroting.2026 = 200\n"), wijzigingen__w=VERKLAART.format(status, telt_mee) + mutaties
    )
    assert [str(m.adres) for m in found(map_) if m.code == "BD460"] == expected


def test_a_decision_that_explains_one_of_two_changes_that_cancel_finds_nothing_new(dossier: Maak) -> None:
    text = programma(MJB + "lasten.begroting.2026 = 200\n", "baten.begroting.2026 = 100\n")
    assert found(dossier(text, wijzigingen__w=VERKLAART.format("ontwerp", "niet") + MEER)) == []


def test_an_edit_of_that_decision_is_seen_at_once(dossier: Maak) -> None:
    text = programma(MJB + "lasten.begroting.2026 = 200\n")
    session = Session.open(dossier(text, wijzigingen__w=VERKLAART.format("ontwerp", "niet") + MEER))
    adres = Adres("wijzigingen/w.toml", "mutatie", "m", "lasten.2026")
    seen = []
    for oud, nieuw in ((100_00, 99_00), (99_00, 100_00)):
        session.do([SetValue(adres, oud, nieuw)], "test")
        seen.append([m.code for m in session.keuring.meldingen if m.code == "BD460"])
    assert seen == [["BD460"], []]


def test_the_finding_is_what_the_direct_row_of_the_table_says(dossier: Maak) -> None:
    map_ = dossier(programma(MJB + "lasten.begroting.2026 = 400\n", "baten.begroting.2026 = 50\n"))
    (melding,) = found(map_)
    assert melding.tekst == (
        "in 2026 is zonder mutatie per saldo 250 nadeliger gewijzigd ten opzichte van de vorige meerjarenraming: "
        "Ix, Ypsilon."
    )
    session = Session.open(map_)
    (grid,) = tables(session.cijfers, "verloop", session.dossier.programmas)
    assert [grid.cents(i, 0) for i, r in enumerate(grid.rijen) if r.soort.startswith("Direct")] == [25_000, 25_000]


@pytest.mark.parametrize(
    ("tekst", "sentence"),
    [
        (
            NEUTRAAL + MEER + "baten.2027 = 5\n",
            "besluit `1 K` is budgetneutraal maar sluit niet (2026: 100 nadeliger, 2027: 5 voordeliger).",
        ),
        (
            KOP + MEER + 'dekking = "reserve.r"\n',
            "dit besluit onttrekt aan `reserve.r` niet wat het eruit dekt (2026: 100 en 0).",
        ),
        (KOP + MEER.replace("100", "0"), "mutatie `Meer` heeft geen bedragen."),
    ],
)
def test_the_sentence_says_how_much(dossier: Maak, tekst: str, sentence: str) -> None:
    (melding,) = found(dossier(programma(), wijzigingen__w=tekst))
    assert melding.tekst == sentence


def test_an_unknown_cover_can_be_chosen_from_what_there_is(dossier: Maak) -> None:
    (melding,) = found(dossier(programma(), wijzigingen__w=KOP + MEER + 'dekking = "x"\n' + UIT))
    assert [sleutel for sleutel, _ in melding.keuzes] == ["saldo", "post.x", "post.y", "reserve.r", "mutatie.r"]


@pytest.mark.parametrize(
    ("mutatie", "expected"),
    [
        ('aard = "incidenteel"\ntot = 2026\n', []),
        ('aard = "incidenteel"\ntot = 2026\nlasten.2027 = 0\n', []),
        ('aard = "incidenteel"\ntot = 2026\nlasten.2028 = 1\nbaten.2027 = 1\n', ["BD469 mutatie.m.baten.2027"]),
        ('aard = "structureel"\ntot = 2026\nlasten.2027 = 1\n', []),
    ],
)
def test_a_one_off_mutation_ends_when_it_says(dossier: Maak, mutatie: str, expected: list[str]) -> None:
    meldingen = found(dossier(programma(), wijzigingen__w=KOP + MEER + mutatie))
    assert [f"{m.code} {m.adres}" for m in meldingen] == expected


ANDER = programma_(
    '[post.z]\nnaam = "Zet"\nbeleidsterrein = "A"\n[reserve.r]\nnaam = "Er"\nsoort = "bestemmingsreserve"\n', 2
)
UIT_ANDER = UIT.replace("programma = 1", "programma = 2")


@pytest.mark.parametrize(
    ("tekst", "expected"),
    [
        (MEER + 'dekking = "2/reserve.r"\n' + UIT_ANDER, []),
        (MEER + 'dekking = "02/reserve.r"\n' + UIT_ANDER, []),
        (MEER + 'dekking = "1/reserve.r"\n' + UIT, []),
        # what comes out of the reserve of the own programma is not what the other one gives
        (MEER + 'dekking = "2/reserve.r"\n' + UIT, ["BD463 mutatie.m.dekking"]),
        (MEER + 'dekking = "reserve.r"\n' + UIT_ANDER, ["BD463 mutatie.m.dekking"]),
        (MEER + 'dekking = "2/reserve.q"\n', ["BD462 mutatie.m.dekking"]),
        (MEER + 'dekking = "9/reserve.r"\n', ["BD462 mutatie.m.dekking"]),
        (MEER + 'dekking = "2/post.z"\n', ["BD462 mutatie.m.dekking"]),
        (MEER + 'dekking = "2/mutatie.r"\n' + UIT, ["BD462 mutatie.m.dekking"]),
        (MEER + 'dekking = "/reserve.r"\n', ["BD462 mutatie.m.dekking"]),
    ],
)
def test_a_reserve_of_another_programma_covers_what_the_decision_takes_out_of_it(
    dossier: Maak, tekst: str, expected: list[str]
) -> None:
    meldingen = found(dossier(programma(), ANDER, wijzigingen__w=KOP + tekst))
    assert [f"{m.code} {m.adres}" for m in meldingen] == expected


def test_a_cover_that_is_not_there_offers_the_reserves_of_the_programma_it_names(dossier: Maak) -> None:
    (melding,) = found(dossier(programma(), ANDER, wijzigingen__w=KOP + MEER + 'dekking = "2/reserve.q"\n'))
    assert melding.keuzes == (("saldo", "begrotingssaldo"), ("2/reserve.r", "Er"))
