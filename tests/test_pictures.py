"""The command that takes the pictures of the look: each that it promises is made, and those of later are named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import pictures
from tests.conftest import SOAK
from tests.proef import soaked

KORT = {"donker", "licht", "ansi", "nocolor"}


def test_a_name_says_the_size_and_the_theme() -> None:
    sizes = {beeld.naam: beeld.grootte for beeld in pictures.BEELDEN}
    assert sizes["hoofd-080x24-ansi"] == (80, 24)
    assert sizes["hoofd-160x45-licht"] == (160, 45)
    assert sizes["hulp-120-donker"] == (120, 40)
    assert {beeld.thema for beeld in pictures.BEELDEN} == KORT
    assert len(sizes) == len(pictures.BEELDEN)
    assert not sizes.keys() & pictures.LATER.keys()


@pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")
@pytest.mark.parametrize("beeld", soaked(pictures.BEELDEN, 9, asked=SOAK), ids=lambda beeld: beeld.naam)
def test_each_picture_is_made(tmp_path: Path, beeld: pictures.Beeld) -> None:
    (svg,) = pictures.take_all(tmp_path / "out", [beeld])
    assert svg == tmp_path / "out" / f"{beeld.naam}.svg"
    text = svg.read_text("utf-8")
    assert text.startswith("<svg")
    assert ("Leiden" if beeld.dossier == pictures.LEIDEN else "Voorbeeldstad") in text
    assert "@font-face" not in text
