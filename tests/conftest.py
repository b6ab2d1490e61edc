"""What the tests share: the samples, small dossiers, and how hard the properties try."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("dagelijks", max_examples=100, deadline=None)
settings.register_profile("uitputtend", max_examples=1500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dagelijks"))

VOORBEELDEN = int(os.environ.get("BUDGETDESK_VOORBEELDEN", "40"))
"""Examples of properties that are slow for one: the gate tries more, by hand any number."""

BEGROTING = 'formaat = 1\ngemeente = "Proef"\njaar = 2026\nsjabloon = "begroting"\n'

Maak = Callable[..., Path]


@pytest.fixture
def samples() -> Path:
    """Return the folder with the samples."""
    return Path(__file__).parents[1] / "sample_budgets"


@pytest.fixture
def golden() -> Path:
    """Return the folder with the published tables."""
    return Path(__file__).parent / "golden"


@pytest.fixture
def dossier(tmp_path: Path) -> Maak:
    """Make a dossier: a text per programma, other files by path, `begroting` for `begroting.toml`."""

    def maak(*programmas: str | bytes, begroting: str | bytes = BEGROTING, **overig: str | bytes) -> Path:
        files = {f"programmas/{n:02}-p.toml": text for n, text in enumerate(programmas, 1)}
        files |= {"begroting.toml": begroting}
        files |= {f"{naam.replace('__', '/')}.toml": text for naam, text in overig.items()}
        for naam, text in files.items():
            pad = tmp_path / "dossier" / naam
            pad.parent.mkdir(parents=True, exist_ok=True)
            pad.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path / "dossier"

    return maak
