"""Every text of a programma, in one table."""

from __future__ import annotations

from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.model.scope import Scope
from budgetdesk.session.reading import table
from budgetdesk.tables.grid import Grid
from tests.proef import programma, session

KOP = programma(naam="Bestuur")
ONDERDELEN = """
[beleidsterrein.1A]
naam = "Aa"
toelichting = "Van 1A: {{1/lasten.2026}}."
[doel.1A1]
naam = "Doel"
beleidsterrein = "1A"
[prestatie."1A1.1"]
naam = "Pee"
doel = "1A1"
[post.x]
naam = "Iks"
beleidsterrein = "1A"
lasten.begroting.2026 = 5_000
[reserve.r]
naam = "Reserve raad"
soort = "bestemmingsreserve"
[reserve.a]
naam = "Appeltje voor de dorst"
soort = "bestemmingsreserve"
[investering.t]
naam = "Tachymeters"
nut = "economisch"
"""


def teksten(text: str) -> Grid:
    shown = session(text)
    return table(shown.cijfers, "teksten", shown.dossier.programmas[0])


def rows(table: Grid) -> list[tuple[str, str, str]]:
    return [(r.naam, r.soort, table.cell(i, 0)) for i, r in enumerate(table.rijen)]


def test_the_header_shows_every_field_and_leaves_room_for_the_absent_ones() -> None:
    table = teksten(KOP + 'portefeuilles = ["Jeugd & Zorg", "Financiën"]\nmissie = """\nEen\nTwee\n"""\n')
    assert (table.titel, table.labels) == ("Teksten programma 1 Bestuur", ("Onderdeel", "Veld"))
    assert rows(table) == [
        ("Programma", "Nummer", "1"),
        ("Programma", "Naam", "Bestuur"),
        ("Programma", "Commissie", ""),
        ("Programma", "Portefeuilles", "Jeugd & Zorg; Financiën"),
        ("Programma", "Missie", "Een Twee"),
        ("Programma", "Inleiding", ""),
        ("Programma", "Toelichting", ""),
    ]


def test_the_kind_of_programma_stands_there_only_where_it_is_given() -> None:
    assert ("Programma", "Soort", "overhead") in rows(teksten(KOP + 'soort = "overhead"\n'))


def test_every_part_that_may_be_explained_has_a_row_under_its_code_or_name() -> None:
    table = teksten(KOP + ONDERDELEN)
    assert rows(table)[7:] == [
        ("1A Aa", "Toelichting", "Van 1A: 5."),
        ("1A1.1 Pee", "Toelichting", ""),
        ("post Iks", "Toelichting", ""),
        ("Reserve raad", "Toelichting", ""),
        ("reserve Appeltje voor de dorst", "Toelichting", ""),
        ("investering Tachymeters", "Toelichting", ""),
    ]


def test_a_kind_is_in_the_table_when_the_format_lets_it_be_explained() -> None:
    text = ONDERDELEN + '[voorziening.v]\nnaam = "Voorziening wethouders"\n[tekst.t]\ntekst = "T"\n'
    shown = {r.scope.soort for r in teksten(KOP + text).rijen}
    usual = {naam for naam, k in SOORTEN["programma"].items() if any(v.alineas and not v.zelden for v in k.velden)}
    assert shown == usual


def test_what_few_have_has_a_row_where_it_is_given() -> None:
    text = """[beleidsterrein.1A]
naam = "Aa"
doelenboom = "NB bij de boom."
partijen = "Zie de paragraaf."
indicatoren = "Noot."

[doel.1A1]
naam = "D"
beleidsterrein = "1A"

[indicator."1A1.a"]
naam = "I"
doel = "1A1"
toelichting = "Steekproef."

[subsidie.s]
naam = "S"
toelichting = "Eenmalig."

[verbonden_partij.v]
naam = "V"
omschrijving = "Samen."
slot = "Meer elders."

[tekst.slot]
titel = "Tot slot"
tekst = "{{lasten.2026}} euro."
"""
    table = teksten(KOP + 'investeringen = "Onder de tabel."\n' + text)
    assert ("Programma", "Noot bij de investeringen", "Onder de tabel.") in rows(table)
    assert rows(table)[8:] == [
        ("1A Aa", "Toelichting", ""),
        ("1A Aa", "Noot bij de doelenboom", "NB bij de boom."),
        ("1A Aa", "Tekst bij de verbonden partijen", "Zie de paragraaf."),
        ("1A Aa", "Noot bij de indicatoren", "Noot."),
        ("1A1.a I", "Toelichting", "Steekproef."),
        ("subsidie S", "Toelichting", "Eenmalig."),
        ("verbonden partij V", "Omschrijving", "Samen."),
        ("verbonden partij V", "Slot", "Meer elders."),
        ("Tot slot", "Tekst", "0 euro."),
    ]


def test_an_explanation_of_deliverables_has_a_row_under_its_codes_or_its_own_heading() -> None:
    text = (
        ONDERDELEN
        + """[toelichting.a]
bij = ["prestatie.1A1.1", "1A1.2"]
tekst = "Later."

[toelichting.b]
bij = "prestatie.1A1.1"
kop = "Pee, eerste deel"
tekst = "Eerder."

[toelichting.c]
bij = "post.x"
bedrag = 5
tekst = "Een verschil."
"""
    )
    assert rows(teksten(KOP + text))[13:] == [
        ("1A1.1 / 1A1.2", "Tekst", "Later."),
        ("Pee, eerste deel", "Tekst", "Eerder."),
    ]


def test_every_cell_is_a_text_with_the_address_of_the_value_it_shows() -> None:
    table = teksten(KOP + ONDERDELEN)
    assert all(isinstance(table.inhoud(i, 0), str) for i in range(len(table.rijen)))
    found = [str(table.adres(i, 0)) for i in range(len(table.rijen))]
    assert found[:2] == ["programma.nummer", "programma.naam"]
    assert found[7:9] == ["beleidsterrein.1A.toelichting", 'prestatie."1A1.1".toelichting']
    assert [r.scope for r in table.rijen][6:8] == [Scope("programma"), Scope("beleidsterrein", "1A")]
