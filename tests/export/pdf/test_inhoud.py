from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.document.blokken import Alinea, Deel, Document, Kop, Opsomming
from budgetdesk.document.hoofdstuk import build
from budgetdesk.errors import UsageError
from budgetdesk.export.pdf.inhoud import _vellen, inhoud
from budgetdesk.export.pdf.kleuren import grafiekstijl, kleuren
from budgetdesk.export.pdf.letters import BREEKPUNT, ZONDER, Letters, breekbaar, clusters
from budgetdesk.export.pdf.schrijver import to_pdf
from budgetdesk.export.pdf.vorm import Vorm
from budgetdesk.export.printed import afdruk
from budgetdesk.storage.reader import read_dossier
from budgetdesk.tables.opmaak import Link, Noot, Vet
from tests.document.gelezen import grids
from tests.proef import cijfers


def made(pad: Path) -> Document:
    shown = cijfers(read_dossier(pad).dossier)
    return build(shown, shown.dossier.programmas, "Begroting", "Proef", "Dossier proef")


def blokken(document: Document) -> list[dict[str, Any]]:
    return [blok for vel in inhoud(document, Vorm())["vellen"] for blok in vel["blokken"]]


def test_the_cells_are_those_of_every_other_document(samples: Path) -> None:
    document = made(samples / "leiden-2026")
    tables = [blok for blok in blokken(document) if blok["soort"] == "tabel"]
    printed = [afdruk(grid) for grid in grids(document)]
    assert len(tables) == len(printed) > 5
    for table, expected in zip(tables, printed, strict=True):
        assert [tuple(regel["cellen"]) for regel in table["regels"]] == [
            regel.cellen[:1] if regel.vol else regel.cellen for regel in expected.regels
        ]
        assert [kop["tekst"] for kop in table["koppen"]] == [kop.tekst for kop in expected.koppen]
        assert (table["eenheid"], table["noten"]) == (expected.opschrift, expected.noten)
        assert sum(table["breedtes"]) <= (728.5 if table["liggend"] else 482)


def test_the_headings_above_a_wide_table_go_to_its_page_with_it() -> None:
    def block(soort: str, *, liggend: bool = False) -> dict[str, Any]:
        return {"soort": soort, "niveau": 2, "bladzijde": "", "liggend": liggend}

    wide = block("tabel", liggend=True)
    printed = [block("kop"), block("alinea"), block("kop"), block("kop"), wide, block("kop"), wide, block("alinea")]
    assert [(vel["liggend"], [blok["soort"] for blok in vel["blokken"]]) for vel in _vellen(printed)] == [
        (False, ["kop", "alinea"]),
        (True, ["kop", "kop", "tabel", "kop", "tabel"]),
        (False, ["alinea"]),
    ]


def test_a_chapter_that_begins_on_a_page_that_turns_begins_no_other_one() -> None:
    wide = {"soort": "tabel", "liggend": True}
    koppen = [{"soort": "kop", "niveau": 1, "bladzijde": "nieuw", "tekst": tekst} for tekst in "ABC"]
    vellen = _vellen([koppen[0], {"soort": "alinea"}, koppen[1], wide, koppen[2], {"soort": "alinea"}])
    first = [vel["blokken"][0] for vel in vellen]
    assert [(kop["tekst"], kop["bladzijde"]) for kop in first] == [("A", "nieuw"), ("B", ""), ("C", "")]


def test_a_part_that_lies_ends_where_the_next_one_of_its_level_begins() -> None:
    below = Deel("b", Kop("B"), (Alinea("b"),))
    delen = (Deel("a", Kop("A"), (Alinea("a"),), (below,), "liggend"), Deel("c", Kop("C"), (Alinea("c"),)))
    vellen = inhoud(Document("T", "G", "", delen), Vorm())["vellen"]
    texts = [(vel["liggend"], [blok["tekst"] for blok in vel["blokken"] if blok["soort"] == "kop"]) for vel in vellen]
    assert texts == [(True, ["A", "B"]), (False, ["C"])]


