"""`budgetdesk sluit`: the result of a year becomes zero, or nothing is written."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Inhoud, Run
from tests.proef import Maak, programma

PROGRAMMA = programma("""\
[post.x]
naam = "X"
beleidsterrein = "A"
baten.begroting.2026 = 100.50
lasten.begroting.2027 = 40
[reserve.r]
naam = "R"
soort = "algemene reserve"
stand.2025 = 10
""")
R = "1/reserve.r"


def test_each_budgeted_year_closes_onto_the_reserve(run: Run, dossier: Maak) -> None:
    map_ = dossier(PROGRAMMA)
    code, out, err = run("sluit", map_, R)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"{R}.toevoeging.begroting.2026: leeg -> 100,50",
        f"{R}.onttrekking.begroting.2027: leeg -> 40",
        "2028: ongewijzigd, dit jaar sluit al",
        "2029: ongewijzigd, dit jaar sluit al",
    ]
    saved = (map_ / "programmas" / "01-p.toml").read_text("utf-8")
    assert saved == PROGRAMMA + "toevoeging.begroting.2026 = 100.50\nonttrekking.begroting.2027 = 40\n"
    assert "niet sluitend" not in run("show", map_, "baten-lasten")[1]


def test_only_the_years_asked_for_are_closed_and_a_shortage_is_told(run: Run, dossier: Maak) -> None:
    map_ = dossier(PROGRAMMA)
    expected = f"{R}.onttrekking.begroting.2027: leeg -> 40\n"
    warning = "let op: `R` komt per 31-12-2027 onder nul: -30.\n"
    assert run("sluit", map_, R, "--jaar", "2027") == (0, expected, warning)
    assert "toevoeging" not in (map_ / "programmas" / "01-p.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (("1/reserve.weg",), "staat geen reserve `weg`"),
        (("1/post.x",), "`1/post.x` is geen reserve van een programma"),
        (("9/reserve.r",), "programma 9 is er niet"),
        ((R, "--jaar", "2025"), "2025 wordt in dit document niet geraamd; kies uit 2026, 2027, 2028, 2029."),
        ((R, "--jaar", "27"), "`27` is geen jaar van vier cijfers"),
        ((), "dit ontbreekt nog: ADRES"),
    ],
)
def test_a_wrong_call_writes_nothing(
    run: Run, inhoud: Inhoud, dossier: Maak, argv: tuple[str, ...], complaint: str
) -> None:
    map_ = dossier(PROGRAMMA)
    before = inhoud(map_)
    code, out, err = run("sluit", map_, *argv)
    assert (code, out) == (2, "")
    assert complaint in err
    assert inhoud(map_) == before


def test_a_reserve_of_the_register_is_closed_through_a_programma(run: Run, dossier: Maak) -> None:
    shared = '[reserve.alg]\nnaam = "Alg"\nsoort = "algemene reserve"\nstand.2025 = 10\n'
    map_ = dossier(PROGRAMMA + 'register = "alg"\n', reserves=shared)
    assert run("sluit", map_, "reserves/reserve.alg")[0] == 2
    code, _, err = run("sluit", map_, R, "--jaar", "2027")
    assert (code, err) == (0, "let op: `Alg` komt per 31-12-2027 onder nul: -30.\n")


def test_an_amount_too_large_to_store_is_refused(run: Run, inhoud: Inhoud, dossier: Maak) -> None:
    largest = "9_999_999_999_999.99"
    more = f'[post.y]\nnaam = "Y"\nbeleidsterrein = "A"\nbaten.begroting.2028 = {largest}\n'
    map_ = dossier(PROGRAMMA + more + more.replace("y]", "z]"))
    before = inhoud(map_)
    code, out, err = run("sluit", map_, R)
    assert (code, out) == (2, "")
    assert "Het bedrag is te groot" in err
    assert inhoud(map_) == before


BESLUIT = '[wijziging]\nnummer = "8"\nnaam = "Sluitend"\nstatus = "{}"\ntelt_mee = "{}"\n'


def test_closing_on_a_decision_leaves_the_reserve_as_it_is_and_can_be_done_again(run: Run, dossier: Maak) -> None:
    own = '[mutatie.b]\nprogramma = 1\nreserve = "r"\nonderwerp = "Begrotingssaldo"\nonttrekking.2026 = 50\n'
    map_ = dossier(PROGRAMMA, wijzigingen__w=BESLUIT.format("ontwerp", "begroting") + own)
    code, out, _ = run("sluit", map_, R, "--op", "8")
    # 2026: 100,50 with the 50 that the decision withdraws, which go first; 2027: a deficit of 40
    assert (code, out.splitlines()) == (
        0,
        [
            "wijzigingen/w/mutatie.b.toevoeging.2026: leeg -> 100,50",
            "wijzigingen/w/mutatie.b.onttrekking.2026: 50 -> leeg",
            "wijzigingen/w/mutatie.b.onttrekking.2027: leeg -> 40",
        ],
    )
    assert (map_ / "programmas" / "01-p.toml").read_text("utf-8") == PROGRAMMA
    assert "niet sluitend" not in run("show", map_, "baten-lasten")[1]
    assert run("sluit", map_, R, "--op", "8")[:2] == (0, "ongewijzigd: elk jaar sluit al\n")


def test_a_year_is_closed_on_a_subject_of_its_own(run: Run, dossier: Maak) -> None:
    map_ = dossier(PROGRAMMA, wijzigingen__w=BESLUIT.format("ontwerp", "begroting"))
    assert run("sluit", map_, R, "--op", "8", "--jaar", "2027", "--onderwerp", "Tekort")[0] == 0
    assert (
        (map_ / "wijzigingen" / "w.toml")
        .read_text("utf-8")
        .endswith('[mutatie.tekort]\nprogramma = 1\nreserve = "r"\nonderwerp = "Tekort"\nonttrekking.2027 = 40\n')
    )


@pytest.mark.parametrize(
    ("status", "telt_mee", "argv", "complaint"),
    [
        ("vastgesteld", "begroting", ("--op", "8"), "Besluit 8 Sluitend is vastgesteld en kan niet meer worden"),
        ("voorstel", "begroting", ("--op", "8"), "telt niet mee in de begroting van 2026 en kan die niet sluiten."),
        ("ontwerp", "wijziging", ("--op", "8"), "telt niet mee in de begroting van 2026 en kan die niet sluiten."),
        ("ontwerp", "niet", ("--op", "8"), "telt niet mee in de begroting van 2026 en kan die niet sluiten."),
        ("ontwerp", "begroting", ("--op", "9"), "Besluit `9` bestaat niet; kies uit 8."),
        ("ontwerp", "begroting", ("--onderwerp", "X"), "noem ook het besluit, met --op."),
    ],
)
def test_a_decision_that_cannot_close_the_result_is_refused(
    run: Run, inhoud: Inhoud, dossier: Maak, status: str, telt_mee: str, argv: tuple[str, ...], complaint: str
) -> None:
    map_ = dossier(PROGRAMMA, wijzigingen__w=BESLUIT.format(status, telt_mee))
    before = inhoud(map_)
    code, out, err = run("sluit", map_, R, *argv)
    assert (code, out) == (2, "")
    assert complaint in err
    assert inhoud(map_) == before
