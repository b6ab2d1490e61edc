"""The EMU-saldo and the balance sheet. T is 2026; amounts are cents, computed by hand (bbv, sections 9 and 10)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.engine.financieel import (
    ACTIVA,
    EMU,
    PASSIVA,
    VASTE_SCHULD,
    VLOTTENDE_SCHULD,
    Balans,
    Stromen,
    balansen,
    stromen,
)
from budgetdesk.engine.totalen import Totalen
from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.model.dossier import Dossier, Record, Waarde
from tests.proef import van_tabellen

T = 2026
GEGEVEN = sorted(EMU.keys() - {"exploitatiesaldo"})
ITEMS = [item for item in (*ACTIVA, *PASSIVA) if item != VASTE_SCHULD]
"""Those that close no balance sheet where vaste schuld is not given."""


def make(*records: Record, emu: dict[str, Waarde] | None = None, balans: dict[str, Waarde] | None = None) -> Dossier:
    given = (("parameters", {"omslagrente": Decimal(0)}), ("emu", emu), ("balans", balans))
    settings = [Record(soort, "", dict(waarden)) for soort, waarden in given if waarden is not None]
    return van_tabellen(records, begroting=settings, jaar=T)


POST = Record("post", "p", {"lasten.begroting.2026": 1000, "baten.begroting.2026": 1100, "baten.rekening.2024": 5})
VOORZIENING = Record(
    "voorziening", "v", {"dotatie.begroting.2026": 50, "vrijval.begroting.2026": 8, "aanwending.begroting.2026": 30}
)
STIL = dict.fromkeys(EMU, 0)
"""A year in which nothing happens."""
INVESTERING = Record(
    "investering",
    "i",
    {"uitgaven.2026": 400, "bijdrage.2026": 60, "besteed.2024": 9, "termijn": 10, "gereed": 2025, "uitgaven.2025": 160},
)
# in use from 2026: 160 + 400 - 60 = 500 over 10 years: 50 a year


def of(dossier: Dossier, jaar: int = T, fase: str = "begroting") -> Stromen:
    term = f"{fase}.{jaar}"
    return stromen(dossier, Totalen(dossier, [term]), jaar, [(term, 1)])


def test_the_dossier_gives_what_the_emu_saldo_counts() -> None:
    stroom = of(make(POST, VOORZIENING, INVESTERING))
    assert {naam: cents for naam, cents in stroom.bedragen.items() if cents} == {
        "exploitatiesaldo": 100,
        "afschrijvingen": 50,
        "dotaties": 42,
        "investeringen": 400,
        "bijdragen": 60,
        "lasten_voorzieningen": 30,
    }
    assert stroom.emu_saldo == 100 + 50 + (50 - 8) - 400 + 60 - 30 == -178


def test_a_realised_year_takes_what_investments_have_cost() -> None:
    stroom = of(make(POST, VOORZIENING, INVESTERING), 2024, "rekening")
    assert (stroom.bedragen["investeringen"], stroom.bedragen["afschrijvingen"], stroom.emu_saldo) == (9, 0, 5 - 9)


def test_accounts_take_the_charges_of_their_year_unless_they_say_otherwise() -> None:
    spent: dict[str, Waarde] = {"besteed.2026": 380, "bijdrage.2026": 60}
    record = Record("investering", "i", INVESTERING.waarden | spent)
    accounts = of(make(POST, VOORZIENING, record), T, "rekening")
    expected = {"afschrijvingen": 50, "bijdragen": 60, "investeringen": 380}
    assert {naam: accounts.bedragen[naam] for naam in expected} == expected
    dossier = make(POST, record, emu={"afschrijvingen.rekening.2026": 47})
    assert of(dossier, T, "rekening").bedragen["afschrijvingen"] == 47
    assert of(dossier).bedragen["afschrijvingen"] == 50


@pytest.mark.parametrize("naam", GEGEVEN)
def test_an_amount_that_is_given_takes_the_place_of_what_the_dossier_adds_up_to(naam: str) -> None:
    without = of(make(POST, VOORZIENING, INVESTERING))
    given_ = of(make(POST, VOORZIENING, INVESTERING, emu={f"{naam}.2026": 7, f"{naam}.2027": 1000}))
    assert given_.bedragen == {**without.bedragen, naam: 7}
    assert given_.emu_saldo - without.emu_saldo == EMU[naam] * (7 - without.bedragen[naam])
    assert {n: adres.pad for n, adres in given_.gegeven.items()} == {naam: f"{naam}.2026"}


def test_no_other_key_changes_the_emu_saldo() -> None:
    emu: dict[str, Waarde] = {"referentiewaarde.2026": -5, "exploitatiesaldo.2026": 9, "onbekend": 3}
    assert of(make(POST, emu=emu)).emu_saldo == 100


def test_the_balance_sheet_runs_on_from_what_is_given() -> None:
    emu: dict[str, Waarde] = {"desinvesteringen.2026": 20, "grondaankopen.2026": 15, "baten_grondexploitatie.2026": 5}
    balans: dict[str, Waarde] = {
        "materiele_vaste_activa.2025": 1000,
        "bouwgronden.2025": 100,
        "eigen_vermogen.2025": 300,
    }
    balans |= {"voorzieningen.2025": 50, "liquide_middelen.2026": 25}
    dossier = make(POST, VOORZIENING, INVESTERING, emu=emu | {"lasten_reserves.2026": 12}, balans=balans)
    first, second = balansen(dossier, [Stromen(2025, MappingProxyType(dict.fromkeys(EMU, 0))), of(dossier)])
    assert first is not None
    assert second is not None
    assert {item: cents for item, cents in first.standen.items() if cents} == {
        "materiele_vaste_activa": 1000,
        "bouwgronden": 100,
        "eigen_vermogen": 300,
        "voorzieningen": 50,
        VASTE_SCHULD: 750,
    }
    assert {item: cents for item, cents in second.standen.items() if cents} == {
        "materiele_vaste_activa": 1000 + 400 - 60 - 50 - 20,
        "bouwgronden": 100 + 15 - 5,
        "liquide_middelen": 25,
        "eigen_vermogen": 300 + 100 - 12,
        "voorzieningen": 50 + 50 - 8 - 30,
        VASTE_SCHULD: 1270 + 110 + 25 - 388 - 62,
    }
    assert {n: adres.pad for n, adres in second.gegeven.items()} == {"liquide_middelen": "liquide_middelen.2026"}
    assert second.totaal == 1405


def test_where_vaste_schuld_is_given_vlottende_schuld_closes() -> None:
    balans: dict[str, Waarde] = {"leningen.2025": 900, "eigen_vermogen.2025": 300, "vlottende_schuld.2025": 7}
    balans |= {"vaste_schuld.rekening.2026": 550, "liquide_middelen.rekening.2026": 30}
    flows = dict.fromkeys(EMU, 0) | {"exploitatiesaldo": 100}
    phases = ((2025, "rekening"), (2026, "rekening"), (2026, "begroting"), (2027, "begroting"))
    found = balansen(
        make(balans=balans), [Stromen(j, MappingProxyType(flows if j == T else STIL), fasen=(f,)) for j, f in phases]
    )
    debts_ = [(s.sluitpost, s.standen[VASTE_SCHULD], s.standen[VLOTTENDE_SCHULD]) for s in found if s]
    assert debts_ == [
        (VASTE_SCHULD, 900 - 300 - 7, 7),
        (VLOTTENDE_SCHULD, 550, 930 - 400 - 550),
        (VASTE_SCHULD, 900 - 400 - 7, 7),
        (VASTE_SCHULD, 900 - 400 - 7, 7),
    ]
    assert found[1] is not None
    assert sorted(found[1].gegeven) == ["liquide_middelen", VASTE_SCHULD]


@pytest.mark.parametrize(
    ("given_", "jaren", "known"),
    [
        ({}, (2025, 2026), []),
        ({"eigen_vermogen.2024": 1}, (2025, 2026), [2025, 2026]),
        ({"eigen_vermogen.2023": 1}, (2025, 2026), []),
        ({"eigen_vermogen.2026": 1}, (2025, 2026, 2027), [2026, 2027]),
        ({"eigen_vermogen.2025": 1}, (2025, 2027), [2025]),
        ({"eigen_vermogen.2026": 1}, (2025, 2027), [2027]),
    ],
)
def test_a_balance_sheet_is_there_from_the_first_year_known(
    given_: dict[str, Waarde], jaren: tuple[int, ...], known: list[int]
) -> None:
    still = [Stromen(jaar, MappingProxyType(dict.fromkeys(EMU, 0))) for jaar in jaren]
    assert [sheet.jaar for sheet in balansen(make(balans=given_), still) if sheet] == known


def test_of_two_columns_of_one_year_each_goes_on_from_the_year_before() -> None:
    flows = [dict.fromkeys(EMU, 0) | {"exploitatiesaldo": cents} for cents in (0, 10, 25)]
    years = zip((2025, 2026, 2026), flows, strict=True)
    found = balansen(
        make(balans={"eigen_vermogen.2025": 100}), [Stromen(jaar, MappingProxyType(flow)) for jaar, flow in years]
    )
    assert [sheet and sheet.standen["eigen_vermogen"] for sheet in found] == [100, 110, 125]


CENTEN = st.integers(-(10**12), 10**12)
FLOWS = st.fixed_dictionaries(dict.fromkeys(EMU, CENTEN))


@given(
    st.lists(FLOWS, min_size=1, max_size=4),
    st.dictionaries(st.tuples(st.sampled_from([*ITEMS, VASTE_SCHULD]), st.integers(2025, 2029)), CENTEN, min_size=1),
)
def test_every_balance_sheet_holds_whatever_is_given(
    flows: list[dict[str, int]], given_: dict[tuple[str, int], int]
) -> None:
    dossier = make(balans={f"{item}.{jaar}": cents for (item, jaar), cents in given_.items()})
    jaren = [Stromen(T + n, MappingProxyType(flow)) for n, flow in enumerate(flows)]
    for balans in filter(None, balansen(dossier, jaren)):
        assert sum(balans.standen[i] for i in ACTIVA) == sum(balans.standen[i] for i in PASSIVA) == balans.totaal


@given(FLOWS, st.dictionaries(st.sampled_from(ITEMS), CENTEN, min_size=1))
def test_debt_moves_with_the_emu_saldo(flow: dict[str, int], opening: dict[str, int]) -> None:
    dossier = make(balans={f"{item}.2025": cents for item, cents in opening.items()})
    before, after = debts(balansen(dossier, [Stromen(2025, MappingProxyType(dict.fromkeys(EMU, 0))), emu_of(flow)]))
    assert before - after == emu_of(flow).emu_saldo + flow["boekwinst"]


def emu_of(flow: dict[str, int]) -> Stromen:
    return Stromen(T, MappingProxyType(flow))


def debts(found: Sequence[Balans | None]) -> list[int]:
    return [balans.standen[VASTE_SCHULD] for balans in found if balans]


def test_the_format_has_a_key_for_every_item_and_flow_but_those_that_follow() -> None:
    keys = {soort: {v.sleutel for v in SOORTEN["begroting"][soort].velden} for soort in ("emu", "balans")}
    assert keys == {"emu": {*GEGEVEN, "referentiewaarde"}, "balans": {*ACTIVA, *PASSIVA}}


@pytest.mark.parametrize(
    ("fasen", "expected"),
    [
        (("rekening",), 3),
        (("begroting",), 1),
        (("wijziging", "begroting"), 2),  # begroting na wijziging: the amended amount goes before what was budgeted
        (("begroting", "wijziging"), 2),
        (("prognose",), 9),  # no amount of its own: what holds for every phase
        (("mjb",), 9),
    ],
)
def test_an_amount_of_a_phase_takes_the_place_of_the_one_of_the_year(fasen: tuple[str, ...], expected: int) -> None:
    emu: dict[str, Waarde] = {"boekwinst.2026": 9, "boekwinst.begroting.2026": 1, "boekwinst.rekening.2026": 3}
    emu |= {"boekwinst.rekening.2025": 50}
    if "wijziging" in fasen:
        emu["boekwinst.wijziging.2026"] = 2
    dossier = make(POST, emu=emu)
    termen = [(f"{fase}.2026", 1) for fase in fasen if fase != "wijziging"]
    termen += [("wijziging.2026", 1)] if "wijziging" in fasen else []
    assert stromen(dossier, Totalen(dossier, []), T, termen).bedragen["boekwinst"] == expected


def test_a_phase_without_an_amount_goes_on_from_the_year_before() -> None:
    dossier = make(balans={"leningen.2024": 5, "leningen.rekening.2025": 7, "leningen.begroting.2025": 8})
    flows = [Stromen(jaar, dict.fromkeys(EMU, 0), fasen=(fase,)) for jaar, fase in ((2025, "prognose"), (2025, "mjb"))]
    realised = [Stromen(2025, dict.fromkeys(EMU, 0), fasen=("rekening",)), Stromen(2026, dict.fromkeys(EMU, 0))]
    assert [sheet and sheet.standen["leningen"] for sheet in balansen(dossier, flows)] == [5, 5]
    assert [sheet and sheet.standen["leningen"] for sheet in balansen(dossier, realised)] == [7, 7]


def test_the_year_before_the_first_column_opens_with_its_accounts() -> None:
    dossier = make(balans={"leningen.begroting.2025": 8, "leningen.rekening.2025": 7, "voorraden.begroting.2025": 2})
    (sheet,) = balansen(dossier, [Stromen(T, dict.fromkeys(EMU, 0), fasen=("begroting",))])
    assert sheet is not None
    assert (sheet.standen["leningen"], sheet.standen["voorraden"]) == (7, 2)
