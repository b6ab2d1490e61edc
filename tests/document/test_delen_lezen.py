"""The parts of a document as they are declared: what is read, and what is refused with its file, line and key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence

import pytest

from budgetdesk.document.blokken import Opmaak
from budgetdesk.document.delen.declaratie import Indeling, Inhoud
from budgetdesk.document.delen.lezen import MAX_DELEN, Lezer
from budgetdesk.document.delen.woorden import DEEL, OPMAAK
from budgetdesk.errors import Bevinding
from budgetdesk.model.field import UITERLIJK
from budgetdesk.storage.paths import PathIndex
from budgetdesk.tables.language.values import Complaints, Node

BEKEND: Mapping[str, Sequence[str]] = {
    "tabel": ("programmakosten", "reserves", "indicatoren"),
    "lijst": ("kaderstukken",),
    "grafiek": ("saldo",),
}


def node(toml: str, bestand: str) -> tuple[Node, Complaints]:
    complaints = Complaints(bestand, PathIndex(toml).line, "BD105")
    return Node(tomllib.loads(toml), (), complaints), complaints


def read(template: str, dossier: str = "") -> tuple[Indeling, list[Bevinding]]:
    """Return the parts that a template and a dossier declare, and what is wrong with them."""
    lezer = Lezer(BEKEND)
    root, first = node(template, "templates/eigen.toml")
    lezer.look(root.node("opmaak"))
    lezer.parts(root.node("deel"))
    below, second = node(dossier, "begroting.toml")
    lezer.look(below.node("opmaak"))
    lezer.parts(below.node("deel"))
    found = lezer.indeling()
    return found, [*first.findings, *second.findings]


def only(template: str, dossier: str = "") -> tuple[str, int | None, str, str, str]:
    """Return file, line, key, sentence and remedy of the one finding there is."""
    _, [found] = read(template, dossier)
    assert found.code == "BD105"
    return (
        found.plaats.bestand,
        found.plaats.regel,
        found.plaats.sleutel or "",
        found.tekst,
        found.remedie,
    )


CHAPTER = """
[deel.programma]
per = "programma"
kop = "{naam}"

[deel.terrein]
in = "programma"
per = "beleidsterrein"
kop = "Beleidsterrein {sleutel} {naam}"

[deel.indicatoren]
in = "terrein"
kop = "Indicatoren"
wat = ["tabel:indicatoren", "tekst:indicatoren"]
na = { 1A = "partijen" }

