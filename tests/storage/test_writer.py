"""The writer over generated files: odd spacing, comments everywhere, every way to write a table."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from budgetdesk.model.adres import Adres, quote_key
from budgetdesk.model.dossier import Waarde
from budgetdesk.model.edits import SetValue
from budgetdesk.storage.reader import build
from budgetdesk.storage.toml import parse_bytes
from budgetdesk.storage.writer import rewrite, spell

BESTAND = "programmas/01-p.toml"
Pad = tuple[str, ...]
TWICE = settings(max_examples=2 * settings().max_examples)

SLEUTELS = ["bestuur", "1A", "a b", 'x"y', "é", "post", "2026", "lasten", "#hek", "a.b", "[x]", "a=b"]
FASEN = ["rekening", "begroting", "wijziging", "prognose", "mjb"]
JAREN = [str(j) for j in range(2023, 2031)]
NEP = [
    "[post.nep]",
    "lasten.begroting.2026 = 1_000",
    "# geen commentaar",
    'naam = "nep"',
    "'",
    '"" x',
    "]]",
    "{",
    "x = [",
    "\\\\",
]


@dataclass
class Tekst:
    """A generated file: its lines, which line each amount stands on, and the style of a table."""

    rng: random.Random
    lines: list[str] = field(default_factory=list)
    regel: dict[Pad, int] = field(default_factory=dict)
    """On which line stands what: an amount, a text, or a family between accolades."""
    comments: int = 0
    grouped: bool = True

    def add(self, line: str, *paden: Pad) -> None:
        for pad in paden:
            self.regel[pad] = len(self.lines)
        self.lines.append(line)

    def comment(self) -> str:
        self.comments += 1
        return f'#c{self.comments}# [post.nep] lasten.begroting.2026 = "{{'

    def trailing(self) -> str:
        return self.rng.choice(["", "", "  ", "\t", " " + self.comment(), self.comment()])

    def noise(self) -> None:
        for _ in range(self.rng.choice([0, 0, 0, 1, 2])):
            self.add(self.rng.choice(["", "   ", self.comment(), "  " + self.comment()]))

    def key(self, pad: Pad) -> str:
        dot = self.rng.choice([".", ".", ".", ".", " . ", "\t."])
        return dot.join(map(self.part, pad))

    def part(self, part: str) -> str:
        if "'" not in part and self.rng.random() < 0.08:
            return f"'{part}'"
        return f'"{part}"' if part.isalnum() and self.rng.random() < 0.08 else quote_key(part)

    def assign(self) -> str:
        return self.rng.choice(["", "", "", "  ", "\t"]) + "%s" + self.rng.choice([" = ", " = ", "=", "  =\t"]) + "%s"

    def bedrag(self) -> str:
        euros = self.rng.choice([0, 7, 999, 1000, 12345, 1234567, 9999999999999, -1, -52000])
        euros = self.rng.choice([euros, self.rng.randrange(10**7)])
        cents = self.rng.choice(["", "", "", ".50", ".07"])
        return (f"{euros:_}" if self.grouped else str(euros)) + cents

    def amount(self, kop: Pad, pad: Pad) -> None:
        self.add(self.assign() % (self.key(pad), self.bedrag()) + self.trailing(), kop + pad)
        self.noise()

    def header(self, pad: Pad) -> None:
        self.noise()
        space = self.rng.choice(["", "", " "])
        self.add(self.rng.choice(["", "", "  "]) + f"[{space}{self.key(pad)}{space}]" + self.trailing())
        self.noise()

    def block(self, key: str) -> None:
        """Add a text over several lines that looks like tables and amounts."""
        quote = self.rng.choice(['"""', "'''"])
        body = [line for line in self.rng.choices(NEP, k=self.rng.randrange(4)) if quote[0] not in line]
        self.add(f"{key} = {quote}" + self.rng.choice(["", "x"]))
        for line in body:
            self.add(line)
        self.add(
            self.rng.choice(["", "slot"]) + self.rng.choice(["", quote[0], quote[0] * 2]) + quote + self.trailing()
        )

    def families(self) -> Iterator[Pad]:
        for kant in ("lasten", "baten"):
            for fase in self.rng.sample(FASEN, self.rng.choice([0, 1, 1, 2])):
                for jaar in sorted(self.rng.sample(JAREN, self.rng.choice([1, 2, 4]))):
                    yield kant, fase, jaar

    def names(self, kop: Pad, pad: Pad = ()) -> None:
        self.add(self.assign() % (self.key((*pad, "naam")), '"N # [x]"') + self.trailing(), (*kop, *pad, "naam"))
        self.add(f'{self.key((*pad, "beleidsterrein"))} = "A"')


