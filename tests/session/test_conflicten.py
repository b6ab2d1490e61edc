"""Conflicts are shown as both sides have them, decided one by one, and written only when the file reads again."""

from __future__ import annotations

import shutil
from fnmatch import fnmatch
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.errors import ChangedOnDisk, InputError, Refused
from budgetdesk.merge.located import read_parts
from budgetdesk.merge.markers import Conflict, Deel, join, split
from budgetdesk.merge.merging import merge
from budgetdesk.session import Session
from budgetdesk.session.conflicten import (
    BEIDE,
    HERNOEMD,
    KANTEN,
    Conflictbestand,
    Conflicten,
    Kant,
    Keuze,
    Plek,
    find,
    load,
)
from budgetdesk.storage.underway import underway
from budgetdesk.tui.conflict.sides import _full
from tests.conftest import BEGROTING
from tests.proef import NAAM, Maak, programma
from tests.repository import git

KOP = programma('\n[beleidsterrein.1A]\nnaam = "T"\n\n')
POST = KOP + '[post.raad]\nnaam = "Raad"\nbeleidsterrein = "1A"\n'


def marked(ons: str, basis: str | None, hun: str) -> str:
    return join([Conflict(ons, basis, hun, ("HEAD", "a1b2c3", "collega"))])


def only(conflicten: Conflicten) -> Plek:
    (plek,) = conflicten.plekken
    return plek


BEDRAG = POST + marked(
    "lasten.begroting.2026 = 1_200\n", "lasten.begroting.2026 = 1_000\n", "lasten.begroting.2026 = 1_300.50  # nota\n"
)


# --- choosing ------------------------------------------------------------------------------------

LINES = st.lists(
    st.sampled_from(["a = 1\n", "b = 1\n", "b = 2\n", "# x\n", "\n", "[t.x]\n", 'c = """\n', "é\n"]), max_size=3
).map("".join)
CONFLICTS = st.builds(Conflict, LINES, LINES | st.none(), LINES)
PARTS = st.lists(LINES.filter(bool) | CONFLICTS, max_size=6)


@given(PARTS, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["ons", "hun"]), st.booleans())
def test_one_side_everywhere_gives_exactly_the_text_of_that_side(
    parts: list[Deel], newline: str, kant: Kant, bom: bool
) -> None:
    ended = [part.replace("\n", newline) if isinstance(part, str) else _ended(part, newline) for part in parts]
    delen = tuple(read_parts(split(join(ended, newline=newline)), NAAM, "programma", {}))
    mark = b"\xef\xbb\xbf" if bom else b""
    conflicten = Conflicten(Path(), [Conflictbestand(NAAM, "programma", "", mark, delen)])
    conflicten.choose(conflicten.plekken, kant)
    sides = [deel if isinstance(deel, str) else deel.ons if kant == "ons" else deel.hun for deel in ended]
    assert conflicten.content(NAAM) == mark + "".join(sides).encode()


@given(st.lists(LINES, max_size=4))
def test_the_base_everywhere_gives_the_base_and_where_it_is_not_known_the_conflict_stays_open(texts: list[str]) -> None:
    delen: list[Deel] = []
    for number, text in enumerate(texts):
        delen += [f"# {number}\n", Conflict("# ons\n", text or None, "")]
    conflicten = Conflicten(
        Path(), [Conflictbestand(NAAM, "programma", "", b"", tuple(read_parts(delen, NAAM, "programma", {})))]
    )
    conflicten.choose(conflicten.plekken, "basis")
    assert len(conflicten.open()) == texts.count("")
    if all(texts):
        assert conflicten.content(NAAM).decode() == "".join(f"# {n}\n{text}" for n, text in enumerate(texts))


def _ended(conflict: Conflict, newline: str) -> Conflict:
    basis = None if conflict.basis is None else conflict.basis.replace("\n", newline)
    return Conflict(conflict.ons.replace("\n", newline), basis, conflict.hun.replace("\n", newline))


