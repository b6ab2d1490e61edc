"""One merge per rule, each with the whole file that has to come out."""

from __future__ import annotations

import pytest

from budgetdesk.merge import merging
from budgetdesk.merge.markers import Conflict, split
from budgetdesk.merge.merging import Uitkomst, merge

BASIS = """\
# Programma 1
formaat = 1

[programma]
nummer = 1

# over de raad
[post.raad]  # de raad
naam = "Raad"
lasten.begroting.2026 = 1_000  # structureel
lasten.begroting.2027 = 2_000

[post.wijk]
naam = "Wijk"
tarief = { a = 1, b = 2 }
"""


def change(*pairs: tuple[str, str], text: str = BASIS) -> str:
    """Return a text with replacements, each of which must occur once."""
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def outcome(ons: str, hun: str, basis: str = BASIS) -> Uitkomst:
    return merge(basis.encode(), ons.encode(), hun.encode(), "p.toml")


def clean(ons: str, hun: str, basis: str = BASIS) -> str:
    """Return the merged text, which is the same for swapped sides."""
    here, there = outcome(ons, hun, basis), outcome(hun, ons, basis)
    assert (here.aantal, here.conflicten, here.opmerkingen) == (0, (), ())
    assert here == there
    return here.inhoud.decode()


# --- values ----------------------------------------------------------------------------------------


def test_neighbouring_amounts_merge() -> None:
    ons, hun = change(("1_000", "1_500")), change(("2_000", "2_500.50"))
    assert clean(ons, hun) == change(("1_000", "1_500"), ("2_000", "2_500.50"))


def test_the_same_change_on_both_sides_merges() -> None:
    ons, hun = change(("1_000", "1_500"), ("nummer = 1", "nummer = 2")), change(("1_000", "1_500"), ('"Wijk"', '"W"'))
    assert clean(ons, hun) == change(("1_000", "1_500"), ("nummer = 1", "nummer = 2"), ('"Wijk"', '"W"'))


def test_different_amounts_conflict_with_the_base_between_them() -> None:
    merged = outcome(change(("1_000", "1_500")), change(("1_000", "1_600"), ("2_000", "9")))
    line = "lasten.begroting.2026 = {}  # structureel\n"
    block = f"<<<<<<< ons\n{line}||||||| basis\n{line}=======\n{line}>>>>>>> hun\n".format("1_500", "1_000", "1_600")
    assert merged.inhoud.decode() == change((line.format("1_000"), block), ("2_000", "9"))
    assert merged.conflicten == ("conflict in post.raad.lasten.begroting.2026: bij ons 1500, bij hen 1600",)


@pytest.mark.parametrize(("first", "second"), [("0", "false"), ("1", "1.0"), ("1", "true"), ("'1'", "1")])
def test_values_of_another_type_are_other_values(first: str, second: str) -> None:
    merged = outcome(change(("2_000", first)), change(("2_000", second)))
    assert merged.aantal == 1


@pytest.mark.parametrize(("first", "second"), [("1500", "1_500"), ("1.50", "1.5"), ("'x'", '"x"')])
def test_the_same_value_spelled_differently_is_no_conflict(first: str, second: str) -> None:
    longest = max(first, second, key=len) if len(first) != len(second) else max(first, second)
    assert clean(change(("2_000", first)), change(("2_000", second))) == change(("2_000", longest))


def test_a_changed_value_in_a_removed_key_conflicts() -> None:
    merged = outcome(change(("lasten.begroting.2027 = 2_000\n", "")), change(("2_000", "3_000")))
    block = (
        "<<<<<<< ons\n||||||| basis\nlasten.begroting.2027 = 2_000\n=======\n"
        "lasten.begroting.2027 = 3_000\n>>>>>>> hun\n"
    )
    assert merged.inhoud.decode() == change(("lasten.begroting.2027 = 2_000\n", block))
    assert merged.conflicten == ("conflict in post.raad.lasten.begroting.2027: bij ons verwijderd, bij hen 3000",)


def test_a_value_against_a_table_conflicts() -> None:
    ons, hun = BASIS + "extra = 5\n", BASIS + "extra.diep = 6\n"
    merged = outcome(ons, hun)
    assert merged.inhoud.decode() == BASIS + (
        "<<<<<<< ons\nextra = 5\n||||||| basis\n=======\nextra.diep = 6\n>>>>>>> hun\n"
    )