def per_family(paden: list[Pad], depth: int) -> dict[Pad, list[Pad]]:
    found: dict[Pad, list[Pad]] = {}
    for pad in paden:
        found.setdefault(pad[:depth], []).append(pad[depth:])
    return found


def dotted(tekst: Tekst, post: Pad) -> None:
    tekst.header(post)
    tekst.names(post)
    for pad in tekst.families():
        tekst.amount(post, pad)
    if tekst.rng.random() < 0.5:
        tekst.block("toelichting")


def headers(tekst: Tekst, post: Pad) -> None:
    """Sub-tables: `[post.x.lasten]` or `[post.x.lasten.begroting]`, before or after `[post.x]`."""
    families = list(per_family(list(tekst.families()), tekst.rng.choice([1, 2])).items())
    first = tekst.rng.choice([0, 0, 0, 1])
    for n, (family, rest) in enumerate([*families[:first], ((), []), *families[first:]]):
        tekst.header(post + family)
        if n == min(first, len(families)):
            tekst.names(post)
        for pad in rest:
            tekst.amount(post + family, pad)


def inline(tekst: Tekst, post: Pad) -> None:
    """Families between accolades: `lasten = { begroting.2026 = 1 }` or `{ begroting = { 2026 = 1 } }`."""
    tekst.header(post)
    tekst.names(post)
    for family, rest in per_family(list(tekst.families()), tekst.rng.choice([1, 2])).items():
        if len(family) == 2 or tekst.rng.random() < 0.5:
            cells = ", ".join(f"{tekst.key(pad)} = {tekst.bedrag()}" for pad in rest)
        else:
            inner = per_family(rest, 1)
            cells = ",".join(
                f" {f[0]} = {{{', '.join(f'{p[0]}={tekst.bedrag()}' for p in pads)}}} " for f, pads in inner.items()
            )
        line = tekst.assign() % (tekst.key(family), "{" + tekst.rng.choice(["", " "]) + cells + " }")
        tekst.add(line + tekst.trailing(), post + family, *(post + family + pad for pad in rest))


def from_parent(tekst: Tekst, post: Pad) -> None:
    """Give two posts under `[post]`: one in dotted keys, one as a whole between accolades."""
    tekst.header(post[:1])
    tekst.names(post[:1], post[1:])
    for pad in tekst.families():
        tekst.amount(post[:1], post[1:] + pad)
    whole = ("post", f"{post[1]}-2")
    cells = [(pad, f"{tekst.key(pad)} = {tekst.bedrag()}") for pad in tekst.families()]
    line = ", ".join(['naam = "W, {x}"', 'beleidsterrein="A"', *(cell for _, cell in cells)])
    tekst.add(f"{tekst.key(whole[1:])} = {{ {line} }}{tekst.trailing()}", whole, *(whole + pad for pad, _ in cells))
    tekst.noise()


LAYOUTS: list[Callable[[Tekst, Pad], None]] = [dotted, dotted, headers, inline]


def from_root(tekst: Tekst, post: Pad) -> None:
    """Give a whole post in dotted keys above the first header."""
    tekst.noise()
    tekst.names((), post)
    for pad in tekst.families():
        tekst.amount((), post + pad)


