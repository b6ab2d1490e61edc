"""A week of three people on one repository: no edit is lost, and every amount answers who set it and when.

They branch, rebase, stash, cherry-pick, work in a fork, merge with and without history, take back, and give keys, files
and the folder other names. What everybody meant is kept beside it, by address, and held against the end.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from budgetdesk.cli import main
from budgetdesk.diff.comparison import compare
from budgetdesk.git import setup
from budgetdesk.git.setup import install
from budgetdesk.merge.markers import split
from budgetdesk.session import Session
from budgetdesk.session.adres import resolve, spell
from budgetdesk.session.conflicten import HERNOEMD, load
from budgetdesk.session.wie import Wie, who

pytestmark = [
    pytest.mark.lang,
    pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt"),
    pytest.mark.skipif(sys.platform == "win32", reason="de driver is een script voor sh"),
]

SAMPLE: Final = Path(__file__).parents[2] / "sample_budgets" / "voorbeeldstad-2027"
DAGEN: Final = {"ma": "2026-11-02", "di": "2026-11-03", "wo": "2026-11-04", "do": "2026-11-05", "vr": "2026-11-06"}


@dataclass
class Week:
    """What everybody meant: value in euros, author and day of every amount that was set, by its address now."""

    top: Path
    dag: str = "ma"
    bedoeld: dict[str, tuple[int, str, str]] = field(default_factory=dict)


@dataclass
class Collega:
    """Somebody with a clone."""

    naam: str
    week: Week
    folder: str = "stad"
    kopie: str = ""
    """What the clone is called; as the person where it is empty."""

    @property
    def top(self) -> Path:
        return self.week.top / (self.kopie or self.naam)

    @property
    def map(self) -> Path:
        return self.top / self.folder

    def git(self, *arguments: str, code: int = 0) -> str:
        """Run git as this person on the day it is; it has to end with a code."""
        day = f"{DAGEN[self.week.dag]}T12:00:00+01:00"
        who_ = {"NAME": self.naam, "EMAIL": f"{self.naam.lower()}@example.org", "DATE": day}
        env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        env |= {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in who_.items()}
        env |= {"GIT_EDITOR": "true", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        command = ("git", "-c", "protocol.file.allow=always", "-c", "core.hooksPath=/dev/null", *arguments)
        done = subprocess.run(command, cwd=self.top, env=env, check=False, capture_output=True)
        said = (done.stdout + done.stderr).decode()
        assert done.returncode == code, said
        return said

    def clone(self, van: str) -> None:
        self.top.mkdir()
        self.git("clone", "--quiet", str(self.week.top / van), ".")
        install(self.top)

    def write(self, adres: str, euros: int) -> None:
        """Give an amount a value on disk, and nothing more."""
        session = Session.open(self.map)
        session.set_value(resolve(session.dossier, adres)[0], euros * 100)
        session.save()

    def set(self, adres: str, euros: int, onderwerp: str = "wijziging") -> None:
        """Record another value of an amount, which is meant to be what comes out."""
        self.write(adres, euros)
        self.git("commit", "--quiet", "--all", "--message", onderwerp)
        self.means(adres, euros)

    def means(self, adres: str, euros: int, wie: str = "", dag: str = "") -> None:
        self.week.bedoeld[adres] = (euros, wie or self.naam, DAGEN[dag or self.week.dag])

    def sync(self) -> None:
        """Put what was recorded here upon what others pushed, and push it."""
        self.git("pull", "--quiet", "--rebase", "origin", "main")
        self.git("push", "--quiet", "origin", "HEAD:main")

    def decide(self, *einde: str, soort: str, namen: tuple[str, str]) -> None:
        """Choose one side of every conflict, whose sides are called so, and let git go on."""
        conflicten = load(self.map)
        assert conflicten.plekken
        for plek in conflicten.plekken:
            shown = conflicten.namen.naam(plek, "ons"), conflicten.namen.naam(plek, "hun")
            assert all(part in name for part, name in zip(namen, shown, strict=True)), shown
        conflicten.choose(conflicten.open(), soort)
        conflicten.save()
        assert not load(self.map).plekken
        self.git("add", "--all")
        if einde:
            self.git(*einde)


@pytest.fixture
def week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Week:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(setup, "_start", lambda _: f"{sys.executable} -P -m budgetdesk")
    (tmp_path / "centraal").mkdir()
    subprocess.run(("git", "init", "--quiet", "--bare", "-b", "main", "centraal"), cwd=tmp_path, check=True)
    return Week(tmp_path)


def test_a_week_of_three_people_loses_nothing_and_every_amount_answers(week: Week) -> None:
    anna, bram, carla = (Collega(naam, week) for naam in ("Anna", "Bram", "Carla"))
    _monday(anna, bram, carla)
    week.dag = "di"
    _tuesday(anna, bram, carla)
    week.dag = "wo"
    _wednesday(anna, bram, carla)
    week.dag = "do"
    _thursday(anna, bram, carla)
    week.dag = "vr"
    _friday(anna, bram, carla)
    for collega in (anna, bram, carla):
        collega.git("switch", "--quiet", "main")
        collega.git("pull", "--quiet", "--ff-only", "origin", "main")
        collega.folder = "begroting-2027"
        assert Session.open(collega.map).dossier == Session.open(anna.map).dossier
    assert answers(anna) == week.bedoeld
    assert len(week.bedoeld) == 20
    changed = compare(Session.open(SAMPLE).dossier, Session.open(anna.map).dossier)
    amounts = {spell(changed.nieuw, waarde.adres) for waarde in changed.waarden() if waarde.is_bedrag}
    untouched = {adres for adres in week.bedoeld if "rekenkamer" in adres or "inwerken" in adres}
    assert amounts == week.bedoeld.keys() - untouched


def answers(collega: Collega) -> dict[str, tuple[int, str, str]]:
    """Return of every amount that was set what it is, and who set it when."""
    session = Session.open(collega.map)
    session.keuring.require_sound()
    found = {adres: who(session, resolve(session.dossier, adres)[0]) for adres in collega.week.bedoeld}
    assert not any(wie.los for wie in found.values())
    return {adres: _answer(wie) for adres, wie in found.items()}


def _answer(wie: Wie) -> tuple[int, str, str]:
    assert isinstance(wie.waarde, int)
    assert wie.stappen[0].nieuw == wie.waarde
    return wie.waarde // 100, wie.stappen[0].commit.auteur, wie.stappen[0].commit.datum[:10]


def _monday(anna: Collega, bram: Collega, carla: Collega) -> None:
    """Everybody begins; Bram on a branch, Anna and Carla both on main."""
    anna.clone("centraal")
    shutil.copytree(SAMPLE, anna.map)
    anna.git("add", "--all")
    anna.git("commit", "--quiet", "--message", "Begroting 2027")
    anna.git("branch", "--move", "main")
    anna.git("push", "--quiet", "origin", "main")
    bram.clone("centraal")
    carla.clone("centraal")
    # what nobody touches stays Anna's
    anna.means("1/post.rekenkamer.lasten.begroting.2026", 96_500)
    bram.git("switch", "--quiet", "--create", "jeugd")
    bram.set("9/post.jeugdteam.lasten.begroting.2027", 9_001)
    bram.set("9/post.jeugdteam.lasten.begroting.2028", 9_002)
    bram.set("9/post.jongerenwerk.lasten.begroting.2027", 9_003)
    carla.set("8/post.buurthuizen.lasten.begroting.2027", 8_001)
    carla.set("9/post.jeugdbeleid.lasten.begroting.2027", 8_002)
    carla.sync()
    # the line below one that Carla changed: no conflict by key
    anna.set("8/post.buurthuizen.lasten.begroting.2028", 1_001)
    anna.set("1/post.griffie.lasten.begroting.2027", 1_002)
    anna.sync()


def _tuesday(anna: Collega, bram: Collega, carla: Collega) -> None:
    """Bram rebases over a contradiction and keeps his own; Anna merges his branch; Carla stashes."""
    carla.write("9/post.jongerenwerk.lasten.begroting.2027", 7_777)
    carla.git("commit", "--quiet", "--all", "--message", "jongerenwerk")
    carla.sync()
    bram.git("fetch", "--quiet")
    bram.git("rebase", "origin/main", code=1)
    bram.decide("rebase", "--continue", soort="hun", namen=("Waarop uw werk komt · origin/main", "Uw commit · "))
    bram.means("9/post.jongerenwerk.lasten.begroting.2027", 9_003, dag="ma")
    bram.git("push", "--quiet", "origin", "jeugd")
    anna.git("pull", "--quiet", "--rebase", "origin", "main")
    anna.git("fetch", "--quiet", "origin", "jeugd")
    anna.git("merge", "--quiet", "--no-ff", "origin/jeugd", "--message", "Merge branch 'jeugd'")
    anna.set("9/post.kinderarmoede.lasten.begroting.2027", 1_003)
    anna.git("push", "--quiet", "origin", "HEAD:main")
    # what lies in a stash meets what others did: once beside it, once against it
    carla.write("9/post.kinderarmoede.lasten.begroting.2028", 8_003)
    carla.write("9/post.kinderarmoede.lasten.begroting.2027", 8_004)
    carla.git("stash", "--quiet")
    carla.git("pull", "--quiet", "--rebase", "origin", "main")
    carla.git("stash", "pop", code=1)
    carla.decide(soort="hun", namen=("Onze kant · main", "Uw opzij gezette werk · "))
    carla.git("stash", "drop", "--quiet")
    carla.git("commit", "--quiet", "--message", "Kinderarmoede volgens RV 26.0099")
    carla.means("9/post.kinderarmoede.lasten.begroting.2028", 8_003)
    carla.means("9/post.kinderarmoede.lasten.begroting.2027", 8_004)
    carla.sync()


def _wednesday(anna: Collega, bram: Collega, carla: Collega) -> None:
    """Anna gives a key and a file another name while Bram works under the old ones; Carla takes one commit over."""
    bram.git("switch", "--quiet", "main")
    bram.git("pull", "--quiet", "--ff-only", "origin", "main")
    anna.git("pull", "--quiet", "--rebase", "origin", "main")
    bram.git("switch", "--quiet", "--create", "sport")
    bram.set("6/post.topsport.lasten.begroting.2027", 6_001)
    bram.set("6/post.sportbeleid.lasten.begroting.2027", 6_002)
    bram.git("push", "--quiet", "origin", "sport")
    programma = "programmas/06-sport-en-groen.toml"
    assert main(["rename", str(anna.map), "6/post.topsport", "topsporters"]) == 0
    anna.git("mv", f"stad/{programma}", "stad/programmas/06-sport.toml")
    anna.git("commit", "--quiet", "--all", "--message", "Andere namen")
    anna.git("fetch", "--quiet", "origin", "sport")
    anna.git("merge", "--no-ff", "origin/sport", "--message", "Merge branch 'sport'", code=1)
    anna.decide(
        "commit",
        "--quiet",
        "--message",
        "Merge branch 'sport'",
        soort=HERNOEMD,
        namen=("Onze kant · main", "Hun kant · "),
    )
    bedoeld = anna.week.bedoeld
    # the merge put it under the new key, but it was Bram who set it
    del bedoeld["6/post.topsport.lasten.begroting.2027"]
    bram.means("6/post.topsporters.lasten.begroting.2027", 6_001)
    anna.git("push", "--quiet", "origin", "HEAD:main")
    # Carla needs one of three commits, of which another one contradicts hers
    bram.git("switch", "--quiet", "--create", "wegen", "main")
    bram.set("3/post.gladheid.lasten.begroting.2027", 3_001)
    bram.git("push", "--quiet", "origin", "wegen")
    carla.git("fetch", "--quiet", "origin", "wegen")
    carla.write("3/post.gladheid.lasten.begroting.2027", 5)
    carla.git("commit", "--quiet", "--all", "--message", "gladheid")
    carla.git("cherry-pick", "FETCH_HEAD", code=1)
    carla.decide("cherry-pick", "--continue", soort="hun", namen=("Onze kant · main", "Overgenomen commit · "))
    carla.sync()


def _thursday(anna: Collega, bram: Collega, carla: Collega) -> None:
    """Bram works in a fork of his own, Carla on a branch that becomes one commit; others spell their files anew."""
    bram.git("switch", "--quiet", "main")
    bram.git("pull", "--quiet", "--ff-only", "origin", "main")
    fork = Collega("Bram", bram.week, kopie="fork")
    fork.clone("Bram")
    fork.set("3/post.straatreiniging.lasten.begroting.2027", 3_002)
    anna.git("pull", "--quiet", "--rebase", "origin", "main")
    anna.set("3/post.straatreiniging.lasten.begroting.2028", 1_004)
    anna.git("pull", "--quiet", "--no-rebase", "--no-edit", str(fork.top), "main")
    anna.git("push", "--quiet", "origin", "HEAD:main")
    carla.git("switch", "--quiet", "--create", "zorg")
    carla.write("8/post.vrijwilligers.lasten.begroting.2027", 1)
    carla.git("commit", "--quiet", "--all", "--message", "eerst zo")
    carla.write("8/post.vrijwilligers.lasten.begroting.2027", 8_005)
    carla.git("commit", "--quiet", "--all", "--message", "toch zo")
    carla.git("push", "--quiet", "origin", "zorg")
    anna.git("fetch", "--quiet", "origin", "zorg")
    anna.git("merge", "--quiet", "--squash", "FETCH_HEAD")
    anna.git("commit", "--quiet", "--message", "Zorg\n\nCo-authored-by: Carla <carla@example.org>")
    anna.means("8/post.vrijwilligers.lasten.begroting.2027", 8_005)
    # nobody sets anything here: another spelling, and back to the one form
    pad = next(anna.map.glob("programmas/08-*.toml"))
    text = pad.read_text("utf-8")
    pad.write_text(text.replace("lasten.begroting.2027 = 8_005", '"lasten" . begroting.2027 = 8005.00'), "utf-8")
    anna.git("commit", "--quiet", "--all", "--message", "anders gespeld")
    assert main(["fmt", str(anna.map)]) == 0
    anna.git("commit", "--quiet", "--all", "--message", "opgemaakt")
    assert "lasten.begroting.2027 = 8_005" in pad.read_text("utf-8")
    anna.git("push", "--quiet", "origin", "HEAD:main")


def _friday(anna: Collega, bram: Collega, carla: Collega) -> None:
    """Carla gives the folder another name while Bram works in the old one; Anna takes a commit back."""
    for collega in (bram, carla):
        collega.git("switch", "--quiet", "main")
        collega.git("pull", "--quiet", "--ff-only", "origin", "main")
    bram.git("switch", "--quiet", "--create", "laatste")
    bram.set("1/post.college.lasten.begroting.2027", 9_004)
    bram.set("1/post.accountant.lasten.begroting.2027", 9_005)
    carla.git("mv", "stad", "begroting-2027")
    carla.git("commit", "--quiet", "--message", "Map hernoemd")
    carla.folder = "begroting-2027"
    carla.set("1/post.accountant.lasten.begroting.2028", 8_006)
    carla.git("push", "--quiet", "origin", "HEAD:main")
    bram.git("push", "--quiet", "origin", "laatste")
    anna.git("pull", "--quiet", "--ff-only", "origin", "main")
    anna.folder = "begroting-2027"
    anna.git("fetch", "--quiet", "origin", "laatste")
    anna.git("merge", "--quiet", "--no-ff", "FETCH_HEAD", "--message", "Merge branch 'laatste'")
    anna.set("1/post.inwerken-raad.lasten.begroting.2030", 1_005, "vergissing")
    anna.git("revert", "--no-edit", "HEAD")
    anna.means("1/post.inwerken-raad.lasten.begroting.2030", 90_000)
    anna.git("push", "--quiet", "origin", "HEAD:main")
    assert not any(len(split(pad.read_text("utf-8"))) > 1 for pad in anna.map.rglob("*.toml"))