def test_lists_are_one_value() -> None:
    basis = BASIS + 'kansen = ["a", "b"]\n'
    ons, hun = basis.replace('"a"', '"c"'), basis.replace('"b"', '"d"')
    assert outcome(ons, hun, basis).conflicten == (
        'conflict in post.wijk.kansen: bij ons ["c", "b"], bij hen ["a", "d"]',
    )


# --- tables ----------------------------------------------------------------------------------------


def test_a_removed_table_that_changed_is_one_conflict() -> None:
    wijk = BASIS[BASIS.index("\n[post.wijk]") :]
    merged = outcome(change((wijk, "")), change(("a = 1", "a = 5")))
    changed = wijk.replace("a = 1", "a = 5")
    block = f"<<<<<<< ons\n||||||| basis\n{wijk}=======\n{changed}>>>>>>> hun\n"
    assert merged.inhoud.decode() == change((wijk, block))
    assert merged.conflicten == ("conflict in post.wijk: bij ons verwijderd, bij hen gewijzigd",)


@pytest.mark.parametrize("swapped", [False, True])
def test_a_table_that_got_another_key_and_changed_under_the_old_one_is_told_as_such(*, swapped: bool) -> None:
    new, changed = change(("[post.wijk]", "[post.buurt]")), change(("a = 1", "a = 5"))
    merged = outcome(*((changed, new) if swapped else (new, changed)))
    ons, hun = ("gewijzigd", "hernoemd naar buurt") if swapped else ("hernoemd naar buurt", "gewijzigd")
    assert merged.conflicten == (
        f"conflict in post.wijk: bij ons {ons}, bij hen {hun}: neem de wijziging over in [post.buurt]",
    )
    assert "[post.buurt]" in merged.inhoud.decode()


def test_a_table_that_got_two_keys_is_no_conflict_but_told() -> None:
    merged = outcome(change(("[post.wijk]", "[post.buurt]")), change(("[post.wijk]", "[post.stad]")))
    assert not merged.aantal
    assert merged.opmerkingen == (
        "post.wijk is bij ons hernoemd naar buurt en bij hen naar stad; beide staan er nu, kijk of er een weg moet",
    )


def test_a_table_that_went_where_another_kind_came_is_no_other_key() -> None:
    ons = change(("[post.wijk]\nnaam", "[reserve.wijk]\nnaam"))
    (told,) = outcome(ons, change(("a = 1", "a = 5"))).conflicten
    assert told == "conflict in post.wijk: bij ons verwijderd, bij hen gewijzigd"


def test_a_removed_table_of_which_a_key_is_removed_is_removed() -> None:
    wijk = BASIS[BASIS.index("\n[post.wijk]") :]
    assert clean(change((wijk, "")), change(('naam = "Wijk"\n', ""))) == change((wijk, ""))


def test_tables_that_took_the_same_key_are_never_mixed() -> None:
    merged = outcome(BASIS + '\n[post.n]\nnaam = "A"\n', BASIS + "\n[post.n]\nlasten.begroting.2026 = 1\n")
    assert merged.inhoud.decode() == BASIS + (
        '\n<<<<<<< ons\n[post.n]\nnaam = "A"\n||||||| basis\n=======\n'
        "[post.n]\nlasten.begroting.2026 = 1\n>>>>>>> hun\n"
    )


def test_the_same_new_table_merges() -> None:
    new = '\n[post.n]\nnaam = "A"\n'
    assert clean(BASIS + new, change(("1_000", "7")) + new) == change(("1_000", "7")) + new


def test_a_table_without_a_key_of_its_own_merges_key_by_key() -> None:
    ons, hun = BASIS + "\n[weergave]\neenheid = 1\n", BASIS + '\n[weergave]\nnul = "0"\n'
    assert clean(ons, hun) == BASIS + '\n[weergave]\neenheid = 1\nnul = "0"\n'


def test_all_headers_of_a_table_are_in_its_conflict() -> None:
    basis = "[post.a]\nnaam = 1\n[post.b]\n[post.a.lasten]\nbegroting.2026 = 1\n"
    merged = outcome("[post.b]\n", basis.replace("2026 = 1", "2026 = 2"), basis)
    parts = split(merged.inhoud.decode())
    assert [p for p in parts if isinstance(p, Conflict)] == [
        Conflict("", basis.replace("[post.b]\n", ""), basis.replace("[post.b]\n", "").replace("2026 = 1", "2026 = 2"))
    ]


