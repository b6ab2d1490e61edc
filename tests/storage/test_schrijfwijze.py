"""A name with an accent is one name however it is written; the bytes on disk stay as they are."""

from __future__ import annotations

import unicodedata

import pytest

from budgetdesk.errors import InputError
from budgetdesk.model.adres import Adres
from budgetdesk.session import Session
from budgetdesk.storage.canonical import format_bytes
from budgetdesk.storage.reader import read_contents
from tests.conftest import Maak
from tests.proef import NAAM, inhoud

SAMEN = "één"
LOS = unicodedata.normalize("NFD", SAMEN)
POST = '[post."{}"]\nnaam = "Een"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 5\n'
TAAK = '[investering.brug]\nnaam = "Brug"\npost = "{}"\nnut = "economisch"\nuitgaven.2026 = 100\n'


@pytest.mark.parametrize(("key", "ref"), [(LOS, SAMEN), (SAMEN, LOS), (LOS, LOS)])
def test_a_reference_finds_its_post_in_either_form(dossier: Maak, key: str, ref: str) -> None:
    session = Session.open(dossier(POST.format(key) + TAAK.format(ref)))
    bestand = session.dossier.programmas[0]
    assert bestand.records["investering", "brug"].tekst("post") in {sleutel for _, sleutel in bestand.records}
    assert session.keuring.aantal == Session.open(session.map).keuring.aantal


def test_an_amount_of_a_key_in_the_other_form_is_set_on_its_own_line(dossier: Maak) -> None:
    pad = dossier(POST.format(LOS))
    session = Session.open(pad)
    session.set_value(Adres(NAAM, "post", SAMEN, "lasten.begroting.2026"), 700)
    session.save()
    text = (pad / NAAM).read_text("utf-8")
    assert f'[post."{LOS}"]' in text
    assert "lasten.begroting.2026 = 7\n" in text
    assert session.plaats(Adres(NAAM, "post", SAMEN, "lasten.begroting.2026")).regel == text.count("\n")


def test_two_keys_that_are_one_name_are_a_finding(dossier: Maak) -> None:
    with pytest.raises(InputError) as caught:
        Session.open(dossier(POST.format(LOS) + POST.format(SAMEN)))
    [finding] = caught.value.bevindingen
    assert (finding.code, finding.tekst) == (
        "BD110",
        "de sleutel `één` staat er twee keer: de twee schrijven een accent alleen anders.",
    )


def test_a_file_of_a_commit_is_the_one_on_disk_that_is_called_so(dossier: Maak) -> None:
    besluit = '[wijziging]\nnummer = "1"\nnaam = "K"\nstatus = "ontwerp"\n'
    pad = dossier(POST.format(LOS), **{f"wijzigingen__{LOS}": besluit})
    committed = inhoud(POST.format(LOS), **{f"wijzigingen__{SAMEN}": besluit})
    read = read_contents(pad, committed)
    assert list(read.dossier.bestanden) == list(Session.open(pad).dossier.bestanden)


def test_the_one_form_of_a_file_has_the_one_form_of_its_keys_and_keeps_texts() -> None:
    text = POST.format(LOS).replace('"Een"', f'"{LOS}"')
    formatted = format_bytes(text.encode(), NAAM, "programma").decode()
    assert f'[post."{SAMEN}"]\nnaam = "{LOS}"\n' in formatted
