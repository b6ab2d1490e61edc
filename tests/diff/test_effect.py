"""What a difference does to the totals: what changes in a balance is told in posts and in parts, to the cent."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from budgetdesk.diff.comparison import Comparison, compare, with_effect
from budgetdesk.diff.effect import Effect, Effectregel
from budgetdesk.diff.notation import soortnaam
from budgetdesk.diff.outline import chapters
from budgetdesk.diff.summary import summary
from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN
from budgetdesk.session import Session
from tests.diff.test_comparison import EFFECT, PROGRAMMA, Maak, cells
from tests.proef import sampled

Wijzig = Callable[..., Comparison]
Vervanging = tuple[str, str, str]
"""A pattern of one file, and the text in it that becomes another."""

RENTE: Vervanging = ("begroting.toml", "omslagrente = 0.02\n", "omslagrente = 0.0225\n")
REGEL: Vervanging = ("begroting.toml", '"jaar-na-gereed"', '"zelfde-jaar"')
AANDEEL: Vervanging = ("begroting.toml", "aandeel = 6_840\n", "aandeel = 5_840\n")
VOORSTEL: Vervanging = ("wijzigingen/2027-06-*", 'status = "voorstel"', 'status = "ontwerp"')
POST: Vervanging = ("programmas/03-*", "2_944_000", "3_144_000.05")
KREDIET: Vervanging = ("programmas/03-*", "uitgaven.2028 = 2_300_000", "uitgaven.2028 = 2_800_000")
RESERVE: Vervanging = (
    "programmas/07-*",
    "onttrekking.begroting.2029 = 165_000",
    "onttrekking.begroting.2029 = 100_000",
)
BESLUIT: Vervanging = ("wijzigingen/2027-01-*", "onttrekking.2027 = 150_000", "onttrekking.2027 = 149_999.99")


@cache
def opened(map_: Path) -> Session:
    """Return a session to look at."""
    return Session.open(map_)


@pytest.fixture
def wijzig(samples: Path, tmp_path: Path) -> Wijzig:
    """Compare the sample with a copy in which texts are replaced."""

    def call(*replaced: Vervanging) -> Comparison:
        old, new = samples / "voorbeeldstad-2027", tmp_path / "nieuw"
        shutil.copytree(old, new)
        for pattern, before, after in replaced:
            [pad] = new.glob(pattern)
            text = pad.read_text("utf-8")
            assert before in text
            pad.write_text(text.replace(before, after, 1), "utf-8")
        oud, nieuw = opened(old), Session.open(new)
        return with_effect(compare(oud.dossier, nieuw.dossier), oud.cijfers, nieuw.cijfers)

    return call


def effect_of(vergelijking: Comparison) -> Effect:
    assert vergelijking.effect is not None
    return vergelijking.effect


def told(vergelijking: Comparison, regel: Effectregel) -> list[int]:
    """Return per column what the posts and reserves that are listed do to a sum, in cents with its signs."""
    signs = dict(regel.tekens)
    found = []
    for kolom in effect_of(vergelijking).kolommen:
        changed = (
            signs[w.adres.pad.partition(".")[0]] * factor * w.verschil
            for b in vergelijking.bestanden
            if b.bestand.soort == "programma" and regel.programma in (None, b.bestand.nummer)
            for t in b.records
            for w in t.waarden
            for term, factor in kolom.termen
            if w.adres.pad.partition(".")[0] in signs and w.adres.pad.partition(".")[2] == term
        )
        found.append(sum(changed))
    return found


@pytest.mark.parametrize(
    ("replaced", "bronnen"),
    sampled(
        [
            ((RENTE, AANDEEL, VOORSTEL, BESLUIT, POST, KREDIET, RESERVE), {"kapitaallasten", "verdeling", "mutaties"}),
            ((RENTE,), {"kapitaallasten"}),
            ((REGEL,), {"kapitaallasten"}),
            ((KREDIET,), {"kapitaallasten"}),
            ((POST, RESERVE), set()),
            ((AANDEEL,), {"verdeling"}),
            ((VOORSTEL,), {"mutaties"}),
            ((BESLUIT,), {"mutaties"}),
        ],
        8,
    ),
)
def test_what_changes_in_a_sum_is_what_is_listed_and_its_parts_to_the_cent(
    wijzig: Wijzig, replaced: tuple[Vervanging, ...], bronnen: set[str]
) -> None:
    found = wijzig(*replaced)
    effect = effect_of(found)
    assert {deel.bron for regel in effect.regels for deel in regel.delen} == bronnen
    sums = [regel for regel in effect.regels if regel.soort != "resultaat"]
    assert [regel.soort for regel in sums if regel.programma is None] == ["saldo", "mutaties"]
    for regel in sums:
        added = [sum(deel.nieuw[k] - deel.oud[k] for deel in regel.delen) for k in range(len(effect.kolommen))]
        listed = told(found, regel)
        assert [n - o for o, n in zip(regel.oud, regel.nieuw, strict=True)] == [
            a + b for a, b in zip(added, listed, strict=True)
        ]
        assert {kant for kant, _ in regel.tekens} <= {*POSTKANTEN, *RESERVEKANTEN}


@pytest.mark.lang
def test_the_parts_stand_below_the_sum_that_they_explain(wijzig: Wijzig) -> None:
    found = wijzig(RENTE)
    table = cells(found, EFFECT)
    assert [row[1] for row in table if row[0] == "Alle programma's"] == [
        "Saldo",
        "waarvan kapitaallasten",
        "Mutaties reserves",
        "Resultaat",
    ]
    for label in ("Saldo", "waarvan kapitaallasten"):
        assert sum(row[1] == label for row in table) == len({row[0] for row in table})


@pytest.mark.lang
def test_a_part_of_which_the_sum_stays_is_told_too(wijzig: Wijzig) -> None:
    found = wijzig(AANDEEL)
    whole = next(effect_of(found).of_all())
    assert (whole.verschilt, whole.delen) == (False, ())  # what one programma gets the other gives
    assert all(regel.delen for regel in effect_of(found).of_each() if regel.soort == "saldo")


@pytest.mark.lang
def test_the_summary_names_the_parameters_that_changed(wijzig: Wijzig) -> None:
    assert "Uitgangspunten: omslagrente 2 % → 2,25 %." in summary(wijzig(RENTE))


def test_only_the_first_of_many_parameters_are_named(dossier: Maak) -> None:
    base = 'formaat = 1\ngemeente = "Proef"\njaar = 2026\nsjabloon = "begroting"\n[index.lonen]\n'
    texts = [base + "".join(f"{jaar} = {v}\n" for jaar in range(2026, 2031)) for v in ("0.02", "0.03")]
    oud, nieuw = (Session.open(dossier(PROGRAMMA, begroting=text)).dossier for text in texts)
    assert summary(compare(oud, nieuw))[0] == (
        "Uitgangspunten: index lonen 2026 2 % → 3 %; index lonen 2027 2 % → 3 %; index lonen 2028 2 % → 3 % "
        "en nog 2 andere."
    )


# --- of some programmas --------------------------------------------------------------------------


@pytest.mark.lang
def test_limited_to_a_programma_the_result_is_its_own_and_what_else_differs_is_said(wijzig: Wijzig) -> None:
    found = wijzig(RENTE, POST, RESERVE, VOORSTEL).of_programmas([3])
    first, second, third = summary(found)[:3]
    assert first.startswith(
        "Het resultaat van programma 3 Bereikbaarheid en openbare ruimte in Begroting 2027 gaat van "
    )
    assert second == (
        "Dit is alleen programma 3; er verschilt ook iets in 1 programma, 1 besluit en de uitgangspunten."
    )
    assert third == "Uitgangspunten: omslagrente 2 % → 2,25 %."


@pytest.mark.lang
def test_a_programma_that_only_adds_up_to_something_else_differs(wijzig: Wijzig) -> None:
    found = wijzig(RENTE)
    assert found.of_programmas([1])
    assert found.of_programmas([1]).bestanden == ()
    assert not found.of_programmas([15])


@pytest.mark.lang
def test_several_programmas_are_told_one_by_one(wijzig: Wijzig) -> None:
    sentences = summary(wijzig(POST, RESERVE, RENTE).of_programmas([7, 3]))
    assert [s.partition(" in ")[0] for s in sentences[:2]] == [
        "Het resultaat van programma 3 Bereikbaarheid en openbare ruimte",
        "Het resultaat van programma 7 Cultuur en erfgoed",
    ]
    assert sentences[2].startswith("Dit is alleen programma's 3 en 7; ")


def test_a_programma_of_which_nothing_adds_up_otherwise_says_so(dossier: Maak) -> None:
    texts = (PROGRAMMA, PROGRAMMA.replace("elke week", "elke maand"))
    oud, nieuw = (Session.open(dossier(text)) for text in texts)
    found = with_effect(compare(oud.dossier, nieuw.dossier), oud.cijfers, nieuw.cijfers).of_programmas([1])
    assert summary(found)[0] == "Het saldo en het resultaat van programma 1 veranderen niet."


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "soort",
    sorted({*SOORTEN} - {"begroting"} | {n for s in SOORTEN.values() for n, kind in s.items() if not kind.enkel}),
)
def test_every_kind_that_can_be_counted_has_a_singular_and_a_plural(soort: str) -> None:
    one, more = soortnaam(soort), soortnaam(soort, 2)
    assert one != more
    assert "_" not in one + more


def test_files_and_their_tables_are_counted_in_the_right_number(dossier: Maak) -> None:
    reserves = '[reserve.pot]\nnaam = "Pot"\nsoort = "algemene reserve"\n'
    kop = 'formaat = 1\ngemeente = "Proef"\njaar = 2026\nsjabloon = "begroting"\n'
    accepted = "".join(f'[aanvaard.BD40{n}]\nreden = "Zo is het."\n' for n in (1, 2))
    start = PROGRAMMA.index("[reserve.")
    map_ = dossier(PROGRAMMA, begroting=kop, reserves=reserves)
    oud = Session.open(map_).dossier
    (map_ / "reserves.toml").unlink()
    nieuw = Session.open(dossier(PROGRAMMA[:start], begroting=kop + accepted)).dossier
    assert {"Nieuw: 2 aanvaardingen.", "Vervallen: 1 reservesbestand, 1 reserve."} <= set(summary(compare(oud, nieuw)))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (PROGRAMMA, "Hernoemd (een andere sleutel, verder hetzelfde): 1 post."),
        (PROGRAMMA.replace("200_000", "200_001"), "Hernoemd (een andere sleutel, en gewijzigd): 1 post."),
    ],
)
def test_what_has_another_key_is_otherwise_the_same_only_where_it_is(dossier: Maak, text: str, sentence: str) -> None:
    oud = Session.open(dossier(PROGRAMMA)).dossier
    found = compare(oud, Session.open(dossier(text.replace("post.balie", "post.loket"))).dossier)
    for least in (0, 500_000_00):  # what is left out is no less a change
        assert sentence in summary(found.narrow(least))


@pytest.mark.parametrize(
    ("kop", "titel"),
    [
        ("", "Besluit 7 Nota (voorstel: telt nog niet mee)"),
        ('status = "voorstel"\n', "Besluit 7 Nota (voorstel: telt nog niet mee)"),
        ('status = "ingetrokken"\n', "Besluit 7 Nota (ingetrokken: telt niet mee)"),
        ('status = "ontwerp"\ntelt_mee = "niet"\n', "Besluit 7 Nota (telt niet mee)"),
        ('status = "ontwerp"\ntelt_mee = "wijziging"\n', "Besluit 7 Nota (ontwerp: telt nog niet mee)"),
        ('status = "ontwerp"\n', "Besluit 7 Nota"),
    ],
)
def test_a_decision_that_does_not_count_says_so(dossier: Maak, kop: str, titel: str) -> None:
    start = f'[wijziging]\nnummer = "7"\nnaam = "Nota"\n{kop}\n'
    mutatie = '[mutatie.wijk]\nprogramma = 1\npost = "raad"\nonderwerp = "Wijkbudget"\nlasten.2026 = 25_000\n'
    texts = (start, start + mutatie)
    oud, nieuw = (Session.open(dossier(PROGRAMMA, wijzigingen__7=text)).dossier for text in texts)
    [hoofdstuk] = chapters(compare(oud, nieuw))
    assert hoofdstuk.titel == titel