# --- order -----------------------------------------------------------------------------------------


def test_additions_at_one_spot_are_in_the_order_of_their_keys() -> None:
    years = ("lasten.begroting.2027 = 2_000\n",) * 2
    ons = change((years[0], years[0] + "lasten.begroting.2029 = 9\n")) + "\n[post.k10]\nnaam = 1\n"
    hun = change((years[0], years[0] + "lasten.begroting.2028 = 8\n")) + "\n[post.k9]\nnaam = 2\n"
    both = change((years[0], years[0] + "lasten.begroting.2028 = 8\nlasten.begroting.2029 = 9\n"))
    assert clean(ons, hun) == both + "\n[post.k9]\nnaam = 2\n\n[post.k10]\nnaam = 1\n"


def test_a_move_of_one_side_is_followed_and_holds_what_the_other_changed() -> None:
    raad, wijk = BASIS.index("\n# over"), BASIS.index("\n[post.wijk]")
    moved = BASIS[:raad] + BASIS[wijk:] + BASIS[raad:wijk]
    assert clean(moved, change(("1_000", "5"), ("a = 1", "a = 6"))) == change(
        ("1_000", "5"), ("a = 1", "a = 6"), text=moved
    )


def test_an_order_is_never_a_conflict_but_told() -> None:
    basis, ons, hun = ("".join(f"[post.{key}]\nnaam = 1\n" for key in order) for order in ("abcd", "dabc", "adbc"))
    here, there = outcome(ons, hun, basis), outcome(hun, ons, basis)
    assert here.inhoud == there.inhoud
    assert sorted(here.inhoud) == sorted(basis.encode())
    assert not here.aantal
    assert here.opmerkingen == ("de volgorde is aan beide kanten anders gewijzigd; kijk of zij nu goed is",)


def test_an_order_on_which_both_sides_agree_holds() -> None:
    basis, ons, hun = ("".join(f"[post.{key}]\nnaam = 1\n" for key in order) for order in ("abc", "cba", "bca"))
    assert clean(ons, hun, basis) == ons


# --- comments and layout ----------------------------------------------------------------------------


def test_a_comment_from_one_side_and_a_value_from_the_other_share_a_line() -> None:
    ons, hun = change(("# structureel", "# incidenteel")), change(("1_000", "1_500"))
    assert clean(ons, hun) == change(("1_000  # structureel", "1_500  # incidenteel"))


def test_two_comments_behind_one_value_both_stay() -> None:
    ons, hun = change(("# structureel", "# uit RV 2")), change(("# structureel", "# uit RV 1"))
    assert clean(ons, hun) == change(("# structureel", "# uit RV 1 # uit RV 2"))


def test_a_comment_is_gone_where_one_side_removed_it_and_a_new_one_stays() -> None:
    ons, hun = change(("# Programma 1\n", "")), change(("# over de raad\n", "# over de raad\n# en meer\n"))
    assert clean(ons, hun) == change(("# Programma 1\n", ""), ("# over de raad\n", "# over de raad\n# en meer\n"))


def test_new_comments_outlive_their_table() -> None:
    wijk = BASIS[BASIS.index("\n[post.wijk]") :]
    hun = change(('naam = "Wijk"\n', '# nog doen\nnaam = "Wijk"  # oud\n'), ("[post.wijk]", "[post.wijk] # let op"))
    assert clean(change((wijk, "")), hun) == change((wijk, "\n# let op\n# nog doen\n# oud\n"))


def test_a_new_comment_behind_a_removed_key_stays() -> None:
    line = "lasten.begroting.2027 = 2_000\n"
    assert clean(change((line, "")), change((line, line[:-1] + "  # nog niet\n"))) == change((line, "# nog niet\n"))


def test_a_comment_within_a_list_whose_spelling_goes_comes_above_it() -> None:
    basis = "lijst = [\n  1,\n  2,\n]\n"
    ons, hun = basis.replace("  1,\n", "  1, # een\n"), basis.replace("  2", "  3")
    assert clean(ons, hun, basis) == "# een\nlijst = [\n  1,\n  3,\n]\n"