def test_a_step_is_taken_back_as_it_was_made(dossier: Maak) -> None:
    conflicten = load(dossier(BEDRAG, BEDRAG.replace("nummer = 1", "nummer = 2")))
    first, second = conflicten.plekken
    conflicten.choose([first], "ons")
    conflicten.choose(conflicten.open(), "hun")
    conflicten.reopen(first)
    assert conflicten.open() == [first]
    assert conflicten.undo()
    assert conflicten.undo()
    assert conflicten.open() == [second]
    assert conflicten.undo()
    assert not conflicten.undo()
    assert not conflicten.dirty


def test_a_single_amount_takes_a_value_of_ones_own_in_the_spelling_of_the_file(dossier: Maak) -> None:
    conflicten = load(dossier(BEDRAG.replace("\n", "\r\n")))
    plek = only(conflicten)
    conflicten.choose_value(plek, 1_250_00)
    assert conflicten.keuze(plek) == Keuze("eigen", "lasten.begroting.2026 = 1_250\r\n")


def test_lines_of_ones_own_end_as_those_of_the_file(dossier: Maak) -> None:
    conflicten = load(dossier(BEDRAG.replace("\n", "\r\n")))
    plek = only(conflicten)
    conflicten.choose_lines(plek, "# a\nx = 1")
    assert conflicten.keuze(plek) == Keuze("eigen", "# a\r\nx = 1\r\n")
    conflicten.choose_lines(plek, "")
    assert conflicten.keuze(plek) == Keuze("eigen", "")


def test_what_was_written_by_hand_is_kept_and_comes_back_with_a_step_back(dossier: Maak) -> None:
    conflicten = load(dossier(BEDRAG))
    plek = only(conflicten)
    conflicten.choose_value(plek, 1_250_00)
    conflicten.choose([plek], "ons")
    assert (typed := conflicten.begin(plek))
    assert typed.cents == 1_250_00
    assert conflicten.undo()
    assert conflicten.keuze(plek) == Keuze("eigen", "lasten.begroting.2026 = 1_250\n")


def test_a_step_in_one_file_can_be_taken_back_after_another_was_saved(dossier: Maak) -> None:
    conflicten = load(dossier(BEDRAG, BEDRAG.replace("nummer = 1", "nummer = 2") + marked("", None, "# x\n")))
    first, second, _ = conflicten.plekken
    conflicten.choose([second], "hun")
    conflicten.choose([second], "ons")
    conflicten.choose([first], "ons")
    conflicten.save()
    assert conflicten.undo()
    assert conflicten.keuze(second) == conflicten.keuze_van(second, "hun")


@pytest.mark.parametrize(
    ("regels", "regel"),
    [
        ("lasten.begroting.2026 = 5", 0),
        ("# goed\nlasten.begroting.2026 =", 2),
        ("naam = 5", 1),
        ("<<<<<<< HEAD", 1),
        ('toelichting = """', None),
        ("", 0),
    ],
)
def test_lines_that_would_not_read_are_refused_with_their_line(dossier: Maak, regels: str, regel: int | None) -> None:
    conflicten = load(dossier(BEDRAG + marked("# ons\n", None, "# hun\n")))
    found = conflicten.refused(conflicten.plekken[0], regels)
    assert (found.plaats.regel if found else 0) == regel
    assert not conflicten.dirty


def test_what_is_wrong_elsewhere_does_not_refuse_lines_that_are_right(dossier: Maak) -> None:
    conflicten = load(dossier(BEDRAG + "x =\n"))
    assert conflicten.refused(only(conflicten), "lasten.begroting.2026 = 5") is None


