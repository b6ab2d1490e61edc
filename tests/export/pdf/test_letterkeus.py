from __future__ import annotations

import pytest

from budgetdesk.document.huisstijl import Huisstijl
from budgetdesk.export.pdf.letterkeus import ONZE, Letter, gekozen, letter_van
from budgetdesk.storage.lettertypen import Lettertype
from budgetdesk.storage.lettertypen import lettertype as gelezen
from tests.lettertype import lettertype


def font(gewicht: int, *breedtes: int, tot: int = 0x7E) -> Lettertype:
    return gelezen(lettertype([(0x30, tot, 1)], breedtes=(0, *breedtes), gewicht=gewicht))


GEWOON, VET = font(400, 500), font(700, 600, tot=0x7A)
FONTS = (VET, GEWOON)


def keus(huisstijl: Huisstijl, *families: str) -> tuple[Letter, list[str]]:
    said: list[str] = []
    return gekozen(huisstijl, FONTS, lambda: families, said.append), said


def test_a_text_is_as_wide_as_its_letters_and_bold_ones_are_those_of_the_bold_font() -> None:
    letter = letter_van("Proef", FONTS)
    assert letter.cijfer == pytest.approx(0.51)
    assert letter.meet("1234", vet=False) * letter.cijfer == pytest.approx(4 * 0.5)
    assert letter.meet("1234", vet=True) * letter.cijfer == pytest.approx(4 * 0.6)
    assert letter.bekend == frozenset(range(0x30, 0x7B))
    assert letter.namen == ["Proef", ONZE]


def test_who_chooses_nothing_or_ours_has_ours_and_hears_nothing() -> None:
    for huisstijl in (Huisstijl(), Huisstijl(letter=ONZE)):
        assert keus(huisstijl) == (letter_van(ONZE, FONTS), [])
    letter, said = keus(Huisstijl(letter="Libertinus Serif"))
    assert (letter.namen, said) == (["Libertinus Serif", ONZE], [])


def test_a_letter_of_the_dossier_is_used_where_its_fonts_are_called_so() -> None:
    chosen = Huisstijl(letter="Proef", lettertypen=FONTS)
    assert keus(chosen, ONZE, "Proef") == (letter_van("Proef", FONTS), [])
    letter, said = keus(chosen, ONZE, "Andere")
    assert letter.naam == ONZE
    assert said == [f"De lettertypen van [huisstijl] heten Andere, en niet Proef; er staat {ONZE}. Verbeter `letter`."]
    assert "niet te lezen" in keus(chosen, ONZE)[1][0]


def test_a_letter_that_is_not_there_is_told_with_what_to_do() -> None:
    letter, (said,) = keus(Huisstijl(letter="Proef"))
    assert letter == letter_van(ONZE, FONTS)
    assert said.startswith(
        f"De letter Proef is er niet voor een pdf; er staat {ONZE}. Zet haar bestanden (.ttf of .otf)"
    )