def test_spacing_merges_by_part() -> None:
    basis = "x = 1\n[a]\ny = 2\n"
    ons, hun = "x   = 1\n[ a ]\n  y = 2\n", "x = 3\n[a] # kop\n\ny = 4\n"
    assert clean(ons, hun, basis) == "x   = 3\n[ a ] # kop\n\n  y = 4\n"


def test_line_ends_of_one_side_are_no_change_of_its_lines() -> None:
    assert clean(BASIS.replace("\n", "\r\n"), change(("1_000", "5"))) == change(("1_000", "5")).replace("\n", "\r\n")


def test_a_bom_and_the_end_of_the_last_line_belong_to_who_changed_them() -> None:
    ons, hun = "\ufeff" + BASIS, change(("1_000", "5")).removesuffix("\n")
    assert clean(ons, hun) == "\ufeff" + change(("1_000", "5")).removesuffix("\n")


# --- tables between accolades -----------------------------------------------------------------------


def test_keys_between_accolades_merge_within_the_line() -> None:
    ons, hun = change(("a = 1", "a=5")), change(("b = 2", "b = 2, c = 7"))
    assert clean(ons, hun) == change(("{ a = 1, b = 2 }", "{ a=5, b = 2, c = 7 }"))


def test_a_conflict_between_accolades_is_about_the_whole_line() -> None:
    merged = outcome(change(("a = 1", "a = 5")), change(("a = 1", "a = 6"), ("b = 2", "b = 8")))
    conflict = next(part for part in split(merged.inhoud.decode()) if isinstance(part, Conflict))
    assert (conflict.ons, conflict.hun) == ("tarief = { a = 5, b = 2 }\n", "tarief = { a = 6, b = 8 }\n")


def test_a_line_per_key_holds_what_the_other_side_changed_between_accolades() -> None:
    ons = change(("tarief = { a = 1, b = 2 }", "tarief.a = 1\ntarief.b = 2"))
    assert clean(ons, change(("b = 2", "b = 3"))) == change(("tarief = { a = 1, b = 2 }", "tarief.a = 1\ntarief.b = 3"))


def test_a_header_of_its_own_gets_what_the_other_side_added_elsewhere() -> None:
    lines = "lasten.begroting.2026 = 1_000  # structureel\nlasten.begroting.2027 = 2_000\n"
    ons = change((lines, "\n[post.raad.lasten]\nbegroting.2026 = 1_000  # structureel\nbegroting.2027 = 2_000\n"))
    hun = change(("2_000\n", "3_000\nlasten.begroting.2028 = 4\n"))
    assert clean(ons, hun) == change(("2_000\n", "3_000\nbegroting.2028 = 4\n"), text=ons)


# --- markers, and where merging by key ends ---------------------------------------------------------


def test_markers_are_longer_than_what_looks_like_one_in_a_text() -> None:
    basis = 'tekst = """\nKop\n=======\n"""\n'
    merged = outcome(basis.replace("Kop", "A"), basis.replace("Kop", "B"), basis)
    assert split(merged.inhoud.decode()) == [
        Conflict(basis.replace("Kop", "A"), basis, basis.replace("Kop", "B"), ("ons", "basis", "hun"))
    ]


def test_markers_end_as_the_lines_of_the_file_do() -> None:
    merged = merge(b"x = 1\r\n", b"x = 2\r\n", b"x = 3\r\n", "p", 9, lambda: ("HEAD", "abc", "tak"))
    lines = ["<<<<<<<<< HEAD", "x = 2", "||||||||| abc", "x = 1", "=========", "x = 3", ">>>>>>>>> tak", ""]
    assert merged.inhoud.decode().split("\r\n") == lines


def test_an_empty_base_is_an_empty_document() -> None:
    assert clean("x = 1\n", "y = 2\n", "") == "x = 1\ny = 2\n"
    assert outcome("x = 1\n", "x = 2\n", "").conflicten == ("conflict in x: bij ons 1, bij hen 2",)


def test_records_of_a_list_follow_the_side_that_changed_them() -> None:
    basis = "x = 1\n[[rij]]\na = 1\n[[rij]]\na = 2\n"
    assert clean(basis.replace("a = 2", "a = 3"), basis.replace("x = 1", "x = 5"), basis) == (
        "x = 5\n[[rij]]\na = 1\n[[rij]]\na = 3\n"
    )
    merged = outcome(basis.replace("a = 2", "a = 3"), basis.replace("a = 2", "a = 4"), basis)
    assert merged.conflicten == ("conflict in rij: bij ons [{a = 1}, {a = 3}], bij hen [{a = 1}, {a = 4}]",)


