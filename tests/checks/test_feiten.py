"""Facts that must agree: each finding with both amounts, and the same dossier without it. T is 2026."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.checks import feiten
from budgetdesk.checks.kept import Kept
from budgetdesk.checks.melding import Melding
from budgetdesk.iv3.matrix import boekingen
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import POSTKANTEN, Record
from budgetdesk.model.edits import SetValue
from budgetdesk.session import Session
from budgetdesk.tables.emu import jaarkolommen
from tests.proef import begroting, cijfers, programma, sample, sampled, session, van_tabellen

SAMPLES = Path(__file__).parents[2] / "sample_budgets"
CODES = {code for rule in feiten.RULES for code in rule.codes}

POST = '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\n'
VOORZIENING = '[voorziening.v]\nnaam = "V"\npost = "x"\n'
SUBSIDIE = '[subsidie.s]\nnaam = "S"\npost = "x"\n'
PARTIJ = '[verbonden_partij.p]\nnaam = "P"\npost = "x"\n'
RESERVE = '[reserve.r]\nnaam = "R"\nsoort = "bestemmingsreserve"\n'
INVESTERING = '[investering.i]\nnaam = "I"\nnut = "economisch"\nuit_reserve.2027 = 10\n'
BESLUIT = '[wijziging]\nnummer = "1"\nnaam = "K"\nstatus = "vastgesteld"\n'
GEHEEL = 'soort = "algemene-dekkingsmiddelen"\n'


def found(opened: Session) -> list[Melding]:
    return [m for m in opened.keuring.alle if m.code in CODES]


def places(opened: Session) -> list[str]:
    return [f"{m.code} {m.adres}" for m in found(opened)]


# --- a post and what names it ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tekst", "expected"),
    [
        (POST + "lasten.begroting.2026 = 10\n" + VOORZIENING + "dotatie.begroting.2026 = 10\n", []),
        (
            POST + "lasten.begroting.2026 = 9\n" + VOORZIENING + "dotatie.begroting.2026 = 10\n",
            ["dotatie.begroting.2026"],
        ),
        # what is released is income of the post
        (
            POST + "baten.begroting.2027 = 9\n" + VOORZIENING + "vrijval.begroting.2027 = 10\n",
            ["vrijval.begroting.2027"],
        ),
        (POST + "baten.begroting.2027 = 10\n" + VOORZIENING + "vrijval.begroting.2027 = 10\n", []),
        # what is spent goes past the post
        (POST + VOORZIENING + "aanwending.begroting.2026 = 10\n", []),
        (POST + "lasten.begroting.2026 = 9\n" + SUBSIDIE + "bedrag.2026 = 10\n", ["bedrag.2026"]),
        (POST + "lasten.begroting.2026 = 10\n" + SUBSIDIE + "bedrag.2026 = 10\n", []),
        (POST + "lasten.begroting.2026 = 9\n" + PARTIJ + "bijdrage.2026 = 10\n", ["bijdrage.2026"]),
        (POST + "lasten.begroting.2026 = 9\n" + PARTIJ + "bijdrage.2026 = -10\n", []),
        # before T nothing is compared, and without the link neither
        (POST + SUBSIDIE + "bedrag.2025 = 10\n" + VOORZIENING + "dotatie.begroting.2025 = 10\n", []),
        (POST + VOORZIENING + "dotatie.rekening.2024 = 10\n", []),
        (POST + (SUBSIDIE + PARTIJ).replace('post = "x"\n', "") + "bijdrage.2026 = 10\n", []),
        # a post that is negative covers nothing
        (POST + "lasten.begroting.2026 = -5\n" + SUBSIDIE + "bedrag.2026 = 0\n", []),
        (POST + "lasten.begroting.2026 = -5\n" + SUBSIDIE + "bedrag.2026 = 1\n", ["bedrag.2026"]),
        # later than the document prints
        (POST + SUBSIDIE + "bedrag.2040 = 1\n", ["bedrag.2040"]),
    ],
)
def test_what_names_a_post_is_part_of_its_amounts(tekst: str, expected: list[str]) -> None:
    assert [m.adres.pad for m in found(session(tekst)) if m.code == "BD442"] == expected


def test_all_that_names_a_post_has_to_fit_in_it_together() -> None:
    tekst = POST + "lasten.begroting.2026 = 19\nlasten.begroting.2027 = 5\n"
    tekst += SUBSIDIE + "bedrag.2026 = 10\n" + PARTIJ + "bijdrage.2026 = 8\nbijdrage.2027 = 7.50\n"
    assert found(session(tekst + VOORZIENING + "dotatie.begroting.2026 = 1\n"))[0].adres.pad == "bijdrage.2027"
    (melding,) = found(session(tekst + VOORZIENING + "dotatie.begroting.2026 = 2\n"))
    assert str(melding.adres) == "voorziening.v.dotatie.begroting.2026"
    assert melding.tekst == (
        "post `X` heeft minder lasten dan wat haar noemt: dotatie van voorziening `V`, bedrag van subsidie `S` en "
        "bijdrage van verbonden partij `P` (2026: 20 tegenover 19, 1 te veel; 2027: 7,50 tegenover 5, 2,50 te veel)."
    )


def test_mutations_that_count_count_in_the_post() -> None:
    tekst = POST + "lasten.begroting.2026 = 10\n" + SUBSIDIE + "bedrag.2026 = 15\n"
    for telt_mee, expected in (("begroting", []), ("wijziging", []), ("niet", ["BD442 subsidie.s.bedrag.2026"])):
        besluit = f'{BESLUIT}telt_mee = "{telt_mee}"\n[mutatie.m]\nprogramma = 1\npost = "x"\nlasten.2026 = 5\n'
        assert places(session(tekst, wijzigingen__w=besluit)) == expected


def test_neither_capital_charges_nor_allocated_costs_cover_a_grant() -> None:
    activum = '[activum.a]\nnaam = "A"\nboekwaarde.2026 = 100\ntermijn = 10\npost = "x"\n'
    (melding,) = found(session(POST + activum + SUBSIDIE + "bedrag.2026 = 5\n"))
    assert "heeft zonder kapitaallasten minder lasten" in melding.tekst
    plaats = '[kostenplaats.k]\nnaam = "K"\nprogramma = 1\npost = "x"\nverdeelsleutel = "procent"\n'
    deel = '[verdeling.d]\nkostenplaats = "k"\nprogramma = 1\npost = "y"\naandeel = 100\n'
    tekst = POST + "lasten.begroting.2026 = 10\n" + POST.replace("post.x", "post.y")
    divided = session(tekst + SUBSIDIE + "bedrag.2026 = 10\n", begroting=plaats + deel)
    assert found(divided) == []
    (melding,) = found(session(tekst + SUBSIDIE.replace('"x"', '"y"') + "bedrag.2026 = 10\n", begroting=plaats + deel))
    assert "heeft zonder verdeling minder lasten" in melding.tekst


def test_a_dotatie_of_the_accounts_is_held_against_the_accounts() -> None:
    tekst = POST + "lasten.rekening.2026 = 9\nlasten.begroting.2026 = 20\n" + VOORZIENING
    tekst += "dotatie.rekening.2026 = 10\ndotatie.begroting.2026 = 20\n" + SUBSIDIE + "bedrag.2026 = 0\n"
    (melding,) = found(session(tekst, begroting=begroting(sjabloon="jaarrekening")))
    assert melding.adres.pad == "dotatie.rekening.2026"
    assert melding.tekst.endswith("(rekening 2026: 10 tegenover 9, 1 te veel).")
    assert found(session(tekst)) == []  # the budget does not print it


def test_a_budgeted_year_is_told_once() -> None:
    (melding,) = found(session(POST + VOORZIENING + "dotatie.begroting.2026 = 10\n"))
    assert melding.tekst.endswith("(2026: 10 tegenover 0, 10 te veel).")


BEDRAGEN = st.integers(-500, 2_000)


@pytest.mark.lang
@given(lasten=BEDRAGEN, mutatie=BEDRAGEN, dotatie=BEDRAGEN, bedrag=BEDRAGEN, bijdrage=BEDRAGEN)
def test_a_post_is_named_for_more_than_it_has_or_there_is_no_finding(
    lasten: int, mutatie: int, dotatie: int, bedrag: int, bijdrage: int
) -> None:
    records = [
        Record("post", "x", {"naam": "X", "lasten.begroting.2026": lasten}),
        Record("voorziening", "v", {"naam": "V", "post": "x", "dotatie.begroting.2026": dotatie}),
        Record("subsidie", "s", {"naam": "S", "post": "x", "bedrag.2026": bedrag}),
        Record("verbonden_partij", "p", {"naam": "P", "post": "x", "bijdrage.2026": bijdrage}),
    ]
    besluit = [Record("mutatie", "m", {"programma": 1, "post": "x", "lasten.2026": mutatie})]
    dossier = van_tabellen(records, besluiten=[besluit])
    meldingen = Kept(dossier, lambda: cijfers(dossier)).found(feiten.RULES)
    named = dotatie + bedrag + bijdrage
    assert [m.code for m in meldingen] == (["BD442"] if named > 0 and named > lasten + mutatie else [])


# --- a reserve and the investments it covers --------------------------------------------------------


@pytest.mark.parametrize(
    ("reserve", "onttrekking", "expected"),
    [
        ("reserve.r", 10, []),
        ("reserve.r", 9, ["BD443 investering.i.uit_reserve.2027"]),
        # the kind may be left off, and its own programma named
        ("r", 9, ["BD443 investering.i.uit_reserve.2027"]),
        ("1/r", 9, ["BD443 investering.i.uit_reserve.2027"]),
        ("1/reserve.r", 10, []),
        ("", 9, []),
    ],
)
def test_what_a_reserve_covers_is_withdrawn_from_it(reserve: str, onttrekking: int, expected: list[str]) -> None:
    tekst = f'{RESERVE}onttrekking.begroting.2027 = {onttrekking}\n{INVESTERING}reserve = "{reserve}"\n'
    assert places(session(tekst)) == expected


def test_investments_of_all_programmas_share_the_withdrawal_of_a_reserve() -> None:
    one = f'{RESERVE}onttrekking.begroting.2027 = 19\n{INVESTERING}reserve = "reserve.r"\n'
    other = INVESTERING.replace('naam = "I"', 'naam = "J"') + 'reserve = "1/reserve.r"\n'
    assert found(session(one.replace("19", "20"), other)) == []
    (melding,) = found(session(one, other))
    assert (melding.adres.bestand, melding.adres.pad) == ("programmas/01-p.toml", "uit_reserve.2027")
    assert melding.tekst == (
        "aan `R` wordt minder onttrokken dan investeringen eruit halen: uit_reserve van investering `I` en "
        "uit_reserve van investering `J` (2027: 20 tegenover 19, 1 te veel)."
    )
    besluit = f'{BESLUIT}[mutatie.m]\nprogramma = 1\nreserve = "r"\nonttrekking.2027 = 1\n'
    assert found(session(one, other, wijzigingen__w=besluit)) == []


@pytest.mark.parametrize("reserve", ["weg", "reserve.weg", "2/reserve.r", "9/reserve.r", "post.x", "1/post.x"])
def test_a_reserve_that_does_not_exist_is_an_error_that_offers_those_that_do(reserve: str) -> None:
    tekst = f'{POST}{RESERVE}{INVESTERING}reserve = "{reserve}"\n'
    (melding,) = [
        m for m in session(tekst, RESERVE.replace("[reserve.r]", "[reserve.q]")).keuring.alle if m.ernst == "fout"
    ]
    assert (melding.code, str(melding.adres)) == ("BD211", "investering.i.reserve")
    assert melding.tekst == f"investering `I`: reserve `{reserve}` bestaat niet."
    assert melding.keuzes == (("reserve.r", "R"), ("2/reserve.q", "R"))


# --- equity and the reserves ------------------------------------------------------------------------


GEDEELD = '[reserve.g]\nnaam = "G"\nsoort = "algemene reserve"\nstand.2024 = 30\n'
RESERVES = f'{RESERVE}stand.2024 = 70\n[reserve.h]\nnaam = "H"\nsoort = "algemene reserve"\nregister = "g"\n'
RESULTAAT = POST + "baten.rekening.2024 = 5\n"


def with_equity(balans: str, tekst: str = RESERVES, kop: str = GEHEEL) -> list[str]:
    opened = session(programma(tekst, kop=kop), begroting=begroting(f"[balans]\n{balans}\n"), reserves=GEDEELD)
    return [m.tekst for m in found(opened)]


def test_equity_is_what_all_reserves_are_together() -> None:
    assert with_equity("eigen_vermogen.2024 = 100") == []
    assert with_equity("eigen_vermogen.2024 = 99.50") == [
        "het eigen vermogen per 31-12-2024 is 99,50, maar de reserves zijn samen 100 (verschil -0,50)."
    ]


def test_the_result_of_the_year_may_be_beside_the_reserves_or_in_them() -> None:
    assert with_equity("eigen_vermogen.2024 = 100", RESERVES + RESULTAAT) == []
    assert with_equity("eigen_vermogen.2024 = 105", RESERVES + RESULTAAT) == []
    (tekst,) = with_equity("eigen_vermogen.2024 = 95", RESERVES + RESULTAAT)
    assert tekst == (
        "het eigen vermogen per 31-12-2024 is 95, maar de reserves zijn samen 100, met het resultaat van 2024 105 "
        "(verschil -5)."
    )


@pytest.mark.parametrize(
    "balans", ["eigen_vermogen.rekening.2024 = 9", "eigen_vermogen.2024 = 100\neigen_vermogen.rekening.2024 = 9"]
)
def test_equity_of_the_accounts_goes_before_that_of_every_phase(balans: str) -> None:
    assert len(with_equity(balans)) == 1
    assert with_equity(balans.replace(" = 9", " = 100")) == []


def test_equity_is_compared_only_where_all_balances_of_a_whole_municipality_are_known() -> None:
    assert with_equity("eigen_vermogen.2024 = 9", kop="") == []
    assert with_equity("eigen_vermogen.2025 = 9") == []
    assert with_equity("eigen_vermogen.2024 = 9", RESERVES + RESERVE.replace("[reserve.r]", "[reserve.q]")) == []
    assert with_equity("eigen_vermogen.begroting.2024 = 9") == []
    assert with_equity("leningen.2024 = 9") == []
    without = session(programma("", kop=GEHEEL), begroting=begroting("[balans]\neigen_vermogen.2024 = 9\n"))
    assert found(without) == []


@pytest.mark.lang
@given(st.lists(st.integers(-10_00, 10_00), min_size=1, max_size=4), st.integers(-2_00, 2_00), st.integers(-2_00, 2_00))
def test_equity_is_the_sum_with_or_without_the_result_or_is_found(standen: list[int], result: int, rest: int) -> None:
    reserves = [
        Record("reserve", str(n), {"naam": "R", "soort": "algemene reserve", "stand.2024": cents})
        for n, cents in enumerate(standen)
    ]
    post = Record("post", "x", {"naam": "X", "baten.rekening.2024": result})
    vermogen = Record("balans", "", {"eigen_vermogen.2024": sum(standen) + rest})
    dossier = van_tabellen([post, *reserves], begroting=[vermogen, Record("weergave", "", {"geheel": True})])
    meldingen = Kept(dossier, lambda: cijfers(dossier)).found(feiten.RULES)
    assert [m.code for m in meldingen] == ([] if rest in (0, result) else ["BD444"])


# --- interest ---------------------------------------------------------------------------------------


LASTEN = '[post.l]\nnaam = "L"\nbeleidsterrein = "A"\ncategorie.lasten = "7.4"\nlasten.begroting.2026 = 10\n'
BATEN = '[post.b]\nnaam = "B"\nbeleidsterrein = "A"\ncategorie.baten = "7.4"\n'
ACTIVUM = '[activum.a]\nnaam = "A"\nboekwaarde.2026 = 1_000\ntermijn = 10\npost = "x"\n'
RENTE = "[parameters]\nomslagrente = 0.02\n"


def interest(tekst: str, kop: str = GEHEEL, head: str = RENTE) -> list[str]:
    opened = session(programma(tekst, kop=kop), begroting=begroting(head))
    return [f"{m.adres}: {m.tekst}" for m in found(opened) if m.code == "BD445"]


def test_the_interest_that_posts_are_charged_is_what_the_treasury_gets() -> None:
    assert interest(LASTEN + BATEN + "baten.begroting.2026 = 10\n") == []
    (tekst,) = interest(LASTEN + BATEN + "baten.begroting.2026 = 12.50\nbaten.begroting.2028 = 1\n")
    assert tekst == (
        "post.b.baten.begroting.2026: de toegerekende rente (categorie 7.4) is als last niet wat zij als baat is "
        "(2026: 10 tegenover 12,50, verschil 2,50; 2028: 0 tegenover 1, verschil 1)."
    )


def test_the_interest_of_capital_charges_is_charged_wherever_it_lands() -> None:
    received = "".join(f"baten.begroting.{jaar} = {20 - 2 * (jaar - 2026)}\n" for jaar in range(2026, 2030))
    charged = POST + 'categorie.lasten = "7.4"\n' + ACTIVUM
    assert interest(POST + ACTIVUM + BATEN + received) == []
    assert interest(charged + BATEN + received) == []
    assert len(interest(POST + ACTIVUM.replace('post = "x"\n', "") + BATEN + received)) == 1


def test_less_than_a_euro_of_interest_is_rounding() -> None:
    assert interest(LASTEN + BATEN + "baten.begroting.2026 = 10.99\n") == []
    assert len(interest(LASTEN + BATEN + "baten.begroting.2026 = 11\n")) == 1


def test_interest_is_compared_only_in_a_whole_municipality_with_a_treasury() -> None:
    assert interest(LASTEN + BATEN, kop="") == []
    assert interest(LASTEN) == []
    assert interest(LASTEN + BATEN, head=RENTE) != []


@pytest.mark.lang
def test_interest_is_that_of_an_iv3_statement() -> None:
    opened = sample("voorbeeldstad-2027").cijfers
    for kolom in [k for k in jaarkolommen(opened) if k.jaar >= 2027]:
        stated = boekingen(opened.dossier, opened.totalen, kolom.termen)
        for kant in POSTKANTEN:
            expected = sum(b.cents for b in stated if (b.kant, b.categorie) == (kant, "7.4"))
            assert expected > 0
            assert feiten._interest(opened.cube, kant, kolom.jaar) == expected


# --- all of them ------------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", sampled(sorted(path.name for path in SAMPLES.iterdir()), 5))
def test_in_a_sample_all_facts_agree(naam: str) -> None:
    assert found(sample(naam)) == []


@pytest.mark.lang
def test_the_sample_links_every_grant_and_party_that_is_paid_and_an_edit_is_found_at_once(tmp_path: Path) -> None:
    opened = Session.open(shutil.copytree(SAMPLES / "voorbeeldstad-2027", tmp_path / "stad"))
    linked = [t for b in opened.dossier.programmas for s in ("subsidie", "verbonden_partij") for t in b.van(s)]
    assert [t.sleutel for t in linked if not t.tekst("post")] == ["gemeentebank"]
    file = opened.dossier.programmas[7].naam
    adres = Adres(file, "investering", "buurthuis-west", "uit_reserve.2027")
    opened.do([SetValue(adres, 400_000_00, 600_000_00)])
    assert places(opened) == ["BD443 investering.buurthuis-west.uit_reserve.2027"]
    opened.undo()
    assert found(opened) == []
