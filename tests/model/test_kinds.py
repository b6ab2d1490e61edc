from __future__ import annotations

import copy
import pickle
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from budgetdesk.model.arrangement import KANTEN, KINDS, SOORTEN, VOORDEEL
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand, Dossier, Record
from budgetdesk.model.edits import AddRecord, RenameRecord
from budgetdesk.model.field import Attribute, Vorm
from budgetdesk.model.kind import Kind
from budgetdesk.model.kinds.begroting import (
    Aanvaarding,
    Drempels,
    Indexcijfers,
    Organisatie,
    Parameters,
    Verdeling,
    Weergavekeuzes,
)
from budgetdesk.model.kinds.programma import (
    Doel,
    Indicator,
    Investering,
    Post,
    Prestatie,
    Reserve,
    Toelichting,
    VerbondenPartij,
)
from budgetdesk.model.kinds.wijziging import Mutatie, Wijziging

KLASSEN = Record.__subclasses__()


def test_a_record_is_of_the_class_of_its_kind_whoever_makes_it() -> None:
    post = Record("post", "bestuur")
    assert isinstance(post, Post)
    assert type(copy.deepcopy(post)) is type(pickle.loads(pickle.dumps(post))) is Post  # noqa: S301 - just written
    assert type(Record("onbekend", "x")) is Record
    assert post == Post("post", "bestuur")


def test_a_file_gives_the_records_of_a_class_and_the_only_one_of_a_single_kind() -> None:
    bestand = Bestand("programmas/01.toml", "programma")
    AddRecord(bestand.naam, "post", "b", (("naam", "Bestuur"),)).apply(dossier := Dossier({bestand.naam: bestand}))
    AddRecord(bestand.naam, "post", "a", (), "b").apply(dossier)
    assert [post.naam for post in bestand.van(Post)] == ["a", "Bestuur"]
    RenameRecord(bestand.naam, "post", "b", "c").apply(dossier)
    found = bestand.record(Post, "c")
    assert found is bestand.records["post", "c"]
    assert bestand.van(Reserve) == []
    assert bestand.single(Parameters) == Record("parameters", "")


def test_values_read_typed_and_absent_ones_as_their_field_says() -> None:
    post = Post(
        "post", "x", {"beleidsterrein": "1A", "lasten.begroting.2026": 500, "categorie.lasten": "4.1", "tot": 2028}
    )
    assert (post.beleidsterrein, post.categorie_lasten, post.prestatie, post.tot) == ("1A", "4.1", "", 2028)
    assert (post.aard, Mutatie("mutatie", "m").aard) == ("structureel", "")
    assert (post.lasten["begroting.2026"], post.lasten["begroting.2027"], post.baten["begroting.2026"]) == (500, 0, 0)
    assert list(post.lasten.items()) == [("begroting.2026", 500)]
    assert ("begroting.2026" in post.lasten, bool(post.lasten), bool(post.baten)) == (True, True, False)
    assert (Wijziging("wijziging", "").status, Wijziging("wijziging", "").telt_mee) == ("voorstel", "begroting")


def test_every_form_of_value_has_its_type() -> None:
    reserve = Reserve("reserve", "r", {"soort": "algemene reserve", "structureel": True, "minimum": 7, "stand.2024": 9})
    assert (reserve.soort, reserve.soort_, reserve.structureel) == ("reserve", "algemene reserve", True)
    assert (reserve.minimum, reserve.maximum, reserve.stand[2024], reserve.stand[2025]) == (7, 0, 9, 0)
    besluit = Wijziging("wijziging", "", {"nummer": 7, "datum": date(2027, 1, 31)})
    assert (besluit.nummer, besluit.datum, besluit.budgetneutraal) == ("7", date(2027, 1, 31), False)
    assert Verdeling("verdeling", "v", {"aandeel": Decimal("0.5")}).aandeel == Decimal("0.5")
    assert Verdeling("verdeling", "v").aandeel is None
    indicator = Indicator("indicator", "i", {"realisatie.2024": Decimal(8)})
    assert (indicator.realisatie[2024], indicator.realisatie[2025]) == (Decimal(8), None)
    assert list(indicator.realisatie.items()) == [(2024, Decimal(8))]
    assert list(Indexcijfers("index", "i", {"2026": Decimal("0.02")}).cijfers.items()) == [(2026, Decimal("0.02"))]
    assert list(Aanvaarding("aanvaard", "BD404", {"bij": ["1/post.x"]}).bij) == ["1/post.x"]
    assert VerbondenPartij("verbonden_partij", "p", {"kansen": ["a"]}).kansen == ["a"]
    assert (Weergavekeuzes.empty().eenheid, Drempels.empty().krediet) == (1000, 0)
    assert Post("post", "p", {"index": Decimal("0.1")}).index == Decimal("0.1")


