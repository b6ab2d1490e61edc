from __future__ import annotations

import pytest

from budgetdesk.cli.adres import resolve
from budgetdesk.errors import UsageError
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Dossier, Tabel, Waarde
from budgetdesk.model.schema import Bestandssoort

PROGRAMMA = "programmas/01-bestuur.toml"
KADERBRIEF = "wijzigingen/2026-01-kaderbrief.toml"


def bestand(naam: str, soort: Bestandssoort, *tabellen: tuple[str, str]) -> Bestand:
    return Bestand(naam, soort, {t: Tabel(*t) for t in tabellen})


def dossier() -> Dossier:
    programma = bestand(
        PROGRAMMA,
        "programma",
        ("programma", ""),
        ("beleidsterrein", "1A"),
        ("post", "bestuur"),
        ("post", "griffie"),
        ("post", "griffie.lasten"),
        ("subsidie", "1A1"),
        ("subsidie", "1A1.1"),
        ("subsidie", "met spatie"),
        ("subsidie", 'met "quotes"'),
        ("investering", "tachymeters"),
    )
    nummer: dict[str, Waarde] = {"nummer": 1}
    programma.tabellen["programma", ""].waarden = nummer
    bestanden = [
        bestand("begroting.toml", "begroting", ("", ""), ("drempels", "")),
        programma,
        bestand("reserves.toml", "reserves", ("reserve", "algemeen")),
        bestand(KADERBRIEF, "wijziging", ("wijziging", ""), ("mutatie", "begraafplaats")),
    ]
    return Dossier({b.naam: b for b in bestanden})


@pytest.mark.parametrize(
    ("text", "adres"),
    [
        ("1/post.bestuur.lasten.begroting.2027", (PROGRAMMA, "post", "bestuur", "lasten.begroting.2027")),
        ("1/post.bestuur.incidenteel.baten.2027", (PROGRAMMA, "post", "bestuur", "incidenteel.baten.2027")),
        ("1/investering.tachymeters.restwaarde", (PROGRAMMA, "investering", "tachymeters", "restwaarde")),
        ("1/investering.tachymeters.uitgaven.2030", (PROGRAMMA, "investering", "tachymeters", "uitgaven.2030")),
        ("programmas/01-bestuur/post.bestuur.baten.mjb.2028", (PROGRAMMA, "post", "bestuur", "baten.mjb.2028")),
        ("programmas/01-bestuur.toml/post.bestuur.baten.mjb.2028", (PROGRAMMA, "post", "bestuur", "baten.mjb.2028")),
        ("reserves/reserve.algemeen.stand.2025", ("reserves.toml", "reserve", "algemeen", "stand.2025")),
        ("begroting/drempels.toelichting", ("begroting.toml", "drempels", "", "toelichting")),
        (
            "wijzigingen/2026-01-kaderbrief/mutatie.begraafplaats.lasten.2026",
            (KADERBRIEF, "mutatie", "begraafplaats", "lasten.2026"),
        ),
    ],
)
def test_an_address_means_one_amount_of_one_file(text: str, adres: tuple[str, str, str, str]) -> None:
    assert resolve(dossier(), text) == Adres(*adres)


@pytest.mark.parametrize(
    ("key", "sleutel"),
    [
        ("1A1", "1A1"),
        ('"1A1"', "1A1"),
        ("1A1.1", "1A1.1"),
        ('"1A1.1"', "1A1.1"),
        ("'1A1.1'", "1A1.1"),
        ("met spatie", "met spatie"),
        ('"met spatie"', "met spatie"),
        (r'"met \"quotes\""', 'met "quotes"'),
        ('met "quotes"', 'met "quotes"'),
    ],
)
def test_a_table_key_may_be_quoted_as_in_the_file_or_bare_as_a_shell_leaves_it(key: str, sleutel: str) -> None:
    assert resolve(dossier(), f"1/subsidie.{key}.bedrag.2027").sleutel == sleutel


