"""The reference page of declared tables: its lists are the language, and each example prints what stands below it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.tables.language import words
from tests.tabellen import (
    LISTS,
    TARGET,
    declarations,
    examples,
    make,
    page,
    printed,
    ran,
    told,
    told_by,
    whole_examples,
)

TEXT = TARGET.read_text("utf-8")
EXAMPLES = {next(iter(tabel.sleutel for tabel in declarations(toml))): toml for toml in examples(TEXT)}

WHOLE = list(whole_examples(TEXT))


@pytest.mark.lang
def test_the_page_says_what_the_language_says_and_what_the_examples_print() -> None:
    assert page(TEXT) == TEXT


def test_every_list_of_the_language_stands_on_the_page() -> None:
    assert set(re.findall(r"<!-- ([a-z]+) -->", TEXT)) == set(LISTS)


@pytest.mark.parametrize("toml", EXAMPLES.values(), ids=EXAMPLES)
def test_each_example_prints_a_table_and_holds_together(toml: str) -> None:
    assert f"```toml\n{toml}```\n\n```text\n{printed(toml)}```\n" in TEXT
    assert set(told(toml)) <= {"BD505"}


def test_there_are_three_whole_examples() -> None:
    assert len(WHOLE) == 3


@pytest.mark.parametrize(("files", "commands"), WHOLE, ids=[commands.split()[3] for _, commands in WHOLE])
def test_each_whole_example_prints_what_stands_below_it_and_check_is_quiet_about_its_templates(
    files: str, commands: str, tmp_path: Path
) -> None:
    assert f"{files}```sh\n{commands}```\n\n```text\n{told_by(files, commands)}```\n" in TEXT
    found = json.loads(ran(make(files, tmp_path), "budgetdesk check voorbeeldstad --format json", code=1))
    assert [b for b in found if b["bestand"].startswith("templates/")] == []


def _keys(entry: Any) -> Iterator[tuple[str, str]]:
    """Yield the keys that an example uses, each with what it is a key of."""
    tables = tomllib.loads(entry).get("tabel", {}).values()
    for table in tables:
        yield from (("tabel", key) for key in table)
        yield from (("kolom", key) for kolom in table.get("kolom", ()) if isinstance(kolom, dict) for key in kolom)
        yield from _row_keys((*table.get("tussen", ()), *table["rij"]))


def _row_keys(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        yield from (("rij", key) for key in row)
        yield from _row_keys(row.get("onder", ()))


def test_every_key_of_the_language_is_used_in_an_example() -> None:
    known = {"tabel": words.TABEL, "kolom": words.KOLOM, "rij": words.RIJ}
    used = {pair for toml in EXAMPLES.values() for pair in _keys(toml)}
    assert {(what, key) for what, keys in known.items() for key in keys} - used == set()
