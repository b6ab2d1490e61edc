"""The tables that the parts of one document share: each is made once, and each cell of it worked out once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from budgetdesk.document.delen import bron
from budgetdesk.document.hoofdstuk import build
from budgetdesk.export.markdown import to_document_markdown
from budgetdesk.tables.grid import Grid, Inhoud
from budgetdesk.tables.registry import build as build_table
from tests.proef import programma, session

POST = '[beleidsterrein.1A]\nnaam = "Raad"\n[post.raad]\nnaam = "R"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 9\n'


def test_a_document_works_out_every_cell_once_however_often_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[tuple[str, int, int]] = Counter()

    def counting(naam: str, *others: Any) -> Grid:
        grid = build_table(naam, *others)
        inhoud = grid.inhoud

        def counted(rij: int, kolom: int) -> Inhoud:
            asked[naam, rij, kolom] += 1
            return inhoud(rij, kolom)

        return replace(grid, inhoud=counted)

    monkeypatch.setattr(bron, "build", counting)
    cijfers = session(programma(POST)).cijfers
    to_document_markdown(build(cijfers, cijfers.dossier.programmas, "T", "G"))
    assert set(asked.values()) == {1}
    assert {naam for naam, *_ in asked} == {"programmakosten"}