def generate(seed: int) -> tuple[str, Tekst]:
    """Return a valid programma file and where its amounts stand."""
    tekst = Tekst(random.Random(seed))  # noqa: S311
    rng = tekst.rng
    tekst.grouped = rng.random() < 0.7
    tekst.noise()
    posts = rng.sample(SLEUTELS, rng.choice([1, 2, 3]))
    at_root = rng.random() < 0.2
    if at_root:
        from_root(tekst, ("post", posts.pop()))
    tekst.header(("programma",))
    tekst.add("nummer = 1")
    tekst.add('naam = "P"' + tekst.trailing())
    if rng.random() < 0.4:
        for line in ("portefeuilles = [ " + tekst.comment(), ' "a]",', tekst.comment(), " 'b[' ]" + tekst.trailing()):
            tekst.add(line)
    if rng.random() < 0.4:
        tekst.block("missie")
    tekst.header(("beleidsterrein", "A"))
    tekst.add('naam = "A"')
    for post in posts:
        rng.choice(LAYOUTS)(tekst, ("post", post))
    if not at_root and rng.random() < 0.2:
        from_parent(tekst, ("post", "ouder"))
    if rng.random() < 0.1:
        for line in ("[[extra]]", "lasten.begroting.2026 = 1", "[[extra]]", "x = [[1], [", "  2]]"):
            tekst.add(line)
    newline = rng.choice(["\n", "\n", "\r\n"])
    return newline.join(tekst.lines) + rng.choice([newline, newline, ""]), tekst


def amounts(document: dict[str, Any]) -> dict[Pad, Any]:
    """Return every leaf below `post`, by path."""

    def walk(node: Any, pad: Pad) -> Iterator[tuple[Pad, Any]]:
        if isinstance(node, dict):
            for key, below in node.items():
                yield from walk(below, (*pad, key))
        else:
            yield pad, node

    return dict(walk(document, ()))


def edit_of(pad: Pad, oud: Waarde | None, nieuw: Waarde | None) -> SetValue:
    return SetValue(Adres(BESTAND, pad[0], pad[1], ".".join(map(quote_key, pad[2:]))), oud, nieuw)


def random_edits(rng: random.Random, leaves: dict[Pad, Any], *, only_change: bool = False) -> dict[Pad, Waarde | None]:
    """Return new values (amounts in cents, texts, None for absent) by path."""
    posts = sorted({pad[:2] for pad in leaves if pad[0] == "post"})
    known = [pad for pad in leaves if pad[0] == "post" and len(pad) == 5]
    edits: dict[Pad, Waarde | None] = {}
    for _ in range(rng.choice([1, 1, 2, 3, 6])):
        kind = rng.choice(["change", "change", "add", "remove", "text"])
        cents = rng.choice([0, 500, 99999, 100000, 123456789, -250000, 10**15 - 1, rng.randrange(10**12)])
        if known and only_change:
            # below four digits an amount has no style left to keep
            edits[rng.choice(known)] = rng.choice([100000, -123456789, 10**15 - 1, rng.randrange(10**5, 10**12)])
        elif only_change:
            continue
        elif known and kind == "change":
            edits[rng.choice(known)] = cents
        elif known and kind == "remove":
            edits[rng.choice(known)] = None
        elif kind == "text":
            text = rng.choice(
                ["Nieuw", 'a"b\\c', "# geen [x]", "", "twee\nregels", '"""', "\n", "a\r\nb\r", "tab\t\x07"]
            )
            edits[(*rng.choice(posts), rng.choice(["naam", "toelichting"]))] = text
        else:
            edits[(*rng.choice(posts), rng.choice(["lasten", "baten"]), rng.choice(FASEN), rng.choice(JAREN))] = cents
    return edits


def as_toml(value: Waarde | None) -> Any:
    return Decimal(value) / 100 if isinstance(value, int) else value