def test_links_lead_to_allowed_addresses_and_parts_alone_and_texts_stay_texts() -> None:
    tekst = (
        "#import ", Vet("*a*"), Link("b", "https://a.example/"), Link("c", "#y"), Link("d", "#weg"),
        Link("e", "javascript:x"), Noot("$n$"),
    )  # fmt: skip
    document = Document("T", "G", "", (Deel("y", Kop("Y"), (Alinea(tekst), Opsomming(("x",), genummerd=True))),))
    _, alinea, lijst = blokken(document)
    assert alinea["vast"]
    assert alinea["tekst"] == [
        "#import ", {"vet": ["*a*"]}, {"in": ["b"], "adres": "https://a.example/"}, {"in": ["c"], "naar": "y"},
        {"in": ["d"]}, {"in": ["e"]}, {"noot": ["$n$"]},
    ]  # fmt: skip
    assert lijst == {"soort": "lijst", "genummerd": True, "items": [{"tekst": ["x"], "onder": []}]}


def test_charts_have_the_colours_of_the_page_in_print() -> None:
    names = kleuren()
    assert names["kop"] == "#0b3d66"
    style = grafiekstijl({**names, "reeks-1": "#123456"}, ["Onze", "Andere"])
    assert "svg .reeks-1 { fill: #123456; }" in style
    assert "var(" not in style
    assert "svg text { font-family: 'Onze', 'Andere'; }" in style


# --- characters without a glyph ---------------------------------------------------------------


def document(*teksten: str) -> dict[str, Any]:
    alineas = [{"soort": "alinea", "tekst": [tekst]} for tekst in teksten]
    kop = {"soort": "kop", "tekst": "Doel A", "adres": "😀"}
    return {"titel": "T", "vellen": [{"liggend": False, "blokken": [*alineas[:1], kop, *alineas[1:]]}]}


def test_a_character_without_a_glyph_prints_as_a_box_and_is_told_with_its_place() -> None:
    letters = Letters(frozenset(range(0x250)))
    asked: list[list[str]] = []

    def ask(doubtful: list[str]) -> frozenset[int]:
        asked.append(doubtful)
        return frozenset(i for i, cluster in enumerate(doubtful) if cluster != "א")

    data = letters.replace(document("gewoon\nén א", "a 😀 e\u20dd 😀"), ask)
    first, kop, second = data["vellen"][0]["blokken"]
    assert asked == [["e\u20dd", "א", "\u20dd", "😀"]]
    assert first["tekst"] == ["gewoon\nén א"]
    assert kop == {"soort": "kop", "tekst": "Doel A", "adres": "😀"}
    assert second["tekst"] == [f"a {ZONDER} {ZONDER} {ZONDER}"]
    assert list(letters.sentences()) == [
        "Doel A: het teken 😀 (U+1F600) heeft geen letter in de pdf; er staat □ (en nog 1 keer).",
        "Doel A: het teken e\u20dd (U+0065 U+20DD) heeft geen letter in de pdf; er staat □.",
    ]


def test_of_many_characters_without_a_glyph_the_rest_is_counted() -> None:
    letters = Letters(frozenset())
    letters.replace(document("".join(map(chr, range(0x4E00, 0x4E32)))), lambda asked: frozenset(range(len(asked))))
    said = list(letters.sentences())
    assert len(said) == 21
    assert said[-1].startswith("Nog ")


def test_nobody_is_asked_about_letters_that_are_there() -> None:
    def ask(_doubtful: list[str]) -> frozenset[int]:
        raise AssertionError

    data = document("gewoon")
    data["vellen"][0]["blokken"].pop(1)
    assert Letters(frozenset(range(128))).replace(data, ask) == data


def test_a_word_that_fits_on_no_line_may_be_broken_and_no_other() -> None:
    word = "x" * 41
    assert breekbaar(f"kort {word} kort") == f"kort {'x' * 20}{BREEKPUNT}{'x' * 20}{BREEKPUNT}x kort"
    assert breekbaar("y" * 40) == "y" * 40
    assert "".join(clusters("e\u0301a")) == "e\u0301a"
    assert list(clusters("\u0301e\u0301a")) == ["\u0301", "e\u0301", "a"]


def test_without_the_extra_the_user_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _naam: None)
    with pytest.raises(UsageError, match=r'pip install "budgetdesk\[pdf\]"'):
        to_pdf(Document("T", "G", "", ()), list[str]().append)
