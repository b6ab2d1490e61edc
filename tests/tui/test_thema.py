"""Every pair of colours can be read, as the terminal draws it; no ground is taken for another."""

from __future__ import annotations

from itertools import product

import pytest
from rich.color import Color, ColorSystem

from budgetdesk.tables.registry import TABELLEN as PRODUCT
from budgetdesk.tui import thema
from budgetdesk.tui.dossier.groepen import GROEPEN, grouped
from budgetdesk.tui.tekens import NAMEN, tekens

LEAST = 4.5
"""The contrast that WCAG 2.1 asks of text (success criterion 1.4.3)."""

DIEPTE = {
    "donker": ColorSystem.TRUECOLOR,
    "licht": ColorSystem.TRUECOLOR,
    "licht-256": ColorSystem.EIGHT_BIT,
    "donker-256": ColorSystem.EIGHT_BIT,
}


def shown(naam: str, rol: str) -> tuple[int, int, int]:
    """Return a role's colour as a terminal of that depth draws it."""
    return Color.parse(thema.TABELLEN[naam][rol].kleur).downgrade(DIEPTE[naam]).get_truecolor()


def luminance(kleur: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in kleur]
    red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(een: tuple[int, int, int], ander: tuple[int, int, int]) -> float:
    dark, light = sorted((luminance(een), luminance(ander)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("naam", DIEPTE)
def test_punt_28_every_ink_can_be_read_on_every_ground(naam: str) -> None:
    pairs = [*product(thema.INKTEN, thema.GRONDEN), *(("wijs-inkt", ground) for ground in thema.WIJZERS)]
    found = {pair: contrast(shown(naam, pair[0]), shown(naam, pair[1])) for pair in pairs}
    assert not {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < LEAST}


@pytest.mark.parametrize("naam", DIEPTE)
def test_the_surface_band_year_row_and_selection_are_not_taken_for_each_other(naam: str) -> None:
    grounds = [shown(naam, rol) for rol in ("vlak", "band", "jaar", "rij", "kies")]
    assert len(set(grounds)) == len(grounds)


@pytest.mark.parametrize("naam", sorted(thema.ZONDER_TINT))
def test_a_theme_without_grounds_shows_totals_and_choice_by_attributes(naam: str) -> None:
    tabel = thema.TABELLEN[naam]
    assert tabel["band"].vet
    assert tabel["kies"].omgekeerd
    assert tabel["wijs"].omgekeerd
    assert {tabel[rol].kleur for rol in thema.GRONDEN} == {"ansi_default"}


def test_no_colour_is_what_no_color_asks_for() -> None:
    assert {rol.kleur for rol in thema.KLEURLOOS.values()} == {"ansi_default"}
    assert thema.first("licht", kleuren=1 << 24, kleurloos=True) == "kleurloos"


def test_the_dark_theme_has_a_table_of_its_own_where_a_terminal_has_256_colours() -> None:
    assert thema.first("", kleuren=256, kleurloos=False) == "donker-256"
    assert thema.first("licht", kleuren=256, kleurloos=False) == "licht-256"
    assert thema.first("donker", kleuren=16, kleurloos=False) == "ansi"
    assert thema.other("licht-256", kleuren=256) == "donker-256"
    assert thema.other("donker-256", kleuren=256) == "licht-256"


def test_each_theme_knows_every_role() -> None:
    assert {frozenset(tabel) for tabel in thema.TABELLEN.values()} == {frozenset(thema.DONKER)}


def test_a_terminal_with_few_signs_gets_plain_ones_of_the_same_width() -> None:
    plain, rich = tekens("linux"), tekens("xterm-256color")
    assert all(getattr(plain, naam).isascii() for naam in NAMEN)
    assert all(len(getattr(plain, naam)) == len(getattr(rich, naam)) for naam in NAMEN)


def test_every_table_of_the_product_stands_in_one_group() -> None:
    named = [naam for namen in GROEPEN.values() for naam in namen]
    assert sorted(named) == sorted(PRODUCT)
    assert [soort.naam for soorten in grouped(PRODUCT.values()).values() for soort in soorten] == named