def edited_lines(text: str, tekst: Tekst, edits: dict[Pad, Waarde | None]) -> list[str]:
    """Return the lines of the original that no edit concerns."""
    touched = {tekst.regel[pad[:n]] for pad in edits for n in range(len(pad) + 1) if pad[:n] in tekst.regel}
    for n, line in enumerate(tekst.lines):
        # a text over several lines is one value
        if re.match(r"toelichting\b", line) and any(pad[2:] == ("toelichting",) for pad in edits):
            touched |= set(range(n, len(tekst.lines)))
    lines = text.splitlines(keepends=True) if "\x0b" not in text else [text]
    return [line.rstrip("\r\n") for n, line in enumerate(lines) if n not in touched]


def is_subsequence(few: list[str], many: list[str]) -> bool:
    rest = iter(many)
    return all(any(line == other for other in rest) for line in few)


@TWICE
@given(st.integers(0, 2**32))
def test_any_edits_give_exactly_the_new_values_and_touch_no_other_line(seed: int) -> None:
    text, tekst = generate(seed)
    before = tomllib.loads(text, parse_float=Decimal)
    leaves = amounts(before)
    edits = random_edits(tekst.rng, leaves)
    result = rewrite(text, "programma", [edit_of(pad, leaves.get(pad), nieuw) for pad, nieuw in edits.items()])
    note(f"{text}\n----- {edits}\n{result}")

    expected = {p: v for p, v in (leaves | {p: as_toml(v) for p, v in edits.items()}).items() if v is not None}
    assert amounts(tomllib.loads(result, parse_float=Decimal)) == expected
    assert amounts(parse_bytes(result.encode(), BESTAND).document) == expected
    assert [c for c in re.findall("#c[0-9]+#", text) if c not in result] == []
    assert is_subsequence(edited_lines(text, tekst, edits), result.replace("\r\n", "\n").split("\n"))
    assert set(re.findall("\r?\n", result)) == set(re.findall("\r?\n", text))


@given(st.integers(0, 2**32))
def test_an_amount_set_and_set_back_gives_the_first_bytes(seed: int) -> None:
    text, tekst = generate(seed)
    leaves = amounts(tomllib.loads(text, parse_float=Decimal))
    edits = random_edits(tekst.rng, leaves, only_change=True)
    there = [edit_of(pad, int(leaves[pad] * 100), nieuw) for pad, nieuw in edits.items()]
    back = [edit.inverse() for edit in there]
    result = rewrite(rewrite(text, "programma", there), "programma", back)
    note(f"{text}\n----- {edits}\n{result}")
    assert result == text


POST = '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\n'


def one(text: str, pad: str, nieuw: Waarde | None, *, soort: str = "post", sleutel: str = "x") -> str:
    """Return the text after one edit of a programma file."""
    return rewrite(text, "programma", [SetValue(Adres(BESTAND, soort, sleutel, pad), None, nieuw)])


