"""Published tables of municipalities and provinces, recognised without being told anything."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Any, Final

import pytest

from budgetdesk.importing.bron import Cel
from budgetdesk.importing.herkennen import Herkenning, Kolom, herken, tabellen
from tests.importing import gedrukte
from tests.importing.gedrukte import BRONNEN, bekend, gevonden, herkend

NIET_IN_BESTAND: Final = {
    "zuid-holland-2018.csv": "the year stands on the page around it",
    "voorschoten-2026-programma-0.txt": "the headings have no years",
    "utrecht-2019-saldi.csv": "the headings name no phase",
    "bloemendaal-2020-reserves.csv": "what is left at a date is of no phase",
}
"""Tables whose phases and years nothing in the file says."""

ZONDER_KANTEN: Final = "dalfsen-2019.csv"
"""Its columns of lasten, baten and saldo have no heading: nothing but the amounts says which is which."""

NIET_GEZIEN: Final = {
    # the balance of two reserves of which each stands in a column of its own: of cells askew
    **dict.fromkeys(("wassenaar-2020.csv", "voorschoten-2020.tsv"), 3),
    # a group of which nothing changes: 703 is 703
    "gouda-2021-reserves.csv": 4,
}
"""Identities that are not found, by table."""

PER_BRON = pytest.mark.parametrize("truth", BRONNEN, ids=[truth["bestand"].rpartition("/")[2] for truth in BRONNEN])


def fase(kolom: Kolom) -> str:
    return f"{'na-wijziging' if kolom.soort == 'gewijzigd' else kolom.fase}.{kolom.jaar}"


@PER_BRON
def test_the_unit_is_read_where_it_is_printed_and_asked_where_it_is_not(truth: Mapping[str, Any]) -> None:
    found = herkend(truth["bestand"])
    assert found.eenheid.euros == truth["eenheid"]
    assert found.eenheid.gezegd == all(vraag.naam != "eenheid" for vraag in found.vragen)
    assert not found.eenheid.gezegd or found.eenheid.grond.startswith("cel ")


@PER_BRON
def test_the_signs_are_what_the_balances_prove(truth: Mapping[str, Any]) -> None:
    found = herkend(truth["bestand"])
    if truth["bestand"] == ZONDER_KANTEN:
        assert next(v.voorstel for v in found.vragen if v.naam == "kanten") == "lasten, baten, saldo"
        return
    assert found.tekens.conventie == truth.get("conventie", "")
    assert found.tekens.zeker == bool(found.tekens.conventie) or any(v.naam == "tekens" for v in found.vragen)


@PER_BRON
def test_every_column_has_its_phase_and_year(truth: Mapping[str, Any]) -> None:
    if truth["bestand"] in NIET_IN_BESTAND:
        return
    columns = [kolom for kolom in herkend(truth["bestand"]).kolommen.values() if kolom.soort != "verschil"]
    assert list(dict.fromkeys(map(fase, columns))) == truth["fasen"]


@PER_BRON
def test_what_adds_up_is_found(truth: Mapping[str, Any]) -> None:
    found = herkend(truth["bestand"])
    known = bekend(truth["bestand"], found.bedragen)
    assert len(known - gevonden(found)) == NIET_GEZIEN.get(truth["bestand"], 0)


@PER_BRON
def test_nothing_else_is_said_to_add_up_or_to_fail(truth: Mapping[str, Any]) -> None:
    found = herkend(truth["bestand"])
    assert not found.mislukt
    more = gevonden(found) - bekend(truth["bestand"], found.bedragen)
    # of Leiden both identities of a balance hold, of which the figures name one
    assert not more or "leiden" in truth["bestand"]
    assert {cel[0] for cel, _ in more} <= {c.nummer for c in found.totalen if c.klasse == "bevestigd"}


@PER_BRON
def test_every_printed_amount_is_read_but_for_what_is_none(truth: Mapping[str, Any]) -> None:
    told = [gevonden_.cel for gevonden_ in herkend(truth["bestand"]).gevonden]
    assert told == [f"B{fout['rij']}" for fout in truth.get("fout", ())]


def test_a_misprint_of_the_source_is_a_cell_that_is_no_amount() -> None:
    truth = next(t for t in BRONNEN if t["bestand"] == "noord-brabant-2020.csv")
    (told,) = herkend(truth["bestand"]).gevonden
    assert told.zin == "Blad \"csv\", cel B14: '49.72' is niet eenduidig: bedoelt u 49,72 of 4972?"


# --- errors in print -----------------------------------------------------------------------------


@pytest.mark.lang
def test_nearly_every_typing_error_is_seen_with_the_cell_among_those_shown() -> None:
    rnd = Random(7)  # noqa: S311 - which cell
    tables = [(blad := gedrukte.blad(t["bestand"]), herken(tabellen(blad)[0])) for t in BRONNEN]
    count: Counter[str] = Counter()
    while count["fouten"] < 200:
        blad, found = rnd.choice(tables)
        cells = {cel for i in found.identiteiten for cel in (i.cel, *(p for p, _ in i.delen)) if _is_large(found, cel)}
        cel = rnd.choice(sorted(cells))
        wrong = _mistyped(blad.cellen[cel[0]][cel[1]].tekst.strip(), rnd)
        if not wrong:
            continue
        other = copy.deepcopy(blad)
        other.cellen[cel[0]][cel[1]] = Cel(wrong)
        after = herken(tabellen(other)[0])
        shown = {plaats for m in after.mislukt for plaats in m.verdacht}
        count.update(fouten=1, gezien=bool(after.mislukt), erbij=cel in shown)
        count.update(tekens=after.tekens.conventie == found.tekens.conventie)
    assert count["gezien"] >= 195
    assert count["erbij"] >= 193
    assert count["tekens"] == 200


def _is_large(found: Herkenning, cel: tuple[int, int]) -> bool:
    return abs(found.bedragen.get(cel, Fraction(0))) >= 10


def _mistyped(text: str, rnd: Random) -> str:
    """Return an amount as somebody mistypes it: two digits swapped, ten times, its sign, or 4 to 60 off."""
    minus, digits = text.startswith("-"), "".join(c for c in text if c.isdecimal())
    if "," in text:
        return ""
    n, at = int(digits), rnd.randrange(len(digits) - 1)
    swapped = int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
    size = rnd.choice((swapped, 10 * n, n, n + rnd.choice((-1, 1)) * rnd.randint(4, 60)))
    minus = minus ^ (size == n)
    wrong = f"{'-' if minus else ''}{size:,}".replace(",", ".")
    return wrong if size > 0 and len(str(size)) >= len(digits) and wrong != text.replace("- ", "-") else ""