@pytest.mark.parametrize(
    ("basis", "hun", "both"),
    [
        ("", 'toelichting = "x"\n', True),
        (None, 'toelichting = "x"\n', True),
        ("", "lasten.begroting.2026 = 6\n", False),
        ("lasten.begroting.2026 = 4\n", 'toelichting = "x"\n', False),
        ("", "", False),
    ],
)
def test_both_are_offered_only_where_each_added_something_else(
    dossier: Maak, basis: str | None, hun: str, *, both: bool
) -> None:
    conflicten = load(dossier(POST + marked("lasten.begroting.2026 = 5\n", basis, hun)))
    plek = only(conflicten)
    assert (plek.samen is not None) is both
    conflicten.choose([plek], BEIDE)
    assert conflicten.keuze(plek) == (Keuze(BEIDE, f"lasten.begroting.2026 = 5\n{hun}") if both else None)


# --- what is shown -------------------------------------------------------------------------------


def test_an_amount_to_which_a_decision_adds_says_what_its_cell_prints(dossier: Maak) -> None:
    bare = load(dossier(BEDRAG))
    assert "in de tabel" not in _full(only(bare), "ons", bare.cellen)[0].plain
    amounts = (
        "lasten.begroting.2026 = 1_377_745\n",
        "lasten.begroting.2026 = 1_000_000\n",
        "lasten.begroting.2026 = 5\n",
    )
    besluit = '[wijziging]\nnummer = "7"\nnaam = "N"\nstatus = "ontwerp"\n\n[mutatie.m]\nprogramma = 1\npost = "raad"\n'
    found = load(dossier(POST + marked(*amounts), wijzigingen__7=f"{besluit}lasten.2026 = 22_255\n"))
    plek = only(found)
    assert [found.cellen.printed(r.adres, r.cents or 0) for k in KANTEN for r in plek.regels(k)] == [
        "1.400",
        "1.022",
        "22",
    ]
    assert _full(plek, "ons", found.cellen)[0].plain == "› € 1.377.745  (+377.745)  in de tabel 1.400"


def test_amounts_are_compared_with_the_base(dossier: Maak) -> None:
    plek = only(load(dossier(BEDRAG)))
    assert [
        (r.tekst, r.cents, r.verschil, r.na, r.anders) for k in ("ons", "basis", "hun") for r in plek.regels(k)
    ] == [
        ("lasten.begroting.2026", 120_000, 20_000, "", True),
        ("lasten.begroting.2026", 100_000, None, "", True),
        ("lasten.begroting.2026", 130_050, 30_050, "# nota", True),
    ]


@pytest.mark.parametrize(
    ("text", "regel", "naam"),
    [
        (BEDRAG, 11, "[post.raad] lasten.begroting.2026"),
        (POST + marked("", "", '\n[post.b]\nnaam = "[x]"\n\n[post.c]\n'), 11, "[post.b] (en nog 1)"),
        (POST + marked("# ons\n", None, "# hun\n"), 11, "[post.raad] # ons"),
        (
            KOP + 'x = """\n[geen.kop]\ny = 1\n' + marked("oud\n", "was\n", "nieuw\n") + '"""\n',
            11,
            "[beleidsterrein.1A] x",
        ),
        (marked("a = 1\n", None, "b = 2\n") + "[programma]\n", 1, "a (en nog 1)"),
    ],
)
def test_a_conflict_is_named_by_its_header_and_key(dossier: Maak, text: str, regel: int, naam: str) -> None:
    plek = only(load(dossier(text)))
    assert (plek.regel, plek.naam) == (regel, naam)


def test_the_line_of_a_later_conflict_counts_the_markers_before_it(dossier: Maak) -> None:
    conflicten = load(dossier(POST + marked("a = 1\nb = 2\n", None, "c = 1\n") + "d = 1\n" + marked("", "", "e = 1\n")))
    text = (conflicten.map / NAAM).read_text("utf-8").split("\n")
    assert [text[plek.regel - 1] for plek in conflicten.plekken] == ["<<<<<<< HEAD"] * 2


