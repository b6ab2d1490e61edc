"""The page of each bookmark is read from what a PDF says of itself."""

from __future__ import annotations

import pytest

from budgetdesk.export.bladzijden import _pages

PDF = b"""%PDF-1.6
9 0 obj <</Type/Page/Kids [ 3 0 R ]>>
2 0 obj <</Type/Pages/Kids[ 7 0 R 40 0 R 3 0 R ]/Count 3>>
5 0 obj <</5FDeel1[7 0 R/XYZ 56.7 785.189 0]
/MERKDeel12[3 0 R/XYZ 56.7 620 0]
/5FTabel1[40 0 R/XYZ 56.7 620 0]
/5FElders[7 0 R/XYZ 0 0 0]
/5FDeel3[99 0 R/XYZ 0 0 0]>>
"""


@pytest.mark.parametrize("mark", [b"5F", b"#5F", b"_"])
def test_a_bookmark_is_on_the_page_that_it_leads_to(mark: bytes) -> None:
    assert _pages(PDF.replace(b"MERK", mark)) == {"_Deel1": 1, "_Deel12": 3, "_Tabel1": 2}


def test_a_file_that_says_nothing_gives_no_pages() -> None:
    assert _pages(b"geen pdf") == {}