def test_the_longest_table_key_wins_only_where_the_rest_is_an_amount() -> None:
    short = resolve(dossier(), "1/post.griffie.lasten.begroting.2027")
    long = resolve(dossier(), "1/post.griffie.lasten.baten.begroting.2027")
    assert (short.sleutel, short.pad) == ("griffie", "lasten.begroting.2027")
    assert (long.sleutel, long.pad) == ("griffie.lasten", "baten.begroting.2027")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "begin met het nummer van een programma en een schuine streep"),
        ("post.bestuur.lasten.begroting.2027", "begin met het nummer van een programma en een schuine streep"),
        ("/post.bestuur.lasten.begroting.2027", "begin met het nummer van een programma en een schuine streep"),
        ("2/post.bestuur.lasten.begroting.2027", "programma 2 is er niet in dit dossier; kies uit 1."),
        ("²/post.bestuur.lasten.begroting.2027", "bestand `²` is er niet in dit dossier; kies uit 1, begroting,"),
        ("reserve/reserve.x.stand.2025", "bestand `reserve` is er niet in dit dossier; bedoelt u `reserves`?"),
        ("wijzigingen/2026-02/mutatie.x.lasten.2026", "bestand `wijzigingen/2026-02` is er niet in dit dossier"),
        ("1/", "achter de schuine streep hoort een tabel; kies uit post, investering, subsidie."),
        ("1/pots.bestuur.lasten.begroting.2027", "01-bestuur.toml kent geen tabel `pots`; bedoelt u `post`?"),
        ("1/xyz.bestuur.lasten.begroting.2027", "kent geen tabel `xyz`; kies uit post, investering, subsidie."),
        ("begroting/jaar", "begroting.toml kent geen tabel `jaar`; kies uit drempels."),
        ("begroting/parameters.omslagrente", "in begroting.toml staat geen tabel [parameters]."),
        ("begroting/drempels", "noem ook het bedrag; kies uit toelichting, krediet."),
        ("begroting/drempels.toelichting.2027", "schrijf dit bedrag als `toelichting`."),
        ("1/post", "noem ook welke post; kies uit bestuur, griffie, griffie.lasten."),
        ("1/post.bestur.lasten.begroting.2027", "staat geen post `bestur`; bedoelt u `bestuur`?"),
        ("1/post.bestuurder", "staat geen post `bestuurder`; bedoelt u `bestuur`?"),
        ("1/reserve.raad.stand.2025", "in programmas/01-bestuur.toml staat geen reserve `raad`."),
        ("1/programma.nummer", "in een tabel [programma] staan geen bedragen."),
        ("1/beleidsterrein.1A.naam", "in een tabel [beleidsterrein] staan geen bedragen."),
        ("1/post.bestuur", "noem ook het bedrag; kies uit lasten, baten, incidenteel.lasten, incidenteel.baten."),
        ("1/post.bestuur.naam", "`naam` is geen bedrag, en `set` wijzigt alleen bedragen; kies uit lasten, baten,"),
        ("1/post.bestuur.lsten.begroting.2027", "onbekend bedrag `lsten`; bedoelt u `lasten`"),
        ("1/subsidie.1A1.1.bedra.2027", "onbekend bedrag `bedra`; bedoelt u `bedrag`?"),
        ("1/post.bestuur.lasten", "schrijf dit bedrag als `lasten.begroting.2027`."),
        ("1/post.bestuur.lasten.2027", "schrijf dit bedrag als `lasten.begroting.2027`."),
        ("1/post.bestuur.lasten.begroting.2027.x", "schrijf dit bedrag als `lasten.begroting.2027`."),
        ("1/post.bestuur.lasten.begrotng.2027", "onbekende fase `begrotng`; bedoelt u `begroting`?"),
        ("1/post.bestuur.lasten.raming.2027", "onbekende fase `raming`; kies uit rekening, begroting, wijziging,"),
        ("1/post.bestuur.lasten.begroting.27", "`27` is geen jaar van vier cijfers."),
        ("1/post.bestuur.lasten.begroting.²⁰²⁷", "`²⁰²⁷` is geen jaar van vier cijfers."),
        ("1/post.bestuur.lasten.begroting.", "`` is geen jaar van vier cijfers."),
        ("1/post.bestuur.incidenteel.lasten.27", "`27` is geen jaar van vier cijfers."),
    ],
)
def test_an_address_that_leads_nowhere_says_what_was_meant_or_what_there_is(text: str, complaint: str) -> None:
    with pytest.raises(UsageError) as caught:
        resolve(dossier(), text)
    assert str(caught.value).startswith(f"`{text}`: ")
    assert complaint in str(caught.value)
