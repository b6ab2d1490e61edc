from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.document.huisstijl import MINSTENS, Huisstijl, contrast, huisstijl, leesbaar_op
from budgetdesk.drafting.placing import _own
from budgetdesk.errors import InputError
from budgetdesk.export.stijl import stijl
from budgetdesk.export.suffix import doel_van
from budgetdesk.model.kinds.begroting import Huisstijlkeuzes
from budgetdesk.session import Session
from budgetdesk.session.exporting import export
from budgetdesk.storage.beelden import MAX_BYTES, NoImage, read_image
from budgetdesk.storage.wordsjablonen import MAX_BYTES as MAX_SJABLOON
from budgetdesk.storage.wordsjablonen import NoTemplate, read_template
from tests.lettertype import lettertype
from tests.proef import Maak, begroting, programma

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPG = b"\xff\xd8\xff" + b"\0" * 20

REGEL = re.compile(
    r"(@media [a-z(): -]+ \{ )?:root \{ (--[a-z0-9-]+: #[0-9a-f]{6}(; )?)+ \}( \})?"
    r'|:root \{ --letter: "[\w -]+" \}'
)

KLEUR = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@pytest.mark.parametrize(
    ("een", "ander", "verwacht"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
    ],
)
def test_contrast_is_that_of_wcag(een: str, ander: str, verwacht: float) -> None:
    assert contrast(een, ander) == pytest.approx(verwacht, abs=0.01)
    assert contrast(ander, een) == contrast(een, ander)


@given(KLEUR)
def test_on_a_dark_page_every_colour_is_made_light_enough_to_be_read(kleur: str) -> None:
    assert contrast(leesbaar_op(kleur, "#12181f"), "#12181f") >= MINSTENS


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("hoofdkleur", "accentkleur", "letter", "logo"), st.text())))
def test_nothing_that_was_typed_ends_a_rule_of_the_style_sheet(waarden: dict[str, str]) -> None:
    gekozen = Huisstijlkeuzes("huisstijl", "", {**waarden})
    css = stijl(huisstijl(gekozen, None))
    assert all(REGEL.fullmatch(line) for line in css.splitlines())


@pytest.mark.parametrize(
    ("sleutel", "waarde"),
    [
        ("hoofdkleur", '"red"'),
        ("hoofdkleur", '"#fff"'),
        ("accentkleur", '"#12345g"'),
        ("accentkleur", '"#000000;background:url(x)"'),
        ("letter", '"Arial\\"; } body { display: none"'),
        ("letter", '"https://kwaad.example/x.woff"'),
        ("corps", "40"),
        ("corps", "1.5"),
        ("marge", "0"),
        ("logo", '"../geheim.png"'),
        ("logo", '"/etc/passwd"'),
        ("logo", '"logo.svg"'),
        ("logo", '"a/b.png"'),
        ("logo", '".png"'),
        ("lettertypen", '["../geheim.ttf"]'),
        ("lettertypen", '["letter.woff2"]'),
        ("lettertypen", '["letter.ttf"]'),
        ("word", '"../x.docx"'),
        ("word", '"x.docm"'),
        ("word", '"logo.png"'),
    ],
)
def test_a_value_that_cannot_be_is_an_error_with_file_line_and_key_and_nothing_is_written(
    dossier: Maak, tmp_path: Path, sleutel: str, waarde: str
) -> None:
    pad = dossier(programma(""), begroting=begroting(f"[huisstijl]\n{sleutel} = {waarde}\n"))
    session = Session.open(pad)
    with pytest.raises(InputError) as caught:
        export(session, doel_van("x/", tmp_path / "site"), session.dossier.programmas)
    (found,) = caught.value.bevindingen
    assert (found.code, found.plaats.regel, found.plaats.sleutel) == ("BD512", 6, f"huisstijl.{sleutel}")
    assert not (tmp_path / "site").exists()


def test_a_colour_that_is_too_light_is_told_and_used(dossier: Maak) -> None:
    pad = dossier(programma(""), begroting=begroting('[huisstijl]\nhoofdkleur = "#999999"\naccentkleur = "#0b3d66"\n'))
    found = [b for b in Session.open(pad).keuring.bevindingen if b.code.startswith("BD51")]
    assert [(b.code, b.plaats.sleutel) for b in found] == [("BD513", "huisstijl.hoofdkleur")]
    assert "contrast van 2,8" in found[0].tekst


