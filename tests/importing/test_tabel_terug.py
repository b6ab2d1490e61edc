"""A published table that comes into an empty dossier is printed by that just as it was, cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.gedrukt_terug import TERUG, Terug, breng_in, verschillen
from tests.proef import sampled


@pytest.mark.parametrize("terug", sampled([(terug,) for terug in TERUG], 5))
def test_a_published_table_prints_equal(terug: Terug, tmp_path: Path) -> None:
    session, _ = breng_in(terug, tmp_path / "d")
    count, wrong = verschillen(session, terug)
    assert count
    assert not wrong
