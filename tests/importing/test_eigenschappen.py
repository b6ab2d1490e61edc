"""What holds for any workbook: what a library writes comes back, and damage never ends as anything but our errors."""

from __future__ import annotations

import re
import time
import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from budgetdesk.errors import InputError, LimitExceeded
from budgetdesk.importing.bron import Bron, Cel
from budgetdesk.importing.lezen import lees
from budgetdesk.importing.overdracht import naar_json, van_json
from tests.conftest import SOAK
from tests.importing.maak import BRONNEN, SOORTEN, zipbestand
from tests.importing.test_xlsx import gemengd_bytes

Plaats = tuple[int, int]

OPMAKEN = ("", "0.00", "#,##0,", "@")
GETALLEN = st.one_of(st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False, width=64))
TEKSTEN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
CELLEN = st.dictionaries(
    st.tuples(st.integers(0, 40), st.integers(0, 30)),
    st.tuples(st.one_of(GETALLEN, TEKSTEN, st.booleans()), st.sampled_from(OPMAKEN)),
    max_size=40,
)


def geschreven(waarden: dict[Plaats, tuple[object, str]], *, in_cel: bool) -> tuple[bytes, dict[Plaats, Cel]]:
    """Return a workbook and the cells that it should hold."""
    data = BytesIO()
    book = Workbook(data, {"constant_memory": in_cel, "in_memory": True})
    sheet = book.add_worksheet()
    styles = {opmaak: book.add_format({"num_format": opmaak}) for opmaak in OPMAKEN if opmaak}
    expected: dict[Plaats, Cel] = {}
    for (r, c), (waarde, opmaak) in sorted(waarden.items()):
        style = styles.get(opmaak)
        if isinstance(waarde, bool):
            sheet.write_boolean(r, c, waarde, style)
            cel = Cel("WAAR" if waarde else "ONWAAR", "waar", opmaak)
        elif isinstance(waarde, str):
            sheet.write_string(r, c, waarde, style)
            cel = Cel(waarde, "tekst", opmaak)
        else:
            assert isinstance(waarde, int | float)
            sheet.write_number(r, c, waarde, style)
            cel = Cel(repr(waarde), "getal", opmaak)
        if cel.tekst.strip():
            expected[r + 1, c + 1] = cel
    book.close()
    return data.getvalue(), expected


def gelijk(found: Cel, cel: Cel) -> bool:
    """Return whether a cell is what was written: a number to the precision that XlsxWriter writes it in."""
    if cel.soort == "getal":
        return (found.soort, found.opmaak) == ("getal", cel.opmaak) and found.tekst == _digits(cel.tekst)
    return found == cel


def _digits(waarde: str) -> str:
    return f"{Decimal(f'{float(waarde):.16G}'):f}"


@pytest.mark.lang
@given(CELLEN, st.booleans())
@settings(max_examples=max(25, settings.default.max_examples))  # type: ignore[union-attr]
def test_any_workbook_that_a_library_writes_comes_back_cell_for_cell(
    waarden: dict[Plaats, tuple[object, str]], in_cel: bool
) -> None:
    data, expected = geschreven(waarden, in_cel=in_cel)
    bron = lees("x.xlsx", data)
    found = {(r, c): cel for r, row in bron.bladen[0].cellen.items() for c, cel in row.items()}
    assert found.keys() == expected.keys()
    assert [(at, found[at], cel) for at, cel in expected.items() if not gelijk(found[at], cel)] == []
    assert van_json(naar_json(bron)) == bron


VELDEN = {f"{soort}: {bron}": (SOORTEN[soort], bron) for soort in SOORTEN for bron in ("gedrukt A", "CBS")}
HEEL = [gemengd_bytes(), *(maak(BRONNEN[bron]) for (_, maak), bron in VELDEN.values())]


@st.composite
def beschadigd(draw: st.DrawFn) -> bytes:
    """Return a file in which some bytes are others, or pieces are gone, doubled or swapped."""
    data = bytearray(draw(st.sampled_from(HEEL)))
    for _ in range(draw(st.integers(1, 6))):
        at, until = sorted(draw(st.tuples(st.integers(0, len(data)), st.integers(0, len(data)))))
        match draw(st.sampled_from(["byte", "bit", "weg", "dubbel", "einde"])):
            case "byte" if at < len(data):
                data[at] = draw(st.integers(0, 255))
            case "bit" if at < len(data):
                data[at] ^= 1 << draw(st.integers(0, 7))
            case "weg":
                del data[at : min(until, at + 200)]
            case "dubbel":
                data[at:at] = data[at : min(until, at + 200)]
            case "einde":
                del data[max(at, 20) :]
    return bytes(data)


def uitkomst(data: bytes) -> Bron | str:
    """Return what is read of a file, or why it is not read; everything else is raised."""
    try:
        return lees("x.xlsx", data)
    except (InputError, LimitExceeded) as error:
        return str(error)


@pytest.mark.lang
@given(beschadigd())
@settings(max_examples=max(100, settings.default.max_examples))  # type: ignore[union-attr]
def test_damage_is_read_or_refused_and_never_anything_else(data: bytes) -> None:
    begin = time.thread_time()
    found = uitkomst(data)
    assert time.thread_time() - begin < (2 if SOAK else 20)
    if isinstance(found, str):
        assert re.match(r"x\.xlsx(:\d+)?: \S", found)
    else:
        assert van_json(naar_json(found)) == found


@pytest.mark.lang
@given(st.data())
@settings(max_examples=300)
def test_damage_within_a_part_is_read_or_refused_and_never_anything_else(data: st.DataObject) -> None:
    parts = _parts(data.draw(st.sampled_from([whole for whole in HEEL if whole.startswith(b"PK")])))
    naam = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[naam])
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        words = st.sampled_from(
            [b"<", b">", b'"', b"&", b"/", b"0", b"-1", b"99999999999", b" ", b"c", b"<c>", b"<v/>", b"r"]
        )
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(words)
    found = uitkomst(zipbestand({**parts, naam: bytes(content)}))
    assert not isinstance(found, str) or found.startswith("x.xlsx: ")


def _parts(whole: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        return {naam: archive.read(naam) for naam in archive.namelist()}