def laid(pad: Path, naam: str, content: bytes) -> None:
    (pad / "huisstijl").mkdir(exist_ok=True)
    (pad / "huisstijl" / naam).write_bytes(content)


@pytest.mark.parametrize(("naam", "content"), [("wapen.png", PNG), ("Wapen.JPG", JPG), ("w-1.jpeg", JPG)])
def test_a_logo_is_read_from_its_own_folder(tmp_path: Path, naam: str, content: bytes) -> None:
    laid(tmp_path, naam, content)
    assert read_image(tmp_path, naam).inhoud == content


def test_what_is_no_image_is_refused_and_told_why(tmp_path: Path) -> None:
    (tmp_path / "geheim.png").write_bytes(PNG)
    laid(tmp_path, "geen.png", b"<svg onload='alert(1)'>")
    laid(tmp_path, "jpg.png", JPG)
    laid(tmp_path, "groot.png", PNG + b"\0" * 40_000_000)
    laid(tmp_path, "net.png", PNG + b"\0" * (MAX_BYTES - len(PNG)))
    (tmp_path / "huisstijl" / "link.png").symlink_to(tmp_path / "geheim.png")
    (tmp_path / "huisstijl" / "map.png").mkdir()
    said = {
        "geen.png": "bevat geen png",
        "jpg.png": "bevat geen png",
        "groot.png": "is groter dan 1 MB",
        "link.png": "een link wordt niet gevolgd",
        "map.png": "geen gewoon bestand|niet te lezen",
        "weg.png": "bestaat niet",
    }
    for naam, why in said.items():
        with pytest.raises(NoImage, match=why):
            read_image(tmp_path, naam)
    assert len(read_image(tmp_path, "net.png").inhoud) == MAX_BYTES


def test_a_template_for_word_is_read_with_the_same_care(tmp_path: Path) -> None:
    laid(tmp_path, "goed.dotx", b"PK")
    laid(tmp_path, "net.docx", b"P" * MAX_SJABLOON)
    laid(tmp_path, "groot.docx", b"P" * (MAX_SJABLOON + 1))
    (tmp_path / "huisstijl" / "link.docx").symlink_to(tmp_path / "huisstijl" / "goed.dotx")
    assert read_template(tmp_path, "goed.dotx").naam == "huisstijl/goed.dotx"
    assert len(read_template(tmp_path, "net.docx").inhoud) == MAX_SJABLOON
    said = {"groot.docx": "is groter dan 20 MB", "link.docx": "link wordt niet gevolgd", "weg.docx": "bestaat niet"}
    for naam, why in {**said, "x.docm": "geen naam van een Word-sjabloon"}.items():
        with pytest.raises(NoTemplate, match=why):
            read_template(tmp_path, naam)


def test_a_folder_of_images_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    for naam in ("elders", "dossier"):
        (tmp_path / naam).mkdir()
    laid(tmp_path / "elders", "wapen.png", PNG)
    (tmp_path / "dossier" / "huisstijl").symlink_to(tmp_path / "elders" / "huisstijl")
    with pytest.raises(NoImage, match="link"):
        read_image(tmp_path / "dossier", "wapen.png")


STIJL = '[huisstijl]\nhoofdkleur = "#7A0019"\nletter = "Source Sans 3"\ncorps = 9.5\nmarge = 25\nlogo = "wapen.png"\n'


def test_a_page_holds_the_logo_and_a_site_has_it_as_a_file(dossier: Maak, tmp_path: Path) -> None:
    pad = dossier(programma(""), begroting=begroting(STIJL))
    laid(pad, "wapen.png", PNG)
    session = Session.open(pad)
    for naam in ("site/", "uit.html", "uit.docx"):
        export(session, doel_van(naam, tmp_path / naam), session.dossier.programmas)
    page = (tmp_path / "uit.html").read_text("utf-8")
    assert '<img class="logo" src="data:image/png;base64,iVBOR' in page
    assert "img-src data:" in page
    assert (tmp_path / "site" / "logo.png").read_bytes() == PNG
    for html in (tmp_path / "site").glob("*.html"):
        text = html.read_text("utf-8")
        assert '<img class="logo" src="logo.png" alt="Gemeente Proef">' in text
        assert all(rule in text for rule in ("--kop: #7a0019", '"Source Sans 3"', "9.5pt", "margin: 25mm"))


