"""What is written in a text: what is markup, what is not, and that nothing is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.storage.reader import read_dossier
from budgetdesk.tables.opmaak import Link, Noot, Tekst, Vet, is_adres, plain, read, refused
from budgetdesk.tables.proza import Onderdeel, parts, reflow, without_markup


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("gewoon", "gewoon"),
        ("3*4*5 en _x_ `y` ~z~ ***a***", "3*4*5 en _x_ `y` ~z~ ***a***"),
        ("dit is **vet** hier", ("dit is ", Vet("vet"), " hier")),
        ("** geen ** vet", "** geen ** vet"),
        ("45** en 46**", "45** en 46**"),
        ("**open", "**open"),
        ("a **b **c**", ("a **b ", Vet("c"))),
        ("a**(b)**c", "a**(b)**c"),
        ("[x](https://a.example/b(c)d)", (Link("x", "https://a.example/b(c)d"),)),
        ("**zie [x](#deel)**", (Vet(("zie ", Link("x", "#deel"))),)),
        ("[**x** y](mailto:a@b.example)", (Link((Vet("x"), " y"), "mailto:a@b.example"),)),
        ("[x](http://a.example)", "[x](http://a.example)"),
        ("[**x**](http://a.example)", ("[", Vet("x"), "](http://a.example)")),
        (
            "[x](javascript:alert(1)) ![y](https://a.example)",
            ("[x](javascript:alert(1)) !", Link("y", "https://a.example")),
        ),
        ("[x] (https://a.example) [y](niet zo)", "[x] (https://a.example) [y](niet zo)"),
        (r"\*\*geen\*\* \[x](https://a.example) \\ \# \q", r"**geen** [x](https://a.example) \ # \q"),
        ("<b>x</b> <https://a.example> | a |", "<b>x</b> <https://a.example> | a |"),
    ],
)
def test_in_a_line_only_bold_links_and_escapes_mean_something(line: str, found: Tekst) -> None:
    assert read(line) == found


def test_a_note_is_called_once_and_without_its_text_is_text() -> None:
    noten = {"1": "de **noot**"}
    assert read("a[^1] b[^1] c[^x]", noten) == ("a", Noot(("de ", Vet("noot"))), " b[^1] c[^x]")
    assert not noten


@pytest.mark.parametrize(
    "adres",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://a.example",
        "//a.example",
        "https://",
        "https:///x",
        "https://bank.example@kwaad.example/",
        "https://a.example/\u202egpj",
        "https://a.example/\x00",
        'https://a.example/"onclick="x',
        "https://a.example/<b>",
        "https://a.example/a\\b",
        "mailto:a@b.example?attach=/etc/passwd",
        "mailto:a",
        "#",
        "#a b",
        "#\u200b",
        "https://a.example/" + "x" * 2000,
    ],
)
def test_no_link_leads_to_any_other_address(adres: str) -> None:
    assert not is_adres(adres)


@pytest.mark.parametrize(
    ("tekst", "found"),
    [
        ("# Kop\ntekst", [("kop", "Kop", 1), ("alinea", "tekst", 0)]),
        ("tekst\n## Kop **x**\n### geen", [("alinea", "tekst", 0), ("kop", "Kop **x**", 2), ("alinea", "### geen", 0)]),
        ("#x\nKop\n===", [("alinea", "#x Kop ===", 0)]),
        ("tekst\n- ook\n+ 5 fte\n* De Enquête", [("alinea", "tekst - ook + 5 fte * De Enquête", 0)]),
        ("zie:\n- een\n- twee", [("alinea", "zie:", 0), ("punt", "een", 0), ("punt", "twee", 0)]),
        ("zie;\n– een", [("alinea", "zie;", 0), ("punt", "een", 0)]),
        ("tekst\n• een\n■\ttwee", [("alinea", "tekst", 0), ("punt", "een", 0), ("punt", "twee", 0)]),
        (
            "- a\n  - b\n    - c\n - d\n  verder\n- e",
            [("punt", "a", 0), ("punt", "b", 1), ("punt", "c", 2), ("punt", "d verder", 0), ("punt", "e", 0)],
        ),
        ("1. een\n2) twee\n\n3. drie", [("nummer", "een", 0), ("nummer", "twee", 0), ("nummer", "drie", 0)]),
        ("2026. Dit is\n\n2. niet", [("alinea", "2026. Dit is", 0), ("alinea", "2. niet", 0)]),
        ("artikel\n1. lid", [("alinea", "artikel 1. lid", 0)]),
        ("1. een\n9. lid", [("nummer", "een 9. lid", 0)]),
        ("\\- een\n\\# x", [("alinea", "\\- een \\# x", 0)]),
        ("\\1. een\n\\• x", [("alinea", "1. een • x", 0)]),
        ("a[^1]\n\n[^1]: noot\nverder", [("alinea", "a[^1]", 0), ("noot", "noot verder", 0)]),
        ("> citaat\n---\n| a | b |\n```x```", [("alinea", "> citaat --- | a | b | ```x```", 0)]),
    ],
)  # fmt: skip
def test_the_beginning_of_a_line_says_what_it_is(tekst: str, found: list[tuple[str, str, int]]) -> None:
    assert [(part.soort, part.tekst, part.diepte) for part in parts(tekst)] == found


def test_items_deeper_than_the_ninth_level_stand_at_the_ninth() -> None:
    assert [part.diepte for part in parts("\n".join("  " * i + "- a" for i in range(40)))] == [*range(9), *[8] * 31]


def test_a_cell_shows_lines_without_markup_and_a_comparison_keeps_it() -> None:
    tekst = "# Kop\nDit is **vet**\nen [link](#x).\n\n• een\n  1. twee"
    assert without_markup(tekst) == "Kop\nDit is vet en link.\n- een\n  1. twee"
    assert reflow(tekst) == "# Kop\nDit is **vet** en [link](#x).\n- een\n  1. twee"


STUKKEN = ["**", "*", "[", "]", "(", ")", "](#k)", "](https://a.example)", "\\", "a", "b c", " ", ".", "[^1]", "-", "#"]


@given(st.lists(st.sampled_from(STUKKEN), max_size=25).map("".join))
def test_no_letter_of_a_line_is_lost(line: str) -> None:
    def letters(text: str) -> list[str]:
        return [char for char in text if char in "abc."]

    left = line
    for adres in ("](#k)", "](https://a.example)"):
        left = left.replace(adres, "]")
    shown = plain(read(line)).replace("](#k)", "]").replace("](https://a.example)", "]")
    assert letters(shown) == letters(left)


@given(st.text(alphabet="ab-*#•1. \n\\[]^:;", max_size=60))
def test_text_that_was_reflowed_has_the_same_words(tekst: str) -> None:
    words = "".join(part.begin + part.tekst for part in parts(tekst))
    assert {char for char in words if char in "ab"} == {char for char in tekst if char in "ab"}
    assert all(isinstance(part, Onderdeel) and "\n" not in part.tekst for part in parts(tekst))


def test_what_is_refused_is_told_in_order() -> None:
    assert list(refused("[a](x) [b](#k) **[c](y)** \\[d](z)")) == ["x", "y"]


@pytest.mark.lang
def test_no_text_of_a_sample_means_anything_but_its_paragraphs_and_dashes(samples: Path) -> None:
    """Held against a reading that knows nothing but blank lines and lines that begin with a dash."""
    seen = 0
    for pad in sorted(samples.iterdir()):
        for bestand in read_dossier(pad).dossier.bestanden.values():
            for record in bestand.records.values():
                for value in record.waarden.values():
                    for tekst in value if isinstance(value, list) else [value]:
                        if isinstance(tekst, str):
                            seen += 1
                            starts = re.sub(r"\n[ \t]*(?=- )", "\n\n", tekst)
                            lines = [" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", starts)]
                            assert " ".join(without_markup(tekst).split("\n")).split() == " ".join(lines).split()
                            assert without_markup(tekst).count("\n") == max(len([*filter(None, lines)]) - 1, 0), tekst
    assert seen > 9000
