from __future__ import annotations

import pytest

from budgetdesk.errors import UsageError
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import Bestandssoort
from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.session.adres import resolve, resolve_kind, resolve_record, spell

PROGRAMMA = "programmas/01-bestuur.toml"
KADERBRIEF = "wijzigingen/2026-01-kaderbrief.toml"


def bestand(naam: str, soort: Bestandssoort, *tabellen: tuple[str, str]) -> Bestand:
    return Bestand(naam, soort, {t: Record(*t) for t in tabellen})


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
        ("indicator", "1A1.a"),
    )
    nummer: dict[str, Waarde] = {"nummer": 1}
    programma.records["programma", ""].waarden = nummer
    bestanden = [
        bestand("begroting.toml", "begroting", ("", ""), ("drempels", ""), ("index", "lonen")),
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
        ("1/programma.missie", (PROGRAMMA, "programma", "", "missie")),
        ("1/subsidie.1A1.1.naam", (PROGRAMMA, "subsidie", "1A1.1", "naam")),
        ("1/post.bestuur.categorie.lasten", (PROGRAMMA, "post", "bestuur", "categorie.lasten")),
        ("1/indicator.1A1.a.streefwaarde.2026", (PROGRAMMA, "indicator", "1A1.a", "streefwaarde.2026")),
        ("begroting/titel", ("begroting.toml", "", "", "titel")),
        ("begroting/index.lonen.2027", ("begroting.toml", "index", "lonen", "2027")),
        ("begroting/weergave.letters", ("begroting.toml", "weergave", "", "letters")),
        (
            "wijzigingen/2026-01-kaderbrief/mutatie.begraafplaats.lasten.2026",
            (KADERBRIEF, "mutatie", "begraafplaats", "lasten.2026"),
        ),
    ],
)
def test_an_address_means_one_value_of_one_file(text: str, adres: tuple[str, str, str, str]) -> None:
    assert resolve(dossier(), text)[0] == Adres(*adres)


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
    assert resolve(dossier(), f"1/subsidie.{key}.bedrag.2027")[0].sleutel == sleutel


def test_the_longest_table_key_wins_only_where_the_rest_is_a_key_of_it() -> None:
    short, _ = resolve(dossier(), "1/post.griffie.lasten.begroting.2027")
    long, _ = resolve(dossier(), "1/post.griffie.lasten.baten.begroting.2027")
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
        ("1/", "achter de schuine streep hoort een tabel; kies uit programma, beleidsterrein, indicator, post,"),
        ("1/pots.bestuur.lasten.begroting.2027", "01-bestuur.toml kent geen tabel `pots`; bedoelt u `post`?"),
        (
            "1/xyz.bestuur.lasten.begroting.2027",
            "kent geen tabel `xyz`; kies uit programma, beleidsterrein,",
        ),
        ("begroting/jaren", "begroting.toml kent geen tabel `jaren`; bedoelt u `jaar`?"),
        ("begroting/jaar.2026", "schrijf deze sleutel als `jaar`."),
        ("begroting/index.lonen", "noem ook de sleutel in de tabel"),
        ("begroting/index.lonen.27", "`27` is geen jaar van vier cijfers."),
        ("begroting/index.prijzen.2027", "in begroting.toml staat geen index `prijzen`; kies uit lonen."),
        ("begroting/drempels", "noem ook de sleutel in de tabel; kies uit toelichting, uitzondering, krediet"),
        ("begroting/drempels.toelichting.2027", "schrijf dit bedrag als `toelichting`."),
        ("1/post", "noem ook welke post; kies uit bestuur, griffie, griffie.lasten."),
        ("1/post.bestur.lasten.begroting.2027", "staat geen post `bestur`; bedoelt u `bestuur`?"),
        ("1/post.bestuurder", "staat geen post `bestuurder`; bedoelt u `bestuur`?"),
        ("1/reserve.raad.stand.2025", "in programmas/01-bestuur.toml staat geen reserve `raad`."),
        ("1/programma.numer", "onbekende sleutel `numer`; bedoelt u `nummer`?"),
        ("1/programma.naam.x", "schrijf deze sleutel als `naam`."),
        ("1/post.bestuur", "noem ook de sleutel in de tabel; kies uit naam, beleidsterrein, prestatie, taakveld,"),
        ("1/post.bestuur.lsten.begroting.2027", "onbekende sleutel `lsten`; bedoelt u `lasten`"),
        ("1/subsidie.1A1.1.bedra.2027", "onbekende sleutel `bedra`; bedoelt u `bedrag`?"),
        ("1/indicator.1A1.a.streefwaarde", "schrijf deze sleutel als `streefwaarde.2027`."),
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


