"""The keys of Iv3 through every command that reads or writes a dossier: balance, mutations, quarters."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.cli.conftest import Run
from tests.proef import Maak, begroting

POST: Final = """[post.raad]
naam = "Raad"
beleidsterrein = "1A"
lasten.begroting.2026 = 1_000
lasten.realisatie.2026-1 = 100
lasten.realisatie.2026-3 = 300
baten.begroting.2026 = 50
"""
BALANS: Final = """[iv3.balans]
A23.2025 = 500
A23.2026 = 600
P111.2025 = 500

[iv3.balans_lasten]
A123."3.8".2026 = 200
"""


@pytest.fixture
def map_(dossier: Maak) -> Path:
    return dossier(POST, begroting=begroting(BALANS))


def text(map_: Path, naam: str = "begroting.toml") -> str:
    return (map_ / naam).read_text("utf-8")


def test_set_puts_an_amount_where_its_code_and_moment_stand(run: Run, map_: Path) -> None:
    code, out, err = run(
        "set",
        map_,
        "begroting/iv3.balans.A23.2026-2=550",
        "begroting/iv3.balans.A123.2026=7",
        "begroting/iv3.balans_lasten.A123.3.2.2026=5",
        'begroting/iv3.balans_lasten.A123."3.8".2026=+10%',
        "1/post.raad.lasten.realisatie.2026-2=200",
    )
    assert (code, err) == (0, "")
    assert 'begroting/iv3.balans_lasten.A123."3.8".2026: 200 -> 220' in out
    balans, _, mutaties = text(map_).partition("[iv3.balans_lasten]\n")
    assert balans.partition("[iv3.balans]\n")[2].split() == (
        "A123.2026 = 7 A23.2025 = 500 A23.2026-2 = 550 A23.2026 = 600 P111.2025 = 500".split()
    )
    assert mutaties == 'A123."3.2".2026 = 5\nA123."3.8".2026 = 220\n'
    quarters = [line for line in text(map_, "programmas/01-p.toml").splitlines() if "realisatie" in line]
    assert quarters == [f"lasten.realisatie.2026-{k} = {k}00" for k in (1, 2, 3)]


def test_an_amount_is_taken_away_and_put_in_a_dossier_without_iv3(run: Run, dossier: Maak, map_: Path) -> None:
    assert run("set", map_, "begroting/iv3.balans.A23.2026=")[0] == 0
    assert "A23.2026 =" not in text(map_)
    other = dossier(POST)
    assert run("set", other, "begroting/iv3.balans_baten.A123.7.3.2026-1=7")[0] == 0
    assert text(other).endswith('\n[iv3]\nbalans_baten.A123."7.3".2026-1 = 7\n')


@pytest.mark.parametrize(
    ("adres", "sentence"),
    [
        ("1/post.raad.lasten.realisatie.2026-5", "`2026-5` is geen kwartaal: een kwartaal is 1 tot en met 4"),
        ("1/post.raad.lasten.realisatie.2026", "`2026` is geen kwartaal"),
        ("1/post.raad.lasten.begroting.2026-1", "`2026-1` is geen jaar van vier cijfers"),
        ("1/post.raad.lasten.realisatie", "schrijf dit bedrag als `lasten.begroting.2027`"),
        ("begroting/iv3.balans.A23.2026-0", "`2026-0` is geen jaar van vier cijfers en geen kwartaal"),
        ("begroting/iv3.balans.A23", "schrijf dit bedrag als `balans.A111.2027`"),
        ("begroting/iv3.balans_lasten.A23.2026", 'schrijf dit bedrag als `balans_lasten.A111."7.3".2027`'),
    ],
)
def test_set_refuses_what_is_no_moment(run: Run, map_: Path, adres: str, sentence: str) -> None:
    before = text(map_), text(map_, "programmas/01-p.toml")
    code, _, err = run("set", map_, f"{adres}=1")
    assert code == 2
    assert sentence in err
    assert (text(map_), text(map_, "programmas/01-p.toml")) == before


@pytest.mark.parametrize(
    ("begroting_", "post", "complaint"),
    [
        (BALANS, POST.replace("2026-3", "2026-5"), "programmas/01-p.toml:11: post.raad.lasten.realisatie.2026-5: "),
        (
            BALANS,
            POST.replace("realisatie.2026-1 = 100\nlasten.realisatie.2026-3", "realisatie"),
            "post.raad.lasten.realisatie: ",
        ),
        (BALANS, POST.replace("lasten.begroting.2026", "lasten.begroting.2026-1"), "lasten.begroting.2026-1: "),
        (BALANS.replace("A23.2026", "A23.26"), POST, "begroting.toml:7: iv3.balans.A23.26: "),
        (BALANS.replace("A23.2026 = 600", "A23 = 600").replace("A23.2025 = 500\n", ""), POST, "iv3.balans.A23: "),
        (BALANS.replace("= 600", '= "600"'), POST, "begroting.toml:7: iv3.balans.A23.2026: "),
        (BALANS.replace('."3.8"', ""), POST, "iv3.balans_lasten.A123.2026: "),
        (BALANS.replace("= 200", "= 0.001"), POST, 'begroting.toml:11: iv3.balans_lasten.A123."3.8".2026: '),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_file_line_and_key(
    run: Run, dossier: Maak, begroting_: str, post: str, complaint: str
) -> None:
    map_ = dossier(post, begroting=begroting(begroting_))
    code, out, _ = run("check", map_)
    assert code == 3
    assert complaint in out
    assert run("show", map_, "programmakosten")[0] == 3


def test_fmt_keeps_every_amount_and_changes_nothing_a_second_time(run: Run, map_: Path) -> None:
    assert run("fmt", map_)[0] == 0
    first = text(map_)
    assert first.partition("[iv3]\n")[2].splitlines() == [
        "balans.A23.2025 = 500",
        "balans.A23.2026 = 600",
        "balans.P111.2025 = 500",
        'balans_lasten.A123."3.8".2026 = 200',
    ]
    assert run("fmt", map_)[0] == 0
    assert text(map_) == first


def test_diff_tells_codes_and_quarters_by_name(run: Run, map_: Path, tmp_path: Path) -> None:
    newer = shutil.copytree(map_, tmp_path / "nieuw")
    changes = ("begroting/iv3.balans.A23.2026=2600000", "begroting/iv3.balans_lasten.A123.3.8.2026=4200000")
    assert run("set", newer, *changes, "1/post.raad.lasten.realisatie.2026-3=7300000")[0] == 0
    _, out, _ = run("diff", map_, newer)
    assert "Het saldo en het resultaat veranderen niet." in out
    for told in (
        "Balans A23",
        "1 → 2.600",
        "Balansmutaties, lasten A123 3.8",
        "0 → 4.200",
        "0 → 7.300",
        "2026-3",
    ):
        assert told in out


def test_merge_keeps_what_both_sides_changed_of_the_balance(run: Run, map_: Path, tmp_path: Path) -> None:
    base, ours, theirs = (tmp_path / naam for naam in ("basis.toml", "ons.toml", "hun.toml"))
    base.write_text(text(map_), "utf-8")
    ours.write_text(text(map_).replace("A23.2026 = 600", "A23.2026 = 601"), "utf-8")
    theirs.write_text(text(map_).replace("P111.2025 = 500", "P111.2025 = 500\nP111.2026 = 501"), "utf-8")
    assert run("merge", base, ours, theirs, "--pad", "begroting.toml")[0] == 0
    merged = ours.read_text("utf-8")
    assert "A23.2026 = 601\n" in merged
    assert "P111.2026 = 501\n" in merged


def test_rollover_leaves_quarters_and_mutations_and_opens_with_the_last_balance(
    run: Run, map_: Path, tmp_path: Path
) -> None:
    run("set", map_, "begroting/iv3.balans.A23.2026-4=590", "begroting/iv3.balans.A23.2027-1=1")
    assert run("rollover", map_, tmp_path / "nieuw")[0] == 0
    kept = [line for line in text(tmp_path / "nieuw").splitlines() if line[:3] in ("A23", "A12", "P11")]
    assert kept == ["A23.2026 = 600", "A23.2027-1 = 1"]
    assert "realisatie" not in text(tmp_path / "nieuw", "programmas/01-p.toml")


def test_quarters_change_no_table_and_no_total(run: Run, dossier: Maak) -> None:
    without = "".join(line for line in POST.splitlines(keepends=True) if "realisatie" not in line)
    printed = []
    for post in (POST, without):
        map_ = dossier(post)
        printed.append([run("show", map_, tabel) for tabel in ("programmakosten", "baten-lasten", "taakvelden", "emu")])
    assert printed[0] == printed[1]