def test_adjacent_keys_that_git_takes_for_one_conflict_are_decided_one_by_one(dossier: Maak) -> None:
    keys = "lasten.begroting.{} = {}\n".format
    ons, hun = keys(2026, 1) + keys(2027, 5) + keys(2028, 7), keys(2026, 2) + keys(2027, 5) + "\n" + keys(2028, 8)
    conflicten = load(dossier(POST + marked(ons, keys(2026, 0) + keys(2028, 7), hun)))
    first, between, last = conflicten.plekken
    assert [(p.naam[-4:], p.regel, p.tekst("basis")) for p in conflicten.plekken] == [
        ("2026", 12, keys(2026, 0)),
        ("2027", 13, ""),
        ("2028", 14, keys(2028, 7)),
    ]
    conflicten.choose([first, between], "hun")
    conflicten.choose([last], "ons")
    assert conflicten.content(NAAM).decode() == POST + keys(2026, 2) + keys(2027, 5) + "\n" + keys(2028, 7)


@pytest.mark.parametrize(
    ("ons", "hun"),
    [("a = 1\nb = 1\n", "b = 2\na = 2\n"), ("a = 1\nb = 1\n", "a = 2\n# x\nb = 2\n"), ("a = 1\nb = 1\n", "a =\n")],
)
def test_keys_in_another_order_or_with_comments_stay_one_conflict(dossier: Maak, ons: str, hun: str) -> None:
    plek = only(load(dossier(POST + marked(ons, None, hun))))
    assert (plek.tekst("ons"), plek.tekst("hun")) == (ons, hun)


def test_a_long_text_is_compared_word_by_word_and_cut_to_what_changed(dossier: Maak) -> None:
    words = " ".join(f"w{n}" for n in range(40))
    text = f'toelichting = """\n{words} {{}} {words}\n"""\n'
    plek = only(load(dossier(POST + marked(text.format("x y"), text.format("oud"), text.format("oud")))))
    (ons,), (hun,) = plek.regels("ons"), plek.regels("hun")
    assert (ons.tekst, ons.anders, hun.anders) == ("toelichting", True, False)
    assert "w39 [-oud-] {+x y+} w0" in ons.woorden
    assert ons.kort.startswith("… w28 ")
    assert ons.kort.endswith(" w11 …")
    assert hun.kort == " ".join(f"w{n}" for n in range(24)) + " …"


# --- another key ---------------------------------------------------------------------------------

TERREIN = (
    KOP + '[post.raad]\nbeleidsterrein = "1A"\nnaam = "Raad"\n\n[post.{}]\nnaam = "VNG"\nbeleidsterrein = "1A"\n{}'
)
JAREN = "lasten.begroting.2026 = 1_000\nlasten.begroting.2027 = 2_000\n"


def merged(basis: str, ons: str, hun: str) -> str:
    return merge(basis.encode(), ons.encode(), hun.encode(), NAAM).inhoud.decode()


@pytest.mark.parametrize("kant", ["ons", "hun"])
def test_what_changed_under_an_old_key_can_go_to_the_new_one(dossier: Maak, kant: Kant) -> None:
    basis, new = TERREIN.format("vng", JAREN), TERREIN.format("bijdrage", JAREN)
    changed = basis.replace("1_000", "1_500").replace("lasten.begroting.2027 = 2_000\n", 'toelichting = "x"\n')
    conflicten = load(dossier(merged(basis, *((new, changed) if kant == "ons" else (changed, new)))))
    plek = only(conflicten)
    assert (found := conflicten.hernoemd(plek))
    assert (found.kant, found.kop) == (kant, "post.bijdrage")
    conflicten.choose([plek], HERNOEMD)
    gevolg = conflicten.gevolg(plek, 1)
    assert gevolg.regels == (
        "[post.bijdrage]",
        'naam = "VNG"',
        'beleidsterrein = "1A"',
        "lasten.begroting.2026 = 1_500",
        'toelichting = "x"',
    )
    conflicten.save()
    records = Session.open(conflicten.map).dossier.bestanden[NAAM].records
    assert records["post", "bijdrage"].bedrag("lasten.begroting.2026") == 150_000
    assert ("post", "vng") not in records