def test_a_record_without_a_name_is_called_by_its_key() -> None:
    assert [Post("post", "x", {"naam": n}).naam for n in ("Bestuur", "")] == ["Bestuur", "x"]
    assert (Doel("doel", "1A1").naam, Mutatie("mutatie", "m").naam, Record("onbekend", "o").naam) == ("1A1", "m", "o")


@pytest.mark.parametrize("klasse", KLASSEN, ids=lambda k: k.__name__)
def test_a_field_is_called_by_its_key_and_costs_a_record_nothing(klasse: type[Record]) -> None:
    own = {name: value.field for name, value in vars(klasse).items() if isinstance(value, Attribute)}
    taken = {"soort", "tekst", "bedrag", "geheel"}
    expected = {"cijfers"} if klasse is Indexcijfers else set()
    for name, field in own.items():
        last = field.sleutel.replace(".", "_").replace("incidenteel_", "incidentele_")
        assert name in {last, *expected} if field.sleutel not in taken else name == f"{field.sleutel}_"
    assert not hasattr(klasse(klasse.kind.naam, ""), "__dict__")
    assert list(own.values()) == list(klasse.kind.velden)


def test_every_class_is_a_kind_of_some_file_and_every_form_has_a_field() -> None:
    assert {naam for kinds in SOORTEN.values() for naam in kinds} == {k.kind.naam for k in KLASSEN}
    assert {v.vorm for k in KLASSEN for v in k.kind.velden} == set(get_args(Vorm))
    tabellen = [f"{v.elders.bestand}/{v.elders.soort}" for k in KLASSEN for v in k.kind.velden if v.elders]
    assert set(tabellen) <= {f"{b}/{naam}" for b, kinds in SOORTEN.items() for naam in kinds}
    assert {naam for k in KLASSEN for v in k.kind.velden for naam in v.met_soort} <= KINDS.keys()


def test_what_is_known_of_sides_stands_with_their_fields() -> None:
    assert KANTEN == {
        "post": POSTKANTEN,
        "reserve": RESERVEKANTEN,
        "voorziening": ("dotatie", "vrijval", "aanwending"),
        "cijfer": ("bedrag",),
    }
    assert VOORDEEL == {"lasten": -1, "baten": 1, "toevoeging": -1, "onttrekking": 1}
    assert Post.lasten.label == "Lasten"


def test_codes_follow_the_pattern_of_their_kind() -> None:
    assert Doel.kind.codes("1A", 2) == ["1A1", "1A2"]
    assert Prestatie.kind.codes("1A1", 1) == ["1A1.1"]
    assert Indicator.kind.codes("1A1", 28)[-3:] == ["1A1.z", "1A1.aa", "1A1.bb"]
    assert Post.kind.codes("1A", 9) == []


def test_people_call_a_kind_by_its_name() -> None:
    assert [VerbondenPartij.kind.noem(n) for n in (1, 2)] == ["verbonden partij", "verbonden partijen"]
    assert [Drempels.kind.noem(n) for n in (1, 2)] == ["drempels", "drempels"]
    assert [Kind("x").noem(n) for n in (1, 2)] == ["x", "x"]
    assert (Toelichting.kind.nieuw, Investering.kind.nieuw) == ({"tekst": ""}, {"nut": "economisch"})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4,5*", "4.5"),
        ("12 *", "12"),
        ("-3 1)", "-3"),
        ("1.250**", "1250"),
        ("1.250,5 ¹²", "1250.5"),
        *(
            (text, None)
            for text in ("< 5%", "n.n.b.", "25%", "4,5", "4.5*", "4,5 *)", "* 4,5", "4,5 en 6*", "1.25*", "")
        ),
    ],
)
def test_a_text_in_place_of_a_number_counts_as_the_number_before_its_mark_and_else_as_none(
    text: str, number: str | None
) -> None:
    indicator = Indicator("indicator", "i", {"realisatie.2024": text, "realisatie.2025": Decimal(8)})
    expected = None if number is None else Decimal(number)
    assert indicator.realisatie[2024] == expected
    years = {} if expected is None else {2024: expected}
    assert dict(indicator.realisatie.items()) == {**years, 2025: Decimal(8)}


def test_inhabitants_are_whole_numbers_by_year() -> None:
    organisatie = Organisatie("organisatie", "", {"inwoners.2026": 91_000, "inwoners.2027": 91_200})
    assert (organisatie.inwoners, Organisatie.empty().inwoners) == ({2026: 91_000, 2027: 91_200}, {})
