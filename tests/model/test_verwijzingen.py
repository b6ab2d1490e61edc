"""Who refers to a table: every way in which the format lets a value name one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.model.structuur import StillNeeded, delete, rename
from budgetdesk.model.verwijzingen import Verwijzing, referrers
from budgetdesk.session import Session
from tests.model.willekeurig import banden, dossiers, is_enig, plekken
from tests.proef import Maak, programma
from tests.tijd import hoogstens

P1, P2, R, W, B = (
    "programmas/01-p.toml",
    "programmas/02-p.toml",
    "reserves.toml",
    "wijzigingen/w.toml",
    "begroting.toml",
)


def bestand(naam: str, tabellen: dict[tuple[str, str], dict[str, Waarde]]) -> Bestand:
    soort = {"p": "programma", "r": "reserves", "w": "wijziging", "b": "begroting"}[naam[0]]
    return Bestand(naam, soort, {k: Record(*k, v) for k, v in tabellen.items()})  # type: ignore[arg-type]


def dossier(nummer: int = 1, **tekst: Waarde) -> Dossier:
    """Return a dossier; `p1`, `p2`, `r` and `w` are texts of the files."""
    bestanden = [
        bestand(B, {("", ""): {"jaar": 2026}, ("index", "x"): {"2027": Decimal("0.02")}}),
        bestand(
            P1,
            {
                ("programma", ""): {"nummer": nummer, "missie": tekst.get("p1", "")},
                ("beleidsterrein", "x"): {"naam": "X"},
                ("post", "x"): {"naam": "Post x", "beleidsterrein": "x", "index": "x"},
                ("reserve", "x"): {"naam": "R", "register": "x"},
                ("toelichting", "t"): {"bij": "post.x", "tekst": ""},
                ("investering", "i"): {"naam": "I", "post": "x", "reserve": "reserve.x"},
                ("subsidie", "s"): {"naam": "S", "post": "x"},
                ("verbonden_partij", "v"): {"naam": "V", "post": "x"},
            },
        ),
        bestand(
            P2,
            {
                ("programma", ""): {"nummer": 2, "missie": tekst.get("p2", "")},
                ("post", "x"): {"naam": "Andere x", "beleidsterrein": "x"},
                ("investering", "j"): {"naam": "J", "reserve": "1/x"},
            },
        ),
        bestand(R, {("reserve", "x"): {"naam": "Register", "toelichting": tekst.get("r", "")}}),
        bestand(
            W,
            {
                ("wijziging", ""): {"toelichting": tekst.get("w", "")},
                ("mutatie", "x"): {"programma": 1, "post": "x", "dekking": "reserve.x"},
                ("mutatie", "y"): {"programma": 2, "post": "x", "dekking": "mutatie.x"},
                ("mutatie", "z"): {"programma": 1, "reserve": "x", "dekking": "saldo"},
                ("mutatie", "v"): {"programma": 2, "post": "x", "dekking": "1/reserve.x"},
            },
        ),
    ]
    return Dossier({b.naam: b for b in bestanden})


def found(d: Dossier, naam: str, soort: str, sleutel: str = "x") -> list[Verwijzing]:
    return referrers(d, d.bestanden[naam], soort, sleutel)


@pytest.mark.parametrize(
    ("naam", "soort", "expected"),
    [
        (
            P1,
            "post",
            [
                (P1, "toelichting.t.bij", True),
                (P1, "investering.i.post", False),
                (P1, "subsidie.s.post", False),
                (P1, "verbonden_partij.v.post", False),
                (W, "mutatie.x.post", True),
            ],
        ),
        (P2, "post", [(W, "mutatie.y.post", True), (W, "mutatie.v.post", True)]),
        (P1, "beleidsterrein", [(P1, "post.x.beleidsterrein", True)]),
        (
            P1,
            "reserve",
            [
                (P1, "investering.i.reserve", False),
                (P2, "investering.j.reserve", False),
                (W, "mutatie.x.dekking", False),
                (W, "mutatie.z.reserve", True),
                (W, "mutatie.v.dekking", False),
            ],
        ),
        (R, "reserve", [(P1, "reserve.x.register", False)]),
        (W, "mutatie", [(W, "mutatie.y.dekking", False)]),
        (B, "index", [(P1, "post.x.index", False)]),
    ],
)
def test_each_value_that_names_a_table_is_found_with_whether_its_own_table_can_do_without(
    naam: str, soort: str, expected: list[tuple[str, str, bool]]
) -> None:
    verwijzingen = found(dossier(), naam, soort)
    assert sorted((v.adres.bestand, str(v.adres), v.verplicht) for v in verwijzingen) == sorted(expected)
    assert not any(v.tekst for v in verwijzingen)


def test_a_reference_tells_what_people_call_its_table_and_what_it_becomes() -> None:
    (verwijzing,) = found(dossier(), P1, "beleidsterrein")
    assert (verwijzing.naam, verwijzing.hernoemd("1A.1")) == ("Post x", "1A.1")
    (bij, _, post) = found(dossier(), P1, "post")[:3]
    assert (bij.hernoemd("1A.1"), post.hernoemd("1A.1")) == ("post.1A.1", "1A.1")
    numbered = next(v for v in found(dossier(), P1, "reserve") if v.adres.sleutel == "v")
    assert numbered.hernoemd("{}") == "1/reserve.{}"


def test_a_kind_that_was_left_off_is_written_where_a_new_key_would_be_read_as_another() -> None:
    d = dossier()
    d.bestanden[P1].insert(Record("investering", "k", {"naam": "K", "reserve": "x"}), None)
    own, other = ({v.adres.sleutel: v for v in found(d, P1, "reserve")}[key] for key in ("k", "j"))
    assert [own.hernoemd(key) for key in ("y", "reserve.y", "2/y")] == ["y", "reserve.reserve.y", "reserve.2/y"]
    assert [other.hernoemd(key) for key in ("y", "reserve.y", "2/y")] == ["1/y", "1/reserve.reserve.y", "1/2/y"]


def test_what_names_no_programma_is_none_of_programma_0() -> None:
    d = dossier(0)
    d.bestanden[P2].insert(Record("investering", "k", {"naam": "K", "reserve": "reserve.x"}), None)
    d.bestanden[P2].insert(Record("toelichting", "u", {"bij": "post.x", "tekst": ""}), None)
    assert [v.adres for v in found(d, P1, "reserve") if v.adres.bestand == P2] == []
    assert [v.adres for v in found(d, P1, "post") if v.adres.bestand == P2] == []


@pytest.mark.parametrize(
    ("tekst", "nieuw"),
    [
        ("Lasten {{post.x.lasten.2026}}.", "Lasten {{post.n.lasten.2026}}."),
        ("{{1/post.x.lasten.2026}}", "{{1/post.n.lasten.2026}}"),
        ("{{ 1/ post.x.lasten.2026 }}", "{{ 1/ post.n.lasten.2026 }}"),
        ("{{post.x.lasten.2026|euro|positief = 12.345}}", "{{post.n.lasten.2026|euro|positief = 12.345}}"),
        (
            "{{post.x.lasten.2026 = 5}} en {{ post.x.baten.2026}}",
            "{{post.n.lasten.2026 = 5}} en {{ post.n.baten.2026}}",
        ),
        ("{{post.\"x\".lasten.2026}} {{post.'x'.lasten.2026}}", "{{post.n.lasten.2026}} {{post.n.lasten.2026}}"),
        ("{{ los en {{post.x.lasten.2026}} }}", "{{ los en {{post.n.lasten.2026}} }}"),
        (["a", "{{post.x.lasten.2026}}"], ["a", "{{post.n.lasten.2026}}"]),
    ],
)
def test_a_figure_in_a_text_or_a_list_of_texts_gets_the_new_key_and_nothing_else(tekst: Waarde, nieuw: Waarde) -> None:
    (verwijzing,) = [v for v in found(dossier(p1=tekst), P1, "post") if v.tekst]
    assert str(verwijzing.adres) == "programma.missie"
    assert verwijzing.hernoemd("n") == nieuw


@pytest.mark.parametrize(
    "tekst",
    [
        *(
            "{{2/post.x.lasten.2026}}",
            "{{post.xx.lasten.2026}}",
            "{{reserve.x.onttrekking.2026}}",
            "{{resultaat.2026}}",
        ),
        *("post.x.lasten.2026", "{{post.x.lasten.2026", "{post.x.lasten.2026}", "{{post .x.lasten.2026}}", "{{}}"),
        *(
            "{{resultaat.2026 = post.x.lasten}}",
            "{{1/2/post.x.lasten.2026}}",
            "{{" + 200 * " " + "post.x.lasten.2026}}",
        ),
    ],
)
def test_what_is_no_figure_of_the_table_is_left_alone(tekst: str) -> None:
    assert not [v for v in found(dossier(p1=tekst), P1, "post") if v.tekst]


def test_texts_of_other_files_name_the_programma() -> None:
    tekst = "{{1/post.x.lasten.2026}} {{post.x.lasten.2026}}"
    d = dossier(p1=tekst, p2=tekst, r=tekst, w=tekst)
    changed = {v.adres.bestand: v.hernoemd("n") for v in found(d, P1, "post") if v.tekst}
    half = "{{1/post.n.lasten.2026}} {{post.x.lasten.2026}}"
    assert changed == {P1: "{{1/post.n.lasten.2026}} {{post.n.lasten.2026}}", P2: half, R: half, W: half}


def test_a_number_that_stands_twice_means_the_first_file() -> None:
    d = dossier(2, p1="{{2/post.x.lasten.2026}}")
    assert [str(v.adres) for v in found(d, P1, "post") if v.adres.bestand == W] == ["mutatie.y.post", "mutatie.v.post"]
    assert [v.adres.bestand for v in found(d, P1, "post") if v.tekst] == [P1]
    assert found(d, P2, "post") == []


def test_a_shared_reserve_is_not_one_of_programma_0() -> None:
    d = dossier(0, p2="{{0/reserve.x.onttrekking.2026}}")
    assert not [v for v in found(d, R, "reserve") if v.tekst]
    assert [v.adres.bestand for v in found(d, P1, "reserve") if v.tekst] == [P2]


@pytest.mark.parametrize("tekst", ["{{" + " " * 50_000, "{{" * 50_000, "{{1/" * 50_000, "{{post.x." * 20_000 + "}}"])
def test_a_text_of_any_kind_is_searched_in_time_that_grows_with_its_length(tekst: str) -> None:
    with hoogstens(100):
        found(dossier(p1=tekst), P1, "post")


@pytest.mark.lang
@given(dossiers())
def test_a_table_is_referred_to_by_all_that_names_it(dossier: Dossier) -> None:
    links = banden(dossier)
    for naam, soort, sleutel in plekken(dossier):
        verwijzingen = referrers(dossier, dossier.bestanden[naam], soort, sleutel)
        named = [b for b in links if b.naar == (naam, soort, sleutel)]
        expected = {(*b.van, b.pad, b.nodig and is_enig(links, b)) for b in named}
        places = [(v.adres.bestand, v.adres.soort, v.adres.sleutel, v.adres.pad, v.verplicht) for v in verwijzingen]
        assert len(places) == len(set(places))
        assert set(places) == expected


@pytest.mark.parametrize("nieuw", ["n", "1A.1", 'met "q"', "a|b", "a = b", "{{x}}", "\\u007c", "'"])
def test_a_figure_prints_the_same_under_any_new_key(dossier: Maak, nieuw: str) -> None:
    missie = 'missie = "{{1/post.x.lasten.2026 | euro = 1.250}}"\n'
    post = '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 1250\n'
    session = Session.open(dossier(programma(post, kop=missie)))
    assert session.keuring.alle == []
    session.do(rename(session.dossier, session.dossier.programmas[0], "post", "x", nieuw))
    assert session.keuring.alle == []
    session.save()
    assert Session.open(session.map).dossier == session.dossier


def lijst(*bij: str) -> tuple[Dossier, Record]:
    """Return a dossier with an explanation of these, and that explanation."""
    d = dossier()
    keys = [("prestatie", "1B1.1"), ("prestatie", "1B1.2"), ("prestatie", "1B1.4"), ("indicator", "1B1.a")]
    for soort, sleutel in keys:
        d.bestanden[P1].insert(Record(soort, sleutel, {"naam": sleutel}), None)
    record = Record("toelichting", "u", {"bij": [*bij], "tekst": ""})
    d.bestanden[P1].insert(record, None)
    return d, record


@pytest.mark.parametrize(
    ("bij", "sleutel", "hernoemd", "zonder"),
    [
        (["prestatie.1B1.1", "1B1.2"], "1B1.2", ["prestatie.1B1.1", "n"], ["prestatie.1B1.1"]),
        (["prestatie.1B1.1", "1B1.2"], "1B1.1", ["prestatie.n", "1B1.2"], ["prestatie.1B1.2"]),
        (
            ["prestatie.1B1.1", "indicator.1B1.a", "prestatie.1B1.2", "1B1.4"],
            "1B1.2",
            ["prestatie.1B1.1", "indicator.1B1.a", "prestatie.n", "1B1.4"],
            ["prestatie.1B1.1", "indicator.1B1.a", "prestatie.1B1.4"],
        ),
        (["prestatie.1B1.1"], "1B1.1", ["prestatie.n"], None),
        (["prestatie.1B1.1", "1B1.1"], "1B1.1", ["prestatie.n", "n"], None),
    ],
)
def test_of_a_list_one_item_gets_the_new_key_or_goes_and_the_others_are_read_as_before(
    bij: list[str], sleutel: str, hernoemd: Waarde, zonder: Waarde | None
) -> None:
    d, record = lijst(*bij)
    (verwijzing,) = found(d, P1, "prestatie", sleutel)
    assert verwijzing.hernoemd("n") == hernoemd
    assert verwijzing.zonder(record.waarden["bij"]) == zonder
    assert verwijzing.verplicht is (zonder is None)


def test_a_bare_item_whose_new_key_looks_as_if_it_had_a_kind_is_written_with_its_own() -> None:
    d, _ = lijst("prestatie.1B1.1", "1B1.2")
    (verwijzing,) = found(d, P1, "prestatie", "1B1.2")
    assert verwijzing.hernoemd("post.x") == ["prestatie.1B1.1", "prestatie.post.x"]


def test_what_a_list_names_already_it_does_not_name_twice() -> None:
    d, _ = lijst("prestatie.1B1.1", "1B1.2", "1B1.4")
    (verwijzing,) = found(d, P1, "prestatie", "1B1.1")
    assert verwijzing.hernoemd("1B1.4") == ["prestatie.1B1.2", "1B1.4"]


def test_deleting_all_that_an_explanation_is_about_deletes_it_and_some_of_it_shortens_it() -> None:
    d, record = lijst("prestatie.1B1.1", "1B1.2", "indicator.1B1.a")
    d.bestanden[P1].insert(Record("doel", "1B1", {"naam": "D", "beleidsterrein": "x"}), None)
    for sleutel in ("1B1.1", "1B1.2"):
        d.bestanden[P1].records["prestatie", sleutel].waarden["doel"] = "1B1"
    for edit in delete(d, d.bestanden[P1], "doel", "1B1", mee=True):
        edit.apply(d)
    assert record.waarden["bij"] == ["indicator.1B1.a"]
    with pytest.raises(StillNeeded):
        delete(d, d.bestanden[P1], "indicator", "1B1.a")
    for edit in delete(d, d.bestanden[P1], "indicator", "1B1.a", mee=True):
        edit.apply(d)
    assert d.bestanden[P1].record("toelichting", "u") is None


def test_a_text_of_some_documents_follows_their_keys_and_goes_with_the_last() -> None:
    d = dossier()
    for sleutel in ("vgr-1", "jaarstukken"):
        d.begroting.insert(Record("document", sleutel, {"sjabloon": "begroting"}), None)
    texts = {"slot": ["vgr-1", "jaarstukken"], "vgr": ["vgr-1"], "alle": []}
    for sleutel, bij in texts.items():
        d.begroting.insert(Record("tekst", sleutel, {"tekst": "", **({"bij": bij} if bij else {})}), None)
    for edit in rename(d, d.begroting, "document", "vgr-1", "vgr"):
        edit.apply(d)
    assert [t.waarden.get("bij") for t in d.begroting.van("tekst")] == [["vgr", "jaarstukken"], ["vgr"], None]
    with pytest.raises(StillNeeded):
        delete(d, d.begroting, "document", "vgr")
    for edit in delete(d, d.begroting, "document", "vgr", mee=True):
        edit.apply(d)
    assert {t.sleutel: t.waarden.get("bij") for t in d.begroting.van("tekst")} == {
        "slot": ["jaarstukken"],
        "alle": None,
    }
