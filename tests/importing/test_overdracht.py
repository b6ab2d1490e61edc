"""What was read goes from process to process, and nothing it says of itself is believed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from budgetdesk.errors import InputError, LimitExceeded
from budgetdesk.importing import kind
from budgetdesk.importing.bron import Blad, Bron, Cel, Gevonden
from budgetdesk.importing.kind import lees_apart
from budgetdesk.importing.lezen import grenzen, lees, lees_bestand
from budgetdesk.importing.overdracht import MAX_REGEL, Onverwacht, fout_json, naar_json, van_json
from budgetdesk.voortgang import Afgebroken, Voortgang, gevolgd
from tests.importing.maak import BRONNEN, SOORTEN, xlsx
from tests.importing.test_xlsx import gemengd


def heen_en_terug(bron: Bron) -> Bron:
    return van_json(f"{line}\n" for line in naar_json(bron))


@pytest.mark.parametrize("soort", SOORTEN)
def test_what_was_read_comes_across_whole(soort: str) -> None:
    naam, maak = SOORTEN[soort]
    bron = lees(naam, maak(BRONNEN["gedrukt A"]))
    assert heen_en_terug(bron) == bron


def test_what_is_hidden_merged_long_or_wide_comes_across() -> None:
    mixed = gemengd()
    assert heen_en_terug(mixed) == mixed
    wide = Blad("breed", {3: {n: Cel("x" * n, "tekst", "@" * (n % 3)) for n in range(1, 501)}}, zichtbaar=False)
    wide.verborgen_rijen, wide.verborgen_kolommen, wide.samengevoegd = {3}, {2, 7}, [(1, 1, 2, 2)] * 10_001
    bron = Bron("a\n\x1b\ud800.csv", "csv", "0", (wide, Blad("leeg")), (Gevonden("zin", "breed", "A1"),))
    assert heen_en_terug(bron) == bron


def test_a_file_that_is_not_read_is_refused_on_both_sides_alike() -> None:
    for data in (b"%PDF-1.4", b'a;b\n"open'):
        with pytest.raises(InputError) as error:
            lees("x.csv", data)
        with pytest.raises(InputError) as other:
            van_json([fout_json(error.value)])
        assert other.value.bevindingen == error.value.bevindingen
    with pytest.raises(LimitExceeded) as limit:
        lees("x.csv", b"x" * 2_000_000)
    with pytest.raises(LimitExceeded) as other_limit:
        van_json([fout_json(limit.value)])
    assert str(other_limit.value) == str(limit.value)


KOP = '{"bron": ["x.csv", "csv", "0"]}'
BLAD = '{"blad": ["a", true, [], [""]]}'


@pytest.mark.parametrize(
    "regels",
    [
        ["geen json"],
        ["[" * 100_000],
        ["{}"],
        ["[]"],
        [BLAD],
        ['{"bron": ["x.csv", "exe", "0"]}'],
        ['{"fout": [false, []]}'],
        ['{"fout": [false, [["BD999", "x", null, null, "a", "b"]]]}'],
        [KOP, '{"blad": ["a", true, [0], [""]]}'],
        [KOP, '{"blad": ["a", true, [], [5]]}'],
        [KOP, '{"rij": [1, false, [1, 0, 0, "a"]]}'],
        [KOP, BLAD, '{"rij": [0, false, [1, 0, 0, "a"]]}'],
        [KOP, BLAD, '{"rij": [1048577, false, [1, 0, 0, "a"]]}'],
        [KOP, BLAD, '{"rij": [2, false, [1, 0, 0, "a"]]}', '{"rij": [1, false, [1, 0, 0, "a"]]}'],
        [KOP, BLAD, '{"rij": [1, false, []]}'],
        [KOP, BLAD, '{"rij": [1, false, [1, 0, 0]]}'],
        [KOP, BLAD, '{"rij": [1, false, [16385, 0, 0, "a"]]}'],
        [KOP, BLAD, '{"rij": [1, false, ["1", 0, 0, "a"]]}'],
        [KOP, BLAD, '{"rij": [1, false, [1, 0, 0, "a", 1, 0, 0, "b"]]}'],
        [KOP, BLAD, '{"rij": [1, false, [1, 6, 0, "a"]]}'],
        [KOP, BLAD, '{"rij": [1, false, [1, 0, 1, "a"]]}'],
        [KOP, BLAD, '{"rij": [1, false, [1, 0, 0, 5]]}'],
        [KOP, BLAD, '{"rij": [1, false, [1, 0, [], "a"]]}'],
        [KOP, BLAD, '{"samengevoegd": [[2, 1, 1, 1]]}'],
        [KOP, '{"einde": 1}'],
    ],
)
def test_a_line_that_says_anything_else_is_not_taken(regels: list[str]) -> None:
    with pytest.raises(Onverwacht):
        van_json(regels)


@pytest.mark.parametrize(
    ("naam", "grens"), [("MAX_CELLEN", 20), ("MAX_KOLOMMEN", 6), ("MAX_TEKST", 5), ("MAX_UITGEPAKT", 9)]
)
def test_every_limit_is_counted_again(monkeypatch: pytest.MonkeyPatch, naam: str, grens: int) -> None:
    rijen = {r: {c: Cel(f"{r}-{c}" + "x" * 130) for c in range(1, 8)} for r in range(1, 4)}
    lines = list(naar_json(Bron("x.csv", "csv", "0", (Blad("a", rijen),))))
    assert van_json(lines).bladen[0].rijen == 3
    monkeypatch.setattr(grenzen, naam, grens)
    with pytest.raises(LimitExceeded, match=r"^x\.csv: "):
        van_json(lines)


def test_lines_that_stop_or_do_not_end_are_a_reading_that_broke_off() -> None:
    with pytest.raises(LimitExceeded, match="Het lezen brak af"):
        van_json([KOP, BLAD])
    with pytest.raises(LimitExceeded, match="te lang"):
        van_json([f'{{"bron": "{"x" * MAX_REGEL}"}}'])


def test_another_process_reads_the_same_tells_how_far_it_is_and_refuses_alike(tmp_path: Path) -> None:
    pad = tmp_path / "boek.xlsx"
    pad.write_bytes(xlsx(BRONNEN["CBS"]))
    seen: list[Voortgang] = []

    def volger(stand: Voortgang) -> bool:
        seen.append(stand)
        return True

    with gevolgd(volger):
        assert lees_apart(pad) == lees_bestand(pad)
    assert {stand.wat for stand in seen} == {"rijen"}
    with pytest.raises(InputError, match=r"weg\.xlsx: het bestand ontbreekt"):
        lees_apart(tmp_path / "weg.xlsx")


@pytest.mark.lang
def test_escape_ends_the_process_at_once(tmp_path: Path) -> None:
    pad = tmp_path / "boek.csv"
    pad.write_bytes(b"a;b;c\n" * 400_000)
    begin = time.monotonic()
    with pytest.raises(Afgebroken), gevolgd(lambda _stand: False):
        lees_apart(pad)
    assert time.monotonic() - begin < 10


@pytest.mark.lang
def test_a_process_that_takes_too_long_ends_itself(tmp_path: Path) -> None:
    pad = tmp_path / "boek.csv"
    pad.write_bytes(b"a;b;c\n" * 400_000)
    with pytest.raises(LimitExceeded, match=r"boek\.csv: Het lezen duurt langer dan 0\.01 seconden"):
        lees_apart(pad, 0.01)


@pytest.mark.lang
@pytest.mark.skipif(sys.platform != "linux", reason="alleen Linux begrenst het geheugen van een proces")
def test_a_process_that_needs_too_much_memory_says_so(tmp_path: Path) -> None:
    pad = tmp_path / "boek.csv"
    pad.write_bytes(b"a;b;c\n" * 400_000)
    code = "import sys; from budgetdesk.importing import kind; kind.MAX_GEHEUGEN = 150 * 2**20; "
    result = subprocess.run(
        [sys.executable, "-c", f"{code}sys.exit(kind.main(sys.argv[1:]))", pad],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 6
    last = json.loads(result.stdout.splitlines()[-1])
    assert "Het lezen vraagt meer geheugen dan 150 MiB." in last["fout"][1][0][4]
    assert kind.MAX_GEHEUGEN == 1536 * 2**20