@pytest.mark.parametrize(
    ("key", "sleutel"), [("1A1.1", "1A1.1"), ('"1A1.1"', "1A1.1"), ("1A1", "1A1"), ('met "quotes"', 'met "quotes"')]
)
def test_the_address_of_a_table_ends_with_its_key(key: str, sleutel: str) -> None:
    bestand, record = resolve_record(dossier(), f"1/subsidie.{key}")
    assert (bestand.naam, record.soort, record.sleutel) == (PROGRAMMA, "subsidie", sleutel)
    assert resolve_record(dossier(), spell(dossier(), Adres(PROGRAMMA, "subsidie", sleutel, "")))[1].sleutel == sleutel


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("1/post.bestur", "staat geen post `bestur`; bedoelt u `bestuur`?"),
        ("1/post.bestuur.naam", "staat geen post `bestuur.naam`"),
        ("1/post", "noem ook welke post; kies uit bestuur, griffie, griffie.lasten."),
        ("1/programma", "kent geen tabellen `programma` met een sleutel; kies uit beleidsterrein, doel,"),
        ("begroting/drempels", "kent geen tabellen `drempels` met een sleutel; kies uit "),
        ("1/", "achter de schuine streep hoort een tabel; kies uit beleidsterrein, doel,"),
    ],
)
def test_an_address_of_no_table_says_what_was_meant_or_what_there_is(text: str, complaint: str) -> None:
    with pytest.raises(UsageError) as caught:
        resolve_record(dossier(), text)
    assert str(caught.value).startswith(f"`{text}`: ")
    assert complaint in str(caught.value)


def test_a_kind_is_named_without_a_key() -> None:
    bestand, soort = resolve_kind(dossier(), "wijzigingen/2026-01-kaderbrief/mutatie")
    assert (bestand.naam, soort.naam) == (KADERBRIEF, "mutatie")
    with pytest.raises(UsageError, match="noem alleen de soort, `post`; de sleutel kiest u met --sleutel"):
        resolve_kind(dossier(), "1/post.nieuw")


def test_an_amount_of_a_year_may_name_a_phase() -> None:
    d = dossier()
    for pad in ("leningen.2027", "leningen.rekening.2027"):
        assert resolve(d, f"begroting/balans.{pad}")[0] == Adres("begroting.toml", "balans", "", pad)
    for pad, complaint in (
        ("leningen", "schrijf dit bedrag als `leningen.2027`"),
        ("leningen.rekeing.2027", "onbekende fase `rekeing`; bedoelt u `rekening`?"),
        ("leningen.rekening.begroting.2027", "schrijf dit bedrag als"),
        ("leningen.rekening", "`rekening` is geen jaar van vier cijfers"),
    ):
        with pytest.raises(UsageError, match=complaint):
            resolve(d, f"begroting/balans.{pad}")


def test_an_address_that_is_spelled_is_an_address_that_resolves() -> None:
    d = dossier()
    for bestand, record in d.records():
        schema = bestand.schema(record.soort)
        for veld in schema.velden if schema else ():
            levels = [{"fase": "mjb", "jaar": "2027"}[kind] for kind in veld.onder]
            adres = Adres(bestand.naam, record.soort, record.sleutel, ".".join(filter(None, [veld.sleutel, *levels])))
            assert resolve(d, spell(d, adres)) == (adres, veld)