@pytest.mark.parametrize(
    ("amounts_", "pad", "expected"),
    [
        ("", "lasten.begroting.2026", "lasten.begroting.2026 = 1_000\n"),
        (
            "lasten.begroting.2025 = 1\nlasten.begroting.2027 = 3\n",
            "lasten.begroting.2026",
            "lasten.begroting.2025 = 1\nlasten.begroting.2026 = 1_000\nlasten.begroting.2027 = 3\n",
        ),
        (
            "lasten.begroting.2027 = 3\nbaten.begroting.2026 = 5\n",
            "lasten.begroting.2026",
            "lasten.begroting.2026 = 1_000\nlasten.begroting.2027 = 3\nbaten.begroting.2026 = 5\n",
        ),
        (
            "lasten.begroting.2026 = 1\nbaten.begroting.2026 = 5\n",
            "lasten.wijziging.2025",
            "lasten.begroting.2026 = 1\nlasten.wijziging.2025 = 1_000\nbaten.begroting.2026 = 5\n",
        ),
        (
            "baten.begroting.2026 = 5\nlasten.begroting.2026 = 1\n",
            "baten.begroting.2027",
            "baten.begroting.2026 = 5\nbaten.begroting.2027 = 1_000\nlasten.begroting.2026 = 1\n",
        ),
        (
            'lasten.begroting.2026 = 1\ntoelichting = """\na\n"""\n',
            "baten.rekening.2024",
            'lasten.begroting.2026 = 1\nbaten.rekening.2024 = 1_000\ntoelichting = """\na\n"""\n',
        ),
        (
            "\tlasten.begroting.2026=1000 # c\n",
            "lasten.begroting.2027",
            "\tlasten.begroting.2026=1000 # c\n\tlasten.begroting.2027=1000\n",
        ),
        (
            "lasten = { begroting.2026 = 1, begroting.2028 = 3 } # c\n",
            "lasten.begroting.2027",
            "lasten = { begroting.2026 = 1, begroting.2027 = 1_000, begroting.2028 = 3 } # c\n",
        ),
        ("lasten = {}\n", "lasten.begroting.2027", "lasten = { begroting.2027 = 1_000 }\n"),
        (
            "lasten.begroting = {2025=1,2026=2}\n",
            "lasten.begroting.2027",
            "lasten.begroting = {2025=1,2026=2, 2027 = 1_000}\n",
        ),
        (
            "[post.x.lasten]\nbegroting.2026 = 1\n",
            "lasten.begroting.2027",
            "[post.x.lasten]\nbegroting.2026 = 1\nbegroting.2027 = 1_000\n",
        ),
        (
            "[post.x.lasten.begroting]\n2026 = 1\n",
            "baten.begroting.2026",
            "baten.begroting.2026 = 1_000\n[post.x.lasten.begroting]\n2026 = 1\n",
        ),
        ("[post.x.lasten]\n", "lasten.begroting.2026", "[post.x.lasten]\nbegroting.2026 = 1_000\n"),
    ],
)
def test_a_new_amount_lands_in_year_order_in_its_family(amounts_: str, pad: str, expected: str) -> None:
    assert one(POST + amounts_, pad, 100000) == POST + expected


def test_new_amounts_of_one_save_stand_in_year_order_whatever_order_they_were_typed_in() -> None:
    paden = [f"lasten.{fase}.{jaar}" for jaar in (2028, 2026, 2027) for fase in ("wijziging", "begroting")]
    edits = [SetValue(Adres(BESTAND, "post", "x", pad), None, 100) for pad in paden]
    written = rewrite(POST, "programma", edits).removeprefix(POST).splitlines()
    order = [f"lasten.{fase}.{jaar} = 1" for fase in ("begroting", "wijziging") for jaar in (2026, 2027, 2028)]
    assert written == order


def test_parts_of_a_document_stand_in_the_order_in_which_they_were_said() -> None:
    said = ("deel.b.kop", "deel.a.kop", "deel.a.voor")
    edits = [SetValue(Adres("begroting.toml", "document", "x", pad), None, "Y") for pad in said]
    text = '[document.x]\nsjabloon = "begroting"\n'
    order = "".join(f'{pad} = "Y"\n' for pad in said)
    assert rewrite(text, "begroting", edits) == text + order
    one_by_one = text
    for edit in edits:
        one_by_one = rewrite(one_by_one, "begroting", [edit])
    assert one_by_one == text + order


def test_new_keys_in_a_crlf_file_end_in_crlf() -> None:
    text = (POST + "lasten.begroting.2026 = 5").replace("\n", "\r\n")
    assert one(text, "lasten.begroting.2027", 100) == f"{text}\r\nlasten.begroting.2027 = 1"
    assert one(text, "toelichting", "a\nb") == f'{text}\r\ntoelichting = """\r\na\r\nb"""'


def test_a_removed_amount_leaves_its_comment_and_no_empty_line() -> None:
    text = POST + "  lasten.begroting.2026 = 5 # besluit 12\nlasten.begroting.2027 = 6\n"
    assert one(text, "lasten.begroting.2026", None) == POST + "  # besluit 12\nlasten.begroting.2027 = 6\n"
    assert one(text, "lasten.begroting.2027", None) == POST + "  lasten.begroting.2026 = 5 # besluit 12\n"