@pytest.mark.parametrize(
    ("own", "theirs"),
    [(("1_000", "1_200"), ("1_000", "1_500")), (("", ""), ("2_000\n", "2_000  # nota\nlasten.begroting.2028 = 3\n"))],
)
def test_what_both_changed_or_is_more_than_values_is_only_told(
    dossier: Maak, own: tuple[str, str], theirs: tuple[str, str]
) -> None:
    basis = TERREIN.format("vng", JAREN)
    new = basis.replace("[post.vng]", "[post.bijdrage]")
    conflicten = load(dossier(merged(basis, new.replace(*own) if own[0] else new, basis.replace(*theirs))))
    plek = only(conflicten)
    assert (found := conflicten.hernoemd(plek))
    assert found.edits == ()
    assert conflicten.keuze_van(plek, HERNOEMD) is None


def test_a_table_that_went_where_nothing_alike_came_has_no_new_key(dossier: Maak) -> None:
    basis = TERREIN.format("vng", JAREN)
    gone = basis[: basis.index("[post.vng]")] + '[post.anders]\nnaam = "Iets anders"\nbeleidsterrein = "1A"\n'
    conflicten = load(dossier(merged(basis, gone, basis.replace("1_000", "1_500"))))
    assert conflicten.hernoemd(only(conflicten)) is None


DOEL = KOP + '[doel.1A1]\nnaam = "D"\nbeleidsterrein = "1A"\n\n[prestatie."1A1.1"]\nnaam = "Een"\ndoel = "1A1"\n'


def prestatie(nummer: int, naam: str) -> str:
    return f'\n[prestatie."1A1.{nummer}"]\nnaam = "{naam}"\ndoel = "1A1"\n\n[prestatie."1A1.{nummer}".lasten]\n'


def test_two_things_that_took_one_code_can_both_stay_each_with_its_own(dossier: Maak) -> None:
    ons = DOEL + prestatie(2, "Ons 2") + prestatie(3, "Ons 3")
    hun = DOEL + prestatie(2, "Hun 2") + prestatie(3, "Hun 3")
    conflicten = load(dossier(merged(DOEL, ons, hun)))
    first, second = conflicten.plekken
    assert [d.kop for p in (first, second) if (d := conflicten.dubbel(p))] == [
        'prestatie."1A1.4"',
        'prestatie."1A1.5"',
    ]
    conflicten.choose(conflicten.plekken, BEIDE)
    conflicten.save()
    found = Session.open(conflicten.map).dossier.bestanden[NAAM].van("prestatie")
    assert {t.sleutel: t.naam for t in found} == {
        "1A1.1": "Een",
        "1A1.2": "Ons 2",
        "1A1.4": "Hun 2",
        "1A1.3": "Ons 3",
        "1A1.5": "Hun 3",
    }


def test_a_table_that_both_changed_is_not_taken_for_two(dossier: Maak) -> None:
    one, two, three = (f'[post.a]\nnaam = "{n}"\nbeleidsterrein = "1A"\n' for n in "xyz")
    conflicten = load(dossier(KOP + marked(two, one, three)))
    assert conflicten.keuze_van(only(conflicten), BEIDE) is None


# --- reading and saving --------------------------------------------------------------------------


def test_only_conflict_markers_bring_one_here(dossier: Maak) -> None:
    with pytest.raises(InputError) as caught:
        Session.open(dossier("x ="))
    assert find(dossier("x ="), caught.value) is None
    with pytest.raises(InputError) as caught:
        Session.open(dossier(BEDRAG))
    assert find(dossier(BEDRAG), caught.value) is not None
    longer = POST + join([Conflict("a = 1\n", None, "a = 2\n")], 9)
    with pytest.raises(InputError) as caught:
        Session.open(dossier(longer))
    assert [b.code for b in caught.value.bevindingen] == ["BD102"]
    assert find(dossier(longer), caught.value) is not None