def test_a_logo_that_is_gone_is_an_error_at_its_key(dossier: Maak, tmp_path: Path) -> None:
    session = Session.open(dossier(programma(""), begroting=begroting(STIJL)))
    with pytest.raises(InputError) as caught:
        export(session, doel_van("uit.html", tmp_path / "uit.html"), session.dossier.programmas)
    assert str(caught.value).startswith("begroting.toml:10: huisstijl.logo: huisstijl/wapen.png is niet te lezen")


def test_a_font_that_cannot_be_read_is_an_error_at_its_key_for_a_pdf_alone(dossier: Maak, tmp_path: Path) -> None:
    keuze = 'letter = "Eigen"\nlettertypen = ["eigen.ttf", "vet.otf"]\n'
    pad = dossier(programma(""), begroting=begroting(f"[huisstijl]\n{keuze}"))
    laid(pad, "eigen.ttf", lettertype([(0x41, 0x41, 1)]))
    laid(pad, "vet.otf", b"OTTO")
    session = Session.open(pad)
    export(session, doel_van("uit.html", tmp_path / "uit.html"), session.dossier.programmas)
    with pytest.raises(InputError) as caught:
        export(session, doel_van("uit.pdf", tmp_path / "uit.pdf"), session.dossier.programmas)
    said = "begroting.toml:7: huisstijl.lettertypen: huisstijl/vet.otf bevat geen lettertype dat te lezen is"
    assert str(caught.value).startswith(said)
    assert [b for b in session.keuring.bevindingen if b.code == "BD515"] == [*caught.value.bevindingen]


def test_a_dossier_that_chooses_nothing_looks_as_it_did() -> None:
    assert stijl(Huisstijl()) == ""


def test_the_house_style_of_a_dossier_goes_along_to_the_next_year_and_nothing_else_there(tmp_path: Path) -> None:
    own = {"wapen.png": PNG, "a.ttf": lettertype([(0x41, 0x41, 1)]), "stad.dotx": b"PK"}
    for naam, content in (own | {"brief.txt": b"x", "nep.png": b"x", "b.ttf": b"x"}).items():
        laid(tmp_path, naam, content)
    (tmp_path / "huisstijl" / "link.png").symlink_to("wapen.png")
    assert dict(_own(tmp_path)) == {f"huisstijl/{naam}": content for naam, content in own.items()}


def linked(pad: Path) -> None:
    laid(pad, "ander.png", PNG)
    (pad / "huisstijl" / "wapen.png").symlink_to("ander.png")


def none(_pad: Path) -> None:
    """Lay nothing."""


@pytest.mark.parametrize(
    ("lay", "why"),
    [
        (none, "huisstijl/wapen.png is niet te lezen"),
        (lambda pad: laid(pad, "wapen.png", PNG + b"\0" * MAX_BYTES), "huisstijl/wapen.png is groter dan 1 MB."),
        (lambda pad: laid(pad, "wapen.png", b"GIF89a"), "huisstijl/wapen.png bevat geen png."),
        (linked, "een link wordt niet gevolgd."),
    ],
)
def test_a_logo_that_cannot_be_used_is_told_before_an_export_and_figures_are_shown_all_the_same(
    dossier: Maak, lay: Callable[[Path], None], why: str
) -> None:
    pad = dossier(programma(""), begroting=begroting(STIJL))
    lay(pad)
    session = Session.open(pad)
    (found,) = [b for b in session.keuring.bevindingen if b.code == "BD512"]
    assert (found.plaats.regel, found.plaats.sleutel) == (10, "huisstijl.logo")
    assert why in found.tekst
    session.keuring.require_sound()


def test_of_a_logo_that_can_be_used_nothing_is_told(dossier: Maak) -> None:
    pad = dossier(programma(""), begroting=begroting(STIJL))
    laid(pad, "wapen.png", PNG)
    assert not [b for b in Session.open(pad).keuring.bevindingen if b.code == "BD512"]
