"""The codes of a thing go where it goes, and are typed, shown and compared as any other list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from budgetdesk.session import Session
from budgetdesk.session.reading import card
from tests.cli.conftest import Run
from tests.proef import NAAM, Maak

POSTEN = """\
[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
grootboek = ["6001010", "6001020/41*"]  # met de raad
lasten.begroting.2026 = 1_000

[post.raad]
naam = "Raad"
beleidsterrein = "1A"
"""
CODES = 'grootboek = ["6001010", "6001020/41*"]'


@pytest.fixture
def map_(dossier: Maak, monkeypatch: pytest.MonkeyPatch) -> Path:
    map_ = dossier(POSTEN)
    monkeypatch.chdir(map_.parent)
    return map_


def text(map_: Path) -> str:
    return (map_ / NAAM).read_text("utf-8")


def test_codes_are_set_and_added_as_a_list_and_stand_where_fmt_wants_them(map_: Path, run: Run) -> None:
    assert run("fmt", map_)[0] == 0
    assert run("set", map_, "1/post.raad.grootboek=6002/41*; 6003")[:2] == (
        0,
        "1/post.raad.grootboek: leeg -> 6002/41*; 6003\n",
    )
    assert 'grootboek = ["6002/41*", "6003"]' in text(map_)
    assert run("add", map_, "1/reserve", "--naam", "Egalisatie", "grootboek=8100")[0] == 0
    assert run("fmt", map_, "--check")[0] == 0
    code, _, err = run("set", map_, "1/post.raad.grootboek=6001010")
    assert (code, "code 6001010 hoort bij twee posten: 1/griffie en 1/raad." in err) == (2, True)


def test_codes_keep_their_thing_through_rename_move_and_rollover(map_: Path, run: Run) -> None:
    assert run("rename", map_, "1/post.griffie", "raadsgriffie")[0] == 0
    assert run("move", map_, "1/post.raadsgriffie", "--neer", "1")[0] == 0
    assert "[post.raadsgriffie]\n" in text(map_)
    assert f"{CODES}  # met de raad\n" in text(map_)
    assert run("rollover", map_, "volgend")[0] == 0
    assert f"{CODES}  # met de raad\n" in text(Path("volgend"))


def test_another_code_is_a_difference_and_merges_beside_another_field(map_: Path, run: Run) -> None:
    one, other = text(map_), text(map_)
    Path("basis").write_text(one)
    Path("ons").write_text(one.replace('"6001010", ', ""))
    Path("hun").write_text(other.replace('"Griffie"', '"De griffie"'))
    assert run("merge", "basis", "ons", "hun", "--pad", NAAM)[0] == 0
    merged = Path("ons").read_text()
    assert 'grootboek = ["6001020/41*"]' in merged
    assert '"De griffie"' in merged
    new = map_.parent / "nieuw"
    new.mkdir()
    for pad in (map_ / "begroting.toml", map_ / NAAM):
        (new / pad.relative_to(map_)).parent.mkdir(exist_ok=True)
        (new / pad.relative_to(map_)).write_text(merged if pad.name == Path(NAAM).name else pad.read_text())
    code, out, _ = run("diff", map_, new, "--format", "json")
    assert code == 1
    assert "grootboek" in json.dumps(json.loads(out))


def test_the_card_shows_the_codes_one_to_a_line(map_: Path) -> None:
    session = Session.open(map_)
    bestand = session.dossier.bestanden[NAAM]
    grid = card(session.cijfers, bestand, bestand.records["post", "griffie"])
    row = next(r for r, rij in enumerate(grid.rijen) if rij.naam == "Grootboekcodes")
    assert grid.inhoud(row, 0) == "- 6001010\n- 6001020/41*"
    assert str(grid.adres(row, 0)) == "post.griffie.grootboek"
