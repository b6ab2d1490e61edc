"""Saving: only the touched lines change, the result is checked first, and nothing is overwritten unasked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.errors import BudgetdeskError, ChangedOnDisk, InputError, WriteError
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Waarde
from budgetdesk.model.edits import SetValue
from budgetdesk.storage import files
from budgetdesk.storage.atomic import sha256
from budgetdesk.storage.reader import Gelezen, read_dossier

Maak = Callable[..., Path]
NAAM = "programmas/01-p.toml"
LASTEN = Adres(NAAM, "post", "x", "lasten.begroting.2026")
PROGRAMMA = (
    '[programma]\nnummer = 1\nnaam = "P"\n\n[beleidsterrein.A]\nnaam = "A"\n\n'
    '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 1_000  # besluit 12\n'
)


def save(gelezen: Gelezen, adres: Adres, nieuw: Waarde | None) -> dict[str, str]:
    """Change the model and save it; return the new digests."""
    edit = SetValue(adres, gelezen.dossier.waarde(adres), nieuw)
    edit.apply(gelezen.dossier)
    saved = files.save(gelezen.map, gelezen.dossier, {adres.bestand: (None, [edit])}, gelezen.digests)
    assert saved.waarschuwingen == []
    return saved.digests


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize("end", [b"", b"\n"])
def test_bom_line_ends_and_every_other_byte_stay(dossier: Maak, bom: bytes, newline: bytes, end: bytes) -> None:
    before = bom + PROGRAMMA.encode().strip().replace(b"\n", newline) + end.replace(b"\n", newline)
    gelezen = read_dossier(dossier(before))
    digests = save(gelezen, LASTEN, 250000)
    after = (gelezen.map / NAAM).read_bytes()
    assert after == before.replace(b"1_000 ", b"2_500 ")
    assert digests == {NAAM: sha256(after)}
    assert read_dossier(gelezen.map).dossier == gelezen.dossier


def test_a_file_changed_by_somebody_else_is_left_alone(dossier: Maak) -> None:
    gelezen = read_dossier(dossier(PROGRAMMA))
    theirs = PROGRAMMA.replace("1_000", "7_000").encode()
    (gelezen.map / NAAM).write_bytes(theirs)
    with pytest.raises(ChangedOnDisk):
        save(gelezen, LASTEN, 250000)
    assert (gelezen.map / NAAM).read_bytes() == theirs


def test_a_file_that_is_gone_is_an_error_that_names_it(dossier: Maak) -> None:
    gelezen = read_dossier(dossier(PROGRAMMA))
    (gelezen.map / NAAM).unlink()
    with pytest.raises(BudgetdeskError, match=r"programmas/01-p\.toml"):
        save(gelezen, LASTEN, 250000)


@pytest.mark.parametrize(
    ("adres", "nieuw", "reason"),
    [
        (LASTEN, 10**16, "leest niet terug"),
        (Adres(NAAM, "post", "x", "lasten.begrotng.2026"), 5, "leest niet terug"),
        (Adres(NAAM, "post", "x", "naam"), "\ud800", "half teken"),
        (Adres(NAAM, "post", "x", "naam.x"), "Y", "niet te lezen"),
    ],
)
def test_what_would_not_read_back_is_not_written(dossier: Maak, adres: Adres, nieuw: Waarde, reason: str) -> None:
    gelezen = read_dossier(dossier(PROGRAMMA))
    with pytest.raises(WriteError, match=reason) as caught:
        save(gelezen, adres, nieuw)
    assert caught.value.exit_code == 4
    assert (gelezen.map / NAAM).read_bytes() == PROGRAMMA.encode()


def test_edits_the_model_does_not_hold_are_not_written(dossier: Maak) -> None:
    gelezen = read_dossier(dossier(PROGRAMMA))
    stray = SetValue(LASTEN, 100000, 250000)
    with pytest.raises(WriteError, match="leest niet terug"):
        files.save(gelezen.map, gelezen.dossier, {NAAM: (None, [stray])}, gelezen.digests)
    assert (gelezen.map / NAAM).read_bytes() == PROGRAMMA.encode()


def test_a_table_emptied_again_does_not_stand_in_the_way_of_saving(dossier: Maak) -> None:
    gelezen = read_dossier(dossier(PROGRAMMA))
    eenheid = SetValue(Adres("begroting.toml", "weergave", "", "eenheid"), None, 1)
    eenheid.apply(gelezen.dossier)
    eenheid.inverse().apply(gelezen.dossier)
    save(gelezen, Adres("begroting.toml", "", "", "titel"), "Titel")
    text = (gelezen.map / "begroting.toml").read_text("utf-8")
    assert text.endswith('sjabloon = "begroting"\ntitel = "Titel"\n')


def test_several_files_are_saved_together_or_not_at_all(dossier: Maak) -> None:
    gelezen = read_dossier(dossier(PROGRAMMA))
    titel = SetValue(Adres("begroting.toml", "", "", "titel"), None, "T")
    lasten = SetValue(LASTEN, 100000, 250000)
    for edit in (titel, lasten):
        edit.apply(gelezen.dossier)
    before = (gelezen.map / "begroting.toml").read_bytes()
    (gelezen.map / NAAM).write_bytes(PROGRAMMA.encode() + b"#\n")
    changes = {"begroting.toml": (None, [titel]), NAAM: (None, [lasten])}
    with pytest.raises(ChangedOnDisk):
        files.save(gelezen.map, gelezen.dossier, changes, gelezen.digests)
    assert (gelezen.map / "begroting.toml").read_bytes() == before
    (gelezen.map / NAAM).write_bytes(PROGRAMMA.encode())
    saved = files.save(gelezen.map, gelezen.dossier, changes, gelezen.digests)
    assert set(saved.digests) == {"begroting.toml", NAAM}
    assert read_dossier(gelezen.map).dossier == gelezen.dossier


def test_a_file_that_turned_unreadable_is_not_overwritten(dossier: Maak) -> None:
    gelezen = read_dossier(dossier(PROGRAMMA))
    (gelezen.map / NAAM).unlink()
    (gelezen.map / NAAM).mkdir()
    with pytest.raises(InputError, match="geen gewoon bestand"):
        save(gelezen, LASTEN, 250000)