@pytest.mark.parametrize(
    ("basis", "ons", "hun", "told"),
    [
        ("x = 1\n", "x = \n", "x = 2\ny = 3\n", "onze versie, regel 1: geen geldige TOML"),
        ("x = 1\n", "x = 2\n", "y = 3\nx = \n", "hun versie, regel 2: geen geldige TOML"),
        ("x = \n", "x = 2\n", "x = 3\n", "de basis, regel 1: geen geldige TOML"),
        ("[[r]]\na = 1\n", "[[r]]\na = 1 # een\n", "[[r]] # kop\na = 1\n", "[[...]]"),
        ("x = 1\n", "[post]\nx.naam = 2\n", "[post.x]\nnaam = 3\n", "staat niet onder de kop"),
    ],
)
@pytest.mark.parametrize("git", [True, False])
def test_what_cannot_go_by_key_goes_by_line_and_is_never_clean(
    basis: str, ons: str, hun: str, told: str, git: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not git:
        monkeypatch.setenv("PATH", "")
    merged = outcome(ons, hun, basis)
    assert merged.aantal
    assert told in merged.conflicten[0]
    assert any(isinstance(part, Conflict) for part in split(merged.inhoud.decode()))


def test_a_clean_merge_of_lines_is_a_conflict_of_the_whole_file() -> None:
    basis, ons, hun = "x = \n\n\n\ny = 1\n", "x =  \n\n\n\ny = 1\n", "x = \n\n\n\ny = 2\n"
    merged = outcome(ons, hun, basis)
    assert split(merged.inhoud.decode()) == [Conflict(ons, basis, hun)]
    assert "het hele bestand is één conflict" in merged.conflicten[0]


def test_bytes_that_are_no_text_stay_the_bytes_they_are() -> None:
    ons, hun = b"x = '\xff'\n", b"x = '\xfe'\n"
    merged = merge(b"x = 1\n", ons, hun, "p.toml")
    assert merged.aantal
    assert ons in merged.inhoud
    assert hun in merged.inhoud


@pytest.mark.parametrize("step", ["weave", "_prove"])
def test_a_fault_of_our_own_is_a_conflict(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(merging, step, broken)
    merged = outcome(change(("1_000", "5")), change(("1_000", "6")))
    assert merged.aantal
    assert "(RecursionError)" in merged.conflicten[0]


def test_what_does_not_read_back_is_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "_turn", lambda text, _: text.replace("1_500", "1_501"))
    merged = outcome(change(("1_000", "1_500")), change(("2_000", "6")))
    assert merged.aantal
    assert "leest niet terug" in merged.conflicten[0]


# --- lists and values with a mark ------------------------------------------------------------------

GEMERKT = """\
[indicator."1A1.a"]
naam = "Rapportcijfer"
doel = "1A1"
realisatie.2024 = 7.3
streefwaarde.2026 = 8

[toelichting.samen]
bij = ["prestatie.1A1.1", "1A1.2"]
tekst = "Later."
"""


def test_a_number_that_becomes_a_text_with_a_mark_merges_beside_another_year() -> None:
    ons, hun = change(("7.3", '"7,3*"'), text=GEMERKT), change(("= 8", '= "n.n.b."'), text=GEMERKT)
    assert clean(ons, hun, GEMERKT) == change(("7.3", '"7,3*"'), ("= 8", '= "n.n.b."'), text=GEMERKT)


def test_a_number_and_a_text_for_one_year_are_a_conflict() -> None:
    ons, hun = change(("7.3", '"7,3*"'), text=GEMERKT), change(("7.3", "7.4"), text=GEMERKT)
    assert outcome(ons, hun, GEMERKT).aantal == 1


def test_a_list_of_references_is_one_value() -> None:
    longer, heading = ('"1A1.2"]', '"1A1.2", "1A1.4"]'), ('tekst = "Later."', 'tekst = "Later dan gepland."')
    ons, hun = change(longer, text=GEMERKT), change(heading, text=GEMERKT)
    assert clean(ons, hun, GEMERKT) == change(longer, heading, text=GEMERKT)
    assert outcome(ons, change(('"1A1.2"]', '"1A1.3"]'), text=GEMERKT), GEMERKT).aantal == 1
