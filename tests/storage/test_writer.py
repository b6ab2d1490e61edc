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
        self.add(self.rng.choice(["", "slot"]) + self.rng.choice(["", quote[0], quote[0] * 2]) + quote + self.trailing())

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
    """Sub-tables: `[post.x.lasten]` or `[post.x.lasten.begroting]`, some with amounts above them."""
    tekst.header(post)
    tekst.names(post)
    families = per_family(list(tekst.families()), tekst.rng.choice([1, 2]))
    for family, rest in families.items():
        tekst.header(post + family)
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


LAYOUTS: list[Callable[[Tekst, Pad], None]] = [dotted, dotted, headers, inline]


def from_root(tekst: Tekst, post: Pad) -> None:
    """Give a whole post in dotted keys above the first header."""
    tekst.noise()
    tekst.names((), post)
    for pad in tekst.families():
        tekst.amount((), post + pad)


def generate(seed: int) -> tuple[str, Tekst]:
    """Return a valid programma file and where its amounts stand."""
    tekst = Tekst(random.Random(seed))
    rng = tekst.rng
    tekst.grouped = rng.random() < 0.7
    tekst.noise()
    posts = rng.sample(SLEUTELS, rng.choice([1, 2, 3]))
    if rng.random() < 0.2:
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
        if known and (kind == "change" or only_change):
            edits[rng.choice(known)] = cents
        elif only_change:
            continue
        elif known and kind == "remove":
            edits[rng.choice(known)] = None
        elif kind == "text":
            text = rng.choice(["Nieuw", 'a"b\\c', "# geen [x]", "", "twee\nregels", '"""', "\n", "a\r\nb\r", "tab\t\x07"])
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
