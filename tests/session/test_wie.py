"""Who set a value: by key and field, through merges, other names and other spelling, and what cannot be told."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import pytest

from budgetdesk.errors import InputError, UsageError
from budgetdesk.session import Session
from budgetdesk.session.adres import resolve
from budgetdesk.session.wie import Wie, who
from budgetdesk.session.wietekst import as_data, told
from tests.proef import Maak, inhoud
from tests.repository import git

# every test makes a repository of some commits; tests/cli/test_wie.py is for every day
pytestmark = [pytest.mark.lang, pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")]

BESTAND: Final = "programmas/01-p.toml"
ADRES: Final = "1/post.raad.lasten.begroting.2027"
PROGRAMMA: Final = """
[beleidsterrein.1A]
naam = "Bestuur"

[post.raad]
naam = "Raad"
beleidsterrein = "1A"
lasten.begroting.2027 = 100
lasten.begroting.2028 = 100

[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
lasten.begroting.2027 = 500
"""
BESLUIT: Final = """
[wijziging]
nummer = "2027-01"
naam = "Kaderbrief"

[mutatie.raad]
programma = 1
post = "raad"
onderwerp = "Meer raadsleden"
lasten.2027 = 25
"""


class Stad:
    """A dossier in git, in which people record what they change."""

    def __init__(self, folder: Path) -> None:
        self.map = folder
        self.top = folder.parent
        git(self.top, "init", "--quiet", "--initial-branch=main")
        (self.top / ".gitignore").write_text(".*\n!.gitignore\n")
        self.commit("Jan", "Begin")

    def commit(self, wie: str, onderwerp: str) -> str:
        """Record everything as somebody; return what git calls it."""
        git(self.top, "add", "--all")
        git(self.top, "-c", f"user.name={wie}", "commit", "--quiet", "--allow-empty", "--message", onderwerp)
        return git(self.top, "rev-parse", "HEAD").strip()

    def change(self, wie: str, oud: str, nieuw: str, onderwerp: str = "wijziging", bestand: str = BESTAND) -> str:
        """Put one text in the place of another and record it."""
        pad = self.map / bestand
        text = pad.read_text("utf-8")
        assert oud in text
        pad.write_text(text.replace(oud, nieuw, 1), "utf-8")
        return self.commit(wie, onderwerp)

    def merge(self, wie: str, tak: str, *options: str) -> None:
        git(self.top, "-c", f"user.name={wie}", "merge", "--quiet", *(options or ("--no-ff",)), tak)

    def wie(self, adres: str = ADRES, revision: str = "") -> Wie:
        session = Session.at(self.map, revision) if revision else Session.open(self.map)
        return who(session, resolve(session.dossier, adres)[0], revision)

    def told(self, adres: str = ADRES) -> list[tuple[str, object, object]]:
        """Return who made which value of which, newest first."""
        return [(s.commit.auteur, s.oud, s.nieuw) for s in self.wie(adres).stappen]


@pytest.fixture(scope="module")
def begin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with one commit, to be copied."""
    top = tmp_path_factory.mktemp("stad") / "repo"
    for naam, content in inhoud(PROGRAMMA).items():
        (top / "concept" / naam).parent.mkdir(parents=True, exist_ok=True)
        (top / "concept" / naam).write_bytes(content)
    Stad(top / "concept")
    return top


@pytest.fixture
def stad(begin: Path, tmp_path: Path) -> Stad:
    found = Stad.__new__(Stad)
    found.top = Path(shutil.copytree(begin, tmp_path / "repo"))
    found.map = found.top / "concept"
    return found


RAAD_2027: Final = ("lasten.begroting.2027 = 100", "lasten.begroting.2027 = 200")


def test_every_commit_that_changed_the_value_is_told_and_no_other(stad: Stad) -> None:
    stad.change("Piet", *RAAD_2027, "Raad omhoog")
    stad.change("Klaas", "2028 = 100", "2028 = 7")
    stad.change("Klaas", "2027 = 500", "2027 = 7")
    stad.change("Marie", "2027 = 200", "2027 = 300")
    assert stad.told() == [("Marie", 20000, 30000), ("Piet", 10000, 20000), ("Jan", None, 10000)]
    assert stad.told("1/post.raad.naam") == [("Jan", None, "Raad")]
    assert [s.nieuw for s in stad.wie(revision="main~1").stappen] == [20000, 10000]


def test_of_many_commits_the_last_ones_are_told_unless_all_are_asked_for(stad: Stad) -> None:
    for euros in (200, 300):
        stad.change("Piet", f"lasten.begroting.2027 = {euros - 100}", f"lasten.begroting.2027 = {euros}")
    session = Session.open(stad.map)
    adres = resolve(session.dossier, ADRES)[0]
    found = who(session, adres, most=2)
    assert ([s.nieuw for s in found.stappen], found.meer) == ([30000, 20000], True)
    assert told(session, found)[-1].startswith("... en eerdere; dit zijn de laatste 2")
    assert (len(who(session, adres, most=3).stappen), who(session, adres, most=3).meer) == (3, False)


def test_other_spelling_another_order_and_comments_change_nothing(stad: Stad) -> None:
    stad.change("Piet", *RAAD_2027)
    stad.change(
        "Klaas", "lasten.begroting.2027 = 200", "# let op\nlasten.begroting = { 2027 = 200.00, 2028 = 100 } # zo"
    )
    pad = stad.map / BESTAND
    text = pad.read_text("utf-8")
    text = text.replace("lasten.begroting.2028 = 100\n", "")
    post = text[text.index("[post.griffie]") :]
    pad.write_text(text.replace(post, "").replace("[post.raad]", f"{post}\n[post.raad]").replace("\n", "\r\n"), "utf-8")
    stad.commit("Klaas", "door elkaar")
    assert [name for name, *_ in stad.told()] == ["Piet", "Jan"]


def test_a_key_a_file_and_a_folder_may_get_another_name_more_than_once(stad: Stad) -> None:
    stad.change("Piet", *RAAD_2027)
    for key, file, folder in (("gemeenteraad", "01-a", "begroting"), ("raadsleden", "01-b", "stad/begroting-2027")):
        pad = next((stad.map / "programmas").iterdir())
        text = pad.read_text("utf-8")
        old = "raad" if "[post.raad]" in text else "gemeenteraad"
        pad.write_text(text.replace(f"[post.{old}]", f"[post.{key}]"), "utf-8")
        stad.commit("Klaas", "sleutel")
        pad.rename(pad.with_name(f"{file}.toml"))
        stad.commit("Klaas", "bestand")
        (stad.top / folder).parent.mkdir(exist_ok=True)
        stad.map = stad.map.rename(stad.top / folder)
        stad.commit("Klaas", "map")
    found = stad.wie("1/post.raadsleden.lasten.begroting.2027")
    assert [s.commit.auteur for s in found.stappen] == ["Piet", "Jan"]
    assert str(found.stappen[0].adres) == "post.raad.lasten.begroting.2027"
    assert f"    toen {BESTAND}: post.raad.lasten.begroting.2027" in told(Session.open(stad.map), found)


def test_all_of_it_in_one_commit_that_changes_the_value_too(stad: Stad) -> None:
    pad = stad.map / BESTAND
    pad.write_text(pad.read_text("utf-8").replace("[post.raad]", "[post.leden]").replace(*RAAD_2027), "utf-8")
    pad.rename(pad.with_name("01-anders.toml"))
    stad.map = stad.map.rename(stad.top / "begroting")
    stad.commit("Klaas", "alles")
    assert stad.told("1/post.leden.lasten.begroting.2027") == [("Klaas", 10000, 20000), ("Jan", None, 10000)]


def test_a_post_that_moved_to_another_programma_keeps_its_past(stad: Stad) -> None:
    pad = stad.map / BESTAND
    text = pad.read_text("utf-8")
    post = text[text.index("[post.raad]") : text.index("[post.griffie]")]
    pad.write_text(text.replace(post, ""), "utf-8")
    other = text[: text.index("[post.raad]")].replace("nummer = 1", "nummer = 2").replace("1A", "2A")
    (stad.map / "programmas/02-q.toml").write_text(other + post.replace("1A", "2A"), "utf-8")
    stad.commit("Klaas", "verhuisd")
    assert stad.told("2/post.raad.lasten.begroting.2027") == [("Jan", None, 10000)]


def test_of_a_merge_the_side_that_has_the_value_is_followed_and_the_merge_told(stad: Stad) -> None:
    git(stad.top, "switch", "--quiet", "--create", "scenario")
    stad.change("Piet", *RAAD_2027, "Raad omhoog")
    git(stad.top, "switch", "--quiet", "main")
    stad.change("Klaas", "2027 = 500", "2027 = 7")
    stad.merge("Marie", "scenario")
    found = stad.wie()
    assert [(s.commit.auteur, s.tak) for s in found.stappen] == [("Piet", "scenario"), ("Jan", "")]
    assert found.stappen[0].via is not None
    assert found.stappen[0].via.auteur == "Marie"
    assert stad.wie("1/post.griffie.lasten.begroting.2027").stappen[0].via is None


def test_a_merge_that_decides_a_conflict_with_a_value_of_its_own_set_it(stad: Stad) -> None:
    git(stad.top, "switch", "--quiet", "--create", "scenario")
    stad.change("Piet", *RAAD_2027)
    git(stad.top, "switch", "--quiet", "main")
    stad.change("Klaas", RAAD_2027[0], "lasten.begroting.2027 = 300")
    git(stad.top, "merge", "--quiet", "--strategy=ours", "--no-commit", "scenario")
    stad.change("Marie", "2027 = 300", "2027 = 250", "samen")
    assert stad.told()[:2] == [("Marie", 30000, 25000), ("Klaas", 10000, 30000)]


def test_a_squash_is_of_who_made_it_with_those_it_names(stad: Stad) -> None:
    git(stad.top, "switch", "--quiet", "--create", "scenario")
    stad.change("Piet", *RAAD_2027)
    git(stad.top, "switch", "--quiet", "main")
    stad.merge("Marie", "scenario", "--squash")
    stad.commit("Marie", "Scenario\n\nCo-authored-by: Piet <piet@example.org>")
    found = stad.wie()
    assert (found.stappen[0].commit.auteur, found.stappen[0].commit.mede) == ("Marie", ("Piet <piet@example.org>",))
    assert "    samen met Piet <piet@example.org>" in told(Session.open(stad.map), found)


def test_a_version_that_nobody_can_read_is_passed_by(stad: Stad) -> None:
    stad.change("Piet", *RAAD_2027)
    stad.change("Klaas", "[post.raad]", "<<<<<<< ons\n[post.raad]", "stuk")
    stad.change("Klaas", "<<<<<<< ons\n", "", "heel")
    assert stad.told() == [("Piet", 10000, 20000), ("Jan", None, 10000)]
    stad.change("Klaas", "[post.raad]", "<<<<<<< ons\n[post.raad]", "weer stuk")
    stad.change("Marie", "<<<<<<< ons\n[post.raad]", "[post.raad]", "heel, en meer")
    stad.change("Marie", "2027 = 200", "2027 = 300")
    assert stad.told()[0] == ("Marie", 20000, 30000)


def test_what_was_taken_away_and_what_nobody_recorded_is_told(stad: Stad) -> None:
    stad.change("Piet", "lasten.begroting.2028 = 100\n", "")
    assert stad.told("1/post.raad.lasten.begroting.2028") == [("Piet", 10000, None), ("Jan", None, 10000)]
    assert told(Session.open(stad.map), stad.wie("1/post.raad.lasten.begroting.2030"))[1:] == ["Dit is nooit ingevuld."]
    pad = stad.map / BESTAND
    pad.write_text(pad.read_text("utf-8").replace(*RAAD_2027), "utf-8")
    found = stad.wie()
    assert (found.los, found.was, found.waarde) == (True, 10000, 20000)
    assert "nog niet vastgelegd: 100 → 200" in told(Session.open(stad.map), found)


def test_a_decision_that_is_named_booked_or_on_top_of_the_amount_is_told(stad: Stad) -> None:
    (stad.map / "wijzigingen").mkdir()
    (stad.map / "wijzigingen/2027-01-kaderbrief.toml").write_text(BESLUIT, "utf-8")
    stad.commit("Piet", "Kaderbrief")
    stad.change("Marie", *RAAD_2027, "Verwerk 2027-01 in de raming")
    stad.change("Klaas", "2027 = 200", "2027 = 300", "Verwerk 2027-012")
    found = stad.wie()
    assert [s.besluiten for s in found.stappen] == [(), ("2027-01 Kaderbrief",), ()]
    [boeking] = found.boekingen
    assert boeking.stap is not None
    assert (boeking.cents, boeking.besluit, boeking.stap.commit.auteur) == (2500, "2027-01 Kaderbrief", "Piet")
    session = Session.open(stad.map)
    assert told(session, found)[-1].startswith("    2027-01 Kaderbrief (voorstel): +25, ")
    stad.change("Jan", "lasten.2027 = 25", "lasten.2027 = 50", bestand="wijzigingen/2027-01-kaderbrief.toml")
    data = as_data(Session.open(stad.map), stad.wie())
    assert data["boekingen"][0]["gezet"]["auteur"] == "Jan"  # type: ignore[index]


@pytest.mark.parametrize(
    ("nummer", "onderwerp", "named"),
    [("7", "Closes 7", False), ("7", "Volgens besluit 7", True), ("2027-01", "zie 2027-01.", True)],
)
def test_a_bare_number_is_a_decision_only_behind_that_word(
    stad: Stad, nummer: str, onderwerp: str, *, named: bool
) -> None:
    (stad.map / "wijzigingen").mkdir()
    besluit = BESLUIT.replace("2027-01", nummer).replace('post = "raad"', 'post = "griffie"')
    (stad.map / "wijzigingen/besluit.toml").write_text(besluit, "utf-8")
    stad.commit("Jan", "Besluit erbij")
    stad.change("Piet", *RAAD_2027, onderwerp)
    assert bool(stad.wie().stappen[0].besluiten) == named


def test_a_decision_that_came_with_the_amount_is_told(stad: Stad) -> None:
    (stad.map / "wijzigingen").mkdir()
    (stad.map / "wijzigingen/2027-01-kaderbrief.toml").write_text(BESLUIT, "utf-8")
    stad.change("Piet", *RAAD_2027, "Kaderbrief")
    assert stad.wie().stappen[0].besluiten == ("2027-01 Kaderbrief",)


def test_a_shallow_clone_tells_what_it_has_and_that_the_rest_is_missing(stad: Stad) -> None:
    stad.change("Piet", *RAAD_2027)
    clone = stad.top.with_name("kopie")
    git(stad.top.parent, "clone", "--quiet", "--depth=2", f"file://{stad.top}", str(clone))
    found = Stad.__new__(Stad)
    found.top, found.map = clone, clone / "concept"
    assert (found.told(), found.wie().ondiep) == ([("Piet", 10000, 20000)], True)
    with pytest.raises(InputError, match="ondiepe kopie"):
        found.wie("1/post.raad.naam")
    with pytest.raises(InputError, match="ondiepe kopie"):
        found.wie(revision="HEAD~3")


def test_what_is_no_revision_and_no_git_is_refused(stad: Stad, dossier: Maak, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="geen tak, label of commit"):
        stad.wie(revision="nergens")
    session = Session.open(dossier(PROGRAMMA))
    adres = resolve(session.dossier, ADRES)[0]
    with pytest.raises(InputError, match="staat niet in git"):
        who(session, adres)
    git(session.map, "init", "--quiet")
    with pytest.raises(UsageError, match="nog geen commit"):
        who(session, adres)
    monkeypatch.setenv("PATH", str(stad.top))
    with pytest.raises(InputError, match="git is niet geïnstalleerd"):
        who(session, adres)


def test_an_object_that_this_copy_lacks_is_refused_and_not_taken_for_absent(stad: Stad) -> None:
    blob = git(stad.top, "rev-parse", f"HEAD:concept/{BESTAND}").strip()
    stad.change("Piet", *RAAD_2027)
    (stad.top / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(InputError, match="mist een deel van de geschiedenis") as refused:
        stad.wie()
    assert refused.value.bevindingen[0].code == "BD107"
