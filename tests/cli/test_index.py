from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Inhoud, Run

UIT = "wijzigingen/2026-index"


@pytest.fixture
def stad(tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the sample with an index, in the current folder."""
    shutil.copytree(samples / "leiden-2026", tmp_path / "stad")
    monkeypatch.chdir(tmp_path)
    with Path("stad/begroting.toml").open("a", encoding="utf-8") as file:
        file.write("\n[index.prijzen]\n2026 = 0.023\n")
    return Path("stad")


def test_the_effect_is_shown_and_nothing_is_written(run: Run, inhoud: Inhoud, stad: Path) -> None:
    before = inhoud(stad)
    code, out, err = run("index", stad)
    assert (code, err) == (0, "")
    # 2,3 % of 12.398.826 is 285.173,00 and of 14.908.885 is 342.904,36
    rows = [" ".join(line.split()) for line in out.splitlines()]
    assert "1 Bestuur lasten prijzen 2,3 % 12.398.826 285.173 324.658 265.690 265.198" in rows
    assert "Totaal lasten 27.307.711 628.077 669.290 599.708 599.897" in rows
    assert inhoud(stad) == before


def test_the_decision_counts_and_goes_with_its_file(run: Run, stad: Path) -> None:
    before = run("show", stad, "programmakosten", "--euro", "--format", "csv")[1]
    assert run("index", stad, "--uit", UIT) == (0, "", f"{UIT}.toml: 2 mutaties, status ontwerp.\n")
    assert run("check", stad)[0] == 0
    assert run("show", "stad", "programmakosten", "--euro", "--format", "csv")[1] != before
    Path(f"stad/{UIT}.toml").unlink()
    assert run("show", "stad", "programmakosten", "--euro", "--format", "csv")[1] == before


def test_a_post_and_a_programma_can_be_left_out(run: Run, stad: Path) -> None:
    out = run("index", stad, "--zonder", "1/post.bestuur", "--toon", "--uit", UIT)[1]
    assert "1 Dienstverlening" in out
    assert "1 Bestuur" not in out
    text = Path(f"stad/{UIT}.toml").read_text(encoding="utf-8")
    assert "- niet geïndexeerd: 1/post.bestuur\n" in text
    assert run("index", stad, "--programma", "2")[0] == 2


def test_a_file_that_is_there_stays(run: Run, inhoud: Inhoud, stad: Path) -> None:
    run("index", stad, "--uit", UIT)
    before = inhoud(stad)
    code, out, err = run("index", stad, "--uit", UIT)
    assert (code, out) == (4, "")
    assert err.startswith(f"{UIT}.toml: schrijven is mislukt (er staat al een bestand met deze naam)")
    assert inhoud(stad) == before


@pytest.mark.parametrize(
    ("extra", "sentence"),
    [
        (("--alle-jaren",), "begroting.toml:12: index.prijzen.2027: index `prijzen` heeft geen percentage voor 2027."),
        (("--jaar", "2028"), "begroting.toml:12: index.prijzen.2028: index `prijzen` heeft geen percentage voor 2028."),
    ],
)
def test_a_missing_year_is_named_with_its_line_and_nothing_is_written(
    run: Run, inhoud: Inhoud, stad: Path, extra: tuple[str, ...], sentence: str
) -> None:
    before = inhoud(stad)
    code, out, err = run("index", stad, *extra, "--uit", UIT)
    assert (code, out) == (3, "")
    assert err.startswith(f"{stad}/{sentence}")
    assert inhoud(stad) == before


def test_an_unknown_index_is_named_with_its_line(run: Run, stad: Path) -> None:
    assert run("set", stad, "1/post.bestuur.index=loonen")[0] == 0
    code, _, err = run("index", stad)
    assert code == 3
    assert err.startswith(f"{stad}/programmas/01-bestuur-en-dienstverlening.toml:")
    assert ": post.bestuur.index: index `loonen` bestaat niet in begroting.toml. Kies uit: prijzen, geen." in err


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--jaar", "2025"), "2025 wordt in dit document niet geraamd; kies uit 2026, 2027, 2028, 2029."),
        (("--jaar", "26"), "`26` is geen jaar van vier cijfers"),
        (("--zonder", "1/post.weg"), "geen post `weg`"),
        (("--zonder", "1/reserve.raad"), "`1/reserve.raad` is geen post"),
        (("--uit", "index.toml"), "geen bestand onder wijzigingen/"),
        (("--uit", "wijzigingen/../x"), "geen bestand onder wijzigingen/"),
    ],
)
def test_a_wrong_call_is_refused(run: Run, stad: Path, options: tuple[str, ...], complaint: str) -> None:
    code, out, err = run("index", stad, *options)
    assert (code, out) == (2, "")
    assert complaint in err


def test_nothing_to_index_makes_no_decision(run: Run, stad: Path) -> None:
    run("set", stad, "1/post.bestuur.index=geen", "1/post.dienstverlening.index=geen")
    assert run("index", stad) == (
        0,
        "",
        "Er valt niets te indexeren: geen raming volgt een index die iets toevoegt.\n",
    )
    assert run("index", stad, "--uit", UIT)[0] == 2
    assert not Path(f"stad/{UIT}.toml").exists()
