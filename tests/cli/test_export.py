from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from budgetdesk.export.suffix import EINDEN
from tests.cli.conftest import Run


def test_the_workbook_is_written_and_said_so_on_stderr(run: Run, leiden: Path) -> None:
    expected = (0, "", "uit.xlsx is geschreven, met de tabellen van 1 programma.\n")
    assert run("export", leiden, "uit.xlsx") == expected
    assert zipfile.is_zipfile("uit.xlsx")
    assert run("export", leiden, "uit.xlsx", "--programma", "1") == expected


@pytest.mark.parametrize("bestand", ["uit.xls", "uit", "uit.csv", "xlsx", ".xlsx"])
def test_only_the_name_of_a_workbook_will_do(run: Run, leiden: Path, bestand: str) -> None:
    code, out, err = run("export", leiden, bestand)
    assert (code, out) == (2, "")
    assert err == f"Een export eindigt op {EINDEN}; `{bestand}` eindigt anders.\n"
    assert not Path(bestand).exists()


@pytest.mark.lang
def test_a_folder_that_is_not_there_or_in_the_way_is_a_failed_write(run: Run, leiden: Path) -> None:
    Path("map.xlsx").mkdir()
    for bestand in ("nergens/uit.xlsx", "map.xlsx"):
        code, out, err = run("export", leiden, bestand)
        assert (code, out) == (4, "")
        assert err.startswith(f"{bestand}: schrijven is mislukt")