@pytest.mark.parametrize(
    ("old", "cents", "new"),
    [
        ("1_000", 1234500, "12_345"),
        ("1000", 1234500, "12345"),
        ("+1_000", -50, "-0.50"),
        ("1_000.25", 100000000, "1_000_000"),
        ("7", 1234500, "12_345"),
        ("0", 10**15 - 1, "9_999_999_999_999.99"),
    ],
)
def test_a_changed_amount_keeps_its_comment_spacing_and_underscores(old: str, cents: int, new: str) -> None:
    line = f"lasten.begroting.2026  ={old}  # c\n"
    assert one(POST + line, "lasten.begroting.2026", cents) == POST + line.replace(f"={old} ", f"={new} ")


def test_years_beside_the_amounts_do_not_decide_how_amounts_are_spelled() -> None:
    text = '[investering.i]\nnaam = "I"\nnut = "economisch"\ngevoteerd = 2024\ngereed = 2027\n'
    assert "uitgaven.2027 = 250_000\n" in one(text, "uitgaven.2027", 25000000, soort="investering", sleutel="i")


def test_an_index_figure_lands_in_year_order() -> None:
    text = "formaat = 1\n[index.lonen]\n2027 = 0.02\n2029 = 0.02\n"
    edit = SetValue(Adres("begroting.toml", "index", "lonen", "2028"), None, Decimal("0.03"))
    assert rewrite(text, "begroting", [edit]) == "formaat = 1\n[index.lonen]\n2027 = 0.02\n2028 = 0.03\n2029 = 0.02\n"


def test_a_root_key_stands_above_the_first_table() -> None:
    text = '# kop\nformaat = 1\ngemeente = "X"\n\n[weergave]\neenheid = 1\n'
    edit = SetValue(Adres("begroting.toml", "", "", "titel"), None, "T")
    assert rewrite(text, "begroting", [edit]) == text.replace('"X"\n', '"X"\ntitel = "T"\n')


def test_a_first_root_key_stands_above_everything() -> None:
    edit = SetValue(Adres("begroting.toml", "", "", "titel"), None, "T")
    assert rewrite("[weergave]\neenheid = 1\n", "begroting", [edit]) == 'titel = "T"\n[weergave]\neenheid = 1\n'


def test_a_table_that_is_not_there_yet_is_added_at_the_end() -> None:
    edits = [
        SetValue(Adres("begroting.toml", "weergave", "", pad), None, v) for pad, v in (("nul", "0"), ("eenheid", 1))
    ]
    assert rewrite("formaat = 1", "begroting", edits) == 'formaat = 1\n\n[weergave]\neenheid = 1\nnul = "0"\n'


@given(st.text(), st.sampled_from(["\n", "\r\n"]), st.sampled_from(['"oud"', "'oud'", '"""\noud\n"""', "{}"]))
def test_any_text_reads_back_as_itself(tekst: str, newline: str, old: str) -> None:
    known = "" if old == "{}" else f"toelichting = {old}\n"
    text = (POST + known + "lasten.begroting.2026 = 5\n").replace("\n", newline)
    result = one(text, "toelichting", tekst)
    note(result)
    bron = parse_bytes(result.encode(), BESTAND)
    post = build(bron, BESTAND, "programma")[0].records["post", "x"]
    assert post.waarden["toelichting"] == tekst
    assert tomllib.loads(result)["post"]["x"]["toelichting"] == tekst


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        (True, "true"),
        (False, "false"),
        (2026, "2026"),
        (Decimal("0.0150"), "0.0150"),
        (Decimal("1E+3"), "1000"),
        (date(2025, 7, 3), "2025-07-03"),
        (["a", 'b"'], '["a", "b\\""]'),
        ("a'b", '"a\'b"'),
    ],
)
def test_other_values_are_spelled_as_toml(value: Waarde, spelled: str) -> None:
    assert spell(value) == spelled
    assert tomllib.loads(f"x = {spelled}", parse_float=Decimal)["x"] == value
