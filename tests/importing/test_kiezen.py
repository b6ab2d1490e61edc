"""Which way of reading fits a file and which sheet is meant: known, or asked."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budgetdesk.importing.bron import Blad, Bron, Cel
from budgetdesk.importing.kiezen import Gekozen, Onbeslist, kies
from budgetdesk.importing.kolommen import fingerprint, headings, kolommen
from budgetdesk.importing.mapping import Leeswijze, read
from tests.importing.ledgers import JAREN, RIJEN, VAN_JAREN, VAN_RIJEN, blad, wijze

AFDRUK = fingerprint(headings(blad(JAREN), (1,)))


def bron(*bladen: Blad, soort: str = "xlsx") -> Bron:
    return Bron("rekening.xlsx", soort, "", bladen)  # type: ignore[arg-type]


def wijzen(**teksten: str) -> list[Leeswijze]:
    return [read(text.encode(), f"import/{naam}.toml") for naam, text in teksten.items()]


def vraag(bron_: Bron, ways: Sequence[Leeswijze], naam: str = "", *, toch: bool = False) -> str:
    with pytest.raises(Onbeslist) as error:
        kies(bron_, ways, naam, toch=toch)
    assert error.value.exit_code == 1
    return str(error.value)


def gekozen(found: Gekozen) -> tuple[str, str]:
    return found.leeswijze.sleutel, found.blad.naam


BEIDE = wijzen(jaren=VAN_JAREN, rijen=VAN_RIJEN)


def test_the_way_of_reading_whose_headings_are_there_is_taken_with_its_sheet() -> None:
    two = bron(blad("Voorblad\n", "Omslag"), blad(RIJEN, "Realisatie"))
    assert gekozen(kies(two, BEIDE)) == ("rijen", "Realisatie")
    assert gekozen(kies(bron(blad(JAREN)), BEIDE)) == ("jaren", "proef.csv")


def test_what_fits_more_than_once_is_asked() -> None:
    ways = wijzen(een=VAN_JAREN, twee=VAN_JAREN)
    assert (
        vraag(bron(blad(JAREN)), ways)
        == "Dit bestand past bij meer dan een manier van lezen: een of twee. Kies met --mapping."
    )
    sheets = bron(blad(JAREN, "Mei"), blad(JAREN, "Juni"))
    assert vraag(sheets, ways[:1]) == 'Meer dan een blad heeft deze koppen: "Mei" of "Juni". Kies met --blad.'
    assert gekozen(kies(sheets, ways[:1], "juni")) == ("een", "Juni")


def test_one_that_was_made_for_just_these_headings_goes_before_others() -> None:
    made = VAN_JAREN.replace("formaat = 1\n", f'formaat = 1\nvingerafdruk = "{AFDRUK}"\n')
    assert gekozen(
        kies(bron(blad(JAREN)), wijzen(een=VAN_JAREN.replace("formaat", 'vingerafdruk = "x"\nformaat'), twee=made))
    ) == (
        "twee",
        "proef.csv",
    )


def test_other_headings_are_told_before_anything_is_read() -> None:
    ways = wijzen(grootboek=VAN_JAREN)
    other = blad(JAREN.replace("Rekening 2025", "Begroting 2028"))
    assert vraag(bron(other), ways) == (
        'De koppen zijn anders dan bij "grootboek": nieuw "Begroting 2028", weg "Rekening 2025".'
        " Kijk de manier van lezen na."
    )
    made = wijzen(grootboek=VAN_JAREN.replace("formaat = 1\n", f'formaat = 1\nvingerafdruk = "{AFDRUK}"\n'))
    more = blad(JAREN.replace(";2027", ";2027;2028"))
    said = vraag(bron(more), made)
    assert said.startswith(
        'De koppen zijn anders dan bij "grootboek": nieuw "2028". Kijk de manier van lezen na; klopt zij,'
    )
    assert f'zet dan vingerafdruk = "{fingerprint(headings(more, (1,)))}" onder [bron].' in said
    assert gekozen(kies(bron(more), made, toch=True)) == ("grootboek", "proef.csv")


def test_without_a_way_of_reading_it_is_said_how_to_get_one() -> None:
    assert vraag(bron(blad(JAREN)), []) == (
        "Dit dossier heeft geen manier van lezen voor dit bestand. Lees het een keer in de app in (Ctrl+P, Cijfers"
        " inlezen) en bewaar haar met M, of geef er een met --mapping; een gedrukte tabel leest --als tabel."
    )
    assert vraag(bron(blad("A;B\n1;2\n")), BEIDE).startswith(
        "Bij deze koppen past geen van de manieren van lezen: jaren, rijen."
    )


def test_a_sheet_is_named_and_a_hidden_one_read_only_by_its_name() -> None:
    old = blad(JAREN, "Oud")
    old.zichtbaar = False
    both = bron(old, blad(JAREN, "Nieuw"))
    found = kies(both, BEIDE)
    assert (gekozen(found), found.verteld) == (("jaren", "Nieuw"), ['Blad "Oud" is verborgen en niet gelezen.'])
    assert gekozen(kies(both, BEIDE, "Oud")) == ("jaren", "Oud")
    assert vraag(both, BEIDE, "Mei") == 'rekening.xlsx heeft geen blad "Mei". Kies met --blad uit "Oud", "Nieuw".'
    named = wijzen(jaren=VAN_JAREN.replace("formaat = 1\n", 'formaat = 1\nblad = "nieuw"\n'))
    assert gekozen(kies(both, named)) == ("jaren", "Nieuw")
    assert vraag(bron(old), named) == 'rekening.xlsx heeft geen blad "nieuw". Kies met --blad.'
    second = wijzen(jaren=VAN_JAREN.replace("formaat = 1\n", "formaat = 1\nnummer = 1\n"))
    assert gekozen(kies(both, second)) == ("jaren", "Oud")


def test_a_hidden_column_that_is_named_is_read_and_told() -> None:
    sheet = blad(JAREN)
    sheet.verborgen_kolommen = {9, 99}
    assert kies(bron(sheet), BEIDE).verteld == [
        'Kolom "Rekening 2025" is verborgen, maar wordt gelezen: jaren noemt haar.'
    ]


# --- headings ------------------------------------------------------------------------------------


def test_headings_above_each_other_are_one_and_one_above_several_is_that_of_each() -> None:
    sheet = blad("Uitdraai\n;Begroting;;Rekening\nCode;2026;2027;2025\n1;2;3;4\n")
    assert headings(sheet, (2, 3)) == {1: "Code", 2: "Begroting 2026", 3: "Begroting 2027", 4: "Rekening 2025"}
    sheet.samengevoegd = [(2, 2, 2, 3)]
    sheet.cellen[2][4] = Cel(" ")
    assert headings(sheet, (2, 3)) == {1: "Code", 2: "Begroting 2026", 3: "Begroting 2027", 4: "2025"}


def test_a_heading_is_found_in_any_case_and_spacing_and_else_by_its_letter() -> None:
    way = wijze(
        '[bron]\nformaat = 1\nals = "rekening"\n[bedragen]\nkant = "teken"\n[kolom]\ncode = "A"\n'
        '[jaren]\n"bedrag  2025" = "rekening.2025"\n'
    )
    found = kolommen(blad("Code;Bedrag\u00a02025\n"), way)
    assert (found.kolom["code"], [*found.bedragen]) == ([1], [2])
    assert found.kop(2) == "Bedrag 2025"


def test_a_heading_that_stands_twice_asks_for_the_letter() -> None:
    twice = bron(blad(JAREN.replace(";L/B;", ";Taakveld;")))
    assert vraag(twice, BEIDE[:1]) == (
        'De kop "Taakveld" staat boven 2 kolommen (F, H); noem de letter van een daarvan. Kijk de manier van lezen na.'
    )