def test_other_errors_and_markers_that_do_not_belong_together_are_told_besides(dossier: Maak) -> None:
    found = load(dossier(BEDRAG, "x =", POST + "<<<<<<< HEAD\n"))
    assert [plek.bestand for plek in found.plekken] == [NAAM]
    assert [(b.code, b.plaats.bestand) for b in found.andere] == [
        ("BD103", "programmas/02-p.toml"),
        ("BD102", "programmas/03-p.toml"),
    ]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_decided_file_is_written_and_the_rest_of_it_stays_as_it_was(dossier: Maak, bom: bytes, newline: str) -> None:
    map_ = dossier(bom + BEDRAG.replace("\n", newline).encode())
    conflicten = load(map_)
    conflicten.choose(conflicten.plekken, "hun")
    assert conflicten.save().bestanden == (NAAM,)
    expected = (POST + "lasten.begroting.2026 = 1_300.50  # nota\n").replace("\n", newline)
    assert (map_ / NAAM).read_bytes() == bom + expected.encode()
    assert not conflicten.plekken
    assert not conflicten.undo()
    Session.open(map_).keuring.require_sound()


def test_begroting_itself_may_hold_the_conflict(dossier: Maak) -> None:
    text = BEGROTING.replace("jaar = 2026\n", marked("jaar = 2026\n", None, "jaar = 2027\n"))
    conflicten = load(dossier(BEDRAG, begroting=text))
    assert [plek.naam for plek in conflicten.plekken] == ["jaar", "[post.raad] lasten.begroting.2026"]
    conflicten.choose(conflicten.plekken[:1], "hun")
    assert conflicten.save().bestanden == ("begroting.toml",)
    assert [plek.bestand for plek in conflicten.plekken] == [NAAM]


def test_nothing_is_written_while_every_file_has_an_open_conflict(dossier: Maak) -> None:
    map_ = dossier(BEDRAG + marked("", None, "x = 1\n"))
    conflicten = load(map_)
    conflicten.choose(conflicten.plekken[:1], "hun")
    before = (map_ / NAAM).read_bytes()
    with pytest.raises(Refused, match="nog een conflict open"):
        conflicten.save()
    assert (map_ / NAAM).read_bytes() == before


@pytest.mark.parametrize(
    ("regels", "said"),
    [
        ("lasten.begroting.2026 =", ":11: lasten.begroting.2026: geen geldige TOML"),
        ("naam = 5", ":11: naam: geen geldige TOML: deze sleutel staat er al"),
        ('lasten.begroting.2026 = "x"', ":11: post.raad.lasten.begroting.2026: "),
        ("<<<<<<< HEAD", ":11: hier staat een conflictmarkering"),
    ],
)
def test_what_would_not_read_is_refused_with_its_line(dossier: Maak, regels: str, said: str) -> None:
    map_ = dossier(BEDRAG)
    conflicten = load(map_)
    conflicten.choose_lines(only(conflicten), regels)
    with pytest.raises(InputError, match="^" + NAAM + said):
        conflicten.save()
    assert (map_ / NAAM).read_text("utf-8") == BEDRAG
    assert conflicten.dirty


def test_a_file_that_changed_meanwhile_is_not_overwritten_and_can_be_read_again(dossier: Maak) -> None:
    conflicten = load(dossier(BEDRAG))
    conflicten.choose(conflicten.plekken, "ons")
    changed = BEDRAG.replace("Raad", "Gemeenteraad") + marked("", "", 'toelichting = "x"\n')
    pad = conflicten.map / NAAM
    pad.write_text(changed, "utf-8")
    with pytest.raises(ChangedOnDisk):
        conflicten.save()
    assert pad.read_text("utf-8") == changed
    conflicten.reread()
    assert [plek.naam for plek in conflicten.open()] == ["[post.raad] toelichting"]
    conflicten.choose(conflicten.open(), "hun")
    conflicten.save()
    assert Session.open(conflicten.map).dossier.bestanden[NAAM].records["post", "raad"].naam == "Gemeenteraad"


