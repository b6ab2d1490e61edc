"""Structure edits in the text: each comment stays with its table, nothing else changes."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from budgetdesk.model.adres import quote_key
from budgetdesk.model.edits import AddRecord, Edit, MoveRecord, RemoveRecord, RenameRecord
from budgetdesk.session import Session
from budgetdesk.storage.restructure import NotRestructurable, restructure
from tests.conftest import Maak

NAAM = "programmas/01-p.toml"
SOORTEN = ("beleidsterrein", "doel", "post", "reserve")

TEXT = """# vrij: boven

# van programma
[programma]
nummer = 1
naam = "P"

# van post.a
[post.a]
# in post.a
naam = "A"  # achter post.a
beleidsterrein = "1A"

lasten.begroting.2026 = 1
# onder post.a

# vrij: tussen

[post.b]
naam = "B"
beleidsterrein = "1A"
# van post.c
[post.c]
naam = "C"
beleidsterrein = "1A"
"""


def post(sleutel: str) -> tuple[str, str, str]:
    return NAAM, "post", sleutel


def test_a_removed_table_takes_its_comments_along_and_leaves_the_others() -> None:
    text = restructure(TEXT, "programma", [RemoveRecord(*post("a"))])
    assert text == TEXT[: TEXT.index("# van post.a")] + TEXT[TEXT.index("# vrij: tussen") :]
    text = restructure(TEXT, "programma", [RemoveRecord(*post("b"))])
    assert text == TEXT[: TEXT.index("[post.b]")] + TEXT[TEXT.index("# van post.c") :]


def test_the_last_table_goes_without_leaving_blank_lines() -> None:
    text = restructure(TEXT, "programma", [RemoveRecord(*post("c"))])
    assert text == TEXT[: TEXT.index("# van post.c")]


def test_a_renamed_table_keeps_everything_but_its_header() -> None:
    text = restructure(TEXT, "programma", [RenameRecord(*post("a"), "x.y")])
    assert text == TEXT.replace("[post.a]", '[post."x.y"]')


def test_a_table_written_in_pieces_is_renamed_everywhere() -> None:
    source = 'post.a.naam = "A"\n[post.a.lasten]\nbegroting.2026 = 1\n[post]\na.taakveld = "0.1"\n'
    assert restructure(source, "programma", [RenameRecord(*post("a"), "b")]) == (
        'post.b.naam = "A"\n[post.b.lasten]\nbegroting.2026 = 1\n[post]\nb.taakveld = "0.1"\n'
    )


def test_a_moved_table_takes_its_comments_along() -> None:
    text = restructure(TEXT, "programma", [MoveRecord(*post("a"), None)])
    own = TEXT[TEXT.index("# van post.a") : TEXT.index("\n# vrij: tussen")]
    assert text == TEXT.replace(own + "\n", "") + "\n" + own
    assert restructure(text, "programma", [MoveRecord(*post("a"), "c")]).count("# ") == TEXT.count("# ")


def test_a_new_table_comes_after_the_last_of_its_kind_in_the_order_of_the_format() -> None:
    waarden = (("naam", "Nieuw"), ("toelichting", "a\nb"), ("lasten.begroting.2026", 1_234_500))
    text = restructure(TEXT, "programma", [AddRecord(*post("n"), waarden)])
    new = '[post.n]\nnaam = "Nieuw"\nlasten.begroting.2026 = 12_345\ntoelichting = """\na\nb"""\n'
    assert text == TEXT + "\n" + new
    text = restructure(TEXT, "programma", [AddRecord(NAAM, "doel", "1A1", (("naam", "D"),))])
    assert text.index("[programma]") < text.index("[doel.1A1]") < text.index("# van post.a")
    assert text.replace('\n[doel.1A1]\nnaam = "D"\n', "") == TEXT


def test_line_ends_of_the_file_are_kept() -> None:
    crlf = TEXT.replace("\n", "\r\n")
    for edit in (AddRecord(*post("n"), (("naam", "N"),)), MoveRecord(*post("c"), "a"), RemoveRecord(*post("b"))):
        assert restructure(crlf, "programma", [edit]) == restructure(TEXT, "programma", [edit]).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("source", "edit"),
    [
        ("post = { a = { naam = 'A' } }\n", RenameRecord(*post("a"), "b")),
        ("post.a.naam = 'A'\n", RemoveRecord(*post("a"))),
        ("[post]\na.naam = 'A'\n", MoveRecord(*post("a"), None)),
        ("[post.a]\nnaam = 'A'\n[post]\na.taakveld = '0.1'\n", RemoveRecord(*post("a"))),
    ],
)
def test_what_only_an_editor_can_restructure_is_refused_with_the_file(source: str, edit: Edit) -> None:
    with pytest.raises(NotRestructurable, match=NAAM):
        restructure(source, "programma", [edit])  # type: ignore[list-item]


# --- random sequences ----------------------------------------------------------------------------


def commented(rng: random.Random) -> str:
    """Return a programma with comments that name the table they belong to, and some that belong to none."""
    parts = ['# vrij 0\n\n[programma]  # achter programma\nnummer = 1\nnaam = "P"\n# onder programma\n']
    for soort in SOORTEN:
        for n in range(rng.randint(1, 4)):
            sleutel = rng.choice([f"{soort[0]}{n}", f"1A.{n}"])
            naam = f"{soort}.{quote_key(sleutel)}"
            above = f"# boven {naam}\n" * rng.randint(0, 2)
            inside = f"# in {naam}\n\n" if rng.random() < 0.4 else ""
            behind = f"  # achter {naam}" if rng.random() < 0.4 else ""
            below = f"# onder {naam}\n" if rng.random() < 0.3 else ""
            table = f'{above}[{naam}]{behind}\nnaam = "{naam.replace(chr(34), "")}"\n{inside}{_rest(soort)}{below}'
            free = f"\n# vrij {naam}\n" if rng.random() < 0.2 else ""
            parts.append(table + free)
    return "\n".join(parts)


def _rest(soort: str) -> str:
    return {
        "doel": 'beleidsterrein = "x"\n',
        "post": 'beleidsterrein = "x"\nlasten.begroting.2026 = 1_000 # bedrag\n',
        "reserve": 'soort = "bestemmingsreserve"\n',
    }.get(soort, "")


def random_edit(session: Session, rng: random.Random) -> Edit:
    bestand = session.dossier.bestanden[NAAM]
    soort = rng.choice(SOORTEN)
    keys = [t.sleutel for t in bestand.van(soort)]
    fresh = f"{soort[0]}-{rng.randrange(10**6)}"
    kind = rng.choice(["add", "add", "rename", "move", "move", "remove"]) if keys else "add"
    if kind == "add":
        waarden = {"naam": fresh} | ({"beleidsterrein": "x"} if soort in ("doel", "post") else {})
        waarden |= {"soort": "bestemmingsreserve"} if soort == "reserve" else {}
        return AddRecord(NAAM, soort, fresh, tuple(waarden.items()), rng.choice([None, *keys]))
    sleutel = rng.choice(keys)
    if kind == "rename":
        return RenameRecord(NAAM, soort, sleutel, fresh)
    if kind == "move":
        return MoveRecord(NAAM, soort, sleutel, rng.choice([None, *(k for k in keys if k != sleutel)]))
    return RemoveRecord(NAAM, soort, sleutel)


def owners(text: str) -> dict[str, str]:
    """Return to which table each comment belongs by the rule, told line by line and without the code under test.

    Values are the `naam` in the file of the owner, `vrij` for a comment that no table owns.
    """
    lines = text.splitlines()
    found: dict[str, str] = {}
    headers = [i for i, line in enumerate(lines) if line.startswith("[")]
    for i, line in enumerate(lines):
        comment = line[line.find("#") :] if "#" in line else ""
        if not comment or comment == "# bedrag":
            continue
        down = i
        while down < len(lines) and lines[down].startswith("#"):
            down += 1
        if down < len(lines) and lines[down].startswith("["):
            owner = down
        else:
            owner = max((h for h in headers if h <= i), default=-1)
            stop = min([h for h in headers if h > i], default=len(lines))
            keys = [k for k in range(owner + 1, stop) if "=" in lines[k]]
            up = i
            while up > owner and lines[up].startswith("#"):
                up -= 1
            if owner < 0 or (keys and i > max(keys) and not lines[up].strip()):
                owner = -1
        following = lines[owner + 1 :] if owner >= 0 else []
        name = next((x for x in following if x.startswith("naam")), "")
        found[f"{comment} #{sum(1 for c in found if c.startswith(comment + ' #'))}"] = (
            re.sub(r" *#.*", "", name) if owner >= 0 else "vrij"
        )
    return found


@pytest.mark.parametrize("seed", [*range(2), *(pytest.param(n, marks=pytest.mark.lang) for n in range(2, 16))])
def test_fifty_edits_lose_no_comment_and_undo_returns_the_first_bytes(dossier: Maak, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    source = commented(rng)
    source = source.replace("\n", "\r\n") if seed % 5 == 4 else source
    session = Session.open(dossier(source))
    pad: Path = session.map / NAAM
    first = pad.read_bytes()
    expected = owners(source.replace("\r\n", "\n"))
    for _ in range(50):
        edit = random_edit(session, rng)
        if isinstance(edit, RemoveRecord):
            gone = session.dossier.bestanden[NAAM].records[edit.soort, edit.sleutel]
            expected = {c: o for c, o in expected.items() if o != f'naam = "{gone.tekst("naam")}"'}
        session.do([edit])
        if rng.random() < 0.3:
            session.save()
            assert owners(pad.read_text("utf-8").replace("\r\n", "\n")) == expected
            assert not session.dirty
    while session.undo():
        pass
    session.save()
    assert pad.read_bytes() == first
    while session.redo():
        pass
    session.save()
    assert owners(pad.read_text("utf-8").replace("\r\n", "\n")) == expected


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), TEXT[: TEXT.index("# van post.a")], "", "x = 1"])
def test_tables_that_are_added_behind_each_other_stand_as_if_one_by_one(text: str) -> None:
    edits = [
        AddRecord(NAAM, soort, f"n{n}", (("naam", f"N{n}"), ("beleidsterrein", "1A"), ("lasten.begroting.2026", n)))
        for n, soort in enumerate(("post", "post", "reserve", "post", "post"))
    ]
    one_by_one = text
    for edit in edits:
        one_by_one = restructure(one_by_one, "programma", [edit])
    assert restructure(text, "programma", edits) == one_by_one
