"""References in texts: those that lead nowhere and those whose figure has changed since it was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.checks.melding import Melding
from budgetdesk.model.adres import Adres
from budgetdesk.session import Invoer, Session
from budgetdesk.session.cells import input_at, set_cells
from budgetdesk.session.reading import table
from tests.proef import Maak, programma

P = "programmas/01-p.toml"
POST = '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 95_000\n'
PARTIJ = '[verbonden_partij.v]\nnaam = "V"\nbijdrage.2026 = 1\n'


def found(map_: Path) -> list[Melding]:
    return [m for m in Session.open(map_).keuring.alle if m.code in ("BD411", "BD412")]


def tekst(text: str) -> str:
    return programma(POST, kop=f"missie = '''{text}'''\n")


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        ("{{post.x.lasten.2026}} en {{lasten.2026 = 95}}", "", ""),
        ("geen { verwijzing }", "", ""),
        (
            "{{post.y.lasten.2026}}",
            "BD411",
            f"`{{{{post.y.lasten.2026}}}}` leidt nergens heen: post `y` bestaat niet in {P}.",
        ),
        (
            "nu {{lasten.2026 =  80}} meer",
            "BD412",
            "de tekst noemt 80, de tabel geeft nu 95: `{{lasten.2026 = 80}}`.",
        ),
        ("{{post.y.lasten.2026 = 80}}", "BD411", ""),
        ("{{lasten.2026}", "BD411", ""),
    ],
)
def test_a_reference_is_checked(dossier: Maak, text: str, code: str, sentence: str) -> None:
    meldingen = found(dossier(tekst(text)))
    assert [m.code for m in meldingen] == ([code] if code else [])
    for melding in meldingen:
        assert melding.adres == Adres(P, "programma", "", "missie")
        assert melding.ernst == ("fout" if code == "BD411" else "waarschuwing")
        assert melding.remedie
        assert sentence in melding.tekst


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("{{1/post.x.lasten.2026 = 95}}", []),
        ("{{1/post.x.lasten.2026 = 80}}", ["BD412"]),
        ("{{post.x.lasten.2026}}", ["BD411"]),
        ("{{2/lasten.2026}}", ["BD411"]),
    ],
)
def test_a_text_of_the_dossier_as_a_whole_names_the_programma_of_its_figures(
    dossier: Maak, text: str, codes: list[str]
) -> None:
    meldingen = found(dossier(POST, begroting=f'[tekst.voorwoord]\ntekst = "{text}"\n'))
    assert [m.code for m in meldingen] == codes
    assert {str(m.adres) for m in meldingen} <= {"tekst.voorwoord.tekst"}


def test_every_text_of_every_programma_is_read_and_each_text_of_a_list(dossier: Maak) -> None:
    toelichting = 'toelichting = """\nregel\n{{x}}\n"""\n'
    lijst = 'kansen = ["{{x}}", "goed", "{{y}}"]\nrisicos = "{{z}}"\n'
    map_ = dossier(programma(POST, naam="{{p}}"), POST + toelichting + PARTIJ + lijst)
    assert [f"{m.adres.bestand[11:13]} {m.adres}" for m in found(map_)] == [
        "01 programma.naam",
        "02 post.x.toelichting",
        "02 verbonden_partij.v.kansen",
        "02 verbonden_partij.v.kansen",
        "02 verbonden_partij.v.risicos",
    ]


def test_what_is_printed_nowhere_is_not_read(dossier: Maak) -> None:
    assert found(dossier(tekst("goed") + 'kleur = "{{x}}"\n[mal.m]\nnaam = "{{x}}"\n')) == []


def test_a_reference_over_two_lines_is_quoted_on_one(dossier: Maak) -> None:
    (melding,) = found(dossier(programma(POST, kop="missie = '''{{lasten.2026\n  = 80}}'''\n")))
    assert melding.tekst == "de tekst noemt 80, de tabel geeft nu 95: `{{lasten.2026 = 80}}`."
    assert melding.remedie == "Lees de tekst na en schrijf `= 95` in de verwijzing."


def test_the_finding_follows_an_edit(dossier: Maak) -> None:
    session = Session.open(dossier(tekst("{{lasten.2026 = 95}}")))
    assert session.keuring.bevindingen == []
    grid = table(session.cijfers, "programmakosten", session.dossier.programmas[0])
    invoer = input_at(session.dossier, grid, 0, 2)
    assert isinstance(invoer, Invoer)
    set_cells(session, [(invoer, 80_000_00)])
    (bevinding,) = session.keuring.bevindingen
    assert (bevinding.code, bevinding.plaats.regel) == ("BD412", 4)
    session.undo()
    assert session.keuring.bevindingen == []


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("[a](https://gemeente.example/x?y=1) [b](mailto:raad@gemeente.example) [c](#doel-1A1)", []),
        ("[a](http://gemeente.example)", ["http://gemeente.example"]),
        ("**[a](javascript:alert(1))** en [b](JaVaScRiPt:x)", ["javascript:alert(1)", "JaVaScRiPt:x"]),
        (
            "[a](https://bank.example@kwaad.example) [b](data:text/html,x)",
            ["https://bank.example@kwaad.example", "data:text/html,x"],
        ),
        ("[over twee\nregels](ftp://x)", ["ftp://x"]),
        ("[1] (zie noot) en [2](zie daar) en \\[a](ftp://x)", []),
    ],
)
def test_a_link_to_any_other_address_is_told(dossier: Maak, text: str, refused: list[str]) -> None:
    meldingen = [m for m in Session.open(dossier(tekst(text))).keuring.alle if m.code == "BD414"]
    assert [m.tekst for m in meldingen] == [f"de link naar `{x}` wordt als gewone tekst afgedrukt." for x in refused]
    assert {m.adres for m in meldingen} <= {Adres(P, "programma", "", "missie")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a[^1] en b[^2]\n\n[^1]: een\n[^2]: twee", []),
        ("a\\[^1] zonder noot", []),
        ("a[^1]\n\n[^2]: twee", ["`[^1]` heeft geen tekst", "`[^2]` wordt in de tekst niet genoemd"]),
        ("# Kop[^1]\n\nb\n\n[^1]: een", ["`[^1]` wordt in de tekst niet genoemd"]),
        ("a[^1]\n\n[^1]: een\n[^1]: twee", ["`[^1]` heeft meer dan een tekst; de eerste geldt"]),
        (
            "a[^1] en b[^1]\n\n[^1]: een",
            ["`[^1]` wordt meer dan eens genoemd; alleen de eerste keer wordt het een voetnoot"],
        ),
    ],
)
def test_a_footnote_that_prints_as_it_is_written_is_told(dossier: Maak, text: str, told: list[str]) -> None:
    meldingen = [m for m in Session.open(dossier(tekst(text))).keuring.alle if m.code == "BD417"]
    assert [m.tekst for m in meldingen] == [f"voetnoot {zin}." for zin in told]
    assert {m.adres for m in meldingen} <= {Adres(P, "programma", "", "missie")}


def test_links_are_read_in_prose_of_every_file_and_not_in_names(dossier: Maak) -> None:
    link = "[x](ftp://x)"
    map_ = dossier(programma(POST + f'toelichting = "{link}"\n' + PARTIJ + f'kansen = ["{link}"]\n', naam=link))
    found = [str(m.adres) for m in Session.open(map_).keuring.alle if m.code == "BD414"]
    assert found == ["post.x.toelichting", "verbonden_partij.v.kansen"]


@pytest.mark.parametrize(
    ("eenheid", "text", "named"),
    [
        (1000, "{{lasten.2026}} (x € 1.000)", ""),
        (1000, "{{lasten.2026}} ({{eenheid}})", ""),
        (1, "{{lasten.2026}} (x € 1.000)", "x € 1.000"),
        (1, "{{lasten.2026}} (x €1000)", "x €1000"),
        (1_000_000, "{{lasten.2026}} (x € 1.000) en x € 1 mln", "x € 1.000"),
        (1000, "{{lasten.2026}} (x € 1)", "x € 1"),
        (1000, "{{lasten.2026|euro}} (x € 1)", ""),
        (1000, "12 x € 1", ""),
        (1000, "{{lasten.2026}}, dat is 10 x € 1.250 of x € 1.500.000", ""),
    ],
)
def test_a_text_with_figures_in_another_unit_is_told(dossier: Maak, eenheid: int, text: str, named: str) -> None:
    map_ = dossier(tekst(text), begroting=f"[weergave]\neenheid = {eenheid}\n")
    found = [m.tekst for m in Session.open(map_).keuring.alle if m.code == "BD415"]
    printed = {1: "in euro's", 1000: "x € 1.000", 1_000_000: "x € 1 miljoen"}[eenheid]
    assert found == ([f"de tekst noemt bedragen `{named}`, het document drukt ze af {printed}."] if named else [])
