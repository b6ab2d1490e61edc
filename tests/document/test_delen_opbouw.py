"""A document built of declared parts: what repeats, what disappears, what stands where, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pytest

from budgetdesk.document.blokken import Document, Kenmerken, Loopkop, Opmaak
from budgetdesk.document.boom import Kopregel, Loopregel, lopend
from budgetdesk.document.delen.laden import indeling
from budgetdesk.document.delen.opbouw import bouw
from budgetdesk.errors import InputError
from budgetdesk.export.markdown import to_document_markdown
from budgetdesk.session import Session
from tests.document.gelezen import grids
from tests.proef import Maak

BESTUUR = """
[beleidsterrein.1A]
naam = "Raad"
toelichting = "Over de raad."
[doel.1A1]
naam = "Kaders"
beleidsterrein = "1A"
[doel.1A2]
naam = "Toezicht"
beleidsterrein = "1A"
[prestatie."1A1.1"]
naam = "Griffie"
kop = "De griffie van de raad"
doel = "1A1"
toelichting = "Zij ondersteunt."
[prestatie."1A2.1"]
naam = "Rekenkamer"
doel = "1A2"
[indicator."1A1.a"]
naam = "Tevreden"
doel = "1A1"
realisatie.2025 = 5
streefwaarde.2026 = 6
[indicator."1A2.a"]
naam = "Oordeel"
doel = "1A2"
streefwaarde.2026 = 7
[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
lasten.begroting.2026 = 1_500_000
[reserve.raad]
naam = "Reserve raad"
soort = "bestemmingsreserve"
onttrekking.begroting.2026 = 20_000
[kaderstuk.visie]
naam = "Visie"
jaar = 2024
[kaderstuk.kader]
naam = "Kader"
"""

WONEN = """
[beleidsterrein.2A]
naam = "Wonen"
[post.woningen]
naam = "Woningen"
beleidsterrein = "2A"
lasten.begroting.2026 = 100_000
"""

CHAPTER = """
[deel.programma]
per = "programma"
kop = "{nummer} {naam}"
"""


_HEAD = 'formaat = 1\ngemeente = "Proef"\njaar = 2026\nsjabloon = "eigen"\n'


class Made(Protocol):
    """Return the document of a dossier with a template of its own that has these parts."""

    def __call__(self, delen: str, *programmas: str, begroting: str = "") -> Document: ...


@pytest.fixture
def made(dossier: Maak) -> Made:
    """Make a document of declared parts."""

    def document(delen: str, *programmas: str, begroting: str = "") -> Document:
        template = f'basis = "begroting"\n{delen}'
        path = dossier(*(programmas or (BESTUUR, WONEN)), begroting=begroting or _HEAD, templates__eigen=template)
        cijfers = Session.open(path).cijfers
        declared = indeling(cijfers)
        return Document("T", "Proef", "", bouw(cijfers, cijfers.dossier.programmas, declared), opmaak=declared.opmaak)

    return document


def lines(document: Document) -> list[str]:
    """Return what is printed below each other, without its title, tables and empty lines."""
    text = to_document_markdown(document).split("\n\n")
    return [part.strip() for part in text[2:] if part.strip() and not part.startswith("|")]


def headings(document: Document) -> list[str]:
    """Return every heading, a run-in one with its mark."""
    found: Sequence[object] = list(lopend(document))
    return [
        f"{regel.niveau} {regel.kop.voluit}" if isinstance(regel, Kopregel) else f"* {regel.kop.tekst}"
        for regel in found
        if isinstance(regel, (Kopregel, Loopregel))
    ]


def test_a_part_is_there_once_for_every_member_and_its_level_follows_from_its_place(made: Made) -> None:
    document = made(
        CHAPTER
        + """
        [deel.terrein]
        in = "programma"
        per = "beleidsterrein"
        kop = "Beleidsterrein {sleutel} {naam}"
        wat = "tekst:toelichting"
        [deel.prestatie]
        in = "terrein"
        per = "prestatie"
        kop = "{sleutel} {kop}"
        wat = "tekst:toelichting"
        """
    )
    assert headings(document) == ["1 1 P", "2 Beleidsterrein 1A Raad", "3 1A1.1 De griffie van de raad"]


def test_what_holds_nothing_disappears_unless_there_is_a_sentence_for_it(made: Made) -> None:
    part = '[deel.rede]\nin = "programma"\nkop = "Missie"\nwat = "tekst:missie"\n'
    assert headings(made(CHAPTER + part)) == []
    document = made(CHAPTER + part + 'leeg = "Er is geen missie voor {naam}."\n')
    assert headings(document) == ["1 1 P", "2 Missie", "1 2 P", "2 Missie"]
    assert lines(document).count("Er is geen missie voor P.") == 2


def test_a_heading_alone_stays_where_its_sentence_is_empty(made: Made) -> None:
    assert headings(made(CHAPTER + 'leeg = ""\n')) == ["1 1 P", "1 2 P"]


@pytest.mark.parametrize("kop", ["kop", "loopkop"])
def test_a_heading_of_which_nothing_is_there_is_none_and_what_is_below_it_stands(made: Made, kop: str) -> None:
    part = f'[deel.k]\nin = "programma"\nper = "kaderstuk"\n{kop} = "{{kenmerk}}"\nvooraf = "Stuk: {{naam}}."\n'
    document = made(CHAPTER + part, BESTUUR.replace("jaar = 2024", 'kenmerk = "Z"'))
    assert headings(document) == ["1 1 P", "2 Z" if kop == "kop" else "* Z"]
    assert lines(document)[-1] == "Stuk: Kader."


def test_fixed_sentences_stand_around_what_a_part_holds_and_behind_its_parts(made: Made) -> None:
    document = made(
        CHAPTER
        + """waar = { nummer = "1" }
        vooraf = "Dit gaat over {naam} in {T}."
        daarna = "Tot zover."
        [deel.terrein]
        in = "programma"
        per = "beleidsterrein"
        waar = { toelichting = true }
        loopkop = "{naam}:"
        wat = "tekst:toelichting"
        """
    )
    assert lines(document) == ["## 1 P", "Dit gaat over P in 2026.", "**Raad:** Over de raad.", "Tot zover."]


def test_a_fixed_sentence_says_nothing_of_what_is_absent(made: Made) -> None:
    part = CHAPTER + (
        '[deel.k]\nin = "programma"\nper = "kaderstuk"\nvooraf = "Stuk: {naam} ({kenmerk}, {T})."\n'
        'daarna = "Kenmerk: {kenmerk}."\n'
    )
    said = BESTUUR.replace("jaar = 2024", 'kenmerk = "Z (1)"')
    assert lines(made(part, said))[1:] == ["Stuk: Visie (Z (1), 2026).", "Kenmerk: Z (1).", "Stuk: Kader (2026)."]


def test_a_part_of_a_sentence_that_says_nothing_is_not_there(made: Made) -> None:
    part = '[deel.k]\nper = "kaderstuk"\nkop = "{naam}"\nvooraf = "Kenmerk: {kenmerk}."\n'
    assert headings(made(part)) == []
    assert headings(made(part + 'leeg = ""\n')) == ["1 Visie", "1 Kader"]


def test_a_fixed_sentence_has_markup_of_its_own_but_what_is_filled_in_has_none(made: Made) -> None:
    part = CHAPTER + (
        '[deel.a]\nin = "programma"\nvooraf = "**{naam}**: [](#programma-{nummer}/programmakosten)."\n'
        '[deel.k]\nin = "programma"\nkop = "K"\nwat = "tabel:programmakosten"\n'
    )
    head = '[programma]\nnummer = 1\nnaam = "[x](#deel) **y**"\n'
    found = lines(made(part, head + BESTUUR, WONEN))
    assert found[1] == r"**\[x\](\#deel) \*\*y\*\***: [Tabel 1](\#programma-1/k/programmakosten)."
    assert r"**P**: [Tabel 2](\#programma-2/k/programmakosten)." in found


def test_a_table_in_a_part_of_a_member_has_the_rows_of_that_member(made: Made) -> None:
    part = '[deel.doel]\nper = "doel"\nkop = "{naam}"\nwat = "tabel:indicatoren"\n'
    assert [[rij.naam for rij in grid.rijen] for grid in grids(made(part))] == [["1A1.a"], ["1A2.a"]]


def test_rows_of_a_table_stand_under_what_groups_them(made: Made) -> None:
    part = CHAPTER + '[deel.i]\nin = "programma"\nwat = "tabel:indicatoren"\ngroep = "doel"\n'
    [grid] = grids(made(part))
    assert [(rij.naam, rij.soort) for rij in grid.rijen] == [
        ("Doel 1A1", "Kaders"),
        ("1A1.a", "Tevreden"),
        ("Doel 1A2", "Toezicht"),
        ("1A2.a", "Oordeel"),
    ]


STATUS = BESTUUR.replace('naam = "Rekenkamer"\n', 'naam = "Rekenkamer"\nstatus = "op-schema"\n')


@pytest.mark.parametrize(("kolommen", "status"), [('["doel", "prestatie", "status"]', ["op schema"]), ('["doel"]', [])])
def test_the_goal_tree_prints_in_columns_with_the_status_as_a_word(
    made: Made, kolommen: str, status: list[str]
) -> None:
    part = f'[deel.t]\nper = "doel"\nkop = "{{naam}}"\nwat = "tabel:doelenboom"\nkolommen = {kolommen}\n'
    tables = grids(made(part, STATUS))
    assert [[(rij.naam, rij.soort) for rij in grid.rijen] for grid in tables] == [
        [("1A1 Kaders", "1A1.1 Griffie")],
        [("1A2 Toezicht", "1A2.1 Rekenkamer")],
    ]
    assert tables[0].labels == ("Doel", "Prestatie")
    assert [tables[1].cell(0, k) for k in range(len(tables[1].koppen))] == status


def test_a_goal_without_deliverables_stands_in_the_columns_of_the_goal_tree(made: Made) -> None:
    part = CHAPTER + '[deel.t]\nin = "programma"\nwat = "tabel:doelenboom"\nkolommen = ["doel", "status"]\n'
    [grid] = grids(made(part, STATUS + '[doel.1A3]\nnaam = "Leeg"\nbeleidsterrein = "1A"\n'))
    assert [(rij.naam, rij.soort) for rij in grid.rijen][-1] == ("1A3 Leeg", "")
    assert [grid.cell(r, 0) for r in range(3)] == ["", "op schema", ""]


def test_a_reserve_prints_under_a_heading_of_its_own_where_it_has_one(made: Made) -> None:
    said = BESTUUR.replace('naam = "Reserve raad"\n', 'naam = "Reserve raad"\nkop = "Reserve Raad"\n')
    part = '[deel.r]\nper = "reserve"\nkop = "{kop}"\nwat = "tabel:reserves"\n'
    assert headings(made(part, said)) == ["1 Reserve Raad"]


def test_a_table_may_print_some_columns_in_another_order_and_another_unit(made: Made) -> None:
    part = CHAPTER + (
        '[deel.k]\nin = "programma"\nwat = "tabel:programmakosten"\neenheid = 1\n'
        'kolommen = ["MJB 2027", "Begroting 2026"]\n'
    )
    grid = grids(made(part))[0]
    assert [kop.tekst for kop in grid.koppen] == ["MJB 2027", "Begroting 2026"]
    assert grid.cell(0, 1) == "1.500.000"


def test_brackets_around_what_is_absent_disappear_from_a_line_of_a_list(made: Made) -> None:
    part = CHAPTER + (
        '[deel.k]\nin = "programma"\nwat = "lijst:kaderstukken"\nregel = "{naam} ({jaar}, {kenmerk}) – {kenmerk}"\n'
    )
    assert lines(made(part))[1] == "- Visie (2024)\n- Kader (2026)"


def test_only_members_with_what_is_asked_for_are_there(made: Made) -> None:
    part = '[deel.p]\nper = "prestatie"\nwaar = { toelichting = false }\nkop = "{naam}"\nleeg = ""\n'
    assert headings(made(part)) == ["1 Rekenkamer"]


def test_fields_print_as_facts_or_behind_their_labels(made: Made) -> None:
    partij = """
    [verbonden_partij.regio]
    naam = "Regio"
    beleidsterrein = "1A"
    soort = "regeling"
    kansen = "Samen."
    risicos = ["duur"]
    bijdrage.2025 = 900
    bijdrage.2026 = 1_200
    """
    part = (
        '[deel.p]\nper = "verbonden_partij"\nkop = "{naam}"\nwat = ["kenmerken", "velden"]\n'
        'labels = { soort = "Soort", bijdrage = "Bijdrage", kansen = "Kansen {jaar}", risicos = "Risico\'s" }\n'
    )
    document = made(part, BESTUUR + partij)
    [deel] = document.delen
    assert deel.blokken == (
        Kenmerken(
            (
                ("Soort", ("regeling",)),
                ("Bijdrage 2025", ("€ 900",)),
                ("Bijdrage 2026", ("€ 1.200",)),
                ("Kansen 2026", ("Samen.",)),
                ("Risico's", ("duur",)),
            )
        ),
    )
    assert [sub.kop for sub in deel.delen if isinstance(sub.kop, Loopkop)] == [
        Loopkop("Soort:"),
        Loopkop("Bijdrage 2025:"),
        Loopkop("Bijdrage 2026:"),
        Loopkop("Kansen 2026:"),
        Loopkop("Risico's:"),
    ]


def test_a_text_of_the_dossier_prints_in_the_document_that_it_is_meant_for(made: Made) -> None:
    texts = """
    [document.begroting]
    sjabloon = "eigen"
    deel.voorwoord = { wat = ["tekst:voorwoord", "tekst:slot"], kop = "Vooraf" }
    [tekst.voorwoord]
    tekst = "Voor u ligt het."
    bij = ["begroting"]
    [tekst.slot]
    tekst = "Niet hier."
    bij = ["vgr"]
    [document.vgr]
    sjabloon = "voortgangsrapportage"
    """
    assert lines(made(CHAPTER, begroting=_HEAD + texts)) == ["## Vooraf", "Voor u ligt het."]


def test_a_dossier_says_how_its_document_looks_without_a_template_of_its_own(made: Made) -> None:
    said = '[document.begroting]\nsjabloon = "eigen"\nopmaak.nummering = "4"\nopmaak.omslag = true\n'
    document = made("[opmaak]\ninhoud = 1\n" + CHAPTER, begroting=_HEAD + said)
    assert document.opmaak == Opmaak(nummering="4", omslag=True, inhoud=1)
    with pytest.raises(InputError, match=r"begroting\.toml: document\.begroting\.opmaak\.omslg: onbekende sleutel"):
        made(CHAPTER, begroting=_HEAD + said.replace("omslag", "omslg"))


def test_a_chapter_may_do_without_a_number_where_the_others_have_one(made: Made) -> None:
    said = """
    [document.begroting]
    sjabloon = "eigen"
    opmaak.nummering = "1"
    deel.voorwoord = { kop = "Vooraf", wat = "tekst:voorwoord", voor = "programma", nummer = false }
    [tekst.voorwoord]
    tekst = "Zie [](#voorwoord) en [](#programma-2)."
    """
    chapter = CHAPTER + '[deel.kosten]\nin = "programma"\nwat = "tabel:programmakosten"\n'
    document = made(chapter, begroting=_HEAD + said)
    chapters = [regel for regel in lopend(document) if isinstance(regel, Kopregel) and regel.niveau == 1]
    assert [(regel.nummer, regel.kop.tekst) for regel in chapters] == [("", "Vooraf"), ("1", "1 P"), ("2", "2 P")]
    assert "Zie [Vooraf](\\#voorwoord) en [hoofdstuk 2](\\#programma-2)." in lines(document)


@pytest.mark.lang
def test_an_explanation_of_several_deliverables_stands_under_their_codes(made: Made) -> None:
    said = '[toelichting.ict]\nbij = ["prestatie.1A1.1", "1A2.1"]\ntekst = "Storing."\n'
    part = (
        '[deel.t]\nper = "beleidsterrein"\nkop = "{naam}"\n'
        '[deel.a]\nin = "t"\nper = "toelichting"\nkop = "{kop}"\nwat = "tekst:tekst"\n'
    )
    document = made(part, BESTUUR + said)
    assert headings(document) == ["1 Raad", "2 1A1.1 / 1A2.1"]


def test_a_template_takes_the_parts_of_another_and_changes_some(made: Made) -> None:
    document = made('delen = "begroting"\n[deel.programma]\nkop = "Hoofdstuk {nummer}"\n[deel.gemeente]\nweg = true\n')
    assert [regel for regel in headings(document) if regel.startswith("1 ")] == ["1 Hoofdstuk 1", "1 Hoofdstuk 2"]
    assert "2 Programmakosten" in headings(document)


def test_a_template_without_parts_has_those_of_the_shipped_one_it_is_most_like(made: Made) -> None:
    assert headings(made("")) == headings(made('delen = "begroting"\n'))


def test_addresses_of_parts_follow_from_keys_and_not_from_names(made: Made) -> None:
    part = CHAPTER + '[deel.terrein]\nin = "programma"\nper = "beleidsterrein"\nkop = "{naam}"\nleeg = ""\n'
    found = [regel.adres for regel in lopend(made(part)) if isinstance(regel, Kopregel)]
    renamed = [
        regel.adres
        for regel in lopend(made(part, BESTUUR.replace('"Raad"', '"Gemeenteraad"'), WONEN))
        if isinstance(regel, Kopregel)
    ]
    assert found == renamed == ["programma-1", "programma-1/terrein-1A", "programma-2", "programma-2/terrein-2A"]


def test_what_does_not_hold_together_is_refused_before_anything_is_made(made: Made) -> None:
    with pytest.raises(InputError, match=r"templates/eigen\.toml:7: deel\.x\.wat: onbekende tabel `reservs`\."):
        made(CHAPTER + '[deel.x]\nwat = "tabel:reservs"\n')
