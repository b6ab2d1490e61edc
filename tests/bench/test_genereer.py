from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.session import Session
from tests.bench.genereer import JAAR, OMVANG, RAMINGEN, Maat, generate


def contents(map_: Path) -> dict[str, bytes]:
    return {str(p.relative_to(map_)): p.read_bytes() for p in sorted(map_.rglob("*.toml"))}


@pytest.mark.lang
@pytest.mark.parametrize("maat", ["S", "M"])
def test_a_generated_dossier_has_the_promised_size_and_no_findings(maat: Maat, tmp_path: Path) -> None:
    generate(tmp_path, maat)
    session = Session.open(tmp_path)
    programmas, omvang = session.dossier.programmas, OMVANG[maat]
    posten = [post for b in programmas for post in b.van("post")]
    amounts = [post.bedrag(f"{kant}.{r}") for post in posten for kant in ("lasten", "baten") for r in RAMINGEN]
    assert session.keuring.bevindingen == []
    assert len(programmas) == omvang.programmas
    assert sum(len(b.van("beleidsterrein")) for b in programmas) == omvang.terreinen
    assert sum(len(b.van("reserve")) for b in programmas) == omvang.reserves
    assert len(posten) == omvang.posten
    assert len([a for a in amounts if a > 0]) == omvang.bedragen


def test_city_m_is_the_size_that_speed_goals_speak_of() -> None:
    assert OMVANG["M"].bedragen == 36_000
    assert OMVANG["L"].bedragen == 720_000


def test_the_amounts_stand_in_the_columns_of_the_template(tmp_path: Path) -> None:
    generate(tmp_path, "S")
    session = Session.open(tmp_path)
    stored = [kolom.invoer for kolom in session.sjabloon.kolommen]
    assert session.dossier.jaar == JAAR
    assert stored == list(RAMINGEN)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        generate(tmp_path / name, "S", seed)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert contents(tmp_path / "a") != contents(tmp_path / "c")


def test_texts_and_comments_are_among_the_amounts(tmp_path: Path) -> None:
    generate(tmp_path, "M")
    text = b"".join(contents(tmp_path).values()).decode()
    for mark in ("\n# ", "  # ", 'toelichting = """', "taakveld = ", "\n[reserve."):
        assert mark in text
    assert text.isascii()