[deel.partijen]
in = "terrein"
kop = "Verbonden partijen"
wat = "tekst:partijen"
"""


def test_parts_stand_in_each_other_in_the_order_of_the_file_but_where_a_member_says_otherwise() -> None:
    found, wrong = read(CHAPTER)
    assert not wrong
    assert [deel.sleutel for deel in found.onder("")] == ["programma"]
    assert [deel.sleutel for deel in found.onder("terrein", "1B")] == ["indicatoren", "partijen"]
    assert [deel.sleutel for deel in found.onder("terrein", "1A")] == ["partijen", "indicatoren"]
    assert found.soort(found.delen["partijen"]) == "beleidsterrein"
    assert found.delen["indicatoren"].wat == (Inhoud("tabel", "indicatoren"), Inhoud("tekst", "indicatoren"))


def test_what_a_dossier_says_of_a_part_stands_in_the_place_of_what_its_template_says_key_by_key() -> None:
    found, wrong = read(
        CHAPTER,
        """
        [deel]
        partijen.weg = true
        indicatoren.kop = "Wat wij meten"
        indicatoren.na = "voorwoord"
        voorwoord = { in = "terrein", wat = "tekst:voorwoord" }
        """,
    )
    assert not wrong
    assert [deel.sleutel for deel in found.onder("terrein", "1A")] == ["voorwoord", "indicatoren"]
    assert found.delen["indicatoren"].kop == "Wat wij meten"
    assert found.delen["indicatoren"].wat == (Inhoud("tabel", "indicatoren"), Inhoud("tekst", "indicatoren"))


def test_the_look_of_the_document_is_read() -> None:
    toml = '[opmaak]\ntitel = "Begroting {T}"\nnummering = "3.1.1"\nomslag = true\ninhoud = 2\nlijst_tabellen = true\n'
    found, wrong = read(toml)
    assert not wrong
    assert found.opmaak == Opmaak("Begroting {T}", "3.1.1", omslag=True, inhoud=2, lijst_tabellen=True)
    assert [read(f"[opmaak]\n{said}\n")[0].opmaak.inhoud for said in ("", "inhoud = 0", "inhoud = 3")] == [None, 0, 3]


def test_what_a_dossier_says_of_the_look_stands_in_the_place_of_what_its_template_says_key_by_key() -> None:
    template = '[opmaak]\ntitel = "Begroting"\nomslag = true\ninhoud = 3\n'
    found, wrong = read(template, "[opmaak]\nnummering = 1\nomslag = false\n")
    assert not wrong
    assert found.opmaak == Opmaak("Begroting", "1", omslag=False, inhoud=3)


def test_a_part_that_a_dossier_adds_stands_before_the_one_it_names() -> None:
    more = '[deel]\nvooraf = { kop = "A", voor = "programma" }\nvoorwoord = { kop = "B", voor = "programma" }\n'
    found, wrong = read(CHAPTER, more)
    assert not wrong
    assert [deel.sleutel for deel in found.onder("")] == ["vooraf", "voorwoord", "programma"]


def test_before_and_after_another_part_a_dossier_has_the_last_word() -> None:
    moved, wrong = read(CHAPTER, '[deel.indicatoren]\nvoor = { 1B = "partijen" }\n')
    assert not wrong
    assert [deel.sleutel for deel in moved.onder("terrein", "1A")] == ["indicatoren", "partijen"]
    back, wrong = read(CHAPTER + '[deel.slot]\nvoor = "programma"\n', '[deel.slot]\nna = "programma"\n')
    assert not wrong
    assert [deel.sleutel for deel in back.onder("")] == ["programma", "slot"]


@pytest.mark.parametrize(
    ("toml", "key", "sentence", "remedy"),
    [
        ('[deel.a]\nkoop = "x"\n', "deel.a.koop", "onbekende sleutel `koop`.", None),
        ('[deel.a]\nin = "programa"\n', "deel.a.in", "er is geen deel `programa`.", "Bedoelt u `programma`?"),
        ('[deel.a]\nna = "b"\n', "deel.a.na", "`b` is geen deel van hetzelfde geheel.", None),
        ('[deel.a]\nvoor = "programa"\n', "deel.a.voor", "`programa` is geen deel van hetzelfde geheel.", None),
        ('[deel.a]\nvoor = "programma"\nna = "programma"\n', "deel.a.na", None, ""),
        ('[deel.a]\nper = "post"\n', "deel.a.per", "onbekende soort `post`.", None),
        ('[deel.a]\nwat = "tabel:reservs"\n', "deel.a.wat", "onbekende tabel `reservs`.", "Bedoelt u `reserves`?"),
        ('[deel.a]\nwat = "grafiek:taart"\n', "deel.a.wat", "onbekende grafiek `taart`.", "Kies uit saldo."),
        ('[deel.a]\nwat = "tabel"\n', "deel.a.wat", None, ""),
        ('[deel.a]\nwat = "velden:x"\n', "deel.a.wat", None, ""),
        ('[deel.a]\nbladzijde = "oud"\n', "deel.a.bladzijde", "onbekende waarde `oud`.", None),
        ("[deel.a]\neenheid = 7\n", "deel.a.eenheid", "hier hoort een van 1, 1000, 1000000.", ""),
        ('[deel.a]\nkop = "{nam}"\n', "deel.a.kop", "onbekend patroon `{nam}`.", None),
        ('[deel.a]\nkop = "x"\nloopkop = "y"\n', "deel.a.loopkop", None, ""),
        ('[deel.a]\nweg = "ja"\n', "deel.a.weg", "hier hoort `true` of `false`.", ""),
        ("[deel]\na = 1\n", "deel.a", "onder `a` horen sleutels, geen waarde.", ""),
        ('[opmaak]\nnummering = "III"\n', "opmaak.nummering", None, ""),
        ("[opmaak]\ninhoud = 9\n", "opmaak.inhoud", "hier hoort een geheel getal van 0 tot en met 6.", ""),
    ],
)
def test_what_cannot_be_is_told_with_file_line_and_key(
    toml: str, key: str, sentence: str | None, remedy: str | None
) -> None:
    chapter = '[deel.programma]\nper = "programma"\n[deel.terrein]\nper = "beleidsterrein"\n'
    whole = chapter + toml if "[deel]" not in toml else toml
    bestand, regel, sleutel, tekst, remedie = only(whole)
    last = key.rpartition(".")[2]
    line = max(n for n, text in enumerate(whole.splitlines(), 1) if text.startswith(last))
    assert (bestand, regel, sleutel) == ("templates/eigen.toml", line, key)
    assert sentence is None or tekst == sentence
    assert remedy is None or remedie == remedy


def test_a_circle_of_parts_is_told_once_and_broken() -> None:
    toml = '[deel.a]\nin = "b"\n[deel.b]\nin = "c"\n[deel.c]\nin = "a"\n'
    bestand, regel, sleutel, tekst, _ = only(toml)
    assert (bestand, regel, sleutel) == ("templates/eigen.toml", 2, "deel.a.in")
    assert tekst == "de delen staan in een kring in elkaar: `a` → `b` → `c` → `a`."
    found, _ = read(toml)
    assert [deel.sleutel for deel in found.onder("")] == ["a"]


def test_a_part_in_itself_is_a_circle() -> None:
    assert only('[deel.a]\nin = "a"\n')[3] == "de delen staan in een kring in elkaar: `a` → `a`."


def test_one_table_in_two_parts_of_the_same_is_told_at_the_second() -> None:
    toml = '[deel.a]\nwat = "tabel:reserves"\n[deel.b]\nwat = ["tekst:x", "tabel:reserves"]\n'
    assert only(toml)[1:4] == (4, "deel.b.wat", "`tabel:reserves` staat ook in deel `a`.")


def test_what_a_dossier_says_wrongly_is_told_in_its_own_file() -> None:
    bestand, regel, sleutel, tekst, _ = only(CHAPTER, '[deel.partijen]\nin = "nergens"\n')
    assert (bestand, regel, sleutel) == ("begroting.toml", 2, "deel.partijen.in")
    assert tekst == "er is geen deel `nergens`."


def test_headings_are_no_deeper_than_a_web_page_has_them() -> None:
    deeper = "".join(f'[deel.d{n}]\nin = "d{n - 1}"\nkop = "x"\n' for n in range(1, 7))
    assert only(f'[deel.d0]\nkop = "x"\n{deeper}')[2:4] == ("deel.d6.kop", "koppen gaan hoogstens 6 diep.")


def test_a_hostile_file_has_no_more_parts_than_a_document_may_have() -> None:
    found, [wrong] = read("".join(f"[deel.d{n}]\n" for n in range(MAX_DELEN + 1)))
    assert wrong.tekst == f"een document heeft hoogstens {MAX_DELEN} delen."
    assert not found.delen


def test_every_key_is_explained() -> None:
    assert tuple(OPMAAK) == UITERLIJK
    assert all(text and not text.endswith(".") for text in (*DEEL.values(), *OPMAAK.values()))
