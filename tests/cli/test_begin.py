"""What the command line has of beginning: samples, settings, and a new dossier with what another one has."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.session import Session
from budgetdesk.storage.instellingen import write_key, write_setting
from budgetdesk.tui.actions import use_keys
from tests.cli.conftest import Run
from tests.proef import SAMPLES


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "eigen"))


def test_a_sample_is_copied_once_and_never_over_anything(run: Run) -> None:
    code, out, _ = run("voorbeeld")
    assert (code, out.splitlines()[0]) == (0, "voorbeeldstad-2027")
    code, out, err = run("voorbeeld", "proef", "--naam", "leiden-2026")
    assert (code, out) == (0, "")
    assert err == "Het voorbeeld leiden-2026 staat in proef. Open het met `budgetdesk proef`.\n"
    assert run("check", "proef")[0] in (0, 1)
    assert run("voorbeeld", "proef")[0] == 4
    assert run("voorbeeld", "ander", "--naam", "stad")[0] == 2
    assert not Path("ander").exists()


def test_the_template_for_word_is_given_out_once_and_never_over_anything(run: Run) -> None:
    Path("stad").mkdir()
    code, out, err = run("voorbeeld", "stad/huisstijl/stad.docx")
    assert (code, out) == (0, "")
    assert 'word = "stad.docx"' in err
    assert Path("stad/huisstijl/stad.docx").read_bytes().startswith(b"PK")
    assert run("voorbeeld", "stad/huisstijl/stad.docx")[0] == 4
    assert run("voorbeeld", "geen/huisstijl/stad.docx")[0] == 4
    assert run("voorbeeld", "x.docx", "--naam", "leiden-2026")[0] == 2
    said = "Het sjabloon voor Word eindigt op .docx; noem het stad.docx.\n"
    assert run("voorbeeld", "stad.dotx") == (2, "", said)
    assert not Path("stad.dotx").exists()


def test_a_new_dossier_takes_programmes_over(run: Run) -> None:
    other = str(SAMPLES / "leiden-2026")
    code, _, err = run("new", "d", "--gemeente", "Leiden", "--jaar", "2027", "--programmas-uit", other)
    assert (code, err) == (0, "Het dossier d is gemaakt. Open het met `budgetdesk d`.\n")
    assert [p.naam for p in Session.open(Path("d")).dossier.programmas] == [
        p.naam for p in Session.open(Path(other)).dossier.programmas
    ]
    code, out, err = run("new", "e", "--gemeente", "L", "--jaar", "2027", "--programmas-uit", "weg")
    assert (code, out) == (3, "")
    assert "weg: deze map of dit bestand bestaat niet" in err
    assert not Path("e").exists()


def test_settings_are_printed_with_where_they_stand_and_what_is_not_followed(run: Run, tmp_path: Path) -> None:
    pad = tmp_path / "eigen" / "budgetdesk" / "instellingen.toml"
    assert run("instellingen", "--pad") == (0, f"{pad}\n", "")
    code, out, err = run("instellingen")
    assert (code, "thema = donker" in out, "nog niets gekozen" in err) == (0, True, True)
    assert not pad.exists()
    write_setting("thema", "licht")
    write_key("save", "shift+f8")
    write_key("undo", "shift+f8")
    code, out, err = run("instellingen")
    assert (code, "thema = licht" in out, "toetsen.save = shift+f8" in out, str(pad) in err) == (0, True, True, True)
    code, out, err = run("instellingen", "--toetsen")
    use_keys({})
    assert code == 1
    assert [line.split()[1] for line in out.splitlines() if line.split()[0] in ("save", "undo")] == [
        "Shift+F8",
        "Ctrl+Z",
    ]
    assert "Shift+F8 is al van Opslaan" in err
    pad.write_text("[")
    code, out, err = run("instellingen")
    assert (code, "thema = donker" in out, "geen TOML" in err) == (1, True, True)