# --- git -----------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")
def test_the_base_that_markers_leave_out_comes_from_git(dossier: Maak) -> None:
    map_ = dossier(POST + "lasten.begroting.2026 = 1_000\n")
    git(map_, "init", "--quiet", "--initial-branch=main")
    git(map_, "add", ".")
    git(map_, "commit", "--quiet", "--message=Basis")
    for branch, value in (("collega", "1_300"), ("main", "1_200")):
        git(map_, "checkout", "--quiet", "-B", branch, "main")
        (map_ / NAAM).write_text(POST + f"lasten.begroting.2026 = {value}\n", "utf-8")
        git(map_, "commit", "--quiet", "--all", "--message=Anders")
    git(map_, "merge", "collega", check=False)
    assert load(map_).bezig.einde == "git commit"
    plek = only(load(map_))
    assert plek.conflict.namen == ("HEAD", "uit git", "collega")
    assert [plek.tekst(kant) for kant in ("ons", "basis", "hun")] == [
        "lasten.begroting.2026 = 1_200\n",
        "lasten.begroting.2026 = 1_000\n",
        "lasten.begroting.2026 = 1_300\n",
    ]


@pytest.fixture
def takken(dossier: Maak) -> Path:
    """Return a dossier of which two branches give one amount another value; one's own is checked out."""
    map_ = dossier(POST + "lasten.begroting.2026 = 1_000\n")
    git(map_, "init", "--quiet", "--initial-branch=main")
    (map_ / ".gitignore").write_text(".*\n")
    git(map_, "add", ".")
    git(map_, "commit", "--quiet", "--message=Basis")
    for branch, value in (("collega", "1_300"), ("mijn", "1_200")):
        git(map_, "checkout", "--quiet", "-B", branch, "main")
        (map_ / NAAM).write_text(POST + f"lasten.begroting.2026 = {value}\n", "utf-8")
        git(map_, "commit", "--quiet", "--all", f"--message=Van {branch}")
    return map_


@pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")
@pytest.mark.parametrize(
    ("command", "ons", "hun", "zin", "einde"),
    [
        ("merge collega", "Onze kant · mijn", "Hun kant · collega", "", "commit"),
        ("merge refs/heads/collega", "Onze kant · mijn", "Hun kant · collega", "", "commit"),
        (
            "rebase collega",
            "Waarop uw werk komt · collega",
            "Uw commit · * (Van mijn)",
            "H kiest dus uw eigen",
            "rebase",
        ),
        ("cherry-pick collega", "Onze kant · mijn", "Overgenomen commit · * (Van collega)", "op mijn", "cherry-pick"),
        ("revert HEAD~1", "Onze kant · mijn", "Zonder de commit · *", "teruggedraaid", "revert"),
        ("stash pop", "Onze kant · mijn", "Uw opzij gezette werk", "H kiest dat werk", ""),
    ],
)
def test_both_sides_are_named_and_one_s_own_is_told(
    takken: Path, command: str, ons: str, hun: str, zin: str, einde: str
) -> None:
    text = (takken / NAAM).read_text("utf-8")
    if command == "stash pop":
        (takken / NAAM).write_text(text.replace("1_200", "1_400"), "utf-8")
        git(takken, "stash", "--quiet")
    if command.startswith(("revert", "stash")):
        (takken / NAAM).write_text(text.replace("1_200", "1_500"), "utf-8")
        git(takken, "commit", "--quiet", "--all", "--message=Meer")
    git(takken, *command.split(), check=False)
    conflicten = load(takken)
    plek, namen = only(conflicten), conflicten.namen
    assert fnmatch(namen.naam(plek, "ons"), ons)
    assert fnmatch(namen.naam(plek, "hun"), hun)
    assert zin in namen.zin
    assert conflicten.bezig.einde.removeprefix("git ").removesuffix(" --continue") == einde


@pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")
def test_where_nothing_waits_there_is_nothing_to_end(dossier: Maak) -> None:
    map_ = dossier(POST)
    assert underway(map_).einde == ""
    git(map_, "init", "--quiet", "--initial-branch=main")
    assert underway(map_).einde == ""
