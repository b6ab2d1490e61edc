"""The rules about indices: the settings, and the own indices of posts."""

from __future__ import annotations

import pytest

from budgetdesk import checks
from budgetdesk.storage.reader import read_dossier
from tests.proef import Maak

INDEX = "[index.lonen]\n2026 = 0.035\n"
POST = '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\n'


@pytest.mark.parametrize(
    ("begroting", "post", "expected"),
    [
        (INDEX, 'index = "lonen"\n', []),
        (INDEX, 'index = "geen"\n', []),
        (INDEX, "index = 0.02\n", []),
        ("", "", []),
        (INDEX, 'index = "loonen"\n', ["BD470 programmas/01-p.toml post.x.index"]),
        ("", 'index = "lonen"\n', ["BD470 programmas/01-p.toml post.x.index"]),
        (INDEX, "index = 2\n", ["BD472 programmas/01-p.toml post.x.index"]),
        (INDEX + "2027 = 3.5\n", "", ["BD472 begroting.toml index.lonen.2027"]),
        (INDEX + '[indexering.loon]\nbaten = ["1.1"]\n', "", ["BD470 begroting.toml indexering.loon.baten"]),
        (INDEX + '[indexering.lonen]\nlasten = ["1.1"]\n[indexering.geen]\nbaten = ["1.1"]\n', "", []),
        (
            INDEX + '[indexering.lonen]\nlasten = ["1.1"]\n[indexering.geen]\nlasten = ["1.1"]\n',
            "",
            ["BD473 begroting.toml indexering.geen.lasten"],
        ),
        ('[parameters]\nindex_baten = "cpi"\n', "", ["BD470 begroting.toml parameters.index_baten"]),
    ],
)
def test_indices_are_checked(dossier: Maak, begroting: str, post: str, expected: list[str]) -> None:
    found = checks.run(read_dossier(dossier(POST + post, begroting=begroting)).dossier)
    assert [f"{m.code} {m.adres.bestand} {m.adres}" for m in found if m.code.startswith("BD47")] == expected
    assert {m.ernst for m in found if m.code.startswith("BD47")} <= {"waarschuwing"}
